//! Work that the program does later: written in the transaction that causes it, claimed by one worker, tried again
//! with growing pauses, and left at a visible place when it keeps failing.
//!
//! A worker holds a claimed job for a lease and renews it while it works. A worker that dies lets its lease run out,
//! and another takes the job over; so a job may be done more than once and has to be idempotent.

mod claim;
mod entity;
mod worker;

use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use kreisrund_kernel::JobId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};
use serde::{Serialize, de::DeserializeOwned};

pub use self::worker::{Outcome, Worker};
use crate::{
    database::{Database, StoreError},
    time,
};

/// A kind of work, as plain data.
pub trait Job: Serialize + DeserializeOwned {
    /// The job's name, `slice.do_this`.
    const NAME: &'static str;
    /// How often it is tried before it is left as failed.
    const MAX_ATTEMPTS: i32 = 8;
}

/// A job about to be stored.
#[derive(Clone, Debug)]
pub struct NewJob {
    name: &'static str,
    payload: String,
    max_attempts: i32,
    run_at: Option<Timestamp>,
    unique_key: Option<String>,
}

impl NewJob {
    /// `job`, to be done as soon as possible.
    ///
    /// # Errors
    /// When the job can't be written as JSON.
    pub fn of<J: Job>(job: &J) -> Result<Self, StoreError> {
        Ok(Self {
            name: J::NAME,
            payload: serde_json::to_string(job)?,
            max_attempts: J::MAX_ATTEMPTS,
            run_at: None,
            unique_key: None,
        })
    }

    /// Not before `when`.
    #[must_use]
    pub fn at(mut self, when: Timestamp) -> Self {
        self.run_at = Some(when);
        self
    }

    /// Not beside another that waits or runs under the same key: then this one is left out.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.unique_key = Some(key.into());
        self
    }
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its time or for a worker.
    Waiting,
    /// A worker has it.
    Running,
    /// It was tried as often as it may be. Somebody has to look at it.
    Failed,
}

impl State {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Failed => "failed",
        }
    }
}

/// A stored job as an operator sees it. Its payload is not shown: it may hold personal data.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its identifier.
    pub id: JobId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// When it is due.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: i32,
    /// How often it may be tried.
    pub max_attempts: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
}

/// How many jobs there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting for their time or a worker.
    pub waiting: u64,
    /// In a worker's hands.
    pub running: u64,
    /// Given up.
    pub failed: u64,
}

/// What went wrong in a job. The sentence is shown to operators: no personal data in it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JobError(pub String);

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

type Handler =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>> + Send + Sync>;

/// Which function does which job, and which jobs come back regularly.
#[derive(Clone, Default)]
pub struct JobRegistry {
    handlers: BTreeMap<&'static str, Handler>,
    regular: BTreeMap<&'static str, (NewJob, SignedDuration)>,
}

impl JobRegistry {
    /// Has `handler` do the jobs of kind `J`.
    #[must_use]
    pub fn with<J, F>(mut self, handler: impl Fn(J) -> F + Send + Sync + 'static) -> Self
    where
        J: Job,
        F: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.handlers.insert(
            J::NAME,
            Arc::new(move |payload| match serde_json::from_str(&payload) {
                Ok(job) => Box::pin(handler(job)),
                Err(error) => {
                    Box::pin(async move { Err(JobError(format!("the stored job can't be read: {error}"))) })
                }
            }),
        );
        self
    }

    /// Like [`JobRegistry::with`], and has `job` done again `every` so often, whether or not it succeeded.
    ///
    /// # Errors
    /// When the job can't be written as JSON.
    pub fn regularly<J, F>(
        mut self,
        job: &J,
        every: SignedDuration,
        handler: impl Fn(J) -> F + Send + Sync + 'static,
    ) -> Result<Self, StoreError>
    where
        J: Job,
        F: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        self.regular.insert(J::NAME, (NewJob::of(job)?.once(J::NAME), every));
        Ok(self.with(handler))
    }

    /// Takes over what `other` holds.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.handlers.extend(other.handlers);
        self.regular.extend(other.regular);
        self
    }
}

impl std::fmt::Debug for JobRegistry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.handlers.keys()).finish()
    }
}

/// The jobs in the order in which they are due, the failed ones first; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub async fn list(database: &Database, only_failed: bool, limit: u64) -> Result<Vec<Listed>, StoreError> {
    let mut query =
        entity::Entity::find().order_by_asc(entity::Column::State).order_by_asc(entity::Column::RunAt);
    if only_failed {
        query = query.filter(entity::Column::State.eq(State::Failed.as_str()));
    }
    query.limit(limit).all(database.read()).await?.into_iter().map(Listed::try_from).collect()
}

/// How many jobs there are in each state.
///
/// # Errors
/// When the database can't be read.
pub async fn counts(database: &Database) -> Result<Counts, StoreError> {
    let count = async |state: State| {
        entity::Entity::find().filter(entity::Column::State.eq(state.as_str())).count(database.read()).await
    };
    Ok(Counts {
        waiting: count(State::Waiting).await?,
        running: count(State::Running).await?,
        failed: count(State::Failed).await?,
    })
}

/// Has a failed job tried again from the start. `false` when there is no such failed job.
///
/// # Errors
/// When the database refuses.
pub async fn retry(database: &Database, id: JobId) -> Result<bool, StoreError> {
    let write = database.write().await?;
    let changed = entity::Entity::update_many()
        .set(entity::ActiveModel {
            state: Set(State::Waiting.as_str().to_owned()),
            attempts: Set(0),
            run_at: Set(write.now()),
            failed_at: Set(None),
            ..Default::default()
        })
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::State.eq(State::Failed.as_str()))
        .exec(&*write)
        .await?
        .rows_affected;
    write.commit().await?;
    Ok(changed == 1)
}

/// Deletes a failed job. `false` when there is no such failed job.
///
/// # Errors
/// When the database refuses.
pub async fn discard(database: &Database, id: JobId) -> Result<bool, StoreError> {
    let write = database.write().await?;
    let deleted = entity::Entity::delete_many()
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::State.eq(State::Failed.as_str()))
        .exec(&*write)
        .await?
        .rows_affected;
    write.commit().await?;
    Ok(deleted == 1)
}

pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    job: NewJob,
    now: i64,
) -> Result<(), StoreError> {
    let row = entity::ActiveModel {
        id: Set(JobId::new().0),
        name: Set(job.name.to_owned()),
        payload: Set(job.payload),
        state: Set(State::Waiting.as_str().to_owned()),
        unique_key: Set(job.unique_key),
        run_at: Set(job.run_at.map_or(now, time::to_column)),
        attempts: Set(0),
        max_attempts: Set(job.max_attempts),
        locked_until: Set(None),
        locked_by: Set(None),
        last_error: Set(None),
        created_at: Set(now),
        failed_at: Set(None),
    };
    entity::Entity::insert(row)
        .on_conflict(OnConflict::column(entity::Column::UniqueKey).do_nothing().to_owned())
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

impl TryFrom<entity::Model> for Listed {
    type Error = StoreError;

    fn try_from(row: entity::Model) -> Result<Self, StoreError> {
        let state = [State::Waiting, State::Running, State::Failed]
            .into_iter()
            .find(|state| state.as_str() == row.state)
            .ok_or_else(|| StoreError::Unreadable(format!("job state “{}”", row.state)))?;
        Ok(Self {
            id: JobId(row.id),
            name: row.name,
            state,
            run_at: time::from_column(row.run_at),
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            last_error: row.last_error,
            failed_at: row.failed_at.map(time::from_column),
        })
    }
}
