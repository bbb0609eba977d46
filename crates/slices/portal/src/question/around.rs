//! The place around which is searched.

use kreisrund_areas::lookup::Candidate;
use kreisrund_kernel::{AreaId, Position};

/// The place around which is searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// What to call it.
    pub name: String,
    /// The name of its municipality, or of its municipalities.
    pub municipality: String,
    /// Its municipalities; a postcode may have several.
    pub areas: Vec<AreaId>,
    /// Its centre.
    pub position: Option<Position>,
}

impl Around {
    /// The place `candidate`.
    pub fn of(candidate: Candidate) -> Self {
        Self {
            name: candidate.name,
            municipality: candidate.municipality,
            areas: vec![candidate.area_id],
            position: candidate.position,
        }
    }

    /// The whole of a postcode that several municipalities share: who types it means all of it.
    pub fn of_postcode(postcode: &str, parts: &[Candidate]) -> Self {
        let positions: Vec<Position> = parts.iter().filter_map(|part| part.position).collect();
        let mean = |coordinate: fn(Position) -> f64| {
            positions.iter().copied().map(coordinate).sum::<f64>() / positions.len() as f64
        };
        let names: Vec<&str> = parts.iter().map(|part| part.municipality.as_str()).collect();
        Self {
            name: format!("{postcode} {}", names.join(", ")),
            municipality: names.join(", "),
            areas: parts.iter().map(|part| part.area_id).collect(),
            position: Position::new(mean(Position::latitude), mean(Position::longitude)).ok(),
        }
    }
}
