//! The pages of the directory: organisations, places, networks, life situations and topics, the municipalities and their
//! villages (“Mein Dorf”), and the files that hang on them.
//!
//! What others have to show there (offers, later rooms and roles) comes in as panels or from the search index, so that
//! this slice knows none of them.

pub mod demo;
mod json_ld;
mod municipalities;
mod networks;
mod organisation;
mod organisations;
mod parts;
mod pictures;
mod place;
mod record;
mod search_entries;
mod terms;
mod tiles;
mod village;
mod words;

use axum::{Router, routing::get};
use kreisrund_slice::{House, Slice};
use kreisrund_web::{NavigationItem, TextFile};

/// The texts of the slice's pages.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// The links at the top of every page.
pub const NAVIGATION: [NavigationItem; 4] = [
    NavigationItem { text: "directory-nav-life-situations", path: "/lebenslagen" },
    NavigationItem { text: "directory-nav-topics", path: "/themen" },
    NavigationItem { text: "directory-my-village", path: "/mein-dorf" },
    NavigationItem { text: "directory-nav-organisations", path: "/organisationen" },
];

/// The links at the foot of every page.
pub const FOOTER: [NavigationItem; 1] =
    [NavigationItem { text: "directory-nav-networks", path: "/netzwerke" }];

/// What the slice brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        texts: &TEXTS,
        routes,
        pages: &["/organisationen", "/mein-dorf", "/gemeinden", "/netzwerke", "/lebenslagen", "/themen"],
        search: search_entries::all,
        ..Slice::new("directory_pages")
    }
}

fn routes() -> Router<House> {
    Router::new()
        .route("/organisationen", get(organisations::page))
        .route("/organisationen/{slug}", get(organisation::page))
        .route("/orte/{slug}", get(place::page))
        .route("/gemeinden", get(municipalities::all))
        .route("/gemeinden/{slug}", get(village::page))
        .route("/gemeinden/{slug}/aushang", get(village::notice))
        .route("/mein-dorf", get(village::find))
        .route("/netzwerke", get(networks::all))
        .route("/netzwerke/{slug}", get(networks::page))
        .route("/lebenslagen", get(terms::life_situations))
        .route("/lebenslagen/{slug}", get(terms::life_situation))
        .route("/themen", get(terms::topics))
        .route("/themen/{slug}", get(terms::topic))
        .route("/dateien/{id}/{variant}", get(pictures::file))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "directory-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
