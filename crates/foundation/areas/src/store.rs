//! The tables of areas, and functions on them that speak in the values of [`crate::area`].

pub mod areas;
pub mod boundaries;
pub mod column;
pub mod counties;
mod entity;
mod localities;
mod migration;
mod migration_boundaries;
mod migration_history;
mod migration_school_holidays;
pub mod overlays;
pub mod school_holidays;
pub mod sources;
pub mod successions;

pub use migration::migrations;

#[cfg(test)]
#[path = "store/tests.rs"]
mod tests;
