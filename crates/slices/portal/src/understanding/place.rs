//! Places in a question.

use std::sync::LazyLock;

use kreisrund_areas::{
    lookup::{Candidate, CandidateKind, Found, Reason, Snapshot},
    names::{without_addition, words},
};
use kreisrund_search::typed::is_filler;

use super::{
    Spot, everyday,
    line::{Line, Phrases, Use},
};
use crate::question::USUAL_RADIUS;

/// So many words a place's name has at most: “Herzberg an der Elster”.
const LONGEST_NAME: usize = 4;
/// Shorter names are words of their own more often than not.
const SHORTEST_NAME: usize = 4;
/// A shorter part of a hyphenated name is not the name: “Bad” in “Bad Liebenwerda”.
const SHORTEST_PART: usize = 6;
/// Wider circles than counties are not meant.
const WIDEST: i16 = 200;

/// The place of a question.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) spot: Option<Spot>,
    pub(super) ambiguous: Option<Vec<Candidate>>,
    pub(super) radius: Option<f64>,
    /// Something near is looked for, and nobody said near what.
    pub(super) asks: bool,
}

/// What the words before a place's name say.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Introduction {
    /// “in”, “bei”: a place follows.
    Place,
    /// “in der Nähe von”, “rund um”
    Near,
    /// “nur in”
    Only,
    /// “Ortsteil”
    Kind,
}

static INTRODUCTIONS: LazyLock<Phrases<Introduction>> = LazyLock::new(|| {
    use Introduction::*;
    Phrases::new(&[
        ("in|bei|at|у|в|في", Place),
        ("in der stadt|gemeinde", Place),
        ("im ort|dorf|ortsteil", Place),
        ("aus der stadt|gemeinde", Place),
        ("[im] ortsteil|ot|stadtteil", Kind),
        ("[ganz] in|in der nähe von|der", Near),
        ("[ganz] in der nähe [von|der]", Near),
        ("nähe", Near),
        ("nah|nahe [bei|von|an]", Near),
        ("[in] der umgebung [von]", Near),
        ("umgebung [von]", Near),
        ("[in] [und] um", Near),
        ("rund|rings um|herum", Near),
        ("[im] raum|großraum", Near),
        ("[im] umkreis [von|um]", Near),
        ("nicht weit von", Near),
        ("nicht weit entfernt von", Near),
        ("unweit [von]", Near),
        ("near|nearby|around [to]", Near),
        ("close to", Near),
        ("біля|поблизу|коло", Near),
        ("قرب|بالقرب [من]", Near),
        ("nur|direkt|genau|only|just in", Only),
    ])
});

static FOLLOWING: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[("[und|u|and] umgebung|umland|umkreis|nähe|surroundings", ()), ("area", ())])
});

/// “in der Nähe” of a place that nobody named.
static HERE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[
        ("[hier] in der|meiner|unserer nähe|umgebung", ()),
        ("um die ecke", ()),
        ("near me|here", ()),
        ("nearby", ()),
        ("поблизу", ()),
        ("بالقرب مني", ()),
    ])
});

impl Places {
    /// The number of words at `at` that name a place, with those that introduce it.
    pub(super) fn read(&mut self, line: &mut Line<'_>, at: usize, areas: &Snapshot) -> Option<usize> {
        let mut start = at;
        let (mut radius, mut is_introduced, mut said) = (None, false, None);
        if let Some((length, kilometres)) = radius_at(line, start) {
            (start, radius, is_introduced) = (start + length, Some(kilometres), true);
        }
        while let Some((length, introduction)) = INTRODUCTIONS.longest(line, start).filter(|_| start < at + 8)
        {
            (start, is_introduced) = (start + length, true);
            said = if introduction == Introduction::Kind { said } else { Some(introduction) };
            if let Some((length, kilometres)) = radius_at(line, start) {
                (start, radius) = (start + length, Some(kilometres));
            }
        }
        let Some(named) = named(line, start, is_introduced, areas) else {
            return self.read_here(line, at).or_else(|| read_county(line, at, areas));
        };
        let name = start..start + named.length;
        let mut end = name.end;
        if self.spot.is_some() || self.ambiguous.is_some() {
            return Some(end - at);
        }
        if let Some((length, kilometres)) = radius_at(line, end) {
            (end, radius) = (end + length, Some(kilometres));
        } else if let Some((length, ())) = FOLLOWING.longest(line, end) {
            (end, said) = (end + length, said.filter(|said| *said != Introduction::Place));
            said = said.or(Some(Introduction::Near));
        }
        self.radius = radius.or(match said {
            Some(Introduction::Near) => Some(USUAL_RADIUS),
            Some(Introduction::Only) => Some(0.0),
            Some(Introduction::Place | Introduction::Kind) | None => None,
        });
        match named.meaning {
            Meaning::Certain(spot) => {
                self.spot = Some(spot);
                line.take(at, end - at, Use::Place);
            }
            Meaning::Ambiguous(candidates) => {
                self.ambiguous = Some(candidates);
                line.take(at, end - at, Use::Nothing);
                line.take(name.start, name.len(), Use::Ambiguous);
            }
        }
        Some(end - at)
    }

    fn read_here(&mut self, line: &mut Line<'_>, at: usize) -> Option<usize> {
        let (length, ()) = HERE.longest(line, at)?;
        self.asks = true;
        line.take(at, length, Use::Nothing);
        Some(length)
    }
}

/// “im Landkreis Elbe-Elster”: here everything is there.
fn read_county(line: &mut Line<'_>, at: usize, areas: &Snapshot) -> Option<usize> {
    static COUNTY: LazyLock<Phrases<()>> = LazyLock::new(|| {
        Phrases::new(&[("[im] landkreis|kreis|lkr", ()), ("[in] the county|district [of]", ())])
    });
    let (length, ()) = COUNTY.longest(line, at)?;
    let name = words(&areas.main_county()?.name);
    let is_named = line.is_whole(at, length + name.len())
        && name.iter().zip(at + length..).all(|(word, at)| line.word(at) == Some(word.as_str()));
    is_named.then(|| {
        line.take(at, length + name.len(), Use::Nothing);
        length + name.len()
    })
}

/// A place that words name.
struct Named {
    /// How many words.
    length: usize,
    meaning: Meaning,
}

enum Meaning {
    Certain(Spot),
    Ambiguous(Vec<Candidate>),
}

impl Named {
    fn of(length: usize, mut candidates: Vec<Candidate>) -> Option<Self> {
        let meaning = match candidates.len() {
            0 => return None,
            1 => Meaning::Certain(Spot::One(candidates.pop()?)),
            _ => Meaning::Ambiguous(candidates),
        };
        Some(Self { length, meaning })
    }
}

/// The place that is named at `at`: by its postcode, its name, or both.
fn named(line: &Line<'_>, at: usize, is_introduced: bool, areas: &Snapshot) -> Option<Named> {
    if let Some((length, digits)) = postcode_at(line, at) {
        let with_name = name_at(line, at + length, true, areas)
            .and_then(|(more, candidates)| Named::of(length + more, with_postcode(candidates, digits)));
        return with_name.or_else(|| by_postcode(length, digits, areas));
    }
    let (length, candidates) = name_at(line, at, is_introduced, areas)?;
    if let Some((more, digits)) = postcode_at(line, at + length) {
        let both = Named::of(length + more, with_postcode(candidates.clone(), digits));
        if both.is_some() {
            return both;
        }
    }
    Named::of(length, candidates)
}

fn with_postcode(candidates: Vec<Candidate>, digits: &str) -> Vec<Candidate> {
    let has = |candidate: &Candidate| candidate.postcodes.iter().any(|postcode| postcode.as_str() == digits);
    candidates.into_iter().filter(has).collect()
}

/// “04924”, “D-04924”
fn postcode_at<'a>(line: &Line<'a>, at: usize) -> Option<(usize, &'a str)> {
    let is_marked = line.word(at) == Some("d") && line.is_joined(at + 1);
    let length = 1 + usize::from(is_marked);
    let digits = line.word(at + length - 1)?;
    let is_postcode = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_postcode && line.is_whole(at, length)).then_some((length, digits))
}

fn by_postcode(length: usize, digits: &str, areas: &Snapshot) -> Option<Named> {
    let spot = match areas.lookup(digits) {
        Found::One(candidate) => Spot::One(candidate),
        Found::Several(parts) => Spot::Postcode { postcode: digits.to_owned(), parts },
        Found::None { .. } => return None,
    };
    Some(Named { length, meaning: Meaning::Certain(spot) })
}

/// The places whose name stands at `at`, and the number of its words.
fn name_at(
    line: &Line<'_>,
    at: usize,
    is_introduced: bool,
    areas: &Snapshot,
) -> Option<(usize, Vec<Candidate>)> {
    (1..=LONGEST_NAME).rev().filter(|length| line.is_whole(at, *length)).find_map(|length| {
        let candidates = called(line, at, length, is_introduced, areas);
        (!candidates.is_empty()).then_some((length, candidates))
    })
}

fn called(
    line: &Line<'_>,
    at: usize,
    length: usize,
    is_introduced: bool,
    areas: &Snapshot,
) -> Vec<Candidate> {
    let asked: Vec<&str> = (at..at + length).filter_map(|at| line.word(at)).collect();
    let (Some(first), Some(last)) = (asked.first(), asked.last()) else { return Vec::new() };
    // The lookup overlooks such words; here they are not part of the name.
    let is_bordered = |word: &str| is_filler(word) || is_number(word);
    if is_bordered(first) || is_bordered(last) {
        return Vec::new();
    }
    let is_short = length == 1 && first.chars().count() < SHORTEST_NAME;
    if length == 1 && !is_introduced && (is_short || everyday::is_everyday(first)) {
        return Vec::new();
    }
    let typed: Vec<&str> = (at..at + length).map(|at| line.typed(at)).collect();
    let suggestions = areas.candidates(&typed.join(" "), 50);
    let kinds: Vec<&str> = asked.iter().copied().filter(|word| everyday::is_kind_of_place(word)).collect();
    let fits = |reason: Reason, candidate: &Candidate| match reason {
        // “Stadt Wehlen” is called so; “Stadt Finsterwalde” is not.
        Reason::Exact => kinds.is_empty() || is_spelt_out(&kinds, candidate),
        Reason::WithMunicipality => length > 1 && is_spelt_out(&asked, candidate),
        Reason::Beginning | Reason::WordBeginning => length == 1 && is_part(first, candidate),
        Reason::Abbreviation | Reason::Similar => false,
    };
    let best =
        suggestions.iter().find(|found| fits(found.reason, &found.candidate)).map(|found| found.reason);
    let is_best = |reason: Reason| match best {
        Some(Reason::Exact) => reason == Reason::Exact,
        Some(_) => reason != Reason::Exact,
        None => false,
    };
    let fitting =
        suggestions.into_iter().filter(|found| is_best(found.reason) && fits(found.reason, &found.candidate));
    fitting.map(|found| found.candidate).collect()
}

/// “Dollenchen Sallgast”: every word is one of the names of the place and of what it lies in.
fn is_spelt_out(asked: &[&str], candidate: &Candidate) -> bool {
    let mut known = words(&candidate.name);
    known.extend(words(&candidate.municipality));
    known.extend(words(candidate.county.as_deref().unwrap_or_default()));
    asked.iter().all(|word| known.iter().any(|known| known == word))
}

/// “Liebenwerda” for “Bad Liebenwerda”, “Kirchhain” for “Doberlug-Kirchhain”, but not “Elster” for “Herzberg (Elster)”.
fn is_part(asked: &str, candidate: &Candidate) -> bool {
    if candidate.kind == CandidateKind::Postcode || asked.chars().count() < SHORTEST_PART {
        return false;
    }
    let name = without_addition(&candidate.name).unwrap_or(&candidate.name);
    let is_compound = name.contains('-') || name.starts_with("Bad ");
    is_compound && !everyday::is_everyday(asked) && words(name).iter().any(|word| word == asked)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// “im Umkreis von 20 km (um)”, “20 km um”
fn radius_at(line: &Line<'_>, at: usize) -> Option<(usize, f64)> {
    static AROUND: LazyLock<Phrases<()>> = LazyLock::new(|| {
        Phrases::new(&[("[im] umkreis|radius [von]", ()), ("bis|within|maximal", ()), ("bis zu", ())])
    });
    static OF: LazyLock<Phrases<()>> = LazyLock::new(|| {
        Phrases::new(&[
            ("um|von|von|of|from|around|entfernt", ()),
            ("rund um", ()),
            ("[im] umkreis [von|um]", ()),
            ("entfernt von", ()),
        ])
    });
    let mut next = at + AROUND.longest(line, at).map_or(0, |(length, ())| length);
    let (kilometres, length) = kilometres_at(line, next)?;
    next += length;
    next += OF.longest(line, next).map_or(0, |(length, ())| length);
    line.is_whole(at, next - at).then(|| (next - at, f64::from(kilometres)))
}

fn kilometres_at(line: &Line<'_>, at: usize) -> Option<(i16, usize)> {
    let (number, length) = match line.word(at)?.strip_suffix("km") {
        Some(digits) if !digits.is_empty() && digits.len() <= 3 => (digits.parse().ok()?, 1),
        _ => {
            line.word(at + 1)
                .filter(|word| matches!(*word, "km" | "kilometer" | "kilometern" | "kilometers"))?;
            (line.number(at, 3)?, 2)
        }
    };
    (0..=WIDEST).contains(&number).then_some((number, length))
}
