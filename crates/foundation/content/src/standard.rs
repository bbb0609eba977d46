//! The vocabularies with which every installation begins. Their files lie in the crate's folder `vocabularies` and are
//! part of the program; what they say about terms are texts like any others.

use kreisrund_store::{Changes, Write};

use crate::{
    store::vocabularies::{SaveEditionError, edition_in_force, save_edition},
    vocabulary::{NotAVocabulary, VocabularyFile},
};

/// The files: their names and what stands in them, each behind those that it refers to.
pub const FILES: [(&str, &str); 6] = [
    ("topics.toml", include_str!("../vocabularies/topics.toml")),
    ("life-situations.toml", include_str!("../vocabularies/life-situations.toml")),
    ("audiences.toml", include_str!("../vocabularies/audiences.toml")),
    ("formats.toml", include_str!("../vocabularies/formats.toml")),
    ("languages.toml", include_str!("../vocabularies/languages.toml")),
    ("quality-marks.toml", include_str!("../vocabularies/quality-marks.toml")),
];

/// Why the standard vocabularies could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum StandardError {
    /// A file is broken.
    #[error(transparent)]
    File(#[from] NotAVocabulary),
    /// An edition could not be saved.
    #[error(transparent)]
    Save(#[from] SaveEditionError),
}

/// The vocabularies, each behind those that it refers to.
///
/// # Errors
/// [`NotAVocabulary`] when a file is broken.
pub fn standard_vocabularies() -> Result<Vec<VocabularyFile>, NotAVocabulary> {
    FILES.iter().map(|(name, text)| VocabularyFile::read(name, text)).collect()
}

/// Saves the standard vocabularies with their terms' texts. One of which the installation has the same edition or a
/// later one is left alone, so that what the office changed in its texts stays; a changed file needs a new edition.
///
/// # Errors
/// When a file is broken or the database refuses.
pub async fn save_standard(write: &Write) -> Result<Changes, StandardError> {
    let mut changes = Changes::default();
    for file in standard_vocabularies()? {
        let in_force = edition_in_force(&**write, file.edition.vocabulary).await;
        let in_force = in_force.map_err(SaveEditionError::from)?;
        if in_force.is_none_or(|edition| edition.name < file.edition.name) {
            changes += save_edition(write, &file).await?;
        } else {
            changes.unchanged += file.terms.len() as u64;
        }
    }
    Ok(changes)
}

#[cfg(test)]
#[path = "standard_tests.rs"]
mod tests;
