//! An offer's page: everything a person needs to decide and to go.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use kreisrund_areas::{area::Postcode, lookup::Snapshot};
use kreisrund_content::{LanguageTag, Vocabulary, store::vocabularies};
use kreisrund_directory::{
    accessibility::{Accessibility, CheckState, Feature},
    organisation::Organisation,
    place::Place,
    store::{organisations::organisation_by_id, places::place_by_id},
};
use kreisrund_kernel::{SubjectKind, SubjectRef, TermId};
use kreisrund_schedule::{Moment, OccurrenceState};
use kreisrund_slice::{House, Link, hits::kind};
use kreisrund_web::{CachePolicy, Page, Parameters, Problem, direction, render};

use crate::{
    offer::{Offer, OfferDate, State as OfferState, Text, over_at},
    store,
};

/// Dates that are shown at once; the rest opens on demand.
const DATES_AT_ONCE: usize = 5;

#[derive(Template)]
#[template(path = "offer.html")]
struct OfferPage {
    page: Page,
    text: Text,
    /// The text's language, where it is not the page's.
    language: Option<String>,
    direction: &'static str,
    /// Whether the summary says something that the text does not begin with.
    lead_is_new: bool,
    paragraphs: Vec<String>,
    kind_name: String,
    withdrawn: bool,
    over: bool,
    example: bool,
    next: Vec<DateLine>,
    later: Vec<DateLine>,
    past: Vec<DateLine>,
    place: Vec<String>,
    /// The address of the place's page.
    place_page: Option<String>,
    /// What the place's accessibility is like, in brief.
    access: Vec<String>,
    nearby: Option<(String, String)>,
    price: Option<String>,
    organisation: Option<Organisation>,
    /// The address of the organisation's page.
    organisation_page: String,
    /// The topics, each with its page.
    topics: Vec<Link>,
    link: Option<String>,
}

struct DateLine {
    when: String,
    cancelled: bool,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let connection = house.database.read();
    let offer = store::by_slug(connection, &slug).await?.ok_or_else(Problem::not_found)?;
    let organisation = organisation_by_id(connection, offer.organisation).await?;
    let place = match offer.location.place {
        Some(id) => place_by_id(connection, id).await?,
        None => None,
    };
    let terms = vocabularies::terms_of(connection, SubjectRef::new(SubjectKind::Offer, offer.id)).await?;
    let snapshot = house.areas.snapshot();
    let (next, past) = dates(&page, &offer, house.clock.now());
    let text = offer.texts.in_language(page.language.tag()).clone();
    let mut next = next;
    let later = next.split_off(next.len().min(DATES_AT_ONCE));
    let withdrawn = offer.state == OfferState::Withdrawn;
    let template = OfferPage {
        kind_name: kind(&page, offer.kind),
        withdrawn,
        over: next.is_empty() && !past.is_empty(),
        example: offer.example,
        next,
        later,
        past,
        place: place_lines(&offer, place.as_ref()),
        place_page: place.as_ref().map(|place| page.link(&format!("/orte/{}", place.slug))),
        access: place.as_ref().map_or_else(Vec::new, |place| access(&page, &place.details.accessibility)),
        topics: topics(&house, &page, &terms),
        nearby: nearby(&page, &snapshot, &offer),
        price: offer.price.clone(),
        link: offer.link.clone(),
        organisation_page: organisation
            .as_ref()
            .map(|organisation| page.link(&format!("/organisationen/{}", organisation.slug)))
            .unwrap_or_default(),
        organisation,
        language: Some(text.language.clone()).filter(|language| language != page.language.tag()),
        direction: direction(&text.language),
        lead_is_new: !text
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .starts_with(text.summary.trim_end_matches(" …")),
        paragraphs: text
            .text
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect(),
        page: framed(&page, &text, withdrawn),
        text,
    };
    // A page that was here and is gone says so, to people as well as to search engines.
    let status = if withdrawn { StatusCode::GONE } else { StatusCode::OK };
    Ok(render(status, CachePolicy::Revalidate, &template))
}

fn framed(page: &Page, text: &Text, withdrawn: bool) -> Page {
    let framed =
        page.clone().crumb(page.t("offers-search"), "/suche").titled(&text.title).description(&text.summary);
    if withdrawn { framed.unlisted() } else { framed }
}

/// The dates to come and the dates that are over, the latter with the latest first.
fn dates(page: &Page, offer: &Offer, now: Timestamp) -> (Vec<DateLine>, Vec<DateLine>) {
    let (mut next, mut past) = (Vec::new(), Vec::new());
    for date in &offer.dates {
        let is_over = over_at(&date.occurrence.moment) < now;
        if is_over { past.push(line(page, date)) } else { next.push(line(page, date)) }
    }
    past.reverse();
    (next, past)
}

fn line(page: &Page, date: &OfferDate) -> DateLine {
    DateLine {
        when: match &date.occurrence.moment {
            Moment::AllDay(days) => page.days(days.first(), days.last()),
            Moment::Timed(timed) => page.moment(timed.start(), timed.end()),
        },
        cancelled: date.occurrence.state == OccurrenceState::Cancelled,
    }
}

fn place_lines(offer: &Offer, place: Option<&Place>) -> Vec<String> {
    let Some(place) = place else {
        return offer.location.text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
    };
    let details = &place.details;
    let town = [details.postcode.as_ref().map(Postcode::as_str), details.locality.as_deref()];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    std::iter::once(details.name.clone())
        .chain(details.street.clone())
        .chain(Some(town).filter(|town| !town.is_empty()))
        .collect()
}

/// What decides for most who ask whether they can come.
fn access(page: &Page, accessibility: &Accessibility) -> Vec<String> {
    let words = |(feature, state)| match (feature, state) {
        (Feature::StepFree, CheckState::Yes) => Some(page.t("offers-access-steps-yes")),
        (Feature::StepFree, CheckState::Partly) => Some(page.t("offers-access-steps-partly")),
        (Feature::StepFree, CheckState::No) => Some(page.t("offers-access-steps-no")),
        (Feature::Toilet, CheckState::Yes) => Some(page.t("offers-access-toilet")),
        (Feature::Toilet, CheckState::Partly) => Some(page.t("offers-access-toilet-partly")),
        (Feature::Parking, CheckState::Yes) => Some(page.t("offers-access-parking")),
        (Feature::Parking, CheckState::Partly) => Some(page.t("offers-access-parking-partly")),
        (Feature::InductionLoop, CheckState::Yes) => Some(page.t("offers-access-loop")),
        (Feature::InductionLoop, CheckState::Partly) => Some(page.t("offers-access-loop-partly")),
        _ => None,
    };
    accessibility.summary().into_iter().filter_map(words).collect()
}

/// The topics among `terms`, each with its page.
fn topics(house: &House, page: &Page, terms: &[TermId]) -> Vec<Link> {
    let vocabularies = house.vocabularies.snapshot();
    let language = LanguageTag::from(page.language);
    terms
        .iter()
        .filter_map(|id| vocabularies.current(*id))
        .filter(|term| term.vocabulary == Vocabulary::Topic)
        .map(|term| Link {
            text: term.label(&language).to_owned(),
            href: page.link(&format!("/themen/{}", term.slug)),
        })
        .collect()
}

/// More in the same municipality: its name and the address of the results.
fn nearby(page: &Page, snapshot: &Snapshot, offer: &Offer) -> Option<(String, String)> {
    let municipality = snapshot.municipality(offer.location.area?)?;
    let address = Parameters::new().with("ort", &municipality.slug).on(&page.link("/suche"));
    Some((municipality.name.clone(), address))
}

/// Filters of this page's template.
mod filters {
    /// A phone number as `tel:` addresses want it: digits, and a plus in front.
    #[askama::filter_fn]
    pub fn telephone(number: &str, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(number.chars().filter(|character| character.is_ascii_digit() || *character == '+').collect())
    }
}
