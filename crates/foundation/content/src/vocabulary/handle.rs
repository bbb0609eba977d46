//! The handle through which all of the program shares one snapshot.

use std::sync::Arc;

use kreisrund_store::{Database, StoreError};
use parking_lot::RwLock;

use super::VocabularySnapshot;
use crate::store::vocabularies;

/// The present snapshot; clones share it. Every node has its own, so each refreshes when it hears of changed terms.
#[derive(Clone, Debug)]
pub struct Vocabularies {
    database: Database,
    present: Arc<RwLock<Arc<VocabularySnapshot>>>,
}

impl Vocabularies {
    /// Reads the vocabularies of the database into memory.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn load(database: &Database) -> Result<Self, StoreError> {
        let snapshot = vocabularies::snapshot(database.read()).await?;
        Ok(Self { database: database.clone(), present: Arc::new(RwLock::new(Arc::new(snapshot))) })
    }

    /// Reads them anew. Until that is done, and if it fails, the former snapshot stays.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let snapshot = Arc::new(vocabularies::snapshot(self.database.read()).await?);
        *self.present.write() = snapshot;
        Ok(())
    }

    /// The present snapshot. Whoever asks several questions asks them of one snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Arc<VocabularySnapshot> {
        self.present.read().clone()
    }
}
