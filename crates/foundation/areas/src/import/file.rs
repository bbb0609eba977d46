//! What kind of file do these bytes make? Recognised by content, never by the file's name.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    /// A ZIP archive; Excel workbooks are such archives too.
    Archive,
    /// Recognised, and nothing of ours. The words go on behind “the file is”.
    Other(&'static str),
    /// Perhaps a text.
    Unknown,
}

impl Kind {
    pub(super) fn of(bytes: &[u8]) -> Self {
        const BEGINNINGS: [(&[u8], &str); 8] = [
            (b"%PDF", "a PDF document"),
            (b"\xd0\xcf\x11\xe0", "a workbook in Excel's old format (.xls); save it as .xlsx"),
            (b"\x89PNG", "a picture"),
            (b"\xff\xd8\xff", "a picture"),
            (b"GIF8", "a picture"),
            (b"\x1f\x8b", "packed with gzip; unpack it first"),
            (b"7z\xbc\xaf", "packed with 7-Zip; unpack it first"),
            (b"SQLite format 3", "a database"),
        ];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if bytes.is_empty() {
            return Self::Empty;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Self::Archive;
        }
        if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
            return Self::Other(what);
        }
        let beginning = bytes.get(..15).unwrap_or(bytes).to_ascii_lowercase();
        if beginning.starts_with(b"<!doctype html") || beginning.starts_with(b"<html") {
            return Self::Other("a web page; the download has to be made again");
        }
        Self::Unknown
    }
}

/// Why nothing came out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// It is damaged or cut off.
    Damaged(String),
    /// The file in it is larger than allowed.
    TooLarge,
    /// It has no file of the wanted kind; these are in it.
    Nothing(Vec<String>),
}

/// The names of the files in the archive.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, Packed> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Packed::Damaged(error.to_string()))?;
    let names = archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned);
    Ok(names.filter(|name| !name.ends_with('/')).collect())
}

/// The first file of the archive that is wanted by its name's ending and then by its content. None may be larger than
/// `largest` bytes when unpacked, whatever the archive says of its size.
pub(super) fn unpack(
    bytes: &[u8],
    endings: &[&str],
    largest: usize,
    is_wanted: impl Fn(&[u8]) -> bool,
) -> Result<Vec<u8>, Packed> {
    let mut all = names(bytes)?;
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| Packed::Damaged(error.to_string()))?;
    all.sort();
    for name in &all {
        let lower = name.to_lowercase();
        if !endings.iter().any(|ending| lower.ends_with(ending)) {
            continue;
        }
        let file = archive.by_name(name).map_err(|error| Packed::Damaged(error.to_string()))?;
        let limit = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
        let mut unpacked = Vec::new();
        file.take(limit).read_to_end(&mut unpacked).map_err(|error| Packed::Damaged(error.to_string()))?;
        if unpacked.len() > largest {
            return Err(Packed::TooLarge);
        }
        if is_wanted(&unpacked) {
            return Ok(unpacked);
        }
    }
    all.truncate(10);
    Err(Packed::Nothing(all))
}

/// The text of bytes whose encoding nobody told: UTF-8, or one of the two that German authorities used before it.
pub(super) fn text(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    // Where one of them has letters, the other has signs that names do not contain.
    const UMLAUTS_IN_CP850: &[u8] = b"\x84\x94\x81\x8e\x99\x9a\xe1";
    const UMLAUTS_IN_LATIN_1: &[u8] = b"\xe4\xf6\xfc\xc4\xd6\xdc\xdf";
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    if count(UMLAUTS_IN_CP850) > count(UMLAUTS_IN_LATIN_1) {
        bytes.iter().map(|byte| cp850(*byte)).collect()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// A character of the DOS code page 850 (Western Europe).
fn cp850(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
    match byte.checked_sub(128) {
        None => char::from(byte),
        Some(index) => UPPER.chars().nth(usize::from(index)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_what_it_holds_not_what_it_is_called() {
        for (bytes, kind) in [
            (b"".as_slice(), Kind::Empty),
            (b" \n\t", Kind::Empty),
            (b"\xef\xbb\xbf", Kind::Empty),
            (b"%PDF-1.7 \xe2", Kind::Other("a PDF document")),
            (b"PK\x03\x04...", Kind::Archive),
            (b"\n<!DOCTYPE html><html>", Kind::Other("a web page; the download has to be made again")),
            (b"10202406301", Kind::Unknown),
        ] {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn umlauts_are_read_in_every_encoding_of_the_last_forty_years() {
        assert_eq!(text("\u{feff}Mühlberg, Großräschen".as_bytes()), "Mühlberg, Großräschen");
        assert_eq!(text(b"M\xfchlberg, Gro\xdfr\xe4schen"), "Mühlberg, Großräschen");
        assert_eq!(text(b"M\x81hlberg, Gro\xe1r\x84schen"), "Mühlberg, Großräschen");
    }

    proptest! {
        #[test]
        fn hostile_archives_never_end_the_program(mut bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            bytes.splice(0..0, *b"PK\x03\x04");
            let _ = unpack(&bytes, &[""], 1000, |_| true);
            let _ = text(&bytes);
        }
    }
}
