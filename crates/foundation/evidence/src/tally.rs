//! Who has been counted today.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use jiff::civil::Date;
use kreisrund_kernel::AreaId;

use crate::{Visitor, words::Words};

/// As many different searches a day are noted. No county has so many; a program that types at random has.
const MOST_A_DAY: usize = 20_000;
/// As many different searches of one visitor a day are noted. Who tries more tries out the search.
const MOST_OF_ONE: u16 = 50;

/// Who has been counted today and for what, as hashes by a key that nobody knows and that is gone tomorrow.
pub(crate) struct Tally {
    day: Date,
    keys: RandomState,
    met: HashSet<u64>,
    of_one: HashMap<u64, u16>,
}

/// How a search counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Somebody searched for it who did not do so today.
    Somebody,
    /// Somebody searched for it today already, for another place.
    ElsewhereAgain,
}

impl Tally {
    pub fn of(day: Date) -> Self {
        Self { day, keys: RandomState::new(), met: HashSet::new(), of_one: HashMap::new() }
    }

    /// How it counts that `visitor` searched for `words` in `area` on `today`; `None` where it does not.
    pub fn count(
        &mut self,
        today: Date,
        words: &Words,
        area: Option<AreaId>,
        visitor: &Visitor<'_>,
    ) -> Option<Counts> {
        if self.day != today {
            *self = Self::of(today);
        }
        let key = match words {
            Words::Ordinary { key, .. } => Some(key.as_str()),
            Words::Private => None,
        };
        let here = self.keys.hash_one(("here", visitor, key, area));
        let anywhere = self.keys.hash_one(("anywhere", visitor, key));
        if self.met.contains(&here) || self.met.len() >= MOST_A_DAY {
            return None;
        }
        let of_one = self.of_one.entry(self.keys.hash_one(visitor)).or_default();
        if *of_one >= MOST_OF_ONE {
            return None;
        }
        *of_one += 1;
        self.met.insert(here);
        Some(if self.met.insert(anywhere) { Counts::Somebody } else { Counts::ElsewhereAgain })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn count(
        tally: &mut Tally,
        day: Date,
        typed: &str,
        area: Option<AreaId>,
        visitor: &str,
    ) -> Option<Counts> {
        tally.count(day, &Words::read(typed).unwrap(), area, &Visitor::new(None, visitor))
    }

    #[test]
    fn nobody_counts_twice_on_one_day() {
        let mut tally = Tally::of(TODAY);
        let mut noted = |day, typed, visitor| count(&mut tally, day, typed, None, visitor);
        assert_eq!(noted(TODAY, "töpfern", "one"), Some(Counts::Somebody));
        assert_eq!(noted(TODAY, "TOEPFERN", "one"), None);
        assert_eq!(noted(TODAY, "töpfern", "other"), Some(Counts::Somebody));
        assert_eq!(noted(TODAY, "yoga", "one"), Some(Counts::Somebody));
        assert_eq!(noted(TODAY.tomorrow().unwrap(), "töpfern", "one"), Some(Counts::Somebody));
    }

    #[test]
    fn who_looks_in_several_places_is_one_person() {
        let (one, other) = (Some(AreaId::new()), Some(AreaId::new()));
        let mut tally = Tally::of(TODAY);
        assert_eq!(count(&mut tally, TODAY, "töpfern", one, "one"), Some(Counts::Somebody));
        assert_eq!(count(&mut tally, TODAY, "töpfern", other, "one"), Some(Counts::ElsewhereAgain));
        assert_eq!(count(&mut tally, TODAY, "töpfern", other, "one"), None);
        assert_eq!(count(&mut tally, TODAY, "töpfern", other, "other"), Some(Counts::Somebody));
    }

    #[test]
    fn who_tries_everything_and_who_asks_at_random_are_not_followed() {
        let mut tally = Tally::of(TODAY);
        let many =
            (0..200).filter_map(|number| count(&mut tally, TODAY, &format!("wort{number}"), None, "one"));
        assert_eq!(many.count(), usize::from(MOST_OF_ONE));
        for number in 0..MOST_A_DAY {
            count(&mut tally, TODAY, "wort", None, &number.to_string());
        }
        assert!(tally.met.len() <= MOST_A_DAY + 1);
        assert_eq!(count(&mut tally, TODAY, "wort", None, "the last"), None);
    }
}
