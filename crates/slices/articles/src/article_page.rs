//! An article's page: what it says, who wrote it, of which place and time it tells, and what there is to read next.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_areas::lookup::Candidate;
use kreisrund_content::{LanguageTag, Term, Vocabulary};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations::organisation_by_id, places::place_by_id},
};
use kreisrund_files::PicturePurpose;
use kreisrund_kernel::{Period, TermId};
use kreisrund_slice::{
    House,
    pictures::{self, Picture},
    reading::Reading,
};
use kreisrund_store::StoreError;
use kreisrund_web::{CachePolicy, Card, ChoiceLink, Link, Name, Page, Parameters, Problem, render};

use crate::{
    article::{Article, Series, State as ArticleState},
    cards, feed, filter, json_ld, list_page, store,
    store::Asked,
};

/// Cards of what else there is to read.
const RELATED: u64 = 3;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    page: Page,
    json_ld: String,
    reading: Reading,
    lead: String,
    example: bool,
    date: Option<(String, String)>,
    written_by: Option<Name>,
    office: String,
    drawing: Option<Drawn>,
    photo: Option<Picture>,
    place: Option<Name>,
    municipality: Option<Name>,
    about: Option<String>,
    topics: Vec<ChoiceLink>,
    series: Option<SeriesLinks>,
    related: Vec<Card>,
}

/// A drawing with what it shows.
struct Drawn {
    svg: &'static str,
    shows: String,
    language: Option<String>,
}

/// The way to the rest of the series.
struct SeriesLinks {
    series: Link,
    here: String,
    before: Option<Name>,
    after: Option<Name>,
}

#[derive(Template)]
#[template(path = "gone.html")]
struct GonePage {
    page: Page,
    reading: Reading,
    text: String,
    related: Vec<Card>,
}

/// An article with what belongs to it.
pub struct Gathered {
    pub article: Article,
    /// Who wrote it; none where the office did.
    pub organisation: Option<Organisation>,
    pub place: Option<Place>,
    pub municipality: Option<Candidate>,
    pub series: Option<Series>,
    /// The picture that hangs on it.
    pub photo: Option<Picture>,
    /// Its terms, those in force.
    terms: Vec<Term>,
}

impl Gathered {
    async fn read(house: &House, page: &Page, article: Article) -> Result<Self, StoreError> {
        let connection = house.database.read();
        let details = &article.details;
        let organisation = match details.author.organisation() {
            Some(id) => organisation_by_id(connection, id).await?,
            None => None,
        };
        let place = match details.place {
            Some(id) => place_by_id(connection, id).await?,
            None => None,
        };
        let series = match details.part {
            Some(part) => store::series::by_ids(connection, &[part.series.0]).await?.pop(),
            None => None,
        };
        // A known place may have been corrected since the article was written.
        let area = place.as_ref().and_then(|place| place.details.area).or(details.area);
        let vocabularies: Arc<_> = house.vocabularies.snapshot();
        let terms = details.terms.iter().filter_map(|id| vocabularies.current(*id)).cloned().collect();
        Ok(Self {
            municipality: area.and_then(|area| house.areas.snapshot().municipality(area).cloned()),
            photo: pictures::of(house, page, article.subject(), PicturePurpose::Photo).await?,
            organisation,
            place,
            series,
            terms,
            article,
        })
    }

    /// Its topics.
    pub fn topics(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.vocabulary == Vocabulary::Topic)
    }
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let slug = slug.parse().map_err(|_| Problem::not_found())?;
    let article = store::by_slug(house.database.read(), &slug).await?.ok_or_else(Problem::not_found)?;
    // What is not shown yet is nobody's business; what was shown says what became of it.
    let is_early = article.details.shown.from().is_none_or(|from| page.today() < from);
    if article.state == ArticleState::Draft || is_early {
        return Err(Problem::not_found());
    }
    let gathered = Gathered::read(&house, &page, article).await?;
    if gathered.article.is_shown(page.today()) {
        shown(&house, page, gathered).await
    } else {
        gone(&house, &page, &gathered).await
    }
}

async fn shown(house: &House, page: Page, gathered: Gathered) -> Result<Response, Problem> {
    let article = &gathered.article;
    let details = &article.details;
    let mut reading = Reading::of(&page, Some(&details.texts));
    let description = reading.description();
    let lead = std::mem::take(&mut reading.summary);
    let language = reading.language.clone().unwrap_or_else(|| page.language.tag().to_owned());
    let template = ArticlePage {
        json_ld: json_ld::of(&page, &gathered, &language, &reading.title, &description).embedded(),
        example: article.example,
        date: article.published_on().map(|day| (day.to_string(), page.date_long(day))),
        written_by: gathered.organisation.as_ref().map(|known| {
            Name::new(&known.details.name, page.link(&format!("/organisationen/{}", known.slug)))
        }),
        office: page.office(),
        drawing: drawing(&page, article).filter(|_| gathered.photo.is_none()),
        place: gathered
            .place
            .as_ref()
            .map(|place| Name::new(&place.details.name, page.link(&format!("/orte/{}", place.slug)))),
        municipality: gathered.municipality.as_ref().map(|municipality| {
            Name::new(&municipality.name, page.link(&format!("/gemeinden/{}", municipality.slug)))
        }),
        about: period(&page, details.about),
        topics: gathered.topics().map(|term| topic(&page, term)).collect(),
        series: series_links(house, &page, &gathered).await?,
        related: related(house, &page, &gathered).await?,
        page: framed(&page, &gathered, &reading.title, &description),
        photo: gathered.photo,
        lead,
        reading,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// A page that was here and is gone says so, to people as well as to search engines.
async fn gone(house: &House, page: &Page, gathered: &Gathered) -> Result<Response, Problem> {
    let reading = Reading::of(page, Some(&gathered.article.details.texts));
    let is_withdrawn = gathered.article.state == ArticleState::Withdrawn;
    let template = GonePage {
        text: page.t(if is_withdrawn { "articles-withdrawn-text" } else { "articles-over-text" }),
        related: related(house, page, gathered).await?,
        page: page.clone().crumb(page.t("articles-title"), list_page::PATH).titled(&reading.title).unlisted(),
        reading,
    };
    Ok(render(StatusCode::GONE, CachePolicy::Revalidate, &template))
}

fn framed(page: &Page, gathered: &Gathered, title: &str, description: &str) -> Page {
    let mut framed = page.clone().crumb(page.t("articles-title"), list_page::PATH);
    if let Some(series) = &gathered.series {
        framed = framed.crumb(filter::title(page, series), &series.path());
    }
    framed = feed::named(framed, page.t("articles-feed-all"), &Parameters::new());
    if let Some(series) = &gathered.series {
        let title = page.t_text("articles-feed-of", "name", filter::title(page, series));
        framed = feed::named(framed, title, &Parameters::new().with(filter::SERIES, &series.slug));
    }
    if let Some(known) = &gathered.organisation {
        let title = page.t_text("articles-feed-of", "name", &known.details.name);
        framed = feed::named(framed, title, &Parameters::new().with(filter::ORGANISATION, &known.slug));
    }
    framed.titled(title).description(description)
}

fn drawing(page: &Page, article: &Article) -> Option<Drawn> {
    let drawing = article.details.drawing.as_ref()?;
    let language = article.details.texts.source().language.to_string();
    Some(Drawn {
        svg: kreisrund_web::motif(&drawing.motif)?,
        shows: drawing.shows.clone(),
        language: Some(language).filter(|tag| tag != page.language.tag()),
    })
}

/// The days of which it tells, in words.
fn period(page: &Page, about: Period) -> Option<String> {
    match (about.from(), about.to()) {
        (Some(from), Some(to)) => Some(page.days(from, to)),
        (Some(from), None) => Some(page.t_text("articles-about-since", "date", page.date(from))),
        (None, Some(to)) => Some(page.t_text("articles-about-until", "date", page.date(to))),
        (None, None) => None,
    }
}

fn topic(page: &Page, term: &Term) -> ChoiceLink {
    let label = term.label(&LanguageTag::from(page.language));
    ChoiceLink::new(label, page.link(&format!("/themen/{}", term.slug)))
}

async fn series_links(
    house: &House,
    page: &Page,
    gathered: &Gathered,
) -> Result<Option<SeriesLinks>, Problem> {
    let Some(series) = &gathered.series else { return Ok(None) };
    let parts = store::parts_of(house.database.read(), series.id, page.today()).await?;
    let here = parts.iter().position(|part| part.id == gathered.article.id);
    let Some(here) = here else { return Ok(None) };
    let name = |part: &Article| {
        let text = part.details.texts.in_language(&LanguageTag::from(page.language));
        let language = Some(text.language.to_string()).filter(|tag| tag != page.language.tag());
        Name { language, ..Name::new(&text.title, page.link(&part.path())) }
    };
    let place = [("part", (here as u64 + 1).into()), ("parts", (parts.len() as u64).into())];
    Ok(Some(SeriesLinks {
        series: Link::new(filter::title(page, series), page.link(&series.path())),
        here: page.t_with("articles-series-here", place),
        before: here.checked_sub(1).and_then(|before| parts.get(before)).map(name),
        after: parts.get(here + 1).map(name),
    }))
}

/// What else there is of its topics, or else of its municipality; the rest of its series stands beside it anyway.
async fn related(house: &House, page: &Page, gathered: &Gathered) -> Result<Vec<Card>, Problem> {
    let connection = house.database.read();
    let article = &gathered.article;
    let vocabularies = house.vocabularies.snapshot();
    let own: Vec<TermId> = gathered.topics().map(|term| term.id).collect();
    let upper: Vec<TermId> = gathered
        .topics()
        .flat_map(|term| vocabularies.with_children(term.parent.unwrap_or(term.id)))
        .collect();
    let other_than = Some(article.id);
    let mut questions: Vec<Asked> = Vec::new();
    for terms in [own, upper] {
        if !terms.is_empty() {
            questions.push(Asked { terms, other_than, ..Asked::default() });
        }
    }
    if let Some(municipality) = &gathered.municipality {
        questions.push(Asked { area: Some(municipality.area_id), other_than, ..Asked::default() });
    }
    questions.push(Asked { other_than, ..Asked::default() });
    let most = usize::try_from(RELATED).unwrap_or(usize::MAX);
    let mut found: Vec<Article> = Vec::new();
    for asked in questions {
        let (_, more) = store::page_of(connection, &asked, page.today(), 0, RELATED * 3).await?;
        for one in more {
            let is_neighbour = one.details.part.map(|part| part.series)
                == article.details.part.map(|part| part.series)
                && one.details.part.is_some();
            if found.len() < most && !is_neighbour && !found.iter().any(|known| known.id == one.id) {
                found.push(one);
            }
        }
        if found.len() == most {
            break;
        }
    }
    Ok(cards::of(house, page, &found).await?)
}
