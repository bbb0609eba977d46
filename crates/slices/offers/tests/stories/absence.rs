//! What a source no longer has: taken back with care, never by mistake.

use kreisrund_kernel::Period;
use kreisrund_offers::{
    import::{self, ImportError, Outcome, Report},
    offer::{Format, Source, State},
};
use kreisrund_schedule::OccurrenceState;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::county::{
    Event, all_offers, bring_in, bring_in_with, bring_in_without_commit, ics, migrations, offer, settle,
    today,
};

/// An evening in each of the coming weeks; today is 22 November 2026.
fn evenings(numbers: impl IntoIterator<Item = i64>) -> Vec<Event> {
    let evening = |number: i64| {
        let day = jiff::civil::date(2026, 11, 23).saturating_add(jiff::Span::new().weeks(number));
        let start = format!("{}T190000", day.strftime("%Y%m%d"));
        Event::new(&format!("abend-{number}@example.org"), &format!("Abend {number}"), &start)
    };
    numbers.into_iter().map(evening).collect()
}

fn taken_back(report: &Report) -> Vec<&str> {
    let events = report.events.iter().filter(|event| event.result == Outcome::Withdrawn);
    events.map(|event| event.uid.as_str()).collect()
}

#[database_test(migrations = migrations)]
async fn a_coming_event_that_vanishes_is_taken_back_and_may_come_again(database: Database) {
    settle(&database).await;
    bring_in(&database, &evenings(0..10)).await;
    let report = bring_in(&database, &evenings((0..10).filter(|number| *number != 4))).await;
    assert_eq!((report.unchanged, report.withdrawn), (9, 1));
    assert_eq!(taken_back(&report), ["abend-4@example.org"]);
    assert_eq!(offer(&database, "abend-4").await.state, State::Withdrawn);
    let again = bring_in(&database, &evenings((0..10).filter(|number| *number != 4))).await;
    assert_eq!((again.unchanged, again.withdrawn), (9, 0), "once is enough");
    assert_eq!(bring_in(&database, &evenings(0..10)).await.changed, 1);
    assert_eq!(offer(&database, "abend-4").await.state, State::Published);
}

/// A feed that ends with the month says nothing about the next, and what has happened has happened.
#[database_test(migrations = migrations)]
async fn beyond_the_span_of_a_feed_and_in_the_past_nothing_is_taken_back(database: Database) {
    settle(&database).await;
    bring_in(&database, &evenings(-4..10)).await;
    let report = bring_in(&database, &evenings(0..5)).await;
    assert_eq!((report.unchanged, report.withdrawn), (5, 0));
    assert!(all_offers(&database).await.iter().all(|offer| offer.state == State::Published));
}

#[database_test(migrations = migrations)]
async fn when_much_would_vanish_somebody_is_asked_first(database: Database) {
    settle(&database).await;
    bring_in(&database, &evenings(0..10)).await;
    let few = ics(&evenings([0, 1, 2, 3, 5, 9]));
    let write = database.write().await.unwrap();
    let refused = bring_in_without_commit(&database, &write, &few, today(&database)).await;
    let Err(ImportError::TooManyVanish { vanishing, known, examples }) = refused else {
        panic!("four of ten is too much: {refused:?}")
    };
    drop(write);
    assert_eq!((vanishing, known, examples.len()), (4, 10, 4));
    assert!(all_offers(&database).await.iter().all(|offer| offer.state == State::Published));
    // Exactly three of ten may go without a question.
    assert_eq!(bring_in(&database, &evenings([0, 1, 2, 3, 4, 5, 9])).await.withdrawn, 3);
    bring_in(&database, &evenings(0..10)).await;
    let write = database.write().await.unwrap();
    let report = bring_in_with(&database, &write, &few, today(&database), true).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(report.withdrawn, 4, "somebody agreed");
}

#[database_test(migrations = migrations)]
async fn a_file_that_was_cut_off_takes_nothing_back(database: Database) {
    settle(&database).await;
    bring_in(&database, &evenings(0..10)).await;
    let whole = ics(&evenings([0, 9]));
    let cut = &whole[..whole.len() - "END:VEVENT\r\nEND:VCALENDAR\r\n".len()];
    let write = database.write().await.unwrap();
    let report = bring_in_without_commit(&database, &write, cut, today(&database)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(report.withdrawn, 0);
    assert!(report.notes.iter().any(|note| note.reason.contains("stay as they are")), "{:?}", report.notes);
}

#[database_test(migrations = migrations)]
async fn another_source_of_the_same_organisation_is_not_touched(database: Database) {
    settle(&database).await;
    bring_in(&database, &evenings(0..10)).await;
    let vocabularies = kreisrund_content::VocabularySnapshot::default();
    let source = Source { format: Format::ICalendar, name: "https://example.org/jugend.ics".to_owned() };
    let file = ics(&evenings([0, 9]));
    let reading =
        import::calendar::read(&file, source, &vocabularies, Period::ALWAYS, today(&database)).unwrap();
    let areas = kreisrund_areas::Areas::load(&database).await.unwrap().snapshot();
    let write = database.write().await.unwrap();
    let organisation = crate::county::club(&write).await;
    let options = import::Options {
        organisation: &organisation,
        areas: &areas,
        places: &[],
        vocabularies: &vocabularies,
        may_vanish: false,
    };
    let report = import::bring_in(&write, &reading, options, |_| ()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!((report.added, report.withdrawn), (2, 0));
    assert_eq!(all_offers(&database).await.len(), 12);
}

#[database_test(migrations = migrations)]
async fn a_date_that_is_put_off_says_from_when(database: Database) {
    settle(&database).await;
    let fest = |day: &str| Event::new("fest@example.org", "Fest", &format!("{day}T140000"));
    bring_in(&database, &[fest("20261205")]).await;
    let moved_from = async || {
        let offer = offer(&database, "fest").await;
        (offer.dates[0].moved_from.map(|from| from.date().to_string()), offer.sequence)
    };
    assert_eq!(moved_from().await, (None, 0));
    bring_in(&database, &[fest("20261212")]).await;
    assert_eq!(moved_from().await, (Some("2026-12-05".to_owned()), 1));
    bring_in(&database, &[fest("20261212")]).await;
    assert_eq!(moved_from().await, (Some("2026-12-05".to_owned()), 1), "reading it again changes nothing");
    bring_in(&database, &[fest("20261205")]).await;
    assert_eq!(moved_from().await, (None, 2));
}

#[database_test(migrations = migrations)]
async fn one_date_of_a_series_may_move_be_renamed_and_fall_away(database: Database) {
    settle(&database).await;
    let series = Event::new("chor@example.org", "Chor", "20261124T190000")
        .line("DTEND;TZID=Europe/Berlin:20261124T203000")
        .line("RRULE:FREQ=WEEKLY;COUNT=4");
    let moved = Event::new("chor@example.org", "Offenes Singen", "20261202T180000")
        .line("RECURRENCE-ID;TZID=Europe/Berlin:20261201T190000")
        .line("DTEND;TZID=Europe/Berlin:20261202T200000")
        .at("Scheune");
    let cancelled = Event::new("chor@example.org", "Chor", "20261208T190000")
        .line("RECURRENCE-ID;TZID=Europe/Berlin:20261208T190000")
        .line("STATUS:CANCELLED");
    let report = bring_in(&database, &[series, moved, cancelled]).await;
    let chor = offer(&database, "chor").await;
    let rule = &chor.series.as_ref().unwrap().series;
    assert_eq!(rule.rules[0].as_str(), "FREQ=WEEKLY;COUNT=4", "the rule is kept as a rule");
    let second = &chor.dates[1];
    assert_eq!(second.key, "2026-12-01T19:00:00");
    assert_eq!(second.moved_from.unwrap().to_string(), "2026-12-01T19:00:00");
    assert_eq!((second.title.as_deref(), second.place.as_deref()), (Some("Offenes Singen"), Some("Scheune")));
    assert_eq!(chor.dates[2].occurrence.state, OccurrenceState::Cancelled);
    let told: Vec<(&str, Option<&str>, &str, &str)> = report.events[0]
        .occurrences
        .iter()
        .map(|date| (date.start.as_str(), date.end.as_deref(), date.zone.as_str(), date.state))
        .collect();
    assert_eq!(
        told,
        [
            ("2026-11-24T19:00:00", Some("2026-11-24T20:30:00"), "Europe/Berlin", "planned"),
            ("2026-12-02T18:00:00", Some("2026-12-02T20:00:00"), "Europe/Berlin", "planned"),
            ("2026-12-08T19:00:00", Some("2026-12-08T20:30:00"), "Europe/Berlin", "cancelled"),
            ("2026-12-15T19:00:00", Some("2026-12-15T20:30:00"), "Europe/Berlin", "planned"),
        ]
    );
}
