//! Words that mean the same, or that find others.

use kreisrund_kernel::Slug;
use serde::{Deserialize, Serialize};

use super::wording::{NotAWording, Wording};

/// The most wordings of one group: whatever has more is a topic and no word.
const MOST: usize = 30;

/// Words of which each finds the others, or words that find others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Group(Meaning);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    Same(Vec<Wording>),
    Finds { asked: Vec<Wording>, found: Vec<Wording> },
}

/// A group as it is written, in the file and in the database.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Written {
    Same { same: Vec<String> },
    Finds { asked: Vec<String>, found: Vec<String> },
}

/// Why words are no group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAGroup {
    /// One of them is no wording.
    #[error(transparent)]
    Wording(#[from] NotAWording),
    /// There is only one, or none.
    #[error(
        "a group needs two words that mean the same; several that belong together go into quotation marks"
    )]
    TooFew,
    /// What is asked for, or what it finds, is missing.
    #[error("say what is asked for, and at least one word that it finds")]
    OneSided,
    /// One stands there twice, or on both sides.
    #[error("“{0}” stands there twice")]
    Twice(String),
    /// There are too many.
    #[error("a group may have {MOST} words; these are {0}. Make several groups of them")]
    TooMany(usize),
}

impl Group {
    /// The group of `texts`, of which each finds the others.
    ///
    /// # Errors
    /// [`NotAGroup`] with a sentence for whoever wrote them.
    pub fn same(texts: &[impl AsRef<str>]) -> Result<Self, NotAGroup> {
        if texts.len() < 2 {
            // A fault in the only word is told first.
            wordings(texts)?;
            return Err(NotAGroup::TooFew);
        }
        let same = wordings(texts)?;
        refuse_repetition(&same)?;
        Ok(Self(Meaning::Same(same)))
    }

    /// The group in which each of `asked` finds all of `found`, but not the other way round.
    ///
    /// # Errors
    /// [`NotAGroup`] with a sentence for whoever wrote them.
    pub fn finds(asked: &[impl AsRef<str>], found: &[impl AsRef<str>]) -> Result<Self, NotAGroup> {
        let (asked, found) = (wordings(asked)?, wordings(found)?);
        if asked.is_empty() || found.is_empty() {
            return Err(NotAGroup::OneSided);
        }
        refuse_repetition(&[&asked[..], &found[..]].concat())?;
        Ok(Self(Meaning::Finds { asked, found }))
    }

    /// The words that find something.
    #[must_use]
    pub fn asked(&self) -> &[Wording] {
        match &self.0 {
            Meaning::Same(same) => same,
            Meaning::Finds { asked, .. } => asked,
        }
    }

    /// The words that are found: all of them where each finds the others.
    #[must_use]
    pub fn found(&self) -> &[Wording] {
        match &self.0 {
            Meaning::Same(same) => same,
            Meaning::Finds { found, .. } => found,
        }
    }

    /// Whether some words find others, and are not found by them.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        matches!(self.0, Meaning::Finds { .. })
    }

    /// All words, each once.
    pub fn wordings(&self) -> impl Iterator<Item = &Wording> {
        let found = if self.is_directed() { self.found() } else { &[] };
        self.asked().iter().chain(found)
    }

    /// Whether it says nothing that `other` doesn't say.
    pub(super) fn is_part_of(&self, other: &Self) -> bool {
        let holds = |many: &[Wording], few: &[Wording]| {
            few.iter().all(|one| many.iter().any(|other| other.folded() == one.folded()))
        };
        let directions_fit = self.is_directed() || !other.is_directed();
        directions_fit && holds(other.asked(), self.asked()) && holds(other.found(), self.found())
    }
}

impl std::fmt::Display for Group {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let joined = |wordings: &[Wording], between: &str| {
            wordings.iter().map(Wording::as_str).collect::<Vec<_>>().join(between)
        };
        match &self.0 {
            Meaning::Same(same) => formatter.write_str(&joined(same, " = ")),
            Meaning::Finds { asked, found } => {
                write!(formatter, "{} → {}", joined(asked, ", "), joined(found, ", "))
            }
        }
    }
}

impl TryFrom<Written> for Group {
    type Error = NotAGroup;

    fn try_from(written: Written) -> Result<Self, NotAGroup> {
        match written {
            Written::Same { same } => Self::same(&same),
            Written::Finds { asked, found } => Self::finds(&asked, &found),
        }
    }
}

impl From<Group> for Written {
    fn from(group: Group) -> Self {
        let texts =
            |wordings: Vec<Wording>| wordings.iter().map(|wording| wording.as_str().to_owned()).collect();
        match group.0 {
            Meaning::Same(same) => Self::Same { same: texts(same) },
            Meaning::Finds { asked, found } => Self::Finds { asked: texts(asked), found: texts(found) },
        }
    }
}

fn wordings(texts: &[impl AsRef<str>]) -> Result<Vec<Wording>, NotAGroup> {
    if texts.len() > MOST {
        return Err(NotAGroup::TooMany(texts.len()));
    }
    Ok(texts.iter().map(|text| Wording::new(text.as_ref())).collect::<Result<_, _>>()?)
}

fn refuse_repetition(wordings: &[Wording]) -> Result<(), NotAGroup> {
    for (index, wording) in wordings.iter().enumerate() {
        if wordings[..index].iter().any(|earlier| earlier.folded() == wording.folded()) {
            return Err(NotAGroup::Twice(wording.to_string()));
        }
    }
    Ok(())
}

/// What a group of `origin` is called: its first word, so that people can type it, with a number behind it where
/// `taken` says so.
pub(super) fn name_for(group: &Group, origin: Origin, taken: impl Fn(&str) -> bool) -> String {
    let own = if origin == Origin::Own { "own-" } else { "" };
    let finds = if group.is_directed() { "finds-" } else { "" };
    // Words in other letters than Latin ones have no short name.
    let word = group.asked().iter().find_map(|wording| Slug::from_text(wording.as_str()));
    let word = word.map_or_else(|| "group".to_owned(), |slug| slug.to_string());
    let name = format!("{own}{finds}{word}");
    if !taken(&name) {
        return name;
    }
    let mut numbered = (2..).map(|number: u32| format!("{name}-{number}"));
    numbered.find(|name| !taken(name)).unwrap_or(name)
}

/// Where a group comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    Shipped,
    /// The office added it.
    Own,
}

/// A group that is in force, or one of the program's that the office removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymGroup {
    /// What it is called: a short name of its own, such as `finds-oma`.
    pub id: String,
    /// The words.
    pub group: Group,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether the office removed it. Own groups are deleted instead.
    pub removed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finds_the_others_or_some_find_others() {
        let same = Group::same(&["PC", "Rechner", "Computer"]).unwrap();
        assert_eq!(same.to_string(), "PC = Rechner = Computer");
        assert_eq!(same.asked(), same.found());
        let finds = Group::finds(&["Oma", "Opa"], &["Senioren"]).unwrap();
        assert_eq!(finds.to_string(), "Oma, Opa → Senioren");
        assert_eq!(finds.wordings().count(), 3);
        for group in [same, finds] {
            let written = serde_json::to_string(&group).unwrap();
            assert_eq!(serde_json::from_str::<Group>(&written).unwrap(), group, "{written}");
        }
    }

    #[test]
    fn what_is_no_group_is_refused_with_a_sentence() {
        let no_words: [&str; 0] = [];
        for (group, sentence) in [
            (Group::same(&no_words), "needs two words"),
            (Group::same(&["PC"]), "needs two words"),
            (Group::same(&["!"]), "has no word in it"),
            (Group::same(&["PC", ""]), "has no word in it"),
            (Group::same(&["Schüler", "Schueler"]), "“Schueler” stands there twice"),
            (Group::same(&["e-mail"; 31]), "these are 31"),
            (Group::finds(&no_words, &["PC"]), "at least one word that it finds"),
            (Group::finds(&["PC"], &no_words), "at least one word that it finds"),
            (Group::finds(&["PC"], &["Rechner", "pc"]), "“pc” stands there twice"),
        ] {
            let refusal = group.unwrap_err().to_string();
            assert!(refusal.contains(sentence), "{refusal}");
        }
        assert!(serde_json::from_str::<Group>(r#"{"same":["PC"]}"#).is_err());
    }

    #[test]
    fn a_group_is_called_by_its_first_word() {
        let same = Group::same(&["Erste Hilfe", "Ersthelfer"]).unwrap();
        let finds = Group::finds(&["Oma"], &["Senioren"]).unwrap();
        let foreign = Group::finds(&["лікар"], &["Arzt"]).unwrap();
        let name = |group, origin| name_for(group, origin, |name| name == "own-erste-hilfe");
        assert_eq!(name(&same, Origin::Shipped), "erste-hilfe");
        assert_eq!(name(&same, Origin::Own), "own-erste-hilfe-2");
        assert_eq!(name(&finds, Origin::Shipped), "finds-oma");
        assert_eq!(name(&foreign, Origin::Own), "own-finds-group");
    }

    #[test]
    fn a_group_is_part_of_one_that_says_more() {
        let all = Group::same(&["PC", "Rechner", "Computer"]).unwrap();
        let two = Group::same(&["rechner", "pc"]).unwrap();
        let directed = Group::finds(&["PC"], &["Computer"]).unwrap();
        assert!(two.is_part_of(&all) && directed.is_part_of(&all) && all.is_part_of(&all));
        assert!(!all.is_part_of(&two) && !two.is_part_of(&directed));
    }
}
