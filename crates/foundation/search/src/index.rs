//! The index on disk, opened for questions.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use kreisrund_kernel::AreaId;
use kreisrund_store::{Position, StoreError};
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    schema::{Value, document::ReferenceValueLeaf},
};
use uuid::Uuid;

use crate::{
    collect::{FitCollector, Found, kind_of},
    entry::{Card, SearchEntry},
    query::{self, Facets, Hit, PublicPath, Query, Results},
    schema::{self, Fields},
};

/// Memory for collecting new entries before they are written out.
const WRITER_MEMORY: usize = 20_000_000;
/// The file that names the folder in use.
const CURRENT: &str = "current";

/// The index did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The search engine's own error.
    #[error("search index: {0}")]
    Engine(#[from] tantivy::TantivyError),
    /// A folder or file that could not be read or written.
    #[error("search index: {0}")]
    Files(#[from] std::io::Error),
    /// The database that feeds it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry that could not be written or read.
    #[error("search index: {0}")]
    Entry(#[from] serde_json::Error),
}

/// What an index says of itself: written with each commit, so that its contents and its place in the log never part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    pub version: u32,
    /// Who fed it; an index lacks what a source supplies that was added since.
    pub sources: Vec<String>,
    pub epoch: Uuid,
    pub position: Position,
}

/// A handle on the index; clones ask the same one.
#[derive(Clone, Debug)]
pub struct SearchIndex {
    folder: Arc<PathBuf>,
    current: Arc<RwLock<Option<Open>>>,
}

#[derive(Clone)]
struct Open {
    reader: IndexReader,
    fields: Fields,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Open")
    }
}

impl SearchIndex {
    /// The index in `folder`, not opened yet: until the indexer has opened or built it, every question finds nothing.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: Arc::new(folder.to_owned()), current: Arc::default() }
    }

    /// Whether there is an index to ask.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.current.read().is_some()
    }

    /// Answers `query`.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn search(&self, query: &Query) -> Result<Results, SearchError> {
        let Some(open) = self.current.read().clone() else { return Ok(Results::default()) };
        let searcher = open.reader.searcher();
        let engine_query = query::compile(&open.fields, query);
        let has_words = !query.words.trim().is_empty();
        let found: Found = searcher.search(&engine_query, &FitCollector::new(query, has_words))?;
        let mut hits = Vec::new();
        for candidate in found.best.into_iter().skip(query.page.offset) {
            let document: TantivyDocument = searcher.doc(candidate.address)?;
            let Some(kind) = kind_of(candidate.kind) else { continue };
            let card = read_card(&open.fields, &document)?;
            hits.push(Hit {
                kind,
                next: candidate.occurrence.and_then(|index| card.occurrences.get(index).cloned()),
                dates: candidate.dates,
                distance: candidate.distance,
                published: candidate.published.and_then(|second| Timestamp::from_second(second).ok()),
                card,
            });
        }
        let facets = Facets {
            kinds: found
                .kinds
                .into_iter()
                .filter_map(|(number, count)| Some((kind_of(number)?, count)))
                .collect(),
            areas: found
                .areas
                .into_iter()
                .filter_map(|(id, count)| Some((AreaId(id.parse().ok()?), count)))
                .collect(),
        };
        Ok(Results { total: found.total, hits, facets })
    }

    /// The pages that show what the index holds, sorted by their paths, without the first `offset` and at most `limit`
    /// of them, and how many there are altogether.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn paths(&self, offset: usize, limit: usize) -> Result<(usize, Vec<PublicPath>), SearchError> {
        let Some(open) = self.current.read().clone() else { return Ok((0, Vec::new())) };
        let mut paths = BTreeMap::new();
        for segment in open.reader.searcher().segment_readers() {
            let fields = segment.fast_fields();
            let Some(column) = fields.str("path")? else { continue };
            let changed = fields.column_opt::<i64>("changed")?;
            let mut path = String::new();
            for doc in segment.doc_ids_alive() {
                let Some(ordinal) = column.term_ords(doc).next() else { continue };
                path.clear();
                if column.ord_to_str(ordinal, &mut path)? {
                    let changed = changed.as_ref().and_then(|column| column.first(doc));
                    let known = paths.entry(path.clone()).or_default();
                    *known = changed.max(*known);
                }
            }
        }
        let total = paths.len();
        let part = paths.into_iter().skip(offset).take(limit).map(|(path, changed)| PublicPath {
            path,
            changed: changed.and_then(|second| Timestamp::from_second(second).ok()),
        });
        Ok((total, part.collect()))
    }

    /// How many entries the index holds.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.current.read().as_ref().map_or(0, |open| open.reader.searcher().num_docs())
    }

    /// Whether the index holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Opens the index that was in use last, if it can be read and was made by this version.
    pub(crate) fn open_last(&self) -> Option<(Writing, Stamp)> {
        let name = std::fs::read_to_string(self.folder.join(CURRENT)).ok()?;
        let name: Uuid = name.trim().parse().ok()?;
        let writing = match Writing::open(&self.folder.join(name.to_string())) {
            Ok(writing) => writing,
            Err(error) => {
                tracing::warn!(%error, "the search index can't be opened or is damaged and will be rebuilt");
                return None;
            }
        };
        let stamp = writing.stamp()?;
        if stamp.version != schema::VERSION {
            tracing::info!("the search index was made by another version and will be rebuilt");
            return None;
        }
        Some((writing, stamp))
    }

    /// Begins an empty index beside the one in use.
    pub(crate) fn begin_new(&self) -> Result<Writing, SearchError> {
        let folder = self.folder.join(Uuid::now_v7().to_string());
        std::fs::create_dir_all(&folder)?;
        Writing::create(&folder)
    }

    /// Has questions answered by `writing` from now on and removes what was used before.
    pub(crate) fn use_for_questions(&self, writing: &Writing) -> Result<(), SearchError> {
        let reader = writing.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let name = writing.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let new = self.folder.join("current.new");
        std::fs::write(&new, &name)?;
        std::fs::rename(&new, self.folder.join(CURRENT))?;
        *self.current.write() = Some(Open { reader, fields: writing.fields.clone() });
        for entry in std::fs::read_dir(&*self.folder)?.flatten() {
            let is_other = entry.file_name().to_string_lossy() != name && entry.path().is_dir();
            if is_other && let Err(error) = std::fs::remove_dir_all(entry.path()) {
                tracing::warn!(%error, "an old search index could not be removed");
            }
        }
        Ok(())
    }

    /// Lets questions see what was committed.
    pub(crate) fn reload(&self) -> Result<(), SearchError> {
        if let Some(open) = self.current.read().as_ref() {
            open.reader.reload()?;
        }
        Ok(())
    }
}

/// An index that is being written. There is one writer, the indexer.
pub(crate) struct Writing {
    index: Index,
    writer: IndexWriter,
    fields: Fields,
    folder: PathBuf,
}

impl Writing {
    fn create(folder: &Path) -> Result<Self, SearchError> {
        let fields = Fields::new();
        Self::with(Index::create_in_dir(folder, fields.schema.clone())?, fields, folder)
    }

    fn open(folder: &Path) -> Result<Self, SearchError> {
        let fields = Fields::new();
        let index = Index::open_in_dir(folder)?;
        if index.schema() != fields.schema {
            return Err(std::io::Error::other("its fields are of another version").into());
        }
        // Every file is read once: a damaged one would otherwise show only when somebody asks the wrong question.
        let damaged = index.validate_checksum()?;
        if !damaged.is_empty() {
            return Err(std::io::Error::other(format!("damaged files: {damaged:?}")).into());
        }
        // A file that is missing altogether shows when a reader is made.
        index.reader()?;
        Self::with(index, fields, folder)
    }

    fn with(index: Index, fields: Fields, folder: &Path) -> Result<Self, SearchError> {
        Fields::register(&index);
        let writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        Ok(Self { index, writer, fields, folder: folder.to_owned() })
    }

    fn stamp(&self) -> Option<Stamp> {
        let metas = self.index.load_metas().ok()?;
        serde_json::from_str(&metas.payload?).ok()
    }

    /// Puts `entries` in the place of whatever the index holds for `record`.
    pub fn replace(&mut self, record: &str, entries: &[SearchEntry]) -> Result<(), SearchError> {
        self.writer.delete_term(Term::from_field_text(self.fields.record, record));
        for entry in entries {
            self.writer.add_document(self.fields.document(record, entry)?)?;
        }
        Ok(())
    }

    /// Makes it lasting, together with how far it got in the log.
    pub fn commit(&mut self, stamp: &Stamp) -> Result<(), SearchError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(stamp)?);
        prepared.commit()?;
        Ok(())
    }
}

fn read_card(fields: &Fields, document: &TantivyDocument) -> Result<Card, SearchError> {
    let bytes = document
        .get_first(fields.card)
        .and_then(|value| match value.as_leaf() {
            Some(ReferenceValueLeaf::Bytes(bytes)) => Some(bytes),
            _ => None,
        })
        .unwrap_or_default();
    Ok(serde_json::from_slice(bytes)?)
}
