//! What saving did, for reports: a later edition of a list adds, changes and leaves alone.

use std::ops::AddAssign;

/// What saving a record did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was new.
    Added,
    /// It was there and differed.
    Changed,
    /// It was there, just so.
    Unchanged,
}

/// What saving many records did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// How many were new.
    pub added: u64,
    /// How many were there and differed.
    pub changed: u64,
    /// How many were there, just so.
    pub unchanged: u64,
    /// How many were there and no longer are.
    pub gone: u64,
}

impl AddAssign<Change> for Changes {
    fn add_assign(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}

impl AddAssign for Changes {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.gone += other.gone;
    }
}
