//! The directory: which organisations and places there are.
//!
//! - [`store`] keeps them in the database.
//! - [`demo`] has those of the demonstration county.
//!
//! What happens at a place and when is not known here; that belongs to the slices.

pub mod demo;
pub mod store;

pub use store::migrations;
