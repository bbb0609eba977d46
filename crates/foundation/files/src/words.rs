//! The words of a file: what a picture says to those who can't see it, what a document is called.

use std::collections::BTreeMap;

use kreisrund_content::LanguageTag;
use serde::{Deserialize, Serialize};

/// The longest wording, in characters. What needs more belongs into the page's text.
pub const LONGEST: usize = 500;

/// What stands in a picture's place for those who don't see it.
///
/// BITV 2.0 and WCAG 2.2 (1.1.1) ask for one or the other of every picture; there is no third.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The picture says nothing that the page does not say: screen readers pass over it (`alt=""`).
    Decorative,
    /// What the picture shows.
    Described(Wording),
}

impl Alternative {
    /// The value of `alt` for a reader of `language`: empty for decoration.
    #[must_use]
    pub fn in_language(&self, language: &LanguageTag) -> &str {
        match self {
            Self::Decorative => "",
            Self::Described(wording) => wording.in_language(language).1,
        }
    }
}

/// A short wording in one language or more; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    language: LanguageTag,
    text: String,
    translations: BTreeMap<LanguageTag, String>,
}

/// A wording without words, or with too many.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoWords {
    /// There is nothing but white space.
    #[error("Say in a few words what it shows, or mark the picture as decoration.")]
    Empty,
    /// It is longer than [`LONGEST`].
    #[error("The text has {length} characters, {LONGEST} are the most. Shorten it.")]
    TooLong {
        /// How many characters it has.
        length: usize,
    },
}

impl NoWords {
    /// The name under which translations know this sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Empty => "files-words-empty",
            Self::TooLong { .. } => "files-words-too-long",
        }
    }
}

impl Wording {
    /// The wording `text` in the language in which it was written.
    ///
    /// # Errors
    /// When there are no words, or too many.
    pub fn new(language: LanguageTag, text: &str) -> Result<Self, NoWords> {
        Ok(Self { language, text: tidy(text)?, translations: BTreeMap::new() })
    }

    /// The wording with its translation into `language`; one that was there is replaced.
    ///
    /// # Errors
    /// When there are no words, or too many.
    pub fn translated(mut self, language: LanguageTag, text: &str) -> Result<Self, NoWords> {
        let text = tidy(text)?;
        if language == self.language {
            self.text = text;
        } else {
            self.translations.insert(language, text);
        }
        Ok(self)
    }

    /// The words for a reader of `language` and the language in which they are: that one, its base, or else the
    /// language in which the wording was written.
    #[must_use]
    pub fn in_language(&self, language: &LanguageTag) -> (&LanguageTag, &str) {
        self.exactly(language)
            .or_else(|| self.exactly(&language.base()))
            .unwrap_or((&self.language, &self.text))
    }

    fn exactly(&self, language: &LanguageTag) -> Option<(&LanguageTag, &str)> {
        if self.language == *language {
            return Some((&self.language, &self.text));
        }
        self.translations.get_key_value(language).map(|(language, text)| (language, text.as_str()))
    }
}

fn tidy(text: &str) -> Result<String, NoWords> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    if text.is_empty() {
        Err(NoWords::Empty)
    } else if length > LONGEST {
        Err(NoWords::TooLong { length })
    } else {
        Ok(text)
    }
}

/// How a wording stands in its column.
#[derive(Serialize, Deserialize)]
struct Stored {
    language: String,
    text: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    translations: BTreeMap<String, String>,
}

/// The JSON of a column for `wording`; decoration is `null`.
pub(crate) fn to_column(wording: Option<&Wording>) -> Result<String, serde_json::Error> {
    let stored = wording.map(|wording| Stored {
        language: wording.language.to_string(),
        text: wording.text.clone(),
        translations: wording
            .translations
            .iter()
            .map(|(language, text)| (language.to_string(), text.clone()))
            .collect(),
    });
    serde_json::to_string(&stored)
}

/// The wording of a column; `None` for decoration, an error where a column holds something else.
pub(crate) fn from_column(json: &str) -> Result<Option<Wording>, String> {
    let stored: Option<Stored> = serde_json::from_str(json).map_err(|error| error.to_string())?;
    stored.map(Stored::wording).transpose()
}

impl Stored {
    fn wording(self) -> Result<Wording, String> {
        let mut wording =
            Wording::new(tag(&self.language)?, &self.text).map_err(|error| error.to_string())?;
        for (language, text) in &self.translations {
            wording = wording.translated(tag(language)?, text).map_err(|error| error.to_string())?;
        }
        Ok(wording)
    }
}

fn tag(text: &str) -> Result<LanguageTag, String> {
    text.parse().map_err(|_| format!("“{text}” is no tag of a language"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fete() -> Wording {
        Wording::new(LanguageTag::german(), " Kinder \n auf dem Dorffest ")
            .unwrap()
            .translated("en".parse().unwrap(), "Children at the village fête")
            .unwrap()
    }

    #[test]
    fn readers_get_their_language_or_the_base_or_the_source() {
        let wording = fete();
        assert_eq!(wording.in_language(&"en".parse().unwrap()).1, "Children at the village fête");
        assert_eq!(wording.in_language(&LanguageTag::easy_german()).1, "Kinder auf dem Dorffest");
        let (language, text) = wording.in_language(&"uk".parse().unwrap());
        assert_eq!((language, text), (&LanguageTag::german(), "Kinder auf dem Dorffest"));
    }

    #[test]
    fn a_picture_is_described_or_decoration_and_never_neither() {
        assert_eq!(Wording::new(LanguageTag::german(), " \t"), Err(NoWords::Empty));
        assert_eq!(
            Wording::new(LanguageTag::german(), &"ä".repeat(501)),
            Err(NoWords::TooLong { length: 501 })
        );
        assert_eq!(Alternative::Decorative.in_language(&LanguageTag::german()), "");
    }

    #[test]
    fn a_column_gives_back_what_was_put_in() {
        for wording in [None, Some(fete())] {
            let json = to_column(wording.as_ref()).unwrap();
            assert_eq!(from_column(&json), Ok(wording));
        }
        assert!(from_column("{}").is_err());
    }
}
