//! A page of tiles: networks, life situations, topics.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use kreisrund_web::{CachePolicy, Name, Page, render};

/// A few things to choose from, each with a sentence.
#[derive(Template)]
#[template(path = "tiles.html")]
pub struct TilesPage {
    /// The page.
    pub page: Page,
    /// Its title.
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// The icon on every tile.
    pub symbol: &'static str,
    /// The tiles.
    pub tiles: Vec<Name>,
}

impl TilesPage {
    /// The answer, with title and description where browsers look for them.
    pub fn response(self) -> Response {
        let page = self.page.titled(&self.title).description(&self.lead);
        render(StatusCode::OK, CachePolicy::Revalidate, &Self { page, ..self })
    }
}
