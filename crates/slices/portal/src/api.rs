//! `/api/v1`: the public data of the portal for programs, to read.
//!
//! [`operations`] lists what there is. The routes, the OpenAPI document and the page that explains it are made of that one
//! list, and parameters are read by the same declarations by which they are documented, so that none can tell another
//! story. What is found comes from the same [`crate::question::Question`] as on the result page.

mod answer;
mod areas;
mod document;
mod entry;
mod given;
mod guide;
mod models;
mod occurrences;
mod offers;
mod operations;
mod organisations;
mod parameters;
mod places;
mod search;
mod vocabularies;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use kreisrund_slice::House;
use kreisrund_web::NavigationItem;

use operations::OPERATIONS;

/// The page that explains it.
pub const GUIDE: &str = "/api";

/// The link at the foot of every page.
pub const FOOTER: NavigationItem = NavigationItem { text: "portal-api-nav", path: GUIDE };

/// The page that explains the interface, and the interface.
pub fn routes() -> Router<House> {
    let page = Router::new().route(GUIDE, get(guide::page));
    OPERATIONS
        .iter()
        .fold(page, |router, operation| router.route(operation.path, (operation.handler)().options(methods)))
}

/// What can be done at an address of the interface.
async fn methods() -> Response {
    (StatusCode::NO_CONTENT, [(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"))])
        .into_response()
}
