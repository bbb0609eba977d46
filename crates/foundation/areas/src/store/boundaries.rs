//! The boundaries of areas, simplified, as GeoJSON.

use std::collections::{BTreeMap, BTreeSet};

use kreisrund_events::AreaChanged;
use kreisrund_kernel::{AreaId, Position};
use kreisrund_store::{Change, Changes, StoreError, Write};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{column::unreadable, entity::area, sources::save_source};
use crate::{
    boundary::{
        Boundary, Matched, TOLERANCE_METRES,
        geometry::{Polygon, Ring},
    },
    source::Source,
};

mod area_boundary {
    #![allow(missing_docs, reason = "the derive makes public items")]

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "area_boundary")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub area_id: Uuid,
        pub source_id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub geometry: String,
        pub points: i64,
        pub tolerance_metres: f64,
        pub west: f64,
        pub south: f64,
        pub east: f64,
        pub north: f64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// SQLite takes some ten thousand parameters, PostgreSQL 65,535; a county has a few hundred areas.
const AT_ONCE: usize = 1000;

/// Coordinates are stored with so many decimals, about a metre.
const DECIMALS: i32 = 5;

/// Saves the boundaries of the areas that are already there, all in the caller's transaction. A boundary that an area
/// had before, from whichever source, is replaced; boundaries of other areas stay. Saving the same again changes nothing.
///
/// Keys of areas that are not in the database are passed over, so that one file may serve several counties.
///
/// # Errors
/// When the database refuses.
pub async fn save_boundaries(
    write: &Write,
    matched: &Matched,
    source: &Source,
) -> Result<Changes, StoreError> {
    let source = save_source(write, source, matched.boundaries.len()).await?;
    let mut changes = Changes::default();
    for (key, boundary) in &matched.boundaries {
        let Some(area) = area::Entity::find().filter(area::Column::Key.eq(key)).one(&**write).await? else {
            tracing::warn!(key, "no area has the key of this boundary");
            continue;
        };
        let rounded = boundary.rounded(DECIMALS);
        let change = save(write, row(area.id, source, rounded.as_ref().unwrap_or(boundary))?).await?;
        changes += change;
        if change != Change::Unchanged {
            write.publish(&AreaChanged { area: area.id.into() }).await?;
        }
    }
    Ok(changes)
}

async fn save(write: &Write, row: area_boundary::Model) -> Result<Change, StoreError> {
    match area_boundary::Entity::find_by_id(row.area_id).one(&**write).await? {
        None => {
            area_boundary::Entity::insert(row.into_active_model()).exec_without_returning(&**write).await?;
            Ok(Change::Added)
        }
        Some(present) if present == row => Ok(Change::Unchanged),
        Some(_) => {
            row.into_active_model().reset_all().update(&**write).await?;
            Ok(Change::Changed)
        }
    }
}

/// The boundary of one area, where it has one.
///
/// # Errors
/// When the database can't be read.
pub async fn boundary_of(
    connection: &impl ConnectionTrait,
    area: AreaId,
) -> Result<Option<Boundary>, StoreError> {
    let row = area_boundary::Entity::find_by_id(Uuid::from(area)).one(connection).await?;
    row.map(|row| read_geometry(&row.geometry)).transpose()
}

/// The boundaries of several areas, of those that have one.
///
/// # Errors
/// When the database can't be read.
pub async fn boundaries_of(
    connection: &impl ConnectionTrait,
    areas: &[AreaId],
) -> Result<BTreeMap<AreaId, Boundary>, StoreError> {
    let mut boundaries = BTreeMap::new();
    for some in areas.chunks(AT_ONCE) {
        let ids = some.iter().map(|id| Uuid::from(*id));
        let rows = area_boundary::Entity::find().filter(area_boundary::Column::AreaId.is_in(ids));
        for row in rows.all(connection).await? {
            boundaries.insert(row.area_id.into(), read_geometry(&row.geometry)?);
        }
    }
    Ok(boundaries)
}

/// Which areas have a boundary, without reading it.
///
/// # Errors
/// When the database can't be read.
pub async fn areas_with_boundary(connection: &impl ConnectionTrait) -> Result<BTreeSet<AreaId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        area_id: Uuid,
    }
    let rows = area_boundary::Entity::find().select_only().column(area_boundary::Column::AreaId);
    let rows = rows.into_model::<Row>().all(connection).await?;
    Ok(rows.into_iter().map(|row| row.area_id.into()).collect())
}

fn row(area_id: Uuid, source_id: Uuid, boundary: &Boundary) -> Result<area_boundary::Model, StoreError> {
    let extent = boundary.extent();
    Ok(area_boundary::Model {
        area_id,
        source_id,
        geometry: geometry(boundary)?,
        points: i64::try_from(boundary.point_count()).unwrap_or(i64::MAX),
        tolerance_metres: TOLERANCE_METRES,
        west: extent.west,
        south: extent.south,
        east: extent.east,
        north: extent.north,
    })
}

/// A geometry as RFC 7946 has it: longitude before latitude, the first position of a ring repeated at its end.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    MultiPolygon { coordinates: Vec<Vec<Vec<[f64; 2]>>> },
}

fn geometry(boundary: &Boundary) -> Result<String, StoreError> {
    let point = |position: &Position| [position.longitude(), position.latitude()];
    let ring = |ring: &Ring| ring.positions().iter().chain(ring.positions().first()).map(point).collect();
    let polygon = |polygon: &Polygon| polygon.rings().map(ring).collect();
    let coordinates = boundary.polygons().iter().map(polygon).collect();
    serde_json::to_string(&Geometry::MultiPolygon { coordinates }).map_err(|error| unreadable(&error))
}

fn read_geometry(text: &str) -> Result<Boundary, StoreError> {
    let Geometry::MultiPolygon { coordinates } =
        serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    let polygons = coordinates.into_iter().map(read_polygon).collect::<Result<_, _>>()?;
    Boundary::new(polygons).ok_or_else(|| unreadable(&"a boundary without polygons"))
}

fn read_polygon(rings: Vec<Vec<[f64; 2]>>) -> Result<Polygon, StoreError> {
    let mut rings = rings.into_iter().map(read_ring);
    let outer = rings.next().ok_or_else(|| unreadable(&"a polygon without rings"))??;
    Polygon::new(outer, rings.collect::<Result<_, _>>()?).map_err(|error| unreadable(&error))
}

fn read_ring(points: Vec<[f64; 2]>) -> Result<Ring, StoreError> {
    let position = |[longitude, latitude]: [f64; 2]| Position::new(latitude, longitude);
    let positions =
        points.into_iter().map(position).collect::<Result<_, _>>().map_err(|error| unreadable(&error))?;
    // What was checked before it was saved need not be swept again.
    Ring::unchecked(positions).map_err(|error| unreadable(&error))
}

#[cfg(test)]
#[path = "boundaries_tests.rs"]
mod tests;
