//! Files that hang on records: pictures in several sizes, logos, flyers, each with its rights and its words.
//!
//! What somebody uploads goes three steps. [`picture::prepare`] or [`document::prepare`] look at the bytes, refuse what
//! is not what it should be, and make what will be served: for pictures new files in several sizes that carry nothing
//! of the upload but its pixels. [`FileStore`] keeps those bytes in a folder, named by their content. [`store::save`]
//! writes the row that says on which record the file hangs, who made it, who may see it and until when it is kept.

pub mod blobs;
pub mod demo;
pub mod document;
mod drawing;
pub mod file;
mod file_name;
mod file_store;
mod found;
pub mod picture;
mod refused;
pub mod rights;
pub mod serve;
pub mod store;
pub mod words;

pub use blobs::Hash;
pub use document::PreparedDocument;
pub use file::{
    Content, Details, Document, File, MediaType, NewContent, NewFile, Picture, PicturePurpose, Size,
    SizedPicture, Visibility,
};
pub use file_store::{FileError, FileStore, ReceivedDocument, ReceivedPicture};
pub use found::Found;
pub use picture::PreparedPicture;
pub use refused::{DrawingFault, Refused};
pub use rights::{Licence, Rights, RightsIncomplete};
pub use serve::{Access, Served, Variant, address};
pub use store::migrations;
pub use words::{Alternative, NoWords, Wording};

/// The largest upload, in bytes: 20 MB.
pub const UPLOAD_LIMIT: usize = 20 * 1024 * 1024;
