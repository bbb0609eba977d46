//! Which dates of a source are taken.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use kreisrund_kernel::Period;
use kreisrund_schedule::{Horizon, Moment, Series, recurrence::Truncation};

use super::calendar::usual_days;
use crate::offer::{OfferDate, county_zone};

/// How many dates one rule may give.
const MOST_DATES: usize = 1_000;
/// How many dates one offer has at most, whoever tells them.
pub(super) const MOST_OF_ONE: usize = 2_000;
/// How many dates all rules of a source together may give.
const MOST_OF_ALL: usize = 200_000;
/// How many days all rules of a source together may pass through: beside 50,000 records with a rule of a hundred years
/// each, there is other work to do.
const MOST_DAYS: i64 = 20_000_000;
/// How many parts of all offers together are looked at: things may be parts of many others.
const MOST_PARTS: usize = 300_000;

/// The days from which dates are taken, and how many of them still may be.
#[derive(Clone, Debug)]
pub(super) struct Days {
    /// The first day.
    pub from: Date,
    /// The last day, included.
    pub to: Date,
    /// The day on which the source is read.
    pub today: Date,
    /// What was asked for; all days where nothing was.
    period: Period,
    dates_left: usize,
    days_left: i64,
    parts_left: usize,
}

/// More dates than are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rules and series of this source give more dates than are taken; hand it in in parts")]
pub(super) struct TooManyDates;

impl Days {
    /// The days of `period`, at its open ends the usual ones as of `today`.
    pub fn new(period: Period, today: Date) -> Self {
        let usual = usual_days(today);
        let from = period.from().unwrap_or_else(|| usual.0.min(period.to().unwrap_or(usual.0)));
        let to = period.to().unwrap_or_else(|| usual.1.max(from));
        Self {
            from,
            to,
            today,
            period,
            dates_left: MOST_OF_ALL,
            days_left: MOST_DAYS,
            parts_left: MOST_PARTS,
        }
    }

    /// Whether a date that the source names by itself is taken: where nobody asked for a period, every one.
    pub fn takes(&self, moment: &Moment) -> bool {
        moment.overlaps(self.period, &county_zone())
    }

    /// Counts a part that is looked at for dates.
    ///
    /// # Errors
    /// [`TooManyDates`] when there were too many already.
    pub fn look_at_part(&mut self) -> Result<(), TooManyDates> {
        self.parts_left = self.parts_left.checked_sub(1).ok_or(TooManyDates)?;
        Ok(())
    }

    /// The dates that `series` gives, and why some are missing at the end. Those of a series that was over before the
    /// usual days come too, unless somebody asked for a period.
    ///
    /// # Errors
    /// [`TooManyDates`] when the source has given too many already.
    pub fn follow(&mut self, series: &Series) -> Result<(Vec<Moment>, Option<Truncation>), TooManyDates> {
        let expansion = self.expand(series, Horizon::new(self.from, self.to, MOST_DATES))?;
        if !expansion.0.is_empty() || self.period != Period::ALWAYS {
            return Ok(expansion);
        }
        let before = self.from.yesterday().unwrap_or(self.from);
        self.expand(series, Horizon::new(Date::constant(1970, 1, 1), before, MOST_DATES))
    }

    /// Leaves of `dates` no more than an offer may have, first those that come next, then those that were last; and says
    /// so.
    pub fn keep_nearest(&self, dates: &mut Vec<OfferDate>) -> Option<String> {
        let count = dates.len();
        if count <= MOST_OF_ONE {
            return None;
        }
        let zone = county_zone();
        let mut nearest: Vec<(bool, i64, usize)> = dates
            .iter()
            .enumerate()
            .map(|(index, date)| {
                let moment = &date.occurrence.moment;
                let is_over = moment.days(&zone).1 < self.today;
                let start = moment.start(&zone).as_second();
                (is_over, if is_over { -start } else { start }, index)
            })
            .collect();
        nearest.sort_unstable();
        let kept: HashSet<usize> = nearest.into_iter().take(MOST_OF_ONE).map(|(.., index)| index).collect();
        let mut index = 0;
        dates.retain(|_| {
            index += 1;
            kept.contains(&(index - 1))
        });
        Some(format!(
            "it has {count} dates, more than the {MOST_OF_ONE} that an offer can have; the next ones were taken"
        ))
    }

    fn expand(
        &mut self,
        series: &Series,
        horizon: Horizon,
    ) -> Result<(Vec<Moment>, Option<Truncation>), TooManyDates> {
        let first = series.first.civil_start().date();
        let days = i64::from(horizon.to().since(first).map_or(0, |span| span.get_days()).max(0));
        self.days_left -= days;
        if self.days_left < 0 {
            return Err(TooManyDates);
        }
        let expansion = series.expand(horizon);
        self.dates_left = self.dates_left.checked_sub(expansion.moments.len()).ok_or(TooManyDates)?;
        Ok((expansion.moments, expansion.truncated))
    }
}

/// The keys of an offer's dates, each of which is there once.
#[derive(Debug, Default)]
pub(super) struct Keys {
    taken: HashSet<String>,
    /// The number that each key had last behind it: of thousands with the same key, none looks at all before it.
    last: HashMap<String, usize>,
}

impl Keys {
    /// Whether no date has `key`.
    pub fn is_free(&self, key: &str) -> bool {
        !self.taken.contains(key)
    }

    /// Takes `key`; where another date has it, with `addition` or a number behind it.
    pub fn take(&mut self, key: String, addition: Option<&str>) -> String {
        if self.taken.insert(key.clone()) {
            return key;
        }
        if let Some(longer) = addition.map(|addition| format!("{key} {addition}"))
            && self.taken.insert(longer.clone())
        {
            return longer;
        }
        let last = self.last.entry(key.clone()).or_insert(1);
        loop {
            *last += 1;
            let numbered = format!("{key} {last}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
