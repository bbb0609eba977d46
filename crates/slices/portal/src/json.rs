//! `/suche.json`: the results of a search for programs. The parameters are those of the result page.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::civil::DateTime;
use kreisrund_search::{CardOccurrence, Hit, Kind, Results};
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};
use serde::Serialize;

use crate::{
    question::{PER_PAGE, Question},
    results::{by_municipality, directory, sentence, stands_beside},
    start::require_index,
};

/// The answer.
#[derive(Serialize)]
struct Answer {
    /// How many offers, or how many of the chosen kinds, fit.
    total: usize,
    /// Which page of them this is, from 1.
    page: u64,
    /// How many hits a page has at most.
    per_page: u64,
    hits: Vec<JsonHit>,
    facets: JsonFacets,
    /// The best hits of the directory for the same words; null where none were given or kinds of it were chosen.
    directory: Option<JsonDirectory>,
}

#[derive(Serialize)]
struct JsonDirectory {
    /// How many there are.
    total: usize,
    hits: Vec<JsonHit>,
}

#[derive(Serialize)]
struct JsonHit {
    slug: String,
    title: String,
    summary: String,
    kind: Kind,
    language: String,
    /// The address of its page.
    url: String,
    organisation: Option<JsonOrganisation>,
    place: Option<JsonPlace>,
    /// The first date that fits; null for what is always there.
    next: Option<JsonNext>,
    /// How far from the place that was asked for, in kilometres; null where none was.
    distance_km: Option<f64>,
    price: Option<String>,
    /// Whether it was made up for the demonstration.
    example: bool,
}

#[derive(Serialize)]
struct JsonOrganisation {
    slug: String,
    name: String,
}

#[derive(Serialize)]
struct JsonPlace {
    name: String,
    area: Option<String>,
    /// Degrees (WGS 84).
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A date: with its offset from UTC, or the plain first and last day for whole days, the last one included.
#[derive(Serialize)]
struct JsonNext {
    start: String,
    end: Option<String>,
    all_day: bool,
    state: String,
}

#[derive(Serialize)]
struct JsonFacets {
    kind: Vec<JsonKindCount>,
    area: Vec<JsonAreaCount>,
}

#[derive(Serialize)]
struct JsonKindCount {
    value: Kind,
    /// The value of `art` that chooses it.
    parameter: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct JsonAreaCount {
    /// The value of `ort` that chooses it.
    slug: String,
    name: String,
    count: usize,
}

pub async fn answer(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let (mut question, refusals) = Question::read(&parameters, &house, page.language).await?;
    if let Some(refusal) = refusals.first() {
        return Err(Problem::bad_request(sentence(&page, refusal)));
    }
    let results = question.answer(&house)?;
    let beside = if stands_beside(&question) { Some(directory(&house, &question)?) } else { None };
    let answer = Answer {
        total: results.total,
        page: question.page,
        per_page: PER_PAGE,
        facets: facets(&house, &question, &results),
        hits: results.hits.into_iter().map(|hit| json_hit(&page, hit)).collect(),
        directory: beside.map(|found| JsonDirectory {
            total: found.total,
            hits: found.hits.into_iter().map(|hit| json_hit(&page, hit)).collect(),
        }),
    };
    let mut response = Json(answer).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    Ok(response)
}

fn json_hit(page: &Page, hit: Hit) -> JsonHit {
    let card = hit.card;
    JsonHit {
        url: page.absolute(&card.path),
        slug: card.slug,
        title: card.title,
        summary: card.summary,
        kind: hit.kind,
        language: card.language,
        organisation: card
            .organisation
            .map(|organisation| JsonOrganisation { slug: organisation.slug, name: organisation.name }),
        place: card.place.map(|place| JsonPlace {
            name: place.name,
            area: place.area,
            lat: place.position.map(kreisrund_kernel::Position::latitude),
            lon: place.position.map(kreisrund_kernel::Position::longitude),
        }),
        next: hit.next.map(json_next),
        distance_km: hit.distance.map(kreisrund_kernel::Kilometres::rounded),
        price: card.price.as_ref().map(|price| page.full_price(price)),
        example: card.example,
    }
}

fn json_next(next: CardOccurrence) -> JsonNext {
    let text = |civil: DateTime| {
        if next.all_day {
            return civil.date().to_string();
        }
        civil
            .in_tz(&next.zone)
            .map_or_else(|_| civil.to_string(), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    };
    JsonNext { start: text(next.start), end: next.end.map(text), all_day: next.all_day, state: next.state }
}

fn facets(house: &House, question: &Question, results: &Results) -> JsonFacets {
    let area = by_municipality(house, results)
        .into_iter()
        .map(|(municipality, count)| JsonAreaCount {
            slug: municipality.slug.to_string(),
            name: municipality.name,
            count,
        })
        .collect();
    // Without a choice all offers are listed, and the counts add up to their total.
    let only_offers = question.kinds.iter().all(|kind| kind.is_offer());
    let kind = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_offer() || !only_offers)
        .map(|kind| JsonKindCount {
            value: kind,
            parameter: kind.parameter(),
            count: results.facets.kinds.get(&kind).copied().unwrap_or_default(),
        })
        .collect();
    JsonFacets { kind, area }
}
