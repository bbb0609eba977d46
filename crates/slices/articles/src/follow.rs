//! What time itself changes about articles: they begin and cease to be shown.

use jiff::{SignedDuration, ToSpan};
use kreisrund_events::ArticleChanged;
use kreisrund_slice::House;
use kreisrund_store::{Database, Job, JobRegistry, StoreError, jobs::JobError};
use serde::{Deserialize, Serialize};

use crate::store;

/// A day missed while no server ran is made up for within so many.
const MADE_UP_FOR: i64 = 7;

/// Tells others of articles whose time to be shown began or ended.
#[derive(Debug, Serialize, Deserialize)]
struct FollowDays {}

impl Job for FollowDays {
    const NAME: &'static str = "articles.follow_days";
}

/// The slice's regular work. Every hour, so that what is meant for today is found this morning.
pub fn jobs(house: &House) -> Result<JobRegistry, StoreError> {
    let database = house.database.clone();
    JobRegistry::default().regularly(&FollowDays {}, SignedDuration::from_hours(1), move |_| {
        let database = database.clone();
        async move { follow(&database).await.map_err(JobError::from) }
    })
}

/// Tells others of the articles whose time to be shown began or ended lately.
///
/// # Errors
/// When the database refuses.
pub async fn follow(database: &Database) -> Result<(), StoreError> {
    let today = database.clock().today();
    let turning = store::turning(database.read(), today.saturating_sub(MADE_UP_FOR.days()), today).await?;
    if turning.is_empty() {
        return Ok(());
    }
    let write = database.write().await?;
    let events: Vec<ArticleChanged> = turning.into_iter().map(|article| ArticleChanged { article }).collect();
    write.publish_all(&events).await?;
    write.commit().await
}
