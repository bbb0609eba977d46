//! GeoNames' list of German postcodes, as the file `zipcodes.de.csv` has it: one row per postcode and place.
//!
//! Source: GeoNames (<https://www.geonames.org>), CC BY 4.0. The list also holds postcodes of large customers, which
//! are dropped here by [`is_company`], and states a county for each place, which
//! may have been merged into another one since.

use std::collections::BTreeSet;

use kreisrund_kernel::{CountyKey, Position};

use super::{
    GERMANY, Progress, REPORT_EVERY,
    companies::is_company,
    file::{self, Kind, Packed},
    is_swapped,
    table::delimiter,
};
use crate::area::Postcode;

/// A file larger than this is not the list, whose German part has about 2 MB.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// One place with one of its postcodes.
#[derive(Clone, Debug, PartialEq)]
pub struct PostcodePlace {
    /// The postcode.
    pub postcode: Postcode,
    /// The place's name as the list has it; some begin with their municipality's name.
    pub name: String,
    /// The county that the list states; it may be a former one.
    pub county: Option<CountyKey>,
    /// Where it lies.
    pub position: Position,
    /// Whether companies stood under the same postcode: then it is likely one for large customers alone.
    pub beside_companies: bool,
}

/// Why a file is not the list of postcodes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThePostcodes {
    /// The file is empty.
    #[error(
        "the file is empty; the list of postcodes is a CSV file such as zipcodes.de.csv from GeoNames' data"
    )]
    Empty,
    /// The file is far too large.
    #[error("the file has more than {} MB, the German list has about 2; is it the list of the whole world?", LARGEST / 1024 / 1024)]
    TooLarge,
    /// The file is something else.
    #[error("the file is {what}; needed is a CSV file such as zipcodes.de.csv from GeoNames' data")]
    SomethingElse {
        /// What it is.
        what: &'static str,
    },
    /// The file is an archive without the list.
    #[error("the archive holds no list of postcodes (it holds: {}); expected is a .csv", entries.join(", "))]
    Archive {
        /// Files in the archive.
        entries: Vec<String>,
    },
    /// The file is a damaged archive.
    #[error("the archive is damaged ({detail}); download it again")]
    Damaged {
        /// What the reader stumbled over.
        detail: String,
    },
    /// The file's text is not UTF-8.
    #[error("line {line} is not UTF-8; save the file in the encoding UTF-8")]
    Encoding {
        /// The first line that is not UTF-8.
        line: u64,
    },
    /// Columns are missing.
    #[error(
        "the first line lacks the columns {}; expected is the header country_code,zipcode,place,…,community_code,\
         latitude,longitude", missing.join(", ")
    )]
    Columns {
        /// The columns that are not there.
        missing: Vec<&'static str>,
    },
    /// A row that can't be read.
    #[error("line {line}, column {column}: {problem}")]
    Row {
        /// The line in the file, from 1.
        line: u64,
        /// The column's name.
        column: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// Header only.
    #[error("the file has a header but no place in Germany")]
    NoPlaces,
}

/// Reads the list. Company postcodes and repeated rows are dropped; rows of other countries too.
///
/// # Errors
/// [`NotThePostcodes`] when the file is something else or holds a row that can't be read.
pub fn read_postcodes(bytes: &[u8]) -> Result<Vec<PostcodePlace>, NotThePostcodes> {
    read_postcodes_with(bytes, &mut |_| {})
}

/// Like [`read_postcodes`], telling `progress` now and then how far it has come.
///
/// # Errors
/// Those of [`read_postcodes`].
pub fn read_postcodes_with(
    bytes: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<PostcodePlace>, NotThePostcodes> {
    if bytes.len() > LARGEST {
        return Err(NotThePostcodes::TooLarge);
    }
    let packed;
    let bytes = match Kind::of(bytes) {
        Kind::Empty => return Err(NotThePostcodes::Empty),
        Kind::Other(what) => return Err(NotThePostcodes::SomethingElse { what }),
        Kind::Unknown => bytes,
        Kind::Archive => {
            let is_wanted = |bytes: &[u8]| Kind::of(bytes) == Kind::Unknown;
            packed = file::unpack(bytes, &[".csv"], LARGEST, is_wanted)?;
            &packed
        }
    };
    let text = text_of(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let columns = Columns::find(reader.headers().map_err(|error| unreadable(&error))?)?;
    let total = u64::try_from(text.lines().count().saturating_sub(1)).unwrap_or(u64::MAX);
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    let mut company_postcodes = BTreeSet::new();
    for (done, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| unreadable(&error))?;
        if done % REPORT_EVERY == 0 {
            progress(Progress { done, total: total.max(done) });
        }
        let Some(place) = columns.read(&record)? else { continue };
        if is_company(&place.name) {
            company_postcodes.insert(place.postcode);
        } else if seen.insert((place.postcode.clone(), place.name.clone(), place.county.clone())) {
            places.push(place);
        }
    }
    progress(Progress { done: total, total });
    if places.is_empty() {
        return Err(NotThePostcodes::NoPlaces);
    }
    for place in &mut places {
        place.beside_companies = company_postcodes.contains(&place.postcode);
    }
    Ok(places)
}

fn text_of(bytes: &[u8]) -> Result<&str, NotThePostcodes> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let lines = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        NotThePostcodes::Encoding { line: u64::try_from(lines).unwrap_or(u64::MAX).saturating_add(1) }
    })?;
    Ok(text.trim_start_matches('\u{feff}'))
}

impl From<Packed> for NotThePostcodes {
    fn from(packed: Packed) -> Self {
        match packed {
            Packed::Damaged(detail) => Self::Damaged { detail },
            Packed::TooLarge => Self::TooLarge,
            Packed::Nothing(entries) => Self::Archive { entries },
        }
    }
}

fn unreadable(error: &csv::Error) -> NotThePostcodes {
    let line = error.position().map_or(1, csv::Position::line);
    NotThePostcodes::Row { line, column: "all", problem: error.to_string() }
}

struct Columns {
    country: usize,
    postcode: usize,
    place: usize,
    county: usize,
    latitude: usize,
    longitude: usize,
}

impl Columns {
    fn find(header: &csv::StringRecord) -> Result<Self, NotThePostcodes> {
        let mut missing = Vec::new();
        let mut find = |name: &'static str| {
            let found = header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
            found.unwrap_or_else(|| {
                missing.push(name);
                0
            })
        };
        let columns = Self {
            country: find("country_code"),
            postcode: find("zipcode"),
            place: find("place"),
            county: find("community_code"),
            latitude: find("latitude"),
            longitude: find("longitude"),
        };
        if missing.is_empty() { Ok(columns) } else { Err(NotThePostcodes::Columns { missing }) }
    }

    fn read(&self, record: &csv::StringRecord) -> Result<Option<PostcodePlace>, NotThePostcodes> {
        let cell = |column: usize| record.get(column).unwrap_or_default().trim();
        let refuse = |column: &'static str, problem: String| NotThePostcodes::Row {
            line: record.position().map_or(0, csv::Position::line),
            column,
            problem,
        };
        if !cell(self.country).eq_ignore_ascii_case("DE") {
            return Ok(None);
        }
        let postcode = cell(self.postcode).parse().map_err(|error| refuse("zipcode", format!("{error}")))?;
        let name = cell(self.place).to_owned();
        if name.is_empty() {
            return Err(refuse("place", "the name is missing".into()));
        }
        let county = match cell(self.county) {
            "" => None,
            key => Some(key.parse().map_err(|error| refuse("community_code", format!("{error}")))?),
        };
        let number = |column: usize, name: &'static str| {
            let given = cell(column);
            given.parse::<f64>().map_err(|_| refuse(name, format!("“{}” is not a number", shortened(given))))
        };
        let (latitude, longitude) =
            (number(self.latitude, "latitude")?, number(self.longitude, "longitude")?);
        let position =
            Position::new(latitude, longitude).map_err(|error| refuse("latitude", format!("{error}")))?;
        if !GERMANY.contains(position) {
            let hint =
                if is_swapped(latitude, longitude) { "; latitude and longitude are swapped" } else { "" };
            return Err(refuse("latitude", format!("{latitude} N, {longitude} E is not in Germany{hint}")));
        }
        Ok(Some(PostcodePlace { postcode, name, county, position, beside_companies: false }))
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIST: &str = "country_code,zipcode,place,state,state_code,province,province_code,community,community_code,latitude,longitude
DE,03238,Dollenchen,Brandenburg,BB,,00,Landkreis Elbe-Elster,12062,51.6082,13.8595
DE,03238,Dollenchen,Brandenburg,BB,,00,Landkreis Elbe-Elster,12062,51.6082,13.8595
DE,03238,Beispiel Vertrieb GmbH,Brandenburg,BB,,00,Landkreis Elbe-Elster,12062,51.6082,13.8595
DE,87491,Jungholz,,,,,,,47.5741,10.4472
AT,6691,Jungholz,,,,,,,47.5741,10.4472
";

    #[test]
    fn places_are_read_and_companies_dropped() {
        let places = read_postcodes(LIST.as_bytes()).unwrap();
        assert_eq!(places.len(), 2);
        assert_eq!((places[0].postcode.as_str(), places[0].name.as_str()), ("03238", "Dollenchen"));
        assert_eq!(places[0].county, Some("12062".parse().unwrap()));
        assert!(places[0].beside_companies && !places[1].beside_companies);
        assert_eq!(places[1].county, None);
    }

    #[test]
    fn a_byte_order_mark_and_semicolons_do_no_harm() {
        let list = format!("\u{feff}{}", LIST.replace(',', ";"));
        assert_eq!(read_postcodes(list.as_bytes()).unwrap(), read_postcodes(LIST.as_bytes()).unwrap());
    }

    #[test]
    fn the_person_who_waits_hears_the_end() {
        let mut heard = Vec::new();
        read_postcodes_with(LIST.as_bytes(), &mut |progress| heard.push(progress)).unwrap();
        assert_eq!(heard, [Progress { done: 5, total: 5 }]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let refusal = |bytes: &[u8]| read_postcodes(bytes).unwrap_err();
        assert_eq!(refusal(b""), NotThePostcodes::Empty);
        assert!(matches!(refusal(b"PK\x03\x04rest"), NotThePostcodes::Damaged { .. }));
        assert_eq!(
            refusal(b"%PDF-1.7").to_string(),
            "the file is a PDF document; needed is a CSV file such as zipcodes.de.csv from GeoNames' data"
        );
        assert_eq!(
            refusal(b"zipcode,place,latitude\n1,2,3\n"),
            NotThePostcodes::Columns { missing: vec!["country_code", "community_code", "longitude"] }
        );
        let header = LIST.lines().next().unwrap();
        assert_eq!(refusal(header.as_bytes()), NotThePostcodes::NoPlaces);
        let mut latin = format!("{header}\nDE,01662,Mei").into_bytes();
        latin.extend(b"\xdfen,,,,,,14627,51.16,13.47\n");
        assert_eq!(refusal(&latin), NotThePostcodes::Encoding { line: 2 });
        let wrong = format!("{header}\nDE,01662,Ort,,,,,,14627,fifty-one,13.47\n");
        assert_eq!(
            refusal(wrong.as_bytes()).to_string(),
            "line 2, column latitude: “fifty-one” is not a number"
        );
        let wrong = format!("{header}\nDE,1662,Ort,,,,,,14627,51,13.47\n");
        assert_eq!(
            refusal(wrong.as_bytes()).to_string(),
            "line 2, column zipcode: “1662” is not a postcode of five digits"
        );
        let swapped = format!("{header}\nDE,01662,Ort,,,,,,14627,13.47,51.16\n");
        assert_eq!(
            refusal(swapped.as_bytes()).to_string(),
            "line 2, column latitude: 13.47 N, 51.16 E is not in Germany; latitude and longitude are swapped"
        );
        let wrong = format!("{header}\nDE,01662,Ort,,,,,,14627,151,13.47\n");
        assert!(refusal(wrong.as_bytes()).to_string().starts_with("line 2, column latitude: "));
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_end_the_program(
            cut in 0..LIST.len(), places in prop::collection::vec((0..LIST.len(), any::<u8>()), 0..12),
        ) {
            let mut bytes = LIST.as_bytes().to_vec();
            for (place, byte) in places {
                bytes[place] = byte;
            }
            let _ = read_postcodes(&bytes);
            bytes.truncate(cut);
            let _ = read_postcodes(&bytes);
        }
    }
}
