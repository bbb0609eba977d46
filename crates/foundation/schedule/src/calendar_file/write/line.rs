//! Content lines: escaped, folded, ended (RFC 5545, sections 3.1 and 3.3.11).

use super::super::text::web_address;
use jiff::{Timestamp, civil::DateTime};

/// The octets of a line, without its end (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// The text of a calendar file as it grows.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Appends a line as it is, folded where it is too long, never inside a character.
    pub(super) fn raw(&mut self, line: &str) {
        let mut rest = line;
        let mut room = LONGEST_LINE;
        while rest.len() > room {
            let end = (1..=room).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
            let (head, tail) = rest.split_at(end);
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            // The blank at the beginning of a continued line counts.
            room = LONGEST_LINE - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    /// Appends a property with a text, if there is one. `name` may bring parameters with it.
    pub(super) fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.map(escaped).filter(|text| !text.is_empty()) {
            self.raw(&format!("{name}:{text}"));
        }
    }

    /// Appends a property with a web address, if it is one.
    pub(super) fn address(&mut self, name: &str, address: Option<&str>) {
        if let Some(address) = address.and_then(web_address) {
            self.raw(&format!("{name}:{address}"));
        }
    }

    /// Appends a property with an instant, if there is one.
    pub(super) fn instant(&mut self, name: &str, instant: Option<Timestamp>) {
        if let Some(instant) = instant {
            self.raw(&format!("{name}:{}", utc(instant)));
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text in which nothing means anything to iCalendar.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A quoted value of a parameter. It cannot hold quotation marks or line ends (RFC 5545, section 3.1), and the escapes
/// of RFC 6868 are unknown to many programs, while some take a backslash for one.
pub(super) fn quoted(value: &str) -> String {
    let plain: String = value
        .chars()
        .map(|c| match c {
            '"' => '\'',
            '\\' => '/',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !c.is_control())
        .collect();
    format!("\"{plain}\"")
}

/// An instant in UTC, to the second.
pub(super) fn utc(instant: Timestamp) -> String {
    format!("{}Z", civil(jiff::tz::Offset::UTC.to_datetime(instant)))
}

/// A civil time, to the second. The form has room for the years 0 to 9999; others do not occur in moments.
pub(super) fn civil(civil: DateTime) -> String {
    let year = civil.year().clamp(0, 9_999);
    format!(
        "{year:04}{:02}{:02}T{:02}{:02}{:02}",
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", Some(&"ä😀".repeat(60)));
        let text = lines.into_text();
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ä😀".repeat(60)));
    }

    #[test]
    fn a_text_cannot_break_out_of_its_line() {
        assert_eq!(escaped("a;b,c\\d\r\ne\rf\u{0}\u{7f}\tg"), "a\\;b\\,c\\\\d\\ne\\nf\tg");
        assert_eq!(quoted("Verein \"Lese\nlust\"; e:V, x"), "\"Verein 'Lese lust'; e:V, x\"");
        let mut lines = Lines::default();
        lines.address("URL", Some("https://example.org/\r\nBEGIN:VEVENT"));
        lines.address("URL", Some("javascript:alert(1)"));
        assert_eq!(lines.into_text(), "");
    }

    proptest! {
        #[test]
        fn unfolded_again_a_line_is_what_it_was(line in "[^\r\n]{0,400}") {
            let mut lines = Lines::default();
            lines.raw(&line);
            let text = lines.into_text();
            prop_assert!(text.strip_suffix("\r\n").unwrap().split("\r\n").all(|line| line.len() <= LONGEST_LINE));
            prop_assert_eq!(text.replace("\r\n ", ""), format!("{line}\r\n"));
        }
    }
}
