//! A club publishes its calendar, again and again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use kreisrund_directory::store::organisations::organisation_by_slug;
use kreisrund_kernel::Slug;
use kreisrund_offers::{
    import::{Outcome, Report},
    offer::{Offer, State},
    store::entities::occurrence,
};
use kreisrund_schedule::{Moment, OccurrenceState};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::county::{
    Event, all_offers, bring_in, bring_in_without_commit, ics, key, messages, migrations, offer, settle,
    slug, today,
};

fn counts(report: &Report) -> (usize, usize, usize, usize) {
    (report.added, report.changed, report.unchanged, report.skipped)
}

/// The identifiers of the stored dates by their civil start.
async fn rows(database: &Database) -> BTreeMap<String, Uuid> {
    let rows = occurrence::Entity::find()
        .order_by_asc(occurrence::Column::StartCivil)
        .all(database.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| (row.start_civil, row.id)).collect()
}

fn days(offer: &Offer) -> Vec<String> {
    offer.dates.iter().map(|date| date.occurrence.moment.civil_start().date().to_string()).collect()
}

fn festival() -> Event {
    Event::new("fest@example.org", "Anglerfest", "20261205T140000")
        .line("DTEND;TZID=Europe/Berlin:20261205T220000")
        .line("DESCRIPTION:Mit Räucherfisch.\\n\\nEintritt frei.")
}

fn weekly() -> Event {
    Event::new("jugend@example.org", "Jugendangeln", "20261105T160000").line("RRULE:FREQ=WEEKLY;COUNT=6")
}

#[database_test(migrations = migrations)]
async fn the_same_calendar_twice_gives_the_same_offers_once(database: Database) {
    settle(&database).await;
    let calendar = [festival(), weekly()];
    assert_eq!(counts(&bring_in(&database, &calendar).await), (2, 0, 0, 0));
    let (first, first_rows, told) =
        (all_offers(&database).await, rows(&database).await, messages(&database).await);
    assert_eq!(counts(&bring_in(&database, &calendar).await), (0, 0, 2, 0));
    assert_eq!(all_offers(&database).await, first);
    assert_eq!(rows(&database).await, first_rows);
    assert_eq!(messages(&database).await, told, "nobody is told of what did not change");
    let fest = offer(&database, "anglerfest").await;
    assert_eq!(fest.details.texts.source().title, "Anglerfest");
    assert_eq!(fest.details.texts.source().summary, "Mit Räucherfisch.");
    assert_eq!(fest.dates[0].occurrence.moment.civil_start().to_string(), "2026-12-05T14:00:00");
}

#[database_test(migrations = migrations)]
async fn a_new_title_is_a_change_and_the_address_stays(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival(), weekly()]).await;
    let (before, told) = (rows(&database).await, messages(&database).await);
    let renamed = Event::new("fest@example.org", "Großes Anglerfest", "20261205T140000")
        .line("DTEND;TZID=Europe/Berlin:20261205T220000")
        .line("DESCRIPTION:Mit Räucherfisch.\\n\\nEintritt frei.");
    assert_eq!(counts(&bring_in(&database, &[renamed, weekly()]).await), (0, 1, 1, 0));
    assert_eq!(offer(&database, "anglerfest").await.details.texts.source().title, "Großes Anglerfest");
    assert_eq!(rows(&database).await, before);
    assert_eq!(messages(&database).await, told + 1);
}

#[database_test(migrations = migrations)]
async fn an_event_that_is_put_off_keeps_its_date(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival()]).await;
    let before = rows(&database).await;
    let put_off = Event::new("fest@example.org", "Anglerfest", "20261212T150000")
        .line("DESCRIPTION:Mit Räucherfisch.\\n\\nEintritt frei.");
    assert_eq!(counts(&bring_in(&database, &[put_off]).await), (0, 1, 0, 0));
    let after = rows(&database).await;
    assert_eq!(after.keys().collect::<Vec<_>>(), ["2026-12-12T15:00:00"]);
    assert!(after.values().eq(before.values()), "it is the same date, at another time");
}

/// Moved after the day had passed: the old day was not a date of its own.
#[database_test(migrations = migrations)]
async fn an_event_that_was_due_yesterday_and_is_put_off_has_one_date(database: Database) {
    settle(&database).await;
    bring_in(&database, &[Event::new("fest@example.org", "Anglerfest", "20261121T140000")]).await;
    bring_in(&database, &[Event::new("fest@example.org", "Anglerfest", "20261128T140000")]).await;
    assert_eq!(days(&offer(&database, "anglerfest").await), ["2026-11-28"]);
}

#[database_test(migrations = migrations)]
async fn a_series_at_another_hour_keeps_its_dates(database: Database) {
    settle(&database).await;
    bring_in(&database, &[weekly()]).await;
    let before = rows(&database).await;
    assert_eq!(before.len(), 6);
    let later =
        Event::new("jugend@example.org", "Jugendangeln", "20261105T173000").line("RRULE:FREQ=WEEKLY;COUNT=6");
    assert_eq!(counts(&bring_in(&database, &[later]).await), (0, 1, 0, 0));
    let after = rows(&database).await;
    assert!(after.keys().all(|start| start.ends_with("T17:30:00")), "{after:?}");
    assert!(after.values().eq(before.values()), "{before:?} {after:?}");
}

#[database_test(migrations = migrations)]
async fn an_event_that_becomes_a_series_keeps_its_first_date(database: Database) {
    settle(&database).await;
    bring_in(&database, &[Event::new("jugend@example.org", "Jugendangeln", "20261105T160000")]).await;
    let before = rows(&database).await;
    bring_in(&database, &[weekly()]).await;
    let after = rows(&database).await;
    assert_eq!(after.len(), 6);
    assert_eq!(after["2026-11-05T16:00:00"], before["2026-11-05T16:00:00"]);
}

#[database_test(migrations = migrations)]
async fn a_cancelled_date_is_still_there_and_says_so(database: Database) {
    settle(&database).await;
    bring_in(&database, &[weekly(), festival()]).await;
    let before = rows(&database).await;
    let one_cancelled = [
        weekly(),
        Event::new("jugend@example.org", "Jugendangeln", "20261126T160000")
            .line("RECURRENCE-ID;TZID=Europe/Berlin:20261126T160000")
            .line("STATUS:CANCELLED"),
        festival().line("STATUS:CANCELLED"),
    ];
    assert_eq!(counts(&bring_in(&database, &one_cancelled).await), (0, 2, 0, 0));
    assert_eq!(rows(&database).await, before);
    let cancelled = |offer: &Offer| {
        let dates = offer.dates.iter().filter(|date| date.occurrence.state == OccurrenceState::Cancelled);
        dates.map(|date| date.occurrence.moment.civil_start().date().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(cancelled(&offer(&database, "jugendangeln").await), ["2026-11-26"]);
    assert_eq!(cancelled(&offer(&database, "anglerfest").await), ["2026-12-05"]);
}

/// Today is 22 November: what has happened has happened, what was announced can be taken back.
#[database_test(migrations = migrations)]
async fn a_date_that_vanishes_goes_unless_it_is_past(database: Database) {
    settle(&database).await;
    bring_in(&database, &[weekly()]).await;
    assert_eq!(today(&database), date(2026, 11, 22));
    let shorter = weekly()
        .line("EXDATE;TZID=Europe/Berlin:20261112T160000")
        .line("EXDATE;TZID=Europe/Berlin:20261203T160000");
    assert_eq!(counts(&bring_in(&database, std::slice::from_ref(&shorter)).await), (0, 1, 0, 0));
    let expected = ["2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26", "2026-12-10"];
    assert_eq!(days(&offer(&database, "jugendangeln").await), expected);
    assert_eq!(counts(&bring_in(&database, &[shorter]).await), (0, 0, 1, 0), "the past date is no change");
}

#[database_test(migrations = migrations)]
async fn private_events_stay_out_and_are_told(database: Database) {
    settle(&database).await;
    let private = Event::new("intern@example.org", "Geburtstag von Frau Beispiel", "20261210T190000")
        .line("CLASS:PRIVATE");
    let report = bring_in(&database, &[festival(), private]).await;
    assert_eq!(counts(&report), (1, 0, 0, 1));
    let told = report.events.iter().find(|event| event.result == Outcome::Skipped).unwrap();
    assert_eq!((told.line, told.uid.as_str()), (Some(11), "intern@example.org"));
    assert!(told.reason.as_ref().unwrap().contains("private"), "{told:?}");
    assert_eq!(all_offers(&database).await.len(), 1);
}

#[database_test(migrations = migrations)]
async fn an_event_that_becomes_private_is_taken_back_until_it_is_public_again(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival(), weekly()]).await;
    let told = messages(&database).await;
    let private = [festival().line("CLASS:CONFIDENTIAL"), weekly()];
    assert_eq!(counts(&bring_in(&database, &private).await), (0, 0, 1, 1));
    assert_eq!(offer(&database, "anglerfest").await.state, State::Withdrawn);
    assert_eq!(messages(&database).await, told + 1, "the index learns of it");
    bring_in(&database, &private).await;
    assert_eq!(messages(&database).await, told + 1, "once is enough");
    assert_eq!(counts(&bring_in(&database, &[festival(), weekly()]).await), (0, 1, 1, 0));
    assert_eq!(offer(&database, "anglerfest").await.state, State::Published);
    // A single private date does not take the whole series away.
    let one_private = Event::new("jugend@example.org", "Vorstand", "20261126T160000")
        .line("RECURRENCE-ID;TZID=Europe/Berlin:20261126T160000")
        .line("CLASS:PRIVATE");
    bring_in(&database, &[festival(), weekly(), one_private]).await;
    let series = offer(&database, "jugendangeln").await;
    assert_eq!(series.state, State::Published);
    assert!(!days(&series).contains(&"2026-11-26".to_owned()), "{:?}", days(&series));
}

#[database_test(migrations = migrations)]
async fn events_with_one_title_keep_their_own_addresses(database: Database) {
    settle(&database).await;
    let (one, other) = (
        Event::new("a@example.org", "Arbeitseinsatz", "20261128T090000"),
        Event::new("b@example.org", "Arbeitseinsatz", "20261212T090000"),
    );
    bring_in(&database, &[one.clone(), other.clone()]).await;
    let addresses = async || -> BTreeMap<String, String> {
        let offers = all_offers(&database).await;
        offers.into_iter().map(|offer| (key(&offer.origin).to_owned(), offer.slug.to_string())).collect()
    };
    let before = addresses().await;
    assert_eq!(before["a@example.org"], "arbeitseinsatz");
    assert_eq!(before["b@example.org"], "arbeitseinsatz-2");
    // In another order, and with a third between them.
    let third = Event::new("c@example.org", "Arbeitseinsatz", "20261130T090000");
    bring_in(&database, &[other, third, one]).await;
    let after = addresses().await;
    assert_eq!(
        (&after["a@example.org"], &after["b@example.org"]),
        (&before["a@example.org"], &before["b@example.org"])
    );
    assert_eq!(after["c@example.org"], "arbeitseinsatz-3");
}

#[database_test(migrations = migrations)]
async fn whole_days_are_those_on_which_it_takes_place(database: Database) {
    settle(&database).await;
    // iCalendar names the day after the last.
    let two_days =
        Event::new("messe@example.org", "Anglermesse", "20261128").line("DTEND;VALUE=DATE:20261130");
    let one_day = Event::new("tag@example.org", "Tag der offenen Tür", "20261129");
    bring_in(&database, &[two_days, one_day]).await;
    let first_and_last = async |slug: &str| match offer(&database, slug).await.dates[0].occurrence.moment {
        Moment::AllDay(days) => (days.first(), days.last()),
        Moment::Timed(_) => panic!("{slug} has no whole days"),
    };
    assert_eq!(first_and_last("anglermesse").await, (date(2026, 11, 28), date(2026, 11, 29)));
    assert_eq!(first_and_last("tag-der-offenen-tuer").await, (date(2026, 11, 29), date(2026, 11, 29)));
}

#[database_test(migrations = migrations)]
async fn a_broken_event_is_told_and_the_rest_comes_in(database: Database) {
    settle(&database).await;
    let broken = Event::new("kaputt@example.org", "Ohne rechten Tag", "20261345T990000");
    let nameless = Event::new("namenlos@example.org", "", "20261206T100000");
    let report = bring_in(&database, &[festival(), broken, nameless, weekly()]).await;
    assert_eq!(report.added, 2);
    for (uid, line) in [("kaputt@example.org", 11), ("namenlos@example.org", 16)] {
        let notes = report.notes.iter().map(|note| (note.uid.as_deref(), note.line));
        let events = report.events.iter().map(|event| (Some(event.uid.as_str()), event.line));
        let lines: Vec<usize> =
            notes.chain(events).filter(|(told, _)| *told == Some(uid)).filter_map(|(_, line)| line).collect();
        assert!(lines.iter().any(|told| (line..line + 5).contains(told)), "{uid}: {report:?}");
    }
}

#[database_test(migrations = migrations)]
async fn what_is_over_comes_in_and_is_counted_as_past(database: Database) {
    settle(&database).await;
    let long_ago = Event::new("alt@example.org", "Gründungsfest", "19990501T150000");
    let report = bring_in(&database, &[long_ago.clone(), festival()]).await;
    assert_eq!((report.added, report.past), (2, 1));
    assert_eq!(days(&offer(&database, "gruendungsfest").await), ["1999-05-01"]);
    let again = bring_in(&database, &[long_ago, festival()]).await;
    assert_eq!((again.unchanged, again.past), (2, 1));
}

#[database_test(migrations = migrations)]
async fn an_import_that_is_not_committed_leaves_nothing(database: Database) {
    settle(&database).await;
    let told = messages(&database).await;
    let write = database.write().await.unwrap();
    let file = ics(&[festival(), weekly()]);
    let report = bring_in_without_commit(&database, &write, &file, today(&database)).await.unwrap();
    assert_eq!(report.added, 2, "the report says what would come in");
    drop(write);
    assert_eq!(all_offers(&database).await, []);
    assert_eq!(rows(&database).await.len(), 0);
    assert_eq!(messages(&database).await, told);
    let club = organisation_by_slug(database.read(), &slug("angelfreunde")).await.unwrap();
    assert_eq!(club, None);
    assert_eq!(counts(&bring_in(&database, &[festival(), weekly()]).await), (2, 0, 0, 0));
}

#[database_test(migrations = migrations)]
async fn hundreds_of_events_with_one_title_come_in(database: Database) {
    settle(&database).await;
    // As long as an address may be, so that the number behind it takes letters away.
    let title = "Regelmäßige Mitgliederversammlung des Vereins der Angelfreunde an der Elsterau";
    assert_eq!(Slug::from_text(title).unwrap().as_str().len(), 80, "{}", Slug::from_text(title).unwrap());
    let events: Vec<Event> = (0..300)
        .map(|number| {
            let day = date(2026, 12, 1).saturating_add(jiff::Span::new().days(number));
            let start = format!("{}T190000", day.strftime("%Y%m%d"));
            Event::new(&format!("{number}@example.org"), title, &start)
        })
        .collect();
    assert_eq!(counts(&bring_in(&database, &events).await), (300, 0, 0, 0));
    let offers = all_offers(&database).await;
    let addresses: BTreeSet<&str> = offers.iter().map(|offer| offer.slug.as_str()).collect();
    assert_eq!(addresses.len(), 300);
    assert!(addresses.iter().any(|address| address.ends_with("-300")), "the numbers have no gaps");
    assert_eq!(counts(&bring_in(&database, &events).await), (0, 0, 300, 0));
}

#[database_test(migrations = migrations)]
async fn strange_texts_come_in_on_every_database(database: Database) {
    settle(&database).await;
    let strange = [
        Event::new("emoji@example.org", "🎣🎉", "20261201T100000").at("👩‍👩‍👧‍👦 am \u{202E}See"),
        Event::new("rtl@example.org", "أمسية شعرية", "20261202T100000"),
        Event::new("nul@example.org", "Mit\u{0} Nullen\u{1}", "20261203T100000").line("DESCRIPTION:a\u{0}b"),
        Event::new(&"u".repeat(9_000), "Lange Kennung", "20261204T100000"),
        Event::new("lang@example.org", &"Wort ".repeat(5_000), "20261205T100000")
            .line(&format!("DESCRIPTION:{}", "Viel Text. ".repeat(20_000)))
            .line(&format!("URL:https://example.org/{}", "a".repeat(1_900))),
        Event::new("fett@example.org", "𝐂𝐡𝐨𝐫 ℂ Ⅳ ﬁ", "20261207T100000"),
        Event::new("'; DROP TABLE offer; --", "Robert'); DROP TABLE offer;--", "20261206T100000"),
    ];
    assert_eq!(bring_in(&database, &strange).await.added, 7);
    let slugs: BTreeSet<String> =
        all_offers(&database).await.into_iter().map(|offer| offer.slug.to_string()).collect();
    // Where no letter of ours is in the title, the organisation lends its name.
    assert!(slugs.contains("angelfreunde") && slugs.contains("angelfreunde-2"), "{slugs:?}");
    assert!(slugs.contains("chor-c-iv-fi"), "{slugs:?}");
    assert_eq!(bring_in(&database, &strange).await.unchanged, 7);
}

/// A month later the same file is read with another horizon: nothing that was shown is lost by that.
#[database_test(migrations = migrations)]
async fn the_horizon_moves_and_no_past_date_is_lost(database: Database) {
    settle(&database).await;
    let old =
        Event::new("stamm@example.org", "Stammtisch", "20240103T190000").line("RRULE:FREQ=MONTHLY;BYDAY=1WE");
    bring_in(&database, std::slice::from_ref(&old)).await;
    let before = days(&offer(&database, "stammtisch").await);
    assert!(before.len() > 24, "{before:?}");
    let write = database.write().await.unwrap();
    let in_march = date(2027, 3, 1);
    let report = bring_in_without_commit(&database, &write, &ics(&[old]), in_march).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(counts(&report), (0, 1, 0, 0));
    let after = days(&offer(&database, "stammtisch").await);
    assert!(before.iter().all(|day| after.contains(day)) && after.len() > before.len(), "{after:?}");
}
