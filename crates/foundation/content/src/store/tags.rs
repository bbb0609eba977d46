//! Free tags of records. A tag is kept in the spelling of its first use.

use std::collections::{BTreeSet, HashMap};

use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    ROWS_AT_ONCE,
    entity::{tag, tag_use},
};
use crate::tag::Tag;

/// The tags of `subject`, in the order of the alphabet.
///
/// # Errors
/// When the database can't be read.
pub async fn tags_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
) -> Result<Vec<String>, StoreError> {
    let mut all = tags_of_many(connection, subject.kind, &[subject.id]).await?;
    Ok(all.remove(&subject.id).unwrap_or_default())
}

/// The tags of many records of one kind. Those without tags are not among them.
///
/// # Errors
/// When the database can't be read.
pub async fn tags_of_many(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
    let mut uses = Vec::new();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let some = tag_use::Entity::find()
            .filter(tag_use::Column::SubjectKind.eq(kind.as_str()))
            .filter(tag_use::Column::SubjectId.is_in(ids.iter().copied()));
        uses.extend(some.all(connection).await?);
    }
    // Databases sort each in their own way.
    uses.sort_by(|one, other| one.tag.cmp(&other.tag));
    let used: BTreeSet<&String> = uses.iter().map(|row| &row.tag).collect();
    let used: Vec<&String> = used.into_iter().collect();
    let mut spellings = HashMap::new();
    for used in used.chunks(ROWS_AT_ONCE) {
        let rows = tag::Entity::find().filter(tag::Column::Folded.is_in(used.iter().copied()));
        spellings.extend(rows.all(connection).await?.into_iter().map(|row| (row.folded, row.spelling)));
    }
    let mut all: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in uses {
        all.entry(row.subject_id).or_default().extend(spellings.get(&row.tag).cloned());
    }
    Ok(all)
}

/// Makes `tags` the tags of `subject`. The caller publishes that the record changed.
///
/// # Errors
/// When the database refuses.
pub async fn set_tags(write: &Write, subject: SubjectRef, tags: &[Tag]) -> Result<Change, StoreError> {
    let of_subject = Condition::all()
        .add(tag_use::Column::SubjectKind.eq(subject.kind.as_str()))
        .add(tag_use::Column::SubjectId.eq(subject.id));
    let stored = tag_use::Entity::find().filter(of_subject.clone()).all(&**write).await?;
    let stored: BTreeSet<String> = stored.into_iter().map(|row| row.tag).collect();
    let wanted: BTreeSet<String> = tags.iter().map(|tag| tag.folded().to_owned()).collect();
    if stored == wanted {
        return Ok(Change::Unchanged);
    }
    tag_use::Entity::delete_many().filter(of_subject).exec(&**write).await?;
    let mut met = BTreeSet::new();
    for tag in tags.iter().filter(|tag| met.insert(tag.folded())) {
        keep_spelling(write, tag).await?;
        let row = tag_use::Model {
            subject_kind: subject.kind.as_str().to_owned(),
            subject_id: subject.id,
            tag: tag.folded().to_owned(),
        };
        tag_use::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    Ok(if stored.is_empty() { Change::Added } else { Change::Changed })
}

/// The records of `kind` that have `tag`, whatever its spelling.
///
/// # Errors
/// When the database can't be read.
pub async fn subjects_tagged(
    connection: &impl ConnectionTrait,
    tag: &Tag,
    kind: SubjectKind,
) -> Result<Vec<Uuid>, StoreError> {
    let uses = tag_use::Entity::find()
        .select_only()
        .column(tag_use::Column::SubjectId)
        .filter(tag_use::Column::Tag.eq(tag.folded()))
        .filter(tag_use::Column::SubjectKind.eq(kind.as_str()))
        .order_by_asc(tag_use::Column::SubjectId);
    Ok(uses.into_tuple().all(connection).await?)
}

async fn keep_spelling(write: &Write, tag: &Tag) -> Result<(), StoreError> {
    let row = tag::Model {
        folded: tag.folded().to_owned(),
        spelling: tag.as_str().to_owned(),
        created_at: write.now(),
    };
    tag::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::column(tag::Column::Folded).do_nothing().to_owned())
        .exec_without_returning(&**write)
        .await?;
    Ok(())
}
