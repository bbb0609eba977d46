//! Our own search, asked as a visitor's browser asks it: the whole way from the words to the page.

use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tower::ServiceExt;

use super::{Family, Rankings, System, TOP};
use crate::{Outcome, county::County, queries::Query};

const CONFIGURATION: &str = "as it ships; `/suche.json?q=…` (for English queries `/en/suche.json`), first page, in the order of the result page: offers with what fits best of the directory among them; where none fits, the directory alone, then offers of other days or places";

#[derive(Deserialize)]
struct Answer {
    in_order: Vec<String>,
}

pub async fn ask(county: &County, queries: &[Query]) -> Outcome<System> {
    let mut rankings = Rankings::new();
    for query in queries {
        rankings.insert(query.id.clone(), hits(county, query).await?);
    }
    Ok(System {
        family: Family::Kreisrund,
        variant: "",
        version: env!("CARGO_PKG_VERSION").to_owned(),
        configuration: CONFIGURATION,
        rankings,
    })
}

async fn hits(county: &County, query: &Query) -> Outcome<Vec<String>> {
    let prefix = if query.language == "en" { "/en" } else { "" };
    let words = utf8_percent_encode(&query.text, NON_ALPHANUMERIC);
    let request = Request::get(format!("{prefix}/suche.json?q={words}")).body(Body::empty())?;
    let response = county.router.clone().oneshot(request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    if status.is_client_error() {
        // A sentence instead of hits: nothing was found, as far as the visitor is concerned.
        eprintln!("{}: “{}” was refused with {status}", query.id, query.text);
        return Ok(Vec::new());
    }
    if !status.is_success() {
        return Err(format!("{}: “{}” was answered with {status}", query.id, query.text).into());
    }
    let answer: Answer = serde_json::from_slice(&body)?;
    let base = format!("{}{prefix}", county.house.shell.site().base_url);
    let mut paths: Vec<String> = Vec::new();
    for url in answer.in_order {
        let path = url.strip_prefix(&base).unwrap_or(&url).to_owned();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.truncate(TOP);
    Ok(paths)
}
