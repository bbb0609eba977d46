//! Offers as calendar files (iCalendar): one date, all dates of an offer, calendars to subscribe to of an
//! organisation, a municipality or a topic, and the events of whatever offers others ask for.
//!
//! What goes out comes back unchanged when somebody imports it: the description is the offer's text and nothing of ours,
//! `URL` is the offer's own link. The address of the page stands in the description of the calendar.

mod event;
mod events;
mod feed;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use kreisrund_kernel::Slug;
use kreisrund_schedule::{
    WrittenCalendar, WrittenEvent,
    calendar_file::{self, EventStatus},
};
use kreisrund_slice::{
    House,
    calendars::{MEDIA_TYPE, REFRESH},
};
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Problem};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    offer::{Offer, State as OfferState},
    offer_page, store,
};
pub use event::{Part, Surroundings, event, uid};
pub use events::OfferCalendars;
pub(crate) use feed::{Found, file_path, find, municipality, organisation, subscribe_path, topic};

/// How the addresses of calendar files end.
pub(crate) const ENDING: &str = ".ics";
/// What a key may hold in an address without being written in another way.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// The path of the calendar with all dates of the offer `slug`.
pub(crate) fn path_of(slug: &Slug) -> String {
    format!("/angebote/{slug}{ENDING}")
}

/// The path of the calendar with the date `key` of the offer `slug`.
pub(crate) fn path_of_date(slug: &Slug, key: &str) -> String {
    format!("/angebote/{slug}/termine/{}{ENDING}", utf8_percent_encode(key, IN_PATH))
}

/// All dates of the offer `slug`. One that was taken back says so, so that calendars that have it learn of it.
pub(crate) async fn of_offer(house: &House, page: Page, slug: &str) -> Result<Response, Problem> {
    let Some(offer) = known(house, &page, slug).await? else {
        return offer_page::show(house, page, slug).await;
    };
    let around = surroundings(house, std::slice::from_ref(&offer)).await?;
    let event = event(&offer, &around, Part::Everything);
    let event = event.ok_or_else(|| Problem::nothing_here("offers-calendar-none"))?;
    let calendar = calendar(&page, &offer, vec![event]);
    Ok(answer(&calendar, &format!("{slug}{ENDING}")))
}

/// One date of an offer.
pub(crate) async fn of_date(
    State(house): State<House>,
    page: Page,
    Path((slug, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let key = name.strip_suffix(ENDING).ok_or_else(Problem::not_found)?;
    let Some(offer) = known(&house, &page, &slug).await? else {
        return offer_page::show(&house, page, &slug).await;
    };
    let date = offer.dates.iter().find(|date| date.key == key).ok_or_else(Problem::not_found)?;
    let around = surroundings(&house, std::slice::from_ref(&offer)).await?;
    let event = event(&offer, &around, Part::Only(date)).ok_or_else(Problem::not_found)?;
    let day = date.occurrence.moment.civil_start().date();
    let calendar = calendar(&page, &offer, vec![event]);
    Ok(answer(&calendar, &format!("{slug}-{day}{ENDING}")))
}

/// The offer, as far as it has a calendar; none where its page says what became of it.
async fn known(house: &House, page: &Page, slug: &str) -> Result<Option<Offer>, Problem> {
    let offer = store::by_slug(house.database.read(), slug).await?;
    let has_calendar = |offer: &Offer| match offer.state {
        OfferState::Published => offer.details.validity.contains(page.today()),
        OfferState::Withdrawn => true,
        OfferState::Draft | OfferState::Submitted | OfferState::Archived => false,
    };
    Ok(offer.filter(has_calendar))
}

async fn surroundings(house: &House, offers: &[Offer]) -> Result<Surroundings, StoreError> {
    let (vocabularies, areas) = (house.vocabularies.snapshot(), house.areas.snapshot());
    Surroundings::of(house.database.read(), vocabularies, areas, offers).await
}

fn calendar(page: &Page, offer: &Offer, events: Vec<WrittenEvent>) -> WrittenCalendar {
    let title = &offer.details.texts.source().title;
    let address = page.absolute(&format!("/angebote/{}", offer.slug));
    let withdrawn = events.iter().any(|event| event.status == EventStatus::Cancelled);
    let key = if withdrawn { "offers-calendar-withdrawn" } else { "offers-calendar-description" };
    WrittenCalendar {
        name: Some(title.clone()),
        description: Some(page.t_text(key, "address", address)),
        source: Some(page.absolute(&path_of(&offer.slug))),
        refresh: Some(REFRESH),
        events,
    }
}

/// The calendar to subscribe to of an organisation.
pub(crate) async fn of_organisation(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    subscribed(&house, &page, organisation(&house, &slug).await?).await
}

/// The calendar to subscribe to of a municipality.
pub(crate) async fn of_municipality(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    subscribed(&house, &page, municipality(&house, &slug).await?).await
}

/// The calendar to subscribe to of a topic with those below it.
pub(crate) async fn of_topic(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    subscribed(&house, &page, topic(&house, &page, &slug)?).await
}

async fn subscribed(house: &House, page: &Page, found: Found) -> Result<Response, Problem> {
    let feed = match found {
        Found::Here(feed) => feed,
        Found::Elsewhere(path) => {
            return Ok(Redirect::permanent(&page.link(&file_path(&path))).into_response());
        }
    };
    let calendar = feed::written(house, page, &feed).await?;
    Ok(answer(&calendar, &format!("{}-termine{ENDING}", feed.slug)))
}

fn answer(calendar: &WrittenCalendar, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, format!("{MEDIA_TYPE}; charset=utf-8")),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        // Public data that calendars on other sites may read.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    (headers, calendar_file::write(calendar)).into_response()
}
