//! Households: people who live together and may be written to or registered together.

use jiff::civil::Date;
use kreisrund_kernel::{HouseholdId, PersonId};
use kreisrund_store::{StoreError, Write};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    audit,
    column::{date, unreadable, uuids},
    entity::{household, household_member},
    persons,
};
use crate::{Failure, actor::Actor, named::named, private::Private};

named! {
    /// What somebody is in a household.
    HouseholdRole {
        /// Who is addressed for the household.
        Contact = "contact",
        /// A partner.
        Partner = "partner",
        /// A child.
        Child = "child",
        /// A parent or grandparent of the contact.
        Parent = "parent",
        /// Anybody else who lives there.
        Other = "other",
    }
}

/// A member of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The household.
    pub household: HouseholdId,
    /// The member.
    pub person: PersonId,
    /// What they are in it.
    pub role: HouseholdRole,
    /// Their first day, if it is known.
    pub since: Option<Date>,
    /// Their last day, if they have left or will.
    pub until: Option<Date>,
}

/// A household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// The identifier.
    pub id: HouseholdId,
    /// How letters name it: “Familie Beispiel”.
    pub name: Option<Private>,
    /// Who belongs or belonged to it; children of parents who live apart belong to two.
    pub members: Vec<Membership>,
}

/// Why somebody can't join a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMember {
    /// The household is not there.
    #[error("this household is not recorded; choose another")]
    NoSuchHousehold,
    /// The person is not there, or no longer.
    #[error("this person is not recorded or no longer; choose another")]
    NoSuchPerson,
    /// A last day before the first.
    #[error("the last day lies before the first; correct one of them")]
    EndsBeforeItBegins,
}

/// Records a household.
///
/// # Errors
/// When the database refuses.
pub async fn record(write: &Write, name: Option<Private>) -> Result<HouseholdId, StoreError> {
    let id = HouseholdId::new();
    let row = household::ActiveModel { id: Set(id.into()), name: Set(name), created_at: Set(write.now()) };
    household::Entity::insert(row).exec_without_returning(&**write).await?;
    Ok(id)
}

/// Makes somebody a member, or changes their role and days.
///
/// # Errors
/// [`NotAMember`], or the database's failure.
pub async fn set_member(
    write: &Write,
    membership: Membership,
    actor: &Actor,
) -> Result<(), Failure<NotAMember>> {
    if let (Some(since), Some(until)) = (membership.since, membership.until)
        && until < since
    {
        return Err(Failure::Refused(NotAMember::EndsBeforeItBegins));
    }
    let person = persons::person(&**write, membership.person).await?;
    let person = person.ok_or(Failure::Refused(NotAMember::NoSuchPerson))?.id;
    let household = Uuid::from(membership.household);
    if household::Entity::find_by_id(household).one(&**write).await?.is_none() {
        return Err(Failure::Refused(NotAMember::NoSuchHousehold));
    }
    insert(write, Membership { person, ..membership }).await?;
    Ok(audit::append(write, persons::subject(person), actor, "people.household_changed", &[]).await?)
}

/// The households to which the human being recorded under `persons` belongs or belonged.
///
/// # Errors
/// When the database can't be read.
pub async fn households_of(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<Vec<Household>, StoreError> {
    let theirs = memberships_of(connection, persons).await?;
    let mut ids: Vec<HouseholdId> = theirs.iter().map(|membership| membership.household).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut households = Vec::new();
    for id in ids {
        households.extend(household_by_id(connection, id).await?);
    }
    Ok(households)
}

/// The household with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn household_by_id(
    connection: &impl ConnectionTrait,
    id: HouseholdId,
) -> Result<Option<Household>, StoreError> {
    let Some(row) = household::Entity::find_by_id(Uuid::from(id)).one(connection).await? else {
        return Ok(None);
    };
    let members = household_member::Entity::find()
        .filter(household_member::Column::HouseholdId.eq(Uuid::from(id)))
        .order_by_asc(household_member::Column::PersonId)
        .all(connection)
        .await?;
    let members = members.into_iter().map(Membership::try_from).collect::<Result<_, _>>()?;
    Ok(Some(Household { id, name: row.name, members }))
}

pub(super) async fn memberships_of(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<Vec<Membership>, StoreError> {
    let found = household_member::Entity::find()
        .filter(household_member::Column::PersonId.is_in(uuids(persons)))
        .order_by_asc(household_member::Column::HouseholdId);
    found.all(connection).await?.into_iter().map(Membership::try_from).collect()
}

/// Takes the persons out of their households and deletes households that nobody belongs to any more. Returns how many
/// memberships there were.
pub(super) async fn leave_all(write: &Write, persons: &[PersonId]) -> Result<u64, StoreError> {
    let memberships = memberships_of(&**write, persons).await?;
    let theirs = household_member::Column::PersonId.is_in(uuids(persons));
    household_member::Entity::delete_many().filter(theirs).exec(&**write).await?;
    for membership in &memberships {
        let id = Uuid::from(membership.household);
        let someone = household_member::Entity::find().filter(household_member::Column::HouseholdId.eq(id));
        if someone.one(&**write).await?.is_none() {
            household::Entity::delete_by_id(id).exec(&**write).await?;
        }
    }
    Ok(u64::try_from(memberships.len()).unwrap_or_default())
}

/// Gives the memberships of `from` to `to`, who keeps their own where both are in the same household.
pub(super) async fn hand_over(write: &Write, from: PersonId, to: PersonId) -> Result<(), StoreError> {
    let own = memberships_of(&**write, &[to]).await?;
    for membership in memberships_of(&**write, &[from]).await? {
        let key = (Uuid::from(membership.household), Uuid::from(from));
        household_member::Entity::delete_by_id(key).exec(&**write).await?;
        if !own.iter().any(|own| own.household == membership.household) {
            insert(write, Membership { person: to, ..membership }).await?;
        }
    }
    Ok(())
}

async fn insert(write: &Write, membership: Membership) -> Result<(), StoreError> {
    let row = household_member::ActiveModel {
        household_id: Set(membership.household.into()),
        person_id: Set(membership.person.into()),
        role: Set(membership.role.as_str().to_owned()),
        since: Set(membership.since.map(|day| day.to_string())),
        until: Set(membership.until.map(|day| day.to_string())),
    };
    let again =
        OnConflict::columns([household_member::Column::HouseholdId, household_member::Column::PersonId])
            .update_columns([
                household_member::Column::Role,
                household_member::Column::Since,
                household_member::Column::Until,
            ])
            .to_owned();
    household_member::Entity::insert(row).on_conflict(again).exec_without_returning(&**write).await?;
    Ok(())
}

impl TryFrom<household_member::Model> for Membership {
    type Error = StoreError;

    fn try_from(row: household_member::Model) -> Result<Self, StoreError> {
        Ok(Self {
            household: row.household_id.into(),
            person: row.person_id.into(),
            role: HouseholdRole::from_name(&row.role).ok_or_else(|| unreadable("a household's role"))?,
            since: date(row.since)?,
            until: date(row.until)?,
        })
    }
}
