//! Calendars to subscribe to: everything that an organisation, a municipality or a topic has in the coming time, and in
//! the time that just passed.

use jiff::civil::Time;
use kreisrund_areas::lookup::CandidateKind;
use kreisrund_content::{LanguageTag, Vocabulary};
use kreisrund_directory::store::{organisations::organisation_by_slug, places::places_in};
use kreisrund_kernel::Slug;
use kreisrund_schedule::WrittenCalendar;
use kreisrund_slice::{
    House,
    calendars::{MOST_RECORDS, REFRESH, reaching_back},
};
use kreisrund_web::{Page, Problem};

use super::{ENDING, event::Part, events::events, surroundings};
use crate::{
    offer::county_zone,
    store::{
        self,
        calendars::{Belonging, Coming, Span, coming},
    },
};

/// A calendar to subscribe to.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Whose it is, or what about.
    pub name: String,
    /// The short name in the address.
    pub slug: String,
    /// The path of the page to which it belongs.
    pub page: String,
    belonging: Belonging,
}

/// A calendar, or where it is to be found.
#[derive(Clone, Debug)]
pub enum Found {
    /// This one.
    Here(Feed),
    /// The one of the page with this path.
    Elsewhere(String),
}

/// The calendar that the page with the path `page` offers.
pub fn file_path(page: &str) -> String {
    format!("{page}/termine{ENDING}")
}

/// The page that tells how to subscribe to it.
pub fn subscribe_path(page: &str) -> String {
    format!("{page}/termine")
}

/// The calendar of the organisation `slug`.
pub async fn organisation(house: &House, slug: &str) -> Result<Found, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let organisation =
        organisation_by_slug(house.database.read(), &slug).await?.ok_or_else(Problem::not_found)?;
    Ok(Found::Here(Feed {
        name: organisation.details.name,
        page: format!("/organisationen/{slug}"),
        slug: slug.to_string(),
        belonging: Belonging::Organisation(organisation.id),
    }))
}

/// The calendar of the municipality `slug`, or that of a village's municipality.
pub async fn municipality(house: &House, slug: &str) -> Result<Found, Problem> {
    let snapshot = house.areas.snapshot();
    let found = snapshot.by_slug(slug).ok_or_else(Problem::not_found)?;
    let municipality = snapshot.municipality(found.area_id).ok_or_else(Problem::not_found)?;
    let page = format!("/gemeinden/{}", municipality.slug);
    if found.kind != CandidateKind::Municipality {
        return Ok(Found::Elsewhere(page));
    }
    let places = places_in(house.database.read(), municipality.area_id).await?;
    Ok(Found::Here(Feed {
        name: municipality.name.clone(),
        slug: municipality.slug.to_string(),
        page,
        belonging: Belonging::Area(municipality.area_id, places.into_iter().map(|place| place.id).collect()),
    }))
}

/// The calendar of the topic `slug` with those below it.
pub fn topic(house: &House, page: &Page, slug: &str) -> Result<Found, Problem> {
    let slug: Slug = slug.parse().map_err(|_| Problem::not_found())?;
    let vocabularies = house.vocabularies.snapshot();
    let term = vocabularies.by_slug(Vocabulary::Topic, &slug).ok_or_else(Problem::not_found)?;
    Ok(Found::Here(Feed {
        name: term.label(&LanguageTag::from(page.language)).to_owned(),
        page: format!("/themen/{slug}"),
        slug: slug.to_string(),
        belonging: Belonging::Terms(vocabularies.with_children(term.id)),
    }))
}

/// The offers of `feed` that have dates in the span of calendars, those that come soonest first.
pub async fn find(house: &House, page: &Page, feed: &Feed) -> Result<Coming, Problem> {
    let today = page.today();
    let since = today.saturating_sub(reaching_back());
    let span = Span {
        since: county_zone().instant(since.to_datetime(Time::midnight())),
        now: house.clock.now(),
        today,
    };
    Ok(coming(house.database.read(), &feed.belonging, span, MOST_RECORDS).await?)
}

/// The calendar that `feed` is.
pub async fn written(house: &House, page: &Page, feed: &Feed) -> Result<WrittenCalendar, Problem> {
    let found = find(house, page, feed).await?;
    let mut offers = store::full(house.database.read(), &found.offers).await?;
    // The same order each time, so that nothing seems to have changed.
    offers.sort_by_key(|offer| offer.id);
    let around = surroundings(house, &offers).await?;
    let since = page.today().saturating_sub(reaching_back());
    let events = events(&offers, &around, |_| vec![Part::Since(since)]);
    let address = page.absolute(&feed.page);
    let description = if found.is_cut {
        page.t_with(
            "offers-calendar-cut",
            [("address", address.into()), ("most", page.number(MOST_RECORDS as u64).into())],
        )
    } else {
        page.t_text("offers-calendar-description", "address", address)
    };
    Ok(WrittenCalendar {
        name: Some(page.t_with(
            "offers-calendar-name",
            [("name", feed.name.clone().into()), ("site", page.site().name.clone().into())],
        )),
        description: Some(description),
        source: Some(page.absolute(&file_path(&feed.page))),
        refresh: Some(REFRESH),
        events,
    })
}
