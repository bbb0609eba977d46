//! Dates, times, numbers and distances as people read them, in German and English.
//!
//! All civil times are those of the county's clocks; nothing here converts between zones.

use jiff::civil::{Date, DateTime, Time, Weekday};
use kreisrund_kernel::{Kilometres, Language};

/// “Sa., 28. November 2026”, “Sat, 28 November 2026”.
#[must_use]
pub fn date(language: Language, date: Date) -> String {
    let (weekday, day, month, year) = (weekday_short(language, date), date.day(), date.month(), date.year());
    let month = month_name(language, month);
    match language {
        Language::German => format!("{weekday}, {day}. {month} {year}"),
        Language::English => format!("{weekday}, {day} {month} {year}"),
    }
}

/// “Samstag, 28. November 2026”, “Saturday, 28 November 2026”.
#[must_use]
pub fn date_long(language: Language, date: Date) -> String {
    let (weekday, day, year) = (weekday_name(language, date.weekday()), date.day(), date.year());
    let month = month_name(language, date.month());
    match language {
        Language::German => format!("{weekday}, {day}. {month} {year}"),
        Language::English => format!("{weekday}, {day} {month} {year}"),
    }
}

/// “28. November”, “28 November”.
#[must_use]
pub fn day_and_month(language: Language, date: Date) -> String {
    let month = month_name(language, date.month());
    match language {
        Language::German => format!("{}. {month}", date.day()),
        Language::English => format!("{} {month}", date.day()),
    }
}

/// “28.11.2026”, “28 Nov 2026”.
#[must_use]
pub fn date_short(language: Language, date: Date) -> String {
    match language {
        Language::German => date.strftime("%d.%m.%Y").to_string(),
        Language::English => {
            format!("{} {} {}", date.day(), month_short(language, date), date.year())
        }
    }
}

/// “November 2026”.
#[must_use]
pub fn month(language: Language, date: Date) -> String {
    format!("{} {}", month_name(language, date.month()), date.year())
}

/// “Samstag”, “Saturday”.
#[must_use]
pub fn weekday(language: Language, date: Date) -> &'static str {
    weekday_name(language, date.weekday())
}

/// “Sa.”, “Sat”.
#[must_use]
pub fn weekday_short(language: Language, date: Date) -> &'static str {
    weekday_abbreviated(language, date.weekday())
}

/// “Nov.”, “Nov”.
#[must_use]
pub fn month_short(language: Language, date: Date) -> &'static str {
    let names = match language {
        Language::German => {
            ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."]
        }
        Language::English => {
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        }
    };
    pick(&names, date.month() - 1)
}

/// “heute” or “morgen”, where `date` is one of them.
#[must_use]
pub fn relative(language: Language, date: Date, today: Date) -> Option<&'static str> {
    let tomorrow = today.tomorrow().ok();
    match language {
        Language::German if date == today => Some("heute"),
        Language::German if Some(date) == tomorrow => Some("morgen"),
        Language::English if date == today => Some("today"),
        Language::English if Some(date) == tomorrow => Some("tomorrow"),
        _ => None,
    }
}

/// “heute, 28. November”, “morgen, 29. November”, otherwise as [`date`](fn@date).
#[must_use]
pub fn date_near(language: Language, day: Date, today: Date) -> String {
    let Some(word) = relative(language, day, today) else { return date(language, day) };
    let month = month_name(language, day.month());
    match language {
        Language::German => format!("{word}, {}. {month}", day.day()),
        Language::English => format!("{word}, {} {month}", day.day()),
    }
}

/// “18:30 Uhr”, “6:30 pm”.
#[must_use]
pub fn time(language: Language, time: Time) -> String {
    match language {
        Language::German => format!("{} Uhr", clock_face(time)),
        Language::English => twelve_hours(time),
    }
}

/// “18:30 bis 20:00 Uhr”, “6:30 pm to 8:00 pm”. Midnight as an end is 24:00.
#[must_use]
pub fn time_range(language: Language, start: Time, end: Time) -> String {
    let at_midnight = end == Time::midnight();
    match language {
        Language::German if at_midnight => format!("{} bis 24:00 Uhr", clock_face(start)),
        Language::German => format!("{} bis {} Uhr", clock_face(start), clock_face(end)),
        Language::English if at_midnight => format!("{} to midnight", twelve_hours(start)),
        Language::English => format!("{} to {}", twelve_hours(start), twelve_hours(end)),
    }
}

/// When something with a beginning happens: “Sa., 28. November 2026, 18:30 bis 20:00 Uhr”, over several days
/// “Sa., 28. November 2026, 18:30 Uhr bis So., 29. November 2026, 12:00 Uhr”.
///
/// An end in the small hours (before 6:00) of the next day still belongs to the evening on which it began.
#[must_use]
pub fn moment(language: Language, start: DateTime, end: Option<DateTime>) -> String {
    let day = date(language, start.date());
    let Some(end) = end.filter(|end| *end > start) else {
        return format!("{day}, {}", time(language, start.time()));
    };
    let next_day = start.date().tomorrow().ok();
    let same_evening = end.date() == start.date()
        || (Some(end.date()) == next_day
            && end.time() < Time::constant(6, 0, 0, 0)
            && start.time() >= Time::constant(6, 0, 0, 0));
    if same_evening {
        return format!("{day}, {}", time_range(language, start.time(), end.time()));
    }
    let to = match language {
        Language::German => "bis",
        Language::English => "to",
    };
    let (end_day, end_time) = (date(language, end.date()), time(language, end.time()));
    format!("{day}, {} {to} {end_day}, {end_time}", time(language, start.time()))
}

/// Like [`moment`], but without the years where `today` leaves no doubt about them: “Sa., 28. November, 18:30 Uhr”.
#[must_use]
pub fn moment_near(language: Language, start: DateTime, end: Option<DateTime>, today: Date) -> String {
    let last = end.map_or(start.date(), DateTime::date);
    without_years(moment(language, start, end), start.date(), last, today)
}

/// Like [`days`], but without the years where `today` leaves no doubt about them.
#[must_use]
pub fn days_near(language: Language, first: Date, last: Date, today: Date) -> String {
    without_years(days(language, first, last), first, last, today)
}

/// Ten months to either side a month's name says which year is meant.
fn without_years(words: String, first: Date, last: Date, today: Date) -> String {
    const CLEAR: i32 = 300;
    let is_clear = |day: Date| (day - today).get_days().abs() <= CLEAR;
    if !is_clear(first) || !is_clear(last) {
        return words;
    }
    let year = |day: Date| format!(" {}", day.year());
    words.replace(&year(first), "").replace(&year(last), "")
}

/// Whole days, both included: “Sa., 28. November 2026”, “Fr., 27. bis So., 29. November 2026”,
/// “Mo., 30. November bis Mi., 2. Dezember 2026”.
#[must_use]
pub fn days(language: Language, first: Date, last: Date) -> String {
    if last <= first {
        return date(language, first);
    }
    let weekday = weekday_short(language, first);
    let (dot, to) = match language {
        Language::German => (".", "bis"),
        Language::English => ("", "to"),
    };
    let beginning = if first.year() != last.year() {
        date(language, first)
    } else if first.month() != last.month() {
        format!("{weekday}, {}{dot} {}", first.day(), month_name(language, first.month()))
    } else {
        format!("{weekday}, {}{dot}", first.day())
    };
    format!("{beginning} {to} {}", date(language, last))
}

/// “12.345”, “12,345”.
#[must_use]
pub fn number(language: Language, number: u64) -> String {
    digits(language, &number.to_string())
}

/// `number` with exactly `places` decimal places: “3,40”, “3.40”.
#[must_use]
pub fn decimal(language: Language, number: f64, places: usize) -> String {
    digits(language, &format!("{number:.places$}"))
}

/// “3,4 km”; from ten kilometres on whole ones: “12 km”.
#[must_use]
pub fn distance(language: Language, distance: Kilometres) -> String {
    let rounded = distance.rounded();
    let places = usize::from(rounded < 10.0);
    format!("{} km", decimal(language, rounded, places))
}

/// The plain number `digits` (as “-1234.5”) with the language's separators.
pub(crate) fn digits(language: Language, digits: &str) -> String {
    let (group, point) = match language {
        Language::German => ('.', ','),
        Language::English => (',', '.'),
    };
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("\u{2212}", rest));
    let mut result = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            result.push(group);
        }
        result.push(digit);
    }
    if let Some(fraction) = fraction {
        result.push(point);
        result.push_str(fraction);
    }
    result
}

fn clock_face(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

fn twelve_hours(time: Time) -> String {
    let half = if time.hour() < 12 { "am" } else { "pm" };
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour}:{:02} {half}", time.minute())
}

/// “Samstag”, “Saturday”.
#[must_use]
pub fn weekday_name(language: Language, weekday: Weekday) -> &'static str {
    let names = match language {
        Language::German => ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        Language::English => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    };
    pick(&names, weekday.to_monday_zero_offset())
}

fn weekday_abbreviated(language: Language, weekday: Weekday) -> &'static str {
    let names = match language {
        Language::German => ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    pick(&names, weekday.to_monday_zero_offset())
}

/// “November”; `month` counts from 1.
#[must_use]
pub fn month_name(language: Language, month: i8) -> &'static str {
    let names = match language {
        Language::German => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        Language::English => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    };
    pick(&names, month - 1)
}

fn pick(names: &[&'static str], index: i8) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, German};
    use jiff::civil::date as day;

    #[test]
    fn years_are_left_out_where_they_go_without_saying() {
        let today = day(2026, 11, 22);
        let evening = day(2026, 11, 28).at(18, 30, 0, 0);
        let near = |start: DateTime| moment_near(German, start, None, today);
        assert_eq!(near(evening), "Sa., 28. November, 18:30 Uhr");
        assert_eq!(near(day(2027, 3, 1).at(9, 0, 0, 0)), "Mo., 1. März, 9:00 Uhr");
        assert_eq!(near(day(2028, 3, 1).at(9, 0, 0, 0)), "Mi., 1. März 2028, 9:00 Uhr");
        assert_eq!(near(day(2020, 11, 22).at(20, 20, 0, 0)), "So., 22. November 2020, 20:20 Uhr");
        let around_new_year = days_near(German, day(2026, 10, 24), day(2027, 1, 3), today);
        assert_eq!(around_new_year, "Sa., 24. Oktober bis So., 3. Januar");
        let long = days_near(English, day(2026, 10, 24), day(2029, 1, 3), today);
        assert_eq!(
            long, "Sat, 24 October 2026 to Wed, 3 January 2029",
            "one of them needs it, so both have it"
        );
    }

    #[test]
    fn dates_in_both_languages() {
        let saturday = day(2026, 11, 28);
        assert_eq!(date(German, saturday), "Sa., 28. November 2026");
        assert_eq!(date(English, saturday), "Sat, 28 November 2026");
        assert_eq!(date_long(German, saturday), "Samstag, 28. November 2026");
        assert_eq!(date_long(English, saturday), "Saturday, 28 November 2026");
        assert_eq!(day_and_month(German, saturday), "28. November");
        assert_eq!(day_and_month(English, saturday), "28 November");
        assert_eq!(date_short(German, day(2026, 3, 1)), "01.03.2026");
        assert_eq!(date_short(English, day(2026, 3, 1)), "1 Mar 2026");
        assert_eq!(month(German, day(2026, 3, 1)), "März 2026");
    }

    #[test]
    fn today_and_tomorrow_are_said_so() {
        let today = day(2026, 12, 31);
        assert_eq!(date_near(German, today, today), "heute, 31. Dezember");
        assert_eq!(date_near(German, day(2027, 1, 1), today), "morgen, 1. Januar");
        assert_eq!(date_near(English, day(2027, 1, 1), today), "tomorrow, 1 January");
        assert_eq!(date_near(German, day(2027, 1, 2), today), "Sa., 2. Januar 2027");
        assert_eq!(relative(German, day(2026, 12, 30), today), None);
    }

    #[test]
    fn times_and_their_ranges() {
        let (half_past_six, midnight) = (jiff::civil::time(18, 30, 0, 0), Time::midnight());
        assert_eq!(time(German, half_past_six), "18:30 Uhr");
        assert_eq!(time(English, half_past_six), "6:30 pm");
        assert_eq!(time(English, midnight), "12:00 am");
        assert_eq!(time(English, jiff::civil::time(12, 0, 0, 0)), "12:00 pm");
        assert_eq!(time(German, jiff::civil::time(9, 5, 0, 0)), "9:05 Uhr");
        assert_eq!(time_range(German, half_past_six, midnight), "18:30 bis 24:00 Uhr");
        assert_eq!(time_range(English, half_past_six, jiff::civil::time(20, 0, 0, 0)), "6:30 pm to 8:00 pm");
    }

    #[test]
    fn an_evening_that_ends_after_midnight_is_still_one_evening() {
        let start = day(2026, 11, 28).at(20, 0, 0, 0);
        assert_eq!(moment(German, start, None), "Sa., 28. November 2026, 20:00 Uhr");
        assert_eq!(moment(German, start, Some(start)), "Sa., 28. November 2026, 20:00 Uhr");
        assert_eq!(
            moment(German, start, Some(day(2026, 11, 29).at(2, 0, 0, 0))),
            "Sa., 28. November 2026, 20:00 bis 2:00 Uhr"
        );
        assert_eq!(
            moment(German, start, Some(day(2026, 11, 29).at(0, 0, 0, 0))),
            "Sa., 28. November 2026, 20:00 bis 24:00 Uhr"
        );
        assert_eq!(
            moment(German, start, Some(day(2026, 11, 29).at(12, 0, 0, 0))),
            "Sa., 28. November 2026, 20:00 Uhr bis So., 29. November 2026, 12:00 Uhr"
        );
        let early = day(2026, 11, 28).at(1, 0, 0, 0);
        assert_eq!(
            moment(German, early, Some(day(2026, 11, 29).at(3, 0, 0, 0))),
            "Sa., 28. November 2026, 1:00 Uhr bis So., 29. November 2026, 3:00 Uhr"
        );
    }

    #[test]
    fn several_days_name_only_what_differs() {
        assert_eq!(days(German, day(2026, 11, 28), day(2026, 11, 28)), "Sa., 28. November 2026");
        assert_eq!(days(German, day(2026, 11, 27), day(2026, 11, 29)), "Fr., 27. bis So., 29. November 2026");
        assert_eq!(
            days(German, day(2026, 11, 30), day(2026, 12, 2)),
            "Mo., 30. November bis Mi., 2. Dezember 2026"
        );
        assert_eq!(
            days(English, day(2026, 12, 31), day(2027, 1, 1)),
            "Thu, 31 December 2026 to Fri, 1 January 2027"
        );
    }

    #[test]
    fn numbers_and_distances() {
        assert_eq!(number(German, 999), "999");
        assert_eq!(number(German, 1_234_567), "1.234.567");
        assert_eq!(number(English, 1_234_567), "1,234,567");
        assert_eq!(digits(German, "-1234.5"), "−1.234,5");
        assert_eq!(distance(German, Kilometres(3.44)), "3,4 km");
        assert_eq!(distance(English, Kilometres(3.44)), "3.4 km");
        assert_eq!(distance(German, Kilometres(9.96)), "10 km");
        assert_eq!(distance(German, Kilometres(12.3)), "12 km");
        assert_eq!(distance(German, Kilometres(0.0)), "0,0 km");
    }
}
