//! From the dates of an event as written to its start, its length, and the moments that follow from them.

use super::problem::ProblemReason;
use super::property::{Length, Property, Stamp};
use super::zones::{Wall, Zones};
use crate::occurrence::Moment;
use crate::zone::Zone;
use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Time},
};

/// Longer than anything lasts: a hundred years.
const LONGEST_DAYS: i64 = 36_600;

/// When an event starts: the clocks it is written in, and what they show.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// Midnight for whole days.
    pub civil: DateTime,
    pub all_day: bool,
    /// Whether it was written without a zone.
    pub floating: bool,
    pub wall: Wall,
}

/// How long an event lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The end is not known.
    Open,
    /// That many days after the first.
    Days(i64),
    /// So long on the clock: from 22:00 to 04:00 stays so in the nights in which clocks change. RFC 5545 asks for the
    /// exact length there (section 3.8.5.3), but nobody who writes “from 22 to 4” means 5 or 3.
    Clock(SignedDuration),
    /// Days by the calendar, then an exact time (`DURATION`).
    Exact(Length),
}

/// A date with the clocks of its property, reporting a zone that nobody knows.
pub(super) fn stamp_and_wall(
    property: &Property,
    zones: &mut Zones<'_>,
    report: &mut dyn FnMut(ProblemReason),
) -> Option<(Stamp, Wall)> {
    let stamp = property.stamp()?;
    let wall = match (stamp, property.zone()) {
        // A time in UTC with a zone beside it: the zone still says on which clocks it repeats.
        (Stamp::Civil(_) | Stamp::Instant(_), Some(name)) => zones.resolve(name, report),
        _ => zones.of_stamp(stamp),
    };
    Some((stamp, wall))
}

impl Start {
    /// Reads `DTSTART` (or `RECURRENCE-ID`).
    pub(super) fn read(
        property: &Property,
        zones: &mut Zones<'_>,
        report: &mut dyn FnMut(ProblemReason),
    ) -> Option<Self> {
        let (stamp, wall) = stamp_and_wall(property, zones, report)?;
        let all_day = matches!(stamp, Stamp::Day(_));
        let floating = matches!(stamp, Stamp::Civil(_)) && property.zone().is_none();
        Some(Self { civil: wall.civil_of(stamp), all_day, floating, wall })
    }

    /// How long the event lasts by its `DTEND`, which names the day or time after it (RFC 5545, section 3.8.2.2).
    pub(super) fn extent_to(&self, end: Stamp, end_wall: &Wall) -> Result<Extent, ProblemReason> {
        if self.all_day {
            let last = match end {
                Stamp::Day(day) => day.yesterday().unwrap_or(day),
                other => last_day(end_wall.civil_of(other)),
            };
            // Many programs end a single day on itself.
            let same_day = matches!(end, Stamp::Day(day) if day == self.civil.date());
            return match days_between(self.civil.date(), last) {
                _ if same_day => Ok(Extent::Days(0)),
                days if days < 0 => Err(ProblemReason::EndBeforeStart),
                days => Ok(Extent::Days(days)),
            };
        }
        let civil = match end {
            Stamp::Day(day) => day.at(0, 0, 0, 0),
            // An end in another zone is read on the clocks of the start.
            other => self.wall.civil_on(end_wall, end_wall.civil_of(other)),
        };
        match civil.duration_since(self.civil) {
            length if length.is_negative() => Err(ProblemReason::EndBeforeStart),
            length if length.is_zero() => Ok(Extent::Open),
            length => Ok(Extent::Clock(length)),
        }
    }

    /// How long the event lasts by its `DURATION`.
    pub(super) fn extent_of(&self, length: Length) -> Result<Extent, ProblemReason> {
        if length.days < 0 || length.time.is_negative() {
            return Err(ProblemReason::EndBeforeStart);
        }
        if length.days > LONGEST_DAYS || length.time.as_hours() / 24 > LONGEST_DAYS {
            return Err(ProblemReason::UnreadableEnd(format!("{} days", length.days)));
        }
        if self.all_day {
            let hours = length.time.as_secs().saturating_add(86_399) / 86_400;
            return Ok(Extent::Days(length.days.saturating_add(hours).saturating_sub(1).max(0)));
        }
        Ok(if length.days == 0 && length.time.is_zero() { Extent::Open } else { Extent::Exact(length) })
    }

    /// The extent where neither `DTEND` nor `DURATION` is given: one day, or an open end (RFC 5545, section 3.6.1).
    pub(super) const fn default_extent(&self) -> Extent {
        if self.all_day { Extent::Days(0) } else { Extent::Open }
    }

    /// Whether the start lies in the years in which moments may lie.
    pub(super) fn is_within_reach(&self) -> bool {
        self.moment(self.civil, self.default_extent(), &Zone::utc()).is_some()
    }

    /// Whether it reaches from midnight to midnight, or from midnight to no known end.
    pub(super) fn is_midnight_to_midnight(&self, extent: Option<Extent>) -> bool {
        let midnight = self.civil.time() == Time::midnight();
        !self.all_day && midnight && whole_days(extent).is_some()
    }

    /// Makes whole days of midnight to midnight, and says how many.
    pub(super) fn make_whole_days(&mut self, extent: Option<Extent>) -> Option<Extent> {
        self.all_day = true;
        whole_days(extent).map(|days| Extent::Days(days.max(1) - 1))
    }

    /// The moment that starts at `civil` on the clocks of this start.
    pub(super) fn moment(&self, civil: DateTime, extent: Extent, local: &Zone) -> Option<Moment> {
        if self.all_day {
            let days = match extent {
                Extent::Days(days) => days,
                _ => 0,
            };
            let last = plus_days(civil.date(), days)?;
            return Moment::all_day(civil.date(), last).ok();
        }
        let end = self.end(civil, extent);
        // Where clocks change, a short length may come to lie before its start; then the end is not known.
        self.wall.moment(civil, end, local).or_else(|_| self.wall.moment(civil, None, local)).ok()
    }

    /// The end of what starts at `civil`, on the clocks of this start; none for whole days and where it is not known.
    pub(super) fn end(&self, civil: DateTime, extent: Extent) -> Option<DateTime> {
        match extent {
            Extent::Open | Extent::Days(_) => None,
            Extent::Clock(length) => civil.checked_add(length).ok(),
            Extent::Exact(length) => plus_days(civil.date(), length.days)
                .map(|date| self.wall.instant(DateTime::from_parts(date, civil.time())))
                .and_then(|instant| instant.checked_add(length.time).ok())
                .map(|instant| self.wall.civil(instant)),
        }
    }
}

impl Extent {
    /// How long before a day an event of this length may start and still touch it.
    pub(super) fn reach(self) -> SignedDuration {
        let hours = |days: i64| SignedDuration::from_hours(days.clamp(0, 4_000_000) * 24);
        match self {
            Self::Open => SignedDuration::ZERO,
            Self::Days(days) => hours(days),
            Self::Clock(length) => length,
            Self::Exact(length) => hours(length.days).saturating_add(length.time),
        }
    }
}

/// The number of whole days, if it is one.
fn whole_days(extent: Option<Extent>) -> Option<i64> {
    let (days, time) = match extent {
        None | Some(Extent::Open) => (0, SignedDuration::ZERO),
        Some(Extent::Days(days)) => (days + 1, SignedDuration::ZERO),
        Some(Extent::Clock(time)) => (0, time),
        Some(Extent::Exact(length)) => (length.days, length.time),
    };
    let seconds = time.as_secs();
    (seconds % 86_400 == 0).then_some(days.saturating_add(seconds / 86_400))
}

/// The last day of something that is over at `end`.
fn last_day(end: DateTime) -> Date {
    end.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(end).date()
}

fn days_between(first: Date, last: Date) -> i64 {
    last.duration_since(first).as_hours() / 24
}

fn plus_days(date: Date, days: i64) -> Option<Date> {
    (0..4_000_000).contains(&days).then(|| date.checked_add(SignedDuration::from_hours(days * 24)).ok())?
}
