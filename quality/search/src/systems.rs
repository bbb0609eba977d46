//! The systems that are compared, each asked the same queries about the same documents.

mod fts5;
mod minisearch;
mod ours;
mod postgresql;

use std::collections::BTreeMap;

use crate::{Outcome, county::County, documents::Collection, queries::Query};

/// How many hits of each system are judged and counted.
pub const TOP: usize = 10;

/// The hits of each query by its name, best first, at most [`TOP`].
pub type Rankings = BTreeMap<String, Vec<String>>;

/// What is compared; some are asked in several ways, of which the best counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Our own search.
    Kreisrund,
    /// SQLite's full text search.
    Fts5,
    /// PostgreSQL's full text search.
    Postgresql,
    /// A search library in JavaScript.
    MiniSearch,
}

impl Family {
    /// All of them, ours first.
    pub const ALL: [Self; 4] = [Self::Kreisrund, Self::Fts5, Self::Postgresql, Self::MiniSearch];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kreisrund => "Kreisrund",
            Self::Fts5 => "SQLite FTS5",
            Self::Postgresql => "PostgreSQL",
            Self::MiniSearch => "MiniSearch",
        }
    }
}

/// A system, asked in one way.
#[derive(Clone, Debug)]
pub struct System {
    /// What it is.
    pub family: Family,
    /// The way in which it was asked; empty where there is only one.
    pub variant: &'static str,
    /// Its version.
    pub version: String,
    /// How it is set up.
    pub configuration: &'static str,
    /// What it found.
    pub rankings: Rankings,
}

/// Asks ours alone.
///
/// # Errors
/// When it fails.
pub async fn ask_ours(county: &County, queries: &[Query]) -> Outcome<System> {
    ours::ask(county, queries).await
}

/// Asks all systems. PostgreSQL is left out, aloud, where no server is given.
///
/// # Errors
/// When one of them fails.
pub async fn ask_all(county: &County, collection: &Collection, queries: &[Query]) -> Outcome<Vec<System>> {
    let mut systems = vec![ours::ask(county, queries).await?];
    systems.extend(fts5::ask(&collection.documents, queries).await?);
    systems.extend(postgresql::ask(&collection.documents, queries).await?);
    systems.push(minisearch::ask(&collection.documents, queries).await?);
    Ok(systems)
}
