//! To which municipality does a locality belong? Where boundaries are there, its position tells.

use std::collections::BTreeMap;

use super::Boundary;
use crate::area::{Locality, Provenance};

/// What the boundaries said about the localities' municipalities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inferences {
    /// Inferred ones that the boundaries bear out.
    pub right: usize,
    /// Inferred ones that lie in another municipality, to which they belong now.
    pub corrected: usize,
    /// Inferred ones that lie in none of the boundaries; they stay as they were.
    pub outside: usize,
    /// Ones of which a source or a person says otherwise than the boundaries; they stay as they were.
    pub contradicting: usize,
}

/// Gives each locality whose municipality was inferred to the municipality in whose boundary it lies. `boundaries` are
/// by key, as [`super::Matched::boundaries`]; those of counties and states are passed over. The provenance stays.
pub fn infer_by_boundaries(
    localities: &mut [Locality],
    boundaries: &BTreeMap<String, Boundary>,
) -> Inferences {
    let mut inferences = Inferences::default();
    for locality in localities {
        let is_within =
            |key: &str| boundaries.get(key).is_some_and(|boundary| boundary.contains(locality.position));
        let around = || boundaries.keys().filter(|key| key.len() == 8).find(|key| is_within(key));
        let municipality = if is_within(locality.municipality.as_str()) {
            Some(locality.municipality.clone())
        } else {
            around().and_then(|key| key.parse().ok())
        };
        match (locality.provenance == Provenance::Inferred, municipality) {
            (true, None) => inferences.outside += 1,
            (true, Some(municipality)) if municipality == locality.municipality => inferences.right += 1,
            (true, Some(municipality)) => {
                inferences.corrected += 1;
                locality.municipality = municipality;
            }
            (false, Some(municipality)) if municipality != locality.municipality => {
                inferences.contradicting += 1;
            }
            (false, _) => {}
        }
    }
    inferences
}

#[cfg(test)]
mod tests {
    use kreisrund_kernel::Position;

    use super::*;
    use crate::boundary::geometry::{Polygon, Ring};

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).unwrap()
    }

    fn square(south: f64, west: f64) -> Boundary {
        let corners = [(0.0, 0.0), (0.0, 0.1), (0.1, 0.1), (0.1, 0.0)];
        let ring = Ring::new(corners.map(|(up, right)| at(south + up, west + right)).to_vec()).unwrap();
        Boundary::new(vec![Polygon::new(ring, vec![]).unwrap()]).unwrap()
    }

    #[test]
    fn the_position_tells_the_municipality_of_what_was_inferred() {
        let boundaries = BTreeMap::from([
            ("12062".to_owned(), square(51.0, 13.0)),
            ("12062010".to_owned(), square(51.0, 13.0)),
            ("12062020".to_owned(), square(51.0, 13.1)),
        ]);
        let locality = |municipality: &str, provenance, longitude| Locality {
            postcode: "04916".parse().unwrap(),
            name: "Hofen".into(),
            position: at(51.05, longitude),
            municipality: municipality.parse().unwrap(),
            provenance,
        };
        let mut localities = [
            locality("12062010", Provenance::Inferred, 13.05),
            locality("12062010", Provenance::Inferred, 13.15),
            locality("12062030", Provenance::Inferred, 13.05),
            locality("12062010", Provenance::Inferred, 13.25),
            locality("12062010", Provenance::Official, 13.15),
            locality("12062010", Provenance::Confirmed, 13.15),
            locality("12062010", Provenance::Official, 13.05),
        ];
        let inferences = infer_by_boundaries(&mut localities, &boundaries);
        assert_eq!(inferences, Inferences { right: 1, corrected: 2, outside: 1, contradicting: 2 });
        let municipalities = localities.each_ref().map(|locality| locality.municipality.as_str());
        let expected = ["12062010", "12062020", "12062010", "12062010", "12062010", "12062010", "12062010"];
        assert_eq!(municipalities, expected);
        assert_eq!(localities[1].provenance, Provenance::Inferred);
    }
}
