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
    time::{Duration, Instant},
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

/// What has not happened after this time never will.
const PATIENCE: Duration = Duration::from_secs(60);

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

/// How often a rebuild is killed.
const KILLED_REBUILDS: usize = 6;
/// Enough for a rebuild to take a while.
const MANY: usize = 250;

#[database_test(migrations = migrations)]
async fn kill_9_in_the_middle_of_a_rebuild_leaves_the_old_index_in_use(
    database: Database,
    test: TestDatabase,
) {
    settle(&database).await;
    let folder = tempfile::tempdir().unwrap();
    bring_in(&database, &calendar(MANY * 5)).await;
    let (office, _) = indexer(&database, folder.path()).await;
    assert_eq!(office.rebuild().await.unwrap(), MANY as u64 + 2);
    let mut in_the_middle = 0;
    for _ in 0..KILLED_REBUILDS {
        let used = std::fs::read_to_string(folder.path().join("current")).unwrap();
        let before = generations(folder.path());
        office.ask_for_rebuild().await.unwrap();
        let (mut child, _) = indexing_process(&test, folder.path());
        let waiting = Instant::now();
        while generations(folder.path()).is_subset(&before) {
            assert!(waiting.elapsed() < PATIENCE, "no rebuild begins");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let current = std::fs::read_to_string(folder.path().join("current")).unwrap();
        in_the_middle += usize::from(current == used && generations(folder.path()).len() > 1);
    }
    assert!(in_the_middle > 0, "none of the rebuilds was killed before it was complete");
    let node = Node::start(&database, folder.path()).await;
    node.finds("", |hits| hits.len() == MANY + 2).await;
    node.stop().await;
    // Whatever was asked and not done is done when a node has the time.
    let node = Node::start(&database, folder.path()).await;
    let waiting = Instant::now();
    while generations(folder.path()).len() > 1 {
        assert!(waiting.elapsed() < PATIENCE, "{:?} is left over", generations(folder.path()));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    node.stop().await;
    let compared = office.verify().await.unwrap();
    assert!(compared.is_true() && compared.equal == MANY + 2, "{compared:?}");
}

/// The folders in which an index lies, complete or not.
fn generations(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
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
        let story_ended = tokio::time::sleep(Duration::from_secs(300));
        indexer.run(story_ended).await.unwrap();
    });
}
