//! What a service manager asks.

use kreisrund_store::{
    Database, Job, JobRegistry, Worker,
    jobs::{JobError, NewJob},
};
use kreisrund_testkit::{TestDatabase, database_test};
use serde::{Deserialize, Serialize};

use crate::portal::{DEMO, Portal};

#[derive(Serialize, Deserialize)]
struct Doomed {}

impl Job for Doomed {
    const NAME: &'static str = "test.doomed";
    const MAX_ATTEMPTS: i32 = 1;
}

#[database_test(prepared = DEMO)]
async fn a_portal_that_can_answer_says_so(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    assert_eq!(portal.page("/healthz").await, "ok\n");
    let ready = portal.json("/readyz").await;
    assert_eq!(ready["ready"], true);
    assert!(ready["index"]["entries"].as_u64().unwrap() > 119, "offers and the directory: {ready}");
    assert!(ready["index"]["up_to"]["sequence"].as_i64().unwrap() > 0);
}

#[database_test(prepared = DEMO)]
async fn a_job_that_failed_for_good_is_told_and_does_not_end_the_service(
    database: Database,
    test: TestDatabase,
) {
    let portal = Portal::on(&test).await;
    let write = database.write().await.unwrap();
    write.enqueue_new(NewJob::of(&Doomed {}).unwrap()).await.unwrap();
    write.commit().await.unwrap();
    let registry = JobRegistry::default().with(|_: Doomed| async { Err(JobError("no".to_owned())) });
    Worker::new(database.clone(), registry).run_one().await.unwrap();
    let ready = portal.json("/readyz").await;
    assert_eq!((&ready["ready"], &ready["jobs"]["failed"]), (&true.into(), &1.into()));
}
