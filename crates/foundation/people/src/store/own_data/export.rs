//! All that this crate keeps about a human being, as a document that they and another program can read. Others are not
//! named in it: neither staff nor members of the household (GDPR Art. 15 Abs. 4).

use kreisrund_kernel::{PersonId, SubjectKind};
use kreisrund_store::{StoreError, time};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::super::{
    column::uuids,
    consents,
    entity::{audit_entry, note, person},
    guardians, households, persons,
};
use crate::{
    consent::{Content, Statement},
    person::{Age, Person},
    private::Private,
};

pub(super) async fn export(
    connection: &DatabaseConnection,
    persons: &[PersonId],
) -> Result<Value, StoreError> {
    Ok(json!({
        "records": records(connection, persons).await?,
        "households": household_entries(connection, persons).await?,
        "guardians": guardian_entries(connection, persons).await?,
        "consents": consent_entries(connection, persons).await?,
        "notes": note_entries(connection, persons).await?,
        "history": history(connection, persons).await?,
    }))
}

async fn records(connection: &DatabaseConnection, persons: &[PersonId]) -> Result<Vec<Value>, StoreError> {
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(uuids(persons)))
        .filter(person::Column::AnonymisedAt.is_null())
        .order_by_asc(person::Column::CreatedAt)
        .order_by_asc(person::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(|row| Ok(record(&persons::present_person(row)?))).collect()
}

fn record(person: &Person) -> Value {
    let details = &person.details;
    let text = |value: Option<&Private>| value.map(|value| value.reveal().to_owned());
    json!({
        "salutation": text(details.name.salutation()),
        "given_name": text(details.name.given()),
        "family_name": text(details.name.family()),
        "minor": details.age == Age::Minor,
        "birth_year": if let Age::BornIn(year) = details.age { Some(year.reveal()) } else { None },
        "email": details.email.as_ref().map(crate::person::Email::reveal),
        "phone": details.phone.as_ref().map(crate::person::Phone::reveal),
        "address": details.address.as_ref().map(|address| json!({
            "addition": text(address.addition()),
            "street": text(address.street()),
            "postcode": address.postcode().reveal(),
            "locality": address.locality().reveal(),
        })),
        "preferred_channel": details.preferred_channel.map(crate::person::Channel::as_str),
        "language": details.language.as_str(),
        "recorded_by": person.recorder.kind(),
        "recorded_at": person.created_at.to_string(),
        "changed_at": person.updated_at.to_string(),
        "active_at": person.active_at.to_string(),
    })
}

async fn household_entries(
    connection: &DatabaseConnection,
    persons: &[PersonId],
) -> Result<Vec<Value>, StoreError> {
    let households = households::households_of(connection, persons).await?;
    let entries = households.iter().flat_map(|household| {
        let own = household.members.iter().filter(|member| persons.contains(&member.person));
        own.map(|member| {
            json!({
                "name": household.name.as_ref().map(Private::reveal),
                "role": member.role.as_str(),
                "since": member.since.map(|day| day.to_string()),
                "until": member.until.map(|day| day.to_string()),
            })
        })
    });
    Ok(entries.collect())
}

async fn guardian_entries(
    connection: &DatabaseConnection,
    persons: &[PersonId],
) -> Result<Vec<Value>, StoreError> {
    let relations = guardians::relations_of(connection, persons).await?;
    let entries = relations.iter().map(|relation| {
        json!({
            "as": if persons.contains(&relation.ward) { "ward" } else { "guardian" },
            "kind": relation.kind.as_str(),
            "from": relation.period.from().map(|day| day.to_string()),
            "to": relation.period.to().map(|day| day.to_string()),
        })
    });
    Ok(entries.collect())
}

async fn consent_entries(
    connection: &DatabaseConnection,
    persons: &[PersonId],
) -> Result<Vec<Value>, StoreError> {
    let mut entries = Vec::new();
    for statement in consents::statements_under(connection, persons).await? {
        entries.push(consent_entry(connection, &statement).await?);
    }
    Ok(entries)
}

async fn consent_entry(connection: &DatabaseConnection, statement: &Statement) -> Result<Value, StoreError> {
    let (wording, expires_at) = match &statement.content {
        Content::Given { wording, expires_at } => {
            (consents::wording(connection, *wording).await?, *expires_at)
        }
        Content::Withdrawn => (None, None),
    };
    Ok(json!({
        "purpose": statement.purpose.as_str(),
        "statement": if statement.content == Content::Withdrawn { "withdrawn" } else { "given" },
        "at": statement.at.to_string(),
        "expires_at": expires_at.map(|at| at.to_string()),
        "wording": wording.map(|wording| json!({ "version": wording.version, "text": wording.text })),
        "channel": statement.channel.as_str(),
        "by_guardian": statement.guardian.is_some(),
        "recorded_by": statement.recorder.kind(),
        "recorded_at": statement.recorded_at.to_string(),
    }))
}

async fn note_entries(
    connection: &DatabaseConnection,
    persons: &[PersonId],
) -> Result<Vec<Value>, StoreError> {
    let rows = note::Entity::find()
        .filter(note::Column::SubjectKind.eq(SubjectKind::Person.as_str()))
        .filter(note::Column::SubjectId.is_in(uuids(persons)))
        .order_by_asc(note::Column::CreatedAt)
        .order_by_asc(note::Column::Id)
        .all(connection)
        .await?;
    let entries = rows.iter().map(|row| {
        json!({
            "text": row.text.reveal(),
            "written_by": row.actor_kind,
            "written_at": time::from_column(row.created_at).to_string(),
        })
    });
    Ok(entries.collect())
}

async fn history(connection: &DatabaseConnection, persons: &[PersonId]) -> Result<Vec<Value>, StoreError> {
    let rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::SubjectKind.eq(SubjectKind::Person.as_str()))
        .filter(audit_entry::Column::SubjectId.is_in(uuids(persons)))
        .order_by_asc(audit_entry::Column::DoneAt)
        .order_by_asc(audit_entry::Column::Id)
        .all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(json!({
                "action": row.action,
                "at": time::from_column(row.done_at).to_string(),
                "by": row.actor_kind,
                "fields": serde_json::from_str::<Value>(&row.fields)?,
            }))
        })
        .collect()
}
