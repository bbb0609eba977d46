//! Places: where things happen.

use jiff::Timestamp;
use kreisrund_areas::{
    area::Postcode,
    names::{all_words, words},
    store::{
        areas,
        column::{position, postcode, slug},
    },
};
use kreisrund_events::PlaceChanged;
use kreisrund_kernel::{AreaId, PlaceId, Position, Slug};
use kreisrund_store::{Change, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::entity::place;

/// What is known of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceDetails {
    /// The name: “Bürgerhaus”.
    pub name: String,
    /// Street and number.
    pub street: Option<String>,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The locality as it stands in the address.
    pub locality: Option<String>,
    /// The municipality in which it lies.
    pub area: Option<AreaId>,
    /// Where it lies.
    pub position: Option<Position>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The identifier.
    pub id: PlaceId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: PlaceDetails,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// All places by their name.
///
/// # Errors
/// When the database can't be read.
pub async fn places(connection: &impl ConnectionTrait) -> Result<Vec<Place>, StoreError> {
    let rows = place::Entity::find().all(connection).await?;
    let mut all: Vec<Place> = rows.into_iter().map(Place::try_from).collect::<Result<_, _>>()?;
    // Databases sort umlauts each in their own way.
    all.sort_by_cached_key(|place| (words(&place.details.name), place.slug.clone()));
    Ok(all)
}

/// The place with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn place_by_id(
    connection: &impl ConnectionTrait,
    id: PlaceId,
) -> Result<Option<Place>, StoreError> {
    place::Entity::find_by_id(Uuid::from(id)).one(connection).await?.map(Place::try_from).transpose()
}

/// The place with the short name `slug`.
///
/// # Errors
/// When the database can't be read.
pub async fn place_by_slug(
    connection: &impl ConnectionTrait,
    slug: &Slug,
) -> Result<Option<Place>, StoreError> {
    by_slug(connection, slug).await?.map(Place::try_from).transpose()
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

async fn places_in(connection: &impl ConnectionTrait, county: AreaId) -> Result<Vec<Place>, StoreError> {
    let inside = areas::ids_within(connection, county).await?.into_iter().map(Uuid::from);
    let rows = place::Entity::find().filter(place::Column::AreaId.is_in(inside)).all(connection).await?;
    rows.into_iter().map(Place::try_from).collect()
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
    let Some(present) = by_slug(&**write, slug).await? else {
        return Ok((insert(write, slug.clone(), details).await?, Change::Added));
    };
    let present = Place::try_from(present)?;
    if present.details == details {
        return Ok((present, Change::Unchanged));
    }
    let place = Place { details, updated_at: time::from_column(write.now()), ..present };
    row(&place).into_active_model().reset_all().update(&**write).await?;
    write.publish(&PlaceChanged { place: place.id }).await?;
    Ok((place, Change::Changed))
}

async fn insert(write: &Write, slug: Slug, details: PlaceDetails) -> Result<Place, StoreError> {
    let now = time::from_column(write.now());
    let place = Place { id: PlaceId::new(), slug, details, created_at: now, updated_at: now };
    place::Entity::insert(row(&place).into_active_model()).exec_without_returning(&**write).await?;
    write.publish(&PlaceChanged { place: place.id }).await?;
    Ok(place)
}

async fn by_slug(connection: &impl ConnectionTrait, slug: &Slug) -> Result<Option<place::Model>, StoreError> {
    Ok(place::Entity::find().filter(place::Column::Slug.eq(slug.as_str())).one(connection).await?)
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
        created_at: time::to_column(place.created_at),
        updated_at: time::to_column(place.updated_at),
    }
}

impl TryFrom<place::Model> for Place {
    type Error = StoreError;

    fn try_from(row: place::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            slug: slug(row.slug)?,
            details: PlaceDetails {
                name: row.name,
                street: row.street,
                postcode: postcode(row.postcode)?,
                locality: row.locality_name,
                area: row.area_id.map(AreaId::from),
                position: position(row.latitude, row.longitude)?,
            },
            created_at: time::from_column(row.created_at),
            updated_at: time::from_column(row.updated_at),
        })
    }
}
