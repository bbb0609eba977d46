//! Texts as people should read them: plain, trimmed, bounded.

/// The longest title in characters.
const LONGEST_TITLE: usize = 300;
/// The longest place in characters.
const LONGEST_PLACE: usize = 500;
/// The longest description in characters.
const LONGEST_TEXT: usize = 20_000;
/// The longest word of a list, such as a category.
const LONGEST_WORD: usize = 100;
/// The longest web address.
const LONGEST_ADDRESS: usize = 2_000;
/// How many bytes of a text are looked at; more cannot become part of the result.
const LONGEST_SOURCE: usize = 400_000;

/// A title: one line.
pub(super) fn title(source: &str) -> Option<String> {
    bounded(&one_line(&plain(source)), LONGEST_TITLE)
}

/// A place: one line.
pub(super) fn place(source: &str) -> Option<String> {
    // Addresses are written in lines; a comma keeps their parts apart.
    let lines: Vec<String> = plain(source).lines().map(one_line).filter(|line| !line.is_empty()).collect();
    let joined = lines.iter().fold(String::new(), |joined, line| {
        if joined.is_empty() {
            line.clone()
        } else if joined.ends_with(',') {
            format!("{joined} {line}")
        } else {
            format!("{joined}, {line}")
        }
    });
    bounded(&joined, LONGEST_PLACE)
}

/// A word or name of a list: one short line.
pub(super) fn word(source: &str) -> Option<String> {
    bounded(&one_line(&plain(source)), LONGEST_WORD)
}

/// A longer text: lines, at most one empty line between them.
pub(super) fn description(source: &str, is_html: bool) -> Option<String> {
    let plain = if is_html { from_html(head(source)) } else { plain(source) };
    let mut lines: Vec<String> = Vec::new();
    for line in plain.lines().map(one_line) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    bounded(lines.join("\n").trim(), LONGEST_TEXT)
}

/// A web address, if it is one.
pub(super) fn web_address(source: &str) -> Option<String> {
    let address = source.trim();
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let is_web = (lower.starts_with("http://") || lower.starts_with("https://")) && address.len() > 8;
    let is_clean = !address.chars().any(|c| c.is_control() || c.is_whitespace() || "<>\"".contains(c));
    (is_web && is_clean && address.len() <= LONGEST_ADDRESS).then(|| address.to_owned())
}

fn plain(source: &str) -> String {
    let source = head(source);
    if looks_like_html(source) { from_html(source) } else { source.to_owned() }
}

fn head(source: &str) -> &str {
    let end =
        (0..=LONGEST_SOURCE.min(source.len())).rev().find(|end| source.is_char_boundary(*end)).unwrap_or(0);
    source.get(..end).unwrap_or(source)
}

/// Control characters out, white space to single spaces.
fn one_line(text: &str) -> String {
    let cleaned: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_printed(*c)).collect();
    cleaned.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Neither a control character nor one of the invisible marks that turn the direction of what follows.
fn is_printed(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

fn bounded(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.chars().count() <= most {
        return Some(text.to_owned());
    }
    let shortened: String = text.chars().take(most - 1).collect();
    Some(format!("{}…", shortened.trim_end()))
}

/// Whether a text is HTML although nobody said so: Google's and WordPress's descriptions are.
fn looks_like_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [
        "<br", "<p>", "<p ", "</", "<div", "<a href", "<ul>", "<li>", "<span", "<b>", "<i>", "&nbsp;",
        "&amp;", "&quot;",
    ]
    .iter()
    .any(|mark| lower.contains(mark))
        || ["&auml;", "&ouml;", "&uuml;", "&szlig;", "&#8211;", "&#039;", "&ndash;"]
            .iter()
            .any(|mark| lower.contains(mark))
}

/// The text of an HTML fragment: paragraphs and lists become lines, links keep their address.
fn from_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let tags_end = html.rfind('>').unwrap_or(0);
    let mut rest = html;
    let mut hidden: Option<String> = None;
    let mut link: Option<(String, usize)> = None;
    while let Some(start) = rest.find('<') {
        let (before, tag_on) = rest.split_at(start);
        if hidden.is_none() {
            push_text(&mut text, before);
        }
        if let Some(comment) = tag_on.strip_prefix("<!--") {
            rest = comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or("");
            continue;
        }
        let is_tag = tag_on
            .get(1..2)
            .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
        // Looked for only while there is one ahead, so that a text of nothing but “<a” is not searched over and over.
        let end = if is_tag && tags_end > html.len() - tag_on.len() { tag_on.find('>') } else { None };
        let Some((tag, after)) = end.and_then(|end| Some((tag_on.get(1..end)?, tag_on.get(end + 1..)?)))
        else {
            // A bare “<”, as in “< 18 Jahre”.
            if hidden.is_none() {
                text.push('<');
            }
            rest = tag_on.get(1..).unwrap_or("");
            continue;
        };
        rest = after;
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\t', '\n', '/', '>'])
            .next()
            .unwrap_or("")
            .to_ascii_lowercase();
        let closing = tag.starts_with('/');
        match (name.as_str(), closing) {
            ("script" | "style" | "head" | "title", false) => hidden = hidden.or(Some(name)),
            (_, true) if hidden.as_ref() == Some(&name) => hidden = None,
            _ if hidden.is_some() => {}
            ("a", false) => link = attribute(tag, "href").map(|address| (address, text.len())),
            ("a", true) => {
                if let Some((address, from)) = link.take() {
                    push_address(&mut text, &address, from);
                }
            }
            ("br" | "tr" | "hr", false) | ("tr", true) => text.push('\n'),
            ("li", false) => text.push_str("\n- "),
            ("p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote", _) => {
                text.push_str("\n\n");
            }
            ("div" | "section" | "article", _) => text.push('\n'),
            ("td" | "th", true) => text.push(' '),
            _ => {}
        }
    }
    if hidden.is_none() {
        push_text(&mut text, rest);
    }
    text
}

/// Appends the address of a link unless its text already says it.
fn push_address(text: &mut String, address: &str, from: usize) {
    let Some(address) = web_address(address) else { return };
    let shown = text.get(from..).unwrap_or("").trim();
    let bare = |address: &str| {
        address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned()
    };
    if bare(shown) != bare(&address) {
        text.push_str(" (");
        text.push_str(&address);
        text.push(')');
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

/// Appends text with its character references resolved. Texts in calendars mix HTML with line feeds that are meant as
/// such; those stay.
fn push_text(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        let (before, reference) = rest.split_at(start);
        text.push_str(before);
        let end = reference.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        match end.and_then(|end| Some((referenced(reference.get(1..end)?)?, end))) {
            Some((c, end)) => {
                text.push(c);
                rest = reference.get(end + 1..).unwrap_or("");
            }
            None => {
                text.push('&');
                rest = reference.get(1..).unwrap_or("");
            }
        }
    }
    text.push_str(rest);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_becomes_paragraphs_lists_and_addresses() {
        let html = "<p>Für <b>alle</b> &amp; jeden.</p><ul><li>Brot</li><li>K&auml;se</li></ul>\
            <script>alert(1)</script><a href=\"https://example.org/plan\">Plan</a><br>\
            <a href='https://example.org/'>example.org</a><!-- nichts -->";
        assert_eq!(
            description(html, false).unwrap(),
            "Für alle & jeden.\n\n- Brot\n- Käse\n\nPlan (https://example.org/plan)\nexample.org"
        );
    }

    #[test]
    fn plain_text_with_angle_brackets_stays() {
        assert_eq!(
            description("Kinder < 6 Jahre & Eltern > 18", false).unwrap(),
            "Kinder < 6 Jahre & Eltern > 18"
        );
        assert_eq!(title("Treffen <Saal 2>").unwrap(), "Treffen <Saal 2>");
        assert_eq!(title("Kaffee &amp; Kuchen").unwrap(), "Kaffee & Kuchen");
    }

    #[test]
    fn titles_are_one_bounded_line_without_control_characters() {
        assert_eq!(title("  Chor\u{0}probe\n\tim \u{202E}Saal ").unwrap(), "Chorprobe im Saal");
        assert_eq!(title(" \n\u{0} "), None);
        let long = title(&"ä".repeat(1_000)).unwrap();
        assert_eq!(long.chars().count(), 300);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn an_address_in_lines_becomes_one_line() {
        assert_eq!(
            place("Bürgerhaus\nMarkt 1,\n\n04910 Musterstadt").unwrap(),
            "Bürgerhaus, Markt 1, 04910 Musterstadt"
        );
    }

    #[test]
    fn only_web_addresses_pass() {
        assert_eq!(web_address(" https://example.org/a ").unwrap(), "https://example.org/a");
        for other in
            ["javascript:alert(1)", "mailto:a@example.org", "https://", "http://a b", "ftp://example.org"]
        {
            assert_eq!(web_address(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_clean_bounded_text(source in "(?s).{0,400}") {
            for text in [description(&source, true), description(&source, false)].into_iter().flatten() {
                prop_assert!(text.chars().count() <= LONGEST_TEXT);
                prop_assert!(text.chars().all(|c| c == '\n' || is_printed(c)));
                prop_assert!(!text.contains("\n\n\n") && text.trim() == text);
            }
        }
    }
}
