//! Where hits may lie, beside a circle on the map: a municipality, or a region such as an office of several municipalities.

use kreisrund_areas::{area::Area, lookup::Snapshot};
use kreisrund_kernel::{AreaId, Slug};

/// A municipality or a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its word in addresses.
    pub word: String,
    /// What to call it.
    pub name: String,
    /// Its municipalities.
    pub municipalities: Vec<AreaId>,
}

impl Region {
    /// The municipality or region with the word `word`.
    pub fn by_word(areas: &Snapshot, word: &str) -> Option<Self> {
        if let Some(region) = Self::all(areas).into_iter().find(|region| region.word == word) {
            return Some(region);
        }
        let candidate = areas.by_slug(word)?;
        Self::municipality(areas, candidate.area_id)
    }

    /// The municipality `id`.
    pub fn municipality(areas: &Snapshot, id: AreaId) -> Option<Self> {
        let municipality = areas.municipality(id)?;
        Some(Self {
            word: municipality.slug.to_string(),
            name: municipality.name.clone(),
            municipalities: vec![id],
        })
    }

    /// The county, its neighbours and the regions of today that have municipalities here.
    pub fn all(areas: &Snapshot) -> Vec<Self> {
        let county = areas.main_county().filter(|_| !areas.neighbour_counties().is_empty());
        let counties = county.into_iter().chain(areas.neighbour_counties());
        let counties = counties.map(|county| {
            let municipalities = areas.municipalities_of(county.id).iter().map(|area| area.id).collect();
            (county, municipalities)
        });
        let overlays = areas.overlays().into_iter().map(|overlay| {
            let municipalities = areas.municipalities_in(overlay.id).iter().map(|area| area.id).collect();
            (overlay, municipalities)
        });
        counties
            .chain(overlays)
            .filter(|(_, municipalities): &(&Area, Vec<AreaId>)| !municipalities.is_empty())
            .filter_map(|(area, municipalities)| {
                let word = Slug::from_text(&area.name)?.to_string();
                Some(Self { word, name: area.name.clone(), municipalities })
            })
            .collect()
    }
}
