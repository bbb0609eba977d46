//! Between rows and files.

use jiff::Timestamp;
use kreisrund_kernel::{FileId, SubjectKind, SubjectRef};
use kreisrund_store::{StoreError, time};

use super::entity::{file, file_variant};
use crate::{
    blobs::Hash,
    file::{
        Content, Details, Document, File, MediaType, NewContent, NewFile, Picture, PicturePurpose, Size,
        SizedPicture, Visibility,
    },
    rights::{Licence, Rights},
    words::{self, Alternative},
};

/// The purpose under which documents are stored.
const DOCUMENT: &str = "document";

/// The file that `new` becomes.
pub(super) fn file(id: FileId, subject: SubjectRef, new: NewFile, created_at: Timestamp) -> File {
    let NewFile { content, details } = new;
    match content {
        NewContent::Picture { picture, purpose, alternative } => {
            let sizes = picture.sizes.into_iter().map(|(size, kept)| SizedPicture {
                size,
                width: kept.width,
                height: kept.height,
                media_type: kept.media_type,
                hash: kept.hash,
                bytes: kept.bytes as u64,
            });
            let full = picture.full;
            let content = Content::Picture(Picture {
                purpose,
                alternative,
                width: full.width,
                height: full.height,
                sizes: sizes.collect(),
            });
            let (name, media_type, bytes, hash) =
                (picture.name, full.media_type, full.bytes as u64, full.hash);
            File { id, subject, name, media_type, bytes, hash, content, details, created_at }
        }
        NewContent::Document { document, title } => File {
            id,
            subject,
            name: document.name,
            media_type: document.media_type,
            bytes: document.bytes as u64,
            hash: document.hash,
            content: Content::Document(Document { title }),
            details,
            created_at,
        },
    }
}

/// The name under which the purpose of `content` is stored.
pub(super) const fn purpose(content: &Content) -> &'static str {
    match content {
        Content::Picture(picture) => picture.purpose.as_str(),
        Content::Document(_) => DOCUMENT,
    }
}

/// The rows of `file`.
pub(super) fn rows(file: &File) -> Result<(file::Model, Vec<file_variant::Model>), StoreError> {
    let wording = match &file.content {
        Content::Picture(Picture { alternative: Alternative::Decorative, .. }) => None,
        Content::Picture(Picture { alternative: Alternative::Described(wording), .. }) => Some(wording),
        Content::Document(document) => Some(&document.title),
    };
    let rights = &file.details.rights;
    let row = file::Model {
        id: file.id.into(),
        subject_kind: file.subject.kind.as_str().to_owned(),
        subject_id: file.subject.id,
        purpose: purpose(&file.content).to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.as_str().to_owned(),
        bytes: length(file.bytes),
        hash: file.hash.to_string(),
        width: file.picture().map(|picture| picture.width.into()),
        height: file.picture().map(|picture| picture.height.into()),
        wording: words::to_column(wording)?,
        author: rights.author().map(str::to_owned),
        licence: rights.licence().as_str().to_owned(),
        source: rights.source().map(str::to_owned),
        credit: rights.credit().map(str::to_owned),
        visibility: file.details.visibility.as_str().to_owned(),
        keep_until_at: file.details.keep_until.map(time::to_column),
        rank: file.details.order.into(),
        example: file.details.example,
        created_at: time::to_column(file.created_at),
    };
    let sizes = file.picture().map(|picture| picture.sizes.as_slice()).unwrap_or_default();
    let variants = sizes.iter().map(|sized| file_variant::Model {
        file_id: file.id.into(),
        name: sized.size.as_str().to_owned(),
        width: sized.width.into(),
        height: sized.height.into(),
        media_type: sized.media_type.as_str().to_owned(),
        hash: sized.hash.to_string(),
        bytes: length(sized.bytes),
    });
    Ok((row, variants.collect()))
}

/// The file of `row` with its `variants`.
pub(super) fn file_of(row: file::Model, variants: Vec<file_variant::Model>) -> Result<File, StoreError> {
    let subject = subject_of(&row)?;
    let wording = words::from_column(&row.wording).map_err(StoreError::Unreadable)?;
    let content = if row.purpose == DOCUMENT {
        let title = wording.ok_or_else(|| unreadable("a document without a title"))?;
        Content::Document(Document { title })
    } else {
        Content::Picture(Picture {
            purpose: PicturePurpose::from_name(&row.purpose)
                .ok_or_else(|| unreadable(&format!("“{}” is no purpose of a picture", row.purpose)))?,
            alternative: wording.map_or(Alternative::Decorative, Alternative::Described),
            width: pixels(row.width)?,
            height: pixels(row.height)?,
            sizes: sizes(variants)?,
        })
    };
    let licence = Licence::from_name(&row.licence)
        .ok_or_else(|| unreadable(&format!("“{}” is no licence", row.licence)))?;
    let rights = Rights::new(row.author.as_deref(), licence, row.source.as_deref(), row.credit.as_deref());
    Ok(File {
        id: row.id.into(),
        subject,
        media_type: media_type(&row.media_type)?,
        bytes: row.bytes.unsigned_abs(),
        hash: hash(&row.hash)?,
        content,
        details: Details {
            rights: rights.map_err(|error| unreadable(&error.to_string()))?,
            visibility: Visibility::from_name(&row.visibility)
                .ok_or_else(|| unreadable(&format!("“{}” is no visibility", row.visibility)))?,
            keep_until: row.keep_until_at.map(time::from_column),
            order: u16::try_from(row.rank).unwrap_or(u16::MAX),
            example: row.example,
        },
        name: row.name,
        created_at: time::from_column(row.created_at),
    })
}

/// The record on which the file of `row` hangs.
pub(super) fn subject_of(row: &file::Model) -> Result<SubjectRef, StoreError> {
    let kind = SubjectKind::from_name(&row.subject_kind)
        .ok_or_else(|| unreadable(&format!("“{}” is no kind of record", row.subject_kind)))?;
    Ok(SubjectRef::new(kind, row.subject_id))
}

/// The hash in a column.
pub(super) fn hash(text: &str) -> Result<Hash, StoreError> {
    text.parse().map_err(|error: crate::blobs::NotAHash| unreadable(&error.to_string()))
}

fn sizes(variants: Vec<file_variant::Model>) -> Result<Vec<SizedPicture>, StoreError> {
    let mut sizes = Vec::with_capacity(variants.len());
    for variant in variants {
        sizes.push(SizedPicture {
            size: Size::from_name(&variant.name)
                .ok_or_else(|| unreadable(&format!("“{}” is no size of a picture", variant.name)))?,
            width: pixels(Some(variant.width))?,
            height: pixels(Some(variant.height))?,
            media_type: media_type(&variant.media_type)?,
            hash: hash(&variant.hash)?,
            bytes: variant.bytes.unsigned_abs(),
        });
    }
    sizes.sort_by_key(|sized| sized.size);
    Ok(sizes)
}

fn media_type(text: &str) -> Result<MediaType, StoreError> {
    MediaType::from_name(text).ok_or_else(|| unreadable(&format!("“{text}” is no type of a file")))
}

fn pixels(number: Option<i64>) -> Result<u32, StoreError> {
    number
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| unreadable("a picture without a width or height"))
}

fn length(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn unreadable(problem: &str) -> StoreError {
    StoreError::Unreadable(problem.to_owned())
}
