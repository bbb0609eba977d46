//! Leaves out points that nobody sees (Douglas and Peucker 1973), so that a municipality's boundary stays small.
//!
//! Lines are cut where three or more meet, and each piece is simplified in one direction, whichever ring it comes from:
//! two neighbours keep their common line to the point, and no gap opens between them.

use std::collections::HashMap;

use kreisrund_kernel::Position;

use super::geometry::{Boundary, Polygon, Ring};

/// No point of the original lies farther from the simplified line than so many metres. On a map of a county that is a
/// fraction of a pixel.
pub const TOLERANCE_METRES: f64 = 20.0;

/// Coordinates are rounded to so many decimals, about a metre.
const DECIMALS: i32 = 5;

/// A place on a grid of 10⁻⁵ degrees: longitude and latitude.
type Point = (i32, i32);

/// Knows where lines meet.
#[derive(Debug)]
pub(super) struct Simplifier {
    tolerance_metres: f64,
    neighbours: HashMap<Point, Neighbours>,
}

#[derive(Debug)]
struct Neighbours {
    /// The points before and behind, in ascending order.
    pair: (Point, Point),
    /// Whether another line goes on to other points from here.
    is_meeting: bool,
}

impl Simplifier {
    /// One that leaves out points within so many metres of the simplified line.
    pub(super) fn with_tolerance(tolerance_metres: f64) -> Self {
        Self { tolerance_metres, neighbours: HashMap::new() }
    }

    /// Takes in a ring that is going to be simplified.
    pub(super) fn learn(&mut self, ring: &[Position]) {
        for (point, pair) in with_neighbours(&on_grid(ring)) {
            let known = self.neighbours.entry(point).or_insert(Neighbours { pair, is_meeting: false });
            known.is_meeting |= known.pair != pair;
        }
    }

    /// Takes in a ring that only touches such rings.
    pub(super) fn learn_meetings(&mut self, ring: &[Position]) {
        for (point, pair) in with_neighbours(&on_grid(ring)) {
            if let Some(known) = self.neighbours.get_mut(&point) {
                known.is_meeting |= known.pair != pair;
            }
        }
    }

    /// The boundary with fewer points. Rings that would vanish or cross themselves stay as they are.
    pub(super) fn simplified(&self, boundary: &Boundary) -> Boundary {
        let ring = |ring: &Ring| {
            let positions = self.simplified_ring(&on_grid(ring.positions())).into_iter().filter_map(off_grid);
            Ring::new(positions.collect()).unwrap_or_else(|_| ring.clone())
        };
        let polygon = |polygon: &Polygon| {
            let holes = polygon.holes().iter().map(ring).collect();
            Polygon::new(ring(polygon.outer()), holes).unwrap_or_else(|_| polygon.clone())
        };
        Boundary::new(boundary.polygons().iter().map(polygon).collect()).unwrap_or_else(|| boundary.clone())
    }

    fn simplified_ring(&self, ring: &[Point]) -> Vec<Point> {
        let is_meeting = |point: &Point| self.neighbours.get(point).is_some_and(|known| known.is_meeting);
        // A ring that meets no other is cut at its westernmost point: anything that does not depend on where it begins.
        let westernmost = || (0..ring.len()).min_by_key(|index| ring.get(*index));
        let Some(start) = ring.iter().position(is_meeting).or_else(westernmost) else { return Vec::new() };
        let closed = ring.iter().cycle().skip(start).take(ring.len() + 1);
        let mut simplified = Vec::new();
        let mut piece: Vec<Point> = Vec::new();
        for point in closed {
            piece.push(*point);
            if piece.len() > 1 && is_meeting(point) {
                append(&mut simplified, &piece, self.tolerance_metres);
                piece = vec![*point];
            }
        }
        append(&mut simplified, &piece, self.tolerance_metres);
        simplified
    }
}

fn append(line: &mut Vec<Point>, piece: &[Point], tolerance: f64) {
    let simplified = simplified_piece(piece, tolerance);
    // Its end is the beginning of the next one.
    line.extend(simplified.split_last().map(|(_, but_last)| but_last).unwrap_or_default());
}

fn on_grid(ring: &[Position]) -> Vec<Point> {
    let factor = 10_f64.powi(DECIMALS);
    let mut points: Vec<Point> = ring
        .iter()
        .map(|at| ((at.longitude() * factor).round() as i32, (at.latitude() * factor).round() as i32))
        .collect();
    points.dedup();
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

fn off_grid(point: Point) -> Option<Position> {
    let factor = 10_f64.powi(DECIMALS);
    Position::new(f64::from(point.1) / factor, f64::from(point.0) / factor).ok()
}

fn with_neighbours(ring: &[Point]) -> impl Iterator<Item = (Point, (Point, Point))> {
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    let behind = ring.iter().cycle().skip(1);
    let pairs = before.zip(behind).map(|(one, other)| (*one.min(other), *one.max(other)));
    ring.iter().copied().zip(pairs)
}

/// The piece in the direction that does not depend on the ring it comes from, simplified, and turned back.
fn simplified_piece(piece: &[Point], tolerance: f64) -> Vec<Point> {
    let (ahead, back) = (piece.iter(), piece.iter().rev());
    if back.lt(ahead) {
        let mut turned: Vec<Point> = piece.iter().rev().copied().collect();
        turned = simplified_ahead(&turned, tolerance);
        turned.reverse();
        turned
    } else {
        simplified_ahead(piece, tolerance)
    }
}

fn simplified_ahead(piece: &[Point], tolerance: f64) -> Vec<Point> {
    let mut keep = vec![false; piece.len()];
    for end in [0, piece.len().saturating_sub(1)] {
        if let Some(keep) = keep.get_mut(end) {
            *keep = true;
        }
    }
    let mut open = vec![(0, piece.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let Some((farthest, distance)) = farthest(piece, from, to) else { continue };
        // Of a piece that returns to its beginning the farthest point always stays.
        if distance > tolerance || piece.get(from) == piece.get(to) {
            if let Some(keep) = keep.get_mut(farthest) {
                *keep = true;
            }
            open.extend([(from, farthest), (farthest, to)]);
        }
    }
    piece.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// The point between two others that lies farthest from the line between them, and how far in metres.
fn farthest(piece: &[Point], from: usize, to: usize) -> Option<(usize, f64)> {
    let (start, end) = (*piece.get(from)?, *piece.get(to)?);
    let between = piece.get(from + 1..to)?;
    let distances = between.iter().map(|point| metres_from_line(*point, start, end));
    (from + 1..).zip(distances).max_by(|(_, one), (_, other)| one.total_cmp(other))
}

fn metres_from_line(point: Point, start: Point, end: Point) -> f64 {
    /// Metres of one step of the grid on a meridian.
    const STEP: f64 = 1.112;
    let shrink = (f64::from(start.1) / 10_f64.powi(DECIMALS)).to_radians().cos();
    let apart =
        |from: Point, to: Point| (f64::from(to.0 - from.0) * shrink * STEP, f64::from(to.1 - from.1) * STEP);
    let ((x, y), (line_x, line_y)) = (apart(start, point), apart(start, end));
    let length = line_x.mul_add(line_x, line_y * line_y);
    let share = if length > 0.0 { (x.mul_add(line_x, y * line_y) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * line_x).hypot(y - share * line_y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn boundary(ring: Vec<Position>) -> Boundary {
        Boundary::new(vec![Polygon::new(Ring::new(ring).unwrap(), vec![]).unwrap()]).unwrap()
    }

    /// Two neighbours with a winding line between them, and what stays of each.
    fn neighbours(winding: &[f64]) -> [(Boundary, Boundary); 2] {
        let count = f64::from(u32::try_from(winding.len()).unwrap());
        let line: Vec<Position> = (1_u32..)
            .zip(winding)
            .map(|(number, aside)| at(51.0 + f64::from(number) / (count + 1.0) / 10.0, 13.1 + aside))
            .collect();
        let mut west = vec![at(51.0, 13.0), at(51.0, 13.1)];
        west.extend(&line);
        west.extend([at(51.1, 13.1), at(51.1, 13.0)]);
        let mut east = vec![at(51.0, 13.2), at(51.1, 13.2), at(51.1, 13.1)];
        east.extend(line.iter().rev());
        east.push(at(51.0, 13.1));
        let rings = [west, east];
        let mut simplifier = Simplifier::with_tolerance(TOLERANCE_METRES);
        rings.iter().for_each(|ring| simplifier.learn(ring));
        rings.map(|ring| {
            let original = boundary(ring);
            let simplified = simplifier.simplified(&original);
            (original, simplified)
        })
    }

    proptest! {
        #[test]
        fn neighbours_keep_their_common_line(winding in prop::collection::vec(-0.0009..0.0009_f64, 0..80)) {
            let [west, east] = neighbours(&winding);
            let total: f64 = [&west, &east].map(|(_, simplified)| simplified.area_km2()).iter().sum();
            let whole = boundary(vec![at(51.0, 13.0), at(51.0, 13.2), at(51.1, 13.2), at(51.1, 13.0)]);
            prop_assert!((total - whole.area_km2()).abs() < 1e-6, "neither a gap nor an overlap");
            for (original, simplified) in [west, east] {
                prop_assert!(simplified.point_count() <= original.point_count());
                let lines = simplified.polygons()[0].outer();
                let lines: Vec<(Point, Point)> = lines
                    .sides()
                    .map(|(from, to)| (on_grid(&[from])[0], on_grid(&[to])[0]))
                    .collect();
                for point in on_grid(original.polygons()[0].outer().positions()) {
                    let distances = lines.iter().map(|(from, to)| metres_from_line(point, *from, *to));
                    prop_assert!(distances.fold(f64::INFINITY, f64::min) <= TOLERANCE_METRES + 0.1);
                }
            }
        }
    }

    #[test]
    fn it_does_not_matter_where_a_ring_begins_or_which_way_it_runs() {
        let ring: Vec<Position> = (0..200)
            .map(|number| {
                let angle = f64::from(number) / 200.0 * std::f64::consts::TAU;
                at(51.0 + 0.01 * angle.sin(), 13.0 + 0.01 * angle.cos())
            })
            .collect();
        let simplified = |ring: &[Position]| {
            let mut simplifier = Simplifier::with_tolerance(TOLERANCE_METRES);
            simplifier.learn(ring);
            let mut points = simplifier.simplified_ring(&on_grid(ring));
            points.sort_unstable();
            points
        };
        let expected = simplified(&ring);
        assert!((8..60).contains(&expected.len()), "{}", expected.len());
        let mut turned = ring.clone();
        turned.rotate_left(77);
        assert_eq!(simplified(&turned), expected);
        turned.reverse();
        assert_eq!(simplified(&turned), expected);
    }

    #[test]
    fn an_island_that_would_vanish_stays() {
        let island = vec![at(51.0, 13.0), at(51.0, 13.000_1), at(51.000_1, 13.000_05)];
        let original = boundary(island);
        assert_eq!(Simplifier::with_tolerance(TOLERANCE_METRES).simplified(&original), original);
    }
}
