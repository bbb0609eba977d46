//! Public data for programs: whatever lies below `/api/` may be read by programs on every site (CORS, Fetch standard),
//! and what goes wrong there comes as a problem document, never as a page.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::Response,
};

use crate::address::split_language;

/// Below this path lies data for programs.
const FOLDER: &str = "/api/";

/// What programs on other sites may know of an answer beside its body.
const EXPOSED: &str = "ETag, Link, Retry-After, X-Request-Id";

/// Whether `uri` is that of public data, in whichever language.
pub(crate) fn is_below(uri: &Uri) -> bool {
    let (_, path) = split_language(uri.path());
    path.starts_with(FOLDER)
}

/// Has answers with public data, and the problems in their place, read by programs on any site.
pub(crate) async fn share(request: Request, next: Next) -> Response {
    if !is_below(request.uri()) {
        return next.run(request).await;
    }
    let asks_what_is_allowed = request.method() == Method::OPTIONS;
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    allow(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    allow(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    allow(headers, HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    if asks_what_is_allowed {
        allow(headers, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS");
        allow(headers, header::ACCESS_CONTROL_ALLOW_HEADERS, "*");
        allow(headers, header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
    response
}

fn allow(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
