//! What people type, and what of it search languages take as words, phrases and exclusions.

use std::{collections::BTreeMap, path::Path};

use jiff::Zoned;
use serde::Deserialize;

use crate::Outcome;

/// The queries of a file, and the moment at which all of them are asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queries {
    /// The moment, in the county's zone.
    pub day: Zoned,
    /// The queries in the order of the file.
    #[serde(rename = "query")]
    pub all: Vec<Query>,
}

/// One of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// Its name in judgements and tables.
    pub id: String,
    /// As it was typed.
    pub text: String,
    /// The language of the interface and of who typed it (BCP 47).
    pub language: String,
    /// What is needed by it, for judges.
    #[serde(default)]
    pub note: String,
    /// What is special about it.
    #[serde(default)]
    pub traits: Vec<String>,
    /// To which half it belongs.
    pub half: Half,
    /// Why it is left out, if it is.
    pub withdrawn: Option<String>,
}

/// What a query is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// The weights are chosen by it.
    Tuning,
    /// The result is told by it.
    Test,
}

impl Half {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Tuning, Self::Test];

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tuning => "tuning",
            Self::Test => "test",
        }
    }
}

impl Queries {
    /// Reads the file at `path`, without the queries that were withdrawn.
    ///
    /// # Errors
    /// When it can't be read, or two queries bear the same name.
    pub fn read(path: &Path) -> Outcome<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut queries: Self =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        queries.all.retain(|query| query.withdrawn.is_none());
        let mut seen = BTreeMap::new();
        for query in &queries.all {
            // The name becomes a file's name when judges are asked.
            let is_plain =
                query.id.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
            if query.id.is_empty() || !is_plain {
                return Err(format!("“{}” is no name for a query: letters and digits only", query.id).into());
            }
            if seen.insert(&query.id, ()).is_some() {
                return Err(format!("two queries are called {}", query.id).into());
            }
        }
        Ok(queries)
    }
}

/// What was typed, as words and phrases that are wanted and such that are not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Words and phrases that should occur.
    pub wanted: Vec<String>,
    /// Words and phrases that must not.
    pub unwanted: Vec<String>,
}

impl Typed {
    /// Reads quotation marks of all kinds and a leading minus; all else are words.
    pub fn read(text: &str) -> Self {
        let mut typed = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (is_unwanted, after) = match rest.strip_prefix('-') {
                Some(after) => (true, after),
                None => (false, rest),
            };
            let (part, left) = match after.strip_prefix(is_quotation_mark) {
                Some(inside) => inside.split_once(is_quotation_mark).unwrap_or((inside, "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if part.chars().any(char::is_alphanumeric) {
                let list = if is_unwanted { &mut typed.unwanted } else { &mut typed.wanted };
                list.push(part.trim().to_owned());
            }
            rest = left.trim_start();
        }
        typed
    }
}

fn is_quotation_mark(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        let typed = Typed::read("yoga „für Kinder“ -online -\"am Abend\" - ?");
        assert_eq!(typed.wanted, ["yoga", "für Kinder"]);
        assert_eq!(typed.unwanted, ["online", "am Abend"]);
        assert_eq!(Typed::read("\"ohne Ende"), Typed { wanted: vec!["ohne Ende".into()], unwanted: vec![] });
        assert_eq!(Typed::read(" ?! "), Typed::default());
    }

    #[test]
    fn queries_of_the_house_are_readable() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries.toml");
        let queries = Queries::read(&file).unwrap();
        assert!(queries.all.len() >= 120);
        for half in Half::ALL {
            assert!(queries.all.iter().filter(|query| query.half == half).count() >= 60);
        }
    }
}
