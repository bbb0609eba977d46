//! What is known of a place's accessibility, in words: in brief beside an offer or an organisation, all of it on the
//! place's own page.

use kreisrund_directory::accessibility::{Accessibility, CheckState, Feature};
use kreisrund_web::{AccessLine, Page};

/// Everything that somebody found or noted.
#[must_use]
pub fn all(page: &Page, accessibility: &Accessibility) -> Vec<AccessLine> {
    lines(page, accessibility, |feature| {
        let check = accessibility.check(feature);
        check.is_some_and(|check| check.note.is_some() || check.state != CheckState::Unknown)
    })
}

/// What decides for most who ask; see [`Accessibility::summary`].
#[must_use]
pub fn brief(page: &Page, accessibility: &Accessibility) -> Vec<AccessLine> {
    let deciding: Vec<Feature> = accessibility.summary().into_iter().map(|(feature, _)| feature).collect();
    lines(page, accessibility, |feature| deciding.contains(&feature))
}

/// What nobody has looked at yet, in one sentence.
#[must_use]
pub fn unchecked(page: &Page, accessibility: &Accessibility) -> Option<String> {
    let unknown = Feature::ALL.iter().filter(|feature| accessibility.state(**feature) == CheckState::Unknown);
    let unknown: Vec<String> = unknown.map(|feature| finding(page, *feature, CheckState::Yes)).collect();
    (!unknown.is_empty()).then(|| page.t_text("slice-access-rest", "features", unknown.join(", ")))
}

fn lines(page: &Page, accessibility: &Accessibility, shown: impl Fn(Feature) -> bool) -> Vec<AccessLine> {
    let shown = accessibility.checks().filter(|(feature, _)| shown(*feature));
    shown
        .map(|(feature, check)| {
            let measured = accessibility.door_width_cm().filter(|_| feature == Feature::DoorWidth);
            let measured = measured.map(|width| page.t_text("slice-door-centimetres", "width", width));
            let note: Vec<String> = measured.into_iter().chain(check.note.clone()).collect();
            let checked = check.checked_on.map(|day| {
                let key = if check.is_due(page.today()) { "slice-checked-due" } else { "slice-checked" };
                page.t_text(key, "date", page.date(day))
            });
            AccessLine {
                symbol: check.state.as_str(),
                words: finding(page, feature, check.state),
                note: note.join(". "),
                checked: checked.unwrap_or_default(),
            }
        })
        .collect()
}

/// What was found of a feature, in words that need no symbol: “Ohne Stufen erreichbar”.
#[must_use]
pub fn finding(page: &Page, feature: Feature, state: CheckState) -> String {
    use CheckState::{No, Partly, Unknown, Yes};
    match (feature, state) {
        (Feature::StepFree, Yes) => page.t("slice-step-free-yes"),
        (Feature::StepFree, Partly) => page.t("slice-step-free-partly"),
        (Feature::StepFree, No) => page.t("slice-step-free-no"),
        (Feature::StepFree, Unknown) => page.t("slice-step-free-unknown"),
        (Feature::DoorWidth, Yes) => page.t("slice-door-width-yes"),
        (Feature::DoorWidth, Partly) => page.t("slice-door-width-partly"),
        (Feature::DoorWidth, No) => page.t("slice-door-width-no"),
        (Feature::DoorWidth, Unknown) => page.t("slice-door-width-unknown"),
        (Feature::Toilet, Yes) => page.t("slice-toilet-yes"),
        (Feature::Toilet, Partly) => page.t("slice-toilet-partly"),
        (Feature::Toilet, No) => page.t("slice-toilet-no"),
        (Feature::Toilet, Unknown) => page.t("slice-toilet-unknown"),
        (Feature::Parking, Yes) => page.t("slice-parking-yes"),
        (Feature::Parking, Partly) => page.t("slice-parking-partly"),
        (Feature::Parking, No) => page.t("slice-parking-no"),
        (Feature::Parking, Unknown) => page.t("slice-parking-unknown"),
        (Feature::InductionLoop, Yes) => page.t("slice-induction-loop-yes"),
        (Feature::InductionLoop, Partly) => page.t("slice-induction-loop-partly"),
        (Feature::InductionLoop, No) => page.t("slice-induction-loop-no"),
        (Feature::InductionLoop, Unknown) => page.t("slice-induction-loop-unknown"),
        (Feature::SignLanguage, Yes) => page.t("slice-sign-language-yes"),
        (Feature::SignLanguage, Partly) => page.t("slice-sign-language-partly"),
        (Feature::SignLanguage, No) => page.t("slice-sign-language-no"),
        (Feature::SignLanguage, Unknown) => page.t("slice-sign-language-unknown"),
        (Feature::GuideDog, Yes) => page.t("slice-guide-dog-yes"),
        (Feature::GuideDog, Partly) => page.t("slice-guide-dog-partly"),
        (Feature::GuideDog, No) => page.t("slice-guide-dog-no"),
        (Feature::GuideDog, Unknown) => page.t("slice-guide-dog-unknown"),
        (Feature::QuietRoom, Yes) => page.t("slice-quiet-room-yes"),
        (Feature::QuietRoom, Partly) => page.t("slice-quiet-room-partly"),
        (Feature::QuietRoom, No) => page.t("slice-quiet-room-no"),
        (Feature::QuietRoom, Unknown) => page.t("slice-quiet-room-unknown"),
        (Feature::PublicTransport, Yes) => page.t("slice-public-transport-yes"),
        (Feature::PublicTransport, Partly) => page.t("slice-public-transport-partly"),
        (Feature::PublicTransport, No) => page.t("slice-public-transport-no"),
        (Feature::PublicTransport, Unknown) => page.t("slice-public-transport-unknown"),
        (Feature::PlainLanguageSigns, Yes) => page.t("slice-plain-signs-yes"),
        (Feature::PlainLanguageSigns, Partly) => page.t("slice-plain-signs-partly"),
        (Feature::PlainLanguageSigns, No) => page.t("slice-plain-signs-no"),
        (Feature::PlainLanguageSigns, Unknown) => page.t("slice-plain-signs-unknown"),
    }
}
