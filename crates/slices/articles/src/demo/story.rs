//! One invented article as its file tells it, and the draft that becomes of it.

use std::collections::{BTreeSet, HashMap};

use jiff::{ToSpan, civil::Date};
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{LanguageTag, Text, Texts, Translation, Vocabulary, VocabularySnapshot};
use kreisrund_directory::place::Place;
use kreisrund_kernel::{ArticleSeriesId, OrganisationId, Period, Slug, TermId};
use kreisrund_store::StoreError;
use serde::Deserialize;

use super::unreadable;
use crate::article::{Author, Details, Draft, Drawing, Part};

/// Whom and what the articles are about.
pub struct Cast {
    pub organisations: HashMap<Slug, OrganisationId>,
    pub places: HashMap<Slug, Place>,
    pub series: HashMap<Slug, ArticleSeriesId>,
    pub areas: Snapshot,
    pub vocabularies: VocabularySnapshot,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    pub series: Vec<SeriesStory>,
    #[serde(default)]
    pub article: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesStory {
    pub slug: Slug,
    title: String,
    summary: String,
    #[serde(default)]
    text: String,
    english: Option<Translated>,
    easy: Option<Translated>,
    ukrainian: Option<Translated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub slug: Slug,
    organisation: Option<Slug>,
    municipality: Option<String>,
    place: Option<Slug>,
    series: Option<Slug>,
    position: Option<u32>,
    /// So many days ago it was published.
    days_ago: u16,
    /// So many days it is shown, the first one included.
    shown_for_days: Option<u16>,
    /// The days of which it tells, counted from today.
    from_in_days: Option<i16>,
    to_in_days: Option<i16>,
    #[serde(default)]
    topics: Vec<Slug>,
    #[serde(default)]
    life_situations: Vec<Slug>,
    pub motif: Option<String>,
    pub motif_shows: Option<String>,
    title: String,
    summary: String,
    text: String,
    english: Option<Translated>,
    easy: Option<Translated>,
    ukrainian: Option<Translated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translated {
    title: String,
    summary: String,
    #[serde(default)]
    text: String,
}

impl SeriesStory {
    /// What it is called and what it is about.
    pub fn texts(&self) -> Result<Texts, String> {
        let source = Text::new(LanguageTag::german(), &self.title, &self.summary, &self.text);
        texts(source, [("en", &self.english), ("de-x-leicht", &self.easy), ("uk", &self.ukrainian)])
    }
}

impl Story {
    /// The draft of the article as it is told on `today`.
    pub fn draft(&self, cast: &Cast, today: Date) -> Result<Draft, StoreError> {
        let details = self.details(cast, today);
        let details = details.map_err(|error| unreadable(&format!("{}: {error}", self.slug)))?;
        Ok(Draft { slug: self.slug.clone(), details, example: true })
    }

    fn details(&self, cast: &Cast, today: Date) -> Result<Details, String> {
        let place = self.place.as_ref().map(|slug| known(&cast.places, slug, "place")).transpose()?;
        let organisation =
            self.organisation.as_ref().map(|slug| known(&cast.organisations, slug, "organisation"));
        let municipality = self.municipality.as_ref().map(|key| {
            let area = cast.areas.area_by_key(key).ok_or_else(|| format!("no municipality “{key}”"))?;
            Ok::<_, String>(area.id)
        });
        let series = self.series.as_ref().map(|slug| known(&cast.series, slug, "series")).transpose()?;
        let published = today.saturating_sub(i64::from(self.days_ago).days());
        let last = self.shown_for_days.map(|days| published.saturating_add((i64::from(days) - 1).days()));
        let in_days = |days: i16| today.saturating_add(i64::from(days).days());
        let source = Text::new(LanguageTag::german(), &self.title, &self.summary, &self.text);
        Ok(Details {
            author: Author::from(organisation.transpose()?.copied()),
            texts: texts(
                source,
                [("en", &self.english), ("de-x-leicht", &self.easy), ("uk", &self.ukrainian)],
            )?,
            drawing: self.motif.as_ref().map(|motif| Drawing {
                motif: motif.clone(),
                shows: self.motif_shows.clone().unwrap_or_default(),
            }),
            area: municipality.transpose()?.or(place.and_then(|place| place.details.area)),
            place: place.map(|place| place.id),
            part: series.map(|series| Part { series: *series, position: self.position.unwrap_or(1) }),
            shown: Period::new(Some(published), last).map_err(|error| error.to_string())?,
            about: Period::new(self.from_in_days.map(in_days), self.to_in_days.map(in_days))
                .map_err(|error| error.to_string())?,
            terms: self.terms(&cast.vocabularies)?,
        })
    }

    fn terms(&self, vocabularies: &VocabularySnapshot) -> Result<BTreeSet<TermId>, String> {
        let topics = self.topics.iter().map(|slug| (Vocabulary::Topic, slug));
        let situations = self.life_situations.iter().map(|slug| (Vocabulary::LifeSituation, slug));
        let known = |(vocabulary, slug): (Vocabulary, &Slug)| {
            let term = vocabularies.by_slug(vocabulary, slug).filter(|term| term.is_in_force());
            let missing = || format!("no term “{slug}” in the vocabulary “{vocabulary}”");
            term.map(|term| term.id).ok_or_else(missing)
        };
        topics.chain(situations).map(known).collect()
    }
}

fn known<'a, T>(all: &'a HashMap<Slug, T>, slug: &Slug, what: &str) -> Result<&'a T, String> {
    all.get(slug).ok_or_else(|| format!("no {what} “{slug}”"))
}

fn texts(source: Text, translated: [(&str, &Option<Translated>); 3]) -> Result<Texts, String> {
    let mut translations = Vec::new();
    for (tag, translated) in translated {
        let Some(said) = translated else { continue };
        let language: LanguageTag = tag.parse().map_err(|_| format!("no language “{tag}”"))?;
        let text = Text::new(language, &said.title, &said.summary, &said.text);
        translations.push(Translation::fresh(text));
    }
    Texts::new(source, translations).map_err(|error| error.to_string())
}
