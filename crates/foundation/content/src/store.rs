//! The tables of texts, vocabularies and tags, and functions on them that speak in the crate's values.

mod entity;
mod migration;
pub mod tags;
pub mod texts;
pub mod vocabularies;

use kreisrund_kernel::SubjectRef;
use kreisrund_store::{StoreError, Write};

pub use migration::migrations;

/// How many rows or values one statement gets; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;

/// Removes texts, terms and tags of a record that is being deleted.
///
/// # Errors
/// When the database refuses.
pub async fn forget(write: &Write, subject: SubjectRef) -> Result<(), StoreError> {
    texts::delete_texts(write, subject).await?;
    vocabularies::delete_terms(write, subject).await?;
    tags::set_tags(write, subject, &[]).await?;
    Ok(())
}

fn unreadable(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Unreadable(error.to_string())
}

#[cfg(test)]
#[path = "store/tests.rs"]
mod tests;
