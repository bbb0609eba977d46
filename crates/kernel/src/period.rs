//! A period of days, open at either end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days from `from` to `to`, both included. An absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    from: Option<Date>,
    to: Option<Date>,
}

/// A period that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the period would end on {to}, before it begins on {from}")]
pub struct EndsBeforeItBegins {
    /// The first day as given.
    pub from: Date,
    /// The last day as given.
    pub to: Date,
}

impl Period {
    /// All days.
    pub const ALWAYS: Self = Self { from: None, to: None };

    /// The period from `from` to `to`, both included.
    ///
    /// # Errors
    /// [`EndsBeforeItBegins`] when `to` lies before `from`.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self, EndsBeforeItBegins> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(EndsBeforeItBegins { from, to }),
            _ => Ok(Self { from, to }),
        }
    }

    /// The single day `day`.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { from: Some(day), to: Some(day) }
    }

    /// The first day, if there is one.
    #[must_use]
    pub const fn from(self) -> Option<Date> {
        self.from
    }

    /// The last day, if there is one.
    #[must_use]
    pub const fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether `day` lies in the period.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn both_ends_belong_to_the_period() {
        let period = Period::new(Some(date(2026, 11, 1)), Some(date(2026, 11, 30))).unwrap();
        assert!(period.contains(date(2026, 11, 1)) && period.contains(date(2026, 11, 30)));
        assert!(!period.contains(date(2026, 12, 1)));
        assert!(Period::ALWAYS.contains(date(1, 1, 1)));
    }

    #[test]
    fn an_end_before_the_beginning_is_refused() {
        assert!(Period::new(Some(date(2026, 11, 2)), Some(date(2026, 11, 1))).is_err());
    }
}
