//! The rules of easy language (Leichte Sprache) that a program can check: short sentences, no semicolons.
//!
//! Whether a text is understood only its readers can say; what breaks these rules will not be.

use crate::{block::Block, text::Text};

/// The most words of a sentence.
pub const MOST_WORDS: usize = 18;

/// The most words of a sentence on average over a text.
pub const MOST_WORDS_ON_AVERAGE: usize = 12;

/// What makes a text hard to read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum HardToRead {
    /// A sentence is too long.
    #[error("“{sentence}” has {words} words; divide it into sentences of at most {MOST_WORDS}")]
    LongSentence {
        /// The sentence.
        sentence: String,
        /// How many words it has.
        words: usize,
    },
    /// The sentences are too long on average.
    #[error(
        "the sentences have {average:.1} words on average; make them shorter than {MOST_WORDS_ON_AVERAGE}"
    )]
    LongOnAverage {
        /// How many words they have.
        average: f64,
    },
    /// A semicolon joins what would be two sentences.
    #[error("“{0}” has a semicolon; make two sentences of it")]
    Semicolon(String),
}

/// What makes `text` hard to read; nothing where it keeps to the rules.
#[must_use]
pub fn problems(text: &Text) -> Vec<HardToRead> {
    let sentences = sentences(text);
    let mut problems = Vec::new();
    let mut all_words = 0;
    for sentence in &sentences {
        let words = count_words(sentence);
        all_words += words;
        if words > MOST_WORDS {
            problems.push(HardToRead::LongSentence { sentence: sentence.clone(), words });
        }
        if sentence.contains(';') {
            problems.push(HardToRead::Semicolon(sentence.clone()));
        }
    }
    if all_words > MOST_WORDS_ON_AVERAGE * sentences.len() {
        #[allow(clippy::cast_precision_loss, reason = "a text has fewer words than a float has steps")]
        let average = all_words as f64 / sentences.len() as f64;
        problems.push(HardToRead::LongOnAverage { average });
    }
    problems
}

/// The sentences of title, summary and body. Headings and list items are sentences of their own.
fn sentences(text: &Text) -> Vec<String> {
    let mut parts = vec![text.title.clone(), text.summary.clone()];
    for block in text.blocks() {
        let lines = block.lines().iter().map(|line| line.iter().map(crate::Inline::text).collect::<String>());
        match block {
            Block::Heading(_) | Block::List(_) => parts.extend(lines),
            Block::Paragraph(_) => parts.push(lines.collect::<Vec<_>>().join(" ")),
        }
    }
    parts.iter().flat_map(|part| divide(part)).collect()
}

/// Divides where a mark that ends a sentence stands before a space. “8.30 Uhr” stays whole.
fn divide(part: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    for word in part.split_whitespace() {
        if let Some(sentence) = sentences.last_mut() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
        }
        if word.trim_end_matches(['“', '”', '"', ')', '»', '«']).ends_with(['.', '!', '?', ':']) {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| count_words(sentence) > 0);
    sentences
}

/// How many words there are; a lone dash is none.
fn count_words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LanguageTag;

    fn problems_of(body: &str) -> Vec<HardToRead> {
        problems(&Text::new(LanguageTag::easy_german(), "Ein Titel", "Ein Satz.", body))
    }

    #[test]
    fn short_sentences_are_easy() {
        assert_eq!(
            problems_of("Sie sind neu hier? Das ist gut.\n\n## Hilfe\n- um 8.30 Uhr\n- in Ihrem Dorf"),
            []
        );
        assert_eq!(problems(&Text::new(LanguageTag::easy_german(), "", "", "")), []);
    }

    #[test]
    fn long_sentences_and_semicolons_are_not() {
        let long = "wort ".repeat(19);
        let found = problems_of(&format!("{long}.\n\nEins; zwei."));
        assert!(matches!(&found[0], HardToRead::LongSentence { words: 19, .. }), "{found:?}");
        assert!(
            matches!(&found[1], HardToRead::Semicolon(sentence) if sentence == "Eins; zwei."),
            "{found:?}"
        );
        let rather_long = format!("{}. ", "wort ".repeat(17).trim_end()).repeat(8);
        assert!(matches!(problems_of(&rather_long)[..], [HardToRead::LongOnAverage { .. }]));
    }
}
