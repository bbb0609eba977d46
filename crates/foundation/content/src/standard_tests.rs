//! The vocabularies that are part of the program keep their promises.

use std::collections::BTreeSet;

use kreisrund_kernel::Slug;

use super::*;
use crate::{LanguageTag, Text, Vocabulary, easy_language};

fn file(vocabulary: Vocabulary) -> VocabularyFile {
    let all = standard_vocabularies().unwrap();
    all.into_iter().find(|file| file.edition.vocabulary == vocabulary).unwrap()
}

fn all_texts() -> Vec<(String, Text)> {
    let mut texts = Vec::new();
    for file in standard_vocabularies().unwrap() {
        for term in &file.terms {
            let place = format!("{}, term “{}”", file.name, term.slug);
            texts.extend(
                term.texts.iter().flat_map(crate::Texts::all).map(|text| (place.clone(), text.clone())),
            );
        }
    }
    texts
}

fn none_of(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_files_are_valid_and_complete() {
    let all = standard_vocabularies().unwrap();
    let vocabularies: Vec<Vocabulary> = all.iter().map(|file| file.edition.vocabulary).collect();
    assert_eq!(vocabularies, Vocabulary::ALL);
    for file in &all {
        assert!(file.terms.len() >= 5, "{} has {} terms", file.name, file.terms.len());
        let labels: Vec<&String> =
            file.terms.iter().map(|term| &term.labels[&LanguageTag::german()]).collect();
        let different: BTreeSet<&&String> = labels.iter().collect();
        assert_eq!(labels.len(), different.len(), "{}: people could not tell two terms apart", file.name);
    }
}

#[test]
fn labels_speak_the_languages_of_the_house() {
    let mut problems = Vec::new();
    for file in standard_vocabularies().unwrap() {
        for term in &file.terms {
            for language in [LanguageTag::english(), LanguageTag::ukrainian(), LanguageTag::arabic()] {
                if !term.labels.contains_key(&language) {
                    problems.push(format!("{}, term “{}”: no label in {language}", file.name, term.slug));
                }
            }
        }
    }
    none_of(&problems);
}

#[test]
fn life_situations_help_in_five_languages_with_known_topics() {
    let topics: BTreeSet<Slug> = file(Vocabulary::Topic).terms.into_iter().map(|term| term.slug).collect();
    let situations = file(Vocabulary::LifeSituation).terms;
    assert!(situations.len() >= 10, "there are {}", situations.len());
    let mut problems = Vec::new();
    for situation in &situations {
        for language in ["de", "de-x-leicht", "en", "uk", "ar"] {
            let language: LanguageTag = language.parse().unwrap();
            let text = situation.texts.as_ref().and_then(|texts| texts.exactly_in(&language));
            if text.is_none_or(|text| text.summary.is_empty() || text.body.is_empty()) {
                problems.push(format!("“{}” has no whole text in {language}", situation.slug));
            }
        }
        if situation.topics.is_empty() {
            problems.push(format!("“{}” names no topic that helps", situation.slug));
        }
        let unknown = situation.topics.iter().filter(|topic| !topics.contains(topic));
        problems
            .extend(unknown.map(|topic| format!("“{}” names the unknown topic “{topic}”", situation.slug)));
    }
    none_of(&problems);
}

#[test]
fn upper_topics_are_mapped_to_the_programme_areas_of_the_adult_education_centres() {
    for topic in file(Vocabulary::Topic).terms.iter().filter(|topic| topic.parent.is_none()) {
        assert!(topic.codes.iter().any(|code| code.scheme == "vhs"), "“{}” has no code", topic.slug);
    }
}

#[test]
fn easy_language_is_easy() {
    let mut problems = Vec::new();
    let texts = all_texts();
    assert!(texts.iter().any(|(_, text)| text.language.is_easy()));
    for (place, text) in texts.iter().filter(|(_, text)| text.language.is_easy()) {
        problems.extend(easy_language::problems(text).iter().map(|problem| format!("{place}: {problem}")));
    }
    none_of(&problems);
}

#[test]
fn no_link_stays_unread() {
    let mut problems = Vec::new();
    for (place, text) in all_texts() {
        if text.plain_body().contains("](") || text.summary.contains("](") {
            problems.push(format!("{place}, {}: a link that is none", text.language));
        }
    }
    none_of(&problems);
}
