//! Finding things: what a slice hands in to be found, the index that holds it, and the questions it answers.
//!
//! The index is derived: it is fed from the outbox, kept by every node for itself, and thrown away and rebuilt
//! whenever in doubt. It is the only room that knows the search engine.

mod analysis;
mod collect;
pub mod entry;
mod index;
mod indexer;
pub mod query;
mod schema;

pub use entry::{
    Card, CardAccess, CardImage, CardOccurrence, CardOrganisation, CardPlace, Interval, Kind, SearchEntry,
};
pub use index::{SearchError, SearchIndex};
pub use indexer::{Indexer, SearchSource, Status};
pub use query::{Facets, Hit, Order, Page, PublicPath, Query, Results, Within};
