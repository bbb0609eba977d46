//! Ongoing services.

use kreisrund_content::Vocabulary;
use kreisrund_schedule::{Moment, Occurrence};
use kreisrund_slice::json_ld::{self, Entry};
use serde_json::{Value, json};

use super::parts::{Detail, Told};
use crate::offer::Service;

pub fn entry(told: &Told<'_>, service: &Service) -> Entry {
    let mut entry = told.entry("Service");
    entry.list("provider", told.organisers());
    entry
        .list("serviceType", told.gathered.labels(told.page, Vocabulary::Topic).into_iter().map(Value::from));
    entry.list("areaServed", areas(told));
    entry.list("hoursAvailable", hours(told, service));
    entry.list("availableChannel", channel(told));
    entry.list("offers", told.offers(false));
    told.audience(&mut entry);
    entry
}

/// For whom it is there: where it comes to, or the county.
fn areas(told: &Told<'_>) -> Vec<Value> {
    let areas = told.areas();
    if !areas.is_empty() {
        return areas;
    }
    let county = told.gathered.areas.main_county();
    county.map(|area| json!({ "@type": "AdministrativeArea", "name": area.name })).into_iter().collect()
}

/// When it is open this week, or on its next dates.
fn hours(told: &Told<'_>, service: &Service) -> Vec<Value> {
    if let Some(hours) = &service.opening_hours {
        return match json_ld::opening_hours(hours, told.page.today(), &told.gathered.holidays) {
            Value::Array(days) => days,
            _ => Vec::new(),
        };
    }
    let on = |date: &Occurrence| {
        let Moment::Timed(timed) = &date.moment else { return None };
        let (start, end) = (timed.start(), timed.end()?);
        let mut entry = Entry::bare("OpeningHoursSpecification");
        entry.text("opens", &start.strftime("%H:%M:%S").to_string());
        entry.text("closes", &end.strftime("%H:%M:%S").to_string());
        entry.text("validFrom", &start.date().to_string()).text("validThrough", &start.date().to_string());
        Some(entry.value())
    };
    let dates = told.dates().into_iter().map(|date| &date.occurrence);
    dates.filter(|date| date.state.takes_place()).filter_map(on).collect()
}

/// Where and how one gets it.
fn channel(told: &Told<'_>) -> Option<Value> {
    let mut entry = Entry::bare("ServiceChannel");
    if let Some(place) = told.place(Detail::Full) {
        entry.put("serviceLocation", place);
    }
    let contact = told.gathered.contact();
    if let Some(number) = &contact.phone {
        let mut point = Entry::bare("ContactPoint");
        point.text("telephone", number).optional("email", contact.email.as_deref());
        entry.put("servicePhone", point.value());
    }
    let online = told.offer().details.venue.online().and_then(|online| online.address.as_ref());
    entry.optional("serviceUrl", online.map(ToString::to_string).as_deref());
    entry.list("availableLanguage", told.gathered.languages().into_iter().map(Value::from));
    let value = entry.value();
    (value.as_object().is_some_and(|said| said.len() > 1)).then_some(value)
}
