//! The slice's tables and their queries.

pub mod calendars;
mod columns;
mod content;
mod dates;
pub mod edit;
pub mod entities;
mod generated;
mod load;
mod migrations;
pub mod rules;
mod save;
pub mod states;

pub use generated::{Generated, generated, remember_generated};
pub use load::{
    Known, by_keys, by_slug, by_source, by_source_of_anybody, full, ids_after, ids_at_place, ids_in_area,
    ids_of_organisation, keys, with_dates_between,
};
pub use migrations::migrations;
pub use save::{Saved, add_all, backdate, save, save_all};
