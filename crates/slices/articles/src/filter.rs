//! What an address asks of the list of articles or of their feed.

use kreisrund_content::{LanguageTag, Vocabulary};
use kreisrund_directory::store::{organisations::organisation_by_slug, places::place_by_slug};
use kreisrund_kernel::Slug;
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};

use crate::{article::Series, store, store::Asked};

/// The parameter that names a series.
pub const SERIES: &str = "reihe";
/// The parameter that names an organisation.
pub const ORGANISATION: &str = "organisation";
/// The parameter that names a municipality.
pub const MUNICIPALITY: &str = "gemeinde";
/// The parameter that names a place.
pub const PLACE: &str = "ort";
/// The parameter that names a topic.
pub const TOPIC: &str = "thema";
/// The parameter that names a life situation.
pub const LIFE_SITUATION: &str = "lebenslage";

/// What is asked for, with the words for it.
#[derive(Debug, Default)]
pub struct Filter {
    /// The articles.
    pub asked: Asked,
    /// The parameters that ask for them, each with the name of what it stands for in the language of the page.
    pub parts: Vec<(&'static str, String)>,
    /// Only these parameters, in one order: addresses that ask for the same are the same.
    pub parameters: Parameters,
}

impl Filter {
    /// What `parameters` ask for.
    ///
    /// # Errors
    /// A page that says so where something is asked for that does not exist.
    pub async fn read(house: &House, page: &Page, parameters: &Parameters) -> Result<Self, Problem> {
        let connection = house.database.read();
        let mut filter = Self::default();
        if let Some(typed) = parameters.first(SERIES) {
            let unknown = || Problem::nothing_here("articles-no-such-series");
            let series =
                store::series::by_slug(connection, &slug(typed, unknown)?).await?.ok_or_else(unknown)?;
            filter.asked.series = Some(series.id);
            filter.add(SERIES, &series.slug, title(page, &series));
        }
        if let Some(typed) = parameters.first(ORGANISATION) {
            let unknown = || Problem::nothing_here("articles-no-such-organisation");
            let known =
                organisation_by_slug(connection, &slug(typed, unknown)?).await?.ok_or_else(unknown)?;
            filter.asked.organisation = Some(known.id);
            filter.add(ORGANISATION, &known.slug, known.details.name);
        }
        if let Some(typed) = parameters.first(MUNICIPALITY) {
            let unknown = || Problem::nothing_here("articles-no-such-municipality");
            let areas = house.areas.snapshot();
            let found = areas.by_slug(typed).ok_or_else(unknown)?;
            // A village asks for the municipality to which it belongs.
            let municipality = areas.municipality(found.area_id).ok_or_else(unknown)?;
            filter.asked.area = Some(municipality.area_id);
            filter.add(MUNICIPALITY, &municipality.slug, municipality.name.clone());
        }
        if let Some(typed) = parameters.first(PLACE) {
            let unknown = || Problem::nothing_here("articles-no-such-place");
            let place = place_by_slug(connection, &slug(typed, unknown)?).await?.ok_or_else(unknown)?;
            filter.asked.place = Some(place.id);
            filter.add(PLACE, &place.slug, place.details.name);
        }
        for (name, vocabulary) in [(TOPIC, Vocabulary::Topic), (LIFE_SITUATION, Vocabulary::LifeSituation)] {
            let Some(typed) = parameters.first(name) else { continue };
            let unknown = || Problem::nothing_here("articles-no-such-topic");
            let vocabularies = house.vocabularies.snapshot();
            let term = vocabularies.by_slug(vocabulary, &slug(typed, unknown)?).ok_or_else(unknown)?;
            // Both together would ask for either; the narrower question, the later one, stands.
            filter.parts.retain(|(before, _)| *before != TOPIC);
            filter.parameters = filter.parameters.without(TOPIC);
            filter.asked.terms = vocabularies.with_children(term.id);
            filter.add(name, &term.slug, term.label(&LanguageTag::from(page.language)).to_owned());
        }
        Ok(filter)
    }

    fn add(&mut self, parameter: &'static str, slug: &Slug, name: String) {
        self.parts.push((parameter, name));
        self.parameters = self.parameters.with(parameter, slug);
    }

    /// The names of everything that is asked for; empty where all articles are.
    #[must_use]
    pub fn words(&self) -> String {
        self.parts.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// What a series is called in the language of the page.
pub fn title(page: &Page, series: &Series) -> String {
    series.texts.in_language(&LanguageTag::from(page.language)).title.clone()
}

fn slug(typed: &str, unknown: impl Fn() -> Problem) -> Result<Slug, Problem> {
    typed.parse().map_err(|_| unknown())
}
