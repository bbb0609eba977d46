//! What can be found of the directory: organisations, places, networks, municipalities, life situations, topics.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use kreisrund_areas::{Areas, lookup::Snapshot};
use kreisrund_content::{
    Texts, Vocabularies, Vocabulary, VocabularySnapshot,
    store::{texts::texts_of_many, vocabularies::terms_of_many},
};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{
        networks::{network_ids_after, networks, networks_by_ids},
        organisations::{organisation_ids_after, organisations_at, organisations_by_ids, organisations_in},
        places::{place_ids_after, places_by_ids, places_in},
    },
};
use kreisrund_kernel::{
    AreaId, NetworkId, OrganisationId, PlaceId, Position, SubjectKind, SubjectRef, TermId,
};
use kreisrund_search::{Card, CardPlace, Kind, SearchEntry, SearchSource, Tag, Visibility};
use kreisrund_slice::{Surroundings, found_by};
use kreisrund_store::{Database, Message, StoreError};
use uuid::Uuid;

/// Everything of the directory.
pub fn all(database: &Database, areas: &Areas, vocabularies: &Vocabularies) -> Vec<Arc<dyn SearchSource>> {
    [Records::Organisations, Records::Places, Records::Networks, Records::Municipalities, Records::Terms]
        .into_iter()
        .map(|records| {
            let source = DirectoryEntries {
                records,
                database: database.clone(),
                surroundings: Surroundings::new(areas, vocabularies),
            };
            Arc::new(source) as Arc<dyn SearchSource>
        })
        .collect()
}

/// The vocabularies whose terms have pages.
const SHOWN: [Vocabulary; 2] = [Vocabulary::LifeSituation, Vocabulary::Topic];

/// Which records a source supplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Records {
    Organisations,
    Places,
    Networks,
    Municipalities,
    Terms,
}

/// Hands one kind of the directory's records to the index.
struct DirectoryEntries {
    records: Records,
    database: Database,
    surroundings: Surroundings,
}

#[async_trait]
impl SearchSource for DirectoryEntries {
    fn kind(&self) -> SubjectKind {
        match self.records {
            Records::Organisations => SubjectKind::Organisation,
            Records::Places => SubjectKind::Place,
            Records::Networks => SubjectKind::Network,
            Records::Municipalities => SubjectKind::Area,
            Records::Terms => SubjectKind::Term,
        }
    }

    async fn entries(&self, ids: &[Uuid]) -> Result<Vec<SearchEntry>, StoreError> {
        let (snapshot, vocabularies) = self.surroundings.fresh().await?;
        let connection = self.database.read();
        let texts = texts_of_many(connection, self.kind(), ids).await?;
        let terms = terms_of_many(connection, self.kind(), ids).await?;
        let context =
            Context { snapshot: &snapshot, vocabularies: &vocabularies, texts: &texts, terms: &terms };
        match self.records {
            Records::Organisations => self.organisations(&context, ids).await,
            Records::Places => {
                let places = places_by_ids(connection, &typed::<PlaceId>(ids)).await?;
                Ok(places.iter().map(|place| context.place(place)).collect())
            }
            Records::Networks => {
                let networks = networks_by_ids(connection, &typed::<NetworkId>(ids)).await?;
                Ok(networks
                    .iter()
                    .map(|network| {
                        let path = format!("/netzwerke/{}", network.slug);
                        let details = &network.details;
                        let mut entry = context.entry(network.id.0, Kind::Network, &details.name, path);
                        entry.changed = Some(network.updated_at);
                        entry.card.example = details.example;
                        entry
                    })
                    .collect())
            }
            Records::Municipalities => {
                Ok(ids.iter().filter_map(|id| context.municipality(AreaId::from(*id))).collect())
            }
            Records::Terms => Ok(ids.iter().filter_map(|id| context.term(TermId::from(*id))).collect()),
        }
    }

    async fn ids(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Uuid>, StoreError> {
        let connection = self.database.read();
        match self.records {
            Records::Organisations => organisation_ids_after(connection, after, limit).await,
            Records::Places => place_ids_after(connection, after, limit).await,
            Records::Networks => network_ids_after(connection, after, limit).await,
            Records::Municipalities => {
                let snapshot = self.surroundings.areas();
                Ok(next(snapshot.municipalities().iter().map(|area| area.id.0), after, limit))
            }
            Records::Terms => {
                let vocabularies = self.surroundings.vocabularies();
                let shown = SHOWN.into_iter().flat_map(|vocabulary| vocabularies.terms(vocabulary));
                Ok(next(shown.map(|term| term.id.0), after, limit))
            }
        }
    }

    async fn concerned(&self, message: &Message) -> Result<Vec<Uuid>, StoreError> {
        let connection = self.database.read();
        let about = |kind: SubjectKind| message.is_about(kind);
        self.surroundings.hear(message);
        if about(self.kind()) {
            return Ok(vec![message.subject_id]);
        }
        match self.records {
            // An organisation stands where its seat is and bears its municipality's name.
            Records::Organisations if about(SubjectKind::Place) => {
                let place = PlaceId::from(message.subject_id);
                Ok(ids_of(&organisations_at(connection, place).await?))
            }
            Records::Organisations if about(SubjectKind::Area) => {
                Ok(ids_of(&organisations_in(connection, AreaId::from(message.subject_id)).await?))
            }
            Records::Organisations if about(SubjectKind::Network) => {
                let network = NetworkId::from(message.subject_id);
                let networks = networks_by_ids(connection, &[network]).await?;
                Ok(networks
                    .iter()
                    .flat_map(|network| network.members.as_slice())
                    .map(|member| member.organisation.0)
                    .collect())
            }
            Records::Places if about(SubjectKind::Area) => {
                let places = places_in(connection, AreaId::from(message.subject_id)).await?;
                Ok(places.iter().map(|place| place.id.0).collect())
            }
            _ => Ok(Vec::new()),
        }
    }
}

impl DirectoryEntries {
    async fn organisations(
        &self,
        context: &Context<'_>,
        ids: &[Uuid],
    ) -> Result<Vec<SearchEntry>, StoreError> {
        let connection = self.database.read();
        let organisations = organisations_by_ids(connection, &typed::<OrganisationId>(ids)).await?;
        let seats: Vec<PlaceId> =
            organisations.iter().filter_map(|organisation| organisation.details.seat).collect();
        let seats = places_by_ids(connection, &seats).await?;
        let seats: HashMap<PlaceId, &Place> = seats.iter().map(|place| (place.id, place)).collect();
        let networks = networks(connection).await?;
        Ok(organisations
            .iter()
            .map(|organisation| {
                let seat = organisation.details.seat.and_then(|id| seats.get(&id).copied());
                let of = networks
                    .iter()
                    .filter(|network| network.members.of(organisation.id).next().is_some())
                    .map(|network| SubjectRef::new(SubjectKind::Network, network.id));
                context.organisation(organisation, seat, of)
            })
            .collect())
    }
}

/// What entries are made of beside the records themselves.
struct Context<'a> {
    snapshot: &'a Snapshot,
    vocabularies: &'a VocabularySnapshot,
    texts: &'a HashMap<Uuid, Texts>,
    terms: &'a HashMap<Uuid, Vec<TermId>>,
}

impl Context<'_> {
    /// What all entries have in common: the texts and terms of the record `id`.
    fn entry(&self, id: Uuid, kind: Kind, name: &str, path: String) -> SearchEntry {
        let texts = self.texts.get(&id);
        let terms = self.terms.get(&id).map(Vec::as_slice).unwrap_or_default();
        let source = texts.map(Texts::source);
        let mut found_in = texts.map(found_by::texts).unwrap_or_default();
        found_in.extend(found_by::labels(terms.iter().copied(), self.vocabularies));
        let summary = source.map(|text| first_sentences(&text.summary, &text.plain_body()));
        SearchEntry {
            subject: SubjectRef::new(subject_kind(kind), id),
            kind,
            visibility: Visibility::Public,
            title: name.to_owned(),
            names: Vec::new(),
            texts: found_in,
            area: None,
            further_areas: Vec::new(),
            position: None,
            intervals: Vec::new(),
            open_until: Vec::new(),
            tags: found_by::term_tags(terms.iter().copied()).collect(),
            changed: None,
            published: None,
            card: Card {
                slug: path.rsplit('/').next().unwrap_or_default().to_owned(),
                path,
                language: source.map_or("de", |text| text.language.as_str()).to_owned(),
                title: name.to_owned(),
                summary: summary.unwrap_or_default(),
                price: None,
                online: false,
                access: Vec::new(),
                image: None,
                organisation: None,
                place: None,
                occurrences: Vec::new(),
                example: false,
            },
        }
    }

    fn organisation(
        &self,
        organisation: &Organisation,
        seat: Option<&Place>,
        networks: impl Iterator<Item = SubjectRef>,
    ) -> SearchEntry {
        let details = &organisation.details;
        let path = crate::parts::organisation_path(organisation);
        let mut entry = self.entry(organisation.id.0, Kind::Organisation, &details.name, path);
        let area = details.area.or_else(|| seat.and_then(|seat| seat.details.area));
        let position = seat.and_then(|seat| seat.details.position);
        self.locate(&mut entry, area, position, seat.map(|seat| seat.details.name.as_str()));
        entry.names.extend(seat.and_then(|seat| seat.details.locality.clone()));
        entry.tags.push(SubjectRef::new(SubjectKind::Organisation, organisation.id).into());
        entry.tags.extend(networks.map(Tag::from));
        entry.changed = Some(organisation.updated_at);
        entry.card.example = details.example;
        entry
    }

    fn place(&self, place: &Place) -> SearchEntry {
        let details = &place.details;
        let mut entry = self.entry(place.id.0, Kind::Place, &details.name, format!("/orte/{}", place.slug));
        self.locate(&mut entry, details.area, details.position, details.locality.as_deref());
        entry.tags.push(SubjectRef::new(SubjectKind::Place, place.id).into());
        entry.changed = Some(place.updated_at);
        entry.card.example = details.example;
        entry
    }

    /// A municipality of the county, under its own name and those of its villages.
    fn municipality(&self, id: AreaId) -> Option<SearchEntry> {
        let municipality = self.snapshot.municipality(id)?;
        let area = self.snapshot.area(id)?;
        let is_ours =
            area.parent.is_some() && area.parent == self.snapshot.main_county().map(|county| county.id);
        if !is_ours {
            return None;
        }
        let path = format!("/gemeinden/{}", municipality.slug);
        let mut entry = self.entry(id.0, Kind::Municipality, &municipality.name, path);
        entry.area = Some(id);
        entry.position = municipality.position;
        let villages = self.snapshot.localities_of(id);
        entry.names = villages.iter().map(|village| village.name.clone()).collect();
        entry.names.extend(municipality.postcodes.iter().map(ToString::to_string));
        entry.card.summary =
            villages.iter().map(|village| village.name.as_str()).collect::<Vec<_>>().join(", ");
        Some(entry)
    }

    fn term(&self, id: TermId) -> Option<SearchEntry> {
        let term = self.vocabularies.term(id).filter(|term| term.is_in_force())?;
        let (kind, path) = match term.vocabulary {
            Vocabulary::LifeSituation => (Kind::LifeSituation, format!("/lebenslagen/{}", term.slug)),
            Vocabulary::Topic => (Kind::Topic, format!("/themen/{}", term.slug)),
            _ => return None,
        };
        let name = term.label(&kreisrund_content::LanguageTag::german());
        let mut entry = self.entry(id.0, kind, name, path);
        entry.texts.extend(found_by::labels([id], self.vocabularies));
        entry.tags.push(SubjectRef::new(SubjectKind::Term, id).into());
        Some(entry)
    }

    fn locate(
        &self,
        entry: &mut SearchEntry,
        area: Option<AreaId>,
        position: Option<Position>,
        place: Option<&str>,
    ) {
        let municipality = area.and_then(|id| self.snapshot.area(id));
        let name = municipality.map(|area| area.name.clone());
        entry.area = area;
        // Without a position of its own it counts as lying in the middle of its municipality.
        entry.position = position.or_else(|| municipality.and_then(|area| area.position));
        entry.names.extend(name.clone());
        entry.names.extend(place.map(str::to_owned));
        entry.card.place = place.map(str::to_owned).or_else(|| name.clone()).map(|place| CardPlace {
            area: name.filter(|area| *area != place),
            name: place,
            position,
        });
    }
}

fn subject_kind(kind: Kind) -> SubjectKind {
    match kind {
        Kind::Organisation => SubjectKind::Organisation,
        Kind::Place => SubjectKind::Place,
        Kind::Municipality => SubjectKind::Area,
        Kind::Network => SubjectKind::Network,
        Kind::LifeSituation | Kind::Topic => SubjectKind::Term,
        Kind::Course | Kind::Event | Kind::Service => SubjectKind::Offer,
        Kind::Article => SubjectKind::Article,
    }
}

/// The summary, or the beginning of the body up to the end of a sentence.
fn first_sentences(summary: &str, body: &str) -> String {
    /// A card has room for about so many characters.
    const ROOM: usize = 160;
    if !summary.is_empty() {
        return summary.to_owned();
    }
    let mut taken = String::new();
    for sentence in body.split_inclusive(['.', '!', '?', '\n']) {
        if !taken.is_empty() && taken.chars().count() + sentence.chars().count() > ROOM {
            break;
        }
        taken.push_str(sentence);
    }
    taken.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn typed<T: From<Uuid>>(ids: &[Uuid]) -> Vec<T> {
    ids.iter().map(|id| T::from(*id)).collect()
}

fn ids_of(organisations: &[Organisation]) -> Vec<Uuid> {
    organisations.iter().map(|organisation| organisation.id.0).collect()
}

/// The first `limit` of `ids` behind `after`, in their order.
fn next(ids: impl Iterator<Item = Uuid>, after: Option<Uuid>, limit: u64) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.filter(|id| after.is_none_or(|after| *id > after)).collect();
    ids.sort_unstable();
    ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    ids
}
