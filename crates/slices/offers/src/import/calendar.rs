//! Offers from a calendar file or feed (iCalendar, RFC 5545).
//!
//! The same file twice gives the same offers once: an event is known by its UID, a date by its place in the series.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::{ToSpan, civil::Date};
use kreisrund_areas::lookup::Snapshot;
use kreisrund_directory::{organisation::Organisation, store::places};
use kreisrund_kernel::{OfferId, Slug, clock::county_time_zone};
use kreisrund_schedule::{
    Occurrence, OccurrenceState,
    calendar_file::{
        self, CalendarEvent, CalendarFile, CalendarOccurrence, EventStatus, NotACalendar, ReadOptions,
        RecurrenceId,
    },
};
use kreisrund_search::Kind;
use kreisrund_store::{StoreError, Write};
use serde::Serialize;

use crate::{
    location::Locator,
    offer::{Draft, OfferDate, Origin, Text, Texts},
    store::{self, Saved},
    summary::summary,
};

/// How many months back dates of a series are taken, so that a list of past dates is no blank.
const MONTHS_BACK: i64 = 12;
/// How many months ahead dates of a series are taken.
const MONTHS_AHEAD: i64 = 18;
/// The key of the date of an event that has but one.
const ONLY_DATE: &str = "only";
/// The language of calendars: they do not say, and here they are German.
const LANGUAGE: &str = "de";

/// A calendar that was read and not yet imported.
#[derive(Clone, Debug)]
pub struct Calendar {
    file: CalendarFile,
    /// The same calendar's dates before the horizon, for events that are over, by their UID.
    before: HashMap<String, Vec<CalendarOccurrence>>,
    today: Date,
}

impl Calendar {
    /// Reads a calendar as of `today`.
    ///
    /// # Errors
    /// [`NotACalendar`] when `bytes` are none; a broken event alone is a line of the report instead.
    pub fn read(bytes: &[u8], today: Date) -> Result<Self, NotACalendar> {
        // Whole months, so that an import repeated tomorrow finds the same dates.
        let this_month = today.first_of_month();
        let from = this_month.saturating_sub(MONTHS_BACK.months());
        let to = this_month.saturating_add((MONTHS_AHEAD + 1).months()).saturating_sub(1.day());
        let file = calendar_file::read(bytes, &ReadOptions::new(from, to))?;
        let before = if file.events.iter().any(|event| event.occurrences.is_empty()) {
            let options = ReadOptions::new(Date::constant(1970, 1, 1), from.saturating_sub(1.day()));
            let past = calendar_file::read(bytes, &options)?.events;
            past.into_iter().map(|event| (event.uid, event.occurrences)).collect()
        } else {
            HashMap::new()
        };
        Ok(Self { file, before, today })
    }

    /// What the calendar calls itself.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.file.name.as_deref()
    }

    /// How many events it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.file.events.len()
    }

    /// Whether it has no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the file could be read without a fault and keeps nothing private.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.file.problems.is_empty() && self.file.skipped.is_empty()
    }

    fn occurrences<'a>(&'a self, event: &'a CalendarEvent) -> &'a [CalendarOccurrence] {
        if !event.occurrences.is_empty() {
            return &event.occurrences;
        }
        self.before.get(&event.uid).map_or(&[], Vec::as_slice)
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// New offers.
    pub added: usize,
    /// Offers that say something else now.
    pub changed: usize,
    /// Offers that say the same as before.
    pub unchanged: usize,
    /// Events that did not come in; each has a line in `notes`.
    pub skipped: usize,
    /// Offers that were taken back, because their events are private now.
    pub withdrawn: usize,
    /// Of the offers that came in: how many are over.
    pub past: usize,
    /// What somebody should know about single events.
    pub notes: Vec<Note>,
}

/// Something about one event that somebody should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the file.
    pub line: Option<usize>,
    /// The event's UID.
    pub uid: Option<String>,
    /// A sentence.
    pub reason: String,
}

/// Brings `calendar` in as offers of `organisation`. `progress` is called after each event with how many are done.
///
/// # Errors
/// When the database refuses; then nothing of it stays, because the caller does not commit.
pub async fn import(
    write: &Write,
    snapshot: &Snapshot,
    organisation: &Organisation,
    calendar: &Calendar,
    mut progress: impl FnMut(usize),
) -> Result<Report, StoreError> {
    let mut report = Report::default();
    note_what_was_not_read(&mut report, &calendar.file);
    let known = store::by_source_key(&**write, organisation.id, "ical").await?;
    report.withdrawn = withdraw_what_became_private(write, &calendar.file, &known).await?;
    let places = places::places(&**write).await?;
    let mut locator = Locator::new(snapshot, &places);
    for (index, event) in calendar.file.events.iter().enumerate() {
        match draft(calendar, event, organisation, &mut locator) {
            Ok(draft) => {
                let is_over = is_over(&draft, calendar.today);
                report.past += usize::from(is_over);
                match store::save(write, &draft, known.get(&event.uid)).await? {
                    Saved::Added(_) => report.added += 1,
                    Saved::Changed(_) => report.changed += 1,
                    Saved::Unchanged(_) => report.unchanged += 1,
                }
                if let Some(truncation) = &event.truncated {
                    report.notes.push(note(event, truncation.to_string()));
                }
            }
            Err(reason) => {
                report.skipped += 1;
                report.notes.push(note(event, reason.to_owned()));
            }
        }
        progress(index + 1);
    }
    Ok(report)
}

/// Takes back what was public when the calendar was last read and is private now. Returns how many offers that were.
async fn withdraw_what_became_private(
    write: &Write,
    file: &CalendarFile,
    known: &HashMap<String, (OfferId, String)>,
) -> Result<usize, StoreError> {
    let mut withdrawn = 0;
    // Of a public series a single date may be private; the rest of it stays.
    let public: HashSet<&str> = file.events.iter().map(|event| event.uid.as_str()).collect();
    let private = file.skipped.iter().map(|skipped| skipped.uid.as_str()).filter(|uid| !public.contains(uid));
    for (offer, _) in private.filter_map(|uid| known.get(uid)) {
        withdrawn += usize::from(store::withdraw(write, *offer).await?);
    }
    Ok(withdrawn)
}

fn draft(
    calendar: &Calendar,
    event: &CalendarEvent,
    organisation: &Organisation,
    locator: &mut Locator<'_>,
) -> Result<Draft, &'static str> {
    let title = event.summary.clone().ok_or("it has no title (SUMMARY)")?;
    let dates = dates(event, calendar.occurrences(event));
    if dates.is_empty() {
        return Err("it has no date between 1970 and the end of the coming year");
    }
    let text = event.description.clone().unwrap_or_default();
    Ok(Draft {
        slug: Slug::from_text(&title).unwrap_or_else(|| organisation.slug.clone()),
        kind: Kind::Event,
        organisation: organisation.id,
        location: locator.locate(event.location.as_deref(), event.geo),
        texts: Texts::new(
            Text { language: LANGUAGE.to_owned(), title, summary: summary(&text), text },
            Vec::new(),
        ),
        price: None,
        link: event.url.clone(),
        origin: Origin::Calendar { uid: event.uid.clone() },
        example: false,
        terms: BTreeMap::new(),
        dates,
        keep_before: calendar
            .today
            .to_zoned(county_time_zone())
            .map_or(jiff::Timestamp::MIN, |midnight| midnight.timestamp()),
    })
}

fn dates(event: &CalendarEvent, occurrences: &[CalendarOccurrence]) -> Vec<OfferDate> {
    occurrences
        .iter()
        .map(|item| OfferDate {
            key: match item.recurrence_id {
                // The one date of an event stays that date when it is put off.
                _ if !event.recurring => ONLY_DATE.to_owned(),
                RecurrenceId::Time(time) => time.to_string(),
                RecurrenceId::Day(day) => day.to_string(),
            },
            occurrence: Occurrence {
                moment: item.moment().clone(),
                state: if event.status == EventStatus::Cancelled {
                    OccurrenceState::Cancelled
                } else {
                    item.occurrence.state
                },
            },
        })
        .collect()
}

fn is_over(draft: &Draft, today: Date) -> bool {
    let zone = crate::offer::county_zone();
    draft.dates.iter().all(|date| date.occurrence.moment.days(&zone).1 < today)
}

fn note(event: &CalendarEvent, reason: String) -> Note {
    Note { line: Some(event.line), uid: Some(event.uid.clone()), reason }
}

fn note_what_was_not_read(report: &mut Report, file: &CalendarFile) {
    for problem in &file.problems {
        report.notes.push(Note {
            line: problem.line,
            uid: problem.uid.clone(),
            reason: problem.reason.to_string(),
        });
    }
    if file.further_problems > 0 {
        let reason = format!("and {} further problems", file.further_problems);
        report.notes.push(Note { line: None, uid: None, reason });
    }
    for skipped in &file.skipped {
        report.skipped += 1;
        report.notes.push(Note {
            line: Some(skipped.line),
            uid: Some(skipped.uid.clone()),
            reason: "it is marked as private and stays out".to_owned(),
        });
    }
}
