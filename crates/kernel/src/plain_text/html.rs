//! The text of an HTML fragment: paragraphs and lists become lines, links keep their address.

use super::{one_line, web_address};

/// A heading that is longer, in characters, is a paragraph that somebody wanted to look large.
const LONGEST_HEADING: usize = 120;

/// What is kept beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing; the address of a link stands behind it in brackets.
    Words,
    /// Headings and links.
    Markup,
}

/// Whether a text is HTML although nobody said so.
pub(super) fn looks_like_it(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let marks = [
        "<br", "<p>", "<p ", "</", "<div", "<a href", "<ul>", "<li>", "<span", "<b>", "<i>", "<strong",
        "<em>",
    ];
    marks.iter().any(|mark| lower.contains(mark)) || has_reference(text)
}

fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| reference(rest).is_some())
}

/// The text of `html`.
pub(super) fn text(html: &str, kept: Kept) -> String {
    let is_laid_out = kept == Kept::Markup
        && ["<p", "<br", "<li", "<div"].iter().any(|tag| {
            html.match_indices('<').any(|(at, _)| {
                html.get(at..at + tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
            })
        });
    let mut reader =
        Reader { text: String::with_capacity(html.len()), kept, is_laid_out, link: None, heading: None };
    reader.read(html);
    reader.text
}

struct Reader {
    text: String,
    kept: Kept,
    /// Whether tags divide the lines, so that line feeds are mere white space. Texts in calendars mix HTML with line
    /// feeds that are meant as such; those stay.
    is_laid_out: bool,
    /// The address of the link that is open, and where its words begin.
    link: Option<(String, usize)>,
    /// Where the words of the heading that is open begin.
    heading: Option<usize>,
}

impl Reader {
    fn read(&mut self, html: &str) {
        let tags_end = html.rfind('>').unwrap_or(0);
        let mut rest = html;
        let mut hidden: Option<String> = None;
        while let Some(start) = rest.find('<') {
            let (before, tag_on) = rest.split_at(start);
            if hidden.is_none() {
                self.words(before);
            }
            if let Some(comment) = tag_on.strip_prefix("<!--") {
                rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or("");
                continue;
            }
            let is_tag = tag_on
                .get(1..2)
                .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
            // Looked for only while there is one ahead, so that a text of nothing but “<a” is not searched over and
            // over.
            let end = if is_tag && tags_end > html.len() - tag_on.len() { tag_on.find('>') } else { None };
            let Some((tag, after)) = end.and_then(|end| Some((tag_on.get(1..end)?, tag_on.get(end + 1..)?)))
            else {
                // A bare “<”, as in “< 18 Jahre”.
                if hidden.is_none() {
                    self.text.push('<');
                }
                rest = tag_on.get(1..).unwrap_or("");
                continue;
            };
            rest = after;
            let name = tag
                .trim_start_matches('/')
                .split([' ', '\t', '\n', '\r', '/', '>'])
                .next()
                .unwrap_or("")
                .to_ascii_lowercase();
            let closing = tag.starts_with('/');
            match (name.as_str(), closing) {
                ("script" | "style" | "head" | "title", false) => hidden = hidden.or(Some(name)),
                (_, true) if hidden.as_ref() == Some(&name) => hidden = None,
                _ if hidden.is_some() => {}
                _ => self.tag(&name, closing, tag),
            }
        }
        if hidden.is_none() {
            self.words(rest);
        }
        self.end_heading();
    }

    fn tag(&mut self, name: &str, closing: bool, tag: &str) {
        match (name, closing) {
            ("a", false) => self.link = attribute(tag, "href").map(|address| (address, self.text.len())),
            ("a", true) => self.end_link(),
            ("br" | "tr" | "hr", false) | ("tr", true) => self.text.push('\n'),
            ("li", false) => self.text.push_str("\n- "),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closing) => {
                self.end_heading();
                self.text.push_str("\n\n");
                if !closing && self.kept == Kept::Markup {
                    self.heading = Some(self.text.len());
                }
            }
            ("p" | "ul" | "ol" | "table" | "blockquote", _) => {
                self.end_heading();
                self.text.push_str("\n\n");
            }
            ("div" | "section" | "article", _) => self.text.push('\n'),
            ("td" | "th", true) => self.text.push(' '),
            _ => {}
        }
    }

    fn words(&mut self, html: &str) {
        let from = self.text.len();
        push_text(&mut self.text, html);
        if self.is_laid_out {
            let laid_out = self.text.split_off(from);
            let spaces = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            // What stands between two blocks is no line of its own.
            if laid_out.trim().is_empty() && self.text.ends_with('\n') {
                return;
            }
            self.text.extend(laid_out.chars().map(spaces));
        }
    }

    fn end_heading(&mut self) {
        let Some(from) = self.heading.take() else { return };
        let words = one_line(self.text.get(from..).unwrap_or(""));
        self.text.truncate(from);
        if !words.is_empty() && words.chars().count() <= LONGEST_HEADING {
            self.text.push_str("## ");
        }
        self.text.push_str(&words);
    }

    fn end_link(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let Some(address) = web_address(&address) else { return };
        let shown = one_line(self.text.get(from..).unwrap_or(""));
        match self.kept {
            Kept::Words => {
                let bare = |address: &str| {
                    let rest = address.trim_start_matches("https://").trim_start_matches("http://");
                    rest.trim_end_matches('/').to_owned()
                };
                if bare(&shown) != bare(&address) {
                    self.text.push_str(" (");
                    self.text.push_str(&address);
                    self.text.push(')');
                }
            }
            Kept::Markup
                if !shown.is_empty() && !shown.contains(['[', ']']) && !address.contains([')', '(']) =>
            {
                self.text.truncate(from);
                self.text.push_str(&format!("[{shown}]({address})"));
            }
            Kept::Markup => {}
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let start = lower.find(&format!("{name}="))? + name.len() + 1;
    let value = tag.get(start..)?;
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split([' ', '>']).next()?,
    };
    let mut plain = String::new();
    push_text(&mut plain, value);
    Some(plain.trim().to_owned())
}

/// Appends text with its character references resolved.
fn push_text(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        let (before, behind) = rest.split_at(start);
        text.push_str(before);
        let behind = behind.get(1..).unwrap_or("");
        match reference(behind) {
            Some((c, length)) => {
                text.push(c);
                rest = behind.get(length..).unwrap_or("");
            }
            None => {
                text.push('&');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
}

/// The character to which the text behind an “&” refers, and how many bytes of it do so.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end)?;
    Some((referenced(text.get(..end)?)?, end + 1))
}

fn referenced(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "euro" => '€',
        "sect" => '§',
        "copy" => '©',
        "reg" => '®',
        "deg" => '°',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "bdquo" => '„',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "laquo" => '«',
        "raquo" => '»',
        "shy" => '\u{AD}',
        "times" => '×',
        "frac12" => '½',
        "rarr" => '→',
        _ => return None,
    })
}
