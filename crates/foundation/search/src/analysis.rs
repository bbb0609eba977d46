//! How texts become the words under which they are found.
//!
//! Every word is folded (case, umlauts, accents) and reduced to its stem. Words in Cyrillic and Arabic letters have the
//! stems of Ukrainian and Arabic; those in Latin letters the stems of the language in which their text is written.
//! Nobody says in which language a question is, so a word of a question stands for its stems in every language.

use frostem::{Algorithm, Stemmer};
use kreisrund_kernel::text::fold;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// Longer runs of letters are not words.
const LONGEST_WORD: usize = 80;

/// The language of a text, as far as it matters for stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    /// German, and whatever is written in Latin letters and no other language here.
    German,
    /// English.
    English,
}

impl Tongue {
    /// The language with the BCP 47 tag `tag`.
    pub fn of(tag: &str) -> Self {
        if tag == "en" || tag.starts_with("en-") { Self::English } else { Self::German }
    }
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded.
    pub folded: String,
    /// As it was written.
    pub written: String,
}

/// The words of `text` in their order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let is_of_word = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    text.split(|c: char| !is_of_word(c))
        .filter(|written| !written.is_empty() && written.len() <= LONGEST_WORD)
        .flat_map(|written| {
            let folded = fold(written);
            // Folding may take a ligature or a fraction apart into what is no longer one word.
            folded
                .split(|c: char| !c.is_alphanumeric())
                .filter(|part| !part.is_empty())
                .map(|part| Word { folded: part.to_owned(), written: written.to_owned() })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The stem of a folded `word` in a text of `tongue`.
pub(crate) fn stem(word: &str, tongue: Tongue) -> String {
    match word.chars().next() {
        Some('\u{400}'..='\u{52f}') => ukrainian(word).to_owned(),
        Some('\u{600}'..='\u{6ff}') => arabic(word),
        _ => match tongue {
            Tongue::German => german(word),
            Tongue::English => english(word),
        },
    }
}

/// The stems of a folded `word` in every language in which it may be meant.
pub(crate) fn stems(word: &str) -> Vec<String> {
    let mut stems = vec![stem(word, Tongue::German)];
    let english = stem(word, Tongue::English);
    if english != stems[0] {
        stems.push(english);
    }
    stems
}

/// Words whose stems would be those of others that mean something else, each with a stem of its own: “in der Nähe” is
/// not about sewing (“nähen”), and “mal” not about painting.
const APART: [(&str, &str); 11] = [
    ("nahe", "nahe"),
    ("naher", "nahe"),
    ("naheres", "nahe"),
    ("trauernde", "trauer"),
    ("trauernden", "trauer"),
    ("trauernder", "trauer"),
    ("mal", "einmal"),
    ("buchen", "buchung"),
    ("bucht", "buchung"),
    ("seite", "seite"),
    ("seiten", "seite"),
];

/// What words that begin so keep at least: “wandern” has nothing to do with a “Wand”, “töpfern” little with a “Topf”.
const KEPT: [&str; 8] = ["wander", "topfer", "trauer", "sicher", "skate", "messer", "keller", "kellner"];

/// Endings of words for men that have a form for women: “Anwalt” and “Anwältin” are one word here. The stemmer knows
/// “Lehrerin”.
const MEN: [&str; 14] =
    ["alt", "arzt", "wirt", "ert", "ent", "ant", "ist", "or", "eur", "log", "gog", "eut", "chef", "freund"];

fn german(word: &str) -> String {
    if let Some((_, stem)) = APART.iter().find(|(apart, _)| *apart == word) {
        return (*stem).to_owned();
    }
    let man = word.strip_suffix("innen").or_else(|| word.strip_suffix("in"));
    let word = man.filter(|man| MEN.iter().any(|ending| man.ends_with(ending))).unwrap_or(word);
    let stemmer = Stemmer::new(Algorithm::German);
    // Twice: once takes “Kurse” to “Kurs” and “Kurs” to “Kur”, and they would not meet.
    let once = stemmer.stem(word).into_owned();
    let stem = stemmer.stem(&once).into_owned();
    match KEPT.iter().find(|kept| word.starts_with(*kept) && stem.len() < kept.len()) {
        Some(kept) => (*kept).to_owned(),
        None => stem,
    }
}

fn english(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

/// Without its article, which the stemmer takes off some words and leaves at others, so that “course” and “the courses”
/// would not meet.
fn arabic(word: &str) -> String {
    let bare = ["وال", "بال", "كال", "فال", "لل", "ال"]
        .iter()
        .find_map(|article| word.strip_prefix(article).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    Stemmer::new(Algorithm::Arabic).stem(bare).into_owned()
}

/// Endings of Ukrainian nouns and adjectives as folding leaves them (й as и, ї as і), the longest first.
const UKRAINIAN_ENDINGS: [&str; 38] = [
    "ового",
    "овому",
    "ськии",
    "ами",
    "ями",
    "ого",
    "ому",
    "ими",
    "іми",
    "ові",
    "еві",
    "єві",
    "ою",
    "ею",
    "єю",
    "ах",
    "ях",
    "ам",
    "ям",
    "ом",
    "ем",
    "єм",
    "ів",
    "іи",
    "ии",
    "еи",
    "их",
    "им",
    "их",
    "оі",
    "а",
    "я",
    "у",
    "ю",
    "и",
    "і",
    "е",
    "о",
];

/// A light stem: the longest ending that leaves at least three letters goes, and a soft sign behind it.
fn ukrainian(word: &str) -> &str {
    let long_enough = |rest: &&str| rest.chars().count() >= 3;
    let rest = UKRAINIAN_ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending).filter(long_enough))
        .next()
        .unwrap_or(word);
    rest.strip_suffix('ь').filter(long_enough).unwrap_or(rest)
}

/// What a field of the index holds: words with their places in the text.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    tokens: Vec<Token>,
    next: usize,
}

impl Stream {
    /// How far apart two texts lie, so that no phrase reaches from one into the next.
    const GAP: usize = 10;

    /// Puts `text` behind what is there already; several tokens may stand at a word's place.
    pub fn put(&mut self, text: &str, mut tokens_of: impl FnMut(&Word) -> Vec<String>) {
        for word in words(text) {
            for token in tokens_of(&word) {
                self.tokens.push(Token { position: self.next, text: token, ..Token::default() });
            }
            self.next += 1;
        }
        self.next += Self::GAP;
    }

    /// What goes into the field, unless there is nothing.
    pub fn finish(self) -> Option<PreTokenizedString> {
        if self.tokens.is_empty() {
            return None;
        }
        Some(PreTokenizedString { text: String::new(), tokens: self.tokens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german_stems(text: &str) -> Vec<String> {
        words(text).iter().map(|word| stem(&word.folded, Tongue::German)).collect()
    }

    #[test]
    fn inflections_and_spellings_meet() {
        for (one, other) in [
            ("Kurse", "kurs"),
            ("Kursen", "Kurs"),
            ("Kurses", "Kurs"),
            ("Konzerte", "Konzert"),
            ("Märkten", "Markt"),
            ("Vereins", "Vereine"),
            ("Häuser", "Haus"),
            ("Kindern", "Kinder"),
            ("Lesungen", "Lesung"),
            ("Tänze", "Tanz"),
            ("Feste", "Fest"),
            ("Chöre", "Chor"),
            ("Schülern", "Schueler"),
            ("Straßen", "strasse"),
            ("MEIẞEN", "Meißen"),
            ("курси", "курсів"),
            ("німецької", "німецька"),
            ("дітей", "діти"),
            ("Anwältin", "Anwalt"),
            ("Ärztinnen", "Arzt"),
            ("Mentorin", "Mentoren"),
            ("Wanderungen", "wandern"),
            ("Trauernde", "Trauer"),
        ] {
            assert_eq!(german_stems(one), german_stems(other), "{one} and {other}");
        }
        for (one, other) in [
            ("Kinder", "Kino"),
            ("Markt", "Marke"),
            ("Lesung", "Lösung"),
            ("Haus", "Haut"),
            ("Nähe", "nähen"),
            ("Wand", "wandern"),
            ("Töpfe", "töpfern"),
            ("trauen", "trauern"),
            ("mal", "malen"),
        ] {
            assert_ne!(german_stems(one), german_stems(other), "{one} and {other}");
        }
    }

    #[test]
    fn words_of_a_question_have_the_stems_of_every_language() {
        for (question, text) in [("courses", "course"), ("learning", "learn"), ("libraries", "library")] {
            assert!(stems(question).contains(&stem(text, Tongue::English)), "{question}");
        }
        assert!(stems("الدورات").contains(&stem("دورات", Tongue::German)));
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let folded =
            |text: &str| words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ");
        assert_eq!(folded("E-Bike-Tour, für Ältere!"), "e bike tour fur altere");
        assert_eq!(folded("… – !?"), "");
        assert_eq!(folded("schu\u{308}ler"), "schuler");
        assert_eq!(words("Für Ältere")[1].written, "Ältere");
    }
}
