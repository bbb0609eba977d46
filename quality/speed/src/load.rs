//! Asking a server for pages over and over, in a process of its own, so that it takes from the server no more than its
//! share of the machine.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;

use crate::{Outcome, latencies::Latencies};

/// What is asked for.
#[derive(clap::Args)]
pub struct Asked {
    /// The server
    #[arg(long)]
    pub address: SocketAddr,
    /// A file with a path on each line
    #[arg(long)]
    pub paths: PathBuf,
    /// So many connections at once
    #[arg(long)]
    pub connections: usize,
    /// For so long, in seconds
    #[arg(long)]
    pub seconds: u64,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    pub answers: usize,
    pub seconds: f64,
    /// In seconds.
    pub p50: f64,
    pub p99: f64,
    pub most: f64,
    /// On average, the body alone.
    pub bytes: usize,
    /// Answers that were no page.
    pub failed: usize,
}

/// Asks, and prints what came of it as JSON.
pub fn run(asked: &Asked) -> Outcome<()> {
    let paths: Vec<String> = std::fs::read_to_string(&asked.paths)?.lines().map(str::to_owned).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = runtime.block_on(ask(asked, paths.into()))?;
    println!("{}", serde_json::to_string(&told)?);
    Ok(())
}

async fn ask(asked: &Asked, paths: Arc<[String]>) -> Outcome<Told> {
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let until = begun + Duration::from_secs(asked.seconds);
    let address = asked.address;
    let connections: Vec<_> = (0..asked.connections)
        .map(|_| tokio::spawn(connection(address, paths.clone(), next.clone(), until)))
        .collect();
    let (mut latencies, mut bytes, mut failed) = (Latencies::default(), 0, 0);
    for connection in connections {
        let (times, its_bytes, its_failed) = connection.await??;
        latencies.extend(times);
        bytes += its_bytes;
        failed += its_failed;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let answers = latencies.count();
    Ok(Told {
        answers,
        seconds,
        p50: latencies.percentile(50).as_secs_f64(),
        p99: latencies.percentile(99).as_secs_f64(),
        most: latencies.percentile(100).as_secs_f64(),
        bytes: bytes / answers.max(1),
        failed,
    })
}

async fn connection(
    address: SocketAddr,
    paths: Arc<[String]>,
    next: Arc<AtomicUsize>,
    until: Instant,
) -> Outcome<(Latencies, usize, usize)> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let (mut latencies, mut bytes, mut failed) = (Latencies::default(), 0, 0);
    while Instant::now() < until {
        let index = next.fetch_add(1, Ordering::Relaxed) % paths.len();
        let path = paths.get(index).map_or("/", String::as_str);
        let request = Request::get(path).header("host", "speed.example.org").body(Body::empty())?;
        let begun = Instant::now();
        let answer = sender.send_request(request).await?;
        let is_page = answer.status().is_success();
        let mut body = answer.into_body();
        while let Some(frame) = body.frame().await {
            bytes += frame?.data_ref().map_or(0, axum::body::Bytes::len);
        }
        latencies.note(begun.elapsed());
        failed += usize::from(!is_page);
        sender.ready().await?;
    }
    Ok((latencies, bytes, failed))
}
