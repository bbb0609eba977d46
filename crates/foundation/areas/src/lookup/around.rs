//! What lies in an area, around it and across it: for the pages of municipalities.

use kreisrund_kernel::{AreaId, Kilometres, Position};

use super::{Candidate, CandidateKind, Snapshot};
use crate::{
    area::{Area, AreaLevel},
    names::words,
};

/// A tree of state, county and municipality is no deeper; more steps would mean that it is none.
const DEEPEST: usize = 4;

impl Snapshot {
    /// The localities of the municipality `id`, by name. The place that bears the municipality's own name is not among
    /// them.
    #[must_use]
    pub fn localities_of(&self, id: AreaId) -> Vec<&Candidate> {
        let numbers = self.locality_entries.get(&id).into_iter().flatten();
        let mut localities: Vec<&Candidate> = numbers.filter_map(|number| self.entry(*number)).collect();
        localities.sort_by_cached_key(|locality| words(&locality.name));
        localities
    }

    /// The county in which `id` lies, or which it is; `None` for states and overlays.
    #[must_use]
    pub fn county_of(&self, id: AreaId) -> Option<&Area> {
        let upwards = std::iter::successors(self.area(id), |area| self.area(area.parent?));
        upwards.take(DEEPEST).find(|area| area.level == AreaLevel::County)
    }

    /// Whether `id` lies in the county that this installation serves, or is it. Without a chosen county everything does.
    #[must_use]
    pub fn is_own(&self, id: AreaId) -> bool {
        let Some(main) = self.main_county else { return true };
        self.county_of(id).is_some_and(|county| county.id == main)
    }

    /// The municipalities nearest to the municipality `id`, also those of neighbouring counties, with the distances
    /// between the centres; at most `most`. Empty where its position is not known.
    #[must_use]
    pub fn neighbours(&self, id: AreaId, most: usize) -> Vec<(&Area, Kilometres)> {
        let Some(centre) = self.area(id).and_then(|area| area.position) else { return Vec::new() };
        let mut others: Vec<(&Area, Kilometres)> = self
            .municipality_entries
            .keys()
            .filter(|other| **other != id)
            .filter_map(|other| self.area(*other))
            .filter_map(|other| Some((other, centre.distance(other.position?))))
            .collect();
        others.sort_by(|(one, near), (other, far)| {
            near.0.total_cmp(&far.0).then_with(|| one.key.cmp(&other.key))
        });
        others.truncate(most);
        others
    }

    /// The municipalities and localities of the county that this installation serves, the most important first.
    pub fn own_places(&self) -> impl Iterator<Item = &Candidate> {
        self.entries.iter().map(|entry| &entry.candidate).filter(|place| self.is_own(place.area_id))
    }

    /// Of the places of one `kind`, the one nearest to `position`; `None` where none has a position. Called for every
    /// cluster of a map, so it measures on a plane, which within a county comes to the same.
    #[must_use]
    pub fn nearest(&self, kind: CandidateKind, position: Position) -> Option<&Candidate> {
        let shrink = position.latitude().to_radians().cos();
        let square = |other: Position| {
            let across = (other.longitude() - position.longitude()) * shrink;
            across.powi(2) + (other.latitude() - position.latitude()).powi(2)
        };
        let places = self.entries.iter().map(|entry| &entry.candidate).filter(|place| place.kind == kind);
        let measured = places.filter_map(|place| Some((place, square(place.position?))));
        measured.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(place, _)| place)
    }

    /// The overlays of today to which `id` belongs, directly, by its county or by another overlay: associations first,
    /// each kind by name.
    #[must_use]
    pub fn overlays_of(&self, id: AreaId) -> Vec<&Area> {
        let overlays = self.closure(id, |id| {
            let overlays = self.overlays_by_member.get(&id).into_iter().flatten().copied();
            overlays.chain(self.area(id).and_then(|area| area.parent)).collect()
        });
        self.present_overlays(|area| overlays.contains(&area.id))
    }

    /// All overlays of today: associations first, each kind by name.
    #[must_use]
    pub fn overlays(&self) -> Vec<&Area> {
        self.present_overlays(|_| true)
    }

    fn present_overlays(&self, is_wanted: impl Fn(&Area) -> bool) -> Vec<&Area> {
        let mut overlays = self.by_name(|area| area.level.is_overlay() && is_wanted(area));
        overlays.sort_by_key(|area| area.level);
        overlays
    }

    /// The direct members of the overlay `id` that exist today, by name: municipalities, counties, other overlays.
    #[must_use]
    pub fn members_of(&self, id: AreaId) -> Vec<&Area> {
        let members = self.members_by_overlay.get(&id).map_or(&[][..], Vec::as_slice);
        self.by_name(|area| members.contains(&area.id))
    }

    /// The municipalities of today that belong to the overlay `id`, directly or by counties and overlays in it, by name.
    #[must_use]
    pub fn municipalities_in(&self, id: AreaId) -> Vec<&Area> {
        let members =
            self.closure(id, |id| self.members_by_overlay.get(&id).into_iter().flatten().copied().collect());
        self.by_name(|area| {
            area.level == AreaLevel::Municipality
                && (members.contains(&area.id) || area.parent.is_some_and(|county| members.contains(&county)))
        })
    }
}
