//! Walking through the entries that contain the words: which fit the rest of the question, how they are ordered, and
//! how many there are of each kind.

use std::{cmp::Ordering, collections::HashMap};

use kreisrund_kernel::{Kilometres, Position};
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use crate::{
    entry::Kind,
    query::{Order, Query},
};

/// What a walk through the index yields.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub total: usize,
    pub best: Vec<Candidate>,
    pub kinds: HashMap<u64, usize>,
    pub areas: HashMap<String, usize>,
}

/// An entry that fits.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub address: DocAddress,
    pub kind: u64,
    /// Which of the entry's dates fits first.
    pub occurrence: Option<usize>,
    pub dates: usize,
    pub distance: Option<Kilometres>,
    score: Score,
    start: i64,
    pub published: Option<i64>,
    alphabet: (u64, u64),
    /// Where the entry lies in the index differs from node to node and from day to day; its identifier does not.
    id: (u64, u64),
}

#[derive(Clone, Debug)]
pub(crate) struct FitCollector {
    query: Query,
    order: Order,
    keep: usize,
    kinds: Vec<u64>,
    areas: Vec<String>,
    elsewhere_than: Option<String>,
}

impl FitCollector {
    pub fn new(query: &Query, has_words: bool) -> Self {
        Self {
            order: match (query.order, has_words, query.within) {
                (Order::Best, false, _) | (Order::Nearest, _, None) => Order::Soonest,
                (order, _, _) => order,
            },
            keep: query.page.offset.saturating_add(query.page.limit),
            kinds: query.kinds.iter().map(|kind| kind.number()).collect(),
            areas: query.areas.iter().map(ToString::to_string).collect(),
            elsewhere_than: query.elsewhere_than.map(|area| area.to_string()),
            query: query.clone(),
        }
    }

    fn compare(order: Order, one: &Candidate, other: &Candidate) -> Ordering {
        let metres = |candidate: &Candidate| candidate.distance.map_or(f64::MAX, |distance| distance.0);
        let nearer = || metres(one).total_cmp(&metres(other));
        let first = match order {
            Order::Best => other.score.total_cmp(&one.score),
            Order::Soonest => Ordering::Equal,
            Order::Nearest => nearer(),
            Order::Newest => other.published.cmp(&one.published),
        };
        first
            .then(one.start.cmp(&other.start))
            .then_with(nearer)
            .then(one.alphabet.cmp(&other.alphabet))
            .then(one.id.cmp(&other.id))
    }

    fn keep_best(&self, candidates: &mut Vec<Candidate>) {
        if candidates.len() > self.keep {
            if self.keep == 0 {
                candidates.clear();
                return;
            }
            candidates.select_nth_unstable_by(self.keep - 1, |a, b| Self::compare(self.order, a, b));
            candidates.truncate(self.keep);
        }
    }
}

impl Collector for FitCollector {
    type Fruit = Found;
    type Child = FitSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<FitSegment> {
        let fields = segment.fast_fields();
        let area = fields.str("area")?;
        let ordinals = |names: &[String]| -> tantivy::Result<Vec<u64>> {
            let Some(column) = &area else { return Ok(Vec::new()) };
            names
                .iter()
                .filter_map(|name| column.dictionary().term_ord(name).transpose())
                .collect::<Result<_, _>>()
                .map_err(|error| TantivyError::InternalError(error.to_string()))
        };
        let wanted_areas = if self.areas.is_empty() { None } else { Some(ordinals(&self.areas)?) };
        let unwanted_area = ordinals(self.elsewhere_than.as_slice())?.first().copied();
        Ok(FitSegment {
            collector: self.clone(),
            ordinal,
            kind: fields.u64("kind")?,
            area,
            wanted_areas,
            unwanted_area,
            latitude: fields.column_opt("latitude")?,
            longitude: fields.column_opt("longitude")?,
            starts: fields.column_opt("starts")?,
            ends: fields.column_opt("ends")?,
            published: fields.column_opt("published")?,
            alphabet_high: fields.u64("alphabet_high")?,
            alphabet_low: fields.u64("alphabet_low")?,
            id_high: fields.u64("id_high")?,
            id_low: fields.u64("id_low")?,
            found: Found::default(),
            area_counts: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Best
    }

    fn merge_fruits(&self, segments: Vec<Found>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for segment in segments {
            all.total += segment.total;
            all.best.extend(segment.best);
            for (kind, count) in segment.kinds {
                *all.kinds.entry(kind).or_default() += count;
            }
            for (area, count) in segment.areas {
                *all.areas.entry(area).or_default() += count;
            }
        }
        all.best.sort_unstable_by(|a, b| Self::compare(self.order, a, b));
        all.best.truncate(self.keep);
        Ok(all)
    }
}

pub(crate) struct FitSegment {
    collector: FitCollector,
    ordinal: SegmentOrdinal,
    kind: Column<u64>,
    area: Option<StrColumn>,
    wanted_areas: Option<Vec<u64>>,
    unwanted_area: Option<u64>,
    latitude: Option<Column<f64>>,
    longitude: Option<Column<f64>>,
    starts: Option<Column<i64>>,
    ends: Option<Column<i64>>,
    published: Option<Column<i64>>,
    alphabet_high: Column<u64>,
    alphabet_low: Column<u64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
    found: Found,
    area_counts: HashMap<u64, usize>,
}

/// Which of an entry's dates fit the question.
struct Dates {
    first: Option<usize>,
    start: i64,
    count: usize,
}

impl SegmentCollector for FitSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        let kind = self.kind.first(doc).unwrap_or_default();
        let is_everywhere = kind_of(kind).is_some_and(Kind::is_everywhere);
        let distance = match self.distance(doc) {
            Some(distance) => distance,
            None if is_everywhere => None,
            None => return,
        };
        let Some(dates) = self.dates(doc) else { return };
        let areas = || self.area.iter().flat_map(|column| column.term_ords(doc));
        if self.unwanted_area.is_some_and(|unwanted| areas().any(|area| area == unwanted)) {
            return;
        }
        if self.collector.query.nowhere && areas().next().is_some() {
            return;
        }

        let kind_fits = self.collector.kinds.is_empty() || self.collector.kinds.contains(&kind);
        let area_fits = is_everywhere
            || self.wanted_areas.as_ref().is_none_or(|wanted| areas().any(|area| wanted.contains(&area)));
        // Each facet counts as if nothing had been chosen in it.
        if area_fits {
            *self.found.kinds.entry(kind).or_default() += 1;
        }
        if kind_fits {
            for area in areas() {
                *self.area_counts.entry(area).or_default() += 1;
            }
        }
        if !(kind_fits && area_fits) {
            return;
        }
        self.found.total += 1;
        self.found.best.push(Candidate {
            address: DocAddress::new(self.ordinal, doc),
            kind,
            occurrence: dates.first,
            dates: dates.count,
            distance,
            score,
            start: dates.start,
            published: self.published.as_ref().and_then(|column| column.first(doc)),
            alphabet: pair(&self.alphabet_high, &self.alphabet_low, doc),
            id: pair(&self.id_high, &self.id_low, doc),
        });
        if self.found.best.len() > self.collector.keep.saturating_mul(2).saturating_add(1_000) {
            self.collector.keep_best(&mut self.found.best);
        }
    }

    fn harvest(mut self) -> Found {
        self.collector.keep_best(&mut self.found.best);
        if let Some(column) = &self.area {
            for (ordinal, count) in &self.area_counts {
                let mut name = String::new();
                if column.ord_to_str(*ordinal, &mut name).unwrap_or(false) {
                    self.found.areas.insert(name, *count);
                }
            }
        }
        self.found
    }
}

impl FitSegment {
    /// The distance from the centre: `Some(None)` where nobody asked, `None` where the entry lies outside.
    #[allow(clippy::option_option, reason = "“does not fit” and “nobody asked” are two answers")]
    fn distance(&self, doc: DocId) -> Option<Option<Kilometres>> {
        let Some(within) = self.collector.query.within else { return Some(None) };
        let Some(position) = self.position(doc) else {
            // What lies nowhere is in no circle, but in an endless one nothing is left out.
            return within.radius.0.is_infinite().then_some(None);
        };
        let distance = within.centre.distance(position);
        (distance <= within.radius).then_some(Some(distance))
    }

    fn position(&self, doc: DocId) -> Option<Position> {
        let latitude = self.latitude.as_ref()?.first(doc)?;
        let longitude = self.longitude.as_ref()?.first(doc)?;
        Position::new(latitude, longitude).ok()
    }

    /// The dates that fit, or `None` where none does and one has to.
    fn dates(&self, doc: DocId) -> Option<Dates> {
        let query = &self.collector.query;
        let now = query.now.as_second();
        let (from, to) =
            query.during.map_or((now, i64::MAX), |during| (during.start.as_second(), during.end.as_second()));
        let mut fitting = Dates { first: None, start: i64::MAX, count: 0 };
        let mut any = false;
        if let (Some(starts), Some(ends)) = (&self.starts, &self.ends) {
            for (index, (start, end)) in starts.values_for_doc(doc).zip(ends.values_for_doc(doc)).enumerate()
            {
                any = true;
                // Half-open stretches overlap when each begins before the other ends; a moment without length counts
                // where it lies.
                if start < to && (end > from || start >= from) {
                    fitting.count += 1;
                    if start < fitting.start {
                        fitting.start = start;
                        fitting.first = Some(index);
                    }
                }
            }
        }
        // What is always there fits every question but one for a period.
        let fits = if any { fitting.count > 0 } else { query.during.is_none() };
        fits.then_some(fitting)
    }
}

fn pair(high: &Column<u64>, low: &Column<u64>, doc: DocId) -> (u64, u64) {
    (high.first(doc).unwrap_or_default(), low.first(doc).unwrap_or_default())
}

pub(crate) fn kind_of(number: u64) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.number() == number)
}
