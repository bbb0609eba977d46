//! Loading a county, and writing its extract.

use std::path::Path;

use kreisrund_areas::{
    area::{CountyExtract, Locality},
    extract::{Extract, write_extract},
    import::{municipalities::read_municipality_list_with, postcodes::read_postcodes_with},
    source::CountySources,
    store::areas,
};
use kreisrund_store::Changes;

use crate::{
    cli::{CountyFiles, ExtractCounty, Init},
    config::Config,
    failure::Failure,
    fetch, house,
    progress::Progress,
};

/// Loads the county that `arguments` names. Doing it twice changes nothing; a newer list is merged.
pub async fn run(config: &Config, arguments: &Init) -> Result<(), Failure> {
    // Everything is read and checked before the database is touched.
    let (county, localities) = read(&arguments.files)?;
    let sources = CountySources::published(county.edition);
    let database = house::database(config).await?;
    let write = database.write().await?;
    if let Some(present) = areas::main_county(&*write).await?
        && present.key != arguments.files.county.as_str()
    {
        return Err(Failure::refused(format!(
            "this data folder serves {} ({}); another county needs a folder of its own (--data)",
            present.name, present.key
        )));
    }
    let summary = areas::save_county(&write, &county, &localities, &sources).await?;
    areas::set_main_county(&write, &arguments.files.county).await?;
    write.commit().await?;
    println!(
        "{} ({}) with {} municipalities and {} localities",
        county.county.name(),
        arguments.files.county,
        county.municipalities.len(),
        localities.len()
    );
    println!("areas: {}", in_words(summary.areas));
    println!("localities: {}", in_words(summary.localities));
    database.close().await;
    Ok(())
}

/// Writes the county's extract to a file.
pub fn extract(arguments: &ExtractCounty) -> Result<(), Failure> {
    let (county, localities) = read(&arguments.files)?;
    let sources = CountySources::published(county.edition);
    let CountyFiles { county: key, areas, postcodes } = &arguments.files;
    // Names without folders: the line says how to make the file again, not where somebody kept the lists.
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let command = format!(
        "kreisrund extract county --county {key} --areas {} --postcodes {} --output {}",
        name(areas),
        name(postcodes),
        name(&arguments.output)
    );
    let mut bytes = Vec::new();
    let (municipalities, places) = (county.municipalities.len(), localities.len());
    write_extract(&Extract { county, localities, sources }, &command, &mut bytes)?;
    std::fs::write(&arguments.output, bytes).map_err(|error| {
        Failure::Broken(format!("{} can't be written: {error}", arguments.output.display()))
    })?;
    println!("{municipalities} municipalities and {places} localities in {}", arguments.output.display());
    Ok(())
}

fn read(files: &CountyFiles) -> Result<(CountyExtract, Vec<Locality>), Failure> {
    let named = |path: &Path, reason: &dyn std::fmt::Display| {
        Failure::refused(format!("{}: {reason}", path.display()))
    };
    let bytes = fetch::from_file(&files.areas)?;
    let list = with_progress("reading the municipalities", |tell| read_municipality_list_with(&bytes, tell))
        .map_err(|error| named(&files.areas, &error))?;
    let county = list.for_county(&files.county).map_err(|error| named(&files.areas, &error))?;
    let bytes = fetch::from_file(&files.postcodes)?;
    let postcodes = with_progress("reading the postcodes", |tell| read_postcodes_with(&bytes, tell))
        .map_err(|error| named(&files.postcodes, &error))?;
    let localities = list.localities(&county, &postcodes);
    Ok((county, localities))
}

fn with_progress<T>(
    what: &'static str,
    work: impl FnOnce(&mut dyn FnMut(kreisrund_areas::import::Progress)) -> T,
) -> T {
    let mut shown: Option<Progress> = None;
    let result = work(&mut |progress| {
        shown.get_or_insert_with(|| Progress::new(what, progress.total)).at(progress.done);
    });
    if let Some(shown) = shown {
        shown.done();
    }
    result
}

fn in_words(changes: Changes) -> String {
    let Changes { added, changed, unchanged, gone } = changes;
    format!("{added} added, {changed} changed, {unchanged} unchanged, {gone} gone")
}
