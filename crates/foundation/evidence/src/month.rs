//! A month of the calendar.

use std::str::FromStr;

use jiff::{ToSpan, civil::Date};

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

impl Month {
    /// The month in which `day` lies.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// The month that came so many `months` before.
    #[must_use]
    pub fn back(self, months: u16) -> Self {
        Self(self.0.saturating_sub(i64::from(months).months()))
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        self.0
    }
}

/// As `2026-11`.
impl std::fmt::Display for Month {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

/// What was written is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written as year-month, as in 2026-11")]
pub struct NotAMonth;

/// Reads `2026-11`.
impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let is_digit = |index: usize, byte: u8| if index == 4 { byte == b'-' } else { byte.is_ascii_digit() };
        if text.len() != 7 || !text.bytes().enumerate().all(|(index, byte)| is_digit(index, byte)) {
            return Err(NotAMonth);
        }
        format!("{text}-01").parse().map(Self::of).map_err(|_| NotAMonth)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_are_counted_back_over_the_turn_of_the_year() {
        let month = Month::of(date(2026, 1, 31));
        assert_eq!(month.back(2).to_string(), "2025-11");
        assert_eq!(month.back(0), month);
        assert_eq!(month.back(11).first_day(), date(2025, 2, 1));
        assert!(month.back(1) < month);
        assert!(month.back(u16::MAX) < month.back(u16::MAX - 1));
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let month = Month::of(date(2026, 11, 22));
        assert_eq!("2026-11".parse(), Ok(month));
        assert_eq!(month.to_string().parse(), Ok(month));
        for wrong in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "2026-1",
            "11-2026",
            "2026/11",
            "2026-11-22",
            "20é6-1",
            "٢٠٢٦-١",
        ] {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }
}
