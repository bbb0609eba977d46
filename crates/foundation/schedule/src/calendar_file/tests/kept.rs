//! What is kept of a series beside its dates: its rules.

use super::*;
use crate::occurrence::OccurrenceState;
use crate::recurrence::Series;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn series_of(lines: &str) -> Option<Series> {
    event(lines).series
}

fn rules(series: &Series) -> Vec<&str> {
    series.rules.iter().map(crate::recurrence::Rule::as_str).collect()
}

#[test]
fn a_series_keeps_its_rules_and_exceptions_on_its_own_clocks() {
    let series = series_of(
        "DTSTART;TZID=America/New_York:20261103T180000\nDTEND;TZID=America/New_York:20261103T193000\n\
         RRULE:FREQ=WEEKLY;WKST=SU;UNTIL=20270101T000000Z;BYDAY=TU\nRDATE:20261105T230000Z\n\
         EXDATE;TZID=Europe/Berlin:20261111T000000\nEXDATE;VALUE=DATE:20261117",
    )
    .unwrap();
    assert_eq!(series.first.civil_start(), date(2026, 11, 3).at(18, 0, 0, 0));
    assert_eq!(rules(&series), ["FREQ=WEEKLY;WKST=SU;UNTIL=20270101T000000Z;BYDAY=TU"]);
    assert_eq!(series.added, [date(2026, 11, 5).at(18, 0, 0, 0)]);
    assert_eq!(series.excluded, [10, 17].map(|day| date(2026, 11, day).at(18, 0, 0, 0)).into());
}

#[test]
fn the_end_of_a_rule_is_kept_in_the_form_the_standard_asks_for() {
    for (start, until, expected) in [
        ("DTSTART;TZID=Europe/Berlin:20261103T180000", "20261110T170000Z", "20261110T170000Z"),
        ("DTSTART;TZID=Europe/Berlin:20261103T180000", "20261110T180000", "20261110T170000Z"),
        ("DTSTART;TZID=Europe/Berlin:20261103T180000", "20261110", "20261110T225959Z"),
        ("DTSTART:20261103T180000Z", "20261110T180000", "20261110T180000Z"),
        ("DTSTART;VALUE=DATE:20261103", "20261110", "20261110"),
        ("DTSTART;VALUE=DATE:20261103", "20261109T230000Z", "20261110"),
        ("DTSTART;VALUE=DATE:20261103", "20261110T235959Z", "20261110"),
        ("DTSTART;VALUE=DATE:20261103", "20261110T120000", "20261110"),
    ] {
        let series = series_of(&format!("{start}\nRRULE:FREQ=DAILY;UNTIL={until};INTERVAL=7")).unwrap();
        let text = series.rules[0].as_str();
        assert!(text.split(';').any(|part| part == format!("UNTIL={expected}")), "{until}: {text}");
        let last = series.expand(Horizon::new(date(2026, 1, 1), date(2027, 12, 31), 99)).moments;
        assert_eq!(last.last().unwrap().civil_start().date(), date(2026, 11, 10), "{until}");
    }
}

#[test]
fn a_series_in_utc_stays_on_those_clocks() {
    let event = event("DTSTART:20260320T170000Z\nRRULE:FREQ=WEEKLY;COUNT=3");
    let series = event.series.as_ref().unwrap();
    let hours: Vec<i8> =
        event.occurrences.iter().map(|occurrence| occurrence.moment().civil_start().hour()).collect();
    assert_eq!(hours, [18, 18, 19], "German clocks");
    let moments = series.expand(Horizon::new(date(2026, 1, 1), date(2026, 12, 31), 99)).moments;
    assert!(moments.iter().all(|moment| moment.civil_start().hour() == 17));
}

#[test]
fn what_rules_cannot_tell_is_no_series() {
    for lines in [
        "DTSTART:20261103T180000",
        "DTSTART:20261103T180000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXRULE:FREQ=MONTHLY",
        "DTSTART:20261103T180000\nDTEND:20261103T190000\nRDATE;VALUE=PERIOD:20261104T180000/PT3H",
        "DTSTART:20261103T180000\nRRULE:FREQ=DAILY;BYHOUR=9,18;COUNT=4\nEXDATE;VALUE=DATE:20261104",
        // The night in which clocks are put back lasts an hour longer.
        "DTSTART:20261023T220000\nDURATION:PT6H\nRRULE:FREQ=DAILY;COUNT=3",
    ] {
        assert_eq!(series_of(lines), None, "{lines}");
    }
    // Periods of the same length, and lengths that no change of clocks touches, are told.
    for lines in [
        "DTSTART:20261103T180000\nDTEND:20261103T190000\nRDATE;VALUE=PERIOD:20261104T180000/PT1H",
        "DTSTART:20261023T180000\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=3",
    ] {
        assert!(series_of(lines).is_some(), "{lines}");
    }
    let defined = "BEGIN:VTIMEZONE\nTZID:Nirgendwo\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0130\n\
        TZOFFSETTO:+0130\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Nirgendwo:20261103T180000\n\
        RRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT";
    let twice = "BEGIN:VEVENT\nUID:1\nDTSTART:20261103T180000\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:1\nDTSTART:20261203T180000\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT";
    let turned = "BEGIN:VEVENT\nUID:1\nDTSTART:20261103T180000\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261105T180000\nDTSTART:20261105T190000\nEND:VEVENT";
    for lines in [defined, twice, turned] {
        let event = only(read_lines(lines));
        assert!(event.recurring && event.series.is_none(), "{lines}");
    }
}

#[test]
fn what_is_full_and_whom_to_ask_is_read() {
    let single = event(
        "DTSTART:20261122T100000\nSUMMARY;LANGUAGE=de-x-leicht:Fest\nCONTACT;ALTREP=\"cid:x\":Frau Muster\\, Tel. 0\\n\
         Mo-Fr\nX-KREISRUND-SOLD-OUT:TRUE",
    );
    assert_eq!(single.language.as_deref(), Some("de-x-leicht"));
    assert_eq!(single.contact.as_deref(), Some("Frau Muster, Tel. 0, Mo-Fr"));
    assert_eq!(single.occurrences[0].occurrence.state, OccurrenceState::SoldOut);
    for (written, expected) in [
        ("DE", Some("DE")),
        ("de_DE", Some("de-DE")),
        ("deutsch bitte", None),
        ("x-y-", None),
        ("1", None),
        ("a-b", None),
    ] {
        let event = event(&format!("DTSTART:20261122T100000\nSUMMARY;LANGUAGE={written}:Fest"));
        assert_eq!(event.language.as_deref(), expected, "{written}");
    }
    let file = read_lines(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20261122T100000\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261123T100000\nX-KREISRUND-SOLD-OUT:true\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261124T100000\nSTATUS:CANCELLED\nX-KREISRUND-SOLD-OUT:TRUE\nEND:VEVENT",
    );
    let states: Vec<_> = only(file).occurrences.iter().map(|date| date.occurrence.state).collect();
    assert_eq!(states, [OccurrenceState::Planned, OccurrenceState::SoldOut, OccurrenceState::Cancelled]);
}

fn any_start() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "DTSTART;TZID=Europe/Berlin:20260302T180000\nDTEND;TZID=Europe/Berlin:20260302T200000",
        "DTSTART;TZID=Europe/Berlin:20260302T023000\nDTEND;TZID=Europe/Berlin:20260302T031500",
        "DTSTART;TZID=\"W. Europe Standard Time\":20260302T220000\nDTEND:20260303T030000Z",
        "DTSTART:20260302T180000",
        "DTSTART:20260302T170000Z\nDTEND:20260302T183000Z",
        "DTSTART;TZID=America/New_York:20260302T120000\nDURATION:P1DT1H",
        "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260304",
        "DTSTART;VALUE=DATE:20260302",
        "DTSTART;TZID=Etc/GMT-1:20260302T180000",
    ])
}

fn any_rule() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "RRULE:FREQ=DAILY;COUNT=90",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20260714T160000Z",
        "RRULE:FREQ=WEEKLY;UNTIL=20260601",
        "RRULE:FREQ=MONTHLY;BYDAY=1MO,-1SU",
        "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260601T215959Z",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1",
        "RDATE:20260405T180000Z,20260406T180000Z",
    ])
}

proptest! {
    /// The oracle is the reader's own list of dates, which does not go through the series: series and dates agree but
    /// for the dates that were changed by themselves.
    #[test]
    fn the_series_and_the_dates_agree(
        start in any_start(),
        rule in any_rule(),
        excluded in proptest::collection::btree_set(0usize..60, 0..5),
        changed in proptest::collection::btree_map(0usize..60, 0u8..4, 0..5),
        bare_days in any::<bool>(),
    ) {
        let plain = event(&format!("{start}\n{rule}"));
        let id_of = |n: &usize| plain.occurrences.get(*n).map(|occurrence| occurrence.recurrence_id);
        // The identifiers are on the clocks of the series; in a file they are written as local times of its zone.
        let zone = match &plain.series.as_ref().unwrap().first {
            Moment::Timed(timed) => format!(";TZID={}", timed.zone()),
            Moment::AllDay(_) => String::new(),
        };
        let written = |id: RecurrenceId| match id {
            RecurrenceId::Day(day) => format!(";VALUE=DATE:{}", day.strftime("%Y%m%d")),
            RecurrenceId::Time(time) => format!("{zone}:{}", time.strftime("%Y%m%dT%H%M%S")),
        };
        let exceptions: String = excluded
            .iter()
            .filter_map(id_of)
            .map(|id| match id {
                RecurrenceId::Time(time) if bare_days => format!("EXDATE;VALUE=DATE:{}\n", time.strftime("%Y%m%d")),
                id => format!("EXDATE{}\n", written(id)),
            })
            .collect();
        let changes: Vec<(RecurrenceId, u8)> =
            changed.iter().filter(|(n, _)| !excluded.contains(n)).filter_map(|(n, kind)| Some((id_of(n)?, *kind))).collect();
        let components: String = changes
            .iter()
            .map(|(id, kind)| {
                let what = match kind {
                    0 => "STATUS:CANCELLED",
                    1 => "DTSTART;TZID=Europe/Berlin:20260418T111500\nDURATION:PT7M",
                    2 => "SUMMARY:anders",
                    _ => "CLASS:PRIVATE",
                };
                format!("BEGIN:VEVENT\nUID:1\nRECURRENCE-ID{}\n{what}\nEND:VEVENT\n", written(*id))
            })
            .collect();
        let file = read_lines(&format!(
            "BEGIN:VEVENT\nUID:1\n{start}\n{rule}\n{exceptions}END:VEVENT\n{components}"
        ));
        prop_assert_eq!(&file.problems, &[]);
        let event = only(file);
        let series = event.series.as_ref().unwrap();
        let horizon = wide().horizon;
        let by_rule = series.expand(Horizon::new(horizon.from(), horizon.to(), 1_000)).moments;
        let changed: BTreeSet<RecurrenceId> = changes.iter().map(|(id, _)| *id).collect();
        let id = |moment: &Moment| match moment {
            Moment::AllDay(days) => RecurrenceId::Day(days.first()),
            Moment::Timed(timed) => RecurrenceId::Time(timed.start()),
        };
        let unchanged_of_series: Vec<_> = by_rule
            .iter()
            .filter(|moment| !changed.contains(&id(moment)))
            .map(|moment| (id(moment), moment.start(&Zone::berlin()), moment.end(&Zone::berlin())))
            .collect();
        let unchanged_dates: Vec<_> = event
            .occurrences
            .iter()
            .filter(|occurrence| !changed.contains(&occurrence.recurrence_id))
            .map(|occurrence| {
                let moment = occurrence.moment();
                (occurrence.recurrence_id, moment.start(&Zone::berlin()), moment.end(&Zone::berlin()))
            })
            .collect();
        prop_assert_eq!(unchanged_of_series, unchanged_dates);
        // A changed date is part of the series at its original start: it is not excluded.
        let ids: BTreeSet<RecurrenceId> = by_rule.iter().map(id).collect();
        prop_assert!(changed.is_subset(&ids));
        let shown = event.occurrences.len();
        let hidden = changes.iter().filter(|(_, kind)| *kind > 2).count();
        prop_assert_eq!(by_rule.len(), shown + hidden);
    }
}
