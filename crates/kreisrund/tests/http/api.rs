//! The interface for programs: what the developer of a town's website does with it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Request;
use http_body_util::BodyExt;
use kreisrund_testkit::{TestDatabase, database_test};
use serde_json::Value;

use crate::portal::{DEMO, Portal};

/// Where the portal under test says it stands, and where the examples in the document say it does.
const HERE: &str = "http://127.0.0.1:8080";
const EXAMPLE: &str = "https://portal.example.org";
/// The number of the request in examples.
const REQUEST: &str = "urn:request:01a206bf-ec0f-73a1-9c50-18c791fac219";

#[database_test(prepared = DEMO)]
async fn a_town_shows_the_dates_of_its_weekend(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let dates = entries(
        &portal,
        "/api/v1/occurrences?von=2026-11-28&bis=2026-11-29&ort=herzberg-elster&umkreis=50&per_page=3",
    )
    .await;
    assert!(dates.len() > 3, "more than a page: {}", dates.len());
    let mut before = String::new();
    for date in &dates {
        let start = date["start"].as_str().unwrap();
        assert!(before.as_str() <= &start[..10], "in the order of time: {before} {start}");
        start[..10].clone_into(&mut before);
        assert!(start[..10] <= *"2026-11-29", "{start}");
        assert!(date["end"].as_str().unwrap_or(start) >= "2026-11-28", "{date}");
        assert!(date["offer"]["url"].as_str().unwrap().starts_with(HERE), "{date}");
    }
    // Just the offers that the result page has for the same parameters.
    let listed =
        entries(&portal, "/api/v1/offers?von=2026-11-28&bis=2026-11-29&ort=herzberg-elster&umkreis=50").await;
    let slugs = |all: Vec<&Value>| -> BTreeSet<String> {
        all.iter().map(|record| record["slug"].as_str().unwrap().to_owned()).collect()
    };
    let of_dates = slugs(dates.iter().map(|date| &date["offer"]).collect());
    let with_dates = listed.iter().filter(|hit| hit["occurrence_count"].as_u64().unwrap() > 0);
    assert_eq!(of_dates, slugs(with_dates.collect()));
    let counted: u64 = listed.iter().map(|hit| hit["occurrence_count"].as_u64().unwrap()).sum();
    assert_eq!(counted, dates.len() as u64);
}

#[database_test(prepared = DEMO)]
async fn whatever_is_listed_can_be_asked_for(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let areas = entries(&portal, "/api/v1/areas?per_page=100").await;
    for area in areas.iter().filter(|area| area["level"] != "state") {
        let (slug, level) = (area["slug"].as_str().unwrap(), area["level"].as_str().unwrap());
        let one = portal.json(&format!("/api/v1/areas/{slug}")).await;
        assert_eq!(&one["data"], area, "{slug}");
        let is_place = ["municipality", "locality"].contains(&level);
        for parameter in ["gebiet", "ort"].into_iter().take(1 + usize::from(is_place)) {
            let answer = portal.get(&format!("/api/v1/offers?{parameter}={slug}&per_page=1")).await;
            assert_eq!(answer.status, 200, "{level} {slug}: {}", answer.body);
        }
    }
    // A municipality and the region that is called the same are kept apart.
    let total = async |address: &str| portal.json(address).await["page"]["total"].as_u64().unwrap();
    let of_region = total("/api/v1/areas?ebene=municipality&gebiet=plessa-120625207").await;
    assert!(of_region > 1, "{of_region}");
    assert_eq!(total("/api/v1/areas?ebene=municipality&gebiet=plessa").await, 1);
    assert_eq!(
        total("/api/v1/areas?ebene=municipality&gebiet=elbe-elster").await,
        total("/api/v1/areas?ebene=municipality").await
    );
    // The ends of the calendar are days like any others.
    assert_eq!(total("/api/v1/occurrences?von=9999-12-31").await, 0);
    let all = total("/api/v1/occurrences?von=0000-01-01").await;
    assert_eq!(total("/api/v1/occurrences?von=0000-01-01&bis=9999-12-31").await, all);
}

#[database_test(prepared = DEMO)]
async fn who_follows_next_has_every_hit_of_the_list_once(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for parameters in ["", "ort=herzberg-elster&sortierung=naehe", "q=kinder"] {
        let all = entries(&portal, &format!("/api/v1/offers?{parameters}&per_page=7")).await;
        let mut listed: Vec<String> = Vec::new();
        for page in 1.. {
            let answer = portal.json(&format!("/suche.json?{parameters}&seite={page}")).await;
            let hits = answer["hits"].as_array().unwrap();
            listed.extend(hits.iter().map(|hit| hit["slug"].as_str().unwrap().to_owned()));
            if listed.len() as u64 >= answer["total"].as_u64().unwrap() {
                break;
            }
        }
        let slugs: Vec<&str> = all.iter().map(|hit| hit["slug"].as_str().unwrap()).collect();
        assert_eq!(slugs, listed, "{parameters}");
        assert_eq!(slugs.iter().collect::<BTreeSet<_>>().len(), slugs.len(), "{parameters}");
    }
    for list in ["organisations", "places", "areas", "vocabularies"] {
        let all = entries(&portal, &format!("/api/v1/{list}?per_page=6")).await;
        let names: BTreeSet<&str> = all
            .iter()
            .map(|record| (record.get("slug").unwrap_or(&record["name"])).as_str().unwrap())
            .collect();
        assert_eq!(names.len(), all.len(), "{list}");
        for name in names.into_iter().take(20) {
            let one = portal.json(&format!("/api/v1/{list}/{name}")).await;
            let known = one["data"].get("slug").unwrap_or(&one["data"]["name"]);
            assert_eq!(known, name, "{list}");
        }
    }
}

#[database_test(prepared = DEMO)]
async fn the_search_answers_as_the_result_page_does(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for parameters in
        ["q=computer%20ruhe&ort=herzberg-elster", "q=bibliothek", "q=ytrewq", "zeit=woche&art=kurs"]
    {
        let page = portal.json(&format!("/suche.json?{parameters}")).await;
        let answer = portal.json(&format!("/api/v1/search?{parameters}")).await;
        let slugs = |hits: &Value| -> Vec<String> {
            hits.as_array().unwrap().iter().map(|hit| hit["slug"].to_string()).collect()
        };
        assert_eq!(slugs(&answer["data"]), slugs(&page["hits"]), "{parameters}");
        assert_eq!(answer["page"]["total"], page["total"], "{parameters}");
        assert_eq!(answer["in_order"], page["in_order"], "{parameters}");
        assert_eq!(slugs(&answer["instead"]), slugs(&page["instead"]), "{parameters}");
        for facet in answer["facets"].as_array().unwrap() {
            let parameter = facet["parameter"].as_str().unwrap();
            for option in facet["options"].as_array().unwrap().iter().take(2) {
                let value = option["value"].as_str().unwrap().replace('+', "%2B");
                let all = format!("/api/v1/search?{parameters}&{parameter}={value}");
                // A second choice in the same facet widens the list, so that only first choices are counted alone.
                // A circle and a municipality are both about where, and counted as one choice.
                let is_second = parameters.contains(&format!("{parameter}="))
                    || (parameter == "gebiet" && parameters.contains("ort="));
                if !is_second {
                    let chosen = portal.json(&all).await;
                    assert_eq!(chosen["page"]["total"], option["count"], "{all}");
                }
            }
        }
    }
}

/// Addresses that are refused, with the status and a part of the sentence.
const REFUSED: [(&str, u16, &str); 22] = [
    ("/api/v1/offers?place=herzberg", 400, "Den Parameter „place“ gibt es hier nicht"),
    ("/api/v1/offers?utm_source=x", 400, "utm_source"),
    ("/api/v1/offers?ort=herzberg-elster&ort=finsterwalde", 400, "nur einmal"),
    ("/api/v1/offers?von=28.11.2026", 400, "Ein Tag wie 2026-11-28"),
    ("/api/v1/offers?von=2026-12-24&bis=2026-12-01", 400, "bevor er beginnt"),
    ("/api/v1/offers?umkreis=1e9&ort=herzberg-elster", 400, "umkreis"),
    ("/api/v1/offers?seite=0", 400, "von 1 bis 1000"),
    ("/api/v1/offers?seite=99999999999999999999999", 400, "von 1 bis 1000"),
    ("/api/v1/offers?per_page=101", 400, "von 1 bis 100"),
    ("/api/v1/occurrences?seite=101", 400, "von 1 bis 100"),
    ("/api/v1/offers?art=course", 400, "veranstaltung, kurs, angebot"),
    ("/api/v1/offers?art=", 400, "veranstaltung, kurs, angebot"),
    ("/api/v1/search?q=%FF%FE", 400, "kein Text in UTF-8"),
    ("/api/v1/search?q=%00", 400, "Zeichen"),
    ("/api/v1/search?q=a%0Ab", 400, "ohne Steuerzeichen"),
    ("/api/v1/offers/computer-in-ruhe-lernen?q=x", 400, "keine Parameter"),
    ("/api/v1/offers?ort=Atlantis", 404, "kennen wir hier nicht"),
    ("/api/v1/offers?thema=gibt-es-nicht", 404, "gibt-es-nicht"),
    ("/api/v1/offers/gibt-es-nicht", 404, "gibt-es-nicht"),
    ("/api/v1/organisations/Kein%20Name", 404, "Kein Name"),
    ("/api/v1/vocabularies/color", 404, "color"),
    ("/api/v1/nothing", 404, "keine Daten"),
];

#[database_test(prepared = DEMO)]
async fn what_can_not_be_answered_is_refused_with_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, status, part) in REFUSED {
        let answer = portal.get(address).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.body);
        assert_eq!(answer.content_type, "application/problem+json", "{address}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["status"], status, "{address}");
        assert!(problem["detail"].as_str().unwrap().contains(part), "{address}: {problem}");
        let other_sites = portal.ask(address, &[("origin", "https://gemeinde.example.org")]).await;
        assert_eq!(other_sites.headers()["access-control-allow-origin"], "*", "{address}");
    }
    let many = format!("/api/v1/offers?{}", "art=kurs&".repeat(21));
    assert!(portal.get(&many).await.body.contains("höchstens 20-mal"));
    assert_eq!(portal.get(&format!("/api/v1/search?q={}", "y".repeat(201))).await.status, 400);
    assert_eq!(portal.get(&format!("/api/v1/search?q={}", "y".repeat(9_000))).await.status, 414);
    let english = portal.get("/en/api/v1/offers?place=herzberg").await;
    assert!(english.body.contains("There is no parameter"), "{}", english.body);
}

#[database_test(prepared = DEMO)]
async fn a_script_on_another_site_may_read_and_keeps_what_has_not_changed(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let origin = ("origin", "https://gemeinde.example.org");
    let answer = portal.ask("/api/v1/offers?per_page=2&seite=2", &[origin]).await;
    let headers = answer.headers();
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert!(headers["access-control-expose-headers"].to_str().unwrap().contains("ETag, Link"));
    assert!(!headers.contains_key("set-cookie"));
    let links = headers["link"].to_str().unwrap();
    assert_eq!(
        links,
        format!(
            "<{HERE}/api/v1/offers?per_page=2&seite=3>; rel=\"next\", \
             <{HERE}/api/v1/offers?per_page=2&seite=1>; rel=\"prev\""
        )
    );
    let tag = headers["etag"].to_str().unwrap().to_owned();
    let again = portal.ask("/api/v1/offers?per_page=2&seite=2", &[origin, ("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert_eq!(again.headers()["access-control-allow-origin"], "*");

    for (path, status) in [("/api/v1/offers", 204), ("/en/api/v1/offers", 204), ("/api/v1/nothing", 404)] {
        let preflight = portal
            .send(
                Request::options(path)
                    .header("origin", "https://gemeinde.example.org")
                    .header("access-control-request-method", "GET")
                    .header("access-control-request-headers", "if-none-match"),
            )
            .await;
        assert_eq!(preflight.status(), status, "{path}");
        let headers = preflight.headers();
        assert_eq!(headers["access-control-allow-origin"], "*", "{path}");
        assert_eq!(headers["access-control-allow-methods"], "GET, HEAD, OPTIONS", "{path}");
        assert_eq!(headers["access-control-allow-headers"], "*", "{path}");
    }
    let head = portal.send(Request::head("/api/v1/offers")).await;
    assert_eq!(head.status(), 200);
    assert!(head.headers().contains_key("etag") && head.headers().contains_key("content-length"));
    assert!(head.into_body().collect().await.unwrap().to_bytes().is_empty());
    let post = portal.send(Request::post("/api/v1/offers")).await;
    assert_eq!(post.status(), 405);
    assert!(post.headers()["allow"].to_str().unwrap().contains("GET"));
    let page = portal.ask("/suche", &[origin]).await;
    assert!(!page.headers().contains_key("access-control-allow-origin"), "pages are for visitors");
}

#[database_test(prepared = DEMO)]
async fn the_document_has_every_address_and_every_address_is_in_it(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let document = portal.json("/api/v1/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], HERE);
    let paths = document["paths"].as_object().unwrap();
    for (path, item) in paths {
        let operation = &item["get"];
        for field in ["operationId", "summary", "description"] {
            assert!(operation[field].as_str().is_some_and(|text| !text.is_empty()), "{path}: {field}");
        }
        let mut address = path.clone();
        for parameter in operation["parameters"].as_array().unwrap() {
            assert!(parameter["description"].as_str().unwrap().len() > 10, "{path}: {parameter}");
            let example = match &parameter["example"] {
                Value::Array(several) => several[0].clone(),
                one => one.clone(),
            };
            let example = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            if parameter["in"] == "path" {
                let name = format!("{{{}}}", parameter["name"].as_str().unwrap());
                address = address.replace(&name, &example);
            } else {
                let asked = format!("{path}?{}={example}", parameter["name"].as_str().unwrap());
                let answer = portal.get(&asked).await;
                assert_eq!(answer.status, 200, "the example of a parameter: {asked}: {}", answer.body);
            }
        }
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.body);
        assert!(answer.content_type.starts_with("application/json"), "{address}");
    }
    // What the way in and the page for people name is in the document.
    let entry = portal.json("/api/v1").await;
    let named =
        entry["data"]["resources"].as_array().unwrap().iter().map(|list| list["url"].as_str().unwrap());
    for address in named {
        assert!(paths.contains_key(address.trim_start_matches(HERE)), "{address}");
    }
    for guide in ["/api", "/en/api"] {
        let page = portal.page(guide).await;
        for path in paths.keys() {
            assert!(page.contains(path.as_str()), "{guide}: {path}");
        }
        for link in crate::portal::links(&page).iter().filter(|link| link.contains("/api/v1")) {
            assert_eq!(portal.get(link).await.status, 200, "{link}");
        }
    }
    assert!(crate::portal::links(&portal.page("/").await).contains(&"/api".to_owned()));
}

#[database_test(prepared = DEMO)]
async fn every_example_is_answered_as_the_document_says(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let document = portal.json("/api/v1/openapi.json").await;
    let mut examples: BTreeMap<String, (u16, String, Value)> = BTreeMap::new();
    for item in document["paths"].as_object().unwrap().values() {
        for (status, response) in item["get"]["responses"].as_object().unwrap() {
            for content in response["content"].as_object().into_iter().flat_map(|contents| contents.values())
            {
                for (name, example) in content["examples"].as_object().into_iter().flatten() {
                    let address = example["summary"].as_str().unwrap().strip_prefix("GET ").unwrap();
                    let told = (status.parse().unwrap(), address.to_owned(), example["value"].clone());
                    examples.insert(name.clone(), told);
                }
            }
        }
    }
    assert!(examples.len() >= 15, "{:?}", examples.keys());
    for (name, (status, address, told)) in examples {
        let answer = portal.get(&address).await;
        assert_eq!(answer.status, status, "{address}");
        let answer: Value = serde_json::from_str(&answer.body.replace(HERE, EXAMPLE)).unwrap();
        if std::env::var_os("KREISRUND_WRITE_EXAMPLES").is_some() {
            write(&name, &shortened(answer));
            continue;
        }
        if let Err(difference) = begins_like(&answer, &told, "") {
            panic!(
                "{address} is answered otherwise than {name}.json says: {difference}. If that is meant, write it anew with \
                 KREISRUND_WRITE_EXAMPLES=1 and read what changed."
            );
        }
    }
}

#[database_test(prepared = DEMO)]
async fn persons_are_not_handed_out(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let organisations = entries(&portal, "/api/v1/organisations?per_page=100").await;
    let text = serde_json::to_string(&organisations).unwrap();
    let mut named = 0;
    for organisation in
        kreisrund_directory::store::organisations::organisations(test.database().read()).await.unwrap()
    {
        for contact in &organisation.details.contacts {
            let Some(name) = &contact.name else { continue };
            named += 1;
            assert!(!text.contains(name.as_str()), "{name}");
        }
    }
    assert!(organisations.len() > 10);
    eprintln!("{named} contacts of the demonstration name a person");
}

/// All entries of the list at `address`, page by page as `next` leads.
async fn entries(portal: &Portal, address: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = Some(address.to_owned());
    let mut total = 0;
    while let Some(address) = next {
        let answer = portal.json(&address).await;
        all.extend(answer["data"].as_array().unwrap().iter().cloned());
        total = answer["page"]["total"].as_u64().unwrap();
        next = answer["page"]["next"].as_str().map(|next| next.strip_prefix(HERE).unwrap().to_owned());
    }
    assert_eq!(all.len() as u64, total, "{address}");
    all
}

/// Whether `answer` has everything that `told` has; lists may go on.
fn begins_like(answer: &Value, told: &Value, at: &str) -> Result<(), String> {
    match (answer, told) {
        (Value::Object(answer), Value::Object(told)) => {
            for (name, value) in told {
                // The number of the request.
                if name != "instance" {
                    let there = answer.get(name).ok_or_else(|| format!("{at}.{name} is missing"))?;
                    begins_like(there, value, &format!("{at}.{name}"))?;
                }
            }
            match answer.keys().find(|name| !told.contains_key(*name)) {
                Some(more) => Err(format!("{at}.{more} is not in the example")),
                None => Ok(()),
            }
        }
        (Value::Array(answer), Value::Array(told)) => {
            if told.len() > answer.len() {
                return Err(format!("{at} is shorter"));
            }
            let mut pairs = answer.iter().zip(told).enumerate();
            pairs.try_for_each(|(index, (answer, told))| begins_like(answer, told, &format!("{at}[{index}]")))
        }
        // Records are written when the test begins.
        _ if at.ends_with(".updated_at") => Ok(()),
        (answer, told) if answer == told => Ok(()),
        (answer, told) => Err(format!("{at} is {answer} and not {told}")),
    }
}

/// The beginning of `answer`: two entries of each list, and always the same number of the request.
fn shortened(answer: Value) -> Value {
    match answer {
        Value::Array(items) => items.into_iter().take(2).map(shortened).collect(),
        Value::Object(fields) => {
            let shortened = |(name, value): (String, Value)| {
                if name == "instance" { (name, REQUEST.into()) } else { (name, shortened(value)) }
            };
            fields.into_iter().map(shortened).collect()
        }
        other => other,
    }
}

fn write(name: &str, example: &Value) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../slices/portal/src/api/examples");
    let text = serde_json::to_string_pretty(example).unwrap();
    std::fs::write(format!("{folder}/{name}.json"), format!("{text}\n")).unwrap();
}
