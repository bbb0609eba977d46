//! What search engines and other programs read on the directory's pages: schema.org in JSON-LD
//! (<https://schema.org/docs/full.html>), saying the same as the page.

use jiff::civil::Date;
use kreisrund_areas::area::{Area, Postcode};
use kreisrund_directory::{
    accessibility::{Accessibility, CheckState},
    organisation::{Organisation, Role},
    place::Place,
};
use kreisrund_kernel::Position;
use kreisrund_schedule::{holidays::HolidayCalendar, opening_hours::OpeningHours};
use kreisrund_web::Page;
use serde_json::{Map, Value, json};

use crate::words;

/// What is said about an organisation beyond its own record.
#[derive(Debug, Default)]
pub struct OrganisationContext<'a> {
    /// Its description.
    pub description: String,
    /// Where it has its seat.
    pub seat: Option<&'a Place>,
    /// Its carrier's or main organisation's name and path.
    pub above: Option<(String, String)>,
    /// The networks to which it belongs, with their paths.
    pub networks: Vec<(String, String)>,
    /// The languages that are spoken there (BCP 47).
    pub languages: Vec<String>,
    /// The address of its picture.
    pub image: Option<String>,
}

/// An organisation. With opening hours and a seat it is also described as the place that it is.
pub fn organisation(
    page: &Page,
    organisation: &Organisation,
    context: &OrganisationContext<'_>,
    holidays: &HolidayCalendar,
) -> String {
    let details = &organisation.details;
    let mut entry = Entry::new(kind(organisation));
    let address = page.absolute(&format!("/organisationen/{}", organisation.slug));
    entry.text("@id", &address).text("url", &address).text("name", &details.name);
    entry.text("description", &context.description);
    entry.optional("email", details.email.as_deref()).optional("telephone", details.phone.as_deref());
    entry.optional("sameAs", details.website.as_deref()).optional("image", context.image.as_deref());
    if let Some(seat) = context.seat {
        entry.put("address", postal_address(seat));
        let mut location = place_entry(page, seat);
        if let Some(hours) = &details.opening_hours {
            location.put("openingHoursSpecification", opening_hours(hours, page.today(), holidays));
        }
        entry.put("location", location.value());
    }
    if let Some((name, path)) = &context.above {
        entry.put("parentOrganization", linked(page, "Organization", name, path));
    }
    entry.list(
        "memberOf",
        context.networks.iter().map(|(name, path)| linked(page, "Organization", name, path)),
    );
    entry.list("knowsLanguage", context.languages.iter().map(|tag| json!(tag)));
    entry.embedded()
}

/// The most telling of schema.org's types of organisation.
fn kind(organisation: &Organisation) -> &'static str {
    let is = |role: Role| organisation.details.roles.contains(&role);
    if is(Role::Library) {
        "Library"
    } else if is(Role::Museum) {
        "Museum"
    } else if is(Role::School) || is(Role::AdultEducation) || is(Role::MusicSchool) {
        "EducationalOrganization"
    } else if is(Role::DayCare) {
        "ChildCare"
    } else if is(Role::Authority) || is(Role::Municipality) {
        "GovernmentOrganization"
    } else {
        "Organization"
    }
}

/// A place, with what is known of its accessibility.
pub fn place(page: &Page, place: &Place, description: &str, municipality: Option<&Area>) -> String {
    let mut entry = place_entry(page, place);
    entry.text("description", description);
    if let Some(area) = municipality {
        entry.put("containedInPlace", json!({ "@type": "AdministrativeArea", "name": area.name }));
    }
    entry.embedded()
}

fn place_entry(page: &Page, place: &Place) -> Entry {
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
    let specification = |(feature, check): (_, &kreisrund_directory::accessibility::Check)| {
        let mut entry = Entry::bare("LocationFeatureSpecification");
        entry.text("name", &words::finding(page, feature, CheckState::Yes));
        entry.put(
            "value",
            match check.state {
                CheckState::Yes => json!(true),
                CheckState::Partly => json!(words::finding(page, feature, CheckState::Partly)),
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

/// A municipality as an administrative area within its county.
pub fn municipality(page: &Page, area: &Area, slug: &str, county: Option<&Area>) -> String {
    let mut entry = Entry::new("AdministrativeArea");
    let address = page.absolute(&format!("/gemeinden/{slug}"));
    entry.text("@id", &address).text("url", &address).text("name", &area.name);
    entry.text("alternateName", if area.official_name == area.name { "" } else { &area.official_name });
    entry.put(
        "identifier",
        json!({ "@type": "PropertyValue", "propertyID": "Amtlicher Gemeindeschlüssel (AGS)", "value": area.key }),
    );
    if let Some(position) = area.position {
        entry.put("geo", geo(position));
    }
    if let Some(county) = county {
        entry.put("containedInPlace", json!({ "@type": "AdministrativeArea", "name": county.name }));
    }
    entry.embedded()
}

/// A network with its members' names and paths.
pub fn network(
    page: &Page,
    name: &str,
    slug: &str,
    description: &str,
    members: &[(String, String)],
) -> String {
    let address = page.absolute(&format!("/netzwerke/{slug}"));
    let mut entry = Entry::new("Organization");
    entry.text("@id", &address).text("url", &address).text("name", name).text("description", description);
    entry.list("member", members.iter().map(|(name, path)| linked(page, "Organization", name, path)));
    entry.embedded()
}

fn linked(page: &Page, kind: &str, name: &str, path: &str) -> Value {
    let address = page.absolute(path);
    json!({ "@type": kind, "@id": address, "name": name, "url": address })
}

fn postal_address(place: &Place) -> Value {
    let details = &place.details;
    let mut entry = Entry::bare("PostalAddress");
    entry.optional("streetAddress", details.street.as_deref());
    entry.optional("postalCode", details.postcode.as_ref().map(Postcode::as_str));
    entry.optional("addressLocality", details.locality.as_deref());
    entry.text("addressCountry", "DE");
    entry.value()
}

fn geo(position: Position) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": position.latitude(), "longitude": position.longitude() })
}

/// The hours of this week, each day with its date, so that holidays and seasons are true.
fn opening_hours(hours: &OpeningHours, today: Date, holidays: &HolidayCalendar) -> Value {
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

/// A thing with its properties; empty ones are left out.
struct Entry(Map<String, Value>);

impl Entry {
    fn new(kind: &str) -> Self {
        let mut entry = Self(Map::new());
        entry.put("@context", json!("https://schema.org"));
        entry.put("@type", json!(kind));
        entry
    }

    fn bare(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(kind))]))
    }

    fn put(&mut self, name: &str, value: Value) -> &mut Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    fn text(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() { self } else { self.put(name, json!(text)) }
    }

    fn optional(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        self.text(name, text.unwrap_or_default())
    }

    fn list(&mut self, name: &str, values: impl IntoIterator<Item = Value>) -> &mut Self {
        let values: Vec<Value> = values.into_iter().collect();
        if values.is_empty() { self } else { self.put(name, Value::Array(values)) }
    }

    fn value(self) -> Value {
        Value::Object(self.0)
    }

    /// As it stands in a page: nothing in it can end the script element.
    fn embedded(self) -> String {
        self.value().to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
    }
}

#[cfg(test)]
mod tests {
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
