//! How a widget looks: the parameters that it has beside those of the search.

use kreisrund_web::{Page, Parameters, Problem};

use super::colour::Colour;

/// Hits in a list where nothing is said.
pub const USUAL_COUNT: usize = 5;
/// As many hits or dates are shown at once.
pub const MOST: usize = 50;
/// A heading is no longer than this.
const LONGEST_TITLE: usize = 80;

/// The parameters that say how many, in which colour, light or dark, and under which heading.
pub const COUNT: &str = "anzahl";
/// See [`COUNT`].
pub const COLOUR: &str = "farbe";
/// See [`COUNT`].
pub const SCHEME: &str = "schema";
/// See [`COUNT`].
pub const TITLE: &str = "titel";

/// How a widget looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// How many hits or dates it shows at once.
    pub count: Option<usize>,
    /// The colour of links and of what stands out.
    pub colour: Option<Colour>,
    /// Light or dark.
    pub scheme: Scheme,
    /// Its heading, where that is not what was asked.
    pub title: Option<String>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the visitor's system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "hell",
            Self::Dark => "dunkel",
        }
    }

    /// What browsers are told of it, for what they draw themselves.
    pub const fn browser(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The word, where it is one of the two that were decided on.
    pub fn decided(self) -> Option<&'static str> {
        (self != Self::Auto).then(|| self.parameter())
    }
}

/// What of a look can't be read: the parameter, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The parameter.
    pub parameter: &'static str,
    /// What to do.
    pub sentence: String,
}

impl Look {
    /// Reads `parameters`. Whatever can't be read is named; the rest of the look stands.
    pub fn read(page: &Page, parameters: &Parameters) -> (Self, Vec<Fault>) {
        let mut look = Self::default();
        let mut faults = Vec::new();
        let mut fault = |parameter, sentence| faults.push(Fault { parameter, sentence });
        if let Some(given) = parameters.first(COUNT) {
            look.count = given.parse().ok().filter(|count| (1..=MOST).contains(count));
            if look.count.is_none() {
                fault(COUNT, said(page, "portal-widget-refusal-count", given));
            }
        }
        if let Some(given) = parameters.first(COLOUR) {
            look.colour = Colour::read(given);
            if look.colour.is_none() {
                fault(COLOUR, page.t_text("portal-widget-refusal-colour", "given", short(given)));
            }
        }
        if let Some(given) = parameters.first(SCHEME) {
            match Scheme::ALL.into_iter().find(|scheme| scheme.parameter() == given) {
                Some(scheme) => look.scheme = scheme,
                None => fault(SCHEME, page.t_text("portal-widget-refusal-scheme", "given", short(given))),
            }
        }
        if let Some(given) = parameters.first(TITLE) {
            if given.chars().count() <= LONGEST_TITLE {
                look.title = Some(given.to_owned());
            } else {
                fault(TITLE, page.t_count("portal-widget-refusal-title", LONGEST_TITLE));
            }
        }
        (look, faults)
    }

    /// Reads `parameters`, of which all have to be readable.
    ///
    /// # Errors
    /// The sentence about the first that is not.
    pub fn require(page: &Page, parameters: &Parameters) -> Result<Self, Problem> {
        let (look, faults) = Self::read(page, parameters);
        match faults.into_iter().next() {
            Some(fault) => Err(Problem::bad_request(fault.sentence)),
            None => Ok(look),
        }
    }

    /// The address of the style sheet with the colour, where one was chosen.
    pub fn theme(&self) -> Option<String> {
        self.colour.map(|colour| format!("{}?{COLOUR}={colour}", super::THEME))
    }
}

/// `parameters` without those of the look.
pub fn without_look(parameters: &Parameters) -> Parameters {
    [COUNT, COLOUR, SCHEME, TITLE].iter().fold(parameters.clone(), |rest, name| rest.without(name))
}

fn said(page: &Page, key: &str, given: &str) -> String {
    page.t_with(key, [("given", short(given).into()), ("most", page.number(MOST as u64).into())])
}

/// What was given, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    match given.char_indices().nth(40) {
        Some((index, _)) => format!("{}…", &given[..index]),
        None => given.to_owned(),
    }
}
