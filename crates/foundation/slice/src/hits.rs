//! How hits of the index are shown, on whichever page they stand.

use jiff::civil::{Date, Time};
use kreisrund_directory::accessibility::{CheckState, Feature};
use kreisrund_kernel::clock::county_time_zone;
use kreisrund_search::{CardImage, CardOccurrence, CardPlace, Hit, Kind};
use kreisrund_web::{Card, CardPicture, Page};

use crate::{access, pictures};

/// The card that shows `hit` in the language of `page`.
#[must_use]
pub fn card(page: &Page, hit: &Hit) -> Card {
    let card = &hit.card;
    Card {
        date: hit.next.as_ref().map(|next| next.start.date().max(page.today().min(last_day(next)))),
        when: match &hit.next {
            Some(next) => Some(when(page, next, hit.dates)),
            None if hit.kind == Kind::Article => published(page, hit),
            None => hit.kind.is_offer().then(|| page.t("slice-always")),
        },
        place: card.place.as_ref().map(place),
        distance: hit.distance.map(|distance| page.distance(distance)),
        access: access(page, card),
        picture: card.image.as_ref().and_then(picture),
        organiser: card.organisation.as_ref().map(|organisation| organisation.name.clone()),
        kind: Some(kind(page, hit.kind)),
        badges: badges(page, card),
        summary: Some(card.summary.clone()).filter(|summary| !summary.is_empty()),
        notice: hit.next.as_ref().filter(|next| next.state == "cancelled").map(|_| page.t("slice-cancelled")),
        symbol: symbol(hit.kind),
        language: Some(card.language.clone()).filter(|language| language != page.language.tag()),
        ..Card::new(page.link(&card.path), &card.title)
    }
}

/// The day from which it could be read.
fn published(page: &Page, hit: &Hit) -> Option<String> {
    let published = hit.published?.to_zoned(county_time_zone());
    Some(page.date_long(published.date()))
}

/// What costs nothing or little room is said at once; longer words wait on the page.
fn badges(page: &Page, card: &kreisrund_search::Card) -> Vec<String> {
    let price = card.price.iter().map(|price| page.price(price)).filter(|price| price.chars().count() <= 24);
    price.chain(card.online.then(|| page.t("slice-online"))).collect()
}

/// What is known first of how accessible it is, in words.
fn access(page: &Page, card: &kreisrund_search::Card) -> Option<String> {
    let known = card.access.first()?;
    let (feature, state) = (Feature::from_name(&known.feature)?, CheckState::from_name(&known.state)?);
    Some(access::finding(page, feature, state))
}

fn picture(image: &CardImage) -> Option<CardPicture> {
    let drawn = image.motif.as_deref().and_then(kreisrund_web::motif).map(CardPicture::Drawn);
    drawn.or_else(|| image.file.map(|file| CardPicture::File(pictures::small(file))))
}

/// The icon that stands for a kind where there is no date to show.
fn symbol(kind: Kind) -> &'static str {
    match kind {
        Kind::Course | Kind::Event | Kind::Service => "ongoing",
        Kind::Organisation => "organisation",
        Kind::Place => "place",
        Kind::Municipality => "village",
        Kind::Network => "network",
        Kind::LifeSituation => "compass",
        Kind::Topic => "topic",
        Kind::Article => "article",
    }
}

/// The name of a kind.
#[must_use]
pub fn kind(page: &Page, kind: Kind) -> String {
    match kind {
        Kind::Course => page.t("slice-kind-course"),
        Kind::Event => page.t("slice-kind-event"),
        Kind::Service => page.t("slice-kind-service"),
        Kind::Organisation => page.t("slice-kind-organisation"),
        Kind::Place => page.t("slice-kind-place"),
        Kind::Municipality => page.t("slice-kind-municipality"),
        Kind::Network => page.t("slice-kind-network"),
        Kind::LifeSituation => page.t("slice-kind-life-situation"),
        Kind::Topic => page.t("slice-kind-topic"),
        Kind::Article => page.t("slice-kind-article"),
    }
}

/// When `hit` takes place in words that are true on every day, for what is read elsewhere and later; nothing of what has
/// no dates.
#[must_use]
pub fn when_in_full(page: &Page, hit: &Hit) -> Option<String> {
    let Some(next) = &hit.next else {
        return hit.kind.is_offer().then(|| page.t("slice-always"));
    };
    let when = if next.all_day {
        page.days(next.start.date(), last_day(next))
    } else {
        page.moment(next.start, next.end)
    };
    let when =
        if next.state == "cancelled" { format!("{}: {when}", page.t("slice-cancelled")) } else { when };
    Some(with_further(page, when, hit.dates))
}

fn when(page: &Page, next: &CardOccurrence, dates: usize) -> String {
    let when = if next.all_day {
        page.days_near(next.start.date(), last_day(next))
    } else {
        page.moment_near(next.start, next.end)
    };
    with_further(page, when, dates)
}

/// What is said of the first of `dates`, and how many more there are.
fn with_further(page: &Page, when: String, dates: usize) -> String {
    match dates {
        0 | 1 => when,
        more => format!("{when} · {}", page.t_count("slice-more-dates", more - 1)),
    }
}

/// The last day to which a date belongs.
#[must_use]
pub fn last_day(next: &CardOccurrence) -> Date {
    let Some(end) = next.end else { return next.start.date() };
    // An evening that goes on past midnight belongs to the day on which it began.
    let runs_into_the_night = !next.all_day && end.time() <= Time::constant(6, 0, 0, 0);
    if runs_into_the_night { next.start.date() } else { end.date() }
}

/// Where something is, with its municipality.
#[must_use]
pub fn place(place: &CardPlace) -> String {
    match &place.area {
        Some(area) if !place.name.contains(area.as_str()) => format!("{}, {area}", place.name),
        _ => place.name.clone(),
    }
}
