//! The address under which files are given out.

use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_files::{Access, FileError, Variant};
use kreisrund_kernel::FileId;
use kreisrund_slice::House;
use kreisrund_web::Problem;
use uuid::Uuid;

/// Gives a public file out in one of its forms.
pub async fn file(
    State(house): State<House>,
    Path((id, variant)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::not_found())?;
    let variant = Variant::from_name(&variant).ok_or_else(Problem::not_found)?;
    let served = house
        .files
        .read(house.database.read(), FileId::from(id), variant, Access::ANONYMOUS)
        .await
        .map_err(|error: FileError| Problem::internal(error))?
        .ok_or_else(Problem::not_found)?;
    let mut response = Response::builder().status(StatusCode::OK);
    for (name, value) in served.headers() {
        response = response.header(name, value);
    }
    response.body(Body::from(served.bytes.clone())).map_err(Problem::internal)
}
