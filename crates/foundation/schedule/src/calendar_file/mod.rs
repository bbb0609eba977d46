//! Calendar files (iCalendar, RFC 5545): reading them as offices, clubs and their programs really write them, and writing
//! them so that those programs understand them.
//!
//! [`read()`] is liberal: one broken event does not spoil the file. What could not be understood is listed in
//! [`CalendarFile::problems`] with its line, so that whoever publishes the file can be told.

mod component;
mod date;
mod event;
mod lines;
mod problem;
mod property;
mod series;
mod structure;
mod write;
mod zones;

#[cfg(test)]
mod tests;

pub use problem::{LineProblem, ProblemReason};
pub use write::{WrittenCalendar, WrittenChange, WrittenEvent, WrittenWhen, write};

use crate::occurrence::{Moment, Occurrence};
use crate::recurrence::{Budget, Horizon, Series, Truncation};
use crate::zone::Zone;
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use kreisrund_kernel::{Position, plain_text as text};
use serde::{Deserialize, Serialize};

/// How a file is read, and how much of it at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The days within which occurrences are wanted, and how many of one event.
    pub horizon: Horizon,
    /// The zone of times that name none (“floating”), and of times in UTC or in a zone that only the file knows.
    /// A zone that the file itself declares for the whole calendar (`X-WR-TIMEZONE`) comes first.
    pub default_zone: Zone,
    /// The size in bytes above which a file is refused.
    pub most_bytes: usize,
    /// The number of events above which a file is refused.
    pub most_events: usize,
    /// The number of occurrences of all events together; series that come later get none and say so.
    pub most_occurrences: usize,
    /// The steps that all rules together may cost (a step looks at one day or time); series that come later are cut
    /// short and say so.
    pub most_steps: u64,
}

impl ReadOptions {
    /// Occurrences from `from` to `to`, at most 1,000 of one event and 200,000 of one file; times without a zone are
    /// German; files up to 20 MB and 50,000 events.
    #[must_use]
    pub fn new(from: Date, to: Date) -> Self {
        Self {
            horizon: Horizon::new(from, to, 1_000),
            default_zone: Zone::berlin(),
            most_bytes: 20_000_000,
            most_events: 50_000,
            most_occurrences: 200_000,
            most_steps: 5_000_000,
        }
    }
}

/// Why a file is refused as a whole. The sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACalendar {
    /// Nothing in it.
    #[error("the file is empty; export the calendar again")]
    Empty,
    /// More bytes than are read.
    #[error("the file has {bytes} bytes, more than the {most} that are read; export a shorter period")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// More events than are read. Nothing is taken, because half a calendar looks as if the rest had been deleted.
    #[error("the file has more than {most} events; export a shorter period")]
    TooManyEvents {
        /// The limit.
        most: usize,
    },
    /// Something else: a web page, a picture, a spreadsheet.
    #[error("{0}; the address or file has to lead to an iCalendar file (.ics)")]
    NotICalendar(OtherFile),
    /// iCalendar or vCard lines, but neither a calendar nor an event.
    #[error("the file holds no calendar (BEGIN:VCALENDAR is missing); export the calendar itself")]
    NoCalendar,
}

/// What a file is instead of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OtherFile {
    /// HTML, often the page about the calendar or a page to sign in.
    #[error("this is a web page")]
    WebPage,
    /// JSON or XML.
    #[error("this is a data file of another kind")]
    OtherData,
    /// Bytes that are no text.
    #[error("this is not a text file")]
    Binary,
    /// Text without a line of iCalendar.
    #[error("this is some other text")]
    OtherText,
}

/// A calendar as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarFile {
    /// The calendar's name (`NAME` of RFC 7986, or `X-WR-CALNAME`).
    pub name: Option<String>,
    /// The zone of times that name none.
    pub default_zone: Zone,
    /// The events, in the order in which they first appear. Every `uid` appears once.
    pub events: Vec<CalendarEvent>,
    /// Events that stay out because they are not public.
    pub skipped: Vec<SkippedEvent>,
    /// What could not be understood, at most 1,000 entries, in the order of their lines.
    pub problems: Vec<LineProblem>,
    /// How many problems were found beyond those listed.
    pub further_problems: usize,
}

/// An event, single or recurring, with its occurrences within the horizon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarEvent {
    /// The event's identifier: the same in every export of the same calendar.
    pub uid: String,
    /// Whether the file had no usable identifier, so that `uid` was derived from start, title, place and rules.
    /// Changing one of those then makes a new event.
    pub uid_is_derived: bool,
    /// The line on which the event begins.
    pub line: usize,
    /// The version (`SEQUENCE`), counted up by the publisher at changes that matter.
    pub sequence: i64,
    /// The title, one line of at most 300 characters.
    pub summary: Option<String>,
    /// The description as plain text of at most 20,000 characters, paragraphs separated by line feeds.
    pub description: Option<String>,
    /// The place as it was written, one line of at most 500 characters.
    pub location: Option<String>,
    /// The town of the place, where the publisher keeps it apart from `location`. Only Kreisrund does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// The position of the place.
    pub geo: Option<Position>,
    /// Where on the net one takes part (`CONFERENCE`, RFC 7986); always `http` or `https`. Telephone numbers, chats and
    /// what only moderators may know are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conference: Option<String>,
    /// The web page about the event; always `http` or `https`.
    pub url: Option<String>,
    /// The publisher's categories.
    pub categories: Vec<String>,
    /// The organiser's name; never a mail address.
    pub organizer: Option<String>,
    /// Whom to ask (`CONTACT`), one line of at most 500 characters.
    pub contact: Option<String>,
    /// The language of title or description (`LANGUAGE`), where it has the form of a language tag (BCP 47), such as `de`.
    pub language: Option<String>,
    /// Whether the event as a whole is certain.
    pub status: EventStatus,
    /// When the publisher last changed the event.
    pub last_modified: Option<Timestamp>,
    /// The occurrences that touch the horizon, in order; none where the event lies outside of it.
    pub occurrences: Vec<CalendarOccurrence>,
    /// Whether the event is a series.
    pub recurring: bool,
    /// The series as its publisher wrote it, before single dates were changed: on the clocks it was written in, with
    /// its rules as rules. Dates that were changed by themselves (moved, cancelled) are part of it at their original
    /// start. None for single events, and where rules, added and excluded starts do not tell all of it: several masters,
    /// `EXRULE`, a zone that only the file knows, added dates of another length, changes to all later dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// Why occurrences are missing at the end, if any are.
    pub truncated: Option<Truncation>,
}

/// Whether an event is certain (`STATUS`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// It takes place.
    #[default]
    Confirmed,
    /// It may take place.
    Tentative,
    /// It does not take place; its occurrences are cancelled too.
    Cancelled,
}

/// One occurrence of an event, with what its publisher changed for this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarOccurrence {
    /// When, and whether.
    pub occurrence: Occurrence,
    /// The start the series gave it, in the zone of the event: stable when the occurrence is moved, and its key within
    /// the event. A date for whole days.
    pub recurrence_id: RecurrenceId,
    /// Its own title, where it differs from the event's.
    pub summary: Option<String>,
    /// Its own description, where it differs from the event's.
    pub description: Option<String>,
    /// Its own place, where it differs from the event's.
    pub location: Option<String>,
}

/// The original start of an occurrence within its series. As a text, `2026-11-22T18:30:00` or `2026-11-22`, it can be
/// stored and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RecurrenceId {
    /// A time on the clocks of the event's zone.
    Time(DateTime),
    /// A day.
    Day(Date),
}

impl std::fmt::Display for RecurrenceId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Time(civil) => write!(formatter, "{civil}"),
            Self::Day(day) => write!(formatter, "{day}"),
        }
    }
}

impl std::str::FromStr for RecurrenceId {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        // A day is also a time to the time library, so that the form decides.
        if text.contains('T') { text.parse().map(Self::Time) } else { text.parse().map(Self::Day) }
    }
}

impl TryFrom<String> for RecurrenceId {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, jiff::Error> {
        text.parse()
    }
}

impl From<RecurrenceId> for String {
    fn from(id: RecurrenceId) -> Self {
        id.to_string()
    }
}

/// An event that stays out because it is not public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedEvent {
    /// Its identifier.
    pub uid: String,
    /// The line on which it begins.
    pub line: usize,
    /// Why it stays out.
    pub class: Class,
}

/// For whom an event is meant (`CLASS`), other than the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// For its owner. Classes that nobody knows count as private (RFC 5545, section 3.8.1.3).
    Private,
    /// For a closed circle.
    Confidential,
}

impl CalendarFile {
    /// Whether every event of the file is among `events` or `skipped`. Where not, because something could not be read
    /// or the file was cut off, an event that is missing here may still exist at its publisher's: do not delete it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.further_problems == 0
            && !self.problems.iter().any(|problem| problem.reason.leaves_something_out())
    }
}

impl CalendarOccurrence {
    /// When it takes place.
    #[must_use]
    pub const fn moment(&self) -> &Moment {
        &self.occurrence.moment
    }
}

/// Reads the calendar file `bytes`.
///
/// Accepts UTF-8 with or without byte order mark, UTF-16, and Windows-1252 or ISO 8859-15 where a line is not UTF-8;
/// any line ends; events without a calendar around them.
///
/// # Errors
/// [`NotACalendar`] where nothing can be taken from the file.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<CalendarFile, NotACalendar> {
    if bytes.len() > options.most_bytes {
        return Err(NotACalendar::TooLarge { bytes: bytes.len(), most: options.most_bytes });
    }
    let text = lines::without_byte_order_mark(bytes);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(NotACalendar::Empty);
    }
    let mut problems = problem::Problems::default();
    let outline = structure::outline(&text, options, &mut problems)?;
    let mut zones = zones::Zones::new(&outline, options);
    let mut budget = Budget(options.most_steps);
    let (events, skipped) = event::assemble(&outline, options, &mut zones, &mut budget, &mut problems);
    let (problems, further_problems) = problems.into_parts();
    Ok(CalendarFile {
        name: outline.name.clone(),
        default_zone: zones.default_zone(),
        events,
        skipped,
        problems,
        further_problems,
    })
}
