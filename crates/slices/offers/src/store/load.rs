//! Reading offers.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use kreisrund_kernel::{AreaId, OfferId, OrganisationId, PlaceId, Position, Slug};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState, Zone};
use kreisrund_search::Kind;
use kreisrund_store::{StoreError, time};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entities::{occurrence, offer, offer_text};
use crate::offer::{Location, Offer, OfferDate, Origin, State, Text, Texts};

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

/// The offers that `organisation` has from `source`, by their key there: identifier, address and what the source said
/// last.
///
/// # Errors
/// When the database can't be read.
pub async fn by_source_key(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    source: &str,
) -> Result<HashMap<String, (OfferId, String)>, StoreError> {
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = offer::Entity::find()
        .select_only()
        .columns([offer::Column::Id, offer::Column::SourceKey, offer::Column::SourceContent])
        .filter(offer::Column::OrganisationId.eq(organisation.0))
        .filter(offer::Column::Source.eq(source))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, key, content)| Some((key?, (OfferId(id), content.unwrap_or_default()))))
        .collect())
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

/// The offers of an organisation.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_of_organisation(
    connection: &impl ConnectionTrait,
    organisation: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, offer::Column::OrganisationId.eq(organisation)).await
}

/// The offers at a place.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_at_place(connection: &impl ConnectionTrait, place: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, offer::Column::PlaceId.eq(place)).await
}

/// The offers in a municipality.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_in_area(connection: &impl ConnectionTrait, area: Uuid) -> Result<Vec<Uuid>, StoreError> {
    ids_where(connection, offer::Column::AreaId.eq(area)).await
}

async fn ids_where(
    connection: &impl ConnectionTrait,
    condition: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<Uuid>, StoreError> {
    let query = offer::Entity::find().select_only().column(offer::Column::Id).filter(condition);
    Ok(query.into_tuple().all(connection).await?)
}

async fn assemble(
    connection: &impl ConnectionTrait,
    rows: Vec<offer::Model>,
) -> Result<Vec<Offer>, StoreError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut texts: HashMap<Uuid, Vec<Text>> = HashMap::new();
    for row in offer_text::Entity::find()
        .filter(offer_text::Column::OfferId.is_in(ids.iter().copied()))
        .order_by_asc(offer_text::Column::Language)
        .all(connection)
        .await?
    {
        let text = Text { language: row.language, title: row.title, summary: row.summary, text: row.text };
        texts.entry(row.offer_id).or_default().push(text);
    }
    let mut dates: HashMap<Uuid, Vec<OfferDate>> = HashMap::new();
    for row in occurrence::Entity::find()
        .filter(occurrence::Column::OfferId.is_in(ids))
        .order_by_asc(occurrence::Column::StartsAt)
        .order_by_asc(occurrence::Column::Key)
        .all(connection)
        .await?
    {
        dates.entry(row.offer_id).or_default().push(date(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let (texts, dates) =
                (texts.remove(&row.id).unwrap_or_default(), dates.remove(&row.id).unwrap_or_default());
            one(row, texts, dates)
        })
        .collect()
}

fn one(row: offer::Model, mut texts: Vec<Text>, dates: Vec<OfferDate>) -> Result<Offer, StoreError> {
    let source = texts
        .iter()
        .position(|text| text.language == row.language)
        .map(|index| texts.remove(index))
        .ok_or_else(|| unreadable("offer without a text in its own language", &row.slug))?;
    let position = match (row.latitude, row.longitude) {
        (Some(latitude), Some(longitude)) => Position::new(latitude, longitude).ok(),
        _ => None,
    };
    let key = row.source_key.unwrap_or_default();
    Ok(Offer {
        id: OfferId(row.id),
        kind: row.kind.parse::<Kind>().map_err(StoreError::Unreadable)?,
        state: [State::Published, State::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == row.state)
            .ok_or_else(|| unreadable("offer's state", &row.state))?,
        organisation: OrganisationId(row.organisation_id),
        location: Location {
            place: row.place_id.map(PlaceId),
            text: row.location_text,
            area: row.area_id.map(AreaId),
            position,
        },
        texts: Texts::new(source, texts),
        price: row.price,
        link: row.link,
        origin: match row.source.as_str() {
            "ical" => Origin::Calendar { uid: key },
            "demo" => Origin::Demo { name: key },
            other => return Err(unreadable("offer's source", other)),
        },
        example: row.example,
        dates,
        updated_at: time::from_column(row.updated_at),
        slug: row.slug.parse::<Slug>().map_err(|error| StoreError::Unreadable(error.to_string()))?,
    })
}

fn date(row: occurrence::Model) -> Result<OfferDate, StoreError> {
    let civil = |text: &str| text.parse::<DateTime>().map_err(|_| unreadable("date", text));
    let start = civil(&row.start_civil)?;
    let end = row.end_civil.as_deref().map(civil).transpose()?;
    let moment = if row.all_day {
        let last: Date = end.map_or(start.date(), DateTime::date);
        Moment::all_day(start.date(), last)
    } else {
        let zone = Zone::named(&row.zone).map_err(|_| unreadable("time zone", &row.zone))?;
        Moment::timed(start, end, zone)
    }
    .map_err(|error| StoreError::Unreadable(error.to_string()))?;
    let state = match row.state.as_str() {
        "planned" => OccurrenceState::Planned,
        "cancelled" => OccurrenceState::Cancelled,
        other => return Err(unreadable("date's state", other)),
    };
    Ok(OfferDate { key: row.key, occurrence: Occurrence { moment, state } })
}

fn unreadable(what: &str, value: &str) -> StoreError {
    StoreError::Unreadable(format!("{what}: “{value}”"))
}
