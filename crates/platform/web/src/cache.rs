//! How long answers may be kept, and answering “nothing has changed” where that is so (RFC 9110, RFC 9111).

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use askama::Template;
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::Problem;

/// How long an answer may be kept, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// By anyone, for the given time; then it is asked for again (with its ETag).
    Public(Duration),
    /// By anyone, but it is asked for again every time (with its ETag).
    Revalidate,
    /// By anyone for a year: its address changes when it does.
    Immutable,
    /// By nobody: what only this visitor may see, and errors.
    NoStore,
}

impl CachePolicy {
    pub(crate) fn header(self) -> HeaderValue {
        let text = match self {
            Self::Public(time) => format!("public, max-age={}", time.as_secs()),
            Self::Revalidate => "public, no-cache".to_owned(),
            Self::Immutable => "public, max-age=31536000, immutable".to_owned(),
            Self::NoStore => "no-store".to_owned(),
        };
        HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("no-store"))
    }
}

/// The page that `template` draws.
#[must_use]
pub fn render(status: StatusCode, policy: CachePolicy, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => page(status, policy, html),
        Err(error) => Problem::internal(error).into_response(),
    }
}

pub(crate) fn page(status: StatusCode, policy: CachePolicy, html: String) -> Response {
    let content_type = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, policy.header())];
    (status, headers, html).into_response()
}

/// Gives public answers an ETag, answers with 304 where the visitor has them already, and answers HEAD like GET.
pub(crate) async fn answer_conditionally(mut request: Request, next: Next) -> Response {
    let head = request.method() == Method::HEAD;
    if head {
        *request.method_mut() = Method::GET;
    }
    let asked = request.headers().clone();
    let conditional = request.method() == Method::GET;
    let mut response = next.run(request).await;
    if conditional && is_public(&response) {
        response = tagged(response, &asked).await;
    }
    if head { without_body(response) } else { response }
}

/// Whether the visitor's browser says that it has the answer with `tag` (RFC 9110, section 13.1.2: weak comparison).
pub(crate) fn matches(request: &HeaderMap, tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    let asked = request.get_all(header::IF_NONE_MATCH);
    asked.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|candidate| {
        let candidate = candidate.trim();
        candidate == "*" || candidate.trim_start_matches("W/") == strong
    })
}

fn is_public(response: &Response) -> bool {
    let policy = response.headers().get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    response.status() == StatusCode::OK
        && policy.is_some_and(|policy| policy.starts_with("public"))
        && !response.headers().contains_key(header::ETAG)
        && response.body().size_hint().exact().is_some()
}

async fn tagged(response: Response, asked: &HeaderMap) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = match axum::body::to_bytes(body, usize::MAX).await {
        Ok(bytes) => bytes,
        Err(error) => return Problem::internal(error).into_response(),
    };
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    // Weak, because the same page also travels compressed.
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    if let Ok(value) = HeaderValue::try_from(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if matches(asked, &tag) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}
