//! What can be wrong with examples.

use kreisrund_content::{RepeatedLanguage, Vocabulary};
use kreisrund_kernel::{MunicipalityKey, Slug, geo::NotAPosition, period::EndsBeforeItBegins};
use kreisrund_store::StoreError;

use crate::{accessibility::NotAccessibility, names::named, network::MemberTwice, organisation::MarkTwice};

named! {
    /// What an example is.
    RecordKind {
        /// An organisation.
        Organisation = "organisation",
        /// A place.
        Place = "place",
        /// A network.
        Network = "network",
        /// A programme.
        Programme = "programme",
    }
}

/// One example.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// What it is.
    pub kind: RecordKind,
    /// Its short name.
    pub slug: Slug,
}

impl std::fmt::Display for Record {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} “{}”", self.kind, self.slug)
    }
}

/// Why files hold no examples.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotExamples {
    /// A file is no TOML of the expected shape.
    #[error("{file} can't be read: {message}")]
    Toml {
        /// The file's name.
        file: String,
        /// What is wrong where, in the words of the TOML reader.
        message: String,
    },
    /// An example is wrong.
    #[error("{record}: {problem}")]
    Record {
        /// Which one.
        record: Record,
        /// What is wrong.
        problem: Problem,
    },
}

/// What is wrong with an example.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// Its short name stands there twice.
    #[error("it stands there twice; give one of them another short name")]
    Repeated,
    /// It refers to another example that is not there.
    #[error("there is no {0}; write down its short name, or add it")]
    Unknown(Record),
    /// Only one half of its position is given.
    #[error("latitude and longitude belong together")]
    HalfAPosition,
    /// Its position is not on earth.
    #[error(transparent)]
    Position(#[from] NotAPosition),
    /// Its municipality was not loaded.
    #[error("the municipality {0} is not in the database; load its county first")]
    UnknownMunicipality(MunicipalityKey),
    /// It uses a term that is not in the vocabulary.
    #[error("the vocabulary {} has no term “{term}” in force; take one from its file", vocabulary.as_str())]
    UnknownTerm {
        /// The vocabulary.
        vocabulary: Vocabulary,
        /// The term's short name.
        term: Slug,
    },
    /// Its checks contradict each other.
    #[error(transparent)]
    Accessibility(#[from] NotAccessibility),
    /// A width is given for something that is no door.
    #[error("centimetres are for door_width alone; say in the note of {0} what was measured")]
    Centimetres(crate::accessibility::Feature),
    /// Something ends before it begins.
    #[error(transparent)]
    Period(#[from] EndsBeforeItBegins),
    /// A quality mark stands there twice.
    #[error(transparent)]
    Mark(#[from] MarkTwice),
    /// A member stands there twice.
    #[error(transparent)]
    Member(#[from] MemberTwice),
    /// Two texts are in one language.
    #[error(transparent)]
    Text(#[from] RepeatedLanguage),
    /// There are translations of nothing.
    #[error("there are texts in other languages but no German one; write it under about")]
    NothingToTranslate,
    /// An organisation would stand above itself.
    #[error("{0}")]
    Circle(String),
}

/// Why the demonstration could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The examples are wrong.
    #[error("the demonstration's files: {0}")]
    Examples(#[from] NotExamples),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}
