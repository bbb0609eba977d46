//! The wall around calcard: one content line goes in, values of our own come out.
//!
//! calcard 0.3 reads parameters, escapes, transfer encodings, dates, durations, periods and the names of zones. Its
//! reading of whole files, of rules and its expansion are not used: it has no line numbers, lets numbers in rules wrap
//! around (`INTERVAL=65537` becomes 1), reads `UNTIL` in UTC as a local time, matches changed dates across events by
//! `SEQUENCE` instead of `UID`, and keeps whole years of seconds in memory.

use super::problem::quote;
use calcard::{
    Entry, Parser,
    common::{PartialDateTime, timezone::Tz},
    icalendar::{
        ICalendarDuration, ICalendarEntry, ICalendarParameterName, ICalendarParameterValue, ICalendarPeriod,
        ICalendarValue, Uri,
    },
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};
use std::str::FromStr;

/// A property with its parameters and values.
#[derive(Debug)]
pub(super) struct Property {
    entry: ICalendarEntry,
    /// What stands behind the colon, as written.
    raw: String,
}

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    Day(Date),
    /// A time in the zone of the property, or in no zone.
    Civil(DateTime),
    /// A time in UTC or with an offset of its own.
    Instant(Timestamp),
}

/// A length as written: days (weeks) by the calendar, the rest by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    pub days: i64,
    pub time: SignedDuration,
}

/// One value of `RDATE` or `EXDATE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListedDate {
    pub start: Stamp,
    pub end: Option<PeriodEnd>,
}

/// How a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodEnd {
    At(Stamp),
    After(Length),
}

impl Property {
    /// Reads a content line.
    pub(super) fn read(line: &str) -> Option<Self> {
        let line = with_quoted_zone(line);
        let Entry::ICalendar(parsed) =
            Parser::new(&format!("BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")).entry()
        else {
            return None;
        };
        let entry = parsed.components.into_iter().next()?.entries.into_iter().next()?;
        let raw = line.split_once(':').map_or("", |(_, raw)| raw).to_owned();
        Some(Self { entry, raw })
    }

    /// The value behind the colon as written.
    pub(super) fn raw(&self) -> &str {
        &self.raw
    }

    /// The first value as text, unescaped and decoded.
    pub(super) fn text(&self) -> Option<String> {
        self.entry.values.first().and_then(text_of)
    }

    /// All values as texts.
    pub(super) fn texts(&self) -> Vec<String> {
        self.entry.values.iter().filter_map(text_of).collect()
    }

    /// Whether the value is HTML (`FMTTYPE=text/html`, RFC 5545 section 3.2.8).
    pub(super) fn is_html(&self) -> bool {
        self.parameter(&ICalendarParameterName::Fmttype)
            .is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"))
    }

    /// The name that goes with an address (`CN`).
    pub(super) fn common_name(&self) -> Option<&str> {
        self.parameter(&ICalendarParameterName::Cn)
    }

    /// The language of the text (`LANGUAGE`).
    pub(super) fn language(&self) -> Option<&str> {
        self.parameter(&ICalendarParameterName::Language)
    }

    /// What an address to meet at is for (`FEATURE`, RFC 7986 section 6.3), in capital letters.
    pub(super) fn features(&self) -> Vec<String> {
        let values = self.entry.parameters(&ICalendarParameterName::Feature);
        values
            .filter_map(ICalendarParameterValue::as_text)
            .flat_map(|value| value.split(','))
            .map(|feature| feature.trim().to_ascii_uppercase())
            .collect()
    }

    /// The zone of the times (`TZID`).
    pub(super) fn zone(&self) -> Option<&str> {
        self.parameter(&ICalendarParameterName::Tzid)
    }

    /// Whether a change to a series goes for all later dates too (`RANGE=THISANDFUTURE`).
    pub(super) fn is_this_and_future(&self) -> bool {
        self.entry.has_parameter(&ICalendarParameterName::Range)
    }

    /// The first value as a date.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        self.entry.values.first().and_then(|value| match value {
            ICalendarValue::PartialDateTime(date) => stamp_of(date),
            _ => None,
        })
    }

    /// All values as dates or periods; as written where one cannot be read.
    pub(super) fn listed_dates(&self) -> Vec<Result<ListedDate, String>> {
        // What is neither date nor text (a time without a day) is quoted with the whole value.
        let written = |value| text_of(value).unwrap_or_else(|| quote(&self.raw));
        self.entry.values.iter().map(|value| listed_date(value).ok_or_else(|| written(value))).collect()
    }

    /// The value as a length.
    pub(super) fn length(&self) -> Option<Length> {
        match self.entry.values.first() {
            Some(ICalendarValue::Duration(duration)) => Some(length_of(duration)),
            _ => None,
        }
    }

    /// The value as two numbers: `GEO:51.6;13.2`, or `geo:51.6,13.2` (RFC 5870).
    pub(super) fn coordinates(&self) -> Option<(f64, f64)> {
        let raw = self.raw.rsplit_once("geo:").map_or(self.raw.as_str(), |(_, raw)| raw);
        let mut numbers = raw.split([';', ',']).map(|number| number.trim().parse::<f64>().ok());
        Some((numbers.next()??, numbers.next()??))
    }

    /// The value as an offset from UTC.
    pub(super) fn offset(&self) -> Option<Offset> {
        match self.entry.values.first() {
            Some(ICalendarValue::PartialDateTime(offset)) => offset_of(offset),
            _ => None,
        }
    }

    fn parameter(&self, name: &ICalendarParameterName) -> Option<&str> {
        self.entry.parameters(name).find_map(|value| value.as_text())
    }
}

/// The IANA name of a zone that Outlook, Exchange or another program calls `name`.
pub(super) fn iana_name(name: &str) -> Option<String> {
    // For a name in brackets that it does not know, calcard takes the offset and drops its minutes.
    let drops_minutes = name.split_once(')').is_some_and(|(offset, _)| {
        offset.rsplit_once(':').is_some_and(|(_, minutes)| minutes.trim() != "00")
    });
    let zone = Tz::from_str(name).ok()?;
    let iana = zone.name()?.into_owned();
    (!(drops_minutes && iana.starts_with("Etc/"))).then_some(iana)
}

/// The IANA name of a zone by its number in Microsoft's Collaboration Data Objects (`X-MICROSOFT-CDO-TZID`).
pub(super) fn iana_name_of_number(number: &str) -> Option<String> {
    Tz::from_ms_cdo_zone_id(number.trim()).and_then(|zone| zone.name()).map(std::borrow::Cow::into_owned)
}

/// Quotes a zone that should have been quoted: `TZID=(UTC+01:00) Amsterdam, Berlin:20261122T180000` has a colon and a
/// comma in its name, and its value begins behind the last colon.
fn with_quoted_zone(line: &str) -> std::borrow::Cow<'_, str> {
    let unquoted = || {
        let (head, value) = line.rsplit_once(':')?;
        // A text may well speak of “;TZID=”; only behind a name is it a parameter.
        if !is_dated(line) {
            return None;
        }
        let start = head.to_ascii_uppercase().find(";TZID=")? + ";TZID=".len();
        let (before, zone) = head.split_at_checked(start)?;
        let needs_quotes = !zone.starts_with('"') && zone.contains([':', ',']) && !zone.contains(';');
        let is_date = value.starts_with(|first: char| first.is_ascii_digit());
        (needs_quotes && is_date).then(|| format!("{before}\"{zone}\":{value}"))
    };
    unquoted().map_or(std::borrow::Cow::Borrowed(line), std::borrow::Cow::Owned)
}

fn is_dated(line: &str) -> bool {
    let name = line.split([';', ':']).next().unwrap_or("").trim().to_ascii_uppercase();
    matches!(name.as_str(), "DTSTART" | "DTEND" | "RDATE" | "EXDATE" | "RECURRENCE-ID")
}

fn text_of(value: &ICalendarValue) -> Option<String> {
    match value {
        ICalendarValue::Text(text) => Some(text.clone()),
        ICalendarValue::Uri(Uri::Location(address)) => Some(address.clone()),
        ICalendarValue::Binary(bytes) => {
            Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
        }
        ICalendarValue::Integer(number) => Some(number.to_string()),
        ICalendarValue::Status(status) => {
            use calcard::common::IanaString as _;
            Some(status.as_str().to_owned())
        }
        ICalendarValue::Classification(class) => {
            use calcard::common::IanaString as _;
            Some(class.as_str().to_owned())
        }
        _ => None,
    }
}

fn listed_date(value: &ICalendarValue) -> Option<ListedDate> {
    match value {
        ICalendarValue::PartialDateTime(date) => Some(ListedDate { start: stamp_of(date)?, end: None }),
        ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
            Some(ListedDate { start: stamp_of(start)?, end: Some(PeriodEnd::At(stamp_of(end)?)) })
        }
        ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
            Some(ListedDate { start: stamp_of(start)?, end: Some(PeriodEnd::After(length_of(duration))) })
        }
        _ => None,
    }
}

fn stamp_of(date: &PartialDateTime) -> Option<Stamp> {
    let small = |number: u8| i8::try_from(number).ok();
    let day = Date::new(i16::try_from(date.year?).ok()?, small(date.month?)?, small(date.day?)?).ok()?;
    let Some(hour) = date.hour else { return Some(Stamp::Day(day)) };
    // The leap second that RFC 5545 allows does not exist in civil time.
    let second = date.second.unwrap_or(0).min(60).min(59);
    let time =
        jiff::civil::Time::new(small(hour)?, small(date.minute.unwrap_or(0))?, small(second)?, 0).ok()?;
    let civil = DateTime::from_parts(day, time);
    if date.tz_hour.is_none() {
        return Some(Stamp::Civil(civil));
    }
    TimeZone::fixed(offset_of(date)?).to_timestamp(civil).ok().map(Stamp::Instant)
}

fn offset_of(date: &PartialDateTime) -> Option<Offset> {
    let seconds = i32::from(date.tz_hour?) * 3_600 + i32::from(date.tz_minute.unwrap_or(0)) * 60;
    Offset::from_seconds(if date.tz_minus { -seconds } else { seconds }).ok()
}

fn length_of(duration: &ICalendarDuration) -> Length {
    let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
    let seconds =
        i64::from(duration.hours) * 3_600 + i64::from(duration.minutes) * 60 + i64::from(duration.seconds);
    let sign = if duration.neg { -1 } else { 1 };
    Length { days: sign * days, time: SignedDuration::from_secs(sign * seconds) }
}
