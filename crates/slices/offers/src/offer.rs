//! What an offer is.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kreisrund_content::Vocabulary;
use kreisrund_kernel::{AreaId, OfferId, OrganisationId, PlaceId, Position, Slug, TermId};
use kreisrund_schedule::{Moment, Occurrence, Zone};
use kreisrund_search::Kind;
use serde::{Deserialize, Serialize};

/// Something that an organisation provides: a course, an event, an ongoing service.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its identifier.
    pub id: OfferId,
    /// The short name in its address. It stays when the title changes, so that links go on working.
    pub slug: Slug,
    /// Course, event or service.
    pub kind: Kind,
    /// Whether the public sees it.
    pub state: State,
    /// Who provides it.
    pub organisation: OrganisationId,
    /// Where.
    pub location: Location,
    /// Its texts, the source language first.
    pub texts: Texts,
    /// What it costs, in the words of the organiser.
    pub price: Option<String>,
    /// A page with more about it.
    pub link: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// Its dates in their order; none for what is always there.
    pub dates: Vec<OfferDate>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Whether the public sees an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is shown and found.
    Published,
    /// It was taken back; its page says so.
    Withdrawn,
}

impl State {
    /// The name under which the state is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Where an offer takes place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// A known place.
    pub place: Option<PlaceId>,
    /// What the source wrote, where no known place is surely meant.
    pub text: Option<String>,
    /// The municipality, as far as it is known.
    pub area: Option<AreaId>,
    /// The position: the place's, the source's, or the locality's.
    pub position: Option<Position>,
}

/// The texts of an offer in one or more languages. There is always one in the source language.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    source: Text,
    translations: Vec<Text>,
}

/// What is said about an offer in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The language (BCP 47).
    pub language: String,
    /// The title, never empty.
    pub title: String,
    /// A sentence for lists.
    pub summary: String,
    /// Paragraphs, divided by empty lines.
    pub text: String,
}

impl Texts {
    /// The texts with `source` as the one from which others are translated.
    #[must_use]
    pub fn new(source: Text, translations: Vec<Text>) -> Self {
        Self { source, translations }
    }

    /// The text in the language in which it was written.
    #[must_use]
    pub fn source(&self) -> &Text {
        &self.source
    }

    /// All texts, the source first.
    pub fn all(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.source).chain(&self.translations)
    }

    /// The text in `language`, or else the source.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &Text {
        self.all().find(|text| text.language == language).unwrap_or(&self.source)
    }
}

/// Where an offer came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A calendar file or feed.
    Calendar {
        /// The event's UID.
        uid: String,
    },
    /// The demonstration.
    Demo {
        /// Its name there.
        name: String,
    },
}

impl Origin {
    /// The name under which the kind of source is stored.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self {
            Self::Calendar { .. } => "ical",
            Self::Demo { .. } => "demo",
        }
    }

    /// The record's name within its source.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Calendar { uid } => uid,
            Self::Demo { name } => name,
        }
    }
}

/// One date of an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferDate {
    /// What tells it from the other dates of the same offer, the same each time the source is read.
    pub key: String,
    /// When, and whether it is still on.
    pub occurrence: Occurrence,
}

/// The zone in which whole days are lived.
#[must_use]
pub fn county_zone() -> Zone {
    Zone::berlin()
}

/// When a date is over: at its end, or two hours after its beginning where nobody said how long it takes. Without that,
/// an evening would vanish from the results the moment it begins.
#[must_use]
pub fn over_at(moment: &Moment) -> Timestamp {
    let zone = county_zone();
    match moment {
        Moment::Timed(timed) if timed.end().is_none() => moment.start(&zone) + SignedDuration::from_hours(2),
        _ => moment.end(&zone),
    }
}

/// An offer as a source describes it, before it has an identifier or an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The name to make its address from; the title, or a fixed one.
    pub slug: Slug,
    /// Course, event or service.
    pub kind: Kind,
    /// Who provides it.
    pub organisation: OrganisationId,
    /// Where.
    pub location: Location,
    /// Its texts.
    pub texts: Texts,
    /// What it costs.
    pub price: Option<String>,
    /// A page with more about it.
    pub link: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it was made up for the demonstration.
    pub example: bool,
    /// Its terms of each vocabulary of which the source says something; those of other vocabularies stay as they are.
    pub terms: BTreeMap<Vocabulary, Vec<TermId>>,
    /// Its dates.
    pub dates: Vec<OfferDate>,
    /// Dates before this instant stay as they are even if the source no longer has them.
    pub keep_before: Timestamp,
}
