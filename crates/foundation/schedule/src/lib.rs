//! When things take place: occurrences, series, and the calendar files that others publish.
//!
//! No database and no web. The room has these parts:
//! - [`occurrence`]: whole days or times of day, with their instants, order and overlap;
//! - [`recurrence`]: series and their expansion within a horizon;
//! - [`calendar_file`]: reading iCalendar files (RFC 5545) as they are really written, and writing them;
//! - [`busy`]: when somebody or something is taken, and who may know by what;
//! - [`opening_hours`]: when something is open, week after week;
//! - [`holidays`]: the public holidays of each federal state;
//! - [`school_holidays`]: its school holidays, which are decided year by year and therefore data.
//!
//! The iCalendar library stays behind this crate's wall: none of its types is public here.

pub mod busy;
pub mod calendar_file;
pub mod holidays;
pub mod occurrence;
pub mod opening_hours;
pub mod recurrence;
pub mod school_holidays;
pub mod zone;

pub use busy::{Busy, BusyCalendar, Viewer, Visibility};
pub use calendar_file::{
    CalendarEvent, CalendarFile, NotACalendar, ReadOptions, WrittenCalendar, WrittenChange, WrittenEvent,
    WrittenWhen,
};
pub use holidays::{FederalState, Holiday, HolidayCalendar};
pub use occurrence::{AllDay, Moment, NotAMoment, Occurrence, OccurrenceState, Timed};
pub use opening_hours::{NotOpeningHours, OpeningHours};
pub use recurrence::{ExceptExpansion, Expansion, Horizon, NotARule, Rule, Series, Truncation};
pub use school_holidays::{SchoolHoliday, SchoolHolidays};
pub use zone::{UnknownZone, Zone};
