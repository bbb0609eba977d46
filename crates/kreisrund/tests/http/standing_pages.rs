//! Visitors read what every public site owes them, and tell the office of barriers.

use kreisrund_content::{LanguageTag, Text};
use kreisrund_people::Actor;
use kreisrund_standing_pages::{StandingPage, store};
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, PHONE, Portal, links, words};

const LANGUAGES: [(&str, &str); 3] = [("", ""), ("/en", ""), ("", "?sprache=de-x-leicht")];

#[database_test(prepared = DEMO)]
async fn every_page_is_there_in_three_languages_and_completely_filled_in(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for page in StandingPage::ALL {
        for (prefix, parameters) in LANGUAGES {
            let address = format!("{prefix}{}{parameters}", page.path());
            let html = portal.page(&address).await;
            let text = words(&html);
            assert!(!text.contains(['{', '}']), "{address}: {text}");
            assert_eq!(html.matches("<h1").count(), 1, "{address}");
            assert!(!html.contains("web-outdated") && !html.contains("prose__note"), "{address}");
            let tongues: Vec<String> =
                links(&html).into_iter().filter(|link| link.ends_with("sprache=de-x-leicht")).collect();
            assert!(!tongues.is_empty(), "{address} leads to easy language");
        }
    }
    let imprint = words(&portal.page("/impressum").await);
    assert!(imprint.contains("§ 5 DDG") && imprint.contains(PHONE), "{imprint}");
    assert!(
        imprint.contains("[noch nicht eingetragen: operator.name]"),
        "what is missing is marked: {imprint}"
    );
    let english = words(&portal.page("/en/datenschutz").await);
    assert!(
        english.contains("We set no cookies") && english.contains("[not filled in yet: operator.hosting]")
    );
}

#[database_test(prepared = DEMO)]
async fn the_help_says_in_three_sentences_how_results_are_ordered(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, title) in
        [("/hilfe", "Wie Ergebnisse geordnet werden"), ("/en/hilfe", "How results are ordered")]
    {
        let page = portal.page(address).await;
        let section = page.split(title).nth(1).unwrap();
        let paragraph = section.split("<p>").nth(1).unwrap().split("</p>").next().unwrap();
        assert_eq!(paragraph.matches(". ").count() + usize::from(paragraph.ends_with('.')), 3, "{paragraph}");
    }
}

#[database_test(prepared = DEMO)]
async fn about_names_networks_and_who_pays(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/ueber-uns").await;
    let networks = links(&page).into_iter().filter(|link| link.starts_with("/netzwerke/")).count();
    assert!(networks > 0, "{page}");
    assert!(page.contains("class=\"supporters\""), "{}", words(&page));
}

#[database_test(prepared = DEMO)]
async fn the_glossary_leads_from_a_letter_to_a_word_in_every_language(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let german = portal.page("/glossar").await;
    let easy = portal.page("/glossar?sprache=de-x-leicht").await;
    let english = portal.page("/en/glossar").await;
    for page in [&german, &easy, &english] {
        assert!(page.contains("href=\"#buchstabe-e\"") && page.contains("id=\"buchstabe-e\""));
        assert!(page.contains("id=\"ehrenamtspauschale\"") && page.contains("id=\"leichtesprache\""));
    }
    assert!(english.contains("<span lang=\"de\">Fernleihe</span> (interlibrary loan)"), "{english}");
    assert!(easy.contains("Ehrenamts-Pauschale"));
    let (first, last) = (german.find("id=\"amt\"").unwrap(), german.find("id=\"warteliste\"").unwrap());
    assert!(first < last, "from A to Z");
}

#[database_test(prepared = DEMO)]
async fn from_any_page_a_barrier_can_be_reported(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, path) in
        [("/suche", "/suche"), ("/en/lebenslagen", "/en/lebenslagen"), ("/gibt-es-nicht", "/gibt-es-nicht")]
    {
        let page = portal.get(address).await.body;
        let prefix = if address.starts_with("/en") { "/en" } else { "" };
        let wanted = format!("{prefix}/barrierefreiheit?seite={path}#melden");
        assert!(links(&page).contains(&wanted), "{address}: {:?}", links(&page));
        let statement = portal.page(wanted.split('#').next().unwrap()).await;
        assert!(statement.contains("id=\"melden\"") && statement.contains(PHONE));
        assert!(statement.contains(&format!("<a href=\"{path}\">{path}</a>")), "the way back from {wanted}");
    }
}

#[database_test(prepared = DEMO)]
async fn the_page_that_a_report_is_about_is_one_of_ours_or_none(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let long = format!("/{}", "a".repeat(200));
    for hostile in [
        "//example.org",
        "https://example.org/",
        "javascript:alert(1)",
        "/\\example.org",
        "/<script>alert(1)</script>",
        "/\"onmouseover=alert(1)",
        "/suche?q=geheim",
        "/a%0d%0aBcc: x@example.org",
        "/x&bcc=x@example.org",
        "/../../etc/passwd",
        "suche",
        &long,
    ] {
        let encoded: String = hostile.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let page = portal.page(&format!("/barrierefreiheit?seite={encoded}")).await;
        let section = page.split("id=\"melden\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(!section.contains("Es geht um diese Seite: <a"), "{hostile}: {section}");
        assert!(!section.contains("alert(1)") && !section.contains("example.org/"), "{hostile}: {section}");
    }
}

#[database_test(prepared = DEMO)]
async fn the_office_s_own_words_are_shown_at_once_and_translations_say_that_they_are_older(
    database: Database,
    test: TestDatabase,
) {
    let portal = Portal::on(&test).await;
    let before = portal.ask("/impressum", &[]).await;
    let tag = before.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(portal.ask("/impressum", &[("if-none-match", &tag)]).await.status(), 304);

    let text = Text::new(LanguageTag::german(), "Wer wir sind", "", "<b>Wir</b> sind es: {phone}");
    let write = database.write().await.unwrap();
    let actor = Actor::system("story");
    store::save(&write, StandingPage::Imprint, &text, database.clock().today(), &actor).await.unwrap();
    write.commit().await.unwrap();

    assert_eq!(portal.ask("/impressum", &[("if-none-match", &tag)]).await.status(), 200);
    let page = portal.page("/impressum").await;
    assert!(page.contains("Wer wir sind</h1>") && page.contains("tel:+493023125100"), "{page}");
    assert!(!page.contains("<b>Wir"), "there is no HTML in texts");
    assert!(
        portal.page("/en/impressum").await.contains("prose__note"),
        "the English text is marked as older"
    );
    assert!(!portal.page("/en/datenschutz").await.contains("prose__note"));
}

#[database_test(prepared = DEMO)]
async fn the_sources_are_named(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = words(&portal.page("/quellen").await);
    assert!(page.contains("Statistisches Bundesamt") && page.contains("GeoNames"), "{page}");
}
