//! Showing the pages: the words in the reader's language, filled in, and what belongs below them.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_areas::store::sources::{self, LoadedSource};
use kreisrund_content::{Texts, Translation};
use kreisrund_directory::store::{networks::networks, programmes::programmes};
use kreisrund_slice::{
    House,
    reading::Reading,
    supporters::{self, Supporter},
};
use kreisrund_web::{CachePolicy, Name, Page, Problem, render};

use crate::{feedback::Feedback, placeholder::Values, shipped, standing_page::StandingPage, store};

#[derive(Template)]
#[template(path = "standing.html")]
struct Standing {
    page: Page,
    reading: Reading,
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    page: Page,
    reading: Reading,
    feedback: Feedback,
}

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    page: Page,
    reading: Reading,
    networks: Vec<Name>,
    supporters: Vec<Supporter>,
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    page: Page,
    reading: Reading,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources {
    page: Page,
    sources: Vec<LoadedSource>,
}

pub async fn imprint(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, reading) = read(&house, page, StandingPage::Imprint).await?;
    Ok(shown(&Standing { page, reading }))
}

pub async fn privacy(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, reading) = read(&house, page, StandingPage::Privacy).await?;
    Ok(shown(&Standing { page, reading }))
}

pub async fn accessibility(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let feedback = Feedback::asked_on(&page);
    let (page, reading) = read(&house, page, StandingPage::Accessibility).await?;
    Ok(shown(&Accessibility { page, reading, feedback }))
}

pub async fn about(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, reading) = read(&house, page, StandingPage::About).await?;
    let connection = house.database.read();
    let networks = networks(connection).await?;
    let named = |network: &kreisrund_directory::network::Network| {
        Name::new(&network.details.name, page.link(&format!("/netzwerke/{}", network.slug)))
    };
    let programmes = programmes(connection).await?.into_iter().map(|programme| (programme, None)).collect();
    let supporters = supporters::supporters(&house, &page, programmes).await?;
    Ok(shown(&About { networks: networks.iter().map(named).collect(), supporters, page, reading }))
}

pub async fn help(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let (page, reading) = read(&house, page, StandingPage::Help).await?;
    Ok(shown(&Help { page, reading }))
}

pub async fn sources(State(house): State<House>, page: Page) -> Result<Response, Problem> {
    let title = page.t("standing-sources");
    let sources = sources::sources(house.database.read()).await?;
    Ok(shown(&Sources { page: page.titled(title), sources }))
}

/// The words of `standing` as `page` shows them, and the page with its title.
pub async fn read(house: &House, page: Page, standing: StandingPage) -> Result<(Page, Reading), Problem> {
    let words = store::words(house.database.read(), standing).await?;
    let filled = filled(&words.texts, &Values::of(page.site(), shipped::WRITTEN_ON));
    let reading = Reading::of(&page, Some(&filled));
    let page = page.titled(&reading.title).description(reading.description());
    Ok((page, reading))
}

fn filled(texts: &Texts, values: &Values<'_>) -> Texts {
    let source = values.fill(texts.source());
    let translation = |translation: &Translation| Translation {
        text: values.fill(&translation.text),
        outdated: translation.outdated,
    };
    let translations = texts.translations().iter().map(translation).collect();
    Texts::new(source.clone(), translations).unwrap_or_else(|_| Texts::only(source))
}

/// An office's change is seen at once: whoever has the page asks whether it is still the same.
pub fn shown(template: &impl Template) -> Response {
    render(StatusCode::OK, CachePolicy::Revalidate, template)
}
