//! Time zones by their IANA names.
//!
//! A zone has to be storable as text and mean the same tomorrow, so only named zones of the IANA database count;
//! bare offsets and the definitions inside calendar files are translated when they are read.

use jiff::{
    SignedDuration, Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};
use serde::{Deserialize, Serialize};
use std::{cell::Cell, fmt};

/// Longer than any name in the IANA database; spares the look-up of nonsense.
const LONGEST_NAME: usize = 64;

/// A time zone of the IANA database, such as `Europe/Berlin`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

/// A name that no zone of the IANA database bears.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time zone “{0}” is unknown; use a name such as “Europe/Berlin”")]
pub struct UnknownZone(pub String);

impl Zone {
    /// The zone with the IANA name `name`; upper and lower case are the same.
    ///
    /// # Errors
    /// [`UnknownZone`] when the database has no such name.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let unknown = || UnknownZone(name.chars().take(LONGEST_NAME).collect());
        // `right/…` counts leap seconds and `posix/…` repeats the rest; neither belongs in data that is passed on.
        let usable = name.len() <= LONGEST_NAME && !name.starts_with("right/") && !name.starts_with("posix/");
        if !usable {
            return Err(unknown());
        }
        let zone = TimeZone::get(name).map_err(|_| unknown())?;
        if zone.is_unknown() || zone.iana_name().is_none() {
            return Err(unknown());
        }
        Ok(Self(zone))
    }

    /// German legal time, `Europe/Berlin` (Einheiten- und Zeitgesetz § 4, Sommerzeitverordnung).
    #[must_use]
    pub fn berlin() -> Self {
        // The database is built into the program, so that the name is always found; a test holds us to it.
        Self::named("Europe/Berlin").unwrap_or_else(|_| Self::utc())
    }

    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The zone as the time library knows it.
    #[must_use]
    pub const fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// The instant at which clocks in this zone show `civil`, by the rule `compatible` of RFC 5545 (section 3.3.5)
    /// and Temporal: a time that a change to summer time leaves out is taken with the offset before the change
    /// (02:30 becomes 03:30), a time that the change back repeats is its first pass.
    #[must_use]
    pub fn instant(&self, civil: DateTime) -> Timestamp {
        // Only the first and last day of the calendar (years −9999 and 9999) have no instant in some zones.
        self.0.to_timestamp(civil).unwrap_or(if civil.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
    }

    /// What clocks in this zone show at `instant`.
    #[must_use]
    pub fn civil(&self, instant: Timestamp) -> DateTime {
        self.0.to_datetime(instant)
    }

    /// Whether clocks in this zone ever show `civil`: false within the hour that a change to summer time leaves out.
    #[must_use]
    pub fn exists(&self, civil: DateTime) -> bool {
        !matches!(self.0.to_ambiguous_timestamp(civil).offset(), AmbiguousOffset::Gap { .. })
    }
}

/// The clocks of a zone, with the last stretch of time in which they did not change. Of a series, hundreds of dates fall
/// into the same.
pub(crate) struct SteadyClocks<'a> {
    zone: &'a Zone,
    stretch: Cell<Option<(DateTime, DateTime)>>,
}

impl<'a> SteadyClocks<'a> {
    /// How far from a change of clocks a time has to be, so that every reading of it is on the same side: no change is
    /// larger than the day that Samoa left out.
    const MARGIN: SignedDuration = SignedDuration::from_hours(48);

    pub(crate) const fn new(zone: &'a Zone) -> Self {
        Self { zone, stretch: Cell::new(None) }
    }

    /// Whether no clock changes between `from` and `to`, nor near them. What is said to change may not.
    pub(crate) fn is_steady(&self, from: DateTime, to: DateTime) -> bool {
        let is_within = |(first, last): (DateTime, DateTime)| first <= from && to <= last;
        if self.stretch.get().is_some_and(is_within) {
            return true;
        }
        let found = self.stretch_around(from);
        self.stretch.set(found);
        found.is_some_and(is_within)
    }

    fn stretch_around(&self, civil: DateTime) -> Option<(DateTime, DateTime)> {
        let (instant, tz) = (self.zone.instant(civil), self.zone.time_zone());
        let shown = |change: Timestamp| self.zone.civil(change);
        let first = match tz.preceding(instant).next() {
            Some(change) => shown(change.timestamp()).checked_add(Self::MARGIN).ok()?,
            None => DateTime::MIN,
        };
        let last = match tz.following(instant).next() {
            Some(change) => shown(change.timestamp()).checked_sub(Self::MARGIN).ok()?,
            None => DateTime::MAX,
        };
        // A change at this very instant is neither before nor after it.
        let is_change = tz.following(instant.checked_sub(SignedDuration::from_nanos(1)).ok()?).next();
        is_change.is_none_or(|change| change.timestamp() != instant).then_some((first, last))
    }
}

impl std::hash::Hash for Zone {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        self.name().hash(hasher);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        Self::named(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn berlin_is_in_the_program() {
        assert_eq!(Zone::berlin().name(), "Europe/Berlin");
        assert_eq!(Zone::named("europe/berlin").unwrap(), Zone::berlin());
        assert_eq!(Zone::utc().name(), "UTC");
    }

    #[test]
    fn what_is_no_name_of_a_zone_is_refused() {
        for name in [
            "",
            "Elbe-Elster",
            "../../etc/passwd",
            "Etc/Unknown",
            "right/Europe/Berlin",
            "W. Europe Standard Time",
        ] {
            assert!(Zone::named(name).is_err(), "{name}");
        }
        assert!(Zone::named(&"x".repeat(1_000_000)).unwrap_err().to_string().len() < 200);
    }

    #[test]
    fn a_time_left_out_in_spring_moves_on_by_an_hour() {
        let berlin = Zone::berlin();
        let left_out = date(2026, 3, 29).at(2, 30, 0, 0);
        assert!(!berlin.exists(left_out));
        assert_eq!(berlin.civil(berlin.instant(left_out)), date(2026, 3, 29).at(3, 30, 0, 0));
    }

    #[test]
    fn a_time_repeated_in_autumn_is_its_first_pass() {
        let berlin = Zone::berlin();
        let repeated = date(2026, 10, 25).at(2, 30, 0, 0);
        assert!(berlin.exists(repeated));
        assert_eq!(berlin.instant(repeated).to_string(), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn only_where_no_clock_changes_are_they_steady() {
        for name in ["Europe/Berlin", "Pacific/Apia", "Africa/Casablanca", "UTC"] {
            let zone = Zone::named(name).unwrap();
            let clocks = SteadyClocks::new(&zone);
            let mut steady = 0;
            let mut civil = date(2009, 1, 1).at(0, 0, 0, 0);
            while civil.year() < 2013 {
                let end = civil.checked_add(SignedDuration::from_hours(5)).unwrap();
                if clocks.is_steady(civil, end) {
                    steady += 1;
                    assert!(zone.exists(civil) && zone.exists(end), "{name} {civil}");
                    let length = zone.instant(end).duration_since(zone.instant(civil));
                    assert_eq!(length, SignedDuration::from_hours(5), "{name} {civil}");
                }
                civil = civil.checked_add(SignedDuration::from_hours(3)).unwrap();
            }
            assert!(steady > 10_000, "{name}: {steady}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_have_an_instant_too() {
        let zone = Zone::named("Pacific/Kiritimati").unwrap();
        assert_eq!(Zone::named("Etc/GMT+12").unwrap().instant(DateTime::MAX), Timestamp::MAX);
        assert_eq!(zone.instant(DateTime::MIN), Timestamp::MIN);
    }
}
