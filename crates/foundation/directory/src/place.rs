//! Places: where things happen.

use jiff::Timestamp;
use kreisrund_areas::area::Postcode;
use kreisrund_kernel::{AreaId, OrganisationId, PlaceId, Position, Slug};

use crate::accessibility::Accessibility;

/// What is known of a place. What it looks like and how to get there stands in its content texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceDetails {
    /// The name: “Bürgerhaus”.
    pub name: String,
    /// Street and number.
    pub street: Option<String>,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The locality as it stands in the address.
    pub locality: Option<String>,
    /// The municipality in which it lies.
    pub area: Option<AreaId>,
    /// Where it lies.
    pub position: Option<Position>,
    /// The organisation that runs it.
    pub operator: Option<OrganisationId>,
    /// What people with a disability have to know of it.
    pub accessibility: Accessibility,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The identifier.
    pub id: PlaceId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: PlaceDetails,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

impl Place {
    /// The address as it stands on an envelope, without the name: street, then postcode and locality. Lines of which
    /// nothing is known are left out.
    #[must_use]
    pub fn address_lines(&self) -> Vec<String> {
        let details = &self.details;
        let town = [details.postcode.as_ref().map(Postcode::as_str), details.locality.as_deref()];
        let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
        details.street.iter().cloned().chain(Some(town).filter(|town| !town.is_empty())).collect()
    }
}
