//! The shape of every answer: `data`, and where it is a list, `page` with the way on, also in the header `Link` (RFC 8288).

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use kreisrund_web::{Page, Parameters};
use serde::Serialize;
use utoipa::ToSchema;

use super::parameters::{LAST_PAGE, PER_PAGE};
use crate::question;

/// The parameter that holds the page's number.
const NUMBER: &str = "seite";

/// The page of a list that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Its number, from 1.
    pub number: u64,
    /// Entries on a page.
    pub per_page: u64,
    /// The last page that can be asked for, however long the list is.
    pub last: u64,
}

impl Window {
    /// The page that `parameters` ask for, which were read already.
    pub fn read(parameters: &Parameters) -> Self {
        Self {
            number: parameters.read(NUMBER).unwrap_or(1),
            per_page: parameters.read(PER_PAGE).unwrap_or(question::PER_PAGE),
            last: LAST_PAGE,
        }
    }

    /// How many entries stand before it.
    pub fn offset(self) -> usize {
        let before = self.number.saturating_sub(1).saturating_mul(self.per_page);
        usize::try_from(before).unwrap_or(usize::MAX)
    }

    /// How many entries it has at most.
    pub fn limit(self) -> usize {
        usize::try_from(self.per_page).unwrap_or(usize::MAX)
    }

    /// Its part of `all`.
    pub fn of<T>(self, all: Vec<T>) -> Vec<T> {
        all.into_iter().skip(self.offset()).take(self.limit()).collect()
    }

    /// Where it stands in a list of `total` entries at the address of `page`.
    pub fn paged(self, page: &Page, parameters: &Parameters, total: usize) -> Paged {
        let total = total as u64;
        let last = total.div_ceil(self.per_page.max(1)).clamp(1, self.last);
        let address = |number: u64| page.absolute(&parameters.with(NUMBER, number).on(&page.path));
        Paged {
            number: self.number,
            per_page: self.per_page,
            total,
            next: (self.number < last).then(|| address(self.number + 1)),
            previous: (self.number > 1).then(|| address(last.min(self.number - 1))),
        }
    }
}

/// Where the answer stands in the whole list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub struct Paged {
    /// The number of this page, from 1.
    number: u64,
    /// Entries on a page.
    per_page: u64,
    /// Entries on all pages.
    total: u64,
    /// The address of the next page; null on the last one.
    #[schema(format = "uri")]
    next: Option<String>,
    /// The address of the page before; null on the first one.
    #[schema(format = "uri")]
    previous: Option<String>,
}

impl Paged {
    /// The pages before and behind as the header `Link` tells them.
    fn links(&self) -> Option<HeaderValue> {
        let next = self.next.iter().map(|address| format!("<{address}>; rel=\"next\""));
        let previous = self.previous.iter().map(|address| format!("<{address}>; rel=\"prev\""));
        let links: Vec<String> = next.chain(previous).collect();
        if links.is_empty() { None } else { HeaderValue::try_from(links.join(", ")).ok() }
    }
}

#[derive(Serialize)]
struct List<T> {
    data: Vec<T>,
    page: Paged,
}

#[derive(Serialize)]
struct One<T> {
    data: T,
}

/// A page of a list.
pub fn list<T: Serialize>(data: Vec<T>, page: Paged) -> Response {
    paged(&page.clone(), &List { data, page })
}

/// One record.
pub fn one<T: Serialize>(data: T) -> Response {
    json(&One { data })
}

/// An answer of its own shape that has pages.
pub fn paged(page: &Paged, body: &impl Serialize) -> Response {
    let mut response = json(body);
    if let Some(links) = page.links() {
        response.headers_mut().insert(header::LINK, links);
    }
    response
}

/// Any answer. Everybody may keep it and asks with its ETag whether it is still true.
pub fn json(body: &impl Serialize) -> Response {
    let mut response = Json(body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    response
}
