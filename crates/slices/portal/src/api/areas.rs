//! `/api/v1/areas`: state, counties, regions that lie across them, municipalities and localities.

use std::collections::{BTreeMap, HashSet};

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use kreisrund_areas::{
    area::{Area, AreaLevel, Postcode},
    lookup::{Candidate, Snapshot},
};
use kreisrund_kernel::AreaId;
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};
use serde::Serialize;
use utoipa::{ToSchema, openapi::Object};

use super::{
    answer::{Window, list, one},
    given,
    models::{ApiPosition, one_of},
    parameters,
};
use crate::question::{Refusal, Region};

/// The levels of areas, the highest first; a locality is a part of a municipality without a key of its own.
pub const LEVELS: [&str; 7] =
    ["state", "county", "association", "leader_region", "custom", "municipality", "locality"];

/// An area that is named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaReference {
    /// Its short name, by which it is asked for.
    slug: String,
    /// What it is called.
    name: String,
    /// The official key: 2 digits for a state, 5 for a county, 8 for a municipality (AGS), 9 for an association.
    key: String,
}

/// An area.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Area)]
pub struct ApiArea {
    /// The short name, by which it is asked for; those of municipalities and localities stand for `ort` and `gebiet` too,
    /// those of counties and regions for `gebiet`.
    slug: String,
    /// The address of its page; null where it has none.
    #[schema(format = "uri")]
    url: Option<String>,
    /// What it is.
    #[schema(schema_with = levels)]
    level: &'static str,
    /// The official key: 2 digits for a state, 5 for a county, 8 for a municipality (AGS), 9 for an association; other
    /// regions have keys that the county chose, localities none.
    key: Option<String>,
    /// What people call it.
    name: String,
    /// What the official list calls it; null for localities.
    official_name: Option<String>,
    /// The area of the next higher level; null for a state and for regions that lie across the levels.
    parent: Option<AreaReference>,
    /// The regions to which it belongs: associations, LEADER regions and others.
    regions: Vec<AreaReference>,
    /// Its postcodes; of counties and regions none are told.
    postcodes: Vec<String>,
    /// How many people live there.
    population: Option<u64>,
    /// How large it is, in square kilometres.
    area_km2: Option<f64>,
    /// Its centre.
    position: Option<ApiPosition>,
    /// In which municipalities something has to lie to lie in it, as far as they are loaded.
    #[serde(skip)]
    municipalities: Vec<AreaId>,
}

/// Municipalities in which something has to lie.
pub struct Within(HashSet<AreaId>);

impl Within {
    /// Whether what belongs to `area` lies in it.
    pub fn has(&self, area: Option<AreaId>) -> bool {
        area.is_some_and(|area| self.0.contains(&area))
    }
}

/// The region that the parameter `gebiet` names.
///
/// # Errors
/// A problem (404) where there is none.
pub fn region(house: &House, page: &Page, parameters: &Parameters) -> Result<Option<Within>, Problem> {
    let Some(word) = parameters.first("gebiet") else { return Ok(None) };
    let region = Region::by_word(&house.areas.snapshot(), word);
    let unknown = || Refusal::Region { given: word.to_owned() };
    let region = region.ok_or_else(|| Problem::nothing_here(crate::results::sentence(page, &unknown())))?;
    Ok(Some(Within(region.municipalities.into_iter().collect())))
}

impl AreaReference {
    /// The municipality `id` of today.
    pub fn municipality(areas: &Snapshot, id: AreaId) -> Option<Self> {
        let (candidate, area) = (areas.municipality(id)?, areas.area(id)?);
        Some(Self { slug: candidate.slug.to_string(), name: candidate.name.clone(), key: area.key.clone() })
    }
}

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_areas(), &page)?;
    let window = Window::read(&parameters);
    let within = region(&house, &page, &parameters)?;
    let level = parameters.first("ebene");
    let mut all = every(&house.areas.snapshot(), &page);
    all.retain(|area| {
        let lies_in = |within: &Within| {
            !area.municipalities.is_empty() && area.municipalities.iter().all(|id| within.has(Some(*id)))
        };
        level.is_none_or(|level| area.level == level) && within.as_ref().is_none_or(lies_in)
    });
    let paged = window.paged(&page, &parameters, all.len());
    Ok(list(window.of(all), paged))
}

pub async fn single(
    State(house): State<House>,
    page: Page,
    uri: Uri,
    Path(given): Path<String>,
) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    let slug = given::slug(&given, &page)?;
    let area = every(&house.areas.snapshot(), &page).into_iter().find(|area| area.slug == slug.as_str());
    Ok(one(area.ok_or_else(|| given::nothing(&given, &page))?))
}

/// All areas of today, the highest level first.
fn every(areas: &Snapshot, page: &Page) -> Vec<ApiArea> {
    let county = areas.main_county();
    let counties: Vec<&Area> = county.into_iter().chain(areas.neighbour_counties()).collect();
    let mut states: BTreeMap<&str, &Area> = BTreeMap::new();
    for state in counties.iter().filter_map(|county| areas.area(county.parent?)) {
        states.insert(state.key.as_str(), state);
    }
    let municipalities: Vec<&Area> = if counties.is_empty() {
        areas.municipalities()
    } else {
        counties.iter().flat_map(|county| areas.municipalities_of(county.id)).collect()
    };
    let named = Named { areas, page };
    let above = states.into_values().chain(counties).chain(areas.overlays());
    let mut all: Vec<ApiArea> = above.filter_map(|area| named.area(area)).collect();
    all.extend(municipalities.iter().filter_map(|area| named.area(area)));
    for municipality in municipalities {
        let localities = areas.localities_of(municipality.id);
        all.extend(localities.into_iter().filter_map(|locality| named.locality(locality)));
    }
    all
}

/// Names areas as addresses do.
struct Named<'a> {
    areas: &'a Snapshot,
    page: &'a Page,
}

impl Named<'_> {
    fn area(&self, area: &Area) -> Option<ApiArea> {
        let place = self.areas.municipality(area.id);
        let municipalities: Vec<AreaId> = match area.level {
            AreaLevel::Municipality => vec![area.id],
            AreaLevel::County => self.areas.municipalities_of(area.id).iter().map(|area| area.id).collect(),
            AreaLevel::State => Vec::new(),
            AreaLevel::Association | AreaLevel::LeaderRegion | AreaLevel::Custom => {
                self.areas.municipalities_in(area.id).iter().map(|area| area.id).collect()
            }
        };
        Some(ApiArea {
            slug: self.slug(area)?,
            url: place.map(|place| self.page.absolute(&format!("/gemeinden/{}", place.slug))),
            level: area.level.as_str(),
            key: Some(area.key.clone()),
            name: area.name.clone(),
            official_name: Some(area.official_name.clone()),
            parent: area.parent.and_then(|id| self.reference(self.areas.area(id)?)),
            regions: self.regions(area.id),
            postcodes: place.map(postcodes).unwrap_or_default(),
            population: area.population,
            area_km2: area.area_km2,
            position: area.position.map(ApiPosition::of),
            municipalities,
        })
    }

    fn locality(&self, locality: &Candidate) -> Option<ApiArea> {
        Some(ApiArea {
            slug: locality.slug.to_string(),
            url: Some(self.page.absolute(&format!("/gemeinden/{}", locality.slug))),
            level: "locality",
            key: None,
            name: locality.name.clone(),
            official_name: None,
            parent: Some(AreaReference::municipality(self.areas, locality.area_id)?),
            regions: self.regions(locality.area_id),
            postcodes: postcodes(locality),
            population: None,
            area_km2: None,
            position: locality.position.map(ApiPosition::of),
            municipalities: vec![locality.area_id],
        })
    }

    fn regions(&self, id: AreaId) -> Vec<AreaReference> {
        self.areas.overlays_of(id).into_iter().filter_map(|area| self.reference(area)).collect()
    }

    fn reference(&self, area: &Area) -> Option<AreaReference> {
        Some(AreaReference { slug: self.slug(area)?, name: area.name.clone(), key: area.key.clone() })
    }

    fn slug(&self, area: &Area) -> Option<String> {
        if let Some(place) = self.areas.municipality(area.id) {
            return Some(place.slug.to_string());
        }
        Region::word_of(self.areas, area)
    }
}

fn postcodes(place: &Candidate) -> Vec<String> {
    place.postcodes.iter().map(Postcode::to_string).collect()
}

fn levels() -> Object {
    one_of(
        "What it is: state, county, association of municipalities (Amt, Verbandsgemeinde), LEADER region, another region, \
         municipality, or locality within one.",
        LEVELS,
    )
}
