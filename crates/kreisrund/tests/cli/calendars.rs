//! Calendars come in.

use crate::office::Office;

pub const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:Heimatverein Musterdorf\r\n\
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
        ("broken.ics", broken, "nothing could be taken"),
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
