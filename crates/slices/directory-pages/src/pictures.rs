//! Pictures on pages, and the address under which files are given out.

use axum::{
    body::Body,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_files::{Access, File, FileError, PicturePurpose, Variant, store};
use kreisrund_kernel::{FileId, SubjectRef};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Problem};
use uuid::Uuid;

use crate::parts::content_language;

/// A picture as a page embeds it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The form for browsers that don't choose.
    pub source: String,
    /// All forms with their widths.
    pub sources: String,
    /// The width of the largest form, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
    /// What it shows, in words; empty for decoration.
    pub alt: String,
    /// Who made it.
    pub credit: String,
}

/// The first public picture of `subject` for that purpose.
pub async fn of(
    house: &House,
    page: &Page,
    subject: SubjectRef,
    purpose: PicturePurpose,
) -> Result<Option<Picture>, StoreError> {
    let files = store::files_of(house.database.read(), subject, Access::ANONYMOUS).await?;
    Ok(files.iter().find(|file| is_for(file, purpose)).and_then(|file| shown(page, file)))
}

/// Whether `file` is a picture for `purpose`.
pub fn is_for(file: &File, purpose: PicturePurpose) -> bool {
    file.picture().is_some_and(|picture| picture.purpose == purpose)
}

/// The picture `file` as the page embeds it.
pub fn shown(page: &Page, file: &File) -> Option<Picture> {
    let image = file.image(&content_language(page))?;
    Some(Picture {
        source: image.src,
        sources: image.srcset,
        width: image.width,
        height: image.height,
        alt: image.alt,
        credit: image.credit.unwrap_or_default(),
    })
}

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
