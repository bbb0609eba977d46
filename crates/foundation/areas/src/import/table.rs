//! Small CSV files that the service office writes by hand or saves from a spreadsheet: corrections, overlays, reforms.
//!
//! The first line names the columns, in any order; further columns are ignored. Columns are divided by semicolons,
//! commas or tabs; the text is UTF-8 or what Excel writes on a German computer. Lines that begin with `#` are comments.

use std::collections::BTreeMap;

use super::file::{Kind, text};

/// Files written by hand are smaller.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// Why a file is not the table that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATable {
    /// Nothing is in it.
    #[error("the file is empty; expected is a CSV file whose first line is {expected}")]
    Empty {
        /// The header as it should be.
        expected: String,
    },
    /// It is something else.
    #[error("the file is {what}; expected is a CSV file whose first line is {expected}")]
    SomethingElse {
        /// What it is.
        what: &'static str,
        /// The header as it should be.
        expected: String,
    },
    /// It is far too large.
    #[error("the file has more than {} MB; is it the right one?", LARGEST / 1024 / 1024)]
    TooLarge,
    /// Columns are missing.
    #[error("the first line lacks the columns {}; expected is {expected}", missing.join(", "))]
    Columns {
        /// The columns that are not there.
        missing: Vec<&'static str>,
        /// The header as it should be.
        expected: String,
    },
    /// A row that can't be taken.
    #[error("row {row}, column {column}: {problem}")]
    Row {
        /// The line in the file, from 1.
        row: u64,
        /// The column's name.
        column: &'static str,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// Header only.
    #[error("the file has a header but no rows")]
    NoRows,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct TableRow {
    /// The line in the file, from 1.
    pub(super) number: u64,
    cells: BTreeMap<&'static str, String>,
}

impl TableRow {
    /// What stands in `column`; empty where the file has no such column.
    pub(super) fn get(&self, column: &'static str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// What stands in `column`, which must not be empty.
    pub(super) fn required(&self, column: &'static str) -> Result<&str, NotATable> {
        match self.get(column) {
            "" => Err(refusal(self.number, column, "is empty")),
            given => Ok(given),
        }
    }

    /// The refusal of this row for what stands in `column`.
    pub(super) fn refuse(&self, column: &'static str, problem: &str) -> NotATable {
        let given: String = self.get(column).chars().take(60).collect();
        refusal(self.number, column, format!("“{given}” {problem}"))
    }
}

/// The refusal of row `row`.
pub(crate) fn refusal(row: u64, column: &'static str, problem: impl Into<String>) -> NotATable {
    NotATable::Row { row, column, problem: problem.into() }
}

/// Reads the rows of a table with the columns `required`, and `optional` ones as far as they are there.
pub(super) fn read(
    bytes: &[u8],
    required: &[&'static str],
    optional: &[&'static str],
) -> Result<Vec<TableRow>, NotATable> {
    let expected = || required.join(";");
    if bytes.len() > LARGEST {
        return Err(NotATable::TooLarge);
    }
    match Kind::of(bytes) {
        Kind::Empty => return Err(NotATable::Empty { expected: expected() }),
        Kind::Archive => {
            let what = "an archive or an Excel workbook; save the table as CSV";
            return Err(NotATable::SomethingElse { what, expected: expected() });
        }
        Kind::Other(what) => return Err(NotATable::SomethingElse { what, expected: expected() }),
        Kind::Unknown => {}
    }
    if bytes.contains(&0) {
        return Err(NotATable::SomethingElse { what: "not a text in UTF-8", expected: expected() });
    }
    let text = text(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let find = |name: &'static str| {
        Some((name, header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name))?))
    };
    let columns: Vec<(&'static str, usize)> =
        required.iter().chain(optional).filter_map(|name| find(name)).collect();
    let missing: Vec<&'static str> =
        required.iter().filter(|name| !columns.iter().any(|(known, _)| known == *name)).copied().collect();
    if !missing.is_empty() {
        return Err(NotATable::Columns { missing, expected: expected() });
    }
    let mut rows = Vec::new();
    let mut lines = Lines { text: &text, byte: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let number = lines.at(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |index: usize| record.get(index).unwrap_or_default().trim().to_owned();
        rows.push(TableRow {
            number,
            cells: columns.iter().map(|(name, index)| (*name, cell(*index))).collect(),
        });
    }
    if rows.is_empty() { Err(NotATable::NoRows) } else { Ok(rows) }
}

/// Counts lines. The reader of CSV says where it began to look for a record, which may be some empty lines and comments
/// before it.
struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that is found from `byte` on.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some((line, _)) = self.text.get(self.byte..).and_then(|rest| rest.split_once('\n')) {
            let is_skipped = line.trim_end_matches('\r').is_empty() || line.starts_with('#');
            if self.byte >= byte && !is_skipped {
                break;
            }
            self.byte += line.len() + 1;
            self.line += 1;
        }
        self.line
    }
}

fn unreadable(error: &csv::Error) -> NotATable {
    refusal(error.position().map_or(1, csv::Position::line), "all", error.to_string())
}

/// What divides the columns: spreadsheets save with semicolons or tabs.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(bytes: &[u8]) -> Vec<(u64, String, String)> {
        let rows = read(bytes, &["key", "name"], &["note"]).unwrap();
        rows.iter().map(|row| (row.number, row.get("key").to_owned(), row.get("name").to_owned())).collect()
    }

    #[test]
    fn a_table_is_read_as_spreadsheets_save_it() {
        let expected = [(3, "1".to_owned(), "Mühlberg".to_owned()), (5, "2".to_owned(), "B".to_owned())];
        for bytes in [
            "# Kommentar\nname;key;x\nMühlberg;1;\n;;\nB;2;\n".as_bytes(),
            "\u{feff}# Kommentar\r\nKey,Name\r\n1,Mühlberg\r\n,\r\n2,B\r\n".as_bytes(),
            b"# K\nkey\tname\n1\tM\xfchlberg\n\t\n2\tB",
        ] {
            assert_eq!(cells(bytes), expected);
        }
    }

    #[test]
    fn what_is_no_table_is_refused_with_what_to_do() {
        let refusal = |bytes: &[u8]| read(bytes, &["key", "name"], &[]).unwrap_err().to_string();
        assert_eq!(refusal(b""), "the file is empty; expected is a CSV file whose first line is key;name");
        assert!(refusal(b"%PDF-1.7").starts_with("the file is a PDF document; expected is"));
        assert!(refusal(b"PK\x03\x04").contains("save the table as CSV"));
        assert!(refusal(b"a\0b").contains("not a text"));
        assert_eq!(refusal(b"key;nam\n1;2\n"), "the first line lacks the columns name; expected is key;name");
        assert_eq!(refusal(b"key;name\n"), "the file has a header but no rows");
        assert!(refusal(&vec![b'a'; LARGEST + 1]).contains("more than 5 MB"));
    }

    proptest! {
        #[test]
        fn hostile_bytes_never_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, &["key"], &[]);
            let _ = read(&[b"key;name\n".as_slice(), &bytes].concat(), &["key"], &["name"]);
        }
    }
}
