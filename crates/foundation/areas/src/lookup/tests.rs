//! A small hand-made county: two municipalities of similar name, a village that shares a town's name, postcodes that
//! cross municipalities.

use kreisrund_kernel::LocalityId;

use super::*;
use crate::{area::Provenance, extract::read_extract, names::display_name};

fn municipality(key: &str, official_name: &str, postcode: &str, population: u64, at: (f64, f64)) -> Area {
    Area {
        id: AreaId::new(),
        key: key.to_owned(),
        level: AreaLevel::Municipality,
        official_name: official_name.to_owned(),
        name: display_name(official_name).to_owned(),
        parent: None,
        position: Some(Position::new(at.0, at.1).unwrap()),
        population: Some(population),
        area_km2: Some(100.0),
        postcode: Some(postcode.parse().unwrap()),
        valid_from: None,
        valid_to: None,
    }
}

fn locality(postcode: &str, name: &str, area: &Area, at: (f64, f64)) -> KnownLocality {
    KnownLocality {
        id: LocalityId::new(),
        postcode: postcode.parse().unwrap(),
        name: name.to_owned(),
        position: Position::new(at.0, at.1).unwrap(),
        area: area.id,
        provenance: Provenance::Inferred,
    }
}

fn snapshot() -> Snapshot {
    let herzberg = municipality("99001010", "Herzberg (Elster), Stadt", "04916", 8731, (51.69, 13.23));
    let bad = municipality("99001020", "Bad Liebenwerda, Stadt", "04924", 9284, (51.51, 13.39));
    let sallgast = municipality("99001030", "Sallgast", "03238", 1381, (51.58, 13.84));
    let schoenewalde = municipality("99001040", "Schönewalde, Stadt", "04926", 3004, (51.81, 13.22));
    let sonnewalde = municipality("99001050", "Sonnewalde, Stadt", "03249", 3169, (51.69, 13.64));
    let meissen = municipality("99001060", "Meißen, Stadt", "01662", 28000, (51.16, 13.47));
    let frankenberg = municipality("99001080", "Frankenberg/Sa., Stadt", "09669", 14000, (50.9, 13.0));
    let mut merged = municipality("99001070", "Altdorf", "04999", 100, (51.0, 13.0));
    merged.valid_to = Some(jiff::civil::date(2020, 1, 1));
    let localities = [
        locality("04916", "Herzberg (Elster)", &herzberg, (51.69, 13.23)),
        locality("04916", "Grochwitz", &herzberg, (51.71, 13.25)),
        locality("04924", "Bad Liebenwerda", &bad, (51.51, 13.39)),
        locality("04938", "Wahrendorf", &bad, (51.55, 13.35)),
        locality("03238", "Dollenchen", &sallgast, (51.60, 13.85)),
        locality("03238", "Sonnendorf", &sonnewalde, (51.66, 13.66)),
        locality("03253", "Schönewalde", &sonnewalde, (51.67, 13.60)),
        locality("04999", "Altweiler", &merged, (51.0, 13.0)),
    ];
    let areas = vec![herzberg, bad, sallgast, schoenewalde, sonnewalde, meissen, frankenberg, merged];
    Snapshot::new(areas, &localities, None)
}

fn one(typed: &str) -> Candidate {
    match snapshot().lookup(typed) {
        Found::One(candidate) => candidate,
        other => panic!("“{typed}”: {other:?}"),
    }
}

fn several(typed: &str) -> Vec<String> {
    match snapshot().lookup(typed) {
        Found::Several(candidates) => {
            candidates.into_iter().map(|candidate| candidate.slug.to_string()).collect()
        }
        other => panic!("“{typed}”: {other:?}"),
    }
}

fn similar(typed: &str) -> Vec<String> {
    match snapshot().lookup(typed) {
        Found::None { similar } => similar.into_iter().map(|candidate| candidate.name).collect(),
        other => panic!("“{typed}”: {other:?}"),
    }
}

#[test]
fn a_town_is_found_however_it_is_written() {
    for typed in [
        "Herzberg (Elster)",
        "Herzberg",
        "herzberg elster",
        "HERZBERG/Elster",
        " herzberg ",
        "herzberg-elster",
        "Herzb",
        "Herzberg an der Elster",
        "Elster Herzberg",
    ] {
        let found = one(typed);
        assert_eq!(
            (found.name.as_str(), found.kind),
            ("Herzberg (Elster)", CandidateKind::Municipality),
            "{typed}"
        );
    }
    for typed in ["Meißen", "Meissen", "MEISSEN", "meiss"] {
        assert_eq!(one(typed).name, "Meißen", "{typed}");
    }
    for typed in ["Frankenberg", "Frankenberg/Sa.", "frankenberg sachsen"] {
        assert_eq!(one(typed).name, "Frankenberg/Sa.", "{typed}");
    }
    for typed in ["Bad Liebenw", "liebenwerda", "bad liebenwerda"] {
        assert_eq!(one(typed).name, "Bad Liebenwerda", "{typed}");
    }
}

#[test]
fn a_village_is_found_with_its_municipality() {
    let found = one("Dollenchen");
    assert_eq!((found.kind, found.municipality.as_str()), (CandidateKind::Locality, "Sallgast"));
    assert_eq!(found.postcodes, ["03238".parse().unwrap()]);
    assert_eq!(found.slug.as_str(), "dollenchen");
}

#[test]
fn a_municipality_has_the_postcodes_of_its_villages() {
    let postcodes = one("Bad Liebenwerda").postcodes;
    assert_eq!(postcodes, ["04924".parse().unwrap(), "04938".parse().unwrap()]);
}

#[test]
fn a_postcode_of_one_municipality_is_one_place_between_its_villages() {
    let found = one("04916");
    assert_eq!((found.name.as_str(), found.kind), ("04916 Herzberg (Elster)", CandidateKind::Postcode));
    let position = found.position.unwrap();
    assert!((position.latitude() - 51.70).abs() < 1e-9 && (position.longitude() - 13.24).abs() < 1e-9);
    assert_eq!(one("0491").slug, found.slug);
}

#[test]
fn a_postcode_of_two_municipalities_is_shown_as_two() {
    assert_eq!(several("03238"), ["03238-sonnewalde", "03238-sallgast"]);
    assert_eq!(one("03238 Dollenchen").name, "Dollenchen");
    assert_eq!(one("03238 Sallgast").kind, CandidateKind::Municipality);
    assert_eq!(several("03238 Nirgendwo"), ["03238-sonnewalde", "03238-sallgast"]);
}

#[test]
fn namesakes_are_shown_never_guessed() {
    for typed in ["Schönewalde", "schoenewalde", "Schonewalde"] {
        assert_eq!(several(typed), ["schoenewalde-99001040", "schoenewalde-sonnewalde"], "{typed}");
    }
    assert_eq!(one("schoenewalde-sonnewalde").municipality, "Sonnewalde");
    assert_eq!(several("Sonne"), ["sonnewalde", "sonnendorf"]);
}

#[test]
fn misspelt_names_are_offered_not_taken() {
    assert_eq!(similar("Herzbreg"), ["Herzberg (Elster)"]);
    assert_eq!(similar("Dolenchen"), ["Dollenchen"]);
    assert_eq!(similar("04917"), ["04916 Herzberg (Elster)"]);
    assert_eq!(similar("Timbuktu"), [] as [&str; 0]);
    for typed in ["", "  ", "()", "99999999"] {
        assert_eq!(similar(typed), [] as [&str; 0], "{typed}");
    }
}

#[test]
fn what_no_longer_exists_is_not_found() {
    let snapshot = snapshot();
    assert_eq!(snapshot.lookup("Altdorf"), Found::None { similar: Vec::new() });
    assert_eq!(snapshot.lookup("Altweiler"), Found::None { similar: Vec::new() });
    assert_eq!(similar("04999"), [] as [&str; 0]);
    assert!(snapshot.area_by_key("99001070").is_some(), "records may still point to it");
    assert_eq!(snapshot.municipalities().len(), 7);
}

#[test]
fn every_slug_leads_back_to_its_candidate() {
    let snapshot = snapshot();
    let all =
        snapshot.entries.iter().map(|entry| &entry.candidate).chain(snapshot.postcodes.values().flatten());
    for candidate in all {
        assert_eq!(snapshot.lookup(candidate.slug.as_str()), Found::One(candidate.clone()));
    }
}

#[test]
fn the_demonstration_county_is_found() {
    let snapshot = demo_snapshot();
    let name = |typed: &str| match snapshot.lookup(typed) {
        Found::One(candidate) => candidate.name,
        other => panic!("“{typed}”: {other:?}"),
    };
    for (typed, expected) in [
        ("Herzberg", "Herzberg (Elster)"),
        ("herzberg elster", "Herzberg (Elster)"),
        ("herzberg-elster", "Herzberg (Elster)"),
        ("Dollenchen", "Dollenchen"),
        ("Bad Liebenw", "Bad Liebenwerda"),
        ("Wahrenbrück", "Uebigau-Wahrenbrück"),
        ("Mühlberg", "Mühlberg/Elbe"),
        ("muehlberg elbe", "Mühlberg/Elbe"),
        ("04895", "04895 Falkenberg/Elster"),
        ("04910 Elsterwerda", "Elsterwerda"),
    ] {
        assert_eq!(name(typed), expected, "{typed}");
    }
    assert!(matches!(snapshot.lookup("04916"), Found::Several(_)), "Herzberg and Schönewalde share it");
    assert!(matches!(snapshot.lookup("Schönewalde"), Found::Several(_)), "a town and a village");
}

fn demo_snapshot() -> Snapshot {
    let extract = read_extract(crate::demo::EXTRACT).unwrap();
    let areas: Vec<Area> = extract
        .county
        .municipalities
        .iter()
        .map(|known| {
            let mut area = municipality(known.key.as_str(), &known.official_name, "00000", 0, (51.0, 13.0));
            area.population = known.population;
            area.position = known.position;
            area.postcode.clone_from(&known.postcode);
            area
        })
        .collect();
    let localities: Vec<KnownLocality> = extract
        .localities
        .iter()
        .map(|known| {
            let area = areas.iter().find(|area| area.key == known.municipality.as_str()).unwrap();
            let at = (known.position.latitude(), known.position.longitude());
            locality(known.postcode.as_str(), &known.name, area, at)
        })
        .collect();
    Snapshot::new(areas, &localities, None)
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_gets_an_answer(typed in "\\PC{0,20}") {
        match snapshot().lookup(&typed) {
            Found::One(_) => {}
            Found::Several(candidates) => proptest::prop_assert!((2..=MOST).contains(&candidates.len())),
            Found::None { similar } => proptest::prop_assert!(similar.len() <= MOST_SIMILAR),
        }
    }
}
