//! What the search field suggests to somebody who types.

use std::collections::BTreeMap;

use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};
use serde_json::Value;

use crate::portal::{DEMO, Portal};

/// What is suggested for `typed`, which is encoded as in an address.
async fn suggested(portal: &Portal, typed: &str) -> Vec<Value> {
    let answer = portal.json(&format!("/suche/vorschlaege.json?q={typed}")).await;
    let suggestions = answer["suggestions"].as_array().unwrap().clone();
    assert!(suggestions.len() <= 8, "{typed}: {answer}");
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for suggestion in &suggestions {
        let group = match suggestion["kind"].as_str().unwrap() {
            "life_situation" => "topic",
            "network" => "organisation",
            other => other,
        };
        *groups.entry(group).or_default() += 1;
        assert!(!suggestion["text"].as_str().unwrap().is_empty(), "{suggestion}");
        assert!(!suggestion["label"].as_str().unwrap().is_empty(), "{suggestion}");
        assert!(suggestion["href"].as_str().unwrap().starts_with('/'), "{suggestion}");
    }
    assert!(groups.values().all(|count| *count <= 3), "{typed}: {groups:?}");
    suggestions
}

fn texts(suggestions: &[Value]) -> Vec<&str> {
    suggestions.iter().map(|suggestion| suggestion["text"].as_str().unwrap()).collect()
}

#[database_test(prepared = DEMO)]
async fn a_few_letters_bring_offers_with_town_and_day(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let suggestions = suggested(&portal, "comp").await;
    let course = suggestions.iter().find(|one| one["text"] == "Computer in Ruhe lernen");
    let course = course.unwrap_or_else(|| panic!("{:?}", texts(&suggestions)));
    assert_eq!(course["kind"], "offer");
    assert_eq!(course["label"], "Kurs");
    assert_eq!(course["href"], "/angebote/computer-in-ruhe-lernen");
    assert_eq!(course["language"], "de");
    assert_eq!(course["detail"], "Herzberg (Elster) · Di., 24. November");
}

#[database_test(prepared = DEMO)]
async fn a_word_brings_topics_first_and_something_of_each_kind(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let suggestions = suggested(&portal, "biblioth").await;
    let kinds: Vec<&str> = suggestions.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[0], "topic", "{kinds:?}");
    for kind in ["offer", "organisation", "place"] {
        assert!(kinds.contains(&kind), "{kind} is not among {kinds:?}");
    }
    assert!(texts(&suggestions).contains(&"Lesen und Bibliothek"), "{:?}", texts(&suggestions));
}

#[database_test(prepared = DEMO)]
async fn the_beginning_of_a_town_and_its_postcode_lead_to_its_page(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let town = &suggested(&portal, "finster").await[0];
    assert_eq!(town["text"], "Finsterwalde");
    assert_eq!(town["kind"], "place");
    assert_eq!(town["label"], "Gemeinde");
    assert_eq!(town["href"], "/gemeinden/finsterwalde");

    let by_postcode = suggested(&portal, "04924").await;
    let spa = by_postcode.iter().find(|one| one["href"] == "/gemeinden/bad-liebenwerda");
    let spa = spa.unwrap_or_else(|| panic!("{by_postcode:?}"));
    assert_eq!(spa["text"], "Bad Liebenwerda");
    assert_eq!(spa["detail"], "04924");

    let village = &suggested(&portal, "dollench").await[0];
    assert_eq!(
        (&village["text"], &village["label"], &village["detail"], &village["href"]),
        (&"Dollenchen".into(), &"Ortsteil".into(), &"Sallgast".into(), &"/gemeinden/dollenchen".into())
    );
    // A slip brings the town as well, where nothing is called so.
    assert!(texts(&suggested(&portal, "Finsterwlade").await).contains(&"Finsterwalde"));
}

#[database_test(prepared = DEMO)]
async fn every_suggestion_leads_to_a_page(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for typed in ["bib", "herz", "049", "spra", "gart", "els", "feuer", "kind"] {
        let suggestions = suggested(&portal, typed).await;
        assert!(!suggestions.is_empty(), "{typed}");
        let mut addresses: Vec<&str> = suggestions.iter().map(|one| one["href"].as_str().unwrap()).collect();
        for address in &addresses {
            assert_eq!(portal.get(address).await.status, 200, "{typed}: {address}");
        }
        addresses.sort_unstable();
        addresses.dedup();
        assert_eq!(addresses.len(), suggestions.len(), "{typed}: nothing is suggested twice");
    }
}

#[database_test(prepared = DEMO)]
async fn topics_are_suggested_in_the_language_in_which_they_were_typed(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let arabic = suggested(&portal, "%D8%A7%D9%84%D9%84%D8%BA").await;
    let languages = arabic.iter().find(|one| one["href"] == "/themen/sprachen");
    let languages = languages.unwrap_or_else(|| panic!("{arabic:?}"));
    assert_eq!(
        (&languages["text"], &languages["language"], &languages["direction"]),
        (&"اللغات".into(), &"ar".into(), &"rtl".into())
    );
    let ukrainian = suggested(&portal, "%D0%BC%D0%BE%D0%B2%D0%B8").await;
    assert!(ukrainian.iter().any(|one| one["text"] == "Мови" && one["language"] == "uk"), "{ukrainian:?}");

    let answer = portal.json("/en/suche/vorschlaege.json?q=langu").await;
    let first = &answer["suggestions"][0];
    assert_eq!((&first["text"], &first["label"]), (&"Languages".into(), &"Topic".into()));
    assert_eq!((&first["href"], &first["language"]), (&"/en/themen/sprachen".into(), &"en".into()));
    assert_eq!(answer["label"], "Suggestions");
}

#[database_test(prepared = DEMO)]
async fn whatever_is_typed_is_answered(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for nothing in [
        "",
        "a",
        "%20%20",
        "%F0%9F%8E%89",
        "%F0%9F%8E%89%F0%9F%8E%8A",
        "%22%22%22",
        "-%2A%3F%5B",
        "%FF%FE",
        "xyzzyquux",
    ] {
        let answer = portal.json(&format!("/suche/vorschlaege.json?q={nothing}")).await;
        assert_eq!(answer["suggestions"], Value::Array(Vec::new()), "{nothing}");
        assert_eq!(answer["announcement"], "Keine Vorschläge", "{nothing}");
    }
    assert_eq!(portal.get("/suche/vorschlaege.json").await.status, 200);
    let long = "lesen".repeat(100);
    for odd in [
        "%22lesen",
        "lesen%22",
        "AND+OR",
        "title%3Ax",
        "%D9%85%D8%B1",
        &long,
        "q&q=b&ort=Nirgendwo&seite=x",
        "04924%20%22",
    ] {
        suggested(&portal, odd).await;
    }
}

#[database_test(prepared = DEMO)]
async fn an_answer_may_be_kept_for_a_minute_and_names_nobody(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.ask("/suche/vorschlaege.json?q=garten", &[]).await;
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("cache-control").unwrap(), "public, max-age=60");
    assert_eq!(header("content-type").unwrap(), "application/json");
    assert_eq!(header("set-cookie"), None);
    let tag = header("etag").unwrap();
    let again = portal.ask("/suche/vorschlaege.json?q=garten", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
}

#[database_test(migrations = migrations)]
async fn an_empty_portal_suggests_nothing(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    assert!(suggested(&portal, "garten").await.is_empty());
}
