//! What people type.

use kreisrund_search::{EntryText, Order, SearchEntry, query};

use crate::shelf::{ask, entry, index_of, on, titles};

#[tokio::test]
async fn every_spelling_of_an_umlaut_finds_the_word() {
    let (index, _folder) = index_of([entry("Gitarre für Schüler"), entry("Straßenfest in Meißen")]).await;
    for words in ["𝐒𝐜𝐡𝐮𝐥𝐞𝐫", "Ｓchüler"] {
        assert_eq!(index.search(&ask(words)).unwrap().total, 1, "ornamental letters: {words}");
    }
    for words in ["Schüler", "schueler", "SCHÜLER", "Schuler", "schu\u{308}ler", "gitarre SCHUELER"] {
        assert_eq!(titles(&index.search(&ask(words)).unwrap()), ["Gitarre für Schüler"], "{words}");
    }
    for words in ["straßenfest", "STRASSENFEST", "Strassenfest meissen", "MEIẞEN"] {
        assert_eq!(titles(&index.search(&ask(words)).unwrap()), ["Straßenfest in Meißen"], "{words}");
    }
}

#[tokio::test]
async fn inflections_find_each_other() {
    let (index, _folder) = index_of([
        SearchEntry {
            texts: vec![EntryText::body("Alle Konzerte sind kostenlos.")],
            ..entry("Kurse für Anfänger")
        },
        SearchEntry {
            texts: vec![EntryText::body("Ein Konzert ist auch dabei.")],
            ..entry("Ein Kurs im Garten")
        },
        entry("Tanzabend"),
    ])
    .await;
    // With a space behind them, so that none of them counts as a beginning.
    for words in ["Kurs", "Kurse", "kursen", "Kurses", "Konzert", "konzerten", "kurs konzerte"] {
        assert_eq!(index.search(&ask(&format!("{words} "))).unwrap().total, 2, "{words}");
    }
    for words in ["Kurs Anfänger", "Kurse Anfängern", "Anfaengerinnen Kurs"] {
        let results = index.search(&ask(&format!("{words} "))).unwrap();
        assert_eq!(results.hits[0].card.title, "Kurse für Anfänger", "{words}");
        assert!(results.reading.some_have_all, "{words}: behind it stands what has some of the words");
    }
}

#[tokio::test]
async fn the_last_word_may_be_a_beginning_until_a_space_follows() {
    let (index, _folder) = index_of([SearchEntry {
        names: vec!["Schlosskapelle".to_owned(), "Doberlug-Kirchhain".to_owned()],
        ..entry("Herbstkonzert mit Geigen")
    }])
    .await;
    let total = |words: &str| index.search(&ask(words)).unwrap().total;
    for found in ["herbst", "Herbstko", "geigen herbstk", "schlossk", "konzert", "dober", "kirchh", "he"] {
        // “Konzert” is not how “Herbstkonzert” begins, but a part of it.
        assert_eq!(total(found), 1, "{found}");
    }
    assert!(index.search(&ask("herbstk geigen")).unwrap().reading.some_words_suffice, "only the last word");
    for not_found in ["dob ", "schlossk\u{a0}", "h"] {
        assert_eq!(total(not_found), 0, "{not_found}");
    }
    assert_eq!(total("herbstkonzert "), 1);
}

#[tokio::test]
async fn every_word_has_to_occur_wherever_that_is() {
    let (index, _folder) = index_of([
        SearchEntry {
            names: vec!["Bürgerhaus".to_owned(), "Finsterwalde".to_owned()],
            texts: vec![EntryText::body("Wir üben auf der Matte.")],
            ..entry("Yoga am Morgen")
        },
        SearchEntry { names: vec!["Elsterwerda".to_owned()], ..entry("Yoga am Abend") },
    ])
    .await;
    let found = |words: &str| {
        // In any other order than by how well it fits, what has only some of the words would stand in between.
        let results = index.search(&query::Query { order: Order::Soonest, ..ask(words) }).unwrap();
        titles(&results).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("yoga").len(), 2);
    let behind = index.search(&ask("yoga finsterwalde")).unwrap();
    assert_eq!(titles(&behind), ["Yoga am Morgen", "Yoga am Abend"], "what has both words comes first");
    assert_eq!(found("yoga finsterwalde"), ["Yoga am Morgen"]);
    assert_eq!(found("matte bürgerhaus YOGA"), ["Yoga am Morgen"]);
    let some = index.search(&ask("yoga klettern")).unwrap();
    assert!(some.reading.some_words_suffice, "nothing has both, so what has one of them is found");
    assert_eq!(some.total, 2);
    assert!(!index.search(&ask("yoga finsterwalde")).unwrap().reading.some_words_suffice);
    assert_eq!(found("yoga yoga elsterwerda"), ["Yoga am Abend"]);
}

#[tokio::test]
async fn a_word_in_the_title_counts_more_than_one_in_the_text() {
    let long = "Wir singen und spielen miteinander. ".repeat(20);
    let (index, _folder) = index_of([
        SearchEntry {
            texts: vec![EntryText::body("Nach dem Töpfern gibt es Tee. Töpfern!")],
            ..entry("Offener Treff")
        },
        SearchEntry {
            texts: vec![EntryText::body(long.clone())],
            ..entry("Töpfern für alle, die gern mit den Händen arbeiten")
        },
        SearchEntry {
            names: vec!["Haus zum Töpfern".to_owned()],
            texts: vec![EntryText::body(long)],
            ..entry("Lesekreis")
        },
    ])
    .await;
    let results = index.search(&ask("töpfern")).unwrap();
    assert_eq!(results.total, 3);
    assert_eq!(results.hits[0].card.title, "Töpfern für alle, die gern mit den Händen arbeiten");
}

#[tokio::test]
async fn what_comes_soonest_comes_first_when_nobody_says_what_is_better() {
    let (index, _folder) = index_of([
        on(entry("Chor im Mai, Chor, Chor"), &[("2027-05-02T19:00", "2027-05-02T21:00")]),
        on(
            SearchEntry { texts: vec![EntryText::body("Auch der Chor singt.")], ..entry("Fest im Advent") },
            &[("2026-12-06T15:00", "2026-12-06T18:00")],
        ),
        entry("Chor, jede Woche"),
    ])
    .await;
    assert_eq!(
        titles(&index.search(&ask("")).unwrap()),
        ["Fest im Advent", "Chor im Mai, Chor, Chor", "Chor, jede Woche"]
    );
    let soonest = index.search(&query::Query { order: Order::Soonest, ..ask("chor") }).unwrap();
    assert_eq!(titles(&soonest), ["Fest im Advent", "Chor im Mai, Chor, Chor", "Chor, jede Woche"]);
    assert_ne!(index.search(&ask("chor")).unwrap().hits[0].card.title, "Fest im Advent");
}

#[tokio::test]
async fn nothing_typed_finds_all_and_signs_alone_find_nothing() {
    let (index, _folder) = index_of([entry("Lesekreis"), entry("Tanzabend")]).await;
    assert_eq!(index.search(&ask("")).unwrap().total, 2);
    assert_eq!(index.search(&ask("   ")).unwrap().total, 2);
    assert_eq!(index.search(&ask("?!")).unwrap().total, 0);
}
