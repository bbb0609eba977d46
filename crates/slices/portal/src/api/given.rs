//! What an address gives, read by the declarations of [`super::parameters`] and refused where it is anything else: a program
//! that mistypes a parameter is to hear of it, and not to get a list that it takes for another.

use axum::http::Uri;
use kreisrund_kernel::Slug;
use kreisrund_slice::House;
use kreisrund_web::{Page, Parameters, Problem};
use percent_encoding::percent_decode_str;

use super::{answer::Window, parameters::Parameter};
use crate::{
    choice::MOST_CHOSEN,
    question::{Question, Refusal},
    results::sentence,
};

/// What is repeated of what was given.
const REPEATED: usize = 60;

/// Reads the parameters of `uri`, of which only those `known` may stand there.
///
/// # Errors
/// A problem that names the first that can't be taken and says what can.
pub fn read(uri: &Uri, known: &[Parameter], page: &Page) -> Result<Parameters, Problem> {
    let mut read: Vec<(String, String)> = Vec::new();
    for pair in uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name, page)?, decoded(value, page)?);
        let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
            return Err(unknown(&name, known, page));
        };
        let times = read.iter().filter(|(other, _)| *other == name).count();
        if times > 0 && !parameter.repeatable {
            return Err(Problem::bad_request(page.t_text("portal-api-twice", "parameter", parameter.name)));
        }
        if times >= MOST_CHOSEN {
            let most = [("parameter", parameter.name.into()), ("most", MOST_CHOSEN.into())];
            return Err(Problem::bad_request(page.t_with("portal-api-too-often", most)));
        }
        if !parameter.form.takes(&value) {
            return Err(Problem::bad_request(page.t_with(
                "portal-api-not-taken",
                [
                    ("given", short(&value).into()),
                    ("parameter", parameter.name.into()),
                    ("form", parameter.form.words(page).into()),
                ],
            )));
        }
        read.push((name, value));
    }
    Ok(read.into_iter().collect())
}

/// The question that `parameters` ask, just as the result page reads it.
///
/// # Errors
/// A problem: 404 where something is named that there is not, 400 for all else.
pub async fn question(
    house: &House,
    page: &Page,
    parameters: &Parameters,
) -> Result<(Question, Window), Problem> {
    let (question, refusals) = Question::read(parameters, house, page).await?;
    if let Some(refusal) = refusals.first() {
        let sentence = sentence(page, refusal);
        return Err(match refusal {
            Refusal::UnknownPlace { .. }
            | Refusal::AmbiguousPlace { .. }
            | Refusal::UnknownChoice { .. }
            | Refusal::Region { .. } => Problem::nothing_here(sentence),
            _ => Problem::bad_request(sentence),
        });
    }
    Ok((question, Window::read(parameters)))
}

/// The short name in an address.
///
/// # Errors
/// A problem (404) where it is none.
pub fn slug(given: &str, page: &Page) -> Result<Slug, Problem> {
    given.parse().map_err(|_| nothing(given, page))
}

/// Nothing is called `given`.
pub fn nothing(given: &str, page: &Page) -> Problem {
    Problem::nothing_here(page.t_text("portal-api-nothing", "given", short(given)))
}

fn decoded(text: &str, page: &Page) -> Result<String, Problem> {
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8();
    decoded.map(std::borrow::Cow::into_owned).map_err(|_| Problem::bad_request(page.t("portal-api-not-text")))
}

fn unknown(name: &str, known: &[Parameter], page: &Page) -> Problem {
    if known.is_empty() {
        return Problem::bad_request(page.t_text("portal-api-takes-none", "parameter", short(name)));
    }
    let names: Vec<&str> = known.iter().map(|parameter| parameter.name).collect();
    let what = [("parameter", short(name).into()), ("names", names.join(", ").into())];
    Problem::bad_request(page.t_with("portal-api-unknown", what))
}

/// What was given, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    let printable: String = given.chars().filter(|c| !c.is_control()).collect();
    match printable.char_indices().nth(REPEATED) {
        Some((index, _)) => format!("{}…", &printable[..index]),
        None => printable,
    }
}
