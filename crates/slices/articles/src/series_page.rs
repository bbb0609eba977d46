//! A series: its articles in their order, and where in the county they take place.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::LanguageTag;
use kreisrund_directory::store::places::places_by_ids;
use kreisrund_kernel::{AreaId, PlaceId};
use kreisrund_slice::{House, map, reading::Reading};
use kreisrund_web::{AreaMap, CachePolicy, Card, Name, Page, Parameters, Problem, render};

use crate::{article::Article, cards, feed, filter, list_page, store};

#[derive(Template)]
#[template(path = "series.html")]
struct SeriesPage {
    page: Page,
    reading: Reading,
    lead: String,
    example: bool,
    count: String,
    cards: Vec<Card>,
    map: Option<AreaMap>,
    municipalities: Vec<Whereabouts>,
    feed: String,
}

/// A municipality of which articles of the series tell.
struct Whereabouts {
    name: Name,
    articles: Vec<Name>,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug = slug.parse().map_err(|_| Problem::not_found())?;
    let connection = house.database.read();
    let series = store::series::by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let parts = store::parts_of(connection, series.id, page.today()).await?;
    let mut reading = Reading::of(&page, Some(&series.texts));
    let description = reading.description();
    let lead = std::mem::take(&mut reading.summary);
    let (map, municipalities) = whereabouts(&house, &page, &parts).await?;
    let parameters = Parameters::new().with(filter::SERIES, &series.slug);
    let title = page.t_text("articles-feed-of", "name", &reading.title);
    let template = SeriesPage {
        example: series.example,
        count: page.t_count("articles-parts", parts.len()),
        cards: cards::of(&house, &page, &parts)
            .await?
            .into_iter()
            .map(|card| Card { kind: None, ..card })
            .collect(),
        feed: feed::href(&page, &parameters),
        page: feed::named(page.clone(), title, &parameters)
            .crumb(page.t("articles-title"), list_page::PATH)
            .titled(&reading.title)
            .description(description),
        map,
        municipalities,
        lead,
        reading,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// The county with the municipalities of which `parts` tell, and the same as a list.
async fn whereabouts(
    house: &House,
    page: &Page,
    parts: &[Article],
) -> Result<(Option<AreaMap>, Vec<Whereabouts>), Problem> {
    let areas = house.areas.snapshot();
    let places: Vec<PlaceId> = parts.iter().filter_map(|part| part.details.place).collect();
    let places = places_by_ids(house.database.read(), &places).await?;
    let place_of = |part: &Article| places.iter().find(|place| Some(place.id) == part.details.place);
    let area_of = |part: &Article| place_of(part).and_then(|place| place.details.area).or(part.details.area);
    let mut by_area: BTreeMap<String, (AreaId, Vec<Name>)> = BTreeMap::new();
    for part in parts {
        let Some(municipality) = area_of(part).and_then(|area| areas.municipality(area)) else { continue };
        let text = part.details.texts.in_language(&LanguageTag::from(page.language));
        let language = Some(text.language.to_string()).filter(|tag| tag != page.language.tag());
        let place = place_of(part).map(|place| place.details.name.clone()).unwrap_or_default();
        let name = Name { language, note: place, ..Name::new(&text.title, page.link(&part.path())) };
        let (_, names) =
            by_area.entry(municipality.name.clone()).or_insert_with(|| (municipality.area_id, Vec::new()));
        names.push(name);
    }
    let names = by_area.keys().cloned().collect::<Vec<_>>().join(", ");
    let municipalities = by_area.into_iter().filter_map(|(name, (area, articles))| {
        let slug = &areas.municipality(area)?.slug;
        Some(Whereabouts { name: Name::new(name, page.link(&format!("/gemeinden/{slug}"))), articles })
    });
    let municipalities: Vec<Whereabouts> = municipalities.collect();
    if municipalities.is_empty() {
        return Ok((None, municipalities));
    }
    let map = map::county(house, page).await?.map(|mut map| {
        for shape in &mut map.shapes {
            shape.here = municipalities.iter().any(|municipality| municipality.name.href == shape.href);
        }
        // The list beside it has the links.
        AreaMap {
            linked: false,
            labels: Vec::new(),
            label: page.t_text("articles-map", "places", names),
            ..map
        }
    });
    Ok((map, municipalities))
}
