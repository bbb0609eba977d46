//! The rows that did not come in, as a table of their own: the same columns, and why.

use super::columns::Column;

/// Rows that did not come in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultyRows {
    /// The titles of the columns.
    pub(super) header: Vec<String>,
    /// The rows, each with the reason.
    pub(super) rows: Vec<(Vec<String>, String)>,
}

impl FaultyRows {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as CSV that spreadsheets open: UTF-8 with a mark, divided by semicolons. Cells that look like formulas
    /// get an apostrophe in front, which is taken off when the corrected table is read again.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(b"\xef\xbb\xbf".to_vec());
        let reason = Column::Reason.title().to_owned();
        let header = self.header.iter().map(|title| guarded(title)).chain([reason]);
        // Nothing can fail that writes into memory.
        let _ = writer.write_record(header);
        for (cells, reason) in &self.rows {
            let cells = cells.iter().map(|cell| guarded(cell)).chain([guarded(reason)]);
            let _ = writer.write_record(cells);
        }
        writer.into_inner().unwrap_or_default()
    }
}

/// A cell that no spreadsheet takes for a formula (OWASP, “CSV Injection”).
fn guarded(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
