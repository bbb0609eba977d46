//! Courses, each with the instance of it that is held.

use kreisrund_schedule::OccurrenceState;
use kreisrund_slice::json_ld::Entry;
use serde_json::{Value, json};

use super::{
    event::{last_end, sessions},
    parts::{Detail, Told, start},
    schedule::schedule,
};
use crate::{
    offer::{Course, Venue},
    offer_page::UNIT_MINUTES,
};

pub fn entry(told: &Told<'_>, course: &Course) -> Entry {
    let mut entry = told.entry("Course");
    told.describe(&mut entry);
    entry.list("provider", told.organisers()).list("funder", told.funders());
    entry.optional("educationalLevel", course.level.as_deref());
    entry.optional("educationalCredentialAwarded", course.certificate.as_deref());
    entry.optional("timeRequired", length(course).as_deref());
    entry.list("offers", told.offers(told.all_are(OccurrenceState::SoldOut)));
    entry.list("hasCourseInstance", [instance(told, course)]);
    entry
}

fn instance(told: &Told<'_>, course: &Course) -> Value {
    let offer = told.offer();
    let mut entry = Entry::bare("CourseInstance");
    entry.text("name", told.title).text("url", &told.address());
    entry.text("courseMode", mode(&offer.details.venue));
    entry.optional("courseWorkload", length(course).as_deref());
    entry.text("eventAttendanceMode", told.attendance_mode());
    entry.list("location", told.locations(Detail::Full)).list("organizer", told.organisers());
    if let Some(places) = offer.details.registration.places {
        entry.put("maximumAttendeeCapacity", json!(places));
    }
    if let Some(first) = offer.dates.first() {
        let cancelled = told.all_are(OccurrenceState::Cancelled);
        let status =
            if cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" };
        entry.text("eventStatus", status);
        entry.text("startDate", &start(&first.occurrence.moment));
        entry.optional("endDate", last_end(told).as_deref());
        entry.list("courseSchedule", offer.series.as_ref().and_then(|rule| schedule(&rule.series)));
        // What the course costs is paid for all of them.
        entry.list("subEvent", sessions(told, |_, _| ()));
    }
    entry.value()
}

const fn mode(venue: &Venue) -> &'static str {
    match venue {
        Venue::OnSite(_) | Venue::AtYours(_) => "onsite",
        Venue::Online(_) => "online",
        Venue::Hybrid(..) => "blended",
    }
}

/// Its teaching units as a duration of ISO 8601: `PT12H`, `PT7H30M`.
fn length(course: &Course) -> Option<String> {
    let minutes = u32::from(course.units.filter(|units| *units > 0)?) * UNIT_MINUTES;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let part = |amount: u32, unit: char| if amount == 0 { String::new() } else { format!("{amount}{unit}") };
    Some(format!("PT{}{}", part(hours, 'H'), part(rest, 'M')))
}
