//! What somebody typed into a search field, taken apart: words, phrases, exclusions.
//!
//! Nothing that can be typed is wrong. What has a meaning gets it; everything else divides words and says nothing.
//!
//! | typed | read as |
//! |---|---|
//! | `yoga kurs` | two words, the last of which may be a beginning |
//! | `"erste hilfe"`, `„…“`, `“…”`, `»…«`, `«…»`, `‚…‘`, `‹…›` | a phrase; a quotation mark without its partner is none |
//! | `-kurs`, `-"erste hilfe"` | excluded. The minus stands at the start or behind a space, and before a letter |
//! | `Kurs - Anfänger`, `A1-Kurs`, `-5` | nothing is excluded |
//! | `Eltern-Kind-Gruppe` | three words that [belong together](Piece::joined); a phrase would miss “Gruppe für Eltern und Kind” |
//! | `-Eltern-Kind-Gruppe` | an excluded phrase; as words, whatever has one of them would be gone |
//! | `ohne Auto` | words: whoever looks for this wants the word |

mod fillers;
mod quotation;

use kreisrund_kernel::text::fold;
use unicode_normalization::char::is_combining_mark;

pub use fillers::is_filler;
use quotation::closing;

/// So many words of a question count; a whole letter pasted into the field is read as its beginning.
pub const MOST_WORDS: usize = 24;
/// So many characters of a question count.
pub const MOST_CHARACTERS: usize = 1_000;

/// What was typed, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its parts in their order.
    pub pieces: Vec<Piece>,
    /// Whether it was more than counts.
    pub shortened: bool,
    /// Whether there was anything but spaces.
    something: bool,
}

/// A part of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is wanted, or not wanted.
    pub wanted: Wanted,
    /// Whether that must not occur.
    pub excluded: bool,
    /// Whether a hyphen alone stands between this word and the piece before it: “Kind” in “Eltern-Kind”. What stands
    /// joined is also looked for written as one word, and better found so.
    pub joined: bool,
    /// Where it begins in the text, in bytes; its minus and its quotation marks belong to it.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
}

/// What a part of a question looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A word.
    Word {
        /// Folded, as words are compared.
        text: String,
        /// As it was typed.
        typed: String,
        /// Whether it is the last one, without a space behind it: perhaps only the beginning of a word.
        may_go_on: bool,
    },
    /// Words that stand side by side in this order, folded. There is at least one.
    Phrase(Vec<String>),
}

impl Wanted {
    /// The words, folded.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Word { text, .. } => vec![text],
            Self::Phrase(words) => words.iter().map(String::as_str).collect(),
        }
    }
}

impl Piece {
    /// The folded word, where the piece is one that is wanted.
    #[must_use]
    pub fn wanted_word(&self) -> Option<&str> {
        match &self.wanted {
            Wanted::Word { text, .. } if !self.excluded => Some(text),
            _ => None,
        }
    }
}

impl Typed {
    /// These pieces of a question, without the others: what is left when some were understood to mean a place or a time.
    #[must_use]
    pub fn of_pieces(pieces: Vec<Piece>, shortened: bool) -> Self {
        let something = !pieces.is_empty();
        Self { pieces, shortened, something }
    }

    /// The pieces that count: all but the [little words](is_filler). Within phrases and hyphenated words those count as
    /// well.
    ///
    /// A question of nothing but little words has none, and so asks for everything; see [`Typed::only_fillers`].
    #[must_use]
    pub fn meaningful(&self) -> Vec<&Piece> {
        let counts = |(index, _): &(usize, &Piece)| !self.is_filler_at(*index);
        self.pieces.iter().enumerate().filter(counts).map(|(_, piece)| piece).collect()
    }

    /// Whether the question has words and all of them are little ones, as in “was ist das”. They ask for everything; the
    /// page says so, and may put first what has them in its title.
    #[must_use]
    pub fn only_fillers(&self) -> bool {
        let wanted = || self.pieces.iter().enumerate().filter(|(_, piece)| !piece.excluded);
        wanted().next().is_some() && wanted().all(|(index, _)| self.is_filler_at(index))
    }

    /// Whether something was typed in which there is no word at all: signs, emoji.
    #[must_use]
    pub const fn is_empty_but_typed(&self) -> bool {
        self.something && self.pieces.is_empty()
    }

    fn is_filler_at(&self, index: usize) -> bool {
        let Some(piece) = self.pieces.get(index) else { return false };
        let is_joined = piece.joined || self.pieces.get(index + 1).is_some_and(|next| next.joined);
        match &piece.wanted {
            Wanted::Word { text, .. } => !is_joined && is_filler(text),
            Wanted::Phrase(_) => false,
        }
    }
}

/// Takes apart what was typed.
#[must_use]
pub fn read(text: &str) -> Typed {
    let cut = text.char_indices().nth(MOST_CHARACTERS).map_or(text.len(), |(at, _)| at);
    let mut reader = Reader { text: &text[..cut], at: 0, words: 0, pieces: Vec::new(), is_full: false };
    while reader.at < cut && !reader.is_full {
        reader.step();
    }
    let shortened = reader.is_full || !text[cut..].trim().is_empty();
    let mut pieces = reader.pieces;
    if !shortened {
        let behind = pieces.last().map_or("", |piece| &text[piece.to..]);
        // A hyphen behind a word promises another.
        let is_open = behind.chars().all(|c| is_hyphen(c) || is_ignorable(c));
        if let Some(Piece { wanted: Wanted::Word { may_go_on, .. }, excluded: false, .. }) = pieces.last_mut()
        {
            *may_go_on = is_open;
        }
    }
    Typed { pieces, shortened, something: !text.trim().is_empty() }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    words: usize,
    pieces: Vec<Piece>,
    is_full: bool,
}

impl Reader<'_> {
    /// Reads one word, phrase or exclusion, or goes on by a character that is part of none.
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(character) = rest.chars().next() else { return };
        let start = self.at;
        if is_minus(character) && self.stands_free() {
            let behind = start + character.len_utf8();
            if self.phrase(start, behind, true) {
                return;
            }
            if self.text[behind..].chars().next().is_some_and(char::is_alphabetic) {
                return self.excluded_word(start, behind);
            }
        }
        if self.phrase(start, start, false) {
            return;
        }
        if is_of_word(character) {
            return self.word();
        }
        self.at += character.len_utf8();
    }

    /// Whether the present position is the start or lies behind a space.
    fn stands_free(&self) -> bool {
        self.text[..self.at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(')
    }

    /// A phrase whose quotation mark opens at `open`, if there is one; the piece begins at `start`.
    fn phrase(&mut self, start: usize, open: usize, excluded: bool) -> bool {
        let before = self.text[..open].chars().next_back();
        let Some((inside, end)) = closing(&self.text[open..], before) else { return false };
        let inside = &self.text[open + inside.start..open + inside.end];
        self.at = open + end;
        let words = inside.split(|c: char| !is_of_word(c)).flat_map(folded).collect();
        self.push_phrase(words, start, excluded);
        true
    }

    fn excluded_word(&mut self, start: usize, behind: usize) {
        let mut end = behind + word_length(&self.text[behind..]);
        let mut words = folded(&self.text[behind..end]);
        while let Some(next) = self.hyphenated(end) {
            end = next + word_length(&self.text[next..]);
            words.extend(folded(&self.text[next..end]));
        }
        self.at = end;
        match words.as_slice() {
            [] => {}
            [word] => {
                let typed = self.text[behind..end].to_owned();
                let wanted = Wanted::Word { text: word.clone(), typed, may_go_on: false };
                self.push(wanted, 1, start, true, false);
            }
            _ => self.push_phrase(words, start, true),
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let end = start + word_length(&self.text[start..]);
        let is_joined = self.pieces.last().is_some_and(|before| {
            matches!(before.wanted, Wanted::Word { .. })
                && !before.excluded
                && self.hyphenated(before.to) == Some(start)
        });
        self.at = end;
        let typed = &self.text[start..end];
        // Folding may take a ligature or a fraction apart; its parts belong together.
        for (number, text) in folded(typed).into_iter().enumerate() {
            let wanted = Wanted::Word { text, typed: typed.to_owned(), may_go_on: false };
            self.push(wanted, 1, start, false, is_joined || number > 0);
        }
    }

    /// Where the next word begins, if nothing but a hyphen stands between it and the position `end`.
    fn hyphenated(&self, end: usize) -> Option<usize> {
        let rest = &self.text[end..];
        let hyphen = rest.chars().next().filter(|c| is_hyphen(*c))?;
        let next = end + hyphen.len_utf8();
        self.text[next..].chars().next().filter(|c| is_of_word(*c)).map(|_| next)
    }

    fn push_phrase(&mut self, mut words: Vec<String>, start: usize, excluded: bool) {
        let room = MOST_WORDS - self.words;
        if words.len() > room {
            words.truncate(room);
            self.is_full = true;
        }
        if !words.is_empty() {
            let count = words.len();
            self.push(Wanted::Phrase(words), count, start, excluded, false);
        }
    }

    fn push(&mut self, wanted: Wanted, words: usize, from: usize, excluded: bool, joined: bool) {
        if self.words + words > MOST_WORDS {
            self.is_full = true;
            return;
        }
        self.words += words;
        self.pieces.push(Piece { wanted, excluded, joined, from, to: self.at });
    }
}

/// `typed` as words are compared; nothing where no letter is left.
fn folded(typed: &str) -> Vec<String> {
    let plain: String = typed.chars().filter(|c| !is_ignorable(*c)).collect();
    let folded = fold(&plain);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !is_of_word(c)).unwrap_or(text.len())
}

/// Letters, digits and what is written above and below them.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character) || is_ignorable(character)
}

/// What nobody sees: soft hyphens, marks of direction, joiners, which come along when text is pasted.
const fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

const fn is_minus(character: char) -> bool {
    matches!(character, '-' | '\u{2212}')
}

const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
#[path = "typed/tests.rs"]
mod tests;
