//! What search engines are told.

use std::collections::BTreeSet;

use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Mode;

use crate::portal::{DEMO, Portal};

/// The configured public address.
const BASE: &str = "http://127.0.0.1:8080";

/// The addresses that a sitemap lists.
fn locations(xml: &str) -> Vec<String> {
    let locations = xml.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    locations.map(|address| address.replace("&amp;", "&").replacen(BASE, "", 1)).collect()
}

/// All pages that are listed, in all parts.
async fn listed(portal: &Portal) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for part in locations(&portal.page("/sitemap.xml").await) {
        for address in locations(&portal.page(&part).await) {
            assert!(all.insert(address.clone()), "{address} is listed twice");
        }
    }
    all
}

#[database_test(prepared = DEMO)]
async fn every_listed_page_is_there_and_wants_to_be_found(test: TestDatabase) {
    let portal = Portal::in_mode(&test, Mode::Production).await;
    let listed = listed(&portal).await;
    assert!(listed.len() > 2 * 200, "{}", listed.len());
    // The pages of offers are alike and there are hundreds of them: every eighth is looked at.
    let (offers, others): (Vec<_>, Vec<_>) =
        listed.iter().partition(|address| address.contains("/angebote/"));
    for address in others.into_iter().chain(offers.into_iter().step_by(8)) {
        let page = portal.page(address).await;
        assert!(page.contains("content=\"index, follow\""), "{address} does not want to be listed");
        let canonical = format!("<link rel=\"canonical\" href=\"{BASE}{address}\"");
        assert!(page.contains(&canonical), "{address} says that its address is another");
    }
}

#[database_test(prepared = DEMO)]
async fn whatever_can_be_found_is_listed_in_both_languages(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let listed = listed(&portal).await;
    // Offers whatever their dates, those without any, and the directory.
    let mut found = BTreeSet::new();
    for asked in [
        "von=0001-01-01&bis=9999-12-31",
        "art=veranstaltung&art=kurs&art=angebot",
        "art=anbieter&art=ort&art=gemeinde&art=netzwerk&art=lebenslage&art=thema&art=beitrag",
    ] {
        let total = portal.json(&format!("/suche.json?{asked}")).await["total"].as_u64().unwrap();
        for number in 1..=total.div_ceil(20) {
            let page = portal.json(&format!("/suche.json?{asked}&seite={number}")).await;
            for hit in page["hits"].as_array().unwrap() {
                let path = hit["url"].as_str().unwrap().replacen(BASE, "", 1);
                assert!(listed.contains(&path) && listed.contains(&format!("/en{path}")), "{path}");
                found.insert(path);
            }
        }
    }
    for path in ["/", "/en/", "/suche", "/impressum", "/quellen", "/gemeinden", "/lebenslagen", "/themen"] {
        assert!(listed.contains(path), "{path}");
    }
    for address in &listed {
        let path = address.strip_prefix("/en").unwrap_or(address);
        let of_record = path.matches('/').count() > 1;
        assert!(!of_record || path == "/" || found.contains(path), "nobody finds {path}");
    }
}

#[database_test(migrations = migrations)]
async fn robots_are_shown_the_way_in_production_alone(test: TestDatabase) {
    let production = Portal::in_mode(&test, Mode::Production).await;
    let robots = production.page("/robots.txt").await;
    assert!(robots.contains(&format!("Sitemap: {BASE}/sitemap.xml")), "{robots}");
    let demo = Portal::on(&test).await;
    assert!(!demo.page("/robots.txt").await.contains("Sitemap"));
    for missing in ["/sitemap.xml?teil=0", "/sitemap.xml?teil=2", "/sitemap.xml?teil=viele"] {
        assert_eq!(production.get(missing).await.status, 404, "{missing}");
    }
    let index = production.get("/sitemap.xml").await;
    assert!(index.content_type.starts_with("application/xml"), "{}", index.content_type);
    assert_eq!(locations(&index.body), ["/sitemap.xml?teil=1"]);
}
