//! Programmes: who pays for what, for how long, and what has to be said about it.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{FileId, NetworkId, Period, ProgrammeId, Slug, SubjectRef};

/// What is known of a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProgrammeDetails {
    /// The name.
    pub name: String,
    /// Who pays: a ministry, a foundation, the county.
    pub funder: String,
    /// From when until when, both days included.
    pub period: Period,
    /// The sentence that has to stand wherever the funded work is shown.
    pub statement: Option<String>,
    /// What the funder asks for, in words for staff: reports, logos, deadlines.
    pub duties: Option<String>,
    /// The address of its pages on the web.
    pub website: Option<String>,
    /// The picture that has to stand beside the statement.
    pub logo: Option<FileId>,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
}

/// A programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The identifier.
    pub id: ProgrammeId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: ProgrammeDetails,
    /// What it pays for: records of any kind.
    pub attached: BTreeSet<SubjectRef>,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

impl Programme {
    /// Whether it pays on `day`.
    #[must_use]
    pub fn is_current(&self, day: Date) -> bool {
        self.details.period.contains(day)
    }

    /// The order in which lists show programmes on `day`: current ones, those to come, those that are over.
    #[must_use]
    pub fn standing(&self, day: Date) -> Standing {
        if self.is_current(day) {
            Standing::Current
        } else if self.details.period.from().is_some_and(|from| from > day) {
            Standing::ToCome
        } else {
            Standing::Over
        }
    }
}

/// Where a programme stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It pays.
    Current,
    /// It has not begun.
    ToCome,
    /// It has ended.
    Over,
}

/// How a programme reaches an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// The programme.
    pub programme: Programme,
    /// Where it comes from.
    pub whence: Whence,
}

/// Where an organisation's programme comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whence {
    /// It is attached to the organisation itself.
    Organisation,
    /// It is attached to a network to which the organisation belongs.
    Network(NetworkId),
}
