//! From bytes to content lines: byte order marks, line ends, folding and encodings as they really occur.

use encoding_rs::{ISO_8859_15, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// A content line, unfolded (RFC 5545, section 3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentLine {
    /// The line in the file on which it begins, counted from 1.
    pub number: usize,
    /// The whole line, without its line end.
    pub text: String,
}

impl ContentLine {
    /// The name of the property in capitals, if the line begins like a property.
    pub(super) fn name(&self) -> Option<String> {
        name_of(self.text.as_bytes()).map(|name| String::from_utf8_lossy(name).to_ascii_uppercase())
    }

    /// What follows the name of a line without parameters, as in `BEGIN:VEVENT`.
    pub(super) fn plain_value(&self) -> &str {
        self.text.split_once(':').map_or("", |(_, value)| value.trim())
    }
}

/// The file without its byte order mark, in an encoding that keeps ASCII as it is.
pub(super) fn without_byte_order_mark(bytes: &[u8]) -> Cow<'_, [u8]> {
    let utf16 = |encoding: &'static encoding_rs::Encoding| {
        Cow::Owned(encoding.decode_with_bom_removal(bytes).0.into_owned().into_bytes())
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, ..] | [b'B', 0, b'E', 0, ..] => utf16(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'B', 0, b'E', ..] => utf16(UTF_16BE),
        _ => Cow::Borrowed(bytes),
    }
}

/// The content lines of a file.
pub(super) struct ContentLines<'a> {
    physical: std::iter::Enumerate<Box<dyn Iterator<Item = &'a [u8]> + 'a>>,
    pending: Option<Pending>,
}

/// A content line that may still be continued.
struct Pending {
    number: usize,
    bytes: Vec<u8>,
    transfer: Transfer,
    is_text: bool,
}

/// How a value was wrapped (vCalendar 1.0 and programs that still write it).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transfer {
    Plain,
    QuotedPrintable,
    Base64,
}

impl<'a> ContentLines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // Old programs end lines with a carriage return alone; beside line feeds it ends nothing.
        let physical: Box<dyn Iterator<Item = &'a [u8]>> = if bytes.contains(&b'\n') {
            Box::new(bytes.split(|byte| *byte == b'\n').map(without_carriage_returns))
        } else {
            Box::new(bytes.split(|byte| *byte == b'\r'))
        };
        Self { physical: physical.enumerate(), pending: None }
    }
}

impl Iterator for ContentLines<'_> {
    type Item = ContentLine;

    fn next(&mut self) -> Option<ContentLine> {
        for (index, line) in self.physical.by_ref() {
            if let Some(pending) = &mut self.pending
                && pending.takes(line)
            {
                continue;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            if let Some(finished) = self.pending.replace(Pending::new(index + 1, line)) {
                return Some(finished.finish());
            }
        }
        self.pending.take().map(Pending::finish)
    }
}

impl Pending {
    fn new(number: usize, line: &[u8]) -> Self {
        let head = line.split(|byte| *byte == b':').next().unwrap_or_default().to_ascii_uppercase();
        let has = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
        let transfer = if has(b"QUOTED-PRINTABLE") {
            Transfer::QuotedPrintable
        } else if has(b"BASE64") {
            Transfer::Base64
        } else {
            Transfer::Plain
        };
        let is_text = name_of(line).is_some_and(|name| {
            [&b"DESCRIPTION"[..], b"SUMMARY", b"LOCATION", b"COMMENT", b"X-ALT-DESC"]
                .iter()
                .any(|text| name.eq_ignore_ascii_case(text))
        });
        Self { number, bytes: line.to_vec(), transfer, is_text }
    }

    /// Appends `line` if it continues this one.
    fn takes(&mut self, line: &[u8]) -> bool {
        match line {
            [b' ' | b'\t', rest @ ..] => {
                self.bytes.extend_from_slice(rest);
                return true;
            }
            [] => return false,
            _ => {}
        }
        match self.transfer {
            Transfer::QuotedPrintable if self.bytes.last() == Some(&b'=') => {
                self.bytes.pop();
                self.bytes.extend_from_slice(line);
                true
            }
            Transfer::Base64
                if line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)) =>
            {
                self.bytes.extend_from_slice(line);
                true
            }
            // A text whose line feeds were neither escaped nor folded.
            _ if self.is_text && name_of(line).is_none() => {
                self.bytes.extend_from_slice(b"\\n");
                self.bytes.extend_from_slice(line);
                true
            }
            _ => false,
        }
    }

    fn finish(self) -> ContentLine {
        ContentLine { number: self.number, text: decoded(self.bytes) }
    }
}

/// The text of a line. Where it is not UTF-8, it was written by a Western European program: Windows-1252 if it uses the
/// bytes that ISO 8859 leaves to control characters, ISO 8859-15 if it has a euro sign in the place of the currency
/// sign; elsewhere the two agree on everything German.
fn decoded(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.as_bytes();
        let only_windows = bytes.iter().any(|byte| (0x80..=0x9F).contains(byte));
        let encoding = if !only_windows && bytes.contains(&0xA4) { ISO_8859_15 } else { WINDOWS_1252 };
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    })
}

/// The name of the property a line begins with; it ends before a colon or semicolon.
fn name_of(line: &[u8]) -> Option<&[u8]> {
    let end = line.iter().position(|byte| matches!(byte, b':' | b';'))?;
    let name = line.get(..end)?.trim_ascii_end();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (!name.is_empty() && name.iter().all(is_name)).then_some(name)
}

fn without_carriage_returns(mut line: &[u8]) -> &[u8] {
    while let [rest @ .., b'\r'] = line {
        line = rest;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        ContentLines::new(&without_byte_order_mark(bytes)).map(|line| line.text).collect()
    }

    #[test]
    fn every_line_end_is_understood() {
        for file in ["A:1\r\nB:2\r\n", "A:1\nB:2", "A:1\rB:2\r", "A:1\r\r\nB:2\r\r\n", "\n\nA:1\n\n\nB:2\n"] {
            assert_eq!(texts(file.as_bytes()), ["A:1", "B:2"], "{file:?}");
        }
    }

    #[test]
    fn lines_keep_the_number_on_which_they_begin() {
        let lines: Vec<_> =
            ContentLines::new(b"A:1\n 2\n\nB:2\n").map(|line| (line.number, line.text)).collect();
        assert_eq!(lines, [(1, "A:12".to_owned()), (4, "B:2".to_owned())]);
    }

    #[test]
    fn a_letter_split_by_folding_is_put_together() {
        assert_eq!(texts(b"SUMMARY:K\xC3\r\n \xA4se"), ["SUMMARY:Käse"]);
    }

    #[test]
    fn a_text_with_bare_line_feeds_stays_one_text() {
        assert_eq!(
            texts(b"DESCRIPTION:Erste\nZweite, ohne Einzug\nUID:1"),
            ["DESCRIPTION:Erste\\nZweite, ohne Einzug", "UID:1"]
        );
        assert_eq!(texts(b"UID:1\nJunk"), ["UID:1", "Junk"]);
    }

    #[test]
    fn wrapped_values_are_joined() {
        assert_eq!(
            texts(b"SUMMARY;ENCODING=QUOTED-PRINTABLE:Fr=C3=\n=BChling\nUID:1"),
            ["SUMMARY;ENCODING=QUOTED-PRINTABLE:Fr=C3=BChling", "UID:1"]
        );
        assert_eq!(
            texts(b"DESCRIPTION;ENCODING=BASE64:R3L8\nc3Nl\nEND:VEVENT"),
            ["DESCRIPTION;ENCODING=BASE64:R3L8c3Nl", "END:VEVENT"]
        );
    }

    #[test]
    fn every_encoding_is_understood() {
        let expected = ["SUMMARY:Käse 5 €"];
        let utf16: Vec<u8> = "\u{feff}SUMMARY:Käse 5 €".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_big: Vec<u8> =
            "\u{feff}SUMMARY:Käse 5 €".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(texts("SUMMARY:Käse 5 €".as_bytes()), expected);
        assert_eq!(texts("\u{feff}SUMMARY:Käse 5 €".as_bytes()), expected);
        assert_eq!(texts(&utf16), expected);
        assert_eq!(texts(&utf16_big), expected);
        assert_eq!(texts(b"SUMMARY:K\xE4se 5 \x80"), expected, "Windows-1252");
        assert_eq!(texts(b"SUMMARY:K\xE4se 5 \xA4"), expected, "ISO 8859-15");
    }
}
