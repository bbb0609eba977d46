//! Files made or broken to do harm: they end with a reason, in bounded time and memory, and never with a panic. The
//! bounds are counts of steps and entries; no test here measures time.

use super::*;
use proptest::prelude::*;

fn file_of(events: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n").into_bytes()
}

#[test]
fn rules_by_the_second_are_cut_short_and_say_so() {
    for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=4000000000"] {
        let event = event(&format!("DTSTART:20260101T000000\nRRULE:{rule}"));
        assert_eq!(event.truncated, Some(Truncation::TooManyOccurrences { most: 1_000 }), "{rule}");
        assert_eq!(event.occurrences.len(), 1_000);
    }
}

#[test]
fn thousands_of_endless_series_use_up_the_file_and_no_more() {
    let bomb = |n: usize| {
        format!("BEGIN:VEVENT\nUID:{n}\nDTSTART:20260101T000000\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n")
    };
    let options = ReadOptions { most_occurrences: 5_000, ..wide() };
    let file = read(&file_of(&(0..50).map(bomb).collect::<String>()), &options).unwrap();
    assert_eq!(file.events.len(), 50);
    assert_eq!(file.events.iter().map(|event| event.occurrences.len()).sum::<usize>(), 5_000);
    assert_eq!(file.events.last().unwrap().truncated, Some(Truncation::FileExhausted));
}

#[test]
fn series_that_only_cost_work_use_up_the_files_budget() {
    let bomb = |n: usize| {
        format!(
            "BEGIN:VEVENT\nUID:{n}\nDTSTART:00010101T000000\nRRULE:FREQ=SECONDLY;COUNT=999999999\nEND:VEVENT\n"
        )
    };
    let options = ReadOptions { most_steps: 250_000, ..wide() };
    let file = read(&file_of(&(0..200).map(bomb).collect::<String>()), &options).unwrap();
    assert!(file.events.iter().all(|event| event.truncated == Some(Truncation::TooMuchWork)));
}

#[test]
fn a_million_exceptions_are_refused_event_by_event() {
    let one_line = format!("EXDATE:{}", vec!["20260101T100000"; 1_000_000].join(","));
    let many_lines = "EXDATE:20260101T100000\n".repeat(800_000);
    for exceptions in [one_line, many_lines] {
        let event = format!(
            "BEGIN:VEVENT\nUID:1\nDTSTART:20260101T100000\nRRULE:FREQ=DAILY\n{exceptions}\nEND:VEVENT\n"
        );
        let file = read(&file_of(&event), &wide()).unwrap();
        assert_eq!(reasons(&file), [ProblemReason::TooManyDates { most: 50_000 }]);
        assert_eq!(file.events, []);
    }
}

#[test]
fn as_many_exceptions_as_are_read_work() {
    let exceptions: String =
        (1..=28).map(|day| format!("EXDATE:202602{day:02}T100000\n")).collect::<String>().repeat(1_000);
    let event = event(&format!("DTSTART:20260201T100000\nRRULE:FREQ=DAILY;COUNT=29\n{exceptions}"));
    assert_eq!(lines(&event), ["2026-03-01 10:00– Europe/Berlin"]);
}

#[test]
fn deep_nesting_hides_nothing_and_overflows_nothing() {
    let deep = format!(
        "{}{}BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT\n",
        "BEGIN:X-DEEP\n".repeat(200_000),
        "END:X-OTHER\n".repeat(200_000)
    );
    assert_eq!(read(&file_of(&deep), &wide()).unwrap().events.len(), 1);
    let alarms = format!(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\n{}SUMMARY:tief\n{}SUMMARY:oben\nEND:VEVENT\n",
        "BEGIN:VALARM\n".repeat(1_000),
        "END:VALARM\n".repeat(1_000)
    );
    assert_eq!(only(read(&file_of(&alarms), &wide()).unwrap()).summary.as_deref(), Some("oben"));
    let calendars = format!(
        "{}BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT\n",
        "BEGIN:VCALENDAR\n".repeat(1_000)
    );
    assert_eq!(read(calendars.as_bytes(), &wide()).unwrap().events.len(), 1);
}

#[test]
fn a_line_of_megabytes_becomes_a_bounded_text() {
    for text in [
        "a".repeat(3_000_000),
        "ä<".repeat(1_000_000),
        "<a ".repeat(500_000),
        "&".repeat(1_000_000),
        "<p>".repeat(500_000),
    ] {
        let file = format!(
            "BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nSUMMARY:{text}\nDESCRIPTION:{text}\nCATEGORIES:{text}\nEND:VEVENT\n"
        );
        let event = only(read(&file_of(&file), &wide()).unwrap());
        assert!(event.summary.is_none_or(|summary| summary.chars().count() <= 300));
        assert!(event.description.is_none_or(|description| description.chars().count() <= 20_000));
    }
    let folded = format!(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nSUMMARY:a{}\nEND:VEVENT\n",
        "\n b".repeat(500_000)
    );
    assert!(only(read(&file_of(&folded), &wide()).unwrap()).summary.is_some());
}

#[test]
fn nul_bytes_and_far_years_do_no_harm() {
    let event = event("SUMMARY:Ma\0rkt\0\nDTSTART:20261122T100000");
    assert_eq!(event.summary.as_deref(), Some("Markt"));
    for start in [
        "DTSTART:99991231T235959Z",
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART:00000101T000000",
        "DTSTART:999999999999",
    ] {
        let file = read_lines(&format!("BEGIN:VEVENT\nUID:1\n{start}\nRRULE:FREQ=YEARLY\nEND:VEVENT"));
        assert!(matches!(reasons(&file)[..], [ProblemReason::UnreadableStart(_)]), "{start}");
    }
    for (start, count) in [("DTSTART:99981231T235959", 0), ("DTSTART:00010101T000000\nRRULE:FREQ=YEARLY", 51)]
    {
        let file = read_lines(&format!("BEGIN:VEVENT\nUID:1\n{start}\nDURATION:P99999W\nEND:VEVENT"));
        assert!(only(file).occurrences.len() >= count, "{start}");
    }
    let far = ReadOptions::new(date(-9999, 1, 1), date(9999, 12, 31));
    let text = file_of("BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nRRULE:FREQ=DAILY\nEND:VEVENT\n");
    assert_eq!(only(read(&text, &far).unwrap()).occurrences.len(), 1_000);
}

#[test]
fn years_of_five_digits_are_no_dates() {
    let lines = |lines: &str| read_lines(&format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT"));
    for start in ["DTSTART:999990101T100000", "DTSTART;VALUE=DATE:999990101", "DTSTART:99999-01-01"] {
        let file = lines(start);
        assert!(matches!(reasons(&file)[..], [ProblemReason::UnreadableStart(_)]), "{start}: {file:?}");
        assert_eq!(file.events, []);
    }
    for further in
        ["DTEND:999990101T100000", "RRULE:FREQ=DAILY;UNTIL=999990101T100000", "RDATE:999990101T100000"]
    {
        let file = lines(&format!("DTSTART:20261122T100000\n{further}"));
        let reasons = reasons(&file);
        assert!(
            matches!(
                reasons[..],
                [ProblemReason::UnreadableEnd(_)
                    | ProblemReason::UnreadableRule(_)
                    | ProblemReason::UnreadableDate(_)]
            ),
            "{further}: {reasons:?}"
        );
        assert_eq!(only(file).occurrences.len(), 1, "{further}: the rest is taken");
    }
}

#[test]
fn a_file_of_two_hundred_megabytes_is_refused_before_it_is_looked_at() {
    let refusal = read(&vec![0; 200_000_000], &wide()).unwrap_err();
    assert_eq!(refusal, NotACalendar::TooLarge { bytes: 200_000_000, most: 20_000_000 });
    assert!(refusal.to_string().contains("export a shorter period"));
}

#[test]
fn a_rule_full_of_conditions_is_bounded_by_its_steps() {
    let days: Vec<String> = (1..=366).map(|day| day.to_string()).collect();
    let nth: Vec<String> = (1..=53).flat_map(|nth| ["MO", "SU"].map(|day| format!("{nth}{day}"))).collect();
    let rule = format!("FREQ=YEARLY;BYYEARDAY={};BYDAY={}", days.join(","), nth.join(","));
    let bomb = |n: usize| {
        format!("BEGIN:VEVENT\nUID:{n}\nDTSTART:19000101T000000\nRRULE:{rule};COUNT=999999\nEND:VEVENT\n")
    };
    let options = ReadOptions { most_steps: 200_000, ..wide() };
    let file = read(&file_of(&(0..20).map(bomb).collect::<String>()), &options).unwrap();
    let done = file.events.iter().filter(|event| event.truncated != Some(Truncation::TooMuchWork)).count();
    assert!(done < 6, "{done} of them were followed");
    assert!(file.events.iter().all(|event| event.occurrences.len() <= 1_000));
}

#[test]
fn more_events_than_are_read_refuse_the_file() {
    let options = ReadOptions { most_events: 3, ..wide() };
    let events =
        |count: usize| file_of(&"BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT\n".repeat(count));
    assert_eq!(read(&events(3), &options).unwrap().events.len(), 1);
    assert_eq!(read(&events(4), &options), Err(NotACalendar::TooManyEvents { most: 3 }));
}

#[test]
fn ten_thousand_dates_under_one_identifier_are_read_in_one_go() {
    let dates: String = (0..10_000)
        .map(|n| {
            format!(
                "BEGIN:VEVENT\nUID:1\nDTSTART:{:04}{:02}{:02}T100000\nEND:VEVENT\n",
                1990 + n / 336,
                n / 28 % 12 + 1,
                n % 28 + 1
            )
        })
        .collect();
    let event = only(read(&file_of(&dates), &wide()).unwrap());
    assert_eq!(event.occurrences.len(), 1_000);
    assert_eq!(event.truncated, Some(Truncation::TooManyOccurrences { most: 1_000 }));
    assert_eq!(lines(&event)[0], "1990-01-01 10:00– Europe/Berlin");
}

#[test]
fn thousands_of_problems_are_counted_and_not_all_listed() {
    let file = read(&file_of(&"BEGIN:VEVENT\nUID:1\nEND:VEVENT\n".repeat(1_500)), &wide()).unwrap();
    assert_eq!((file.problems.len(), file.further_problems), (1_000, 500));
}

/// Pieces from which calendars, and ruins of calendars, are put together.
pub(in crate::calendar_file) fn any_line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("BEGIN:VCALENDAR".to_owned()),
        Just("END:VCALENDAR".to_owned()),
        Just("BEGIN:VEVENT".to_owned()),
        Just("END:VEVENT".to_owned()),
        Just("BEGIN:VTIMEZONE".to_owned()),
        Just("TZID:X".to_owned()),
        Just("BEGIN:STANDARD".to_owned()),
        Just("TZOFFSETFROM:+0100".to_owned()),
        Just("TZOFFSETTO:-1400".to_owned()),
        Just("END:STANDARD".to_owned()),
        Just("END:VTIMEZONE".to_owned()),
        Just("RECURRENCE-ID;RANGE=THISANDFUTURE:20260101T000000Z".to_owned()),
        "UID:[ab]",
        "(DTSTART|DTEND|RDATE|EXDATE|RECURRENCE-ID)(;VALUE=DATE|;TZID=X|;TZID=\"Y:Z\"|)?:20(2[0-9])(0[1-9]|1[0-2])([0-3][0-9])(T[0-2][0-9]0000Z?)?",
        "DURATION:-?P([0-9]{1,12}[WDTHMS]){0,3}",
        "RRULE:FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|SECONDLY)(;COUNT=[0-9]{1,3}|;UNTIL=202[0-9]0101|)(;BYDAY=-?[0-6]?(MO|SU))?(;BYSETPOS=-?[0-9])?",
        "(SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|GEO|URL|ORGANIZER;CN=x)[;:](?s).{0,40}",
        "(?s).{0,30}",
        " .{0,20}",
    ];
    piece
}

proptest! {
    #[test]
    fn ruins_of_calendars_are_read_or_refused(lines in proptest::collection::vec(any_line(), 0..40), end in "\r\n|\n|\r") {
        let text = lines.join(&end);
        let options = ReadOptions::new(date(2024, 1, 1), date(2028, 12, 31));
        if let Ok(file) = read(text.as_bytes(), &options) {
            for event in &file.events {
                prop_assert!(event.occurrences.len() <= 2_000);
                prop_assert!(!event.uid.is_empty());
                for item in &event.occurrences {
                    prop_assert!(item.moment().start(&Zone::berlin()) <= item.moment().end(&Zone::berlin()));
                }
            }
            let mut uids: Vec<&str> = file.events.iter().map(|event| event.uid.as_str()).collect();
            uids.sort_unstable();
            uids.dedup();
            prop_assert_eq!(uids.len(), file.events.len(), "every identifier once");
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, &wide());
        let framed = [b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n".as_slice(), &bytes, b"\nEND:VEVENT\nEND:VCALENDAR"].concat();
        prop_assert!(read(&framed, &wide()).is_ok());
    }
}
