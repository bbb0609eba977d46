//! Offers from elsewhere. Each format is read by a module of its own into [`Item`]s; bringing them in is the same for
//! all of them ([`bring_in`]): the same source twice gives the same offers once, what a person entered stays, what the
//! source no longer has is taken back with care, and a [`Report`] says what became of each.

pub mod calendar;
mod days;
pub mod employment_agency;
mod engine;
mod item;
mod json;
pub mod json_ld;
mod report;
pub mod table;
mod terms;
mod when;
mod words;

pub use engine::{ImportError, Options, bring_in};
pub use item::{Item, Left, Reading, SourceVenue};
pub use report::{EventReport, Note, OccurrenceReport, Outcome, Report};
