//! The areas of a county as the official lists know them: state, county, municipalities, localities.
//!
//! These are plain values. Where they are read from stands in [`crate::import`], where they are kept in
//! [`crate::store`].

use jiff::civil::Date;
use kreisrund_kernel::{AreaId, CountyKey, LocalityId, MunicipalityKey, Position};
use serde::{Deserialize, Serialize};

/// The level of an area in the tree, or the kind of an overlay.
///
/// State, county and municipality are a tree. The others are overlays: they lie across it, have members instead of
/// children and may cross counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevel {
    /// A federal state (Land).
    State,
    /// A county or a city that is its own county (Kreis, kreisfreie Stadt).
    County,
    /// A municipality (Gemeinde).
    Municipality,
    /// An overlay: an association of municipalities with a common administration (Amt, Verbandsgemeinde, Samtgemeinde,
    /// Verwaltungsgemeinschaft).
    Association,
    /// An overlay: a region of the European programme for rural development LEADER.
    LeaderRegion,
    /// An overlay of any other kind.
    Custom,
}

impl AreaLevel {
    /// All levels, the tree's from the top, then the overlays'.
    pub const ALL: [Self; 6] =
        [Self::State, Self::County, Self::Municipality, Self::Association, Self::LeaderRegion, Self::Custom];

    /// Whether areas of this level lie across the tree of state, county and municipality.
    #[must_use]
    pub const fn is_overlay(self) -> bool {
        matches!(self, Self::Association | Self::LeaderRegion | Self::Custom)
    }

    /// The name under which the level is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::County => "county",
            Self::Municipality => "municipality",
            Self::Association => "association",
            Self::LeaderRegion => "leader_region",
            Self::Custom => "custom",
        }
    }

    /// The level stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
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

impl std::borrow::Borrow<str> for Postcode {
    fn borrow(&self) -> &str {
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
    /// The regional key (ARS), twelve digits; the first nine are the key of the [`Association`] to which it belongs.
    pub regional_key: String,
    /// The name in the official list: “Herzberg (Elster), Stadt”.
    pub official_name: String,
    /// The area in square kilometres.
    pub area_km2: Option<f64>,
    /// How many people live there.
    pub population: Option<u64>,
    /// The postcode of the administration's seat; the municipality may have others.
    pub postcode: Option<Postcode>,
    /// The geographic centre as the official list gives it, or else the position of the place that bears its name; see
    /// [`CountyExtract::positions`].
    pub position: Option<Position>,
}

impl Municipality {
    /// The key of the association to which the municipality belongs, if it does not stand alone.
    #[must_use]
    pub fn association_key(&self) -> Option<&str> {
        self.regional_key.get(..9)
    }

    /// The name as people say it: “Herzberg (Elster)”.
    #[must_use]
    pub fn name(&self) -> &str {
        crate::names::display_name(&self.official_name)
    }
}

/// An association of municipalities with a common administration: Amt, Verbandsgemeinde, Samtgemeinde,
/// Verwaltungsgemeinschaft. Municipalities that stand alone have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// The official key, nine digits: the county's key and the association's number.
    pub key: String,
    /// The name in the official list.
    pub official_name: String,
}

/// Where the positions of a list's municipalities come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// The list gives each municipality's centre.
    Official,
    /// The list has none. Those of the places that bear the municipalities' names stand in for them, and yield to
    /// centres that are known from elsewhere.
    OfPlaces,
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
    /// The county's associations of municipalities in the order of their keys.
    pub associations: Vec<Association>,
    /// Where the municipalities' positions come from.
    pub positions: Positions,
    /// The day for which the list's boundaries hold (Gebietsstand), where the list says it.
    pub edition: Option<Date>,
}

impl CountyExtract {
    /// The municipality with key `key`.
    #[must_use]
    pub fn municipality(&self, key: &MunicipalityKey) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.key == *key)
    }

    /// The municipalities that belong to `association`.
    pub fn members<'a>(&'a self, association: &'a Association) -> impl Iterator<Item = &'a Municipality> {
        self.municipalities
            .iter()
            .filter(|municipality| municipality.association_key() == Some(association.key.as_str()))
    }
}

/// How it is known to which municipality a locality belongs.
///
/// Rights and statistics may only ever rest on what [is reliable](Provenance::is_reliable).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// The source names the municipality: the locality bears its name, alone or before its own.
    Official,
    /// Concluded from the position: the municipality whose centre lies nearest, measured by the municipality's size.
    /// On German data three of four such conclusions hold, so a person may have to correct one. Good enough to find a
    /// place and to sort by distance; never to decide rights or to count.
    Inferred,
    /// Stated by a person who knows, in a file of corrections. It outlasts later editions of the lists.
    Confirmed,
}

impl Provenance {
    /// The name under which the provenance is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Inferred => "inferred",
            Self::Confirmed => "confirmed",
        }
    }

    /// Whether rights and statistics may rest on it: a source or a person said so, nothing was concluded.
    #[must_use]
    pub const fn is_reliable(self) -> bool {
        match self {
            Self::Official | Self::Confirmed => true,
            Self::Inferred => false,
        }
    }

    /// The provenance stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Official, Self::Inferred, Self::Confirmed]
            .into_iter()
            .find(|provenance| provenance.as_str() == name)
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
    /// The official key: 2 digits for a state, 5 for a county, 8 for a municipality, 9 for an association. Other overlays
    /// have keys that the county chose.
    pub key: String,
    /// The level in the tree.
    pub level: AreaLevel,
    /// The name in the official list.
    pub official_name: String,
    /// The name as people say it.
    pub name: String,
    /// The area of the next higher level; overlays have none.
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
    /// The municipality to which it belongs, perhaps only by inference. For finding and showing; where rights or
    /// statistics depend on it, ask [`KnownLocality::reliable_area`].
    pub area: AreaId,
    /// How that is known.
    pub provenance: Provenance,
}

impl KnownLocality {
    /// The municipality, if that is more than inferred: the only one on which rights and statistics may rest.
    #[must_use]
    pub const fn reliable_area(&self) -> Option<AreaId> {
        if self.provenance.is_reliable() { Some(self.area) } else { None }
    }
}

/// How an overlay has an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// The overlay.
    pub overlay: AreaId,
    /// Its member: a municipality, a county or another overlay.
    pub area: AreaId,
    /// Which share of the member belongs to it, above 0 and below 1; `None` for all of it.
    pub weight: Option<f64>,
    /// The first day on which it was a member, where that is known.
    pub valid_from: Option<Date>,
    /// The day from which it no longer is one.
    pub valid_to: Option<Date>,
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
        for level in AreaLevel::ALL {
            assert_eq!(AreaLevel::from_name(level.as_str()), Some(level));
        }
        for provenance in [Provenance::Official, Provenance::Inferred, Provenance::Confirmed] {
            assert_eq!(Provenance::from_name(provenance.as_str()), Some(provenance));
        }
    }

    #[test]
    fn nothing_inferred_decides_rights_or_statistics() {
        let mut locality = KnownLocality {
            id: LocalityId::new(),
            postcode: "04916".parse().unwrap(),
            name: "Grochwitz".into(),
            position: Position::new(51.7, 13.2).unwrap(),
            area: AreaId::new(),
            provenance: Provenance::Inferred,
        };
        assert_eq!(locality.reliable_area(), None);
        for provenance in [Provenance::Official, Provenance::Confirmed] {
            locality.provenance = provenance;
            assert_eq!(locality.reliable_area(), Some(locality.area));
        }
    }
}
