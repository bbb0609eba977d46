//! Boundaries of areas: read from files as publishers give them, matched to areas by their official keys, simplified for
//! storing, and what follows from them.
//!
//! [`read`] takes GeoJSON or a shapefile, also zipped, and turns the coordinates into degrees on WGS 84. [`matched`]
//! picks the wanted areas, checks their polygons and simplifies them. [`crate::store::boundaries`] keeps them.
//! [`infer`] corrects by them to which municipality a locality belongs, [`map`] draws them, [`outlines`] writes them for
//! maps that people move, [`extract`] carries a county's in a small text file, [`source`] says where they come from.
//!
//! A file is taken or refused as a whole: every refusal names file, feature and attribute and says what to do. Features
//! without a key, of the sea, of other countries or of other levels (government regions, associations) are passed over.

mod crossing;
pub mod extract;
mod file;
mod geojson;
pub mod geometry;
pub mod infer;
mod key;
mod layer;
pub mod map;
mod matching;
pub mod outlines;
mod refusal;
mod shapes;
mod simplify;
pub mod source;
mod system;
mod table;
mod well_known_text;

use kreisrund_kernel::Position;

use key::{Key, KeyColumn};
use layer::{Layer, Lines, RawFeature};
use system::{Conversion, ReferenceSystem};

pub use file::BoundaryFile;
pub use geometry::{Boundary, Extent};
pub use infer::{Inferences, infer_by_boundaries};
pub use matching::{Matched, Wanted, matched};
pub use refusal::{FeatureName, NotBoundaries, Problem};
pub use simplify::TOLERANCE_METRES;

/// Germany with its part of the sea, and some more.
const GERMANY: Extent = Extent { west: 3.0, south: 46.5, east: 16.5, north: 56.5 };

/// The polygons of a file with their keys, not yet checked one by one.
#[derive(Clone, Debug)]
pub struct Boundaries {
    /// The file's name.
    file: String,
    layers: Vec<KeyedLayer>,
}

/// A layer whose features have keys. An archive may have several: states, counties, municipalities.
#[derive(Clone, Debug)]
struct KeyedLayer {
    name: String,
    columns: Vec<String>,
    features: Vec<Feature>,
}

#[derive(Clone, Debug)]
struct Feature {
    number: u64,
    key: String,
    is_water: bool,
    outlines: Outlines,
}

impl Feature {
    fn name(&self) -> FeatureName {
        FeatureName { number: self.number, key: Some(self.key.clone()) }
    }
}

/// [`Lines`] on the earth.
#[derive(Clone, Debug)]
enum Outlines {
    Grouped(Vec<Vec<Vec<Position>>>),
    Loose(Vec<Vec<Position>>),
}

impl Boundaries {
    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many features with a key it has.
    #[must_use]
    pub fn feature_count(&self) -> usize {
        self.layers.iter().map(|layer| layer.features.len()).sum()
    }
}

/// Reads the file, whatever of the known kinds it is.
///
/// # Errors
/// [`NotBoundaries`] when it is of no known kind, damaged, in an unknown reference system, or without keys.
pub fn read(file: &BoundaryFile) -> Result<Boundaries, NotBoundaries> {
    let mut layers = Vec::new();
    let mut passed_over = None;
    for part in file::parts(file)? {
        match Layer::read(&part).and_then(keyed) {
            Ok(layer) => layers.push(layer),
            // An official archive has lines and points beside the areas.
            Err(problem @ (NotBoundaries::NoPolygons { .. } | NotBoundaries::NoKeys { .. })) => {
                passed_over.get_or_insert(problem);
            }
            Err(problem) => return Err(problem),
        }
    }
    match passed_over {
        Some(problem) if layers.is_empty() => Err(problem),
        _ => Ok(Boundaries { file: file.name.clone(), layers }),
    }
}

fn keyed(layer: Layer) -> Result<KeyedLayer, NotBoundaries> {
    let Layer { name, columns, features, system } = layer;
    let Some(keys) = KeyColumn::find(&columns, &features) else {
        return Err(NotBoundaries::NoKeys { file: name, columns });
    };
    let conversion = system
        .conversion()
        .map_err(|detail| NotBoundaries::ReferenceSystem { file: name.clone(), detail })?;
    let reader = FeatureReader { columns: &columns, keys, system, conversion };
    let mut read = Vec::new();
    for (number, feature) in (1..).zip(features) {
        let (key, feature) = reader.read(number, feature);
        match feature {
            Ok(feature) => read.extend(feature),
            Err(problem) => {
                let feature = FeatureName { number, key };
                return Err(NotBoundaries::Feature { file: name, feature, problem });
            }
        }
    }
    Ok(KeyedLayer { name, columns, features: read })
}

struct FeatureReader<'a> {
    columns: &'a [String],
    keys: KeyColumn,
    system: ReferenceSystem,
    conversion: Conversion,
}

impl FeatureReader<'_> {
    /// The feature with its key, unless it is none of an area.
    fn read(&self, number: u64, feature: RawFeature) -> (Option<String>, Result<Option<Feature>, Problem>) {
        let key = match self.keys.of(&feature) {
            None | Some((_, Key::Other)) => return (None, Ok(None)),
            Some((value, Key::Malformed)) => return (None, Err(self.malformed(&value))),
            Some((_, Key::Area(key))) => key,
        };
        let is_water = self.is_water(&feature);
        let outlines = feature.lines.map_err(Problem::Geometry).and_then(|lines| self.outlines(lines));
        let feature = outlines
            .map(|outlines| Some(Feature { number, key: key.clone(), is_water, outlines: outlines? }));
        (Some(key), feature)
    }

    fn malformed(&self, value: &str) -> Problem {
        let column = self.columns.get(self.keys.index).cloned().unwrap_or_default();
        Problem::Key { column, value: value.chars().take(40).collect() }
    }

    /// The federal boundaries have an attribute GF: 1 and 2 are parts of the sea, higher numbers land.
    fn is_water(&self, feature: &RawFeature) -> bool {
        let column = self.columns.iter().position(|name| name.eq_ignore_ascii_case("GF"));
        let value = column.and_then(|column| feature.attributes.get(column)?.as_deref());
        matches!(value, Some("1" | "2"))
    }

    fn outlines(&self, lines: Lines) -> Result<Option<Outlines>, Problem> {
        let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(|point| self.position(point)).collect();
        let rings = |rings: Vec<Vec<[f64; 2]>>| rings.into_iter().map(ring).collect::<Result<Vec<_>, _>>();
        Ok(match lines {
            Lines::Grouped(polygons) if !polygons.is_empty() => {
                Some(Outlines::Grouped(polygons.into_iter().map(rings).collect::<Result<_, _>>()?))
            }
            Lines::Loose(loose) if !loose.is_empty() => Some(Outlines::Loose(rings(loose)?)),
            Lines::Grouped(_) | Lines::Loose(_) | Lines::NoPolygon => None,
        })
    }

    fn position(&self, [x, y]: [f64; 2]) -> Result<Position, Problem> {
        let position = self.conversion.position([x, y]);
        if let Some(position) = position.filter(|position| GERMANY.contains(*position)) {
            return Ok(position);
        }
        if self.conversion.position([y, x]).is_some_and(|swapped| GERMANY.contains(swapped)) {
            return Err(Problem::Swapped { x, y });
        }
        let looks_like_degrees = Position::new(y, x).is_ok_and(|position| GERMANY.contains(position));
        Err(match position {
            Some(position) if !looks_like_degrees => {
                Problem::FarFromGermany { latitude: position.latitude(), longitude: position.longitude() }
            }
            _ => Problem::OffTheEarth { x, y, system: self.system.described_as() },
        })
    }
}

#[cfg(test)]
#[path = "boundary/tests.rs"]
mod tests;
