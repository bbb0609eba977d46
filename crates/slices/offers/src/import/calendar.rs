//! Offers from a calendar file or feed (iCalendar, RFC 5545).
//!
//! An event is known by its UID, a date by its place in the series.

use std::collections::{BTreeMap, HashMap};

use jiff::{ToSpan, civil::Date};
use kreisrund_content::{Text, Texts, Vocabulary, VocabularySnapshot};
use kreisrund_kernel::{Period, WebAddress};
use kreisrund_schedule::{
    Moment, Occurrence, OccurrenceState,
    calendar_file::{
        self, CalendarEvent, CalendarFile, CalendarOccurrence, EventStatus, NotACalendar, ReadOptions,
        RecurrenceId,
    },
};

use super::{
    engine::language_or_german,
    item::{Item, Left, Reading, SourceVenue},
    report::Note,
    terms::TermNames,
};
use crate::{
    offer::{Contact, Form, ONLY_DATE, OfferDate, Online, Rule, Source},
    summary::summary,
};

/// How many months back dates of a series are taken, so that a list of past dates is no blank.
const MONTHS_BACK: i64 = 12;
/// How many months ahead dates of a series are taken.
const MONTHS_AHEAD: i64 = 18;

/// The days from which dates are taken as of `today`: whole months, so that a source read again tomorrow has the same
/// dates.
#[must_use]
pub fn usual_days(today: Date) -> (Date, Date) {
    let this_month = today.first_of_month();
    let from = this_month.saturating_sub(MONTHS_BACK.months());
    let to = this_month.saturating_add((MONTHS_AHEAD + 1).months()).saturating_sub(1.day());
    (from, to)
}

/// Reads the calendar `bytes` of `source` as of `today`. Dates are taken from `period`, at its open ends from
/// [`usual_days`]. Categories that are the name of a topic, an audience or a format become that.
///
/// # Errors
/// [`NotACalendar`] when `bytes` are none; a broken event alone is a line of the report instead.
pub fn read(
    bytes: &[u8],
    source: Source,
    vocabularies: &VocabularySnapshot,
    period: Period,
    today: Date,
) -> Result<Reading, NotACalendar> {
    let usual = usual_days(today);
    let from = period.from().unwrap_or(usual.0.min(period.to().unwrap_or(usual.0)));
    let to = period.to().unwrap_or(usual.1.max(from));
    let file = calendar_file::read(bytes, &ReadOptions::new(from, to))?;
    let before = dates_before(bytes, &file, period, from)?;
    let names = TermNames::new(vocabularies);
    let (mut items, mut left) = (Vec::new(), Vec::new());
    for event in &file.events {
        let occurrences = match before.get(&event.uid) {
            Some(before) if event.occurrences.is_empty() => before.as_slice(),
            _ => event.occurrences.as_slice(),
        };
        match item(event, occurrences, &names, to) {
            Ok(item) => items.push(item),
            Err(reason) => left.push(Left {
                dates: occurrences.iter().map(|occurrence| date(event, occurrence)).collect(),
                ..Left::new(event.uid.as_str(), Some(event.line), reason)
            }),
        }
    }
    left.extend(file.skipped.iter().map(|skipped| {
        let reason = "it is marked as private and stays out";
        Left { private: true, ..Left::new(skipped.uid.as_str(), Some(skipped.line), reason) }
    }));
    Ok(Reading {
        source,
        name: file.name.clone(),
        items,
        left,
        notes: notes(&file),
        complete: file.is_complete(),
        days: (from, to),
        today,
    })
}

/// The dates of events that are over before the usual days: those, too, come in. Somebody who asked for a period wants
/// nothing else.
fn dates_before(
    bytes: &[u8],
    file: &CalendarFile,
    period: Period,
    from: Date,
) -> Result<HashMap<String, Vec<CalendarOccurrence>>, NotACalendar> {
    if period != Period::ALWAYS || file.events.iter().all(|event| !event.occurrences.is_empty()) {
        return Ok(HashMap::new());
    }
    let options = ReadOptions::new(Date::constant(1970, 1, 1), from.saturating_sub(1.day()));
    let past = calendar_file::read(bytes, &options)?.events;
    Ok(past.into_iter().map(|event| (event.uid, event.occurrences)).collect())
}

fn item(
    event: &CalendarEvent,
    occurrences: &[CalendarOccurrence],
    names: &TermNames,
    followed_to: Date,
) -> Result<Item, &'static str> {
    let (title, is_made) = match &event.summary {
        Some(title) => (title.clone(), false),
        None => (title_from_elsewhere(event).ok_or("it has no title (SUMMARY)")?, true),
    };
    if occurrences.is_empty() {
        return Err("it has no date within the period from which dates are taken");
    }
    let made = "it has no title (SUMMARY); it was given one from its description or categories";
    let notes =
        is_made.then(|| made.to_owned()).into_iter().chain(event.truncated.map(|cut| cut.to_string()));
    let note = notes.collect::<Vec<_>>().join("; ");
    let language = language_or_german(event.language.as_deref());
    let text = Text::new(language, &title, "", event.description.as_deref().unwrap_or_default());
    let contact = event.contact.clone().or_else(|| event.organizer.clone());
    Ok(Item {
        line: Some(event.line),
        venue: venue(event),
        contact: contact.map(|name| Contact { name: Some(name), ..Contact::default() }),
        link: event.url.as_deref().and_then(|address| address.parse().ok()),
        terms: terms(event, names),
        sequence: event.sequence,
        series: event.series.clone().map(|series| Rule { series, followed_to }),
        dates: occurrences.iter().map(|occurrence| date(event, occurrence)).collect(),
        note: Some(note).filter(|note| !note.is_empty()),
        ..Item::new(event.uid.as_str(), Texts::only(text), Form::Event)
    })
}

/// Where it takes place. A web address in place of a place means that one meets there; one to take part at, that one can
/// do that too.
fn venue(event: &CalendarEvent) -> SourceVenue {
    let address = |text: &str| text.parse::<WebAddress>().ok();
    let instead = event.location.as_deref().and_then(address);
    let text = event.location.clone().filter(|_| instead.is_none());
    let beside = event.conference.as_deref().and_then(address);
    let online = instead.or(beside).map(|address| Online { address: Some(address) });
    SourceVenue { text, town: event.town.clone(), position: event.geo, online, ..SourceVenue::default() }
}

/// What an event without a title can be called: the beginning of its description, or what kind of thing it is.
fn title_from_elsewhere(event: &CalendarEvent) -> Option<String> {
    let description = event.description.as_deref().unwrap_or_default();
    let begin = description.lines().map(str::trim).find(|line| !line.is_empty());
    begin.map(|line| summary(line).chars().take(120).collect()).or_else(|| event.categories.first().cloned())
}

fn date(event: &CalendarEvent, item: &CalendarOccurrence) -> OfferDate {
    let moment = item.moment().clone();
    let planned = match item.recurrence_id {
        RecurrenceId::Time(time) => time,
        RecurrenceId::Day(day) => day.at(0, 0, 0, 0),
    };
    // A date on other clocks than its series' can't be compared with the start that this gave it.
    let is_on_its_clocks = match (&moment, event.series.as_ref().map(|series| &series.first)) {
        (Moment::Timed(timed), Some(Moment::Timed(first))) => timed.zone() == first.zone(),
        (Moment::AllDay(_), Some(Moment::AllDay(_))) => true,
        _ => false,
    };
    let is_moved = event.recurring && is_on_its_clocks && planned != moment.civil_start();
    OfferDate {
        // The one date of an event stays that date when it is put off.
        key: if event.recurring { item.recurrence_id.to_string() } else { ONLY_DATE.to_owned() },
        moved_from: is_moved.then_some(planned),
        title: item.summary.clone(),
        place: item.location.clone(),
        occurrence: Occurrence {
            state: if event.status == EventStatus::Cancelled {
                OccurrenceState::Cancelled
            } else {
                item.occurrence.state
            },
            moment,
        },
    }
}

/// The terms that the event's categories name. A vocabulary of which they name nothing is left alone.
fn terms(event: &CalendarEvent, names: &TermNames) -> BTreeMap<Vocabulary, Vec<String>> {
    let mut terms: BTreeMap<Vocabulary, Vec<String>> = BTreeMap::new();
    for category in &event.categories {
        for vocabulary in [Vocabulary::Topic, Vocabulary::Audience, Vocabulary::Format] {
            if names.find(vocabulary, category).is_some() {
                terms.entry(vocabulary).or_default().push(category.clone());
            }
        }
    }
    terms
}

fn notes(file: &CalendarFile) -> Vec<Note> {
    let mut notes: Vec<Note> = file
        .problems
        .iter()
        .map(|problem| Note {
            line: problem.line,
            uid: problem.uid.clone(),
            reason: problem.reason.to_string(),
        })
        .collect();
    if file.further_problems > 0 {
        let reason = format!("and {} further problems", file.further_problems);
        notes.push(Note { line: None, uid: None, reason });
    }
    notes
}
