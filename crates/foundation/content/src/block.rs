//! The little markup of a text's body, which people can write without learning it.
//!
//! Paragraphs are divided by empty lines; a line that begins with `## ` is a heading, lines that begin with `- ` are a
//! list. Within a line `[words](target)` is a link. Everything else is the text itself: there is no HTML, and a link
//! whose target is not safe stays the characters that it is.

use serde::{Deserialize, Serialize};

/// The longest target in characters: browsers take no longer ones for sure, and reading stays quick.
const LONGEST_TARGET: usize = 2000;

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading below the page's own.
    Heading(Line),
    /// A paragraph with the lines in which it was written.
    Paragraph(Vec<Line>),
    /// A list.
    List(Vec<Line>),
}

/// What stands on one line.
pub type Line = Vec<Inline>;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Text.
    Text(String),
    /// A link.
    Link {
        /// The words that are linked.
        text: String,
        /// Where it leads: a path of this site (`/…`), or an address with `https:`, `http:`, `tel:` or `mailto:`.
        target: String,
    },
}

impl Block {
    /// The blocks of `body`.
    #[must_use]
    pub fn read(body: &str) -> Vec<Self> {
        let mut blocks = Vec::new();
        let mut continues = false;
        for line in body.lines() {
            if line.trim().is_empty() {
                continues = false;
                continue;
            }
            let started = Self::start(line);
            let last = if continues { blocks.last_mut() } else { None };
            continues = true;
            match (last, started) {
                (Some(Self::List(items)), Self::List(new)) => items.extend(new),
                (Some(Self::Paragraph(lines)), Self::Paragraph(new)) => lines.extend(new),
                (Some(Self::List(items)), Self::Paragraph(new)) if line.starts_with([' ', '\t']) => {
                    continue_item(items, new);
                }
                (_, started) => blocks.push(started),
            }
        }
        blocks
    }

    /// The block that `line` begins where it stands alone.
    fn start(line: &str) -> Self {
        let line = line.trim();
        if let Some(item) = line.strip_prefix("- ") {
            Self::List(vec![read_line(item.trim())])
        } else if let Some(heading) = line.strip_prefix("## ") {
            Self::Heading(read_line(heading.trim()))
        } else {
            Self::Paragraph(vec![read_line(line)])
        }
    }

    /// The block's lines.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        match self {
            Self::Heading(line) => std::slice::from_ref(line),
            Self::Paragraph(lines) | Self::List(lines) => lines,
        }
    }
}

/// An indented line behind an item belongs to it.
fn continue_item(items: &mut [Line], lines: Vec<Line>) {
    if let Some(item) = items.last_mut() {
        for line in lines {
            item.push(Inline::Text(" ".into()));
            item.extend(line);
        }
    }
}

impl Inline {
    /// The words that a reader sees.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link { text, .. } => text,
        }
    }
}

/// The words of `body` without markup: one line for each line, heading and item, an empty line between blocks.
#[must_use]
pub fn plain(body: &str) -> String {
    let words = |line: &Line| line.iter().map(Inline::text).collect::<String>();
    let block = |block: &Block| block.lines().iter().map(words).collect::<Vec<_>>().join("\n");
    Block::read(body).iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// The links of a line and the text between them.
#[must_use]
pub fn read_line(line: &str) -> Line {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let (before, from_bracket) = rest.split_at(start);
        text.push_str(before);
        match link(from_bracket) {
            Some((link, behind)) => {
                if !text.is_empty() {
                    pieces.push(Inline::Text(std::mem::take(&mut text)));
                }
                pieces.push(link);
                rest = behind;
            }
            None => {
                text.push('[');
                rest = &from_bracket[1..];
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Inline::Text(text));
    }
    pieces
}

/// The link at the beginning of `text`, which begins with a bracket, and what stands behind it.
fn link(text: &str) -> Option<(Inline, &str)> {
    let text = text.strip_prefix('[')?;
    let (words, behind) = text.split_at(text.find(['[', ']'])?);
    let (target, behind) = split_at_closing(behind.strip_prefix("](")?)?;
    let words = words.trim();
    let is_link = !words.is_empty() && is_safe_target(target);
    is_link.then(|| (Inline::Link { text: words.to_owned(), target: target.to_owned() }, behind))
}

/// What stands before and behind the parenthesis that closes; addresses may have pairs of their own.
fn split_at_closing(text: &str) -> Option<(&str, &str)> {
    let mut open = 0_u32;
    for (index, character) in text.char_indices().take(LONGEST_TARGET) {
        match character {
            '(' => open += 1,
            ')' if open == 0 => return Some((&text[..index], &text[index + 1..])),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a link may lead to `target`: a path of this site, or a web page, a telephone number or a mailbox; nothing
/// that runs in the reader's browser, and no web address that hides its host behind a user name.
#[must_use]
pub fn is_safe_target(target: &str) -> bool {
    let has_odd_character = target.chars().any(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\\' | '<' | '>' | '"' | '`' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    if has_odd_character {
        return false;
    }
    if target.starts_with('/') {
        return !target.starts_with("//");
    }
    let Some((scheme, rest)) = target.split_once(':') else { return false };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            host.starts_with(|first: char| first.is_alphanumeric() || first == '[') && !host.contains('@')
        }),
        "tel" => {
            rest.bytes().any(|byte| byte.is_ascii_digit())
                && rest.bytes().all(|byte| byte.is_ascii_digit() || b"+-.()/".contains(&byte))
        }
        // No parameters: a link must not write somebody's mail for them.
        "mailto" => {
            let mut parts = rest.split('@');
            let is_part = |part: Option<&str>| part.is_some_and(|part| !part.is_empty());
            is_part(parts.next())
                && is_part(parts.next())
                && parts.next().is_none()
                && !rest.contains(['?', '&', ',', '%'])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Line {
        vec![Inline::Text(text.into())]
    }

    fn link(text: &str, target: &str) -> Inline {
        Inline::Link { text: text.into(), target: target.into() }
    }

    #[test]
    fn a_body_is_read_as_it_was_meant() {
        let body = "Erste Zeile\nzweite Zeile\n\n## Was Sie brauchen\n- einen Ausweis\n- das Formular\n  vom Amt\nDanach.\n\n- neue Liste\r\n\n\n\n-kein Punkt\n# keine Überschrift\n##auch nicht";
        assert_eq!(
            Block::read(body),
            [
                Block::Paragraph(vec![text("Erste Zeile"), text("zweite Zeile")]),
                Block::Heading(text("Was Sie brauchen")),
                Block::List(vec![
                    text("einen Ausweis"),
                    ["das Formular", " ", "vom Amt"].into_iter().flat_map(text).collect(),
                ]),
                Block::Paragraph(vec![text("Danach.")]),
                Block::List(vec![text("neue Liste")]),
                Block::Paragraph(vec![
                    text("-kein Punkt"),
                    text("# keine Überschrift"),
                    text("##auch nicht")
                ]),
            ]
        );
        assert_eq!(Block::read(" \n\n"), []);
        assert_eq!(plain("## Kopf\n- eins [zwei](/drei)\n- vier"), "Kopf\n\neins zwei\nvier");
    }

    #[test]
    fn links_are_links_and_brackets_are_brackets() {
        assert_eq!(
            read_line(
                "Fragen? [Schreiben Sie uns](mailto:hallo@example.org) oder [rufen Sie an](tel:+49-30-23125)."
            ),
            [
                Inline::Text("Fragen? ".into()),
                link("Schreiben Sie uns", "mailto:hallo@example.org"),
                Inline::Text(" oder ".into()),
                link("rufen Sie an", "tel:+49-30-23125"),
                Inline::Text(".".into()),
            ]
        );
        assert_eq!(read_line("[a](/suche?q=b)[c](/d)"), [link("a", "/suche?q=b"), link("c", "/d")]);
        assert_eq!(
            read_line("[Wiki](https://example.org/A_(B)) da"),
            [link("Wiki", "https://example.org/A_(B)"), Inline::Text(" da".into())]
        );
        assert_eq!(read_line("[[doppelt](/ziel)"), [Inline::Text("[".into()), link("doppelt", "/ziel")]);
        for plain in
            ["[offen", "[x](", "[x]()", "[](/x)", "a [b] c (d)", "[x] (/y)", "[x](javascript:alert(1))"]
        {
            assert_eq!(read_line(plain), text(plain), "{plain}");
        }
    }

    #[test]
    fn only_safe_targets_are_linked() {
        for safe in [
            "/",
            "/angebote/chor",
            "https://example.org",
            "HTTP://example.org/?a=b#c",
            "https://bücher.example.org/",
            "https://[2001:db8::1]/",
            "https://example.org/@name",
            "tel:116117",
            "mailto:a.b+c@example.org",
        ] {
            assert!(is_safe_target(safe), "{safe}");
        }
        for unsafe_target in [
            "",
            "seite",
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "javascript:alert(1)",
            "JaVaScRiPt:1",
            " javascript:1",
            "java\tscript:1",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "https:",
            "https://",
            "https:///x",
            "https:example.org",
            "http://gut.example.org@boese.example.org/",
            "https://example.org/\u{202e}x",
            "tel:",
            "tel:abc",
            "mailto:",
            "mailto:a",
            "mailto:a@",
            "mailto:a@b?bcc=c@example.org",
            "mailto:a@b,c@d",
            "blob:x",
            "https://example.org/\"onclick=",
            "/a b",
            "/\u{0}",
        ] {
            assert!(!is_safe_target(unsafe_target), "{unsafe_target}");
        }
    }

    proptest! {
        #[test]
        fn no_character_of_a_line_is_lost(line in r"([a-z \[\]()/:@]|https://|\[x\]\(/y\)){0,40}") {
            let mut again = String::new();
            for piece in read_line(&line) {
                match piece {
                    Inline::Text(text) => again.push_str(&text),
                    Inline::Link { text, target } => {
                        prop_assert!(is_safe_target(&target));
                        again.push_str(&format!("[{text}]({target})"));
                    }
                }
            }
            // Space within a link's brackets is tidied away.
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&again), bare(&line));
        }

        #[test]
        fn any_body_can_be_read(body in any::<String>()) {
            for block in Block::read(&body) {
                prop_assert!(!block.lines().is_empty());
            }
            let _ = plain(&body);
        }
    }
}
