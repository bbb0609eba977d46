//! What an offer is.

pub mod details;
pub mod provenance;
pub mod state;

use std::collections::BTreeMap;

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
};
use kreisrund_content::{LanguageTag, Text, Texts, Vocabulary};
use kreisrund_kernel::{OfferId, Slug, TermId};
use kreisrund_schedule::{Moment, Occurrence, Series, Zone};
use serde::{Deserialize, Serialize};

pub use details::{
    Accessibility, Ages, Contact, Course, Deadline, Details, Form, Location, NotAges, Online, Registration,
    Service, ServiceArea, Support, Venue, Way,
};
pub use provenance::{Entered, Field, Provenance};
pub use state::State;

/// Something that an organisation provides: a course, an event, an ongoing service.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its identifier.
    pub id: OfferId,
    /// The short name in its address. It stays when the title changes, so that links go on working.
    pub slug: Slug,
    /// Whether the public sees it.
    pub state: State,
    /// What is said about it.
    pub details: Details,
    /// Where it came from.
    pub origin: Origin,
    /// Which of its fields a person entered.
    pub provenance: Provenance,
    /// How often what people plan by (dates, place, state) was changed: iCalendar's `SEQUENCE`.
    pub sequence: i64,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// The rule of its dates, where they follow one.
    pub series: Option<Rule>,
    /// Its dates in their order; none for what is always there.
    pub dates: Vec<OfferDate>,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// The rule that dates follow, and how far it was followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The series.
    pub series: Series,
    /// The last day up to which its dates are recorded; beyond it the rule alone speaks.
    pub followed_to: Date,
}

/// Where an offer came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Somebody entered it here.
    Entered,
    /// A source elsewhere has it.
    Imported {
        /// The source.
        source: Source,
        /// The record's name there, the same each time.
        key: String,
    },
    /// The demonstration.
    Demo {
        /// Its name there.
        name: String,
    },
}

/// A source of offers: a calendar, a provider's page, a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// How it is written.
    pub format: Format,
    /// Which one it is among those of its organisation: its address without what may be secret in it, or `file`.
    pub name: String,
}

/// How a source is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// iCalendar.
    ICalendar,
    /// schema.org in JSON-LD.
    JsonLd,
    /// A table: CSV or a spreadsheet.
    Table,
    /// The training search of the Federal Employment Agency.
    EmploymentAgency,
}

impl Format {
    /// The name under which the format is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ICalendar => "ical",
            Self::JsonLd => "jsonld",
            Self::Table => "csv",
            Self::EmploymentAgency => "ba-json",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::ICalendar, Self::JsonLd, Self::Table, Self::EmploymentAgency]
            .into_iter()
            .find(|format| format.as_str() == name)
    }
}

impl Source {
    /// The source of a file: all files that an organisation hands in in one format are editions of one source.
    #[must_use]
    pub fn file(format: Format) -> Self {
        Self { format, name: "file".to_owned() }
    }
}

impl Origin {
    /// The kind of source, its name and the record's name in it, as they are stored.
    #[must_use]
    pub fn columns(&self) -> (&'static str, Option<&str>, Option<&str>) {
        match self {
            Self::Entered => ("entered", None, None),
            Self::Imported { source, key } => (source.format.as_str(), Some(&source.name), Some(key)),
            Self::Demo { name } => ("demo", None, Some(name)),
        }
    }

    /// The origin that is stored so.
    pub(crate) fn from_columns(kind: &str, name: Option<String>, key: Option<String>) -> Option<Self> {
        let key = key.unwrap_or_default();
        match kind {
            "entered" => Some(Self::Entered),
            "demo" => Some(Self::Demo { name: key }),
            other => Format::from_name(other).map(|format| Self::Imported {
                source: name.map_or_else(|| Source::file(format), |name| Source { format, name }),
                key,
            }),
        }
    }
}

/// One date of an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferDate {
    /// What tells it from the other dates of the same offer, the same each time the source is read: for dates of a
    /// series, the start that the series gave it.
    pub key: String,
    /// When, and whether it is still on.
    pub occurrence: Occurrence,
    /// The start it had been announced for, where it was put off.
    pub moved_from: Option<DateTime>,
    /// Its own title, where it has one.
    pub title: Option<String>,
    /// Its own place, where it has one.
    pub place: Option<String>,
}

impl OfferDate {
    /// The date `key` that takes place as `occurrence` says.
    #[must_use]
    pub const fn new(key: String, occurrence: Occurrence) -> Self {
        Self { key, occurrence, moved_from: None, title: None, place: None }
    }

    /// The key of the date that a series gives at `moment`: its start, as calendars write it for whole days and times.
    #[must_use]
    pub fn key_in_series(moment: &Moment) -> String {
        let start = moment.civil_start();
        if moment.is_all_day() { start.date().to_string() } else { start.to_string() }
    }
}

/// The key of the date of an offer that has but one: it stays that date when it is put off.
pub const ONLY_DATE: &str = "only";

/// The zone in which whole days are lived.
#[must_use]
pub fn county_zone() -> Zone {
    Zone::berlin()
}

/// When a date is over: at its end, or two hours after its beginning where nobody said how long it takes. Without that,
/// an evening would vanish from the results the moment it begins.
#[must_use]
pub fn over_at(moment: &Moment) -> Timestamp {
    let zone = county_zone();
    match moment {
        Moment::Timed(timed) if timed.end().is_none() => moment.start(&zone) + SignedDuration::from_hours(2),
        _ => moment.end(&zone),
    }
}

/// An offer as a source describes it, before it has an identifier or an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The name to make its address from; the title, or a fixed one.
    pub slug: Slug,
    /// What is said about it.
    pub details: Details,
    /// Where it comes from.
    pub origin: Origin,
    /// The version in which its source has it.
    pub sequence: i64,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// Its terms of each vocabulary of which the source says something; those of other vocabularies stay as they are.
    pub terms: BTreeMap<Vocabulary, Vec<TermId>>,
    /// The rule of its dates, where they follow one.
    pub series: Option<Rule>,
    /// Its dates.
    pub dates: Vec<OfferDate>,
    /// Dates before this instant stay as they are even if the source no longer has them.
    pub keep_before: Timestamp,
}

/// A text in German, as most sources are.
#[must_use]
pub fn german(title: &str, summary: &str, body: &str) -> Texts {
    Texts::only(Text::new(LanguageTag::german(), title, summary, body))
}
