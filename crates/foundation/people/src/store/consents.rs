//! Consents and the words with which they were asked for. Nothing here changes or deletes a statement; retention alone
//! removes those whose time is over.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use kreisrund_content::LanguageTag;
use kreisrund_kernel::{ConsentId, PersonId};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::{
    audit,
    column::{VALUES_AT_ONCE, actor, day_of, from_actor, now, unreadable, uuids},
    entity::{consent_statement, consent_wording},
    guardians, persons,
};
use crate::{
    Failure,
    actor::Actor,
    consent::{Content, NotAConsent, Permission, Purpose, Statement, Wording, may as may_by},
    person::{Channel, Person},
};

/// The longest wording, in characters.
const LONGEST_WORDING: usize = 20_000;

/// A consent about to be recorded.
#[derive(Clone, Debug)]
pub struct NewConsent {
    /// Of whose data it speaks.
    pub person: PersonId,
    /// For what.
    pub purpose: Purpose,
    /// With which words it was asked for.
    pub wording: Uuid,
    /// In which way it reached the office.
    pub channel: Channel,
    /// The guardian who gave it, if not the person themselves.
    pub guardian: Option<PersonId>,
    /// When it was given.
    pub given_at: Timestamp,
    /// From when on it no longer holds.
    pub expires_at: Option<Timestamp>,
}

/// Why a wording can't be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAWording {
    /// Nothing is said, or more than anybody reads.
    #[error("a wording needs a version and a text of at most {LONGEST_WORDING} characters")]
    EmptyOrTooLong,
    /// The version is there with other words.
    #[error(
        "this version has other words already, with which people were asked; give the new words a new version"
    )]
    OtherWords,
}

/// Records the words with which people are asked. The same words again are the same wording.
///
/// # Errors
/// [`NotAWording`], or the database's failure.
pub async fn save_wording(
    write: &Write,
    purpose: &Purpose,
    version: &str,
    language: &LanguageTag,
    text: &str,
) -> Result<Wording, Failure<NotAWording>> {
    let text: String = text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let version = version.trim();
    let unreadable = version.chars().any(char::is_control);
    if unreadable
        || version.is_empty()
        || version.len() > 40
        || text.is_empty()
        || text.chars().count() > LONGEST_WORDING
    {
        return Err(Failure::Refused(NotAWording::EmptyOrTooLong));
    }
    let known = consent_wording::Entity::find()
        .filter(consent_wording::Column::Purpose.eq(purpose.as_str()))
        .filter(consent_wording::Column::Version.eq(version))
        .filter(consent_wording::Column::Language.eq(language.as_str()))
        .one(&**write)
        .await?;
    if let Some(row) = known {
        let wording = Wording::try_from(row)?;
        let same = wording.text == text;
        return if same { Ok(wording) } else { Err(Failure::Refused(NotAWording::OtherWords)) };
    }
    let row = consent_wording::Model {
        id: Uuid::now_v7(),
        purpose: purpose.as_str().to_owned(),
        version: version.to_owned(),
        language: language.as_str().to_owned(),
        text,
        created_at: write.now(),
    };
    let new = row.clone().into_active_model();
    consent_wording::Entity::insert(new).exec_without_returning(&**write).await?;
    Ok(Wording::try_from(row)?)
}

/// The wording with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn wording(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Wording>, StoreError> {
    let row = consent_wording::Entity::find_by_id(id).one(connection).await?;
    row.map(Wording::try_from).transpose()
}

/// Records that a consent was given.
///
/// # Errors
/// [`NotAConsent`], or the database's failure.
pub async fn give(
    write: &Write,
    consent: NewConsent,
    recorder: &Actor,
) -> Result<ConsentId, Failure<NotAConsent>> {
    let person = persons::person(&**write, consent.person).await?;
    let person = person.ok_or(Failure::Refused(NotAConsent::NoSuchPerson))?;
    check(write, &person, &consent).await?;
    let words = wording(&**write, consent.wording).await?;
    if words.is_none_or(|wording| wording.purpose != consent.purpose) {
        return Err(Failure::Refused(NotAConsent::NoSuchWording));
    }
    let statement = Statement {
        id: ConsentId::new(),
        person: person.id,
        purpose: consent.purpose,
        content: Content::Given { wording: consent.wording, expires_at: consent.expires_at },
        at: consent.given_at,
        channel: consent.channel,
        guardian: consent.guardian,
        recorder: recorder.clone(),
        recorded_at: now(write),
    };
    add(write, &statement, "people.consent_given").await?;
    Ok(statement.id)
}

/// Records that what `purpose` allowed is no longer allowed, since `at`; nothing has to be allowed for it. A moment that
/// lies ahead counts as now, so that a withdrawal always takes effect at once.
///
/// # Errors
/// [`NotAConsent::NoSuchPerson`], or the database's failure.
pub async fn withdraw(
    write: &Write,
    person: PersonId,
    purpose: &Purpose,
    at: Timestamp,
    channel: Channel,
    guardian: Option<PersonId>,
    recorder: &Actor,
) -> Result<(), Failure<NotAConsent>> {
    let person = persons::resolve(&**write, person).await?;
    let statement = Statement {
        id: ConsentId::new(),
        person: person.ok_or(Failure::Refused(NotAConsent::NoSuchPerson))?,
        purpose: purpose.clone(),
        content: Content::Withdrawn,
        at: at.min(now(write)),
        channel,
        guardian,
        recorder: recorder.clone(),
        recorded_at: now(write),
    };
    Ok(add(write, &statement, "people.consent_withdrawn").await?)
}

/// Whether `purpose` is allowed with the person's data at `now`. Nothing is, once nobody knows who it was.
///
/// # Errors
/// When the database can't be read.
pub async fn may(
    connection: &impl ConnectionTrait,
    person: PersonId,
    purpose: &Purpose,
    now: Timestamp,
) -> Result<Permission, StoreError> {
    let Some(person) = persons::person(connection, person).await? else { return Ok(Permission::NeverGiven) };
    Ok(may_by(&statements_of(connection, person.id).await?, purpose, now))
}

/// All that was stated about the human being's data, under whichever of their records, in order.
///
/// # Errors
/// When the database can't be read.
pub async fn statements_of(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<Statement>, StoreError> {
    let persons = persons::lineage(connection, person).await?;
    statements_under(connection, &persons).await
}

/// What was stated under one of `persons`, in order.
pub(super) async fn statements_under(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<Vec<Statement>, StoreError> {
    let mut statements = Vec::new();
    for some in uuids(persons).chunks(VALUES_AT_ONCE) {
        let rows = consent_statement::Entity::find()
            .filter(consent_statement::Column::PersonId.is_in(some.to_vec()))
            .order_by_asc(consent_statement::Column::StatedAt)
            .order_by_asc(consent_statement::Column::Id);
        for row in rows.all(connection).await? {
            statements.push(Statement::try_from(row)?);
        }
    }
    Ok(statements)
}

/// Those among `persons` of whom something is allowed at `now`.
pub(super) async fn with_consent(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
    now: Timestamp,
) -> Result<HashSet<PersonId>, StoreError> {
    let mut allowed = HashSet::new();
    let mut by_person: BTreeMap<PersonId, Vec<Statement>> = BTreeMap::new();
    for statement in statements_under(connection, persons).await? {
        by_person.entry(statement.person).or_default().push(statement);
    }
    for (person, statements) in by_person {
        if statements.iter().any(|statement| may_by(&statements, &statement.purpose, now).is_granted()) {
            allowed.insert(person);
        }
    }
    Ok(allowed)
}

/// A minor's consent comes from a guardian, and nobody consents for somebody whom they don't speak for.
async fn check(write: &Write, person: &Person, consent: &NewConsent) -> Result<(), Failure<NotAConsent>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    if consent.given_at > now(write) {
        return refuse(NotAConsent::InTheFuture);
    }
    if consent.expires_at.is_some_and(|end| end <= consent.given_at) {
        return refuse(NotAConsent::ExpiresBefore);
    }
    let day = day_of(consent.given_at);
    match consent.guardian {
        None if person.details.age.is_minor(day) => refuse(NotAConsent::NeedsGuardian),
        None => Ok(()),
        Some(guardian) => {
            let guardian = persons::resolve(&**write, guardian).await?;
            let speakers = guardians::guardians_of(&**write, person.id, day).await?;
            let speaks = speakers.iter().any(|(_, speaker)| Some(speaker.id) == guardian);
            if speaks { Ok(()) } else { refuse(NotAConsent::NotTheGuardian) }
        }
    }
}

async fn add(write: &Write, statement: &Statement, action: &'static str) -> Result<(), StoreError> {
    let recorder = from_actor(&statement.recorder);
    let (wording, expires_at) = match &statement.content {
        Content::Given { wording, expires_at } => (Some(*wording), *expires_at),
        Content::Withdrawn => (None, None),
    };
    let row = consent_statement::ActiveModel {
        id: Set(statement.id.into()),
        person_id: Set(statement.person.into()),
        purpose: Set(statement.purpose.as_str().to_owned()),
        wording_id: Set(wording),
        stated_at: Set(time::to_column(statement.at)),
        expires_at: Set(expires_at.map(time::to_column)),
        channel: Set(statement.channel.as_str().to_owned()),
        guardian_id: Set(statement.guardian.map(Uuid::from)),
        actor_kind: Set(recorder.kind),
        actor_id: Set(recorder.id),
        actor_name: Set(recorder.name),
        recorded_at: Set(time::to_column(statement.recorded_at)),
    };
    consent_statement::Entity::insert(row).exec_without_returning(&**write).await?;
    audit::append(write, persons::subject(statement.person), &statement.recorder, action, &[]).await
}

impl TryFrom<consent_wording::Model> for Wording {
    type Error = StoreError;

    fn try_from(row: consent_wording::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            purpose: row.purpose.parse().map_err(|_| unreadable("a purpose"))?,
            version: row.version,
            language: row.language.parse().map_err(|_| unreadable("a language"))?,
            text: row.text,
            created_at: time::from_column(row.created_at),
        })
    }
}

impl TryFrom<consent_statement::Model> for Statement {
    type Error = StoreError;

    fn try_from(row: consent_statement::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            person: row.person_id.into(),
            purpose: row.purpose.parse().map_err(|_| unreadable("a purpose"))?,
            content: match row.wording_id {
                Some(wording) => {
                    Content::Given { wording, expires_at: row.expires_at.map(time::from_column) }
                }
                None => Content::Withdrawn,
            },
            at: time::from_column(row.stated_at),
            channel: Channel::from_name(&row.channel).ok_or_else(|| unreadable("a channel"))?,
            guardian: row.guardian_id.map(PersonId::from),
            recorder: actor(&row.actor_kind, row.actor_id, row.actor_name)?,
            recorded_at: time::from_column(row.recorded_at),
        })
    }
}
