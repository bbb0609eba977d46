//! Opening hours as offices, libraries and halls write them.

use jiff::civil::{Date, DateTime, Weekday, date};
use proptest::prelude::*;

use super::{rule::WEEK, *};
use crate::holidays::FederalState;

fn hours(text: &str) -> OpeningHours {
    text.parse().unwrap_or_else(|refusal| panic!("{text}: {refusal}"))
}

fn brandenburg() -> HolidayCalendar {
    HolidayCalendar::new(FederalState::Brandenburg)
}

fn on(hours: &OpeningHours, day: Date) -> String {
    hours.on(day, &brandenburg()).iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    date(2026, 11, day).at(hour, minute, 0, 0)
}

#[test]
fn a_library_with_a_lunch_break() {
    let library = hours("Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-13:00; We off; PH off");
    assert_eq!(on(&library, date(2026, 11, 23)), "09:00-12:00,14:00-18:00", "a Monday");
    assert_eq!(on(&library, date(2026, 11, 25)), "", "a Wednesday");
    assert_eq!(on(&library, date(2026, 11, 28)), "10:00-13:00", "a Saturday");
    assert_eq!(on(&library, date(2026, 12, 25)), "", "Christmas Day, a Friday");
    assert!(library.is_open(at(23, 9, 0), &brandenburg()), "the door opens on the minute");
    assert!(!library.is_open(at(23, 12, 0), &brandenburg()), "and closes on the minute");
    assert!(!library.is_open(at(23, 13, 0), &brandenburg()));
}

#[test]
fn people_write_as_they_are_used_to() {
    for (typed, canonical) in [
        ("Mo.–Fr. 9–12 Uhr und 14–18 Uhr", "Mo-Fr 09:00-12:00,14:00-18:00"),
        ("Montag bis Freitag: 9.30 bis 17 Uhr", "Mo-Fr 09:30-17:00"),
        ("Mo, Do 15:00 - 18:00", "Mo,Th 15:00-18:00"),
        ("Di+Mi 8-16", "Tu,We 08:00-16:00"),
        ("1.Mi 16:00-18:00", "We[1] 16:00-18:00"),
        ("1. und 3. Mi 16:00-18:00", "We[1,3] 16:00-18:00"),
        ("letzter Freitag 14-16 Uhr", "Fr[-1] 14:00-16:00"),
        ("täglich 10-18 Uhr", "Mo-Su 10:00-18:00"),
        ("sonntags und feiertags 14-17 Uhr", "Su,PH 14:00-17:00"),
        ("Feiertag geschlossen", "PH off"),
        ("24.12. geschlossen", "Dec 24 off"),
        ("24.12.-26.12. zu", "Dec 24-26 off"),
        ("23.12.2026 - 02.01.2027 geschlossen", "2026 Dec 23-2027 Jan 02 off"),
        ("24. Dezember bis 2. Januar geschlossen", "Dec 24-Jan 02 off"),
        ("April bis Oktober täglich 10:00-18:00", "Apr-Oct 10:00-18:00"),
        ("Mai-Sep: Sa,So: 13-18 Uhr", "May-Sep Sa,Su 13:00-18:00"),
        ("24/7", "Mo-Su 00:00-24:00"),
        ("10:00-18:00", "Mo-Su 10:00-18:00"),
        ("Fr-Mo 10:00-12:00", "Mo,Fr-Su 10:00-12:00"),
        ("Fr 22:00-26:00", "Fr 22:00-02:00"),
        ("Fr 22:00-00:00", "Fr 22:00-24:00"),
        ("Mo 14:00-18:00,09:00-12:00", "Mo 09:00-12:00,14:00-18:00"),
        ("Mo-Fr 09:00-12:00, 1.Mi 16:00-18:00", "Mo-Fr 09:00-12:00, We[1] 16:00-18:00"),
        ("Mo-Fr 09:00-12:00, 24.12. 9-10 Uhr", "Mo-Fr 09:00-12:00, Dec 24 09:00-10:00"),
        ("Feb 29 10:00-12:00", "Feb 29 10:00-12:00"),
        ("We[1-3] 10:00-12:00", "We[1,2,3] 10:00-12:00"),
        ("Dec 24-26,Dec 31 off", "Dec 24-26,Dec 31 off"),
    ] {
        assert_eq!(hours(typed).to_string(), canonical, "{typed}");
    }
}

#[test]
fn the_first_wednesday_of_the_month() {
    let advice = hours("We[1] 16:00-18:00; Fr[-1] 10:00-12:00");
    assert_eq!(on(&advice, date(2026, 11, 4)), "16:00-18:00");
    assert_eq!(on(&advice, date(2026, 11, 11)), "");
    assert_eq!(on(&advice, date(2026, 11, 27)), "10:00-12:00");
    assert_eq!(on(&advice, date(2026, 10, 30)), "10:00-12:00", "the fifth Friday is the last");
    let both = hours("Mo-Fr 09:00-12:00, We[1] 16:00-18:00");
    assert_eq!(on(&both, date(2026, 11, 4)), "09:00-12:00,16:00-18:00", "behind a comma it adds");
    let instead = hours("Mo-Fr 09:00-12:00; We[1] 16:00-18:00");
    assert_eq!(on(&instead, date(2026, 11, 4)), "16:00-18:00", "behind a semicolon it replaces");
}

#[test]
fn a_night_belongs_to_the_day_on_which_it_begins() {
    let club = hours("Fr,Sa 20:00-02:00");
    assert!(club.is_open(at(28, 1, 59), &brandenburg()), "Saturday night, from Friday");
    assert!(!club.is_open(at(28, 2, 0), &brandenburg()));
    assert!(club.is_open(at(29, 0, 30), &brandenburg()), "Sunday, from Saturday");
    assert!(!club.is_open(at(27, 1, 0), &brandenburg()), "Thursday was closed");
    let change = club.next_change(at(27, 23, 0), &brandenburg()).unwrap();
    assert_eq!(change, NextChange { at: at(28, 2, 0), opens: false });
}

#[test]
fn seasons_turn_with_the_year() {
    let castle = hours("Apr-Oct Tu-Su 10:00-18:00; Nov-Mar Sa,Su 11:00-16:00; Dec 24-Jan 02 off");
    assert_eq!(on(&castle, date(2026, 7, 1)), "10:00-18:00");
    assert_eq!(on(&castle, date(2027, 2, 6)), "11:00-16:00");
    assert_eq!(on(&castle, date(2026, 12, 26)), "", "closed between the years");
    assert_eq!(on(&castle, date(2027, 1, 2)), "");
    assert_eq!(on(&castle, date(2027, 1, 3)), "11:00-16:00");
    let once = hours("Mo-Fr 09:00-17:00; 2026 Nov 23-2026 Nov 24 off");
    assert_eq!(on(&once, date(2026, 11, 24)), "");
    assert_eq!(on(&once, date(2027, 11, 23)), "09:00-17:00", "a Tuesday a year later");
}

#[test]
fn holidays_win_wherever_they_are_written() {
    for text in ["PH off; Mo-Su 10:00-18:00", "Mo-Su 10:00-18:00; PH off"] {
        let pool = hours(text);
        assert_eq!(on(&pool, date(2026, 10, 31)), "", "Reformation Day: {text}");
        assert_eq!(pool.to_string(), "Mo-Su 10:00-18:00; PH off");
    }
    let museum = hours("PH 10:00-12:00; Tu-Su 10:00-17:00; Dec 25 off");
    assert_eq!(on(&museum, date(2026, 12, 25)), "", "a day that is named is meant");
    assert_eq!(on(&museum, date(2026, 12, 26)), "10:00-12:00");
    let berlin = HolidayCalendar::new(FederalState::Berlin);
    assert_eq!(museum.on(date(2026, 10, 31), &berlin).len(), 1, "no holiday in Berlin");
    assert_eq!(museum.on(date(2026, 10, 31), &berlin)[0].to_string(), "10:00-17:00");
}

#[test]
fn the_next_change_skips_seams_and_closed_days() {
    let office = hours("Mo-Fr 08:00-12:00,12:00-16:00");
    let change = |at| office.next_change(at, &brandenburg());
    assert_eq!(change(at(23, 9, 0)), Some(NextChange { at: at(23, 16, 0), opens: false }), "not at noon");
    assert_eq!(change(at(27, 16, 0)), Some(NextChange { at: at(30, 8, 0), opens: true }), "over the weekend");
    assert_eq!(hours("24/7").next_change(at(23, 9, 0), &brandenburg()), None);
    let summer = hours("Jun-Aug Mo-Su 10:00-18:00");
    assert_eq!(summer.next_change(at(23, 9, 0), &brandenburg()), None, "further than two weeks");
}

#[test]
fn the_week_of_a_day_starts_on_monday() {
    let library = hours("Mo-Fr 09:00-12:00; PH off");
    let week = library.week(date(2026, 12, 25), &brandenburg());
    assert_eq!(week.len(), 7);
    assert_eq!(week[0].date, date(2026, 12, 21));
    assert_eq!(week[4].holiday, Some(Holiday::ChristmasDay));
    assert!(week[4].intervals.is_empty() && !week[3].intervals.is_empty());
}

#[test]
fn the_table_shows_the_usual_week_and_the_rest_apart() {
    let museum = hours(
        "Apr-Oct Tu-Fr 10:00-18:00; Apr-Oct Sa,Su,PH 11:00-18:00; Nov-Mar Sa,Su 11:00-16:00; \
         Th[1] 10:00-21:00; Dec 24-26 off",
    );
    let summer = museum.weekly_table(date(2026, 7, 1));
    let rows: Vec<_> = summer.rows.iter().map(|row| (row.first, row.last, row.intervals.len())).collect();
    assert_eq!(
        rows,
        [
            (Weekday::Monday, Weekday::Monday, 0),
            (Weekday::Tuesday, Weekday::Friday, 1),
            (Weekday::Saturday, Weekday::Sunday, 1)
        ]
    );
    let others: Vec<String> = summer.others.iter().map(ToString::to_string).collect();
    assert_eq!(
        others,
        ["Apr-Oct PH 11:00-18:00", "Nov-Mar Sa,Su 11:00-16:00", "Th[1] 10:00-21:00", "Dec 24-26 off"]
    );
    let winter = museum.weekly_table(date(2026, 12, 25));
    assert_eq!(winter.rows.len(), 2, "the days around Christmas are an exception, not the usual week");
    assert_eq!(winter.rows[1].intervals[0].to_string(), "11:00-16:00");
}

#[test]
fn refusals_name_what_is_not_understood() {
    for (typed, part) in [
        ("", "no opening hours"),
        (" ; \n", "no opening hours"),
        ("Mo-Fr", "“Mo-Fr” does not say when"),
        ("Mo-Fr 09:00-12:00 nach Vereinbarung", "“nach Vereinbarung” is not understood"),
        ("Mo 09:00-12:00 \"by appointment\"", "“\"by appointment\"” is a remark"),
        ("Mo 25:00-26:00", "“25:00-26:00” is not a time"),
        ("Mo 09:60-12:00", "“09:60-12:00” is not a time"),
        ("Mo 09:00-49:00", "“49:00” is not a time"),
        ("Mo 18:00+", "“18:00” does not say until when"),
        ("Mo 18:00-20:00+", "“18:00-20:00” does not say until when"),
        ("Mo 09:00", "“09:00” does not say until when"),
        ("Mo 10:00-10:00", "“10:00-10:00” is empty"),
        ("Mo 09:00-12:00,11:00-14:00", "“09:00-12:00” and “11:00-14:00” overlap"),
        ("30.2. off", "“30.2.” is not a day"),
        ("Feb 30 off", "“Feb 30” is not a day"),
        ("Dec 99999999999 off", "is not"),
        ("2026 Dec 24-Jan 02 off", "is not a period"),
        ("2026 Dec 24-2026 Dec 02 off", "is not a period"),
        ("We[6] 16:00-18:00", "“6” is not a week"),
        ("6. Mi 16:00-18:00", "“6.” is not a week"),
        ("SH off", "“SH off” names school holidays"),
        ("Tu 09:00-12:00; Tu 14:00-18:00", "“Tu” stands in two rules"),
        ("Xy 09:00-12:00", "“Xy 09:00-12:00” is not understood"),
        ("Mo 09:00-12:00 Tu 10:00-11:00", "“Tu 10:00-11:00” is not understood"),
        ("sunrise-sunset", "“sunrise-sunset” is not understood"),
        ("week 1-53/2 Mo 10:00-12:00", "“week 1-53/2 Mo 10:00-12:00” is not understood"),
        ("Apr-Oct 9-17", "is not"),
        ("🕘", "“🕘” is not understood"),
    ] {
        let refusal = typed.parse::<OpeningHours>().unwrap_err().to_string();
        assert!(refusal.contains(part), "{typed}: {refusal}");
    }
    let long = "Mo 09:00-12:00;".repeat(1_000);
    assert_eq!(long.parse::<OpeningHours>(), Err(NotOpeningHours::TooLong));
    assert!("x".repeat(1_900).parse::<OpeningHours>().unwrap_err().to_string().len() < 300);
}

#[test]
fn the_ends_of_the_calendar_are_no_trap() {
    let always = hours("24/7");
    for moment in [DateTime::MIN, DateTime::MAX] {
        assert!(always.is_open(moment, &brandenburg()));
        assert_eq!(always.next_change(moment, &brandenburg()), None);
    }
    assert!(always.week(Date::MAX, &brandenburg()).len() >= 5);
}

#[test]
fn lines_are_kept_as_a_list() {
    let library = hours("Mo,Th 15:00-18:00, We[1] 10:00-12:00; PH off");
    let json = serde_json::to_string(&library).unwrap();
    assert_eq!(json, r#"["Mo,Th 15:00-18:00, We[1] 10:00-12:00","PH off"]"#);
    assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), library);
    assert!(serde_json::from_str::<OpeningHours>(r#"["Mo 9-"]"#).is_err());
    assert!(serde_json::from_str::<OpeningHours>("[]").is_err());
}

fn any_day() -> impl Strategy<Value = Date> {
    (2020_i16..2040, 0_i64..365)
        .prop_map(|(year, day)| date(year, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap())
}

fn any_season() -> impl Strategy<Value = Season> {
    let month_day = || (1_i8..=12, 1_i8..=28).prop_map(|(month, day)| MonthDay { month, day });
    prop_oneof![
        (1_i8..=12, 1_i8..=12).prop_map(|(from, to)| Season::Months { from, to }),
        (month_day(), month_day()).prop_map(|(from, to)| Season::Days { from, to }),
        (any_day(), any_day()).prop_map(|(a, b)| Season::Dates { from: a.min(b), to: a.max(b) }),
    ]
}

fn any_days() -> impl Strategy<Value = Days> {
    let nth = (prop_oneof![1_i8..=5, -5_i8..=-1], 0_usize..7)
        .prop_map(|(nth, weekday)| NthWeekday { nth, weekday: WEEK[weekday] });
    (any::<[bool; 7]>(), prop::collection::vec(nth, 0..4), any::<bool>()).prop_filter_map(
        "no days",
        |(every, nths, holidays)| {
            let mut days = Days { every, nth: Vec::new(), holidays };
            nths.into_iter().for_each(|nth| days.insert_nth(nth));
            days.settle();
            (days != Days::default()).then_some(days)
        },
    )
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let interval =
        (0_u32..1_440, 1_u32..1_440).prop_filter_map("empty", |(from, to)| Interval::new(from, to));
    (
        prop::collection::vec(any_season(), 0..3),
        any_days(),
        prop::collection::vec(interval, 0..4),
        any::<bool>(),
    )
        .prop_map(|(seasons, days, all, additional)| {
            let mut intervals: Vec<Interval> = Vec::new();
            for interval in all {
                if !intervals.iter().any(|other| other.overlaps(interval)) {
                    intervals.push(interval);
                }
            }
            intervals.sort_unstable();
            let additional = additional && !intervals.is_empty();
            Rule { seasons, days, intervals, additional }
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(rules in prop::collection::vec(any_rule(), 1..6)) {
        let mut written: Vec<String> = Vec::new();
        for rule in &rules {
            match written.last_mut() {
                Some(line) if rule.is_additional() => *line = format!("{line}, {rule}"),
                _ => written.push(rule.to_string()),
            }
        }
        match OpeningHours::from_lines(&written) {
            Ok(hours) => {
                let again = hours.to_string().parse::<OpeningHours>();
                prop_assert_eq!(again.as_ref(), Ok(&hours));
                let from_list = OpeningHours::from_lines(&hours.lines());
                prop_assert_eq!(from_list.as_ref(), Ok(&hours));
                prop_assert_eq!(hours.rules().len(), rules.len());
            }
            // The only thing wrong that honest rules can have among themselves.
            Err(refusal) => prop_assert!(matches!(refusal, NotOpeningHours::SameDays(_)), "{refusal}: {written:?}"),
        }
    }

    #[test]
    fn nonsense_is_refused_and_never_ends_the_program(text in "\\PC{0,60}") {
        if let Err(refusal) = text.parse::<OpeningHours>() {
            prop_assert!(refusal.to_string().len() < 300);
        }
    }

    #[test]
    fn almost_sense_neither(text in "((Mo|Di|We|Sa|PH|Dec|24|9|12:00|1\\.|off|[-,;:.+/\\[\\]])( ?)){0,14}") {
        if let Ok(hours) = text.parse::<OpeningHours>() {
            prop_assert_eq!(hours.to_string().parse::<OpeningHours>(), Ok(hours));
        }
    }
}

proptest! {
    // Each case looks at thousands of minutes.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_door_changes_when_it_is_said_to(
        rules in prop::collection::vec(any_rule(), 1..4), day in any_day(), hour in 0_i8..24, minute in 0_i8..60,
    ) {
        let mut rules = rules;
        rules[0].additional = false;
        let hours = OpeningHours { rules };
        let calendar = brandenburg();
        let now = day.at(hour, minute, 0, 0);
        let open = hours.is_open(now, &calendar);
        // Looking at every minute of three days is the oracle.
        let oracle = (1..3 * 1_440)
            .map(|minutes| now.checked_add(SignedDuration::from_mins(minutes)).unwrap())
            .find(|moment| hours.is_open(*moment, &calendar) != open);
        match (hours.next_change(now, &calendar), oracle) {
            (change, Some(moment)) => prop_assert_eq!(change, Some(NextChange { at: moment, opens: !open })),
            (Some(change), None) => prop_assert!(change.at >= now.checked_add(SignedDuration::from_mins(3 * 1_440)).unwrap()),
            (None, None) => {}
        }
    }
}
