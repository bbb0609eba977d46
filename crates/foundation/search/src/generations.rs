//! Where the index lies on disk: each time it is built in a folder of its own, a generation.
//!
//! A generation is built beside the one in use and takes its place when it is complete, by the renaming of one small
//! file. Whenever the process dies, that file names a generation that was whole; what else lies there is left over from
//! a build that never ended, or was replaced and not removed any more, and goes when the next build begins.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use kreisrund_store::Position;
use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Term,
    error::{DataCorruption, TantivyError},
    merge_policy::LogMergePolicy,
};
use uuid::Uuid;

use crate::{entry::SearchEntry, index::SearchError, schema, schema::Fields};

/// Memory for collecting new entries before they are written out.
const WRITER_MEMORY: usize = 20_000_000;
/// Cards are compressed in blocks of so many bytes: who reads one unpacks all of its block.
const CARDS_BLOCK: usize = 4_096;
/// So many segments of about the same size become one.
const FEW_SEGMENTS: usize = 4;
/// The file that names the generation in use.
const CURRENT: &str = "current";

/// What an index says of itself: written with each commit, so that its contents and its place in the log never part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    /// The meaning of its fields; an index of another layout can't be asked.
    pub layout: u32,
    /// Of which edition of the analysis and the lexicon its words are, `None` where it is to be built anew all the
    /// same. An index of an older edition still answers, if not as well.
    pub edition: Option<u64>,
    /// Who fed it; an index lacks what a source supplies that was added since.
    pub sources: Vec<String>,
    pub epoch: Uuid,
    pub position: Position,
}

/// What was found of the generation that was used last.
pub(crate) enum Last {
    /// It can be asked, and be fed.
    Whole(Box<Writing>, Stamp),
    /// It was there and can't be trusted.
    Damaged,
    /// There is none, or it was made by a version of the program with other fields.
    None,
}

/// The folder in which the generations lie.
#[derive(Debug)]
pub(crate) struct Generations {
    folder: PathBuf,
}

impl Generations {
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Opens the generation that was used last.
    pub fn open_last(&self) -> Last {
        let Some(folder) = self.current() else { return Last::None };
        let opened = guarded(|| {
            let Some((index, stamp)) = open(&folder)? else { return Ok(None) };
            Ok(Some((Writing::with(index, Fields::new(), &folder)?, stamp)))
        });
        match opened {
            Ok(Some((writing, stamp))) => Last::Whole(Box::new(writing), stamp),
            Ok(None) => {
                tracing::info!(
                    "the search index was made by a version with other fields and will be rebuilt"
                );
                Last::None
            }
            Err(error) => {
                tracing::warn!(%error, "the search index can't be opened or is damaged and will be rebuilt");
                Last::Damaged
            }
        }
    }

    /// Opens the generation in use for reading alone, as another process may that does not hold the folder's lock.
    /// `None` where there is none that this version can read.
    pub fn open_to_read(&self) -> Result<Option<(IndexReader, Stamp)>, SearchError> {
        let Some(folder) = self.current() else { return Ok(None) };
        guarded(|| {
            loop {
                let Some((index, stamp)) = open(&folder)? else { return Ok(None) };
                let reader = reader(&index)?;
                // Whoever writes it may have gone on in between; a reader has to stand where its stamp says.
                if stamp_of(&index)?.as_ref() == Some(&stamp) {
                    return Ok(Some((reader, stamp)));
                }
            }
        })
    }

    /// Begins an empty generation beside the one in use, and removes what else lies there.
    pub fn begin(&self) -> Result<Writing, SearchError> {
        std::fs::create_dir_all(&self.folder)?;
        self.remove_all_but(self.current().as_deref());
        let folder = self.folder.join(Uuid::now_v7().to_string());
        std::fs::create_dir(&folder)?;
        let fields = Fields::new();
        let settings = IndexSettings { docstore_blocksize: CARDS_BLOCK, ..IndexSettings::default() };
        let index =
            Index::builder().schema(fields.schema.clone()).settings(settings).create_in_dir(&folder)?;
        Writing::with(index, fields, &folder)
    }

    /// Makes `writing` the generation in use and removes the others.
    pub fn make_current(&self, writing: &Writing) -> Result<(), SearchError> {
        if self.current().as_ref() == Some(&writing.folder) {
            return Ok(());
        }
        let name = writing.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let new = self.folder.join("current.new");
        std::fs::write(&new, name)?;
        std::fs::rename(&new, self.folder.join(CURRENT))?;
        self.remove_all_but(Some(&writing.folder));
        Ok(())
    }

    /// The folder of the generation in use.
    fn current(&self) -> Option<PathBuf> {
        let name = std::fs::read_to_string(self.folder.join(CURRENT)).ok()?;
        let name: Uuid = name.trim().parse().ok()?;
        let folder = self.folder.join(name.to_string());
        folder.is_dir().then_some(folder)
    }

    fn remove_all_but(&self, kept: Option<&Path>) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let path = entry.path();
            let is_generation = entry.file_name().to_string_lossy().parse::<Uuid>().is_ok() && path.is_dir();
            if is_generation
                && kept != Some(path.as_path())
                && let Err(error) = std::fs::remove_dir_all(&path)
            {
                tracing::warn!(%error, "an old search index could not be removed");
            }
        }
    }
}

/// Opens the index in `folder`, every file of it checked; `None` where its fields mean something else.
fn open(folder: &Path) -> Result<Option<(Index, Stamp)>, SearchError> {
    let index = Index::open_in_dir(folder)?;
    // A stamp that can't be read was written by a version that had other ones.
    let Some(stamp) = stamp_of(&index)? else { return Ok(None) };
    if stamp.layout != schema::LAYOUT || index.schema() != Fields::new().schema {
        return Ok(None);
    }
    // Every file is read once: a damaged one would otherwise show only when somebody asks the wrong question.
    let damaged = index.validate_checksum()?;
    if !damaged.is_empty() {
        return Err(SearchError::Damaged(format!("damaged files: {damaged:?}")));
    }
    // A file that is missing altogether shows when a reader is made.
    reader(&index)?;
    Ok(Some((index, stamp)))
}

fn stamp_of(index: &Index) -> Result<Option<Stamp>, SearchError> {
    Ok(index.load_metas()?.payload.and_then(|payload| serde_json::from_str(&payload).ok()))
}

/// A reader of `index`, all files of which are there: some are opened only by who looks for words.
fn reader(index: &Index) -> Result<IndexReader, SearchError> {
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let any_words = Fields::new().staff;
    for segment in reader.searcher().segment_readers() {
        segment.inverted_index(any_words)?;
    }
    Ok(reader)
}

/// Does `work` with files that may be damaged: the search engine reports that as an error in some places and panics in
/// others.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let gave_up = DataCorruption::comment_only("the search engine gave up");
        Err(TantivyError::DataCorruption(gave_up).into())
    })
}

/// A generation that is being written. There is one writer, the indexer.
pub(crate) struct Writing {
    index: Index,
    writer: IndexWriter,
    fields: Fields,
    folder: PathBuf,
}

impl Writing {
    fn with(index: Index, fields: Fields, folder: &Path) -> Result<Self, SearchError> {
        let writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(FEW_SEGMENTS);
        writer.set_merge_policy(Box::new(merging));
        Ok(Self { index, writer, fields, folder: folder.to_owned() })
    }

    /// The fields of the index.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// A reader that sees what was committed when it was last reloaded.
    pub fn reader(&self) -> Result<IndexReader, SearchError> {
        reader(&self.index)
    }

    /// Whether a file of it is missing or is not what was written.
    pub fn is_damaged(&self) -> bool {
        let damaged = guarded(|| {
            reader(&self.index)?;
            Ok(self.index.validate_checksum()?)
        });
        damaged.as_ref().map_or(true, |damaged: &HashSet<PathBuf>| !damaged.is_empty())
    }

    /// Puts `entries` in the place of whatever the index holds for `record`.
    pub fn replace(&mut self, record: &str, entries: &[SearchEntry]) -> Result<(), SearchError> {
        self.writer.delete_term(Term::from_field_text(self.fields.record, record));
        for entry in entries {
            self.writer.add_document(self.fields.document(record, entry)?)?;
        }
        Ok(())
    }

    /// Makes one segment of all that was written: each of them is asked for each word.
    pub fn gathered(self) -> Result<Self, SearchError> {
        let Self { index, writer, fields, folder } = self;
        writer.wait_merging_threads()?;
        let mut writing = Self::with(index, fields, &folder)?;
        let segments = writing.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writing.writer.merge(&segments).wait()?;
            writing.writer.garbage_collect_files().wait()?;
        }
        Ok(writing)
    }

    /// Makes it lasting, together with how far it got in the log.
    pub fn commit(&mut self, stamp: &Stamp) -> Result<(), SearchError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(stamp)?);
        prepared.commit()?;
        Ok(())
    }
}
