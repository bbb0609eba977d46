//! What the rule of a series says, as far as people say such things: “every second Wednesday of the month”. Pages put it
//! into words, programs get it as data.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};
use kreisrund_kernel::clock::county_time_zone;
use kreisrund_schedule::Series;

/// A rule that can be told in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repetition {
    /// Its step.
    pub step: Step,
    /// Every how many steps.
    pub interval: u32,
    /// On which weekdays, in the order of the week. Within months each may be the so manieth of its month, or counted
    /// from its end where negative.
    pub weekdays: Vec<(Option<i8>, Weekday)>,
    /// On which days of the month, from its end where negative; only where no weekdays are named.
    pub month_days: Vec<i8>,
    /// In which months; empty for all.
    pub months: Vec<i8>,
    /// How many dates in all.
    pub count: Option<u32>,
    /// The last day.
    pub until: Option<Date>,
}

/// The step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Repetition {
    /// What the rule of `series` says; none where it has several, or one that no person would say in a sentence.
    #[must_use]
    pub fn of(series: &Series) -> Option<Self> {
        let [rule] = series.rules.as_slice() else { return None };
        let first = series.first.civil_start().date();
        let mut said = Self::with_step(step(part(rule.as_str(), "FREQ")?)?);
        let mut positions: Vec<i8> = Vec::new();
        for (name, value) in rule.as_str().split(';').filter_map(|part| part.split_once('=')) {
            match name {
                "FREQ" | "WKST" => {}
                "INTERVAL" => said.interval = value.parse().ok()?,
                "COUNT" => said.count = Some(value.parse().ok()?),
                "UNTIL" => said.until = Some(until(value)?),
                "BYDAY" => said.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
                "BYMONTHDAY" => said.month_days = numbers(value)?,
                "BYMONTH" => said.months = numbers(value)?,
                "BYSETPOS" => positions = numbers(value)?,
                _ if name.starts_with("X-") => {}
                _ => return None,
            }
        }
        said.with_positions(&positions)?.completed(first)
    }

    const fn with_step(step: Step) -> Self {
        Self {
            step,
            interval: 1,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            count: None,
            until: None,
        }
    }

    /// “The second one of all Wednesdays” is the second Wednesday; of several weekdays together nobody speaks so.
    fn with_positions(mut self, positions: &[i8]) -> Option<Self> {
        if positions.is_empty() {
            return Some(self);
        }
        let [(None, weekday)] = self.weekdays.as_slice() else { return None };
        let weekday = *weekday;
        self.weekdays = positions.iter().map(|nth| (Some(*nth), weekday)).collect();
        (self.step == Step::Month).then_some(self)
    }

    /// With what a rule takes from the first date where it does not say it itself.
    fn completed(mut self, first: Date) -> Option<Self> {
        let says_days = !self.weekdays.is_empty() || !self.month_days.is_empty();
        match self.step {
            Step::Day if self.weekdays.is_empty() => {}
            // Every day that is a Monday is every Monday.
            Step::Day if self.interval == 1 => self.step = Step::Week,
            Step::Day => return None,
            Step::Week if self.weekdays.is_empty() => self.weekdays = vec![(None, first.weekday())],
            Step::Week => {}
            Step::Month if !says_days => self.month_days = vec![first.day()],
            Step::Month => {}
            Step::Year => {
                if self.months.is_empty() {
                    self.months = vec![first.month()];
                }
                if !says_days {
                    self.month_days = vec![first.day()];
                }
            }
        }
        let numbered = self.weekdays.iter().filter(|(nth, _)| nth.is_some()).count();
        let in_months = matches!(self.step, Step::Month | Step::Year);
        // “On all Wednesdays of the month” is better said by weeks, and both days and weekdays by nobody.
        let is_clear = if in_months {
            numbered == self.weekdays.len() && (self.weekdays.is_empty() || self.month_days.is_empty())
        } else {
            numbered == 0 && self.month_days.is_empty()
        };
        self.weekdays.sort_by_key(|(nth, weekday)| (weekday.to_monday_zero_offset(), *nth < Some(0), *nth));
        self.weekdays.dedup();
        self.months.sort_unstable();
        self.months.dedup();
        (is_clear && self.interval > 0).then_some(self)
    }
}

/// Whether a series ends by itself; a mere list of dates does.
#[must_use]
pub fn ends(series: &Series) -> bool {
    let is_bound = |rule: &str| part(rule, "COUNT").is_some() || part(rule, "UNTIL").is_some();
    series.rules.iter().all(|rule| is_bound(rule.as_str()))
}

fn part<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.split(';')
        .filter_map(|part| part.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn step(name: &str) -> Option<Step> {
    Some(match name {
        "DAILY" => Step::Day,
        "WEEKLY" => Step::Week,
        "MONTHLY" => Step::Month,
        "YEARLY" => Step::Year,
        _ => return None,
    })
}

fn weekday(text: &str) -> Option<(Option<i8>, Weekday)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let nth = if number.is_empty() { None } else { Some(number.parse().ok().filter(|nth| *nth != 0)?) };
    Some((nth, weekday))
}

fn numbers(text: &str) -> Option<Vec<i8>> {
    text.split(',').map(|number| number.parse().ok().filter(|number| *number != 0)).collect()
}

/// The day of an end in any of the three forms that rules know; one in UTC falls on the day that it is in the county.
fn until(text: &str) -> Option<Date> {
    match text.strip_suffix('Z') {
        Some(utc) => {
            let time = DateTime::strptime("%Y%m%dT%H%M%S", utc).ok()?;
            let instant: Timestamp = time.to_zoned(TimeZone::UTC).ok()?.timestamp();
            Some(instant.to_zoned(county_time_zone()).date())
        }
        None => Date::strptime("%Y%m%d", text.get(..8)?).ok(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::date;
    use kreisrund_schedule::{Moment, Zone};
    use proptest::prelude::*;

    use super::*;

    /// What a rule says whose first date is Wednesday, 11 November 2026.
    fn said(rule: &str) -> Option<Repetition> {
        let first = Moment::timed(date(2026, 11, 11).at(18, 0, 0, 0), None, Zone::berlin()).unwrap();
        Repetition::of(&Series::new(first, rule.parse().unwrap()))
    }

    #[test]
    fn what_a_rule_leaves_out_comes_from_its_first_date() {
        let weekly = said("FREQ=WEEKLY").unwrap();
        assert_eq!((weekly.step, weekly.interval), (Step::Week, 1));
        assert_eq!(weekly.weekdays, [(None, Weekday::Wednesday)]);
        assert_eq!(said("FREQ=MONTHLY;INTERVAL=2").unwrap().month_days, [11]);
        let yearly = said("FREQ=YEARLY").unwrap();
        assert_eq!((yearly.months, yearly.month_days), (vec![11], vec![11]));
    }

    #[test]
    fn the_same_is_said_in_several_ways() {
        assert_eq!(said("FREQ=DAILY;BYDAY=WE"), said("FREQ=WEEKLY;BYDAY=WE"));
        assert_eq!(said("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2"), said("FREQ=MONTHLY;BYDAY=2WE"));
        assert_eq!(
            said("FREQ=WEEKLY;BYDAY=FR,MO").unwrap().weekdays,
            said("FREQ=WEEKLY;BYDAY=MO,FR").unwrap().weekdays
        );
    }

    #[test]
    fn the_end_is_a_day_of_the_county() {
        assert_eq!(said("FREQ=WEEKLY;UNTIL=20261231").unwrap().until, Some(date(2026, 12, 31)));
        assert_eq!(said("FREQ=WEEKLY;UNTIL=20261231T180000").unwrap().until, Some(date(2026, 12, 31)));
        assert_eq!(said("FREQ=WEEKLY;UNTIL=20261231T233000Z").unwrap().until, Some(date(2027, 1, 1)));
    }

    #[test]
    fn what_has_no_rule_ends_with_its_last_date() {
        let first = Moment::timed(date(2026, 11, 11).at(18, 0, 0, 0), None, Zone::berlin()).unwrap();
        let with = |rule: &str| Series::new(first.clone(), rule.parse().unwrap());
        assert!(ends(&with("FREQ=WEEKLY;COUNT=3")) && ends(&with("FREQ=HOURLY;UNTIL=20261231")));
        assert!(!ends(&with("FREQ=WEEKLY")));
        assert!(ends(&Series { rules: Vec::new(), ..with("FREQ=WEEKLY") }));
    }

    #[test]
    fn what_nobody_would_say_is_not_said() {
        for rule in [
            "FREQ=HOURLY",
            "FREQ=WEEKLY;BYHOUR=9,18",
            "FREQ=MONTHLY;BYDAY=WE",
            "FREQ=MONTHLY;BYDAY=2WE;BYMONTHDAY=13",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=1",
            "FREQ=YEARLY;BYWEEKNO=20",
            "FREQ=DAILY;INTERVAL=3;BYDAY=MO",
        ] {
            assert_eq!(said(rule), None, "{rule}");
        }
    }

    proptest! {
        #[test]
        fn no_rule_is_too_odd_to_be_looked_at(rule in "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL|COUNT|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|UNTIL)=-?[0-9MOTUFR,TZ]{0,16}){0,4}") {
            if let Ok(rule) = rule.parse() {
                let first = Moment::timed(date(2026, 11, 11).at(18, 0, 0, 0), None, Zone::berlin()).unwrap();
                if let Some(said) = Repetition::of(&Series::new(first, rule)) {
                    prop_assert!(said.interval > 0);
                    prop_assert!(said.step == Step::Day || !said.weekdays.is_empty() || !said.month_days.is_empty());
                }
            }
        }
    }
}
