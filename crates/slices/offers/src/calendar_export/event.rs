//! One offer as an event of a calendar.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use jiff::civil::Date;
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{LanguageTag, Vocabulary, VocabularySnapshot, store::vocabularies::terms_of_many};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations::organisations_by_ids, places::places_by_ids},
};
use kreisrund_kernel::{OrganisationId, Period, PlaceId, SubjectKind, TermId};
use kreisrund_schedule::{
    Occurrence, WrittenEvent, WrittenWhen,
    calendar_file::{EventStatus, RecurrenceId},
};
use kreisrund_store::StoreError;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    location::town,
    offer::{Contact, Format, Offer, OfferDate, Origin, State, Venue, county_zone},
};

/// As many dates of one rule are recorded at most; beyond the last of so many nothing is known.
const MOST_DATES: usize = 1_000;

/// What events say beyond the offer's own record.
#[derive(Debug)]
pub struct Surroundings {
    organisations: HashMap<OrganisationId, Organisation>,
    places: HashMap<PlaceId, Place>,
    terms_of: HashMap<Uuid, Vec<TermId>>,
    vocabularies: Arc<VocabularySnapshot>,
    areas: Arc<Snapshot>,
}

impl Surroundings {
    /// What the events of `offers` say beyond their own records.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn of(
        connection: &impl ConnectionTrait,
        vocabularies: Arc<VocabularySnapshot>,
        areas: Arc<Snapshot>,
        offers: &[Offer],
    ) -> Result<Self, StoreError> {
        let organisations: BTreeSet<OrganisationId> =
            offers.iter().map(|offer| offer.details.organisation).collect();
        let places: BTreeSet<PlaceId> =
            offers.iter().filter_map(|offer| offer.details.venue.location()?.place).collect();
        let ids: Vec<Uuid> = offers.iter().map(|offer| offer.id.0).collect();
        let organisations =
            organisations_by_ids(connection, &organisations.into_iter().collect::<Vec<_>>()).await?;
        let places = places_by_ids(connection, &places.into_iter().collect::<Vec<_>>()).await?;
        Ok(Self {
            organisations: organisations.into_iter().map(|known| (known.id, known)).collect(),
            places: places.into_iter().map(|known| (known.id, known)).collect(),
            terms_of: terms_of_many(connection, SubjectKind::Offer, &ids).await?,
            vocabularies,
            areas,
        })
    }
}

/// Which dates of an offer are written.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// All of them.
    Everything,
    /// Those that end on this day or later. Rules are written as they are all the same.
    Since(Date),
    /// This one alone, as an event of its own.
    Only(&'a OfferDate),
}

/// The name by which calendars know the offer: its source's, so that nobody has it twice who has both calendars.
#[must_use]
pub fn uid(offer: &Offer) -> String {
    match &offer.origin {
        Origin::Imported { source, key } if source.format == Format::ICalendar => key.clone(),
        Origin::Imported { .. } | Origin::Entered | Origin::Demo { .. } => own_uid(offer),
    }
}

/// The name that no other offer has.
pub(super) fn own_uid(offer: &Offer) -> String {
    format!("{}@kreisrund", offer.id.0)
}

/// `offer` as an event; none where it has no date.
#[must_use]
pub fn event(offer: &Offer, around: &Surroundings, part: Part<'_>) -> Option<WrittenEvent> {
    called(offer, around, part, &uid(offer))
}

/// `offer` as an event that calendars know by `name`; a date on its own by a name made from that.
pub(super) fn called(
    offer: &Offer,
    around: &Surroundings,
    part: Part<'_>,
    name: &str,
) -> Option<WrittenEvent> {
    let details = &offer.details;
    let text = details.texts.source();
    let organisation = around.organisations.get(&details.organisation).map(|known| &known.details);
    let body = if text.body.trim().is_empty() { &text.summary } else { &text.body };
    let place = details.venue.location().and_then(|location| around.places.get(&location.place?));
    let location = details.venue.location();
    let mut event = WrittenEvent::new(name, offer.updated_at, when(offer, part)?);
    event.sequence = offer.sequence;
    event.created = Some(offer.created_at);
    event.last_modified = Some(offer.updated_at);
    event.summary = Some(text.title.clone());
    event.description = Some(body.trim().to_owned()).filter(|body| !body.is_empty());
    // The page of an offer that was taken back does not tell where on the net it was to be.
    let online = details.venue.online().filter(|_| offer.state == State::Published);
    event.conference = online.and_then(|online| online.address.as_ref()).map(ToString::to_string);
    event.location = match (&details.venue, place) {
        (_, Some(place)) => Some(address(place)),
        // Who is not told where to go stands before a closed door, also on the net. Not every calendar shows conferences.
        (Venue::Online(_), None) => event.conference.clone(),
        _ => location.and_then(|location| location.text.as_ref()).map(|text| one_line(text)),
    };
    event.town = location.filter(|_| place.is_none()).and_then(|location| {
        town(&around.areas, location.area?, location.text.as_deref().filter(|text| !text.is_empty())?)
    });
    event.geo = place
        .and_then(|place| place.details.position)
        .or(location.and_then(|location| location.position).filter(|_| event.location.is_some()));
    event.url = details.link.as_ref().map(ToString::to_string);
    event.categories = categories(offer, around);
    event.organizer = organisation.map(|known| known.name.clone());
    event.organizer_email = organisation.and_then(|known| known.email.clone());
    event.contact = details.contact.as_ref().and_then(|contact| {
        let said = contact_line(contact);
        let is_more = organisation.is_none_or(|known| letters(&known.name) != letters(&said));
        Some(said).filter(|said| !said.is_empty() && is_more)
    });
    event.language = Some(text.language.as_str().to_owned());
    if offer.state == State::Withdrawn {
        // Whoever has it in their calendar learns that it is off; what was said about it is no longer published.
        event.status = EventStatus::Cancelled;
        (event.description, event.contact, event.url, event.organizer_email) = (None, None, None, None);
    }
    if let Part::Only(date) = part {
        // On its own the date is no part of a series: somebody may have that in the same calendar.
        if offer.dates.len() > 1 || offer.series.is_some() {
            event.uid = format!("{}.{}", date.key, event.uid);
        }
        event.summary = date.title.clone().or(event.summary);
        if let Some(place) = &date.place {
            event.location = Some(one_line(place));
            (event.town, event.geo) = (None, None);
        }
    }
    Some(event)
}

fn when(offer: &Offer, part: Part<'_>) -> Option<WrittenWhen> {
    if let Part::Only(date) = part {
        return WrittenWhen::of(None, &[(original_start(date), date.occurrence.clone())], Date::MAX);
    }
    let series = offer.series.as_ref();
    let is_wanted = |date: &&OfferDate| match part {
        Part::Since(day) if series.is_none() => date.occurrence.moment.days(&county_zone()).1 >= day,
        _ => true,
    };
    let wanted: Vec<&OfferDate> = offer.dates.iter().filter(is_wanted).collect();
    let dates: Vec<(RecurrenceId, Occurrence)> =
        wanted.iter().map(|date| (original_start(date), date.occurrence.clone())).collect();
    let mut when = WrittenWhen::within(series.map(|rule| &rule.series), &dates, known(offer))?;
    for date in wanted {
        when.set_texts(original_start(date), [date.title.clone(), date.place.as_deref().map(one_line), None]);
    }
    Some(when)
}

/// The days on which all dates are recorded. Before the first of them the rule may have had others, of which nobody took
/// note.
fn known(offer: &Offer) -> Period {
    let days = || offer.dates.iter().map(|date| day_of(original_start(date)));
    let followed = offer.series.as_ref().map(|rule| rule.followed_to);
    let cut = days().max().filter(|_| offer.dates.len() >= MOST_DATES);
    let to = match (followed, cut) {
        (Some(followed), Some(cut)) => Some(followed.min(cut)),
        (followed, cut) => followed.or(cut),
    };
    Period::new(days().min(), to).unwrap_or(Period::ALWAYS)
}

/// The start that its series gave a date; for others, the one that it has.
fn original_start(date: &OfferDate) -> RecurrenceId {
    date.key.parse().unwrap_or_else(|_| {
        let start = date.occurrence.moment.civil_start();
        if date.occurrence.moment.is_all_day() {
            RecurrenceId::Day(start.date())
        } else {
            RecurrenceId::Time(start)
        }
    })
}

fn day_of(id: RecurrenceId) -> Date {
    match id {
        RecurrenceId::Time(time) => time.date(),
        RecurrenceId::Day(day) => day,
    }
}

/// A place as our own import recognises it: name, street, postcode and town.
fn address(place: &Place) -> String {
    std::iter::once(place.details.name.clone()).chain(place.address_lines()).collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The topics in German, by which other calendars and our own import know them.
fn categories(offer: &Offer, around: &Surroundings) -> Vec<String> {
    let terms = around.terms_of.get(&offer.id.0).into_iter().flatten();
    terms
        .filter_map(|id| around.vocabularies.current(*id))
        .filter(|term| term.vocabulary == Vocabulary::Topic)
        .map(|term| term.label(&LanguageTag::german()).to_owned())
        .collect()
}

fn contact_line(contact: &Contact) -> String {
    let parts = [&contact.name, &contact.phone, &contact.email, &contact.hours];
    parts.into_iter().flatten().map(|part| one_line(part)).collect::<Vec<_>>().join(", ")
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}
