//! Evidence is deleted when its time is over.

use jiff::SignedDuration;
use kreisrund_store::{Database, Job, JobRegistry, StoreError, jobs::JobError};
use serde::{Deserialize, Serialize};

use crate::{Month, store};

/// For so many months before the present one evidence is kept: long enough to compare three years.
pub const MONTHS_KEPT: u16 = 36;

/// Deletes evidence whose time is over.
#[derive(Debug, Serialize, Deserialize)]
struct DeleteOldEvidence {}

impl Job for DeleteOldEvidence {
    const NAME: &'static str = "evidence.delete_old";
}

/// The daily deletion.
///
/// # Errors
/// When the job can't be written as JSON.
pub fn jobs(database: &Database) -> Result<JobRegistry, StoreError> {
    let database = database.clone();
    JobRegistry::default().regularly(&DeleteOldEvidence {}, SignedDuration::from_hours(24), move |_| {
        let database = database.clone();
        async move {
            let deleted = delete_old(&database).await.map_err(JobError::from)?;
            tracing::info!(deleted, "evidence deleted whose time is over");
            Ok(())
        }
    })
}

pub(crate) async fn delete_old(database: &Database) -> Result<u64, StoreError> {
    store::delete_before(database, Month::of(database.clock().today()).back(MONTHS_KEPT)).await
}
