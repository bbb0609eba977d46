//! Writing articles.

use std::collections::BTreeSet;

use kreisrund_content::{
    Vocabulary,
    store::{
        texts::save_texts,
        vocabularies::{set_terms, term_by_id},
    },
};
use kreisrund_events::{ArticleChanged, ArticleSeriesChanged};
use kreisrund_kernel::{ArticleId, ArticleSeriesId, Slug, TermId};
use kreisrund_people::{Actor, audit::ChangedField, store::audit::append};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{columns::details_columns, entities::article};
use crate::article::{Article, Details, Draft, State, subject};

/// The vocabularies whose terms articles have.
const VOCABULARIES: [Vocabulary; 2] = [Vocabulary::Topic, Vocabulary::LifeSituation];

/// Writes `draft` down. Nobody sees it until it is published.
///
/// # Errors
/// When the database refuses, or a term is none of an article's vocabularies.
pub async fn add(write: &Write, draft: &Draft, actor: &Actor) -> Result<ArticleId, StoreError> {
    let id = ArticleId::new();
    let row = article::ActiveModel {
        id: Set(id.0),
        slug: Set(free_slug(write, &draft.slug).await?.into()),
        state: Set(State::Draft.as_str().to_owned()),
        example: Set(draft.example),
        created_at: Set(write.now()),
        updated_at: Set(write.now()),
        first_published_at: Set(None),
        ..details_columns(&draft.details)
    };
    article::Entity::insert(row).exec_without_returning(&**write).await?;
    save_texts(write, subject(id), &draft.details.texts).await?;
    save_terms(write, id, &draft.details.terms).await?;
    append(write, subject(id), actor, "articles.added", &[]).await?;
    write.publish(&ArticleChanged { article: id }).await?;
    Ok(id)
}

/// Writes what `details` say over `article`, where they say something else.
///
/// # Errors
/// When the database refuses, or a term is none of an article's vocabularies.
pub async fn save(
    write: &Write,
    article: &Article,
    details: &Details,
    actor: &Actor,
) -> Result<Change, StoreError> {
    let mut changed = article.details.differing(details);
    if save_texts(write, subject(article.id), &details.texts).await? != Change::Unchanged {
        changed.push("texts");
    }
    if save_terms(write, article.id, &details.terms).await? {
        changed.push("terms");
    }
    if changed.is_empty() {
        return Ok(Change::Unchanged);
    }
    let row = article::ActiveModel { updated_at: Set(write.now()), ..details_columns(details) };
    let this = article::Column::Id.eq(article.id.0);
    article::Entity::update_many().set(row).filter(this).exec(&**write).await?;
    let fields: Vec<ChangedField> = changed.into_iter().map(ChangedField::named).collect();
    append(write, subject(article.id), actor, "articles.changed", &fields).await?;
    write.publish(&ArticleChanged { article: article.id }).await?;
    // The series that it joins hears of it from the article; the one that it left has to be told.
    if let Some(left) = left_series(&article.details, details) {
        write.publish(&ArticleSeriesChanged { series: left }).await?;
    }
    Ok(Change::Changed)
}

fn left_series(before: &Details, after: &Details) -> Option<ArticleSeriesId> {
    let before = before.part?.series;
    (after.part.map(|part| part.series) != Some(before)).then_some(before)
}

/// Gives the article just these terms. Tells whether anything changed.
async fn save_terms(write: &Write, id: ArticleId, terms: &BTreeSet<TermId>) -> Result<bool, StoreError> {
    let mut of_vocabulary = VOCABULARIES.map(|vocabulary| (vocabulary, Vec::new()));
    for term in terms {
        let known = term_by_id(&**write, *term).await?;
        let vocabulary = known.map(|known| known.vocabulary);
        let own = of_vocabulary.iter_mut().find(|(own, _)| Some(*own) == vocabulary);
        let (_, own) = own.ok_or_else(|| {
            StoreError::Unreadable(format!("the term {term} is neither a topic nor a life situation"))
        })?;
        own.push(*term);
    }
    let mut changed = false;
    for (vocabulary, terms) in of_vocabulary {
        changed |= set_terms(write, subject(id), vocabulary, &terms).await? != Change::Unchanged;
    }
    Ok(changed)
}

/// The short name `wanted`, or that with the first number behind it that no other article has.
async fn free_slug(write: &Write, wanted: &Slug) -> Result<Slug, StoreError> {
    let mut slug = wanted.clone();
    let mut number = 2;
    while is_taken(write, &slug).await? {
        slug = wanted.numbered(number);
        number += 1;
    }
    Ok(slug)
}

async fn is_taken(write: &Write, slug: &Slug) -> Result<bool, StoreError> {
    let same = article::Entity::find().filter(article::Column::Slug.eq(slug.as_str()));
    Ok(same.count(&**write).await? > 0)
}
