//! Recurrence rules as RFC 5545 (section 3.3.10) writes them: `FREQ=MONTHLY;BYDAY=-1SU`.

use jiff::civil::{Date, DateTime, Weekday};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Longer than any honest rule.
const LONGEST_RULE: usize = 4_096;

/// The step of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// A weekday, or the n-th such weekday of a month or year (negative: counted from its end).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NthWeekday {
    pub nth: Option<i16>,
    pub weekday: Weekday,
}

/// The last moment of a rule, included. Its meaning depends on the event it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// The whole day.
    Day(Date),
    /// A time in the event's own zone.
    Civil(DateTime),
    /// A time in UTC.
    Utc(DateTime),
}

/// A recurrence rule. It has been read and its numbers are in their ranges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    text: String,
    pub(super) frequency: Frequency,
    pub(super) interval: i64,
    pub(super) count: Option<u64>,
    pub(super) until: Option<Until>,
    pub(super) week_start: Weekday,
    pub(super) seconds: Vec<i16>,
    pub(super) minutes: Vec<i16>,
    pub(super) hours: Vec<i16>,
    pub(super) weekdays: Vec<NthWeekday>,
    pub(super) month_days: Vec<i16>,
    pub(super) year_days: Vec<i16>,
    pub(super) weeks: Vec<i16>,
    pub(super) months: Vec<i16>,
    pub(super) positions: Vec<i16>,
}

/// Why a text is no rule that Kreisrund can follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARule {
    /// The text is longer than any honest rule.
    #[error("the rule is longer than {LONGEST_RULE} characters")]
    TooLong,
    /// `FREQ` is missing: the rule does not say how often.
    #[error("the rule does not say how often (FREQ is missing)")]
    NoFrequency,
    /// A part cannot be read or its number is out of range.
    #[error("the part “{0}” of the rule cannot be read")]
    Unreadable(String),
    /// A part Kreisrund does not support (RFC 7529: other calendars, moving of dates that do not exist).
    #[error("the part “{0}” of the rule is not supported")]
    Unsupported(String),
}

impl FromStr for Rule {
    type Err = NotARule;

    /// Reads a rule. Case, order, spaces and unknown parts (`X-…`) do not matter. `UNTIL` together with `COUNT`,
    /// which RFC 5545 forbids but programs write, means that both bound the rule.
    fn from_str(text: &str) -> Result<Self, NotARule> {
        if text.len() > LONGEST_RULE {
            return Err(NotARule::TooLong);
        }
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect::<String>()
            .to_ascii_uppercase();
        let text = text.strip_prefix("RRULE:").unwrap_or(&text);
        let parts: Vec<&str> = text.split(';').filter(|part| !part.is_empty()).collect();
        let mut frequency = None;
        let mut rule = Self::empty(parts.join(";"));
        for part in parts {
            let unreadable = || NotARule::Unreadable(excerpt(part));
            let (name, value) = part.split_once('=').ok_or_else(unreadable)?;
            let numbers = |range| numbers(value, range).ok_or_else(unreadable);
            match name {
                "FREQ" => frequency = Some(read_frequency(value).ok_or_else(unreadable)?),
                "INTERVAL" => {
                    rule.interval =
                        positive(value).and_then(|n| i64::try_from(n).ok()).ok_or_else(unreadable)?;
                }
                "COUNT" => rule.count = Some(positive(value).ok_or_else(unreadable)?),
                "UNTIL" => rule.until = Some(read_until(value).ok_or_else(unreadable)?),
                "WKST" => rule.week_start = read_weekday(value).ok_or_else(unreadable)?,
                // 60 is the leap second, which civil time does not know.
                "BYSECOND" => {
                    rule.seconds = numbers(0..=60)?.into_iter().map(|second| second.min(59)).collect();
                }
                "BYMINUTE" => rule.minutes = numbers(0..=59)?,
                "BYHOUR" => rule.hours = numbers(0..=23)?,
                "BYDAY" => rule.weekdays = read_weekdays(value).ok_or_else(unreadable)?,
                "BYMONTHDAY" => rule.month_days = without_zero(numbers(-31..=31)?).ok_or_else(unreadable)?,
                "BYYEARDAY" => rule.year_days = without_zero(numbers(-366..=366)?).ok_or_else(unreadable)?,
                "BYWEEKNO" => rule.weeks = without_zero(numbers(-53..=53)?).ok_or_else(unreadable)?,
                "BYMONTH" => rule.months = numbers(1..=12)?,
                "BYSETPOS" => rule.positions = without_zero(numbers(-366..=366)?).ok_or_else(unreadable)?,
                "RSCALE" if value != "GREGORIAN" => return Err(NotARule::Unsupported(excerpt(part))),
                "SKIP" if value != "OMIT" => return Err(NotARule::Unsupported(excerpt(part))),
                _ => {}
            }
        }
        rule.frequency = frequency.ok_or(NotARule::NoFrequency)?;
        // Each value once, so that no day is held against the same one a thousand times.
        let lists = [&mut rule.seconds, &mut rule.minutes, &mut rule.hours, &mut rule.month_days];
        let further = [&mut rule.year_days, &mut rule.weeks, &mut rule.months, &mut rule.positions];
        for list in lists.into_iter().chain(further) {
            list.sort_unstable();
            list.dedup();
        }
        rule.weekdays.sort_unstable_by_key(|weekday| (weekday.weekday.to_monday_zero_offset(), weekday.nth));
        rule.weekdays.dedup();
        Ok(rule)
    }
}

impl Rule {
    fn empty(text: String) -> Self {
        Self {
            text,
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            week_start: Weekday::Monday,
            seconds: Vec::new(),
            minutes: Vec::new(),
            hours: Vec::new(),
            weekdays: Vec::new(),
            month_days: Vec::new(),
            year_days: Vec::new(),
            weeks: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Whether the rule steps through the hours of a day.
    #[must_use]
    pub fn is_sub_daily(&self) -> bool {
        self.frequency > Frequency::Daily
    }

    /// Whether everything the rule yields has the time of day of its start.
    pub(crate) fn keeps_time_of_day(&self) -> bool {
        !self.is_sub_daily() && self.hours.is_empty() && self.minutes.is_empty() && self.seconds.is_empty()
    }

    pub(crate) const fn until(&self) -> Option<Until> {
        self.until
    }

    /// The same rule, ending with the day `last`.
    pub(crate) fn ending_on(&self, last: Date) -> Self {
        self.with_until(Until::Day(last), &last.strftime("%Y%m%d").to_string())
    }

    /// The same rule, ending with the time `last` in UTC.
    pub(crate) fn ending_at(&self, last: DateTime) -> Self {
        self.with_until(Until::Utc(last), &last.strftime("%Y%m%dT%H%M%SZ").to_string())
    }

    fn with_until(&self, until: Until, written: &str) -> Self {
        // Years that the form cannot hold do not occur in calendars; there the rule stays as it is.
        if read_until(written) != Some(until) {
            return self.clone();
        }
        let others = self.text.split(';').filter(|part| !part.starts_with("UNTIL="));
        let text = others.chain([format!("UNTIL={written}").as_str()]).collect::<Vec<_>>().join(";");
        Self { text, until: Some(until), ..self.clone() }
    }

    /// The rule as it was written, in capitals, without spaces and empty parts.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl TryFrom<String> for Rule {
    type Error = NotARule;

    fn try_from(text: String) -> Result<Self, NotARule> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.text
    }
}

fn read_frequency(value: &str) -> Option<Frequency> {
    Some(match value {
        "YEARLY" => Frequency::Yearly,
        "MONTHLY" => Frequency::Monthly,
        "WEEKLY" => Frequency::Weekly,
        "DAILY" => Frequency::Daily,
        "HOURLY" => Frequency::Hourly,
        "MINUTELY" => Frequency::Minutely,
        "SECONDLY" => Frequency::Secondly,
        _ => return None,
    })
}

fn read_weekdays(value: &str) -> Option<Vec<NthWeekday>> {
    value.split(',').filter(|item| !item.is_empty()).map(read_nth_weekday).collect()
}

fn read_nth_weekday(item: &str) -> Option<NthWeekday> {
    let (number, name) = item.split_at_checked(item.len().checked_sub(2)?)?;
    let weekday = read_weekday(name)?;
    let nth = if number.is_empty() {
        None
    } else {
        Some(number.parse::<i16>().ok().filter(|n| *n != 0 && (-53..=53).contains(n))?)
    };
    Some(NthWeekday { nth, weekday })
}

fn read_weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

fn read_until(value: &str) -> Option<Until> {
    let (written, utc) = value.strip_suffix('Z').map_or((value, false), |rest| (rest, true));
    let (day, time) = written.split_once('T').map_or((written, None), |(day, time)| (day, Some(time)));
    let date = Date::strptime("%Y%m%d", day).ok().filter(|_| day.len() == 8)?;
    let Some(time) = time else { return Some(Until::Day(date)) };
    let time = jiff::civil::Time::strptime("%H%M%S", time).ok().filter(|_| time.len() == 6)?;
    let civil = DateTime::from_parts(date, time);
    Some(if utc { Until::Utc(civil) } else { Until::Civil(civil) })
}

fn positive(value: &str) -> Option<u64> {
    // Far beyond every horizon, and small enough for the arithmetic that follows.
    value.parse::<u64>().ok().filter(|n| *n > 0).map(|n| n.min(1_000_000_000))
}

fn numbers(value: &str, range: std::ops::RangeInclusive<i16>) -> Option<Vec<i16>> {
    value
        .split(',')
        .filter(|item| !item.is_empty())
        .map(|item| item.parse::<i16>().ok().filter(|number| range.contains(number)))
        .collect()
}

fn without_zero(numbers: Vec<i16>) -> Option<Vec<i16>> {
    (!numbers.contains(&0)).then_some(numbers)
}

fn excerpt(part: &str) -> String {
    part.chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_whatever_its_case_and_order() {
        let rule: Rule = "freq=monthly; byday=-1su ;interval=2;".parse().unwrap();
        assert_eq!(rule.frequency, Frequency::Monthly);
        assert_eq!(rule.interval, 2);
        assert_eq!(rule.weekdays, [NthWeekday { nth: Some(-1), weekday: Weekday::Sunday }]);
        assert_eq!(rule.as_str(), "FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=2");
    }

    #[test]
    fn what_outlook_writes_is_read() {
        for text in [
            "FREQ=YEARLY;UNTIL=20301231T230000Z;INTERVAL=1;BYDAY=-1SU;BYMONTH=3;WKST=MO",
            "FREQ=MONTHLY;COUNT=10;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;WKST=MO",
            "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
            "RRULE:FREQ=WEEKLY;BYDAY=MO",
            "FREQ=DAILY;X-NAME=ANYTHING",
        ] {
            assert!(text.parse::<Rule>().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_number_out_of_range_is_refused_and_never_wraps_around() {
        for text in [
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=-3",
            "FREQ=DAILY;BYHOUR=24",
            "FREQ=DAILY;BYHOUR=256",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "FREQ=MONTHLY;BYMONTHDAY=257",
            "FREQ=MONTHLY;BYMONTH=13",
            "FREQ=MONTHLY;BYDAY=0SU",
            "FREQ=MONTHLY;BYDAY=XX",
            "FREQ=MONTHLY;BYDAY=Ä",
            "FREQ=DAILY;UNTIL=tomorrow",
            "FREQ=DAILY;UNTIL=99999999",
            "FREQ=NEVER",
            "FREQ",
        ] {
            assert!(matches!(text.parse::<Rule>(), Err(NotARule::Unreadable(_))), "{text}");
        }
        assert_eq!("BYDAY=MO".parse::<Rule>(), Err(NotARule::NoFrequency));
        assert_eq!("".parse::<Rule>(), Err(NotARule::NoFrequency));
        assert_eq!("FREQ=DAILY;".repeat(1_000).parse::<Rule>(), Err(NotARule::TooLong));
    }

    #[test]
    fn a_value_that_is_repeated_counts_once() {
        let rule: Rule =
            format!("FREQ=MONTHLY;BYDAY={};BYMONTHDAY=3,1,3", ["MO"; 1_000].join(",")).parse().unwrap();
        assert_eq!((rule.weekdays.len(), rule.month_days.as_slice()), (1, &[1, 3][..]));
    }

    #[test]
    fn other_calendars_are_refused() {
        assert!(matches!("RSCALE=CHINESE;FREQ=YEARLY".parse::<Rule>(), Err(NotARule::Unsupported(_))));
        assert!("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT".parse::<Rule>().is_ok());
    }

    #[test]
    fn an_interval_beyond_all_calendars_is_bounded() {
        assert!(
            "FREQ=DAILY;INTERVAL=18446744073709551615".parse::<Rule>().unwrap().interval <= 1_000_000_000
        );
    }
}
