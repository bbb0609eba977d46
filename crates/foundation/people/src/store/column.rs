//! Values that several tables keep in columns.

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{PersonId, SubjectKind, SubjectRef, clock::county_time_zone};
use kreisrund_store::{StoreError, Write, time};
use uuid::Uuid;

use crate::{actor::Actor, private::Private};

/// How many values one statement gets; databases limit its parameters.
pub(super) const VALUES_AT_ONCE: usize = 500;

/// The three columns of an actor.
pub(super) struct ActorColumns {
    pub kind: String,
    pub id: Option<Uuid>,
    pub name: Option<Private>,
}

pub(super) fn from_actor(actor: &Actor) -> ActorColumns {
    let (id, name) = match actor {
        Actor::Staff { account, name } => (*account, Some(name.clone())),
        Actor::System(part) => (None, Some(part.clone().into())),
        Actor::Person(person) => (Some((*person).into()), None),
    };
    ActorColumns { kind: actor.kind().to_owned(), id, name }
}

pub(super) fn actor(kind: &str, id: Option<Uuid>, name: Option<Private>) -> Result<Actor, StoreError> {
    match (kind, id) {
        ("staff", account) => Ok(Actor::Staff { account, name: name.unwrap_or_default() }),
        ("system", _) => Ok(Actor::System(name.unwrap_or_default().reveal().to_owned())),
        ("person", Some(id)) => Ok(Actor::Person(id.into())),
        _ => Err(unreadable("an actor's kind")),
    }
}

pub(super) fn subject(kind: &str, id: Uuid) -> Result<SubjectRef, StoreError> {
    let kind = SubjectKind::from_name(kind).ok_or_else(|| unreadable("a subject's kind"))?;
    Ok(SubjectRef::new(kind, id))
}

pub(super) fn date(text: Option<String>) -> Result<Option<Date>, StoreError> {
    text.map(|text| text.parse().map_err(|_| unreadable("a day"))).transpose()
}

/// The failure of reading a column back. It names what the column should hold, never what it holds.
pub(super) fn unreadable(what: &str) -> StoreError {
    StoreError::Unreadable(format!("{what} can't be read"))
}

pub(super) fn uuids(persons: &[PersonId]) -> Vec<Uuid> {
    persons.iter().copied().map(Uuid::from).collect()
}

pub(super) fn now(write: &Write) -> Timestamp {
    time::from_column(write.now())
}

pub(super) fn today(write: &Write) -> Date {
    day_of(now(write))
}

/// The day in the county at `instant`.
pub(super) fn day_of(instant: Timestamp) -> Date {
    instant.to_zoned(county_time_zone()).date()
}

/// The instant at which `day` begins in the county, for a column; the calendar's end for a day beyond it.
pub(super) fn start_of(day: Date) -> i64 {
    let start = day.to_zoned(county_time_zone()).map(|zoned| zoned.timestamp());
    time::to_column(start.unwrap_or(if day.year() > 0 { Timestamp::MAX } else { Timestamp::MIN }))
}

/// The first instant after `day` in the county, for a column.
pub(super) fn end_of(day: Date) -> i64 {
    day.tomorrow().map_or(i64::MAX, start_of)
}
