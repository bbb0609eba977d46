//! Jobs are done by one worker, tried again, and end at a visible place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};

use jiff::{SignedDuration, Timestamp};
use kreisrund_kernel::Clock;
use kreisrund_store::{
    Database, Job, JobRegistry, Worker,
    jobs::{self, JobError, NewJob, Outcome, State},
    migrations,
};
use kreisrund_testkit::{TestDatabase, database_test};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Greet {
    whom: String,
}

impl Job for Greet {
    const NAME: &'static str = "test.greet";
    const MAX_ATTEMPTS: i32 = 3;
}

fn greet() -> Greet {
    Greet { whom: "the county".to_owned() }
}

/// A clock that the test moves.
#[derive(Clone, Debug, Default)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn forward(&self, by: SignedDuration) {
        self.0.fetch_add(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_795_338_000 + self.0.load(Ordering::SeqCst)).unwrap()
    }
}

async fn with_hands(test: &TestDatabase) -> (Database, Hands) {
    let hands = Hands::default();
    let database = Database::connect_with_clock(test.url(), Arc::new(hands.clone())).await.unwrap();
    (database, hands)
}

async fn enqueue(database: &Database, job: NewJob) {
    let write = database.write().await.unwrap();
    write.enqueue_new(job).await.unwrap();
    write.commit().await.unwrap();
}

fn counting(counter: &Arc<AtomicUsize>) -> JobRegistry {
    let counter = counter.clone();
    JobRegistry::default().with(move |job: Greet| {
        let counter = counter.clone();
        async move {
            assert_eq!(job.whom, "the county");
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    })
}

#[database_test(migrations = migrations)]
async fn two_workers_and_one_job(database: Database) {
    let done = Arc::new(AtomicUsize::default());
    for round in 1..=10 {
        enqueue(&database, NewJob::of(&greet()).unwrap()).await;
        let (one, other) =
            (Worker::new(database.clone(), counting(&done)), Worker::new(database.clone(), counting(&done)));
        let (first, second) = tokio::join!(one.run_one(), other.run_one());
        let outcomes = [first.unwrap(), second.unwrap()];
        assert_eq!(outcomes.iter().flatten().count(), 1, "{outcomes:?}");
        assert_eq!(done.load(Ordering::SeqCst), round);
    }
    assert_eq!(jobs::counts(&database).await.unwrap(), jobs::Counts::default());
}

#[database_test(migrations = migrations)]
async fn a_failing_job_is_tried_again_with_growing_pauses_and_ends_where_it_is_seen(
    _unused: Database,
    test: TestDatabase,
) {
    let (database, hands) = with_hands(&test).await;
    enqueue(&database, NewJob::of(&greet()).unwrap()).await;
    let registry =
        JobRegistry::default().with(|_: Greet| async { Err(JobError("the door is locked".to_owned())) });
    let worker = Worker::new(database.clone(), registry);

    let mut pauses = Vec::new();
    for _ in 1..Greet::MAX_ATTEMPTS {
        let Some(Outcome::Again { after }) = worker.run_one().await.unwrap() else {
            panic!("tried again later")
        };
        assert_eq!(worker.run_one().await.unwrap(), None, "not before its pause is over");
        pauses.push(after);
        hands.forward(after + SignedDuration::from_secs(1));
    }
    assert!(pauses.is_sorted_by(|a, b| *a + *a / 2 < *b), "{pauses:?}");
    assert_eq!(worker.run_one().await.unwrap(), Some(Outcome::GivenUp));

    let failed = jobs::list(&database, true, 10).await.unwrap();
    assert_eq!(failed.len(), 1);
    assert_eq!(
        (failed[0].name.as_str(), failed[0].state, failed[0].attempts),
        ("test.greet", State::Failed, 3)
    );
    assert_eq!(failed[0].last_error.as_deref(), Some("the door is locked"));
    hands.forward(SignedDuration::from_hours(1000));
    assert_eq!(worker.run_one().await.unwrap(), None, "a failed job rests until somebody decides");

    assert!(jobs::retry(&database, failed[0].id).await.unwrap());
    let done = Arc::new(AtomicUsize::default());
    let mended = Worker::new(database.clone(), counting(&done));
    assert_eq!(mended.run_one().await.unwrap(), Some(Outcome::Done));
    assert!(!jobs::discard(&database, failed[0].id).await.unwrap(), "it is gone");
}

#[database_test(migrations = migrations)]
async fn a_job_whose_worker_died_is_taken_over(_unused: Database, test: TestDatabase) {
    let (database, hands) = with_hands(&test).await;
    enqueue(&database, NewJob::of(&greet()).unwrap()).await;
    let stuck = Worker::new(
        database.clone(),
        JobRegistry::default().with(|_: Greet| pending::<Result<(), JobError>>()),
    );
    let hanging = tokio::spawn(async move { stuck.run_one().await });
    while jobs::counts(&database).await.unwrap().running == 0 {
        tokio::task::yield_now().await;
    }
    hanging.abort();
    let _ = hanging.await;

    let done = Arc::new(AtomicUsize::default());
    let other = Worker::new(database.clone(), counting(&done));
    assert_eq!(other.run_one().await.unwrap(), None, "the lease still holds");
    hands.forward(SignedDuration::from_mins(10));
    assert_eq!(other.run_one().await.unwrap(), Some(Outcome::Done));
    assert_eq!(done.load(Ordering::SeqCst), 1);
}

#[database_test(migrations = migrations)]
async fn a_job_that_panics_ends_itself_and_not_its_worker(database: Database) {
    enqueue(&database, NewJob::of(&greet()).unwrap()).await;
    let registry = JobRegistry::default().with(|job: Greet| async move {
        assert_ne!(job.whom, "the county", "on purpose");
        Ok(())
    });
    let worker = Worker::new(database.clone(), registry);
    assert!(matches!(worker.run_one().await.unwrap(), Some(Outcome::Again { .. })));
}

#[database_test(migrations = migrations)]
async fn a_job_with_a_key_waits_only_once(database: Database) {
    for _ in 0..3 {
        enqueue(&database, NewJob::of(&greet()).unwrap().once("greeting")).await;
    }
    assert_eq!(jobs::counts(&database).await.unwrap().waiting, 1);
}

#[database_test(migrations = migrations)]
async fn a_regular_job_comes_back(_unused: Database, test: TestDatabase) {
    let (database, hands) = with_hands(&test).await;
    let done = Arc::new(AtomicUsize::default());
    let counter = done.clone();
    let registry = JobRegistry::default()
        .regularly(&greet(), SignedDuration::from_hours(24), move |_: Greet| {
            counter.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }
        })
        .unwrap();
    let worker = Worker::new(database.clone(), registry);
    worker.plan_regular_jobs().await.unwrap();
    worker.plan_regular_jobs().await.unwrap();
    assert_eq!(worker.run_one().await.unwrap(), Some(Outcome::Done));
    assert_eq!(worker.run_one().await.unwrap(), None);
    hands.forward(SignedDuration::from_hours(25));
    assert_eq!(worker.run_one().await.unwrap(), Some(Outcome::Done));
    assert_eq!(done.load(Ordering::SeqCst), 2);
}

#[database_test(migrations = migrations)]
async fn a_job_of_a_newer_version_is_kept(database: Database) {
    enqueue(&database, NewJob::of(&greet()).unwrap()).await;
    let worker = Worker::new(database.clone(), JobRegistry::default());
    assert!(matches!(worker.run_one().await.unwrap(), Some(Outcome::Again { .. })));
    assert!(
        jobs::list(&database, false, 10).await.unwrap()[0]
            .last_error
            .as_deref()
            .unwrap()
            .contains("test.greet")
    );
}
