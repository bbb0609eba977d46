//! The pages that every public site owes its visitors: who runs it, what becomes of data, how accessible it is, where
//! its data comes from.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_areas::store::sources::{self, LoadedSource};
use kreisrund_slice::House;
use kreisrund_web::{CachePolicy, Page, Problem, render};

#[derive(Template)]
#[template(path = "imprint.html")]
struct ImprintPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    page: Page,
    sources: Vec<LoadedSource>,
}

pub async fn imprint(page: Page) -> Response {
    let title = page.t("portal-imprint");
    render(StatusCode::OK, CachePolicy::Revalidate, &ImprintPage { page: page.titled(title) })
}

pub async fn privacy(page: Page) -> Response {
    let title = page.t("portal-privacy");
    render(StatusCode::OK, CachePolicy::Revalidate, &PrivacyPage { page: page.titled(title) })
}

pub async fn accessibility(page: Page) -> Response {
    let title = page.t("portal-accessibility");
    render(StatusCode::OK, CachePolicy::Revalidate, &AccessibilityPage { page: page.titled(title) })
}

pub async fn sources(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let title = page.t("portal-sources");
    let sources = sources::sources(house.database.read()).await?;
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &SourcesPage { page: page.titled(title), sources }))
}
