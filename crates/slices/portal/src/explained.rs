//! Why hits stand where they stand, in words and points.

use kreisrund_search::{
    Hit,
    query::{Factor, Form, FoundIn, Reason, Reasons},
};
use kreisrund_web::Page;

use crate::{question::Question, results::called_so};

/// Why one hit stands where it stands.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Its title.
    pub title: String,
    /// Its points.
    pub points: String,
    /// What they come from, each in a sentence.
    pub reasons: Vec<String>,
}

/// The explanations of `listed`, the hits in the order of the page, as far as they were asked for.
pub fn explained(page: &Page, question: &Question, listed: &[&Hit]) -> Vec<Explained> {
    let hits = listed.iter();
    hits.filter_map(|hit| {
        let Reasons { words, factors, score } = hit.reasons.as_ref()?;
        let mut words: Vec<&Reason> = words.iter().collect();
        words.sort_by(|one, other| other.points.total_cmp(&one.points));
        let reasons = words.into_iter().map(|reason| of_word(page, reason));
        let factors = factors.iter().map(|(factor, by)| of_factor(page, *factor, *by));
        let called_so = called_so(question, hit);
        let its_name = called_so.map(|by| page.t_text("portal-factor-called-so", "by", number(page, by)));
        Some(Explained {
            title: hit.card.title.clone(),
            points: number(page, *score * called_so.unwrap_or(1.0)),
            reasons: reasons.chain(factors).chain(its_name).collect(),
        })
    })
    .collect()
}

fn of_word(page: &Page, reason: &Reason) -> String {
    let place = match reason.field {
        FoundIn::Title => page.t("portal-found-in-title"),
        FoundIn::Label => page.t("portal-found-in-label"),
        FoundIn::Name => page.t("portal-found-in-name"),
        FoundIn::Summary => page.t("portal-found-in-summary"),
        FoundIn::Body => page.t("portal-found-in-body"),
    };
    let form = match &reason.form {
        Form::Word => page.t("portal-form-word"),
        Form::Beginning => page.t("portal-form-beginning"),
        Form::Part => page.t("portal-form-part"),
        Form::InParts => page.t("portal-form-in-parts"),
        Form::Synonym(words) => page.t_text("portal-form-synonym", "words", words),
        Form::Slip(word) => page.t_text("portal-form-slip", "word", word),
    };
    page.t_with(
        "portal-reason-word",
        [
            ("typed", reason.typed.clone().into()),
            ("place", place.into()),
            ("form", form.into()),
            ("points", number(page, reason.points).into()),
        ],
    )
}

fn of_factor(page: &Page, factor: Factor, by: f32) -> String {
    let by = number(page, by);
    match factor {
        Factor::Distance => page.t_text("portal-factor-distance", "by", by),
        Factor::PlaceInTitle => page.t_text("portal-factor-place-in-title", "by", by),
        Factor::Soon => page.t_text("portal-factor-soon", "by", by),
        Factor::Kind => page.t_text("portal-factor-kind", "by", by),
    }
}

/// Two decimals, with the language's comma.
fn number(page: &Page, value: f32) -> String {
    let text = format!("{value:.2}");
    match page.language {
        kreisrund_web::Language::German => text.replace('.', ","),
        kreisrund_web::Language::English => text,
    }
}
