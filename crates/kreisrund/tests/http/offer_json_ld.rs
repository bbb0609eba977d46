//! What search engines read on offers' pages, held against schema.org's vocabulary: no property that a type does not
//! have, no value of a kind that a property does not take, nothing empty, all addresses absolute.
//!
//! The tables follow <https://schema.org/version/latest> for the types that we use; what search engines want beyond it is
//! in [`required`].

use std::collections::BTreeSet;

use jiff::{Span, Timestamp, civil};
use kreisrund_offers::store;
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use serde_json::{Map, Value};

use crate::portal::{DEMO, Portal};

/// What a property may hold.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    /// An absolute web address.
    Address,
    /// A member of one of schema.org's enumerations.
    Member(&'static [&'static str]),
    Integer,
    Number,
    Boolean,
    Date,
    /// A time of a day with its distance from UTC.
    DateTime,
    Time,
    Duration,
    /// One of these types.
    Thing(&'static [&'static str]),
}

use Kind::{Address, Boolean, Date, DateTime, Duration, Integer, Member, Number, Text, Thing, Time};

type Properties = &'static [(&'static str, &'static [Kind])];

const WHERE: Kind = Thing(&["Place", "VirtualLocation", "AdministrativeArea"]);
const WHO: Kind = Thing(&["Organization"]);
const OFFERS: &[Kind] = &[Thing(&["Offer", "AggregateOffer"])];

const THING: Properties = &[
    ("@id", &[Address]),
    ("name", &[Text]),
    ("description", &[Text]),
    ("url", &[Address]),
    ("image", &[Address]),
];
const EVENT: Properties = &[
    ("startDate", &[Date, DateTime]),
    ("endDate", &[Date, DateTime]),
    ("previousStartDate", &[Date]),
    ("eventStatus", &[Member(&["EventScheduled", "EventRescheduled", "EventCancelled"])]),
    (
        "eventAttendanceMode",
        &[Member(&["OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"])],
    ),
    ("location", &[WHERE]),
    ("offers", OFFERS),
    ("organizer", &[WHO]),
    ("funder", &[WHO]),
    ("inLanguage", &[Text]),
    ("isAccessibleForFree", &[Boolean]),
    ("typicalAgeRange", &[Text]),
    ("audience", &[Thing(&["PeopleAudience"])]),
    ("keywords", &[Text]),
    ("maximumAttendeeCapacity", &[Integer]),
    ("eventSchedule", &[Thing(&["Schedule"])]),
    ("subEvent", &[Thing(&["Event"])]),
];
const COURSE: Properties = &[
    ("provider", &[WHO]),
    ("funder", &[WHO]),
    ("inLanguage", &[Text]),
    ("isAccessibleForFree", &[Boolean]),
    ("typicalAgeRange", &[Text]),
    ("audience", &[Thing(&["PeopleAudience"])]),
    ("keywords", &[Text]),
    ("offers", OFFERS),
    ("timeRequired", &[Duration]),
    ("educationalLevel", &[Text]),
    ("educationalCredentialAwarded", &[Text]),
    ("hasCourseInstance", &[Thing(&["CourseInstance"])]),
];
const COURSE_INSTANCE: Properties =
    &[("courseMode", &[Text]), ("courseWorkload", &[Text]), ("courseSchedule", &[Thing(&["Schedule"])])];
const SERVICE: Properties = &[
    ("provider", &[WHO]),
    ("serviceType", &[Text]),
    ("areaServed", &[Thing(&["AdministrativeArea"])]),
    ("hoursAvailable", &[Thing(&["OpeningHoursSpecification"])]),
    ("availableChannel", &[Thing(&["ServiceChannel"])]),
    ("offers", OFFERS),
    ("audience", &[Thing(&["PeopleAudience"])]),
];
const SERVICE_CHANNEL: Properties = &[
    ("serviceLocation", &[Thing(&["Place"])]),
    ("servicePhone", &[Thing(&["ContactPoint"])]),
    ("serviceUrl", &[Address]),
    ("availableLanguage", &[Text]),
];
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SCHEDULE: Properties = &[
    ("repeatFrequency", &[Duration]),
    ("repeatCount", &[Integer]),
    ("byDay", &[Member(WEEKDAYS), Text]),
    ("byMonth", &[Integer]),
    ("byMonthDay", &[Integer]),
    ("startDate", &[Date]),
    ("endDate", &[Date]),
    ("startTime", &[Time]),
    ("endTime", &[Time]),
    ("scheduleTimezone", &[Text]),
    ("exceptDate", &[Date, DateTime]),
];
const OFFER: Properties = &[
    ("price", &[Number]),
    ("priceCurrency", &[Text]),
    ("availability", &[Member(&["InStock", "SoldOut"])]),
    ("availabilityEnds", &[Date]),
];
const AGGREGATE_OFFER: Properties = &[("lowPrice", &[Number]), ("highPrice", &[Number])];
const PLACE: Properties = &[
    ("address", &[Thing(&["PostalAddress"])]),
    ("geo", &[Thing(&["GeoCoordinates"])]),
    ("amenityFeature", &[Thing(&["LocationFeatureSpecification"])]),
];
const POSTAL_ADDRESS: Properties = &[
    ("streetAddress", &[Text]),
    ("postalCode", &[Text]),
    ("addressLocality", &[Text]),
    ("addressCountry", &[Text]),
];
const GEO: Properties = &[("latitude", &[Number]), ("longitude", &[Number])];
const FEATURE: Properties = &[("value", &[Boolean, Text]), ("validFrom", &[Date])];
const HOURS: Properties =
    &[("opens", &[Time]), ("closes", &[Time]), ("validFrom", &[Date]), ("validThrough", &[Date])];
const AUDIENCE: Properties =
    &[("audienceType", &[Text]), ("suggestedMinAge", &[Integer]), ("suggestedMaxAge", &[Integer])];
const CONTACT: Properties = &[("telephone", &[Text]), ("email", &[Text])];

/// The properties of a type: its own and those that it inherits.
fn properties(kind: &str) -> Option<Vec<Properties>> {
    Some(match kind {
        "Event" | "EventSeries" => vec![THING, EVENT],
        "Course" => vec![THING, COURSE],
        "CourseInstance" => vec![THING, EVENT, COURSE_INSTANCE],
        "Service" => vec![THING, SERVICE],
        "ServiceChannel" => vec![THING, SERVICE_CHANNEL],
        "Schedule" => vec![THING, SCHEDULE],
        "Offer" => vec![THING, OFFER],
        "AggregateOffer" => vec![THING, OFFER, AGGREGATE_OFFER],
        "Place" | "AdministrativeArea" => vec![THING, PLACE],
        "PostalAddress" => vec![THING, POSTAL_ADDRESS],
        "GeoCoordinates" => vec![THING, GEO],
        "LocationFeatureSpecification" => vec![THING, FEATURE],
        "OpeningHoursSpecification" => vec![THING, HOURS],
        "PeopleAudience" => vec![THING, AUDIENCE],
        "ContactPoint" => vec![THING, CONTACT],
        "Organization" | "VirtualLocation" => vec![THING],
        _ => return None,
    })
}

/// Without what search engines make nothing of a type.
fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "Event" => &["name", "url", "startDate", "location", "eventStatus", "eventAttendanceMode"],
        "EventSeries" => &["name", "url", "startDate", "location", "eventStatus", "organizer", "subEvent"],
        "Course" => &["name", "url", "description", "provider", "hasCourseInstance"],
        "CourseInstance" => &["name", "courseMode", "location", "eventAttendanceMode"],
        "Service" => &["name", "url", "description", "provider", "areaServed"],
        "Schedule" => &["repeatFrequency", "startDate", "scheduleTimezone"],
        "Offer" => &["url", "availability"],
        "AggregateOffer" => &["url", "lowPrice", "highPrice", "priceCurrency"],
        "Place" => &["name", "address"],
        "VirtualLocation" => &["url"],
        "Organization" | "AdministrativeArea" => &["name"],
        "GeoCoordinates" => &["latitude", "longitude"],
        "LocationFeatureSpecification" => &["name", "value"],
        "OpeningHoursSpecification" => &["opens", "closes"],
        "PostalAddress" => &["addressCountry"],
        "ContactPoint" => &["telephone"],
        _ => &[],
    }
}

/// What is wrong with the JSON-LD `data` of a page.
fn faults(data: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(object) = data.as_object() else { return vec!["it is no object".to_owned()] };
    if object.get("@context").and_then(Value::as_str) != Some("https://schema.org") {
        faults.push("the context is not schema.org".to_owned());
    }
    check_thing(object, "", true, &mut faults);
    faults
}

fn check_thing(object: &Map<String, Value>, path: &str, is_root: bool, faults: &mut Vec<String>) {
    let Some(kind) = object.get("@type").and_then(Value::as_str) else {
        faults.push(format!("{path}: no type"));
        return;
    };
    let path = format!("{path}/{kind}");
    let Some(properties) = properties(kind) else {
        faults.push(format!("{path}: a type that we don't use"));
        return;
    };
    for (name, value) in object {
        if name == "@type" || (is_root && name == "@context") {
            continue;
        }
        let known = properties.iter().flat_map(|some| some.iter()).find(|(known, _)| known == name);
        match known {
            Some((_, kinds)) => check_values(value, kinds, &format!("{path}.{name}"), faults),
            None => faults.push(format!("{path}: has no property {name}")),
        }
    }
    for name in required(kind) {
        if !object.contains_key(*name) {
            faults.push(format!("{path}: {name} is missing"));
        }
    }
    faults.extend(contradictions(kind, object).into_iter().map(|fault| format!("{path}: {fault}")));
}

fn check_values(value: &Value, kinds: &[Kind], path: &str, faults: &mut Vec<String>) {
    match value {
        Value::Array(values) if values.is_empty() => faults.push(format!("{path}: an empty list")),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                if value.is_array() {
                    faults.push(format!("{path}: a list in a list"));
                }
                check_values(value, kinds, &format!("{path}[{index}]"), faults);
            }
        }
        Value::Object(object) => {
            let kind = object.get("@type").and_then(Value::as_str).unwrap_or_default();
            let fits = kinds.iter().any(|known| matches!(known, Thing(types) if types.contains(&kind)));
            if !fits {
                faults.push(format!("{path}: does not take a {kind}"));
            }
            check_thing(object, path, false, faults);
        }
        value if kinds.iter().any(|kind| fits(*kind, value)) => {}
        value => faults.push(format!("{path}: {value} is none of {kinds:?}")),
    }
}

fn fits(kind: Kind, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match kind {
        Text => !text.trim().is_empty() && text.trim() == text,
        Address => {
            let host = text.strip_prefix("https://").or(text.strip_prefix("http://"));
            host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
                && !text.contains(|c: char| c.is_whitespace() || c == '"')
        }
        Member(members) => {
            text.strip_prefix("https://schema.org/").is_some_and(|name| members.contains(&name))
        }
        Integer => value.is_u64(),
        Number => {
            value.is_number()
                || text.split_once('.').is_some_and(|(whole, cents)| {
                    cents.len() == 2
                        && [whole, cents].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
                })
        }
        Boolean => value.is_boolean(),
        Date => text.len() == 10 && text.parse::<civil::Date>().is_ok(),
        DateTime => text.len() == 25 && text.parse::<Timestamp>().is_ok(),
        Time => text.len() == 8 && text.parse::<civil::Time>().is_ok(),
        Duration => text.starts_with('P') && text.parse::<Span>().is_ok_and(|span| !span.is_zero()),
        Thing(_) => false,
    }
}

/// What the properties of a thing say against each other.
fn contradictions(kind: &str, object: &Map<String, Value>) -> Vec<String> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let mut faults = Vec::new();
    if let (Some(start), Some(end)) = (text("startDate"), text("endDate")) {
        let ends_before = match (start.parse::<Timestamp>(), end.parse::<Timestamp>()) {
            (Ok(start), Ok(end)) => end < start,
            _ => end.get(..10) < start.get(..10),
        };
        if ends_before {
            faults.push(format!("ends {end} before it starts {start}"));
        }
    }
    let status = text("eventStatus").unwrap_or_default();
    let was_moved = object.contains_key("previousStartDate");
    if status.ends_with("EventRescheduled") && !was_moved {
        faults.push("was rescheduled from nowhere".to_owned());
    }
    if was_moved && status.ends_with("EventScheduled") {
        faults.push("was moved and is scheduled as ever".to_owned());
    }
    if status.ends_with("EventCancelled") && object.contains_key("offers") {
        faults.push("what is cancelled can't be bought".to_owned());
    }
    if object.contains_key("price") != object.contains_key("priceCurrency") && kind == "Offer" {
        faults.push("a price and its currency belong together".to_owned());
    }
    let days = object.get("byMonthDay").and_then(Value::as_array).into_iter().flatten();
    if days.filter_map(Value::as_i64).any(|day| !(1..=31).contains(&day)) {
        faults.push("a day that no month has".to_owned());
    }
    if let Some(range) = text("typicalAgeRange") {
        let is_range = range.split_once('-').is_some_and(|(from, to)| {
            from.parse::<u8>().is_ok() && (to.is_empty() || to.parse::<u8>().is_ok())
        });
        if !is_range {
            faults.push(format!("{range} is no range of ages"));
        }
    }
    faults
}

fn json_ld(page: &str) -> Option<Value> {
    let begin = "<script type=\"application/ld+json\">";
    let start = page.find(begin)? + begin.len();
    let end = start + page[start..].find("</script>")?;
    Some(serde_json::from_str(&page[start..end]).unwrap())
}

#[database_test(prepared = DEMO)]
async fn every_offer_says_only_what_schema_org_has_words_for(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    a_course_an_event_and_a_service(&portal).await;
    let ids = store::ids_after(database.read(), None, 10_000).await.unwrap();
    let offers = store::full(database.read(), &ids).await.unwrap();
    assert!(offers.len() > 800);
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for offer in &offers {
        let page = portal.page(&format!("/angebote/{}", offer.slug)).await;
        let data = json_ld(&page).unwrap_or_else(|| panic!("{}: no JSON-LD", offer.slug));
        seen.insert(data["@type"].as_str().unwrap_or_default().to_owned());
        all.extend(faults(&data).into_iter().map(|fault| format!("{}{fault}", offer.slug)));
    }
    assert!(all.is_empty(), "{} faults, the first of them: {:#?}", all.len(), &all[..all.len().min(20)]);
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["Course", "Event", "EventSeries", "Service"]);
}

async fn a_course_an_event_and_a_service(portal: &Portal) {
    let read = async |slug: &str| json_ld(&portal.page(&format!("/angebote/{slug}")).await).unwrap();
    let course = read("computer-in-ruhe-lernen").await;
    let instance = &course["hasCourseInstance"][0];
    let schedule = &instance["courseSchedule"][0];
    assert_eq!((&course["timeRequired"], &instance["courseMode"]), (&"PT12H".into(), &"onsite".into()));
    assert_eq!(schedule["byDay"][0], "https://schema.org/Tuesday");
    assert_eq!(
        (&schedule["repeatFrequency"], &schedule["repeatCount"], &schedule["startTime"]),
        (&"P1W".into(), &8.into(), &"18:00:00".into())
    );
    assert_eq!(instance["startDate"], "2026-11-17T18:00:00+01:00");
    assert_eq!(course["offers"][1]["price"], "28.00");

    let series = read("montags-in-der-kruemelkiste").await;
    assert_eq!(series["@type"], "EventSeries");
    let dates = series["subEvent"].as_array().unwrap();
    let on =
        |day: &str| dates.iter().find(|date| date["startDate"].as_str().unwrap().starts_with(day)).unwrap();
    assert_eq!(on("2026-12-07")["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(on("2026-11-30")["startDate"], "2026-11-30T09:30:00+01:00");
    assert_eq!(series["typicalAgeRange"], "0-3");

    let moved = read("buergermeisterin-hoert-zu-lebusa").await;
    let moved =
        moved["subEvent"].as_array().unwrap().iter().find(|date| date["previousStartDate"].is_string());
    assert_eq!(moved.unwrap()["eventStatus"], "https://schema.org/EventRescheduled");

    let full = read("ferienwoche-schafe-und-esel").await.to_string();
    assert!(full.contains("https://schema.org/SoldOut"), "{full}");
    let hybrid = read("polnisch-a2-hybrid").await;
    assert_eq!(hybrid["hasCourseInstance"][0]["courseMode"], "blended");
    assert_eq!(hybrid["hasCourseInstance"][0]["location"][1]["@type"], "VirtualLocation");
    let service = read("einkauf-nach-hause").await;
    assert_eq!(service["areaServed"].as_array().map(Vec::len), Some(3));
    let english = portal.page("/en/angebote/computer-in-ruhe-lernen").await;
    assert_eq!(json_ld(&english).unwrap()["name"], "Computers without the rush");
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let wrong = |text: &str| faults(&serde_json::from_str(text).unwrap());
    for (data, fault) in [
        (r#"{"@context":"https://schema.org","@type":"Evnt"}"#, "a type that we don't use"),
        (r#"{"@context":"https://schema.org","@type":"Event","start":"x"}"#, "has no property start"),
        (r#"{"@context":"https://schema.org","@type":"Event","startDate":"24.12.2026"}"#, "is none of"),
        (
            r#"{"@context":"https://schema.org","@type":"Event","startDate":"2026-12-24T18:00:00"}"#,
            "is none of",
        ),
        (r#"{"@context":"https://schema.org","@type":"Event","name":""}"#, "is none of"),
        (r#"{"@context":"https://schema.org","@type":"Event","url":"/angebote/x"}"#, "is none of"),
        (r#"{"@context":"https://schema.org","@type":"Event","organizer":[]}"#, "an empty list"),
        (
            r#"{"@context":"https://schema.org","@type":"Event","location":{"@type":"Offer"}}"#,
            "does not take a Offer",
        ),
        (r#"{"@context":"https://schema.org","@type":"Event"}"#, "startDate is missing"),
        (r#"{"@type":"Event"}"#, "the context is not schema.org"),
        (
            r#"{"@context":"https://schema.org","@type":"Event","startDate":"2026-12-24","endDate":"2026-12-23"}"#,
            "before it starts",
        ),
    ] {
        assert!(wrong(data).iter().any(|found| found.contains(fault)), "{data}: {:?}", wrong(data));
    }
}
