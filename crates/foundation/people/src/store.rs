//! The tables of people and what hangs on them, and functions on them that speak in the crate's values.

pub mod audit;
mod column;
pub mod consents;
mod entity;
pub mod guardians;
pub mod holds;
pub mod households;
pub mod merging;
mod migration;
pub mod notes;
pub mod own_data;
pub mod persons;
#[cfg(test)]
mod tests;

pub use migration::migrations;
pub use own_data::PeopleData;
