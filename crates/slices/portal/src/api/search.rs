//! `/api/v1/search`: all that the result page knows of a question.

use axum::{extract::State, http::Uri, response::Response};
use jiff::civil::{Date, Weekday};
use kreisrund_kernel::Period;
use kreisrund_search::{Hit, Kind, PartOfDay, Query, Results, query::Correction};
use kreisrund_slice::{House, hits::kind};
use kreisrund_web::{Page, Problem};
use serde::Serialize;
use utoipa::{ToSchema, openapi::RefOr, openapi::schema::Schema};

use super::{
    answer::{self, Paged},
    given,
    models::{ApiHit, one_of},
    parameters,
};
use crate::{
    choice,
    explained::explained,
    question::Question,
    results::{by_municipality, directory, in_order, stands_beside},
    start::require_index,
    ways_out::instead,
};

/// The answer to a question.
#[derive(Serialize, ToSchema)]
pub struct SearchAnswer {
    /// The offers that fit, or what fits of the kinds that were asked for.
    data: Vec<ApiHit>,
    page: Paged,
    /// How the question was understood.
    understood: Understood,
    /// What could be chosen, with the number of hits that each choice would bring.
    facets: Vec<Facet>,
    /// The best hits of the directory for the same words; null where none were typed or kinds of it were asked for.
    directory: Option<Directory>,
    /// The addresses of the hits in the order of the result page, where what fits best of the directory stands among the
    /// offers.
    #[schema(format = "uri")]
    in_order: Vec<String>,
    /// Where nothing fits: what does at another time or elsewhere.
    instead: Vec<ApiHit>,
    /// Why the hits stand where they stand, if that was asked.
    explanations: Vec<Explanation>,
}

/// How a question was understood.
#[derive(Serialize, ToSchema)]
struct Understood {
    /// What stayed words.
    words: String,
    /// The place around which was searched.
    place: Option<String>,
    /// How far around it, in kilometres: 0 is its municipality alone; null where no radius was asked for, or the whole county.
    radius_km: Option<f64>,
    /// The first day of the time that was asked for.
    #[schema(format = Date)]
    from: Option<String>,
    /// The last day.
    #[schema(format = Date)]
    to: Option<String>,
    /// On which weekdays; none stands for all.
    #[schema(schema_with = weekdays)]
    weekdays: Vec<&'static str>,
    /// In which parts of the day; none stands for all.
    #[schema(schema_with = parts_of_day)]
    parts_of_day: Vec<&'static str>,
    /// What hits have to have: whatever else was recognised in the words or chosen.
    chosen: Vec<InForce>,
    /// Words that were taken for slips.
    corrections: Vec<WordCorrection>,
    /// Where nothing was found: words that may be meant instead.
    suggestions: Vec<WordCorrection>,
    /// Whether nothing has all the words, so that hits have some of them.
    some_words_suffice: bool,
}

/// A word, and what it was taken for.
#[derive(Serialize, ToSchema)]
#[schema(as = Correction)]
struct WordCorrection {
    /// As it was typed.
    typed: String,
    /// What was looked for instead, the likeliest first.
    taken: Vec<String>,
}

/// A choice in force.
#[derive(Serialize, ToSchema)]
#[schema(as = Choice)]
struct InForce {
    /// The parameter that chooses it.
    parameter: &'static str,
    /// Its value.
    value: String,
    /// What it is called.
    name: String,
}

/// One way of choosing.
#[derive(Serialize, ToSchema)]
struct Facet {
    /// The parameter that chooses.
    parameter: &'static str,
    /// What there is to choose from.
    options: Vec<FacetOption>,
}

/// Something to choose.
#[derive(Serialize, ToSchema)]
struct FacetOption {
    /// The parameter's value.
    value: String,
    /// What it is called, in the language of the address.
    name: String,
    /// How many hits there would be.
    count: usize,
}

/// What the directory has for the same words.
#[derive(Serialize, ToSchema)]
struct Directory {
    /// How many there are.
    total: usize,
    /// The best of them.
    data: Vec<ApiHit>,
}

/// Why a hit stands where it stands.
#[derive(Serialize, ToSchema)]
struct Explanation {
    /// The address of the hit.
    #[schema(format = "uri")]
    url: String,
    /// Its points.
    points: String,
    /// What they come from, in sentences in the language of the address.
    reasons: Vec<String>,
}

pub async fn answer(State(house): State<House>, page: Page, uri: Uri) -> Result<Response, Problem> {
    let parameters = given::read(&uri, &parameters::of_search(), &page)?;
    require_index(&house)?;
    let (question, window) = given::question(&house, &page, &parameters).await?;
    let query = Query {
        facets: choice::facets(&house, &question.chosen),
        page: kreisrund_search::Page { offset: window.offset(), limit: window.limit() },
        ..question.query(&house)
    };
    let results = house.search.search(&query)?;
    let beside = if stands_beside(&question) { Some(directory(&house, &question)?) } else { None };
    let instead = if results.total == 0 { instead(&house, &page, &question)? } else { None };
    let instead = instead.map(|instead| instead.hits).unwrap_or_default();
    let nothing = Results::default();
    let of_directory = beside.as_ref().unwrap_or(&nothing);
    let (listed, further) = in_order(&question, &results.hits, of_directory, window.per_page);
    let hits = |hits: &[Hit]| hits.iter().map(|hit| ApiHit::of(&page, hit)).collect();
    let paged = window.paged(&page, &parameters, results.total);
    let body = SearchAnswer {
        data: hits(&results.hits),
        understood: understood(&question, &results),
        facets: facets(&house, &page, &question, &results).await?,
        directory: beside.as_ref().map(|found| Directory { total: found.total, data: hits(&found.hits) }),
        in_order: listed
            .iter()
            .copied()
            .chain(&instead)
            .chain(further)
            .map(|hit| page.absolute(&hit.card.path))
            .collect(),
        explanations: explanations(&page, &question, &listed),
        instead: hits(&instead),
        page: paged.clone(),
    };
    Ok(answer::paged(&paged, &body))
}

fn explanations(page: &Page, question: &Question, listed: &[&Hit]) -> Vec<Explanation> {
    let explained = listed.iter().filter_map(|hit| Some((hit, explained(page, question, &[*hit]).pop()?)));
    explained
        .map(|(hit, explained)| Explanation {
            url: page.absolute(&hit.card.path),
            points: explained.points,
            reasons: explained.reasons,
        })
        .collect()
}

fn understood(question: &Question, results: &Results) -> Understood {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let words = |corrections: &[Correction]| {
        let words = corrections.iter();
        words.map(|word| WordCorrection { typed: word.typed.clone(), taken: word.taken.clone() }).collect()
    };
    Understood {
        words: question.words.trim().to_owned(),
        place: question.place.as_ref().map(|place| place.name.clone()),
        radius_km: question.radius.filter(|radius| radius.is_finite()),
        from: day(question.period.and_then(Period::from)),
        to: day(question.period.and_then(Period::to)),
        weekdays: question.weekdays.iter().map(|weekday| weekday_name(*weekday)).collect(),
        parts_of_day: question.parts_of_day.iter().map(|part| part_name(*part)).collect(),
        chosen: question
            .chosen
            .iter()
            .map(|chosen| InForce {
                parameter: chosen.choice.parameter(),
                value: chosen.word.clone(),
                name: chosen.name.clone(),
            })
            .collect(),
        corrections: words(&results.reading.corrections),
        suggestions: words(&results.reading.suggestions),
        some_words_suffice: results.reading.some_words_suffice,
    }
}

async fn facets(
    house: &House,
    page: &Page,
    question: &Question,
    results: &Results,
) -> Result<Vec<Facet>, Problem> {
    // Without a choice all offers are listed, and the counts add up to their total.
    let only_offers = question.kinds.iter().all(|kind| kind.is_offer());
    let kinds =
        Kind::ALL.into_iter().filter(|kind| kind.is_offer() || !only_offers).map(|each| FacetOption {
            value: each.parameter().to_owned(),
            name: kind(page, each),
            count: results.facets.kinds.get(&each).copied().unwrap_or_default(),
        });
    let municipalities = by_municipality(house, results).into_iter();
    let areas = municipalities.map(|(municipality, count)| FacetOption {
        value: municipality.slug.to_string(),
        name: municipality.name,
        count,
    });
    let mut facets = vec![
        Facet { parameter: "art", options: kinds.collect() },
        Facet { parameter: "gebiet", options: areas.collect() },
    ];
    for (choice, options) in choice::with_hits(house, page, results).await? {
        let options = options.into_iter().map(|(option, count)| FacetOption {
            value: option.word,
            name: option.name,
            count,
        });
        facets.push(Facet { parameter: choice.parameter(), options: options.collect() });
    }
    Ok(facets)
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn weekday_name(weekday: Weekday) -> &'static str {
    let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
    WEEKDAYS.get(index).copied().unwrap_or_default()
}

const fn part_name(part: PartOfDay) -> &'static str {
    match part {
        PartOfDay::Morning => "morning",
        PartOfDay::Afternoon => "afternoon",
        PartOfDay::Evening => "evening",
    }
}

fn weekdays() -> RefOr<Schema> {
    super::models::many(one_of("A weekday.", WEEKDAYS), "On which weekdays; none stands for all.")
}

fn parts_of_day() -> RefOr<Schema> {
    let words = PartOfDay::ALL.map(part_name);
    super::models::many(
        one_of("A part of the day.", words),
        "In which parts of the day; none stands for all.",
    )
}
