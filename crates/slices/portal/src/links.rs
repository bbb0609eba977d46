//! The addresses of the same list seen otherwise: without a filter, with another kind, around another place.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kreisrund_kernel::{Kilometres, clock::WEEKDAYS};
use kreisrund_search::{Kind, Order, PartOfDay, Results, Tag};
use kreisrund_slice::{House, hits::kind};
use kreisrund_web::{Chip, ChoiceLink, Page, Parameters};

use crate::{
    choice::{self, Choice, Offered},
    question::{
        Around, EVERYWHERE, ORDERS, Preset, Question, RADII, Region, Span, USUAL_RADIUS, View,
        parameters::{WEEKDAY_WORDS, part_of_day_word, weekday_word},
    },
    results::by_municipality,
    understanding::{Aspect, LITERALLY},
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

/// A filter in force, and the question without it.
pub struct Removal {
    /// What is in force.
    pub text: String,
    /// The address without it.
    pub parameters: Parameters,
    /// The question without it.
    pub question: Question,
}

impl Links<'_> {
    /// The filters in force, each with the address without it.
    pub fn chips(&self, question: &Question) -> Vec<Chip> {
        let removals = self.removals(question).into_iter();
        removals.map(|removal| Chip { text: removal.text, href: removal.parameters.on(self.path) }).collect()
    }

    /// The filters in force, each with the question without it. What was recognised in the words becomes words again.
    pub fn removals(&self, question: &Question) -> Vec<Removal> {
        let mut removals = Vec::new();
        let mut remove = |text: String, parameters: Parameters, question: Question| {
            removals.push(Removal { text, parameters: parameters.without("seite"), question });
        };
        let without = |change: &dyn Fn(&mut Question)| {
            let mut other = Question { page: 1, ..question.clone() };
            change(&mut other);
            other
        };
        if question.has_words() {
            let text = self.page.t_text("portal-chip-words", "words", question.words.trim());
            // What was recognised beside the words stays.
            let rest = self.recognised_text(question);
            let parameters =
                if rest.is_empty() { self.parameters.without("q") } else { self.parameters.with("q", rest) };
            remove(
                text,
                parameters,
                without(&|other| {
                    other.words.clear();
                    other.typed.clear();
                }),
            );
        }
        if let Some(place) = &question.place {
            let text = self.place_and_radius(place, question.radius);
            let (text, parameters) = self.take_back(
                question,
                Aspect::Place,
                text,
                self.parameters.without("ort").without("umkreis"),
            );
            remove(text, parameters, without(&|other| (other.place, other.radius) = (None, None)));
        }
        for region in &question.regions {
            remove(
                region.name.clone(),
                self.parameters.without_value("gebiet", &region.word),
                without(&|other| other.regions.retain(|kept| kept != region)),
            );
        }
        if let Some(text) = self.time(question) {
            let parameters = self.parameters.without("von").without("bis").without("zeit");
            let recognised = question.understanding.period.is_some();
            let (text, parameters) = if recognised {
                self.take_back(question, Aspect::Time, text, parameters)
            } else {
                (text, parameters)
            };
            remove(text, parameters, without(&|other| (other.preset, other.period) = (None, None)));
        }
        for weekday in &question.weekdays {
            let word = weekday_word(*weekday);
            let parameters = self.parameters.without_value("wochentag", word);
            let recognised = question.understanding.weekdays.is_some();
            let (text, parameters) = if recognised {
                self.take_back(question, Aspect::Time, self.page.weekday_name(*weekday), parameters)
            } else {
                (self.page.weekday_name(*weekday), parameters)
            };
            remove(text, parameters, without(&|other| other.weekdays.retain(|kept| kept != weekday)));
        }
        for part in &question.parts_of_day {
            let parameters = self.parameters.without_value("tageszeit", part_of_day_word(*part));
            let recognised = question.understanding.parts_of_day.is_some();
            let (text, parameters) = if recognised {
                self.take_back(question, Aspect::Time, self.part_of_day(*part), parameters)
            } else {
                (self.part_of_day(*part), parameters)
            };
            remove(text, parameters, without(&|other| other.parts_of_day.retain(|kept| kept != part)));
        }
        if question.open {
            remove(
                self.page.t("portal-open"),
                self.parameters.without_value(Choice::SignUp.parameter(), choice::OPEN),
                without(&|other| other.open = false),
            );
        }
        for chosen in &question.kinds {
            remove(
                kind(self.page, *chosen),
                without_kind(self.parameters, *chosen),
                without(&|other| other.kinds.retain(|kept| kept != chosen)),
            );
        }
        for chosen in &question.chosen {
            let text = self.page.t_with(
                "portal-chip-of",
                [("kind", self.choice_name(chosen.choice).into()), ("name", chosen.name.clone().into())],
            );
            let parameters = self.parameters.without_value(chosen.choice.parameter(), &chosen.word);
            let aspect = match chosen.choice {
                Choice::Price => Some(Aspect::Price),
                Choice::Attendance => Some(Aspect::Format),
                Choice::Age => Some(Aspect::Age),
                Choice::SignUp => Some(Aspect::SignUp),
                _ => None,
            };
            let (text, parameters) = match aspect {
                Some(aspect) if question.is_recognised(aspect) => {
                    self.take_back(question, aspect, chosen.name.clone(), parameters)
                }
                _ => (text, parameters),
            };
            remove(text, parameters, without(&|other| other.chosen.retain(|kept| kept != chosen)));
        }
        removals
    }

    /// The chip for something that may have been recognised in the words: then removing it takes it for words again.
    fn take_back(
        &self,
        question: &Question,
        aspect: Aspect,
        text: String,
        parameters: Parameters,
    ) -> (String, Parameters) {
        if !question.is_recognised(aspect) {
            return (text, parameters);
        }
        let text = match aspect {
            Aspect::Place => self.page.t_text("portal-recognised-place", "name", text),
            Aspect::Time => self.page.t_text("portal-recognised-time", "name", text),
            Aspect::Price => self.page.t_text("portal-recognised-price", "name", text),
            Aspect::Format => self.page.t_text("portal-recognised-format", "name", text),
            Aspect::Age => self.page.t_text("portal-recognised-age", "name", text),
            Aspect::SignUp => self.page.t_text("portal-recognised-sign-up", "name", text),
        };
        (text, parameters.and(LITERALLY, aspect.parameter()))
    }

    /// What was typed without what stayed words.
    fn recognised_text(&self, question: &Question) -> String {
        let understanding = &question.understanding;
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(understanding.place.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.period.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.weekdays.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.parts_of_day.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.free_of_charge.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.online.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.ages.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.extend(understanding.without_sign_up.as_ref().map(|recognised| recognised.typed.as_str()));
        texts.dedup();
        texts.join(" ")
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

    /// The options of `choice` that have hits or are chosen, each a link that chooses it or takes it back. Options above
    /// and below one another replace each other: who looks for English no longer looks for languages.
    pub fn options(
        &self,
        question: &Question,
        choice: Choice,
        offered: &[&Offered],
        all: &[Offered],
        counts: &BTreeMap<Tag, usize>,
    ) -> Vec<ChoiceLink> {
        let name = choice.parameter();
        offered
            .iter()
            .map(|option| {
                let chosen =
                    question.chosen.iter().find(|chosen| chosen.choice == choice && chosen.tag == option.tag);
                let parameters = match chosen {
                    Some(chosen) => self.parameters.without_value(name, &chosen.word),
                    None => {
                        let kin = all.iter().filter(|other| {
                            option.parent.as_ref() == Some(&other.tag)
                                || other.parent.as_ref() == Some(&option.tag)
                        });
                        let others = kin.fold(self.parameters.clone(), |parameters, other| {
                            parameters.without_value(name, &other.word)
                        });
                        others.and(name, &option.word)
                    }
                };
                ChoiceLink {
                    text: option.name.clone(),
                    href: parameters.on(self.path),
                    count: Some(counts.get(&option.tag).copied().unwrap_or_default() as u64),
                    chosen: chosen.is_some(),
                }
            })
            .filter(|choice| choice.chosen || choice.count.is_some_and(|count| count > 0))
            .collect()
    }

    /// The named periods, with the counts of `results`.
    pub fn periods(&self, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        let counts = results.facets.periods.iter().copied();
        Preset::ALL
            .into_iter()
            .zip(counts)
            .map(|(preset, count)| {
                let chosen = question.preset == Some(preset);
                let others = self.without_recognised(question, Aspect::Time, undated(self.parameters));
                let parameters = if chosen { others } else { others.with("zeit", preset.parameter()) };
                ChoiceLink {
                    text: self.preset(preset),
                    href: parameters.on(self.path),
                    count: Some(count as u64),
                    chosen,
                }
            })
            .filter(|choice| choice.chosen || choice.count.is_some_and(|count| count > 0))
            .collect()
    }

    /// The weekdays and parts of the day, with the counts of `results`.
    pub fn clock(&self, question: &Question, results: &Results) -> Vec<ChoiceLink> {
        let weekdays = WEEKDAYS.into_iter().zip(WEEKDAY_WORDS).zip(results.facets.weekdays).map(
            |((weekday, word), count)| {
                let chosen = question.weekdays.contains(&weekday);
                (self.page.weekday_name(weekday), "wochentag", word, count, chosen)
            },
        );
        let parts = PartOfDay::ALL.into_iter().zip(results.facets.parts_of_day).map(|(part, count)| {
            let chosen = question.parts_of_day.contains(&part);
            (self.part_of_day(part), "tageszeit", part_of_day_word(part), count, chosen)
        });
        weekdays
            .chain(parts)
            .filter(|(_, _, _, count, chosen)| *chosen || *count > 0)
            .map(|(text, name, word, count, chosen)| {
                let parameters = if chosen {
                    self.without_recognised(question, Aspect::Time, self.parameters.without_value(name, word))
                } else {
                    self.parameters.and(name, word)
                };
                ChoiceLink { text, href: parameters.on(self.path), count: Some(count as u64), chosen }
            })
            .collect()
    }

    /// What one may still come to or sign up for.
    pub fn open(&self, question: &Question, results: &Results) -> ChoiceLink {
        let name = Choice::SignUp.parameter();
        let parameters = if question.open {
            self.parameters.without_value(name, choice::OPEN)
        } else {
            self.parameters.and(name, choice::OPEN)
        };
        ChoiceLink {
            text: self.page.t("portal-open"),
            href: parameters.on(self.path),
            count: Some(results.facets.open as u64),
            chosen: question.open,
        }
    }

    /// `parameters`, in which what was recognised as `aspect` in the words is words again.
    fn without_recognised(&self, question: &Question, aspect: Aspect, parameters: Parameters) -> Parameters {
        if question.is_recognised(aspect) {
            parameters.and(LITERALLY, aspect.parameter())
        } else {
            parameters
        }
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
        let has_words = question.has_words();
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

    /// The ways to see the hits of this question.
    pub fn views(&self, question: &Question) -> Vec<ChoiceLink> {
        let text = |view: View| match view {
            View::List => self.page.t("portal-view-list"),
            View::Calendar(_) => self.page.t("portal-view-calendar"),
            View::Map => self.page.t("portal-view-map"),
        };
        let is_same = |view: View| view.parameter() == question.view.parameter();
        let views = [View::List, View::Calendar(Span::default()), View::Map];
        views
            .into_iter()
            .filter(|view| !matches!(view, View::Calendar(_)) || question.asks_for_offers())
            .map(|view| {
                let parameters = match view.parameter() {
                    Some(word) => self.parameters.with("ansicht", word),
                    None => self.parameters.without("ansicht"),
                };
                ChoiceLink::new(text(view), parameters.on(self.path)).chosen(is_same(view))
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

    /// The municipalities with most hits and those chosen, and the regions to which they belong.
    pub fn regions(
        &self,
        house: &House,
        question: &Question,
        results: &Results,
        regions: &[Region],
    ) -> Vec<ChoiceLink> {
        if question.place.is_some() {
            return Vec::new();
        }
        let counted = by_municipality(house, results).into_iter();
        let municipalities =
            counted.map(|(municipality, count)| (municipality.slug.to_string(), municipality.name, count));
        let mut few: Vec<(String, String, usize)> = Vec::new();
        for (index, (word, name, count)) in municipalities.enumerate() {
            if index < MOST_MUNICIPALITIES || question.regions.iter().any(|region| region.word == word) {
                few.push((word, name, count));
            }
        }
        let counts = results.facets.regions.iter().copied();
        let regions = regions.iter().zip(counts);
        few.extend(regions.map(|(region, count)| (region.word.clone(), region.name.clone(), count)));
        few.into_iter()
            .map(|(word, text, count)| {
                let chosen = question.regions.iter().any(|region| region.word == word);
                let parameters = if chosen {
                    self.parameters.without_value("gebiet", &word)
                } else {
                    self.parameters.and("gebiet", &word)
                };
                ChoiceLink { text, href: parameters.on(self.path), count: Some(count as u64), chosen }
            })
            .filter(|choice| choice.chosen || choice.count.is_some_and(|count| count > 0))
            .collect()
    }

    /// What `choice` is called above its options.
    pub fn choice_name(&self, choice: Choice) -> String {
        match choice {
            Choice::Topic => self.page.t("portal-choice-topic"),
            Choice::LifeSituation => self.page.t("portal-choice-life-situation"),
            Choice::Audience => self.page.t("portal-choice-audience"),
            Choice::Age => self.page.t("portal-choice-age"),
            Choice::Price => self.page.t("portal-choice-price"),
            Choice::Attendance => self.page.t("portal-choice-attendance"),
            Choice::Format => self.page.t("portal-choice-format"),
            Choice::Language => self.page.t("portal-choice-language"),
            Choice::Access => self.page.t("portal-choice-access"),
            Choice::SignUp => self.page.t("portal-choice-sign-up"),
            Choice::Organisation => self.page.t("portal-choice-organisation"),
            Choice::Mark => self.page.t("portal-choice-mark"),
            Choice::Place => self.page.t("portal-choice-place"),
            Choice::Network => self.page.t("portal-choice-network"),
        }
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

    /// The period in force, in words.
    fn time(&self, question: &Question) -> Option<String> {
        match (question.preset, question.period) {
            (Some(preset), _) => Some(self.preset(preset)),
            (None, Some(period)) => Some(self.period(period.from(), period.to())),
            (None, None) => None,
        }
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

    fn part_of_day(&self, part: PartOfDay) -> String {
        match part {
            PartOfDay::Morning => self.page.t("portal-morning"),
            PartOfDay::Afternoon => self.page.t("portal-afternoon"),
            PartOfDay::Evening => self.page.t("portal-evening"),
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
