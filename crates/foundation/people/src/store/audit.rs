//! Who did what to which record. There is no function that changes an entry.

use kreisrund_kernel::{PersonId, SubjectKind, SubjectRef};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{
    column::{actor, from_actor, subject, uuids},
    entity::audit_entry,
    persons,
};
use crate::{
    actor::Actor,
    audit::{ChangedField, Entry},
};

/// How many entries one statement writes; databases limit its parameters.
const ROWS_AT_ONCE: usize = 500;

/// Adds what `actor` did to `subject`, in the transaction in which it is done.
///
/// # Errors
/// When the database refuses.
pub async fn append(
    write: &Write,
    subject: SubjectRef,
    actor: &Actor,
    action: &'static str,
    fields: &[ChangedField],
) -> Result<(), StoreError> {
    append_to_all(write, &[subject], actor, action, fields).await
}

/// Adds the same to each of many records, in few statements.
///
/// # Errors
/// When the database refuses.
pub async fn append_to_all(
    write: &Write,
    subjects: &[SubjectRef],
    actor: &Actor,
    action: &'static str,
    fields: &[ChangedField],
) -> Result<(), StoreError> {
    let actor = from_actor(actor);
    let fields = serde_json::to_string(fields)?;
    for subjects in subjects.chunks(ROWS_AT_ONCE) {
        let rows = subjects.iter().map(|subject| audit_entry::ActiveModel {
            id: Set(Uuid::now_v7()),
            subject_kind: Set(subject.kind.as_str().to_owned()),
            subject_id: Set(subject.id),
            action: Set(action.to_owned()),
            done_at: Set(write.now()),
            actor_kind: Set(actor.kind.clone()),
            actor_id: Set(actor.id),
            actor_name: Set(actor.name.clone()),
            fields: Set(fields.clone()),
        });
        audit_entry::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The last `limit` entries about `subject`, the newest first.
///
/// # Errors
/// When the database can't be read.
pub async fn history(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    entries(connection, subject.kind, &[subject.id], limit).await
}

/// The last `limit` entries about the human being, under whichever of their records, the newest first.
///
/// # Errors
/// When the database can't be read.
pub async fn person_history(
    connection: &impl ConnectionTrait,
    person: PersonId,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let Some(person) = persons::resolve(connection, person).await? else { return Ok(Vec::new()) };
    let records = uuids(&persons::lineage(connection, person).await?);
    entries(connection, SubjectKind::Person, &records, limit).await
}

async fn entries(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::SubjectKind.eq(kind.as_str()))
        .filter(audit_entry::Column::SubjectId.is_in(ids.to_vec()))
        .order_by_desc(audit_entry::Column::DoneAt)
        .order_by_desc(audit_entry::Column::Id)
        .limit(limit)
        .all(connection)
        .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

impl TryFrom<audit_entry::Model> for Entry {
    type Error = StoreError;

    fn try_from(row: audit_entry::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            subject: subject(&row.subject_kind, row.subject_id)?,
            action: row.action,
            at: time::from_column(row.done_at),
            actor: actor(&row.actor_kind, row.actor_id, row.actor_name)?,
            fields: serde_json::from_str(&row.fields)?,
        })
    }
}
