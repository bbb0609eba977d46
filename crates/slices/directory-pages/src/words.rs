//! Words for what the directory's types say.

use kreisrund_directory::{network::MemberRole, organisation::Role};
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
