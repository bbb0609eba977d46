//! What can be found of offers.

mod properties;

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use jiff::civil::Time;
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{Vocabulary, VocabularySnapshot, store::vocabularies};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{networks::networks, organisations::organisations_by_ids, places::places_by_ids},
};
use kreisrund_kernel::{
    AreaId, NetworkId, OrganisationId, PlaceId, Position, SubjectKind, SubjectRef, TermId,
};
use kreisrund_schedule::Moment;
use kreisrund_search::{
    Card, CardAccess, CardOccurrence, CardOrganisation, CardPlace, Interval, SearchEntry, SearchSource, Tag,
    Visibility,
};
use kreisrund_slice::{Surroundings, found_by};
use kreisrund_store::{Database, Message, StoreError};
use uuid::Uuid;

use crate::{
    offer::{Location, Offer, OfferDate, ServiceArea, State, Venue, county_zone, over_at},
    store,
};

/// Hands offers to the index.
pub struct OfferEntries {
    database: Database,
    surroundings: Surroundings,
}

impl OfferEntries {
    /// Offers of `database`, with the names and terms of `surroundings`.
    pub fn new(database: Database, surroundings: Surroundings) -> Self {
        Self { database, surroundings }
    }

    /// What offers are found by beyond their own record.
    async fn belongings(&self, offers: &[Offer]) -> Result<Belongings, StoreError> {
        let connection = self.database.read();
        let ids: Vec<Uuid> = offers.iter().map(|offer| offer.id.0).collect();
        let organisations: BTreeSet<OrganisationId> = offers.iter().flat_map(organisers).collect();
        let places: BTreeSet<PlaceId> =
            offers.iter().filter_map(|offer| offer.details.venue.location()?.place).collect();
        let organisations =
            organisations_by_ids(connection, &organisations.into_iter().collect::<Vec<_>>()).await?;
        let places = places_by_ids(connection, &places.into_iter().collect::<Vec<_>>()).await?;
        let today = self.database.clock().today();
        let mut networks_of: HashMap<OrganisationId, BTreeSet<NetworkId>> = HashMap::new();
        for network in networks(connection).await? {
            for member in network.members.on(today) {
                networks_of.entry(member.organisation).or_default().insert(network.id);
            }
        }
        Ok(Belongings {
            organisations: organisations.into_iter().map(|known| (known.id, known)).collect(),
            places: places.into_iter().map(|known| (known.id, known)).collect(),
            networks_of,
            terms_of: vocabularies::terms_of_many(connection, SubjectKind::Offer, &ids).await?,
        })
    }
}

/// What offers are found by beyond their own record.
struct Belongings {
    organisations: HashMap<OrganisationId, Organisation>,
    places: HashMap<PlaceId, Place>,
    /// The networks of which organisations are members today.
    networks_of: HashMap<OrganisationId, BTreeSet<NetworkId>>,
    /// The terms of each offer.
    terms_of: HashMap<Uuid, Vec<TermId>>,
}

#[async_trait]
impl SearchSource for OfferEntries {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Offer
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        let (areas, terms) = self.surroundings.fresh().await?;
        let mut offers = store::full(self.database.read(), ids).await?;
        let today = self.database.clock().today();
        offers.retain(|offer| offer.state == State::Published && offer.details.validity.contains(today));
        let belongings = self.belongings(&offers).await?;
        Ok(offers.iter().map(|offer| entry(offer, &belongings, &areas, &terms)).collect())
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        store::ids_after(self.database.read(), after, limit).await
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        let connection = self.database.read();
        self.surroundings.hear(message);
        if message.is_about(SubjectKind::Offer) {
            Ok(vec![message.subject_id])
        } else if message.is_about(SubjectKind::Organisation) {
            // An organisation that joins or leaves a network says so itself.
            store::ids_of_organisation(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Place) {
            store::ids_at_place(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Area) {
            store::ids_in_area(connection, message.subject_id).await
        } else if message.is_about(SubjectKind::Term) {
            // Offers are found by their topics' upper topics too.
            let terms = self.surroundings.vocabularies().with_children(TermId(message.subject_id));
            vocabularies::subjects_with_any(connection, &terms, SubjectKind::Offer).await
        } else {
            Ok(Vec::new())
        }
    }
}

fn entry(
    offer: &Offer,
    belongings: &Belongings,
    areas: &Snapshot,
    vocabularies: &VocabularySnapshot,
) -> SearchEntry {
    let details = &offer.details;
    let source = details.texts.source();
    let mut names: Vec<String> = Vec::new();
    let organisation = belongings.organisations.get(&details.organisation);
    let location = details.venue.location();
    let place = location.and_then(|location| belongings.places.get(&location.place?));
    // A known place may have been corrected since the offer was written.
    let position =
        place.and_then(|place| place.details.position).or(location.and_then(|location| location.position));
    let area_id = place.and_then(|place| place.details.area).or(location.and_then(|location| location.area));
    let area = area_id.and_then(|id| areas.area(id));
    let card_place = card_place(location, place, position, area.map(|area| area.name.clone()));
    let further_areas: Vec<AreaId> = match &details.venue {
        Venue::AtYours(ServiceArea::Municipalities(areas)) => areas.iter().copied().collect(),
        Venue::AtYours(ServiceArea::County) | Venue::Online(_) | Venue::OnSite(_) | Venue::Hybrid(..) => {
            Vec::new()
        }
    };
    // What comes to several municipalities is near where the first of them is.
    let position = position.or_else(|| further_areas.iter().find_map(|area| areas.area(*area)?.position));
    names.extend(further_areas.iter().filter_map(|area| areas.area(*area)).map(|area| area.name.clone()));
    let organisers = organisers(offer).filter_map(|id| belongings.organisations.get(&id));
    names.extend(organisers.map(|organisation| organisation.details.name.clone()));
    names.extend(card_place.as_ref().map(|place| place.name.clone()));
    names.extend(area.map(|area| area.name.clone()));
    names.extend(place.and_then(|place| place.details.locality.clone()));
    let own = belongings.terms_of.get(&offer.id.0).into_iter().flatten().copied();
    let terms = vocabularies.with_parents(own);
    let audiences: Vec<&str> = terms
        .iter()
        .filter_map(|id| vocabularies.term(*id))
        .filter(|term| term.vocabulary == Vocabulary::Audience)
        .map(|term| term.slug.as_str())
        .collect();
    let mut texts = found_by::texts(&details.texts);
    texts.extend(found_by::labels(terms.iter().copied(), vocabularies));
    texts.extend(found_by::kind_names(details.kind()));
    texts.extend(properties::access(offer, place).into_iter().flat_map(found_by::access_names));
    SearchEntry {
        subject: SubjectRef::new(SubjectKind::Offer, offer.id),
        kind: details.kind(),
        visibility: Visibility::Public,
        title: source.title.clone(),
        names,
        texts,
        area: area_id,
        further_areas,
        position,
        intervals: offer.dates.iter().map(interval).collect(),
        open_until: properties::open_until(offer),
        tags: tags(offer, belongings, place, &terms)
            .chain(properties::of(offer, place, &audiences))
            .collect(),
        changed: Some(offer.updated_at),
        published: Some(offer.created_at),
        card: Card {
            slug: offer.slug.to_string(),
            path: format!("/angebote/{}", offer.slug),
            language: source.language.to_string(),
            title: source.title.clone(),
            summary: source.summary.clone(),
            price: details.price.clone(),
            online: details.venue.online().is_some(),
            access: place.map(access_of).unwrap_or_default(),
            image: None,
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

/// What decides for most who ask how accessible its place is.
fn access_of(place: &Place) -> Vec<CardAccess> {
    let summary = place.details.accessibility.summary().into_iter();
    summary
        .map(|(feature, state)| CardAccess {
            feature: feature.as_str().to_owned(),
            state: state.as_str().to_owned(),
        })
        .collect()
}

/// Who provides it, alone or together.
fn organisers(offer: &Offer) -> impl Iterator<Item = OrganisationId> + use<> {
    let others = offer.details.co_organisers.clone();
    std::iter::once(offer.details.organisation).chain(others)
}

/// The records by which the offer can be asked for.
fn tags(
    offer: &Offer,
    belongings: &Belongings,
    place: Option<&Place>,
    terms: &BTreeSet<TermId>,
) -> impl Iterator<Item = Tag> {
    let networks: BTreeSet<NetworkId> =
        organisers(offer).filter_map(|id| belongings.networks_of.get(&id)).flatten().copied().collect();
    organisers(offer)
        .map(|id| SubjectRef::new(SubjectKind::Organisation, id))
        .chain(place.map(|place| SubjectRef::new(SubjectKind::Place, place.id)))
        .chain(networks.into_iter().map(|id| SubjectRef::new(SubjectKind::Network, id)))
        .map(Tag::from)
        .chain(found_by::term_tags(terms.iter().copied()))
}

fn card_place(
    location: Option<&Location>,
    place: Option<&Place>,
    position: Option<Position>,
    area: Option<String>,
) -> Option<CardPlace> {
    let name = match (place, location.and_then(|location| location.text.as_ref())) {
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
        state: date.occurrence.state.as_str().to_owned(),
    }
}
