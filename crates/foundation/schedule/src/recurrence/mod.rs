//! Series of occurrences: rules, added and excluded dates, expanded within a horizon.
//!
//! Rules are walked in civil time, so that a course at 18:30 stays at 18:30 when summer time begins. Every expansion
//! is bounded three ways: by the [`Horizon`]'s days, by its number of occurrences, and by the work that may be spent;
//! what was cut short says so ([`Truncation`]).

mod rule;
mod walk;

#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod tests;

pub(crate) use rule::Until;
pub use rule::{NotARule, Rule};

use crate::occurrence::{AllDay, Moment, Timed};
use crate::zone::{SteadyClocks, Zone};
use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The days within which occurrences are wanted, and how many at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    from: Date,
    to: Date,
    most: usize,
}

/// Why an expansion does not hold every occurrence within its horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Truncation {
    /// The series has more occurrences than are taken.
    #[error("only the first {most} dates of this series were taken")]
    TooManyOccurrences {
        /// How many were taken.
        most: usize,
    },
    /// The rule takes too much work to follow, as rules by the second do.
    #[error("the rule of this series is too dense to be followed to its end")]
    TooMuchWork,
    /// The whole file has more occurrences than are taken, and this series came too late.
    #[error("the file as a whole has more dates than are taken")]
    FileExhausted,
}

/// The steps that may still be spent on walking rules. One step looks at one day or one time of day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget(pub u64);

impl Budget {
    /// What one series may cost: all days of 270 years.
    pub(crate) const SERIES: u64 = 100_000;

    pub(crate) fn spend(&mut self, steps: u64) -> ControlFlow<Truncation> {
        match self.0.checked_sub(steps) {
            Some(left) => {
                self.0 = left;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(Truncation::TooMuchWork),
        }
    }
}

impl Horizon {
    /// The days from `from` to `to`, both included, and at most `most` occurrences of one series.
    #[must_use]
    pub const fn new(from: Date, to: Date, most: usize) -> Self {
        Self { from, to, most }
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    /// The last day, included.
    #[must_use]
    pub const fn to(self) -> Date {
        self.to
    }

    /// How many occurrences one series may have.
    #[must_use]
    pub const fn most(self) -> usize {
        self.most
    }

    /// The civil times from midnight of the first day, moved back by `reach`, to the end of the last.
    pub(crate) fn window(self, reach: SignedDuration) -> Window {
        let from = DateTime::from(self.from).checked_sub(reach).unwrap_or(DateTime::MIN);
        Window { from, to: self.to.at(23, 59, 59, 999_999_999) }
    }
}

/// Civil times within which dates are wanted, both ends included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub from: DateTime,
    pub to: DateTime,
}

/// A series: its first moment, and what repeats it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The first moment. It belongs to the series even where the rules would not produce it, and counts as the first
    /// of `COUNT` (RFC 5545, sections 3.3.10 and 3.8.2.4). All others last as long as it does on the clock.
    pub first: Moment,
    /// The rules; a series repeats when any of them says so.
    pub rules: Vec<Rule>,
    /// Further starts, in the zone of the first moment (midnight for whole days).
    pub added: Vec<DateTime>,
    /// Starts that do not take place, in the zone of the first moment (midnight for whole days).
    pub excluded: BTreeSet<DateTime>,
}

/// What a series yields within a horizon on all days but those it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptExpansion {
    /// The moments that touch the horizon, in order.
    pub moments: Vec<Moment>,
    /// The starts that were left out, in the zone of the first moment (midnight for whole days). Added to
    /// [`Series::excluded`], they make any other program leave them out too.
    pub left_out: Vec<DateTime>,
    /// Why moments are missing at the end, if any are.
    pub truncated: Option<Truncation>,
}

/// What a series yields within a horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The moments that touch the horizon, in order.
    pub moments: Vec<Moment>,
    /// Why moments are missing at the end, if any are.
    pub truncated: Option<Truncation>,
}

impl Series {
    /// `first`, repeated by `rule`.
    #[must_use]
    pub fn new(first: Moment, rule: Rule) -> Self {
        Self { first, rules: vec![rule], added: Vec::new(), excluded: BTreeSet::new() }
    }

    /// The moments of this series that touch the days of `horizon`. Whole days are compared as they are; a time of
    /// day is compared in its own zone.
    #[must_use]
    pub fn expand(&self, horizon: Horizon) -> Expansion {
        let zone = match &self.first {
            Moment::Timed(timed) => timed.zone().clone(),
            Moment::AllDay(_) => Zone::utc(),
        };
        let dates = Dates {
            start: self.first.civil_start(),
            all_day: self.first.is_all_day(),
            rules: &self.rules,
            exclusion_rules: &[],
            added: &self.added,
            excluded: &self.excluded,
        };
        let clocks = SteadyClocks::new(&zone);
        let calendar = Calendar {
            exists: &|civil| clocks.is_steady(civil, civil) || zone.exists(civil),
            from_utc: &|utc| zone.civil(Zone::utc().instant(utc)),
        };
        let window = horizon.window(self.reach());
        let mut budget = Budget(Budget::SERIES);
        let (starts, truncated) = dates.within(window, horizon.most, &calendar, &mut budget);
        let touches = |moment: &Moment| {
            moment.civil_start().date() >= horizon.from || moment.days(&zone).1 >= horizon.from
        };
        Expansion {
            moments: starts
                .into_iter()
                .filter_map(|start| self.moved_within(start, &clocks).or_else(|| self.moved_to(start)))
                .filter(touches)
                .collect(),
            truncated,
        }
    }

    /// The moments of this series that touch the days of `horizon`, without those that begin on a day for which `is_off`
    /// says so: a public holiday, or a school holiday. As with excluded starts, `COUNT` counts them all the same, and so
    /// does the horizon's number of occurrences.
    #[must_use]
    pub fn expand_except(&self, horizon: Horizon, is_off: &dyn Fn(Date) -> bool) -> ExceptExpansion {
        let Expansion { moments, truncated } = self.expand(horizon);
        let (off, moments): (Vec<Moment>, Vec<Moment>) =
            moments.into_iter().partition(|moment| is_off(moment.civil_start().date()));
        ExceptExpansion { moments, left_out: off.iter().map(Moment::civil_start).collect(), truncated }
    }

    /// How long before the horizon a moment may start and still touch it.
    fn reach(&self) -> SignedDuration {
        match &self.first {
            Moment::AllDay(days) => days.last().duration_since(days.first()),
            Moment::Timed(timed) => {
                timed.end().map_or(SignedDuration::ZERO, |end| end.duration_since(timed.start()))
            }
        }
    }

    /// The first moment, moved so that it starts at `start`, where clocks do not change while it lasts: the quick way.
    fn moved_within(&self, start: DateTime, clocks: &SteadyClocks<'_>) -> Option<Moment> {
        let Moment::Timed(timed) = &self.first else { return None };
        let end = match timed.end() {
            Some(_) => Some(start.checked_add(self.reach()).ok()?),
            None => None,
        };
        let is_steady = clocks.is_steady(start, end.unwrap_or(start));
        is_steady
            .then(|| Timed::between_changes(start, end, timed.zone().clone()))
            .flatten()
            .map(Moment::Timed)
    }

    /// The first moment, moved so that it starts at `start`.
    pub(crate) fn moved_to(&self, start: DateTime) -> Option<Moment> {
        match &self.first {
            Moment::AllDay(_) => {
                let last = start.date().checked_add(self.reach()).ok()?;
                AllDay::new(start.date(), last).ok().map(Moment::AllDay)
            }
            Moment::Timed(timed) => {
                let end = timed.end().and_then(|_| start.checked_add(self.reach()).ok());
                Moment::timed(start, end, timed.zone().clone())
                    .or_else(|_| Moment::timed(start, None, timed.zone().clone()))
                    .ok()
            }
        }
    }
}

/// What the walk has to know about the clocks of an event.
pub(crate) struct Calendar<'a> {
    /// Whether a civil time exists there. RFC 5545 (section 3.3.10): what a rule produces within the hour that a change
    /// to summer time leaves out is no instance and is not counted.
    pub exists: &'a dyn Fn(DateTime) -> bool,
    /// What those clocks show when UTC shows a time.
    pub from_utc: &'a dyn Fn(DateTime) -> DateTime,
}

/// The starts of a series in civil time.
pub(crate) struct Dates<'a> {
    pub start: DateTime,
    pub all_day: bool,
    pub rules: &'a [Rule],
    pub exclusion_rules: &'a [Rule],
    pub added: &'a [DateTime],
    pub excluded: &'a BTreeSet<DateTime>,
}

impl Dates<'_> {
    /// The starts within `window`, in order and without repetition; at most `most` of them.
    pub(crate) fn within(
        &self,
        window: Window,
        most: usize,
        calendar: &Calendar<'_>,
        budget: &mut Budget,
    ) -> (Vec<DateTime>, Option<Truncation>) {
        let in_window = |date: DateTime| window.from <= date && date <= window.to;
        let mut truncated = None;
        // Where one rule was cut short, what others yield later is not shown either: the list ends, it has no holes.
        let mut complete_to = window.to;
        let mut excluded = BTreeSet::new();
        for rule in self.exclusion_rules {
            let mut exclude = |date| {
                excluded.insert(date);
                ControlFlow::Continue(())
            };
            if let Err((reason, reached)) = self.walk(rule, window, calendar, budget, &mut exclude) {
                truncated = Some(reason);
                complete_to = complete_to.min(reached);
            }
        }
        let excludes = |date: &DateTime| self.excluded.contains(date) || excluded.contains(date);
        let given = std::iter::once(self.start).chain(self.added.iter().copied());
        let mut starts: Vec<DateTime> = given.filter(|date| in_window(*date) && !excludes(date)).collect();
        for rule in self.rules {
            // One more than are taken, so that a series of exactly `most` dates is not called cut short.
            let mut room = most.saturating_add(1);
            let mut take = |date| {
                if !excludes(&date) {
                    starts.push(date);
                    room -= 1;
                }
                match room {
                    0 => ControlFlow::Break(Truncation::TooManyOccurrences { most }),
                    _ => ControlFlow::Continue(()),
                }
            };
            if let Err((reason, reached)) = self.walk(rule, window, calendar, budget, &mut take) {
                truncated = Some(reason);
                complete_to = complete_to.min(reached);
            }
        }
        starts.retain(|date| *date <= complete_to);
        starts.sort_unstable();
        starts.dedup();
        if starts.len() > most {
            starts.truncate(most);
            truncated = Some(Truncation::TooManyOccurrences { most });
        }
        (starts, truncated)
    }

    fn walk(
        &self,
        rule: &Rule,
        window: Window,
        calendar: &Calendar<'_>,
        budget: &mut Budget,
        take: &mut dyn FnMut(DateTime) -> ControlFlow<Truncation>,
    ) -> Result<(), (Truncation, DateTime)> {
        let last = rule.until.map_or(DateTime::MAX, |until| self.last(until, calendar));
        walk::Walk::new(rule, self.start, self.all_day, last, window, calendar.exists).run(budget, take)
    }

    /// The last civil start that `until` allows. Programs do not keep to RFC 5545, which wants `UNTIL` in the form of
    /// `DTSTART`: a day means its end, a time for whole days means its day.
    fn last(&self, until: Until, calendar: &Calendar<'_>) -> DateTime {
        let civil = match until {
            Until::Day(day) => return day.at(23, 59, 59, 0),
            Until::Civil(civil) => civil,
            Until::Utc(utc) => (calendar.from_utc)(utc),
        };
        if self.all_day { civil.date().at(23, 59, 59, 0) } else { civil }
    }
}

/// The day after `date`, or the last day there is.
pub(crate) fn day_after(date: Date) -> Date {
    date.tomorrow().unwrap_or(Date::MAX)
}
