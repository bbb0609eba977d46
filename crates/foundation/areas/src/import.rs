//! Readers of the published lists. They take bytes, never trust them, and name what is wrong in a sentence that says
//! what to do.

use kreisrund_kernel::Position;

pub mod companies;
pub mod corrections;
mod file;
mod fixed_width;
pub mod localities;
pub mod municipalities;
pub mod overlays;
pub mod postcodes;
mod record;
pub mod reforms;
mod sheet;
pub mod table;
mod workbook;

/// How far a reader has come, for the person who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read so far.
    pub done: u64,
    /// Rows that the file seems to have.
    pub total: u64,
}

/// How many rows a reader reads between two reports.
const REPORT_EVERY: u64 = 1000;

/// A range of latitudes and longitudes, in degrees.
struct Range {
    latitudes: std::ops::RangeInclusive<f64>,
    longitudes: std::ops::RangeInclusive<f64>,
}

impl Range {
    fn contains(&self, position: Position) -> bool {
        self.latitudes.contains(&position.latitude()) && self.longitudes.contains(&position.longitude())
    }
}

/// Germany with its islands; what lies beyond is swapped or misplaced.
const GERMANY: Range = Range { latitudes: 47.0..=55.3, longitudes: 5.5..=15.5 };

/// Whether the two numbers would lie in Germany the other way round.
fn is_swapped(latitude: f64, longitude: f64) -> bool {
    Position::new(longitude, latitude).is_ok_and(|position| GERMANY.contains(position))
}
