//! Looking the groups over for slips that nobody notices one by one.

use std::collections::BTreeMap;

use super::{Key, Origin, SynonymGroup, Wording};

/// Something about the groups in force that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Two words of a group are one to the search anyway.
    #[error("{id}: “{one}” and “{other}” are the same word to the search; one is enough")]
    SameWord {
        /// The group.
        id: String,
        /// One word.
        one: String,
        /// The other.
        other: String,
    },
    /// A word stands in two groups of words that mean the same; they are not joined by it.
    #[error(
        "“{word}” stands in {one} and in {other}, whose other words don't find each other; make one group of them"
    )]
    InTwo {
        /// The word.
        word: String,
        /// One group.
        one: String,
        /// The other.
        other: String,
    },
    /// A word finds another that means the same anyway.
    #[error("{id}: “{asked}” and “{found}” mean the same already in {other}; take one of them out here")]
    Needless {
        /// The group.
        id: String,
        /// The word that is asked for.
        asked: String,
        /// The word that it finds.
        found: String,
        /// The group in which they mean the same.
        other: String,
    },
    /// A word finds another that finds it.
    #[error("{one} and {other}: “{word}” is found by what it finds; let them mean the same")]
    BothWays {
        /// The word.
        word: String,
        /// One group.
        one: String,
        /// The other.
        other: String,
    },
}

/// What somebody should look at in those of `groups` that are in force, when words are compared by `key`.
#[must_use]
pub fn problems(groups: &[SynonymGroup], key: Key) -> Vec<Problem> {
    let groups: Vec<&SynonymGroup> = groups.iter().filter(|group| !group.removed).collect();
    let keys = |wording: &Wording| {
        if wording.is_exact() {
            // No stem looks like this: what is asked for in one form is not the same as what is asked for in all.
            return vec![format!("={}", wording.folded().join(" "))];
        }
        wording.folded().iter().map(|word| key(word)).collect::<Vec<_>>()
    };
    let mut problems = Vec::new();
    let mut same: BTreeMap<Vec<String>, &SynonymGroup> = BTreeMap::new();
    let mut directed: BTreeMap<(Vec<String>, Vec<String>), Finding> = BTreeMap::new();
    for group in &groups {
        let mut met: BTreeMap<Vec<String>, &Wording> = BTreeMap::new();
        for wording in group.group.wordings() {
            // The program's own file keeps some forms apart on purpose, in case the stems miss them.
            if let Some(other) = met.insert(keys(wording), wording)
                && group.origin == Origin::Own
            {
                problems.push(Problem::SameWord {
                    id: group.id.clone(),
                    one: other.to_string(),
                    other: wording.to_string(),
                });
            }
        }
        if group.group.is_directed() {
            for finding in findings(group) {
                directed.insert((keys(finding.asked), keys(finding.found)), finding);
            }
            continue;
        }
        for (keys, wording) in met {
            if let Some(other) = same.insert(keys, group) {
                problems.push(Problem::InTwo {
                    word: wording.to_string(),
                    one: other.id.clone(),
                    other: group.id.clone(),
                });
            }
        }
    }
    for ((asked, found), finding) in &directed {
        if let (Some(one), Some(other)) = (same.get(asked), same.get(found))
            && one.id == other.id
        {
            problems.push(Problem::Needless {
                id: finding.group.id.clone(),
                asked: finding.asked.to_string(),
                found: finding.found.to_string(),
                other: one.id.clone(),
            });
        }
        // Of the two ways one is enough to tell of both.
        if let Some(back) = directed.get(&(found.clone(), asked.clone())).filter(|_| asked < found) {
            problems.push(Problem::BothWays {
                word: finding.asked.to_string(),
                one: finding.group.id.clone(),
                other: back.group.id.clone(),
            });
        }
    }
    problems
}

/// A word that finds another.
struct Finding<'a> {
    group: &'a SynonymGroup,
    asked: &'a Wording,
    found: &'a Wording,
}

fn findings(group: &SynonymGroup) -> impl Iterator<Item = Finding<'_>> {
    let words = &group.group;
    words
        .asked()
        .iter()
        .flat_map(move |asked| words.found().iter().map(move |found| Finding { group, asked, found }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synonyms::{Group, by_stem};

    fn told(groups: &[Group]) -> Vec<String> {
        let groups: Vec<SynonymGroup> = groups
            .iter()
            .enumerate()
            .map(|(number, group)| SynonymGroup {
                id: format!("group-{number}"),
                group: group.clone(),
                origin: Origin::Own,
                removed: false,
            })
            .collect();
        problems(&groups, by_stem).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn slips_are_told_with_what_to_do() {
        let same = |words: &[&str]| Group::same(words).unwrap();
        let finds = |asked: &[&str], found: &[&str]| Group::finds(asked, found).unwrap();
        assert_eq!(told(&[same(&["PC", "Computer"]), finds(&["Oma"], &["Senioren"])]), [""; 0]);
        assert_eq!(
            told(&[same(&["Kurs", "Lehrgang", "Kurse"])]),
            ["group-0: “Kurs” and “Kurse” are the same word to the search; one is enough"]
        );
        assert_eq!(
            told(&[same(&["PC", "Computer"]), same(&["Rechner", "Computern"])]),
            [
                "“Computern” stands in group-0 and in group-1, whose other words don't find each other; make one group of them"
            ]
        );
        assert_eq!(
            told(&[same(&["PC", "Computer"]), finds(&["pc"], &["Computer", "Rechner"])]),
            ["group-1: “pc” and “Computer” mean the same already in group-0; take one of them out here"]
        );
        assert_eq!(
            told(&[finds(&["Oma"], &["Senioren"]), finds(&["Senioren"], &["Oma"])]),
            ["group-0 and group-1: “Oma” is found by what it finds; let them mean the same"]
        );
    }
}
