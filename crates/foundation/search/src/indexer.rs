//! Keeping the index true: built from the tables, then fed from the outbox.
//!
//! An index is only ever built beside the one in use. That one goes on answering, and is fed as before, until the new
//! one is complete and has caught up with the log.

use std::{
    collections::{BTreeSet, HashMap},
    convert::Infallible,
    future::Future,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_store::{Database, Event, Message, Position, StoreError, outbox};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    entry::SearchEntry,
    generations::{Last, Stamp, Writing},
    index::{SearchError, SearchIndex},
    schema,
    synonyms::SynonymsChanged,
};

/// How long the indexer waits before it looks for other processes' changes.
const PATIENCE: Duration = Duration::from_millis(300);
/// How many messages are taken in at once.
pub(crate) const MESSAGES: u64 = 1_000;
/// How many records are read from the tables at once while building.
const BATCH: u64 = 500;

/// What a slice gives to be found.
#[async_trait]
pub trait SearchSource: Send + Sync {
    /// The kind of record that it supplies.
    fn kind(&self) -> SubjectKind;

    /// Its name, which stays for good. Where several sources supply entries of records of one kind, each has a name of
    /// its own, so that none throws out what another supplied.
    fn name(&self) -> &'static str {
        self.kind().as_str()
    }

    /// The entries of the records `ids`. A record that is gone or not public has none.
    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError>;

    /// The next records behind `after` in the order of their identifiers, at most `limit`.
    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError>;

    /// Which of its records `message` concerns.
    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError>;
}

/// All records of a source, one batch after the other.
pub(crate) struct Batches<'a> {
    source: &'a dyn SearchSource,
    after: Option<Uuid>,
}

impl<'a> Batches<'a> {
    pub fn of(source: &'a dyn SearchSource) -> Self {
        Self { source, after: None }
    }

    /// The identifiers of the next ones; none behind the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Uuid>>, StoreError> {
        let ids = self.source.ids(self.after, BATCH).await?;
        self.after = ids.last().copied();
        Ok(self.after.is_some().then_some(ids))
    }
}

/// The index is to be built anew, on every node; see [`Indexer::ask_for_rebuild`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebuildAsked {}

impl Event for RebuildAsked {
    const TOPIC: &'static str = "search.rebuild_asked";
    const VERSION: i32 = 1;

    /// All of them: no record is meant.
    fn subject(&self) -> SubjectRef {
        SubjectRef::new(SubjectKind::Term, Uuid::nil())
    }
}

/// How far the index is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// How far it got in the log; `None` while there is none that answers, because it is being built.
    pub position: Option<Position>,
    /// When it last took something in.
    pub at: Option<Timestamp>,
}

/// Feeds one [`SearchIndex`].
pub struct Indexer {
    pub(crate) database: Database,
    pub(crate) index: SearchIndex,
    pub(crate) sources: Vec<Arc<dyn SearchSource>>,
    status: watch::Sender<Status>,
}

impl std::fmt::Debug for Indexer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Indexer").field("status", &*self.status.borrow()).finish_non_exhaustive()
    }
}

impl Indexer {
    /// An indexer that feeds `index` from `sources`.
    #[must_use]
    pub fn new(database: Database, index: SearchIndex, sources: Vec<Arc<dyn SearchSource>>) -> Self {
        Self { database, index, sources, status: watch::Sender::default() }
    }

    /// Tells how far the index is, now and whenever that changes.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<Status> {
        self.status.subscribe()
    }

    /// Opens the index or builds it, and then takes in what happens, until `stop` is done.
    ///
    /// # Errors
    /// When the index can't be built at first. Later failures are logged and tried again.
    pub async fn run(&self, stop: impl Future<Output = ()>) -> Result<(), SearchError> {
        let mut stop = std::pin::pin!(stop);
        let mut open = tokio::select! {
            biased;
            () = stop.as_mut() => return Ok(()),
            opened = self.open_or_build() => Some(opened?),
        };
        loop {
            let mut commits = self.database.commits();
            let rest = async {
                match self.go_on(&mut open).await {
                    Ok(true) => {}
                    Ok(false) => {
                        let _ = tokio::time::timeout(PATIENCE, commits.changed()).await;
                    }
                    Err(error) => {
                        tracing::error!(%error, "the search index could not take in what happened; trying again");
                        tokio::time::sleep(PATIENCE * 10).await;
                    }
                }
            };
            tokio::select! {
                biased;
                () = stop.as_mut() => return Ok(()),
                () = rest => {}
            }
        }
    }

    /// Asks every running node to build its index anew. They do so beside the one that answers.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn ask_for_rebuild(&self) -> Result<(), SearchError> {
        let write = self.database.write().await?;
        write.publish(&RebuildAsked::default()).await?;
        write.commit().await?;
        Ok(())
    }

    /// Builds the index anew from the tables, beside the one in use, and puts it in its place. Only who has the folder
    /// for itself may do that; a running server is asked by [`Self::ask_for_rebuild`]. Returns how many entries it holds.
    ///
    /// # Errors
    /// When the tables can't be read or the index can't be written.
    pub async fn rebuild(&self) -> Result<u64, SearchError> {
        let (writing, stamp) = self.build().await?;
        self.put_to_use(&writing, &stamp)?;
        Ok(self.index.len())
    }

    /// Does the next step: builds the index anew where that is due, or takes in the next messages. `false` when there
    /// was nothing to do.
    async fn go_on(&self, open: &mut Option<(Writing, Stamp)>) -> Result<bool, SearchError> {
        // The search engine's writer never recovers from a failure, so it is only put back after a success.
        let (mut writing, mut stamp) = match open.take() {
            Some(open) => open,
            None => self.open_or_build().await?,
        };
        if self.index.was_alarmed() && writing.is_damaged() {
            tracing::error!("the search index is damaged and will be rebuilt");
            drop(writing);
            *open = Some(self.begin_anew().await?);
            return Ok(true);
        }
        if !self.is_present(&stamp) {
            *open = Some(self.replace(writing, stamp).await?);
            return Ok(true);
        }
        let more = self.take_in(&mut writing, &mut stamp).await?;
        if more {
            self.index.reload()?;
            self.tell(&stamp);
        }
        *open = Some((writing, stamp));
        Ok(more)
    }

    /// Has the index that was used last answer from now on, if it can be trusted. If not, builds one.
    async fn open_or_build(&self) -> Result<(Writing, Stamp), SearchError> {
        match self.index.generations().open_last() {
            Last::Whole(writing, stamp) if self.may_answer(&stamp).await? => {
                self.put_to_use(&writing, &stamp)?;
                Ok((*writing, stamp))
            }
            Last::Whole(..) | Last::Damaged => self.begin_anew().await,
            Last::None => self.build_and_use().await,
        }
    }

    /// Builds an index while none answers: what there is can't be trusted.
    async fn begin_anew(&self) -> Result<(Writing, Stamp), SearchError> {
        self.index.withdraw();
        self.status.send_replace(Status::default());
        self.build_and_use().await
    }

    async fn build_and_use(&self) -> Result<(Writing, Stamp), SearchError> {
        let (writing, stamp) = self.build().await?;
        self.put_to_use(&writing, &stamp)?;
        Ok((writing, stamp))
    }

    /// Builds an index while `old` answers and is fed from the log.
    async fn replace(&self, old: Writing, stamp: Stamp) -> Result<(Writing, Stamp), SearchError> {
        tracing::info!("the search index is built anew; the one in use answers meanwhile");
        let (writing, stamp) = tokio::select! {
            built = self.build() => built?,
            never = self.feed(old, stamp) => match never {},
        };
        self.put_to_use(&writing, &stamp)?;
        Ok((writing, stamp))
    }

    /// Feeds an index that is about to be replaced, for as long as that takes.
    async fn feed(&self, mut writing: Writing, mut stamp: Stamp) -> Infallible {
        loop {
            let mut commits = self.database.commits();
            let taken_in = self.take_in(&mut writing, &mut stamp).await;
            match taken_in.and_then(|more| self.index.reload().map(|()| more)) {
                Ok(true) => self.tell(&stamp),
                Ok(false) => {
                    let _ = tokio::time::timeout(PATIENCE, commits.changed()).await;
                }
                Err(error) => {
                    tracing::error!(%error, "the search index in use could not take in what happened");
                    return std::future::pending().await;
                }
            }
        }
    }

    /// Builds an index from the tables and lets it catch up with what happened meanwhile.
    async fn build(&self) -> Result<(Writing, Stamp), SearchError> {
        let mut stamp = Stamp {
            layout: schema::LAYOUT,
            edition: Some(schema::edition()),
            sources: self.source_names(),
            epoch: outbox::epoch(&self.database).await?,
            // Read before the tables: whatever changes meanwhile is taken in again.
            position: outbox::end(&self.database).await?,
        };
        let mut writing = self.index.generations().begin()?;
        let mut count = 0_usize;
        for source in &self.sources {
            let mut batches = Batches::of(source.as_ref());
            while let Some(ids) = batches.next().await? {
                count += self.put(&mut writing, source.as_ref(), &ids).await?;
            }
        }
        writing.commit(&stamp)?;
        let mut writing = writing.gathered()?;
        while self.is_present(&stamp) && self.take_in(&mut writing, &mut stamp).await? {}
        tracing::info!(entries = count, "search index built");
        Ok((writing, stamp))
    }

    /// Whether an index with `stamp` may answer and take in the rest from the log, though it may be due to be replaced.
    async fn may_answer(&self, stamp: &Stamp) -> Result<bool, SearchError> {
        let names = self.source_names();
        // What a source supplied that is no more leads to pages that are no more.
        Ok(stamp.sources.iter().all(|name| names.contains(name))
            && stamp.epoch == outbox::epoch(&self.database).await?
            // An index that missed messages may show what was withdrawn since.
            && stamp.position >= outbox::pruned_to(&self.database).await?
            // An index ahead of the log belongs to a database that was since put back from a backup.
            && stamp.position <= outbox::end(&self.database).await?)
    }

    /// Whether an index with `stamp` is what would be built now.
    fn is_present(&self, stamp: &Stamp) -> bool {
        stamp.edition == Some(schema::edition()) && stamp.sources == self.source_names()
    }

    fn put_to_use(&self, writing: &Writing, stamp: &Stamp) -> Result<(), SearchError> {
        self.index.use_for_questions(writing)?;
        self.tell(stamp);
        Ok(())
    }

    /// Takes in the next messages. `false` when there were none.
    async fn take_in(&self, writing: &mut Writing, stamp: &mut Stamp) -> Result<bool, SearchError> {
        let messages = outbox::read(&self.database, stamp.position, MESSAGES).await?;
        let Some(last) = messages.last() else { return Ok(false) };
        let mut next = Stamp { position: last.position, ..stamp.clone() };
        if messages.iter().any(|message| message.topic == SynonymsChanged::TOPIC) {
            self.index.refresh_synonyms().await?;
        }
        if messages.iter().any(|message| message.topic == RebuildAsked::TOPIC) {
            // It stands in the stamp, so that who asked is not forgotten when the process ends before it is done.
            next.edition = None;
        }
        for source in &self.sources {
            let mut ids = BTreeSet::new();
            for message in &messages {
                ids.extend(source.concerned(message).await?);
            }
            let ids: Vec<Uuid> = ids.into_iter().collect();
            for batch in ids.chunks(BATCH as usize) {
                self.put(writing, source.as_ref(), batch).await?;
            }
        }
        writing.commit(&next)?;
        *stamp = next;
        Ok(true)
    }

    async fn put(
        &self,
        writing: &mut Writing,
        source: &dyn SearchSource,
        ids: &[Uuid],
    ) -> Result<usize, SearchError> {
        let entries = source.entries(ids).await?;
        let count = entries.len();
        let mut by_subject: HashMap<Uuid, Vec<SearchEntry>> = HashMap::new();
        for entry in entries {
            by_subject.entry(entry.subject.id).or_default().push(entry);
        }
        for id in ids {
            let entries = by_subject.get(id).map_or(&[] as &[SearchEntry], Vec::as_slice);
            writing.replace(&record_of(source, *id), entries)?;
        }
        Ok(count)
    }

    pub(crate) fn source_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.sources.iter().map(|source| source.name().to_owned()).collect();
        names.sort();
        names
    }

    fn tell(&self, stamp: &Stamp) {
        self.status
            .send_replace(Status { position: Some(stamp.position), at: Some(self.database.clock().now()) });
    }
}

/// The name under which the index keeps what `source` supplies for the record `id`.
pub(crate) fn record_of(source: &dyn SearchSource, id: Uuid) -> String {
    format!("{}:{id}", source.name())
}
