//! The portal: the start page and the results of a search.
//!
//! It shows what other slices hand to the index and knows none of them.

mod api;
mod calendar;
mod choice;
mod embed;
mod explained;
mod feeds;
mod filters;
mod json;
mod links;
mod map_view;
mod opensearch;
mod question;
mod results;
mod start;
mod suggest;
mod tours;
pub mod understanding;
mod ways_out;

use axum::{Router, routing::get};
use kreisrund_search::Query;
use kreisrund_slice::{House, Slice};
use kreisrund_web::{NavigationItem, Page, Parameters, TextFile};

/// The texts of the portal's pages.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// The links at the top of every page.
pub const NAVIGATION: [NavigationItem; 1] = [NavigationItem { text: "portal-nav-search", path: "/suche" }];

/// The links at the foot of every page.
pub const FOOTER: [NavigationItem; 2] = [embed::FOOTER, api::FOOTER];

/// The pages that search engines are told of.
const PAGES: [&str; 4] = ["/", "/suche", embed::BUILDER, api::GUIDE];

/// What the page of results asks the index for `parameters`, with everything that it counts.
///
/// # Errors
/// When the database can't be read.
pub async fn asked_of_index(
    house: &House,
    page: &Page,
    parameters: &Parameters,
) -> Result<Query, kreisrund_store::StoreError> {
    let (question, _) = question::Question::read(parameters, house, page).await?;
    Ok(question.counted(house, &question::Region::all(&house.areas.snapshot())))
}

/// What the portal brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice { texts: &TEXTS, routes, pages: &PAGES, ..Slice::new("portal") }
}

fn routes() -> Router<House> {
    Router::new()
        .route("/", get(start::page))
        .route("/suche", get(results::page))
        .route(feeds::JSON_PATH, get(json::answer))
        .route(feeds::CALENDAR_PATH, get(feeds::calendar))
        .route(feeds::RSS_PATH, get(feeds::rss))
        .route(feeds::ATOM_PATH, get(feeds::atom))
        .route(feeds::SUBSCRIBE_PATH, get(feeds::subscribe_page))
        .route(opensearch::PATH, get(opensearch::description))
        .route(opensearch::SUGGESTIONS_PATH, get(opensearch::suggestions))
        .route("/suche/vorschlaege.json", get(suggest::answer))
        .route("/suche/karte.json", get(map_view::answer))
        .route("/karte/gemeinden.json", get(map_view::outlines))
        .route("/karte/orte.json", get(map_view::places))
        .route("/rundgang/{slug}", get(tours::page))
        .merge(embed::routes())
        .merge(api::routes())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "portal-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
