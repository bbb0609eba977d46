//! From single `VEVENT`s to events: one per identifier, with its occurrences and what was changed about them.

use super::component::{Component, derived_uid, read};
use super::date::{Extent, Start};
use super::problem::{ProblemReason, Problems};
use super::property::{ListedDate, PeriodEnd, Stamp};
use super::series::series_of;
use super::structure::Outline;
use super::zones::{Wall, Zones};
use super::{CalendarEvent, CalendarOccurrence, Class, EventStatus, ReadOptions, RecurrenceId, SkippedEvent};
use crate::occurrence::{Moment, Occurrence, OccurrenceState};
use crate::recurrence::{Budget, Calendar, Dates, Horizon, Truncation};
use crate::zone::Zone;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, hash_map::Entry};

/// All `VEVENT`s that share an identifier.
#[derive(Default)]
struct Group {
    /// By start, so that a file of nothing but one identifier is still read in one go. All have the same version.
    masters: BTreeMap<(bool, Timestamp), Component>,
    changes: Vec<Component>,
}

/// What occurrences are made for and from.
struct Workshop<'a> {
    horizon: Horizon,
    local: Zone,
    budget: &'a mut Budget,
    /// How many occurrences the file may still have.
    room: usize,
}

/// One date of a series before changes: on the clocks of its master.
#[derive(Clone, Copy)]
struct Planned<'a> {
    master: &'a Component,
    extent: Extent,
}

/// Puts the events of a file together.
pub(super) fn assemble(
    outline: &Outline,
    options: &ReadOptions,
    zones: &mut Zones<'_>,
    budget: &mut Budget,
    problems: &mut Problems,
) -> (Vec<CalendarEvent>, Vec<SkippedEvent>) {
    let components =
        outline.events.iter().filter_map(|raw| read(raw, outline.text_style(), zones, problems)).collect();
    let mut workshop = Workshop {
        horizon: options.horizon,
        local: zones.default_zone(),
        budget,
        room: options.most_occurrences,
    };
    let (mut events, mut skipped) = (Vec::new(), Vec::new());
    for group in grouped(components, problems) {
        match group.class() {
            Some((component, class)) => {
                skipped.push(SkippedEvent { uid: component.uid.clone(), line: component.line, class });
            }
            None => {
                let private = group.changes.iter().filter_map(|change| Some((change, change.class?)));
                skipped.extend(private.map(|(change, class)| SkippedEvent {
                    uid: change.uid.clone(),
                    line: change.line,
                    class,
                }));
                events.extend(workshop.event(&group));
            }
        }
    }
    if outline.cancels {
        events.iter_mut().for_each(cancel);
    }
    (events, skipped)
}

/// The components by identifier, in the order in which the identifiers appear.
fn grouped(components: Vec<Component>, problems: &mut Problems) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for mut component in components {
        if component.uid_is_derived
            && let Some(same) = places.get(&component.uid).and_then(|place| groups.get(*place))
            && same.masters.values().any(|master| master.description != component.description)
        {
            let description = component.description.as_deref().unwrap_or_default();
            component.uid = derived_uid(&[&component.uid, description]);
        }
        let mut place = place_of(&component.uid, &mut places, &mut groups);
        let shares = component.changes.is_none()
            && groups.get(place).is_some_and(|group| group.is_shared_with(&component));
        if shares {
            problems.report(Some(component.line), Some(&component.uid), ProblemReason::SharedUid);
            let start = component.start.as_ref().map(|start| start.civil.to_string()).unwrap_or_default();
            component.uid =
                derived_uid(&[&component.uid, &start, component.summary.as_deref().unwrap_or_default()]);
            component.uid_is_derived = true;
            place = place_of(&component.uid, &mut places, &mut groups);
        }
        if let Some(group) = groups.get_mut(place) {
            if component.changes.is_some() {
                group.changes.push(component);
            } else {
                group.add_master(component);
            }
        }
    }
    groups.iter_mut().for_each(Group::promote);
    groups
}

fn place_of(uid: &str, places: &mut HashMap<String, usize>, groups: &mut Vec<Group>) -> usize {
    match places.entry(uid.to_owned()) {
        Entry::Occupied(place) => *place.get(),
        Entry::Vacant(place) => {
            groups.push(Group::default());
            *place.insert(groups.len() - 1)
        }
    }
}

/// The start by which two masters of one identifier are told apart.
fn start_of(component: &Component) -> (bool, Timestamp) {
    component
        .start
        .as_ref()
        .map_or((false, Timestamp::MIN), |start| (start.all_day, start.wall.instant(start.civil)))
}

impl Group {
    /// Whether `new` is a different event that bears the same identifier: neither a newer version, nor another date.
    fn is_shared_with(&self, new: &Component) -> bool {
        !self.masters.contains_key(&start_of(new))
            && self
                .head_master()
                .is_some_and(|known| known.sequence == new.sequence && known.summary != new.summary)
    }

    /// Adds a master. Programs export a series as single dates under one identifier, and changed events in several
    /// versions: the same start or a higher version replaces, another start of the same version adds a date.
    fn add_master(&mut self, new: Component) {
        let newest = self.head_master().map_or(new.sequence, |known| known.sequence);
        if new.sequence > newest {
            self.masters.clear();
        }
        let known = self.masters.get(&start_of(&new));
        if new.sequence >= newest && known.is_none_or(|known| new.written >= known.written) {
            self.masters.insert(start_of(&new), new);
        }
    }

    /// Where a file holds the rest of a series without its beginning (an invitation to “this and all later dates”), the
    /// rest is the series.
    fn promote(&mut self) {
        let is_rest = |component: &Component| {
            component.start.is_some()
                && component.changes.as_ref().is_some_and(|change| change.this_and_future)
        };
        if self.masters.is_empty()
            && let Some(place) = self.changes.iter().position(is_rest)
        {
            let mut master = self.changes.remove(place);
            master.changes = None;
            self.add_master(master);
        }
    }

    fn head_master(&self) -> Option<&Component> {
        self.masters.values().next()
    }

    /// The master, where there is no more than one.
    fn only_master(&self) -> Option<&Component> {
        self.head_master().filter(|_| self.masters.len() == 1)
    }

    /// Why the whole event stays out, if it does.
    fn class(&self) -> Option<(&Component, Class)> {
        let all_changes: &[Component] = if self.masters.is_empty() { &self.changes } else { &[] };
        self.masters
            .values()
            .chain(all_changes)
            .find_map(|component| component.class.map(|class| (component, class)))
    }

    /// The component that speaks for the event.
    fn head(&self) -> Option<&Component> {
        self.head_master().or(self.changes.first())
    }

    /// The changes, each date once and in its newest version, in the order of the dates on the clocks of `start`.
    fn newest_changes(&self, start: &Start) -> BTreeMap<DateTime, &Component> {
        self.newest(start, false)
    }

    /// The changes that go for all later dates.
    fn newest_turns(&self, start: &Start) -> BTreeMap<DateTime, &Component> {
        self.newest(start, true)
    }

    fn newest(&self, start: &Start, this_and_future: bool) -> BTreeMap<DateTime, &Component> {
        let mut newest: BTreeMap<DateTime, &Component> = BTreeMap::new();
        for component in &self.changes {
            let Some(change) =
                component.changes.as_ref().filter(|change| change.this_and_future == this_and_future)
            else {
                continue;
            };
            let original = original_on(start, &change.original);
            let older = newest.get(&original).is_some_and(|known| {
                (known.sequence, known.written) > (component.sequence, component.written)
            });
            if !older {
                newest.insert(original, component);
            }
        }
        newest
    }
}

/// The date a change speaks of, on the clocks of the series. A bare day means the date of that day.
fn original_on(series: &Start, original: &Start) -> DateTime {
    if series.all_day {
        original.civil.date().at(0, 0, 0, 0)
    } else if original.all_day {
        DateTime::from_parts(original.civil.date(), series.civil.time())
    } else {
        series.wall.civil_on(&original.wall, original.civil)
    }
}

impl Workshop<'_> {
    fn event(&mut self, group: &Group) -> Option<CalendarEvent> {
        let head = group.head()?;
        let start = head.start.as_ref().or(head.changes.as_ref().map(|change| &change.original))?;
        let (changes, turns) = (group.newest_changes(start), group.newest_turns(start));
        let (planned, mut truncated) = self.planned(group, start, &turns);
        let mut occurrences = Vec::new();
        for (original, planned) in &planned {
            if !changes.contains_key(original) {
                let turn = turns.range(..=*original).next_back();
                occurrences.extend(self.unchanged(head, start, *original, *planned, turn));
            }
        }
        for (original, change) in &changes {
            let was_planned = planned.get(original);
            // Cancelling what the series does not have says nothing.
            let means_nothing =
                was_planned.is_none() && change.status == EventStatus::Cancelled && !group.masters.is_empty();
            if change.class.is_none() && !means_nothing {
                occurrences.extend(self.changed(head, start, *original, change, was_planned));
            }
        }
        occurrences.retain(|occurrence| self.touches(&occurrence.occurrence.moment));
        occurrences.sort_by(|a, b| a.moment().compare(b.moment(), &self.local));
        if occurrences.len() > self.room {
            occurrences.truncate(self.room);
            truncated = Some(Truncation::FileExhausted);
        }
        self.room -= occurrences.len();
        let recurring = group.masters.len() > 1
            || !group.changes.is_empty()
            || group.masters.values().any(|master| !master.rules.is_empty() || !master.added.is_empty());
        let series = group
            .only_master()
            .filter(|_| turns.is_empty())
            .and_then(|master| series_of(master, planned.keys().copied(), &self.local));
        let mut event = described(head, occurrences, recurring, truncated);
        event.series = series;
        if event.status == EventStatus::Cancelled {
            cancel(&mut event);
        }
        Some(event)
    }

    /// The dates of all masters within the horizon and its reach, before changes.
    fn planned<'a>(
        &mut self,
        group: &'a Group,
        start: &Start,
        turns: &BTreeMap<DateTime, &Component>,
    ) -> (BTreeMap<DateTime, Planned<'a>>, Option<Truncation>) {
        let moved = turns
            .iter()
            .map(|(original, turn)| shift(start, *original, turn).abs())
            .max()
            .unwrap_or_default();
        let mut planned = BTreeMap::new();
        let mut truncated = None;
        for master in group.masters.values() {
            let Some(start) = &master.start else { continue };
            let extent = master.extent.unwrap_or_else(|| start.default_extent());
            let periods = added_on(start, &master.added, extent);
            let added: Vec<DateTime> = periods.keys().copied().collect();
            let (excluded, excluded_days) = excluded_on(start, &master.excluded, &self.local);
            let dates = Dates {
                start: start.civil,
                all_day: start.all_day,
                rules: &master.rules,
                exclusion_rules: &master.exclusion_rules,
                added: &added,
                excluded: &excluded,
            };
            let reach = periods.values().fold(extent.reach(), |reach, extent| reach.max(extent.reach()));
            // A day more on either side, because the horizon's days are those of the calendar's zone.
            let reach = reach.saturating_add(moved).saturating_add(SignedDuration::from_hours(24));
            let mut window = self.horizon.window(reach);
            window.to = window
                .to
                .checked_add(moved.saturating_add(SignedDuration::from_hours(24)))
                .unwrap_or(window.to);
            let calendar = Calendar {
                exists: &|civil| start.wall.exists(civil),
                from_utc: &|utc| until_on(start, utc, &self.local),
            };
            let mut budget = Budget(Budget::SERIES.min(self.budget.0));
            let before = budget.0;
            let (starts, cut) = dates.within(window, self.horizon.most(), &calendar, &mut budget);
            self.budget.0 -= before - budget.0;
            truncated = truncated.or(cut);
            for civil in starts.into_iter().filter(|civil| !excluded_days.contains(&civil.date())) {
                let extent = periods.get(&civil).copied().unwrap_or(extent);
                planned.insert(civil, Planned { master, extent });
            }
            while planned.len() > self.horizon.most() {
                planned.pop_last();
                truncated = Some(Truncation::TooManyOccurrences { most: self.horizon.most() });
            }
        }
        (planned, truncated)
    }

    /// A date that nobody changed by itself; a change to it and all later ones (`turn`) may go for it.
    fn unchanged(
        &self,
        head: &Component,
        series: &Start,
        original: DateTime,
        planned: Planned<'_>,
        turn: Option<(&DateTime, &&Component)>,
    ) -> Option<CalendarOccurrence> {
        let start = planned.master.start.as_ref()?;
        let Some((turned, turn)) = turn else {
            let moment = start.moment(original, planned.extent, &self.local)?;
            return Some(occurrence(head, planned.master, series, original, moment));
        };
        if turn.class.is_some() {
            return None;
        }
        let civil = original.checked_add(shift(series, *turned, turn)).ok()?;
        let start = turn.start.as_ref().unwrap_or(start);
        let moment = start.moment(civil, turn.extent.unwrap_or(planned.extent), &self.local)?;
        Some(occurrence(head, turn, series, original, moment))
    }

    fn changed(
        &self,
        head: &Component,
        series: &Start,
        original: DateTime,
        change: &Component,
        planned: Option<&Planned<'_>>,
    ) -> Option<CalendarOccurrence> {
        let (start, civil) = change.start.as_ref().map_or((series, original), |start| (start, start.civil));
        let inherited = planned.map(|planned| planned.extent).or(head.extent);
        let extent = change.extent.or(inherited.filter(|_| start.all_day == series.all_day));
        let moment = start.moment(civil, extent.unwrap_or_else(|| start.default_extent()), &self.local)?;
        Some(occurrence(head, change, series, original, moment))
    }

    fn touches(&self, moment: &Moment) -> bool {
        let (first, last) = moment.days(&self.local);
        first <= self.horizon.to() && last >= self.horizon.from()
    }
}

/// The end of a series (`UNTIL` in UTC) on the clocks of its start. For whole days it means a day: the local day of
/// that instant, but the day written where a program just put the last or first second of a day before the `Z`.
pub(super) fn until_on(start: &Start, utc: DateTime, local: &Zone) -> DateTime {
    let instant = Zone::utc().instant(utc);
    if !start.all_day {
        return start.wall.civil(instant);
    }
    let is_end_of_day = (utc.hour(), utc.minute()) == (23, 59) || (utc.hour(), utc.minute()) == (0, 0);
    if is_end_of_day { utc } else { local.civil(instant) }
}

/// How far a change to all later dates moves them, on the clocks of the series.
fn shift(series: &Start, original: DateTime, turn: &Component) -> SignedDuration {
    turn.start
        .as_ref()
        .map_or(SignedDuration::ZERO, |start| original_on(series, start).duration_since(original))
}

/// Further dates with their lengths, on the clocks of the series.
pub(super) fn added_on(
    start: &Start,
    added: &[(ListedDate, Wall)],
    extent: Extent,
) -> BTreeMap<DateTime, Extent> {
    added
        .iter()
        .map(|(date, wall)| {
            let civil = listed_on(start, date.start, wall);
            let own = Start { civil, ..start.clone() };
            let own_extent = match date.end {
                Some(PeriodEnd::At(end)) => own.extent_to(end, wall).ok(),
                Some(PeriodEnd::After(length)) => own.extent_of(length).ok(),
                None => None,
            };
            (civil, own_extent.unwrap_or(extent))
        })
        .collect()
}

/// Excluded dates on the clocks of the series, and days on which nothing takes place at all.
pub(super) fn excluded_on(
    start: &Start,
    excluded: &[(Stamp, Wall)],
    local: &Zone,
) -> (BTreeSet<DateTime>, BTreeSet<Date>) {
    let (mut dates, mut days) = (BTreeSet::new(), BTreeSet::new());
    for (stamp, wall) in excluded {
        match stamp {
            Stamp::Day(day) => {
                days.insert(*day);
            }
            Stamp::Instant(instant) if start.all_day => {
                days.insert(local.civil(*instant).date());
            }
            _ => {
                dates.insert(listed_on(start, *stamp, wall));
                if let Stamp::Instant(instant) = stamp
                    && start.floating
                {
                    // Programs put a `Z` behind the exceptions of a series that has no zone itself.
                    dates.insert(Zone::utc().civil(*instant));
                }
            }
        }
    }
    (dates, days)
}

/// A listed date on the clocks of the series: a day means its time of day.
fn listed_on(start: &Start, stamp: Stamp, wall: &Wall) -> DateTime {
    match stamp {
        Stamp::Day(day) => DateTime::from_parts(day, start.civil.time()),
        _ if start.all_day => wall.civil_of(stamp).date().at(0, 0, 0, 0),
        _ => start.wall.civil_on(wall, wall.civil_of(stamp)),
    }
}

fn occurrence(
    head: &Component,
    own: &Component,
    series: &Start,
    original: DateTime,
    moment: Moment,
) -> CalendarOccurrence {
    let state = match own.status {
        EventStatus::Cancelled => OccurrenceState::Cancelled,
        EventStatus::Confirmed | EventStatus::Tentative if own.sold_out => OccurrenceState::SoldOut,
        EventStatus::Confirmed | EventStatus::Tentative => OccurrenceState::Planned,
    };
    let differing = |own: &Option<String>, head: &Option<String>| own.clone().filter(|_| own != head);
    CalendarOccurrence {
        occurrence: Occurrence { moment, state },
        recurrence_id: if series.all_day {
            RecurrenceId::Day(original.date())
        } else {
            RecurrenceId::Time(original)
        },
        summary: differing(&own.summary, &head.summary),
        description: differing(&own.description, &head.description),
        location: differing(&own.location, &head.location),
    }
}

fn described(
    head: &Component,
    occurrences: Vec<CalendarOccurrence>,
    recurring: bool,
    truncated: Option<Truncation>,
) -> CalendarEvent {
    // A change that stands alone speaks for its date, not for its series.
    let status = if head.changes.is_some() { EventStatus::Confirmed } else { head.status };
    CalendarEvent {
        uid: head.uid.clone(),
        uid_is_derived: head.uid_is_derived,
        line: head.line,
        sequence: head.sequence,
        summary: head.summary.clone(),
        description: head.description.clone(),
        location: head.location.clone(),
        town: head.town.clone(),
        geo: head.geo,
        conference: head.conference.clone(),
        url: head.url.clone(),
        categories: head.categories.clone(),
        organizer: head.organizer.clone(),
        contact: head.contact.clone(),
        language: head.language.clone(),
        status,
        last_modified: head.last_modified,
        occurrences,
        recurring,
        series: None,
        truncated,
    }
}

fn cancel(event: &mut CalendarEvent) {
    event.status = EventStatus::Cancelled;
    for occurrence in &mut event.occurrences {
        occurrence.occurrence.state = OccurrenceState::Cancelled;
    }
}
