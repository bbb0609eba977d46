//! School holidays of a federal state. They follow from no rule: the states agree on them years ahead and publish lists,
//! which an operator loads.
//!
//! [`read_csv`] takes a table, [`read_calendar`] an iCalendar file; both go on behind a line that they cannot take and
//! list it with its number.
//!
//! # The table
//! The first line names the columns, in any order and case; further columns are ignored:
//!
//! | column | other names | what |
//! |---|---|---|
//! | `state` | `land`, `bundesland` | key, letters or name: `12`, `BB`, `Brandenburg`. May be missing where the caller names the state |
//! | `name` | `ferien`, `bezeichnung` | `Herbstferien` |
//! | `from` | `von`, `beginn`, `erster` | the first day: `2026-10-19` or `19.10.2026` |
//! | `to` | `bis`, `ende`, `letzter` | the last day, included; empty for a single day |
//!
//! Columns are divided by semicolons, commas or tabs; the text is UTF-8 or Windows-1252. Lines that begin with `#` are
//! comments.

mod read;

#[cfg(test)]
mod tests;

pub use read::{NotSchoolHolidays, Read, RowProblem, RowReason, read_calendar, read_csv};

use crate::holidays::FederalState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The longest school holidays that are believed, in days.
const LONGEST: i64 = 100;

/// The longest name in characters.
const LONGEST_NAME: usize = 80;

/// One stretch of days without school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawSchoolHoliday")]
pub struct SchoolHoliday {
    name: String,
    first: Date,
    last: Date,
}

/// The school holidays of one federal state, in order, none overlapping another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawSchoolHolidays")]
pub struct SchoolHolidays {
    state: FederalState,
    holidays: Vec<SchoolHoliday>,
}

/// Why days are no school holidays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASchoolHoliday {
    /// They have no name.
    #[error("the name is missing, as in “Herbstferien”")]
    NoName,
    /// They would end before they begin.
    #[error("the last day {last} lies before the first, {first}")]
    EndsBeforeItBegins {
        /// The first day as given.
        first: Date,
        /// The last day as given.
        last: Date,
    },
    /// No school holidays last that long, or they lie in no year that matters.
    #[error("{first} to {last} is longer than any school holidays; check both days")]
    TooLong {
        /// The first day as given.
        first: Date,
        /// The last day as given.
        last: Date,
    },
    /// Some of the days are school holidays already.
    #[error("the days overlap with {0}")]
    Overlaps(String),
}

impl SchoolHoliday {
    /// School holidays from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`NotASchoolHoliday`] where the name is empty, the days are in the wrong order or too many.
    pub fn new(name: &str, first: Date, last: Date) -> Result<Self, NotASchoolHoliday> {
        let words: Vec<&str> = name.split(|c: char| c.is_whitespace() || c.is_control()).collect();
        let name: String = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(NotASchoolHoliday::NoName);
        }
        if last < first {
            return Err(NotASchoolHoliday::EndsBeforeItBegins { first, last });
        }
        if last.duration_since(first).as_hours() / 24 >= LONGEST || !(1900..=2999).contains(&first.year()) {
            return Err(NotASchoolHoliday::TooLong { first, last });
        }
        Ok(Self { name: name.chars().take(LONGEST_NAME).collect(), first, last })
    }

    /// What they are called: “Herbstferien”.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first day.
    #[must_use]
    pub const fn first(&self) -> Date {
        self.first
    }

    /// The last day, included.
    #[must_use]
    pub const fn last(&self) -> Date {
        self.last
    }

    /// Whether `day` is one of their days.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

impl SchoolHolidays {
    /// No school holidays of `state` yet.
    #[must_use]
    pub const fn none(state: FederalState) -> Self {
        Self { state, holidays: Vec::new() }
    }

    /// The school holidays `holidays` of `state`, in whatever order they come.
    ///
    /// # Errors
    /// [`NotASchoolHoliday::Overlaps`] where two have a day in common.
    pub fn new(
        state: FederalState,
        holidays: impl IntoIterator<Item = SchoolHoliday>,
    ) -> Result<Self, NotASchoolHoliday> {
        let mut all = Self::none(state);
        holidays.into_iter().try_for_each(|holiday| all.add(holiday))?;
        Ok(all)
    }

    /// Adds school holidays. The same ones twice are taken once.
    ///
    /// # Errors
    /// [`NotASchoolHoliday::Overlaps`] where others have a day in common with them.
    pub fn add(&mut self, holiday: SchoolHoliday) -> Result<(), NotASchoolHoliday> {
        let place = self.holidays.partition_point(|other| other.last < holiday.first);
        match self.holidays.get(place) {
            Some(other) if *other == holiday => Ok(()),
            Some(other) if other.first <= holiday.last => {
                let described = format!("{}, {} to {}", other.name, other.first, other.last);
                Err(NotASchoolHoliday::Overlaps(described))
            }
            _ => {
                self.holidays.insert(place, holiday);
                Ok(())
            }
        }
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> FederalState {
        self.state
    }

    /// All of them, in order.
    #[must_use]
    pub fn all(&self) -> &[SchoolHoliday] {
        &self.holidays
    }

    /// The school holidays of which `day` is one.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&SchoolHoliday> {
        let place = self.holidays.partition_point(|holiday| holiday.last < day);
        self.holidays.get(place).filter(|holiday| holiday.contains(day))
    }

    /// The next school holidays that begin after `day`.
    #[must_use]
    pub fn next(&self, day: Date) -> Option<&SchoolHoliday> {
        self.holidays.get(self.holidays.partition_point(|holiday| holiday.first <= day))
    }
}

/// School holidays before anyone has looked at them.
#[derive(Deserialize)]
struct RawSchoolHoliday {
    name: String,
    first: Date,
    last: Date,
}

impl TryFrom<RawSchoolHoliday> for SchoolHoliday {
    type Error = NotASchoolHoliday;

    fn try_from(raw: RawSchoolHoliday) -> Result<Self, NotASchoolHoliday> {
        Self::new(&raw.name, raw.first, raw.last)
    }
}

/// A state's school holidays before anyone has looked at them.
#[derive(Deserialize)]
struct RawSchoolHolidays {
    state: FederalState,
    holidays: Vec<SchoolHoliday>,
}

impl TryFrom<RawSchoolHolidays> for SchoolHolidays {
    type Error = NotASchoolHoliday;

    fn try_from(raw: RawSchoolHolidays) -> Result<Self, NotASchoolHoliday> {
        Self::new(raw.state, raw.holidays)
    }
}
