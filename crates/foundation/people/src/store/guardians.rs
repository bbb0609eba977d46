//! Guardians, and through them whom to write to.

use jiff::civil::Date;
use kreisrund_kernel::{Period, PersonId};
use kreisrund_store::{StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    audit,
    column::{VALUES_AT_ONCE, date, now, today, unreadable, uuids},
    entity::guardianship,
    persons,
};
use crate::{
    Failure,
    actor::Actor,
    guardian::{self, GuardianKind, Guardianship, NotAGuardian},
    person::Person,
    reach::{self, Recipient, Unreachable},
};

/// Records that `guardian` speaks for `ward` during `period`.
///
/// # Errors
/// [`NotAGuardian`], or the database's failure.
pub async fn record(
    write: &Write,
    ward: PersonId,
    guardian: PersonId,
    kind: GuardianKind,
    period: Period,
    actor: &Actor,
) -> Result<Guardianship, Failure<NotAGuardian>> {
    lock_upwards(write, ward, guardian).await?;
    let (ward, guardian) = (there(write, ward).await?, there(write, guardian).await?);
    let new = Guardianship {
        id: Uuid::now_v7(),
        ward: ward.id,
        guardian: guardian.id,
        kind,
        period,
        created_at: now(write),
    };
    let mut present = upwards(&**write, guardian.id).await?;
    present.extend(of_wards(&**write, &[ward.id]).await?);
    guardian::check(&new, guardian.details.age, &present, today(write)).map_err(Failure::Refused)?;
    guardianship::Entity::insert(row(&new).into_active_model()).exec_without_returning(&**write).await?;
    audit::append(write, persons::subject(ward.id), actor, "people.guardian_recorded", &[]).await?;
    Ok(new)
}

/// Ends a guardianship with the day `last`.
///
/// # Errors
/// [`NotAGuardian`], or the database's failure.
pub async fn end(write: &Write, id: Uuid, last: Date, actor: &Actor) -> Result<(), Failure<NotAGuardian>> {
    let found = guardianship::Entity::find_by_id(id).one(&**write).await?;
    let present = Guardianship::try_from(found.ok_or(Failure::Refused(NotAGuardian::NotThere))?)?;
    if present.period.from().is_some_and(|from| last < from) {
        return Err(Failure::Refused(NotAGuardian::EndsBeforeItBegins));
    }
    // To end later than before might close a circle; that is a new relation.
    let last = present.period.to().map_or(last, |to| to.min(last));
    guardianship::Entity::update_many()
        .col_expr(guardianship::Column::ToDay, Expr::value(last.to_string()))
        .filter(guardianship::Column::Id.eq(id))
        .exec(&**write)
        .await?;
    Ok(audit::append(write, persons::subject(present.ward), actor, "people.guardian_ended", &[]).await?)
}

/// Who speaks for `ward` on `day`, in the order in which they were recorded.
///
/// # Errors
/// When the database can't be read.
pub async fn guardians_of(
    connection: &impl ConnectionTrait,
    ward: PersonId,
    day: Date,
) -> Result<Vec<(Guardianship, Person)>, StoreError> {
    let relations = of_wards(connection, &[ward]).await?;
    let on_day: Vec<Guardianship> =
        relations.into_iter().filter(|relation| relation.period.contains(day)).collect();
    let ids: Vec<PersonId> = on_day.iter().map(|relation| relation.guardian).collect();
    let persons = persons::many(connection, &ids).await?;
    let found = |id: PersonId| persons.iter().find(|person| person.id == id).cloned();
    Ok(on_day
        .into_iter()
        .filter_map(|relation| Some((relation.clone(), found(relation.guardian)?)))
        .collect())
}

/// Whom to reach about the person on `day`, and how; `None` where the person is unknown.
///
/// # Errors
/// When the database can't be read.
pub async fn how_to_reach(
    connection: &impl ConnectionTrait,
    id: PersonId,
    day: Date,
) -> Result<Option<Result<Recipient, Unreachable>>, StoreError> {
    let Some(person) = persons::person(connection, id).await? else { return Ok(None) };
    let guardians = guardians_of(connection, person.id, day).await?;
    let guardians: Vec<Person> = guardians.into_iter().map(|(_, guardian)| guardian).collect();
    Ok(Some(reach::how_to_reach(&person, &guardians, day)))
}

/// Whether on `day` one of `persons` speaks for somebody else who is recorded.
///
/// # Errors
/// When the database can't be read.
pub async fn speak_for_others(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
    day: Date,
) -> Result<bool, StoreError> {
    let mut relations = relations_of(connection, persons).await?;
    relations.retain(|relation| relation.period.contains(day) && persons.contains(&relation.guardian));
    let wards: Vec<PersonId> = relations.into_iter().map(|relation| relation.ward).collect();
    Ok(!persons::many(connection, &wards).await?.is_empty())
}

/// The relations in which one of `persons` is spoken for or speaks.
pub(super) async fn relations_of(
    connection: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<Vec<Guardianship>, StoreError> {
    let mut relations = Vec::new();
    for some in uuids(persons).chunks(VALUES_AT_ONCE) {
        let either = Condition::any()
            .add(guardianship::Column::WardId.is_in(some.to_vec()))
            .add(guardianship::Column::GuardianId.is_in(some.to_vec()));
        for row in guardianship::Entity::find().filter(either).all(connection).await? {
            relations.push(Guardianship::try_from(row)?);
        }
    }
    relations.sort_by_key(|relation| relation.id);
    relations.dedup_by_key(|relation| relation.id);
    Ok(relations)
}

/// All relations by which somebody speaks for `person`, for those who do, and so on.
pub(super) async fn upwards(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<Guardianship>, StoreError> {
    let (mut seen, mut next) = (vec![person], vec![person]);
    let mut all = Vec::new();
    while !next.is_empty() {
        let relations = of_wards(connection, &next).await?;
        next = relations.iter().map(|relation| relation.guardian).filter(|id| !seen.contains(id)).collect();
        next.sort_unstable();
        next.dedup();
        seen.extend(&next);
        all.extend(relations);
    }
    Ok(all)
}

/// Deletes every relation in which one of `persons` stands. Returns how many there were.
pub(super) async fn forget(write: &Write, persons: &[PersonId]) -> Result<u64, StoreError> {
    let mut count = 0;
    for some in uuids(persons).chunks(VALUES_AT_ONCE) {
        let either = Condition::any()
            .add(guardianship::Column::WardId.is_in(some.to_vec()))
            .add(guardianship::Column::GuardianId.is_in(some.to_vec()));
        count += guardianship::Entity::delete_many().filter(either).exec(&**write).await?.rows_affected;
    }
    Ok(count)
}

/// Puts `to` in the place of `from` in `relation`.
pub(super) async fn hand_over(
    write: &Write,
    relation: &Guardianship,
    from: PersonId,
    to: PersonId,
) -> Result<(), StoreError> {
    let put = |id: PersonId| if id == from { to } else { id };
    let moved =
        Guardianship { ward: put(relation.ward), guardian: put(relation.guardian), ..relation.clone() };
    row(&moved).into_active_model().reset_all().update(&**write).await?;
    Ok(())
}

pub(super) async fn delete(write: &Write, id: Uuid) -> Result<(), StoreError> {
    guardianship::Entity::delete_by_id(id).exec(&**write).await?;
    Ok(())
}

/// Keeps the ward's row and those of all who speak for the guardian, so that two relations that are recorded at the same
/// time don't close a circle that neither sees: they would have one of these persons in common.
async fn lock_upwards(write: &Write, ward: PersonId, guardian: PersonId) -> Result<(), StoreError> {
    let mut locked = Vec::new();
    loop {
        let mut persons = vec![ward, guardian];
        persons.extend(upwards(&**write, guardian).await?.into_iter().map(|relation| relation.guardian));
        persons.retain(|person| !locked.contains(person));
        if persons.is_empty() {
            return Ok(());
        }
        persons::lock(write, &persons).await?;
        locked.extend(persons);
    }
}

async fn there(write: &Write, id: PersonId) -> Result<Person, Failure<NotAGuardian>> {
    persons::person(&**write, id).await?.ok_or(Failure::Refused(NotAGuardian::NotThere))
}

async fn of_wards(
    connection: &impl ConnectionTrait,
    wards: &[PersonId],
) -> Result<Vec<Guardianship>, StoreError> {
    let found = guardianship::Entity::find()
        .filter(guardianship::Column::WardId.is_in(uuids(wards)))
        .order_by_asc(guardianship::Column::Id);
    found.all(connection).await?.into_iter().map(Guardianship::try_from).collect()
}

fn row(relation: &Guardianship) -> guardianship::Model {
    guardianship::Model {
        id: relation.id,
        ward_id: relation.ward.into(),
        guardian_id: relation.guardian.into(),
        kind: relation.kind.as_str().to_owned(),
        from_day: relation.period.from().map(|day| day.to_string()),
        to_day: relation.period.to().map(|day| day.to_string()),
        created_at: time::to_column(relation.created_at),
    }
}

impl TryFrom<guardianship::Model> for Guardianship {
    type Error = StoreError;

    fn try_from(row: guardianship::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            ward: row.ward_id.into(),
            guardian: row.guardian_id.into(),
            kind: GuardianKind::from_name(&row.kind).ok_or_else(|| unreadable("a guardian's kind"))?,
            period: Period::new(date(row.from_day)?, date(row.to_day)?)
                .map_err(|_| unreadable("a guardian's period"))?,
            created_at: time::from_column(row.created_at),
        })
    }
}
