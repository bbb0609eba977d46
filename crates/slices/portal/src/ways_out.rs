//! Where to go when nothing was found: each single filter that is in the way, with what leaving it out would bring; a
//! wider circle, a longer time, what is over.

use jiff::ToSpan;
use kreisrund_kernel::Period;
use kreisrund_search::{Hit, Query, query::Reading};
use kreisrund_slice::House;
use kreisrund_web::{ChoiceLink, Page, Parameters, Problem};

use crate::{
    links::{Links, Removal},
    question::{Preset, Question, USUAL_RADIUS},
};

/// A circle that is wide for the country.
const WIDE: f64 = 50.0;
/// How many hits stand in the place of those that were asked for.
const MOST_INSTEAD: usize = 5;

/// The ways out of a list without hits that lead to some; `reading` is how the question's words were taken.
///
/// # Errors
/// When the index can't be read.
pub fn ways_out(
    house: &House,
    links: &Links<'_>,
    question: &Question,
    reading: &Reading,
) -> Result<Vec<ChoiceLink>, Problem> {
    let page = links.page;
    let mut ways: Vec<ChoiceLink> = Vec::new();
    let mut offer = |text: String, parameters: &Parameters, question: &Question| -> Result<(), Problem> {
        let total = question.count(house)?;
        if total > 0 {
            let href = parameters.on(links.path);
            ways.push(ChoiceLink { text, href, count: Some(total as u64), chosen: false });
        }
        Ok(())
    };
    for (typed, meant) in
        reading.suggestions.iter().flat_map(|word| word.taken.iter().map(|meant| (&word.typed, meant)))
    {
        let other = Question { words: question.words.replacen(typed, meant, 1), ..question.clone() };
        let words = links.parameters.first("q").unwrap_or_default().replacen(typed, meant, 1);
        let parameters = links.parameters.with("q", &words);
        offer(page.t_text("portal-way-meant", "words", words), &parameters, &other)?;
    }
    if let Some(place) = &question.place {
        if question.radius.unwrap_or(USUAL_RADIUS) < WIDE {
            let wide = Question { radius: Some(WIDE), ..question.clone() };
            let text = page.t_text("portal-way-wider", "place", &place.name);
            offer(text, &links.parameters.with("umkreis", WIDE), &wide)?;
        }
        let everywhere = Question { place: None, radius: None, ..question.clone() };
        let parameters = links.parameters.without("ort").without("umkreis");
        // A place that stands in the words goes with them.
        let parameters = match &question.understanding.place {
            Some(recognised) => parameters.with("q", &recognised.without),
            None => parameters,
        };
        offer(page.t("portal-way-everywhere"), &parameters, &everywhere)?;
    }
    if question.period.is_some() {
        let today = house.clock.today();
        let month = Question {
            preset: Some(Preset::Month),
            period: Some(Preset::Month.days(today)),
            ..question.clone()
        };
        let parameters = match &question.understanding.period {
            Some(recognised) => links.parameters.with("q", &recognised.without),
            None => links.parameters.clone(),
        };
        let parameters = parameters.without("von").without("bis");
        offer(page.t("portal-way-month"), &parameters.with("zeit", Preset::Month.parameter()), &month)?;
        let any_time = Question { period: None, preset: None, ..question.clone() };
        offer(page.t("portal-way-any-time"), &parameters.without("zeit"), &any_time)?;
    }
    for Removal { text, parameters, question: without, .. } in links.removals(question) {
        let changes_place_or_time =
            (without.place.is_none() && question.place.is_some()) || without.period != question.period;
        if changes_place_or_time {
            continue;
        }
        if without.words != question.words && without.is_open() {
            // Without the words nothing would be left of the question.
            continue;
        }
        offer(page.t_text("portal-way-without", "filter", text), &parameters, &without)?;
    }
    if question.has_words() && links.removals(question).len() > 2 {
        let words = question.words.trim();
        let only_words = Question { words: question.words.clone(), ..Question::default() };
        let text = page.t_text("portal-way-only-words", "words", words);
        offer(text, &Parameters::new().with("q", words), &only_words)?;
    }
    if question.period.is_none() && question.asks_for_offers() {
        let yesterday = house.clock.today().saturating_sub(1.day());
        let past = Period::new(None, Some(yesterday)).ok();
        let over = Question { period: past, preset: None, ..question.clone() };
        offer(page.t("portal-way-past"), &links.parameters.with("bis", yesterday), &over)?;
    }
    Ok(ways)
}

/// What fits where nothing does, and which part of the question had to be left out for it.
pub struct Instead {
    /// What is different about it, as a heading.
    pub title: String,
    /// The best of it.
    pub hits: Vec<Hit>,
}

/// What fits the words of `question`, which has no hits, at another time or elsewhere. What costs least to leave out is
/// left out first.
///
/// # Errors
/// When the index can't be read.
pub fn instead(house: &House, page: &Page, question: &Question) -> Result<Option<Instead>, Problem> {
    if !question.has_words() {
        return Ok(None);
    }
    let has_time =
        question.period.is_some() || !question.weekdays.is_empty() || !question.parts_of_day.is_empty();
    let at_any_time = Question {
        preset: None,
        period: None,
        weekdays: Vec::new(),
        parts_of_day: Vec::new(),
        page: 1,
        ..question.clone()
    };
    let elsewhere = Question { place: None, radius: None, regions: Vec::new(), page: 1, ..question.clone() };
    let has_place = question.place.is_some() || !question.regions.is_empty();
    let anywhere_anytime = Question { place: None, radius: None, regions: Vec::new(), ..at_any_time.clone() };
    for (tried, other, title) in [
        (has_time, at_any_time, page.t("portal-instead-time")),
        (has_place, elsewhere, page.t("portal-instead-place")),
        (has_time && has_place, anywhere_anytime, page.t("portal-instead-both")),
    ] {
        if !tried {
            continue;
        }
        let mut query = Query { uncounted: true, ..other.query(house) };
        query.page.limit = MOST_INSTEAD;
        let results = house.search.search(&query)?;
        if !results.hits.is_empty() {
            return Ok(Some(Instead { title, hits: results.hits }));
        }
    }
    Ok(None)
}
