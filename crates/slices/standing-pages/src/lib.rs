//! Standing pages: the imprint, privacy, the accessibility statement with its feedback channel, sources, who is behind the
//! portal, help, the glossary, and the welcome for those who read little German.
//!
//! Their words come with the program as files in `pages/` and may be replaced, page by page and language by
//! language, by texts of the office ([`store`]). Placeholders are filled in from the configuration ([`placeholder`]).

mod feedback;
pub mod file;
mod glossary;
mod pages;
pub mod placeholder;
mod shipped;
mod standing_page;
pub mod store;
mod welcome;

pub use shipped::WRITTEN_ON;
pub use standing_page::{NotAStandingPage, StandingPage};

use axum::{Router, routing::get};
use kreisrund_slice::{House, Slice};
use kreisrund_web::{NavigationItem, ReadingItem, TextFile};

/// The texts around the pages' own words.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// The links at the foot of every page.
pub const FOOTER: [NavigationItem; 9] = [
    NavigationItem { text: "standing-welcome", path: "/willkommen" },
    NavigationItem { text: "standing-about", path: "/ueber-uns" },
    NavigationItem { text: "standing-help", path: "/hilfe" },
    NavigationItem { text: "standing-glossary", path: "/glossar" },
    NavigationItem { text: "standing-sources", path: "/quellen" },
    NavigationItem { text: "standing-imprint", path: "/impressum" },
    NavigationItem { text: "standing-privacy", path: "/datenschutz" },
    NavigationItem { text: "standing-accessibility", path: "/barrierefreiheit" },
    NavigationItem { text: "standing-report-barrier", path: "/barrierefreiheit?seite={path}#melden" },
];

/// What helps with reading, on every page.
pub const READING_HELP: [ReadingItem; 4] = [
    ReadingItem {
        text: "standing-easy-language",
        path: "/willkommen?sprache=de-x-leicht",
        language: Some("de-x-leicht"),
    },
    ReadingItem { text: "standing-glossary-help", path: "/glossar", language: None },
    ReadingItem { text: "standing-ukrainian", path: "/willkommen?sprache=uk", language: Some("uk") },
    ReadingItem { text: "standing-arabic", path: "/willkommen?sprache=ar", language: Some("ar") },
];

/// The pages that search engines are told of.
const PAGES: [&str; 8] = [
    "/willkommen",
    "/ueber-uns",
    "/hilfe",
    "/glossar",
    "/quellen",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
];

/// What the slice brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice { texts: &TEXTS, routes, pages: &PAGES, ..Slice::new("standing_pages") }
}

fn routes() -> Router<House> {
    Router::new()
        .route("/impressum", get(pages::imprint))
        .route("/datenschutz", get(pages::privacy))
        .route("/barrierefreiheit", get(pages::accessibility))
        .route("/quellen", get(pages::sources))
        .route("/ueber-uns", get(pages::about))
        .route("/hilfe", get(pages::help))
        .route("/glossar", get(glossary::page))
        .route("/willkommen", get(welcome::page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "standing-", &TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn every_page_has_its_link_and_is_told_to_search_engines() {
        for page in StandingPage::ALL {
            assert!(
                PAGES.contains(&page.path()) && FOOTER.iter().any(|item| item.path == page.path()),
                "{page:?}"
            );
        }
    }
}
