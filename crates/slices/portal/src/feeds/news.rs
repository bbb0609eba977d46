//! What a search finds, the newest first, for readers of feeds.

use jiff::Timestamp;
use kreisrund_search::{Hit, Order};
use kreisrund_slice::hits::{kind, place, when_in_full};
use kreisrund_web::{
    Page, Problem,
    feed::{Author, Category, Entry, Feed, escaped},
};

use super::Subscribed;

/// So much stands in a feed; readers keep what they have read.
const MOST: usize = 50;

impl Subscribed<'_> {
    /// The feed at `path`.
    pub fn news(&self, path: &str) -> Result<Feed, Problem> {
        let results = self.house.search.search(&self.query(Order::Newest, MOST))?;
        let page = self.page;
        Ok(Feed {
            title: self.title(),
            subtitle: page.t_text("portal-feed-description", "county", &page.site().county_name),
            language: page.language.tag().to_owned(),
            address: page.absolute(&self.parameters.on(path)),
            page: self.results(),
            author: Author::office(page),
            icon: format!("{}/favicon.svg", page.site().base_url),
            entries: results.hits.iter().map(|hit| entry(page, hit)).collect(),
        })
    }
}

fn entry(page: &Page, hit: &Hit) -> Entry {
    let card = &hit.card;
    let when_and_where: Vec<String> =
        when_in_full(page, hit).into_iter().chain(card.place.as_ref().map(place)).collect();
    let summary = Some(card.summary.as_str()).filter(|summary| !summary.is_empty());
    let lines: Vec<String> = when_and_where.iter().map(|line| escaped(line)).collect();
    let paragraphs = [lines.join("<br>"), summary.map(escaped).unwrap_or_default()];
    let content = paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
    Entry {
        id: format!("urn:uuid:{}", hit.subject.id),
        title: card.title.clone(),
        address: page.absolute(&card.path),
        language: card.language.clone(),
        published: hit.published,
        updated: hit.changed.or(hit.published).unwrap_or_else(|| recorded(hit)),
        author: card.organisation.as_ref().map(|organisation| Author {
            name: organisation.name.clone(),
            address: page.absolute(&format!("/organisationen/{}", organisation.slug)),
        }),
        categories: vec![Category { term: hit.kind.parameter().to_owned(), label: kind(page, hit.kind) }],
        content: content.map(|paragraph| format!("<p>{paragraph}</p>")).collect(),
        summary: when_and_where.iter().map(String::as_str).chain(summary).collect::<Vec<_>>().join(" · "),
    }
}

/// When the record of `hit` was made, as its identifier tells it (RFC 9562, section 5.7): of records of the directory
/// nothing else is known. Nothing is told by identifiers of other kinds.
fn recorded(hit: &Hit) -> Timestamp {
    let made = hit.subject.id.get_timestamp().map(|made| made.to_unix().0);
    let second = made.and_then(|second| i64::try_from(second).ok());
    second.and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}
