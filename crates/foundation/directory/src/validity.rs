//! What holds for a time: the same thing is not there twice on one day.

use jiff::civil::Date;
use kreisrund_kernel::Period;

/// `items` ordered by their key and time.
///
/// # Errors
/// The later one of two items with the same key whose periods share a day.
pub(crate) fn one_at_a_time<T, K: Ord>(
    mut items: Vec<T>,
    key: impl Fn(&T) -> K,
    period: impl Fn(&T) -> Period,
) -> Result<Vec<T>, T> {
    items.sort_by_key(|item| (key(item), period(item).from(), period(item).to()));
    // Where periods that are ordered by their beginning overlap at all, two neighbours do.
    let twice = items.windows(2).position(
        |pair| matches!(pair, [one, next] if key(one) == key(next) && ends_after(period(one), period(next))),
    );
    match twice {
        Some(first) => Err(items.swap_remove(first + 1)),
        None => Ok(items),
    }
}

/// Whether `one` has not ended when `next`, which begins no earlier, begins.
fn ends_after(one: Period, next: Period) -> bool {
    let begins: Option<Date> = next.from();
    one.to().is_none_or(|end| begins.is_none_or(|begins| begins <= end))
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use kreisrund_kernel::{OrganisationId, TermId};
    use proptest::prelude::*;

    use crate::{
        network::{Member, MemberRole, Members},
        organisation::{QualityMark, QualityMarks},
    };

    use super::*;

    fn period() -> impl Strategy<Value = Period> {
        let day = |number: i64| date(2026, 1, 1).saturating_add(number.days());
        let ends = (prop::option::of(0i64..60), prop::option::of(0i64..60));
        ends.prop_map(move |(from, to)| {
            let to = from.zip(to).map_or(to, |(from, to)| Some(from.max(to)));
            Period::new(from.map(day), to.map(day)).unwrap()
        })
    }

    fn members() -> impl Strategy<Value = Vec<Member>> {
        let member = (0u128..3, prop::sample::select(MemberRole::ALL), period()).prop_map(
            |(organisation, role, validity)| Member {
                organisation: OrganisationId(uuid::Uuid::from_u128(organisation)),
                role,
                validity,
            },
        );
        prop::collection::vec(member, 0..8)
    }

    /// Whether some part is there twice on one day: by looking at every day.
    fn twice(members: &[Member]) -> bool {
        // The days before and after all periods stand for the open ends.
        (-1i64..=61).any(|number| {
            let day = date(2026, 1, 1).saturating_add(number.days());
            let parts: Vec<_> = members
                .iter()
                .filter(|member| member.validity.contains(day))
                .map(|member| (member.organisation, member.role))
                .collect();
            let different: std::collections::BTreeSet<_> = parts.iter().collect();
            different.len() < parts.len()
        })
    }

    proptest! {
        #[test]
        fn nobody_has_one_part_twice_on_a_day(given in members(), day in 0i64..60) {
            match Members::new(given.clone()) {
                Ok(members) => {
                    prop_assert!(!twice(&given));
                    prop_assert_eq!(members.as_slice().len(), given.len());
                    // The order in which they are given does not matter.
                    let reversed: Vec<Member> = given.iter().rev().copied().collect();
                    prop_assert_eq!(&Members::new(reversed).unwrap(), &members);
                    let day = date(2026, 1, 1).saturating_add(day.days());
                    let on_day = given.iter().filter(|member| member.validity.contains(day)).count();
                    prop_assert_eq!(members.on(day).count(), on_day);
                }
                Err(refusal) => {
                    prop_assert!(twice(&given));
                    let part = |member: &&Member| {
                        (member.organisation, member.role) == (refusal.organisation, refusal.role)
                    };
                    prop_assert!(given.iter().filter(part).count() > 1);
                }
            }
        }
    }

    #[test]
    fn a_mark_may_be_renewed_but_not_held_twice() {
        let term = TermId::new();
        let mark = |from, to| QualityMark {
            term,
            validity: Period::new(Some(from), Some(to)).unwrap(),
            address: None,
        };
        let first = mark(date(2023, 1, 1), date(2025, 12, 31));
        let renewed = mark(date(2026, 1, 1), date(2028, 12, 31));
        let marks = QualityMarks::new(vec![renewed.clone(), first.clone()]).unwrap();
        assert_eq!(marks.as_slice(), [first.clone(), renewed.clone()]);
        assert_eq!(marks.on(date(2026, 6, 1)).collect::<Vec<_>>(), [&renewed]);
        let early = mark(date(2025, 12, 31), date(2028, 12, 31));
        assert_eq!(QualityMarks::new(vec![early, first]).unwrap_err().term, term);
    }
}
