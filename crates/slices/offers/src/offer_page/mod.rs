//! An offer's page: everything a person needs to decide and to go.

mod dates;
mod facts;
pub(crate) mod gathered;
mod origin;
mod rule_words;
mod sign_up;
mod similar;
mod venue;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::{Text, Vocabulary};
use kreisrund_slice::{
    House, Link, access, calendars::MEDIA_TYPE, hits::kind, hours, json_ld::Entry, map, pictures::Picture,
    reading::Reading, supporters::Supporter,
};
use kreisrund_web::{
    AccessLine, AreaMap, CachePolicy, Card, ChoiceLink, Hours, MessageKind, Name, Page, Problem, filters,
    render,
};

use crate::{
    calendar_export, json_ld,
    offer::{Contact, Form, Offer, State as OfferState},
    repetition::ends,
    store,
};
use dates::Dates;
pub use facts::UNIT_MINUTES;
use gathered::Gathered;
use sign_up::{Action, SignUp};
use venue::Where;

#[derive(Template)]
#[template(path = "offer.html")]
struct OfferPage {
    page: Page,
    json_ld: Option<String>,
    reading: Reading,
    lead: String,
    kind_name: String,
    example: bool,
    dates: Dates,
    rule: Option<String>,
    /// How many dates belong together, and until when.
    extent: Option<String>,
    calendar: String,
    hours: Option<Hours>,
    at: Where,
    map: Option<AreaMap>,
    access: Vec<AccessLine>,
    support: Vec<AccessLine>,
    support_note: Option<String>,
    price: Option<String>,
    sign_up: Option<SignUp>,
    organisers: Vec<Name>,
    contact: Contact,
    audiences: String,
    ages: Option<String>,
    languages: Option<String>,
    level: Option<String>,
    units: Option<String>,
    certificate: Option<String>,
    marks: Vec<String>,
    topics: Vec<ChoiceLink>,
    link: Option<Link>,
    picture: Option<Picture>,
    supporters: Vec<Supporter>,
    similar: Vec<Card>,
    origin: String,
    feedback: Option<String>,
}

/// What is left of an offer that is gone.
#[derive(Template)]
#[template(path = "gone.html")]
struct GonePage {
    page: Page,
    reading: Reading,
    kind_name: String,
    text: String,
    similar: Vec<Card>,
}

/// The page of the offer that the address names; its calendar where the address ends so.
pub async fn page(state: State<House>, page: Page, Path(name): Path<String>) -> Result<Response, Problem> {
    match name.strip_suffix(calendar_export::ENDING) {
        Some(slug) => calendar_export::of_offer(&state.0, page, slug).await,
        None => show(&state.0, page, &name).await,
    }
}

/// The page of the offer `slug`, or what is to be said in its place.
pub async fn show(house: &House, page: Page, slug: &str) -> Result<Response, Problem> {
    let offer = store::by_slug(house.database.read(), slug).await?.ok_or_else(Problem::not_found)?;
    let validity = offer.details.validity;
    // What is not shown yet is nobody's business; what was shown says what became of it.
    let is_early = validity.from().is_some_and(|from| page.today() < from);
    if !offer.state.was_public() || is_early {
        return Err(Problem::not_found());
    }
    let gathered = Gathered::read(house, &page, offer).await?;
    let is_over = validity.to().is_some_and(|to| page.today() > to);
    match gathered.offer.state {
        OfferState::Published if !is_over => shown(house, page, gathered).await,
        OfferState::Withdrawn => gone(house, &page, &gathered, page.t("offers-withdrawn-text")),
        _ => gone(house, &page, &gathered, page.t("offers-archived-text")),
    }
}

async fn shown(house: &House, page: Page, gathered: Gathered) -> Result<Response, Problem> {
    let offer = &gathered.offer;
    let details = &offer.details;
    let now = house.clock.now();
    let mut reading = Reading::of(&page, Some(&details.texts));
    let description = reading.description();
    let lead = lead(&mut reading, details.texts.source());
    let holiday = |day| dates::holiday(&page, &gathered, day);
    let dates = Dates::of(&page, offer, now, holiday);
    let course = match &details.form {
        Form::Course(course) => Some(course),
        Form::Event | Form::Service(_) => None,
    };
    let place_access = gathered.place.as_ref().map(|place| &place.details.accessibility);
    let framed = framed(&page, offer, &dates, &reading, &description);
    let template = OfferPage {
        json_ld: json_ld::of(&page, &gathered, &reading.title, &description, now).map(Entry::embedded),
        kind_name: kind(&page, details.kind()),
        example: offer.example,
        rule: offer.series.as_ref().and_then(|rule| rule_words::words(&page, &rule.series)),
        extent: extent(&page, offer).filter(|_| !dates.later.is_empty() || !dates.past.is_empty()),
        calendar: page.link(&calendar_export::path_of(&offer.slug)),
        hours: opening_hours(&page, &gathered),
        at: Where::of(&page, &gathered),
        map: map::around(house, &page, gathered.area(), gathered.position()).await?,
        access: place_access.map(|known| access::brief(&page, known)).unwrap_or_default(),
        support: facts::support(&page, &gathered),
        support_note: details.accessibility.note.clone(),
        price: details.price.as_ref().map(|price| page.full_price(price)),
        sign_up: SignUp::of(&page, &gathered, now).filter(|_| !dates.is_over()),
        organisers: organisers(&page, &gathered),
        contact: gathered.contact(),
        audiences: gathered.labels(&page, Vocabulary::Audience).join(", "),
        ages: details.ages.map(|ages| facts::ages(&page, ages)),
        languages: facts::languages(&page, &gathered),
        level: course.and_then(|course| course.level.clone()),
        units: course.and_then(|course| facts::units(&page, course)),
        certificate: course.and_then(|course| course.certificate.clone()),
        marks: gathered.labels(&page, Vocabulary::QualityMark),
        topics: facts::topics(&page, &gathered),
        link: details.link.as_ref().map(|link| Link::new(link.host(), link.as_str())),
        similar: similar::similar(house, &page, &gathered),
        origin: origin::sentence(&page, &gathered),
        feedback: origin::feedback(&page, &reading.title),
        picture: gathered.picture,
        supporters: gathered.supporters,
        page: framed,
        dates,
        lead,
        reading,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// A page that was here and is gone says so, to people as well as to search engines.
fn gone(house: &House, page: &Page, gathered: &Gathered, text: String) -> Result<Response, Problem> {
    let reading = Reading::of(page, Some(&gathered.offer.details.texts));
    let template = GonePage {
        kind_name: kind(page, gathered.offer.details.kind()),
        similar: similar::similar(house, page, gathered),
        page: page.clone().crumb(page.t("offers-search"), "/suche").titled(&reading.title).unlisted(),
        reading,
        text,
    };
    Ok(render(StatusCode::GONE, CachePolicy::Revalidate, &template))
}

fn framed(page: &Page, offer: &Offer, dates: &Dates, reading: &Reading, description: &str) -> Page {
    let mut framed =
        page.clone().crumb(page.t("offers-search"), "/suche").titled(&reading.title).description(description);
    if !dates.is_empty() {
        let title = page.t_text("offers-calendar-of", "title", &reading.title);
        framed = framed.alternate(MEDIA_TYPE, title, &calendar_export::path_of(&offer.slug));
    }
    if dates.is_over() {
        framed.message(MessageKind::Info, page.t("offers-over"), page.t("offers-over-text"))
    } else if dates.all_cancelled() {
        let text = page.t("offers-all-cancelled-text");
        framed.message(MessageKind::Warning, page.t("offers-all-cancelled"), text)
    } else {
        framed
    }
}

/// The sentence before all others, unless the text begins with the same words.
fn lead(reading: &mut Reading, source: &Text) -> String {
    let summary = std::mem::take(&mut reading.summary);
    let body = source.body.split_whitespace().collect::<Vec<_>>().join(" ");
    if body.starts_with(summary.trim_end_matches(" …")) { String::new() } else { summary }
}

/// “10 Termine, bis 2. Februar 2027” for what ends.
fn extent(page: &Page, offer: &Offer) -> Option<String> {
    let takes_place = offer.dates.iter().filter(|date| date.occurrence.state.takes_place());
    let (count, last) = takes_place.fold((0_u64, None), |(count, _), date| (count + 1, Some(date)));
    let ends = offer.series.as_ref().is_none_or(|rule| ends(&rule.series));
    let last = last.filter(|_| ends && count > 2)?.occurrence.moment.civil_start().date();
    Some(page.t_with("offers-extent", [("count", count.into()), ("last", page.date(last).into())]))
}

fn opening_hours(page: &Page, gathered: &Gathered) -> Option<Hours> {
    let Form::Service(service) = &gathered.offer.details.form else { return None };
    let opening_hours = service.opening_hours.as_ref()?;
    Some(hours::this_week(page, opening_hours, None, &gathered.holidays))
}

fn organisers(page: &Page, gathered: &Gathered) -> Vec<Name> {
    let all = gathered.organisation.iter().chain(&gathered.co_organisers);
    all.map(|known| Name::new(&known.details.name, page.link(&format!("/organisationen/{}", known.slug))))
        .collect()
}
