//! Areas: the state, its counties, their municipalities and localities, and what people mean when they name one.
//!
//! - [`area`] has the areas as plain values, [`import`] reads them from the published lists, [`extract`] carries one
//!   county's share of them in a small text file; [`source`] says where data comes from.
//! - [`boundary`] reads the areas' boundaries, draws them and asks them where a position lies.
//! - [`store`] keeps them in the database.
//! - [`lookup`] finds what people mean by the name or postcode that they type.
//! - [`demo`] has the areas of the demonstration county.

pub mod area;
pub mod boundary;
pub mod demo;
pub mod extract;
pub mod import;
pub mod lookup;
pub mod names;
pub mod source;
pub mod store;
pub mod succession;
#[cfg(test)]
mod test_data;

pub use lookup::Areas;
pub use store::migrations;
