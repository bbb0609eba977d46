//! Series of articles.

use kreisrund_content::{
    Texts,
    store::texts::{save_texts, texts_of_many},
};
use kreisrund_events::ArticleSeriesChanged;
use kreisrund_kernel::{ArticleSeriesId, Slug, SubjectKind};
use kreisrund_people::{Actor, store::audit::append};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{
    columns::{self, unreadable},
    entities::article_series,
};
use crate::article::{Series, series_subject};

/// All series, in the order in which they were made.
///
/// # Errors
/// When the database can't be read or holds what is no series.
pub async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Series>, StoreError> {
    let rows =
        article_series::Entity::find().order_by_asc(article_series::Column::Id).all(connection).await?;
    assemble(connection, &rows).await
}

/// The series with the short name `slug`.
///
/// # Errors
/// When the database can't be read or holds what is no series.
pub async fn by_slug(connection: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Series>, StoreError> {
    let query = article_series::Entity::find().filter(article_series::Column::Slug.eq(slug.as_str()));
    let rows: Vec<_> = query.one(connection).await?.into_iter().collect();
    Ok(assemble(connection, &rows).await?.pop())
}

/// The series `ids` that there are.
///
/// # Errors
/// When the database can't be read or holds what is no series.
pub async fn by_ids(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Series>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = article_series::Entity::find()
        .filter(article_series::Column::Id.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    assemble(connection, &rows).await
}

/// The next series behind `after` in the order of their identifiers.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let mut query = article_series::Entity::find().select_only().column(article_series::Column::Id);
    if let Some(after) = after {
        query = query.filter(article_series::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(article_series::Column::Id).limit(limit).into_tuple().all(connection).await?)
}

/// Writes the series called `slug`, a new one where there is none. Tells which it is and what that did.
///
/// # Errors
/// When the database refuses.
pub async fn save(
    write: &Write,
    slug: &Slug,
    texts: &Texts,
    example: bool,
    actor: &Actor,
) -> Result<(ArticleSeriesId, Change), StoreError> {
    let known = by_slug(&**write, slug).await?;
    let id = known.as_ref().map_or_else(ArticleSeriesId::new, |known| known.id);
    let row = article_series::ActiveModel {
        example: Set(example),
        updated_at: Set(write.now()),
        ..Default::default()
    };
    let (change, action) = match known {
        None => {
            let new = article_series::ActiveModel {
                id: Set(id.0),
                slug: Set(slug.to_string()),
                created_at: Set(write.now()),
                ..row
            };
            article_series::Entity::insert(new).exec_without_returning(&**write).await?;
            save_texts(write, series_subject(id), texts).await?;
            (Change::Added, "articles.series_added")
        }
        Some(known) => {
            let texts = save_texts(write, series_subject(id), texts).await?;
            if texts == Change::Unchanged && known.example == example {
                return Ok((id, Change::Unchanged));
            }
            let this = article_series::Column::Id.eq(id.0);
            article_series::Entity::update_many().set(row).filter(this).exec(&**write).await?;
            (Change::Changed, "articles.series_changed")
        }
    };
    append(write, series_subject(id), actor, action, &[]).await?;
    write.publish(&ArticleSeriesChanged { series: id }).await?;
    Ok((id, change))
}

async fn assemble(
    connection: &impl ConnectionTrait,
    rows: &[article_series::Model],
) -> Result<Vec<Series>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut texts = texts_of_many(connection, SubjectKind::ArticleSeries, &ids).await?;
    rows.iter()
        .map(|row| {
            let texts = texts.remove(&row.id).ok_or_else(|| unreadable("series without text", &row.slug))?;
            columns::series(row, texts)
        })
        .collect()
}
