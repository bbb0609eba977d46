//! Networks and their members.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use kreisrund_areas::{
    names::words,
    store::{
        areas,
        column::{slug, unreadable},
    },
};
use kreisrund_kernel::{AreaId, NetworkId, OrganisationId, Slug};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::{
    changed::{publish, touch},
    column::{ids_after, named, period, portions},
    entity::{network, network_member},
    organisations::organisations_by_ids,
};
use crate::{
    network::{Member, MemberRole, Members, Network, NetworkDetails, NetworkKind},
    organisation::Organisation,
};

/// All networks by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn networks(connection: &impl ConnectionTrait) -> Result<Vec<Network>, StoreError> {
    found(connection, network::Entity::find()).await
}

/// The network with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn network_by_id(
    connection: &impl ConnectionTrait,
    id: NetworkId,
) -> Result<Option<Network>, StoreError> {
    Ok(found(connection, network::Entity::find_by_id(Uuid::from(id))).await?.pop())
}

/// The network with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn network_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Network>, StoreError> {
    let query = network::Entity::find().filter(network::Column::Slug.eq(slug.as_str()));
    Ok(found(connection, query).await?.pop())
}

/// Those of the networks `ids` that there are, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn networks_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[NetworkId],
) -> Result<Vec<Network>, StoreError> {
    let mut all = Vec::new();
    for ids in portions(ids.iter().map(|id| id.0)) {
        all.extend(found(connection, network::Entity::find().filter(network::Column::Id.is_in(ids))).await?);
    }
    sort(&mut all);
    Ok(all)
}

/// The identifiers behind `after`, in their order, at most `limit`: the way to go through all of them.
///
/// # Errors
/// When the database can't be read.
pub async fn network_ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    ids_after::<network::Entity>(connection, network::Column::Id, after, limit).await
}

/// The networks to which `organisation` belongs, belonged or will belong, by their name. [`Members::of`] says which
/// parts it has and when.
///
/// # Errors
/// When the database can't be read.
pub async fn networks_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<Vec<Network>, StoreError> {
    let of_organisation = network_member::Entity::find()
        .select_only()
        .column(network_member::Column::NetworkId)
        .filter(network_member::Column::OrganisationId.eq(organisation.0))
        .into_query();
    found(connection, network::Entity::find().filter(network::Column::Id.in_subquery(of_organisation))).await
}

/// The networks that work for `area` or an area below it, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn networks_in(
    connection: &impl ConnectionTrait,
    area: AreaId,
) -> Result<Vec<Network>, StoreError> {
    let inside = areas::ids_within(connection, area).await?.into_iter().map(Uuid::from);
    found(connection, network::Entity::find().filter(network::Column::AreaId.is_in(inside))).await
}

/// The members of `network` with their organisations: by their part, coordination first, and by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn members_of(
    connection: &impl ConnectionTrait,
    network: &Network,
) -> Result<Vec<(Member, Organisation)>, StoreError> {
    let members = network.members.as_slice();
    let ids: Vec<OrganisationId> = members.iter().map(|member| member.organisation).collect();
    let by_name = organisations_by_ids(connection, &ids).await?;
    let mut all: Vec<(Member, Organisation)> = by_name
        .iter()
        .flat_map(|organisation| {
            network.members.of(organisation.id).map(|member| (*member, organisation.clone()))
        })
        .collect();
    all.sort_by_key(|(member, _)| member.role);
    Ok(all)
}

/// Saves the network with the short name `slug` and its members, new or known.
///
/// # Errors
/// When the database refuses, for example a member that is no organisation.
pub async fn save_network(
    write: &Write,
    slug: &Slug,
    details: NetworkDetails,
    members: Members,
) -> Result<(Network, Change), StoreError> {
    let Some(present) = network_by_slug(&**write, slug).await? else {
        return Ok((insert(write, slug.clone(), details, members).await?, Change::Added));
    };
    if present.details == details && present.members == members {
        return Ok((present, Change::Unchanged));
    }
    let before = present.members.clone();
    let network = Network { details, members, updated_at: time::from_column(write.now()), ..present };
    row(&network).into_active_model().reset_all().update(&**write).await?;
    if before != network.members {
        network_member::Entity::delete_many()
            .filter(network_member::Column::NetworkId.eq(network.id.0))
            .exec(&**write)
            .await?;
        insert_members(write, &network).await?;
        tell_organisations(write, &before, &network.members).await?;
    }
    publish(write, network.id.into()).await?;
    Ok((network, Change::Changed))
}

async fn insert(
    write: &Write,
    slug: Slug,
    details: NetworkDetails,
    members: Members,
) -> Result<Network, StoreError> {
    let now = time::from_column(write.now());
    let network = Network { id: NetworkId::new(), slug, details, members, created_at: now, updated_at: now };
    network::Entity::insert(row(&network).into_active_model()).exec_without_returning(&**write).await?;
    insert_members(write, &network).await?;
    tell_organisations(write, &Members::default(), &network.members).await?;
    publish(write, network.id.into()).await?;
    Ok(network)
}

async fn insert_members(write: &Write, network: &Network) -> Result<(), StoreError> {
    for member in network.members.as_slice() {
        let row = network_member::Model {
            id: Uuid::now_v7(),
            network_id: network.id.into(),
            organisation_id: member.organisation.into(),
            role: member.role.as_str().to_owned(),
            since: member.validity.from().map(|date| date.to_string()),
            until: member.validity.to().map(|date| date.to_string()),
        };
        network_member::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// An organisation is found by its networks, so one that joined, left or changed its part has changed too.
async fn tell_organisations(write: &Write, before: &Members, after: &Members) -> Result<(), StoreError> {
    let all: BTreeSet<OrganisationId> =
        before.as_slice().iter().chain(after.as_slice()).map(|member| member.organisation).collect();
    for organisation in all {
        if !before.of(organisation).eq(after.of(organisation)) {
            touch(write, organisation.into()).await?;
        }
    }
    Ok(())
}

/// Tells others of the organisations whose part in a network began in the days from `from` to `today`, or ended before
/// one of them: nobody changed anything on that day, and yet they are found by other networks than before.
///
/// # Errors
/// When the database refuses.
pub async fn tell_of_turns(write: &Write, from: Date, today: Date) -> Result<(), StoreError> {
    let begun = network_member::Column::Since.between(from.to_string(), today.to_string());
    let last_days = from.yesterday().unwrap_or(from)..=today.yesterday().unwrap_or(today);
    let ended =
        network_member::Column::Until.between(last_days.start().to_string(), last_days.end().to_string());
    let organisations: Vec<Uuid> = network_member::Entity::find()
        .select_only()
        .column(network_member::Column::OrganisationId)
        .distinct()
        .filter(Condition::any().add(begun).add(ended))
        .into_tuple()
        .all(&**write)
        .await?;
    for organisation in organisations {
        publish(write, OrganisationId(organisation).into()).await?;
    }
    Ok(())
}

/// The networks that `query` finds, by their name.
async fn found(
    connection: &impl ConnectionTrait,
    query: Select<network::Entity>,
) -> Result<Vec<Network>, StoreError> {
    let rows = query.all(connection).await?;
    let mut members_of: HashMap<Uuid, Vec<Member>> = HashMap::new();
    for ids in portions(rows.iter().map(|row| row.id)) {
        let of_these = network_member::Entity::find().filter(network_member::Column::NetworkId.is_in(ids));
        for row in of_these.all(connection).await? {
            members_of.entry(row.network_id).or_default().push(member(row)?);
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let members = members_of.remove(&row.id).unwrap_or_default();
        all.push(network(row, Members::new(members).map_err(|error| unreadable(&error))?)?);
    }
    sort(&mut all);
    Ok(all)
}

/// Databases sort umlauts each in their own way.
fn sort(networks: &mut [Network]) {
    networks.sort_by_cached_key(|network| (words(&network.details.name), network.slug.clone()));
}

fn member(row: network_member::Model) -> Result<Member, StoreError> {
    Ok(Member {
        organisation: row.organisation_id.into(),
        role: named(&row.role, MemberRole::from_name)?,
        validity: period(row.since, row.until)?,
    })
}

fn row(network: &Network) -> network::Model {
    let details = network.details.clone();
    network::Model {
        id: network.id.into(),
        slug: network.slug.to_string(),
        name: details.name,
        kind: details.kind.as_str().to_owned(),
        area_id: details.area.map(Uuid::from),
        email: details.email,
        phone: details.phone,
        website: details.website,
        example: details.example,
        created_at: time::to_column(network.created_at),
        updated_at: time::to_column(network.updated_at),
    }
}

fn network(row: network::Model, members: Members) -> Result<Network, StoreError> {
    Ok(Network {
        id: row.id.into(),
        slug: slug(row.slug)?,
        details: NetworkDetails {
            name: row.name,
            kind: named(&row.kind, NetworkKind::from_name)?,
            area: row.area_id.map(AreaId::from),
            email: row.email,
            phone: row.phone,
            website: row.website,
            example: row.example,
        },
        members,
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}
