//! Opening hours: when a library, an office, a swimming pool is open, week after week.
//!
//! They are written and stored in a small part of OpenStreetMap's notation
//! (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>), one rule a line:
//!
//! ```text
//! Mo-Fr 09:00-12:00,14:00-18:00      weekdays, several intervals
//! Sa 10:00-13:00
//! Fr,Sa 20:00-02:00                  past midnight; belongs to the day on which it begins
//! We[1] 16:00-18:00                  the first Wednesday of the month; [-1] the last, [1,3] two of them
//! Apr-Oct Mo-Su 10:00-18:00          months; also "Nov-Mar" over the turn of the year
//! Dec 24-Jan 02 off                  days of every year
//! 2026 Nov 23 off                    a day of one year
//! PH off                             public holidays of the place's federal state
//! Su,PH 14:00-17:00
//! ```
//!
//! A later rule replaces the hours of the earlier ones on the days that it names; a rule joined by a comma
//! (`Mo-Fr 09:00-12:00, We[1] 16:00-18:00`) adds to them. There is one departure from OpenStreetMap: a rule about
//! holidays alone also wins over weekdays written behind it, because "PH off" at the beginning means nothing else.
//!
//! People may write what they are used to (`Mo.–Fr. 9–12 Uhr`, `1. Mi 16-18 Uhr`, `24.12. geschlossen`, `Feiertag zu`);
//! [`Display`](std::fmt::Display) gives the form above. What is not understood is refused and named, never guessed.
//! Words such as “by appointment” belong into a note beside the hours.
//!
//! All times are civil times of the place. The hour that the change to summer time leaves out or repeats is not
//! treated apart: nobody's door knows it.

mod parse;
mod rule;
mod table;
#[cfg(test)]
mod tests;
mod token;

use std::fmt;

use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, DateTime, Time},
};
use serde::{Deserialize, Serialize};

pub use self::{
    parse::NotOpeningHours,
    rule::{Days, Interval, MonthDay, NthWeekday, Rule, Season},
    table::{WeekdayHours, WeeklyTable},
};
use crate::holidays::{Holiday, HolidayCalendar};

/// How far [`OpeningHours::next_change`] looks ahead.
const HORIZON_DAYS: i32 = 14;

/// When something is open. Read from text; see the [module](self) for what can be said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct OpeningHours {
    /// At least one; the first does not add to another.
    rules: Vec<Rule>,
}

/// The moment at which a door opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// When it happens, in civil time.
    pub at: DateTime,
    /// Whether it opens then; otherwise it closes.
    pub opens: bool,
}

/// One day of a certain week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHours {
    /// The day.
    pub date: Date,
    /// The public holiday that it is.
    pub holiday: Option<Holiday>,
    /// When it is open, in order; nothing: closed.
    pub intervals: Vec<Interval>,
}

impl OpeningHours {
    /// The hours that `lines` tell, one rule or several a line. Empty lines don't count.
    ///
    /// # Errors
    /// [`NotOpeningHours`] names the part that is not understood.
    pub fn from_lines<L: AsRef<str>>(lines: &[L]) -> Result<Self, NotOpeningHours> {
        parse::parse(lines.iter().map(AsRef::as_ref)).map(|rules| Self { rules })
    }

    /// The canonical text, one rule a line; rules that add to one stand behind it, after a comma.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for rule in &self.rules {
            match lines.last_mut() {
                Some(line) if rule.is_additional() => *line = format!("{line}, {rule}"),
                _ => lines.push(rule.to_string()),
            }
        }
        lines
    }

    /// The rules, later ones replacing earlier ones.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The intervals that begin on `day`, in order; nothing: closed.
    #[must_use]
    pub fn on(&self, day: Date, holidays: &HolidayCalendar) -> Vec<Interval> {
        let holiday = holidays.holiday(day).is_some();
        combined(self.rules.iter().filter(|rule| rule.matches(day, holiday)))
    }

    /// Whether it is open at `at`, in civil time.
    #[must_use]
    pub fn is_open(&self, at: DateTime, holidays: &HolidayCalendar) -> bool {
        let minute = u32::from(rule::minutes(at.time()));
        let covers = |day: Option<Date>, minute: u32| {
            day.is_some_and(|day| self.on(day, holidays).iter().any(|interval| interval.covers(minute)))
        };
        covers(Some(at.date()), minute) || covers(at.date().yesterday().ok(), minute + rule::DAY)
    }

    /// When the door opens or closes next after `at`, within 14 days; `None` where nothing changes so soon.
    #[must_use]
    pub fn next_change(&self, at: DateTime, holidays: &HolidayCalendar) -> Option<NextChange> {
        let open = self.is_open(at, holidays);
        let last = at.checked_add(HORIZON_DAYS.days()).unwrap_or(DateTime::MAX);
        let mut boundaries: Vec<DateTime> = (-1..=HORIZON_DAYS)
            .filter_map(|days| at.date().checked_add(days.days()).ok())
            .flat_map(|day| self.on(day, holidays).into_iter().flat_map(move |interval| interval.ends(day)))
            .filter(|boundary| *boundary > at && *boundary <= last)
            .collect();
        boundaries.sort_unstable();
        let change = boundaries.into_iter().find(|boundary| self.is_open(*boundary, holidays) != open)?;
        Some(NextChange { at: change, opens: !open })
    }

    /// The seven days of the week of `of`, from Monday on.
    #[must_use]
    pub fn week(&self, of: Date, holidays: &HolidayCalendar) -> Vec<DayHours> {
        let since_monday = i32::from(of.weekday().to_monday_zero_offset());
        (0..7)
            .filter_map(|day| of.checked_add((day - since_monday).days()).ok())
            .map(|date| DayHours {
                date,
                holiday: holidays.holiday(date),
                intervals: self.on(date, holidays),
            })
            .collect()
    }
}

/// What `rules` say together, all of which name the day.
fn combined<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Interval> {
    let mut intervals: Vec<Interval> = Vec::new();
    for rule in rules {
        if !rule.is_additional() {
            intervals.clear();
        }
        intervals.extend_from_slice(rule.intervals());
    }
    rule::merged(intervals)
}

/// The civil time `minutes` after midnight of `day`.
fn civil(day: Date, minutes: u32) -> Option<DateTime> {
    day.to_datetime(Time::midnight()).checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.lines().join("; "))
    }
}

impl std::str::FromStr for OpeningHours {
    type Err = NotOpeningHours;

    /// Reads rules separated by semicolons or line breaks.
    fn from_str(text: &str) -> Result<Self, NotOpeningHours> {
        Self::from_lines(&[text])
    }
}

impl TryFrom<Vec<String>> for OpeningHours {
    type Error = NotOpeningHours;

    fn try_from(lines: Vec<String>) -> Result<Self, NotOpeningHours> {
        Self::from_lines(&lines)
    }
}

impl From<OpeningHours> for Vec<String> {
    fn from(hours: OpeningHours) -> Self {
        hours.lines()
    }
}
