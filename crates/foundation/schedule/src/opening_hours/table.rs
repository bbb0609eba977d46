//! The week as a table for a page: what holds every week, and what departs from it.

use jiff::civil::{Date, Weekday};

use super::{
    Interval, OpeningHours, Rule, combined,
    rule::{WEEK, position},
};

/// A season this short (in days) is an exception, not how things usually are.
const SHORT: i32 = 21;

/// The usual week at a time of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyTable {
    /// Monday to Sunday; neighbours with the same hours share a row.
    pub rows: Vec<WeekdayHours>,
    /// What the rows don't tell: certain weeks of the month, holidays, other seasons, single days. A rule that names
    /// weekdays of the rows too stands here without them.
    pub others: Vec<Rule>,
}

/// Days of the week with the same hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekdayHours {
    /// The first day.
    pub first: Weekday,
    /// The last day; the same as `first` for a single one.
    pub last: Weekday,
    /// When it is open, in order; nothing: closed.
    pub intervals: Vec<Interval>,
}

impl OpeningHours {
    /// The usual hours of each weekday at the time of the year of `on`, from Monday on.
    #[must_use]
    pub fn by_weekday(&self, on: Date) -> [Vec<Interval>; 7] {
        WEEK.map(|weekday| {
            combined(self.rules.iter().filter(|rule| is_usual(rule, on) && rule.days.has(weekday)))
        })
    }

    /// The usual week at the time of the year of `on`, and what departs from it.
    #[must_use]
    pub fn weekly_table(&self, on: Date) -> WeeklyTable {
        let hours = self.by_weekday(on);
        let mut rows: Vec<WeekdayHours> = Vec::new();
        for weekday in WEEK {
            let intervals = &hours[position(weekday)];
            match rows.last_mut() {
                Some(row) if row.intervals == *intervals => row.last = weekday,
                _ => {
                    rows.push(WeekdayHours { first: weekday, last: weekday, intervals: intervals.clone() });
                }
            }
        }
        let others = self.rules.iter().filter_map(|rule| without_usual_days(rule, on)).collect();
        WeeklyTable { rows, others }
    }
}

fn is_usual(rule: &Rule, on: Date) -> bool {
    rule.seasons.is_empty()
        || rule.seasons.iter().any(|season| season.contains(on) && season.length() > SHORT)
}

fn without_usual_days(rule: &Rule, on: Date) -> Option<Rule> {
    let mut rest = rule.clone();
    if is_usual(rule, on) {
        rest.days.every = [false; 7];
    }
    let says_something = rest.days.has_weekly() || rest.days.holidays || !rest.days.nth.is_empty();
    says_something.then_some(rest)
}
