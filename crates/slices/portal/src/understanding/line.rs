//! A question as a line of words, of which each is used at most once.

use std::collections::HashMap;

use kreisrund_kernel::text::fold;
use kreisrund_search::typed::{Piece, Wanted};

use super::Recognised;

/// What a word was recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Place,
    /// Part of a name that several places have. Such words stay words.
    Ambiguous,
    Period,
    Weekdays,
    Parts,
    /// A period and a part of the day in one word: “tonight”.
    PeriodAndParts,
    /// A weekday and a part of it in one word: “Dienstagabend”.
    WeekdaysAndParts,
    Price,
    Format,
    Age,
    SignUp,
    /// It says nothing of its own.
    Nothing,
}

impl Use {
    fn includes(self, other: Self) -> bool {
        self == other
            || match self {
                Self::PeriodAndParts => matches!(other, Self::Period | Self::Parts),
                Self::WeekdaysAndParts => matches!(other, Self::Weekdays | Self::Parts),
                _ => false,
            }
    }
}

/// The pieces of a question and what each was used for.
pub(super) struct Line<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    uses: Vec<Option<Use>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, pieces: &'a [Piece]) -> Self {
        Self { text, pieces, uses: vec![None; pieces.len()] }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The folded word at `at`, unless there stands a phrase, an exclusion, or a word that was used.
    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        self.pieces.get(at).filter(|_| !self.is_used(at)).and_then(Piece::wanted_word)
    }

    /// The word at `at` as it was typed.
    pub(super) fn typed(&self, at: usize) -> &'a str {
        self.pieces.get(at).and_then(|piece| self.text.get(piece.from..piece.to)).unwrap_or_default()
    }

    /// The number that stands at `at`, if it has no more than `digits` digits.
    pub(super) fn number(&self, at: usize, digits: usize) -> Option<i16> {
        let word = self.word(at)?;
        let is_number = word.len() <= digits && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|_| is_number)
    }

    /// What stands between the word at `at` and the next one, or behind the last one.
    pub(super) fn between(&self, at: usize) -> &'a str {
        let from = self.pieces.get(at).map_or(self.text.len(), |piece| piece.to);
        let to = self.pieces.get(at + 1).map_or(self.text.len(), |piece| piece.from);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Whether the word at `at` is perhaps only the beginning of one.
    pub(super) fn may_go_on(&self, at: usize) -> bool {
        matches!(self.pieces.get(at), Some(Piece { wanted: Wanted::Word { may_go_on: true, .. }, .. }))
    }

    pub(super) fn is_joined(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.joined)
    }

    /// Whether `length` unused words stand at `at` and cut no hyphenated word in two.
    pub(super) fn is_whole(&self, at: usize, length: usize) -> bool {
        !self.is_joined(at)
            && !self.is_joined(at + length)
            && (at..at + length).all(|at| self.word(at).is_some())
    }

    pub(super) fn position(&self, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
        (0..self.len()).find(|at| self.word(*at).is_some_and(&is_wanted))
    }

    pub(super) fn use_at(&self, at: usize) -> Option<Use> {
        self.uses.get(at).copied().flatten()
    }

    pub(super) fn is_used(&self, at: usize) -> bool {
        self.use_at(at).is_some()
    }

    pub(super) fn take(&mut self, at: usize, length: usize, purpose: Use) {
        for used in self.uses.iter_mut().skip(at).take(length) {
            *used = Some(purpose);
        }
    }

    pub(super) fn uses(&self, purpose: Use) -> bool {
        self.uses.iter().flatten().any(|used| used.includes(purpose))
    }

    /// Lets “und” and “oder” between two words of one use share it: “montags oder mittwochs”.
    pub(super) fn join_uses(&mut self) {
        for at in 1..self.len() {
            let is_between =
                matches!(self.word(at), Some("und" | "oder" | "and" | "or" | "sowie" | "та" | "і" | "و"));
            let (before, behind) = (self.use_at(at - 1), self.use_at(at + 1));
            if is_between && before.is_some() && before == behind {
                self.uses[at] = before;
            }
        }
    }

    /// `value` with the words that are used for `purpose`.
    pub(super) fn recognised<T>(&self, value: T, purpose: Use) -> Recognised<T> {
        let is_of = |at: usize| self.use_at(at).is_some_and(|used| used.includes(purpose));
        Recognised { value, typed: self.typed_where(is_of), without: self.text_where(|at| !is_of(at)) }
    }

    /// The wanted pieces as they were typed; three points stand for what lies between.
    pub(super) fn typed_where(&self, is_wanted: impl Fn(usize) -> bool) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate().filter(|(at, _)| is_wanted(*at)) {
            match runs.last_mut() {
                Some(last) if at > 0 && is_wanted(at - 1) => last.1 = piece.to,
                _ => runs.push((piece.from, piece.to)),
            }
        }
        let typed: Vec<&str> = runs.into_iter().filter_map(|(from, to)| self.text.get(from..to)).collect();
        typed.join(" … ")
    }

    /// The wanted pieces as a question of their own, which is taken apart into just these pieces.
    pub(super) fn text_where(&self, is_wanted: impl Fn(usize) -> bool) -> String {
        let mut text = String::new();
        for (at, piece) in self.pieces.iter().enumerate().filter(|(at, _)| is_wanted(*at)) {
            let follows = at > 0 && is_wanted(at - 1);
            // A word that folding takes apart is several pieces.
            if follows && self.pieces.get(at - 1).is_some_and(|before| before.from == piece.from) {
                continue;
            }
            if !text.is_empty() {
                text.push(if piece.joined && follows { '-' } else { ' ' });
            }
            text.push_str(self.text.get(piece.from..piece.to).unwrap_or_default());
        }
        text
    }

    /// What stays words, as the text of a question. Where its last word is not the one that was typed last, it is
    /// complete: a space says so.
    pub(super) fn rest_text(&self) -> String {
        let stays = |at: usize| self.stays(at);
        let mut text = self.text_where(stays);
        let is_open = self.len().checked_sub(1).is_some_and(|last| stays(last) && self.may_go_on(last));
        if !text.is_empty() && !is_open {
            text.push(' ');
        }
        text
    }

    fn stays(&self, at: usize) -> bool {
        self.use_at(at).is_none_or(|used| used == Use::Ambiguous)
    }

    /// What stays words.
    pub(super) fn rest(&self) -> Vec<Piece> {
        let staying = self.pieces.iter().enumerate().filter(|(at, _)| self.stays(*at));
        // What was joined to a word that is gone stands for itself.
        let is_joined = |at: usize, piece: &Piece| piece.joined && at > 0 && self.stays(at - 1);
        staying.map(|(at, piece)| Piece { joined: is_joined(at, piece), ..piece.clone() }).collect()
    }
}

/// Rows of words with a meaning each. In a row, `[am]` may be missing and `a|b` is either.
pub(super) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Clone> Phrases<T> {
    pub(super) fn new(rows: &[(&str, T)]) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (row, meaning) in rows {
            for words in expanded(row) {
                if let Some(first) = words.first() {
                    by_first.entry(first.clone()).or_default().push((words, meaning.clone()));
                }
            }
        }
        Self { by_first }
    }

    /// The longest row that stands at `at`, with the number of its words.
    pub(super) fn longest(&self, line: &Line<'_>, at: usize) -> Option<(usize, T)> {
        let stands = |words: &[String]| {
            line.is_whole(at, words.len())
                && words.iter().zip(at..).all(|(word, at)| line.word(at) == Some(word.as_str()))
        };
        let rows = self.by_first.get(line.word(at)?)?.iter();
        let longest = rows.filter(|(words, _)| stands(words)).max_by_key(|(words, _)| words.len())?;
        Some((longest.0.len(), longest.1.clone()))
    }
}

fn expanded(row: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for part in row.split_whitespace() {
        let inner = part.trim_start_matches('[').trim_end_matches(']');
        let ways: Vec<String> = inner.split('|').map(fold).collect();
        let mut longer: Vec<Vec<String>> = Vec::new();
        for words in all {
            longer.extend(ways.iter().map(|way| [words.as_slice(), std::slice::from_ref(way)].concat()));
            if part.starts_with('[') {
                longer.push(words);
            }
        }
        all = longer;
    }
    all
}
