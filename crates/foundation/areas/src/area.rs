//! The areas of a county as the official lists know them: state, county, municipalities, localities.
//!
//! These are plain values. Where they are read from stands in [`crate::import`], where they are kept in
//! [`crate::store`].

use jiff::civil::Date;
use kreisrund_kernel::{AreaId, CountyKey, LocalityId, MunicipalityKey, Position};
use serde::{Deserialize, Serialize};

/// The level of an area in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevel {
    /// A federal state (Land).
    State,
    /// A county or a city that is its own county (Kreis, kreisfreie Stadt).
    County,
    /// A municipality (Gemeinde).
    Municipality,
}

impl AreaLevel {
    /// The name under which the level is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::County => "county",
            Self::Municipality => "municipality",
        }
    }

    /// The level stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::State, Self::County, Self::Municipality].into_iter().find(|level| level.as_str() == name)
    }
}

/// A string that is no German postcode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a postcode of five digits")]
pub struct NotAPostcode(pub String);

/// A German postcode: five digits, the first of which may be zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

impl Postcode {
    /// The postcode's digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Postcode {
    type Err = NotAPostcode;

    fn from_str(given: &str) -> Result<Self, NotAPostcode> {
        let given = given.trim();
        if given.len() == 5 && given.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(given.to_owned()))
        } else {
            Err(NotAPostcode(given.chars().take(40).collect()))
        }
    }
}

impl TryFrom<String> for Postcode {
    type Error = NotAPostcode;

    fn try_from(given: String) -> Result<Self, NotAPostcode> {
        given.parse()
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.0
    }
}

impl std::fmt::Display for Postcode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A federal state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The state's key, two digits: the beginning of its counties' keys.
    pub key: String,
    /// The name in the official list.
    pub official_name: String,
}

/// A county or a city that is its own county.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// The official key.
    pub key: CountyKey,
    /// The name in the official list: “Elbe-Elster”, “Cottbus, Stadt”.
    pub official_name: String,
}

impl County {
    /// The name as people say it.
    #[must_use]
    pub fn name(&self) -> &str {
        crate::names::display_name(&self.official_name)
    }
}

/// A municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct Municipality {
    /// The official key (AGS).
    pub key: MunicipalityKey,
    /// The regional key (ARS), twelve digits: it also names the association of municipalities (Verband).
    pub regional_key: String,
    /// The name in the official list: “Herzberg (Elster), Stadt”.
    pub official_name: String,
    /// The area in square kilometres.
    pub area_km2: Option<f64>,
    /// How many people live there.
    pub population: Option<u64>,
    /// The postcode of the administration's seat; the municipality may have others.
    pub postcode: Option<Postcode>,
    /// The geographic centre as the official list gives it.
    pub position: Option<Position>,
}

impl Municipality {
    /// The name as people say it: “Herzberg (Elster)”.
    #[must_use]
    pub fn name(&self) -> &str {
        crate::names::display_name(&self.official_name)
    }
}

/// One county with its state and its municipalities, as one edition of the official list has them.
#[derive(Clone, Debug, PartialEq)]
pub struct CountyExtract {
    /// The state to which the county belongs.
    pub state: State,
    /// The county.
    pub county: County,
    /// The county's municipalities in the order of their keys.
    pub municipalities: Vec<Municipality>,
    /// The day for which the list's boundaries hold (Gebietsstand), where the list says it.
    pub edition: Option<Date>,
}

impl CountyExtract {
    /// The municipality with key `key`.
    #[must_use]
    pub fn municipality(&self, key: &MunicipalityKey) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.key == *key)
    }
}

/// How it is known to which municipality a locality belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// The source names the municipality: the locality bears its name, alone or before its own.
    Official,
    /// Concluded from the position: the municipality whose centre lies nearest, measured by the municipality's size.
    /// On German data three of four such conclusions hold, so a person may have to correct one.
    Inferred,
}

impl Provenance {
    /// The name under which the provenance is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Inferred => "inferred",
        }
    }

    /// The provenance stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Official, Self::Inferred].into_iter().find(|provenance| provenance.as_str() == name)
    }
}

/// A place that people name as where they live, with one of its postcodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Locality {
    /// The postcode.
    pub postcode: Postcode,
    /// The name: “Dollenchen”.
    pub name: String,
    /// Where it lies.
    pub position: Position,
    /// The municipality to which it belongs.
    pub municipality: MunicipalityKey,
    /// How that is known.
    pub provenance: Provenance,
}

/// An area as the directory keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The identifier, which stays when names and keys' contents change.
    pub id: AreaId,
    /// The official key: 2 digits for a state, 5 for a county, 8 for a municipality.
    pub key: String,
    /// The level in the tree.
    pub level: AreaLevel,
    /// The name in the official list.
    pub official_name: String,
    /// The name as people say it.
    pub name: String,
    /// The area of the next higher level.
    pub parent: Option<AreaId>,
    /// The geographic centre.
    pub position: Option<Position>,
    /// How many people live there.
    pub population: Option<u64>,
    /// The area in square kilometres.
    pub area_km2: Option<f64>,
    /// The postcode of the administration's seat.
    pub postcode: Option<Postcode>,
    /// The first day on which it existed, where that is known.
    pub valid_from: Option<Date>,
    /// The day from which it no longer exists; `None` for areas of today.
    pub valid_to: Option<Date>,
}

/// A locality as the directory keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownLocality {
    /// The identifier.
    pub id: LocalityId,
    /// The postcode.
    pub postcode: Postcode,
    /// The name.
    pub name: String,
    /// Where it lies.
    pub position: Position,
    /// The municipality to which it belongs.
    pub area: AreaId,
    /// How that is known.
    pub provenance: Provenance,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_five_digits() {
        assert_eq!(" 04916 ".parse::<Postcode>().unwrap().as_str(), "04916");
        for given in ["", "4916", "049160", "O4916", "０４９１６"] {
            assert!(given.parse::<Postcode>().is_err(), "{given}");
        }
    }

    #[test]
    fn stored_names_lead_back_to_their_values() {
        for level in [AreaLevel::State, AreaLevel::County, AreaLevel::Municipality] {
            assert_eq!(AreaLevel::from_name(level.as_str()), Some(level));
        }
        for provenance in [Provenance::Official, Provenance::Inferred] {
            assert_eq!(Provenance::from_name(provenance.as_str()), Some(provenance));
        }
    }
}
