//! The office changes which words mean the same, on both databases.

use kreisrund_store::{Database, Event, migrate};
use kreisrund_testkit::TestDatabase;
use sea_orm::{ConnectionTrait, sea_query::Query};
use sea_orm_migration::MigrationTrait;

use super::*;
use crate::synonyms::{Synonyms, SynonymsChanged, by_stem};

fn tables() -> Vec<Box<dyn MigrationTrait>> {
    kreisrund_store::migrations().into_iter().chain(migrations()).collect()
}

fn computers() -> Group {
    Group::same(&["Blechkiste", "Computer"]).unwrap()
}

async fn found(synonyms: &Synonyms, word: &str) -> Vec<String> {
    synonyms.snapshot().of(&[word.to_owned()]).iter().map(|other| other.words.join(" ")).collect()
}

/// How many changes were published. The log's reader would hold back what other tests' transactions on the same
/// PostgreSQL server might still overtake, so this looks at the table.
async fn messages(database: &Database) -> usize {
    let query = Query::select().columns(["topic"]).from("outbox").to_owned();
    let rows = database.read().query_all(&query).await.unwrap();
    rows.iter().filter(|row| row.try_get::<String>("", "topic").unwrap() == SynonymsChanged::TOPIC).count()
}

#[kreisrund_testkit::database_test(migrations = tables)]
async fn an_own_group_counts_once_it_was_read_and_goes_again(test: TestDatabase) {
    let database = test.database();
    let here = Synonyms::load(database, by_stem).await.unwrap();
    let elsewhere = Synonyms::load(&Database::connect(test.url()).await.unwrap(), by_stem).await.unwrap();
    assert!(found(&here, "blechkiste").await.is_empty());

    let write = database.write().await.unwrap();
    assert_eq!(add(&write, &computers()).await.unwrap(), "own-blechkiste");
    write.commit().await.unwrap();
    assert_eq!(messages(database).await, 1);
    here.refresh().await.unwrap();
    elsewhere.refresh().await.unwrap();
    assert_eq!(found(&here, "blechkiste").await, ["computer"]);
    assert_eq!(found(&elsewhere, "blechkiste").await, ["computer"]);
    assert!(found(&here, "pc").await.contains(&"computer".to_owned()), "those of the program stay");

    let write = database.write().await.unwrap();
    let again = add(&write, &Group::same(&["computer", "BLECHKISTE"]).unwrap()).await.unwrap_err();
    assert_eq!(again.to_string(), "these words are in the group own-blechkiste already");
    let more = Group::same(&["Blechkiste", "Maschine"]).unwrap();
    assert_eq!(add(&write, &more).await.unwrap(), "own-blechkiste-2");
    let removed = remove(&write, "own-blechkiste").await.unwrap();
    assert_eq!((removed.group, removed.origin), (computers(), Origin::Own));
    assert!(matches!(remove(&write, "own-blechkiste").await, Err(ChangeError::Unknown(_))));
    write.commit().await.unwrap();
    elsewhere.refresh().await.unwrap();
    assert_eq!(found(&elsewhere, "blechkiste").await, ["maschine"]);
}

#[kreisrund_testkit::database_test(migrations = tables)]
async fn a_group_of_the_program_can_be_removed_and_comes_back(database: Database) {
    let synonyms = Synonyms::load(&database, by_stem).await.unwrap();
    let computer = shipped().iter().find(|group| group.group.to_string().contains("Rechner")).unwrap();
    let write = database.write().await.unwrap();
    assert!(!restore(&write, &computer.id).await.unwrap(), "nothing to bring back");
    assert!(!remove(&write, &computer.id).await.unwrap().removed);
    assert!(remove(&write, &computer.id).await.unwrap().removed, "it was gone already");
    write.commit().await.unwrap();
    assert_eq!(messages(&database).await, 1, "only what changed is told");
    synonyms.refresh().await.unwrap();
    assert!(!found(&synonyms, "rechner").await.contains(&"computer".to_owned()));

    let write = database.write().await.unwrap();
    // Its words may be said anew in another way.
    add(&write, &Group::finds(&["Rechner"], &["Computer"]).unwrap()).await.unwrap();
    assert!(restore(&write, &computer.id).await.unwrap());
    assert!(matches!(restore(&write, "finds-nothing").await, Err(ChangeError::Unknown(_))));
    write.commit().await.unwrap();
    synonyms.refresh().await.unwrap();
    assert!(found(&synonyms, "rechner").await.contains(&"computer".to_owned()));
}

#[kreisrund_testkit::database_test(migrations = tables)]
async fn everything_can_be_as_it_came(database: Database) {
    let write = database.write().await.unwrap();
    assert_eq!(reset(&write).await.unwrap(), 0);
    add(&write, &computers()).await.unwrap();
    remove(&write, &shipped()[0].id).await.unwrap();
    write.commit().await.unwrap();
    assert_ne!(groups(database.read()).await.unwrap(), shipped());
    let write = database.write().await.unwrap();
    assert_eq!(reset(&write).await.unwrap(), 2);
    write.commit().await.unwrap();
    assert_eq!(groups(database.read()).await.unwrap(), shipped());
    assert_eq!(messages(&database).await, 3);
}

#[kreisrund_testkit::database_test(migrations = tables)]
async fn nothing_stays_of_a_change_that_was_not_finished(database: Database) {
    let write = database.write().await.unwrap();
    add(&write, &computers()).await.unwrap();
    drop(write);
    assert_eq!(groups(database.read()).await.unwrap(), shipped());
    migrate(&database, tables).await.unwrap();
}
