//! The geometry of a small map of the county that the server draws as SVG: outlines as path data in a view box, and a
//! point for each area, also for those without a boundary.
//!
//! Longitudes are shrunk by the cosine of the middle latitude, so that the county has its right proportions (an
//! equirectangular projection; across a county the error stays below a line's width). Coordinates have one decimal.

use std::fmt::Write;

use kreisrund_kernel::{AreaId, Position};

use super::{Boundary, Extent, geometry::Polygon, simplify::Simplifier};

/// The width of the view box, margins included; its height follows from the county's proportions.
pub const WIDTH: f64 = 600.0;

/// The margin on each side.
const MARGIN: f64 = 12.0;

/// A county is never drawn higher than this; one that reaches far from north to south becomes narrower.
const MOST_HEIGHT: f64 = 900.0;

/// A map of less than this would show nothing but one point: about 5 km.
const LEAST_DEGREES: f64 = 0.05;

/// An area to draw.
#[derive(Clone, Copy, Debug)]
pub struct MapArea<'a> {
    /// The area.
    pub area: AreaId,
    /// Its boundary, where one is stored.
    pub boundary: Option<&'a Boundary>,
    /// Where it lies, from the official list.
    pub position: Option<Position>,
    /// Whether it lies around the county rather than in it: drawn faintly, and cut off at the view box.
    pub is_neighbour: bool,
}

/// A map, ready for a template.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountyMap {
    /// The value of the attribute `viewBox`: “0 0 600 412.3”.
    pub view_box: String,
    /// The width in units of the view box.
    pub width: f64,
    /// The height in units of the view box.
    pub height: f64,
    /// Neighbours first, so that the county's lines lie over theirs; otherwise in the order given.
    pub shapes: Vec<Shape>,
    frame: Option<Frame>,
}

/// An area on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The area.
    pub area: AreaId,
    /// The value of a path's attribute `d`; `None` for an area without a boundary, which is drawn as a point. Draw it with
    /// `fill-rule="evenodd"`.
    pub path: Option<String>,
    /// Where a mark or a name belongs: x to the right, y down.
    pub centre: (f64, f64),
    /// Whether it is to be drawn faintly.
    pub is_neighbour: bool,
}

impl CountyMap {
    /// The map of `areas`. The county's own areas fill it; of the neighbours those are there that reach into it. Areas
    /// with neither boundary nor position are left out; without any area the map is empty.
    #[must_use]
    pub fn new(areas: &[MapArea<'_>]) -> Self {
        let own = areas.iter().filter(|area| !area.is_neighbour).map(extent);
        let Some(extent) = own.reduce(Extent::and).filter(|extent| extent.west <= extent.east) else {
            return Self::default();
        };
        let frame = Frame::around(extent);
        let mut simplifier = Simplifier::with_tolerance(frame.metres_of_half_a_unit());
        for boundary in areas.iter().filter_map(|area| area.boundary) {
            for ring in boundary.polygons().iter().flat_map(Polygon::rings) {
                simplifier.learn(ring.positions());
            }
        }
        let mut shapes: Vec<Shape> = areas
            .iter()
            .filter(|area| !area.is_neighbour || self::extent(area).meets(frame.extent()))
            .filter_map(|area| frame.shape(area, &simplifier))
            .collect();
        shapes.sort_by_key(|shape| !shape.is_neighbour);
        let (width, height) = (rounded(frame.width), rounded(frame.height));
        Self { view_box: format!("0 0 {width} {height}"), width, height, shapes, frame: Some(frame) }
    }

    /// Where `position` is on the map: x to the right, y down, in units of the view box. `None` beyond its edges.
    #[must_use]
    pub fn point(&self, position: Position) -> Option<(f64, f64)> {
        let frame = self.frame.as_ref()?;
        let (x, y) = frame.point(position);
        let is_inside = (0.0..=frame.width).contains(&x) && (0.0..=frame.height).contains(&y);
        is_inside.then(|| (rounded(x), rounded(y)))
    }
}

fn extent(area: &MapArea<'_>) -> Extent {
    let own = area.boundary.map_or(Extent::EMPTY, Boundary::extent);
    // A boundary says better than a centre, which may lie outside of it.
    match (area.boundary, area.position) {
        (None, Some(position)) => own.with(position),
        _ => own,
    }
}

/// From degrees to units of the view box.
#[derive(Clone, Debug, PartialEq)]
struct Frame {
    west: f64,
    north: f64,
    /// Units of a degree of latitude.
    scale: f64,
    /// Units of a degree of longitude.
    across: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn around(extent: Extent) -> Self {
        let widened = |least: f64, greatest: f64, by: f64| {
            let missing = (by - (greatest - least)).max(0.0) / 2.0;
            (least - missing, greatest + missing)
        };
        let (south, north) = widened(extent.south, extent.north, LEAST_DEGREES);
        let shrink = f64::midpoint(south, north).to_radians().cos();
        let (west, east) = widened(extent.west, extent.east, LEAST_DEGREES / shrink);
        let room = |size: f64| size - 2.0 * MARGIN;
        let scale = (room(WIDTH) / ((east - west) * shrink)).min(room(MOST_HEIGHT) / (north - south));
        Self {
            west,
            north,
            scale,
            across: scale * shrink,
            width: (east - west) * shrink * scale + 2.0 * MARGIN,
            height: (north - south) * scale + 2.0 * MARGIN,
        }
    }

    /// All that the view box shows.
    fn extent(&self) -> Extent {
        let (west, north) = (self.west - MARGIN / self.across, self.north + MARGIN / self.scale);
        Extent { west, north, east: west + self.width / self.across, south: north - self.height / self.scale }
    }

    fn metres_of_half_a_unit(&self) -> f64 {
        const METRES_OF_A_DEGREE: f64 = 111_195.0;
        METRES_OF_A_DEGREE / self.scale / 2.0
    }

    fn point(&self, position: Position) -> (f64, f64) {
        let x = (position.longitude() - self.west) * self.across + MARGIN;
        (x, (self.north - position.latitude()) * self.scale + MARGIN)
    }

    fn shape(&self, area: &MapArea<'_>, simplifier: &Simplifier) -> Option<Shape> {
        let inside = |position: &Position| area.boundary.is_none_or(|boundary| boundary.contains(*position));
        let inner = || area.boundary.and_then(Boundary::inner_position);
        let (x, y) = self.point(area.position.filter(inside).or_else(inner)?);
        Some(Shape {
            area: area.area,
            path: area.boundary.map(|boundary| self.path(&simplifier.simplified(boundary))),
            centre: (rounded(x), rounded(y)),
            is_neighbour: area.is_neighbour,
        })
    }

    /// Path data in tenths of a unit from point to point: `M12.3 45.6l7.8-9z`.
    fn path(&self, boundary: &Boundary) -> String {
        let mut path = String::new();
        for ring in boundary.polygons().iter().flat_map(Polygon::rings) {
            let mut points: Vec<(i64, i64)> =
                ring.positions().iter().map(|position| tenths(self.point(*position))).collect();
            points.dedup();
            // Also of an island smaller than a unit something stays to see.
            let mut before = (0, 0);
            for (number, (x, y)) in points.into_iter().enumerate() {
                let command = match number {
                    0 => "M",
                    1 => "l",
                    _ => "",
                };
                path += command;
                append(&mut path, x - before.0, number < 2);
                append(&mut path, y - before.1, false);
                before = (x, y);
            }
            path += "z";
        }
        path
    }
}

/// Appends a number of tenths as briefly as SVG allows: a minus sign needs no space before it.
fn append(path: &mut String, tenths: i64, is_first: bool) {
    if !is_first && tenths >= 0 {
        path.push(' ');
    }
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    // Writing to a string can't fail.
    let _ = if tenth == 0 { write!(path, "{sign}{whole}") } else { write!(path, "{sign}{whole}.{tenth}") };
}

fn tenths((x, y): (f64, f64)) -> (i64, i64) {
    ((x * 10.0).round() as i64, (y * 10.0).round() as i64)
}

fn rounded(units: f64) -> f64 {
    (units * 10.0).round() / 10.0
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
