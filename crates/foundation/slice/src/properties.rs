//! Properties by which records are asked for and counted, beside the records to which they belong: what it costs, for
//! which age, how one takes part, what helps those who need it. Slices that hand entries to the index tag them, the
//! result page offers the choice; both mean the same because it stands here.

use kreisrund_kernel::{Price, money::Amount};
use kreisrund_search::Tag;

/// Something to choose from: a fixed list, each with its word in addresses.
pub trait Property: Copy + PartialEq + 'static {
    /// The property's name, the same in the index for good.
    const NAME: &'static str;
    /// All values, in the order in which they are offered.
    const ALL: &'static [Self];

    /// The value's word in addresses; it stands for the value in the index too.
    fn word(self) -> &'static str;

    /// The value with the word `word`.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }

    /// What entries have that have this value.
    fn tag(self) -> Tag {
        Tag::property(Self::NAME, self.word())
    }
}

macro_rules! property {
    ($(#[$meta:meta])* $name:ident = $stored:literal { $( $(#[$value_meta:meta])* $value:ident = $word:literal, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$value_meta])* $value, )+
        }

        impl Property for $name {
            const NAME: &'static str = $stored;
            const ALL: &'static [Self] = &[$( Self::$value ),+];

            fn word(self) -> &'static str {
                match self {
                    $( Self::$value => $word, )+
                }
            }
        }
    };
}

property! {
    /// What it costs at most. Who looks for something up to ten euros is glad of what costs nothing too.
    PriceClass = "price" {
        /// Nothing.
        Free = "kostenlos",
        /// As much as one likes.
        Donation = "spende",
        /// At most ten euros.
        UpToTen = "bis-10",
        /// At most thirty euros.
        UpToThirty = "bis-30",
    }
}

impl PriceClass {
    /// The classes to which `price` belongs.
    #[must_use]
    pub fn of(price: &Price) -> Vec<Self> {
        let within = |cents: u64| {
            let cheap = [(Self::UpToTen, 1_000), (Self::UpToThirty, 3_000)];
            cheap.into_iter().filter(move |(_, most)| cents <= *most).map(|(class, _)| class)
        };
        match price.amount() {
            Amount::Free => [Self::Free].into_iter().chain(within(0)).collect(),
            Amount::Donation => [Self::Donation].into_iter().chain(within(0)).collect(),
            Amount::Exactly(euros) | Amount::Range(euros, _) => within(u64::from(euros.cents())).collect(),
            Amount::InWords => Vec::new(),
        }
    }
}

property! {
    /// The age of those for whom it is, in years.
    AgeGroup = "age" {
        /// Babies and toddlers.
        UpToTwo = "0-2",
        /// Before school.
        ThreeToFive = "3-5",
        /// The first years at school.
        SixToNine = "6-9",
        /// Older children.
        TenToThirteen = "10-13",
        /// Teenagers.
        FourteenToSeventeen = "14-17",
        /// Young adults.
        EighteenToTwentySix = "18-26",
        /// Adults.
        TwentySevenToSixtyFour = "27-64",
        /// Older people.
        FromSixtyFive = "65+",
    }
}

impl AgeGroup {
    /// The youngest and the oldest age, both included.
    #[must_use]
    pub const fn years(self) -> (u8, u8) {
        match self {
            Self::UpToTwo => (0, 2),
            Self::ThreeToFive => (3, 5),
            Self::SixToNine => (6, 9),
            Self::TenToThirteen => (10, 13),
            Self::FourteenToSeventeen => (14, 17),
            Self::EighteenToTwentySix => (18, 26),
            Self::TwentySevenToSixtyFour => (27, 64),
            Self::FromSixtyFive => (65, u8::MAX),
        }
    }

    /// The group of those who are `age` years old.
    #[must_use]
    pub fn of(age: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| (group.years().0..=group.years().1).contains(&age))
    }

    /// The groups of which some are between `from` and `to` years old, both included.
    pub fn between(from: u8, to: u8) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |group| group.years().0 <= to && from <= group.years().1)
    }
}

property! {
    /// How one takes part.
    Attendance = "attendance" {
        /// One goes there.
        OnSite = "vor-ort",
        /// On the net.
        Online = "online",
        /// It comes to one's home.
        AtYours = "bei-ihnen",
    }
}

property! {
    /// What has to be done beforehand.
    SignUp = "sign-up" {
        /// Nothing: one simply comes.
        NotNeeded = "ohne",
    }
}

property! {
    /// What helps those who need it, at the place or with the offer itself.
    Access = "access" {
        /// No steps on the way in.
        StepFree = "stufenlos",
        /// A toilet for wheelchair users.
        Toilet = "rollstuhl-wc",
        /// A parking space for people with a disability.
        Parking = "parkplatz",
        /// A stop of public transport is near.
        PublicTransport = "haltestelle",
        /// An induction loop.
        InductionLoop = "hoeranlage",
        /// Sign language.
        SignLanguage = "gebaerdensprache",
        /// Plain language.
        PlainLanguage = "einfache-sprache",
        /// A quiet room.
        QuietRoom = "ruhiger-raum",
        /// Guide dogs are welcome.
        GuideDog = "assistenzhund",
        /// Who accompanies somebody pays nothing.
        CompanionFree = "begleitung-frei",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_their_values() {
        fn check<P: Property + std::fmt::Debug>() {
            for value in P::ALL {
                assert_eq!(P::from_word(value.word()), Some(*value));
            }
            assert_eq!(P::from_word("gibt-es-nicht"), None);
        }
        check::<PriceClass>();
        check::<AgeGroup>();
        check::<Attendance>();
        check::<SignUp>();
        check::<Access>();
    }

    #[test]
    fn every_age_has_one_group_and_a_range_has_several() {
        for age in 0..=u8::MAX {
            let groups = AgeGroup::between(age, age).collect::<Vec<_>>();
            assert_eq!(groups, [AgeGroup::of(age).unwrap()], "{age}");
        }
        let groups = AgeGroup::between(8, 12).collect::<Vec<_>>();
        assert_eq!(groups, [AgeGroup::SixToNine, AgeGroup::TenToThirteen]);
    }

    #[test]
    fn what_costs_nothing_costs_at_most_ten_euros_too() {
        use PriceClass::{Donation, Free, UpToTen, UpToThirty};
        assert_eq!(PriceClass::of(&Price::free()), [Free, UpToTen, UpToThirty]);
        let donation = Price::new(Amount::Donation, None, None).unwrap();
        assert_eq!(PriceClass::of(&donation), [Donation, UpToTen, UpToThirty]);
    }
}
