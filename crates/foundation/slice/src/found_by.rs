//! By what records are found: their texts and terms as the index takes them. Every slice that hands entries in makes
//! them alike here.

use kreisrund_content::{Text, Texts, Vocabulary, VocabularySnapshot};
use kreisrund_kernel::{SubjectKind, SubjectRef, TermId};
use kreisrund_search::{EntryText, Kind, Tag, Weight};

use crate::properties::Access;

/// Everything that `texts` say, in every language: who asks for “German course” finds the Deutschkurs that has an English
/// text. The source's title is left out, which an entry holds for itself.
#[must_use]
pub fn texts(texts: &Texts) -> Vec<EntryText> {
    let source = &texts.source().language;
    texts.all().flat_map(|text| said(text, text.language != *source)).collect()
}

fn said(text: &Text, with_title: bool) -> impl Iterator<Item = EntryText> {
    let part = |weight: Weight, words: String| EntryText {
        weight,
        language: text.language.to_string(),
        text: words,
    };
    let title = with_title.then(|| part(Weight::Label, text.title.clone()));
    let summary = part(Weight::Summary, text.summary.clone());
    let body = part(Weight::Body, text.plain_body());
    title.into_iter().chain([summary, body]).filter(|part| !part.text.is_empty())
}

/// What the terms `ids` are called, in every language.
#[must_use]
pub fn labels(ids: impl IntoIterator<Item = TermId>, vocabularies: &VocabularySnapshot) -> Vec<EntryText> {
    let terms = ids.into_iter().filter_map(|id| vocabularies.term(id));
    terms
        .flat_map(|term| {
            let weight =
                if term.vocabulary == Vocabulary::Audience { Weight::Audience } else { Weight::Label };
            term.labels.iter().map(move |(language, label)| EntryText {
                weight,
                language: language.to_string(),
                text: label.clone(),
            })
        })
        .collect()
}

/// What an offer of `kind` is called by those who look for one: “Computer Kurs” means a course, whatever its title says.
/// What is always there is called by nothing but what it is.
#[must_use]
pub fn kind_names(kind: Kind) -> Vec<EntryText> {
    let names: &[(&str, &str)] = match kind {
        Kind::Course => &[("de", "Kurs"), ("en", "course, class"), ("uk", "курс"), ("ar", "دورة")],
        Kind::Event => &[("de", "Veranstaltung"), ("en", "event"), ("uk", "подія"), ("ar", "فعالية")],
        _ => &[],
    };
    names.iter().map(|(language, text)| entry_text(Weight::Label, language, text)).collect()
}

/// How those who need it ask for `access`: “Ausflug Rollstuhl” finds a walk without steps. Less than what the record says
/// itself: who looks for wheelchair sports means those.
#[must_use]
pub fn access_names(access: Access) -> [EntryText; 2] {
    let (german, english) = match access {
        Access::StepFree => (
            "barrierefrei, rollstuhlgerecht, stufenlos, ohne Stufen, Rollstuhl",
            "step-free, accessible, wheelchair",
        ),
        Access::Toilet => ("Behindertentoilette, Rollstuhl-WC", "accessible toilet"),
        Access::Parking => ("Behindertenparkplatz", "accessible parking"),
        Access::PublicTransport => ("Haltestelle in der Nähe", "public transport nearby"),
        Access::InductionLoop => ("Hörschleife, für Schwerhörige", "induction loop, hard of hearing"),
        Access::SignLanguage => ("Gebärdensprache, für Gehörlose", "sign language, deaf"),
        Access::PlainLanguage => ("in einfacher Sprache, Leichte Sprache", "plain language"),
        Access::QuietRoom => ("ruhiger Raum", "quiet room"),
        Access::GuideDog => ("Blindenführhund, Assistenzhund", "guide dog"),
        Access::CompanionFree => ("Begleitperson frei", "free for companions"),
    };
    [entry_text(Weight::Body, "de", german), entry_text(Weight::Body, "en", english)]
}

fn entry_text(weight: Weight, language: &str, text: &str) -> EntryText {
    EntryText { weight, language: language.to_owned(), text: text.to_owned() }
}

/// The tags of the terms `ids`.
pub fn term_tags(ids: impl IntoIterator<Item = TermId>) -> impl Iterator<Item = Tag> {
    ids.into_iter().map(|id| SubjectRef::new(SubjectKind::Term, id).into())
}
