//! Which place do people mean by what they type: “04916”, “Herzberg”, “herzberg elster”, “Bad Liebenw”, “Meissen”?
//!
//! A [`Snapshot`] holds the areas and localities in memory; [`Areas`] keeps the present one. Ambiguity is shown, never
//! guessed away: two places of one name are [`Found::Several`].
//!
//! [`Snapshot::lookup`] answers what was typed and sent; [`Snapshot::candidates`] suggests while somebody types.

mod around;
mod candidates;
mod contents;
mod handle;
mod index;
mod search;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use kreisrund_kernel::{AreaId, CountyKey, Position, Slug};
use kreisrund_schedule::{FederalState, SchoolHoliday, SchoolHolidays};

use crate::{
    area::{Area, AreaLevel, Membership, Postcode},
    names::words,
    succession::Successions,
};
use candidates::Entry;
use index::Index;

pub use contents::Contents;
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
    /// The name of its county, where that is not the one which the installation serves.
    pub county: Option<String>,
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

/// Why a place is suggested, the best reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It is called so, or has this postcode.
    Exact,
    /// Its name or postcode begins so.
    Beginning,
    /// Each typed word begins a word of its name.
    WordBeginning,
    /// It was typed together with its municipality or county.
    WithMunicipality,
    /// Its name abbreviates what was typed.
    Abbreviation,
    /// Its name or postcode is similar: perhaps a slip.
    Similar,
}

/// A place to suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The place.
    pub candidate: Candidate,
    /// Why it is suggested.
    pub reason: Reason,
}

/// The areas and localities at one moment, ready for lookups. It never changes.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    areas: BTreeMap<AreaId, Area>,
    by_key: HashMap<String, AreaId>,
    main_county: Option<AreaId>,
    overlays_by_member: HashMap<AreaId, Vec<AreaId>>,
    members_by_overlay: HashMap<AreaId, Vec<AreaId>>,
    successions: Successions,
    /// Those of the main county's state, where they were loaded.
    school_holidays: Option<SchoolHolidays>,
    /// Municipalities and localities, the most important first.
    entries: Vec<Entry>,
    /// What each postcode covers, one candidate for each municipality.
    postcodes: BTreeMap<Postcode, Vec<Candidate>>,
    entries_by_postcode: BTreeMap<Postcode, Vec<usize>>,
    municipality_entries: HashMap<AreaId, usize>,
    locality_entries: HashMap<AreaId, Vec<usize>>,
    slugs: HashMap<Slug, Place>,
    /// Plain names of places of the own county that have namesakes among its neighbours: addresses made before the
    /// neighbours were loaded go on leading to them.
    former_slugs: HashMap<Slug, usize>,
    index: Index,
}

/// Where a candidate is kept.
#[derive(Clone, Debug)]
enum Place {
    Entry(usize),
    Postcode(Postcode, usize),
}

impl Snapshot {
    /// A snapshot of `contents`; areas that no longer exist are kept out of lookups.
    #[must_use]
    pub fn new(contents: Contents) -> Self {
        let Contents { areas, localities, main_county, memberships, successions, school_holidays } = contents;
        let areas: BTreeMap<AreaId, Area> = areas.into_iter().map(|area| (area.id, area)).collect();
        let made = candidates::entries(&areas, &localities, main_county);
        let entries = made.entries;
        let mut snapshot = Self {
            by_key: areas.values().map(|area| (area.key.clone(), area.id)).collect(),
            postcodes: candidates::postcodes(&areas, &localities, main_county),
            index: Index::new(&entries),
            former_slugs: made.former_slugs,
            main_county,
            successions,
            areas,
            ..Self::default()
        };
        let state = snapshot.state();
        snapshot.school_holidays =
            school_holidays.into_iter().find(|holidays| Some(holidays.state()) == state);
        for membership in memberships.iter().filter(|membership| membership.valid_to.is_none()) {
            let Membership { overlay, area, .. } = membership;
            snapshot.overlays_by_member.entry(*area).or_default().push(*overlay);
            snapshot.members_by_overlay.entry(*overlay).or_default().push(*area);
        }
        for (number, Entry { candidate, .. }) in entries.iter().enumerate() {
            snapshot.slugs.insert(candidate.slug.clone(), Place::Entry(number));
            for postcode in &candidate.postcodes {
                snapshot.entries_by_postcode.entry(postcode.clone()).or_default().push(number);
            }
            match candidate.kind {
                CandidateKind::Municipality => {
                    snapshot.municipality_entries.insert(candidate.area_id, number);
                }
                CandidateKind::Locality | CandidateKind::Postcode => {
                    snapshot.locality_entries.entry(candidate.area_id).or_default().push(number);
                }
            }
        }
        for (postcode, candidates) in &snapshot.postcodes {
            for (number, candidate) in candidates.iter().enumerate() {
                let place = Place::Postcode(postcode.clone(), number);
                snapshot.slugs.entry(candidate.slug.clone()).or_insert(place);
            }
        }
        snapshot.entries = entries;
        snapshot
    }

    /// The area with identifier `id`, also one that no longer exists.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.get(&id)
    }

    /// The area with the official key `key`, also one that no longer exists.
    #[must_use]
    pub fn area_by_key(&self, key: &str) -> Option<&Area> {
        self.area(*self.by_key.get(key)?)
    }

    /// The county that this installation serves.
    #[must_use]
    pub fn main_county(&self) -> Option<&Area> {
        self.area(self.main_county?)
    }

    /// The federal state in which the main county lies.
    #[must_use]
    pub fn state(&self) -> Option<FederalState> {
        let county: CountyKey = self.main_county()?.key.parse().ok()?;
        FederalState::of_county(&county).ok()
    }

    /// The school holidays of that state, as far as they were loaded.
    #[must_use]
    pub const fn school_holidays(&self) -> Option<&SchoolHolidays> {
        self.school_holidays.as_ref()
    }

    /// The school holidays of that state of which `day` is one.
    #[must_use]
    pub fn school_holiday(&self, day: Date) -> Option<&SchoolHoliday> {
        self.school_holidays.as_ref()?.on(day)
    }

    /// The other counties of today that are loaded, by name.
    #[must_use]
    pub fn neighbour_counties(&self) -> Vec<&Area> {
        let is_neighbour =
            |area: &&Area| area.level == AreaLevel::County && Some(area.id) != self.main_county;
        self.by_name(is_neighbour)
    }

    /// The municipalities of today in the county that this installation serves, by name. Before a county was chosen, all
    /// that there are.
    #[must_use]
    pub fn municipalities(&self) -> Vec<&Area> {
        match self.main_county {
            Some(county) => self.municipalities_of(county),
            None => self.by_name(|area| area.level == AreaLevel::Municipality),
        }
    }

    /// The municipalities of today in `county`, by name.
    #[must_use]
    pub fn municipalities_of(&self, county: AreaId) -> Vec<&Area> {
        self.by_name(|area| area.level == AreaLevel::Municipality && area.parent == Some(county))
    }

    fn by_name(&self, is_wanted: impl Fn(&&Area) -> bool) -> Vec<&Area> {
        let mut areas: Vec<&Area> =
            self.areas.values().filter(|area| area.valid_to.is_none()).filter(is_wanted).collect();
        areas.sort_by_cached_key(|area| (words(&area.name), area.key.clone()));
        areas
    }

    /// The municipality `id` of today as a place to choose.
    #[must_use]
    pub fn municipality(&self, id: AreaId) -> Option<&Candidate> {
        self.entry(*self.municipality_entries.get(&id)?)
    }

    /// The municipality `id` of today and its localities as places to choose.
    pub fn places_of(&self, id: AreaId) -> impl Iterator<Item = &Candidate> {
        self.municipality(id).into_iter().chain(self.localities_of(id))
    }

    /// The municipality or locality with the short name `slug`, or the part of a municipality with a postcode. A short
    /// name that was valid before neighbouring counties brought namesakes leads to its place as well; the place's own
    /// short name then is another.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Candidate> {
        let slug: Slug = slug.parse().ok()?;
        self.by_present_slug(&slug).or_else(|| self.entry(*self.former_slugs.get(&slug)?))
    }

    fn by_present_slug(&self, slug: &Slug) -> Option<&Candidate> {
        match self.slugs.get(slug)? {
            Place::Entry(number) => self.entry(*number),
            Place::Postcode(postcode, number) => self.postcodes.get(postcode)?.get(*number),
        }
    }

    fn entry(&self, number: usize) -> Option<&Candidate> {
        self.entries.get(number).map(|entry| &entry.candidate)
    }

    /// What became of former areas.
    #[must_use]
    pub const fn successions(&self) -> &Successions {
        &self.successions
    }

    /// The areas of all members that `start` has by way of `next`, without itself.
    fn closure(&self, start: AreaId, next: impl Fn(AreaId) -> Vec<AreaId>) -> BTreeSet<AreaId> {
        let (mut all, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(id) = open.pop() {
            open.extend(next(id).into_iter().filter(|id| all.insert(*id)));
        }
        all.remove(&start);
        all
    }
}

#[cfg(test)]
#[path = "lookup/tests.rs"]
mod tests;
