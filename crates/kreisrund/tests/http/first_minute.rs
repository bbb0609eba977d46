//! What a resident sees in the first minute: the start page, the doors of the demonstration, the result page's choices.

use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Mode;

use crate::portal::{DEMO, Portal, links, words};

#[database_test(prepared = DEMO)]
async fn the_start_page_leads_to_life_situations_news_and_reading(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/").await;
    let text = words(&page);
    for heading in [
        "Womit haben Sie gerade zu tun?",
        "An diesem Wochenende",
        "Neu eingetragen",
        "Zum Lesen",
        "Was ist das hier?",
    ] {
        assert!(text.contains(heading), "{heading} is missing: {text}");
    }
    assert_eq!(page.matches("class=\"situation\"").count(), 12);
    assert!(page.contains("class=\"motif\""), "life situations are drawn");
    let links = links(&page);
    for path in
        ["/lebenslagen/neu-hier", "/suche?art=kurs", "/suche?sortierung=neu", "/beitraege", "/ueber-uns"]
    {
        assert!(links.contains(&path.to_owned()), "no way to {path}");
    }
    let newest = portal.json("/suche.json?sortierung=neu").await;
    let first = newest["hits"][0]["title"].as_str().unwrap();
    assert!(text.contains(first), "“{first}” came last and is not shown");
}

#[database_test(prepared = DEMO)]
async fn four_doors_lead_into_journeys_whose_every_step_is_there(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for prefix in ["", "/en"] {
        let start = portal.page(&format!("{prefix}/")).await;
        let doors: Vec<String> =
            links(&start).into_iter().filter(|link| link.contains("/rundgang/")).collect();
        assert_eq!(doors.len(), 4, "{doors:?}");
        for door in doors {
            let journey = portal.page(&door).await;
            let main = journey.split("<ol class=\"tour\">").nth(1).unwrap().split("</ol>").next().unwrap();
            let steps = links(main);
            assert!(steps.len() >= 4, "{door} has {} steps that lead somewhere", steps.len());
            for step in steps {
                let answer = portal.get(&step).await;
                assert_eq!(answer.status, 200, "{door} leads to {step}");
            }
            let later = if prefix.is_empty() { "Dieser Raum wird noch gebaut" } else { "still being built" };
            assert!(words(&journey).contains(later), "{door} says what will be there");
            assert!(journey.contains("noindex"), "{door} is for showing alone");
        }
    }
    assert_eq!(portal.get("/rundgang/niemand").await.status, 404);
}

#[database_test(prepared = DEMO)]
async fn outside_of_a_demonstration_there_are_no_doors(test: TestDatabase) {
    let portal = Portal::in_mode(&test, Mode::Production).await;
    assert!(!portal.page("/").await.contains("/rundgang/"));
    assert_eq!(portal.get("/rundgang/rentnerin").await.status, 404);
}

#[database_test(prepared = DEMO)]
async fn here_nearby_and_the_whole_county_are_one_tap_apart(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let count = async |address: &str| portal.json(address).await["total"].as_u64().unwrap();
    let here = count("/suche.json?ort=finsterwalde&umkreis=0").await;
    let nearby = count("/suche.json?ort=finsterwalde").await;
    let county = count("/suche.json?ort=finsterwalde&umkreis=kreis").await;
    assert!(0 < here && here < nearby && nearby < county, "{here} {nearby} {county}");
    assert_eq!(county, count("/suche.json").await, "online and at home, too");
    let page = portal.page("/suche?ort=finsterwalde").await;
    let text = words(&page);
    assert!(text.contains(&format!("Nur in Finsterwalde {here}")), "{text}");
    assert!(text.contains(&format!("In der Nähe (15 km) {nearby}")), "{text}");
    assert!(text.contains(&format!("Im ganzen Landkreis {county}")), "{text}");
    assert!(links(&page).iter().any(|link| link.contains("umkreis=kreis")));
    let whole = words(&portal.page("/suche?ort=finsterwalde&umkreis=kreis").await);
    assert!(whole.contains("Von Finsterwalde aus, im ganzen Landkreis") && whole.contains(" km"), "{whole}");
}

#[database_test(prepared = DEMO)]
async fn results_come_in_the_order_that_was_chosen(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let hits = async |address: &str| portal.json(address).await["hits"].as_array().unwrap().clone();
    let nearest = hits("/suche.json?q=chor&ort=finsterwalde&umkreis=kreis&sortierung=naehe").await;
    let distances: Vec<f64> = nearest.iter().filter_map(|hit| hit["distance_km"].as_f64()).collect();
    assert!(distances.len() > 2 && distances.is_sorted(), "{distances:?}");
    let soonest = hits("/suche.json?q=chor&sortierung=termin").await;
    let starts: Vec<&str> = soonest.iter().filter_map(|hit| hit["next"]["start"].as_str()).collect();
    assert!(starts.len() > 2 && starts.is_sorted(), "{starts:?}");
    let page = portal.page("/suche?q=chor&sortierung=termin").await;
    assert!(page.contains("aria-current=\"true\">Nächster Termin"), "the order in force is marked");
    assert!(!words(&page).contains("Entfernung"), "without a place nothing is near");
    let wrong = portal.get("/suche?sortierung=zufall").await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.words().contains("Die Reihenfolge „zufall“ kennen wir nicht."), "{}", wrong.words());
}

#[database_test(migrations = migrations)]
async fn a_county_without_offers_still_says_where_to_turn(test: TestDatabase) {
    let portal = Portal::in_mode(&test, Mode::Production).await;
    let text = words(&portal.page("/").await);
    assert!(
        text.contains("Hier ist noch nichts eingetragen") && text.contains("Was ist das hier?"),
        "{text}"
    );
}
