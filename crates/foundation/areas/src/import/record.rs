//! A record of the official list, whichever file it was read from, and the marks by which records are told apart.

use crate::area::{Association, County, Municipality, State};

/// A record that we keep.
pub(super) enum Record {
    State(State),
    County(County),
    Association(Association),
    Municipality(Municipality),
}

/// Why a record, readable in itself, does not fit those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    StateTwice,
    CountyTwice,
    AssociationTwice,
    MunicipalityTwice,
    NoState,
    NoCounty,
}

impl Misfit {
    /// What to say behind the key.
    pub(super) const fn sentence(self) -> &'static str {
        match self {
            Self::StateTwice => "names a state for the second time",
            Self::CountyTwice => "names a county for the second time",
            Self::AssociationTwice => "names an association for the second time",
            Self::MunicipalityTwice => "names a municipality for the second time",
            Self::NoState => "names a state that no row above describes",
            Self::NoCounty => "names a county that no row above describes",
        }
    }
}

/// Whether the mark (Textkennzeichen) says that nobody lives there: land outside any municipality. The two inhabited
/// stretches of such land have the mark 65.
pub(super) fn is_uninhabited(mark: &str) -> bool {
    mark == "66"
}

/// Whether the mark of a record of kind 50 says that it is an association of several municipalities. Municipalities that
/// stand alone have such a record, too, with the mark 50.
pub(super) fn is_listed_association(mark: &str) -> bool {
    mark != "50"
}
