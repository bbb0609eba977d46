//! Reading an edition of a vocabulary from a TOML file.
//!
//! ```toml
//! vocabulary = "topic"
//! edition = "2026-11"
//! published = "2026-11-22"            # optional
//! source = "Landkreis Musterland"     # optional
//!
//! [[term]]
//! slug = "sprachen"
//! labels = { de = "Sprachen", en = "Languages" }
//! codes = { vhs = "4" }               # optional; several codes of one scheme as a list
//! parent = "bildung"                  # optional, topics only
//! topics = ["beratung"]               # optional, life situations only
//! replaces = ["fremdsprachen"]        # optional: terms of earlier editions whose place it takes
//!
//! [[term.text]]                       # optional; German first
//! language = "de"
//! title = "Sprachen"
//! summary = "Ein Satz."
//! body = "Absätze."
//! ```
//!
//! Files come from people, so whatever is wrong is told with the file, the term and the field.

mod fields;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kreisrund_kernel::{Slug, slug::NotASlug};

use super::{Edition, EditionName, ExternalCode, NotAnEdition, Vocabulary};
use crate::{
    language_tag::{LanguageTag, NotALanguageTag},
    text::{RepeatedLanguage, Text, Texts, Translation},
};
use fields::{Fields, Wrong};

/// An edition of a vocabulary as a file has it, known to be whole: slugs are unique, parents there, levels at most two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VocabularyFile {
    /// The file's name, for messages.
    pub name: String,
    /// The edition.
    pub edition: Edition,
    /// The terms in their order.
    pub terms: Vec<TermEntry>,
}

/// A term as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermEntry {
    /// The short name.
    pub slug: Slug,
    /// What it is called in each language, German always among them.
    pub labels: BTreeMap<LanguageTag, String>,
    /// What other classifications call it.
    pub codes: Vec<ExternalCode>,
    /// The term above it.
    pub parent: Option<Slug>,
    /// For a life situation the topics that help then.
    pub topics: Vec<Slug>,
    /// The terms of earlier editions whose place it takes.
    pub replaces: Vec<Slug>,
    /// What is said about it, the German text being the source.
    pub texts: Option<Texts>,
}

/// A text that is no vocabulary, with the place of what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAVocabulary {
    /// The file's name.
    pub file: String,
    /// The term: its short name, or its number where it has none.
    pub term: Option<String>,
    /// The field, its levels divided by points.
    pub field: Option<String>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a vocabulary's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is no TOML.
    #[error("line {line} can't be read: {message}")]
    Toml {
        /// The line, counted from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// A field is not there.
    #[error("it is missing")]
    Missing,
    /// A field is there that means nothing.
    #[error("there is no such field; remove it or correct its name")]
    UnknownField,
    /// A value is of another kind.
    #[error("here must stand {expected}")]
    WrongKind {
        /// What is expected.
        expected: &'static str,
    },
    /// A value is empty.
    #[error("it is empty")]
    Empty,
    /// There is no such vocabulary.
    #[error(
        "there is no vocabulary “{0}”; it is one of topic, life_situation, audience, format, language, quality_mark"
    )]
    UnknownVocabulary(String),
    /// The edition has no name that sorts.
    #[error(transparent)]
    Edition(#[from] NotAnEdition),
    /// A day is none.
    #[error("“{0}” is not a day like “2026-11-22”")]
    Day(String),
    /// A short name is none.
    #[error(transparent)]
    Slug(#[from] NotASlug),
    /// A language tag is none.
    #[error(transparent)]
    Language(#[from] NotALanguageTag),
    /// Two terms have one short name.
    #[error("“{0}” stands there twice; every term needs a short name of its own")]
    RepeatedSlug(Slug),
    /// Something is named twice.
    #[error("“{0}” is named twice")]
    RepeatedName(String),
    /// A term has no German label.
    #[error("the German label (“de”) is missing")]
    NoGermanLabel,
    /// The first text is not German.
    #[error("the first text has to be the German one (“de”); the others are its translations")]
    GermanTextFirst,
    /// Two texts are in one language.
    #[error(transparent)]
    RepeatedText(#[from] RepeatedLanguage),
    /// The term above is not there.
    #[error("there is no term “{0}” in this file")]
    UnknownParent(Slug),
    /// Terms stand above each other in a circle.
    #[error("the way upwards goes round in a circle: {0}")]
    Cycle(String),
    /// A term stands below one that stands below another.
    #[error("“{0}” itself stands below another term, but there are only two levels")]
    ThreeLevels(Slug),
    /// Terms of this vocabulary have no levels.
    #[error("only topics stand below each other; remove it")]
    NoLevels,
    /// Terms of this vocabulary name no topics.
    #[error("only life situations name topics; remove it")]
    NoTopics,
    /// A term is replaced that is used in this edition.
    #[error("“{0}” is a term of this edition and can't be replaced in it")]
    ReplacesPresent(Slug),
    /// Two terms replace one.
    #[error("“{0}” is replaced by another term of this file already")]
    ReplacedTwice(Slug),
}

impl std::fmt::Display for NotAVocabulary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(term) = &self.term {
            write!(formatter, ", term “{term}”")?;
        }
        if let Some(field) = &self.field {
            write!(formatter, ", field “{field}”")?;
        }
        write!(formatter, ": {}", self.problem)
    }
}

impl std::error::Error for NotAVocabulary {}

impl VocabularyFile {
    /// Reads `text`, the content of the file `name`.
    ///
    /// # Errors
    /// [`NotAVocabulary`] for the first thing that is wrong.
    pub fn read(name: &str, text: &str) -> Result<Self, NotAVocabulary> {
        read(name, text).map_err(|wrong| NotAVocabulary {
            file: name.to_owned(),
            term: wrong.term,
            field: wrong.field,
            problem: wrong.problem,
        })
    }
}

fn read(name: &str, text: &str) -> Result<VocabularyFile, Wrong> {
    let mut fields = Fields::of_file(text)?;
    let edition = edition(&mut fields)?;
    let tables = fields.optional_tables("term")?;
    fields.end()?;
    let mut terms = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let label = match table.get("slug").and_then(toml::Value::as_str) {
            Some(slug) => slug.chars().take(80).collect(),
            None => format!("no. {}", index + 1),
        };
        let term = term(edition.vocabulary, Fields::new(table)).map_err(|wrong| wrong.in_term(label))?;
        terms.push(term);
    }
    check_slugs(&terms)?;
    check_levels(&terms)?;
    check_replacements(&terms)?;
    Ok(VocabularyFile { name: name.to_owned(), edition, terms })
}

fn edition(fields: &mut Fields) -> Result<Edition, Wrong> {
    let vocabulary = fields.text("vocabulary")?;
    let known = Vocabulary::from_name(&vocabulary);
    let vocabulary = known.ok_or_else(|| Wrong::at("vocabulary", Problem::UnknownVocabulary(vocabulary)))?;
    let name: EditionName = fields.text("edition")?.parse().map_err(|error| Wrong::at("edition", error))?;
    let published = match fields.optional_text("published")? {
        None => None,
        Some(day) => {
            let read = day.parse::<Date>();
            Some(read.map_err(|_| Wrong::at("published", Problem::Day(day)))?)
        }
    };
    Ok(Edition { vocabulary, name, published, source: fields.optional_text("source")? })
}

fn term(vocabulary: Vocabulary, mut fields: Fields) -> Result<TermEntry, Wrong> {
    let slug = fields.text("slug")?.parse().map_err(|error: NotASlug| Wrong::at("slug", error))?;
    let labels = labels(fields.table("labels")?)?;
    let codes = codes(fields.optional_table("codes")?)?;
    let parent = fields.optional_text("parent")?;
    if parent.is_some() && !vocabulary.has_two_levels() {
        return Err(Wrong::at("parent", Problem::NoLevels));
    }
    let parent = parent.map(|parent| parent.parse()).transpose();
    let parent = parent.map_err(|error: NotASlug| Wrong::at("parent", error))?;
    let topics = slugs(&mut fields, "topics")?;
    if !topics.is_empty() && vocabulary != Vocabulary::LifeSituation {
        return Err(Wrong::at("topics", Problem::NoTopics));
    }
    let replaces = slugs(&mut fields, "replaces")?;
    let texts = texts(fields.optional_tables("text")?).map_err(|wrong| wrong.below("text"))?;
    fields.end()?;
    Ok(TermEntry { slug, labels, codes, parent, topics, replaces, texts })
}

fn labels(table: toml::Table) -> Result<BTreeMap<LanguageTag, String>, Wrong> {
    let mut labels = BTreeMap::new();
    let mut fields = Fields::new(table);
    for key in fields.names() {
        let wrong = |problem: Problem| Wrong::at(&key, problem).below("labels");
        let language: LanguageTag = key.parse().map_err(|error: NotALanguageTag| wrong(error.into()))?;
        let label = fields.text(&key).map_err(|problem| problem.below("labels"))?;
        if labels.insert(language, label).is_some() {
            return Err(wrong(Problem::RepeatedName(key.clone())));
        }
    }
    if labels.contains_key(&LanguageTag::german()) {
        Ok(labels)
    } else {
        Err(Wrong::at("labels", Problem::NoGermanLabel))
    }
}

fn codes(table: Option<toml::Table>) -> Result<Vec<ExternalCode>, Wrong> {
    let mut codes = BTreeSet::new();
    let mut fields = Fields::new(table.unwrap_or_default());
    for scheme in fields.names() {
        for code in fields.texts(&scheme).map_err(|wrong| wrong.below("codes"))? {
            let wrong = Problem::RepeatedName(code.clone());
            if !codes.insert(ExternalCode { scheme: scheme.clone(), code }) {
                return Err(Wrong::at(&scheme, wrong).below("codes"));
            }
        }
    }
    Ok(codes.into_iter().collect())
}

fn slugs(fields: &mut Fields, name: &str) -> Result<Vec<Slug>, Wrong> {
    let mut slugs = Vec::new();
    for text in fields.optional_texts(name)? {
        let slug: Slug = text.parse().map_err(|error: NotASlug| Wrong::at(name, error))?;
        if slugs.contains(&slug) {
            return Err(Wrong::at(name, Problem::RepeatedName(slug.into())));
        }
        slugs.push(slug);
    }
    Ok(slugs)
}

fn texts(tables: Vec<toml::Table>) -> Result<Option<Texts>, Wrong> {
    let mut texts = Vec::new();
    for table in tables {
        let mut fields = Fields::new(table);
        let language = fields.text("language")?.parse();
        let language: LanguageTag =
            language.map_err(|error: NotALanguageTag| Wrong::at("language", error))?;
        let title = fields.text("title")?;
        let summary = fields.optional_text("summary")?.unwrap_or_default();
        let body = fields.optional_text("body")?.unwrap_or_default();
        fields.end()?;
        texts.push(Text::new(language, &title, &summary, &body));
    }
    let mut texts = texts.into_iter();
    let Some(source) = texts.next() else { return Ok(None) };
    if source.language != LanguageTag::german() {
        return Err(Wrong::at("language", Problem::GermanTextFirst));
    }
    let texts = Texts::new(source, texts.map(Translation::fresh).collect());
    texts.map(Some).map_err(|error| Wrong::at("language", error))
}

fn check_slugs(terms: &[TermEntry]) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for term in terms {
        if !seen.insert(&term.slug) {
            return Err(
                Wrong::at("slug", Problem::RepeatedSlug(term.slug.clone())).in_term(term.slug.to_string())
            );
        }
    }
    Ok(())
}

fn check_levels(terms: &[TermEntry]) -> Result<(), Wrong> {
    let parents: BTreeMap<&Slug, Option<&Slug>> =
        terms.iter().map(|term| (&term.slug, term.parent.as_ref())).collect();
    for term in terms {
        let Some(parent) = &term.parent else { continue };
        let problem = match parents.get(parent) {
            None => Problem::UnknownParent(parent.clone()),
            Some(None) => continue,
            Some(Some(_)) => match way_round(&term.slug, &parents) {
                Some(way) => Problem::Cycle(way),
                None => Problem::ThreeLevels(parent.clone()),
            },
        };
        return Err(Wrong::at("parent", problem).in_term(term.slug.to_string()));
    }
    Ok(())
}

/// The way upwards from `slug` if it leads in a circle.
fn way_round(slug: &Slug, parents: &BTreeMap<&Slug, Option<&Slug>>) -> Option<String> {
    let mut way = vec![slug.as_str()];
    let mut next = parents.get(slug).copied().flatten();
    while let Some(parent) = next {
        let is_round = way.contains(&parent.as_str());
        way.push(parent.as_str());
        if is_round {
            return Some(way.join(" → "));
        }
        next = parents.get(parent).copied().flatten();
    }
    None
}

fn check_replacements(terms: &[TermEntry]) -> Result<(), Wrong> {
    let present: BTreeSet<&Slug> = terms.iter().map(|term| &term.slug).collect();
    let mut replaced = BTreeSet::new();
    for term in terms {
        for former in &term.replaces {
            let problem = if present.contains(former) {
                Problem::ReplacesPresent(former.clone())
            } else if !replaced.insert(former) {
                Problem::ReplacedTwice(former.clone())
            } else {
                continue;
            };
            return Err(Wrong::at("replaces", problem).in_term(term.slug.to_string()));
        }
    }
    Ok(())
}
