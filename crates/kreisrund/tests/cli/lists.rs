//! Counties are loaded from published lists.

use std::path::{Path, PathBuf};

use crate::{calendars::CALENDAR, office::Office};

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
    let west = Office::new();
    let zipped = published().unwrap().1;
    let files = ["--areas", areas, "--postcodes", zipped.to_str().unwrap()];
    let loaded = west.run(&[&["init", "--county", "13076"], &files[..]].concat());
    assert!(loaded.told.contains("Ludwigslust-Parchim (13076) with 142 municipalities"), "{loaded:?}");
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

#[test]
fn neighbours_overlays_and_boundaries_come_from_the_published_lists() {
    let Some((areas, archive)) = published() else { return };
    let office = Office::new();
    let boundaries = areas.with_file_name("VG5000_GEM_2021.geojson.zip");
    let overlays = "kind;key;name;members\nleader_region;leader-probe;Probe-Region;Herzberg (Elster), 12062461, 12061020=0.5\n";
    let overlays = office.file("overlays.csv", overlays);
    let init = [
        "init",
        "--county",
        "12062",
        "--with",
        "12061,14626",
        "--areas",
        areas.to_str().unwrap(),
        "--postcodes",
        archive.to_str().unwrap(),
        "--boundaries",
        boundaries.to_str().unwrap(),
        "--overlays",
        &overlays,
    ];
    let loaded = office.run(&init);
    assert_eq!(loaded.code, 0, "{loaded:?}");
    for expected in [
        "Elbe-Elster (12062) with 33 municipalities",
        "neighbour: Dahme-Spreewald (12061) with 37 municipalities",
        "neighbour: Görlitz (14626) with",
        "localities were given to the municipality in whose boundary they lie",
    ] {
        assert!(loaded.told.contains(expected), "{expected}: {loaded:?}");
    }
    let again = office.run(&init);
    for line in again.told.lines().filter(|line| line.contains(" added, ")) {
        assert!(line.contains(" 0 added, 0 changed, ") && line.ends_with(" 0 gone"), "{again:?}");
    }
    let alone = office.run(&[&init[..3], &init[5..9]].concat());
    assert!(alone.told.contains("Görlitz (14626) stays as it was loaded before"), "{alone:?}");
    assert!(
        alone.told.contains("localities: 0 added, 0 changed"),
        "stored boundaries still count: {alone:?}"
    );
    let server = office.start("serve");
    assert!(!server.get("/").contains("Königs Wusterhausen"), "the start page lists the own county only");
    assert_eq!(server.end().0, 0);
}

/// A list of an invented county in fixed columns; `bergen` is its third municipality, as long as there is one.
fn small_list(edition: &str, bergen: bool) -> String {
    let record = |start: &str, name: &str, mark: &str, figures: &str| {
        format!("{:<220}\r\n", format!("{start:<22}{name:<100}{mark:<6}{figures}"))
    };
    let municipality = |key: &str, name: &str, postcode: &str| {
        let figures = format!("{:011}{:011}{:011}    {postcode}*****", 14_450, 8_731, 4_000);
        record(&format!("60{edition}{key}0010"), name, "64", &figures)
    };
    [
        record(&format!("10{edition}99"), "Musterland", "", ""),
        record(&format!("40{edition}99001"), "Auenkreis", "43", ""),
        municipality("99001010", "Seehausen (Aue), Stadt", "00101"),
        municipality("99001020", "Winzig", "00102"),
        if bergen { municipality("99001030", "Bergen", "00103") } else { String::new() },
    ]
    .concat()
}

const SMALL_POSTCODES: &str = "country_code,zipcode,place,community_code,latitude,longitude
DE,00101,Seehausen (Aue),99001,51.50,13.50
DE,00101,Hofen,99001,51.51,13.51
DE,00102,Winzig,99001,51.50,13.70
DE,00103,Bergen,99001,51.60,13.80
";

#[test]
fn a_county_lives_through_corrections_and_a_reform() {
    let office = Office::new();
    let list = office.file("list.txt", small_list("20250930", true));
    let postcodes = office.file("postcodes.csv", SMALL_POSTCODES);
    let init = |list: &str, more: &[&str]| {
        let files = ["init", "--county", "99001", "--areas", list, "--postcodes", &postcodes];
        let done = office.run(&[&files[..], more].concat());
        assert_eq!(done.code, 0, "{done:?}");
        done
    };
    let first = init(&list, &[]);
    assert!(first.told.contains("Auenkreis (99001) with 3 municipalities and 4 localities"), "{first:?}");
    let corrections = office.file("corrections.csv", "postcode;name;municipality\n00101;Hofen;Winzig\n");
    let corrected = init(&list, &["--localities-corrections", &corrections]);
    assert!(corrected.told.contains("localities: 0 added, 1 changed, 3 unchanged, 0 gone"), "{corrected:?}");
    let again = init(&list, &[]);
    assert!(again.told.contains("localities: 0 added, 0 changed, 4 unchanged, 0 gone"), "{again:?}");

    let later = office.file("later.txt", small_list("20260331", false));
    let told = init(&later, &[]).told;
    assert!(told.contains("ended: Bergen (99001030)"), "{told}");
    assert!(told.contains("what became of Bergen (99001030) is not known; tell us with --reforms"), "{told}");
    let reforms = office.file("reforms.csv", "from_key;to_key;share;date\n99001030;99001020;1;01.01.2026\n");
    let told = init(&later, &["--reforms", &reforms]).told;
    assert!(told.contains("successions: 1 added") && !told.contains("is not known"), "{told}");
    let older = init(&list, &[]);
    assert!(older.complaint.contains("this list is of 2025-09-30"), "{older:?}");
    assert!(older.told.contains("there again: Bergen (99001030)"), "{older:?}");
}

#[test]
fn files_that_can_not_be_loaded_are_refused_before_anything_is_kept() {
    let office = Office::new();
    let list = office.file("list.txt", small_list("20250930", true));
    let postcodes = office.file("postcodes.csv", SMALL_POSTCODES);
    let pdf = office.file("list.xlsx", b"%PDF-1.7");
    let empty = office.file("empty.csv", "");
    let large = office.file("large.txt", vec![b' '; 60_000_000]);
    let text = small_list("20250930", true);
    let twice = office.file("twice.txt", format!("{text}{}", text.lines().last().unwrap()));
    let orphan = office.file("orphan.txt", text.replace("99001020", "99007020"));
    let swapped = office.file("swapped.csv", SMALL_POSTCODES.replace("51.51,13.51", "13.51,51.51"));
    let off = office.file("off.csv", SMALL_POSTCODES.replace("51.51,13.51", "251.51,13.51"));
    let corrections = office.file("corrections.csv", "postcode;name;municipality\n00101;Hoven;Winzig\n");
    let overlays = office.file("overlays.csv", "kind;key;name;members\ncustom;x;X;y\ncustom;y;Y;x\n");
    let reforms =
        office.file("reforms.csv", "from_key;to_key;share;date\n99001030;99001020;0.7;2026-01-01\n");
    let files =
        |list: &str, postcodes: &str| ["--areas", list, "--postcodes", postcodes].map(str::to_owned).to_vec();
    let good_and = |option: &str, file: &str| {
        [files(&list, &postcodes), vec![option.to_owned(), file.to_owned()]].concat()
    };
    let cases = [
        (files(&pdf, &postcodes), "list.xlsx: the file is a PDF document"),
        (files(&empty, &postcodes), "empty.csv: the file is empty; download the list again"),
        (files(&list, &empty), "empty.csv: the file is empty; the list of postcodes is"),
        (
            files(&large, &postcodes),
            "large.txt: the file is larger than 33 MB; the list of municipalities has about 2",
        ),
        (
            files(&twice, &postcodes),
            "twice.txt: line 6, column Gemeinde (11–18): “99001030” names a municipality for the second time",
        ),
        (
            files(&orphan, &postcodes),
            "orphan.txt: line 4, column Kreis (11–15): “99007” names a county that no row above describes",
        ),
        (files(&list, &list), "list.txt: the first line lacks the columns"),
        (
            files(&list, &swapped),
            "swapped.csv: line 3, column latitude: 13.51 N, 51.51 E is not in Germany; latitude and longitude are swapped",
        ),
        (files(&list, &off), "off.csv: line 3, column latitude: "),
        (good_and("--with", "99001"), "--with names 99001, the county itself"),
        (good_and("--with", "99002"), "list.txt: the list has no county “99002”"),
        (
            good_and("--localities-corrections", &corrections),
            "corrections.csv: row 2, column name: no locality “Hoven” has the postcode 00101; did you mean 00101 Hofen?",
        ),
        (
            good_and("--overlays", &overlays),
            "overlays.csv: row 2, column members: “x” contains itself by way of y",
        ),
        (
            good_and("--reforms", &reforms),
            "reforms.csv: row 2, column share: the shares of 99001030 add up to 0.700",
        ),
        (good_and("--reforms", "missing.csv"), "missing.csv: there is no such file"),
        (good_and("--boundaries", "."), ".: this is a folder; name a file in it"),
        (good_and("--boundaries", &pdf), "list.xlsx: "),
    ];
    for (arguments, sentence) in cases {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let refused = office.run(&[&["init", "--county", "99001"], &arguments[..]].concat());
        assert_eq!(refused.code, 3, "{sentence}: {refused:?}");
        assert!(refused.complaint.contains(sentence), "{sentence}: {refused:?}");
        assert!(!refused.complaint.contains("panicked"), "{refused:?}");
        assert!(!office.data().exists(), "{sentence}: the database was not touched");
    }
    // What only the database can know is refused there, and nothing stays.
    let unknown = office.file("unknown.csv", "kind;key;name;members\ncustom;x;X;Nirgendwo\n");
    let arguments = good_and("--overlays", &unknown);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let refused = office.run(&[&["init", "--county", "99001"], &arguments[..]].concat());
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.complaint.contains("“Nirgendwo” is loaded"), "{refused:?}");
    let loaded = office.run(&["init", "--county", "99001", "--areas", &list, "--postcodes", &postcodes]);
    assert!(loaded.told.contains("areas: 5 added, 0 changed, 0 unchanged"), "{loaded:?}");
}
