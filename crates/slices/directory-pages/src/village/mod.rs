//! “My village”: what is on in a municipality or a locality, what is there, who helps, what is near; the way in, and the
//! notice for the shop window.
//!
//! What is on comes from the search index, as results do: so this slice needs to know nobody who has dates. What others
//! have to tell beyond dates comes in as panels.

mod around;
mod calendar;
mod facts;
mod find;
mod helpers;
mod here;
mod notice;
mod page;

pub use find::page as find;
pub use notice::page as notice;
pub use page::page;

/// Kilometres within which villagers say “with us”.
const OURS: f64 = 3.0;
/// Kilometres that people in the country call near.
const NEAR: f64 = 15.0;
