//! How long answers may be kept, and answering “nothing has changed” where that is so (RFC 9110, RFC 9111).

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use askama::Template;
use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

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

/// What headers say of a body; where there is none, they would say it of nothing (RFC 9110, section 15.4.5).
const BODY_ALONE: [HeaderName; 4] =
    [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_DISPOSITION, header::CONTENT_ENCODING];

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
    asked.iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.trim() == "*" || tags(value).any(|candidate| candidate.trim_start_matches("W/") == strong)
    })
}

/// The entity tags in a list of them. A tag may hold commas; what is no tag matches none.
fn tags(list: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    list.split(move |character| {
        is_quoted ^= character == '"';
        character == ',' && !is_quoted
    })
    .map(str::trim)
}

/// Whether the visitor's browser has an answer with these headers already (RFC 9110, section 13.2.2): if it names tags,
/// by its tag alone, otherwise by the time since when it is what it is. What can't be read is as if it were not there.
fn is_known(asked: &HeaderMap, answer: &HeaderMap) -> bool {
    let text = |name: HeaderName| answer.get(name).and_then(|value| value.to_str().ok());
    if asked.contains_key(header::IF_NONE_MATCH) {
        return text(header::ETAG).is_some_and(|tag| matches(asked, tag));
    }
    let mut dates = asked.get_all(header::IF_MODIFIED_SINCE).iter();
    let (Some(asked), None) = (dates.next(), dates.next()) else { return false };
    let date = |text: &str| httpdate::parse_http_date(text.trim()).ok();
    let asked = asked.to_str().ok().and_then(date);
    let since = text(header::LAST_MODIFIED).and_then(date);
    asked.zip(since).is_some_and(|(asked, since)| since <= asked)
}

/// An instant as headers tell it (RFC 9110, section 5.6.7): `Sun, 22 Nov 2026 09:00:00 GMT`.
pub(crate) fn http_date(at: Timestamp) -> String {
    DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap_or_default()
}

/// The tag of an answer: weak, because the same answer also travels compressed.
pub(crate) fn tag_of(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

fn is_public(response: &Response) -> bool {
    let policy = response.headers().get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
    response.status() == StatusCode::OK
        && policy.is_some_and(|policy| policy.starts_with("public"))
        && response.body().size_hint().exact().is_some()
}

async fn tagged(mut response: Response, asked: &HeaderMap) -> Response {
    if !response.headers().contains_key(header::ETAG) {
        let (mut parts, body) = response.into_parts();
        let bytes = match axum::body::to_bytes(body, usize::MAX).await {
            Ok(bytes) => bytes,
            Err(error) => return Problem::internal(error).into_response(),
        };
        if let Ok(value) = HeaderValue::try_from(tag_of(&bytes)) {
            parts.headers.insert(header::ETAG, value);
        }
        response = Response::from_parts(parts, Body::from(bytes));
    }
    if is_known(asked, response.headers()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in BODY_ALONE {
            response.headers_mut().remove(name);
        }
    }
    response
}

fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderValue::try_from(value).map(|value| HeaderMap::from_iter([(name, value)])).unwrap_or_default()
    }

    #[test]
    fn tags_are_told_apart_though_they_hold_commas() {
        let known = |list: &str| matches(&asked(header::IF_NONE_MATCH, list), "W/\"0123\"");
        for list in ["\"0123\"", "W/\"0123\"", "\"a\", W/\"0123\"", " \"a,b\",\"0123\" ", "*"] {
            assert!(known(list), "{list}");
        }
        for list in ["", "0123", "\"0123", "\"x,\"0123\",y\"", "\"a\", *", "W/", "\"01\"23"] {
            assert!(!known(list), "{list}");
        }
    }

    proptest! {
        #[test]
        fn no_header_is_too_odd_to_be_compared(value in ".{0,60}") {
            let answer = HeaderMap::from_iter([
                (header::ETAG, HeaderValue::from_static("W/\"0123\"")),
                (header::LAST_MODIFIED, HeaderValue::from_static("Sun, 22 Nov 2026 09:00:00 GMT")),
            ]);
            let by_tag = is_known(&asked(header::IF_NONE_MATCH, &value), &answer);
            prop_assert_eq!(by_tag, value.trim() == "*");
            prop_assert!(!is_known(&asked(header::IF_MODIFIED_SINCE, &value), &answer));
        }

        #[test]
        fn a_date_of_ours_is_read_as_it_was_written(second in 0_i64..4_000_000_000, later in -1_000_i64..1_000) {
            let date = |second: i64| http_date(Timestamp::from_second(second).unwrap_or_default());
            let asked = asked(header::IF_MODIFIED_SINCE, &date(second + later));
            let value = HeaderValue::try_from(date(second)).unwrap_or(HeaderValue::from_static(""));
            let answer = HeaderMap::from_iter([(header::LAST_MODIFIED, value)]);
            prop_assert_eq!(is_known(&asked, &answer), later >= 0 && second + later >= 0);
        }
    }
}
