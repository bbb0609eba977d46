//! Where each field of an offer comes from.
//!
//! What a person entered survives the next import; what an import brought is changed by the next one. A locked field
//! stays as it is whatever a source says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A part of an offer that has an origin of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Course, event or service, with what belongs to that.
    Form,
    /// Who provides it together with the organisation.
    CoOrganisers,
    /// Where it takes place.
    Venue,
    /// Title, summary and text, in every language.
    Texts,
    /// Who answers questions.
    Contact,
    /// For which ages.
    Ages,
    /// What it costs.
    Price,
    /// What helps those who need it.
    Accessibility,
    /// How one signs up.
    Registration,
    /// A page with more about it.
    Link,
    /// When it is to be shown.
    Validity,
    /// Its dates and their rule.
    Dates,
    /// Topics, life situations, audiences, formats, languages, marks.
    Terms,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 13] = [
        Self::Form,
        Self::CoOrganisers,
        Self::Venue,
        Self::Texts,
        Self::Contact,
        Self::Ages,
        Self::Price,
        Self::Accessibility,
        Self::Registration,
        Self::Link,
        Self::Validity,
        Self::Dates,
        Self::Terms,
    ];

    /// Its name in the audit.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::CoOrganisers => "co_organisers",
            Self::Venue => "venue",
            Self::Texts => "texts",
            Self::Contact => "contact",
            Self::Ages => "ages",
            Self::Price => "price",
            Self::Accessibility => "accessibility",
            Self::Registration => "registration",
            Self::Link => "link",
            Self::Validity => "validity",
            Self::Dates => "dates",
            Self::Terms => "terms",
        }
    }
}

/// Where a field comes from when it does not come from the offer's own source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Whether nobody but a person may change it. What is entered is kept from imports in any case; a locked field is
    /// kept from other providers' hands too.
    pub locked: bool,
}

/// The fields of an offer that a person entered; all others come from the offer's source
/// ([`super::Origin`]), which says from where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Provenance(BTreeMap<Field, Entered>);

impl Provenance {
    /// How `field` was entered; `None` where it is the source's.
    #[must_use]
    pub fn entered(&self, field: Field) -> Option<Entered> {
        self.0.get(&field).copied()
    }

    /// Whether an import leaves `field` as it is.
    #[must_use]
    pub fn keeps(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Whether every field is the source's.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Records that a person entered `field`.
    pub fn enter(&mut self, field: Field, entered: Entered) {
        self.0.insert(field, entered);
    }

    /// Gives `field` back to the source.
    pub fn give_back(&mut self, field: Field) {
        self.0.remove(&field);
    }

    /// The fields that a person entered.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.keys().copied()
    }
}
