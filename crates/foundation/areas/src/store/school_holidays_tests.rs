//! The service office loads the school holidays, one year after the other.

use jiff::civil::date;
use kreisrund_events::AreaChanged;
use kreisrund_schedule::school_holidays::read_csv;
use kreisrund_store::{Database, Event};
use kreisrund_testkit::database_test;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::*;
use crate::lookup::Areas;

fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(crate::migrations());
    all
}

fn list(table: &str) -> Vec<SchoolHolidays> {
    read_csv(format!("state;name;from;to\n{table}").as_bytes(), None).unwrap().states
}

async fn load(database: &Database, table: &str) -> Changes {
    let write = database.write().await.unwrap();
    let mut changes = Changes::default();
    for holidays in list(table) {
        changes += save(&write, &holidays, "ferien.csv").await.unwrap();
    }
    write.commit().await.unwrap();
    changes
}

async fn known(database: &Database) -> Vec<String> {
    let all = all(database.read()).await.unwrap();
    let shown = |holidays: &SchoolHolidays| {
        let state = holidays.state().letters();
        let line = |holiday: &SchoolHoliday| {
            format!("{state} {} {}..{}", holiday.name(), holiday.first(), holiday.last())
        };
        holidays.all().iter().map(line).collect::<Vec<_>>()
    };
    all.iter().flat_map(shown).collect()
}

async fn heard(database: &Database) -> usize {
    let topics = Query::select()
        .column("topic")
        .from("outbox")
        .and_where(Expr::col("topic").eq(AreaChanged::TOPIC))
        .to_owned();
    database.read().query_all(&topics).await.unwrap().len()
}

const YEAR: &str = "BB;Herbstferien;2026-10-19;2026-10-30\nBB;Weihnachtsferien;2026-12-23;2027-01-02\n";

#[database_test(migrations = all_migrations)]
async fn a_list_is_loaded_and_loaded_again(database: Database) {
    let added = load(&database, YEAR).await;
    assert_eq!(added, Changes { added: 2, ..Changes::default() });
    let again = load(&database, YEAR).await;
    assert_eq!(again, Changes { unchanged: 2, ..Changes::default() });
    let corrected = YEAR.replace("2026-10-30", "2026-10-31").replace("12-23", "12-24");
    let changes = load(&database, &corrected).await;
    assert_eq!(changes, Changes { changed: 1, added: 1, gone: 1, ..Changes::default() });
    assert_eq!(
        known(&database).await,
        ["BB Herbstferien 2026-10-19..2026-10-31", "BB Weihnachtsferien 2026-12-24..2027-01-02"]
    );
}

#[database_test(migrations = all_migrations)]
async fn the_next_year_and_other_states_leave_the_rest_as_it_is(database: Database) {
    load(&database, YEAR).await;
    let further = "BB;Winterferien;2027-02-01;2027-02-06\nSN;Herbstferien;2026-10-12;2026-10-24\n";
    assert_eq!(load(&database, further).await, Changes { added: 2, ..Changes::default() });
    assert_eq!(
        known(&database).await,
        [
            "BB Herbstferien 2026-10-19..2026-10-30",
            "BB Weihnachtsferien 2026-12-23..2027-01-02",
            "BB Winterferien 2027-02-01..2027-02-06",
            "SN Herbstferien 2026-10-12..2026-10-24",
        ]
    );
    // What lies between the first and the last day of a list, and is not in it, is gone.
    let two = "BB;Herbstferien;2026-10-19;2026-10-30\nBB;Winterferien;2027-02-01;2027-02-06\n";
    assert_eq!(load(&database, two).await, Changes { unchanged: 2, gone: 1, ..Changes::default() });
}

#[database_test(migrations = all_migrations)]
async fn every_node_knows_whether_a_day_is_a_school_holiday(database: Database) {
    let areas = Areas::load(&database).await.unwrap();
    assert_eq!(areas.snapshot().state(), None);
    let write = database.write().await.unwrap();
    crate::demo::save_demo(&write).await.unwrap();
    write.commit().await.unwrap();
    areas.refresh().await.unwrap();
    let snapshot = areas.snapshot();
    assert_eq!(snapshot.state(), Some(FederalState::Brandenburg));
    assert_eq!(snapshot.school_holiday(date(2026, 12, 24)).unwrap().name(), "Weihnachtsferien");
    assert_eq!(snapshot.school_holiday(date(2026, 11, 24)), None);
    let next = snapshot.school_holidays().unwrap().next(date(2027, 1, 3)).unwrap();
    assert_eq!((next.name(), next.first()), ("Winterferien", date(2027, 2, 1)));

    let before = heard(&database).await;
    load(&database, "BB;Herbstferien;2028-10-02;2028-10-14\n").await;
    assert_eq!(heard(&database).await, before + 1, "the state's area is told");
    load(&database, "BB;Herbstferien;2028-10-02;2028-10-14\n").await;
    load(&database, "SN;Herbstferien;2028-10-02;2028-10-14\n").await;
    assert_eq!(heard(&database).await, before + 1, "nothing new, and a state that is not here");
    areas.refresh().await.unwrap();
    assert!(areas.snapshot().school_holiday(date(2028, 10, 3)).is_some());
}
