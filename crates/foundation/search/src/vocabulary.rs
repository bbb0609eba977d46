//! The words that the index holds: which there are, how they are written, and which are like a word that is not there.

use std::{cmp::Reverse, collections::BTreeMap};

use tantivy::{Searcher, schema::Field};

use crate::{
    analysis::Word,
    sound::{alike, first, sound},
    typed::is_filler,
};

/// Divides a folded word from how it was written.
const DIVIDER: char = '\u{1f}';

/// At most so many similar words are offered for one.
const MOST_SIMILAR: usize = 3;
/// A part of a compound in which a slip is looked for has so many letters.
const SHORTEST_PART: usize = 4;
/// What stands between the parts of a compound.
pub(crate) const JOINTS: [&str; 7] = ["", "s", "n", "en", "e", "er", "es"];
/// So many letters more or fewer may a word have that sounds the same.
const MUTE: usize = 2;
/// Shorter words are like too many others.
const FEWEST_LETTERS: usize = 3;

/// What the index keeps of `word`, so that suggestions are spelt as people spell them.
pub(crate) fn spelling(word: &Word) -> String {
    format!("{}{DIVIDER}{}", word.folded, word.written)
}

/// A word that the index holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Folded.
    pub folded: String,
    /// As it is written most often.
    pub written: String,
    /// In how many entries it stands, each spelling counted for itself.
    pub frequency: u32,
}

/// Words, sorted: those of an index, or those that mean the same as others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    words: Vec<Known>,
}

impl Vocabulary {
    /// The words that `field` of `searcher` holds.
    pub fn read(searcher: &Searcher, field: Field) -> tantivy::Result<Self> {
        let mut spellings: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                let Ok(stored) = std::str::from_utf8(terms.key()) else { continue };
                let Some((folded, written)) = stored.split_once(DIVIDER) else { continue };
                let frequency = terms.value().doc_freq;
                *spellings.entry(folded.to_owned()).or_default().entry(written.to_owned()).or_default() +=
                    frequency;
            }
        }
        let words = spellings.into_iter().filter_map(|(folded, spellings)| {
            let frequency = spellings.values().sum();
            // Between two that are equally frequent, the one that sorts first: capitals before small letters.
            let (written, _) = spellings.into_iter().rev().max_by_key(|(_, frequency)| *frequency)?;
            Some(Known { folded, written, frequency })
        });
        Ok(Self { words: words.collect() })
    }

    /// The words of `known`, each once.
    pub fn of(known: impl IntoIterator<Item = Known>) -> Self {
        let by_word: BTreeMap<String, Known> =
            known.into_iter().map(|known| (known.folded.clone(), known)).collect();
        Self { words: by_word.into_values().collect() }
    }

    /// Whether `word`, folded, is there.
    pub fn has(&self, word: &str) -> bool {
        self.words.binary_search_by(|known| known.folded.as_str().cmp(word)).is_ok()
    }

    /// Whether a word begins with `beginning`.
    pub fn has_beginning(&self, beginning: &str) -> bool {
        let index = self.words.partition_point(|known| known.folded.as_str() < beginning);
        self.words.get(index).is_some_and(|known| known.folded.starts_with(beginning))
    }

    /// The words that are so similar to the folded `word` that it may be a slip for one of them, the likeliest first.
    pub fn similar(&self, word: &str) -> Vec<(&Known, usize)> {
        let slips = most_slips(word);
        if slips == 0 {
            return Vec::new();
        }
        self.within(word, slips)
    }

    /// Words that are less similar to the folded `word`: not what it is taken for, but what may be asked back.
    pub fn less_similar(&self, word: &str) -> impl Iterator<Item = &Known> {
        let similar = if word.chars().count() < FEWEST_LETTERS || word.chars().any(|c| c.is_ascii_digit()) {
            Vec::new()
        } else {
            self.within(word, most_slips(word) + 1)
        };
        let nearest = similar.first().map_or(0, |(_, distance)| *distance);
        similar.into_iter().filter(move |(_, distance)| *distance == nearest).map(|(known, _)| known)
    }

    /// The two words of which the folded `word` is made, one of them with a slip, if there are such: the surest ones.
    pub fn similar_parts(&self, word: &str) -> Option<(&Known, &Known)> {
        if word.chars().any(|letter| letter.is_ascii_digit()) {
            return None;
        }
        let mut best: Option<(Reverse<usize>, u32, (&Known, &Known))> = None;
        for (at, _) in word.char_indices() {
            let (beginning, end) = word.split_at(at);
            for joint in JOINTS {
                let Some(beginning) = beginning.strip_suffix(joint) else { continue };
                if beginning.chars().count() < SHORTEST_PART || end.chars().count() < SHORTEST_PART {
                    continue;
                }
                let parts = match (self.part(beginning), self.part(end)) {
                    (Some(first), Some(second)) => Some((0, (first, second))),
                    (Some(first), None) => self.slip(end).map(|second| (1, (first, second))),
                    (None, Some(second)) => self.slip(beginning).map(|first| (1, (first, second))),
                    (None, None) => None,
                };
                let Some((slips, parts)) = parts else { continue };
                let frequency = parts.0.frequency.min(parts.1.frequency);
                let is_better =
                    best.is_none_or(|(fewest, most, _)| (Reverse(slips), frequency) > (fewest, most));
                if is_better {
                    best = Some((Reverse(slips), frequency, parts));
                }
            }
        }
        best.map(|(_, _, parts)| parts)
    }

    /// The word that `part` is.
    fn part(&self, part: &str) -> Option<&Known> {
        let index = self.words.binary_search_by(|known| known.folded.as_str().cmp(part)).ok()?;
        self.words.get(index).filter(|known| !is_filler(&known.folded))
    }

    /// The word for which `part` is a slip.
    fn slip(&self, part: &str) -> Option<&Known> {
        self.similar(part).into_iter().find(|(_, distance)| *distance == 1).map(|(known, _)| known)
    }

    fn within(&self, word: &str, slips: usize) -> Vec<(&Known, usize)> {
        let length = word.chars().count();
        let letter = word.chars().next();
        let heard = sound(word);
        let mut similar: Vec<(&Known, usize)> = self
            .words
            .iter()
            .filter(|known| {
                known.folded != word && known.folded.chars().count().abs_diff(length) <= slips + MUTE
            })
            // Who mistypes a word mistypes one that says something.
            .filter(|known| !is_filler(&known.folded) && known.folded.chars().count() >= FEWEST_LETTERS)
            .filter_map(|known| {
                let written = strsim::osa_distance(&known.folded, word);
                // Who writes as it sounds has made one slip at most for each sound: “Smartfon”, “Filosofie”.
                let distance = if written > 1 && first(&known.folded) == first(word) {
                    written.min(strsim::osa_distance(&sound(&known.folded), &heard) + 1)
                } else {
                    written
                };
                // Few get the first letter wrong; short words must have it, or one that sounds like it.
                let begins_alike = alike(known.folded.chars().next(), letter);
                (distance <= slips && (begins_alike || length > 4)).then_some((known, distance))
            })
            .collect();
        let rank = |(known, distance): &(&Known, usize)| {
            let other_beginning = known.folded.chars().next() != letter;
            // What sounds just so was meant, whichever letter it begins with.
            let sounds_so = sound(&known.folded) == heard;
            let apart = if sounds_so { 1 } else { *distance + usize::from(other_beginning) };
            (apart, !sounds_so, Reverse(known.frequency), known.folded.clone())
        };
        similar.sort_by_cached_key(rank);
        similar.truncate(MOST_SIMILAR);
        similar
    }
}

/// How many slips (a letter too many, too few, wrong, or two swapped) a word of this length may have. Numbers have
/// none: another number is another thing.
fn most_slips(word: &str) -> usize {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return 0;
    }
    match word.chars().count() {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[(&str, u32)]) -> Vocabulary {
        let mut words: Vec<Known> = words
            .iter()
            .map(|(word, frequency)| Known {
                folded: (*word).to_owned(),
                written: (*word).to_owned(),
                frequency: *frequency,
            })
            .collect();
        words.sort_by(|one, other| one.folded.cmp(&other.folded));
        Vocabulary { words }
    }

    fn similar<'a>(vocabulary: &'a Vocabulary, word: &str) -> Vec<&'a str> {
        vocabulary.similar(word).into_iter().map(|(known, _)| known.folded.as_str()).collect()
    }

    #[test]
    fn tolerance_grows_with_the_length_of_a_word() {
        let words = vocabulary(&[("chor", 9), ("yoga", 5), ("computerkurs", 3), ("gitarre", 2), ("tee", 7)]);
        assert_eq!(similar(&words, "choor"), ["chor"]);
        assert_eq!(similar(&words, "yoag"), ["yoga"]);
        assert_eq!(similar(&words, "compjuterkurz"), ["computerkurs"]);
        assert_eq!(similar(&words, "gitare"), ["gitarre"]);
        assert_eq!(similar(&words, "gidarre"), ["gitarre"]);
        assert_eq!(similar(&words, "zee"), [""; 0], "three letters have no room for a slip");
        assert_eq!(similar(&words, "toga"), [""; 0], "a short word keeps its first letter");
        assert_eq!(similar(&words, "0491"), [""; 0]);
    }

    #[test]
    fn who_writes_as_it_sounds_is_understood() {
        let words = vocabulary(&[
            ("smartphone", 9),
            ("philosophie", 2),
            ("rhythmus", 3),
            ("apotheke", 1),
            ("fahrrad", 4),
        ]);
        assert_eq!(similar(&words, "smartfon"), ["smartphone"]);
        assert_eq!(similar(&words, "filosofi"), ["philosophie"]);
        assert_eq!(similar(&words, "ritmus"), ["rhythmus"]);
        assert_eq!(similar(&words, "abotege"), ["apotheke"]);
        assert_eq!(similar(&words, "farad"), ["fahrrad"]);
        assert_eq!(similar(&words, "vorrat"), [""; 0]);
    }

    #[test]
    fn the_nearest_and_then_the_most_frequent_comes_first() {
        let words = vocabulary(&[("lesung", 2), ("losung", 9), ("lesen", 50), ("lesungen", 40)]);
        assert_eq!(similar(&words, "lesunk"), ["lesung"]);
        assert_eq!(similar(&words, "lusung"), ["losung", "lesung"]);
    }

    #[test]
    fn a_compound_with_a_slip_is_known_by_its_parts() {
        let words = vocabulary(&[
            ("heimat", 5),
            ("verein", 9),
            ("ferien", 20),
            ("klavier", 3),
            ("unterricht", 8),
            ("uhr", 50),
        ]);
        let parts = |word: &str| {
            words.similar_parts(word).map(|(first, second)| (first.folded.as_str(), second.folded.as_str()))
        };
        assert_eq!(parts("heimatferein"), Some(("heimat", "verein")));
        assert_eq!(parts("klavirunterricht"), Some(("klavier", "unterricht")));
        assert_eq!(parts("klavierunterrich"), Some(("klavier", "unterricht")));
        assert_eq!(parts("heimatvereinsunterricht"), None, "three parts are too many to guess");
        assert_eq!(parts("heimatabend"), None);
        assert_eq!(parts("heimatuhr"), None);
    }

    #[test]
    fn beginnings_are_known() {
        let words = vocabulary(&[("computer", 1), ("chor", 1)]);
        assert!(words.has_beginning("comp") && words.has_beginning("chor") && words.has_beginning(""));
        assert!(!words.has_beginning("comq") && !words.has_beginning("z"));
    }
}
