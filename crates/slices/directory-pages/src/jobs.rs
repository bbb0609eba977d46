//! What is done regularly: files that nobody needs any more are removed.

use jiff::SignedDuration;
use kreisrund_files::store;
use kreisrund_slice::House;
use kreisrund_store::{Job, JobRegistry, StoreError, jobs::JobError};
use serde::{Deserialize, Serialize};

/// Removes files whose time is over, and bytes to which no file refers.
#[derive(Debug, Serialize, Deserialize)]
struct RemoveFiles {}

impl Job for RemoveFiles {
    const NAME: &'static str = "files.remove";
}

/// The slice's jobs.
pub fn registry(house: &House) -> Result<JobRegistry, StoreError> {
    let house = house.clone();
    JobRegistry::default().regularly(&RemoveFiles {}, SignedDuration::from_hours(24), move |_| {
        let house = house.clone();
        async move {
            let write = house.database.write().await?;
            let expired = store::remove_expired(&write, house.clock.now()).await?;
            write.commit().await?;
            let orphans = house
                .files
                .remove_orphans(&house.database)
                .await
                .map_err(|error| JobError(error.to_string()))?;
            tracing::info!(expired = expired.len(), orphans, "files removed that nobody needs any more");
            Ok(())
        }
    })
}
