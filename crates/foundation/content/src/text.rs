//! A record's texts: one in the language in which it was written, and its translations.
//!
//! A translation says what the source said when it was translated. When the source changes and a translation does not
//! change with it, the translation is outdated: still shown, since an older text in one's own language helps more
//! than none, but marked as such.

use serde::{Deserialize, Serialize};

use crate::{
    block::{self, Block},
    language_tag::LanguageTag,
};

/// What is said about a record in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The language.
    pub language: LanguageTag,
    /// The title or name, one line.
    pub title: String,
    /// A sentence or two for lists and previews, one line.
    pub summary: String,
    /// The body with the markup of [`Block`].
    pub body: String,
}

/// A text that says what the source says, in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The text.
    pub text: Text,
    /// Whether the source has changed since.
    pub outdated: bool,
}

/// All texts of a record, each in a language of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Texts {
    source: Text,
    translations: Vec<Translation>,
}

/// Two texts in one language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are two texts in the language “{0}”; keep one of them")]
pub struct RepeatedLanguage(pub LanguageTag);

impl Text {
    /// A text, tidied up: no space around it, titles and summaries on one line, line ends as `\n`.
    #[must_use]
    pub fn new(language: LanguageTag, title: &str, summary: &str, body: &str) -> Self {
        Self { language, title: one_line(title), summary: one_line(summary), body: lines(body) }
    }

    /// The body's headings, paragraphs and lists.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        Block::read(&self.body)
    }

    /// Everything it says, without markup: what is searched of it.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}\n{}\n{}", self.title, self.summary, self.plain_body())
    }

    /// The body without markup, for indexes and feeds.
    #[must_use]
    pub fn plain_body(&self) -> String {
        block::plain(&self.body)
    }

    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_empty() && self.summary.is_empty() && self.body.is_empty()
    }

    /// Whether both say the same, whatever their languages are.
    fn says_the_same(&self, other: &Self) -> bool {
        (&self.title, &self.summary, &self.body) == (&other.title, &other.summary, &other.body)
    }

    fn tidied(&self) -> Self {
        Self::new(self.language.clone(), &self.title, &self.summary, &self.body)
    }
}

impl Translation {
    /// A translation that says what the source says now.
    #[must_use]
    pub fn fresh(text: Text) -> Self {
        Self { text, outdated: false }
    }
}

impl Texts {
    /// A single text that nobody has translated.
    #[must_use]
    pub fn only(source: Text) -> Self {
        Self { source, translations: Vec::new() }
    }

    /// The text in which the record was written, with its translations.
    ///
    /// # Errors
    /// [`RepeatedLanguage`] when two are in one language.
    pub fn new(source: Text, mut translations: Vec<Translation>) -> Result<Self, RepeatedLanguage> {
        translations.sort_by(|one, other| one.text.language.cmp(&other.text.language));
        let languages = translations.iter().map(|translation| &translation.text.language);
        let following = languages.clone().skip(1);
        let twice = languages.clone().zip(following).find(|(one, next)| one == next).map(|(one, _)| one);
        let like_the_source = || languages.clone().find(|language| **language == source.language);
        match twice.or_else(like_the_source) {
            Some(language) => Err(RepeatedLanguage(language.clone())),
            None => Ok(Self { source, translations }),
        }
    }

    /// The text in the language in which it was written.
    #[must_use]
    pub fn source(&self) -> &Text {
        &self.source
    }

    /// The translations, by their language.
    #[must_use]
    pub fn translations(&self) -> &[Translation] {
        &self.translations
    }

    /// All texts, the source first.
    pub fn all(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.source).chain(self.translations.iter().map(|translation| &translation.text))
    }

    /// The languages in which there is a text, that of the source first.
    pub fn languages(&self) -> impl Iterator<Item = &LanguageTag> {
        self.all().map(|text| &text.language)
    }

    /// The text in just that language.
    #[must_use]
    pub fn exactly_in(&self, language: &LanguageTag) -> Option<&Text> {
        self.all().find(|text| text.language == *language)
    }

    /// The best text for a reader of `language`: in that language, in a wider one (`de` for `de-x-leicht`), or else the
    /// source. Its own `language` says which it is.
    #[must_use]
    pub fn in_language(&self, language: &LanguageTag) -> &Text {
        language.widening().find_map(|language| self.exactly_in(&language)).unwrap_or(&self.source)
    }

    /// Whether the text in just that language is a translation of what the source no longer says.
    #[must_use]
    pub fn is_outdated(&self, language: &LanguageTag) -> bool {
        self.translations
            .iter()
            .any(|translation| translation.text.language == *language && translation.outdated)
    }

    /// These texts as they are to be kept when `before` was kept until now: with the outdated translations marked.
    ///
    /// - A translation whose text is another than before is fresh.
    /// - One that stayed as it was is outdated when the source changed, and as outdated as it was when not.
    /// - One that was not there keeps the mark with which it is given.
    #[must_use]
    pub fn following(&self, before: &Self) -> Self {
        let source_stayed = before.exactly_in(&self.source.language).is_some_and(|former| {
            former.says_the_same(&self.source) && !before.is_outdated(&former.language)
        });
        let translations = self.translations.iter().map(|translation| {
            let outdated = match before.exactly_in(&translation.text.language) {
                None => translation.outdated,
                Some(former) if !former.says_the_same(&translation.text) => false,
                Some(former) => !source_stayed || before.is_outdated(&former.language),
            };
            Translation { text: translation.text.clone(), outdated }
        });
        Self { source: self.source.clone(), translations: translations.collect() }
    }

    /// The same with every text tidied up as [`Text::new`] does it.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let tidied = |translation: &Translation| Translation {
            text: translation.text.tidied(),
            outdated: translation.outdated,
        };
        Self { source: self.source.tidied(), translations: self.translations.iter().map(tidied).collect() }
    }
}

/// Words and the single spaces between them. Control characters go: PostgreSQL keeps no NUL.
fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unified.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
