//! The languages in which the interface speaks.

use serde::{Deserialize, Serialize};

/// A language of the interface. Contents may have further languages; those are tags of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// German, the default; its addresses have no prefix.
    #[default]
    #[serde(rename = "de")]
    German,
    /// English, under `/en/`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All languages, the default first.
    pub const ALL: [Self; 2] = [Self::German, Self::English];

    /// The language's tag (BCP 47), as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::German => "Deutsch",
            Self::English => "English",
        }
    }

    /// What stands before every path in this language: nothing for German, `/en` for English.
    #[must_use]
    pub const fn path_prefix(self) -> &'static str {
        match self {
            Self::German => "",
            Self::English => "/en",
        }
    }

    /// The address of `path` (which begins with `/`) in this language.
    #[must_use]
    pub fn path(self, path: &str) -> String {
        match (self.path_prefix(), path) {
            ("", path) => path.to_owned(),
            (prefix, "/") => format!("{prefix}/"),
            (prefix, path) => format!("{prefix}{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_differ_by_their_prefix_alone() {
        assert_eq!(Language::German.path("/suche"), "/suche");
        assert_eq!(Language::English.path("/suche?q=yoga"), "/en/suche?q=yoga");
        assert_eq!(Language::English.path("/"), "/en/");
    }
}
