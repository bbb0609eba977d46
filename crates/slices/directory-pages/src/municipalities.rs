//! Municipalities: all of them, and one as the seed of “my village”: what is on, who is there, what is near.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kreisrund_areas::{
    area::{Area, AreaLevel},
    lookup::{CandidateKind, Snapshot},
};
use kreisrund_directory::store::{organisations::organisations_in, places::places_in};
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_slice::{
    About, House, Panel, map,
    supporters::{Supporter, supporters_of},
};
use kreisrund_web::{AreaMap, CachePolicy, Name, Page, Parameters, Problem, render};

use crate::{json_ld, parts};

/// So many neighbours are named.
const NEIGHBOURS: usize = 8;

#[derive(Template)]
#[template(path = "municipalities.html")]
struct MunicipalitiesPage {
    page: Page,
    lead: String,
    municipalities: Vec<Name>,
    map: Option<AreaMap>,
}

#[derive(Template)]
#[template(path = "municipality.html")]
struct MunicipalityPage {
    page: Page,
    json_ld: String,
    name: String,
    lead: String,
    search_place: String,
    panels: Vec<Panel>,
    organisations: Vec<Name>,
    places: Vec<Name>,
    about_title: String,
    population: Option<String>,
    size: Option<String>,
    postcodes: String,
    localities: Vec<LocalityName>,
    overlays: Vec<(String, String)>,
    map: Option<AreaMap>,
    neighbours: Vec<Name>,
    supporters: Vec<Supporter>,
}

/// A locality of the municipality, with the anchor that leads to it.
struct LocalityName {
    anchor: String,
    text: String,
    href: String,
    note: String,
}

pub async fn all(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let snapshot = house.areas.snapshot();
    let municipalities = snapshot.municipalities();
    let lead = page.t_with(
        "directory-municipalities-lead",
        [("county", page.site().county_name.clone().into()), ("count", (municipalities.len() as u64).into())],
    );
    let names = municipalities.iter().filter_map(|area| snapshot.municipality(area.id));
    let template = MunicipalitiesPage {
        municipalities: names.map(|municipality| parts::candidate_name(&page, municipality)).collect(),
        map: map::county(&house, &page).await?,
        page: page.clone().titled(page.t("directory-municipalities")).description(&lead),
        lead,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let snapshot = house.areas.snapshot();
    let found = snapshot.by_slug(&slug).ok_or_else(Problem::not_found)?;
    let municipality = snapshot.municipality(found.area_id).ok_or_else(Problem::not_found)?;
    if found.kind != CandidateKind::Municipality {
        // A village leads to the page of its municipality, to the line where it stands.
        let target = format!("/gemeinden/{}#{}", municipality.slug, found.slug);
        return Ok(Redirect::permanent(&page.link(&target)).into_response());
    }
    let area = snapshot.area(municipality.area_id).ok_or_else(Problem::not_found)?;
    let connection = house.database.read();
    let subject = SubjectRef::new(SubjectKind::Area, area.id);
    let organisations = organisations_in(connection, area.id).await?;
    let places = places_in(connection, area.id).await?;
    let supporters = supporters_of(&house, &page, subject).await?;
    let about = About { subject, name: area.name.clone(), slug: municipality.slug.to_string() };
    let lead = page.t_text("directory-municipality-lead", "name", &area.name);
    let panels = house.panels.about(&house, &page, &about).await?;
    let template = MunicipalityPage {
        json_ld: json_ld::municipality(&page, area, municipality.slug.as_str(), snapshot.county_of(area.id)),
        name: area.name.clone(),
        search_place: area.name.clone(),
        organisations: organisations
            .iter()
            .map(|organisation| parts::organisation_with_roles(&page, organisation))
            .collect(),
        places: places.iter().map(|place| parts::place_name(&page, place)).collect(),
        about_title: page.t_text("directory-about-municipality", "name", &area.name),
        population: area.population.map(|people| page.number(people)),
        size: area
            .area_km2
            .map(|size| page.t_with("directory-square-kilometres", [("size", size.round().into())])),
        postcodes: municipality.postcodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        localities: localities(&page, &snapshot, area),
        overlays: overlays(&page, &snapshot, area),
        map: map::around(&house, &page, Some(area.id), None).await?,
        neighbours: neighbours(&page, &snapshot, area),
        supporters,
        page: page
            .clone()
            .crumb(page.t("directory-municipalities"), "/gemeinden")
            .titled(&area.name)
            .description(&lead)
            .with_feeds(&panels),
        panels,
        lead,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The municipality's villages and districts, each with a link to what is on around it.
fn localities(page: &Page, snapshot: &Snapshot, area: &Area) -> Vec<LocalityName> {
    let localities = snapshot.localities_of(area.id);
    localities
        .into_iter()
        .map(|locality| LocalityName {
            anchor: locality.slug.to_string(),
            text: locality.name.clone(),
            href: Parameters::new()
                .with("ort", &locality.slug)
                .with("umkreis", "10")
                .on(&page.link("/suche")),
            note: locality.postcodes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        })
        .collect()
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
