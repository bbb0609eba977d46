//! Days and times as people and programs write them, and the moments they make.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
};
use kreisrund_schedule::{Moment, NotAMoment, Zone};

/// The years that a text may mean. Outside of them somebody mistyped.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// What a text says of when something begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A day.
    Day(Date),
    /// A day and a time on the clocks of the place.
    Civil(DateTime),
    /// An instant, because the distance from UTC was said too.
    Instant(Timestamp),
}

impl Said {
    /// The day, seen from `zone`.
    pub fn day(self, zone: &Zone) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Civil(civil) => civil.date(),
            Self::Instant(instant) => zone.civil(instant).date(),
        }
    }

    /// The time on the clocks of `zone`, unless only a day was said.
    pub fn civil(self, zone: &Zone) -> Option<DateTime> {
        match self {
            Self::Day(_) => None,
            Self::Civil(civil) => Some(civil),
            Self::Instant(instant) => Some(zone.civil(instant)),
        }
    }
}

/// Reads what ISO 8601 writes: `2026-11-22`, `2026-11-22T18:30`, `2026-11-22T18:30:00+01:00`, `2026-11-22T17:30:00Z`.
pub(super) fn iso(text: &str) -> Option<Said> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let said = if let Some((day, _)) = text.split_once("T24:00") {
        Said::Civil(day.parse::<Date>().ok()?.tomorrow().ok()?.at(0, 0, 0, 0))
    } else if let Ok(instant) = text.parse::<Timestamp>() {
        Said::Instant(instant)
    } else if text.contains([':', 'T', 't']) {
        Said::Civil(without_fraction(text.parse().ok()?))
    } else {
        Said::Day(text.parse().ok()?)
    };
    YEARS.contains(&said.day(&Zone::utc()).year()).then_some(said)
}

fn without_fraction(civil: DateTime) -> DateTime {
    civil.with().subsec_nanosecond(0).build().unwrap_or(civil)
}

/// A day, and the times beside it as far as they are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub day: Date,
    pub from: Option<Time>,
    pub to: Option<Time>,
}

/// Reads a day as Germans write it, and the times beside it: `22.11.2026`, `So, 22.11.26, 18:30 Uhr`,
/// `22. November 2026 18:30–20:00`.
pub(super) fn german(text: &str) -> Option<Written> {
    if text.len() > 100 {
        return None;
    }
    let lower = text.to_lowercase().replace([',', ';', '\u{a0}', '\n', '|'], " ");
    let mut words = lower.split_whitespace().skip_while(|word| is_filler(word));
    let mut first = words.next()?.to_owned();
    // “22. 11. 2026” and “22. November 2026” stand in several words.
    while first.split('.').filter(|part| !part.is_empty()).count() < 3 {
        first = format!("{}.{}", first.trim_end_matches('.'), words.next()?.trim_start_matches('.'));
    }
    let mut parts = first.split('.').filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let day = Date::new(year_of(year)?, month_of(month)?, day.parse().ok()?).ok()?;
    let rest: Vec<&str> = words.collect();
    let (from, to) = if rest.is_empty() { (None, None) } else { times(&rest.join(" "))? };
    Some(Written { day, from, to })
}

fn is_filler(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let days = ["mo", "di", "mi", "do", "fr", "sa", "so", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let long = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"];
    days.contains(&word)
        || long.contains(&word)
        || matches!(word, "am" | "den" | "der" | "ab" | "vom" | "von" | "bis")
}

fn year_of(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    let year = match text.len() {
        2 if year < 80 => 2000 + year,
        2 => 1900 + year,
        4 => year,
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

fn month_of(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    const MONTHS: [&[&str]; 12] = [
        &["jan", "jän"],
        &["feb"],
        &["mär", "mrz", "mar", "maer"],
        &["apr"],
        &["mai", "may"],
        &["jun"],
        &["jul"],
        &["aug"],
        &["sep"],
        &["okt", "oct"],
        &["nov"],
        &["dez", "dec"],
    ];
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.iter().any(|name| text.starts_with(name)))
        .map(|(number, _)| number)
}

/// Reads a time of day, or two: `18:30`, `18.30 Uhr`, `18 Uhr`, `9-12 Uhr`, `18:30 bis 20:00`, `6:30 PM`.
pub(super) fn times(text: &str) -> Option<(Option<Time>, Option<Time>)> {
    let lower = text.to_lowercase().replace(['–', '—'], "-").replace("bis", "-").replace(" to ", "-");
    let bare = lower.replace("uhr", "").replace("ab ", "").replace("von ", "").replace("um ", "");
    let (from, to) = match bare.split_once('-') {
        Some((from, to)) => (from.trim(), Some(to.trim())),
        None => (bare.trim(), None),
    };
    let to = match to.filter(|to| !to.is_empty()) {
        Some(to) => Some(time(to)?),
        None => None,
    };
    Some((Some(time(from)?), to))
}

fn time(text: &str) -> Option<Time> {
    let (text, afternoon) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(rest), _) => (rest.trim(), Some(true)),
        (_, Some(rest)) => (rest.trim(), Some(false)),
        (None, None) => (text.strip_suffix('h').unwrap_or(text).trim(), None),
    };
    let mut parts = text.split([':', '.', 'h']);
    let hour: i8 = number(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), number)?;
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match (afternoon, hour) {
        (Some(_), 0 | 13..) => return None,
        (Some(true), 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        (None, 24) if minute == 0 && second == 0 => 0,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

fn number(text: &str) -> Option<i8> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// Why what is said of start and end makes no moment, or what of it was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The end lies before the start.
    EndsBeforeItStarts,
    /// It lies beyond all calendars.
    OutOfRange,
}

impl Doubt {
    /// The sentence where the start was taken all the same.
    pub const fn end_left_out(self) -> &'static str {
        match self {
            Self::EndsBeforeItStarts => "its end lies before its start and was left out",
            Self::OutOfRange => "its end lies beyond all calendars and was left out",
        }
    }
}

/// The moment from `start` to `end` on the clocks of `zone`.
///
/// From midnight to the last minute of a day, or to a midnight, are whole days: so programs write them that know no days.
pub(super) fn moment(start: Said, end: Option<Said>, zone: &Zone) -> Result<Moment, Doubt> {
    let doubt = |error| match error {
        NotAMoment::EndsBeforeItStarts => Doubt::EndsBeforeItStarts,
        NotAMoment::OutOfRange => Doubt::OutOfRange,
    };
    let Some(from) = start.civil(zone) else {
        let first = start.day(zone);
        return Moment::all_day(first, end.map_or(first, |end| end.day(zone))).map_err(doubt);
    };
    let to = match end {
        // Till some time on that day; of the same day nothing is said by that.
        Some(Said::Day(day)) if day != from.date() => Some(day.at(23, 59, 0, 0)),
        Some(Said::Day(_)) | None => None,
        Some(end) => end.civil(zone),
    };
    if let Some(to) = to.filter(|_| from.time() == Time::midnight()) {
        let last = match (to.time().hour(), to.time().minute()) {
            (23, 59) => Some(to.date()),
            (0, 0) if to.date() > from.date() => to.date().yesterday().ok(),
            _ => None,
        };
        if let Some(last) = last.filter(|last| *last >= from.date()) {
            return Moment::all_day(from.date(), last).map_err(doubt);
        }
    }
    Moment::timed(from, to, zone.clone()).map_err(doubt)
}

/// The moment from `start` to `end`; without the end where that can't be, and why.
pub(super) fn moment_or_start(
    start: Said,
    end: Option<Said>,
    zone: &Zone,
) -> Result<(Moment, Option<Doubt>), Doubt> {
    match moment(start, end, zone) {
        Ok(moment) => Ok((moment, None)),
        Err(doubt) => moment(start, None, zone).map(|moment| (moment, Some(doubt))),
    }
}

/// What is `duration` after `start`: so many days later for a day, the instant for a time.
pub(super) fn after(start: Said, duration: &str, zone: &Zone) -> Option<Said> {
    let span: jiff::Span = duration.trim().parse().ok()?;
    if span.is_negative() || span.is_zero() {
        return None;
    }
    match start {
        Said::Day(day) => {
            // A day lasts a day: what lasts one ends on the day on which it began.
            let end = day.checked_add(span).ok()?;
            Some(Said::Day(if end > day { end.yesterday().ok()? } else { end }))
        }
        _ => {
            let start = zone.time_zone().to_zoned(start.civil(zone)?).ok()?;
            Some(Said::Civil(start.checked_add(span).ok()?.datetime()))
        }
    }
}

/// The time `to` behind `from`: on the next day where it is not later on the same.
pub(super) fn following(from: DateTime, to: Time) -> DateTime {
    let same_day = from.date().to_datetime(to);
    if same_day > from { same_day } else { same_day.saturating_add(SignedDuration::from_hours(24)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    fn berlin(text: &str) -> Option<String> {
        let said = iso(text)?;
        let zone = Zone::berlin();
        Some(said.civil(&zone).map_or_else(|| said.day(&zone).to_string(), |civil| civil.to_string()))
    }

    #[test]
    fn a_time_with_its_distance_from_utc_is_what_clocks_in_germany_show() {
        for (text, clock) in [
            ("2026-11-22", Some("2026-11-22")),
            ("20261122", Some("2026-11-22")),
            ("2026-11-22T18:30", Some("2026-11-22T18:30:00")),
            ("2026-11-22 18:30:15.5", Some("2026-11-22T18:30:15")),
            ("2026-11-22T17:30:00Z", Some("2026-11-22T18:30:00")),
            ("2026-07-22T16:30:00.000Z", Some("2026-07-22T18:30:00")),
            ("2026-11-22T18:30:00+01:00", Some("2026-11-22T18:30:00")),
            ("2026-11-22T18:30:00+0100", Some("2026-11-22T18:30:00")),
            ("2026-11-22T12:30:00-05:00", Some("2026-11-22T18:30:00")),
            ("2026-11-22T24:00:00", Some("2026-11-23T00:00:00")),
            ("99999-01-01", None),
            ("0026-11-22", None),
            ("2026-13-01", None),
            ("2026-11-22T25:00", None),
            ("22.11.2026", None),
            ("bald", None),
            ("", None),
        ] {
            assert_eq!(berlin(text).as_deref(), clock, "{text}");
        }
    }

    #[test]
    fn days_and_times_are_read_as_germans_write_them() {
        let day = date(2026, 11, 22);
        let (half_past_six, eight) = (time(18, 30, 0, 0), time(20, 0, 0, 0));
        for (text, from, to) in [
            ("22.11.2026", None, None),
            ("22.11.26", None, None),
            ("22. 11. 2026", None, None),
            ("22. November 2026", None, None),
            ("So, 22.11.2026", None, None),
            ("Sonntag, den 22. Nov. 2026", None, None),
            ("22.11.2026 18:30", Some(half_past_six), None),
            ("22.11.2026, 18.30 Uhr", Some(half_past_six), None),
            ("22.11.2026, 18:30–20:00 Uhr", Some(half_past_six), Some(eight)),
            ("22.11.2026 18:30 bis 20 Uhr", Some(half_past_six), Some(eight)),
        ] {
            assert_eq!(german(text), Some(Written { day, from, to }), "{text}");
        }
        for wrong in [
            "",
            "22.11.",
            "31.11.2026",
            "22.11.202",
            "22.11.20266",
            "22/11/2026",
            "22.11.2026 25:00",
            "22.Foo.2026",
        ] {
            assert_eq!(german(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_read_alone_and_in_pairs() {
        for (text, from, to) in [
            ("18:30", (18, 30), None),
            ("18.30 Uhr", (18, 30), None),
            ("9 Uhr", (9, 0), None),
            ("9-12 Uhr", (9, 0), Some((12, 0))),
            ("18:30 – 20:00", (18, 30), Some((20, 0))),
            ("20 Uhr bis 24 Uhr", (20, 0), Some((0, 0))),
            ("6:30 PM", (18, 30), None),
            ("12 am", (0, 0), None),
            ("18h30", (18, 30), None),
        ] {
            let clock = |(hour, minute)| time(hour, minute, 0, 0);
            assert_eq!(times(text), Some((Some(clock(from)), to.map(clock))), "{text}");
        }
        for wrong in ["", "abends", "25:00", "18:60", "1830", "13 pm", "-", "18:30:00:00"] {
            assert_eq!(times(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whole_days_are_recognised_in_every_disguise() {
        let all_day = |first, last| Moment::all_day(first, last).unwrap();
        let (one, two) = (date(2026, 11, 22), date(2026, 11, 23));
        let said = |text: &str| iso(text).unwrap();
        for (start, end, days) in [
            ("2026-11-22", None, (one, one)),
            ("2026-11-22", Some("2026-11-23"), (one, two)),
            ("2026-11-22", Some("2026-11-23T12:00:00"), (one, two)),
            ("2026-11-22T00:00:00+01:00", Some("2026-11-22T23:59:59+01:00"), (one, one)),
            ("2026-11-22T00:00:00", Some("2026-11-24T00:00:00"), (one, two)),
        ] {
            let moment = moment(said(start), end.map(said), &Zone::berlin());
            assert_eq!(moment, Ok(all_day(days.0, days.1)), "{start} {end:?}");
        }
        let open = moment(said("2026-11-22T18:00"), Some(said("2026-11-22")), &Zone::berlin()).unwrap();
        assert_eq!(open, Moment::timed(one.at(18, 0, 0, 0), None, Zone::berlin()).unwrap());
        let long = moment(said("2026-11-22T18:00"), Some(said("2026-11-23")), &Zone::berlin()).unwrap();
        assert_eq!(long.days(&Zone::berlin()), (one, two));
        let backwards =
            moment_or_start(said("2026-11-22T18:00"), Some(said("2026-11-22T17:00")), &Zone::berlin());
        assert_eq!(backwards.unwrap().1, Some(Doubt::EndsBeforeItStarts));
    }

    #[test]
    fn a_duration_gives_the_end() {
        let after = |start: &str, duration: &str| after(iso(start).unwrap(), duration, &Zone::berlin());
        assert_eq!(
            after("2026-11-22T18:30:00", "PT90M"),
            Some(Said::Civil(date(2026, 11, 22).at(20, 0, 0, 0)))
        );
        // Clocks are put back at three.
        assert_eq!(
            after("2026-10-25T01:00:00", "PT3H"),
            Some(Said::Civil(date(2026, 10, 25).at(3, 0, 0, 0)))
        );
        assert_eq!(after("2026-11-22", "P2D"), Some(Said::Day(date(2026, 11, 23))));
        assert_eq!(after("2026-11-22", "PT2H"), Some(Said::Day(date(2026, 11, 22))));
        assert_eq!(after("2026-11-22", "-P2D"), None);
        assert_eq!(after("2026-11-22", "P99999999Y"), None);
        assert_eq!(after("2026-11-22", "lange"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "[0-9.:TZ+ \\-a-zäUhr–]{0,30}", end in "[0-9T:\\-]{0,20}") {
            let _ = (german(&text), times(&text));
            if let Some(start) = iso(&text) {
                let _ = moment_or_start(start, iso(&end), &Zone::berlin());
                let _ = after(start, &end, &Zone::berlin());
            }
        }

        #[test]
        fn every_day_is_read_in_both_spellings(days in 0i64..70_000) {
            let day = date(1950, 1, 1).saturating_add(jiff::Span::new().days(days));
            prop_assert_eq!(iso(&day.to_string()), Some(Said::Day(day)));
            let german = german(&day.strftime("%d.%m.%Y").to_string());
            prop_assert_eq!(german, Some(Written { day, from: None, to: None }));
        }
    }
}
