//! How one signs up for an offer, and until when, in words and with the button that does it.

use jiff::{Timestamp, ToSpan, civil::Date};
use kreisrund_schedule::OccurrenceState;
use kreisrund_web::Page;

use super::gathered::Gathered;
use crate::{
    offer::{Contact, Deadline, Form, Offer, OfferDate, Registration, Venue, Way, county_zone, over_at},
    repetition::ends,
};

/// What has to be known about signing up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignUp {
    /// How, in a sentence.
    pub sentence: String,
    /// What can be done right away, the best way first.
    pub actions: Vec<Action>,
    /// Until when, how many, and what else.
    pub notes: Vec<String>,
}

/// A way to sign up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Call this number.
    Call(String),
    /// Write to this address.
    Write(String),
    /// Go to this page elsewhere.
    Visit(String),
}

impl SignUp {
    /// How one signs up for the offer as of `now`; none where nothing is to be said.
    pub fn of(page: &Page, gathered: &Gathered, now: Timestamp) -> Option<Self> {
        let offer = &gathered.offer;
        let registration = &offer.details.registration;
        let (sentence, actions) = way(page, offer, &gathered.contact())?;
        let mut notes = until(page, offer, now);
        notes.extend(registration.places.map(|places| page.t_count("offers-places", places)));
        notes.extend(registration.note.clone());
        Some(Self { sentence, actions, notes })
    }
}

fn way(page: &Page, offer: &Offer, contact: &Contact) -> Option<(String, Vec<Action>)> {
    let details = &offer.details;
    let Registration { way, deadline, places, note } = &details.registration;
    let by_appointment = matches!(&details.form, Form::Service(service) if service.by_appointment);
    let call = || contact.phone.clone().map(Action::Call);
    let write = || contact.email.clone().map(Action::Write);
    let both = || call().into_iter().chain(write()).collect::<Vec<_>>();
    let by_mail_first = || write().into_iter().chain(call()).collect::<Vec<_>>();
    Some(match way {
        Way::Link(address) => {
            let visit = Action::Visit(address.to_string());
            (page.t_text("offers-sign-up-link", "host", address.host()), vec![visit])
        }
        Way::Email if by_appointment => (page.t("offers-sign-up-appointment"), by_mail_first()),
        _ if by_appointment => (page.t("offers-sign-up-appointment"), both()),
        Way::Phone => (page.t("offers-sign-up-phone"), both()),
        Way::Email => (page.t("offers-sign-up-email"), by_mail_first()),
        Way::Here => (page.t("offers-sign-up-here"), both()),
        Way::NotNeeded if matches!(details.venue, Venue::OnSite(_) | Venue::Hybrid(..)) => {
            (page.t("offers-sign-up-come"), Vec::new())
        }
        Way::NotNeeded => (page.t("offers-sign-up-not-needed"), Vec::new()),
        // To courses one hardly ever simply comes, nor where places are counted.
        Way::Unknown
            if matches!(details.form, Form::Course(_))
                || deadline.is_some()
                || places.is_some()
                || note.is_some() =>
        {
            (page.t("offers-sign-up-ask"), both())
        }
        Way::Unknown => return None,
    })
}

/// Until when one can sign up, as of `now`, and whether there is room.
fn until(page: &Page, offer: &Offer, now: Timestamp) -> Vec<String> {
    let coming = || {
        offer
            .dates
            .iter()
            .filter(|date| date.occurrence.state.takes_place() && over_at(&date.occurrence.moment) >= now)
    };
    let is_free = |date: &&OfferDate| date.occurrence.state != OccurrenceState::SoldOut;
    let next_is_full = coming().next().is_some_and(|next| !is_free(&next));
    if next_is_full && !coming().any(|date| is_free(&date)) {
        return vec![page.t("offers-full")];
    }
    let mut notes = deadline(page, offer, now, coming().filter(is_free), next_is_full);
    if next_is_full {
        notes.insert(0, page.t("offers-next-full"));
    }
    notes
}

/// The last day to sign up for one of `free`, the dates to come that have room; `skipped`: there is one before them that
/// has none.
fn deadline<'a>(
    page: &Page,
    offer: &Offer,
    now: Timestamp,
    mut free: impl Iterator<Item = &'a OfferDate>,
    skipped: bool,
) -> Vec<String> {
    let today = page.today();
    let last_day = |day: Date| {
        if day >= today {
            page.t_text("offers-deadline", "date", page.date_near(day))
        } else {
            page.t_text("offers-deadline-over", "date", page.date(day))
        }
    };
    let days = match offer.details.registration.deadline {
        None => return Vec::new(),
        Some(Deadline::On(day)) => return vec![last_day(day)],
        Some(Deadline::DaysBefore(days)) => days,
    };
    if offer.dates.is_empty() {
        return vec![page.t_count("offers-deadline-days", days)];
    }
    let start = |date: &OfferDate| county_zone().civil(date.occurrence.moment.start(&county_zone())).date();
    let day_of = |date: &OfferDate| start(date).saturating_sub(i64::from(days).days());
    let of_date = |date: &OfferDate| {
        let (on, until) = (page.date(start(date)), page.date_near(day_of(date)));
        page.t_with("offers-deadline-of-date", [("date", on.into()), ("until", until.into())])
    };
    // One signs up for a course as a whole, before it begins.
    if is_one_course(offer) {
        let Some(first) = offer.dates.first() else { return Vec::new() };
        let begun = first.occurrence.moment.start(&county_zone()) <= now;
        return vec![if begun { page.t("offers-course-begun") } else { last_day(day_of(first)) }];
    }
    let Some(next) = free.next() else { return Vec::new() };
    if day_of(next) >= today {
        return vec![if skipped { of_date(next) } else { last_day(day_of(next)) }];
    }
    match free.find(|date| day_of(date) >= today) {
        Some(later) => vec![page.t("offers-deadline-next-over"), of_date(later)],
        None => vec![last_day(day_of(next))],
    }
}

/// Whether its dates belong together: a course that ends.
pub fn is_one_course(offer: &Offer) -> bool {
    matches!(offer.details.form, Form::Course(_))
        && offer.series.as_ref().is_none_or(|rule| ends(&rule.series))
}
