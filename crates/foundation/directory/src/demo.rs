//! The demonstration's organisations and places, invented and set in the real municipalities of Elbe-Elster.
//!
//! The file lies in the crate's folder `demo` and is part of the program. Whatever comes from here is marked as an
//! example wherever it is shown.

use std::collections::BTreeSet;

use kreisrund_areas::{area::Postcode, store::areas::area_by_key};
use kreisrund_kernel::{MunicipalityKey, Position, Slug};
use kreisrund_store::{Changes, StoreError, Write};
use serde::Deserialize;

use crate::store::{
    organisations::{OrganisationDetails, save_organisation},
    places::{PlaceDetails, save_place},
};

/// The invented organisations and places.
pub const ORGANISATIONS: &str = include_str!("../demo/organisations.toml");

/// Invented organisations and places.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// The organisations.
    pub organisations: Vec<ExampleOrganisation>,
    /// The places.
    pub places: Vec<ExamplePlace>,
}

/// An invented organisation.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleOrganisation {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it is and does.
    pub about: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address of its pages.
    pub website: Option<String>,
    /// The municipality of its seat.
    pub municipality: MunicipalityKey,
}

/// An invented place.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExamplePlace {
    /// The short name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// Street and number.
    pub street: Option<String>,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The locality.
    pub locality: Option<String>,
    /// The municipality in which it lies.
    pub municipality: MunicipalityKey,
    latitude: Option<f64>,
    longitude: Option<f64>,
    /// The organisation that runs it.
    pub organisation: Option<Slug>,
    /// Where it lies.
    #[serde(skip)]
    pub position: Option<Position>,
}

/// Why a text holds no examples.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotExamples {
    /// The text is no TOML of the expected shape.
    #[error("the examples can't be read: {0}")]
    Toml(String),
    /// Two records have one short name.
    #[error("{kind} “{slug}” stands there twice")]
    Repeated {
        /// What they are.
        kind: &'static str,
        /// The short name.
        slug: Slug,
    },
    /// A place's position is half given or off the earth.
    #[error("place “{slug}”: {problem}")]
    Position {
        /// The place.
        slug: Slug,
        /// What is wrong.
        problem: String,
    },
    /// A place names an organisation that is not there.
    #[error("place “{place}” belongs to the organisation “{organisation}”, which is not there")]
    UnknownOrganisation {
        /// The place.
        place: Slug,
        /// The organisation.
        organisation: Slug,
    },
}

/// Why the demonstration county could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The examples' file is broken.
    #[error("demo organisations: {0}")]
    Examples(#[from] NotExamples),
    /// A record lies in a municipality that was not loaded.
    #[error(
        "“{slug}” lies in the municipality {municipality}, which is not in the database; load its county first"
    )]
    UnknownMunicipality {
        /// The organisation or place.
        slug: Slug,
        /// The municipality's key.
        municipality: MunicipalityKey,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What saving the demonstration county did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// Organisations.
    pub organisations: Changes,
    /// Places.
    pub places: Changes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "organisation")]
    organisations: Vec<ExampleOrganisation>,
    #[serde(default, rename = "place")]
    places: Vec<ExamplePlace>,
}

/// Reads examples: tables `[[organisation]]` and `[[place]]` in TOML.
///
/// # Errors
/// [`NotExamples`] when the text has another shape, repeats a short name or refers to nothing.
pub fn read_examples(text: &str) -> Result<Examples, NotExamples> {
    let mut file: File = toml::from_str(text).map_err(|error| NotExamples::Toml(error.to_string()))?;
    let mut known = BTreeSet::new();
    for organisation in &file.organisations {
        if !known.insert(&organisation.slug) {
            return Err(NotExamples::Repeated { kind: "organisation", slug: organisation.slug.clone() });
        }
    }
    let mut places = BTreeSet::new();
    for place in &mut file.places {
        if !places.insert(place.slug.clone()) {
            return Err(NotExamples::Repeated { kind: "place", slug: place.slug.clone() });
        }
        if let Some(organisation) = place.organisation.clone().filter(|slug| !known.contains(slug)) {
            return Err(NotExamples::UnknownOrganisation { place: place.slug.clone(), organisation });
        }
        place.position = position(place)?;
    }
    Ok(Examples { organisations: file.organisations, places: file.places })
}

fn position(place: &ExamplePlace) -> Result<Option<Position>, NotExamples> {
    let refuse = |problem: String| NotExamples::Position { slug: place.slug.clone(), problem };
    match (place.latitude, place.longitude) {
        (None, None) => Ok(None),
        (Some(latitude), Some(longitude)) => {
            Position::new(latitude, longitude).map(Some).map_err(|error| refuse(error.to_string()))
        }
        _ => Err(refuse("latitude and longitude belong together".into())),
    }
}

/// Saves the demonstration's organisations and places; its areas have to be there. Saving them again changes nothing.
///
/// # Errors
/// [`DemoError`]; nothing is kept then, unless the caller commits all the same.
pub async fn save_demo(write: &Write) -> Result<DemoSummary, DemoError> {
    let (organisations, places) = save_examples(write, &read_examples(ORGANISATIONS)?).await?;
    Ok(DemoSummary { organisations, places })
}

/// Saves the examples, organisations marked as such. Their municipalities have to be in the database.
///
/// # Errors
/// [`DemoError::UnknownMunicipality`] where that is not so, or the database's refusal.
pub async fn save_examples(write: &Write, examples: &Examples) -> Result<(Changes, Changes), DemoError> {
    let mut organisations = Changes::default();
    for example in &examples.organisations {
        let area = municipality(write, &example.slug, &example.municipality).await?;
        let details = OrganisationDetails {
            name: example.name.clone(),
            about: example.about.clone(),
            email: example.email.clone(),
            phone: example.phone.clone(),
            website: example.website.clone(),
            area: Some(area),
            example: true,
        };
        organisations += save_organisation(write, &example.slug, details).await?.1;
    }
    let mut places = Changes::default();
    for example in &examples.places {
        let area = municipality(write, &example.slug, &example.municipality).await?;
        let details = PlaceDetails {
            name: example.name.clone(),
            street: example.street.clone(),
            postcode: example.postcode.clone(),
            locality: example.locality.clone(),
            area: Some(area),
            position: example.position,
        };
        places += save_place(write, &example.slug, details).await?.1;
    }
    Ok((organisations, places))
}

async fn municipality(
    write: &Write,
    slug: &Slug,
    key: &MunicipalityKey,
) -> Result<kreisrund_kernel::AreaId, DemoError> {
    let area = area_by_key(&**write, key.as_str()).await?;
    area.map(|area| area.id)
        .ok_or_else(|| DemoError::UnknownMunicipality { slug: slug.clone(), municipality: key.clone() })
}

#[cfg(test)]
mod tests {
    use kreisrund_areas::{demo::EXTRACT, extract::read_extract};

    use super::*;

    #[test]
    fn the_embedded_files_fit_together() {
        let extract = read_extract(EXTRACT).unwrap();
        let examples = read_examples(ORGANISATIONS).unwrap();
        assert!(!examples.organisations.is_empty() && !examples.places.is_empty());
        let organisations =
            examples.organisations.iter().map(|example| (&example.slug, &example.municipality));
        let places = examples.places.iter().map(|example| (&example.slug, &example.municipality));
        for (slug, municipality) in organisations.chain(places) {
            assert!(extract.county.municipality(municipality).is_some(), "{slug}: {municipality}");
        }
    }

    #[test]
    fn invented_places_lie_in_their_municipalities() {
        let extract = read_extract(EXTRACT).unwrap();
        for place in &read_examples(ORGANISATIONS).unwrap().places {
            let centre = extract.county.municipality(&place.municipality).unwrap().position.unwrap();
            let away = place.position.unwrap().distance(centre).0;
            assert!(away < 15.0, "{}: {away} km", place.slug);
        }
    }

    #[test]
    fn invented_addresses_lead_nowhere() {
        let examples = read_examples(ORGANISATIONS).unwrap();
        for example in &examples.organisations {
            let slug = &example.slug;
            assert!(example.email.iter().all(|email| email.ends_with("example.org")), "{slug}");
            assert!(example.website.iter().all(|website| website.contains("example.org")), "{slug}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let refusal = |text: &str| read_examples(text).unwrap_err().to_string();
        let organisation =
            "[[organisation]]\nslug = \"verein\"\nname = \"Verein\"\nmunicipality = \"12062224\"\n";
        let place = "[[place]]\nslug = \"saal\"\nname = \"Saal\"\nmunicipality = \"12062224\"\n";
        assert!(read_examples(&format!("{organisation}{place}")).is_ok());
        assert_eq!(refusal(&organisation.repeat(2)), "organisation “verein” stands there twice");
        assert_eq!(refusal(&place.repeat(2)), "place “saal” stands there twice");
        assert_eq!(
            refusal(&format!("{place}organisation = \"niemand\"\n")),
            "place “saal” belongs to the organisation “niemand”, which is not there"
        );
        assert_eq!(
            refusal(&format!("{place}latitude = 51.5\n")),
            "place “saal”: latitude and longitude belong together"
        );
        assert!(refusal(&format!("{place}colour = \"red\"\n")).contains("unknown field `colour`"));
        assert!(refusal(&organisation.replace("12062224", "1206222")).contains("is not a key of 8 digits"));
    }
}
