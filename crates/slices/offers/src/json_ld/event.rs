//! Events: single ones, and series with their dates.

use kreisrund_schedule::OccurrenceState;
use kreisrund_slice::json_ld::Entry;
use serde_json::{Value, json};

use super::{
    parts::{Detail, Told, end, start},
    schedule::schedule,
};
use crate::{offer::OfferDate, repetition::ends};

pub fn entry(told: &Told<'_>) -> Option<Entry> {
    let first = told.offer().dates.first()?;
    let mut entry = if told.offer().dates.len() == 1 && told.offer().series.is_none() {
        let mut entry = told.entry("Event");
        when(told, &mut entry, first, Detail::Full);
        price(told, &mut entry, first);
        entry
    } else {
        series(told, first)
    };
    told.describe(&mut entry);
    entry.list("organizer", told.organisers()).list("funder", told.funders());
    if let Some(places) = told.offer().details.registration.places {
        entry.put("maximumAttendeeCapacity", json!(places));
    }
    Some(entry)
}

fn series(told: &Told<'_>, first: &OfferDate) -> Entry {
    let mut entry = told.entry("EventSeries");
    entry.text("startDate", &start(&first.occurrence.moment));
    entry.optional("endDate", last_end(told).as_deref());
    entry.text("eventStatus", status(told.all_are(OccurrenceState::Cancelled), false));
    entry.text("eventAttendanceMode", told.attendance_mode());
    entry.list("location", told.locations(Detail::Full));
    if !told.all_are(OccurrenceState::Cancelled) {
        entry.list("offers", told.offers(told.all_are(OccurrenceState::SoldOut)));
    }
    entry.list("eventSchedule", told.offer().series.as_ref().and_then(|rule| schedule(&rule.series)));
    entry.list("subEvent", sessions(told, |entry, date| price(told, entry, date)));
    entry
}

/// The dates to come, each an event of its own; `more` says what else is to be told about each.
pub fn sessions(told: &Told<'_>, more: impl Fn(&mut Entry, &OfferDate)) -> Vec<Value> {
    let session = |date: &&OfferDate| {
        let mut entry = Entry::bare("Event");
        entry.text("name", date.title.as_deref().unwrap_or(told.title)).text("url", &told.address());
        when(told, &mut entry, date, Detail::Brief);
        more(&mut entry, date);
        entry.value()
    };
    told.dates().iter().map(session).collect()
}

/// When and where one date takes place, and whether.
fn when(told: &Told<'_>, entry: &mut Entry, date: &OfferDate, detail: Detail) {
    let moment = &date.occurrence.moment;
    let cancelled = date.occurrence.state == OccurrenceState::Cancelled;
    entry.text("startDate", &start(moment)).optional("endDate", end(moment).as_deref());
    entry.text("eventStatus", status(cancelled, date.moved_from.is_some()));
    if let Some(before) = date.moved_from {
        // schema.org wants a day here.
        entry.text("previousStartDate", &before.date().to_string());
    }
    entry.text("eventAttendanceMode", told.attendance_mode());
    match &date.place {
        Some(place) => entry.put("location", told.spot(place)),
        None => entry.list("location", told.locations(detail)),
    };
}

/// What one date costs, and whether there is room. What is cancelled costs nothing any more.
fn price(told: &Told<'_>, entry: &mut Entry, date: &OfferDate) {
    match date.occurrence.state {
        OccurrenceState::Planned => entry.list("offers", told.offers(false)),
        OccurrenceState::SoldOut => entry.list("offers", told.offers(true)),
        OccurrenceState::Cancelled => entry,
    };
}

fn status(cancelled: bool, moved: bool) -> &'static str {
    match (cancelled, moved) {
        (true, _) => "https://schema.org/EventCancelled",
        (false, true) => "https://schema.org/EventRescheduled",
        (false, false) => "https://schema.org/EventScheduled",
    }
}

/// The end of the last date, where there is a last one.
pub fn last_end(told: &Told<'_>) -> Option<String> {
    let ends = told.offer().series.as_ref().is_none_or(|rule| ends(&rule.series));
    let last = &told.offer().dates.last().filter(|_| ends)?.occurrence.moment;
    Some(end(last).unwrap_or_else(|| start(last)))
}
