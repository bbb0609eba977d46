//! Readers of the published lists. They take bytes, never trust them, and name what is wrong in a sentence that says
//! what to do.

pub mod companies;
pub mod localities;
pub mod municipalities;
pub mod postcodes;
mod sheet;

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
