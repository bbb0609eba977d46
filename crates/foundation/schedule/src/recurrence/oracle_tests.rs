//! Series against what others make of the same rules: a table made by python-dateutil, and naive counting.

use super::*;
use jiff::{
    ToSpan,
    civil::{Weekday, date},
};
use proptest::prelude::*;

/// Random rules with the starts that python-dateutil finds, made by `oracles/recurrence.py`.
const TABLE: &str = include_str!("../../oracles/recurrence.tsv");

fn civil(written: &str) -> DateTime {
    DateTime::strptime("%Y%m%dT%H%M%S", written).unwrap()
}

fn starts(first: DateTime, zone: &str, rule: &str, until: Date, most: usize) -> Vec<DateTime> {
    let first = Moment::timed(first, None, Zone::named(zone).unwrap()).unwrap();
    let horizon = Horizon::new(date(1990, 1, 1), until, most);
    let expansion = Series::new(first, rule.parse().unwrap()).expand(horizon);
    assert_ne!(expansion.truncated, Some(Truncation::TooMuchWork), "{rule}");
    expansion.moments.iter().map(Moment::civil_start).collect()
}

#[test]
fn hundreds_of_rules_come_out_as_another_program_has_them() {
    let mut rows = 0;
    for row in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let [zone, first, rule, followers] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let first = civil(first);
        let (followers, goes_on) =
            followers.strip_suffix('+').map_or((followers, false), |rest| (rest, true));
        let mut expected = vec![first];
        expected.extend(followers.split_whitespace().map(civil));
        // One more than the table has, to see that nothing follows where it says so.
        let mut found = starts(first, zone, rule, date(2039, 12, 31), expected.len() + 1);
        assert_eq!(found.len() > expected.len(), goes_on, "{row}\n{found:?}");
        found.truncate(expected.len());
        assert_eq!(found, expected, "{row}");
        rows += 1;
    }
    assert_eq!(rows, 500);
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

fn any_day() -> impl Strategy<Value = Date> {
    (2015i16..2030, 1i16..=365)
        .prop_map(|(year, day)| date(year, 1, 1).with().day_of_year(day).build().unwrap())
}

fn any_weekdays() -> impl Strategy<Value = Vec<(&'static str, Weekday)>> {
    proptest::sample::subsequence(WEEKDAYS.to_vec(), 1..=7)
}

fn names(weekdays: &[(&str, Weekday)]) -> String {
    weekdays.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
}

fn walk(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

fn is_leap(year: i16) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

proptest! {
    /// Weeks counted by walking: a new one begins whenever the first day of the week comes round.
    #[test]
    fn weeks_begin_where_the_rule_says(
        day in any_day(), interval in 1usize..5, week_start in 0usize..7, weekdays in any_weekdays(),
    ) {
        let (start_name, begins) = WEEKDAYS[week_start];
        let rule = format!("FREQ=WEEKLY;INTERVAL={interval};WKST={start_name};BYDAY={}", names(&weekdays));
        let last = day.checked_add(400.days()).unwrap();
        let mut week = 0;
        let mut expected = vec![day];
        for other in walk(day, last).skip(1) {
            week += usize::from(other.weekday() == begins);
            if week % interval == 0 && weekdays.iter().any(|(_, weekday)| *weekday == other.weekday()) {
                expected.push(other);
            }
        }
        let found = starts(day.at(9, 0, 0, 0), "UTC", &rule, last, 1_000);
        prop_assert_eq!(found.into_iter().map(DateTime::date).collect::<Vec<_>>(), expected);
    }

    /// Positions counted in a list of the month's days that was made by walking.
    #[test]
    fn positions_are_counted_within_their_month(
        day in any_day(), weekdays in any_weekdays(),
        positions in proptest::collection::btree_set(prop_oneof![1isize..8, -8isize..0], 1..4),
    ) {
        let written: Vec<String> = positions.iter().map(isize::to_string).collect();
        let rule = format!("FREQ=MONTHLY;BYDAY={};BYSETPOS={}", names(&weekdays), written.join(","));
        let last = day.checked_add(700.days()).unwrap();
        let mut expected = vec![day];
        let mut month = day.first_of_month();
        while month <= last {
            let in_month: Vec<Date> = walk(month, month.last_of_month())
                .filter(|day| weekdays.iter().any(|(_, weekday)| *weekday == day.weekday()))
                .collect();
            let count = in_month.len().cast_signed();
            for (place, other) in in_month.iter().enumerate() {
                let place = place.cast_signed();
                if *other > day && *other <= last && (positions.contains(&(place + 1)) || positions.contains(&(place - count))) {
                    expected.push(*other);
                }
            }
            month = month.last_of_month().tomorrow().unwrap();
        }
        let found = starts(day.at(9, 0, 0, 0), "Europe/Berlin", &rule, last, 1_000);
        prop_assert_eq!(found.into_iter().map(DateTime::date).collect::<Vec<_>>(), expected);
    }

    /// 29 February, the last day of February, and day 60 of the year, counted by hand.
    #[test]
    fn leap_days_come_when_there_are_any(year in 1996i16..2110) {
        let first = date(year, 1, 1).at(9, 0, 0, 0);
        let last = date(year + 40, 12, 31);
        let days = |rule: &str| -> Vec<Date> {
            starts(first, "UTC", rule, last, 1_000).into_iter().skip(1).map(DateTime::date).collect()
        };
        let years = || year..=year + 40;
        let on = |year: i16, month: i8, day: i8| date(year, month, day);
        prop_assert_eq!(
            days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
            years().filter(|year| is_leap(*year)).map(|year| on(year, 2, 29)).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
            years().map(|year| on(year, 2, if is_leap(year) { 29 } else { 28 })).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            days("FREQ=YEARLY;BYYEARDAY=60"),
            years().map(|year| if is_leap(year) { on(year, 2, 29) } else { on(year, 3, 1) }).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            days("FREQ=YEARLY;BYYEARDAY=366"),
            years().filter(|year| is_leap(*year)).map(|year| on(year, 12, 31)).collect::<Vec<_>>()
        );
    }

    /// Between two evenings lie 24 hours, but for the two nights of the year in which clocks change.
    #[test]
    fn only_the_changes_of_clocks_make_a_day_longer_or_shorter(day in any_day(), hour in 0i8..24) {
        let start = day.at(hour, 30, 0, 0);
        prop_assume!(Zone::berlin().exists(start));
        let first = Moment::timed(start, Some(start.checked_add(90.minutes()).unwrap()), Zone::berlin());
        prop_assume!(first.is_ok());
        let series = Series::new(first.unwrap(), "FREQ=DAILY".parse().unwrap());
        let last = day.checked_add(365.days()).unwrap();
        let moments = series.expand(Horizon::new(day, last, 1_000)).moments;
        let instants: Vec<_> = moments.iter().map(|moment| moment.start(&Zone::berlin())).collect();
        let minutes: Vec<i64> = instants.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_mins()).collect();
        let total: i64 = minutes.iter().sum();
        let unusual: Vec<i64> = minutes.into_iter().filter(|minutes| *minutes != 1_440).collect();
        // In spring an hour is missing; at 2:30 that day has no such time at all, and two days lie between.
        let spring = if hour == 2 { 2_820 } else { 1_380 };
        prop_assert!(unusual.iter().all(|minutes| [spring, 1_500].contains(minutes)), "{:?}", unusual);
        prop_assert!(unusual.windows(2).all(|pair| pair[0] != pair[1]), "spring and autumn take turns: {:?}", unusual);
        prop_assert!(unusual.len() <= 3, "a year and a day see three changes at most: {:?}", unusual);
        let between = instants.last().unwrap().duration_since(instants[0]).as_mins();
        prop_assert_eq!(total, between);
        prop_assert!(moments.iter().all(|moment| moment.civil_start().time() == start.time()));
    }
}
