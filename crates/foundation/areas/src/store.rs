//! The tables of areas, and functions on them that speak in the values of [`crate::area`].

pub mod areas;
pub mod column;
mod entity;
mod migration;
pub mod sources;

pub use migration::migrations;

#[cfg(test)]
#[path = "store/tests.rs"]
mod tests;
