//! Calendars of what several slices have: each writes the events of its own records.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use jiff::{SignedDuration, Span, ToSpan, civil::DateTime};
use kreisrund_kernel::SubjectRef;
use kreisrund_schedule::WrittenEvent;
use kreisrund_web::Problem;

use crate::House;

/// The media type of calendar files (RFC 5545, section 8.1).
pub const MEDIA_TYPE: &str = "text/calendar";
/// Records in one calendar at most: what programs for calendars still show without stumbling.
pub const MOST_RECORDS: usize = 2_000;
/// How often it is worth asking for a calendar again.
pub const REFRESH: SignedDuration = SignedDuration::from_hours(4);

/// How far back calendars reach.
#[must_use]
pub fn reaching_back() -> Span {
    3.months()
}

/// A record whose events are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The record.
    pub subject: SubjectRef,
    /// Which of its dates.
    pub dates: WantedDates,
}

/// Which dates of a record are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedDates {
    /// All of them, as a series where they are one; past ones as far as calendars reach back.
    All,
    /// Those that begin so on their own clocks (midnight for whole days), as the index knows them; each as an event of its
    /// own.
    Beginning(BTreeSet<DateTime>),
}

/// Somebody whose records have dates.
#[async_trait]
pub trait CalendarSource: Send + Sync {
    /// The events of those of `wanted` that are its own, public and dated; the same ones in the same order each time.
    ///
    /// # Errors
    /// When the database can't be read.
    async fn events(&self, house: &House, wanted: &[Wanted]) -> Result<Vec<WrittenEvent>, Problem>;
}

/// All that have dates.
#[derive(Clone, Default)]
pub struct Calendars(Arc<[Arc<dyn CalendarSource>]>);

impl Calendars {
    /// The events of `sources`, in this order.
    #[must_use]
    pub fn new(sources: Vec<Arc<dyn CalendarSource>>) -> Self {
        Self(sources.into())
    }

    /// The events of `wanted`. Records that are not public or have no dates have none.
    ///
    /// # Errors
    /// When one of the sources can't read its records.
    pub async fn events(&self, house: &House, wanted: &[Wanted]) -> Result<Vec<WrittenEvent>, Problem> {
        let mut events = Vec::new();
        for source in self.0.iter() {
            events.extend(source.events(house, wanted).await?);
        }
        Ok(events)
    }
}

impl std::fmt::Debug for Calendars {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Calendars({})", self.0.len())
    }
}
