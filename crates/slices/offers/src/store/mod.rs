//! Offers and their dates in the database.

pub mod entities;
mod load;
mod migrations;
mod save;

pub use load::{by_slug, by_source_key, full, ids_after, ids_at_place, ids_in_area, ids_of_organisation};
pub use migrations::migrations;
pub use save::{Saved, save, withdraw};
