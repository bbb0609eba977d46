//! Busy intervals as people ask for them, and against a walk through every minute.

use super::*;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

fn timed(start: &str, end: &str) -> Moment {
    let civil = |text: &str| text.parse::<DateTime>().unwrap();
    Moment::timed(civil(start), (!end.is_empty()).then(|| civil(end)), Zone::berlin()).unwrap()
}

fn day(day: &str) -> Moment {
    Moment::all_day(day.parse().unwrap(), day.parse().unwrap()).unwrap()
}

fn busy(moment: Moment, visibility: Visibility, title: &str) -> Busy {
    Busy { moment, visibility, title: title.to_owned() }
}

fn hall() -> BusyCalendar {
    BusyCalendar::new(
        Zone::berlin(),
        [
            busy(timed("2026-11-24T18:00:00", "2026-11-24T20:00:00"), Visibility::Public, "Chorprobe"),
            busy(timed("2026-11-24T19:30:00", "2026-11-24T21:00:00"), Visibility::Network, "Absprache"),
            busy(timed("2026-11-24T14:00:00", ""), Visibility::Confidential, "Gespräch"),
            busy(day("2026-11-26"), Visibility::Confidential, "Geschlossene Gesellschaft"),
        ],
    )
}

fn titles<'a>(seen: &[Seen<'a>]) -> Vec<Option<&'a str>> {
    seen.iter().map(|seen| seen.title).collect()
}

#[test]
fn others_see_that_a_time_is_taken_but_not_by_what() {
    let hall = hall();
    let wish = timed("2026-11-24T19:45:00", "2026-11-24T22:00:00");
    assert_eq!(titles(&hall.clashes(&wish, Viewer::Public)), [Some("Chorprobe"), None]);
    assert_eq!(titles(&hall.clashes(&wish, Viewer::Network)), [Some("Chorprobe"), Some("Absprache")]);
    let party = timed("2026-11-26T15:00:00", "");
    assert_eq!(titles(&hall.clashes(&party, Viewer::Network)), [None]);
    assert_eq!(titles(&hall.clashes(&party, Viewer::Owner)), [Some("Geschlossene Gesellschaft")]);
    assert_eq!(
        titles(&hall.seen_by(Viewer::Public).collect::<Vec<_>>()),
        [None, Some("Chorprobe"), None, None]
    );
}

#[test]
fn what_begins_when_the_other_ends_does_not_clash() {
    let hall = hall();
    assert!(hall.is_free(&timed("2026-11-24T16:00:00", "2026-11-24T18:00:00")));
    assert!(hall.is_free(&timed("2026-11-24T21:00:00", "")));
    assert!(!hall.is_free(&timed("2026-11-24T17:30:00", "")), "an open end takes an hour");
    assert!(hall.is_free(&day("2026-11-25")) && !hall.is_free(&day("2026-11-26")));
    let brief = hall.with_open_ends(SignedDuration::ZERO);
    assert!(brief.is_free(&timed("2026-11-24T17:30:00", "")));
    assert!(!brief.is_free(&timed("2026-11-24T14:00:00", "")), "even what takes no time takes its instant");
}

#[test]
fn a_day_divides_into_taken_and_free_time() {
    let hall = hall();
    let shown = |spans: Vec<Span>| -> Vec<String> {
        let clock = |instant| Zone::berlin().civil(instant).strftime("%d %H:%M").to_string();
        spans.iter().map(|span| format!("{}–{}", clock(span.from), clock(span.to))).collect()
    };
    let (tuesday, thursday) = (date(2026, 11, 24), date(2026, 11, 26));
    assert_eq!(
        shown(hall.busy_within(tuesday, thursday)),
        ["24 14:00–24 15:00", "24 18:00–24 21:00", "26 00:00–27 00:00"]
    );
    assert_eq!(
        shown(hall.free_within(tuesday, thursday, SignedDuration::from_hours(4))),
        ["24 00:00–24 14:00", "24 21:00–26 00:00"]
    );
    assert_eq!(hall.free_within(thursday, thursday, SignedDuration::ZERO), []);
    assert_eq!(hall.free_within(thursday, tuesday, SignedDuration::ZERO), [], "no days, no time");
}

#[test]
fn the_day_on_which_clocks_change_has_its_own_length() {
    let empty = BusyCalendar::new(Zone::berlin(), []);
    for (day, hours) in [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 10, 26), 24)] {
        let free = empty.free_within(day, day, SignedDuration::ZERO);
        assert_eq!(free.iter().map(|span| span.length().as_hours()).collect::<Vec<_>>(), [hours], "{day}");
        let taken = BusyCalendar::new(
            Zone::berlin(),
            [busy(Moment::all_day(day, day).unwrap(), Visibility::Public, "Fest")],
        );
        assert_eq!(taken.busy_within(day, day), free);
    }
    // From 22 to 4 in the night in which clocks are put back: seven hours.
    let night = BusyCalendar::new(
        Zone::berlin(),
        [busy(timed("2026-10-24T22:00:00", "2026-10-25T04:00:00"), Visibility::Public, "Tanz")],
    );
    let taken = night.busy_within(date(2026, 10, 24), date(2026, 10, 25));
    assert_eq!(taken[0].length(), SignedDuration::from_hours(7));
}

#[test]
fn the_ends_of_the_calendar_do_no_harm() {
    let last = Moment::all_day(date(9998, 12, 30), date(9998, 12, 31)).unwrap();
    let calendar = BusyCalendar::new(Zone::berlin(), [busy(last.clone(), Visibility::Public, "Ende")])
        .with_open_ends(SignedDuration::MAX);
    assert!(!calendar.is_free(&last) && !calendar.is_free(&timed("2026-11-24T17:30:00", "")));
    assert_eq!(calendar.busy_within(Date::MIN, Date::MAX).len(), 1);
}

/// Days around both changes of clocks, in minutes from midnight.
fn any_moment() -> impl Strategy<Value = Moment> {
    let zone = proptest::sample::select(vec!["Europe/Berlin", "UTC", "America/New_York"]);
    (
        proptest::sample::select(vec![date(2026, 3, 28), date(2026, 10, 24)]),
        0i64..3 * 1_440,
        0i64..1_500,
        0u8..6,
        zone,
    )
        .prop_map(|(first, minute, length, kind, zone)| {
            let start = first.at(0, 0, 0, 0).checked_add(SignedDuration::from_mins(minute)).unwrap();
            let end = start.checked_add(SignedDuration::from_mins(length)).unwrap();
            let zone = Zone::named(zone).unwrap();
            match kind {
                0 => Moment::all_day(start.date(), end.date()).unwrap(),
                1 => Moment::timed(start, None, zone).unwrap(),
                _ => Moment::timed(start, Some(end), zone.clone())
                    .unwrap_or_else(|_| Moment::timed(start, None, zone).unwrap()),
            }
        })
}

proptest! {
    #[test]
    fn a_walk_through_every_minute_agrees(
        moments in proptest::collection::vec(any_moment(), 0..12), wish in any_moment(), open in 1i64..120,
    ) {
        let open = SignedDuration::from_mins(open);
        let busy: Vec<Busy> = moments
            .into_iter()
            .enumerate()
            .map(|(n, moment)| busy(moment, Visibility::Public, &n.to_string()))
            .collect();
        let calendar = BusyCalendar::new(Zone::berlin(), busy.clone()).with_open_ends(open);
        // Whether a minute is taken, by the clocks of the moment itself.
        let takes = |moment: &Moment, minute: Timestamp| match moment {
            Moment::AllDay(days) => (days.first()..=days.last()).contains(&Zone::berlin().civil(minute).date()),
            Moment::Timed(timed) => {
                let begin = timed.zone().instant(timed.start());
                let end = timed.end().map_or(begin + open, |end| timed.zone().instant(end));
                begin <= minute && minute < end
            }
        };
        for first in [date(2026, 3, 28), date(2026, 10, 24)] {
            let last = first.checked_add(SignedDuration::from_hours(48)).unwrap();
            let midnight = |day: Date| Zone::berlin().instant(day.at(0, 0, 0, 0));
            let minutes = || {
                std::iter::successors(Some(midnight(first)), |minute| Some(*minute + SignedDuration::from_mins(1)))
                    .take_while(|minute| *minute < midnight(last.tomorrow().unwrap()))
            };
            let within = |spans: &[Span], minute| {
                spans.iter().filter(|span| span.from <= minute && minute < span.to).count()
            };
            let taken = calendar.busy_within(first, last);
            let free = calendar.free_within(first, last, SignedDuration::ZERO);
            for minute in minutes() {
                let expected = busy.iter().any(|busy| takes(&busy.moment, minute));
                prop_assert_eq!(within(&taken, minute), usize::from(expected), "{}", minute);
                prop_assert_eq!(within(&free, minute), usize::from(!expected), "{}", minute);
            }
            prop_assert!(taken.windows(2).all(|pair| pair[0].to < pair[1].from), "merged and in order");
            let long = calendar.free_within(first, last, SignedDuration::from_mins(90));
            prop_assert!(long.iter().all(|span| free.contains(span) && span.length() >= SignedDuration::from_mins(90)));
        }
        // A clash is a minute that both take; all lengths here are whole minutes.
        let around = |moment: &Moment| {
            let begin = moment.start(&Zone::berlin());
            let end = moment.end(&Zone::berlin()).max(begin + open);
            std::iter::successors(Some(begin), |minute| Some(*minute + SignedDuration::from_mins(1)))
                .take_while(move |minute| *minute < end)
        };
        let mut expected: Vec<&str> = busy
            .iter()
            .filter(|busy| around(&wish).any(|minute| takes(&wish, minute) && takes(&busy.moment, minute)))
            .map(|busy| busy.title.as_str())
            .collect();
        let mut found: Vec<&str> =
            calendar.clashes(&wish, Viewer::Public).into_iter().filter_map(|seen| seen.title).collect();
        prop_assert_eq!(calendar.is_free(&wish), expected.is_empty());
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }
}
