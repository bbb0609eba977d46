//! A small hand-made county: two municipalities of similar name, a village that shares a town's name, postcodes that
//! cross municipalities.

use kreisrund_kernel::LocalityId;

use super::*;
use crate::{
    area::{KnownLocality, Provenance},
    extract::read_extract,
    names::{display_name, distance, tolerated},
    test_data::{municipality_list, place, published_list, published_places},
};

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
    Snapshot::new(Contents { areas, localities: localities.into(), ..Contents::default() })
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
    let key = extract.county.county.key.clone();
    Snapshot::new(Contents::of_lists(&[extract.county], &extract.localities, Some(&key)))
}

/// Two counties, the first of which is the own one: each has a Bergen, and a Hofen in another municipality.
fn with_neighbours() -> Snapshot {
    let list = municipality_list();
    let counties = ["99001", "99002"].map(|key| list.for_county(&key.parse().unwrap()).unwrap());
    let places = [
        place("00101", "Hofen", Some("99001"), 51.51, 13.5),
        place("00101", "Seehausen (Aue)", Some("99001"), 51.5, 13.5),
        place("00102", "Winzig Anger", Some("99001"), 51.5, 13.687),
        place("00201", "Hofen", Some("99002"), 52.5, 14.51),
        place("00201", "Drüben", Some("99002"), 52.5, 14.5),
        place("00201", "Winzigerode", Some("99002"), 52.51, 14.5),
    ];
    let localities: Vec<_> = counties.iter().flat_map(|county| list.localities(county, &places)).collect();
    Snapshot::new(Contents::of_lists(&counties, &localities, Some(&"99001".parse().unwrap())))
}

fn suggested(snapshot: &Snapshot, typed: &str) -> Vec<(String, Reason)> {
    let suggestions = snapshot.candidates(typed, 10);
    suggestions.into_iter().map(|found| (found.candidate.slug.to_string(), found.reason)).collect()
}

#[test]
fn neighbours_come_after_the_own_county_and_say_where_they_are() {
    let snapshot = with_neighbours();
    let Found::Several(both) = snapshot.lookup("Hofen") else { panic!("{:?}", snapshot.lookup("Hofen")) };
    let shown: Vec<_> =
        both.iter().map(|found| (found.municipality.as_str(), found.county.as_deref())).collect();
    assert_eq!(shown, [("Seehausen (Aue)", None), ("Drüben", Some("Nachbarkreis"))]);
    assert!(matches!(snapshot.lookup("hofen"), Found::Several(_)), "typed small it is as ambiguous");
    for typed in ["Hofen Drüben", "Hofen, Nachbarkreis", "00201 Hofen", "Hofen 00201", "Drüben OT Hofen"] {
        match snapshot.lookup(typed) {
            Found::One(found) => assert_eq!(found.municipality, "Drüben", "{typed}"),
            other => panic!("{typed}: {other:?}"),
        }
    }
    assert_eq!(
        suggested(&snapshot, "winz"),
        [("winzig".to_owned(), Reason::Beginning), ("winzigerode".to_owned(), Reason::Beginning)]
    );
}

#[test]
fn an_address_outlives_the_arrival_of_namesakes_next_door() {
    let snapshot = with_neighbours();
    let hofen = snapshot.by_slug("hofen").unwrap();
    assert_eq!(
        (hofen.municipality.as_str(), hofen.slug.as_str()),
        ("Seehausen (Aue)", "hofen-seehausen-aue")
    );
    assert_eq!(snapshot.by_slug("hofen-drueben").unwrap().county.as_deref(), Some("Nachbarkreis"));
    assert_eq!(snapshot.by_slug("Hofen"), None, "no slug");
}

#[test]
fn the_pages_see_one_county_and_what_lies_around_it() {
    let snapshot = with_neighbours();
    let names = |areas: Vec<&Area>| areas.into_iter().map(|area| area.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(snapshot.municipalities()), ["Bergen", "Seehausen (Aue)", "Winzig"]);
    assert_eq!(names(snapshot.neighbour_counties()), ["Nachbarkreis"]);
    let next_door = snapshot.area_by_key("99002").unwrap().id;
    assert_eq!(names(snapshot.municipalities_of(next_door)), ["Drüben"]);
    let town = snapshot.area_by_key("99001010").unwrap().id;
    let across = snapshot.area_by_key("99002010").unwrap().id;
    assert!(snapshot.is_own(town) && !snapshot.is_own(across));
    assert_eq!(snapshot.county_of(town).unwrap().name, "Auenkreis");
    assert_eq!(snapshot.county_of(across).unwrap().name, "Nachbarkreis");
    let localities: Vec<&str> =
        snapshot.localities_of(town).iter().map(|found| found.name.as_str()).collect();
    assert_eq!(localities, ["Hofen"], "the town itself is no locality of its own");
    let near: Vec<(&str, f64)> = snapshot
        .neighbours(town, 2)
        .into_iter()
        .map(|(area, distance)| (area.name.as_str(), distance.rounded()))
        .collect();
    assert_eq!(near, [("Winzig", 12.9), ("Bergen", 20.1)]);
    assert_eq!(
        names(snapshot.neighbours(town, 9).into_iter().map(|(area, _)| area).collect()).last().unwrap(),
        "Drüben"
    );
    let winzig = snapshot.area_by_key("99001020").unwrap().id;
    assert_eq!(names(snapshot.overlays_of(winzig)), ["Amt Winzig"]);
    assert_eq!(names(snapshot.overlays_of(town)), [] as [&str; 0]);
    let amt = snapshot.overlays()[0].id;
    assert_eq!(names(snapshot.members_of(amt)), ["Bergen", "Winzig"]);
    assert_eq!(names(snapshot.municipalities_in(amt)), ["Bergen", "Winzig"]);
    assert_eq!(snapshot.county_of(amt), None);
}

#[test]
fn suggestions_are_ranked_and_say_why() {
    let snapshot = demo_snapshot();
    let first = |typed: &str| {
        let first = snapshot.candidates(typed, 5).into_iter().next();
        first.map(|found| (found.candidate.name, found.reason))
    };
    for (typed, name, reason) in [
        ("Herzberg", "Herzberg (Elster)", Reason::Exact),
        ("herzberg elster", "Herzberg (Elster)", Reason::Exact),
        ("herzberg-elster", "Herzberg (Elster)", Reason::Exact),
        ("Herzb", "Herzberg (Elster)", Reason::Beginning),
        ("Bad Liebenw", "Bad Liebenwerda", Reason::Beginning),
        ("Liebenwerda", "Bad Liebenwerda", Reason::WordBeginning),
        ("Doberlug", "Doberlug-Kirchhain", Reason::Beginning),
        ("Hertzberg", "Herzberg (Elster)", Reason::Similar),
        ("Hertzb", "Herzberg (Elster)", Reason::Similar),
        ("Hertzberg Elster", "Herzberg (Elster)", Reason::Similar),
        ("Dolenchen", "Dollenchen", Reason::Similar),
        ("OT Dollenchen", "Dollenchen", Reason::Exact),
        ("Dollenchen (Ortsteil)", "Dollenchen", Reason::Exact),
        ("Sallgast OT Dollenchen", "Dollenchen", Reason::WithMunicipality),
        ("Stadt Herzberg", "Herzberg (Elster)", Reason::Exact),
        ("Gemeinde Sallgast", "Sallgast", Reason::Exact),
        ("03238 Dollenchen", "Dollenchen", Reason::Exact),
        ("D-03238 Dollenchen", "Dollenchen", Reason::Exact),
        ("04895", "04895 Falkenberg/Elster", Reason::Exact),
        ("048", "04895 Falkenberg/Elster", Reason::Beginning),
    ] {
        assert_eq!(first(typed), Some((name.to_owned(), reason)), "{typed}");
    }
    assert!(matches!(snapshot.lookup("Bad Lw"), Found::None { .. }), "own abbreviations are not guessed");
    assert_eq!(first(""), None);
    let shared: Vec<_> =
        snapshot.candidates("04916", 5).into_iter().map(|found| found.candidate.municipality).collect();
    assert_eq!(shared, ["Herzberg (Elster)", "Schönewalde"], "ambiguity is shown");
    let slip = suggested(&snapshot, "04917");
    assert!(slip.contains(&("04916-herzberg-elster".to_owned(), Reason::Similar)), "{slip:?}");
    assert_eq!(suggested(&snapshot, "04917 Herzberg")[0], ("herzberg-elster".to_owned(), Reason::Similar));
    assert_eq!(snapshot.candidates("s", 3).len(), 3, "no more than asked for");
}

/// Whatever name the lists have for a place leads to it, in a county like any of the three.
#[test]
fn every_place_of_real_counties_is_found_by_its_name() {
    let (Some(list), Some(places)) = (published_list(), published_places()) else { return };
    for key in ["12062", "14522", "13076"] {
        let key = key.parse().unwrap();
        let county = list.for_county(&key).unwrap();
        let localities = list.localities(&county, places);
        let snapshot = Snapshot::new(Contents::of_lists(&[county], &localities, Some(&key)));
        let mut several = 0;
        for Entry { candidate, .. } in &snapshot.entries {
            let upper = candidate.name.to_uppercase();
            let plain = candidate.name.replace(['(', ')', '/', '-'], " ");
            let with_postcode = format!("{} {}", candidate.postcodes[0], candidate.name);
            for typed in [&candidate.name, &upper, &plain, &with_postcode] {
                match snapshot.lookup(typed) {
                    Found::One(found) => assert_eq!(found.slug, candidate.slug, "{typed}"),
                    Found::Several(all) => {
                        several += 1;
                        assert!(all.iter().any(|found| found.slug == candidate.slug), "{typed}: {all:?}");
                    }
                    Found::None { .. } => panic!("{typed} is not found"),
                }
            }
            let together = format!("{} {}", candidate.name, candidate.municipality);
            assert!(
                snapshot.candidates(&together, 5).iter().any(|found| found.candidate.slug == candidate.slug),
                "{together}"
            );
            let suggested = snapshot.candidates(&candidate.name, 10);
            assert!(
                suggested
                    .iter()
                    .any(|found| found.candidate.slug == candidate.slug && found.reason == Reason::Exact),
                "{}: {suggested:?}",
                candidate.name
            );
        }
        eprintln!(
            "{key}: {} places, {several} of {} answers ambiguous",
            snapshot.entries.len(),
            snapshot.entries.len() * 4
        );
    }
}

/// A slip of the pen in a name of the demonstration county leads, nearly always, back to the place.
#[test]
fn a_letter_left_out_leads_to_the_place_all_the_same() {
    let snapshot = demo_snapshot();
    let (mut tried, mut found) = (0, 0);
    for Entry { candidate, .. } in snapshot.entries.iter().filter(|entry| entry.candidate.name.len() >= 6) {
        for at in candidate.name.char_indices().map(|(at, _)| at).skip(1) {
            let mut typed = candidate.name.clone();
            if !typed.remove(at).is_alphabetic() {
                continue;
            }
            tried += 1;
            let suggested = snapshot.candidates(&typed, 5);
            found += usize::from(suggested.iter().any(|found| found.candidate.slug == candidate.slug));
        }
    }
    eprintln!("{found} of {tried} names with a letter left out are found");
    assert!(found * 100 >= tried * 98, "{found} of {tried}");
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_gets_an_answer(typed in "\\PC{0,20}") {
        match snapshot().lookup(&typed) {
            Found::One(_) => {}
            Found::Several(candidates) => proptest::prop_assert!((2..=MOST).contains(&candidates.len())),
            Found::None { similar } => proptest::prop_assert!(similar.len() <= MOST_SIMILAR),
        }
        proptest::prop_assert!(with_neighbours().candidates(&typed, 3).len() <= 3);
    }

    /// The index finds what a look at every name finds.
    #[test]
    fn the_index_agrees_with_a_plain_search(from in 0..500_usize, length in 1..12_usize, word in "[a-z]{0,3}") {
        let snapshot = demo_snapshot();
        let name = &snapshot.entries[from % snapshot.entries.len()].candidate.name;
        let typed: String = name.chars().skip(from % 3).take(length).chain(word.chars()).collect();
        let asked = words(&typed);
        let Some((last, finished)) = asked.split_last() else { return Ok(()) };
        let begins = |name: &Vec<String>| {
            name.starts_with(finished) && name.get(finished.len()).is_some_and(|word| word.starts_with(last.as_str()))
        };
        let plain = |matches: &dyn Fn(&Vec<String>) -> bool| -> Vec<usize> {
            let entries = snapshot.entries.iter().enumerate();
            entries.filter(|(_, entry)| entry.names.iter().any(matches)).map(|(number, _)| number).collect()
        };
        proptest::prop_assert_eq!(snapshot.index.exact(&asked), plain(&|name| *name == asked));
        proptest::prop_assert_eq!(snapshot.index.beginning(&asked), plain(&begins));
        let text = asked.join(" ");
        let most = tolerated(text.chars().count());
        let near = plain(&|name| distance(&name.join(" "), &text) <= most);
        let found = snapshot.index.similar(&text);
        proptest::prop_assert!(most == 0 || near.iter().all(|entry| found.contains(entry)), "{:?} {:?}", near, found);
    }
}
