//! The results on a map: what is drawn, what the script asks for, and what keeps other hosts out.

use std::collections::BTreeSet;

use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};
use serde_json::Value;

use crate::portal::{DEMO, Portal, links};

/// Frames in degrees: the earth, the county, its middle, a town.
const EARTH: &str = "-90,-180,90,180";
const COUNTY: &str = "51.2,12.9,52.0,14.2";

fn count(cluster: &Value) -> u64 {
    cluster["count"].as_u64().unwrap()
}

fn seen(answer: &Value) -> u64 {
    answer["clusters"].as_array().unwrap().iter().map(count).sum()
}

/// All pages of a list.
struct List {
    /// The addresses of its hits.
    all: BTreeSet<String>,
    /// Those of them whose place has a position.
    placed: BTreeSet<String>,
}

async fn list(portal: &Portal, question: &str) -> List {
    let mut list = List { all: BTreeSet::new(), placed: BTreeSet::new() };
    for page in 1.. {
        assert!(page < 100, "{question}: the list does not come to an end");
        let answer = portal.json(&format!("/suche.json?{question}&seite={page}")).await;
        for hit in answer["hits"].as_array().unwrap() {
            let url = hit["url"].as_str().unwrap();
            let path = url[url.find("/angebote/").unwrap()..].to_owned();
            if hit["place"]["lat"].is_number() {
                list.placed.insert(path.clone());
            }
            list.all.insert(path);
        }
        if list.all.len() as u64 >= answer["total"].as_u64().unwrap() {
            break;
        }
    }
    list
}

#[database_test(prepared = DEMO)]
async fn clusters_add_up_to_what_the_list_counts(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for question in [
        "q=garten",
        "ort=finsterwalde&umkreis=15&art=kurs",
        "zeit=wochenende&ort=herzberg-elster",
        "q=online",
    ] {
        let list = list(&portal, question).await;
        let total = list.all.len() as u64;
        assert!(total > 0, "{question}");
        // What comes to people has the position of those who bring it, and no place.
        let placed = list.placed.len() as u64;
        for (zoom, frame) in [(0, EARTH), (5, EARTH), (8, COUNTY), (11, COUNTY)] {
            let address = format!("/suche/karte.json?{question}&zoom={zoom}&rahmen={frame}");
            let answer = portal.json(&address).await;
            assert_eq!(answer["total"].as_u64().unwrap(), total, "{address}");
            assert!((placed..=total).contains(&seen(&answer)), "{address}: {placed}, {answer}");
            assert_eq!(seen(&answer) + answer["unplaced"].as_u64().unwrap(), total, "{address}");
        }
    }
}

#[database_test(prepared = DEMO)]
async fn what_is_seen_from_near_is_told_one_by_one_and_stands_in_the_list(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let question = "q=garten";
    let list = list(&portal, question).await;
    let far = portal.json(&format!("/suche/karte.json?{question}&zoom=8&rahmen={COUNTY}")).await;
    let mut told = BTreeSet::new();
    let mut more = 0;
    for cluster in far["clusters"].as_array().unwrap() {
        let bounds: Vec<f64> =
            cluster["bounds"].as_array().unwrap().iter().map(|edge| edge.as_f64().unwrap()).collect();
        let (lat, lon) = (cluster["lat"].as_f64().unwrap(), cluster["lon"].as_f64().unwrap());
        assert!(bounds[0] <= lat && lat <= bounds[2] && bounds[1] <= lon && lon <= bounds[3], "{cluster}");
        assert!(!cluster["label"].as_str().unwrap().is_empty(), "{cluster}");
        let middle = (f64::midpoint(bounds[0], bounds[2]), f64::midpoint(bounds[1], bounds[3]));
        // Piece by piece, as a window near by would show it.
        let mut step_south = bounds[0] - 0.01;
        while step_south <= bounds[2].max(middle.0) + 0.01 {
            let frame =
                format!("{step_south},{},{},{}", bounds[1] - 0.01, step_south + 0.02, bounds[3] + 0.01);
            let near = portal.json(&format!("/suche/karte.json?{question}&zoom=14&rahmen={frame}")).await;
            for spot in near["clusters"].as_array().unwrap() {
                let hits = spot["hits"].as_array().unwrap();
                told.extend(hits.iter().map(|hit| hit["href"].as_str().unwrap().to_owned()));
                more += usize::from(hits.is_empty());
                for hit in hits {
                    assert!(hit["when"].is_string() && hit["title"].is_string(), "{hit}");
                }
            }
            step_south += 0.02;
        }
    }
    assert!(told.is_subset(&list.all), "{:?}", told.difference(&list.all).collect::<Vec<_>>());
    let untold: Vec<&String> = list.placed.difference(&told).collect();
    assert!(more > 0 || untold.is_empty(), "{untold:?}");
    assert!(told.len() > list.placed.len() / 2, "{} of {}", told.len(), list.placed.len());
}

#[database_test(prepared = DEMO)]
async fn a_marker_says_what_it_is_in_the_language_of_the_page(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche/karte.json").await;
    let labels: Vec<&str> = answer["clusters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cluster| cluster["label"].as_str().unwrap())
        .collect();
    assert!(
        labels.iter().any(|label| label.ends_with("Angebote in der Nähe von Finsterwalde, hineinzoomen")),
        "{labels:?}"
    );
    assert!(answer["said"].as_str().unwrap().starts_with("In diesem Ausschnitt: "), "{answer}");
    // As one reads: from north to south.
    let latitudes: Vec<f64> = answer["clusters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cluster| cluster["lat"].as_f64().unwrap())
        .collect();
    assert!(latitudes.is_sorted_by(|one, other| one >= other), "{latitudes:?}");

    let english = portal.json("/en/suche/karte.json").await;
    let label = english["clusters"][0]["label"].as_str().unwrap();
    assert!(label.contains("offers near") || label.contains("offers here"), "{label}");

    let one =
        portal.json(&format!("/suche/karte.json?q=%22Computer+in+Ruhe+lernen%22&rahmen={COUNTY}")).await;
    let marker = &one["clusters"][0];
    assert_eq!(marker["count"], 1, "{one}");
    let label = marker["label"].as_str().unwrap();
    assert!(label.starts_with("Computer in Ruhe lernen, ") && label.contains("Herzberg"), "{label}");
    assert_eq!(marker["hits"][0]["href"], "/angebote/computer-in-ruhe-lernen");

    let clubs = portal.json("/suche/karte.json?art=anbieter").await;
    assert!(clubs["said"].as_str().unwrap().contains("Einträge"), "{}", clubs["said"]);
}

#[database_test(prepared = DEMO)]
async fn hostile_parts_of_the_map_are_refused_with_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (parameters, part) in [
        ("zoom=-1", "keine Zoomstufe"),
        ("zoom=23", "keine Zoomstufe"),
        ("zoom=1e1", "keine Zoomstufe"),
        ("zoom=NaN", "keine Zoomstufe"),
        ("rahmen=1,2,3", "kein Kartenausschnitt"),
        ("rahmen=1,2,3,4,5", "kein Kartenausschnitt"),
        ("rahmen=a,b,c,d", "kein Kartenausschnitt"),
        ("rahmen=NaN,13,52,14", "kein Kartenausschnitt"),
        ("rahmen=51,13,inf,14", "kein Kartenausschnitt"),
        ("rahmen=52,13,51,14", "kein Kartenausschnitt"),
        ("rahmen=51,14,52,13", "kein Kartenausschnitt"),
        ("rahmen=-91,13,52,14", "kein Kartenausschnitt"),
        ("rahmen=51,13,52,181", "kein Kartenausschnitt"),
        ("zoom=22&rahmen=-90,-180,90,180", "zu groß"),
        ("zoom=22&rahmen=-90,13,90,13", "zu groß"),
        ("zoom=12&rahmen=45,5,55,15", "zu groß"),
        ("ort=Atlantis", "kennen wir hier nicht"),
        ("karte=irgendwo", "keine Stelle auf der Karte"),
    ] {
        let answer = portal.get(&format!("/suche/karte.json?{parameters}")).await;
        assert_eq!(answer.status, 400, "{parameters}: {}", answer.body);
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains(part), "{parameters}: {problem}");
    }
    for given in ["51,13", "51,13,99", "NaN,13,9", "51,13,9,9", "%3Cscript%3E"] {
        let page = portal.get(&format!("/suche?ansicht=karte&karte={given}")).await;
        assert_eq!(page.status, 400, "{given}");
        assert!(page.words().contains("keine Stelle auf der Karte"), "{given}: {}", page.words());
        assert!(!page.body.contains("<script>\""), "{given}");
    }
    for odd in [
        "zoom=22&rahmen=51.5,13.5,51.5,13.5",
        "zoom=0&rahmen=-90,-180,90,180",
        "rahmen= 51 , 13 ,52,14",
        "zoom=&rahmen=",
    ] {
        portal.page(&format!("/suche/karte.json?{}", odd.replace(' ', "+"))).await;
    }
}

#[database_test(prepared = DEMO)]
async fn the_page_with_the_map_has_everything_without_script(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/suche?q=garten&ansicht=karte&karte=51.628,13.710,10.25").await;
    let plain = portal.page("/suche?q=garten").await;
    let offers = |html: &str| -> BTreeSet<String> {
        links(html).into_iter().filter(|link| link.starts_with("/angebote/")).collect()
    };
    assert_eq!(offers(&page), offers(&plain), "the list beside the map is the list");
    let marks = page.matches("class=\"map__mark\"").count();
    let clusters = portal.json(&format!("/suche/karte.json?q=garten&zoom=9&rahmen={COUNTY}")).await;
    assert_eq!(marks, clusters["clusters"].as_array().unwrap().len());
    assert!(page.contains("class=\"map__area\""), "the municipalities are drawn");
    // Filters, orders and pages keep the view and the part of the map; a new question starts with all of the map.
    let kept =
        links(&page).into_iter().filter(|link| link.starts_with("/suche?") && link.contains("art=kurs"));
    let kept: Vec<String> = kept.collect();
    assert!(
        !kept.is_empty()
            && kept.iter().all(|link| link.contains("ansicht=karte") && link.contains("karte=51.628")),
        "{kept:?}"
    );
    assert!(page.contains(r#"form="suche" name="ansicht" value="karte""#), "a new question stays on the map");
    assert!(!page.contains(r#"form="suche" name="karte""#));
    assert!(!plain.contains("data-results-map") && !plain.contains("/assets/map"), "the list loads no map");

    let unplaced = portal.get("/suche?q=online&ansicht=karte").await;
    assert!(unplaced.words().contains("Ohne Ort auf der Karte: "), "{}", unplaced.words());
    let nothing = portal.get("/suche?q=xyzzyquux&ansicht=karte").await;
    assert_eq!(nothing.status, 200);
    assert!(!nothing.body.contains("data-results-map"));
}

#[database_test(prepared = DEMO)]
async fn only_the_page_with_the_map_may_show_pictures_of_another_host(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let policy = async |address: &str, tag: &str| {
        let answer = portal.ask(address, &[("if-none-match", tag)]).await;
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("referrer-policy").unwrap(), "same-origin", "{address}");
        (
            header("content-security-policy").unwrap(),
            header("etag").unwrap_or_default(),
            answer.status().as_u16(),
        )
    };
    let (map, tag, _) = policy("/suche?ansicht=karte", "").await;
    assert!(map.contains("img-src https://sgx.geodatenzentrum.de 'self' data:;"), "{map}");
    assert_eq!(map.matches("https:").count(), 1, "nothing else is let in: {map}");
    let (again, _, status) = policy("/suche?ansicht=karte", &tag).await;
    assert_eq!(
        (status, again),
        (304, map),
        "browsers take over the policy of an answer that says nothing has changed"
    );
    for address in ["/suche", "/", "/suche?ansicht=kalender", "/suche?ansicht=karte&karte=x"] {
        let (policy, ..) = policy(address, "").await;
        assert!(
            policy.contains("img-src 'self' data:;") && !policy.contains("https:"),
            "{address}: {policy}"
        );
    }
}

#[database_test(prepared = DEMO)]
async fn outlines_and_places_are_small_and_may_be_kept(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in ["/karte/gemeinden.json", "/karte/orte.json"] {
        let answer = portal.ask(address, &[("accept-encoding", "br")]).await;
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(header("cache-control").unwrap(), "public, max-age=86400", "{address}");
        let again = portal.ask(address, &[("if-none-match", &header("etag").unwrap())]).await;
        assert_eq!(again.status(), 304, "{address}");
        assert!(portal.page(address).await.len() < 60_000, "{address}");
    }
    let outlines = portal.json("/karte/gemeinden.json").await;
    let features = outlines["features"].as_array().unwrap();
    assert_eq!(features[0]["properties"]["name"], "Finsterwalde", "the most populous first");
    assert_eq!(features.last().unwrap()["properties"]["kind"], "border");

    // Whoever searches by the word of a place is led to that place.
    let places = portal.json("/karte/orte.json").await;
    for place in places.as_array().unwrap() {
        let word = place.get(3).unwrap_or(&place[2]).as_str().unwrap().to_owned();
        let answer =
            portal.get(&format!("/suche.json?art=gemeinde&umkreis=0&ort={}", word.replace(' ', "+"))).await;
        assert_eq!(answer.status, 200, "{place}: {}", answer.body);
    }
}

#[database_test(migrations = migrations)]
async fn an_empty_portal_has_an_empty_map(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.json("/suche/karte.json").await;
    assert_eq!((seen(&answer), answer["total"].as_u64()), (0, Some(0)), "{answer}");
    assert_eq!(portal.json("/karte/orte.json").await, Value::Array(Vec::new()));
    assert_eq!(portal.json("/karte/gemeinden.json").await["features"], Value::Array(Vec::new()));
    assert_eq!(portal.get("/suche?ansicht=karte").await.status, 200);
}
