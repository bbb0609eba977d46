//! What is open and depends on a person: as long as a hold is there, nothing about the person is removed.
//!
//! A slice places a hold in the transaction in which something begins (a thing is lent, a place is taken) and releases
//! it when that has ended; or it says until when the hold lasts.

use std::collections::HashSet;

use jiff::civil::Date;
use kreisrund_kernel::{PersonId, SubjectRef};
use kreisrund_store::{StoreError, Write};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    column::{VALUES_AT_ONCE, uuids},
    entity::{person, person_hold},
};

/// Keeps what is known of `person`, since `subject` depends on it, to the end of the day `until` or until it is
/// released. The reason is for staff: “a thing is lent”, without personal data.
///
/// # Errors
/// When the database refuses.
pub async fn place(
    write: &Write,
    person: PersonId,
    subject: SubjectRef,
    reason: &'static str,
    until: Option<Date>,
) -> Result<(), StoreError> {
    let row = person_hold::ActiveModel {
        person_id: Set(person.into()),
        subject_kind: Set(subject.kind.as_str().to_owned()),
        subject_id: Set(subject.id),
        reason: Set(reason.to_owned()),
        until: Set(until.map(|day| day.to_string())),
        created_at: Set(write.now()),
    };
    let again = OnConflict::columns([
        person_hold::Column::PersonId,
        person_hold::Column::SubjectKind,
        person_hold::Column::SubjectId,
    ])
    .update_columns([person_hold::Column::Reason, person_hold::Column::Until])
    .to_owned();
    person_hold::Entity::insert(row).on_conflict(again).exec_without_returning(&**write).await?;
    Ok(())
}

/// `subject` no longer depends on `person`.
///
/// # Errors
/// When the database refuses.
pub async fn release(write: &Write, person: PersonId, subject: SubjectRef) -> Result<(), StoreError> {
    let key = (Uuid::from(person), subject.kind.as_str().to_owned(), subject.id);
    person_hold::Entity::delete_by_id(key).exec(&**write).await?;
    Ok(())
}

/// Everybody on whom something open depends on `today`.
///
/// # Errors
/// When the database can't be read.
pub async fn held_persons(
    connection: &impl ConnectionTrait,
    today: Date,
) -> Result<HashSet<PersonId>, StoreError> {
    let held = person_hold::Entity::find().select_only().column(person_hold::Column::PersonId);
    let persons: Vec<Uuid> = held.filter(lasting(today)).into_tuple().all(connection).await?;
    let mut held: HashSet<PersonId> = persons.iter().copied().map(PersonId::from).collect();
    for some in persons.chunks(VALUES_AT_ONCE) {
        // What depends on a record that was merged depends on the one that it was merged into.
        let merged = person::Entity::find().select_only().column(person::Column::MergedInto);
        let into: Vec<Option<Uuid>> =
            merged.filter(person::Column::Id.is_in(some.to_vec())).into_tuple().all(connection).await?;
        held.extend(into.into_iter().flatten().map(PersonId::from));
    }
    Ok(held)
}

/// Why something about one of `persons` has to be kept on `today`.
///
/// # Errors
/// When the database can't be read.
pub async fn reasons(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
    today: Date,
) -> Result<Vec<String>, StoreError> {
    let held = person_hold::Entity::find().select_only().column(person_hold::Column::Reason);
    let of_them = person_hold::Column::PersonId.is_in(uuids(persons));
    let mut reasons: Vec<String> =
        held.filter(lasting(today)).filter(of_them).into_tuple().all(connection).await?;
    reasons.sort();
    reasons.dedup();
    Ok(reasons)
}

/// ISO days of the years 0 to 9999 sort as texts as they do in the calendar.
fn lasting(today: Date) -> Condition {
    Condition::any()
        .add(person_hold::Column::Until.is_null())
        .add(person_hold::Column::Until.gte(today.to_string()))
}
