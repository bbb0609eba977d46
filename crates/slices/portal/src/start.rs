//! The start page: where to search, what people come for, what is on and what is new, and how to reach a person.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use jiff::civil::Date;
use kreisrund_content::Vocabulary;
use kreisrund_kernel::Unavailable;
use kreisrund_search::{Hit, Kind, Order, Query};
use kreisrund_slice::{House, hits::card};
use kreisrund_web::{CachePolicy, Card, ChoiceLink, Page, Problem, render};

use crate::{
    question::{Preset, Question},
    tours::{Door, doors},
};

/// Cards of what is on soon.
const SOON: usize = 6;
/// Cards of what is new.
const NEW: usize = 4;
/// Cards of what there is to read.
const ARTICLES: usize = 3;
/// So many events are enough to speak of a weekend.
const FEW: usize = 4;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    page: Page,
    lead: String,
    doors: Vec<Door>,
    situations: Vec<Situation>,
    soon_title: String,
    soon: Vec<Card>,
    soon_all: String,
    /// The same around a village: its short name goes in for `{slug}`.
    soon_near: String,
    /// All that is on, by kind.
    kinds: Vec<ChoiceLink>,
    newest: Vec<Card>,
    articles: Vec<Card>,
    about: String,
}

/// A life situation with its drawing.
struct Situation {
    name: String,
    href: String,
    motif: String,
}

pub async fn page(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    require_index(&house)?;
    let soon = soon(&house)?;
    let (soon_title, soon_all) = match soon.preset {
        Preset::Today => (page.t("portal-start-today"), Preset::Today),
        Preset::Weekend => (page.t("portal-start-weekend"), Preset::Weekend),
        Preset::Tomorrow | Preset::Week | Preset::Month => (page.t("portal-start-soon"), Preset::Month),
    };
    let cards = |hits: &[Hit]| hits.iter().map(|hit| card(&page, hit)).collect();
    let lead = page.t_text("portal-start-lead", "county", &page.site().county_name);
    let template = StartPage {
        doors: doors(&page, None),
        situations: situations(&house, &page),
        soon_title,
        soon: cards(&soon.hits),
        soon_near: format!("/suche?zeit={}&ort={{slug}}", soon_all.parameter()),
        soon_all: page.link(&format!("/suche?zeit={}", soon_all.parameter())),
        kinds: kinds(&house, &page)?,
        newest: cards(&newest(&house, &Kind::OFFERS, NEW)?),
        articles: cards(&newest(&house, &[Kind::Article], ARTICLES)?),
        about: page.t_text("portal-start-about-text", "county", &page.site().county_name),
        page: page.clone().description(&lead),
        lead,
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

fn situations(house: &House, page: &Page) -> Vec<Situation> {
    let vocabularies = house.vocabularies.snapshot();
    let terms = vocabularies.first_level(Vocabulary::LifeSituation);
    terms
        .map(|term| Situation {
            name: term.label(&page.language.into()).to_owned(),
            href: page.link(&format!("/lebenslagen/{}", term.slug)),
            motif: term.slug.to_string(),
        })
        .collect()
}

/// How many offers of each kind there are, and the way to them.
fn kinds(house: &House, page: &Page) -> Result<Vec<ChoiceLink>, Problem> {
    let all = house.search.search(&limited(Question::default().query(house), 0))?;
    let counted = Kind::OFFERS.into_iter().filter_map(|kind| Some((kind, *all.facets.kinds.get(&kind)?)));
    Ok(counted
        .map(|(kind, count)| {
            let name = match kind {
                Kind::Course => page.t("portal-start-courses"),
                Kind::Event => page.t("portal-start-events"),
                _ => page.t("portal-start-services"),
            };
            ChoiceLink::new(name, page.link(&format!("/suche?art={}", kind.parameter())))
                .counted(count as u64)
        })
        .collect())
}

/// What was public last, one of each organiser.
fn newest(house: &House, kinds: &[Kind], count: usize) -> Result<Vec<Hit>, Problem> {
    let question = Question { kinds: kinds.to_vec(), order: Some(Order::Newest), ..Question::default() };
    let hits = house.search.search(&limited(question.query(house), 40))?.hits;
    let mut newest: Vec<Hit> = Vec::new();
    for hit in hits {
        let organiser =
            |hit: &Hit| hit.card.organisation.as_ref().map(|organisation| organisation.slug.clone());
        let is_there =
            organiser(&hit).is_some() && newest.iter().any(|seen| organiser(seen) == organiser(&hit));
        if !is_there && newest.len() < count {
            newest.push(hit);
        }
    }
    Ok(newest)
}

/// While the index is built for the first time there is nothing to show, and “nothing found” would be a lie.
pub fn require_index(house: &House) -> Result<(), Problem> {
    if house.search.is_open() { Ok(()) } else { Err(Unavailable::Search.into()) }
}

struct Soon {
    preset: Preset,
    hits: Vec<Hit>,
}

/// The nearest named period in which enough is on.
fn soon(house: &House) -> Result<Soon, Problem> {
    let mut best = Soon { preset: Preset::Month, hits: Vec::new() };
    for preset in [Preset::Weekend, Preset::Week, Preset::Month] {
        let question = Question {
            preset: Some(preset),
            period: Some(preset.days(house.clock.today())),
            kinds: vec![Kind::Event],
            ..Question::default()
        };
        let hits = house.search.search(&limited(question.query(house), 60))?.hits;
        best = Soon { preset, hits: spread(hits, house.clock.today(), SOON) };
        if best.hits.len() >= FEW {
            break;
        }
    }
    Ok(best)
}

fn limited(mut query: Query, limit: usize) -> Query {
    query.page.limit = limit;
    query
}

/// At most `count` of `hits`, one for each organiser before anyone comes twice, in the order of their dates. The turn
/// in which organisers come changes with the day, so that the small ones are seen as well.
fn spread(hits: Vec<Hit>, today: Date, count: usize) -> Vec<Hit> {
    let turn = usize::try_from(today.day_of_year()).unwrap_or_default();
    let (mut first, mut again): (Vec<Hit>, Vec<Hit>) = (Vec::new(), Vec::new());
    for hit in hits {
        let organiser =
            |hit: &Hit| hit.card.organisation.as_ref().map(|organisation| organisation.slug.clone());
        if first.iter().any(|seen| organiser(seen) == organiser(&hit)) {
            again.push(hit);
        } else {
            first.push(hit);
        }
    }
    if first.len() > count {
        let places = first.len();
        first.rotate_left(turn % places);
        first.truncate(count);
    }
    first.extend(again);
    first.truncate(count);
    first.sort_by_key(|hit| hit.next.as_ref().map(|next| next.start));
    first
}
