//! Who does the jobs.

use std::{future::Future, time::Duration};

use jiff::SignedDuration;
use uuid::Uuid;

use super::{
    JobError, JobRegistry,
    claim::{self, Claim, LEASE},
    insert,
};
use crate::database::{Database, StoreError};

/// How long a worker without work waits before it looks again; what this process itself commits wakes it at once.
const PATIENCE: Duration = Duration::from_secs(2);
/// The pause after the first failure; each further one doubles it.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(15);
/// The longest pause between two attempts.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// How an attempt at a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It failed and will be tried again after this pause.
    Again {
        /// The pause.
        after: SignedDuration,
    },
    /// It failed as often as it may and is listed as failed.
    GivenUp,
    /// Its lease ran out meanwhile and another worker has it.
    Lost,
}

/// Does one job after the other.
#[derive(Clone, Debug)]
pub struct Worker {
    database: Database,
    registry: JobRegistry,
    id: Uuid,
}

impl Worker {
    /// A worker that does the jobs that `registry` knows.
    #[must_use]
    pub fn new(database: Database, registry: JobRegistry) -> Self {
        Self { database, registry, id: Uuid::now_v7() }
    }

    /// Works until `stop` is done; a job in hand is finished first.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        if let Err(error) = self.plan_regular_jobs().await {
            tracing::error!(%error, "the regular jobs could not be planned");
        }
        loop {
            let commits = self.database.commits();
            match self.run_one().await {
                Ok(Some(_)) => {
                    if futures_done(stop.as_mut()).await {
                        return;
                    }
                }
                Ok(None) => {
                    if wait(stop.as_mut(), commits).await {
                        return;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "the jobs can't be read; trying again");
                    if wait(stop.as_mut(), commits).await {
                        return;
                    }
                }
            }
        }
    }

    /// Makes sure that each regular job waits for its next time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn plan_regular_jobs(&self) -> Result<(), StoreError> {
        let write = self.database.write().await?;
        for (job, _) in self.registry.regular.values() {
            insert(&*write, job.clone(), write.now()).await?;
        }
        write.commit().await
    }

    /// Does the job that is due, if there is one.
    ///
    /// # Errors
    /// When the database can't be read or written. A job's own failure is an [`Outcome`].
    pub async fn run_one(&self) -> Result<Option<Outcome>, StoreError> {
        let Some(claim) = claim::claim(&self.database, self.id).await? else { return Ok(None) };
        let result = self.perform(&claim).await;
        let outcome = self.settle(&claim, result).await?;
        Ok(Some(outcome))
    }

    async fn perform(&self, claim: &Claim) -> Result<(), JobError> {
        let Some(handler) = self.registry.handlers.get(claim.name.as_str()) else {
            return Err(JobError(format!(
                "this version of the program does not know the job “{}”",
                claim.name
            )));
        };
        // A task of its own, so that a panic in a job ends the job and not the worker.
        let mut task = tokio::spawn(handler(claim.payload.clone()));
        let renewal = Duration::try_from(LEASE / 3).unwrap_or(PATIENCE);
        loop {
            tokio::select! {
                result = &mut task => {
                    return result.unwrap_or_else(|error| Err(JobError(format!("the job broke off: {error}"))));
                }
                () = tokio::time::sleep(renewal) => {
                    if !matches!(claim::renew(&self.database, claim).await, Ok(true)) {
                        tracing::warn!(job = %claim.id, name = claim.name, "the lease of a job could not be renewed");
                    }
                }
            }
        }
    }

    async fn settle(&self, claim: &Claim, result: Result<(), JobError>) -> Result<Outcome, StoreError> {
        let write = self.database.write().await?;
        let now = self.database.clock().now();
        let (held, outcome) = match result {
            Ok(()) => {
                tracing::debug!(job = %claim.id, name = claim.name, "job done");
                (claim::finish(&write, claim).await?, Outcome::Done)
            }
            Err(error) if claim.attempts >= claim.max_attempts => {
                tracing::error!(job = %claim.id, name = claim.name, attempts = claim.attempts, %error, "job given up; see “kreisrund jobs list”");
                (claim::give_up(&write, claim, &error.0).await?, Outcome::GivenUp)
            }
            Err(error) => {
                let after = pause(claim);
                tracing::warn!(job = %claim.id, name = claim.name, attempt = claim.attempts, %error, "job failed; it will be tried again");
                (claim::put_back(&write, claim, now + after, &error.0).await?, Outcome::Again { after })
            }
        };
        if !held {
            return Ok(Outcome::Lost);
        }
        if let (Outcome::Done | Outcome::GivenUp, Some((job, every))) =
            (outcome, self.registry.regular.get(claim.name.as_str()))
        {
            insert(&*write, job.clone().at(now + *every), write.now()).await?;
        }
        write.commit().await?;
        Ok(outcome)
    }
}

/// The pause before the next attempt: doubled each time, and up to a tenth longer by the job's own number, so that
/// jobs which failed together do not come back together.
fn pause(claim: &Claim) -> SignedDuration {
    let doubled =
        FIRST_PAUSE.as_secs().saturating_mul(1_i64 << claim.attempts.clamp(1, 20).saturating_sub(1));
    let base = SignedDuration::from_secs(doubled).min(LONGEST_PAUSE);
    let share = i64::from(claim.id.0.as_bytes()[15]);
    base + SignedDuration::from_millis(base.as_secs() * 100 * share / 255)
}

/// Waits for a commit, for `PATIENCE`, or for the stop; `true` for the stop.
async fn wait(
    stop: std::pin::Pin<&mut impl Future<Output = ()>>,
    mut commits: tokio::sync::watch::Receiver<u64>,
) -> bool {
    tokio::select! {
        () = stop => true,
        _ = tokio::time::timeout(PATIENCE, commits.changed()) => false,
    }
}

async fn futures_done(stop: std::pin::Pin<&mut impl Future<Output = ()>>) -> bool {
    tokio::select! {
        biased;
        () = stop => true,
        () = std::future::ready(()) => false,
    }
}
