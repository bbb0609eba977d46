//! The rhythm of what happens again and again: “dienstags, 18:00 Uhr”, “jeden 1. Dienstag im Monat”.
//!
//! It is read from the dates alone: a card in the index has them all, whoever wrote them down and however. So it holds
//! for what a calendar repeats by a rule and for what somebody typed in date by date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time, Weekday};
use kreisrund_search::CardOccurrence;
use kreisrund_web::Page;

/// So many coming dates make a rhythm; two could be chance.
const FEWEST: usize = 3;

/// How often something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    /// Every week.
    Week,
    /// Every two weeks.
    TwoWeeks,
    /// Every month, on the first to fourth of its weekdays.
    Month(u8),
    /// Every month, on the last of its weekdays.
    MonthsEnd,
}

/// When something happens again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// How often.
    pub every: Every,
    /// On which weekday.
    pub weekday: Weekday,
    /// At what time; `None` for whole days.
    pub time: Option<Time>,
    /// The first coming date.
    pub next: Date,
}

/// The rhythms in which `occurrences` come from `today` on, by weekday and time; what meets on Tuesdays and Thursdays has
/// two.
///
/// A rhythm bears holidays and other gaps, as long as most dates follow each other in it. Cancelled dates and what takes
/// several days make none.
#[must_use]
pub fn rhythms(occurrences: &[CardOccurrence], today: Date) -> Vec<Rhythm> {
    let mut coming: BTreeMap<(i8, Option<Time>), BTreeSet<Date>> = BTreeMap::new();
    for occurrence in occurrences {
        let date = occurrence.start.date();
        let takes_days = occurrence.all_day && occurrence.end.is_some_and(|end| end.date() > date);
        if date >= today && !takes_days && occurrence.state != "cancelled" {
            let time = Some(occurrence.start.time()).filter(|_| !occurrence.all_day);
            coming.entry((date.weekday().to_monday_zero_offset(), time)).or_default().insert(date);
        }
    }
    let rhythms = coming.into_iter().filter_map(|((_, time), dates)| {
        let dates: Vec<Date> = dates.into_iter().collect();
        let next = *dates.first()?;
        Some(Rhythm { every: every(&dates)?, weekday: next.weekday(), time, next })
    });
    rhythms.collect()
}

/// How often `dates` come, which are in order, all different and all on one weekday.
fn every(dates: &[Date]) -> Option<Every> {
    if dates.len() < FEWEST {
        return None;
    }
    let weeks: Vec<i64> =
        dates.windows(2).map(|pair| pair[0].duration_until(pair[1]).as_hours() / (24 * 7)).collect();
    if mostly(&weeks, 1) {
        return Some(Every::Week);
    }
    if weeks.iter().all(|weeks| weeks % 2 == 0) && mostly(&weeks, 2) {
        return Some(Every::TwoWeeks);
    }
    let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    let months: Vec<i64> = dates.windows(2).map(|pair| month(pair[1]) - month(pair[0])).collect();
    if !mostly(&months, 1) {
        return None;
    }
    let nth = |date: Date| u8::try_from((date.day() - 1) / 7 + 1).unwrap_or_default();
    let first = nth(*dates.first()?);
    if first <= 4 && dates.iter().all(|date| nth(*date) == first) {
        return Some(Every::Month(first));
    }
    let is_last = |date: Date| date.day() + 7 > date.days_in_month();
    dates.iter().all(|date| is_last(*date)).then_some(Every::MonthsEnd)
}

/// Whether more than half of `steps` are `wanted`.
fn mostly(steps: &[i64], wanted: i64) -> bool {
    steps.iter().filter(|step| **step == wanted).count() * 2 > steps.len()
}

/// The rhythm in words: “dienstags, 18:00 Uhr”, “alle zwei Wochen am Dienstag, 18:00 Uhr”.
#[must_use]
pub fn words(page: &Page, rhythm: &Rhythm) -> String {
    match rhythm.time {
        Some(time) => format!("{}, {}", often(page, rhythm), page.time(time)),
        None => often(page, rhythm),
    }
}

/// How often, in words, without the time: “jeden 1. Dienstag im Monat”.
#[must_use]
pub fn often(page: &Page, rhythm: &Rhythm) -> String {
    let weekday = ("weekday", page.weekday(rhythm.next).into());
    match rhythm.every {
        Every::Week => {
            page.t_count("slice-rhythm-week", rhythm.weekday.to_monday_one_offset().unsigned_abs())
        }
        Every::TwoWeeks => page.t_with("slice-rhythm-two-weeks", [weekday]),
        Every::Month(nth) => page.t_with("slice-rhythm-month", [weekday, ("nth", nth.into())]),
        Every::MonthsEnd => page.t_with("slice-rhythm-months-end", [weekday]),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::{
        ToSpan,
        civil::{DateTime, date, time},
    };
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn at(start: DateTime) -> CardOccurrence {
        CardOccurrence {
            start,
            end: None,
            zone: "Europe/Berlin".into(),
            all_day: false,
            state: "planned".into(),
        }
    }

    fn on(days: &[Date]) -> Vec<CardOccurrence> {
        days.iter().map(|day| at(day.to_datetime(time(18, 0, 0, 0)))).collect()
    }

    fn often(days: &[Date]) -> Vec<Every> {
        rhythms(&on(days), TODAY).into_iter().map(|rhythm| rhythm.every).collect()
    }

    /// The choir of the village, from its first rehearsal on.
    fn tuesdays(weeks: &[i64]) -> Vec<Date> {
        weeks.iter().map(|week| date(2026, 11, 24) + (week * 7).days()).collect()
    }

    #[test]
    fn a_choir_rehearses_every_tuesday_even_with_a_break_at_christmas() {
        assert_eq!(often(&tuesdays(&[0, 1, 2])), [Every::Week]);
        assert_eq!(often(&tuesdays(&[0, 1, 2, 3, 7, 8, 9])), [Every::Week]);
        assert_eq!(often(&tuesdays(&[0, 2, 4, 8, 10])), [Every::TwoWeeks]);
        let rhythm = rhythms(&on(&tuesdays(&[2, 0, 1])), TODAY)[0];
        let expected = Rhythm {
            every: Every::Week,
            weekday: Weekday::Tuesday,
            time: Some(time(18, 0, 0, 0)),
            next: date(2026, 11, 24),
        };
        assert_eq!(rhythm, expected);
    }

    #[test]
    fn two_dates_or_a_jumble_are_no_rhythm() {
        assert!(often(&tuesdays(&[0, 1])).is_empty());
        assert!(often(&tuesdays(&[0, 3, 5, 12])).is_empty());
        assert!(often(&[date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]).is_empty());
        assert!(often(&[]).is_empty());
    }

    #[test]
    fn what_is_over_cancelled_or_takes_days_does_not_count() {
        assert!(often(&tuesdays(&[-5, -4, -3, 0, 1])).is_empty());
        let mut cancelled = on(&tuesdays(&[0, 1, 2]));
        cancelled[1].state = "cancelled".into();
        assert!(rhythms(&cancelled, TODAY).is_empty());
        let mut camps = on(&tuesdays(&[0, 1, 2]));
        for camp in &mut camps {
            camp.all_day = true;
            camp.end = Some(camp.start + 3.days());
        }
        assert!(rhythms(&camps, TODAY).is_empty());
    }

    #[test]
    fn the_first_tuesday_and_the_last_are_told_apart() {
        let firsts = [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)];
        assert_eq!(often(&firsts), [Every::Month(1)]);
        let lasts = [date(2026, 11, 24), date(2026, 12, 29), date(2027, 1, 26)];
        assert_eq!(often(&lasts), [Every::MonthsEnd]);
        let fifths = [date(2026, 12, 29), date(2027, 3, 30), date(2027, 6, 29)];
        assert!(often(&fifths).is_empty(), "three months apart");
    }

    #[test]
    fn two_weekdays_are_two_rhythms() {
        let thursdays = tuesdays(&[0, 1, 2]).into_iter().map(|day| day + 2.days());
        let both: Vec<Date> = tuesdays(&[0, 1, 2]).into_iter().chain(thursdays).collect();
        let weekdays: Vec<Weekday> =
            rhythms(&on(&both), TODAY).into_iter().map(|rhythm| rhythm.weekday).collect();
        assert_eq!(weekdays, [Weekday::Tuesday, Weekday::Thursday]);
    }

    fn any_every() -> impl Strategy<Value = Every> {
        prop_oneof![
            Just(Every::Week),
            Just(Every::TwoWeeks),
            (1_u8..=4).prop_map(Every::Month),
            Just(Every::MonthsEnd),
        ]
    }

    /// The first `count` dates from `from` on that come as often as `every` says, on `weekday`.
    fn series(every: Every, weekday: Weekday, from: Date, count: usize) -> Vec<Date> {
        let first = from.series(1.day()).find(|day| day.weekday() == weekday).unwrap();
        let month = |nth: i8| {
            let months = from.first_of_month().tomorrow().unwrap().series(1.month());
            let days = months.map(|month| month.nth_weekday_of_month(nth, weekday).unwrap());
            days.filter(|day| *day >= from).take(count).collect()
        };
        match every {
            Every::Week => first.series(1.week()).take(count).collect(),
            Every::TwoWeeks => first.series(2.weeks()).take(count).collect(),
            Every::Month(nth) => month(i8::try_from(nth).unwrap()),
            Every::MonthsEnd => month(-1),
        }
    }

    proptest! {
        #[test]
        fn a_series_shows_its_rhythm_in_whatever_order_it_was_written_down(
            every in any_every(),
            weekday in (0_i8..7).prop_map(|day| Weekday::from_monday_zero_offset(day).unwrap()),
            start in 0_i64..800,
            // In six months on end there is one with five of every weekday but rarely none.
            count in 8_usize..16,
            hour in 0_i8..24,
            seed in any::<u64>(),
        ) {
            let days = series(every, weekday, TODAY + start.days(), count);
            let mut occurrences: Vec<CardOccurrence> =
                days.iter().map(|day| at(day.at(hour, 30, 0, 0))).collect();
            let turn = usize::try_from(seed % 97).unwrap() % count;
            occurrences.rotate_left(turn);
            let past = series(every, weekday, TODAY - 300.days(), 5);
            occurrences.extend(past.iter().map(|day| at(day.at(hour, 30, 0, 0))));
            let expected = Rhythm { every, weekday, time: Some(time(hour, 30, 0, 0)), next: days[0] };
            prop_assert_eq!(rhythms(&occurrences, TODAY), vec![expected]);
        }

        #[test]
        fn whatever_the_dates_a_rhythm_keeps_what_it_promises(
            days in proptest::collection::vec(-40_i64..400, 0..60),
        ) {
            let days: Vec<Date> = days.into_iter().map(|day| TODAY + day.days()).collect();
            for rhythm in rhythms(&on(&days), TODAY) {
                let coming: BTreeSet<Date> = days
                    .iter()
                    .copied()
                    .filter(|day| *day >= TODAY && day.weekday() == rhythm.weekday)
                    .collect();
                prop_assert!(coming.len() >= FEWEST);
                prop_assert_eq!(Some(&rhythm.next), coming.first());
                let fits = |day: &Date| match rhythm.every {
                    Every::Week | Every::TwoWeeks => true,
                    Every::Month(nth) => (day.day() - 1) / 7 + 1 == i8::try_from(nth).unwrap(),
                    Every::MonthsEnd => day.month() != (*day + 7.days()).month(),
                };
                prop_assert!(coming.iter().all(fits));
            }
        }
    }
}
