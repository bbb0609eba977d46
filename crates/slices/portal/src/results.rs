//! The result page.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_areas::lookup::Candidate;
use kreisrund_search::Results;
use kreisrund_slice::{House, hits::card};
use kreisrund_web::{
    CachePolicy, Card, Chip, ChoiceLink, Page, Pagination, Parameters, Problem, form::FormErrors, render,
};

use crate::{
    links::{Links, undated},
    question::{PER_PAGE, Question, Refusal},
    start::require_index,
};

/// How many hits of the directory stand beside the offers.
pub const MOST_OF_DIRECTORY: usize = 6;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    page: Page,
    heading: String,
    words: String,
    place: String,
    time: String,
    from: String,
    to: String,
    faults: FormErrors,
    choices: Vec<ChoiceLink>,
    choices_title: String,
    chips: Vec<Chip>,
    reset: String,
    kinds: Vec<ChoiceLink>,
    directory_kinds: Vec<ChoiceLink>,
    /// Whether what is listed has dates.
    dated: bool,
    /// Here alone, nearby, or the whole county; nothing where no place was named.
    reach: Vec<ChoiceLink>,
    orders: Vec<ChoiceLink>,
    radii: Vec<ChoiceLink>,
    municipalities: Vec<ChoiceLink>,
    /// What the form for days keeps of the address.
    hidden: Vec<(String, String)>,
    /// What the search form keeps of the address.
    kept: Vec<(String, String)>,
    cards: Vec<Card>,
    /// What the directory has for the words, beside the offers.
    directory: Vec<Card>,
    /// How much that is, as the link that leads down to it says it.
    directory_title: String,
    /// The link to all of it: its words and its address.
    directory_all: (String, String),
    /// What to say where nothing was found: in a few words, and in a sentence.
    empty: (String, String),
    ways_out: Vec<ChoiceLink>,
    pagination: Pagination,
    json: String,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let mut parameters = parameters.tidy();
    let (mut question, refusals) = Question::read(&parameters, &house, page.language).await?;
    if !question.asks_for_offers() {
        parameters = undated(&parameters);
    }
    let understood = refusals.is_empty();
    let (results, of_directory) = if understood {
        (question.answer(&house)?, directory(&house, &question)?)
    } else {
        (Results::default(), Results::default())
    };
    let beside = stands_beside(&question);
    let path = page.link("/suche");
    let links = Links { page: &page, path: &path, parameters: &parameters.without(Pagination::PARAMETER) };
    let status = status(&refusals);
    let ways_out =
        if understood && results.total == 0 { ways_out(&house, &links, &question)? } else { Vec::new() };
    let (choices_title, choices) = places_to_choose(&links, &refusals);
    let template = ResultsPage {
        heading: heading(&page, &question, &results, understood),
        dated: question.asks_for_offers(),
        words: parameters.typed("q").chars().take(200).collect(),
        place: parameters.typed("ort").chars().take(120).collect(),
        time: parameters.typed("zeit").chars().take(40).collect(),
        from: parameters.typed("von").chars().take(40).collect(),
        to: parameters.typed("bis").chars().take(40).collect(),
        faults: faults(&page, &refusals),
        choices_title,
        choices,
        chips: links.chips(&question),
        reset: path.clone(),
        kinds: if understood { links.offer_kinds(&question, &results) } else { Vec::new() },
        directory_kinds: links.directory_kinds(&question, &of_directory),
        reach: if understood { reach(&house, &links, &question, results.total)? } else { Vec::new() },
        orders: if results.total > 1 { links.orders(&question) } else { Vec::new() },
        radii: links.radii(&question),
        municipalities: links.municipalities(&house, &question, &results),
        hidden: all_but(&parameters, &["von", "bis", "zeit", "seite"]),
        kept: all_but(&parameters, &["q", "ort", "zeit", "seite"]),
        cards: results.hits.iter().map(|hit| card(&page, hit)).collect(),
        directory: of_directory.hits.iter().filter(|_| beside).map(|hit| card(&page, hit)).collect(),
        directory_title: page.t_count("portal-directory-count", of_directory.total),
        directory_all: (page.t_count("portal-directory-all", of_directory.total), links.whole_directory()),
        empty: if beside && of_directory.total > 0 {
            (page.t("portal-nothing-but-directory"), page.t("portal-nothing-but-directory-text"))
        } else {
            (page.t("portal-nothing"), page.t("portal-nothing-text"))
        },
        ways_out,
        pagination: Pagination::new(question.page, PER_PAGE, results.total as u64, &path, &parameters),
        json: parameters.without(Pagination::PARAMETER).on("/suche.json"),
        page: framed(&page, &question, understood),
    };
    Ok(render(status, CachePolicy::Revalidate, &template))
}

/// The same question here alone, nearby and in the whole county, with how much there is; `total` is how much was found
/// by the question as it stands.
fn reach(
    house: &House,
    links: &Links<'_>,
    question: &Question,
    total: usize,
) -> Result<Vec<ChoiceLink>, Problem> {
    let mut choices = links.reach(question);
    for (choice, radius) in &mut choices {
        let counted = if choice.chosen {
            total
        } else {
            let mut query =
                Question { radius: Some(*radius), page: 1, ..question.clone() }.query(&house.clock);
            query.page.limit = 0;
            house.search.search(&query)?.total
        };
        choice.count = Some(counted as u64);
    }
    Ok(choices.into_iter().map(|(choice, _)| choice).collect())
}

/// What the directory has for `question`, whatever the dates: the best hits, and how many there are of each kind.
///
/// # Errors
/// When the index can't be read.
pub fn directory(house: &House, question: &Question) -> Result<Results, Problem> {
    let mut query = question.to_directory().query(&house.clock);
    query.page.limit = MOST_OF_DIRECTORY;
    Ok(house.search.search(&query)?)
}

/// Whether hits of the directory stand beside the offers: where somebody looks for something by words, and has not
/// chosen kinds of records anyway.
pub fn stands_beside(question: &Question) -> bool {
    !question.words.is_empty() && question.kinds.iter().all(|kind| kind.is_offer())
}

/// The sentence that says why something in the address can't be answered, and what to do.
pub fn sentence(page: &Page, refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownPlace { given, .. } => page.t_text("portal-refusal-place", "given", given),
        Refusal::AmbiguousPlace { given, candidates } => page.t_with(
            "portal-refusal-places",
            [
                ("given", given.clone().into()),
                ("names", candidates.iter().map(in_full).collect::<Vec<_>>().join(" · ").into()),
            ],
        ),
        Refusal::Radius { given } => page.t_text("portal-refusal-radius", "given", given),
        Refusal::Date { parameter, given } => page.t_with(
            "portal-refusal-date",
            [("parameter", (*parameter).into()), ("given", given.clone().into())],
        ),
        Refusal::Backwards { from, to } => page.t_with(
            "portal-refusal-backwards",
            [("from", page.date(*from).into()), ("to", page.date(*to).into())],
        ),
        Refusal::Preset { given } => page.t_text("portal-refusal-preset", "given", given),
        Refusal::Kind { given } => page.t_text("portal-refusal-kind", "given", given),
        Refusal::UnknownRecord { relation, given } => page.t_with(
            "portal-refusal-record",
            [("parameter", relation.parameter().into()), ("given", given.clone().into())],
        ),
        Refusal::Order { given } => page.t_text("portal-refusal-order", "given", given),
        Refusal::Page { given } => page.t_text("portal-refusal-page", "given", given),
    }
}

/// What is wrong, each with the field in which it is put right. A name that several places share is no fault; it is
/// asked back.
fn faults(page: &Page, refusals: &[Refusal]) -> FormErrors {
    let mut faults = FormErrors::new();
    for refusal in refusals {
        let field = match refusal {
            Refusal::AmbiguousPlace { .. } => continue,
            Refusal::UnknownPlace { .. } => "suche-ort",
            Refusal::Date { parameter: "bis", .. } => "suche-bis",
            Refusal::Date { .. } | Refusal::Backwards { .. } => "suche-von",
            Refusal::Preset { .. } => "suche-zeit",
            Refusal::Radius { .. }
            | Refusal::Kind { .. }
            | Refusal::UnknownRecord { .. }
            | Refusal::Order { .. }
            | Refusal::Page { .. } => "auswahl",
        };
        faults.add(field, sentence(page, refusal));
    }
    faults
}

/// The municipalities in which there are hits, those with most first.
pub fn by_municipality(house: &House, results: &Results) -> Vec<(Candidate, usize)> {
    let snapshot = house.areas.snapshot();
    let mut counted: Vec<(Candidate, usize)> = results
        .facets
        .areas
        .iter()
        .filter_map(|(id, count)| Some((snapshot.municipality(*id)?.clone(), *count)))
        .collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    counted
}

/// A name of which there are several is a question back, not a fault of the visitor's; all else is.
fn status(refusals: &[Refusal]) -> StatusCode {
    let only_ambiguous = refusals.iter().all(|refusal| matches!(refusal, Refusal::AmbiguousPlace { .. }));
    if only_ambiguous { StatusCode::OK } else { StatusCode::BAD_REQUEST }
}

fn framed(page: &Page, question: &Question, understood: bool) -> Page {
    let about = page.t_text("portal-results-description", "county", &page.site().county_name);
    let mut framed = page.clone().description(about).titled(if question.words.is_empty() {
        page.t("portal-nav-search")
    } else {
        page.t_text("portal-results-title", "words", &question.words)
    });
    if question.shortened {
        let (title, text) = (page.t("portal-shortened"), page.t("portal-shortened-text"));
        framed = framed.message(kreisrund_web::MessageKind::Info, title, text);
    }
    // Lists of results are for people; search engines are to find the offers themselves.
    if understood && question.is_open() { framed } else { framed.unlisted() }
}

fn heading(page: &Page, question: &Question, results: &Results, understood: bool) -> String {
    if !understood {
        return page.t("portal-nav-search");
    }
    let count = ("count", results.total.into());
    let words = ("words", question.words.clone().into());
    match (question.asks_for_offers(), question.words.is_empty()) {
        (true, true) => page.t_with("portal-results-count", [count]),
        (true, false) => page.t_with("portal-results-count-words", [count, words]),
        (false, true) => page.t_with("portal-records-count", [count]),
        (false, false) => page.t_with("portal-records-count-words", [count, words]),
    }
}

/// The place as one chooses it among others: with its postcode, its municipality and, beyond the border, its county.
fn in_full(candidate: &Candidate) -> String {
    let place = match candidate.postcodes.first() {
        Some(postcode) if !candidate.name.starts_with(postcode.as_str()) => {
            if candidate.municipality == candidate.name {
                format!("{} {}", postcode.as_str(), candidate.name)
            } else {
                format!("{} {} ({})", postcode.as_str(), candidate.name, candidate.municipality)
            }
        }
        _ => candidate.name.clone(),
    };
    match &candidate.county {
        Some(county) => format!("{place}, {county}"),
        None => place,
    }
}

/// The parameters that a form keeps: all but those that it has fields for, and the page.
fn all_but(parameters: &Parameters, own: &[&str]) -> Vec<(String, String)> {
    parameters
        .iter()
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn places_to_choose(links: &Links<'_>, refusals: &[Refusal]) -> (String, Vec<ChoiceLink>) {
    for refusal in refusals {
        let (title, candidates) = match refusal {
            Refusal::AmbiguousPlace { candidates, .. } => ("portal-which-place", candidates),
            Refusal::UnknownPlace { similar, .. } if !similar.is_empty() => ("portal-did-you-mean", similar),
            _ => continue,
        };
        let title = if title == "portal-which-place" {
            links.page.t("portal-which-place")
        } else {
            links.page.t("portal-did-you-mean")
        };
        let choices = candidates
            .iter()
            .map(|candidate| {
                ChoiceLink::new(
                    in_full(candidate),
                    links.parameters.with("ort", &candidate.slug).on(links.path),
                )
            })
            .collect();
        return (title, choices);
    }
    (String::new(), Vec::new())
}

/// Where to go when nothing was found: each single filter that is in the way, with what leaving it out would bring.
fn ways_out(house: &House, links: &Links<'_>, question: &Question) -> Result<Vec<ChoiceLink>, Problem> {
    let mut ways = Vec::new();
    let mut offer = |text: String, parameters: Parameters, question: Question| -> Result<(), Problem> {
        let total = house.search.search(&question.query(&house.clock))?.total;
        if total > 0 {
            ways.push(ChoiceLink {
                text,
                href: parameters.on(links.path),
                count: Some(total as u64),
                chosen: false,
            });
        }
        Ok(())
    };
    let page = links.page;
    if let Some(place) = &question.place {
        let wide = Question { radius: Some(50.0), ..question.clone() };
        offer(
            page.t_text("portal-way-wider", "place", &place.name),
            links.parameters.with("umkreis", 50),
            wide,
        )?;
        let everywhere = Question { place: None, ..question.clone() };
        offer(
            page.t("portal-way-everywhere"),
            links.parameters.without("ort").without("umkreis"),
            everywhere,
        )?;
    }
    if question.period.is_some() {
        let any_time = Question { period: None, preset: None, ..question.clone() };
        let parameters = links.parameters.without("zeit").without("von").without("bis");
        offer(page.t("portal-way-any-time"), parameters, any_time)?;
    }
    if !question.kinds.is_empty() {
        let all_kinds = Question { kinds: Vec::new(), ..question.clone() };
        offer(page.t("portal-way-all-kinds"), links.parameters.without("art"), all_kinds)?;
    }
    if !question.words.is_empty() && (question.place.is_some() || question.period.is_some()) {
        let any_words = Question { words: String::new(), ..question.clone() };
        offer(page.t("portal-way-any-words"), links.parameters.without("q"), any_words)?;
    }
    let others = [question.place.is_some(), question.period.is_some(), !question.kinds.is_empty()];
    if !question.words.is_empty() && others.into_iter().filter(|other| *other).count() > 1 {
        let only_words = Question { words: question.words.clone(), ..Question::default() };
        let text = page.t_text("portal-way-only-words", "words", &question.words);
        offer(text, Parameters::new().with("q", &question.words), only_words)?;
    }
    if question.period.is_none() && question.asks_for_offers() {
        let yesterday = house.clock.today().saturating_sub(jiff::Span::new().days(1));
        let past = kreisrund_kernel::Period::new(None, Some(yesterday)).ok();
        let over = Question { period: past, preset: None, ..question.clone() };
        offer(page.t("portal-way-past"), links.parameters.with("bis", yesterday), over)?;
    }
    Ok(ways)
}
