//! What a question means beyond its words: “yoga finsterwalde heute abend” is a word, a place, a day and a part of it.
//!
//! - Only what is certain is taken: names of places as they are written, words that nobody uses for anything else. What
//!   is probably a place is offered ([`Understanding::perhaps`]), what may be two is asked for
//!   ([`Understanding::ambiguous`]).
//! - Nothing within quotation marks, behind a minus, or within a hyphenated word is looked at: “Sonntags-Café” is a name.
//! - Whatever was recognised can be taken back, each kind for itself ([`Kept`]); everything taken back leaves the words
//!   as they were typed.
//! - Where two parts contradict each other (“heute morgen” does not, “heute am Montag” does), the first counts and the
//!   other stays words. That is seldom what was meant, and never an error.
//!
//! The module knows nothing of addresses and pages and asks no clock.

mod age;
mod conditions;
mod dates;
mod everyday;
mod line;
mod named_days;
mod place;
mod slips;
#[cfg(test)]
mod tests;
mod time;
mod weekdays;

use jiff::civil::{Date, Weekday};
use kreisrund_areas::lookup::{Candidate, Snapshot};
use kreisrund_kernel::Period;
use kreisrund_search::{
    clock::PartOfDay,
    typed::{Piece, Typed},
};

use crate::question::Preset;
pub use age::Ages;
use line::{Line, Phrases, Use};

/// The parameter that says what is to be taken for words, though it could mean more; may be repeated.
pub const LITERALLY: &str = "woertlich";

/// A kind of meaning that words may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Where.
    Place,
    /// When: periods, weekdays, parts of the day.
    Time,
    /// What it costs.
    Price,
    /// Whether one takes part from afar.
    Format,
    /// For which age.
    Age,
    /// Whether one simply comes.
    SignUp,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Place, Self::Time, Self::Price, Self::Format, Self::Age, Self::SignUp];

    /// The word in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Place => "ort",
            Self::Time => "zeit",
            Self::Price => "preis",
            Self::Format => "format",
            Self::Age => "alter",
            Self::SignUp => "anmeldung",
        }
    }
}

/// What the visitor wants to be taken for words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Names of places.
    pub place: bool,
    /// Times.
    pub time: bool,
    /// Words such as “kostenlos”.
    pub price: bool,
    /// The word “online”.
    pub format: bool,
    /// Ages.
    pub age: bool,
    /// Words such as “ohne Anmeldung”.
    pub sign_up: bool,
}

impl Kept {
    /// Everything is taken for words.
    #[cfg(test)]
    pub const ALL: Self =
        Self { place: true, time: true, price: true, format: true, age: true, sign_up: true };

    /// What the values of the parameter [`LITERALLY`] say; unknown ones say nothing.
    pub fn read<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut kept = Self::default();
        let known = |value: &str| Aspect::ALL.into_iter().find(|aspect| aspect.parameter() == value.trim());
        for aspect in values.into_iter().filter_map(known) {
            match aspect {
                Aspect::Place => kept.place = true,
                Aspect::Time => kept.time = true,
                Aspect::Price => kept.price = true,
                Aspect::Format => kept.format = true,
                Aspect::Age => kept.age = true,
                Aspect::SignUp => kept.sign_up = true,
            }
        }
        kept
    }
}

/// What has to be known to understand a question.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The places.
    pub areas: &'a Snapshot,
    /// Today in the county.
    pub today: Date,
    /// What is to be taken for words. Where the address already has a place, or a time, its words belong here as well:
    /// what was chosen comes before what was typed.
    pub kept: Kept,
}

/// Something that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised<T> {
    /// What it means.
    pub value: T,
    /// The words for it as they were typed, with those that introduce them: “in der Nähe von Elsterwerda”.
    pub typed: String,
    /// The question without these words.
    pub without: String,
}

/// A place that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// One place.
    One(Candidate),
    /// A postcode that several municipalities share: who types it means all of it.
    Postcode {
        /// The postcode.
        postcode: String,
        /// What it covers, one for each municipality.
        parts: Vec<Candidate>,
    },
}

/// A stretch of days that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One that has a name in addresses as well.
    Preset(Preset),
    /// Certain days.
    Days(Period),
}

impl When {
    /// The days, seen from `today`.
    pub fn days(self, today: Date) -> Period {
        match self {
            Self::Preset(preset) => preset.days(today),
            Self::Days(period) => period,
        }
    }
}

/// A place that is perhaps meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Perhaps {
    /// The words as they were typed; they stay words.
    pub typed: String,
    /// The place.
    pub candidate: Candidate,
    /// The question without these words.
    pub without: String,
}

/// What was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understanding {
    /// What stays words.
    pub rest: Vec<Piece>,
    /// The same as text, for the index.
    pub words: String,
    /// Where.
    pub place: Option<Recognised<Spot>>,
    /// How far around, in kilometres, where that was said: zero for the municipality alone.
    pub radius: Option<f64>,
    /// Several places of the name that was typed, the likeliest first. The name stays a word until one is chosen.
    pub ambiguous: Option<Recognised<Vec<Candidate>>>,
    /// Places that are perhaps meant, to be offered where the words find little.
    pub perhaps: Vec<Perhaps>,
    /// Whether something “in der Nähe” is looked for and nobody said of what.
    pub asks_for_a_place: bool,
    /// When.
    pub period: Option<Recognised<When>>,
    /// On which weekdays, Monday first.
    pub weekdays: Option<Recognised<Vec<Weekday>>>,
    /// In which parts of the day, the earliest first.
    pub parts_of_day: Option<Recognised<Vec<PartOfDay>>>,
    /// That it costs nothing.
    pub free_of_charge: Option<Recognised<()>>,
    /// That one takes part from afar.
    pub online: Option<Recognised<()>>,
    /// For which age.
    pub ages: Option<Recognised<Ages>>,
    /// That one simply comes.
    pub without_sign_up: Option<Recognised<()>>,
}

impl Understanding {
    /// Whether anything was recognised.
    pub const fn recognised_something(&self) -> bool {
        self.place.is_some()
            || self.period.is_some()
            || self.weekdays.is_some()
            || self.parts_of_day.is_some()
            || self.free_of_charge.is_some()
            || self.online.is_some()
            || self.ages.is_some()
            || self.without_sign_up.is_some()
    }
}

/// Understands `text`, which was taken apart as `typed`.
pub fn understand(text: &str, typed: &Typed, setting: &Setting<'_>) -> Understanding {
    let kept = setting.kept;
    let mut line = Line::new(text, &typed.pieces);
    let mut place = place::Places::default();
    let mut times = time::Times::default();
    let mut ages = None;
    let mut at = 0;
    while at < line.len() {
        let length = None
            .or_else(|| if kept.age || ages.is_some() { None } else { read_ages(&mut line, at, &mut ages) })
            .or_else(|| if kept.time { None } else { times.read(&mut line, at, setting) })
            .or_else(|| if kept.price { None } else { conditions::read_price(&mut line, at) })
            .or_else(|| if kept.format { None } else { conditions::read_format(&mut line, at) })
            .or_else(|| if kept.sign_up { None } else { conditions::read_sign_up(&mut line, at) })
            .or_else(|| if kept.place { None } else { place.read(&mut line, at, setting.areas) });
        at += length.unwrap_or(1).max(1);
    }
    if !kept.time {
        swallow_what_is_on(&mut line);
    }
    line.join_uses();
    let mut understanding = Understanding {
        place: place.spot.map(|spot| line.recognised(spot, Use::Place)),
        ambiguous: place.ambiguous.map(|candidates| line.recognised(candidates, Use::Ambiguous)),
        radius: place.radius,
        asks_for_a_place: place.asks,
        period: times.when.map(|when| line.recognised(when, Use::Period)),
        weekdays: some(times.weekdays).map(|days| line.recognised(days, Use::Weekdays)),
        parts_of_day: some(times.parts).map(|parts| line.recognised(parts, Use::Parts)),
        free_of_charge: line.uses(Use::Price).then(|| line.recognised((), Use::Price)),
        online: line.uses(Use::Format).then(|| line.recognised((), Use::Format)),
        ages: ages.map(|ages| line.recognised(ages, Use::Age)),
        without_sign_up: line.uses(Use::SignUp).then(|| line.recognised((), Use::SignUp)),
        ..Understanding::default()
    };
    if !kept.place && understanding.place.is_none() && understanding.ambiguous.is_none() {
        understanding.perhaps = slips::perhaps(&line, setting.areas);
    }
    if understanding.recognised_something() || understanding.ambiguous.is_some() {
        swallow_general_words(&mut line);
    }
    understanding.rest = line.rest();
    understanding.words = line.rest_text();
    understanding
}

/// Reads ages at `at` into `ages`; the number of their words.
fn read_ages(line: &mut Line<'_>, at: usize, ages: &mut Option<Ages>) -> Option<usize> {
    let (read, length) = age::read(line, at)?;
    *ages = Some(read);
    Some(length)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// “Was ist heute los?”, “Wo kann man Yoga machen?”: the verb says nothing about what is looked for.
fn swallow_what_is_on(line: &mut Line<'_>) {
    const VERBS: [&str; 8] = ["los", "unternehmen", "machen", "tun", "lauft", "geht", "findet", "statt"];
    let Some(what) = line.position(|word| matches!(word, "was" | "wo" | "what" | "where")) else { return };
    for at in what + 1..line.len() {
        if line.word(at).is_some_and(|word| VERBS.contains(&word)) {
            line.take(at, 1, Use::Nothing);
        }
    }
}

/// “Veranstaltungen heute” asks for everything of today. With other words beside it, it stays one of them.
fn swallow_general_words(line: &mut Line<'_>) {
    static GENERAL: std::sync::LazyLock<Phrases<()>> = std::sync::LazyLock::new(|| {
        let words = "veranstaltungen|veranstaltung|veranstaltungskalender|veranstaltungstipps|events|event|termine|angebote|\
                     aktivitäten|activities|things|події|заходи|فعاليات";
        Phrases::new(&[(words, ())])
    });
    let is_general = |line: &Line<'_>, at| GENERAL.longest(line, at).is_some();
    let says_nothing = |line: &Line<'_>, at| {
        line.is_used(at)
            || is_general(line, at)
            || line.word(at).is_some_and(kreisrund_search::typed::is_filler)
    };
    if (0..line.len()).all(|at| says_nothing(line, at)) {
        for at in 0..line.len() {
            if is_general(line, at) {
                line.take(at, 1, Use::Nothing);
            }
        }
    }
}
