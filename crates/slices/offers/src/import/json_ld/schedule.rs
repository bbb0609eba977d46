//! Rules of dates as schema.org writes them (<https://schema.org/Schedule>).

use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};
use kreisrund_schedule::{Moment, Rule, Series, Zone};

use super::{
    super::{
        days::Days,
        json::{Json, Object},
        when::{self, Said, following, iso},
    },
    graph::{all, bare, text, text_of},
};

/// How far ahead the first date of a rule is looked for, in days: the 29th of February comes within eight years.
const SEARCHED: i64 = 8 * 366;

/// A schedule as a series.
pub(super) struct Followed {
    /// The series.
    pub series: Series,
    /// Whether the schedule says itself when it begins. One that does not has dates from today on, and is no rule to
    /// be kept.
    pub is_anchored: bool,
}

/// What an event says beside its schedule, for what that leaves open.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'a> {
    pub start: Option<Said>,
    pub end: Option<Said>,
    pub duration: Option<&'a str>,
}

/// The series that `schedule` describes; none where it describes no repetition.
pub(super) fn series(
    schedule: &Object,
    beside: Beside<'_>,
    zone_of_place: &Zone,
    days: &Days,
) -> Result<Option<Followed>, String> {
    let zone = match text_of(schedule, "scheduleTimezone") {
        Some(name) => {
            Zone::named(name).map_err(|error| format!("its schedule can't be followed: {error}"))?
        }
        None => zone_of_place.clone(),
    };
    let said = |name: &str| text_of(schedule, name).and_then(iso);
    let start = said("startDate").or(beside.start);
    let by_day = by_day(schedule)?;
    let Some(frequency) = frequency(schedule, !by_day.is_empty())? else { return Ok(None) };
    let months = numbers(schedule, "byMonth", 1..=12)?;
    let month_days = numbers(schedule, "byMonthDay", -31..=31)?;
    if start.is_none() && frequency.interval > 1 {
        return Err("its schedule leaves weeks or months out and names no first day (startDate)".to_owned());
    }
    let pattern = Pattern { frequency, by_day, months, month_days };
    let from = start.map_or(days.today, |start| start.day(&zone));
    let Some(first_day) = pattern.first_from(from) else {
        return Err("its schedule gives no date".to_owned());
    };
    let first = first_moment(schedule, beside, start, first_day, &zone)?;
    let mut excluded = std::collections::BTreeSet::new();
    for except in all(schedule, "exceptDate").iter().filter_map(text).filter_map(iso) {
        excluded.insert(match except {
            Said::Day(day) => day.to_datetime(first.civil_start().time()),
            other => other.civil(&zone).unwrap_or_else(|| first.civil_start()),
        });
    }
    let count = schedule_number(schedule, "repeatCount");
    let until = said("endDate").map(|end| end.day(&zone));
    if until.is_some_and(|until| until < first_day) {
        return Err("its schedule ends before its first date".to_owned());
    }
    let rule = pattern.rule(first_day, count, until)?;
    let series = Series { excluded, ..Series::new(first, rule) };
    Ok(Some(Followed { series, is_anchored: start.is_some() }))
}

fn schedule_number(schedule: &Object, name: &str) -> Option<i64> {
    super::graph::get(schedule, name).and_then(Json::whole).filter(|number| *number > 0)
}

/// Step and interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frequency {
    step: Step,
    interval: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Year,
}

fn frequency(schedule: &Object, has_days: bool) -> Result<Option<Frequency>, String> {
    let Some(written) = text_of(schedule, "repeatFrequency") else {
        return Ok(has_days.then_some(Frequency { step: Step::Week, interval: 1 }));
    };
    let word = bare(written).to_ascii_lowercase();
    let named = match word.as_str() {
        "daily" => Some((Step::Day, 1)),
        "weekly" => Some((Step::Week, 1)),
        "biweekly" => Some((Step::Week, 2)),
        "monthly" => Some((Step::Month, 1)),
        "yearly" | "annually" => Some((Step::Year, 1)),
        _ => None,
    };
    if let Some((step, interval)) = named {
        return Ok(Some(Frequency { step, interval }));
    }
    let refused =
        || format!("its schedule's step “{}” (repeatFrequency) can't be followed", excerpt(written));
    let span: jiff::Span = written.trim().parse().map_err(|_| refused())?;
    let parts = [
        (Step::Year, i64::from(span.get_years())),
        (Step::Month, i64::from(span.get_months())),
        (Step::Week, i64::from(span.get_weeks())),
        (Step::Day, i64::from(span.get_days())),
    ];
    let mut given = parts.into_iter().filter(|(_, count)| *count != 0);
    let (step, interval) = given.next().ok_or_else(refused)?;
    let has_time = span.get_hours() != 0 || span.get_minutes() != 0 || span.get_seconds() != 0;
    if given.next().is_some() || has_time || interval < 1 {
        return Err(refused());
    }
    Ok(Some(if step == Step::Day && interval % 7 == 0 {
        Frequency { step: Step::Week, interval: interval / 7 }
    } else {
        Frequency { step, interval }
    }))
}

/// A weekday, and the so manieth of its month where that is said.
type NthWeekday = (Option<i8>, Weekday);

fn by_day(schedule: &Object) -> Result<Vec<NthWeekday>, String> {
    let week = all(schedule, "byMonthWeek").iter().filter_map(Json::whole).next();
    let week =
        week.and_then(|week| i8::try_from(week).ok()).filter(|week| (-5..=5).contains(week) && *week != 0);
    let mut found = Vec::new();
    for value in all(schedule, "byDay") {
        let written = text(value).or_else(|| value.object()?.text("@id")).unwrap_or_default();
        for word in written.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let (nth, weekday) = nth_weekday(bare(word))
                .ok_or_else(|| format!("its schedule's day “{}” (byDay) is unknown", excerpt(word)))?;
            if !found.contains(&(nth.or(week), weekday)) {
                found.push((nth.or(week), weekday));
            }
        }
    }
    Ok(found)
}

fn nth_weekday(word: &str) -> Option<NthWeekday> {
    let at = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, name) = word.split_at(at);
    let nth = match number {
        "" => None,
        number => Some(number.parse::<i8>().ok().filter(|nth| (-5..=5).contains(nth) && *nth != 0)?),
    };
    let lower = name.to_ascii_lowercase();
    let weekday = match lower.get(..2)? {
        "mo" => Weekday::Monday,
        "tu" => Weekday::Tuesday,
        "we" => Weekday::Wednesday,
        "th" => Weekday::Thursday,
        "fr" => Weekday::Friday,
        "sa" => Weekday::Saturday,
        "su" => Weekday::Sunday,
        _ => return None,
    };
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    (lower.len() <= 3 || full.contains(&lower.as_str())).then_some((nth, weekday))
}

fn numbers(schedule: &Object, name: &str, range: std::ops::RangeInclusive<i8>) -> Result<Vec<i8>, String> {
    let mut found = Vec::new();
    for value in all(schedule, name) {
        let number = value.whole().and_then(|number| i8::try_from(number).ok());
        match number.filter(|number| range.contains(number) && *number != 0) {
            Some(number) if !found.contains(&number) => found.push(number),
            Some(_) => {}
            None => return Err(format!("its schedule's {name} is out of range")),
        }
    }
    Ok(found)
}

/// On which days a schedule falls.
struct Pattern {
    frequency: Frequency,
    by_day: Vec<NthWeekday>,
    months: Vec<i8>,
    month_days: Vec<i8>,
}

impl Pattern {
    /// The first day of the pattern, from `from` on. In calendars the first date belongs to a series whether or not the
    /// rule gives it; here the rule alone does.
    fn first_from(&self, from: Date) -> Option<Date> {
        (0..SEARCHED).find_map(|days| {
            let day = from.checked_add(days.days()).ok()?;
            self.holds(day, from).then_some(day)
        })
    }

    fn holds(&self, day: Date, from: Date) -> bool {
        let in_month = self.months.is_empty() || self.months.contains(&day.month());
        let from_end = day.day() - day.days_in_month() - 1;
        let on_month_day = self.month_days.is_empty()
            || self.month_days.contains(&day.day())
            || self.month_days.contains(&from_end);
        let on_weekday = self.by_day.is_empty()
            || self.by_day.iter().any(|(nth, weekday)| {
                let is_nth = |nth: i8| {
                    let counted = if nth > 0 { (day.day() - 1) / 7 + 1 } else { (from_end + 1) / 7 - 1 };
                    counted == nth
                };
                *weekday == day.weekday() && nth.is_none_or(is_nth)
            });
        // Where the pattern names no day, its beginning does.
        let says_days = !self.by_day.is_empty() || !self.month_days.is_empty();
        let as_it_begins = says_days
            || match self.frequency.step {
                Step::Day => true,
                Step::Week => day.weekday() == from.weekday(),
                Step::Month => day.day() == from.day(),
                Step::Year => {
                    day.day() == from.day() && (!self.months.is_empty() || day.month() == from.month())
                }
            };
        in_month && on_month_day && on_weekday && as_it_begins
    }

    fn rule(&self, first: Date, count: Option<i64>, until: Option<Date>) -> Result<Rule, String> {
        let Frequency { step, interval } = self.frequency;
        let has_nth = self.by_day.iter().any(|(nth, _)| nth.is_some());
        let frequency = match step {
            Step::Day if has_nth => "MONTHLY",
            Step::Week if has_nth => "MONTHLY",
            Step::Day => "DAILY",
            Step::Week => "WEEKLY",
            Step::Month => "MONTHLY",
            Step::Year => "YEARLY",
        };
        let mut parts = vec![format!("FREQ={frequency}")];
        if interval > 1 {
            parts.push(format!("INTERVAL={interval}"));
        }
        let mut months = self.months.clone();
        if step == Step::Year && months.is_empty() && has_nth {
            months.push(first.month());
        }
        if !months.is_empty() {
            parts.push(format!("BYMONTH={}", joined(&months)));
        }
        if !self.month_days.is_empty() {
            parts.push(format!("BYMONTHDAY={}", joined(&self.month_days)));
        }
        if !self.by_day.is_empty() {
            let days = self.by_day.iter().map(|(nth, weekday)| {
                format!("{}{}", nth.map(|nth| nth.to_string()).unwrap_or_default(), two_letters(*weekday))
            });
            parts.push(format!("BYDAY={}", days.collect::<Vec<_>>().join(",")));
        }
        parts.extend(count.map(|count| format!("COUNT={count}")));
        parts.extend(until.map(|until| format!("UNTIL={}", until.strftime("%Y%m%d"))));
        parts.join(";").parse().map_err(|error| format!("its schedule can't be followed: {error}"))
    }
}

fn joined(numbers: &[i8]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

const fn two_letters(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// The first moment: on `day`, at the schedule's times, or at those that the event itself says.
fn first_moment(
    schedule: &Object,
    beside: Beside<'_>,
    start: Option<Said>,
    day: Date,
    zone: &Zone,
) -> Result<Moment, String> {
    let own_time = |name: &str| text_of(schedule, name).map(|text| time(text, name)).transpose();
    let of_event =
        |said: Option<Said>| said.and_then(|said| said.civil(zone)).map(jiff::civil::DateTime::time);
    let unreadable = |_| "its schedule's times can't be read".to_owned();
    let Some(from) = own_time("startTime")?.or_else(|| of_event(start)).or_else(|| of_event(beside.start))
    else {
        return Moment::all_day(day, day).map_err(|error| error.to_string());
    };
    let from = day.to_datetime(from);
    let duration = text_of(schedule, "duration").or(beside.duration);
    let to = match own_time("endTime")? {
        Some(to) => Some(following(from, to)),
        None => match duration.and_then(|duration| when::after(Said::Civil(from), duration, zone)) {
            Some(end) => end.civil(zone),
            None => same_day_end(beside, zone).map(|to| following(from, to)),
        },
    };
    when::moment(Said::Civil(from), to.map(Said::Civil), zone).map_err(unreadable)
}

/// The time at which the event itself ends, where it says so of one day.
fn same_day_end(beside: Beside<'_>, zone: &Zone) -> Option<Time> {
    let (start, end) = (beside.start?.civil(zone)?, beside.end?.civil(zone)?);
    (start.date() == end.date() && end > start).then(|| end.time())
}

/// A time of day; a distance from UTC behind it says nothing beside the schedule's zone.
fn time(text: &str, name: &str) -> Result<Time, String> {
    let bare = text.trim().trim_start_matches('T');
    let bare = bare.split(['Z', '+']).next().unwrap_or(bare);
    let bare = bare.rsplit_once('-').map_or(bare, |(time, _)| time);
    let refused = || format!("its schedule's time “{}” ({name}) can't be read", excerpt(text));
    if let Some(said) = iso(text).and_then(|said| said.civil(&Zone::berlin())) {
        return Ok(said.time());
    }
    let (from, _) = when::times(bare.split_once('.').map_or(bare, |(time, _)| time)).ok_or_else(refused)?;
    from.ok_or_else(refused)
}

pub(super) fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kreisrund_kernel::Period;
    use kreisrund_schedule::Horizon;

    use super::*;

    fn followed(schedule: &str) -> Result<Option<Followed>, String> {
        let document = super::super::super::json::read(schedule, 1).unwrap();
        let days = Days::new(Period::ALWAYS, date(2026, 11, 22));
        series(document.values[0].object().unwrap(), Beside::default(), &Zone::berlin(), &days)
    }

    fn dates(schedule: &str) -> Vec<String> {
        let series = followed(schedule).unwrap().unwrap().series;
        let horizon = Horizon::new(date(2016, 1, 1), date(2028, 12, 31), 5);
        series.expand(horizon).moments.iter().map(|moment| moment.civil_start().to_string()).collect()
    }

    #[test]
    fn a_schedule_begins_with_its_first_day_and_not_with_its_start() {
        // The first of January 2017 was a Sunday.
        let wednesdays = r#"{"startDate": "2017-01-01", "endDate": "2017-01-18", "repeatFrequency": "P1W",
            "byDay": "https://schema.org/Wednesday", "startTime": "19:00:00", "endTime": "20:00:00",
            "scheduleTimezone": "Europe/London"}"#;
        assert_eq!(dates(wednesdays), ["2017-01-04T19:00:00", "2017-01-11T19:00:00", "2017-01-18T19:00:00"]);
        let counted = r#"{"startDate": "2027-01-01", "repeatCount": 2, "repeatFrequency": "P1W", "byDay": ["Tuesday"]}"#;
        assert_eq!(dates(counted), ["2027-01-05T00:00:00", "2027-01-12T00:00:00"]);
    }

    #[test]
    fn schedules_are_read_in_all_their_forms() {
        for (schedule, expected) in [
            (
                r#"{"startDate": "2016-12-24", "repeatFrequency": "P1D", "repeatCount": 2, "startTime": "09:00"}"#,
                vec!["2016-12-24T09:00:00", "2016-12-25T09:00:00"],
            ),
            (
                r#"{"startDate": "2027-01-01", "repeatFrequency": "P1M", "byDay": "2MO", "repeatCount": 2, "startTime": "18:00:00Z"}"#,
                vec!["2027-01-11T18:00:00", "2027-02-08T18:00:00"],
            ),
            (
                r#"{"startDate": "2027-01-01", "repeatFrequency": "P1M", "byDay": "-1SU", "repeatCount": 2}"#,
                vec!["2027-01-31T00:00:00", "2027-02-28T00:00:00"],
            ),
            (
                r#"{"startDate": "2027-01-01", "repeatFrequency": "Monthly", "byDay": "Friday", "byMonthWeek": 1, "repeatCount": 2}"#,
                vec!["2027-01-01T00:00:00", "2027-02-05T00:00:00"],
            ),
            (
                r#"{"startDate": "2027-01-10", "repeatFrequency": "P1M", "byMonthDay": [1, 15], "repeatCount": 3, "startTime": "9:00"}"#,
                vec!["2027-01-15T09:00:00", "2027-02-01T09:00:00", "2027-02-15T09:00:00"],
            ),
            (
                r#"{"startDate": "2027-01-01T19:30:00+01:00", "repeatFrequency": "P14D", "endDate": "2027-01-29",
                "exceptDate": ["2027-01-15T18:30:00Z"]}"#,
                vec!["2027-01-01T19:30:00", "2027-01-29T19:30:00"],
            ),
            (
                r#"{"startDate": "2027-03-01", "byDay": ["MO", "schema:Thursday"], "endDate": "2027-03-05"}"#,
                vec!["2027-03-01T00:00:00", "2027-03-04T00:00:00"],
            ),
            (
                r#"{"startDate": "2020-02-29", "repeatFrequency": "P1Y", "endDate": "2026-01-01"}"#,
                vec!["2020-02-29T00:00:00", "2024-02-29T00:00:00"],
            ),
        ] {
            assert_eq!(dates(schedule), expected, "{schedule}");
        }
    }

    #[test]
    fn one_without_a_first_day_begins_today() {
        let found = followed(r#"{"repeatFrequency": "P1M", "byMonthDay": [1, 15], "startTime": "09:00"}"#);
        let found = found.unwrap().unwrap();
        assert!(!found.is_anchored);
        assert_eq!(found.series.first.civil_start(), date(2026, 12, 1).at(9, 0, 0, 0));
        let fortnightly = followed(r#"{"repeatFrequency": "P2W", "byDay": "MO"}"#);
        assert!(fortnightly.err().unwrap().contains("names no first day"));
    }

    #[test]
    fn what_can_not_be_followed_says_so() {
        for (schedule, part) in [
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "PT1H"}"#, "PT1H"),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "P1M2D"}"#, "P1M2D"),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "often"}"#, "often"),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "P1W", "byDay": "Feiertag"}"#, "Feiertag"),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "P1M", "byMonthDay": 99}"#, "byMonthDay"),
            (
                r#"{"startDate": "2027-01-01", "repeatFrequency": "P1Y", "byMonthDay": 31, "byMonth": 2}"#,
                "no date",
            ),
            (
                r#"{"startDate": "2027-01-01", "endDate": "2026-01-01", "repeatFrequency": "P1W"}"#,
                "ends before",
            ),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "P1W", "scheduleTimezone": "Mars"}"#, "Mars"),
            (r#"{"startDate": "2027-01-01", "repeatFrequency": "P1W", "startTime": "abends"}"#, "abends"),
        ] {
            let refusal = followed(schedule).err().unwrap();
            assert!(refusal.contains(part), "{schedule}: {refusal}");
        }
        assert!(followed(r#"{"startDate": "2027-01-01"}"#).unwrap().is_none());
    }
}
