//! `/api/v1/organisations`: clubs, schools, libraries, authorities, companies, initiatives. Persons stay out: of a contact
//! that bears somebody's name only what it is for and when somebody answers is told, and its page tells the rest.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{
    Term, Vocabulary,
    store::{texts::texts_of_many, vocabularies::terms_of_many},
};
use kreisrund_directory::{
    network::Network,
    organisation::{Contact, Organisation, Role},
    place::Place,
    store::{
        networks::networks,
        organisations::{organisation_by_slug, organisations, organisations_by_ids},
        places::places_by_ids,
    },
};
use kreisrund_kernel::{OrganisationId, PlaceId, SubjectKind};
use kreisrund_schedule::OpeningHours;
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Problem};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{Object, RefOr, schema::Schema},
};
use uuid::Uuid;

use super::{
    answer::{Window, list, one},
    areas::{AreaReference, region},
    given,
    models::{Reference, Text, many, one_of},
    parameters,
};

/// An organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Organisation)]
pub struct ApiOrganisation {
    /// The short name, by which it is asked for.
    slug: String,
    /// The address of its page.
    #[schema(format = "uri")]
    url: String,
    /// What it is called.
    name: String,
    /// What it is in the county.
    #[schema(schema_with = roles)]
    roles: Vec<&'static str>,
    /// The municipality in which it has its seat.
    municipality: Option<AreaReference>,
    /// The place where it has its seat.
    seat: Option<Reference>,
    /// The address for mail to the organisation.
    email: Option<String>,
    /// The telephone number of the organisation, as people write it.
    phone: Option<String>,
    /// Its pages on the web.
    website: Option<String>,
    /// Whom to ask for what, without the names of persons.
    contacts: Vec<ApiContact>,
    /// When it is open, rule by rule in the notation of OpenStreetMap (`opening_hours`); none where that is not known.
    opening_hours: Vec<String>,
    /// What is to be known beside the opening hours.
    opening_note: Option<String>,
    /// Its carrier.
    carrier: Option<Reference>,
    /// The organisation of which it is a branch.
    branch_of: Option<Reference>,
    /// The networks to which it belongs today.
    networks: Vec<Reference>,
    /// What it is about, for whom it is and which languages are spoken: terms of the vocabularies.
    terms: Vec<TermReference>,
    /// What is said about it, in each language; the one in which it was written comes first.
    texts: Vec<Text>,
    /// Whether it was made up for a demonstration.
    example: bool,
    /// When it was changed last (ISO 8601, UTC).
    #[schema(format = DateTime)]
    updated_at: String,
}

/// Whom to ask for what.
#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
struct ApiContact {
    /// What it is for.
    purpose: String,
    /// The address for mail; null too where it belongs to a person, whom the page names.
    email: Option<String>,
    /// The telephone number; null too where it belongs to a person, whom the page names.
    phone: Option<String>,
    /// When somebody answers, in words.
    hours: Option<String>,
}

/// A term of a vocabulary.
#[derive(Serialize, ToSchema)]
struct TermReference {
    /// The vocabulary.
    #[schema(schema_with = vocabulary)]
    vocabulary: &'static str,
    /// The term's short name.
    slug: String,
    /// What it is called, in the language of the address.
    name: String,
}

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_organisations(), &page)?;
    let window = Window::read(&parameters);
    let region = region(&house, &page, &parameters)?;
    let role = parameters.first("art").and_then(Role::from_name);
    let mut all = organisations(house.database.read()).await?;
    all.retain(|organisation| {
        let details = &organisation.details;
        role.is_none_or(|role| details.roles.contains(&role))
            && region.as_ref().is_none_or(|region| region.has(details.area))
    });
    let paged = window.paged(&page, &parameters, all.len());
    Ok(list(shown(&house, &page, &window.of(all)).await?, paged))
}

pub async fn single(
    State(house): State<House>,
    page: Page,
    uri: Uri,
    Path(given): Path<String>,
) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    let slug = given::slug(&given, &page)?;
    let organisation = organisation_by_slug(house.database.read(), &slug).await?;
    let organisation = organisation.ok_or_else(|| given::nothing(&given, &page))?;
    let shown = shown(&house, &page, &[organisation]).await?.pop();
    Ok(one(shown.ok_or_else(|| given::nothing(&given, &page))?))
}

/// What belongs to some organisations.
struct Belongings {
    above: HashMap<OrganisationId, Organisation>,
    seats: HashMap<PlaceId, Place>,
    networks: Vec<Network>,
}

async fn shown(
    house: &House,
    page: &Page,
    organisations: &[Organisation],
) -> Result<Vec<ApiOrganisation>, StoreError> {
    let connection = house.database.read();
    let ids: Vec<Uuid> = organisations.iter().map(|organisation| organisation.id.0).collect();
    let texts = texts_of_many(connection, SubjectKind::Organisation, &ids).await?;
    let terms = terms_of_many(connection, SubjectKind::Organisation, &ids).await?;
    let above: Vec<OrganisationId> = organisations
        .iter()
        .flat_map(|organisation| [organisation.relations.carrier, organisation.relations.branch_of])
        .flatten()
        .collect();
    let seats: Vec<PlaceId> =
        organisations.iter().filter_map(|organisation| organisation.details.seat).collect();
    let above = organisations_by_ids(connection, &above).await?;
    let seats = places_by_ids(connection, &seats).await?;
    let belongings = Belongings {
        above: above.into_iter().map(|organisation| (organisation.id, organisation)).collect(),
        seats: seats.into_iter().map(|place| (place.id, place)).collect(),
        networks: networks(connection).await?,
    };
    let (areas, vocabularies) = (house.areas.snapshot(), house.vocabularies.snapshot());
    Ok(organisations
        .iter()
        .map(|organisation| {
            let terms = terms.get(&organisation.id.0).into_iter().flatten();
            ApiOrganisation {
                terms: terms
                    .filter_map(|id| vocabularies.current(*id))
                    .map(|term| TermReference::of(page, term))
                    .collect(),
                texts: Text::all(texts.get(&organisation.id.0)),
                ..api_organisation(page, &areas, organisation, &belongings)
            }
        })
        .collect())
}

fn api_organisation(
    page: &Page,
    areas: &Snapshot,
    organisation: &Organisation,
    belongings: &Belongings,
) -> ApiOrganisation {
    let details = &organisation.details;
    let above = |id: Option<OrganisationId>| {
        let above = belongings.above.get(&id?)?;
        Some(Reference { slug: above.slug.to_string(), name: above.details.name.clone() })
    };
    let belongs = |network: &&Network| {
        network.members.of(organisation.id).any(|member| member.validity.contains(page.today()))
    };
    ApiOrganisation {
        slug: organisation.slug.to_string(),
        url: page.absolute(&format!("/organisationen/{}", organisation.slug)),
        name: details.name.clone(),
        roles: details.roles.iter().map(|role| role.as_str()).collect(),
        municipality: details.area.and_then(|id| AreaReference::municipality(areas, id)),
        seat: details
            .seat
            .and_then(|id| belongings.seats.get(&id))
            .map(|seat| Reference { slug: seat.slug.to_string(), name: seat.details.name.clone() }),
        email: details.email.clone(),
        phone: details.phone.clone(),
        website: details.website.clone(),
        contacts: details.contacts.iter().map(ApiContact::of).collect(),
        opening_hours: details.opening_hours.as_ref().map(OpeningHours::lines).unwrap_or_default(),
        opening_note: details.opening_note.clone(),
        carrier: above(organisation.relations.carrier),
        branch_of: above(organisation.relations.branch_of),
        networks: belongings
            .networks
            .iter()
            .filter(belongs)
            .map(|network| Reference { slug: network.slug.to_string(), name: network.details.name.clone() })
            .collect(),
        terms: Vec::new(),
        texts: Vec::new(),
        example: details.example,
        updated_at: organisation.updated_at.to_string(),
    }
}

impl ApiContact {
    fn of(contact: &Contact) -> Self {
        let is_a_person = contact.name.is_some();
        let of_the_office = |value: &Option<String>| value.clone().filter(|_| !is_a_person);
        Self {
            purpose: contact.label.clone(),
            email: of_the_office(&contact.email),
            phone: of_the_office(&contact.phone),
            hours: contact.hours.clone(),
        }
    }
}

impl TermReference {
    fn of(page: &Page, term: &Term) -> Self {
        Self {
            vocabulary: term.vocabulary.as_str(),
            slug: term.slug.to_string(),
            name: term.label(&page.language.into()).to_owned(),
        }
    }
}

fn roles() -> RefOr<Schema> {
    let words = Role::ALL.iter().map(|role| role.as_str());
    many(one_of("What an organisation is.", words), "What it is in the county.")
}

fn vocabulary() -> Object {
    one_of("The vocabulary.", Vocabulary::ALL.map(Vocabulary::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_with_a_persons_name_keeps_the_person_to_its_page() {
        let office = Contact {
            label: "Anmeldung".into(),
            name: None,
            email: Some("anmeldung@example.org".into()),
            phone: Some("03535 1".into()),
            hours: Some("dienstags".into()),
        };
        let shown = ApiContact::of(&office);
        assert_eq!((shown.email, shown.phone), (office.email.clone(), office.phone.clone()));
        let person = Contact { name: Some("Erika Beispiel".into()), ..office };
        let shown = serde_json::to_value(ApiContact::of(&person)).unwrap();
        assert_eq!(
            shown,
            serde_json::json!({ "purpose": "Anmeldung", "email": null, "phone": null, "hours": "dienstags" })
        );
    }
}
