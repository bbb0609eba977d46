//! All articles, the newest first, with the ways to some of them: series and topics.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_content::{LanguageTag, Term, Vocabulary, store::vocabularies::terms_of_many};
use kreisrund_kernel::{ArticleId, ArticleSeriesId, SubjectKind, TermId};
use kreisrund_slice::House;
use kreisrund_web::{
    CachePolicy, Card, CardPicture, Chip, ChoiceLink, Page, Pagination, Parameters, Problem, render,
};
use uuid::Uuid;

use crate::{
    cards, feed,
    filter::{self, Filter},
    store,
    store::Shown,
};

/// Where the list is.
pub const PATH: &str = "/beitraege";
/// Cards on one page.
const PER_PAGE: u64 = 12;

#[derive(Template)]
#[template(path = "articles.html")]
struct ArticlesPage {
    page: Page,
    count: String,
    chips: Vec<Chip>,
    reset: String,
    series: Vec<SeriesTile>,
    topics: Vec<ChoiceLink>,
    cards: Vec<Card>,
    pagination: Pagination,
    feed: String,
}

/// A series as an invitation to read it.
struct SeriesTile {
    href: String,
    title: String,
    summary: String,
    language: Option<String>,
    parts: String,
    picture: Option<CardPicture>,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    let filter = Filter::read(&house, &page, &parameters).await?;
    let connection = house.database.read();
    let wanted: u64 = parameters.read(Pagination::PARAMETER).unwrap_or(1);
    let path = page.link(PATH);
    let offset = wanted.saturating_sub(1).saturating_mul(PER_PAGE);
    // Beyond what any database counts there is nothing either.
    let offset = offset.min(u64::from(u32::MAX));
    let (total, mut articles) =
        store::page_of(connection, &filter.asked, page.today(), offset, PER_PAGE).await?;
    let pagination = Pagination::new(wanted, PER_PAGE, total, &path, &filter.parameters);
    if pagination.offset() != offset {
        // A page beyond the end is the last one.
        let again = store::page_of(connection, &filter.asked, page.today(), pagination.offset(), PER_PAGE);
        articles = again.await?.1;
    }
    let shown = store::shown(connection, page.today()).await?;
    let is_beginning = filter.parts.is_empty() && pagination.page() == 1;
    let template = ArticlesPage {
        count: page.t_count("articles-count", total),
        chips: chips(&filter, &path),
        reset: path.clone(),
        series: if is_beginning { series(&house, &page, &shown).await? } else { Vec::new() },
        topics: topics(&house, &page, &shown, &filter).await?,
        cards: cards::of(&house, &page, &articles).await?,
        feed: feed::href(&page, &filter.parameters),
        page: framed(&page, &filter),
        pagination,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

fn framed(page: &Page, filter: &Filter) -> Page {
    let framed = page.clone().description(page.t("articles-description"));
    let framed = feed::named(framed, page.t("articles-feed-all"), &Parameters::new());
    if filter.parts.is_empty() {
        return framed.titled(page.t("articles-title"));
    }
    let words = filter.words();
    let title = page.t_text("articles-feed-of", "name", &words);
    feed::named(framed, title, &filter.parameters).crumb(page.t("articles-title"), PATH).titled(page.t_text(
        "articles-title-of",
        "name",
        words,
    ))
}

fn chips(filter: &Filter, path: &str) -> Vec<Chip> {
    let parts = filter.parts.iter();
    parts
        .map(|(parameter, name)| Chip {
            text: name.clone(),
            href: filter.parameters.without(parameter).on(path),
        })
        .collect()
}

/// The series of which something is shown, those with the newest part first.
async fn series(house: &House, page: &Page, shown: &[Shown]) -> Result<Vec<SeriesTile>, Problem> {
    let connection = house.database.read();
    let mut counts: Vec<(ArticleSeriesId, u64, ArticleId)> = Vec::new();
    for (series, article) in shown.iter().filter_map(|shown| Some((shown.series?, shown.article))) {
        match counts.iter_mut().find(|(known, ..)| *known == series) {
            Some((_, count, first)) => (*count, *first) = (*count + 1, article),
            None => counts.push((series, 1, article)),
        }
    }
    let ids: Vec<Uuid> = counts.iter().map(|(series, ..)| series.0).collect();
    let known = store::series::by_ids(connection, &ids).await?;
    let firsts: Vec<Uuid> = counts.iter().map(|(.., first)| first.0).collect();
    let firsts = store::full(connection, &firsts).await?;
    let pictures = cards::of(house, page, &firsts).await?;
    let tiles = counts.iter().filter_map(|(id, count, first)| {
        let series = known.iter().find(|series| series.id == *id)?;
        let text = series.texts.in_language(&LanguageTag::from(page.language));
        let first = firsts.iter().position(|article| article.id == *first)?;
        Some(SeriesTile {
            href: page.link(&series.path()),
            title: text.title.clone(),
            summary: text.summary.clone(),
            language: Some(text.language.to_string()).filter(|tag| tag != page.language.tag()),
            parts: page.t_count("articles-parts", *count),
            picture: pictures.get(first).and_then(|card| card.picture.clone()),
        })
    });
    Ok(tiles.collect())
}

/// The upper topics about which something is shown, with how much.
async fn topics(
    house: &House,
    page: &Page,
    shown: &[Shown],
    filter: &Filter,
) -> Result<Vec<ChoiceLink>, Problem> {
    let ids: Vec<Uuid> = shown.iter().map(|shown| shown.article.0).collect();
    let terms = terms_of_many(house.database.read(), SubjectKind::Article, &ids).await?;
    let vocabularies = house.vocabularies.snapshot();
    let upper = |id: &TermId| {
        let term = vocabularies.current(*id).filter(|term| term.vocabulary == Vocabulary::Topic)?;
        Some(term.parent.unwrap_or(term.id))
    };
    let mut counts: HashMap<TermId, u64> = HashMap::new();
    for own in terms.values() {
        let mut topics: Vec<TermId> = own.iter().filter_map(upper).collect();
        topics.sort_unstable();
        topics.dedup();
        for topic in topics {
            *counts.entry(topic).or_default() += 1;
        }
    }
    let is_chosen = |term: &Term| filter.asked.terms.first() == Some(&term.id);
    let choices = vocabularies.first_level(Vocabulary::Topic).filter_map(|term| {
        let count = counts.get(&term.id)?;
        let href = Parameters::new().with(filter::TOPIC, &term.slug).on(&page.link(PATH));
        let label = term.label(&LanguageTag::from(page.language));
        Some(ChoiceLink::new(label, href).counted(*count).chosen(is_chosen(term)))
    });
    Ok(choices.collect())
}
