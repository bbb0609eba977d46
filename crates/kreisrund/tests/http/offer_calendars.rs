//! Somebody puts dates into their own calendar, and a program asks again and again.

use std::collections::BTreeSet;

use axum::{body::Body, response::Response};
use http_body_util::BodyExt;
use jiff::civil::date;
use kreisrund_schedule::{
    OccurrenceState, ReadOptions,
    calendar_file::{self, CalendarFile, EventStatus},
};
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm::ConnectionTrait;

use crate::portal::{DEMO, Portal, links, words};

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// The calendar at `address`, as another program reads it.
async fn calendar(portal: &Portal, address: &str) -> CalendarFile {
    let response = portal.ask(address, &[]).await;
    assert_eq!(response.status(), 200, "{address}");
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-type").as_deref(), Some("text/calendar; charset=utf-8"), "{address}");
    let disposition = header("content-disposition").unwrap();
    assert!(
        disposition.starts_with("inline; filename=\"") && disposition.ends_with(".ics\""),
        "{disposition}"
    );
    let body = text(response).await;
    assert!(body.lines().all(|line| line.len() <= 75), "{address}: lines are folded");
    let file = calendar_file::read(body.as_bytes(), &ReadOptions::new(date(2026, 8, 1), date(2027, 12, 31)))
        .unwrap();
    assert!(file.is_complete() && file.problems.is_empty(), "{address}: {:?}", file.problems);
    file
}

/// All of it on one demonstration, whose stories take a while to tell.
#[database_test(prepared = DEMO)]
async fn dates_go_into_calendars(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    all_dates_of_an_offer_with_what_became_of_them(&portal).await;
    a_single_date_is_an_event_of_its_own(&portal).await;
    who_asks_again_is_told_that_nothing_changed(&portal).await;
    calendars_to_subscribe_to(&portal).await;
    a_village_leads_to_the_calendar_of_its_municipality(&portal).await;
    what_fits_into_no_calendar_says_so(&portal).await;
    // From here on offers are changed.
    what_is_taken_back_is_cancelled_where_it_is_subscribed_to(&portal, &database).await;
    imported_events_keep_the_name_that_their_source_gave_them(&portal, &database).await;
}

async fn all_dates_of_an_offer_with_what_became_of_them(portal: &Portal) {
    let file = calendar(portal, "/angebote/montags-in-der-kruemelkiste.ics").await;
    let [event] = file.events.as_slice() else { panic!("{:?}", file.events) };
    assert_eq!(event.summary.as_deref(), Some("Montags in der Krümelkiste"));
    assert_eq!(event.location.as_deref(), Some("Gemeindehaus am Drandorfhof, Kirchgasse 4, 04936 Schlieben"));
    assert!(event.uid.ends_with("@kreisrund") && event.geo.is_some() && event.series.is_some());
    let cancelled: Vec<String> = event
        .occurrences
        .iter()
        .filter(|date| date.occurrence.state == OccurrenceState::Cancelled)
        .map(|date| date.moment().civil_start().to_string())
        .collect();
    assert_eq!(cancelled, ["2026-12-07T09:30:00"]);
    let english = portal.page("/en/angebote/montags-in-der-kruemelkiste.ics").await;
    assert!(english.contains("X-WR-CALDESC:Read more: http://127.0.0.1:8080/en/angebote/"), "{english}");
}

async fn a_single_date_is_an_event_of_its_own(portal: &Portal) {
    let address = "/angebote/computer-in-ruhe-lernen/termine/2026-12-01T18:00:00.ics";
    let file = calendar(portal, address).await;
    let [event] = file.events.as_slice() else { panic!("{:?}", file.events) };
    assert_eq!(event.occurrences.len(), 1);
    assert_eq!(event.occurrences[0].moment().civil_start().to_string(), "2026-12-01T18:00:00");
    let all = calendar(portal, "/angebote/computer-in-ruhe-lernen.ics").await;
    assert_ne!(event.uid, all.events[0].uid, "it does not replace the series");
    // However a browser writes the address.
    let encoded = address.replace(':', "%3A");
    assert_eq!(calendar(portal, &encoded).await.events, file.events);
}

async fn who_asks_again_is_told_that_nothing_changed(portal: &Portal) {
    for address in ["/angebote/computer-in-ruhe-lernen.ics", "/organisationen/kreisbibliothek/termine.ics"] {
        let first = portal.ask(address, &[]).await;
        let tag = first.headers().get("etag").unwrap().to_str().unwrap().to_owned();
        let again = portal.ask(address, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), 304, "{address}");
        assert!(text(again).await.is_empty());
    }
}

async fn calendars_to_subscribe_to(portal: &Portal) {
    for (page, part) in [
        ("/organisationen/kreisbibliothek", "Kreisbibliothek Elbe-Elster"),
        ("/gemeinden/herzberg-elster", "Herzberg (Elster)"),
        ("/themen/sprachen", "Sprachen"),
    ] {
        let shown = portal.page(page).await;
        assert!(links(&shown).contains(&format!("{page}/termine")), "{page} leads to its calendar");
        assert!(
            shown.contains("type=\"text/calendar\"")
                && shown.contains(&format!("href=\"{page}/termine.ics\"")),
            "{page} names it for programs"
        );
        let how = portal.page(&format!("{page}/termine")).await;
        assert!(words(&how).contains("webcal:") && words(&how).contains(part), "{}", words(&how));
        assert!(links(&how).contains(&format!("webcal://127.0.0.1:8080{page}/termine.ics")));
        let file = calendar(portal, &format!("{page}/termine.ics")).await;
        assert!(file.events.len() > 3, "{page}: {}", file.events.len());
        assert!(file.name.as_ref().unwrap().contains(part));
        assert!(file.events.iter().all(|event| !event.occurrences.is_empty()), "{page}: all have dates");
        let uids =
            |file: &CalendarFile| file.events.iter().map(|event| event.uid.clone()).collect::<Vec<_>>();
        let different: BTreeSet<String> = uids(&file).into_iter().collect();
        assert_eq!(different.len(), file.events.len(), "{page}: each has a name of its own");
        assert_eq!(uids(&calendar(portal, &format!("/en{page}/termine.ics")).await), uids(&file));
    }
}

async fn a_village_leads_to_the_calendar_of_its_municipality(portal: &Portal) {
    let village = portal.get("/gemeinden/dollenchen/termine.ics").await;
    assert_eq!((village.status, village.location.as_deref()), (308, Some("/gemeinden/sallgast/termine.ics")));
    let page = portal.get("/en/gemeinden/dollenchen/termine").await;
    assert_eq!((page.status, page.location.as_deref()), (308, Some("/en/gemeinden/sallgast/termine")));
}

async fn what_is_taken_back_is_cancelled_where_it_is_subscribed_to(portal: &Portal, database: &Database) {
    let address = "/angebote/computer-in-ruhe-lernen.ics";
    let uid = calendar(portal, address).await.events[0].uid.clone();
    let feed = "/organisationen/vhs-elbe-elster/termine.ics";
    assert!(calendar(portal, feed).await.events.iter().any(|event| event.uid == uid));
    let put = async |state: &str| {
        let write = database.write().await.unwrap();
        let changed = format!("UPDATE offer SET state = '{state}' WHERE slug = 'computer-in-ruhe-lernen'");
        write.execute_unprepared(&changed).await.unwrap();
        write.commit().await.unwrap();
    };
    put("withdrawn").await;
    let event = calendar(portal, address).await.events[0].clone();
    assert_eq!((event.uid.as_str(), event.status), (uid.as_str(), EventStatus::Cancelled));
    assert_eq!(
        (event.description.as_deref(), event.url.as_deref()),
        (None, None),
        "it is no longer published"
    );
    assert!(!calendar(portal, feed).await.events.iter().any(|event| event.uid == uid));
    put("archived").await;
    assert_eq!(portal.get(address).await.status, 410);
    put("draft").await;
    assert_eq!(portal.get(address).await.status, 404);
    put("published").await;
}

/// An organisation's own calendar was imported: who has both sees everything once.
async fn imported_events_keep_the_name_that_their_source_gave_them(portal: &Portal, database: &Database) {
    let write = database.write().await.unwrap();
    for (slug, name) in [("computer-in-ruhe-lernen", "alt"), ("englisch-a1-trebbus", "neu")] {
        let imported = format!(
            "UPDATE offer SET source = 'ical', source_name = '{name}', source_key = 'kurs@example.org' \
             WHERE slug = '{slug}'"
        );
        write.execute_unprepared(&imported).await.unwrap();
    }
    write.commit().await.unwrap();
    for slug in ["computer-in-ruhe-lernen", "englisch-a1-trebbus"] {
        let file = calendar(portal, &format!("/angebote/{slug}.ics")).await;
        assert_eq!(file.events[0].uid, "kurs@example.org");
    }
    let feed = calendar(portal, "/organisationen/vhs-elbe-elster/termine.ics").await;
    let titled =
        |title: &str| feed.events.iter().find(|event| event.summary.as_deref() == Some(title)).unwrap();
    let uids = [
        titled("Computer in Ruhe lernen").uid.as_str(),
        titled("Englisch von null an in Trebbus").uid.as_str(),
    ];
    assert_eq!(uids.iter().filter(|uid| **uid == "kurs@example.org").count(), 1, "{uids:?}");
}

async fn what_fits_into_no_calendar_says_so(portal: &Portal) {
    let always = portal.get("/angebote/pflegeberatung-im-kreishaus.ics").await;
    assert_eq!(always.status, 404);
    assert!(always.words().contains("keine Termine, die in einen Kalender passen"), "{}", always.words());
    let long = "a".repeat(3_000);
    for (address, statuses) in [
        ("/angebote/gibt-es-nicht.ics".to_owned(), 404..=404),
        ("/angebote/.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen.ICS".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen.ics.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/2026-12-01T18:00:00".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/quatsch.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/%27%3B--.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/%F0%9F%8E%89.ics".to_owned(), 404..=404),
        ("/angebote/computer-in-ruhe-lernen/termine/..%2F..%2Fetc%2Fpasswd.ics".to_owned(), 404..=404),
        ("/angebote/..%2F..%2Fetc%2Fpasswd.ics".to_owned(), 404..=404),
        ("/angebote/../../etc/passwd.ics".to_owned(), 404..=404),
        ("/angebote/%25.ics".to_owned(), 404..=404),
        ("/angebote/%FF.ics".to_owned(), 400..=400),
        ("/angebote/%00.ics".to_owned(), 400..=400),
        ("/angebote/computer-in-ruhe-lernen/termine/%0D%0A.ics".to_owned(), 400..=400),
        (format!("/angebote/{long}.ics"), 404..=404),
        (format!("/angebote/computer-in-ruhe-lernen/termine/{long}.ics"), 404..=404),
        (format!("/organisationen/{long}/termine.ics"), 404..=404),
        (format!("/angebote/{}.ics", "a".repeat(20_000)), 414..=414),
        ("/organisationen/gibt-es-nicht/termine.ics".to_owned(), 404..=404),
        ("/organisationen/GROSS/termine.ics".to_owned(), 404..=404),
        ("/organisationen/kreisbibliothek/termine.txt".to_owned(), 404..=404),
        ("/gemeinden/berlin/termine.ics".to_owned(), 404..=404),
        ("/gemeinden/%F0%9F%8E%89/termine".to_owned(), 404..=404),
        ("/themen/neu-hier/termine.ics".to_owned(), 404..=404),
        ("/themen/%27/termine".to_owned(), 404..=404),
        ("/en/themen/nichts/termine.ics".to_owned(), 404..=404),
    ] {
        let answer = portal.get(&address).await;
        assert!(statuses.contains(&answer.status), "{address}: {}", answer.status);
        // Programs are told in plain words, people with a page.
        let is_plain = answer.content_type.starts_with("text/plain");
        assert_eq!(is_plain, address.ends_with(".ics"), "{address}: {}", answer.content_type);
        assert!(is_plain || answer.body.contains("<h1"), "{address}: {}", answer.body);
        let page = portal.ask(&address, &[("accept", "text/html,*/*;q=0.8")]).await;
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8", "{address}");
    }
}
