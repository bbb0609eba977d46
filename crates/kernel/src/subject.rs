//! A reference to any record of any slice.
//!
//! Audit, files, notes, tasks, consents and the search index hang on subjects without knowing their tables.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What kind of record a [`SubjectRef`] points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A node of the area tree.
    Area,
    /// A club, school, library, authority, company or initiative.
    Organisation,
    /// Somewhere things happen.
    Place,
    /// Organisations that work together.
    Network,
    /// A funding programme.
    Programme,
    /// A term of a vocabulary: a topic, a life situation, an audience.
    Term,
    /// A human being of whom the office knows.
    Person,
    /// A file: a picture, a logo, a flyer.
    File,
    /// A course, an event or an ongoing service.
    Offer,
    /// A contribution to read: of the office or of an organisation.
    Article,
    /// A series of articles.
    ArticleSeries,
    /// A page that every public site owes its visitors: the imprint, the accessibility statement.
    StandingPage,
}

impl SubjectKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Area,
        Self::Organisation,
        Self::Place,
        Self::Network,
        Self::Programme,
        Self::Term,
        Self::Person,
        Self::File,
        Self::Offer,
        Self::Article,
        Self::ArticleSeries,
        Self::StandingPage,
    ];

    /// The name under which the kind is stored and exchanged.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Network => "network",
            Self::Programme => "programme",
            Self::Term => "term",
            Self::Person => "person",
            Self::File => "file",
            Self::Offer => "offer",
            Self::Article => "article",
            Self::ArticleSeries => "article_series",
            Self::StandingPage => "standing_page",
        }
    }

    /// The kind stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One record of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectRef {
    /// Its kind, which says whose table it stands in.
    pub kind: SubjectKind,
    /// Its identifier within that kind.
    pub id: Uuid,
}

impl SubjectRef {
    /// The subject of `kind` with identifier `id`.
    #[must_use]
    pub fn new(kind: SubjectKind, id: impl Into<Uuid>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl std::fmt::Display for SubjectRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}", self.kind.as_str(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_lead_back_to_their_kinds() {
        for kind in SubjectKind::ALL {
            assert_eq!(SubjectKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(SubjectKind::from_name("Area"), None);
    }
}
