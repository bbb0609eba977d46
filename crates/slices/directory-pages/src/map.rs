//! The small map of the county's municipalities, drawn as SVG on the server: no request to anyone, no script.

use kreisrund_areas::{
    boundary::map::{CountyMap as Geometry, MapArea},
    names::without_addition,
    store::boundaries::boundaries_of,
};
use kreisrund_kernel::{AreaId, Position};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::Page;
use uuid::Uuid;

/// What stands for the place among the areas of the map.
const PIN: Uuid = Uuid::nil();

/// A map as the template draws it.
#[derive(Clone, Debug)]
pub struct CountyMap {
    /// The SVG's view box.
    pub view_box: String,
    /// What it shows, for those who don't see it.
    pub label: String,
    /// Whether the municipalities are links.
    pub linked: bool,
    /// The municipalities.
    pub shapes: Vec<MapShape>,
    /// The names that find room on it.
    pub labels: Vec<Label>,
    /// Where the pin stands.
    pub pin: Option<(String, String)>,
}

/// A municipality's name on the map.
#[derive(Clone, Debug)]
pub struct Label {
    /// The name, in short.
    pub text: String,
    /// Its middle, from the left.
    pub x: String,
    /// Its line, from above.
    pub y: String,
}

/// A municipality on the map.
#[derive(Clone, Debug)]
pub struct MapShape {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its outline; without one it is a point.
    pub path: Option<String>,
    /// Its centre, from the left.
    pub x: String,
    /// Its centre, from above.
    pub y: String,
    /// Whether the page is about it.
    pub here: bool,
}

/// The county, each municipality a link.
pub async fn county(house: &House, page: &Page) -> Result<Option<CountyMap>, StoreError> {
    let map = drawn(house, page, None, None).await?;
    let labels = labels(house, map.as_ref());
    Ok(map.map(|map| CountyMap { linked: true, labels, label: page.t("directory-map-label"), ..map }))
}

/// The county with the municipality `here` marked, and a pin at `position`.
pub async fn around(
    house: &House,
    page: &Page,
    here: Option<AreaId>,
    position: Option<Position>,
) -> Result<Option<CountyMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let Some(area) = here.and_then(|id| snapshot.area(id)) else { return Ok(None) };
    let map = drawn(house, page, Some(area.id), position).await?;
    // Of a municipality beyond the county's border the map would show nothing.
    let map = map.filter(|map| map.shapes.iter().any(|shape| shape.here));
    Ok(map.map(|map| CountyMap { label: page.t_text("directory-map-here", "name", &area.name), ..map }))
}

async fn drawn(
    house: &House,
    page: &Page,
    here: Option<AreaId>,
    position: Option<Position>,
) -> Result<Option<CountyMap>, StoreError> {
    let snapshot = house.areas.snapshot();
    let municipalities = snapshot.municipalities();
    let ids: Vec<AreaId> = municipalities.iter().map(|area| area.id).collect();
    let boundaries = boundaries_of(house.database.read(), &ids).await?;
    let municipalities = municipalities.iter().map(|area| MapArea {
        area: area.id,
        boundary: boundaries.get(&area.id),
        position: area.position,
        is_neighbour: false,
    });
    // The place is one more point on the map, kept apart by an identifier that no area has.
    let pin = MapArea { area: AreaId::from(PIN), boundary: None, position, is_neighbour: true };
    let outlines: Vec<MapArea<'_>> = municipalities.chain(position.map(|_| pin)).collect();
    let geometry = Geometry::new(&outlines);
    if geometry.shapes.is_empty() {
        return Ok(None);
    }
    let shapes = geometry.shapes.iter().filter_map(|shape| {
        let municipality = snapshot.municipality(shape.area)?;
        let (x, y) = in_words(shape.centre);
        Some(MapShape {
            name: municipality.name.clone(),
            href: page.link(&format!("/gemeinden/{}", municipality.slug)),
            path: shape.path.clone(),
            x,
            y,
            here: here == Some(shape.area),
        })
    });
    Ok(Some(CountyMap {
        view_box: geometry.view_box.clone(),
        label: String::new(),
        linked: false,
        labels: Vec::new(),
        shapes: shapes.collect(),
        pin: geometry.shapes.iter().find(|shape| shape.area.0 == PIN).map(|shape| in_words(shape.centre)),
    }))
}

/// The names of the most populous municipalities that don't get into each other's way.
fn labels(house: &House, map: Option<&CountyMap>) -> Vec<Label> {
    /// A line's height and the width of a letter, in units of the view box.
    const HEIGHT: f64 = 20.0;
    const LETTER: f64 = 8.5;
    let snapshot = house.areas.snapshot();
    let mut municipalities = snapshot.municipalities();
    municipalities.sort_by_key(|area| std::cmp::Reverse(area.population));
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let mut labels = Vec::new();
    for area in municipalities {
        let Some(municipality) = snapshot.municipality(area.id) else { continue };
        let shape = map.into_iter().flat_map(|map| &map.shapes).find(|shape| shape.name == municipality.name);
        let Some(shape) = shape else { continue };
        let text = without_addition(&area.name).unwrap_or(&area.name);
        let (Ok(x), Ok(y)) = (shape.x.parse::<f64>(), shape.y.parse::<f64>()) else { continue };
        let half = LETTER * text.chars().count() as f64 / 2.0;
        let collides = |(other_x, other_y, other_half): &(f64, f64, f64)| {
            (x - other_x).abs() < half + other_half && (y - other_y).abs() < HEIGHT
        };
        if !taken.iter().any(collides) {
            taken.push((x, y, half));
            labels.push(Label { text: text.to_owned(), x: shape.x.clone(), y: shape.y.clone() });
        }
    }
    labels
}

fn in_words((x, y): (f64, f64)) -> (String, String) {
    (format!("{x:.1}"), format!("{y:.1}"))
}
