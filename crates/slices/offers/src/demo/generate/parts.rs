//! What generated offers are put together from, as the files in `parts/` have it.

use std::collections::BTreeMap;

use kreisrund_directory::organisation::Role;
use kreisrund_kernel::Slug;
use kreisrund_search::Kind;
use kreisrund_store::StoreError;
use serde::Deserialize;

use super::super::unreadable;
use crate::offer::Ages;

/// What all themes share.
const COMMON: &str = include_str!("parts/common.toml");
/// The themes with what is offered of them.
const THEMES: [&str; 4] = [
    include_str!("parts/learning.toml"),
    include_str!("parts/culture.toml"),
    include_str!("parts/wellbeing.toml"),
    include_str!("parts/county.toml"),
];

/// All parts as they are written, to tell one edition from another.
pub(super) fn sources() -> impl Iterator<Item = &'static str> {
    std::iter::once(COMMON).chain(THEMES)
}

/// What all themes share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Common {
    pub audience: Vec<Audience>,
    /// Whole sentences, by what they are about.
    pub sentences: BTreeMap<String, Vec<String>>,
    /// What a title says of the time of day, where that is so.
    pub times: BTreeMap<String, Vec<String>>,
    /// Rooms as people name them, by their sort.
    pub spots: BTreeMap<String, Vec<String>>,
    /// Parts of the names of known places, by the sort of room that they are.
    pub known_spots: BTreeMap<String, Vec<String>>,
    pub addresses: Addresses,
    pub contacts: Contacts,
    /// English sentences, by what they are about.
    pub english: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Addresses {
    pub streets: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contacts {
    pub names: Vec<String>,
    pub hours: Vec<String>,
}

/// For whom something is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Audience {
    pub name: String,
    /// Roles of organisations that offer them nothing.
    #[serde(default)]
    pub not_by: Vec<Role>,
    pub terms: Vec<Slug>,
    #[serde(default)]
    pub life_situations: Vec<Slug>,
    /// What stands in a title behind what it is: “für Familien”.
    pub titles: Vec<String>,
    pub english: String,
    pub ages: Option<Ages>,
    /// What courses for them ask for.
    pub level: Option<String>,
    /// The only time of day that suits them.
    pub only_at: Option<TimeOfDay>,
    pub sentences: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Theme>,
}

/// What belongs together, and how it is spoken of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub name: String,
    /// Whether people are spoken to as friends (“ihr”).
    #[serde(default)]
    pub informal: bool,
    pub sentences: Vec<String>,
    /// What to bring along.
    pub bring: Vec<String>,
    pub english: Vec<String>,
    pub activity: Vec<Activity>,
}

/// Something that is offered, in as many ways as its words can be put together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    pub kind: Kind,
    /// How often it is offered, beside the others of its kind.
    pub weight: f64,
    pub topics: Vec<Slug>,
    pub format: Slug,
    /// Of organisations that offer it, at least one.
    pub roles: Vec<Role>,
    /// Sorts of rooms that suit it.
    pub spots: Vec<String>,
    /// Whom it is for, by name; named twice, twice as often.
    pub audiences: Vec<String>,
    #[serde(default)]
    pub life_situations: Vec<Slug>,
    #[serde(default)]
    pub languages: Vec<Slug>,
    pub times: Vec<TimeOfDay>,
    /// How long one date of it takes, from and to; as others of its kind where it is left out.
    pub minutes: Option<(i64, i64)>,
    pub price: PriceBand,
    /// How its dates follow each other; courses and services have their own ways.
    pub rhythm: Option<Rhythm>,
    #[serde(default)]
    pub reach: Reach,
    #[serde(default)]
    pub levels: Vec<String>,
    pub certificate: Option<String>,
    /// What it is called.
    pub heads: Vec<Head>,
    /// What may stand behind that: “mit Musik”.
    pub twists: Vec<String>,
    /// What may stand behind that and a colon.
    pub subtitles: Vec<String>,
    /// How its text begins.
    pub says: Vec<String>,
    /// What it is in a few words, without a full stop, so that “Finsterwalde:” may stand before it.
    pub shorts: Vec<String>,
    pub english: String,
}

/// What something is called, with the time of day that the name itself tells: written “Filmnacht @late”.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Head {
    pub text: String,
    pub at: Option<TimeOfDay>,
}

impl TryFrom<String> for Head {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let Some((text, at)) = written.split_once(" @") else { return Ok(Self { text: written, at: None }) };
        let at = TimeOfDay::ALL.into_iter().find(|time| time.as_str() == at);
        let at = at.ok_or_else(|| format!("“{written}” names no time of day"))?;
        Ok(Self { text: text.to_owned(), at: Some(at) })
    }
}

/// When something takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeOfDay {
    /// On a morning from Monday to Friday.
    Morning,
    /// At noon from Monday to Friday.
    Noon,
    /// On an afternoon from Monday to Friday.
    Afternoon,
    /// After work from Monday to Thursday.
    Evening,
    /// On an evening from Friday to Sunday.
    Late,
    /// By day on Saturday or Sunday.
    Weekend,
    /// For whole days.
    Days,
}

impl TimeOfDay {
    const ALL: [Self; 7] =
        [Self::Morning, Self::Noon, Self::Afternoon, Self::Evening, Self::Late, Self::Weekend, Self::Days];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Noon => "noon",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Late => "late",
            Self::Weekend => "weekend",
            Self::Days => "days",
        }
    }
}

/// What it costs, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PriceBand {
    Free,
    Donation,
    /// Something at the door.
    Ticket,
    /// A few euros.
    Small,
    /// As much as the hours of a course cost.
    Course,
    /// As much as vocational training costs.
    Training,
    /// A monthly fee.
    Monthly,
}

/// How the dates of an event follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Rhythm {
    /// Once, or now and then.
    Single,
    /// Again and again.
    Regular,
    /// For days or weeks without a pause.
    Days,
    /// A feast of a day or two.
    Feast,
}

/// Whether it comes to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reach {
    /// People come to it.
    #[default]
    OnSite,
    /// It may come to them.
    AtYours,
}

/// Reads all parts.
pub(super) fn read() -> Result<(Common, Vec<Theme>), StoreError> {
    let common = toml::from_str(COMMON).map_err(|error| unreadable(&error.to_string()))?;
    let mut themes = Vec::new();
    for file in THEMES {
        let file: File = toml::from_str(file).map_err(|error| unreadable(&error.to_string()))?;
        themes.extend(file.theme);
    }
    Ok((common, themes))
}
