//! The same list in its two forms.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    import::municipalities::read_municipality_list,
    test_data::{archive, municipality_list, place, published_list, published_places},
};

/// A record as the Statistisches Bundesamt writes it.
fn record(start: &str, name: &str, mark: &str, figures: &str) -> String {
    format!("{:<220}", format!("{start:<22}{name:<50}{:<50}{mark:<2}    {figures}", "Musterstadt"))
}

fn municipality(key: &str, association: &str, name: &str, mark: &str, figures: (u64, u64, &str)) -> String {
    let (hectares, population, postcode) = figures;
    let figures = format!("{hectares:011}{population:011}{:011}    {postcode:<5}*****", population / 2);
    record(&format!("6020250930{key}{association}"), name, mark, &figures)
}

/// The invented list of the workbook in its other form.
fn lines() -> Vec<String> {
    vec![
        record("102025093099", "Musterland", "", ""),
        record("2020250831990", "Musterbezirk", "", ""),
        record("402025093099001", "Auenkreis", "43", ""),
        record("502025093099001   0010", "Seehausen (Aue), Stadt", "50", ""),
        municipality("99001010", "0010", "Seehausen (Aue), Stadt", "63", (14450, 8731, "00101")),
        record("502025093099001   5001", "Amt Winzig", "54", ""),
        municipality("99001020", "5001", "Winzig", "64", (900, 312, "00102")),
        municipality("99001030", "5001", "Bergen", "64", (4000, 900, "00103")),
        municipality("99001999", "9999", "Auenforst, gemfr. Gebiet", "66", (1200, 0, "")),
        record("402025093099002", "Nachbarkreis", "43", ""),
        municipality("99002010", "0010", "Drüben", "64", (2000, 1200, "00201")),
    ]
}

fn text() -> String {
    lines().join("\r\n") + "\r\n"
}

fn without_positions(list: &MunicipalityList) -> Vec<Municipality> {
    list.municipalities().map(|known| Municipality { position: None, ..known.clone() }).collect()
}

#[test]
fn both_forms_tell_the_same() {
    let list = read_municipality_list(text().as_bytes()).unwrap();
    let workbook = municipality_list();
    assert_eq!(list.edition(), Some(date(2025, 9, 30)), "the latest day of any record");
    assert_eq!(without_positions(&list), without_positions(&workbook));
    let key = "99001".parse().unwrap();
    let (one, other) = (list.for_county(&key).unwrap(), workbook.for_county(&key).unwrap());
    assert_eq!((one.state, one.county, one.associations), (other.state, other.county, other.associations));
    assert_eq!((one.positions, other.positions), (Positions::OfPlaces, Positions::Official));
}

#[test]
fn old_encodings_ends_and_stripped_spaces_do_no_harm() {
    let expected = read_municipality_list(text().as_bytes()).unwrap();
    let umlaut = |byte: u8| {
        let bytes = text().into_bytes();
        let at = bytes.windows(2).position(|pair| pair == "ü".as_bytes()).unwrap();
        [&bytes[..at], &[byte], &bytes[at + 2..], b"\x1a"].concat()
    };
    let stripped: Vec<String> = lines().iter().map(|line| line.trim_end().to_owned()).collect();
    let packed = archive(&[("GV100AD_300925.txt", text().as_bytes()), ("Beschreibung.pdf", b"%PDF")]);
    for bytes in [
        umlaut(0xfc),
        umlaut(0x81),
        format!("\u{feff}{}", text()).into_bytes(),
        stripped.join("\n").into_bytes(),
        packed,
    ] {
        assert_eq!(read_municipality_list(&bytes).unwrap(), expected);
    }
}

#[test]
fn a_municipality_takes_the_position_of_the_place_that_bears_its_name() {
    let mut list = read_municipality_list(text().as_bytes()).unwrap();
    list.take_positions(&[
        place("00199", "Winzig", Some("99001"), 51.6, 13.6),
        place("00102", "Winzig", Some("99001"), 51.5, 13.687),
        place("00155", "Bergen", Some("99002"), 52.0, 14.0),
        place("00177", "Drüben", Some("99002"), 52.5, 14.5),
    ]);
    let positions: Vec<Option<f64>> = list
        .municipalities()
        .map(|known| known.position.map(kreisrund_kernel::Position::longitude))
        .collect();
    assert_eq!(positions, [None, Some(13.687), None, Some(14.5)]);
}

#[test]
fn a_bad_line_is_named_with_its_columns() {
    let with = |line: usize, first: usize, text: &str| {
        let mut lines = lines();
        let mut characters: Vec<char> = lines[line - 1].chars().collect();
        characters.splice(first - 1..first - 1 + text.chars().count(), text.chars());
        lines[line - 1] = characters.into_iter().collect();
        read_municipality_list(lines.join("\n").as_bytes()).unwrap_err().to_string()
    };
    for (line, first, text, sentence) in [
        (5, 1, "61", "line 5, column Satzart (1–2): “61” is none of 10, 20, 30, 40, 50, 60"),
        (
            5,
            3,
            "20251345",
            "line 5, column Gebietsstand (3–10): “20251345” is not a day in the form YYYYMMDD",
        ),
        (5, 11, "9900101O", "line 5, column Gemeinde (11–18): “9900101O” is not a number of 8 digits"),
        (
            5,
            11,
            "99007010",
            "line 5, column Kreis (11–15): “99007” names a county that no row above describes",
        ),
        (
            8,
            11,
            "99001020",
            "line 8, column Gemeinde (11–18): “99001020” names a municipality for the second time",
        ),
        (5, 23, "                      ", "line 5, column Bezeichnung (23–72): “” is empty"),
        (5, 140, "viele", "line 5, column Bevölkerung (140–150): “viele008731” is not a whole number"),
        (
            5,
            166,
            "0010I",
            "line 5, column Postleitzahl (166–170): “0010I” “0010I” is not a postcode of five digits",
        ),
    ] {
        assert_eq!(with(line, first, text), sentence);
    }
    let cut = &text()[..text().len() - 250];
    assert!(read_municipality_list(cut.as_bytes()).is_ok(), "whole lines are missing: nothing shows it");
    let cut: String = text().chars().take(5 * 222 - 100).collect();
    assert_eq!(
        read_municipality_list(cut.as_bytes()).unwrap_err().to_string(),
        "line 5 ends after 83 characters, before the population; the file is cut off, download it again"
    );
    let empty = lines()[..4].join("\n");
    assert!(matches!(read_municipality_list(empty.as_bytes()), Err(NotTheList::NoMunicipalities { .. })));
}

/// The published workbook, written out in the other form, reads back as the same list.
#[test]
fn the_published_list_survives_the_change_of_form() {
    let (Some(workbook), Some(places)) = (published_list(), published_places()) else { return };
    let mut lines = Vec::new();
    for county in workbook.counties() {
        let extract = workbook.for_county(&county.key).unwrap();
        if !lines.iter().any(|line: &String| line.starts_with(&format!("1020240630{}", extract.state.key))) {
            lines.push(record(
                &format!("1020240630{}", extract.state.key),
                &extract.state.official_name,
                "",
                "",
            ));
        }
        lines.push(record(&format!("4020240630{}", county.key), &county.official_name, "44", ""));
        for known in &extract.associations {
            let (county, number) = known.key.split_at(5);
            lines.push(record(&format!("5020240630{county}   {number}"), &known.official_name, "51", ""));
        }
        for known in &extract.municipalities {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "published areas")]
            let hectares = (known.area_km2.unwrap() * 100.0).round() as u64;
            let postcode = known.postcode.as_ref().map(ToString::to_string).unwrap_or_default();
            let figures = (hectares, known.population.unwrap(), postcode.as_str());
            let association = &known.regional_key[5..9];
            lines.push(municipality(known.key.as_str(), association, &known.official_name, "64", figures));
        }
    }
    let mut list = read_municipality_list(lines.join("\n").as_bytes()).unwrap();
    assert_eq!(without_positions(&list), without_positions(workbook));
    list.take_positions(places);
    for (key, municipalities) in [("12062", 33), ("13076", 142), ("14522", 52)] {
        let extract = list.for_county(&key.parse().unwrap()).unwrap();
        assert_eq!(extract.municipalities.len(), municipalities, "{key}");
        let placed = extract.municipalities.iter().filter(|known| known.position.is_some()).count();
        eprintln!("{key}: {placed} of {municipalities} municipalities have the position of their place");
        assert_eq!(placed, municipalities, "{key}");
        let official = workbook.for_county(&key.parse().unwrap()).unwrap();
        let (with, without) = (workbook.localities(&official, places), list.localities(&extract, places));
        let same = with
            .iter()
            .filter(|one| {
                without.iter().any(|other| other.name == one.name && other.municipality == one.municipality)
            })
            .count();
        eprintln!(
            "{key}: {same} of {} localities have the same municipality without coordinates",
            with.len()
        );
        // Settlements lie elsewhere than the middle of their land: the coordinates, or boundaries, know better.
        assert!(same * 4 >= with.len() * 3, "{key}: {same} of {}", with.len());
    }
}

proptest! {
    #[test]
    fn hostile_bytes_never_end_the_program(
        cut in 0.0..1.0_f64, places in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12),
    ) {
        let mut bytes = text().into_bytes();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let at = |share: f64, length: usize| (share * length as f64) as usize;
        for (place, byte) in places {
            let place = at(place, bytes.len());
            bytes[place] = byte;
        }
        let _ = read_municipality_list(&bytes);
        bytes.truncate(at(cut, bytes.len()));
        let _ = read_municipality_list(&bytes);
    }
}
