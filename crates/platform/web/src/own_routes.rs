//! The addresses that this crate answers itself: built files, the logo, what browsers and robots ask for.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use std::time::Duration;

use crate::{CachePolicy, Mode, Shell, gallery, ring};

/// How long browsers keep the logo and its like.
const A_DAY: CachePolicy = CachePolicy::Public(Duration::from_secs(24 * 60 * 60));

pub(crate) fn routes(shell: &Shell) -> Router {
    let mut router = Router::new()
        .route("/assets/{name}", get(asset))
        .route("/logo.svg", get(logo))
        .route("/favicon.svg", get(favicon))
        .route("/site.webmanifest", get(manifest))
        .route("/robots.txt", get(robots));
    if shell.site().mode != Mode::Production {
        router = router.merge(gallery::routes());
    }
    router.with_state(shell.clone())
}

async fn asset(State(shell): State<Shell>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    shell.assets().respond(&name, &headers)
}

async fn logo(State(shell): State<Shell>) -> Response {
    document("image/svg+xml", ring::as_file(shell.logo(), false))
}

async fn favicon() -> Response {
    // A county's ring has too many dots for sixteen pixels.
    document("image/svg+xml", ring::as_file(&ring::even_ring(), true))
}

async fn manifest(State(shell): State<Shell>) -> Response {
    let site = shell.site();
    let manifest = serde_json::json!({
        "name": format!("{} – {}", site.name, site.county_name),
        "short_name": site.name,
        "lang": "de",
        "start_url": "/",
        "display": "browser",
        "background_color": "#fdfaf3",
        "theme_color": "#22563c",
        "icons": [{ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    document("application/manifest+json", manifest.to_string())
}

async fn robots(State(shell): State<Shell>) -> Response {
    let site = shell.site();
    let rules = match site.mode {
        // The list of all pages belongs to the program around this crate, which knows them.
        Mode::Production => format!("Allow: /\n\nSitemap: {}/sitemap.xml", site.base_url),
        Mode::Demo | Mode::Development => "Disallow: /".to_owned(),
    };
    document("text/plain; charset=utf-8", format!("User-agent: *\n{rules}\n"))
}

fn document(content_type: &'static str, content: String) -> Response {
    let content_type = HeaderValue::from_static(content_type);
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, A_DAY.header())], content).into_response()
}
