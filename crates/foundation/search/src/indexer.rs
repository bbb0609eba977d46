//! Keeping the index true: built from the tables, then fed from the outbox.

use std::{
    collections::{BTreeSet, HashMap},
    future::Future,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use jiff::Timestamp;
use kreisrund_kernel::SubjectKind;
use kreisrund_store::{Database, Message, Position, StoreError, outbox};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    entry::SearchEntry,
    index::{SearchError, SearchIndex, Stamp, Writing},
    schema,
};

/// How long the indexer waits before it looks for other processes' changes.
const PATIENCE: Duration = Duration::from_millis(300);
/// How many messages are taken in at once.
const MESSAGES: u64 = 1_000;
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

/// How far the index is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// How far it got in the log; `None` while it is being built for the first time.
    pub position: Option<Position>,
    /// When it last took something in.
    pub at: Option<Timestamp>,
}

/// Feeds one [`SearchIndex`].
pub struct Indexer {
    database: Database,
    index: SearchIndex,
    sources: Vec<Arc<dyn SearchSource>>,
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

    /// Takes in the next messages, into an index opened anew if the last attempt failed.
    async fn go_on(&self, open: &mut Option<(Writing, Stamp)>) -> Result<bool, SearchError> {
        let (mut writing, mut stamp) = match open.take() {
            Some(open) => open,
            None => self.open_or_build().await?,
        };
        // The search engine's writer never recovers from a failure, so it is only put back after a success.
        let more = self.take_in(&mut writing, &mut stamp).await?;
        *open = Some((writing, stamp));
        Ok(more)
    }

    /// Throws the index away and builds it from the tables. Questions are answered by the old one until the new one
    /// is complete. Returns how many entries it holds.
    ///
    /// # Errors
    /// When the tables can't be read or the index can't be written.
    pub async fn rebuild(&self) -> Result<u64, SearchError> {
        self.build().await?;
        Ok(self.index.len())
    }

    async fn open_or_build(&self) -> Result<(Writing, Stamp), SearchError> {
        if let Some((writing, stamp)) = self.index.open_last()
            && self.can_go_on(&stamp).await?
        {
            self.index.use_for_questions(&writing)?;
            self.tell(&stamp);
            return Ok((writing, stamp));
        }
        self.build().await
    }

    /// Whether an index that got as far as `stamp` can take in the rest from the log.
    async fn can_go_on(&self, stamp: &Stamp) -> Result<bool, SearchError> {
        Ok(stamp.sources == self.source_names()
            && stamp.epoch == outbox::epoch(&self.database).await?
            && stamp.position >= outbox::pruned_to(&self.database).await?
            // An index ahead of the log belongs to a database that was since put back from a backup.
            && stamp.position <= outbox::end(&self.database).await?)
    }

    async fn build(&self) -> Result<(Writing, Stamp), SearchError> {
        let stamp = Stamp {
            version: schema::VERSION,
            sources: self.source_names(),
            epoch: outbox::epoch(&self.database).await?,
            // Read before the tables: whatever changes meanwhile is taken in again.
            position: outbox::end(&self.database).await?,
        };
        let mut writing = self.index.begin_new()?;
        let mut count = 0_usize;
        for source in &self.sources {
            let mut after = None;
            loop {
                let ids = source.ids(after, BATCH).await?;
                let Some(last) = ids.last() else { break };
                after = Some(*last);
                count += self.put(&mut writing, source.as_ref(), &ids).await?;
            }
        }
        writing.commit(&stamp)?;
        self.index.use_for_questions(&writing)?;
        tracing::info!(entries = count, "search index built");
        self.tell(&stamp);
        Ok((writing, stamp))
    }

    /// Takes in the next messages. `false` when there were none.
    async fn take_in(&self, writing: &mut Writing, stamp: &mut Stamp) -> Result<bool, SearchError> {
        let messages = outbox::read(&self.database, stamp.position, MESSAGES).await?;
        let Some(last) = messages.last() else { return Ok(false) };
        let position = last.position;
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
        let next = Stamp { position, ..stamp.clone() };
        writing.commit(&next)?;
        self.index.reload()?;
        *stamp = next;
        self.tell(stamp);
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
            writing
                .replace(&format!("{}:{id}", source.name()), by_subject.get(id).map_or(&[], Vec::as_slice))?;
        }
        Ok(count)
    }

    fn source_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.sources.iter().map(|source| source.name().to_owned()).collect();
        names.sort();
        names
    }

    fn tell(&self, stamp: &Stamp) {
        self.status
            .send_replace(Status { position: Some(stamp.position), at: Some(self.database.clock().now()) });
    }
}
