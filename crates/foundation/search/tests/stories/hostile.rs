//! Whatever is typed, the search answers.

use kreisrund_kernel::{Kilometres, Position};
use kreisrund_search::{Interval, Kind, Query, SearchEntry, Within, query};
use proptest::prelude::*;

use crate::shelf::{ask, at, entry, index_of};

#[tokio::test]
async fn strange_words_are_words_like_others() {
    let (index, _folder) = index_of([
        SearchEntry {
            body: "AND or not: title:chor".to_owned(), ..entry("Chor & Tanz „im Schloss“ 🎉")
        },
        entry("أمسية شعرية"),
    ])
    .await;
    let total = |words: &str| index.search(&ask(words)).unwrap().total;
    // None of these is a command: they are looked for like other words.
    for (words, found) in [
        ("AND", 1),
        ("chor AND tanz", 1),
        ("chor OR lesekreis", 0),
        ("NOT chor", 1),
        ("title:chor", 1),
        ("kind:event", 0),
        ("-chor", 1),
        ("+chor +tanz", 1),
        ("\"chor tanz\"", 1),
        ("\"tanz chor", 1),
        ("chor*", 1),
        ("(chor", 1),
        ("chor~2 tanz^4", 0),
        ("[a TO z]", 0),
        ("*", 0),
        ("🎉", 0),
        ("chor 🎉", 1),
        ("شعرية", 1),
        ("\u{202E}chor\u{202C}", 1),
        ("ch\u{0}or", 0),
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
        assert!(query::words(&words).len() <= query::MOST_WORDS);
    }
}

#[tokio::test]
async fn entries_of_any_length_can_be_found() {
    let long = format!("{} Nadel", "Heu ".repeat(200_000));
    let (index, _folder) = index_of([
        SearchEntry { body: long.clone(), ..entry(&long) },
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
            let instant = |seconds: i32| jiff::Timestamp::from_second(i64::from(seconds)).unwrap();
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
