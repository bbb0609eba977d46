//! Taking German compounds apart, so that “Nachmittag” finds the “Seniorennachmittag”.
//!
//! A word is taken apart when it consists of words of the lexicon (`lexicon/`) and their joints without rest. Words
//! that mean something else than their parts (“Kindergarten”, “Bahnhof”, “Finsterwalde”) stand in the lexicon as
//! words of their own and stay whole. What a part is good for in a search is its [`Role`].

mod forms;
mod lexicon;
mod split;
#[cfg(test)]
mod tests;
mod tree;

use std::sync::LazyLock;

use lexicon::{Closed, Entry, Lexicon};
use split::{Piece, Splitter};

use crate::analysis;

static SPLITTER: LazyLock<Splitter> = LazyLock::new(|| Splitter::new(Lexicon::read()));

/// Counted up when the method changes, as the lexicon's fingerprint does when its words do.
const METHOD: u64 = 1;

/// A part of a compound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Folded and without joint, as a word one would look for: “schule” of “Schulfest”, “kinder” of “Kinderyoga”. Not stemmed.
    pub(crate) text: String,
    pub(crate) role: Role,
}

/// What a part says about the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// What it is: a “Computerkurs” is a “Kurs”.
    Head,
    /// What it is for or about.
    Modifier,
}

/// The words of the lexicon that stand in a German `text`, each as often as it does: from this its frequencies are counted.
///
/// Only in the form of the dictionary, as what an inflected form belongs to is what the counts shall decide, and nouns only
/// with their capitals.
pub fn lexicon_words(text: &str) -> Vec<&'static str> {
    let words = analysis::words(text).into_iter();
    words
        .filter_map(|word| {
            let is_noun = word.written.starts_with(char::is_uppercase);
            let entry = SPLITTER.known(&word.folded)?;
            (entry.text == word.folded && (is_noun || entry.activity)).then_some(entry.text.as_str())
        })
        .collect()
}

/// The parts of `word`, which is folded (`kreisrund_kernel::text::fold`): those that somebody may look for, modifiers
/// first. Empty for what is no compound.
pub(crate) fn parts(word: &str) -> Vec<Part> {
    if let Some(entry) = SPLITTER.known(word) {
        return shown(entry, Role::Head);
    }
    let pieces = SPLITTER.pieces(word);
    if is_verb(&pieces) || is_chance(word, &pieces) {
        return Vec::new();
    }
    if let Some((last, before)) = pieces.split_last() {
        let mut parts = modifiers(before, *last);
        parts.extend(
            SPLITTER
                .entry(last.reading)
                .into_iter()
                .flat_map(|head| with_shown(&head.text, head, Role::Head)),
        );
        return without_doubles(parts);
    }
    match SPLITTER.telling_head(word) {
        Some((start, head)) => {
            let mut parts = vec![Part { text: word[..start].to_owned(), role: Role::Modifier }];
            parts.extend(with_shown(&head.text, head, Role::Head));
            parts
        }
        None => Vec::new(),
    }
}

/// Whether `pieces` are a verb with its adverb (“hochziehen”) rather than a noun with its modifier.
fn is_verb(pieces: &[Piece]) -> bool {
    match pieces {
        [.., adverb, verb] => {
            SPLITTER.entry(adverb.reading).is_some_and(|entry| entry.silent)
                && SPLITTER.entry(verb.reading).is_some_and(|entry| entry.activity)
        }
        _ => false,
    }
}

/// Whether `pieces` of `word` only look like parts, as those of a place's name (“Falkenberg”, but “Rodelberg”) and of an
/// adjective (“sichtbar”) do.
fn is_chance(word: &str, pieces: &[Piece]) -> bool {
    let [.., before, last] = pieces else { return false };
    let form = word.get(last.start..last.end).unwrap_or_default();
    match (SPLITTER.ordinary_after(form, last.reading), SPLITTER.entry(before.reading)) {
        (Some(ordinary), Some(before)) => {
            !(ordinary.contains(&before.text) || before.person && after_people(ordinary))
        }
        _ => false,
    }
}

fn after_people(ordinary: &[String]) -> bool {
    ordinary.iter().any(|word| word == "@persons")
}

/// A number that is another one as soon as words may be taken apart otherwise: what was indexed before is out of date
/// then.
pub(crate) fn edition() -> u64 {
    lexicon::fingerprint() ^ METHOD
}

/// The parts before the last one, without those that only narrow and those that a later part keeps to itself.
fn modifiers(before: &[Piece], last: Piece) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut closed = SPLITTER.entry(last.reading).map_or(Closed::Open, |head| head.closed);
    for piece in before.iter().rev() {
        let Some(entry) = SPLITTER.entry(piece.reading) else { continue };
        let kept = match closed {
            Closed::Open => false,
            Closed::ToPersons => entry.person,
            Closed::ToEverything => true,
        };
        if !kept && !entry.silent {
            let text = SPLITTER.readings.get(piece.reading as usize).map_or("", |reading| &reading.shown);
            let found = with_shown(text, entry, Role::Modifier);
            parts.splice(0..0, found);
        }
        if closed == Closed::Open {
            closed = entry.closed;
        }
    }
    parts
}

/// A word, and what it gives away of itself.
fn with_shown(text: &str, entry: &Entry, role: Role) -> Vec<Part> {
    let mut parts = vec![Part { text: text.to_owned(), role }];
    parts.extend(shown(entry, role));
    parts
}

/// What a word that stays whole gives away of itself: the last one in its own `role`.
fn shown(entry: &Entry, role: Role) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some((head, before)) = entry.shown.split_last() {
        parts.extend(before.iter().map(|text| Part { text: text.clone(), role: Role::Modifier }));
        parts.push(Part { text: head.clone(), role });
    }
    parts
}

fn without_doubles(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    kept
}
