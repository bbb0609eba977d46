//! `/suche/vorschlaege.json`: what somebody may mean who is typing into the search.
//!
//! The search field asks for it while people type. Nothing depends on the answer: without it the form works as ever.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use kreisrund_areas::{
    lookup::{Candidate, CandidateKind, Reason, Snapshot},
    names::{all_words, without_addition, words},
};
use kreisrund_content::{Vocabulary, VocabularySnapshot};
use kreisrund_search::{Hit, Kind, Query, Results, query};
use kreisrund_slice::{
    House,
    hits::{kind, last_day},
};
use kreisrund_web::{Page, Parameters, Problem, direction};
use serde::Serialize;

use crate::start::require_index;

/// How many suggestions there are at most: what is taken in at a glance.
const MOST: usize = 8;
/// How many of one group at most.
const MOST_OF_A_GROUP: usize = 3;
/// Among how many of the best hits of the directory those to suggest are looked for.
const LOOKED_THROUGH: usize = 30;
/// From how many letters on something is suggested.
const FEWEST_LETTERS: usize = 2;
/// From how many letters on a slip can be told from a word that is not finished.
const FEWEST_FOR_A_SLIP: usize = 5;
/// Nobody types longer and still waits for suggestions.
const LONGEST: usize = 100;
/// The same few letters are typed again and again; a minute later something new may have been published.
pub const KEPT: &str = "public, max-age=60";
/// What is suggested of the directory, besides municipalities and their localities.
const DIRECTORY: [Kind; 5] =
    [Kind::Topic, Kind::LifeSituation, Kind::Organisation, Kind::Network, Kind::Place];

/// The answer.
#[derive(Serialize)]
struct Answer {
    /// What the list is called, for who does not see it.
    label: String,
    /// How many suggestions there are, in words.
    announcement: String,
    suggestions: Vec<Suggestion>,
}

/// What somebody may mean.
#[derive(Serialize)]
pub struct Suggestion {
    /// Its name.
    pub text: String,
    kind: Group,
    /// The kind in words, finer than `kind`: a course, a municipality.
    pub label: String,
    /// The path of its page.
    pub href: String,
    /// The language of `text` (BCP 47).
    language: String,
    /// The direction in which that language is written: `ltr` or `rtl`.
    direction: &'static str,
    /// Where it is, and when.
    pub detail: Option<String>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Group {
    Topic,
    LifeSituation,
    Offer,
    Organisation,
    Network,
    Place,
}

pub async fn answer(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let (_, suggestions) = suggested(&house, &page, &parameters)?;
    let answer = Answer {
        label: page.t("portal-suggest-label"),
        announcement: page.t_count("portal-suggest-count", suggestions.len()),
        suggestions,
    };
    Ok(([(header::CACHE_CONTROL, KEPT)], Json(answer)).into_response())
}

/// What was typed, as far as it is looked at, and what may be meant by it.
///
/// # Errors
/// When the index can't be read.
pub fn suggested(
    house: &House,
    page: &Page,
    parameters: &Parameters,
) -> Result<(String, Vec<Suggestion>), Problem> {
    let typed: String = parameters.first("q").unwrap_or_default().chars().take(LONGEST).collect();
    let letters = typed.chars().filter(|letter| letter.is_alphanumeric()).count();
    let suggestions = if letters >= FEWEST_LETTERS { suggestions(house, page, &typed)? } else { Vec::new() };
    Ok((typed, suggestions))
}

fn suggestions(house: &House, page: &Page, typed: &str) -> Result<Vec<Suggestion>, Problem> {
    let vocabularies = house.vocabularies.snapshot();
    let (mut topics, mut organisations, mut venues) = (Vec::new(), Vec::new(), Vec::new());
    let of_directory = hits(house, typed, &DIRECTORY, LOOKED_THROUGH)?;
    for hit in of_directory.hits {
        match hit.kind {
            Kind::Topic => topics.push(term(page, &vocabularies, Vocabulary::Topic, &hit, typed)),
            Kind::LifeSituation => {
                topics.push(term(page, &vocabularies, Vocabulary::LifeSituation, &hit, typed));
            }
            Kind::Place => venues.push(record(page, Group::Place, &hit)),
            Kind::Network => organisations.push(record(page, Group::Network, &hit)),
            _ => organisations.push(record(page, Group::Organisation, &hit)),
        }
    }
    // What is called just so comes before what only has the word among others.
    topics.sort_by_key(|topic| rest_to_type(&topic.text, typed));
    let of_offers = hits(house, typed, &Kind::OFFERS, MOST_OF_A_GROUP)?;
    let offers: Vec<Suggestion> = of_offers.hits.iter().map(|hit| offer(page, hit)).collect();

    let snapshot = house.areas.snapshot();
    let nothing_else = [&topics, &offers, &organisations, &venues].into_iter().all(Vec::is_empty);
    // Where the others are found by another spelling, so may the town.
    let is_slip = [&of_directory.reading, &of_offers.reading].iter().any(|read| !read.corrections.is_empty());
    let meant = places(&snapshot, typed, nothing_else || is_slip);
    // Who types the beginning of a town's name and of no topic's most likely wants the town.
    let leads = topics.is_empty() && meant.first().is_some_and(|(_, reason)| *reason <= Reason::Beginning);
    let mut places: Vec<Suggestion> =
        meant.into_iter().map(|(place, _)| municipality_or_locality(page, &place, typed)).collect();
    places.append(&mut venues);

    let mut groups = vec![topics, offers, organisations, places];
    groups.rotate_right(usize::from(leads));
    Ok(mixed(groups))
}

/// The best hits for the words alone: what they say of places and times is not made out before they are finished.
fn hits(house: &House, typed: &str, kinds: &[Kind], limit: usize) -> Result<Results, Problem> {
    let query = Query {
        words: typed.to_owned(),
        kinds: kinds.to_vec(),
        now: house.clock.now(),
        page: query::Page { offset: 0, limit },
        uncounted: true,
        ..Query::default()
    };
    Ok(house.search.search(&query)?)
}

/// A topic or life situation, under the name that was typed: in the language of `page`, or else in another.
fn term(
    page: &Page,
    vocabularies: &VocabularySnapshot,
    vocabulary: Vocabulary,
    hit: &Hit,
    typed: &str,
) -> Suggestion {
    let group = if vocabulary == Vocabulary::Topic { Group::Topic } else { Group::LifeSituation };
    let suggestion = record(page, group, hit);
    let Some(term) = hit.card.slug.parse().ok().and_then(|slug| vocabularies.by_slug(vocabulary, &slug))
    else {
        return suggestion;
    };
    let language = page.language.into();
    let usual = (term.label_language(&language), term.label(&language));
    let labels = term.labels.iter().map(|(language, label)| (language.clone(), label.as_str()));
    let fitting = std::iter::once(usual.clone()).chain(labels).find(|(_, label)| begins(label, typed));
    let (language, label) = fitting.unwrap_or(usual);
    Suggestion {
        text: label.to_owned(),
        direction: direction(language.as_str()),
        language: language.as_str().to_owned(),
        ..suggestion
    }
}

/// How many letters of `label` are still to be typed, where it begins with what was typed; the others come last.
fn rest_to_type(label: &str, typed: &str) -> usize {
    let (label, typed) = (all_words(label).join(" "), all_words(typed).join(" "));
    label.strip_prefix(&typed).map_or(usize::MAX, |rest| rest.chars().count())
}

/// Whether every typed word begins a word of `label`.
fn begins(label: &str, typed: &str) -> bool {
    let label = all_words(label);
    all_words(typed).iter().all(|typed| label.iter().any(|word| word.starts_with(typed.as_str())))
}

fn offer(page: &Page, hit: &Hit) -> Suggestion {
    let day = hit.next.as_ref().map(|next| {
        let day = next.start.date().max(page.today().min(last_day(next)));
        page.days_near(day, day)
    });
    let cancelled = hit.next.as_ref().filter(|next| next.state == "cancelled");
    let details = [where_it_is(hit), day, cancelled.map(|_| page.t("slice-cancelled"))];
    Suggestion { detail: joined(details), ..record(page, Group::Offer, hit) }
}

fn record(page: &Page, group: Group, hit: &Hit) -> Suggestion {
    Suggestion {
        text: hit.card.title.clone(),
        kind: group,
        label: kind(page, hit.kind),
        href: page.link(&hit.card.path),
        direction: direction(&hit.card.language),
        language: hit.card.language.clone(),
        detail: where_it_is(hit),
    }
}

/// The municipality, as far as it is known and the title does not name it anyway.
fn where_it_is(hit: &Hit) -> Option<String> {
    let place = hit.card.place.as_ref()?;
    let name = place.area.as_ref().unwrap_or(&place.name);
    (!hit.card.title.contains(name.as_str())).then(|| name.clone())
}

/// The municipalities and localities that may be meant, each once, with the reason. Those that are only called similarly
/// are meant where there is nothing else.
fn places(snapshot: &Snapshot, typed: &str, nothing_else: bool) -> Vec<(Candidate, Reason)> {
    let may_be_a_slip = nothing_else && typed.chars().count() >= FEWEST_FOR_A_SLIP;
    let mut places: Vec<(Candidate, Reason)> = Vec::new();
    // Some lead to the same page: a postcode to its municipality, a town to the municipality that bears its name.
    for meant in snapshot.candidates(typed, 4 * MOST_OF_A_GROUP) {
        if meant.reason == Reason::Similar && !may_be_a_slip {
            break;
        }
        let place = with_page(snapshot, meant.candidate);
        if places.len() < MOST_OF_A_GROUP && !places.iter().any(|(known, _)| known.slug == place.slug) {
            places.push((place, meant.reason));
        }
    }
    places
}

/// The place to whose page `candidate` leads.
fn with_page(snapshot: &Snapshot, candidate: Candidate) -> Candidate {
    let town = without_addition(&candidate.municipality).unwrap_or(&candidate.municipality);
    if candidate.kind == CandidateKind::Locality && words(&candidate.name) != words(town) {
        return candidate;
    }
    snapshot.municipality(candidate.area_id).cloned().unwrap_or(candidate)
}

fn municipality_or_locality(page: &Page, place: &Candidate, typed: &str) -> Suggestion {
    let is_locality = place.kind == CandidateKind::Locality;
    let digits: String = typed.chars().take_while(char::is_ascii_digit).collect();
    let postcode = place
        .postcodes
        .iter()
        .map(kreisrund_areas::area::Postcode::as_str)
        .find(|postcode| !digits.is_empty() && postcode.starts_with(&digits));
    let details =
        [postcode.map(str::to_owned), is_locality.then(|| place.municipality.clone()), place.county.clone()];
    Suggestion {
        text: place.name.clone(),
        kind: Group::Place,
        label: if is_locality { page.t("portal-suggest-locality") } else { kind(page, Kind::Municipality) },
        href: page.link(&format!("/gemeinden/{}", place.slug)),
        language: "de".to_owned(),
        direction: direction("de"),
        detail: joined(details),
    }
}

fn joined(details: [Option<String>; 3]) -> Option<String> {
    let details: Vec<String> = details.into_iter().flatten().collect();
    (!details.is_empty()).then(|| details.join(" · "))
}

/// At most [`MOST`] of all, and at most [`MOST_OF_A_GROUP`] of each group, in the order of the groups. Where there is no
/// room for all, every group gives its best before any gives its second best.
fn mixed<T>(groups: Vec<Vec<T>>) -> Vec<T> {
    let mut shares = vec![0; groups.len()];
    let mut room = MOST;
    for turn in 0..MOST_OF_A_GROUP {
        for (group, share) in groups.iter().zip(&mut shares) {
            if group.len() > turn && room > 0 {
                *share += 1;
                room -= 1;
            }
        }
    }
    groups.into_iter().zip(shares).flat_map(|(group, share)| group.into_iter().take(share)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_group_gives_its_best_before_any_gives_its_second() {
        assert_eq!(mixed(vec![vec!["a1", "a2", "a3", "a4"], vec![], vec!["c1"]]), ["a1", "a2", "a3", "c1"]);
        let four = ["a", "b", "c", "d"]
            .map(|group| vec![format!("{group}1"), format!("{group}2"), format!("{group}3")]);
        assert_eq!(mixed(four.to_vec()), ["a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2"]);
    }

    #[test]
    fn a_name_begins_as_it_was_typed_in_whatever_spelling() {
        for (label, typed) in [
            ("Bücher und Medien leihen", "buech"),
            ("Bücher und Medien leihen", "medien BÜCH"),
            ("Sprachcafés und Gesprächskreise", "sprachcafe gespr"),
            ("اللغات", "اللغ"),
        ] {
            assert!(begins(label, typed), "{label}, {typed}");
        }
        assert!(!begins("Lesen und Bibliothek", "theke"));
        assert!(!begins("Lesen und Bibliothek", "lesen garten"));
    }

    proptest! {
        #[test]
        fn however_many_there_are_the_list_stays_short(sizes in prop::collection::vec(0..50_usize, 0..6)) {
            let groups: Vec<Vec<(usize, usize)>> =
                sizes.iter().enumerate().map(|(group, size)| (0..*size).map(|place| (group, place)).collect()).collect();
            let all = mixed(groups);
            let possible: usize = sizes.iter().map(|size| (*size).min(MOST_OF_A_GROUP)).sum();
            prop_assert_eq!(all.len(), possible.min(MOST));
            prop_assert!(all.is_sorted(), "groups and the best of each keep their order");
        }
    }
}
