//! A resident looks for something to do.

use std::collections::{BTreeSet, VecDeque};

use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm::ConnectionTrait;

use crate::portal::{DEMO, PHONE, Portal, links, words};

#[database_test(prepared = DEMO)]
async fn the_start_page_shows_what_is_on_and_how_to_reach_a_person(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/").await;
    let text = words(&page);
    assert!(text.contains("Was ist los bei uns?") && text.contains("Elbe-Elster"), "{text}");
    assert!(text.contains("An diesem Wochenende") && text.contains("So., 22. November"), "{text}");
    assert!(page.contains("name=\"q\"") && page.contains("name=\"ort\"") && page.contains("name=\"zeit\""));
    assert!(text.contains(PHONE));
    assert!(page.contains("action=\"/mein-dorf\"") && links(&page).contains(&"/gemeinden".to_owned()));
}

#[database_test(prepared = DEMO)]
async fn from_a_word_to_the_offer(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let results = portal.page("/suche?q=Computer").await;
    assert!(links(&results).contains(&"/angebote/computer-in-ruhe-lernen".to_owned()));
    let offer = words(&portal.page("/angebote/computer-in-ruhe-lernen").await);
    for part in [
        "Computer in Ruhe lernen",
        "Kurs",
        "Dienstag, 24. November 2026 18:00 bis 19:30 Uhr",
        "04916 Herzberg",
        "56 €",
    ] {
        assert!(offer.contains(part), "{part} in {offer}");
    }
    assert!(offer.contains("Beispiel"), "an invented offer says so");
}

#[database_test(prepared = DEMO)]
async fn in_english_the_frame_is_english_and_texts_are_where_they_exist(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let start = portal.page("/en/").await;
    assert!(start.contains("<html lang=\"en\"") && words(&start).contains("What’s on around here?"));
    let translated = portal.page("/en/angebote/computer-in-ruhe-lernen").await;
    assert!(words(&translated).contains("Computers without the rush"));
    let untranslated = portal.page("/en/angebote/toepfern-von-der-kugel-zur-kanne").await;
    assert!(
        untranslated.contains("<h1 class=\"title\" lang=\"de\""),
        "the German part says that it is German"
    );
}

#[database_test(prepared = DEMO)]
async fn near_a_place_and_at_the_weekend(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let near = portal.page("/suche?ort=Finsterwalde&umkreis=15").await;
    assert!(words(&near).contains("Finsterwalde und 15 km im Umkreis"));
    let answer = portal.json("/suche.json?ort=04916&umkreis=15&zeit=wochenende").await;
    let hits = answer["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        assert!(hit["distance_km"].as_f64().unwrap() <= 15.0, "{hit}");
        // What runs for several days may have begun before.
        let (start, end) = (hit["next"]["start"].as_str().unwrap(), hit["next"]["end"].as_str());
        assert!(&start[..10] <= "2026-11-22" && end.unwrap_or(start)[..10] >= *"2026-11-22", "{hit}");
    }
}

#[database_test(prepared = DEMO)]
async fn a_name_that_several_places_share_is_asked_back(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.get("/suche?ort=Sch%C3%B6newalde").await;
    assert_eq!(answer.status, 200);
    assert!(answer.words().contains("Welchen Ort meinen Sie?"));
    let choices: Vec<String> =
        links(&answer.body).into_iter().filter(|link| link.contains("ort=schoenewalde-")).collect();
    assert!(choices.len() >= 2, "{choices:?}");
    for choice in choices {
        assert!(portal.get(&choice).await.words().contains("im Umkreis"), "{choice}");
    }
}

#[database_test(prepared = DEMO)]
async fn when_nothing_is_found_there_is_a_way_on(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/suche?q=computer&ort=gr%C3%B6den&umkreis=5&zeit=heute").await;
    let text = words(&page);
    assert!(text.contains("Kein Angebot passt zu Ihrer Suche"), "{text}");
    assert!(text.contains("Nur nach „computer“ suchen"), "{text}");
    assert!(links(&page).contains(&"/suche?q=computer".to_owned()));
    let nearby = portal.page("/suche?q=chor&ort=Plessa&umkreis=0&zeit=heute").await;
    assert!(words(&nearby).contains("An allen Tagen suchen ("), "{}", words(&nearby));
}

#[database_test(prepared = DEMO)]
async fn past_dates_are_found_when_they_are_asked_for(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche.json?von=2026-10-19&bis=2026-10-25").await;
    assert!(answer["total"].as_u64().unwrap() > 0);
    for hit in answer["hits"].as_array().unwrap() {
        assert!(hit["next"]["start"].as_str().unwrap() < "2026-10-26", "{hit}");
    }
}

#[database_test(prepared = DEMO)]
async fn pages_of_results_hold_everything_once(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let total = portal.json("/suche.json").await["total"].as_u64().unwrap();
    let mut seen = BTreeSet::new();
    for page in 1..=total.div_ceil(20) {
        for hit in portal.json(&format!("/suche.json?seite={page}")).await["hits"].as_array().unwrap() {
            assert!(seen.insert(hit["slug"].as_str().unwrap().to_owned()), "twice: {hit}");
        }
    }
    assert_eq!(seen.len() as u64, total);
}

#[database_test(prepared = DEMO)]
async fn an_offer_that_was_taken_back_says_so(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let write = database.write().await.unwrap();
    let taken_back = "UPDATE offer SET state = 'withdrawn' WHERE slug = 'computer-in-ruhe-lernen'";
    write.execute_unprepared(taken_back).await.unwrap();
    write.commit().await.unwrap();
    let answer = portal.get("/angebote/computer-in-ruhe-lernen").await;
    assert_eq!(answer.status, 410);
    assert!(answer.words().contains("Dieses Angebot gibt es nicht mehr"));
}

/// Follows every link of the portal, in both languages: nothing is broken, and every page has one title.
#[database_test(prepared = DEMO)]
async fn every_link_leads_somewhere(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let mut waiting: VecDeque<String> = ["/".to_owned(), "/en/".to_owned(), "/muster".to_owned()].into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let (mut pages, mut calendars, mut alike) = (0, 0, 0);
    while let Some(address) = waiting.pop_front() {
        let answer = portal.get(&address).await;
        let shows_an_error = address.contains("/muster/fehler/");
        assert!(answer.status == 200 || shows_an_error, "{address}: {}", answer.status);
        if !answer.content_type.starts_with("text/html") {
            continue;
        }
        pages += 1;
        assert_eq!(answer.body.matches("<h1").count(), 1, "titles of {address}");
        let language = if address.starts_with("/en/") { "en" } else { "de" };
        assert!(answer.body.contains(&format!("<html lang=\"{language}\"")), "language of {address}");
        for link in links(&answer.body) {
            // Every date has its calendar file; the first of them stand for all.
            calendars += usize::from(link.ends_with(".ics"));
            if link.ends_with(".ics") && calendars > 200 {
                continue;
            }
            // There are hundreds of offers and villages, each in two languages, and of searches, each of which other
            // sites can show; what leads to them is followed, and every eighth of them.
            let is_one_of_many =
                ["/angebote/", "/gemeinden/", "/suche?", "/suche.", "/suche/", "/einbetten?", "/widget?"]
                    .iter()
                    .any(|many| link.contains(many));
            if is_one_of_many && !seen.contains(&link) {
                alike += 1;
                if alike % 8 != 0 {
                    seen.insert(link);
                    continue;
                }
            }
            // The sample of an unknown language links to itself in that language.
            let inside = link.starts_with('/') && !link.contains('#') && !link.starts_with("/fr/");
            // The combinations of filters have no end, nor has leafing through a calendar; those of the first pages
            // stand for all.
            let deep = link.matches('&').count() > 1 || link.contains("tag=");
            if inside && !deep && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    assert!(pages > 250, "only {pages} pages were reached");
}
