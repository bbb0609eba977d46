//! What goes wrong, as pages that say so in plain words and offer a way on.
//!
//! A handler returns a [`Problem`]; the layer of [`finish`](crate::finish) turns it into a page in the visitor's
//! language, into a problem document (RFC 9457) where data was asked for, or into plain words where a calendar or a feed
//! was.

use std::{error::Error, sync::Arc};

use askama::Template;
use axum::{
    body::{Body, HttpBody},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kreisrund_kernel::{Language, Unavailable};

use crate::{CachePolicy, Page, cache, frames::FrameError};

/// After how many seconds what is shown in a frame asks again where we failed.
const FRAME_TRIES_AGAIN: u32 = 60;

/// Something that went wrong while answering a request.
///
/// Every error of the standard kind converts into a problem, so `?` works in handlers: into an internal one, which is
/// logged and not shown, or where [`Unavailable`] is behind it, into one that asks to try again in a moment.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    sentence: Option<String>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    BadRequest,
    Forbidden,
    NotFound,
    UnknownLanguage {
        tag: String,
        path: String,
    },
    MethodNotAllowed,
    TooLarge,
    AddressTooLong,
    Internal,
    /// What it is that can't do its work, where that is known.
    Unavailable(Option<Unavailable>),
}

impl Problem {
    /// Nothing stands at this address (404).
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    /// What was asked for does not exist (404). `sentence` says why: the key of a text, or the sentence itself.
    #[must_use]
    pub fn nothing_here(sentence: impl Into<String>) -> Self {
        Self { sentence: Some(sentence.into()), ..Self::new(Kind::NotFound) }
    }

    /// The request can't be understood (400). `sentence` says what to do: the key of a text, or the sentence itself.
    #[must_use]
    pub fn bad_request(sentence: impl Into<String>) -> Self {
        Self { sentence: Some(sentence.into()), ..Self::new(Kind::BadRequest) }
    }

    /// The request is not permitted (403). `sentence` says why: the key of a text, or the sentence itself.
    #[must_use]
    pub fn forbidden(sentence: impl Into<String>) -> Self {
        Self { sentence: Some(sentence.into()), ..Self::new(Kind::Forbidden) }
    }

    /// The address exists, but not for this method (405).
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(Kind::MethodNotAllowed)
    }

    /// More was sent than is accepted (413).
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(Kind::TooLarge)
    }

    /// The address is too long (414).
    #[must_use]
    pub fn address_too_long() -> Self {
        Self::new(Kind::AddressTooLong)
    }

    /// We failed (500). `cause` is logged with the request's identifier and not shown.
    #[must_use]
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(Arc::from(cause.into())), ..Self::new(Kind::Internal) }
    }

    /// We can't answer just now (503), but soon.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(Kind::Unavailable(None))
    }

    /// The address begins with a language that we don't speak (404); `path` is the rest of it.
    pub(crate) fn unknown_language(tag: &str, path: &str) -> Self {
        Self::new(Kind::UnknownLanguage { tag: tag.to_owned(), path: path.to_owned() })
    }

    /// The problem that a bare `status` stands for; `None` where it is no error.
    pub(crate) fn from_status(status: StatusCode) -> Option<Self> {
        let kind = match status {
            StatusCode::FORBIDDEN => Kind::Forbidden,
            StatusCode::NOT_FOUND | StatusCode::GONE => Kind::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
            StatusCode::URI_TOO_LONG => Kind::AddressTooLong,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => {
                Kind::Unavailable(None)
            }
            status if status.is_client_error() => Kind::BadRequest,
            status if status.is_server_error() => Kind::Internal,
            _ => return None,
        };
        Some(Self::new(kind))
    }

    /// The problem in an answer: one that a handler returned, or a bare error of the framework (an address or a form
    /// that it couldn't read), which nobody wants to see as it is.
    pub(crate) fn of(response: &Response) -> Option<Self> {
        if let Some(problem) = response.extensions().get::<Self>() {
            return Some(problem.clone());
        }
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let empty = response.body().size_hint().exact() == Some(0);
        let bare = match response.status() {
            status if status.is_client_error() => kind.is_none_or(|kind| kind.starts_with("text/plain")),
            // A short text with a server error is meant: the answer of a health check.
            status => status.is_server_error() && empty,
        };
        if bare { Self::from_status(response.status()) } else { None }
    }

    /// The status with which the problem is answered.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self.kind {
            Kind::BadRequest => StatusCode::BAD_REQUEST,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound | Kind::UnknownLanguage { .. } => StatusCode::NOT_FOUND,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::AddressTooLong => StatusCode::URI_TOO_LONG,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The cause and its causes, for the log.
    pub(crate) fn causes(&self) -> Option<String> {
        let mut current: &dyn Error = self.cause.as_deref()?;
        let mut text = current.to_string();
        while let Some(source) = current.source() {
            text.push_str(": ");
            text.push_str(&source.to_string());
            current = source;
        }
        Some(text)
    }

    /// The problem as a page.
    pub(crate) fn page(&self, page: Page) -> Response {
        let title = self.title(&page);
        let languages = match &self.kind {
            Kind::UnknownLanguage { path, .. } => {
                Language::ALL.into_iter().map(|language| (language, language.path(path))).collect()
            }
            _ => Vec::new(),
        };
        let template = ErrorPage {
            sentence: self.sentence(&page),
            offers_search: matches!(self.kind, Kind::NotFound | Kind::AddressTooLong),
            shows_request_id: self.status().is_server_error(),
            languages,
            page: page.titled(title.clone()).unlisted(),
            title,
        };
        // Not through `render`, whose failure would lead here again.
        let html = template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "the error page can't be drawn");
            template.title
        });
        let mut response = cache::page(self.status(), CachePolicy::NoStore, html);
        self.add_headers(&mut response);
        response
    }

    /// The problem as a page that fits into a frame on somebody else's page.
    pub(crate) fn frame(&self, page: Page) -> Response {
        let title = self.title(&page);
        let template = FrameError {
            sentence: self.sentence_alone(&page),
            // A screen on a wall has nobody who would try again.
            again: self.status().is_server_error().then_some(FRAME_TRIES_AGAIN),
            page: page.titled(title.clone()),
            title,
        };
        let html = template.render().unwrap_or_else(|error| {
            tracing::error!(%error, "the error page for frames can't be drawn");
            template.title
        });
        let mut response = cache::page(self.status(), CachePolicy::NoStore, html);
        self.add_headers(&mut response);
        response
    }

    /// The problem as a problem document (RFC 9457).
    pub(crate) fn document(&self, page: &Page) -> Response {
        let document = serde_json::json!({
            "type": "about:blank",
            "title": self.title(page),
            "status": self.status().as_u16(),
            "detail": self.sentence_alone(page),
            "instance": format!("urn:request:{}", page.request_id),
        });
        let mut response = (self.status(), Body::from(document.to_string())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, CachePolicy::NoStore.header());
        // Programs on other sites may read why they were given no data.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        self.add_headers(&mut response);
        response
    }

    /// The problem in plain words, a line for what and a line for why.
    pub(crate) fn plain(&self, page: &Page) -> Response {
        let text = format!("{}\n{}\n", self.title(page), self.sentence_alone(page));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
            (header::CACHE_CONTROL, CachePolicy::NoStore.header()),
        ];
        let mut response = (self.status(), headers, text).into_response();
        self.add_headers(&mut response);
        response
    }

    fn new(kind: Kind) -> Self {
        Self { kind, sentence: None, cause: None }
    }

    fn add_headers(&self, response: &mut Response) {
        if matches!(self.kind, Kind::Unavailable(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
    }

    fn title(&self, page: &Page) -> String {
        match self.kind {
            Kind::BadRequest => page.t("web-problem-bad-request"),
            Kind::Forbidden => page.t("web-problem-forbidden"),
            Kind::NotFound => page.t("web-problem-not-found"),
            Kind::UnknownLanguage { .. } => page.t("web-problem-unknown-language"),
            Kind::MethodNotAllowed => page.t("web-problem-method"),
            Kind::TooLarge => page.t("web-problem-too-large"),
            Kind::AddressTooLong => page.t("web-problem-address-too-long"),
            Kind::Internal => page.t("web-problem-internal"),
            Kind::Unavailable(_) => page.t("web-problem-unavailable"),
        }
    }

    fn sentence(&self, page: &Page) -> String {
        if let Some(sentence) = &self.sentence {
            return if page.shell().texts().has(sentence) { page.t(sentence) } else { sentence.clone() };
        }
        match &self.kind {
            Kind::BadRequest => page.t("web-problem-bad-request-sentence"),
            Kind::Forbidden => page.t("web-problem-forbidden-sentence"),
            Kind::NotFound => page.t("web-problem-not-found-sentence"),
            Kind::UnknownLanguage { tag, .. } => {
                page.t_text("web-problem-unknown-language-sentence", "tag", tag.to_lowercase())
            }
            Kind::MethodNotAllowed => page.t("web-problem-method-sentence"),
            Kind::TooLarge => page.t("web-problem-too-large-sentence"),
            Kind::AddressTooLong => page.t("web-problem-address-too-long-sentence"),
            Kind::Internal => page.t("web-problem-internal-sentence"),
            Kind::Unavailable(None) => page.t("web-problem-unavailable-sentence"),
            Kind::Unavailable(Some(Unavailable::Search)) => page.t("web-problem-search-unavailable-sentence"),
        }
    }
}

impl Problem {
    /// The sentence where no page stands around it, with a search to go on with or a way back.
    fn sentence_alone(&self, page: &Page) -> String {
        match (&self.kind, &self.sentence) {
            (Kind::NotFound, None) => page.t("web-problem-not-found-data"),
            (Kind::UnknownLanguage { tag, .. }, None) => {
                page.t_text("web-problem-unknown-language-data", "tag", tag.to_lowercase())
            }
            (Kind::MethodNotAllowed, None) => page.t("web-problem-method-data"),
            (Kind::AddressTooLong, None) => page.t("web-problem-address-too-long-data"),
            _ => self.sentence(page),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Problem {
    fn from(error: E) -> Self {
        match Unavailable::behind(&error) {
            Some(what) => Self::new(Kind::Unavailable(Some(what))),
            None => Self::internal(error),
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: String,
    sentence: String,
    offers_search: bool,
    shows_request_id: bool,
    languages: Vec<(Language, String)>,
}
