//! How long a large calendar takes to come in: for the first time, again without a change, and with every event changed.
//! Beside that stands the least that any import could take: bare inserts of the rows that it left, with none of our
//! rules. And how much memory it needs, apart from reading the file.
//!
//! And how quickly the demonstration's generated offers are put together and written.
//!
//! Run it with `cargo bench --package kreisrund-offers --bench import`; two numbers behind `--` are those of the events and
//! of the generated offers. The database is SQLite, and PostgreSQL too where `KREISRUND_TEST_POSTGRES` names a server.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a measurement fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a measurement asks the machine how late it is")]

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use jiff::civil::{Date, DateTime};
use kreisrund_areas::store::areas;
use kreisrund_content::{LanguageTag, Vocabulary, VocabularySnapshot, store::vocabularies};
use kreisrund_directory::{
    organisation::{Organisation, OrganisationDetails},
    store::{
        organisations::{organisation_by_slug, save_organisation},
        places::places,
    },
};
use kreisrund_kernel::Period;
use kreisrund_offers::{
    demo::generate::{Cast, Plan, Wish, bring_up_to_date, drafts},
    import::{self, Options, Reading, Report},
    offer::{Draft, Format, Source},
    store,
};
use kreisrund_schedule::Moment;
use kreisrund_store::{Database, Write};
use kreisrund_testkit::{Backend, Beginning, POSTGRES_VARIABLE, TestDatabase};
use sea_orm::{
    ConnectionTrait, QueryResult, Statement, Value,
    sea_query::{Alias, Query, SimpleExpr},
};
use sea_orm_migration::MigrationTrait;
use uuid::Uuid;

/// How many events the calendar has, unless somebody asks for another number.
const EVENTS: usize = 10_000;
/// How many offers are generated, unless somebody asks for another number.
const OFFERS: usize = 10_000;
/// How many rows one bare statement inserts.
const ROWS_AT_ONCE: usize = 500;

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let (events, offers) = (numbers.next().unwrap_or(EVENTS), numbers.next().unwrap_or(OFFERS));
    let measure_all = move |test: TestDatabase| async move {
        measure(&test, events).await;
        generate(test.database(), offers).await;
    };
    kreisrund_testkit::run(Backend::Sqlite, Beginning::Empty(migrations), measure_all);
    match std::env::var(POSTGRES_VARIABLE) {
        Ok(_) => kreisrund_testkit::run(Backend::Postgresql, Beginning::Empty(migrations), measure_all),
        Err(_) => eprintln!("SKIPPED on PostgreSQL: {POSTGRES_VARIABLE} is not set"),
    }
}

fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_areas::migrations());
    all.extend(kreisrund_content::migrations());
    all.extend(kreisrund_people::migrations());
    all.extend(kreisrund_directory::migrations());
    all.extend(store::migrations());
    all
}

async fn measure(test: &TestDatabase, events: usize) {
    let database = test.database();
    settle(database).await;
    let drafts = dated(database, events).await;
    let terms = vocabularies::snapshot(database.read()).await.unwrap();
    let (file, changed) = (calendar(&drafts, &terms, false), calendar(&drafts, &terms, true));
    println!("\nimport, {:?}: {events} events, {:.1} MB of iCalendar", test.backend(), megabytes(file.len()));
    let (reading, took) = timed(async { read(database, &file).await }).await;
    report("reading the calendar", took, events, "events");

    let (first, took) = timed(bring_in(database, &reading)).await;
    assert_eq!(first.added, events);
    let tables = rows(database).await;
    let count: usize = tables.iter().map(|(_, rows)| rows.len()).sum();
    report("first time", took, count, "rows");
    let first_time = took;
    let (again, took) = timed(bring_in(database, &reading)).await;
    assert_eq!(again.unchanged, events);
    report("again, unchanged", took, count, "rows");
    let reading = read(database, &changed).await;
    let (changed, took) = timed(bring_in(database, &reading)).await;
    assert_eq!(changed.changed, events);
    report("again, all changed", took, count, "rows");

    clear(database, &tables).await;
    let ((), took) = timed(insert_bare(database, &tables)).await;
    report("baseline: bare inserts of those rows", took, count, "rows");
    println!(
        "  the first import takes {:.1} times as long",
        first_time.time.as_secs_f64() / took.time.as_secs_f64()
    );
    for (table, rows) in &tables {
        println!("  {:>9} rows of {}", rows.len(), table.name);
    }
}

/// How quickly offers of the demonstration are put together, and how quickly they are put together and written.
async fn generate(database: &Database, offers: usize) {
    let cast = Cast::load(database.read()).await.unwrap();
    let plan = Plan { seed: 1, today: database.clock().today() };
    let last = u32::try_from(offers).unwrap();
    let (made, took) = timed(async { drafts(plan, &cast, 1..=last).count() }).await;
    report("generated offers, only put together", took, made, "offers");
    let wish = Wish { offers: Some(last), seed: None };
    let (kept, took) = timed(bring_up_to_date(database, wish, |_, _| ())).await;
    assert_eq!(kept.unwrap().added, last);
    report("generated offers, written", took, offers, "offers");
    let (kept, took) = timed(bring_up_to_date(database, wish, |_, _| ())).await;
    assert_eq!(kept.unwrap().added, 0);
    report("generated offers, already there", took, offers, "offers");
}

#[derive(Clone, Copy)]
struct Took {
    time: Duration,
    /// How much memory was in use at the most, and how much more than before; nothing where the machine does not say. What
    /// earlier steps gave back counts for later ones, as long as the allocator keeps it.
    memory: Option<(usize, usize)>,
}

async fn timed<T>(work: impl Future<Output = T>) -> (T, Took) {
    // Linux forgets the highest mark when asked to (proc(5), clear_refs).
    let forgotten = std::fs::write("/proc/self/clear_refs", "5");
    let before = forgotten.ok().and_then(|()| memory("VmRSS:"));
    let begun = Instant::now();
    let result = work.await;
    let time = begun.elapsed();
    let peak = memory("VmHWM:");
    let memory = before.zip(peak).map(|(before, peak)| (peak, peak.saturating_sub(before)));
    (result, Took { time, memory })
}

/// Bytes of memory, as Linux tells them.
fn memory(key: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    Some(line.split_whitespace().next()?.parse::<usize>().ok()? * 1024)
}

fn report(what: &str, took: Took, count: usize, of: &str) {
    let each_second = count as f64 / took.time.as_secs_f64();
    let memory = took.memory.map_or("memory not known".to_owned(), |(peak, more)| {
        format!("peak {:.0} MB, {:.0} MB more than before", megabytes(peak), megabytes(more))
    });
    println!(
        "  {what:<40} {:>8.2} s  {each_second:>10.0} {of} per second  {memory}",
        took.time.as_secs_f64()
    );
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1_000_000.0
}

async fn settle(database: &Database) {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    kreisrund_content::standard::save_standard(&write).await.unwrap();
    kreisrund_directory::demo::save_demo(&write, database.clock().today()).await.unwrap();
    write.commit().await.unwrap();
}

/// So many generated offers that have dates.
async fn dated(database: &Database, count: usize) -> Vec<Draft> {
    let cast = Cast::load(database.read()).await.unwrap();
    let plan = Plan { seed: 1, today: database.clock().today() };
    drafts(plan, &cast, 1..=u32::MAX).filter(|draft| !draft.dates.is_empty()).take(count).collect()
}

/// The calendar with `drafts` as events; changed, each has another title and is half an hour later.
fn calendar(drafts: &[Draft], vocabularies: &VocabularySnapshot, changed: bool) -> Vec<u8> {
    let mut file =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//measurement//DE\r\n");
    for (number, draft) in drafts.iter().enumerate() {
        let text = draft.details.texts.source();
        let body = text.body.replace(',', "\\,").replace(';', "\\;").replace('\n', "\\n");
        let title = text.title.replace(',', "\\,");
        let title = if changed { format!("Neu: {title}") } else { title };
        write!(file, "BEGIN:VEVENT\r\nUID:{number}@example.org\r\nDTSTAMP:20261101T080000Z\r\n").unwrap();
        write!(file, "SUMMARY:{title}\r\nDESCRIPTION:{body}\r\n").unwrap();
        if let Some(place) = draft.details.venue.location().and_then(|location| location.text.as_ref()) {
            write!(file, "LOCATION:{}\r\n", place.replace(',', "\\,")).unwrap();
        }
        for term in draft.terms.get(&Vocabulary::Topic).into_iter().flatten() {
            let label = vocabularies.term(*term).unwrap().label(&LanguageTag::german()).replace(',', "\\,");
            write!(file, "CATEGORIES:{label}\r\n").unwrap();
        }
        file.push_str(&when(draft, changed));
        file.push_str("END:VEVENT\r\n");
    }
    file.push_str("END:VCALENDAR\r\n");
    file.into_bytes()
}

fn when(draft: &Draft, changed: bool) -> String {
    let later = |time: DateTime| {
        let time = if changed { time.saturating_add(jiff::Span::new().minutes(30)) } else { time };
        time.strftime("%Y%m%dT%H%M%S").to_string()
    };
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    let first = match &draft.series {
        Some(rule) => &rule.series.first,
        None => &draft.dates.first().unwrap().occurrence.moment,
    };
    let mut lines = match first {
        Moment::AllDay(days) => format!(
            "DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n",
            day(days.first()),
            day(days.last().tomorrow().unwrap())
        ),
        Moment::Timed(timed) => {
            let end = timed.end().unwrap_or(timed.start());
            format!(
                "DTSTART;TZID=Europe/Berlin:{}\r\nDTEND;TZID=Europe/Berlin:{}\r\n",
                later(timed.start()),
                later(end)
            )
        }
    };
    match &draft.series {
        Some(rule) => {
            for recurrence in &rule.series.rules {
                write!(lines, "RRULE:{}\r\n", recurrence.as_str()).unwrap();
            }
            for excluded in &rule.series.excluded {
                write!(lines, "EXDATE;TZID=Europe/Berlin:{}\r\n", later(*excluded)).unwrap();
            }
        }
        None => {
            for date in draft.dates.iter().skip(1) {
                let start = later(date.occurrence.moment.civil_start());
                write!(lines, "RDATE;TZID=Europe/Berlin:{start}\r\n").unwrap();
            }
        }
    }
    lines
}

async fn read(database: &Database, file: &[u8]) -> Reading {
    let vocabularies = vocabularies::snapshot(database.read()).await.unwrap();
    let source = Source::file(Format::ICalendar);
    import::calendar::read(file, source, &vocabularies, Period::ALWAYS, database.clock().today()).unwrap()
}

async fn bring_in(database: &Database, reading: &Reading) -> Report {
    let write = database.write().await.unwrap();
    let organisation = publisher(&write).await;
    let (areas, vocabularies) =
        (areas::snapshot(&*write).await.unwrap(), vocabularies::snapshot(&*write).await.unwrap());
    let places = places(&*write).await.unwrap();
    let options = Options {
        organisation: &organisation,
        areas: &areas,
        places: &places,
        vocabularies: &vocabularies,
        may_vanish: false,
    };
    let report = import::bring_in(&write, reading, options, |_| ()).await.unwrap();
    write.commit().await.unwrap();
    report
}

async fn publisher(write: &Write) -> Organisation {
    let slug = "terminkalender".parse().unwrap();
    if let Some(known) = organisation_by_slug(&**write, &slug).await.unwrap() {
        return known;
    }
    let details = OrganisationDetails { name: "Terminkalender".to_owned(), ..OrganisationDetails::default() };
    save_organisation(write, &slug, details).await.unwrap().0
}

/// A table to which an import adds rows.
#[derive(Clone, Copy)]
struct Table {
    name: &'static str,
    columns: &'static [(&'static str, Kind)],
    /// Which of its rows are an offer's.
    condition: &'static str,
}

#[derive(Clone, Copy)]
enum Kind {
    Uuid,
    Text,
    Integer,
    Small,
    Flag,
    Real,
}

/// All tables to which an import adds rows, each before those that refer to it.
const TABLES: [Table; 6] = [
    Table {
        name: "offer",
        columns: &[
            ("id", Kind::Uuid),
            ("slug", Kind::Text),
            ("kind", Kind::Text),
            ("state", Kind::Text),
            ("organisation_id", Kind::Uuid),
            ("place_id", Kind::Uuid),
            ("location_text", Kind::Text),
            ("area_id", Kind::Uuid),
            ("latitude", Kind::Real),
            ("longitude", Kind::Real),
            ("link", Kind::Text),
            ("details", Kind::Text),
            ("provenance", Kind::Text),
            ("series", Kind::Text),
            ("sequence", Kind::Integer),
            ("source", Kind::Text),
            ("source_name", Kind::Text),
            ("source_key", Kind::Text),
            ("source_content", Kind::Text),
            ("shown_from", Kind::Text),
            ("shown_to", Kind::Text),
            ("example", Kind::Flag),
            ("created_at", Kind::Integer),
            ("updated_at", Kind::Integer),
        ],
        condition: "1 = 1",
    },
    Table {
        name: "occurrence",
        columns: &[
            ("id", Kind::Uuid),
            ("offer_id", Kind::Uuid),
            ("key", Kind::Text),
            ("state", Kind::Text),
            ("all_day", Kind::Flag),
            ("start_civil", Kind::Text),
            ("end_civil", Kind::Text),
            ("zone", Kind::Text),
            ("starts_at", Kind::Integer),
            ("ends_at", Kind::Integer),
            ("moved_from", Kind::Text),
            ("title", Kind::Text),
            ("place", Kind::Text),
        ],
        condition: "1 = 1",
    },
    Table {
        name: "content_text",
        columns: &[
            ("subject_kind", Kind::Text),
            ("subject_id", Kind::Uuid),
            ("language", Kind::Text),
            ("title", Kind::Text),
            ("summary", Kind::Text),
            ("body", Kind::Text),
            ("is_source", Kind::Flag),
            ("outdated", Kind::Flag),
            ("updated_at", Kind::Integer),
        ],
        condition: "subject_kind = 'offer'",
    },
    Table {
        name: "term_use",
        columns: &[
            ("subject_kind", Kind::Text),
            ("subject_id", Kind::Uuid),
            ("term_id", Kind::Uuid),
            ("vocabulary", Kind::Text),
        ],
        condition: "subject_kind = 'offer'",
    },
    Table {
        name: "audit_entry",
        columns: &[
            ("id", Kind::Uuid),
            ("subject_kind", Kind::Text),
            ("subject_id", Kind::Uuid),
            ("action", Kind::Text),
            ("done_at", Kind::Integer),
            ("actor_kind", Kind::Text),
            ("actor_id", Kind::Uuid),
            ("actor_name", Kind::Text),
            ("fields", Kind::Text),
        ],
        condition: "subject_kind = 'offer'",
    },
    Table {
        name: "outbox",
        columns: &[
            ("sequence", Kind::Integer),
            ("transaction_id", Kind::Integer),
            ("topic", Kind::Text),
            ("version", Kind::Small),
            ("subject_kind", Kind::Text),
            ("subject_id", Kind::Uuid),
            ("payload", Kind::Text),
            ("occurred_at", Kind::Integer),
        ],
        condition: "subject_kind = 'offer'",
    },
];

type Rows = Vec<Vec<Value>>;

/// What lies in each table.
async fn rows(database: &Database) -> Vec<(Table, Rows)> {
    let connection = database.read();
    let mut tables = Vec::new();
    for table in TABLES {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let query = format!("SELECT {} FROM {} WHERE {}", columns.join(", "), table.name, table.condition);
        let statement = Statement::from_string(connection.get_database_backend(), query);
        let found = connection.query_all_raw(statement).await.unwrap();
        let values = |row: &QueryResult| {
            table.columns.iter().enumerate().map(|(number, (_, kind))| value(row, number, *kind)).collect()
        };
        tables.push((table, found.iter().map(values).collect()));
    }
    tables
}

fn value(row: &QueryResult, number: usize, kind: Kind) -> Value {
    match kind {
        Kind::Uuid => row.try_get_by_index::<Option<Uuid>>(number).unwrap().into(),
        Kind::Text => row.try_get_by_index::<Option<String>>(number).unwrap().into(),
        Kind::Integer => row.try_get_by_index::<Option<i64>>(number).unwrap().into(),
        Kind::Small => row.try_get_by_index::<Option<i32>>(number).unwrap().into(),
        Kind::Flag => row.try_get_by_index::<Option<bool>>(number).unwrap().into(),
        Kind::Real => row.try_get_by_index::<Option<f64>>(number).unwrap().into(),
    }
}

/// Takes away what the import brought.
async fn clear(database: &Database, tables: &[(Table, Rows)]) {
    let write = database.write().await.unwrap();
    for (table, _) in tables.iter().rev() {
        let delete = format!("DELETE FROM {} WHERE {}", table.name, table.condition);
        write.execute_unprepared(&delete).await.unwrap();
    }
    write.commit().await.unwrap();
}

async fn insert_bare(database: &Database, tables: &[(Table, Rows)]) {
    let write = database.write().await.unwrap();
    for (table, rows) in tables {
        for some in rows.chunks(ROWS_AT_ONCE) {
            let columns = table.columns.iter().map(|(name, _)| Alias::new(*name));
            let mut insert = Query::insert();
            insert.into_table(Alias::new(table.name)).columns(columns);
            for row in some {
                insert.values_panic(row.iter().cloned().map(SimpleExpr::from));
            }
            write.execute(&insert).await.unwrap();
        }
    }
    write.commit().await.unwrap();
}
