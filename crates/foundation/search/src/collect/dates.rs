//! What is asked of dates, and which dates of an entry fit it.

use super::table::Date;
use crate::{
    clock::{part_bit, weekday_bit},
    entry::Interval,
    query::Query,
};

pub(super) const DAY: i64 = 86_400;
/// The bits of all weekdays.
const ALL_WEEKDAYS: u64 = 0x7f;

/// What a question asks of dates.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub now: i64,
    from: i64,
    to: i64,
    has_period: bool,
    /// The bits of the weekdays and of the parts of the day that were asked for; nothing where any will do.
    weekdays: Option<u64>,
    parts_of_day: Option<u64>,
    open: bool,
    /// The stretches of time in which hits are counted.
    periods: Vec<(i64, i64)>,
    /// What encloses all of them; nothing where nothing is counted.
    enclosing: Option<(i64, i64)>,
}

/// Which of an entry's dates fit the question, and what its other dates would fit.
#[derive(Default)]
pub(super) struct Dates {
    /// Whether it fits what is asked of dates.
    pub fits: bool,
    pub first: Option<u32>,
    /// When it begins for whoever reads the list, in seconds.
    pub start: i64,
    /// The weekdays and parts of the day that could be chosen, as bits, each as if none were chosen.
    pub weekdays: u64,
    pub parts_of_day: u64,
    /// The periods that could be chosen, as bits.
    pub periods: u64,
    /// Whether one of the dates is open.
    pub open: bool,
}

impl Asked {
    pub fn of(query: &Query) -> Self {
        let seconds = |interval: &Interval| (interval.start.as_second(), interval.end.as_second());
        let bits = |bits: &mut dyn Iterator<Item = u64>| bits.reduce(|all, bit| all | bit);
        let now = query.now.as_second();
        let (from, to) = query.during.as_ref().map_or((now, i64::MAX), seconds);
        let periods: Vec<(i64, i64)> = query.periods.iter().take(64).map(seconds).collect();
        let enclosing = periods.iter().copied().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        Self {
            now,
            from,
            to,
            has_period: query.during.is_some(),
            weekdays: bits(&mut query.weekdays.iter().map(|weekday| weekday_bit(*weekday))),
            parts_of_day: bits(&mut query.parts_of_day.iter().map(|part| part_bit(*part))),
            open: query.open,
            periods,
            enclosing: enclosing.filter(|_| !query.uncounted),
        }
    }

    /// How `dates` fit; `until` is until when what has none is open.
    pub fn fit(&self, dates: &[Date], until: i64) -> Dates {
        let mut fitting = Dates { start: i64::MAX, ..Dates::default() };
        if dates.is_empty() {
            // What is always there fits every question but one for a time.
            let is_any_time = !self.has_period && self.weekdays.is_none() && self.parts_of_day.is_none();
            let is_open = until >= self.now;
            fitting.open = is_open && is_any_time;
            fitting.fits = is_any_time && (is_open || !self.open);
            return fitting;
        }
        let mut earliest = i64::MAX;
        for (index, date) in (0..).zip(dates) {
            let (start, end, clock) = (date.start(), date.end(), date.clock());
            let on_weekday = self.weekdays.is_none_or(|asked| clock & asked != 0);
            let in_part = self.parts_of_day.is_none_or(|asked| clock & asked != 0);
            let is_open = end >= self.now && date.open_until() >= self.now;
            let may_be_closed = is_open || !self.open;
            let fits_otherwise = on_weekday && in_part && may_be_closed;
            if fits_otherwise && self.enclosing.is_some_and(|(from, to)| lies_in(start, end, from, to)) {
                for (period, (from, to)) in self.periods.iter().enumerate() {
                    fitting.periods |= u64::from(lies_in(start, end, *from, *to)) << period;
                }
            }
            if !lies_in(start, end, self.from, self.to) {
                continue;
            }
            if in_part && may_be_closed {
                fitting.weekdays |= clock;
            }
            if on_weekday && may_be_closed {
                fitting.parts_of_day |= clock;
            }
            fitting.open |= is_open && on_weekday && in_part;
            if fits_otherwise {
                fitting.fits = true;
                if start < earliest {
                    earliest = start;
                    fitting.first = Some(index);
                }
                fitting.start = fitting.start.min(self.listed_at(start, end));
            }
        }
        fitting.weekdays &= ALL_WEEKDAYS;
        fitting.parts_of_day &= !ALL_WEEKDAYS;
        fitting
    }

    /// The first of `dates` that fits, of an entry whose dates are in order, where nobody asks what the others would fit.
    pub fn first_that_fits(&self, dates: &[Date]) -> Dates {
        let mut fitting = Dates { start: i64::MAX, ..Dates::default() };
        for (index, date) in (0..).zip(dates) {
            let (start, end) = (date.start(), date.end());
            if start >= self.to {
                break;
            }
            if !self.takes(date) {
                continue;
            }
            fitting.fits = true;
            fitting.first = fitting.first.or(Some(index));
            let listed_at = self.listed_at(start, end);
            fitting.start = fitting.start.min(listed_at);
            if listed_at == start {
                break;
            }
        }
        fitting
    }

    /// Where a date stands in a list by time: what has been going on for days can wait for what begins today.
    fn listed_at(&self, start: i64, end: i64) -> i64 {
        let goes_on = start < self.from && end - start > DAY;
        if goes_on { self.from.saturating_add(DAY / 2) } else { start }
    }

    /// Whether `date` fits all that is asked of dates.
    fn takes(&self, date: &Date) -> bool {
        lies_in(date.start(), date.end(), self.from, self.to)
            && self.weekdays.is_none_or(|asked| date.clock() & asked != 0)
            && self.parts_of_day.is_none_or(|asked| date.clock() & asked != 0)
            && (!self.open || (date.end() >= self.now && date.open_until() >= self.now))
    }

    /// Which of `dates` fit, by their places among them.
    pub fn which<'a>(&'a self, dates: &'a [Date]) -> impl Iterator<Item = (usize, &'a Date)> {
        dates.iter().enumerate().filter(|(_, date)| self.takes(date))
    }
}

/// Half-open stretches overlap when each begins before the other ends; a moment without length counts where it lies.
fn lies_in(start: i64, end: i64, from: i64, to: i64) -> bool {
    from < to && start < to && (end > from || start >= from)
}
