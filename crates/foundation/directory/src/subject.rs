//! The directory's own records among all those that something can hang on.

use kreisrund_kernel::{NetworkId, OrganisationId, PlaceId, ProgrammeId, SubjectKind, SubjectRef};

/// A record of the directory: it has texts, terms and, but for programmes, a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An organisation.
    Organisation(OrganisationId),
    /// A place.
    Place(PlaceId),
    /// A network.
    Network(NetworkId),
    /// A programme.
    Programme(ProgrammeId),
}

impl From<Subject> for SubjectRef {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Organisation(id) => Self::new(SubjectKind::Organisation, id),
            Subject::Place(id) => Self::new(SubjectKind::Place, id),
            Subject::Network(id) => Self::new(SubjectKind::Network, id),
            Subject::Programme(id) => Self::new(SubjectKind::Programme, id),
        }
    }
}

macro_rules! from {
    ($($id:ty => $variant:ident),+) => {$(
        impl From<$id> for Subject {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }
    )+};
}

from!(OrganisationId => Organisation, PlaceId => Place, NetworkId => Network, ProgrammeId => Programme);
