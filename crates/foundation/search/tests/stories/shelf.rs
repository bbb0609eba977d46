//! A source of entries that lies in memory, entries that are quickly written, and a running indexer.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use jiff::{Timestamp, civil::DateTime};
use kreisrund_kernel::{OfferId, SubjectKind, SubjectRef, clock::county_time_zone};
use kreisrund_search::{
    Card, CardOccurrence, Indexer, Interval, Kind, Page, Query, Results, SearchEntry, SearchError,
    SearchIndex, SearchSource, Visibility,
};
use kreisrund_store::{Database, DatabaseUrl, Event, Message, StoreError};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio::{
    sync::{oneshot, watch},
    task::JoinHandle,
};
use uuid::Uuid;

/// Entries in memory; what happens to them is told through the outbox all the same.
#[derive(Default)]
pub struct Shelf {
    entries: Mutex<BTreeMap<Uuid, SearchEntry>>,
    pub out_of_reach: AtomicBool,
    /// While it is held, nobody gets to know which entries there are: a rebuild does not end. What happens to single
    /// entries is taken in all the same.
    pub held: watch::Sender<bool>,
    /// Another name than that of the kind of its records.
    pub name: Option<&'static str>,
}

/// Something happened to an entry of the shelf.
#[derive(Serialize, Deserialize)]
struct Moved {
    id: OfferId,
}

impl Event for Moved {
    const TOPIC: &'static str = "test.moved";
    const VERSION: i32 = 1;

    fn subject(&self) -> SubjectRef {
        SubjectRef::new(SubjectKind::Offer, self.id)
    }
}

impl Shelf {
    pub fn with(entries: impl IntoIterator<Item = SearchEntry>) -> Arc<Self> {
        let entries = entries.into_iter().map(|entry| (entry.subject.id, entry)).collect();
        Arc::new(Self { entries: Mutex::new(entries), ..Self::default() })
    }

    /// The same under another name than that of the kind of its records.
    pub fn named(name: &'static str, entries: impl IntoIterator<Item = SearchEntry>) -> Arc<Self> {
        let entries = entries.into_iter().map(|entry| (entry.subject.id, entry)).collect();
        Arc::new(Self { entries: Mutex::new(entries), name: Some(name), ..Self::default() })
    }

    /// Puts `entry` there, or in the place of what has the same identifier, and tells so.
    pub async fn put(&self, database: &Database, entry: SearchEntry) {
        let id = entry.subject.id;
        self.entries.lock().unwrap().insert(id, entry);
        tell(database, id).await;
    }

    pub async fn take_away(&self, database: &Database, id: Uuid) {
        self.entries.lock().unwrap().remove(&id);
        tell(database, id).await;
    }

    /// Puts `entry` there without a word.
    pub fn smuggle(&self, entry: SearchEntry) {
        self.entries.lock().unwrap().insert(entry.subject.id, entry);
    }

    /// Takes it away without a word: what a database that was put back from a backup does.
    pub fn forget(&self, id: Uuid) {
        self.entries.lock().unwrap().remove(&id);
    }

    fn reach(&self) -> Result<BTreeMap<Uuid, SearchEntry>, StoreError> {
        if self.out_of_reach.load(Ordering::SeqCst) {
            return Err(StoreError::Unreadable("out of reach".to_owned()));
        }
        Ok(self.entries.lock().unwrap().clone())
    }
}

async fn tell(database: &Database, id: Uuid) {
    let write = database.write().await.unwrap();
    write.publish(&Moved { id: OfferId(id) }).await.unwrap();
    write.commit().await.unwrap();
}

#[async_trait]
impl SearchSource for Shelf {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Offer
    }

    fn name(&self) -> &'static str {
        self.name.unwrap_or(self.kind().as_str())
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        let all = self.reach()?;
        Ok(ids.iter().filter_map(|id| all.get(id).cloned()).collect())
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        self.held.subscribe().wait_for(|held| !held).await.unwrap();
        let behind = |id: &Uuid| after.is_none_or(|after| *id > after);
        let limit = usize::try_from(limit).unwrap();
        Ok(self.reach()?.into_keys().filter(behind).take(limit).collect())
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        Ok(if message.is_about(SubjectKind::Offer) { vec![message.subject_id] } else { Vec::new() })
    }
}

/// An event that is called `title`, always there, nowhere in particular.
pub fn entry(title: &str) -> SearchEntry {
    SearchEntry {
        subject: SubjectRef::new(SubjectKind::Offer, OfferId::new()),
        kind: Kind::Event,
        title: title.to_owned(),
        names: Vec::new(),
        visibility: Visibility::Public,
        texts: Vec::new(),
        area: None,
        further_areas: Vec::new(),
        position: None,
        intervals: Vec::new(),
        open_until: Vec::new(),
        tags: Vec::new(),
        changed: None,
        published: None,
        card: Card {
            slug: "eintrag".to_owned(),
            path: "/angebote/eintrag".to_owned(),
            language: "de".to_owned(),
            title: title.to_owned(),
            summary: String::new(),
            price: None,
            online: false,
            access: Vec::new(),
            image: None,
            organisation: None,
            place: None,
            occurrences: Vec::new(),
            example: true,
        },
    }
}

/// `entry` with dates from and to these times on the county's clocks.
pub fn on(mut entry: SearchEntry, dates: &[(&str, &str)]) -> SearchEntry {
    entry.intervals = dates.iter().map(|(start, end)| Interval { start: at(start), end: at(end) }).collect();
    entry.card.occurrences = dates
        .iter()
        .map(|(start, end)| CardOccurrence {
            start: civil(start),
            end: Some(civil(end)),
            zone: "Europe/Berlin".to_owned(),
            all_day: false,
            state: "planned".to_owned(),
        })
        .collect();
    entry
}

fn civil(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// The instant at which the county's clocks show `text`.
pub fn at(text: &str) -> Timestamp {
    civil(text).to_zoned(county_time_zone()).unwrap().timestamp()
}

pub fn from_to(start: &str, end: &str) -> Option<Interval> {
    Some(Interval { start: at(start), end: at(end) })
}

/// A question for everything, asked on 22 November 2026, with room for all hits.
pub fn ask(words: &str) -> Query {
    Query {
        words: words.to_owned(),
        now: at("2026-11-22T10:00"),
        page: Page { offset: 0, limit: 1_000 },
        ..Query::default()
    }
}

pub fn titles(results: &Results) -> Vec<&str> {
    results.hits.iter().map(|hit| hit.card.title.as_str()).collect()
}

/// An index of `entries`, with the folder that goes away with it.
pub async fn index_of(entries: impl IntoIterator<Item = SearchEntry>) -> (SearchIndex, TempDir) {
    index_of_shelves(&[Shelf::with(entries)]).await
}

/// An index of the entries of `shelves`, taken in one shelf after the other.
pub async fn index_of_shelves(shelves: &[Arc<Shelf>]) -> (SearchIndex, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let database = other_database(folder.path()).await;
    let index = SearchIndex::in_folder(&folder.path().join("index"));
    let sources = shelves.iter().map(|shelf| shelf.clone() as Arc<dyn SearchSource>).collect();
    Indexer::new(database.clone(), index.clone(), sources).rebuild().await.unwrap();
    database.close().await;
    (index, folder)
}

/// A database of its own in `folder`.
pub async fn other_database(folder: &Path) -> Database {
    let database = Database::connect(&DatabaseUrl::in_folder(folder)).await.unwrap();
    kreisrund_store::migrate(&database, kreisrund_store::migrations).await.unwrap();
    database
}

/// A node of the installation: an index in a folder and the indexer that feeds it.
pub struct Node {
    pub index: SearchIndex,
    folder: PathBuf,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Node {
    pub fn start(database: &Database, shelf: &Arc<Shelf>, folder: &Path) -> Self {
        Self::start_with(database, std::slice::from_ref(shelf), folder)
    }

    pub fn start_with(database: &Database, shelves: &[Arc<Shelf>], folder: &Path) -> Self {
        let index = SearchIndex::in_folder(folder);
        let sources = shelves.iter().map(|shelf| shelf.clone() as Arc<dyn SearchSource>).collect();
        let indexer = Indexer::new(database.clone(), index.clone(), sources);
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            indexer.run(stopped).await.unwrap();
        });
        Self { index, folder: folder.to_owned(), stop, running }
    }

    /// Waits until everything that is found is called `expected`.
    pub async fn finds(&self, expected: &[&str]) {
        let mut found = Vec::new();
        for _ in 0..6_000 {
            let results = match self.index.search(&ask("")) {
                Ok(results) => results,
                // Something is wrong with its files, which is being looked after.
                Err(SearchError::Preparing(_)) => Results::default(),
                Err(error) => panic!("{error}"),
            };
            found = titles(&results).into_iter().map(str::to_owned).collect();
            found.sort();
            if self.index.is_open() && found == expected {
                return;
            }
            assert!(!self.running.is_finished(), "the indexer ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("found {found:?} instead of {expected:?}");
    }

    /// The name of the folder in which the index lies: a rebuilt index has another.
    pub fn generation(&self) -> String {
        std::fs::read_to_string(self.folder.join("current")).unwrap()
    }

    /// Waits until the index is another one than `generation`.
    pub async fn leaves(&self, generation: &str) {
        for _ in 0..6_000 {
            if self.index.is_open() && self.generation() != generation {
                return;
            }
            assert!(!self.running.is_finished(), "the indexer ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it is still {generation}");
    }

    /// Ends it as the end of its process would: in the middle of whatever it does.
    pub async fn kill(self) {
        self.running.abort();
        assert!(self.running.await.unwrap_err().is_cancelled());
    }

    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
    }
}
