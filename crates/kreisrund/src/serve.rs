//! The server: pages, health checks, the work beside them, and an orderly end.

use std::{fs::File, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use kreisrund_search::{Indexer, Status};
use kreisrund_slice::House;
use kreisrund_store::{Worker, jobs};
use kreisrund_web::Shell;
use serde_json::json;
use tokio::{net::TcpListener, sync::watch};

use crate::{
    failure::Failure,
    house::{Furnished, follow, slices},
    sitemap,
};

/// How long requests in hand may take once the server was asked to end.
const LAST_REQUESTS: Duration = Duration::from_secs(20);

/// The one lock on a data folder: two servers on one folder would fight over the search index.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock on `folder`; it is free again when the process ends, however it ends.
    ///
    /// # Errors
    /// [`Failure::Broken`] when another process has it.
    pub fn take(folder: &Path) -> Result<Self, Failure> {
        Self::take_if_free(folder)?.ok_or_else(|| {
            Failure::Broken(format!(
                "another Kreisrund is running on the data folder {}; end it first, or name another folder with --data",
                folder.display()
            ))
        })
    }

    /// Takes the lock on `folder`, or nothing where another process has it.
    ///
    /// # Errors
    /// When the folder can't be written.
    pub fn take_if_free(folder: &Path) -> Result<Option<Self>, Failure> {
        std::fs::create_dir_all(folder)?;
        let file = File::create(folder.join("kreisrund.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Serves `furnished` on `listen` until the process is asked to end. `ready` is called once pages can be had.
///
/// # Errors
/// When the address can't be listened on or the index can't be built.
pub async fn serve(
    furnished: Furnished,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Failure> {
    let Furnished { house, indexer, jobs } = furnished;
    let listener = TcpListener::bind(listen).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Broken(format!(
            "{listen} is in use by another program; choose another port, as in --listen 127.0.0.1:8081"
        )),
        _ => Failure::Broken(format!("{listen} can't be listened on: {error}")),
    })?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let indexer = Arc::new(indexer);
    let app = router(&house, &indexer);

    let mut indexing = tokio::spawn({
        let (indexer, stopped) = (indexer.clone(), stopped.clone());
        async move { indexer.run(raised(stopped)).await }
    });
    let working = tokio::spawn({
        let worker = Worker::new(house.database.clone(), jobs);
        let stopped = stopped.clone();
        async move { worker.run(raised(stopped)).await }
    });
    let following = tokio::spawn(follow(house.clone()));
    let mut serving = tokio::spawn({
        let stopped = stopped.clone();
        // With their addresses, so that evidence counts nobody twice.
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        async move { axum::serve(listener, app).with_graceful_shutdown(raised(stopped)).await }
    });

    let mut status = indexer.status();
    let mut ending = std::pin::pin!(asked_to_end());
    let mut ready = Some(ready);
    loop {
        tokio::select! {
            _ = status.wait_for(|status| status.position.is_some()), if ready.is_some() => {
                tracing::info!(%address, "serving");
                if let Some(ready) = ready.take() {
                    ready(address);
                }
            }
            () = ending.as_mut() => break,
            result = &mut serving => return ended(result.map(|result| result.map_err(Failure::from))),
            // Without an index there is nothing to serve; a service manager may start the process anew.
            result = &mut indexing => return ended(result.map(|result| result.map_err(Failure::from))),
        }
    }
    tracing::info!("ending: finishing the requests in hand");
    stop.send_replace(true);
    following.abort();
    if tokio::time::timeout(LAST_REQUESTS, serving).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    let _ = tokio::time::timeout(LAST_REQUESTS, house.evidence.flush()).await;
    let _ = tokio::time::timeout(LAST_REQUESTS, working).await;
    // An index that is still being built is begun anew next time; nobody has to wait for it.
    if status.borrow().position.is_some() {
        let _ = tokio::time::timeout(LAST_REQUESTS, indexing).await;
    } else {
        indexing.abort();
    }
    house.database.close().await;
    tracing::info!("ended");
    Ok(())
}

/// All pages of all slices in their frame, the list of these pages, and the health checks beside it.
pub fn router(house: &House, indexer: &Arc<Indexer>) -> Router {
    router_beside(house, indexer, Router::new())
}

/// The same with further routes in the same frame: what a measurement compares the pages with.
pub fn router_beside(house: &House, indexer: &Arc<Indexer>, further: Router) -> Router {
    let health = Health { house: house.clone(), status: indexer.status() };
    let pages = slices().into_iter().fold(Router::new(), |router, slice| router.merge((slice.routes)()));
    let pages = pages.with_state(house.clone());
    let standing = slices().iter().flat_map(|slice| slice.pages).copied().collect();
    let checks =
        Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz)).with_state(health);
    let shell: Shell = house.shell.clone();
    kreisrund_web::finish(pages.merge(sitemap::routes(house, standing)).merge(checks).merge(further), shell)
}

#[derive(Clone)]
struct Health {
    house: House,
    status: watch::Receiver<Status>,
}

/// The process lives.
async fn healthz() -> Response {
    ([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "text/plain; charset=utf-8")], "ok\n")
        .into_response()
}

/// The process can answer: the database responds and the index is there. Failed jobs are told and do not count as
/// unready, since a restart would not mend them.
async fn readyz(State(health): State<Health>) -> Response {
    let database = health.house.database.ping().await.is_ok();
    let status = *health.status.borrow();
    let jobs = jobs::counts(&health.house.database).await.unwrap_or_default();
    let ready = database && status.position.is_some();
    let body = json!({
        "ready": ready,
        "database": database,
        "index": {
            "entries": health.house.search.len(),
            "up_to": status.position,
            "at": status.at.map(|at| at.to_string()),
        },
        "jobs": { "waiting": jobs.waiting, "running": jobs.running, "failed": jobs.failed },
    });
    let code = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (code, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn raised(mut flag: watch::Receiver<bool>) {
    // A sender that is gone means the same: the server has ended.
    let _ = flag.wait_for(|raised| *raised).await;
}

/// Waits for Ctrl-C or the request of a service manager (SIGTERM).
async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        }
        _ => std::future::pending().await,
    }
}

fn ended(result: Result<Result<(), Failure>, tokio::task::JoinError>) -> Result<(), Failure> {
    match result {
        Ok(result) => result,
        Err(error) => Err(Failure::Broken(error.to_string())),
    }
}
