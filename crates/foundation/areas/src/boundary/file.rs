//! The file that the operator names: GeoJSON, a shapefile with its companions, or an archive with either.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Cursor, Read},
    path::Path,
};

use zip::ZipArchive;

use super::refusal::NotBoundaries;

const MEGABYTE: u64 = 1024 * 1024;

/// A larger file is refused. Germany's municipalities at 1:250,000 have about 80 MB as GeoJSON.
const LARGEST: u64 = 256 * MEGABYTE;

/// All that is unpacked from one archive together.
const MOST_UNPACKED: u64 = 512 * MEGABYTE;

/// An archive with more files is something else.
const MOST_MEMBERS: usize = 1000;

/// A file with boundaries, in memory.
#[derive(Clone, Debug, Default)]
pub struct BoundaryFile {
    /// The file's name without its folder: `VG2500_KRS.shp`.
    pub name: String,
    /// The file's content.
    pub bytes: Vec<u8>,
    /// For a shapefile what lies beside it under the same name: the contents of `.dbf` and `.prj` by their ending.
    pub companions: BTreeMap<String, Vec<u8>>,
}

impl BoundaryFile {
    /// Reads the file at `path` and, for a shapefile, those beside it.
    ///
    /// # Errors
    /// When a file can't be read, or has more than 256 MB.
    pub fn open(path: &Path) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut companions = BTreeMap::new();
        if ending(&name) == "shp" {
            for ending in ["dbf", "prj"] {
                let beside =
                    [ending.to_owned(), ending.to_uppercase()].map(|ending| path.with_extension(ending));
                if let Some(beside) = beside.iter().find(|beside| beside.is_file()) {
                    companions.insert(ending.to_owned(), read_limited(beside)?);
                }
            }
        }
        Ok(Self { name, bytes: read_limited(path)?, companions })
    }
}

/// Reads a file, but not much more of it than is accepted; what is too large is refused by name later.
fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// One readable layer of a file.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// A GeoJSON file.
    GeoJson {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Cow<'a, [u8]>,
    },
    /// A shapefile with what there is beside it.
    Shapefile {
        /// The name of the `.shp`.
        name: String,
        /// The `.shp`.
        shapes: Cow<'a, [u8]>,
        /// The `.dbf`.
        table: Option<Cow<'a, [u8]>>,
        /// The `.prj`.
        system: Option<Cow<'a, [u8]>>,
    },
}

/// Finds the layers of a file by its content; the name's ending only helps to say what is wrong.
pub(super) fn parts(file: &BoundaryFile) -> Result<Vec<Part<'_>>, NotBoundaries> {
    let sizes = file.companions.values().map(Vec::len).chain([file.bytes.len()]);
    if sizes.max().is_some_and(|size| u64::try_from(size).unwrap_or(u64::MAX) > LARGEST) {
        return Err(NotBoundaries::TooLarge { file: file.name.clone(), megabytes: LARGEST / MEGABYTE });
    }
    match Kind::of(&file.bytes) {
        Kind::Json => Ok(vec![Part::GeoJson { name: file.name.clone(), bytes: Cow::Borrowed(&file.bytes) }]),
        Kind::Shapes => {
            let companion =
                |ending: &str| file.companions.get(ending).map(|bytes| Cow::Borrowed(bytes.as_slice()));
            Ok(vec![Part::Shapefile {
                name: file.name.clone(),
                shapes: Cow::Borrowed(&file.bytes),
                table: companion("dbf"),
                system: companion("prj"),
            }])
        }
        Kind::Zip => unpack(file, MOST_UNPACKED),
        Kind::Other(what) => Err(NotBoundaries::WrongKind { file: file.name.clone(), what }),
    }
}

enum Kind {
    Json,
    Shapes,
    Zip,
    Other(&'static str),
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        let begins = |with: &[u8]| bytes.starts_with(with);
        let first = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().first();
        match first {
            None => Self::Other("empty"),
            Some(b'{') => Self::Json,
            _ if begins(b"PK\x03\x04") => Self::Zip,
            _ if begins(&[0, 0, 0x27, 0x0a]) => Self::Shapes,
            _ if begins(b"%PDF") => Self::Other("a PDF document"),
            _ if begins(b"SQLite format 3") => {
                Self::Other("a database (GeoPackage?), which is not read here")
            }
            _ if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") => Self::Other("an image"),
            _ if begins(b"\x1f\x8b") => Self::Other("a gzip archive, which has to be unpacked first"),
            Some(b'<') => Self::Other("a web page, KML or GML"),
            Some(b'[') => Self::Other("JSON, but not GeoJSON"),
            Some(_) => Self::Other("neither GeoJSON nor a shapefile"),
        }
    }
}

fn unpack<'a>(file: &BoundaryFile, most: u64) -> Result<Vec<Part<'a>>, NotBoundaries> {
    let refuse = |detail: String| NotBoundaries::Archive { file: file.name.clone(), detail };
    let mut archive = ZipArchive::new(Cursor::new(file.bytes.as_slice()))
        .map_err(|error| refuse(format!("{error}. Fetch it again")))?;
    if archive.len() > MOST_MEMBERS {
        return Err(refuse(format!("it has {} files; put only the boundaries into it", archive.len())));
    }
    let mut members: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut left = most;
    for index in 0..archive.len() {
        let mut member =
            archive.by_index(index).map_err(|error| refuse(format!("{error}. Fetch it again")))?;
        let name = member.name().map_err(|error| refuse(error.to_string()))?.into_owned();
        if !member.is_file() || !["shp", "dbf", "prj", "geojson", "json"].contains(&ending(&name).as_str()) {
            continue;
        }
        let mut bytes = Vec::new();
        // The sizes that an archive states prove nothing: what counts is what comes out.
        let read = (&mut member).take(left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| refuse(format!("{name}: {error}. Fetch it again")))?;
        left = left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
            .ok_or_else(|| refuse(format!("unpacked it has more than {} MB", most / MEGABYTE)))?;
        members.insert(name, bytes);
    }
    let parts = layers(members);
    if parts.is_empty() {
        return Err(refuse("it holds neither a .geojson nor a .shp".into()));
    }
    Ok(parts)
}

fn layers<'a>(mut members: BTreeMap<String, Vec<u8>>) -> Vec<Part<'a>> {
    let names: Vec<String> = members.keys().cloned().collect();
    let mut parts = Vec::new();
    for path in names {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(&path).to_owned();
        match ending(&path).as_str() {
            "geojson" | "json" => {
                let bytes = members.remove(&path).map(Cow::Owned).unwrap_or_default();
                // Files without braces are leftovers of macOS (“._x.geojson”), never layers.
                if matches!(Kind::of(&bytes), Kind::Json) {
                    parts.push(Part::GeoJson { name, bytes });
                }
            }
            "shp" => {
                let shapes = members.remove(&path).map(Cow::Owned).unwrap_or_default();
                let stem = path.rsplit_once('.').map_or("", |(stem, _)| stem);
                let mut beside = |ending: &str| {
                    let is_beside = |name: &&String| {
                        name.rsplit_once('.').is_some_and(|(other, other_ending)| {
                            other == stem && other_ending.eq_ignore_ascii_case(ending)
                        })
                    };
                    let name = members.keys().find(is_beside)?.clone();
                    members.remove(&name).map(Cow::Owned)
                };
                let (table, system) = (beside("dbf"), beside("prj"));
                if matches!(Kind::of(&shapes), Kind::Shapes) || !name.starts_with("._") {
                    parts.push(Part::Shapefile { name, shapes, table, system });
                }
            }
            _ => {}
        }
    }
    parts
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use zip::{ZipWriter, write::SimpleFileOptions};

    #[test]
    fn an_archive_that_swells_is_refused() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.geojson", "b.geojson", "c.geojson"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; 400 * 1024]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 10_000);
        let file = BoundaryFile { name: "bombe.zip".into(), bytes, ..BoundaryFile::default() };
        assert_eq!(
            unpack(&file, MEGABYTE).unwrap_err().to_string(),
            "the archive bombe.zip can't be used: unpacked it has more than 1 MB"
        );
        assert!(unpack(&file, 2 * MEGABYTE).is_err_and(|error| error.to_string().contains("holds neither")));
    }
}
