//! One invented offer as its file tells it, and the draft that becomes of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use kreisrund_areas::lookup::Snapshot;
use kreisrund_content::{LanguageTag, Text, Texts, Translation, Vocabulary, VocabularySnapshot};
use kreisrund_directory::{organisation::Organisation, place::Place};
use kreisrund_kernel::{Amount, AreaId, Euros, Period, Price, Slug, TermId, WebAddress};
use kreisrund_schedule::OpeningHours;
use kreisrund_search::Kind;
use kreisrund_store::StoreError;
use serde::Deserialize;

use super::{dates::Dates, unreadable};
use crate::offer::{
    Accessibility, Ages, Contact, Course, Deadline, Details, Draft, Form, Location, Online, Origin,
    Registration, Service, ServiceArea, Support, Venue, Way,
};

/// Whom and what the stories are about.
pub struct Cast {
    pub organisations: HashMap<Slug, Organisation>,
    pub places: HashMap<Slug, Place>,
    pub areas: Snapshot,
    pub vocabularies: VocabularySnapshot,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub offer: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    slug: Slug,
    title: String,
    kind: Kind,
    organisation: Slug,
    #[serde(default)]
    with: Vec<Slug>,
    place: Option<Slug>,
    #[serde(rename = "where")]
    spot: Option<String>,
    municipality: Option<String>,
    online: Option<WebAddress>,
    #[serde(default)]
    comes_to: Vec<String>,
    summary: String,
    text: String,
    price: Option<PriceTag>,
    ages: Option<Ages>,
    #[serde(default = "german")]
    language: LanguageTag,
    #[serde(default)]
    topics: Vec<Slug>,
    #[serde(default)]
    life_situations: Vec<Slug>,
    #[serde(default)]
    audiences: Vec<Slug>,
    #[serde(default)]
    formats: Vec<Slug>,
    #[serde(default)]
    languages: Vec<Slug>,
    #[serde(default)]
    marks: Vec<Slug>,
    #[serde(default)]
    accessibility: BTreeSet<Support>,
    access_note: Option<String>,
    registration: Option<SignUp>,
    contact: Option<Contact>,
    link: Option<WebAddress>,
    course: Option<Course>,
    opening_hours: Option<Vec<String>>,
    #[serde(default)]
    by_appointment: bool,
    /// The programme that pays for it.
    pub programme: Option<Slug>,
    english: Option<Translated>,
    easy: Option<Translated>,
    ukrainian: Option<Translated>,
    #[serde(default)]
    dates: Vec<Dates>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translated {
    title: String,
    summary: String,
    text: String,
}

/// What it costs, in euros.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceTag {
    #[serde(default)]
    free: bool,
    #[serde(default)]
    donation: bool,
    euros: Option<f64>,
    from: Option<f64>,
    to: Option<f64>,
    reduced: Option<f64>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignUp {
    how: How,
    link: Option<WebAddress>,
    until_days_before: Option<u16>,
    places: Option<u16>,
    note: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    None,
    Phone,
    Email,
    Link,
    Here,
}

fn german() -> LanguageTag {
    LanguageTag::german()
}

impl Story {
    /// The draft of the story as it is told on `today`.
    pub fn draft(&self, cast: &Cast, today: Date) -> Result<Draft, StoreError> {
        self.told(cast, today).map_err(|error| unreadable(&format!("{}: {error}", self.slug)))
    }

    fn told(&self, cast: &Cast, today: Date) -> Result<Draft, String> {
        let organisation = organisation(cast, &self.organisation)?;
        let with: Result<Vec<_>, String> = self.with.iter().map(|slug| organisation_id(cast, slug)).collect();
        let (series, dates) = Dates::told(&self.dates, today)?;
        Ok(Draft {
            slug: self.slug.clone(),
            details: Details {
                form: self.form()?,
                organisation: organisation.id,
                co_organisers: with?,
                venue: self.venue(cast, organisation)?,
                texts: self.texts()?,
                contact: self.contact.clone().filter(|contact| !contact.is_empty()),
                ages: self.ages,
                price: self.price.as_ref().map(PriceTag::price).transpose()?,
                accessibility: Accessibility {
                    support: self.accessibility.clone(),
                    note: self.access_note.clone(),
                },
                registration: self
                    .registration
                    .as_ref()
                    .map(SignUp::registration)
                    .transpose()?
                    .unwrap_or_default(),
                link: self.link.clone(),
                validity: Period::ALWAYS,
            },
            origin: Origin::Demo { name: self.slug.to_string() },
            sequence: 0,
            example: true,
            terms: self.terms(&cast.vocabularies)?,
            series,
            dates,
            // The stories move along with the weeks: no date of theirs has to stay.
            keep_before: jiff::Timestamp::MIN,
        })
    }

    fn form(&self) -> Result<Form, String> {
        Ok(match self.kind {
            Kind::Course => Form::Course(self.course.clone().unwrap_or_default()),
            Kind::Event => Form::Event,
            Kind::Service => {
                let hours = self.opening_hours.as_ref().map(|lines| lines.join("; ").parse::<OpeningHours>());
                Form::Service(Service {
                    opening_hours: hours.transpose().map_err(|error| error.to_string())?,
                    by_appointment: self.by_appointment,
                })
            }
            other => return Err(format!("“{}” is no kind of offer", other.as_str())),
        })
    }

    fn venue(&self, cast: &Cast, organisation: &Organisation) -> Result<Venue, String> {
        if !self.comes_to.is_empty() {
            if self.comes_to.iter().any(|area| area == "county") {
                return Ok(Venue::AtYours(ServiceArea::County));
            }
            let areas: Result<BTreeSet<AreaId>, String> =
                self.comes_to.iter().map(|key| area(cast, key)).collect();
            return Ok(Venue::AtYours(ServiceArea::Municipalities(areas?)));
        }
        let place = match &self.place {
            Some(slug) => Some(cast.places.get(slug).ok_or_else(|| format!("no place “{slug}”"))?),
            None => None,
        };
        let municipality = self.municipality.as_ref().map(|key| area(cast, key)).transpose()?;
        let own = municipality.or(organisation.details.area);
        let is_somewhere = place.is_some() || self.spot.is_some();
        let location = Location {
            place: place.map(|place| place.id),
            text: self.spot.clone(),
            area: place.map_or(own, |place| place.details.area),
            position: place.and_then(|place| place.details.position).or_else(|| {
                self.spot.as_ref().and_then(|_| cast.areas.area(own?)).and_then(|area| area.position)
            }),
        };
        Ok(match &self.online {
            Some(address) => {
                let online = Online { address: Some(address.clone()) };
                if is_somewhere { Venue::Hybrid(location, online) } else { Venue::Online(online) }
            }
            None => Venue::OnSite(location),
        })
    }

    fn texts(&self) -> Result<Texts, String> {
        let source = Text::new(self.language.clone(), &self.title, &self.summary, &self.text);
        let mut translations = Vec::new();
        for (tag, translated) in [("en", &self.english), ("de-x-leicht", &self.easy), ("uk", &self.ukrainian)]
        {
            let Some(said) = translated else { continue };
            let language: LanguageTag = tag.parse().map_err(|_| format!("no language “{tag}”"))?;
            let text = Text::new(language, &said.title, &said.summary, &said.text);
            translations.push(Translation::fresh(text));
        }
        Texts::new(source, translations).map_err(|error| error.to_string())
    }

    fn terms(&self, vocabularies: &VocabularySnapshot) -> Result<BTreeMap<Vocabulary, Vec<TermId>>, String> {
        let mut terms = BTreeMap::new();
        for (vocabulary, slugs) in [
            (Vocabulary::Topic, &self.topics),
            (Vocabulary::LifeSituation, &self.life_situations),
            (Vocabulary::Audience, &self.audiences),
            (Vocabulary::Format, &self.formats),
            (Vocabulary::Language, &self.languages),
            (Vocabulary::QualityMark, &self.marks),
        ] {
            let known = |slug: &Slug| {
                let term = vocabularies.by_slug(vocabulary, slug).filter(|term| term.is_in_force());
                let missing = || format!("no term “{slug}” in the vocabulary “{vocabulary}”");
                term.map(|term| term.id).ok_or_else(missing)
            };
            terms.insert(vocabulary, slugs.iter().map(known).collect::<Result<_, _>>()?);
        }
        Ok(terms)
    }
}

fn organisation<'a>(cast: &'a Cast, slug: &Slug) -> Result<&'a Organisation, String> {
    cast.organisations.get(slug).ok_or_else(|| format!("no organisation “{slug}”"))
}

fn organisation_id(cast: &Cast, slug: &Slug) -> Result<kreisrund_kernel::OrganisationId, String> {
    organisation(cast, slug).map(|organisation| organisation.id)
}

fn area(cast: &Cast, key: &str) -> Result<AreaId, String> {
    cast.areas.area_by_key(key).map(|area| area.id).ok_or_else(|| format!("no municipality “{key}”"))
}

impl PriceTag {
    fn price(&self) -> Result<Price, String> {
        let amount = match (self.free, self.donation, self.euros, self.from, self.to) {
            (true, ..) => Amount::Free,
            (_, true, ..) => Amount::Donation,
            (_, _, Some(amount), ..) => Amount::Exactly(euros(amount)?),
            (_, _, _, Some(from), Some(to)) => Amount::Range(euros(from)?, euros(to)?),
            _ => Amount::InWords,
        };
        let reduced = self.reduced.map(euros).transpose()?;
        Price::new(amount, reduced, self.note.as_deref()).map_err(|error| error.to_string())
    }
}

fn euros(amount: f64) -> Result<Euros, String> {
    format!("{amount:.2}").parse().map_err(|error: kreisrund_kernel::NotEuros| error.to_string())
}

impl SignUp {
    fn registration(&self) -> Result<Registration, String> {
        let way = match (self.how, &self.link) {
            (How::None, _) => Way::NotNeeded,
            (How::Phone, _) => Way::Phone,
            (How::Email, _) => Way::Email,
            (How::Link, Some(link)) => Way::Link(link.clone()),
            (How::Link, None) => return Err("registration by link needs a link".to_owned()),
            (How::Here, _) => Way::Here,
        };
        Ok(Registration {
            way,
            deadline: self.until_days_before.map(Deadline::DaysBefore),
            places: self.places,
            note: self.note.clone(),
        })
    }
}
