//! `/suche.json`: the results of a search for programs. The parameters are those of the result page.

use std::collections::BTreeMap;

use axum::{extract::State, http::HeaderMap, response::Response};
use jiff::civil::DateTime;
use kreisrund_search::{CardOccurrence, Hit, Kind, Results, query::Correction};
use kreisrund_slice::House;
use kreisrund_web::{Document, Page, Parameters, Problem};
use serde::Serialize;

use crate::{
    choice,
    feeds::{JSON_PATH, kept},
    question::{
        PER_PAGE, Question,
        parameters::{part_of_day_word, weekday_word},
    },
    results::{by_municipality, directory, in_order, sentence, stands_beside},
    ways_out::instead,
};

/// The answer.
#[derive(Serialize)]
struct Answer {
    /// How many offers, or how many of the chosen kinds, fit.
    total: usize,
    /// Which page of them this is, from 1.
    page: u64,
    /// How many hits a page has at most.
    per_page: u64,
    hits: Vec<JsonHit>,
    facets: JsonFacets,
    /// How the question was understood.
    understood: JsonUnderstood,
    /// The addresses of the hits in the order of the page, on which what fits best of the directory stands among the
    /// offers.
    in_order: Vec<String>,
    /// Where nothing fits: what does at another time or elsewhere.
    instead: Vec<JsonHit>,
    /// The best hits of the directory for the same words; null where none were given or kinds of it were chosen.
    directory: Option<JsonDirectory>,
}

/// What was recognised in the words, and what they were taken for.
#[derive(Serialize)]
struct JsonUnderstood {
    /// What stayed words.
    words: String,
    /// The place around which was searched.
    place: Option<String>,
    /// The first day of the time that was asked for.
    from: Option<String>,
    /// The last day.
    to: Option<String>,
    /// Words that were taken for slips.
    corrections: Vec<JsonCorrection>,
    /// On which weekdays and in which parts of the day, as in addresses; none stands for all.
    weekdays: Vec<&'static str>,
    parts_of_day: Vec<&'static str>,
    /// What hits have to have: age, price and whatever else was recognised or chosen.
    chosen: Vec<JsonChosen>,
    /// Where nothing was found: words that may be meant instead.
    suggestions: Vec<JsonCorrection>,
    /// Whether nothing has all the words, so that hits have some of them.
    some_words_suffice: bool,
}

#[derive(Serialize)]
struct JsonCorrection {
    typed: String,
    taken: Vec<String>,
}

#[derive(Serialize)]
struct JsonChosen {
    /// The parameter that chooses it.
    choice: &'static str,
    /// Its value.
    value: String,
    name: String,
}

#[derive(Serialize)]
struct JsonDirectory {
    /// How many there are.
    total: usize,
    hits: Vec<JsonHit>,
}

#[derive(Serialize)]
struct JsonHit {
    slug: String,
    title: String,
    summary: String,
    kind: Kind,
    language: String,
    /// The address of its page.
    url: String,
    organisation: Option<JsonOrganisation>,
    place: Option<JsonPlace>,
    /// The first date that fits; null for what is always there.
    next: Option<JsonNext>,
    /// How far from the place that was asked for, in kilometres; null where none was.
    distance_km: Option<f64>,
    price: Option<String>,
    /// Whether it was made up for the demonstration.
    example: bool,
}

#[derive(Serialize)]
struct JsonOrganisation {
    slug: String,
    name: String,
}

#[derive(Serialize)]
struct JsonPlace {
    name: String,
    area: Option<String>,
    /// Degrees (WGS 84).
    lat: Option<f64>,
    lon: Option<f64>,
}

/// A date: with its offset from UTC, or the plain first and last day for whole days, the last one included.
#[derive(Serialize)]
struct JsonNext {
    start: String,
    end: Option<String>,
    all_day: bool,
    state: String,
}

#[derive(Serialize)]
struct JsonFacets {
    kind: Vec<JsonKindCount>,
    area: Vec<JsonAreaCount>,
    /// The other choices, each under the parameter that asks for it.
    #[serde(flatten)]
    choices: BTreeMap<&'static str, Vec<JsonOptionCount>>,
}

#[derive(Serialize)]
struct JsonOptionCount {
    /// The value of the parameter that chooses it.
    value: String,
    name: String,
    count: usize,
}

#[derive(Serialize)]
struct JsonKindCount {
    value: Kind,
    /// The value of `art` that chooses it.
    parameter: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct JsonAreaCount {
    /// The value of `ort` that chooses it.
    slug: String,
    name: String,
    count: usize,
}

pub async fn answer(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    kept(&house, &page, &parameters, &headers, JSON_PATH, made(&house, &page, &parameters)).await
}

async fn made(house: &House, page: &Page, parameters: &Parameters) -> Result<Document, Problem> {
    let (mut question, refusals) = Question::read(parameters, house, page).await?;
    if let Some(refusal) = refusals.first() {
        return Err(Problem::bad_request(sentence(page, refusal)));
    }
    let results = question.answer(house, &[])?;
    let nothing = Results::default();
    let beside = if stands_beside(&question) { Some(directory(house, &question)?) } else { None };
    let of_directory = beside.as_ref().unwrap_or(&nothing);
    let (listed, further) = in_order(&question, &results.hits, of_directory, PER_PAGE);
    let instead = if results.total == 0 { instead(house, page, &question)? } else { None };
    let instead = instead.map(|instead| instead.hits).unwrap_or_default();
    let on_page = listed.into_iter().chain(&instead).chain(further);
    let answer = Answer {
        total: results.total,
        page: question.page,
        per_page: PER_PAGE,
        facets: facets(house, page, &question, &results).await?,
        understood: understood(&question, &results),
        in_order: on_page.map(|hit| page.absolute(&hit.card.path)).collect(),
        instead: instead.into_iter().map(|hit| json_hit(page, hit)).collect(),
        hits: results.hits.into_iter().map(|hit| json_hit(page, hit)).collect(),
        directory: beside.as_ref().map(|found| JsonDirectory {
            total: found.total,
            hits: found.hits.iter().map(|hit| json_hit(page, hit.clone())).collect(),
        }),
    };
    let content = serde_json::to_string(&answer)?;
    Ok(Document { content_type: "application/json", content, ..crate::feeds::public() })
}

fn json_hit(page: &Page, hit: Hit) -> JsonHit {
    let card = hit.card;
    JsonHit {
        url: page.absolute(&card.path),
        slug: card.slug,
        title: card.title,
        summary: card.summary,
        kind: hit.kind,
        language: card.language,
        organisation: card
            .organisation
            .map(|organisation| JsonOrganisation { slug: organisation.slug, name: organisation.name }),
        place: card.place.map(|place| JsonPlace {
            name: place.name,
            area: place.area,
            lat: place.position.map(kreisrund_kernel::Position::latitude),
            lon: place.position.map(kreisrund_kernel::Position::longitude),
        }),
        next: hit.next.map(json_next),
        distance_km: hit.distance.map(kreisrund_kernel::Kilometres::rounded),
        price: card.price.as_ref().map(|price| page.full_price(price)),
        example: card.example,
    }
}

fn json_next(next: CardOccurrence) -> JsonNext {
    let text = |civil: DateTime| {
        if next.all_day {
            return civil.date().to_string();
        }
        civil
            .in_tz(&next.zone)
            .map_or_else(|_| civil.to_string(), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    };
    JsonNext { start: text(next.start), end: next.end.map(text), all_day: next.all_day, state: next.state }
}

fn understood(question: &Question, results: &Results) -> JsonUnderstood {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let words = |corrections: &[Correction]| {
        let words = corrections.iter();
        words.map(|word| JsonCorrection { typed: word.typed.clone(), taken: word.taken.clone() }).collect()
    };
    JsonUnderstood {
        words: question.words.trim().to_owned(),
        place: question.place.as_ref().map(|place| place.name.clone()),
        from: day(question.period.and_then(kreisrund_kernel::Period::from)),
        to: day(question.period.and_then(kreisrund_kernel::Period::to)),
        weekdays: question.weekdays.iter().map(|weekday| weekday_word(*weekday)).collect(),
        parts_of_day: question.parts_of_day.iter().map(|part| part_of_day_word(*part)).collect(),
        chosen: question
            .chosen
            .iter()
            .map(|chosen| JsonChosen {
                choice: chosen.choice.parameter(),
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
) -> Result<JsonFacets, Problem> {
    let mut choices = BTreeMap::new();
    for (choice, options) in choice::with_hits(house, page, results).await? {
        let counted = options.into_iter().map(|(option, count)| JsonOptionCount {
            value: option.word,
            name: option.name,
            count,
        });
        choices.insert(choice.parameter(), counted.collect());
    }
    let area = by_municipality(house, results)
        .into_iter()
        .map(|(municipality, count)| JsonAreaCount {
            slug: municipality.slug.to_string(),
            name: municipality.name,
            count,
        })
        .collect();
    // Without a choice all offers are listed, and the counts add up to their total.
    let only_offers = question.kinds.iter().all(|kind| kind.is_offer());
    let kind = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_offer() || !only_offers)
        .map(|kind| JsonKindCount {
            value: kind,
            parameter: kind.parameter(),
            count: results.facets.kinds.get(&kind).copied().unwrap_or_default(),
        })
        .collect();
    Ok(JsonFacets { kind, area, choices })
}
