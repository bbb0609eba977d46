//! The texts of records.

use std::collections::HashMap;

use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use super::{ROWS_AT_ONCE, entity::content_text, unreadable};
use crate::{
    language_tag::LanguageTag,
    text::{Text, Texts, Translation},
};

/// The texts of `subject`, if it has any.
///
/// # Errors
/// When the database can't be read.
pub async fn texts_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
) -> Result<Option<Texts>, StoreError> {
    let rows = content_text::Entity::find().filter(of(subject)).all(connection).await?;
    if rows.is_empty() { Ok(None) } else { texts(subject.id, rows).map(Some) }
}

/// The texts of many records of one kind. Those without texts are not among them.
///
/// # Errors
/// When the database can't be read.
pub async fn texts_of_many(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Texts>, StoreError> {
    let mut rows: HashMap<Uuid, Vec<content_text::Model>> = HashMap::new();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let some = content_text::Entity::find()
            .filter(content_text::Column::SubjectKind.eq(kind.as_str()))
            .filter(content_text::Column::SubjectId.is_in(ids.iter().copied()));
        for row in some.all(connection).await? {
            rows.entry(row.subject_id).or_default().push(row);
        }
    }
    rows.into_iter().map(|(id, rows)| Ok((id, texts(id, rows)?))).collect()
}

/// Makes `given` the texts of `subject`; languages that it lacks are removed. Translations that did not follow their
/// source become outdated, see [`Texts::following`]. The caller publishes that the record changed.
///
/// # Errors
/// When the database refuses.
pub async fn save_texts(write: &Write, subject: SubjectRef, given: &Texts) -> Result<Change, StoreError> {
    let rows = content_text::Entity::find().filter(of(subject)).all(&**write).await?;
    let is_new = rows.is_empty();
    let given = given.tidied();
    let kept = if is_new { given } else { given.following(&texts(subject.id, rows.clone())?) };
    let mut stored: HashMap<String, content_text::Model> =
        rows.into_iter().map(|row| (row.language.clone(), row)).collect();
    let mut replaced = Vec::new();
    let mut changed = Vec::new();
    for row in self::rows(subject, &kept, write.now()) {
        match stored.remove(&row.language) {
            Some(before)
                if content_text::Model { updated_at: before.updated_at, ..row.clone() } == before => {}
            before => {
                replaced.extend(before.map(|before| before.language));
                changed.push(row.into_active_model());
            }
        }
    }
    replaced.extend(stored.into_keys());
    if !replaced.is_empty() {
        let replaced_rows = of(subject).add(content_text::Column::Language.is_in(&replaced));
        content_text::Entity::delete_many().filter(replaced_rows).exec(&**write).await?;
    }
    if changed.is_empty() && replaced.is_empty() {
        return Ok(Change::Unchanged);
    }
    if !changed.is_empty() {
        content_text::Entity::insert_many(changed).exec_without_returning(&**write).await?;
    }
    Ok(if is_new { Change::Added } else { Change::Changed })
}

/// Writes the texts of records of `kind` that are new and have none yet, in few statements.
///
/// # Errors
/// When the database refuses, as it does for a record that has texts already.
pub async fn add_texts(write: &Write, kind: SubjectKind, texts: &[(Uuid, Texts)]) -> Result<(), StoreError> {
    for texts in texts.chunks(ROWS_AT_ONCE) {
        let rows: Vec<_> = texts
            .iter()
            .flat_map(|(id, texts)| {
                let tidied = texts.tidied();
                rows(SubjectRef { kind, id: *id }, &tidied, write.now()).collect::<Vec<_>>()
            })
            .map(IntoActiveModel::into_active_model)
            .collect();
        content_text::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// Records that somebody looked at the text in `language` and found that it still says what the source says. Tells
/// whether it was outdated.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_translation(
    write: &Write,
    subject: SubjectRef,
    language: &LanguageTag,
) -> Result<bool, StoreError> {
    let confirmed = content_text::Entity::update_many()
        .col_expr(content_text::Column::Outdated, Expr::value(false))
        .col_expr(content_text::Column::UpdatedAt, Expr::value(write.now()))
        .filter(of(subject))
        .filter(content_text::Column::Language.eq(language.as_str()))
        .filter(content_text::Column::Outdated.eq(true))
        .exec(&**write)
        .await?;
    Ok(confirmed.rows_affected > 0)
}

/// Removes all texts of `subject`.
///
/// # Errors
/// When the database refuses.
pub async fn delete_texts(write: &Write, subject: SubjectRef) -> Result<(), StoreError> {
    content_text::Entity::delete_many().filter(of(subject)).exec(&**write).await?;
    Ok(())
}

fn of(subject: SubjectRef) -> Condition {
    Condition::all()
        .add(content_text::Column::SubjectKind.eq(subject.kind.as_str()))
        .add(content_text::Column::SubjectId.eq(subject.id))
}

fn rows(subject: SubjectRef, texts: &Texts, now: i64) -> impl Iterator<Item = content_text::Model> {
    texts.all().enumerate().map(move |(index, text)| content_text::Model {
        subject_kind: subject.kind.as_str().to_owned(),
        subject_id: subject.id,
        language: text.language.to_string(),
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: text.body.clone(),
        is_source: index == 0,
        outdated: texts.is_outdated(&text.language),
        updated_at: now,
    })
}

fn texts(subject: Uuid, rows: Vec<content_text::Model>) -> Result<Texts, StoreError> {
    let mut source = None;
    let mut translations = Vec::new();
    for row in rows {
        let language = row.language.parse().map_err(|error| unreadable(&error))?;
        let text = Text { language, title: row.title, summary: row.summary, body: row.body };
        if row.is_source {
            source = Some(text);
        } else {
            translations.push(Translation { text, outdated: row.outdated });
        }
    }
    let source =
        source.ok_or_else(|| StoreError::Unreadable(format!("the texts of {subject} have no source")))?;
    Texts::new(source, translations).map_err(|error| unreadable(&error))
}
