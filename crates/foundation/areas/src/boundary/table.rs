//! The table of a shapefile (dBASE III, .dbf): one row for each shape.
//!
//! Read here rather than by a crate, because rows marked as deleted have to keep their place: a reader that skips them
//! gives every later shape the row of another.

/// A row's cells; empty ones are `None`.
pub(super) type Row = Vec<Option<String>>;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// The columns' names.
    pub(super) columns: Vec<String>,
    /// One for each shape; `None` for a deleted one.
    pub(super) rows: Vec<Option<Row>>,
}

/// Reads the table. The text is taken as UTF-8 and, where it is none, as Latin-1; keys are digits in either.
pub(super) fn read_table(bytes: &[u8]) -> Result<Table, String> {
    let header = bytes.get(..32).ok_or("its header is cut short")?;
    let count = usize::try_from(number(header, 4, 4)).map_err(|_| "it states too many rows")?;
    let (header_size, row_size) = (number_u16(header, 8), number_u16(header, 10));
    let descriptors = bytes.get(32..header_size).ok_or("its header is cut short")?;
    let mut columns = Vec::new();
    let mut widths = Vec::new();
    for descriptor in descriptors.chunks_exact(32).take_while(|descriptor| descriptor.first() != Some(&0x0d))
    {
        let name = descriptor.get(..11).unwrap_or_default();
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        columns.push(text(name).unwrap_or_default());
        widths.push(usize::from(descriptor.get(16).copied().unwrap_or_default()));
    }
    if columns.is_empty() || widths.iter().sum::<usize>() + 1 != row_size {
        return Err("its header contradicts itself".into());
    }
    let rows = bytes.get(header_size..).unwrap_or_default();
    let present = rows.len() / row_size;
    if present < count {
        return Err(format!("it has {present} of the {count} rows that it states"));
    }
    let rows = rows.chunks_exact(row_size).take(count).map(|row| read_row(row, &widths)).collect();
    Ok(Table { columns, rows })
}

fn read_row(row: &[u8], widths: &[usize]) -> Option<Row> {
    let (flag, mut rest) = row.split_first()?;
    let mut cells = Vec::with_capacity(widths.len());
    for width in widths {
        let (cell, after) = rest.split_at_checked(*width)?;
        cells.push(text(cell));
        rest = after;
    }
    (*flag != b'*').then_some(cells)
}

fn text(bytes: &[u8]) -> Option<String> {
    let decoded = std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned);
    let trimmed = decoded.trim_matches(|character: char| character.is_whitespace() || character == '\0');
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

fn number(bytes: &[u8], at: usize, width: usize) -> u64 {
    let bytes = bytes.get(at..at + width).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn number_u16(bytes: &[u8], at: usize) -> usize {
    usize::try_from(number(bytes, at, 2)).unwrap_or_default()
}
