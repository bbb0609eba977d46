//! For whom an offer is, what it brings, what it does for those who need it: in words.

use kreisrund_content::{LanguageTag, Vocabulary};
use kreisrund_web::{AccessLine, ChoiceLink, Page};

use super::{gathered::Gathered, rule_words::list};
use crate::offer::{Ages, Course, Support};

/// Minutes of a teaching unit (Unterrichtseinheit).
pub const UNIT_MINUTES: u32 = 45;

/// For which ages: “6 bis 12 Jahre”, “ab 16 Jahren”.
pub fn ages(page: &Page, ages: Ages) -> String {
    match (ages.from(), ages.to()) {
        (Some(from), Some(to)) if from == to => page.t_text("offers-age", "age", from),
        (Some(from), Some(to)) => page.t_with("offers-ages", [("from", from.into()), ("to", to.into())]),
        (Some(from), None) => page.t_text("offers-ages-from", "from", from),
        (None, Some(to)) => page.t_text("offers-ages-to", "to", to),
        (None, None) => String::new(),
    }
}

/// Its length: “16 Unterrichtseinheiten zu je 45 Minuten, zusammen 12 Stunden”.
pub fn units(page: &Page, course: &Course) -> Option<String> {
    let units = course.units?;
    let minutes = u32::from(units) * UNIT_MINUTES;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let together = match (hours, rest) {
        (0, rest) => page.t_count("offers-minutes", rest),
        (hours, 0) => page.t_count("offers-hours", hours),
        (hours, rest) => {
            format!("{} {}", page.t_count("offers-hours", hours), page.t_count("offers-minutes", rest))
        }
    };
    Some(page.t_with("offers-units", [("count", units.into()), ("together", together.into())]))
}

/// The languages in which it is held, unless that is German alone.
pub fn languages(page: &Page, gathered: &Gathered) -> Option<String> {
    let names = gathered.labels(page, Vocabulary::Language);
    let is_german = gathered.languages() == ["de"];
    (!names.is_empty() && !is_german).then(|| list(page, &names))
}

/// The topics and life situations, each with its page.
pub fn topics(page: &Page, gathered: &Gathered) -> Vec<ChoiceLink> {
    let language = LanguageTag::from(page.language);
    let of = |vocabulary, folder: &'static str| {
        let language = language.clone();
        gathered.terms_of(vocabulary).map(move |term| {
            ChoiceLink::new(term.label(&language), page.link(&format!("/{folder}/{}", term.slug)))
        })
    };
    of(Vocabulary::Topic, "themen").chain(of(Vocabulary::LifeSituation, "lebenslagen")).collect()
}

/// What the offer itself does for those who need it.
pub fn support(page: &Page, gathered: &Gathered) -> Vec<AccessLine> {
    let accessibility = &gathered.offer.details.accessibility;
    accessibility
        .support
        .iter()
        .map(|support| AccessLine {
            symbol: "yes",
            words: support_words(page, *support),
            note: String::new(),
            checked: String::new(),
        })
        .collect()
}

fn support_words(page: &Page, support: Support) -> String {
    match support {
        Support::SignLanguage => page.t("offers-support-sign-language"),
        Support::PlainLanguage => page.t("offers-support-plain-language"),
        Support::Captions => page.t("offers-support-captions"),
        Support::InductionLoop => page.t("offers-support-induction-loop"),
        Support::LargePrint => page.t("offers-support-large-print"),
        Support::CompanionFree => page.t("offers-support-companion-free"),
        Support::QuietRoom => page.t("offers-support-quiet-room"),
        Support::StepFreeRoute => page.t("offers-support-step-free-route"),
        Support::Seating => page.t("offers-support-seating"),
        Support::GuideDog => page.t("offers-support-guide-dog"),
    }
}
