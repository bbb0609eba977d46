//! Taking a job, keeping it, and putting it back.

use jiff::{SignedDuration, Timestamp};
use kreisrund_kernel::JobId;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockBehavior, LockType},
};
use uuid::Uuid;

use super::{State, entity};
use crate::{
    database::{Database, StoreError, Write},
    time,
};

/// How long a worker that says nothing more keeps its job.
pub(super) const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// A job in the hands of one worker.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub id: JobId,
    pub name: String,
    pub payload: String,
    pub attempts: i32,
    pub max_attempts: i32,
    worker: Uuid,
}

/// Takes the job that has been due longest, one whose worker fell silent included. Two workers never get the same
/// one: PostgreSQL locks the row and lets others skip it, SQLite has one writer at a time.
pub(super) async fn claim(database: &Database, worker: Uuid) -> Result<Option<Claim>, StoreError> {
    let now = database.clock().now();
    if !is_due(database, now).await? {
        return Ok(None);
    }
    let write = database.write().await?;
    let due = entity::Entity::find()
        .filter(due_at(now))
        .order_by_asc(entity::Column::RunAt)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .limit(1)
        .one(&*write)
        .await?;
    let Some(row) = due else { return Ok(None) };
    let attempts = row.attempts + 1;
    entity::Entity::update_many()
        .set(entity::ActiveModel {
            state: Set(State::Running.as_str().to_owned()),
            attempts: Set(attempts),
            locked_by: Set(Some(worker)),
            locked_until: Set(Some(time::to_column(now + LEASE))),
            ..Default::default()
        })
        .filter(entity::Column::Id.eq(row.id))
        .exec(&*write)
        .await?;
    write.commit().await?;
    Ok(Some(Claim {
        id: JobId(row.id),
        name: row.name,
        payload: row.payload,
        attempts,
        max_attempts: row.max_attempts,
        worker,
    }))
}

/// Extends the lease. `false` when the job has meanwhile gone to another worker.
pub(super) async fn renew(database: &Database, claim: &Claim) -> Result<bool, StoreError> {
    let until = time::to_column(database.clock().now() + LEASE);
    let write = database.write().await?;
    let held =
        change(&write, claim, entity::ActiveModel { locked_until: Set(Some(until)), ..Default::default() })
            .await?;
    write.commit().await?;
    Ok(held)
}

/// Removes the finished job. `false` when it has meanwhile gone to another worker.
pub(super) async fn finish(write: &Write, claim: &Claim) -> Result<bool, StoreError> {
    let deleted = entity::Entity::delete_many().filter(held_by(claim)).exec(&**write).await?.rows_affected;
    Ok(deleted == 1)
}

/// Puts the job back to be tried again at `when`.
pub(super) async fn put_back(
    write: &Write,
    claim: &Claim,
    when: Timestamp,
    error: &str,
) -> Result<bool, StoreError> {
    let row = entity::ActiveModel {
        state: Set(State::Waiting.as_str().to_owned()),
        run_at: Set(time::to_column(when)),
        locked_by: Set(None),
        locked_until: Set(None),
        last_error: Set(Some(error.to_owned())),
        ..Default::default()
    };
    change(write, claim, row).await
}

/// Leaves the job where somebody will look at it; its key is free again for the next of its kind.
pub(super) async fn give_up(write: &Write, claim: &Claim, error: &str) -> Result<bool, StoreError> {
    let row = entity::ActiveModel {
        state: Set(State::Failed.as_str().to_owned()),
        unique_key: Set(None),
        locked_by: Set(None),
        locked_until: Set(None),
        last_error: Set(Some(error.to_owned())),
        failed_at: Set(Some(write.now())),
        ..Default::default()
    };
    change(write, claim, row).await
}

async fn is_due(database: &Database, now: Timestamp) -> Result<bool, StoreError> {
    Ok(entity::Entity::find().filter(due_at(now)).one(database.read()).await?.is_some())
}

fn due_at(now: Timestamp) -> Condition {
    let now = time::to_column(now);
    Condition::any()
        .add(
            Condition::all()
                .add(entity::Column::State.eq(State::Waiting.as_str()))
                .add(entity::Column::RunAt.lte(now)),
        )
        .add(
            Condition::all()
                .add(entity::Column::State.eq(State::Running.as_str()))
                .add(entity::Column::LockedUntil.lt(now)),
        )
}

fn held_by(claim: &Claim) -> Condition {
    Condition::all()
        .add(entity::Column::Id.eq(claim.id.0))
        .add(entity::Column::LockedBy.eq(claim.worker))
        .add(entity::Column::Attempts.eq(claim.attempts))
}

async fn change(write: &Write, claim: &Claim, row: entity::ActiveModel) -> Result<bool, StoreError> {
    let changed =
        entity::Entity::update_many().set(row).filter(held_by(claim)).exec(&**write).await?.rows_affected;
    Ok(changed == 1)
}
