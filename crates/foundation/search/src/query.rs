//! What can be asked, and what is answered.

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, civil::Weekday};
use kreisrund_kernel::{AreaId, Kilometres, Position, SubjectRef};

use crate::{
    clock::PartOfDay,
    entry::{Card, CardOccurrence, Interval, Kind},
    tag::{Facet, Tag},
};

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What is looked for, as typed. Words, “phrases”, and -exclusions; the last word may be a beginning.
    pub words: String,
    /// Names that were taken out of what was typed and stand for [`Self::within`] or [`Self::areas`] now: what has one
    /// of them in its title is found wherever it is, and comes first.
    pub mentions: Vec<String>,
    /// Around which position.
    pub within: Option<Within>,
    /// Where it counts whether hardly anything has all of the words; without it, where the question looks. Who widens a
    /// circle asks with the same one, so that a wider circle never brings less.
    pub sparse_around: Option<Within>,
    /// In which municipalities; empty for all.
    pub areas: Vec<AreaId>,
    /// Everywhere but in this municipality.
    pub elsewhere_than: Option<AreaId>,
    /// Only what belongs to no municipality: what is on the net alone, or comes to everyone.
    pub nowhere: bool,
    /// What it has to have, all of them.
    pub tags: Vec<Tag>,
    /// What it has to have one of, for each choice, and what is to be counted; the first 64.
    pub facets: Vec<Facet>,
    /// Sets of municipalities in which hits are counted: a county, an office, a region.
    pub regions: Vec<Vec<AreaId>>,
    /// In which stretch of time; one and the same date has to lie in it and fit all else that is asked of dates.
    pub during: Option<Interval>,
    /// On which weekdays; empty for all.
    pub weekdays: Vec<Weekday>,
    /// In which parts of the day; empty for all.
    pub parts_of_day: Vec<PartOfDay>,
    /// Only dates to which one may still come or sign up.
    pub open: bool,
    /// Stretches of time in which hits are counted, as if no other were chosen.
    pub periods: Vec<Interval>,
    /// Of which kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// The present moment. Without a period, only what is not over yet is found.
    pub now: Timestamp,
    /// Which part of the answer.
    pub page: Page,
    /// How the hits are ordered.
    pub order: Order,
    /// Whether what has not all of the words is found whatever the order, just as in a list by how well it fits: for
    /// who shows the hits of such a list in another order.
    pub as_by_fit: bool,
    /// Whether what only staff may see is found too.
    pub staff: bool,
    /// Whether each hit says why it stands where it stands.
    pub explain: bool,
    /// Whether nothing is counted beside the hits themselves: for who shows no choices, it is quicker.
    pub uncounted: bool,
    /// Whether each hit says which of its dates fit.
    pub every_date: bool,
    /// Days whose dates are to be listed, in the order of time and none overlapping another.
    pub days: Vec<Interval>,
    /// How many dates are listed of each of the days.
    pub per_day: usize,
    /// How hits are to be gathered on a map.
    pub grid: Option<Grid>,
}

/// How hits are gathered on a map: those that would stand in one another's way become one cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// How near one looks: at zoom 0 the whole earth is 256 pixels wide, with each further step twice as wide (Web
    /// Mercator, as most maps on the net).
    pub zoom: u8,
    /// What is gathered: the cells of the grid that lie in it, or partly.
    pub bounds: Bounds,
}

/// A part of the map, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its lower edge.
    pub south: f64,
    /// Its left edge.
    pub west: f64,
    /// Its upper edge.
    pub north: f64,
    /// Its right edge.
    pub east: f64,
}

impl Bounds {
    /// The whole earth.
    pub const EARTH: Self = Self { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };

    /// The point `position` alone.
    #[must_use]
    pub const fn of(position: Position) -> Self {
        let (latitude, longitude) = (position.latitude(), position.longitude());
        Self { south: latitude, west: longitude, north: latitude, east: longitude }
    }

    /// What encloses both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            west: self.west.min(other.west),
            north: self.north.max(other.north),
            east: self.east.max(other.east),
        }
    }

    /// Whether it is a single point.
    #[must_use]
    pub fn is_point(self) -> bool {
        self.south >= self.north && self.west >= self.east
    }
}

/// A circle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// Its centre, from which distances are told.
    pub centre: Position,
    /// How far from the centre. In an endless circle lies everything, what has no position too.
    pub radius: Kilometres,
}

/// A part of the hits.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// How many hits come before.
    pub offset: usize,
    /// How many hits at most.
    pub limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: 20 }
    }
}

/// How hits are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits the words best first; without words, what comes soonest.
    #[default]
    Best,
    /// What comes soonest first.
    Soonest,
    /// What is nearest to the centre first; without a centre, what comes soonest.
    Nearest,
    /// What was public last first.
    Newest,
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many entries fit, each counted once however many dates it has.
    pub total: usize,
    /// The hits of the asked page.
    pub hits: Vec<Hit>,
    /// How many entries there would be for each choice.
    pub facets: Facets,
    /// How the words were taken.
    pub reading: Reading,
    /// For each of the question's [`Query::days`].
    pub days: Vec<Day>,
    /// What the question's [`Query::grid`] gathered, the largest first.
    pub clusters: Vec<Cluster>,
    /// How many hits have no position, where a grid was asked for.
    pub unplaced: usize,
}

/// A day of a calendar.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// How many dates lie in it.
    pub total: usize,
    /// The first of them: what begins that day by its hour, then what goes on from days before.
    pub dates: Vec<DayDate>,
}

/// A date in a calendar.
#[derive(Clone, Debug)]
pub struct DayDate {
    /// What kind of thing takes place.
    pub kind: Kind,
    /// What to show of it.
    pub card: Arc<Card>,
    /// When.
    pub occurrence: CardOccurrence,
}

/// Hits on a map that would stand in one another's way.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Their middle.
    pub position: Position,
    /// How many they are.
    pub total: usize,
    /// What encloses them.
    pub bounds: Bounds,
    /// The hits themselves, as many as [`MOST_AT_A_SPOT`], where all of them lie at one and the same spot: there a
    /// nearer look parts nothing. Empty otherwise.
    pub hits: Vec<Hit>,
}

/// As many hits of a spot are told one by one.
pub const MOST_AT_A_SPOT: usize = 12;

/// How the words of a question were taken, where that is not just as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Words that nobody uses here, each with the similar ones that were looked for in its place.
    pub corrections: Vec<Correction>,
    /// Where nothing was found: words that nobody uses here, each with less similar ones that may be meant.
    pub suggestions: Vec<Correction>,
    /// Whether nothing has all the words, so that what has some of them was found.
    pub some_words_suffice: bool,
    /// Whether a few have all the words, and behind them stands what has some of them.
    pub some_have_all: bool,
}

/// A word that was taken for a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As it was typed.
    pub typed: String,
    /// What was looked for instead, the likeliest first, spelt as people spell it.
    pub taken: Vec<String>,
}

/// Counts for each choice, each as if no choice had been made in its own facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// By municipality.
    pub areas: BTreeMap<AreaId, usize>,
    /// For each of the question's [`Query::regions`].
    pub regions: Vec<usize>,
    /// For each of the question's [`Query::facets`], by tag.
    pub tags: Vec<BTreeMap<Tag, usize>>,
    /// For each weekday, Monday first.
    pub weekdays: [usize; 7],
    /// For each part of the day.
    pub parts_of_day: [usize; 3],
    /// For each of the question's [`Query::periods`].
    pub periods: Vec<usize>,
    /// To which one may still come or sign up.
    pub open: usize,
}

/// A page that the public may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPath {
    /// Its path, without a language's prefix.
    pub path: String,
    /// When what it shows was last changed, as far as that is known.
    pub changed: Option<Timestamp>,
}

/// One entry that fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The record.
    pub subject: SubjectRef,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What to show of it.
    pub card: Card,
    /// The first of its dates that fits the question.
    pub next: Option<CardOccurrence>,
    /// How many of its dates fit the question.
    pub dates: usize,
    /// Which of the card's occurrences fit, by their place there, if the question asked for [`Query::every_date`].
    pub fitting: Vec<usize>,
    /// How far it is from the centre.
    pub distance: Option<Kilometres>,
    /// How well it fits, where hits are ordered by that: comparable among the answers to one question.
    pub score: f32,
    /// When it was first public, as far as that is known.
    pub published: Option<Timestamp>,
    /// When it was last changed, as far as that is known.
    pub changed: Option<Timestamp>,
    /// Why it stands where it stands, if the question asked for that.
    pub reasons: Option<Reasons>,
}

/// Why a hit stands where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Reasons {
    /// What the words were worth.
    pub words: Vec<Reason>,
    /// By what their sum was multiplied.
    pub factors: Vec<(Factor, f32)>,
    /// The product, by which hits are ordered.
    pub score: f32,
}

/// What a word of the question was worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The word or phrase, as it was typed.
    pub typed: String,
    /// In which of the entry's texts it was found.
    pub field: FoundIn,
    /// In which form.
    pub form: Form,
    /// The points for it.
    pub points: f32,
}

/// Where in an entry a word was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundIn {
    /// In the title.
    Title,
    /// In the title in another language, or in the name of a topic, an audience.
    Label,
    /// In the name of who offers it or where it is.
    Name,
    /// In the summary.
    Summary,
    /// In the text.
    Body,
}

/// In which form a word was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// Itself, or another of its inflections.
    Word,
    /// As the beginning of a word.
    Beginning,
    /// As a part of a compound.
    Part,
    /// By the parts of which it is made.
    InParts,
    /// By these words, which mean the same.
    Synonym(String),
    /// By this similar word, for which it may be a slip.
    Slip(String),
}

/// By what the words' worth is multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// Less the farther it is from the place that was asked for.
    Distance,
    /// More where the title has the place that was asked for.
    PlaceInTitle,
    /// More where it takes place soon.
    Soon,
    /// Less for what is not an offer, by its kind.
    Kind,
}
