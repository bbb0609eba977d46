//! What a list's columns are called, and what its cells may say.

use kreisrund_kernel::text::fold;

use crate::organisation::Role;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The name. The only column that has to be there.
    Name,
    /// The short name.
    Slug,
    /// What the organisation is and does.
    About,
    /// The address for mail.
    Email,
    /// The telephone number.
    Phone,
    /// The address of its pages.
    Website,
    /// The municipality: its name or its key of 8 digits.
    Municipality,
    /// What it is in the county, several divided by commas.
    Roles,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Slug,
        Self::About,
        Self::Email,
        Self::Phone,
        Self::Website,
        Self::Municipality,
        Self::Roles,
    ];

    /// The titles under which it is known, the usual one first. Case and punctuation do not count.
    #[must_use]
    pub const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["Name", "Organisation", "Einrichtung", "Anbieter", "Bezeichnung", "Verein"],
            Self::Slug => &["Kurzname", "slug", "short name"],
            Self::About => &["Beschreibung", "about", "description", "Text", "Über uns"],
            Self::Email => &["E-Mail", "Mail", "E-Mail-Adresse", "mail address"],
            Self::Phone => &["Telefon", "Tel.", "Telefonnummer", "phone", "telephone"],
            Self::Website => {
                &["Website", "Webseite", "Internet", "Homepage", "Internetadresse", "web", "URL"]
            }
            Self::Municipality => &["Gemeinde", "Gemeindeschlüssel", "AGS", "Kommune", "municipality"],
            Self::Roles => &["Rollen", "Rolle", "roles", "role"],
        }
    }

    /// The usual title, for messages.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.titles()[0]
    }

    /// The column with the title `given`.
    #[must_use]
    pub fn titled(given: &str) -> Option<Self> {
        let given = letters(given);
        Self::ALL.into_iter().find(|column| column.titles().iter().any(|title| letters(title) == given))
    }
}

impl std::fmt::Display for Column {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.title())
    }
}

/// The role that a word means, German or English.
pub(super) fn role(word: &str) -> Option<Role> {
    let given = letters(word);
    let german = |role: &Role| words(*role).iter().any(|word| letters(word) == given);
    let english = |role: &Role| letters(role.as_str()) == given;
    Role::ALL.iter().copied().find(|role| german(role) || english(role))
}

/// The words that offices use for a role.
const fn words(role: Role) -> &'static [&'static str] {
    match role {
        Role::Provider => &["Anbieter", "Bildungsanbieter"],
        Role::Library => &["Bibliothek", "Bücherei"],
        Role::School => &["Schule"],
        Role::DayCare => &["Kita", "Kindertagesstätte", "Kindergarten"],
        Role::AdultEducation => &["Volkshochschule", "Erwachsenenbildung", "Weiterbildung"],
        Role::MusicSchool => &["Musikschule", "Kunstschule"],
        Role::Volunteering => &["Einsatzstelle", "Ehrenamt", "Engagement"],
        Role::CulturalActor => &["Kultur", "Kulturakteur", "Kultureinrichtung"],
        Role::Museum => &["Museum"],
        Role::Advice => &["Beratung", "Beratungsstelle"],
        Role::FamilyCentre => &["Familienzentrum"],
        Role::YouthCentre => &["Jugendclub", "Jugendzentrum"],
        Role::Authority => &["Behörde", "Amt"],
        Role::Municipality => &["Gemeinde", "Kommune", "Stadt"],
        Role::Club => &["Verein"],
        Role::Foundation => &["Stiftung"],
        Role::Company => &["Unternehmen", "Firma", "Betrieb"],
        Role::Initiative => &["Initiative"],
        Role::ReligiousCommunity => &["Kirchengemeinde", "Religionsgemeinschaft", "Kirche"],
    }
}

fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
