//! Files as publishers give them, and files that are something else.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{
    import::municipalities::{MunicipalityList, read_municipality_list},
    test_data::{published_municipalities, shared},
};

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).unwrap()
}

fn wanted(key: &str, position: Option<Position>) -> Wanted {
    Wanted { key: key.into(), name: format!("Area {key}"), position }
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> BoundaryFile {
    BoundaryFile { name: name.into(), bytes: bytes.into(), ..BoundaryFile::default() }
}

fn zipped(name: &str, members: &[(&str, &[u8])]) -> BoundaryFile {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    file(name, zip.finish().unwrap().into_inner())
}

/// A square of a tenth of a degree with its south-western corner here.
fn square(latitude: f64, longitude: f64) -> String {
    let (north, east) = (latitude + 0.1, longitude + 0.1);
    format!(
        "[[{longitude},{latitude}],[{east},{latitude}],[{east},{north}],[{longitude},{north}],[{longitude},{latitude}]]"
    )
}

fn feature(key: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"AGS":{key},"GEN":"Ort"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn geojson(features: &[String]) -> BoundaryFile {
    file("orte.geojson", collection(features))
}

/// What a wanted municipality gets of the file.
fn boundary(file: &BoundaryFile, key: &str) -> Result<Boundary, NotBoundaries> {
    let mut matched = matched(&read(file)?, &[wanted(key, None)])?;
    Ok(matched.boundaries.remove(key).unwrap())
}

fn refusal(file: &BoundaryFile) -> String {
    boundary(file, "12062010").unwrap_err().to_string()
}

/// A row of a shapefile: flag, key and rings.
type Row<'a> = (u8, &'a str, &'a [&'a [[f64; 2]]]);

/// A shapefile with one feature for each of `rows`, in the coordinates of `system`.
fn shapefile(rows: &[Row<'_>], system: &str) -> BoundaryFile {
    let mut shapes = Vec::new();
    let mut table = Vec::new();
    for (number, (flag, key, rings)) in (1_i32..).zip(rows) {
        let points: Vec<[f64; 2]> = rings.iter().flat_map(|ring| ring.iter().copied()).collect();
        let mut content = 5_i32.to_le_bytes().to_vec();
        content.extend([0_u8; 32]);
        content.extend(i32::try_from(rings.len()).unwrap().to_le_bytes());
        content.extend(i32::try_from(points.len()).unwrap().to_le_bytes());
        let mut start = 0_i32;
        for ring in *rings {
            content.extend(start.to_le_bytes());
            start += i32::try_from(ring.len()).unwrap();
        }
        content.extend(points.iter().flatten().flat_map(|number| number.to_le_bytes()));
        shapes.extend(number.to_be_bytes());
        shapes.extend(i32::try_from(content.len() / 2).unwrap().to_be_bytes());
        shapes.extend(content);
        table.push(*flag);
        table.extend(format!("{key:<8}").bytes());
    }
    let mut bytes = vec![0, 0, 0x27, 0x0a];
    bytes.extend([0; 20]);
    bytes.extend(i32::try_from((shapes.len() + 100) / 2).unwrap().to_be_bytes());
    bytes.extend(1000_i32.to_le_bytes());
    bytes.extend(5_i32.to_le_bytes());
    bytes.extend([0; 64]);
    bytes.extend(shapes);
    let mut dbf = vec![3, 124, 1, 1];
    dbf.extend(u32::try_from(rows.len()).unwrap().to_le_bytes());
    dbf.extend([65, 0, 9, 0]);
    dbf.extend([0; 20]);
    dbf.extend(b"AGS\0\0\0\0\0\0\0\0C\0\0\0\0\x08\0");
    dbf.extend([0; 14]);
    dbf.push(0x0d);
    dbf.extend(table);
    let mut file = file("orte.shp", bytes);
    file.companions.insert("dbf".into(), dbf);
    file.companions.insert("prj".into(), system.into());
    file
}

const DEGREES: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// Clockwise, as outer rings of shapefiles are.
const OUTER: &[[f64; 2]] = &[[13.0, 51.0], [13.0, 51.3], [13.3, 51.3], [13.3, 51.0], [13.0, 51.0]];
const HOLE: &[[f64; 2]] = &[[13.1, 51.1], [13.2, 51.1], [13.2, 51.2], [13.1, 51.2], [13.1, 51.1]];

#[test]
fn a_shapefile_with_a_hole_is_read() {
    let file = shapefile(&[(b' ', "12062010", &[OUTER, HOLE])], DEGREES);
    let boundary = boundary(&file, "12062010").unwrap();
    assert_eq!((boundary.polygons().len(), boundary.polygons()[0].holes().len()), (1, 1));
    assert!(boundary.contains(at(51.05, 13.05)) && !boundary.contains(at(51.15, 13.15)));
}

#[test]
fn a_deleted_row_takes_its_shape_with_it() {
    let other: &[[f64; 2]] = &[[14.0, 51.0], [14.0, 51.3], [14.3, 51.3], [14.3, 51.0]];
    let rows: [Row<'_>; 2] = [(b'*', "12062020", &[other]), (b' ', "12062010", &[OUTER])];
    let boundary = boundary(&shapefile(&rows, DEGREES), "12062010").unwrap();
    assert_eq!(boundary.extent(), Extent { west: 13.0, south: 51.0, east: 13.3, north: 51.3 });
}

#[test]
fn an_incomplete_shapefile_is_refused_with_the_missing_part() {
    let whole = shapefile(&[(b' ', "12062010", &[OUTER])], DEGREES);
    let without = |ending: &str| {
        let mut file = whole.clone();
        file.companions.remove(ending);
        refusal(&file)
    };
    assert!(without("dbf").starts_with("orte.shp needs orte.dbf beside it"));
    assert!(without("prj").starts_with("orte.shp needs orte.prj beside it"));
    let mut cut = whole.clone();
    cut.bytes.truncate(200);
    assert_eq!(
        refusal(&cut),
        "orte.shp is damaged: it has 200 of the 236 bytes that it states. Fetch it again"
    );
    let mut cut = whole.clone();
    cut.companions.get_mut("dbf").unwrap().pop();
    assert_eq!(refusal(&cut), "orte.dbf is damaged: it has 0 of the 1 rows that it states. Fetch it again");
    let mut short = whole.clone();
    let two = shapefile(&[(b' ', "12062010", &[OUTER]), (b' ', "12062020", &[HOLE])], DEGREES);
    short.companions.insert("dbf".into(), two.companions["dbf"].clone());
    assert_eq!(refusal(&short), "orte.dbf is damaged: it has 2 rows for 1 shapes. Fetch it again");
    let mut points = whole;
    points.bytes[32] = 1;
    assert_eq!(refusal(&points), "orte.shp has no polygon");
}

#[test]
fn a_hole_outside_of_every_ring_is_refused() {
    let far: &[[f64; 2]] = &[[14.1, 51.1], [14.2, 51.1], [14.2, 51.2], [14.1, 51.2]];
    let file = shapefile(&[(b' ', "12062010", &[OUTER, far])], DEGREES);
    assert_eq!(
        refusal(&file),
        "orte.shp, feature 1 (12062010): a hole lies outside the ring that it should be cut from"
    );
    let careless = shapefile(&[(b' ', "12062010", &[far])], DEGREES);
    assert!(boundary(&careless, "12062010").is_ok(), "a program that does not care about directions");
    let inside_out = format!("[{},{}]", square(51.0, 13.0), square(51.5, 13.5));
    assert!(
        refusal(&geojson(&[feature("\"12062010\"", "Polygon", &inside_out)])).contains("a hole lies outside")
    );
}

#[test]
fn archives_are_unpacked() {
    let text = collection(&[feature("\"12062010\"", "Polygon", &format!("[{}]", square(51.0, 13.0)))]);
    let archive = zipped(
        "grenzen.zip",
        &[
            ("liesmich.txt", b"x"),
            ("__MACOSX/._orte.geojson", b"\0\x05\x16\x07"),
            ("daten/orte.geojson", text.as_bytes()),
        ],
    );
    assert!(boundary(&archive, "12062010").is_ok());
    let shapes = shapefile(&[(b' ', "12062010", &[OUTER])], DEGREES);
    let archive = zipped(
        "grenzen.zip",
        &[
            ("a/orte.shp", &shapes.bytes),
            ("a/orte.DBF", &shapes.companions["dbf"]),
            ("a/orte.prj", &shapes.companions["prj"]),
        ],
    );
    assert!(boundary(&archive, "12062010").is_ok());
    let archive = zipped("grenzen.zip", &[("a/orte.shp", &shapes.bytes), ("b/orte.dbf", b"x")]);
    assert!(refusal(&archive).starts_with("orte.shp needs orte.dbf beside it"));
    let empty = zipped("grenzen.zip", &[("liesmich.txt", b"x")]);
    assert_eq!(
        refusal(&empty),
        "the archive grenzen.zip can't be used: it holds neither a .geojson nor a .shp"
    );
    let mut cut = archive;
    cut.bytes.truncate(100);
    assert!(refusal(&cut).starts_with("the archive grenzen.zip can't be used: "));
}

#[test]
fn layers_of_other_things_are_passed_over_in_an_archive() {
    let text = collection(&[feature("\"12062010\"", "Polygon", &format!("[{}]", square(51.0, 13.0)))]);
    let points = collection(&[feature("\"12062010\"", "Point", "[13,51]")]);
    let streets = text.replace("AGS", "STR").replace("12062010", "Weg");
    let archive = zipped(
        "grenzen.zip",
        &[
            ("punkte.geojson", points.as_bytes()),
            ("wege.geojson", streets.as_bytes()),
            ("orte.geojson", text.as_bytes()),
        ],
    );
    assert!(boundary(&archive, "12062010").is_ok());
    let archive = zipped("grenzen.zip", &[("punkte.geojson", points.as_bytes())]);
    assert_eq!(refusal(&archive), "punkte.geojson has no polygon");
}

#[test]
fn an_archive_with_very_many_files_is_something_else() {
    let names: Vec<String> = (0..1001).map(|number| format!("{number}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(refusal(&zipped("viele.zip", &members)).contains("it has 1001 files"));
}

#[test]
fn other_files_are_told_by_their_content() {
    let message = |bytes: &[u8]| refusal(&file("orte.geojson", bytes));
    for (bytes, what) in [
        (b"".as_slice(), "empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n", "an image"),
        (b"<!doctype html>", "a web page"),
        (b"SQLite format 3\0", "a database"),
        (b"key,name\n", "neither GeoJSON nor a shapefile"),
        (b"[1,2]", "JSON, but not GeoJSON"),
    ] {
        assert!(message(bytes).starts_with(&format!("orte.geojson is {what}")), "{}", message(bytes));
    }
    assert!(message(b"{}").contains("it is JSON, but not a GeoJSON FeatureCollection"));
    assert!(message(br#"{"type":"Topology"}"#).contains("it holds a Topology"));
    assert!(message(br#"{"type":"FeatureCollection","features":[{]}"#).contains("line 1 column"));
    assert_eq!(message(br#"{"type":"FeatureCollection","features":[]}"#), "orte.geojson has no polygon");
}

#[test]
fn keys_may_have_lost_their_zero_or_be_regional_ones() {
    let polygon = format!("[{}]", square(54.0, 9.0));
    for key in ["\"01051011\"", "1051011", "1051011.0", "\"010515163011\"", "10515163011", "\"01 0 51 011\""]
    {
        let file = geojson(&[feature(key, "Polygon", &polygon)]);
        assert!(boundary(&file, "01051011").is_ok(), "{key}");
    }
    for (key, found) in [("1051", "01051"), ("\"01\"", "01"), ("\"010515163\"", "010515163")] {
        let file = geojson(&[feature(key, "Polygon", &polygon)]);
        assert!(boundary(&file, found).is_ok(), "{key}");
    }
}

#[test]
fn the_column_of_keys_is_found_by_its_content() {
    let polygon = |number: f64| format!("[{}]", square(51.0, 10.0 + number));
    let row = |properties: &str, number: f64| {
        feature("0", "Polygon", &polygon(number)).replace(r#""AGS":0,"GEN":"Ort""#, properties)
    };
    let file = geojson(&[
        row(r#""PLZ":"04916","SDV_ARS":"120620224224","Gemeindenummer":"12062010","Einwohner":2000"#, 0.0),
        row(r#""PLZ":"04924","SDV_ARS":"120620224224","Gemeindenummer":"12062020","Einwohner":23000"#, 0.2),
    ]);
    assert_eq!(boundary(&file, "12062020").unwrap().extent().west, 10.2);
    let filled_up = geojson(&[row(r#""ARS_0":"120620000000""#, 0.0), row(r#""ARS_0":"120610000000""#, 0.2)]);
    assert_eq!(boundary(&filled_up, "12061").unwrap().extent().west, 10.2);
    let without = geojson(&[row(r#""PLZ":"04916","Einwohner":2000"#, 0.0), row(r#""Einwohner":12000"#, 0.2)]);
    assert_eq!(
        refusal(&without),
        "orte.geojson has no attribute with official keys (AGS or ARS); it has: Einwohner, PLZ"
    );
    let counties = geojson(&[row(r#""Einwohner":2000,"KreisNr":"12062""#, 0.0)]);
    assert!(boundary(&counties, "12062").is_ok());
}

#[test]
fn a_city_that_is_its_own_county_needs_no_second_polygon() {
    let file = geojson(&[
        feature("\"12052000\"", "Polygon", &format!("[{}]", square(51.7, 14.3))),
        feature("\"12062010\"", "Polygon", &format!("[{}]", square(51.5, 13.3))),
    ]);
    assert!(boundary(&file, "12052").is_ok());
}

#[test]
fn islands_of_one_key_are_one_boundary_and_repetitions_are_refused() {
    let (here, there) = (format!("[{}]", square(51.0, 13.0)), format!("[{}]", square(51.0, 13.5)));
    let two =
        geojson(&[feature("\"12062010\"", "Polygon", &here), feature("\"12062010\"", "Polygon", &there)]);
    assert_eq!(boundary(&two, "12062010").unwrap().polygons().len(), 2);
    let several = geojson(&[feature("\"12062010\"", "MultiPolygon", &format!("[{here},{there}]"))]);
    assert_eq!(boundary(&several, "12062010").unwrap(), boundary(&two, "12062010").unwrap());
    let twice =
        geojson(&[feature("\"12062010\"", "Polygon", &here), feature("\"12062010\"", "Polygon", &here)]);
    assert_eq!(
        refusal(&twice),
        "orte.geojson, feature 2 (12062010): it covers the same ground as feature 1, which has the same key; delete one \
         of them"
    );
}

#[test]
fn parts_of_the_sea_are_no_land() {
    let part = |kind: &str, longitude: f64| {
        feature("\"03452025\"", "Polygon", &format!("[{}]", square(53.5, longitude)))
            .replace(r#""GEN""#, &format!(r#""GF":{kind},"GEN""#))
    };
    let file = geojson(&[part("4", 7.0), part("2", 7.2)]);
    assert_eq!(boundary(&file, "03452025").unwrap().polygons().len(), 1);
    let only_sea = geojson(&[part("2", 7.2)]);
    assert_eq!(boundary(&only_sea, "03452025").unwrap().polygons().len(), 1);
}

#[test]
fn wrong_coordinates_are_refused_with_feature_and_reason() {
    let message = |coordinates: &str| refusal(&geojson(&[feature("\"12062010\"", "Polygon", coordinates)]));
    let begins = "orte.geojson, feature 1 (12062010): ";
    let swapped = message("[[[51.0,13.0],[51.0,13.1],[51.1,13.1]]]");
    assert!(swapped.starts_with(&format!("{begins}x = 51, y = 13 are in the wrong order")), "{swapped}");
    let metres = message("[[[390000,5720000],[391000,5720000],[391000,5721000]]]");
    assert!(metres.contains("are not coordinates of WGS 84"), "{metres}");
    let elsewhere = message("[[[2.3,48.8],[2.4,48.8],[2.4,48.9]]]");
    assert!(elsewhere.ends_with("latitude 48.8000, longitude 2.3000 lies far from Germany"), "{elsewhere}");
    let bow = message("[[[13.0,51.0],[13.1,51.1],[13.1,51.0],[13.0,51.1],[13.0,51.0]]]");
    assert!(bow.starts_with(&format!("{begins}a ring crosses itself near latitude 51.")), "{bow}");
    let line = message("[[[13.0,51.0],[13.1,51.1],[13.2,51.2]]]");
    assert!(line.ends_with("encloses nothing: all its points lie on one line"), "{line}");
    assert!(message("[[[13.0,51.0],[13.1,51.1]]]").contains("has 2 different points"));
    assert!(message("[]").contains("has 0 different points"));
    assert!(message("[[13.0,51.0]]").contains("not nested deeply enough"));
    assert!(message("[[[[13.0,51.0]]]]").contains("nested too deeply"));
    assert!(message("[[[13.0]]]").contains("is damaged: a position needs two numbers"));
    assert!(message("[[[13.0,NaN]]]").contains("is damaged: "));
    assert!(message("[[[13.0,1e999]]]").contains("is damaged: "));
    let kind = refusal(&geojson(&[feature("\"12062010\"", "Circle", "[]")]));
    assert!(kind.contains("“Circle” is not a polygon"), "{kind}");
}

#[test]
fn numbers_that_are_none_are_refused_in_shapefiles_too() {
    for wrong in [f64::NAN, f64::INFINITY, 1e300] {
        let ring: &[[f64; 2]] = &[[13.0, 51.0], [13.0, 51.3], [wrong, 51.3]];
        let message = refusal(&shapefile(&[(b' ', "12062010", &[ring])], DEGREES));
        assert!(message.contains("are not coordinates of WGS 84"), "{message}");
        let ring: &[[f64; 2]] = &[[380_000.0, 5_720_000.0], [390_000.0, 5_720_000.0], [wrong, 5_730_000.0]];
        let message = refusal(&shapefile(&[(b' ', "12062010", &[ring])], UTM_33));
        assert!(message.contains("are not coordinates of UTM on ETRS89"), "{message}");
    }
}

#[test]
fn a_malformed_key_is_refused_with_row_and_attribute() {
    let polygon = format!("[{}]", square(51.0, 13.0));
    let mut features: Vec<String> =
        (1..6).map(|number| feature(&format!("\"1206201{number}\""), "Polygon", &polygon)).collect();
    features.push(feature("\"12O62010\"", "Polygon", &polygon));
    assert_eq!(
        refusal(&geojson(&features)),
        "orte.geojson, feature 6: attribute AGS: “12O62010” is not an official key of 2, 5, 8, 9 or 12 digits"
    );
    features.pop();
    features.extend([feature("null", "Polygon", "[]"), feature("\"00000000\"", "Polygon", "[]")]);
    assert!(boundary(&geojson(&features), "12062011").is_ok(), "features of nowhere are passed over");
}

#[test]
fn mixed_up_keys_and_the_wrong_state_are_noticed() {
    let file = geojson(&[feature("\"12062010\"", "Polygon", &format!("[{}]", square(51.0, 13.0)))]);
    let boundaries = read(&file).unwrap();
    let far = matched(&boundaries, &[wanted("12062010", Some(at(51.6, 13.7)))]).unwrap_err().to_string();
    assert!(far.contains("km from Area 12062010, whose key it bears"), "{far}");
    assert!(matched(&boundaries, &[wanted("12062010", Some(at(51.05, 13.15)))]).is_ok());
    let none = matched(&boundaries, &[wanted("01051011", None)]).unwrap_err().to_string();
    assert_eq!(none, "orte.geojson has none of the areas that are wanted; it has, among others, 12062010");
}

#[test]
fn areas_without_a_polygon_are_named() {
    let polygon = format!("[{}]", square(51.0, 13.0));
    let file = geojson(&[
        feature("\"12062010\"", "Polygon", &polygon),
        feature("\"01051011\"", "Polygon", &polygon),
    ]);
    let wanted = [wanted("12062", None), wanted("12062010", None), wanted("12062020", None)];
    let matched = matched(&read(&file).unwrap(), &wanted).unwrap();
    assert_eq!(matched.boundaries.keys().collect::<Vec<_>>(), ["12062010"]);
    assert_eq!(matched.without, wanted[2..], "the file has no counties at all");
    assert_eq!(matched.others, 1);
}

const UTM_33: &str = r#"PROJCS["ETRS_1989_UTM_Zone_33N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

#[test]
fn unknown_reference_systems_are_refused_with_a_way_out() {
    for (system, named) in [
        ("", "well-known text"),
        ("WGS84", "well-known text"),
        (
            r#"PROJCS["Lambert",GEOGCS["ETRS89",DATUM["ETRS_1989",X["y",1]]],PROJECTION["Lambert_Conformal_Conic"]]"#,
            "“lambertconformalconic”",
        ),
        (&UTM_33.replace("D_ETRS_1989", "Pulkovo_1942"), "“Pulkovo_1942”"),
        (&UTM_33.replace(r#"UNIT["Meter",1.0]"#, r#"UNIT["Foot",0.3048]"#), "not the metre"),
    ] {
        let message = refusal(&shapefile(&[(b' ', "12062010", &[OUTER])], system));
        assert!(message.contains(named) && message.contains("ogr2ogr"), "{message}");
    }
    let text = collection(&[feature("\"12062010\"", "Polygon", &format!("[{}]", square(51.0, 13.0)))]);
    let with = |crs: &str| file("orte.geojson", text.replacen('{', &format!(r#"{{"crs":{crs},"#), 1));
    let crs = |name: &str| with(&format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#));
    assert!(
        refusal(&crs("urn:ogc:def:crs:EPSG::2154")).contains("“urn:ogc:def:crs:EPSG::2154” is not known")
    );
    assert!(refusal(&with(r#"{"type":"link"}"#)).contains("is not known here"));
    for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "http://www.opengis.net/def/crs/EPSG/0/4258"] {
        assert!(boundary(&crs(name), "12062010").is_ok(), "{name}");
    }
    assert!(boundary(&with("null"), "12062010").is_ok());
    let degrees = refusal(&crs("EPSG:25833"));
    assert!(degrees.contains("x = 13, y = 51 are not coordinates of UTM on ETRS89"), "{degrees}");
}

/// Saves the damage of each byte from ending the program; what can be read all the same is matched too.
fn survive(file: &BoundaryFile) {
    if let Ok(boundaries) = read(file) {
        let _ = matched(&boundaries, &[wanted("12062010", Some(at(51.1, 13.1)))]);
        let _ = boundaries.known_source();
    }
}

proptest! {
    #[test]
    fn damaged_shapefiles_never_end_the_program(
        part in 0..3_usize,
        damage in prop::collection::vec((0..700_usize, any::<u8>()), 0..12),
        cut in prop::option::of(0..700_usize),
    ) {
        let mut file = shapefile(
            &[(b' ', "12062010", &[OUTER, HOLE]), (b' ', "12062020", &[HOLE])],
            if part == 2 { UTM_33 } else { DEGREES },
        );
        let bytes = match part {
            0 => &mut file.bytes,
            1 => file.companions.get_mut("dbf").unwrap(),
            _ => file.companions.get_mut("prj").unwrap(),
        };
        for (place, byte) in damage {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut);
        }
        survive(&file);
    }

    #[test]
    fn damaged_geojson_never_ends_the_program(
        damage in prop::collection::vec((0..700_usize, any::<u8>()), 0..6),
        cut in prop::option::of(0..700_usize),
        zip in any::<bool>(),
    ) {
        let text = collection(&[
            feature("\"12062010\"", "Polygon", &format!("[{},[[13.02,51.02],[13.04,51.02],[13.04,51.04]]]", square(51.0, 13.0))),
            feature("12062020", "MultiPolygon", &format!("[[{}]]", square(51.0, 13.1))),
        ]);
        let mut file = if zip { zipped("x.zip", &[("x.geojson", text.as_bytes())]) } else { file("x.geojson", text) };
        for (place, byte) in damage {
            let length = file.bytes.len();
            file.bytes[place % length] = byte;
        }
        if let Some(cut) = cut {
            file.bytes.truncate(cut);
        }
        survive(&file);
    }

    #[test]
    fn any_bytes_and_any_rings_are_survived(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        rings in prop::collection::vec(prop::collection::vec((0..12_i8, 0..12_i8), 0..12), 1..4),
    ) {
        survive(&file("x.geojson", bytes));
        let ring = |ring: &Vec<(i8, i8)>| {
            let points: Vec<String> =
                ring.iter().map(|(x, y)| format!("[13.{x:02},51.{y:02}]")).collect();
            format!("[{}]", points.join(","))
        };
        let rings: Vec<String> = rings.iter().map(ring).collect();
        let file = geojson(&[feature("\"12062010\"", "Polygon", &format!("[{}]", rings.join(",")))]);
        if let Ok(boundary) = boundary(&file, "12062010") {
            prop_assert!(boundary.area_km2() > -1e-6);
            let inner = boundary.inner_position();
            prop_assert!(inner.is_none_or(|inner| boundary.extent().contains(inner)));
        }
    }
}

#[path = "published_tests.rs"]
mod published;
