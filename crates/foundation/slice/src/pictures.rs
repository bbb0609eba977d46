//! Pictures that hang on records, as pages embed them. The files themselves are given out under `/dateien/…`.

use kreisrund_content::LanguageTag;
use kreisrund_files::{Access, File, PicturePurpose, Size, Variant, store};
use kreisrund_kernel::{FileId, SubjectRef};
use kreisrund_store::StoreError;
use kreisrund_web::Page;

use crate::House;

/// A picture as a page embeds it; the macro `picture` draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl Picture {
    /// Its full address, for programs.
    #[must_use]
    pub fn absolute(&self, page: &Page) -> String {
        format!("{}{}", page.site().base_url, self.source)
    }
}

/// The first public picture of `subject` for that purpose.
///
/// # Errors
/// When the database can't be read.
pub async fn of(
    house: &House,
    page: &Page,
    subject: SubjectRef,
    purpose: PicturePurpose,
) -> Result<Option<Picture>, StoreError> {
    let files = store::files_of(house.database.read(), subject, Access::ANONYMOUS).await?;
    Ok(files.iter().find(|file| is_for(file, purpose)).and_then(|file| shown(page, file)))
}

/// The address of the picture `file` as lists show it.
#[must_use]
pub fn small(file: FileId) -> String {
    kreisrund_files::address(file, Variant::Sized(Size::Small))
}

/// Whether `file` is a picture for `purpose`.
#[must_use]
pub fn is_for(file: &File, purpose: PicturePurpose) -> bool {
    file.picture().is_some_and(|picture| picture.purpose == purpose)
}

/// The picture `file` as the page embeds it; none where it is no picture.
#[must_use]
pub fn shown(page: &Page, file: &File) -> Option<Picture> {
    let image = file.image(&LanguageTag::from(page.language))?;
    Some(Picture {
        source: image.src,
        sources: image.srcset,
        width: image.width,
        height: image.height,
        alt: image.alt,
        credit: image.credit.unwrap_or_default(),
    })
}
