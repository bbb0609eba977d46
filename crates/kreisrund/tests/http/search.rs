//! Searching as residents do: words, places and times in one field, filters with honest numbers, and no dead end.

use std::collections::BTreeMap;

use kreisrund_testkit::{TestDatabase, database_test};
use serde_json::Value;

use crate::portal::{DEMO, Portal, links, words};

fn asked(words: &str) -> String {
    format!("/suche.json?q={}", encoded(words))
}

/// Everything but what an address is made of as an address has it.
fn encoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/?&=+%".contains(&byte);
    text.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn total(answer: &Value) -> u64 {
    answer["total"].as_u64().unwrap()
}

fn titles(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap()).collect()
}

/// The links of `page` whose text begins with one of `beginnings`, with the number in brackets at their end.
fn counted_links(page: &str, beginnings: &[&str]) -> Vec<(String, String, u64)> {
    page.split("<a ")
        .skip(1)
        .filter_map(|rest| {
            let (tag, rest) = rest.split_once('>')?;
            let text = words(rest.split("</a>").next()?);
            let address = links(&format!("<a {tag}>")).pop()?;
            beginnings.iter().any(|beginning| text.starts_with(beginning)).then_some(())?;
            let count = text.rsplit_once('(')?.1.trim_end_matches(')').replace('.', "").parse().ok()?;
            Some((text, address, count))
        })
        .collect()
}

#[database_test(prepared = DEMO)]
async fn place_and_time_in_the_field_are_understood_and_can_be_taken_back(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let understood = async |typed: &str| portal.json(&asked(typed)).await["understood"].clone();

    let yoga = understood("yoga finsterwalde").await;
    assert_eq!((yoga["words"].as_str(), yoga["place"].as_str()), (Some("yoga"), Some("Finsterwalde")));
    let children = understood("04924 kinder wochenende").await;
    assert_eq!(children["words"], "kinder");
    assert!(children["place"].as_str().unwrap().contains("Bad Liebenwerda"), "{children}");
    assert_eq!(
        (children["from"].as_str(), children["to"].as_str()),
        (Some("2026-11-22"), Some("2026-11-22"))
    );
    let english = understood("englisch abends in der nähe von Elsterwerda").await;
    assert_eq!(
        (english["words"].as_str(), english["place"].as_str()),
        (Some("englisch"), Some("Elsterwerda"))
    );
    let today = understood("was ist heute los").await;
    assert_eq!((today["words"].as_str(), today["from"].as_str()), (Some(""), Some("2026-11-22")));

    let page = portal.page("/suche?q=yoga+finsterwalde").await;
    assert!(words(&page).contains("als Ort erkannt: Finsterwalde"));
    let back = links(&page).into_iter().find(|link| link.contains("woertlich=ort")).unwrap();
    let literally = portal.page(&back).await;
    assert!(!words(&literally).contains("als Ort erkannt"));
    let without_place = portal.json("/suche.json?q=yoga+finsterwalde&woertlich=ort").await;
    assert_eq!(without_place["understood"]["place"], Value::Null);
}

#[database_test(prepared = DEMO)]
async fn ages_and_that_nobody_wants_to_sign_up_are_recognised(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page(&asked("turnen 6 jahre").replace(".json", "")).await;
    assert!(words(&page).contains("als Alter erkannt: 6 bis 9 Jahre"), "{}", words(&page));
    let of_that_age = portal.json(&asked("turnen 6 jahre")).await;
    assert_eq!(of_that_age["understood"]["words"], "turnen");
    assert_eq!(of_that_age["understood"]["chosen"][0]["choice"], "alter");
    assert_eq!(of_that_age["understood"]["chosen"][0]["value"], "6-9");
    assert!(titles(&of_that_age).iter().any(|title| title.starts_with("Kinderturnen")), "{of_that_age}");
    let of_any_age = portal.json(&asked("turnen")).await;
    assert!(total(&of_that_age) < total(&of_any_age));
    let back = links(&page).into_iter().find(|link| link.contains("woertlich=alter")).unwrap();
    assert!(!words(&portal.page(&back).await).contains("als Alter erkannt"));

    let page = portal.page(&asked("spielen ohne anmeldung").replace(".json", "")).await;
    assert!(words(&page).contains("als Anmeldung erkannt: Ohne Anmeldung"), "{}", words(&page));
    let just_come = portal.json(&asked("spielen ohne anmeldung")).await;
    assert!(total(&just_come) > 0 && total(&just_come) < total(&portal.json(&asked("spielen")).await));
}

#[database_test(prepared = DEMO)]
async fn where_no_offer_fits_the_directory_answers_in_the_order_of_the_page(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche.json?q=F%C3%A4hrhaus&von=2031-01-01&bis=2031-01-01").await;
    assert_eq!(total(&answer), 0);
    let first = answer["in_order"][0].as_str().unwrap();
    assert!(first.contains("/organisationen/museum-faehrhaus") || first.contains("/orte/"), "{answer}");
}

#[database_test(prepared = DEMO)]
async fn words_are_found_however_german_writes_them(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let found = async |typed: &str| portal.json(&asked(typed)).await;
    let together = found("seniorennachmittag").await;
    assert_eq!(
        titles(&found("Senioren Nachmittag").await)[0],
        titles(&together)[0],
        "parts find the compound"
    );
    assert_eq!(total(&found("Buecherei").await), total(&found("bücherei").await));
    assert_eq!(total(&found("SCHUELER").await), total(&found("schüler").await));
    assert_eq!(total(&found("groß").await), total(&found("gross").await));
    assert!(total(&found("PC").await) > 0 && total(&found("Rechner").await) > 0);
    let slip = found("gitare").await;
    assert!(total(&slip) > 0);
    assert_eq!(slip["understood"]["corrections"][0]["typed"], "gitare");
    for as_it_sounds in ["smartfon", "klavirunterricht"] {
        assert!(total(&found(as_it_sounds).await) > 0, "{as_it_sounds}");
    }
    let apart = found("mehr generationen haus").await;
    assert!(apart["in_order"][0].as_str().unwrap().contains("mehrgenerationenhaus"), "{apart}");
    assert!(total(&found("volkshochs").await) > 0, "the beginning of the last word");
    let phrase = total(&found("\"erste hilfe\"").await);
    assert!((1..=total(&found("erste hilfe").await)).contains(&phrase));
    let without = found("chor -kinder").await;
    assert!(total(&without) > 0 && total(&without) < total(&found("chor").await));
    assert!(total(&found("бібліотека").await) > 0 && total(&found("مكتبة").await) > 0);
    assert!(total(&found("library").await) > 0);
}

#[database_test(prepared = DEMO)]
async fn every_choice_brings_as_many_as_it_says(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for question in [
        "q=kurs",
        "ort=finsterwalde",
        "zeit=monat&q=kinder",
        "q=deutsch&preis=kostenlos&zielgruppe=erwachsene",
    ] {
        let answer = portal.json(&format!("/suche.json?{question}")).await;
        let facets = answer["facets"].as_object().unwrap();
        let names: Vec<&String> = facets.keys().collect();
        assert!(names.len() > 5, "{question}: {names:?}");
        for (name, options) in facets.iter().filter(|(name, _)| !["kind", "area"].contains(&name.as_str())) {
            // The most and the least frequent: the number of questions stays bearable.
            let options = options.as_array().unwrap();
            for option in [options.first(), options.last()].into_iter().flatten() {
                let (value, count) = (option["value"].as_str().unwrap(), option["count"].as_u64().unwrap());
                if question.contains(&format!("{name}=")) {
                    continue;
                }
                let chosen = portal.json(&format!("/suche.json?{question}&{name}={value}")).await;
                assert_eq!(total(&chosen), count, "{question}: {name}={value}");
            }
        }
        for kind in answer["facets"]["kind"].as_array().unwrap() {
            let parameter = kind["parameter"].as_str().unwrap();
            let chosen = portal.json(&format!("/suche.json?{question}&art={parameter}")).await;
            assert_eq!(total(&chosen), kind["count"].as_u64().unwrap(), "{question}: art={parameter}");
        }
    }
}

#[database_test(prepared = DEMO)]
async fn several_choices_of_one_filter_add_up(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let count = async |question: &str| total(&portal.json(&format!("/suche.json?{question}")).await);
    let (courses, events) = (count("art=kurs").await, count("art=veranstaltung").await);
    assert_eq!(count("art=kurs&art=veranstaltung").await, courses + events);
    let (monday, evening) = (count("wochentag=mo").await, count("tageszeit=abend").await);
    let both = count("wochentag=mo&tageszeit=abend").await;
    assert!(both > 0 && both < monday && both < evening, "{both} of {monday} and {evening}");
    let either = count("wochentag=mo&wochentag=di").await;
    assert!(either > monday && either <= monday + count("wochentag=di").await);
    let free = count("preis=kostenlos").await;
    assert!(free > 0 && free < count("").await);
}

#[database_test(prepared = DEMO)]
async fn a_page_without_hits_leads_on_and_says_how_far(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let ways = [
        "Im ganzen",
        "Bis 50",
        "An allen",
        "In den nächsten",
        "Ohne diese",
        "Meinten Sie",
        "Nur nach",
        "Vergangene",
    ];
    let mut followed = BTreeMap::new();
    for question in [
        "q=yga",
        "q=skat+crinitz+heute",
        "q=chor&zeit=morgen&preis=kostenlos&teilnahme=online",
        "q=blockflöte&ort=mühlberg/elbe&umkreis=5",
        "q=skat&teilnahme=online&zeit=heute",
    ] {
        let page = portal.page(&encoded(&format!("/suche?{question}"))).await;
        let counted = counted_links(&page, &ways);
        assert!(!counted.is_empty(), "{question} is a dead end: {}", words(&page));
        for (text, address, count) in counted {
            assert!(count > 0, "{question}: {text}");
            let json = address.replacen("/suche", "/suche.json", 1);
            let answer = portal.json(&json).await;
            assert_eq!(total(&answer), count, "{question}: {text} leads to {address}");
            *followed.entry(text.split(' ').next().unwrap_or_default().to_owned()).or_insert(0) += 1;
        }
    }
    assert!(followed.len() >= 3, "several kinds of ways out were followed: {followed:?}");
}

#[database_test(prepared = DEMO)]
async fn a_hit_says_why_it_stands_where_it_stands(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for question in
        ["q=senioren+nachmittag", "q=gitare+finsterwalde", "q=\"erste+hilfe\"+kurs", "q=pc&ort=herzberg"]
    {
        let plain = words(&portal.page(&encoded(&format!("/suche?{question}"))).await);
        let explained = words(&portal.page(&encoded(&format!("/suche?{question}&erklaeren=1"))).await);
        let heading = "Warum diese Reihenfolge?";
        assert!(!plain.contains(heading), "{question}");
        assert!(explained.contains(heading) && explained.contains("Punkte"), "{question}: {explained}");
    }
    let of_directory = words(&portal.page("/suche?q=trauer&erklaeren=1").await);
    assert!(
        of_directory.contains("Heißt genau so: mal"),
        "records among the offers say why, too: {of_directory}"
    );
    assert!(words(&portal.page("/hilfe").await).contains("Wie Ergebnisse geordnet werden"));
}

/// Questions that nobody asks who means well, with the status of their answer.
pub fn odd_questions() -> Vec<(String, u16)> {
    let long = "wort ".repeat(500);
    let filters: String = (0..200).map(|number| format!("&thema=thema-{number}")).collect();
    let same_filter = "&thema=musik".repeat(200);
    vec![
        ("q=%22%22%22".to_owned(), 200),
        ("q=%22unbalanced+quote".to_owned(), 200),
        ("q=der+die+das".to_owned(), 200),
        ("q=%21%3F%2A%28%29%5B%5D%7B%7D%5E~%3A%5C%2F".to_owned(), 200),
        ("q=%F0%9F%8E%89%F0%9F%8E%B6".to_owned(), 200),
        ("q=%E2%80%AEabc%E2%80%AC+%D9%85%D8%B1%D8%AD%D8%A8%D8%A7".to_owned(), 200),
        ("q=%FF%FE%00".to_owned(), 400),
        ("q=-chor+chor".to_owned(), 200),
        ("q=-".to_owned(), 200),
        ("q=NOT+AND+OR+title%3Ax".to_owned(), 200),
        (format!("q={}", long.replace(' ', "+")), 200),
        (format!("q={}", long.repeat(20).replace(' ', "+")), 414),
        (format!("q=chor{same_filter}"), 200),
        (format!("q=chor{filters}"), 400),
        ("von=1926-01-01&bis=2126-01-01".to_owned(), 200),
        ("von=2026-12-31&bis=2026-01-01".to_owned(), 400),
        ("zeit=heute&von=2026-12-24".to_owned(), 200),
        ("ort=91.5,200&umkreis=5".to_owned(), 400),
        ("ort=finsterwalde&umkreis=-3".to_owned(), 400),
        ("ort=finsterwalde&umkreis=1e308".to_owned(), 400),
        ("seite=4000000000".to_owned(), 200),
        ("seite=99999999999999999999999".to_owned(), 200),
        ("wochentag=xx".to_owned(), 400),
        ("woertlich=unsinn&q=chor".to_owned(), 200),
        ("alter=-5".to_owned(), 400),
    ]
}

#[database_test(prepared = DEMO)]
async fn whatever_is_asked_is_answered_in_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (question, status) in odd_questions() {
        let answer = portal.get(&format!("/suche?{question}&erklaeren=1")).await;
        let shown: String = question.chars().take(60).collect();
        assert_eq!(answer.status, status, "{shown}: {}", answer.words());
        assert_eq!(answer.body.matches("<h1").count(), 1, "{shown}");
        let json = portal.get(&format!("/suche.json?{question}")).await;
        assert_eq!(json.status, status, "{shown} as JSON: {}", json.body);
    }
    let contradiction = portal.page("/suche?q=-yoga+yoga").await;
    assert!(words(&contradiction).contains("Kein Angebot"));
    let fillers = portal.page("/suche?q=der+die+das").await;
    assert!(words(&fillers).contains("sagt uns noch nicht, was Sie suchen"));
}
