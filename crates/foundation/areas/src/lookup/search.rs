//! From what was typed to the places that may be meant.

use super::{Candidate, Found, MOST, MOST_SIMILAR, Reason, Snapshot, Suggestion};
use crate::{area::Postcode, names::words};

/// Words that people put before or behind a place's name and that are seldom a part of it.
const FILLERS: [&str; 11] = [
    "ortsteil",
    "ot",
    "stadtteil",
    "gemeindeteil",
    "gemeinde",
    "stadt",
    "ort",
    "dorf",
    "landkreis",
    "lkr",
    "kreis",
];

/// A postcode and the words beside it.
struct Asked<'a> {
    digits: &'a str,
    name: Vec<String>,
}

impl Found {
    fn of(mut candidates: Vec<Candidate>) -> Option<Self> {
        match candidates.len() {
            0 => None,
            1 => candidates.pop().map(Self::One),
            _ => {
                candidates.truncate(MOST);
                Some(Self::Several(candidates))
            }
        }
    }
}

impl Snapshot {
    /// The place that `typed` means: a name or its beginning, a postcode or its beginning, both, or a slug.
    ///
    /// Places of the own county come before those of its neighbours, but a place of a neighbour that is meant as well is
    /// never left out.
    #[must_use]
    pub fn lookup(&self, typed: &str) -> Found {
        let typed = typed.trim();
        if let Some(candidate) = typed.parse().ok().and_then(|slug| self.by_present_slug(&slug)) {
            return Found::One(candidate.clone());
        }
        let asked = words(typed);
        if let Some(asked) = with_postcode(&asked) {
            return self.lookup_postcode(&asked);
        }
        let numbers = self.best_by_name(&asked).map(|(_, numbers)| numbers).unwrap_or_default();
        let found = numbers.into_iter().take(MOST).filter_map(|number| self.entry(number).cloned());
        Found::of(found.collect())
            .unwrap_or_else(|| Found::None { similar: self.similar(&asked, MOST_SIMILAR) })
    }

    /// At most `limit` places that `typed` may mean, the likeliest first: by the [`Reason`], then the own county before
    /// its neighbours, municipalities before localities, the more populous before the others. Similar names are only
    /// among them where no place is called so.
    #[must_use]
    pub fn candidates(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let typed = typed.trim();
        let asked = words(typed);
        let mut suggestions = Suggestions { limit, all: Vec::new() };
        if let Some(candidate) = typed.parse().ok().and_then(|slug| self.by_present_slug(&slug)) {
            suggestions.add(candidate, Reason::Exact);
        }
        if let Some(asked) = with_postcode(&asked) {
            self.suggest_by_postcode(&asked, &mut suggestions);
            return suggestions.all;
        }
        for (reason, numbers) in self.by_name_in_steps(&asked) {
            numbers.iter().filter_map(|number| self.entry(*number)).for_each(|candidate| {
                suggestions.add(candidate, reason);
            });
            if suggestions.is_full() {
                break;
            }
        }
        if !suggestions.all.iter().any(|suggestion| suggestion.reason == Reason::Exact) {
            for candidate in self.similar(&asked, limit) {
                suggestions.add(&candidate, Reason::Similar);
            }
        }
        suggestions.all
    }

    fn suggest_by_postcode(&self, asked: &Asked<'_>, suggestions: &mut Suggestions) {
        let reason = if asked.digits.len() == 5 { Reason::Exact } else { Reason::Beginning };
        if !asked.name.is_empty() {
            self.named_under(asked).iter().for_each(|candidate| suggestions.add(candidate, reason));
        }
        self.covered(asked.digits).for_each(|candidate| suggestions.add(candidate, reason));
        if suggestions.all.is_empty() {
            for candidate in self.instead_of(asked, suggestions.limit) {
                suggestions.add(&candidate, Reason::Similar);
            }
        }
    }

    /// The entries for a name, by the best reason that there is.
    fn best_by_name(&self, asked: &[String]) -> Option<(Reason, Vec<usize>)> {
        self.by_name_in_steps(asked).find(|(_, numbers)| !numbers.is_empty())
    }

    /// The entries for a name, reason by reason; where none holds, once more without the words that only say what kind of
    /// place it is.
    fn by_name_in_steps(&self, asked: &[String]) -> impl Iterator<Item = (Reason, Vec<usize>)> {
        let stripped: Vec<String> =
            asked.iter().filter(|word| !FILLERS.contains(&word.as_str())).cloned().collect();
        let again = if stripped.len() == asked.len() { Vec::new() } else { stripped };
        let asked = asked.to_vec();
        let first = move |reason| (reason, self.by_reason(reason, &asked));
        let second = move |reason| (reason, self.by_reason(reason, &again));
        const REASONS: [Reason; 5] = [
            Reason::Exact,
            Reason::Beginning,
            Reason::WordBeginning,
            Reason::WithMunicipality,
            Reason::Abbreviation,
        ];
        REASONS.into_iter().map(first).chain(REASONS.into_iter().map(second))
    }

    fn by_reason(&self, reason: Reason, asked: &[String]) -> Vec<usize> {
        match reason {
            Reason::Exact => self.index.exact(asked),
            Reason::Beginning => self.index.beginning(asked),
            Reason::WordBeginning => self.index.word_beginning(asked),
            Reason::WithMunicipality => self.index.with_surroundings(asked),
            Reason::Abbreviation => self.index.abbreviating(asked),
            Reason::Similar => self.index.similar(&asked.join(" ")),
        }
    }

    fn lookup_postcode(&self, asked: &Asked<'_>) -> Found {
        let covered: Vec<Candidate> = self.covered(asked.digits).cloned().collect();
        if covered.is_empty() {
            return Found::None { similar: self.instead_of(asked, MOST_SIMILAR) };
        }
        // A name that does not fit the postcode is ignored: numbers are mistyped more rarely than names.
        let named = if asked.name.is_empty() { Vec::new() } else { self.named_under(asked) };
        Found::of(named).or_else(|| Found::of(covered)).unwrap_or(Found::None { similar: Vec::new() })
    }

    /// What the postcodes cover that begin with `digits`, those of the own county first.
    fn covered(&self, digits: &str) -> impl Iterator<Item = &Candidate> {
        let all = move || self.beginning_with(digits).flat_map(|(_, candidates)| candidates);
        let own = all().filter(|candidate| candidate.county.is_none());
        own.chain(all().filter(|candidate| candidate.county.is_some()))
    }

    fn beginning_with(&self, digits: &str) -> impl Iterator<Item = (&Postcode, &Vec<Candidate>)> {
        self.postcodes
            .range::<str, _>((std::ops::Bound::Included(digits), std::ops::Bound::Unbounded))
            .take_while(move |(postcode, _)| postcode.as_str().starts_with(digits))
    }

    /// The places whose postcode and name both begin as asked.
    fn named_under(&self, asked: &Asked<'_>) -> Vec<Candidate> {
        let has_postcode = |candidate: &&Candidate| {
            candidate.postcodes.iter().any(|postcode| postcode.as_str().starts_with(asked.digits))
        };
        let (reasons, name) = ([Reason::Exact, Reason::Beginning, Reason::WithMunicipality], &asked.name);
        let found = reasons.into_iter().map(|reason| {
            let numbers = self.by_reason(reason, name);
            let candidates = numbers.into_iter().filter_map(|number| self.entry(number));
            candidates.filter(has_postcode).cloned().collect::<Vec<_>>()
        });
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// What may have been meant where no postcode begins so: places of the name beside it, then postcodes one slip away.
    fn instead_of(&self, asked: &Asked<'_>, most: usize) -> Vec<Candidate> {
        let named = self.best_by_name(&asked.name).map(|(_, numbers)| numbers).unwrap_or_default();
        let named = named.into_iter().filter_map(|number| self.entry(number).cloned());
        let near =
            one_slip_from(asked.digits).into_iter().filter_map(|digits| self.postcodes.get(digits.as_str()));
        let mut near: Vec<&Candidate> = near.flatten().collect();
        near.sort_by_key(|candidate| candidate.county.is_some());
        named.chain(near.into_iter().cloned()).take(most).collect()
    }

    fn similar(&self, asked: &[String], most: usize) -> Vec<Candidate> {
        let stripped: Vec<&str> =
            asked.iter().map(String::as_str).filter(|word| !FILLERS.contains(word)).collect();
        let numbers = self.index.similar(&stripped.join(" "));
        numbers.into_iter().take(most).filter_map(|number| self.entry(number).cloned()).collect()
    }
}

struct Suggestions {
    limit: usize,
    all: Vec<Suggestion>,
}

impl Suggestions {
    fn is_full(&self) -> bool {
        self.all.len() >= self.limit
    }

    fn add(&mut self, candidate: &Candidate, reason: Reason) {
        let is_known = |known: &Suggestion| known.candidate.slug == candidate.slug;
        if !self.is_full() && !self.all.iter().any(is_known) {
            self.all.push(Suggestion { candidate: candidate.clone(), reason });
        }
    }
}

/// The postcode, or its beginning, among the words: five digits anywhere, fewer at the front.
fn with_postcode(asked: &[String]) -> Option<Asked<'_>> {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let at = asked
        .iter()
        .position(|word| is_number(word) && word.len() == 5)
        .or_else(|| asked.first().filter(|word| is_number(word) && word.len() <= 6).map(|_| 0))?;
    let name = asked.iter().enumerate().filter(|(index, _)| *index != at);
    Some(Asked { digits: &asked[at], name: name.map(|(_, word)| word.clone()).collect() })
}

/// All postcodes that are one slip away from `digits`: a digit replaced, left out, added, or swapped with its neighbour.
fn one_slip_from(digits: &str) -> std::collections::BTreeSet<String> {
    let digits: Vec<char> = digits.chars().collect();
    let mut all = std::collections::BTreeSet::new();
    let mut add = |changed: Vec<char>| {
        if changed.len() == 5 {
            all.insert(changed.into_iter().collect());
        }
    };
    for at in 0..digits.len() {
        for digit in '0'..='9' {
            let mut replaced = digits.clone();
            replaced[at] = digit;
            add(replaced);
        }
        let mut shorter = digits.clone();
        shorter.remove(at);
        add(shorter);
        if at > 0 {
            let mut swapped = digits.clone();
            swapped.swap(at - 1, at);
            add(swapped);
        }
    }
    for at in 0..=digits.len() {
        for digit in '0'..='9' {
            let mut longer = digits.clone();
            longer.insert(at, digit);
            add(longer);
        }
    }
    all
}
