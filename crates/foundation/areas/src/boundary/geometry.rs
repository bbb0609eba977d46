//! Outlines on the earth: rings, polygons with holes, and the boundary of an area, which may have several (islands,
//! exclaves).

use kreisrund_kernel::{Kilometres, Position};

use super::crossing::{Crossing, crossing};

/// A ring encloses at least so many square degrees, less than a square metre; below, its points lie on one line.
const LEAST_DEGREES: f64 = 1e-11;

/// Why positions are not a ring.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NotARing {
    /// A ring needs three different points.
    #[error("a ring has {0} different points; it needs at least 3")]
    TooFewPoints(usize),
    /// All points lie on one line.
    #[error("a ring encloses nothing: all its points lie on one line")]
    NoArea,
    /// The line crosses itself.
    #[error(
        "a ring crosses itself near latitude {:.5}, longitude {:.5}; repair it first, in QGIS with “Fix geometries”",
        .0.latitude(),
        .0.longitude()
    )]
    CrossesItself(Position),
    /// Nobody can draw so many points.
    #[error(
        "a ring has {0} points, far more than are needed; simplify it first, in QGIS with “Simplify”, 10 metres"
    )]
    TooManyPoints(usize),
}

/// A hole that lies outside the ring from which it should be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hole lies outside the ring that it should be cut from")]
pub struct HoleOutside;

/// A closed line of at least three positions that does not cross itself. The first position is not repeated at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring(Vec<Position>);

impl Ring {
    /// More points than this in one ring are refused; the finest official boundaries stay below 100,000.
    pub const MOST_POINTS: usize = 200_000;

    /// The ring through `positions`. It is closed where it was not, and points given twice in a row count once.
    ///
    /// # Errors
    /// [`NotARing`].
    pub fn new(positions: Vec<Position>) -> Result<Self, NotARing> {
        let ring = Self::of_points(positions)?;
        match crossing(&ring.0) {
            Crossing::None => ring.with_area(),
            Crossing::At(position) => Err(NotARing::CrossesItself(position)),
            Crossing::TooComplicated => Err(NotARing::TooManyPoints(ring.0.len())),
        }
    }

    /// Like [`Ring::new`] for lines that were checked before, as those that come back from the database.
    pub(crate) fn unchecked(positions: Vec<Position>) -> Result<Self, NotARing> {
        Self::of_points(positions)?.with_area()
    }

    fn of_points(mut positions: Vec<Position>) -> Result<Self, NotARing> {
        if positions.len() > Self::MOST_POINTS {
            return Err(NotARing::TooManyPoints(positions.len()));
        }
        positions.dedup();
        while positions.len() > 1 && positions.first() == positions.last() {
            positions.pop();
        }
        if positions.len() < 3 { Err(NotARing::TooFewPoints(positions.len())) } else { Ok(Self(positions)) }
    }

    fn with_area(self) -> Result<Self, NotARing> {
        if self.signed_degrees().abs() < LEAST_DEGREES { Err(NotARing::NoArea) } else { Ok(self) }
    }

    /// The positions in order, the first not repeated.
    #[must_use]
    pub fn positions(&self) -> &[Position] {
        &self.0
    }

    /// Each side of the ring, the last leading back to the first position.
    pub fn sides(&self) -> impl Iterator<Item = (Position, Position)> {
        self.0.iter().copied().zip(self.0.iter().copied().cycle().skip(1))
    }

    /// Whether `position` lies within the line. On the line itself either may be said.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        let crossings = crossed_longitudes(self, position.latitude());
        crossings.filter(|longitude| *longitude > position.longitude()).count() % 2 == 1
    }

    /// The enclosed area on the ellipsoid GRS 80; negative where the positions run clockwise.
    fn signed_area_km2(&self) -> f64 {
        /// Square kilometres of a radian of longitude between the equator and the pole.
        const QUARTER: f64 = AUTHALIC_RADIUS * AUTHALIC_RADIUS;
        let strip = |(from, to): (Position, Position)| {
            let width = (to.longitude() - from.longitude()).to_radians();
            -width * f64::midpoint(authalic_sine(from.latitude()), authalic_sine(to.latitude()))
        };
        self.sides().map(strip).sum::<f64>() * QUARTER
    }

    /// What the line encloses, in square kilometres.
    pub(crate) fn area_km2(&self) -> f64 {
        self.signed_area_km2().abs()
    }

    pub(crate) fn runs_clockwise(&self) -> bool {
        self.signed_degrees() < 0.0
    }

    /// The enclosed area in square degrees; negative where the positions run clockwise.
    fn signed_degrees(&self) -> f64 {
        let Some(origin) = self.0.first() else { return 0.0 };
        let apart = |position: Position| {
            (position.longitude() - origin.longitude(), position.latitude() - origin.latitude())
        };
        let triangle = |((x, y), (then_x, then_y)): ((f64, f64), (f64, f64))| x * then_y - then_x * y;
        self.sides().map(|(from, to)| triangle((apart(from), apart(to)))).sum::<f64>() / 2.0
    }

    /// A position well inside.
    pub(crate) fn inner_position(&self) -> Option<Position> {
        widest_gap([self], Extent::of(&self.0))
    }

    fn directed(mut self, clockwise: bool) -> Self {
        if self.runs_clockwise() != clockwise {
            self.0.reverse();
        }
        self
    }
}

/// The radius in kilometres of the sphere that has the earth's surface (GRS 80).
const AUTHALIC_RADIUS: f64 = 6_371.007_181;

/// The sine of the authalic latitude: the latitude on the sphere of equal area (Snyder, Map Projections, 3-11).
fn authalic_sine(latitude: f64) -> f64 {
    /// The first eccentricity of GRS 80.
    const E: f64 = 0.081_819_191_042_816;
    let q = |sine: f64| {
        (1.0 - E * E)
            * (sine / (1.0 - (E * sine).powi(2)) - ((1.0 - E * sine) / (1.0 + E * sine)).ln() / (2.0 * E))
    };
    q(latitude.to_radians().sin()) / q(1.0)
}

/// Where the ring crosses a parallel.
fn crossed_longitudes(ring: &Ring, latitude: f64) -> impl Iterator<Item = f64> {
    let crosses =
        move |(from, to): &(Position, Position)| (from.latitude() > latitude) != (to.latitude() > latitude);
    ring.sides().filter(crosses).map(move |(from, to)| {
        let share = (latitude - from.latitude()) / (to.latitude() - from.latitude());
        from.longitude() + share * (to.longitude() - from.longitude())
    })
}

/// A ring with the holes that are cut from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    outer: Ring,
    holes: Vec<Ring>,
}

impl Polygon {
    /// The polygon within `outer` without `holes`.
    ///
    /// # Errors
    /// [`HoleOutside`] when a hole does not lie within `outer`.
    pub fn new(outer: Ring, holes: Vec<Ring>) -> Result<Self, HoleOutside> {
        let around = Extent::of(outer.positions());
        for hole in &holes {
            let inner = hole.inner_position().ok_or(HoleOutside)?;
            if !outer.contains(inner) || !around.covers(Extent::of(hole.positions())) {
                return Err(HoleOutside);
            }
        }
        // RFC 7946, 3.1.6: the outer ring runs counterclockwise, holes run clockwise.
        let holes = holes.into_iter().map(|hole| hole.directed(true)).collect();
        Ok(Self { outer: outer.directed(false), holes })
    }

    /// The line around the polygon, counterclockwise.
    #[must_use]
    pub const fn outer(&self) -> &Ring {
        &self.outer
    }

    /// The lines around its holes, clockwise.
    #[must_use]
    pub fn holes(&self) -> &[Ring] {
        &self.holes
    }

    /// The outer ring and the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.outer).chain(&self.holes)
    }

    /// The box around the polygon.
    #[must_use]
    pub fn extent(&self) -> Extent {
        Extent::of(self.outer.positions())
    }

    /// Whether `position` lies in the polygon and in none of its holes.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        self.outer.contains(position) && !self.holes.iter().any(|hole| hole.contains(position))
    }

    fn area_km2(&self) -> f64 {
        self.rings().map(Ring::signed_area_km2).sum()
    }

    /// A position well inside: the middle of the widest stretch on the parallel through the middle.
    pub(crate) fn inner_position(&self) -> Option<Position> {
        widest_gap(self.rings(), self.extent())
    }
}

fn widest_gap<'a>(rings: impl IntoIterator<Item = &'a Ring>, extent: Extent) -> Option<Position> {
    let latitude = f64::midpoint(extent.south, extent.north);
    let mut crossed: Vec<f64> =
        rings.into_iter().flat_map(|ring| crossed_longitudes(ring, latitude)).collect();
    crossed.sort_by(f64::total_cmp);
    let widest = crossed
        .chunks_exact(2)
        .filter_map(|gap| Some((*gap.first()?, *gap.last()?)))
        .max_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))?;
    Position::new(latitude, f64::midpoint(widest.0, widest.1)).ok()
}

/// The smallest box between meridians and parallels around something, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The least longitude.
    pub west: f64,
    /// The least latitude.
    pub south: f64,
    /// The greatest longitude.
    pub east: f64,
    /// The greatest latitude.
    pub north: f64,
}

impl Extent {
    /// The box around nothing, to which positions can be added.
    pub const EMPTY: Self =
        Self { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    /// The box around `positions`.
    #[must_use]
    pub fn of(positions: &[Position]) -> Self {
        positions.iter().fold(Self::EMPTY, |extent, position| extent.with(*position))
    }

    /// This box, enlarged so that it holds `position`.
    #[must_use]
    pub const fn with(self, position: Position) -> Self {
        Self {
            west: self.west.min(position.longitude()),
            south: self.south.min(position.latitude()),
            east: self.east.max(position.longitude()),
            north: self.north.max(position.latitude()),
        }
    }

    /// The box around both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether `position` lies in the box.
    #[must_use]
    pub fn contains(self, position: Position) -> bool {
        (self.west..=self.east).contains(&position.longitude())
            && (self.south..=self.north).contains(&position.latitude())
    }

    /// Whether the boxes have anything in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether `other` lies in this box.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.west <= other.west
            && other.east <= self.east
            && self.south <= other.south
            && other.north <= self.north
    }

    /// The distance between two opposite corners.
    pub(crate) fn diagonal(self) -> Kilometres {
        match (Position::new(self.south, self.west), Position::new(self.north, self.east)) {
            (Ok(one), Ok(other)) => one.distance(other),
            _ => Kilometres(0.0),
        }
    }
}

/// The boundary of an area: one polygon or, with islands and exclaves, several.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    polygons: Vec<Polygon>,
    extent: Extent,
}

impl Boundary {
    /// The boundary around `polygons`; `None` where there is none.
    #[must_use]
    pub fn new(polygons: Vec<Polygon>) -> Option<Self> {
        let extents = polygons.iter().map(Polygon::extent);
        let extent = extents.reduce(Extent::and)?;
        Some(Self { polygons, extent })
    }

    /// The polygons.
    #[must_use]
    pub fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// The box around all of it.
    #[must_use]
    pub const fn extent(&self) -> Extent {
        self.extent
    }

    /// How many points the lines have.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.polygons.iter().flat_map(Polygon::rings).map(|ring| ring.positions().len()).sum()
    }

    /// Whether `position` lies within, and not in a hole. On the line itself either may be said.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        self.extent.contains(position) && self.polygons.iter().any(|polygon| polygon.contains(position))
    }

    /// The area in square kilometres, on the ellipsoid.
    #[must_use]
    pub fn area_km2(&self) -> f64 {
        self.polygons.iter().map(Polygon::area_km2).sum()
    }

    /// A position well inside the largest polygon, for a name or a mark on a map.
    #[must_use]
    pub fn inner_position(&self) -> Option<Position> {
        let largest = self.polygons.iter().max_by(|one, other| one.area_km2().total_cmp(&other.area_km2()));
        largest.and_then(Polygon::inner_position)
    }

    /// The middle of the box around all of it.
    #[must_use]
    pub fn middle(&self) -> Option<Position> {
        let Extent { west, south, east, north } = self.extent;
        Position::new(f64::midpoint(south, north), f64::midpoint(west, east)).ok()
    }

    /// A number of decimals that all coordinates are rounded to: 5 are about a metre, 4 about 10 metres. Rings that
    /// vanish are left out; `None` where nothing stays.
    #[must_use]
    pub fn rounded(&self, decimals: i32) -> Option<Self> {
        let factor = 10_f64.powi(decimals);
        let round = |ring: &Ring| {
            let rounded = |position: &Position| {
                let round = |degrees: f64| (degrees * factor).round() / factor;
                Position::new(round(position.latitude()), round(position.longitude())).ok()
            };
            Ring::unchecked(ring.positions().iter().filter_map(rounded).collect()).ok()
        };
        let polygon = |polygon: &Polygon| {
            let holes = polygon.holes.iter().filter_map(round).collect();
            Polygon::new(round(&polygon.outer)?, holes).ok()
        };
        Self::new(self.polygons.iter().filter_map(polygon).collect())
    }
}

#[cfg(test)]
#[path = "geometry_tests.rs"]
mod tests;
