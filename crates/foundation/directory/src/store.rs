//! The directory's tables, and functions on them that speak in its values.

mod entity;
mod migration;
pub mod organisations;
pub mod places;

pub use migration::migrations;

#[cfg(test)]
#[path = "store/tests.rs"]
mod tests;
