//! The slice contract: what a slice hands to the binary, in one place, as one value.
//!
//! Whoever reads a slice's `slice()` knows where everything in it is. The binary puts the slices together and is the
//! only place that knows all of them; slices hear of each other through the events of the outbox.
//!
//! What the pages of several slices show alike is made here too: cards of [`hits`], lines of [`access`], opening
//! [`hours`], the county's [`map`], a record's text as it is read ([`reading`]), its [`pictures`] and [`supporters`], the
//! [`rhythm`] of what comes again and again, codes for phones ([`qr`]), what programs read ([`json_ld`]), and what the search goes by
//! ([`found_by`], [`properties`]). Who asks for a page is told by a [`Visit`].

pub mod access;
pub mod calendars;
pub mod found_by;
pub mod hits;
pub mod hours;
pub mod json_ld;
mod kept;
pub mod map;
mod panels;
pub mod pictures;
pub mod properties;
pub mod qr;
pub mod reading;
pub mod rhythm;
pub mod supporters;
mod surroundings;
mod visit;

use std::sync::Arc;

pub use calendars::{CalendarSource, Calendars};
pub use kept::Kept;
pub use kreisrund_web::{Link, Panel};
pub use panels::{About, PanelSource, Panels};
pub use surroundings::Surroundings;
pub use visit::Visit;

use async_trait::async_trait;
use axum::{Router, extract::FromRef};
use jiff::civil::Date;
use kreisrund_areas::Areas;
use kreisrund_content::Vocabularies;
use kreisrund_evidence::Evidence;
use kreisrund_files::FileStore;
use kreisrund_kernel::SharedClock;
use kreisrund_people::PersonalData;
use kreisrund_search::{SearchIndex, SearchSource};
use kreisrund_store::{Database, JobRegistry, StoreError, Write};
use kreisrund_web::{Answers, Shell, TextFile};
use sea_orm_migration::MigrationTrait;

/// The texts of what every slice's pages show alike.
pub const TEXTS: [TextFile; 2] = kreisrund_web::text_files!();

/// What every slice may use: the foundation and the platform of a running program.
#[derive(Clone, Debug)]
pub struct House {
    /// The database.
    pub database: Database,
    /// The areas, and what people mean by their names.
    pub areas: Areas,
    /// The vocabularies: topics, life situations, audiences.
    pub vocabularies: Vocabularies,
    /// The index from which lists of results come.
    pub search: SearchIndex,
    /// The frame of every page.
    pub shell: Shell,
    /// The bytes of pictures and documents.
    pub files: FileStore,
    /// What slices show on each other's pages.
    pub panels: Panels,
    /// What slices put into calendars.
    pub calendars: Calendars,
    /// Answers that many ask for, kept for a moment.
    pub answers: Answers,
    /// Where it is noted what people look for and nobody offers.
    pub evidence: Evidence,
    /// What time it is.
    pub clock: SharedClock,
}

impl FromRef<House> for Shell {
    fn from_ref(house: &House) -> Self {
        house.shell.clone()
    }
}

/// What a slice brings along.
pub struct Slice {
    /// Its name, which begins its text keys and its migrations' names.
    pub name: &'static str,
    /// Its texts in every language of the interface.
    pub texts: &'static [TextFile],
    /// Its tables, oldest migration first.
    pub migrations: fn() -> Vec<Box<dyn MigrationTrait>>,
    /// Its pages.
    pub routes: fn() -> Router<House>,
    /// The work it does later, and the work it does regularly.
    pub jobs: fn(&House) -> Result<JobRegistry, StoreError>,
    /// Those of its pages that stand on their own, as paths: search engines are told of them. Pages of records are not
    /// among them; what can be found is told of by itself.
    pub pages: &'static [&'static str],
    /// What can be found of it.
    pub search: fn(&Database, &Areas, &Vocabularies) -> Vec<Arc<dyn SearchSource>>,
    /// What it shows on pages of records that belong to others.
    pub panels: fn() -> Vec<Arc<dyn PanelSource>>,
    /// What of it has dates that go into calendars.
    pub calendars: fn() -> Vec<Arc<dyn CalendarSource>>,
    /// What it keeps about persons: how to export, erase and in time remove it.
    pub personal_data: fn() -> Vec<Arc<dyn PersonalData>>,
    /// Its part of the demonstration's stories.
    pub demo: Option<Arc<dyn DemoStories>>,
}

impl Slice {
    /// A slice called `name` that brings nothing yet.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            texts: &[],
            migrations: Vec::new,
            routes: Router::new,
            jobs: |_| Ok(JobRegistry::default()),
            pages: &[],
            search: |_, _, _| Vec::new(),
            panels: Vec::new,
            calendars: Vec::new,
            personal_data: Vec::new,
            demo: None,
        }
    }
}

impl std::fmt::Debug for Slice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Slice").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Stories for the demonstration, dated relative to today.
#[async_trait]
pub trait DemoStories: Send + Sync {
    /// Writes the stories, or brings those that are there up to date. Doing it twice changes nothing.
    async fn write(&self, write: &Write, today: Date) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_text_is_there_and_used() {
        let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "slice-", &super::TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
