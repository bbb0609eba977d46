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
        if let Some(candidate) = areas.by_slug(word) {
            return Self::municipality(areas, candidate.area_id);
        }
        let county = areas.main_county().into_iter();
        let counties = county.chain(areas.neighbour_counties());
        Self::of(areas, counties).into_iter().find(|region| region.word == word)
    }

    /// The word in addresses for the county or region `area`: its name. Where a municipality, a village or another region
    /// is called the same (“Plessa” and the “Amt Plessa”), its key stands behind it.
    pub fn word_of(areas: &Snapshot, area: &Area) -> Option<String> {
        let slug = Slug::from_text(&area.name)?;
        let is_namesake = |other: &&Area| other.name == area.name && other.id != area.id;
        let is_taken = areas.by_slug(slug.as_str()).is_some() || areas.overlays().iter().any(is_namesake);
        Some(if is_taken { format!("{slug}-{}", area.key) } else { slug.to_string() })
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
        Self::of(areas, county.into_iter().chain(areas.neighbour_counties()))
    }

    /// The `counties` and the regions that lie across them.
    fn of<'a>(areas: &'a Snapshot, counties: impl Iterator<Item = &'a Area>) -> Vec<Self> {
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
                Some(Self { word: Self::word_of(areas, area)?, name: area.name.clone(), municipalities })
            })
            .collect()
    }
}
