//! The directory's tables, and functions on them that speak in its values.

mod changed;
mod column;
pub mod descriptions;
mod entity;
pub mod marks;
mod migration;
pub mod networks;
pub mod organisations;
pub mod places;
pub mod programmes;
pub mod relations;

pub use migration::migrations;

#[cfg(test)]
pub(crate) mod tests;
