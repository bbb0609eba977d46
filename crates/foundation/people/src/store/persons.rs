//! Persons.

use std::collections::BTreeSet;

use jiff::Timestamp;
use kreisrund_kernel::{PersonId, SubjectKind, SubjectRef, text::fold};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    audit,
    column::{VALUES_AT_ONCE, actor, from_actor, unreadable, uuids},
    entity::person,
};
use crate::{
    actor::Actor,
    audit::ChangedField,
    person::{Age, Channel, Email, NotOfAPerson, Person, PersonDetails, PersonName, Phone, PostalAddress},
    private::Private,
};

/// What is recorded under an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonRecord {
    /// A person.
    Present(Box<Person>),
    /// Somebody who was recorded twice; the other record is the one to use.
    Merged {
        /// The record to use.
        into: PersonId,
    },
    /// Somebody of whom nothing is known any more.
    Anonymised {
        /// Since when.
        at: Timestamp,
    },
}

/// A sign that two records are of the same human being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The same e-mail address.
    Email,
    /// The same telephone number.
    Phone,
    /// The same name, however it is spelt.
    Name,
}

/// Records a person.
///
/// # Errors
/// When the database refuses.
pub async fn record(write: &Write, details: PersonDetails, recorder: &Actor) -> Result<Person, StoreError> {
    let now = time::from_column(write.now());
    let person = Person {
        id: PersonId::new(),
        details,
        recorder: recorder.clone(),
        created_at: now,
        updated_at: now,
        active_at: now,
    };
    person::Entity::insert(row(&person).into_active_model()).exec_without_returning(&**write).await?;
    audit::append(write, subject(person.id), recorder, "people.person_recorded", &[]).await?;
    Ok(person)
}

/// Changes what is known of a person; `None` where there is none under `id`. To change somebody is to have had to do
/// with them.
///
/// # Errors
/// When the database refuses.
pub async fn change(
    write: &Write,
    id: PersonId,
    details: PersonDetails,
    actor: &Actor,
) -> Result<Option<(Person, Change)>, StoreError> {
    let Some(present) = person(&**write, id).await? else { return Ok(None) };
    let fields: Vec<ChangedField> =
        present.details.differences(&details).into_iter().map(ChangedField::named).collect();
    if fields.is_empty() {
        return Ok(Some((present, Change::Unchanged)));
    }
    let now = time::from_column(write.now());
    let person = Person { details, updated_at: now, active_at: now, ..present };
    save(write, &person).await?;
    audit::append(write, subject(person.id), actor, "people.person_changed", &fields).await?;
    Ok(Some((person, Change::Changed)))
}

/// The person had to do with the office now: the time after which they are forgotten begins anew.
///
/// # Errors
/// When the database refuses.
pub async fn touch(write: &Write, id: PersonId) -> Result<(), StoreError> {
    let Some(id) = resolve(&**write, id).await? else { return Ok(()) };
    person::Entity::update_many()
        .col_expr(person::Column::ActiveAt, Expr::value(write.now()))
        .filter(person::Column::Id.eq(Uuid::from(id)))
        .exec(&**write)
        .await?;
    Ok(())
}

/// What is recorded under `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn by_id(
    connection: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Option<PersonRecord>, StoreError> {
    person::Entity::find_by_id(Uuid::from(id)).one(connection).await?.map(PersonRecord::try_from).transpose()
}

/// The person recorded under `id`, or under the record that it was merged into; `None` for somebody who is unknown or
/// of whom nothing is known any more.
///
/// # Errors
/// When the database can't be read.
pub async fn person(connection: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, StoreError> {
    let mut record = by_id(connection, id).await?;
    if let Some(PersonRecord::Merged { into }) = record {
        record = by_id(connection, into).await?;
    }
    Ok(match record {
        Some(PersonRecord::Present(person)) => Some(*person),
        _ => None,
    })
}

/// Those of `ids` under which a person is recorded, in no particular order; merged records are left out.
///
/// # Errors
/// When the database can't be read.
pub async fn many(connection: &impl ConnectionTrait, ids: &[PersonId]) -> Result<Vec<Person>, StoreError> {
    let mut persons = Vec::new();
    for some in uuids(ids).chunks(VALUES_AT_ONCE) {
        let found = person::Entity::find().filter(person::Column::Id.is_in(some.to_vec()));
        for row in found.all(connection).await? {
            if let PersonRecord::Present(person) = PersonRecord::try_from(row)? {
                persons.push(*person);
            }
        }
    }
    Ok(persons)
}

/// The identifier to use for `id`: itself, or the record that it was merged into; `None` for an unknown one.
///
/// # Errors
/// When the database can't be read.
pub async fn resolve(
    connection: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Option<PersonId>, StoreError> {
    let row = person::Entity::find_by_id(Uuid::from(id)).one(connection).await?;
    // Records are always merged into one that is not merged itself.
    Ok(row.map(|row| row.merged_into.map_or(id, PersonId::from)))
}

/// `id` and all records that were merged into it: what hangs on any of them is about the same human being.
///
/// # Errors
/// When the database can't be read.
pub async fn lineage(connection: &impl ConnectionTrait, id: PersonId) -> Result<Vec<PersonId>, StoreError> {
    let merged: Vec<Uuid> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::MergedInto.eq(Uuid::from(id)))
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(std::iter::once(id).chain(merged.into_iter().map(PersonId::from)).collect())
}

/// Persons whose name has all words of `words`, however they are spelt, by name; at most `limit`.
///
/// # Errors
/// When the database can't be read.
pub async fn find(
    connection: &impl ConnectionTrait,
    words: &str,
    limit: u64,
) -> Result<Vec<Person>, StoreError> {
    let mut condition = Condition::all();
    for word in words.split_whitespace().take(6) {
        let word: String = fold(word).chars().filter(|c| c.is_alphanumeric() || "-'".contains(*c)).collect();
        condition = condition.add(person::Column::NameKey.contains(word));
    }
    let rows = present().filter(condition).order_by_asc(person::Column::NameKey).limit(limit);
    rows.all(connection).await?.into_iter().map(present_person).collect()
}

/// Persons who may be the same as somebody with these details, those with the most signs first. `except` leaves out the
/// record itself.
///
/// # Errors
/// When the database can't be read.
pub async fn possible_duplicates(
    connection: &impl ConnectionTrait,
    details: &PersonDetails,
    except: Option<PersonId>,
) -> Result<Vec<(Person, Vec<Sign>)>, StoreError> {
    let name = details.name.key();
    let email = details.email.as_ref().map(Email::key);
    let phone = details.phone.as_ref().map(Phone::key);
    let mut condition = Condition::any().add(person::Column::NameKey.eq(name.clone()));
    if let Some(email) = email.clone() {
        condition = condition.add(person::Column::EmailKey.eq(email));
    }
    if let Some(phone) = phone.clone() {
        condition = condition.add(person::Column::PhoneKey.eq(phone));
    }
    let rows = present().filter(condition).order_by_asc(person::Column::Id).all(connection).await?;
    let mut found = Vec::new();
    for row in rows.into_iter().filter(|row| except.is_none_or(|except| row.id != Uuid::from(except))) {
        let signs = [
            (Sign::Email, email.is_some() && row.email_key == email),
            (Sign::Phone, phone.is_some() && row.phone_key == phone),
            (Sign::Name, row.name_key.as_ref() == Some(&name)),
        ];
        let signs: Vec<Sign> = signs.into_iter().filter_map(|(sign, is)| is.then_some(sign)).collect();
        found.push((present_person(row)?, signs));
    }
    found.sort_by_key(|(_, signs)| std::cmp::Reverse(signs.len()));
    Ok(found)
}

/// Removes all that tells who the persons are; their identifiers stay, for what refers to them. Returns how many had
/// something to remove.
pub(super) async fn anonymise(write: &Write, persons: &[PersonId]) -> Result<u64, StoreError> {
    let mut count = 0;
    for some in uuids(persons).chunks(VALUES_AT_ONCE) {
        let mut update = person::Entity::update_many();
        for column in [
            person::Column::Salutation,
            person::Column::GivenName,
            person::Column::FamilyName,
            person::Column::NameKey,
            person::Column::Email,
            person::Column::EmailKey,
            person::Column::Phone,
            person::Column::PhoneKey,
            person::Column::AddressAddition,
            person::Column::Street,
            person::Column::Postcode,
            person::Column::Locality,
            person::Column::PreferredChannel,
            person::Column::ActorName,
        ] {
            update = update.col_expr(column, Expr::value(Option::<String>::None));
        }
        let result = update
            .col_expr(person::Column::BirthYear, Expr::value(Option::<i16>::None))
            .col_expr(person::Column::ActorId, Expr::value(Option::<Uuid>::None))
            .col_expr(person::Column::ActorKind, Expr::value("system"))
            .col_expr(person::Column::Minor, Expr::value(false))
            .col_expr(person::Column::Language, Expr::value("de"))
            .col_expr(person::Column::AnonymisedAt, Expr::value(write.now()))
            .filter(person::Column::Id.is_in(some.to_vec()))
            .filter(person::Column::AnonymisedAt.is_null())
            .exec(&**write)
            .await?;
        count += result.rows_affected;
    }
    Ok(count)
}

/// Keeps the rows of `persons` for this transaction: whoever merges or relates one of them at the same time waits.
pub(super) async fn lock(write: &Write, persons: &[PersonId]) -> Result<(), StoreError> {
    // Always in the same order, so that two transactions don't wait for each other.
    let ordered: BTreeSet<PersonId> = persons.iter().copied().collect();
    for id in ordered {
        person::Entity::find_by_id(Uuid::from(id)).lock_exclusive().one(&**write).await?;
    }
    Ok(())
}

pub(super) async fn save(write: &Write, person: &Person) -> Result<(), StoreError> {
    row(person).into_active_model().reset_all().update(&**write).await?;
    Ok(())
}

pub(super) fn subject(person: PersonId) -> SubjectRef {
    SubjectRef::new(SubjectKind::Person, person)
}

fn present() -> sea_orm::Select<person::Entity> {
    person::Entity::find()
        .filter(person::Column::MergedInto.is_null())
        .filter(person::Column::AnonymisedAt.is_null())
}

fn row(person: &Person) -> person::Model {
    let details = person.details.clone();
    let recorder = from_actor(&person.recorder);
    let address = details.address.as_ref();
    person::Model {
        id: person.id.into(),
        salutation: details.name.salutation().cloned(),
        given_name: details.name.given().cloned(),
        family_name: details.name.family().cloned(),
        name_key: Some(details.name.key()),
        minor: details.age == Age::Minor,
        birth_year: if let Age::BornIn(year) = details.age { Some(year) } else { None },
        email: details.email.as_ref().map(|email| email.reveal().into()),
        email_key: details.email.as_ref().map(Email::key),
        phone: details.phone.as_ref().map(|phone| phone.reveal().into()),
        phone_key: details.phone.as_ref().map(Phone::key),
        address_addition: address.and_then(|address| address.addition().cloned()),
        street: address.and_then(|address| address.street().cloned()),
        postcode: address.map(|address| address.postcode().clone()),
        locality: address.map(|address| address.locality().clone()),
        preferred_channel: details.preferred_channel.map(|channel| channel.as_str().to_owned()),
        language: details.language.as_str().into(),
        actor_kind: recorder.kind,
        actor_id: recorder.id,
        actor_name: recorder.name,
        created_at: time::to_column(person.created_at),
        updated_at: time::to_column(person.updated_at),
        active_at: time::to_column(person.active_at),
        merged_into: None,
        merged_at: None,
        anonymised_at: None,
    }
}

/// The details in a row that is not anonymised.
pub(super) fn present_person(row: person::Model) -> Result<Person, StoreError> {
    let text = |value: &Option<Private>| value.clone().unwrap_or_default();
    let wrong = |_: NotOfAPerson| unreadable("a person's details");
    let name = PersonName::new(
        text(&row.salutation).reveal(),
        text(&row.given_name).reveal(),
        text(&row.family_name).reveal(),
    );
    let address = row.locality.as_ref().map(|locality| {
        PostalAddress::new(
            text(&row.address_addition).reveal(),
            text(&row.street).reveal(),
            text(&row.postcode).reveal(),
            locality.reveal(),
        )
    });
    let channel =
        row.preferred_channel.map(|name| Channel::from_name(&name).ok_or_else(|| unreadable("a channel")));
    let parsed = |value: Option<Private>| value.map(|value| value.reveal().to_owned());
    let details = PersonDetails {
        name: name.map_err(wrong)?,
        age: match row.birth_year {
            Some(year) => Age::BornIn(year),
            None if row.minor => Age::Minor,
            None => Age::NotRecorded,
        },
        email: parsed(row.email).map(|text| text.parse()).transpose().map_err(wrong)?,
        phone: parsed(row.phone).map(|text| text.parse()).transpose().map_err(wrong)?,
        address: address.transpose().map_err(wrong)?,
        preferred_channel: channel.transpose()?,
        language: row.language.reveal().parse().map_err(|_| unreadable("a language"))?,
    };
    Ok(Person {
        id: row.id.into(),
        details,
        recorder: actor(&row.actor_kind, row.actor_id, row.actor_name)?,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
        active_at: time::from_column(row.active_at),
    })
}

impl TryFrom<person::Model> for PersonRecord {
    type Error = StoreError;

    fn try_from(row: person::Model) -> Result<Self, StoreError> {
        Ok(match (row.merged_into, row.anonymised_at) {
            (Some(into), _) => Self::Merged { into: into.into() },
            (None, Some(at)) => Self::Anonymised { at: time::from_column(at) },
            (None, None) => Self::Present(Box::new(present_person(row)?)),
        })
    }
}
