//! The handle through which all of the program shares one snapshot.

use std::sync::Arc;

use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_store::{Database, Event, StoreError};
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Key, SynonymSnapshot, store};

/// The words that mean the same were changed. Every node reads them anew when it hears of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynonymsChanged {}

impl Event for SynonymsChanged {
    const TOPIC: &'static str = "search.synonyms_changed";
    const VERSION: i32 = 1;

    /// All of them together, which are terms that no vocabulary has: no record is meant.
    fn subject(&self) -> SubjectRef {
        SubjectRef::new(SubjectKind::Term, Uuid::nil())
    }
}

/// The present snapshot; clones share it. Every node has its own, so each refreshes when it hears of
/// [`SynonymsChanged`].
#[derive(Clone, Debug)]
pub struct Synonyms {
    database: Database,
    key: Key,
    present: Arc<RwLock<Arc<SynonymSnapshot>>>,
}

impl Synonyms {
    /// Reads the groups of the program and of the office into memory. Words of questions are compared by `key`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn load(database: &Database, key: Key) -> Result<Self, StoreError> {
        let snapshot = SynonymSnapshot::new(&store::groups(database.read()).await?, key);
        Ok(Self { database: database.clone(), key, present: Arc::new(RwLock::new(Arc::new(snapshot))) })
    }

    /// Reads them anew. Until that is done, and if it fails, the former snapshot stays.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let snapshot = SynonymSnapshot::new(&store::groups(self.database.read()).await?, self.key);
        *self.present.write() = Arc::new(snapshot);
        Ok(())
    }

    /// The present snapshot. A whole question is answered by one snapshot.
    #[must_use]
    pub fn snapshot(&self) -> Arc<SynonymSnapshot> {
        self.present.read().clone()
    }
}
