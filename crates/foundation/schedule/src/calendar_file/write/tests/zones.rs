//! Definitions of zones against the time library: they are written, given a name that nobody knows, and followed.

use super::*;
use crate::calendar_file::CalendarEvent;
use proptest::prelude::*;

/// Zones of every kind: with and without summer time, in the south, with half and quarter hours, with half an hour of
/// summer time, with Ramadan, with laws of their own, at the date line.
const ZONES: [&str; 14] = [
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Etc/GMT-3",
];

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

/// The instants at which a calendar that defines the zone itself has single events at `times`.
fn instants_by_definition(zone: &Zone, times: &[DateTime]) -> Vec<Timestamp> {
    let events = times.iter().enumerate().map(|(n, time)| {
        let moment = Moment::timed(*time, None, zone.clone()).unwrap();
        WrittenEvent::new(n.to_string(), stamp(), WrittenWhen::once(moment))
    });
    let calendar = WrittenCalendar { events: events.collect(), ..WrittenCalendar::default() };
    let text = write(&calendar)
        .replace(&format!(":{}", zone.name()), ":Nirgendwo")
        .replace(&format!("TZID={}", zone.name()), "TZID=Nirgendwo");
    let (first, last) = (times.iter().min().unwrap().date(), times.iter().max().unwrap().date());
    let around = SignedDuration::from_hours(72);
    let options = ReadOptions::new(first.checked_sub(around).unwrap(), last.checked_add(around).unwrap());
    let file = read(text.as_bytes(), &options).unwrap();
    assert_eq!(file.problems, [], "{text}");
    file.events
        .iter()
        .map(|event: &CalendarEvent| event.occurrences[0].moment().start(&Zone::utc()))
        .collect()
}

#[test]
fn german_time_is_two_rules() {
    let moment = berlin("2026-11-22T18:30:00", "");
    let text = write(&calendar_of(WrittenEvent::new("1", stamp(), WrittenWhen::once(moment))));
    let definition: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != "BEGIN:VTIMEZONE")
        .take_while(|line| *line != "BEGIN:VEVENT")
        .collect();
    assert_eq!(
        definition,
        [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:STANDARD",
            "DTSTART:20241027T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "TZNAME:CET",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:20250330T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "TZNAME:CEST",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
        ]
    );
}

#[test]
fn a_calendar_that_reaches_back_for_decades_knows_the_law_of_each() {
    // No summer time in 1979; until 1995 it ended in September.
    let times = [(1979, 7), (1985, 7), (1995, 10), (1996, 10), (2026, 7), (2026, 12)];
    let times = times.map(|(year, month)| date(year, month, 10).at(12, 0, 0, 0));
    let expected: Vec<Timestamp> = times.iter().map(|time| Zone::berlin().instant(*time)).collect();
    assert_eq!(instants_by_definition(&Zone::berlin(), &times), expected);
}

#[test]
fn every_zone_in_use_is_defined_once_and_utc_needs_no_definition() {
    let in_zone = |name: &str| {
        let moment = Moment::timed(date(2026, 7, 1).at(9, 0, 0, 0), None, zone(name)).unwrap();
        WrittenEvent::new(name, stamp(), WrittenWhen::once(moment))
    };
    let whole_day = WrittenEvent::new("x", stamp(), WrittenWhen::once(days("2026-07-01", "2026-07-01")));
    let mut events = vec![in_zone("Europe/Berlin"), in_zone("UTC"), in_zone("Europe/Berlin"), whole_day];
    events.push(in_zone("Asia/Kathmandu"));
    let text = write(&WrittenCalendar { events, ..WrittenCalendar::default() });
    let names: Vec<&str> = text.lines().filter(|line| line.starts_with("TZID:")).collect();
    assert_eq!(names, ["TZID:Asia/Kathmandu", "TZID:Europe/Berlin"]);
}

#[test]
fn a_zone_at_the_ends_of_the_calendar_is_written() {
    for name in ZONES {
        for year in [1, 1883, 9_998] {
            let moment = Moment::timed(date(year, 6, 1).at(9, 0, 0, 0), None, zone(name)).unwrap();
            let text = write(&calendar_of(WrittenEvent::new("1", stamp(), WrittenWhen::once(moment))));
            assert!(text.contains("BEGIN:STANDARD") || text.contains("BEGIN:DAYLIGHT"), "{text}");
        }
    }
}

proptest! {
    #[test]
    fn definitions_say_what_the_zones_do(
        name in proptest::sample::select(ZONES.to_vec()),
        year in 1950i16..2040,
        offsets in proptest::collection::vec(0i64..6 * 366 * 24 * 60, 1..8),
    ) {
        let zone = zone(name);
        let first = date(year, 1, 1).at(0, 0, 0, 0);
        let times: Vec<DateTime> = offsets
            .iter()
            .map(|minutes| first.checked_add(SignedDuration::from_mins(*minutes)).unwrap())
            .collect();
        // Times that clocks leave out or show twice are read by the same rule, but from different definitions of it.
        let times: Vec<DateTime> = times.into_iter().filter(|time| zone.exists(*time)).collect();
        prop_assume!(!times.is_empty());
        let expected: Vec<Timestamp> = times.iter().map(|time| zone.instant(*time)).collect();
        prop_assert_eq!(instants_by_definition(&zone, &times), expected, "{:?}", times);
    }

    /// A series that goes on after the last date that is written out: the rules of the definition go on too.
    #[test]
    fn definitions_go_on_with_their_series(
        name in proptest::sample::select(vec!["Europe/Berlin", "America/New_York", "America/Santiago", "Asia/Jerusalem", "Australia/Lord_Howe"]),
        years in 1i16..60,
        day in 1i16..=365,
    ) {
        let zone = zone(name);
        let first = Moment::timed(date(2026, 1, 1).at(12, 0, 0, 0), None, zone.clone()).unwrap();
        let when = WrittenWhen { rules: vec!["FREQ=DAILY".parse().unwrap()], ..WrittenWhen::once(first) };
        let text = write(&calendar_of(WrittenEvent::new("1", stamp(), when)));
        let text = text.replace(&format!(":{name}"), ":Nirgendwo").replace(&format!("={name}"), "=Nirgendwo");
        let day = date(2026 + years, 1, 1).with().day_of_year(day).build().unwrap();
        let file = read(text.as_bytes(), &ReadOptions::new(day, day)).unwrap();
        let found: Vec<Timestamp> =
            file.events[0].occurrences.iter().map(|item| item.moment().start(&Zone::utc())).collect();
        prop_assert!(!found.is_empty());
        for instant in found {
            prop_assert_eq!(zone.civil(instant).time(), jiff::civil::time(12, 0, 0, 0));
        }
    }
}
