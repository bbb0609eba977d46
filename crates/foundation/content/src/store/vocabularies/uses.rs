//! Which records use which terms.

use std::collections::{BTreeSet, HashMap, HashSet};

use kreisrund_events::TermChanged;
use kreisrund_kernel::{SubjectKind, SubjectRef, TermId};
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::terms;
use crate::{
    store::{
        ROWS_AT_ONCE,
        entity::{term, term_relation, term_use},
    },
    vocabulary::{Term, Vocabulary, in_force},
};

/// Why a record's terms were not set.
#[derive(Debug, thiserror::Error)]
pub enum SetTermsError {
    /// A term is of another vocabulary, or of none.
    #[error("{term} is no term of the vocabulary “{vocabulary}”")]
    NotOfVocabulary {
        /// The term.
        term: TermId,
        /// The vocabulary.
        vocabulary: Vocabulary,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// For callers whose terms come from the vocabulary itself: to them a foreign term is a broken database.
impl From<SetTermsError> for StoreError {
    fn from(error: SetTermsError) -> Self {
        match error {
            SetTermsError::Store(error) => error,
            SetTermsError::NotOfVocabulary { .. } => Self::Unreadable(error.to_string()),
        }
    }
}

/// The terms of `subject` from all vocabularies, in the order of these; retired ones too.
///
/// # Errors
/// When the database can't be read.
pub async fn terms_of(
    connection: &impl ConnectionTrait,
    subject: SubjectRef,
) -> Result<Vec<TermId>, StoreError> {
    let mut all = terms_of_many(connection, subject.kind, &[subject.id]).await?;
    Ok(all.remove(&subject.id).unwrap_or_default())
}

/// The terms of many records of one kind. Those without terms are not among them.
///
/// # Errors
/// When the database can't be read.
pub async fn terms_of_many(
    connection: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<TermId>>, StoreError> {
    let mut uses = Vec::new();
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let some = term_use::Entity::find()
            .filter(term_use::Column::SubjectKind.eq(kind.as_str()))
            .filter(term_use::Column::SubjectId.is_in(ids.iter().copied()));
        uses.extend(some.all(connection).await?);
    }
    let used: BTreeSet<Uuid> = uses.iter().map(|row| row.term_id).collect();
    let used: Vec<Uuid> = used.into_iter().collect();
    let mut places = HashMap::new();
    for used in used.chunks(ROWS_AT_ONCE) {
        let rows = term::Entity::find().filter(term::Column::Id.is_in(used.iter().copied()));
        places.extend(rows.all(connection).await?.into_iter().map(|row| (row.id, row.position)));
    }
    uses.sort_by_key(|row| (Vocabulary::from_name(&row.vocabulary), places.get(&row.term_id), row.term_id));
    let mut all: HashMap<Uuid, Vec<TermId>> = HashMap::new();
    for row in uses {
        all.entry(row.subject_id).or_default().push(row.term_id.into());
    }
    Ok(all)
}

/// Makes `wanted` the terms that `subject` has of `vocabulary`; those of other vocabularies stay. The caller publishes
/// that the record changed.
///
/// # Errors
/// [`SetTermsError::NotOfVocabulary`] when a term belongs elsewhere, or when the database refuses.
pub async fn set_terms(
    write: &Write,
    subject: SubjectRef,
    vocabulary: Vocabulary,
    wanted: &[TermId],
) -> Result<Change, SetTermsError> {
    let wanted: BTreeSet<Uuid> = wanted.iter().map(|term| term.0).collect();
    let stored = uses_of_vocabulary(write, subject, vocabulary).await?;
    if stored == wanted {
        return Ok(Change::Unchanged);
    }
    let new: Vec<Uuid> = wanted.difference(&stored).copied().collect();
    if let Some(foreign) = first_foreign(write, vocabulary, &new).await? {
        return Err(SetTermsError::NotOfVocabulary { term: foreign.into(), vocabulary });
    }
    let gone: Vec<Uuid> = stored.difference(&wanted).copied().collect();
    replace_uses(write, subject, vocabulary, &gone, &new).await?;
    Ok(if stored.is_empty() { Change::Added } else { Change::Changed })
}

/// Gives terms to records of `kind` that are new and have none yet, in few statements. The terms have to be those of
/// the vocabulary that stands beside them.
///
/// # Errors
/// When the database refuses.
pub async fn add_terms(
    write: &Write,
    kind: SubjectKind,
    uses: &[(Uuid, Vocabulary, TermId)],
) -> Result<(), StoreError> {
    let mut seen = HashSet::new();
    let new: Vec<_> = uses.iter().filter(|(subject, _, term)| seen.insert((*subject, *term))).collect();
    for new in new.chunks(ROWS_AT_ONCE) {
        let rows = new.iter().map(|(subject_id, vocabulary, term)| term_use::Model {
            subject_kind: kind.as_str().to_owned(),
            subject_id: *subject_id,
            term_id: term.0,
            vocabulary: vocabulary.as_str().to_owned(),
        });
        let rows = rows.map(IntoActiveModel::into_active_model);
        term_use::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The records of `kind` that have just this term.
///
/// # Errors
/// When the database can't be read.
pub async fn subjects_with(
    connection: &impl ConnectionTrait,
    term: TermId,
    kind: SubjectKind,
) -> Result<Vec<Uuid>, StoreError> {
    subjects_with_any(connection, &[term], kind).await
}

/// The records of `kind` that have one of these terms, such as those of
/// [`crate::VocabularySnapshot::with_children`].
///
/// # Errors
/// When the database can't be read.
pub async fn subjects_with_any(
    connection: &impl ConnectionTrait,
    terms: &[TermId],
    kind: SubjectKind,
) -> Result<Vec<Uuid>, StoreError> {
    let mut subjects = BTreeSet::new();
    for terms in terms.chunks(ROWS_AT_ONCE) {
        let uses = term_use::Entity::find()
            .select_only()
            .column(term_use::Column::SubjectId)
            .filter(term_use::Column::TermId.is_in(terms.iter().map(|term| term.0)))
            .filter(term_use::Column::SubjectKind.eq(kind.as_str()));
        subjects.extend(uses.into_tuple::<Uuid>().all(connection).await?);
    }
    Ok(subjects.into_iter().collect())
}

/// Moves the uses of retired terms to those that took their place, also where life situations name them. Returns the
/// records that were changed; the caller publishes that.
///
/// # Errors
/// When the database refuses.
pub async fn move_uses(write: &Write, vocabulary: Vocabulary) -> Result<Vec<SubjectRef>, StoreError> {
    let all = terms(&**write, vocabulary).await?;
    let by_id: HashMap<TermId, &Term> = all.iter().map(|term| (term.id, term)).collect();
    let mut moved = BTreeSet::new();
    for former in all.iter().filter(|term| !term.is_in_force()) {
        let Some(successor) = in_force(former.id, |id| by_id.get(&id).copied()) else { continue };
        let uses = term_use::Entity::find().filter(term_use::Column::TermId.eq(former.id.0));
        for row in uses.all(&**write).await? {
            let kind = SubjectKind::from_name(&row.subject_kind)
                .ok_or_else(|| StoreError::Unreadable(format!("the kind “{}”", row.subject_kind)))?;
            let subject = SubjectRef::new(kind, row.subject_id);
            let has_it = uses_of_vocabulary(write, subject, vocabulary).await?.contains(&successor.id.0);
            let new: &[Uuid] = if has_it { &[] } else { &[successor.id.0] };
            replace_uses(write, subject, vocabulary, &[former.id.0], new).await?;
            moved.insert(subject);
        }
        move_relations(write, former.id, successor.id).await?;
    }
    Ok(moved.into_iter().collect())
}

/// Removes the terms of all vocabularies from `subject`.
///
/// # Errors
/// When the database refuses.
pub async fn delete_terms(write: &Write, subject: SubjectRef) -> Result<(), StoreError> {
    term_use::Entity::delete_many().filter(of(subject)).exec(&**write).await?;
    Ok(())
}

async fn move_relations(write: &Write, former: TermId, successor: TermId) -> Result<(), StoreError> {
    let naming = term_relation::Entity::find().filter(term_relation::Column::RelatedId.eq(former.0));
    for row in naming.all(&**write).await? {
        term_relation::Entity::delete_by_id((row.term_id, row.related_id)).exec(&**write).await?;
        let known = term_relation::Entity::find_by_id((row.term_id, successor.0)).one(&**write).await?;
        if known.is_none() {
            let moved = term_relation::Model { related_id: successor.0, ..row };
            term_relation::Entity::insert(moved.into_active_model()).exec_without_returning(&**write).await?;
        }
        write.publish(&TermChanged { term: row.term_id.into() }).await?;
    }
    Ok(())
}

async fn uses_of_vocabulary(
    write: &Write,
    subject: SubjectRef,
    vocabulary: Vocabulary,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let uses = term_use::Entity::find()
        .filter(of(subject).add(term_use::Column::Vocabulary.eq(vocabulary.as_str())))
        .all(&**write)
        .await?;
    Ok(uses.into_iter().map(|row| row.term_id).collect())
}

async fn replace_uses(
    write: &Write,
    subject: SubjectRef,
    vocabulary: Vocabulary,
    gone: &[Uuid],
    new: &[Uuid],
) -> Result<(), StoreError> {
    for gone in gone.chunks(ROWS_AT_ONCE) {
        let rows = of(subject).add(term_use::Column::TermId.is_in(gone.iter().copied()));
        term_use::Entity::delete_many().filter(rows).exec(&**write).await?;
    }
    for new in new.chunks(ROWS_AT_ONCE) {
        let rows = new.iter().map(|term_id| term_use::Model {
            subject_kind: subject.kind.as_str().to_owned(),
            subject_id: subject.id,
            term_id: *term_id,
            vocabulary: vocabulary.as_str().to_owned(),
        });
        let rows = rows.map(IntoActiveModel::into_active_model);
        term_use::Entity::insert_many(rows).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The first of `ids` that is no term of `vocabulary`.
async fn first_foreign(
    write: &Write,
    vocabulary: Vocabulary,
    ids: &[Uuid],
) -> Result<Option<Uuid>, StoreError> {
    for ids in ids.chunks(ROWS_AT_ONCE) {
        let own = term::Entity::find()
            .select_only()
            .column(term::Column::Id)
            .filter(term::Column::Id.is_in(ids.iter().copied()))
            .filter(term::Column::Vocabulary.eq(vocabulary.as_str()));
        let own: Vec<Uuid> = own.into_tuple().all(&**write).await?;
        if let Some(foreign) = ids.iter().find(|id| !own.contains(id)) {
            return Ok(Some(*foreign));
        }
    }
    Ok(None)
}

fn of(subject: SubjectRef) -> Condition {
    Condition::all()
        .add(term_use::Column::SubjectKind.eq(subject.kind.as_str()))
        .add(term_use::Column::SubjectId.eq(subject.id))
}
