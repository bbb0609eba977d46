//! What time itself changes about offers: rules get their next dates, offers begin and cease to be shown, organisations
//! join and leave networks.

use jiff::{SignedDuration, ToSpan, civil::Date};
use kreisrund_directory::store::networks;
use kreisrund_slice::House;
use kreisrund_store::{Database, Job, JobRegistry, StoreError, jobs::JobError};
use serde::{Deserialize, Serialize};

use crate::{import::calendar::usual_days, store::rules};

/// Turns of days missed while no server ran are made up for within so many.
const MADE_UP_FOR: i64 = 31;

/// Records the next dates of rules, and makes up for turns that nobody was told of.
#[derive(Debug, Serialize, Deserialize)]
struct FollowRules {}

impl Job for FollowRules {
    const NAME: &'static str = "offers.follow_rules";
}

/// Tells others of what turned with the day.
#[derive(Debug, Serialize, Deserialize)]
struct FollowDays {}

impl Job for FollowDays {
    const NAME: &'static str = "offers.follow_days";
}

/// The slice's regular work, in small transactions so that nobody waits for it. What turns with the day is told every
/// hour, so that what ended yesterday is not found this morning; nothing changes where it was told before.
pub fn jobs(house: &House) -> Result<JobRegistry, StoreError> {
    let database = house.database.clone();
    let registry =
        JobRegistry::default().regularly(&FollowRules {}, SignedDuration::from_hours(24), move |_| {
            let database = database.clone();
            async move { follow(&database).await.map_err(JobError::from) }
        })?;
    let database = house.database.clone();
    registry.regularly(&FollowDays {}, SignedDuration::from_hours(1), move |_| {
        let database = database.clone();
        async move { follow_days(&database).await.map_err(JobError::from) }
    })
}

/// Brings what depends on the day up to date, also what should have been long ago.
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
    tell_of_turns(database, today.saturating_sub(MADE_UP_FOR.days()), today).await
}

/// Tells others of what turned today or yesterday: offers that began or ceased to be shown, organisations that joined
/// or left a network.
///
/// # Errors
/// When the database refuses; doing it again changes nothing.
pub async fn follow_days(database: &Database) -> Result<(), StoreError> {
    let today = database.clock().today();
    tell_of_turns(database, today.yesterday().unwrap_or(today), today).await
}

async fn tell_of_turns(database: &Database, from: Date, today: Date) -> Result<(), StoreError> {
    let write = database.write().await?;
    rules::tell_of_turns(&write, from, today).await?;
    networks::tell_of_turns(&write, from, today).await?;
    write.commit().await
}
