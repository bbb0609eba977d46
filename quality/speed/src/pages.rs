//! Pages of results over HTTP, of questions of which no two are alike, beside a constant answer of the same size from
//! the same server. The one who asks is a process of its own on the same machine.

use std::{net::SocketAddr, path::Path, process::Stdio, time::Duration};

use axum::{Router, http::header, routing::get};
use kreisrund::serve::router_beside;
use kreisrund_slice::House;
use kreisrund_web::Answers;
use tokio::{net::TcpListener, process::Command};

use crate::{
    Outcome,
    county::County,
    latencies::milliseconds,
    load::Told,
    questions::{Parts, Sort},
};

/// So many different questions.
const QUESTIONS: usize = 20_000;
/// So many of them are asked again and again where pages are kept.
const AGAIN: usize = 200;
const NOTHING_KEPT: u64 = 0;
/// What is kept where nobody configured anything, in bytes.
const KEPT: u64 = 32 * 1024 * 1024;
/// Where the constant answer is.
const CONSTANT: &str = "/constant";

/// The addresses of many different result pages, one sort of question after the other, so that each moment of a load has
/// all of them.
pub fn questions(county: &County) -> Outcome<Vec<String>> {
    let mut parts = Parts::of(&county.house)?;
    let mut paths: Vec<String> = Vec::new();
    for sort in [Sort::Word, Sort::WordAndPlace, Sort::Filters] {
        paths.extend(parts.ask(sort, QUESTIONS / 3).into_iter().map(|question| format!("/suche?{question}")));
    }
    let mut turn = 0;
    let third = paths.len() / 3;
    Ok(std::iter::from_fn(|| {
        let index = (turn % 3) * third + turn / 3;
        turn += 1;
        (turn <= third * 3).then(|| paths.get(index).cloned().unwrap_or_default())
    })
    .collect())
}

pub async fn measure(county: &County, paths: &[String], seconds: u64) -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("kreisrund-speed-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (asked, again, constant) = (folder.join("questions"), folder.join("again"), folder.join("constant"));
    std::fs::write(&asked, paths.join("\n"))?;
    std::fs::write(&again, paths[..paths.len().min(AGAIN)].join("\n"))?;
    std::fs::write(&constant, CONSTANT)?;

    let served = serve(county, NOTHING_KEPT, "x".repeat(60_000)).await?;
    let size = load(served, &asked, 4, 1).await?.bytes;
    println!("  over HTTP, {:.0} kB a page:", size as f64 / 1e3);
    let fresh = serve(county, NOTHING_KEPT, "x".repeat(size)).await?;
    let kept = serve(county, KEPT, "x".repeat(size)).await?;
    // Everything that is to be asked again is asked once before.
    load(kept, &again, 4, seconds).await?;
    for connections in [1, 32] {
        let baseline = load(fresh, &constant, connections, seconds).await?;
        tell(&format!("constant answer, {connections} at once"), &baseline, None);
        let pages = load(fresh, &asked, connections, seconds).await?;
        tell(&format!("no page kept, {connections} at once"), &pages, Some(&baseline));
        let pages = load(kept, &again, connections, seconds).await?;
        tell(&format!("pages kept, {connections} at once"), &pages, Some(&baseline));
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Serves the county, keeping so many bytes of pages, with a constant answer beside them.
async fn serve(county: &County, bytes: u64, constant: String) -> Outcome<SocketAddr> {
    let constant: axum::body::Bytes = constant.into();
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "public, no-cache")];
    let beside = Router::new().route(CONSTANT, get(async move || (headers, constant.clone())));
    let answers = Answers::new(county.house.clock.clone(), bytes);
    let house = House { answers, ..county.house.clone() };
    let app = router_beside(&house, &county.indexer, beside);
    let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let _ = axum::serve(listener, app).await;
    });
    Ok(address)
}

/// What comes of asking the server at `address` for the pages in the file `paths`.
pub async fn load(address: SocketAddr, paths: &Path, connections: usize, seconds: u64) -> Outcome<Told> {
    let output = Command::new(std::env::current_exe()?)
        .args(["load", "--address", &address.to_string(), "--connections", &connections.to_string()])
        .args(["--seconds", &seconds.to_string(), "--paths"])
        .arg(paths)
        .stderr(Stdio::inherit())
        .output()
        .await?;
    if !output.status.success() {
        return Err("the load ended early".into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Tells a load, beside that of a baseline.
pub fn tell(name: &str, told: &Told, baseline: Option<&Told>) {
    let rate = |told: &Told| told.answers as f64 / told.seconds;
    let beside = baseline
        .map(|baseline| format!(", {:.0} % of the constant answer's", 100.0 * rate(told) / rate(baseline)))
        .unwrap_or_default();
    let time = |seconds: f64| milliseconds(Duration::from_secs_f64(seconds));
    let failed = if told.failed > 0 { format!(", {} FAILED", told.failed) } else { String::new() };
    println!(
        "    {name:<34} {:>7.0} a second{beside}; p50 {}, p99 {}, most {}{failed}",
        rate(told),
        time(told.p50),
        time(told.p99),
        time(told.most),
    );
}
