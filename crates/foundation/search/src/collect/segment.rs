//! The walk through one segment.

use std::{cmp::Ordering, hint::black_box, ops::Range, sync::Arc};

use fnv::FnvHashSet;
use kreisrund_kernel::{Kilometres, clock::WEEKDAYS};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, collector::SegmentCollector};

use super::{
    Asked, Candidate, FitCollector, Found,
    dates::{DAY, Dates},
    kind_of, rank,
    table::{CLOCK_BITS, Date, NOWHERE, Names, Row, Table},
};
use crate::{
    clock::{PartOfDay, part_bit, weekday_bit},
    entry::Kind,
    query::{Factor, MOST_AT_A_SPOT, Order},
};

/// What takes place within these seconds takes place soon.
const SOON: i64 = 14 * DAY;

pub(crate) struct FitSegment {
    view: View,
    tally: Tally,
    /// What the engine found and was not looked at yet.
    waiting: Vec<(u32, Score)>,
}

/// So many entries are fetched from memory at once: one after the other, each would be waited for.
const AT_ONCE: usize = 64;

/// A segment as the question sees it.
struct View {
    asked: Arc<Asked>,
    ordinal: SegmentOrdinal,
    table: Arc<Table>,
    /// What is asked of places, for each of the table's, and for what lies nowhere.
    spots: Vec<Spot>,
    nowhere: Spot,
    /// What is asked of municipalities, for each of the table's sets.
    sets: Vec<Set>,
    /// The rows of what is found wherever it is.
    mentioned: FnvHashSet<u32>,
    /// In which facets each of the table's tags is chosen, as bits; nothing where none is.
    chosen: Vec<u64>,
    /// The facets in which something is chosen, as bits.
    choosy: u64,
}

/// What was found in a segment so far.
struct Tally {
    found: Found,
    /// How many hits have each of the tags, and each set of municipalities.
    tags: Vec<u32>,
    sets: Vec<u32>,
    /// For each facet in which something is chosen: how many entries that fit all else have each of the tags.
    missed: Vec<Vec<u32>>,
    kinds: [usize; KINDS],
    /// How many entries have dates on just these weekdays and in just these parts of the day, by their bits.
    clocks: Vec<u32>,
    /// The hits at each of the places, where they are gathered on a map.
    gathered: Vec<Gathered>,
    best: Vec<Ranked>,
    /// What is not better than this one is not among the best.
    worst: Option<Ranked>,
}

/// As many bits as weekdays and parts of the day have.
const CLOCKS: usize = 1 << CLOCK_BITS;
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
    row: u32,
    /// What the words are worth.
    points: Score,
    /// The same, multiplied by all else that counts.
    score: Score,
    start: i64,
    distance: Option<Kilometres>,
    first: Option<u32>,
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
    /// The walk through the segment of this number, which is laid out in `table`.
    pub fn new(collector: &FitCollector, ordinal: SegmentOrdinal, table: Arc<Table>) -> Self {
        let view = View::new(collector, ordinal, table);
        let tally = Tally::new(collector.nothing(), &view);
        Self { view, tally, waiting: Vec::with_capacity(AT_ONCE) }
    }

    /// Looks at what the engine found.
    fn look(&mut self) {
        let Self { view, tally, waiting } = self;
        let row = |(number, score): (u32, Score)| Some((number, score, *view.table.row(number)?));
        let rows: Vec<(u32, Score, Row)> = waiting.drain(..).filter_map(row).collect();
        for (.., row) in &rows {
            black_box(view.table.dates(row).first().map(Date::start));
        }
        for (number, score, row) in &rows {
            tally.take(view, *number, row, *score);
        }
    }

    /// Walks through all entries that may fit where no words narrow them down: those in the circle, and those that
    /// belong everywhere.
    pub fn walk(&mut self, is_alive: impl Fn(DocId) -> bool) {
        let Self { view, tally, .. } = self;
        let rows = |numbers: Range<u32>| {
            let rows = view.table.rows.get(numbers.start as usize..numbers.end as usize);
            numbers.zip(rows.unwrap_or_default()).filter(|(_, row)| is_alive(row.doc))
        };
        if view.nowhere.is_inside {
            for (number, row) in rows(0..u32::try_from(view.table.rows.len()).unwrap_or(u32::MAX)) {
                tally.take(view, number, row, 1.0);
            }
            return;
        }
        for (place, _) in view.spots.iter().enumerate().filter(|(_, spot)| spot.is_inside) {
            for (number, row) in rows(view.table.at(place)) {
                tally.take(view, number, row, 1.0);
            }
        }
        let further: FnvHashSet<u32> = view.table.everywhere.iter().chain(&view.mentioned).copied().collect();
        for number in further {
            let row = view.table.row(number).filter(|row| is_alive(row.doc));
            if let Some(row) = row.filter(|row| !view.spot(row).is_inside) {
                tally.take(view, number, row, 1.0);
            }
        }
    }
}

impl SegmentCollector for FitSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.waiting.extend(self.view.table.row_of(doc).map(|number| (number, score)));
        if self.waiting.len() == AT_ONCE {
            self.look();
        }
    }

    fn harvest(mut self) -> Found {
        self.look();
        self.tally.harvest(&self.view)
    }
}

impl View {
    fn new(collector: &FitCollector, ordinal: SegmentOrdinal, table: Arc<Table>) -> Self {
        let asked = Arc::clone(&collector.asked);
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
        for (facet, asked) in query.facets.iter().enumerate().take(64) {
            if asked.chosen.is_empty() {
                continue;
            }
            choosy |= 1 << facet;
            chosen.resize(table.tag_count(), 0);
            for number in asked.chosen.iter().filter_map(|tag| table.tag(tag.as_str())) {
                chosen[number] |= 1 << facet;
            }
        }
        let mentioned = collector.mentioned.iter().filter(|address| address.segment_ord == ordinal);
        Self {
            sets: sets.collect(),
            mentioned: mentioned.filter_map(|address| table.row_of(address.doc_id)).collect(),
            asked,
            ordinal,
            spots,
            nowhere,
            chosen,
            choosy,
            table,
        }
    }

    fn spot(&self, row: &Row) -> Spot {
        self.spots.get(row.place as usize).copied().unwrap_or(self.nowhere)
    }

    /// Which of the choices `row` does not fit, dates left aside.
    fn misfit(&self, row: &Row, set: Set, is_everywhere: bool) -> Misfit {
        let mut misfit = Misfit::None;
        let kinds = &self.asked.kinds;
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

    /// What the words of `ranked` are worth, multiplied by what else makes a hit better or worse; `factor` hears of each.
    fn weighed(&self, ranked: &Ranked, kind: u8, mut factor: impl FnMut(Factor, f32)) -> Score {
        let mut score = ranked.points;
        let mut weigh = |what: Factor, by: f32| {
            score *= by;
            factor(what, by);
        };
        let distance = ranked.distance.map(|distance| distance.0 as f32);
        let wait = ranked.start.saturating_sub(self.asked.dates.now).max(0);
        let kind = kind_of(u64::from(kind));
        if !self.asked.has_words {
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
        if self.asked.query.within.is_some() {
            let by = distance.map_or(rank::NOWHERE, |distance| 1.0 / (1.0 + distance / rank::FAR));
            weigh(Factor::Distance, by);
        }
        if self.mentioned.contains(&ranked.row) {
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
        let published = |ranked: &Ranked| self.table.names(ranked.row).published;
        let first = match self.asked.order {
            Order::Best => other.score.total_cmp(&one.score),
            Order::Soonest => Ordering::Equal,
            Order::Nearest => nearer(one.distance, other.distance),
            Order::Newest => published(other).cmp(&published(one)),
        };
        first.then(one.start.cmp(&other.start)).then_with(|| nearer(one.distance, other.distance)).then_with(
            || {
                let names = |ranked: &Ranked| {
                    let Names { alphabet, id, .. } = self.table.names(ranked.row);
                    (alphabet, id)
                };
                names(one).cmp(&names(other))
            },
        )
    }

    /// All that is told of a hit.
    fn candidate(&self, ranked: Ranked) -> Option<Candidate> {
        let names = self.table.names(ranked.row);
        let row = self.table.row(ranked.row)?;
        let query = &self.asked.query;
        let mut factors = Vec::new();
        if query.explain && self.asked.order == Order::Best {
            self.weighed(&ranked, row.kind, |factor, by| factors.push((factor, by)));
        }
        let fitting_dates = || self.asked.dates.which(self.table.dates(row)).map(|(index, _)| index);
        let fitting = if query.every_date { fitting_dates().collect() } else { Vec::new() };
        Some(Candidate {
            address: DocAddress::new(self.ordinal, row.doc),
            kind: u64::from(row.kind),
            occurrence: ranked.first.map(|first| first as usize),
            dates: fitting_dates().count(),
            fitting,
            distance: ranked.distance,
            score: ranked.score,
            factors,
            start: ranked.start,
            published: names.published,
            changed: names.changed,
            alphabet: names.alphabet,
            id: names.id,
        })
    }
}

impl Tally {
    fn new(found: Found, view: &View) -> Self {
        let query = &view.asked.query;
        let counts = |many: usize| vec![0; if query.uncounted { 0 } else { many }];
        let tags = view.table.tag_count();
        let is_choosy = |facet: usize| facet < 64 && view.choosy & (1 << facet) != 0;
        let missed = (0..query.facets.len()).map(|facet| counts(if is_choosy(facet) { tags } else { 0 }));
        let places = if query.grid.is_some() { view.spots.len() + 1 } else { 0 };
        Self {
            found,
            tags: counts(tags),
            sets: counts(view.sets.len()),
            missed: missed.collect(),
            kinds: [0; KINDS],
            clocks: counts(CLOCKS),
            gathered: vec![Gathered::default(); places],
            best: Vec::new(),
            worst: None,
        }
    }

    /// Takes the row of this number in, if it fits.
    fn take(&mut self, view: &View, number: u32, row: &Row, score: Score) {
        let asked = &*view.asked;
        let query = &asked.query;
        if row.staff && !query.staff {
            return;
        }
        let is_mentioned = !view.mentioned.is_empty() && view.mentioned.contains(&number);
        let is_everywhere = row.is_everywhere || is_mentioned;
        let spot = view.spot(row);
        if !spot.is_inside && !is_everywhere {
            return;
        }
        let Some(set) = view.sets.get(row.areas as usize).copied() else { return };
        if set.is_unwanted || (query.nowhere && !set.is_empty) {
            return;
        }
        let mut misfit = view.misfit(row, set, is_everywhere);
        if misfit == Misfit::Several || (query.uncounted && misfit != Misfit::None) {
            return;
        }
        let of_row = view.table.dates(row);
        let dates = if query.uncounted && row.is_in_order && !of_row.is_empty() {
            asked.dates.first_that_fits(of_row)
        } else {
            let until = if of_row.is_empty() { view.table.names(number).open_until } else { i64::MIN };
            asked.dates.fit(of_row, until)
        };
        if !dates.fits {
            misfit = misfit.and(Misfit::Dates);
        }
        if !query.uncounted {
            self.count(view, misfit, row, &dates);
        }
        if misfit != Misfit::None {
            return;
        }
        self.found.total += 1;
        let mut ranked = Ranked {
            row: number,
            points: score,
            score,
            start: dates.start,
            distance: spot.distance,
            first: dates.first,
        };
        if asked.order == Order::Best {
            ranked.score = view.weighed(&ranked, row.kind, |_, _| ());
        }
        if self.found.days.is_asked() {
            let address = DocAddress::new(view.ordinal, row.doc);
            let fitting = asked.dates.which(view.table.dates(row));
            let fitting = fitting.map(|(index, date)| (index, date.start(), date.end()));
            self.found.days.note(address, view.table.names(number).id, u64::from(row.kind), fitting);
        }
        if query.grid.is_some() {
            self.gather(view, row, ranked);
        }
        self.keep(view, ranked);
    }

    /// Counts an entry for every choice that it would fit.
    fn count(&mut self, view: &View, misfit: Misfit, row: &Row, dates: &Dates) {
        let counts_for = |choice: Misfit| misfit == Misfit::None || misfit == choice;
        if counts_for(Misfit::Kind)
            && let Some(count) = self.kinds.get_mut(usize::from(row.kind))
        {
            *count += 1;
        }
        if counts_for(Misfit::Area)
            && let Some(count) = self.sets.get_mut(row.areas as usize)
        {
            *count += 1;
        }
        let counts = match misfit {
            Misfit::None => Some(&mut self.tags),
            Misfit::Facet(facet) => self.missed.get_mut(facet as usize),
            _ => None,
        };
        if let Some(counts) = counts {
            for tag in view.table.tags(row) {
                if let Some(count) = counts.get_mut(*tag as usize) {
                    *count += 1;
                }
            }
        }
        if counts_for(Misfit::Dates) {
            let clock = usize::try_from(dates.weekdays | dates.parts_of_day).unwrap_or(usize::MAX);
            if let Some(count) = self.clocks.get_mut(clock) {
                *count += 1;
            }
            let mut periods = dates.periods;
            while periods != 0 {
                if let Some(count) = self.found.periods.get_mut(periods.trailing_zeros() as usize) {
                    *count += 1;
                }
                periods &= periods - 1;
            }
            self.found.open += usize::from(dates.open);
        }
    }

    fn keep(&mut self, view: &View, ranked: Ranked) {
        let keep = view.asked.keep;
        if keep == 0 || self.worst.is_some_and(|worst| view.compare(&ranked, &worst) == Ordering::Greater) {
            return;
        }
        self.best.push(ranked);
        if self.best.len() >= keep.saturating_mul(2).saturating_add(64) {
            self.keep_best(view);
        }
    }

    fn keep_best(&mut self, view: &View) {
        let keep = view.asked.keep;
        if keep == 0 || self.best.len() < keep {
            return;
        }
        self.best.select_nth_unstable_by(keep - 1, |one, other| view.compare(one, other));
        self.best.truncate(keep);
        self.worst = self.best.last().copied();
    }

    fn gather(&mut self, view: &View, row: &Row, ranked: Ranked) {
        let is_nowhere = row.place == NOWHERE;
        let place = if is_nowhere { view.spots.len() } else { row.place as usize };
        let Some(gathered) = self.gathered.get_mut(place) else { return };
        gathered.total += 1;
        if is_nowhere {
            return;
        }
        let order = |ranked: &Ranked| (ranked.start, view.table.names(ranked.row).id);
        let is_before = |known: &Ranked| order(known) <= order(&ranked);
        if gathered.soonest.len() < MOST_AT_A_SPOT || !gathered.soonest.last().is_some_and(is_before) {
            let index = gathered.soonest.partition_point(is_before);
            gathered.soonest.insert(index, ranked);
            gathered.soonest.truncate(MOST_AT_A_SPOT);
        }
    }

    fn harvest(mut self, view: &View) -> Found {
        let query = &view.asked.query;
        self.keep_best(view);
        self.found.best = self.best.into_iter().filter_map(|ranked| view.candidate(ranked)).collect();
        for (place, gathered) in self.gathered.into_iter().enumerate() {
            if gathered.total > 0 {
                let here = gathered.soonest.iter().filter_map(|ranked| view.candidate(*ranked)).collect();
                self.found.clusters.note(view.table.places.get(place).copied(), gathered.total, here);
            }
        }
        if query.uncounted {
            return self.found;
        }
        for (number, count) in (0..).zip(self.kinds) {
            if let Some(kind) = kind_of(number).filter(|_| count > 0) {
                self.found.kinds.insert(kind, count);
            }
        }
        for (clock, count) in (0_u64..).zip(&self.clocks).filter(|(_, count)| **count > 0) {
            let counted = |bit: u64| if clock & bit == 0 { 0 } else { *count as usize };
            for (weekday, total) in WEEKDAYS.into_iter().zip(&mut self.found.weekdays) {
                *total += counted(weekday_bit(weekday));
            }
            for (part, total) in PartOfDay::ALL.into_iter().zip(&mut self.found.parts_of_day) {
                *total += counted(part_bit(part));
            }
        }
        for (areas, count) in view.table.areas.iter().zip(&self.sets).filter(|(_, count)| **count > 0) {
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
                count(&self.tags) + count(missed)
            };
            counts.take(&facet.options, &view.table, of);
        }
        self.found
    }
}

/// Which of two distances is shorter; what has none comes last.
pub(super) fn nearer(one: Option<Kilometres>, other: Option<Kilometres>) -> Ordering {
    let far = |distance: Option<Kilometres>| distance.map_or(f64::MAX, |distance| distance.0);
    far(one).total_cmp(&far(other))
}
