//! Vocabularies, their editions, and which records use which terms.

mod save;
mod uses;

use std::collections::{BTreeMap, HashMap};

use kreisrund_kernel::{Slug, TermId};
use kreisrund_store::StoreError;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    ROWS_AT_ONCE,
    entity::{term, term_code, term_label, term_relation, vocabulary_edition},
    unreadable,
};
use crate::vocabulary::{Edition, ExternalCode, Term, Vocabulary, VocabularySnapshot};

pub use save::{SaveEditionError, save_edition};
pub use uses::{
    SetTermsError, add_terms, delete_terms, move_uses, set_terms, subjects_with, subjects_with_any, terms_of,
    terms_of_many,
};

/// All terms of `vocabulary` in their order, retired ones behind those in force.
///
/// # Errors
/// When the database can't be read.
pub async fn terms(
    connection: &impl ConnectionTrait,
    vocabulary: Vocabulary,
) -> Result<Vec<Term>, StoreError> {
    find(connection, Condition::all().add(term::Column::Vocabulary.eq(vocabulary.as_str()))).await
}

/// The term with identifier `id`, retired or not.
///
/// # Errors
/// When the database can't be read.
pub async fn term_by_id(connection: &impl ConnectionTrait, id: TermId) -> Result<Option<Term>, StoreError> {
    Ok(find(connection, Condition::all().add(term::Column::Id.eq(Uuid::from(id)))).await?.pop())
}

/// The term with the short name `slug`, retired or not.
///
/// # Errors
/// When the database can't be read.
pub async fn term_by_slug(
    connection: &impl ConnectionTrait,
    vocabulary: Vocabulary,
    slug: &Slug,
) -> Result<Option<Term>, StoreError> {
    let wanted = Condition::all()
        .add(term::Column::Vocabulary.eq(vocabulary.as_str()))
        .add(term::Column::Slug.eq(slug.as_str()));
    Ok(find(connection, wanted).await?.pop())
}

/// The term in force that the classification `scheme` calls `code`, or else the longest beginning of it that is called
/// anything: where nobody is called `4.01`, who is called `4`. Of several with one code the upper, then the first.
///
/// # Errors
/// When the database can't be read.
pub async fn term_by_code(
    connection: &impl ConnectionTrait,
    vocabulary: Vocabulary,
    scheme: &str,
    code: &str,
) -> Result<Option<Term>, StoreError> {
    let codes = term_code::Entity::find()
        .filter(term_code::Column::Scheme.eq(scheme))
        .filter(term_code::Column::Code.is_in(ExternalCode::prefixes(code)));
    let mut by_code: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for row in codes.all(connection).await? {
        by_code.entry(row.code).or_default().push(row.term_id);
    }
    for prefix in ExternalCode::prefixes(code) {
        let wanted = Condition::all()
            .add(term::Column::Vocabulary.eq(vocabulary.as_str()))
            .add(term::Column::RetiredIn.is_null())
            .add(term::Column::Id.is_in(by_code.remove(prefix).unwrap_or_default()));
        if let Some(found) =
            find(connection, wanted).await?.into_iter().min_by_key(|term| term.parent.is_some())
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The editions of `vocabulary` that were saved, the latest first.
///
/// # Errors
/// When the database can't be read.
pub async fn editions(
    connection: &impl ConnectionTrait,
    vocabulary: Vocabulary,
) -> Result<Vec<Edition>, StoreError> {
    let rows = vocabulary_edition::Entity::find()
        .filter(vocabulary_edition::Column::Vocabulary.eq(vocabulary.as_str()));
    let mut editions = Vec::new();
    for row in rows.all(connection).await? {
        editions.push(edition(row)?);
    }
    editions.sort_by(|one, other| other.name.cmp(&one.name));
    Ok(editions)
}

/// The latest edition of `vocabulary`.
///
/// # Errors
/// When the database can't be read.
pub async fn edition_in_force(
    connection: &impl ConnectionTrait,
    vocabulary: Vocabulary,
) -> Result<Option<Edition>, StoreError> {
    Ok(editions(connection, vocabulary).await?.into_iter().next())
}

/// All vocabularies as they are now.
///
/// # Errors
/// When the database can't be read.
pub async fn snapshot(connection: &impl ConnectionTrait) -> Result<VocabularySnapshot, StoreError> {
    let terms = find(connection, Condition::all()).await?;
    let mut latest = Vec::new();
    for vocabulary in Vocabulary::ALL {
        latest.extend(edition_in_force(connection, vocabulary).await?);
    }
    Ok(VocabularySnapshot::new(latest, terms))
}

/// The terms that `wanted` says, in order. What hangs on a term is read after it, and terms are never deleted: none
/// that is found lacks anything, also while an edition is being saved.
async fn find(connection: &impl ConnectionTrait, wanted: Condition) -> Result<Vec<Term>, StoreError> {
    let rows = term::Entity::find().filter(wanted).all(connection).await?;
    let mut terms = rows.into_iter().map(Term::try_from).collect::<Result<Vec<_>, _>>()?;
    terms.sort_by(|one, other| {
        let key = |term: &Term| (!term.is_in_force(), term.position);
        (key(one), &one.slug).cmp(&(key(other), &other.slug))
    });
    let places: HashMap<Uuid, usize> =
        terms.iter().enumerate().map(|(index, term)| (term.id.into(), index)).collect();
    let ids: Vec<Uuid> = terms.iter().map(|term| term.id.into()).collect();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let labels = term_label::Entity::find().filter(term_label::Column::TermId.is_in(ids.iter().copied()));
        for row in labels.all(connection).await? {
            let language = row.language.parse().map_err(|error| unreadable(&error))?;
            terms[places[&row.term_id]].labels.insert(language, row.label);
        }
        let codes = term_code::Entity::find().filter(term_code::Column::TermId.is_in(ids.iter().copied()));
        for row in codes.all(connection).await? {
            terms[places[&row.term_id]].codes.push(ExternalCode { scheme: row.scheme, code: row.code });
        }
        let relations = term_relation::Entity::find()
            .filter(term_relation::Column::TermId.is_in(ids.iter().copied()))
            .order_by_asc(term_relation::Column::Position);
        for row in relations.all(connection).await? {
            terms[places[&row.term_id]].topics.push(row.related_id.into());
        }
    }
    // Databases sort text each in their own way.
    terms.iter_mut().for_each(|term| term.codes.sort());
    Ok(terms)
}

fn vocabulary(name: &str) -> Result<Vocabulary, StoreError> {
    Vocabulary::from_name(name).ok_or_else(|| StoreError::Unreadable(format!("the vocabulary “{name}”")))
}

fn edition(row: vocabulary_edition::Model) -> Result<Edition, StoreError> {
    Ok(Edition {
        vocabulary: vocabulary(&row.vocabulary)?,
        name: row.name.parse().map_err(|error| unreadable(&error))?,
        published: row.published.map(|day| day.parse()).transpose().map_err(|error| unreadable(&error))?,
        source: row.source,
    })
}

impl TryFrom<term::Model> for Term {
    type Error = StoreError;

    /// The term without what stands in other tables.
    fn try_from(row: term::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            vocabulary: vocabulary(&row.vocabulary)?,
            slug: row.slug.parse().map_err(|error| unreadable(&error))?,
            parent: row.parent_id.map(TermId::from),
            labels: BTreeMap::new(),
            codes: Vec::new(),
            topics: Vec::new(),
            position: u32::try_from(row.position).map_err(|error| unreadable(&error))?,
            retired_in: row
                .retired_in
                .map(|name| name.parse())
                .transpose()
                .map_err(|error| unreadable(&error))?,
            replaced_by: row.replaced_by.map(TermId::from),
        })
    }
}
