use std::io::{Cursor, Write};

use jiff::civil::{date, time};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn words(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
    let table = read(bytes, None, &Limits::default()).unwrap();
    table.rows.iter().map(|row| (row.number, row.cells.iter().map(Cell::to_words).collect())).collect()
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes, None, &Limits::default()).unwrap_err().to_string()
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook as Excel writes it, with the sheets given by name and rows.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let names: String = sheets
        .iter()
        .enumerate()
        .map(|(index, (name, _))| format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}"/>"#, index + 1))
        .collect();
    let relations: String = (1..=sheets.len())
        .map(|number| {
            format!(
                r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
            )
        })
        .collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>"#.to_owned(),
        ),
    ];
    for (index, (_, rows)) in sheets.iter().enumerate() {
        parts.push((
            format!("xl/worksheets/sheet{}.xml", index + 1),
            format!(
                r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
            ),
        ));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    archive(&parts)
}

fn document(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

fn inline(reference: &str, text: &str) -> String {
    format!(r#"<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn csv_is_read_in_every_encoding_and_with_every_delimiter() {
    let expected = vec![
        (1, vec!["Titel".to_owned(), "Ort".to_owned()]),
        (3, vec!["Chor, gemischt".to_owned(), "Mühlberg".to_owned()]),
        (5, vec!["Zwei\nZeilen".to_owned()]),
        (8, vec!["„Ende“".to_owned()]),
    ];
    let text = "Titel;Ort\n;\n\"Chor, gemischt\";Mühlberg\n\n\"Zwei\nZeilen\";\n \n„Ende“\n";
    let utf_16 = |little: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        utf_16(true),
        utf_16(false),
        [b"\xff\xfe".to_vec(), utf_16(true)].concat(),
        [b"\xfe\xff".to_vec(), utf_16(false)].concat(),
        text.replace(';', "\t").into_bytes(),
    ] {
        assert_eq!(words(&bytes), expected);
    }
    assert_eq!(words("a,b\r\n\"1,5\",\"x;y;z\"\r\n".as_bytes())[1], (2, vec!["1,5".into(), "x;y;z".into()]));
    assert_eq!(words(b"sep=,\r\na,b;c\r\n")[0], (2, vec!["a".into(), "b;c".into()]));
    assert_eq!(words(b"Stra\xe1e;M\x81hle\n1;2\n")[0].1, ["Straße", "Mühle"]);
}

#[test]
fn a_workbook_gives_days_times_and_numbers_as_such() {
    let rows = format!(
        r#"<row r="2">{}{}</row><row r="4"><c r="A4" s="1"><v>46348</v></c><c r="B4" s="2"><v>0.7708333333333</v></c><c r="D4"><v>12.5</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#REF!</v></c><c r="G4" s="1"><v>46348.7708333</v></c></row>"#,
        inline("A2", "Tag"),
        inline("B2", "  Zeit "),
    );
    let table = read(&workbook(&[("Deckblatt", ""), ("Kurse", &rows)]), None, &Limits::default()).unwrap();
    assert_eq!((table.sheet.as_deref(), table.other_sheets), (Some("Kurse"), vec!["Deckblatt".to_owned()]));
    assert_eq!(table.rows[0], Row { number: 2, cells: vec![Cell::text("Tag"), Cell::text("Zeit")] });
    assert_eq!(table.rows[1].number, 4);
    assert_eq!(
        table.rows[1].cells,
        [
            Cell::Moment(date(2026, 11, 22).at(0, 0, 0, 0)),
            Cell::Time(time(18, 30, 0, 0)),
            Cell::Empty,
            Cell::Number(12.5),
            Cell::Truth(true),
            Cell::Fault("#REF!".to_owned()),
            Cell::Moment(date(2026, 11, 22).at(18, 30, 0, 0)),
        ]
    );
}

#[test]
fn the_sheet_that_is_asked_for_is_read() {
    let row = |text: &str| {
        format!(r#"<row r="1">{}</row><row r="2">{}</row>"#, inline("A1", text), inline("A2", "x"))
    };
    let book = workbook(&[("Eins", &row("1")), ("Zwei", &row("2"))]);
    let first_cell = |sheet| read(&book, sheet, &Limits::default()).unwrap().rows[0].cells[0].to_words();
    assert_eq!((first_cell(None).as_str(), first_cell(Some("zwei")).as_str()), ("1", "2"));
    let unknown = read(&book, Some("Drei"), &Limits::default()).unwrap_err();
    assert_eq!(unknown.to_string(), "the workbook has no sheet “Drei”; it has Eins, Zwei");
}

#[test]
fn an_open_document_is_read_with_its_repetitions() {
    let tables = r#"<table:table table:name="Leer"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
        <table:table table:name="Kurse">
        <table:table-row><table:table-cell office:value-type="string"><text:p>Titel</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>Text &amp; mehr</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2026-11-22T18:30:00"><text:p>22.11.26</text:p></table:table-cell><table:table-cell/><table:table-cell office:value-type="time" office:time-value="PT18H30M00S"><text:p>18:30</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Eins</text:p><text:p>Zwei<text:line-break/>Drei</text:p><office:annotation><text:p>Notiz</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="false"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let table = read(&document(tables), None, &Limits::default()).unwrap();
    assert_eq!((table.sheet.as_deref(), table.rows.len()), (Some("Kurse"), 3));
    assert_eq!(
        table.rows[0].cells.iter().map(Cell::to_words).collect::<Vec<_>>(),
        ["Titel", "Text & mehr", "Text & mehr"]
    );
    assert_eq!((table.rows[1].number, table.rows[2].number), (5, 6));
    assert_eq!(table.rows[1].cells, table.rows[2].cells);
    assert_eq!(
        table.rows[1].cells,
        [
            Cell::Moment(date(2026, 11, 22).at(18, 30, 0, 0)),
            Cell::Empty,
            Cell::Time(time(18, 30, 0, 0)),
            Cell::Number(12.5),
            Cell::text("Eins\nZwei\nDrei"),
            Cell::Truth(false),
        ]
    );
}

#[test]
fn what_is_too_large_is_refused() {
    let rows = "1;2\n".repeat(50_002);
    assert_eq!(refusal(rows.as_bytes()), "the table has more than 50000 rows; divide it into smaller ones");
    assert!(refusal(&vec![b'a'; 20_000_001]).contains("more than the 20000000 that are read"));
    assert!(
        refusal(format!("a;b\n1{}", ";1".repeat(250)).as_bytes()).contains("row 2 has more than 250 columns")
    );
    let unclosed = format!("a;b\n\"1;2\n{}", "x;y\n".repeat(20_000));
    assert!(refusal(unclosed.as_bytes()).contains("a cell in row 2 has more than 50000 characters"));

    let cell = r#"<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>"#;
    let bomb = |rows: &str| document(&format!(r#"<table:table table:name="B">{rows}</table:table>"#));
    let billion =
        format!(r#"<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>"#);
    assert!(refusal(&bomb(&billion)).contains("more than 50000 rows"));
    let wide =
        cell.replace("office:value-type", r#"table:number-columns-repeated="1000000000" office:value-type"#);
    assert!(
        refusal(&bomb(&format!("<table:table-row>{wide}</table:table-row>")))
            .contains("more than 250 columns")
    );
    let long = cell.replace(">x<", &format!(">{}<", "x".repeat(40_000)));
    let heavy = format!(r#"<table:table-row table:number-rows-repeated="49999">{long}</table:table-row>"#);
    assert!(refusal(&bomb(&heavy)).contains("more than 150 MB of text"));

    let zeros = vec![0_u8; 210_000_000];
    let burst = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(burst.len() < 1_000_000);
    assert!(refusal(&burst).contains("larger than 200 MB when unpacked"), "{}", refusal(&burst));
}

#[test]
fn what_is_no_table_is_refused_with_what_to_do() {
    for (bytes, sentence) in [
        (b"".as_slice(), "the file is empty"),
        (b" \r\n\n", "the file is empty"),
        (b";;\n;\n", "the file is empty"),
        (b"%PDF-1.7", "a PDF document; save the table as CSV"),
        (b"\xd0\xcf\x11\xe0....", "Excel's old format (.xls)"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"<?xml version=\"1.0\"?><x/>", "an XML document"),
        (b"a\0b\0\0c", "not a text file"),
        (b"PK\x03\x04....", "can't be read"),
    ] {
        assert!(refusal(bytes).contains(sentence), "{sentence}: {}", refusal(bytes));
    }
    assert!(refusal(&archive(&[("bild.png", b"x")])).contains("an archive without a table"));
    assert!(refusal(&archive(&[("content.xml", b"<a><b/></a>")])).contains("a document without a table"));
    assert!(refusal(&archive(&[("content.xml", b"<table:table")])).contains("can't be read"));
    assert!(refusal(&workbook(&[("Leer", "")])).contains("the file is empty"));
}

#[test]
fn hostile_cell_references_are_no_way_out() {
    for reference in ["ZZZZZZZZZZ1", "A0", "A99999999999999", "1A", "", "XFD1048576"] {
        let rows = format!("<row r=\"1\">{}</row>", inline(reference, "x"));
        let _ = read(&workbook(&[("S", &rows)]), None, &Limits::default());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, None, &Limits::default());
        let _ = read(&document(&String::from_utf8_lossy(&bytes)), None, &Limits::default());
    }

    #[test]
    fn what_is_written_is_read(cells in prop::collection::vec(prop::collection::vec("[a-zäöüß;,\"\n ]{0,12}", 3), 1..8)) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        writer.write_record(["eins", "zwei", "drei"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let written = writer.into_inner().unwrap();
        let read: Vec<Vec<String>> = words(&written).into_iter().skip(1).map(|(_, cells)| cells).collect();
        let expected: Vec<Vec<String>> = cells
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .map(|mut row| { while row.last().is_some_and(String::is_empty) { row.pop(); } row })
            .collect();
        prop_assert_eq!(read, expected);
    }
}
