//! The result page.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use jiff::civil::Date;
use kreisrund_areas::lookup::Candidate;
use kreisrund_kernel::Kilometres;
use kreisrund_search::{Kind, Results};
use kreisrund_slice::House;
use kreisrund_web::{
    CachePolicy, Card, Chip, ChoiceLink, Page, Pagination, Parameters, Problem, form::FormErrors, render,
};

use crate::{
    cards::{card, kind},
    question::{Around, PER_PAGE, Preset, Question, RADII, Refusal, USUAL_RADIUS},
    start::require_index,
};

/// How many municipalities the filter offers at once.
const MOST_MUNICIPALITIES: usize = 8;

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    page: Page,
    heading: String,
    words: String,
    place: String,
    time: String,
    from: String,
    to: String,
    faults: FormErrors,
    choices: Vec<ChoiceLink>,
    choices_title: String,
    chips: Vec<Chip>,
    reset: String,
    kinds: Vec<ChoiceLink>,
    radii: Vec<ChoiceLink>,
    municipalities: Vec<ChoiceLink>,
    /// What the form for days keeps of the address.
    hidden: Vec<(String, String)>,
    /// What the search form keeps of the address.
    kept: Vec<(String, String)>,
    cards: Vec<Card>,
    ways_out: Vec<ChoiceLink>,
    pagination: Pagination,
    json: String,
}

pub async fn page(
    State(house): State<House>,
    page: Page,
    parameters: Parameters,
) -> Result<Response, Problem> {
    require_index(&house)?;
    let parameters = parameters.tidy();
    let (mut question, refusals) = Question::read(&parameters, &house);
    let understood = refusals.is_empty();
    let results = if understood { question.answer(&house)? } else { Results::default() };
    let path = page.link("/suche");
    let links = Links { page: &page, path: &path, parameters: &parameters.without(Pagination::PARAMETER) };
    let status = status(&refusals);
    let ways_out =
        if understood && results.total == 0 { ways_out(&house, &links, &question)? } else { Vec::new() };
    let (choices_title, choices) = places_to_choose(&links, &refusals);
    let template = ResultsPage {
        heading: heading(&page, &question, &results, understood),
        words: parameters.typed("q").chars().take(200).collect(),
        place: parameters.typed("ort").chars().take(120).collect(),
        time: parameters.typed("zeit").chars().take(40).collect(),
        from: parameters.typed("von").chars().take(40).collect(),
        to: parameters.typed("bis").chars().take(40).collect(),
        faults: faults(&page, &refusals),
        choices_title,
        choices,
        chips: links.chips(&question),
        reset: path.clone(),
        kinds: if understood { links.kinds(&question, &results) } else { Vec::new() },
        radii: links.radii(&question),
        municipalities: links.municipalities(&house, &question, &results),
        hidden: all_but(&parameters, &["von", "bis", "zeit", "seite"]),
        kept: all_but(&parameters, &["q", "ort", "zeit", "seite"]),
        cards: results.hits.iter().map(|hit| card(&page, hit)).collect(),
        ways_out,
        pagination: Pagination::new(question.page, PER_PAGE, results.total as u64, &path, &parameters),
        json: parameters.without(Pagination::PARAMETER).on("/suche.json"),
        page: framed(&page, &question, understood),
    };
    Ok(render(status, CachePolicy::Revalidate, &template))
}

/// The sentence that says why something in the address can't be answered, and what to do.
pub fn sentence(page: &Page, refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownPlace { given, .. } => page.t_text("portal-refusal-place", "given", given),
        Refusal::AmbiguousPlace { given, candidates } => page.t_with(
            "portal-refusal-places",
            [
                ("given", given.clone().into()),
                ("names", candidates.iter().map(in_full).collect::<Vec<_>>().join(" · ").into()),
            ],
        ),
        Refusal::Radius { given } => page.t_text("portal-refusal-radius", "given", given),
        Refusal::Date { parameter, given } => page.t_with(
            "portal-refusal-date",
            [("parameter", (*parameter).into()), ("given", given.clone().into())],
        ),
        Refusal::Backwards { from, to } => page.t_with(
            "portal-refusal-backwards",
            [("from", page.date(*from).into()), ("to", page.date(*to).into())],
        ),
        Refusal::Preset { given } => page.t_text("portal-refusal-preset", "given", given),
        Refusal::Kind { given } => page.t_text("portal-refusal-kind", "given", given),
        Refusal::Page { given } => page.t_text("portal-refusal-page", "given", given),
    }
}

/// What is wrong, each with the field in which it is put right. A name that several places share is no fault; it is
/// asked back.
fn faults(page: &Page, refusals: &[Refusal]) -> FormErrors {
    let mut faults = FormErrors::new();
    for refusal in refusals {
        let field = match refusal {
            Refusal::AmbiguousPlace { .. } => continue,
            Refusal::UnknownPlace { .. } => "suche-ort",
            Refusal::Date { parameter: "bis", .. } => "suche-bis",
            Refusal::Date { .. } | Refusal::Backwards { .. } => "suche-von",
            Refusal::Preset { .. } => "suche-zeit",
            Refusal::Radius { .. } | Refusal::Kind { .. } | Refusal::Page { .. } => "auswahl",
        };
        faults.add(field, sentence(page, refusal));
    }
    faults
}

/// The municipalities in which there are hits, those with most first.
pub fn by_municipality(house: &House, results: &Results) -> Vec<(Candidate, usize)> {
    let snapshot = house.areas.snapshot();
    let mut counted: Vec<(Candidate, usize)> = results
        .facets
        .areas
        .iter()
        .filter_map(|(id, count)| Some((snapshot.municipality(*id)?.clone(), *count)))
        .collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
    counted
}

/// A name of which there are several is a question back, not a fault of the visitor's; all else is.
fn status(refusals: &[Refusal]) -> StatusCode {
    let only_ambiguous = refusals.iter().all(|refusal| matches!(refusal, Refusal::AmbiguousPlace { .. }));
    if only_ambiguous { StatusCode::OK } else { StatusCode::BAD_REQUEST }
}

fn framed(page: &Page, question: &Question, understood: bool) -> Page {
    let mut framed = page.clone().titled(if question.words.is_empty() {
        page.t("portal-nav-search")
    } else {
        page.t_text("portal-results-title", "words", &question.words)
    });
    if question.shortened {
        let (title, text) = (page.t("portal-shortened"), page.t("portal-shortened-text"));
        framed = framed.message(kreisrund_web::MessageKind::Info, title, text);
    }
    // Lists of results are for people; search engines are to find the offers themselves.
    if understood && question.is_open() { framed } else { framed.unlisted() }
}

fn heading(page: &Page, question: &Question, results: &Results, understood: bool) -> String {
    if !understood {
        return page.t("portal-nav-search");
    }
    if question.words.is_empty() {
        page.t_count("portal-results-count", results.total)
    } else {
        page.t_with(
            "portal-results-count-words",
            [("count", results.total.into()), ("words", question.words.clone().into())],
        )
    }
}

fn in_full(candidate: &Candidate) -> String {
    match candidate.postcodes.first() {
        Some(postcode) if !candidate.name.starts_with(postcode.as_str()) => {
            if candidate.municipality == candidate.name {
                format!("{} {}", postcode.as_str(), candidate.name)
            } else {
                format!("{} {} ({})", postcode.as_str(), candidate.name, candidate.municipality)
            }
        }
        _ => candidate.name.clone(),
    }
}

/// The parameters that a form keeps: all but those that it has fields for, and the page.
fn all_but(parameters: &Parameters, own: &[&str]) -> Vec<(String, String)> {
    parameters
        .iter()
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn places_to_choose(links: &Links<'_>, refusals: &[Refusal]) -> (String, Vec<ChoiceLink>) {
    for refusal in refusals {
        let (title, candidates) = match refusal {
            Refusal::AmbiguousPlace { candidates, .. } => ("portal-which-place", candidates),
            Refusal::UnknownPlace { similar, .. } if !similar.is_empty() => ("portal-did-you-mean", similar),
            _ => continue,
        };
        let title = if title == "portal-which-place" {
            links.page.t("portal-which-place")
        } else {
            links.page.t("portal-did-you-mean")
        };
        let choices = candidates
            .iter()
            .map(|candidate| {
                ChoiceLink::new(
                    in_full(candidate),
                    links.parameters.with("ort", &candidate.slug).on(links.path),
                )
            })
            .collect();
        return (title, choices);
    }
    (String::new(), Vec::new())
}

/// Where to go when nothing was found: each single filter that is in the way, with what leaving it out would bring.
fn ways_out(house: &House, links: &Links<'_>, question: &Question) -> Result<Vec<ChoiceLink>, Problem> {
    let mut ways = Vec::new();
    let mut offer = |text: String, parameters: Parameters, question: Question| -> Result<(), Problem> {
        let total = house.search.search(&question.query(&house.clock))?.total;
        if total > 0 {
            ways.push(ChoiceLink {
                text,
                href: parameters.on(links.path),
                count: Some(total as u64),
                chosen: false,
            });
        }
        Ok(())
    };
    let page = links.page;
    if let Some(place) = &question.place {
        let wide = Question { radius: Some(50.0), ..question.clone() };
        offer(
            page.t_text("portal-way-wider", "place", &place.name),
            links.parameters.with("umkreis", 50),
            wide,
        )?;
        let everywhere = Question { place: None, ..question.clone() };
        offer(
            page.t("portal-way-everywhere"),
            links.parameters.without("ort").without("umkreis"),
            everywhere,
        )?;
    }
    if question.period.is_some() {
        let any_time = Question { period: None, preset: None, ..question.clone() };
        let parameters = links.parameters.without("zeit").without("von").without("bis");
        offer(page.t("portal-way-any-time"), parameters, any_time)?;
    }
    if !question.kinds.is_empty() {
        let all_kinds = Question { kinds: Vec::new(), ..question.clone() };
        offer(page.t("portal-way-all-kinds"), links.parameters.without("art"), all_kinds)?;
    }
    if !question.words.is_empty() && (question.place.is_some() || question.period.is_some()) {
        let any_words = Question { words: String::new(), ..question.clone() };
        offer(page.t("portal-way-any-words"), links.parameters.without("q"), any_words)?;
    }
    let others = [question.place.is_some(), question.period.is_some(), !question.kinds.is_empty()];
    if !question.words.is_empty() && others.into_iter().filter(|other| *other).count() > 1 {
        let only_words = Question { words: question.words.clone(), ..Question::default() };
        let text = page.t_text("portal-way-only-words", "words", &question.words);
        offer(text, Parameters::new().with("q", &question.words), only_words)?;
    }
    if question.period.is_none() {
        let yesterday = house.clock.today().saturating_sub(jiff::Span::new().days(1));
        let past = kreisrund_kernel::Period::new(None, Some(yesterday)).ok();
        let over = Question { period: past, preset: None, ..question.clone() };
        offer(page.t("portal-way-past"), links.parameters.with("bis", yesterday), over)?;
    }
    Ok(ways)
}

/// Makes the addresses of the same list seen otherwise.
struct Links<'a> {
    page: &'a Page,
    path: &'a str,
    parameters: &'a Parameters,
}

impl Links<'_> {
    fn chips(&self, question: &Question) -> Vec<Chip> {
        let mut chips = Vec::new();
        let mut chip = |text: String, parameters: Parameters| {
            chips.push(Chip { text, href: parameters.on(self.path) });
        };
        if !question.words.is_empty() {
            chip(
                self.page.t_text("portal-chip-words", "words", &question.words),
                self.parameters.without("q"),
            );
        }
        if let Some(place) = &question.place {
            chip(
                self.place_and_radius(place, question.radius),
                self.parameters.without("ort").without("umkreis"),
            );
        }
        if let Some(preset) = question.preset {
            chip(self.preset(preset), self.parameters.without("zeit"));
        } else if let Some(period) = question.period {
            let text = self.period(period.from(), period.to());
            chip(text, self.parameters.without("von").without("bis").without("zeit"));
        }
        for chosen in &question.kinds {
            let parameters = self
                .parameters
                .without_value("art", chosen.parameter())
                .without_value("art", chosen.as_str());
            chip(kind(self.page, *chosen), parameters);
        }
        chips
    }

    fn kinds(&self, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        Kind::ALL
            .into_iter()
            .map(|each| {
                let chosen = question.kinds.contains(&each);
                let parameters = if chosen {
                    self.parameters.without_value("art", each.parameter()).without_value("art", each.as_str())
                } else {
                    self.parameters.and("art", each.parameter())
                };
                ChoiceLink {
                    text: kind(self.page, each),
                    href: parameters.on(self.path),
                    count: Some(results.facets.kinds.get(&each).copied().unwrap_or_default() as u64),
                    chosen,
                }
            })
            .collect()
    }

    fn radii(&self, question: &Question) -> Vec<ChoiceLink> {
        let Some(place) = &question.place else { return Vec::new() };
        let now = question.radius.unwrap_or(USUAL_RADIUS);
        RADII
            .into_iter()
            .map(|radius| ChoiceLink {
                text: match radius {
                    0 => self.page.t_text("portal-only-in", "place", &place.municipality),
                    radius => self.kilometres(f64::from(radius)),
                },
                href: self.parameters.with("umkreis", radius).on(self.path),
                count: None,
                chosen: (now - f64::from(radius)).abs() < f64::EPSILON,
            })
            .collect()
    }

    fn municipalities(&self, house: &House, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        if question.place.is_some() {
            return Vec::new();
        }
        by_municipality(house, results)
            .into_iter()
            .take(MOST_MUNICIPALITIES)
            .map(|(municipality, count)| ChoiceLink {
                href: self.parameters.with("ort", &municipality.slug).with("umkreis", 0).on(self.path),
                text: municipality.name,
                count: Some(count as u64),
                chosen: false,
            })
            .collect()
    }

    fn place_and_radius(&self, place: &Around, radius: Option<f64>) -> String {
        let radius = radius.unwrap_or(USUAL_RADIUS);
        if radius == 0.0 {
            return self.page.t_text("portal-only-in", "place", &place.municipality);
        }
        let radius = self.kilometres(radius);
        self.page
            .t_with("portal-chip-around", [("place", place.name.clone().into()), ("radius", radius.into())])
    }

    /// A radius as people say it: whole kilometres without a fraction.
    fn kilometres(&self, radius: f64) -> String {
        if radius.fract() == 0.0 { format!("{radius:.0} km") } else { self.page.distance(Kilometres(radius)) }
    }

    fn preset(&self, preset: Preset) -> String {
        match preset {
            Preset::Today => self.page.t("portal-today"),
            Preset::Tomorrow => self.page.t("portal-tomorrow"),
            Preset::Weekend => self.page.t("portal-weekend"),
            Preset::Week => self.page.t("portal-week"),
            Preset::Month => self.page.t("portal-month"),
        }
    }

    fn period(&self, from: Option<Date>, to: Option<Date>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => self.page.days(from, to),
            (Some(from), None) => self.page.t_text("portal-chip-from", "from", self.page.date(from)),
            (None, Some(to)) => self.page.t_text("portal-chip-to", "to", self.page.date(to)),
            (None, None) => String::new(),
        }
    }
}
