//! The dates of each day of a calendar, counted, and the first of them kept.

use tantivy::DocAddress;

use crate::{entry::Interval, query::Query};

/// What goes on from a day before and is over by this second of the night belongs to that day: an evening that goes on
/// past midnight.
const NIGHT: i64 = 6 * 3_600;

/// The days of a calendar as they fill.
#[derive(Clone, Debug, Default)]
pub(crate) struct Days {
    /// Their first and last seconds, the last not included.
    days: Vec<(i64, i64)>,
    keep: usize,
    pub filled: Vec<Filled>,
}

/// A day as it fills.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub total: usize,
    pub first: Vec<Dated>,
}

/// A date of an entry. Dates are listed in the order of these fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dated {
    /// Whether it began on an earlier day.
    goes_on: bool,
    start: i64,
    /// The record, so that the order is the same on every node.
    id: (u64, u64),
    pub occurrence: usize,
    pub kind: u64,
    pub address: DocAddress,
}

/// A date of an entry that fits: its place among the entry's dates, and its first and last second.
pub(crate) type Fitting = (usize, i64, i64);

impl Days {
    pub fn of(query: &Query) -> Self {
        let seconds = |day: &Interval| (day.start.as_second(), day.end.as_second());
        let days: Vec<(i64, i64)> = query.days.iter().map(seconds).collect();
        Self { filled: vec![Filled::default(); days.len()], days, keep: query.per_day }
    }

    pub fn is_asked(&self) -> bool {
        !self.days.is_empty()
    }

    /// Notes the dates `fitting` of the entry at `address`.
    pub fn note(
        &mut self,
        address: DocAddress,
        id: (u64, u64),
        kind: u64,
        fitting: impl Iterator<Item = Fitting>,
    ) {
        for (occurrence, start, end) in fitting {
            let begins = self.days.partition_point(|(_, over)| *over <= start);
            for (index, (from, over)) in self.days.iter().enumerate().skip(begins) {
                let goes_on = start < *from;
                if start >= *over || (goes_on && end <= from.saturating_add(NIGHT)) {
                    break;
                }
                let Some(day) = self.filled.get_mut(index) else { break };
                day.total += 1;
                day.first.push(Dated { goes_on, start, id, occurrence, kind, address });
                if day.first.len() > self.keep.saturating_mul(2).saturating_add(64) {
                    day.keep_first(self.keep);
                }
            }
        }
    }

    pub fn add(&mut self, other: Self) {
        for (day, more) in self.filled.iter_mut().zip(other.filled) {
            day.total += more.total;
            day.first.extend(more.first);
        }
    }

    /// Puts each day's dates in order and lets go of what is not listed.
    pub fn finish(&mut self) {
        for day in &mut self.filled {
            day.keep_first(self.keep);
        }
    }
}

impl Filled {
    fn keep_first(&mut self, keep: usize) {
        self.first.sort_unstable();
        self.first.truncate(keep);
    }
}
