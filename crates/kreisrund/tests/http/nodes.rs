//! Two nodes on one database, each with an index of its own.

use std::{collections::BTreeMap, future::pending, path::Path};

use kreisrund::{
    cli::Global,
    config::Config,
    house::{self, Furnished},
};
use kreisrund_search::{
    Query, SearchIndex, Status,
    synonyms::{Group, store},
};
use kreisrund_store::Database;
use kreisrund_testkit::{TestDatabase, database_test};
use kreisrund_web::Mode;
use tokio::sync::watch;

use crate::portal::DEMO;

/// A node that is running.
struct Node {
    search: SearchIndex,
    status: watch::Receiver<Status>,
}

impl Node {
    async fn start(database: Database, folder: &Path) -> Self {
        let flags = Global { data: Some(folder.to_owned()), ..Global::default() };
        let config = Config::load(&flags, &BTreeMap::new()).unwrap();
        let Furnished { house, indexer, .. } = house::furnish(&config, database, Mode::Demo).await.unwrap();
        let mut status = indexer.status();
        tokio::spawn(async move { indexer.run(pending()).await });
        status.wait_for(|status| status.position.is_some()).await.unwrap();
        Self { search: house.search, status }
    }

    fn finds(&self, words: &str) -> bool {
        let query = Query { words: words.to_owned(), ..Query::default() };
        self.search.search(&query).unwrap().total > 0
    }

    /// Waits until the node has taken in so much that `words` are found, or are not.
    async fn until(&mut self, words: &str, found: bool) {
        while self.finds(words) != found {
            self.status.changed().await.unwrap();
        }
    }
}

#[database_test(prepared = DEMO)]
async fn words_that_mean_the_same_count_on_every_node(test: TestDatabase) {
    let database = test.database().clone();
    let mut here = Node::start(database.clone(), test.folder()).await;
    let elsewhere = Database::connect(test.url()).await.unwrap();
    let mut elsewhere = Node::start(elsewhere, &test.folder().join("elsewhere")).await;
    assert!(!here.finds("Xylobrumm") && !elsewhere.finds("Xylobrumm"));

    let write = database.write().await.unwrap();
    let group = Group::same(&["Xylobrumm", "Computer"]).unwrap();
    let id = store::add(&write, &group).await.unwrap();
    write.commit().await.unwrap();
    here.until("Xylobrumm", true).await;
    elsewhere.until("Xylobrumm", true).await;

    let write = database.write().await.unwrap();
    store::remove(&write, &id).await.unwrap();
    write.commit().await.unwrap();
    here.until("Xylobrumm", false).await;
    elsewhere.until("Xylobrumm", false).await;
}
