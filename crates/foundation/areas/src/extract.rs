//! One county's share of the published lists in a small text file, so that a demonstration or a test needs neither of
//! them.
//!
//! # The format
//! A CSV file in UTF-8 with comment lines before it. The comments are `# Name: value`: the format and its version, the
//! command that made the file, the day for which the boundaries hold, and for both sources title, publisher, licence and
//! address. Then come a header and one row per area:
//!
//! ```text
//! # Format: kreisrund-areas 2
//! # Boundaries of: 2024-06-30
//! record,key,regional_key,name,area_km2,population,postcode,latitude,longitude,provenance
//! state,12,,Brandenburg,,,,,,
//! county,12062,,Elbe-Elster,,,,,,
//! association,120625211,,Schradenland,,,,,,
//! municipality,12062224,120620224224,"Herzberg (Elster), Stadt",149.01,8731,04916,51.6923,13.2354,
//! locality,12062224,,Herzberg (Elster),,,04916,51.6833,13.2333,official
//! ```
//! A locality's key is that of its municipality. Coordinates are degrees (WGS 84), rounded to 4 decimals (about 10 m).

use std::{collections::BTreeMap, io};

use jiff::civil::Date;
use kreisrund_kernel::{MunicipalityKey, Position};
use serde::{Deserialize, Serialize};

use crate::{
    area::{Association, County, CountyExtract, Locality, Municipality, Positions, Provenance, State},
    source::{CountySources, Source},
};

/// The first comment's value: the format and its version.
const FORMAT: &str = "kreisrund-areas 2";

/// The format before associations were in it, which is read as well.
const FORMER_FORMAT: &str = "kreisrund-areas 1";

/// A county's areas with their sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Extract {
    /// The county, its state and its municipalities.
    pub county: CountyExtract,
    /// The county's localities.
    pub localities: Vec<Locality>,
    /// Where both come from.
    pub sources: CountySources,
}

/// Why a text is not an extract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnExtract {
    /// The comment with the format is missing or names another.
    #[error("the text does not begin with “# Format: {FORMAT}”; make it with `kreisrund extract county`")]
    Format,
    /// The comment with the format of boundaries is missing or names another.
    #[error(
        "the text does not begin with “# Format: kreisrund-boundaries 1”; make it with `kreisrund extract boundaries`"
    )]
    BoundaryFormat,
    /// A comment is missing.
    #[error("the comment “# {0}: …” is missing")]
    Comment(String),
    /// A row that can't be read.
    #[error("line {line}: {problem}")]
    Row {
        /// The line in the text, from 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// The state's or the county's row is missing.
    #[error("the row of the {0} is missing")]
    Missing(&'static str),
}

#[derive(Default, Serialize, Deserialize)]
struct Row {
    record: String,
    key: String,
    regional_key: String,
    name: String,
    area_km2: Option<f64>,
    population: Option<u64>,
    postcode: String,
    latitude: String,
    longitude: String,
    provenance: String,
}

/// Writes the extract. `made_by` is the command that makes it, for whoever wants to make it again.
///
/// # Errors
/// When `output` can't be written to.
pub fn write_extract(extract: &Extract, made_by: &str, output: &mut impl io::Write) -> io::Result<()> {
    let Extract { county, localities, sources } = extract;
    comment(output, "Format", FORMAT)?;
    comment(output, "Made by", made_by)?;
    comment(output, "Changes", "one county's rows and the columns below; coordinates rounded to 4 decimals")?;
    if let Some(edition) = county.edition {
        comment(output, "Boundaries of", &edition.to_string())?;
    }
    write_source(output, "Areas", &sources.areas)?;
    write_source(output, "Localities", &sources.localities)?;
    let mut rows = csv::Writer::from_writer(output);
    rows.serialize(Row {
        record: "state".into(),
        key: county.state.key.clone(),
        name: county.state.official_name.clone(),
        ..Row::default()
    })?;
    rows.serialize(Row {
        record: "county".into(),
        key: county.county.key.to_string(),
        name: county.county.official_name.clone(),
        ..Row::default()
    })?;
    for association in &county.associations {
        rows.serialize(Row {
            record: "association".into(),
            key: association.key.clone(),
            name: association.official_name.clone(),
            ..Row::default()
        })?;
    }
    for municipality in &county.municipalities {
        rows.serialize(municipality_row(municipality))?;
    }
    for locality in localities {
        rows.serialize(locality_row(locality))?;
    }
    rows.flush()
}

pub(crate) fn write_source(output: &mut impl io::Write, part: &str, source: &Source) -> io::Result<()> {
    comment(output, &format!("{part} source"), &source.title)?;
    comment(output, &format!("{part} source key"), &source.key)?;
    comment(output, &format!("{part} publisher"), &source.publisher)?;
    comment(output, &format!("{part} licence"), &source.licence)?;
    comment(output, &format!("{part} licence address"), &source.licence_url)?;
    comment(output, &format!("{part} address"), &source.address)?;
    source.edition.iter().try_for_each(|edition| comment(output, &format!("{part} edition"), edition))
}

pub(crate) fn comment(output: &mut impl io::Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(output, "# {name}: {}", value.replace(['\n', '\r'], " "))
}

fn municipality_row(municipality: &Municipality) -> Row {
    Row {
        record: "municipality".into(),
        key: municipality.key.to_string(),
        regional_key: municipality.regional_key.clone(),
        name: municipality.official_name.clone(),
        area_km2: municipality.area_km2,
        population: municipality.population,
        postcode: municipality.postcode.as_ref().map(ToString::to_string).unwrap_or_default(),
        latitude: municipality.position.map(|position| rounded(position.latitude())).unwrap_or_default(),
        longitude: municipality.position.map(|position| rounded(position.longitude())).unwrap_or_default(),
        provenance: String::new(),
    }
}

fn locality_row(locality: &Locality) -> Row {
    Row {
        record: "locality".into(),
        key: locality.municipality.to_string(),
        name: locality.name.clone(),
        postcode: locality.postcode.to_string(),
        latitude: rounded(locality.position.latitude()),
        longitude: rounded(locality.position.longitude()),
        provenance: locality.provenance.as_str().into(),
        ..Row::default()
    }
}

fn rounded(degrees: f64) -> String {
    format!("{degrees:.4}")
}

/// Reads what [`write_extract`] wrote.
///
/// # Errors
/// [`NotAnExtract`] when the text is something else or holds a row that can't be read.
pub fn read_extract(text: &str) -> Result<Extract, NotAnExtract> {
    let comments = comments(text);
    if !comments.get("Format").is_some_and(|format| [FORMAT, FORMER_FORMAT].contains(format)) {
        return Err(NotAnExtract::Format);
    }
    let edition = comments.get("Boundaries of").and_then(|date| date.parse::<Date>().ok());
    let sources = CountySources {
        areas: read_source(&comments, "Areas")?,
        localities: read_source(&comments, "Localities")?,
    };
    let (mut state, mut county) = (None, None);
    let (mut associations, mut municipalities, mut localities) = (Vec::new(), Vec::new(), Vec::new());
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let refuse = |problem: String| NotAnExtract::Row { line, problem };
        let row: Row = record.deserialize(Some(&header)).map_err(|error| refuse(error.to_string()))?;
        match row.record.as_str() {
            "state" => state = Some(State { key: row.key, official_name: row.name }),
            "county" => {
                let key = row.key.parse().map_err(|error| refuse(format!("{error}")))?;
                county = Some(County { key, official_name: row.name });
            }
            "association" => associations.push(Association { key: row.key, official_name: row.name }),
            "municipality" => municipalities.push(read_municipality(row).map_err(refuse)?),
            "locality" => localities.push(read_locality(row, &municipalities).map_err(refuse)?),
            other => return Err(refuse(format!("“{other}” is no kind of record"))),
        }
    }
    let county = CountyExtract {
        state: state.ok_or(NotAnExtract::Missing("state"))?,
        county: county.ok_or(NotAnExtract::Missing("county"))?,
        municipalities,
        associations,
        positions: Positions::Official,
        edition,
    };
    Ok(Extract { county, localities, sources })
}

pub(crate) fn comments(text: &str) -> BTreeMap<&str, &str> {
    text.lines().map_while(|line| line.strip_prefix("# ")).filter_map(|line| line.split_once(": ")).collect()
}

pub(crate) fn read_source(comments: &BTreeMap<&str, &str>, part: &str) -> Result<Source, NotAnExtract> {
    let get = |name: &str| {
        let name = format!("{part} {name}");
        match comments.get(name.as_str()) {
            Some(value) => Ok((*value).to_owned()),
            None => Err(NotAnExtract::Comment(name)),
        }
    };
    Ok(Source {
        key: get("source key")?,
        title: get("source")?,
        publisher: get("publisher")?,
        licence: get("licence")?,
        licence_url: get("licence address")?,
        address: get("address")?,
        edition: get("edition").ok(),
    })
}

pub(crate) fn unreadable(error: &csv::Error) -> NotAnExtract {
    NotAnExtract::Row { line: error.position().map_or(1, csv::Position::line), problem: error.to_string() }
}

fn read_municipality(row: Row) -> Result<Municipality, String> {
    let position = match (row.latitude.as_str(), row.longitude.as_str()) {
        ("", "") => None,
        _ => Some(read_position(&row)?),
    };
    let postcode = match row.postcode.as_str() {
        "" => None,
        given => Some(given.parse().map_err(|error| format!("{error}"))?),
    };
    Ok(Municipality {
        key: row.key.parse().map_err(|error| format!("{error}"))?,
        regional_key: row.regional_key,
        official_name: row.name,
        area_km2: row.area_km2.filter(|area| area.is_finite()),
        population: row.population,
        postcode,
        position,
    })
}

fn read_locality(row: Row, municipalities: &[Municipality]) -> Result<Locality, String> {
    let municipality: MunicipalityKey = row.key.parse().map_err(|error| format!("{error}"))?;
    if !municipalities.iter().any(|known| known.key == municipality) {
        return Err(format!("no row above describes the municipality {municipality}"));
    }
    Ok(Locality {
        postcode: row.postcode.parse().map_err(|error| format!("{error}"))?,
        position: read_position(&row)?,
        municipality,
        provenance: Provenance::from_name(&row.provenance)
            .ok_or_else(|| format!("“{}” is no provenance", row.provenance))?,
        name: row.name,
    })
}

fn read_position(row: &Row) -> Result<Position, String> {
    let number = |text: &str| text.parse::<f64>().map_err(|_| format!("“{text}” is not a number"));
    Position::new(number(&row.latitude)?, number(&row.longitude)?).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::{municipality_list, place};
    use proptest::prelude::*;

    fn written(extract: &Extract) -> String {
        let mut bytes = Vec::new();
        write_extract(extract, "kreisrund extract county --county 99001", &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn extract() -> Extract {
        let list = municipality_list();
        let county = list.for_county(&"99001".parse().unwrap()).unwrap();
        let places = [place("00101", "Hofen, „am Bach“", Some("99001"), 51.512_345, 13.5)];
        let localities = list.localities(&county, &places);
        Extract { sources: CountySources::published(county.edition), county, localities }
    }

    #[test]
    fn what_is_written_is_read_back_with_rounded_positions() {
        let original = extract();
        let read = read_extract(&written(&original)).unwrap();
        assert_eq!(read.localities[0].position.latitude(), 51.5123);
        let mut expected = original;
        expected.localities[0].position = read.localities[0].position;
        assert_eq!(read, expected);
        assert_eq!(read_extract(&written(&read)).unwrap(), read);
    }

    #[test]
    fn both_sources_and_the_command_are_named() {
        let text = written(&extract());
        for expected in [
            "# Made by: kreisrund extract county --county 99001",
            "Statistisches Bundesamt",
            "dl-de/by-2-0",
            "GeoNames",
            "CC BY 4.0",
            "# Areas edition: 2025-09-30",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = written(&extract());
        let refusal = |text: &str| read_extract(text).unwrap_err().to_string();
        assert_eq!(read_extract("record,key\n"), Err(NotAnExtract::Format));
        assert_eq!(
            refusal(&text.replace("# Areas publisher", "# X")),
            "the comment “# Areas publisher: …” is missing"
        );
        let former = text.replace("areas 2", "areas 1");
        assert_eq!(read_extract(&former), read_extract(&text), "the former format is read as well");
        let lines = text.lines().count();
        let wrong = text.replace("locality,99001010", "locality,99001011");
        assert_eq!(
            refusal(&wrong),
            format!("line {lines}: no row above describes the municipality 99001011")
        );
        assert_eq!(refusal(&text.replace("county,99001,", "state,99,")), "the row of the county is missing");
        assert!(refusal(&text.replace("51.5123", "north")).ends_with("“north” is not a number"));
        assert!(refusal(&text.replace("inferred", "guessed")).ends_with("“guessed” is no provenance"));
    }

    proptest! {
        #[test]
        fn hostile_texts_never_end_the_program(cut in 0..3000_usize, at in 0..3000_usize, with in "\\PC{0,6}") {
            let mut text = written(&extract());
            if let Some((at, _)) = text.char_indices().nth(at) {
                text.insert_str(at, &with);
            }
            let _ = read_extract(&text);
            let _ = read_extract(&text.chars().take(cut).collect::<String>());
        }
    }
}
