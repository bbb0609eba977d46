//! The program itself: how soon it answers after its start, and how much memory it holds while it serves.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::body::Body;
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::sleep};

use crate::{Outcome, latencies::milliseconds, memory, pages::load};

/// Ends the program when the measurement does, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `program` and has it serve `paths`.
pub async fn measure(
    program: &Path,
    offers: u32,
    folder: &Path,
    paths: &[String],
    seconds: u64,
) -> Outcome<()> {
    let address = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    // The first start brings everything up to date; the second one is measured.
    let (_, running) = start(program, folder, address).await?;
    drop(running);
    let (took, running) = start(program, folder, address).await?;
    println!("  time from start to the first page of results: {}", milliseconds(took));
    let id = running.0.id();
    let before = memory::anonymous(id)?;
    let asked = folder.join("paths");
    std::fs::write(&asked, paths.join("\n"))?;
    let (mut most, mut loads) = (before, 0);
    let loading = load(address, &asked, 32, seconds.max(4));
    let mut loading = std::pin::pin!(loading);
    loop {
        tokio::select! {
            told = loading.as_mut() => {
                loads += told?.answers;
                break;
            }
            () = sleep(Duration::from_millis(100)) => most = most.max(memory::anonymous(id)?),
        }
    }
    println!(
        "  memory (RssAnon) of the program with {offers} offers: {:.0} MB after the start, {:.0} MB at most while it \
         served {loads} pages",
        before as f64 / 1e6,
        most as f64 / 1e6,
    );
    std::fs::remove_file(&asked)?;
    Ok(())
}

/// Starts the program and waits for a page of results.
async fn start(program: &Path, folder: &Path, address: SocketAddr) -> Outcome<(Duration, Running)> {
    let begun = Instant::now();
    let child = Command::new(program)
        .arg("serve")
        .arg("--data")
        .arg(folder)
        .args(["--listen", &address.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let running = Running(child);
    loop {
        if answers(address).await.unwrap_or(false) {
            return Ok((begun.elapsed(), running));
        }
        if begun.elapsed() > Duration::from_secs(600) {
            return Err("the program did not answer".into());
        }
        sleep(Duration::from_millis(5)).await;
    }
}

/// Whether a page of results comes back.
async fn answers(address: SocketAddr) -> Outcome<bool> {
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let request = Request::get("/suche?q=chor").header("host", "speed.example.org").body(Body::empty())?;
    Ok(sender.send_request(request).await?.status().is_success())
}
