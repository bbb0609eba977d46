//! What stands in a cell.

use jiff::civil::{DateTime, Time};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// Words, without spaces around them. CSV has nothing else.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, at midnight, or a day with a time.
    Moment(DateTime),
    /// A time of day.
    Time(Time),
    /// Yes or no.
    Truth(bool),
    /// What a formula shows that has no result: `#REF!`.
    Fault(String),
}

impl Cell {
    /// The cell with these words.
    #[must_use]
    pub fn text(words: &str) -> Self {
        match words.trim() {
            "" => Self::Empty,
            words => Self::Text(words.to_owned()),
        }
    }

    /// Whether nothing stands there.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What people read there: numbers without needless zeros, days as `2026-11-22`.
    #[must_use]
    pub fn to_words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Fault(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Moment(moment) if moment.time() == Time::midnight() => moment.date().to_string(),
            Self::Moment(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
            Self::Time(time) => time.strftime("%H:%M").to_string(),
            Self::Truth(true) => "ja".to_owned(),
            Self::Truth(false) => "nein".to_owned(),
        }
    }
}
