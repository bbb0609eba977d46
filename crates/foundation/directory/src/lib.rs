//! The directory: which organisations, networks and places there are, how they belong together, and which programmes
//! pay for them.
//!
//! - [`organisation`], [`place`], [`accessibility`], [`network`] and [`programme`] say what is known of each and what
//!   can't be; [`hierarchy`] why no organisation stands above itself.
//! - [`store`] keeps them in the database.
//! - [`import`] brings in an office's list of organisations.
//! - [`demo`] has those of the demonstration county.
//!
//! What happens at a place and when is not known here; that belongs to the slices. What a record says of itself, in
//! which languages, and by which terms it is found, is kept by the content.

pub mod accessibility;
pub mod demo;
pub mod hierarchy;
pub mod import;
mod names;
pub mod network;
pub mod organisation;
pub mod place;
pub mod programme;
pub mod store;
pub mod subject;
mod validity;

pub use store::migrations;
