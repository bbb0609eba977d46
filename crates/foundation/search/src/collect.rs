//! Walking through the entries that contain the words: which fit the rest of the question, how they are ordered, and
//! how many there would be for each choice.
//!
//! A question consists of choices: the kind, the municipality, each facet, and what is asked of dates. An entry that
//! fits all of them is a hit. One that fits all but a single choice is none, but counts for what else could be chosen
//! there: each choice is counted as if nothing had been chosen in it.

mod choices;
mod clusters;
mod days;
mod rank;

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use kreisrund_kernel::{Kilometres, Position, clock::WEEKDAYS};
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use crate::{
    clock::{PartOfDay, part_bit, weekday_bit},
    entry::{Interval, Kind},
    query::{Factor, Order, Query},
};
use choices::{Choice, Choices, NOT_OFFERED, options, ordinals};
pub(crate) use clusters::Clusters;
pub(crate) use days::Days;
use days::Fitting;

/// What a walk through the index yields.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub total: usize,
    pub best: Vec<Candidate>,
    pub kinds: HashMap<u64, usize>,
    pub areas: HashMap<String, usize>,
    pub regions: Vec<usize>,
    /// For each facet, by the tag.
    pub options: Vec<HashMap<String, usize>>,
    pub weekdays: [usize; 7],
    pub parts_of_day: [usize; 3],
    pub periods: Vec<usize>,
    pub open: usize,
    pub days: Days,
    pub clusters: Clusters,
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
    /// By what the words' worth was multiplied to make the score.
    pub factors: Vec<(Factor, f32)>,
    start: i64,
    pub published: Option<i64>,
    alphabet: (u64, u64),
    /// The record's identifier in two halves. Where the entry lies in the index differs from node to node and from day
    /// to day; this does not.
    pub id: (u64, u64),
}

#[derive(Clone, Debug)]
pub(crate) struct FitCollector {
    query: Arc<Query>,
    order: Order,
    has_words: bool,
    keep: usize,
    kinds: Vec<u64>,
    areas: Vec<String>,
    elsewhere_than: Option<String>,
    /// What is found wherever it is.
    mentioned: Arc<HashSet<DocAddress>>,
    /// The bits of the weekdays and of the parts of the day that were asked for; all of them where none was.
    weekdays: u64,
    parts_of_day: u64,
}

impl FitCollector {
    pub fn new(query: &Query, has_words: bool, mentioned: HashSet<DocAddress>) -> Self {
        let bits = |bits: &mut dyn Iterator<Item = u64>| match bits.fold(0, |all, bit| all | bit) {
            0 => u64::MAX,
            some => some,
        };
        Self {
            order: match (query.order, has_words, query.within) {
                (Order::Best, false, None) | (Order::Nearest, _, None) => Order::Soonest,
                (order, _, _) => order,
            },
            has_words,
            keep: query.page.offset.saturating_add(query.page.limit),
            kinds: query.kinds.iter().map(|kind| kind.number()).collect(),
            areas: query.areas.iter().map(ToString::to_string).collect(),
            elsewhere_than: query.elsewhere_than.map(|area| area.to_string()),
            mentioned: Arc::new(mentioned),
            weekdays: bits(&mut query.weekdays.iter().map(|weekday| weekday_bit(*weekday))),
            parts_of_day: bits(&mut query.parts_of_day.iter().map(|part| part_bit(*part))),
            query: Arc::new(query.clone()),
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

    /// Nothing found yet, with room for every count.
    fn nothing(&self) -> Found {
        Found {
            regions: vec![0; self.query.regions.len()],
            options: self.query.facets.iter().map(|_| HashMap::new()).collect(),
            periods: vec![0; self.query.periods.len()],
            days: Days::of(&self.query),
            clusters: Clusters::of(self.query.grid),
            ..Found::default()
        }
    }
}

impl Collector for FitCollector {
    type Fruit = Found;
    type Child = FitSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<FitSegment> {
        let fields = segment.fast_fields();
        let area = fields.str("area")?;
        let wanted_areas =
            if self.areas.is_empty() { None } else { Some(ordinals(area.as_ref(), &self.areas)?) };
        let unwanted_area = ordinals(area.as_ref(), self.elsewhere_than.as_slice())?.first().copied();
        let regions = self
            .query
            .regions
            .iter()
            .map(|areas| ordinals(area.as_ref(), &areas.iter().map(ToString::to_string).collect::<Vec<_>>()))
            .collect::<tantivy::Result<_>>()?;
        let tags = fields.str("tags")?;
        let (options, option_names) = options(tags.as_ref(), &self.query)?;
        Ok(FitSegment {
            option_counts: option_names.iter().map(|names| vec![0; names.len()]).collect(),
            options,
            option_names,
            tags,
            ordinal,
            kind: fields.u64("kind")?,
            area,
            wanted_areas,
            unwanted_area,
            regions,
            staff: fields.column_opt("staff")?,
            latitude: fields.column_opt("latitude")?,
            longitude: fields.column_opt("longitude")?,
            starts: fields.column_opt("starts")?,
            ends: fields.column_opt("ends")?,
            clocks: fields.column_opt("clocks")?,
            open_until: fields.column_opt("open_until")?,
            published: fields.column_opt("published")?,
            alphabet_high: fields.u64("alphabet_high")?,
            alphabet_low: fields.u64("alphabet_low")?,
            id_high: fields.u64("id_high")?,
            id_low: fields.u64("id_low")?,
            found: self.nothing(),
            area_counts: HashMap::new(),
            collector: self.clone(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Best
    }

    fn merge_fruits(&self, segments: Vec<Found>) -> tantivy::Result<Found> {
        fn add(all: &mut [usize], more: &[usize]) {
            for (all, more) in all.iter_mut().zip(more) {
                *all += more;
            }
        }
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
                for (tag, count) in more {
                    *all.entry(tag).or_default() += count;
                }
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
        all.best.sort_unstable_by(|a, b| Self::compare(self.order, a, b));
        all.best.truncate(self.keep);
        Ok(all)
    }
}

pub(crate) struct FitSegment {
    collector: FitCollector,
    ordinal: SegmentOrdinal,
    kind: Column<u64>,
    tags: Option<StrColumn>,
    options: Choices,
    /// The tag of each option, for each facet, and how many entries it would have.
    option_names: Vec<Vec<String>>,
    option_counts: Vec<Vec<usize>>,
    area: Option<StrColumn>,
    wanted_areas: Option<Vec<u64>>,
    unwanted_area: Option<u64>,
    regions: Vec<Vec<u64>>,
    staff: Option<Column<u64>>,
    latitude: Option<Column<f64>>,
    longitude: Option<Column<f64>>,
    starts: Option<Column<i64>>,
    ends: Option<Column<i64>>,
    clocks: Option<Column<u64>>,
    open_until: Option<Column<i64>>,
    published: Option<Column<i64>>,
    alphabet_high: Column<u64>,
    alphabet_low: Column<u64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
    found: Found,
    area_counts: HashMap<u64, usize>,
}

/// Which of an entry's dates fit the question, and what its other dates would fit.
#[derive(Default)]
struct Dates {
    /// Whether it fits what is asked of dates.
    fits: bool,
    first: Option<usize>,
    /// When it begins for whoever reads the list, in seconds.
    start: i64,
    count: usize,
    /// The dates themselves, where somebody asks for them.
    fitting: Vec<Fitting>,
    /// The weekdays and parts of the day that could be chosen, as bits, each as if none were chosen.
    weekdays: u64,
    parts_of_day: u64,
    /// The periods that could be chosen, as bits.
    periods: u64,
    /// Whether one of the dates is open.
    open: bool,
}

/// The choice that an entry does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misfit {
    None,
    Kind,
    Area,
    Facet(usize),
    Dates,
    /// More than one.
    Several,
}

impl Misfit {
    fn and(self, other: Self) -> Self {
        if self == Self::None { other } else { Self::Several }
    }
}

impl SegmentCollector for FitSegment {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, score: Score) {
        let query = Arc::clone(&self.collector.query);
        if !query.staff && self.staff.as_ref().and_then(|column| column.first(doc)).unwrap_or_default() > 0 {
            return;
        }
        let address = DocAddress::new(self.ordinal, doc);
        let is_mentioned = self.collector.mentioned.contains(&address);
        let kind = self.kind.first(doc).unwrap_or_default();
        let is_everywhere = kind_of(kind).is_some_and(Kind::is_everywhere);
        let distance = match self.distance(doc) {
            Ok(distance) => distance,
            Err(distance) if is_everywhere || is_mentioned => distance,
            Err(_) => return,
        };
        let areas: Vec<u64> = self.area.iter().flat_map(|column| column.term_ords(doc)).collect();
        if self.unwanted_area.is_some_and(|unwanted| areas.contains(&unwanted)) {
            return;
        }
        if query.nowhere && !areas.is_empty() {
            return;
        }

        let mut misfit = Misfit::None;
        if !self.collector.kinds.is_empty() && !self.collector.kinds.contains(&kind) {
            misfit = misfit.and(Misfit::Kind);
        }
        let is_in_area = is_everywhere
            || is_mentioned
            || self.wanted_areas.as_ref().is_none_or(|wanted| areas.iter().any(|area| wanted.contains(area)));
        if !is_in_area {
            misfit = misfit.and(Misfit::Area);
        }
        let choices = self.choices(doc);
        for (facet, asked) in query.facets.iter().enumerate() {
            let is_chosen = |choice: &Choice| usize::from(choice.facet) == facet && choice.is_chosen;
            if !asked.chosen.is_empty() && !choices.iter().any(is_chosen) {
                misfit = misfit.and(Misfit::Facet(facet));
            }
        }
        if misfit == Misfit::Several {
            return;
        }
        let mut dates = self.dates(doc);
        if !dates.fits {
            misfit = misfit.and(Misfit::Dates);
        }
        self.count(misfit, kind, &areas, &choices, &dates);
        if misfit != Misfit::None {
            return;
        }
        self.found.total += 1;
        let mut candidate = Candidate {
            address,
            kind,
            occurrence: dates.first,
            dates: dates.count,
            fitting: Vec::new(),
            distance,
            score,
            factors: Vec::new(),
            start: dates.start,
            published: self.published.as_ref().and_then(|column| column.first(doc)),
            alphabet: pair(&self.alphabet_high, &self.alphabet_low, doc),
            id: pair(&self.id_high, &self.id_low, doc),
        };
        if self.collector.order == Order::Best {
            self.weigh(&mut candidate, is_mentioned);
        }
        self.found.days.note(address, candidate.id, kind, &dates.fitting);
        if self.found.clusters.is_asked() {
            self.found.clusters.note(self.position(doc), &candidate);
        }
        if query.every_date {
            candidate.fitting =
                std::mem::take(&mut dates.fitting).into_iter().map(|(index, ..)| index).collect();
        }
        self.found.best.push(candidate);
        if self.found.best.len() > self.collector.keep.saturating_mul(2).saturating_add(1_000) {
            self.collector.keep_best(&mut self.found.best);
        }
    }

    fn harvest(mut self) -> Found {
        self.collector.keep_best(&mut self.found.best);
        let options = self.option_names.into_iter().zip(self.option_counts);
        for (all, (names, counts)) in self.found.options.iter_mut().zip(options) {
            all.extend(names.into_iter().zip(counts).filter(|(_, count)| *count > 0));
        }
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
    /// The options of facets that the entry has.
    fn choices(&self, doc: DocId) -> Vec<Choice> {
        if self.collector.query.facets.is_empty() {
            return Vec::new();
        }
        let tags = self.tags.iter().flat_map(|column| column.term_ords(doc));
        tags.flat_map(|ordinal| self.options.of(ordinal)).collect()
    }

    /// Counts an entry for every choice that it would fit.
    fn count(&mut self, misfit: Misfit, kind: u64, areas: &[u64], choices: &[Choice], dates: &Dates) {
        let counts_for = |choice: Misfit| misfit == Misfit::None || misfit == choice;
        if counts_for(Misfit::Kind) {
            *self.found.kinds.entry(kind).or_default() += 1;
        }
        if counts_for(Misfit::Area) {
            for area in areas {
                *self.area_counts.entry(*area).or_default() += 1;
            }
            for (region, count) in self.regions.iter().zip(&mut self.found.regions) {
                *count += usize::from(areas.iter().any(|area| region.contains(area)));
            }
        }
        for choice in choices {
            let facet = usize::from(choice.facet);
            if choice.option != NOT_OFFERED && counts_for(Misfit::Facet(facet)) {
                let counts = self.option_counts.get_mut(facet);
                if let Some(count) = counts.and_then(|counts| counts.get_mut(usize::from(choice.option))) {
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

    /// Multiplies the words' worth by what else makes a hit better or worse.
    fn weigh(&self, candidate: &mut Candidate, is_mentioned: bool) {
        let mut factor = |what: Factor, by: f32| {
            candidate.score *= by;
            candidate.factors.push((what, by));
        };
        let distance = candidate.distance.map(|distance| distance.0 as f32);
        let wait = candidate.start.saturating_sub(self.collector.query.now.as_second()).max(0);
        let kind = kind_of(candidate.kind);
        if !self.collector.has_words {
            // Without words everything fits alike: what counts is how near it is, and then how soon.
            let distance = distance.unwrap_or(rank::UNKNOWN_DISTANCE);
            factor(Factor::Distance, 1.0 / (1.0 + distance / rank::NEXT_DOOR));
            let days = if candidate.occurrence.is_some() { wait as f32 / DAY as f32 } else { rank::ALWAYS };
            factor(Factor::Soon, 1.0 / (1.0 + days / rank::LONG));
            if !matches!(kind, Some(Kind::Event | Kind::Course)) {
                factor(Factor::Kind, rank::ALWAYS_THERE);
            }
            return;
        }
        if self.collector.query.within.is_some() {
            let by = distance.map_or(rank::NOWHERE, |distance| 1.0 / (1.0 + distance / rank::FAR));
            factor(Factor::Distance, by);
        }
        if is_mentioned {
            factor(Factor::PlaceInTitle, rank::MENTIONED);
        }
        if candidate.occurrence.is_some() && wait < SOON {
            factor(Factor::Soon, rank::SOON);
        }
        if let Some(by) = kind.and_then(rank::of_kind) {
            factor(Factor::Kind, by);
        }
    }

    /// The distance from the centre, `Ok(None)` where nobody asked; or the distance of what lies outside.
    fn distance(&self, doc: DocId) -> Result<Option<Kilometres>, Option<Kilometres>> {
        let Some(within) = self.collector.query.within else { return Ok(None) };
        let Some(position) = self.position(doc) else {
            // What lies nowhere is in no circle, but in an endless one nothing is left out.
            return if within.radius.0.is_infinite() { Ok(None) } else { Err(None) };
        };
        let distance = within.centre.distance(position);
        if distance <= within.radius { Ok(Some(distance)) } else { Err(Some(distance)) }
    }

    fn position(&self, doc: DocId) -> Option<Position> {
        let latitude = self.latitude.as_ref()?.first(doc)?;
        let longitude = self.longitude.as_ref()?.first(doc)?;
        Position::new(latitude, longitude).ok()
    }

    /// How its dates fit the question.
    fn dates(&self, doc: DocId) -> Dates {
        let query = &self.collector.query;
        let now = query.now.as_second();
        let seconds = |interval: &Interval| (interval.start.as_second(), interval.end.as_second());
        let (from, to) = query.during.as_ref().map_or((now, i64::MAX), seconds);
        let mut dates = Dates { start: i64::MAX, ..Dates::default() };
        let mut earliest = i64::MAX;
        let mut any = false;
        let wants_dates = query.every_date || self.found.days.is_asked();
        let nothing_asked_of_days = query.weekdays.is_empty() && query.parts_of_day.is_empty();
        if let (Some(starts), Some(ends)) = (&self.starts, &self.ends) {
            let mut clocks = self.clocks.iter().flat_map(|column| column.values_for_doc(doc));
            let mut open_until = self.open_until.iter().flat_map(|column| column.values_for_doc(doc));
            for (index, (start, end)) in starts.values_for_doc(doc).zip(ends.values_for_doc(doc)).enumerate()
            {
                any = true;
                let clock = clocks.next().unwrap_or_default();
                // Half-open stretches overlap when each begins before the other ends; a moment without length counts
                // where it lies.
                let lies_in = |from: i64, to: i64| from < to && start < to && (end > from || start >= from);
                let on_weekday =
                    clock & self.collector.weekdays & ALL_WEEKDAYS != 0 || query.weekdays.is_empty();
                let in_part =
                    clock & self.collector.parts_of_day & !ALL_WEEKDAYS != 0 || query.parts_of_day.is_empty();
                let is_open = open_until.next().is_some_and(|until| until >= now) && end.max(start) >= now;
                let may_be_closed = is_open || !query.open;
                let in_period = lies_in(from, to);
                if on_weekday && in_part && may_be_closed {
                    for (period, stretch) in query.periods.iter().enumerate().take(64) {
                        let (from, to) = seconds(stretch);
                        dates.periods |= u64::from(lies_in(from, to)) << period;
                    }
                }
                if !in_period {
                    continue;
                }
                if in_part && may_be_closed {
                    dates.weekdays |= clock;
                }
                if on_weekday && may_be_closed {
                    dates.parts_of_day |= clock;
                }
                dates.open |= is_open && on_weekday && in_part;
                if on_weekday && in_part && may_be_closed {
                    dates.count += 1;
                    if wants_dates {
                        dates.fitting.push((index, start, end));
                    }
                    if start < earliest {
                        earliest = start;
                        dates.first = Some(index);
                    }
                    // What has been going on for days can wait for what begins today.
                    let goes_on = start < from && end.saturating_sub(start) > DAY;
                    dates.start = dates.start.min(if goes_on { from.saturating_add(DAY / 2) } else { start });
                }
            }
        }
        if any {
            dates.fits = dates.count > 0;
        } else {
            // What is always there fits every question but one for a time.
            let until = self.open_until.as_ref().and_then(|column| column.first(doc));
            let is_open = until.is_some_and(|until| until >= now);
            dates.open = is_open && query.during.is_none() && nothing_asked_of_days;
            dates.fits = query.during.is_none() && nothing_asked_of_days && (is_open || !query.open);
        }
        dates
    }
}

/// What takes place within these seconds takes place soon.
const SOON: i64 = 14 * DAY;
const DAY: i64 = 86_400;
/// The bits of all weekdays.
const ALL_WEEKDAYS: u64 = 0x7f;

fn pair(high: &Column<u64>, low: &Column<u64>, doc: DocId) -> (u64, u64) {
    (high.first(doc).unwrap_or_default(), low.first(doc).unwrap_or_default())
}

pub(crate) fn kind_of(number: u64) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.number() == number)
}
