//! Searches without result become evidence, on both databases.

use std::{net::IpAddr, sync::Arc};

use jiff::civil::date;
use kreisrund_kernel::{FixedClock, Told};
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm_migration::MigrationTrait;

use super::*;
use crate::{EmptySearches, Evidence, Search, Visitor, empty_searches, jobs, retention::delete_old};

fn tables() -> Vec<Box<dyn MigrationTrait>> {
    kreisrund_store::migrations().into_iter().chain(migrations()).collect()
}

fn november() -> Month {
    Month::of(date(2026, 11, 1))
}

fn note(evidence: &Evidence, typed: &str, area: Option<AreaId>, visitor: u8) {
    let address = IpAddr::from([192, 0, 2, visitor]);
    evidence.note_empty_search(Search { typed, words: typed, area }, &Visitor::new(Some(address), "Browser"));
}

async fn told(database: &Database) -> Vec<EmptySearches> {
    empty_searches(database.read(), november().back(12), november()).await.unwrap()
}

fn searches(area: Option<AreaId>, words: Option<&str>, people: u64) -> EmptySearches {
    let (searches, people) = (Told::people(people), Told::people(people));
    EmptySearches { month: november(), area, words: words.map(str::to_owned), searches, people }
}

async fn rows(database: &Database) -> Vec<row::Model> {
    row::Entity::find().all(database.read()).await.unwrap()
}

#[database_test(migrations = tables)]
async fn words_are_kept_once_three_people_typed_them(database: Database) {
    let evidence = Evidence::start(&database).await.unwrap();
    note(&evidence, "Töpfern  Kurs", None, 1);
    note(&evidence, "kurs TOEPFERN", None, 2);
    for _ in 0..5 {
        note(&evidence, "töpfern kurs", None, 2);
    }
    note(&evidence, "…", None, 3);
    evidence.flush().await;
    assert_eq!(told(&database).await, [searches(None, None, 2)]);
    assert!(rows(&database).await.iter().all(|row| row.words.is_none()));

    note(&evidence, "Kurs: Töpfern", None, 3);
    evidence.flush().await;
    assert_eq!(told(&database).await, [searches(None, Some("kurs töpfern"), 3)]);
    note(&evidence, "toepfern kurs", None, 4);
    evidence.flush().await;
    assert_eq!(told(&database).await, [searches(None, Some("kurs töpfern"), 4)]);
}

#[database_test(migrations = tables)]
async fn three_people_may_have_looked_in_three_places(database: Database) {
    let evidence = Evidence::start(&database).await.unwrap();
    let mut areas = [AreaId::new(), AreaId::new()].map(Some);
    areas.sort();
    note(&evidence, "Töpfern", areas[0], 1);
    note(&evidence, "Töpfern", areas[1], 1);
    note(&evidence, "Töpfern", areas[1], 2);
    evidence.flush().await;
    let hidden = told(&database).await;
    assert!(hidden.iter().all(|searches| searches.words.is_none()), "two people: {hidden:?}");

    note(&evidence, "Töpfern", None, 3);
    note(&evidence, "Yoga", areas[1], 3);
    evidence.flush().await;
    let expected = [
        searches(None, Some("töpfern"), 1),
        searches(areas[0], Some("töpfern"), 1),
        searches(areas[1], Some("töpfern"), 1),
        searches(areas[1], None, 1),
    ];
    assert_eq!(told(&database).await, expected);
}

#[database_test(migrations = tables)]
async fn what_may_tell_of_somebody_leaves_no_trace_but_a_number(database: Database) {
    let evidence = Evidence::start(&database).await.unwrap();
    for visitor in 1..=4 {
        note(&evidence, "erika@example.org", None, visitor);
        note(&evidence, "03535 123456", None, visitor);
    }
    note(&evidence, "Erika Muster", None, 1);
    evidence.flush().await;
    let all = rows(&database).await;
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|row| row.words.is_none()));
    assert!(all.iter().any(|row| row.words_hash.is_empty() && row.people == 4), "{all:?}");
    let plain = Sha256::digest("erika muster");
    let plain: String = plain.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(all.iter().all(|row| row.words_hash != plain), "the hash has a key");
    assert_eq!(told(&database).await, [searches(None, None, 5)]);
}

#[database_test(migrations = tables)]
async fn nodes_add_to_the_same_numbers(test: TestDatabase) {
    let here = Evidence::start(test.database()).await.unwrap();
    let other = Database::connect_with_clock(test.url(), test.database().clock().clone()).await.unwrap();
    let there = Evidence::start(&other).await.unwrap();
    for visitor in 1..=20 {
        note(&here, "Töpfern", None, visitor);
        note(&here, "Yoga", None, visitor);
        note(&there, "yoga", None, visitor + 100);
        note(&there, "töpfern", None, visitor + 100);
    }
    tokio::join!(here.flush(), there.flush());
    let expected = [searches(None, Some("töpfern"), 40), searches(None, Some("yoga"), 40)];
    assert_eq!(told(test.database()).await, expected);
}

#[database_test(migrations = tables)]
async fn the_secret_is_made_once(test: TestDatabase) {
    let other = Database::connect(test.url()).await.unwrap();
    let (one, two) = tokio::join!(secret(test.database()), secret(&other));
    assert_eq!(one.unwrap().hash("töpfern"), two.unwrap().hash("töpfern"));
    let again = secret(test.database()).await.unwrap();
    assert_eq!(again.0.len(), 64);
    assert_ne!(again.hash("töpfern"), again.hash("yoga"));
}

#[database_test(migrations = tables)]
async fn evidence_goes_after_three_years(test: TestDatabase) {
    let addition = |month| Addition {
        kind: Kind::EmptySearch,
        month,
        area: None,
        hash: "00".to_owned(),
        text: None,
        people: 1,
    };
    let months = [november(), november().back(36), november().back(37), november().back(60)];
    add(test.database(), &months.map(addition)).await.unwrap();
    assert_eq!(delete_old(test.database()).await.unwrap(), 2);
    assert_eq!(delete_old(test.database()).await.unwrap(), 0);
    let left =
        entries(test.database().read(), Kind::EmptySearch, november().back(100), november()).await.unwrap();
    let mut left: Vec<Month> = left.into_iter().map(|entry| entry.month).collect();
    left.sort();
    assert_eq!(left, [november().back(36), november()]);
    assert!(format!("{:?}", jobs(test.database()).unwrap()).contains("evidence.delete_old"));
}

#[database_test(migrations = tables)]
async fn each_month_is_told_for_itself(test: TestDatabase) {
    let later = "2026-12-03T10:00:00Z".parse().unwrap();
    let december = Database::connect_with_clock(test.url(), Arc::new(FixedClock(later))).await.unwrap();
    for (database, visitors) in [(test.database(), 1..=2), (&december, 3..=6)] {
        let evidence = Evidence::start(database).await.unwrap();
        visitors.for_each(|visitor| note(&evidence, "Töpfern", None, visitor));
        evidence.flush().await;
    }
    let in_december =
        EmptySearches { month: Month::of(date(2026, 12, 1)), ..searches(None, Some("töpfern"), 4) };
    let all = empty_searches(test.database().read(), november(), in_december.month).await.unwrap();
    assert_eq!(all, [in_december, searches(None, Some("töpfern"), 2)]);
    assert_eq!(told(test.database()).await, [searches(None, Some("töpfern"), 2)]);
}

#[database_test(migrations = tables)]
async fn a_database_that_fails_costs_evidence_and_nothing_else(database: Database) {
    let rename = async |from: &str, to: &str| {
        let write = database.write().await.unwrap();
        write.execute_unprepared(&format!("ALTER TABLE {from} RENAME TO {to}")).await.unwrap();
        write.commit().await.unwrap();
    };
    let evidence = Evidence::start(&database).await.unwrap();
    rename("evidence", "elsewhere").await;
    // More than may wait at once: nobody waits for it.
    for visitor in 0..=200 {
        (0..20).for_each(|number| note(&evidence, &format!("wort {number}"), None, visitor));
    }
    evidence.flush().await;
    rename("elsewhere", "evidence").await;
    (201..=204).for_each(|visitor| note(&evidence, "Töpfern", None, visitor));
    evidence.flush().await;
    assert_eq!(told(&database).await, [searches(None, Some("töpfern"), 4)]);
}
