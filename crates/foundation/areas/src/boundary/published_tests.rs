//! The federal boundaries, where they lie beside the project.

use std::collections::BTreeMap;

use super::*;
use crate::import::postcodes::read_postcodes;
use crate::test_data::published_postcodes;

pub(crate) fn counties() -> Option<BoundaryFile> {
    let mut file = file("VG2500_KRS.shp", shared("areas/VG2500_KRS.shp")?);
    for ending in ["dbf", "prj"] {
        file.companions.insert(ending.into(), shared(&format!("areas/VG2500_KRS.{ending}"))?);
    }
    Some(file)
}

fn municipalities() -> Option<BoundaryFile> {
    Some(file("VG5000_GEM_2021.geojson.zip", shared("areas/VG5000_GEM_2021.geojson.zip")?))
}

fn list() -> Option<MunicipalityList> {
    Some(read_municipality_list(&published_municipalities()?).unwrap())
}

fn all_of(list: &MunicipalityList) -> Vec<Wanted> {
    let of_county = |county: &crate::area::County| Wanted::of_county(&list.for_county(&county.key).unwrap());
    let all: BTreeMap<String, Wanted> =
        list.counties().flat_map(of_county).map(|wanted| (wanted.key.clone(), wanted)).collect();
    all.into_values().collect()
}

#[test]
fn every_polygon_of_the_federal_boundaries_is_sound_and_lies_where_the_official_list_has_it() {
    let (Some(counties), Some(municipalities), Some(list)) = (counties(), municipalities(), list()) else {
        return;
    };
    let wanted = all_of(&list);
    let read_counties = read(&counties).unwrap();
    assert_eq!(read_counties.feature_count(), 400);
    let source = read_counties.known_source().unwrap();
    assert_eq!((source.key.as_str(), source.edition), ("bkg-vg2500-krs", None));
    let of_counties = matched(&read_counties, &wanted).unwrap();
    assert_eq!((of_counties.boundaries.len(), of_counties.without.len(), of_counties.others), (400, 0, 0));

    let read_municipalities = read(&municipalities).unwrap();
    assert_eq!(read_municipalities.feature_count(), 10_997);
    let source = read_municipalities.known_source().unwrap();
    assert_eq!((source.key.as_str(), source.edition.as_deref()), ("bkg-vg5000-gem", Some("2021")));
    let of_municipalities = matched(&read_municipalities, &wanted).unwrap();
    let points: Vec<usize> = of_municipalities.boundaries.values().map(Boundary::point_count).collect();
    eprintln!(
        "{} boundaries, {} without, {} others, at most {} points, {} in all",
        of_municipalities.boundaries.len(),
        of_municipalities.without.len(),
        of_municipalities.others,
        points.iter().max().unwrap(),
        points.iter().sum::<usize>()
    );
    // The boundaries are of 2021, the list of 2024: some municipalities were merged in between.
    assert!(of_municipalities.boundaries.len() > 10_700 && of_municipalities.without.len() < 100);
    assert!(points.iter().all(|points| *points < 2000));
}

#[test]
fn the_reprojected_counties_fit_the_municipalities_and_have_their_official_area() {
    let (Some(counties), Some(municipalities), Some(list)) = (counties(), municipalities(), list()) else {
        return;
    };
    let extract = list.for_county(&"12062".parse().unwrap()).unwrap();
    let wanted = Wanted::of_county(&extract);
    let county = &matched(&read(&counties).unwrap(), &wanted).unwrap().boundaries["12062"];
    let official: f64 = extract.municipalities.iter().filter_map(|municipality| municipality.area_km2).sum();
    let share = county.area_km2() / official;
    assert!((0.98..1.02).contains(&share), "{share}");
    let of_municipalities = matched(&read(&municipalities).unwrap(), &wanted).unwrap();
    assert_eq!((of_municipalities.boundaries.len(), of_municipalities.without.len()), (33, 0));
    let sum: f64 = of_municipalities.boundaries.values().map(Boundary::area_km2).sum();
    assert!((0.96..1.04).contains(&(sum / official)), "{}", sum / official);
    for (key, boundary) in &of_municipalities.boundaries {
        let inner = boundary.inner_position().unwrap();
        assert!(county.contains(inner), "{key} lies in its county");
    }
}

#[test]
fn localities_get_the_municipality_in_whose_boundary_they_lie() {
    let (Some(municipalities), Some(list), Some(postcodes)) =
        (municipalities(), list(), published_postcodes())
    else {
        return;
    };
    let boundaries = read(&municipalities).unwrap();
    let postcodes = read_postcodes(&postcodes).unwrap();
    for key in ["12062", "14522", "13076", "14627"] {
        let extract = list.for_county(&key.parse().unwrap()).unwrap();
        let matched = matched(&boundaries, &Wanted::of_county(&extract)).unwrap();
        let mut localities = list.localities(&extract, &postcodes);
        let inferences = infer_by_boundaries(&mut localities, &matched.boundaries);
        eprintln!("{key}: {inferences:?} of {} localities", localities.len());
        let again = infer_by_boundaries(&mut localities, &matched.boundaries);
        assert_eq!(again.corrected, 0);
        assert_eq!(again.right, inferences.right + inferences.corrected);
    }
}

#[test]
fn the_reprojected_cities_lie_where_those_in_degrees_do() {
    let (Some(counties), Some(municipalities), Some(list)) = (counties(), municipalities(), list()) else {
        return;
    };
    let wanted: Vec<Wanted> = all_of(&list).into_iter().filter(|wanted| wanted.key.len() == 5).collect();
    let reprojected = matched(&read(&counties).unwrap(), &wanted).unwrap().boundaries;
    // Of the municipalities only the cities that are their own counties match here.
    let in_degrees = matched(&read(&municipalities).unwrap(), &wanted).unwrap().boundaries;
    let mut distances: Vec<f64> = in_degrees
        .iter()
        .filter_map(|(key, city)| Some(reprojected[key].middle()?.distance(city.middle()?).0))
        .collect();
    distances.sort_by(f64::total_cmp);
    assert!(distances.len() > 100);
    let (median, farthest) = (distances[distances.len() / 2], distances[distances.len() - 1]);
    eprintln!("{} cities, median {median:.2} km, farthest {farthest:.2} km", distances.len());
    // Generalised lines of 1:2,500,000 and 1:5,000,000 differ by some hundred metres, and by more along the coast.
    assert!(median < 0.6 && farthest < 8.0);
}
