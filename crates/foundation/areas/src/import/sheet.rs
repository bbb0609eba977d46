//! Rows of the official list's sheet: where its columns are, and what a row means.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_kernel::{CountyKey, MunicipalityKey, Position, text::fold};

use super::{
    GERMANY, is_swapped,
    municipalities::NotTheList,
    record::{Misfit, Record, is_listed_association, is_uninhabited},
};
use crate::area::{Association, County, Municipality, Postcode, State};

/// The list's header ends long before this row.
const LAST_HEADER_ROW: usize = 100;

/// Columns farther right hold nothing of ours.
const LAST_COLUMN: u32 = 255;

/// So many known column names make a sheet the list, even if the record kind's column is missing.
const TELLING_COLUMNS: usize = 4;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
}

impl Value {
    pub(super) fn text(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self::Text(text.to_owned()))
    }

    fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// The number, also from a text in German spelling (“51,69229”, “1.892.122”).
    fn to_number(&self) -> Option<f64> {
        let number = match self {
            Self::Number(number) => *number,
            Self::Text(text) => {
                let spaceless = text.replace([' ', '\u{a0}', '\u{202f}'], "");
                let plain = match (spaceless.contains(','), spaceless.matches('.').count()) {
                    (true, _) => spaceless.replace('.', "").replace(',', "."),
                    (false, 0 | 1) => spaceless,
                    (false, _) => spaceless.replace('.', ""),
                };
                plain.parse().ok()?
            }
        };
        number.is_finite().then_some(number)
    }
}

/// One row of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The row's number from 0.
    pub(super) index: u32,
    cells: BTreeMap<u32, Value>,
}

impl Row {
    pub(super) fn new(index: u32) -> Self {
        Self { index, cells: BTreeMap::new() }
    }

    pub(super) fn put(&mut self, column: u32, value: Option<Value>) {
        if let Some(value) = value.filter(|_| column <= LAST_COLUMN) {
            self.cells.insert(column, value);
        }
    }
}

/// The columns that the list must have, with their published names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Kind,
    Mark,
    State,
    Region,
    County,
    Association,
    Municipality,
    Name,
    Area,
    Population,
    Postcode,
    Longitude,
    Latitude,
}

impl Column {
    const ALL: [Self; 13] = [
        Self::Kind,
        Self::Mark,
        Self::State,
        Self::Region,
        Self::County,
        Self::Association,
        Self::Municipality,
        Self::Name,
        Self::Area,
        Self::Population,
        Self::Postcode,
        Self::Longitude,
        Self::Latitude,
    ];

    const fn title(self) -> &'static str {
        match self {
            Self::Kind => "Satzart",
            Self::Mark => "Textkennzeichen",
            Self::State => "Land",
            Self::Region => "RB",
            Self::County => "Kreis",
            Self::Association => "VB",
            Self::Municipality => "Gem",
            Self::Name => "Gemeindename",
            Self::Area => "Fläche",
            Self::Population => "Bevölkerung",
            Self::Postcode => "Postleitzahl",
            Self::Longitude => "Längengrad",
            Self::Latitude => "Breitengrad",
        }
    }

    /// Short titles have to match in full; long ones carry footnote marks and units behind them.
    fn is_titled(self, text: &str) -> bool {
        let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let (given, title) = (letters(text), letters(self.title()));
        if title.len() <= 5 { given == title } else { given.starts_with(&title) }
    }
}

/// Where the columns are.
type Layout = BTreeMap<Column, u32>;

/// Reads a sheet row by row: first its header, then, if it is the list, its records.
pub(super) struct SheetReader<'a> {
    sheet: &'a str,
    header_rows: usize,
    layout: Layout,
    edition: Option<Date>,
    edition_by_title: Option<Date>,
    in_records: bool,
}

impl<'a> SheetReader<'a> {
    pub(super) const fn new(sheet: &'a str) -> Self {
        Self {
            sheet,
            header_rows: 0,
            layout: Layout::new(),
            edition: None,
            edition_by_title: None,
            in_records: false,
        }
    }

    /// The day for which the boundaries hold, as far as the header says it.
    pub(super) fn edition(&self) -> Option<Date> {
        self.edition.or(self.edition_by_title)
    }

    /// Whether enough rows without a header have gone by.
    pub(super) const fn has_given_up(&self) -> bool {
        !self.in_records && self.header_rows > LAST_HEADER_ROW
    }

    /// Whether the sheet was the list; it is refused if it nearly was.
    pub(super) fn is_the_list(&self) -> Result<bool, NotTheList> {
        if !self.in_records && self.layout.len() >= TELLING_COLUMNS {
            self.check_columns()?;
            return Err(NotTheList::NoMunicipalities { sheet: self.sheet.to_owned() });
        }
        Ok(self.in_records)
    }

    /// Takes the next row; returns it if it is a record.
    pub(super) fn read(&mut self, row: Row) -> Result<Option<ListRow<'_>>, NotTheList> {
        let kind =
            self.layout.get(&Column::Kind).and_then(|column| row.cells.get(column)).map(Value::to_text);
        let is_record =
            kind.as_deref().is_some_and(|kind| ["10", "20", "30", "40", "50", "60"].contains(&kind));
        if !self.in_records {
            if !is_record {
                self.read_header(&row);
                return Ok(None);
            }
            self.check_columns()?;
            self.in_records = true;
        }
        let row = ListRow { sheet: self.sheet, layout: &self.layout, row };
        if is_record {
            Ok(Some(row))
        } else if row.value(Column::Name).is_none() {
            Ok(None)
        } else {
            Err(row.refuse(Column::Kind, "is none of 10, 20, 30, 40, 50, 60"))
        }
    }

    fn read_header(&mut self, row: &Row) {
        self.header_rows += 1;
        for (index, value) in &row.cells {
            let Value::Text(text) = value else { continue };
            if let Some(column) = Column::ALL.into_iter().find(|column| column.is_titled(text)) {
                self.layout.entry(column).or_insert(*index);
            }
            let day = date_in(text);
            if text.contains("Gebietsstand") {
                self.edition = self.edition.or(day);
            } else if text.contains("Gemeinden in Deutschland") {
                self.edition_by_title = self.edition_by_title.or(day);
            }
        }
    }

    fn check_columns(&self) -> Result<(), NotTheList> {
        let missing: Vec<&str> = Column::ALL
            .into_iter()
            .filter(|column| !self.layout.contains_key(column))
            .map(Column::title)
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(NotTheList::Columns { sheet: self.sheet.to_owned(), missing })
        }
    }
}

/// The first German date in `text`: “am 30.06.2024 (2. Quartal)”.
fn date_in(text: &str) -> Option<Date> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(|word| {
        let mut numbers = word.split('.');
        let day = numbers.next()?.parse().ok()?;
        let month = numbers.next()?.parse().ok()?;
        let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
        Date::new(year, month, day).ok()
    })
}

/// A row of the list with its columns.
pub(super) struct ListRow<'a> {
    sheet: &'a str,
    layout: &'a Layout,
    row: Row,
}

impl ListRow<'_> {
    /// What the row describes; `None` where that is nothing of ours.
    pub(super) fn record(&self) -> Result<Option<Record>, NotTheList> {
        let mark = self.text(Column::Mark).unwrap_or_default();
        match self.text(Column::Kind).as_deref() {
            Some("10") => Ok(Some(Record::State(State {
                key: self.digits(Column::State, 2)?,
                official_name: self.name()?,
            }))),
            Some("40") => {
                Ok(Some(Record::County(County { key: self.county_key()?, official_name: self.name()? })))
            }
            Some("50") if is_listed_association(&mark) => Ok(Some(Record::Association(Association {
                key: format!("{}{}", self.county_key()?, self.digits(Column::Association, 4)?),
                official_name: self.name()?,
            }))),
            Some("60") if !is_uninhabited(&mark) => self.municipality().map(Record::Municipality).map(Some),
            _ => Ok(None),
        }
    }

    /// The refusal of a record that does not fit those above it.
    pub(super) fn misfit(&self, misfit: Misfit) -> NotTheList {
        let column = match misfit {
            Misfit::NoState | Misfit::StateTwice => Column::State,
            Misfit::NoCounty | Misfit::CountyTwice => Column::County,
            Misfit::AssociationTwice => Column::Association,
            Misfit::MunicipalityTwice => Column::Municipality,
        };
        self.refuse(column, misfit.sentence())
    }

    fn name(&self) -> Result<String, NotTheList> {
        self.text(Column::Name).ok_or_else(|| self.refuse(Column::Name, "is empty"))
    }

    fn county_key(&self) -> Result<CountyKey, NotTheList> {
        let (state, region, county) = (
            self.digits(Column::State, 2)?,
            self.digits(Column::Region, 1)?,
            self.digits(Column::County, 2)?,
        );
        format!("{state}{region}{county}")
            .parse()
            .map_err(|error| self.refuse(Column::County, &format!("{error}")))
    }

    fn municipality(&self) -> Result<Municipality, NotTheList> {
        let county = self.county_key()?;
        let number = self.digits(Column::Municipality, 3)?;
        let key: MunicipalityKey = format!("{county}{number}")
            .parse()
            .map_err(|error| self.refuse(Column::Municipality, &format!("{error}")))?;
        Ok(Municipality {
            key,
            regional_key: format!("{county}{}{number}", self.digits(Column::Association, 4)?),
            official_name: self.name()?,
            area_km2: self.number(Column::Area)?,
            population: self.population()?,
            postcode: self.postcode()?,
            position: self.position()?,
        })
    }

    fn population(&self) -> Result<Option<u64>, NotTheList> {
        let Some(number) = self.number(Column::Population)? else { return Ok(None) };
        format!("{number}")
            .parse()
            .map(Some)
            .map_err(|_| self.refuse(Column::Population, "is not a whole number"))
    }

    fn postcode(&self) -> Result<Option<Postcode>, NotTheList> {
        let Some(value) = self.value(Column::Postcode) else { return Ok(None) };
        let padded = format!("{:0>5}", value.to_text());
        padded.parse().map(Some).map_err(|error| self.refuse(Column::Postcode, &format!("{error}")))
    }

    fn position(&self) -> Result<Option<Position>, NotTheList> {
        let (latitude, longitude) = (self.number(Column::Latitude)?, self.number(Column::Longitude)?);
        let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return Ok(None) };
        let position = Position::new(latitude, longitude)
            .map_err(|error| self.refuse(Column::Latitude, &format!("{error}")))?;
        if GERMANY.contains(position) {
            return Ok(Some(position));
        }
        let hint = if is_swapped(latitude, longitude) { "; latitude and longitude are swapped" } else { "" };
        Err(self.refuse(Column::Latitude, &format!("{latitude} N, {longitude} E is not in Germany{hint}")))
    }

    fn number(&self, column: Column) -> Result<Option<f64>, NotTheList> {
        let Some(value) = self.value(column) else { return Ok(None) };
        match value.to_number() {
            Some(number) if number >= 0.0 => Ok(Some(number)),
            _ => Err(self.refuse(column, "is not a number of at least 0")),
        }
    }

    /// A part of a key. Spreadsheets that took it for a number have dropped its leading zeros.
    fn digits(&self, column: Column, count: usize) -> Result<String, NotTheList> {
        let text = self.text(column).unwrap_or_default();
        let padded = format!("{text:0>count$}");
        if !text.is_empty() && padded.len() == count && padded.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(padded)
        } else {
            Err(self.refuse(column, &format!("is not a number of {count} digits")))
        }
    }

    fn text(&self, column: Column) -> Option<String> {
        self.value(column).map(Value::to_text)
    }

    fn value(&self, column: Column) -> Option<&Value> {
        self.row.cells.get(self.layout.get(&column)?)
    }

    fn refuse(&self, column: Column, problem: &str) -> NotTheList {
        let given: String = self.text(column).unwrap_or_default().chars().take(40).collect();
        let letters = self.layout.get(&column).map(|index| letters(*index)).unwrap_or_default();
        NotTheList::Row {
            sheet: self.sheet.to_owned(),
            row: self.row.index.saturating_add(1),
            column: format!("{} ({letters})", column.title()),
            problem: format!("“{given}” {problem}"),
        }
    }
}

/// A column's letters as Excel shows them: 0 is A, 26 is AA.
fn letters(index: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_german_spelling() {
        for (text, number) in
            [("9,43751", 9.43751), ("54.78252", 54.78252), ("1.892.122", 1_892_122.0), ("1.234,5", 1234.5)]
        {
            assert_eq!(Value::text(text).unwrap().to_number(), Some(number), "{text}");
        }
        for text in ["x", "1,2,3", "inf", "NaN", "-"] {
            assert_eq!(Value::text(text).unwrap().to_number(), None, "{text}");
        }
    }

    #[test]
    fn titles_carry_hyphens_and_footnotes() {
        assert!(Column::Kind.is_titled("Satz-art"));
        assert!(Column::Postcode.is_titled("Postleit-zahl3)"));
        assert!(Column::Area.is_titled("Fläche km2 1)"));
        assert!(Column::State.is_titled("Land"));
        assert!(!Column::State.is_titled("Landschaft"));
    }

    #[test]
    fn the_edition_is_found_in_a_sentence() {
        assert_eq!(date_in("Gebietsstand am 30.06.2024 (2. Quartal)"), Some(jiff::civil::date(2024, 6, 30)));
        assert_eq!(date_in("31.02.2024"), None);
        assert_eq!(date_in("am 1.2."), None);
    }

    #[test]
    fn columns_are_named_like_excel_does() {
        assert_eq!([letters(0), letters(25), letters(26), letters(255)], ["A", "Z", "AA", "IV"]);
    }
}
