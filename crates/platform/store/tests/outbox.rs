//! The outbox loses nothing and repeats rather than forgets.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

use kreisrund_kernel::{OfferId, SubjectKind, SubjectRef};
use kreisrund_store::{Database, Event, StoreError, migrations, outbox};
use kreisrund_testkit::{Backend, TestDatabase, database_test};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Happened {
    what: String,
}

impl Event for Happened {
    const TOPIC: &'static str = "test.happened";
    const VERSION: i32 = 1;

    fn subject(&self) -> SubjectRef {
        SubjectRef::new(SubjectKind::Offer, OfferId::new())
    }
}

async fn publish(database: &Database, what: &str) {
    let write = database.write().await.unwrap();
    write.publish(&Happened { what: what.to_owned() }).await.unwrap();
    write.commit().await.unwrap();
}

/// What a consumer named `name` is told: waits until it was told `count` messages and sees whether more come at once.
///
/// The wait is needed because PostgreSQL numbers transactions across all databases of a server: a transaction of
/// another story that still runs holds this log back for a moment.
async fn delivered(database: &Database, name: &str, count: usize) -> Vec<String> {
    let mut told = Vec::new();
    for _ in 0..2_000 {
        outbox::deliver(database, name, 100, async |message| {
            told.push(message.event::<Happened>()?.unwrap().what);
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
        if told.len() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    told
}

#[database_test(migrations = migrations)]
async fn each_consumer_is_told_everything_once_in_order(database: Database) {
    for what in ["one", "two", "three"] {
        publish(&database, what).await;
    }
    assert_eq!(delivered(&database, "mail", 3).await, ["one", "two", "three"]);
    assert_eq!(delivered(&database, "mail", 0).await, [""; 0]);
    publish(&database, "four").await;
    assert_eq!(delivered(&database, "mail", 1).await, ["four"]);
    assert_eq!(delivered(&database, "alerts", 4).await, ["one", "two", "three", "four"]);
}

#[database_test(migrations = migrations)]
async fn what_was_not_committed_never_happened(database: Database) {
    let write = database.write().await.unwrap();
    write.publish(&Happened { what: "never".to_owned() }).await.unwrap();
    drop(write);
    publish(&database, "really").await;
    assert_eq!(delivered(&database, "mail", 1).await, ["really"]);
}

#[database_test(migrations = migrations)]
async fn a_message_whose_delivery_fails_comes_again(database: Database) {
    publish(&database, "one").await;
    publish(&database, "two").await;
    delivered(&database, "another, to see that both can be read", 2).await;
    let mut told = Vec::new();
    let result = outbox::deliver(&database, "mail", 100, async |message| {
        let what = message.event::<Happened>()?.unwrap().what;
        if what == "two" {
            return Err(StoreError::Unreadable("the mail server is away".to_owned()));
        }
        told.push(what);
        Ok(())
    })
    .await;
    assert!(result.is_err());
    assert_eq!(told, ["one"]);
    assert_eq!(delivered(&database, "mail", 1).await, ["two"]);
}

/// Sequence order is not commit order: a writer that took an early number and stalls must not be overtaken for good.
#[database_test(migrations = migrations)]
async fn a_stalled_writer_is_waited_for(database: Database, test: TestDatabase) {
    if test.backend() == Backend::Sqlite {
        // One writer at a time: the second waits until the first has ended, so nobody can be overtaken.
        let stalled = database.write().await.unwrap();
        stalled.publish(&Happened { what: "early".to_owned() }).await.unwrap();
        let other = tokio::spawn({
            let database = database.clone();
            async move { publish(&database, "late").await }
        });
        assert_eq!(delivered(&database, "mail", 0).await, [""; 0]);
        stalled.commit().await.unwrap();
        other.await.unwrap();
        assert_eq!(delivered(&database, "mail", 2).await, ["early", "late"]);
        return;
    }
    publish(&database, "before").await;
    let stalled = database.write().await.unwrap();
    stalled.publish(&Happened { what: "stalled".to_owned() }).await.unwrap();
    publish(&database, "overtaking").await;
    // A reader by sequence alone would now go past the stalled one.
    assert_eq!(delivered(&database, "mail", 1).await, ["before"]);
    stalled.commit().await.unwrap();
    assert_eq!(delivered(&database, "mail", 2).await, ["stalled", "overtaking"]);
}

/// The opposite order: the transaction that began first writes its message last.
#[database_test(migrations = migrations)]
async fn an_old_transaction_with_a_late_message_is_not_lost(database: Database, test: TestDatabase) {
    if test.backend() == Backend::Sqlite {
        return; // There is only one writer; the story above covers it.
    }
    let old = database.write().await.unwrap();
    old.execute_unprepared("SELECT pg_current_xact_id()").await.unwrap();
    let young = database.write().await.unwrap();
    young.publish(&Happened { what: "young, first in sequence".to_owned() }).await.unwrap();
    old.publish(&Happened { what: "old, second in sequence".to_owned() }).await.unwrap();
    old.commit().await.unwrap();
    assert_eq!(delivered(&database, "mail", 1).await, ["old, second in sequence"]);
    young.commit().await.unwrap();
    assert_eq!(delivered(&database, "mail", 1).await, ["young, first in sequence"]);
}

#[database_test(migrations = migrations)]
async fn pruning_spares_what_a_consumer_has_not_seen(database: Database) {
    publish(&database, "one").await;
    publish(&database, "two").await;
    let tomorrow = database.clock().now() + jiff::SignedDuration::from_hours(24);
    delivered(&database, "fast", 2).await;
    outbox::deliver(&database, "slow", 1, async |_| Ok::<_, StoreError>(())).await.unwrap();
    assert_eq!(outbox::prune(&database, tomorrow).await.unwrap(), 1);
    assert_eq!(delivered(&database, "slow", 1).await, ["two"]);
    let pruned = outbox::pruned_to(&database).await.unwrap();
    assert!(pruned > outbox::Position::default() && pruned < outbox::end(&database).await.unwrap());
}

/// A dump restored into a young cluster carries transaction numbers from the future.
#[database_test(migrations = migrations)]
async fn a_restored_log_goes_on_without_loss(database: Database, test: TestDatabase) {
    if test.backend() == Backend::Sqlite {
        return; // All transaction numbers are 0 there, whatever file is put back.
    }
    for what in ["seen", "unseen one", "unseen two"] {
        publish(&database, what).await;
    }
    delivered(&database, "another, to see that all can be read", 3).await;
    outbox::deliver(&database, "mail", 1, async |_| Ok::<_, StoreError>(())).await.unwrap();
    let epoch = outbox::epoch(&database).await.unwrap();
    for table in ["outbox", "outbox_cursor"] {
        let shift = format!("UPDATE {table} SET transaction_id = transaction_id + 1000000000");
        let write = database.write().await.unwrap();
        write.execute_unprepared(&shift).await.unwrap();
        write.commit().await.unwrap();
    }
    kreisrund_store::migrate(&database, migrations).await.unwrap();
    publish(&database, "new").await;
    assert_eq!(delivered(&database, "mail", 3).await, ["unseen one", "unseen two", "new"]);
    assert_ne!(
        outbox::epoch(&database).await.unwrap(),
        epoch,
        "derived indexes learn that they have to start anew"
    );
}

/// A process is killed after its commit and before anything was delivered; the next one delivers.
#[database_test(migrations = migrations)]
async fn kill_9_between_commit_and_delivery_loses_nothing(database: Database, test: TestDatabase) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_commits_and_hangs", "--nocapture"])
        .env("CHILD_DATABASE", test.address())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let committed = lines.map_while(Result::ok).any(|line| line.contains("COMMITTED"));
    assert!(committed, "the child ended before it committed");
    child.kill().unwrap(); // SIGKILL
    child.wait().unwrap();
    assert_eq!(delivered(&database, "mail", 1).await, ["written by a process that was killed"]);
}

/// Not a story of its own: the process that the story above kills.
#[test]
fn child_that_commits_and_hangs() {
    let Ok(address) = std::env::var("CHILD_DATABASE") else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let database = Database::connect(&address.parse().unwrap()).await.unwrap();
        publish(&database, "written by a process that was killed").await;
        // Begun and never committed: this must leave no trace.
        let write = database.write().await.unwrap();
        write.publish(&Happened { what: "half-written".to_owned() }).await.unwrap();
        println!("COMMITTED");
        tokio::time::sleep(Duration::from_secs(600)).await;
    });
}
