//! Corrections of localities: which municipality a village really belongs to, as somebody says who knows.
//!
//! ```text
//! postcode;name;municipality
//! 03253;Schönewalde;12062469
//! 04938;Wahrendorf;Bad Liebenwerda
//! ```
//! The municipality is named by its key or by its name.

use std::collections::BTreeMap;

use super::table::{self, NotATable, TableRow, refusal};
use crate::{
    area::{CountyExtract, Locality, Municipality, Postcode, Provenance},
    names::{distance, tolerated, words},
};

/// What one row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    row: u64,
    postcode: Postcode,
    name: String,
    municipality: String,
}

/// Reads the file of corrections.
///
/// # Errors
/// [`NotATable`] with row and column of what can't be taken, also when two rows contradict each other.
pub fn read_corrections(bytes: &[u8]) -> Result<Vec<Correction>, NotATable> {
    let rows = table::read(bytes, &["postcode", "name", "municipality"], &[])?;
    let mut seen: BTreeMap<(Postcode, Vec<String>), Correction> = BTreeMap::new();
    for row in &rows {
        let correction = read_row(row)?;
        let key = (correction.postcode.clone(), words(&correction.name));
        if let Some(other) = seen.get(&key)
            && words(&other.municipality) != words(&correction.municipality)
        {
            let problem = format!("contradicts row {}, which names {}", other.row, other.municipality);
            return Err(row.refuse("municipality", &problem));
        }
        seen.insert(key, correction);
    }
    let mut corrections: Vec<Correction> = seen.into_values().collect();
    corrections.sort_by_key(|correction| correction.row);
    Ok(corrections)
}

fn read_row(row: &TableRow) -> Result<Correction, NotATable> {
    Ok(Correction {
        row: row.number,
        postcode: row
            .required("postcode")?
            .parse()
            .map_err(|_| row.refuse("postcode", "is not a postcode of five digits"))?,
        name: row.required("name")?.to_owned(),
        municipality: row.required("municipality")?.to_owned(),
    })
}

/// Sets the municipalities of `localities` as `corrections` say, with the provenance
/// [confirmed](Provenance::Confirmed).
///
/// # Errors
/// [`NotATable`] with row and column when a correction names a locality or a municipality of none of `counties`. Then
/// no locality has changed.
pub fn apply_corrections(
    corrections: &[Correction],
    counties: &[CountyExtract],
    localities: &mut Vec<Locality>,
) -> Result<(), NotATable> {
    let mut corrected = localities.clone();
    for correction in corrections {
        let municipality = municipality(correction, counties)?;
        let asked = words(&correction.name);
        let mut found = false;
        for locality in corrected
            .iter_mut()
            .filter(|locality| locality.postcode == correction.postcode && words(&locality.name) == asked)
        {
            locality.municipality = municipality.key.clone();
            locality.provenance = Provenance::Confirmed;
            found = true;
        }
        if !found {
            return Err(unknown_locality(correction, localities));
        }
    }
    // Two entries of one village, once given to two municipalities, may have become one.
    let mut seen = std::collections::BTreeSet::new();
    corrected.retain(|locality| {
        seen.insert((locality.postcode.clone(), words(&locality.name), locality.municipality.clone()))
    });
    *localities = corrected;
    Ok(())
}

fn municipality<'a>(
    correction: &Correction,
    counties: &'a [CountyExtract],
) -> Result<&'a Municipality, NotATable> {
    let Correction { row, municipality: given, .. } = correction;
    let asked = words(given);
    let named: Vec<&Municipality> = counties
        .iter()
        .flat_map(|county| &county.municipalities)
        .filter(|known| known.key.as_str() == given || words(known.name()) == asked)
        .collect();
    match named.as_slice() {
        [one] => Ok(one),
        [] => Err(refusal(
            *row,
            "municipality",
            format!(
                "“{given}” is no municipality of the counties that are loaded; write its key of 8 digits"
            ),
        )),
        several => {
            let keys: Vec<&str> = several.iter().map(|known| known.key.as_str()).collect();
            let problem = format!("“{given}” may be {}; write the key", keys.join(" or "));
            Err(refusal(*row, "municipality", problem))
        }
    }
}

fn unknown_locality(correction: &Correction, localities: &[Locality]) -> NotATable {
    let Correction { row, postcode, name, .. } = correction;
    let asked = words(name).join(" ");
    let slips = |locality: &&Locality| distance(&words(&locality.name).join(" "), &asked);
    let similar = localities
        .iter()
        .filter(|locality| locality.postcode == *postcode || words(&locality.name).join(" ") == asked)
        .min_by_key(slips)
        .filter(|locality| slips(locality) <= tolerated(asked.chars().count()));
    let hint = similar
        .map(|locality| format!("; did you mean {} {}?", locality.postcode, locality.name))
        .unwrap_or_default();
    refusal(*row, "name", format!("no locality “{name}” has the postcode {postcode}{hint}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::{municipality_list, place};

    fn county() -> (Vec<CountyExtract>, Vec<Locality>) {
        let list = municipality_list();
        let extract = list.for_county(&"99001".parse().unwrap()).unwrap();
        let places = [
            place("00101", "Hofen", Some("99001"), 51.51, 13.5),
            place("00101", "Seehausen (Aue)", Some("99001"), 51.5, 13.5),
        ];
        let localities = list.localities(&extract, &places);
        (vec![extract], localities)
    }

    fn refusal_of(table: &str) -> String {
        let (counties, mut localities) = county();
        let before = localities.clone();
        let refusal = read_corrections(table.as_bytes())
            .and_then(|corrections| apply_corrections(&corrections, &counties, &mut localities))
            .unwrap_err();
        assert_eq!(localities, before, "a refused file changes nothing");
        refusal.to_string()
    }

    #[test]
    fn a_village_is_given_to_its_municipality_by_key_or_name() {
        for municipality in ["99001020", "Winzig", "winzig"] {
            let (counties, mut localities) = county();
            let table = format!("postcode;name;municipality\n00101;HOFEN;{municipality}\n");
            let corrections = read_corrections(table.as_bytes()).unwrap();
            apply_corrections(&corrections, &counties, &mut localities).unwrap();
            let hofen = localities.iter().find(|locality| locality.name == "Hofen").unwrap();
            assert_eq!((hofen.municipality.as_str(), hofen.provenance), ("99001020", Provenance::Confirmed));
        }
    }

    #[test]
    fn what_does_not_exist_is_named_with_row_and_column() {
        let header = "postcode;name;municipality";
        for (rows, sentence) in [
            (
                "00101;Hoven;Winzig",
                "row 2, column name: no locality “Hoven” has the postcode 00101; did you mean 00101 Hofen?",
            ),
            (
                "00102;Hofen;Winzig",
                "row 2, column name: no locality “Hofen” has the postcode 00102; did you mean 00101 Hofen?",
            ),
            (
                "00101;Hofen;Winzig\n\n00101;Seehausen (Aue);Drüben",
                "row 4, column municipality: “Drüben” is no municipality of the counties that are loaded; write its \
                 key of 8 digits",
            ),
            ("101;Hofen;Winzig", "row 2, column postcode: “101” is not a postcode of five digits"),
            ("00101;;Winzig", "row 2, column name: is empty"),
            (
                "00101;Hofen;Winzig\n00101;Hofen;Bergen",
                "row 3, column municipality: “Bergen” contradicts row 2, which names Winzig",
            ),
        ] {
            assert_eq!(refusal_of(&format!("{header}\n{rows}\n")), sentence);
        }
    }
}
