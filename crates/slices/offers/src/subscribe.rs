//! How one gets a calendar's dates into one's own: a page in front of each calendar to subscribe to.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kreisrund_slice::{House, calendars::MEDIA_TYPE};
use kreisrund_web::{CachePolicy, Page, Problem, Subscription, render};

use crate::calendar_export::{self, Found};

#[derive(Template)]
#[template(path = "subscribe.html")]
struct SubscribePage {
    page: Page,
    title: String,
    name: String,
    /// The page to which the calendar belongs.
    back: String,
    calendar: Subscription,
    /// How many offers are in it.
    count: String,
}

/// How to subscribe to an organisation's calendar.
pub async fn organisation(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let found = calendar_export::organisation(&house, &slug).await?;
    shown(&house, page, found).await
}

/// How to subscribe to a municipality's calendar.
pub async fn municipality(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let found = calendar_export::municipality(&house, &slug).await?;
    shown(&house, page, found).await
}

/// How to subscribe to a topic's calendar.
pub async fn topic(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let found = calendar_export::topic(&house, &page, &slug)?;
    shown(&house, page, found).await
}

async fn shown(house: &House, page: Page, found: Found) -> Result<Response, Problem> {
    let feed = match found {
        Found::Here(feed) => feed,
        Found::Elsewhere(path) => {
            let there = page.link(&calendar_export::subscribe_path(&path));
            return Ok(Redirect::permanent(&there).into_response());
        }
    };
    let coming = calendar_export::find(house, &page, &feed).await?;
    let path = calendar_export::file_path(&feed.page);
    let title = page.t_text("offers-subscribe-title", "name", &feed.name);
    let template = SubscribePage {
        back: page.link(&feed.page),
        calendar: Subscription::new(&page, &path),
        count: if coming.is_cut {
            page.t_text("offers-subscribe-cut", "most", page.number(coming.offers.len() as u64))
        } else {
            page.t_count("offers-subscribe-count", coming.offers.len())
        },
        page: page
            .clone()
            .crumb(&feed.name, &feed.page)
            .titled(&title)
            .description(page.t("offers-subscribe-lead"))
            .alternate(MEDIA_TYPE, &title, &path)
            .unlisted(),
        name: feed.name,
        title,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}
