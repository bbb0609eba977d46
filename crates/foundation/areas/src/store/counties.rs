//! Loading counties from one edition of the lists: what is new is added, what changed is changed, what is no longer there
//! ends, and all of it is told by name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_events::AreaChanged;
use kreisrund_kernel::{AreaId, Position, clock::county_time_zone};
use kreisrund_store::{Change, Changes, StoreError, Write, time};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    entity::{area, locality},
    localities, overlays,
    sources::save_source,
    successions,
};
use crate::{
    area::{AreaLevel, CountyExtract, Locality, Municipality, Positions},
    import::{overlays::Overlay, reforms::Reform, table::NotATable},
    names::display_name,
    source::CountySources,
};

/// What is loaded: all of it in one transaction.
#[derive(Clone, Copy, Debug)]
pub struct Loading<'a> {
    /// The counties with their municipalities, of one edition.
    pub counties: &'a [CountyExtract],
    /// The localities of all these counties.
    pub localities: &'a [Locality],
    /// Where both come from.
    pub sources: &'a CountySources,
    /// What is known of former areas.
    pub reforms: &'a [Reform],
    /// The overlays that the county lists itself; `None` leaves those of before as they are.
    pub overlays: Option<&'a [Overlay]>,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A row of the file of reforms.
    #[error("reforms: {0}")]
    Reforms(NotATable),
    /// A row of the file of overlays.
    #[error("overlays: {0}")]
    Overlays(NotATable),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for LoadError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// An area that a report names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The area's key.
    pub key: String,
    /// The area's name in the official list.
    pub name: String,
}

/// An area that has another name than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The area's key.
    pub key: String,
    /// The former name.
    pub from: String,
    /// The present name.
    pub to: String,
}

/// A municipality that belongs to another association than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The municipality.
    pub area: Named,
    /// The former association; `None` where it stood alone.
    pub from: Option<String>,
    /// The present association; `None` where it stands alone.
    pub to: Option<String>,
}

/// What loading did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadReport {
    /// States, counties and municipalities.
    pub areas: Changes,
    /// Localities.
    pub localities: Changes,
    /// Overlays: associations and those of the county's own file.
    pub overlays: Changes,
    /// Successions of former areas.
    pub successions: Changes,
    /// Municipalities that a county did not have before. A county's first load names none.
    pub added: Vec<Named>,
    /// Areas with another name.
    pub renamed: Vec<Renamed>,
    /// Municipalities that are no longer there.
    pub ended: Vec<Named>,
    /// Areas that had ended and are there again.
    pub revived: Vec<Named>,
    /// Municipalities in another association.
    pub moved: Vec<Moved>,
    /// Former areas of the loaded counties of which nobody said what became of them.
    pub unexplained: Vec<Named>,
    /// Confirmed localities whose municipality ended and was divided: they are inferred again.
    pub lost_corrections: Vec<String>,
}

/// Loads counties in the caller's transaction.
///
/// Areas are recognised by their keys: loading the same again changes nothing, a later edition updates names and figures.
/// A municipality that its county no longer has is not deleted but ends (`valid_to`), since records may hang on it;
/// localities that are no longer listed are deleted. Localities that were confirmed stay with their municipality.
///
/// # Errors
/// [`LoadError`]; nothing is kept then, unless the caller commits all the same.
pub async fn load_counties(write: &Write, loading: &Loading<'_>) -> Result<LoadReport, LoadError> {
    let source = save_source(write, &loading.sources.areas, 0).await?;
    let today = time::from_column(write.now()).to_zoned(county_time_zone()).date();
    let edition = loading.counties.iter().filter_map(|county| county.edition).max();
    let known = area::Entity::find().all(&**write).await?;
    let mut saver = Saver {
        write,
        source,
        today,
        day: edition.unwrap_or(today),
        known: known.into_iter().map(|row| (row.key.clone(), row)).collect(),
        changed: BTreeSet::new(),
        report: LoadReport::default(),
    };
    let memberships = overlays::open_memberships(write).await?;
    let mut states: BTreeMap<&str, Uuid> = BTreeMap::new();
    for CountyExtract { state, .. } in loading.counties {
        if !states.contains_key(state.key.as_str()) {
            let row = named(&state.key, AreaLevel::State, &state.official_name, None);
            states.insert(&state.key, saver.save_in_tree(row).await?);
        }
    }
    for county in loading.counties {
        saver.save_county(county, states.get(county.state.key.as_str()).copied()).await?;
    }
    successions::save_reforms(&mut saver, loading.reforms).await?;
    overlays::save_associations(&mut saver, loading.counties, &memberships).await?;
    if let Some(listed) = loading.overlays {
        overlays::save_listed(&mut saver, listed, &memberships).await?;
    }
    localities::save(&mut saver, loading).await?;
    saver.report.unexplained = successions::unexplained(&saver, loading.counties).await?;
    saver.finish(loading).await
}

/// The state of one load.
pub(super) struct Saver<'a> {
    pub(super) write: &'a Write,
    pub(super) source: Uuid,
    pub(super) today: Date,
    /// The day of the edition that is loaded.
    pub(super) day: Date,
    /// All areas by their keys, kept true while saving.
    pub(super) known: BTreeMap<String, area::Model>,
    pub(super) changed: BTreeSet<AreaId>,
    pub(super) report: LoadReport,
}

impl Saver<'_> {
    async fn save_county(&mut self, extract: &CountyExtract, state: Option<Uuid>) -> Result<(), StoreError> {
        let CountyExtract { county, municipalities, positions, .. } = extract;
        let is_first = !self.known.contains_key(county.key.as_str());
        let county = named(county.key.as_str(), AreaLevel::County, &county.official_name, state);
        let county = self.save_in_tree(county).await?;
        let mut present = BTreeSet::new();
        for municipality in municipalities {
            let mut row = municipality_row(municipality, county);
            let before = self.known.get(&row.key);
            if *positions == Positions::OfPlaces
                && let Some(before) = before
                && before.latitude.is_some()
            {
                (row.latitude, row.longitude) = (before.latitude, before.longitude);
            }
            if before.is_none() && !is_first {
                row.valid_from = Some(self.day.to_string());
                self.report.added.push(named_in_report(&row));
            }
            present.insert(self.save_in_tree(row).await?);
        }
        self.end_others(county, &present).await
    }

    async fn save_in_tree(&mut self, mut row: area::Model) -> Result<Uuid, StoreError> {
        row.source_id = Some(self.source);
        if let Some(before) = self.known.get(&row.key) {
            if before.official_name != row.official_name {
                let (from, to) = (before.official_name.clone(), row.official_name.clone());
                self.report.renamed.push(Renamed { key: row.key.clone(), from, to });
            }
            if before.valid_to.is_some() {
                self.report.revived.push(named_in_report(&row));
            }
        }
        let (id, change) = self.save(row).await?;
        self.report.areas += change;
        Ok(id)
    }

    /// Saves the row under its key; the identifier and the first day of an area that is known stay.
    pub(super) async fn save(&mut self, mut row: area::Model) -> Result<(Uuid, Change), StoreError> {
        let change = match self.known.get(&row.key) {
            None => {
                row.id = AreaId::new().into();
                area::Entity::insert(row.clone().into_active_model())
                    .exec_without_returning(&**self.write)
                    .await?;
                Change::Added
            }
            Some(before) => {
                row.id = before.id;
                row.valid_from.clone_from(&before.valid_from);
                if row == *before {
                    Change::Unchanged
                } else {
                    self.update(&row).await?;
                    Change::Changed
                }
            }
        };
        let id = row.id;
        if change != Change::Unchanged {
            self.changed.insert(id.into());
            self.known.insert(row.key.clone(), row);
        }
        Ok((id, change))
    }

    /// Ends the area on `day`.
    pub(super) async fn end(&mut self, key: &str, day: Date) -> Result<(), StoreError> {
        let Some(row) = self.known.get_mut(key) else { return Ok(()) };
        row.valid_to = Some(day.to_string());
        let row = row.clone();
        self.changed.insert(row.id.into());
        self.update(&row).await
    }

    /// Says that the area began on `day`.
    pub(super) async fn begin(&mut self, key: &str, day: Date) -> Result<(), StoreError> {
        let Some(row) = self.known.get_mut(key) else { return Ok(()) };
        row.valid_from = Some(day.to_string());
        let row = row.clone();
        self.changed.insert(row.id.into());
        self.update(&row).await
    }

    async fn update(&self, row: &area::Model) -> Result<(), StoreError> {
        row.clone().into_active_model().reset_all().update(&**self.write).await?;
        Ok(())
    }

    async fn end_others(&mut self, county: Uuid, present: &BTreeSet<Uuid>) -> Result<(), StoreError> {
        let is_gone = |row: &&area::Model| {
            row.parent_id == Some(county) && row.valid_to.is_none() && !present.contains(&row.id)
        };
        let gone: Vec<Named> = self.known.values().filter(is_gone).map(named_in_report).collect();
        for area in gone {
            self.end(&area.key, self.day).await?;
            self.report.areas.gone += 1;
            self.report.ended.push(area);
        }
        Ok(())
    }

    async fn finish(self, loading: &Loading<'_>) -> Result<LoadReport, LoadError> {
        let of_source = |row: &&area::Model| row.source_id == Some(self.source) && row.valid_to.is_none();
        let areas = self.known.values().filter(of_source).count();
        save_source(self.write, &loading.sources.areas, areas).await?;
        let localities = locality::Entity::find().count(&**self.write).await?;
        let localities = usize::try_from(localities).unwrap_or(usize::MAX);
        save_source(self.write, &loading.sources.localities, localities).await?;
        for area in self.changed {
            self.write.publish(&AreaChanged { area }).await?;
        }
        Ok(self.report)
    }

    /// The municipalities of the counties of this load that exist today.
    pub(super) fn municipalities(&self, counties: &[CountyExtract]) -> BTreeMap<&str, Uuid> {
        let listed = counties.iter().flat_map(|county| &county.municipalities);
        listed
            .filter_map(|listed| {
                Some((
                    self.known.get(listed.key.as_str())?.key.as_str(),
                    self.known.get(listed.key.as_str())?.id,
                ))
            })
            .collect()
    }

    /// The municipalities, of today or before, of the counties of this load.
    pub(super) async fn ever_in(&self, counties: &[CountyExtract]) -> Result<BTreeSet<Uuid>, StoreError> {
        let keys = counties.iter().map(|county| county.county.key.as_str());
        let counties: Vec<Uuid> = keys.filter_map(|key| Some(self.known.get(key)?.id)).collect();
        let rows =
            area::Entity::find().filter(area::Column::ParentId.is_in(counties)).all(&**self.write).await?;
        Ok(rows.into_iter().map(|row| row.id).collect())
    }
}

pub(super) fn named_in_report(row: &area::Model) -> Named {
    Named { key: row.key.clone(), name: row.official_name.clone() }
}

pub(super) fn named(
    key: &str,
    level: AreaLevel,
    official_name: &str,
    parent_id: Option<Uuid>,
) -> area::Model {
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
