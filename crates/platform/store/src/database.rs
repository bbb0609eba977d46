//! Connections and the one way to write.

use std::{ops::Deref, sync::Arc, time::Duration};

use kreisrund_kernel::{SharedClock, SystemClock};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqlErr, TransactionTrait};
use tokio::sync::watch;

use crate::{
    backend::{self, Connections},
    jobs::{self, Job, NewJob},
    outbox::{self, Event},
    url::DatabaseUrl,
};

/// The database did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's own error.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A value that could not be written as, or read from, JSON.
    #[error("a stored value could not be read or written: {0}")]
    Json(#[from] serde_json::Error),
    /// A row holds something the program can't read.
    #[error("the database holds something unreadable: {0}")]
    Unreadable(String),
}

impl StoreError {
    /// Whether a row with the same unique value is there already.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))))
    }
}

/// A handle on the database; clones share its connections.
#[derive(Clone, Debug)]
pub struct Database {
    connections: Connections,
    clock: SharedClock,
    commits: Arc<watch::Sender<u64>>,
}

impl Database {
    /// Connects to the database at `url`; an SQLite file that is not there is made.
    ///
    /// # Errors
    /// When the database can't be reached or opened.
    pub async fn connect(url: &DatabaseUrl) -> Result<Self, StoreError> {
        Self::connect_with_clock(url, Arc::new(SystemClock)).await
    }

    /// Like [`Database::connect`], with the clock that dates what is written.
    ///
    /// # Errors
    /// When the database can't be reached or opened.
    pub async fn connect_with_clock(url: &DatabaseUrl, clock: SharedClock) -> Result<Self, StoreError> {
        let connections = backend::connect(url).await?;
        Ok(Self { connections, clock, commits: Arc::new(watch::Sender::new(0)) })
    }

    /// The connection for queries. On SQLite it refuses to write.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.connections.reader
    }

    /// The clock that dates what is written.
    #[must_use]
    pub fn clock(&self) -> &SharedClock {
        &self.clock
    }

    /// Begins a writing transaction: the only way to write. Dropped without [`Write::commit`], nothing of it stays.
    ///
    /// # Errors
    /// When no transaction can be begun, on SQLite also when another process has been writing for too long.
    pub async fn write(&self) -> Result<Write, StoreError> {
        let writer = &self.connections.writer;
        let transaction = writer.begin_with_options(backend::write_options(writer)).await?;
        Ok(Write { transaction, clock: self.clock.clone(), commits: self.commits.clone() })
    }

    /// Waits until this process commits something, at most for `patience`. Other processes' commits go unnoticed,
    /// so readers of the outbox look again after `patience` in any case.
    pub async fn committed(&self, patience: Duration) {
        let mut commits = self.commits.subscribe();
        let _ = tokio::time::timeout(patience, commits.changed()).await;
    }

    /// Watches this process's commits; a receiver made before a look at the outbox misses none.
    #[must_use]
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read().ping().await?;
        self.read().execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Closes all connections once their work has ended.
    pub async fn close(self) {
        let Connections { reader, writer } = self.connections;
        let _ = reader.close().await;
        let _ = writer.close().await;
    }
}

/// A writing transaction: rows, messages and jobs become visible together or not at all.
#[derive(Debug)]
pub struct Write {
    transaction: DatabaseTransaction,
    clock: SharedClock,
    commits: Arc<watch::Sender<u64>>,
}

impl Write {
    /// The instant at which this is written, in microseconds for a column.
    #[must_use]
    pub fn now(&self) -> i64 {
        crate::time::to_column(self.clock.now())
    }

    /// Tells the other parts of the program, once this commits.
    ///
    /// # Errors
    /// When the message can't be stored.
    pub async fn publish<E: Event>(&self, event: &E) -> Result<(), StoreError> {
        outbox::append(&self.transaction, std::slice::from_ref(event), self.now()).await
    }

    /// Tells others what happened to many records, once this commits.
    ///
    /// # Errors
    /// When a message can't be stored.
    pub async fn publish_all<E: Event>(&self, events: &[E]) -> Result<(), StoreError> {
        outbox::append(&self.transaction, events, self.now()).await
    }

    /// Has work done later, once this commits.
    ///
    /// # Errors
    /// When the job can't be stored.
    pub async fn enqueue<J: Job>(&self, job: &J) -> Result<(), StoreError> {
        jobs::insert(&self.transaction, NewJob::of(job)?, self.now()).await
    }

    /// Stores `job` with its own time or key.
    ///
    /// # Errors
    /// When the job can't be stored.
    pub async fn enqueue_new(&self, job: NewJob) -> Result<(), StoreError> {
        jobs::insert(&self.transaction, job, self.now()).await
    }

    /// Makes all of it lasting and wakes whoever waits for changes.
    ///
    /// # Errors
    /// When the database refuses; then nothing of it stays.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit().await?;
        self.commits.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }
}

impl Deref for Write {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
