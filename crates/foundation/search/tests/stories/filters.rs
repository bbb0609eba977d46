//! Where, when, of which kind, and how many there are of each.

use std::collections::BTreeSet;

use kreisrund_kernel::{AreaId, Kilometres, Position};
use kreisrund_search::{Interval, Kind, Order, Page, Query, SearchEntry, Within};

use crate::shelf::{Shelf, ask, at, entry, from_to, index_of, index_of_shelves, on, titles};

fn position(latitude: f64, longitude: f64) -> Option<Position> {
    Some(Position::new(latitude, longitude).unwrap())
}

#[tokio::test]
async fn an_endless_circle_leaves_nothing_out_and_still_tells_distances() {
    let (index, _folder) = index_of([
        SearchEntry { position: position(51.6283, 13.7100), ..entry("Finsterwalde") },
        entry("Nirgends"),
        SearchEntry { position: position(51.6911, 13.2333), ..entry("Herzberg") },
    ])
    .await;
    let centre = Position::new(51.6911, 13.2333).unwrap();
    let within = Some(Within { centre, radius: Kilometres(f64::INFINITY) });
    let all = index.search(&Query { within, order: Order::Nearest, ..ask("") }).unwrap();
    assert_eq!(titles(&all), ["Herzberg", "Finsterwalde", "Nirgends"]);
    let told: Vec<bool> = all.hits.iter().map(|hit| hit.distance.is_some()).collect();
    assert_eq!(told, [true, true, false]);
}

#[tokio::test]
async fn hits_come_as_they_were_asked_for() {
    let chor = |title: &str, start: &str, published: &str| SearchEntry {
        published: Some(at(published)),
        ..on(entry(title), &[(start, start)])
    };
    let (index, _folder) = index_of([
        chor("Chor", "2026-12-03T19:00", "2026-11-01T08:00"),
        chor("Offene Probe im Chor und danach Tee", "2026-12-01T19:00", "2026-11-20T08:00"),
        SearchEntry {
            position: position(51.6911, 13.2333),
            ..chor("Chor der Kinder", "2026-12-02T16:00", "2026-11-10T08:00")
        },
    ])
    .await;
    let ordered = |order: Order| -> Vec<String> {
        let found = index.search(&Query { order, ..ask("chor") }).unwrap();
        titles(&found).into_iter().map(str::to_owned).collect()
    };
    assert_eq!(ordered(Order::Best)[0], "Chor", "what is called so and nothing else fits best");
    let soonest = ["Offene Probe im Chor und danach Tee", "Chor der Kinder", "Chor"];
    assert_eq!(ordered(Order::Soonest), soonest);
    assert_eq!(ordered(Order::Newest), soonest);
    assert_eq!(ordered(Order::Nearest), soonest, "near to what? Without a place the dates decide");
    let newest = index.search(&Query { order: Order::Newest, ..ask("chor") }).unwrap();
    assert_eq!(newest.hits[0].published, Some(at("2026-11-20T08:00")));
}

#[tokio::test]
async fn a_radius_takes_what_lies_within_and_tells_how_far_it_is() {
    let (index, _folder) = index_of([
        SearchEntry { position: position(51.6911, 13.2333), ..entry("Herzberg") },
        SearchEntry { position: position(51.6283, 13.7100), ..entry("Finsterwalde") },
        entry("Nirgends"),
    ])
    .await;
    let around = |kilometres: f64| {
        let centre = Position::new(51.6911, 13.2333).unwrap();
        Query { within: Some(Within { centre, radius: Kilometres(kilometres) }), ..ask("") }
    };
    assert_eq!(titles(&index.search(&around(15.0)).unwrap()), ["Herzberg"]);
    let wide = index.search(&around(50.0)).unwrap();
    assert_eq!(titles(&wide), ["Herzberg", "Finsterwalde"], "the nearer one first");
    let distances: Vec<f64> = wide.hits.iter().map(|hit| hit.distance.unwrap().rounded()).collect();
    assert!(distances[0] < 0.1 && (32.0..36.0).contains(&distances[1]), "{distances:?}");
    assert_eq!(titles(&index.search(&around(0.0)).unwrap()), ["Herzberg"]);
    let anywhere = index.search(&ask("")).unwrap();
    assert!(anywhere.total == 3 && anywhere.hits.iter().all(|hit| hit.distance.is_none()));
}

#[tokio::test]
async fn one_and_the_same_date_has_to_lie_in_the_period() {
    let (index, _folder) = index_of([on(
        entry("Konzert"),
        &[
            ("2026-06-13T19:00", "2026-06-13T21:00"),
            ("2026-12-12T19:00", "2026-12-12T21:00"),
            ("2026-12-19T19:00", "2026-12-19T21:00"),
        ],
    )])
    .await;
    let during = |during: Option<Interval>| index.search(&Query { during, ..ask("") }).unwrap();
    // It begins before September ends, and it ends after September begins, and yet there is nothing in September.
    assert_eq!(during(from_to("2026-09-01T00:00", "2026-10-01T00:00")).total, 0);
    let december = during(from_to("2026-12-01T00:00", "2027-01-01T00:00"));
    let hit = &december.hits[0];
    assert_eq!((december.total, hit.dates), (1, 2), "each entry counts once however many dates it has");
    assert_eq!(hit.next.as_ref().unwrap().start.to_string(), "2026-12-12T19:00:00");
    let third_week = during(from_to("2026-12-14T00:00", "2026-12-21T00:00"));
    assert_eq!(third_week.hits[0].next.as_ref().unwrap().start.to_string(), "2026-12-19T19:00:00");
    let past = during(from_to("2026-06-01T00:00", "2026-07-01T00:00"));
    assert_eq!(past.hits[0].next.as_ref().unwrap().start.to_string(), "2026-06-13T19:00:00");
}

#[tokio::test]
async fn the_first_fitting_date_is_told_whatever_their_order() {
    let (index, _folder) = index_of([on(
        entry("Sprechstunde"),
        &[
            ("2026-12-12T19:00", "2026-12-12T21:00"),
            ("2026-11-28T19:00", "2026-11-28T21:00"),
            ("2026-11-21T19:00", "2026-11-21T21:00"),
        ],
    )])
    .await;
    let results = index.search(&ask("")).unwrap();
    assert_eq!(results.hits[0].next.as_ref().unwrap().start.to_string(), "2026-11-28T19:00:00");
    assert_eq!(results.hits[0].dates, 2);
}

#[tokio::test]
async fn what_is_always_there_has_no_place_in_a_period() {
    let (index, _folder) =
        index_of([SearchEntry { kind: Kind::Service, ..entry("Schuldnerberatung") }]).await;
    let results = index.search(&ask("")).unwrap();
    assert_eq!((results.total, results.hits[0].next.clone(), results.hits[0].dates), (1, None, 0));
    let week = Query { during: from_to("2026-11-22T00:00", "2026-11-29T00:00"), ..ask("") };
    assert_eq!(index.search(&week).unwrap().total, 0);
}

#[tokio::test]
async fn the_ends_of_days_are_where_people_see_them() {
    let (index, _folder) = index_of([
        // Saturday and Sunday: up to, but not including, Monday.
        on(entry("Markt an zwei Tagen"), &[("2026-11-28T00:00", "2026-11-30T00:00")]),
        on(entry("Tanz bis in den Morgen"), &[("2026-11-28T21:00", "2026-11-29T02:00")]),
        on(entry("Punkt Mitternacht"), &[("2026-11-29T00:00", "2026-11-29T00:00")]),
    ])
    .await;
    let day = |from: &str, to: &str| {
        let query = Query { during: from_to(&format!("{from}T00:00"), &format!("{to}T00:00")), ..ask("") };
        let results = index.search(&query).unwrap();
        titles(&results).into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let set = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(day("2026-11-27", "2026-11-28"), set(&[]));
    assert_eq!(day("2026-11-28", "2026-11-29"), set(&["Markt an zwei Tagen", "Tanz bis in den Morgen"]));
    assert_eq!(
        day("2026-11-29", "2026-11-30"),
        set(&["Markt an zwei Tagen", "Tanz bis in den Morgen", "Punkt Mitternacht"])
    );
    assert_eq!(day("2026-11-30", "2026-12-01"), set(&[]));
    // At one in the morning the dance is still on, a second after two it is over.
    let asked_at = |time: &str| index.search(&Query { now: at(time), ..ask("tanz") }).unwrap().total;
    assert_eq!((asked_at("2026-11-29T01:00"), asked_at("2026-11-29T02:00:01")), (1, 0));
}

#[tokio::test]
async fn what_is_over_is_found_only_by_who_asks_for_the_past() {
    let (index, _folder) =
        index_of([on(entry("Herbstfest"), &[("2026-10-03T14:00", "2026-10-03T22:00")])]).await;
    assert_eq!(index.search(&ask("herbstfest")).unwrap().total, 0);
    let october = Query { during: from_to("2026-10-01T00:00", "2026-11-01T00:00"), ..ask("herbstfest") };
    assert_eq!(index.search(&october).unwrap().total, 1);
}

#[tokio::test]
async fn each_choice_tells_how_many_there_would_be() {
    let (herzberg, lebusa) = (AreaId::new(), AreaId::new());
    let of = |kind: Kind, area: AreaId| SearchEntry { kind, area: Some(area), ..entry("Yoga") };
    let (index, _folder) = index_of([
        of(Kind::Course, herzberg),
        of(Kind::Course, herzberg),
        of(Kind::Course, lebusa),
        of(Kind::Event, herzberg),
        SearchEntry { kind: Kind::Event, ..entry("Yoga, unterwegs") },
        SearchEntry { area: Some(lebusa), ..entry("Angeln") },
    ])
    .await;
    let courses = index.search(&Query { kinds: vec![Kind::Course], ..ask("yoga") }).unwrap();
    assert_eq!(courses.total, 3);
    assert_eq!(
        courses.facets.kinds,
        [(Kind::Course, 3), (Kind::Event, 2)].into(),
        "as if no kind were chosen"
    );
    assert_eq!(courses.facets.areas, [(herzberg, 2), (lebusa, 1)].into(), "only courses");
    let here = Query { kinds: vec![Kind::Course], areas: vec![lebusa], ..ask("yoga") };
    let here = index.search(&here).unwrap();
    assert_eq!(here.total, 1);
    assert_eq!(here.facets.kinds, [(Kind::Course, 1)].into(), "only here");
    assert_eq!(here.facets.areas, [(herzberg, 2), (lebusa, 1)].into(), "as if no municipality were chosen");
    let nowhere = Query { areas: vec![AreaId::new()], ..ask("yoga") };
    assert_eq!(index.search(&nowhere).unwrap().total, 0);
    let two = Query { kinds: vec![Kind::Course, Kind::Event], areas: vec![lebusa, herzberg], ..ask("") };
    assert_eq!(index.search(&two).unwrap().total, 5);
}

#[tokio::test]
async fn turning_pages_shows_everything_once() {
    // Most of them are alike: same words, no dates, nowhere.
    let entries = (0..230).map(|number| {
        let alike = entry(if number % 3 == 0 { "Chor und Tanz" } else { "Chor" });
        let dated = ["2026-12-05T10:00", "2026-12-06T10:00"];
        if number % 5 == 0 { on(alike, &[(dated[number % 2], "2026-12-07T10:00")]) } else { alike }
    });
    let entries: Vec<SearchEntry> = entries
        .enumerate()
        .map(|(number, mut entry)| {
            entry.card.slug = format!("chor-{number}");
            entry
        })
        .collect();
    let (index, _folder) = index_of(entries.clone()).await;
    // Another node got to know the same entries in another order, and pages are turned from node to node.
    let (odd, even): (Vec<_>, Vec<_>) =
        entries.into_iter().enumerate().partition(|(number, _)| number % 2 == 1);
    let shelves = [odd, even].map(|half| Shelf::with(half.into_iter().map(|(_, entry)| entry)));
    let (other_node, _other_folder) = index_of_shelves(&shelves).await;
    for words in ["", "chor", "chor tanz"] {
        let all = index.search(&ask(words)).unwrap();
        let expected: Vec<String> = all.hits.iter().map(|hit| hit.card.slug.clone()).collect();
        assert_eq!(expected.iter().collect::<BTreeSet<_>>().len(), all.total);
        let mut turned = Vec::new();
        for (number, offset) in (0..all.total).step_by(17).enumerate() {
            let node = if number % 2 == 0 { &index } else { &other_node };
            let page = node.search(&Query { page: Page { offset, limit: 17 }, ..ask(words) }).unwrap();
            assert_eq!(page.total, all.total);
            turned.extend(page.hits.into_iter().map(|hit| hit.card.slug));
        }
        assert_eq!(turned, expected, "{words}");
    }
}

#[tokio::test]
async fn beyond_the_last_page_there_is_nothing_but_the_count() {
    let (index, _folder) = index_of([entry("Chor"), entry("Tanz")]).await;
    for page in [
        Page { offset: 2, limit: 20 },
        Page { offset: usize::MAX, limit: 20 },
        Page { offset: usize::MAX, limit: usize::MAX },
        Page { offset: 0, limit: 0 },
    ] {
        let results = index.search(&Query { page, ..ask("") }).unwrap();
        assert_eq!((results.total, results.hits.len()), (2, 0), "{page:?}");
    }
}
