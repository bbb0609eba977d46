//! The cells of a row, by what they mean. What can't be read is collected, so that a row is told all its faults at once.

use std::{cell::RefCell, collections::HashMap};

use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use kreisrund_kernel::WebAddress;
use kreisrund_tables::{Cell, Row};

use super::{
    super::{
        when::{self, Said},
        words,
    },
    columns::Column,
    mapping::Mapping,
};
use crate::import::json_ld::email;

/// Days that spreadsheets count from the end of 1899: those of the years 1954 to 2119.
const SERIAL_DAYS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;
/// Longer texts of a field that is no description are none.
const LONGEST: usize = 500;

/// The columns of a table and what they mean.
pub(super) struct Layout {
    /// Where each column stands.
    pub positions: HashMap<Column, usize>,
    pub mapping: Mapping,
}

impl Layout {
    /// Whether anything can stand in `column`.
    pub fn has(&self, column: Column) -> bool {
        self.positions.contains_key(&column) || self.mapping.fixed.contains_key(&column)
    }
}

/// A row, with the faults found so far.
pub(super) struct Cells<'a> {
    layout: &'a Layout,
    row: &'a Row,
    faults: RefCell<Vec<String>>,
}

/// A day with what is said of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub said: Said,
    /// The time at which it ends, where that stands in the same cell.
    pub to: Option<Time>,
}

impl<'a> Cells<'a> {
    pub const fn new(layout: &'a Layout, row: &'a Row) -> Self {
        Self { layout, row, faults: RefCell::new(Vec::new()) }
    }

    /// The number of the row.
    pub const fn number(&self) -> usize {
        self.row.number
    }

    /// What was wrong, in sentences.
    pub fn into_faults(self) -> Vec<String> {
        self.faults.into_inner()
    }

    /// Notes that `column` can't be taken.
    pub fn fault(&self, column: Column, problem: impl std::fmt::Display) {
        let fault = format!("{column}: {problem}");
        let mut faults = self.faults.borrow_mut();
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    fn cell(&self, column: Column) -> Option<&'a Cell> {
        let cell = self.row.cells.get(*self.layout.positions.get(&column)?)?;
        if let Cell::Fault(shown) = cell {
            self.fault(column, format!("the cell shows {shown}; correct the formula"));
            return None;
        }
        (!cell.is_empty()).then_some(cell)
    }

    /// The words in `column`, or those that the mapping fixes.
    pub fn text(&self, column: Column) -> Option<String> {
        let words = match self.cell(column) {
            Some(cell) => without_guard(&cell.to_words()).to_owned(),
            None => self.layout.mapping.fixed.get(&column)?.trim().to_owned(),
        };
        (!words.is_empty()).then_some(words)
    }

    /// The words of a field that is short.
    pub fn short(&self, column: Column) -> Option<String> {
        let text = self.text(column)?;
        if text.chars().count() > LONGEST {
            self.fault(column, format!("it has more than {LONGEST} characters"));
            return None;
        }
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Yes or no.
    pub fn truth(&self, column: Column) -> Option<bool> {
        if let Some(Cell::Truth(truth)) = self.cell(column) {
            return Some(*truth);
        }
        let text = self.text(column)?;
        // The column's own name in its cell means yes: “ausgebucht”.
        let own = column.titles().iter().any(|title| title.to_lowercase() == text.to_lowercase());
        let truth = if own { Some(true) } else { words::truth(&text) };
        if truth.is_none() {
            self.fault(column, format!("“{}” is neither ja nor nein", excerpt(&text)));
        }
        truth
    }

    /// A whole number.
    pub fn number_in(&self, column: Column, most: u16) -> Option<u16> {
        let text = self.short(column)?;
        let bare = text.split_once([',', '.']).map_or(text.as_str(), |(whole, rest)| {
            if rest.bytes().all(|digit| digit == b'0') { whole } else { text.as_str() }
        });
        let bare = bare.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace() || c == '.');
        let number = bare.parse().ok().filter(|number| *number <= most);
        if number.is_none() {
            self.fault(column, format!("“{}” is no number from 0 to {most}", excerpt(&text)));
        }
        number
    }

    /// Degrees of a position.
    pub fn degrees(&self, column: Column) -> Option<f64> {
        let text = self.short(column)?;
        let degrees = text.trim_end_matches('°').replace(',', ".").parse().ok();
        if degrees.is_none() {
            self.fault(column, format!("“{}” is no number of degrees", excerpt(&text)));
        }
        degrees
    }

    /// A web address.
    pub fn address(&self, column: Column) -> Option<WebAddress> {
        let text = self.short(column)?;
        match text.parse() {
            Ok(address) => Some(address),
            Err(_) => {
                self.fault(
                    column,
                    format!("“{}” is no web address; write it as https://example.org", excerpt(&text)),
                );
                None
            }
        }
    }

    /// A mail address.
    pub fn email(&self, column: Column) -> Option<String> {
        let text = self.short(column)?;
        let address = email(&text);
        if address.is_none() {
            self.fault(
                column,
                format!("“{}” is no mail address; write it as info@example.org", excerpt(&text)),
            );
        }
        address
    }

    /// A postcode; spreadsheets take the zero in front of it away.
    pub fn postcode(&self, column: Column) -> Option<String> {
        let text = self.short(column)?;
        let bare = text.trim_start_matches("D-").trim();
        let is_number = !bare.is_empty() && bare.bytes().all(|digit| digit.is_ascii_digit());
        match bare.len() {
            5 if is_number => Some(bare.to_owned()),
            4 if is_number => Some(format!("0{bare}")),
            _ => {
                self.fault(column, format!("“{}” is no postcode of five digits", excerpt(&text)));
                None
            }
        }
    }

    /// A day, with or without a time.
    pub fn stated(&self, column: Column) -> Option<Stated> {
        let stated = match self.cell(column) {
            Some(Cell::Moment(moment)) if moment.time() == Time::midnight() => {
                Some(Stated { said: Said::Day(moment.date()), to: None })
            }
            Some(Cell::Moment(moment)) => Some(Stated { said: Said::Civil(*moment), to: None }),
            Some(Cell::Number(number)) => serial(*number),
            _ => self.stated_in_words(&self.text(column)?),
        };
        let within =
            |stated: &Stated| (1900..=2199).contains(&stated.said.day(&crate::offer::county_zone()).year());
        let stated = stated.filter(within);
        if stated.is_none() {
            let text = self.text(column).unwrap_or_default();
            let hint = "write it as 22.11.2026 or 2026-11-22, with the time as 18:30";
            self.fault(column, format!("“{}” is no day; {hint}", excerpt(&text)));
        }
        stated
    }

    fn stated_in_words(&self, text: &str) -> Option<Stated> {
        let alone = |said| Stated { said, to: None };
        if let Some(said) = self.layout.mapping.date(text) {
            return Some(alone(said));
        }
        if let Some(said) = when::iso(text).filter(|_| text.contains('-')) {
            return Some(alone(said));
        }
        if let Some(written) = when::german(text) {
            let said = written
                .from
                .map_or(Said::Day(written.day), |from| Said::Civil(written.day.to_datetime(from)));
            return Some(Stated { said, to: written.to });
        }
        serial(text.replace(',', ".").parse().ok()?)
    }

    /// A day alone.
    pub fn day(&self, column: Column) -> Option<Date> {
        Some(self.stated(column)?.said.day(&crate::offer::county_zone()))
    }

    /// A time of day, or two.
    pub fn times(&self, column: Column) -> Option<(Option<Time>, Option<Time>)> {
        let times = match self.cell(column) {
            Some(Cell::Time(time)) => Some((Some(*time), None)),
            Some(Cell::Moment(moment)) => Some((Some(moment.time()), None)),
            Some(Cell::Number(part)) if (0.0..1.0).contains(part) => Some((time_of_day(*part), None)),
            _ => when::times(&self.text(column)?),
        };
        if times.is_none() {
            let text = self.text(column).unwrap_or_default();
            self.fault(column, format!("“{}” is no time; write it as 18:30", excerpt(&text)));
        }
        times
    }

    /// The end: a day, a day with a time, or a time alone.
    pub fn end(&self, column: Column) -> Option<End> {
        match self.cell(column) {
            Some(Cell::Time(time)) => return Some(End::Time(*time)),
            Some(Cell::Number(part)) if (0.0..1.0).contains(part) => {
                return time_of_day(*part).map(End::Time);
            }
            _ => {}
        }
        let text = self.text(column)?;
        if let Some((Some(time), None)) = when::times(&text) {
            return Some(End::Time(time));
        }
        self.stated(column).map(|stated| End::Said(stated.said))
    }

    /// How long something takes: minutes, or as people write it.
    pub fn duration(&self, column: Column) -> Option<SignedDuration> {
        let duration = match self.cell(column) {
            Some(Cell::Time(time)) => Some(time.duration_since(Time::midnight())),
            _ => duration(&self.text(column)?),
        };
        let duration = duration.filter(|duration| duration.is_positive() && duration.as_hours() < 24 * 60);
        if duration.is_none() {
            let text = self.text(column).unwrap_or_default();
            self.fault(column, format!("“{}” is no length; write it in minutes, or as 1:30", excerpt(&text)));
        }
        duration
    }

    /// The words of a list: divided by semicolons, bars, lines, or by commas.
    pub fn list(&self, column: Column) -> Vec<String> {
        let text = self.text(column).unwrap_or_default();
        let divided: Vec<&str> = text.split([';', '|', '\n']).collect();
        let words = divided.into_iter().map(str::trim).filter(|word| !word.is_empty());
        words.take(50).map(str::to_owned).collect()
    }
}

/// An end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Time(Time),
    Said(Said),
}

/// A day as spreadsheets count them.
fn serial(number: f64) -> Option<Stated> {
    if !SERIAL_DAYS.contains(&number) {
        return None;
    }
    // Within the range above nothing is cut off.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let (days, part) = (number.trunc() as i64, number.fract());
    let day = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    let said = match time_of_day(part)? {
        midnight if midnight == Time::midnight() => Said::Day(day),
        time => Said::Civil(day.to_datetime(time)),
    };
    Some(Stated { said, to: None })
}

fn time_of_day(part: f64) -> Option<Time> {
    // At most a day, so that nothing is cut off.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let seconds = (part * 86_400.0).round() as i64;
    Time::midnight().checked_add(SignedDuration::from_secs(seconds.min(86_399))).ok()
}

fn duration(text: &str) -> Option<SignedDuration> {
    let lower = text.trim().to_lowercase();
    if let Some((hours, minutes)) = lower.split_once(':') {
        let minutes: i64 = minutes.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
        let hours: i64 = hours.trim().parse().ok().filter(|hours| *hours < 1_000)?;
        return (0..60).contains(&minutes).then(|| SignedDuration::from_mins(hours * 60 + minutes));
    }
    if lower.starts_with('p') {
        return lower.to_uppercase().parse().ok();
    }
    let end = lower.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(lower.len());
    let (number, unit) = lower.split_at(end);
    let number: f64 =
        number.replace(',', ".").parse().ok().filter(|number| (0.0..10_000.0).contains(number))?;
    let minutes = match unit.trim().trim_end_matches('.') {
        "" | "min" | "minuten" | "minute" => number,
        "h" | "std" | "stunde" | "stunden" => number * 60.0,
        _ => return None,
    };
    // At most 600,000, so that nothing is cut off.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let minutes = minutes.round() as i64;
    Some(SignedDuration::from_mins(minutes))
}

/// A text without the apostrophe that keeps spreadsheets from taking it for a formula.
fn without_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}

pub(super) fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
