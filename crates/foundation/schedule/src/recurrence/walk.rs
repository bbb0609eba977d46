//! Walking a rule through civil time.
//!
//! Years, months, weeks and days are walked period by period; within a period every day is held against the rule's
//! `BY…` parts, which is what RFC 5545's table of “expand” and “limit” comes to when one starts from all days. Hours,
//! minutes and seconds are walked step by step, leaping over days, hours and minutes that the rule leaves out.

use super::rule::{Frequency, NthWeekday, Rule};
use super::{Budget, Truncation, Window, day_after};
use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Time, Weekday},
};
use std::ops::ControlFlow;

/// One rule of one series on its way through a window.
pub(super) struct Walk<'a> {
    pub rule: &'a Rule,
    pub start: DateTime,
    pub all_day: bool,
    /// The last start the rule itself allows.
    pub last: DateTime,
    pub window: Window,
    pub exists: &'a dyn Fn(DateTime) -> bool,
    /// The weekdays on which anything can happen, Monday first: most days are dismissed by a look at it.
    weekdays: [bool; 7],
}

/// Why a walk ends.
enum Stop {
    /// Nothing can follow.
    Done,
    /// Something may follow that was not looked at.
    Cut(Truncation),
}

/// Where a walk has come to.
struct Progress<'a> {
    budget: &'a mut Budget,
    take: &'a mut dyn FnMut(DateTime) -> ControlFlow<Truncation>,
    /// How many starts after the first `COUNT` still allows.
    remaining: Option<u64>,
    /// Up to here nothing has been missed.
    reached: DateTime,
}

impl Progress<'_> {
    fn spend(&mut self, steps: usize) -> ControlFlow<Stop> {
        self.budget.spend(u64::try_from(steps).unwrap_or(u64::MAX)).map_break(Stop::Cut)
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        rule: &'a Rule,
        start: DateTime,
        all_day: bool,
        last: DateTime,
        window: Window,
        exists: &'a dyn Fn(DateTime) -> bool,
    ) -> Self {
        let mut weekdays = [rule.weekdays.is_empty(); 7];
        let of_start = start.date().weekday();
        let named = rule.weekdays.iter().map(|weekday| weekday.weekday);
        if rule.weekdays.is_empty() && rule.frequency == Frequency::Weekly {
            weekdays = [false; 7];
            mark(&mut weekdays, of_start);
        }
        named.for_each(|weekday| mark(&mut weekdays, weekday));
        Self { rule, start, all_day, last, window, exists, weekdays }
    }

    /// Offers every start after the first to `take`, in order.
    ///
    /// # Errors
    /// Why the walk was cut short, and the time up to which nothing was missed.
    pub(super) fn run(
        &self,
        budget: &mut Budget,
        take: &mut dyn FnMut(DateTime) -> ControlFlow<Truncation>,
    ) -> Result<(), (Truncation, DateTime)> {
        let remaining = self.rule.count.map(|count| count.saturating_sub(1));
        let mut progress = Progress { budget, take, remaining, reached: self.start };
        let walked = if self.rule.is_sub_daily() {
            // Whole days have no hours to step through.
            if self.all_day { ControlFlow::Continue(()) } else { self.by_time(&mut progress) }
        } else {
            self.by_day(&mut progress)
        };
        match walked {
            ControlFlow::Break(Stop::Cut(truncation)) => Err((truncation, progress.reached)),
            ControlFlow::Break(Stop::Done) | ControlFlow::Continue(()) => Ok(()),
        }
    }

    fn by_day(&self, progress: &mut Progress<'_>) -> ControlFlow<Stop> {
        let times = self.times_of_day(progress)?;
        let end = self.last.min(self.window.to).date();
        let mut index = self.first_period();
        let mut days: Vec<Date> = Vec::new();
        while let Some(first) = self.period(index).filter(|first| *first <= end) {
            let length = self.period_length(first);
            progress.spend(length)?;
            progress.reached = progress.reached.max(just_before(first));
            days.clear();
            let mut day = first;
            for _ in 0..length {
                if self.fits(day) {
                    days.push(day);
                }
                day = day_after(day);
            }
            self.offer_set(&days, &times, progress)?;
            index += 1;
        }
        ControlFlow::Continue(())
    }

    fn by_time(&self, progress: &mut Progress<'_>) -> ControlFlow<Stop> {
        let (start, unit) = (self.start, self.unit());
        let (minutes, seconds) = match self.rule.frequency {
            Frequency::Hourly => {
                (or_else(&self.rule.minutes, start.minute()), or_else(&self.rule.seconds, start.second()))
            }
            Frequency::Minutely => (vec![0], or_else(&self.rule.seconds, start.second())),
            _ => (vec![0], vec![0]),
        };
        let offsets: Vec<SignedDuration> = minutes
            .iter()
            .flat_map(|minute| seconds.iter().map(move |second| i64::from(*minute) * 60 + i64::from(*second)))
            .map(SignedDuration::from_secs)
            .collect();
        let mut index = self.first_step();
        while let Some(moment) = self.step(index).filter(|moment| *moment <= self.last.min(self.window.to)) {
            progress.spend(1)?;
            progress.reached =
                progress.reached.max(moment.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(moment));
            if !self.fits(moment.date()) {
                index = self.step_after(day_after(moment.date()).at(0, 0, 0, 0), index);
            } else if leaves_out(&self.rule.hours, moment.hour()) {
                index = self.step_after(truncated(moment, 3_600, 1), index);
            } else if unit <= 60 && leaves_out(&self.rule.minutes, moment.minute()) {
                index = self.step_after(truncated(moment, 60, 1), index);
            } else if unit == 1 && leaves_out(&self.rule.seconds, moment.second()) {
                index += 1;
            } else {
                let at =
                    |offset: usize| offsets.get(offset).and_then(|offset| moment.checked_add(*offset).ok());
                self.offer_positions(offsets.len(), &at, progress)?;
                index += 1;
            }
        }
        ControlFlow::Continue(())
    }

    /// Offers the days of one period at all times of day.
    fn offer_set(&self, days: &[Date], times: &[Time], progress: &mut Progress<'_>) -> ControlFlow<Stop> {
        let at = |position: usize| {
            let day = days.get(position.checked_div(times.len())?)?;
            times.get(position.checked_rem(times.len())?).map(|time| DateTime::from_parts(*day, *time))
        };
        self.offer_positions(days.len().saturating_mul(times.len()), &at, progress)
    }

    /// Offers the starts of one period: all, or those `BYSETPOS` picks. They are computed one by one, because a year
    /// of seconds would not fit into memory.
    fn offer_positions(
        &self,
        length: usize,
        at: &dyn Fn(usize) -> Option<DateTime>,
        progress: &mut Progress<'_>,
    ) -> ControlFlow<Stop> {
        if self.rule.positions.is_empty() {
            for position in 0..length {
                progress.spend(1)?;
                at(position).map_or(ControlFlow::Continue(()), |start| self.offer(start, progress))?;
            }
            return ControlFlow::Continue(());
        }
        let mut picked: Vec<usize> = self
            .rule
            .positions
            .iter()
            .filter_map(|position| {
                let distance = usize::from(position.unsigned_abs());
                if *position > 0 { Some(distance - 1) } else { length.checked_sub(distance) }
            })
            .filter(|position| *position < length)
            .collect();
        picked.sort_unstable();
        picked.dedup();
        for position in picked {
            progress.spend(1)?;
            at(position).map_or(ControlFlow::Continue(()), |start| self.offer(start, progress))?;
        }
        ControlFlow::Continue(())
    }

    fn offer(&self, start: DateTime, progress: &mut Progress<'_>) -> ControlFlow<Stop> {
        if start <= self.start {
            return ControlFlow::Continue(());
        }
        if start > self.last || start > self.window.to || progress.remaining == Some(0) {
            return ControlFlow::Break(Stop::Done);
        }
        if !self.all_day && !(self.exists)(start) {
            return ControlFlow::Continue(());
        }
        progress.remaining = progress.remaining.map(|remaining| remaining - 1);
        progress.reached = progress.reached.max(start);
        if start >= self.window.from {
            (progress.take)(start).map_break(Stop::Cut)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// The times of day at which a day of the rule takes place.
    fn times_of_day(&self, progress: &mut Progress<'_>) -> ControlFlow<Stop, Vec<Time>> {
        if self.all_day {
            return ControlFlow::Continue(vec![Time::midnight()]);
        }
        let hours = or_else(&self.rule.hours, self.start.hour());
        let minutes = or_else(&self.rule.minutes, self.start.minute());
        let seconds = or_else(&self.rule.seconds, self.start.second());
        progress.spend(hours.len() * minutes.len() * seconds.len())?;
        let mut times = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
        for hour in &hours {
            for minute in &minutes {
                times.extend(seconds.iter().filter_map(|second| time(*hour, *minute, *second)));
            }
        }
        ControlFlow::Continue(times)
    }

    /// The first day of the period with the number `index`; the series starts in period 0.
    fn period(&self, index: i64) -> Option<Date> {
        let steps = index.checked_mul(self.rule.interval)?;
        let start = self.start.date();
        match self.rule.frequency {
            Frequency::Yearly => {
                let year = i64::from(start.year()).checked_add(steps)?;
                Date::new(i16::try_from(year).ok()?, 1, 1).ok()
            }
            Frequency::Monthly => {
                let months = months(start).checked_add(steps)?;
                let year = i16::try_from(months.div_euclid(12)).ok()?;
                Date::new(year, i8::try_from(months.rem_euclid(12) + 1).ok()?, 1).ok()
            }
            Frequency::Weekly => {
                plus_days(first_of_week(start, self.rule.week_start)?, steps.checked_mul(7)?)
            }
            _ => plus_days(start, steps),
        }
    }

    fn period_length(&self, first: Date) -> usize {
        match self.rule.frequency {
            Frequency::Yearly => usize::try_from(first.days_in_year()).unwrap_or(366),
            Frequency::Monthly => usize::try_from(first.days_in_month()).unwrap_or(31),
            Frequency::Weekly => 7,
            _ => 1,
        }
    }

    /// The last period that begins no later than the window. What `COUNT` counts has to be walked from the start.
    fn first_period(&self) -> i64 {
        let (start, from) = (self.start.date(), self.window.from.date());
        if self.rule.count.is_some() || from <= start {
            return 0;
        }
        let units = match self.rule.frequency {
            Frequency::Yearly => i64::from(from.year()) - i64::from(start.year()),
            Frequency::Monthly => months(from) - months(start),
            Frequency::Weekly => {
                let week = first_of_week(start, self.rule.week_start).unwrap_or(start);
                from.duration_since(week).as_hours() / 24 / 7
            }
            _ => from.duration_since(start).as_hours() / 24,
        };
        units.max(0) / self.rule.interval
    }

    /// The seconds of one step of a rule by time.
    fn unit(&self) -> i64 {
        match self.rule.frequency {
            Frequency::Hourly => 3_600,
            Frequency::Minutely => 60,
            _ => 1,
        }
    }

    /// The beginning of the step with the number `index`; the series starts in step 0.
    fn step(&self, index: i64) -> Option<DateTime> {
        let seconds = index.checked_mul(self.rule.interval)?.checked_mul(self.unit())?;
        truncated(self.start, self.unit(), 0).checked_add(SignedDuration::from_secs(seconds)).ok()
    }

    fn first_step(&self) -> i64 {
        if self.rule.count.is_some() || self.window.from <= self.start {
            return 0;
        }
        let behind = self.window.from.duration_since(truncated(self.start, self.unit(), 0)).as_secs();
        (behind / self.unit() / self.rule.interval).max(0)
    }

    /// The first step that begins no earlier than `moment`; later than `index` in any case.
    fn step_after(&self, moment: DateTime, index: i64) -> i64 {
        let ahead = moment.duration_since(truncated(self.start, self.unit(), 0)).as_secs();
        let length = self.unit() * self.rule.interval;
        (ahead.div_euclid(length) + i64::from(ahead.rem_euclid(length) > 0)).max(index + 1)
    }

    /// Whether the rule takes place on `day`, as far as days go. What the rule leaves open comes from its start
    /// (RFC 5545, section 3.3.10).
    fn fits(&self, day: Date) -> bool {
        if !is_marked(&self.weekdays, day.weekday()) {
            return false;
        }
        let (rule, start) = (self.rule, self.start.date());
        let open = rule.weekdays.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty();
        let given = match rule.frequency {
            Frequency::Yearly if open && rule.weeks.is_empty() => {
                day.day() == start.day() && (!rule.months.is_empty() || day.month() == start.month())
            }
            Frequency::Yearly if open => day.weekday() == start.weekday(),
            Frequency::Monthly if open => day.day() == start.day(),
            _ => true,
        };
        given
            && (rule.months.is_empty() || rule.months.contains(&i16::from(day.month())))
            && (rule.month_days.is_empty()
                || contains(&rule.month_days, i16::from(day.day()), i16::from(day.days_in_month())))
            && (rule.year_days.is_empty() || contains(&rule.year_days, day.day_of_year(), day.days_in_year()))
            && (rule.weekdays.is_empty() || rule.weekdays.iter().any(|weekday| self.is_nth(*weekday, day)))
            && (rule.weeks.is_empty() || rule.frequency != Frequency::Yearly || self.in_weeks(day))
    }

    /// Whether `day` is the weekday, counted within its month or year where the rule counts.
    fn is_nth(&self, wanted: NthWeekday, day: Date) -> bool {
        if wanted.weekday != day.weekday() {
            return false;
        }
        let in_month = (i16::from(day.day()), i16::from(day.days_in_month()));
        let (position, length) = match self.rule.frequency {
            Frequency::Monthly => in_month,
            Frequency::Yearly if !self.rule.weeks.is_empty() => return true,
            Frequency::Yearly if !self.rule.months.is_empty() => in_month,
            Frequency::Yearly => (day.day_of_year(), day.days_in_year()),
            _ => return true,
        };
        match wanted.nth {
            None => true,
            Some(nth) if nth > 0 => (position - 1) / 7 + 1 == nth,
            Some(nth) => (length - position) / 7 + 1 == -nth,
        }
    }

    /// Whether `day` lies in one of the numbered weeks. A week belongs to the year that holds its fourth day
    /// (ISO 8601, with the first day of the week that `WKST` names).
    fn in_weeks(&self, day: Date) -> bool {
        let Some(fourth) = first_of_week(day, self.rule.week_start).and_then(|first| plus_days(first, 3))
        else {
            return false;
        };
        let (position, length) = (fourth.day_of_year(), fourth.days_in_year());
        self.rule.weeks.contains(&((position - 1) / 7 + 1))
            || self.rule.weeks.contains(&-((length - position) / 7 + 1))
    }
}

fn mark(weekdays: &mut [bool; 7], weekday: Weekday) {
    if let Some(marked) = weekdays.get_mut(place_of(weekday)) {
        *marked = true;
    }
}

fn is_marked(weekdays: &[bool; 7], weekday: Weekday) -> bool {
    weekdays.get(place_of(weekday)).copied().unwrap_or_default()
}

fn place_of(weekday: Weekday) -> usize {
    usize::from(weekday.to_monday_zero_offset().unsigned_abs())
}

/// Whether `list` names `position`, counted from either end of `length`.
fn contains(list: &[i16], position: i16, length: i16) -> bool {
    list.contains(&position) || list.contains(&(position - length - 1))
}

fn leaves_out(list: &[i16], value: i8) -> bool {
    !list.is_empty() && !list.contains(&i16::from(value))
}

fn or_else(list: &[i16], given: i8) -> Vec<i16> {
    if list.is_empty() { vec![i16::from(given)] } else { list.to_vec() }
}

fn time(hour: i16, minute: i16, second: i16) -> Option<Time> {
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()
}

/// Months since the year 0.
fn months(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(SignedDuration::from_hours(
        days.checked_mul(24).filter(|hours| hours.abs() < 1_000_000_000)?,
    ))
    .ok()
}

fn first_of_week(date: Date, week_start: Weekday) -> Option<Date> {
    plus_days(date, -i64::from(date.weekday().since(week_start)))
}

fn just_before(day: Date) -> DateTime {
    day.at(0, 0, 0, 0).checked_sub(SignedDuration::from_nanos(1)).unwrap_or(DateTime::MIN)
}

/// The beginning of the hour, minute or second (of `unit` seconds) that `moment` lies in, `ahead` units later.
fn truncated(moment: DateTime, unit: i64, ahead: i64) -> DateTime {
    let second = i64::from(moment.minute()) * 60 + i64::from(moment.second());
    let back = SignedDuration::new(second % unit, moment.subsec_nanosecond());
    moment
        .checked_sub(back)
        .and_then(|begin| begin.checked_add(SignedDuration::from_secs(unit * ahead)))
        .unwrap_or(DateTime::MAX)
}
