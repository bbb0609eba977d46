//! The official list of municipalities (Gemeindeverzeichnis GV-ISys, quarterly extract “AuszugGV2QAktuell.xlsx”) as the
//! Statistisches Bundesamt publishes it: an Excel workbook with one row per state, region, county, association and
//! municipality.
//!
//! The sheet and its columns are found by their content, since the sheet's name changes with every edition and the
//! header spreads over several rows.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use jiff::civil::Date;
use kreisrund_kernel::{CountyKey, MunicipalityKey};

use super::{
    Progress, REPORT_EVERY,
    sheet::{Record, Row, SheetReader, Value},
};
use crate::{
    area::{County, CountyExtract, Municipality, State},
    names::{display_name, distance, tolerated, words},
};

/// A file larger than this is not the list, which has about 2 MB.
const LARGEST: usize = 64 * 1024 * 1024;

/// Why a file is not the list of municipalities.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTheList {
    /// The file is far too large.
    #[error("the file has more than {} MB, the list of municipalities has about 2", LARGEST / 1024 / 1024)]
    TooLarge,
    /// The file is no Excel workbook, or a damaged one.
    #[error(
        "the file is not a complete Excel workbook (.xlsx): {detail}. Download it again; the list is called \
         AuszugGV…QAktuell.xlsx"
    )]
    NotAWorkbook {
        /// What the reader stumbled over.
        detail: String,
    },
    /// No sheet has the list's header.
    #[error(
        "no sheet of the workbook lists municipalities (it has: {}); expected is one with a column “Satzart”",
        sheets.join(", ")
    )]
    NoSheet {
        /// The workbook's sheets.
        sheets: Vec<String>,
    },
    /// The sheet lacks columns.
    #[error("the sheet “{sheet}” lacks the columns {}", missing.join(", "))]
    Columns {
        /// The sheet's name.
        sheet: String,
        /// The columns that are not there, by their published names.
        missing: Vec<&'static str>,
    },
    /// A row that can't be read.
    #[error("sheet “{sheet}”, row {row}, column {column}: {problem}")]
    Row {
        /// The sheet's name.
        sheet: String,
        /// The row's number as Excel shows it.
        row: u32,
        /// The column's published name and letter.
        column: String,
        /// What is wrong.
        problem: String,
    },
    /// The sheet has the header but not one municipality.
    #[error("the sheet “{sheet}” has the right columns but no municipality")]
    NoMunicipalities {
        /// The sheet's name.
        sheet: String,
    },
}

/// A county that the list does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the list has no county “{given}”{}", suggestion(similar))]
pub struct UnknownCounty {
    /// What was asked for.
    pub given: String,
    /// The counties with the most similar keys or names.
    pub similar: Vec<(CountyKey, String)>,
}

fn suggestion(similar: &[(CountyKey, String)]) -> String {
    let all: Vec<String> = similar.iter().map(|(key, name)| format!("{key} {name}")).collect();
    if all.is_empty() { String::new() } else { format!("; did you mean {}?", all.join(" or ")) }
}

/// All municipalities of Germany with their counties and states, as one edition of the official list has them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MunicipalityList {
    states: BTreeMap<String, State>,
    counties: BTreeMap<CountyKey, County>,
    municipalities: BTreeMap<MunicipalityKey, Municipality>,
    edition: Option<Date>,
}

/// Reads the list. Uninhabited land outside any municipality (gemeindefreie Gebiete, Textkennzeichen 66) is left out:
/// nobody lives there; the two inhabited ones (65) count as municipalities.
///
/// # Errors
/// [`NotTheList`] when the file is something else or holds a row that can't be read.
pub fn read_municipality_list(bytes: &[u8]) -> Result<MunicipalityList, NotTheList> {
    read_municipality_list_with(bytes, &mut |_| {})
}

/// Like [`read_municipality_list`], telling `progress` now and then how far it has come.
///
/// # Errors
/// Those of [`read_municipality_list`].
pub fn read_municipality_list_with(
    bytes: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<MunicipalityList, NotTheList> {
    if bytes.len() > LARGEST {
        return Err(NotTheList::TooLarge);
    }
    // calamine adds up rows and columns unchecked, so a hostile cell reference makes a debug build of it panic.
    let read = AssertUnwindSafe(|| read_workbook(bytes, progress));
    catch_unwind(read)
        .unwrap_or_else(|_| Err(NotTheList::NotAWorkbook { detail: "its cells can't be read".into() }))
}

fn read_workbook(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<MunicipalityList, NotTheList> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let sheets = workbook.sheet_names();
    let mut edition = None;
    for sheet in &sheets {
        let mut list = MunicipalityList::default();
        let reader = read_sheet(&mut workbook, sheet, &mut list, progress)?;
        edition = edition.or(reader.edition());
        if reader.is_the_list()? {
            if list.municipalities.is_empty() {
                return Err(NotTheList::NoMunicipalities { sheet: sheet.clone() });
            }
            list.edition = edition;
            return Ok(list);
        }
    }
    Err(NotTheList::NoSheet { sheets })
}

fn read_sheet<'a>(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &'a str,
    list: &mut MunicipalityList,
    progress: &mut dyn FnMut(Progress),
) -> Result<SheetReader<'a>, NotTheList> {
    let mut reader = SheetReader::new(sheet);
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        // A chart is a sheet without cells.
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(reader),
        Err(error) => return Err(damaged(&error)),
    };
    let total = u64::from(cells.dimensions().end.0) + 1;
    let mut row = Row::default();
    loop {
        let cell = cells.next_cell().map_err(|error| damaged(&error))?;
        let next = cell.as_ref().map(calamine::Cell::get_position);
        if next.is_none_or(|(number, _)| number != row.index) {
            if let Some(record) = reader.read(std::mem::take(&mut row))? {
                list.add(&record)?;
            }
            let Some((number, _)) = next else { break };
            if reader.has_given_up() {
                break;
            }
            row.index = number;
            let done = u64::from(number);
            if done % REPORT_EVERY == 0 {
                progress(Progress { done, total: total.max(done) });
            }
        }
        if let Some(cell) = cell {
            row.put(cell.get_position().1, value(cell.get_value()));
        }
    }
    progress(Progress { done: total, total });
    Ok(reader)
}

fn damaged(error: &XlsxError) -> NotTheList {
    NotTheList::NotAWorkbook { detail: error.to_string() }
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::Int(number) => Some(Value::Text(number.to_string())),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Bool(_)
        | DataRef::DateTime(_)
        | DataRef::DateTimeIso(_)
        | DataRef::DurationIso(_)
        | DataRef::Error(_)
        | DataRef::Empty => None,
    }
}

impl MunicipalityList {
    fn add(&mut self, record: &Record<'_>) -> Result<(), NotTheList> {
        match record {
            Record::State(row) => {
                let key = row.state_key()?;
                let official_name = row.name()?;
                self.states.insert(key.clone(), State { key, official_name });
            }
            Record::County(row) => {
                let county = County { key: row.county_key()?, official_name: row.name()? };
                if !self.states.contains_key(&row.state_key()?) {
                    return Err(row.orphan("state"));
                }
                self.counties.insert(county.key.clone(), county);
            }
            Record::Municipality(row) => {
                let municipality = row.municipality()?;
                if !self.counties.contains_key(&municipality.key.county()) {
                    return Err(row.orphan("county"));
                }
                match self.municipalities.entry(municipality.key.clone()) {
                    Entry::Vacant(vacant) => {
                        vacant.insert(municipality);
                    }
                    Entry::Occupied(_) => return Err(row.repeated()),
                }
            }
        }
        Ok(())
    }

    /// The day for which the boundaries hold (Gebietsstand), where the file says it.
    #[must_use]
    pub const fn edition(&self) -> Option<Date> {
        self.edition
    }

    /// All counties in the order of their keys.
    pub fn counties(&self) -> impl ExactSizeIterator<Item = &County> {
        self.counties.values()
    }

    /// Whether the list has a county with this key.
    #[must_use]
    pub fn has_county(&self, key: &CountyKey) -> bool {
        self.counties.contains_key(key)
    }

    /// All municipalities in the order of their keys.
    pub fn municipalities(&self) -> impl ExactSizeIterator<Item = &Municipality> {
        self.municipalities.values()
    }

    /// The county with its state and its municipalities.
    ///
    /// # Errors
    /// [`UnknownCounty`] with similar keys when the list has no such county.
    pub fn for_county(&self, key: &CountyKey) -> Result<CountyExtract, UnknownCounty> {
        let county = self.counties.get(key).cloned();
        let state = self.states.get(&key.as_str()[..2]).cloned();
        let (Some(county), Some(state)) = (county, state) else { return Err(self.unknown(key.as_str())) };
        let municipalities = self
            .municipalities
            .values()
            .filter(|municipality| municipality.key.county() == *key)
            .cloned()
            .collect();
        Ok(CountyExtract { state, county, municipalities, edition: self.edition })
    }

    /// The county that `given` names by its key or by its name (“12062”, “Elbe-Elster”, “elbe elster”).
    ///
    /// # Errors
    /// [`UnknownCounty`] with similar keys and names when none or several are meant.
    pub fn find_county(&self, given: &str) -> Result<&County, UnknownCounty> {
        if let Some(county) = given.parse().ok().and_then(|key: CountyKey| self.counties.get(&key)) {
            return Ok(county);
        }
        let asked = words(given);
        let mut named = self.counties.values().filter(|county| words(county.name()) == asked);
        match (named.next(), named.next()) {
            (Some(county), None) => Ok(county),
            _ => Err(self.unknown(given)),
        }
    }

    fn unknown(&self, given: &str) -> UnknownCounty {
        let given: String = given.trim().chars().take(80).collect();
        let asked = words(&given).join(" ");
        let mut similar: Vec<(usize, &County)> = self
            .counties
            .values()
            .filter_map(|county| {
                let by_name = distance(&asked, &words(county.name()).join(" "));
                let by_key = distance(&given, county.key.as_str());
                let slips = by_name.min(by_key);
                (slips <= tolerated(given.chars().count()).max(1)).then_some((slips, county))
            })
            .collect();
        similar.sort_by_key(|(slips, county)| (*slips, &county.key));
        let similar = similar
            .into_iter()
            .take(5)
            .map(|(_, county)| (county.key.clone(), display_name(&county.official_name).to_owned()))
            .collect();
        UnknownCounty { given, similar }
    }
}

#[cfg(test)]
#[path = "municipalities_tests.rs"]
mod tests;
