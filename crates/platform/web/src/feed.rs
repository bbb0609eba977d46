//! News for readers of feeds: the same entries as Atom (RFC 4287) and as RSS 2.0
//! (<https://www.rssboard.org/rss-specification>).

use std::fmt::Write;

use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter, tz::TimeZone};

use crate::Page;

/// The media type of Atom feeds (RFC 4287, section 7).
pub const ATOM: &str = "application/atom+xml";
/// The media type of RSS feeds, which nobody registered and every reader knows.
pub const RSS: &str = "application/rss+xml";

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// What it tells of, in a sentence.
    pub subtitle: String,
    /// The language (BCP 47) of its title.
    pub language: String,
    /// Its own full address.
    pub address: String,
    /// The full address of the page that shows the same.
    pub page: String,
    /// Who writes where an entry does not say so.
    pub author: Author,
    /// The full address of a small picture.
    pub icon: String,
    /// What is new, the newest first.
    pub entries: Vec<Entry>,
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identifier, the same wherever and however often it is told: an address of any scheme (`urn:uuid:…`).
    pub id: String,
    /// The title.
    pub title: String,
    /// The full address of its page.
    pub address: String,
    /// The language (BCP 47) of its title.
    pub language: String,
    /// When it was first public, as far as that is known.
    pub published: Option<Timestamp>,
    /// When it last changed.
    pub updated: Timestamp,
    /// Who wrote it.
    pub author: Option<Author>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// What it says in short, as plain text.
    pub summary: String,
    /// All that it says, as HTML.
    pub content: String,
}

/// A person or organisation that writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The full address of its page.
    pub address: String,
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The short name that stays the same.
    pub term: String,
    /// The name in the language of the feed.
    pub label: String,
}

impl Feed {
    /// When something in it last changed. A feed without entries never has.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The feed as Atom.
    #[must_use]
    pub fn atom(&self) -> String {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
             <title>{title}</title>\n<subtitle>{subtitle}</subtitle>\n<id>{own}</id>\n\
             <link rel=\"self\" type=\"{ATOM}\" href=\"{own}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{language}\" href=\"{page}\"/>\n\
             <updated>{updated}</updated>\n{author}<icon>{icon}</icon>\n",
            language = escaped(&self.language),
            title = escaped(&self.title),
            subtitle = escaped(&self.subtitle),
            own = escaped(&self.address),
            page = escaped(&self.page),
            updated = self.updated(),
            author = self.author.atom(),
            icon = escaped(&self.icon),
        );
        for entry in &self.entries {
            xml += &entry.atom(self);
        }
        xml + "</feed>\n"
    }

    /// The feed as RSS 2.0, with the names of authors as Dublin Core has them: RSS itself asks for their mail addresses.
    #[must_use]
    pub fn rss(&self) -> String {
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n\
             <title>{title}</title>\n<link>{page}</link>\n<description>{subtitle}</description>\n\
             <language>{language}</language>\n\
             <atom:link rel=\"self\" type=\"{RSS}\" href=\"{own}\"/>\n",
            title = escaped(&self.title),
            page = escaped(&self.page),
            subtitle = escaped(&self.subtitle),
            language = escaped(&self.language),
            own = escaped(&self.address),
        );
        if !self.entries.is_empty() {
            let _ = writeln!(xml, "<lastBuildDate>{}</lastBuildDate>", mail_date(self.updated()));
        }
        for entry in &self.entries {
            xml += &entry.rss(self);
        }
        xml + "</channel>\n</rss>\n"
    }
}

impl Entry {
    fn atom(&self, feed: &Feed) -> String {
        let mut xml = format!(
            "<entry xml:lang=\"{tag}\">\n<title>{title}</title>\n<id>{id}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{tag}\" href=\"{address}\"/>\n",
            tag = escaped(&self.language),
            title = escaped(&self.title),
            id = escaped(&self.id),
            address = escaped(&self.address),
        );
        if let Some(published) = self.published {
            let _ = writeln!(xml, "<published>{published}</published>");
        }
        let _ = writeln!(xml, "<updated>{}</updated>", self.updated);
        xml += &self.author.as_ref().unwrap_or(&feed.author).atom();
        for category in &self.categories {
            let (term, label) = (escaped(&category.term), escaped(&category.label));
            let _ = writeln!(xml, "<category term=\"{term}\" label=\"{label}\"/>");
        }
        let _ = write!(
            xml,
            "<summary>{}</summary>\n<content type=\"html\">{}</content>\n</entry>\n",
            escaped(&self.summary),
            escaped(&self.content)
        );
        xml
    }

    fn rss(&self, feed: &Feed) -> String {
        let mut xml = format!(
            "<item>\n<title>{title}</title>\n<link>{address}</link>\n\
             <guid isPermaLink=\"false\">{id}</guid>\n<pubDate>{date}</pubDate>\n\
             <dc:creator>{author}</dc:creator>\n",
            title = escaped(&self.title),
            address = escaped(&self.address),
            id = escaped(&self.id),
            date = mail_date(self.published.unwrap_or(self.updated)),
            author = escaped(&self.author.as_ref().unwrap_or(&feed.author).name),
        );
        for category in &self.categories {
            let _ = writeln!(xml, "<category>{}</category>", escaped(&category.label));
        }
        let _ = write!(xml, "<description>{}</description>\n</item>\n", escaped(&self.content));
        xml
    }
}

impl Author {
    /// Who writes where no organisation does.
    #[must_use]
    pub fn office(page: &Page) -> Self {
        Self { name: page.office(), address: page.absolute("/") }
    }

    fn atom(&self) -> String {
        let (name, address) = (escaped(&self.name), escaped(&self.address));
        format!("<author><name>{name}</name><uri>{address}</uri></author>\n")
    }
}

/// An instant as mails write it (RFC 2822): `Sun, 22 Nov 2026 09:00:00 +0000`. Nothing for years that mails do not know.
fn mail_date(at: Timestamp) -> String {
    DateTimePrinter::new().zoned_to_string(&at.to_zoned(TimeZone::UTC)).unwrap_or_default()
}

/// `text` as it stands in an element or an attribute of XML; what no XML document may hold (XML 1.0, section 2.2) is left
/// out, and so are the carriage returns that readers make line ends of.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' => xml.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => xml.push(other),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

    use proptest::prelude::*;
    use quick_xml::{Reader, events::Event};

    use super::*;

    /// The text of `xml`, read by another hand.
    fn read(xml: &str) -> String {
        let mut reader = Reader::from_str(xml);
        let mut read = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return read,
                Event::Text(part) => read += &part,
                Event::GeneralRef(name) => read.push(match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("&{other};"),
                }),
                Event::Start(_) | Event::End(_) | Event::Empty(_) | Event::Decl(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    fn feed(text: &str) -> Feed {
        let author = Author { name: text.to_owned(), address: "https://portal.example.org/".to_owned() };
        let entry = Entry {
            id: "urn:uuid:0".to_owned(),
            title: text.to_owned(),
            address: format!("https://portal.example.org/?q={text}"),
            language: "de".to_owned(),
            published: Some("2026-11-22T09:00:00Z".parse().unwrap()),
            updated: "2026-11-23T09:00:00Z".parse().unwrap(),
            author: None,
            categories: vec![Category { term: text.to_owned(), label: text.to_owned() }],
            summary: text.to_owned(),
            content: format!("<p>{}</p>", escaped(text)),
        };
        Feed { title: text.to_owned(), author, entries: vec![entry], ..Feed::default() }
    }

    #[test]
    fn the_same_news_are_told_in_both_forms() {
        let feed = feed("Kürbis & Co");
        let (atom, rss) = (feed.atom(), feed.rss());
        assert!(atom.contains("<updated>2026-11-23T09:00:00Z</updated>"), "{atom}");
        assert!(
            atom.contains("<content type=\"html\">&lt;p&gt;Kürbis &amp;amp; Co&lt;/p&gt;</content>"),
            "{atom}"
        );
        assert!(rss.contains("<pubDate>Sun, 22 Nov 2026 09:00:00 +0000</pubDate>"), "{rss}");
        assert!(rss.contains("<lastBuildDate>Mon, 23 Nov 2026 09:00:00 +0000</lastBuildDate>"), "{rss}");
        for xml in [atom, rss] {
            assert!(read(&xml).contains("Kürbis & Co") && xml.contains("urn:uuid:0"), "{xml}");
        }
        assert!(!Feed::default().rss().contains("lastBuildDate"), "an empty feed never changed");
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_comes_out_of_the_xml_again(text in any::<String>()) {
            let kept = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            let expected: String = text.chars().filter(kept).collect();
            prop_assert_eq!(read(&format!("<title x=\"{0}\">{0}</title>", escaped(&text))), expected.clone());
            let feed = feed(&text);
            for xml in [feed.atom(), feed.rss()] {
                prop_assert!(read(&xml).contains(&expected));
            }
        }
    }
}
