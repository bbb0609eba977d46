//! A word, or a few that belong together, as people write it.

use crate::analysis;

/// The most words that one wording has: longer ones nobody types twice in the same way.
const MOST_WORDS: usize = 5;
/// The most characters of a wording.
const LONGEST: usize = 60;

/// One word or a few that belong together: “PC”, “erste Hilfe”. With `=` in front it is asked for and found in just this
/// form: “=Rechner”, because “rechnen” has the same stem and means something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    text: String,
    folded: Vec<String>,
}

/// Why something can't be one of the words that mean the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAWording {
    /// There is no letter and no digit in it.
    #[error("“{0}” has no word in it; write letters or digits")]
    Empty(String),
    /// It is too long.
    #[error("“{0}…” is too long; a word, or several that belong together, may have {LONGEST} characters")]
    TooLong(String),
    /// It is a sentence.
    #[error("“{0}” has more than {MOST_WORDS} words; nobody types so many in just this way")]
    TooManyWords(String),
}

impl Wording {
    /// The wording that `text` is, with single spaces between its words.
    ///
    /// # Errors
    /// [`NotAWording`] where there is no word in it, or too many.
    pub fn new(text: &str) -> Result<Self, NotAWording> {
        if text.chars().nth(LONGEST).is_some() {
            return Err(NotAWording::TooLong(text.chars().take(20).collect()));
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded: Vec<String> = analysis::words(&text).into_iter().map(|word| word.folded).collect();
        match folded.len() {
            0 => Err(NotAWording::Empty(text)),
            1..=MOST_WORDS => Ok(Self { text, folded }),
            _ => Err(NotAWording::TooManyWords(text)),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether only this very form of it is meant.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.text.starts_with('=')
    }

    /// Its words, folded as those of every text are. There is at least one.
    #[must_use]
    pub fn folded(&self) -> &[String] {
        &self.folded
    }
}

impl std::fmt::Display for Wording {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wording_keeps_its_spelling_and_knows_its_words() {
        let wording = Wording::new("  Deutsch  als Zweitsprache ").unwrap();
        assert_eq!(wording.as_str(), "Deutsch als Zweitsprache");
        assert_eq!(wording.folded(), ["deutsch", "als", "zweitsprache"]);
        let exact = Wording::new("=Rechner").unwrap();
        assert!(exact.is_exact() && !wording.is_exact());
        assert_eq!(exact.folded(), ["rechner"]);
        assert_eq!(Wording::new("Eltern-Kind-Café").unwrap().folded(), ["eltern", "kind", "cafe"]);
    }

    #[test]
    fn what_is_no_wording_is_refused_with_a_sentence() {
        for (text, sentence) in [
            ("", "has no word in it"),
            (" \t", "has no word in it"),
            ("…!?", "“…!?” has no word in it"),
            ("=", "has no word in it"),
            ("eins zwei drei vier fünf sechs", "has more than 5 words"),
            (&"a".repeat(61), "“aaaaaaaaaaaaaaaaaaaa…” is too long"),
            (&"a".repeat(1_000_000), "is too long"),
        ] {
            let refusal = Wording::new(text).unwrap_err().to_string();
            assert!(refusal.contains(sentence), "{refusal}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_is_taken_again(text in "\\PC{0,70}") {
            if let Ok(wording) = Wording::new(&text) {
                prop_assert!(!wording.folded().is_empty() && wording.folded().len() <= 5);
                prop_assert_eq!(Wording::new(wording.as_str()), Ok(wording.clone()));
            }
        }
    }
}
