//! What the county's IT meets when it gives a list of municipalities.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::test_data::{
    archive, list_rows, municipality_list, published_list, published_municipalities, published_places,
    workbook,
};

fn refusal(rows: Vec<Vec<String>>) -> NotTheList {
    read_municipality_list(&workbook(&[("Gemeinden", rows)])).unwrap_err()
}

/// The rows with the cell in the 1-based `row` and 0-based `column` replaced.
fn with_cell(row: usize, column: usize, text: &str) -> Vec<Vec<String>> {
    let mut rows = list_rows();
    rows[row - 1].resize(16, String::new());
    rows[row - 1][column] = text.to_owned();
    rows
}

#[test]
fn a_county_is_found_with_its_state_and_municipalities() {
    let list = municipality_list();
    assert_eq!(list.edition(), Some(date(2025, 9, 30)));
    let extract = list.for_county(&"99001".parse().unwrap()).unwrap();
    assert_eq!((extract.state.official_name.as_str(), extract.county.name()), ("Musterland", "Auenkreis"));
    let names: Vec<&str> = extract.municipalities.iter().map(Municipality::name).collect();
    assert_eq!(names, ["Seehausen (Aue)", "Winzig", "Bergen"]);
    let town = &extract.municipalities[0];
    assert_eq!(town.official_name, "Seehausen (Aue), Stadt");
    assert_eq!(town.key.as_str(), "99001010");
    assert_eq!(town.regional_key, "990010010010");
    assert_eq!((town.area_km2, town.population), (Some(144.5), Some(8731)));
    assert_eq!(town.postcode.as_ref().unwrap().as_str(), "00101");
    assert_eq!(town.position.unwrap().latitude(), 51.5);
}

#[test]
fn the_sheet_is_found_behind_others_and_numbers_may_have_lost_their_zeros() {
    let cover = vec![vec!["Inhalt".to_owned()], vec!["Gebietsstand: 31.12.2024".to_owned()]];
    let list = workbook(&[("Titel", cover), ("Blatt 7", with_cell(10, 13, "101"))]);
    let list = read_municipality_list(&list).unwrap();
    assert_eq!(list.edition(), Some(date(2024, 12, 31)), "the first that the file says");
    let postcode = list.municipalities().next().unwrap().postcode.clone().unwrap();
    assert_eq!(postcode.as_str(), "00101");
}

#[test]
fn an_unknown_county_is_answered_with_similar_ones() {
    let list = municipality_list();
    let unknown = list.for_county(&"99010".parse().unwrap()).unwrap_err();
    assert_eq!(unknown.to_string(), "the list has no county “99010”; did you mean 99001 Auenkreis?");
    assert_eq!(list.find_county("auenkreis").unwrap().key.as_str(), "99001");
    assert_eq!(list.find_county(" 99002 ").unwrap().name(), "Nachbarkreis");
    let unknown = list.find_county("Auenkries").unwrap_err();
    assert_eq!(unknown.similar, [("99001".parse().unwrap(), "Auenkreis".to_owned())]);
    assert_eq!(list.find_county("Xyz").unwrap_err().to_string(), "the list has no county “Xyz”");
}

#[test]
fn what_is_no_workbook_is_refused() {
    let whole = workbook(&[("Gemeinden", list_rows())]);
    for bytes in [b"PK\x03\x04".as_slice(), &whole[..whole.len() / 2]] {
        let refusal = read_municipality_list(bytes).unwrap_err();
        assert!(matches!(refusal, NotTheList::NotAWorkbook { .. }), "{refusal}");
    }
    for (bytes, part) in [
        (b"".as_slice(), "the file is empty; download the list again"),
        (b"Satzart;Land\n", "the file is neither an Excel workbook nor a text with fixed columns"),
        (b"%PDF-1.7 Gemeindeverzeichnis.xlsx", "the file is a PDF document; needed is the list"),
        (b"<!DOCTYPE html>", "the file is a web page; the download has to be made again"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .xlsx"),
        (&vec![b'1'; LARGEST + 1], "the file has more than 32 MB"),
    ] {
        let refusal = read_municipality_list(bytes).unwrap_err().to_string();
        assert!(refusal.contains(part), "{refusal}");
    }
}

#[test]
fn the_list_may_lie_in_an_archive() {
    let whole = workbook(&[("Gemeinden", list_rows())]);
    let packed = archive(&[("Hinweise.pdf", b"%PDF-1.7"), ("lists/AuszugGV.xlsx", &whole)]);
    assert_eq!(read_municipality_list(&packed).unwrap(), municipality_list());
    let other = archive(&[("Hinweise.pdf", b"%PDF-1.7"), ("leer.xlsx", b"")]);
    assert_eq!(
        read_municipality_list(&other).unwrap_err(),
        NotTheList::Archive { entries: vec!["Hinweise.pdf".into(), "leer.xlsx".into()] }
    );
    let bomb = archive(&[("GV100AD.txt", &vec![b' '; LARGEST + 1])]);
    assert_eq!(read_municipality_list(&bomb).unwrap_err(), NotTheList::TooLarge);
}

#[test]
fn associations_of_several_municipalities_are_kept() {
    let extract = municipality_list().for_county(&"99001".parse().unwrap()).unwrap();
    let names: Vec<&str> =
        extract.associations.iter().map(|association| association.official_name.as_str()).collect();
    assert_eq!(names, ["Amt Winzig"], "not that of a municipality which stands alone");
    let members: Vec<&str> = extract.members(&extract.associations[0]).map(Municipality::name).collect();
    assert_eq!((extract.associations[0].key.as_str(), members), ("990015001", vec!["Winzig", "Bergen"]));
}

#[test]
fn a_workbook_of_something_else_is_refused() {
    let rows =
        vec![vec!["Datum".to_owned(), "Kurs".to_owned()], vec!["1.2.2026".to_owned(), "Yoga".to_owned()]];
    let refusal = read_municipality_list(&workbook(&[("Kurse", rows.clone()), ("Orte", rows)])).unwrap_err();
    assert_eq!(refusal, NotTheList::NoSheet { sheets: vec!["Kurse".into(), "Orte".into()] });
}

#[test]
fn missing_columns_are_named() {
    let mut rows = with_cell(3, 13, "");
    rows[3][14] = String::new();
    assert_eq!(
        refusal(rows),
        NotTheList::Columns { sheet: "Gemeinden".into(), missing: vec!["Postleitzahl", "Längengrad"] }
    );
    assert_eq!(
        refusal(with_cell(3, 0, "")),
        NotTheList::Columns { sheet: "Gemeinden".into(), missing: vec!["Satzart"] }
    );
}

#[test]
fn a_bad_row_is_named_with_its_column() {
    for (row, column, text, sentence) in [
        (10, 9, "viele", "row 10, column Bevölkerung (J): “viele” is not a number of at least 0"),
        (10, 9, "87,5", "row 10, column Bevölkerung (J): “87,5” is not a whole number"),
        (10, 6, "01O", "row 10, column Gem (G): “01O” is not a number of 3 digits"),
        (10, 7, "", "row 10, column Gemeindename (H): “” is empty"),
        (
            10,
            13,
            "A1234",
            "row 10, column Postleitzahl (N): “A1234” “A1234” is not a postcode of five digits",
        ),
        (10, 15, "13,5", "row 10, column Breitengrad (P): “13,5” 13.5 N, 13.5 E is not in Germany"),
        (10, 14, "151,5", "row 10, column Breitengrad (P): “51,5” 51.5 N, 151.5 E is not in Germany"),
        (
            10,
            15,
            "151,5",
            "row 10, column Breitengrad (P): “151,5” latitude 151.5, longitude 13.5 is not a position on the earth",
        ),
        (12, 0, "6O", "row 12, column Satzart (A): “6O” is none of 10, 20, 30, 40, 50, 60"),
        (12, 4, "07", "row 12, column Kreis (E): “07” names a county that no row above describes"),
        (12, 6, "010", "row 12, column Gem (G): “010” names a municipality for the second time"),
    ] {
        assert_eq!(
            refusal(with_cell(row, column, text)).to_string(),
            format!("sheet “Gemeinden”, {sentence}")
        );
    }
}

#[test]
fn swapped_coordinates_are_recognised() {
    let mut rows = list_rows();
    rows[9].swap(14, 15);
    assert!(
        refusal(rows)
            .to_string()
            .ends_with("13.5 N, 51.5 E is not in Germany; latitude and longitude are swapped")
    );
}

#[test]
fn nothing_may_stand_twice() {
    for (row, sentence) in [
        (6, "row 19, column Land (C): “99” names a state for the second time"),
        (8, "row 19, column Kreis (E): “01” names a county for the second time"),
        (11, "row 19, column VB (F): “5001” names an association for the second time"),
        (12, "row 19, column Gem (G): “020” names a municipality for the second time"),
    ] {
        let mut rows = list_rows();
        rows.push(rows[row - 1].clone());
        assert_eq!(refusal(rows).to_string(), format!("sheet “Gemeinden”, {sentence}"));
    }
}

#[test]
fn a_list_without_municipalities_is_refused() {
    let expected = NotTheList::NoMunicipalities { sheet: "Gemeinden".into() };
    assert_eq!(refusal(list_rows().into_iter().take(8).collect()), expected);
    assert_eq!(refusal(list_rows().into_iter().take(5).collect()), expected);
}

#[test]
fn a_cell_far_out_neither_costs_nor_disturbs() {
    let mut rows = list_rows();
    rows[9].resize(27, String::new());
    rows[9][26] = "Bemerkung in Excels letzter Spalte".to_owned();
    assert_eq!(read_municipality_list(&workbook(&[("Gemeinden", rows)])).unwrap(), municipality_list());
}

#[test]
fn a_cell_beyond_all_rows_is_refused_or_ignored() {
    let rows = list_rows();
    let bytes = workbook(&[("Gemeinden", rows)]);
    let at = bytes.windows(6).position(|bytes| bytes == b"\"A18\" ").unwrap();
    let mut hostile = bytes;
    // The reference grows at the cost of the attribute behind it, so that the archive's lengths still hold.
    hostile[at..at + 19].copy_from_slice(b"\"A999999999999999\" ");
    match read_municipality_list(&hostile) {
        Ok(list) => assert_eq!(list, municipality_list()),
        Err(refusal) => assert!(matches!(refusal, NotTheList::NotAWorkbook { .. }), "{refusal}"),
    }
}

#[test]
fn the_published_list_is_read() {
    let Some(bytes) = published_municipalities() else { return };
    let mut heard = Vec::new();
    let list = read_municipality_list_with(&bytes, &mut |progress| heard.push(progress)).unwrap();
    assert!(heard.len() > 10 && heard.iter().all(|progress| progress.done <= progress.total));
    assert_eq!(list.edition(), Some(date(2024, 6, 30)));
    assert_eq!(list.counties().len(), 400);
    assert_eq!(list.municipalities().len(), 10_754);
    let county = list.for_county(&"12062".parse().unwrap()).unwrap();
    assert_eq!((county.county.name(), county.state.official_name.as_str()), ("Elbe-Elster", "Brandenburg"));
    assert_eq!(county.municipalities.len(), 33);
    let town = county.municipality(&"12062224".parse().unwrap()).unwrap();
    assert_eq!((town.name(), town.population), ("Herzberg (Elster)", Some(8731)));
    assert_eq!(list.for_county(&"13076".parse().unwrap()).unwrap().municipalities.len(), 142);
    assert_eq!(list.find_county("Elbe-Elster").unwrap().key.as_str(), "12062");
    let unknown = list.for_county(&"12026".parse().unwrap()).unwrap_err();
    assert!(unknown.similar.iter().any(|(key, _)| key.as_str() == "12062"), "{unknown}");
    let companies: Vec<&str> = list
        .municipalities()
        .map(Municipality::name)
        .filter(|name| super::super::companies::is_company(name))
        .collect();
    assert_eq!(companies, [] as [&str; 0], "no municipality may be taken for a company");
}

#[test]
fn the_published_list_agrees_with_its_flattened_form() {
    let Some(list) = published_list() else { return };
    let Some(flat) = crate::test_data::shared("areas/gemeinden-2024-06-30.csv") else { return };
    let mut reader = csv::Reader::from_reader(flat.as_slice());
    let mut compared = 0;
    for row in reader.records() {
        let row = row.unwrap();
        let Some(municipality) = row[2].parse().ok().and_then(|key| list.municipalities.get(&key)) else {
            continue;
        };
        assert_eq!(&row[1], municipality.regional_key);
        assert_eq!(&row[3], municipality.official_name);
        assert_eq!(row[5].parse::<u64>().ok(), municipality.population);
        assert_eq!(
            &row[6],
            municipality.postcode.as_ref().map(crate::area::Postcode::as_str).unwrap_or_default()
        );
        assert_eq!(row[8].parse::<f64>().ok(), municipality.position.map(Position::latitude));
        compared += 1;
    }
    assert_eq!(compared, list.municipalities().len());
}

#[test]
fn the_published_postcodes_find_their_municipalities() {
    let (Some(list), Some(places)) = (published_list(), published_places()) else { return };
    let county = list.for_county(&"12062".parse().unwrap()).unwrap();
    let localities = list.localities(&county, places);
    eprintln!("places: {}, localities of 12062: {}", places.len(), localities.len());
    assert!(localities.len() > 85, "{}", localities.len());
    let find = |postcode: &str, name: &str| {
        localities
            .iter()
            .find(|locality| locality.postcode.as_str() == postcode && locality.name == name)
            .unwrap()
    };
    assert_eq!(find("04916", "Herzberg (Elster)").municipality.as_str(), "12062224");
    assert_eq!(find("03238", "Dollenchen").municipality.as_str(), "12062425");
    let namesake = find("03253", "Schönewalde");
    assert_ne!(namesake.municipality.as_str(), "12062461", "30 km from the town of that name");
    let all: usize = list
        .counties()
        .map(|county| list.localities(&list.for_county(&county.key).unwrap(), places).len())
        .sum();
    let west = list.for_county(&"13076".parse().unwrap()).unwrap();
    eprintln!("localities of 13076: {}, of all counties: {all}", list.localities(&west, places).len());
    assert!(all > 14_000, "{all}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn hostile_bytes_never_end_the_program(
        cut in 0.0..1.0_f64, places in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12),
    ) {
        let mut bytes = workbook(&[("Gemeinden", list_rows())]);
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

    #[test]
    fn hostile_cells_never_end_the_program(row in 1..18_usize, column in 0..16_usize, text in "\\PC{0,12}") {
        let _ = read_municipality_list(&workbook(&[("Gemeinden", with_cell(row, column, &text))]));
    }
}
