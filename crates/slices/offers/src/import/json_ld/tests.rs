use jiff::civil::date;
use kreisrund_kernel::{Amount, Euros};
use kreisrund_schedule::{Moment, OccurrenceState, Zone};
use proptest::prelude::*;

use super::*;
use crate::offer::{Ages, Deadline, Form, Format, Way};

fn read_at(text: &str, address: Option<&str>) -> Result<Reading, NotSchemaOrg> {
    let source = Source::file(Format::JsonLd);
    let today = date(2026, 11, 22);
    super::read(text.as_bytes(), address, source, &VocabularySnapshot::default(), Period::ALWAYS, today)
}

fn read(text: &str) -> Reading {
    read_at(text, None).unwrap()
}

fn one(text: &str) -> Item {
    let mut reading = read(text);
    assert_eq!((reading.items.len(), reading.left.len()), (1, 0), "{:?}", reading.left);
    reading.items.remove(0)
}

/// An event with these members beside its title.
fn event(members: &str) -> Item {
    one(&format!(r#"{{"@context": "https://schema.org", "@type": "Event", "name": "Lesung", {members}}}"#))
}

fn starts(item: &Item) -> Vec<String> {
    item.dates.iter().map(|date| date.occurrence.moment.civil_start().to_string()).collect()
}

fn timed(start: &str, end: Option<&str>) -> Moment {
    Moment::timed(start.parse().unwrap(), end.map(|end| end.parse().unwrap()), Zone::berlin()).unwrap()
}

const PAGE: &str = r##"<!doctype html>
<html lang="de"><head><meta property="og:site_name" content="Musterverein">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "Organization", "@id": "#wir", "name": "Musterverein", "telephone": "03535 1234", "email": "mailto:info@example.org"},
  {"@type": "WebPage", "mainEntity": {"@type": "ItemList", "itemListElement": [
    {"@type": "ListItem", "position": 1, "item": {
      "@type": ["MusicEvent", "Event"], "@id": "/termine/konzert", "name": "Konzert &#8211; mit Chor",
      "description": "<p>Lieder &amp; mehr.</p><ul><li>Eins</li></ul>",
      "startDate": "2026-12-05T18:30:00Z", "endDate": "2026-12-05T20:30:00Z",
      "eventStatus": "https://schema.org/EventScheduled",
      "location": {"@type": "Place", "name": "Bürgerhaus", "address": {"@type": "PostalAddress",
        "streetAddress": "Schulstraße 4", "postalCode": "04916", "addressLocality": "Herzberg", "addressCountry": "DE"},
        "geo": {"@type": "GeoCoordinates", "latitude": "51.69", "longitude": 13.23}},
      "organizer": {"@id": "#wir"},
      "offers": [{"@type": "Offer", "price": "12.00", "priceCurrency": "EUR", "availability": "http://schema.org/InStock", "url": "/karten", "validThrough": "2026-12-01"},
                 {"@type": "Offer", "name": "Ermäßigt", "price": 8, "priceCurrency": "EUR", "availability": "http://schema.org/InStock"}],
      "typicalAgeRange": "6-", "maximumAttendeeCapacity": 80, "url": "/termine/konzert"}}]}}
]}
</script>
<script type="application/ld+json">{"@type": "Event", "name": "Kaputt" "startDate": 1}</script>
<script type="application/ld+json">
{"@type": "Event", "name": "Ohne Termin"}
</script>
</head></html>"##;

#[test]
fn a_page_tells_what_it_offers() {
    let reading = read_at(PAGE, Some("https://verein.example.org/termine/?seite=1")).unwrap();
    assert_eq!(reading.name.as_deref(), Some("Musterverein"));
    assert!(!reading.complete);
    let [item] = reading.items.as_slice() else { panic!("{:?}", reading.items) };
    assert_eq!(item.key, "https://verein.example.org/termine/konzert");
    assert_eq!(item.line, Some(7));
    let text = item.texts.source();
    assert_eq!((text.title.as_str(), text.body.as_str()), ("Konzert – mit Chor", "Lieder & mehr.\n\n- Eins"));
    assert_eq!(item.dates[0].occurrence.moment, timed("2026-12-05T19:30:00", Some("2026-12-05T21:30:00")));
    assert_eq!(item.venue.text.as_deref(), Some("Bürgerhaus, Schulstraße 4, 04916 Herzberg"));
    assert_eq!(item.venue.position.unwrap().latitude(), 51.69);
    let contact = item.contact.clone().unwrap();
    assert_eq!(
        (contact.name.as_deref(), contact.phone.as_deref(), contact.email.as_deref()),
        (Some("Musterverein"), Some("03535 1234"), Some("info@example.org"))
    );
    let price = item.price.clone().unwrap();
    assert_eq!(
        (price.amount(), price.reduced()),
        (Amount::Exactly(Euros::from_cents(1200)), Some(Euros::from_cents(800)))
    );
    assert_eq!(item.registration.way, Way::Link("https://verein.example.org/karten".parse().unwrap()));
    assert_eq!(item.registration.deadline, Some(Deadline::On(date(2026, 12, 1))));
    assert_eq!((item.registration.places, item.ages.and_then(Ages::from)), (Some(80), Some(6)));
    let note = &reading.notes[0];
    assert_eq!(
        (note.line, note.reason.as_str()),
        (Some(21), "block 2: this is no JSON: a quotation mark stands where none can be")
    );
    let left = &reading.left[0];
    assert_eq!((left.line, left.reason.as_str()), (Some(23), "it has no date (startDate)"));
}

#[test]
fn times_are_those_of_clocks_in_germany() {
    for (members, moment) in [
        (r#""startDate": "2026-07-05T19:30:00+02:00""#, timed("2026-07-05T19:30:00", None)),
        (r#""startDate": "2026-07-05T17:30:00.000Z""#, timed("2026-07-05T19:30:00", None)),
        (r#""startDate": "2026-07-05T19:30""#, timed("2026-07-05T19:30:00", None)),
        (
            r#""startDate": "2026-07-05", "endDate": "2026-07-06""#,
            Moment::all_day(date(2026, 7, 5), date(2026, 7, 6)).unwrap(),
        ),
        (
            r#""startDate": "2026-07-05T19:30", "duration": "PT90M""#,
            timed("2026-07-05T19:30:00", Some("2026-07-05T21:00:00")),
        ),
        (
            r#""startDate": "05.07.2026, 19:30 - 21 Uhr""#,
            timed("2026-07-05T19:30:00", Some("2026-07-05T21:00:00")),
        ),
        (
            r#""startDate": "2026-07-05T00:00:00+02:00", "endDate": "2026-07-05T23:59:59+02:00""#,
            Moment::all_day(date(2026, 7, 5), date(2026, 7, 5)).unwrap(),
        ),
    ] {
        assert_eq!(event(members).dates[0].occurrence.moment, moment, "{members}");
    }
    let backwards = event(r#""startDate": "2026-07-05T19:30", "endDate": "2026-07-05T18:00""#);
    assert_eq!(backwards.note.as_deref(), Some("its end lies before its start and was left out"));
}

#[test]
fn what_became_of_a_date_is_told() {
    let state = |members: &str| {
        let item = event(members);
        (item.dates[0].occurrence.state, item.dates[0].moved_from.map(|from| from.to_string()), item.note)
    };
    let at = r#""startDate": "2026-12-05T19:00:00+01:00""#;
    let said = |status: &str| format!(r#"{at}, "eventStatus": "{status}""#);
    assert_eq!(state(&said("http://schema.org/EventCancelled")).0, OccurrenceState::Cancelled);
    assert_eq!(state(&said("EventCancelled")).0, OccurrenceState::Cancelled);
    let (postponed, _, note) = state(&said("https://schema.org/EventPostponed"));
    assert_eq!(postponed, OccurrenceState::Cancelled);
    assert!(note.unwrap().contains("new date is not known"));
    let moved = format!(
        r#"{}, "previousStartDate": "2026-11-28T18:00:00Z""#,
        said("https://schema.org/EventRescheduled")
    );
    assert_eq!(state(&moved), (OccurrenceState::Planned, Some("2026-11-28T19:00:00".to_owned()), None));
    let sold = |words: &str| format!(r#"{at}, "offers": [{words}]"#);
    let offer = |word: &str| format!(r#"{{"@type": "Offer", "availability": "https://schema.org/{word}"}}"#);
    assert_eq!(state(&sold(&offer("SoldOut"))).0, OccurrenceState::SoldOut);
    assert_eq!(
        state(&sold(&format!("{}, {}", offer("SoldOut"), offer("InStock")))).0,
        OccurrenceState::Planned
    );
    assert_eq!(state(&format!(r#"{at}, "remainingAttendeeCapacity": 0"#)).0, OccurrenceState::SoldOut);
}

#[test]
fn places_are_found_in_every_form() {
    let at = r#""startDate": "2026-12-05""#;
    let venue = |members: &str| event(&format!("{at}, {members}")).venue;
    let text = |members: &str| venue(members).text;
    assert_eq!(text(r#""location": "Markt 1, 04916 Herzberg""#).as_deref(), Some("Markt 1, 04916 Herzberg"));
    assert_eq!(
        text(
            r#""location": {"@type": "Place", "name": "Kirche", "address": "Kirchplatz 1\n04916 Herzberg"}"#
        )
        .as_deref(),
        Some("Kirche, Kirchplatz 1, 04916 Herzberg")
    );
    assert_eq!(
        text(
            r#""location": {"@type": "PostalAddress", "postalCode": "04916", "addressLocality": "Herzberg"}"#
        )
        .as_deref(),
        Some("04916 Herzberg")
    );
    assert_eq!(
        text(r#""location": {"@type": "Place", "name": "Kirche, 04916 Herzberg", "address": {"postalCode": "04916", "addressLocality": "Herzberg"}}"#).as_deref(),
        Some("Kirche, 04916 Herzberg")
    );
    let online = venue(r#""location": {"@type": "VirtualLocation", "url": "https://example.org/raum"}"#);
    assert_eq!(online.online.unwrap().address.unwrap().as_str(), "https://example.org/raum");
    let hybrid = venue(
        r#""eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode", "location": [{"@type": "VirtualLocation"}, {"@type": "Place", "name": "Kirche"}]"#,
    );
    assert_eq!((hybrid.text.as_deref(), hybrid.online.is_some()), (Some("Kirche"), true));
    let mode = venue(
        r#""eventAttendanceMode": "OnlineEventAttendanceMode", "location": {"@type": "Place", "name": "Zoom"}"#,
    );
    assert_eq!((mode.text, mode.online.is_some()), (None, true));
    assert_eq!(
        venue(r#""location": {"@type": "Place", "name": "X", "geo": {"latitude": 0, "longitude": 0}}"#)
            .position,
        None
    );
    assert_eq!(venue(r#""location": "Online""#).text, None);
}

#[test]
fn prices_are_found_in_every_form() {
    let price = |offers: &str| {
        let price = event(&format!(r#""startDate": "2026-12-05", {offers}"#)).price;
        price.map(|price| (price.amount(), price.note().map(str::to_owned)))
    };
    let euros = Euros::from_cents;
    assert_eq!(price(r#""offers": {"price": "0"}"#), Some((Amount::Free, None)));
    assert_eq!(price(r#""isAccessibleForFree": true"#), Some((Amount::Free, None)));
    assert_eq!(
        price(
            r#""offers": {"@type": "AggregateOffer", "lowPrice": "5,00", "highPrice": 10.5, "priceCurrency": "EUR"}"#
        ),
        Some((Amount::Range(euros(500), euros(1050)), None))
    );
    assert_eq!(
        price(r#""offers": {"@type": "AggregateOffer", "offers": [{"price": 5}, {"price": 7}]}"#),
        Some((Amount::Range(euros(500), euros(700)), None))
    );
    assert_eq!(
        price(r#""offers": {"@type": "Offer", "priceSpecification": {"price": 9, "priceCurrency": "EUR"}}"#),
        Some((Amount::Exactly(euros(900)), None))
    );
    assert_eq!(
        price(r#""offers": {"price": "395", "priceCurrency": "GBP"}"#),
        Some((Amount::InWords, Some("395 GBP".into())))
    );
    assert_eq!(price(r#""offers": "Eintritt frei""#), Some((Amount::Free, None)));
    assert_eq!(
        price(r#""offers": {"price": "auf Anfrage"}"#),
        Some((Amount::InWords, Some("auf Anfrage".into())))
    );
    assert_eq!(
        price(r#""offers": {"price": 0, "description": "Um eine Spende wird gebeten"}"#),
        Some((Amount::Donation, None))
    );
    assert_eq!(price(r#""offers": {"price": -5}"#), None);
    assert_eq!(price(r#""offers": []"#), None);
}

#[test]
fn a_course_is_read_with_its_instances() {
    let item = one(
        r#"{"@context": "http://schema.org/", "@type": "Course", "courseCode": "D-A1-7", "name": "Deutsch A1",
        "educationalLevel": {"@type": "DefinedTerm", "name": "A1"}, "timeRequired": "PT45H", "inLanguage": "de",
        "educationalCredentialAwarded": {"@type": "EducationalOccupationalCredential", "name": "Zertifikat A1"},
        "provider": {"@type": "Organization", "name": "Volkshochschule"},
        "hasCourseInstance": [
            {"@type": "CourseInstance", "courseMode": ["onsite"], "location": "Herzberg",
             "courseSchedule": {"@type": "Schedule", "startDate": "2027-01-04", "repeatFrequency": "P1W", "repeatCount": 3,
                "startTime": "18:00", "endTime": "20:15", "scheduleTimezone": "Europe/Berlin", "exceptDate": "2027-01-11"}},
            {"courseMode": "onsite", "location": "Falkenberg", "startDate": "2027-03-01", "endDate": "2027-03-05"}]}"#,
    );
    let Form::Course(course) = &item.form else { panic!("{:?}", item.form) };
    assert_eq!((course.level.as_deref(), course.units), (Some("A1"), Some(60)));
    assert_eq!(course.certificate.as_deref(), Some("Zertifikat A1"));
    assert_eq!(item.key, "code D-A1-7");
    assert_eq!(starts(&item), ["2027-01-04T18:00:00", "2027-01-18T18:00:00", "2027-03-01T00:00:00"]);
    assert_eq!(item.venue.text.as_deref(), Some("Herzberg"));
    assert_eq!(item.dates[2].place.as_deref(), Some("Falkenberg"));
    assert_eq!(item.contact.unwrap().name.as_deref(), Some("Volkshochschule"));
}

#[test]
fn a_rule_is_kept_as_a_rule_and_its_parts_change_its_dates() {
    let item = one(
        r#"{"@context": {"@vocab": "https://schema.org/"}, "@type": "EventSeries", "@id": "https://example.org/chor",
        "name": "Chorprobe", "startDate": "2026-11-25T19:00:00+01:00",
        "eventSchedule": {"@type": "Schedule", "repeatFrequency": "P1W", "byDay": ["https://schema.org/Wednesday"],
            "startDate": "2026-11-25", "startTime": "19:00:00", "endTime": "21:00:00"},
        "subEvent": [
            {"@type": "Event", "name": "Chorprobe", "startDate": "2026-12-02T19:00:00+01:00", "eventStatus": "https://schema.org/EventCancelled"},
            {"@type": "Event", "name": "Generalprobe", "startDate": "2026-12-10T18:00:00+01:00", "previousStartDate": "2026-12-09T19:00:00+01:00",
             "eventStatus": "https://schema.org/EventRescheduled", "location": "Kirche"}]}"#,
    );
    let rule = item.series.as_ref().unwrap();
    assert_eq!(rule.series.rules[0].as_str(), "FREQ=WEEKLY;BYDAY=WE");
    assert_eq!(rule.followed_to, date(2028, 5, 31));
    assert_eq!(item.dates[0].occurrence.moment, timed("2026-11-25T19:00:00", Some("2026-11-25T21:00:00")));
    let by_key = |key: &str| item.dates.iter().find(|date| date.key == key).unwrap();
    assert_eq!(by_key("2026-12-02T19:00:00").occurrence.state, OccurrenceState::Cancelled);
    let moved = by_key("2026-12-09T19:00:00");
    assert_eq!(moved.occurrence.moment.civil_start().to_string(), "2026-12-10T18:00:00");
    assert_eq!(moved.moved_from.unwrap().to_string(), "2026-12-09T19:00:00");
    assert_eq!((moved.title.as_deref(), moved.place.as_deref()), (Some("Generalprobe"), Some("Kirche")));
    assert_eq!(by_key("2026-12-16T19:00:00").title, None);
    assert!(item.dates.len() > 70);
}

#[test]
fn parts_of_a_series_are_its_dates_and_parts_of_an_event_are_not() {
    let reading = read(
        r#"[
        {"@context": "https://schema.org", "@type": "EventSeries", "@id": "https://example.org/reihe", "name": "Lesereihe",
         "subEvent": ["https://example.org/1", {"@id": "https://example.org/2"}]},
        {"@type": "Event", "@id": "https://example.org/1", "name": "Erster Abend", "startDate": "2026-12-01T19:00"},
        {"@type": "Event", "@id": "https://example.org/2", "name": "Lesereihe", "startDate": "2026-12-08T19:00"},
        {"@type": "Event", "@id": "https://example.org/3", "name": "Dritter Abend", "startDate": "2026-12-15T19:00",
         "superEvent": "https://example.org/reihe"},
        {"@type": "Festival", "@id": "https://example.org/fest", "name": "Fest", "startDate": "2026-12-20",
         "subEvent": {"@type": "Event", "@id": "https://example.org/4", "name": "Tanz", "startDate": "2026-12-20T20:00"}}]"#,
    );
    let told: Vec<(&str, usize)> =
        reading.items.iter().map(|item| (item.texts.source().title.as_str(), item.dates.len())).collect();
    assert_eq!(told, [("Lesereihe", 3), ("Fest", 1), ("Tanz", 1)]);
    let keys: Vec<&str> = reading.items[0].dates.iter().map(|date| date.key.as_str()).collect();
    assert_eq!(keys, ["https://example.org/1", "https://example.org/2", "https://example.org/3"]);
    assert_eq!(reading.items[0].dates[1].title, None);
}

#[test]
fn offers_that_share_an_address_are_told_apart() {
    let page = |events: &str| format!("<script type='application/ld+json'>[{events}]</script>");
    let event = |name: &str, url: &str, day: u8| {
        format!(
            r#"{{"@type": "Event", "name": "{name}", "url": "{url}", "startDate": "2026-12-{day:02}T19:00"}}"#
        )
    };
    let keys = |events: &[String]| {
        let reading = read_at(&page(&events.join(",")), Some("https://example.org/termine")).unwrap();
        reading.items.iter().map(|item| (item.key.clone(), item.dates.len())).collect::<Vec<_>>()
    };
    // All name the list itself.
    assert_eq!(
        keys(&[event("A", "/termine", 1), event("B", "https://example.org/termine/", 2)]),
        [("derived:a:2026-12-01T19:00:00".to_owned(), 1), ("derived:b:2026-12-02T19:00:00".to_owned(), 1)]
    );
    // One page for several dates of the same.
    assert_eq!(
        keys(&[event("A", "/a", 1), event("A", "/a", 8), event("A", "/a", 8)]),
        [("https://example.org/a".to_owned(), 2)]
    );
    assert_eq!(
        keys(&[event("A", "/a", 1), event("B", "/a", 8)]),
        [("https://example.org/a".to_owned(), 1), ("https://example.org/a|b".to_owned(), 1)]
    );
}

#[test]
fn texts_come_in_their_languages() {
    let item = one(r#"{"@type": "Event", "startDate": "2026-12-05",
        "name": [{"@value": "Reading", "@language": "en"}, {"@value": "Lesung", "@language": "de"}],
        "description": [{"@value": "Quiet.", "@language": "en"}, {"@value": "Leise.", "@language": "de"}]}"#);
    let source = item.texts.source();
    assert_eq!(
        (source.language.as_str(), source.title.as_str(), source.body.as_str()),
        ("de", "Lesung", "Leise.")
    );
    assert_eq!(item.texts.translations()[0].text.title, "Reading");
    let english = read(
        "<html lang='en-GB'><script type='application/ld+json'>{\"@type\": \"Event\", \"name\": \"Talk\", \"startDate\": \"2026-12-05\"}</script>",
    );
    assert_eq!(english.items[0].texts.source().language.as_str(), "en-GB");
}

#[test]
fn what_is_no_data_of_ours_is_refused_with_what_to_do() {
    let refusal = |text: &str| read_at(text, None).unwrap_err().to_string();
    for (text, part) in [
        ("", "nothing in it"),
        ("BEGIN:VCALENDAR", "neither a web page nor JSON-LD"),
        ("<html><body>Termine</body></html>", "tells programs nothing"),
        ("{\"@type\": \"Event\"", "ends in the middle"),
        (
            "<script type='application/ld+json'>{oops}</script>",
            "block 1: this is no JSON: a “o” stands where none can be (line 1)",
        ),
        ("<script type='application/ld+json'> </script>", "tells programs nothing"),
        (
            r#"[{"@type": "Organization"}, {"@type": "https://schema.org/WebPage"}]"#,
            "only of: Organization, WebPage",
        ),
        (
            r#"{"@context": "https://www.w3.org/ns/activitystreams", "type": "Event", "@type": "Event", "name": "X"}"#,
            "no event and no course",
        ),
        (r#"{"@type": "BroadcastEvent", "name": "Fernsehen", "startDate": "2026-12-05"}"#, "BroadcastEvent"),
    ] {
        assert!(refusal(text).contains(part), "{text}: {}", refusal(text));
    }
    let large = vec![b' '; MOST_BYTES + 1];
    let source = Source::file(Format::JsonLd);
    let refused =
        super::read(&large, None, source, &VocabularySnapshot::default(), Period::ALWAYS, date(2026, 11, 22));
    assert!(refused.unwrap_err().to_string().contains("more than the 20000000"));
    let many = format!("[{}]", vec![r#"{"@type":"Event","name":"A"}"#; MOST_OFFERS + 1].join(","));
    assert_eq!(read_at(&many, None).unwrap_err(), NotSchemaOrg::TooMany);
}

#[test]
fn hostile_data_ends() {
    // Things that are parts of one another.
    let circle = read(
        r#"[{"@type": "EventSeries", "@id": "a", "name": "A", "subEvent": {"@id": "b"}},
        {"@type": "EventSeries", "@id": "b", "name": "B", "subEvent": {"@id": "a"}}]"#,
    );
    assert_eq!(circle.items.len() + circle.left.len(), 2);
    let own = read(
        r#"{"@type": "EventSeries", "@id": "a", "name": "A", "subEvent": {"@id": "a"}, "superEvent": {"@id": "a"}}"#,
    );
    assert_eq!(own.left.len(), 1);
    // Names that refer to themselves.
    let name = read(r#"{"@type": "Event", "@id": "a", "name": {"@id": "a"}, "startDate": "2026-12-05"}"#);
    assert_eq!(name.left[0].reason, "it has no title (name)");
    // Rules without end, from the beginning of time, over and over.
    let rule = r#"{"@type": "Event", "name": "A", "eventSchedule": {"startDate": "1900-01-01", "repeatFrequency": "P1D"}}"#;
    let many = format!("[{}]", vec![rule; 3_000].join(","));
    let reading = read(&many);
    assert!(reading.left.iter().any(|left| left.reason.contains("more dates than are taken")));
    for wrong in ["99999-01-01", "0000-00-00", "2026-02-30", "-2026-01-01", "gestern"] {
        let reading = read(&format!(r#"{{"@type": "Event", "name": "A", "startDate": "{wrong}"}}"#));
        assert!(reading.left[0].reason.contains(wrong), "{:?}", reading.left);
    }
}

#[test]
fn only_dates_of_the_period_are_taken() {
    let page = r#"[{"@type": "Event", "@id": "x:1", "name": "Früher", "startDate": "2019-01-01"},
        {"@type": "Event", "@id": "x:2", "name": "Später", "startDate": "2026-12-24"},
        {"@type": "Course", "@id": "x:3", "name": "Immer"}]"#;
    let within = |period| {
        let source = Source::file(Format::JsonLd);
        let reading = super::read(
            page.as_bytes(),
            None,
            source,
            &VocabularySnapshot::default(),
            period,
            date(2026, 11, 22),
        )
        .unwrap();
        let left: Vec<String> = reading.left.iter().map(|left| left.reason.clone()).collect();
        (reading.items.iter().map(|item| item.key.clone()).collect::<Vec<_>>(), left)
    };
    assert_eq!(within(Period::ALWAYS).0, ["x:1", "x:2", "x:3"]);
    let december = Period::new(Some(date(2026, 12, 1)), Some(date(2026, 12, 31))).unwrap();
    let (keys, left) = within(december);
    assert_eq!(keys, ["x:2", "x:3"]);
    assert_eq!(left, ["it has no date within the period from which dates are taken"]);
}

/// The examples that schema.org itself gives, where they are at hand: each example is a page of its own.
#[test]
fn the_examples_of_schema_org_come_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let folder = std::env::var_os("KREISRUND_SHARED_DATA")
        .map_or_else(|| root.join("../shared/data"), std::path::PathBuf::from)
        .join("schema-org");
    if !folder.exists() {
        eprintln!("SKIPPED: {} is not there", folder.display());
        return;
    }
    let mut told = Vec::new();
    for name in ["issue-1457-examples.txt", "issue-447-examples.txt", "sdo-course-examples.txt"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        for example in text.split("TYPES:").filter(|example| example.contains("application/ld+json")) {
            let json = &example[example.find("\nJSON:").unwrap()..];
            let reading = read_at(json, Some("https://anbieter.example.org/"))
                .unwrap_or_else(|error| panic!("{json}: {error}"));
            told.extend(reading.items.iter().map(|item| {
                let rule = item.series.as_ref().map(|rule| rule.series.rules[0].as_str().to_owned());
                (item.texts.source().title.clone(), item.dates.len(), rule)
            }));
            told.extend(reading.left.into_iter().map(|left| (left.reason, 0, None)));
        }
    }
    let mut expected = vec![
        ("Tai chi Class".to_owned(), 52, Some("FREQ=WEEKLY;BYDAY=WE;UNTIL=20171231".to_owned())),
        ("Count Example".to_owned(), 10, Some("FREQ=DAILY;COUNT=10".to_owned())),
        ("Olympic Games".to_owned(), 2, None),
        ("it has no title (name)".to_owned(), 0, None),
        ("The Data Scientist's Toolbox".to_owned(), 0, None),
        ("HNC Accounting".to_owned(), 3, None),
        ("Basic Proofreading".to_owned(), 0, None),
        ("HNC Accounting".to_owned(), 0, None),
        ("Basic Proofreading".to_owned(), 0, None),
        ("it has no title (name)".to_owned(), 0, None),
        ("Physics".to_owned(), 0, None),
    ];
    // Rules without a first day are followed from today on.
    told.retain(|(title, count, rule)| {
        let is_open = rule.is_none() && *count > 10;
        assert!(!is_open || matches!(title.as_str(), "Example Meetup" | "Example"), "{title}");
        !is_open
    });
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

proptest! {
    #[test]
    fn any_values_are_read_or_refused(
        start in "[0-9T:Z+\\-. ]{0,24}",
        text in "(?s).{0,40}",
        frequency in "P?[0-9]{0,3}[DWMYTH]{0,2}",
        day in "[A-Za-z0-9\\-]{0,6}",
    ) {
        let value = serde_json::json!({
            "@type": ["Event", text], "@id": text, "name": text, "startDate": start, "endDate": start, "description": text,
            "duration": frequency, "location": [text, { "name": text, "geo": { "latitude": start } }],
            "offers": { "price": start, "priceCurrency": text }, "typicalAgeRange": start, "timeRequired": frequency,
            "eventSchedule": { "repeatFrequency": frequency, "byDay": day, "startDate": start, "startTime": start },
            "subEvent": { "@type": text, "startDate": start }, "organizer": text, "keywords": text,
        });
        let _ = read_at(&value.to_string(), Some(&text));
        let _ = read_at(&text, None);
    }
}

/// A page with thousands of events of one name is read in one go, and its offer has no more dates than an offer can have:
/// those that come next.
#[test]
fn thousands_of_dates_of_one_offer_are_the_next_ones() {
    let day = |number: i64| date(2006, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
    let events = |members: &dyn Fn(i64) -> String| {
        let events: Vec<String> = (0..20_000)
            .map(|number| {
                format!(r##"{{"@type": "Event", "@id": "#chor", "name": "Chor", {}}}"##, members(number))
            })
            .collect();
        one(&format!(r#"{{"@context": "https://schema.org", "@graph": [{}]}}"#, events.join(",")))
    };
    let daily = events(&|number| format!(r#""startDate": "{}T18:00""#, day(number)));
    assert_eq!(daily.dates.len(), 2_000);
    assert_eq!(
        daily.note.as_deref(),
        Some("it has 20000 dates, more than the 2000 that an offer can have; the next ones were taken")
    );
    assert_eq!(starts(&daily)[0], "2026-11-22T18:00:00");
    let keys: HashSet<&str> = daily.dates.iter().map(|date| date.key.as_str()).collect();
    assert_eq!(keys.len(), 2_000);
    // The same date again and again is one.
    let same = events(&|_| r#""startDate": "2026-12-05T18:00""#.to_owned());
    assert_eq!((same.dates.len(), same.note), (1, None));
    assert_eq!(same.dates[0].key, ONLY_DATE);
}

/// Parts of a series that begin at the same time, each at a place of its own or all at one.
#[test]
fn thousands_of_parts_at_one_time_are_told_apart() {
    let series = |place: &dyn Fn(usize) -> String| {
        let parts: Vec<String> = (0..5_000)
            .map(|number| {
                let place = place(number);
                format!(
                    r#"{{"@type": "Event", "name": "Treff {number}", "startDate": "2026-12-05T18:00", "location": "{place}"}}"#
                )
            })
            .collect();
        event(&format!(r#""subEvent": [{}]"#, parts.join(",")))
    };
    for item in [series(&|number| format!("Raum {number}")), series(&|_| "Saal".to_owned())] {
        let keys: HashSet<&str> = item.dates.iter().map(|date| date.key.as_str()).collect();
        assert_eq!((item.dates.len(), keys.len()), (2_000, 2_000));
        assert!(item.note.unwrap().starts_with("it has 5000 dates"));
    }
}

#[test]
fn what_has_no_name_keeps_its_key_while_the_days_go_by() {
    let key = |today, members: &str| {
        let text =
            format!(r#"{{"@context": "https://schema.org", "@type": "Event", "name": "Chor", {members}}}"#);
        let source = Source::file(Format::JsonLd);
        let vocabularies = VocabularySnapshot::default();
        let reading =
            super::read(text.as_bytes(), None, source, &vocabularies, Period::ALWAYS, today).unwrap();
        reading.items[0].key.clone()
    };
    for (schedule, expected) in [
        (r#""startDate": "2021-01-05", "startTime": "18:00""#, "derived:chor:2021-01-05T18:00:00"),
        (r#""startTime": "18:00""#, "derived:chor:T18:00:00"),
    ] {
        let members = format!(
            r#""eventSchedule": {{"@type": "Schedule", "byDay": "Tuesday", "repeatFrequency": "P1W", {schedule}}}"#
        );
        assert_eq!(key(date(2026, 11, 22), &members), expected);
        assert_eq!(key(date(2027, 3, 1), &members), expected);
    }
    let moved = r#""startDate": "2026-12-12T18:00", "previousStartDate": "2026-12-05T18:00""#;
    let today = date(2026, 11, 22);
    assert_eq!(key(today, moved), key(today, r#""startDate": "2026-12-05T18:00""#));
}
