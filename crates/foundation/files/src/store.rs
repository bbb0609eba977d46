//! Files in the database: which hangs on which record, for whom and until when. Their bytes are elsewhere.

mod entity;
mod migration;
mod row;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use kreisrund_kernel::{FileId, SubjectKind, SubjectRef};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use self::entity::{file, file_variant};
use crate::{
    blobs::Hash,
    file::{Details, File, NewFile, Visibility},
    serve::Access,
};

pub use migration::migrations;

/// How many identifiers one query names; SQLite takes 32,766.
const IDS_PER_QUERY: usize = 5_000;

/// Saves `new` on the record `subject`, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn save(write: &Write, subject: SubjectRef, new: NewFile) -> Result<File, StoreError> {
    let (row, variants) = row::rows(&row::file(FileId::new(), subject, new, time::from_column(write.now())))?;
    let saved = row::file_of(row.clone(), variants.clone())?;
    file::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    if !variants.is_empty() {
        let variants = variants.into_iter().map(IntoActiveModel::into_active_model);
        file_variant::Entity::insert_many(variants).exec_without_returning(&**write).await?;
    }
    Ok(saved)
}

/// Makes `new` the only file of its purpose on the record `subject`: a logo takes the place of the one before. Where
/// the same is there already, nothing happens.
///
/// # Errors
/// When the database refuses.
pub async fn save_only(
    write: &Write,
    subject: SubjectRef,
    new: NewFile,
) -> Result<(File, Change), StoreError> {
    let wanted = row::file(FileId::new(), subject, new.clone(), time::from_column(write.now()));
    let rows = of_subject(subject)
        .filter(file::Column::Purpose.eq(row::purpose(&wanted.content)))
        .all(&**write)
        .await?;
    let mut present = with_variants(&**write, rows).await?;
    if let [only] = present.as_slice()
        && (File { id: only.id, created_at: only.created_at, ..wanted }) == *only
    {
        return Ok((present.remove(0), Change::Unchanged));
    }
    for file in &present {
        delete(write, file.id).await?;
    }
    let change = if present.is_empty() { Change::Added } else { Change::Changed };
    Ok((save(write, subject, new).await?, change))
}

/// Puts `new` in the place of the file `id`, on the same record. The new file has an identifier of its own, since what
/// an address once showed may be kept by browsers. `None` where there is no such file.
///
/// # Errors
/// When the database refuses.
pub async fn replace(write: &Write, id: FileId, new: NewFile) -> Result<Option<File>, StoreError> {
    let Some(present) = file::Entity::find_by_id(Uuid::from(id)).one(&**write).await? else {
        return Ok(None);
    };
    let subject = row::subject_of(&present)?;
    delete(write, id).await?;
    save(write, subject, new).await.map(Some)
}

/// Changes what is known of the file `id` beside its content. `None` where there is no such file.
///
/// # Errors
/// When the database refuses.
pub async fn save_details(write: &Write, id: FileId, details: Details) -> Result<Option<Change>, StoreError> {
    let rows = file::Entity::find_by_id(Uuid::from(id)).all(&**write).await?;
    let Some(present) = with_variants(&**write, rows).await?.pop() else { return Ok(None) };
    if present.details == details {
        return Ok(Some(Change::Unchanged));
    }
    let (row, _) = row::rows(&File { details, ..present })?;
    row.into_active_model().reset_all().update(&**write).await?;
    Ok(Some(Change::Changed))
}

/// Removes the file `id`. Its bytes go with the next sweep, unless another file has the same. Returns whether it was
/// there.
///
/// # Errors
/// When the database refuses.
pub async fn delete(write: &Write, id: FileId) -> Result<bool, StoreError> {
    Ok(file::Entity::delete_by_id(Uuid::from(id)).exec(&**write).await?.rows_affected > 0)
}

/// Removes all files of the record `subject`, which is being removed itself. Returns how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn delete_of(write: &Write, subject: SubjectRef) -> Result<u64, StoreError> {
    let deletion = file::Entity::delete_many()
        .filter(file::Column::SubjectKind.eq(subject.kind.as_str()))
        .filter(file::Column::SubjectId.eq(subject.id));
    Ok(deletion.exec(&**write).await?.rows_affected)
}

/// Removes the files that were to be kept until `now` or earlier, and says on which records they hung. To be done once
/// a day.
///
/// # Errors
/// When the database refuses.
pub async fn remove_expired(write: &Write, now: Timestamp) -> Result<Vec<SubjectRef>, StoreError> {
    let expired = file::Entity::find()
        .filter(file::Column::KeepUntilAt.lte(time::to_column(now)))
        .order_by_asc(file::Column::Id)
        .all(&**write)
        .await?;
    let mut subjects = Vec::with_capacity(expired.len());
    for file in expired {
        subjects.push(row::subject_of(&file)?);
        delete(write, file.id.into()).await?;
    }
    Ok(subjects)
}

/// The file `id`, if there is one that somebody with `access` may see.
///
/// # Errors
/// When the database can't be read.
pub async fn by_id(
    connection: &impl ConnectionTrait,
    id: FileId,
    access: Access,
) -> Result<Option<File>, StoreError> {
    let rows = visible(file::Entity::find_by_id(Uuid::from(id)), access).all(connection).await?;
    Ok(with_variants(connection, rows).await?.pop())
}

/// The files of the record `subject` that somebody with `access` may see, in their order.
///
/// # Errors
/// When the database can't be read.
pub async fn files_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
    access: Access,
) -> Result<Vec<File>, StoreError> {
    let rows = visible(of_subject(subject), access).all(connection).await?;
    with_variants(connection, rows).await
}

/// The files of the records `ids` of `kind` that somebody with `access` may see, each record's in their order. Records
/// without a file are missing.
///
/// # Errors
/// When the database can't be read.
pub async fn files_of_many(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
    access: Access,
) -> Result<HashMap<Uuid, Vec<File>>, StoreError> {
    let mut files: HashMap<Uuid, Vec<File>> = HashMap::new();
    for ids in ids.chunks(IDS_PER_QUERY) {
        let query = file::Entity::find()
            .filter(file::Column::SubjectKind.eq(kind.as_str()))
            .filter(file::Column::SubjectId.is_in(ids.iter().copied()));
        let rows = visible(query, access).all(connection).await?;
        for file in with_variants(connection, rows).await? {
            files.entry(file.subject.id).or_default().push(file);
        }
    }
    Ok(files)
}

/// The hashes of all bytes to which a file refers.
pub(crate) async fn hashes(connection: &impl ConnectionTrait) -> Result<HashSet<Hash>, StoreError> {
    let full = file::Entity::find().select_only().column(file::Column::Hash);
    let sized = file_variant::Entity::find().select_only().column(file_variant::Column::Hash);
    let mut hashes: Vec<String> = full.into_tuple().all(connection).await?;
    hashes.extend(sized.into_tuple::<String>().all(connection).await?);
    hashes.iter().map(|hash| row::hash(hash)).collect()
}

fn of_subject(subject: SubjectRef) -> Select<file::Entity> {
    file::Entity::find()
        .filter(file::Column::SubjectKind.eq(subject.kind.as_str()))
        .filter(file::Column::SubjectId.eq(subject.id))
}

fn visible(query: Select<file::Entity>, access: Access) -> Select<file::Entity> {
    let visibilities = access.visibilities().map(Visibility::as_str);
    query.filter(file::Column::Visibility.is_in(visibilities))
}

/// The files of `rows` with their sizes, by their rank and then by age.
async fn with_variants(
    connection: &impl ConnectionTrait,
    mut rows: Vec<file::Model>,
) -> Result<Vec<File>, StoreError> {
    rows.sort_by_key(|row| (row.rank, row.id));
    let mut variants: BTreeMap<Uuid, Vec<file_variant::Model>> = BTreeMap::new();
    for rows in rows.chunks(IDS_PER_QUERY) {
        let ids = rows.iter().map(|row| row.id);
        let query = file_variant::Entity::find().filter(file_variant::Column::FileId.is_in(ids));
        for variant in query.all(connection).await? {
            variants.entry(variant.file_id).or_default().push(variant);
        }
    }
    rows.into_iter()
        .map(|row| {
            let variants = variants.remove(&row.id).unwrap_or_default();
            row::file_of(row, variants)
        })
        .collect()
}

#[cfg(test)]
mod tests;
