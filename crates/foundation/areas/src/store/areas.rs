//! The areas of the counties that were loaded, and which county is the main one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_events::AreaChanged;
use kreisrund_kernel::{AreaId, CountyKey, LocalityId, Position, clock::county_time_zone};
use kreisrund_store::{Change, Changes, StoreError, Write, time};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    column::{date, position, postcode, unreadable},
    entity::{area, county_setting, locality},
    sources::save_source,
};
use crate::{
    area::{Area, AreaLevel, CountyExtract, KnownLocality, Locality, Municipality, Provenance},
    lookup::Snapshot,
    names::{display_name, words},
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

/// Saves the county with its state, its municipalities and its localities, all in the caller's transaction.
///
/// Areas are recognised by their keys: saving the same again changes nothing, a later edition updates names and
/// figures. A municipality that the extract no longer has is not deleted but ends (`valid_to`) on the day of the edition,
/// since records may hang on it; localities without their place in the extract are deleted.
///
/// # Errors
/// When the database refuses.
pub async fn save_county(
    write: &Write,
    extract: &CountyExtract,
    localities: &[Locality],
    sources: &CountySources,
) -> Result<CountySummary, StoreError> {
    let source = save_source(write, &sources.areas, extract.municipalities.len() + 2).await?;
    save_source(write, &sources.localities, localities.len()).await?;
    let mut saver = Saver { write, source, areas: Changes::default(), changed: BTreeSet::new() };
    let state =
        saver.save(named(&extract.state.key, AreaLevel::State, &extract.state.official_name, None)).await?;
    let county = &extract.county;
    let county =
        saver.save(named(county.key.as_str(), AreaLevel::County, &county.official_name, Some(state))).await?;
    let mut municipalities = BTreeMap::new();
    for municipality in &extract.municipalities {
        let id = saver.save(municipality_row(municipality, county)).await?;
        municipalities.insert(municipality.key.as_str(), id);
    }
    let today = time::from_column(write.now()).to_zoned(county_time_zone()).date();
    saver.end_others(county, &municipalities, extract.edition.unwrap_or(today)).await?;
    let localities = saver.save_localities(county, &municipalities, localities).await?;
    for area in saver.changed {
        write.publish(&AreaChanged { area }).await?;
    }
    Ok(CountySummary { areas: saver.areas, localities })
}

struct Saver<'a> {
    write: &'a Write,
    source: Uuid,
    areas: Changes,
    changed: BTreeSet<AreaId>,
}

impl Saver<'_> {
    async fn save(&mut self, mut row: area::Model) -> Result<Uuid, StoreError> {
        row.source_id = Some(self.source);
        let present = area::Entity::find().filter(area::Column::Key.eq(&row.key)).one(&**self.write).await?;
        let change = match present {
            None => {
                row.id = AreaId::new().into();
                area::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(&**self.write)
                    .await?;
                Change::Added
            }
            Some(present) => {
                row.id = present.id;
                row.valid_from.clone_from(&present.valid_from);
                if row == present {
                    Change::Unchanged
                } else {
                    row.clone().into_active_model().reset_all().update(&**self.write).await?;
                    Change::Changed
                }
            }
        };
        self.areas += change;
        if change != Change::Unchanged {
            self.changed.insert(row.id.into());
        }
        Ok(row.id)
    }

    async fn end_others(
        &mut self,
        county: Uuid,
        present: &BTreeMap<&str, Uuid>,
        day: Date,
    ) -> Result<(), StoreError> {
        let rows = area::Entity::find()
            .filter(area::Column::ParentId.eq(county))
            .filter(area::Column::ValidTo.is_null())
            .all(&**self.write)
            .await?;
        for mut row in rows.into_iter().filter(|row| !present.contains_key(row.key.as_str())) {
            self.changed.insert(row.id.into());
            self.areas.gone += 1;
            row.valid_to = Some(day.to_string());
            row.into_active_model().reset_all().update(&**self.write).await?;
        }
        Ok(())
    }

    async fn save_localities(
        &mut self,
        county: Uuid,
        municipalities: &BTreeMap<&str, Uuid>,
        localities: &[Locality],
    ) -> Result<Changes, StoreError> {
        let mut changes = Changes::default();
        let mut present = self.localities_of(county).await?;
        for locality in localities {
            let area_id = *municipalities.get(locality.municipality.as_str()).ok_or_else(|| {
                unreadable(&format!("{} lies in no municipality of the extract", locality.name))
            })?;
            let mut row = locality_row(locality, area_id);
            let change = match present.remove(&identity(&row)) {
                None => {
                    row.id = LocalityId::new().into();
                    let row = row.into_active_model();
                    locality::Entity::insert(row).exec_without_returning(&**self.write).await?;
                    Change::Added
                }
                Some(known) => {
                    row.id = known.id;
                    if row == known {
                        Change::Unchanged
                    } else {
                        row.into_active_model().reset_all().update(&**self.write).await?;
                        Change::Changed
                    }
                }
            };
            changes += change;
            if change != Change::Unchanged {
                self.changed.insert(area_id.into());
            }
        }
        for gone in present.into_values() {
            changes.gone += 1;
            self.changed.insert(gone.area_id.into());
            locality::Entity::delete_by_id(gone.id).exec(&**self.write).await?;
        }
        Ok(changes)
    }

    async fn localities_of(&self, county: Uuid) -> Result<BTreeMap<Identity, locality::Model>, StoreError> {
        let areas = area::Entity::find().filter(area::Column::ParentId.eq(county)).all(&**self.write).await?;
        let rows = locality::Entity::find()
            .filter(locality::Column::AreaId.is_in(areas.into_iter().map(|area| area.id)))
            .all(&**self.write)
            .await?;
        Ok(rows.into_iter().map(|row| (identity(&row), row)).collect())
    }
}

/// By what a locality is recognised: postcode, name, municipality.
type Identity = (String, Vec<String>, Uuid);

fn identity(row: &locality::Model) -> Identity {
    (row.postcode.clone(), words(&row.name), row.area_id)
}

fn named(key: &str, level: AreaLevel, official_name: &str, parent_id: Option<Uuid>) -> area::Model {
    area::Model {
        id: Uuid::nil(),
        key: key.to_owned(),
        level: level.as_str().to_owned(),
        official_name: official_name.to_owned(),
        name: display_name(official_name).to_owned(),
        parent_id,
        latitude: None,
        longitude: None,
        population: None,
        area_km2: None,
        postcode: None,
        valid_from: None,
        valid_to: None,
        source_id: None,
    }
}

fn municipality_row(municipality: &Municipality, county: Uuid) -> area::Model {
    area::Model {
        latitude: municipality.position.map(Position::latitude),
        longitude: municipality.position.map(Position::longitude),
        population: municipality.population.map(|number| i64::try_from(number).unwrap_or(i64::MAX)),
        area_km2: municipality.area_km2,
        postcode: municipality.postcode.as_ref().map(ToString::to_string),
        ..named(municipality.key.as_str(), AreaLevel::Municipality, &municipality.official_name, Some(county))
    }
}

fn locality_row(locality: &Locality, area_id: Uuid) -> locality::Model {
    locality::Model {
        id: Uuid::nil(),
        postcode: locality.postcode.to_string(),
        name: locality.name.clone(),
        latitude: locality.position.latitude(),
        longitude: locality.position.longitude(),
        area_id,
        provenance: locality.provenance.as_str().to_owned(),
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

/// The area `id` and those directly below it.
///
/// # Errors
/// When the database can't be read.
pub async fn ids_within(connection: &impl ConnectionTrait, id: AreaId) -> Result<Vec<AreaId>, StoreError> {
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
    Ok(Snapshot::new(areas, &localities, main.map(|setting| setting.area_id.into())))
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
