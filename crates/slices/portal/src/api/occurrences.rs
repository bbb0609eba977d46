//! `/api/v1/occurrences`: the dates of the offers that fit, one by one in the order of time.

use axum::{extract::State, http::Uri, response::Response};
use jiff::Timestamp;
use kreisrund_search::{Interval, Query};
use kreisrund_slice::House;
use kreisrund_web::{Page, Problem};

use super::{
    answer::{Window, list},
    given,
    models::DatedOffer,
    parameters::{self, LAST_PAGE_OF_DATES},
};
use crate::start::require_index;

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_occurrences(), &page)?;
    require_index(&house)?;
    let (question, window) = given::question(&house, &page, &parameters).await?;
    let window = Window { last: LAST_PAGE_OF_DATES, ..window };
    let query = Query {
        page: kreisrund_search::Page { offset: 0, limit: 0 },
        // One day as long as time: which dates lie in the period the rest of the question says.
        days: vec![Interval { start: Timestamp::MIN, end: Timestamp::MAX }],
        uncounted: true,
        per_day: window.offset().saturating_add(window.limit()),
        ..question.query(&house)
    };
    let day = house.search.search(&query)?.days.pop().unwrap_or_default();
    let dates = window.of(day.dates);
    let dates = dates.iter().map(|date| DatedOffer::of(&page, date.kind, &date.card, &date.occurrence));
    Ok(list(dates.collect(), window.paged(&page, &parameters, day.total)))
}
