//! `/api/v1/vocabularies`: the words by which records are ordered, with their translations and codes.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use kreisrund_content::{Term, Vocabulary, VocabularySnapshot};
use kreisrund_slice::House;
use kreisrund_web::{Page, Problem};
use serde::Serialize;
use utoipa::{ToSchema, openapi::Object};

use super::{
    answer::{Window, list, one},
    given,
    models::one_of,
    operations, parameters,
};
use crate::choice::Choice;

/// A vocabulary.
#[derive(Serialize, ToSchema)]
#[schema(as = Vocabulary)]
pub struct ApiVocabulary {
    /// Its name, by which it is asked for.
    #[schema(schema_with = names)]
    name: &'static str,
    /// The address of its terms.
    #[schema(format = "uri")]
    url: String,
    /// The parameter by which hits with one of its terms are asked for.
    parameter: Option<&'static str>,
    /// The edition in force: the month or the day on which it came out.
    edition: Option<String>,
    /// The day on which it was published.
    #[schema(format = Date)]
    published: Option<String>,
    /// Where it comes from.
    source: Option<String>,
    /// How many terms are in force.
    term_count: usize,
}

/// A vocabulary with its terms.
#[derive(Serialize, ToSchema)]
pub struct VocabularyWithTerms {
    #[serde(flatten)]
    vocabulary: ApiVocabulary,
    /// The terms in force, each before those below it.
    terms: Vec<ApiTerm>,
}

/// A term.
#[derive(Serialize, ToSchema)]
#[schema(as = Term)]
struct ApiTerm {
    /// The short name; it stays when labels change.
    slug: String,
    /// What it is called, by language (BCP 47); German (`de`) is always there.
    labels: BTreeMap<String, String>,
    /// The short name of the term above it.
    parent: Option<String>,
    /// What other classifications call it.
    codes: Vec<Code>,
    /// For a life situation the short names of the topics that help then.
    topics: Vec<String>,
}

/// What another classification calls a term.
#[derive(Serialize, ToSchema)]
struct Code {
    /// The classification, such as `vhs` for the programme areas of the adult education centres.
    scheme: String,
    /// The code there.
    code: String,
}

pub async fn all(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_lists(), &page)?;
    let window = Window::read(&parameters);
    let snapshot = house.vocabularies.snapshot();
    let all: Vec<ApiVocabulary> =
        Vocabulary::ALL.into_iter().map(|vocabulary| shown(&page, &snapshot, vocabulary)).collect();
    let paged = window.paged(&page, &parameters, all.len());
    Ok(list(window.of(all), paged))
}

pub async fn single(
    State(house): State<House>,
    page: Page,
    uri: Uri,
    Path(given): Path<String>,
) -> Result<Response, Problem> {
    given::read(&uri, &parameters::none(), &page)?;
    let vocabulary = Vocabulary::from_name(&given).ok_or_else(|| given::nothing(&given, &page))?;
    let snapshot = house.vocabularies.snapshot();
    Ok(one(VocabularyWithTerms {
        vocabulary: shown(&page, &snapshot, vocabulary),
        terms: snapshot.terms(vocabulary).map(|term| api_term(&snapshot, term)).collect(),
    }))
}

fn shown(page: &Page, snapshot: &VocabularySnapshot, vocabulary: Vocabulary) -> ApiVocabulary {
    let edition = snapshot.edition(vocabulary);
    let choice = Choice::ALL.into_iter().find(|choice| choice.vocabulary() == Some(vocabulary));
    ApiVocabulary {
        name: vocabulary.as_str(),
        url: page.absolute(&format!("{}/{vocabulary}", operations::VOCABULARIES)),
        parameter: choice.map(Choice::parameter),
        edition: edition.map(|edition| edition.name.to_string()),
        published: edition.and_then(|edition| edition.published).map(|day| day.to_string()),
        source: edition.and_then(|edition| edition.source.clone()),
        term_count: snapshot.terms(vocabulary).count(),
    }
}

fn api_term(snapshot: &VocabularySnapshot, term: &Term) -> ApiTerm {
    ApiTerm {
        slug: term.slug.to_string(),
        labels: term
            .labels
            .iter()
            .map(|(language, label)| (language.as_str().to_owned(), label.clone()))
            .collect(),
        parent: term.parent.and_then(|id| snapshot.term(id)).map(|parent| parent.slug.to_string()),
        codes: term
            .codes
            .iter()
            .map(|code| Code { scheme: code.scheme.clone(), code: code.code.clone() })
            .collect(),
        topics: snapshot.topics_of(term.id).into_iter().map(|topic| topic.slug.to_string()).collect(),
    }
}

fn names() -> Object {
    one_of("Its name, by which it is asked for.", NAMES)
}

/// The names of all vocabularies.
pub const NAMES: [&str; Vocabulary::ALL.len()] = {
    let mut names = [""; Vocabulary::ALL.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = Vocabulary::ALL[index].as_str();
        index += 1;
    }
    names
};
