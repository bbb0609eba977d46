use super::*;
use proptest::prelude::*;

pub(crate) fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn square(south: f64, west: f64, size: f64) -> Ring {
    Ring::new(vec![
        at(south, west),
        at(south, west + size),
        at(south + size, west + size),
        at(south + size, west),
    ])
    .unwrap()
}

#[test]
fn a_ring_is_closed_and_counts_repeated_points_once() {
    let (a, b, c) = (at(51.0, 13.0), at(51.0, 13.1), at(51.1, 13.0));
    let ring = Ring::new(vec![a, a, b, c, c, a]).unwrap();
    assert_eq!(ring.positions(), [a, b, c]);
    assert_eq!(ring, Ring::new(vec![a, b, c]).unwrap());
}

#[test]
fn what_is_no_ring_is_refused() {
    let (a, b, c, d) = (at(51.0, 13.0), at(51.0, 13.1), at(51.1, 13.0), at(51.1, 13.1));
    assert_eq!(Ring::new(vec![]), Err(NotARing::TooFewPoints(0)));
    assert_eq!(Ring::new(vec![a, b, a]), Err(NotARing::TooFewPoints(2)));
    assert_eq!(Ring::new(vec![a, b, at(51.0, 13.05)]), Err(NotARing::NoArea));
    assert!(matches!(Ring::new(vec![a, d, b, c]), Err(NotARing::CrossesItself(_))));
    let many = vec![a; Ring::MOST_POINTS + 1];
    assert_eq!(Ring::new(many), Err(NotARing::TooManyPoints(Ring::MOST_POINTS + 1)));
}

#[test]
fn a_ring_may_touch_itself() {
    let waist = at(51.05, 13.05);
    let ring = vec![at(51.0, 13.0), at(51.0, 13.1), waist, at(51.1, 13.1), at(51.1, 13.0), waist];
    assert!(Ring::new(ring).is_ok());
}

#[test]
fn a_hole_is_not_within() {
    let polygon = Polygon::new(square(51.0, 13.0, 1.0), vec![square(51.4, 13.4, 0.2)]).unwrap();
    let boundary = Boundary::new(vec![polygon]).unwrap();
    assert!(boundary.contains(at(51.1, 13.1)));
    assert!(!boundary.contains(at(51.5, 13.5)));
    assert!(!boundary.contains(at(50.9, 13.5)));
    let inner = boundary.inner_position().unwrap();
    assert!(boundary.contains(inner), "{inner:?}");
    assert_eq!(Polygon::new(square(51.0, 13.0, 1.0), vec![square(52.4, 13.4, 0.2)]), Err(HoleOutside));
    assert_eq!(Polygon::new(square(51.0, 13.0, 1.0), vec![square(51.9, 13.4, 0.3)]), Err(HoleOutside));
}

#[test]
fn an_island_belongs_to_the_area() {
    let polygons = [square(51.0, 13.0, 0.1), square(52.0, 14.0, 0.2)];
    let polygons = polygons.map(|ring| Polygon::new(ring, vec![]).unwrap());
    let boundary = Boundary::new(polygons.to_vec()).unwrap();
    assert!(boundary.contains(at(51.05, 13.05)) && boundary.contains(at(52.1, 14.1)));
    assert!(!boundary.contains(at(51.5, 13.5)));
    assert_eq!(boundary.extent(), Extent { west: 13.0, south: 51.0, east: 14.2, north: 52.2 });
    assert!(polygons[1].contains(boundary.inner_position().unwrap()), "the larger one bears the name");
    assert_eq!(Boundary::new(vec![]), None);
}

#[test]
fn the_area_is_that_of_the_ellipsoid() {
    // The quadrangle between the parallels 51° and 52° and two meridians a degree apart: cos φ ⋅ M ⋅ N integrated
    // numerically on GRS 80.
    let exact = 7725.6996;
    let measured = Boundary::new(vec![Polygon::new(square(51.0, 13.0, 1.0), vec![]).unwrap()]).unwrap();
    assert!((measured.area_km2() - exact).abs() < 0.001, "{}", measured.area_km2());
    let holed = Polygon::new(square(51.0, 13.0, 1.0), vec![square(51.4, 13.4, 0.2)]).unwrap();
    let hole = Boundary::new(vec![Polygon::new(square(51.4, 13.4, 0.2), vec![]).unwrap()]).unwrap();
    let holed = Boundary::new(vec![holed]).unwrap();
    assert!((holed.area_km2() + hole.area_km2() - measured.area_km2()).abs() < 1e-6);
}

#[test]
fn rounding_keeps_what_is_large_enough() {
    let island = square(52.0, 14.0, 0.001);
    let polygons = [square(51.000_04, 13.0, 0.1), island].map(|ring| Polygon::new(ring, vec![]).unwrap());
    let boundary = Boundary::new(polygons.to_vec()).unwrap();
    let rounded = boundary.rounded(2).unwrap();
    assert_eq!(rounded.polygons().len(), 1);
    assert_eq!(rounded.extent().south, 51.0);
}

proptest! {
    #[test]
    fn a_star_never_crosses_itself_and_contains_its_middle(radii in prop::collection::vec(0.1..1.0_f64, 3..60)) {
        let count = f64::from(u32::try_from(radii.len()).unwrap());
        let positions: Vec<Position> = (0_u32..)
            .zip(&radii)
            .map(|(number, radius)| {
                let angle = f64::from(number) / count * std::f64::consts::TAU;
                at(51.0 + radius * angle.sin(), 13.0 + radius * angle.cos())
            })
            .collect();
        let ring = Ring::new(positions.clone()).unwrap();
        prop_assert!(ring.contains(at(51.000_01, 13.000_01)));
        let mut reversed = positions;
        reversed.reverse();
        let area = |ring: Ring| Polygon::new(ring, vec![]).unwrap().area_km2();
        prop_assert!((area(ring) - area(Ring::new(reversed).unwrap())).abs() < 1e-9);
    }

    #[test]
    fn the_sweep_finds_what_comparing_all_sides_finds(
        points in prop::collection::vec((0..20_u8, 0..20_u8), 3..12),
    ) {
        let positions: Vec<Position> =
            points.iter().map(|(x, y)| at(50.0 + f64::from(*y), 7.0 + f64::from(*x))).collect();
        let sides: Vec<(Position, Position)> =
            positions.iter().copied().zip(positions.iter().copied().cycle().skip(1)).collect();
        let turn = |a: Position, b: Position, c: Position| {
            (b.longitude() - a.longitude()) * (c.latitude() - a.latitude())
                - (b.latitude() - a.latitude()) * (c.longitude() - a.longitude())
        };
        let crosses = |(a, b): (Position, Position), (c, d): (Position, Position)| {
            turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
        };
        let expected = sides.iter().enumerate().any(|(at, one)| sides[..at].iter().any(|other| crosses(*one, *other)));
        prop_assert_eq!(crossing(&positions) != Crossing::None, expected);
    }
}
