//! The glossary: a text whose headings are the words that it explains, shown from A to Z.
//!
//! A heading is a word, or a word with another beside it in brackets: `## Fernleihe (interlibrary loan)`.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, response::Response};
use kreisrund_kernel::text::{fold, transliterate};
use kreisrund_slice::{House, reading::Reading};
use kreisrund_web::{Link, Page, Problem};

use crate::{
    pages::{read, shown},
    standing_page::StandingPage,
};

#[derive(Template)]
#[template(path = "glossary.html")]
struct Glossary {
    page: Page,
    reading: Reading,
    bar: Vec<Link>,
    letters: Vec<Letter>,
}

struct Letter {
    letter: String,
    anchor: String,
    entries: Vec<Entry>,
}

/// A word and what it means.
#[derive(Clone, Debug)]
struct Entry {
    anchor: String,
    /// The word.
    term: String,
    /// What stands behind it in brackets, as in a translation.
    beside: Option<String>,
    /// The word's language, where the text around it is in another one.
    term_language: Option<&'static str>,
    reading: Reading,
}

pub async fn page(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, mut reading) = read(&house, page, StandingPage::Glossary).await?;
    let letters = letters(entries(&page, &mut reading));
    let bar = letters.iter().map(|letter| Link::new(&letter.letter, format!("#{}", letter.anchor))).collect();
    Ok(shown(&Glossary { page, reading, bar, letters }))
}

/// The entries of the text, which keeps what stands before the first of them.
fn entries(page: &Page, reading: &mut Reading) -> Vec<Entry> {
    let shown = reading.language.clone().unwrap_or_else(|| page.language.tag().to_owned());
    // The words are those of German offices, whichever language explains them.
    let term_language = (!shown.starts_with("de")).then_some("de");
    let around =
        Reading { language: reading.language.clone(), direction: reading.direction, ..Reading::default() };
    let mut entries: Vec<Entry> = Vec::new();
    let mut intro = Vec::new();
    for block in std::mem::take(&mut reading.blocks) {
        if block.is_heading() {
            let heading: String = block.lines.iter().flatten().map(|piece| piece.text.as_str()).collect();
            let (term, beside) = apart(&heading);
            let entry = Entry {
                anchor: free_anchor(term, &entries),
                term: term.to_owned(),
                beside: beside.map(str::to_owned),
                term_language,
                reading: around.clone(),
            };
            entries.push(entry);
        } else if let Some(entry) = entries.last_mut() {
            entry.reading.blocks.push(block);
        } else {
            intro.push(block);
        }
    }
    reading.blocks = intro;
    entries
}

fn letters(mut entries: Vec<Entry>) -> Vec<Letter> {
    entries.sort_by_cached_key(|entry| (fold(&entry.term), entry.term.clone()));
    let mut by_letter: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let first = fold(&entry.term).chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
        let letter = first.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect());
        by_letter.entry(letter).or_default().push(entry);
    }
    by_letter
        .into_iter()
        .map(|(letter, entries)| Letter {
            anchor: format!(
                "buchstabe-{}",
                if letter == "#" { "zeichen".to_owned() } else { letter.to_lowercase() }
            ),
            letter,
            entries,
        })
        .collect()
}

/// The word, and what stands behind it in brackets.
fn apart(heading: &str) -> (&str, Option<&str>) {
    let divided = heading.strip_suffix(')').and_then(|rest| rest.split_once(" ("));
    divided.map_or((heading, None), |(term, beside)| (term.trim(), Some(beside)))
}

/// The same for every spelling: easy language writes “Ehrenamts-Pauschale”, and links lead there all the same.
fn anchor(term: &str) -> String {
    transliterate(term).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The anchor of `term`, or a numbered one where another word has it or the script leaves nothing of it.
fn free_anchor(term: &str, taken: &[Entry]) -> String {
    let anchor = anchor(term);
    let is_taken = anchor.is_empty() || taken.iter().any(|entry| entry.anchor == anchor);
    if is_taken { format!("wort-{}", taken.len() + 1) } else { anchor }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kreisrund_content::{Block, LanguageTag};

    use super::*;
    use crate::shipped;

    fn terms(language: &LanguageTag) -> Vec<String> {
        let text = shipped::texts(StandingPage::Glossary).exactly_in(language).unwrap();
        let words = |block: &Block| {
            block.lines().iter().flatten().map(kreisrund_content::Inline::text).collect::<String>()
        };
        let is_heading = |block: &&Block| matches!(block, Block::Heading(_));
        text.blocks()
            .iter()
            .filter(is_heading)
            .map(words)
            .map(|heading| apart(&heading).0.to_owned())
            .collect()
    }

    #[test]
    fn every_word_is_explained_in_every_language_under_the_same_anchor() {
        let anchors =
            |language: LanguageTag| terms(&language).iter().map(|term| anchor(term)).collect::<Vec<_>>();
        let german = anchors(LanguageTag::german());
        assert!(german.len() >= 45, "only {} words", german.len());
        assert_eq!(german.iter().collect::<BTreeSet<_>>().len(), german.len(), "a word stands there twice");
        for language in [LanguageTag::english(), LanguageTag::easy_german()] {
            let others: BTreeSet<String> = anchors(language.clone()).into_iter().collect();
            assert_eq!(others, german.iter().cloned().collect(), "{language}");
        }
    }

    #[test]
    fn links_of_the_pages_that_came_with_the_program_lead_to_words() {
        let german: BTreeSet<String> =
            terms(&LanguageTag::german()).iter().map(|term| anchor(term)).collect();
        for page in StandingPage::ALL {
            for text in shipped::texts(page).all() {
                for target in text.body.split("](/glossar#").skip(1).filter_map(|rest| rest.split(')').next())
                {
                    assert!(german.contains(target), "{page:?} in {}: {target}", text.language);
                }
            }
        }
    }

    #[test]
    fn words_stand_under_their_letter_whatever_their_accents() {
        let entry = |term: &str| Entry {
            anchor: anchor(term),
            term: term.to_owned(),
            beside: None,
            term_language: None,
            reading: Reading::default(),
        };
        let letters = letters(["Ärztehaus", "Zuschuss", "Amt", "115"].map(entry).to_vec());
        let names: Vec<(&str, Vec<&str>)> = letters
            .iter()
            .map(|letter| (letter.letter.as_str(), letter.entries.iter().map(|e| e.term.as_str()).collect()))
            .collect();
        assert_eq!(names, [("#", vec!["115"]), ("A", vec!["Amt", "Ärztehaus"]), ("Z", vec!["Zuschuss"])]);
        assert_eq!(apart("Fernleihe (interlibrary loan)"), ("Fernleihe", Some("interlibrary loan")));
        assert_eq!(anchor("Ehrenamts-Pauschale"), anchor("Ehrenamtspauschale"));
        assert_eq!(free_anchor("Amt", &[entry("Ort")]), "amt");
        assert_eq!(free_anchor("Amt", &[entry("Amt")]), "wort-2");
        assert_eq!(free_anchor("Волонтер", &[]), "wort-1");
    }
}
