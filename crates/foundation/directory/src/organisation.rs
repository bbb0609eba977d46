//! Organisations: clubs, schools, libraries, authorities, companies, initiatives, and what they are to one another.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{AreaId, OrganisationId, Period, PlaceId, Slug, TermId};
use kreisrund_schedule::OpeningHours;
use serde::{Deserialize, Serialize};

use crate::{names::named, validity::one_at_a_time};

named! {
    /// What an organisation is in the county. One may be several things at once: a school with a public library.
    Role {
        /// Provides courses, events or services (Anbieter).
        Provider = "provider",
        /// A public library.
        Library = "library",
        /// A school of any kind.
        School = "school",
        /// A day care centre for children (Kita).
        DayCare = "day_care",
        /// An adult education centre (Volkshochschule) or another body of continuing education.
        AdultEducation = "adult_education",
        /// A school of music or the arts.
        MusicSchool = "music_school",
        /// Volunteers can help there (Einsatzstelle).
        Volunteering = "volunteering",
        /// Makes or shows culture: a theatre, a choir, a gallery.
        CulturalActor = "cultural_actor",
        /// A museum or a collection.
        Museum = "museum",
        /// Gives advice in person.
        Advice = "advice",
        /// A centre for families.
        FamilyCentre = "family_centre",
        /// A club or centre for young people.
        YouthCentre = "youth_centre",
        /// A public authority.
        Authority = "authority",
        /// A municipality itself.
        Municipality = "municipality",
        /// A registered or unregistered association (Verein).
        Club = "club",
        /// A foundation (Stiftung).
        Foundation = "foundation",
        /// A company.
        Company = "company",
        /// People without a legal form who do something together.
        Initiative = "initiative",
        /// A congregation, a parish, a mosque or synagogue.
        ReligiousCommunity = "religious_community",
    }
}

/// Whom to ask for what, beside the organisation's general addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What it is for: “Anmeldung”.
    pub label: String,
    /// Who answers, where a name may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address for mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number as people write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When somebody answers, in words: “dienstags 9 bis 11 Uhr”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

/// What is known of an organisation. What it is and does stands in its content texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationDetails {
    /// The name.
    pub name: String,
    /// The address for mail to it.
    pub email: Option<String>,
    /// The telephone number as people write it.
    pub phone: Option<String>,
    /// The address of its pages on the web.
    pub website: Option<String>,
    /// The municipality in which it has its seat.
    pub area: Option<AreaId>,
    /// The place where it has its seat.
    pub seat: Option<PlaceId>,
    /// What it is in the county.
    pub roles: BTreeSet<Role>,
    /// Whom to ask for what, in the order in which they are shown.
    pub contacts: Vec<Contact>,
    /// When it is open.
    pub opening_hours: Option<OpeningHours>,
    /// What is to be known beside the opening hours: “in den Ferien nur nach Absprache”.
    pub opening_note: Option<String>,
    /// Whether it is invented, for a demonstration.
    pub example: bool,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The identifier.
    pub id: OrganisationId,
    /// The short name for addresses.
    pub slug: Slug,
    /// What is known of it.
    pub details: OrganisationDetails,
    /// The organisations above it.
    pub relations: Relations,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

named! {
    /// How an organisation stands below another.
    RelationKind {
        /// The other is its carrier (Träger): answers for it and pays for it.
        Carrier = "carrier",
        /// It is a branch (Zweigstelle, Außenstelle) of the other.
        Branch = "branch",
    }
}

/// One organisation below another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    /// How it stands below.
    pub kind: RelationKind,
    /// The organisation above: the carrier, or that of which it is a branch.
    pub of: OrganisationId,
    /// The organisation below.
    pub organisation: OrganisationId,
}

/// The organisations above one: at most one of each kind, so that none can stand there twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// Its carrier (Träger).
    pub carrier: Option<OrganisationId>,
    /// The organisation of which it is a branch.
    pub branch_of: Option<OrganisationId>,
}

impl Relations {
    /// The relations of `organisation`.
    pub fn of(self, organisation: OrganisationId) -> impl Iterator<Item = Relation> {
        let carrier = self.carrier.map(|of| Relation { kind: RelationKind::Carrier, of, organisation });
        let branch = self.branch_of.map(|of| Relation { kind: RelationKind::Branch, of, organisation });
        carrier.into_iter().chain(branch)
    }
}

/// A quality mark that an organisation carries for a time: “Familienfreundlich”, a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityMark {
    /// The mark, a term of the vocabulary of quality marks.
    pub term: TermId,
    /// The days for which it was awarded.
    pub validity: Period,
    /// Where on the web the award can be checked.
    pub address: Option<String>,
}

/// An organisation's quality marks. The same mark is never there twice for one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityMarks(Vec<QualityMark>);

/// A quality mark that is given twice for the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the same quality mark is given twice for the same time; end the first before the second begins")]
pub struct MarkTwice {
    /// The mark.
    pub term: TermId,
}

impl QualityMarks {
    /// The marks, ordered by mark and time.
    ///
    /// # Errors
    /// [`MarkTwice`] where the periods of one mark overlap.
    pub fn new(marks: Vec<QualityMark>) -> Result<Self, MarkTwice> {
        one_at_a_time(marks, |mark| mark.term, |mark| mark.validity)
            .map(Self)
            .map_err(|mark| MarkTwice { term: mark.term })
    }

    /// All marks, also those that have ended.
    #[must_use]
    pub fn as_slice(&self) -> &[QualityMark] {
        &self.0
    }

    /// The marks that the organisation carries on `day`.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &QualityMark> {
        self.0.iter().filter(move |mark| mark.validity.contains(day))
    }
}
