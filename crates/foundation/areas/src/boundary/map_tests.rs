use super::*;
use crate::boundary::geometry::Ring;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn boundary(south: f64, west: f64, height: f64, width: f64) -> Boundary {
    let corners = vec![
        at(south, west),
        at(south, west + width),
        at(south + height, west + width),
        at(south + height, west),
    ];
    Boundary::new(vec![Polygon::new(Ring::new(corners).unwrap(), vec![]).unwrap()]).unwrap()
}

fn area<'a>(boundary: Option<&'a Boundary>, position: Option<Position>) -> MapArea<'a> {
    MapArea { area: AreaId::new(), boundary, position, is_neighbour: false }
}

#[test]
fn a_county_fills_the_width_in_its_right_proportions() {
    // On the parallel of 60° a degree of longitude has half the length of one of latitude.
    let west = boundary(59.9, 13.0, 0.2, 0.4);
    let east = boundary(59.9, 13.4, 0.2, 0.4);
    let map = CountyMap::new(&[area(Some(&west), Some(at(60.0, 13.1))), area(Some(&east), None)]);
    assert_eq!((map.width, map.height), (600.0, 312.0));
    assert_eq!(map.view_box, "0 0 600 312");
    assert_eq!(map.shapes[0].path.as_deref(), Some("M300 300l0-288-288 0 0 288z"));
    assert_eq!(map.shapes[1].path.as_deref(), Some("M300 300l288 0 0-288-288 0z"));
    assert_eq!(map.shapes[0].centre, (84.0, 156.0));
    assert_eq!(map.shapes[1].centre, (444.0, 156.0), "well inside, where no position is known");
}

#[test]
fn areas_without_a_boundary_are_points() {
    let outline = boundary(51.0, 13.0, 0.2, 0.2);
    let village = area(None, Some(at(51.1, 13.3)));
    let map = CountyMap::new(&[area(Some(&outline), None), village, area(None, None)]);
    assert_eq!(map.shapes.len(), 2);
    let shape = &map.shapes[1];
    assert_eq!((shape.area, shape.path.as_deref()), (village.area, None));
    assert!((shape.centre.0 - 588.0).abs() < 1e-9, "the frame reaches to it: {:?}", shape.centre);
    let map = CountyMap::new(&[village]);
    assert_eq!(map.shapes[0].centre, (300.0, 300.0), "one alone stands in the middle");
    assert_eq!(CountyMap::new(&[]), CountyMap::default());
    assert_eq!(CountyMap::new(&[area(None, None)]), CountyMap::default());
}

#[test]
fn a_pin_stands_where_it_belongs_and_not_beyond_the_edges() {
    let west = boundary(59.9, 13.0, 0.2, 0.4);
    let east = boundary(59.9, 13.4, 0.2, 0.4);
    let map = CountyMap::new(&[area(Some(&west), Some(at(60.0, 13.1))), area(Some(&east), None)]);
    assert_eq!(map.point(at(60.0, 13.1)), Some(map.shapes[0].centre));
    assert_eq!(map.point(at(60.1, 13.0)), Some((12.0, 12.0)), "the county's corner, inside the margin");
    assert_eq!(map.point(at(60.0, 13.9)), None);
    assert_eq!(map.point(at(60.2, 13.4)), None);
    assert_eq!(CountyMap::default().point(at(60.0, 13.1)), None);
}

#[test]
fn neighbours_lie_below_and_only_where_they_are_seen() {
    let [own, beside, far] =
        [boundary(51.0, 13.0, 0.2, 0.4), boundary(51.0, 13.4, 0.2, 0.4), boundary(52.0, 14.0, 0.2, 0.2)];
    let neighbour = |boundary| MapArea { is_neighbour: true, ..area(Some(boundary), None) };
    let own = area(Some(&own), None);
    let map = CountyMap::new(&[own, neighbour(&beside), neighbour(&far)]);
    let drawn: Vec<(AreaId, bool)> =
        map.shapes.iter().map(|shape| (shape.area, shape.is_neighbour)).collect();
    assert_eq!(drawn.len(), 2);
    assert!(drawn[0].1);
    assert_eq!(drawn[1], (own.area, false));
    assert_eq!(map.width, 600.0, "neighbours do not shrink the county");
}

#[test]
fn a_long_county_stays_on_the_screen() {
    let long = boundary(50.0, 13.0, 1.0, 0.1);
    let map = CountyMap::new(&[area(Some(&long), None)]);
    assert_eq!(map.height, 900.0);
    assert!(map.width < 120.0);
}

#[test]
fn a_hole_is_left_open_and_a_position_outside_is_not_the_centre() {
    let corners = |south: f64, west: f64, size: f64| {
        Ring::new(vec![
            at(south, west),
            at(south, west + size),
            at(south + size, west + size),
            at(south + size, west),
        ])
        .unwrap()
    };
    let polygon = Polygon::new(corners(51.0, 13.0, 0.3), vec![corners(51.1, 13.1, 0.1)]).unwrap();
    let boundary = Boundary::new(vec![polygon]).unwrap();
    let map = CountyMap::new(&[area(Some(&boundary), Some(at(51.15, 13.15)))]);
    let path = map.shapes[0].path.as_deref().unwrap();
    assert_eq!((path.matches('M').count(), path.matches('z').count()), (2, 2));
    assert_ne!(map.shapes[0].centre, (300.0, map.height / 2.0));
}
