//! `/mein-dorf`: “Wo wohnen Sie?”, and from the answer to the page.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kreisrund_areas::{
    area::Postcode,
    lookup::{Candidate, CandidateKind, Found, Snapshot},
};
use kreisrund_slice::House;
use kreisrund_web::{CachePolicy, Name, Page, Parameters, Problem, render};

use super::here::path_of;

/// No place's name is longer.
const LONGEST: usize = 80;

#[derive(Template)]
#[template(path = "my_village.html")]
struct MyVillagePage {
    page: Page,
    /// What was typed.
    typed: String,
    /// What is to be said about the answer; empty before anything was asked.
    title: String,
    text: String,
    /// Places to choose from.
    choices: Vec<Name>,
    /// Names that the field offers while somebody types.
    suggestions: Vec<String>,
}

/// `/mein-dorf?ort=`.
pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let snapshot = house.areas.snapshot();
    let typed: String = parameters.first("ort").unwrap_or_default().chars().take(LONGEST).collect();
    let answer = if typed.is_empty() { None } else { Some(snapshot.lookup(&typed)) };
    let mut choices = match &answer {
        None | Some(Found::None { .. }) => Vec::new(),
        Some(Found::One(one)) => places_of(&snapshot, one),
        Some(Found::Several(several)) => {
            several.iter().flat_map(|candidate| places_of(&snapshot, candidate)).collect()
        }
    };
    let mut seen = std::collections::HashSet::new();
    choices.retain(|place| seen.insert(place.slug.clone()));
    if let [only] = choices.as_slice() {
        return Ok(Redirect::to(&page.link(&path_of(only))).into_response());
    }
    let (status, title, text) = match &answer {
        None => (StatusCode::OK, String::new(), String::new()),
        Some(Found::None { similar }) => {
            choices.extend(similar.iter().flat_map(|candidate| places_of(&snapshot, candidate)));
            let text =
                if similar.is_empty() { "directory-not-found-text" } else { "directory-not-found-similar" };
            (StatusCode::NOT_FOUND, page.t_text("directory-not-found", "typed", &typed), page.t(text))
        }
        Some(_) => (StatusCode::OK, page.t("directory-which"), String::new()),
    };
    let template = MyVillagePage {
        choices: choices.iter().map(|place| in_full(&page, place)).collect(),
        suggestions: suggestions(&snapshot),
        title,
        text,
        typed,
        page: page
            .clone()
            .titled(page.t("directory-my-village"))
            .description(page.t("directory-my-village-lead")),
    };
    Ok(render(status, CachePolicy::Revalidate, &template))
}

/// The municipalities and localities that a candidate stands for: behind a postcode there may be many.
fn places_of(snapshot: &Snapshot, candidate: &Candidate) -> Vec<Candidate> {
    if candidate.kind != CandidateKind::Postcode {
        return vec![candidate.clone()];
    }
    let places = snapshot.places_of(candidate.area_id);
    let has_it = |place: &&Candidate| candidate.postcodes.iter().any(|code| place.postcodes.contains(code));
    places.filter(has_it).cloned().collect()
}

/// A place as one chooses it among others: with its postcodes, its municipality and, beyond the border, its county.
fn in_full(page: &Page, place: &Candidate) -> Name {
    let mut notes: Vec<String> = Vec::new();
    if !place.postcodes.is_empty() {
        let postcodes: Vec<&str> = place.postcodes.iter().map(Postcode::as_str).collect();
        notes.push(postcodes.join(", "));
    }
    if place.kind == CandidateKind::Locality {
        notes.push(page.t_text("directory-part-of", "name", &place.municipality));
    }
    notes.extend(place.county.clone());
    Name::new(&place.name, page.link(&path_of(place))).note(notes.join(" · "))
}

/// The names of the county's municipalities and localities.
fn suggestions(snapshot: &Snapshot) -> Vec<String> {
    let places = snapshot.municipalities().into_iter().flat_map(|area| snapshot.places_of(area.id));
    let mut names: Vec<String> = places.map(|place| place.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
