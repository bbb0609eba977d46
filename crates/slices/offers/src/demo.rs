//! The demonstration's offers: invented, and dated relative to the week of today, so that every week is alive.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use jiff::{
    ToSpan,
    civil::{Date, Time, Weekday},
};
use kreisrund_content::{Vocabulary, VocabularySnapshot, store::vocabularies};
use kreisrund_directory::{
    organisation::Organisation,
    place::Place,
    store::{organisations, places},
};
use kreisrund_kernel::{Slug, TermId};
use kreisrund_schedule::{Moment, Occurrence, OccurrenceState};
use kreisrund_search::Kind;
use kreisrund_slice::DemoStories;
use kreisrund_store::{StoreError, Write};
use serde::Deserialize;

use crate::{
    offer::{Draft, Location, OfferDate, Origin, Text, Texts, county_zone},
    store,
};

/// The invented offers.
pub const OFFERS: &str = include_str!("../demo/offers.toml");

/// Writes the demonstration's offers.
#[derive(Clone, Copy, Debug)]
pub struct Stories;

#[async_trait]
impl DemoStories for Stories {
    async fn write(&self, write: &Write, today: Date) -> Result<(), StoreError> {
        let file: File = toml::from_str(OFFERS).map_err(|error| unreadable(&error.to_string()))?;
        let organisations: HashMap<String, Organisation> = organisations::organisations(&**write)
            .await?
            .into_iter()
            .map(|organisation| (organisation.slug.to_string(), organisation))
            .collect();
        let places: HashMap<String, Place> = places::places(&**write)
            .await?
            .into_iter()
            .map(|place| (place.slug.to_string(), place))
            .collect();
        let vocabularies = vocabularies::snapshot(&**write).await?;
        let mut known: HashMap<_, HashMap<_, _>> = HashMap::new();
        for organisation in organisations.values() {
            let offers = store::by_source_key(&**write, organisation.id, "demo").await?;
            known.insert(organisation.id, offers);
        }
        for example in file.offer {
            let draft = example.draft(&organisations, &places, &vocabularies, today)?;
            let existing = known.get(&draft.organisation).and_then(|known| known.get(draft.origin.key()));
            store::save(write, &draft, existing).await?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offer: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    slug: Slug,
    title: String,
    kind: Kind,
    organisation: String,
    place: Option<String>,
    summary: String,
    text: String,
    price: Option<String>,
    language: String,
    /// Short names of terms, here and below.
    #[serde(default)]
    topics: Vec<Slug>,
    #[serde(default)]
    life_situations: Vec<Slug>,
    #[serde(default)]
    audiences: Vec<Slug>,
    #[serde(default)]
    formats: Vec<Slug>,
    english: Option<English>,
    #[serde(default)]
    dates: Vec<Dates>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct English {
    title: String,
    summary: String,
    text: String,
}

/// One date, or one date repeated every so many weeks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dates {
    weekday: Day,
    /// 0 is the week of today.
    week: i64,
    start: Option<Time>,
    end: Option<Time>,
    #[serde(default)]
    all_day: bool,
    /// How many whole days.
    days: Option<i64>,
    repeat_every_weeks: Option<i64>,
    count: Option<i64>,
    #[serde(default)]
    cancelled: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Example {
    fn draft(
        self,
        organisations: &HashMap<String, Organisation>,
        places: &HashMap<String, Place>,
        vocabularies: &VocabularySnapshot,
        today: Date,
    ) -> Result<Draft, StoreError> {
        let terms = self.terms(vocabularies)?;
        let organisation = organisations
            .get(&self.organisation)
            .ok_or_else(|| unreadable(&format!("{}: no organisation “{}”", self.slug, self.organisation)))?;
        let place = match &self.place {
            Some(slug) => Some(
                places.get(slug).ok_or_else(|| unreadable(&format!("{}: no place “{slug}”", self.slug)))?,
            ),
            None => None,
        };
        let mut dates = Vec::new();
        for (index, series) in self.dates.iter().enumerate() {
            series
                .expand(index, today, &mut dates)
                .map_err(|error| unreadable(&format!("{}: {error}", self.slug)))?;
        }
        let translations = self.english.into_iter().map(|english| Text {
            language: "en".to_owned(),
            title: english.title,
            summary: english.summary,
            text: english.text,
        });
        Ok(Draft {
            kind: self.kind,
            organisation: organisation.id,
            location: Location {
                place: place.map(|place| place.id),
                text: None,
                area: place.map_or(organisation.details.area, |place| place.details.area),
                position: place.and_then(|place| place.details.position),
            },
            texts: Texts::new(
                Text { language: self.language, title: self.title, summary: self.summary, text: self.text },
                translations.collect(),
            ),
            price: self.price,
            link: None,
            origin: Origin::Demo { name: self.slug.to_string() },
            example: true,
            terms,
            dates,
            // The stories move along with the weeks: no date of theirs has to stay.
            keep_before: jiff::Timestamp::MIN,
            slug: self.slug,
        })
    }
}

impl Example {
    fn terms(
        &self,
        vocabularies: &VocabularySnapshot,
    ) -> Result<BTreeMap<Vocabulary, Vec<TermId>>, StoreError> {
        let mut terms = BTreeMap::new();
        for (vocabulary, slugs) in [
            (Vocabulary::Topic, &self.topics),
            (Vocabulary::LifeSituation, &self.life_situations),
            (Vocabulary::Audience, &self.audiences),
            (Vocabulary::Format, &self.formats),
        ] {
            let known = |slug: &Slug| {
                let term = vocabularies.by_slug(vocabulary, slug).filter(|term| term.is_in_force());
                term.map(|term| term.id).ok_or_else(|| {
                    unreadable(&format!("{}: no term “{slug}” in the vocabulary “{vocabulary}”", self.slug))
                })
            };
            terms.insert(vocabulary, slugs.iter().map(known).collect::<Result<_, _>>()?);
        }
        Ok(terms)
    }
}

impl Dates {
    fn expand(&self, index: usize, today: Date, dates: &mut Vec<OfferDate>) -> Result<(), String> {
        let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
        let weekday = i64::from(self.weekday.weekday().to_monday_zero_offset());
        let every = self.repeat_every_weeks.unwrap_or(1);
        for number in 0..self.count.unwrap_or(1) {
            let day = monday.saturating_add(((self.week + number * every) * 7 + weekday).days());
            dates.push(OfferDate {
                // Not the date itself: next week the same date of the story has another one.
                key: format!("{index}-{number}"),
                occurrence: Occurrence {
                    moment: self.moment(day)?,
                    state: if self.cancelled { OccurrenceState::Cancelled } else { OccurrenceState::Planned },
                },
            });
        }
        Ok(())
    }

    fn moment(&self, day: Date) -> Result<Moment, String> {
        if self.all_day {
            let last = day.saturating_add((self.days.unwrap_or(1) - 1).days());
            return Moment::all_day(day, last).map_err(|error| error.to_string());
        }
        let start = self.start.ok_or("a date needs a start, or all_day")?;
        let end = self.end.map(|end| {
            let day = if end <= start { day.saturating_add(1.day()) } else { day };
            day.to_datetime(end)
        });
        Moment::timed(day.to_datetime(start), end, county_zone()).map_err(|error| error.to_string())
    }
}

impl Day {
    const fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Unreadable(format!("demonstration: {what}"))
}
