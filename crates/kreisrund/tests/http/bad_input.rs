//! Whatever comes, the answer is a clear sentence or a sensible reading; never the program's failure.

use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal};

/// Addresses that can't be answered, and a part of the sentence that says why.
pub const REFUSED: [(&str, &str); 17] = [
    ("ort=99999", "kennen wir hier nicht"),
    ("ort=Atlantis", "kennen wir hier nicht"),
    ("ort=%F0%9F%8E%89", "kennen wir hier nicht"),
    ("ort=herzberg-elster&umkreis=-5", "kein Umkreis"),
    ("ort=herzberg-elster&umkreis=1e9", "kein Umkreis"),
    ("ort=herzberg-elster&umkreis=NaN", "kein Umkreis"),
    ("ort=herzberg-elster&umkreis=inf", "kein Umkreis"),
    ("ort=herzberg-elster&umkreis=weit", "kein Umkreis"),
    ("von=2026-12-24&bis=2026-12-01", "bevor er beginnt"),
    ("von=gestern", "kein Datum"),
    ("von=2026-02-30", "kein Datum"),
    ("bis=99999-01-01", "kein Datum"),
    ("zeit=irgendwann", "Zeitraum „irgendwann“ kennen wir nicht"),
    ("art=konzert", "Art „konzert“ kennen wir nicht"),
    ("seite=0", "keine Seitenzahl"),
    ("seite=-1", "keine Seitenzahl"),
    ("seite=zwei", "keine Seitenzahl"),
];

#[database_test(prepared = DEMO)]
async fn what_can_not_be_answered_is_refused_with_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (parameters, part) in REFUSED {
        let page = portal.get(&format!("/suche?q=yoga&{parameters}")).await;
        assert_eq!(page.status, 400, "{parameters}");
        assert!(page.words().contains(part), "{parameters}: {}", page.words());
        assert!(page.body.contains("value=\"yoga\""), "what was typed stays: {parameters}");
        let json = portal.get(&format!("/suche.json?{parameters}")).await;
        assert_eq!(json.status, 400, "{parameters}");
        assert!(
            json.content_type.starts_with("application/problem+json"),
            "{parameters}: {}",
            json.content_type
        );
        let problem: serde_json::Value = serde_json::from_str(&json.body).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains(part), "{parameters}: {problem}");
    }
}

/// Addresses that look odd and can be read all the same.
pub const READ: [&str; 16] = [
    "",
    "q=",
    "q=%22%22%22",
    "q=AND+OR+NOT",
    "q=title%3Ax+%2B%2B+-%2A%3F%5B%7B",
    "q=%F0%9F%8E%89%F0%9F%8E%8A",
    "q=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7",
    "q=%FF%FE",
    "q=%E4%B8",
    "q=a&q=b&q=c",
    "q=yoga&unbekannt=1",
    "seite=999999999999999999999999",
    "seite=18446744073709551615",
    "ort=&umkreis=&zeit=&von=&bis=&art=&seite=",
    "von=0001-01-01&bis=9999-12-31",
    "umkreis=10",
];

#[database_test(prepared = DEMO)]
async fn what_looks_odd_is_read_sensibly(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for parameters in READ {
        for address in [
            format!("/suche?{parameters}"),
            format!("/suche.json?{parameters}"),
            format!("/en/suche?{parameters}"),
        ] {
            let answer = portal.get(&address).await;
            assert!(answer.status == 200, "{address}: {} {}", answer.status, answer.words());
        }
    }
}

#[database_test(prepared = DEMO)]
async fn a_question_of_ten_thousand_letters_is_cut_or_refused(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let short_enough = format!("/suche?q={}", "yoga+".repeat(1_000));
    let cut = portal.get(&short_enough).await;
    assert_eq!(cut.status, 200);
    assert!(cut.words().contains("Das war eine lange Frage"), "{}", cut.words());
    for letters in [10_000, 60_000] {
        for address in
            [format!("/suche?q={}", "y".repeat(letters)), format!("/suche.json?q={}", "y".repeat(letters))]
        {
            let answer = portal.get(&address).await;
            assert!((400..500).contains(&answer.status), "{}", answer.status);
            assert!(answer.body.len() < 100_000);
        }
    }
}

#[database_test(prepared = DEMO)]
async fn unknown_addresses_and_languages_offer_a_way_on(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/angebote/gibt-es-nicht",
        "/nirgendwo",
        "/angebote",
        "/angebote/%FF",
        "/suche?q=%00",
        "/en/nowhere",
        "/muster/nichts",
    ] {
        let answer = portal.get(address).await;
        assert!((400..500).contains(&answer.status), "{address}: {}", answer.status);
        assert!(answer.body.contains("<h1") && answer.body.contains("/suche"), "{address}");
    }
    let language = portal.get("/fr/suche?q=yoga").await;
    assert_eq!(language.status, 404);
    assert!(language.words().contains("Diese Sprache sprechen wir noch nicht"));
    assert!(language.body.contains("/en/suche?q=yoga"));
}

#[database_test(migrations = migrations)]
async fn an_empty_county_is_no_error(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    assert!(portal.get("/").await.words().contains("Hier ist noch nichts eingetragen"));
    assert_eq!(portal.json("/suche.json").await["total"], 0);
    assert!(portal.get("/suche").await.words().contains("Nichts gefunden"));
    assert!(portal.get("/quellen").await.words().contains("Noch keine Quellen"));
}

#[database_test(prepared = DEMO)]
async fn what_is_typed_is_shown_as_typed_and_never_as_markup(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let attack = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27";
    for address in [
        format!("/suche?q={attack}"),
        format!("/suche?ort={attack}"),
        format!("/suche?von={attack}&art={attack}"),
    ] {
        let answer = portal.get(&address).await;
        assert!(!answer.body.contains("<script>alert"), "{address}");
    }
}
