//! Taking evidence without making anybody wait.

use std::sync::Arc;

use kreisrund_kernel::{AreaId, SharedClock};
use kreisrund_store::{Database, StoreError};
use parking_lot::Mutex;
use tokio::sync::{mpsc, oneshot};

use crate::{
    Kind, Month, Visitor,
    store::{self, Addition, Secret},
    tally::{Counts, Tally},
    words::Words,
};

/// How much may wait to be written. What comes while so much waits is lost: evidence is worth less than an answer.
const MOST_WAITING: usize = 1_024;
/// How much is written in one transaction.
const AT_ONCE: usize = 256;
/// How often a transaction is tried: two nodes that write at the same moment may get into each other's way.
const ATTEMPTS: usize = 3;

/// A search, as far as it becomes evidence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// All that was typed: it decides whether the words may ever be kept as text.
    pub typed: &'a str,
    /// What of it was looked for as words: without a place or a time that was recognised in it.
    pub words: &'a str,
    /// The municipality for which they searched, if any.
    pub area: Option<AreaId>,
}

/// Takes evidence; clones share it.
#[derive(Clone)]
pub struct Evidence {
    writer: mpsc::Sender<Message>,
    clock: SharedClock,
    tally: Arc<Mutex<Tally>>,
}

enum Message {
    Noted(Noted),
    /// Say when all that was noted before has been written.
    Flush(oneshot::Sender<()>),
}

struct Noted {
    kind: Kind,
    month: Month,
    area: Option<AreaId>,
    words: Words,
    counts: Counts,
}

impl std::fmt::Debug for Evidence {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Evidence").finish_non_exhaustive()
    }
}

impl Evidence {
    /// Begins to take evidence and to write it into `database`, in a task that ends with the last clone.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub async fn start(database: &Database) -> Result<Self, StoreError> {
        let secret = store::secret(database).await?;
        let (writer, waiting) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write_what_comes(database.clone(), secret, waiting));
        let clock = database.clock().clone();
        let tally = Arc::new(Mutex::new(Tally::of(clock.today())));
        Ok(Self { writer, clock, tally })
    }

    /// Notes that `visitor` did `search` and found nothing. Robots are not visitors: the caller leaves them out.
    ///
    /// Returns at once; whether it is written shows later.
    pub fn note_empty_search(&self, search: Search<'_>, visitor: &Visitor<'_>) {
        let Search { typed, words, area } = search;
        let Some(words) = Words::of_search(typed, words) else { return };
        let today = self.clock.today();
        let Some(counts) = self.tally.lock().count(today, &words, area, visitor) else { return };
        let noted = Noted { kind: Kind::EmptySearch, month: Month::of(today), area, words, counts };
        if self.writer.try_send(Message::Noted(noted)).is_err() {
            tracing::debug!("evidence was dropped: too much is waiting to be written");
        }
    }

    /// Waits until all that was noted before has been written, or was given up.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.writer.send(Message::Flush(done)).await.is_ok() {
            let _ = written.await;
        }
    }
}

async fn write_what_comes(database: Database, secret: Secret, mut waiting: mpsc::Receiver<Message>) {
    let mut messages = Vec::with_capacity(AT_ONCE);
    while waiting.recv_many(&mut messages, AT_ONCE).await > 0 {
        let mut additions = Vec::new();
        let mut flushed = Vec::new();
        for message in messages.drain(..) {
            match message {
                Message::Noted(noted) => additions.push(addition(&secret, noted)),
                Message::Flush(done) => flushed.push(done),
            }
        }
        write(&database, &additions).await;
        for done in flushed {
            // Whoever no longer waits need not know.
            let _ = done.send(());
        }
    }
}

fn addition(secret: &Secret, noted: Noted) -> Addition {
    let Noted { kind, month, area, words, counts } = noted;
    let (hash, text) = match words {
        Words::Ordinary { key, text } => (secret.hash(&key), Some(text)),
        Words::Private => (String::new(), None),
    };
    Addition { kind, month, area, hash, text, people: i64::from(counts == Counts::Somebody) }
}

async fn write(database: &Database, additions: &[Addition]) {
    if additions.is_empty() {
        return;
    }
    for attempt in 1..=ATTEMPTS {
        match store::add(database, additions).await {
            Ok(()) => return,
            Err(error) if attempt == ATTEMPTS => {
                tracing::error!(%error, searches = additions.len(), "evidence could not be written");
            }
            Err(_) => {}
        }
    }
}
