//! Positions on the earth and distances between them.

use serde::{Deserialize, Serialize};

/// A position in degrees (WGS 84, EPSG:4326), known to lie on the earth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Coordinates", into = "Coordinates")]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

/// The two numbers of a position before anyone has looked at them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Coordinates {
    latitude: f64,
    longitude: f64,
}

/// Numbers that are no position: not finite, or off the earth.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("latitude {latitude}, longitude {longitude} is not a position on the earth")]
pub struct NotAPosition {
    /// The latitude as given.
    pub latitude: f64,
    /// The longitude as given.
    pub longitude: f64,
}

impl Position {
    /// The position at `latitude` (−90 to 90) and `longitude` (−180 to 180), in degrees.
    ///
    /// # Errors
    /// [`NotAPosition`] when a number is not finite or out of its range.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, NotAPosition> {
        if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
            Ok(Self { latitude, longitude })
        } else {
            Err(NotAPosition { latitude, longitude })
        }
    }

    /// Degrees north of the equator.
    #[must_use]
    pub const fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub const fn longitude(self) -> f64 {
        self.longitude
    }

    /// The great-circle distance to `other` (haversine on the mean radius of 6,371.0088 km; within a county the
    /// error against the ellipsoid stays below half a per cent).
    #[must_use]
    pub fn distance(self, other: Self) -> Kilometres {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let h = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
        Kilometres(2.0 * 6371.0088 * h.sqrt().min(1.0).asin())
    }

    /// The direction in which `other` lies, in degrees clockwise from north (0 to 360).
    #[must_use]
    pub fn bearing(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let across = (other.longitude - self.longitude).to_radians();
        let y = across.sin() * b.cos();
        let x = a.cos() * b.sin() - a.sin() * b.cos() * across.cos();
        y.atan2(x).to_degrees().rem_euclid(360.0)
    }
}

impl TryFrom<Coordinates> for Position {
    type Error = NotAPosition;

    fn try_from(value: Coordinates) -> Result<Self, NotAPosition> {
        Self::new(value.latitude, value.longitude)
    }
}

impl From<Position> for Coordinates {
    fn from(value: Position) -> Self {
        Self { latitude: value.latitude, longitude: value.longitude }
    }
}

/// A distance in kilometres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kilometres(pub f64);

impl Kilometres {
    /// The distance to one decimal, as people are told it.
    #[must_use]
    pub fn rounded(self) -> f64 {
        (self.0 * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn herzberg() -> Position {
        Position::new(51.6911, 13.2333).unwrap()
    }

    #[test]
    fn herzberg_to_finsterwalde_is_about_35_kilometres_to_the_east() {
        let finsterwalde = Position::new(51.6283, 13.7100).unwrap();
        assert!((herzberg().distance(finsterwalde).0 - 33.6).abs() < 1.0);
        assert!((90.0..110.0).contains(&herzberg().bearing(finsterwalde)));
    }

    #[test]
    fn what_is_off_the_earth_is_no_position() {
        for (latitude, longitude) in [(91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(Position::new(latitude, longitude).is_err());
        }
        assert!(serde_json::from_str::<Position>(r#"{"latitude": 99.0, "longitude": 1.0}"#).is_err());
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_never_beyond_half_the_globe(
            a in (-90.0..=90.0, -180.0..=180.0), b in (-90.0..=90.0, -180.0..=180.0),
        ) {
            let (a, b) = (Position::new(a.0, a.1).unwrap(), Position::new(b.0, b.1).unwrap());
            prop_assert!((a.distance(b).0 - b.distance(a).0).abs() < 1e-6);
            prop_assert!(a.distance(b).0 <= 20_016.0);
            prop_assert!(a.distance(a).0 < 1e-9);
        }
    }
}
