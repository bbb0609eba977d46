//! Saving an edition of a vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use kreisrund_events::TermChanged;
use kreisrund_kernel::{Slug, SubjectKind, SubjectRef, TermId};
use kreisrund_store::{Change, Changes, StoreError, Write};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{edition_in_force, terms};
use crate::{
    store::{
        ROWS_AT_ONCE,
        entity::{term, term_code, term_label, term_relation, vocabulary_edition},
        texts::save_texts,
    },
    vocabulary::{Edition, EditionName, Fate, Term, Vocabulary, VocabularyFile, merge},
};

/// Why an edition was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveEditionError {
    /// A later edition is there.
    #[error(
        "{file}: edition {given} is older than {in_force}, which is in use; save an edition that is not older"
    )]
    Older {
        /// The file's name.
        file: String,
        /// The edition that was to be saved.
        given: EditionName,
        /// The edition in force.
        in_force: EditionName,
    },
    /// A life situation names a topic that is not in force.
    #[error(
        "{file}, term “{term}”, field “topics”: there is no topic “{topic}”; save the topics first or correct its name"
    )]
    UnknownTopic {
        /// The file's name.
        file: String,
        /// The life situation.
        term: Slug,
        /// The topic.
        topic: Slug,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Saves an edition: new terms are added, known ones get their new labels, codes and texts, those that it lacks are
/// retired but never deleted, retired ones that it has are used again. Texts of terms for which the file has none
/// stay. Every term that changed is published.
///
/// Saving the same edition again changes nothing; with other terms it replaces what was saved under its name.
///
/// # Errors
/// [`SaveEditionError`] when a later edition is in force, a topic is unknown, or the database refuses.
pub async fn save_edition(write: &Write, file: &VocabularyFile) -> Result<Changes, SaveEditionError> {
    let vocabulary = file.edition.vocabulary;
    if let Some(in_force) = edition_in_force(&**write, vocabulary).await?
        && in_force.name > file.edition.name
    {
        let given = file.edition.name.clone();
        return Err(SaveEditionError::Older { file: file.name.clone(), given, in_force: in_force.name });
    }
    let stored = terms(&**write, vocabulary).await?;
    let topics = topics_in_force(write, file).await?;
    let merged = merge(stored, file, &topics).map_err(|unknown| SaveEditionError::UnknownTopic {
        file: file.name.clone(),
        term: unknown.term,
        topic: unknown.topic,
    })?;
    save_edition_row(write, &file.edition).await?;
    save_terms(write, &merged).await?;
    let changed_texts = save_term_texts(write, file, &merged).await?;
    let mut changes = Changes::default();
    for (term, fate) in &merged {
        match fate {
            Fate::Added => changes.added += 1,
            Fate::Retired => changes.gone += 1,
            Fate::Changed => changes.changed += 1,
            Fate::Unchanged if changed_texts.contains(&term.id) => changes.changed += 1,
            Fate::Unchanged => {
                // A term that has been retired for long is no part of this edition.
                changes.unchanged += u64::from(term.is_in_force());
                continue;
            }
        }
        write.publish(&TermChanged { term: term.id }).await?;
    }
    Ok(changes)
}

async fn topics_in_force(write: &Write, file: &VocabularyFile) -> Result<BTreeMap<Slug, TermId>, StoreError> {
    if file.terms.iter().all(|term| term.topics.is_empty()) {
        return Ok(BTreeMap::new());
    }
    let topics = terms(&**write, Vocabulary::Topic).await?;
    Ok(topics.into_iter().filter(Term::is_in_force).map(|term| (term.slug, term.id)).collect())
}

async fn save_edition_row(write: &Write, edition: &Edition) -> Result<(), StoreError> {
    let row = vocabulary_edition::Model {
        vocabulary: edition.vocabulary.as_str().to_owned(),
        name: edition.name.to_string(),
        published: edition.published.map(|day| day.to_string()),
        source: edition.source.clone(),
        saved_at: write.now(),
    };
    let known =
        OnConflict::columns([vocabulary_edition::Column::Vocabulary, vocabulary_edition::Column::Name])
            .update_columns([vocabulary_edition::Column::Published, vocabulary_edition::Column::Source])
            .to_owned();
    vocabulary_edition::Entity::insert(row.into_active_model())
        .on_conflict(known)
        .exec_without_returning(&**write)
        .await?;
    Ok(())
}

/// Writes what changed. Added terms go first, those above others before them, since others refer to them.
async fn save_terms(write: &Write, merged: &[(Term, Fate)]) -> Result<(), StoreError> {
    let (added, known): (Vec<_>, Vec<_>) = merged
        .iter()
        .filter(|(_, fate)| *fate != Fate::Unchanged)
        .partition(|(_, fate)| *fate == Fate::Added);
    let rows: Vec<term::ActiveModel> =
        added.iter().map(|(term, _)| row(term, write.now()).into_active_model()).collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        term::Entity::insert_many(rows.iter().cloned()).exec_without_returning(&**write).await?;
    }
    for (term, _) in &known {
        let mut row = row(term, write.now()).into_active_model().reset_all();
        row.created_at = NotSet;
        row.update(&**write).await?;
    }
    let known: Vec<Uuid> = known.iter().map(|(term, _)| term.id.into()).collect();
    for ids in known.chunks(ROWS_AT_ONCE) {
        let ids = || ids.iter().copied();
        let labels = term_label::Entity::delete_many().filter(term_label::Column::TermId.is_in(ids()));
        labels.exec(&**write).await?;
        let codes = term_code::Entity::delete_many().filter(term_code::Column::TermId.is_in(ids()));
        codes.exec(&**write).await?;
        let relations =
            term_relation::Entity::delete_many().filter(term_relation::Column::TermId.is_in(ids()));
        relations.exec(&**write).await?;
    }
    let changed = merged.iter().filter(|(_, fate)| *fate != Fate::Unchanged).map(|(term, _)| term);
    insert_details(write, changed).await
}

async fn insert_details(write: &Write, terms: impl Iterator<Item = &Term>) -> Result<(), StoreError> {
    let (mut labels, mut codes, mut relations) = (Vec::new(), Vec::new(), Vec::new());
    for term in terms {
        let term_id = Uuid::from(term.id);
        labels.extend(term.labels.iter().map(|(language, label)| {
            let (language, label) = (language.to_string(), label.clone());
            term_label::Model { term_id, language, label }.into_active_model()
        }));
        codes.extend(term.codes.iter().map(|code| {
            let (scheme, code) = (code.scheme.clone(), code.code.clone());
            term_code::Model { term_id, scheme, code }.into_active_model()
        }));
        relations.extend((0..).zip(&term.topics).map(|(position, topic)| {
            term_relation::Model { term_id, related_id: topic.0, position }.into_active_model()
        }));
    }
    for rows in labels.chunks(ROWS_AT_ONCE) {
        term_label::Entity::insert_many(rows.iter().cloned()).exec_without_returning(&**write).await?;
    }
    for rows in codes.chunks(ROWS_AT_ONCE) {
        term_code::Entity::insert_many(rows.iter().cloned()).exec_without_returning(&**write).await?;
    }
    for rows in relations.chunks(ROWS_AT_ONCE) {
        term_relation::Entity::insert_many(rows.iter().cloned()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

async fn save_term_texts(
    write: &Write,
    file: &VocabularyFile,
    merged: &[(Term, Fate)],
) -> Result<BTreeSet<TermId>, StoreError> {
    let ids: BTreeMap<&Slug, TermId> = merged.iter().map(|(term, _)| (&term.slug, term.id)).collect();
    let mut changed = BTreeSet::new();
    for entry in &file.terms {
        let (Some(texts), Some(id)) = (&entry.texts, ids.get(&entry.slug)) else { continue };
        if save_texts(write, SubjectRef::new(SubjectKind::Term, *id), texts).await? != Change::Unchanged {
            changed.insert(*id);
        }
    }
    Ok(changed)
}

fn row(term: &Term, now: i64) -> term::Model {
    term::Model {
        id: term.id.into(),
        vocabulary: term.vocabulary.as_str().to_owned(),
        slug: term.slug.to_string(),
        parent_id: term.parent.map(Uuid::from),
        position: i32::try_from(term.position).unwrap_or(i32::MAX),
        retired_in: term.retired_in.as_ref().map(ToString::to_string),
        replaced_by: term.replaced_by.map(Uuid::from),
        created_at: now,
        updated_at: now,
    }
}
