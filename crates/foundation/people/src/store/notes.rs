//! Notes at records.

use kreisrund_kernel::{NoteId, SubjectRef};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    audit,
    column::{actor, from_actor, subject, unreadable},
    entity::note,
};
use crate::{
    Failure,
    actor::Actor,
    audit::ChangedField,
    note::{NotANote, Note, Visibility, note_text},
};

/// Leaves a note at `subject`.
///
/// # Errors
/// [`NotANote`] for a blank or too long text, or the database's failure.
pub async fn add(
    write: &Write,
    subject: SubjectRef,
    author: &Actor,
    text: &str,
    visibility: Visibility,
) -> Result<NoteId, Failure<NotANote>> {
    let text = note_text(text).map_err(Failure::Refused)?;
    let id = NoteId::new();
    let columns = from_actor(author);
    let row = note::ActiveModel {
        id: Set(id.into()),
        subject_kind: Set(subject.kind.as_str().to_owned()),
        subject_id: Set(subject.id),
        actor_kind: Set(columns.kind),
        actor_id: Set(columns.id),
        actor_name: Set(columns.name),
        text: Set(text),
        visibility: Set(visibility.as_str().to_owned()),
        pinned: Set(false),
        created_at: Set(write.now()),
        updated_at: Set(write.now()),
    };
    note::Entity::insert(row).exec_without_returning(&**write).await?;
    audit::append(write, subject, author, "people.note_added", &[]).await?;
    Ok(id)
}

/// Changes what a note says and who may read it.
///
/// # Errors
/// [`NotANote`], or the database's failure.
pub async fn change(
    write: &Write,
    id: NoteId,
    actor: &Actor,
    text: &str,
    visibility: Visibility,
) -> Result<(), Failure<NotANote>> {
    let text = note_text(text).map_err(Failure::Refused)?;
    let present = present(write, id).await?;
    note::Entity::update_many()
        .col_expr(note::Column::Text, Expr::value(text.clone()))
        .col_expr(note::Column::Visibility, Expr::value(visibility.as_str()))
        .col_expr(note::Column::UpdatedAt, Expr::value(write.now()))
        .filter(note::Column::Id.eq(Uuid::from(id)))
        .exec(&**write)
        .await?;
    let mut fields = Vec::new();
    if present.text != text {
        fields.push(ChangedField::named("text"));
    }
    if present.visibility != visibility {
        let values = [present.visibility, visibility].map(|value| Some(value.as_str().into()));
        let [from, to] = values;
        fields.push(ChangedField::with_values("visibility", from, to));
    }
    Ok(audit::append(write, present.subject, actor, "people.note_changed", &fields).await?)
}

/// Pins a note above the others, or unpins it.
///
/// # Errors
/// [`NotANote::NotThere`], or the database's failure.
pub async fn pin(write: &Write, id: NoteId, actor: &Actor, pinned: bool) -> Result<(), Failure<NotANote>> {
    let present = present(write, id).await?;
    note::Entity::update_many()
        .col_expr(note::Column::Pinned, Expr::value(pinned))
        .filter(note::Column::Id.eq(Uuid::from(id)))
        .exec(&**write)
        .await?;
    let change = ChangedField::with_values("pinned", Some(present.pinned.into()), Some(pinned.into()));
    Ok(audit::append(write, present.subject, actor, "people.note_pinned", &[change]).await?)
}

/// Removes a note.
///
/// # Errors
/// [`NotANote::NotThere`], or the database's failure.
pub async fn remove(write: &Write, id: NoteId, actor: &Actor) -> Result<(), Failure<NotANote>> {
    let present = present(write, id).await?;
    note::Entity::delete_by_id(Uuid::from(id)).exec(&**write).await?;
    Ok(audit::append(write, present.subject, actor, "people.note_removed", &[]).await?)
}

/// Removes all notes at a record that is being deleted. Returns how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn remove_all(write: &Write, subject: SubjectRef) -> Result<u64, StoreError> {
    let theirs = note::Entity::delete_many()
        .filter(note::Column::SubjectKind.eq(subject.kind.as_str()))
        .filter(note::Column::SubjectId.eq(subject.id));
    Ok(theirs.exec(&**write).await?.rows_affected)
}

/// Hangs the notes at `from` at `to`, a record of the same kind.
pub(super) async fn hand_over(write: &Write, from: SubjectRef, to: SubjectRef) -> Result<(), StoreError> {
    note::Entity::update_many()
        .col_expr(note::Column::SubjectId, Expr::value(to.id))
        .filter(note::Column::SubjectKind.eq(from.kind.as_str()))
        .filter(note::Column::SubjectId.eq(from.id))
        .exec(&**write)
        .await?;
    Ok(())
}

/// The notes at `subject` that a reader of circle `reader` may see: pinned ones first, then the newest.
///
/// # Errors
/// When the database can't be read.
pub async fn notes_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
    reader: Visibility,
) -> Result<Vec<Note>, StoreError> {
    let mut found = note::Entity::find()
        .filter(note::Column::SubjectKind.eq(subject.kind.as_str()))
        .filter(note::Column::SubjectId.eq(subject.id));
    if reader == Visibility::Network {
        found = found.filter(note::Column::Visibility.eq(Visibility::Network.as_str()));
    }
    let rows = found
        .order_by_desc(note::Column::Pinned)
        .order_by_desc(note::Column::CreatedAt)
        .order_by_desc(note::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(Note::try_from).collect()
}

async fn present(write: &Write, id: NoteId) -> Result<Note, Failure<NotANote>> {
    let row = note::Entity::find_by_id(Uuid::from(id)).one(&**write).await?;
    Ok(Note::try_from(row.ok_or(Failure::Refused(NotANote::NotThere))?)?)
}

impl TryFrom<note::Model> for Note {
    type Error = StoreError;

    fn try_from(row: note::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            subject: subject(&row.subject_kind, row.subject_id)?,
            author: actor(&row.actor_kind, row.actor_id, row.actor_name)?,
            text: row.text,
            visibility: Visibility::from_name(&row.visibility).ok_or_else(|| unreadable("a visibility"))?,
            pinned: row.pinned,
            created_at: time::from_column(row.created_at),
            updated_at: time::from_column(row.updated_at),
        })
    }
}
