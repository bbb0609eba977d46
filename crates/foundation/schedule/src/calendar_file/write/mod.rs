//! Writing calendar files (iCalendar, RFC 5545 and RFC 7986) that common calendars open and that [`super::read`] reads
//! back as they were.
//!
//! The text depends on nothing but what is written: the same calendar gives the same bytes.

mod event;
mod line;
mod when;
mod zones;

#[cfg(test)]
mod tests;

pub use when::{WrittenChange, WrittenWhen};

use super::structure::PRODUCT;
use super::{CalendarEvent, EventStatus};
use crate::occurrence::{Occurrence, OccurrenceState};
use jiff::{SignedDuration, Timestamp};
use kreisrund_kernel::{Period, Position};
use line::Lines;

/// A calendar to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WrittenCalendar {
    /// The calendar's name.
    pub name: Option<String>,
    /// What the calendar holds, in a sentence.
    pub description: Option<String>,
    /// Where the calendar is published and can be subscribed to: a web address.
    pub source: Option<String>,
    /// How often it is worth asking again, in whole minutes.
    pub refresh: Option<SignedDuration>,
    /// The events, in the order in which they are written.
    pub events: Vec<WrittenEvent>,
}

/// An event to be written: single or recurring.
///
/// Texts are plain; whatever iCalendar has a meaning for is escaped. Control characters are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenEvent {
    /// The identifier, the same in every export.
    pub uid: String,
    /// The version, counted up at changes that matter.
    pub sequence: i64,
    /// When this was written down (`DTSTAMP`). Take the time of the last change, so that an unchanged event gives the same
    /// text.
    pub stamp: Timestamp,
    /// When the event was first published.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub last_modified: Option<Timestamp>,
    /// The title.
    pub summary: Option<String>,
    /// The description; lines are separated by line feeds.
    pub description: Option<String>,
    /// The place in words.
    pub location: Option<String>,
    /// The town of the place, where `location` does not name it: written behind it, and told apart again on reading.
    pub town: Option<String>,
    /// The position of the place.
    pub geo: Option<Position>,
    /// Where on the net one takes part. Written where it is an `http` or `https` address.
    pub conference: Option<String>,
    /// The web page about the event. Written where it is an `http` or `https` address.
    pub url: Option<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// The organiser's name.
    pub organizer: Option<String>,
    /// The organiser's public mail address. iCalendar's `ORGANIZER` needs one; without, the name is written as a contact.
    pub organizer_email: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// The language of title and description as a language tag, such as `de`.
    pub language: Option<String>,
    /// Whether the event as a whole is certain. Changes of single dates cannot take back that it is cancelled.
    pub status: EventStatus,
    /// When it takes place.
    pub when: WrittenWhen,
}

impl WrittenEvent {
    /// An event of which no more is known than when it takes place.
    #[must_use]
    pub fn new(uid: impl Into<String>, stamp: Timestamp, when: WrittenWhen) -> Self {
        Self {
            uid: uid.into(),
            sequence: 0,
            stamp,
            created: None,
            last_modified: None,
            summary: None,
            description: None,
            location: None,
            town: None,
            geo: None,
            conference: None,
            url: None,
            categories: Vec::new(),
            organizer: None,
            organizer_email: None,
            contact: None,
            language: None,
            status: EventStatus::Confirmed,
            when,
        }
    }

    /// An event as it was read, to be passed on; none where it has no date. `known` are the days from which occurrences
    /// were wanted when it was read; outside of them its series speaks alone.
    #[must_use]
    pub fn of(event: &CalendarEvent, stamp: Timestamp, known: Period) -> Option<Self> {
        let is_off = event.status == EventStatus::Cancelled;
        let dates: Vec<_> = event
            .occurrences
            .iter()
            .map(|date| {
                // That all of it does not take place is said once.
                let state = if is_off { OccurrenceState::Planned } else { date.occurrence.state };
                (date.recurrence_id, Occurrence { state, ..date.occurrence.clone() })
            })
            .collect();
        let mut when = WrittenWhen::within(event.series.as_ref(), &dates, surely_known(event, known))?;
        for date in &event.occurrences {
            let texts = [&date.summary, &date.location, &date.description].map(Clone::clone);
            when.set_texts(date.recurrence_id, texts);
        }
        Some(Self {
            uid: event.uid.clone(),
            sequence: event.sequence,
            stamp,
            created: None,
            last_modified: event.last_modified,
            summary: event.summary.clone(),
            description: event.description.clone(),
            location: event.location.clone(),
            town: event.town.clone(),
            geo: event.geo,
            conference: event.conference.clone(),
            url: event.url.clone(),
            categories: event.categories.clone(),
            organizer: event.organizer.clone(),
            organizer_email: None,
            contact: event.contact.clone(),
            language: event.language.clone(),
            status: event.status,
            when,
        })
    }
}

/// The days for which all dates of an event were read: a day less at either end, because days begin at different times
/// in different zones; and no further than the dates were taken.
fn surely_known(event: &CalendarEvent, known: Period) -> Period {
    let from = known.from().and_then(|from| from.tomorrow().ok());
    let cut = event.truncated.and(event.occurrences.last()).map(|last| last.moment().civil_start().date());
    let to = match (known.to(), cut) {
        (Some(to), Some(cut)) => Some(to.min(cut)),
        (to, cut) => to.or(cut),
    };
    let to = to.and_then(|to| to.yesterday().ok());
    // Where nothing is left, nothing is known.
    let nothing = Period::day(jiff::civil::Date::MIN);
    Period::new(from, to).unwrap_or(nothing)
}

/// Writes a calendar: UTF-8, lines of at most 75 octets, ended by carriage return and line feed.
///
/// Times of day are written on the clocks of their zone, with the definition of each zone (`VTIMEZONE`) for the years
/// from the first date written; whole days end with the day after the last. Rules stay rules. A single date that was
/// changed becomes an event of its own with `RECURRENCE-ID`; one that is sold out bears `X-KREISRUND-SOLD-OUT:TRUE`.
#[must_use]
pub fn write(calendar: &WrittenCalendar) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw(&format!("PRODID:{PRODUCT}"));
    lines.raw("CALSCALE:GREGORIAN");
    lines.raw("METHOD:PUBLISH");
    for (names, text) in
        [(["NAME", "X-WR-CALNAME"], &calendar.name), (["DESCRIPTION", "X-WR-CALDESC"], &calendar.description)]
    {
        for name in names {
            lines.text(name, text.as_deref());
        }
    }
    lines.address("SOURCE;VALUE=URI", calendar.source.as_deref());
    if let Some(minutes) = calendar.refresh.map(|refresh| refresh.as_mins()).filter(|minutes| *minutes > 0) {
        let length = if minutes % 60 == 0 { format!("PT{}H", minutes / 60) } else { format!("PT{minutes}M") };
        lines.raw(&format!("REFRESH-INTERVAL;VALUE=DURATION:{length}"));
        lines.raw(&format!("X-PUBLISHED-TTL:{length}"));
    }
    zones::write(&mut lines, &calendar.events);
    for event in &calendar.events {
        event::write(&mut lines, event);
    }
    lines.raw("END:VCALENDAR");
    lines.into_text()
}
