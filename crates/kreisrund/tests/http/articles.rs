//! A resident reads: from the list to an article, to its series, to the feed.

use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use sea_orm::ConnectionTrait;

use crate::portal::{DEMO, Portal, links, words};

const LEGEND: &str = "/beitraege/der-nasse-groschen";
const SERIES: &str = "/beitraege/reihen/sagen-im-landkreis";
const BASE: &str = "http://127.0.0.1:8080";

/// The first text in the element `name`, as it stands in the XML.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let start =
        xml.find(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {xml}")) + name.len() + 2;
    let end = xml[start..].find(&format!("</{name}>")).unwrap();
    &xml[start..start + end]
}

#[database_test(prepared = DEMO)]
async fn from_the_list_to_an_article_and_on_through_its_series(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let list = portal.page("/beitraege").await;
    let targets = links(&list);
    assert!(targets.contains(&SERIES.to_owned()), "series invite: {targets:?}");
    assert!(targets.iter().any(|target| target.starts_with("/beitraege?thema=")), "topics lead on");
    assert!(targets.contains(&"/beitraege?seite=2".to_owned()), "there are more");
    assert!(list.contains("<svg class=\"motif\""), "cards have pictures");

    let series = portal.page(SERIES).await;
    assert!(words(&series).contains("Auf der Karte") && series.contains("map__area--here"));
    assert!(
        links(&series).contains(&LEGEND.to_owned())
            && links(&series).contains(&"/gemeinden/muehlberg-elbe".to_owned())
    );

    let page = portal.page(LEGEND).await;
    let text = words(&page);
    for part in [
        "Der nasse Groschen",
        "Teil 1 von",
        "von Museum",
        "Beispiel",
        "Weitere aus der Reihe",
        "Nächster Teil",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    for target in [
        "/organisationen/museum-faehrhaus",
        "/orte/faehrhaus-muehlberg",
        "/gemeinden/muehlberg-elbe",
        SERIES,
        "/themen/heimat-und-geschichte",
    ] {
        assert!(links(&page).contains(&target.to_owned()), "{target}");
    }
    assert!(page.contains("role=\"img\" aria-label=\"Gezeichnet: "), "what the picture shows is said");
    let next = page.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let next = portal.page(next.split('"').next().unwrap()).await;
    assert!(
        words(&next).contains("Teil 2 von") && words(&next).contains("Vorheriger Teil: Der nasse Groschen")
    );
}

#[database_test(prepared = DEMO)]
async fn programs_learn_who_wrote_what_when_and_about_where(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page(LEGEND).await;
    let begin = "<script type=\"application/ld+json\">";
    let start = page.find(begin).unwrap() + begin.len();
    let data = &page[start..start + page[start..].find("</script>").unwrap()];
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["@type"], &data["headline"]), (&"Article".into(), &"Der nasse Groschen".into()));
    assert_eq!((&data["inLanguage"], &data["position"]), (&"de".into(), &1.into()));
    assert_eq!(data["author"]["url"], format!("{BASE}/organisationen/museum-faehrhaus"));
    assert_eq!(data["isPartOf"]["@type"], "CreativeWorkSeries");
    assert_eq!(data["contentLocation"][0]["@type"], "Place");
    let published: jiff::Timestamp = data["datePublished"].as_str().unwrap().parse().unwrap();
    assert!(published < data["dateModified"].as_str().unwrap().parse().unwrap());
    assert!(page.contains("type=\"application/atom+xml\""), "the page names its feeds");
}

#[database_test(prepared = DEMO)]
async fn in_english_titles_texts_and_links_are_english(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let list = portal.page("/en/beitraege").await;
    assert!(words(&list).contains("Legends of the county") && words(&list).contains("Latest articles"));
    assert!(links(&list).iter().any(|target| target == &format!("/en{SERIES}")));
    let page = portal.page(&format!("/en{LEGEND}")).await;
    let text = words(&page);
    assert!(
        text.contains("The wet penny") && text.contains("Part 1 of") && text.contains("More of this series"),
        "{text}"
    );
    let feed = portal.page("/en/beitraege.atom?reihe=sagen-im-landkreis").await;
    assert!(
        feed.contains("<title>The wet penny</title>")
            && feed.contains(&format!("href=\"{BASE}/en{LEGEND}\""))
    );
}

#[database_test(prepared = DEMO)]
async fn a_feed_reader_gets_all_articles_or_those_of_a_series_or_an_organisation(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let answer = portal.get("/beitraege.atom").await;
    assert_eq!((answer.status, answer.content_type.as_str()), (200, "application/atom+xml; charset=utf-8"));
    let all = answer.body;
    assert!(all.starts_with(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""
    ));
    assert_eq!(element(&all, "id"), format!("{BASE}/beitraege.atom"));
    assert!(element(&all, "updated").parse::<jiff::Timestamp>().is_ok());
    let entries: Vec<&str> = all.split("<entry ").skip(1).collect();
    assert!(entries.len() >= 18, "{}", entries.len());
    let mut before = jiff::Timestamp::MAX;
    for entry in &entries {
        for name in ["title", "id", "published", "updated", "name", "summary"] {
            assert!(!element(entry, name).is_empty(), "{name} in {entry}");
        }
        assert!(element(entry, "id").starts_with("urn:uuid:"), "an entry keeps its name wherever it moves");
        let published: jiff::Timestamp = element(entry, "published").parse().unwrap();
        assert!(published <= before, "the newest comes first");
        before = published;
    }
    // Readers show entries on their own pages: every address is a full one, also within the texts.
    for address in all.split("href=\"").skip(1).chain(all.split("href=&quot;").skip(1)) {
        let is_full =
            ["http://", "https://", "tel:", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        assert!(is_full, "{}", &address[..60]);
    }

    let series = portal.page("/beitraege.atom?reihe=sagen-im-landkreis").await;
    assert!(series.contains(&format!("href=\"{BASE}{LEGEND}\"")) && series.contains("Sagen im Landkreis"));
    assert!(series.matches("<entry ").count() < entries.len());
    let museum = portal.page("/beitraege.atom?organisation=museum-faehrhaus").await;
    assert!(museum.matches("<entry ").count() >= 1);
    assert!(museum.contains(&format!("<uri>{BASE}/organisationen/museum-faehrhaus</uri>")));
}

#[database_test(prepared = DEMO)]
async fn a_feed_reader_that_has_it_all_gets_nothing_again(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let first = portal.ask("/beitraege.atom", &[]).await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers()["cache-control"], "public, no-cache");
    assert_eq!(portal.ask("/beitraege.atom", &[("if-none-match", &tag)]).await.status(), 304);
}

#[database_test(prepared = DEMO)]
async fn what_was_taken_back_or_is_over_says_so_and_is_in_no_list(database: Database, test: TestDatabase) {
    let write = database.write().await.unwrap();
    let take_back = "UPDATE article SET state = 'withdrawn' WHERE slug = 'der-nasse-groschen'";
    write.execute_unprepared(take_back).await.unwrap();
    write.commit().await.unwrap();
    let portal = Portal::on(&test).await;
    let answer = portal.get(LEGEND).await;
    assert_eq!(answer.status, 410);
    assert!(
        answer.words().contains("Diesen Beitrag gibt es nicht mehr")
            && answer.words().contains("zurückgezogen")
    );
    assert!(answer.body.contains("noindex"));
    assert!(!links(&portal.page(SERIES).await).contains(&LEGEND.to_owned()));
    assert!(!portal.page("/beitraege.atom").await.contains(LEGEND));

    let write = database.write().await.unwrap();
    let over =
        "UPDATE article SET state = 'published', shown_to = '2026-11-21' WHERE slug = 'der-nasse-groschen'";
    write.execute_unprepared(over).await.unwrap();
    write.commit().await.unwrap();
    let answer = portal.get(LEGEND).await;
    assert_eq!(answer.status, 410);
    assert!(answer.words().contains("Seine Zeit ist vorbei"));

    let write = database.write().await.unwrap();
    let early =
        "UPDATE article SET shown_from = '2026-11-23', shown_to = NULL WHERE slug = 'der-nasse-groschen'";
    write.execute_unprepared(early).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(portal.get(LEGEND).await.status, 404, "what comes tomorrow is nobody's business today");
}

#[database_test(prepared = DEMO)]
async fn what_does_not_exist_is_said_in_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/beitraege/gibt-es-nicht",
        "/beitraege/GROSS",
        "/beitraege/reihen/nichts",
        "/beitraege/%3Cscript%3E",
    ] {
        assert_eq!(portal.get(address).await.status, 404, "{address}");
    }
    for (address, sentence) in [
        ("/beitraege?reihe=nichts", "Diese Reihe gibt es nicht"),
        ("/beitraege?thema=%22", "Dieses Thema gibt es nicht"),
        ("/beitraege?lebenslage=sprachen", "Dieses Thema gibt es nicht"),
        ("/beitraege?gemeinde=berlin", "Diese Gemeinde kennen wir nicht"),
        ("/beitraege?ort=nirgendwo", "Diesen Ort kennen wir nicht"),
        ("/beitraege.atom?organisation=..", "Diese Organisation kennen wir nicht"),
    ] {
        let answer = portal.get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        assert!(answer.words().contains(sentence), "{address}: {}", answer.words());
    }
    for address in [
        "/beitraege?seite=99999999999999999999",
        "/beitraege?seite=18446744073709551615",
        "/beitraege?seite=-1",
        "/beitraege?sonst=was",
    ] {
        let page = portal.page(address).await;
        assert!(
            links(&page).iter().any(|target| target.starts_with("/beitraege/")),
            "{address} shows something"
        );
    }
}

#[database_test(prepared = DEMO)]
async fn other_pages_show_what_there_is_to_read_about_them(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/organisationen/museum-faehrhaus",
        "/orte/faehrhaus-muehlberg",
        "/gemeinden/muehlberg-elbe",
        "/themen/heimat-und-geschichte",
        "/themen/kultur",
    ] {
        let page = portal.page(address).await;
        assert!(page.contains("id=\"beitraege\""), "{address}");
        let shown = links(&page).iter().filter(|target| target.starts_with("/beitraege/")).count();
        assert!((1..=3).contains(&shown), "{address} shows {shown}");
    }
    let page = portal.page("/themen/heimat-und-geschichte").await;
    let all = links(&page).into_iter().find(|target| target.starts_with("/beitraege?thema=")).unwrap();
    assert!(words(&portal.page(&all).await).contains("Filter"), "{all} leads to the list of them");
    let page = portal.page("/organisationen/museum-faehrhaus").await;
    assert!(page.contains("/beitraege.atom?organisation=museum-faehrhaus"), "its feed is named");
}

#[database_test(prepared = DEMO)]
async fn search_engines_learn_of_articles_and_series(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let sitemap = portal.page("/sitemap.xml?teil=1").await;
    for path in ["/beitraege", LEGEND, SERIES] {
        assert!(sitemap.contains(&format!("<loc>{BASE}{path}</loc>")), "{path}");
    }
    let found = portal.page("/suche?q=Groschen").await;
    assert!(links(&found).contains(&LEGEND.to_owned()));
}
