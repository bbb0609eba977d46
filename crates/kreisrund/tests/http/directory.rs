//! A resident finds out who is there, how to get in, and what helps.

use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal, links, words};

/// The JSON-LD of a page.
fn json_ld(page: &str) -> serde_json::Value {
    let begin = "<script type=\"application/ld+json\">";
    let start = page.find(begin).unwrap_or_else(|| panic!("no JSON-LD in {page}")) + begin.len();
    let end = page[start..].find("</script>").unwrap();
    serde_json::from_str(&page[start..start + end]).unwrap()
}

#[database_test(prepared = DEMO)]
async fn an_organisation_with_door_people_and_offers(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let all = portal.page("/organisationen").await;
    assert!(links(&all).contains(&"/organisationen/kreisbibliothek".to_owned()));
    let libraries = portal.page("/organisationen?art=library").await;
    assert!(links(&libraries).contains(&"/organisationen/kreisbibliothek".to_owned()));
    assert!(!links(&libraries).contains(&"/organisationen/sg-elsterwelle".to_owned()));

    let page = portal.page("/organisationen/kreisbibliothek").await;
    let text = words(&page);
    for part in
        ["Kreisbibliothek Elbe-Elster", "Beispiel", "Öffnungszeiten", "Bücherei", "Buchclub am Montag"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let targets = links(&page);
    for target in ["/gemeinden/bad-liebenwerda", "/netzwerke/bibliotheksnetz-elbe-elster"] {
        assert!(targets.contains(&target.to_owned()), "{target} in {targets:?}");
    }
    let data = json_ld(&page);
    assert_eq!((&data["@type"], &data["name"]), (&"Library".into(), &"Kreisbibliothek Elbe-Elster".into()));
    assert_eq!(data["location"]["address"]["addressCountry"], "DE");
    assert!(data["location"]["openingHoursSpecification"].as_array().is_some_and(|days| !days.is_empty()));
    assert!(data["memberOf"].as_array().is_some_and(|networks| !networks.is_empty()));
}

#[database_test(prepared = DEMO)]
async fn a_place_says_how_to_get_in_in_words(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/orte/kreisbibliothek-liebenwerda").await;
    let text = words(&page);
    assert!(text.contains("Barrierefreiheit") && text.contains("Geprüft am"), "{text}");
    let data = json_ld(&page);
    assert_eq!(data["@type"], "Place");
    let amenities = data["amenityFeature"].as_array().unwrap();
    assert!(amenities.iter().all(|feature| feature["@type"] == "LocationFeatureSpecification"));
    assert!(amenities.iter().any(|feature| feature["name"] == "Ohne Stufen erreichbar"));
    let english = words(&portal.page("/en/orte/kreisbibliothek-liebenwerda").await);
    assert!(english.contains("Accessibility"), "{english}");
}

#[database_test(prepared = DEMO)]
async fn my_village_is_found_by_its_own_name(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let all = portal.page("/gemeinden").await;
    assert_eq!(links(&all).iter().filter(|target| target.starts_with("/gemeinden/")).count(), 33 * 2);
    let page = portal.page("/gemeinden/herzberg-elster").await;
    let text = words(&page);
    for part in ["Diese Woche in Herzberg (Elster)", "In der Nähe", "8.731", "04916", "Wer hier zu Hause ist"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    let data = json_ld(&page);
    assert_eq!(
        (&data["@type"], &data["identifier"]["value"]),
        (&"AdministrativeArea".into(), &"12062224".into())
    );
}

#[database_test(prepared = DEMO)]
async fn a_network_names_its_members_and_who_pays(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let all = portal.page("/netzwerke").await;
    assert!(links(&all).contains(&"/netzwerke/bibliotheksnetz-elbe-elster".to_owned()));
    let page = portal.page("/netzwerke/bibliotheksnetz-elbe-elster").await;
    let text = words(&page);
    assert!(text.contains("Koordination") && text.contains("Gefördert"), "{text}");
    assert!(links(&page).contains(&"/organisationen/kreisbibliothek".to_owned()));
    assert_eq!(json_ld(&page)["@type"], "Organization");
}

#[database_test(prepared = DEMO)]
async fn help_in_my_language_and_in_easy_words(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let german = portal.page("/lebenslagen/neu-hier").await;
    assert!(words(&german).contains("Was zuerst hilft"));
    assert!(links(&german).contains(&"/themen/deutsch-lernen".to_owned()));
    let easy = portal.page("/lebenslagen/neu-hier?sprache=de-x-leicht").await;
    assert!(easy.contains("<h1 class=\"title\" lang=\"de-x-leicht\" dir=\"ltr\""));
    let arabic = portal.page("/lebenslagen/neu-hier?sprache=ar").await;
    assert!(arabic.contains("<h1 class=\"title\" lang=\"ar\" dir=\"rtl\""));
    let english = portal.page("/en/lebenslagen/neu-hier").await;
    assert!(links(&english).contains(&"/en/themen/deutsch-lernen".to_owned()), "links stay in the language");
    let unknown = portal.page("/lebenslagen/neu-hier?sprache=%3Cscript%3E").await;
    assert!(words(&unknown).contains("Was zuerst hilft"), "nonsense is German");
}

#[database_test(prepared = DEMO)]
async fn a_topic_leads_to_its_parts_and_offers(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    assert!(links(&portal.page("/themen").await).contains(&"/themen/sprachen".to_owned()));
    let page = portal.page("/themen/sprachen").await;
    let targets = links(&page);
    assert!(targets.contains(&"/themen/deutsch-lernen".to_owned()));
    assert!(targets.iter().any(|target| target.starts_with("/angebote/")), "{targets:?}");
}

#[database_test(prepared = DEMO)]
async fn what_is_not_there_is_not_found(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/organisationen/gibt-es-nicht",
        "/organisationen/../../etc",
        "/orte/GROSS",
        "/gemeinden/berlin",
        "/netzwerke/nichts",
        "/lebenslagen/sprachen",
        "/themen/neu-hier",
        "/dateien/kein-bild/small",
        "/dateien/00000000-0000-7000-8000-000000000000/small",
        "/dateien/00000000-0000-7000-8000-000000000000/riesig",
    ] {
        assert_eq!(portal.get(address).await.status, 404, "{address}");
    }
    assert_eq!(portal.get("/organisationen/%00").await.status, 400);
    let none = portal.page("/organisationen?art=raumstation").await;
    assert!(words(&none).contains("Alle"), "an unknown kind shows all");
}
