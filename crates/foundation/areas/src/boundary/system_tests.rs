use super::*;
use proptest::prelude::*;

/// Degrees of about a centimetre.
const CENTIMETRE: f64 = 1e-7;

fn position(system: ReferenceSystem, x: f64, y: f64) -> Position {
    system.conversion().unwrap().position([x, y]).unwrap()
}

fn is_near(position: Position, latitude: f64, longitude: f64) -> bool {
    (position.latitude() - latitude).abs() < CENTIMETRE
        && (position.longitude() - longitude).abs() < CENTIMETRE
}

fn numbered(number: u32) -> ReferenceSystem {
    ReferenceSystem::named(&format!("EPSG:{number}")).unwrap()
}

/// The projected coordinates were computed apart from any library: the transverse Mercator projection in its exact form,
/// by integrating the meridian's arc in the complex plane, on GRS 80 and on Bessel's ellipsoid.
#[test]
fn known_points_are_where_they_belong() {
    for (number, x, y, latitude, longitude) in [
        // Görlitz, six degrees from the zone's meridian; List on Sylt; Herzberg; Aachen.
        (25832, 918_575.069_3, 5_683_877.556_4, 51.1528, 14.9872),
        (25832, 456_132.887_5, 6_084_757.018_2, 54.9079, 8.3158),
        (25833, 378_157.414_8, 5_728_208.967_9, 51.6916, 13.2372),
        (32633, 378_157.414_8, 5_728_208.967_9, 51.6916, 13.2372),
        (5650, 33_378_157.414_8, 5_728_208.967_9, 51.6916, 13.2372),
        (4647, 32_294_409.402_7, 5_628_892.411_0, 50.7753, 6.0839),
        (3857, 1_473_558.363_5, 6_744_553.720_3, 51.6916, 13.2372),
        (4258, 13.2372, 51.6916, 51.6916, 13.2372),
        // Shifted from DHDN with the parameters of EPSG:1777, also computed apart.
        (31466, 2_506_346.845_9, 5_627_038.058_9, 50.778_759_05, 6.089_388_04),
        (31467, 3_513_227.221_2, 5_404_625.449_6, 48.778_993_18, 9.178_944_74),
        (31468, 4_585_735.707_1, 5_728_990.683_0, 51.688_686_36, 13.238_302_46),
        (31469, 5_499_300.374_5, 5_668_191.164_9, 51.148_765_70, 14.988_053_93),
        (5679, 5_499_300.374_5, 5_668_191.164_9, 51.148_765_70, 14.988_053_93),
        (4314, 13.24, 51.69, 51.688_686_36, 13.238_302_46),
    ] {
        let position = position(numbered(number), x, y);
        assert!(is_near(position, latitude, longitude), "{number}: {position:?}");
    }
}

#[test]
fn the_dialects_of_well_known_text_mean_the_same() {
    let esri = r#"PROJCS["ETRS_1989_UTM_Zone_33N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",15.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    let ogc = r#"PROJCS["ETRS89 / UTM zone 33N",
        GEOGCS["ETRS89", DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101]]],
        PROJECTION["Transverse_Mercator"], AXIS["Easting",EAST], AUTHORITY["EPSG","25833"]]"#;
    let iso = r#"PROJCRS["ETRS89 / UTM zone 33N",BASEGEOGCRS["ETRS89",ENSEMBLE["European Terrestrial Reference System 1989 ensemble",MEMBER["European Terrestrial Reference Frame 1989"],ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]]],CONVERSION["UTM zone 33N",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0],PARAMETER["Longitude of natural origin",15],PARAMETER["Scale factor at natural origin",0.9996],PARAMETER["False easting",500000],PARAMETER["False northing",0]],CS[Cartesian,2],AXIS["(E)",east,ORDER[1],LENGTHUNIT["metre",1]]]"#;
    for text in [esri, ogc, iso] {
        assert_eq!(ReferenceSystem::described(text), Ok(numbered(25833)), "{text}");
    }
    let gauss = esri.replace("D_ETRS_1989", "D_Deutsches_Hauptdreiecksnetz").replace("0.9996", "1.0");
    let gauss = gauss.replace("15.0", "12.0").replace("500000.0", "4500000.0");
    assert_eq!(ReferenceSystem::described(&gauss), Ok(numbered(31468)));
    let web = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]],PROJECTION["Mercator_Auxiliary_Sphere"],UNIT["Meter",1.0]]"#;
    assert_eq!(ReferenceSystem::described(web), Ok(ReferenceSystem::WebMercator));
    let degrees =
        r#"GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]]]"#;
    assert_eq!(ReferenceSystem::described(degrees), Ok(ReferenceSystem::Degrees));
    let former = r#"GEOGCS["DHDN",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]]]"#;
    assert_eq!(ReferenceSystem::described(former), Ok(ReferenceSystem::DegreesOnDhdn));
}

#[test]
fn what_is_not_known_says_why() {
    let problem = |text: &str| ReferenceSystem::described(text).unwrap_err();
    assert!(problem("").contains("well-known text"));
    assert!(problem(&"A[".repeat(50_000)).contains("well-known text"));
    assert!(problem(r#"LOCAL_CS["x",UNIT["m",1]]"#).contains("“x” is not known here: it has the datum “”"));
    let without = r#"PROJCS["x",GEOGCS["y",DATUM["ETRS_1989",A["b"]]],PROJECTION["Transverse_Mercator"]]"#;
    assert!(problem(without).contains("its parameters make no sense"));
    assert!(ReferenceSystem::named("EPSG:2154").is_err() && ReferenceSystem::named("25832").is_err());
}

proptest! {
    #[test]
    fn any_text_and_any_numbers_are_survived(
        text in "[A-Z\\[\\](),\"0-9. é-]{0,80}", number in 0..40_000_u32, x in any::<f64>(), y in any::<f64>(),
    ) {
        let _ = ReferenceSystem::described(&text);
        let _ = ReferenceSystem::named(&text);
        let systems = [ReferenceSystem::named(&format!("EPSG:{number}")).ok(), Some(numbered(25832)), Some(numbered(31468)), Some(numbered(3857)), Some(numbered(4314))];
        for system in systems.into_iter().flatten() {
            let _ = system.conversion().unwrap().position([x, y]);
        }
    }

    #[test]
    fn parallels_and_meridians_keep_their_order(x in 250_000.0..900_000.0_f64, y in 5_230_000.0..6_100_000.0_f64) {
        let (here, east, north) = (
            position(numbered(25832), x, y),
            position(numbered(25832), x + 1000.0, y),
            position(numbered(25832), x, y + 1000.0),
        );
        prop_assert!((here.distance(east).0 - 1.0).abs() < 0.006);
        prop_assert!((here.distance(north).0 - 1.0).abs() < 0.006);
        prop_assert!(east.longitude() > here.longitude() && north.latitude() > here.latitude());
    }
}
