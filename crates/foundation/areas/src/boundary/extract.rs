//! A county's boundaries in a small text file, so that a demonstration needs no file of boundaries.
//!
//! # The format
//! A CSV file in UTF-8 with comment lines before it, as [`crate::extract`] has them: the format and its version, the
//! command that made the file, what was changed, and the source with its licence. Then come a header and one row per ring:
//! the area's key, the polygon's number within it, whether the ring goes around the polygon (`outer`) or around a hole in
//! it (`hole`), and the ring's points, each as longitude and latitude in degrees (WGS 84), rounded to 4 decimals (about
//! 10 m). The first point is not repeated at the end.
//!
//! ```text
//! # Format: kreisrund-boundaries 1
//! key,polygon,ring,points
//! 12062224,1,outer,13.2354 51.6923;13.2401 51.7;13.2502 51.6888
//! ```

use std::{collections::BTreeMap, io};

use kreisrund_kernel::Position;
use serde::{Deserialize, Serialize};

use super::{
    Boundary, BoundaryFile, Matched, NotBoundaries, Wanted,
    geometry::{Polygon, Ring},
    matched, read,
};
use crate::{
    area::CountyExtract,
    extract::{NotAnExtract, comment, comments, read_source, unreadable, write_source},
    source::Source,
};

/// The first comment's value: the format and its version.
const FORMAT: &str = "kreisrund-boundaries 1";

/// Coordinates have so many decimals.
const DECIMALS: i32 = 4;

/// Boundaries with their source.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryExtract {
    /// The boundaries by the areas' keys.
    pub boundaries: BTreeMap<String, Boundary>,
    /// Where they come from.
    pub source: Source,
}

/// Why no extract can be made of a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoExtract {
    /// The file can't be used.
    #[error(transparent)]
    Boundaries(#[from] NotBoundaries),
    /// Nobody knows where it comes from.
    #[error(
        "it can't be told where {file} comes from; name the source, for its licence has to be named with it"
    )]
    Source {
        /// The file.
        file: String,
    },
}

/// The boundaries of a county's areas from `file`, rounded as the extract has them. `source` is asked for only where the
/// file is not one of those that are recognised.
///
/// # Errors
/// [`NoExtract`] when the file can't be used or its source is unknown.
pub fn extract_boundaries(
    file: &BoundaryFile,
    county: &CountyExtract,
    source: Option<Source>,
) -> Result<BoundaryExtract, NoExtract> {
    let boundaries = read(file)?;
    let source = source.or_else(|| boundaries.known_source());
    let source = source.ok_or_else(|| NoExtract::Source { file: file.name.clone() })?;
    let matched = matched(&boundaries, &Wanted::of_county(county))?;
    let rounded = |(key, boundary): (String, Boundary)| Some((key, boundary.rounded(DECIMALS)?));
    Ok(BoundaryExtract { boundaries: matched.boundaries.into_iter().filter_map(rounded).collect(), source })
}

impl BoundaryExtract {
    /// The boundaries as they are saved.
    #[must_use]
    pub fn matched(self) -> Matched {
        Matched { boundaries: self.boundaries, ..Matched::default() }
    }
}

#[derive(Serialize, Deserialize)]
struct Row {
    key: String,
    polygon: usize,
    ring: String,
    points: String,
}

/// Writes the extract. `made_by` is the command that makes it, for whoever wants to make it again.
///
/// # Errors
/// When `output` can't be written to.
pub fn write_boundaries(
    extract: &BoundaryExtract,
    made_by: &str,
    output: &mut impl io::Write,
) -> io::Result<()> {
    comment(output, "Format", FORMAT)?;
    comment(output, "Made by", made_by)?;
    comment(
        output,
        "Changes",
        "one county's areas, their keys and outlines only; lines simplified to 20 m, coordinates rounded to 4 decimals",
    )?;
    write_source(output, "Boundaries", &extract.source)?;
    let mut rows = csv::Writer::from_writer(output);
    for (key, boundary) in &extract.boundaries {
        for (number, polygon) in (1..).zip(boundary.polygons()) {
            for (ring, kind) in polygon.rings().zip(std::iter::once("outer").chain(std::iter::repeat("hole")))
            {
                let points: Vec<String> = ring.positions().iter().map(point).collect();
                let (ring, points) = (kind.to_owned(), points.join(";"));
                rows.serialize(Row { key: key.clone(), polygon: number, ring, points })?;
            }
        }
    }
    rows.flush()
}

fn point(position: &Position) -> String {
    let degrees = |degrees: f64| {
        let text = format!("{degrees:.4}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{} {}", degrees(position.longitude()), degrees(position.latitude()))
}

/// Reads what [`write_boundaries`] wrote.
///
/// # Errors
/// [`NotAnExtract`] when the text is something else or holds a row that can't be read.
pub fn read_boundaries(text: &str) -> Result<BoundaryExtract, NotAnExtract> {
    let comments = comments(text);
    if comments.get("Format").copied() != Some(FORMAT) {
        return Err(NotAnExtract::BoundaryFormat);
    }
    let source = read_source(&comments, "Boundaries")?;
    let mut rings: BTreeMap<String, BTreeMap<usize, (u64, Vec<Ring>)>> = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let refuse = |problem: String| NotAnExtract::Row { line, problem };
        let row: Row = record.deserialize(Some(&header)).map_err(|error| refuse(error.to_string()))?;
        let (_, of_polygon) =
            rings.entry(row.key).or_default().entry(row.polygon).or_insert((line, Vec::new()));
        // The ring around a polygon comes before its holes.
        if (row.ring == "outer") != of_polygon.is_empty() || !["outer", "hole"].contains(&row.ring.as_str()) {
            return Err(refuse(format!("a ring “{}” can't stand here", row.ring)));
        }
        of_polygon.push(read_ring(&row.points).map_err(refuse)?);
    }
    let mut boundaries = BTreeMap::new();
    for (key, polygons) in rings {
        let mut read = Vec::new();
        for (line, mut rings) in polygons.into_values() {
            let outer = rings.remove(0);
            let polygon = Polygon::new(outer, rings);
            read.push(polygon.map_err(|problem| NotAnExtract::Row { line, problem: problem.to_string() })?);
        }
        if let Some(boundary) = Boundary::new(read) {
            boundaries.insert(key, boundary);
        }
    }
    Ok(BoundaryExtract { boundaries, source })
}

fn read_ring(points: &str) -> Result<Ring, String> {
    let position = |point: &str| -> Result<Position, String> {
        let not =
            || format!("“{}” is not a longitude and a latitude", point.chars().take(40).collect::<String>());
        let (longitude, latitude) = point.split_once(' ').ok_or_else(not)?;
        let (longitude, latitude) = (longitude.parse(), latitude.parse());
        let (Ok(longitude), Ok(latitude)) = (longitude, latitude) else { return Err(not()) };
        Position::new(latitude, longitude).map_err(|error| error.to_string())
    };
    let positions = points.split(';').map(position).collect::<Result<_, _>>()?;
    Ring::new(positions).map_err(|error| error.to_string())
}

#[cfg(test)]
#[path = "extract_tests.rs"]
mod tests;
