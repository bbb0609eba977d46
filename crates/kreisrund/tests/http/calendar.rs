//! The results of a search in a calendar: the same dates that the list has, with everything kept in the address.

use std::collections::BTreeSet;

use kreisrund_testkit::{TestDatabase, database_test};

use crate::portal::{DEMO, Portal, links, words};

/// A day as the calendar shows it.
struct Day {
    date: String,
    /// The list of all its dates.
    list: String,
    /// The pages of the offers.
    offers: BTreeSet<String>,
    text: String,
}

fn days(page: &str) -> Vec<Day> {
    let days =
        page.split("<li class=\"calendar__day").skip(1).map(|rest| rest.split("</ol>").next().unwrap());
    days.map(|day| {
        let (_, rest) = day.split_once("datetime=\"").unwrap();
        let links = links(day);
        Day {
            date: rest[..10].to_owned(),
            list: links[0].clone(),
            offers: links.into_iter().filter(|link| link.contains("/angebote/")).collect(),
            text: words(&format!("<li class=\"{day}")),
        }
    })
    .collect()
}

/// The link of `page` whose text is `text`.
fn link(page: &str, text: &str) -> Option<String> {
    page.split("<a ").skip(1).find_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        (words(rest.split("</a>").next()?).trim() == text).then_some(())?;
        links(&format!("<a {tag}>")).pop()
    })
}

/// The paths of all offers that the list at `address` has, on all of its pages.
async fn listed(portal: &Portal, address: &str) -> BTreeSet<String> {
    let json = address.replacen("/suche", "/suche.json", 1);
    let mut found = BTreeSet::new();
    for number in 1.. {
        let answer = portal.json(&format!("{json}&seite={number}")).await;
        let hits = answer["hits"].as_array().unwrap();
        found.extend(hits.iter().map(|hit| {
            let url = hit["url"].as_str().unwrap();
            url[url.find("/angebote/").unwrap()..].to_owned()
        }));
        if found.len() as u64 >= answer["total"].as_u64().unwrap() {
            break;
        }
    }
    found
}

#[database_test(prepared = DEMO)]
async fn each_day_of_the_calendar_has_what_the_list_has_for_it(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for question in
        ["q=yoga", "ort=finsterwalde&umkreis=5", "wochentag=sa&tageszeit=abend", "q=chor&zeit=monat"]
    {
        let mut address = format!("/suche?{question}&ansicht=kalender&kalender=woche");
        let (mut seen, mut last, mut yesterday) = (0, String::new(), BTreeSet::new());
        for _ in 0..4 {
            let page = portal.page(&address).await;
            let days = days(&page);
            assert_eq!(days.len(), 7, "{address}");
            for day in days {
                assert!(day.date > last, "{} stands behind {last}", day.date);
                last.clone_from(&day.date);
                // What is over is in no list any more.
                if day.date.as_str() > "2026-11-22" {
                    let all = listed(&portal, &day.list).await;
                    let further: BTreeSet<_> = all.difference(&day.offers).collect();
                    assert!(all.is_superset(&day.offers), "{address} {}", day.date);
                    // An evening that goes on past midnight stands on its day alone.
                    let is_explained = day.text.contains("weitere")
                        || further.iter().all(|offer| yesterday.contains(*offer));
                    assert!(is_explained, "{address} {}: {further:?}", day.date);
                    seen += day.offers.len();
                }
                yesterday = day.offers;
            }
            address = link(&page, "Nächste Woche").unwrap();
            let kept = question.split('&').all(|part| address.contains(part));
            assert!(kept && address.contains("kalender=woche"), "{address}");
        }
        assert!(seen > 3, "{question}");
    }
}

#[database_test(prepared = DEMO)]
async fn one_looks_at_a_month_a_week_or_the_coming_dates_and_back_at_the_list(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let list = portal.page("/suche?q=kinder&ort=finsterwalde").await;
    let month = link(&list, "Kalender").unwrap();
    let page = portal.page(&month).await;
    assert!(page.contains("November 2026"), "{}", words(&page));
    assert_eq!(days(&page).len() % 7, 0, "a month is shown in whole weeks");
    let december = portal.page(&link(&page, "Nächster Monat").unwrap()).await;
    assert!(words(&december).contains("1. Weihnachtstag"), "holidays have their names");
    assert!(words(&december).contains("„kinder“"), "what was asked for stays");

    let agenda = portal.page(&link(&page, "Agenda").unwrap()).await;
    let coming = days(&agenda);
    assert!(coming.iter().all(|day| !day.offers.is_empty()), "the agenda leaves out days without dates");
    assert!(coming[0].date.as_str() >= "2026-11-22", "it begins today");
    assert!(coming[0].text.contains("Finsterwalde"), "it says where: {}", coming[0].text);

    let back = link(&agenda, "Liste").unwrap();
    let again = portal.page(&back).await;
    assert!(again.contains("card__title") && words(&again).contains("„kinder“"), "{back}");
    let english = portal.page("/en/suche?q=kinder&ansicht=kalender").await;
    assert!(words(&english).contains("Previous month"), "{}", words(&english));
}

#[database_test(prepared = DEMO)]
async fn a_time_without_dates_says_when_there_are_some(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    let page = portal.page("/suche?q=yoga&ansicht=kalender&tag=2026-03-01").await;
    let text = words(&page);
    assert!(text.contains("Keine Termine in dieser Zeit"), "{text}");
    let next = page.split("<a ").find(|rest| rest.contains("Der nächste Termin ist am")).unwrap();
    let next = portal.page(&links(&format!("<a {next}"))[0]).await;
    assert!(days(&next).iter().any(|day| !day.offers.is_empty()));
    let records = portal.page("/suche?art=anbieter&ansicht=kalender").await;
    assert!(records.contains("card__title"), "the directory has no dates and stays a list");
}

#[database_test(prepared = DEMO)]
async fn whatever_is_asked_of_the_calendar_is_answered_in_a_sentence(test: TestDatabase) {
    let portal = Portal::on(&test).await;
    for (question, status) in [
        ("ansicht=kalender&tag=2026-02-30", 400),
        ("ansicht=kalender&tag=%FF", 400),
        ("ansicht=kalender&tag=9999-12-31", 400),
        ("ansicht=kalender&tag=-009999-01-01", 400),
        ("ansicht=kalender&tag=1900-01-01", 200),
        ("ansicht=kalender&kalender=agenda&tag=2200-12-31", 200),
        ("ansicht=kalender&kalender=jahr", 400),
        ("ansicht=kalender&kalender=woche&kalender=monat", 200),
        ("ansicht=stadtplan", 400),
        ("ansicht=kalender&zeit=heute&von=2026-12-24", 200),
        ("ansicht=kalender&von=1000-01-01&bis=3000-01-01", 200),
        ("ansicht=kalender&von=2026-12-31&bis=2026-01-01", 400),
        ("ansicht=kalender&q=xyzzyquux", 200),
        ("ansicht=kalender&seite=4000000000", 200),
    ] {
        let answer = portal.get(&format!("/suche?{question}")).await;
        assert_eq!(answer.status, status, "{question}: {}", answer.words());
        assert_eq!(answer.body.matches("<h1").count(), 1, "{question}");
    }
    let refused = portal.get("/suche?ansicht=kalender&tag=1800-01-01").await.words();
    assert!(refused.contains("Er geht von 1900 bis 2200"), "{refused}");
    let christmas = portal.page("/suche?q=kinder&ansicht=kalender&von=2026-12-20").await;
    let today = portal.page(&link(&christmas, "Heute").unwrap()).await;
    assert!(words(&today).contains("November 2026"), "the way back to today leads to today");
    let refused = portal.get("/suche?ansicht=stadtplan").await.words();
    assert!(refused.contains("Die Ansicht „stadtplan“ kennen wir nicht"), "{refused}");
}
