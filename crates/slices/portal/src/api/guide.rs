//! `/api`: what the interface is, for people who write programs.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use kreisrund_web::{CachePolicy, Page, Problem, render};

use super::operations::{OPENAPI, OPERATIONS};

#[derive(Template)]
#[template(path = "api.html")]
struct GuidePage {
    page: Page,
    operations: Vec<Row>,
    parameters: Vec<Row>,
    examples: Vec<(String, String)>,
    openapi: String,
    base: String,
}

/// A line of a list: a name in the language of programs, and what it means.
struct Row {
    name: String,
    href: Option<String>,
    about: String,
    form: String,
}

pub async fn page(page: Page) -> Result<Response, Problem> {
    let operations = OPERATIONS.iter().map(|operation| Row {
        name: operation.path.to_owned(),
        href: operation.in_path.is_none().then(|| page.link(operation.path)),
        about: page.t(operation.summary),
        form: String::new(),
    });
    let mut parameters: Vec<Row> = Vec::new();
    for parameter in OPERATIONS.iter().flat_map(|operation| (operation.parameters)()) {
        let (name, about) = (parameter.name.to_owned(), page.t(parameter.about));
        if parameters.iter().any(|row| row.name == name && row.about == about) {
            continue;
        }
        let often = if parameter.repeatable { page.t("portal-api-repeatable") } else { String::new() };
        // What a short name looks like is said once, above.
        let form = if parameter.form.is_slug() { String::new() } else { parameter.form.words(&page) };
        let form = format!("{form} {often}").trim().to_owned();
        parameters.push(Row { name, href: None, about, form });
    }
    let template = GuidePage {
        operations: operations.collect(),
        parameters,
        examples: vec![
            example(&page, "portal-api-example-weekend", "/api/v1/occurrences?zeit=wochenende&per_page=100"),
            example(&page, "portal-api-example-around", "/api/v1/offers?ort=04916&umkreis=10&art=kurs"),
            example(&page, "portal-api-example-question", "/api/v1/search?q=schwimmen%20f%C3%BCr%20kinder"),
            example(&page, "portal-api-example-libraries", "/api/v1/organisations?art=library"),
        ],
        openapi: page.link(OPENAPI),
        base: page.absolute("/api/v1"),
        page: page.clone().titled(page.t("portal-api-title")).description(page.t("portal-api-lead")),
    };
    Ok(render(StatusCode::OK, CachePolicy::Revalidate, &template))
}

/// What is asked, and the line that asks it.
fn example(page: &Page, about: &str, address: &str) -> (String, String) {
    (page.t(about), format!("curl '{}'", page.absolute(address)))
}
