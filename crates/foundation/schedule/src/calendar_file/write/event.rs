//! Events: the series, then each date that was changed.

use super::line::{Lines, civil, escaped, quoted, utc};
use super::when::Clock;
use super::{WrittenChange, WrittenEvent};
use crate::calendar_file::EventStatus;
use crate::calendar_file::structure::{SOLD_OUT, TOWN};
use crate::occurrence::{Moment, OccurrenceState};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime};
use kreisrund_kernel::WebAddress;

/// What one `VEVENT` says that others of the same event may say differently.
struct Part<'a> {
    /// The date that it changes.
    changes: Option<DateTime>,
    moment: &'a Moment,
    state: OccurrenceState,
    summary: Option<&'a str>,
    location: Option<&'a str>,
    description: Option<&'a str>,
}

pub(super) fn write(lines: &mut Lines, event: &WrittenEvent) {
    let when = &event.when;
    let whole = Part {
        changes: None,
        moment: &when.first,
        state: OccurrenceState::Planned,
        summary: event.summary.as_deref(),
        location: event.location.as_deref(),
        description: event.description.as_deref(),
    };
    // Where there is but one date, what is to be said about it is said of the event.
    if let Some(change) = when.only_change() {
        component(lines, event, &Part { changes: None, ..changed(&whole, event, change) });
        return;
    }
    component(lines, event, &whole);
    for change in &when.changes {
        component(lines, event, &changed(&whole, event, change));
    }
}

fn changed<'a>(whole: &Part<'a>, event: &WrittenEvent, change: &'a WrittenChange) -> Part<'a> {
    Part {
        changes: Some(event.when.start_of(change.recurrence_id)),
        moment: &change.moment,
        state: change.state,
        summary: change.summary.as_deref().or(whole.summary),
        location: change.location.as_deref().or(whole.location),
        description: change.description.as_deref().or(whole.description),
    }
}

fn component(lines: &mut Lines, event: &WrittenEvent, part: &Part<'_>) {
    let when = &event.when;
    lines.raw("BEGIN:VEVENT");
    lines.text("UID", Some(&event.uid));
    if let Some(original) = part.changes {
        lines.raw(&dated("RECURRENCE-ID", &when.clock(), original));
    }
    lines.raw(&format!("SEQUENCE:{}", event.sequence));
    lines.instant("DTSTAMP", Some(event.stamp));
    lines.instant("CREATED", event.created);
    lines.instant("LAST-MODIFIED", event.last_modified);
    moment(lines, part.moment, part.changes.is_some() && when.has_known_end());
    if part.changes.is_none() {
        for rule in &when.rules {
            lines.raw(&format!("RRULE:{rule}"));
        }
        // A line for each: programs that read only the first value of a list are not rare.
        for added in &when.added {
            lines.raw(&dated("RDATE", &when.clock(), *added));
        }
        for excluded in &when.excluded {
            lines.raw(&dated("EXDATE", &when.clock(), *excluded));
        }
    }
    texts(lines, event, part);
    lines.raw(match (event.status, part.state) {
        (EventStatus::Cancelled, _) | (_, OccurrenceState::Cancelled) => "STATUS:CANCELLED",
        (EventStatus::Tentative, _) => "STATUS:TENTATIVE",
        (EventStatus::Confirmed, _) => "STATUS:CONFIRMED",
    });
    if part.state == OccurrenceState::SoldOut {
        lines.raw(&format!("{SOLD_OUT}:TRUE"));
    }
    lines.raw("END:VEVENT");
}

fn texts(lines: &mut Lines, event: &WrittenEvent, part: &Part<'_>) {
    let language = event.language.as_deref().filter(|tag| is_parameter(tag));
    let parameter = language.map(|tag| format!(";LANGUAGE={tag}")).unwrap_or_default();
    lines.text(&format!("SUMMARY{parameter}"), part.summary);
    lines.text(&format!("DESCRIPTION{parameter}"), part.description);
    // Town and position are those of the event's place; where one date is elsewhere, they would lead people astray.
    let is_there = part.location == event.location.as_deref();
    let town = event.town.as_deref().filter(|_| is_there);
    match part.location.zip(town) {
        Some((location, town)) => {
            lines.text("LOCATION", Some(&format!("{location}, {town}")));
            lines.text(TOWN, Some(town));
        }
        None => lines.text("LOCATION", part.location),
    }
    let position = event.geo.filter(|_| is_there);
    if let Some(position) = position {
        lines.raw(&format!("GEO:{};{}", position.latitude(), position.longitude()));
    }
    conference(lines, event);
    lines.address("URL", event.url.as_deref());
    let categories: Vec<String> =
        event.categories.iter().map(|category| escaped(category)).filter(|word| !word.is_empty()).collect();
    if !categories.is_empty() {
        lines.raw(&format!("CATEGORIES:{}", categories.join(",")));
    }
    let mail = event.organizer_email.as_deref().filter(|mail| is_mail_address(mail));
    match (&event.organizer, mail) {
        (Some(name), Some(mail)) => lines.raw(&format!("ORGANIZER;CN={}:mailto:{mail}", quoted(name))),
        (None, Some(mail)) => lines.raw(&format!("ORGANIZER:mailto:{mail}")),
        (_, None) => {}
    }
    let organizer = event.organizer.as_deref().filter(|_| mail.is_none());
    match (organizer, event.contact.as_deref()) {
        (Some(name), Some(contact)) if !contact.contains(name) => {
            lines.text("CONTACT", Some(&format!("{name}, {contact}")));
        }
        (Some(text), None) | (_, Some(text)) => lines.text("CONTACT", Some(text)),
        (None, None) => {}
    }
}

/// Writes where on the net one takes part, under the name of its host.
fn conference(lines: &mut Lines, event: &WrittenEvent) {
    let address = event.conference.as_deref().and_then(|address| address.parse::<WebAddress>().ok());
    if let Some(address) = address {
        let name = format!("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL={}", quoted(address.host()));
        lines.address(&name, Some(address.as_str()));
    }
}

/// Writes start and end. Whole days end on the day after the last; no end is written where none is known, unless one
/// would be inherited.
fn moment(lines: &mut Lines, moment: &Moment, inherits_an_end: bool) {
    match moment {
        Moment::AllDay(days) => {
            lines.raw(&day("DTSTART", days.first()));
            lines.raw(&day("DTEND", days.last().tomorrow().unwrap_or(days.last())));
        }
        Moment::Timed(timed) => {
            lines.raw(&time("DTSTART", timed.zone(), timed.start()));
            match timed.end() {
                Some(end) => lines.raw(&time("DTEND", timed.zone(), end)),
                None if inherits_an_end => lines.raw("DURATION:PT0S"),
                None => {}
            }
        }
    }
}

/// A start of the series.
fn dated(name: &str, clock: &Clock<'_>, start: DateTime) -> String {
    match clock {
        Clock::Days => day(name, start.date()),
        Clock::Times(zone) => time(name, zone, start),
    }
}

fn day(name: &str, day: Date) -> String {
    let midnight = civil(day.at(0, 0, 0, 0));
    format!("{name};VALUE=DATE:{}", midnight.split('T').next().unwrap_or_default())
}

fn time(name: &str, zone: &Zone, time: DateTime) -> String {
    if *zone == Zone::utc() {
        format!("{name}:{}", utc(zone.instant(time)))
    } else {
        format!("{name};TZID={}:{}", zone.name(), civil(time))
    }
}

fn is_parameter(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_mail_address(mail: &str) -> bool {
    let is_clean = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"\\,;:".contains(c);
    mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        && mail.chars().all(is_clean)
}
