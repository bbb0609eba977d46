//! When a written event takes place: from the dates that are known to the rules and exceptions that say the same.

use crate::calendar_file::RecurrenceId;
use crate::occurrence::{Moment, Occurrence, OccurrenceState};
use crate::recurrence::{Horizon, Rule, Series};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime, Time};
use kreisrund_kernel::Period;
use std::collections::{BTreeMap, BTreeSet};

/// How many dates of a series are compared: as many single dates as the reader accepts.
const MOST_DATES: usize = 50_000;

/// When a written event takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenWhen {
    /// The first date. All others last as long as it does on the clock, unless they are changed.
    pub first: Moment,
    /// The rules by which it repeats.
    pub rules: Vec<Rule>,
    /// Further starts on the clocks of the first date (midnight for whole days).
    pub added: BTreeSet<DateTime>,
    /// Starts that do not take place, on the clocks of the first date (midnight for whole days).
    pub excluded: BTreeSet<DateTime>,
    /// What is different about single dates, in the order of their original starts.
    pub changes: Vec<WrittenChange>,
}

/// What is different about one date of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenChange {
    /// The start that the series gave it.
    pub recurrence_id: RecurrenceId,
    /// When it takes place.
    pub moment: Moment,
    /// Whether it takes place.
    pub state: OccurrenceState,
    /// Its own title.
    pub summary: Option<String>,
    /// Its own place.
    pub location: Option<String>,
    /// Its own description.
    pub description: Option<String>,
}

/// The clocks on which the starts of a series are written.
pub(super) enum Clock<'a> {
    Days,
    Times(&'a Zone),
}

impl WrittenWhen {
    /// A single date that takes place at `moment`.
    #[must_use]
    pub const fn once(moment: Moment) -> Self {
        Self {
            first: moment,
            rules: Vec::new(),
            added: BTreeSet::new(),
            excluded: BTreeSet::new(),
            changes: Vec::new(),
        }
    }

    /// When an event takes place whose dates are `dates`, known up to the day `until`: as [`Self::within`] with nothing
    /// unknown before.
    #[must_use]
    pub fn of(series: Option<&Series>, dates: &[(RecurrenceId, Occurrence)], until: Date) -> Option<Self> {
        Self::within(series, dates, Period::new(None, Some(until)).unwrap_or(Period::ALWAYS))
    }

    /// When an event takes place whose dates are `dates`; none where it never does.
    ///
    /// With a series, its rules stay. What `dates` lack of it within the days of `known` is excluded, what they have
    /// more is added, what differs in time or state becomes a change; outside of those days the rules speak alone.
    /// Without one, the first date is written with its length, the others as further dates; other lengths become changes.
    #[must_use]
    pub fn within(
        series: Option<&Series>,
        dates: &[(RecurrenceId, Occurrence)],
        known: Period,
    ) -> Option<Self> {
        match series {
            Some(series) => of_series(series, dates, known),
            None => of_dates(dates),
        }
    }

    /// Gives one date texts of its own: title, place and description, each the event's where it is none. The date keeps
    /// what else is different about it. A date that there is not gets none.
    pub fn set_texts(&mut self, id: RecurrenceId, texts: [Option<String>; 3]) {
        if texts.iter().all(Option::is_none) {
            return;
        }
        let Some(id) = self.known_id(id) else { return };
        let [summary, location, description] = texts;
        let place = self.changes.partition_point(|change| change.recurrence_id < id);
        if self.changes.get(place).is_none_or(|change| change.recurrence_id != id) {
            let Some(moment) = self.series().moved_to(self.start_of(id)) else { return };
            let state = OccurrenceState::Planned;
            let change = WrittenChange {
                recurrence_id: id,
                moment,
                state,
                summary: None,
                location: None,
                description: None,
            };
            self.changes.insert(place, change);
        }
        if let Some(change) = self.changes.get_mut(place) {
            *change = WrittenChange { summary, location, description, ..change.clone() };
        }
    }

    /// The identifier under which a date is written here; none where it has no such date.
    fn known_id(&self, id: RecurrenceId) -> Option<RecurrenceId> {
        if self.is_single() {
            return Some(self.id_at(self.first.civil_start()));
        }
        let day = match id {
            RecurrenceId::Day(day) => Some(day),
            RecurrenceId::Time(_) => None,
        };
        // Whole days among times of day are always written as changes.
        let stands_for = |change: &&WrittenChange| {
            change.recurrence_id == id
                || (change.moment.is_all_day() && day == Some(self.start_of(change.recurrence_id).date()))
        };
        if let Some(change) = self.changes.iter().find(stands_for) {
            return Some(change.recurrence_id);
        }
        let start = self.start_of(id);
        let is_listed = start == self.first.civil_start() || self.added.contains(&start);
        let is_known = (is_listed && !self.excluded.contains(&start)) || {
            let on_that_day = Horizon::new(start.date(), start.date(), MOST_DATES);
            let series = Series { excluded: self.excluded.clone(), ..self.series() };
            series.expand(on_that_day).moments.iter().any(|moment| moment.civil_start() == start)
        };
        is_known.then(|| self.id_at(start))
    }

    /// Whether it takes place only once.
    pub(super) fn is_single(&self) -> bool {
        self.rules.is_empty() && self.added.is_empty()
    }

    /// What is different about the only date, where there is only one.
    pub(super) fn only_change(&self) -> Option<&WrittenChange> {
        match self.changes.as_slice() {
            [only] if self.is_single() && self.start_of(only.recurrence_id) == self.first.civil_start() => {
                Some(only)
            }
            _ => None,
        }
    }

    pub(super) fn clock(&self) -> Clock<'_> {
        match &self.first {
            Moment::AllDay(_) => Clock::Days,
            Moment::Timed(timed) => Clock::Times(timed.zone()),
        }
    }

    /// Whether the first date, and with it the others, has a known end.
    pub(super) fn has_known_end(&self) -> bool {
        matches!(&self.first, Moment::Timed(timed) if timed.end().is_some())
    }

    /// The start that an identifier means in this series.
    pub(super) fn start_of(&self, id: RecurrenceId) -> DateTime {
        start_of(&self.first, id)
    }

    fn id_at(&self, start: DateTime) -> RecurrenceId {
        if self.first.is_all_day() { RecurrenceId::Day(start.date()) } else { RecurrenceId::Time(start) }
    }

    fn series(&self) -> Series {
        Series {
            first: self.first.clone(),
            rules: self.rules.clone(),
            added: self.added.iter().copied().collect(),
            excluded: BTreeSet::new(),
        }
    }

    /// Adds a change for each date that is not as the series says, in the order of their starts.
    fn note_changes<'a>(&mut self, dates: impl Iterator<Item = (DateTime, &'a Occurrence)>) {
        let series = Series { rules: Vec::new(), added: Vec::new(), ..self.series() };
        for (start, date) in dates {
            let expected = series.moved_to(start);
            if date.state != OccurrenceState::Planned
                || !expected.is_some_and(|expected| is_same(&expected, &date.moment))
            {
                self.changes.push(WrittenChange {
                    recurrence_id: self.id_at(start),
                    moment: date.moment.clone(),
                    state: date.state,
                    summary: None,
                    location: None,
                    description: None,
                });
            }
        }
    }
}

fn of_series(series: &Series, dates: &[(RecurrenceId, Occurrence)], known: Period) -> Option<WrittenWhen> {
    let dates: BTreeMap<DateTime, &Occurrence> =
        dates.iter().map(|(id, date)| (start_of(&series.first, *id), date)).collect();
    let everything = Series { excluded: BTreeSet::new(), ..series.clone() };
    let first_day = series.first.civil_start().date();
    let earliest = dates.keys().next().map_or(first_day, |start| start.date().min(first_day));
    let latest = dates.keys().next_back().map_or(first_day, |start| start.date().max(first_day));
    let horizon = Horizon::new(earliest, known.to().unwrap_or(latest).max(latest), MOST_DATES);
    let expansion = everything.expand(horizon);
    let by_series: BTreeSet<DateTime> = expansion.moments.iter().map(Moment::civil_start).collect();
    let lacking = |start: &&DateTime| known.contains(start.date()) && !dates.contains_key(*start);
    let mut excluded: BTreeSet<DateTime> =
        series.excluded.iter().filter(|start| !dates.contains_key(*start)).copied().collect();
    excluded.extend(by_series.iter().filter(lacking));
    if dates.is_empty() && !goes_on(series, &excluded, horizon.to()) {
        return None;
    }
    let mut added: BTreeSet<DateTime> = series.added.iter().copied().collect();
    added.extend(dates.keys().filter(|start| !by_series.contains(start)));
    let mut when = WrittenWhen {
        first: series.first.clone(),
        rules: series.rules.clone(),
        added,
        excluded,
        changes: Vec::new(),
    };
    when.note_changes(dates.into_iter());
    Some(when)
}

/// Whether a series has a date that is not among `excluded`, within the years that anyone plans for.
fn goes_on(series: &Series, excluded: &BTreeSet<DateTime>, after: Date) -> bool {
    let last = after.checked_add(jiff::Span::new().years(10)).unwrap_or(Date::MAX);
    let series = Series { excluded: excluded.clone(), ..series.clone() };
    !series.expand(Horizon::new(series.first.civil_start().date(), last, 1)).moments.is_empty()
}

fn of_dates(dates: &[(RecurrenceId, Occurrence)]) -> Option<WrittenWhen> {
    if let [(_, only)] = dates {
        let mut when = WrittenWhen::once(only.moment.clone());
        when.note_changes([(only.moment.civil_start(), only)].into_iter());
        return Some(when);
    }
    // A time of day can stand for whole days that are changed, but not the other way round.
    let all_day = dates.iter().all(|(_, date)| date.moment.is_all_day());
    let model = dates
        .iter()
        .filter(|(_, date)| date.moment.is_all_day() == all_day)
        .map(|(id, date)| (start_of(&date.moment, *id), &date.moment))
        .min_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.compare(b.1, &Zone::utc())))?
        .1;
    let mut starts: BTreeMap<DateTime, &Occurrence> = BTreeMap::new();
    let mut later: Vec<(DateTime, &Occurrence)> = Vec::new();
    for (id, date) in dates {
        let start = on_clocks_of(model, *id, &date.moment);
        if date.moment.is_all_day() == all_day && !starts.contains_key(&start) {
            starts.insert(start, date);
        } else {
            later.push((start, date));
        }
    }
    // Of those whose start another date has, each is given one that is free.
    for (mut start, date) in later {
        while starts.contains_key(&start) {
            let step = jiff::SignedDuration::from_hours(if all_day { 24 } else { 0 })
                + jiff::SignedDuration::from_secs(i64::from(!all_day));
            start = start.checked_add(step).ok()?;
        }
        starts.insert(start, date);
    }
    let series =
        Series { first: model.clone(), rules: Vec::new(), added: Vec::new(), excluded: BTreeSet::new() };
    let mut when = WrittenWhen::once(series.moved_to(*starts.keys().next()?)?);
    when.added = starts.keys().skip(1).copied().collect();
    when.note_changes(starts.into_iter());
    Some(when)
}

/// The start of a date on the clocks of `model`. A date in another zone that is where it was announced is carried over;
/// where it was moved, its identifier is taken to be on these clocks already.
fn on_clocks_of(model: &Moment, id: RecurrenceId, moment: &Moment) -> DateTime {
    match (model, moment) {
        (Moment::Timed(model), Moment::Timed(timed))
            if model.zone() != timed.zone() && id == RecurrenceId::Time(timed.start()) =>
        {
            model.zone().civil(timed.zone().instant(timed.start()))
        }
        (Moment::Timed(_), Moment::AllDay(_)) => {
            let RecurrenceId::Day(day) = id else { return start_of(model, id) };
            DateTime::from_parts(day, Time::midnight())
        }
        _ => start_of(model, id),
    }
}

/// The start that an identifier means in a series that begins with `first`; a bare day means its date of that day.
fn start_of(first: &Moment, id: RecurrenceId) -> DateTime {
    match id {
        RecurrenceId::Time(civil) if first.is_all_day() => civil.date().at(0, 0, 0, 0),
        RecurrenceId::Time(civil) => civil,
        RecurrenceId::Day(day) => DateTime::from_parts(day, first.civil_start().time()),
    }
}

/// Whether two moments are the same, whatever zone they are written in.
fn is_same(one: &Moment, other: &Moment) -> bool {
    match (one, other) {
        (Moment::Timed(one), Moment::Timed(other)) => {
            let instants = |timed: &crate::occurrence::Timed| {
                (timed.zone().instant(timed.start()), timed.end().map(|end| timed.zone().instant(end)))
            };
            one == other || instants(one) == instants(other)
        }
        _ => one == other,
    }
}
