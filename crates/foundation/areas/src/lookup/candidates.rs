//! What can be found: one entry for each municipality and locality, one candidate for each municipality's share of a
//! postcode.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
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
}

/// All municipalities of today and their localities: municipalities first, the most populous before the others.
pub(super) fn entries(areas: &BTreeMap<AreaId, Area>, localities: &[KnownLocality]) -> Vec<Entry> {
    let mut raw: Vec<Raw<'_>> = present_municipalities(areas).map(Raw::municipality).collect();
    raw.sort_by_key(|entry| (Reverse(entry.municipality.population), entry.words.clone()));
    let index: BTreeMap<AreaId, usize> = raw.iter().map(|entry| entry.municipality.id).zip(0..).collect();
    let mut villages: BTreeMap<(Vec<String>, AreaId), Raw<'_>> = BTreeMap::new();
    for locality in localities {
        let Some(municipality) = areas.get(&locality.area).filter(|area| is_present_municipality(area))
        else {
            continue;
        };
        if let Some(entry) = index.get(&municipality.id).and_then(|index| raw.get_mut(*index)) {
            entry.postcodes.insert(locality.postcode.clone());
            if entry.words == words(&locality.name) {
                continue;
            }
        }
        let village = villages
            .entry((words(&locality.name), municipality.id))
            .or_insert_with(|| Raw::locality(&locality.name, municipality));
        village.postcodes.insert(locality.postcode.clone());
        village.positions.push(locality.position);
    }
    raw.extend(villages.into_values());
    with_slugs(raw)
}

/// What each postcode covers: one candidate for each municipality that has a locality, or its seat, there.
pub(super) fn postcodes(
    areas: &BTreeMap<AreaId, Area>,
    localities: &[KnownLocality],
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
    postcodes: BTreeSet<Postcode>,
    positions: Vec<Position>,
}

impl<'a> Raw<'a> {
    fn municipality(area: &'a Area) -> Self {
        Self {
            name: &area.name,
            words: words(&area.name),
            kind: CandidateKind::Municipality,
            municipality: area,
            postcodes: area.postcode.iter().cloned().collect(),
            positions: area.position.into_iter().collect(),
        }
    }

    fn locality(name: &'a str, municipality: &'a Area) -> Self {
        Self {
            name,
            words: words(name),
            kind: CandidateKind::Locality,
            municipality,
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

    fn into_entry(self, slug: Slug) -> Entry {
        let mut names = vec![self.words];
        names.extend(without_addition(self.name).map(words));
        let candidate = Candidate {
            name: self.name.to_owned(),
            kind: self.kind,
            municipality: self.municipality.name.clone(),
            postcodes: self.postcodes.into_iter().collect(),
            position: centroid(&self.positions),
            area_id: self.municipality.id,
            slug,
        };
        Entry { candidate, names }
    }
}

/// Gives every entry its slug. Namesakes all get a qualified one: the plain name has to stay ambiguous.
fn with_slugs(raw: Vec<Raw<'_>>) -> Vec<Entry> {
    let mut bearers: BTreeMap<Slug, usize> = BTreeMap::new();
    for slug in raw.iter().filter_map(|entry| Slug::from_text(entry.name)) {
        *bearers.entry(slug).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let mut entries = Vec::with_capacity(raw.len());
    for entry in raw {
        let plain =
            Slug::from_text(entry.name).filter(|slug| bearers.get(slug) == Some(&1) && !taken.contains(slug));
        let Some(mut slug) = plain.or_else(|| entry.qualified_slug()) else { continue };
        let wanted = slug.clone();
        let mut number = 2;
        while taken.contains(&slug) {
            slug = wanted.numbered(number);
            number += 1;
        }
        taken.insert(slug.clone());
        entries.push(entry.into_entry(slug));
    }
    entries
}

/// The mean of the positions; within a county the earth is flat enough for that.
fn centroid(positions: &[Position]) -> Option<Position> {
    let count = f64::from(u32::try_from(positions.len()).ok().filter(|count| *count > 0)?);
    let latitude = positions.iter().map(|position| position.latitude()).sum::<f64>() / count;
    let longitude = positions.iter().map(|position| position.longitude()).sum::<f64>() / count;
    Position::new(latitude, longitude).ok()
}
