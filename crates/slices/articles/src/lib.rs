//! Articles: what the office and the organisations of the county have to tell. Each has its page, some belong to a
//! series such as local legends, and all can be followed in a feed.

pub mod article;
mod article_page;
mod cards;
pub mod demo;
mod feed;
mod filter;
pub mod follow;
mod json_ld;
mod list_page;
mod panels;
mod search_entries;
mod series_page;
pub mod store;

use std::sync::Arc;

use axum::{Router, routing::get};
use kreisrund_slice::{House, Slice, Surroundings};
use kreisrund_web::{NavigationItem, TextFile};

/// The texts of the slice's pages.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// The links at the top of every page.
pub const NAVIGATION: [NavigationItem; 1] = [NavigationItem { text: "articles-nav", path: list_page::PATH }];

/// What the slice brings along.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        texts: &TEXTS,
        migrations: store::migrations,
        routes,
        jobs: follow::jobs,
        pages: &[list_page::PATH],
        search: |database, areas, vocabularies| {
            let surroundings = Surroundings::new(areas, vocabularies);
            vec![
                Arc::new(search_entries::SeriesEntries::new(database.clone())),
                Arc::new(search_entries::ArticleEntries::new(database.clone(), surroundings)),
            ]
        },
        panels: || vec![Arc::new(panels::ArticlePanels)],
        demo: Some(Arc::new(demo::Stories)),
        ..Slice::new("articles")
    }
}

fn routes() -> Router<House> {
    Router::new()
        .route(list_page::PATH, get(list_page::page))
        .route(feed::PATH, get(feed::answer))
        .route("/beitraege/{slug}", get(article_page::page))
        .route("/beitraege/reihen/{slug}", get(series_page::page))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "articles-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
