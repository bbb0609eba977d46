//! What became of areas: reforms merge, split, rename areas and give them new keys.
//!
//! A figure of a former area goes to today's areas by the shares of its successors; what is known of today's areas can be
//! held against former figures by the shares of their predecessors.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use kreisrund_kernel::AreaId;

/// Nobody reforms an area more often. Stored successions have no circles; this keeps damaged ones from turning for ever.
const LONGEST_CHAIN: usize = 64;

/// What happened to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuccessionKind {
    /// It went into an area that others went into as well, or that was there before.
    Merged,
    /// It was divided among several.
    Split,
    /// It got another name and another key.
    Renamed,
    /// It got another key, as when its county changed.
    KeyChanged,
}

impl SuccessionKind {
    /// The name under which the kind is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Renamed => "renamed",
            Self::KeyChanged => "key_changed",
        }
    }

    /// The kind stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Merged, Self::Split, Self::Renamed, Self::KeyChanged]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The former area's inhabitants.
    Population,
    /// The former area's square kilometres.
    Area,
}

impl Basis {
    /// The name under which the basis is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Area => "area",
        }
    }

    /// The basis stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Population, Self::Area].into_iter().find(|basis| basis.as_str() == name)
    }
}

/// That a share of one area became part of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Succession {
    /// The area that ended.
    pub predecessor: AreaId,
    /// The area that took over.
    pub successor: AreaId,
    /// Which share of the predecessor went there, above 0 and up to 1.
    pub share: f64,
    /// What the share is a share of.
    pub basis: Basis,
    /// What happened.
    pub kind: SuccessionKind,
    /// The first day of the new order.
    pub on: Date,
}

/// All successions that are known.
#[derive(Clone, Debug, Default)]
pub struct Successions {
    forwards: HashMap<AreaId, Vec<Succession>>,
    backwards: HashMap<AreaId, Vec<Succession>>,
    /// The first days of areas that were not always there.
    began: HashMap<AreaId, Date>,
}

impl Successions {
    /// The successions of `all`, with the first days of areas as far as they are known.
    #[must_use]
    pub fn new(all: Vec<Succession>, began: impl IntoIterator<Item = (AreaId, Date)>) -> Self {
        let mut successions = Self { began: began.into_iter().collect(), ..Self::default() };
        for succession in all {
            successions.backwards.entry(succession.successor).or_default().push(succession.clone());
            successions.forwards.entry(succession.predecessor).or_default().push(succession);
        }
        successions
    }

    /// What became of `area` by `day`: the areas of that day with the share of `area` that each holds. The shares add up
    /// to 1. An area that still exists on that day is its own only successor.
    #[must_use]
    pub fn successors(&self, area: AreaId, day: Date) -> BTreeMap<AreaId, f64> {
        let mut shares = BTreeMap::new();
        let mut open = vec![(area, 1.0, 0)];
        while let Some((area, share, steps)) = open.pop() {
            let next: Vec<&Succession> =
                self.forwards.get(&area).into_iter().flatten().filter(|next| next.on <= day).collect();
            if next.is_empty() || steps >= LONGEST_CHAIN {
                *shares.entry(area).or_default() += share;
            } else {
                open.extend(next.iter().map(|next| (next.successor, share * next.share, steps + 1)));
            }
        }
        shares
    }

    /// Of which areas of `day` today's `area` consists, each with the share of that former area that it holds. An area
    /// that was there on that day is among them with the share 1.
    #[must_use]
    pub fn predecessors(&self, area: AreaId, day: Date) -> BTreeMap<AreaId, f64> {
        let mut shares = BTreeMap::new();
        let mut open = vec![(area, 1.0, 0)];
        while let Some((area, share, steps)) = open.pop() {
            if self.began.get(&area).is_none_or(|began| *began <= day) {
                *shares.entry(area).or_default() += share;
            }
            if steps < LONGEST_CHAIN {
                let before = self.backwards.get(&area).into_iter().flatten().filter(|before| before.on > day);
                open.extend(before.map(|before| (before.predecessor, share * before.share, steps + 1)));
            }
        }
        shares
    }

    /// Whether anything is known of what became of `area`.
    #[must_use]
    pub fn has_successor(&self, area: AreaId) -> bool {
        self.forwards.contains_key(&area)
    }

    /// The area that took over all of `area` and still exists on `day`, if it was one.
    #[must_use]
    pub fn only_successor(&self, area: AreaId, day: Date) -> Option<AreaId> {
        let successors = self.successors(area, day);
        let mut others = successors.keys().copied().filter(|successor| *successor != area);
        others.next().filter(|_| successors.len() == 1)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    fn areas(count: usize) -> Vec<AreaId> {
        (0..count).map(|_| AreaId::new()).collect()
    }

    fn succession(predecessor: AreaId, successor: AreaId, share: f64, on: Date) -> Succession {
        let (basis, kind) = (Basis::Population, SuccessionKind::Split);
        Succession { predecessor, successor, share, basis, kind, on }
    }

    #[test]
    fn shares_are_multiplied_along_the_chain() {
        let ids = areas(5);
        let (first, second) = (date(2003, 10, 26), date(2022, 1, 1));
        let known = Successions::new(
            vec![
                succession(ids[0], ids[1], 0.25, first),
                succession(ids[0], ids[2], 0.75, first),
                succession(ids[1], ids[3], 1.0, second),
                succession(ids[2], ids[3], 0.4, second),
                succession(ids[2], ids[4], 0.6, second),
            ],
            [(ids[1], first), (ids[2], first), (ids[3], second), (ids[4], second)],
        );
        let shares = |day| known.successors(ids[0], day).into_values().collect::<Vec<_>>();
        assert_eq!(shares(date(2003, 10, 25)), [1.0], "the day before it was whole");
        assert_eq!(known.successors(ids[0], first), BTreeMap::from([(ids[1], 0.25), (ids[2], 0.75)]));
        let today = known.successors(ids[0], second);
        assert!((today[&ids[3]] - 0.55).abs() < 1e-9 && (today[&ids[4]] - 0.45).abs() < 1e-9, "{today:?}");
        assert_eq!(known.successors(ids[3], second), BTreeMap::from([(ids[3], 1.0)]));
        assert_eq!(known.only_successor(ids[1], second), Some(ids[3]));
        assert_eq!(known.only_successor(ids[0], second), None);
        let before = known.predecessors(ids[3], date(2010, 1, 1));
        assert_eq!(before, BTreeMap::from([(ids[1], 1.0), (ids[2], 0.4)]));
        let long_before = known.predecessors(ids[3], date(2000, 1, 1));
        assert_eq!(long_before.keys().collect::<Vec<_>>(), [&ids[0]]);
    }

    #[test]
    fn an_area_that_took_in_another_consists_of_both() {
        let ids = areas(2);
        let on = date(2022, 1, 1);
        let known = Successions::new(vec![succession(ids[0], ids[1], 1.0, on)], []);
        assert_eq!(
            known.predecessors(ids[1], date(2021, 12, 31)),
            BTreeMap::from([(ids[0], 1.0), (ids[1], 1.0)])
        );
        assert_eq!(known.predecessors(ids[1], on), BTreeMap::from([(ids[1], 1.0)]));
    }

    #[test]
    fn stored_names_lead_back_to_their_values() {
        for kind in [
            SuccessionKind::Merged,
            SuccessionKind::Split,
            SuccessionKind::Renamed,
            SuccessionKind::KeyChanged,
        ] {
            assert_eq!(SuccessionKind::from_name(kind.as_str()), Some(kind));
        }
        for basis in [Basis::Population, Basis::Area] {
            assert_eq!(Basis::from_name(basis.as_str()), Some(basis));
        }
    }

    proptest! {
        /// However often a county was reformed, nobody gets lost and nobody is counted twice.
        #[test]
        fn the_shares_of_all_successors_add_up_to_one(
            splits in prop::collection::vec((0..12_usize, prop::collection::vec((1..12_usize, 1..100_u32), 1..4)), 1..12),
            years in 0..40_i64,
        ) {
            let ids = areas(40);
            let mut all = Vec::new();
            for (generation, (from, parts)) in splits.iter().enumerate() {
                // Successors have higher numbers, so there are no circles; each area is divided once.
                let predecessor = ids[(from + generation).min(26)];
                if all.iter().any(|known: &Succession| known.predecessor == predecessor) {
                    continue;
                }
                let whole: u32 = parts.iter().map(|(_, part)| part).sum();
                let on = date(2000, 1, 1) + i64::try_from(generation).unwrap().years();
                for (step, part) in parts {
                    let successor = ids[((from + generation).min(26) + step).min(39)];
                    all.push(succession(predecessor, successor, f64::from(*part) / f64::from(whole), on));
                }
            }
            let day = date(2000, 1, 1) + years.years();
            let known = Successions::new(all, []);
            for id in &ids {
                let sum: f64 = known.successors(*id, day).values().sum();
                prop_assert!((sum - 1.0).abs() < 1e-9, "{sum}");
            }
        }
    }
}
