//! Four doors into the demonstration: whoever shows the portal goes through it as a pensioner, a club's treasurer, the
//! coordinator of the service office or a mayor. Outside of a demonstration there are none.

use std::sync::LazyLock;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kreisrund_slice::House;
use kreisrund_web::{CachePolicy, Language, Page, Problem, render};
use serde::Deserialize;

const FILE: &str = include_str!("../tours/tours.toml");

static TOURS: LazyLock<Vec<Tour>> = LazyLock::new(|| {
    // The file is part of the program, and a test reads it.
    toml::from_str::<TourFile>(FILE).map(|file| file.tour).unwrap_or_default()
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourFile {
    tour: Vec<Tour>,
}

/// A person's way through the portal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tour {
    slug: String,
    motif: String,
    german: TourWords,
    english: TourWords,
    step: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TourWords {
    /// What stands on the door: “Ich bin Rentnerin”.
    door: String,
    /// Who it is, in a sentence or two.
    who: String,
    title: String,
    lead: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Where the step leads; none where the room behind it is still to be built.
    path: Option<String>,
    german: StepWords,
    english: StepWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepWords {
    title: String,
    text: String,
    /// What the link says.
    #[serde(default)]
    link: String,
}

impl Tour {
    fn words(&self, language: Language) -> &TourWords {
        match language {
            Language::German => &self.german,
            Language::English => &self.english,
        }
    }

    fn path(&self) -> String {
        format!("/rundgang/{}", self.slug)
    }
}

/// A door as the start page shows it.
pub struct Door {
    /// What stands on it.
    pub title: String,
    /// Who goes through it.
    pub who: String,
    /// Where it leads.
    pub href: String,
    /// The name of the person's drawing.
    pub motif: String,
}

#[derive(Template)]
#[template(path = "tour.html")]
struct TourPage {
    page: Page,
    motif: String,
    title: String,
    who: String,
    lead: String,
    steps: Vec<ShownStep>,
    others: Vec<Door>,
}

struct ShownStep {
    title: String,
    text: String,
    /// The link's words and its address; none where the room is still to be built.
    link: Option<(String, String)>,
}

/// The doors, but for that to the tour `without`. None outside of a demonstration.
pub fn doors(page: &Page, without: Option<&str>) -> Vec<Door> {
    if !page.is_demo() {
        return Vec::new();
    }
    let tours = TOURS.iter().filter(|tour| Some(tour.slug.as_str()) != without);
    tours
        .map(|tour| {
            let words = tour.words(page.language);
            Door {
                title: words.door.clone(),
                who: words.who.clone(),
                href: page.link(&tour.path()),
                motif: tour.motif.clone(),
            }
        })
        .collect()
}

pub async fn page(_: State<House>, page: Page, Path(slug): Path<String>) -> Result<Response, Problem> {
    let tour =
        TOURS.iter().find(|tour| tour.slug == slug && page.is_demo()).ok_or_else(Problem::not_found)?;
    let words = tour.words(page.language);
    let steps = tour.step.iter().map(|step| {
        let words = match page.language {
            Language::German => &step.german,
            Language::English => &step.english,
        };
        ShownStep {
            title: words.title.clone(),
            text: words.text.clone(),
            link: step.path.as_ref().map(|path| (words.link.clone(), page.link(path))),
        }
    });
    let template = TourPage {
        motif: tour.motif.clone(),
        title: words.title.clone(),
        who: words.who.clone(),
        lead: words.lead.clone(),
        steps: steps.collect(),
        others: doors(&page, Some(&slug)),
        page: page.clone().titled(&words.title).description(&words.lead).unlisted(),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_door_leads_into_a_journey_of_several_steps() {
        let tours = toml::from_str::<TourFile>(FILE).unwrap().tour;
        let slugs: BTreeSet<&str> = tours.iter().map(|tour| tour.slug.as_str()).collect();
        assert_eq!(slugs, BTreeSet::from(["rentnerin", "kassenwart", "servicestelle", "buergermeisterin"]));
        for tour in &tours {
            assert!((4..=8).contains(&tour.step.len()), "{}", tour.slug);
            assert!(tour.step.iter().any(|step| step.path.is_some()), "{} leads nowhere", tour.slug);
            for step in &tour.step {
                for words in [&step.german, &step.english] {
                    assert!(!words.title.is_empty() && !words.text.is_empty(), "{}", tour.slug);
                    assert_eq!(step.path.is_some(), !words.link.is_empty(), "{}: {}", tour.slug, words.title);
                }
                assert!(step.path.as_ref().is_none_or(|path| path.starts_with('/')), "{}", tour.slug);
            }
        }
    }
}
