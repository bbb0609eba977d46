//! Servers, the demonstration, configuration, jobs.

use crate::office::{Office, Server};

#[test]
fn a_demonstration_of_any_size_comes_once_and_stays() {
    let office = Office::new();
    let entries = |server: &Server| server.json("/readyz")["index"]["entries"].as_u64().unwrap();
    let tells_of_generating =
        |server: &Server| server.before.iter().any(|line| line.contains("generated offers"));
    let server = office.start("demo");
    let hand_made = entries(&server);
    assert!(!tells_of_generating(&server), "{:?}", server.before);
    assert_eq!(server.end().0, 0);

    let server = office.start_with(&["demo", "--offers", "300"]);
    assert!(tells_of_generating(&server), "{:?}", server.before);
    server.wait_for("/readyz", |answer| answer["index"]["entries"] == hand_made + 300);
    server.kill();
    let server = office.start_with(&["demo", "--offers", "300"]);
    assert!(!tells_of_generating(&server), "there was nothing to do: {:?}", server.before);
    server.wait_for("/readyz", |answer| answer["index"]["entries"] == hand_made + 300);
    assert_eq!(server.end().0, 0);

    let other = office.run(&["demo", "--offers", "300", "--seed", "2", "--listen", "127.0.0.1:0"]);
    assert_eq!(other.code, 3);
    assert!(other.complaint.contains("seed 1"), "{other:?}");
    for wrong in
        [&["demo", "--seed", "2"][..], &["demo", "--offers", "viele"], &["demo", "--offers", "9000000"]]
    {
        assert_eq!(office.run(wrong).code, 2, "{wrong:?}");
    }
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
fn jobs_have_their_commands() {
    let office = Office::new();
    assert!(office.run(&["jobs", "list"]).told.contains("no job waits"));
    assert!(office.run(&["jobs", "list", "--failed"]).told.contains("no job has failed"));
    let unknown = office.run(&["jobs", "retry", "01a2016f-1fb6-761d-be36-0494f1ca1849"]);
    assert_eq!(unknown.code, 3);
    assert_eq!(office.run(&["jobs", "retry", "first"]).code, 2);
}
