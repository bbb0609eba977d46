//! The welcome: what people need first who read little German yet, and the guides in their language.

use askama::Template;
use axum::{extract::State, response::Response};
use kreisrund_content::{LanguageTag, Vocabulary};
use kreisrund_slice::{House, reading::Reading};
use kreisrund_web::{Page, Problem, direction};

use crate::{pages, standing_page::StandingPage};

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    page: Page,
    reading: Reading,
    guides: Vec<Guide>,
}

/// A life situation, named in the reader's language where it has a name there.
struct Guide {
    name: String,
    /// The language of the name, where it is not the page's, and the direction in which it is written.
    language: Option<String>,
    direction: &'static str,
    href: String,
    motif: String,
}

pub async fn page(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, reading) = pages::read(&house, page, StandingPage::Welcome).await?;
    let own: LanguageTag = page.language.into();
    let wanted = reading.language.as_ref().and_then(|tag| tag.parse().ok()).unwrap_or_else(|| own.clone());
    let vocabularies = house.vocabularies.snapshot();
    let situations = vocabularies.first_level(Vocabulary::LifeSituation);
    let guides = situations
        .map(|term| {
            let shown = term.label_language(&wanted);
            let path = if wanted == own {
                format!("/lebenslagen/{}", term.slug)
            } else {
                format!("/lebenslagen/{}?sprache={wanted}", term.slug)
            };
            Guide {
                name: term.label(&wanted).to_owned(),
                language: (shown != own).then(|| shown.to_string()),
                direction: direction(shown.as_str()),
                href: page.link(&path),
                motif: term.slug.to_string(),
            }
        })
        .collect();
    Ok(pages::shown(&Welcome { page, reading, guides }))
}
