//! The index is fed from the outbox, and rebuilt whenever its folder or its place in the log is in doubt.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use kreisrund_search::{Indexer, SearchIndex};
use kreisrund_store::{Database, migrations, outbox};
use kreisrund_testkit::database_test;
use sea_orm::ConnectionTrait;

use crate::shelf::{Node, Shelf, ask, entry, other_database};

#[database_test(migrations = migrations)]
async fn what_happens_is_found_soon(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with([entry("Von Anfang an da")]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Von Anfang an da"]).await;
    let generation = node.generation();

    let mut new = entry("Neu");
    shelf.put(&database, new.clone()).await;
    node.finds(&["Neu", "Von Anfang an da"]).await;

    new.card.title = "Umbenannt".to_owned();
    new.title = "Umbenannt".to_owned();
    shelf.put(&database, new.clone()).await;
    node.finds(&["Umbenannt", "Von Anfang an da"]).await;
    assert_eq!(node.index.search(&ask("neu")).unwrap().total, 0, "nobody finds it by what it no longer says");

    shelf.take_away(&database, new.subject.id).await;
    node.finds(&["Von Anfang an da"]).await;
    assert_eq!(node.generation(), generation, "nothing of this took a rebuild");
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn a_restart_goes_on_where_the_index_stood(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with([entry("Eins")]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Eins"]).await;
    shelf.put(&database, entry("Zwei")).await;
    node.finds(&["Eins", "Zwei"]).await;
    let generation = node.generation();
    node.stop().await;

    shelf.put(&database, entry("Drei")).await;
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Drei", "Eins", "Zwei"]).await;
    assert_eq!(node.generation(), generation);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn two_nodes_see_the_same_change(database: Database) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let shelf = Shelf::with([entry("Eins")]);
    let nodes = folders.each_ref().map(|folder| Node::start(&database, &shelf, folder.path()));
    for node in &nodes {
        node.finds(&["Eins"]).await;
    }
    shelf.put(&database, entry("Zwei")).await;
    for node in &nodes {
        node.finds(&["Eins", "Zwei"]).await;
    }
    for node in nodes {
        node.stop().await;
    }
}

/// Something that happens to a file.
type Damage = fn(&Path);

#[tokio::test]
async fn every_kind_of_damage_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let shelf = Shelf::with([entry("Chor"), entry("Tanz")]);
    let index = folder.path().join("index");
    start_once(&database, &shelf, &index).await;

    let damages: [(&str, Damage); 4] = [
        ("half of it", |file| shorten(file, 2)),
        ("nothing", |file| shorten(file, 0)),
        ("garbage", |file| fs::write(file, b"\xFF\x00 no index").unwrap()),
        ("no file", |file| fs::remove_file(file).unwrap()),
    ];
    let mut damaged = 0;
    for (what, damage) in damages {
        for number in 0..files(&index).len() {
            let file = files(&index)[number].clone();
            damage(&file);
            let found = start_once(&database, &shelf, &index).await;
            assert_eq!(found, 2, "{what} of {}", file.display());
            damaged += 1;
        }
    }
    assert!(damaged > 20, "{damaged} files were damaged");
    assert_eq!(fs::read_dir(&index).unwrap().flatten().filter(|entry| entry.path().is_dir()).count(), 1);
}

/// One flipped bit in the middle of a file, where no length and no name tells of it.
#[tokio::test]
async fn a_flipped_bit_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let shelf = Shelf::with([entry("Chor"), entry("Tanz")]);
    let index = folder.path().join("index");
    start_once(&database, &shelf, &index).await;
    let stores: Vec<PathBuf> = files(&index)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|name| name == "store"))
        .collect();
    let mut bytes = fs::read(&stores[0]).unwrap();
    bytes[5] ^= 0x10;
    fs::remove_file(&stores[0]).unwrap();
    fs::write(&stores[0], bytes).unwrap();
    assert_eq!(start_once(&database, &shelf, &index).await, 2);
    assert!(!stores[0].exists(), "it was rebuilt elsewhere");
}

#[database_test(migrations = migrations)]
async fn an_index_of_another_database_is_not_taken_for_this_ones(database: Database) {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let other = other_database(other.path()).await;
    let theirs = Shelf::with([entry("Aus der anderen")]);
    let node = Node::start(&other, &theirs, folder.path());
    node.finds(&["Aus der anderen"]).await;
    let generation = node.generation();
    node.stop().await;

    let node = Node::start(&database, &Shelf::with([entry("Aus dieser")]), folder.path());
    node.finds(&["Aus dieser"]).await;
    assert_ne!(node.generation(), generation);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn a_node_that_was_away_too_long_starts_anew(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let first = entry("Eins");
    let shelf = Shelf::with([first.clone()]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Eins"]).await;
    let generation = node.generation();
    node.stop().await;

    shelf.take_away(&database, first.subject.id).await;
    shelf.put(&database, entry("Zwei")).await;
    let tomorrow = database.clock().now() + jiff::SignedDuration::from_hours(24);
    assert_eq!(outbox::prune(&database, tomorrow).await.unwrap(), 2, "the messages it missed are gone");

    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Zwei"]).await;
    assert_ne!(node.generation(), generation);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn a_database_put_back_from_a_backup_forgets_and_so_does_the_index(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with([entry("Gesichert")]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Gesichert"]).await;
    let later = entry("Nach der Sicherung");
    shelf.put(&database, later.clone()).await;
    node.finds(&["Gesichert", "Nach der Sicherung"]).await;
    node.stop().await;

    shelf.forget(later.subject.id);
    let write = database.write().await.unwrap();
    write.execute_unprepared("DELETE FROM outbox").await.unwrap();
    write.commit().await.unwrap();
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Gesichert"]).await;
    node.stop().await;
}

#[tokio::test]
async fn a_folder_that_vanishes_beneath_a_running_node_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let shelf = Shelf::with([entry("Eins")]);
    let index = folder.path().join("index");
    let node = Node::start(&database, &shelf, &index);
    node.finds(&["Eins"]).await;
    fs::remove_dir_all(&index).unwrap();
    shelf.put(&database, entry("Zwei")).await;
    node.finds(&["Eins", "Zwei"]).await;
    shelf.put(&database, entry("Drei")).await;
    node.finds(&["Drei", "Eins", "Zwei"]).await;
    node.stop().await;
}

#[tokio::test]
async fn nothing_is_lost_while_the_tables_are_out_of_reach() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let shelf = Shelf::with([entry("Eins")]);
    let node = Node::start(&database, &shelf, &folder.path().join("index"));
    node.finds(&["Eins"]).await;
    shelf.out_of_reach.store(true, Ordering::SeqCst);
    shelf.put(&database, entry("Zwei")).await;
    node.finds(&["Eins"]).await;
    shelf.out_of_reach.store(false, Ordering::SeqCst);
    node.finds(&["Eins", "Zwei"]).await;
    node.stop().await;
}

#[tokio::test]
async fn before_there_is_an_index_every_question_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = SearchIndex::in_folder(&folder.path().join("index"));
    let indexer = Indexer::new(database, index.clone(), vec![Shelf::with([entry("Chor")])]);
    assert_eq!((index.is_open(), index.is_empty(), index.search(&ask("")).unwrap().total), (false, true, 0));
    assert_eq!(indexer.status().borrow().position, None);
    indexer.run(std::future::ready(())).await.unwrap();
    assert!(!index.is_open(), "who is asked to end does not begin");
    assert_eq!(indexer.rebuild().await.unwrap(), 1);
    assert!(index.is_open() && indexer.status().borrow().position.is_some());
}

/// Starts a node, waits for its index and ends it. Returns how many entries it found.
async fn start_once(database: &Database, shelf: &Arc<Shelf>, folder: &Path) -> usize {
    let node = Node::start(database, shelf, folder);
    node.finds(&["Chor", "Tanz"]).await;
    let total = node.index.search(&ask("")).unwrap().total;
    node.stop().await;
    total
}

/// All files of the index, its own folders' included, in a fixed order of their kinds; locks are none of them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().flatten().map(|entry| entry.path()));
        } else {
            files.push(path);
        }
    }
    files.retain(|file| file.extension().is_none_or(|extension| extension != "lock"));
    files.sort_by_key(|file| (file.extension().map(ToOwned::to_owned), file.clone()));
    files
}

fn shorten(file: &Path, part: u64) {
    let file = OpenOptions::new().write(true).open(file).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length.checked_div(part).unwrap_or(0)).unwrap();
}
