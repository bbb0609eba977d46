//! Finding things: what a slice hands in to be found, the index that holds it, and the questions it answers.
//!
//! The index is derived: it is fed from the outbox, kept by every node for itself, and thrown away and rebuilt
//! whenever in doubt. It is the only room that knows the search engine.

mod analysis;
mod called;
pub mod clock;
mod collect;
mod compile;
mod compound;
pub mod entry;
mod fingerprint;
mod generations;
mod index;
mod indexer;
pub mod query;
mod reasons;
mod schema;
mod sound;
pub mod synonyms;
pub mod tag;
pub mod typed;
mod verify;
mod vocabulary;

pub use called::is_called;
pub use clock::{PartOfDay, lies_in};
pub use compound::lexicon_words;
pub use entry::{
    Card, CardAccess, CardImage, CardOccurrence, CardOrganisation, CardPlace, EntryText, Interval, Kind,
    SearchEntry, Visibility, Weight,
};
pub use index::{SearchError, SearchIndex};
pub use indexer::{Indexer, RebuildAsked, SearchSource, Status};
pub use query::{
    Bounds, Cluster, Day, DayDate, Facets, Grid, Hit, MOST_AT_A_SPOT, Order, Page, PublicPath, Query,
    Results, Within,
};
pub use tag::{Facet, Options, Tag};
pub use verify::{Compared, Verification};
