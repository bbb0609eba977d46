//! Writing extracts of the published lists.

use std::path::Path;

use kreisrund_areas::{
    boundary::extract::{extract_boundaries, write_boundaries},
    extract::{Extract, write_extract},
    source::CountySources,
};

use super::lists;
use crate::{
    cli::{CountyFiles, ExtractBoundaries, ExtractCounty},
    failure::Failure,
};

/// Writes the county's municipalities and localities to a file.
pub fn county(arguments: &ExtractCounty) -> Result<(), Failure> {
    let CountyFiles { county: key, areas, postcodes } = &arguments.files;
    let mut list = lists::municipalities(areas)?;
    let places = lists::postcodes(postcodes)?;
    list.take_positions(&places);
    let county = list.for_county(key).map_err(|error| lists::refused(areas, &error))?;
    let localities = list.localities(&county, &places);
    let sources = CountySources::published(county.edition);
    let command = format!(
        "kreisrund extract county --county {key} --areas {} --postcodes {} --output {}",
        name(areas),
        name(postcodes),
        name(&arguments.output)
    );
    let (municipalities, places) = (county.municipalities.len(), localities.len());
    let mut bytes = Vec::new();
    write_extract(&Extract { county, localities, sources }, &command, &mut bytes)?;
    write(&arguments.output, &bytes)?;
    println!("{municipalities} municipalities and {places} localities in {}", arguments.output.display());
    Ok(())
}

/// Writes the boundaries of the county's areas to a file.
pub fn boundaries(arguments: &ExtractBoundaries) -> Result<(), Failure> {
    let ExtractBoundaries { county: key, areas, boundaries, boundaries_source, output } = arguments;
    let list = lists::municipalities(areas)?;
    let county = list.for_county(key).map_err(|error| lists::refused(areas, &error))?;
    let file = lists::boundary_file(boundaries)?;
    let described = lists::described_source(boundaries, boundaries_source.as_deref())?;
    let extract =
        extract_boundaries(&file, &county, described).map_err(|error| lists::refused(boundaries, &error))?;
    let source = boundaries_source.iter().map(|source| format!(" --boundaries-source \"{source}\""));
    let command = format!(
        "kreisrund extract boundaries --county {key} --areas {} --boundaries {}{} --output {}",
        name(areas),
        name(boundaries),
        source.collect::<String>(),
        name(output)
    );
    let mut bytes = Vec::new();
    write_boundaries(&extract, &command, &mut bytes)?;
    write(output, &bytes)?;
    println!("{} boundaries in {}", extract.boundaries.len(), output.display());
    Ok(())
}

/// The name without folders: the line says how to make the file again, not where somebody kept the lists.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes)
        .map_err(|error| Failure::Broken(format!("{} can't be written: {error}", path.display())))
}
