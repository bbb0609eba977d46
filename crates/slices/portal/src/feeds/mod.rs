//! Searches to subscribe to: `/suche.ics`, `/suche.rss`, `/suche.atom`, with the parameters of the result page. What is in
//! them is what the page lists.
//!
//! Programs ask for them again and again, so they are made once and kept ([`kreisrund_web::Answers`]); so is
//! `/suche.json`.

mod calendar;
mod news;
mod subscribe;

use axum::{extract::State, http::HeaderMap, response::Response};
use kreisrund_search::{Order, Query};
use kreisrund_slice::{
    House,
    calendars::{self, MOST_RECORDS},
};
use kreisrund_web::{
    Asked, Document, Made, Page, Pagination, Parameters, Problem,
    feed::{ATOM, Feed, RSS},
};

use crate::{
    links::{Links, undated},
    map_view::Piece,
    question::Question,
    results::sentence,
    start::require_index,
    understanding::Understanding,
};

pub use calendar::over;
pub use subscribe::page as subscribe_page;

/// Where the calendar is.
pub const CALENDAR_PATH: &str = "/suche.ics";
/// Where the news are as RSS.
pub const RSS_PATH: &str = "/suche.rss";
/// Where the news are as Atom.
pub const ATOM_PATH: &str = "/suche.atom";
/// Where the results are for programs.
pub const JSON_PATH: &str = "/suche.json";
/// Parameters that say how the results are looked at and nothing of what is found.
const PASSING: [&str; 6] =
    [Pagination::PARAMETER, "erklaeren", "ansicht", "kalender", "tag", Piece::PARAMETER];
/// Where it says how to subscribe.
pub const SUBSCRIBE_PATH: &str = "/suche/abonnieren";

/// Public data that programs on any site may read.
pub fn public() -> Document {
    Document { is_shared: true, ..Document::default() }
}

/// The dates of what fits.
pub async fn calendar(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    kept(&house, &page, &parameters, &headers, CALENDAR_PATH, async {
        let calendar = Subscribed::read(&house, &page, &parameters).await?.calendar().await?;
        Ok(Document {
            content_type: "text/calendar; charset=utf-8",
            file_name: Some("suche.ics"),
            content: kreisrund_schedule::calendar_file::write(&calendar),
            ..public()
        })
    })
    .await
}

/// What fits, the newest first, as RSS.
pub async fn rss(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    news(&house, &page, &parameters, &headers, (RSS_PATH, "application/rss+xml; charset=utf-8", Feed::rss))
        .await
}

/// What fits, the newest first, as Atom.
pub async fn atom(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    news(&house, &page, &parameters, &headers, (ATOM_PATH, "application/atom+xml; charset=utf-8", Feed::atom))
        .await
}

/// What fits, the newest first, in a form of feeds: its path, its media type, and how it is written.
async fn news(
    house: &House,
    page: &Page,
    parameters: &Parameters,
    headers: &HeaderMap,
    (path, content_type, written): (&'static str, &'static str, fn(&Feed) -> String),
) -> Result<Response, Problem> {
    kept(house, page, parameters, headers, path, async {
        let news = Subscribed::read(house, page, parameters).await?.news(path)?;
        Ok(Document { content_type, content: written(&news), ..public() })
    })
    .await
}

/// The answer to `parameters` at `path` for a request with `headers`, which `make` makes where none is kept.
///
/// # Errors
/// When there is no index to ask, and what `make` says.
pub async fn kept(
    house: &House,
    page: &Page,
    parameters: &Parameters,
    headers: &HeaderMap,
    path: &'static str,
    make: impl Future<Output = Result<Document, Problem>>,
) -> Result<Response, Problem> {
    require_index(house)?;
    let asked = Asked { path, language: page.language, parameters: parameters.tidy() };
    let make = async { make.await.map(Made::ForAll) };
    house.answers.get(asked, headers, house.search.edition(), make).await
}

/// `page`, which shows the results for `parameters`, naming them in the other forms; a calendar only of what has dates.
pub fn named(page: Page, house: &House, question: &Question, parameters: &Parameters) -> Page {
    let words = in_words(&page, house, question);
    let title = |form: &str| {
        page.t_with("portal-feed-form", [("form", form.into()), ("title", words.clone().into())])
    };
    let forms = [
        (calendars::MEDIA_TYPE, title("iCalendar"), CALENDAR_PATH),
        (RSS, title("RSS"), RSS_PATH),
        (ATOM, title("Atom"), ATOM_PATH),
        ("application/json", title("JSON"), JSON_PATH),
    ];
    let parameters = lasting(parameters);
    let has_dates = question.asks_for_offers();
    forms
        .into_iter()
        .filter(|(_, _, path)| has_dates || *path != CALENDAR_PATH)
        .fold(page, |page, (kind, title, path)| page.alternate(kind, title, &parameters.on(path)))
}

/// What of `parameters` lasts: not how, on which page and with what explained somebody looked at the results.
pub fn lasting(parameters: &Parameters) -> Parameters {
    PASSING.iter().fold(parameters.tidy(), |lasting, name| lasting.without(name))
}

/// What was asked, in words: as the result page says it, whether it was typed or chosen.
pub fn in_words(page: &Page, house: &House, question: &Question) -> String {
    let parameters = Parameters::new();
    let links = Links { page, path: "", parameters: &parameters };
    // Taken back or not, it was asked.
    let chosen = Question { understanding: Understanding::default(), ..question.clone() };
    let asked: Vec<String> = links.chips(&chosen).into_iter().map(|chip| chip.text).collect();
    if asked.is_empty() {
        page.t_text("portal-feed-all", "county", &house.shell.site().county_name)
    } else {
        asked.join(" · ")
    }
}

/// A search to which somebody subscribes, or that they show elsewhere.
pub struct Subscribed<'a> {
    house: &'a House,
    page: &'a Page,
    /// What is asked.
    pub question: Question,
    /// The same in an address, without what does not last.
    pub parameters: Parameters,
}

impl<'a> Subscribed<'a> {
    /// Reads `parameters` as the result page does; what it refuses is refused in the same sentence.
    ///
    /// # Errors
    /// What it refuses, and when the database can't be read.
    pub async fn read(house: &'a House, page: &'a Page, parameters: &Parameters) -> Result<Self, Problem> {
        let (question, refusals) = Question::read(&parameters.tidy(), house, page).await?;
        if let Some(refusal) = refusals.first() {
            return Err(Problem::bad_request(sentence(page, refusal)));
        }
        let parameters = lasting(parameters);
        let parameters = if question.asks_for_offers() { parameters } else { undated(&parameters) };
        Ok(Self { house, page, question, parameters })
    }

    /// The question for the index: what the list finds, in `order`, at most so many.
    pub fn query(&self, order: Order, most: usize) -> Query {
        Query {
            as_by_fit: self.question.order.unwrap_or_default() == Order::Best,
            order,
            page: kreisrund_search::Page { offset: 0, limit: most },
            explain: false,
            uncounted: true,
            ..self.question.query(self.house)
        }
    }

    /// What is asked, in words.
    pub fn words(&self) -> String {
        in_words(self.page, self.house, &self.question)
    }

    /// What the calendar or feed is called.
    fn title(&self) -> String {
        let site = self.page.site().name.clone();
        self.page.t_with("portal-feed-title", [("title", self.words().into()), ("site", site.into())])
    }

    /// The full address of the result page.
    fn results(&self) -> String {
        self.page.absolute(&self.parameters.on("/suche"))
    }

    /// Whether the question asks something of dates, so that not all dates of an offer need fit.
    fn asks_of_dates(&self) -> bool {
        let question = &self.question;
        let has_clock = !question.weekdays.is_empty() || !question.parts_of_day.is_empty();
        question.period.is_some() || has_clock || question.open
    }

    /// How many records fit, and whether that is more than go into a calendar.
    fn count(&self) -> Result<(usize, bool), Problem> {
        let total = self.house.search.search(&self.query(Order::Soonest, 0))?.total;
        Ok((total, total > MOST_RECORDS))
    }
}
