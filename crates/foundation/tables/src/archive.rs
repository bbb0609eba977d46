//! Archives: what they hold, and that they do not burst.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;

use crate::NotATable;

/// How large an archive may be when unpacked, in bytes.
pub(super) const MOST_UNPACKED: u64 = 200_000_000;
/// How many files an archive may have.
const MOST_FILES: usize = 5_000;

/// What an archive holds.
pub(super) enum Content {
    /// A workbook of Excel.
    Workbook,
    /// A document of LibreOffice and others.
    OpenDocument,
    /// Something else.
    Other,
}

/// Looks into the archive, and through all of it: what it says of its sizes need not be true.
pub(super) fn content(bytes: &[u8]) -> Result<Content, NotATable> {
    let damaged = |error: zip::result::ZipError| NotATable::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_FILES {
        return Err(NotATable::Damaged(format!("it has more than {MOST_FILES} parts")));
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink())
            .map_err(|error| NotATable::Damaged(error.to_string()))?;
        left = left.checked_sub(unpacked).ok_or(NotATable::UnpacksTooLarge(MOST_UNPACKED))?;
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    Ok(if has("xl/workbook.xml") {
        Content::Workbook
    } else if has("content.xml") {
        Content::OpenDocument
    } else {
        Content::Other
    })
}

/// One part of an archive, to be read from its beginning.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<Vec<u8>, NotATable> {
    let damaged = |error: &dyn std::fmt::Display| NotATable::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let part = archive.by_name(name).map_err(|error| damaged(&error))?;
    let mut content = Vec::new();
    part.take(MOST_UNPACKED).read_to_end(&mut content).map_err(|error| damaged(&error))?;
    Ok(content)
}
