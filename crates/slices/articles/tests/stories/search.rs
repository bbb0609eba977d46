//! An article is found with its picture, and with its series; what is taken back is found no more.

use std::{path::Path, sync::Arc};

use kreisrund_areas::Areas;
use kreisrund_articles::store::{
    self, Asked,
    states::{self, Found},
};
use kreisrund_content::Vocabularies;
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_search::{Hit, Indexer, Kind, Order, Query, SearchIndex, SearchSource};
use kreisrund_store::Database;
use kreisrund_testkit::database_test;

use crate::{
    county::{migrations, office, settle, today},
    demo::tell,
};

/// The index of everything that is there.
async fn index(database: &Database, folder: &Path) -> SearchIndex {
    let areas = Areas::load(database).await.unwrap();
    let vocabularies = Vocabularies::load(database).await.unwrap();
    let sources: Vec<Arc<dyn SearchSource>> =
        (kreisrund_articles::slice().search)(database, &areas, &vocabularies);
    let index = SearchIndex::in_folder(folder);
    let indexer = Indexer::new(database.clone(), index.clone(), sources);
    let mut status = indexer.status();
    let is_built = async {
        status.wait_for(|status| status.position.is_some()).await.unwrap();
    };
    indexer.run(is_built).await.unwrap();
    index
}

fn newest(index: &SearchIndex, database: &Database, query: Query) -> Vec<Hit> {
    let query = Query {
        kinds: vec![Kind::Article],
        order: Order::Newest,
        now: database.clock().now(),
        page: kreisrund_search::Page { offset: 0, limit: 100 },
        ..query
    };
    index.search(&query).unwrap().hits
}

#[database_test(migrations = migrations)]
async fn articles_are_found_with_picture_place_and_series(database: Database) {
    settle(&database).await;
    tell(&database, today(&database)).await;
    let folder = tempfile::tempdir().unwrap();
    let index = index(&database, folder.path()).await;

    let (_, articles) =
        store::page_of(database.read(), &Asked::default(), today(&database), 0, 1_000).await.unwrap();
    let series = store::series::all(database.read()).await.unwrap();
    let hits = newest(&index, &database, Query::default());
    assert_eq!(hits.len(), articles.len() + series.len());
    // A series is not news.
    assert!(hits[..articles.len()].iter().all(|hit| !hit.card.path.contains("/reihen/")));
    assert_eq!(hits[0].card.path, articles[0].path(), "the newest comes first");
    for hit in &hits {
        assert!(hit.card.image.as_ref().is_some_and(|image| image.motif.is_some()), "{}", hit.card.path);
    }

    let of_series = series.iter().find(|series| series.slug.as_str() == "sagen-im-landkreis").unwrap();
    let tag = SubjectRef::new(SubjectKind::ArticleSeries, of_series.id);
    let parts = store::parts_of(database.read(), of_series.id, today(&database)).await.unwrap();
    assert_eq!(
        newest(&index, &database, Query { tags: vec![tag.into()], ..Query::default() }).len(),
        parts.len()
    );

    let with_place = articles.iter().find(|article| article.details.place.is_some()).unwrap();
    let place = SubjectRef::new(SubjectKind::Place, with_place.details.place.unwrap());
    let there = newest(&index, &database, Query { tags: vec![place.into()], ..Query::default() });
    assert!(there.iter().any(|hit| hit.card.path == with_place.path()));
    assert!(there.iter().all(|hit| hit.card.place.as_ref().is_some_and(|place| place.position.is_some())));

    // English words find what has an English text.
    let english = newest(&index, &database, Query { words: "wet penny".to_owned(), ..Query::default() });
    assert_eq!(english.first().map(|hit| hit.card.slug.as_str()), Some("der-nasse-groschen"));
}

#[database_test(migrations = migrations)]
async fn what_was_taken_back_is_found_no_more(database: Database) {
    settle(&database).await;
    tell(&database, today(&database)).await;
    let folder = tempfile::tempdir().unwrap();
    let of = |index: &SearchIndex| {
        let words = Query { words: "Groschen Fährmann".to_owned(), ..Query::default() };
        newest(index, &database, words).iter().filter(|hit| hit.card.slug == "der-nasse-groschen").count()
    };
    assert_eq!(of(&index(&database, folder.path()).await), 1);
    let slug = "der-nasse-groschen".parse().unwrap();
    let article = store::by_slug(database.read(), &slug).await.unwrap().unwrap();
    let write = database.write().await.unwrap();
    let Some(Found::Published(found)) = states::find(&write, article.id).await.unwrap() else {
        panic!("published")
    };
    states::carry_out(&write, found.withdraw(), &office()).await.unwrap();
    write.commit().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(of(&index(&database, folder.path()).await), 0);
}
