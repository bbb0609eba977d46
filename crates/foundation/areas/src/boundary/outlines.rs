//! The outlines of areas for a map that people move and zoom: one GeoJSON document (RFC 7946), small enough to be sent to
//! a telephone.
//!
//! Areas are simplified together, so that two neighbours keep their common line to the point. What is the line of one
//! area alone is the border of them all, which is drawn stronger.

use std::collections::HashMap;

use kreisrund_kernel::Position;
use serde::Serialize;

use super::{
    Boundary, Extent,
    geometry::{Polygon, Ring},
    simplify::Simplifier,
};

/// How far a line may be from where it runs: a few pixels where streets become visible.
const TOLERANCE_METRES: f64 = 30.0;

/// Coordinates have so many decimals, about ten metres.
const DECIMALS: i32 = 4;

/// An area to outline.
#[derive(Clone, Debug)]
pub struct Outlined<'a> {
    /// What to call it on the map.
    pub name: &'a str,
    /// Its boundary, where one is stored.
    pub boundary: Option<&'a Boundary>,
    /// Where its name belongs.
    pub position: Option<Position>,
    /// How many people live there, which decides whose name comes first.
    pub population: Option<u64>,
}

/// The document.
#[derive(Serialize)]
#[serde(tag = "type")]
enum Document {
    FeatureCollection { bbox: Option<[f64; 4]>, features: Vec<Feature> },
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Feature {
    Feature { properties: Properties, geometry: Option<Geometry> },
}

#[derive(Serialize)]
struct Properties {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where the name belongs: longitude, latitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u64>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Geometry {
    MultiPolygon { coordinates: Vec<Vec<Vec<[f64; 2]>>> },
    MultiLineString { coordinates: Vec<Vec<[f64; 2]>> },
}

/// A point in units of the last decimal: longitude and latitude.
type Point = (i64, i64);

/// The outlines of `areas` as GeoJSON: a feature of the kind `area` for each, the most populous first, and one of the kind
/// `border` around them all.
///
/// # Errors
/// When the document can't be written, which would be a fault of ours.
pub fn outlines(areas: &[Outlined<'_>]) -> Result<String, serde_json::Error> {
    let mut simplifier = Simplifier::with_tolerance(TOLERANCE_METRES);
    let rings = |boundary: &Boundary| {
        boundary.polygons().iter().flat_map(Polygon::rings).map(|ring| ring.positions().to_vec()).collect()
    };
    for boundary in areas.iter().filter_map(|area| area.boundary) {
        let rings: Vec<Vec<Position>> = rings(boundary);
        rings.iter().for_each(|ring| simplifier.learn(ring));
    }
    let mut areas: Vec<(&Outlined<'_>, Option<Boundary>)> = areas
        .iter()
        .map(|area| (area, area.boundary.map(|boundary| simplifier.simplified(boundary))))
        .collect();
    areas.sort_by_key(|(area, _)| std::cmp::Reverse(area.population));
    let all = areas.iter().filter_map(|(_, boundary)| boundary.as_ref());
    let polygons = all.clone().flat_map(Boundary::polygons);
    let border = border(&polygons.flat_map(Polygon::rings).collect::<Vec<_>>());
    let extent = all.map(Boundary::extent).reduce(Extent::and);
    let mut features: Vec<Feature> =
        areas.iter().map(|(area, shape)| feature(area, shape.as_ref())).collect();
    if !border.is_empty() {
        let coordinates = border.iter().map(|line| line.iter().copied().map(degrees).collect()).collect();
        features.push(Feature::Feature {
            properties: Properties { kind: "border", name: None, at: None, population: None },
            geometry: Some(Geometry::MultiLineString { coordinates }),
        });
    }
    let bbox = extent.map(|extent| [extent.west, extent.south, extent.east, extent.north]);
    serde_json::to_string(&Document::FeatureCollection { bbox, features })
}

fn feature(area: &Outlined<'_>, shape: Option<&Boundary>) -> Feature {
    let coordinates = |shape: &Boundary| {
        let polygon = |polygon: &Polygon| polygon.rings().map(|ring| closed(ring.positions())).collect();
        shape.polygons().iter().map(polygon).collect()
    };
    let inside = |at: &Position| area.boundary.is_none_or(|boundary| boundary.contains(*at));
    let at = area.position.filter(inside).or_else(|| area.boundary.and_then(Boundary::inner_position));
    Feature::Feature {
        properties: Properties {
            kind: "area",
            name: Some(area.name.to_owned()),
            at: at.map(|at| degrees(point(at))),
            population: area.population,
        },
        geometry: shape.map(|shape| Geometry::MultiPolygon { coordinates: coordinates(shape) }),
    }
}

/// The lines that belong to one ring alone.
fn border(rings: &[&Ring]) -> Vec<Vec<Point>> {
    let sides = |ring: &&Ring| -> Vec<(Point, Point)> {
        let sides = ring.sides().map(|(from, to)| (point(from), point(to)));
        sides.filter(|(from, to)| from != to).collect()
    };
    let mut counted: HashMap<(Point, Point), usize> = HashMap::new();
    for (from, to) in rings.iter().flat_map(sides) {
        *counted.entry((from.min(to), from.max(to))).or_default() += 1;
    }
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for ring in rings {
        let mut goes_on = false;
        for (from, to) in sides(ring) {
            let is_outside = counted.get(&(from.min(to), from.max(to))) == Some(&1);
            match lines.last_mut().filter(|_| goes_on && is_outside) {
                Some(line) => line.push(to),
                None if is_outside => lines.push(vec![from, to]),
                None => {}
            }
            goes_on = is_outside;
        }
    }
    lines
}

fn closed(ring: &[Position]) -> Vec<[f64; 2]> {
    let mut points: Vec<Point> = ring.iter().copied().map(point).collect();
    points.dedup();
    if points.first() != points.last() {
        points.extend(points.first().copied());
    }
    points.into_iter().map(degrees).collect()
}

fn point(at: Position) -> Point {
    let units = |degrees: f64| (degrees * 10_f64.powi(DECIMALS)).round() as i64;
    (units(at.longitude()), units(at.latitude()))
}

fn degrees((longitude, latitude): Point) -> [f64; 2] {
    let degrees = |units: i64| units as f64 / 10_f64.powi(DECIMALS);
    [degrees(longitude), degrees(latitude)]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde_json::Value;

    use super::*;

    fn square(west: f64, south: f64) -> Boundary {
        let at = |east: f64, north: f64| Position::new(south + north, west + east).unwrap();
        let ring = Ring::new(vec![at(0.0, 0.0), at(0.1, 0.0), at(0.1, 0.1), at(0.0, 0.1)]).unwrap();
        Boundary::new(vec![Polygon::new(ring, Vec::new()).unwrap()]).unwrap()
    }

    #[test]
    fn the_common_line_of_two_neighbours_is_no_border() {
        let (one, other) = (square(13.0, 51.0), square(13.1, 51.0));
        let area = |name, boundary, population| Outlined {
            name,
            boundary: Some(boundary),
            position: None,
            population,
        };
        let areas = [area("Kleinow", &one, Some(10)), area("Großow", &other, Some(99))];
        let document: Value = serde_json::from_str(&outlines(&areas).unwrap()).unwrap();
        let features = document["features"].as_array().unwrap();
        let names: Vec<&Value> = features.iter().map(|feature| &feature["properties"]["name"]).collect();
        assert_eq!(
            names,
            [&Value::from("Großow"), &Value::from("Kleinow"), &Value::Null],
            "the largest first"
        );
        assert_eq!(
            features[0]["geometry"]["coordinates"][0][0].as_array().unwrap().len(),
            5,
            "rings are closed"
        );

        let lines = features[2]["geometry"]["coordinates"].as_array().unwrap();
        let sides: usize = lines.iter().map(|line| line.as_array().unwrap().len() - 1).sum();
        assert_eq!(sides, 6, "three sides of each square: {lines:?}");
        assert_eq!(document["bbox"][0], 13.0);
        assert_eq!(document["bbox"][2], 13.2);
    }

    #[test]
    fn without_areas_the_document_is_empty() {
        let document: Value = serde_json::from_str(&outlines(&[]).unwrap()).unwrap();
        assert_eq!(document["features"], Value::Array(Vec::new()));
        assert_eq!(document["bbox"], Value::Null);
    }

    #[test]
    fn an_area_without_boundary_has_its_name_alone() {
        let position = Position::new(51.5, 13.5).ok();
        let areas = [Outlined { name: "Punktow", boundary: None, position, population: None }];
        let document: Value = serde_json::from_str(&outlines(&areas).unwrap()).unwrap();
        let feature = &document["features"][0];
        assert_eq!(feature["geometry"], Value::Null);
        assert_eq!(feature["properties"]["at"], serde_json::json!([13.5, 51.5]));
    }
}
