//! The official list of municipalities as a text with fixed columns (GV100AD), the form in which the Statistisches
//! Bundesamt publishes its quarterly editions beside the Excel workbook.
//!
//! Layout: “Datensatzbeschreibung GV100AD”, records of 220 characters, one per line. The columns below are counted from 1
//! as the description counts them:
//!
//! | columns | content |
//! |---|---|
//! | 1–2 | kind of record: 10 state, 20 government region, 30 region, 40 county, 50 association, 60 municipality |
//! | 3–10 | day for which the record's boundaries hold, YYYYMMDD |
//! | 11–12, 13, 14–15, 16–18 | state, government region, county, municipality |
//! | 19–22 | association |
//! | 23–72 | name |
//! | 123–124 | mark (Textkennzeichen) |
//! | 129–139 | area in hectares |
//! | 140–150 | population |
//! | 166–170 | postcode of the administration's seat |
//!
//! The list has no coordinates.

use jiff::civil::Date;

use super::{
    Progress, REPORT_EVERY,
    file::text,
    municipalities::{MunicipalityList, NotTheList},
    record::{Misfit, Record, is_listed_association, is_uninhabited},
};
use crate::area::{Association, County, Municipality, Positions, State};

/// A record of a municipality that ends before its population has been cut off.
const SHORTEST: usize = 150;

/// Columns of a record, counted from 1, the last included.
struct Field {
    name: &'static str,
    first: usize,
    last: usize,
}

const KIND: Field = Field { name: "Satzart", first: 1, last: 2 };
const DAY: Field = Field { name: "Gebietsstand", first: 3, last: 10 };
const STATE: Field = Field { name: "Land", first: 11, last: 12 };
const COUNTY: Field = Field { name: "Kreis", first: 11, last: 15 };
const KEY: Field = Field { name: "Gemeinde", first: 11, last: 18 };
const ASSOCIATION: Field = Field { name: "Gemeindeverband", first: 19, last: 22 };
const NAME: Field = Field { name: "Bezeichnung", first: 23, last: 72 };
const MARK: Field = Field { name: "Textkennzeichen", first: 123, last: 124 };
const AREA: Field = Field { name: "Fläche", first: 129, last: 139 };
const POPULATION: Field = Field { name: "Bevölkerung", first: 140, last: 150 };
const POSTCODE: Field = Field { name: "Postleitzahl", first: 166, last: 170 };

/// Whether the bytes begin like this list: a kind of record and a day.
pub(super) fn looks_like_it(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let Some(beginning) = bytes.get(..10).and_then(|beginning| std::str::from_utf8(beginning).ok()) else {
        return false;
    };
    is_kind(&beginning[..2]) && day(&beginning[2..]).is_some()
}

/// Reads the list.
pub(super) fn read(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<MunicipalityList, NotTheList> {
    let text = text(bytes);
    let total = u64::try_from(text.lines().count()).unwrap_or(u64::MAX);
    let mut list = MunicipalityList::empty(Positions::OfPlaces);
    let mut edition = None;
    for (number, line) in (1..).zip(text.lines()) {
        // Old editions end with the mark by which DOS ended texts.
        let line = line.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{1a}');
        if line.is_empty() {
            continue;
        }
        let line = Line { number, characters: line.chars().collect() };
        edition = edition.max(Some(line.day()?));
        if let Some(record) = line.record()? {
            list.add(record).map_err(|misfit| line.misfit(misfit))?;
        }
        if number % REPORT_EVERY == 0 {
            progress(Progress { done: number, total });
        }
    }
    progress(Progress { done: total, total });
    list.finished(edition).ok_or(NotTheList::NoMunicipalities { sheet: "GV100AD".into() })
}

fn is_kind(text: &str) -> bool {
    ["10", "20", "30", "40", "50", "60"].contains(&text)
}

fn day(text: &str) -> Option<Date> {
    let is_digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits
        .then(|| Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok())?
}

struct Line {
    number: u64,
    characters: Vec<char>,
}

impl Line {
    fn record(&self) -> Result<Option<Record>, NotTheList> {
        match self.field(&KIND).as_str() {
            "10" => Ok(Some(Record::State(State { key: self.digits(&STATE)?, official_name: self.name()? }))),
            "40" => Ok(Some(Record::County(County {
                key: self
                    .digits(&COUNTY)?
                    .parse()
                    .map_err(|error| self.refuse(&COUNTY, &format!("{error}")))?,
                official_name: self.name()?,
            }))),
            "50" if is_listed_association(&self.field(&MARK)) => Ok(Some(Record::Association(Association {
                key: format!("{}{}", self.digits(&COUNTY)?, self.digits(&ASSOCIATION)?),
                official_name: self.name()?,
            }))),
            "60" if is_uninhabited(&self.field(&MARK)) => Ok(None),
            "60" => self.municipality().map(Record::Municipality).map(Some),
            kind if is_kind(kind) => Ok(None),
            _ => Err(self.refuse(&KIND, "is none of 10, 20, 30, 40, 50, 60")),
        }
    }

    fn municipality(&self) -> Result<Municipality, NotTheList> {
        if self.characters.len() < SHORTEST {
            return Err(NotTheList::Cut { line: self.number, length: self.characters.len() });
        }
        let key = self.digits(&KEY)?;
        let postcode = match self.field(&POSTCODE).as_str() {
            "" => None,
            given => Some(given.parse().map_err(|error| self.refuse(&POSTCODE, &format!("{error}")))?),
        };
        Ok(Municipality {
            regional_key: format!("{}{}{}", &key[..5], self.digits(&ASSOCIATION)?, &key[5..]),
            key: key.parse().map_err(|error| self.refuse(&KEY, &format!("{error}")))?,
            official_name: self.name()?,
            area_km2: self.number(&AREA)?.map(hectares_in_square_kilometres),
            population: self.number(&POPULATION)?,
            postcode,
            position: None,
        })
    }

    fn name(&self) -> Result<String, NotTheList> {
        Some(self.field(&NAME)).filter(|name| !name.is_empty()).ok_or_else(|| self.refuse(&NAME, "is empty"))
    }

    fn day(&self) -> Result<Date, NotTheList> {
        day(&self.field(&DAY)).ok_or_else(|| self.refuse(&DAY, "is not a day in the form YYYYMMDD"))
    }

    fn digits(&self, field: &Field) -> Result<String, NotTheList> {
        let given = self.field(field);
        let count = field.last - field.first + 1;
        if given.len() == count && given.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(given)
        } else {
            Err(self.refuse(field, &format!("is not a number of {count} digits")))
        }
    }

    fn number(&self, field: &Field) -> Result<Option<u64>, NotTheList> {
        match self.field(field).as_str() {
            "" => Ok(None),
            given => given.parse().map(Some).map_err(|_| self.refuse(field, "is not a whole number")),
        }
    }

    fn field(&self, field: &Field) -> String {
        let length = self.characters.len();
        let field = &self.characters[(field.first - 1).min(length)..field.last.min(length)];
        field.iter().collect::<String>().trim().to_owned()
    }

    fn misfit(&self, misfit: Misfit) -> NotTheList {
        let field = match misfit {
            Misfit::NoState | Misfit::StateTwice => &STATE,
            Misfit::NoCounty | Misfit::CountyTwice => &COUNTY,
            Misfit::AssociationTwice => &ASSOCIATION,
            Misfit::MunicipalityTwice => &KEY,
        };
        self.refuse(field, misfit.sentence())
    }

    fn refuse(&self, field: &Field, problem: &str) -> NotTheList {
        let given: String = self.field(field).chars().take(40).collect();
        NotTheList::Line {
            line: self.number,
            column: format!("{} ({}–{})", field.name, field.first, field.last),
            problem: format!("“{given}” {problem}"),
        }
    }
}

/// Exact to the hundredth, as the workbook has it: the number of hectares is small enough for a `f64`.
#[allow(clippy::cast_precision_loss, reason = "eleven digits at most")]
fn hectares_in_square_kilometres(hectares: u64) -> f64 {
    hectares as f64 / 100.0
}

#[cfg(test)]
#[path = "fixed_width_tests.rs"]
mod tests;
