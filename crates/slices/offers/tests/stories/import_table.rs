//! An office keeps its courses in a table, and hands it in again and again.

use kreisrund_content::Vocabularies;
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::{
        ImportError,
        table::{self, Mapping, TableReading},
    },
    offer::{Format, Source, State},
};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::{
    county::{all_offers, messages, migrations, offer, settle, today},
    importing::{bring_in, counts, retitle, rows, taken_back},
};

const HEADER: &str = "Kennung;Titel;Beginn;Uhrzeit;Ort;PLZ;Stadt;Preis;Thema";

/// A course on each of the coming days; today is 22 November 2026.
fn course(number: u32) -> String {
    let day = 23 + number;
    let (day, month) = if day > 30 { (day - 30, 12) } else { (day, 11) };
    format!(
        "K{number};Kurs {number};{day:02}.{month}.2026;18:00-19:30;Bürgerhaus;04916;Herzberg (Elster);12,50;Vorlesen"
    )
}

fn courses(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    numbers.into_iter().map(course).collect()
}

async fn reading(database: &Database, rows: &[String]) -> TableReading {
    let table = format!("{HEADER}\n{}\n", rows.join("\n"));
    let vocabularies = Vocabularies::load(database).await.unwrap().snapshot();
    let source = Source::file(Format::Table);
    let mapping = Mapping::default();
    table::read(table.as_bytes(), &mapping, source, &vocabularies, Period::ALWAYS, today(database)).unwrap()
}

#[database_test(migrations = migrations)]
async fn the_same_table_twice_gives_the_same_offers_once(database: Database) {
    settle(&database).await;
    let table = reading(&database, &courses(0..8)).await.reading;
    assert_eq!(counts(&bring_in(&database, &table, false).await.unwrap()), (8, 0, 0, 0));
    let (offers, dates, told) =
        (all_offers(&database).await, rows(&database).await, messages(&database).await);
    assert_eq!(counts(&bring_in(&database, &table, false).await.unwrap()), (0, 0, 8, 0));
    assert_eq!((all_offers(&database).await, rows(&database).await), (offers, dates));
    assert_eq!(messages(&database).await, told);
    let first = offer(&database, "kurs-0").await;
    assert_eq!(first.dates[0].occurrence.moment.civil_start().to_string(), "2026-11-23T18:00:00");
    assert!(first.details.venue.location().unwrap().area.is_some());
}

#[database_test(migrations = migrations)]
async fn corrections_changes_and_deletions_come_in(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &courses(0..10)).await.reading, false).await.unwrap();
    let mut rows_now = courses((0..10).filter(|number| *number != 6));
    rows_now[1] = rows_now[1].replace("12,50", "kostenlos");
    // One that can't be read stays as it is known.
    rows_now[3] = rows_now[3].replace("26.11.2026", "demnächst");
    let table = reading(&database, &rows_now).await;
    assert_eq!(table.faulty.len(), 1);
    let report = bring_in(&database, &table.reading, false).await.unwrap();
    assert_eq!(counts(&report), (0, 1, 7, 1));
    assert_eq!(taken_back(&report), ["K6"]);
    assert!(offer(&database, "kurs-1").await.details.price.unwrap().is_free());
    assert_eq!(offer(&database, "kurs-3").await.state, State::Published);
    assert_eq!(offer(&database, "kurs-6").await.state, State::Withdrawn);
    let few = reading(&database, &courses([0, 9])).await.reading;
    let refused = bring_in(&database, &few, false).await;
    assert!(matches!(refused, Err(ImportError::TooManyVanish { vanishing: 7, known: 9, .. })), "{refused:?}");
    assert_eq!(bring_in(&database, &few, true).await.unwrap().withdrawn, 7);
}

#[database_test(migrations = migrations)]
async fn a_faulty_row_without_a_number_takes_nothing_back(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &courses(0..10)).await.reading, false).await.unwrap();
    let mut rows_now = courses((0..10).filter(|number| *number != 6));
    rows_now[3] = ";;demnächst;;;;;;".to_owned();
    let report = bring_in(&database, &reading(&database, &rows_now).await.reading, false).await.unwrap();
    assert_eq!((report.unchanged, report.withdrawn), (8, 0));
    assert!(
        report.notes.iter().any(|note| note.reason.contains("they stay as they are")),
        "{:?}",
        report.notes
    );
}

#[database_test(migrations = migrations)]
async fn a_course_of_several_rows_gets_and_loses_dates(database: Database) {
    settle(&database).await;
    let evening = |day: &str| format!("K1;Töpfern;{day};18:00-20:00;Werkstatt;04916;Herzberg (Elster);20;");
    let table = async |days: &[&str]| {
        let rows: Vec<String> = days.iter().map(|day| evening(day)).collect();
        reading(&database, &rows).await.reading
    };
    bring_in(&database, &table(&["01.12.2026"]).await, false).await.unwrap();
    let before = rows(&database).await;
    bring_in(&database, &table(&["01.12.2026", "08.12.2026", "15.12.2026"]).await, false).await.unwrap();
    let after = rows(&database).await;
    assert_eq!(after.len(), 3);
    assert_eq!(after["2026-12-01T18:00:00"], before["2026-12-01T18:00:00"], "the first date stays that date");
    let report = bring_in(&database, &table(&["01.12.2026", "15.12.2026"]).await, false).await.unwrap();
    assert_eq!(counts(&report), (0, 1, 0, 0));
    assert_eq!(rows(&database).await.len(), 2);
}

#[database_test(migrations = migrations)]
async fn what_a_person_wrote_stays_and_unknown_topics_are_told(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &courses(0..2)).await.reading, false).await.unwrap();
    retitle(&database, &offer(&database, "kurs-1").await, "Der schönste Kurs").await;
    let mut rows_now = courses(0..2);
    rows_now[1] = rows_now[1].replace("Kurs 1", "Kurs Eins").replace("Vorlesen", "Vorlesen | Zauberei");
    let report = bring_in(&database, &reading(&database, &rows_now).await.reading, false).await.unwrap();
    let reasons: Vec<&str> = report.notes.iter().map(|note| note.reason.as_str()).collect();
    assert!(
        reasons.iter().any(|reason| reason.contains("unknown terms were left out: Zauberei")),
        "{reasons:?}"
    );
    assert_eq!(offer(&database, "kurs-1").await.details.texts.source().title, "Der schönste Kurs");
}
