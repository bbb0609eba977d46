//! Offers come in from web pages, tables and the Employment Agency.

use std::{
    io::{Cursor, Read, Write},
    net::TcpListener,
    thread,
};

use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::office::{Done, Office};

/// Serves `answer`, headers and all, to whoever asks, and returns the address.
fn serve(answer: impl Into<Vec<u8>>) -> String {
    let (answer, listener) = (answer.into(), TcpListener::bind("127.0.0.1:0").unwrap());
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4_096]);
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}")
}

fn page(content: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{content}", content.len())
}

fn report(done: &Done) -> Value {
    assert_eq!(done.code, 0, "{done:?}");
    serde_json::from_str(&done.told).unwrap()
}

fn counts(report: &Value) -> [i64; 5] {
    ["added", "changed", "unchanged", "skipped", "withdrawn"].map(|name| report[name].as_i64().unwrap())
}

const EVENTS: &str = r#"<!doctype html><html lang="de"><title>Termine</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "Event", "@id": "/1", "name": "Skatturnier", "startDate": "2028-01-15T19:00:00+01:00", "endDate": "2028-01-15T23:00:00+01:00",
   "location": {"@type": "Place", "name": "Vereinsheim", "address": "04916 Herzberg"}, "offers": {"price": "5", "priceCurrency": "EUR"},},
  {"@type": "Event", "@id": "/2", "name": "Dorfputz", "startDate": "2028-03-04"}
]}</script>
<script type="application/ld+json">{"@type": "Event" "name": "kaputt"}</script></html>"#;

#[test]
fn a_providers_page_comes_in_while_the_server_runs_and_is_found() {
    let office = Office::new();
    let server = office.start("demo");
    let address = serve(page(EVENTS));
    let import = ["import", "jsonld", &address, "--organisation", "heimatverein", "--report", "json"];
    let first = report(&office.run(&import));
    assert_eq!(counts(&first), [2, 0, 0, 0, 0]);
    assert_eq!(first["events"][0]["uid"], format!("{address}/1"));
    assert_eq!(first["events"][0]["occurrences"][0]["start"], "2028-01-15T19:00:00");
    let reasons: Vec<&str> =
        first["notes"].as_array().unwrap().iter().filter_map(|note| note["reason"].as_str()).collect();
    assert_eq!(
        reasons,
        [
            "block 1: put right: commas too many",
            "block 2: this is no JSON: a quotation mark stands where none can be"
        ]
    );
    server.wait_for("/suche.json?q=skatturnier&von=2028-01-01", |answer| answer["total"] == 1);
    let hit = &server.json("/suche.json?q=skatturnier&von=2028-01-01")["hits"][0];
    assert_eq!(hit["place"]["area"], "Herzberg (Elster)");
    assert_eq!(counts(&report(&office.run(&import))), [0, 0, 2, 0, 0]);
    // What the portal itself tells programs is understood by another one.
    let slug = hit["slug"].as_str().unwrap();
    let own = format!("http://{}/angebote/{slug}", server.address);
    let other = Office::new();
    let again =
        report(&other.run(&["import", "jsonld", &own, "--organisation", "nachbarkreis", "--report", "json"]));
    assert_eq!(counts(&again), [1, 0, 0, 0, 0]);
    assert_eq!(again["events"][0]["title"], "Skatturnier");
    assert_eq!(again["events"][0]["occurrences"], first["events"][0]["occurrences"]);
    assert_eq!(server.end().0, 0);
}

#[test]
fn a_dry_run_writes_nothing_and_a_period_takes_only_its_dates() {
    let office = Office::new();
    let file = office.file("termine.html", EVENTS);
    let import = ["import", "jsonld", &file, "--organisation", "heimatverein"];
    let dry = office.run(&[&import[..], &["--dry-run"]].concat());
    assert!(
        dry.told.contains("nothing was written; this would come in") && dry.told.contains("2 added"),
        "{dry:?}"
    );
    let march = office
        .run(&[&import[..], &["--from", "2028-03-01", "--to", "2028-03-31", "--report", "json"]].concat());
    assert_eq!(counts(&report(&march)), [1, 0, 0, 1, 0]);
    let backwards = office.run(&[&import[..], &["--from", "2028-03-01", "--to", "2028-02-01"]].concat());
    assert_eq!(backwards.code, 3, "{backwards:?}");
}

#[test]
fn pages_and_addresses_that_can_not_be_taken_are_refused_and_leave_nothing() {
    let office = Office::new();
    let nowhere = serve(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    let missing = serve("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let broken = serve("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
    let calendar = serve(page("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"));
    let silent = serve(page("<html><body>Termine</body></html>"));
    let deep = office.file("deep.json", "[".repeat(100_000));
    let huge = office.file("huge.json", vec![b' '; 20_000_001]);
    for (source, part) in [
        (nowhere.as_str(), "lies in a private network"),
        (&missing, "404"),
        (&broken, "the answer broke off"),
        (&calendar, "neither a web page nor JSON-LD"),
        (&silent, "tells programs nothing"),
        (&deep, "more than 100 deep"),
        (&huge, "larger than 20 MB"),
        ("gibt-es-nicht.html", "there is no such file"),
        ("ftp://example.org/", "use http:// or https://"),
    ] {
        let done = office.run(&["import", "jsonld", source, "--organisation", "niemand"]);
        assert_eq!(done.code, 3, "{source}: {done:?}");
        assert!(done.complaint.contains(part) && !done.complaint.contains("panicked"), "{source}: {done:?}");
        assert!(!office.data().exists(), "{source}");
    }
}

const TABLE: &str = "Kennung;Titel;Art;Beginn;Uhrzeit;Ort;Preis;Telefon\n\
    K1;Töpfern;Kurs;11.01.2028;18:00-20:00;Werkstatt;20;+49 3535 1234\n\
    K2;Tanz;Kurs;irgendwann;;;;\n\
    K3;=HYPERLINK(1);Veranstaltung;12.01.2028;;;;\n\
    K1;Töpfern;Kurs;18.01.2028;18:00-20:00;Werkstatt;20;\n";

#[test]
fn a_table_comes_in_and_its_faulty_rows_are_handed_back() {
    let office = Office::new();
    let file = office.file("kurse.csv", TABLE);
    let errors = office.file("fehler.csv", "von gestern");
    let import = ["import", "csv", &file, "--organisation", "vhs", "--errors", &errors];
    let done = office.run(&import);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.told.contains("2 added, 0 changed, 0 unchanged, 1 skipped"), "{done:?}");
    assert!(done.told.contains("row 3: Beginn: “irgendwann” is no day"), "{done:?}");
    assert!(done.complaint.contains("one row stays out; see "), "{done:?}");
    let faulty = std::fs::read_to_string(&errors).unwrap();
    assert_eq!(
        faulty.trim_start_matches('\u{feff}').lines().next(),
        Some("Kennung;Titel;Art;Beginn;Uhrzeit;Ort;Preis;Telefon;Grund")
    );
    let corrected = office.file("korrigiert.csv", faulty.replace("irgendwann", "13.01.2028"));
    let again = office.run(&[
        "import",
        "csv",
        &corrected,
        "--organisation",
        "vhs",
        "--source",
        "Nachtrag",
        "--report",
        "json",
    ]);
    assert_eq!(counts(&report(&again)), [1, 0, 0, 0, 0]);
    office.file("kurse.csv", TABLE.replace("irgendwann", "13.01.2028"));
    let whole = office.run(&import);
    assert!(whole.told.contains("1 added, 0 changed, 2 unchanged, 0 skipped"), "{whole:?}");
    assert!(!std::path::Path::new(&errors).exists(), "nothing is left to be corrected");
}

/// A workbook with one sheet of these rows, as spreadsheets save it.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row = |cells: &&[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    let content = format!(
        r#"<office:document-content><table:table table:name="Kurse">{rows}</table:table></office:document-content>"#
    );
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(content.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_comes_in_with_a_mapping() {
    let office = Office::new();
    let book = office.file("kurse.ods", workbook(&[&["Bez.", "D1"], &["Töpfern", "01/11/2028"]]));
    let mapping = office.file(
        "mapping.toml",
        "date_format = 'MM/DD/YYYY'\n[columns]\ntitle = 'Bez.'\nbegin = 'D1'\n[fixed]\nkind = 'Kurs'\n",
    );
    let import = ["import", "csv", &book, "--organisation", "vhs", "--report", "json"];
    let unmapped = office.run(&import);
    assert_eq!(unmapped.code, 3);
    assert!(unmapped.complaint.contains("needs a column “Titel”"), "{unmapped:?}");
    let mapped = report(&office.run(&[&import[..], &["--mapping", &mapping]].concat()));
    assert_eq!(counts(&mapped), [1, 0, 0, 0, 0]);
    assert_eq!(mapped["events"][0]["occurrences"][0]["start"], "2028-01-11");
}

#[test]
fn tables_that_can_not_be_taken_are_refused_and_leave_nothing() {
    let office = Office::new();
    let good = office.file("gut.csv", TABLE);
    let long = office.file("long.csv", format!("Titel\n{}", "x\n".repeat(1_000_000)));
    let empty = office.file("leer.csv", "");
    let pdf = office.file("kurse.pdf", "%PDF-1.7");
    let mapping = office.file("mapping.toml", "[columns]\nfarbe = 'Farbe'\n");
    for (arguments, part) in [
        (vec![long.as_str()], "more than 50000 rows"),
        (vec![&empty], "the file is empty"),
        (vec![&pdf], "a PDF document; save the table as CSV"),
        (vec![&good, "--mapping", &mapping], "“farbe” is no field"),
        (vec![&good, "--mapping", "fehlt.toml"], "there is no such file"),
        (vec![&good, "--errors", &good], "this is the table itself"),
    ] {
        let done = office.run(&[&["import", "csv"], &arguments[..], &["--organisation", "niemand"]].concat());
        assert_eq!(done.code, 3, "{arguments:?}: {done:?}");
        assert!(done.complaint.contains(part), "{arguments:?}: {done:?}");
        assert!(!office.data().exists(), "{arguments:?}");
    }
    assert_eq!(std::fs::read_to_string(&good).unwrap(), TABLE);
}

fn course(number: u32) -> Value {
    json!({
        "id": 100 + number, "beginn": 1_831_762_800_000_i64, "ende": null,
        "angebot": { "id": number, "titel": format!("Lehrgang {number}"), "inhalt": "<p>Lernen &amp; üben</p>",
            "bildungsanbieter": { "name": format!("Beispielbildung {}", number % 2), "email": "info@example.org" } },
    })
}

#[test]
fn an_answer_of_the_training_search_comes_in_with_its_providers() {
    let office = Office::new();
    let answer = json!({ "_embedded": { "termine": [course(1), course(2), course(3)] }, "page": { "totalElements": 900 } });
    let file = office.file("antwort.json", answer.to_string());
    let done = office.run(&["import", "ba-json", &file]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.complaint.contains("Beispielbildung 1, Beispielbildung 0"), "{done:?}");
    assert!(done.told.contains("offers of 2 providers\n3 added"), "{done:?}");
    assert!(done.told.contains("3 of 900 dates"), "{done:?}");
    let again = report(&office.run(&["import", "ba-json", &file, "--report", "json"]));
    assert_eq!(counts(&again), [0, 0, 3, 0, 0]);
    assert_eq!(again["events"][0]["occurrences"][0]["start"], "2028-01-18");
    let own = office.run(&[
        "import",
        "ba-json",
        &file,
        "--organisation",
        "kreisvolkshochschule",
        "--report",
        "json",
    ]);
    assert_eq!(counts(&report(&own)), [3, 0, 0, 0, 0]);
    let other = office.file("anders.json", "{}");
    let refused = office.run(&["import", "ba-json", &other]);
    assert!(refused.code == 3 && refused.complaint.contains("_embedded.termine"), "{refused:?}");
}

/// A real answer, where it is at hand.
#[test]
fn a_real_answer_of_the_training_search_comes_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = std::env::var_os("KREISRUND_SHARED_DATA")
        .map_or_else(|| root.join("../shared/data"), std::path::PathBuf::from)
        .join("courses/ba-weiterbildungssuche.json");
    if !file.exists() {
        eprintln!("SKIPPED: {} is not there", file.display());
        return;
    }
    let office = Office::new();
    let file = file.to_str().unwrap();
    assert_eq!(
        counts(&report(&office.run(&["import", "ba-json", file, "--report", "json"]))),
        [20, 0, 0, 0, 0]
    );
    assert_eq!(
        counts(&report(&office.run(&["import", "ba-json", file, "--report", "json"]))),
        [0, 0, 20, 0, 0]
    );
}

#[test]
fn what_vanishes_is_asked_about_first() {
    let office = Office::new();
    let row = |number: u32| format!("K{number};Kurs {number};{number:02}.01.2028\n");
    let table = |numbers: std::ops::RangeInclusive<u32>| {
        format!("Kennung;Titel;Beginn\n{}", numbers.map(row).collect::<String>())
    };
    let file = office.file("kurse.csv", table(1..=10));
    let import = ["import", "csv", &file, "--organisation", "vhs"];
    assert_eq!(office.run(&import).code, 0);
    office.file("kurse.csv", table(1..=1) + &row(10));
    let refused = office.run(&import);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(
        refused.complaint.contains("8 of 10 coming offers")
            && refused.complaint.contains("--withdraw-missing"),
        "{refused:?}"
    );
    let agreed = office.run(&[&import[..], &["--withdraw-missing"]].concat());
    assert!(agreed.told.contains("8 taken back"), "{agreed:?}");
}
