//! All municipalities of the county, by name and on the map.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_slice::{House, map};
use kreisrund_web::{AreaMap, CachePolicy, Name, Page, Problem, render};

use crate::parts;

#[derive(Template)]
#[template(path = "municipalities.html")]
struct MunicipalitiesPage {
    page: Page,
    lead: String,
    municipalities: Vec<Name>,
    map: Option<AreaMap>,
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
