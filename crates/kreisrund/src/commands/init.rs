//! Loading a county and its neighbours.

use std::collections::BTreeMap;

use kreisrund_areas::{
    Areas,
    area::{CountyExtract, Locality},
    boundary::{Boundary, Matched, infer_by_boundaries},
    import::{
        corrections::{apply_corrections, read_corrections},
        municipalities::MunicipalityList,
        overlays::{Overlay, read_overlays},
        reforms::{Reform, read_reforms},
    },
    source::{CountySources, Source},
    store::{
        areas, boundaries,
        counties::{LoadError, LoadReport, Loading, Named, load_counties},
        sources,
    },
};
use kreisrund_kernel::CountyKey;
use kreisrund_store::{Changes, Database, Write};

use super::lists;
use crate::{cli::Init, config::Config, failure::Failure, house};

/// Everything that was read.
struct Lists {
    /// The county itself, then its neighbours.
    counties: Vec<CountyExtract>,
    localities: Vec<Locality>,
    sources: CountySources,
    boundaries: Vec<(Matched, Source)>,
    overlays: Option<Vec<Overlay>>,
    reforms: Vec<Reform>,
}

/// Loads the county that `arguments` names. Doing it twice changes nothing; a newer list is merged.
pub async fn run(config: &Config, arguments: &Init) -> Result<(), Failure> {
    // Everything is read and checked before the database is touched.
    let lists = read(arguments)?;
    let database = house::database(config).await?;
    let write = database.write().await?;
    check_county(&write, &arguments.files.county).await?;
    let (report, boundaries) = load(&database, &write, arguments, lists).await?;
    write.commit().await?;
    report.print();
    for line in boundaries {
        println!("{line}");
    }
    say_what_else_is_loaded(&database, arguments).await?;
    database.close().await;
    Ok(())
}

fn read(arguments: &Init) -> Result<Lists, Failure> {
    let files = &arguments.files;
    let keys = counties(arguments)?;
    let mut list = lists::municipalities(&files.areas)?;
    let places = lists::postcodes(&files.postcodes)?;
    list.take_positions(&places);
    let counties = extracts(&list, &keys).map_err(|error| lists::refused(&files.areas, &error))?;
    let mut localities: Vec<Locality> =
        counties.iter().flat_map(|county| list.localities(county, &places)).collect();
    if let Some(path) = &arguments.localities_corrections {
        let corrections = lists::table(path, read_corrections)?;
        apply_corrections(&corrections, &counties, &mut localities)
            .map_err(|error| lists::refused(path, &error))?;
    }
    let described = arguments.boundaries_source.as_deref();
    let boundaries = arguments.boundaries.iter().map(|path| lists::boundaries(path, described, &counties));
    Ok(Lists {
        boundaries: boundaries.collect::<Result<_, _>>()?,
        overlays: arguments.overlays.as_ref().map(|path| lists::table(path, read_overlays)).transpose()?,
        reforms: match &arguments.reforms {
            Some(path) => lists::table(path, read_reforms)?,
            None => Vec::new(),
        },
        sources: CountySources::published(list.edition()),
        counties,
        localities,
    })
}

/// The county itself, then its neighbours, each once.
fn counties(arguments: &Init) -> Result<Vec<CountyKey>, Failure> {
    let mut keys = vec![arguments.files.county.clone()];
    for key in &arguments.with {
        if *key == arguments.files.county {
            return Err(Failure::refused(format!(
                "--with names {key}, the county itself; name its neighbours only"
            )));
        }
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    Ok(keys)
}

fn extracts(
    list: &MunicipalityList,
    keys: &[CountyKey],
) -> Result<Vec<CountyExtract>, impl std::fmt::Display> {
    keys.iter().map(|key| list.for_county(key)).collect::<Result<Vec<_>, _>>()
}

async fn check_county(write: &Write, key: &CountyKey) -> Result<(), Failure> {
    match areas::main_county(&**write).await? {
        Some(present) if present.key != key.as_str() => Err(Failure::refused(format!(
            "this data folder serves {} ({}); another county needs a folder of its own (--data)",
            present.name, present.key
        ))),
        _ => Ok(()),
    }
}

async fn load(
    database: &Database,
    write: &Write,
    arguments: &Init,
    mut lists: Lists,
) -> Result<(Report, Vec<String>), Failure> {
    warn_of_older_list(write, &lists.sources).await?;
    let known = known_boundaries(database, &lists).await?;
    let inferences = infer_by_boundaries(&mut lists.localities, &known);
    let loading = Loading {
        counties: &lists.counties,
        localities: &lists.localities,
        sources: &lists.sources,
        reforms: &lists.reforms,
        overlays: lists.overlays.as_deref(),
    };
    let loaded = load_counties(write, &loading).await.map_err(|error| named(arguments, error))?;
    areas::set_main_county(write, &arguments.files.county).await?;
    let mut lines = Vec::new();
    for ((matched, source), path) in lists.boundaries.iter().zip(&arguments.boundaries) {
        let changes = boundaries::save_boundaries(write, matched, source).await?;
        lines.push(format!("boundaries of {}: {}", path.display(), in_words(changes)));
        if !matched.without.is_empty() {
            let names: Vec<&str> = matched.without.iter().map(|area| area.name.as_str()).collect();
            lines.push(format!("without boundary, drawn as points: {}", names.join(", ")));
        }
    }
    if inferences.corrected > 0 {
        let corrected = inferences.corrected;
        lines.push(format!(
            "{corrected} localities were given to the municipality in whose boundary they lie"
        ));
    }
    Ok((Report { counties: lists.counties, localities: lists.localities, loaded }, lines))
}

/// The file that a refusal is about.
fn named(arguments: &Init, error: LoadError) -> Failure {
    match (error, &arguments.reforms, &arguments.overlays) {
        (LoadError::Reforms(refusal), Some(path), _) => lists::refused(path, &refusal),
        (LoadError::Overlays(refusal), _, Some(path)) => lists::refused(path, &refusal),
        (LoadError::Store(error), ..) => error.into(),
        (error, ..) => Failure::refused(error),
    }
}

/// The boundaries that are loaded now, and those of former loads.
async fn known_boundaries(database: &Database, lists: &Lists) -> Result<BTreeMap<String, Boundary>, Failure> {
    let mut known = BTreeMap::new();
    for municipality in lists.counties.iter().flat_map(|county| &county.municipalities) {
        let Some(area) = areas::area_by_key(database.read(), municipality.key.as_str()).await? else {
            continue;
        };
        if let Some(boundary) = boundaries::boundary_of(database.read(), area.id).await? {
            known.insert(area.key, boundary);
        }
    }
    for (matched, _) in &lists.boundaries {
        known.extend(matched.boundaries.iter().map(|(key, boundary)| (key.clone(), boundary.clone())));
    }
    Ok(known)
}

async fn warn_of_older_list(write: &Write, sources: &CountySources) -> Result<(), Failure> {
    let loaded = sources::sources(&**write).await?;
    let before = loaded.into_iter().find(|loaded| loaded.source.key == sources.areas.key);
    if let (Some(before), Some(now)) =
        (before.and_then(|before| before.source.edition), &sources.areas.edition)
        && *now < before
    {
        eprintln!("note: this list is of {now}, the one that was loaded before of {before}");
    }
    Ok(())
}

async fn say_what_else_is_loaded(database: &Database, arguments: &Init) -> Result<(), Failure> {
    let areas = Areas::load(database).await?;
    let snapshot = areas.snapshot();
    let is_named = |key: &str| arguments.with.iter().any(|with| with.as_str() == key);
    for county in snapshot.neighbour_counties().into_iter().filter(|county| !is_named(&county.key)) {
        println!("{} ({}) stays as it was loaded before", county.name, county.key);
    }
    Ok(())
}

/// What was loaded, in sentences.
struct Report {
    counties: Vec<CountyExtract>,
    localities: Vec<Locality>,
    loaded: LoadReport,
}

impl Report {
    fn print(&self) {
        for (number, extract) in self.counties.iter().enumerate() {
            let CountyExtract { county, municipalities, .. } = extract;
            let localities = self
                .localities
                .iter()
                .filter(|locality| locality.municipality.county() == county.key)
                .count();
            println!(
                "{}{} ({}) with {} municipalities and {localities} localities",
                if number == 0 { "" } else { "neighbour: " },
                county.name(),
                county.key,
                municipalities.len(),
            );
        }
        let loaded = &self.loaded;
        println!("areas: {}", in_words(loaded.areas));
        println!("localities: {}", in_words(loaded.localities));
        if loaded.overlays != Changes::default() {
            println!("overlays: {}", in_words(loaded.overlays));
        }
        if loaded.successions != Changes::default() {
            println!("successions: {}", in_words(loaded.successions));
        }
        self.print_names();
    }

    fn print_names(&self) {
        let loaded = &self.loaded;
        list("new", &loaded.added);
        for renamed in &loaded.renamed {
            println!("renamed: {} is now {} ({})", renamed.from, renamed.to, renamed.key);
        }
        for moved in &loaded.moved {
            let association =
                |name: &Option<String>| name.clone().unwrap_or_else(|| "no association".to_owned());
            let (from, to) = (association(&moved.from), association(&moved.to));
            println!("moved: {} ({}) from {from} to {to}", moved.area.name, moved.area.key);
        }
        list("ended", &loaded.ended);
        list("there again", &loaded.revived);
        for area in &loaded.unexplained {
            println!("what became of {} ({}) is not known; tell us with --reforms", area.name, area.key);
        }
        for locality in &loaded.lost_corrections {
            println!("the municipality of {locality} ended and was divided; correct it anew");
        }
    }
}

fn list(what: &str, areas: &[Named]) {
    if !areas.is_empty() {
        let names: Vec<String> = areas.iter().map(|area| format!("{} ({})", area.name, area.key)).collect();
        println!("{what}: {}", names.join(", "));
    }
}

fn in_words(changes: Changes) -> String {
    let Changes { added, changed, unchanged, gone } = changes;
    format!("{added} added, {changed} changed, {unchanged} unchanged, {gone} gone")
}
