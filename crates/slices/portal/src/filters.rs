//! The panel of filters beside the results: what can be chosen, with how many hits there would be.

use kreisrund_search::Results;
use kreisrund_slice::House;
use kreisrund_web::{ChoiceLink, Problem};

use crate::{
    choice::{self, Choice, Offered},
    links::Links,
    question::{Question, Region},
};

/// A question with its options.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The question.
    pub title: String,
    /// The options that have hits.
    pub choices: Vec<ChoiceLink>,
    /// Whether the options are seen at once; otherwise behind the question.
    pub is_open: bool,
}

/// The filters that tell hits of `question` apart, the most asked first.
///
/// # Errors
/// When the database can't be read.
pub async fn filters(
    house: &House,
    links: &Links<'_>,
    question: &Question,
    results: &Results,
    of_directory: &Results,
    regions: &[Region],
) -> Result<Vec<Filter>, Problem> {
    let page = links.page;
    let mut filters = Vec::new();
    let mut put = |title: String, choices: Vec<ChoiceLink>, is_open: bool| {
        let is_open = is_open || choices.iter().any(|choice| choice.chosen);
        if !choices.is_empty() {
            filters.push(Filter { title, choices, is_open });
        }
    };
    put(page.t("portal-filter-kind"), links.offer_kinds(question, results), true);
    put(page.t("portal-filter-directory"), links.directory_kinds(question, of_directory), true);
    put(page.t("portal-filter-radius"), links.radii(question), true);
    put(page.t("portal-filter-place"), links.regions(house, question, results, regions), true);
    if question.asks_for_offers() {
        put(page.t("portal-filter-period"), links.periods(question, results), true);
        put(page.t("portal-filter-clock"), links.clock(question, results), false);
    }
    for (index, choice) in Choice::ALL.into_iter().enumerate() {
        let Some(counts) = results.facets.tags.get(index) else { continue };
        let offered = choice::offered(house, page, choice, counts).await?;
        if choice == Choice::Topic {
            topics(links, question, &offered, counts, &mut put);
            continue;
        }
        let options: Vec<&Offered> = offered.iter().collect();
        let mut choices = links.options(question, choice, &options, &offered, counts);
        if choice == Choice::SignUp && question.asks_for_offers() {
            let open = links.open(question, results);
            if open.chosen || open.count.is_some_and(|count| count > 0) {
                choices.insert(0, open);
            }
        }
        put(links.choice_name(choice), choices, false);
    }
    Ok(filters)
}

/// Topics on two levels: the upper ones, and below the one that was chosen, its own.
fn topics(
    links: &Links<'_>,
    question: &Question,
    offered: &[Offered],
    counts: &std::collections::BTreeMap<kreisrund_search::Tag, usize>,
    put: &mut impl FnMut(String, Vec<ChoiceLink>, bool),
) {
    let upper: Vec<&Offered> = offered.iter().filter(|topic| topic.parent.is_none()).collect();
    let choices = links.options(question, Choice::Topic, &upper, offered, counts);
    put(links.choice_name(Choice::Topic), choices, false);
    let is_chosen = |topic: &Offered| {
        question.chosen.iter().any(|chosen| chosen.choice == Choice::Topic && chosen.tag == topic.tag)
    };
    for above in upper {
        let below: Vec<&Offered> =
            offered.iter().filter(|topic| topic.parent.as_ref() == Some(&above.tag)).collect();
        if is_chosen(above) || below.iter().any(|topic| is_chosen(topic)) {
            let choices = links.options(question, Choice::Topic, &below, offered, counts);
            put(links.page.t_text("portal-choice-topic-below", "topic", &above.name), choices, true);
        }
    }
}
