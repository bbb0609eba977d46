//! Single events: dates, zones, texts, and what is said about slips.

use super::*;
use crate::occurrence::OccurrenceState;

#[test]
fn whole_days_end_on_the_day_before_the_one_that_dtend_names() {
    for (lines_of_event, expected) in [
        ("DTSTART;VALUE=DATE:20261122\nDTEND;VALUE=DATE:20261123", "2026-11-22..2026-11-22"),
        ("DTSTART;VALUE=DATE:20261122\nDTEND;VALUE=DATE:20261125", "2026-11-22..2026-11-24"),
        ("DTSTART;VALUE=DATE:20261122", "2026-11-22..2026-11-22"),
        ("DTSTART;VALUE=DATE:20261122\nDTEND;VALUE=DATE:20261122", "2026-11-22..2026-11-22"),
        ("DTSTART;VALUE=DATE:20261122\nDURATION:P3D", "2026-11-22..2026-11-24"),
        ("DTSTART;VALUE=DATE:20261122\nDURATION:P1W", "2026-11-22..2026-11-28"),
        ("DTSTART;VALUE=DATE:20261122\nDURATION:PT24H", "2026-11-22..2026-11-22"),
        ("DTSTART:20261122\nDTEND:20261124", "2026-11-22..2026-11-23"),
        // Over new year and over the change to summer time.
        ("DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270102", "2026-12-31..2027-01-01"),
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260331", "2026-03-28..2026-03-30"),
        (
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\nDTSTART;TZID=Europe/Berlin:20261122T000000\nDTEND;TZID=Europe/Berlin:20261124T000000",
            "2026-11-22..2026-11-23",
        ),
    ] {
        assert_eq!(lines(&event(lines_of_event)), [expected], "{lines_of_event}");
    }
}

#[test]
fn times_have_the_end_they_name_or_none() {
    for (lines_of_event, expected) in [
        ("DTSTART:20261122T183000\nDTEND:20261122T200000", "2026-11-22 18:30–20:00 Europe/Berlin"),
        ("DTSTART:20261122T183000\nDURATION:PT1H30M", "2026-11-22 18:30–20:00 Europe/Berlin"),
        ("DTSTART:20261122T183000", "2026-11-22 18:30– Europe/Berlin"),
        ("DTSTART:20261122T183000\nDTEND:20261122T183000", "2026-11-22 18:30– Europe/Berlin"),
        ("DTSTART:20261122T173000Z\nDTEND:20261122T190000Z", "2026-11-22 18:30–20:00 Europe/Berlin"),
        ("DTSTART:20261122T183000+0100", "2026-11-22 18:30– Europe/Berlin"),
        (
            "DTSTART;TZID=Europe/London:20261122T173000\nDTEND:20261122T190000Z",
            "2026-11-22 17:30–19:00 Europe/London",
        ),
        ("DTSTART:20261122T220000\nDTEND:20261123T040000", "2026-11-22 22:00–2026-11-23 04:00 Europe/Berlin"),
        // A day by the calendar, although that night has 25 hours; a day by the clock, which ends an hour earlier.
        ("DTSTART:20261024T120000\nDURATION:P1D", "2026-10-24 12:00–2026-10-25 12:00 Europe/Berlin"),
        ("DTSTART:20261024T120000\nDURATION:PT24H", "2026-10-24 12:00–2026-10-25 11:00 Europe/Berlin"),
        // The second pass of the hour that is repeated can only be said in UTC.
        ("DTSTART:20261025T013000Z\nDURATION:PT10M", "2026-10-25 01:30–01:40 UTC"),
    ] {
        assert_eq!(lines(&event(lines_of_event)), [expected], "{lines_of_event}");
    }
}

#[test]
fn a_time_that_summer_time_leaves_out_happens_an_hour_later() {
    let event = event("DTSTART;TZID=Europe/Berlin:20260329T023000");
    let instant = event.occurrences.first().unwrap().moment().start(&Zone::berlin());
    assert_eq!(Zone::berlin().civil(instant), date(2026, 3, 29).at(3, 30, 0, 0));
}

#[test]
fn zones_are_known_by_all_their_names() {
    for name in [
        "Europe/Berlin",
        "europe/berlin",
        "\"Europe/Berlin\"",
        "W. Europe Standard Time",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
        "/mozilla.org/20050126_1/Europe/Berlin",
        "/Europe/Berlin",
        "\"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\"",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien",
        "\"(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna\"",
        "MEZ",
        "Mitteleuropäische Zeit",
    ] {
        let event = event(&format!("DTSTART;TZID={name}:20260722T183000"));
        assert_eq!(lines(&event), ["2026-07-22 18:30– Europe/Berlin"], "{name}");
    }
    // Bare offsets are told in the calendar's own zone.
    for name in ["GMT+0100", "\"UTC+01:00\"", "Etc/GMT-1"] {
        assert_eq!(
            lines(&event(&format!("DTSTART;TZID={name}:20260722T183000"))),
            ["2026-07-22 19:30– Europe/Berlin"]
        );
    }
}

#[test]
fn a_zone_nobody_knows_is_reported_once_and_taken_as_the_calendars_own() {
    let file = read_lines(
        "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Schlossuhr:20260722T183000\nDTEND;TZID=Schlossuhr:20260722T190000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Schlossuhr:20260723T183000\nEND:VEVENT",
    );
    assert_eq!(
        file.problems,
        [LineProblem {
            line: Some(5),
            uid: Some("1".to_owned()),
            reason: ProblemReason::UnknownZone("Schlossuhr".to_owned())
        }]
    );
    assert_eq!(lines(&file.events[0]), ["2026-07-22 18:30–19:00 Europe/Berlin"]);
}

/// A definition under a name that says nothing.
fn defined(name: &str, standard: &str, daylight: &str) -> String {
    format!(
        "BEGIN:VTIMEZONE\nTZID:{name}\n\
         BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:{daylight}\nTZOFFSETTO:{standard}\n\
         RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n\
         BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:{standard}\nTZOFFSETTO:{daylight}\n\
         RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
}

#[test]
fn a_zone_that_only_the_file_knows_is_followed_by_its_offsets() {
    // 18:00 at +02:00 in winter and +03:00 in summer is 17:00 in Berlin all year.
    let file = read_lines(&format!(
        "{}BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Customized Time Zone:20260120T180000\nDURATION:PT1H\n\
         RRULE:FREQ=MONTHLY;BYMONTH=1,7;COUNT=2\nEND:VEVENT",
        defined("Customized Time Zone", "+0200", "+0300")
    ));
    assert_eq!(file.problems, []);
    assert_eq!(
        lines(&only(file)),
        ["2026-01-20 17:00–18:00 Europe/Berlin", "2026-07-20 17:00–18:00 Europe/Berlin"]
    );
}

#[test]
fn offsets_decide_where_a_name_has_two_meanings() {
    let central = |definition: &str| {
        let text =
            format!("{definition}BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Central:20260720T180000\nEND:VEVENT");
        lines(&only(read_lines(&text)))
    };
    assert_eq!(central(&defined("Central", "+0100", "+0200")), ["2026-07-20 18:00– Europe/Berlin"]);
    assert_eq!(central(""), ["2026-07-20 18:00– America/Chicago"]);
}

#[test]
fn the_calendars_own_zone_is_that_of_its_floating_times() {
    let file =
        read_lines("X-WR-TIMEZONE:Europe/Vienna\nBEGIN:VEVENT\nUID:1\nDTSTART:20260722T183000\nEND:VEVENT");
    assert_eq!(file.default_zone.name(), "Europe/Vienna");
    assert_eq!(lines(&only(file)), ["2026-07-22 18:30– Europe/Vienna"]);
    // UTC says nothing about where people live.
    assert_eq!(read_lines("X-WR-TIMEZONE:UTC").default_zone, Zone::berlin());
}

#[test]
fn one_broken_event_does_not_spoil_the_others() {
    let file = read_lines(
        "BEGIN:VEVENT\nUID:no-start\nSUMMARY:Ohne Beginn\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:bad-start\nDTSTART:morgen\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:year\nDTSTART:999991101T100000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:feb\nDTSTART;VALUE=DATE:20260230\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:good\nDTSTART:20261122T100000\nEND:VEVENT",
    );
    let found: Vec<(Option<usize>, Option<&str>, &ProblemReason)> =
        file.problems.iter().map(|problem| (problem.line, problem.uid.as_deref(), &problem.reason)).collect();
    assert_eq!(
        found,
        [
            (Some(3), Some("no-start"), &ProblemReason::MissingStart),
            (Some(9), Some("bad-start"), &ProblemReason::UnreadableStart("morgen".to_owned())),
            (Some(13), Some("year"), &ProblemReason::UnreadableStart("999991101T100000".to_owned())),
            (Some(17), Some("feb"), &ProblemReason::UnreadableStart("20260230".to_owned())),
        ]
    );
    assert!(!file.is_complete());
    assert_eq!(only(file).uid, "good");
}

#[test]
fn an_end_that_makes_no_sense_is_dropped_and_reported() {
    for (end, reason) in [
        ("DTEND:20261122T170000", ProblemReason::EndBeforeStart),
        ("DURATION:-PT1H", ProblemReason::EndBeforeStart),
        ("DTEND:später", ProblemReason::UnreadableEnd("später".to_owned())),
        ("DURATION:lang", ProblemReason::UnreadableEnd("lang".to_owned())),
    ] {
        let file = read_lines(&format!("BEGIN:VEVENT\nUID:1\nDTSTART:20261122T183000\n{end}\nEND:VEVENT"));
        assert_eq!(reasons(&file), [reason], "{end}");
        assert_eq!(lines(&only(file)), ["2026-11-22 18:30– Europe/Berlin"]);
    }
    let days =
        read_lines("BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261122\nDTEND;VALUE=DATE:20261120\nEND:VEVENT");
    assert_eq!(reasons(&days), [ProblemReason::EndBeforeStart]);
    assert_eq!(lines(&only(days)), ["2026-11-22..2026-11-22"]);
}

#[test]
fn what_is_not_public_stays_out_and_its_content_with_it() {
    let file = read_lines(
        "BEGIN:VEVENT\nUID:1\nCLASS:PRIVATE\nSUMMARY:Zahnarzt\nDTSTART:kaputt\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:2\nCLASS:CONFIDENTIAL\nDTSTART:20261122T100000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:3\nCLASS:X-INTERN\nDTSTART:20261122T100000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:4\nCLASS:public\nDTSTART:20261122T100000\nEND:VEVENT",
    );
    let skipped: Vec<(&str, Class)> =
        file.skipped.iter().map(|event| (event.uid.as_str(), event.class)).collect();
    assert_eq!(skipped, [("2", Class::Confidential), ("3", Class::Private)]);
    assert_eq!(file.problems, []);
    assert_eq!(only(file).uid, "4");
}

#[test]
fn an_event_is_told_with_all_it_says() {
    let event = event(
        "SEQUENCE:3\nSUMMARY:Lesung: „Sagen\\, Märchen“\nDESCRIPTION:Für alle.\\n\\nEintritt frei\\; Spende erbeten.\n\
         LOCATION:Bibliothek\\nMarkt 1\\, Musterstadt\nGEO:51.69;13.23\nURL:https://example.org/lesung\n\
         CATEGORIES:Kultur,Lesung\nCATEGORIES:Kultur\nORGANIZER;CN=\"Bücherei, Musterstadt\":mailto:info@example.org\n\
         STATUS:TENTATIVE\nLAST-MODIFIED:20261001T080000Z\nDTSTART:20261122T183000",
    );
    assert_eq!(event.sequence, 3);
    assert_eq!(event.summary.as_deref(), Some("Lesung: „Sagen, Märchen“"));
    assert_eq!(event.description.as_deref(), Some("Für alle.\n\nEintritt frei; Spende erbeten."));
    assert_eq!(event.location.as_deref(), Some("Bibliothek, Markt 1, Musterstadt"));
    assert_eq!(event.geo, Position::new(51.69, 13.23).ok());
    assert_eq!(event.url.as_deref(), Some("https://example.org/lesung"));
    assert_eq!(event.categories, ["Kultur", "Lesung"]);
    assert_eq!(event.organizer.as_deref(), Some("Bücherei, Musterstadt"));
    assert_eq!(event.status, EventStatus::Tentative);
    assert_eq!(event.last_modified.unwrap().to_string(), "2026-10-01T08:00:00Z");
    assert!(!event.recurring && !event.uid_is_derived);
}

#[test]
fn a_mail_address_is_no_name_and_zero_is_no_place() {
    let event = event(
        "ORGANIZER;CN=info@example.org:mailto:info@example.org\nGEO:0;0\nURL:javascript:alert(1)\nDTSTART:20261122T100000",
    );
    assert_eq!((event.organizer, event.geo, event.url), (None, None, None));
}

#[test]
fn wrapped_and_marked_up_texts_become_plain() {
    for (text, expected) in [
        ("DESCRIPTION:<p>Brot &amp; Spiele</p><p>ab <b>10</b></p>", "Brot & Spiele\n\nab 10"),
        ("DESCRIPTION;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Fr=C3=BCh=\nling", "Frühling"),
        ("DESCRIPTION;ENCODING=BASE64:RnLDvGhsaW5n", "Frühling"),
        ("X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Nur so</p></body></html>", "Nur so"),
        ("DESCRIPTION:\nX-ALT-DESC;FMTTYPE=text/html:Nur <i>so</i>", "Nur so"),
    ] {
        assert_eq!(
            event(&format!("{text}\nDTSTART:20261122T100000")).description.as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn an_event_without_identifier_gets_the_same_one_every_time() {
    let text = |description: &str| {
        format!(
            "BEGIN:VEVENT\nSUMMARY:Markt\nDTSTART:20261122T100000\nDTSTAMP:{description}\nDESCRIPTION:{description}\nEND:VEVENT"
        )
    };
    let (first, second) = (only(read_lines(&text("a"))), only(read_lines(&text("b"))));
    assert!(first.uid_is_derived && first.uid.starts_with("derived-"));
    assert_eq!(first.uid, second.uid);
    // Two that differ only in their description are both kept; the same twice is one.
    assert_eq!(read_lines(&[text("a"), text("b"), text("a")].join("\n")).events.len(), 2);
}

#[test]
fn what_is_no_calendar_is_refused_with_a_sentence() {
    let refused = |bytes: &[u8]| read(bytes, &wide()).unwrap_err();
    assert_eq!(refused(b""), NotACalendar::Empty);
    assert_eq!(refused("\u{feff} \r\n".as_bytes()), NotACalendar::Empty);
    let page = b"<!DOCTYPE html><html><head><title>Anmelden</title></head></html>";
    assert_eq!(refused(page), NotACalendar::NotICalendar(OtherFile::WebPage));
    assert_eq!(refused(b"%PDF-1.7\n..."), NotACalendar::NotICalendar(OtherFile::Binary));
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NotACalendar::NotICalendar(OtherFile::Binary));
    assert_eq!(refused(b"[\"vcalendar\",[],[]]"), NotACalendar::NotICalendar(OtherFile::OtherData));
    assert_eq!(
        refused("Titel;Datum\nMarkt;22.11.2026".as_bytes()),
        NotACalendar::NotICalendar(OtherFile::OtherText)
    );
    assert_eq!(refused(b"BEGIN:VCARD\nFN:A\nEND:VCARD"), NotACalendar::NoCalendar);
    assert!(refused(page).to_string().contains("web page"));
    let small = ReadOptions { most_bytes: 10, ..wide() };
    assert_eq!(read(b"BEGIN:VCALENDAR", &small), Err(NotACalendar::TooLarge { bytes: 15, most: 10 }));
}

#[test]
fn events_without_a_calendar_around_them_are_taken() {
    let file = read(b"BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT\n", &wide()).unwrap();
    assert_eq!(reasons(&file), [ProblemReason::NoCalendarAround]);
    assert_eq!(file.events.len(), 1);
}

#[test]
fn an_event_that_is_not_closed_ends_where_the_next_begins() {
    let file = read_lines(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nBEGIN:VALARM\nSUMMARY:Wecker\n\
         BEGIN:VEVENT\nUID:2\nSUMMARY:Markt\nDTSTART:20261123T100000\nEND:VEVENT",
    );
    assert_eq!(reasons(&file), [ProblemReason::UnclosedEvent]);
    let titles: Vec<Option<&str>> = file.events.iter().map(|event| event.summary.as_deref()).collect();
    assert_eq!(titles, [None, Some("Markt")], "the alarm's title is not the event's");
}

#[test]
fn a_file_that_was_cut_off_is_not_complete_and_one_with_slips_is() {
    let whole = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT\nEND:VCALENDAR\n";
    let complete = |text: &str| read(text.as_bytes(), &wide()).unwrap().is_complete();
    assert!(complete(whole) && complete(&whole.repeat(2)));
    assert!(complete(&whole.replace("END:VEVENT", "DTEND:20261121T100000\nRRULE:oft\nEND:VEVENT")));
    let cut_off = whole.replace("END:VCALENDAR\n", "");
    assert!(!complete(&cut_off));
    assert!(!complete(&format!("{cut_off}{whole}")));
    assert!(!complete(&whole.replace("DTSTART", "DTSTARTED")));
    assert_eq!(reasons(&read(cut_off.as_bytes(), &wide()).unwrap()), [ProblemReason::UnclosedCalendar]);
}

#[test]
fn every_encoding_gives_the_same_calendar() {
    let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Käsefest 5 €\r\nEND:VCALENDAR\r\n";
    let utf16 = |swap: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{text}").encode_utf16().flat_map(swap).collect::<Vec<u8>>()
    };
    let single =
        |euro: u8| text.chars().map(|c| if c == '€' { euro } else { c as u32 as u8 }).collect::<Vec<u8>>();
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        single(0x80),
        single(0xA4),
    ] {
        assert_eq!(read(&bytes, &wide()).unwrap().name.as_deref(), Some("Käsefest 5 €"));
    }
}

#[test]
fn a_cancelled_event_is_told_as_cancelled() {
    let event = event("STATUS:CANCELLED\nDTSTART:20261122T100000\nRRULE:FREQ=DAILY;COUNT=2");
    assert_eq!(event.status, EventStatus::Cancelled);
    assert!(event.occurrences.iter().all(|item| item.occurrence.state == OccurrenceState::Cancelled));
    let file = read_lines("METHOD:CANCEL\nBEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nEND:VEVENT");
    assert_eq!(lines(&only(file)), ["✗ 2026-11-22 10:00– Europe/Berlin"]);
}

#[test]
fn events_outside_the_horizon_have_no_occurrences() {
    let options = ReadOptions::new(date(2026, 11, 22), date(2026, 11, 23));
    let text =
        |start: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{start}\nEND:VEVENT\nEND:VCALENDAR");
    for (start, count) in [
        ("DTSTART:20261121T235900", 0),
        ("DTSTART:20261121T235900\nDURATION:PT1M", 0),
        ("DTSTART:20261121T235900\nDURATION:PT2M", 1),
        ("DTSTART:20261122T000000", 1),
        ("DTSTART:20261123T235900", 1),
        ("DTSTART:20261124T000000", 0),
        // On the other side of the earth it is already the 24th, here still the 23rd.
        ("DTSTART;TZID=Pacific/Auckland:20261124T080000", 1),
        ("DTSTART;VALUE=DATE:20261101\nDTEND;VALUE=DATE:20261122", 0),
        ("DTSTART;VALUE=DATE:20261101\nDTEND;VALUE=DATE:20261123", 1),
    ] {
        assert_eq!(only(read(text(start).as_bytes(), &options).unwrap()).occurrences.len(), count, "{start}");
    }
}

#[test]
fn where_one_takes_part_on_the_net_is_the_first_address_for_everyone() {
    let conference = |lines: &str| event(&format!("DTSTART:20261122T100000\n{lines}")).conference;
    let meet = Some("https://meet.example.org/a?b=c;d,e".to_owned());
    for line in [
        "CONFERENCE;VALUE=URI:https://meet.example.org/a?b=c;d,e",
        "CONFERENCE:https://meet.example.org/a?b=c;d,e",
        "conference;value=uri;feature=audio,Video;label=\"Saal: 1, hier\":https://meet.example.org/a?b=c;d,e",
        "CONFERENCE;VALUE=URI;FEATURE=X-HOLOGRAM;LABEL=Saal:https://meet.example.org/a?b=c;d,e",
        "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+49-3535-1\n\
         CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR:https://meet.example.org/host\n\
         CONFERENCE;VALUE=URI;FEATURE=MODERATOR,VIDEO:https://meet.example.org/host\n\
         CONFERENCE;VALUE=URI;FEATURE=CHAT:https://chat.example.org/room\n\
         CONFERENCE;VALUE=URI;FEATURE=FEED:https://example.org/feed\n\
         CONFERENCE;VALUE=URI;FEATURE=SCREEN:https://meet.example.org/a?b=c;d,e",
    ] {
        assert_eq!(conference(line), meet, "{line}");
    }
    for line in [
        "CONFERENCE;VALUE=URI;FEATURE=CHAT:xmpp:chat@example.org",
        "CONFERENCE:",
        "CONFERENCE;VALUE=URI;FEATURE=:javascript:alert(1)",
        "CONFERENCE;VALUE=BINARY;ENCODING=BASE64:AAAA",
    ] {
        assert_eq!(conference(line), None, "{line}");
    }
}
