//! What search engines and other programs read on the directory's pages, in the words of schema.org.

use kreisrund_areas::{area::Area, lookup::Candidate};
use kreisrund_directory::{
    organisation::{Organisation, Role},
    place::Place,
};
use kreisrund_schedule::holidays::HolidayCalendar;
use kreisrund_slice::json_ld::{self, Entry};
use kreisrund_web::Page;
use serde_json::json;

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
        entry.put("address", json_ld::postal_address(seat));
        let mut location = json_ld::place(page, seat);
        if let Some(hours) = &details.opening_hours {
            location.put("openingHoursSpecification", json_ld::opening_hours(hours, page.today(), holidays));
        }
        entry.put("location", location.value());
    }
    if let Some((name, path)) = &context.above {
        entry.put("parentOrganization", json_ld::linked(page, "Organization", name, path));
    }
    entry.list(
        "memberOf",
        context.networks.iter().map(|(name, path)| json_ld::linked(page, "Organization", name, path)),
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
    let mut entry = json_ld::place(page, place);
    entry.text("description", description);
    if let Some(area) = municipality {
        entry.put("containedInPlace", json!({ "@type": "AdministrativeArea", "name": area.name }));
    }
    entry.embedded()
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
        entry.put("geo", json_ld::geo(position));
    }
    if let Some(county) = county {
        entry.put("containedInPlace", json!({ "@type": "AdministrativeArea", "name": county.name }));
    }
    entry.embedded()
}

/// A locality as a place within its municipality, which has the short name `municipality`.
pub fn locality(page: &Page, locality: &Candidate, area: &Area, municipality: &str) -> String {
    let mut entry = Entry::new("Place");
    let address = page.absolute(&format!("/gemeinden/{}", locality.slug));
    entry.text("@id", &address).text("url", &address).text("name", &locality.name);
    if let Some(position) = locality.position {
        entry.put("geo", json_ld::geo(position));
    }
    let within =
        json_ld::linked(page, "AdministrativeArea", &area.name, &format!("/gemeinden/{municipality}"));
    entry.put("containedInPlace", within);
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
    entry
        .list("member", members.iter().map(|(name, path)| json_ld::linked(page, "Organization", name, path)));
    entry.embedded()
}
