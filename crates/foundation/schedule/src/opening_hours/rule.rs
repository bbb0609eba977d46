//! One rule of opening hours: on which days, from when to when.

use std::fmt;

use jiff::civil::{Date, DateTime, Time, Weekday};

use super::civil;

pub(super) use kreisrund_kernel::clock::WEEKDAYS as WEEK;

/// The minutes of a day.
pub(super) const DAY: u32 = 1_440;

const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// From when to when on one day; the end may lie on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Minutes after midnight, below a day.
    from: u32,
    /// Minutes after the same midnight; at most a day later than `from`.
    to: u32,
}

impl Interval {
    /// From the minute `from` of the day to the minute `to`, which lies on the next day when it is not later. `None`
    /// when it would be empty or out of range.
    pub(super) fn new(from: u32, to: u32) -> Option<Self> {
        let to = match to {
            0 => DAY,
            to if to < from => to + DAY,
            to => to,
        };
        let whole_day = from == 0 && to == DAY;
        (from < DAY && from < to && (to < from + DAY || whole_day)).then_some(Self { from, to })
    }

    /// When it opens.
    #[must_use]
    pub fn from(self) -> Time {
        time(self.from)
    }

    /// When it closes; 00:00 for midnight at the day's end.
    #[must_use]
    pub fn to(self) -> Time {
        time(self.to)
    }

    /// Whether it closes after midnight, on the next day.
    #[must_use]
    pub const fn ends_next_day(self) -> bool {
        self.to > DAY
    }

    /// Whether it is the whole day, from midnight to midnight.
    #[must_use]
    pub const fn is_whole_day(self) -> bool {
        self.from == 0 && self.to == DAY
    }

    /// Whether the minute `minute`, counted from the day's first midnight, lies within.
    pub(super) fn covers(self, minute: u32) -> bool {
        (self.from..self.to).contains(&minute)
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// When it opens and closes if it begins on `day`.
    pub(super) fn ends(self, day: Date) -> impl Iterator<Item = DateTime> {
        [self.from, self.to].into_iter().filter_map(move |minutes| civil(day, minutes))
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = if self.to > DAY { self.to - DAY } else { self.to };
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, to / 60, to % 60)
    }
}

/// The minutes after midnight; seconds are dropped.
pub(super) fn minutes(time: Time) -> u16 {
    let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
    u16::from(hour) * 60 + u16::from(minute)
}

fn time(minutes: u32) -> Time {
    let part = |number: u32| i8::try_from(number).unwrap_or_default();
    Time::new(part(minutes % DAY / 60), part(minutes % 60), 0, 0).unwrap_or_default()
}

/// `intervals` in order, with those that overlap or touch made one, unless that would last longer than a day.
pub(super) fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut all: Vec<Interval> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match all.last_mut() {
            Some(last) if interval.from <= last.to && interval.to.max(last.to) < last.from + DAY => {
                last.to = last.to.max(interval.to);
            }
            Some(last) if interval.from <= last.to && interval.to <= last.to => {}
            _ => all.push(interval),
        }
    }
    all
}

/// A day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31, as far as the month has it in any year.
    pub day: i8,
}

/// A part of the year, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// Whole months of every year; over the turn of the year when `to` comes before `from`.
    Months {
        /// The first month, 1 to 12.
        from: i8,
        /// The last month, 1 to 12.
        to: i8,
    },
    /// Days of every year; over the turn of the year when `to` comes before `from`.
    Days {
        /// The first day.
        from: MonthDay,
        /// The last day.
        to: MonthDay,
    },
    /// Days of certain years.
    Dates {
        /// The first day.
        from: Date,
        /// The last day, not before the first.
        to: Date,
    },
}

impl Season {
    /// Whether `day` lies within.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        let month_day = MonthDay { month: day.month(), day: day.day() };
        match self {
            Self::Months { from, to } => within(day.month(), from, to),
            Self::Days { from, to } => within(month_day, from, to),
            Self::Dates { from, to } => (from..=to).contains(&day),
        }
    }

    /// Roughly how many days it lasts.
    pub(super) fn length(self) -> i32 {
        let around_the_year = |days: i32| if days < 0 { days + 365 } else { days };
        match self {
            Self::Months { from, to } => around_the_year(i32::from(to - from) * 30) + 30,
            Self::Days { from, to } => {
                let days = i32::from(to.month - from.month) * 30 + i32::from(to.day - from.day);
                around_the_year(days) + 1
            }
            Self::Dates { from, to } => from.until(to).map_or(i32::MAX, |span| span.get_days() + 1),
        }
    }
}

fn within<T: Ord + Copy>(value: T, from: T, to: T) -> bool {
    if from <= to { from <= value && value <= to } else { from <= value || value <= to }
}

impl fmt::Display for Season {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Months { from, to } if from == to => formatter.write_str(month(from)),
            Self::Months { from, to } => write!(formatter, "{}-{}", month(from), month(to)),
            Self::Days { from, to } => {
                write!(formatter, "{} {:02}", month(from.month), from.day)?;
                if from == to {
                    Ok(())
                } else if from.month == to.month && from.day < to.day {
                    write!(formatter, "-{:02}", to.day)
                } else {
                    write!(formatter, "-{} {:02}", month(to.month), to.day)
                }
            }
            Self::Dates { from, to } => {
                let day = |day: Date| format!("{} {} {:02}", day.year(), month(day.month()), day.day());
                formatter.write_str(&day(from))?;
                if from == to { Ok(()) } else { write!(formatter, "-{}", day(to)) }
            }
        }
    }
}

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

/// The n-th such weekday of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NthWeekday {
    /// 1 to 5, or −1 (the last) to −5.
    pub nth: i8,
    /// The weekday.
    pub weekday: Weekday,
}

impl NthWeekday {
    fn matches(self, day: Date) -> bool {
        let counted =
            if self.nth > 0 { (day.day() - 1) / 7 + 1 } else { -((day.days_in_month() - day.day()) / 7 + 1) };
        day.weekday() == self.weekday && counted == self.nth
    }
}

/// On which days a rule applies, within its seasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days {
    /// From Monday on.
    pub(super) every: [bool; 7],
    /// In the order of the week; none of a weekday that is in `every`.
    pub(super) nth: Vec<NthWeekday>,
    pub(super) holidays: bool,
}

impl Days {
    pub(super) const ALL: Self = Self { every: [true; 7], nth: Vec::new(), holidays: false };

    /// The weekdays on which it applies every week, from Monday on.
    pub fn weekly(&self) -> impl Iterator<Item = Weekday> + '_ {
        WEEK.into_iter().filter(|weekday| self.has(*weekday))
    }

    /// The weekdays on which it applies in certain weeks of the month.
    #[must_use]
    pub fn monthly(&self) -> &[NthWeekday] {
        &self.nth
    }

    /// Whether it applies on public holidays.
    #[must_use]
    pub const fn on_holidays(&self) -> bool {
        self.holidays
    }

    /// Whether it applies on every day of the week.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.every == [true; 7]
    }

    pub(super) fn has(&self, weekday: Weekday) -> bool {
        self.every[position(weekday)]
    }

    pub(super) fn has_weekly(&self) -> bool {
        self.every.contains(&true)
    }

    pub(super) fn insert(&mut self, weekday: Weekday) {
        self.every[position(weekday)] = true;
    }

    pub(super) fn insert_nth(&mut self, nth: NthWeekday) {
        if !self.nth.contains(&nth) {
            self.nth.push(nth);
        }
    }

    /// Brings the parts in order and drops what another part says already.
    pub(super) fn settle(&mut self) {
        let every = self.every;
        self.nth.retain(|nth| !every[position(nth.weekday)]);
        // First, second … before last, last but one …
        self.nth.sort_by_key(|nth| (position(nth.weekday), nth.nth < 0, nth.nth.abs()));
    }

    fn match_day(&self, day: Date, holiday: bool) -> bool {
        self.has(day.weekday()) || (self.holidays && holiday) || self.nth.iter().any(|nth| nth.matches(day))
    }
}

impl fmt::Display for Days {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut day = 0;
        while day < 7 {
            let length = self.every[day..].iter().take_while(|has| **has).count();
            match length {
                0 => {}
                1 => parts.push(WEEKDAYS[day].to_owned()),
                2 => parts.push(format!("{},{}", WEEKDAYS[day], WEEKDAYS[day + 1])),
                length => parts.push(format!("{}-{}", WEEKDAYS[day], WEEKDAYS[day + length - 1])),
            }
            day += length.max(1);
        }
        for weekday in WEEK {
            let nths: Vec<String> =
                self.nth.iter().filter(|nth| nth.weekday == weekday).map(|nth| nth.nth.to_string()).collect();
            if !nths.is_empty() {
                parts.push(format!("{}[{}]", WEEKDAYS[position(weekday)], nths.join(",")));
            }
        }
        if self.holidays {
            parts.push("PH".to_owned());
        }
        formatter.write_str(&parts.join(","))
    }
}

pub(super) fn position(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default().min(6)
}

/// A rule: in which seasons, on which days, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub(super) seasons: Vec<Season>,
    pub(super) days: Days,
    /// In order and apart from one another; nothing: closed.
    pub(super) intervals: Vec<Interval>,
    pub(super) additional: bool,
}

impl Rule {
    /// The parts of the year in which it applies; nothing: all of it.
    #[must_use]
    pub fn seasons(&self) -> &[Season] {
        &self.seasons
    }

    /// The days on which it applies.
    #[must_use]
    pub const fn days(&self) -> &Days {
        &self.days
    }

    /// When it is open then, in order; nothing: closed.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        &self.intervals
    }

    /// Whether its hours add to those of earlier rules instead of replacing them.
    #[must_use]
    pub const fn is_additional(&self) -> bool {
        self.additional
    }

    /// Whether it speaks of `day`, which is a public holiday or not.
    pub(super) fn matches(&self, day: Date, holiday: bool) -> bool {
        let in_season = self.seasons.is_empty() || self.seasons.iter().any(|season| season.contains(day));
        in_season && self.days.match_day(day, holiday)
    }

    /// Whether it speaks of days of the year, not of weekdays: "Dec 24-26 off".
    pub(super) fn is_about_dates(&self) -> bool {
        !self.seasons.is_empty() && self.days.is_daily()
    }

    /// Whether it speaks of holidays and of nothing else.
    pub(super) fn is_about_holidays(&self) -> bool {
        self.seasons.is_empty() && !self.days.has_weekly() && self.days.nth.is_empty()
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.seasons.is_empty() {
            parts.push(listed(&self.seasons));
        }
        if !self.is_about_dates() || self.days.holidays || !self.days.nth.is_empty() {
            parts.push(self.days.to_string());
        }
        parts.push(if self.intervals.is_empty() { "off".to_owned() } else { listed(&self.intervals) });
        formatter.write_str(&parts.join(" "))
    }
}

fn listed<T: fmt::Display>(parts: &[T]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
