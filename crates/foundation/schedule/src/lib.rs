//! When things take place: occurrences, series, and the calendar files that others publish.
//!
//! No database and no web. The room has five parts:
//! - [`occurrence`]: whole days or times of day, with their instants, order and overlap;
//! - [`recurrence`]: series and their expansion within a horizon;
//! - [`calendar_file`]: reading iCalendar files (RFC 5545) as they are really written;
//! - [`opening_hours`]: when something is open, week after week;
//! - [`holidays`]: the public holidays of each federal state.
//!
//! The iCalendar library stays behind this crate's wall: none of its types is public here.

pub mod calendar_file;
pub mod holidays;
pub mod occurrence;
pub mod opening_hours;
pub mod recurrence;
pub mod zone;

pub use calendar_file::{CalendarEvent, CalendarFile, NotACalendar, ReadOptions};
pub use holidays::{FederalState, Holiday, HolidayCalendar};
pub use occurrence::{AllDay, Moment, NotAMoment, Occurrence, OccurrenceState, Timed};
pub use opening_hours::{NotOpeningHours, OpeningHours};
pub use recurrence::{Expansion, Horizon, NotARule, Rule, Series, Truncation};
pub use zone::{UnknownZone, Zone};
