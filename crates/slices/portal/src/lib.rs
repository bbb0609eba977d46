//! The portal: the start page and the results of a search.
//!
//! It shows what other slices hand to the index and knows none of them.

mod choice;
mod explained;
mod filters;
mod json;
mod links;
mod question;
mod results;
mod start;
mod suggest;
mod tours;
pub mod understanding;
mod ways_out;

use axum::{Router, routing::get};
use kreisrund_slice::{House, Slice};
use kreisrund_web::{NavigationItem, TextFile};

/// The texts of the portal's pages.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// The links at the top of every page.
pub const NAVIGATION: [NavigationItem; 1] = [NavigationItem { text: "portal-nav-search", path: "/suche" }];

/// The pages that search engines are told of.
const PAGES: [&str; 2] = ["/", "/suche"];

/// What the portal brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice { texts: &TEXTS, routes, pages: &PAGES, ..Slice::new("portal") }
}

fn routes() -> Router<House> {
    Router::new()
        .route("/", get(start::page))
        .route("/suche", get(results::page))
        .route("/suche.json", get(json::answer))
        .route("/suche/vorschlaege.json", get(suggest::answer))
        .route("/rundgang/{slug}", get(tours::page))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "portal-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
