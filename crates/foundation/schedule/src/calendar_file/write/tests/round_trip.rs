//! Written, read, written again: nothing is lost, whatever the texts and dates are.

use super::*;
use crate::calendar_file::CalendarEvent;
use crate::recurrence::Rule;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Zones that stand in a place, so that they are kept as they are.
const PLACES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Europe/Dublin",
];

/// Pieces of text that mean something to iCalendar, to HTML, or to programs that guess.
fn any_text(lines: bool) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Nähkurs für alle".to_owned()),
        Just("😀🇩🇪👩‍👩‍👧".to_owned()),
        Just("e\u{301}ö\u{308}".to_owned()),
        Just("a,b;c:d\\e".to_owned()),
        Just("\\n\\N\\\\,\\;".to_owned()),
        Just("\"quoted\" 'too' ^n ^' ^^".to_owned()),
        Just("<b>fett</b> & &amp; &auml; <br>".to_owned()),
        Just("END:VEVENT".to_owned()),
        Just("x;TZID=a,b:20261122T180000".to_owned()),
        Just("QUOTED-PRINTABLE BASE64 =C3=BC".to_owned()),
        Just("=\u{ad}-".to_owned()),
        Just("مرحبا שלום".to_owned()),
        Just("x".repeat(2_000)),
        Just("äöü😀".repeat(40)),
        Just((if lines { "\n\n" } else { " " }).to_owned()),
        Just((if lines { "\n- " } else { " - " }).to_owned()),
        "[ -~]{0,30}",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A text as the reader leaves texts: trimmed, without runs of blanks and invisible marks, not too long.
fn tidy(text: &str, most: usize) -> Option<String> {
    let is_kept = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
    };
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line =
            line.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(is_kept).collect::<String>();
        let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    let text: String = lines.join("\n").trim().chars().take(most).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn any_line(most: usize) -> impl Strategy<Value = Option<String>> {
    proptest::option::of(any_text(false)).prop_map(move |text| text.and_then(|text| tidy(&text, most)))
}

fn any_rule() -> impl Strategy<Value = Option<Rule>> {
    let rule = prop_oneof![
        (1u8..4, 1u8..40)
            .prop_map(|(interval, count)| format!("FREQ=WEEKLY;INTERVAL={interval};COUNT={count}")),
        Just("FREQ=WEEKLY;BYDAY=MO,WE,FR".to_owned()),
        Just("FREQ=DAILY;INTERVAL=3".to_owned()),
        Just("FREQ=DAILY;COUNT=60".to_owned()),
        Just("FREQ=MONTHLY;BYDAY=-1SU".to_owned()),
        Just("FREQ=MONTHLY;BYMONTHDAY=15,-1".to_owned()),
        Just("FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU".to_owned()),
        Just("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;WKST=SU".to_owned()),
    ];
    proptest::option::of(rule.prop_map(|rule| rule.parse().unwrap()))
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (1975i16..2033, 1i16..=365, 0i64..96, 0i64..200, proptest::sample::select(PLACES.to_vec()), 0u8..5)
        .prop_map(|(year, day, quarter, length, zone, kind)| {
            let day = date(year, 1, 1).with().day_of_year(day).build().unwrap();
            let zone = Zone::named(zone).unwrap();
            let start = day.at(0, 0, 0, 0).checked_add(SignedDuration::from_mins(15 * quarter)).unwrap();
            let end = start.checked_add(SignedDuration::from_mins(15 * length)).unwrap();
            match kind {
                0 => Moment::all_day(
                    day,
                    day.checked_add(SignedDuration::from_hours(length / 40 * 24)).unwrap(),
                ),
                1 => Moment::timed(start, None, zone),
                _ => Moment::timed(start, Some(end), zone.clone())
                    .or_else(|_| Moment::timed(start, None, zone)),
            }
            .unwrap()
        })
}

/// What may happen to a date of a series.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Stays,
    IsLacking,
    IsOff,
    IsFull,
    Moves(i64),
    Opens,
    BecomesAllDay,
    HasTexts,
}

fn any_fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![
        12 => Just(Fate::Stays),
        1 => Just(Fate::IsLacking),
        1 => Just(Fate::IsOff),
        1 => Just(Fate::IsFull),
        1 => (-40i64..40).prop_map(Fate::Moves),
        1 => Just(Fate::Opens),
        1 => Just(Fate::BecomesAllDay),
        1 => Just(Fate::HasTexts),
    ];
    proptest::collection::vec(fate, 1..60)
}

fn moved(moment: &Moment, hours: i64) -> Moment {
    let by = SignedDuration::from_hours(hours);
    match moment {
        Moment::AllDay(days) => {
            Moment::all_day(days.first().checked_add(by).unwrap(), days.last().checked_add(by).unwrap())
        }
        Moment::Timed(timed) => Moment::timed(
            timed.start().checked_add(by).unwrap(),
            timed.end().map(|end| end.checked_add(by).unwrap()),
            timed.zone().clone(),
        ),
    }
    .unwrap_or_else(|_| moment.clone())
}

fn opened(moment: &Moment) -> Moment {
    match moment {
        Moment::AllDay(days) => Moment::all_day(days.first(), days.first()).unwrap(),
        Moment::Timed(timed) => Moment::timed(timed.start(), None, timed.zone().clone()).unwrap(),
    }
}

/// The dates of a series until `until` after their fates, and which of them have texts of their own.
fn with_fates(
    series: &Series,
    until: Date,
    fates: &[Fate],
) -> (Vec<(RecurrenceId, Occurrence)>, Vec<RecurrenceId>) {
    let (mut dates, mut told) = (Vec::new(), Vec::new());
    for ((id, date), fate) in dates_of(series, until).into_iter().zip(fates.iter().cycle()) {
        let moment = date.moment.clone();
        dates.push((
            id,
            match fate {
                Fate::IsLacking => continue,
                Fate::Stays => date,
                Fate::IsOff => Occurrence::cancelled(moment),
                Fate::IsFull => Occurrence { moment, state: OccurrenceState::SoldOut },
                Fate::Moves(hours) => Occurrence::planned(moved(&moment, *hours)),
                Fate::Opens => Occurrence::planned(opened(&moment)),
                Fate::BecomesAllDay => {
                    let day = moment.civil_start().date();
                    Occurrence::planned(Moment::all_day(day, day).unwrap())
                }
                Fate::HasTexts => {
                    told.push(id);
                    date
                }
            },
        ));
    }
    (dates, told)
}

/// What is known of every date, by its identifier.
fn by_id(event: &CalendarEvent) -> BTreeMap<RecurrenceId, Occurrence> {
    event.occurrences.iter().map(|date| (date.recurrence_id, date.occurrence.clone())).collect()
}

/// Writes what was read, with what readers do not keep.
fn written_again(file: &CalendarFile, first: &WrittenCalendar, until: Date) -> String {
    let events = file.events.iter().zip(&first.events).map(|(event, first)| {
        let known = Period::new(None, Some(until)).unwrap();
        WrittenEvent {
            created: first.created,
            organizer_email: first.organizer_email.clone(),
            ..WrittenEvent::of(event, first.stamp, known).unwrap()
        }
    });
    write(&WrittenCalendar { events: events.collect(), ..first.clone() })
}

/// The calendar as another program reads it: `calcard` takes every component, and unescapes to the same texts.
fn check_with_another_parser(text: &str, calendar: &WrittenCalendar) -> Result<(), TestCaseError> {
    use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
    let parsed = ICalendar::parse(text).map_err(|entry| TestCaseError::fail(format!("{entry:?}")))?;
    let events: Vec<_> = parsed
        .components
        .iter()
        .filter(|part| part.component_type == ICalendarComponentType::VEvent)
        .collect();
    let written: usize = calendar
        .events
        .iter()
        .map(|event| match event.when.only_change() {
            Some(_) => 1,
            None => 1 + event.when.changes.len(),
        })
        .sum();
    prop_assert_eq!(events.len(), written);
    let value = |component: usize, name: &ICalendarProperty| {
        events[component].property(name).and_then(|entry| entry.values.first()?.as_text().map(str::to_owned))
    };
    let mut component = 0;
    for event in &calendar.events {
        let only = event.when.only_change();
        let own = |own: Option<&String>, shared: &Option<String>| own.or(shared.as_ref()).cloned();
        let summary = own(only.and_then(|only| only.summary.as_ref()), &event.summary);
        let description = own(only.and_then(|only| only.description.as_ref()), &event.description);
        prop_assert_eq!(value(component, &ICalendarProperty::Summary), summary);
        prop_assert_eq!(value(component, &ICalendarProperty::Description), description);
        prop_assert_eq!(value(component, &ICalendarProperty::Location), event.location.clone());
        component += if only.is_some() { 1 } else { 1 + event.when.changes.len() };
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_series_with_changes_is_read_as_it_was_written(
        first in any_moment(), rule in any_rule(), fates in any_fates(), reach in 10i64..700,
        added in proptest::collection::btree_set(0i64..600, 0..4),
    ) {
        prop_assume!(rule.is_some() || !added.is_empty());
        let added: Vec<DateTime> = added
            .iter()
            .map(|days| first.civil_start().checked_add(SignedDuration::from_hours(24 * days)).unwrap())
            .collect();
        let series = Series { first, rules: rule.into_iter().collect(), added, excluded: [].into() };
        let until = series.first.civil_start().date().checked_add(SignedDuration::from_hours(reach * 24)).unwrap();
        let (dates, told) = with_fates(&series, until, &fates);
        let Some(mut when) = WrittenWhen::of(Some(&series), &dates, until) else {
            prop_assert!(dates.is_empty());
            return Ok(());
        };
        for id in &told {
            when.set_texts(*id, [Some("Sonst".to_owned()), None, Some("Zeile\n\nZeile".to_owned())]);
        }
        let calendar = calendar_of(WrittenEvent::new("1", stamp(), when.clone()));
        let text = write(&calendar);
        check_with_another_parser(&text, &calendar)?;
        let far = until.checked_add(SignedDuration::from_hours(100 * 24)).unwrap();
        let options = ReadOptions::new(date(1970, 1, 1), far);
        let file = read(text.as_bytes(), &options).unwrap();
        prop_assert_eq!(&file.problems, &[], "{}", text);
        let event = &file.events[0];
        let expected: BTreeMap<_, _> = dates.iter().cloned().collect();
        // Beyond the last day that was known the rule speaks alone.
        let last = dates.iter().map(|(id, _)| when.start_of(*id)).max().unwrap_or_default();
        let mut found = by_id(event);
        found.retain(|id, _| when.start_of(*id).date() <= until || when.start_of(*id) <= last);
        prop_assert_eq!(&found, &expected, "{}", text);
        for date in &event.occurrences {
            let is_told = told.contains(&date.recurrence_id) && when.only_change().is_none();
            prop_assert_eq!(date.summary.is_some(), is_told);
        }
        let repeats = !series.rules.is_empty() || !when.added.is_empty();
        prop_assert_eq!(event.series.is_some(), repeats);
        if let Some(read) = &event.series {
            prop_assert_eq!(&read.first, &when.first);
            prop_assert_eq!(&read.rules, &when.rules);
            prop_assert_eq!(read.added.iter().copied().collect::<std::collections::BTreeSet<_>>(), when.added);
            prop_assert_eq!(&read.excluded, &when.excluded);
        }
        prop_assert_eq!(written_again(&file, &calendar, until), text);
    }

    #[test]
    fn dates_without_a_rule_are_read_as_they_were_written(
        moments in proptest::collection::vec((any_moment(), 0u8..3, -30i64..30), 1..8), is_one_kind in any::<bool>(),
    ) {
        let mut dates: BTreeMap<RecurrenceId, Occurrence> = BTreeMap::new();
        for (moment, state, shift) in &moments {
            let own = if moment.is_all_day() {
                RecurrenceId::Day(moment.civil_start().date())
            } else {
                RecurrenceId::Time(moment.civil_start())
            };
            let is_like_first = moment.is_all_day() == moments[0].0.is_all_day()
                && match (moment, &moments[0].0) {
                    (Moment::Timed(one), Moment::Timed(other)) => one.zone() == other.zone(),
                    _ => true,
                };
            if is_one_kind && !is_like_first {
                continue;
            }
            let moment = if *shift > 20 && is_one_kind { moved(moment, *shift) } else { moment.clone() };
            dates.insert(own, Occurrence { moment, state: OccurrenceState::ALL[usize::from(*state)] });
        }
        let dates: Vec<_> = dates.into_iter().collect();
        let when = WrittenWhen::of(None, &dates, date(2040, 1, 1)).unwrap();
        let calendar = calendar_of(WrittenEvent::new("1", stamp(), when));
        let text = write(&calendar);
        check_with_another_parser(&text, &calendar)?;
        let file = read_back(&text);
        prop_assert_eq!(file.events.len(), 1);
        let order = |dates: &mut Vec<Occurrence>| dates.sort_by_key(|date| format!("{date:?}"));
        let mut found: Vec<_> = file.events[0].occurrences.iter().map(|date| date.occurrence.clone()).collect();
        let mut expected: Vec<_> = dates.iter().map(|(_, date)| date.clone()).collect();
        order(&mut found);
        order(&mut expected);
        if dates.len() == 1 || is_one_kind {
            prop_assert_eq!(&found, &expected, "{}", text);
        } else {
            // In another zone than the first, the same instants.
            let instants = |dates: &[Occurrence]| {
                let mut instants: Vec<_> = dates
                    .iter()
                    .map(|date| (date.moment.start(&Zone::berlin()), date.moment.end(&Zone::berlin()), date.state))
                    .map(|(start, end, state)| (start, end, state.as_str()))
                    .collect();
                instants.sort_unstable();
                instants
            };
            prop_assert_eq!(instants(&found), instants(&expected), "{}", text);
        }
        if is_one_kind && dates.len() > 1 {
            prop_assert_eq!(by_id(&file.events[0]), dates.iter().cloned().collect::<BTreeMap<_, _>>());
        }
        prop_assert_eq!(written_again(&file, &calendar, date(2040, 1, 1)), text);
    }

    #[test]
    fn every_text_comes_back(
        texts in proptest::collection::vec(
            (any_line(300), proptest::option::of(any_text(true)), any_line(500), any_line(500), any_line(100)), 1..4
        ),
        categories in proptest::collection::vec(any_line(100), 0..4),
        name in any_line(300), latitude in 1.0f64..90.0, longitude in -180.0f64..180.0, sequence in 0i64..1_000_000,
        status in 0usize..3,
    ) {
        let mut kept: Vec<String> = Vec::new();
        for category in categories.into_iter().flatten() {
            if !kept.contains(&category) {
                kept.push(category);
            }
        }
        let events = texts.into_iter().enumerate().map(|(n, (summary, description, location, contact, organizer))| WrittenEvent {
            sequence,
            last_modified: Some(stamp()),
            summary,
            description: description.and_then(|text| tidy(&text, 20_000)),
            location,
            geo: Position::new(latitude, longitude).ok(),
            conference: (n == 1).then(|| format!("https://meet.example.org/{n}?a=b;c,d&e=%20")),
            url: Some(format!("https://example.org/{n}?a=b;c,d&e=%20")),
            categories: kept.clone(),
            organizer: organizer.map(|name| name.replace('"', "'").replace('\\', "/").replace('@', "")).and_then(|name| tidy(&name, 100)),
            organizer_email: Some("leute@example.org".to_owned()),
            contact,
            language: (n == 0).then(|| "de-x-leicht".to_owned()),
            status: [EventStatus::Confirmed, EventStatus::Tentative, EventStatus::Cancelled][status],
            ..WrittenEvent::new(format!("{n},;\\\"ä😀@example.org"), stamp(), WrittenWhen::once(days("2026-11-22", "2026-11-22")))
        });
        let calendar = WrittenCalendar { name, events: events.collect(), ..WrittenCalendar::default() };
        let text = write(&calendar);
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        check_with_another_parser(&text, &calendar)?;
        let file = read_back(&text);
        prop_assert_eq!(&file.name, &calendar.name);
        prop_assert_eq!(file.events.len(), calendar.events.len());
        for (read, written) in file.events.iter().zip(&calendar.events) {
            prop_assert_eq!(&read.uid, &written.uid);
            prop_assert!(!read.uid_is_derived);
            prop_assert_eq!(read.sequence, written.sequence);
            prop_assert_eq!(&read.summary, &written.summary);
            prop_assert_eq!(&read.description, &written.description);
            prop_assert_eq!(&read.location, &written.location);
            prop_assert_eq!(read.geo, written.geo);
            prop_assert_eq!(&read.conference, &written.conference);
            prop_assert_eq!(&read.url, &written.url);
            prop_assert_eq!(&read.categories, &written.categories);
            prop_assert_eq!(&read.organizer, &written.organizer);
            prop_assert_eq!(&read.contact, &written.contact);
            prop_assert_eq!(&read.language, &written.language.clone().filter(|_| written.summary.is_some() || written.description.is_some()));
            prop_assert_eq!(read.status, written.status);
            prop_assert_eq!(read.last_modified, written.last_modified);
        }
        prop_assert_eq!(written_again(&file, &calendar, date(2040, 1, 1)), text);
    }
}

#[test]
fn a_calendar_in_utc_stays_in_utc() {
    let first = Moment::timed(date(2026, 3, 1).at(17, 0, 0, 0), None, Zone::utc()).unwrap();
    let series = Series::new(first, "FREQ=WEEKLY;UNTIL=20260501T170000Z".parse().unwrap());
    let dates = dates_of(&series, date(2027, 1, 1));
    let when = WrittenWhen::of(Some(&series), &dates, date(2027, 1, 1)).unwrap();
    let calendar = calendar_of(WrittenEvent::new("1", stamp(), when));
    let file = read_back(&write(&calendar));
    assert_eq!(file.events[0].series.as_ref(), Some(&series));
    // Shown on German clocks, where the time changes with summer time; and written as it was.
    let hours: Vec<i8> =
        file.events[0].occurrences.iter().map(|date| date.moment().civil_start().hour()).collect();
    assert_eq!(hours, [18, 18, 18, 18, 19, 19, 19, 19, 19]);
    assert_eq!(written_again(&file, &calendar, date(2027, 1, 1)), write(&calendar));
}

/// What is known of every date of an event, whatever zone it is told in.
fn instants(event: &CalendarEvent) -> Vec<(Timestamp, Timestamp, bool, &'static str)> {
    let mut instants: Vec<_> = event
        .occurrences
        .iter()
        .map(|date| {
            let moment = date.moment();
            let (start, end) = (moment.start(&Zone::berlin()), moment.end(&Zone::berlin()));
            (start, end, moment.is_all_day(), date.occurrence.state.as_str())
        })
        .collect();
    instants.sort_unstable();
    instants
}

/// What each date is called.
fn titles(event: &CalendarEvent) -> Vec<(Timestamp, Option<&String>)> {
    let mut titles: Vec<_> = event
        .occurrences
        .iter()
        .map(|date| (date.moment().start(&Zone::berlin()), date.summary.as_ref().or(event.summary.as_ref())))
        .collect();
    titles.sort_unstable();
    titles
}

fn passed_on(file: &CalendarFile, known: Period) -> WrittenCalendar {
    let events = file.events.iter().filter_map(|event| WrittenEvent::of(event, stamp(), known));
    WrittenCalendar { name: file.name.clone(), events: events.collect(), ..WrittenCalendar::default() }
}

proptest! {
    /// Whatever strangers write: what was understood of it is passed on in full, and passing it on again changes nothing.
    #[test]
    fn ruins_of_calendars_are_passed_on_as_they_were_understood(
        events in proptest::collection::vec(proptest::collection::vec(crate::calendar_file::tests::hostile::any_line(), 0..8), 1..6),
        starts in proptest::collection::vec((2024u16..2027, 1u8..=12, 1u8..=28, 0u8..24), 6),
    ) {
        let components: String = events
            .iter()
            .zip(&starts)
            .map(|(lines, (year, month, day, hour))| {
                let start = format!("{year}{month:02}{day:02}T{hour:02}0000");
                format!("BEGIN:VEVENT\r\nDTSTART:{start}\r\n{}\r\nEND:VEVENT\r\n", lines.join("\r\n"))
            })
            .collect();
        let text = format!("BEGIN:VCALENDAR\r\n{components}END:VCALENDAR\r\n");
        let options = ReadOptions::new(date(2024, 1, 1), date(2028, 12, 31));
        let known = Period::new(Some(date(2024, 1, 1)), Some(date(2028, 12, 31))).unwrap();
        let Ok(first) = read(text.as_bytes(), &options) else { return Ok(()) };
        let written = write(&passed_on(&first, known));
        let second = read(written.as_bytes(), &options).unwrap();
        prop_assert_eq!(&second.problems, &[], "{}\n{}", text, written);
        let with_dates: Vec<&CalendarEvent> =
            first.events.iter().filter(|event| WrittenEvent::of(event, stamp(), known).is_some()).collect();
        prop_assert_eq!(second.events.len(), with_dates.len());
        for (before, after) in with_dates.iter().zip(&second.events) {
            prop_assert_eq!(&before.uid, &after.uid);
            // What only one date says of itself, the event says where it is its only date.
            let is_single = before.series.is_none() && before.occurrences.len() == 1;
            if !is_single {
                prop_assert_eq!(&before.summary, &after.summary);
                prop_assert_eq!(&before.description, &after.description);
                prop_assert_eq!(&before.location, &after.location);
            }
            if before.truncated.is_none() {
                prop_assert_eq!(titles(before), titles(after), "{}\n{}", text, written);
                prop_assert_eq!(instants(before), instants(after), "{}\n{}", text, written);
            }
        }
        prop_assert_eq!(write(&passed_on(&second, known)), written);
    }
}
