//! Excel's workbooks (.xlsx), row by row.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxCellReader, XlsxError};
use jiff::{SignedDuration, civil::DateTime};

use crate::{Cell, Limits, NotATable, Rows, Table, archive, first_with_rows};

/// Cells farther right are not looked at.
const LAST_COLUMN: u32 = 1_023;
/// Cells with more text, in bytes, are none that anybody wrote.
const LONGEST_CELL: usize = 250_000;

/// A workbook.
pub struct Workbook<'a> {
    inner: Xlsx<Cursor<&'a [u8]>>,
}

/// Why a workbook can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Damaged(pub String);

/// The rows of a sheet, from above.
pub struct SheetRows<'workbook, 'bytes> {
    cells: XlsxCellReader<'workbook, Cursor<&'bytes [u8]>>,
    /// The first cell of the next row, which had to be read to know that the last one was complete.
    next: Option<(u32, u32, Cell)>,
    is_done: bool,
    last_row: u32,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRow {
    /// Its number, from 0.
    pub index: u32,
    /// The cells in which something stands, with their columns from 0.
    pub cells: Vec<(u32, Cell)>,
}

impl<'a> Workbook<'a> {
    /// Opens the workbook in `bytes`.
    ///
    /// # Errors
    /// [`Damaged`] when there is none, or when it would burst.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Damaged> {
        archive::content(bytes).map_err(|refusal| Damaged(refusal.to_string()))?;
        Ok(Self { inner: unpanicked(|| Xlsx::new(Cursor::new(bytes)))?.map_err(damaged)? })
    }

    /// The names of its sheets.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        self.inner.sheet_names()
    }

    /// The rows of the sheet `name`; none for a sheet without cells, such as a chart.
    ///
    /// # Errors
    /// [`Damaged`] when they can't be read.
    pub fn rows(&mut self, name: &str) -> Result<Option<SheetRows<'_, 'a>>, Damaged> {
        let inner = &mut self.inner;
        match unpanicked(move || inner.worksheet_cells_reader(name))? {
            Ok(cells) => {
                let last_row = cells.dimensions().end.0;
                Ok(Some(SheetRows { cells, next: None, is_done: false, last_row }))
            }
            Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => Ok(None),
            Err(error) => Err(damaged(error)),
        }
    }
}

impl SheetRows<'_, '_> {
    /// The number of the last row as the workbook says it, from 0.
    #[must_use]
    pub const fn last_row(&self) -> u32 {
        self.last_row
    }

    /// The next row in which something stands.
    ///
    /// # Errors
    /// [`Damaged`] when the rest of the sheet can't be read.
    pub fn next_row(&mut self) -> Result<Option<SheetRow>, Damaged> {
        let mut row: Option<SheetRow> = None;
        loop {
            let next = match self.next.take() {
                Some(next) => Some(next),
                None => self.next_cell()?,
            };
            let Some((index, column, cell)) = next else { return Ok(row) };
            match &mut row {
                Some(row) if row.index == index => row.cells.push((column, cell)),
                Some(_) => {
                    self.next = Some((index, column, cell));
                    return Ok(row);
                }
                None => row = Some(SheetRow { index, cells: vec![(column, cell)] }),
            }
        }
    }

    /// The next cell in which something stands.
    fn next_cell(&mut self) -> Result<Option<(u32, u32, Cell)>, Damaged> {
        let cells = &mut self.cells;
        while !self.is_done {
            // calamine adds up rows and columns unchecked, so a hostile cell reference makes a debug build of it panic.
            let next = unpanicked(|| cells.next_cell())?.map_err(damaged)?;
            let Some(found) = next else {
                // Asked again, the library takes the end of the sheet for the end of the file.
                self.is_done = true;
                break;
            };
            let (row, column) = found.get_position();
            if let DataRef::SharedString(text) = found.get_value()
                && text.len() > LONGEST_CELL
            {
                return Err(Damaged(format!("a cell in row {} has far too long a text", row + 1)));
            }
            let cell = cell(found.get_value());
            if !cell.is_empty() && column <= LAST_COLUMN {
                return Ok(Some((row, column, cell)));
            }
        }
        Ok(None)
    }
}

pub(super) fn table(bytes: &[u8], asked: Option<&str>, limits: &Limits) -> Result<Table, NotATable> {
    let unreadable = |Damaged(why)| NotATable::Damaged(why);
    let mut workbook = Workbook::open(bytes).map_err(unreadable)?;
    let sheets = workbook.sheets();
    first_with_rows(&sheets, asked, |index| {
        let mut rows = Rows::new(limits);
        let name = sheets.get(index).map_or("", String::as_str);
        let Some(mut sheet) = workbook.rows(name).map_err(unreadable)? else { return Ok(rows.rows) };
        while let Some(row) = sheet.next_row().map_err(unreadable)? {
            let number = row.index as usize + 1;
            let mut cells = Vec::new();
            for (column, cell) in row.cells {
                let column = column as usize;
                if column >= limits.columns {
                    return Err(NotATable::TooManyColumns { row: number, most: limits.columns });
                }
                if cells.len() <= column {
                    cells.resize(column + 1, Cell::Empty);
                }
                rows.check(number, &cell)?;
                cells[column] = cell;
            }
            rows.push(number, cells)?;
        }
        Ok(rows.rows)
    })
}

fn unpanicked<T>(work: impl FnOnce() -> T) -> Result<T, Damaged> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Damaged("its cells can't be read".to_owned()))
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn damaged(error: XlsxError) -> Damaged {
    Damaged(error.to_string())
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(moment) => moment_cell(moment),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::Error(error) => Cell::Fault(error.to_string()),
    }
}

fn moment_cell(moment: &ExcelDateTime) -> Cell {
    let days = moment.as_f64();
    if (0.0..1.0).contains(&days) {
        return time_of_day(days);
    }
    if moment.is_duration() {
        return Cell::Number(days);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let signed = |number: u8| i8::try_from(number).unwrap_or(-1);
    let civil = i16::try_from(year).ok().and_then(|year| {
        let nanos = i32::from(milli) * 1_000_000;
        DateTime::new(year, signed(month), signed(day), signed(hour), signed(minute), signed(second), nanos)
            .ok()
    });
    // Parts of a day are binary fractions: 18:30 may be 18:29:59.999.
    let rounded = civil.and_then(|civil| civil.checked_add(SignedDuration::from_millis(500)).ok());
    rounded
        .and_then(|civil| civil.with().subsec_nanosecond(0).build().ok())
        .map_or(Cell::Number(days), Cell::Moment)
}

/// The time of day that a part of a day is.
pub(crate) fn time_of_day(part: f64) -> Cell {
    // Between 0 and 86,400, so that nothing is cut off.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let seconds = (part * 86_400.0).round() as i64;
    let midnight = jiff::civil::Time::midnight();
    midnight
        .checked_add(SignedDuration::from_secs(seconds.min(86_399)))
        .map_or(Cell::Number(part), Cell::Time)
}

/// A cell with a date as ISO 8601 writes it: `2026-11-22`, `2026-11-22T18:30:00`.
pub(crate) fn iso_cell(text: &str) -> Cell {
    text.trim().parse::<DateTime>().map_or_else(|_| Cell::text(text), Cell::Moment)
}
