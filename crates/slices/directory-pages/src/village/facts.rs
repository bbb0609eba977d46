//! What stands further down on the page: numbers, the parts of a municipality, its neighbours, who is at home here.

use kreisrund_areas::area::{Area, AreaLevel};
use kreisrund_areas::lookup::{Candidate, Snapshot};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations::organisations_in, places::places_in},
};
use kreisrund_kernel::Kilometres;
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Name, Page};

use super::{
    OURS,
    here::{Here, path_of},
};
use crate::parts;

/// So many neighbours are named.
const NEIGHBOURS: usize = 8;

/// What is to be known of a municipality or a locality.
pub struct Facts {
    /// Its heading.
    pub title: String,
    /// The municipality of a locality.
    pub municipality: Option<Name>,
    /// How many people live there.
    pub population: Option<String>,
    /// How large it is.
    pub size: Option<String>,
    /// Its postcodes.
    pub postcodes: String,
    /// Its villages and districts.
    pub localities: Vec<Name>,
    /// To what it belongs beside its county.
    pub overlays: Vec<(String, String)>,
    /// What lies next to it.
    pub neighbours: Vec<Name>,
}

impl Facts {
    /// The facts about `here`.
    pub fn of(page: &Page, here: &Here) -> Self {
        let (snapshot, area) = (&*here.snapshot, &here.area);
        let is_municipality = here.locality.is_none();
        let size = area.area_km2.filter(|_| is_municipality);
        Self {
            title: page.t_text("directory-about-village", "name", here.name()),
            municipality: (!is_municipality).then(|| {
                let distance = here.distance(here.municipality.position.or(area.position));
                let note = distance.map(|distance| page.distance(distance)).unwrap_or_default();
                parts::candidate_name(page, &here.municipality).note(note)
            }),
            population: area.population.filter(|_| is_municipality).map(|people| page.number(people)),
            size: size
                .map(|size| page.t_with("directory-square-kilometres", [("size", size.round().into())])),
            postcodes: postcodes(here.place()),
            localities: if is_municipality { localities(page, snapshot, area) } else { Vec::new() },
            overlays: overlays(page, snapshot, area),
            neighbours: if is_municipality {
                neighbours(page, snapshot, area)
            } else {
                villages_around(page, here)
            },
        }
    }
}

/// Who is at home here, and where people meet.
pub struct Residents {
    /// The organisations.
    pub organisations: Vec<Name>,
    /// The places.
    pub places: Vec<Name>,
}

impl Residents {
    /// Those of `here`; of a locality those who are in it or next to it.
    pub async fn of(house: &House, page: &Page, here: &Here) -> Result<Self, StoreError> {
        let connection = house.database.read();
        let mut organisations = organisations_in(connection, here.area.id).await?;
        let mut places = places_in(connection, here.area.id).await?;
        if here.locality.is_some() {
            places.retain(|place| is_ours(here, place));
            organisations.retain(|organisation| {
                places.iter().any(|place| organisation.details.seat == Some(place.id))
                    || here.is_named_in(&organisation.details.name)
            });
        }
        let organisation = |organisation: &Organisation| parts::organisation_with_roles(page, organisation);
        Ok(Self {
            organisations: organisations.iter().map(organisation).collect(),
            places: places.iter().map(|place| parts::place_name(page, place)).collect(),
        })
    }
}

fn is_ours(here: &Here, place: &Place) -> bool {
    place.details.locality.as_deref().is_some_and(|locality| here.is_named_in(locality))
        || here.distance(place.details.position).is_some_and(|distance| distance <= Kilometres(OURS))
}

fn postcodes(place: &Candidate) -> String {
    place.postcodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A place as a link to its page.
fn place_name(page: &Page, place: &Candidate) -> Name {
    Name::new(&place.name, page.link(&path_of(place)))
}

/// The municipality's villages and districts.
fn localities(page: &Page, snapshot: &Snapshot, area: &Area) -> Vec<Name> {
    let localities = snapshot.localities_of(area.id).into_iter();
    localities.map(|locality| place_name(page, locality).note(postcodes(locality))).collect()
}

/// To what the municipality belongs beside its county, each kind with its name.
fn overlays(page: &Page, snapshot: &Snapshot, area: &Area) -> Vec<(String, String)> {
    let kinds = [
        (AreaLevel::Association, "directory-association"),
        (AreaLevel::LeaderRegion, "directory-leader-region"),
        (AreaLevel::Custom, "directory-overlays"),
    ];
    let overlays = snapshot.overlays_of(area.id);
    let named = |level: AreaLevel| -> Vec<&str> {
        let of_kind = overlays.iter().filter(|overlay| overlay.level == level);
        of_kind.map(|overlay| overlay.name.as_str()).collect()
    };
    let kinds = kinds.into_iter().map(|(level, key)| (page.t(key), named(level).join(", ")));
    kinds.filter(|(_, names)| !names.is_empty()).collect()
}

fn neighbours(page: &Page, snapshot: &Snapshot, area: &Area) -> Vec<Name> {
    let neighbours = snapshot.neighbours(area.id, NEIGHBOURS).into_iter();
    neighbours
        .filter_map(|(neighbour, distance)| {
            let municipality = snapshot.municipality(neighbour.id)?;
            Some(parts::candidate_name(page, municipality).note(page.distance(distance)))
        })
        .collect()
}

/// The villages and towns of the county that lie nearest to a locality.
fn villages_around(page: &Page, here: &Here) -> Vec<Name> {
    let municipalities = here.snapshot.municipalities().into_iter();
    let places = municipalities.flat_map(|area| here.snapshot.places_of(area.id));
    let others = places.filter(|place| place.slug.as_str() != here.slug());
    let mut others: Vec<(Kilometres, &Candidate)> =
        others.filter_map(|place| Some((here.distance(place.position)?, place))).collect();
    others.sort_by(|(near, _), (far, _)| near.0.total_cmp(&far.0));
    others.truncate(NEIGHBOURS);
    others
        .into_iter()
        .map(|(distance, place)| place_name(page, place).note(page.distance(distance)))
        .collect()
}
