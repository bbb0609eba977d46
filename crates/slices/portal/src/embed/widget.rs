//! `/widget`: the hits of a search as a small page for a frame, as a list, a calendar or a map. It is whole without
//! script; the element `<kreisrund-suche>` takes its content from here.

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use jiff::civil::Date;
use kreisrund_search::{Order, Page as Part, Query, Results};
use kreisrund_slice::{House, hits::card};
use kreisrund_web::{Card, Document, Link, Page, Pagination, Parameters, Problem};

use super::{
    WIDGET,
    look::{Look, USUAL_COUNT, without_look},
};
use crate::{
    calendar::{Calendar, CalendarDay},
    feeds::{Subscribed, kept, public},
    links::Links,
    map_view::MapView,
    question::{Question, Span, View},
};

/// Dates below a calendar where nothing is said.
const USUAL_DATES: usize = 8;
/// The days of a week, which are a row of a month.
const DAYS_OF_A_WEEK: usize = 7;

#[derive(Template)]
#[template(path = "widget.html")]
struct WidgetPage<'a> {
    page: &'a Page,
    look: Look,
    /// What was asked, or the heading that somebody gave.
    heading: String,
    /// What it shows, in a few words: for who hears that it has changed.
    said: String,
    /// The full address of all of it.
    search: String,
    /// What the link to all of it says.
    all: String,
    cards: Vec<Card>,
    month: Option<Month>,
    days: Option<Days>,
    map: Option<MapView>,
    /// What comes before and after.
    earlier: Option<Link>,
    later: Option<Link>,
}

/// A calendar by weeks, of which the days that have dates are links.
struct Month {
    title: String,
    weekdays: Vec<&'static str>,
    weeks: Vec<Vec<Cell>>,
}

struct Cell {
    day: CalendarDay,
    /// The dates from this day on; nothing where it has none.
    href: Option<String>,
    /// Whether it is the day that was chosen.
    is_chosen: bool,
}

/// Days with their dates, one below the other.
struct Days {
    title: String,
    days: Vec<CalendarDay>,
    /// When something takes place, where nothing does here.
    next: Option<Link>,
}

/// The page.
pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    kept(&house, &page, &parameters, &headers, WIDGET, async {
        let parameters = parameters.tidy();
        let look = Look::require(&page, &parameters)?;
        let content = drawn(&house, &page, &parameters, look).await?.render()?;
        Ok(Document { content_type: "text/html; charset=utf-8", content, ..public() })
    })
    .await
}

async fn drawn<'a>(
    house: &House,
    page: &'a Page,
    parameters: &Parameters,
    look: Look,
) -> Result<WidgetPage<'a>, Problem> {
    let asked = Subscribed::read(house, page, &without_look(parameters)).await?;
    let question = &asked.question;
    let search = match question.view.parameter() {
        Some(view) => asked.parameters.with("ansicht", view),
        None => asked.parameters.clone(),
    };
    let mut widget = WidgetPage {
        page,
        heading: look.title.clone().unwrap_or_else(|| asked.words()),
        said: String::new(),
        search: page.absolute(&search.on("/suche")),
        all: String::new(),
        cards: Vec::new(),
        month: None,
        days: None,
        map: None,
        earlier: None,
        later: None,
        look,
    };
    let path = page.link(WIDGET);
    let total = match question.view {
        View::List | View::Map => {
            let count = widget.look.count.unwrap_or(USUAL_COUNT);
            let (results, number) = list(house, question, count)?;
            widget.cards = results.hits.iter().map(|hit| card(page, hit)).collect();
            let pages = Pagination::new(number, count as u64, results.total as u64, &path, parameters);
            widget.earlier = pages.previous().map(|href| Link::new(page.t("portal-widget-previous"), href));
            widget.later = pages.next().map(|href| Link::new(page.t("portal-widget-next"), href));
            results.total
        }
        View::Calendar(span) => {
            let links = Links { page, path: &path, parameters: &parameters.without(Pagination::PARAMETER) };
            let calendar = Calendar::of(house, &links, question, span)?;
            widget.earlier = calendar.earlier.clone();
            widget.later = calendar.later.clone();
            let most = widget.look.count.unwrap_or(USUAL_DATES);
            widget.days = Some(if span == Span::Agenda {
                Days::of(calendar, question, most)
            } else {
                let days = Calendar::of(house, &links, question, Span::Agenda)?;
                widget.month = Some(Month::of(calendar, &links, question.shown_day));
                Days::of(days, question, most)
            });
            question.total(house)?
        }
    };
    if question.view == View::Map && total > 0 {
        widget.map = Some(MapView::of(house, page, question, &asked.parameters).await?);
    }
    widget.all = if question.asks_for_offers() {
        page.t_count("portal-widget-all", total)
    } else {
        page.t_count("portal-widget-all-records", total)
    };
    let shown = [Some(widget.heading.clone()), widget.month.as_ref().map(|month| month.title.clone())];
    let counted = page.t_count("portal-widget-count", total);
    widget.said = shown.into_iter().flatten().chain([counted]).collect::<Vec<_>>().join(", ");
    Ok(widget)
}

/// The hits of the asked page, and which page that is: behind the last one, the last.
fn list(house: &House, question: &Question, count: usize) -> Result<(Results, u64), Problem> {
    let of_page = |number: u64| {
        let before = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(count);
        let order: Order = question.order.unwrap_or_default();
        let page = Part { offset: before, limit: count };
        house.search.search(&Query { order, page, explain: false, uncounted: true, ..question.query(house) })
    };
    let results = of_page(question.page)?;
    let last = (results.total.div_ceil(count) as u64).max(1);
    if question.page <= last {
        return Ok((results, question.page.max(1)));
    }
    Ok((of_page(last)?, last))
}

impl Month {
    fn of(calendar: Calendar, links: &Links<'_>, chosen: Option<Date>) -> Self {
        let cells = calendar.days.into_iter().map(|day| Cell {
            href: (!day.dates.is_empty())
                .then(|| format!("{}#termine", links.parameters.with("tag", day.date).on(links.path))),
            is_chosen: chosen == Some(day.date),
            day,
        });
        let mut weeks: Vec<Vec<Cell>> = Vec::new();
        for (index, cell) in cells.enumerate() {
            if index % DAYS_OF_A_WEEK == 0 {
                weeks.push(Vec::with_capacity(DAYS_OF_A_WEEK));
            }
            if let Some(week) = weeks.last_mut() {
                week.push(cell);
            }
        }
        Self { title: calendar.title, weekdays: calendar.weekdays, weeks }
    }
}

impl Days {
    /// The first dates of `calendar`, at most so many. What is over is told only of a day that was chosen.
    fn of(calendar: Calendar, question: &Question, most: usize) -> Self {
        let mut left = most;
        let mut days = calendar.days;
        for day in &mut days {
            day.dates.retain(|date| question.shown_day.is_some() || !date.is_over);
            day.dates.truncate(left);
            left -= day.dates.len();
        }
        days.retain(|day| !day.dates.is_empty());
        Self { title: calendar.title, days, next: calendar.next }
    }
}
