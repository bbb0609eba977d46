//! Comparing the index with the tables from which it is made.

use std::collections::{BTreeMap, BTreeSet};

use kreisrund_store::{Position, outbox};
use tantivy::IndexReader;
use uuid::Uuid;

use crate::{
    fingerprint::fingerprint,
    generations::guarded,
    index::SearchError,
    indexer::{Batches, Indexer, MESSAGES, SearchSource, record_of},
    schema,
};

/// How the index differs from the tables. Each list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What the tables have and the index lacks.
    pub missing: Vec<Compared>,
    /// What the index holds and the tables don't: it is gone, or not public any more.
    pub surplus: Vec<Compared>,
    /// What the index holds in another wording than the tables.
    pub stale: Vec<Compared>,
    /// How many entries are the same in both.
    pub equal: usize,
    /// How many records were left out because they were changed since the index last took something in: what is said of
    /// them does not tell of a mistake.
    pub in_motion: usize,
    /// How far the index had got in the log.
    pub position: Position,
    /// Whether the index is going to be rebuilt anyway: its words are of another edition of the analysis or the lexicon,
    /// or it was fed by other sources.
    pub is_outdated: bool,
}

impl Verification {
    /// Whether the index holds what the tables do, and nothing else.
    #[must_use]
    pub fn is_true(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.stale.is_empty()
    }
}

/// An entry that was compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// The record that it belongs to, behind the name of its source: `offer:01a2016f-1fb6-761d-be36-0494f1ca1849`.
    pub record: String,
    /// The page that shows it.
    pub path: String,
}

/// The entries of one record: the page of each with the fingerprint of what it says.
type Entries = BTreeMap<String, Vec<u64>>;

impl Indexer {
    /// Compares every entry of the sources with what the index on disk holds. Nothing is changed, and a server may run
    /// on the same folder meanwhile.
    ///
    /// The index is compared as it stood at one position of the log; the tables are as they are now. So the log is read
    /// from there on afterwards, and the records that its messages concern are left out ([`Verification::in_motion`]).
    /// Left over is a narrow gap on PostgreSQL: what was committed while an older transaction is still running can't be
    /// read from the log yet and may be reported; compared again, it is not.
    ///
    /// # Errors
    /// [`SearchError::Absent`] when there is no index that this version can read, [`SearchError::Damaged`] when its files
    /// are not what was written, and when the tables can't be read.
    pub async fn verify(&self) -> Result<Verification, SearchError> {
        let (reader, stamp) = self.index.generations().open_to_read()?.ok_or(SearchError::Absent)?;
        if stamp.epoch != outbox::epoch(&self.database).await? {
            return Err(SearchError::Absent);
        }
        let mut held = guarded(|| entries_of(&reader))?;
        let mut compared = Verification {
            position: stamp.position,
            is_outdated: stamp.edition != Some(schema::edition()) || stamp.sources != self.source_names(),
            ..Verification::default()
        };
        let mut differing: BTreeMap<String, Verification> = BTreeMap::new();
        for source in &self.sources {
            let mut batches = Batches::of(source.as_ref());
            while let Some(ids) = batches.next().await? {
                for (record, supplied) in supplied(source.as_ref(), &ids).await? {
                    let differences = compare(&record, &supplied, &held.remove(&record).unwrap_or_default());
                    compared.equal += differences.equal;
                    if !differences.is_true() {
                        differing.insert(record, differences);
                    }
                }
            }
        }
        for (record, entries) in held {
            differing.insert(record.clone(), compare(&record, &Entries::new(), &entries));
        }
        let moved = self.concerned_behind(stamp.position).await?;
        for (record, differences) in differing {
            if moved.contains(&record) {
                compared.in_motion += 1;
                continue;
            }
            compared.missing.extend(differences.missing);
            compared.surplus.extend(differences.surplus);
            compared.stale.extend(differences.stale);
        }
        Ok(compared)
    }

    /// The records that the messages behind `position` concern.
    async fn concerned_behind(&self, mut position: Position) -> Result<BTreeSet<String>, SearchError> {
        let mut records = BTreeSet::new();
        loop {
            let messages = outbox::read(&self.database, position, MESSAGES).await?;
            let Some(last) = messages.last() else { return Ok(records) };
            position = last.position;
            for source in &self.sources {
                for message in &messages {
                    let ids = source.concerned(message).await?;
                    records.extend(ids.into_iter().map(|id| record_of(source.as_ref(), id)));
                }
            }
        }
    }
}

/// What `source` supplies for each of `ids`.
async fn supplied(source: &dyn SearchSource, ids: &[Uuid]) -> Result<BTreeMap<String, Entries>, SearchError> {
    let mut records: BTreeMap<String, Entries> =
        ids.iter().map(|id| (record_of(source, *id), Entries::new())).collect();
    for entry in source.entries(ids).await? {
        if let Some(entries) = records.get_mut(&record_of(source, entry.subject.id)) {
            entries.entry(entry.card.path.clone()).or_default().push(fingerprint(&entry)?);
        }
    }
    Ok(records)
}

/// What the index holds for each record.
fn entries_of(reader: &IndexReader) -> Result<BTreeMap<String, Entries>, SearchError> {
    let mut records: BTreeMap<String, Entries> = BTreeMap::new();
    for segment in reader.searcher().segment_readers() {
        let fields = segment.fast_fields();
        let (Some(record_column), Some(path_column)) = (fields.str("record")?, fields.str("path")?) else {
            continue;
        };
        let fingerprints = fields.u64("fingerprint")?;
        for doc in segment.doc_ids_alive() {
            let (mut record, mut path) = (String::new(), String::new());
            if let Some(ordinal) = record_column.term_ords(doc).next() {
                record_column.ord_to_str(ordinal, &mut record)?;
            }
            if let Some(ordinal) = path_column.term_ords(doc).next() {
                path_column.ord_to_str(ordinal, &mut path)?;
            }
            let entries = records.entry(record).or_default();
            entries.entry(path).or_default().push(fingerprints.first(doc).unwrap_or_default());
        }
    }
    Ok(records)
}

/// How the entries of one record differ. Of several at the same path, each stands for one of the others.
fn compare(record: &str, supplied: &Entries, held: &Entries) -> Verification {
    let mut differences = Verification::default();
    let paths: BTreeSet<&String> = supplied.keys().chain(held.keys()).collect();
    for path in paths {
        let mut theirs = supplied.get(path).cloned().unwrap_or_default();
        let mut ours = held.get(path).cloned().unwrap_or_default();
        theirs.retain(|fingerprint| match ours.iter().position(|known| known == fingerprint) {
            Some(index) => {
                ours.swap_remove(index);
                differences.equal += 1;
                false
            }
            None => true,
        });
        let compared = || Compared { record: record.to_owned(), path: path.clone() };
        let stale = theirs.len().min(ours.len());
        differences.stale.extend((0..stale).map(|_| compared()));
        differences.missing.extend((stale..theirs.len()).map(|_| compared()));
        differences.surplus.extend((stale..ours.len()).map(|_| compared()));
    }
    differences
}
