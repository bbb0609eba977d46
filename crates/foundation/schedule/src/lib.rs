//! When things take place: occurrences, series, and the calendar files that others publish.
//!
//! No database and no web. The room has three parts:
//! - [`occurrence`]: whole days or times of day, with their instants, order and overlap;
//! - [`recurrence`]: series and their expansion within a horizon;
//! - [`calendar_file`]: reading iCalendar files (RFC 5545) as they are really written.
//!
//! Opening hours and the holidays of the federal state will stand beside them.
//!
//! The iCalendar library stays behind this crate's wall: none of its types is public here.

pub mod calendar_file;
pub mod occurrence;
pub mod recurrence;
pub mod zone;

pub use calendar_file::{CalendarEvent, CalendarFile, NotACalendar, ReadOptions};
pub use occurrence::{AllDay, Moment, NotAMoment, Occurrence, OccurrenceState, Timed};
pub use recurrence::{Expansion, Horizon, NotARule, Rule, Series, Truncation};
pub use zone::{UnknownZone, Zone};
