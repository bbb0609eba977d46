//! `/karte/orte.json`: the county's places with their positions.
//!
//! A browser that was asked for its position looks here for the nearest place, and only that place's name goes into the
//! address of a search: where somebody is exactly never leaves the browser. The map takes the names of villages from it.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_areas::lookup::{Candidate, CandidateKind, Found, Snapshot};
use kreisrund_slice::{House, Kept};
use kreisrund_web::Problem;
use serde::Serialize;

use super::KEPT_FOR_A_DAY;

/// A program serves one county, hence the one place for its places.
static PLACES: Kept<Vec<Place>> = Kept::nothing();

/// A place, written as `[latitude, longitude, name, word]`; the word is what finds it where several bear its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Place {
    Plain(f64, f64, String),
    OneOfSeveral(f64, f64, String, String),
}

pub async fn answer(State(house): State<House>) -> Result<Response, Problem> {
    let snapshot = house.areas.snapshot();
    let places = PLACES.of(&snapshot, async || Ok::<_, Problem>(places(&snapshot))).await?;
    Ok(([(header::CACHE_CONTROL, KEPT_FOR_A_DAY)], Json(&*places)).into_response())
}

fn places(areas: &Snapshot) -> Vec<Place> {
    let places = areas.own_places().filter(|place| place.kind != CandidateKind::Postcode);
    places.filter_map(|place| to_show(areas, place)).collect()
}

fn to_show(areas: &Snapshot, place: &Candidate) -> Option<Place> {
    let position = place.position?;
    // About a hundred metres: enough to tell which place is nearest.
    let [latitude, longitude] =
        [position.latitude(), position.longitude()].map(|degrees| (degrees * 1000.0).round() / 1000.0);
    let name = place.name.clone();
    // A search by this word leads back to this place, whichever others bear the name.
    Some(match areas.lookup(&name) {
        Found::One(found) if found.slug == place.slug => Place::Plain(latitude, longitude, name),
        _ => Place::OneOfSeveral(latitude, longitude, name, place.slug.to_string()),
    })
}
