//! Why a file does not give boundaries, in sentences that say what to do.

use kreisrund_kernel::Kilometres;

use super::geometry::{HoleOutside, NotARing};

/// Why a file does not give boundaries.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotBoundaries {
    /// The file is larger than boundaries need.
    #[error(
        "{file} has more than {megabytes} MB; take boundaries of a smaller scale (1:250,000 is fine enough)"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// The limit.
        megabytes: u64,
    },
    /// The file is something else.
    #[error(
        "{file} is {what}; boundaries are read from GeoJSON (.geojson) or a shapefile (.shp), also zipped"
    )]
    WrongKind {
        /// The file.
        file: String,
        /// What it seems to be.
        what: &'static str,
    },
    /// An archive that can't be unpacked or holds nothing usable.
    #[error("the archive {file} can't be used: {detail}")]
    Archive {
        /// The file.
        file: String,
        /// What is wrong.
        detail: String,
    },
    /// A file is missing that belongs to a shapefile.
    #[error(
        "{file} needs {part} beside it: a shapefile is several files of one name; copy them together or zip them"
    )]
    MissingPart {
        /// The file.
        file: String,
        /// The part that is not there.
        part: String,
    },
    /// The file is cut short or damaged.
    #[error("{file} is damaged: {detail}. Fetch it again")]
    Damaged {
        /// The file.
        file: String,
        /// Where and how.
        detail: String,
    },
    /// The coordinates can't be told.
    #[error(
        "{file}: {detail}. Known are ETRS89 and WGS 84 (degrees, UTM zones 31 to 33, Web Mercator) and Gauß-Krüger on \
         DHDN. Convert the file first, for example with `ogr2ogr -t_srs EPSG:4326 converted.geojson FILE`"
    )]
    ReferenceSystem {
        /// The file.
        file: String,
        /// What it names.
        detail: String,
    },
    /// No attribute holds official keys.
    #[error(
        "{file} has no attribute with official keys (AGS or ARS); it has: {}",
        if columns.is_empty() { "none".to_owned() } else { columns.join(", ") }
    )]
    NoKeys {
        /// The file.
        file: String,
        /// The attributes that it has.
        columns: Vec<String>,
    },
    /// There is nothing in it.
    #[error("{file} has no polygon")]
    NoPolygons {
        /// The file.
        file: String,
    },
    /// None of the areas that are loaded is in it.
    #[error("{file} has none of the areas that are wanted; it has, among others, {}", examples.join(", "))]
    NothingWanted {
        /// The file.
        file: String,
        /// Some of its keys.
        examples: Vec<String>,
    },
    /// One feature can't be used.
    #[error("{file}, {feature}: {problem}")]
    Feature {
        /// The file.
        file: String,
        /// Which one.
        feature: FeatureName,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// Which feature of a file is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureName {
    /// Its number in the file, from 1; in a shapefile also the row of the table.
    pub number: u64,
    /// Its key, where that could be read.
    pub key: Option<String>,
}

impl std::fmt::Display for FeatureName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            None => write!(formatter, "feature {}", self.number),
            Some(key) => write!(formatter, "feature {} ({key})", self.number),
        }
    }
}

/// What is wrong with one feature.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The key is none.
    #[error("attribute {column}: “{value}” is not an official key of 2, 5, 8, 9 or 12 digits")]
    Key {
        /// The attribute's name.
        column: String,
        /// What stands there.
        value: String,
    },
    /// The geometry's structure is not that of a polygon.
    #[error("its geometry can't be read: {0}")]
    Geometry(String),
    /// A ring is none.
    #[error(transparent)]
    Ring(#[from] NotARing),
    /// A hole is none.
    #[error(transparent)]
    Hole(#[from] HoleOutside),
    /// Latitude and longitude are confused.
    #[error(
        "x = {x}, y = {y} are in the wrong order: x is the longitude or easting, y the latitude or northing. Swap them"
    )]
    Swapped {
        /// The first coordinate.
        x: f64,
        /// The second coordinate.
        y: f64,
    },
    /// Not a place on earth, or one that the reference system does not reach.
    #[error(
        "x = {x}, y = {y} are not coordinates of {system}; the file names another reference system than it uses"
    )]
    OffTheEarth {
        /// The first coordinate.
        x: f64,
        /// The second coordinate.
        y: f64,
        /// The reference system that the file names.
        system: &'static str,
    },
    /// On earth, but elsewhere.
    #[error("latitude {latitude:.4}, longitude {longitude:.4} lies far from Germany")]
    FarFromGermany {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// The key belongs to an area that lies elsewhere.
    #[error(
        "it lies {:.0} km from {name}, whose key it bears; keys and polygons of the file seem to be mixed up",
        .distance.0
    )]
    Elsewhere {
        /// The area with that key.
        name: String,
        /// How far its centre is from the polygon's.
        distance: Kilometres,
    },
    /// Two features of one key cover the same ground.
    #[error("it covers the same ground as feature {other}, which has the same key; delete one of them")]
    Duplicate {
        /// The other feature's number.
        other: u64,
    },
}
