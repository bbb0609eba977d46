//! All groups in memory, ready for questions.

use std::{collections::HashMap, ops::Range};

use super::{SynonymGroup, Wording, shipped};
use crate::{
    typed::is_filler,
    vocabulary::{Known, Vocabulary},
};

/// What is compared of a folded word: words with the same key are the same word, such as those with one stem.
pub type Key = fn(&str) -> String;

/// Other words that some words of a question stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Which words of the question.
    pub from: Range<usize>,
    /// The other words, folded; several belong together as a phrase.
    pub words: Vec<String>,
    /// Whether these are found by the question's words but don't find them: a narrower or politer way to say it.
    pub directed: bool,
    /// Whether they are meant in just this form, and not every word with the same key.
    pub exact: bool,
}

/// The groups in force at one moment.
#[derive(Clone, Debug)]
pub struct SynonymSnapshot {
    key: Key,
    /// By the keys of the words that are asked for.
    others: HashMap<Vec<String>, Vec<Other>>,
    /// By the words themselves, where only this very form is asked for.
    exactly: HashMap<Vec<String>, Vec<Other>>,
    /// The most words that are asked for together.
    longest: usize,
    /// The single words that are asked for, for who mistypes one of them.
    asked: Vocabulary,
}

/// What is found as well.
#[derive(Clone, Debug)]
struct Other {
    words: Vec<String>,
    keys: Vec<String>,
    directed: bool,
    exact: bool,
}

impl SynonymSnapshot {
    /// The snapshot of those of `groups` that are in force, for questions whose words are compared by `key`.
    #[must_use]
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a SynonymGroup>, key: Key) -> Self {
        let mut snapshot = Self {
            key,
            others: HashMap::new(),
            exactly: HashMap::new(),
            longest: 0,
            asked: Vocabulary::default(),
        };
        let mut words = Vec::new();
        for group in groups.into_iter().filter(|group| !group.removed) {
            for asked in group.group.asked() {
                if let [word] = asked.folded() {
                    let written = asked.as_str().trim_start_matches('=').to_owned();
                    words.push(Known { folded: word.clone(), written, frequency: 0 });
                }
                for found in group.group.found() {
                    snapshot.add(asked, found, group.group.is_directed());
                }
            }
        }
        snapshot.asked = Vocabulary::of(words);
        snapshot
    }

    /// The words with others that mean the same for which the folded `word` may be a slip, each with how far it is from
    /// it.
    pub(crate) fn similar(&self, word: &str) -> Vec<(&Known, usize)> {
        self.asked.similar(word)
    }

    /// The snapshot of the groups that come with the program.
    #[must_use]
    pub fn shipped(key: Key) -> Self {
        Self::new(shipped(), key)
    }

    fn add(&mut self, asked: &Wording, found: &Wording, directed: bool) {
        let (keys, found_keys) = (self.keys(asked.folded()), self.keys(found.folded()));
        if keys == found_keys {
            return;
        }
        if let Some(fewer) = without_fillers(asked) {
            let fewer = if asked.is_exact() { fewer } else { self.keys(&fewer) };
            self.add_keyed(asked, fewer, found, &found_keys, directed);
        }
        let keys = if asked.is_exact() { asked.folded().to_vec() } else { keys };
        self.add_keyed(asked, keys, found, &found_keys, directed);
    }

    fn add_keyed(
        &mut self,
        asked: &Wording,
        keys: Vec<String>,
        found: &Wording,
        found_keys: &[String],
        directed: bool,
    ) {
        // Without its little words, a wording may be just the other one.
        if keys == found_keys {
            return;
        }
        self.longest = self.longest.max(keys.len());
        let all = if asked.is_exact() { &mut self.exactly } else { &mut self.others };
        let others = all.entry(keys).or_default();
        match others.iter_mut().find(|other| other.keys == *found_keys) {
            // What is said once without direction holds, and so does what is said of every form.
            Some(known) => {
                known.directed &= directed;
                known.exact &= found.is_exact();
            }
            None => others.push(Other {
                words: found.folded().to_vec(),
                keys: found_keys.to_vec(),
                directed,
                exact: found.is_exact(),
            }),
        }
    }

    /// What the folded `words` of a question stand for beside themselves. Where words belong together (“erste Hilfe”),
    /// they count as one, and each of them no longer for itself: the longest come first.
    #[must_use]
    pub fn of(&self, words: &[String]) -> Vec<Alternative> {
        let keys = self.keys(words);
        let mut taken = vec![false; keys.len()];
        let mut alternatives = Vec::new();
        for length in (1..=self.longest.min(keys.len())).rev() {
            for start in 0..=keys.len() - length {
                let from = start..start + length;
                if taken[from.clone()].contains(&true) {
                    continue;
                }
                for other in self.others_of(&words[from.clone()], &keys[from.clone()]) {
                    taken[from.clone()].fill(true);
                    alternatives.push(Alternative {
                        from: from.clone(),
                        words: other.words.clone(),
                        directed: other.directed,
                        exact: other.exact,
                    });
                }
            }
        }
        alternatives
    }

    /// What just these words stand for, each once.
    fn others_of(&self, words: &[String], keys: &[String]) -> impl Iterator<Item = &Other> {
        let exactly = self.exactly.get(words).map_or(&[][..], Vec::as_slice);
        let others = self.others.get(keys).map_or(&[][..], Vec::as_slice);
        let is_new = |one: &&Other| !exactly.iter().any(|other| other.keys == one.keys);
        exactly.iter().chain(others.iter().filter(is_new))
    }

    fn keys(&self, words: &[String]) -> Vec<String> {
        words.iter().map(|word| (self.key)(word)).collect()
    }
}

/// The words of `asked` without the little ones, which are left out of questions: “Agentur Arbeit” for “Agentur für
/// Arbeit”. A single word that is left may mean anything, so there have to be two.
fn without_fillers(asked: &Wording) -> Option<Vec<String>> {
    let words = asked.folded();
    let rest: Vec<String> = words.iter().filter(|word| !is_filler(word)).cloned().collect();
    ((2..words.len()).contains(&rest.len())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        analysis,
        synonyms::{Group, Origin, by_stem},
    };

    fn snapshot(groups: &[Group]) -> SynonymSnapshot {
        let groups: Vec<SynonymGroup> = groups
            .iter()
            .map(|group| SynonymGroup {
                id: group.to_string(),
                group: group.clone(),
                origin: Origin::Own,
                removed: false,
            })
            .collect();
        SynonymSnapshot::new(&groups, by_stem)
    }

    fn folded(question: &str) -> Vec<String> {
        analysis::words(question).into_iter().map(|word| word.folded).collect()
    }

    /// What `question` stands for, such as `0..1 computer`, with an arrow where it is directed.
    fn told(snapshot: &SynonymSnapshot, question: &str) -> Vec<String> {
        let alternatives = snapshot.of(&folded(question));
        let told = |alternative: &Alternative| {
            let arrow = if alternative.directed { "→ " } else { "" };
            let exact = if alternative.exact { "=" } else { "" };
            format!("{:?} {arrow}{exact}{}", alternative.from, alternative.words.join(" "))
        };
        alternatives.iter().map(told).collect()
    }

    #[test]
    fn each_word_finds_the_others_in_every_inflection() {
        let snapshot = snapshot(&[Group::same(&["PC", "Rechner", "Computer"]).unwrap()]);
        assert_eq!(told(&snapshot, "pc"), ["0..1 rechner", "0..1 computer"]);
        assert_eq!(told(&snapshot, "Kurs für Computern"), ["2..3 pc", "2..3 rechner"]);
        assert_eq!(told(&snapshot, "Kurs"), [""; 0]);
        assert_eq!(told(&snapshot, ""), [""; 0]);
    }

    #[test]
    fn what_is_directed_finds_only_one_way() {
        let snapshot = snapshot(&[Group::finds(&["Oma", "Opa"], &["Senioren", "ältere Menschen"]).unwrap()]);
        assert_eq!(told(&snapshot, "mit Oma"), ["1..2 → senioren", "1..2 → altere menschen"]);
        assert_eq!(told(&snapshot, "Senioren"), [""; 0]);
        assert_eq!(told(&snapshot, "ältere Menschen"), [""; 0]);
    }

    #[test]
    fn words_that_belong_together_count_as_one() {
        let snapshot = snapshot(&[
            Group::same(&["Erste Hilfe", "Ersthelfer"]).unwrap(),
            Group::same(&["Hilfe", "Unterstützung"]).unwrap(),
            Group::same(&["Deutsch als Zweitsprache", "DaZ", "Deutschkurs"]).unwrap(),
        ]);
        assert_eq!(told(&snapshot, "erste Hilfe am Kind"), ["0..2 ersthelfer"]);
        assert_eq!(told(&snapshot, "Hilfe beim Umzug"), ["0..1 unterstutzung"]);
        assert_eq!(told(&snapshot, "DaZ"), ["0..1 deutsch als zweitsprache", "0..1 deutschkurs"]);
        assert_eq!(
            told(&snapshot, "deutsch als zweitsprache erste hilfe"),
            ["0..3 daz", "0..3 deutschkurs", "3..5 ersthelfer"]
        );
    }

    #[test]
    fn little_words_may_be_left_out() {
        let snapshot = snapshot(&[
            Group::same(&["Agentur für Arbeit", "Arbeitsamt"]).unwrap(),
            Group::same(&["für Ältere", "Senioren"]).unwrap(),
        ]);
        assert_eq!(told(&snapshot, "Agentur für Arbeit"), ["0..3 arbeitsamt"]);
        assert_eq!(told(&snapshot, "Agentur Arbeit"), ["0..2 arbeitsamt"]);
        assert_eq!(told(&snapshot, "alte Musik"), [""; 0]);
        let snapshot = self::snapshot(&[Group::same(&["für Ältere", "Ältere"]).unwrap()]);
        assert_eq!(told(&snapshot, "Ältere"), ["0..1 fur altere"]);
    }

    #[test]
    fn some_words_are_meant_in_just_one_form() {
        let snapshot = snapshot(&[
            Group::finds(&["=Lehre"], &["Ausbildung"]).unwrap(),
            Group::same(&["Lehrer", "Pauker"]).unwrap(),
            Group::same(&["PC", "=Rechner"]).unwrap(),
        ]);
        assert_eq!(told(&snapshot, "Lehrer"), ["0..1 pauker"]);
        assert_eq!(told(&snapshot, "lehre"), ["0..1 → ausbildung", "0..1 pauker"]);
        assert_eq!(told(&snapshot, "pc"), ["0..1 =rechner"]);
        assert_eq!(told(&snapshot, "Rechner"), ["0..1 pc"]);
        assert_eq!(told(&snapshot, "rechnen"), [""; 0]);
    }

    #[test]
    fn groups_with_a_common_word_are_not_joined_and_say_nothing_twice() {
        let snapshot = snapshot(&[
            Group::finds(&["Handy"], &["Telefon", "Smartphone"]).unwrap(),
            Group::same(&["Handy", "Smartphone", "Smartphones"]).unwrap(),
            Group::same(&["Telefon", "Fernsprecher"]).unwrap(),
        ]);
        assert_eq!(told(&snapshot, "Handy"), ["0..1 → telefon", "0..1 smartphone"]);
        assert_eq!(told(&snapshot, "Fernsprecher"), ["0..1 telefon"]);
    }

    #[test]
    fn what_the_office_removed_no_longer_counts() {
        let group = Group::same(&["Kita", "Kindergarten"]).unwrap();
        let removed = SynonymGroup { id: "kita".to_owned(), group, origin: Origin::Shipped, removed: true };
        assert_eq!(SynonymSnapshot::new(&[removed], by_stem).of(&folded("Kita")), []);
    }

    proptest! {
        #[test]
        fn alternatives_lie_within_the_question_and_never_overlap(
            groups in proptest::collection::vec(proptest::collection::vec("[a-c]{1,2}( [a-c]){0,2}", 2..4), 0..8),
            question in proptest::collection::vec("[a-c]{1,2}", 0..8),
        ) {
            let groups: Vec<Group> = groups.iter().filter_map(|words| Group::same(words).ok()).collect();
            let alternatives = snapshot(&groups).of(&question);
            for one in &alternatives {
                prop_assert!(!one.from.is_empty() && one.from.end <= question.len() && !one.words.is_empty());
                prop_assert!(one.words != question[one.from.clone()]);
                for other in &alternatives {
                    let apart = one.from.end <= other.from.start || other.from.end <= one.from.start;
                    prop_assert!(one.from == other.from || apart);
                }
            }
            for group in &groups {
                // Whoever asks for nothing but one of the words gets all the others.
                for asked in group.asked() {
                    let found = snapshot(&groups).of(asked.folded());
                    for other in group.found().iter().filter(|other| other.folded() != asked.folded()) {
                        prop_assert!(found.iter().any(|found| found.words == other.folded()));
                    }
                }
            }
        }
    }
}
