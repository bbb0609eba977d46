//! The areas of the counties that were loaded, and which county is the main one.

use kreisrund_events::AreaChanged;
use kreisrund_kernel::{AreaId, CountyKey, Position};
use kreisrund_store::{Changes, StoreError, Write};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    column::{date, position, postcode, unreadable},
    counties::{LoadError, LoadReport, Loading, load_counties},
    entity::{area, county_setting, locality},
    overlays, school_holidays, successions,
};
use crate::{
    area::{Area, AreaLevel, CountyExtract, KnownLocality, Locality, Provenance},
    lookup::{Contents, Snapshot},
    source::CountySources,
};

/// The setting that names the county which the installation serves.
const MAIN_COUNTY: &str = "main";

/// What saving a county did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountySummary {
    /// State, county and municipalities.
    pub areas: Changes,
    /// Localities.
    pub localities: Changes,
}

/// Saves one county with its state, its municipalities, its associations and its localities; see [`load_counties`].
///
/// # Errors
/// When the database refuses.
pub async fn save_county(
    write: &Write,
    extract: &CountyExtract,
    localities: &[Locality],
    sources: &CountySources,
) -> Result<CountySummary, StoreError> {
    let counties = std::slice::from_ref(extract);
    let loading = Loading { counties, localities, sources, reforms: &[], overlays: None };
    match load_counties(write, &loading).await {
        Ok(LoadReport { areas, localities, .. }) => Ok(CountySummary { areas, localities }),
        Err(LoadError::Store(error)) => Err(error),
        // Without reforms and overlays none can be refused.
        Err(refusal) => Err(unreadable(&refusal)),
    }
}

/// Makes the county with key `key` the one that this installation serves. Returns whether it was found.
///
/// # Errors
/// When the database refuses.
pub async fn set_main_county(write: &Write, key: &CountyKey) -> Result<bool, StoreError> {
    let Some(area) = area::Entity::find().filter(area::Column::Key.eq(key.as_str())).one(&**write).await?
    else {
        return Ok(false);
    };
    let present = county_setting::Entity::find_by_id(MAIN_COUNTY).one(&**write).await?;
    if present.is_some_and(|setting| setting.area_id == area.id) {
        return Ok(true);
    }
    let row = county_setting::Model { name: MAIN_COUNTY.into(), area_id: area.id };
    county_setting::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(county_setting::Column::Name)
                .update_column(county_setting::Column::AreaId)
                .to_owned(),
        )
        .exec_without_returning(&**write)
        .await?;
    write.publish(&AreaChanged { area: area.id.into() }).await?;
    Ok(true)
}

/// The county that this installation serves, once one was chosen.
///
/// # Errors
/// When the database can't be read.
pub async fn main_county(connection: &impl ConnectionTrait) -> Result<Option<Area>, StoreError> {
    let Some(setting) = county_setting::Entity::find_by_id(MAIN_COUNTY).one(connection).await? else {
        return Ok(None);
    };
    area_by_id(connection, setting.area_id.into()).await
}

/// The area with identifier `id`.
///
/// # Errors
/// When the database can't be read.
pub async fn area_by_id(connection: &impl ConnectionTrait, id: AreaId) -> Result<Option<Area>, StoreError> {
    area::Entity::find_by_id(Uuid::from(id)).one(connection).await?.map(Area::try_from).transpose()
}

/// The area with the official key `key`.
///
/// # Errors
/// When the database can't be read.
pub async fn area_by_key(connection: &impl ConnectionTrait, key: &str) -> Result<Option<Area>, StoreError> {
    area::Entity::find()
        .filter(area::Column::Key.eq(key))
        .one(connection)
        .await?
        .map(Area::try_from)
        .transpose()
}

/// The area `id` and those directly below it; of an overlay all its members, and the municipalities of counties among
/// them.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_within(connection: &impl ConnectionTrait, id: AreaId) -> Result<Vec<AreaId>, StoreError> {
    if area_by_id(connection, id).await?.is_some_and(|area| area.level.is_overlay()) {
        let below = overlays::ids_below(connection, id).await?;
        return Ok(std::iter::once(id).chain(below).collect());
    }
    let below =
        area::Entity::find().filter(area::Column::ParentId.eq(Uuid::from(id))).all(connection).await?;
    Ok(std::iter::once(id).chain(below.into_iter().map(|area| area.id.into())).collect())
}

/// All areas and localities in memory, for lookups.
///
/// # Errors
/// When the database can't be read.
pub async fn snapshot(connection: &impl ConnectionTrait) -> Result<Snapshot, StoreError> {
    let areas = area::Entity::find().all(connection).await?;
    let areas: Vec<Area> = areas.into_iter().map(Area::try_from).collect::<Result<_, _>>()?;
    let localities = locality::Entity::find().all(connection).await?;
    let localities: Vec<KnownLocality> =
        localities.into_iter().map(KnownLocality::try_from).collect::<Result<_, _>>()?;
    let main = county_setting::Entity::find_by_id(MAIN_COUNTY).one(connection).await?;
    Ok(Snapshot::new(Contents {
        areas,
        localities,
        main_county: main.map(|setting| setting.area_id.into()),
        memberships: overlays::memberships(connection).await?,
        successions: successions::successions(connection).await?,
        school_holidays: school_holidays::all(connection).await?,
    }))
}

impl TryFrom<area::Model> for Area {
    type Error = StoreError;

    fn try_from(row: area::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            level: AreaLevel::from_name(&row.level)
                .ok_or_else(|| unreadable(&format!("“{}” is no level of an area", row.level)))?,
            key: row.key,
            official_name: row.official_name,
            name: row.name,
            parent: row.parent_id.map(AreaId::from),
            position: position(row.latitude, row.longitude)?,
            population: row.population.and_then(|number| u64::try_from(number).ok()),
            area_km2: row.area_km2,
            postcode: postcode(row.postcode)?,
            valid_from: date(row.valid_from)?,
            valid_to: date(row.valid_to)?,
        })
    }
}

impl TryFrom<locality::Model> for KnownLocality {
    type Error = StoreError;

    fn try_from(row: locality::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            postcode: row.postcode.parse().map_err(|error| unreadable(&error))?,
            name: row.name,
            position: Position::new(row.latitude, row.longitude).map_err(|error| unreadable(&error))?,
            area: row.area_id.into(),
            provenance: Provenance::from_name(&row.provenance)
                .ok_or_else(|| unreadable(&format!("“{}” is no provenance", row.provenance)))?,
        })
    }
}
