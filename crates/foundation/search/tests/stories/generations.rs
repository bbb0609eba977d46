//! An index is built beside the one that answers, whatever is wrong with that one.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use kreisrund_search::{Indexer, SearchError, SearchIndex};
use kreisrund_store::{Database, migrations};
use kreisrund_testkit::database_test;
use uuid::Uuid;

use crate::shelf::{Node, Shelf, ask, entry, other_database};

#[database_test(migrations = migrations)]
async fn a_rebuild_that_somebody_asked_for_happens_on_every_node(database: Database) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let shelf = Shelf::with([entry("Eins")]);
    let nodes = folders.each_ref().map(|folder| Node::start(&database, &shelf, folder.path()));
    for node in &nodes {
        node.finds(&["Eins"]).await;
    }
    let before = nodes.each_ref().map(Node::generation);
    office(&database, &shelf, folders[0].path()).ask_for_rebuild().await.unwrap();
    for (node, generation) in nodes.iter().zip(&before) {
        node.leaves(generation).await;
        node.finds(&["Eins"]).await;
    }
    let after = nodes.each_ref().map(Node::generation);
    shelf.put(&database, entry("Zwei")).await;
    for (node, generation) in nodes.iter().zip(&after) {
        node.finds(&["Eins", "Zwei"]).await;
        assert_eq!(&node.generation(), generation, "it was rebuilt once");
    }
    for node in nodes {
        node.stop().await;
    }
}

#[database_test(migrations = migrations)]
async fn the_old_index_answers_and_learns_while_the_new_one_is_built(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with([entry("Eins")]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Eins"]).await;
    let old = node.generation();

    shelf.held.send_replace(true);
    office(&database, &shelf, folder.path()).ask_for_rebuild().await.unwrap();
    until(|| generations(folder.path()).len() == 2).await;
    shelf.put(&database, entry("Zwei")).await;
    node.finds(&["Eins", "Zwei"]).await;
    assert_eq!(node.generation(), old, "the new one is not complete");

    shelf.held.send_replace(false);
    node.leaves(&old).await;
    node.finds(&["Eins", "Zwei"]).await;
    until(|| generations(folder.path()) == [node.generation()]).await;
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn a_rebuild_that_was_killed_is_begun_again_and_leaves_nothing_behind(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with([entry("Eins")]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Eins"]).await;
    let old = node.generation();
    shelf.held.send_replace(true);
    office(&database, &shelf, folder.path()).ask_for_rebuild().await.unwrap();
    until(|| generations(folder.path()).len() == 2).await;
    let mut begun = generations(folder.path());
    node.kill().await;
    // However often it dies meanwhile, it has not forgotten that it was asked.
    for _ in 0..3 {
        let node = Node::start(&database, &shelf, folder.path());
        node.finds(&["Eins"]).await;
        assert_eq!(node.generation(), old, "the old one answers");
        until(|| generations(folder.path()).iter().any(|name| !begun.contains(name))).await;
        begun = generations(folder.path());
        assert_eq!(begun.len(), 2, "what the last one left behind is gone");
        node.kill().await;
    }
    shelf.held.send_replace(false);
    let node = Node::start(&database, &shelf, folder.path());
    node.leaves(&old).await;
    node.finds(&["Eins"]).await;
    until(|| generations(folder.path()) == [node.generation()]).await;
    node.stop().await;
}

#[tokio::test]
async fn an_index_of_an_older_edition_answers_until_there_is_one_of_this() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let shelf = Shelf::with([entry("Eins")]);
    let old = one_that_was_stamped(&database, &shelf, &index, "edition").await;

    shelf.held.send_replace(true);
    let node = Node::start(&database, &shelf, &index);
    shelf.put(&database, entry("Zwei")).await;
    node.finds(&["Eins", "Zwei"]).await;
    assert_eq!(node.generation(), old);
    shelf.held.send_replace(false);
    node.leaves(&old).await;
    node.finds(&["Eins", "Zwei"]).await;
    node.stop().await;
}

#[tokio::test]
async fn an_index_with_other_fields_can_not_answer() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let shelf = Shelf::with([entry("Eins")]);
    let old = one_that_was_stamped(&database, &shelf, &index, "layout").await;

    shelf.held.send_replace(true);
    let node = Node::start(&database, &shelf, &index);
    until(|| generations(&index).len() == 2).await;
    assert!(!node.index.is_open(), "nobody is told that there is nothing to be found");
    shelf.held.send_replace(false);
    node.finds(&["Eins"]).await;
    until(|| generations(&index) == [node.generation()]).await;
    assert_ne!(node.generation(), old);
    node.stop().await;
}

#[tokio::test]
async fn what_other_programs_keep_beside_it_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    fs::create_dir_all(index.join("lost+found")).unwrap();
    let left_over = index.join(Uuid::now_v7().to_string());
    fs::create_dir_all(&left_over).unwrap();
    fs::write(left_over.join("meta.json"), "{").unwrap();
    let node = Node::start(&database, &Shelf::with([entry("Eins")]), &index);
    node.finds(&["Eins"]).await;
    assert!(index.join("lost+found").exists() && !left_over.exists());
    node.stop().await;
}

/// Garbage in the place of every file while it is being read from: the worst that a disk does without a word.
#[tokio::test]
async fn damage_beneath_a_running_node_is_noticed_by_who_asks_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let shelf = Shelf::with([entry("Eins"), entry("Zwei")]);
    let node = Node::start(&database, &shelf, &index);
    for fill in [0x00, 0xFF, 0x2A] {
        node.finds(&["Eins", "Zwei"]).await;
        let generation = node.generation();
        for file in fs::read_dir(index.join(&generation)).unwrap().flatten() {
            let path = file.path();
            if path.extension().is_some_and(|kind| kind != "json" && kind != "lock") {
                let length = usize::try_from(file.metadata().unwrap().len()).unwrap();
                let mut file = OpenOptions::new().write(true).open(path).unwrap();
                file.write_all(&vec![fill; length]).unwrap();
            }
        }
        // Whoever asks now may be told to wait, but nothing false and nothing that ends the program.
        for words in ["", "eins", "zw", "\"eins\"", "einz"] {
            match node.index.search(&ask(words)) {
                Ok(_) | Err(SearchError::Preparing(_)) => {}
                Err(error) => panic!("{words}: {error}"),
            }
        }
        until(|| node.index.search(&ask("eins")).is_err() || node.generation() != generation).await;
        node.leaves(&generation).await;
    }
    node.finds(&["Eins", "Zwei"]).await;
    node.stop().await;
}

#[tokio::test]
async fn while_a_damaged_index_is_rebuilt_nobody_is_told_that_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let shelf = Shelf::with([entry("Eins")]);
    let node = Node::start(&database, &shelf, &index);
    node.finds(&["Eins"]).await;
    let generation = node.generation();
    node.stop().await;
    for file in fs::read_dir(index.join(&generation)).unwrap().flatten() {
        if file.path().extension().is_some_and(|kind| kind == "term") {
            fs::write(file.path(), "none").unwrap();
        }
    }
    shelf.held.send_replace(true);
    let node = Node::start(&database, &shelf, &index);
    until(|| generations(&index).len() == 2).await;
    assert!(!node.index.is_open());
    shelf.held.send_replace(false);
    node.finds(&["Eins"]).await;
    node.stop().await;
}

/// The indexer of another process, by which the office asks for something.
fn office(database: &Database, shelf: &Arc<Shelf>, folder: &Path) -> Indexer {
    Indexer::new(database.clone(), SearchIndex::in_folder(folder), vec![shelf.clone()])
}

/// An index whose stamp says something else for `key` than this version does.
async fn one_that_was_stamped(database: &Database, shelf: &Arc<Shelf>, index: &Path, key: &str) -> String {
    office(database, shelf, index).rebuild().await.unwrap();
    let name = fs::read_to_string(index.join("current")).unwrap();
    stamp(&index.join(&name), key);
    name
}

/// Has the index in `folder` say that it was made by an earlier version.
pub fn stamp(folder: &Path, key: &str) {
    let path = folder.join("meta.json");
    let mut meta: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let mut stamp: serde_json::Value = serde_json::from_str(meta["payload"].as_str().unwrap()).unwrap();
    assert!(stamp[key].is_number(), "{stamp}");
    stamp[key] = 1.into();
    meta["payload"] = stamp.to_string().into();
    fs::write(path, meta.to_string()).unwrap();
}

/// The names of the generations in `folder`, sorted by their age.
fn generations(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    let names = folders.iter().filter_map(|path| path.file_name()?.to_str());
    let mut names: Vec<String> =
        names.filter(|name| name.parse::<Uuid>().is_ok()).map(str::to_owned).collect();
    names.sort();
    names
}

/// Waits until `happened`.
async fn until(happened: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if happened() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not happen");
}
