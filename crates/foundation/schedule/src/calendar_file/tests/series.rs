//! Series: exceptions, changes to single dates, and the many ways in which programs write them.

use super::*;
use crate::occurrence::OccurrenceState;

/// A course on three Tuesdays, with further lines and components.
fn course(further_lines: &str, further_components: &str) -> CalendarFile {
    read_lines(&format!(
        "BEGIN:VEVENT\nUID:kurs\nSUMMARY:Kurs\nLOCATION:Schule\nDTSTART;TZID=Europe/Berlin:20261103T180000\n\
         DTEND;TZID=Europe/Berlin:20261103T193000\nRRULE:FREQ=WEEKLY;COUNT=3\n{further_lines}\nEND:VEVENT\n{further_components}"
    ))
}

fn change(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:kurs\nSUMMARY:Kurs\nLOCATION:Schule\n{}\nEND:VEVENT\n", lines.trim())
}

const FIRST: &str = "2026-11-03 18:00–19:30 Europe/Berlin";
const SECOND: &str = "2026-11-10 18:00–19:30 Europe/Berlin";
const THIRD: &str = "2026-11-17 18:00–19:30 Europe/Berlin";

#[test]
fn a_series_is_one_event_with_all_its_dates() {
    let event = only(course("", ""));
    assert!(event.recurring);
    assert_eq!(lines(&event), [FIRST, SECOND, THIRD]);
    assert_eq!(event.occurrences[1].recurrence_id, RecurrenceId::Time(date(2026, 11, 10).at(18, 0, 0, 0)));
}

#[test]
fn an_exception_is_recognised_however_it_is_written() {
    for exception in [
        "EXDATE;TZID=Europe/Berlin:20261110T180000",
        "EXDATE:20261110T170000Z",
        "EXDATE;TZID=Europe/London:20261110T170000",
        "EXDATE;TZID=\"W. Europe Standard Time\":20261110T180000",
        "EXDATE;VALUE=DATE:20261110",
        "EXDATE:20261110T180000",
        "EXDATE;TZID=Europe/Berlin:20261201T180000,20261110T180000",
        "EXRULE:FREQ=MONTHLY;BYDAY=2TU",
    ] {
        let file = course(exception, "");
        assert_eq!(file.problems, [], "{exception}");
        assert_eq!(lines(&only(file)), [FIRST, THIRD], "{exception}");
    }
}

#[test]
fn the_end_of_a_series_is_recognised_however_it_is_written() {
    for until in ["20261110T170000Z", "20261110", "20261110T180000", "20261110T225959Z", "20261116"] {
        let event =
            event(&format!("DTSTART;TZID=Europe/Berlin:20261103T180000\nRRULE:FREQ=WEEKLY;UNTIL={until}"));
        assert_eq!(event.occurrences.len(), 2, "{until}");
    }
    // One second before the second date.
    assert_eq!(
        event("DTSTART;TZID=Europe/Berlin:20261103T180000\nRRULE:FREQ=WEEKLY;UNTIL=20261110T165959Z")
            .occurrences
            .len(),
        1
    );
    // Whole days until Christmas Eve: the day, its local midnight in UTC, its last second with a `Z`.
    for until in ["20261224", "20261223T230000Z", "20261224T225959Z", "20261224T235959Z", "20261224T000000Z"]
    {
        let event = event(&format!("DTSTART;VALUE=DATE:20261222\nRRULE:FREQ=DAILY;UNTIL={until}"));
        assert_eq!(lines(&event).last().unwrap(), "2026-12-24..2026-12-24", "{until}");
    }
}

#[test]
fn a_moved_date_keeps_its_key_and_tells_what_differs() {
    let file = course(
        "",
        &change(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261110T180000\nSUMMARY:Kurs im Freien\n\
             DTSTART;TZID=Europe/Berlin:20261112T170000\nDTEND;TZID=Europe/Berlin:20261112T180000",
        )
        .replacen("SUMMARY:Kurs\n", "", 1),
    );
    assert_eq!(file.problems, []);
    let event = only(file);
    assert_eq!(lines(&event), [FIRST, "2026-11-12 17:00–18:00 Europe/Berlin", THIRD]);
    let moved = &event.occurrences[1];
    assert_eq!(moved.recurrence_id, RecurrenceId::Time(date(2026, 11, 10).at(18, 0, 0, 0)));
    assert_eq!(moved.summary.as_deref(), Some("Kurs im Freien"));
    assert_eq!(moved.location, None, "the same as the event's");
}

#[test]
fn a_change_finds_its_date_however_it_is_written() {
    for id in [
        "RECURRENCE-ID;TZID=Europe/Berlin:20261110T180000",
        "RECURRENCE-ID:20261110T170000Z",
        "RECURRENCE-ID;VALUE=DATE:20261110",
        "RECURRENCE-ID;TZID=Europe/London:20261110T170000",
    ] {
        // The sequence of the change differs from that of the series, as Google and Outlook write it.
        let file = course("SEQUENCE:2", &change(&format!("SEQUENCE:5\n{id}\nSTATUS:CANCELLED")));
        let cancelled = format!("✗ {SECOND}");
        assert_eq!(lines(&only(file)), [FIRST, cancelled.as_str(), THIRD], "{id}");
    }
}

#[test]
fn changes_belong_to_their_own_series_only() {
    let other = course("", "").events.remove(0);
    let file = course(
        "",
        &format!(
            "BEGIN:VEVENT\nUID:anderer\nDTSTART;TZID=Europe/Berlin:20261103T180000\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n{}",
            change("RECURRENCE-ID;TZID=Europe/Berlin:20261110T180000\nSTATUS:CANCELLED")
                .replace("UID:kurs", "UID:anderer")
        ),
    );
    assert_eq!(lines(&file.events[0]), lines(&other));
    assert_eq!(file.events[1].occurrences[1].occurrence.state, OccurrenceState::Cancelled);
}

#[test]
fn a_change_to_all_later_dates_moves_them_all() {
    let file = course(
        "",
        &change(
            "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261110T180000\nLOCATION:Turnhalle\n\
             DTSTART;TZID=Europe/Berlin:20261111T190000\nDURATION:PT1H",
        )
        .replacen("LOCATION:Schule\n", "", 1),
    );
    let event = only(file);
    assert_eq!(
        lines(&event),
        [FIRST, "2026-11-11 19:00–20:00 Europe/Berlin", "2026-11-18 19:00–20:00 Europe/Berlin"]
    );
    assert_eq!(event.occurrences[2].location.as_deref(), Some("Turnhalle"));
    assert_eq!(event.occurrences[2].recurrence_id, RecurrenceId::Time(date(2026, 11, 17).at(18, 0, 0, 0)));
}

#[test]
fn a_date_moved_into_the_horizon_is_seen_and_one_moved_out_is_not() {
    let text = format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:kurs\nDTSTART:20261103T180000\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\n{}{}END:VCALENDAR",
        change("RECURRENCE-ID:20261117T180000\nDTSTART:20261110T200000"),
        change("RECURRENCE-ID:20261110T180000\nDTSTART:20261205T180000")
    );
    let day = date(2026, 11, 10);
    let file = read(text.as_bytes(), &ReadOptions::new(day, day)).unwrap();
    assert_eq!(lines(&only(file)), ["2026-11-10 20:00– Europe/Berlin"]);
}

#[test]
fn dates_may_be_added_with_a_length_of_their_own() {
    let event = event(
        "DTSTART:20261103T100000\nDTEND:20261103T110000\nRDATE:20261104T100000,20261105T120000\n\
         RDATE;VALUE=PERIOD:20261106T090000/20261106T170000,20261107T090000/PT30M\nRDATE;VALUE=DATE:20261108",
    );
    assert!(event.recurring);
    assert_eq!(
        lines(&event),
        [
            "2026-11-03 10:00–11:00 Europe/Berlin",
            "2026-11-04 10:00–11:00 Europe/Berlin",
            "2026-11-05 12:00–13:00 Europe/Berlin",
            "2026-11-06 09:00–17:00 Europe/Berlin",
            "2026-11-07 09:00–09:30 Europe/Berlin",
            "2026-11-08 10:00–11:00 Europe/Berlin",
        ]
    );
}

#[test]
fn whole_day_series_keep_their_length_and_their_exceptions() {
    let event = event(
        "DTSTART;VALUE=DATE:20261101\nDTEND;VALUE=DATE:20261103\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20261108\n\
         EXDATE;TZID=Europe/Berlin:20261115T000000",
    );
    assert_eq!(lines(&event), ["2026-11-01..2026-11-02", "2026-11-22..2026-11-23"]);
    assert_eq!(event.occurrences[1].recurrence_id, RecurrenceId::Day(date(2026, 11, 22)));
}

#[test]
fn the_last_sunday_of_the_month_works() {
    let event =
        event("DTSTART;TZID=W. Europe Standard Time:20261025T150000\nRRULE:FREQ=MONTHLY;COUNT=4;BYDAY=-1SU");
    let days: Vec<String> = lines(&event).iter().map(|line| line[..10].to_owned()).collect();
    assert_eq!(days, ["2026-10-25", "2026-11-29", "2026-12-27", "2027-01-31"]);
}

#[test]
fn single_dates_under_one_identifier_are_one_series_and_different_events_are_not() {
    let date_of = |day: u8, summary: &str| {
        format!("BEGIN:VEVENT\nUID:1\nSUMMARY:{summary}\nDTSTART:202611{day:02}T100000\nEND:VEVENT\n")
    };
    let file = read_lines(&[date_of(10, "Markt"), date_of(3, "Markt"), date_of(17, "Markt")].concat());
    let event = only(file);
    assert!(event.recurring);
    assert_eq!(event.occurrences.len(), 3);
    let file = read_lines(&[date_of(3, "Markt"), date_of(4, "Chor")].concat());
    assert_eq!(reasons(&file), [ProblemReason::SharedUid]);
    assert_eq!(file.events.len(), 2);
    assert_ne!(file.events[0].uid, file.events[1].uid);
}

#[test]
fn of_two_versions_the_newer_is_taken() {
    let version = |sequence: u8, stamp: &str, hour: u8| {
        format!(
            "BEGIN:VEVENT\nUID:1\nSEQUENCE:{sequence}\nDTSTAMP:{stamp}\nDTSTART:20261122T{hour:02}0000\nEND:VEVENT\n"
        )
    };
    for versions in [
        [version(2, "20260101T000000Z", 11), version(1, "20260201T000000Z", 10)],
        [version(1, "20260201T000000Z", 10), version(2, "20260101T000000Z", 11)],
    ] {
        assert_eq!(lines(&only(read_lines(&versions.concat()))), ["2026-11-22 11:00– Europe/Berlin"]);
    }
}

#[test]
fn a_private_date_of_a_public_series_stays_out() {
    let file = course("", &change("CLASS:PRIVATE\nRECURRENCE-ID;TZID=Europe/Berlin:20261110T180000"));
    assert_eq!(file.skipped.len(), 1);
    assert_eq!(lines(&only(file)), [FIRST, THIRD]);
}

#[test]
fn a_change_without_its_series_stands_alone() {
    let file =
        read_lines(&change("RECURRENCE-ID:20261110T180000\nDTSTART:20261110T190000\nSTATUS:CANCELLED"));
    let event = only(file);
    assert_eq!(lines(&event), ["✗ 2026-11-10 19:00– Europe/Berlin"]);
    assert_eq!(event.status, EventStatus::Confirmed);
}

#[test]
fn a_rule_that_cannot_be_followed_leaves_the_first_date_and_a_word() {
    for rule in ["FREQ=SOMETIMES", "FREQ=DAILY;BYHOUR=256", "RSCALE=HEBREW;FREQ=YEARLY", "täglich"] {
        let file =
            read_lines(&format!("BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nRRULE:{rule}\nEND:VEVENT"));
        assert!(matches!(reasons(&file)[..], [ProblemReason::UnreadableRule(_)]), "{rule}");
        assert_eq!(only(file).occurrences.len(), 1);
    }
    let file = read_lines("BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261122\nRRULE:FREQ=HOURLY\nEND:VEVENT");
    assert_eq!(reasons(&file), [ProblemReason::RuleWithinDay]);
}

#[test]
fn a_night_across_the_change_of_clocks_keeps_its_hours() {
    let event = event("DTSTART:20260321T220000\nDTEND:20260322T040000\nRRULE:FREQ=WEEKLY;COUNT=2");
    assert_eq!(lines(&event)[1], "2026-03-28 22:00–2026-03-29 04:00 Europe/Berlin");
}

#[test]
fn a_stored_event_is_read_back() {
    let event = only(course("EXDATE:20261110T170000Z", ""));
    let stored = serde_json::to_string(&event).unwrap();
    assert_eq!(serde_json::from_str::<CalendarEvent>(&stored).unwrap(), event);
    let whole_day = super::event("DTSTART;VALUE=DATE:20261122");
    let stored = serde_json::to_string(&whole_day).unwrap();
    assert_eq!(serde_json::from_str::<CalendarEvent>(&stored).unwrap(), whole_day);
}
