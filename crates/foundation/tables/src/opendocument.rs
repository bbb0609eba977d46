//! OpenDocument's spreadsheets (.ods; ISO/IEC 26300), as LibreOffice saves them.
//!
//! Read by our own hand, because repeated rows and cells have to be counted before they are made: a line of XML can say
//! that a row stands there a billion times.

use jiff::SignedDuration;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use crate::{
    Cell, Limits, NotATable, Row, Rows, Table, archive, first_with_rows,
    workbook::{iso_cell, time_of_day},
};

pub(super) fn table(bytes: &[u8], asked: Option<&str>, limits: &Limits) -> Result<Table, NotATable> {
    let content = archive::part(bytes, "content.xml")?;
    let content =
        std::str::from_utf8(&content).map_err(|_| NotATable::Damaged("it is not in UTF-8".to_owned()))?;
    let sheets = sheet_names(content)?;
    if sheets.is_empty() {
        return Err(NotATable::SomethingElse("a document without a table"));
    }
    first_with_rows(&sheets, asked, |index| rows(content, index, limits))
}

fn sheet_names(content: &str) -> Result<Vec<String>, NotATable> {
    let mut names = Vec::new();
    let mut reader = Reader::from_str(content);
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) if start.name().as_ref() == "table:table" => {
                // A table may lie within a cell; that is none of the sheets.
                if depth == 0 {
                    names.push(attribute(&start, "table:name").unwrap_or_default());
                }
                depth += 1;
            }
            Event::End(end) if end.name().as_ref() == "table:table" => depth -= 1,
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// What is read at the moment.
struct Sheet<'a> {
    rows: Rows<'a>,
    /// The number of the row, from 1.
    number: usize,
    row_repeated: usize,
    cells: Vec<Cell>,
    /// The column behind the last cell.
    column: usize,
    cell: Option<OpenCell>,
    most_columns: usize,
}

struct OpenCell {
    repeated: usize,
    /// What the program knows of its value; else its words count.
    known: Option<Cell>,
    words: String,
    paragraphs: usize,
}

fn rows(content: &str, wanted: usize, limits: &Limits) -> Result<Vec<Row>, NotATable> {
    let mut reader = Reader::from_str(content);
    let mut sheet = Sheet {
        rows: Rows::new(limits),
        number: 1,
        row_repeated: 1,
        cells: Vec::new(),
        column: 0,
        cell: None,
        most_columns: limits.columns,
    };
    let (mut depth, mut index) = (0_usize, 0_usize);
    let mut hidden = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        let is_wanted = depth == 1 && index == wanted && hidden == 0;
        match &event {
            Event::Start(start) => match start.name().as_ref() {
                "table:table" => depth += 1,
                // Notes at a cell are not what stands in it.
                "office:annotation" => hidden += 1,
                "table:table-row" if is_wanted => sheet.begin_row(start),
                "table:table-cell" | "table:covered-table-cell" if is_wanted => sheet.begin_cell(start),
                "text:p" if is_wanted => sheet.paragraph(),
                _ => {}
            },
            Event::Empty(start) => match start.name().as_ref() {
                "table:table-row" if is_wanted => {
                    sheet.begin_row(start);
                    sheet.end_row()?;
                }
                "table:table-cell" | "table:covered-table-cell" if is_wanted => {
                    sheet.begin_cell(start);
                    sheet.end_cell()?;
                }
                "text:p" if is_wanted => sheet.paragraph(),
                "text:line-break" if is_wanted => sheet.words("\n"),
                "text:s" | "text:tab" if is_wanted => sheet.words(" "),
                _ => {}
            },
            Event::End(end) => match end.name().as_ref() {
                "table:table" => {
                    depth = depth.saturating_sub(1);
                    index += usize::from(depth == 0);
                    if index > wanted {
                        break;
                    }
                }
                "office:annotation" => hidden = hidden.saturating_sub(1),
                "table:table-row" if is_wanted => sheet.end_row()?,
                "table:table-cell" | "table:covered-table-cell" if is_wanted => sheet.end_cell()?,
                _ => {}
            },
            Event::Text(text) if is_wanted => sheet.words(&text.xml10_content()),
            Event::CData(text) if is_wanted => sheet.words(&text.xml10_content()),
            Event::GeneralRef(reference) if is_wanted => {
                if let Ok(Some(character)) = reference.resolve_char_ref() {
                    sheet.words(character.encode_utf8(&mut [0; 4]));
                } else if let Some(known) = resolve_predefined_entity(&reference.xml10_content()) {
                    sheet.words(known);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(sheet.rows.rows)
}

impl Sheet<'_> {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        self.row_repeated = count(start, "table:number-rows-repeated");
        self.cells.clear();
        self.column = 0;
        self.cell = None;
    }

    fn end_row(&mut self) -> Result<(), NotATable> {
        let has_content = self.cells.iter().any(|cell| !cell.is_empty());
        if has_content {
            // The limit of rows ends this long before a billion.
            for repeated in 0..self.row_repeated {
                self.rows.push(self.number + repeated, self.cells.clone())?;
            }
        }
        self.number = self.number.saturating_add(self.row_repeated);
        self.cells.clear();
        Ok(())
    }

    fn begin_cell(&mut self, start: &BytesStart<'_>) {
        let value = |name: &str| attribute(start, name);
        let number = |name: &str| value(name).and_then(|value| value.trim().parse::<f64>().ok());
        let known = match value("office:value-type").as_deref() {
            Some("float" | "percentage" | "currency") => number("office:value").map(Cell::Number),
            Some("date") => value("office:date-value").map(|value| iso_cell(&value)),
            Some("time") => value("office:time-value").and_then(|value| time_cell(&value)),
            Some("boolean") => value("office:boolean-value").map(|value| Cell::Truth(value == "true")),
            _ => None,
        };
        let repeated = count(start, "table:number-columns-repeated");
        self.cell = Some(OpenCell { repeated, known, words: String::new(), paragraphs: 0 });
    }

    fn end_cell(&mut self) -> Result<(), NotATable> {
        let Some(OpenCell { repeated, known, words, .. }) = self.cell.take() else { return Ok(()) };
        let cell = match known {
            Some(known) => known,
            // What a formula without a result shows.
            None if words.starts_with('#') && words.ends_with(['!', '?']) => Cell::Fault(words),
            None if words.starts_with("Err:") => Cell::Fault(words),
            None => Cell::text(&words),
        };
        let end = self.column.saturating_add(repeated);
        if !cell.is_empty() {
            if end > self.most_columns {
                return Err(NotATable::TooManyColumns { row: self.number, most: self.most_columns });
            }
            self.rows.check(self.number, &cell)?;
            self.cells.resize(self.column, Cell::Empty);
            self.cells.resize(end, cell);
        }
        self.column = end;
        Ok(())
    }

    fn paragraph(&mut self) {
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.words.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.paragraphs > 0) {
            cell.words.push_str(words);
        }
    }
}

/// A duration such as `PT18H30M00S` that is a time of day.
fn time_cell(value: &str) -> Option<Cell> {
    let duration: SignedDuration = value.trim().parse().ok()?;
    let days = duration.as_secs_f64() / 86_400.0;
    Some(if (0.0..1.0).contains(&days) { time_of_day(days) } else { Cell::Number(days) })
}

fn count(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn damaged(error: &quick_xml::Error) -> NotATable {
    NotATable::Damaged(error.to_string())
}
