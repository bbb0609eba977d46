//! What an import did, for people and for machines.

use jiff::civil::{Date, Time};
use kreisrund_schedule::Moment;
use serde::Serialize;

use crate::offer::{OfferDate, county_zone};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// New offers.
    pub added: usize,
    /// Offers that say something else now.
    pub changed: usize,
    /// Offers that say the same as before.
    pub unchanged: usize,
    /// Records that did not come in.
    pub skipped: usize,
    /// Offers that were taken back, because their source no longer has them or no longer for everyone.
    pub withdrawn: usize,
    /// Of the offers that came in: how many are over.
    pub past: usize,
    /// Each record of the source, and each offer that was taken back.
    pub events: Vec<EventReport>,
    /// What somebody should know about the source: what could not be understood, what was put right.
    pub notes: Vec<Note>,
}

/// What became of one record of the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventReport {
    /// Its key in the source; a calendar's UID.
    pub uid: String,
    /// The line or row on which it begins.
    pub line: Option<usize>,
    /// Its title.
    pub title: Option<String>,
    /// What became of it.
    pub result: Outcome,
    /// Why, or what should be known about it.
    pub reason: Option<String>,
    /// Whether all its dates are over.
    pub past: bool,
    /// Its dates.
    pub occurrences: Vec<OccurrenceReport>,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is a new offer.
    Added,
    /// Its offer says something else now.
    Changed,
    /// Its offer says the same.
    Unchanged,
    /// It stayed out.
    Skipped,
    /// Its offer was taken back.
    Withdrawn,
}

/// One date, as clocks in `zone` show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OccurrenceReport {
    /// The start in ISO 8601, without offset: `2026-11-22T18:30:00`, or `2026-11-22` for whole days.
    pub start: String,
    /// The end in the same form, where one is known. Of whole days it is the day after the last, as in calendars.
    pub end: Option<String>,
    /// The zone by its IANA name. Whole days are those of the county.
    pub zone: String,
    /// `planned`, `cancelled` or `sold_out`.
    pub state: &'static str,
    /// Whether these are whole days.
    pub all_day: bool,
    /// The start it had been announced for, where it was put off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<String>,
}

/// Something that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the file, or the row of the table.
    pub line: Option<usize>,
    /// The record's key.
    pub uid: Option<String>,
    /// A sentence.
    pub reason: String,
}

impl OccurrenceReport {
    /// The report of one date.
    #[must_use]
    pub fn of(date: &OfferDate) -> Self {
        let (start, end, zone) = match &date.occurrence.moment {
            Moment::AllDay(days) => (
                days.first().to_string(),
                Some(days.last().tomorrow().unwrap_or(Date::MAX).to_string()),
                county_zone().name().to_owned(),
            ),
            Moment::Timed(timed) => (
                timed.start().to_string(),
                timed.end().map(|end| end.to_string()),
                timed.zone().name().to_owned(),
            ),
        };
        let is_all_day = date.occurrence.moment.is_all_day();
        Self {
            start,
            end,
            zone,
            state: date.occurrence.state.as_str(),
            all_day: is_all_day,
            moved_from: date.moved_from.map(|from| {
                if is_all_day && from.time() == Time::midnight() {
                    from.date().to_string()
                } else {
                    from.to_string()
                }
            }),
        }
    }
}

impl Report {
    pub(super) fn count(&mut self, event: EventReport) {
        match event.result {
            Outcome::Added => self.added += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Skipped => self.skipped += 1,
            Outcome::Withdrawn => self.withdrawn += 1,
        }
        self.past += usize::from(event.past && event.result != Outcome::Skipped);
        self.events.push(event);
    }

    /// Whether anything of the source is in the database now.
    #[must_use]
    pub const fn brought_something(&self) -> bool {
        self.added + self.changed + self.unchanged + self.withdrawn > 0
    }
}
