//! A villager looks after the own village: what is on, who helps, and the notice for the shop window.

use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Mode;
use sea_orm::ConnectionTrait;

use crate::portal::{DEMO, PHONE, Portal, links, words};

/// The part of a page from the heading `id` to the next section.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let start = page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no section {id}"));
    let rest = &page[start..];
    rest.find("</section>").map_or(rest, |end| &rest[..end])
}

#[database_test(prepared = DEMO)]
async fn a_village_has_its_own_page(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/gemeinden/dollenchen").await;
    let text = words(&page);
    assert!(page.contains("<h1 class=\"title\">Dollenchen</h1>"));
    for part in ["Ortsteil von Sallgast", "Sonntag, 22. November: Heute ist", "Wer hilft", PHONE] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(links(&page).contains(&"/gemeinden/sallgast".to_owned()));
    // What is on in the hall two kilometres away is what is on here; distances are told from the village.
    let week = section(&page, "diese-woche");
    assert!(words(week).contains("2,3 km"), "{}", words(week));
    assert!(links(week).contains(&"/gemeinden/sallgast/termine".to_owned()));
    let near = section(&page, "in-der-naehe");
    assert!(links(near).iter().any(|link| link.starts_with("/angebote/")), "{near}");
    let nearest = portal.page("/gemeinden/dollenchen?naehe=entfernung").await;
    assert_ne!(section(&nearest, "in-der-naehe"), near, "nearest first is another order");
    let english = portal.page("/en/gemeinden/dollenchen").await;
    assert!(words(&english).contains("Part of Sallgast") && words(&english).contains("Who helps"));
}

#[database_test(prepared = DEMO)]
async fn a_village_where_nothing_is_on_is_told_what_is_on_in_its_municipality(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let all = portal.page("/gemeinden/schoenewalde-12062461").await;
    let villages = links(section(&all, "about"));
    let mut told = 0;
    for village in villages {
        let text = words(section(&portal.page(&village).await, "diese-woche"));
        if text.contains("Im Ort selbst ist diese Woche nichts eingetragen. In der Gemeinde Schönewalde:") {
            told += 1;
        }
    }
    assert!(told > 0, "in every village something is on");
}

#[database_test(prepared = DEMO)]
async fn a_town_tells_what_is_on_today_this_week_and_regularly(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/gemeinden/finsterwalde").await;
    let today = links(section(&page, "heute"));
    assert!(today.iter().any(|link| link.starts_with("/angebote/")), "{today:?}");
    let week = words(section(&page, "diese-woche"));
    assert!(
        week.contains("23. November,") && !week.contains("29. November,"),
        "a week has seven days: {week}"
    );
    let regular = words(section(&page, "regelmaessig"));
    let days = ["Montag", "Dienstag", "Mittwoch", "Donnerstag"].map(|day| regular.find(day).unwrap());
    assert!(days.is_sorted(), "{regular}");
    assert!(regular.contains("alle zwei Wochen") || regular.contains(" im Monat"), "{regular}");
    assert!(words(section(&page, "immer-da")).contains("Immer für Sie da"));
    let helpers = section(&page, "wer-hilft");
    assert!(
        helpers.contains("tel:") && links(helpers).iter().any(|link| link.starts_with("/organisationen/"))
    );
    let here = words(helpers);
    assert!(here.contains("Bürgerhaus am Marktbrunnen"), "the town's own office: {here}");
    assert!(page.contains("data-remember-village=\"finsterwalde\"") && page.contains("hidden data-remember"));
}

#[database_test(prepared = DEMO)]
async fn where_do_you_live(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let asked = portal.page("/mein-dorf").await;
    assert!(words(&asked).contains("Wo wohnen Sie?") && links(&asked).contains(&"/gemeinden".to_owned()));
    for (typed, target) in [
        ("Dollenchen", "/gemeinden/dollenchen"),
        ("dollenchen+sallgast", "/gemeinden/dollenchen"),
        ("Sallgast", "/gemeinden/sallgast"),
        ("finsterwalde", "/gemeinden/finsterwalde"),
    ] {
        let answer = portal.get(&format!("/mein-dorf?ort={typed}")).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some(target)), "{typed}");
    }
    let english = portal.get("/en/mein-dorf?ort=Dollenchen").await;
    assert_eq!(english.location.as_deref(), Some("/en/gemeinden/dollenchen"));

    // Behind a postcode there are many villages, and several bear one name.
    let postcode = portal.get("/mein-dorf?ort=03238").await;
    assert_eq!(postcode.status, 200);
    assert!(postcode.words().contains("Welchen Ort meinen Sie?"));
    let choices = links(&postcode.body);
    for target in ["/gemeinden/dollenchen", "/gemeinden/finsterwalde"] {
        assert!(choices.contains(&target.to_owned()), "{target} in {choices:?}");
    }
    let shared = portal.get("/mein-dorf?ort=Sch%C3%B6newalde").await;
    let text = shared.words();
    assert!(text.contains("Welchen Ort meinen Sie?") && text.contains("Ortsteil von"), "{text}");

    let slip = portal.get("/mein-dorf?ort=Dolenchn").await;
    assert_eq!(slip.status, 404);
    assert!(
        slip.words().contains("Meinten Sie")
            && links(&slip.body).contains(&"/gemeinden/dollenchen".to_owned())
    );
}

#[database_test(prepared = DEMO)]
async fn whatever_is_typed_gets_a_sensible_answer(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for nonsense in
        ["xyzzyquux", "99999", "%F0%9F%8E%89", "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27", "///", "%22"]
    {
        let answer = portal.get(&format!("/mein-dorf?ort={nonsense}")).await;
        assert_eq!(answer.status, 404, "{nonsense}");
        assert!(answer.words().contains("haben wir nicht gefunden"), "{nonsense}: {}", answer.words());
        assert!(!answer.body.contains("<script>alert"), "{nonsense}");
        assert!(links(&answer.body).contains(&"/gemeinden".to_owned()));
    }
    for long in [1_000, 10_000, 60_000] {
        let answer = portal.get(&format!("/mein-dorf?ort={}", "x".repeat(long))).await;
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        assert!(answer.body.len() < 100_000);
    }
    assert_eq!(portal.get("/mein-dorf?ort=").await.status, 200);
    assert_eq!(portal.get("/mein-dorf?ort=+++").await.status, 200);
    for address in
        ["/gemeinden/gibt-es-nicht/aushang", "/gemeinden/%F0%9F%8E%89/aushang", "/gemeinden/berlin"]
    {
        assert_eq!(portal.get(address).await.status, 404, "{address}");
    }
}

#[database_test(prepared = DEMO)]
async fn the_notice_for_the_shop_window(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/gemeinden/finsterwalde/aushang").await;
    let text = words(&page);
    // It hangs from Monday on.
    for part in ["Was ist los in Finsterwalde?", "23. bis 29. November", "Regelmäßig", PHONE] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.contains("127.0.0.1:8080/gemeinden/finsterwalde"), "the address in words: {text}");
    assert!(
        page.contains("QR-Code zur Seite von Finsterwalde")
            && page.contains("<path fill=\"#000\" d=\"M4 4h7v1h-7z")
    );
    let dates = page.matches("class=\"notice__when\"").count();
    assert!((6..=10).contains(&dates), "{dates} dates");
    let told =
        ["Mo.", "Di.", "Mi.", "Do.", "Fr."].iter().filter(|day| text.contains(&format!(" {day} 2"))).count();
    assert!(told >= 4, "the week, and not its Monday alone: {text}");
    assert!(page.contains("content=\"noindex\""));

    let longer = portal.page("/gemeinden/finsterwalde/aushang?tage=28&umkreis=10").await;
    assert!(words(&longer).contains("23. November bis 20. Dezember"), "{}", words(&longer));
    assert!(
        longer.contains("<option value=\"28\" selected>")
            && longer.contains("<option value=\"10\" selected>")
    );
    for odd in ["tage=0", "tage=-7", "tage=99999999999999999999", "tage=morgen&umkreis=NaN", "umkreis=1e400"]
    {
        portal.page(&format!("/gemeinden/finsterwalde/aushang?{odd}")).await;
    }

    let village = words(&portal.page("/gemeinden/dollenchen/aushang").await);
    assert!(village.contains("Was ist los in Dollenchen?"));
    assert!(
        village.contains("23. November bis 6. Dezember"),
        "a quiet village looks two weeks ahead: {village}"
    );
    let english = words(&portal.page("/en/gemeinden/dollenchen/aushang").await);
    assert!(english.contains("What’s on in Dollenchen?") && english.contains("/en/gemeinden/dollenchen"));
}

#[database_test(prepared = DEMO)]
async fn a_date_that_was_called_off_does_not_hang_in_the_window(database: Database, test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let before = portal.page("/gemeinden/sallgast/aushang").await;
    assert!(before.contains("class=\"notice__when\""));
    let write = database.write().await.unwrap();
    write.execute_unprepared("UPDATE occurrence SET state = 'cancelled'").await.unwrap();
    write.commit().await.unwrap();
    std::fs::remove_dir_all(test.folder().join("index")).unwrap();
    let portal = Portal::on(&test).await;
    let after = portal.page("/gemeinden/sallgast/aushang").await;
    assert!(!after.contains("class=\"notice__when\"") && words(&after).contains("noch nichts eingetragen"));
}

#[database_test(prepared = DEMO)]
async fn search_engines_list_municipalities_and_no_thin_pages(test: TestDatabase) {
    let portal = Portal::in_mode(&test, Mode::Production).await;
    assert!(portal.page("/gemeinden/sallgast").await.contains("content=\"index, follow\""));
    assert!(portal.page("/gemeinden/dollenchen").await.contains("content=\"noindex\""));
    assert!(portal.page("/mein-dorf").await.contains("content=\"index, follow\""));
}

#[database_test(prepared = DEMO)]
async fn a_postcode_and_the_town_itself_lead_to_the_municipality(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (address, target) in [
        ("/gemeinden/04916-herzberg-elster", "/gemeinden/herzberg-elster"),
        (
            "/en/gemeinden/04916-herzberg-elster/aushang?tage=14",
            "/en/gemeinden/herzberg-elster/aushang?tage=14",
        ),
    ] {
        let answer = portal.get(address).await;
        assert_eq!((answer.status, answer.location.as_deref()), (308, Some(target)), "{address}");
    }
}
