//! CSV: columns divided by semicolons, commas or tabs, with every sort of quoting.

use crate::{Cell, Limits, NotATable, Rows, Table};

/// How many rows tell what divides the columns.
const TELLING_ROWS: usize = 20;

pub(super) fn table(text: &str, limits: &Limits) -> Result<Table, NotATable> {
    // Excel writes “sep=;” in front, and hides it from its own readers.
    let (delimiter, skipped) = match told_delimiter(text) {
        Some((delimiter, length)) => (delimiter, length),
        None => (delimiter(text), 0),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.get(skipped..).unwrap_or_default().as_bytes());
    let mut rows = Rows::new(limits);
    let mut lines = Lines { text, byte: 0, line: 1 };
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 by now, so that nothing is left to go wrong.
            Err(error) => return Err(NotATable::Damaged(error.to_string())),
        }
        let byte = record.position().map_or(0, csv::Position::byte);
        let number = lines.at(skipped + usize::try_from(byte).unwrap_or(usize::MAX));
        let cells = record.iter().take(limits.columns + 1).map(Cell::text).collect();
        rows.push(number, cells)?;
    }
    Ok(Table { rows: rows.rows, sheet: None, other_sheets: Vec::new() })
}

fn told_delimiter(text: &str) -> Option<(u8, usize)> {
    let (line, _) = text.split_once('\n')?;
    match line.trim_end().to_ascii_lowercase().strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, line.len() + 1)),
        _ => None,
    }
}

/// What divides the columns: whichever stands in most of the first rows outside of quotation marks; among those that
/// stand in as many, the one that stands there more often.
fn delimiter(text: &str) -> u8 {
    let mut scores = [(b',', Score::default()), (b'\t', Score::default()), (b';', Score::default())];
    let (mut quoted, mut rows) = (false, 0);
    for byte in text.bytes() {
        quoted ^= byte == b'"';
        if quoted {
            continue;
        }
        if byte == b'\n' || byte == b'\r' {
            let mut is_row = false;
            for (_, score) in &mut scores {
                is_row |= score.in_row > 0;
                score.end_row();
            }
            rows += usize::from(is_row);
            if rows == TELLING_ROWS {
                break;
            }
        }
        if let Some((_, score)) = scores.iter_mut().find(|(delimiter, _)| *delimiter == byte) {
            score.in_row += 1;
        }
    }
    scores.iter_mut().for_each(|(_, score)| score.end_row());
    scores.iter().max_by_key(|(_, score)| (score.rows, score.all)).map_or(b';', |(delimiter, _)| *delimiter)
}

#[derive(Default)]
struct Score {
    in_row: usize,
    rows: usize,
    all: usize,
}

impl Score {
    fn end_row(&mut self) {
        self.rows += usize::from(self.in_row > 0);
        self.all += std::mem::take(&mut self.in_row);
    }
}

/// Counts lines. The reader of CSV says where it began to look for a record, which may be some empty lines before it.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the record that is found from `byte` on.
    fn at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        while let Some(next) = bytes.get(self.byte)
            && (self.byte < byte || matches!(next, b'\r' | b'\n'))
        {
            // A line ends with \n, \r\n or \r alone.
            self.line +=
                usize::from(*next == b'\n' || (*next == b'\r' && bytes.get(self.byte + 1) != Some(&b'\n')));
            self.byte += 1;
        }
        self.line
    }
}
