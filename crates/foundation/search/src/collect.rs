//! Walking through the entries that contain the words: which fit the rest of the question, how they are ordered, and
//! how many there would be for each choice.
//!
//! A question consists of choices: the kind, the municipality, each facet, and what is asked of dates. An entry that
//! fits all of them is a hit. One that fits all but a single choice is none, but counts for what else could be chosen
//! there: each choice is counted as if nothing had been chosen in it.

mod clusters;
mod dates;
mod days;
mod rank;
mod segment;
mod table;

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use kreisrund_kernel::{AreaId, Kilometres};
use tantivy::{
    DocAddress, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
};

use crate::{
    entry::Kind,
    query::{Factor, Order, Query},
    tag::{Options, Tag},
};
pub(crate) use clusters::Clusters;
pub(crate) use days::Days;
use segment::{FitSegment, nearer};
pub(crate) use table::Table;

/// What a walk through the index yields.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub total: usize,
    pub best: Vec<Candidate>,
    pub kinds: BTreeMap<Kind, usize>,
    pub areas: BTreeMap<AreaId, usize>,
    pub regions: Vec<usize>,
    /// For each facet.
    pub options: Vec<TagCounts>,
    pub weekdays: [usize; 7],
    pub parts_of_day: [usize; 3],
    pub periods: Vec<usize>,
    pub open: usize,
    pub days: Days,
    pub clusters: Clusters,
}

/// How many entries there would be for each option of a facet.
#[derive(Debug)]
pub(crate) enum TagCounts {
    /// For each of those that are listed.
    Listed(Vec<usize>),
    /// For those of a kind that any entry has.
    Records(HashMap<Tag, usize>),
}

impl TagCounts {
    fn of(options: &Options) -> Self {
        match options {
            Options::Listed(tags) => Self::Listed(vec![0; tags.len()]),
            Options::Records(_) => Self::Records(HashMap::new()),
        }
    }

    /// Takes in what `of` counted for each of the numbers that `table` gives the tags of `options`.
    fn take(&mut self, options: &Options, table: &Table, of: impl Fn(usize) -> usize) {
        match (options, self) {
            (Options::Listed(tags), Self::Listed(counts)) => {
                for (tag, total) in tags.iter().zip(counts) {
                    *total += table.tag(tag.as_str()).map(&of).unwrap_or_default();
                }
            }
            (Options::Records(kind), Self::Records(counts)) => {
                let beginning = format!("{}:", kind.as_str());
                let records = table.tags_from(&beginning).map(|(number, name)| (name, of(number)));
                let records = records.filter(|(_, count)| *count > 0);
                counts.extend(records.map(|(name, count)| (Tag::from_stored(name), count)));
            }
            // Both are of one facet.
            (Options::Listed(_), Self::Records(_)) | (Options::Records(_), Self::Listed(_)) => {}
        }
    }

    fn add(&mut self, more: Self) {
        match (self, more) {
            (Self::Listed(all), Self::Listed(more)) => add(all, &more),
            (Self::Records(all), Self::Records(more)) => {
                for (tag, count) in more {
                    *all.entry(tag).or_default() += count;
                }
            }
            // Both are of one facet.
            (Self::Listed(_), Self::Records(_)) | (Self::Records(_), Self::Listed(_)) => {}
        }
    }
}

/// An entry that fits.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub address: DocAddress,
    pub kind: u64,
    /// Which of the entry's dates fits first.
    pub occurrence: Option<usize>,
    pub dates: usize,
    /// Which of them fit, if that was asked.
    pub fitting: Vec<usize>,
    pub distance: Option<Kilometres>,
    pub score: Score,
    /// By what the words' worth was multiplied to make the score, if that was asked.
    pub factors: Vec<(Factor, f32)>,
    start: i64,
    pub published: Option<i64>,
    pub changed: Option<i64>,
    alphabet: (u64, u64),
    /// The record's identifier in two halves. Where the entry lies in the index differs from node to node and from day
    /// to day; this does not.
    pub id: (u64, u64),
}

#[derive(Clone)]
pub(crate) struct FitCollector {
    asked: Arc<Asked>,
    /// What is found wherever it is.
    mentioned: Arc<HashSet<DocAddress>>,
    tables: Arc<[Arc<Table>]>,
}

/// What is asked, made ready for the walk.
struct Asked {
    query: Query,
    order: Order,
    has_words: bool,
    keep: usize,
    kinds: Vec<u8>,
    dates: dates::Asked,
}

impl FitCollector {
    /// The walk for `query`, which has words or has none, through the segments laid out in `tables`.
    pub fn new(
        query: &Query,
        has_words: bool,
        mentioned: HashSet<DocAddress>,
        tables: Arc<[Arc<Table>]>,
    ) -> Self {
        let asked = Asked {
            order: match (query.order, has_words, query.within) {
                (Order::Best, false, None) | (Order::Nearest, _, None) => Order::Soonest,
                (order, _, _) => order,
            },
            has_words,
            keep: query.page.offset.saturating_add(query.page.limit),
            kinds: query.kinds.iter().filter_map(|kind| u8::try_from(kind.number()).ok()).collect(),
            dates: dates::Asked::of(query),
            query: query.clone(),
        };
        Self { asked: Arc::new(asked), mentioned: Arc::new(mentioned), tables }
    }

    /// What fits where nothing is asked of words, without asking the engine.
    pub fn walk(&self, searcher: &Searcher) -> tantivy::Result<Found> {
        let mut fruits = Vec::new();
        for (ordinal, reader) in (0..).zip(searcher.segment_readers()) {
            let mut segment = self.for_segment(ordinal, reader)?;
            let alive = reader.alive_bitset();
            segment.walk(|doc| alive.is_none_or(|alive| alive.is_alive(doc)));
            fruits.push(segment.harvest());
        }
        self.merge_fruits(fruits)
    }

    fn compare(order: Order, one: &Candidate, other: &Candidate) -> Ordering {
        let first = match order {
            Order::Best => other.score.total_cmp(&one.score),
            Order::Soonest => Ordering::Equal,
            Order::Nearest => nearer(one.distance, other.distance),
            Order::Newest => other.published.cmp(&one.published),
        };
        first
            .then(one.start.cmp(&other.start))
            .then_with(|| nearer(one.distance, other.distance))
            .then(one.alphabet.cmp(&other.alphabet))
            .then(one.id.cmp(&other.id))
    }

    /// Nothing found yet, with room for every count.
    fn nothing(&self) -> Found {
        let query = &self.asked.query;
        Found {
            regions: vec![0; query.regions.len()],
            options: query.facets.iter().map(|facet| TagCounts::of(&facet.options)).collect(),
            periods: vec![0; query.periods.len()],
            days: Days::of(query),
            clusters: Clusters::of(query.grid),
            ..Found::default()
        }
    }
}

impl Collector for FitCollector {
    type Fruit = Found;
    type Child = FitSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<FitSegment> {
        let table = self.tables.get(ordinal as usize).ok_or_else(|| {
            TantivyError::InternalError("a segment of the index was not laid out".to_owned())
        })?;
        Ok(FitSegment::new(self, ordinal, Arc::clone(table)))
    }

    fn requires_scoring(&self) -> bool {
        self.asked.order == Order::Best
    }

    fn merge_fruits(&self, segments: Vec<Found>) -> tantivy::Result<Found> {
        let mut all = self.nothing();
        for segment in segments {
            all.total += segment.total;
            all.best.extend(segment.best);
            for (kind, count) in segment.kinds {
                *all.kinds.entry(kind).or_default() += count;
            }
            for (area, count) in segment.areas {
                *all.areas.entry(area).or_default() += count;
            }
            for (all, more) in all.options.iter_mut().zip(segment.options) {
                all.add(more);
            }
            add(&mut all.regions, &segment.regions);
            add(&mut all.weekdays, &segment.weekdays);
            add(&mut all.parts_of_day, &segment.parts_of_day);
            add(&mut all.periods, &segment.periods);
            all.open += segment.open;
            all.days.add(segment.days);
            all.clusters.add(segment.clusters);
        }
        all.days.finish();
        all.best.sort_unstable_by(|a, b| Self::compare(self.asked.order, a, b));
        all.best.truncate(self.asked.keep);
        Ok(all)
    }
}

fn add(all: &mut [usize], more: &[usize]) {
    for (all, more) in all.iter_mut().zip(more) {
        *all += more;
    }
}

pub(crate) fn kind_of(number: u64) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.number() == number)
}
