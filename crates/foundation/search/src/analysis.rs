//! How texts become terms.

use kreisrund_kernel::text::fold;
use tantivy::tokenizer::{Language, RemoveLongFilter, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

/// The analyser for whole words in their inflections.
pub(crate) const STEMMED: &str = "german";
/// The analyser for words as they are written, for beginnings of words.
pub(crate) const PLAIN: &str = "plain";

/// Longer runs of letters are not words.
const LONGEST_WORD: usize = 80;

pub(crate) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(FoldedWords::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(Stemmer::new(Language::German))
        // Twice: once takes “Kurse” to “Kurs” and “Kurs” to “Kur”, and they would not meet.
        .filter(Stemmer::new(Language::German))
        .build()
}

pub(crate) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(FoldedWords::default()).filter(RemoveLongFilter::limit(LONGEST_WORD)).build()
}

/// The terms into which `analyser` turns `text`.
pub(crate) fn terms(mut analyser: TextAnalyzer, text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    analyser.token_stream(text).process(&mut |token| terms.push(token.text.clone()));
    terms
}

/// Words, folded so that every spelling of an umlaut meets the others.
#[derive(Clone, Default)]
struct FoldedWords {
    folded: String,
    token: Token,
}

struct FoldedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for FoldedWords {
    type TokenStream<'a> = FoldedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedStream<'a> {
        self.folded = fold(text);
        self.token.reset();
        FoldedStream { rest: &self.folded, token: &mut self.token }
    }
}

impl TokenStream for FoldedStream<'_> {
    fn advance(&mut self) -> bool {
        let word = self.rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        if end == 0 {
            return false;
        }
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(&word[..end]);
        self.rest = &word[end..];
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(terms(stemmed(), one), terms(stemmed(), other), "{one} and {other}");
        }
        for (one, other) in [("Kinder", "Kino"), ("Markt", "Marke"), ("Lesung", "Lösung"), ("Haus", "Haut")]
        {
            assert_ne!(terms(stemmed(), one), terms(stemmed(), other), "{one} and {other}");
        }
        assert_eq!(terms(plain(), "E-Bike-Tour, für Ältere!"), ["e", "bike", "tour", "fur", "altere"]);
        assert_eq!(terms(plain(), "… – !?"), [""; 0]);
    }
}
