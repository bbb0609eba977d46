//! The layers around the finished router, the same for every slice: address and language, error pages, guards,
//! conditional answers, compression, security headers and the access log.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
};
use uuid::Uuid;

use crate::{
    Page, Problem, RequestId, Shell, Site,
    address::{self, Reading},
    cache,
    frames::{self, FramesOwnPages, change_policy},
    open_data, own_routes,
};

/// The most that a request may bring, in bytes; forms are far smaller.
const LARGEST_BODY: usize = 2 * 1024 * 1024;
/// How long an answer may take before the visitor is told to try again.
const PATIENCE: Duration = Duration::from_secs(30);
/// How hard answers are compressed: what is gained beyond this takes longer than it saves.
pub(crate) const QUALITY: CompressionLevel = CompressionLevel::Precise(4);
/// Where requests carry their identifier.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// `router` with everything around it that all slices share. The result is ready to be served.
///
/// The router has its state already. The pages of this crate (`/assets/…`, `/logo.svg`, `/favicon.svg`,
/// `/site.webmanifest`, `/robots.txt`, `/muster`) and the answers for unknown addresses are added here.
pub fn finish(router: Router, shell: Shell) -> Router {
    let routes = router
        .merge(own_routes::routes(&shell))
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .route_layer(from_fn(note_route));
    let compression = CompressionLayer::new()
        .quality(QUALITY)
        .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("font/")));
    // Read from the bottom: the last layer is the outermost.
    Router::new()
        .fallback_service(routes)
        .layer(from_fn(cache::answer_conditionally))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(shell.clone(), guard))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(limit_time))
        .layer(from_fn_with_state(shell.clone(), read_address_and_draw_problems))
        .layer(from_fn(open_data::share))
        .layer(compression)
        .layer(from_fn_with_state(shell, identify_and_log))
}

/// The one other host from which a page may show pictures, such as a map's background: put into the extensions of that
/// page's answer, it widens the security policy of this page alone. The page asks that host for nothing before the visitor
/// has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImagesFrom(pub &'static str);

impl ImagesFrom {
    fn admit(self, headers: &mut HeaderMap) {
        change_policy(headers, |policy| policy.replace("img-src ", &format!("img-src {} ", self.0)));
    }
}

/// The route that answered, for the access log: `/angebote/{slug}`.
#[derive(Clone, Debug)]
struct Route(String);

async fn note_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| Route(path.as_str().to_owned()));
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// Gives the request its identifier, the answer its security headers, and the log its line. The log knows neither who
/// asked nor for what words.
async fn identify_and_log(State(shell): State<Shell>, mut request: Request, next: Next) -> Response {
    let begun = std::time::Instant::now();
    let id = request_id(request.headers());
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let is_for_frames = frames::is_for_them(request.uri());
    let mut response = next.run(request).await;
    let images = response.extensions().get::<ImagesFrom>().copied();
    let frames_own_pages = response.extensions().get::<FramesOwnPages>().copied();
    let headers = response.headers_mut();
    add_security_headers(headers, shell.site());
    if let Some(images) = images {
        images.admit(headers);
    }
    if let Some(frames_own_pages) = frames_own_pages {
        frames_own_pages.admit(headers);
    }
    if is_for_frames {
        frames::admit(headers);
    }
    if let Ok(value) = HeaderValue::try_from(&id) {
        headers.insert(REQUEST_ID, value);
    }
    let route = response.extensions().get::<Route>().map_or("-", |route| &route.0);
    let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        target: "kreisrund::access",
        %method, route, status = response.status().as_u16(), milliseconds, request_id = id, "answered"
    );
    response
}

/// The identifier that came with the request if it is a harmless one, otherwise a new one.
fn request_id(headers: &HeaderMap) -> String {
    let harmless = |id: &&str| {
        (8..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(harmless);
    given.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

fn add_security_headers(headers: &mut HeaderMap, site: &Site) {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                          frame-ancestors 'none'; manifest-src 'self'";
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not “no-referrer”, which would make browsers hide the origin of our own forms from us.
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), display-capture=(), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
        ),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        // What a handler set on purpose stays: a feed may let other sites read it.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if site.base_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}

/// Reads the address, lets the router answer under the path without its language, and draws the page for whatever went
/// wrong.
async fn read_address_and_draw_problems(
    State(shell): State<Shell>,
    mut request: Request,
    next: Next,
) -> Response {
    // As it was asked: an address that can't be read still tells what was wanted.
    let form = form_of_problems(request.uri(), request.headers());
    let (address, refusal) = match address::read(request.uri()) {
        Reading::Redirect(target) => return redirect(&target),
        Reading::Refuse(address, problem) => (address, Some(problem)),
        Reading::Answer(address, inside) => {
            *request.uri_mut() = inside;
            (address, None)
        }
    };
    let head = request.method() == Method::HEAD;
    request.extensions_mut().insert(address);
    let (parts, body) = request.into_parts();
    let page = Page::from_parts(&parts, shell);
    let response = match refusal {
        Some(problem) => problem.into_response(),
        None => next.run(Request::from_parts(parts, body)).await,
    };
    let Some(problem) = Problem::of(&response) else { return response };
    if let Some(causes) = problem.causes() {
        tracing::error!(request_id = page.request_id, error = causes, "a request failed");
    }
    let mut drawn = match form {
        Form::Page => problem.page(page),
        Form::Frame => problem.frame(page),
        Form::Document => problem.document(&page),
        Form::Plain => problem.plain(&page),
    };
    if let Some(allow) = response.headers().get(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, allow.clone());
    }
    if let Some(route) = response.extensions().get::<Route>() {
        drawn.extensions_mut().insert(route.clone());
    }
    if head { drawn.map(|_| axum::body::Body::empty()) } else { drawn }
}

fn redirect(target: &str) -> Response {
    match HeaderValue::try_from(target) {
        Ok(location) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response(),
        Err(_) => Problem::not_found().into_response(),
    }
}

/// The form in which somebody learns what went wrong.
#[derive(Clone, Copy)]
enum Form {
    /// A page, for people.
    Page,
    /// A page in a frame on somebody else's.
    Frame,
    /// A problem document, for programs.
    Document,
    /// The sentence alone: programs for calendars and feeds show it to their people, or keep it in their log.
    Plain,
}

fn form_of_problems(uri: &Uri, headers: &HeaderMap) -> Form {
    let path = uri.path();
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_for_people = accepted.contains("text/html");
    if frames::is_for_them(uri) {
        return Form::Frame;
    }
    if open_data::is_below(uri) || path.ends_with(".json") || (accepted.contains("json") && !is_for_people) {
        Form::Document
    } else if [".ics", ".rss", ".atom"].iter().any(|ending| path.ends_with(ending)) && !is_for_people {
        Form::Plain
    } else {
        Form::Page
    }
}

async fn limit_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::unavailable().into_response(),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn panicked(what: Box<dyn Any + Send + 'static>) -> Response {
    let text =
        what.downcast_ref::<String>().map(String::as_str).or_else(|| what.downcast_ref::<&str>().copied());
    Problem::internal(format!("panicked: {}", text.unwrap_or("without a word"))).into_response()
}

/// Refuses what other sites make a visitor's browser send, and what is too large.
async fn guard(State(shell): State<Shell>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && is_from_another_site(request.headers(), &shell.site().base_url) {
        return Problem::forbidden("web-problem-cross-site").into_response();
    }
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > LARGEST_BODY) {
        return Problem::too_large().into_response();
    }
    next.run(request).await
}

/// Whether a browser says that the request was made by another site (Fetch Metadata; the origin where a browser sends
/// none of it). What is no browser says neither and can't be misused this way.
fn is_from_another_site(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let authority = origin.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
    let host = text(header::HOST).unwrap_or_default();
    origin != base_url && authority.as_deref() != Some(host)
}
