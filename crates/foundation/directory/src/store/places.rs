//! Places: where things happen.

use std::collections::{BTreeMap, HashMap};

use kreisrund_areas::{
    area::Postcode,
    names::{all_words, words},
    store::{
        areas,
        column::{date, position, postcode, slug, unreadable},
    },
};
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, Position, Slug};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    Select,
};
use uuid::Uuid;

use super::{
    changed::publish,
    column::{ids_after, named, portions},
    entity::{place, place_check},
};
use crate::{
    accessibility::{Accessibility, Check, CheckState, Feature},
    place::{Place, PlaceDetails},
};

/// All places by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn places(connection: &impl ConnectionTrait) -> Result<Vec<Place>, StoreError> {
    let rows = place::Entity::find().all(connection).await?;
    let checks = place_check::Entity::find().all(connection).await?;
    assemble(rows, checks)
}

/// The place with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn place_by_id(
    connection: &impl ConnectionTrait,
    id: PlaceId,
) -> Result<Option<Place>, StoreError> {
    Ok(found(connection, place::Entity::find_by_id(Uuid::from(id))).await?.pop())
}

/// The place with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn place_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Place>, StoreError> {
    let query = place::Entity::find().filter(place::Column::Slug.eq(slug.as_str()));
    Ok(found(connection, query).await?.pop())
}

/// Those of the places `ids` that there are, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn places_by_ids(
    connection: &impl ConnectionTrait,
    ids: &[PlaceId],
) -> Result<Vec<Place>, StoreError> {
    let mut all = Vec::new();
    for ids in portions(ids.iter().map(|id| id.0)) {
        all.extend(found(connection, place::Entity::find().filter(place::Column::Id.is_in(ids))).await?);
    }
    sort(&mut all);
    Ok(all)
}

/// The identifiers behind `after`, in their order, at most `limit`: the way to go through all of them.
///
/// # Errors
/// When the database can't be read.
pub async fn place_ids_after(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Uuid>, StoreError> {
    ids_after::<place::Entity>(connection, place::Column::Id, after, limit).await
}

/// The places in `area` or an area below it, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn places_in(connection: &impl ConnectionTrait, area: AreaId) -> Result<Vec<Place>, StoreError> {
    let inside = areas::ids_within(connection, area).await?.into_iter().map(Uuid::from);
    found(connection, place::Entity::find().filter(place::Column::AreaId.is_in(inside))).await
}

/// The places that `organisation` runs, by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn places_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<Vec<Place>, StoreError> {
    found(connection, place::Entity::find().filter(place::Column::OperatorId.eq(organisation.0))).await
}

/// The known place in `county` that is surely meant by `name` with `street` and `postcode`, as far as these are given.
///
/// Names are compared without regard to case, umlauts' spelling and punctuation, streets also without regard to “Straße”
/// and “Str.”. What both sides state has to agree. Without a street and a postcode that agree, the name must be the
/// only one of its kind in the county; wherever two places fit, the answer is none. A wrong venue is worse than none.
///
/// # Errors
/// When the database can't be read.
pub async fn find_same_place(
    connection: &impl ConnectionTrait,
    county: AreaId,
    name: &str,
    street: Option<&str>,
    postcode: Option<&Postcode>,
) -> Result<Option<Place>, StoreError> {
    let asked = all_words(name);
    if asked.is_empty() {
        return Ok(None);
    }
    let mut namesakes = places_in(connection, county).await?;
    namesakes.retain(|place| all_words(&place.details.name) == asked);
    let street = street.map(street_letters).filter(|letters| !letters.is_empty());
    let agreement = |place: &Place| {
        let known_street =
            place.details.street.as_deref().map(street_letters).filter(|letters| !letters.is_empty());
        let streets = agree(street.as_ref(), known_street.as_ref())?;
        let postcodes = agree(postcode, place.details.postcode.as_ref())?;
        Some(streets && postcodes)
    };
    let address_agrees = |place: &&Place| agreement(place) == Some(true);
    let exact: Vec<&Place> = namesakes.iter().filter(address_agrees).collect();
    Ok(match (exact.as_slice(), namesakes.as_slice()) {
        ([place], _) => Some((*place).clone()),
        ([], [place]) if agreement(place).is_some() => Some(place.clone()),
        _ => None,
    })
}

/// `None` where both are stated and differ, otherwise whether both are stated.
fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> Option<bool> {
    match (one, other) {
        (Some(one), Some(other)) => (one == other).then_some(true),
        _ => Some(false),
    }
}

/// The street's letters and digits, so that “Berliner Straße 12 a” meets “Berlinerstr. 12a”.
fn street_letters(street: &str) -> String {
    all_words(street).concat().replace("strasse", "str")
}

/// Records a new place under a short name made of its name and locality; a name that is taken gets a number.
///
/// # Errors
/// When the database refuses; [`StoreError::is_duplicate`] when somebody else took the same short name meanwhile.
pub async fn create_place(write: &Write, details: PlaceDetails) -> Result<Place, StoreError> {
    let locality = details.locality.as_deref().unwrap_or_default();
    let wanted = Slug::from_text(&format!("{} {locality}", details.name)).or_else(|| Slug::from_text("ort"));
    let wanted = wanted.ok_or_else(|| StoreError::Unreadable("no short name".into()))?;
    let taken =
        place::Entity::find().select_only().column(place::Column::Slug).into_tuple().all(&**write).await?;
    insert(write, wanted.free_among(&taken), details).await
}

/// Saves the place with the short name `slug`, new or known.
///
/// # Errors
/// When the database refuses.
pub async fn save_place(
    write: &Write,
    slug: &Slug,
    details: PlaceDetails,
) -> Result<(Place, Change), StoreError> {
    let Some(present) = place_by_slug(&**write, slug).await? else {
        return Ok((insert(write, slug.clone(), details).await?, Change::Added));
    };
    if present.details == details {
        return Ok((present, Change::Unchanged));
    }
    let checks_changed = present.details.accessibility != details.accessibility;
    let place = Place { details, updated_at: time::from_column(write.now()), ..present };
    row(&place).into_active_model().reset_all().update(&**write).await?;
    if checks_changed {
        place_check::Entity::delete_many()
            .filter(place_check::Column::PlaceId.eq(place.id.0))
            .exec(&**write)
            .await?;
        insert_checks(write, &place).await?;
    }
    publish(write, place.id.into()).await?;
    Ok((place, Change::Changed))
}

async fn insert(write: &Write, slug: Slug, details: PlaceDetails) -> Result<Place, StoreError> {
    let now = time::from_column(write.now());
    let place = Place { id: PlaceId::new(), slug, details, created_at: now, updated_at: now };
    place::Entity::insert(row(&place).into_active_model()).exec_without_returning(&**write).await?;
    insert_checks(write, &place).await?;
    publish(write, place.id.into()).await?;
    Ok(place)
}

async fn insert_checks(write: &Write, place: &Place) -> Result<(), StoreError> {
    for (feature, check) in place.details.accessibility.checks() {
        let row = place_check::Model {
            place_id: place.id.into(),
            feature: feature.as_str().to_owned(),
            state: check.state.as_str().to_owned(),
            note: check.note.clone(),
            checked_on: check.checked_on.map(|date| date.to_string()),
        };
        place_check::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
    }
    Ok(())
}

/// The places that `query` finds, by their name.
async fn found(
    connection: &impl ConnectionTrait,
    query: Select<place::Entity>,
) -> Result<Vec<Place>, StoreError> {
    let rows = query.all(connection).await?;
    let mut checks = Vec::new();
    for ids in portions(rows.iter().map(|row| row.id)) {
        let of_these = place_check::Entity::find().filter(place_check::Column::PlaceId.is_in(ids));
        checks.extend(of_these.all(connection).await?);
    }
    assemble(rows, checks)
}

fn assemble(rows: Vec<place::Model>, checks: Vec<place_check::Model>) -> Result<Vec<Place>, StoreError> {
    let mut checks_of: HashMap<Uuid, BTreeMap<Feature, Check>> = HashMap::new();
    for row in checks {
        let check = Check {
            state: named(&row.state, CheckState::from_name)?,
            note: row.note,
            checked_on: date(row.checked_on)?,
        };
        checks_of.entry(row.place_id).or_default().insert(named(&row.feature, Feature::from_name)?, check);
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let checks = checks_of.remove(&row.id).unwrap_or_default();
        all.push(place(row, checks)?);
    }
    sort(&mut all);
    Ok(all)
}

/// Databases sort umlauts each in their own way.
fn sort(places: &mut [Place]) {
    places.sort_by_cached_key(|place| (words(&place.details.name), place.slug.clone()));
}

fn row(place: &Place) -> place::Model {
    let details = place.details.clone();
    place::Model {
        id: place.id.into(),
        slug: place.slug.to_string(),
        name: details.name,
        street: details.street,
        postcode: details.postcode.map(String::from),
        locality_name: details.locality,
        area_id: details.area.map(Uuid::from),
        latitude: details.position.map(Position::latitude),
        longitude: details.position.map(Position::longitude),
        operator_id: details.operator.map(Uuid::from),
        door_width_cm: details.accessibility.door_width_cm().map(i32::from),
        example: details.example,
        created_at: time::to_column(place.created_at),
        updated_at: time::to_column(place.updated_at),
    }
}

fn place(row: place::Model, checks: BTreeMap<Feature, Check>) -> Result<Place, StoreError> {
    let door_width = row.door_width_cm.map(u16::try_from).transpose().map_err(|error| unreadable(&error))?;
    Ok(Place {
        id: row.id.into(),
        slug: slug(row.slug)?,
        details: PlaceDetails {
            name: row.name,
            street: row.street,
            postcode: postcode(row.postcode)?,
            locality: row.locality_name,
            area: row.area_id.map(AreaId::from),
            position: position(row.latitude, row.longitude)?,
            operator: row.operator_id.map(OrganisationId::from),
            accessibility: Accessibility::new(checks, door_width).map_err(|error| unreadable(&error))?,
            example: row.example,
        },
        created_at: time::from_column(row.created_at),
        updated_at: time::from_column(row.updated_at),
    })
}
