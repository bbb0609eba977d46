//! Series against the examples of RFC 5545, against naive walks through the calendar, and against another library.

use super::*;
use jiff::{
    ToSpan,
    civil::{Weekday, date},
};
use proptest::prelude::*;

fn new_york() -> Zone {
    Zone::named("America/New_York").unwrap()
}

fn at_nine(day: &str) -> Moment {
    let day: Date = day.parse().unwrap();
    Moment::timed(day.at(9, 0, 0, 0), None, new_york()).unwrap()
}

fn expanded(first: Moment, rule: &str, until: Date, most: usize) -> Vec<DateTime> {
    let horizon = Horizon::new(date(1990, 1, 1), until, most);
    let expansion = Series::new(first, rule.parse().unwrap()).expand(horizon);
    expansion.moments.iter().map(Moment::civil_start).collect()
}

/// Days as in the RFC: `1997-09 2 4 / 1997-10 1`.
fn days(text: &str) -> Vec<DateTime> {
    let in_month = |part: &str| {
        let (month, days) = part.trim().split_once(' ').unwrap();
        let days: Vec<u8> = days.split_whitespace().map(|day| day.parse().unwrap()).collect();
        days.into_iter()
            .map(|day| format!("{month}-{day:02}T09:00:00").parse().unwrap())
            .collect::<Vec<DateTime>>()
    };
    text.split('/').flat_map(in_month).collect()
}

/// The examples of RFC 5545, section 3.8.5.3, with the dates the RFC lists.
#[test]
fn the_examples_of_the_standard_come_out_as_it_lists_them() {
    for (start, rule, expected) in [
        ("1997-09-02", "FREQ=DAILY;COUNT=10", "1997-09 2 3 4 5 6 7 8 9 10 11"),
        ("1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09 2 12 22/1997-10 2 12"),
        ("1997-09-02", "FREQ=WEEKLY;COUNT=10", "1997-09 2 9 16 23 30/1997-10 7 14 21 28/1997-11 4"),
        (
            "1997-09-02",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
            "1997-09 2 16 30/1997-10 14 28/1997-11 11 25/1997-12 9 23/1998-01 6 20",
        ),
        (
            "1997-09-02",
            "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            "1997-09 2 4 9 11 16 18 23 25 30/1997-10 2",
        ),
        (
            "1997-09-02",
            "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
            "1997-09 2 4 9 11 16 18 23 25 30/1997-10 2",
        ),
        (
            "1997-09-01",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            "1997-09 1 3 5 15 17 19 29/1997-10 1 3 13 15 17 27 29 31/1997-11 10 12 14 24 26 28/1997-12 8 10 12 22",
        ),
        (
            "1997-09-02",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
            "1997-09 2 4 16 18 30/1997-10 2 14 16",
        ),
        (
            "1997-09-05",
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            "1997-09 5/1997-10 3/1997-11 7/1997-12 5/1998-01 2/1998-02 6/1998-03 6/1998-04 3/1998-05 1/1998-06 5",
        ),
        (
            "1997-09-07",
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            "1997-09 7 28/1997-11 2 30/1998-01 4 25/1998-03 1 29/1998-05 3 31",
        ),
        (
            "1997-09-22",
            "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
            "1997-09 22/1997-10 20/1997-11 17/1997-12 22/1998-01 19/1998-02 16",
        ),
        (
            "1997-09-28",
            "FREQ=MONTHLY;BYMONTHDAY=-3;UNTIL=19980301",
            "1997-09 28/1997-10 29/1997-11 28/1997-12 29/1998-01 29/1998-02 26",
        ),
        (
            "1997-09-02",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
            "1997-09 2 15/1997-10 2 15/1997-11 2 15/1997-12 2 15/1998-01 2 15",
        ),
        (
            "1997-09-30",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            "1997-09 30/1997-10 1 31/1997-11 1 30/1997-12 1 31/1998-01 1 31/1998-02 1",
        ),
        (
            "1997-09-10",
            "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
            "1997-09 10 11 12 13 14 15/1999-03 10 11 12 13",
        ),
        (
            "1997-09-02",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;UNTIL=19980331T170000Z",
            "1997-09 2 9 16 23 30/1997-11 4 11 18 25/1998-01 6 13 20 27/1998-03 3 10 17 24 31",
        ),
        (
            "1997-06-10",
            "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            "1997-06 10/1997-07 10/1998-06 10/1998-07 10/1999-06 10/1999-07 10/2000-06 10/2000-07 10/2001-06 10/2001-07 10",
        ),
        (
            "1997-03-10",
            "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
            "1997-03 10/1999-01 10/1999-02 10/1999-03 10/2001-01 10/2001-02 10/2001-03 10/2003-01 10/2003-02 10/2003-03 10",
        ),
        (
            "1997-01-01",
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            "1997-01 1/1997-04 10/1997-07 19/2000-01 1/2000-04 9/2000-07 18/2003-01 1/2003-04 10/2003-07 19/2006-01 1",
        ),
        ("1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05 19/1998-05 18/1999-05 17"),
        ("1997-05-12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "1997-05 12/1998-05 11/1999-05 17"),
        (
            "1997-03-13",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=11",
            "1997-03 13 20 27/1998-03 5 12 19 26/1999-03 4 11 18 25",
        ),
        (
            "1997-09-13",
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13;COUNT=10",
            "1997-09 13/1997-10 11/1997-11 8/1997-12 13/1998-01 10/1998-02 7/1998-03 7/1998-04 11/1998-05 9/1998-06 13",
        ),
        (
            "1996-11-05",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
            "1996-11 5/2000-11 7/2004-11 2",
        ),
        ("1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09 4/1997-10 7/1997-11 6"),
        (
            "1997-09-29",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7",
            "1997-09 29/1997-10 30/1997-11 27/1997-12 30/1998-01 29/1998-02 26/1998-03 30",
        ),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08 5 10 19 24"),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08 5 17 19 31"),
        ("2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01 15 30/2007-02 15/2007-03 15 30"),
    ] {
        let expected = days(expected);
        let until = if rule.contains("WKST=SU") && !rule.contains("UNTIL") && !rule.contains("COUNT") {
            date(1998, 1, 31)
        } else {
            date(2010, 1, 1)
        };
        assert_eq!(expanded(at_nine(start), rule, until, 1_000), expected, "{rule}");
    }
}

#[test]
fn the_examples_by_time_come_out_as_the_standard_lists_them() {
    let times = |rule: &str, most| -> Vec<String> {
        let starts = expanded(at_nine("1997-09-02"), rule, date(1997, 9, 3), most);
        starts.into_iter().map(|start| start.strftime("%d %H:%M").to_string()).collect()
    };
    // 17:00 UTC is 13:00 in New York.
    assert_eq!(times("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z", 99), ["02 09:00", "02 12:00"]);
    assert_eq!(
        times("FREQ=MINUTELY;INTERVAL=15;COUNT=6", 99),
        ["02 09:00", "02 09:15", "02 09:30", "02 09:45", "02 10:00", "02 10:15"]
    );
    assert_eq!(
        times("FREQ=MINUTELY;INTERVAL=90;COUNT=4", 99),
        ["02 09:00", "02 10:30", "02 12:00", "02 13:30"]
    );
    let every_twenty_minutes = times("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", 99);
    assert_eq!(every_twenty_minutes.len(), 48);
    assert_eq!(times("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16", 99), every_twenty_minutes);
}

#[test]
fn friday_the_thirteenth_leaves_out_a_first_date_that_is_excluded() {
    let mut series =
        Series::new(at_nine("1997-09-02"), "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13".parse().unwrap());
    series.excluded.insert(date(1997, 9, 2).at(9, 0, 0, 0));
    let expansion = series.expand(Horizon::new(date(1997, 1, 1), date(2000, 12, 31), 100));
    let starts: Vec<DateTime> = expansion.moments.iter().map(Moment::civil_start).collect();
    assert_eq!(starts, days("1998-02 13/1998-03 13/1998-11 13/1999-08 13/2000-10 13"));
}

#[test]
fn the_first_date_belongs_to_the_series_even_where_the_rule_misses_it() {
    // A Wednesday, repeated on Tuesdays; COUNT counts it (RFC 5545, section 3.8.5.3).
    assert_eq!(
        expanded(at_nine("1997-09-03"), "FREQ=WEEKLY;BYDAY=TU;COUNT=3", date(1998, 1, 1), 99),
        days("1997-09 3 9 16")
    );
    assert_eq!(
        expanded(at_nine("1997-09-03"), "FREQ=WEEKLY;UNTIL=19970101T000000Z", date(1998, 1, 1), 99),
        days("1997-09 3")
    );
}

#[test]
fn what_a_rule_produces_within_the_hour_left_out_in_spring_is_no_instance() {
    let first = Moment::timed(date(2026, 3, 28).at(2, 30, 0, 0), None, Zone::berlin()).unwrap();
    let starts = expanded(first, "FREQ=DAILY;COUNT=3", date(2026, 12, 31), 99);
    assert_eq!(starts, [28, 30, 31].map(|day| date(2026, 3, day).at(2, 30, 0, 0)));
}

#[test]
fn an_evening_course_stays_at_its_time_when_clocks_change() {
    let first = Moment::timed(
        date(2026, 3, 24).at(18, 30, 0, 0),
        Some(date(2026, 3, 24).at(20, 0, 0, 0)),
        Zone::berlin(),
    );
    let series = Series::new(first.unwrap(), "FREQ=WEEKLY;COUNT=2".parse().unwrap());
    let moments = series.expand(Horizon::new(date(2026, 1, 1), date(2026, 12, 31), 99)).moments;
    let instants: Vec<String> = moments.iter().map(|moment| moment.start(&Zone::utc()).to_string()).collect();
    assert_eq!(instants, ["2026-03-24T17:30:00Z", "2026-03-31T16:30:00Z"]);
    assert_eq!(moments.last().unwrap().end(&Zone::utc()).to_string(), "2026-03-31T18:00:00Z");
}

#[test]
fn days_that_a_month_does_not_have_are_left_out() {
    let first = Moment::all_day(date(2026, 1, 31), date(2026, 2, 1)).unwrap();
    let starts = expanded(first, "FREQ=MONTHLY;COUNT=3", date(2027, 1, 1), 99);
    assert_eq!(starts, [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)].map(DateTime::from));
    let leap = Moment::all_day(date(2024, 2, 29), date(2024, 2, 29)).unwrap();
    assert_eq!(
        expanded(leap, "FREQ=YEARLY", date(2033, 1, 1), 99),
        [2024, 2028, 2032].map(|y| DateTime::from(date(y, 2, 29)))
    );
}

#[test]
fn whole_days_that_began_before_the_horizon_and_reach_into_it_count() {
    let first = Moment::all_day(date(2026, 1, 1), date(2026, 1, 10)).unwrap();
    let series = Series::new(first, "FREQ=MONTHLY".parse().unwrap());
    let expansion = series.expand(Horizon::new(date(2026, 3, 10), date(2026, 4, 1), 99));
    let expected = [(3, 10), (4, 10)]
        .map(|(month, last)| Moment::all_day(date(2026, month, 1), date(2026, month, last)));
    assert_eq!(expansion.moments, expected.map(Result::unwrap));
}

#[test]
fn a_week_without_a_day_takes_the_day_of_the_start() {
    assert_eq!(
        expanded(at_nine("1997-05-14"), "FREQ=YEARLY;BYWEEKNO=20;COUNT=2", date(2000, 1, 1), 99),
        days("1997-05 14/1998-05 13")
    );
    // Week 1 of 1998 begins on 29 December 1997.
    assert_eq!(
        expanded(at_nine("1997-01-01"), "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3", date(2000, 1, 1), 99),
        days("1997-01 1/1997-12 29/1999-01 4")
    );
}

#[test]
fn bombs_end_with_a_reason_and_without_holes() {
    let first = || Moment::timed(date(2026, 1, 1).at(0, 0, 0, 0), None, Zone::berlin()).unwrap();
    let horizon = Horizon::new(date(2026, 1, 1), date(2027, 12, 31), 1_000);
    let all: Vec<String> = (0..60).map(|n| n.to_string()).collect();
    let every_second = format!(
        "FREQ=YEARLY;BYHOUR={};BYMINUTE={};BYSECOND={}",
        all[..24].join(","),
        all.join(","),
        all.join(",")
    );
    for (rule, expected) in [
        ("FREQ=SECONDLY", Some(Truncation::TooManyOccurrences { most: 1_000 })),
        ("FREQ=MINUTELY", Some(Truncation::TooManyOccurrences { most: 1_000 })),
        ("FREQ=HOURLY", Some(Truncation::TooManyOccurrences { most: 1_000 })),
        (every_second.as_str(), Some(Truncation::TooManyOccurrences { most: 1_000 })),
        ("FREQ=SECONDLY;COUNT=1000000000", Some(Truncation::TooManyOccurrences { most: 1_000 })),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", None),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", None),
        ("FREQ=DAILY;INTERVAL=1000000000", None),
        ("FREQ=SECONDLY;BYSETPOS=7", Some(Truncation::TooMuchWork)),
    ] {
        let expansion = Series::new(first(), rule.parse().unwrap()).expand(horizon);
        assert_eq!(expansion.truncated, expected, "{rule}");
        assert!(expansion.moments.len() <= 1_000);
    }
    let old = Moment::timed(date(1, 1, 1).at(0, 0, 0, 0), None, Zone::berlin()).unwrap();
    let expansion = Series::new(old, "FREQ=SECONDLY;COUNT=999999999".parse().unwrap()).expand(horizon);
    assert_eq!((expansion.moments.len(), expansion.truncated), (0, Some(Truncation::TooMuchWork)));
}

#[test]
fn exactly_as_many_as_are_taken_is_not_cut_short() {
    let horizon = Horizon::new(date(1997, 1, 1), date(1998, 1, 1), 10);
    let expand = |rule: &str| Series::new(at_nine("1997-09-02"), rule.parse().unwrap()).expand(horizon);
    assert_eq!(expand("FREQ=DAILY;COUNT=10").truncated, None);
    let cut = expand("FREQ=DAILY;COUNT=11");
    assert_eq!((cut.moments.len(), cut.truncated), (10, Some(Truncation::TooManyOccurrences { most: 10 })));
}

#[test]
fn a_course_leaves_out_public_and_school_holidays() {
    use crate::holidays::{FederalState, holiday};
    use crate::school_holidays::{SchoolHoliday, SchoolHolidays};
    let state = FederalState::Brandenburg;
    let christmas = SchoolHoliday::new("Weihnachtsferien", date(2026, 12, 23), date(2027, 1, 2)).unwrap();
    let school = SchoolHolidays::new(state, [christmas]).unwrap();
    let first = Moment::timed(date(2026, 12, 11).at(18, 0, 0, 0), None, Zone::berlin()).unwrap();
    let series = Series::new(first, "FREQ=WEEKLY;COUNT=18".parse().unwrap());
    let horizon = Horizon::new(date(2026, 1, 1), date(2027, 12, 31), 99);
    let is_off = |day: Date| holiday(state, day).is_some() || school.on(day).is_some();
    let expansion = series.expand_except(horizon, &is_off);
    let shown = |starts: &[DateTime]| -> Vec<String> {
        starts.iter().map(|start| start.strftime("%m-%d").to_string()).collect()
    };
    // Christmas and the day after New Year are school holidays, Good Friday is a public one; all three are counted.
    assert_eq!(shown(&expansion.left_out), ["12-25", "01-01", "03-26"]);
    assert_eq!(expansion.moments.len(), 15);
    assert_eq!(expansion.moments.last().unwrap().civil_start().date(), date(2027, 4, 9));
    // As exceptions they say the same to any other program.
    let exported = Series { excluded: expansion.left_out.iter().copied().collect(), ..series.clone() };
    assert_eq!(exported.expand(horizon).moments, expansion.moments);
    let nothing = series.expand_except(horizon, &|_| false);
    assert_eq!((nothing.moments, nothing.left_out), (series.expand(horizon).moments, Vec::new()));
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

/// Every day from `first` to `last`, one after the other.
fn walk(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

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

/// The civil starts in Berlin of a naive series: the first, and every later day that `takes_place`, where the clocks
/// show the time at all.
fn naive(start: DateTime, last: Date, takes_place: impl Fn(Date) -> bool) -> Vec<DateTime> {
    let later = walk(start.date(), last).skip(1).filter(|day| takes_place(*day));
    let at_time = later
        .map(|day| DateTime::from_parts(day, start.time()))
        .filter(|civil| Zone::berlin().exists(*civil));
    std::iter::once(start).chain(at_time).collect()
}

fn in_berlin(start: DateTime, rule: &str, last: Date) -> Vec<Moment> {
    let first = Moment::timed(start, None, Zone::berlin()).unwrap();
    Series::new(first, rule.parse().unwrap()).expand(Horizon::new(start.date(), last, 10_000)).moments
}

proptest! {
    #[test]
    fn weekly_rules_agree_with_a_walk_through_the_calendar(
        day in any_day(), hour in 0i8..24, interval in 1i32..5, weekdays in any_weekdays(), length in 1i32..800,
    ) {
        let start = day.at(hour, 30, 0, 0);
        let last = day.checked_add(length.days()).unwrap();
        let rule = format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={}", names(&weekdays));
        let monday = walk(day.checked_sub(6.days()).unwrap(), day).find(|d| d.weekday() == Weekday::Monday).unwrap();
        let expected = naive(start, last, |d| {
            let week = d.since(monday).unwrap().get_days() / 7;
            week % interval == 0 && weekdays.iter().any(|(_, weekday)| *weekday == d.weekday())
        });
        let moments = in_berlin(start, &rule, last);
        let starts: Vec<DateTime> = moments.iter().map(Moment::civil_start).collect();
        prop_assert_eq!(starts, expected);
        // The time of day stays, whatever clocks do; and what comes later is later.
        for moment in moments.iter().skip(1) {
            prop_assert_eq!(Zone::berlin().civil(moment.start(&Zone::berlin())), moment.civil_start());
        }
        prop_assert!(moments.windows(2).all(|pair| pair[0].start(&Zone::berlin()) < pair[1].start(&Zone::berlin())));
    }

    #[test]
    fn daily_rules_agree_with_a_walk_through_the_calendar(day in any_day(), interval in 1i32..40, length in 1i32..800) {
        let start = day.at(2, 15, 0, 0);
        prop_assume!(Zone::berlin().exists(start));
        let last = day.checked_add(length.days()).unwrap();
        let expected = naive(start, last, |d| d.since(day).unwrap().get_days() % interval == 0);
        let starts: Vec<DateTime> =
            in_berlin(start, &format!("FREQ=DAILY;INTERVAL={interval}"), last).iter().map(Moment::civil_start).collect();
        prop_assert_eq!(starts, expected);
    }

    #[test]
    fn the_nth_weekday_of_a_month_agrees_with_counting(
        day in any_day(), nth in prop_oneof![1i32..=5, -5i32..=-1], weekday in 0usize..7, interval in 1i32..5,
    ) {
        let (name, weekday) = WEEKDAYS[weekday];
        let start = day.at(19, 0, 0, 0);
        let last = day.checked_add(800.days()).unwrap();
        let rule = format!("FREQ=MONTHLY;INTERVAL={interval};BYDAY={nth}{name}");
        let expected = naive(start, last, |d| {
            let months = (i32::from(d.year()) - i32::from(day.year())) * 12 + i32::from(d.month()) - i32::from(day.month());
            if d.weekday() != weekday {
                return false;
            }
            let same: Vec<Date> =
                walk(d.first_of_month(), d.last_of_month()).filter(|other| other.weekday() == weekday).collect();
            let steps = usize::try_from(nth.unsigned_abs()).unwrap() - 1;
            let wanted = if nth > 0 { same.get(steps) } else { same.iter().rev().nth(steps) };
            months % interval == 0 && wanted == Some(&d)
        });
        let starts: Vec<DateTime> = in_berlin(start, &rule, last).iter().map(Moment::civil_start).collect();
        prop_assert_eq!(starts, expected);
    }

    #[test]
    fn a_series_looks_the_same_through_every_window(
        day in any_day(),
        rule in prop_oneof![
            Just("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SA"), Just("FREQ=MONTHLY;INTERVAL=5;BYDAY=-1SU"),
            Just("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1,53;BYDAY=MO,SU"), Just("FREQ=DAILY;INTERVAL=17"),
            Just("FREQ=HOURLY;INTERVAL=71"), Just("FREQ=MINUTELY;INTERVAL=4001;BYDAY=TU"),
            Just("FREQ=MONTHLY;COUNT=30;BYMONTHDAY=31,-2"), Just("FREQ=YEARLY;BYDAY=MO;BYSETPOS=-3,2"),
        ],
        from in 0i32..2_000, length in 0i32..500,
    ) {
        let first = Moment::timed(day.at(10, 0, 0, 0), Some(day.at(11, 0, 0, 0)), Zone::berlin()).unwrap();
        let series = Series::new(first, rule.parse().unwrap());
        let from = day.checked_add(from.days()).unwrap();
        let to = from.checked_add(length.days()).unwrap();
        let whole = series.expand(Horizon::new(day, day.checked_add(3_000.days()).unwrap(), 100_000)).moments;
        let inside = |moment: &&Moment| {
            let (first, last) = moment.days(&Zone::berlin());
            first <= to && last >= from
        };
        let expected: Vec<Moment> = whole.iter().filter(inside).cloned().collect();
        prop_assert_eq!(series.expand(Horizon::new(from, to, 100_000)).moments, expected);
    }

    #[test]
    fn whole_days_keep_their_number(day in any_day(), more in 0i32..40, length in 1i32..400) {
        let last = day.checked_add(more.days()).unwrap();
        let series = Series::new(Moment::all_day(day, last).unwrap(), "FREQ=WEEKLY;INTERVAL=2".parse().unwrap());
        for moment in series.expand(Horizon::new(day, day.checked_add(length.days()).unwrap(), 1_000)).moments {
            let (first, last) = moment.days(&Zone::berlin());
            prop_assert_eq!(last.since(first).unwrap().get_days(), more);
        }
    }

    #[test]
    fn random_rules_agree_with_another_implementation(
        day in any_day(),
        frequency in proptest::sample::select(vec!["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"]),
        interval in 1u8..4,
        weekdays in proptest::option::of(any_weekdays()),
        month_days in proptest::option::of(proptest::collection::vec(prop_oneof![1i8..=31, -31i8..=-1], 1..4)),
        months in proptest::option::of(proptest::collection::vec(1u8..=12, 1..4)),
        hours in proptest::option::of(proptest::collection::vec(0u8..24, 1..4)),
        position in proptest::option::of(prop_oneof![1i8..4, -3i8..0]),
    ) {
        let mut rule = format!("FREQ={frequency};INTERVAL={interval}");
        let join = |numbers: Vec<String>| numbers.join(",");
        if let Some(weekdays) = &weekdays { rule += &format!(";BYDAY={}", names(weekdays)); }
        if let Some(days) = month_days.as_ref().filter(|_| frequency != "WEEKLY") {
            rule += &format!(";BYMONTHDAY={}", join(days.iter().map(i8::to_string).collect()));
        }
        if let Some(months) = &months { rule += &format!(";BYMONTH={}", join(months.iter().map(u8::to_string).collect())); }
        if let Some(hours) = &hours { rule += &format!(";BYHOUR={}", join(hours.iter().map(u8::to_string).collect())); }
        // Weeks are left out: the other implementation begins the first week at the first date, the standard at WKST.
        let counts = weekdays.is_some() && !matches!(frequency, "HOURLY" | "WEEKLY");
        if let Some(position) = position.filter(|_| counts) {
            rule += &format!(";BYSETPOS={position}");
        }
        let start = day.at(10, 45, 0, 0);
        let theirs = other_implementation(start, &rule);
        // Both leave out the first date, which that implementation does not count as ours does.
        let mut ours = expanded(Moment::timed(start, None, Zone::utc()).unwrap(), &rule, date(2060, 1, 1), 20);
        ours.retain(|civil| *civil != start);
        let known = theirs.len().min(ours.len()).min(15);
        prop_assert_eq!(&ours[..known], &theirs[..known], "{}", rule);
        prop_assert!(known >= theirs.iter().take(15).filter(|civil| civil.year() < 2060).count(), "{}", rule);
    }
}

/// The starts after the first that the iCalendar library's own expansion yields for a rule in UTC.
fn other_implementation(start: DateTime, rule: &str) -> Vec<DateTime> {
    let text = format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:{}\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        start.strftime("%Y%m%dT%H%M%SZ")
    );
    let calendar = calcard::icalendar::ICalendar::parse(&text).unwrap();
    let expansion = calendar.expand_dates(calcard::common::timezone::Tz::UTC, 20);
    let mut starts: Vec<DateTime> = expansion
        .events
        .iter()
        .map(|event| event.start.naive_utc().to_string().replace(' ', "T").parse().unwrap())
        .filter(|civil: &DateTime| *civil != start)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}
