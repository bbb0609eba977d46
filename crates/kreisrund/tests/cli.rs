//! What operators do on the command line, with the program itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

/// A data folder and the program run on it.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kreisrund"));
        command.args(arguments).arg("--data").arg(self.data()).current_dir(self.folder.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Done {
        Done::from(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Starts a server on a free port and waits until it answers.
    fn start(&self, command: &str) -> Server {
        let mut child = self
            .command(&[command, "--listen", "127.0.0.1:0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                let address = line.split("http://").nth(1)?;
                Some(address.split_whitespace().next()?.to_owned())
            })
            .unwrap();
        // The rest is read as well, or the server would one day wait for its reader.
        let reader = std::thread::spawn(move || lines.map_while(Result::ok).collect());
        Server { child, address, reader: Some(reader) }
    }
}

/// A command that has ended.
#[derive(Debug)]
struct Done {
    code: i32,
    told: String,
    complaint: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            told: String::from_utf8(output.stdout).unwrap(),
            complaint: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

struct Server {
    child: Child,
    address: String,
    reader: Option<std::thread::JoinHandle<Vec<String>>>,
}

impl Server {
    fn get(&self, path: &str) -> String {
        // HTTP/1.0, so that the answer comes in one piece and ends with the connection.
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(path)).unwrap()
    }

    /// Asks until `path` answers as wanted; the index takes in changes of other processes in its own time.
    fn wait_for(&self, path: &str, wanted: impl Fn(&serde_json::Value) -> bool) {
        for _ in 0..1_000 {
            if wanted(&self.json(path)) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        panic!("{path} never answered as wanted: {}", self.get(path));
    }

    /// Asks the server to end, as a service manager does, and returns its exit code and what it logged.
    fn end(mut self) -> (i32, Vec<String>) {
        Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        let code = self.child.wait().unwrap().code().unwrap();
        (code, self.reader.take().unwrap().join().unwrap())
    }

    fn kill(mut self) {
        self.child.kill().unwrap(); // SIGKILL
        self.child.wait().unwrap();
    }
}

/// A story that fails half-way leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:Heimatverein Musterdorf\r\n\
BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Skatturnier im Vereinsheim\r\n\
DTSTART;TZID=Europe/Berlin:20280115T190000\r\nDTEND;TZID=Europe/Berlin:20280115T230000\r\nLOCATION:Vereinsheim\\, 04916 Herzberg\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2@example.org\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Dorfputz\r\nDTSTART;VALUE=DATE:20280304\r\nDTEND;VALUE=DATE:20280306\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n";

#[test]
fn a_calendar_comes_in_while_the_server_runs_and_is_found() {
    let office = Office::new();
    let server = office.start("demo");
    let file = office.file("termine.ics", CALENDAR);
    let done = office.run(&["import", "ical", &file, "--organisation", "heimatverein-musterdorf"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.told.contains("2 added") && done.complaint.contains("Heimatverein Musterdorf"), "{done:?}");

    server.wait_for("/suche.json?q=skatturnier&von=2028-01-01", |answer| answer["total"] == 1);
    let answer = server.json("/suche.json?q=skatturnier&von=2028-01-01&ort=herzberg-elster");
    let hit = &answer["hits"][0];
    assert_eq!(hit["organisation"]["name"], "Heimatverein Musterdorf");
    assert_eq!(hit["place"]["area"], "Herzberg (Elster)");
    assert_eq!(hit["next"]["start"], "2028-01-15T19:00:00+01:00");
    let all_day = server.json("/suche.json?q=dorfputz&von=2028-03-05");
    assert_eq!(
        (&all_day["hits"][0]["next"]["start"], &all_day["hits"][0]["next"]["end"]),
        (&"2028-03-04".into(), &"2028-03-05".into())
    );
    assert!(server.get("/angebote/skatturnier-im-vereinsheim").contains("Vereinsheim"));

    let again = office.run(&[
        "import",
        "ical",
        &file,
        "--organisation",
        "heimatverein-musterdorf",
        "--report",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&again.told).unwrap();
    assert_eq!(
        (&report["added"], &report["changed"], &report["unchanged"]),
        (&0.into(), &0.into(), &2.into())
    );

    let (code, log) = server.end();
    assert_eq!(code, 0, "{log:?}");
    assert!(
        log.iter().any(|line| line.contains("request_id=")),
        "requests are logged with their identifiers: {log:?}"
    );
    assert!(
        !log.iter().any(|line| line.contains("skatturnier")),
        "what people search for is not logged: {log:?}"
    );
}

#[test]
fn a_server_killed_at_any_moment_catches_up_when_it_starts_again() {
    let office = Office::new();
    let server = office.start("demo");
    server.kill();
    let file = office.file("termine.ics", CALENDAR);
    assert_eq!(office.run(&["import", "ical", &file, "--organisation", "heimatverein"]).code, 0);
    let server = office.start("demo");
    server.wait_for("/suche.json?q=skatturnier&von=2028-01-01", |answer| answer["total"] == 1);
    server.kill();
    let server = office.start("demo");
    assert_eq!(server.json("/suche.json?q=skatturnier&von=2028-01-01")["total"], 1);
    assert_eq!(server.end().0, 0);
}

#[test]
fn calendars_that_can_not_be_read_are_refused_and_leave_nothing() {
    let office = Office::new();
    let broken =
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ohne Termin\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    for (name, content, part) in [
        ("empty.ics", "", "empty"),
        ("page.ics", "<!doctype html><html><body>Not found</body></html>", "page.ics"),
        ("numbers.ics", "\u{0}\u{1}\u{2}", "numbers.ics"),
        ("broken.ics", broken, "no event could be taken"),
    ] {
        let file = office.file(name, content);
        let done = office.run(&["import", "ical", &file, "--organisation", "niemand"]);
        assert_eq!(done.code, 3, "{name}: {done:?}");
        assert!(done.complaint.contains(part), "{name}: {done:?}");
    }
    for source in ["gibt-es-nicht.ics", ".", "ftp://example.org/x.ics", "http://", "http://127.0.0.1:1/x.ics"]
    {
        let done = office.run(&["import", "ical", source, "--organisation", "niemand"]);
        assert_eq!(done.code, 3, "{source}: {done:?}");
    }
    let file = office.file("termine.ics", CALENDAR);
    let nobody_was_made = office.run(&["import", "ical", &file, "--organisation", "niemant", "--dry-run"]);
    assert_eq!(
        nobody_was_made.code, 0,
        "“niemand” would now be suggested had it been made: {nobody_was_made:?}"
    );
    assert!(nobody_was_made.told.contains("nothing was written"));
}

#[test]
fn an_event_that_became_private_is_taken_back() {
    let office = Office::new();
    let server = office.start("demo");
    let file = office.file("termine.ics", CALENDAR);
    let import = ["import", "ical", &file, "--organisation", "heimatverein"];
    assert_eq!(office.run(&import).code, 0);
    server.wait_for("/suche.json?q=dorfputz&von=2028-01-01", |answer| answer["total"] == 1);
    office.file("termine.ics", CALENDAR.replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nCLASS:PRIVATE"));
    let done = office.run(&import);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.told.contains("2 taken back"), "{done:?}");
    server.wait_for("/suche.json?q=dorfputz&von=2028-01-01", |answer| answer["total"] == 0);
    assert!(server.get("/angebote/dorfputz").contains("Dieses Angebot gibt es nicht mehr"));
}

#[test]
fn a_slip_in_an_organisations_name_is_asked_back() {
    let office = Office::new();
    let file = office.file("termine.ics", CALENDAR);
    assert_eq!(office.run(&["import", "ical", &file, "--organisation", "heimatverein"]).code, 0);
    let slip = office.run(&["import", "ical", &file, "--organisation", "heimatverien"]);
    assert_eq!(slip.code, 3);
    assert!(slip.complaint.contains("did you mean heimatverein"), "{slip:?}");
    let meant = ["import", "ical", &file, "--organisation", "heimatverien", "--name", "Heimatverien"];
    assert_eq!(office.run(&meant).code, 0);
}

#[test]
fn two_servers_do_not_share_a_folder() {
    let office = Office::new();
    let server = office.start("demo");
    let second = office.run(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 1);
    assert!(second.complaint.contains("another Kreisrund is running"), "{second:?}");
    let other = Office::new();
    let taken = other.run(&["demo", "--listen", &server.address]);
    assert_eq!(taken.code, 1);
    assert!(taken.complaint.contains("is in use"), "{taken:?}");
    assert_eq!(server.end().0, 0);
}

#[test]
fn the_configuration_is_shown_with_its_origins_and_refused_with_its_line() {
    let office = Office::new();
    office.file(
        "kreisrund.toml",
        "[site]\nname = \"Mein Kreis\"\n\n[database]\nurl = \"postgres://k:geheim@127.0.0.1/k\"\n",
    );
    let shown = office.run(&["config", "show"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.told.contains("Mein Kreis") && shown.told.contains("kreisrund.toml, line 2"), "{shown:?}");
    assert!(
        shown.told.contains("postgres://k:***@127.0.0.1/k") && !shown.told.contains("geheim"),
        "{shown:?}"
    );

    office.file("kreisrund.toml", "[site]\nnaem = \"Mein Kreis\"\n");
    let refused = office.run(&["config", "show"]);
    assert_eq!(refused.code, 2);
    assert!(refused.complaint.contains("line 2") && refused.complaint.contains("naem"), "{refused:?}");

    office.file("kreisrund.toml", "[database]\nurl = \"postgras://k:geheim@127.0.0.1/k\"\n");
    let refused = office.run(&["serve"]);
    assert_eq!(refused.code, 2);
    assert!(refused.complaint.contains("line 2") && refused.complaint.contains("postgras"), "{refused:?}");
    assert!(!refused.complaint.contains("geheim") && !refused.complaint.contains("panicked"), "{refused:?}");
}

#[test]
fn jobs_and_index_have_their_commands() {
    let office = Office::new();
    assert!(office.run(&["jobs", "list"]).told.contains("no job waits"));
    assert!(office.run(&["jobs", "list", "--failed"]).told.contains("no job has failed"));
    let unknown = office.run(&["jobs", "retry", "01a2016f-1fb6-761d-be36-0494f1ca1849"]);
    assert_eq!(unknown.code, 3);
    assert_eq!(office.run(&["jobs", "retry", "first"]).code, 2);
    let server = office.start("demo");
    assert_eq!(office.run(&["reindex"]).code, 1, "not while a server runs");
    assert_eq!(server.end().0, 0);
    let built = office.run(&["reindex"]);
    assert_eq!((built.code, built.told.as_str()), (0, "search index built: 119 entries\n"));
}

/// The published lists, where they are at hand.
fn published() -> Option<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder =
        std::env::var_os("KREISRUND_SHARED_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let (areas, archive) = (folder.join("areas/AuszugGV2QAktuell.xlsx"), folder.join("areas/plz-DE.zip"));
    if areas.is_file() && archive.is_file() {
        Some((areas, archive))
    } else {
        eprintln!("SKIPPED: the published lists are not in {}", folder.display());
        None
    }
}

#[test]
fn a_county_is_loaded_from_the_published_lists() {
    let Some((areas, archive)) = published() else { return };
    let office = Office::new();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    let mut postcodes = Vec::new();
    std::io::copy(&mut archive.by_name("zipcodes.de.csv").unwrap(), &mut postcodes).unwrap();
    let postcodes = office.file("zipcodes.de.csv", postcodes);
    let areas = areas.to_str().unwrap();
    let init = |county: &str, areas: &str, postcodes: &str| {
        office.run(&["init", "--county", county, "--areas", areas, "--postcodes", postcodes])
    };

    for (county, areas, postcodes, code) in [
        ("99999", areas, postcodes.as_str(), 3),
        ("1206", areas, postcodes.as_str(), 2),
        ("12062", postcodes.as_str(), postcodes.as_str(), 3),
        ("12062", areas, areas, 3),
        ("12062", "nothing.xlsx", postcodes.as_str(), 3),
        ("12062", &office.file("cut.xlsx", &std::fs::read(areas).unwrap()[..200_000]), postcodes.as_str(), 3),
    ] {
        let refused = init(county, areas, postcodes);
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(!refused.complaint.contains("panicked"), "{refused:?}");
    }

    let extract = office.file("elbe-elster.csv", "");
    let files = ["--areas", areas, "--postcodes", &postcodes, "--output", &extract];
    let written = office.run(&[&["extract", "county", "--county", "12062"], &files[..]].concat());
    assert_eq!(written.code, 0, "{written:?}");
    let made_again = std::fs::read_to_string(extract).unwrap();
    assert_eq!(made_again, kreisrund_areas::demo::EXTRACT, "the demonstration's own file");

    let loaded = init("12062", areas, &postcodes);
    assert_eq!(loaded.code, 0, "{loaded:?}");
    assert!(
        loaded.told.contains("33 municipalities") && loaded.told.contains("areas: 35 added"),
        "{loaded:?}"
    );
    let again = init("12062", areas, &postcodes);
    assert!(again.told.contains("areas: 0 added, 0 changed, 35 unchanged, 0 gone"), "{again:?}");
    let other = init("13076", areas, &postcodes);
    assert_eq!(other.code, 3, "{other:?}");
    assert!(other.complaint.contains("serves Elbe-Elster"), "{other:?}");
    let demo = office.run(&["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(demo.code, 3, "invented offers have no place in a real county: {demo:?}");

    let file = office.file("termine.ics", CALENDAR);
    assert_eq!(office.run(&["import", "ical", &file, "--organisation", "heimatverein"]).code, 0);
    let server = office.start("serve");
    let answer = server.json("/suche.json?ort=04916&umkreis=10&von=2028-01-01");
    assert_eq!(answer["hits"][0]["slug"], "skatturnier-im-vereinsheim");
    assert!(server.get("/").contains("Elbe-Elster") && server.get("/muster").contains("gibt es nicht"));
    assert_eq!(server.end().0, 0);
}
