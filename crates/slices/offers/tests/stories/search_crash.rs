//! The process that feeds the index is killed at any moment, and the next one ends with exactly what is there.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};

use crate::{
    county::{Event, all_offers, bring_in, migrations, settle},
    search::{Node, indexer},
};

/// After how many steps of the indexer it is killed; 0 is while it starts.
const MOMENTS: [usize; 8] = [0, 1, 2, 0, 3, 5, 1, 8];
/// An indexer that has not come so far after this many changes never will.
const MOST_CHANGES: usize = 3_000;

#[database_test(migrations = migrations)]
async fn kill_9_at_any_moment_leaves_an_index_that_becomes_true(database: Database, test: TestDatabase) {
    settle(&database).await;
    let folder = tempfile::tempdir().unwrap();
    let mut change = 0;
    bring_in(&database, &calendar(change)).await;
    for moment in MOMENTS {
        let (mut child, steps) = indexing_process(&test, folder.path());
        let first = change;
        while change < first + 2 || steps.load(Ordering::SeqCst) < moment {
            change += 1;
            assert!(change < first + MOST_CHANGES, "the indexer does not come to step {moment}");
            bring_in(&database, &calendar(change)).await;
        }
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
    }
    let expected: BTreeSet<String> = all_offers(&database)
        .await
        .into_iter()
        .map(|offer| offer.details.texts.source().title.clone())
        .collect();
    assert!(expected.contains(&format!("Stand {change}")), "{expected:?}");
    let node = Node::start(&database, folder.path()).await;
    node.finds("", |hits| {
        let found: BTreeSet<&str> = hits.iter().map(|hit| hit.card.title.as_str()).collect();
        hits.len() == expected.len() && expected.iter().all(|title| found.contains(title.as_str()))
    })
    .await;
    node.stop().await;
}

/// The calendar after so many changes: one event that changes each time, one that is new every fifth time.
fn calendar(change: usize) -> Vec<Event> {
    let mut events = vec![Event::new("stand@example.org", &format!("Stand {change}"), "20261205T140000")];
    events.extend((0..=change / 5).map(|number| {
        Event::new(&format!("{number}@example.org"), &format!("Neu {number}"), "20261206T140000")
    }));
    events
}

/// A process that indexes into `folder`, and how many steps it has told of.
fn indexing_process(test: &TestDatabase, folder: &Path) -> (Child, Arc<AtomicUsize>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "search_crash::child_that_indexes", "--nocapture"])
        .env("CHILD_DATABASE", test.address())
        .env("CHILD_FOLDER", folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let steps = Arc::new(AtomicUsize::new(0));
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let counted = steps.clone();
    std::thread::spawn(move || {
        for _ in lines.map_while(Result::ok).filter(|line| line.contains("INDEXED")) {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    (child, steps)
}

/// Not a story of its own: the process that the story above kills.
#[test]
fn child_that_indexes() {
    let (Ok(address), Ok(folder)) = (std::env::var("CHILD_DATABASE"), std::env::var("CHILD_FOLDER")) else {
        return;
    };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let database = Database::connect(&address.parse().unwrap()).await.unwrap();
        let (indexer, _index) = indexer(&database, Path::new(&folder)).await;
        let mut status = indexer.status();
        tokio::spawn(async move {
            while status.changed().await.is_ok() {
                println!("INDEXED {:?}", *status.borrow_and_update());
            }
        });
        // Until it is killed, or the story that started it has gone.
        let story_ended = tokio::time::sleep(std::time::Duration::from_secs(300));
        indexer.run(story_ended).await.unwrap();
    });
}
