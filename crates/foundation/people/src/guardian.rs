//! Guardians: who speaks for a child, or for somebody who can't alone.

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::{Period, PersonId};
use uuid::Uuid;

use crate::{named::named, person::Age};

named! {
    /// In which right somebody speaks for another person.
    GuardianKind {
        /// A parent (BGB § 1626, § 1629).
        Parent = "parent",
        /// A guardian whom the court appointed for a child (BGB § 1773).
        AppointedGuardian = "appointed_guardian",
        /// A foster parent in matters of daily life (BGB § 1688).
        FosterParent = "foster_parent",
        /// Somebody whom the court appointed for an adult (BGB § 1814).
        Carer = "carer",
    }
}

/// Somebody speaks for somebody else during a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardianship {
    /// The identifier.
    pub id: Uuid,
    /// Who is spoken for.
    pub ward: PersonId,
    /// Who speaks.
    pub guardian: PersonId,
    /// In which right.
    pub kind: GuardianKind,
    /// During which days, both ends included.
    pub period: Period,
    /// When it was recorded.
    pub created_at: Timestamp,
}

/// Why somebody can't be recorded as a guardian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAGuardian {
    /// One of the two is not there, or no longer.
    #[error("this person is not recorded or no longer; choose another")]
    NotThere,
    /// The same person twice.
    #[error("nobody is their own guardian; choose another person")]
    Themselves,
    /// The guardian needs one themselves.
    #[error("a minor can't be a guardian; choose an adult")]
    Minor,
    /// The ward would, perhaps through others, be the guardian of their guardian.
    #[error("this would make the two guardians of each other at the same time; end the other relation first")]
    Circle,
    /// It is recorded already.
    #[error("this person is recorded as guardian in that time already; change or end that entry")]
    Twice,
    /// A last day before the first.
    #[error("the last day lies before the first; correct one of them")]
    EndsBeforeItBegins,
}

/// Whether somebody of age `guardian_age` may become the guardian as in `new`, beside the relations in `present`, which
/// have at least all those from the new guardian upwards and those of the ward.
///
/// # Errors
/// [`NotAGuardian`] says what is in the way.
pub fn check(
    new: &Guardianship,
    guardian_age: Age,
    present: &[Guardianship],
    today: Date,
) -> Result<(), NotAGuardian> {
    if new.ward == new.guardian {
        return Err(NotAGuardian::Themselves);
    }
    // What counts is the day on which it begins, or today if it has begun: those who grew up may be recorded.
    let begins = new.period.from().map_or(today, |from| from.max(today));
    if guardian_age.is_minor(begins) {
        return Err(NotAGuardian::Minor);
    }
    let twice = |other: &&Guardianship| {
        other.id != new.id
            && (other.ward, other.guardian) == (new.ward, new.guardian)
            && common(other.period, new.period).is_some()
    };
    if present.iter().find(twice).is_some() {
        return Err(NotAGuardian::Twice);
    }
    if speaks_for(new.ward, new.guardian, new.period, present) { Err(NotAGuardian::Circle) } else { Ok(()) }
}

/// Whether on a day of `period` `guardian` speaks for `ward`, directly or through others.
fn speaks_for(guardian: PersonId, ward: PersonId, period: Period, relations: &[Guardianship]) -> bool {
    let mut open = vec![(ward, period)];
    let mut seen = Vec::new();
    while let Some((ward, period)) = open.pop() {
        for relation in relations.iter().filter(|relation| relation.ward == ward) {
            let Some(period) = common(relation.period, period) else { continue };
            if relation.guardian == guardian {
                return true;
            }
            let next = (relation.guardian, period);
            if !seen.contains(&next) {
                seen.push(next);
                open.push(next);
            }
        }
    }
    false
}

/// The days that lie in both periods.
fn common(one: Period, other: Period) -> Option<Period> {
    let from = one.from().max(other.from());
    let to = match (one.to(), other.to()) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    Period::new(from, to).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    fn relation(ward: PersonId, guardian: PersonId, from: Option<Date>, to: Option<Date>) -> Guardianship {
        Guardianship {
            id: Uuid::now_v7(),
            ward,
            guardian,
            kind: GuardianKind::Parent,
            period: Period::new(from, to).unwrap(),
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn nobody_speaks_for_themselves_and_no_child_for_another() {
        let today = date(2026, 11, 22);
        let (child, mother) = (PersonId::new(), PersonId::new());
        let own = relation(child, child, None, None);
        assert_eq!(check(&own, Age::NotRecorded, &[], today), Err(NotAGuardian::Themselves));
        let young = relation(child, mother, None, None);
        assert_eq!(check(&young, Age::Minor, &[], today), Err(NotAGuardian::Minor));
        assert_eq!(check(&young, Age::NotRecorded, &[], today), Ok(()));
        let again = relation(child, mother, Some(today), None);
        assert_eq!(check(&again, Age::NotRecorded, &[young], today), Err(NotAGuardian::Twice));
    }

    #[test]
    fn a_grown_up_child_may_care_for_the_parent_once_the_childhood_has_ended() {
        let today = date(2026, 11, 22);
        let (child, mother) = (PersonId::new(), PersonId::new());
        let care = relation(mother, child, Some(date(2026, 1, 1)), None);
        let open = relation(child, mother, None, None);
        assert_eq!(check(&care, Age::NotRecorded, &[open], today), Err(NotAGuardian::Circle));
        let ended = relation(child, mother, None, Some(date(1990, 5, 1)));
        assert_eq!(check(&care, Age::NotRecorded, &[ended], today), Ok(()));
    }

    /// Whether on `day` somebody speaks, perhaps through others, for themselves: looked up anew and plainly.
    fn has_circle(relations: &[Guardianship], people: &[PersonId], day: Date) -> bool {
        let guardians = |wards: &[PersonId]| -> Vec<PersonId> {
            let on_day = relations.iter().filter(|relation| relation.period.contains(day));
            on_day
                .filter(|relation| wards.contains(&relation.ward))
                .map(|relation| relation.guardian)
                .collect()
        };
        people.iter().any(|person| {
            let mut above = guardians(&[*person]);
            (0..people.len()).any(|_| {
                let found = above.contains(person);
                above = guardians(&above);
                found
            })
        })
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_there_is_never_a_circle(
            wishes in prop::collection::vec((0_usize..6, 0_usize..6, prop::option::of(0_i64..40), prop::option::of(0_i64..40)), 1..25),
        ) {
            let people: Vec<PersonId> = (0..6).map(|_| PersonId::new()).collect();
            let start = date(2026, 1, 1);
            let day = |days: i64| start.checked_add(days.days()).unwrap();
            let mut relations: Vec<Guardianship> = Vec::new();
            for (ward, guardian, from, to) in wishes {
                if let (Some(from), Some(to)) = (from, to) && to < from { continue; }
                let wish = relation(people[ward], people[guardian], from.map(day), to.map(day));
                let verdict = check(&wish, Age::NotRecorded, &relations, start);
                let mut with = relations.clone();
                with.push(wish);
                let circle = (-1..=41).any(|days| has_circle(&with, &people, day(days)));
                match verdict {
                    Ok(()) => {
                        prop_assert!(!circle);
                        relations = with;
                    }
                    Err(NotAGuardian::Twice) => {}
                    Err(_) => prop_assert!(circle, "refused without need"),
                }
            }
        }
    }
}
