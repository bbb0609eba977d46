//! Where in a web page the data for programs stands: in elements `<script type="application/ld+json">`.
//!
//! Reads tags, attributes, comments and the elements whose content is raw text as the HTML Standard says (section 13.2.5),
//! and nothing more of a page.

use super::NotSchemaOrg;

/// Elements whose content is text, whatever stands in it.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];

/// What a page holds for programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page<'a> {
    /// The blocks, in their order.
    pub blocks: Vec<Block<'a>>,
    /// The language that the page says it is in.
    pub language: Option<String>,
    /// The address to which others in it are relative.
    pub base: Option<String>,
    /// The address under which the page wants to be known.
    pub canonical: Option<String>,
    /// What the site calls itself.
    pub site: Option<String>,
}

/// A block of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    /// Its number in the page, from 1; none where the file is nothing else.
    pub number: Option<usize>,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What stands in it.
    pub text: &'a str,
}

impl<'a> Page<'a> {
    /// The page, or the file that is all data.
    pub fn read(text: &'a str) -> Result<Self, NotSchemaOrg> {
        let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if start.is_empty() {
            return Err(NotSchemaOrg::Empty);
        }
        let is_data =
            ["{", "[", "//", "/*", "<![CDATA["].iter().any(|beginning| start.starts_with(beginning));
        if is_data {
            let block = Block { number: None, line: 1, text };
            return Ok(Self { blocks: vec![block], ..Self::default() });
        }
        if !start.contains('<') {
            return Err(NotSchemaOrg::SomethingElse);
        }
        let mut scanner = Scanner { text, at: 0, counted: 0, line: 1, page: Self::default() };
        scanner.scan();
        if scanner.page.blocks.is_empty() { Err(NotSchemaOrg::NoBlocks) } else { Ok(scanner.page) }
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Up to where line feeds are counted.
    counted: usize,
    line: usize,
    page: Page<'a>,
}

/// A start tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes on behind the next `end`, or to the end of the page.
    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn scan(&mut self) {
        while let Some(start) = self.rest().find('<') {
            self.at += start;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.at += 4;
                self.skip_past("-->");
            } else if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") {
                self.skip_past(">");
            } else if rest.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) {
                self.at += 1;
                let tag = self.tag();
                self.note(&tag);
                if RAW.contains(&tag.name.as_str()) {
                    self.raw(&tag);
                }
            } else {
                self.at += 1;
            }
        }
    }

    /// Reads the tag whose name begins here.
    fn tag(&mut self) -> Tag {
        let is_end = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
        let name = self.word(is_end).to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            let skipped = self.word(|c| !c.is_ascii_whitespace() && c != '/').len();
            let Some(next) = self.rest().chars().next() else { break };
            if next == '>' {
                self.at += 1;
                break;
            }
            let attribute = self.word(|c| is_end(c) || c == '=').to_ascii_lowercase();
            self.word(|c| !c.is_ascii_whitespace());
            let value = if self.rest().starts_with('=') {
                self.at += 1;
                self.value()
            } else {
                String::new()
            };
            if attribute.is_empty() && value.is_empty() && skipped == 0 {
                // A stray sign, which must not be looked at for ever.
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            }
            // Of an attribute that is there twice, the first counts.
            if attributes.len() < 100 && !attributes.iter().any(|(known, _)| *known == attribute) {
                attributes.push((attribute, value));
            }
        }
        Tag { name, attributes }
    }

    fn value(&mut self) -> String {
        self.word(|c| !c.is_ascii_whitespace());
        let value = match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let value = self.word(|c| c == quote);
                self.at += usize::from(!self.rest().is_empty());
                value
            }
            _ => self.word(|c| c.is_ascii_whitespace() || c == '>'),
        };
        value.replace("&amp;", "&").replace("&quot;", "\"")
    }

    /// Passes what stands before the next character of which `is_end` is true.
    fn word(&mut self, is_end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(is_end).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn note(&mut self, tag: &Tag) {
        let value = |name: &str| tag.get(name).map(str::to_owned);
        let page = &mut self.page;
        match tag.name.as_str() {
            "html" => {
                page.language = page.language.take().or_else(|| value("lang").or_else(|| value("xml:lang")));
            }
            "base" => page.base = page.base.take().or_else(|| value("href")),
            "link" if tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                page.canonical = page.canonical.take().or_else(|| value("href"));
            }
            "meta" if tag.get("property") == Some("og:site_name") => {
                page.site = page.site.take().or_else(|| value("content"));
            }
            _ => {}
        }
    }

    /// Passes the content of an element of raw text, and keeps it where it is data.
    fn raw(&mut self, tag: &Tag) {
        let from = self.at;
        let rest = self.rest();
        let end = format!("</{}", tag.name);
        let mut searched = 0;
        let length = loop {
            let Some(at) = rest.get(searched..).and_then(|rest| rest.find("</")) else { break rest.len() };
            let at = searched + at;
            let is_end = rest.get(at..at + end.len()).is_some_and(|found| found.eq_ignore_ascii_case(&end));
            if is_end {
                break at;
            }
            searched = at + 2;
        };
        self.at += length;
        let kind = tag.get("type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if tag.name == "script" && kind == "application/ld+json" {
            let before = self.text.get(self.counted..from).unwrap_or_default();
            self.line += before.bytes().filter(|byte| *byte == b'\n').count();
            self.counted = from;
            let number = Some(self.page.blocks.len() + 1);
            let text = rest.get(..length).unwrap_or_default();
            self.page.blocks.push(Block { number, line: self.line, text });
        }
    }
}

/// The address `written` in a page whose own address is `base`.
pub(super) fn resolved(written: &str, base: Option<&str>) -> Option<String> {
    let written = written.trim();
    let is_web = |text: &str| {
        let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    };
    if is_web(written) {
        return Some(written.to_owned());
    }
    let has_scheme = written.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    let base = base.filter(|base| is_web(base) && !has_scheme)?;
    let base = base.split(['#', '?']).next()?;
    let (scheme, rest) = base.split_once("://")?;
    let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
    if written.is_empty() {
        return Some(base.to_owned());
    }
    if let Some(rest) = written.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    if written.starts_with(['#', '?']) {
        return Some(format!("{base}{written}"));
    }
    let mut parts: Vec<&str> = Vec::new();
    let written_path = match written.strip_prefix('/') {
        Some(absolute) => absolute,
        None => {
            parts.extend(
                path.rsplit_once('/')
                    .map_or("", |(folder, _)| folder)
                    .split('/')
                    .filter(|part| !part.is_empty()),
            );
            written
        }
    };
    let mut ends_open = false;
    for part in written_path.split('/') {
        ends_open = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    let slash = if ends_open && !parts.is_empty() { "/" } else { "" };
    Some(format!("{scheme}://{host}/{}{slash}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_are_found_with_their_lines() {
        let html = "<!DOCTYPE html>\n<html lang=de>\n<head><title>a </script> b</title>\n\
            <!-- <script type=\"application/ld+json\">{\"x\": 1}</script> -->\n\
            <base href='https://example.org/a/'><link href=\"/b?x=1&amp;y=2\" rel=Canonical>\n\
            <meta property=\"og:site_name\" content=\"Musterverein\">\n\
            <script>if (a < b) { \"</p>\" }</script>\n\
            <script data-x=\"a > b\" TYPE='application/LD+JSON; charset=utf-8'>\n{\"a\": 1}\n</SCRIPT >\n\
            <p>1 < 2</p>\n<script type=\"application/ld+json\" async>{\"b\": 2}";
        let page = Page::read(html).unwrap();
        let blocks: Vec<_> =
            page.blocks.iter().map(|block| (block.number, block.line, block.text.trim())).collect();
        assert_eq!(blocks, [(Some(1), 8, "{\"a\": 1}"), (Some(2), 12, "{\"b\": 2}")]);
        assert_eq!(page.language.as_deref(), Some("de"));
        assert_eq!(page.base.as_deref(), Some("https://example.org/a/"));
        assert_eq!(page.canonical.as_deref(), Some("/b?x=1&y=2"));
        assert_eq!(page.site.as_deref(), Some("Musterverein"));
    }

    #[test]
    fn a_file_of_data_is_one_block() {
        for text in ["{\"a\": 1}", "\u{feff} \n[1]", "// x\n{}", "<![CDATA[{}]]>"] {
            assert_eq!(Page::read(text).unwrap().blocks, [Block { number: None, line: 1, text }]);
        }
        assert_eq!(Page::read(" \n"), Err(NotSchemaOrg::Empty));
        assert_eq!(Page::read("BEGIN:VCALENDAR"), Err(NotSchemaOrg::SomethingElse));
        assert_eq!(Page::read("<html><script>1</script>"), Err(NotSchemaOrg::NoBlocks));
    }

    #[test]
    fn addresses_are_resolved_as_browsers_do() {
        let base = Some("https://example.org/kurse/herbst/liste.html?seite=1#oben");
        for (written, address) in [
            ("https://example.com/x", Some("https://example.com/x")),
            ("//example.com/x", Some("https://example.com/x")),
            ("/x", Some("https://example.org/x")),
            ("x.html", Some("https://example.org/kurse/herbst/x.html")),
            ("../x/", Some("https://example.org/kurse/x/")),
            ("../../../x", Some("https://example.org/x")),
            ("./", Some("https://example.org/kurse/herbst/")),
            ("?id=7", Some("https://example.org/kurse/herbst/liste.html?id=7")),
            ("#e7", Some("https://example.org/kurse/herbst/liste.html#e7")),
            ("mailto:info@example.org", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(resolved(written, base).as_deref(), address, "{written}");
        }
        assert_eq!(resolved("x.html", None), None);
    }

    proptest! {
        #[test]
        fn any_page_is_read(text in "[<>/!\\-a\"'= scriptld+jon{}\n]{0,120}") {
            let _ = Page::read(&text);
            let _ = Page::read(&format!("<p>{text}<script type='application/ld+json'>{text}"));
        }
    }
}
