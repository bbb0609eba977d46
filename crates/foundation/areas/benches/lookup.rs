//! How long a person waits for a place: in the demonstration county, and in all of Germany where the published lists lie
//! beside the project. Beside each answer stands what a plain search would need: every name folded anew for every
//! question, without an index.
//!
//! Run it with `cargo bench --package kreisrund-areas --bench lookup`. The folder of the published lists is that of the
//! environment variable `KREISRUND_SHARED_DATA`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement fails by panicking")]

use std::{
    hint::black_box,
    io::{Cursor, Read},
    path::PathBuf,
};

use criterion::{Criterion, criterion_group, criterion_main};
use kreisrund_areas::{
    area::{CountyExtract, Locality},
    extract::read_extract,
    import::{municipalities::read_municipality_list, postcodes::read_postcodes},
    lookup::{Contents, Found, Snapshot},
    names::{display_name, distance, tolerated, words},
};

/// What people type, with what it takes to answer it.
const QUESTIONS: [(&str, &str); 7] = [
    ("exact name", "Herzberg (Elster)"),
    ("beginning", "Bad Liebenw"),
    ("one letter", "e"),
    ("postcode", "04916"),
    ("village with municipality", "Dollenchen Sallgast"),
    ("slip", "Hertzberg"),
    ("unknown", "Timbuktu am Nil"),
];

struct Place {
    county: Vec<CountyExtract>,
    localities: Vec<Locality>,
}

fn demo() -> Place {
    let extract = read_extract(kreisrund_areas::demo::EXTRACT).unwrap();
    Place { county: vec![extract.county], localities: extract.localities }
}

fn germany() -> Option<Place> {
    let folder = std::env::var_os("KREISRUND_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data"),
        PathBuf::from,
    );
    let read = |file: &str| std::fs::read(folder.join("areas").join(file)).ok();
    let (Some(list), Some(archive)) = (read("AuszugGV2QAktuell.xlsx"), read("plz-DE.zip")) else {
        eprintln!("SKIPPED: all of Germany; the published lists are not in {}", folder.display());
        return None;
    };
    let mut postcodes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    archive.by_name("zipcodes.de.csv").unwrap().read_to_end(&mut postcodes).unwrap();
    let list = read_municipality_list(&list).unwrap();
    let places = read_postcodes(&postcodes).unwrap();
    let county: Vec<CountyExtract> =
        list.counties().map(|county| list.for_county(&county.key).unwrap()).collect();
    let localities = county.iter().flat_map(|county| list.localities(county, &places)).collect();
    Some(Place { county, localities })
}

/// Looks at every name, folding it each time, as a query with LIKE would.
fn plain_search<'a>(names: &'a [String], typed: &str) -> Vec<&'a str> {
    let asked = words(typed);
    let begins = |name: &[String]| {
        asked.split_last().is_some_and(|(last, finished)| {
            name.starts_with(finished)
                && name.get(finished.len()).is_some_and(|word| word.starts_with(last.as_str()))
        })
    };
    let found: Vec<&str> = names.iter().filter(|name| begins(&words(name))).map(String::as_str).collect();
    if !found.is_empty() {
        return found;
    }
    let asked = asked.join(" ");
    let most = tolerated(asked.chars().count());
    names.iter().filter(|name| distance(&words(name).join(" "), &asked) <= most).map(String::as_str).collect()
}

fn measure(criterion: &mut Criterion, name: &str, place: &Place) {
    let key = "12062".parse().unwrap();
    let snapshot = Snapshot::new(Contents::of_lists(&place.county, &place.localities, Some(&key)));
    let municipalities = place.county.iter().flat_map(|county| &county.municipalities);
    let mut names: Vec<String> =
        municipalities.map(|known| display_name(&known.official_name).to_owned()).collect();
    names.extend(place.localities.iter().map(|locality| locality.name.clone()));
    eprintln!("{name}: {} names", names.len());
    let mut group = criterion.benchmark_group(name);
    for (what, typed) in QUESTIONS {
        group.bench_function(format!("lookup/{what}"), |bencher| {
            bencher.iter(|| matches!(snapshot.lookup(black_box(typed)), Found::One(_)));
        });
        group.bench_function(format!("candidates/{what}"), |bencher| {
            bencher.iter(|| snapshot.candidates(black_box(typed), 8).len());
        });
        group.bench_function(format!("baseline/{what}"), |bencher| {
            bencher.iter(|| plain_search(&names, black_box(typed)).len());
        });
    }
    group.finish();
}

fn county(criterion: &mut Criterion) {
    measure(criterion, "county", &demo());
}

fn country(criterion: &mut Criterion) {
    if let Some(germany) = germany() {
        measure(criterion, "germany", &germany);
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).without_plots();
    targets = county, country
}
criterion_main!(benches);
