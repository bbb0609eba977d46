//! A layer of a file: features with attributes and lines, before anyone knows what they mean.

use super::{
    file::Part,
    geojson,
    refusal::NotBoundaries,
    shapes::{NotShapes, read_shapes},
    system::ReferenceSystem,
    table::read_table,
};

/// A ring's points as the file has them, x and y, perhaps closed.
pub(super) type RawRing = Vec<[f64; 2]>;

/// The lines of a feature.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lines {
    /// Polygons: in each the outer ring comes first, then its holes.
    Grouped(Vec<Vec<RawRing>>),
    /// Rings of which the direction tells what they are: outer ones run clockwise.
    Loose(Vec<RawRing>),
    /// A point or a line.
    NoPolygon,
}

impl Lines {
    fn is_empty(&self) -> bool {
        match self {
            Self::Grouped(polygons) => polygons.is_empty(),
            Self::Loose(rings) => rings.is_empty(),
            Self::NoPolygon => true,
        }
    }
}

/// A feature as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawFeature {
    /// What stands in the layer's columns.
    pub(super) attributes: Vec<Option<String>>,
    /// Its lines, or why they can't be read.
    pub(super) lines: Result<Lines, String>,
}

/// A layer as the file has it.
#[derive(Debug)]
pub(super) struct Layer {
    /// The file's name, for refusals: `VG2500_KRS.shp`.
    pub(super) name: String,
    /// The attributes' names.
    pub(super) columns: Vec<String>,
    /// The features in order. A deleted one has neither attributes nor lines.
    pub(super) features: Vec<RawFeature>,
    /// What the coordinates mean.
    pub(super) system: ReferenceSystem,
}

impl Layer {
    /// Reads a GeoJSON file or a shapefile.
    pub(super) fn read(part: &Part<'_>) -> Result<Self, NotBoundaries> {
        let layer = match part {
            Part::GeoJson { name, bytes } => read_geojson(name, bytes)?,
            Part::Shapefile { name, shapes, table, system } => {
                read_shapefile(name, shapes, table.as_deref(), system.as_deref())?
            }
        };
        let is_empty = |feature: &RawFeature| feature.lines.as_ref().is_ok_and(Lines::is_empty);
        if layer.features.iter().all(is_empty) {
            return Err(NotBoundaries::NoPolygons { file: layer.name });
        }
        Ok(layer)
    }
}

fn read_geojson(name: &str, bytes: &[u8]) -> Result<Layer, NotBoundaries> {
    let file = name.to_owned();
    let collection = geojson::read_collection(bytes)
        .map_err(|detail| NotBoundaries::Damaged { file: file.clone(), detail })?;
    let system = match collection.reference_system {
        None => ReferenceSystem::Degrees,
        Some(name) => ReferenceSystem::named(&name)
            .map_err(|detail| NotBoundaries::ReferenceSystem { file: file.clone(), detail })?,
    };
    Ok(Layer { name: file, columns: collection.columns, features: collection.features, system })
}

fn read_shapefile(
    name: &str,
    shapes: &[u8],
    table: Option<&[u8]>,
    system: Option<&[u8]>,
) -> Result<Layer, NotBoundaries> {
    let file = || name.to_owned();
    let shapes = read_shapes(shapes).map_err(|problem| match problem {
        NotShapes::NoPolygons => NotBoundaries::NoPolygons { file: file() },
        NotShapes::Damaged(detail) => NotBoundaries::Damaged { file: file(), detail },
    })?;
    let beside = |ending: &str| format!("{}.{ending}", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let missing = |ending: &str| NotBoundaries::MissingPart { file: file(), part: beside(ending) };
    let table = read_table(table.ok_or_else(|| missing("dbf"))?)
        .map_err(|detail| NotBoundaries::Damaged { file: beside("dbf"), detail })?;
    let system = ReferenceSystem::described(&String::from_utf8_lossy(system.ok_or_else(|| missing("prj"))?))
        .map_err(|detail| NotBoundaries::ReferenceSystem { file: beside("prj"), detail })?;
    if shapes.len() != table.rows.len() {
        let detail = format!("it has {} rows for {} shapes", table.rows.len(), shapes.len());
        return Err(NotBoundaries::Damaged { file: beside("dbf"), detail });
    }
    let feature = |(lines, row): (Lines, Option<Vec<Option<String>>>)| match row {
        Some(attributes) => RawFeature { attributes, lines: Ok(lines) },
        None => RawFeature { attributes: Vec::new(), lines: Ok(Lines::Loose(Vec::new())) },
    };
    let features = shapes.into_iter().zip(table.rows).map(feature).collect();
    Ok(Layer { name: file(), columns: table.columns, features, system })
}
