//! Identifiers: one type per kind of record, so that an offer's identifier can't be handed in for a place's.
//!
//! Inside they are UUIDs of version 7: they sort by creation, which keeps indexes compact on both databases.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifiers {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier that sorts after those made before it.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    )+};
}

identifiers!(
    /// A node of the area tree: state, county, municipality.
    AreaId,
    /// A locality (Ortsteil, Ort) with its postcode.
    LocalityId,
    /// A club, school, library, authority, company or initiative.
    OrganisationId,
    /// Somewhere things happen: a hall, a room, a square.
    PlaceId,
    /// Organisations that work together: the county's libraries, the cultural actors.
    NetworkId,
    /// A funding programme.
    ProgrammeId,
    /// A term of a vocabulary: a topic, a life situation, an audience.
    TermId,
    /// A human being of whom the office knows, with or without an account.
    PersonId,
    /// People who live together and may be written to or registered together.
    HouseholdId,
    /// A consent that somebody gave.
    ConsentId,
    /// A note that staff left at a record.
    NoteId,
    /// A file: a picture, a logo, a flyer.
    FileId,
    /// What someone provides: a course, an event, an ongoing service.
    OfferId,
    /// One dated happening of an offer.
    OccurrenceId,
    /// A contribution to read: of the office or of an organisation.
    ArticleId,
    /// A series of articles.
    ArticleSeriesId,
    /// A piece of work that the program does later.
    JobId,
);
