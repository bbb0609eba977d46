//! The office reads what people looked for and did not find.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use crate::office::{Office, Server};

/// A visitor at `address` searches, as the web server in front passes it on.
fn searches(server: &Server, words: &str, address: &str) {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let (host, agent) = (&server.address, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0");
    write!(
        stream,
        "GET /suche?q={words} HTTP/1.0\r\nHost: {host}\r\nUser-Agent: {agent}\r\nX-Forwarded-For: {address}\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
}

#[test]
fn what_three_people_miss_is_told_in_their_words_and_what_one_misses_is_not() {
    let office = Office::new();
    let nothing = office.run(&["evidence", "searches"]);
    assert_eq!(nothing.code, 0, "{nothing:?}");
    assert!(nothing.told.contains("no search stayed without a result"), "{nothing:?}");

    let server = office.start("demo");
    for address in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.3"] {
        searches(&server, "Unterwasserrugby+Sallgast", address);
    }
    for _ in 0..5 {
        searches(&server, "Eisstockschiessen", "203.0.113.1");
    }
    searches(&server, "erika.muster%40example.org", "203.0.113.1");
    searches(&server, "Computer", "203.0.113.1");
    assert_eq!(server.end().0, 0, "what was noted is written before the server ends");

    let told = office.run(&["evidence", "searches"]);
    assert_eq!(told.code, 0, "{told:?}");
    let lines: Vec<Vec<&str>> = told
        .told
        .lines()
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(lines[0], ["month", "municipality", "words", "searches", "people"]);
    assert_eq!(lines[1][1..], ["Sallgast", "unterwasserrugby", "3", "3"], "{told:?}");
    assert_eq!(
        lines[2][1..],
        ["no place named", "(other words)", "fewer than 3", "fewer than 3"],
        "{told:?}"
    );
    assert_eq!(lines.len(), 3, "{told:?}");
    assert!(!told.told.contains("erika") && !told.told.contains("eisstock"), "{told:?}");

    let month = lines[1][0];
    let table = office.run(&["evidence", "searches", "--from", month, "--to", month, "--csv"]);
    assert!(table.told.starts_with("\u{feff}month;municipality;words;searches;people\r\n"), "{table:?}");
    assert!(table.told.contains(&format!("\r\n{month};Sallgast;unterwasserrugby;3;3\r\n")), "{table:?}");
    let earlier = office.run(&["evidence", "searches", "--to", "2020-12"]);
    assert_eq!(earlier.told, "from 2020-01 to 2020-12 no search stayed without a result\n");
}

#[test]
fn months_that_are_none_are_refused() {
    let office = Office::new();
    for (arguments, sentence) in [
        (&["--from", "November"][..], "a month is written as year-month, as in 2026-11"),
        (&["--from", "2026-13"], "a month is written as year-month"),
        (&["--from", "2026-11", "--to", "2026-10"], "--from 2026-11 comes after the last month, 2026-10"),
    ] {
        let refused = office.run(&[&["evidence", "searches"], arguments].concat());
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.complaint.contains(sentence), "{sentence}: {refused:?}");
    }
}
