//! What this crate itself keeps about persons, for how long, and how it is exported and erased.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use async_trait::async_trait;
use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{PersonId, SubjectKind};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    audit,
    column::{VALUES_AT_ONCE, end_of, start_of, uuids},
    consents,
    entity::{audit_entry, consent_statement, note, person, person_hold},
    guardians, households, persons,
};
use crate::{
    actor::Actor,
    consent::{Content, Statement},
    retention::{Action, Basis, Erased, KeepFor, Kept, PersonalData, Removed, RetentionRule},
};

mod export;

const PERSON: RetentionRule = RetentionRule {
    name: "people.person",
    subject: Some(SubjectKind::Person),
    category: "name, contact data, age, language, household, guardians and notes of a person",
    purpose: "to reach people about what they take part in or asked for",
    basis: Basis::Law("GDPR Art. 6 Abs. 1 lit. e with the state's data protection act"),
    keep_for: KeepFor::Months(24),
    from: "the person last had to do with the office",
    action: Action::Anonymise,
};

const MERGED: RetentionRule = RetentionRule {
    name: "people.merged_record",
    subject: Some(SubjectKind::Person),
    category: "the second record of a person who was recorded twice",
    purpose: "to undo a merge that was wrong",
    basis: Basis::Law("GDPR Art. 5 Abs. 1 lit. d (accuracy)"),
    keep_for: KeepFor::Days(90),
    from: "the record was merged",
    action: Action::Anonymise,
};

const CONSENT: RetentionRule = RetentionRule {
    name: "people.consent",
    subject: Some(SubjectKind::Person),
    category: "consents and withdrawals",
    purpose: "to prove that something was allowed",
    basis: Basis::Law("GDPR Art. 7 Abs. 1, Art. 17 Abs. 3 lit. e; BGB § 195"),
    keep_for: KeepFor::Years(3),
    from: "the consent was withdrawn, expired, or the person was anonymised",
    action: Action::Delete,
};

const NOTE: RetentionRule = RetentionRule {
    name: "people.note",
    subject: None,
    category: "notes of staff at organisations, places, offers and other records",
    purpose: "to work together",
    basis: Basis::Law("GDPR Art. 6 Abs. 1 lit. e with the state's data protection act"),
    keep_for: KeepFor::Years(5),
    from: "the note was changed last",
    action: Action::Delete,
};

const AUDIT: RetentionRule = RetentionRule {
    name: "people.audit",
    subject: None,
    category: "who did what to which record",
    purpose: "to find out how a record came to be as it is",
    basis: Basis::Law("GDPR Art. 5 Abs. 2, Art. 32 Abs. 1"),
    keep_for: KeepFor::Years(3),
    from: "it was done",
    action: Action::Delete,
};

/// Persons, households, guardians, consents, notes and the audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct PeopleData;

#[async_trait]
impl PersonalData for PeopleData {
    fn name(&self) -> &'static str {
        "people"
    }

    fn retention(&self) -> Vec<RetentionRule> {
        vec![PERSON, MERGED, CONSENT, NOTE, AUDIT]
    }

    async fn export(
        &self,
        connection: &DatabaseConnection,
        persons: &[PersonId],
    ) -> Result<Value, StoreError> {
        export::export(connection, persons).await
    }

    async fn erase(&self, write: &Write, persons: &[PersonId]) -> Result<Erased, StoreError> {
        let (deleted, anonymised) = forget(write, persons).await?;
        let theirs = consent_statement::Column::PersonId.is_in(uuids(persons));
        let consents = consent_statement::Entity::find().filter(theirs).count(&**write).await?;
        let entries = audit_entry::Entity::find()
            .filter(audit_entry::Column::SubjectKind.eq(SubjectKind::Person.as_str()))
            .filter(audit_entry::Column::SubjectId.is_in(uuids(persons)))
            .count(&**write)
            .await?;
        let kept = [
            Kept {
                category: CONSENT.category,
                count: consents,
                because: "GDPR Art. 17 Abs. 3 lit. e: to prove that something was allowed",
            },
            Kept {
                category: AUDIT.category,
                count: entries,
                because: "GDPR Art. 17 Abs. 3 lit. b: to account for the processing; holds no personal values",
            },
        ];
        Ok(Erased { deleted, anonymised, kept: kept.into_iter().filter(|kept| kept.count > 0).collect() })
    }

    async fn remove_due(
        &self,
        write: &Write,
        rule: &RetentionRule,
        today: Date,
        held: &HashSet<PersonId>,
    ) -> Result<Removed, StoreError> {
        // What began to run on that day is due, at whichever hour.
        let before = end_of(rule.due_from(today));
        let deleted = |deleted| Removed { deleted, ..Removed::default() };
        match rule.name {
            name if name == PERSON.name => remove_persons(write, before, today, held).await,
            name if name == MERGED.name => remove_merged(write, before, held).await,
            name if name == CONSENT.name => remove_consents(write, before, held).await,
            name if name == NOTE.name => {
                let old = note::Entity::delete_many()
                    .filter(note::Column::SubjectKind.ne(SubjectKind::Person.as_str()))
                    .filter(note::Column::UpdatedAt.lt(before));
                Ok(deleted(old.exec(&**write).await?.rows_affected))
            }
            name if name == AUDIT.name => {
                let old = audit_entry::Entity::delete_many().filter(audit_entry::Column::DoneAt.lt(before));
                Ok(deleted(old.exec(&**write).await?.rows_affected))
            }
            _ => Ok(Removed::default()),
        }
    }
}

/// Removes all that tells who the persons are and what hangs on that. Returns how many records were deleted and how
/// many anonymised.
async fn forget(write: &Write, persons: &[PersonId]) -> Result<(u64, u64), StoreError> {
    let mut deleted = 0;
    for some in persons.chunks(VALUES_AT_ONCE) {
        deleted += households::leave_all(write, some).await?;
        deleted += guardians::forget(write, some).await?;
        let notes = note::Entity::delete_many()
            .filter(note::Column::SubjectKind.eq(SubjectKind::Person.as_str()))
            .filter(note::Column::SubjectId.is_in(uuids(some)));
        deleted += notes.exec(&**write).await?.rows_affected;
        let over = person_hold::Column::PersonId.is_in(uuids(some));
        person_hold::Entity::delete_many().filter(over).exec(&**write).await?;
    }
    Ok((deleted, persons::anonymise(write, persons).await?))
}

async fn remove_persons(
    write: &Write,
    before: i64,
    today: Date,
    held: &HashSet<PersonId>,
) -> Result<Removed, StoreError> {
    let due: Vec<Uuid> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::MergedInto.is_null())
        .filter(person::Column::AnonymisedAt.is_null())
        .filter(person::Column::ActiveAt.lt(before))
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(&**write)
        .await?;
    let due: Vec<PersonId> = due.into_iter().map(PersonId::from).collect();
    let needed = needed(write, &due, today, held).await?;
    let mut forgotten = Vec::new();
    for person in due.iter().filter(|person| !needed.contains(person)) {
        forgotten.extend(persons::lineage(&**write, *person).await?);
    }
    let (deleted, anonymised) = forget(write, &forgotten).await?;
    for person in due.iter().filter(|person| !needed.contains(person)) {
        let actor = Actor::system("people.remove_what_is_due");
        audit::append(write, persons::subject(*person), &actor, "people.person_anonymised", &[]).await?;
    }
    Ok(Removed { deleted, anonymised, held: count(needed.len()) })
}

/// Those among `due` who stay: something open depends on them, they allowed something that still goes on, or they
/// speak for somebody who stays.
async fn needed(
    write: &Write,
    due: &[PersonId],
    today: Date,
    held: &HashSet<PersonId>,
) -> Result<HashSet<PersonId>, StoreError> {
    let now = time::from_column(start_of(today));
    let mut needed: HashSet<PersonId> = due.iter().copied().filter(|person| held.contains(person)).collect();
    let mut of_record = BTreeMap::new();
    for person in due {
        of_record
            .extend(persons::lineage(&**write, *person).await?.into_iter().map(|record| (record, *person)));
    }
    let records: Vec<PersonId> = of_record.keys().copied().collect();
    let allowed = consents::with_consent(&**write, &records, now).await?;
    needed.extend(allowed.iter().filter_map(|record| of_record.get(record).copied()));

    let going: HashSet<PersonId> = due.iter().copied().collect();
    let mut current = guardians::relations_of(&**write, due).await?;
    current.retain(|relation| relation.period.contains(today) && going.contains(&relation.guardian));
    loop {
        let stays = |person: &PersonId| !going.contains(person) || needed.contains(person);
        let more: Vec<PersonId> = current
            .iter()
            .filter(|relation| stays(&relation.ward) && !needed.contains(&relation.guardian))
            .map(|relation| relation.guardian)
            .collect();
        if more.is_empty() {
            return Ok(needed);
        }
        needed.extend(more);
    }
}

async fn remove_merged(write: &Write, before: i64, held: &HashSet<PersonId>) -> Result<Removed, StoreError> {
    let due: Vec<Uuid> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::MergedAt.lt(before))
        .filter(person::Column::AnonymisedAt.is_null())
        .into_tuple()
        .all(&**write)
        .await?;
    let (stay, go): (Vec<PersonId>, Vec<PersonId>) =
        due.into_iter().map(PersonId::from).partition(|person| held.contains(person));
    let anonymised = persons::anonymise(write, &go).await?;
    Ok(Removed { deleted: 0, anonymised, held: count(stay.len()) })
}

/// Deletes what was stated for a purpose, as a whole, once it has been over for long enough.
async fn remove_consents(
    write: &Write,
    before: i64,
    held: &HashSet<PersonId>,
) -> Result<Removed, StoreError> {
    let candidates: Vec<Uuid> = consent_statement::Entity::find()
        .select_only()
        .column(consent_statement::Column::PersonId)
        .distinct()
        .filter(consent_statement::Column::StatedAt.lt(before))
        .into_tuple()
        .all(&**write)
        .await?;
    let mut persons_there = BTreeSet::new();
    for candidate in candidates {
        persons_there.extend(persons::resolve(&**write, candidate.into()).await?);
    }
    let (mut over, mut removed) = (Vec::new(), Removed::default());
    for person in persons_there {
        let known_until = known_until(&**write, person).await?;
        let mut by_purpose: BTreeMap<_, Vec<Statement>> = BTreeMap::new();
        for statement in consents::statements_of(&**write, person).await? {
            by_purpose.entry(statement.purpose.clone()).or_default().push(statement);
        }
        for statements in by_purpose.into_values() {
            let ended = [statements.last().and_then(end), known_until].into_iter().flatten().min();
            if ended.is_none_or(|ended| time::to_column(ended) >= before) {
                continue;
            }
            if held.contains(&person) {
                removed.held += count(statements.len());
            } else {
                over.extend(statements.into_iter().map(|statement| Uuid::from(statement.id)));
            }
        }
    }
    for some in over.chunks(VALUES_AT_ONCE) {
        let these = consent_statement::Column::Id.is_in(some.to_vec());
        removed.deleted +=
            consent_statement::Entity::delete_many().filter(these).exec(&**write).await?.rows_affected;
    }
    Ok(removed)
}

/// From when on the last statement about a purpose no longer allows anything.
fn end(last: &Statement) -> Option<Timestamp> {
    match &last.content {
        Content::Withdrawn => Some(last.at),
        Content::Given { expires_at, .. } => *expires_at,
    }
}

/// When the person was anonymised.
async fn known_until(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<Timestamp>, StoreError> {
    match persons::by_id(connection, person).await? {
        Some(persons::PersonRecord::Anonymised { at }) => Ok(Some(at)),
        _ => Ok(None),
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
