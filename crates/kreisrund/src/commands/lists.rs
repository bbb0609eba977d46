//! Reading the published lists, and the small files of the service office, with progress for the person who waits.

use std::path::Path;

use kreisrund_areas::{
    area::{CountyExtract, Positions},
    boundary::{self, Boundaries, BoundaryFile, Matched, Wanted},
    import::{
        self,
        municipalities::{self, MunicipalityList, read_municipality_list_with},
        postcodes::{self, PostcodePlace, read_postcodes_with},
        table,
    },
    source::Source,
};

use crate::{failure::Failure, fetch, progress::Progress};

/// The official list of municipalities in the file `path`.
pub fn municipalities(path: &Path) -> Result<MunicipalityList, Failure> {
    let bytes =
        fetch::from_file_up_to(path, municipalities::LARGEST, "the list of municipalities has about 2")?;
    with_progress("reading the municipalities", |tell| read_municipality_list_with(&bytes, tell))
        .map_err(|error| refused(path, &error))
}

/// The list of postcodes in the file `path`.
pub fn postcodes(path: &Path) -> Result<Vec<PostcodePlace>, Failure> {
    let bytes = fetch::from_file_up_to(path, postcodes::LARGEST, "the list of German postcodes has about 2")?;
    with_progress("reading the postcodes", |tell| read_postcodes_with(&bytes, tell))
        .map_err(|error| refused(path, &error))
}

/// What `read` makes of the small file `path`.
pub fn table<T, E: std::fmt::Display>(
    path: &Path,
    read: impl FnOnce(&[u8]) -> Result<T, E>,
) -> Result<T, Failure> {
    let bytes = fetch::from_file_up_to(path, table::LARGEST, "is it the right one?")?;
    read(&bytes).map_err(|error| refused(path, &error))
}

/// The boundaries of the areas of `counties` in the file `path`, with their source.
pub fn boundaries(
    path: &Path,
    described: Option<&str>,
    counties: &[CountyExtract],
) -> Result<(Matched, Source), Failure> {
    let file = boundary_file(path)?;
    let progress = Progress::new("reading the boundaries", 1);
    let read = boundary::read(&file).map_err(|error| refused(path, &error))?;
    let source = source(path, described, &read)?;
    let mut wanted: Vec<Wanted> = counties.iter().flat_map(Wanted::of_county).collect();
    // The positions of places are too rough to hold polygons against them.
    if counties.iter().any(|county| county.positions == Positions::OfPlaces) {
        wanted.iter_mut().for_each(|area| area.position = None);
    }
    wanted.sort_by(|one, other| one.key.cmp(&other.key));
    wanted.dedup_by(|one, other| one.key == other.key);
    let matched = boundary::matched(&read, &wanted).map_err(|error| refused(path, &error))?;
    progress.done();
    Ok((matched, source))
}

/// The file of boundaries at `path`, with those beside it.
pub fn boundary_file(path: &Path) -> Result<BoundaryFile, Failure> {
    fetch::check_file(path)?;
    BoundaryFile::open(path).map_err(|error| fetch::unreadable(path, &error))
}

fn source(path: &Path, described: Option<&str>, read: &Boundaries) -> Result<Source, Failure> {
    if let Some(source) = described_source(path, described)? {
        return Ok(source);
    }
    read.known_source().ok_or_else(|| {
        let ask = "its source is not known; name it with --boundaries-source \"title; publisher; licence; address\"";
        refused(path, &ask)
    })
}

/// The source as the operator describes it.
pub fn described_source(path: &Path, described: Option<&str>) -> Result<Option<Source>, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = described.map(|described| Source::boundaries(&name, described)).transpose();
    source.map_err(|error| Failure::refused(format!("--boundaries-source: {error}")))
}

/// The refusal of the file `path`, named once: some reasons name it too, since it may be one of several in an archive.
pub fn refused(path: &Path, reason: &dyn std::fmt::Display) -> Failure {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let reason = reason.to_string();
    let reason = match reason.strip_prefix(&*name) {
        Some(rest) => match rest.strip_prefix(", ").or_else(|| rest.strip_prefix(": ")) {
            Some(detail) => detail.to_owned(),
            None => format!("the file{rest}"),
        },
        None => reason.replacen(&format!("the archive {name} "), "the archive ", 1),
    };
    Failure::refused(format!("{}: {reason}", path.display()))
}

fn with_progress<T>(what: &'static str, work: impl FnOnce(&mut dyn FnMut(import::Progress)) -> T) -> T {
    let mut shown: Option<Progress> = None;
    let result = work(&mut |progress| {
        shown.get_or_insert_with(|| Progress::new(what, progress.total)).at(progress.done);
    });
    if let Some(shown) = shown {
        shown.done();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_its_file_once() {
        let refusal = |reason: &str| refused(Path::new("lists/README.md"), &reason).to_string();
        assert_eq!(refusal("README.md is empty; fetch it"), "lists/README.md: the file is empty; fetch it");
        assert_eq!(refusal("README.md, row 3: no ring"), "lists/README.md: row 3: no ring");
        assert_eq!(refusal("README.md: no system"), "lists/README.md: no system");
        assert_eq!(
            refusal("the archive README.md can't be used"),
            "lists/README.md: the archive can't be used"
        );
        assert_eq!(refusal("dots.geojson has no polygon"), "lists/README.md: dots.geojson has no polygon");
    }
}
