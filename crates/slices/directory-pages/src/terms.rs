//! Life situations and topics: what helps, who advises, what is offered.

use std::cmp::Reverse;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_content::{
    Term, Vocabulary, VocabularySnapshot,
    store::{
        texts::{texts_of, texts_of_many},
        vocabularies::{subjects_with_any, terms_of_many},
    },
};
use kreisrund_directory::{
    organisation::{Organisation, Role},
    store::organisations::organisations_by_ids,
};
use kreisrund_kernel::{OrganisationId, SubjectKind, SubjectRef, TermId};
use kreisrund_slice::{About, House, Panel, reading::Reading};
use kreisrund_web::{CachePolicy, ChoiceLink, Name, Page, Problem, render};

use crate::{parts, tiles::TilesPage};

/// At most so many organisations stand beside the text.
const MOST_ORGANISATIONS: usize = 8;

#[derive(Template)]
#[template(path = "term.html")]
struct TermPage {
    page: Page,
    reading: Reading,
    below: Vec<ChoiceLink>,
    topics: Vec<ChoiceLink>,
    advice_title: String,
    advice: Vec<Name>,
    advice_more: Option<String>,
    panels: Vec<Panel>,
}

pub async fn life_situations(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let tiles = tiles(&house, &page, Vocabulary::LifeSituation).await?;
    let lead = page.t("directory-life-situations-lead");
    let title = page.t("directory-life-situations");
    Ok(TilesPage { symbol: "compass", lead, tiles, title, page }.response())
}

pub async fn topics(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let tiles = tiles(&house, &page, Vocabulary::Topic).await?;
    let lead = page.t("directory-topics-lead");
    let title = page.t("directory-topics-title");
    Ok(TilesPage { symbol: "topic", lead, tiles, title, page }.response())
}

async fn tiles(house: &House, page: &Page, vocabulary: Vocabulary) -> Result<Vec<Name>, Problem> {
    let vocabularies = house.vocabularies.snapshot();
    let terms: Vec<&Term> = vocabularies.first_level(vocabulary).collect();
    let ids: Vec<_> = terms.iter().map(|term| term.id.0).collect();
    let texts = texts_of_many(house.database.read(), SubjectKind::Term, &ids).await?;
    let language = parts::content_language(page);
    Ok(terms
        .into_iter()
        .map(|term| {
            let reading = Reading::of(page, texts.get(&term.id.0));
            let below: Vec<&str> = vocabularies.children(term.id).map(|term| term.label(&language)).collect();
            let note = if below.is_empty() { reading.description() } else { below.join(", ") };
            let shown = term.label_language(&language);
            let name = Name::new(term.label(&language), page.link(&path(term))).note(note);
            Name { language: (shown != language).then(|| shown.as_str().to_owned()), ..name }
        })
        .collect())
}

fn path(term: &Term) -> String {
    match term.vocabulary {
        Vocabulary::LifeSituation => format!("/lebenslagen/{}", term.slug),
        _ => format!("/themen/{}", term.slug),
    }
}

pub async fn life_situation(
    state: State<House>,
    page: Page,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    term_page(&state.0, page, Vocabulary::LifeSituation, &slug).await
}

pub async fn topic(state: State<House>, page: Page, Path(slug): Path<String>) -> Result<Response, Problem> {
    term_page(&state.0, page, Vocabulary::Topic, &slug).await
}

async fn term_page(
    house: &House,
    page: Page,
    vocabulary: Vocabulary,
    slug: &str,
) -> Result<Response, Problem> {
    let slug = parts::slug(slug)?;
    let vocabularies = house.vocabularies.snapshot();
    let term = vocabularies.by_slug(vocabulary, &slug).ok_or_else(Problem::not_found)?;
    let language = parts::content_language(&page);
    let subject = SubjectRef::new(SubjectKind::Term, term.id);
    let texts = texts_of(house.database.read(), subject).await?;
    let mut reading = Reading::of(&page, texts.as_ref());
    if reading.title.is_empty() {
        term.label(&language).clone_into(&mut reading.title);
    }
    let is_situation = vocabulary == Vocabulary::LifeSituation;
    let helping = if is_situation { vocabularies.topics_of(term.id) } else { Vec::new() };
    let related = if is_situation {
        helping.iter().map(|topic| topic.id).chain([term.id]).collect()
    } else {
        vocabularies.with_children(term.id)
    };
    let advice = advice(house, &page, &related, is_situation).await?;
    let about = About { subject, name: term.label(&language).to_owned(), slug: term.slug.to_string() };
    let panels = house.panels.about(house, &page, &about).await?;
    let template = TermPage {
        below: vocabularies.children(term.id).map(|below| parts::topic_link(&page, below)).collect(),
        topics: helping.iter().map(|topic| parts::topic_link(&page, topic)).collect(),
        advice_title: page.t(if is_situation { "directory-who-advises" } else { "directory-who-offers" }),
        advice_more: (advice.len() >= MOST_ORGANISATIONS).then(|| page.link("/organisationen")),
        advice,
        page: framed(&page, &vocabularies, term, &reading).with_feeds(&panels),
        panels,
        reading,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

fn framed(page: &Page, vocabularies: &VocabularySnapshot, term: &Term, reading: &Reading) -> Page {
    let language = parts::content_language(page);
    let framed = if term.vocabulary == Vocabulary::LifeSituation {
        page.clone().crumb(page.t("directory-life-situations"), "/lebenslagen")
    } else {
        page.clone().crumb(page.t("directory-topics-title"), "/themen")
    };
    let above = term.parent.and_then(|id| vocabularies.term(id));
    let framed = match above {
        Some(above) => framed.crumb(above.label(&language), &path(above)),
        None => framed,
    };
    framed.titled(&reading.title).description(reading.description())
}

/// The organisations that work in one of `terms`; in a life situation those that advise, or else all.
async fn advice(house: &House, page: &Page, terms: &[TermId], advising: bool) -> Result<Vec<Name>, Problem> {
    let connection = house.database.read();
    let ids = subjects_with_any(connection, terms, SubjectKind::Organisation).await?;
    let ids: Vec<OrganisationId> = ids.into_iter().map(OrganisationId::from).collect();
    let mut organisations = organisations_by_ids(connection, &ids).await?;
    let advises = |organisation: &Organisation| organisation.details.roles.contains(&Role::Advice);
    if advising && organisations.iter().any(advises) {
        organisations.retain(advises);
    }
    // Whoever works in most of the topics knows most about the situation.
    let ids: Vec<_> = organisations.iter().map(|organisation| organisation.id.0).collect();
    let of = terms_of_many(connection, SubjectKind::Organisation, &ids).await?;
    let fitting = |organisation: &Organisation| {
        of.get(&organisation.id.0).map_or(0, |of| of.iter().filter(|term| terms.contains(term)).count())
    };
    organisations.sort_by_key(|organisation| Reverse(fitting(organisation)));
    let snapshot = house.areas.snapshot();
    Ok(organisations
        .iter()
        .take(MOST_ORGANISATIONS)
        .map(|organisation| {
            let municipality = organisation.details.area.and_then(|id| snapshot.area(id));
            let municipality = municipality.map(|area| area.name.clone()).unwrap_or_default();
            parts::organisation_name(page, organisation).note(municipality)
        })
        .collect())
}
