//! `/einbetten`: from a search to the lines that one pastes into a page of one's own.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use kreisrund_slice::House;
use kreisrund_web::{
    CachePolicy, Chip, FramesOwnPages, Language, Page, Parameters, Problem,
    form::{Choice, ChoiceKind, Choices, Field, FieldKind, FormErrors},
    render,
};

use super::{
    SCREEN, WIDGET,
    colour::Colour,
    look::{COLOUR, COUNT, Look, SCHEME, Scheme, TITLE},
    snippet::Snippet,
};
use crate::{
    feeds::{in_words, lasting},
    links::{Links, undated},
    question::{Question, Refusal, Span},
    results::sentence,
    start::require_index,
};

/// The parameter that says what is built.
const FORM: &str = "form";
/// The parameter that says in which language it speaks.
const LANGUAGE: &str = "sprache";
/// The colour that widgets have where none is chosen, as `widget.scss` has it.
const USUAL_COLOUR: Colour = Colour::new(0x1f, 0x5a, 0x3c);
/// How many hits are offered for choice.
const COUNTS: [u32; 5] = [3, 5, 10, 20, 30];
/// The parameters for which the page has fields of its own.
const FIELDS: [&str; 8] = ["q", "ort", FORM, COUNT, COLOUR, SCHEME, TITLE, LANGUAGE];

/// What can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    List,
    Month,
    Agenda,
    Map,
    Screen,
}

impl Form {
    const ALL: [Self; 5] = [Self::List, Self::Month, Self::Agenda, Self::Map, Self::Screen];

    /// The word in addresses.
    const fn parameter(self) -> &'static str {
        match self {
            Self::List => "liste",
            Self::Month => "kalender",
            Self::Agenda => "agenda",
            Self::Map => "karte",
            Self::Screen => "bildschirm",
        }
    }

    /// What was chosen, or what fits the view from which somebody comes; the word where there is none such.
    fn read(parameters: &Parameters) -> Result<Self, &str> {
        let view = parameters.first("ansicht");
        let span = parameters.first("kalender");
        match parameters.first(FORM) {
            Some(given) => Self::ALL.into_iter().find(|form| form.parameter() == given).ok_or(given),
            None if view == Some("karte") => Ok(Self::Map),
            None if view == Some("kalender") && span == Some(Span::Agenda.parameter()) => Ok(Self::Agenda),
            None if view == Some("kalender") => Ok(Self::Month),
            None => Ok(Self::List),
        }
    }

    /// `parameters` with the view of this form.
    fn on(self, parameters: &Parameters) -> Parameters {
        match self {
            Self::List | Self::Screen => parameters.clone(),
            Self::Month => parameters.with("ansicht", "kalender"),
            Self::Agenda => parameters.with("ansicht", "kalender").with("kalender", Span::Agenda.parameter()),
            Self::Map => parameters.with("ansicht", "karte"),
        }
    }

    fn name(self, page: &Page) -> String {
        match self {
            Self::List => page.t("portal-embed-list"),
            Self::Month => page.t("portal-embed-month"),
            Self::Agenda => page.t("portal-embed-agenda"),
            Self::Map => page.t("portal-embed-map"),
            Self::Screen => page.t("portal-embed-screen"),
        }
    }

    /// How high a frame with so many hits has to be, in pixels, roughly: what is more can be scrolled to.
    const fn height(self, count: u32) -> u32 {
        match self {
            Self::List => 220 + 100 * count,
            Self::Agenda => 260 + 80 * count,
            Self::Month => 900,
            Self::Map => 420 + 100 * count,
            Self::Screen => 1080,
        }
    }
}

#[derive(Template)]
#[template(path = "embed.html")]
struct BuilderPage {
    page: Page,
    faults: FormErrors,
    words: Field,
    place: Field,
    chips: Vec<Chip>,
    reset: String,
    kept: Vec<(String, String)>,
    form: Choices,
    count: Choices,
    scheme: Choices,
    language: Choices,
    title: Field,
    colour: String,
    colour_fault: Option<String>,
    is_screen: bool,
    built: Option<Built>,
    /// The custom properties: what they are called, and what they mean.
    properties: Vec<(&'static str, String)>,
}

/// What was built.
struct Built {
    /// The page to look at.
    preview: String,
    title: String,
    element: String,
    frame: String,
    screen: String,
    height: u32,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let parameters = parameters.tidy();
    let mut faults = FormErrors::new();
    let form = Form::read(&parameters).unwrap_or_else(|given| {
        faults.add(FORM, page.t_text("portal-embed-refusal-form", "given", short(given)));
        Form::List
    });
    let (_, of_look) = Look::read(&page, &parameters);
    for fault in of_look {
        faults.add(fault.parameter, fault.sentence);
    }
    // How somebody looked at the results is told by the form that they choose.
    let search = lasting(&without_fields(&parameters, &FIELDS[2..]));
    let (question, refusals) = Question::read(&search, &house, &page).await?;
    for refusal in &refusals {
        faults.add(field_of(refusal), sentence(&page, refusal));
    }
    let search = if question.asks_for_offers() { search } else { undated(&search) };
    let language = language(&page, &parameters);
    let built =
        faults.is_empty().then(|| build(&house, &page, &parameters, &search, &question, form, language));
    let path = page.link(super::BUILDER);
    let links = Links { page: &page, path: &path, parameters: &parameters };
    let is_asked = !parameters.is_empty();
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let title = page.t("portal-embed-title");
    let framed = page
        .clone()
        .crumb(page.t("portal-nav-search"), &search.on("/suche"))
        .titled(title)
        .description(page.t("portal-embed-lead"));
    let template = BuilderPage {
        words: Field::new(FieldKind::Search, "q", page.t("portal-embed-words"))
            .hint(page.t("portal-embed-words-hint"))
            .optional()
            .filled(&parameters, &faults),
        place: Field::text("ort", page.t("portal-embed-place")).optional().filled(&parameters, &faults),
        chips: links.chips(&question),
        reset: parameters.only(&FIELDS[2..]).on(&path),
        kept: without_fields(&search, &FIELDS[..2])
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        form: choices(
            ChoiceKind::One,
            FORM,
            page.t("portal-embed-form"),
            Form::ALL.map(|each| Choice::new(each.parameter(), each.name(&page)).chosen(each == form)),
        ),
        count: counts(&page, &parameters, &faults),
        scheme: scheme(&page, &parameters, &faults),
        language: choices(
            ChoiceKind::List,
            LANGUAGE,
            page.t("portal-embed-language"),
            Language::ALL.map(|each| Choice::new(each.tag(), each.own_name()).chosen(each == language)),
        ),
        title: Field::text(TITLE, page.t("portal-embed-heading"))
            .hint(page.t("portal-embed-heading-hint"))
            .optional()
            .filled(&parameters, &faults),
        colour: format!("#{}", parameters.first(COLOUR).and_then(Colour::read).unwrap_or(USUAL_COLOUR)),
        colour_fault: faults.of(COLOUR).map(str::to_owned),
        is_screen: form == Form::Screen,
        built,
        properties: properties(&page),
        page: if is_asked { framed.unlisted() } else { framed },
        faults,
    };
    let mut response = render(status, CachePolicy::Revalidate, &template);
    response.extensions_mut().insert(FramesOwnPages);
    Ok(response)
}

/// What is built of `parameters`, of which `search` is asked, as `form` in `language`.
fn build(
    house: &House,
    page: &Page,
    parameters: &Parameters,
    search: &Parameters,
    question: &Question,
    form: Form,
    language: Language,
) -> Built {
    let mut speaking = page.clone();
    speaking.language = language;
    let chosen = parameters.only(&[COUNT, COLOUR, SCHEME, TITLE]);
    // What goes without saying is left out of the lines.
    let chosen = match chosen.first(COLOUR).and_then(Colour::read) {
        None | Some(USUAL_COLOUR) => chosen.without(COLOUR),
        Some(colour) => chosen.with(COLOUR, colour),
    };
    let chosen = chosen.without_value(SCHEME, Scheme::Auto.parameter());
    let widget = chosen.iter().fold(form.on(search), |widget, (name, value)| widget.with(name, value));
    let count = parameters.read(COUNT).unwrap_or(5);
    let title = parameters.first(TITLE).map_or_else(|| in_words(&speaking, house, question), str::to_owned);
    let address = speaking.absolute(&search.on("/suche"));
    let height = form.height(count);
    let snippet = Snippet { page: &speaking, widget: &widget, search: &address, title: &title, height };
    Built {
        preview: speaking.link(&widget.on(if form == Form::Screen { SCREEN } else { WIDGET })),
        element: snippet.element(),
        frame: snippet.frame(),
        screen: snippet.screen(),
        title,
        height,
    }
}

/// The language that was chosen, or that of the page.
fn language(page: &Page, parameters: &Parameters) -> Language {
    let given = parameters.first(LANGUAGE);
    Language::ALL.into_iter().find(|language| Some(language.tag()) == given).unwrap_or(page.language)
}

fn without_fields(parameters: &Parameters, fields: &[&str]) -> Parameters {
    fields.iter().fold(parameters.clone(), |rest, name| rest.without(name))
}

/// The field in which it is put right.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::UnknownPlace { .. } | Refusal::AmbiguousPlace { .. } | Refusal::Radius { .. } => "ort",
        _ => "q",
    }
}

fn choices<const COUNT: usize>(
    kind: ChoiceKind,
    name: &'static str,
    label: String,
    options: [Choice; COUNT],
) -> Choices {
    Choices::new(kind, name, label, options.into())
}

fn counts(page: &Page, parameters: &Parameters, faults: &FormErrors) -> Choices {
    let given = parameters.first(COUNT);
    let usual = Choice::new("", page.t("portal-embed-count-usual")).chosen(given.is_none());
    let mut numbers = COUNTS.to_vec();
    // Another number in the address stays what it is.
    numbers.extend(
        parameters.read::<u32>(COUNT).filter(|count| !COUNTS.contains(count) && faults.of(COUNT).is_none()),
    );
    let numbers = numbers.into_iter().map(|count| {
        let value = count.to_string();
        let chosen = given == Some(value.as_str());
        Choice::new(value, page.number(u64::from(count))).chosen(chosen)
    });
    let options = std::iter::once(usual).chain(numbers).collect();
    let question = Choices::new(ChoiceKind::List, COUNT, page.t("portal-embed-count"), options);
    match faults.of(COUNT) {
        Some(fault) => question.error(fault),
        None => question,
    }
}

fn scheme(page: &Page, parameters: &Parameters, faults: &FormErrors) -> Choices {
    let given = parameters.first(SCHEME).unwrap_or_default();
    let question = choices(
        ChoiceKind::List,
        SCHEME,
        page.t("portal-embed-scheme"),
        Scheme::ALL.map(|each| {
            let name = match each {
                Scheme::Auto => page.t("portal-embed-auto"),
                Scheme::Light => page.t("portal-embed-light"),
                Scheme::Dark => page.t("portal-embed-dark"),
            };
            Choice::new(each.parameter(), name).chosen(each.parameter() == given)
        }),
    );
    match faults.of(SCHEME) {
        Some(fault) => question.error(fault),
        None => question,
    }
}

/// The custom properties of the element, as `widget.scss` has them.
fn properties(page: &Page) -> Vec<(&'static str, String)> {
    vec![
        ("--kreisrund-accent", page.t("portal-embed-property-accent")),
        ("--kreisrund-on-accent", page.t("portal-embed-property-on-accent")),
        ("--kreisrund-text", page.t("portal-embed-property-text")),
        ("--kreisrund-muted", page.t("portal-embed-property-muted")),
        ("--kreisrund-background", page.t("portal-embed-property-background")),
        ("--kreisrund-surface", page.t("portal-embed-property-surface")),
        ("--kreisrund-border", page.t("portal-embed-property-border")),
        ("--kreisrund-focus", page.t("portal-embed-property-focus")),
        ("--kreisrund-radius", page.t("portal-embed-property-radius")),
        ("--kreisrund-font", page.t("portal-embed-property-font")),
        ("--kreisrund-font-size", page.t("portal-embed-property-font-size")),
        ("--kreisrund-padding", page.t("portal-embed-property-padding")),
    ]
}

/// What was given, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    given.chars().take(40).collect()
}
