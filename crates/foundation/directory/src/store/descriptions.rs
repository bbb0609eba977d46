//! What hangs on the directory's records: texts and terms, kept by the content, and told of by the record's event.

use kreisrund_content::{
    Texts, Vocabulary,
    store::{
        texts,
        vocabularies::{self, SetTermsError},
    },
};
use kreisrund_kernel::TermId;
use kreisrund_store::{Change, StoreError, Write};

use super::changed::touch;
use crate::subject::Subject;

/// Makes `given` the texts of `subject`; without any, it has none.
///
/// # Errors
/// When the database refuses.
pub async fn save_texts(
    write: &Write,
    subject: impl Into<Subject>,
    given: Option<&Texts>,
) -> Result<Change, StoreError> {
    let subject = subject.into();
    let change = match given {
        Some(given) => texts::save_texts(write, subject.into(), given).await?,
        None if texts::texts_of(&**write, subject.into()).await?.is_none() => Change::Unchanged,
        None => {
            texts::delete_texts(write, subject.into()).await?;
            Change::Changed
        }
    };
    tell(write, subject, change).await
}

/// Makes `terms` those terms of `vocabulary` that `subject` has.
///
/// # Errors
/// [`SetTermsError`] when a term is of another vocabulary, or when the database refuses.
pub async fn set_terms(
    write: &Write,
    subject: impl Into<Subject>,
    vocabulary: Vocabulary,
    terms: &[TermId],
) -> Result<Change, SetTermsError> {
    let subject = subject.into();
    let change = vocabularies::set_terms(write, subject.into(), vocabulary, terms).await?;
    Ok(tell(write, subject, change).await?)
}

async fn tell(write: &Write, subject: Subject, change: Change) -> Result<Change, StoreError> {
    if change != Change::Unchanged {
        touch(write, subject).await?;
    }
    Ok(change)
}
