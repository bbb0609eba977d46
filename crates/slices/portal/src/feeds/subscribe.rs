//! How one subscribes to a search: a page in front of its calendar and its feeds.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_slice::{House, calendars::MOST_RECORDS};
use kreisrund_web::{CachePolicy, Page, Parameters, Problem, Subscription, render};

use super::{ATOM_PATH, CALENDAR_PATH, RSS_PATH, Subscribed, named};
use crate::start::require_index;

#[derive(Template)]
#[template(path = "subscribe_search.html")]
struct SubscribePage {
    page: Page,
    /// What was asked, in words.
    asked: String,
    /// How much fits now.
    count: String,
    /// Nothing where what is asked for has no dates.
    calendar: Option<Subscription>,
    /// What of the dates is in the calendar.
    dates: String,
    /// The feeds: what they are called, and their full addresses.
    feeds: [(&'static str, String); 2],
    /// The result page.
    back: String,
}

/// The page.
pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let subscribed = Subscribed::read(&house, &page, &parameters).await?;
    let (total, is_cut) = subscribed.count()?;
    let parameters = &subscribed.parameters;
    let asks_for_offers = subscribed.question.asks_for_offers();
    let title = page.t("portal-subscribe");
    let framed = page
        .clone()
        .crumb(page.t("portal-nav-search"), &parameters.on("/suche"))
        .titled(&title)
        .description(page.t("portal-subscribe-lead"))
        .unlisted();
    let template = SubscribePage {
        asked: subscribed.words(),
        count: match (asks_for_offers, is_cut) {
            (true, false) => page.t_count("portal-subscribe-count", total),
            (true, true) => page.t_with(
                "portal-subscribe-cut",
                [
                    ("total", page.number(total as u64).into()),
                    ("most", page.number(MOST_RECORDS as u64).into()),
                ],
            ),
            (false, _) => page.t_count("portal-subscribe-records", total),
        },
        calendar: asks_for_offers.then(|| Subscription::new(&page, &parameters.on(CALENDAR_PATH))),
        dates: if subscribed.asks_of_dates() {
            page.t("portal-subscribe-fitting")
        } else {
            page.t("portal-subscribe-dates")
        },
        feeds: [
            ("RSS", page.absolute(&parameters.on(RSS_PATH))),
            ("Atom", page.absolute(&parameters.on(ATOM_PATH))),
        ],
        back: page.link(&parameters.on("/suche")),
        page: named(framed, &house, &subscribed.question, parameters),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}
