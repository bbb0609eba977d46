//! Somebody shows a search on their own website or on the screen in their foyer.

use std::collections::BTreeSet;

use axum::http::HeaderMap;
use http_body_util::BodyExt;
use kreisrund::house::migrations;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Parameters;

use crate::{
    bad_input::{READ, REFUSED},
    portal::{DEMO, Portal, links, words},
    search::odd_questions,
};

const BASE: &str = "http://127.0.0.1:8080";

/// Searches as people leave them in the builder.
const QUESTIONS: [&str; 7] = [
    "q=yoga%20finsterwalde",
    "q=chor&sortierung=termin&anzahl=3",
    "ort=04916&umkreis=30&wochentag=di&wochentag=do&anzahl=10",
    "anbieter=kreisbibliothek",
    "zeit=monat&preis=kostenlos&titel=Umsonst%20%26%20drau%C3%9Fen%20%22%3C3%22",
    "art=netzwerk",
    "",
];

/// A text that stands in HTML, as it is read.
fn unescaped(html: &str) -> String {
    let mut text = html.to_owned();
    for (escaped, character) in
        [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
    {
        text = text.replace(escaped, character);
    }
    for (escaped, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(escaped, character);
    }
    text
}

/// The lines in the element `id`, as somebody copies them.
fn copied(page: &str, id: &str) -> String {
    let (_, rest) = page.split_once(&format!("<code id=\"{id}\">")).unwrap_or_else(|| panic!("{id}: {page}"));
    let lines = rest.split("</code>").next().unwrap();
    // One layer of escapes is the page's own; the other belongs to the lines.
    let mut text = lines.to_owned();
    for (escaped, character) in
        [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
    {
        text = text.replace(escaped, character);
    }
    text
}

/// The value of an attribute in `lines`.
fn attribute(lines: &str, name: &str) -> Option<String> {
    let (_, rest) = lines.split_once(&format!(" {name}=\""))?;
    Some(unescaped(rest.split('"').next()?))
}

/// The address for which the element asks, put together as its script does.
fn address_of_element(lines: &str) -> String {
    let element = lines.split_once("<kreisrund-suche").unwrap().1.split('>').next().unwrap();
    let mut parameters = Parameters::parse(&attribute(element, "suche").unwrap_or_default());
    for name in ["ansicht", "kalender", "anzahl", "farbe", "schema", "titel"] {
        if let Some(value) = attribute(element, name) {
            parameters = parameters.with(name, value);
        }
    }
    let language = if attribute(element, "lang").as_deref() == Some("en") { "/en" } else { "" };
    parameters.on(&format!("{language}/widget"))
}

/// The pages of the directory and of offers to which a page links, in their order.
fn shown(page: &str) -> Vec<String> {
    let (_, main) = page.split_once("<main").unwrap();
    let records = ["/angebote/", "/netzwerke/"];
    links(main).into_iter().filter(|link| records.iter().any(|record| link.contains(record))).collect()
}

fn header(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[database_test(prepared = DEMO)]
async fn the_lines_to_paste_show_what_was_searched(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for prefix in ["", "/en"] {
        for question in QUESTIONS {
            let page = portal.page(&format!("{prefix}/einbetten?{question}")).await;
            let frame = copied(&page, "zeilen-rahmen");
            assert_eq!(frame.lines().count(), 2, "{frame}");
            let source = attribute(&frame, "src").unwrap();
            let source = source.strip_prefix(BASE).unwrap();
            assert!(source.starts_with(&format!("{prefix}/widget")), "{source}");
            assert!(attribute(&frame, "title").is_some_and(|title| !title.is_empty()), "{frame}");
            let widget = portal.page(source).await;
            let preview = attribute(page.split_once("<iframe").unwrap().1, "src").unwrap();
            assert_eq!(preview, source, "the preview is what one gets");

            let element = copied(&page, "zeilen-element");
            assert_eq!(element.lines().count(), 2, "{element}");
            assert_eq!(attribute(&element, "src").unwrap(), format!("{BASE}/kreisrund.js"));
            assert_eq!(portal.page(&address_of_element(&element)).await, widget, "{element}");

            let link = attribute(frame.split_once("<a").unwrap().1, "href").unwrap();
            let results = portal.get(link.strip_prefix(BASE).unwrap()).await;
            assert_eq!(results.status, 200, "{link}");
            assert_eq!(attribute(element.split_once("<a").unwrap().1, "href").unwrap(), link);

            let asked = Parameters::parse(question);
            let json = portal.json(&asked.without("anzahl").on(&format!("{prefix}/suche.json"))).await;
            let count = asked.read::<usize>("anzahl").unwrap_or(5);
            let hits = json["hits"].as_array().unwrap().iter();
            let expected: Vec<&str> = hits.map(|hit| hit["url"].as_str().unwrap()).take(count).collect();
            assert!(!expected.is_empty(), "{question}");
            assert_eq!(shown(&widget), expected, "{question}: what the list shows, in its order");
            assert!(words(&widget).contains(&json["total"].to_string()), "{question}: how many there are");
        }
    }
}

#[database_test(prepared = DEMO)]
async fn every_form_is_built_from_the_view_that_one_comes_from(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (view, form, part) in [
        ("", "liste", "<ol class=\"hits\""),
        ("&ansicht=kalender", "kalender", "<table class=\"month__table\""),
        ("&ansicht=kalender&kalender=agenda", "agenda", "class=\"days\""),
        ("&ansicht=karte", "karte", "<svg class=\"map\""),
    ] {
        let results = portal.page(&format!("/suche?zeit=monat{view}&seite=1")).await;
        let way = links(&results).into_iter().find(|link| link.starts_with("/einbetten?")).unwrap();
        let builder = portal.page(&way).await;
        let chosen = format!("value=\"{form}\" checked");
        assert!(builder.contains(&chosen), "{way}: {form}");
        assert!(words(&builder).contains("In den nächsten 30 Tagen"), "{way}: what is asked is told");
        let source = attribute(&copied(&builder, "zeilen-rahmen"), "src").unwrap();
        let widget = portal.page(source.strip_prefix(BASE).unwrap()).await;
        assert!(widget.contains(part), "{source}");
        assert!(
            widget.contains(&format!("<link rel=\"canonical\" href=\"{BASE}/suche?zeit=monat")),
            "{source}"
        );
        assert!(widget.contains("content=\"noindex\"") && !widget.contains("<script"), "{source}");
        assert_eq!(widget.matches("<h1").count(), 1, "{source}");
    }
    let screen = portal.page("/einbetten?zeit=monat&form=bildschirm").await;
    let address = copied(&screen, "zeilen-bildschirm");
    assert_eq!(address, format!("{BASE}/bildschirm?zeit=monat"));
    portal.page(address.strip_prefix(BASE).unwrap()).await;
}

#[database_test(prepared = DEMO)]
async fn one_leafs_within_the_widget_and_leaves_it_for_the_rest(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let mut address = "/widget?q=kurs&anzahl=4&farbe=8a1c4a&schema=hell".to_owned();
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let widget = portal.page(&address).await;
        for hit in shown(&widget) {
            assert!(seen.insert(hit.clone()), "{hit} stands on two pages");
        }
        assert!(widget.contains("<link rel=\"stylesheet\" href=\"/widget.css?farbe=8a1c4a\">"));
        let later = widget.split("<a ").find(|link| link.contains("data-inside=\"later\"")).unwrap();
        address = attribute(&format!(" {later}"), "href").unwrap();
    }
    assert_eq!(seen.len(), 12);
    let behind = portal.page("/widget?q=kurs&seite=999999999999999999999").await;
    assert!(!shown(&behind).is_empty(), "behind the last page stands the last page");

    let month = portal.page("/widget?ansicht=kalender").await;
    let day = links(&month).into_iter().find(|link| link.contains("tag=2026-12-05")).unwrap();
    let that_day = portal.page(day.split('#').next().unwrap()).await;
    assert!(words(&that_day).contains("Samstag, 5. Dezember 2026"), "{}", words(&that_day));
    for link in links(month.split_once("<main").unwrap().1) {
        assert!(link.starts_with(BASE) || link.starts_with("/widget?"), "{link}");
    }
}

#[database_test(prepared = DEMO)]
async fn only_what_is_made_for_it_may_stand_on_other_sites(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/widget?q=chor",
        "/en/widget?ansicht=karte",
        "/widget?ansicht=kalender",
        "/bildschirm",
        "/en/bildschirm?q=chor",
        "/widget?anzahl=0",
        "/widget?ort=Atlantis",
        "/widget?q=%00",
        "/bildschirm?zeit=irgendwann",
    ] {
        let answer = portal.ask(address, &[("origin", "https://verein.example")]).await;
        let headers = answer.headers();
        let policy = header(headers, "content-security-policy");
        assert!(
            policy.contains("frame-ancestors *") && !policy.contains("'none'; manifest"),
            "{address}: {policy}"
        );
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{address}: {policy}"
        );
        assert_eq!(header(headers, "cross-origin-resource-policy"), "cross-origin", "{address}");
        assert_eq!(header(headers, "access-control-allow-origin"), "*", "{address}");
        assert!(!headers.contains_key("set-cookie") && !headers.contains_key("x-frame-options"), "{address}");
        assert!(!headers.contains_key("access-control-allow-credentials"), "{address}");
    }
    for address in
        ["/", "/suche", "/einbetten", "/impressum", "/widgets", "/widget/x", "/suche?ansicht=karte"]
    {
        let answer = portal.ask(address, &[]).await;
        let policy = header(answer.headers(), "content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{address}: {policy}");
        assert_eq!(policy.contains("frame-src 'self'"), address == "/einbetten", "{address}: {policy}");
        assert_eq!(header(answer.headers(), "cross-origin-resource-policy"), "same-origin", "{address}");
    }
}

#[database_test(prepared = DEMO)]
async fn who_has_it_already_is_told_so(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, kind) in [
        ("/widget?q=chor", "text/html; charset=utf-8"),
        ("/bildschirm?q=chor", "text/html; charset=utf-8"),
        ("/kreisrund.js", "text/javascript; charset=utf-8"),
        ("/widget.css?farbe=%231a6b3c", "text/css; charset=utf-8"),
    ] {
        let first = portal.ask(address, &[]).await;
        assert_eq!(first.status(), 200, "{address}");
        assert_eq!(header(first.headers(), "content-type"), kind, "{address}");
        assert_eq!(header(first.headers(), "access-control-allow-origin"), "*", "{address}");
        assert_eq!(header(first.headers(), "cross-origin-resource-policy"), "cross-origin", "{address}");
        assert!(!header(first.headers(), "cache-control").contains("immutable"), "{address} changes");
        assert!(!first.headers().contains_key("set-cookie"), "{address}");
        let tag = header(first.headers(), "etag");
        let again = portal.ask(address, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), 304, "{address}");
        let policy = header(again.headers(), "content-security-policy");
        let is_page = kind.starts_with("text/html");
        assert_eq!(policy.contains("frame-ancestors *"), is_page, "{address}: {policy}");
        assert!(again.into_body().collect().await.unwrap().to_bytes().is_empty(), "{address}");
    }
    let script = portal.page("/kreisrund.js").await;
    assert!(script.contains("kreisrund-suche") && !script.contains("localStorage"), "{script}");
    assert!(!script.contains("document.cookie") && !script.contains("innerHTML"), "{script}");
}

/// What stands in an address and can't be a look, with a part of the sentence that says so.
const FAULTY: [(&str, &str); 13] = [
    ("anzahl=0", "„0“ ist keine Anzahl"),
    ("anzahl=-1", "„-1“ ist keine Anzahl"),
    ("anzahl=1e9", "„1e9“ ist keine Anzahl"),
    ("anzahl=51", "von 1 bis 50"),
    ("anzahl=99999999999999999999999", "ist keine Anzahl"),
    ("anzahl=NaN", "ist keine Anzahl"),
    ("farbe=red", "„red“ ist keine Farbe"),
    ("farbe=red;}", "ist keine Farbe"),
    ("farbe=1a6b3c;}*{display:none", "ist keine Farbe"),
    ("farbe=%EF%BC%91%EF%BC%92%EF%BC%93", "ist keine Farbe"),
    ("farbe=%FF%FE", "ist keine Farbe"),
    ("schema=lila", "„lila“ kennen wir nicht"),
    ("schema=%3Cscript%3E", "kennen wir nicht"),
];

#[database_test(prepared = DEMO)]
async fn whatever_stands_in_the_address_the_answer_is_a_clear_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let pages = ["/widget", "/widget?ansicht=kalender", "/widget?ansicht=karte", "/bildschirm", "/einbetten"];
    for page in pages {
        let with = |asked: &str| format!("{page}{}{asked}", if page.contains('?') { '&' } else { '?' });
        for (asked, sentence) in FAULTY {
            let answer = portal.get(&with(asked)).await;
            assert_eq!(answer.status, 400, "{page} {asked}");
            assert!(unescaped(&answer.words()).contains(sentence), "{page} {asked}: {}", answer.words());
            assert!(!answer.body.contains("<script>"), "{page} {asked}");
        }
        for (asked, sentence) in REFUSED.into_iter().filter(|(asked, _)| !asked.starts_with("seite")) {
            let answer = portal.get(&with(asked)).await;
            assert_eq!(answer.status, 400, "{page} {asked}");
            assert!(answer.words().contains(sentence), "{page} {asked}: {}", answer.words());
        }
        for asked in READ {
            assert_eq!(portal.get(&with(asked)).await.status, 200, "{page} {asked}");
        }
        for (asked, status) in odd_questions() {
            let answer = portal.get(&with(&asked)).await;
            // The builder leaves out how and which page of the results somebody looked at.
            let is_as_expected = answer.status == status || (page == "/einbetten" && answer.status == 200);
            assert!(is_as_expected, "{page} {asked}: {}", answer.status);
        }
        for odd in [
            "anzahl=3&anzahl=0&farbe=123&farbe=;",
            "farbe=%23abc",
            "titel=%3Cscript%3Ealert(1)%3C/script%3E%22%27",
            "anzahl=&farbe=&schema=&titel=",
            "unbekannt=1",
        ] {
            let answer = portal.get(&with(odd)).await;
            assert_eq!(answer.status, 200, "{page} {odd}");
            assert!(!answer.body.contains("<script>alert"), "{page} {odd}");
        }
        let long = format!("titel={}", "a".repeat(81));
        assert_eq!(portal.get(&with(&long)).await.status, 400, "{page}");
        assert_eq!(portal.get(&with(&format!("titel={}", "a".repeat(9_000)))).await.status, 414, "{page}");
        assert_eq!(portal.get(&with("q=%00")).await.status, 400, "{page}");
    }
    for asked in ["seite=0", "seite=-1", "seite=zwei", "ansicht=wolke", "tag=gestern", "kalender=jahr"] {
        assert_eq!(portal.get(&format!("/widget?{asked}")).await.status, 400, "{asked}");
    }
    assert_eq!(portal.get("/einbetten?form=wolke").await.status, 400);
    assert_eq!(portal.get("/einbetten?sprache=klingonisch").await.status, 200);
    let refused = portal.get("/widget?ort=Sch%C3%B6newalde").await;
    assert_eq!(refused.status, 400);
    let search = links(&refused.body).into_iter().find(|link| link.starts_with(BASE)).unwrap();
    let search = portal.get(search.strip_prefix(BASE).unwrap()).await;
    assert!(search.words().contains("Welchen Ort meinen Sie?"), "the way on is the search, which asks back");
}

#[database_test(prepared = DEMO)]
async fn a_colour_never_says_more_than_a_colour(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let green = portal.page("/widget.css?farbe=1a6b3c").await;
    assert!(green.starts_with(":root,:host{--kreisrund-accent:#1a6b3c}"), "{green}");
    let yellow = portal.page("/widget.css?farbe=ffee00").await;
    assert!(!yellow.starts_with(":root,:host{--kreisrund-accent:#ffee00}"), "nobody could read it: {yellow}");
    assert!(yellow.contains("dunkel]){--kreisrund-accent:#ffee00}"), "on dark it can be read: {yellow}");
    assert_eq!(portal.page("/widget.css").await, "");
    for asked in ["farbe=red;}", "farbe=1a6b3c%7D*%7Bcolor:red", "farbe=%3C/style%3E"] {
        assert_eq!(portal.get(&format!("/widget.css?{asked}")).await.status, 400, "{asked}");
    }
}

#[database_test(prepared = DEMO)]
async fn the_screen_shows_what_is_still_to_come_by_day(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let screen = portal.page("/bildschirm?anzahl=30").await;
    let text = words(&screen);
    assert!(text.contains("Heute, Sonntag, 22. November"), "{text}");
    assert!(text.contains("Stand 10:00 Uhr"), "{text}");
    assert!(text.contains("Alle Termine auf Ihrem Handy") && screen.contains("class=\"screen__code\""));
    assert!(screen.contains("<noscript><meta http-equiv=\"refresh\" content=\"300\"></noscript>"));
    assert_eq!(screen.matches("<h1").count(), 1);
    assert_eq!(screen.matches("class=\"screen__entry").count(), 30);
    assert!(!screen.contains("site-header") && !screen.contains("site-footer"), "no header, no footer");
    assert!(
        !screen.contains("<button class=\"screen__pause\" type=\"button\" data-pause"),
        "hidden without script"
    );

    let here = portal.page("/bildschirm?ort=Herzberg&umkreis=0&titel=Heute%20im%20Rathaus").await;
    assert!(words(&here).contains("Heute im Rathaus"));
    let nothing = portal.page("/bildschirm?q=xyzzyquux").await;
    assert!(words(&nothing).contains("Hier steht gerade kein Termin an."));
    let later = words(&portal.page("/bildschirm?q=xyzzyquux&ort=herzberg-elster").await);
    assert!(later.contains("kein Termin"), "{later}");
}

#[database_test(migrations = migrations)]
async fn an_empty_county_is_no_error_elsewhere_either(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for address in [
        "/widget",
        "/widget?ansicht=kalender",
        "/widget?ansicht=karte",
        "/bildschirm",
        "/einbetten",
        "/en/widget",
    ] {
        portal.page(address).await;
    }
    assert!(words(&portal.page("/widget").await).contains("Zurzeit passt nichts."));
}
