//! Short, readable names in addresses: `herbstkonzert-im-schloss`.

use serde::{Deserialize, Serialize};

use crate::text::transliterate;

/// The longest slug: addresses stay readable and fit on a poster.
const LONGEST: usize = 80;

/// A short name for an address: lower-case ASCII letters, digits and single hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// A string that can't stand in an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a short name (lower-case letters a–z, digits and single hyphens, at most 80 characters)"
)]
pub struct NotASlug(pub String);

impl Slug {
    /// A slug made from any text: umlauts are spelt out, everything else becomes hyphens; `None` where nothing is
    /// left.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for word in
            transliterate(text).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
        {
            let needed = word.len() + usize::from(!slug.is_empty());
            if slug.len() + needed > LONGEST {
                if slug.is_empty() {
                    slug.push_str(&word[..LONGEST]);
                }
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(word);
        }
        (!slug.is_empty()).then_some(Self(slug))
    }

    /// The slug with `-number` behind it, shortened where it would grow too long.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        let keep = self.0.len().min(LONGEST - suffix.len());
        Self(format!("{}{suffix}", self.0[..keep].trim_end_matches('-')))
    }

    /// This slug, or the first of `…-2`, `…-3` … that `taken` does not have.
    #[must_use]
    pub fn free_among(&self, taken: &[String]) -> Self {
        let is_free = |slug: &Self| !taken.iter().any(|taken| taken == slug.as_str());
        let numbered = (2..).map(|number| self.numbered(number));
        std::iter::once(self.clone()).chain(numbered).find(is_free).unwrap_or_else(|| self.clone())
    }

    /// The slug's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Slug {
    type Err = NotASlug;

    fn from_str(given: &str) -> Result<Self, NotASlug> {
        let valid = (1..=LONGEST).contains(&given.len())
            && given.split('-').all(|word| {
                !word.is_empty()
                    && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
        if valid { Ok(Self(given.to_owned())) } else { Err(NotASlug(given.chars().take(100).collect())) }
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(given: String) -> Result<Self, NotASlug> {
        given.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn umlauts_are_spelt_out() {
        assert_eq!(
            Slug::from_text("Frühstück für Großeltern – 2. Gruppe").unwrap().as_str(),
            "fruehstueck-fuer-grosseltern-2-gruppe"
        );
        assert_eq!(Slug::from_text("Café Ślepo").unwrap().as_str(), "cafe-slepo");
        assert_eq!(Slug::from_text("𝐂𝐡𝐨𝐫").unwrap().as_str(), "chor");
        assert_eq!(Slug::from_text("🎉 !!"), None);
    }

    proptest! {
        #[test]
        fn whatever_becomes_a_slug_is_one(text in ".*", number in 0u32..) {
            if let Some(slug) = Slug::from_text(&text) {
                prop_assert_eq!(slug.as_str().parse::<Slug>(), Ok(slug.clone()));
                let numbered = slug.numbered(number);
                prop_assert!(numbered.as_str().parse::<Slug>().is_ok());
            }
        }
    }
}
