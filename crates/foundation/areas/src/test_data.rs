//! A small invented county, and the published lists where they lie beside the project.

use std::{
    io::{Cursor, Read, Write},
    path::PathBuf,
    sync::LazyLock,
};

use kreisrund_kernel::Position;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::import::{
    municipalities::{MunicipalityList, read_municipality_list},
    postcodes::{PostcodePlace, read_postcodes},
};

/// The rows of a list laid out as the official one, with two invented counties.
pub(crate) fn list_rows() -> Vec<Vec<String>> {
    let rows = [
        "Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 30.09.2025 (3. Quartal)",
        "",
        "Satz-art|Text-kenn-zeichen|Amtlicher Regionalschlüssel (ARS)|||||Gemeindename|Fläche km2 1)|Bevölkerung2)||||Postleit-zahl3)|Geografische Mittelpunktkoordinaten",
        "||Land|RB|Kreis|VB|Gem|||insgesamt|männlich|weiblich|je km2||Längengrad|Breitengrad",
        "||Gebietsstand am 30.09.2025 (3. Quartal)",
        "10||99|||||Musterland",
        "20||99|0||||Musterbezirk",
        "40|43|99|0|01|||Auenkreis",
        "50|50|99|0|01|0010||Seehausen (Aue), Stadt",
        "60|63|99|0|01|0010|010|Seehausen (Aue), Stadt|144,5|8731|1|1|1|00101|13,5|51,5",
        "50|54|99|0|01|5001||Amt Winzig",
        "60|64|99|0|01|5001|020|Winzig|9|312|1|1|1|00102|13,687|51,5",
        "60|64|99|0|01|5001|030|Bergen|40|900|1|1|1|00103|13,79|51,5",
        "60|66|99|0|01|9999|999|Auenforst, gemfr. Gebiet|12|0|0|0|0||13,6|51,6",
        "40|43|99|0|02|||Nachbarkreis",
        "60|64|99|0|02|0010|010|Drüben|20|1200|1|1|1|00201|14,5|52,5",
        "",
        "Quelle: erfunden",
    ];
    rows.iter().map(|row| row.split('|').map(str::to_owned).collect()).collect()
}

/// The invented list, read.
pub(crate) fn municipality_list() -> MunicipalityList {
    read_municipality_list(&workbook(&[("Gemeinden", list_rows())])).unwrap()
}

/// A row of the list of postcodes.
pub(crate) fn place(
    postcode: &str,
    name: &str,
    county: Option<&str>,
    latitude: f64,
    longitude: f64,
) -> PostcodePlace {
    PostcodePlace {
        postcode: postcode.parse().unwrap(),
        name: name.to_owned(),
        county: county.map(|county| county.parse().unwrap()),
        position: Position::new(latitude, longitude).unwrap(),
        beside_companies: false,
    }
}

/// A ZIP archive with the given files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An Excel workbook with the given sheets.
pub(crate) fn workbook(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut names = String::new();
    let mut relations = String::new();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, content: &str| {
        // Uncompressed, so that a changed byte reaches the reader of the sheet instead of breaking the archive.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    };
    file(
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    );
    for (number, (name, rows)) in (1..).zip(sheets) {
        names += &format!(r#"<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>"#);
        relations += &format!(
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        file(&format!("xl/worksheets/sheet{number}.xml"), &worksheet(rows));
    }
    file(
        "xl/workbook.xml",
        &format!(
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
        ),
    );
    file(
        "xl/_rels/workbook.xml.rels",
        &format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        ),
    );
    zip.finish().unwrap().into_inner()
}

fn worksheet(rows: &[Vec<String>]) -> String {
    let mut xml = String::from(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    for (number, row) in (1..).zip(rows) {
        xml += &format!(r#"<row r="{number}">"#);
        // Excel's last column, where a test wants one far out.
        let letters = ('A'..='Z').map(String::from).chain(["XFD".to_owned()]);
        for (letter, cell) in letters.zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            xml += &format!(r#"<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>"#);
        }
        xml += "</row>";
    }
    xml + "</sheetData></worksheet>"
}

/// The published list of municipalities; `None`, said aloud, where it does not lie beside the project.
pub(crate) fn published_municipalities() -> Option<Vec<u8>> {
    shared("areas/AuszugGV2QAktuell.xlsx")
}

/// The published list of postcodes; `None`, said aloud, where it does not lie beside the project.
pub(crate) fn published_postcodes() -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(shared("areas/plz-DE.zip")?)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name("zipcodes.de.csv").unwrap().read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

/// The published list of municipalities, read once for all tests.
pub(crate) fn published_list() -> Option<&'static MunicipalityList> {
    static LIST: LazyLock<Option<MunicipalityList>> =
        LazyLock::new(|| Some(read_municipality_list(&published_municipalities()?).unwrap()));
    LIST.as_ref()
}

/// The published list of postcodes, read once for all tests.
pub(crate) fn published_places() -> Option<&'static [PostcodePlace]> {
    static PLACES: LazyLock<Option<Vec<PostcodePlace>>> =
        LazyLock::new(|| Some(read_postcodes(&published_postcodes()?).unwrap()));
    PLACES.as_deref()
}

pub(crate) fn shared(file: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("KREISRUND_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data"),
        PathBuf::from,
    );
    let path = folder.join(file);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: {} is absent; set KREISRUND_SHARED_DATA to its folder", path.display());
    }
    bytes
}
