//! A place's page: how to get in, what happens there, what is near.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_directory::store::{organisations::organisation_by_id, places::place_by_slug};
use kreisrund_kernel::{SubjectKind, SubjectRef};
use kreisrund_slice::{About, House, access, map, supporters::supporters_of};
use kreisrund_web::{AccessLine, AreaMap, CachePolicy, Name, Page, Parameters, Problem, render};

use crate::{json_ld, parts, record::Record};

#[derive(Template)]
#[template(path = "place.html")]
struct PlacePage {
    page: Page,
    record: Record,
    json_ld: String,
    address: Vec<String>,
    municipality: Option<Name>,
    operator: Option<Name>,
    directions: Option<String>,
    map: Option<AreaMap>,
    access: Vec<AccessLine>,
    access_unknown: bool,
    unchecked: Option<String>,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug = parts::slug(&slug)?;
    let connection = house.database.read();
    let place = place_by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let details = &place.details;
    let subject = SubjectRef::new(SubjectKind::Place, place.id);
    let about = About { subject, name: details.name.clone(), slug: slug.to_string() };
    let supporters = supporters_of(&house, &page, subject).await?;
    let record = Record::read(&house, &page, about, details.example, supporters).await?;
    let operator = match details.operator {
        Some(id) => organisation_by_id(connection, id).await?,
        None => None,
    };
    let snapshot = house.areas.snapshot();
    let municipality = details.area.and_then(|id| snapshot.area(id));
    let reading = &record.reading;
    let description =
        if reading.has_words() { reading.description() } else { place.address_lines().join(", ") };
    let template = PlacePage {
        json_ld: json_ld::place(&page, &place, &description, municipality),
        address: place.address_lines(),
        municipality: parts::municipality_name(&page, &snapshot, details.area),
        operator: operator.as_ref().map(|operator| parts::organisation_name(&page, operator)),
        directions: details.area.and_then(|id| snapshot.municipality(id)).map(|place| {
            Parameters::new().with("ort", &place.slug).with("umkreis", "10").on(&page.link("/suche"))
        }),
        map: map::around(&house, &page, details.area, details.position).await?,
        access: access::all(&page, &details.accessibility),
        access_unknown: details.accessibility.is_unknown(),
        unchecked: access::unchecked(&page, &details.accessibility),
        page: {
            let framed = match municipality.and_then(|area| snapshot.municipality(area.id)) {
                Some(municipality) => page
                    .clone()
                    .crumb(page.t("directory-municipalities"), "/gemeinden")
                    .crumb(&municipality.name, &format!("/gemeinden/{}", municipality.slug)),
                None => page.clone(),
            };
            framed.titled(&details.name).description(description)
        },
        record,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}
