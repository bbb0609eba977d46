//! What can be found: one entry for each municipality and locality, one candidate for each municipality's share of a
//! postcode.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use kreisrund_kernel::{AreaId, Position, Slug};

use super::{Candidate, CandidateKind};
use crate::{
    area::{Area, AreaLevel, KnownLocality, Postcode},
    names::{without_addition, words},
};

/// A candidate with the names by which it is found, as words.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) candidate: Candidate,
    pub(super) names: Vec<Vec<String>>,
    /// The words of its municipality's and its county's names.
    pub(super) surroundings: Vec<String>,
}

/// All entries, with the short names that some had before their namesakes came.
pub(super) struct Entries {
    pub(super) entries: Vec<Entry>,
    pub(super) former_slugs: HashMap<Slug, usize>,
}

/// All municipalities of today and their localities: the own county before its neighbours, municipalities first, the most
/// populous before the others.
pub(super) fn entries(
    areas: &BTreeMap<AreaId, Area>,
    localities: &[KnownLocality],
    main_county: Option<AreaId>,
) -> Entries {
    let mut raw: Vec<Raw<'_>> = present_municipalities(areas)
        .map(|area| Raw::municipality(area, other_county(areas, area, main_county)))
        .collect();
    let index: HashMap<AreaId, usize> = raw.iter().map(|entry| entry.municipality.id).zip(0..).collect();
    let mut villages: BTreeMap<(Vec<String>, AreaId), Raw<'_>> = BTreeMap::new();
    for locality in localities {
        let Some(municipality) = areas.get(&locality.area).filter(|area| is_present_municipality(area))
        else {
            continue;
        };
        let words = words(&locality.name);
        if let Some(entry) = index.get(&municipality.id).and_then(|index| raw.get_mut(*index)) {
            entry.postcodes.insert(locality.postcode.clone());
            if entry.words == words {
                continue;
            }
        }
        let village = villages.entry((words, municipality.id)).or_insert_with(|| {
            let county = other_county(areas, municipality, main_county);
            Raw::locality(&locality.name, municipality, county)
        });
        village.postcodes.insert(locality.postcode.clone());
        village.positions.push(locality.position);
    }
    raw.extend(villages.into_values());
    raw.sort_by_cached_key(|entry| {
        let own_population = match entry.kind {
            CandidateKind::Municipality => entry.municipality.population,
            CandidateKind::Locality | CandidateKind::Postcode => None,
        };
        (
            entry.county.is_some(),
            entry.kind,
            Reverse(own_population),
            entry.words.clone(),
            Reverse(entry.municipality.population),
            entry.municipality.key.clone(),
        )
    });
    let main = main_county.and_then(|county| areas.get(&county));
    with_slugs(raw, main.map(|county| county.name.as_str()).unwrap_or_default())
}

/// The county of the municipality, if it is not the main one.
fn other_county<'a>(
    areas: &'a BTreeMap<AreaId, Area>,
    municipality: &Area,
    main_county: Option<AreaId>,
) -> Option<&'a str> {
    let county = municipality.parent.filter(|county| main_county.is_some_and(|main| main != *county))?;
    areas.get(&county).map(|county| county.name.as_str())
}

/// What each postcode covers: one candidate for each municipality that has a locality, or its seat, there.
pub(super) fn postcodes(
    areas: &BTreeMap<AreaId, Area>,
    localities: &[KnownLocality],
    main_county: Option<AreaId>,
) -> BTreeMap<Postcode, Vec<Candidate>> {
    let mut covered: BTreeMap<(Postcode, AreaId), Vec<Position>> = BTreeMap::new();
    for locality in localities {
        covered.entry((locality.postcode.clone(), locality.area)).or_default().push(locality.position);
    }
    for area in present_municipalities(areas) {
        if let Some(postcode) = &area.postcode {
            let positions = covered.entry((postcode.clone(), area.id)).or_default();
            if positions.is_empty() {
                positions.extend(area.position);
            }
        }
    }
    let mut postcodes: BTreeMap<Postcode, Vec<Candidate>> = BTreeMap::new();
    for ((postcode, area), positions) in covered {
        let Some(area) = areas.get(&area).filter(|area| is_present_municipality(area)) else { continue };
        let name = format!("{postcode} {}", area.name);
        let Some(slug) = Slug::from_text(&name) else { continue };
        postcodes.entry(postcode.clone()).or_default().push(Candidate {
            name,
            kind: CandidateKind::Postcode,
            municipality: area.name.clone(),
            county: other_county(areas, area, main_county).map(str::to_owned),
            postcodes: vec![postcode],
            position: centroid(&positions),
            area_id: area.id,
            slug,
        });
    }
    for candidates in postcodes.values_mut() {
        let population =
            |candidate: &Candidate| areas.get(&candidate.area_id).and_then(|area| area.population);
        candidates.sort_by_key(|candidate| (Reverse(population(candidate)), candidate.slug.clone()));
    }
    postcodes
}

fn present_municipalities(areas: &BTreeMap<AreaId, Area>) -> impl Iterator<Item = &Area> {
    areas.values().filter(|area| is_present_municipality(area))
}

fn is_present_municipality(area: &Area) -> bool {
    area.level == AreaLevel::Municipality && area.valid_to.is_none()
}

/// An entry before it has its slug.
struct Raw<'a> {
    name: &'a str,
    words: Vec<String>,
    kind: CandidateKind,
    municipality: &'a Area,
    /// The county, if it is not the main one.
    county: Option<&'a str>,
    postcodes: BTreeSet<Postcode>,
    positions: Vec<Position>,
}

impl<'a> Raw<'a> {
    fn municipality(area: &'a Area, county: Option<&'a str>) -> Self {
        Self {
            name: &area.name,
            words: words(&area.name),
            kind: CandidateKind::Municipality,
            municipality: area,
            county,
            postcodes: area.postcode.iter().cloned().collect(),
            positions: area.position.into_iter().collect(),
        }
    }

    fn locality(name: &'a str, municipality: &'a Area, county: Option<&'a str>) -> Self {
        Self {
            name,
            words: words(name),
            kind: CandidateKind::Locality,
            municipality,
            county,
            postcodes: BTreeSet::new(),
            positions: Vec::new(),
        }
    }

    /// The slug that tells this place from its namesakes: a municipality by its key, a locality by its municipality.
    fn qualified_slug(&self) -> Option<Slug> {
        match self.kind {
            CandidateKind::Municipality => {
                Slug::from_text(&format!("{} {}", self.name, self.municipality.key))
            }
            CandidateKind::Locality | CandidateKind::Postcode => {
                Slug::from_text(&format!("{} {}", self.name, self.municipality.name))
            }
        }
    }

    fn into_entry(self, slug: Slug, main_county: &str) -> Entry {
        let mut surroundings = words(self.county.unwrap_or(main_county));
        if self.kind == CandidateKind::Locality {
            surroundings.extend(words(&self.municipality.name));
        }
        let mut names = vec![self.words];
        names.extend(without_addition(self.name).map(words));
        let candidate = Candidate {
            name: self.name.to_owned(),
            kind: self.kind,
            municipality: self.municipality.name.clone(),
            county: self.county.map(str::to_owned),
            postcodes: self.postcodes.into_iter().collect(),
            position: centroid(&self.positions),
            area_id: self.municipality.id,
            slug,
        };
        Entry { candidate, names, surroundings }
    }
}

/// Gives every entry its slug. Namesakes all get a qualified one: the plain name has to stay ambiguous.
fn with_slugs(raw: Vec<Raw<'_>>, main_county: &str) -> Entries {
    let count = |is_counted: fn(&&Raw<'_>) -> bool| {
        let mut bearers: BTreeMap<Slug, usize> = BTreeMap::new();
        for slug in raw.iter().filter(is_counted).filter_map(|entry| Slug::from_text(entry.name)) {
            *bearers.entry(slug).or_default() += 1;
        }
        bearers
    };
    let (all, own) = (count(|_| true), count(|entry| entry.county.is_none()));
    let mut taken = BTreeSet::new();
    let mut former_slugs = HashMap::new();
    let mut entries = Vec::with_capacity(raw.len());
    for entry in raw {
        let plain = Slug::from_text(entry.name);
        let only = plain.clone().filter(|slug| all.get(slug) == Some(&1) && !taken.contains(slug));
        let is_former = entry.county.is_none() && only.is_none();
        let Some(mut slug) = only.or_else(|| entry.qualified_slug()) else { continue };
        let wanted = slug.clone();
        let mut number = 2;
        while taken.contains(&slug) {
            slug = wanted.numbered(number);
            number += 1;
        }
        taken.insert(slug.clone());
        if let Some(plain) = plain.filter(|plain| is_former && own.get(plain) == Some(&1)) {
            former_slugs.insert(plain, entries.len());
        }
        entries.push(entry.into_entry(slug, main_county));
    }
    Entries { entries, former_slugs }
}

/// The mean of the positions; within a county the earth is flat enough for that.
fn centroid(positions: &[Position]) -> Option<Position> {
    let count = f64::from(u32::try_from(positions.len()).ok().filter(|count| *count > 0)?);
    let latitude = positions.iter().map(|position| position.latitude()).sum::<f64>() / count;
    let longitude = positions.iter().map(|position| position.longitude()).sum::<f64>() / count;
    Position::new(latitude, longitude).ok()
}
