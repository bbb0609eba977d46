//! `/bildschirm`: the next dates of a search in large type, for a television in a foyer. Without script it shows what fits
//! on it and comes anew every few minutes; script turns pages, keeps the clock, and keeps the last page while the server is
//! away.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::State, http::HeaderMap, response::Response};
use jiff::{ToSpan, civil::Date};
use kreisrund_kernel::clock::county_time_zone;
use kreisrund_slice::{
    House,
    qr::{self, Code},
};
use kreisrund_web::{Document, Page, Parameters, Problem};

use super::{
    SCREEN,
    look::{Look, without_look},
};
use crate::{
    calendar::{Calendar, CalendarDay},
    feeds::{Subscribed, kept, public},
    links::Links,
    question::Span,
};

/// Dates on a screen where nothing is said: some pages of them.
const USUAL_DATES: usize = 24;
/// A code with more modules a side can't be read from some metres away.
const FINEST_CODE: usize = 61;
/// Where no script runs, the page comes anew after so many seconds.
const COMES_ANEW: u32 = 300;

#[derive(Template)]
#[template(path = "screen.html")]
struct ScreenPage<'a> {
    page: &'a Page,
    look: Look,
    heading: String,
    today: Date,
    days: Vec<ScreenDay>,
    /// When something takes place next, where nothing does.
    next: Option<String>,
    /// The way to the search for a phone.
    code: Option<Code>,
    /// The same to type.
    address: String,
    /// The hour of which all of this is.
    as_of: String,
    /// Where it comes from: the search.
    search: String,
}

struct ScreenDay {
    /// “Heute, Montag, 23. November”.
    title: String,
    day: CalendarDay,
}

/// The page.
pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    kept(&house, &page, &parameters, &headers, SCREEN, async {
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
) -> Result<ScreenPage<'a>, Problem> {
    let asked = Subscribed::read(house, page, &without_look(parameters)).await?;
    let links = Links { page, path: "/suche", parameters: &asked.parameters };
    let calendar = Calendar::of(house, &links, &asked.question, Span::Agenda)?;
    let search = page.absolute(&asked.parameters.on("/suche"));
    let now = house.clock.now().to_zoned(county_time_zone());
    Ok(ScreenPage {
        page,
        heading: look.title.clone().unwrap_or_else(|| asked.words()),
        today: page.today(),
        next: calendar.next.as_ref().map(|next| next.text.clone()),
        days: days(page, calendar.days, look.count.unwrap_or(USUAL_DATES)),
        code: qr::code(&search).filter(|code| code.size <= FINEST_CODE),
        address: readable(&page.site().base_url),
        as_of: page.time(now.time()),
        search,
        look,
    })
}

/// The first dates of `days`, at most so many, without what is over. What goes on for many days is told on the first of
/// them alone.
fn days(page: &Page, days: Vec<CalendarDay>, most: usize) -> Vec<ScreenDay> {
    let mut told = BTreeSet::new();
    let mut left = most;
    let mut shown = Vec::new();
    for mut day in days {
        day.dates.retain(|date| !date.is_over && (!date.goes_on || told.insert(date.href.clone())));
        day.dates.truncate(left);
        left -= day.dates.len();
        if !day.dates.is_empty() {
            shown.push(ScreenDay { title: title(page, day.date), day });
        }
    }
    shown
}

fn title(page: &Page, day: Date) -> String {
    let today = page.today();
    let name = format!("{}, {}", page.weekday(day), page.day_and_month(day));
    if day == today {
        page.t_text("portal-screen-today", "day", name)
    } else if Some(day) == today.checked_add(1.day()).ok() {
        page.t_text("portal-screen-tomorrow", "day", name)
    } else {
        name
    }
}

/// An address as people type it.
fn readable(base_url: &str) -> String {
    base_url.split_once("://").map_or(base_url, |(_, rest)| rest).to_owned()
}
