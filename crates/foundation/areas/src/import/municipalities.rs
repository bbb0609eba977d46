//! The official list of municipalities (Gemeindeverzeichnis GV-ISys) as the Statistisches Bundesamt publishes it each
//! quarter, in either of its two forms: the Excel workbook “AuszugGV2QAktuell.xlsx” and the text with fixed columns
//! GV100AD. Which one a file is shows in its content; either may lie in a ZIP archive.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_kernel::{CountyKey, MunicipalityKey, Position};

use super::{
    Progress,
    file::{self, Kind, Packed},
    fixed_width,
    postcodes::PostcodePlace,
    record::{Misfit, Record},
    workbook,
};
use crate::{
    area::{Association, County, CountyExtract, Municipality, Positions, State},
    names::{display_name, distance, tolerated, without_addition, words},
};

/// A file larger than this is not the list, which has about 2 MB.
pub const LARGEST: usize = 32 * 1024 * 1024;

/// Why a file is not the list of municipalities.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTheList {
    /// The file is far too large.
    #[error("the file has more than {} MB, the list of municipalities has about 2", LARGEST / 1024 / 1024)]
    TooLarge,
    /// The file is empty.
    #[error("the file is empty; download the list again: AuszugGV…QAktuell.xlsx or GV100AD….txt")]
    Empty,
    /// The file is something else.
    #[error(
        "the file is {what}; needed is the list of municipalities of the Statistisches Bundesamt: \
         AuszugGV…QAktuell.xlsx or GV100AD….txt"
    )]
    SomethingElse {
        /// What it is.
        what: String,
    },
    /// The file is an archive without the list.
    #[error("the archive holds no list of municipalities (it holds: {}); expected is a .xlsx or GV100AD….txt", entries.join(", "))]
    Archive {
        /// Files in the archive.
        entries: Vec<String>,
    },
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
    /// A line of the text with fixed columns that can't be read.
    #[error("line {line}, column {column}: {problem}")]
    Line {
        /// The line in the file, from 1.
        line: u64,
        /// The column's name with its first and last character, from 1.
        column: String,
        /// What is wrong.
        problem: String,
    },
    /// A line of the text with fixed columns ends too early.
    #[error(
        "line {line} ends after {length} characters, before the population; the file is cut off, download it again"
    )]
    Cut {
        /// The line in the file, from 1.
        line: u64,
        /// How many characters it has.
        length: usize,
    },
    /// The list has its form but not one municipality.
    #[error("the sheet “{sheet}” has the right columns but no municipality")]
    NoMunicipalities {
        /// The sheet's name; `GV100AD` for the text with fixed columns.
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
#[derive(Clone, Debug, PartialEq)]
pub struct MunicipalityList {
    states: BTreeMap<String, State>,
    counties: BTreeMap<CountyKey, County>,
    associations: BTreeMap<String, Association>,
    municipalities: BTreeMap<MunicipalityKey, Municipality>,
    positions: Positions,
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
    match Kind::of(bytes) {
        Kind::Empty => Err(NotTheList::Empty),
        Kind::Other(what) => Err(NotTheList::SomethingElse { what: what.to_owned() }),
        Kind::Archive if is_workbook(bytes)? => workbook::read(bytes, progress),
        Kind::Archive => {
            let is_wanted = |bytes: &[u8]| {
                fixed_width::looks_like_it(bytes)
                    || (Kind::of(bytes) == Kind::Archive && is_workbook(bytes) == Ok(true))
            };
            let packed = file::unpack(bytes, &[".xlsx", ".txt", ".asc"], LARGEST, is_wanted)?;
            if Kind::of(&packed) == Kind::Archive {
                workbook::read(&packed, progress)
            } else {
                fixed_width::read(&packed, progress)
            }
        }
        Kind::Unknown if fixed_width::looks_like_it(bytes) => fixed_width::read(bytes, progress),
        Kind::Unknown => Err(NotTheList::SomethingElse {
            what: "neither an Excel workbook nor a text with fixed columns".into(),
        }),
    }
}

fn is_workbook(bytes: &[u8]) -> Result<bool, NotTheList> {
    Ok(file::names(bytes)?.iter().any(|name| name == "xl/workbook.xml"))
}

fn position_among(places: &[(Vec<String>, &PostcodePlace)], municipality: &Municipality) -> Option<Position> {
    let name = words(municipality.name());
    let short = without_addition(municipality.name()).map(words);
    let has_postcode = |place: &PostcodePlace| Some(&place.postcode) == municipality.postcode.as_ref();
    let bears_name = |words: &[String]| words == name || Some(words) == short.as_deref();
    let is_part = |words: &[String]| words.iter().all(|word| name.contains(word));
    let having = |is_wanted: &dyn Fn(&[String], &PostcodePlace) -> bool| {
        let wanted = places.iter().filter(|(words, place)| is_wanted(words, place));
        middle(wanted.map(|(_, place)| place.position))
    };
    having(&|words, place| bears_name(words) && has_postcode(place))
        .or_else(|| having(&|words, place| is_part(words) && has_postcode(place)))
        .or_else(|| having(&|_, place| has_postcode(place)))
        // Last, since it may be a namesake in the same county.
        .or_else(|| having(&|words, _| bears_name(words)))
}

/// The mean of the positions; within a municipality the earth is flat enough for that.
fn middle(positions: impl Iterator<Item = Position>) -> Option<Position> {
    let (mut count, mut latitude, mut longitude) = (0.0, 0.0, 0.0);
    for position in positions {
        count += 1.0;
        latitude += position.latitude();
        longitude += position.longitude();
    }
    Position::new(latitude / count, longitude / count).ok()
}

impl From<Packed> for NotTheList {
    fn from(packed: Packed) -> Self {
        match packed {
            Packed::Damaged(detail) => Self::NotAWorkbook { detail },
            Packed::TooLarge => Self::TooLarge,
            Packed::Nothing(entries) => Self::Archive { entries },
        }
    }
}

impl MunicipalityList {
    /// A list to which records are added.
    pub(super) const fn empty(positions: Positions) -> Self {
        Self {
            states: BTreeMap::new(),
            counties: BTreeMap::new(),
            associations: BTreeMap::new(),
            municipalities: BTreeMap::new(),
            positions,
            edition: None,
        }
    }

    pub(super) fn add(&mut self, record: Record) -> Result<(), Misfit> {
        let twice = match record {
            Record::State(state) => self.states.insert(state.key.clone(), state).map(|_| Misfit::StateTwice),
            Record::County(county) => {
                if !self.states.contains_key(&county.key.as_str()[..2]) {
                    return Err(Misfit::NoState);
                }
                self.counties.insert(county.key.clone(), county).map(|_| Misfit::CountyTwice)
            }
            Record::Association(association) => self
                .associations
                .insert(association.key.clone(), association)
                .map(|_| Misfit::AssociationTwice),
            Record::Municipality(municipality) => {
                if !self.counties.contains_key(&municipality.key.county()) {
                    return Err(Misfit::NoCounty);
                }
                self.municipalities
                    .insert(municipality.key.clone(), municipality)
                    .map(|_| Misfit::MunicipalityTwice)
            }
        };
        twice.map_or(Ok(()), Err)
    }

    /// The list with its edition; `None` where no municipality was added.
    pub(super) fn finished(mut self, edition: Option<Date>) -> Option<Self> {
        self.edition = edition;
        (!self.municipalities.is_empty()).then_some(self)
    }

    /// Where the municipalities' positions come from.
    #[must_use]
    pub const fn positions(&self) -> Positions {
        self.positions
    }

    /// Gives each municipality without a position that of places in its county: of the one that bears its name under its
    /// own postcode; else of those there whose names are parts of its own (“Gorden”, “Staupitz”); else the middle of those
    /// with its postcode. A list with coordinates stays as it is.
    pub fn take_positions(&mut self, places: &[PostcodePlace]) {
        if self.positions == Positions::Official {
            return;
        }
        let mut by_county: BTreeMap<&CountyKey, Vec<(Vec<String>, &PostcodePlace)>> = BTreeMap::new();
        for place in places {
            if let Some(county) = &place.county {
                by_county.entry(county).or_default().push((words(&place.name), place));
            }
        }
        for municipality in self.municipalities.values_mut().filter(|known| known.position.is_none()) {
            let places = by_county.get(&municipality.key.county()).map_or(&[][..], Vec::as_slice);
            municipality.position = position_among(places, municipality);
        }
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
        let municipalities: Vec<Municipality> = self
            .municipalities
            .values()
            .filter(|municipality| municipality.key.county() == *key)
            .cloned()
            .collect();
        let association_of = |municipality: &Municipality| municipality.association_key().map(str::to_owned);
        let (mut once, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for association in municipalities.iter().filter_map(association_of) {
            if !once.insert(association.clone()) {
                shared.insert(association);
            }
        }
        // An association of one municipality tells nothing that the municipality does not.
        let associations = shared.iter().filter_map(|key| self.associations.get(key)).cloned().collect();
        Ok(CountyExtract {
            state,
            county,
            municipalities,
            associations,
            positions: self.positions,
            edition: self.edition,
        })
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
