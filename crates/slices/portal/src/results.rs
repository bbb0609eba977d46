//! The result page.

use askama::Template;
use axum::{
    extract::State,
    http::{Extensions, HeaderMap, StatusCode},
    response::Response,
};
use kreisrund_areas::lookup::Candidate;
use kreisrund_evidence::Search;
use kreisrund_kernel::AreaId;
use kreisrund_search::{Hit, Kind, Order, Results, is_called};
use kreisrund_slice::{House, Visit, hits::card};
use kreisrund_web::{
    Asked, CachePolicy, Card, Chip, ChoiceLink, Document, Made, Page, Pagination, Parameters, Problem,
    form::FormErrors, render,
};

use crate::{
    calendar::Calendar,
    embed,
    explained::{Explained, explained},
    feeds,
    filters::{Filter, filters},
    links::{Links, undated},
    map_view::{MapView, Piece, TILE_HOST},
    question::{PER_PAGE, Question, Refusal, Region, View},
    start::require_index,
    ways_out::{instead, ways_out},
};

/// How many hits of the directory stand beside the offers.
pub const MOST_OF_DIRECTORY: usize = 6;
/// How much better a hit of the directory fits that is called just as what is looked for: who types the library's name
/// wants the library, before anything that takes place there.
const CALLED_SO: f32 = 2.0;

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
    filters: Vec<Filter>,
    /// Whether what is listed has dates.
    dated: bool,
    /// Here alone, nearby, or the whole county; nothing where no place was named.
    reach: Vec<ChoiceLink>,
    orders: Vec<ChoiceLink>,
    /// The ways to see the results; none where there is nothing to see.
    views: Vec<ChoiceLink>,
    /// The results by their dates, where that is asked for.
    calendar: Option<Calendar>,
    /// The results on a map, where that is asked for.
    map: Option<MapView>,
    /// What the form for days keeps of the address.
    hidden: Vec<(String, String)>,
    /// What the search form keeps of the address.
    kept: Vec<(String, String)>,
    /// What the question was taken for, where that is not just what was typed.
    notes: Vec<String>,
    cards: Vec<Card>,
    /// Why the hits stand where they stand, if that was asked.
    explained: Vec<Explained>,
    /// What the directory has for the words, beside the offers.
    directory: Vec<Card>,
    /// How much that is, as the link that leads down to it says it.
    directory_title: String,
    /// Whether the directory has anything for the words.
    in_directory: bool,
    /// The link to all of it: its words and its address.
    directory_all: (String, String),
    /// What to say where nothing was found: in a few words, and in a sentence.
    empty: (String, String),
    ways_out: Vec<ChoiceLink>,
    /// What fits at another time or elsewhere, where nothing does: its heading and its hits.
    instead: Option<(String, Vec<Card>)>,
    pagination: Pagination,
    /// Where it says how to subscribe to the search.
    subscribe: Option<String>,
    /// Where it says how to show the search on another website.
    embed: Option<String>,
}

/// Where the page is.
const PATH: &str = "/suche";

pub async fn page(
    State(house): State<House>,
    visit: Visit,
    page: Page,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let asked = Asked { path: PATH, language: page.language, parameters: parameters.clone() };
    let make = made(&house, &page, parameters);
    let response = house.answers.get(asked, &headers, house.search.edition(), make).await?;
    if let (Some(nothing), Some(visitor)) = (response.extensions().get::<NothingFits>(), visit.visitor()) {
        let NothingFits { typed, words, area } = nothing;
        house.evidence.note_empty_search(Search { typed, words, area: *area }, &visitor);
    }
    Ok(response)
}

/// A search by words that nothing fits: what people look for and nobody has. It goes with the page, so that it is noted
/// for each visitor though the page is kept.
#[derive(Clone)]
struct NothingFits {
    typed: String,
    words: String,
    area: Option<AreaId>,
}

/// The page for `parameters`, the same for all where nothing is refused.
async fn made(house: &House, page: &Page, parameters: Parameters) -> Result<Made, Problem> {
    let mut parameters = parameters.tidy();
    let (mut question, refusals) = Question::read(&parameters, house, page).await?;
    if !question.asks_for_offers() {
        parameters = undated(&parameters);
    }
    let understood = refusals.is_empty();
    let regions = Region::all(&house.areas.snapshot());
    let (results, of_directory) = if understood {
        (question.answer(house, &regions)?, directory(house, &question)?)
    } else {
        (Results::default(), Results::default())
    };
    let beside = stands_beside(&question);
    let (listed, further) = if beside {
        in_order(&question, &results.hits, &of_directory, PER_PAGE)
    } else {
        (results.hits.iter().collect(), Vec::new())
    };
    let is_directory_alone = results.total == 0 && !listed.is_empty();
    let path = page.link(PATH);
    let links = Links { page, path: &path, parameters: &parameters.without(Pagination::PARAMETER) };
    let status = status(&refusals);
    let nothing_fits = results.total == 0 || results.reading.some_words_suffice;
    let ways_out = if understood && nothing_fits {
        ways_out(house, &links, &question, &results.reading)?
    } else {
        Vec::new()
    };
    let instead = if understood && results.total == 0 { instead(house, page, &question)? } else { None };
    let (choices_title, choices) = places_to_choose(&links, &question, &refusals);
    let chips = links.chips(&question);
    let template = ResultsPage {
        heading: heading(page, &question, &results, understood),
        dated: question.asks_for_offers(),
        words: parameters.typed("q").chars().take(200).collect(),
        place: parameters.typed("ort").chars().take(120).collect(),
        time: parameters.typed("zeit").chars().take(40).collect(),
        from: parameters.typed("von").chars().take(40).collect(),
        to: parameters.typed("bis").chars().take(40).collect(),
        faults: faults(page, &refusals),
        choices_title,
        choices,
        chips,
        reset: parameters.only(&["ansicht", "kalender", "tag"]).on(&path),
        filters: if understood {
            filters(house, &links, &question, &results, &of_directory, &regions).await?
        } else {
            Vec::new()
        },
        reach: if understood { reach(house, &links, &question, results.total)? } else { Vec::new() },
        orders: if results.total > 1 { links.orders(&question) } else { Vec::new() },
        views: if results.total > 0 { links.views(&question) } else { Vec::new() },
        calendar: match question.view {
            View::Calendar(span) if results.total > 0 => Some(Calendar::of(house, &links, &question, span)?),
            _ => None,
        },
        map: match question.view {
            View::Map if results.total > 0 => Some(MapView::of(house, page, &question, &parameters).await?),
            _ => None,
        },
        hidden: all_but(&parameters, &["von", "bis", "zeit", "seite"]),
        kept: all_but(&parameters, &["q", "ort", "zeit", "seite", "woertlich", Piece::PARAMETER]),
        notes: notes(page, &question, &results, is_directory_alone),
        explained: explained(page, &question, &listed),
        cards: listed.into_iter().map(|hit| card(page, hit)).collect(),
        directory: further.into_iter().map(|hit| card(page, hit)).collect(),
        in_directory: beside && of_directory.total > 0,
        directory_title: page.t_count("portal-directory-count", of_directory.total),
        directory_all: (page.t_count("portal-directory-all", of_directory.total), links.whole_directory()),
        empty: if beside && of_directory.total > 0 {
            (page.t("portal-nothing-but-directory"), page.t("portal-nothing-but-directory-text"))
        } else {
            (page.t("portal-nothing"), page.t("portal-nothing-text"))
        },
        ways_out,
        instead: instead
            .map(|instead| (instead.title, instead.hits.iter().map(|hit| card(page, hit)).collect())),
        pagination: Pagination::new(question.page, PER_PAGE, results.total as u64, &path, &parameters),
        subscribe: understood.then(|| page.link(&feeds::lasting(&parameters).on(feeds::SUBSCRIBE_PATH))),
        embed: understood.then(|| page.link(&shown_elsewhere(&parameters).on(embed::BUILDER))),
        page: if understood {
            feeds::named(framed(page, &question, understood), house, &question, &parameters)
        } else {
            framed(page, &question, understood)
        },
    };
    if status != StatusCode::OK {
        return Ok(Made::Once(render(status, CachePolicy::Revalidate, &template)));
    }
    let mut extensions = Extensions::new();
    if template.map.is_some() {
        extensions.insert(TILE_HOST);
    }
    if understood && has_nothing(&question, &results, &of_directory) {
        let area = question.only_municipality();
        extensions.insert(NothingFits { typed: question.typed, words: question.words, area });
    }
    Ok(Made::ForAll(Document {
        content_type: "text/html; charset=utf-8",
        content: template.render().map_err(Problem::internal)?,
        extensions,
        ..Document::default()
    }))
}

/// `parameters` for another website: what lasts of them, and in which view somebody looks at it.
fn shown_elsewhere(parameters: &Parameters) -> Parameters {
    let views = parameters.only(&["ansicht", "kalender"]);
    views.iter().fold(feeds::lasting(parameters), |lasting, (name, value)| lasting.with(name, value))
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
            Question { radius: Some(*radius), ..question.clone() }.total(house)?
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
    let mut query = question.to_directory().query(house);
    query.page.limit = MOST_OF_DIRECTORY;
    Ok(house.search.search(&query)?)
}

/// By what the score of `hit` is multiplied where it is a record of the directory that is called just as what is looked
/// for.
pub fn called_so(question: &Question, hit: &Hit) -> Option<f32> {
    let lists_things = matches!(hit.kind, Kind::Topic | Kind::LifeSituation);
    let is_called_so = !hit.kind.is_offer() && is_called(&hit.card.title, &question.words, lists_things);
    is_called_so.then_some(CALLED_SO)
}

/// What is listed, and which hits of the directory are left beside it. Ordered by how well it fits, a record of the
/// directory stands among the offers where it fits better than those behind it; what is left stands behind a list that
/// ends on this page. Where no offer fits, what has all the words in the directory is the answer.
pub fn in_order<'a>(
    question: &Question,
    offers: &'a [Hit],
    directory: &'a Results,
    per_page: u64,
) -> (Vec<&'a Hit>, Vec<&'a Hit>) {
    let by_fit = question.order.unwrap_or_default() == Order::Best;
    let are_one_list = if offers.is_empty() { !directory.reading.some_words_suffice } else { by_fit };
    if question.page > 1 || !question.kinds.is_empty() || !are_one_list {
        return (offers.iter().collect(), directory.hits.iter().collect());
    }
    let fit = |hit: &Hit| hit.score * called_so(question, hit).unwrap_or(1.0);
    let mut directory: Vec<&Hit> = directory.hits.iter().collect();
    directory.sort_by(|one, other| fit(other).total_cmp(&fit(one)));
    let mut records = directory.into_iter().peekable();
    let mut listed = Vec::new();
    for offer in offers {
        while let Some(record) = records.next_if(|record| fit(record) > offer.score) {
            listed.push(record);
        }
        listed.push(offer);
    }
    if (offers.len() as u64) < per_page {
        listed.extend(records.by_ref());
    }
    (listed, records.collect())
}

/// Whether words were looked for that nothing fits, neither an offer nor a record of the directory. Staff who look into
/// the order of hits are no visitors.
fn has_nothing(question: &Question, results: &Results, of_directory: &Results) -> bool {
    let fits = |results: &Results| results.total > 0 && !results.reading.some_words_suffice;
    let found = fits(results) || (stands_beside(question) && fits(of_directory));
    question.has_words() && !question.explain && !found
}

/// What the question was taken for, where that is not just what was typed.
fn notes(page: &Page, question: &Question, results: &Results, is_directory_alone: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if is_directory_alone {
        notes.push(page.t("portal-note-directory-alone"));
    }
    if question.says_nothing {
        notes.push(page.t_text("portal-note-says-nothing", "words", &question.typed));
    }
    if question.understanding.asks_for_a_place && question.place.is_none() {
        notes.push(page.t("portal-note-near-what"));
    }
    for correction in &results.reading.corrections {
        notes.push(page.t_with(
            "portal-note-corrected",
            [("typed", correction.typed.clone().into()), ("taken", correction.taken.join("“, „").into())],
        ));
    }
    if results.reading.some_words_suffice {
        notes.push(page.t("portal-note-some-words"));
    }
    if results.reading.some_have_all {
        notes.push(page.t("portal-note-some-have-all"));
    }
    notes
}

/// Whether hits of the directory stand beside the offers: where somebody looks for something by words, and has not
/// chosen kinds of records anyway.
pub fn stands_beside(question: &Question) -> bool {
    question.has_words() && question.kinds.iter().all(|kind| kind.is_offer())
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
        Refusal::UnknownChoice { choice, given } => page.t_with(
            "portal-refusal-record",
            [("parameter", choice.parameter().into()), ("given", given.clone().into())],
        ),
        Refusal::Region { given } => page.t_text("portal-refusal-region", "given", given),
        Refusal::Weekday { given } => page.t_text("portal-refusal-weekday", "given", given),
        Refusal::PartOfDay { given } => page.t_text("portal-refusal-part-of-day", "given", given),
        Refusal::Order { given } => page.t_text("portal-refusal-order", "given", given),
        Refusal::View { given } => page.t_text("portal-refusal-view", "given", given),
        Refusal::Piece { given } => page.t_text("portal-refusal-piece", "given", given),
        Refusal::OffCalendar { given } => {
            page.t_text("portal-refusal-off-calendar", "day", page.date(*given))
        }
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
            | Refusal::UnknownChoice { .. }
            | Refusal::Region { .. }
            | Refusal::Weekday { .. }
            | Refusal::PartOfDay { .. }
            | Refusal::Order { .. }
            | Refusal::View { .. }
            | Refusal::OffCalendar { .. }
            | Refusal::Piece { .. }
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
    let mut framed = page.clone().description(about).titled(if question.typed.is_empty() {
        page.t("portal-nav-search")
    } else {
        page.t_text("portal-results-title", "words", &question.typed)
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
    let words = ("words", question.words.trim().to_owned().into());
    match (question.asks_for_offers(), !question.has_words()) {
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

/// Places to choose from where it is not clear which is meant.
fn places_to_choose(
    links: &Links<'_>,
    question: &Question,
    refusals: &[Refusal],
) -> (String, Vec<ChoiceLink>) {
    let page = links.page;
    let choose = |candidates: &[Candidate], parameters: &Parameters| {
        let link = |candidate: &Candidate| {
            ChoiceLink::new(in_full(candidate), parameters.with("ort", &candidate.slug).on(links.path))
        };
        candidates.iter().map(link).collect()
    };
    for refusal in refusals {
        match refusal {
            Refusal::AmbiguousPlace { candidates, .. } => {
                return (page.t("portal-which-place"), choose(candidates, links.parameters));
            }
            Refusal::UnknownPlace { similar, .. } if !similar.is_empty() => {
                return (page.t("portal-did-you-mean"), choose(similar, links.parameters));
            }
            _ => {}
        }
    }
    if let Some(ambiguous) = &question.understanding.ambiguous {
        let parameters = links.parameters.with("q", &ambiguous.without);
        return (page.t("portal-which-place"), choose(&ambiguous.value, &parameters));
    }
    let perhaps = question.understanding.perhaps.iter();
    let choices: Vec<ChoiceLink> = perhaps
        .flat_map(|perhaps| {
            let parameters = links.parameters.with("q", &perhaps.without);
            choose(std::slice::from_ref(&perhaps.candidate), &parameters)
        })
        .collect();
    if choices.is_empty() { (String::new(), choices) } else { (page.t("portal-did-you-mean"), choices) }
}
