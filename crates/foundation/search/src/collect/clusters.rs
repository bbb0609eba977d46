//! Hits gathered by the cells of a grid on the map.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
    f64::consts::PI,
};

use kreisrund_kernel::Position;

use super::Candidate;
use crate::query::{Bounds, Grid, MOST_AT_A_SPOT};

/// The width of the whole earth at zoom 0, in pixels.
const EARTH: f64 = 256.0;
/// The width of a cell, in pixels: what is nearer would stand in one another's way.
const CELL: f64 = 64.0;
/// The nearest look.
const NEAREST: u8 = 22;
/// The latitude at which the square map ends.
const EDGE: f64 = 85.051_128;

/// The clusters of a map as they fill.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clusters {
    /// The scale of the map in cells, and the first and last column and row that are asked for.
    asked: Option<(f64, [i64; 2], [i64; 2])>,
    cells: BTreeMap<(i64, i64), Gathered>,
    pub unplaced: usize,
}

/// Hits in one cell.
#[derive(Clone, Debug)]
pub(crate) struct Gathered {
    pub total: usize,
    latitudes: f64,
    longitudes: f64,
    pub bounds: Bounds,
    /// The first hits, as long as all lie at one spot.
    pub here: Vec<Candidate>,
}

impl Clusters {
    pub fn of(grid: Option<Grid>) -> Self {
        let asked = grid.map(|grid| {
            let scale = EARTH * f64::from(grid.zoom.min(NEAREST)).exp2() / CELL;
            let Bounds { south, west, north, east } = grid.bounds;
            let (left, top) = cell(scale, north, west);
            let (right, bottom) = cell(scale, south, east);
            (scale, [left, right], [top, bottom])
        });
        Self { asked, ..Self::default() }
    }

    /// Notes `total` hits at `position`, of which those that come soonest are `here`.
    pub fn note(&mut self, position: Option<Position>, total: usize, here: Vec<Candidate>) {
        let Some((scale, columns, rows)) = self.asked else { return };
        let Some(position) = position else {
            self.unplaced += total;
            return;
        };
        let (column, row) = cell(scale, position.latitude(), position.longitude());
        let lies_in = |[first, last]: [i64; 2], index: i64| (first..=last).contains(&index);
        if !lies_in(columns, column) || !lies_in(rows, row) {
            return;
        }
        let more = Gathered::at(position, total, here);
        match self.cells.entry((column, row)) {
            Entry::Vacant(vacant) => {
                vacant.insert(more);
            }
            Entry::Occupied(mut known) => known.get_mut().add(more),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.unplaced += other.unplaced;
        for (cell, more) in other.cells {
            match self.cells.entry(cell) {
                Entry::Vacant(vacant) => {
                    vacant.insert(more);
                }
                Entry::Occupied(mut known) => known.get_mut().add(more),
            }
        }
    }

    /// The clusters, the largest first. Those whose middles are nearer to one another than a cell is wide become one.
    pub fn finish(self) -> Vec<Gathered> {
        let Some((scale, ..)) = self.asked else { return Vec::new() };
        let mut all: Vec<Gathered> = self.cells.into_values().collect();
        all.sort_by_key(|gathered| Reverse(gathered.total));
        let mut apart: Vec<Gathered> = Vec::new();
        let mut taken: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for gathered in all {
            let (x, y) = gathered.middle(scale);
            let (column, row) = (x.floor() as i64, y.floor() as i64);
            let neighbours = (column - 1..=column + 1).flat_map(|column| {
                let rows = row - 1..=row + 1;
                rows.filter_map(|row| taken.get(&(column, row))).flatten().copied().collect::<Vec<_>>()
            });
            let distance = |index: usize| {
                let (to_x, to_y) = apart[index].middle(scale);
                (to_x - x).hypot(to_y - y)
            };
            let nearest = neighbours.min_by(|one, other| distance(*one).total_cmp(&distance(*other)));
            match nearest.filter(|index| distance(*index) < NEAR) {
                // The larger one stays where it is, so that what was compared with it stays true.
                Some(index) => apart[index].add(gathered),
                None => {
                    taken.entry((column, row)).or_default().push(apart.len());
                    apart.push(gathered);
                }
            }
        }
        apart.sort_by_key(|gathered| Reverse(gathered.total));
        apart
    }
}

/// Middles of two clusters that are nearer to one another than so much of a cell's width hide one another.
const NEAR: f64 = 0.7;

impl Gathered {
    /// `total` hits at `position`.
    fn at(position: Position, total: usize, here: Vec<Candidate>) -> Self {
        let count = total as f64;
        let (latitudes, longitudes) = (position.latitude() * count, position.longitude() * count);
        Self { total, latitudes, longitudes, bounds: Bounds::of(position), here }
    }

    fn add(&mut self, more: Self) {
        self.total += more.total;
        self.latitudes += more.latitudes;
        self.longitudes += more.longitudes;
        self.bounds = self.bounds.and(more.bounds);
        if self.bounds.is_point() {
            self.here.extend(more.here);
            self.here.sort_by_key(soonest);
            self.here.truncate(MOST_AT_A_SPOT);
        } else {
            self.here.clear();
        }
    }

    pub fn position(&self) -> Option<Position> {
        let count = self.total as f64;
        // A mean of equal numbers may differ from them in the last digit.
        let within = |mean: f64, least: f64, most: f64| mean.clamp(least, most);
        Position::new(
            within(self.latitudes / count, self.bounds.south, self.bounds.north),
            within(self.longitudes / count, self.bounds.west, self.bounds.east),
        )
        .ok()
    }

    /// The middle, in cells from the map's left upper corner.
    fn middle(&self, scale: f64) -> (f64, f64) {
        let count = self.total as f64;
        point(scale, self.latitudes / count, self.longitudes / count)
    }
}

/// By what the hits of a spot are ordered: what comes soonest stands first; the record decides where two come at once.
fn soonest(candidate: &Candidate) -> (i64, (u64, u64)) {
    (candidate.start, candidate.id)
}

/// Where a position lies on the map, in cells from its left upper corner.
fn point(scale: f64, latitude: f64, longitude: f64) -> (f64, f64) {
    let latitude = latitude.clamp(-EDGE, EDGE).to_radians();
    let x = (longitude + 180.0) / 360.0;
    let y = (1.0 - latitude.tan().asinh() / PI) / 2.0;
    (x * scale, y * scale)
}

fn cell(scale: f64, latitude: f64, longitude: f64) -> (i64, i64) {
    let (x, y) = point(scale, latitude, longitude);
    (x.floor() as i64, y.floor() as i64)
}
