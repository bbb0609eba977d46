//! The small map of the county's municipalities.
//!
//! Its outlines are read from the database and simplified; that takes long enough to be felt on a page. So every node
//! keeps them until its areas change: [`Areas`](kreisrund_areas::Areas) takes a new snapshot whenever it hears of that,
//! also of a boundary, and the outlines belong to one snapshot.

use std::{
    cmp::Reverse,
    sync::{Arc, Weak},
};

use kreisrund_areas::{
    boundary::map::{CountyMap, MapArea},
    lookup::Snapshot,
    names::without_addition,
    store::boundaries::boundaries_of,
};
use kreisrund_kernel::{AreaId, Position};
use kreisrund_store::{Database, StoreError};
use kreisrund_web::{AreaMap, MapLabel, MapShape, Page};
use parking_lot::RwLock;

use crate::House;

/// A program serves one county, hence the one place for its outlines.
static OUTLINES: Outlines = Outlines(RwLock::new(None));

/// The county, each municipality a link; nothing where it is not known where any of them lies.
///
/// # Errors
/// When the database can't be read.
pub async fn county(house: &House, page: &Page) -> Result<Option<AreaMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let outlines = OUTLINES.of(&house.database, &snapshot).await?;
    let map = AreaMap {
        label: page.t("slice-map-label"),
        linked: true,
        labels: labels(&snapshot, &outlines),
        ..drawn(page, &snapshot, &outlines, None)
    };
    Ok(Some(map).filter(|map| !map.shapes.is_empty()))
}

/// The county with the municipality `here` marked, and a pin at `position`; nothing where `here` does not lie in it.
///
/// # Errors
/// When the database can't be read.
pub async fn around(
    house: &House,
    page: &Page,
    here: Option<AreaId>,
    position: Option<Position>,
) -> Result<Option<AreaMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let Some(area) = here.and_then(|id| snapshot.area(id)) else { return Ok(None) };
    let outlines = OUTLINES.of(&house.database, &snapshot).await?;
    let map = AreaMap {
        label: page.t_text("slice-map-here", "name", &area.name),
        pin: position.and_then(|position| outlines.point(position)).map(in_words),
        ..drawn(page, &snapshot, &outlines, here)
    };
    // Of a municipality beyond the county's border the map would show nothing.
    Ok(Some(map).filter(|map| map.shapes.iter().any(|shape| shape.here)))
}

/// The outlines that were made last, with the snapshot to which they belong.
struct Outlines(RwLock<Option<(Weak<Snapshot>, Arc<CountyMap>)>>);

impl Outlines {
    async fn of(&self, database: &Database, snapshot: &Arc<Snapshot>) -> Result<Arc<CountyMap>, StoreError> {
        if let Some((of, outlines)) = &*self.0.read()
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(snapshot))
        {
            return Ok(outlines.clone());
        }
        let outlines = Arc::new(made(database, snapshot).await?);
        // As long as this reference is there, no other snapshot gets the address by which it is told from others.
        *self.0.write() = Some((Arc::downgrade(snapshot), outlines.clone()));
        Ok(outlines)
    }
}

async fn made(database: &Database, snapshot: &Snapshot) -> Result<CountyMap, StoreError> {
    let municipalities = snapshot.municipalities();
    let ids: Vec<AreaId> = municipalities.iter().map(|area| area.id).collect();
    let boundaries = boundaries_of(database.read(), &ids).await?;
    let areas = municipalities.iter().map(|area| MapArea {
        area: area.id,
        boundary: boundaries.get(&area.id),
        position: area.position,
        is_neighbour: false,
    });
    Ok(CountyMap::new(&areas.collect::<Vec<_>>()))
}

fn drawn(page: &Page, snapshot: &Snapshot, outlines: &CountyMap, here: Option<AreaId>) -> AreaMap {
    let shapes = outlines.shapes.iter().filter_map(|outline| {
        let municipality = snapshot.municipality(outline.area)?;
        let (x, y) = in_words(outline.centre);
        Some(MapShape {
            name: municipality.name.clone(),
            href: page.link(&format!("/gemeinden/{}", municipality.slug)),
            path: outline.path.clone(),
            x,
            y,
            here: here == Some(outline.area),
        })
    });
    AreaMap { view_box: outlines.view_box.clone(), shapes: shapes.collect(), ..AreaMap::default() }
}

/// The names of the most populous municipalities that don't get into each other's way.
fn labels(snapshot: &Snapshot, outlines: &CountyMap) -> Vec<MapLabel> {
    /// A line's height and the width of a letter, in units of the view box.
    const HEIGHT: f64 = 20.0;
    const LETTER: f64 = 8.5;
    let mut municipalities = snapshot.municipalities();
    municipalities.sort_by_key(|area| Reverse(area.population));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for area in municipalities {
        let Some(outline) = outlines.shapes.iter().find(|outline| outline.area == area.id) else { continue };
        let text = without_addition(&area.name).unwrap_or(&area.name);
        let (x, y) = outline.centre;
        let half = LETTER * text.chars().count() as f64 / 2.0;
        let collides = |(other_x, other_y, other_half): &(f64, f64, f64)| {
            (x - other_x).abs() < half + other_half && (y - other_y).abs() < HEIGHT
        };
        if !taken.iter().any(collides) {
            taken.push((x, y, half));
            let (x, y) = in_words((x, y));
            labels.push(MapLabel { text: text.to_owned(), x, y });
        }
    }
    labels
}

fn in_words((x, y): (f64, f64)) -> (String, String) {
    (format!("{x:.1}"), format!("{y:.1}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use kreisrund_areas::{Areas, demo};
    use kreisrund_testkit::database_test;

    use super::*;

    fn all_migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
        let mut all = kreisrund_store::migrations();
        all.extend(kreisrund_areas::migrations());
        all
    }

    #[database_test(migrations = all_migrations)]
    async fn outlines_are_made_once_and_anew_when_areas_changed(database: Database) {
        let areas = Areas::load(&database).await.unwrap();
        let outlines = Outlines(RwLock::new(None));
        let of = async |snapshot: Arc<Snapshot>| outlines.of(&database, &snapshot).await.unwrap();
        assert!(of(areas.snapshot()).await.shapes.is_empty(), "no county yet");

        let write = database.write().await.unwrap();
        demo::save_demo(&write).await.unwrap();
        write.commit().await.unwrap();
        areas.refresh().await.unwrap();
        let county = of(areas.snapshot()).await;
        assert!(county.shapes.len() > 30 && county.shapes.iter().all(|shape| shape.path.is_some()));
        assert!(Arc::ptr_eq(&county, &of(areas.snapshot()).await), "nothing changed");

        areas.refresh().await.unwrap();
        let again = of(areas.snapshot()).await;
        assert!(!Arc::ptr_eq(&county, &again) && county == again);
    }

    #[database_test(migrations = all_migrations)]
    async fn names_on_the_map_do_not_get_into_each_others_way(database: Database) {
        let write = database.write().await.unwrap();
        demo::save_demo(&write).await.unwrap();
        write.commit().await.unwrap();
        let snapshot = Areas::load(&database).await.unwrap().snapshot();
        let outlines = made(&database, &snapshot).await.unwrap();
        let labels = labels(&snapshot, &outlines);
        assert!(labels.len() > 5 && labels.len() < outlines.shapes.len(), "{}", labels.len());
        assert!(labels.iter().all(|label| !label.text.contains('(')), "additions are left out");
    }
}
