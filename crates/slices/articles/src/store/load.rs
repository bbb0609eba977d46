//! Reading articles.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kreisrund_content::store::{
    texts::texts_of_many,
    vocabularies::{subjects_with_any, terms_of_many},
};
use kreisrund_kernel::{
    AreaId, ArticleId, ArticleSeriesId, OrganisationId, PlaceId, Slug, SubjectKind, TermId,
};
use kreisrund_store::StoreError;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::{
    columns::{self, unreadable},
    entities::article,
};
use crate::article::{Article, State};

/// How many identifiers one query names; databases limit its parameters.
const AT_ONCE: usize = 500;
/// Articles with one of a list's terms are looked for among so many; no county writes more about one topic.
const MOST_WITH_TERM: usize = 10_000;

/// Which of the articles that are shown; everything that is said has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those of this series.
    pub series: Option<ArticleSeriesId>,
    /// Those of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Those that tell of this municipality.
    pub area: Option<AreaId>,
    /// Those that tell of this place.
    pub place: Option<PlaceId>,
    /// Those with one of these terms; empty for all.
    pub terms: Vec<TermId>,
    /// All but this one.
    pub other_than: Option<ArticleId>,
}

/// An article that is shown, as far as lists are counted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which it is.
    pub article: ArticleId,
    /// The series to which it belongs.
    pub series: Option<ArticleSeriesId>,
}

/// The article with the short name `slug`, whatever its state.
///
/// # Errors
/// When the database can't be read or holds what is no article.
pub async fn by_slug(connection: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Article>, StoreError> {
    let query = article::Entity::find().filter(article::Column::Slug.eq(slug.as_str()));
    let Some(row) = query.one(connection).await? else { return Ok(None) };
    Ok(assemble(connection, vec![row]).await?.pop())
}

/// The articles `ids` that there are, in the order of their identifiers.
///
/// # Errors
/// When the database can't be read or holds what is no article.
pub async fn full(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Article>, StoreError> {
    let mut articles = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let rows = article::Entity::find()
            .filter(article::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(article::Column::Id)
            .all(connection)
            .await?;
        articles.extend(assemble(connection, rows).await?);
    }
    Ok(articles)
}

/// The articles that are shown on `today` and fit, the newest first, `limit` of them behind the first `offset`; and how
/// many there are in all.
///
/// # Errors
/// When the database can't be read or holds what is no article.
pub async fn page_of(
    connection: &impl ConnectionTrait,
    asked: &Asked,
    today: Date,
    offset: u64,
    limit: u64,
) -> Result<(u64, Vec<Article>), StoreError> {
    let Some(query) = fitting(connection, asked, today).await? else { return Ok((0, Vec::new())) };
    let total = query.clone().count(connection).await?;
    let rows = newest_first(query).offset(offset).limit(limit).all(connection).await?;
    Ok((total, assemble(connection, rows).await?))
}

/// All articles of `series` that are shown on `today`, in their order there.
///
/// # Errors
/// When the database can't be read or holds what is no article.
pub async fn parts_of(
    connection: &impl ConnectionTrait,
    series: ArticleSeriesId,
    today: Date,
) -> Result<Vec<Article>, StoreError> {
    let rows = shown_on(today)
        .filter(article::Column::SeriesId.eq(series.0))
        .order_by_asc(article::Column::SeriesPosition)
        .order_by_asc(article::Column::ShownFrom)
        .order_by_asc(article::Column::Id)
        .all(connection)
        .await?;
    assemble(connection, rows).await
}

/// Every article that is shown on `today`, the newest first.
///
/// # Errors
/// When the database can't be read.
pub async fn shown(connection: &impl ConnectionTrait, today: Date) -> Result<Vec<Shown>, StoreError> {
    let query = newest_first(shown_on(today)).select_only();
    let rows: Vec<(Uuid, Option<Uuid>)> =
        query.columns([article::Column::Id, article::Column::SeriesId]).into_tuple().all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|(id, series)| Shown { article: ArticleId(id), series: series.map(ArticleSeriesId) })
        .collect())
}

/// The published articles that begin to be shown in the days from `from` to `today`, or have ceased to be.
///
/// # Errors
/// When the database can't be read.
pub async fn turning(
    connection: &impl ConnectionTrait,
    from: Date,
    today: Date,
) -> Result<Vec<ArticleId>, StoreError> {
    let yesterday = today.yesterday().unwrap_or(today);
    let begun = article::Column::ShownFrom.between(from.to_string(), today.to_string());
    let ceased = article::Column::ShownTo.between(from.to_string(), yesterday.to_string());
    let turning = Condition::any().add(begun).add(ceased);
    let published = article::Column::State.eq(State::Published.as_str());
    let ids = ids_where(connection, Condition::all().add(published).add(turning)).await?;
    Ok(ids.into_iter().map(ArticleId).collect())
}

/// The next articles behind `after` in the order of their identifiers.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let mut query = article::Entity::find().select_only().column(article::Column::Id);
    if let Some(after) = after {
        query = query.filter(article::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(article::Column::Id).limit(limit).into_tuple().all(connection).await?)
}

/// The articles that an organisation wrote.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_of_organisation(
    connection: &impl ConnectionTrait,
    organisation: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(article::Column::OrganisationId.eq(organisation))).await
}

/// The articles that tell of a place.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_at_place(connection: &impl ConnectionTrait, place: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(article::Column::PlaceId.eq(place))).await
}

/// The articles that tell of a municipality.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_in_area(connection: &impl ConnectionTrait, area: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(article::Column::AreaId.eq(area))).await
}

/// The articles of a series.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_of_series(connection: &impl ConnectionTrait, series: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(article::Column::SeriesId.eq(series))).await
}

async fn ids_where(connection: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Uuid>, StoreError> {
    let query = article::Entity::find().select_only().column(article::Column::Id).filter(condition);
    Ok(query.into_tuple().all(connection).await?)
}

/// What is shown on `today`. Days are kept as texts that sort as the days do.
fn shown_on(today: Date) -> Select<article::Entity> {
    let today = today.to_string();
    let is_open = Condition::any()
        .add(article::Column::ShownTo.is_null())
        .add(article::Column::ShownTo.gte(today.as_str()));
    article::Entity::find()
        .filter(article::Column::State.eq(State::Published.as_str()))
        .filter(article::Column::ShownFrom.lte(today.as_str()))
        .filter(is_open)
}

fn newest_first(query: Select<article::Entity>) -> Select<article::Entity> {
    query
        .order_by_desc(article::Column::ShownFrom)
        .order_by_desc(article::Column::FirstPublishedAt)
        .order_by_desc(article::Column::Id)
}

/// The articles that fit; none where no article has one of the terms.
async fn fitting(
    connection: &impl ConnectionTrait,
    asked: &Asked,
    today: Date,
) -> Result<Option<Select<article::Entity>>, StoreError> {
    let mut query = shown_on(today);
    if let Some(series) = asked.series {
        query = query.filter(article::Column::SeriesId.eq(series.0));
    }
    if let Some(organisation) = asked.organisation {
        query = query.filter(article::Column::OrganisationId.eq(organisation.0));
    }
    if let Some(area) = asked.area {
        query = query.filter(article::Column::AreaId.eq(area.0));
    }
    if let Some(place) = asked.place {
        query = query.filter(article::Column::PlaceId.eq(place.0));
    }
    if let Some(other) = asked.other_than {
        query = query.filter(article::Column::Id.ne(other.0));
    }
    if !asked.terms.is_empty() {
        let with_term = subjects_with_any(connection, &asked.terms, SubjectKind::Article).await?;
        if with_term.is_empty() {
            return Ok(None);
        }
        // Identifiers sort by age: the newest are kept.
        let newest = with_term.into_iter().rev().take(MOST_WITH_TERM);
        query = query.filter(article::Column::Id.is_in(newest));
    }
    Ok(Some(query))
}

/// The articles of `rows`, in their order.
async fn assemble(
    connection: &impl ConnectionTrait,
    rows: Vec<article::Model>,
) -> Result<Vec<Article>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut texts = texts_of_many(connection, SubjectKind::Article, &ids).await?;
    let mut terms = terms_of_many(connection, SubjectKind::Article, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let texts = texts.remove(&row.id).ok_or_else(|| unreadable("article without text", &row.slug))?;
            let terms: BTreeSet<TermId> = terms.remove(&row.id).unwrap_or_default().into_iter().collect();
            columns::article(row, texts, terms)
        })
        .collect()
}
