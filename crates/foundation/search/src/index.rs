//! The index on disk, opened for questions.

mod at_path;

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque, hash_map::Entry},
    path::Path,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use kreisrund_kernel::{SubjectRef, Unavailable};
use kreisrund_store::StoreError;
use parking_lot::{Mutex, RwLock};
use tantivy::{
    DocAddress, IndexReader, Searcher, SearcherGeneration, TantivyDocument, Term,
    collector::DocSetCollector,
    index::SegmentId,
    schema::{Value, document::ReferenceValueLeaf},
};

use uuid::Uuid;

use crate::{
    collect::{Candidate, Clusters, Days, FitCollector, Found, Table, TagCounts, kind_of},
    compile::{Compiled, Compiler},
    entry::{Card, Kind},
    generations::{Generations, Writing, guarded},
    query::{Cluster, Day, DayDate, Facets, Hit, Order, Page, PublicPath, Query, Reading, Results},
    reasons::reasons,
    schema::Fields,
    synonyms::{self, SynonymSnapshot, Synonyms},
    tag::Options,
    vocabulary::Vocabulary,
};

/// So many entries that have all the words are enough; where there are fewer, others are shown behind them.
const ENOUGH: usize = 10;

/// The words that mean the same as they come with the program.
static SHIPPED: LazyLock<Arc<SynonymSnapshot>> =
    LazyLock::new(|| Arc::new(SynonymSnapshot::shipped(synonyms::by_stem)));

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
    /// Files that are not what was written.
    #[error("search index: {0}")]
    Damaged(String),
    /// There is nothing to compare with the tables.
    #[error(
        "there is no search index of this database and version yet; start the server, or run `kreisrund reindex`"
    )]
    Absent,
    /// The index could not answer. It is being looked after: the next question may have its answer.
    #[error("the search index could not answer and is being looked after")]
    Preparing(#[source] Unavailable),
}

/// A handle on the index; clones ask the same one.
#[derive(Clone, Debug)]
pub struct SearchIndex {
    generations: Arc<Generations>,
    current: Arc<RwLock<Option<Open>>>,
    /// Set from when a damaged index was withdrawn until there is another one.
    withdrawn: Arc<AtomicBool>,
    /// Raised when a question could not be answered, until the indexer has looked after the files.
    alarm: Arc<AtomicBool>,
    /// Counts up whenever questions see something else.
    edition: Arc<AtomicU64>,
    /// The words that mean the same as the office sees it; without them, those that come with the program.
    synonyms: Option<Synonyms>,
}

#[derive(Clone)]
struct Open {
    reader: IndexReader,
    fields: Fields,
    /// The words of the index as it was when they were last read.
    vocabulary: Arc<Mutex<Option<Remembered>>>,
    /// The entries of each segment, laid out in memory.
    tables: Arc<Mutex<HashMap<SegmentId, Arc<Table>>>>,
    /// The questions of words that were asked last: a page asks the same words several times.
    compiled: Arc<Mutex<VecDeque<Prepared>>>,
}

/// Words ready to be looked for, and for which state of the index and of the synonyms that is.
struct Prepared {
    words: String,
    generation: SearcherGeneration,
    synonyms: Arc<SynonymSnapshot>,
    compiled: Arc<Compiled>,
}

/// So many questions of words are remembered.
const PREPARED: usize = 32;

/// Words, and of which state of the index they are.
type Remembered = (SearcherGeneration, Arc<Vocabulary>);

impl Open {
    fn new(writing: &Writing) -> Result<Self, SearchError> {
        Ok(Self {
            reader: writing.reader()?,
            fields: writing.fields().clone(),
            vocabulary: Arc::default(),
            tables: Arc::default(),
            compiled: Arc::default(),
        })
    }

    /// Whether the files can still be read. What is kept in memory would go on answering, and words would find nothing:
    /// each entry is seen by all or by staff, so one of the two leads to entries as long as there are any.
    fn require_readable(&self, searcher: &Searcher) -> Result<(), SearchError> {
        let mut seen = 0;
        for seen_by in [0, 1] {
            seen += searcher.doc_freq(&Term::from_field_u64(self.fields.staff, seen_by))?;
        }
        if seen == 0 && searcher.num_docs() > 0 {
            return Err(SearchError::Damaged("the words of the index are gone".to_owned()));
        }
        Ok(())
    }

    /// The entries that `searcher` sees, laid out in memory, segment by segment.
    fn tables(&self, searcher: &Searcher) -> tantivy::Result<Arc<[Arc<Table>]>> {
        let mut known = self.tables.lock();
        let readers = searcher.segment_readers();
        let mut tables = Vec::with_capacity(readers.len());
        for reader in readers {
            let table = match known.entry(reader.segment_id()) {
                Entry::Occupied(known) => Arc::clone(known.get()),
                Entry::Vacant(vacant) => Arc::clone(vacant.insert(Arc::new(Table::read(reader)?))),
            };
            tables.push(table);
        }
        if known.len() > readers.len() {
            known.retain(|id, _| readers.iter().any(|reader| reader.segment_id() == *id));
        }
        Ok(tables.into())
    }

    /// `words` ready to be looked for among what `searcher` sees.
    fn compiled(
        &self,
        searcher: &Searcher,
        synonyms: &Arc<SynonymSnapshot>,
        words: &str,
        compile: impl FnOnce() -> tantivy::Result<Compiled>,
    ) -> tantivy::Result<Arc<Compiled>> {
        let is_it = |prepared: &Prepared| {
            prepared.words == words
                && prepared.generation == *searcher.generation()
                && Arc::ptr_eq(&prepared.synonyms, synonyms)
        };
        if let Some(prepared) = self.compiled.lock().iter().find(|prepared| is_it(prepared)) {
            return Ok(Arc::clone(&prepared.compiled));
        }
        let compiled = Arc::new(compile()?);
        let mut all = self.compiled.lock();
        all.truncate(PREPARED - 1);
        all.push_front(Prepared {
            words: words.to_owned(),
            generation: searcher.generation().clone(),
            synonyms: Arc::clone(synonyms),
            compiled: Arc::clone(&compiled),
        });
        Ok(compiled)
    }

    /// The words that `searcher` sees.
    fn vocabulary(&self, searcher: &Searcher) -> tantivy::Result<Arc<Vocabulary>> {
        let mut last = self.vocabulary.lock();
        if let Some((generation, vocabulary)) = &*last
            && generation == searcher.generation()
        {
            return Ok(Arc::clone(vocabulary));
        }
        let vocabulary = Arc::new(Vocabulary::read(searcher, self.fields.spellings)?);
        *last = Some((searcher.generation().clone(), Arc::clone(&vocabulary)));
        Ok(vocabulary)
    }
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
        Self {
            generations: Arc::new(Generations::in_folder(folder)),
            current: Arc::default(),
            withdrawn: Arc::default(),
            alarm: Arc::default(),
            edition: Arc::default(),
            synonyms: None,
        }
    }

    /// The same, with the words that mean the same as the office sees it.
    #[must_use]
    pub fn with_synonyms(self, synonyms: Synonyms) -> Self {
        Self { synonyms: Some(synonyms), ..self }
    }

    /// Reads the words that mean the same anew.
    pub(crate) async fn refresh_synonyms(&self) -> Result<(), StoreError> {
        match &self.synonyms {
            Some(synonyms) => synonyms.refresh().await,
            None => Ok(()),
        }
    }

    /// Whether there is an index to ask.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.current.read().is_some()
    }

    /// A number that grows whenever the index has taken something in: while it is the same, so is the answer to the same
    /// question at the same moment. It begins anew with the program.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.edition.load(Ordering::Acquire)
    }

    /// Answers `query`.
    ///
    /// # Errors
    /// [`SearchError::Preparing`] when the index can't be read: it may be damaged, and is rebuilt if it is.
    pub fn search(&self, query: &Query) -> Result<Results, SearchError> {
        self.ask(|open| self.answer(open, query))
    }

    /// Has the index in use answered `question`, which finds nothing where there is none.
    fn ask<T: Default>(
        &self,
        question: impl FnOnce(&Open) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let Some(open) = self.current.read().clone() else {
            // Nothing is there yet, or not again: “nothing found” would be a lie then.
            let is_withdrawn = self.withdrawn.load(Ordering::Acquire);
            return if is_withdrawn {
                Err(SearchError::Preparing(Unavailable::Search))
            } else {
                Ok(T::default())
            };
        };
        guarded(|| question(&open)).map_err(|error| {
            // Whether it is the index or the question shows when the files are checked, which is the indexer's work.
            tracing::error!(%error, "the search index could not answer");
            self.alarm.store(true, Ordering::Release);
            SearchError::Preparing(Unavailable::Search)
        })
    }

    fn answer(&self, open: &Open, query: &Query) -> Result<Results, SearchError> {
        let searcher = open.reader.searcher();
        open.require_readable(&searcher)?;
        let synonyms = self.synonyms.as_ref().map_or_else(|| Arc::clone(&SHIPPED), Synonyms::snapshot);
        let vocabulary = || open.vocabulary(&searcher);
        let compiler = Compiler {
            searcher: &searcher,
            fields: &open.fields,
            synonyms: &synonyms,
            vocabulary: &vocabulary,
        };
        let compiled =
            open.compiled(&searcher, &synonyms, &query.words, || compiler.compile(&query.words))?;
        let mentioned = if query.mentions.is_empty() {
            HashSet::new()
        } else {
            searcher.search(&compiler.mentions(&query.mentions), &DocSetCollector)?
        };
        let tables = open.tables(&searcher)?;
        let walk = |collector: &FitCollector, query: &Query, lacking: usize| {
            if compiled.is_nothing() && query.tags.is_empty() {
                return collector.walk(&searcher);
            }
            searcher.search(&compiled.query(&open.fields, query, lacking), collector)
        };
        let collector = |query: &Query, mentioned: HashSet<DocAddress>| {
            FitCollector::new(query, !compiled.clauses.is_empty(), mentioned, Arc::clone(&tables))
        };
        // Where hardly anything has all of the words, what has most of them is welcome behind it, unless the list has
        // another order. That depends on the words and on how far around a place they are looked for, so that no filter
        // brings more than it says.
        let nothing_shown = Page { offset: 0, limit: 0 };
        let around = Query {
            within: query.sparse_around.or(query.within),
            staff: query.staff,
            now: query.now,
            page: nothing_shown,
            order: Order::Soonest,
            uncounted: true,
            ..Query::default()
        };
        let all_around = collector(&around, HashSet::new());
        let mut lacking = 0;
        while (query.order == Order::Best || query.as_by_fit)
            && lacking < compiled.may_lack()
            && walk(&all_around, &around, lacking)?.total < ENOUGH
        {
            lacking += 1;
        }
        let only_total = Query {
            page: nothing_shown,
            order: Order::Soonest,
            uncounted: true,
            days: Vec::new(),
            grid: None,
            ..query.clone()
        };
        let with_all = if lacking > 0 {
            Some(walk(&collector(&only_total, mentioned.clone()), query, 0)?.total)
        } else {
            None
        };
        let collector = collector(query, mentioned);
        let mut found = if lacking > 0 { Found::default() } else { walk(&collector, query, 0)? };
        let has_all = with_all.unwrap_or(found.total);
        if lacking > 0 || (has_all == 0 && compiled.most_lacking() > 0) {
            compiled.compare_rarity(&searcher)?;
            lacking = lacking.max(1);
            found = walk(&collector, query, lacking)?;
        }
        while found.total == 0 && lacking < compiled.most_lacking() {
            lacking += 1;
            found = walk(&collector, query, lacking)?;
        }
        let reading = Reading {
            corrections: compiled.corrections.clone(),
            suggestions: if found.total == 0 { compiled.suggestions.clone() } else { Vec::new() },
            some_words_suffice: found.total > 0 && has_all == 0,
            some_have_all: found.total > has_all && has_all > 0,
        };
        let shown = Shown { open, searcher: &searcher };
        let mut hits = Vec::new();
        for candidate in std::mem::take(&mut found.best).into_iter().skip(query.page.offset) {
            let reasons = if query.explain { Some(reasons(&searcher, &compiled, &candidate)?) } else { None };
            hits.extend(shown.hit(candidate)?.map(|hit| Hit { reasons, ..hit }));
        }
        let days = shown.days(std::mem::take(&mut found.days))?;
        let clusters = std::mem::take(&mut found.clusters);
        let unplaced = clusters.unplaced;
        let clusters = shown.clusters(clusters)?;
        Ok(Results {
            total: found.total,
            hits,
            facets: facets(query, found),
            reading,
            days,
            clusters,
            unplaced,
        })
    }

    /// The pages that show what the index holds, sorted by their paths, without the first `offset` and at most `limit`
    /// of them, and how many there are altogether.
    ///
    /// # Errors
    /// [`SearchError::Preparing`] when the index can't be read: it may be damaged, and is rebuilt if it is.
    pub fn paths(&self, offset: usize, limit: usize) -> Result<(usize, Vec<PublicPath>), SearchError> {
        self.ask(|open| public_paths(open, offset, limit))
    }

    /// What the page at `path` shows of a record that everybody may see.
    ///
    /// # Errors
    /// [`SearchError::Preparing`] when the index can't be read: it may be damaged, and is rebuilt if it is.
    pub fn at_path(&self, path: &str) -> Result<Option<(Kind, Card)>, SearchError> {
        self.ask(|open| at_path::entry(open, path))
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

    pub(crate) fn generations(&self) -> &Generations {
        &self.generations
    }

    /// Has questions answered by `writing` from now on.
    pub(crate) fn use_for_questions(&self, writing: &Writing) -> Result<(), SearchError> {
        let open = Open::new(writing)?;
        self.lay_out(&open);
        self.generations.make_current(writing)?;
        *self.current.write() = Some(open);
        self.edition.fetch_add(1, Ordering::AcqRel);
        self.withdrawn.store(false, Ordering::Release);
        Ok(())
    }

    /// Lays the entries of `open` out in memory before anybody asks. Files that were damaged a moment ago are looked after
    /// like those that a question finds damaged.
    fn lay_out(&self, open: &Open) {
        if let Err(error) = guarded(|| Ok(open.tables(&open.reader.searcher())?)) {
            tracing::error!(%error, "the search index can't be laid out in memory");
            self.alarm.store(true, Ordering::Release);
        }
    }

    /// Has no question answered any more until there is another index.
    pub(crate) fn withdraw(&self) {
        self.withdrawn.store(true, Ordering::Release);
        *self.current.write() = None;
        self.edition.fetch_add(1, Ordering::AcqRel);
    }

    /// Whether a question could not be answered since this was last asked.
    pub(crate) fn was_alarmed(&self) -> bool {
        self.alarm.swap(false, Ordering::AcqRel)
    }

    /// Lets questions see what was committed.
    pub(crate) fn reload(&self) -> Result<(), SearchError> {
        if let Some(open) = self.current.read().clone() {
            open.reader.reload()?;
            self.lay_out(&open);
        }
        self.edition.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }
}

/// Reads from the index what is shown of entries.
struct Shown<'a> {
    open: &'a Open,
    searcher: &'a Searcher,
}

impl Shown<'_> {
    fn card(&self, address: DocAddress) -> Result<Card, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        read_card(&self.open.fields, &document)
    }

    fn hit(&self, candidate: Candidate) -> Result<Option<Hit>, SearchError> {
        let Some(kind) = kind_of(candidate.kind) else { return Ok(None) };
        let card = self.card(candidate.address)?;
        let (high, low) = candidate.id;
        Ok(Some(Hit {
            subject: SubjectRef::new(kind.subject_kind(), Uuid::from_u64_pair(high, low)),
            kind,
            next: candidate.occurrence.and_then(|index| card.occurrences.get(index).cloned()),
            dates: candidate.dates,
            fitting: candidate.fitting,
            distance: candidate.distance,
            score: candidate.score,
            published: candidate.published.and_then(|second| Timestamp::from_second(second).ok()),
            changed: candidate.changed.and_then(|second| Timestamp::from_second(second).ok()),
            card,
            reasons: None,
        }))
    }

    fn days(&self, days: Days) -> Result<Vec<Day>, SearchError> {
        // What comes every week stands on many days; its card is read once.
        let mut cards: HashMap<DocAddress, Arc<Card>> = HashMap::new();
        let mut filled = Vec::new();
        for day in days.filled {
            let mut dates = Vec::new();
            for dated in day.first {
                let Some(kind) = kind_of(dated.kind) else { continue };
                let card = match cards.entry(dated.address) {
                    Entry::Occupied(known) => Arc::clone(known.get()),
                    Entry::Vacant(vacant) => Arc::clone(vacant.insert(Arc::new(self.card(dated.address)?))),
                };
                let Some(occurrence) = card.occurrences.get(dated.occurrence).cloned() else { continue };
                dates.push(DayDate { kind, card, occurrence });
            }
            filled.push(Day { total: day.total, dates });
        }
        Ok(filled)
    }

    fn clusters(&self, clusters: Clusters) -> Result<Vec<Cluster>, SearchError> {
        let mut all = Vec::new();
        for gathered in clusters.finish() {
            let Some(position) = gathered.position() else { continue };
            let (total, bounds) = (gathered.total, gathered.bounds);
            let mut hits = Vec::new();
            for candidate in gathered.here {
                hits.extend(self.hit(candidate)?);
            }
            all.push(Cluster { position, total, bounds, hits });
        }
        Ok(all)
    }
}

/// The pages that show what `open` holds: see [`SearchIndex::paths`].
fn public_paths(open: &Open, offset: usize, limit: usize) -> Result<(usize, Vec<PublicPath>), SearchError> {
    let mut paths = BTreeMap::new();
    for segment in open.reader.searcher().segment_readers() {
        let fields = segment.fast_fields();
        let Some(column) = fields.str("path")? else { continue };
        let changed = fields.column_opt::<i64>("changed")?;
        let staff = fields.column_opt::<u64>("staff")?;
        let mut path = String::new();
        for doc in segment.doc_ids_alive() {
            if staff.as_ref().and_then(|column| column.first(doc)).unwrap_or_default() > 0 {
                continue;
            }
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

/// The counts of `found`, each under the choice of `query` for which it stands.
fn facets(query: &Query, found: Found) -> Facets {
    let tags = query.facets.iter().zip(found.options).map(|(facet, counts)| match (&facet.options, counts) {
        (Options::Listed(tags), TagCounts::Listed(counts)) => tags.iter().cloned().zip(counts).collect(),
        (_, TagCounts::Records(counts)) => counts.into_iter().collect(),
        (Options::Records(_), TagCounts::Listed(_)) => BTreeMap::new(),
    });
    Facets {
        tags: tags.collect(),
        kinds: found.kinds,
        areas: found.areas,
        regions: found.regions,
        weekdays: found.weekdays,
        parts_of_day: found.parts_of_day,
        periods: found.periods,
        open: found.open,
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
