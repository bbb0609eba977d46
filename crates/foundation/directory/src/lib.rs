//! The directory: which areas, organisations and places there are.
//!
//! - [`area`] has the areas as plain values, [`import`] reads them from the published lists, [`extract`] carries one
//!   county's share of them in a small text file; [`source`] says where data comes from.
//! - [`store`] keeps areas, organisations and places in the database.
//! - [`lookup`] finds what people mean by the name or postcode that they type.
//! - [`demo`] has the demonstration county.
//!
//! What happens at a place and when is not known here; that belongs to the slices.

pub mod area;
pub mod demo;
pub mod extract;
pub mod import;
pub mod lookup;
pub mod names;
pub mod source;
pub mod store;
#[cfg(test)]
mod test_data;

pub use lookup::Directory;
pub use store::migrations;
