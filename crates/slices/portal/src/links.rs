//! The addresses of the same list seen otherwise: without a filter, with another kind, around another place.

use jiff::civil::Date;
use kreisrund_kernel::Kilometres;
use kreisrund_search::{Kind, Order, Results};
use kreisrund_slice::{House, hits::kind};
use kreisrund_web::{Chip, ChoiceLink, Page, Parameters};

use crate::{
    question::{Around, EVERYWHERE, ORDERS, Preset, Question, RADII, USUAL_RADIUS},
    results::by_municipality,
};

/// How many municipalities the filter offers at once.
const MOST_MUNICIPALITIES: usize = 8;

/// Makes the addresses of the same list seen otherwise.
pub struct Links<'a> {
    /// The page on which they stand.
    pub page: &'a Page,
    /// The path of the results.
    pub path: &'a str,
    /// What was asked.
    pub parameters: &'a Parameters,
}

impl Links<'_> {
    /// The filters in force, each with the address without it.
    pub fn chips(&self, question: &Question) -> Vec<Chip> {
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
            chip(kind(self.page, *chosen), without_kind(self.parameters, *chosen));
        }
        for belonging in &question.belongings {
            let relation = belonging.relation;
            let text = self.page.t_with(
                "portal-chip-of",
                [("kind", kind(self.page, relation.kind()).into()), ("name", belonging.name.clone().into())],
            );
            chip(text, self.parameters.without(relation.parameter()));
        }
        chips
    }

    /// The kinds of offers to choose from, with the counts of `results`. Who chooses one leaves the directory.
    pub fn offer_kinds(&self, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        let others = Kind::DIRECTORY
            .iter()
            .fold(self.parameters.clone(), |parameters, kind| without_kind(&parameters, *kind));
        Kind::OFFERS.into_iter().map(|each| self.kind(question, results, each, &others)).collect()
    }

    /// The kinds of records of the directory that have hits in `results`. Who chooses one leaves the offers, and with
    /// them their dates.
    pub fn directory_kinds(&self, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        let undated = undated(self.parameters);
        let others = Kind::OFFERS.iter().fold(undated, |parameters, kind| without_kind(&parameters, *kind));
        Kind::DIRECTORY
            .into_iter()
            .map(|each| self.kind(question, results, each, &others))
            .filter(|choice| choice.chosen || choice.count.is_some_and(|count| count > 0))
            .collect()
    }

    fn kind(&self, question: &Question, results: &Results, each: Kind, others: &Parameters) -> ChoiceLink {
        let chosen = question.kinds.contains(&each);
        let parameters =
            if chosen { without_kind(others, each) } else { others.and("art", each.parameter()) };
        ChoiceLink {
            text: kind(self.page, each),
            href: parameters.on(self.path),
            count: Some(results.facets.kinds.get(&each).copied().unwrap_or_default() as u64),
            chosen,
        }
    }

    /// All hits of the directory for the same question.
    pub fn whole_directory(&self) -> String {
        let parameters = undated(self.parameters).without("art");
        let all = Kind::DIRECTORY
            .iter()
            .fold(parameters, |parameters, kind| parameters.and("art", kind.parameter()));
        all.on(self.path)
    }

    /// Here alone, nearby, and the whole county: each with the radius it stands for.
    pub fn reach(&self, question: &Question) -> Vec<(ChoiceLink, f64)> {
        let Some(place) = &question.place else { return Vec::new() };
        let now = question.radius.unwrap_or(USUAL_RADIUS);
        let near = if now > 0.0 && now.is_finite() { now } else { USUAL_RADIUS };
        let choice = |text: String, parameters: Parameters, radius: f64| {
            let chosen = now.total_cmp(&radius).is_eq();
            (ChoiceLink::new(text, parameters.on(self.path)).chosen(chosen), radius)
        };
        let only_here = self.page.t_text("portal-only-in", "place", &place.municipality);
        let nearby = self.page.t_text("portal-nearby", "radius", self.kilometres(near));
        let with = |radius: &str| self.parameters.with("umkreis", radius);
        vec![
            choice(only_here, with("0"), 0.0),
            choice(nearby, with(&near.to_string()), near),
            choice(self.page.t("portal-whole-county"), with(EVERYWHERE), f64::INFINITY),
        ]
    }

    /// The orders that tell hits of this question apart.
    pub fn orders(&self, question: &Question) -> Vec<ChoiceLink> {
        let has_words = !question.words.is_empty();
        let usual = if has_words { Order::Best } else { Order::Soonest };
        let fitting = |order: Order| match order {
            Order::Best => has_words,
            Order::Soonest => question.asks_for_offers(),
            Order::Nearest => question.place.as_ref().is_some_and(|place| place.position.is_some()),
            Order::Newest => true,
        };
        let now = question.order.filter(|order| fitting(*order)).unwrap_or(usual);
        ORDERS
            .into_iter()
            .filter(|(order, _)| fitting(*order))
            .map(|(order, word)| {
                let parameters = match order {
                    order if order == usual => self.parameters.without("sortierung"),
                    _ => self.parameters.with("sortierung", word),
                };
                let text = match order {
                    Order::Best => self.page.t("portal-order-best"),
                    Order::Soonest => self.page.t("portal-order-soonest"),
                    Order::Nearest => self.page.t("portal-order-nearest"),
                    Order::Newest => self.page.t("portal-order-newest"),
                };
                ChoiceLink::new(text, parameters.on(self.path)).chosen(order == now)
            })
            .collect()
    }

    /// How far around the place.
    pub fn radii(&self, question: &Question) -> Vec<ChoiceLink> {
        if question.place.is_none() {
            return Vec::new();
        }
        let now = question.radius.unwrap_or(USUAL_RADIUS);
        RADII
            .into_iter()
            .map(|radius| ChoiceLink {
                text: self.kilometres(f64::from(radius)),
                href: self.parameters.with("umkreis", radius).on(self.path),
                count: None,
                chosen: (now - f64::from(radius)).abs() < f64::EPSILON,
            })
            .collect()
    }

    /// The municipalities with most hits.
    pub fn municipalities(&self, house: &House, question: &Question, results: &Results) -> Vec<ChoiceLink> {
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
        if radius.is_infinite() {
            return self.page.t_text("portal-chip-county", "place", &place.name);
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

/// `parameters` without anything about time.
pub fn undated(parameters: &Parameters) -> Parameters {
    parameters.without("zeit").without("von").without("bis")
}

fn without_kind(parameters: &Parameters, kind: Kind) -> Parameters {
    parameters.without_value("art", kind.parameter()).without_value("art", kind.as_str())
}
