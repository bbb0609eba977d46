//! Calendars that are written are read back as they were, by this program and by another.

mod round_trip;
mod zones;

use super::*;
use crate::calendar_file::{CalendarFile, ReadOptions, RecurrenceId, read};
use crate::occurrence::Moment;
use crate::recurrence::{Horizon, Series};
use crate::zone::Zone;
use jiff::civil::{Date, DateTime, date};

fn stamp() -> Timestamp {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn berlin(start: &str, end: &str) -> Moment {
    let civil = |text: &str| text.parse::<DateTime>().unwrap();
    Moment::timed(civil(start), (!end.is_empty()).then(|| civil(end)), Zone::berlin()).unwrap()
}

fn days(first: &str, last: &str) -> Moment {
    Moment::all_day(first.parse().unwrap(), last.parse().unwrap()).unwrap()
}

fn id(text: &str) -> RecurrenceId {
    text.parse().unwrap()
}

fn calendar_of(event: WrittenEvent) -> WrittenCalendar {
    WrittenCalendar { events: vec![event], ..WrittenCalendar::default() }
}

/// The lines of the events of a calendar, unfolded.
fn event_lines(text: &str) -> Vec<String> {
    let unfolded = text.replace("\r\n ", "");
    unfolded.lines().skip_while(|line| *line != "BEGIN:VEVENT").map(str::to_owned).collect()
}

fn read_back(text: &str) -> CalendarFile {
    let file = read(text.as_bytes(), &ReadOptions::new(date(1960, 1, 1), date(2045, 12, 31))).unwrap();
    assert_eq!(file.problems, [], "{text}");
    file
}

/// A course on four Tuesdays.
fn course() -> Series {
    Series::new(berlin("2026-11-03T18:00:00", "2026-11-03T19:30:00"), "FREQ=WEEKLY;COUNT=4".parse().unwrap())
}

fn dates_of(series: &Series, until: Date) -> Vec<(RecurrenceId, Occurrence)> {
    let expansion = series.expand(Horizon::new(date(1900, 1, 1), until, 900));
    let key = |moment: &Moment| {
        if moment.is_all_day() {
            RecurrenceId::Day(moment.civil_start().date())
        } else {
            RecurrenceId::Time(moment.civil_start())
        }
    };
    expansion.moments.into_iter().map(|moment| (key(&moment), Occurrence::planned(moment))).collect()
}

#[test]
fn a_calendar_says_who_it_is_and_when_to_ask_again() {
    let calendar = WrittenCalendar {
        name: Some("Kurse, Feste; alles".to_owned()),
        description: Some("Was los ist".to_owned()),
        source: Some("https://example.org/kalender.ics".to_owned()),
        refresh: Some(SignedDuration::from_hours(12)),
        events: Vec::new(),
    };
    let text = write(&calendar);
    let (head, zone) = text.split_once("BEGIN:VTIMEZONE\r\n").unwrap();
    assert_eq!(
        head,
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kreisrund//Kreisrund//DE\r\nCALSCALE:GREGORIAN\r\n\
         METHOD:PUBLISH\r\nNAME:Kurse\\, Feste\\; alles\r\nX-WR-CALNAME:Kurse\\, Feste\\; alles\r\n\
         DESCRIPTION:Was los ist\r\nX-WR-CALDESC:Was los ist\r\n\
         SOURCE;VALUE=URI:https://example.org/kalender.ics\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n\
         X-PUBLISHED-TTL:PT12H\r\n"
    );
    // Without events it holds the zone in which they would be: a calendar must not be empty.
    assert!(zone.starts_with("TZID:Europe/Berlin\r\n") && zone.contains("RRULE:FREQ=YEARLY"), "{zone}");
    assert!(zone.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), "{zone}");
    assert_eq!(read_back(&write(&calendar)).name.as_deref(), Some("Kurse, Feste; alles"));
}

#[test]
fn a_course_keeps_its_rule_and_tells_what_is_different() {
    let series = course();
    let mut dates = dates_of(&series, date(2027, 1, 1));
    dates[0].1.state = OccurrenceState::SoldOut;
    dates.remove(1);
    dates[1].1.state = OccurrenceState::Cancelled;
    dates[2].1.moment = berlin("2026-11-25T17:00:00", "2026-11-25T18:30:00");
    let further = berlin("2026-12-01T18:00:00", "2026-12-01T19:30:00");
    dates.push((id("2026-12-01T18:00:00"), Occurrence::planned(further)));
    let when = WrittenWhen::of(Some(&series), &dates, date(2027, 1, 1)).unwrap();
    let mut event = WrittenEvent {
        sequence: 3,
        created: Some(stamp()),
        last_modified: Some(stamp()),
        summary: Some("Nähkurs".to_owned()),
        location: Some("Schule".to_owned()),
        geo: Position::new(51.5, 13.25).ok(),
        url: Some("https://example.org/kurs".to_owned()),
        categories: vec!["Kurs".to_owned(), "Hand, Werk".to_owned()],
        organizer: Some("Volkshochschule".to_owned()),
        organizer_email: Some("kurse@example.org".to_owned()),
        contact: Some("Frau Muster".to_owned()),
        language: Some("de".to_owned()),
        ..WrittenEvent::new("kurs@example.org", stamp(), when)
    };
    event.when.set_texts(id("2026-11-24T18:00:00"), [None, Some("Turnhalle".to_owned()), None]);
    let shared = "UID:kurs@example.org";
    let stamps =
        "SEQUENCE:3\nDTSTAMP:20261122T090000Z\nCREATED:20261122T090000Z\nLAST-MODIFIED:20261122T090000Z";
    let rest = |place: &str, position: &str| {
        format!(
            "SUMMARY;LANGUAGE=de:Nähkurs\nLOCATION:{place}\n{position}URL:https://example.org/kurs\n\
             CATEGORIES:Kurs,Hand\\, Werk\nORGANIZER;CN=\"Volkshochschule\":mailto:kurse@example.org\n\
             CONTACT:Frau Muster"
        )
    };
    let at_school = rest("Schule", "GEO:51.5;13.25\n");
    let zone = "TZID=Europe/Berlin";
    let expected = format!(
        "BEGIN:VEVENT\n{shared}\n{stamps}\nDTSTART;{zone}:20261103T180000\nDTEND;{zone}:20261103T193000\n\
         RRULE:FREQ=WEEKLY;COUNT=4\nRDATE;{zone}:20261201T180000\nEXDATE;{zone}:20261110T180000\n{at_school}\n\
         STATUS:CONFIRMED\nEND:VEVENT\n\
         BEGIN:VEVENT\n{shared}\nRECURRENCE-ID;{zone}:20261103T180000\n{stamps}\nDTSTART;{zone}:20261103T180000\n\
         DTEND;{zone}:20261103T193000\n{at_school}\nSTATUS:CONFIRMED\nX-KREISRUND-SOLD-OUT:TRUE\nEND:VEVENT\n\
         BEGIN:VEVENT\n{shared}\nRECURRENCE-ID;{zone}:20261117T180000\n{stamps}\nDTSTART;{zone}:20261117T180000\n\
         DTEND;{zone}:20261117T193000\n{at_school}\nSTATUS:CANCELLED\nEND:VEVENT\n\
         BEGIN:VEVENT\n{shared}\nRECURRENCE-ID;{zone}:20261124T180000\n{stamps}\nDTSTART;{zone}:20261125T170000\n\
         DTEND;{zone}:20261125T183000\n{}\nSTATUS:CONFIRMED\nEND:VEVENT\nEND:VCALENDAR",
        rest("Turnhalle", "")
    );
    let text = write(&calendar_of(event));
    assert_eq!(event_lines(&text).join("\n"), expected);
    let event = read_back(&text).events.remove(0);
    assert_eq!(event.series.as_ref().unwrap().rules, series.rules);
    let found: Vec<_> =
        event.occurrences.iter().map(|date| (date.recurrence_id, date.occurrence.clone())).collect();
    assert_eq!(found, dates);
    assert_eq!(event.occurrences[2].location.as_deref(), Some("Turnhalle"));
    assert_eq!((event.contact.as_deref(), event.language.as_deref()), (Some("Frau Muster"), Some("de")));
}

#[test]
fn whole_days_end_on_the_day_after_and_open_ends_are_left_open() {
    for (moment, expected) in [
        (days("2026-12-24", "2026-12-26"), "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227"),
        (days("2026-12-31", "2026-12-31"), "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270101"),
        (berlin("2026-12-24T18:00:00", ""), "DTSTART;TZID=Europe/Berlin:20261224T180000\nSTATUS:CONFIRMED"),
        (
            Moment::timed(date(2026, 12, 24).at(18, 0, 0, 0), None, Zone::utc()).unwrap(),
            "DTSTART:20261224T180000Z\nSTATUS:CONFIRMED",
        ),
    ] {
        let text = write(&calendar_of(WrittenEvent::new("1", stamp(), WrittenWhen::once(moment))));
        assert!(event_lines(&text).join("\n").contains(expected), "{text}");
    }
}

#[test]
fn what_is_said_of_the_only_date_is_said_of_the_event() {
    for (state, expected) in [
        (OccurrenceState::Planned, "STATUS:CONFIRMED"),
        (OccurrenceState::Cancelled, "STATUS:CANCELLED"),
        (OccurrenceState::SoldOut, "X-KREISRUND-SOLD-OUT:TRUE"),
    ] {
        let moment = berlin("2026-12-24T18:00:00", "");
        let dates = [(id("2026-12-23T18:00:00"), Occurrence { moment, state })];
        let when = WrittenWhen::of(None, &dates, date(2027, 1, 1)).unwrap();
        let text = write(&calendar_of(WrittenEvent::new("1", stamp(), when)));
        let lines = event_lines(&text);
        assert!(lines.contains(&expected.to_owned()), "{text}");
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{text}");
        assert_eq!(read_back(&text).events[0].occurrences[0].occurrence, dates[0].1);
    }
}

#[test]
fn dates_without_a_rule_are_one_event_whatever_their_lengths() {
    let moments = [
        berlin("2026-12-05T10:00:00", "2026-12-05T16:00:00"),
        berlin("2026-12-06T10:00:00", "2026-12-06T16:00:00"),
        berlin("2026-12-12T14:00:00", ""),
    ];
    let dates: Vec<_> = moments
        .iter()
        .map(|moment| (RecurrenceId::Time(moment.civil_start()), Occurrence::planned(moment.clone())))
        .collect();
    let when = WrittenWhen::of(None, &dates, date(2027, 1, 1)).unwrap();
    assert_eq!(when.added.len(), 2);
    assert_eq!(when.changes.len(), 1);
    let event = read_back(&write(&calendar_of(WrittenEvent::new("1", stamp(), when)))).events.remove(0);
    let found: Vec<_> =
        event.occurrences.iter().map(|date| (date.recurrence_id, date.occurrence.clone())).collect();
    assert_eq!(found, dates);
}

#[test]
fn whole_days_and_times_of_day_can_stand_in_one_event() {
    let dates = [
        (id("2026-12-05"), Occurrence::planned(days("2026-12-05", "2026-12-06"))),
        (id("2026-12-12T14:00:00"), Occurrence::cancelled(berlin("2026-12-12T14:00:00", ""))),
        (id("2026-12-12"), Occurrence::planned(days("2026-12-12", "2026-12-12"))),
    ];
    let when = WrittenWhen::of(None, &dates, date(2027, 1, 1)).unwrap();
    let event = read_back(&write(&calendar_of(WrittenEvent::new("1", stamp(), when)))).events.remove(0);
    let mut found: Vec<_> = event.occurrences.iter().map(|date| date.occurrence.clone()).collect();
    found.sort_by(|a, b| a.moment.compare(&b.moment, &Zone::berlin()));
    assert_eq!(found, [dates[0].1.clone(), dates[2].1.clone(), dates[1].1.clone()]);
}

#[test]
fn what_never_takes_place_is_not_written() {
    assert_eq!(WrittenWhen::of(None, &[], date(2027, 1, 1)), None);
    assert_eq!(WrittenWhen::of(Some(&course()), &[], date(2027, 1, 1)), None);
    // Beyond the days that are known the rule speaks alone.
    let when = WrittenWhen::of(Some(&course()), &[], date(2026, 11, 16)).unwrap();
    assert_eq!(when.excluded.len(), 2);
    let known = Period::new(Some(date(2026, 11, 9)), Some(date(2026, 11, 20))).unwrap();
    let when = WrittenWhen::within(Some(&course()), &[], known).unwrap();
    let excluded: Vec<i8> = when.excluded.iter().map(|start| start.day()).collect();
    assert_eq!(excluded, [10, 17]);
}

#[test]
fn texts_of_a_date_that_there_is_not_make_none() {
    let told = || [Some("Anders".to_owned()), None, None];
    let dates = dates_of(&course(), date(2027, 1, 1));
    let mut when = WrittenWhen::of(Some(&course()), &dates[1..], date(2027, 1, 1)).unwrap();
    for unknown in ["2026-11-03T18:00:00", "2026-11-10T17:00:00", "2027-11-10"] {
        when.set_texts(id(unknown), told());
        assert_eq!(when.changes, [], "{unknown}");
    }
    when.set_texts(id("2026-11-10"), told());
    assert_eq!(when.changes.len(), 1, "a bare day means its date");
    // Whole days among times of day, and the only date that was moved, are found by the identifiers they have here.
    let fair = days("2026-12-12", "2026-12-13");
    let dates = [
        (id("2026-12-05T14:00:00"), Occurrence::planned(berlin("2026-12-05T14:00:00", ""))),
        (id("2026-12-12"), Occurrence::planned(fair)),
    ];
    let mut when = WrittenWhen::of(None, &dates, date(2027, 1, 1)).unwrap();
    when.set_texts(id("2026-12-12"), told());
    assert_eq!((when.changes.len(), when.changes[0].summary.as_deref()), (1, Some("Anders")));
    let mut when = WrittenWhen::of(None, &dates[..1], date(2027, 1, 1)).unwrap();
    when.set_texts(id("2026-12-01T14:00:00"), told());
    assert_eq!(when.changes[0].recurrence_id, id("2026-12-05T14:00:00"));
}

#[test]
fn a_date_that_takes_place_again_is_no_longer_excluded() {
    let mut series = course();
    let dates = dates_of(&series, date(2027, 1, 1));
    series.excluded.insert(date(2026, 11, 10).at(18, 0, 0, 0));
    let when = WrittenWhen::of(Some(&series), &dates, date(2027, 1, 1)).unwrap();
    assert_eq!((when.excluded.len(), when.added.len(), when.changes.len()), (0, 0, 0));
}

#[test]
fn without_a_mail_address_the_organiser_is_a_contact() {
    for (organizer, mail, contact, expected) in [
        (Some("Chor"), None, None, "CONTACT:Chor"),
        (Some("Chor"), None, Some("Herr Muster"), "CONTACT:Chor\\, Herr Muster"),
        (Some("Chor"), None, Some("Chor, Herr Muster"), "CONTACT:Chor\\, Herr Muster"),
        (Some("Chor"), Some("kein Postfach"), None, "CONTACT:Chor"),
        (Some("C \"2\": x"), Some("a@example.org"), None, "ORGANIZER;CN=\"C '2': x\":mailto:a@example.org"),
        (None, Some("a@example.org"), Some("Chor"), "ORGANIZER:mailto:a@example.org\nCONTACT:Chor"),
    ] {
        let event = WrittenEvent {
            organizer: organizer.map(str::to_owned),
            organizer_email: mail.map(str::to_owned),
            contact: contact.map(str::to_owned),
            ..WrittenEvent::new("1", stamp(), WrittenWhen::once(days("2026-12-24", "2026-12-24")))
        };
        let lines = event_lines(&write(&calendar_of(event))).join("\n");
        assert!(lines.contains(&format!("\n{expected}\nSTATUS")), "{lines}");
    }
}

#[test]
fn a_town_is_told_behind_the_place_and_told_apart_again() {
    let series = course();
    let when =
        WrittenWhen::of(Some(&series), &dates_of(&series, date(2027, 1, 1)), date(2027, 1, 1)).unwrap();
    let mut event = WrittenEvent {
        location: Some("Feuerwehrhaus".to_owned()),
        town: Some("Herzberg (Elster)".to_owned()),
        ..WrittenEvent::new("1", stamp(), when)
    };
    event.when.set_texts(id("2026-11-10T18:00:00"), [None, Some("Turnhalle".to_owned()), None]);
    let text = write(&calendar_of(event.clone()));
    let lines = event_lines(&text);
    let places: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| line.starts_with("LOCATION")).collect();
    assert_eq!(places, ["LOCATION:Feuerwehrhaus\\, Herzberg (Elster)", "LOCATION:Turnhalle"]);
    let file = read_back(&text);
    let read = &file.events[0];
    assert_eq!((&read.location, &read.town), (&event.location, &event.town));
    let own: Vec<_> = read.occurrences.iter().map(|date| date.location.as_deref()).collect();
    assert_eq!(own, [None, Some("Turnhalle"), None, None]);
    let again = WrittenEvent::of(read, stamp(), Period::ALWAYS).unwrap();
    assert_eq!(write(&calendar_of(again)), text);
    // Where another program changed the place, what it says now is the place.
    let moved = text.replace("Feuerwehrhaus\\, Herzberg (Elster)", "Markt");
    let read = &read_back(&moved).events[0];
    assert_eq!((read.location.as_deref(), &read.town), (Some("Markt"), &None));
}

#[test]
fn where_to_take_part_on_the_net_is_told_as_the_standard_has_it() {
    let event = WrittenEvent {
        location: Some("Bürgerhaus".to_owned()),
        conference: Some("https://www.meet.example.org:8443/abc?d=e".to_owned()),
        ..WrittenEvent::new("1", stamp(), WrittenWhen::once(days("2026-12-24", "2026-12-24")))
    };
    let text = write(&calendar_of(event.clone()));
    let expected = "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=\"meet.example.org\":\
                    https://www.meet.example.org:8443/abc?d=e";
    assert!(event_lines(&text).contains(&expected.to_owned()), "{text}");
    assert_eq!(read_back(&text).events[0].conference, event.conference);
    for address in ["tel:+49-3535-1", "javascript:alert(1)", "https://a@example.org/", "https://x y"] {
        let event = WrittenEvent { conference: Some(address.to_owned()), ..event.clone() };
        assert!(!write(&calendar_of(event)).contains("CONFERENCE"), "{address}");
    }
}
