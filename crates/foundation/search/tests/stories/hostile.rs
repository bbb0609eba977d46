//! Whatever is typed, the search answers.

use jiff::Timestamp;
use kreisrund_kernel::{AreaId, Kilometres, Position, clock::WEEKDAYS};
use kreisrund_search::{
    EntryText, Facet, Interval, Kind, Options, Order, Page, Query, SearchEntry, Tag, Within, typed,
};
use proptest::prelude::*;

use crate::shelf::{ask, at, entry, from_to, index_of, on};

#[tokio::test]
async fn strange_words_are_words_like_others() {
    let (index, _folder) = index_of([
        SearchEntry {
            texts: vec![EntryText::body("AND or not: title:chor")],
            ..entry("Chor & Tanz „im Schloss“ 🎉")
        },
        entry("أمسية شعرية"),
    ])
    .await;
    let total = |words: &str| index.search(&ask(words)).unwrap().total;
    // A minus excludes, quotation marks make a phrase; nothing else is a command.
    for (words, found) in [
        // A question of little words alone asks for everything.
        ("AND", 2),
        ("chor AND tanz", 1),
        ("chor OR lesekreis", 1),
        ("NOT chor", 1),
        ("title:chor", 1),
        ("kind:event", 0),
        ("-chor", 1),
        ("tanz -chor", 0),
        ("+chor +tanz", 1),
        ("\"chor tanz\"", 1),
        ("\"tanz chor", 1),
        ("chor*", 1),
        ("(chor", 1),
        ("chor~2 tanz^4", 1),
        ("[a TO z]", 0),
        ("*", 0),
        ("🎉", 0),
        ("chor 🎉", 1),
        ("شعرية", 1),
        ("\u{202E}chor\u{202C}", 1),
        // What is no letter divides words, and what was divided is tried as one.
        ("ch\u{0}or", 1),
        ("';DROP TABLE offer;--", 0),
    ] {
        assert_eq!(total(words), found, "{words}");
    }
}

#[tokio::test]
async fn a_whole_letter_pasted_into_the_field_is_read_as_its_beginning() {
    let (index, _folder) = index_of([entry("Chor")]).await;
    for words in [
        "a".repeat(10_000),
        "chor ".repeat(10_000),
        "ä".repeat(10_000),
        "a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(400),
        "🎉".repeat(10_000),
        "!?".repeat(10_000),
        "\u{308}".repeat(10_000),
        "\u{FDFA}".repeat(10_000),
    ] {
        let results = index.search(&ask(&words)).unwrap();
        assert_eq!(results.total, usize::from(words.starts_with("chor")), "{}", &words[..20]);
        assert!(typed::read(&words).pieces.len() <= typed::MOST_WORDS);
    }
}

#[tokio::test]
async fn entries_of_any_length_can_be_found() {
    let long = format!("{} Nadel", "Heu ".repeat(200_000));
    let (index, _folder) = index_of([
        SearchEntry { texts: vec![EntryText::body(long.clone())], ..entry(&long) },
        entry(&format!("{} Faden", "x".repeat(100_000))),
        entry(""),
    ])
    .await;
    for words in ["nadel", "faden"] {
        assert_eq!(index.search(&ask(words)).unwrap().total, 1, "{words}");
    }
    assert_eq!(index.search(&ask("")).unwrap().total, 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_question_fails(words in prop::collection::vec("(?s).{0,60}|[a-zäöüß:\"*()~^+-]{0,30} ?", 12),
                         radius in prop::num::f64::ANY, seconds in (any::<i32>(), any::<i32>())) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (index, _folder) = index_of([entry("Chor"), entry("Tanz")]).await;
            let instant = |seconds: i32| Timestamp::from_second(i64::from(seconds)).unwrap();
            for words in words {
                let centre = Position::new(51.7, 13.2).unwrap();
                let strange = Query {
                    within: Some(Within { centre, radius: Kilometres(radius) }),
                    during: Some(Interval { start: instant(seconds.0), end: instant(seconds.1) }),
                    kinds: vec![Kind::Event, Kind::Event],
                    now: at("2026-11-22T10:00"),
                    ..ask(&words)
                };
                assert!(index.search(&strange).unwrap().total <= 2);
                assert!(index.search(&ask(&words)).unwrap().total <= 2);
            }
        });
    }
}

#[tokio::test]
async fn whatever_is_chosen_gets_an_answer() {
    let everywhere = |latitude: f64, longitude: f64| Position::new(latitude, longitude).ok();
    let (index, _folder) = index_of([
        SearchEntry { position: everywhere(90.0, 0.0), ..entry("Nordpol") },
        SearchEntry { position: everywhere(-90.0, 180.0), ..entry("Südpol") },
        SearchEntry { position: everywhere(0.0, -180.0), ..entry("Datumsgrenze") },
        on(entry("Jahrhundertfest"), &[("2026-12-05T10:00", "2126-12-05T10:00")]),
    ])
    .await;
    let total = |query: Query| index.search(&query).unwrap().total;

    let facet = |number: u128| Facet {
        options: Options::Listed(
            (0..300).map(|option| Tag::property("price", &format!("{number}-{option}"))).collect(),
        ),
        chosen: (0..200).map(|option| Tag::property("price", &format!("{number}-{option}"))).collect(),
    };
    let chosen = index.search(&Query { facets: (0..200).map(facet).collect(), ..ask("") }).unwrap();
    assert_eq!((chosen.total, chosen.facets.tags.len()), (0, 200));
    assert!(
        chosen.facets.tags.iter().all(|tags| tags.len() == 300 && tags.values().all(|count| *count == 0))
    );
    let tags = (0..500).map(|number| Tag::property("price", &number.to_string())).collect();
    assert_eq!(total(Query { tags, ..ask("") }), 0);
    let nowhere = Query { areas: vec![AreaId::new(); 200], nowhere: true, ..ask("") };
    assert_eq!(total(nowhere), 0, "in some municipality and in none");
    assert_eq!(total(Query { kinds: Kind::ALL.repeat(40), ..ask("") }), 4);
    assert_eq!(total(Query { weekdays: WEEKDAYS.repeat(40), ..ask("") }), 1);

    let around = |latitude: f64, longitude: f64, radius: f64| {
        let centre = Position::new(latitude, longitude).unwrap();
        total(Query { within: Some(Within { centre, radius: Kilometres(radius) }), ..ask("") })
    };
    assert_eq!(around(90.0, 77.0, 1.0), 1, "at the pole every longitude is the same");
    assert_eq!(around(-90.0, -13.0, 1.0), 1);
    assert_eq!(around(0.0, 180.0, 1.0), 1, "both sides of the date line");
    assert_eq!(
        (around(51.7, 13.2, 30_000.0), around(51.7, 13.2, -1.0), around(51.7, 13.2, f64::NAN)),
        (3, 0, 0)
    );

    let during = |from: &str, to: &str| total(Query { during: from_to(from, to), ..ask("") });
    assert_eq!(during("1926-01-01T00:00", "2226-01-01T00:00"), 1);
    assert_eq!(during("2100-01-01T00:00", "2100-01-02T00:00"), 1, "it lasts a hundred years");
    assert_eq!(during("2027-01-01T00:00", "2026-12-06T00:00"), 0, "what ends before it begins holds nothing");
    let from_end_to_end = Some(Interval { start: Timestamp::MIN, end: Timestamp::MAX });
    assert_eq!(total(Query { during: from_end_to_end, ..ask("") }), 1);
    let periods = vec![Interval { start: Timestamp::MAX, end: Timestamp::MIN }; 200];
    assert_eq!(index.search(&Query { periods, ..ask("") }).unwrap().facets.periods, vec![0; 200]);

    for now in [Timestamp::MIN, Timestamp::MAX] {
        assert!(total(Query { now, open: true, ..ask("") }) <= 4);
        assert!(total(Query { now, order: Order::Best, explain: true, ..ask("fest") }) <= 4);
    }
    for mentions in [vec![String::new()], vec!["!?".to_owned(); 300], vec!["wort ".repeat(5_000)]] {
        assert_eq!(total(Query { mentions, ..ask("") }), 4);
    }
    for page in [(3, 1), (1_000_000_000, 20), (usize::MAX, usize::MAX)] {
        let page = Page { offset: page.0, limit: page.1 };
        let found = index.search(&Query { page, ..ask("") }).unwrap();
        assert_eq!((found.total, found.hits.len()), (4, usize::from(page.offset == 3)));
    }
}
