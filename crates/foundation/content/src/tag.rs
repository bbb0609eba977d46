//! Free tags: words that people choose themselves, apart from the vocabularies.

use kreisrund_kernel::text::fold;

/// The longest tag in characters; what is longer is a sentence.
const LONGEST: usize = 60;

/// A free tag. Two that are only spelt differently (“Straßenfest”, “strassenfest”) are the same.
#[derive(Clone, Debug)]
pub struct Tag {
    spelling: String,
    folded: String,
}

/// A text that is no tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATag {
    /// It has no letter or digit.
    #[error("a tag needs at least one letter or digit")]
    Empty,
    /// It is too long.
    #[error("“{0}…” is too long for a tag; use at most 60 characters")]
    TooLong(String),
}

impl Tag {
    /// The tag that `text` spells.
    ///
    /// # Errors
    /// [`NotATag`] when it has no letters or too many.
    pub fn new(text: &str) -> Result<Self, NotATag> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        let spelling = words.join(" ");
        if !spelling.contains(char::is_alphanumeric) {
            return Err(NotATag::Empty);
        }
        if spelling.chars().count() > LONGEST {
            return Err(NotATag::TooLong(spelling.chars().take(LONGEST).collect()));
        }
        Ok(Self { folded: fold(&spelling), spelling })
    }

    /// The tag as it was spelt.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.spelling
    }

    /// The form by which tags are compared.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Tag {}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.folded.cmp(&other.folded)
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_are_only_spelt_differently_are_the_same() {
        let tag = |text| Tag::new(text).unwrap();
        assert_eq!(tag(" Straßenfest "), tag("STRASSENFEST"));
        assert_eq!(tag("Mutter  Kind\tTreff"), tag("mutter kind treff"));
        assert_ne!(tag("Chor"), tag("Chöre"));
        assert_eq!(tag(" Größe 5 ").as_str(), "Größe 5");
    }

    #[test]
    fn what_has_no_letters_or_too_many_is_no_tag() {
        assert_eq!(Tag::new(" –!\u{0} ").unwrap_err(), NotATag::Empty);
        assert!(matches!(Tag::new(&"lang".repeat(16)), Err(NotATag::TooLong(_))));
        assert!(Tag::new(&"ä".repeat(60)).is_ok());
    }
}
