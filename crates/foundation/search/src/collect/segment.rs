//! The walk through one segment.

use std::{cmp::Ordering, sync::Arc};

use fnv::FnvHashSet;
use kreisrund_kernel::{Kilometres, clock::WEEKDAYS};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, collector::SegmentCollector};

use super::{
    Candidate, FitCollector, Found, TagCounts,
    dates::{DAY, Dates},
    kind_of, rank,
    table::{NOWHERE, Names, Row, Table},
};
use crate::{
    clock::{PartOfDay, part_bit, weekday_bit},
    entry::Kind,
    query::{Factor, MOST_AT_A_SPOT, Order},
    tag::{Options, Tag},
};

/// What takes place within these seconds takes place soon.
const SOON: i64 = 14 * DAY;

pub(crate) struct FitSegment {
    collector: FitCollector,
    ordinal: SegmentOrdinal,
    table: Arc<Table>,
    /// What is asked of places, for each of the table's, and for what lies nowhere.
    spots: Vec<Spot>,
    nowhere: Spot,
    /// What is asked of municipalities, for each of the table's sets.
    sets: Vec<Set>,
    mentioned: FnvHashSet<DocId>,
    /// In which facets each of the table's tags is chosen, as bits; nothing where none is.
    chosen: Vec<u64>,
    /// The facets in which something is chosen, as bits.
    choosy: u64,
    /// How many hits have each of the tags, and each set of municipalities.
    tag_counts: Vec<u32>,
    set_counts: Vec<u32>,
    /// For each facet in which something is chosen: how many entries that fit all else have each of the tags.
    missed: Vec<Vec<u32>>,
    kind_counts: [usize; KINDS],
    /// The hits at each of the places, where they are gathered on a map.
    gathered: Vec<Gathered>,
    best: Vec<Ranked>,
    /// What is not better than this one is not among the best.
    worst: Option<Ranked>,
    found: Found,
}

/// More than there are kinds.
const KINDS: usize = 16;

/// A place, or nowhere, as the question sees it.
#[derive(Clone, Copy, Debug)]
struct Spot {
    distance: Option<Kilometres>,
    is_inside: bool,
}

/// A set of municipalities as the question sees it.
#[derive(Clone, Copy, Debug)]
struct Set {
    is_empty: bool,
    is_wanted: bool,
    is_unwanted: bool,
}

/// A hit, as far as is needed to order it.
#[derive(Clone, Copy, Debug)]
struct Ranked {
    doc: DocId,
    /// What the words are worth.
    points: Score,
    /// The same, multiplied by all else that counts.
    score: Score,
    start: i64,
    distance: Option<Kilometres>,
    first: Option<u32>,
    dates: u32,
}

/// The hits at a place: how many, and those that come soonest.
#[derive(Clone, Debug, Default)]
struct Gathered {
    total: usize,
    soonest: Vec<Ranked>,
}

/// The choice that an entry does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misfit {
    None,
    Kind,
    Area,
    Facet(u32),
    Dates,
    /// More than one.
    Several,
}

impl Misfit {
    fn and(self, other: Self) -> Self {
        if self == Self::None { other } else { Self::Several }
    }
}

impl FitSegment {
    pub fn new(collector: &FitCollector, ordinal: SegmentOrdinal, table: Arc<Table>) -> Self {
        let asked = &collector.asked;
        let query = &asked.query;
        let spot = |distance: Option<Kilometres>, is_inside: bool| Spot { distance, is_inside };
        let spots = match query.within {
            None => vec![spot(None, true); table.places.len()],
            Some(within) => table
                .places
                .iter()
                .map(|place| within.centre.distance(*place))
                .map(|distance| spot(Some(distance), distance <= within.radius))
                .collect(),
        };
        // What lies nowhere is in no circle, but in an endless one nothing is left out.
        let nowhere = spot(None, query.within.is_none_or(|within| within.radius.0.is_infinite()));
        let sets = table.areas.iter().map(|areas| Set {
            is_empty: areas.is_empty(),
            is_wanted: query.areas.is_empty() || areas.iter().any(|area| query.areas.contains(area)),
            is_unwanted: query.elsewhere_than.is_some_and(|unwanted| areas.contains(&unwanted)),
        });
        let (mut chosen, mut choosy) = (Vec::new(), 0_u64);
        let mut missed = vec![Vec::new(); query.facets.len()];
        for (facet, asked) in query.facets.iter().enumerate().take(64) {
            if asked.chosen.is_empty() {
                continue;
            }
            choosy |= 1 << facet;
            chosen.resize(table.tag_count(), 0);
            for number in asked.chosen.iter().filter_map(|tag| table.tag(tag.as_str())) {
                chosen[number] |= 1 << facet;
            }
            if !query.uncounted {
                missed[facet] = vec![0; table.tag_count()];
            }
        }
        let mentioned = collector.mentioned.iter().filter(|address| address.segment_ord == ordinal);
        Self {
            sets: sets.collect(),
            set_counts: vec![0; table.areas.len()],
            tag_counts: vec![0; if query.uncounted { 0 } else { table.tag_count() }],
            gathered: vec![
                Gathered::default();
                if query.grid.is_some() { table.places.len() + 1 } else { 0 }
            ],
            kind_counts: [0; KINDS],
            mentioned: mentioned.map(|address| address.doc_id).collect(),
            best: Vec::new(),
            worst: None,
            found: collector.nothing(),
            collector: collector.clone(),
            ordinal,
            spots,
            nowhere,
            chosen,
            choosy,
            missed,
            table,
        }
    }

    /// Walks through all entries that may fit where no words narrow them down: those in the circle, and those that
    /// belong everywhere.
    pub fn walk(&mut self, is_alive: impl Fn(DocId) -> bool) {
        let table = Arc::clone(&self.table);
        if self.nowhere.is_inside {
            for doc in (0..table.len()).filter(|doc| is_alive(*doc)) {
                self.collect(doc, 1.0);
            }
            return;
        }
        for place in 0..self.spots.len() {
            if self.spots[place].is_inside {
                for doc in table.at(place).iter().filter(|doc| is_alive(**doc)) {
                    self.collect(*doc, 1.0);
                }
            }
        }
        let further: FnvHashSet<DocId> = table.everywhere.iter().chain(&self.mentioned).copied().collect();
        for doc in further.into_iter().filter(|doc| is_alive(*doc)) {
            if table.row(doc).is_some_and(|row| !self.spot(row).is_inside) {
                self.collect(doc, 1.0);
            }
        }
    }

    fn spot(&self, row: &Row) -> Spot {
        if row.place == NOWHERE {
            self.nowhere
        } else {
            self.spots.get(row.place as usize).copied().unwrap_or(self.nowhere)
        }
    }

    /// Which of the choices `row` does not fit, dates left aside.
    fn misfit(&self, row: &Row, set: Set, is_everywhere: bool) -> Misfit {
        let mut misfit = Misfit::None;
        let kinds = &self.collector.asked.kinds;
        if !kinds.is_empty() && !kinds.contains(&row.kind) {
            misfit = misfit.and(Misfit::Kind);
        }
        if !is_everywhere && !set.is_wanted {
            misfit = misfit.and(Misfit::Area);
        }
        if self.choosy != 0 {
            let tags = self.table.tags(row).iter();
            let has = tags.filter_map(|tag| self.chosen.get(*tag as usize)).fold(0, |all, bits| all | bits);
            let lacks = self.choosy & !has;
            match lacks.count_ones() {
                0 => {}
                1 => misfit = misfit.and(Misfit::Facet(lacks.trailing_zeros())),
                _ => misfit = Misfit::Several,
            }
        }
        misfit
    }

    /// Counts an entry for every choice that it would fit.
    fn count(&mut self, misfit: Misfit, row: &Row, dates: &Dates) {
        let counts_for = |choice: Misfit| misfit == Misfit::None || misfit == choice;
        if counts_for(Misfit::Kind)
            && let Some(count) = self.kind_counts.get_mut(usize::from(row.kind))
        {
            *count += 1;
        }
        if counts_for(Misfit::Area)
            && let Some(count) = self.set_counts.get_mut(row.areas as usize)
        {
            *count += 1;
        }
        let counts = match misfit {
            Misfit::None => Some(&mut self.tag_counts),
            Misfit::Facet(facet) => self.missed.get_mut(facet as usize),
            _ => None,
        };
        if let Some(counts) = counts {
            for tag in self.table.tags(row) {
                if let Some(count) = counts.get_mut(*tag as usize) {
                    *count += 1;
                }
            }
        }
        if counts_for(Misfit::Dates) {
            for (weekday, count) in WEEKDAYS.into_iter().zip(&mut self.found.weekdays) {
                *count += usize::from(dates.weekdays & weekday_bit(weekday) != 0);
            }
            for (part, count) in PartOfDay::ALL.into_iter().zip(&mut self.found.parts_of_day) {
                *count += usize::from(dates.parts_of_day & part_bit(part) != 0);
            }
            for (index, count) in self.found.periods.iter_mut().enumerate().take(64) {
                *count += usize::from(dates.periods & (1 << index) != 0);
            }
            self.found.open += usize::from(dates.open);
        }
    }

    /// What the words of `ranked` are worth, multiplied by what else makes a hit better or worse; `factor` hears of each.
    fn weighed(&self, ranked: &Ranked, kind: u8, mut factor: impl FnMut(Factor, f32)) -> Score {
        let mut score = ranked.points;
        let mut weigh = |what: Factor, by: f32| {
            score *= by;
            factor(what, by);
        };
        let asked = &self.collector.asked;
        let distance = ranked.distance.map(|distance| distance.0 as f32);
        let wait = ranked.start.saturating_sub(asked.dates.now).max(0);
        let kind = kind_of(u64::from(kind));
        if !asked.has_words {
            // Without words everything fits alike: what counts is how near it is, and then how soon.
            let distance = distance.unwrap_or(rank::UNKNOWN_DISTANCE);
            weigh(Factor::Distance, 1.0 / (1.0 + distance / rank::NEXT_DOOR));
            let days = if ranked.first.is_some() { wait as f32 / DAY as f32 } else { rank::ALWAYS };
            weigh(Factor::Soon, 1.0 / (1.0 + days / rank::LONG));
            if !matches!(kind, Some(Kind::Event | Kind::Course)) {
                weigh(Factor::Kind, rank::ALWAYS_THERE);
            }
            return score;
        }
        if asked.query.within.is_some() {
            let by = distance.map_or(rank::NOWHERE, |distance| 1.0 / (1.0 + distance / rank::FAR));
            weigh(Factor::Distance, by);
        }
        if self.mentioned.contains(&ranked.doc) {
            weigh(Factor::PlaceInTitle, rank::MENTIONED);
        }
        if ranked.first.is_some() && wait < SOON {
            weigh(Factor::Soon, rank::SOON);
        }
        if let Some(by) = kind.and_then(rank::of_kind) {
            weigh(Factor::Kind, by);
        }
        score
    }

    /// In which order two hits stand.
    fn compare(&self, one: &Ranked, other: &Ranked) -> Ordering {
        let order = self.collector.asked.order;
        let published = |ranked: &Ranked| self.table.names(ranked.doc).published;
        let first = match order {
            Order::Best => other.score.total_cmp(&one.score),
            Order::Soonest => Ordering::Equal,
            Order::Nearest => nearer(one.distance, other.distance),
            Order::Newest => published(other).cmp(&published(one)),
        };
        first.then(one.start.cmp(&other.start)).then_with(|| nearer(one.distance, other.distance)).then_with(
            || {
                let names = |ranked: &Ranked| {
                    let Names { alphabet, id, .. } = self.table.names(ranked.doc);
                    (alphabet, id)
                };
                names(one).cmp(&names(other))
            },
        )
    }

    fn keep(&mut self, ranked: Ranked) {
        let keep = self.collector.asked.keep;
        if keep == 0 || self.worst.is_some_and(|worst| self.compare(&ranked, &worst) == Ordering::Greater) {
            return;
        }
        self.best.push(ranked);
        if self.best.len() >= keep.saturating_mul(2).saturating_add(64) {
            self.keep_best(keep);
        }
    }

    fn keep_best(&mut self, keep: usize) {
        if keep == 0 || self.best.len() < keep {
            return;
        }
        let mut best = std::mem::take(&mut self.best);
        best.select_nth_unstable_by(keep - 1, |one, other| self.compare(one, other));
        best.truncate(keep);
        self.worst = best.last().copied();
        self.best = best;
    }

    fn gather(&mut self, row: &Row, ranked: Ranked) {
        let place = if row.place == NOWHERE { self.spots.len() } else { row.place as usize };
        let Some(gathered) = self.gathered.get_mut(place) else { return };
        gathered.total += 1;
        if row.place == NOWHERE {
            return;
        }
        let table = &self.table;
        let order = |ranked: &Ranked| (ranked.start, table.names(ranked.doc).id);
        let is_before = |known: &Ranked| order(known) <= order(&ranked);
        if gathered.soonest.len() < MOST_AT_A_SPOT || !gathered.soonest.last().is_some_and(is_before) {
            let index = gathered.soonest.partition_point(is_before);
            gathered.soonest.insert(index, ranked);
            gathered.soonest.truncate(MOST_AT_A_SPOT);
        }
    }

    /// All that is told of a hit.
    fn candidate(&self, ranked: Ranked) -> Candidate {
        let names = self.table.names(ranked.doc);
        let asked = &self.collector.asked;
        let row = self.table.row(ranked.doc);
        let fitting = row.filter(|_| asked.query.every_date).map(|row| {
            let which = asked.dates.which(self.table.dates(row));
            which.map(|(index, _)| index).collect()
        });
        let mut factors = Vec::new();
        if asked.query.explain && asked.order == Order::Best {
            let kind = row.map(|row| row.kind).unwrap_or_default();
            self.weighed(&ranked, kind, |factor, by| factors.push((factor, by)));
        }
        Candidate {
            address: DocAddress::new(self.ordinal, ranked.doc),
            kind: row.map(|row| u64::from(row.kind)).unwrap_or_default(),
            occurrence: ranked.first.map(|first| first as usize),
            dates: ranked.dates as usize,
            fitting: fitting.unwrap_or_default(),
            distance: ranked.distance,
            score: ranked.score,
            factors,
            start: ranked.start,
            published: names.published,
            alphabet: names.alphabet,
            id: names.id,
        }
    }
}

impl SegmentCollector for FitSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        let Some(row) = self.table.row(doc).copied() else { return };
        let asked = Arc::clone(&self.collector.asked);
        let query = &asked.query;
        if row.staff && !query.staff {
            return;
        }
        let is_everywhere =
            row.is_everywhere || (!self.mentioned.is_empty() && self.mentioned.contains(&doc));
        let spot = self.spot(&row);
        if !spot.is_inside && !is_everywhere {
            return;
        }
        let Some(set) = self.sets.get(row.areas as usize).copied() else { return };
        if set.is_unwanted || (query.nowhere && !set.is_empty) {
            return;
        }
        let mut misfit = self.misfit(&row, set, is_everywhere);
        if misfit == Misfit::Several || (query.uncounted && misfit != Misfit::None) {
            return;
        }
        let until = if row.has_dates() { i64::MIN } else { self.table.names(doc).open_until };
        let dates = asked.dates.fit(self.table.dates(&row), until);
        if !dates.fits {
            misfit = misfit.and(Misfit::Dates);
        }
        if !query.uncounted {
            self.count(misfit, &row, &dates);
        }
        if misfit != Misfit::None {
            return;
        }
        self.found.total += 1;
        let mut ranked = Ranked {
            doc,
            points: score,
            score,
            start: dates.start,
            distance: spot.distance,
            first: dates.first,
            dates: dates.count,
        };
        if asked.order == Order::Best {
            ranked.score = self.weighed(&ranked, row.kind, |_, _| ());
        }
        if self.found.days.is_asked() {
            let address = DocAddress::new(self.ordinal, doc);
            let fitting = asked.dates.which(self.table.dates(&row));
            let fitting = fitting.map(|(index, date)| (index, date.start, date.end));
            self.found.days.note(address, self.table.names(doc).id, u64::from(row.kind), fitting);
        }
        if query.grid.is_some() {
            self.gather(&row, ranked);
        }
        self.keep(ranked);
    }

    fn harvest(mut self) -> Found {
        let asked = Arc::clone(&self.collector.asked);
        let query = &asked.query;
        self.keep_best(asked.keep);
        self.found.best =
            std::mem::take(&mut self.best).into_iter().map(|ranked| self.candidate(ranked)).collect();
        for (place, gathered) in std::mem::take(&mut self.gathered).into_iter().enumerate() {
            if gathered.total > 0 {
                let here = gathered.soonest.iter().map(|ranked| self.candidate(*ranked)).collect();
                self.found.clusters.note(self.table.places.get(place).copied(), gathered.total, here);
            }
        }
        if query.uncounted {
            return self.found;
        }
        for (number, count) in (0..).zip(self.kind_counts) {
            if let Some(kind) = kind_of(number).filter(|_| count > 0) {
                self.found.kinds.insert(kind, count);
            }
        }
        for (areas, count) in self.table.areas.iter().zip(&self.set_counts).filter(|(_, count)| **count > 0) {
            for area in areas {
                *self.found.areas.entry(*area).or_default() += *count as usize;
            }
            for (region, total) in query.regions.iter().zip(&mut self.found.regions) {
                if areas.iter().any(|area| region.contains(area)) {
                    *total += *count as usize;
                }
            }
        }
        for ((facet, missed), counts) in query.facets.iter().zip(&self.missed).zip(&mut self.found.options) {
            let of = |number: usize| {
                let count = |counts: &[u32]| counts.get(number).copied().unwrap_or_default() as usize;
                count(&self.tag_counts) + count(missed)
            };
            match (&facet.options, counts) {
                (Options::Listed(tags), TagCounts::Listed(counts)) => {
                    for (tag, total) in tags.iter().zip(counts) {
                        *total += self.table.tag(tag.as_str()).map(of).unwrap_or_default();
                    }
                }
                (Options::Records(kind), TagCounts::Records(counts)) => {
                    let beginning = format!("{}:", kind.as_str());
                    let records = self.table.tags_from(&beginning).map(|(number, name)| (name, of(number)));
                    counts.extend(
                        records
                            .filter(|(_, count)| *count > 0)
                            .map(|(name, count)| (Tag::from_stored(name), count)),
                    );
                }
                (Options::Listed(_), TagCounts::Records(_)) | (Options::Records(_), TagCounts::Listed(_)) => {
                }
            }
        }
        self.found
    }
}

/// Which of two distances is shorter; what has none comes last.
pub(super) fn nearer(one: Option<Kilometres>, other: Option<Kilometres>) -> Ordering {
    let far = |distance: Option<Kilometres>| distance.map_or(f64::MAX, |distance| distance.0);
    far(one).total_cmp(&far(other))
}
