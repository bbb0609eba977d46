//! A place's page: how to get in, what happens there, what is near.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::store::texts::texts_of;
use kreisrund_directory::store::{
    organisations::organisation_by_id, places::place_by_slug, programmes::programmes_of,
};
use kreisrund_kernel::{Slug, SubjectKind, SubjectRef};
use kreisrund_slice::{About, House, Panel};
use kreisrund_web::{CachePolicy, Page, Parameters, Problem, render};

use crate::{
    json_ld,
    map::{self, CountyMap},
    parts::{self, AccessLine, Name, Supporter},
    reading::Reading,
};

#[derive(Template)]
#[template(path = "place.html")]
struct PlacePage {
    page: Page,
    json_ld: String,
    name: String,
    example: bool,
    reading: Reading,
    address: Vec<String>,
    municipality: Option<Name>,
    operator: Option<Name>,
    directions: Option<String>,
    map: Option<CountyMap>,
    access: Vec<AccessLine>,
    access_unknown: bool,
    access_rest: Option<String>,
    panels: Vec<Panel>,
    supporters: Vec<Supporter>,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let connection = house.database.read();
    let place = place_by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let subject = SubjectRef::new(SubjectKind::Place, place.id);
    let details = &place.details;
    let texts = texts_of(connection, subject).await?;
    let reading = Reading::of(&page, texts.as_ref());
    let operator = match details.operator {
        Some(id) => organisation_by_id(connection, id).await?,
        None => None,
    };
    let programmes = programmes_of(connection, subject, page.today()).await?;
    let programmes = programmes.iter().map(|programme| (programme, None)).collect();
    let supporters = parts::supporters(&house, &page, programmes).await?;
    let snapshot = house.areas.snapshot();
    let municipality = details.area.and_then(|id| snapshot.area(id));
    let about = About { subject, name: details.name.clone(), slug: place.slug.to_string() };
    let panels = house.panels.about(&house, &page, &about).await?;
    let description =
        if reading.has_words() { reading.description() } else { parts::address(&place).join(", ") };
    let template = PlacePage {
        json_ld: json_ld::place(&page, &place, &description, municipality),
        name: details.name.clone(),
        example: details.example,
        address: parts::address(&place),
        municipality: parts::municipality_name(&page, &snapshot, details.area),
        operator: operator.as_ref().map(|operator| parts::organisation_name(&page, operator)),
        directions: details.area.and_then(|id| snapshot.municipality(id)).map(|place| {
            Parameters::new().with("ort", &place.slug).with("umkreis", "10").on(&page.link("/suche"))
        }),
        map: map::around(&house, &page, details.area, details.position).await?,
        access: parts::access(&page, &details.accessibility),
        access_unknown: details.accessibility.is_unknown(),
        access_rest: parts::access_rest(&page, &details.accessibility),
        panels,
        supporters,
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
        reading,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}
