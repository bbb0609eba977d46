//! Which place do people mean by what they type: “04916”, “Herzberg”, “herzberg elster”, “Bad Liebenw”, “Meissen”?
//!
//! A [`Snapshot`] holds the county's areas and localities in memory; [`Areas`] keeps the present one. Ambiguity is
//! shown, never guessed away: two places of one name are [`Found::Several`].

mod candidates;
mod handle;

use std::collections::BTreeMap;

use kreisrund_kernel::{AreaId, Position, Slug};

use crate::{
    area::{Area, AreaLevel, KnownLocality, Postcode},
    names::{distance, tolerated, words},
};
use candidates::Entry;

pub use handle::Areas;

/// At most so many candidates are offered for a choice.
const MOST: usize = 20;

/// At most so many similar names are offered (“Meinten Sie …?”).
const MOST_SIMILAR: usize = 5;

/// What kind of place a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CandidateKind {
    /// A municipality.
    Municipality,
    /// A locality within one.
    Locality,
    /// The part of a municipality that has a postcode.
    Postcode,
}

/// A place that somebody may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The name to show: “Herzberg (Elster)”, “Dollenchen”, “04916 Herzberg (Elster)”.
    pub name: String,
    /// What kind of place it is.
    pub kind: CandidateKind,
    /// The name of the municipality to which it belongs, or which it is.
    pub municipality: String,
    /// Its postcodes in ascending order.
    pub postcodes: Vec<Postcode>,
    /// Where it lies; for a postcode the centre of its localities. `None` where no source has a position.
    pub position: Option<Position>,
    /// The municipality.
    pub area_id: AreaId,
    /// The short name for addresses; [`Snapshot::lookup`] finds the candidate by it again.
    pub slug: Slug,
}

/// The answer to a lookup.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Exactly one place is meant.
    One(Candidate),
    /// Several places may be meant, the likeliest first.
    Several(Vec<Candidate>),
    /// No place is called so.
    None {
        /// Places with similar names, the most similar first.
        similar: Vec<Candidate>,
    },
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

/// The county's areas and localities at one moment, ready for lookups. It never changes.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    areas: BTreeMap<AreaId, Area>,
    main_county: Option<AreaId>,
    /// Municipalities and localities, the most important first.
    entries: Vec<Entry>,
    /// What each postcode covers, one candidate for each municipality.
    postcodes: BTreeMap<Postcode, Vec<Candidate>>,
}

impl Snapshot {
    /// A snapshot of `areas` and `localities`; areas that no longer exist are kept out of lookups.
    #[must_use]
    pub fn new(areas: Vec<Area>, localities: &[KnownLocality], main_county: Option<AreaId>) -> Self {
        let areas: BTreeMap<AreaId, Area> = areas.into_iter().map(|area| (area.id, area)).collect();
        let entries = candidates::entries(&areas, localities);
        let postcodes = candidates::postcodes(&areas, localities);
        Self { areas, main_county, entries, postcodes }
    }

    /// The area with identifier `id`, also one that no longer exists.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.get(&id)
    }

    /// The area with the official key `key`.
    #[must_use]
    pub fn area_by_key(&self, key: &str) -> Option<&Area> {
        self.areas.values().find(|area| area.key == key)
    }

    /// The county that this installation serves.
    #[must_use]
    pub fn main_county(&self) -> Option<&Area> {
        self.area(self.main_county?)
    }

    /// The municipalities of today, by name.
    #[must_use]
    pub fn municipalities(&self) -> Vec<&Area> {
        let mut municipalities: Vec<&Area> = self
            .areas
            .values()
            .filter(|area| area.level == AreaLevel::Municipality && area.valid_to.is_none())
            .collect();
        municipalities.sort_by_cached_key(|area| words(&area.name));
        municipalities
    }

    /// The municipality `id` as a place to choose.
    #[must_use]
    pub fn municipality(&self, id: AreaId) -> Option<&Candidate> {
        let mut entries = self.entries.iter().map(|entry| &entry.candidate);
        entries.find(|candidate| candidate.kind == CandidateKind::Municipality && candidate.area_id == id)
    }

    /// The municipality or locality with the short name `slug`, or the part of a municipality with a postcode.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Candidate> {
        let entries = self.entries.iter().map(|entry| &entry.candidate);
        entries.chain(self.postcodes.values().flatten()).find(|candidate| candidate.slug.as_str() == slug)
    }

    /// The place that `typed` means: a name or its beginning, a postcode or its beginning, both, or a slug.
    #[must_use]
    pub fn lookup(&self, typed: &str) -> Found {
        let typed = typed.trim();
        if let Some(candidate) = self.by_slug(typed) {
            return Found::One(candidate.clone());
        }
        let asked = words(typed);
        match asked.split_first() {
            None => Found::None { similar: Vec::new() },
            Some((first, rest)) if first.len() <= 5 && first.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.lookup_postcode(first, rest)
            }
            Some(_) => self.lookup_name(&asked),
        }
    }

    fn lookup_name(&self, asked: &[String]) -> Found {
        let matching = |matches: fn(&[String], &[String]) -> bool| {
            let matching =
                self.entries.iter().filter(|entry| entry.names.iter().any(|name| matches(name, asked)));
            Found::of(matching.map(|entry| entry.candidate.clone()).collect())
        };
        matching(|name, asked| name == asked)
            .or_else(|| matching(begins_with))
            .or_else(|| matching(contains))
            .or_else(|| matching(abbreviates))
            .unwrap_or_else(|| Found::None { similar: self.similar(&asked.join(" ")) })
    }

    fn lookup_postcode(&self, digits: &str, name: &[String]) -> Found {
        let covered: Vec<&Candidate> = self
            .postcodes
            .iter()
            .filter(|(postcode, _)| postcode.as_str().starts_with(digits))
            .flat_map(|(_, candidates)| candidates)
            .collect();
        if covered.is_empty() {
            let mut similar: Vec<(usize, &Candidate)> = self
                .postcodes
                .iter()
                .map(|(postcode, candidates)| (distance(postcode.as_str(), digits), candidates))
                .filter(|(slips, _)| *slips <= 1)
                .flat_map(|(slips, candidates)| candidates.iter().map(move |candidate| (slips, candidate)))
                .collect();
            similar.sort_by_key(|(slips, _)| *slips);
            let similar =
                similar.into_iter().take(MOST_SIMILAR).map(|(_, candidate)| candidate.clone()).collect();
            return Found::None { similar };
        }
        let all = || Found::of(covered.iter().map(|candidate| (*candidate).clone()).collect());
        let named = || {
            let has_postcode = |entry: &&Entry| {
                entry.candidate.postcodes.iter().any(|postcode| postcode.as_str().starts_with(digits))
            };
            let is_named = |entry: &&Entry| entry.names.iter().any(|known| begins_with(known, name));
            let entries = self.entries.iter().filter(has_postcode).filter(is_named);
            Found::of(entries.map(|entry| entry.candidate.clone()).collect())
        };
        // A name that does not fit the postcode is ignored: numbers are mistyped more rarely than names.
        let found = if name.is_empty() { all() } else { named().or_else(all) };
        found.unwrap_or(Found::None { similar: Vec::new() })
    }

    fn similar(&self, asked: &str) -> Vec<Candidate> {
        let length = asked.chars().count();
        let tolerated = tolerated(length);
        let slips = |entry: &Entry| {
            let near = entry.names.iter().map(|name| name.join(" "));
            let near = near.filter(|name| name.chars().count().abs_diff(length) <= tolerated);
            near.map(|name| distance(&name, asked)).min().filter(|slips| *slips <= tolerated)
        };
        let mut similar: Vec<(usize, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((slips(entry)?, entry))).collect();
        // A stable sort: among equally similar names the more important place comes first.
        similar.sort_by_key(|(slips, _)| *slips);
        similar.into_iter().take(MOST_SIMILAR).map(|(_, entry)| entry.candidate.clone()).collect()
    }
}

/// Whether `name` begins with the words of `asked`, the last of which may be unfinished.
fn begins_with(name: &[String], asked: &[String]) -> bool {
    let Some((unfinished, finished)) = asked.split_last() else { return false };
    name.starts_with(finished)
        && name.get(finished.len()).is_some_and(|word| word.starts_with(unfinished.as_str()))
}

/// Whether each word of `asked` begins a word of `name`: “Liebenwerda”, “Elster Herzberg”.
fn contains(name: &[String], asked: &[String]) -> bool {
    asked
        .iter()
        .all(|asked| asked.chars().count() >= 3 && name.iter().any(|word| word.starts_with(asked.as_str())))
}

/// Whether `asked` spells out what `name` abbreviates: “Frankenberg Sachsen” for “Frankenberg/Sa.”.
fn abbreviates(name: &[String], asked: &[String]) -> bool {
    name.len() == asked.len()
        && name.first() == asked.first()
        && name.iter().zip(asked).all(|(name, asked)| asked.starts_with(name.as_str()))
}

#[cfg(test)]
#[path = "lookup/tests.rs"]
mod tests;
