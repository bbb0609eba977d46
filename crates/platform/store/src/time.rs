//! Instants as the database keeps them: microseconds since 1970 in UTC, an integer on both backends.

use jiff::Timestamp;

/// The number that stands for `instant` in a column.
#[must_use]
pub fn to_column(instant: Timestamp) -> i64 {
    instant.as_microsecond()
}

/// The instant for which `microseconds` stands; numbers beyond the calendar's ends stand for the nearest end.
#[must_use]
pub fn from_column(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or(if microseconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
