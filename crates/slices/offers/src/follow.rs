//! What time itself changes about offers: rules get their next dates, offers begin and cease to be shown.

use std::sync::Arc;

use jiff::{SignedDuration, ToSpan};
use kreisrund_slice::House;
use kreisrund_store::{Database, Job, JobRegistry, StoreError, jobs::JobError};
use serde::{Deserialize, Serialize};

use crate::{import::calendar::usual_days, store::rules};

/// Records the next dates of rules, and tells others of offers whose time to be shown began or ended.
#[derive(Debug, Serialize, Deserialize)]
struct FollowRules {}

impl Job for FollowRules {
    const NAME: &'static str = "offers.follow_rules";
}

/// The slice's regular work: once a day, in small transactions so that nobody waits for it.
pub fn jobs(house: &House) -> Result<JobRegistry, StoreError> {
    let database = Arc::new(house.database.clone());
    JobRegistry::default().regularly(&FollowRules {}, SignedDuration::from_hours(24), move |_| {
        let database = database.clone();
        async move { follow(&database).await.map_err(JobError::from) }
    })
}

/// Brings what depends on the day up to date.
///
/// # Errors
/// When the database refuses; what was done until then stays, and doing it again changes nothing.
pub async fn follow(database: &Database) -> Result<(), StoreError> {
    let today = database.clock().today();
    let until = usual_days(today).1;
    let mut after = None;
    loop {
        let write = database.write().await?;
        after = rules::follow(&write, after, until).await?;
        write.commit().await?;
        if after.is_none() {
            break;
        }
    }
    // A day missed while no server ran is made up for.
    let write = database.write().await?;
    rules::tell_of_turns(&write, today.saturating_sub(7.days()), today).await?;
    write.commit().await
}
