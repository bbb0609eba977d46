//! The directory's tables, and functions on them that speak in the values of [`crate::area`].

pub mod areas;
mod entity;
mod migration;
pub mod organisations;
pub mod places;
pub mod sources;

use std::ops::AddAssign;

use jiff::civil::Date;
use kreisrund_kernel::{Position, Slug};
use kreisrund_store::StoreError;

use crate::area::Postcode;

pub use migration::migrations;

/// What saving a record did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was new.
    Added,
    /// It was there and differed.
    Changed,
    /// It was there, just so.
    Unchanged,
}

/// What saving many records did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// How many were new.
    pub added: u64,
    /// How many were there and differed.
    pub changed: u64,
    /// How many were there, just so.
    pub unchanged: u64,
    /// How many were there and no longer are.
    pub gone: u64,
}

impl AddAssign<Change> for Changes {
    fn add_assign(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}

fn position(latitude: Option<f64>, longitude: Option<f64>) -> Result<Option<Position>, StoreError> {
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => {
            Position::new(latitude, longitude).map(Some).map_err(|error| unreadable(&error))
        }
        _ => Ok(None),
    }
}

fn postcode(text: Option<String>) -> Result<Option<Postcode>, StoreError> {
    text.map(|text| text.parse().map_err(|error| unreadable(&error))).transpose()
}

fn date(text: Option<String>) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|error| unreadable(&error))).transpose()
}

fn slug(text: String) -> Result<Slug, StoreError> {
    text.try_into().map_err(|error| unreadable(&error))
}

fn unreadable(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(error.to_string())
}

/// `wanted`, or the first of `wanted-2`, `wanted-3` … that `taken` does not have.
fn free_slug(wanted: &Slug, taken: &[String]) -> Slug {
    let is_free = |slug: &Slug| !taken.iter().any(|taken| taken == slug.as_str());
    let numbered = (2..).map(|number| wanted.numbered(number));
    std::iter::once(wanted.clone()).chain(numbered).find(is_free).unwrap_or_else(|| wanted.clone())
}

#[cfg(test)]
#[path = "store/tests.rs"]
mod tests;
