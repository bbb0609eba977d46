//! Places that are perhaps meant: a name with a slip of the pen, one that was begun, one that is an ordinary word too.

use kreisrund_areas::{
    lookup::{Found, Reason, Snapshot, Suggestion},
    names::{distance, without_addition, words},
};
use kreisrund_search::typed::is_filler;

use super::{Perhaps, everyday, line::Line};

/// More than this is no help.
const MOST: usize = 3;
/// Shorter words are not looked at; of those that nothing introduces, longer ones neither.
const FEWEST_LETTERS: usize = 4;
/// Shorter beginnings begin too many words.
const FEWEST_LETTERS_OF_A_BEGINNING: usize = 6;

/// Places that words may mean which stayed words.
pub(super) fn perhaps(line: &Line<'_>, areas: &Snapshot) -> Vec<Perhaps> {
    let mut found: Vec<Perhaps> = Vec::new();
    let mut at = 0;
    while at < line.len() && found.len() < MOST {
        let at_once = [2, 1].into_iter().find_map(|length| {
            let suggestions = similar(line, at, length, areas);
            (!suggestions.is_empty()).then_some((length, suggestions))
        });
        let Some((length, suggestions)) = at_once else {
            at += 1;
            continue;
        };
        let is_of = |other: usize| (at..at + length).contains(&other);
        for suggestion in suggestions.into_iter().take(MOST - found.len()) {
            found.push(Perhaps {
                typed: line.typed_where(is_of),
                candidate: suggestion.candidate,
                without: line.text_where(|other| !is_of(other)),
            });
        }
        at += length;
    }
    found
}

fn similar(line: &Line<'_>, at: usize, length: usize, areas: &Snapshot) -> Vec<Suggestion> {
    let asked: Vec<&str> = (at..at + length).filter_map(|at| line.word(at)).collect();
    if !line.is_whole(at, length) || asked.iter().any(|word| is_filler(word)) {
        return Vec::new();
    }
    let typed: Vec<&str> = (at..at + length).map(|at| line.typed(at)).collect();
    let (asked, typed) = (asked.join(" "), typed.join(" "));
    if is_postcode(&asked) {
        return similar_postcodes(&asked, areas);
    }
    let letters = asked.chars().count();
    if letters < FEWEST_LETTERS || asked.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let is_introduced =
        at > 0 && line.word(at - 1).is_some_and(|word| matches!(word, "in" | "bei" | "raum" | "near"));
    let is_begun = line.may_go_on(at + length - 1) && letters >= FEWEST_LETTERS_OF_A_BEGINNING;
    // Without “in” before it, many a short word (“leben”, “messen”) is a letter away from some village.
    let most_slips = match (letters, is_introduced) {
        (..7, false) => 0,
        (7..10, false) | (..7, true) => 1,
        (10.., false) | (7..10, true) => 2,
        (10.., true) => 3,
    };
    let is_near = |suggestion: &Suggestion| {
        let full = words(&suggestion.candidate.name).join(" ");
        let name = suggestion.candidate.name.as_str();
        let short = words(without_addition(name).unwrap_or(name)).join(" ");
        let is_close =
            |name: &str| name.chars().next() == asked.chars().next() && distance(name, &asked) <= most_slips;
        match suggestion.reason {
            Reason::Exact => length == 1 && everyday::is_everyday(&asked),
            // The better part of the name stands there.
            Reason::Beginning => {
                (is_begun || is_introduced)
                    && letters * 3 >= short.chars().count() * 2
                    && !everyday::is_everyday(&asked)
            }
            Reason::Similar => is_close(&full) || is_close(&short),
            Reason::WordBeginning | Reason::WithMunicipality | Reason::Abbreviation => false,
        }
    };
    areas.candidates(&typed, MOST + 2).into_iter().filter(is_near).collect()
}

fn is_postcode(word: &str) -> bool {
    word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn similar_postcodes(digits: &str, areas: &Snapshot) -> Vec<Suggestion> {
    match areas.lookup(digits) {
        Found::None { similar } => {
            similar.into_iter().map(|candidate| Suggestion { candidate, reason: Reason::Similar }).collect()
        }
        Found::One(_) | Found::Several(_) => Vec::new(),
    }
}
