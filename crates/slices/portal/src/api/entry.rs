//! `/api/v1`: what there is, and `/api/v1/openapi.json`: the same in full for programs.

use axum::{http::Uri, response::Response};
use kreisrund_web::{Page, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    GUIDE, answer,
    document::document,
    given,
    operations::{OPENAPI, OPERATIONS},
    parameters,
};

/// What there is.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    /// The page for people that explains the interface.
    #[schema(format = "uri")]
    documentation: String,
    /// The OpenAPI document.
    #[schema(format = "uri")]
    openapi: String,
    /// The lists.
    resources: Vec<Resource>,
}

/// A list.
#[derive(Serialize, ToSchema)]
struct Resource {
    /// What it is called.
    name: &'static str,
    /// Its address.
    #[schema(format = "uri")]
    url: String,
    /// What it holds, in the language of the address.
    summary: String,
}

pub async fn all(page: Page, uri: Uri) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    let lists = OPERATIONS.iter().filter(|operation| operation.paged);
    Ok(answer::one(Entry {
        documentation: page.absolute(GUIDE),
        openapi: page.absolute(OPENAPI),
        resources: lists
            .map(|operation| Resource {
                name: operation.tag,
                url: page.absolute(operation.path),
                summary: page.t(operation.summary),
            })
            .collect(),
    }))
}

pub async fn openapi(page: Page, uri: Uri) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    Ok(answer::json(&document(&page)?))
}
