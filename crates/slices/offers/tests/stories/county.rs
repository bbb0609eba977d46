//! The demonstration county, calendars that are quickly written, and how both are brought in.

use jiff::civil::Date;
use kreisrund_areas::Areas;
use kreisrund_content::Vocabularies;
use kreisrund_directory::{
    organisation::{Organisation, OrganisationDetails},
    store::{
        organisations::{organisation_by_slug, save_organisation},
        places::places,
    },
};
use kreisrund_kernel::{Period, Slug};
use kreisrund_offers::{
    import::{self, ImportError, Options, Report},
    offer::{Draft, Format, Offer, Origin, Source},
    store::{self, Saved},
};
use kreisrund_people::Actor;
use kreisrund_store::{Database, Write, outbox};
use sea_orm_migration::MigrationTrait;

/// All tables that offers need.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    let mut all = kreisrund_store::migrations();
    all.extend(kreisrund_areas::migrations());
    all.extend(kreisrund_content::migrations());
    all.extend(kreisrund_people::migrations());
    all.extend(kreisrund_directory::migrations());
    all.extend(store::migrations());
    all
}

/// Loads the demonstration's areas, organisations and places.
pub async fn settle(database: &Database) -> Areas {
    let write = database.write().await.unwrap();
    kreisrund_areas::demo::save_demo(&write).await.unwrap();
    kreisrund_content::standard::save_standard(&write).await.unwrap();
    kreisrund_directory::demo::save_demo(&write, today(database)).await.unwrap();
    write.commit().await.unwrap();
    Areas::load(database).await.unwrap()
}

pub fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

/// The Sunday on which the stories take place.
pub fn today(database: &Database) -> Date {
    database.clock().today()
}

/// One event of a calendar; what it says comes in lines.
#[derive(Clone)]
pub struct Event {
    lines: Vec<String>,
}

impl Event {
    /// An event with an identifier, a title and a start such as `20261205T190000`.
    pub fn new(uid: &str, title: &str, start: &str) -> Self {
        let event = Self { lines: Vec::new() }.line(&format!("UID:{uid}")).line(&format!("SUMMARY:{title}"));
        match start.len() {
            8 => event.line(&format!("DTSTART;VALUE=DATE:{start}")),
            _ => event.line(&format!("DTSTART;TZID=Europe/Berlin:{start}")),
        }
    }

    pub fn line(mut self, line: &str) -> Self {
        self.lines.push(line.to_owned());
        self
    }

    pub fn at(self, location: &str) -> Self {
        self.line(&format!("LOCATION:{}", location.replace(',', "\\,").replace('\n', "\\n")))
    }
}

/// The calendar file with `events`.
pub fn ics(events: &[Event]) -> Vec<u8> {
    let mut lines = vec!["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example.org//stories//DE"];
    for event in events {
        lines.push("BEGIN:VEVENT");
        lines.extend(event.lines.iter().map(String::as_str));
        lines.push("END:VEVENT");
    }
    lines.push("END:VCALENDAR");
    (lines.join("\r\n") + "\r\n").into_bytes()
}

/// The club whose calendar it is; made when it is not known yet.
pub async fn club(write: &Write) -> Organisation {
    if let Some(known) = organisation_by_slug(&**write, &slug("angelfreunde")).await.unwrap() {
        return known;
    }
    let details = OrganisationDetails {
        name: "Angelfreunde an der Elster".to_owned(),
        ..OrganisationDetails::default()
    };
    save_organisation(write, &slug("angelfreunde"), details).await.unwrap().0
}

/// Brings the club's calendar in and commits.
pub async fn bring_in(database: &Database, events: &[Event]) -> Report {
    let write = database.write().await.unwrap();
    let report = bring_in_without_commit(database, &write, &ics(events), today(database)).await.unwrap();
    write.commit().await.unwrap();
    report
}

pub async fn bring_in_without_commit(
    database: &Database,
    write: &Write,
    file: &[u8],
    today: Date,
) -> Result<Report, ImportError> {
    bring_in_with(database, write, file, today, false).await
}

/// As [`bring_in_without_commit`]; much may be taken back where `may_vanish` says so.
pub async fn bring_in_with(
    database: &Database,
    write: &Write,
    file: &[u8],
    today: Date,
    may_vanish: bool,
) -> Result<Report, ImportError> {
    let (areas, vocabularies) =
        (Areas::load(database).await?.snapshot(), Vocabularies::load(database).await?.snapshot());
    let source = Source::file(Format::ICalendar);
    let reading = import::calendar::read(file, source, &vocabularies, Period::ALWAYS, today).unwrap();
    let (organisation, places) = (club(write).await, places(&**write).await?);
    let options = Options {
        organisation: &organisation,
        areas: &areas,
        places: &places,
        vocabularies: &vocabularies,
        may_vanish,
    };
    import::bring_in(write, &reading, options, |_| ()).await
}

/// Saves `draft` as the import of its source does.
pub async fn save(database: &Database, draft: &Draft) -> Saved {
    let write = database.write().await.unwrap();
    let known = store::by_source(&*write, draft.details.organisation, &draft.origin).await.unwrap();
    let known = known.get(key(&draft.origin));
    let saved = store::save(&write, draft, known, &Actor::system("story")).await.unwrap();
    write.commit().await.unwrap();
    saved
}

/// What its source calls the offer.
pub fn key(origin: &Origin) -> &str {
    origin.columns().2.unwrap_or_default()
}

pub async fn all_offers(database: &Database) -> Vec<Offer> {
    let ids = store::ids_after(database.read(), None, 100_000).await.unwrap();
    store::full(database.read(), &ids).await.unwrap()
}

pub async fn offer(database: &Database, slug: &str) -> Offer {
    store::by_slug(database.read(), slug).await.unwrap().unwrap_or_else(|| panic!("no offer “{slug}”"))
}

/// How many messages lie in the log, read or not.
pub async fn messages(database: &Database) -> usize {
    // Not through the outbox's reader: on PostgreSQL that waits for transactions of other stories.
    use sea_orm::{ConnectionTrait, Statement};
    let connection = database.read();
    let count = Statement::from_string(connection.get_database_backend(), "SELECT COUNT(*) FROM outbox");
    let row = connection.query_one_raw(count).await.unwrap().unwrap();
    usize::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}

/// Waits until the log may be read to its end.
pub async fn log_is_readable(database: &Database) {
    let written = messages(database).await;
    for _ in 0..6_000 {
        if outbox::read(database, outbox::Position::default(), 100_000).await.unwrap().len() == written {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the log's end can't be read");
}
