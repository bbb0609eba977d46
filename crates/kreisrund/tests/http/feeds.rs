//! Somebody subscribes to what they see in a search, and programs ask for it again and again.

use std::collections::{BTreeMap, BTreeSet};

use axum::{body::Body, http::HeaderMap, response::Response};
use http_body_util::BodyExt;
use jiff::civil::{Date, DateTime, Weekday, date};
use kreisrund_offers::store::states::withdraw_for_source;
use kreisrund_people::Actor;
use kreisrund_schedule::{
    ReadOptions, Zone,
    calendar_file::{self, CalendarFile},
};
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::{
    bad_input::{READ, REFUSED},
    portal::{DEMO, Portal, links, words},
    search::odd_questions,
};

/// The ways to subscribe, with their media types.
const FEEDS: [(&str, &str); 3] = [
    ("/suche.ics", "text/calendar; charset=utf-8"),
    ("/suche.rss", "application/rss+xml; charset=utf-8"),
    ("/suche.atom", "application/atom+xml; charset=utf-8"),
];
const BASE: &str = "http://127.0.0.1:8080";

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

/// All hits for `asked`, from every page of the list.
async fn listed(portal: &Portal, asked: &str) -> Vec<Value> {
    let mut hits = Vec::new();
    for page in 1.. {
        let answer = portal.json(&format!("/suche.json?{asked}&seite={page}")).await;
        hits.extend(answer["hits"].as_array().unwrap().iter().cloned());
        if hits.len() as u64 >= answer["total"].as_u64().unwrap() {
            break;
        }
    }
    hits
}

/// The calendar for `asked`, as another program reads it.
async fn calendar(portal: &Portal, asked: &str) -> CalendarFile {
    let body = portal.page(&format!("/suche.ics?{asked}")).await;
    assert!(body.lines().all(|line| line.len() <= 75), "{asked}: lines are folded");
    let file = calendar_file::read(body.as_bytes(), &ReadOptions::new(date(2026, 8, 1), date(2028, 12, 31)))
        .unwrap();
    assert!(file.is_complete() && file.problems.is_empty(), "{asked}: {:?}", file.problems);
    file
}

/// The offer to which an event belongs: the last part of its name.
fn offer_of(uid: &str) -> &str {
    uid.trim_end_matches("@kreisrund").rsplit('.').next().unwrap()
}

/// The texts of the elements called `name` in each `item` of an XML document, read by an independent parser.
fn elements(xml: &str, item: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut found, mut path) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                if path.ends_with(&[item.to_owned(), name.to_owned()]) {
                    found.push(String::new());
                }
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(part) if path.ends_with(&[item.to_owned(), name.to_owned()]) => {
                *found.last_mut().unwrap() += &part;
            }
            Event::GeneralRef(reference) if path.ends_with(&[item.to_owned(), name.to_owned()]) => {
                found.last_mut().unwrap().push(match &*reference {
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    _ => '&',
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "every element is closed: {path:?}");
    found
}

#[database_test(prepared = DEMO)]
async fn list_calendar_and_feeds_hold_the_same_offers(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let mut with_dates = 0;
    for asked in [
        "q=computer%20ruhe&ort=herzberg-elster",
        "q=yoga%20finsterwalde",
        "q=gitare",
        "q=chor&sortierung=termin",
        "zeit=wochenende",
        "wochentag=di&wochentag=do&tageszeit=abend&ort=04916&umkreis=30",
        "q=kinder&zeit=monat&preis=kostenlos",
        "thema=musik&anmeldung=moeglich",
        "art=angebot",
        "von=2026-10-19&bis=2026-10-25",
        "art=netzwerk",
        "",
    ] {
        let hits = listed(&portal, asked).await;
        assert!(!hits.is_empty(), "{asked} finds something");
        let addresses: BTreeSet<&str> = hits.iter().map(|hit| hit["url"].as_str().unwrap()).collect();

        let (rss, atom) = (
            portal.page(&format!("/suche.rss?{asked}")).await,
            portal.page(&format!("/suche.atom?{asked}")).await,
        );
        let in_rss = elements(&rss, "item", "link");
        let ids = elements(&atom, "entry", "id");
        assert_eq!(elements(&rss, "item", "guid"), ids, "{asked}: both tell the same in the same order");
        assert_eq!(in_rss.len(), hits.len().min(50), "{asked}");
        assert!(in_rss.iter().all(|address| addresses.contains(address.as_str())), "{asked}");
        assert_eq!(in_rss.iter().collect::<BTreeSet<_>>().len(), in_rss.len(), "{asked}: nothing twice");
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{asked}: each has a name of its own"
        );
        let published = elements(&atom, "entry", "published");
        assert!(published.is_sorted_by(|one, next| one >= next), "{asked}: the newest first");
        for required in ["title", "updated", "summary"] {
            let texts = elements(&atom, "entry", required);
            assert!(
                texts.len() == ids.len() && texts.iter().all(|text| !text.is_empty()),
                "{asked}: {required}"
            );
        }

        let file = calendar(&portal, asked).await;
        let mut starts: BTreeMap<&str, BTreeSet<DateTime>> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for event in &file.events {
            assert!(names.insert(&event.uid), "{asked}: {} stands for two events", event.uid);
            let dates = event.occurrences.iter().map(|date| date.moment().civil_start());
            starts.entry(offer_of(&event.uid)).or_default().extend(dates);
        }
        let dated: Vec<&Value> = hits.iter().filter(|hit| !hit["next"].is_null()).collect();
        assert_eq!(
            starts.len(),
            dated.len(),
            "{asked}: whatever has dates is in the calendar, and nothing else"
        );
        with_dates += dated.len();
        // Where all of them stand in the feed, too, it is known which is which.
        for (id, address) in ids.iter().zip(&in_rss).filter(|_| hits.len() <= 50) {
            let hit = hits.iter().find(|hit| hit["url"] == address.as_str()).unwrap();
            let Some(next) = hit["next"]["start"].as_str() else { continue };
            let starts = &starts[id.strip_prefix("urn:uuid:").unwrap()];
            let next = next.get(..16).unwrap_or(next);
            let is_next = |start: &&DateTime| start.to_string().starts_with(next);
            assert!(
                starts.iter().any(|start| is_next(&start)),
                "{asked}: {address} lacks {next}: {starts:?}"
            );
        }
    }
    assert!(with_dates > 300, "{with_dates}");
}

#[database_test(prepared = DEMO)]
async fn of_dates_only_those_go_out_that_were_asked_for(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let dates = async |asked: &str| -> Vec<(String, DateTime, Date)> {
        let file = calendar(&portal, asked).await;
        assert!(!file.events.is_empty(), "{asked}");
        let mut dates = Vec::new();
        for event in &file.events {
            assert!(event.series.is_none(), "{asked}: each date stands on its own");
            let [only] = event.occurrences.as_slice() else { panic!("{asked}: {event:?}") };
            let start = only.moment().civil_start();
            dates.push((event.uid.clone(), start, only.moment().days(&Zone::berlin()).1));
        }
        dates
    };
    for (_, start, last) in dates("zeit=wochenende").await {
        let sunday = date(2026, 11, 22);
        assert!(start.date() <= sunday && last >= sunday, "{start} to {last} is not on Sunday");
    }
    let now = date(2026, 11, 22).at(10, 0, 0, 0);
    let evenings = dates("wochentag=di&tageszeit=abend").await;
    assert!(evenings.iter().all(|(_, start, _)| start.weekday() == Weekday::Tuesday && start.hour() >= 17));
    assert!(evenings.iter().any(|(_, start, _)| *start < now), "what just passed stays for a while");
    assert!(evenings.iter().all(|(_, start, _)| start.date() >= date(2026, 8, 22)), "but not for ever");
    assert!(evenings.iter().filter(|(_, start, _)| *start > now).count() > 50);
    // A date is known by the same name wherever it stands on its own, whatever was asked.
    let december: BTreeSet<String> =
        dates("wochentag=di&von=2026-12-01&bis=2026-12-31").await.into_iter().map(|(uid, ..)| uid).collect();
    let shared =
        evenings.iter().filter(|(uid, start, _)| start.month() == 12 && december.contains(uid)).count();
    assert!(shared > 3, "{shared}");
    // Nothing is asked of dates: series stay series.
    let file = calendar(&portal, "q=computer%20ruhe").await;
    assert!(file.events.iter().any(|event| event.occurrences.len() > 1));
}

#[database_test(prepared = DEMO)]
async fn feeds_say_what_was_asked_and_where_it_is_shown(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let asked = "q=yoga%20finsterwalde&zeit=monat";
    let atom = portal.page(&format!("/suche.atom?{asked}&seite=2&erklaeren=1&leer=")).await;
    let title = elements(&atom, "feed", "title").pop().unwrap().replace('\u{a0}', " ");
    assert!(title.starts_with("„yoga“ · Finsterwalde und 15 km im Umkreis · "), "{title}");
    let addresses = links(&atom);
    assert!(addresses.contains(&format!("{BASE}/suche.atom?{asked}")), "{addresses:?}");
    assert!(addresses.contains(&format!("{BASE}/suche?{asked}")), "{addresses:?}");
    assert!(atom.contains("<name>"), "{atom}");

    let english = portal.page("/en/suche.rss?q=computer").await;
    assert!(english.contains("<language>en</language>") && english.contains("the newest first"), "{english}");
    assert!(english.contains(&format!("<link>{BASE}/en/angebote/")), "{english}");
    let about = elements(&english, "item", "description").concat();
    assert!(about.contains("2026") && about.contains("Herzberg"), "{about}");

    let english = portal.page("/en/suche.ics?q=computer&wochentag=di").await.replace("\r\n ", "");
    assert!(
        english.contains("DESCRIPTION:Only the dates that fit this search: http://127.0.0.1:8080/en/suche?")
    );
    assert!(english.contains("SOURCE;VALUE=URI:http://127.0.0.1:8080/en/suche.ics?q=computer&wochentag=di"));
    let all = portal.page("/suche.ics").await.replace("\r\n ", "");
    assert!(all.contains("NAME:Alle Angebote in ") && all.contains("Elbe-Elster"), "{}", &all[..600]);
}

#[database_test(prepared = DEMO)]
async fn from_the_results_to_a_calendar_of_ones_own(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let results = portal.page("/suche?q=yoga&zeit=monat&seite=1").await;
    for form in ["ics", "rss", "atom", "json"] {
        assert!(links(&results).contains(&format!("/suche.{form}?q=yoga&zeit=monat")), "{form} is named");
    }
    let way = "/suche/abonnieren?q=yoga&zeit=monat";
    assert!(links(&results).contains(&way.to_owned()), "a link under the results");
    let page = portal.page(way).await;
    let text = words(&page);
    for part in ["„yoga“", "In den nächsten 30 Tagen", "webcal:", "Nur einmal als Datei", "RSS", "Atom"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(links(&page).contains(&"webcal://127.0.0.1:8080/suche.ics?q=yoga&zeit=monat".to_owned()));
    assert!(links(&page).contains(&"/suche?q=yoga&zeit=monat".to_owned()), "and back");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));

    let nothing = portal.page("/en/suche/abonnieren?q=xyzzyquux").await;
    assert!(words(&nothing).contains("No offer fits at present."), "who finds nothing may wait for it");
    let directory = portal.page("/suche/abonnieren?art=netzwerk").await;
    assert!(!directory.contains("webcal") && directory.contains("/suche.rss?art=netzwerk"));
    assert_eq!(portal.get("/suche/abonnieren?ort=Atlantis").await.status, 400);
}

fn header(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[database_test(prepared = DEMO)]
async fn who_asks_again_is_told_that_nothing_changed(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for path in ["/suche.ics", "/suche.rss", "/suche.atom", "/suche.json", "/en/suche.atom"] {
        let address = format!("{path}?q=chor");
        let first = portal.ask(&address, &[]).await;
        let (status, headers) = (first.status(), first.headers().clone());
        assert_eq!(status, 200, "{path}");
        assert_eq!(header(&headers, "cache-control"), "public, no-cache", "{path}");
        assert_eq!(header(&headers, "access-control-allow-origin"), "*", "{path}");
        assert!(!headers.contains_key("set-cookie"), "{path}");
        let (tag, since) = (header(&headers, "etag"), header(&headers, "last-modified"));
        assert_eq!(since, "Sun, 22 Nov 2026 09:00:00 GMT", "{path}");
        let again = async |asked: &[(&str, &str)]| {
            let answer = portal.ask(&address, asked).await;
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            assert_eq!(header(&headers, "etag"), tag, "{path}");
            assert_eq!(text(answer).await.is_empty(), status == 304, "{path}");
            status
        };
        let strong = tag.trim_start_matches("W/");
        let listed = format!("\"a,b\", {tag}");
        for known in [
            ("if-none-match", tag.as_str()),
            ("if-none-match", strong),
            ("if-none-match", "*"),
            ("if-none-match", &listed),
            ("if-modified-since", &since),
            ("if-modified-since", "Mon, 23 Nov 2026 09:00:00 GMT"),
            ("if-modified-since", "Sunday, 22-Nov-26 09:00:00 GMT"),
            ("if-modified-since", "Sun Nov 22 09:00:00 2026"),
        ] {
            assert_eq!(again(&[known]).await, 304, "{path}: {known:?}");
        }
        for odd in [
            ("if-none-match", "\"other\""),
            ("if-none-match", ""),
            ("if-none-match", "\"unbalanced"),
            ("if-none-match", ",,,"),
            ("if-none-match", "W/"),
            ("if-none-match", "ünlesbar"),
            ("if-modified-since", "Sun, 22 Nov 2026 08:59:59 GMT"),
            ("if-modified-since", "gestern"),
            ("if-modified-since", "Sun, 99 Nov 2026 09:00:00 GMT"),
            ("if-modified-since", "99999999999999999999"),
            ("if-modified-since", ""),
        ] {
            assert_eq!(again(&[odd]).await, 200, "{path}: {odd:?}");
        }
        // The tag decides where there is one; a date that comes twice says nothing.
        let later = ("if-modified-since", "Mon, 23 Nov 2026 09:00:00 GMT");
        assert_eq!(again(&[("if-none-match", "\"other\""), later]).await, 200, "{path}");
        assert_eq!(again(&[("if-none-match", &tag), ("if-modified-since", "gestern")]).await, 304, "{path}");
        assert_eq!(again(&[later, later]).await, 200, "{path}");
    }
}

#[database_test(prepared = DEMO)]
async fn what_is_taken_back_leaves_every_feed(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    portal.take_care_of_index();
    let addresses = FEEDS.map(|(path, _)| format!("{path}?q=computer%20ruhe"));
    let mut tags = Vec::new();
    for address in &addresses {
        let answer = portal.ask(address, &[]).await;
        tags.push(header(answer.headers(), "etag"));
        assert!(text(answer).await.contains("Computer in Ruhe lernen"), "{address}");
    }
    let atom = portal.page(&addresses[2]).await;
    let titles = elements(&atom, "entry", "title");
    let place = titles.iter().position(|title| title == "Computer in Ruhe lernen").unwrap();
    let ids = elements(&atom, "entry", "id");
    let write = database.write().await.unwrap();
    let offer = ids[place].strip_prefix("urn:uuid:").unwrap().parse().unwrap();
    assert!(
        withdraw_for_source(&write, kreisrund_kernel::OfferId(offer), &Actor::system("test")).await.unwrap()
    );
    write.commit().await.unwrap();
    for (address, tag) in addresses.iter().zip(&tags) {
        let mut waited = 0;
        loop {
            let answer = portal.ask(address, &[("if-none-match", tag)]).await;
            if answer.status() == 200 && !text(answer).await.contains("Computer in Ruhe lernen") {
                break;
            }
            waited += 1;
            assert!(waited < 6_000, "{address} still has what was taken back");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}

#[database_test(prepared = DEMO)]
async fn whatever_is_asked_a_feed_answers_in_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (path, kind) in FEEDS {
        for (asked, status) in odd_questions() {
            let answer = portal.get(&format!("{path}?{asked}")).await;
            let shown: String = asked.chars().take(60).collect();
            assert_eq!(answer.status, status, "{path}?{shown}: {}", answer.body);
            let expected = if status == 200 { kind } else { "text/plain; charset=utf-8" };
            assert_eq!(answer.content_type, expected, "{path}?{shown}");
            if status == 200 && path != "/suche.ics" {
                elements(&answer.body, "channel", "title");
            }
        }
        for (asked, sentence) in REFUSED {
            let answer = portal.get(&format!("{path}?{asked}")).await;
            assert_eq!(answer.status, 400, "{path}?{asked}");
            assert!(answer.body.contains(sentence) && !answer.body.contains('<'), "{asked}: {}", answer.body);
            let page = portal.ask(&format!("{path}?{asked}"), &[("accept", "text/html")]).await;
            assert_eq!(header(page.headers(), "content-type"), "text/html; charset=utf-8", "{path}?{asked}");
        }
        for asked in READ {
            assert_eq!(portal.get(&format!("{path}?{asked}")).await.status, 200, "{path}?{asked}");
        }
        let several = portal.get(&format!("{path}?ort=Sch%C3%B6newalde")).await;
        assert!(several.status == 400 && several.body.contains("Schönewalde"), "{}", several.body);
        assert_eq!(portal.get(&format!("/fr{path}")).await.status, 404);
    }
    let attack = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%26%5D%5D%3E";
    for path in ["/suche.rss", "/suche.atom"] {
        let body = portal.page(&format!("{path}?q={attack}")).await;
        assert!(!body.contains("<script>"), "{body}");
        elements(&body, "feed", "title");
    }
    let calendar = portal.page("/suche.ics?q=a%0D%0ABEGIN:VEVENT").await;
    assert!(
        !calendar.contains("\r\nBEGIN:VEVENT\r\nEND") && !calendar.contains("\nBEGIN:VEVENT\u{201c}"),
        "{calendar}"
    );
}

#[database_test(prepared = DEMO)]
async fn many_who_ask_the_same_at_once_get_the_same(test: TestDatabase) {
    let portal = std::sync::Arc::new(Portal::on(&test).await);
    for (path, _) in FEEDS {
        let asking: Vec<_> = (0..500)
            .map(|_| {
                let portal = std::sync::Arc::clone(&portal);
                tokio::spawn(async move {
                    let answer = portal.ask(&format!("{path}?zeit=monat"), &[]).await;
                    (answer.status().as_u16(), text(answer).await)
                })
            })
            .collect();
        let mut answers = BTreeSet::new();
        for answer in asking {
            let (status, body) = answer.await.unwrap();
            assert_eq!(status, 200, "{path}");
            answers.insert(body);
        }
        assert_eq!(answers.len(), 1, "{path}");
    }
}

#[database_test(prepared = DEMO)]
async fn browsers_learn_how_to_search_here(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (page, description) in
        [("/", "/opensearch.xml"), ("/gemeinden", "/opensearch.xml"), ("/en/suche", "/en/opensearch.xml")]
    {
        let page = portal.page(page).await;
        assert!(page.contains("<link rel=\"search\" type=\"application/opensearchdescription+xml\""));
        assert!(links(&page).contains(&description.to_owned()), "{description}");
    }
    let answer = portal.get("/opensearch.xml").await;
    assert_eq!(answer.content_type, "application/opensearchdescription+xml");
    let of = |name: &str| elements(&answer.body, "OpenSearchDescription", name);
    assert!(of("ShortName")[0].chars().count() <= 16 && !of("ShortName")[0].is_empty());
    assert!(of("LongName")[0].chars().count() <= 48);
    assert_eq!((of("Language"), of("InputEncoding")), (vec!["de".to_owned()], vec!["UTF-8".to_owned()]));
    for template in [
        format!("type=\"text/html\" rel=\"results\" template=\"{BASE}/suche?q={{searchTerms}}\""),
        format!("rel=\"suggestions\" template=\"{BASE}/suche/opensearch.json?q={{searchTerms}}\""),
        format!(
            "type=\"application/atom+xml\" rel=\"results\" template=\"{BASE}/suche.atom?q={{searchTerms}}\""
        ),
    ] {
        assert!(answer.body.contains(&template), "{template} in {}", answer.body);
    }
    let english = portal.page("/en/opensearch.xml").await;
    assert!(english.contains("<Language>en</Language>") && english.contains(&format!("{BASE}/en/suche?q=")));

    let suggested = portal.get("/suche/opensearch.json?q=finster").await;
    assert_eq!(suggested.content_type, "application/x-suggestions+json");
    let suggested: Value = serde_json::from_str(&suggested.body).unwrap();
    assert_eq!(suggested[0], "finster");
    assert_eq!(suggested[1][0], "Finsterwalde");
    assert_eq!(suggested[3][0], format!("{BASE}/gemeinden/finsterwalde"));
    let lengths: BTreeSet<usize> = (1..=3).map(|part| suggested[part].as_array().unwrap().len()).collect();
    assert_eq!(lengths.len(), 1, "{suggested}");
    for odd in ["", "q=", "q=a", "q=%FF%FE", "q=%22", "q=%F0%9F%8E%89&q=x"] {
        let answer = portal.get(&format!("/suche/opensearch.json?{odd}")).await;
        assert_eq!(answer.status, 200, "{odd}");
        assert!(serde_json::from_str::<Value>(&answer.body).unwrap()[1].as_array().unwrap().is_empty());
    }
}
