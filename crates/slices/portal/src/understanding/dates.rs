//! Dates and months as people write them: “5.12.”, “vom 5. bis 12. Dezember”, “im Mai”, “Ende November”.
//!
//! Without a year the next one to come is meant.

use std::{collections::HashMap, sync::LazyLock};

use jiff::civil::Date;
use kreisrund_kernel::{Period, text::fold};

use super::{Setting, When, line::Line, time::Reading};

/// A day of some year.
#[derive(Clone, Copy, Debug)]
struct Day {
    day: i8,
    month: i8,
    year: Option<i16>,
}

/// How certain it is that a name is a month's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Certainty {
    Certain,
    /// An abbreviation, or a word with other meanings (“may”, “march”): with a day or a preposition only.
    Doubtful,
}

static MONTHS: LazyLock<HashMap<String, (i8, Certainty)>> = LazyLock::new(|| {
    const NAMES: [&str; 12] = [
        "januar jänner january",
        "februar february",
        "märz",
        "april",
        "mai",
        "juni june",
        "juli july",
        "august",
        "september",
        "oktober october",
        "november",
        "dezember december",
    ];
    const DOUBTFUL: [&str; 12] = [
        "jan",
        "feb",
        "mrz mar march",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep sept",
        "okt oct",
        "nov",
        "dez dec",
    ];
    let named = |names: [&'static str; 12], certainty| {
        let months = (1..=12).zip(names);
        months.flat_map(move |(month, names)| {
            names.split(' ').map(move |name| (fold(name), (month, certainty)))
        })
    };
    named(NAMES, Certainty::Certain).chain(named(DOUBTFUL, Certainty::Doubtful)).collect()
});

pub(super) fn read(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Reading> {
    let today = setting.today;
    let found = read_range(line, at, today)
        .or_else(|| read_open(line, at, today))
        .or_else(|| read_day(line, at, today))
        .or_else(|| read_month(line, at, today));
    let (period, end) = found?;
    let length = end - at;
    let when = Some(When::Days(period));
    line.is_whole(at, length).then(|| Reading { length, when, ..Reading::default() })
}

/// The date that stands at `at` behind a weekday, and where it ends.
pub(super) fn day_behind(line: &Line<'_>, at: usize, today: Date) -> Option<(Date, usize)> {
    let start = at + usize::from(matches!(line.word(at), Some("den" | "dem" | "der" | "the")));
    let (day, end) = day_at(line, start, start > at)?;
    Some((day.next(today)?, end))
}

/// “am 5.12.”
fn read_day(line: &Line<'_>, at: usize, today: Date) -> Option<(Period, usize)> {
    let start = behind(line, at, &["am", "den", "dem", "der", "zum", "on", "fur", "the"]);
    let (day, end) = day_at(line, start, start > at)?;
    Some((Period::day(day.next(today)?), end))
}

/// “(vom) 5. bis (zum) 12. Dezember”, “5.12. - 12.12.2026”.
fn read_range(line: &Line<'_>, at: usize, today: Date) -> Option<(Period, usize)> {
    let start = behind(line, at, &["vom", "von", "zwischen", "from", "between"]);
    let is_introduced = start > at;
    let (first, next) = match day_at(line, start, true) {
        Some((day, next)) => (Some(day), next),
        None => (None, start + 1),
    };
    let day_alone = line.number(start, 2).and_then(|day| i8::try_from(day).ok());
    let connected = match line.word(next)? {
        "bis" | "und" | "to" | "until" | "and" => behind(line, next + 1, &["zum", "den", "dem", "the"]),
        _ if line.between(next - 1).contains(['-', '–']) => next,
        _ => return None,
    };
    let (last, end) = day_at(line, connected, is_introduced || first.is_some())?;
    let first = first.or_else(|| Some(Day { day: day_alone?, month: last.month, year: last.year }))?;
    let (from, to) = match (first.year, last.year) {
        (Some(_), Some(_)) => (first.next(today)?, last.next(today)?),
        (Some(_), None) => {
            let from = first.next(today)?;
            (from, last.next(from)?)
        }
        (None, _) => {
            let to = last.next(today)?;
            (first.last_before(to)?, to)
        }
    };
    Some((Period::new(Some(from), Some(to)).ok()?, end))
}

/// “ab dem 5. Dezember”, “bis Ende November”, “ab Mai”.
fn read_open(line: &Line<'_>, at: usize, today: Date) -> Option<(Period, usize)> {
    let is_from = match line.word(at)? {
        "ab" | "seit" | "from" | "after" => true,
        "bis" | "until" | "till" | "before" | "vor" => false,
        _ => return None,
    };
    let start = behind(line, at + 1, &["dem", "den", "zum", "the"]);
    let (period, end) = match day_at(line, start, true) {
        Some((day, end)) => (Period::day(day.next(today)?), end),
        None => read_month(line, start, today)?,
    };
    let (from, to) =
        if is_from { (period.from(), None) } else { (Some(today.min(period.to()?)), period.to()) };
    Some((Period::new(from, to).ok()?, end))
}

/// “im Mai”, “Mai 2027”, “Ende November”, “nächsten Dezember”.
fn read_month(line: &Line<'_>, at: usize, today: Date) -> Option<(Period, usize)> {
    let start = behind(line, at, &["im", "in", "diesen", "this", "nachsten", "next", "kommenden", "monat"]);
    let third = line.word(start).and_then(|word| match word {
        "anfang" | "early" => Some((1, 10)),
        "mitte" | "mid" => Some((11, 20)),
        "ende" | "late" => Some((21, 31)),
        _ => None,
    });
    let named = start + usize::from(third.is_some());
    let named = behind(line, named, &["im", "des"]);
    let (month, certainty) = MONTHS.get(line.word(named)?).copied()?;
    // The first of May is a holiday, a name: “Erster Mai”.
    let is_holiday = named > 0
        && line.word(named - 1).is_some_and(|word| matches!(word, "erster" | "erste" | "ersten" | "1"));
    let year = line.number(named + 1, 4).filter(|year| *year >= 1000);
    let is_certain = certainty == Certainty::Certain
        || named > at
        || year.is_some()
        || line.between(named).starts_with('.');
    if is_holiday || !is_certain {
        return None;
    }
    let (first_day, last_day) = third.unwrap_or((1, 31));
    let month_of = |year: i16| {
        let first = Date::new(year, month, 1).ok()?;
        let last = first.last_of_month();
        Some((
            first.with().day(first_day).build().ok()?,
            last.with().day(last_day.min(last.day())).build().ok()?,
        ))
    };
    let (from, to) = match year {
        Some(year) => month_of(year)?,
        None => {
            let this_year = month_of(today.year())?;
            // Of a month that has begun, what is left.
            if this_year.1 < today {
                month_of(today.year() + 1)?
            } else {
                (this_year.0.max(today), this_year.1)
            }
        }
    };
    let end = named + 1 + usize::from(year.is_some());
    Some((Period::new(Some(from), Some(to)).ok()?, end))
}

/// The day that is written at `at`, and where it ends. Where nothing introduces it, it has to look like a date and not
/// like a decimal number.
fn day_at(line: &Line<'_>, at: usize, is_introduced: bool) -> Option<(Day, usize)> {
    iso_day(line, at)
        .or_else(|| numeric_day(line, at, is_introduced))
        .or_else(|| day_before_month(line, at))
        .or_else(|| day_behind_month(line, at))
        .filter(|(day, _)| day.exists())
}

/// “2026-12-05”
fn iso_day(line: &Line<'_>, at: usize) -> Option<(Day, usize)> {
    let is_iso = line.typed(at).len() == 4 && line.is_joined(at + 1) && line.is_joined(at + 2);
    let (year, month, day) = (line.number(at, 4)?, small(line, at + 1)?, small(line, at + 2)?);
    is_iso.then_some((Day { day, month, year: Some(year) }, at + 3))
}

/// “5.12.”, “05.12.2026”, “5. 12. 26”
fn numeric_day(line: &Line<'_>, at: usize, is_introduced: bool) -> Option<(Day, usize)> {
    let is_dot = |at| line.between(at).trim_end() == ".";
    let (day, month) = (small(line, at)?, small(line, at + 1)?);
    if !is_dot(at) {
        return None;
    }
    let year =
        line.number(at + 2, 4).filter(|_| is_dot(at + 1)).and_then(|year| match line.typed(at + 2).len() {
            4 => Some(year),
            2 if line.between(at + 1) == "." => Some(2000 + year),
            _ => None,
        });
    let ends_with_dot = line.between(at + 1).starts_with('.');
    let is_date = year.is_some() || ends_with_dot || is_introduced || line.typed(at + 1).len() == 2;
    is_date.then_some((Day { day, month, year }, at + 2 + usize::from(year.is_some())))
}

/// “5. Dezember 2026”, “5th of December”
fn day_before_month(line: &Line<'_>, at: usize) -> Option<(Day, usize)> {
    let day = ordinal(line, at)?;
    let named = behind(line, at + 1, &["of"]);
    let (month, _) = MONTHS.get(line.word(named)?).copied()?;
    Some(with_year(line, Day { day, month, year: None }, named + 1))
}

/// “December 5th, 2026”
fn day_behind_month(line: &Line<'_>, at: usize) -> Option<(Day, usize)> {
    let (month, _) = MONTHS.get(line.word(at)?).copied()?;
    let day = ordinal(line, at + 1)?;
    Some(with_year(line, Day { day, month, year: None }, at + 2))
}

fn with_year(line: &Line<'_>, day: Day, at: usize) -> (Day, usize) {
    match line.number(at, 4).filter(|year| *year >= 1000) {
        Some(year) => (Day { year: Some(year), ..day }, at + 1),
        None => (day, at),
    }
}

fn ordinal(line: &Line<'_>, at: usize) -> Option<i8> {
    let word = line.word(at)?;
    let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

fn small(line: &Line<'_>, at: usize) -> Option<i8> {
    line.number(at, 2).and_then(|number| i8::try_from(number).ok())
}

/// Behind the words at `at` that are among `words`.
fn behind(line: &Line<'_>, at: usize, words: &[&str]) -> usize {
    let stands = |at: &usize| line.word(*at).is_some_and(|word| words.contains(&word));
    (at..line.len()).take(2).take_while(stands).last().map_or(at, |last| last + 1)
}

impl Day {
    fn exists(self) -> bool {
        // Without a year, the 29th of February is a day as well.
        Date::new(self.year.unwrap_or(2000), self.month, self.day).is_ok()
    }

    fn of(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The day itself, or the first one from `today` on.
    fn next(self, today: Date) -> Option<Date> {
        match self.year {
            Some(year) => self.of(year),
            // The 29th of February may be eight years away.
            None => (0..=8).filter_map(|more| self.of(today.year() + more)).find(|day| *day >= today),
        }
    }

    fn last_before(self, end: Date) -> Option<Date> {
        (0..=8).filter_map(|less| self.of(end.year() - less)).find(|day| *day <= end)
    }
}
