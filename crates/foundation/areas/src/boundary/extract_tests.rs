use super::*;
use crate::{
    demo,
    extract::read_extract,
    test_data::{published_municipalities, shared},
};
use proptest::prelude::*;

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn ring(south: f64, west: f64, size: f64) -> Ring {
    Ring::new(vec![
        at(south, west),
        at(south, west + size),
        at(south + size, west + size),
        at(south + size, west),
    ])
    .unwrap()
}

fn extract() -> BoundaryExtract {
    let holed = Polygon::new(ring(51.0, 13.0, 0.3), vec![ring(51.1, 13.1, 0.1)]).unwrap();
    let island = Polygon::new(ring(52.0, 13.0, 0.1), vec![]).unwrap();
    let village = Polygon::new(ring(51.1, 13.1, 0.1), vec![]).unwrap();
    let boundary = |polygons| Boundary::new(polygons).unwrap().rounded(DECIMALS).unwrap();
    let boundaries = BTreeMap::from([
        ("12062010".to_owned(), boundary(vec![holed, island])),
        ("12062020".to_owned(), boundary(vec![village])),
    ]);
    let source =
        Source::boundaries("x.shp", "Grenzen; Amt, Kreis; dl-de/by-2-0; https://example.org").unwrap();
    BoundaryExtract { boundaries, source }
}

fn written(extract: &BoundaryExtract) -> String {
    let mut bytes = Vec::new();
    write_boundaries(extract, "kreisrund extract boundaries", &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_written_is_read_back() {
    let text = written(&extract());
    assert_eq!(read_boundaries(&text).unwrap(), extract());
    assert!(text.contains("12062010,1,hole,13.1 51.2;13.2 51.2;13.2 51.1;13.1 51.1\n"), "{text}");
    assert!(text.contains("# Boundaries licence: dl-de/by-2-0\n"));
    assert!(text.contains("# Made by: kreisrund extract boundaries\n"));
}

#[test]
fn what_is_wrong_is_named() {
    let text = written(&extract());
    let refusal = |text: &str| read_boundaries(text).unwrap_err().to_string();
    assert_eq!(read_boundaries("key,polygon\n"), Err(NotAnExtract::BoundaryFormat));
    assert_eq!(
        refusal(&text.replace("# Boundaries publisher", "# X")),
        "the comment “# Boundaries publisher: …” is missing"
    );
    assert!(refusal(&text.replace("1,outer", "1,hole")).ends_with("a ring “hole” can't stand here"));
    assert!(refusal(&text.replace("1,hole", "1,edge")).ends_with("a ring “edge” can't stand here"));
    assert!(
        refusal(&text.replace("13.1 51.2;", "13.1;")).ends_with("“13.1” is not a longitude and a latitude")
    );
    assert!(refusal(&text.replace("13.1 51.2;", "13.1 91.2;")).contains("is not a position on the earth"));
    assert!(
        refusal(&text.replace(",13 52;13.1 52;", ","))
            .ends_with("a ring has 2 different points; it needs at least 3")
    );
}

#[test]
fn the_embedded_boundaries_are_those_of_the_countys_municipalities() {
    let county = read_extract(demo::EXTRACT).unwrap().county;
    let extract = read_boundaries(demo::BOUNDARIES).unwrap();
    assert!(demo::BOUNDARIES.len() < 60_000);
    assert_eq!(extract.source.publisher, "Bundesamt für Kartographie und Geodäsie (BKG)");
    let keys: Vec<&str> =
        county.municipalities.iter().map(|municipality| municipality.key.as_str()).collect();
    assert_eq!(extract.boundaries.keys().collect::<Vec<_>>(), keys);
    let area: f64 = extract.boundaries.values().map(Boundary::area_km2).sum();
    assert!((1800.0..2000.0).contains(&area), "{area}");
}

const COMMAND: &str = "kreisrund extract boundaries --county 12062 --areas AuszugGV2QAktuell.xlsx --boundaries \
                       VG5000_GEM_2021.geojson.zip --output elbe-elster-boundaries.csv";

/// What the command makes of the federal boundaries; `None`, said aloud, where they do not lie beside the project.
fn made() -> Option<String> {
    let bytes = shared("areas/VG5000_GEM_2021.geojson.zip")?;
    let list = crate::import::municipalities::read_municipality_list(&published_municipalities()?).unwrap();
    let county = list.for_county(&"12062".parse().unwrap()).unwrap();
    let file = BoundaryFile { name: "VG5000_GEM_2021.geojson.zip".into(), bytes, ..BoundaryFile::default() };
    let extract = extract_boundaries(&file, &county, None).unwrap();
    let mut written = Vec::new();
    write_boundaries(&extract, COMMAND, &mut written).unwrap();
    Some(String::from_utf8(written).unwrap())
}

#[test]
fn the_embedded_boundaries_are_what_the_command_makes_of_the_federal_ones() {
    let Some(made) = made() else { return };
    assert_eq!(made, demo::BOUNDARIES);
}

#[test]
fn a_file_of_unknown_origin_needs_a_source() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"AGS":"12062020"},
        "geometry":{"type":"Polygon","coordinates":[[[13.0,51.0],[13.1,51.0],[13.1,51.1]]]}}]}"#;
    let file = BoundaryFile { name: "x.geojson".into(), bytes: text.into(), ..BoundaryFile::default() };
    let mut county = read_extract(demo::EXTRACT).unwrap().county;
    county.municipalities.retain(|municipality| municipality.key.as_str() == "12062024");
    for municipality in &mut county.municipalities {
        municipality.key = "12062020".parse().unwrap();
        municipality.position = None;
    }
    let error = extract_boundaries(&file, &county, None).unwrap_err();
    assert!(error.to_string().contains("name the source"), "{error}");
    let source = extract().source;
    assert_eq!(extract_boundaries(&file, &county, Some(source.clone())).unwrap().source, source);
}

proptest! {
    #[test]
    fn hostile_texts_never_end_the_program(cut in 0..1500_usize, at in 0..1500_usize, with in "\\PC{0,6}") {
        let mut text = written(&extract());
        if let Some((at, _)) = text.char_indices().nth(at) {
            text.insert_str(at, &with);
        }
        let _ = read_boundaries(&text);
        let _ = read_boundaries(&text.chars().take(cut).collect::<String>());
    }
}
