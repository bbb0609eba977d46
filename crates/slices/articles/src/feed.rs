//! Articles as a feed: Atom (RFC 4287), all of them or those for which the address asks as the list's does.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_content::{Block, Inline, LanguageTag, Vocabulary};
use kreisrund_directory::{organisation::Organisation, store::organisations::organisations_by_ids};
use kreisrund_kernel::OrganisationId;
use kreisrund_slice::House;
use kreisrund_web::{
    Page, Parameters, Problem,
    feed::{ATOM, Author, Category, Entry, Feed, escaped},
};

use crate::{article::Article, filter::Filter, list_page, store};

/// Where the feed is.
pub const PATH: &str = "/beitraege.atom";
/// So many articles stand in a feed; readers keep what they have read.
const ENTRIES: u64 = 50;

/// The address of the feed of what `parameters` ask for, in the language of the page.
pub fn href(page: &Page, parameters: &Parameters) -> String {
    page.link(&parameters.on(PATH))
}

/// `page`, naming the feed of what `parameters` ask for.
pub fn named(page: Page, title: String, parameters: &Parameters) -> Page {
    page.alternate(ATOM, title, &parameters.on(PATH))
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
    let news = News { house: &house, page: &page, filter: &filter, organisations: &organisations };
    let headers = [
        (header::CONTENT_TYPE, format!("{ATOM}; charset=utf-8")),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        // Public data that programs on other sites may read.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    Ok((headers, news.feed(&articles).atom()).into_response())
}

/// What the feed is made of.
struct News<'a> {
    house: &'a House,
    page: &'a Page,
    filter: &'a Filter,
    organisations: &'a [Organisation],
}

impl News<'_> {
    fn feed(&self, articles: &[Article]) -> Feed {
        let page = self.page;
        let title = match self.filter.words() {
            words if words.is_empty() => page.t_text("articles-feed-title", "name", &page.site().name),
            words => page.t_with(
                "articles-feed-title-of",
                [("name", page.site().name.clone().into()), ("of", words.into())],
            ),
        };
        Feed {
            title,
            subtitle: page.t("articles-description"),
            language: page.language.tag().to_owned(),
            address: page.absolute(&self.filter.parameters.on(PATH)),
            page: page.absolute(&self.filter.parameters.on(list_page::PATH)),
            author: Author::office(page),
            icon: format!("{}/favicon.svg", page.site().base_url),
            entries: articles.iter().map(|article| self.entry(article)).collect(),
        }
    }

    fn entry(&self, article: &Article) -> Entry {
        let page = self.page;
        let language = LanguageTag::from(page.language);
        let details = &article.details;
        let text = details.texts.in_language(&language);
        let author = details.author.organisation();
        let author = author.and_then(|id| self.organisations.iter().find(|known| known.id == id));
        let vocabularies = self.house.vocabularies.snapshot();
        let topics = details.terms.iter().filter_map(|id| vocabularies.current(*id));
        let topics = topics.filter(|term| term.vocabulary == Vocabulary::Topic);
        Entry {
            id: format!("urn:uuid:{}", article.id),
            title: text.title.clone(),
            address: page.absolute(&article.path()),
            language: text.language.as_str().to_owned(),
            published: Some(article.public_since().unwrap_or(article.created_at)),
            updated: article.renewed_at(),
            author: author.map(|known| Author {
                name: known.details.name.clone(),
                address: page.absolute(&format!("/organisationen/{}", known.slug)),
            }),
            categories: topics
                .map(|term| Category { term: term.slug.to_string(), label: term.label(&language).to_owned() })
                .collect(),
            summary: text.summary.clone(),
            content: html(page, &text.blocks()),
        }
    }
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
