//! Occurrences (Termine): when something takes place, as people write it down.
//!
//! A [`Moment`] is either whole days or a time of day in a zone. Both are civil: “Tuesday, 18:30, in Berlin” stays
//! 18:30 when summer time begins. Instants follow from them when something has to be sorted or compared.
//!
//! Opening hours, holidays and busy intervals are neighbours of this module: they too are made of civil days and times.

use crate::zone::Zone;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use kreisrund_kernel::Period;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The years in which moments may lie: within them every civil time has an instant in every zone.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9998;

/// When something takes place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Moment {
    /// Whole days, wherever one is.
    AllDay(AllDay),
    /// A time of day in a zone.
    Timed(Timed),
}

/// Whole days, from the first to the last, both included (iCalendar's `DTEND` names the day after the last).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawAllDay")]
pub struct AllDay {
    first: Date,
    last: Date,
}

/// A civil start in a zone, with a civil end in the same zone where one is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawTimed")]
pub struct Timed {
    start: DateTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<DateTime>,
    zone: Zone,
}

/// Why days or times make no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMoment {
    /// It would end before it starts.
    #[error("the end lies before the start; check both, or leave the end out")]
    EndsBeforeItStarts,
    /// It lies outside the years 1 to 9998.
    #[error("the year must lie between 1 and 9998")]
    OutOfRange,
}

/// Whether an occurrence takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    /// It takes place as announced.
    #[default]
    Planned,
    /// It was announced and does not take place (fällt aus).
    Cancelled,
    /// It takes place as announced, and no places are left (ausgebucht).
    SoldOut,
}

impl OccurrenceState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Cancelled, Self::SoldOut];

    /// The name under which the state is stored and passed on: `planned`, `cancelled`, `sold_out`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::SoldOut => "sold_out",
        }
    }

    /// The state with the name `name`; none where no state bears it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether it takes place, whether or not places are left.
    #[must_use]
    pub const fn takes_place(self) -> bool {
        !matches!(self, Self::Cancelled)
    }
}

/// One dated happening of an offer or event (Termin).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// When it takes place.
    pub moment: Moment,
    /// Whether it takes place.
    pub state: OccurrenceState,
}

impl Occurrence {
    /// An occurrence that takes place at `moment`.
    #[must_use]
    pub const fn planned(moment: Moment) -> Self {
        Self { moment, state: OccurrenceState::Planned }
    }

    /// An occurrence that was to take place at `moment` and does not.
    #[must_use]
    pub const fn cancelled(moment: Moment) -> Self {
        Self { moment, state: OccurrenceState::Cancelled }
    }
}

impl AllDay {
    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`NotAMoment`] when `last` lies before `first` or the year is out of range.
    pub fn new(first: Date, last: Date) -> Result<Self, NotAMoment> {
        if last < first {
            return Err(NotAMoment::EndsBeforeItStarts);
        }
        if !YEARS.contains(&first.year()) || !YEARS.contains(&last.year()) {
            return Err(NotAMoment::OutOfRange);
        }
        Ok(Self { first, last })
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day, included.
    #[must_use]
    pub const fn last(self) -> Date {
        self.last
    }
}

impl Timed {
    /// From `start` to `end` as clocks in `zone` show them. An end equal to the start says nothing and is dropped.
    ///
    /// # Errors
    /// [`NotAMoment`] when `end` lies before `start` or the year is out of range.
    pub fn new(start: DateTime, end: Option<DateTime>, zone: Zone) -> Result<Self, NotAMoment> {
        let end = end.filter(|end| *end != start);
        if !YEARS.contains(&start.year()) || end.is_some_and(|end| !YEARS.contains(&end.year())) {
            return Err(NotAMoment::OutOfRange);
        }
        // Compared as instants: 03:10 lies after 02:50 on the clock and yet before it on the day summer time begins.
        if end.is_some_and(|end| end < start || zone.instant(end) < zone.instant(start)) {
            return Err(NotAMoment::EndsBeforeItStarts);
        }
        Ok(Self { start, end, zone })
    }

    /// From `start` to `end`, between which no clock of `zone` changes: what [`Self::new`] makes of them, without asking
    /// for their instants.
    pub(crate) fn between_changes(start: DateTime, end: Option<DateTime>, zone: Zone) -> Option<Self> {
        let is_in_order = end.is_none_or(|end| start < end);
        let is_in_range = YEARS.contains(&start.year()) && end.is_none_or(|end| YEARS.contains(&end.year()));
        (is_in_order && is_in_range).then_some(Self { start, end, zone })
    }

    /// The start, as clocks in [`Self::zone`] show it.
    #[must_use]
    pub const fn start(&self) -> DateTime {
        self.start
    }

    /// The end, as clocks in [`Self::zone`] show it, where one is known. It lies after the start.
    #[must_use]
    pub const fn end(&self) -> Option<DateTime> {
        self.end
    }

    /// The zone whose clocks are meant.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }
}

impl Moment {
    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// As [`AllDay::new`].
    pub fn all_day(first: Date, last: Date) -> Result<Self, NotAMoment> {
        AllDay::new(first, last).map(Self::AllDay)
    }

    /// From `start` to `end` as clocks in `zone` show them.
    ///
    /// # Errors
    /// As [`Timed::new`].
    pub fn timed(start: DateTime, end: Option<DateTime>, zone: Zone) -> Result<Self, NotAMoment> {
        Timed::new(start, end, zone).map(Self::Timed)
    }

    /// Whether these are whole days.
    #[must_use]
    pub const fn is_all_day(&self) -> bool {
        matches!(self, Self::AllDay(_))
    }

    /// The civil start: of whole days, midnight of the first.
    #[must_use]
    pub const fn civil_start(&self) -> DateTime {
        match self {
            Self::AllDay(days) => DateTime::from_parts(days.first, Time::midnight()),
            Self::Timed(timed) => timed.start,
        }
    }

    /// The instant of the start. `zone` says where whole days are lived; a time of day has its own zone.
    #[must_use]
    pub fn start(&self, zone: &Zone) -> Timestamp {
        match self {
            Self::AllDay(days) => zone.instant(days.first.at(0, 0, 0, 0)),
            Self::Timed(timed) => timed.zone.instant(timed.start),
        }
    }

    /// The first instant after it is over: of whole days, the start of the day after the last; of a time of day whose
    /// end is not known, its start.
    #[must_use]
    pub fn end(&self, zone: &Zone) -> Timestamp {
        match self {
            Self::AllDay(days) => {
                days.last.tomorrow().map_or(Timestamp::MAX, |after| zone.instant(after.at(0, 0, 0, 0)))
            }
            Self::Timed(timed) => timed.zone.instant(timed.end.unwrap_or(timed.start)),
        }
    }

    /// The first and the last day on which it takes place, seen from `zone`. What ends at midnight does not touch the
    /// day that begins then.
    #[must_use]
    pub fn days(&self, zone: &Zone) -> (Date, Date) {
        match self {
            Self::AllDay(days) => (days.first, days.last),
            Self::Timed(_) => {
                let (start, end) = (self.start(zone), self.end(zone));
                let last_instant = if end > start {
                    end.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(end)
                } else {
                    end
                };
                (zone.civil(start).date(), zone.civil(last_instant).date())
            }
        }
    }

    /// Whether it touches one of the days of `period`, seen from `zone`.
    #[must_use]
    pub fn overlaps(&self, period: Period, zone: &Zone) -> bool {
        let (first, last) = self.days(zone);
        period.from().is_none_or(|from| last >= from) && period.to().is_none_or(|to| first <= to)
    }

    /// The order of a calendar page in `zone`: by start; at the same start whole days first, then by end.
    #[must_use]
    pub fn compare(&self, other: &Self, zone: &Zone) -> Ordering {
        let key = |moment: &Self| (moment.start(zone), !moment.is_all_day(), moment.end(zone));
        key(self).cmp(&key(other))
    }
}

/// Days before anyone has looked at them.
#[derive(Deserialize)]
struct RawAllDay {
    first: Date,
    last: Date,
}

impl TryFrom<RawAllDay> for AllDay {
    type Error = NotAMoment;

    fn try_from(raw: RawAllDay) -> Result<Self, NotAMoment> {
        Self::new(raw.first, raw.last)
    }
}

/// Times before anyone has looked at them.
#[derive(Deserialize)]
struct RawTimed {
    start: DateTime,
    #[serde(default)]
    end: Option<DateTime>,
    zone: Zone,
}

impl TryFrom<RawTimed> for Timed {
    type Error = NotAMoment;

    fn try_from(raw: RawTimed) -> Result<Self, NotAMoment> {
        Self::new(raw.start, raw.end, raw.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn berlin(start: &str, end: Option<&str>) -> Moment {
        let civil = |text: &str| text.parse().unwrap();
        Moment::timed(civil(start), end.map(civil), Zone::berlin()).unwrap()
    }

    #[test]
    fn a_festival_of_three_days_ends_when_the_third_is_over() {
        let festival = Moment::all_day(date(2026, 10, 23), date(2026, 10, 25)).unwrap();
        assert_eq!(festival.start(&Zone::berlin()).to_string(), "2026-10-22T22:00:00Z");
        // Clocks are put back on the 25th: that day has 25 hours.
        assert_eq!(festival.end(&Zone::berlin()).to_string(), "2026-10-25T23:00:00Z");
        assert!(festival.overlaps(Period::day(date(2026, 10, 25)), &Zone::berlin()));
        assert!(!festival.overlaps(Period::day(date(2026, 10, 26)), &Zone::berlin()));
    }

    #[test]
    fn what_ends_at_midnight_is_over_on_its_day() {
        let dance = berlin("2026-11-21T20:00:00", Some("2026-11-22T00:00:00"));
        assert_eq!(dance.days(&Zone::berlin()), (date(2026, 11, 21), date(2026, 11, 21)));
        assert!(!dance.overlaps(Period::day(date(2026, 11, 22)), &Zone::berlin()));
        let open = berlin("2026-11-22T00:00:00", None);
        assert!(open.overlaps(Period::day(date(2026, 11, 22)), &Zone::berlin()));
    }

    #[test]
    fn an_end_before_the_start_is_refused_and_an_equal_one_says_nothing() {
        let start = date(2026, 11, 22).at(18, 0, 0, 0);
        let before = date(2026, 11, 22).at(17, 0, 0, 0);
        assert_eq!(Moment::timed(start, Some(before), Zone::berlin()), Err(NotAMoment::EndsBeforeItStarts));
        assert_eq!(
            Moment::timed(start, Some(start), Zone::berlin()),
            Moment::timed(start, None, Zone::berlin())
        );
        assert_eq!(Moment::all_day(date(2026, 1, 2), date(2026, 1, 1)), Err(NotAMoment::EndsBeforeItStarts));
        assert_eq!(Moment::all_day(date(9999, 1, 1), date(9999, 1, 1)), Err(NotAMoment::OutOfRange));
    }

    #[test]
    fn a_page_lists_whole_days_before_the_hours_of_the_day() {
        let mut page = [
            berlin("2026-11-22T18:00:00", None),
            berlin("2026-11-22T00:00:00", None),
            Moment::all_day(date(2026, 11, 22), date(2026, 11, 22)).unwrap(),
            berlin("2026-11-21T23:00:00", None),
        ];
        page.sort_by(|a, b| a.compare(b, &Zone::berlin()));
        let starts: Vec<String> =
            page.iter().map(|moment| format!("{} {}", moment.civil_start(), moment.is_all_day())).collect();
        assert_eq!(
            starts,
            [
                "2026-11-21T23:00:00 false",
                "2026-11-22T00:00:00 true",
                "2026-11-22T00:00:00 false",
                "2026-11-22T18:00:00 false"
            ]
        );
    }

    #[test]
    fn a_state_is_stored_under_its_name() {
        for state in OccurrenceState::ALL {
            assert_eq!(OccurrenceState::from_name(state.as_str()), Some(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.as_str()));
        }
        assert_eq!(OccurrenceState::from_name("SoldOut"), None);
        assert!(OccurrenceState::SoldOut.takes_place() && !OccurrenceState::Cancelled.takes_place());
    }

    #[test]
    fn stored_moments_are_read_back_and_wrong_ones_are_not() {
        let moments = [
            Moment::all_day(date(2026, 1, 1), date(2026, 1, 2)).unwrap(),
            berlin("2026-03-29T02:30:00", None),
        ];
        for moment in moments {
            let stored = serde_json::to_string(&Occurrence::cancelled(moment.clone())).unwrap();
            assert_eq!(
                serde_json::from_str::<Occurrence>(&stored).unwrap(),
                Occurrence::cancelled(moment),
                "{stored}"
            );
        }
        for wrong in [
            r#"{"kind":"all_day","first":"2026-01-02","last":"2026-01-01"}"#,
            r#"{"kind":"timed","start":"2026-01-02T10:00:00","end":"2026-01-02T09:00:00","zone":"Europe/Berlin"}"#,
            r#"{"kind":"timed","start":"2026-01-02T10:00:00","zone":"Nowhere"}"#,
        ] {
            assert!(serde_json::from_str::<Moment>(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_never_ends_before_it_starts(
            year in 2020i16..2032, day in 1i16..=365, minute in 0i64..1_440, length in 0i64..4_000,
        ) {
            let start = date(year, 1, 1).with().day_of_year(day).build().unwrap().at(0, 0, 0, 0);
            let start = start.checked_add(jiff::SignedDuration::from_mins(minute)).unwrap();
            let end = start.checked_add(jiff::SignedDuration::from_mins(length)).unwrap();
            if let Ok(moment) = Moment::timed(start, Some(end), Zone::berlin()) {
                let (first, last) = moment.days(&Zone::berlin());
                prop_assert!(moment.start(&Zone::berlin()) <= moment.end(&Zone::berlin()));
                prop_assert!(first <= last);
                prop_assert!(moment.overlaps(Period::day(first), &Zone::berlin()));
                prop_assert!(moment.overlaps(Period::day(last), &Zone::berlin()));
            }
        }
    }
}
