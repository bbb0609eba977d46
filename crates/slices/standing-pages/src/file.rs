//! A page's text as a file, which people edit with whatever they have.
//!
//! ```text
//! # The title
//! The lines right below the title are the lead. It may be missing.
//!
//! Behind an empty line begins the body with its paragraphs, ## headings, - lists and [links](/hilfe).
//! ```

use kreisrund_content::{LanguageTag, Text};

use crate::placeholder::{self, Placeholder};

/// The largest file in bytes. No page of words comes near it.
pub const LARGEST: usize = 100_000;

/// The longest title in characters.
const LONGEST_TITLE: usize = 120;

/// Why a file can't be a page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is too large.
    #[error("the file is larger than {} kB; a page has only words, without pictures", LARGEST / 1000)]
    TooLarge,
    /// It is no text, or one in another encoding.
    #[error("line {line} is not UTF-8; save the file as text in UTF-8")]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
    },
    /// It has characters that no text has.
    #[error("line {line} has a control character; is this a text file?")]
    ControlCharacter {
        /// The line, from 1.
        line: usize,
    },
    /// There is nothing in it.
    #[error(
        "the file is empty; to return to the text that came with the program, use `kreisrund pages reset`"
    )]
    Empty,
    /// It begins with something else.
    #[error("the file has to begin with the title on a line of its own, as in “# Impressum”")]
    NoTitle,
    /// The title goes on and on.
    #[error("the title is longer than {LONGEST_TITLE} characters; put an empty line below the title")]
    LongTitle,
    /// It has a title and nothing else.
    #[error("there is nothing below the title")]
    NothingBelow,
    /// It names something that we can't fill in.
    #[error("line {line}: “{found}” is no placeholder; there are {known}", known = Placeholder::known())]
    UnknownPlaceholder {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
}

/// The text in the file with content `bytes`.
///
/// # Errors
/// [`Refusal`] with a sentence for whoever wrote it.
pub fn read(language: LanguageTag, bytes: &[u8]) -> Result<Text, Refusal> {
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let content = str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Refusal::NotUtf8 { line: 1 + valid.iter().filter(|byte| **byte == b'\n').count() }
    })?;
    for (index, line) in content.split('\n').enumerate() {
        let line_number = index + 1;
        if line.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\t')) {
            return Err(Refusal::ControlCharacter { line: line_number });
        }
        if let Some(found) = placeholder::unknown(line) {
            return Err(Refusal::UnknownPlaceholder { line: line_number, found });
        }
    }
    if content.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let text = split(language, content);
    if text.title.is_empty() {
        return Err(Refusal::NoTitle);
    }
    if text.title.chars().count() > LONGEST_TITLE {
        return Err(Refusal::LongTitle);
    }
    if text.summary.is_empty() && text.body.is_empty() {
        return Err(Refusal::NothingBelow);
    }
    Ok(text)
}

/// Title, lead and body; the title is empty where none stands at the beginning.
pub fn split(language: LanguageTag, content: &str) -> Text {
    let content = content.trim();
    let (first, rest) = content.split_once('\n').unwrap_or((content, ""));
    let Some(title) = first.strip_prefix("# ") else { return Text::new(language, "", "", content) };
    let is_lead = |line: &str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with("##") && line != "-" && !line.starts_with("- ")
    };
    let lead_length: usize = rest.split_inclusive('\n').take_while(|line| is_lead(line)).map(str::len).sum();
    let (lead, body) = rest.split_at(lead_length);
    Text::new(language, title, lead, body)
}

/// The file of `text`, which can be read again.
#[must_use]
pub fn written(text: &Text) -> String {
    let Text { title, summary, body, .. } = text;
    let lead = if summary.is_empty() { String::new() } else { format!("{summary}\n") };
    let body = if body.is_empty() { String::new() } else { format!("\n{body}\n") };
    format!("# {title}\n{lead}{body}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(bytes: impl AsRef<[u8]>) -> String {
        read(LanguageTag::german(), bytes.as_ref()).unwrap_err().to_string()
    }

    #[test]
    fn title_lead_and_body_are_told_apart() {
        let text = read(
            LanguageTag::german(),
            "\u{feff}# Impressum\r\nWer hier\r\nantwortet.\r\n\r\n## Anbieter\r\n{operator}\r\n".as_bytes(),
        )
        .unwrap();
        assert_eq!(
            text,
            Text::new(LanguageTag::german(), "Impressum", "Wer hier antwortet.", "## Anbieter\n{operator}")
        );
        let without_lead = split(LanguageTag::german(), "# Hilfe\n\nSo geht es.");
        assert_eq!((without_lead.summary.as_str(), without_lead.body.as_str()), ("", "So geht es."));
        let heading_at_once = split(LanguageTag::german(), "# Hilfe\n## Suchen\nSo geht es.");
        assert_eq!(heading_at_once.body, "## Suchen\nSo geht es.");
    }

    #[test]
    fn what_is_no_page_is_refused_with_a_sentence() {
        assert!(refusal("").starts_with("the file is empty"));
        assert!(refusal(" \n\t\n").starts_with("the file is empty"));
        assert!(refusal("a".repeat(LARGEST + 1)).starts_with("the file is larger than 100 kB"));
        assert_eq!(refusal(b"# A\nb\n\xff"), "line 3 is not UTF-8; save the file as text in UTF-8");
        assert_eq!(refusal("# A\nb\0"), "line 2 has a control character; is this a text file?");
        assert!(refusal("Impressum\n\nText").contains("has to begin with the title"));
        assert!(refusal("# \n\nText").contains("has to begin with the title"));
        assert!(refusal(format!("# {}\n\nText", "a".repeat(121))).contains("longer than 120"));
        assert_eq!(refusal("# Impressum\n"), "there is nothing below the title");
        assert!(
            refusal("# A\nb\n\nRuf {telefon} an")
                .starts_with("line 4: “{telefon}” is no placeholder; there are {site}")
        );
        assert!(refusal("# A\n\n{operator").starts_with("line 3: “{operator” is no placeholder"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(content in r"# [A-Za-z]{1,9}\n(([a-z .\[\]()]|\n|\n\n|## |- |\{phone\}){0,60})") {
            if let Ok(text) = read(LanguageTag::german(), content.as_bytes()) {
                prop_assert_eq!(read(LanguageTag::german(), written(&text).as_bytes()), Ok(text));
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
            let _ = read(LanguageTag::german(), &bytes);
        }
    }
}
