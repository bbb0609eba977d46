//! The names of all places, so arranged that an answer need not look at every one.

use std::collections::HashMap;

use super::candidates::Entry;
use crate::names::{distance, tolerated};

/// Fewer letters begin too many words to tell anything.
const FEWEST_LETTERS: usize = 3;

/// A beginning shorter than this is not searched for slips.
const SHORTEST_BEGINNING: usize = 5;

/// A name by which a place is found.
#[derive(Clone, Debug)]
struct Name {
    entry: usize,
    words: Vec<String>,
    /// The words, divided by spaces.
    text: String,
    length: usize,
    letters: u64,
}

/// All names.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    names: Vec<Name>,
    /// The names that are exactly so.
    exact: HashMap<String, Vec<usize>>,
    /// Every word of every name with the name's number, sorted: words with one beginning lie side by side.
    by_word: Vec<(String, usize)>,
    /// For every entry the words of its municipality and county.
    surroundings: Vec<Vec<String>>,
}

impl Index {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut index = Self::default();
        for (number, entry) in entries.iter().enumerate() {
            index.surroundings.push(entry.surroundings.clone());
            for words in &entry.names {
                let text = words.join(" ");
                index.exact.entry(text.clone()).or_default().push(index.names.len());
                let name = index.names.len();
                index.by_word.extend(words.iter().map(|word| (word.clone(), name)));
                index.names.push(Name {
                    entry: number,
                    length: text.chars().count(),
                    letters: letters(&text),
                    words: words.clone(),
                    text,
                });
            }
        }
        index.by_word.sort_unstable();
        index
    }

    /// The entries with exactly this name.
    pub(super) fn exact(&self, asked: &[String]) -> Vec<usize> {
        self.entries(self.exact.get(&asked.join(" ")).into_iter().flatten().copied())
    }

    /// The entries whose names begin with the words of `asked`, the last of which may be unfinished.
    pub(super) fn beginning(&self, asked: &[String]) -> Vec<usize> {
        let Some(first) = asked.first() else { return Vec::new() };
        let names = self.with_word(first).filter(|name| begins_with(&self.names[*name].words, asked));
        self.entries(names)
    }

    /// The entries of whose names each word of `asked` begins one: “Liebenwerda”, “Elster Herzberg”.
    pub(super) fn word_beginning(&self, asked: &[String]) -> Vec<usize> {
        // The longest word is in the fewest names.
        let Some(rarest) = asked.iter().max_by_key(|word| word.chars().count()) else { return Vec::new() };
        if asked.iter().any(|word| word.chars().count() < FEWEST_LETTERS) {
            return Vec::new();
        }
        let is_in = |name: &usize| asked.iter().all(|asked| has_beginning(&self.names[*name].words, asked));
        self.entries(self.with_word(rarest).filter(is_in))
    }

    /// The entries that were asked for together with their municipality or county: “Schönewalde Sonnewalde”.
    pub(super) fn with_surroundings(&self, asked: &[String]) -> Vec<usize> {
        if asked.len() < 2 {
            return Vec::new();
        }
        let tells = |asked: &str, words: &[String]| {
            words.iter().any(|word| word == asked)
                || (asked.chars().count() >= FEWEST_LETTERS && has_beginning(words, asked))
        };
        let is_meant = |name: &usize| {
            let name = &self.names[*name];
            let around = self.surroundings.get(name.entry).map_or(&[][..], Vec::as_slice);
            // The name has to be finished: else each village would be meant by its municipality and one letter.
            name.words.iter().all(|word| asked.contains(word))
                && asked.iter().all(|asked| name.words.contains(asked) || tells(asked, around))
        };
        let names = asked.iter().flat_map(|word| self.with_word(word)).filter(is_meant);
        self.entries(names)
    }

    /// The entries whose names abbreviate what `asked` spells out: “Frankenberg Sachsen” for “Frankenberg/Sa.”.
    pub(super) fn abbreviating(&self, asked: &[String]) -> Vec<usize> {
        let Some(first) = asked.first() else { return Vec::new() };
        let abbreviates = |name: &usize| {
            let words = &self.names[*name].words;
            words.len() == asked.len()
                && words.first() == Some(first)
                && words.iter().zip(asked).all(|(word, asked)| asked.starts_with(word.as_str()))
        };
        self.entries(self.with_word(first).filter(abbreviates))
    }

    /// The entries with similar names, the most similar first.
    pub(super) fn similar(&self, asked: &str) -> Vec<usize> {
        let length = asked.chars().count();
        let most = tolerated(length);
        if most == 0 {
            return Vec::new();
        }
        let asked_letters = letters(asked);
        let mut slips_of: HashMap<usize, usize> = HashMap::new();
        for name in &self.names {
            let Some(slips) = slips(name, asked, length, asked_letters, most) else { continue };
            slips_of.entry(name.entry).and_modify(|known| *known = slips.min(*known)).or_insert(slips);
        }
        let mut similar: Vec<(usize, usize)> =
            slips_of.into_iter().map(|(entry, slips)| (slips, entry)).collect();
        // Among equally similar names the more important place comes first.
        similar.sort_unstable();
        similar.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The names with a word that begins with `beginning`.
    fn with_word(&self, beginning: &str) -> impl Iterator<Item = usize> {
        let from = self.by_word.partition_point(|(word, _)| word.as_str() < beginning);
        self.by_word[from..]
            .iter()
            .take_while(move |(word, _)| word.starts_with(beginning))
            .map(|(_, name)| *name)
    }

    /// The entries of `names` in the order of their importance, each once.
    fn entries(&self, names: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut entries: Vec<usize> = names.map(|name| self.names[name].entry).collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

fn begins_with(name: &[String], asked: &[String]) -> bool {
    let Some((unfinished, finished)) = asked.split_last() else { return false };
    name.starts_with(finished)
        && name.get(finished.len()).is_some_and(|word| word.starts_with(unfinished.as_str()))
}

fn has_beginning(words: &[String], beginning: &str) -> bool {
    words.iter().any(|word| word.starts_with(beginning))
}

/// How many slips lie between the name, or its beginning, and `asked`; `None` for more than tolerated.
fn slips(name: &Name, asked: &str, length: usize, asked_letters: u64, most: usize) -> Option<usize> {
    let differ = |letters: u64| (letters ^ asked_letters).count_ones() as usize;
    // Each slip adds or removes at most one letter on either side, so most names need no closer look.
    if name.length.abs_diff(length) <= most && differ(name.letters) <= 2 * most {
        let slips = distance(&name.text, asked);
        if slips <= most {
            return Some(slips);
        }
    }
    let is_beginning = length >= SHORTEST_BEGINNING
        && name.length > length
        && name.text.as_bytes().first() == asked.as_bytes().first();
    if !is_beginning {
        return None;
    }
    // With a letter too many or too few, the beginning that was meant is shorter or longer than what was typed.
    let is_near = |length: usize| {
        let end = name.text.char_indices().nth(length).map_or(name.text.len(), |(at, _)| at);
        let beginning = &name.text[..end];
        differ(letters(beginning)) <= 2 && distance(beginning, asked) <= 1
    };
    [length - 1, length, length + 1].into_iter().any(is_near).then_some(1)
}

/// Which letters a text has, one bit each; rare characters share bits.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |letters, character| letters | 1 << (u32::from(character) % 64))
}
