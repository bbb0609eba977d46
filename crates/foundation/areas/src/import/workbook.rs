//! The official list of municipalities as an Excel workbook: one row per state, region, county, association and
//! municipality.
//!
//! The sheet and its columns are found by their content, since the sheet's name changes with every edition and the
//! header spreads over several rows.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::{
    Progress, REPORT_EVERY,
    municipalities::{MunicipalityList, NotTheList},
    sheet::{Row, SheetReader, Value},
};
use crate::area::Positions;

/// Reads the list.
pub(super) fn read(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<MunicipalityList, NotTheList> {
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
        let mut list = MunicipalityList::empty(Positions::Official);
        let reader = read_sheet(&mut workbook, sheet, &mut list, progress)?;
        edition = edition.or(reader.edition());
        if reader.is_the_list()? {
            return list
                .finished(edition)
                .ok_or_else(|| NotTheList::NoMunicipalities { sheet: sheet.clone() });
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
            if let Some(row) = reader.read(std::mem::take(&mut row))?
                && let Some(record) = row.record()?
            {
                list.add(record).map_err(|misfit| row.misfit(misfit))?;
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
