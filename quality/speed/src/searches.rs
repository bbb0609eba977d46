//! What the index takes for each sort of question, in one thread, without page or network.

use std::time::Instant;

use kreisrund_kernel::Language;
use kreisrund_portal::asked_of_index;
use kreisrund_search::{Bounds, Grid, Page as Part, Query};
use kreisrund_web::{Page, Parameters};

use crate::{
    Outcome,
    county::County,
    latencies::{Latencies, milliseconds},
    questions::{Parts, Sort},
};

/// So many different questions of each sort.
const QUESTIONS: usize = 400;

pub async fn measure(county: &County) -> Outcome<()> {
    let house = &county.house;
    let mut parts = Parts::of(house)?;
    let page = Page::detached(house.shell.clone(), Language::German, "/suche");
    println!(
        "  {:<34} {:>9} {:>9} {:>9}   matches on average",
        "question to the index", "p50", "p99", "most"
    );
    for (name, sort) in
        [("word", Sort::Word), ("word and place", Sort::WordAndPlace), ("filters only", Sort::Filters)]
    {
        let mut queries = Vec::new();
        for parameters in parts.ask(sort, QUESTIONS) {
            let parameters = Parameters::parse(&parameters);
            queries.push(asked_of_index(house, &page, &parameters).await?);
        }
        // First of all without the counts beside filters, then with all of them.
        let alone = queries.iter().map(bare).collect::<Vec<_>>();
        tell(county, name, &alone)?;
        tell(county, &format!("{name}, all facets"), &queries)?;
        if sort != Sort::Word {
            let bounds = Bounds { south: 51.3, west: 13.0, north: 51.9, east: 13.9 };
            let grid = Some(Grid { zoom: 10, bounds });
            let page = Part { offset: 0, limit: 0 };
            let clusters =
                alone.iter().map(|query| Query { grid, page, ..query.clone() }).collect::<Vec<_>>();
            tell(county, &format!("{name}, clusters"), &clusters)?;
        }
    }
    suggestions(county, &mut parts).await
}

/// The question without what is only counted.
fn bare(query: &Query) -> Query {
    let chosen = query.facets.iter().filter(|facet| !facet.chosen.is_empty());
    Query {
        facets: chosen.cloned().collect(),
        regions: Vec::new(),
        periods: Vec::new(),
        uncounted: true,
        ..query.clone()
    }
}

fn tell(county: &County, name: &str, queries: &[Query]) -> Outcome<()> {
    let mut latencies = Latencies::default();
    let mut matches = 0;
    // The first questions find cold memory, which is the start's matter.
    for query in queries.iter().take(20) {
        county.house.search.search(query)?;
    }
    for query in queries {
        let begun = Instant::now();
        let found = county.house.search.search(query)?;
        latencies.note(begun.elapsed());
        matches += found.total;
    }
    println!(
        "  {name:<34} {:>9} {:>9} {:>9}   {}",
        milliseconds(latencies.percentile(50)),
        milliseconds(latencies.percentile(99)),
        milliseconds(latencies.percentile(100)),
        matches / queries.len().max(1),
    );
    Ok(())
}

/// Suggestions while somebody types, through the router.
async fn suggestions(county: &County, parts: &mut Parts) -> Outcome<()> {
    use tower::ServiceExt;
    let router = kreisrund::serve::router(&county.house, &county.indexer);
    let mut latencies = Latencies::default();
    for beginning in parts.beginnings(QUESTIONS) {
        let path = format!(
            "/suche/vorschlaege.json?q={}",
            percent_encoding::utf8_percent_encode(&beginning, percent_encoding::NON_ALPHANUMERIC)
        );
        let request = axum::http::Request::get(path).body(axum::body::Body::empty())?;
        let begun = Instant::now();
        let answer = router.clone().oneshot(request).await?;
        http_body_util::BodyExt::collect(answer.into_body()).await?;
        latencies.note(begun.elapsed());
    }
    println!(
        "  {:<34} {:>9} {:>9} {:>9}",
        "suggestion (through the router)",
        milliseconds(latencies.percentile(50)),
        milliseconds(latencies.percentile(99)),
        milliseconds(latencies.percentile(100)),
    );
    Ok(())
}
