//! Which parts a word consists of.
//!
//! Among all ways to take a word apart the one with the fewest parts wins, and among these the one whose parts are
//! the most frequent by their geometric mean (Koehn and Knight, “Empirical Methods for Compound Splitting”, 2003).

use std::collections::BTreeMap;

use super::lexicon::{Entry, Lexicon};
use super::tree::{NONE, Readings, Tree};

/// Longer words are not taken apart; the longest in ordinary use have about forty letters.
const LONGEST: usize = 64;
/// More parts than this have only words made for fun.
const MOST_PARTS: usize = 6;
/// The shortest part there is (“Ei”, and “sä-”, would be found in too many words).
const SHORTEST: usize = 3;
/// How many times more frequent a word has to be, as a logarithm, for each letter of an inflection.
const ADDED_LETTER: f32 = 1.5;
/// The shortest first part that may stay unexplained.
const SHORTEST_UNKNOWN: usize = 4;
/// The longest one; names and foreign words have fewer letters.
const LONGEST_UNKNOWN: usize = 20;

/// A form of a word of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) entry: u32,
    /// What is shown of it.
    pub(super) shown: String,
    /// The logarithm of its frequency.
    weight: f32,
    /// What it counts for against other words with the same form.
    rank: f32,
}

/// A part found: its place in the word and its reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) reading: u32,
}

/// The lexicon, ready for use.
pub(super) struct Splitter {
    pub(super) entries: Vec<Entry>,
    pub(super) readings: Vec<Reading>,
    guarded_forms: BTreeMap<String, Vec<String>>,
    tree: Tree,
    prefixes: Vec<String>,
}

/// What is known about one way to the end of a part.
#[derive(Clone, Copy)]
struct Step {
    score: f32,
    start: u8,
    reading: u32,
}

const UNREACHED: Step = Step { score: f32::NEG_INFINITY, start: 0, reading: NONE };

impl Splitter {
    pub(super) fn new(lexicon: Lexicon) -> Self {
        let Lexicon { entries, guarded_forms, prefixes } = lexicon;
        let mut readings: Vec<Reading> = Vec::new();
        let mut forms: BTreeMap<String, Readings> = BTreeMap::new();
        for (entry, number) in entries.iter().zip(0_u32..) {
            #[expect(clippy::cast_precision_loss, reason = "a frequency needs no more than seven digits")]
            let weight = (entry.frequency.max(1) as f32).ln();
            let mut offer = |form: &str, shown: &str, last: bool| {
                let places = forms.entry(form.to_owned()).or_insert(Readings { inside: NONE, last: NONE });
                let place = if last { &mut places.last } else { &mut places.inside };
                // Two words with one form: less was added to the more likely one (“Schalen” are no “Schal”), unless the other
                // is far more frequent (“Fahrten” are no “Fährte”).
                #[expect(clippy::cast_precision_loss, reason = "a word has few letters")]
                let added = form.len().abs_diff(entry.text.len()) as f32;
                let rank = weight - ADDED_LETTER * added;
                if readings.get(*place as usize).is_none_or(|known: &Reading| rank > known.rank) {
                    *place = u32::try_from(readings.len()).unwrap_or(NONE);
                    readings.push(Reading { entry: number, shown: shown.to_owned(), weight, rank });
                }
            };
            for (form, shown) in &entry.inside {
                offer(form, shown, false);
            }
            for form in &entry.last {
                offer(form, &entry.text, true);
            }
        }
        let forms: Vec<(String, Readings)> =
            forms.into_iter().filter(|(form, _)| is_plain(form) && form.len() >= SHORTEST).collect();
        Self { entries, readings, guarded_forms, tree: Tree::new(&forms), prefixes }
    }

    pub(super) fn entry(&self, reading: u32) -> Option<&Entry> {
        self.entries.get(self.readings.get(reading as usize)?.entry as usize)
    }

    /// After which parts a last part with the form `form` and the reading `reading` is a word of its own, where it is not
    /// so after all.
    pub(super) fn ordinary_after(&self, form: &str, reading: u32) -> Option<&[String]> {
        let of_word = self.entry(reading).and_then(|entry| entry.ordinary_after.as_ref());
        of_word.or_else(|| self.guarded_forms.get(form)).map(Vec::as_slice)
    }

    /// The word of the lexicon that `word` is a form of.
    pub(super) fn known(&self, word: &str) -> Option<&Entry> {
        self.entry(self.tree.find(word)?.last)
    }

    /// The parts of `word`, which is no word of the lexicon itself; empty when it has none.
    pub(super) fn pieces(&self, word: &str) -> Vec<Piece> {
        if word.len() > LONGEST || !is_plain(word) {
            return Vec::new();
        }
        let letters = word.as_bytes();
        // ways[end][count - 1]: the best way to have exactly `count` parts before `end`.
        let mut ways = [[UNREACHED; MOST_PARTS]; LONGEST + 1];
        for start in 0..letters.len() {
            if start > 0 && ways[start].iter().all(|way| way.reading == NONE) {
                continue;
            }
            self.extend(letters, start, 0, &mut ways);
            if start > 0
                && swallows_e(&letters[..start])
                && let Some(after_e) = self.tree.child(0, b'e')
            {
                self.extend(letters, start, after_e, &mut ways);
            }
        }
        let end = letters.len();
        let best = (1..MOST_PARTS).find(|count| ways[end][*count].reading != NONE);
        best.map_or_else(Vec::new, |count| trace(&ways, end, count))
    }

    /// All parts that begin at `start`, after the letters that led to `node`.
    fn extend(&self, letters: &[u8], start: usize, node: u32, ways: &mut [[Step; MOST_PARTS]; LONGEST + 1]) {
        let mut node = node;
        for end in start + 1..=letters.len() {
            match self.tree.child(node, letters[end - 1]) {
                Some(child) => node = child,
                None => return,
            }
            let Readings { inside, last } = self.tree.readings(node);
            let reading = if end == letters.len() { last } else { inside };
            let Some(found) = self.readings.get(reading as usize) else { continue };
            for count in 0..MOST_PARTS {
                let before = match (start, count) {
                    (0, 0) => 0.0,
                    (0, _) | (_, 0) => continue,
                    _ if ways[start][count - 1].reading == NONE => continue,
                    _ => ways[start][count - 1].score,
                };
                // All ways kept side by side have as many parts: the sum ranks them as the geometric mean does.
                let score = before + found.weight;
                if score > ways[end][count].score {
                    let start = u8::try_from(start).unwrap_or(u8::MAX);
                    ways[end][count] = Step { score, start, reading };
                }
            }
        }
    }

    /// Where the last part of `word` begins, if that part tells enough for what stands before it to stay unexplained.
    pub(super) fn telling_head(&self, word: &str) -> Option<(usize, &Entry)> {
        if word.len() > LONGEST
            || !is_plain(word)
            || self.prefixes.iter().any(|prefix| word.starts_with(prefix))
        {
            return None;
        }
        (SHORTEST_UNKNOWN..word.len().min(LONGEST_UNKNOWN + 1)).find_map(|start| {
            let entry = self.known(&word[start..]).filter(|entry| entry.telling)?;
            word[..start].contains(['a', 'e', 'i', 'o', 'u', 'y']).then_some((start, entry))
        })
    }
}

/// Whether the folding of umlauts has taken away an e at the beginning of what follows: “Kinoecke” is folded to
/// “kinocke”.
fn swallows_e(before: &[u8]) -> bool {
    match before {
        [.., b'a' | b'o'] => true,
        [.., other, b'u'] => !matches!(other, b'q' | b'a' | b'e' | b'i' | b'o' | b'u' | b'y'),
        _ => false,
    }
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_lowercase())
}

fn trace(ways: &[[Step; MOST_PARTS]; LONGEST + 1], end: usize, count: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(count + 1);
    let mut end = end;
    for count in (0..=count).rev() {
        let Step { start, reading, .. } = ways[end][count];
        let start = usize::from(start);
        pieces.push(Piece { start, end, reading });
        end = start;
    }
    pieces.reverse();
    pieces
}
