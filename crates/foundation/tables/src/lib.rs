//! Tables as offices save them: CSV in any of the usual encodings and with any of the usual delimiters, Excel's
//! workbooks (.xlsx), OpenDocument's (.ods).
//!
//! What kind of file it is, is recognised by its content. Reading is bounded in bytes, also unpacked ones, rows, columns
//! and the length of a cell. What the cells mean is the caller's matter; only what a spreadsheet knows to be a date, a
//! time or a number stays that.
//!
//! The spreadsheet library stays behind this crate's wall: none of its types is public here.

mod archive;
mod cell;
mod encoding;
mod opendocument;
mod separated;
pub mod workbook;

pub use cell::Cell;
pub use encoding::{NotText, decode};

/// How much of a file is read at most. What is larger is refused as a whole, because half a table looks as if the rest
/// had been deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of the file in bytes.
    pub bytes: usize,
    /// Rows in which something stands, the header among them.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters of one cell.
    pub cell: usize,
}

impl Default for Limits {
    /// 20 MB, 50,000 rows beside the header, 250 columns, 50,000 characters.
    fn default() -> Self {
        Self { bytes: 20_000_000, rows: 50_001, columns: 250, cell: 50_000 }
    }
}

/// A table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The rows in which something stands, in their order.
    pub rows: Vec<Row>,
    /// The sheet's name, where it comes from a workbook.
    pub sheet: Option<String>,
    /// The sheets of the workbook that were not read.
    pub other_sheets: Vec<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The line of the file on which it begins, or the row of the sheet; from 1.
    pub number: usize,
    /// Its cells from the left, up to the last one in which something stands.
    pub cells: Vec<Cell>,
}

/// Why a file is not the table that was asked for. The sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// Nothing is in it.
    #[error("the file is empty; save the table again")]
    Empty,
    /// More bytes than are read.
    #[error("the file has {bytes} bytes, more than the {most} that are read; divide it into smaller ones")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// A small archive that unpacks to something huge.
    #[error("the workbook is larger than {} MB when unpacked; save the table as CSV", .0 / 1_000_000)]
    UnpacksTooLarge(u64),
    /// More rows than are read.
    #[error("the table has more than {0} rows; divide it into smaller ones")]
    TooManyRows(usize),
    /// More columns than are read.
    #[error("row {row} has more than {most} columns; save the table without what stands beside it")]
    TooManyColumns {
        /// The row.
        row: usize,
        /// The limit.
        most: usize,
    },
    /// More than fits into memory with ease, as when a cell with much text stands in every row.
    #[error("the table holds more than {} MB of text; divide it into smaller ones", .0 / 1_000_000)]
    TooMuch(usize),
    /// A cell that swallowed what follows it, or was never one.
    #[error(
        "a cell in row {row} has more than {most} characters; is there a quotation mark too many or too few in it?"
    )]
    TooLongACell {
        /// The row.
        row: usize,
        /// The limit.
        most: usize,
    },
    /// It is something else.
    #[error("the file is {0}; save the table as CSV, .xlsx or .ods")]
    SomethingElse(&'static str),
    /// It looks like a workbook and can't be read.
    #[error("the workbook can't be read ({0}); open it in the program it comes from and save it again")]
    Damaged(String),
    /// The workbook has no sheet of that name.
    #[error("the workbook has no sheet “{asked}”; it has {}", .sheets.join(", "))]
    NoSheet {
        /// The name that was asked for.
        asked: String,
        /// The sheets that are there.
        sheets: Vec<String>,
    },
}

/// Reads the table in `bytes`: of a workbook the sheet named `sheet`, or the first in which more than one row stands.
///
/// # Errors
/// [`NotATable`] where nothing can be taken from the file.
pub fn read(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Table, NotATable> {
    if bytes.len() > limits.bytes {
        return Err(NotATable::TooLarge { bytes: bytes.len(), most: limits.bytes });
    }
    let table = match Kind::of(bytes) {
        Kind::Empty => return Err(NotATable::Empty),
        Kind::Other(what) => return Err(NotATable::SomethingElse(what)),
        Kind::Archive => match archive::content(bytes)? {
            archive::Content::Workbook => workbook::table(bytes, sheet, limits)?,
            archive::Content::OpenDocument => opendocument::table(bytes, sheet, limits)?,
            archive::Content::Other => {
                return Err(NotATable::SomethingElse("an archive without a table in it"));
            }
        },
        Kind::Text => {
            let text = decode(bytes).map_err(|NotText| NotATable::SomethingElse("not a text file"))?;
            separated::table(&text, limits)?
        }
    };
    if table.rows.is_empty() { Err(NotATable::Empty) } else { Ok(table) }
}

/// What the first bytes say.
enum Kind {
    Empty,
    Archive,
    Other(&'static str),
    Text,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        const BEGINNINGS: [(&[u8], &str); 10] = [
            (b"%PDF", "a PDF document"),
            (b"\xd0\xcf\x11\xe0", "a workbook in Excel's old format (.xls)"),
            (b"\x89PNG", "a picture"),
            (b"\xff\xd8\xff", "a picture"),
            (b"GIF8", "a picture"),
            (b"\x1f\x8b", "packed with gzip"),
            (b"7z\xbc\xaf", "packed with 7-Zip"),
            (b"SQLite format 3", "a database"),
            (b"BEGIN:VCALENDAR", "a calendar"),
            (b"{\\rtf", "a text document"),
        ];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if bytes.is_empty() {
            return Self::Empty;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Self::Archive;
        }
        if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
            return Self::Other(what);
        }
        // Some programs call a web page .xls.
        let beginning = bytes.get(..15).unwrap_or(bytes).to_ascii_lowercase();
        if beginning.starts_with(b"<!doctype html") || beginning.starts_with(b"<html") {
            return Self::Other("a web page");
        }
        if beginning.starts_with(b"<?xml") || beginning.starts_with(b"<") {
            return Self::Other("an XML document");
        }
        Self::Text
    }
}

/// How much memory a table may take, in bytes: a few bytes of a workbook can stand for much.
const MOST_MEMORY: usize = 150_000_000;

/// Collects the rows of a table within the limits.
struct Rows<'a> {
    limits: &'a Limits,
    rows: Vec<Row>,
    memory: usize,
}

impl<'a> Rows<'a> {
    const fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: Vec::new(), memory: 0 }
    }

    fn check(&self, row: usize, cell: &Cell) -> Result<(), NotATable> {
        let most = self.limits.cell;
        match cell {
            Cell::Text(text) if text.len() > most && text.chars().count() > most => {
                Err(NotATable::TooLongACell { row, most })
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, number: usize, mut cells: Vec<Cell>) -> Result<(), NotATable> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        let Limits { rows: most_rows, columns, .. } = *self.limits;
        if self.rows.len() == most_rows {
            return Err(NotATable::TooManyRows(most_rows.saturating_sub(1)));
        }
        if cells.len() > columns {
            return Err(NotATable::TooManyColumns { row: number, most: columns });
        }
        for cell in &cells {
            self.check(number, cell)?;
            let text = if let Cell::Text(text) = cell { text.len() } else { 0 };
            self.memory += size_of::<Cell>() + text;
        }
        if self.memory > MOST_MEMORY {
            return Err(NotATable::TooMuch(MOST_MEMORY));
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }
}

/// Which of a workbook's sheets is read: the one named `asked`, or each in its order.
fn sheets_to_read(all: &[String], asked: Option<&str>) -> Result<Vec<usize>, NotATable> {
    let Some(asked) = asked else { return Ok((0..all.len()).collect()) };
    let is_asked = |name: &String| name.trim().to_lowercase() == asked.trim().to_lowercase();
    match all.iter().position(is_asked) {
        Some(index) => Ok(vec![index]),
        None => Err(NotATable::NoSheet { asked: asked.to_owned(), sheets: all.to_vec() }),
    }
}

/// The table of the first sheet in which more than one row stands, else of the first in which something stands.
fn first_with_rows(
    sheets: &[String],
    asked: Option<&str>,
    mut read: impl FnMut(usize) -> Result<Vec<Row>, NotATable>,
) -> Result<Table, NotATable> {
    let mut best: Option<(usize, Vec<Row>)> = None;
    for index in sheets_to_read(sheets, asked)? {
        let rows = read(index)?;
        let is_table = rows.len() > 1;
        if is_table || (!rows.is_empty() && best.is_none()) {
            best = Some((index, rows));
        }
        if is_table {
            break;
        }
    }
    let (index, rows) = best.unwrap_or_default();
    let others = sheets.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, name)| name.clone());
    Ok(Table { rows, sheet: sheets.get(index).cloned(), other_sheets: others.collect() })
}

#[cfg(test)]
mod tests;
