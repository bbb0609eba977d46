//! The rule of small numbers: what only one or two people did is not told exactly, because whoever knows the place may
//! guess who they were.
//!
//! Every report of what people need or do follows it. A sum beside its parts gives a part away where that is the only one
//! not told; so whoever shows parts shows no sum, or leaves several parts out.

/// From so many people on something is told exactly, and said in their own words.
pub const FEWEST_TOLD: u64 = 3;

/// Whether `people` are so many that what all of them typed may be kept and shown.
#[must_use]
pub const fn are_several(people: u64) -> bool {
    people >= FEWEST_TOLD
}

/// A count as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// So many. Nobody at all is told too: it speaks of nobody.
    Exactly(u64),
    /// At least one, and fewer than [`FEWEST_TOLD`].
    Few,
}

impl Told {
    /// How many people it were.
    #[must_use]
    pub const fn people(people: u64) -> Self {
        Self::what_they_did(people, people)
    }

    /// A `count` of what `people` did. It is told only where these are: a great number would speak of the one who did
    /// it all.
    #[must_use]
    pub const fn what_they_did(count: u64, people: u64) -> Self {
        let nothing_happened = count == 0 && people == 0;
        if nothing_happened || are_several(people) { Self::Exactly(count) } else { Self::Few }
    }

    /// The number, where it is told.
    #[must_use]
    pub const fn exactly(self) -> Option<u64> {
        match self {
            Self::Exactly(count) => Some(count),
            Self::Few => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_and_two_are_not_told_apart() {
        assert_eq!(Told::people(0), Told::Exactly(0));
        assert_eq!(Told::people(1), Told::people(2));
        assert_eq!(Told::people(3), Told::Exactly(3));
        assert_eq!(Told::what_they_did(40, 1), Told::Few, "forty times the same person");
        assert_eq!(Told::what_they_did(1, 0), Told::Few);
        assert_eq!(Told::what_they_did(2, 3).exactly(), Some(2));
    }

    proptest! {
        #[test]
        fn a_number_is_told_only_of_several_people_or_of_nobody(count: u64, people: u64) {
            match Told::what_they_did(count, people) {
                Told::Exactly(told) => {
                    prop_assert_eq!(told, count);
                    prop_assert!(are_several(people) || (count == 0 && people == 0));
                }
                Told::Few => prop_assert!(!are_several(people)),
            }
        }
    }
}
