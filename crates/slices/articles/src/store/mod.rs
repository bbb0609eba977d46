//! The slice's tables and their queries.

mod columns;
pub mod entities;
mod load;
mod migrations;
mod save;
pub mod series;
pub mod states;

pub use load::{
    Asked, Shown, by_slug, full, ids_after, ids_at_place, ids_in_area, ids_of_organisation, ids_of_series,
    page_of, parts_of, shown, turning,
};
pub use migrations::migrations;
pub use save::{add, save};
