//! What entries of the index are made of beside their own records: the areas and the vocabularies. A search source keeps
//! a [`Surroundings`], lets it hear every message, and reads it anew where one of them changed.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use kreisrund_areas::{Areas, lookup::Snapshot};
use kreisrund_content::{Vocabularies, VocabularySnapshot};
use kreisrund_kernel::SubjectKind;
use kreisrund_store::{Message, StoreError};

/// The areas and the vocabularies as entries are made of them.
#[derive(Debug)]
pub struct Surroundings {
    areas: Areas,
    vocabularies: Vocabularies,
    areas_changed: AtomicBool,
    terms_changed: AtomicBool,
}

impl Surroundings {
    /// The names of `areas` and the terms of `vocabularies`.
    #[must_use]
    pub fn new(areas: &Areas, vocabularies: &Vocabularies) -> Self {
        let (areas, vocabularies) = (areas.clone(), vocabularies.clone());
        Self {
            areas,
            vocabularies,
            areas_changed: AtomicBool::new(false),
            terms_changed: AtomicBool::new(false),
        }
    }

    /// Notes what `message` tells of areas and terms.
    pub fn hear(&self, message: &Message) {
        if message.is_about(SubjectKind::Area) {
            self.areas_changed.store(true, Ordering::Relaxed);
        }
        if message.is_about(SubjectKind::Term) {
            self.terms_changed.store(true, Ordering::Relaxed);
        }
    }

    /// Both as they are after everything that was heard.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn fresh(&self) -> Result<(Arc<Snapshot>, Arc<VocabularySnapshot>), StoreError> {
        // Others may refresh them too, but perhaps only after this. What failed is still to be read.
        if self.areas_changed.swap(false, Ordering::Relaxed) {
            let read = self.areas.refresh().await;
            read.inspect_err(|_| self.areas_changed.store(true, Ordering::Relaxed))?;
        }
        if self.terms_changed.swap(false, Ordering::Relaxed) {
            let read = self.vocabularies.refresh().await;
            read.inspect_err(|_| self.terms_changed.store(true, Ordering::Relaxed))?;
        }
        Ok((self.areas(), self.vocabularies()))
    }

    /// The areas as they were last read.
    #[must_use]
    pub fn areas(&self) -> Arc<Snapshot> {
        self.areas.snapshot()
    }

    /// The vocabularies as they were last read.
    #[must_use]
    pub fn vocabularies(&self) -> Arc<VocabularySnapshot> {
        self.vocabularies.snapshot()
    }
}
