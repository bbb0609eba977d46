//! The directory beside the offers: kinds without dates, records by which entries are asked for, and the list of pages.

use kreisrund_kernel::{
    AreaId, Kilometres, OrganisationId, PlaceId, Position, SubjectKind, SubjectRef, TermId,
};
use kreisrund_search::{Kind, PublicPath, Query, SearchEntry, Tag, Within};
use kreisrund_store::{Database, migrations};
use kreisrund_testkit::database_test;

use crate::shelf::{Node, Shelf, ask, at, entry, from_to, index_of, on, titles};

fn of_kind(kind: Kind, title: &str) -> SearchEntry {
    SearchEntry { kind, ..entry(title) }
}

#[tokio::test]
async fn who_asks_for_offers_gets_offers_and_the_counts_of_the_rest() {
    let (index, _folder) = index_of([
        of_kind(Kind::Course, "Bücher binden"),
        of_kind(Kind::Service, "Bücher ausleihen"),
        of_kind(Kind::Organisation, "Verein der Bücherfreunde"),
        of_kind(Kind::Topic, "Bücher und Lesen"),
    ])
    .await;
    let offers = index.search(&Query { kinds: Kind::OFFERS.to_vec(), ..ask("bücher") }).unwrap();
    assert_eq!(offers.total, 2);
    assert_eq!(
        offers.facets.kinds,
        [(Kind::Course, 1), (Kind::Service, 1), (Kind::Organisation, 1), (Kind::Topic, 1)].into()
    );
    let directory = index.search(&Query { kinds: Kind::DIRECTORY.to_vec(), ..ask("bücher") }).unwrap();
    assert_eq!(directory.total, 2);
    assert!(directory.hits.iter().all(|hit| !hit.kind.is_offer() && hit.next.is_none()));
    let week = Query { during: from_to("2026-11-22T00:00", "2026-11-29T00:00"), ..ask("bücher") };
    assert_eq!(index.search(&week).unwrap().total, 0, "what is always there has no place in a period");
}

#[tokio::test]
async fn without_words_the_directory_goes_by_the_alphabet_and_offers_by_their_dates() {
    let (index, _folder) = index_of([
        of_kind(Kind::Municipality, "Zeischa"),
        of_kind(Kind::Municipality, "Übigau"),
        of_kind(Kind::Municipality, "Gemeinde am langen Fluss (Süd)"),
        of_kind(Kind::Municipality, "Uebersee"),
        of_kind(Kind::Municipality, "Gemeinde am kurzen Fluss"),
        of_kind(Kind::Municipality, "Ähnlichhausen"),
        on(entry("Zuerst"), &[("2026-11-28T10:00", "2026-11-28T11:00")]),
        on(entry("Danach"), &[("2026-11-29T10:00", "2026-11-29T11:00")]),
    ])
    .await;
    let municipalities = Query { kinds: vec![Kind::Municipality], ..ask("") };
    assert_eq!(
        titles(&index.search(&municipalities).unwrap()),
        [
            "Ähnlichhausen",
            "Gemeinde am kurzen Fluss",
            "Gemeinde am langen Fluss (Süd)",
            "Uebersee",
            "Übigau",
            "Zeischa"
        ]
    );
    let everything = index.search(&ask("")).unwrap();
    assert_eq!(titles(&everything)[..2], ["Zuerst", "Danach"]);
}

#[tokio::test]
async fn an_entry_is_asked_for_by_all_the_records_to_which_it_belongs() {
    let club = SubjectRef::new(SubjectKind::Organisation, OrganisationId::new());
    let hall = SubjectRef::new(SubjectKind::Place, PlaceId::new());
    let topic = SubjectRef::new(SubjectKind::Term, TermId::new());
    let (index, _folder) = index_of([
        SearchEntry { tags: [club, hall, topic].map(Tag::from).to_vec(), ..entry("Chorprobe") },
        SearchEntry { tags: vec![club.into()], ..entry("Chorfahrt") },
        entry("Kirchenchor"),
    ])
    .await;
    let tagged = |tags: &[SubjectRef], words: &str| {
        let results = index
            .search(&Query { tags: tags.iter().copied().map(Tag::from).collect(), ..ask(words) })
            .unwrap();
        let mut found: Vec<String> = titles(&results).into_iter().map(str::to_owned).collect();
        found.sort();
        found
    };
    assert_eq!(tagged(&[club], ""), ["Chorfahrt", "Chorprobe"]);
    assert_eq!(tagged(&[topic, club], ""), ["Chorprobe"], "all of them have to be there");
    assert_eq!(tagged(&[club], "fahrt"), ["Chorfahrt"], "by a part of its name");
    assert_eq!(tagged(&[club], "chorfahrt"), ["Chorfahrt"], "words and records together");
    let same_identifier = SubjectRef::new(SubjectKind::Network, club.id);
    assert_eq!(tagged(&[same_identifier], ""), [""; 0], "another kind is another record");
    assert_eq!(tagged(&[club], "!?"), [""; 0], "signs alone find nothing");
}

#[tokio::test]
async fn around_a_municipality_but_not_in_it() {
    let (here, there) = (AreaId::new(), AreaId::new());
    let (index, _folder) = index_of([
        SearchEntry { area: Some(here), ..entry("Im Ort") },
        SearchEntry { area: Some(there), ..entry("Im Nachbarort") },
        entry("Unterwegs"),
    ])
    .await;
    let elsewhere = index.search(&Query { elsewhere_than: Some(here), ..ask("") }).unwrap();
    assert_eq!(titles(&elsewhere), ["Im Nachbarort", "Unterwegs"]);
    assert_eq!(elsewhere.facets.areas, [(there, 1)].into());
    let unknown = index.search(&Query { elsewhere_than: Some(AreaId::new()), ..ask("") }).unwrap();
    assert_eq!(unknown.total, 3);
}

#[tokio::test]
async fn a_topic_is_at_home_in_the_whole_county() {
    let herzberg = Position::new(51.6911, 13.2333).unwrap();
    let (index, _folder) = index_of([
        of_kind(Kind::Topic, "Tanz"),
        of_kind(Kind::Organisation, "Tanzverein ohne Adresse"),
        SearchEntry { position: Some(herzberg), ..of_kind(Kind::Organisation, "Tanzverein Herzberg") },
    ])
    .await;
    let within = Some(Within { centre: herzberg, radius: Kilometres(5.0) });
    let near = index.search(&Query { within, ..ask("") }).unwrap();
    assert_eq!(titles(&near), ["Tanzverein Herzberg", "Tanz"]);
    let nowhere = index.search(&Query { areas: vec![AreaId::new()], ..ask("") }).unwrap();
    assert_eq!(titles(&nowhere), ["Tanz"]);
}

#[database_test(migrations = migrations)]
async fn two_sources_of_one_kind_leave_each_other_alone(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let mut topic = of_kind(Kind::Topic, "Lesen");
    let topics = Shelf::named("topics", [topic.clone()]);
    let situations = Shelf::named("situations", [of_kind(Kind::LifeSituation, "Neu hier")]);
    let node = Node::start_with(&database, &[topics.clone(), situations.clone()], folder.path());
    node.finds(&["Lesen", "Neu hier"]).await;
    // Both sources hear that the record changed; only one of them has an entry for it.
    topic.card.title = "Lesen und Schreiben".to_owned();
    topics.put(&database, topic).await;
    node.finds(&["Lesen und Schreiben", "Neu hier"]).await;
    let mut situation = of_kind(Kind::LifeSituation, "Ein Kind kommt");
    situations.put(&database, situation.clone()).await;
    node.finds(&["Ein Kind kommt", "Lesen und Schreiben", "Neu hier"]).await;
    situation.card.title = "Wir bekommen ein Kind".to_owned();
    situations.put(&database, situation).await;
    node.finds(&["Lesen und Schreiben", "Neu hier", "Wir bekommen ein Kind"]).await;
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn what_a_new_source_supplies_is_found_after_an_update(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let offers = Shelf::with([entry("Chor")]);
    let node = Node::start(&database, &offers, folder.path());
    node.finds(&["Chor"]).await;
    let generation = node.generation();
    node.stop().await;

    let topics = Shelf::named("topics", [of_kind(Kind::Topic, "Musik")]);
    let node = Node::start_with(&database, &[topics, offers], folder.path());
    node.finds(&["Chor", "Musik"]).await;
    assert_ne!(node.generation(), generation, "the index was built anew");
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn every_page_is_listed_once_with_its_last_change(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let at_path = |title: &str, path: &str, changed: Option<&str>| {
        let mut entry = SearchEntry { changed: changed.map(at), ..entry(title) };
        entry.card.path = path.to_owned();
        entry
    };
    let dance = at_path("Tanz", "/angebote/tanz", None);
    let shelf = Shelf::with([
        dance.clone(),
        at_path("Chor", "/angebote/chor", Some("2026-11-20T10:00")),
        at_path("Chor in zwei Gestalten", "/angebote/chor", Some("2026-11-21T10:00")),
        at_path("Verein", "/organisationen/verein", Some("2026-11-01T10:00")),
    ]);
    let node = Node::start(&database, &shelf, folder.path());
    node.finds(&["Chor", "Chor in zwei Gestalten", "Tanz", "Verein"]).await;
    let page =
        |path: &str, changed: Option<&str>| PublicPath { path: path.to_owned(), changed: changed.map(at) };
    let (total, pages) = node.index.paths(0, 100).unwrap();
    let chor = page("/angebote/chor", Some("2026-11-21T10:00"));
    let club = page("/organisationen/verein", Some("2026-11-01T10:00"));
    assert_eq!(total, 3);
    assert_eq!(pages, [chor.clone(), page("/angebote/tanz", None), club.clone()]);
    assert_eq!(node.index.paths(1, 1).unwrap(), (3, vec![page("/angebote/tanz", None)]));
    assert_eq!(node.index.paths(9, 9).unwrap(), (3, Vec::new()));

    shelf.take_away(&database, dance.subject.id).await;
    node.finds(&["Chor", "Chor in zwei Gestalten", "Verein"]).await;
    assert_eq!(node.index.paths(0, 100).unwrap(), (2, vec![chor, club]), "what is gone is not listed");
    node.stop().await;
}
