//! Reading offers.

use std::collections::HashMap;

use jiff::Timestamp;
use kreisrund_content::store::texts::texts_of_many;
use kreisrund_kernel::{OfferId, OrganisationId, SubjectKind};
use kreisrund_store::{StoreError, time};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Query,
};
use uuid::Uuid;

use super::{
    columns::{self, unreadable},
    entities::{occurrence, offer, offer_co_organiser},
};
use crate::offer::{Offer, OfferDate, Origin, Provenance, State};

/// How many identifiers one query names; databases limit its parameters.
const AT_ONCE: usize = 500;

/// The offer with the short name `slug`, whatever its state.
///
/// # Errors
/// When the database can't be read or holds what is no offer.
pub async fn by_slug(connection: &impl ConnectionTrait, slug: &str) -> Result<Option<Offer>, StoreError> {
    let Some(row) = offer::Entity::find().filter(offer::Column::Slug.eq(slug)).one(connection).await? else {
        return Ok(None);
    };
    Ok(assemble(connection, vec![row]).await?.pop())
}

/// The offers `ids` that there are, in the order of their identifiers.
///
/// # Errors
/// When the database can't be read or holds what is no offer.
pub async fn full(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Offer>, StoreError> {
    let mut offers = Vec::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let rows = offer::Entity::find()
            .filter(offer::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(offer::Column::Id)
            .all(connection)
            .await?;
        offers.extend(assemble(connection, rows).await?);
    }
    Ok(offers)
}

/// An offer that came from a source, as far as the next import has to know it.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which it is.
    pub offer: OfferId,
    /// Whether the public sees it.
    pub state: State,
    /// What the source said last; nothing when an import took the offer back.
    pub content: Option<String>,
    /// Which fields a person entered.
    pub provenance: Provenance,
    /// How often what people plan by was changed.
    pub sequence: i64,
}

/// The offers that `organisation` has from the source of `origin`, by their key there.
///
/// # Errors
/// When the database can't be read.
pub async fn by_source(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    origin: &Origin,
) -> Result<HashMap<String, Known>, StoreError> {
    known(of_source(organisation, origin).all(connection).await?)
}

/// The offers that anybody has from the source of `origin`, by their key there: of a source that tells whose they are.
///
/// # Errors
/// When the database can't be read.
pub async fn by_source_of_anybody(
    connection: &impl ConnectionTrait,
    origin: &Origin,
) -> Result<HashMap<String, Known>, StoreError> {
    known(with_origin(origin).all(connection).await?)
}

/// Those of the offers that `organisation` has from the source of `origin` whose key there is one of `keys`, by that.
///
/// # Errors
/// When the database can't be read.
pub async fn by_keys(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    origin: &Origin,
    keys: &[&str],
) -> Result<HashMap<String, Known>, StoreError> {
    let mut rows = Vec::new();
    for keys in keys.chunks(AT_ONCE) {
        let some =
            of_source(organisation, origin).filter(offer::Column::SourceKey.is_in(keys.iter().copied()));
        rows.extend(some.all(connection).await?);
    }
    known(rows)
}

/// The keys of all offers that `organisation` has from the source of `origin`.
///
/// # Errors
/// When the database can't be read.
pub async fn keys(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    origin: &Origin,
) -> Result<Vec<String>, StoreError> {
    let keys = of_source(organisation, origin).select_only().column(offer::Column::SourceKey);
    let keys: Vec<Option<String>> = keys.into_tuple().all(connection).await?;
    Ok(keys.into_iter().flatten().collect())
}

fn of_source(organisation: OrganisationId, origin: &Origin) -> Select<offer::Entity> {
    with_origin(origin).filter(offer::Column::OrganisationId.eq(organisation.0))
}

fn with_origin(origin: &Origin) -> Select<offer::Entity> {
    let (source, name, _) = origin.columns();
    let query = offer::Entity::find().filter(offer::Column::Source.eq(source));
    match name {
        Some(name) => query.filter(offer::Column::SourceName.eq(name)),
        None => query.filter(offer::Column::SourceName.is_null()),
    }
}

fn known(rows: Vec<offer::Model>) -> Result<HashMap<String, Known>, StoreError> {
    rows.into_iter()
        .filter_map(|row| Some((row.source_key.clone()?, row)))
        .map(|(key, row)| {
            let known = Known {
                offer: OfferId(row.id),
                state: columns::state(&row.state)?,
                content: row.source_content,
                provenance: columns::provenance(&row.provenance)?,
                sequence: row.sequence,
            };
            Ok((key, known))
        })
        .collect()
}

/// Those of `offers` that have a date which ends at `from` or later and begins before `to`.
///
/// # Errors
/// When the database can't be read.
pub async fn with_dates_between(
    connection: &impl ConnectionTrait,
    offers: &[OfferId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<OfferId>, StoreError> {
    let mut found = Vec::new();
    for some in offers.chunks(AT_ONCE) {
        let ids: Vec<Uuid> = occurrence::Entity::find()
            .select_only()
            .column(occurrence::Column::OfferId)
            .distinct()
            .filter(occurrence::Column::OfferId.is_in(some.iter().map(|offer| offer.0)))
            .filter(occurrence::Column::EndsAt.gte(time::to_column(from)))
            .filter(occurrence::Column::StartsAt.lt(time::to_column(to)))
            .into_tuple()
            .all(connection)
            .await?;
        found.extend(ids.into_iter().map(OfferId));
    }
    Ok(found)
}

/// The next offers behind `after` in the order of their identifiers.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let mut query = offer::Entity::find().select_only().column(offer::Column::Id);
    if let Some(after) = after {
        query = query.filter(offer::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(offer::Column::Id).limit(limit).into_tuple().all(connection).await?)
}

/// The offers that an organisation provides, alone or with others.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_of_organisation(
    connection: &impl ConnectionTrait,
    organisation: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    let together = Query::select()
        .column(offer_co_organiser::Column::OfferId)
        .from(offer_co_organiser::Entity)
        .cond_where(offer_co_organiser::Column::OrganisationId.eq(organisation))
        .to_owned();
    let either = Condition::any()
        .add(offer::Column::OrganisationId.eq(organisation))
        .add(offer::Column::Id.in_subquery(together));
    ids_where(connection, either).await
}

/// The offers at a place.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_at_place(connection: &impl ConnectionTrait, place: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(offer::Column::PlaceId.eq(place))).await
}

/// The offers in a municipality.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_in_area(connection: &impl ConnectionTrait, area: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, Condition::all().add(offer::Column::AreaId.eq(area))).await
}

async fn ids_where(connection: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Uuid>, StoreError> {
    let query = offer::Entity::find().select_only().column(offer::Column::Id).filter(condition);
    Ok(query.into_tuple().all(connection).await?)
}

async fn assemble(
    connection: &impl ConnectionTrait,
    rows: Vec<offer::Model>,
) -> Result<Vec<Offer>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut texts = texts_of_many(connection, SubjectKind::Offer, &ids).await?;
    let mut co_organisers: HashMap<Uuid, Vec<OrganisationId>> = HashMap::new();
    for row in offer_co_organiser::Entity::find()
        .filter(offer_co_organiser::Column::OfferId.is_in(ids.iter().copied()))
        .order_by_asc(offer_co_organiser::Column::Position)
        .all(connection)
        .await?
    {
        co_organisers.entry(row.offer_id).or_default().push(OrganisationId(row.organisation_id));
    }
    let mut dates: HashMap<Uuid, Vec<OfferDate>> = HashMap::new();
    for row in occurrence::Entity::find()
        .filter(occurrence::Column::OfferId.is_in(ids))
        .order_by_asc(occurrence::Column::StartsAt)
        .order_by_asc(occurrence::Column::Key)
        .all(connection)
        .await?
    {
        dates.entry(row.offer_id).or_default().push(columns::date(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let id = row.id;
            let texts = texts.remove(&id).ok_or_else(|| unreadable("offer without a text", &row.slug))?;
            let co_organisers = co_organisers.remove(&id).unwrap_or_default();
            columns::offer(row, texts, co_organisers, dates.remove(&id).unwrap_or_default())
        })
        .collect()
}
