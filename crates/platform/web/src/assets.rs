//! Styles, scripts and fonts as the front end's build left them in `assets/`: named by their content, compressed
//! beforehand, embedded in release builds and read from disk in development.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::{CachePolicy, Problem, cache, frames};

/// The manifest's name: an object from logical to built names.
const MANIFEST: &str = "manifest.json";

/// How long other sites' visitors keep a file of ours whose address does not change with it.
const KEPT_BY_OTHERS: CachePolicy = CachePolicy::Public(Duration::from_secs(60 * 60));

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Built;

/// The files of the front end.
#[derive(Clone, Debug)]
pub struct Assets {
    source: Source,
    names: HashMap<String, String>,
}

#[derive(Clone, Debug)]
enum Source {
    Built,
    Given(Arc<BTreeMap<String, Vec<u8>>>),
}

impl Assets {
    /// The files that the front end's build left.
    #[must_use]
    pub fn built() -> Self {
        Self::from_source(Source::Built)
    }

    /// Other files, for tests; `manifest.json` among them maps logical to built names.
    #[must_use]
    pub fn given(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self::from_source(Source::Given(Arc::new(files.into_iter().collect())))
    }

    fn from_source(source: Source) -> Self {
        let names =
            source.read(MANIFEST).and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default();
        Self { source, names }
    }

    /// Whether the front end was built.
    #[must_use]
    pub fn are_built(&self) -> bool {
        !self.names.is_empty()
    }

    /// The address of the file that is called `name` in the sources, such as `app.css`.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        // A watching build in development renames files while the program runs.
        let fresh = cfg!(debug_assertions).then(|| Self::from_source(self.source.clone()).names);
        let built = fresh.as_ref().unwrap_or(&self.names).get(name).map_or(name, String::as_str);
        format!("/assets/{built}")
    }

    /// The file that is called `name` in the sources, under an address that stays the same whatever it holds: other
    /// sites' pages name it. They may read it, and ask anew after a while.
    #[must_use]
    pub fn lasting(&self, name: &str, request: &HeaderMap) -> Response {
        let built = self.address(name);
        let mut response = self.respond(built.trim_start_matches("/assets/"), request);
        if response.headers().contains_key(header::ETAG) {
            response.headers_mut().insert(header::CACHE_CONTROL, KEPT_BY_OTHERS.header());
        }
        response
    }

    /// The file with the built name `name`, in the best encoding that the visitor's browser accepts.
    pub(crate) fn respond(&self, name: &str, request: &HeaderMap) -> Response {
        let inside = !name.contains(['/', '\\']) && !name.ends_with(".br") && !name.ends_with(".gz");
        if !inside || name == MANIFEST {
            return Problem::not_found().into_response();
        }
        for (encoding, ending) in accepted_encodings(request) {
            if let Some(content) = self.source.read(&format!("{name}{ending}")) {
                return file_response(name, encoding, content, request);
            }
        }
        Problem::not_found().into_response()
    }
}

impl Source {
    fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Built => Built::get(name).map(|file| file.data),
            Self::Given(files) => files.get(name).cloned().map(Cow::Owned),
        }
    }
}

/// The encodings to try, best first, with the endings of the files that hold them.
fn accepted_encodings(request: &HeaderMap) -> Vec<(Option<&'static str>, &'static str)> {
    let accepted = request.get_all(header::ACCEPT_ENCODING);
    let accepted: Vec<String> =
        accepted.iter().filter_map(|value| value.to_str().ok()).map(str::to_lowercase).collect();
    let accepts = |encoding: &str| {
        accepted.iter().flat_map(|value| value.split(',')).any(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, ""));
            let refused =
                weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
            name.trim() == encoding && !refused
        })
    };
    let mut encodings = Vec::with_capacity(3);
    if accepts("br") {
        encodings.push((Some("br"), ".br"));
    }
    if accepts("gzip") {
        encodings.push((Some("gzip"), ".gz"));
    }
    encodings.push((None, ""));
    encodings
}

fn file_response(
    name: &str,
    encoding: Option<&'static str>,
    content: Cow<'static, [u8]>,
    request: &HeaderMap,
) -> Response {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    let unchanged = cache::matches(request, &tag);
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(match content {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        })
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, CachePolicy::Immutable.header());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    if let (Some(encoding), false) = (encoding, unchanged) {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    // Nothing in them is secret, and what other sites embed of ours needs its style sheet.
    frames::share(response.headers_mut());
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
