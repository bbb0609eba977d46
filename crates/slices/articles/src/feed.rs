//! Articles as a feed: Atom (RFC 4287), all of them or those for which the address asks as the list's does.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use kreisrund_content::{Block, Inline, LanguageTag, Vocabulary};
use kreisrund_directory::{organisation::Organisation, store::organisations::organisations_by_ids};
use kreisrund_kernel::OrganisationId;
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};

use crate::{article::Article, filter::Filter, list_page, store};

/// Where the feed is.
pub const PATH: &str = "/beitraege.atom";
/// The media type of Atom feeds (RFC 4287, section 7).
pub const MEDIA_TYPE: &str = "application/atom+xml";
/// So many articles stand in a feed; readers keep what they have read.
const ENTRIES: u64 = 50;

/// The address of the feed of what `parameters` ask for, in the language of the page.
pub fn href(page: &Page, parameters: &Parameters) -> String {
    page.link(&parameters.on(PATH))
}

/// `page`, naming the feed of what `parameters` ask for.
pub fn named(page: Page, title: String, parameters: &Parameters) -> Page {
    page.alternate(MEDIA_TYPE, title, &parameters.on(PATH))
}

pub async fn answer(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let filter = Filter::read(&house, &page, &parameters).await?;
    let connection = house.database.read();
    let (_, articles) = store::page_of(connection, &filter.asked, page.today(), 0, ENTRIES).await?;
    let organisations: Vec<OrganisationId> =
        articles.iter().filter_map(|article| article.details.author.organisation()).collect();
    let organisations = organisations_by_ids(connection, &organisations).await?;
    let xml = Feed { house: &house, page: &page, filter: &filter, organisations: &organisations }
        .written(&articles);
    let headers = [
        (header::CONTENT_TYPE, format!("{MEDIA_TYPE}; charset=utf-8")),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        // Public data that programs on other sites may read.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    Ok((headers, xml).into_response())
}

struct Feed<'a> {
    house: &'a House,
    page: &'a Page,
    filter: &'a Filter,
    organisations: &'a [Organisation],
}

impl Feed<'_> {
    fn written(&self, articles: &[Article]) -> String {
        let page = self.page;
        let own = page.absolute(&self.filter.parameters.on(PATH));
        let list = page.absolute(&self.filter.parameters.on(list_page::PATH));
        let title = match self.filter.words() {
            words if words.is_empty() => page.t_text("articles-feed-title", "name", &page.site().name),
            words => page.t_with(
                "articles-feed-title-of",
                [("name", page.site().name.clone().into()), ("of", words.into())],
            ),
        };
        // A feed without entries has never changed.
        let updated = articles.iter().map(Article::renewed_at).max().unwrap_or(Timestamp::UNIX_EPOCH);
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
             <title>{title}</title>\n<subtitle>{subtitle}</subtitle>\n<id>{own}</id>\n\
             <link rel=\"self\" type=\"{MEDIA_TYPE}\" href=\"{own}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{language}\" href=\"{list}\"/>\n\
             <updated>{updated}</updated>\n{author}<icon>{icon}</icon>\n",
            language = page.language.tag(),
            title = escaped(&title),
            subtitle = escaped(&page.t("articles-description")),
            own = escaped(&own),
            list = escaped(&list),
            author = person(&office(page), &page.absolute("/")),
            icon = escaped(&format!("{}/favicon.svg", page.site().base_url)),
        );
        for article in articles {
            xml += &self.entry(article);
        }
        xml + "</feed>\n"
    }

    fn entry(&self, article: &Article) -> String {
        let page = self.page;
        let language = LanguageTag::from(page.language);
        let details = &article.details;
        let text = details.texts.in_language(&language);
        let author = details.author.organisation();
        let author = author.and_then(|id| self.organisations.iter().find(|known| known.id == id));
        let author = match author {
            Some(known) => {
                person(&known.details.name, &page.absolute(&format!("/organisationen/{}", known.slug)))
            }
            None => person(&office(page), &page.absolute("/")),
        };
        let vocabularies = self.house.vocabularies.snapshot();
        let topics = details.terms.iter().filter_map(|id| vocabularies.current(*id));
        let topics = topics.filter(|term| term.vocabulary == Vocabulary::Topic);
        let categories: String = topics
            .map(|term| {
                let label = escaped(term.label(&language));
                format!("<category term=\"{}\" label=\"{label}\"/>\n", escaped(term.slug.as_str()))
            })
            .collect();
        let published = article.public_since().unwrap_or(article.created_at);
        format!(
            "<entry xml:lang=\"{tag}\">\n<title>{title}</title>\n<id>urn:uuid:{id}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{tag}\" href=\"{href}\"/>\n\
             <published>{published}</published>\n<updated>{updated}</updated>\n{author}{categories}\
             <summary>{summary}</summary>\n<content type=\"html\">{content}</content>\n</entry>\n",
            tag = escaped(text.language.as_str()),
            title = escaped(&text.title),
            id = article.id,
            href = escaped(&page.absolute(&article.path())),
            updated = article.renewed_at(),
            summary = escaped(&text.summary),
            content = escaped(&html(page, &text.blocks())),
        )
    }
}

fn person(name: &str, address: &str) -> String {
    format!("<author><name>{}</name><uri>{}</uri></author>\n", escaped(name), escaped(address))
}

/// Who writes where no organisation does.
pub fn office(page: &Page) -> String {
    let operator = &page.operator().name;
    if operator.is_empty() { page.site().name.clone() } else { operator.clone() }
}

/// A body as HTML, with full addresses.
fn html(page: &Page, blocks: &[Block]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => escaped(text),
        Inline::Link { text, target } => {
            let target = if target.starts_with('/') { page.absolute(target) } else { target.clone() };
            format!("<a href=\"{}\">{}</a>", escaped(&target), escaped(text))
        }
    };
    let lines = |block: &Block| -> Vec<String> {
        block.lines().iter().map(|line| line.iter().map(piece).collect()).collect()
    };
    let blocks = blocks.iter().map(|block| match block {
        Block::Heading(_) => format!("<h2>{}</h2>", lines(block).concat()),
        Block::Paragraph(_) => format!("<p>{}</p>", lines(block).join("<br>")),
        Block::List(_) => {
            let items = lines(block).into_iter().map(|line| format!("<li>{line}</li>"));
            format!("<ul>{}</ul>", items.collect::<String>())
        }
    });
    blocks.collect()
}

/// `text` as it stands in an element or an attribute; what no XML document may hold (XML 1.0, section 2.2) is left
/// out, and so are the carriage returns that readers make line ends of.
fn escaped(text: &str) -> String {
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

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_comes_out_of_the_xml_again(text in any::<String>()) {
            let xml = format!("<title x=\"{0}\">{0}</title>", escaped(&text));
            let mut reader = Reader::from_str(&xml);
            let mut read = String::new();
            loop {
                match reader.read_event().unwrap() {
                    Event::Eof => break,
                    Event::Text(part) => read += &part,
                    Event::GeneralRef(name) => read.push(match &*name {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        other => panic!("&{other};"),
                    }),
                    Event::Start(_) | Event::End(_) => {}
                    other => panic!("{other:?}"),
                }
            }
            let kept = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            let expected: String = text.chars().filter(kept).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
