//! The index is compared with the tables, and every difference is told.

use std::{fs, path::Path, sync::Arc};

use kreisrund_search::{
    Card, EntryText, Indexer, SearchEntry, SearchError, SearchIndex, Verification, Visibility,
};
use kreisrund_store::{Database, migrations};
use kreisrund_testkit::database_test;

use crate::{
    generations::stamp,
    shelf::{Node, Shelf, at, entry, on, other_database},
};

#[database_test(migrations = migrations)]
async fn every_difference_is_told(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let [same, renamed, gone] = ["Gleich", "Umbenannt", "Verschwunden"].map(at_own_path);
    let shelf = Shelf::with([same, renamed.clone(), gone.clone()]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Gleich", "Umbenannt", "Verschwunden"]).await;
    // The server goes on running, and the command is another process.
    let told = verify(&database, &shelf, folder.path()).await.unwrap();
    assert!(told.is_true() && !told.is_outdated, "{told:?}");
    assert_eq!((told.equal, told.in_motion), (3, 0));

    shelf.forget(gone.subject.id);
    shelf.smuggle(SearchEntry { title: "Anders".to_owned(), ..renamed.clone() });
    let new = at_own_path("Neu");
    shelf.smuggle(new.clone());
    let told = verify(&database, &shelf, folder.path()).await.unwrap();
    let record = |entry: &SearchEntry| vec![(entry.subject.to_string(), entry.card.path.clone())];
    assert_eq!(pairs(&told.missing), record(&new));
    assert_eq!(pairs(&told.stale), record(&renamed));
    assert_eq!(pairs(&told.surplus), record(&gone));
    assert!(!told.is_true() && told.equal == 1);

    let generation = node.generation();
    office(&database, &shelf, folder.path()).ask_for_rebuild().await.unwrap();
    node.leaves(&generation).await;
    let told = verify(&database, &shelf, folder.path()).await.unwrap();
    assert!(told.is_true() && told.equal == 3, "{told:?}");
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn what_the_index_has_not_heard_of_yet_is_no_mistake(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let first = at_own_path("Eins");
    let shelf = Shelf::with([first.clone(), at_own_path("Zwei")]);
    office(&database, &shelf, folder.path()).rebuild().await.unwrap();
    shelf.put(&database, at_own_path("Drei")).await;
    shelf.take_away(&database, first.subject.id).await;
    let told = verify(&database, &shelf, folder.path()).await.unwrap();
    assert!(told.is_true(), "{told:?}");
    assert_eq!((told.equal, told.in_motion), (1, 2));
    let before = fs::read_to_string(folder.path().join("current")).unwrap();
    let again = verify(&database, &shelf, folder.path()).await.unwrap();
    assert_eq!((again, fs::read_to_string(folder.path().join("current")).unwrap()), (told, before));
}

#[tokio::test]
async fn whatever_an_entry_says_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let plain = SearchEntry {
        texts: vec![EntryText::body("Eins"), EntryText::body("Zwei")],
        names: vec!["Haus".to_owned(), "Hof".to_owned()],
        ..on(at_own_path("Chor"), &[("2026-12-05T10:00", "2026-12-05T12:00")])
    };
    let shelf = Shelf::with([plain.clone()]);
    office(&database, &shelf, &index).rebuild().await.unwrap();
    let same = SearchEntry {
        texts: plain.texts.iter().rev().cloned().collect(),
        names: plain.names.iter().rev().cloned().collect(),
        ..plain.clone()
    };
    shelf.smuggle(same);
    assert!(verify(&database, &shelf, &index).await.unwrap().is_true(), "the order of names says nothing");
    let changes: [fn(SearchEntry) -> SearchEntry; 8] = [
        |entry| SearchEntry { title: "Chöre".to_owned(), ..entry },
        |entry| SearchEntry { names: vec!["HausHof".to_owned()], ..entry },
        |entry| SearchEntry { texts: vec![EntryText::body("Zwei")], ..entry },
        |entry| SearchEntry { visibility: Visibility::Staff, ..entry },
        |entry| SearchEntry { changed: Some(at("2026-11-22T10:00")), ..entry },
        |entry| SearchEntry { open_until: vec![at("2026-11-22T10:00")], ..entry },
        |entry| SearchEntry { tags: vec![entry.subject.into()], ..entry },
        |entry| SearchEntry {
            card: Card { summary: "Wir singen.".to_owned(), ..entry.card.clone() },
            ..entry
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        shelf.smuggle(change(plain.clone()));
        let told = verify(&database, &shelf, &index).await.unwrap();
        assert_eq!((told.stale.len(), told.equal), (1, 0), "change {number}");
    }
}

#[tokio::test]
async fn without_an_index_there_is_nothing_to_compare() {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = folder.path().join("index");
    let shelf = Shelf::with([entry("Chor")]);
    assert!(matches!(verify(&database, &shelf, &index).await, Err(SearchError::Absent)));
    assert!(!index.exists(), "who compares makes nothing");

    office(&database, &shelf, &index).rebuild().await.unwrap();
    let generation = index.join(fs::read_to_string(index.join("current")).unwrap());
    stamp(&generation, "edition");
    let told = verify(&database, &shelf, &index).await.unwrap();
    assert!(told.is_true() && told.is_outdated, "{told:?}");

    let other = tempfile::tempdir().unwrap();
    let other = other_database(other.path()).await;
    assert!(matches!(verify(&other, &shelf, &index).await, Err(SearchError::Absent)), "of another database");

    for file in fs::read_dir(&generation).unwrap().flatten() {
        if file.path().extension().is_some_and(|kind| kind == "fast") {
            fs::write(file.path(), "none").unwrap();
        }
    }
    let refused = verify(&database, &shelf, &index).await;
    assert!(matches!(refused, Err(SearchError::Damaged(_) | SearchError::Engine(_))), "{refused:?}");
}

async fn verify(database: &Database, shelf: &Arc<Shelf>, index: &Path) -> Result<Verification, SearchError> {
    office(database, shelf, index).verify().await
}

fn office(database: &Database, shelf: &Arc<Shelf>, index: &Path) -> Indexer {
    Indexer::new(database.clone(), SearchIndex::in_folder(index), vec![shelf.clone()])
}

fn at_own_path(title: &str) -> SearchEntry {
    let mut entry = entry(title);
    entry.card.path = format!("/angebote/{}", title.to_lowercase());
    entry
}

fn pairs(compared: &[kreisrund_search::Compared]) -> Vec<(String, String)> {
    compared.iter().map(|compared| (compared.record.clone(), compared.path.clone())).collect()
}
