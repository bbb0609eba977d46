//! What a snapshot is made of.

use std::collections::BTreeMap;

use kreisrund_kernel::{AreaId, CountyKey, LocalityId};
use kreisrund_schedule::SchoolHolidays;

use crate::{
    area::{Area, AreaLevel, CountyExtract, KnownLocality, Locality, Membership},
    names::display_name,
    succession::Successions,
};

/// What a snapshot is made of.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// All areas, also those that no longer exist.
    pub areas: Vec<Area>,
    /// All localities.
    pub localities: Vec<KnownLocality>,
    /// The county that the installation serves. Others are its neighbours; without one, all areas count alike.
    pub main_county: Option<AreaId>,
    /// The members of overlays.
    pub memberships: Vec<Membership>,
    /// What became of former areas.
    pub successions: Successions,
    /// School holidays, of any states.
    pub school_holidays: Vec<SchoolHolidays>,
}

impl Contents {
    /// The contents of lists that no database holds yet, with identifiers made for the occasion.
    #[must_use]
    pub fn of_lists(counties: &[CountyExtract], localities: &[Locality], main: Option<&CountyKey>) -> Self {
        let mut contents = Self::default();
        let mut ids = BTreeMap::new();
        for extract in counties {
            let (state, county) = (&extract.state, &extract.county);
            let state = contents.add(&mut ids, &state.key, AreaLevel::State, &state.official_name, None);
            let county_id = contents.add(
                &mut ids,
                county.key.as_str(),
                AreaLevel::County,
                &county.official_name,
                Some(state),
            );
            if main == Some(&county.key) {
                contents.main_county = Some(county_id);
            }
            for known in &extract.municipalities {
                let (key, level) = (known.key.as_str(), AreaLevel::Municipality);
                contents.add(&mut ids, key, level, &known.official_name, Some(county_id));
                if let Some(area) = contents.areas.last_mut() {
                    area.position = known.position;
                    area.population = known.population;
                    area.area_km2 = known.area_km2;
                    area.postcode.clone_from(&known.postcode);
                }
            }
            for association in &extract.associations {
                let (key, level) = (association.key.as_str(), AreaLevel::Association);
                let overlay = contents.add(&mut ids, key, level, &association.official_name, None);
                let members = extract.members(association).filter_map(|member| ids.get(member.key.as_str()));
                let membership = |area: &AreaId| Membership {
                    overlay,
                    area: *area,
                    weight: None,
                    valid_from: None,
                    valid_to: None,
                };
                contents.memberships.extend(members.map(membership));
            }
        }
        let known = |locality: &Locality| {
            Some(KnownLocality {
                id: LocalityId::new(),
                postcode: locality.postcode.clone(),
                name: locality.name.clone(),
                position: locality.position,
                area: *ids.get(locality.municipality.as_str())?,
                provenance: locality.provenance,
            })
        };
        contents.localities = localities.iter().filter_map(known).collect();
        contents
    }

    fn add(
        &mut self,
        ids: &mut BTreeMap<String, AreaId>,
        key: &str,
        level: AreaLevel,
        official_name: &str,
        parent: Option<AreaId>,
    ) -> AreaId {
        if let Some(id) = ids.get(key) {
            return *id;
        }
        let id = AreaId::new();
        ids.insert(key.to_owned(), id);
        self.areas.push(Area {
            id,
            key: key.to_owned(),
            level,
            official_name: official_name.to_owned(),
            name: display_name(official_name).to_owned(),
            parent,
            position: None,
            population: None,
            area_km2: None,
            postcode: None,
            valid_from: None,
            valid_to: None,
        });
        id
    }
}
