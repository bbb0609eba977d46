//! To whom to write, and how.

use jiff::civil::Date;
use kreisrund_kernel::PersonId;

use crate::person::{Channel, Email, Person, Phone, PostalAddress};

/// Whom to reach about a person, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who is reached: the person, or for a child a guardian.
    pub person: PersonId,
    /// The child that it is about, if it is not the recipient themselves.
    pub on_behalf_of: Option<PersonId>,
    /// How.
    pub way: Way,
}

/// A way to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By e-mail.
    Email(Email),
    /// By letter.
    Letter(PostalAddress),
    /// By telephone.
    Phone(Phone),
    /// Only face to face: no address is known, or the person wishes it so.
    InPerson,
}

/// Nobody can be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// A child is never written to directly.
    #[error("no guardian of the child is recorded; record one before you write")]
    ChildWithoutGuardian,
}

/// Whom to reach about `person` on `today`. `guardians` are those who speak for the person then, in the order in which
/// they are asked: the first who can be reached from afar is.
///
/// # Errors
/// [`Unreachable`] for a child without a guardian.
pub fn how_to_reach(person: &Person, guardians: &[Person], today: Date) -> Result<Recipient, Unreachable> {
    if !person.details.age.is_minor(today) {
        return Ok(Recipient { person: person.id, on_behalf_of: None, way: way_to(person) });
    }
    let recipient = |guardian: &Person| Recipient {
        person: guardian.id,
        on_behalf_of: Some(person.id),
        way: way_to(guardian),
    };
    let from_afar = guardians.iter().map(recipient).find(|recipient| recipient.way != Way::InPerson);
    from_afar.or_else(|| guardians.first().map(recipient)).ok_or(Unreachable::ChildWithoutGuardian)
}

/// The way that somebody prefers, or without one e-mail, letter, telephone: the first that is known.
fn way_to(person: &Person) -> Way {
    let details = &person.details;
    let email = || details.email.clone().map(Way::Email);
    let letter = || details.address.clone().map(Way::Letter);
    let phone = || details.phone.clone().map(Way::Phone);
    let preferred = match details.preferred_channel {
        Some(Channel::Email) => email(),
        Some(Channel::Letter) => letter(),
        Some(Channel::Phone) => phone(),
        Some(Channel::InPerson) => Some(Way::InPerson),
        None => None,
    };
    preferred.or_else(email).or_else(letter).or_else(phone).unwrap_or(Way::InPerson)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::Actor,
        person::{Age, PersonDetails, PersonName},
    };
    use jiff::{Timestamp, civil::date};

    fn person(name: &str, fill: impl FnOnce(&mut PersonDetails)) -> Person {
        let mut details = PersonDetails::of(PersonName::new("", name, "").unwrap());
        fill(&mut details);
        let now = Timestamp::UNIX_EPOCH;
        let recorder = Actor::staff("Counter");
        Person { id: PersonId::new(), details, recorder, created_at: now, updated_at: now, active_at: now }
    }

    #[test]
    fn a_child_is_reached_through_a_guardian() {
        let today = date(2026, 11, 22);
        let child = person("Kind", |details| {
            details.age = Age::Minor;
            details.email = Some("kind@example.org".parse().unwrap());
        });
        let silent = person("Vater", |_| {});
        let mother = person("Mutter", |details| details.phone = Some("03535 123456".parse().unwrap()));
        let reached = how_to_reach(&child, &[silent.clone(), mother.clone()], today).unwrap();
        assert_eq!((reached.person, reached.on_behalf_of), (mother.id, Some(child.id)));
        assert!(matches!(reached.way, Way::Phone(_)));
        let reached = how_to_reach(&child, std::slice::from_ref(&silent), today).unwrap();
        assert_eq!((reached.person, reached.way), (silent.id, Way::InPerson));
        assert_eq!(how_to_reach(&child, &[], today), Err(Unreachable::ChildWithoutGuardian));
    }

    #[test]
    fn a_wish_counts_where_it_can_be_met() {
        let today = date(2026, 11, 22);
        let reach = |person: &Person| how_to_reach(person, &[], today).unwrap().way;
        let mut senior = person("Opa", |details| {
            details.address = Some(PostalAddress::new("", "", "04916", "Herzberg").unwrap());
            details.phone = Some("03535 123456".parse().unwrap());
        });
        assert!(matches!(reach(&senior), Way::Letter(_)), "without e-mail a letter");
        senior.details.preferred_channel = Some(Channel::Phone);
        assert!(matches!(reach(&senior), Way::Phone(_)));
        senior.details.preferred_channel = Some(Channel::Email);
        assert!(matches!(reach(&senior), Way::Letter(_)), "there is no e-mail address");
        senior.details.preferred_channel = Some(Channel::InPerson);
        assert_eq!(reach(&senior), Way::InPerson);
    }
}
