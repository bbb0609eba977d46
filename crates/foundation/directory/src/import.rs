//! Bringing in the list of organisations that an office keeps as a table (CSV).
//!
//! The list is read as a whole and taken as a whole or not at all; what is wrong is named by line and column. An
//! organisation is known by its short name, which is made of its name where the list has none. An empty cell says
//! nothing: what is known already stays.

mod columns;
mod list;
mod save;

pub use self::{
    columns::Column,
    list::{Entry, Fault, NotAList, OrganisationList, Problem},
    save::{ImportError, Summary, organisations},
};

#[cfg(test)]
mod tests;
