//! A provider's page tells programs about its events, and is read again and again.

use jiff::civil::date;
use kreisrund_content::Vocabularies;
use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::{ImportError, Reading, json_ld},
    offer::{Format, Source, State},
};
use kreisrund_schedule::OccurrenceState;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use serde_json::{Value, json};

use crate::{
    county::{all_offers, messages, migrations, offer, settle, today},
    importing::{bring_in, counts, retitle, rows, taken_back},
};

const ADDRESS: &str = "https://verein.example.org/termine";

/// An evening in each of the coming weeks; today is 22 November 2026.
fn evening(number: i64) -> Value {
    let day = date(2026, 11, 23).saturating_add(jiff::Span::new().weeks(number));
    json!({
        "@type": "Event", "@id": format!("/abend/{number}"), "name": format!("Abend {number}"),
        "startDate": format!("{day}T19:00:00+01:00"), "endDate": format!("{day}T21:00:00+01:00"),
        "description": "<p>Kommen Sie <b>vorbei</b>!</p>", "keywords": "Vorlesen, Nachtleben",
        "location": { "@type": "Place", "name": "Bürgerhaus", "address": "04916 Herzberg (Elster)" },
    })
}

fn evenings(numbers: impl IntoIterator<Item = i64>) -> Vec<Value> {
    numbers.into_iter().map(evening).collect()
}

async fn reading(database: &Database, events: &[Value], more: &str) -> Reading {
    let graph = json!({ "@context": "https://schema.org", "@graph": events });
    let page = format!(
        "<!doctype html><html lang=de><script type=\"application/ld+json\">{graph}</script>{more}<p>Termine</p></html>"
    );
    let vocabularies = Vocabularies::load(database).await.unwrap().snapshot();
    let source = Source { format: Format::JsonLd, name: ADDRESS.to_owned() };
    json_ld::read(page.as_bytes(), Some(ADDRESS), source, &vocabularies, Period::ALWAYS, today(database))
        .unwrap()
}

#[database_test(migrations = migrations)]
async fn the_same_page_twice_gives_the_same_offers_once(database: Database) {
    settle(&database).await;
    let page = reading(&database, &evenings(0..5), "").await;
    assert_eq!(counts(&bring_in(&database, &page, false).await.unwrap()), (5, 0, 0, 0));
    let (offers, dates, told) =
        (all_offers(&database).await, rows(&database).await, messages(&database).await);
    assert_eq!(counts(&bring_in(&database, &page, false).await.unwrap()), (0, 0, 5, 0));
    assert_eq!(all_offers(&database).await, offers);
    assert_eq!(rows(&database).await, dates);
    assert_eq!(messages(&database).await, told, "nobody is told of what did not change");
    let first = offer(&database, "abend-0").await;
    assert_eq!(first.details.texts.source().summary, "Kommen Sie vorbei!");
    let location = first.details.venue.location().unwrap();
    assert!(location.area.is_some(), "Herzberg is known: {location:?}");
    assert_eq!(first.origin.columns().2.unwrap(), "https://verein.example.org/abend/0");
}

#[database_test(migrations = migrations)]
async fn an_event_that_is_put_off_and_one_that_is_called_off_keep_their_dates(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &evenings(0..5), "").await, false).await.unwrap();
    let (before, told) = (rows(&database).await, messages(&database).await);
    let mut events = evenings(0..5);
    events[1]["startDate"] = "2026-12-02T20:00:00+01:00".into();
    events[1]["endDate"] = "2026-12-02T22:00:00+01:00".into();
    events[1]["previousStartDate"] = "2026-11-30T19:00:00+01:00".into();
    events[1]["eventStatus"] = "https://schema.org/EventRescheduled".into();
    events[2]["eventStatus"] = "https://schema.org/EventCancelled".into();
    let report = bring_in(&database, &reading(&database, &events, "").await, false).await.unwrap();
    assert_eq!(counts(&report), (0, 2, 3, 0));
    assert_eq!(messages(&database).await, told + 2);
    let after = rows(&database).await;
    assert_eq!(after["2026-12-02T20:00:00"], before["2026-11-30T19:00:00"]);
    let put_off = offer(&database, "abend-1").await;
    assert_eq!(put_off.dates[0].moved_from.unwrap().to_string(), "2026-11-30T19:00:00");
    assert_eq!(offer(&database, "abend-2").await.dates[0].occurrence.state, OccurrenceState::Cancelled);
}

#[database_test(migrations = migrations)]
async fn what_the_page_no_longer_has_is_taken_back_with_care(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &evenings(-3..10), "").await, false).await.unwrap();
    // The first page of a longer list says nothing about what comes behind it, nor about what has been.
    let first = bring_in(&database, &reading(&database, &evenings(0..5), "").await, false).await.unwrap();
    assert_eq!((first.unchanged, first.withdrawn), (5, 0));
    let without = evenings((0..10).filter(|number| *number != 4));
    let report = bring_in(&database, &reading(&database, &without, "").await, false).await.unwrap();
    assert_eq!(taken_back(&report), ["https://verein.example.org/abend/4"]);
    assert_eq!(offer(&database, "abend-4").await.state, State::Withdrawn);
    // Half of them gone: somebody is asked first.
    let few = reading(&database, &evenings([0, 1, 2, 9]), "").await;
    let refused = bring_in(&database, &few, false).await;
    assert!(matches!(refused, Err(ImportError::TooManyVanish { vanishing: 5, known: 9, .. })), "{refused:?}");
    assert_eq!(offer(&database, "abend-5").await.state, State::Published);
    assert_eq!(bring_in(&database, &few, true).await.unwrap().withdrawn, 5);
}

#[database_test(migrations = migrations)]
async fn a_block_that_can_not_be_read_takes_nothing_back(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &evenings(0..10), "").await, false).await.unwrap();
    let broken = "<script type=\"application/ld+json\">{\"@type\": \"Event\", \"name\": </script>";
    let page = reading(&database, &evenings((0..10).filter(|number| *number != 4)), broken).await;
    let report = bring_in(&database, &page, false).await.unwrap();
    assert_eq!((report.unchanged, report.withdrawn), (9, 0));
    let reasons: Vec<&str> = report.notes.iter().map(|note| note.reason.as_str()).collect();
    assert!(reasons[0].starts_with("block 2: this is no JSON"), "{reasons:?}");
    assert!(reasons[1].contains("they stay as they are"), "{reasons:?}");
}

#[database_test(migrations = migrations)]
async fn what_a_person_wrote_stays(database: Database) {
    settle(&database).await;
    bring_in(&database, &reading(&database, &evenings(0..3), "").await, false).await.unwrap();
    retitle(&database, &offer(&database, "abend-1").await, "Abend mit Musik").await;
    let mut events = evenings(0..3);
    events[1]["name"] = "Abend 1 (neu)".into();
    events[1]["startDate"] = "2026-11-30T19:30:00+01:00".into();
    let report = bring_in(&database, &reading(&database, &events, "").await, false).await.unwrap();
    assert_eq!(counts(&report), (0, 1, 2, 0));
    assert!(report.notes.iter().any(|note| note.reason.ends_with("texts")), "{:?}", report.notes);
    let kept = offer(&database, "abend-1").await;
    assert_eq!(kept.details.texts.source().title, "Abend mit Musik");
    assert_eq!(kept.dates[0].occurrence.moment.civil_start().to_string(), "2026-11-30T19:30:00");
}

#[database_test(migrations = migrations)]
async fn topics_are_those_that_keywords_name(database: Database) {
    settle(&database).await;
    let page = reading(&database, &evenings(0..1), "").await;
    let report = bring_in(&database, &page, false).await.unwrap();
    assert_eq!(report.notes, [], "a word that is no topic is only a word");
    let words: Vec<&String> = page.items[0].terms.values().flatten().collect();
    assert_eq!(words, ["Vorlesen"]);
}

#[database_test(migrations = migrations)]
async fn a_course_without_a_date_and_one_with_a_rule_come_in(database: Database) {
    settle(&database).await;
    let courses = [
        json!({ "@type": "Course", "@id": "/kurs/1", "name": "Selbst lernen" }),
        json!({ "@type": "Course", "@id": "/kurs/2", "name": "Deutsch A1", "hasCourseInstance": {
            "@type": "CourseInstance", "courseSchedule": { "@type": "Schedule", "startDate": "2026-11-24",
            "repeatFrequency": "P1W", "startTime": "18:00", "endTime": "19:30" } } }),
    ];
    let page = reading(&database, &courses, "").await;
    assert_eq!(counts(&bring_in(&database, &page, false).await.unwrap()), (2, 0, 0, 0));
    assert_eq!(counts(&bring_in(&database, &page, false).await.unwrap()), (0, 0, 2, 0));
    assert_eq!(offer(&database, "selbst-lernen").await.dates, []);
    let course = offer(&database, "deutsch-a1").await;
    assert!(course.series.is_some() && course.dates.len() > 70);
}
