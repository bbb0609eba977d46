//! The time, as an argument: whoever needs to know what time it is asks a [`Clock`], so that tests own the answer.

use std::sync::Arc;

use jiff::{
    Timestamp, Zoned,
    civil::{Date, Weekday},
    tz::TimeZone,
};

/// The zone in which a German county lives; civil times without a zone of their own are read in it.
pub const COUNTY_TIME_ZONE: &str = "Europe/Berlin";

/// The county's time zone from the bundled zone data.
#[must_use]
pub fn county_time_zone() -> TimeZone {
    // The data is compiled into the program; UTC stands in only if that data lacked Berlin.
    TimeZone::get(COUNTY_TIME_ZONE).unwrap_or(TimeZone::UTC)
}

/// The instant at which `day` begins in the county. The first days and the last one of the calendar are no instants
/// everywhere: there it is the end of time that is next to them.
#[must_use]
pub fn county_midnight(day: Date) -> Timestamp {
    match day.to_zoned(county_time_zone()) {
        Ok(midnight) => midnight.timestamp(),
        Err(_) if day.year() > 0 => Timestamp::MAX,
        Err(_) => Timestamp::MIN,
    }
}

/// All weekdays, Monday first.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Somebody who knows what time it is.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The present moment as clocks on the county's walls show it.
    fn county_now(&self) -> Zoned {
        self.now().to_zoned(county_time_zone())
    }

    /// Today's date in the county.
    fn today(&self) -> Date {
        self.county_now().date()
    }
}

/// A clock that several parts of the program hold at once.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still at a chosen instant.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_is_a_day_ahead_of_utc_shortly_after_midnight() {
        let clock = FixedClock("2026-06-30T22:30:00Z".parse().unwrap());
        assert_eq!(clock.today(), jiff::civil::date(2026, 7, 1));
    }
}
