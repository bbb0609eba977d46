//! An offer is found soon after it was written, and its card says what is true now.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use jiff::Timestamp;
use kreisrund_areas::{Areas, demo, extract::read_extract, store::areas::save_county};
use kreisrund_content::{
    Vocabularies, Vocabulary,
    store::vocabularies::{set_terms, snapshot},
};
use kreisrund_directory::{
    network::{Member, MemberRole, Members, NetworkDetails, NetworkKind},
    store::{
        networks::save_network,
        organisations::{organisation_by_slug, save_organisation},
        places::{place_by_slug, save_place},
    },
};
use kreisrund_events::OfferChanged;
use kreisrund_kernel::{Period, Position, SubjectKind, SubjectRef};
use kreisrund_offers::{demo::Stories, offer::State};
use kreisrund_search::{Hit, Indexer, Interval, Page, Query, SearchIndex, SearchSource};
use kreisrund_slice::DemoStories;
use kreisrund_store::Database;
use kreisrund_testkit::database_test;
use tokio::{sync::oneshot, task::JoinHandle};

use crate::county::{Event, all_offers, bring_in, log_is_readable, migrations, offer, settle, slug, today};

/// A running index of all offers.
pub struct Node {
    pub index: SearchIndex,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

/// An indexer for all offers and the index that it feeds.
pub async fn indexer(database: &Database, folder: &Path) -> (Indexer, SearchIndex) {
    let areas = Areas::load(database).await.unwrap();
    let vocabularies = Vocabularies::load(database).await.unwrap();
    let sources: Vec<Arc<dyn SearchSource>> =
        (kreisrund_offers::slice().search)(database, &areas, &vocabularies);
    let index = SearchIndex::in_folder(folder);
    (Indexer::new(database.clone(), index.clone(), sources), index)
}

impl Node {
    pub async fn start(database: &Database, folder: &Path) -> Self {
        let (indexer, index) = indexer(database, folder).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            indexer.run(stopped).await.unwrap();
        });
        Self { index, stop, running }
    }

    /// Waits until what `words` find is as `expected` says.
    pub async fn finds(&self, words: &str, expected: impl Fn(&[Hit]) -> bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        for _ in 0..6_000 {
            hits = self.index.search(&ever(words)).unwrap().hits;
            if self.index.is_open() && expected(&hits) {
                return hits;
            }
            assert!(!self.running.is_finished(), "the indexer ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("“{words}” finds {:?}", hits.iter().map(|hit| &hit.card).collect::<Vec<_>>());
    }

    /// Waits until so many offers belong to `record`.
    pub async fn finds_by(&self, record: SubjectRef, expected: usize) {
        for _ in 0..6_000 {
            if self.index.search(&belonging_to(record)).unwrap().total == expected {
                return;
            }
            assert!(!self.running.is_finished(), "the indexer ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{record} does not have {expected} offers");
    }

    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
    }
}

/// A question for everything that ever was or will be.
pub fn ever(words: &str) -> Query {
    Query {
        words: words.to_owned(),
        now: Timestamp::MIN,
        page: Page { offset: 0, limit: 100_000 },
        ..Query::default()
    }
}

fn festival(title: &str) -> Event {
    Event::new("fest@example.org", title, "20261205T140000")
        .at("Turnhalle am Wasserturm, Falkenberg/Elster")
        .line("DTEND;TZID=Europe/Berlin:20261205T220000")
        .line("DESCRIPTION:Mit Räucherfisch und Blasmusik.")
}

#[database_test(migrations = migrations)]
async fn what_is_imported_is_found_by_everything_it_says(database: Database) {
    settle(&database).await;
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&database, folder.path()).await;
    bring_in(&database, &[festival("Anglerfest")]).await;
    let hit = node.finds("anglerfest", |hits| hits.len() == 1).await.remove(0);
    for words in ["raeucherfisch", "Wasserturm", "falkenberg", "angelfreunde elster"] {
        assert_eq!(node.index.search(&ever(words)).unwrap().total, 1, "{words}");
    }
    // In quotation marks, as one word of an address may be that of a title.
    for untold in ["\"fest@example.org\"", "14:00"] {
        assert_eq!(node.index.search(&ever(untold)).unwrap().total, 0, "{untold}");
    }
    let card = &hit.card;
    assert_eq!((card.slug.as_str(), card.path.as_str()), ("anglerfest", "/angebote/anglerfest"));
    assert_eq!(card.organisation.as_ref().unwrap().name, "Angelfreunde an der Elster");
    let place = card.place.as_ref().unwrap();
    assert_eq!(
        (place.name.as_str(), place.area.as_deref()),
        ("Turnhalle am Wasserturm", Some("Falkenberg/Elster"))
    );
    let next = hit.next.unwrap();
    assert_eq!(next.start.to_string(), "2026-12-05T14:00:00");
    assert_eq!(next.end.unwrap().to_string(), "2026-12-05T22:00:00");
    // 14:00 in Berlin is 13:00 in Greenwich.
    let during = |start: &str, end: &str| {
        let during = Interval { start: start.parse().unwrap(), end: end.parse().unwrap() };
        node.index.search(&Query { during: Some(during), ..ever("") }).unwrap().total
    };
    assert_eq!(during("2026-12-05T12:00:00Z", "2026-12-05T13:00:00Z"), 0);
    assert_eq!(during("2026-12-05T12:00:00Z", "2026-12-05T13:00:01Z"), 1);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn both_whole_days_belong_to_an_event_of_two_days(database: Database) {
    settle(&database).await;
    let folder = tempfile::tempdir().unwrap();
    bring_in(
        &database,
        &[Event::new("messe@example.org", "Anglermesse", "20261128").line("DTEND;VALUE=DATE:20261130")],
    )
    .await;
    let node = Node::start(&database, folder.path()).await;
    node.finds("anglermesse", |hits| hits.len() == 1).await;
    let on = |day: &str| {
        let midnight: jiff::Zoned = format!("{day}T00:00[Europe/Berlin]").parse().unwrap();
        let during = Interval { start: midnight.timestamp(), end: midnight.tomorrow().unwrap().timestamp() };
        node.index.search(&Query { during: Some(during), ..ever("") }).unwrap().total
    };
    let found = ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"].map(on);
    assert_eq!(found, [0, 1, 1, 0]);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn two_nodes_learn_of_changed_cancelled_and_withdrawn_events(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival("Anglerfest")]).await;
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let nodes =
        [Node::start(&database, folders[0].path()).await, Node::start(&database, folders[1].path()).await];
    for node in &nodes {
        node.finds("anglerfest", |hits| hits.len() == 1).await;
    }
    bring_in(&database, &[festival("Fischerfest")]).await;
    for node in &nodes {
        node.finds("fischerfest", |hits| hits.iter().any(|hit| hit.card.title == "Fischerfest")).await;
        // Between quotation marks: who asks for one of them without finds the other.
        assert_eq!(node.index.search(&ever("\"anglerfest\"")).unwrap().total, 0);
    }
    bring_in(&database, &[festival("Fischerfest").line("STATUS:CANCELLED")]).await;
    for node in &nodes {
        node.finds("fischerfest", |hits| hits[0].next.as_ref().unwrap().state == "cancelled").await;
    }
    bring_in(&database, &[festival("Fischerfest").line("CLASS:PRIVATE")]).await;
    for node in &nodes {
        node.finds("fischerfest", <[Hit]>::is_empty).await;
        assert!(node.index.is_empty());
    }
    assert_eq!(all_offers(&database).await[0].state, State::Withdrawn);
    for node in nodes {
        node.stop().await;
    }
}

#[database_test(migrations = migrations)]
async fn what_is_renamed_or_corrected_elsewhere_shows_on_the_cards(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival("Anglerfest")]).await;
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&database, folder.path()).await;
    node.finds("anglerfest", |hits| hits.len() == 1).await;

    let club = organisation_by_slug(database.read(), &slug("angelfreunde")).await.unwrap().unwrap();
    let hall = place_by_slug(database.read(), &slug("turnhalle-falkenberg")).await.unwrap().unwrap();
    let corrected = Position::new(51.6, 13.3).unwrap();
    let write = database.write().await.unwrap();
    let mut details = club.details.clone();
    details.name = "Verband der Flussfischer".to_owned();
    save_organisation(&write, &club.slug, details).await.unwrap();
    let mut details = hall.details.clone();
    details.name = "Halle am Gaswerk".to_owned();
    details.position = Some(corrected);
    save_place(&write, &hall.slug, details).await.unwrap();
    write.commit().await.unwrap();

    let hit = node.finds("flussfischer gaswerk", |hits| hits.len() == 1).await.remove(0);
    assert_eq!(hit.card.organisation.unwrap().name, "Verband der Flussfischer");
    let place = hit.card.place.unwrap();
    assert_eq!((place.name.as_str(), place.position), ("Halle am Gaswerk", Some(corrected)));
    assert_eq!(node.index.search(&ever("angelfreunde")).unwrap().total, 0);
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn a_municipality_that_is_renamed_shows_its_new_name(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival("Anglerfest")]).await;
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&database, folder.path()).await;
    node.finds("anglerfest", |hits| hits.len() == 1).await;

    let mut extract =
        read_extract(&demo::EXTRACT.replace("Falkenberg/Elster", "Falkenberg am Fluss")).unwrap();
    extract.localities.clear();
    let write = database.write().await.unwrap();
    save_county(&write, &extract.county, &extract.localities, &extract.sources).await.unwrap();
    write.commit().await.unwrap();
    let renamed = |hits: &[Hit]| {
        let area = hits.first().and_then(|hit| hit.card.place.clone()).and_then(|place| place.area);
        area.is_some_and(|area| area.starts_with("Falkenberg am Fluss"))
    };
    node.finds("anglerfest", renamed).await;
    node.stop().await;
}

#[database_test(migrations = migrations)]
async fn every_story_of_the_demonstration_is_found_by_its_title(database: Database) {
    settle(&database).await;
    let write = database.write().await.unwrap();
    Stories.write(&write, today(&database)).await.unwrap();
    write.commit().await.unwrap();
    log_is_readable(&database).await;
    let folder = tempfile::tempdir().unwrap();
    let (indexer, index) = indexer(&database, folder.path()).await;
    let offers = all_offers(&database).await;
    assert_eq!(indexer.rebuild().await.unwrap(), offers.len() as u64);
    let mut kinds = BTreeMap::new();
    for offer in &offers {
        *kinds.entry(offer.details.kind()).or_insert(0) += 1;
        let hits = index.search(&ever(&offer.details.texts.source().title)).unwrap().hits;
        let hit = hits.iter().find(|hit| hit.card.slug == offer.slug.as_str());
        let hit = hit.unwrap_or_else(|| panic!("{} is not found", offer.slug));
        assert_eq!((hit.kind, hit.dates), (offer.details.kind(), offer.dates.len()), "{}", offer.slug);
        if let Some(english) = offer.details.texts.all().find(|text| text.language.as_str() == "en") {
            let hits = index.search(&ever(&english.title)).unwrap().hits;
            assert!(hits.iter().any(|hit| hit.card.slug == offer.slug.as_str()), "{} in English", offer.slug);
        }
    }
    let all = index.search(&ever("")).unwrap();
    assert_eq!((all.total, all.facets.kinds), (offers.len(), kinds));
}

/// A question for everything that belongs to `record`.
fn belonging_to(record: SubjectRef) -> Query {
    Query { tags: vec![record.into()], ..ever("") }
}

#[database_test(migrations = migrations)]
async fn an_offer_is_found_by_all_that_it_belongs_to(database: Database) {
    settle(&database).await;
    bring_in(&database, &[festival("Anglerfest")]).await;
    let folder = tempfile::tempdir().unwrap();
    let node = Node::start(&database, folder.path()).await;
    node.finds("anglerfest", |hits| hits.len() == 1).await;

    let club = organisation_by_slug(database.read(), &slug("angelfreunde")).await.unwrap().unwrap();
    let hall = place_by_slug(database.read(), &slug("turnhalle-falkenberg")).await.unwrap().unwrap();
    let terms = snapshot(database.read()).await.unwrap();
    let animals = terms.by_slug(Vocabulary::Topic, &slug("tiere")).unwrap().clone();
    let upper = SubjectRef::new(SubjectKind::Term, animals.parent.unwrap());
    assert_eq!(node.index.search(&belonging_to(upper)).unwrap().total, 0);

    let write = database.write().await.unwrap();
    let offer = offer(&database, "anglerfest").await.id;
    let subject = SubjectRef::new(SubjectKind::Offer, offer);
    set_terms(&write, subject, Vocabulary::Topic, &[animals.id]).await.unwrap();
    write.publish(&OfferChanged { offer }).await.unwrap();
    let details = NetworkDetails {
        name: "Netz der Ufer".to_owned(),
        kind: NetworkKind::Other,
        area: None,
        email: None,
        phone: None,
        website: None,
        example: true,
    };
    let member = Member {
        organisation: club.id,
        role: MemberRole::Member,
        validity: Period::new(Some(today(&database)), None).unwrap(),
    };
    let members = Members::new(vec![member]).unwrap();
    let network = save_network(&write, &slug("netz-der-ufer"), details.clone(), members).await.unwrap().0;
    write.commit().await.unwrap();

    let network = SubjectRef::new(SubjectKind::Network, network.id);
    for record in [
        SubjectRef::new(SubjectKind::Organisation, club.id),
        SubjectRef::new(SubjectKind::Place, hall.id),
        SubjectRef::new(SubjectKind::Term, animals.id),
        upper,
        network,
    ] {
        node.finds_by(record, 1).await;
    }
    // It is found by the names of its topics too, in whichever language they are asked for.
    for label in animals.labels.values() {
        assert_eq!(node.index.search(&ever(label)).unwrap().total, 1, "{label}");
    }

    let write = database.write().await.unwrap();
    save_network(&write, &slug("netz-der-ufer"), details, Members::default()).await.unwrap();
    write.commit().await.unwrap();
    node.finds_by(network, 0).await;
    node.stop().await;
}
