//! When a generated offer takes place.
//!
//! Whether an offer is weekly, and on which evening, belongs to it for good. Where its first date lies is drawn anew
//! each half year, on a week of its own ([`cycle`]): so every week is alive however long the demonstration runs, and from
//! one week to the next only one in twenty-six offers has to be written again.

use std::collections::BTreeSet;

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time, Weekday, date},
};
use kreisrund_schedule::{HolidayCalendar, Horizon, Moment, Occurrence, OccurrenceState, Series};
use kreisrund_search::Kind;

use super::{
    parts::{Activity, Rhythm, TimeOfDay},
    random::Dice,
};
use crate::{
    import::calendar::usual_days,
    offer::{OfferDate, Rule, county_zone},
};

/// After so many weeks an offer begins anew.
const CYCLE: i64 = 26;
/// A Monday before all cycles.
const FIRST_MONDAY: Date = date(2001, 1, 1);
/// How many dates one offer may have.
const MOST_DATES: usize = 200;
/// For how many years holidays are left out of what goes on.
const HOLIDAY_YEARS: i64 = 4;

/// How the dates of an offer follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// It is there all the time, or by appointment.
    Always,
    /// So many dates, some weeks apart.
    Spread(i64),
    /// So many days on end, each with its hours.
    OnEnd(i64),
    /// So many whole days without a pause.
    WholeDays(i64),
    /// Every so many weeks; so many times, or without end.
    Weekly(i64, Option<i64>),
    /// On the same weekday of each month; so many times, or without end.
    Monthly(Option<i64>),
}

/// Everything about an offer's dates that belongs to it for good.
#[derive(Clone, Debug)]
pub(super) struct Timetable {
    pub pattern: Pattern,
    pub time_of_day: TimeOfDay,
    /// The days of the first date since a Monday.
    weekday: i64,
    start: Time,
    pub minutes: i64,
    /// Whether it keeps away from holidays; feasts do not.
    spares_holidays: bool,
}

/// The half year of its own in which the offer with `number` is in the week of `today`: its first Monday.
pub(super) fn cycle(number: u32, seed: u32, today: Date) -> Date {
    let weeks = i64::from(FIRST_MONDAY.until(today).map_or(0, |span| span.get_days())).div_euclid(7);
    let lag = Dice::new(&[u64::from(seed), u64::from(number), 1]).between(0, CYCLE - 1);
    let begun = weeks - (weeks + lag).rem_euclid(CYCLE);
    FIRST_MONDAY.saturating_add(begun.weeks())
}

impl Timetable {
    /// Draws how an offer of `activity` takes place at `time_of_day`.
    pub fn draw(activity: &Activity, time_of_day: TimeOfDay, dice: &mut Dice) -> Self {
        let pattern = match activity.kind {
            Kind::Course => course(time_of_day, dice),
            Kind::Service => service(dice),
            _ => event(activity.rhythm.unwrap_or(Rhythm::Single), time_of_day, dice),
        };
        let (weekday, start) = hour(time_of_day, pattern, dice);
        let usual = match (activity.kind, pattern) {
            (Kind::Course, Pattern::OnEnd(_)) => (240, 360),
            (Kind::Course, _) => (60, 150),
            _ => (60, 180),
        };
        let (shortest, longest) = activity.minutes.unwrap_or(usual);
        Self {
            pattern,
            time_of_day,
            weekday,
            start,
            minutes: dice.between(shortest / 15, longest / 15) * 15,
            spares_holidays: activity.kind != Kind::Event || activity.rhythm == Some(Rhythm::Regular),
        }
    }

    /// How many dates it is planned to have; none for what goes on without end or is always there.
    pub fn planned(&self) -> Option<i64> {
        match self.pattern {
            Pattern::Spread(count) | Pattern::OnEnd(count) => Some(count),
            Pattern::WholeDays(_) => Some(1),
            Pattern::Weekly(_, count) | Pattern::Monthly(count) => count,
            Pattern::Always => None,
        }
    }

    /// The rule and the dates in the cycle that began on `monday`, seen from `today`.
    pub fn dates(
        &self,
        monday: Date,
        today: Date,
        holidays: &HolidayCalendar,
        dice: &mut Dice,
    ) -> (Option<Rule>, Vec<OfferDate>) {
        let first = self.first_day(monday, holidays, dice);
        let (rule, moments) = match self.pattern {
            Pattern::Always => (None, Vec::new()),
            Pattern::WholeDays(days) => (None, self.whole_days(first, days)),
            Pattern::OnEnd(count) => {
                let days = (0..count).map(|day| first.saturating_add(day.days()));
                (
                    None,
                    days.filter(|day| !self.spares(*day, holidays))
                        .filter_map(|day| self.moment(day))
                        .collect(),
                )
            }
            Pattern::Spread(count) => (None, self.spread(first, count, holidays, dice)),
            Pattern::Weekly(..) | Pattern::Monthly(_) => self.series(first, today, holidays),
        };
        let zone = county_zone();
        let mut dates: Vec<OfferDate> = moments.into_iter().map(planned).collect();
        dates.sort_by(|one, other| one.occurrence.moment.compare(&other.occurrence.moment, &zone));
        self.upset(&mut dates, dice);
        (rule, dates)
    }

    fn first_day(&self, monday: Date, holidays: &HolidayCalendar, dice: &mut Dice) -> Date {
        let goes_on = matches!(self.pattern, Pattern::Weekly(_, None) | Pattern::Monthly(None));
        let weeks = if goes_on {
            dice.between(0, 8)
        } else {
            // Near dates are many, far ones few; some lie before today, as they do in a living calendar.
            8 + dice.between(0, 44).min(dice.between(0, 44))
        };
        let first = monday.saturating_add((weeks * 7 + self.weekday).days());
        self.free_day(first, holidays)
    }

    /// `day`, or the same weekday of a later week where that is a holiday.
    fn free_day(&self, day: Date, holidays: &HolidayCalendar) -> Date {
        let mut free = day;
        while self.spares(free, holidays) {
            free = free.saturating_add(1.week());
        }
        free
    }

    fn spares(&self, day: Date, holidays: &HolidayCalendar) -> bool {
        let is_between_the_years = day.month() == 12 && day.day() >= 24 || day.month() == 1 && day.day() == 1;
        self.spares_holidays && (is_between_the_years || holidays.holiday(day).is_some())
    }

    fn moment(&self, day: Date) -> Option<Moment> {
        let start = day.to_datetime(self.start);
        let end = start.saturating_add(self.minutes.minutes());
        Moment::timed(start, Some(end), county_zone()).ok()
    }

    fn whole_days(&self, first: Date, days: i64) -> Vec<Moment> {
        Moment::all_day(first, first.saturating_add((days - 1).days())).ok().into_iter().collect()
    }

    fn spread(&self, first: Date, count: i64, holidays: &HolidayCalendar, dice: &mut Dice) -> Vec<Moment> {
        let mut day = first;
        let mut moments = Vec::new();
        for _ in 0..count {
            moments.extend(self.moment(day));
            day = self.free_day(day.saturating_add(dice.between(1, 6).weeks()), holidays);
        }
        moments
    }

    fn series(&self, first: Date, today: Date, holidays: &HolidayCalendar) -> (Option<Rule>, Vec<Moment>) {
        let until = usual_days(today).1;
        let Some(mut series) = self
            .rule(first)
            .parse()
            .ok()
            .zip(self.moment(first))
            .map(|(rule, moment)| Series::new(moment, rule))
        else {
            return (None, Vec::new());
        };
        let far = first.saturating_add(HOLIDAY_YEARS.years());
        let all = series.expand(Horizon::new(first, far, MOST_DATES + MOST_DATES)).moments;
        let starts = all.iter().map(Moment::civil_start);
        series.excluded =
            starts.filter(|start| self.spares(start.date(), holidays)).collect::<BTreeSet<DateTime>>();
        let moments = series.expand(Horizon::new(first, until, MOST_DATES)).moments;
        (Some(Rule { series, followed_to: until }), moments)
    }

    fn rule(&self, first: Date) -> String {
        let end = |count: Option<i64>| count.map(|count| format!(";COUNT={count}")).unwrap_or_default();
        match self.pattern {
            Pattern::Monthly(count) => {
                // A month without a fifth one would leave a hole: the fifth is the last.
                let nth = match (first.day() - 1) / 7 + 1 {
                    5 => -1,
                    nth => nth,
                };
                format!("FREQ=MONTHLY;BYDAY={nth}{}{}", letters(first.weekday()), end(count))
            }
            Pattern::Weekly(weeks, count) => format!("FREQ=WEEKLY;INTERVAL={weeks}{}", end(count)),
            _ => String::new(),
        }
    }

    /// Something comes up: a date is cancelled, sold out or put off.
    fn upset(&self, dates: &mut [OfferDate], dice: &mut Dice) {
        let (number, what) = (dice.below(dates.len()), dice.share() * 100.0);
        let (days, minutes) = (dice.between(1, 3), dice.between(-2, 2) * 30);
        let Some(date) = dates.get_mut(number) else { return };
        if what < 2.5 {
            date.occurrence.state = OccurrenceState::Cancelled;
        } else if what < 6.5 {
            date.occurrence.state = OccurrenceState::SoldOut;
        } else if what < 8.5
            && let Moment::Timed(planned) = &date.occurrence.moment
        {
            let by = days.days().minutes(minutes);
            let (start, end) = (planned.start(), planned.end());
            let put_off = Moment::timed(
                start.saturating_add(by),
                end.map(|end| end.saturating_add(by)),
                planned.zone().clone(),
            );
            if let Ok(put_off) = put_off {
                date.moved_from = Some(start);
                date.occurrence.moment = put_off;
            }
        }
    }
}

fn planned(moment: Moment) -> OfferDate {
    OfferDate::new(OfferDate::key_in_series(&moment), Occurrence::planned(moment))
}

const fn letters(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

fn course(time_of_day: TimeOfDay, dice: &mut Dice) -> Pattern {
    if time_of_day == TimeOfDay::Weekend {
        return match dice.below(10) {
            0..4 => Pattern::Spread(1),
            4..8 => Pattern::OnEnd(2),
            _ => Pattern::Spread(dice.between(2, 4)),
        };
    }
    match dice.below(20) {
        0..12 => Pattern::Weekly(1, Some(dice.between(5, 12))),
        12..15 => Pattern::Weekly(2, Some(dice.between(4, 7))),
        15..17 => Pattern::Spread(1),
        17 => Pattern::OnEnd(dice.between(3, 5)),
        _ => Pattern::Spread(dice.between(2, 4)),
    }
}

fn event(rhythm: Rhythm, time_of_day: TimeOfDay, dice: &mut Dice) -> Pattern {
    match rhythm {
        _ if time_of_day == TimeOfDay::Days && rhythm != Rhythm::Days => {
            Pattern::WholeDays(dice.between(1, 5))
        }
        Rhythm::Single => match dice.below(20) {
            0..16 => Pattern::Spread(1),
            16..19 => Pattern::Spread(dice.between(2, 4)),
            _ => Pattern::Monthly(Some(dice.between(3, 6))),
        },
        Rhythm::Regular => match dice.below(40) {
            0..14 => Pattern::Weekly(1, Some(dice.between(6, 14))),
            14..21 => Pattern::Weekly(2, Some(dice.between(4, 9))),
            21..33 => Pattern::Monthly(Some(dice.between(4, 9))),
            33..37 => Pattern::Spread(dice.between(2, 5)),
            37 => Pattern::Weekly(1, None),
            38 => Pattern::Weekly(2, None),
            _ => Pattern::Monthly(None),
        },
        Rhythm::Days => Pattern::WholeDays(dice.between(10, 70)),
        Rhythm::Feast => match dice.below(10) {
            0..3 => Pattern::WholeDays(dice.between(2, 3)),
            3 => Pattern::OnEnd(2),
            4 => Pattern::Monthly(Some(dice.between(3, 6))),
            _ => Pattern::Spread(1),
        },
    }
}

fn service(dice: &mut Dice) -> Pattern {
    match dice.below(20) {
        0..16 => Pattern::Always,
        16 => Pattern::Monthly(None),
        17 => Pattern::Weekly(2, Some(dice.between(6, 12))),
        18 => Pattern::Weekly(1, Some(dice.between(6, 16))),
        _ => Pattern::Monthly(Some(dice.between(4, 9))),
    }
}

/// A weekday, counted from Monday, and a time of it.
fn hour(time_of_day: TimeOfDay, pattern: Pattern, dice: &mut Dice) -> (i64, Time) {
    // Two days are a weekend and three a long one; what takes longer begins on a Monday.
    let days_on_end = match pattern {
        Pattern::OnEnd(days) | Pattern::WholeDays(days) => days,
        _ => 1,
    };
    let (from, to, earliest, latest) = match time_of_day {
        TimeOfDay::Morning => (0, 4, 8 * 60 + 30, 10 * 60 + 30),
        TimeOfDay::Noon => (0, 4, 11 * 60 + 30, 12 * 60 + 30),
        TimeOfDay::Afternoon => (0, 4, 14 * 60, 16 * 60),
        TimeOfDay::Evening => (0, 3, 17 * 60 + 30, 19 * 60 + 30),
        TimeOfDay::Late => (4, 6, 18 * 60, 20 * 60),
        TimeOfDay::Weekend | TimeOfDay::Days => (5, 6, 9 * 60 + 30, 15 * 60 + 30),
    };
    let weekday = match days_on_end {
        1 => dice.between(from, to),
        2 if to > 4 => 5,
        3 if to > 4 => 4,
        2 | 3 => dice.between(0, 2),
        _ => 0,
    };
    // Half hours are what people agree on, quarters are rare.
    let step = if dice.chance(85.0) { 30 } else { 15 };
    let minute = dice.between(earliest / step, latest / step) * step;
    let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0));
    (weekday, Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight()))
}
