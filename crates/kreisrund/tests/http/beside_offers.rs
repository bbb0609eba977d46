//! What stands beside the offers: a resident looks for clubs and topics, and comes from these to what they offer.

use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal, links, words};

/// The short names of all hits of a list.
async fn hits(portal: &Portal, parameters: &str) -> Vec<String> {
    let mut all = Vec::new();
    let total = portal.json(&format!("/suche.json?{parameters}")).await["total"].as_u64().unwrap();
    for number in 1..=total.div_ceil(20) {
        let page = portal.json(&format!("/suche.json?{parameters}&seite={number}")).await;
        all.extend(
            page["hits"].as_array().unwrap().iter().map(|hit| hit["slug"].as_str().unwrap().to_owned()),
        );
    }
    all
}

#[database_test(prepared = DEMO)]
async fn beside_the_offers_stands_what_the_directory_has(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/suche?q=Musikschule").await;
    assert!(links(&page).contains(&"/organisationen/musikschule-schwarze-elster".to_owned()));
    let answer = portal.json("/suche.json?q=Musikschule").await;
    let of_directory = answer["directory"]["hits"].as_array().unwrap();
    assert!(!of_directory.is_empty() && of_directory.len() <= 6);
    assert!(of_directory.iter().any(|hit| hit["kind"] == "organisation"));
    let offers = answer["hits"].as_array().unwrap();
    assert!(offers.iter().all(|hit| ["event", "course", "service"].contains(&hit["kind"].as_str().unwrap())));
    let all = links(&page).into_iter().find(|link| link.contains("art=anbieter&art=ort")).unwrap();
    let all = all.replacen("/suche", "/suche.json", 1);
    assert_eq!(portal.json(&all).await["total"], answer["directory"]["total"]);

    let without_words = portal.page("/suche").await;
    assert!(!words(&without_words).contains("Auch im Verzeichnis"));
    assert!(portal.json("/suche.json").await["directory"].is_null());
}

#[database_test(prepared = DEMO)]
async fn kinds_of_the_directory_are_lists_of_their_own(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (parameter, kind, name) in [
        ("anbieter", "organisation", "Anbieter"),
        ("ort", "place", "Ort"),
        ("gemeinde", "municipality", "Gemeinde"),
        ("netzwerk", "network", "Netzwerk"),
        ("lebenslage", "life_situation", "Lebenslage"),
        ("thema", "topic", "Thema"),
    ] {
        let answer = portal.json(&format!("/suche.json?art={parameter}")).await;
        assert!(answer["total"].as_u64().unwrap() > 0, "{parameter}");
        assert!(answer["hits"].as_array().unwrap().iter().all(|hit| hit["kind"] == kind), "{answer}");
        let page = portal.page(&format!("/suche?art={parameter}")).await;
        let text = words(&page);
        assert!(text.contains(name) && !text.contains("Immer für Sie da"), "{text}");
        assert!(!page.contains("name=\"zeit\"") && !page.contains("name=\"von\""), "they have no dates");
    }
    assert_eq!(hits(&portal, "art=gemeinde").await.len(), 33);
    // Whoever asks for clubs and says “tomorrow” means the clubs.
    let clubs = portal.json("/suche.json?art=anbieter").await["total"].clone();
    assert_eq!(portal.json("/suche.json?art=anbieter&zeit=morgen").await["total"], clubs);
    let both = portal.json("/suche.json?art=anbieter&art=ort").await["total"].as_u64().unwrap();
    assert!(both > clubs.as_u64().unwrap());
}

#[database_test(prepared = DEMO)]
async fn where_no_offer_fits_the_directory_may_help(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    // The museum is there, and nothing of it happens on that day.
    let page = portal.page("/suche?q=F%C3%A4hrhaus&von=2031-01-01&bis=2031-01-01").await;
    let text = words(&page);
    assert!(text.contains("Kein Angebot passt zu Ihrer Suche"), "{text}");
    assert!(text.contains("was unser Verzeichnis dazu hat"), "{text}");
    assert!(links(&page).contains(&"/organisationen/museum-faehrhaus".to_owned()));
    let nothing = portal.get("/suche?q=Quantenschaum").await;
    assert!(nothing.words().contains("Dazu haben wir gerade nichts"));
}

#[database_test(prepared = DEMO)]
async fn offers_are_asked_for_by_the_records_to_which_they_belong(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let everything = hits(&portal, "").await.len();
    for (parameters, expected, chip) in [
        ("anbieter=chor-elsterklang", "offene-chorprobe", "Anbieter: "),
        ("thema=musik", "offene-chorprobe", "Thema: Musik und Gesang"),
        ("thema=kultur", "offene-chorprobe", "Thema: Kultur und Kreatives"),
        ("lebenslage=neu-hier", "sprachcafe", "Lebenslage: Neu hier im Landkreis"),
        ("netzwerk=bibliotheksnetz-elbe-elster", "buchclub-am-montag", "Netzwerk: "),
        ("veranstaltungsort=vhs-haus-herzberg", "computer-in-ruhe-lernen", "Veranstaltungsort: "),
    ] {
        let found = hits(&portal, parameters).await;
        assert!(found.iter().any(|slug| slug == expected), "{parameters}: {found:?}");
        assert!(found.len() < everything, "{parameters} asks for everything");
        let page = portal.page(&format!("/suche?{parameters}")).await;
        assert!(words(&page).contains(chip), "{parameters}: {}", words(&page));
        assert!(links(&page).contains(&"/suche".to_owned()), "the chip can be dropped");
    }
    let both = hits(&portal, "thema=musik&anbieter=chor-elsterklang").await;
    assert!(both.len() < hits(&portal, "thema=musik").await.len());
    let english = portal.page("/en/suche?thema=musik").await;
    assert!(words(&english).contains("Topic: "), "{}", words(&english));
    for (parameters, given) in [("anbieter=gibt-es-nicht", "gibt-es-nicht"), ("thema=%2F%2F", "//")] {
        let refused = portal.get(&format!("/suche?{parameters}")).await;
        assert_eq!(refused.status, 400, "{parameters}");
        assert!(refused.words().contains(&format!("Einen Eintrag „{given}“")), "{}", refused.words());
        assert_eq!(portal.get(&format!("/suche.json?{parameters}")).await.status, 400);
    }
}

#[database_test(prepared = DEMO)]
async fn an_offer_leads_to_who_offers_it_where_it_is_and_what_it_is_about(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let offer = portal.page("/angebote/computer-in-ruhe-lernen").await;
    for target in
        ["/organisationen/vhs-elbe-elster", "/orte/vhs-haus-herzberg", "/themen/computer-grundlagen"]
    {
        assert!(links(&offer).contains(&target.to_owned()), "{target}");
        portal.page(target).await;
    }
    assert!(words(&offer).contains("Barrierefreiheit"), "{}", words(&offer));
    let english = portal.page("/en/angebote/computer-in-ruhe-lernen").await;
    assert!(links(&english).contains(&"/en/themen/computer-grundlagen".to_owned()));
}

#[database_test(prepared = DEMO)]
async fn pages_of_the_directory_show_what_is_offered(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, heading, offer) in [
        ("/organisationen/vhs-elbe-elster", "Angebote von ", "/angebote/"),
        ("/orte/vhs-haus-herzberg", "Was hier stattfindet", "/angebote/computer-in-ruhe-lernen"),
        ("/netzwerke/bibliotheksnetz-elbe-elster", "Angebote der Mitglieder", "/angebote/"),
        ("/themen/sprachen", "Angebote zum Thema Sprachen", "/angebote/"),
        ("/lebenslagen/neu-hier", "Angebote, die jetzt helfen", "/angebote/"),
        ("/gemeinden/herzberg-elster", "Diese Woche in Herzberg", "/angebote/"),
        ("/gemeinden/herzberg-elster", "In der Nähe", "/angebote/"),
        ("/gemeinden/herzberg-elster", "Immer da", "/angebote/"),
    ] {
        let page = portal.page(address).await;
        assert!(words(&page).contains(heading), "{address}: {}", words(&page));
        assert!(links(&page).iter().any(|link| link.starts_with(offer)), "{address}: {offer}");
    }
    let school = portal.page("/organisationen/vhs-elbe-elster").await;
    let all =
        links(&school).into_iter().find(|link| link.contains("/suche?anbieter=vhs-elbe-elster")).unwrap();
    let found = hits(&portal, all.trim_start_matches("/suche?")).await;
    assert!(found.len() > 6, "there are more than the panel shows: {found:?}");
}
