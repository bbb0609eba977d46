//! Whom generated offers are about: the invented organisations and places, the county's towns and villages, the terms.

use std::collections::{BTreeMap, HashMap};

use kreisrund_areas::store::areas;
use kreisrund_content::{Vocabulary, VocabularySnapshot, store::vocabularies};
use kreisrund_directory::{
    organisation::{Organisation, Role},
    place::Place,
    store::{organisations, places},
};
use kreisrund_kernel::{AreaId, CountyKey, OrganisationId, PlaceId, Position, Slug, TermId};
use kreisrund_schedule::{FederalState, HolidayCalendar};
use kreisrund_store::StoreError;
use sea_orm::ConnectionTrait;

use super::{
    super::unreadable,
    VERSION,
    parts::{self, Activity, Audience, Common, Theme},
    random::fingerprint,
};

/// How many people a village has whose number nobody knows.
const FEW: u64 = 500;

/// Whom generated offers are about, read once for any number of them.
#[derive(Debug)]
pub struct Cast {
    pub(super) common: Common,
    pub(super) themes: Vec<Theme>,
    pub(super) towns: Vec<Town>,
    pub(super) organisations: Vec<Provider>,
    /// The known places of a municipality by the sort of room that they are.
    pub(super) places: HashMap<(AreaId, String), Vec<KnownPlace>>,
    pub(super) holidays: HolidayCalendar,
    audiences: HashMap<String, usize>,
    terms: HashMap<(Vocabulary, Slug), TermId>,
    edition: String,
}

/// A municipality, with its localities.
#[derive(Debug)]
pub(super) struct Town {
    pub area: AreaId,
    pub people: u64,
    /// The town itself first.
    pub localities: Vec<Locality>,
}

/// A town or village.
#[derive(Debug)]
pub(super) struct Locality {
    /// The name as one says it: “Herzberg”, without “(Elster)”.
    pub name: String,
    pub postcode: Option<String>,
    pub position: Option<Position>,
}

/// An organisation that may provide something.
#[derive(Debug)]
pub(super) struct Provider {
    pub id: OrganisationId,
    pub slug: Slug,
    pub roles: Vec<Role>,
    pub area: Option<AreaId>,
}

/// A place that is known.
#[derive(Clone, Debug)]
pub(super) struct KnownPlace {
    pub id: PlaceId,
    /// The village in which it lies, as one says it.
    pub locality: String,
    pub position: Option<Position>,
}

impl Cast {
    /// The cast that `connection` knows: what is invented there, so that nobody real is given an offer.
    ///
    /// # Errors
    /// When the database can't be read or lacks the demonstration's areas, directory or vocabularies.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let (common, themes) = parts::read()?;
        let areas = areas::snapshot(connection).await?;
        let vocabularies = vocabularies::snapshot(connection).await?;
        let mut organisations: Vec<Provider> = organisations::organisations(connection)
            .await?
            .into_iter()
            .filter(|organisation| organisation.details.example)
            // Nobody is to know where a shelter is; it invites to nothing.
            .filter(|organisation| organisation.details.area.is_some())
            .map(provider)
            .collect();
        organisations.sort_by(|one, other| one.slug.cmp(&other.slug));
        let mut known: Vec<Place> = places::places(connection).await?;
        known.retain(|place| place.details.example);
        known.sort_by(|one, other| one.slug.cmp(&other.slug));
        let edition = edition(&organisations, &known);
        let towns: Vec<Town> = areas
            .municipalities()
            .into_iter()
            .map(|area| {
                let own = areas.municipality(area.id);
                let localities = own.into_iter().chain(areas.localities_of(area.id));
                Town {
                    area: area.id,
                    people: area.population.unwrap_or(FEW),
                    localities: localities
                        .map(|candidate| Locality {
                            name: spoken(&candidate.name),
                            postcode: candidate
                                .postcodes
                                .first()
                                .map(|postcode| postcode.as_str().to_owned()),
                            position: candidate.position,
                        })
                        .collect(),
                }
            })
            .filter(|town| !town.localities.is_empty())
            .collect();
        if towns.is_empty() || organisations.is_empty() {
            return Err(unreadable("no municipalities or no invented organisations to make offers for"));
        }
        let county = areas.main_county().and_then(|county| county.key.parse::<CountyKey>().ok());
        let state = county.and_then(|county| FederalState::of_county(&county).ok());
        let cast = Self {
            places: by_sort_of_room(&known, &common),
            audiences: common.audience.iter().map(|known| known.name.clone()).zip(0..).collect(),
            terms: terms(&common, &themes, &vocabularies)?,
            holidays: HolidayCalendar::new(state.unwrap_or(FederalState::Brandenburg)),
            common,
            themes,
            towns,
            organisations,
            edition,
        };
        cast.check()?;
        Ok(cast)
    }

    /// Tells this cast, with the words put in its mouth, from any other.
    pub(super) fn edition(&self) -> &str {
        &self.edition
    }

    pub(super) fn audience(&self, name: &str) -> Option<&Audience> {
        self.common.audience.get(*self.audiences.get(name)?)
    }

    pub(super) fn term(&self, vocabulary: Vocabulary, slug: &Slug) -> Option<TermId> {
        self.terms.get(&(vocabulary, slug.clone())).copied()
    }

    /// Names in the files that lead nowhere would thin the offers out unnoticed.
    fn check(&self) -> Result<(), StoreError> {
        for Theme { name, activity, .. } in &self.themes {
            for Activity { audiences, spots, roles, heads, .. } in activity {
                let what = heads.first().map_or(name.as_str(), |head| &head.text);
                if let Some(unknown) = audiences.iter().find(|audience| self.audience(audience).is_none()) {
                    return Err(unreadable(&format!("{what}: no audience “{unknown}”")));
                }
                if let Some(unknown) = spots.iter().find(|spot| !self.common.spots.contains_key(*spot)) {
                    return Err(unreadable(&format!("{what}: no sort of room “{unknown}”")));
                }
                let fits = |provider: &Provider| provider.roles.iter().any(|role| roles.contains(role));
                if !self.organisations.iter().any(fits) {
                    return Err(unreadable(&format!("{what}: nobody to offer it")));
                }
            }
        }
        Ok(())
    }
}

fn provider(organisation: Organisation) -> Provider {
    Provider {
        id: organisation.id,
        slug: organisation.slug,
        roles: organisation.details.roles.into_iter().collect(),
        area: organisation.details.area,
    }
}

fn edition(organisations: &[Provider], places: &[Place]) -> String {
    let organisations = organisations.iter().map(|known| known.slug.as_str());
    let slugs = organisations.chain(places.iter().map(|known| known.slug.as_str()));
    let hash = fingerprint(parts::sources().map(|source| source as &str).chain(slugs));
    format!("{VERSION}-{hash:016x}")
}

/// The name of a town as one says it.
fn spoken(name: &str) -> String {
    name.split(['(', '/']).next().unwrap_or(name).trim().to_owned()
}

fn by_sort_of_room(places: &[Place], common: &Common) -> HashMap<(AreaId, String), Vec<KnownPlace>> {
    let mut sorted: HashMap<(AreaId, String), Vec<KnownPlace>> = HashMap::new();
    for place in places {
        let Some(area) = place.details.area else { continue };
        let name = place.details.name.to_lowercase();
        for (sort, words) in &common.known_spots {
            if words.iter().any(|word| name.contains(word.as_str())) {
                sorted.entry((area, sort.clone())).or_default().push(KnownPlace {
                    id: place.id,
                    locality: spoken(place.details.locality.as_deref().unwrap_or_default()),
                    position: place.details.position,
                });
            }
        }
    }
    sorted
}

/// The terms that the parts name.
fn terms(
    common: &Common,
    themes: &[Theme],
    vocabularies: &VocabularySnapshot,
) -> Result<HashMap<(Vocabulary, Slug), TermId>, StoreError> {
    let mut named: BTreeMap<Vocabulary, Vec<&Slug>> = BTreeMap::new();
    for audience in &common.audience {
        named.entry(Vocabulary::Audience).or_default().extend(&audience.terms);
        named.entry(Vocabulary::LifeSituation).or_default().extend(&audience.life_situations);
    }
    for activity in themes.iter().flat_map(|theme| &theme.activity) {
        named.entry(Vocabulary::Topic).or_default().extend(&activity.topics);
        named.entry(Vocabulary::LifeSituation).or_default().extend(&activity.life_situations);
        named.entry(Vocabulary::Format).or_default().push(&activity.format);
        named.entry(Vocabulary::Language).or_default().extend(&activity.languages);
    }
    let mut terms = HashMap::new();
    for (vocabulary, slug) in
        named.into_iter().flat_map(|(name, slugs)| slugs.into_iter().map(move |slug| (name, slug)))
    {
        let term = vocabularies.by_slug(vocabulary, slug).filter(|term| term.is_in_force());
        let missing = || unreadable(&format!("no term “{slug}” in the vocabulary “{vocabulary}”"));
        terms.insert((vocabulary, slug.clone()), term.ok_or_else(missing)?.id);
    }
    Ok(terms)
}
