//! A rule in words: “jeden Dienstag”, “alle zwei Wochen am Dienstag”, “jeden 2. Mittwoch im Monat”.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kreisrund_schedule::{Moment, Series};
use kreisrund_web::{Language, Page, format};

use crate::repetition::{Repetition, Step};

/// Some Monday, to name weekdays by.
const MONDAY: Date = Date::constant(2024, 1, 1);

/// When the dates of `series` are, in words; none where no few words say it.
#[must_use]
pub fn words(page: &Page, series: &Series) -> Option<String> {
    let rule = days(page, &Repetition::of(series)?)?;
    Some(match &series.first {
        Moment::AllDay(_) => rule,
        Moment::Timed(timed) => {
            let end = timed.end().filter(|end| end.date() == timed.start().date());
            let time = match end {
                Some(end) => page.time_range(timed.start().time(), end.time()),
                None => page.time(timed.start().time()),
            };
            page.t_with("offers-rule-at", [("rule", rule.into()), ("time", time.into())])
        }
    })
}

/// On which days `said` falls.
fn days(page: &Page, said: &Repetition) -> Option<String> {
    let rule = match said.step {
        Step::Day => every(page, said, "offers-rule-daily", "offers-rule-days", String::new()),
        Step::Week => weekly(page, said),
        Step::Month => {
            let day = day_of_month(page, said)?;
            if said.weekdays.is_empty() {
                every(page, said, "offers-rule-monthly-day", "offers-rule-months", day)
            } else {
                every(page, said, "offers-rule-monthly-weekday", "offers-rule-months", day)
            }
        }
        Step::Year => return yearly(page, said),
    };
    match said.months.as_slice() {
        [] => Some(rule),
        months => {
            let (first, last) = run_of_months(months)?;
            let name = |month| format::month_name(page.language, month);
            Some(if first == last {
                page.t_with("offers-rule-in-month", [("rule", rule.into()), ("month", name(first).into())])
            } else {
                page.t_with(
                    "offers-rule-in-months",
                    [("rule", rule.into()), ("first", name(first).into()), ("last", name(last).into())],
                )
            })
        }
    }
}

fn weekly(page: &Page, said: &Repetition) -> String {
    let days: Vec<Weekday> = said.weekdays.iter().map(|(_, weekday)| *weekday).collect();
    let offsets: Vec<i8> = days.iter().map(|day| day.to_monday_zero_offset()).collect();
    if said.interval == 1 && offsets == [0, 1, 2, 3, 4, 5, 6] {
        return page.t("offers-rule-daily");
    }
    if said.interval == 1 && offsets == [0, 1, 2, 3, 4] {
        return page.t("offers-rule-workdays");
    }
    let names: Vec<String> = days.into_iter().map(|day| weekday_name(page.language, day)).collect();
    every(page, said, "offers-rule-weekly", "offers-rule-weeks", list(page, &names))
}

fn yearly(page: &Page, said: &Repetition) -> Option<String> {
    let [month] = said.months.as_slice() else { return None };
    let month = format::month_name(page.language, *month);
    let day = day_of_month(page, said)?;
    let key =
        if said.weekdays.is_empty() { "offers-rule-day-and-month" } else { "offers-rule-weekday-in-month" };
    let day = page.t_with(key, [("day", day.into()), ("month", month.into())]);
    Some(every(page, said, "offers-rule-yearly", "offers-rule-years", day))
}

/// `once` where it happens with every step, `several` where with every so manieth.
fn every(page: &Page, said: &Repetition, once: &str, several: &str, days: String) -> String {
    match said.interval {
        1 => page.t_with(once, [("days", days.into())]),
        interval => page.t_with(several, [("count", u64::from(interval).into()), ("days", days.into())]),
    }
}

/// “2. Mittwoch”, “1. und 3. Mittwoch”, “15.”, “letzten Tag”.
fn day_of_month(page: &Page, said: &Repetition) -> Option<String> {
    if said.weekdays.is_empty() {
        let names: Vec<String> =
            said.month_days.iter().map(|day| nth_day(page, *day)).collect::<Option<_>>()?;
        return Some(list(page, &names));
    }
    let (_, weekday) = said.weekdays.first()?;
    // “The first Monday and the third Tuesday” gets too long.
    if said.weekdays.iter().any(|(_, other)| other != weekday) {
        return None;
    }
    let places: Vec<String> =
        said.weekdays.iter().map(|(nth, _)| nth_weekday(page, (*nth)?)).collect::<Option<_>>()?;
    Some(format!("{} {}", list(page, &places), weekday_name(page.language, *weekday)))
}

fn nth_weekday(page: &Page, nth: i8) -> Option<String> {
    match nth {
        1..=5 => Some(ordinal(page.language, nth)),
        -1 => Some(page.t("offers-rule-last")),
        -2 => Some(page.t("offers-rule-last-but-one")),
        _ => None,
    }
}

fn nth_day(page: &Page, day: i8) -> Option<String> {
    match day {
        1..=31 => Some(ordinal(page.language, day)),
        -1 => Some(page.t("offers-rule-last-day")),
        _ => None,
    }
}

fn ordinal(language: Language, number: i8) -> String {
    match (language, number) {
        (Language::German, _) => format!("{number}."),
        (Language::English, 1 | 21 | 31) => format!("{number}st"),
        (Language::English, 2 | 22) => format!("{number}nd"),
        (Language::English, 3 | 23) => format!("{number}rd"),
        (Language::English, _) => format!("{number}th"),
    }
}

fn weekday_name(language: Language, weekday: Weekday) -> String {
    let day = MONDAY.saturating_add(i64::from(weekday.to_monday_zero_offset()).days());
    format::weekday(language, day).to_owned()
}

/// The first and the last of `months` that follow each other, also over the turn of the year.
fn run_of_months(months: &[i8]) -> Option<(i8, i8)> {
    let has = |month: i8| months.contains(&((month - 1).rem_euclid(12) + 1));
    let firsts: Vec<i8> = months.iter().copied().filter(|month| !has(month - 1)).collect();
    let lasts: Vec<i8> = months.iter().copied().filter(|month| !has(month + 1)).collect();
    match (firsts.as_slice(), lasts.as_slice()) {
        ([first], [last]) => Some((*first, *last)),
        _ => None,
    }
}

/// “A, B und C”.
pub fn list(page: &Page, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => {
            page.t_with("offers-and", [("before", before.join(", ").into()), ("last", last.clone().into())])
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::date;
    use kreisrund_schedule::Zone;

    use super::*;
    use crate::test_page::test_page;

    /// The words for a rule whose first date is Wednesday, 11 November 2026, 18:00 to 19:30.
    fn said(language: Language, rule: &str) -> Option<String> {
        let day = date(2026, 11, 11);
        let first = Moment::timed(day.at(18, 0, 0, 0), Some(day.at(19, 30, 0, 0)), Zone::berlin()).unwrap();
        words(&test_page(language), &Series::new(first, rule.parse().unwrap()))
    }

    #[test]
    fn rules_are_told_as_people_say_them() {
        for (rule, german, english) in [
            ("FREQ=WEEKLY", "jeden Mittwoch", "every Wednesday"),
            (
                "FREQ=WEEKLY;BYDAY=TU,WE,FR",
                "jeden Dienstag, Mittwoch und Freitag",
                "every Tuesday, Wednesday and Friday",
            ),
            ("FREQ=WEEKLY;INTERVAL=2", "alle zwei Wochen am Mittwoch", "every two weeks on Wednesday"),
            ("FREQ=WEEKLY;INTERVAL=6", "alle sechs Wochen am Mittwoch", "every six weeks on Wednesday"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "montags bis freitags", "Monday to Friday"),
            ("FREQ=DAILY", "täglich", "every day"),
            ("FREQ=DAILY;INTERVAL=3", "alle drei Tage", "every three days"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "täglich", "every day"),
            ("FREQ=MONTHLY;BYDAY=2WE", "jeden 2. Mittwoch im Monat", "every 2nd Wednesday of the month"),
            ("FREQ=MONTHLY;BYDAY=-1SU", "jeden letzten Sonntag im Monat", "every last Sunday of the month"),
            (
                "FREQ=MONTHLY;BYDAY=1WE,3WE",
                "jeden 1. und 3. Mittwoch im Monat",
                "every 1st and 3rd Wednesday of the month",
            ),
            (
                "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
                "alle zwei Monate am 1. Montag",
                "every two months on the 1st Monday",
            ),
            ("FREQ=MONTHLY", "am 11. jedes Monats", "on the 11th of every month"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "am letzten Tag jedes Monats", "on the last day of every month"),
            ("FREQ=MONTHLY;INTERVAL=3", "alle drei Monate am 11.", "every three months on the 11th"),
            ("FREQ=YEARLY", "jedes Jahr am 11. November", "every year on the 11th November"),
            (
                "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
                "jedes Jahr am 2. Sonntag im Mai",
                "every year on the 2nd Sunday in May",
            ),
            (
                "FREQ=WEEKLY;BYMONTH=4,5,6",
                "jeden Mittwoch, von April bis Juni",
                "every Wednesday, from April to June",
            ),
            (
                "FREQ=WEEKLY;BYMONTH=11,12,1",
                "jeden Mittwoch, von November bis Januar",
                "every Wednesday, from November to January",
            ),
            ("FREQ=WEEKLY;BYMONTH=12", "jeden Mittwoch im Dezember", "every Wednesday in December"),
        ] {
            let german = format!("{german}, 18:00 bis 19:30 Uhr");
            let english = format!("{english}, 6:00 pm to 7:30 pm");
            assert_eq!(said(Language::German, rule), Some(german), "{rule}");
            assert_eq!(said(Language::English, rule), Some(english), "{rule}");
        }
    }

    #[test]
    fn what_gets_too_long_is_left_to_the_dates() {
        for rule in ["FREQ=MONTHLY;BYDAY=1MO,3TU", "FREQ=WEEKLY;BYMONTH=1,3,9", "FREQ=MONTHLY;BYDAY=-3MO"] {
            assert_eq!(said(Language::German, rule), None, "{rule}");
        }
    }
}
