//! Periods with a name.

use jiff::{ToSpan, civil::Date};
use kreisrund_kernel::Period;

/// A period with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Saturday and Sunday; what is left of them once they have begun.
    Weekend,
    /// Seven days, today included.
    Week,
    /// Thirty days, today included.
    Month,
}

impl Preset {
    /// All named periods, the nearest first.
    pub const ALL: [Self; 5] = [Self::Today, Self::Tomorrow, Self::Weekend, Self::Week, Self::Month];

    /// The word in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Today => "heute",
            Self::Tomorrow => "morgen",
            Self::Weekend => "wochenende",
            Self::Week => "woche",
            Self::Month => "monat",
        }
    }

    /// The days it means, seen from `today`.
    pub fn days(self, today: Date) -> Period {
        let until = |days: i64| today.saturating_add(days.days());
        let to_sunday = i64::from(7 - today.weekday().to_monday_one_offset());
        let (from, to) = match self {
            Self::Today => (today, today),
            Self::Tomorrow => (until(1), until(1)),
            Self::Weekend => (if to_sunday == 0 { today } else { until(to_sunday - 1) }, until(to_sunday)),
            Self::Week => (today, until(6)),
            Self::Month => (today, until(29)),
        };
        Period::new(Some(from), Some(to)).unwrap_or_else(|_| Period::day(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    #[test]
    fn a_weekend_that_has_begun_is_what_is_left_of_it() {
        let days = |today| {
            let period = Preset::Weekend.days(today);
            (period.from().unwrap(), period.to().unwrap())
        };
        let (friday, saturday, sunday) = (date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29));
        assert_eq!(days(friday), (saturday, sunday));
        assert_eq!(days(saturday), (saturday, sunday));
        assert_eq!(days(sunday), (sunday, sunday));
        assert_eq!(days(date(2026, 11, 30)), (date(2026, 12, 5), date(2026, 12, 6)));
    }

    proptest! {
        #[test]
        fn every_named_period_lies_ahead(day in 0..20_000_i64) {
            let today = date(2000, 1, 1).saturating_add(day.days());
            for preset in Preset::ALL {
                let period = preset.days(today);
                prop_assert!(period.from().unwrap() >= today && period.to().unwrap() >= period.from().unwrap());
            }
        }
    }
}
