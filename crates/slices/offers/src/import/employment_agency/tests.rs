use jiff::civil::date;
use kreisrund_kernel::{Amount, Euros};
use kreisrund_schedule::Moment;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::offer::{Form, Format, Way};

fn read_text(text: &str) -> Result<Answer, NotAnAnswer> {
    let source = Source::file(Format::EmploymentAgency);
    read(text.as_bytes(), source, &VocabularySnapshot::default(), Period::ALWAYS, date(2026, 11, 22))
}

fn answer(dates: &[Value], total: usize) -> Answer {
    let value = json!({
        "_embedded": { "termine": dates },
        "page": { "size": 20, "totalElements": total, "totalPages": total.div_ceil(20), "number": 0 },
    });
    read_text(&value.to_string()).unwrap()
}

/// A date of the course `course`, from `begin` to `end` in milliseconds.
fn a_date(id: u32, course: u32, begin: Option<i64>, end: Option<i64>) -> Value {
    json!({
        "id": id,
        "unterrichtsform": { "id": 101, "bezeichnung": "Präsenzveranstaltung" },
        "unterrichtszeit": { "id": 1, "bezeichnung": "Vollzeit" },
        "dauer": { "id": 4, "bezeichnung": "mehr als 1 Monat bis 3 Monate" },
        "beginn": begin, "ende": end, "individuellerEinstieg": begin.is_none(),
        "kostenWert": 0.0, "kostenWaehrung": "EUR", "kostenBemerkung": "<p>auf Anfrage</p>", "foerderung": true,
        "teilnehmerMax": 12, "link": "https://example.org/kurs",
        "unterrichtszeiten": "<p>Mo bis Fr 8 Uhr<br/>und samstags</p>",
        "adresse": {
            "bezeichnung": "Haus der Beispiele", "strasse": "Markt 1",
            "ortStrasse": { "plz": "04916", "name": "Herzberg (Elster)" }, "koordinaten": { "lat": 51.69, "lon": 13.23 },
        },
        "ansprechpartner": [
            { "vorname": "Erika", "nachname": "Beispiel", "email": "erika@example.org", "rollen": [{ "bezeichnung": "Sonstige" }] },
            { "vorname": "Max", "nachname": "Muster", "telefonVorwahl": "03535", "telefonDurchwahl": "1234",
              "rollen": [{ "bezeichnung": "Ansprechpartner" }] },
        ],
        "angebot": {
            "id": course, "titel": "Lager &amp; Logistik",
            "inhalt": "<h4>Inhalte</h4><ul><li>Stapler</li><li>Lager</li></ul>",
            "abschlussart": "<p>Trägerzertifikat</p>", "abschlussbezeichnung": "<p>Keine Angabe</p>",
            "foerderung": "<p>Bildungsgutschein</p>", "zugang": "<p>Deutsch B1</p>", "zielgruppe": null,
            "bildungsanbieter": {
                "id": 7, "name": "Beispielbildung gGmbH", "telefonVorwahl": "0800", "telefonDurchwahl": "5678",
                "email": "info@example.org", "homepage": "https://www.example.org/",
                "adresse": { "strasse": "Ring 2", "ortStrasse": { "plz": "04916", "name": "Herzberg (Elster)" } },
            },
            "zertifizierer": [null],
        },
    })
}

/// Midnight of a day in Germany.
fn midnight(year: i16, month: i8, day: i8) -> i64 {
    crate::offer::county_zone().instant(date(year, month, day).at(0, 0, 0, 0)).as_millisecond()
}

#[test]
fn dates_of_one_course_are_dates_of_one_offer() {
    let first = a_date(1, 70, Some(midnight(2027, 7, 5)), Some(midnight(2027, 9, 3)));
    let mut second = a_date(2, 70, Some(midnight(2027, 1, 11)), None);
    second["adresse"] =
        json!({ "strasse": "Weg 3", "ortStrasse": { "plz": "04910", "name": "Elsterwerda" } });
    let answer = answer(&[first, a_date(3, 71, None, None), second], 3);
    let [course, open] = answer.reading.items.as_slice() else { panic!("{:?}", answer.reading.items) };
    assert!(answer.reading.complete && answer.reading.notes.is_empty());
    assert_eq!((course.key.as_str(), course.texts.source().title.as_str()), ("70", "Lager & Logistik"));
    let told: Vec<_> = course
        .dates
        .iter()
        .map(|date| (date.key.as_str(), date.occurrence.moment.clone(), date.place.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("1", Moment::all_day(date(2027, 7, 5), date(2027, 9, 3)).unwrap(), None),
            (
                "2",
                Moment::all_day(date(2027, 1, 11), date(2027, 1, 11)).unwrap(),
                Some("Weg 3, 04910 Elsterwerda")
            ),
        ]
    );
    assert_eq!(open.dates, [], "people start there when they like");
    assert!(open.texts.source().body.contains("Der Einstieg ist individuell möglich."));
    assert_eq!(
        course.texts.source().body,
        "## Inhalte\n\n- Stapler\n- Lager\n\n## Voraussetzungen\n\nDeutsch B1\n\n## Unterricht\n\nVollzeit, Präsenzveranstaltung, \
         mehr als 1 Monat bis 3 Monate\n\nMo bis Fr 8 Uhr\nund samstags\n\n## Förderung\n\nBildungsgutschein"
    );
    let Form::Course(form) = &course.form else { panic!("{:?}", course.form) };
    assert_eq!(form.certificate.as_deref(), Some("Trägerzertifikat"));
    let contact = course.contact.clone().unwrap();
    assert_eq!(
        (contact.name.as_deref(), contact.phone.as_deref(), contact.email.as_deref()),
        (Some("Max Muster"), Some("03535 1234"), Some("info@example.org"))
    );
    assert_eq!(course.venue.text.as_deref(), Some("Haus der Beispiele, Markt 1, 04916 Herzberg (Elster)"));
    let price = course.price.clone().unwrap();
    assert_eq!((price.amount(), price.note()), (Amount::InWords, Some("auf Anfrage")));
    assert_eq!(course.registration.way, Way::Link("https://example.org/kurs".parse().unwrap()));
    assert_eq!(course.registration.places, Some(12));
    assert_eq!(answer.providers["70"].address.as_deref(), Some("Ring 2, 04916 Herzberg (Elster)"));
    assert_eq!(answer.providers["70"].phone.as_deref(), Some("0800 5678"));
}

#[test]
fn nobody_is_named_who_is_not_published_as_a_contact() {
    let mut date = a_date(1, 70, None, None);
    date["ansprechpartner"].as_array_mut().unwrap().truncate(1);
    let answer = answer(&[date], 1);
    let contact = answer.reading.items[0].contact.clone().unwrap();
    assert_eq!((contact.name, contact.phone.as_deref()), (None, Some("0800 5678")));
    assert_eq!(contact.email.as_deref(), Some("info@example.org"));
}

#[test]
fn forms_and_prices_are_understood() {
    let with = |form: &str, prices: &[f64]| {
        let dates: Vec<Value> = (0..)
            .zip(prices)
            .map(|(id, price)| {
                let mut date = a_date(id, 70, None, None);
                date["unterrichtsform"]["bezeichnung"] = form.into();
                date["kostenWert"] = (*price).into();
                date["kostenBemerkung"] = Value::Null;
                date
            })
            .collect();
        answer(&dates, 1).reading.items.remove(0)
    };
    let euros = Euros::from_cents;
    assert_eq!(with("Blended Learning", &[0.0]).price, None);
    assert_eq!(with("E-Learning", &[1250.5]).price.unwrap().amount(), Amount::Exactly(euros(125_050)));
    assert_eq!(
        with("E-Learning", &[10.0, 20.0]).price.unwrap().amount(),
        Amount::Range(euros(1_000), euros(2_000))
    );
    let blended = with("Blended Learning", &[0.0]).venue;
    assert!(blended.online.is_some() && blended.text.is_some());
    let online = with("E-Learning", &[0.0]).venue;
    assert!(online.online.is_some() && online.text.is_none());
    assert!(with("Präsenzveranstaltung", &[0.0]).venue.online.is_none());
}

#[test]
fn a_page_of_a_longer_answer_takes_nothing_back() {
    let answer = answer(&[a_date(1, 70, None, None)], 10_000);
    assert!(!answer.reading.complete);
    assert!(answer.reading.notes[0].reason.contains("1 of 10000 dates"));
    let both = format!(
        "{}\n{}",
        json!({ "_embedded": { "termine": [a_date(1, 70, None, None)] }, "page": { "totalElements": 2 } }),
        json!({ "_embedded": { "termine": [a_date(2, 71, None, None)] }, "page": { "totalElements": 2 } })
    );
    assert!(read_text(&both).unwrap().reading.complete, "two pages make a whole");
}

#[test]
fn broken_dates_stay_out_and_say_why() {
    let mut nameless = a_date(1, 70, None, None);
    nameless["angebot"]["titel"] = Value::Null;
    let mut odd = a_date(2, 71, Some(midnight(2027, 7, 5)), Some(midnight(2027, 7, 1)));
    odd["angebot"]["titel"] = "Verkehrt".into();
    let mut far = a_date(3, 72, Some(i64::MAX), None);
    far["angebot"]["titel"] = "Fern".into();
    let answer = answer(&[nameless, json!(7), json!({ "id": 4 }), odd, far], 5);
    let left: Vec<(&str, &str)> =
        answer.reading.left.iter().map(|left| (left.key.as_str(), left.reason.as_str())).collect();
    assert_eq!(
        left,
        [
            ("date 2", "it is no object"),
            ("date 4", "it names no course (angebot.id)"),
            ("70", "it has no title (angebot.titel)"),
        ]
    );
    assert!(!answer.reading.complete);
    let notes: Vec<_> = answer.reading.items.iter().map(|item| item.note.clone().unwrap()).collect();
    assert!(notes[0].contains("before its beginning") && notes[1].contains("can't be read"), "{notes:?}");
}

#[test]
fn what_is_no_answer_is_refused_with_what_to_do() {
    for (text, part) in [
        ("", "the file is empty"),
        ("<html>", "can't be read"),
        ("{\"_embedded\": {\"termine\": [{]}}", "can't be read: a “]” stands where none can be (line 1)"),
        ("{\"a\": 1}", "no list “_embedded.termine”"),
        ("{\"_embedded\": {\"termine\": []}}", "has no courses"),
    ] {
        let refusal = read_text(text).unwrap_err().to_string();
        assert!(refusal.contains(part), "{text}: {refusal}");
    }
    let many = format!("{{\"termine\": [{}1]}}", "1,".repeat(MOST_DATES));
    assert_eq!(read_text(&many).unwrap_err(), NotAnAnswer::TooMany);
    let large = " ".repeat(MOST_BYTES + 1);
    assert!(matches!(read_text(&large), Err(NotAnAnswer::TooLarge(_))));
}

/// A real answer, where it is at hand.
#[test]
fn all_courses_of_a_real_answer_come_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let path = std::env::var_os("KREISRUND_SHARED_DATA")
        .map_or_else(|| root.join("../shared/data"), std::path::PathBuf::from)
        .join("courses/ba-weiterbildungssuche.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return;
    };
    let answer = read_text(&text).unwrap();
    assert_eq!((answer.reading.items.len(), answer.reading.left.len()), (20, 0), "{:?}", answer.reading.left);
    assert_eq!(answer.reading.items.iter().filter(|item| item.dates.is_empty()).count(), 8);
    assert!(!answer.reading.complete);
    for item in &answer.reading.items {
        let body = &item.texts.source().body;
        assert!(!body.contains('<') && !body.contains("&amp;") && body.contains("## Unterricht"), "{body}");
        assert!(item.contact.is_some() && item.venue.text.is_some() && item.venue.online.is_some());
        assert!(
            item.price.as_ref().is_none_or(|price| !price.is_free()),
            "nobody said that it costs nothing"
        );
        assert!(answer.providers.contains_key(&item.key));
    }
    let names: std::collections::BTreeSet<_> =
        answer.providers.values().map(|provider| &provider.name).collect();
    assert_eq!(names.len(), 12);
}

proptest! {
    #[test]
    fn any_values_are_read_or_refused(text in "(?s).{0,30}", number in any::<i64>(), other in any::<f64>()) {
        let mut date = a_date(1, 70, Some(number), Some(number));
        date["angebot"]["titel"] = text.clone().into();
        date["angebot"]["inhalt"] = text.clone().into();
        date["kostenWert"] = other.into();
        date["adresse"]["koordinaten"]["lat"] = other.into();
        date["teilnehmerMax"] = number.into();
        let value = json!({ "_embedded": { "termine": [date, text, number] } });
        let _ = read_text(&value.to_string());
        let _ = read_text(&text);
    }
}
