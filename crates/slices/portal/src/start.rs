//! The start page: what is on, what begins, what is always there, and how to reach a person.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use jiff::civil::Date;
use kreisrund_content::Vocabulary;
use kreisrund_search::{Hit, Kind, Query};
use kreisrund_slice::{House, hits::card};
use kreisrund_web::{CachePolicy, Card, Page, Problem, render};

use crate::question::{Preset, Question};

/// Cards of what is on soon.
const SOON: usize = 6;
/// Cards of courses and of services.
const FEW: usize = 4;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    page: Page,
    lead: String,
    soon_title: String,
    soon: Vec<Card>,
    soon_all: String,
    courses: Vec<Card>,
    services: Vec<Card>,
    situations: Vec<(String, String)>,
    municipalities: Vec<(String, String)>,
}

pub async fn page(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let snapshot = house.areas.snapshot();
    require_index(&house)?;
    let soon = soon(&house)?;
    let (soon_title, soon_all) = match soon.preset {
        Preset::Today => (page.t("portal-start-today"), Preset::Today),
        Preset::Weekend => (page.t("portal-start-weekend"), Preset::Weekend),
        Preset::Tomorrow | Preset::Week | Preset::Month => (page.t("portal-start-soon"), Preset::Month),
    };
    let of_kind = |kind: Kind| -> Result<Vec<Card>, Problem> {
        let query = Question { kinds: vec![kind], ..Question::default() }.query(&house.clock);
        let hits = house.search.search(&limited(query, 40))?.hits;
        Ok(spread(hits, house.clock.today(), FEW).iter().map(|hit| card(&page, hit)).collect())
    };
    let template = StartPage {
        lead: page.t_text("portal-start-lead", "county", &page.site().county_name),
        soon_title,
        soon: soon.hits.iter().map(|hit| card(&page, hit)).collect(),
        soon_all: page.link(&format!("/suche?zeit={}", soon_all.parameter())),
        courses: of_kind(Kind::Course)?,
        services: of_kind(Kind::Service)?,
        municipalities: snapshot
            .municipalities()
            .into_iter()
            .filter_map(|area| snapshot.municipality(area.id))
            .map(|place| (place.name.clone(), page.link(&format!("/gemeinden/{}", place.slug))))
            .collect(),
        situations: house
            .vocabularies
            .snapshot()
            .terms(Vocabulary::LifeSituation)
            .map(|term| {
                let name = term.label(&page.language.into()).to_owned();
                (name, page.link(&format!("/lebenslagen/{}", term.slug)))
            })
            .collect(),
        page: page.clone().description(page.t_text("portal-start-lead", "county", &page.site().county_name)),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// While the index is built for the first time there is nothing to show, and “nothing found” would be a lie.
pub fn require_index(house: &House) -> Result<(), Problem> {
    if house.search.is_open() { Ok(()) } else { Err(Problem::unavailable()) }
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
        let hits = house.search.search(&limited(question.query(&house.clock), 60))?.hits;
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
