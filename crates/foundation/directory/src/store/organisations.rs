//! Organisations: clubs, schools, libraries, authorities, companies, initiatives.

use std::collections::{BTreeSet, HashMap};

use kreisrund_areas::{
    names::{distance, tolerated, words},
    store::{areas, column::slug},
};
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, Slug};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::{
    changed::publish,
    column::{ids_after, named, portions},
    entity::{organisation, organisation_role},
};
pub use crate::organisation::{Organisation, OrganisationDetails};
use crate::organisation::{Relations, Role};

/// More slips of the pen than these make another name: “probe-verein” does not mean “test-verein”.
const MOST_SLIPS: usize = 2;

/// All organisations by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations(connection: &impl ConnectionTrait) -> Result<Vec<Organisation>, StoreError> {
    let rows = organisation::Entity::find().all(connection).await?;
    let roles = organisation_role::Entity::find().all(connection).await?;
    assemble(rows, roles)
}

/// The organisation with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn organisation_by_id(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    Ok(found(connection, organisation::Entity::find_by_id(Uuid::from(id))).await?.pop())
}

/// The organisation with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn organisation_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Organisation>, StoreError> {
    let query = organisation::Entity::find().filter(organisation::Column::Slug.eq(slug.as_str()));
    Ok(found(connection, query).await?.pop())
}

/// Those of the organisations `ids` that there are, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<Vec<Organisation>, StoreError> {
    let mut all = Vec::new();
    for ids in portions(ids.iter().map(|id| id.0)) {
        all.extend(
            found(connection, organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)))
                .await?,
        );
    }
    sort(&mut all);
    Ok(all)
}

/// The identifiers behind `after`, in their order, at most `limit`: the way to go through all of them.
///
/// # Errors
/// When the database can't be read.
pub async fn organisation_ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    ids_after::<organisation::Entity>(connection, organisation::Column::Id, after, limit).await
}

/// The organisations that have their seat in `area` or an area below it, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations_in(
    connection: &impl ConnectionTrait,
    area: AreaId,
) -> Result<Vec<Organisation>, StoreError> {
    let inside = areas::ids_within(connection, area).await?.into_iter().map(Uuid::from);
    found(connection, organisation::Entity::find().filter(organisation::Column::AreaId.is_in(inside))).await
}

/// The organisations that have the role `role`, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations_with_role(
    connection: &impl ConnectionTrait,
    role: Role,
) -> Result<Vec<Organisation>, StoreError> {
    let with_role = organisation_role::Entity::find()
        .select_only()
        .column(organisation_role::Column::OrganisationId)
        .filter(organisation_role::Column::Role.eq(role.as_str()))
        .into_query();
    let query = organisation::Entity::find().filter(organisation::Column::Id.in_subquery(with_role));
    found(connection, query).await
}

/// The organisations that have their seat at `place`, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn organisations_at(
    connection: &impl ConnectionTrait,
    place: PlaceId,
) -> Result<Vec<Organisation>, StoreError> {
    found(connection, organisation::Entity::find().filter(organisation::Column::SeatId.eq(place.0))).await
}

/// The short names that somebody who typed `typed` may have meant, the most similar first, at most five.
///
/// # Errors
/// When the database can't be read.
pub async fn similar_slugs(connection: &impl ConnectionTrait, typed: &str) -> Result<Vec<Slug>, StoreError> {
    let typed = Slug::from_text(typed).map(String::from).unwrap_or_default();
    let tolerated = tolerated(typed.len()).min(MOST_SLIPS);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let slips = |known: &str| {
        // Numbers tell neighbours apart on purpose: “grundschule-1” is no slip for “grundschule-2”.
        let slips = distance(known, &typed);
        (slips <= tolerated && digits(known) == digits(&typed)).then_some(slips)
    };
    let mut similar: Vec<(usize, String)> =
        all_slugs(connection).await?.into_iter().filter_map(|known| Some((slips(&known)?, known))).collect();
    similar.sort();
    similar.into_iter().take(5).map(|(_, known)| slug(known)).collect()
}

/// Records a new organisation under a short name made of its name; a name that is taken gets a number.
///
/// # Errors
/// When the database refuses; [`StoreError::is_duplicate`] when somebody else took the same short name meanwhile.
pub async fn create_organisation(
    write: &Write,
    details: OrganisationDetails,
) -> Result<Organisation, StoreError> {
    let wanted = Slug::from_text(&details.name).or_else(|| Slug::from_text("organisation"));
    let wanted = wanted.ok_or_else(|| StoreError::Unreadable("no short name".into()))?;
    let slug = wanted.free_among(&all_slugs(&**write).await?);
    insert(write, slug, details).await
}

/// Saves the organisation with the short name `slug`, new or known. Its relations stay as they are.
///
/// # Errors
/// When the database refuses.
pub async fn save_organisation(
    write: &Write,
    slug: &Slug,
    details: OrganisationDetails,
) -> Result<(Organisation, Change), StoreError> {
    let Some(present) = organisation_by_slug(&**write, slug).await? else {
        return Ok((insert(write, slug.clone(), details).await?, Change::Added));
    };
    if present.details == details {
        return Ok((present, Change::Unchanged));
    }
    let roles_changed = present.details.roles != details.roles;
    let organisation = Organisation { details, updated_at: time::from_column(write.now()), ..present };
    row(&organisation)?.into_active_model().reset_all().update(&**write).await?;
    if roles_changed {
        organisation_role::Entity::delete_many()
            .filter(organisation_role::Column::OrganisationId.eq(organisation.id.0))
            .exec(&**write)
            .await?;
        insert_roles(write, &organisation).await?;
    }
    publish(write, organisation.id.into()).await?;
    Ok((organisation, Change::Changed))
}

async fn insert(write: &Write, slug: Slug, details: OrganisationDetails) -> Result<Organisation, StoreError> {
    let now = time::from_column(write.now());
    let (id, relations) = (OrganisationId::new(), Relations::default());
    let organisation = Organisation { id, slug, details, relations, created_at: now, updated_at: now };
    let row = row(&organisation)?.into_active_model();
    organisation::Entity::insert(row).exec_without_returning(&**write).await?;
    insert_roles(write, &organisation).await?;
    publish(write, organisation.id.into()).await?;
    Ok(organisation)
}

async fn insert_roles(write: &Write, organisation: &Organisation) -> Result<(), StoreError> {
    for role in &organisation.details.roles {
        let row = organisation_role::Model {
            organisation_id: organisation.id.into(),
            role: role.as_str().to_owned(),
        };
        organisation_role::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The organisations that `query` finds, by their name.
pub(super) async fn found(
    connection: &impl ConnectionTrait,
    query: Select<organisation::Entity>,
) -> Result<Vec<Organisation>, StoreError> {
    let rows = query.all(connection).await?;
    let mut roles = Vec::new();
    for ids in portions(rows.iter().map(|row| row.id)) {
        let of_these =
            organisation_role::Entity::find().filter(organisation_role::Column::OrganisationId.is_in(ids));
        roles.extend(of_these.all(connection).await?);
    }
    assemble(rows, roles)
}

fn assemble(
    rows: Vec<organisation::Model>,
    roles: Vec<organisation_role::Model>,
) -> Result<Vec<Organisation>, StoreError> {
    let mut roles_of: HashMap<Uuid, BTreeSet<Role>> = HashMap::new();
    for row in roles {
        roles_of.entry(row.organisation_id).or_default().insert(named(&row.role, Role::from_name)?);
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let roles = roles_of.remove(&row.id).unwrap_or_default();
        all.push(organisation(row, roles)?);
    }
    sort(&mut all);
    Ok(all)
}

/// Databases sort umlauts each in their own way.
fn sort(organisations: &mut [Organisation]) {
    organisations
        .sort_by_cached_key(|organisation| (words(&organisation.details.name), organisation.slug.clone()));
}

async fn all_slugs(connection: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let slugs = organisation::Entity::find().select_only().column(organisation::Column::Slug);
    Ok(slugs.into_tuple().all(connection).await?)
}

fn row(organisation: &Organisation) -> Result<organisation::Model, StoreError> {
    let details = organisation.details.clone();
    Ok(organisation::Model {
        id: organisation.id.into(),
        slug: organisation.slug.to_string(),
        name: details.name,
        email: details.email,
        phone: details.phone,
        website: details.website,
        area_id: details.area.map(Uuid::from),
        example: details.example,
        carrier_id: organisation.relations.carrier.map(Uuid::from),
        branch_of_id: organisation.relations.branch_of.map(Uuid::from),
        seat_id: details.seat.map(Uuid::from),
        contacts: serde_json::to_string(&details.contacts)?,
        opening_hours: details.opening_hours.as_ref().map(serde_json::to_string).transpose()?,
        opening_note: details.opening_note,
        created_at: time::to_column(organisation.created_at),
        updated_at: time::to_column(organisation.updated_at),
    })
}

fn organisation(row: organisation::Model, roles: BTreeSet<Role>) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: row.id.into(),
        slug: slug(row.slug)?,
        details: OrganisationDetails {
            name: row.name,
            email: row.email,
            phone: row.phone,
            website: row.website,
            area: row.area_id.map(AreaId::from),
            seat: row.seat_id.map(PlaceId::from),
            roles,
            contacts: serde_json::from_str(&row.contacts)?,
            opening_hours: row.opening_hours.as_deref().map(serde_json::from_str).transpose()?,
            opening_note: row.opening_note,
            example: row.example,
        },
        relations: Relations {
            carrier: row.carrier_id.map(OrganisationId::from),
            branch_of: row.branch_of_id.map(OrganisationId::from),
        },
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}
