//! A resident reads an offer's page: can I go, do I want to, and how?

use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm::ConnectionTrait;

use crate::portal::{DEMO, Portal, links, words};

/// The part of a page between two texts.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from} in {page}"));
    let end = page[start..].find(to).map_or(page.len(), |end| start + end);
    &page[start..end]
}

/// Puts an offer into a state, as its provider or the office would.
async fn put(database: &Database, slug: &str, what: &str) {
    let write = database.write().await.unwrap();
    write.execute_unprepared(&format!("UPDATE offer SET {what} WHERE slug = '{slug}'")).await.unwrap();
    write.commit().await.unwrap();
}

/// All of it on one demonstration, whose stories take a while to tell.
#[database_test(prepared = DEMO)]
async fn an_offers_page_tells_what_one_has_to_know(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    a_course_says_when_where_how_much_and_how_to_sign_up(&portal).await;
    dates_that_are_cancelled_moved_or_full_say_so(&portal).await;
    a_service_says_when_its_door_is_open(&portal).await;
    on_the_net_at_home_or_both(&portal).await;
    a_holiday_stands_beside_its_date(&portal).await;
    the_deadline_is_told_as_a_day(&portal).await;
    in_the_readers_own_language_and_in_easy_words(&portal).await;
    // From here on offers are changed.
    when_all_that_was_planned_is_cancelled_it_stands_above_all(&portal, &database).await;
    what_is_gone_says_so_and_what_is_not_public_is_not_there(&portal, &database).await;
    what_a_provider_writes_is_text_and_nothing_else(&portal, &database).await;
}

async fn a_course_says_when_where_how_much_and_how_to_sign_up(portal: &Portal) {
    let page = portal.page("/angebote/computer-in-ruhe-lernen").await;
    let text = words(&page);
    for part in [
        "Nächster Termin Dienstag, 24. November 2026 18:00 bis 19:30 Uhr",
        "jeden Dienstag, 18:00 bis 19:30 Uhr",
        "8 Termine, der letzte am Di., 5. Januar 2027",
        "Di., 1. Dezember 2026, 18:00 bis 19:30 Uhr",
        "Noch 3 weitere Termine",
        "Ein vergangener Termin",
        "Volkshochschule, Haus am Stadtpark Parkweg 6 04916 Herzberg (Elster)",
        "56 €, ermäßigt 28 €",
        "Melden Sie sich telefonisch an.",
        "8 Plätze",
        "Volkshochschule Elbe-Elster",
        "Erwachsene, Ältere Menschen",
        "für Anfänger",
        "16 Unterrichtseinheiten zu je 45 Minuten, zusammen 12 Stunden",
        "Ohne Stufen erreichbar",
        "Ein erfundenes Beispiel",
        "Das könnte auch passen",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let targets = links(&page);
    for target in [
        "tel:03023125101",
        "mailto:kurse@vhs-elbe-elster.example.org",
        "/orte/vhs-haus-herzberg",
        "/organisationen/vhs-elbe-elster",
        "/themen/computer-grundlagen",
        "/lebenslagen/digital-mitkommen",
        "/angebote/computer-in-ruhe-lernen.ics",
        "/angebote/computer-in-ruhe-lernen/termine/2026-11-24T18:00:00.ics",
    ] {
        assert!(targets.contains(&target.to_owned()), "{target} in {targets:?}");
    }
    assert!(page.contains("<svg class=\"map\"") && page.contains("map__pin"), "a map of our own");
    assert!(page.contains(
        "<link rel=\"alternate\" type=\"text/calendar\" title=\"Termine: Computer in Ruhe lernen\" href=\"/angebote/computer-in-ruhe-lernen.ics\">"
    ));
    let similar = between(&page, "id=\"aehnlich\"", "</section>");
    let cards: Vec<String> = links(similar);
    assert_eq!(cards.len(), 4, "{cards:?}");
    assert!(!cards.contains(&"/angebote/computer-in-ruhe-lernen".to_owned()));
}

async fn dates_that_are_cancelled_moved_or_full_say_so(portal: &Portal) {
    let page = portal.page("/angebote/montags-in-der-kruemelkiste").await;
    let cancelled = between(&page, "<s>", "</li>");
    assert!(words(cancelled).contains("Mo., 7. Dezember 2026, 9:30 bis 11:30 Uhr Abgesagt"), "{cancelled}");
    assert!(!cancelled.contains(".ics"), "nobody puts it into a calendar");

    let moved = words(&portal.page("/angebote/erste-hilfe-fuer-aeltere-hirschfeld").await);
    assert!(moved.contains("Donnerstag, 10. Dezember 2026 14:00 bis 17:00 Uhr Verschoben"), "{moved}");
    assert!(moved.contains("vorher Mi., 9. Dezember 2026, 14:00 Uhr"), "{moved}");

    let full = portal.page("/angebote/ferienwoche-schafe-und-esel").await;
    assert!(words(&full).contains("Ausgebucht"), "{}", words(&full));
}

async fn when_all_that_was_planned_is_cancelled_it_stands_above_all(portal: &Portal, database: &Database) {
    let write = database.write().await.unwrap();
    let all = "UPDATE occurrence SET state = 'cancelled' \
               WHERE offer_id = (SELECT id FROM offer WHERE slug = 'erste-hilfe-fuer-aeltere-hirschfeld')";
    write.execute_unprepared(all).await.unwrap();
    write.commit().await.unwrap();
    let text = words(&portal.page("/angebote/erste-hilfe-fuer-aeltere-hirschfeld").await);
    assert!(text.contains("Was geplant war, fällt aus."), "{text}");
    assert!(!text.contains("Nächster Termin"), "{text}");
}

async fn a_service_says_when_its_door_is_open(portal: &Portal) {
    let text = words(&portal.page("/angebote/pflegeberatung-im-kreishaus").await);
    for part in [
        "Geöffnet Jetzt geschlossen. Wieder offen: morgen, 23. November, 9:00 Uhr",
        "Montag 9:00 bis 15:00 Uhr",
        "Freitag geschlossen",
        "Vereinbaren Sie bitte vorher einen Termin.",
        "kostenlos",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

async fn on_the_net_at_home_or_both(portal: &Portal) {
    let hybrid = portal.page("/angebote/polnisch-a2-hybrid").await;
    assert!(words(&hybrid).contains("Oder online von zu Hause:"), "{}", words(&hybrid));
    assert!(links(&hybrid).iter().any(|link| link.starts_with("https://treffen.example.org/")));
    assert!(words(&hybrid).contains("Sie melden sich auf der Seite vhs-elbe-elster.example.org an."));

    let online = words(&portal.page("/angebote/schwedisch-online-a1").await);
    assert!(online.contains("Online. Hier geht es hinein:"), "{online}");

    let comes = words(&portal.page("/angebote/einkauf-nach-hause").await);
    assert!(comes.contains("Kommt zu Ihnen, und zwar in Schilda, Schönborn und Tröbitz."), "{comes}");
    assert!(comes.contains("Immer für Sie da"), "{comes}");
}

async fn a_holiday_stands_beside_its_date(portal: &Portal) {
    let page = words(&portal.page("/angebote/montags-in-der-kruemelkiste").await);
    for part in [
        "Mo., 29. März 2027, 9:30 bis 11:30 Uhr Ostermontag",
        "Mo., 28. Dezember 2026, 9:30 bis 11:30 Uhr Weihnachtsferien",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

async fn the_deadline_is_told_as_a_day(portal: &Portal) {
    let text = words(&portal.page("/angebote/ferienspiele-am-wasserturm").await);
    assert!(text.contains("Anmelden bis Mo., 30. November 2026"), "{text}");
    let begun = words(&portal.page("/angebote/englisch-a2-am-vormittag").await);
    assert!(!begun.contains("Anmelden bis"), "{begun}");
}

async fn in_the_readers_own_language_and_in_easy_words(portal: &Portal) {
    let english = portal.page("/en/angebote/computer-in-ruhe-lernen").await;
    let text = words(&english);
    for part in [
        "Computers without the rush",
        "Next date Tuesday, 24 November 2026",
        "every Tuesday, 6:00 pm to 7:30 pm",
        "16 teaching units of 45 minutes, 12 hours in all",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(links(&english).contains(&"/en/angebote/computer-in-ruhe-lernen.ics".to_owned()));

    let easy = portal.page("/angebote/ferienspiele-am-wasserturm?sprache=de-x-leicht").await;
    assert!(easy.contains("<h1 class=\"title\" lang=\"de-x-leicht\" dir=\"ltr\""), "{easy}");
    let ukrainian = portal.page("/angebote/kazka-ukrainische-vorlesestunde?sprache=uk").await;
    assert!(words(&ukrainian).contains("Казка"), "{}", words(&ukrainian));
    let nonsense = portal.page("/angebote/computer-in-ruhe-lernen?sprache=%3Cscript%3E").await;
    assert!(words(&nonsense).contains("Acht Abende für alle"), "nonsense is German");
}

async fn what_is_gone_says_so_and_what_is_not_public_is_not_there(portal: &Portal, database: &Database) {
    let address = "/angebote/computer-in-ruhe-lernen";
    for (state, status, part) in [
        ("withdrawn", 410, "hat es zurückgezogen"),
        ("archived", 410, "wird hier nicht mehr gezeigt"),
        ("draft", 404, "Diese Seite gibt es nicht"),
        ("submitted", 404, "Diese Seite gibt es nicht"),
    ] {
        put(database, "computer-in-ruhe-lernen", &format!("state = '{state}'")).await;
        let answer = portal.get(address).await;
        assert_eq!(answer.status, status, "{state}");
        assert!(answer.words().contains(part), "{state}: {}", answer.words());
        assert!(!answer.body.contains("application/ld+json"), "{state}");
    }
    put(database, "computer-in-ruhe-lernen", "state = 'published', shown_from = '2026-12-01'").await;
    assert_eq!(portal.get(address).await.status, 404, "not shown yet");
    put(database, "computer-in-ruhe-lernen", "shown_from = NULL, shown_to = '2026-11-21'").await;
    assert_eq!(portal.get(address).await.status, 410, "no longer shown");
    put(database, "computer-in-ruhe-lernen", "shown_to = NULL").await;
}

async fn what_a_provider_writes_is_text_and_nothing_else(portal: &Portal, database: &Database) {
    let write = database.write().await.unwrap();
    let attack = "UPDATE content_text SET title = '</script><script>alert(1)</script>', \
                  summary = '<img src=x onerror=alert(2)>', body = '[klick](javascript:alert(3)) <b>fett</b>' \
                  WHERE subject_id = (SELECT id FROM offer WHERE slug = 'computer-in-ruhe-lernen')";
    write.execute_unprepared(attack).await.unwrap();
    write.commit().await.unwrap();
    for address in ["/angebote/computer-in-ruhe-lernen", "/en/angebote/computer-in-ruhe-lernen"] {
        let page = portal.page(address).await;
        for part in ["<script>alert", "<img src=x", "href=\"javascript", "<b>fett"] {
            assert!(!page.contains(part), "{address}: {part}");
        }
    }
}
