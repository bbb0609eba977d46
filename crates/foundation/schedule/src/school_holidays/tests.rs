//! School holidays as lists tell them.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const TABLE: &str = "state;name;from;to\n\
    # Brandenburg\n\
    BB;Herbstferien;2026-10-19;2026-10-30\n\
    BB;Weihnachtsferien;23.12.2026;02.01.2027\n\
    BB;Brückentag;07.05.2027;\n\
    Sachsen;Herbstferien 2026 Sachsen;12.10.26;24.10.26\n";

fn brandenburg() -> SchoolHolidays {
    let mut read = read_csv(TABLE.as_bytes(), None).unwrap();
    assert_eq!(read.problems, []);
    read.states.remove(0)
}

#[test]
fn a_day_is_a_school_holiday_or_the_next_ones_are_known() {
    let holidays = brandenburg();
    assert_eq!(holidays.state(), FederalState::Brandenburg);
    assert_eq!(holidays.on(date(2026, 10, 19)).unwrap().name(), "Herbstferien");
    assert_eq!(holidays.on(date(2026, 10, 30)).unwrap().last(), date(2026, 10, 30));
    assert_eq!(holidays.on(date(2026, 10, 31)), None);
    assert_eq!(holidays.next(date(2026, 10, 19)).unwrap().name(), "Weihnachtsferien");
    assert_eq!(holidays.next(date(2026, 1, 1)).unwrap().first(), date(2026, 10, 19));
    assert_eq!(holidays.on(date(2027, 5, 7)).unwrap().first(), date(2027, 5, 7));
    assert_eq!(holidays.next(date(2027, 5, 7)), None);
}

#[test]
fn a_table_is_read_however_it_was_saved() {
    let expected = read_csv(TABLE.as_bytes(), None).unwrap();
    assert_eq!(expected.states[1].all()[0].name(), "Herbstferien", "without state and year");
    let commas = TABLE.replace(';', ",");
    let tabs = TABLE.replace(';', "\t").replace('\n', "\r\n");
    let marked = format!("\u{feff}{TABLE}");
    let renamed = TABLE.replacen("state;name;from;to", "Bundesland;Ferien;Von;Bis", 1);
    let windows = encoding_rs::WINDOWS_1252.encode(TABLE).0.into_owned();
    let quoted = TABLE.replace("Brückentag", "\"Brückentag\"");
    for bytes in [
        commas.as_bytes(),
        tabs.as_bytes(),
        marked.as_bytes(),
        renamed.as_bytes(),
        &windows,
        quoted.as_bytes(),
    ] {
        assert_eq!(read_csv(bytes, None).unwrap(), expected, "{}", String::from_utf8_lossy(bytes));
    }
    let without_state = "ferien,beginn,ende\nHerbstferien,2026-10-19,2026-10-30\n";
    assert_eq!(read_csv(without_state.as_bytes(), None), Err(NotSchoolHolidays::NoState));
    let read = read_csv(without_state.as_bytes(), Some(FederalState::Brandenburg)).unwrap();
    assert_eq!(read.states[0].all(), [brandenburg().all()[0].clone()]);
}

#[test]
fn what_cannot_be_taken_is_named_by_its_line_and_the_rest_goes_in() {
    let table = "state;name;from;to\n\
        BB;Herbstferien;2026-10-19;2026-10-30\n\
        XX;Herbstferien;2026-10-19;2026-10-30\n\
        \n\
        BB;Winterferien;1. Februar;2027-02-06\n\
        BB;Osterferien;2027-04-03;2027-03-22\n\
        BB;;2027-05-07;\n\
        BB;Sommerferien;2027-07-01;2028-08-14\n\
        BB;Noch einmal;2026-10-30;2026-11-02\n\
        BB;Herbstferien;2026-10-19;2026-10-30\n\
        BB;Sommerferien;31.02.2027;\n";
    let read = read_csv(table.as_bytes(), None).unwrap();
    assert_eq!(read.states.len(), 1);
    assert_eq!(read.states[0].all().len(), 1);
    let sentences: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "line 3: “XX” is no federal state; write its key from 01 (Schleswig-Holstein) to 16 (Thüringen), its letters, as in BB, or its name",
            "line 5: “1. Februar” is no day; write it as 2026-10-19 or 19.10.2026",
            "line 6: the last day 2027-03-22 lies before the first, 2027-04-03",
            "line 7: the name is missing, as in “Herbstferien”",
            "line 8: 2027-07-01 to 2028-08-14 is longer than any school holidays; check both days",
            "line 9: the days overlap with Herbstferien, 2026-10-19 to 2026-10-30",
            "line 11: “31.02.2027” is no day; write it as 2026-10-19 or 19.10.2026",
        ]
    );
}

#[test]
fn what_is_no_list_is_refused_with_a_word() {
    for (bytes, expected) in [
        (&b" \n"[..], NotSchoolHolidays::Empty),
        (b"PK\x03\x04\0\0", NotSchoolHolidays::NoTable),
        (b"<html><body>Ferien</body></html>", NotSchoolHolidays::Columns(vec!["name", "from"])),
        (b"state;name;to\n", NotSchoolHolidays::Columns(vec!["from"])),
        (b"state;name;from;to\n", NotSchoolHolidays::Nothing(None)),
        (&vec![b'x'; 3_000_000], NotSchoolHolidays::TooLarge),
        (
            format!("state;name;from\n{}", "BB;x;2026-01-01\n".repeat(5_001)).as_bytes(),
            NotSchoolHolidays::TooManyRows,
        ),
    ] {
        assert_eq!(read_csv(bytes, None), Err(expected));
    }
    let many = format!("state;name;from\nBB;x;2026-01-01\n{}", "BB;x;morgen\n".repeat(300));
    let read = read_csv(many.as_bytes(), None).unwrap();
    assert_eq!((read.problems.len(), read.further_problems), (100, 200));
}

#[test]
fn a_calendar_of_whole_days_is_read() {
    let text = "BEGIN:VCALENDAR\nVERSION:2.0\n\
        BEGIN:VEVENT\nUID:1\nSUMMARY:Herbstferien Brandenburg 2026\nDTSTART;VALUE=DATE:20261019\nDTEND;VALUE=DATE:20261031\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:2\nSUMMARY:Elternabend\nDTSTART:20261102T180000\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:3\nSUMMARY:Winterferien\nDTSTART;VALUE=DATE:20270201\nDTEND;VALUE=DATE:20270207\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:4\nSUMMARY:Entfällt\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20270301\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:5\nEND:VEVENT\nEND:VCALENDAR\n";
    let read = read_calendar(text.as_bytes(), FederalState::Brandenburg).unwrap();
    let shown: Vec<String> = read.states[0]
        .all()
        .iter()
        .map(|holiday| format!("{} {}..{}", holiday.name(), holiday.first(), holiday.last()))
        .collect();
    assert_eq!(shown, ["Herbstferien 2026-10-19..2026-10-30", "Winterferien 2027-02-01..2027-02-06"]);
    let sentences: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "line 9: “Elternabend” is no event of whole days",
            "line 26: the event has no start and was left out"
        ]
    );
    assert!(matches!(
        read_calendar(b"Herbstferien ab 19. Oktober", FederalState::Brandenburg),
        Err(NotSchoolHolidays::NotACalendar(_))
    ));
}

#[test]
fn stored_school_holidays_are_read_back_and_wrong_ones_are_not() {
    let holidays = brandenburg();
    let stored = serde_json::to_string(&holidays).unwrap();
    assert_eq!(serde_json::from_str::<SchoolHolidays>(&stored).unwrap(), holidays);
    for wrong in [
        stored.replacen("2026-10-30", "2026-12-24", 1),
        stored.replacen("2026-10-30", "2026-10-18", 1),
        stored.replacen("Herbstferien", "", 1),
        stored.replacen("\"12\"", "\"17\"", 1),
    ] {
        assert!(serde_json::from_str::<SchoolHolidays>(&wrong).is_err(), "{wrong}");
    }
}

fn any_holidays() -> impl Strategy<Value = Vec<SchoolHoliday>> {
    let any = (0i64..2_000, 0i64..60, "[A-Z][a-z]{2,8}").prop_map(|(begin, length, name)| {
        let day =
            |days: i64| date(2025, 1, 1).checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
        SchoolHoliday::new(&name, day(begin), day(begin + length)).unwrap()
    });
    proptest::collection::vec(any, 0..20)
}

proptest! {
    #[test]
    fn every_day_is_answered_as_a_walk_through_the_list_would(holidays in any_holidays()) {
        let mut all = SchoolHolidays::none(FederalState::Brandenburg);
        let mut kept: Vec<SchoolHoliday> = Vec::new();
        for holiday in holidays {
            let overlaps = kept.iter().any(|other| other.first <= holiday.last && holiday.first <= other.last);
            let added = all.add(holiday.clone());
            if kept.contains(&holiday) || overlaps {
                prop_assert_eq!(added.is_ok(), kept.contains(&holiday));
            } else {
                prop_assert!(added.is_ok());
                kept.push(holiday);
            }
        }
        for days in -5..2_100 {
            let day = date(2025, 1, 1).checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
            prop_assert_eq!(all.on(day), kept.iter().find(|holiday| holiday.first <= day && day <= holiday.last));
            let next = kept.iter().filter(|holiday| holiday.first > day).min_by_key(|holiday| holiday.first);
            prop_assert_eq!(all.next(day), next);
        }
    }

    #[test]
    fn any_table_is_read_or_refused(
        lines in proptest::collection::vec("[BS][BN];[A-Za-z]{0,6};[0-9]{1,4}[-.][0-9]{1,2}[-.][0-9]{1,4};.{0,12}|(?s).{0,20}", 0..12),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let text = format!("state;name;from;to\n{}", lines.join("\n"));
        if let Ok(read) = read_csv(text.as_bytes(), None) {
            for state in &read.states {
                prop_assert!(state.all().windows(2).all(|pair| pair[0].last() < pair[1].first()));
            }
        }
        let _ = read_csv(&bytes, Some(FederalState::Bavaria));
        let _ = read_calendar(&bytes, FederalState::Bavaria);
    }
}
