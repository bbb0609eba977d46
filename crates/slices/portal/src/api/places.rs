//! `/api/v1/places`: where things happen.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use kreisrund_areas::{area::Postcode, lookup::Snapshot};
use kreisrund_content::{Texts, store::texts::texts_of_many};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{
        organisations::organisations_by_ids,
        places::{place_by_slug, places},
    },
};
use kreisrund_kernel::{OrganisationId, SubjectKind};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Problem};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    answer::{Window, list, one},
    areas::{AreaReference, region},
    given,
    models::{ApiPosition, Reference, Text, check_states, features},
    parameters,
};

/// A place.
#[derive(Serialize, ToSchema)]
#[schema(as = Place)]
pub struct ApiPlace {
    /// The short name, by which it is asked for.
    slug: String,
    /// The address of its page.
    #[schema(format = "uri")]
    url: String,
    /// What it is called.
    name: String,
    /// Street and number.
    street: Option<String>,
    /// The postcode.
    postcode: Option<String>,
    /// The locality as it stands in the postal address.
    locality: Option<String>,
    /// The municipality in which it lies.
    municipality: Option<AreaReference>,
    /// Where it lies.
    position: Option<ApiPosition>,
    /// The organisation that runs it.
    operator: Option<Reference>,
    /// What is known of how accessible it is.
    accessibility: Vec<Check>,
    /// The clear width of the narrowest door on the way, in centimetres.
    door_width_cm: Option<u16>,
    /// What is said about it, in each language; the one in which it was written comes first.
    texts: Vec<Text>,
    /// Whether it was made up for a demonstration.
    example: bool,
    /// When it was changed last (ISO 8601, UTC).
    #[schema(format = DateTime)]
    updated_at: String,
}

/// What is known of one feature of a place.
#[derive(Serialize, ToSchema)]
struct Check {
    /// What was looked at.
    #[schema(schema_with = features)]
    feature: &'static str,
    /// What was found.
    #[schema(schema_with = check_states)]
    state: &'static str,
    /// What is to be known beside it.
    note: Option<String>,
    /// The day on which somebody looked.
    #[schema(format = Date)]
    checked_on: Option<String>,
}

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_places(), &page)?;
    let window = Window::read(&parameters);
    let region = region(&house, &page, &parameters)?;
    let mut all = places(house.database.read()).await?;
    all.retain(|place| region.as_ref().is_none_or(|region| region.has(place.details.area)));
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
    let place = place_by_slug(house.database.read(), &slug).await?;
    let place = place.ok_or_else(|| given::nothing(&given, &page))?;
    let shown = shown(&house, &page, &[place]).await?.pop();
    Ok(one(shown.ok_or_else(|| given::nothing(&given, &page))?))
}

async fn shown(house: &House, page: &Page, places: &[Place]) -> Result<Vec<ApiPlace>, StoreError> {
    let connection = house.database.read();
    let ids: Vec<Uuid> = places.iter().map(|place| place.id.0).collect();
    let texts = texts_of_many(connection, SubjectKind::Place, &ids).await?;
    let operators: Vec<OrganisationId> = places.iter().filter_map(|place| place.details.operator).collect();
    let operators = organisations_by_ids(connection, &operators).await?;
    let operators: HashMap<OrganisationId, &Organisation> =
        operators.iter().map(|operator| (operator.id, operator)).collect();
    let areas = house.areas.snapshot();
    Ok(places
        .iter()
        .map(|place| {
            let operator = place.details.operator.and_then(|id| operators.get(&id).copied());
            api_place(page, &areas, place, operator, texts.get(&place.id.0))
        })
        .collect())
}

fn api_place(
    page: &Page,
    areas: &Snapshot,
    place: &Place,
    operator: Option<&Organisation>,
    texts: Option<&Texts>,
) -> ApiPlace {
    let details = &place.details;
    ApiPlace {
        slug: place.slug.to_string(),
        url: page.absolute(&format!("/orte/{}", place.slug)),
        name: details.name.clone(),
        street: details.street.clone(),
        postcode: details.postcode.as_ref().map(Postcode::to_string),
        locality: details.locality.clone(),
        municipality: details.area.and_then(|id| AreaReference::municipality(areas, id)),
        position: details.position.map(ApiPosition::of),
        operator: operator.map(|operator| Reference {
            slug: operator.slug.to_string(),
            name: operator.details.name.clone(),
        }),
        accessibility: details
            .accessibility
            .checks()
            .map(|(feature, check)| Check {
                feature: feature.as_str(),
                state: check.state.as_str(),
                note: check.note.clone(),
                checked_on: check.checked_on.map(|day| day.to_string()),
            })
            .collect(),
        door_width_cm: details.accessibility.door_width_cm(),
        texts: Text::all(texts),
        example: details.example,
        updated_at: place.updated_at.to_string(),
    }
}
