//! From a master to its series: rules as rules, where they tell all of it.

use super::component::Component;
use super::date::{Extent, Start};
use super::event::{added_on, excluded_on, until_on};
use super::zones::Wall;
use crate::occurrence::Moment;
use crate::recurrence::{Rule, Series, Until};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeSet;

/// The series that `master` repeats, on its own clocks; none where rules, added and excluded starts cannot tell exactly
/// what was read. `starts` are the dates it has within the horizon, `local` is the zone of the calendar.
pub(super) fn series_of(
    master: &Component,
    starts: impl Iterator<Item = DateTime>,
    local: &Zone,
) -> Option<Series> {
    let start = master.start.as_ref()?;
    let repeats = !master.rules.is_empty() || !master.added.is_empty();
    if !repeats || !master.exclusion_rules.is_empty() {
        return None;
    }
    let extent = master.extent.unwrap_or_else(|| start.default_extent());
    let first = first_moment(start, extent)?;
    let added = added_on(start, &master.added, extent);
    // A series has one length, and keeps it on the clock.
    let is_of_one_length = added.iter().all(|(civil, own)| same_end(start, *civil, *own, extent))
        && (!matches!(extent, Extent::Exact(_))
            || starts
                .chain(added.keys().copied())
                .all(|civil| same_end(start, civil, extent, on_the_clock(&first))));
    if !is_of_one_length {
        return None;
    }
    let (mut excluded, excluded_days) = excluded_on(start, &master.excluded, local);
    for day in excluded_days {
        excluded.extend(starts_on(day, start, &master.rules, added.keys())?);
    }
    Some(Series {
        first,
        rules: master.rules.iter().map(|rule| with_proper_end(rule, start, local)).collect(),
        added: added.into_keys().collect(),
        excluded,
    })
}

/// The first moment on the clocks it was written in; none where they are the file's own.
fn first_moment(start: &Start, extent: Extent) -> Option<Moment> {
    match &start.wall {
        _ if start.all_day => start.moment(start.civil, extent, &Zone::utc()),
        Wall::Named(zone) => Moment::timed(start.civil, start.end(start.civil, extent), zone.clone()).ok(),
        Wall::Defined(_) => None,
    }
}

fn same_end(start: &Start, civil: DateTime, one: Extent, other: Extent) -> bool {
    one == other || (!start.all_day && start.end(civil, one) == start.end(civil, other))
}

/// The length of `first` as its clocks show it.
fn on_the_clock(first: &Moment) -> Extent {
    match first {
        Moment::Timed(timed) => {
            timed.end().map_or(Extent::Open, |end| Extent::Clock(end.duration_since(timed.start())))
        }
        Moment::AllDay(_) => Extent::Open,
    }
}

/// The starts that a series may have on a day that was excluded as a whole; none where its rules give the times of day.
fn starts_on<'a>(
    day: Date,
    start: &Start,
    rules: &[Rule],
    added: impl Iterator<Item = &'a DateTime>,
) -> Option<BTreeSet<DateTime>> {
    let by_rule = DateTime::from_parts(day, start.civil.time());
    rules
        .iter()
        .all(Rule::keeps_time_of_day)
        .then(|| added.copied().filter(|added| added.date() == day).chain([by_rule]).collect())
}

/// The rule with its end in the form that RFC 5545 (section 3.3.10) asks for beside its start: a day for whole days,
/// else UTC. What other forms mean depends on who reads them.
fn with_proper_end(rule: &Rule, start: &Start, local: &Zone) -> Rule {
    let in_utc = |civil: DateTime| {
        // A time that the clocks leave out has no instant that would mean the same.
        if start.wall.exists(civil) {
            rule.ending_at(Zone::utc().civil(start.wall.instant(civil)))
        } else {
            rule.clone()
        }
    };
    match rule.until() {
        None => rule.clone(),
        Some(Until::Day(_)) if start.all_day => rule.clone(),
        Some(Until::Civil(civil)) if start.all_day => rule.ending_on(civil.date()),
        Some(Until::Utc(utc)) if start.all_day => rule.ending_on(until_on(start, utc, local).date()),
        Some(Until::Day(day)) => in_utc(day.at(23, 59, 59, 0)),
        Some(Until::Civil(civil)) => in_utc(civil),
        Some(Until::Utc(_)) => rule.clone(),
    }
}
