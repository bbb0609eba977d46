//! What search engines and other programs read on pages: schema.org in JSON-LD (<https://schema.org/docs/full.html>),
//! saying the same as the page. A page puts [`Entry::embedded`] into `<script type="application/ld+json">`.

use jiff::civil::Date;
use kreisrund_areas::area::Postcode;
use kreisrund_directory::{
    accessibility::{Accessibility, Check, CheckState},
    place::Place,
};
use kreisrund_kernel::Position;
use kreisrund_schedule::{holidays::HolidayCalendar, opening_hours::OpeningHours};
use kreisrund_web::Page;
use serde_json::{Map, Value, json};

use crate::access;

/// A thing with its properties; empty ones are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry(Map<String, Value>);

impl Entry {
    /// A thing that stands for itself, of schema.org's type `kind`.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        let mut entry = Self(Map::new());
        entry.put("@context", json!("https://schema.org"));
        entry.put("@type", json!(kind));
        entry
    }

    /// A thing within another, of schema.org's type `kind`.
    #[must_use]
    pub fn bare(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(kind))]))
    }

    /// With the property `name`, also where `value` is empty.
    pub fn put(&mut self, name: &str, value: Value) -> &mut Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// With `text` as the property `name`.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() { self } else { self.put(name, json!(text)) }
    }

    /// With `text`, where there is one, as the property `name`.
    pub fn optional(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        self.text(name, text.unwrap_or_default())
    }

    /// With all of `values` as the property `name`.
    pub fn list(&mut self, name: &str, values: impl IntoIterator<Item = Value>) -> &mut Self {
        let values: Vec<Value> = values.into_iter().collect();
        if values.is_empty() { self } else { self.put(name, Value::Array(values)) }
    }

    /// The value of a property of another thing.
    #[must_use]
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }

    /// As it stands in a page: nothing in it can end the script element.
    #[must_use]
    pub fn embedded(self) -> String {
        self.value().to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }
}

/// A thing of the type `kind` that has a page of its own at `path`.
#[must_use]
pub fn linked(page: &Page, kind: &str, name: &str, path: &str) -> Value {
    let address = page.absolute(path);
    json!({ "@type": kind, "@id": address, "name": name, "url": address })
}

/// A place, with what is known of its accessibility.
#[must_use]
pub fn place(page: &Page, place: &Place) -> Entry {
    let address = page.absolute(&format!("/orte/{}", place.slug));
    let mut entry = Entry::new("Place");
    entry.text("@id", &address).text("url", &address).text("name", &place.details.name);
    entry.put("address", postal_address(place));
    if let Some(position) = place.details.position {
        entry.put("geo", geo(position));
    }
    entry.list("amenityFeature", amenities(page, &place.details.accessibility));
    entry
}

/// Each checked feature as schema.org's LocationFeatureSpecification; what is true in part says so in words.
fn amenities(page: &Page, accessibility: &Accessibility) -> Vec<Value> {
    let known = accessibility.checks().filter(|(_, check)| check.state != CheckState::Unknown);
    let specification = |(feature, check): (_, &Check)| {
        let mut entry = Entry::bare("LocationFeatureSpecification");
        entry.text("name", &access::finding(page, feature, CheckState::Yes));
        entry.put(
            "value",
            match check.state {
                CheckState::Yes => json!(true),
                CheckState::Partly => json!(access::finding(page, feature, CheckState::Partly)),
                CheckState::No | CheckState::Unknown => json!(false),
            },
        );
        entry.optional("description", check.note.as_deref());
        if let Some(day) = check.checked_on {
            entry.put("validFrom", json!(day.to_string()));
        }
        entry.value()
    };
    known.map(specification).collect()
}

/// Where letters to `place` go.
#[must_use]
pub fn postal_address(place: &Place) -> Value {
    let details = &place.details;
    let mut entry = Entry::bare("PostalAddress");
    entry.optional("streetAddress", details.street.as_deref());
    entry.optional("postalCode", details.postcode.as_ref().map(Postcode::as_str));
    entry.optional("addressLocality", details.locality.as_deref());
    entry.text("addressCountry", "DE");
    entry.value()
}

/// A position.
#[must_use]
pub fn geo(position: Position) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": position.latitude(), "longitude": position.longitude() })
}

/// The hours of the week of `today`, each day with its date, so that holidays and seasons are true.
#[must_use]
pub fn opening_hours(hours: &OpeningHours, today: Date, holidays: &HolidayCalendar) -> Value {
    let days = hours.week(today, holidays).into_iter().flat_map(|day| {
        let date = day.date;
        day.intervals.into_iter().map(move |interval| {
            json!({
                "@type": "OpeningHoursSpecification",
                "opens": interval.from().to_string(),
                "closes": interval.to().to_string(),
                "validFrom": date.to_string(),
                "validThrough": date.to_string(),
            })
        })
    });
    Value::Array(days.collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn nothing_in_a_text_ends_the_script() {
        let mut entry = Entry::new("Place");
        entry.text("name", "</script><script>alert(1)</script> & Söhne").text("email", "");
        let embedded = entry.embedded();
        assert!(!embedded.contains('<') && !embedded.contains("email"), "{embedded}");
        let read: Value = serde_json::from_str(&embedded).unwrap();
        assert_eq!(read["name"], "</script><script>alert(1)</script> & Söhne");
        assert_eq!(read["@context"], "https://schema.org");
    }
}
