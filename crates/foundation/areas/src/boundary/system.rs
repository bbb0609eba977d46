//! What a file's coordinates mean, and the way from them to degrees of latitude and longitude.
//!
//! ETRS89 and WGS 84 are taken as one: in Germany they differ by less than a metre. Coordinates on the former German
//! datum (DHDN, Bessel) are shifted with the seven parameters of EPSG:1777, which hold within 3 metres in the west and
//! the south and within about 6 in the rest of the country.

use kreisrund_kernel::Position;
use proj4rs::{Proj, transform::transform};

use super::well_known_text::{Node, parse};

/// A reference system that is known here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ReferenceSystem {
    /// Longitude and latitude in degrees, on WGS 84 or ETRS89.
    Degrees,
    /// Longitude and latitude in degrees on the former German datum.
    DegreesOnDhdn,
    /// UTM or Gauß-Krüger.
    TransverseMercator(TransverseMercator),
    /// The web maps' projection (EPSG:3857).
    WebMercator,
}

/// The parameters of a transverse Mercator projection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TransverseMercator {
    central_meridian: f64,
    scale: f64,
    false_easting: f64,
    false_northing: f64,
    is_on_dhdn: bool,
}

const MOST_METRES: f64 = 1e9;

impl ReferenceSystem {
    /// The system with this name or number, as GeoJSON's crs member gives it: `urn:ogc:def:crs:EPSG::25832`.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        let shown: String = name.chars().take(60).collect();
        let upper = name.to_ascii_uppercase();
        if upper.ends_with("CRS84") {
            return Ok(Self::Degrees);
        }
        let number = upper.rsplit([':', '/']).next().filter(|_| upper.contains("EPSG"));
        let number = number.and_then(|number| number.parse().ok());
        number
            .and_then(Self::numbered)
            .ok_or_else(|| format!("the reference system “{shown}” is not known here"))
    }

    /// The system with this number in the EPSG register.
    fn numbered(number: u32) -> Option<Self> {
        Some(match number {
            4326 | 4258 | 4937 | 4979 => Self::Degrees,
            4314 => Self::DegreesOnDhdn,
            3857 | 900_913 => Self::WebMercator,
            25831..=25833 => Self::utm(number - 25800, 500_000.0),
            32631..=32633 => Self::utm(number - 32600, 500_000.0),
            // With the zone's number before the easting.
            4647 => Self::utm(32, 32_500_000.0),
            5649 => Self::utm(31, 31_500_000.0),
            5650 => Self::utm(33, 33_500_000.0),
            31466..=31469 => Self::gauss_kruger(number - 31464),
            5676..=5679 => Self::gauss_kruger(number - 5674),
            _ => return None,
        })
    }

    fn utm(zone: u32, false_easting: f64) -> Self {
        Self::TransverseMercator(TransverseMercator {
            central_meridian: f64::from(zone) * 6.0 - 183.0,
            scale: 0.9996,
            false_easting,
            false_northing: 0.0,
            is_on_dhdn: false,
        })
    }

    fn gauss_kruger(zone: u32) -> Self {
        Self::TransverseMercator(TransverseMercator {
            central_meridian: f64::from(zone) * 3.0,
            scale: 1.0,
            false_easting: f64::from(zone) * 1_000_000.0 + 500_000.0,
            false_northing: 0.0,
            is_on_dhdn: true,
        })
    }

    /// The system that a `.prj` describes in well-known text (OGC 01-009, ISO 19162, and ESRI's dialect).
    pub(super) fn described(text: &str) -> Result<Self, String> {
        let root = parse(text).ok_or("its text is no description of a reference system (well-known text)")?;
        if let Some(known) = root.epsg().and_then(Self::numbered) {
            return Ok(known);
        }
        Self::by_parameters(&root).map_err(|problem| {
            let name: String = root.name().unwrap_or("without a name").chars().take(60).collect();
            format!("the reference system “{name}” is not known here: {problem}")
        })
    }

    fn by_parameters(root: &Node) -> Result<Self, String> {
        let is_on_dhdn = on_dhdn(root)?;
        if ["GEOGCS", "GEOGCRS", "GEODCRS", "GEODETICCRS", "GEOGRAPHICCRS"].contains(&root.keyword()) {
            return Ok(if is_on_dhdn { Self::DegreesOnDhdn } else { Self::Degrees });
        }
        let method = root.find(&["PROJECTION", "METHOD"]).and_then(Node::name).unwrap_or_default();
        let method = plain(method);
        if method.contains("auxiliarysphere") || method.contains("pseudomercator") {
            return Ok(Self::WebMercator);
        }
        if method != "transversemercator" && method != "gausskruger" {
            return Err(format!("it has the projection “{method}”"));
        }
        if root
            .own(&["UNIT", "LENGTHUNIT"])
            .and_then(Node::number)
            .is_some_and(|metres| (metres - 1.0).abs() > 1e-9)
        {
            return Err("its unit is not the metre".into());
        }
        let parameter = |names: &[&str], usual: f64| {
            let is_it = |node: &&Node| node.name().is_some_and(|name| names.contains(&plain(name).as_str()));
            root.all("PARAMETER").into_iter().find(is_it).and_then(Node::number).unwrap_or(usual)
        };
        if parameter(&["latitudeoforigin", "latitudeofnaturalorigin"], 0.0).abs() > 1e-9 {
            return Err("its origin is not on the equator".into());
        }
        let system = TransverseMercator {
            central_meridian: parameter(&["centralmeridian", "longitudeofnaturalorigin"], f64::NAN),
            scale: parameter(&["scalefactor", "scalefactoratnaturalorigin"], 1.0),
            false_easting: parameter(&["falseeasting"], 0.0),
            false_northing: parameter(&["falsenorthing"], 0.0),
            is_on_dhdn,
        };
        let is_sensible = (-180.0..=180.0).contains(&system.central_meridian)
            && (0.9..=1.1).contains(&system.scale)
            && system.false_easting.abs() < MOST_METRES
            && system.false_northing.abs() < MOST_METRES;
        if is_sensible {
            Ok(Self::TransverseMercator(system))
        } else {
            Err("its parameters make no sense".into())
        }
    }

    /// What the coordinates are, for refusals.
    pub(super) const fn described_as(&self) -> &'static str {
        match self {
            Self::Degrees => "WGS 84 in degrees (what GeoJSON has unless its crs says otherwise)",
            Self::DegreesOnDhdn => "DHDN in degrees",
            Self::TransverseMercator(TransverseMercator { is_on_dhdn: false, .. }) => "UTM on ETRS89",
            Self::TransverseMercator(TransverseMercator { is_on_dhdn: true, .. }) => "Gauß-Krüger on DHDN",
            Self::WebMercator => "Web Mercator",
        }
    }

    /// Whether the coordinates are degrees, so that latitude and longitude may be confused.
    pub(super) const fn is_in_degrees(&self) -> bool {
        matches!(self, Self::Degrees | Self::DegreesOnDhdn)
    }

    /// The conversion into degrees on WGS 84.
    ///
    /// # Errors
    /// When the projection's parameters are impossible.
    pub(super) fn conversion(&self) -> Result<Conversion, String> {
        /// EPSG:1777, DHDN to WGS 84 (2).
        const BESSEL: &str = "+ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7";
        const GRS80: &str = "+ellps=GRS80 +towgs84=0,0,0";
        let definition = match self {
            Self::Degrees => return Ok(Conversion { systems: None, is_in_degrees: true }),
            Self::DegreesOnDhdn => format!("+proj=longlat {BESSEL}"),
            Self::WebMercator => {
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +nadgrids=@null"
                    .to_owned()
            }
            Self::TransverseMercator(system) => format!(
                "+proj=tmerc +lat_0=0 +lon_0={} +k={} +x_0={} +y_0={} {}",
                system.central_meridian,
                system.scale,
                system.false_easting,
                system.false_northing,
                if system.is_on_dhdn { BESSEL } else { GRS80 }
            ),
        };
        let system = |definition: &str| Proj::from_proj_string(definition).map_err(|error| error.to_string());
        let systems = Some((system(&definition)?, system("+proj=longlat +ellps=WGS84 +towgs84=0,0,0")?));
        Ok(Conversion { systems, is_in_degrees: self.is_in_degrees() })
    }
}

/// Lower case and letters only, since dialects differ in the rest: “Latitude_Of_Origin”, “Latitude of natural origin”.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn on_dhdn(root: &Node) -> Result<bool, String> {
    let datum =
        root.find(&["DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF"]).and_then(Node::name).unwrap_or_default();
    let name = plain(datum);
    if ["etrs", "europeanterrestrial", "wgs", "worldgeodetic"].iter().any(|known| name.contains(known)) {
        Ok(false)
    } else if ["hauptdreiecksnetz", "dhdn", "potsdam"].iter().any(|known| name.contains(known)) {
        Ok(true)
    } else {
        Err(format!("it has the datum “{}”", datum.chars().take(60).collect::<String>()))
    }
}

/// The way from a file's coordinates to degrees.
#[derive(Clone)]
pub(super) struct Conversion {
    systems: Option<(Proj, Proj)>,
    is_in_degrees: bool,
}

impl Conversion {
    /// Where the point lies; `None` where the coordinates are none of the system.
    pub(super) fn position(&self, [x, y]: [f64; 2]) -> Option<Position> {
        let Some((from, to)) = &self.systems else { return Position::new(y, x).ok() };
        if !(x.abs() < MOST_METRES && y.abs() < MOST_METRES) {
            return None;
        }
        // The crate has angles in radians on either side.
        let mut point = if self.is_in_degrees { (x.to_radians(), y.to_radians()) } else { (x, y) };
        transform(from, to, &mut point).ok()?;
        Position::new(point.1.to_degrees(), point.0.to_degrees()).ok()
    }
}

#[cfg(test)]
#[path = "system_tests.rs"]
mod tests;
