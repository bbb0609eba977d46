//! `/api/v1/offers`: the offers that fit, and one with all its dates.

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use kreisrund_search::Query;
use kreisrund_slice::House;
use kreisrund_web::{Page, Problem};

use super::{
    answer::{list, one},
    given,
    models::{ApiHit, Offer},
    parameters,
};
use crate::start::require_index;

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_offers(), &page)?;
    require_index(&house)?;
    let (question, window) = given::question(&house, &page, &parameters).await?;
    let query = Query {
        page: kreisrund_search::Page { offset: window.offset(), limit: window.limit() },
        uncounted: true,
        ..question.query(&house)
    };
    let results = house.search.search(&query)?;
    let hits = results.hits.iter().map(|hit| ApiHit::of(&page, hit)).collect();
    Ok(list(hits, window.paged(&page, &parameters, results.total)))
}

pub async fn single(
    State(house): State<House>,
    page: Page,
    uri: Uri,
    Path(given): Path<String>,
) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    require_index(&house)?;
    let slug = given::slug(&given, &page)?;
    let found = house.search.at_path(&format!("/angebote/{slug}"))?;
    let (kind, card) = found.ok_or_else(|| given::nothing(&given, &page))?;
    Ok(one(Offer::of(&page, kind, &card)))
}
