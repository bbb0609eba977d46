//! Offers: courses, events and services, their dates, their page, and how they come in from calendars.

pub mod calendar_export;
pub mod demo;
pub mod follow;
pub mod import;
mod json_ld;
mod location;
pub mod offer;
mod offer_page;
mod panels;
mod repetition;
mod search_entries;
pub mod store;
mod subscribe;
mod summary;
#[cfg(test)]
mod test_page;

use std::sync::Arc;

use axum::{Router, routing::get};
use kreisrund_slice::{House, Slice, Surroundings};
use kreisrund_web::TextFile;

/// The texts of the slice's pages.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// What the slice brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        texts: &TEXTS,
        migrations: store::migrations,
        routes,
        jobs: follow::jobs,
        search: |database, areas, vocabularies| {
            let surroundings = Surroundings::new(areas, vocabularies);
            vec![Arc::new(search_entries::OfferEntries::new(database.clone(), surroundings))]
        },
        panels: || vec![Arc::new(panels::OfferPanels)],
        calendars: || vec![Arc::new(calendar_export::OfferCalendars)],
        demo: Some(Arc::new(demo::Stories)),
        ..Slice::new("offers")
    }
}

fn routes() -> Router<House> {
    Router::new()
        .route("/angebote/{slug}", get(offer_page::page))
        .route("/angebote/{slug}/termine/{key}", get(calendar_export::of_date))
        .route("/organisationen/{slug}/termine", get(subscribe::organisation))
        .route("/organisationen/{slug}/termine.ics", get(calendar_export::of_organisation))
        .route("/gemeinden/{slug}/termine", get(subscribe::municipality))
        .route("/gemeinden/{slug}/termine.ics", get(calendar_export::of_municipality))
        .route("/themen/{slug}/termine", get(subscribe::topic))
        .route("/themen/{slug}/termine.ics", get(calendar_export::of_topic))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "offers-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
