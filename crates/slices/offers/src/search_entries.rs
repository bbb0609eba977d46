//! What can be found of offers.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use jiff::civil::Time;
use kreisrund_areas::{Areas, lookup::Snapshot};
use kreisrund_directory::store::{
    organisations::{self, Organisation},
    places::{self, Place},
};
use kreisrund_kernel::{Position, SubjectKind, SubjectRef};
use kreisrund_schedule::{Moment, OccurrenceState};
use kreisrund_search::{
    Card, CardOccurrence, CardOrganisation, CardPlace, Interval, SearchEntry, SearchSource,
};
use kreisrund_store::{Database, Message, StoreError};
use uuid::Uuid;

use crate::{
    offer::{Offer, OfferDate, State, county_zone, over_at},
    store,
};

/// Hands offers to the index.
pub struct OfferEntries {
    database: Database,
    areas: Areas,
    /// Whether areas changed since the directory was last read.
    areas_changed: AtomicBool,
}

impl OfferEntries {
    /// Offers of `database`, with the names that `directory` has for areas.
    pub fn new(database: Database, areas: Areas) -> Self {
        Self { database, areas, areas_changed: AtomicBool::new(false) }
    }
}

#[async_trait]
impl SearchSource for OfferEntries {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Offer
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        if self.areas_changed.swap(false, Ordering::Relaxed) {
            // Others may refresh it too, but perhaps only after this.
            self.areas.refresh().await?;
        }
        let connection = self.database.read();
        let offers = store::full(connection, ids).await?;
        let organisations: HashMap<_, _> = organisations::organisations(connection)
            .await?
            .into_iter()
            .map(|organisation| (organisation.id, organisation))
            .collect();
        let places: HashMap<_, _> =
            places::places(connection).await?.into_iter().map(|place| (place.id, place)).collect();
        let snapshot = self.areas.snapshot();
        Ok(offers
            .iter()
            .filter(|offer| offer.state == State::Published)
            .map(|offer| {
                let place = offer.location.place.and_then(|id| places.get(&id));
                entry(offer, organisations.get(&offer.organisation), place, &snapshot)
            })
            .collect())
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        store::ids_after(self.database.read(), after, limit).await
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        let connection = self.database.read();
        if message.is_about(SubjectKind::Offer) {
            Ok(vec![message.subject_id])
        } else if message.is_about(SubjectKind::Organisation) {
            store::ids_of_organisation(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Place) {
            store::ids_at_place(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Area) {
            self.areas_changed.store(true, Ordering::Relaxed);
            store::ids_in_area(connection, message.subject_id).await
        } else {
            Ok(Vec::new())
        }
    }
}

fn entry(
    offer: &Offer,
    organisation: Option<&Organisation>,
    place: Option<&Place>,
    snapshot: &Snapshot,
) -> SearchEntry {
    let source = offer.texts.source();
    // A known place may have been corrected since the offer was written.
    let position = place.and_then(|place| place.details.position).or(offer.location.position);
    let area_id = place.and_then(|place| place.details.area).or(offer.location.area);
    let area = area_id.and_then(|id| snapshot.area(id));
    let card_place = card_place(offer, place, position, area.map(|area| area.name.clone()));
    let mut names: Vec<String> = Vec::new();
    names.extend(organisation.map(|organisation| organisation.details.name.clone()));
    names.extend(card_place.as_ref().map(|place| place.name.clone()));
    names.extend(area.map(|area| area.name.clone()));
    names.extend(place.and_then(|place| place.details.locality.clone()));
    // Every language is searched: who asks for “German course” finds the Deutschkurs that has an English text.
    let body = offer.texts.all().map(|text| format!("{}\n{}\n{}", text.title, text.summary, text.text));
    SearchEntry {
        subject: SubjectRef::new(SubjectKind::Offer, offer.id),
        kind: offer.kind,
        title: source.title.clone(),
        names,
        body: body.collect::<Vec<_>>().join("\n"),
        area: area_id,
        position,
        intervals: offer.dates.iter().map(interval).collect(),
        card: Card {
            slug: offer.slug.to_string(),
            path: format!("/angebote/{}", offer.slug),
            language: source.language.clone(),
            title: source.title.clone(),
            summary: source.summary.clone(),
            price: offer.price.clone(),
            organisation: organisation.map(|organisation| CardOrganisation {
                slug: organisation.slug.to_string(),
                name: organisation.details.name.clone(),
            }),
            place: card_place,
            occurrences: offer.dates.iter().map(card_occurrence).collect(),
            example: offer.example,
        },
    }
}

fn card_place(
    offer: &Offer,
    place: Option<&Place>,
    position: Option<Position>,
    area: Option<String>,
) -> Option<CardPlace> {
    let name = match (place, &offer.location.text) {
        (Some(place), _) => place.details.name.clone(),
        (None, Some(text)) => text.lines().collect::<Vec<_>>().join(", "),
        (None, None) => return None,
    };
    Some(CardPlace { name, area, position })
}

fn interval(date: &OfferDate) -> Interval {
    let moment = &date.occurrence.moment;
    Interval { start: moment.start(&county_zone()), end: over_at(moment) }
}

fn card_occurrence(date: &OfferDate) -> CardOccurrence {
    let midnight = Time::midnight();
    let (start, end, zone) = match &date.occurrence.moment {
        Moment::AllDay(days) => {
            (days.first().to_datetime(midnight), Some(days.last().to_datetime(midnight)), county_zone())
        }
        Moment::Timed(timed) => (timed.start(), timed.end(), timed.zone().clone()),
    };
    CardOccurrence {
        start,
        end,
        zone: zone.name().to_owned(),
        all_day: date.occurrence.moment.is_all_day(),
        state: match date.occurrence.state {
            OccurrenceState::Planned => "planned",
            OccurrenceState::Cancelled => "cancelled",
        }
        .to_owned(),
    }
}
