//! The official list of municipalities as an Excel workbook: one row per state, region, county, association and
//! municipality.
//!
//! The sheet and its columns are found by their content, since the sheet's name changes with every edition and the
//! header spreads over several rows.

use kreisrund_tables::{
    Cell,
    workbook::{Damaged, Workbook},
};

use super::{
    Progress, REPORT_EVERY,
    municipalities::{MunicipalityList, NotTheList},
    sheet::{Row, SheetReader, Value},
};
use crate::area::Positions;

/// Reads the list.
pub(super) fn read(bytes: &[u8], progress: &mut dyn FnMut(Progress)) -> Result<MunicipalityList, NotTheList> {
    let mut workbook = Workbook::open(bytes).map_err(damaged)?;
    let sheets = workbook.sheets();
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
    workbook: &mut Workbook<'_>,
    sheet: &'a str,
    list: &mut MunicipalityList,
    progress: &mut dyn FnMut(Progress),
) -> Result<SheetReader<'a>, NotTheList> {
    let mut reader = SheetReader::new(sheet);
    let Some(mut rows) = workbook.rows(sheet).map_err(damaged)? else { return Ok(reader) };
    let total = u64::from(rows.last_row()) + 1;
    while let Some(found) = rows.next_row().map_err(damaged)? {
        let mut row = Row::new(found.index);
        for (column, cell) in found.cells {
            row.put(column, value(cell));
        }
        if let Some(row) = reader.read(row)?
            && let Some(record) = row.record()?
        {
            list.add(record).map_err(|misfit| row.misfit(misfit))?;
        }
        if reader.has_given_up() {
            break;
        }
        let done = u64::from(found.index);
        if done % REPORT_EVERY == 0 {
            progress(Progress { done, total: total.max(done) });
        }
    }
    progress(Progress { done: total, total });
    Ok(reader)
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn damaged(damaged: Damaged) -> NotTheList {
    NotTheList::NotAWorkbook { detail: damaged.to_string() }
}

fn value(cell: Cell) -> Option<Value> {
    match cell {
        Cell::Number(number) => Some(Value::Number(number)),
        Cell::Text(text) => Value::text(&text),
        Cell::Empty | Cell::Moment(_) | Cell::Time(_) | Cell::Truth(_) | Cell::Fault(_) => None,
    }
}
