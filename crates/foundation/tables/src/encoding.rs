//! The text of bytes whose encoding nobody told.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a text file")]
pub struct NotText;

/// The text of `bytes`, without byte order mark: UTF-8, UTF-16 with or without mark, or what German computers wrote before
/// (Windows-1252, DOS code page 850).
///
/// # Errors
/// [`NotText`] where neither fits.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    let (text, _) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return decode_without_mark(rest),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest),
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest),
        _ => match zeros(bytes) {
            Zeros::None => return decode_without_mark(bytes),
            Zeros::AtOddPlaces => UTF_16LE.decode_without_bom_handling(bytes),
            Zeros::AtEvenPlaces => UTF_16BE.decode_without_bom_handling(bytes),
            Zeros::Anywhere => return Err(NotText),
        },
    };
    if text.contains('\0') { Err(NotText) } else { Ok(text) }
}

fn decode_without_mark(bytes: &[u8]) -> Result<Cow<'_, str>, NotText> {
    if bytes.contains(&0) {
        return Err(NotText);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.into());
    }
    // Where one of the two has letters, the other has signs that names do not contain.
    const UMLAUTS_IN_CP850: &[u8] = b"\x84\x94\x81\x8e\x99\x9a\xe1";
    const UMLAUTS_IN_WINDOWS_1252: &[u8] = b"\xe4\xf6\xfc\xc4\xd6\xdc\xdf";
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    if count(UMLAUTS_IN_CP850) > count(UMLAUTS_IN_WINDOWS_1252) {
        Ok(bytes.iter().map(|byte| cp850(*byte)).collect::<String>().into())
    } else {
        Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
    }
}

/// Where zeros stand: of UTF-16 in a European language every other byte is one.
enum Zeros {
    None,
    AtOddPlaces,
    AtEvenPlaces,
    Anywhere,
}

fn zeros(bytes: &[u8]) -> Zeros {
    let beginning = bytes.get(..4_000).unwrap_or(bytes);
    let at = |odd: usize| beginning.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (at(0), at(1), beginning.len() / 2);
    match (even, odd) {
        (0, 0) => Zeros::None,
        (0, odd) if odd * 2 > half => Zeros::AtOddPlaces,
        (even, 0) if even * 2 > half => Zeros::AtEvenPlaces,
        _ => Zeros::Anywhere,
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
