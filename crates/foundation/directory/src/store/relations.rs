//! Which organisation stands above which: carriers and branches.

use kreisrund_kernel::OrganisationId;
use kreisrund_store::{Change, StoreError, Write};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, LockType},
};
use uuid::Uuid;

use super::{
    changed::touch,
    entity::organisation,
    organisations::{found, organisations_by_ids},
};
use crate::{
    hierarchy::{Circle, Hierarchy},
    organisation::{Organisation, Relations},
};

/// Why relations were not saved.
#[derive(Debug, thiserror::Error)]
pub enum NotRelated {
    /// The organisation would stand above itself.
    #[error("{sentence}")]
    Circle {
        /// The relations that close the circle.
        circle: Circle,
        /// The chain in words, with the organisations' names.
        sentence: String,
    },
    /// There is no such organisation.
    #[error("there is no organisation with the identifier {0}")]
    UnknownOrganisation(OrganisationId),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Has `organisation` stand below those that `relations` name, and below nobody else.
///
/// # Errors
/// [`NotRelated::Circle`] when it would then stand above itself; nothing is changed then.
pub async fn set_relations(
    write: &Write,
    organisation: OrganisationId,
    relations: Relations,
) -> Result<Change, NotRelated> {
    wait_for_others(write).await?;
    let mut hierarchy = hierarchy(&**write).await?;
    let present = hierarchy.get(organisation).ok_or(NotRelated::UnknownOrganisation(organisation))?;
    if present == relations {
        return Ok(Change::Unchanged);
    }
    if let Some(unknown) = relations.of(organisation).find(|relation| hierarchy.get(relation.of).is_none()) {
        return Err(NotRelated::UnknownOrganisation(unknown.of));
    }
    if let Err(circle) = hierarchy.relate(organisation, relations) {
        let sentence = sentence(&**write, &circle).await?;
        return Err(NotRelated::Circle { circle, sentence });
    }
    organisation::Entity::update_many()
        .col_expr(organisation::Column::CarrierId, Expr::val(relations.carrier.map(Uuid::from)))
        .col_expr(organisation::Column::BranchOfId, Expr::val(relations.branch_of.map(Uuid::from)))
        .filter(organisation::Column::Id.eq(organisation.0))
        .exec(&**write)
        .await
        .map_err(StoreError::from)?;
    touch(write, organisation.into()).await?;
    Ok(Change::Changed)
}

/// Two who each relate others at the same time could close a circle together. So the second waits until the first has
/// ended: both hold the oldest organisation's row. (SQLite has but one writer anyway.)
async fn wait_for_others(write: &Write) -> Result<(), StoreError> {
    organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .order_by_asc(organisation::Column::Id)
        .limit(1)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<Uuid>()
        .one(&**write)
        .await?;
    Ok(())
}

/// All relations.
///
/// # Errors
/// When the database can't be read.
pub async fn hierarchy(connection: &impl ConnectionTrait) -> Result<Hierarchy, StoreError> {
    let rows: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = organisation::Entity::find()
        .select_only()
        .columns([
            organisation::Column::Id,
            organisation::Column::CarrierId,
            organisation::Column::BranchOfId,
        ])
        .into_tuple()
        .all(connection)
        .await?;
    Ok(Hierarchy::new(rows.into_iter().map(|(id, carrier, branch_of)| {
        let relations = Relations { carrier: carrier.map(Into::into), branch_of: branch_of.map(Into::into) };
        (id.into(), relations)
    })))
}

async fn sentence(connection: &impl ConnectionTrait, circle: &Circle) -> Result<String, StoreError> {
    let ids: Vec<OrganisationId> = circle.chain.iter().map(|relation| relation.organisation).collect();
    let known = organisations_by_ids(connection, &ids).await?;
    Ok(circle.sentence(|id| {
        let organisation = known.iter().find(|organisation| organisation.id == id);
        organisation.map_or_else(|| id.to_string(), |organisation| organisation.details.name.clone())
    }))
}

/// The organisations around one: above it and below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relatives {
    /// Its carrier (Träger).
    pub carrier: Option<Organisation>,
    /// The organisation of which it is a branch.
    pub branch_of: Option<Organisation>,
    /// The organisations whose carrier it is, by their name.
    pub carried: Vec<Organisation>,
    /// Its branches, by their name.
    pub branches: Vec<Organisation>,
}

/// The organisations above and below `organisation`.
///
/// # Errors
/// When the database can't be read.
pub async fn relatives_of(
    connection: &impl ConnectionTrait,
    organisation: &Organisation,
) -> Result<Relatives, StoreError> {
    let Organisation { id, relations, .. } = organisation;
    let above = relations.of(*id).map(|relation| relation.of.0);
    let around = Condition::any()
        .add(organisation::Column::Id.is_in(above))
        .add(organisation::Column::CarrierId.eq(id.0))
        .add(organisation::Column::BranchOfId.eq(id.0));
    let around = found(connection, organisation::Entity::find().filter(around)).await?;
    let mut relatives = Relatives::default();
    for other in around {
        if relations.carrier == Some(other.id) {
            relatives.carrier = Some(other.clone());
        }
        if relations.branch_of == Some(other.id) {
            relatives.branch_of = Some(other.clone());
        }
        if other.relations.carrier == Some(*id) {
            relatives.carried.push(other.clone());
        }
        if other.relations.branch_of == Some(*id) {
            relatives.branches.push(other);
        }
    }
    Ok(relatives)
}

/// The carrier of `organisation`.
///
/// # Errors
/// When the database can't be read.
pub async fn carrier_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    let carrier = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::CarrierId)
        .filter(organisation::Column::Id.eq(organisation.0))
        .into_query();
    let query = organisation::Entity::find().filter(organisation::Column::Id.in_subquery(carrier));
    Ok(found(connection, query).await?.pop())
}

/// The branches of `organisation`, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn branches_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<Vec<Organisation>, StoreError> {
    let query = organisation::Entity::find().filter(organisation::Column::BranchOfId.eq(organisation.0));
    found(connection, query).await
}
