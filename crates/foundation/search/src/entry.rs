//! What a slice hands in to be found.

use jiff::{Timestamp, civil::DateTime};
use kreisrund_kernel::{AreaId, FileId, Position, Price, SubjectKind, SubjectRef};
use serde::{Deserialize, Serialize};

use crate::tag::Tag;

/// What kind of thing a hit is, as people filter by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Several sessions in which something is learnt.
    Course,
    /// Something that happens, once or again and again.
    Event,
    /// Something that is there: advice, a lending desk, a meeting place.
    Service,
    /// A club, school, library, authority, company or initiative.
    Organisation,
    /// Somewhere things happen.
    Place,
    /// A municipality.
    Municipality,
    /// Organisations that work together.
    Network,
    /// A situation in which people look for help: a child is born, somebody is new here.
    LifeSituation,
    /// What offers are about.
    Topic,
    /// Something to read: news of the office, a portrait, a legend.
    Article,
}

impl Kind {
    /// All kinds in the order in which people are shown them.
    pub const ALL: [Self; 10] = [
        Self::Event,
        Self::Course,
        Self::Service,
        Self::Organisation,
        Self::Place,
        Self::Municipality,
        Self::Network,
        Self::LifeSituation,
        Self::Topic,
        Self::Article,
    ];

    /// What people can take part in or make use of, in the order in which they are shown it.
    pub const OFFERS: [Self; 3] = [Self::Event, Self::Course, Self::Service];

    /// What the county is made of and what there is to read of it, in the order in which people are shown it. None of
    /// it has dates.
    pub const DIRECTORY: [Self; 7] = [
        Self::Organisation,
        Self::Place,
        Self::Municipality,
        Self::Network,
        Self::LifeSituation,
        Self::Topic,
        Self::Article,
    ];

    /// Whether it is an offer.
    #[must_use]
    pub const fn is_offer(self) -> bool {
        matches!(self, Self::Course | Self::Event | Self::Service)
    }

    /// Whether it is meant for the whole county: no circle on the map and no municipality keeps it out.
    #[must_use]
    pub const fn is_everywhere(self) -> bool {
        matches!(self, Self::Network | Self::LifeSituation | Self::Topic)
    }

    /// Which records are of this kind.
    #[must_use]
    pub const fn subject_kind(self) -> SubjectKind {
        match self {
            Self::Course | Self::Event | Self::Service => SubjectKind::Offer,
            Self::Organisation => SubjectKind::Organisation,
            Self::Place => SubjectKind::Place,
            Self::Municipality => SubjectKind::Area,
            Self::Network => SubjectKind::Network,
            Self::LifeSituation | Self::Topic => SubjectKind::Term,
            Self::Article => SubjectKind::Article,
        }
    }

    /// The name under which the kind is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Event => "event",
            Self::Service => "service",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Municipality => "municipality",
            Self::Network => "network",
            Self::LifeSituation => "life_situation",
            Self::Topic => "topic",
            Self::Article => "article",
        }
    }

    /// The word that stands for the kind in addresses (`?art=kurs`).
    #[must_use]
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Course => "kurs",
            Self::Event => "veranstaltung",
            Self::Service => "angebot",
            Self::Organisation => "anbieter",
            Self::Place => "ort",
            Self::Municipality => "gemeinde",
            Self::Network => "netzwerk",
            Self::LifeSituation => "lebenslage",
            Self::Topic => "thema",
            Self::Article => "beitrag",
        }
    }

    /// The kind for which `parameter` stands in addresses.
    #[must_use]
    pub fn from_parameter(parameter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.parameter() == parameter || kind.as_str() == parameter)
    }

    /// The number under which the index keeps it; it stays for good.
    pub(crate) const fn number(self) -> u64 {
        match self {
            Self::Course => 0,
            Self::Event => 1,
            Self::Service => 2,
            Self::Organisation => 3,
            Self::Place => 4,
            Self::Municipality => 5,
            Self::Network => 6,
            Self::LifeSituation => 7,
            Self::Topic => 8,
            Self::Article => 9,
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == given)
            .ok_or_else(|| format!("“{given}” is no kind of thing that can be found"))
    }
}

/// One record as the index holds it.
#[derive(Clone, Debug)]
pub struct SearchEntry {
    /// The record.
    pub subject: SubjectRef,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Who may find it.
    pub visibility: Visibility,
    /// The title in the language of its card, which counts most.
    pub title: String,
    /// Names that belong to it: organiser, place, locality.
    pub names: Vec<String>,
    /// Everything else that is said about it, in every language.
    pub texts: Vec<EntryText>,
    /// The municipality in which it lies or takes place.
    pub area: Option<AreaId>,
    /// Municipalities in which it is to be found beside its own: those to which it comes.
    pub further_areas: Vec<AreaId>,
    /// Where it lies or takes place.
    pub position: Option<Position>,
    /// When it takes place, in the same order as the card's occurrences. Empty for what is always there.
    pub intervals: Vec<Interval>,
    /// Until when one may sign up or simply come: for each of the intervals, or once for what has none. Missing ones
    /// are never open.
    pub open_until: Vec<Timestamp>,
    /// By what it can be asked for and counted: who offers it, where it takes place, the networks and terms that it
    /// has, what it costs.
    pub tags: Vec<Tag>,
    /// When it was last changed, as far as that is known.
    pub changed: Option<Timestamp>,
    /// When it was first public, as far as that is known.
    pub published: Option<Timestamp>,
    /// What a result shows of it.
    pub card: Card,
}

/// Who may find an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Those who work with the data.
    Staff,
}

/// Some words of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryText {
    /// How much they count.
    pub weight: Weight,
    /// In which language they are written (BCP 47).
    pub language: String,
    /// The words.
    pub text: String,
}

/// How much words of a text count; the title counts more than all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// A title in another language, or the name of something that it has, such as a topic.
    Label,
    /// For whom it is: a label for which many ask (“Kinder”, “Senioren”).
    Audience,
    /// The sentence that says what it is about.
    Summary,
    /// All else.
    Body,
}

impl EntryText {
    /// Words in German that count as much as any other.
    pub fn body(text: impl Into<String>) -> Self {
        Self { weight: Weight::Body, language: "de".to_owned(), text: text.into() }
    }
}

/// A stretch of time: from `start` up to, but not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// When it begins.
    pub start: Timestamp,
    /// When it is over; equal to `start` where nobody said how long it takes.
    pub end: Timestamp,
}

/// What a result shows, kept in the index so that a page of results needs no database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The short name in its address.
    pub slug: String,
    /// The path of its page, without a language's prefix.
    pub path: String,
    /// The language in which title and summary are written (BCP 47).
    pub language: String,
    /// The title.
    pub title: String,
    /// A sentence about it.
    pub summary: String,
    /// What it costs.
    pub price: Option<Price>,
    /// Whether it takes place on the net, or there too.
    #[serde(default)]
    pub online: bool,
    /// What is known first of how accessible it is; what matters most comes first.
    #[serde(default)]
    pub access: Vec<CardAccess>,
    /// Its picture.
    #[serde(default)]
    pub image: Option<CardImage>,
    /// Who offers it.
    pub organisation: Option<CardOrganisation>,
    /// Where it is.
    pub place: Option<CardPlace>,
    /// Its dates.
    pub occurrences: Vec<CardOccurrence>,
    /// Whether it was made up for the demonstration.
    pub example: bool,
}

/// Who offers it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardOrganisation {
    /// The short name in addresses.
    pub slug: String,
    /// The name.
    pub name: String,
}

/// One thing that is known of how accessible it is, under the names by which the directory keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAccess {
    /// What: `step_free_entrance`.
    pub feature: String,
    /// How far: `yes`, `partly` or `no`.
    pub state: String,
}

/// A picture: a drawn one that ships with the program, or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardImage {
    /// The name of the drawn picture.
    pub motif: Option<String>,
    /// The file.
    pub file: Option<FileId>,
    /// What it shows, in words.
    pub alternative: String,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardPlace {
    /// The place's name.
    pub name: String,
    /// The municipality's name.
    pub area: Option<String>,
    /// The position.
    pub position: Option<Position>,
}

/// One date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardOccurrence {
    /// When it begins, on the clocks of `zone`; at midnight for whole days.
    pub start: DateTime,
    /// When it ends, on the clocks of `zone`; for whole days midnight of the last day, which belongs to it.
    pub end: Option<DateTime>,
    /// The time zone's name.
    pub zone: String,
    /// Whether it takes whole days.
    pub all_day: bool,
    /// `planned`, `cancelled` or `sold_out`.
    pub state: String,
}
