//! Texts of strangers as people should read them: plain, trimmed, bounded. What calendars, web pages and tables hold may
//! be HTML, may be as long as it likes and may contain any character.

mod html;

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

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// As HTML.
    Html,
    /// Nobody said so: HTML is recognised by its looks, as in Google's and WordPress's descriptions.
    Unknown,
}

/// A title: one line of at most 300 characters.
#[must_use]
pub fn title(source: &str, style: Style) -> Option<String> {
    bounded(&one_line(&plain(source, style)), LONGEST_TITLE)
}

/// A place: one line of at most 500 characters.
#[must_use]
pub fn place(source: &str, style: Style) -> Option<String> {
    // Addresses are written in lines; a comma keeps their parts apart.
    let lines: Vec<String> =
        plain(source, style).lines().map(one_line).filter(|line| !line.is_empty()).collect();
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

/// A word or name of a list: one line of at most 100 characters.
#[must_use]
pub fn word(source: &str, style: Style) -> Option<String> {
    bounded(&one_line(&plain(source, style)), LONGEST_WORD)
}

/// A longer text of at most 20,000 characters: lines, at most one empty line between them. Of links in HTML the address
/// stands in brackets.
#[must_use]
pub fn description(source: &str, style: Style) -> Option<String> {
    paragraphs(&plain(source, style))
}

/// As [`description`], with what HTML says of headings and links in the little markup of texts: `## ` before headings,
/// `[words](address)` for links.
#[must_use]
pub fn body(source: &str, style: Style) -> Option<String> {
    let source = head(source);
    if is_html(source, style) {
        paragraphs(&html::text(source, html::Kept::Markup))
    } else {
        paragraphs(source)
    }
}

/// A web address (http or https), if it is one.
#[must_use]
pub fn web_address(source: &str) -> Option<String> {
    let address = source.trim();
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let is_web = (lower.starts_with("http://") || lower.starts_with("https://")) && address.len() > 8;
    let is_clean = !address.chars().any(|c| c.is_control() || c.is_whitespace() || "<>\"".contains(c));
    (is_web && is_clean && address.len() <= LONGEST_ADDRESS).then(|| address.to_owned())
}

fn plain(source: &str, style: Style) -> String {
    let source = head(source);
    if is_html(source, style) { html::text(source, html::Kept::Words) } else { source.to_owned() }
}

fn is_html(source: &str, style: Style) -> bool {
    match style {
        Style::Html => true,
        Style::Unknown => html::looks_like_it(source),
        Style::Plain => false,
    }
}

fn head(source: &str) -> &str {
    let end =
        (0..=LONGEST_SOURCE.min(source.len())).rev().find(|end| source.is_char_boundary(*end)).unwrap_or(0);
    source.get(..end).unwrap_or(source)
}

fn paragraphs(plain: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in plain.lines().map(one_line) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    bounded(lines.join("\n").trim(), LONGEST_TEXT)
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
            description(html, Style::Unknown).unwrap(),
            "Für alle & jeden.\n\n- Brot\n- Käse\n\nPlan (https://example.org/plan)\nexample.org"
        );
    }

    #[test]
    fn plain_text_with_angle_brackets_stays() {
        assert_eq!(
            description("Kinder < 6 Jahre & Eltern > 18", Style::Unknown).unwrap(),
            "Kinder < 6 Jahre & Eltern > 18"
        );
        assert_eq!(title("Treffen <Saal 2>", Style::Unknown).unwrap(), "Treffen <Saal 2>");
        assert_eq!(title("Kaffee &amp; Kuchen", Style::Unknown).unwrap(), "Kaffee & Kuchen");
    }

    #[test]
    fn titles_are_one_bounded_line_without_control_characters() {
        assert_eq!(
            title("  Chor\u{0}probe\n\tim \u{202E}Saal ", Style::Unknown).unwrap(),
            "Chorprobe im Saal"
        );
        assert_eq!(title(" \n\u{0} ", Style::Unknown), None);
        let long = title(&"ä".repeat(1_000), Style::Unknown).unwrap();
        assert_eq!(long.chars().count(), 300);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn an_address_in_lines_becomes_one_line() {
        assert_eq!(
            place("Bürgerhaus\nMarkt 1,\n\n04910 Musterstadt", Style::Unknown).unwrap(),
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

    #[test]
    fn a_body_keeps_headings_and_links() {
        let html = "<h4> Was Sie lernen </h4><p>Wir üben\n   das <a href=\"https://example.org/plan\">Sprechen</a>.<br>\
            Jeden\tTag.</p><ul>\n<li>Lesen</li>\n<li>Schreiben</li></ul>";
        let expected = "## Was Sie lernen\n\nWir üben das [Sprechen](https://example.org/plan).\nJeden Tag.\n\n\
            - Lesen\n- Schreiben";
        assert_eq!(body(html, Style::Html).unwrap(), expected);
        assert_eq!(body(html, Style::Unknown).unwrap(), expected);
    }

    #[test]
    fn a_heading_as_long_as_a_paragraph_is_one() {
        let html = format!("<h2>{}</h2><h3></h3><p>Ende</p>", "Wort ".repeat(60));
        assert_eq!(body(&html, Style::Html).unwrap(), format!("{}\n\nEnde", "Wort ".repeat(60).trim()));
    }

    #[test]
    fn links_that_a_text_can_not_hold_stay_words() {
        for html in [
            "<p><a href='javascript:alert(1)'>Klick</a></p>",
            "<p><a href='https://example.org/a b'>Klick</a></p>",
            "<p><a href='https://example.org/a)b'>Klick</a></p>",
            "<p><a name='x'>Klick</a></p>",
        ] {
            assert_eq!(body(html, Style::Html).unwrap(), "Klick", "{html}");
        }
        let bare =
            "<p><a href='https://example.org/'>example.org</a> <a href='https://example.org/'></a></p>";
        assert_eq!(body(bare, Style::Html).unwrap(), "[example.org](https://example.org/)");
    }

    #[test]
    fn character_references_alone_make_a_text_html() {
        assert_eq!(title("Sommerfest &#8211; mit Musik", Style::Unknown).unwrap(), "Sommerfest – mit Musik");
        assert_eq!(title("K&ouml;nigs&shy;tag", Style::Unknown).unwrap(), "Königs\u{AD}tag");
        assert_eq!(title("Eltern & Kind; Oma &Opa;", Style::Unknown).unwrap(), "Eltern & Kind; Oma &Opa;");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_clean_bounded_text(source in "(?s).{0,400}") {
            let styles = [Style::Plain, Style::Html, Style::Unknown];
            let texts = styles.map(|style| description(&source, style)).into_iter().flatten();
            for text in texts.chain(styles.map(|style| body(&source, style)).into_iter().flatten()) {
                prop_assert!(text.chars().count() <= LONGEST_TEXT);
                prop_assert!(text.chars().all(|c| c == '\n' || is_printed(c)));
                prop_assert!(!text.contains("\n\n\n") && text.trim() == text);
            }
        }
    }
}
