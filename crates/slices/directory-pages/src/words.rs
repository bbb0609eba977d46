//! Words for what the directory's types say.

use kreisrund_directory::{
    accessibility::{CheckState, Feature},
    network::MemberRole,
    organisation::Role,
};
use kreisrund_web::Page;

/// What an organisation is, in a word or two.
pub fn role(page: &Page, role: Role) -> String {
    match role {
        Role::Provider => page.t("directory-role-provider"),
        Role::Library => page.t("directory-role-library"),
        Role::School => page.t("directory-role-school"),
        Role::DayCare => page.t("directory-role-day-care"),
        Role::AdultEducation => page.t("directory-role-adult-education"),
        Role::MusicSchool => page.t("directory-role-music-school"),
        Role::Volunteering => page.t("directory-role-volunteering"),
        Role::CulturalActor => page.t("directory-role-cultural-actor"),
        Role::Museum => page.t("directory-role-museum"),
        Role::Advice => page.t("directory-role-advice"),
        Role::FamilyCentre => page.t("directory-role-family-centre"),
        Role::YouthCentre => page.t("directory-role-youth-centre"),
        Role::Authority => page.t("directory-role-authority"),
        Role::Municipality => page.t("directory-role-municipality"),
        Role::Club => page.t("directory-role-club"),
        Role::Foundation => page.t("directory-role-foundation"),
        Role::Company => page.t("directory-role-company"),
        Role::Initiative => page.t("directory-role-initiative"),
        Role::ReligiousCommunity => page.t("directory-role-religious-community"),
    }
}

/// Many of that kind, as the heading of a list.
pub fn member_role(page: &Page, role: MemberRole) -> String {
    match role {
        MemberRole::Coordination => page.t("directory-member-coordination"),
        MemberRole::Spokesperson => page.t("directory-member-spokesperson"),
        MemberRole::Member => page.t("directory-member-member"),
        MemberRole::Partner => page.t("directory-member-partner"),
    }
}

/// What was found of a feature, in words that need no symbol: “Ohne Stufen erreichbar”.
pub fn finding(page: &Page, feature: Feature, state: CheckState) -> String {
    use CheckState::{No, Partly, Unknown, Yes};
    match (feature, state) {
        (Feature::StepFree, Yes) => page.t("directory-step-free-yes"),
        (Feature::StepFree, Partly) => page.t("directory-step-free-partly"),
        (Feature::StepFree, No) => page.t("directory-step-free-no"),
        (Feature::StepFree, Unknown) => page.t("directory-step-free-unknown"),
        (Feature::DoorWidth, Yes) => page.t("directory-door-width-yes"),
        (Feature::DoorWidth, Partly) => page.t("directory-door-width-partly"),
        (Feature::DoorWidth, No) => page.t("directory-door-width-no"),
        (Feature::DoorWidth, Unknown) => page.t("directory-door-width-unknown"),
        (Feature::Toilet, Yes) => page.t("directory-toilet-yes"),
        (Feature::Toilet, Partly) => page.t("directory-toilet-partly"),
        (Feature::Toilet, No) => page.t("directory-toilet-no"),
        (Feature::Toilet, Unknown) => page.t("directory-toilet-unknown"),
        (Feature::Parking, Yes) => page.t("directory-parking-yes"),
        (Feature::Parking, Partly) => page.t("directory-parking-partly"),
        (Feature::Parking, No) => page.t("directory-parking-no"),
        (Feature::Parking, Unknown) => page.t("directory-parking-unknown"),
        (Feature::InductionLoop, Yes) => page.t("directory-induction-loop-yes"),
        (Feature::InductionLoop, Partly) => page.t("directory-induction-loop-partly"),
        (Feature::InductionLoop, No) => page.t("directory-induction-loop-no"),
        (Feature::InductionLoop, Unknown) => page.t("directory-induction-loop-unknown"),
        (Feature::SignLanguage, Yes) => page.t("directory-sign-language-yes"),
        (Feature::SignLanguage, Partly) => page.t("directory-sign-language-partly"),
        (Feature::SignLanguage, No) => page.t("directory-sign-language-no"),
        (Feature::SignLanguage, Unknown) => page.t("directory-sign-language-unknown"),
        (Feature::GuideDog, Yes) => page.t("directory-guide-dog-yes"),
        (Feature::GuideDog, Partly) => page.t("directory-guide-dog-partly"),
        (Feature::GuideDog, No) => page.t("directory-guide-dog-no"),
        (Feature::GuideDog, Unknown) => page.t("directory-guide-dog-unknown"),
        (Feature::QuietRoom, Yes) => page.t("directory-quiet-room-yes"),
        (Feature::QuietRoom, Partly) => page.t("directory-quiet-room-partly"),
        (Feature::QuietRoom, No) => page.t("directory-quiet-room-no"),
        (Feature::QuietRoom, Unknown) => page.t("directory-quiet-room-unknown"),
        (Feature::PublicTransport, Yes) => page.t("directory-public-transport-yes"),
        (Feature::PublicTransport, Partly) => page.t("directory-public-transport-partly"),
        (Feature::PublicTransport, No) => page.t("directory-public-transport-no"),
        (Feature::PublicTransport, Unknown) => page.t("directory-public-transport-unknown"),
        (Feature::PlainLanguageSigns, Yes) => page.t("directory-plain-signs-yes"),
        (Feature::PlainLanguageSigns, Partly) => page.t("directory-plain-signs-partly"),
        (Feature::PlainLanguageSigns, No) => page.t("directory-plain-signs-no"),
        (Feature::PlainLanguageSigns, Unknown) => page.t("directory-plain-signs-unknown"),
    }
}
