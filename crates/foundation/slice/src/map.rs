//! The small map of the county's municipalities.
//!
//! Its outlines are read from the database and simplified; that takes long enough to be felt on a page. So every node
//! keeps them until its areas change, a boundary too.

use std::{cmp::Reverse, sync::Arc};

use kreisrund_areas::{
    boundary::{
        Boundary, Extent,
        map::{CountyMap, MapArea},
        outlines::{Outlined, outlines},
    },
    lookup::Snapshot,
    names::without_addition,
    store::boundaries::boundaries_of,
};
use kreisrund_kernel::{AreaId, Position};
use kreisrund_store::{Database, StoreError};
use kreisrund_web::{AreaMap, MapLabel, MapMark, MapShape, Page};

use crate::{House, Kept};

/// A program serves one county, hence the one place for its outlines.
static OUTLINES: Kept<Outlines> = Kept::nothing();

/// The county's outlines, as they are drawn on the server and as browsers draw them.
#[derive(Clone, Debug, PartialEq)]
struct Outlines {
    drawn: CountyMap,
    geo_json: Arc<str>,
    extent: Option<Extent>,
}

/// The county, each municipality a link; nothing where it is not known where any of them lies.
///
/// # Errors
/// When the database can't be read.
pub async fn county(house: &House, page: &Page) -> Result<Option<AreaMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let outlines = of(&house.database, &snapshot).await?;
    let map = AreaMap {
        label: page.t("slice-map-label"),
        linked: true,
        labels: labels(&snapshot, &outlines.drawn, Vec::new()),
        ..drawn(page, &snapshot, &outlines.drawn, None)
    };
    Ok(Some(map).filter(|map| !map.shapes.is_empty()))
}

/// The county with a mark for everything in `counted`: where it lies, and how many it stands for. `label` says in words
/// what there is to see. What lies beyond the edges is left out; nothing where it is not known where anything lies.
///
/// # Errors
/// When the database can't be read.
pub async fn counted(
    house: &House,
    page: &Page,
    label: String,
    counted: impl IntoIterator<Item = (Position, usize)>,
) -> Result<Option<AreaMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let outlines = of(&house.database, &snapshot).await?;
    let mut taken = Vec::new();
    let mut marks = Vec::new();
    for (position, count) in counted {
        let Some(middle) = outlines.drawn.point(position) else { continue };
        let text = if count > 1 { page.number(count as u64) } else { String::new() };
        // Room for the number, and a look at which is larger.
        let radius = if count > 1 { 12.0 + 4.0 * text.chars().count() as f64 } else { 8.0 };
        taken.push(Taken { middle, half: (radius, radius) });
        let (x, y) = in_words(middle);
        marks.push(MapMark { x, y, radius: format!("{radius:.0}"), text });
    }
    let map = AreaMap {
        label,
        marks,
        labels: labels(&snapshot, &outlines.drawn, taken),
        ..drawn(page, &snapshot, &outlines.drawn, None)
    };
    Ok(Some(map).filter(|map| !map.shapes.is_empty()))
}

/// The county's outlines as GeoJSON, see [`outlines`].
///
/// # Errors
/// When the database can't be read.
pub async fn geo_json(house: &House) -> Result<Arc<str>, StoreError> {
    Ok(of(&house.database, &house.areas.snapshot()).await?.geo_json.clone())
}

/// The box around the county, as far as it is known where its municipalities lie.
///
/// # Errors
/// When the database can't be read.
pub async fn extent(house: &House) -> Result<Option<Extent>, StoreError> {
    Ok(of(&house.database, &house.areas.snapshot()).await?.extent)
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
    let outlines = of(&house.database, &snapshot).await?;
    let map = AreaMap {
        label: page.t_text("slice-map-here", "name", &area.name),
        pin: position.and_then(|position| outlines.drawn.point(position)).map(in_words),
        ..drawn(page, &snapshot, &outlines.drawn, here)
    };
    // Of a municipality beyond the county's border the map would show nothing.
    Ok(Some(map).filter(|map| map.shapes.iter().any(|shape| shape.here)))
}

async fn of(database: &Database, snapshot: &Arc<Snapshot>) -> Result<Arc<Outlines>, StoreError> {
    OUTLINES.of(snapshot, async || made(database, snapshot).await).await
}

async fn made(database: &Database, snapshot: &Snapshot) -> Result<Outlines, StoreError> {
    let municipalities = snapshot.municipalities();
    let ids: Vec<AreaId> = municipalities.iter().map(|area| area.id).collect();
    let boundaries = boundaries_of(database.read(), &ids).await?;
    let areas = municipalities.iter().map(|area| MapArea {
        area: area.id,
        boundary: boundaries.get(&area.id),
        position: area.position,
        is_neighbour: false,
    });
    let outlined = municipalities.iter().map(|area| Outlined {
        name: without_addition(&area.name).unwrap_or(&area.name),
        boundary: boundaries.get(&area.id),
        position: area.position,
        population: area.population,
    });
    let geo_json = outlines(&outlined.collect::<Vec<_>>());
    let positions: Vec<Position> = municipalities.iter().filter_map(|area| area.position).collect();
    let extents = boundaries.values().map(Boundary::extent).chain([Extent::of(&positions)]);
    Ok(Outlines {
        drawn: CountyMap::new(&areas.collect::<Vec<_>>()),
        geo_json: geo_json?.into(),
        extent: extents.reduce(Extent::and).filter(|extent| extent.west <= extent.east),
    })
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

/// Something on the drawn map that takes room: its middle, and half of its width and height.
#[derive(Clone, Copy)]
struct Taken {
    middle: (f64, f64),
    half: (f64, f64),
}

impl Taken {
    fn collides(&self, other: &Self) -> bool {
        (self.middle.0 - other.middle.0).abs() < self.half.0 + other.half.0
            && (self.middle.1 - other.middle.1).abs() < self.half.1 + other.half.1
    }
}

/// The names of the most populous municipalities that get neither into each other's way nor into that of what is there
/// already.
fn labels(snapshot: &Snapshot, outlines: &CountyMap, mut taken: Vec<Taken>) -> Vec<MapLabel> {
    /// A line's height and the width of a letter, in units of the view box.
    const HEIGHT: f64 = 20.0;
    const LETTER: f64 = 8.5;
    /// Where a name may stand, in units below its place.
    const PLACES: [f64; 3] = [0.0, 28.0, -28.0];
    let has_marks = !taken.is_empty();
    let mut municipalities = snapshot.municipalities();
    municipalities.sort_by_key(|area| Reverse(area.population));
    let mut labels = Vec::new();
    for area in municipalities {
        let Some(outline) = outlines.shapes.iter().find(|outline| outline.area == area.id) else { continue };
        let text = without_addition(&area.name).unwrap_or(&area.name);
        let half = (LETTER * text.chars().count() as f64 / 2.0, HEIGHT / 2.0);
        let (x, y) = outline.centre;
        let places = PLACES.into_iter().take(if has_marks { PLACES.len() } else { 1 });
        let mut free = places.map(|below| Taken { middle: (x, y + below), half });
        if let Some(place) = free.find(|place| !taken.iter().any(|other| other.collides(place))) {
            taken.push(place);
            let (x, y) = in_words(place.middle);
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
        let outlines = Kept::nothing();
        let of = async |snapshot: Arc<Snapshot>| {
            outlines.of(&snapshot, async || made(&database, &snapshot).await).await.unwrap()
        };
        assert!(of(areas.snapshot()).await.drawn.shapes.is_empty(), "no county yet");

        let write = database.write().await.unwrap();
        demo::save_demo(&write).await.unwrap();
        write.commit().await.unwrap();
        areas.refresh().await.unwrap();
        let county = of(areas.snapshot()).await;
        assert!(
            county.drawn.shapes.len() > 30 && county.drawn.shapes.iter().all(|shape| shape.path.is_some())
        );
        assert!(county.geo_json.contains("Finsterwalde") && county.geo_json.len() < 250_000);
        assert!(county.extent.is_some_and(|extent| extent.west > 12.0 && extent.east < 15.0));
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
        let labels = labels(&snapshot, &outlines.drawn, Vec::new());
        assert!(labels.len() > 5 && labels.len() < outlines.drawn.shapes.len(), "{}", labels.len());
        assert!(labels.iter().all(|label| !label.text.contains('(')), "additions are left out");
    }
}
