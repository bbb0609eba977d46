//! Calendar files from the test suites of other parsers, where they are at hand.
//!
//! The answers were worked out by reading the files and RFC 5545, not by running this program.

use super::*;
use std::path::{Path, PathBuf};

/// The shared data's calendar files; none, and a loud word, where they are absent.
fn corpus() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let shared = std::env::var_os("KREISRUND_SHARED_DATA")
        .map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    let corpus = shared.join("ical");
    if corpus.is_dir() {
        return Some(corpus);
    }
    eprintln!("SKIPPED: there are no calendar files in {}", corpus.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

#[test]
fn every_file_is_read_or_refused() {
    let Some(corpus) = corpus() else { return };
    let (mut read_files, mut refused, mut events, mut occurrences, mut problems) = (0, 0, 0, 0, 0);
    let files = files(&corpus);
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        match read(&bytes, &wide()) {
            Ok(file) => {
                read_files += 1;
                events += file.events.len();
                problems += file.problems.len();
                for event in &file.events {
                    occurrences += event.occurrences.len();
                    assert!(event.occurrences.len() <= 1_000, "{}", path.display());
                }
                assert!(path.extension().is_some_and(|extension| extension == "ics"), "{}", path.display());
            }
            Err(refusal) => {
                refused += 1;
                assert!(!refusal.to_string().is_empty());
                let is_calendar =
                    bytes.windows(15).any(|window| window.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"));
                assert!(!is_calendar, "{}: {refusal}", path.display());
            }
        }
        // Cut off anywhere, as a broken connection leaves it, it must not do harm either.
        for part in 1..8 {
            let _ = read(bytes.get(..bytes.len() * part / 8).unwrap_or_default(), &wide());
        }
    }
    assert!(read_files > 100, "only {read_files} of {} files were read", files.len());
    println!(
        "{read_files} read, {refused} refused; {events} events, {occurrences} occurrences, {problems} problems"
    );
}

/// What a file says: the dates of each of its events, and how many slips it has.
struct Known {
    file: &'static str,
    events: &'static [Dates],
    problems: usize,
}

/// The dates of one event: all of them, or how many with the first and last.
enum Dates {
    All(&'static [&'static str]),
    Many(usize, &'static str, &'static str),
}

use Dates::{All, Many};

const fn known(file: &'static str, events: &'static [Dates], problems: usize) -> Known {
    Known { file, events, problems }
}

const KNOWN: &[Known] = &[
    known("collective-icalendar/calendars/bom_calendar.ics", &[], 0),
    known(
        "collective-icalendar/calendars/issue_1050_simple_calendar.ics",
        &[All(&["2025-01-01 11:00– Europe/Berlin"])],
        0,
    ),
    known("collective-icalendar/calendars/issue_1050_timezone_only_calendar.ics", &[], 0),
    known(
        "collective-icalendar/calendars/issue_1050_calendar_with_events_and_todos.ics",
        &[
            All(&["2025-01-15 10:00–11:00 America/New_York"]),
            All(&["2025-01-16 10:00–11:00 America/New_York"]),
        ],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1081_event_with_rrule.ics",
        &[Many(10, "2025-01-01 11:00– Europe/Berlin", "2025-01-10 11:00– Europe/Berlin")],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1081_tzid_param.ics",
        &[All(&["2025-01-01 10:00– America/New_York"])],
        0,
    ),
    known("collective-icalendar/calendars/issue_1081_invalid_start_and_end.ics", &[], 1),
    known(
        "collective-icalendar/calendars/issue_1081_invalid_rrule_freq.ics",
        &[All(&["2025-01-01 11:00– Europe/Berlin"])],
        1,
    ),
    known(
        "collective-icalendar/calendars/issue_1081_empty_rdate.ics",
        &[All(&["2025-01-01 11:00– Europe/Berlin"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1231_recurrence.ics",
        &[All(&["2025-04-28 18:05– Europe/Berlin"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1426.ics",
        &[All(&[
            "1996-12-30 03:00–07:00 Europe/Berlin",
            "1997-01-01 19:00–1997-01-02 08:00 Europe/Berlin",
            "1997-09-01 20:00–1997-09-02 01:30 Europe/Berlin",
        ])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1426_value_parameters.ics",
        &[All(&["1997-01-01..1997-01-01"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_156_RDATE_with_PERIOD_TZID_khal.ics",
        &[Many(19, "2018-03-27 08:00–09:00 America/Chicago", "2018-07-31 08:00–09:00 America/Chicago")],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_156_RDATE_with_PERIOD_TZID_khal_2.ics",
        &[All(&[
            "2021-11-01 16:00–16:30 Europe/Berlin",
            "2021-12-06 16:00–16:30 Europe/Berlin",
            "2022-01-03 16:00–16:30 Europe/Berlin",
            "2022-02-07 16:00–16:30 Europe/Berlin",
        ])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_1633_rdate_with_dates.ics",
        &[All(&["1997-01-01 19:00– Europe/Berlin"])],
        1,
    ),
    // Weekdays from 3 to 22 July 2015, the last at 10:00 summer time, which is 08:00 UTC.
    known(
        "collective-icalendar/calendars/issue_165_missing_event.ics",
        &[Many(14, "2015-07-03 10:00–10:30 Europe/Berlin", "2015-07-22 10:00–10:30 Europe/Berlin")],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_178_custom_component_contains_other.ics",
        &[All(&["2015-01-22..2015-01-22"])],
        1,
    ),
    // 23:00 eleven hours east of Greenwich is noon there.
    known(
        "collective-icalendar/calendars/issue_218_bad_tzid.ics",
        &[All(&["2017-02-28 13:00–13:30 Europe/Berlin"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_237_fail_to_parse_timezone_with_non_ascii_tzid.ics",
        &[All(&["2017-05-11 18:30–19:00 Europe/Berlin"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_313_globally_unique_tzid.ics",
        &[
            All(&["2020-04-26 14:00–15:00 Europe/Berlin"]),
            All(&["2020-04-26 14:00–15:00 America/New_York"]),
            All(&["2020-04-26 14:00–15:00 America/Argentina/Buenos_Aires"]),
        ],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_321_assert_dst_offset_is_not_false.ics",
        &[All(&["2020-04-03 10:20–11:30 Europe/Berlin"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_350.ics",
        &[All(&["2022-02-22 19:30–20:30 Europe/Berlin"])],
        0,
    ),
    // Every Friday from 21 October 2022 to 28 December 2040.
    known(
        "collective-icalendar/calendars/issue_466_convert_tzid_with_slash.ics",
        &[Many(950, "2022-10-21 20:00–21:00 Europe/Stockholm", "2040-12-28 20:00–21:00 Europe/Stockholm")],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_466_respect_unique_timezone.ics",
        &[Many(950, "2022-10-21 20:00–21:00 Europe/Berlin", "2040-12-28 20:00–21:00 Europe/Berlin")],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_722_missing_VTIMEZONE_custom.ics",
        &[All(&["2014-08-29 08:00– Europe/Berlin"])],
        1,
    ),
    known(
        "collective-icalendar/calendars/issue_722_timezone_transition_ambiguity.ics",
        &[
            All(&["2024-03-02 21:00– Europe/Berlin"]),
            All(&["2024-08-03 00:00– Europe/Berlin"]),
            All(&["2024-05-05 00:00– Europe/Berlin"]),
            All(&["2024-05-04 21:00– Europe/Berlin"]),
        ],
        0,
    ),
    known(
        "collective-icalendar/calendars/issue_836_do_not_quote_tzid.ics",
        &[All(&["2024-10-28 17:00–18:00 America/New_York"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/invalid_duration.ics",
        &[All(&["2024-01-01 01:00– Europe/Berlin"])],
        1,
    ),
    known("collective-icalendar/calendars/broken_ical.ics", &[All(&["2014-04-09 09:30– Europe/Berlin"])], 0),
    known("collective-icalendar/calendars/pacific_fiji.ics", &[All(&["2014-08-29 08:00– Pacific/Fiji"])], 0),
    known(
        "collective-icalendar/calendars/america_new_york_forward_reference.ics",
        &[All(&["2014-08-29 14:00– Europe/Berlin"])],
        0,
    ),
    // Daily from 3 to 23 March 2008 without the 11th; both events, which have no identifier.
    known(
        "collective-icalendar/calendars/parsing_error.ics",
        &[
            Many(20, "2008-03-03..2008-03-03", "2008-03-23..2008-03-23"),
            Many(20, "2008-03-03..2008-03-03", "2008-03-23..2008-03-23"),
        ],
        0,
    ),
    // Every third Wednesday but one, and one more date that is longer.
    known(
        "collective-icalendar/calendars/period_with_timezone.ics",
        &[All(&[
            "2023-09-20 12:00–14:00 America/Vancouver",
            "2023-10-18 12:00–14:00 America/Vancouver",
            "2023-11-15 12:00–14:00 America/Vancouver",
            "2023-12-13 12:00–15:00 America/Vancouver",
            "2024-01-17 12:00–14:00 America/Vancouver",
            "2024-02-21 12:00–14:00 America/Vancouver",
            "2024-03-20 12:00–14:00 America/Vancouver",
            "2024-04-17 12:00–14:00 America/Vancouver",
            "2024-05-15 12:00–14:00 America/Vancouver",
        ])],
        0,
    ),
    known("collective-icalendar/calendars/property_params.ics", &[All(&["2012-08-14..2012-08-14"])], 0),
    known(
        "collective-icalendar/calendars/rfc_7529.ics",
        &[
            All(&["2013-02-10..2013-02-10"]),
            All(&["2013-09-06..2013-09-06"]),
            All(&["2014-02-08..2014-02-08"]),
            All(&["2012-02-29..2012-02-29"]),
        ],
        4,
    ),
    known(
        "collective-icalendar/calendars/timezoned.ics",
        &[All(&["2012-02-13 10:00–2012-02-17 18:00 Europe/Vienna"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/timezone_rdate.ics",
        &[All(&["2012-02-13 10:00– Europe/Berlin"])],
        1,
    ),
    known(
        "collective-icalendar/calendars/timezone_same_start.ics",
        &[All(&["2017-02-24 12:00–12:30 America/Los_Angeles"])],
        0,
    ),
    known(
        "collective-icalendar/calendars/timezone_same_start_and_offset.ics",
        &[All(&["2017-02-24 12:00–12:30 Asia/Tokyo"])],
        // It ends with END:VCALENDARD.
        1,
    ),
    known(
        "collective-icalendar/calendars/example.ics",
        &[
            All(&["2022-01-01..2022-01-01"]),
            All(&["2022-01-07..2022-01-07"]),
            All(&["2022-03-08..2022-03-08"]),
        ],
        0,
    ),
    // The times in its series of dates have no day.
    known(
        "collective-icalendar/calendars/multiple_timezones.ics",
        &[
            All(&["2021-03-02 00:00– America/New_York"]),
            All(&["2021-03-02 01:00– Europe/Berlin"]),
            All(&["2021-03-02 00:00– Europe/Berlin"]),
        ],
        3,
    ),
    // An event by itself counts as one problem: the calendar around it is missing.
    known(
        "collective-icalendar/events/event_with_recurrence_exdates_on_different_lines.ics",
        &[All(&[
            "2012-03-27 10:00–18:00 Europe/Vienna",
            "2012-04-24 10:00–18:00 Europe/Vienna",
            "2012-05-08 10:00–18:00 Europe/Vienna",
            "2012-05-15 10:00–18:00 Europe/Vienna",
            "2012-05-22 10:00–18:00 Europe/Vienna",
            "2012-06-05 10:00–18:00 Europe/Vienna",
            "2012-06-12 10:00–18:00 Europe/Vienna",
            "2012-06-19 10:00–18:00 Europe/Vienna",
            "2012-06-26 10:00–18:00 Europe/Vienna",
            "2012-07-03 10:00–18:00 Europe/Vienna",
        ])],
        1,
    ),
    known(
        "collective-icalendar/events/event_with_recurrence.ics",
        &[Many(97, "1996-04-01 01:00–02:00 Europe/Berlin", "1996-07-09 01:00–02:00 Europe/Berlin")],
        1,
    ),
    // Fridays and Saturdays until 24 October at midnight in New York, without 11 and 12 October.
    known(
        "collective-icalendar/events/issue_112_missing_tzinfo_on_exdate.ics",
        &[Many(11, "2013-09-07 12:00–17:00 America/New_York", "2013-10-19 12:00–17:00 America/New_York")],
        1,
    ),
    known(
        "collective-icalendar/events/issue_70_rrule_causes_attribute_error.ics",
        &[Many(18, "2007-02-20 17:00–18:00 Europe/Berlin", "2007-06-19 17:00–18:00 Europe/Berlin")],
        1,
    ),
    // Its first date is no first Sunday of November, and belongs to the series all the same.
    known(
        "collective-icalendar/events/issue_157_removes_trailing_semicolon.ics",
        &[Many(27, "2015-03-25 10:10– Europe/Berlin", "2040-11-04 10:10– Europe/Berlin")],
        1,
    ),
    known(
        "collective-icalendar/events/issue_184_broken_representation_of_period.ics",
        &[All(&["2015-02-19 13:30–23:30 Europe/Berlin"])],
        1,
    ),
    known(
        "collective-icalendar/events/issue_464_invalid_rdate.ics",
        &[All(&["1996-12-30 03:00–07:00 Europe/Berlin", "1997-01-01 19:00–1997-01-02 08:00 Europe/Berlin"])],
        2,
    ),
    known(
        "collective-icalendar/events/issue_355_url_escaping.ics",
        &[All(&["2022-08-22 12:00– Europe/Berlin"])],
        1,
    ),
    known(
        "collective-icalendar/events/issue_104_mark_events_broken.ics",
        &[All(&["2014-04-01 02:00–03:00 Europe/Berlin"])],
        2,
    ),
    known("collective-icalendar/events/rfc_7265_example_4.ics", &[All(&["2011-05-12..2011-05-12"])], 1),
    known("ical.js/rfc.ics", &[All(&["2008-10-06..2008-10-06"])], 0),
    known("ical.js/newline_junk.ics", &[], 0),
    known("ical.js/component.ics", &[], 2),
];

#[test]
fn files_say_what_a_reader_of_the_standard_finds_in_them() {
    let Some(corpus) = corpus() else { return };
    for Known { file: name, events, problems } in KNOWN {
        let bytes = std::fs::read(corpus.join(name)).unwrap();
        let file = read(&bytes, &wide()).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_eq!(file.problems.len(), *problems, "{name}: {:?}", file.problems);
        assert_eq!(file.events.len(), events.len(), "{name}");
        for (event, expected) in file.events.iter().zip(*events) {
            let lines = lines(event);
            match expected {
                All(expected) => assert_eq!(lines, *expected, "{name}"),
                Many(count, first, last) => {
                    let found =
                        (lines.len(), lines.first().map_or("", |l| l), lines.last().map_or("", |l| l));
                    assert_eq!(found, (*count, *first, *last), "{name}");
                }
            }
        }
    }
}

#[test]
fn files_that_are_no_calendars_are_refused() {
    let Some(corpus) = corpus() else { return };
    for (name, refusal) in [
        (
            "collective-icalendar/calendars/fuzz_testcase_0_char_in_component_name.ics",
            NotACalendar::NoCalendar,
        ),
        ("collective-icalendar/calendars/fuzz_testcase_invalid_month.ics", NotACalendar::NoCalendar),
        ("collective-icalendar/calendars/fuzz_testcase_vtimezone_lone_cr.ics", NotACalendar::NoCalendar),
        (
            "collective-icalendar/calendars/issue_178_component_with_invalid_name_represented.ics",
            NotACalendar::NoCalendar,
        ),
        ("ical.js/vcard.vcf", NotACalendar::NoCalendar),
        ("ical.js/component.json", NotACalendar::NotICalendar(OtherFile::OtherData)),
    ] {
        assert_eq!(read(&std::fs::read(corpus.join(name)).unwrap(), &wide()), Err(refusal), "{name}");
    }
}

/// The shape of a text, in place of the text itself, which belongs to others: its length in characters, and its lines.
fn shape(text: Option<&str>) -> Option<(usize, usize)> {
    text.map(|text| (text.chars().count(), text.lines().count()))
}

#[test]
fn files_tell_what_they_say_besides_dates() {
    let Some(corpus) = corpus() else { return };
    let file = |name: &str| read(&std::fs::read(corpus.join(name)).unwrap(), &wide()).unwrap();

    let booking = file("collective-icalendar/calendars/x_location.ics");
    assert_eq!(shape(booking.name.as_deref()), Some((3, 1)));
    assert_eq!(booking.default_zone.name(), "Europe/Zurich");
    let booking = only(booking);
    // From Apple's structured location, whose parameters fold over six lines.
    assert_eq!(booking.geo, Position::new(52.382762, 7.528319).ok());
    // Three lines of 11, 16 and 7 characters, joined by commas.
    assert_eq!(shape(booking.location.as_deref()), Some((11 + 2 + 16 + 2 + 7, 1)));
    assert_eq!(
        booking.truncated,
        Some(Truncation::TooManyOccurrences { most: 1_000 }),
        "every weekday for 24 years"
    );
    assert_eq!(
        lines(&booking)[..2],
        ["2016-10-28 14:00–14:30 Europe/Zurich", "2016-10-31 14:00–14:30 Europe/Zurich"]
    );

    // A quotation mark needs no escape in a title and has a needless one in the description.
    let quoted = only(file("collective-icalendar/calendars/issue_350.ics"));
    assert_eq!(quoted.summary.map(|title| title.matches('"').count()), Some(2));
    assert_eq!(shape(quoted.description.as_deref()), Some((37, 1)));
    assert!(!quoted.description.unwrap().contains('\\'));
    // Its address is folded between “calen” and “dar”.
    assert!(quoted.url.unwrap().ends_with("/calendar/items/5"));

    let umlauts =
        only(file("collective-icalendar/events/issue_101_icalendar_chokes_on_umlauts_in_organizer.ics"));
    assert_eq!(shape(umlauts.organizer.as_deref()), Some((11, 1)));
    assert!(umlauts.organizer.unwrap().contains(", ä"));
    assert_eq!(shape(umlauts.location.as_deref()), Some((7, 1)));

    let meeting = only(file("collective-icalendar/events/issue_53_description_parsed_properly.ics"));
    assert_eq!(meeting.geo, Position::new(38.90, -77.01).ok());
    // Three commas are escaped, and the line is folded in the middle.
    assert_eq!(meeting.location.as_deref().map(|place| place.matches(", ").count()), Some(3));
    assert!(!meeting.location.unwrap().contains('\\'));
    let description = meeting.description.unwrap();
    assert_eq!(
        description.lines().map(str::is_empty).collect::<Vec<_>>(),
        [false, false, true, false, true, false]
    );

    let categories =
        only(file("collective-icalendar/calendars/issue_127_categories_with_commas.ics")).categories;
    assert_eq!(
        categories.iter().map(|category| category.contains(", ")).collect::<Vec<_>>(),
        [true, true, false]
    );

    let folded = file("collective-icalendar/calendars/multiple_calendar_components.ics");
    let titles: Vec<_> = folded.events.iter().map(|event| shape(event.summary.as_deref())).collect();
    assert_eq!(titles, [Some((13, 1)), Some((10, 1)), Some((16, 1))]);
}
