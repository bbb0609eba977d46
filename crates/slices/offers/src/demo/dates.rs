//! The dates of a story, counted in weeks from that of today.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    ToSpan,
    civil::{Date, Time},
};
use kreisrund_schedule::{Horizon, Moment, Occurrence, OccurrenceState, Series};
use serde::Deserialize;

use crate::{
    import::calendar::usual_days,
    offer::{OfferDate, Rule, county_zone},
};

/// How many dates one story may have.
const MOST_DATES: usize = 400;

/// One date, or one date and what repeats it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    weekday: Day,
    /// 0 is the week of today.
    week: i64,
    start: Option<Time>,
    end: Option<Time>,
    #[serde(default)]
    all_day: bool,
    /// How many whole days.
    days: Option<i64>,
    every_weeks: Option<i64>,
    /// Every so many months, on the same weekday of the month as the first date.
    monthly: Option<i64>,
    /// How many dates in all; without it, it goes on.
    count: Option<i64>,
    /// Numbers of dates that do not take place at all; the first is 0.
    #[serde(default)]
    skip: Vec<usize>,
    #[serde(default)]
    cancelled: Vec<usize>,
    #[serde(default)]
    sold_out: Vec<usize>,
    #[serde(default)]
    moved: Vec<Moved>,
}

/// A date that takes place in its week on another day or at another time.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moved {
    number: usize,
    weekday: Option<Day>,
    start: Option<Time>,
    end: Option<Time>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Dates {
    /// The rule and the dates of a story, seen from `today`.
    pub fn told(all: &[Self], today: Date) -> Result<(Option<Rule>, Vec<OfferDate>), String> {
        let until = usual_days(today).1;
        if let Some((first, weekdays)) = Self::one_rhythm(all) {
            let series = first.series_on(&weekdays, today)?;
            let from = first.first_day(today);
            let moments = series.expand(Horizon::new(from, until, MOST_DATES)).moments;
            let date =
                |moment| OfferDate::new(OfferDate::key_in_series(&moment), Occurrence::planned(moment));
            return Ok((Some(Rule { series, followed_to: until }), moments.into_iter().map(date).collect()));
        }
        let mut told: BTreeMap<String, OfferDate> = BTreeMap::new();
        for dates in all {
            for date in dates.dates(today, until)? {
                told.entry(date.key.clone()).or_insert(date);
            }
        }
        let rule = match all {
            [only] => only.series(today)?.map(|series| Rule { series, followed_to: until }),
            // Several series have no common rule; their dates are told one by one.
            _ => None,
        };
        let mut dates: Vec<OfferDate> = told.into_values().collect();
        let zone = county_zone();
        dates.sort_by(|a, b| a.occurrence.moment.compare(&b.occurrence.moment, &zone));
        Ok((rule, dates))
    }

    /// The earliest of several weekly dates and the weekdays of all, where they differ in nothing else: “Mondays to
    /// Thursdays at 8:15” is one rule.
    fn one_rhythm(all: &[Self]) -> Option<(&Self, Vec<Day>)> {
        let first = all.iter().min_by_key(|dates| dates.weekday.offset()).filter(|_| all.len() > 1)?;
        let is_alike = |dates: &Self| {
            (dates.week, dates.start, dates.end) == (first.week, first.start, first.end)
                && (dates.every_weeks, dates.count) == (first.every_weeks, first.count)
                && !dates.all_day
                && dates.monthly.is_none()
                && [&dates.skip, &dates.cancelled, &dates.sold_out].into_iter().all(Vec::is_empty)
                && dates.moved.is_empty()
        };
        let repeats = first.every_weeks.is_some() || first.count.is_some_and(|count| count > 1);
        if !repeats || !all.iter().all(is_alike) {
            return None;
        }
        let mut weekdays: Vec<Day> = all.iter().map(|dates| dates.weekday).collect();
        weekdays.sort_by_key(|day| day.offset());
        weekdays.dedup();
        (weekdays.len() == all.len()).then_some((first, weekdays))
    }

    /// The series of [`Self::one_rhythm`].
    fn series_on(&self, weekdays: &[Day], today: Date) -> Result<Series, String> {
        let names: Vec<&str> = weekdays.iter().map(|day| day.name()).collect();
        let weeks = self.every_weeks.unwrap_or(1);
        let count = self.count.map(|count| count * i64::try_from(weekdays.len()).unwrap_or(1));
        let count = count.map(|count| format!(";COUNT={count}")).unwrap_or_default();
        let rule = format!("FREQ=WEEKLY;INTERVAL={weeks};BYDAY={}{count}", names.join(","));
        let rule = rule.parse().map_err(|error| format!("{rule}: {error}"))?;
        Ok(Series::new(self.moment(self.first_day(today), None)?, rule))
    }

    fn first_day(&self, today: Date) -> Date {
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        monday.saturating_add((self.week * 7 + self.weekday.offset()).days())
    }

    fn rule(&self, first: Date) -> Option<String> {
        let count = self.count.map(|count| format!(";COUNT={count}")).unwrap_or_default();
        if let Some(months) = self.monthly {
            // A month without a fifth one would leave a hole: the fifth is the last.
            let nth = (first.day() - 1) / 7 + 1;
            let nth = if nth == 5 { -1 } else { nth };
            return Some(format!("FREQ=MONTHLY;INTERVAL={months};BYDAY={nth}{}{count}", self.weekday.name()));
        }
        let weeks = self.every_weeks.or((self.count.unwrap_or(1) > 1).then_some(1))?;
        Some(format!("FREQ=WEEKLY;INTERVAL={weeks}{count}"))
    }

    fn series(&self, today: Date) -> Result<Option<Series>, String> {
        let first = self.first_day(today);
        let Some(rule) = self.rule(first) else { return Ok(None) };
        let rule = rule.parse().map_err(|error| format!("{rule}: {error}"))?;
        let mut series = Series::new(self.moment(first, None)?, rule);
        let starts: Vec<_> = series
            .expand(Horizon::new(first, usual_days(today).1, MOST_DATES))
            .moments
            .iter()
            .map(Moment::civil_start)
            .collect();
        let skipped: Option<BTreeSet<_>> =
            self.skip.iter().map(|number| starts.get(*number).copied()).collect();
        series.excluded = skipped.ok_or("a date is skipped that the series does not have")?;
        Ok(Some(series))
    }

    fn dates(&self, today: Date, until: Date) -> Result<Vec<OfferDate>, String> {
        let first = self.first_day(today);
        let moments = match self.series(today)? {
            Some(series) => {
                // Numbers count the skipped dates too.
                let all = Series { excluded: BTreeSet::new(), ..series };
                all.expand(Horizon::new(first, until, MOST_DATES)).moments
            }
            None => vec![self.moment(first, None)?],
        };
        let numbered = moments.into_iter().enumerate().filter(|(number, _)| !self.skip.contains(number));
        numbered.map(|(number, moment)| self.date(number, &moment)).collect()
    }

    fn date(&self, number: usize, planned: &Moment) -> Result<OfferDate, String> {
        let moved = self.moved.iter().find(|moved| moved.number == number);
        let moment = match moved {
            Some(moved) => {
                let day = planned.civil_start().date();
                let monday = day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
                let offset = moved.weekday.unwrap_or(self.weekday).offset();
                self.moment(monday.saturating_add(offset.days()), Some(moved))?
            }
            None => planned.clone(),
        };
        let state = if self.cancelled.contains(&number) {
            OccurrenceState::Cancelled
        } else if self.sold_out.contains(&number) {
            OccurrenceState::SoldOut
        } else {
            OccurrenceState::Planned
        };
        let key = OfferDate::key_in_series(planned);
        Ok(OfferDate {
            moved_from: moved.map(|_| planned.civil_start()),
            ..OfferDate::new(key, Occurrence { moment, state })
        })
    }

    fn moment(&self, day: Date, moved: Option<&Moved>) -> Result<Moment, String> {
        if self.all_day {
            let last = day.saturating_add((self.days.unwrap_or(1) - 1).days());
            return Moment::all_day(day, last).map_err(|error| error.to_string());
        }
        let start =
            moved.and_then(|moved| moved.start).or(self.start).ok_or("a date needs a start, or all_day")?;
        let end = moved.and_then(|moved| moved.end).or(self.end).map(|end| {
            let day = if end <= start { day.saturating_add(1.day()) } else { day };
            day.to_datetime(end)
        });
        Moment::timed(day.to_datetime(start), end, county_zone()).map_err(|error| error.to_string())
    }
}

impl Day {
    /// Its name in rules (RFC 5545, section 3.3.10).
    const fn name(self) -> &'static str {
        match self {
            Self::Monday => "MO",
            Self::Tuesday => "TU",
            Self::Wednesday => "WE",
            Self::Thursday => "TH",
            Self::Friday => "FR",
            Self::Saturday => "SA",
            Self::Sunday => "SU",
        }
    }

    /// Days since Monday.
    const fn offset(self) -> i64 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}
