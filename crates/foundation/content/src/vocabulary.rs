//! Vocabularies: the words by which records are ordered, kept as data with editions, translations and external codes.
//!
//! A later edition adds, renames and retires terms. None is ever deleted, since records hang on them; a retired term
//! may name the one that took its place.

mod file;
mod handle;
mod merge;
mod snapshot;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_kernel::{Slug, TermId};
use serde::{Deserialize, Serialize};

use crate::language_tag::LanguageTag;

pub use file::{NotAVocabulary, Problem, TermEntry, VocabularyFile};
pub use handle::Vocabularies;
pub(crate) use merge::{Fate, merge};
pub use snapshot::VocabularySnapshot;
pub(crate) use snapshot::in_force;

/// The vocabularies that there are. Their terms are data; which vocabularies there are the program has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vocabulary {
    /// What something is about, on two levels.
    Topic,
    /// Situations in which people need several things at once: a child, a move, a loss.
    LifeSituation,
    /// For whom something is.
    Audience,
    /// How something takes place: a course, a guided tour, online.
    Format,
    /// Languages that are spoken or taught.
    Language,
    /// Marks that an organisation was given for its quality.
    QualityMark,
}

impl Vocabulary {
    /// All of them; each stands behind those that it refers to.
    pub const ALL: [Self; 6] =
        [Self::Topic, Self::LifeSituation, Self::Audience, Self::Format, Self::Language, Self::QualityMark];

    /// The name under which it is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::LifeSituation => "life_situation",
            Self::Audience => "audience",
            Self::Format => "format",
            Self::Language => "language",
            Self::QualityMark => "quality_mark",
        }
    }

    /// The vocabulary stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vocabulary| vocabulary.as_str() == name)
    }

    /// Whether its terms may stand below others.
    #[must_use]
    pub const fn has_two_levels(self) -> bool {
        matches!(self, Self::Topic)
    }
}

impl std::fmt::Display for Vocabulary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The name of an edition: the month or day on which it came out, `2026-11` or `2026-11-22`. Later ones sort behind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EditionName(String);

/// A string that names no edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no edition; write the month or the day on which it came out, like “2026-11” or “2026-11-22”"
)]
pub struct NotAnEdition(pub String);

impl EditionName {
    /// The name's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for EditionName {
    type Err = NotAnEdition;

    fn from_str(given: &str) -> Result<Self, NotAnEdition> {
        let day = match given.len() {
            7 => format!("{given}-01"),
            _ => given.to_owned(),
        };
        let is_day = day.len() == 10 && day.parse::<Date>().is_ok_and(|date| date.to_string() == day);
        if is_day { Ok(Self(given.to_owned())) } else { Err(NotAnEdition(given.chars().take(40).collect())) }
    }
}

impl TryFrom<String> for EditionName {
    type Error = NotAnEdition;

    fn try_from(given: String) -> Result<Self, NotAnEdition> {
        given.parse()
    }
}

impl From<EditionName> for String {
    fn from(name: EditionName) -> Self {
        name.0
    }
}

impl std::fmt::Display for EditionName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An edition of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The vocabulary.
    pub vocabulary: Vocabulary,
    /// The edition's name.
    pub name: EditionName,
    /// When it was published, where that is known.
    pub published: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// What another classification calls a term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ExternalCode {
    /// The classification, such as `vhs` for the programme areas of the adult education centres.
    pub scheme: String,
    /// The code there, its levels divided by points: `4.01`.
    pub code: String,
}

impl ExternalCode {
    /// `code` and the codes above it, the longest first: `4.01.2` → `4.01.2`, `4.01`, `4`.
    pub(crate) fn prefixes(code: &str) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(code), |code| Some(code.rsplit_once('.')?.0))
            .filter(|code| !code.is_empty())
    }
}

/// A term of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Term {
    /// The identifier.
    pub id: TermId,
    /// The vocabulary to which it belongs.
    pub vocabulary: Vocabulary,
    /// The short name, unique in its vocabulary; it stays when labels change.
    pub slug: Slug,
    /// The term above it.
    pub parent: Option<TermId>,
    /// What it is called in each language, German always among them.
    pub labels: BTreeMap<LanguageTag, String>,
    /// What other classifications call it.
    pub codes: Vec<ExternalCode>,
    /// For a life situation the topics that help then.
    pub topics: Vec<TermId>,
    /// Its place in the vocabulary's order.
    pub position: u32,
    /// The edition from which on it is no longer used.
    pub retired_in: Option<EditionName>,
    /// The term that took its place.
    pub replaced_by: Option<TermId>,
}

impl Term {
    /// What it is called in `language`, a wider one, or German.
    #[must_use]
    pub fn label(&self, language: &LanguageTag) -> &str {
        let german = LanguageTag::german();
        language
            .widening()
            .find_map(|language| self.labels.get(&language))
            .or_else(|| self.labels.get(&german))
            .or_else(|| self.labels.values().next())
            .map_or(self.slug.as_str(), String::as_str)
    }

    /// The language in which [`Term::label`] answers, for `lang="…"`.
    #[must_use]
    pub fn label_language(&self, language: &LanguageTag) -> LanguageTag {
        language
            .widening()
            .find(|language| self.labels.contains_key(language))
            .unwrap_or(LanguageTag::german())
    }

    /// Whether it is used in the latest edition.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.retired_in.is_none()
    }

    /// Its code in the classification `scheme`.
    #[must_use]
    pub fn code(&self, scheme: &str) -> Option<&str> {
        self.codes.iter().find(|code| code.scheme == scheme).map(|code| code.code.as_str())
    }
}

#[cfg(test)]
#[path = "vocabulary/tests.rs"]
pub(crate) mod tests;
