//! Persons: what is known of somebody, as little of it as needed.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date};
use kreisrund_content::LanguageTag;
use kreisrund_kernel::{PersonId, text::fold};

use crate::{
    actor::Actor,
    named::named,
    private::{Private, PrivateYear},
};

/// The longest part of a name or address.
const LONGEST: usize = 200;
/// The longest address for mail (RFC 5321, section 4.5.3.1.3, less its brackets).
const LONGEST_EMAIL: usize = 254;
/// The age at which somebody is of age (BGB § 2).
const OF_AGE: i16 = 18;
/// The first year of birth that somebody alive may have.
const FIRST_BIRTH_YEAR: i16 = 1900;

/// What somebody typed can't be recorded of a person. Never holds what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOfAPerson {
    /// No part of a name is there.
    #[error("a person needs a name; a given name or a family name alone is enough")]
    NoName,
    /// A text is too long.
    #[error("a name or a line of an address has at most {LONGEST} characters; shorten it")]
    TooLong,
    /// Not an address for mail.
    #[error("this is not an e-mail address; write one like name@example.org")]
    NotAnEmail,
    /// Not a telephone number.
    #[error("this is not a telephone number; write digits, blanks, “+”, “-”, “/” and brackets only")]
    NotAPhone,
    /// An address that no letter reaches.
    #[error("a postal address needs a postcode and a town or village")]
    NotAnAddress,
    /// A year of birth that nobody alive has.
    #[error("the year of birth lies between {FIRST_BIRTH_YEAR} and this year")]
    NotABirthYear,
}

/// How somebody is called and addressed; at least a given or family name is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    salutation: Option<Private>,
    given: Option<Private>,
    family: Option<Private>,
}

impl PersonName {
    /// A name of the parts that are not blank. The salutation is free: “Frau”, “Dr.”, “Familie”, or nothing.
    ///
    /// # Errors
    /// [`NotOfAPerson::NoName`] and [`NotOfAPerson::TooLong`].
    pub fn new(salutation: &str, given: &str, family: &str) -> Result<Self, NotOfAPerson> {
        let name = Self { salutation: line(salutation)?, given: line(given)?, family: line(family)? };
        if name.given.is_none() && name.family.is_none() { Err(NotOfAPerson::NoName) } else { Ok(name) }
    }

    /// How the person wants to be addressed.
    #[must_use]
    pub const fn salutation(&self) -> Option<&Private> {
        self.salutation.as_ref()
    }

    /// The given name or names.
    #[must_use]
    pub const fn given(&self) -> Option<&Private> {
        self.given.as_ref()
    }

    /// The family name.
    #[must_use]
    pub const fn family(&self) -> Option<&Private> {
        self.family.as_ref()
    }

    /// Given and family name.
    #[must_use]
    pub fn full(&self) -> Private {
        let parts: Vec<&str> =
            [&self.given, &self.family].into_iter().flatten().map(Private::reveal).collect();
        parts.join(" ").into()
    }

    /// The name in a form in which every spelling of it is the same.
    pub(crate) fn key(&self) -> Private {
        fold(self.full().reveal()).into()
    }
}

/// How old somebody is, as far as it has to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// Not recorded; then the person counts as of age.
    #[default]
    NotRecorded,
    /// A child or young person whose year of birth nobody needs.
    Minor,
    /// The year of birth.
    BornIn(PrivateYear),
}

impl Age {
    /// Somebody born in `year`.
    ///
    /// # Errors
    /// [`NotOfAPerson::NotABirthYear`] when nobody alive on `today` can be.
    pub fn born_in(year: i16, today: Date) -> Result<Self, NotOfAPerson> {
        if (FIRST_BIRTH_YEAR..=today.year()).contains(&year) {
            Ok(Self::BornIn(year.into()))
        } else {
            Err(NotOfAPerson::NotABirthYear)
        }
    }

    /// Whether the person may be a minor on `day`. By the year alone nobody knows the birthday: whoever turns 18 in
    /// this year counts as a minor until it has passed.
    #[must_use]
    pub fn is_minor(self, day: Date) -> bool {
        match self {
            Self::NotRecorded => false,
            Self::Minor => true,
            Self::BornIn(year) => day.year() - year.reveal() <= OF_AGE,
        }
    }
}

/// An address for mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(Private);

impl Email {
    /// The address.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    pub(crate) fn key(&self) -> Private {
        self.reveal().to_lowercase().into()
    }
}

impl FromStr for Email {
    type Err = NotOfAPerson;

    /// Checks the form only; whether somebody reads mail there shows a message that they answer.
    fn from_str(text: &str) -> Result<Self, NotOfAPerson> {
        let text = text.trim();
        let readable =
            text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]".contains(c));
        let (name, domain) = text.rsplit_once('@').ok_or(NotOfAPerson::NotAnEmail)?;
        let labels = domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        let valid = readable
            && text.len() <= LONGEST_EMAIL
            && !name.is_empty()
            && !name.contains('@')
            && domain.contains('.')
            && labels;
        if valid {
            Ok(Self(format!("{name}@{}", domain.to_lowercase()).into()))
        } else {
            Err(NotOfAPerson::NotAnEmail)
        }
    }
}

/// A telephone number as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(Private);

impl Phone {
    /// The number as it was written.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// The digits, as they are dialled within Germany.
    pub(crate) fn key(&self) -> Private {
        let written = self.reveal().replace("(0)", "");
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let abroad = if written.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        match abroad.and_then(|digits| digits.strip_prefix("49")) {
            Some(national) => format!("0{national}").into(),
            None => digits.into(),
        }
    }
}

impl FromStr for Phone {
    type Err = NotOfAPerson;

    fn from_str(text: &str) -> Result<Self, NotOfAPerson> {
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let readable = text.chars().all(|c| c.is_ascii_digit() || "+-/() .".contains(c));
        if readable && (3..=20).contains(&digits) && text.len() <= 40 {
            Ok(Self(text.into()))
        } else {
            Err(NotOfAPerson::NotAPhone)
        }
    }
}

/// Where letters reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalAddress {
    addition: Option<Private>,
    street: Option<Private>,
    postcode: Private,
    locality: Private,
}

impl PostalAddress {
    /// An address. The addition is a line such as “bei Familie Muster”; villages without street names need no street.
    ///
    /// # Errors
    /// [`NotOfAPerson::NotAnAddress`] without postcode or locality, [`NotOfAPerson::TooLong`].
    pub fn new(addition: &str, street: &str, postcode: &str, locality: &str) -> Result<Self, NotOfAPerson> {
        Ok(Self {
            addition: line(addition)?,
            street: line(street)?,
            postcode: line(postcode)?.ok_or(NotOfAPerson::NotAnAddress)?,
            locality: line(locality)?.ok_or(NotOfAPerson::NotAnAddress)?,
        })
    }

    /// A line above the street.
    #[must_use]
    pub const fn addition(&self) -> Option<&Private> {
        self.addition.as_ref()
    }

    /// Street and number.
    #[must_use]
    pub const fn street(&self) -> Option<&Private> {
        self.street.as_ref()
    }

    /// The postcode.
    #[must_use]
    pub const fn postcode(&self) -> &Private {
        &self.postcode
    }

    /// Town or village.
    #[must_use]
    pub const fn locality(&self) -> &Private {
        &self.locality
    }
}

named! {
    /// How somebody is reached, or has told something.
    Channel {
        /// By e-mail.
        Email = "email",
        /// By telephone.
        Phone = "phone",
        /// By letter.
        Letter = "letter",
        /// Face to face: at the counter, at an event.
        InPerson = "in_person",
    }
}

/// What is known of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonDetails {
    /// The name.
    pub name: PersonName,
    /// The age, if it has to be known.
    pub age: Age,
    /// The address for mail.
    pub email: Option<Email>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// The address for letters.
    pub address: Option<PostalAddress>,
    /// How the person wishes to be reached.
    pub preferred_channel: Option<Channel>,
    /// The language in which to write.
    pub language: LanguageTag,
}

impl PersonDetails {
    /// Somebody of whom the name alone is known.
    #[must_use]
    pub fn of(name: PersonName) -> Self {
        Self {
            name,
            age: Age::NotRecorded,
            email: None,
            phone: None,
            address: None,
            preferred_channel: None,
            language: LanguageTag::german(),
        }
    }

    /// The names of the fields in which the two differ, for the audit.
    pub(crate) fn differences(&self, other: &Self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name != other.name),
            ("age", self.age != other.age),
            ("email", self.email != other.email),
            ("phone", self.phone != other.phone),
            ("address", self.address != other.address),
            ("preferred_channel", self.preferred_channel != other.preferred_channel),
            ("language", self.language != other.language),
        ];
        fields.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
    }

    /// These details, with what they lack taken from `other`.
    pub(crate) fn completed_by(&self, other: &Self) -> Self {
        let or = |mine: Option<&Private>, theirs: Option<&Private>| mine.or(theirs).cloned();
        let (mine, theirs) = (&self.name, &other.name);
        Self {
            name: PersonName {
                salutation: or(mine.salutation(), theirs.salutation()),
                given: or(mine.given(), theirs.given()),
                family: or(mine.family(), theirs.family()),
            },
            age: if self.age == Age::NotRecorded { other.age } else { self.age },
            email: self.email.clone().or_else(|| other.email.clone()),
            phone: self.phone.clone().or_else(|| other.phone.clone()),
            address: self.address.clone().or_else(|| other.address.clone()),
            preferred_channel: self.preferred_channel.or(other.preferred_channel),
            language: self.language.clone(),
        }
    }
}

impl fmt::Debug for PersonDetails {
    /// Says which fields are filled, not with what; not even the language, which tells where somebody comes from.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PersonDetails")
            .field("email", &self.email.is_some())
            .field("phone", &self.phone.is_some())
            .field("address", &self.address.is_some())
            .finish_non_exhaustive()
    }
}

/// A person of whom the office knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The identifier.
    pub id: PersonId,
    /// What is known of them.
    pub details: PersonDetails,
    /// Who recorded them; staff, where they came to the counter or rang up.
    pub recorder: Actor,
    /// When they were recorded.
    pub created_at: Timestamp,
    /// When their details were changed last.
    pub updated_at: Timestamp,
    /// When they last had to do with the office; from then on the time runs after which they are forgotten.
    pub active_at: Timestamp,
}

fn line(text: &str) -> Result<Option<Private>, NotOfAPerson> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(NotOfAPerson::TooLong);
    }
    Ok(Private::from_input(&text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_a_name_is_enough_and_none_is_not() {
        assert_eq!(PersonName::new("", " Erika ", "").unwrap().full().reveal(), "Erika");
        assert_eq!(PersonName::new("Frau", "", "Beispiel").unwrap().full().reveal(), "Beispiel");
        assert_eq!(PersonName::new("Frau", " ", "\u{a0}"), Err(NotOfAPerson::NoName));
        assert_eq!(PersonName::new("", &"x".repeat(201), ""), Err(NotOfAPerson::TooLong));
    }

    #[test]
    fn addresses_for_mail_have_a_form() {
        for good in ["erika@example.org", "erika.von-beispiel+kurs@mail.EXAMPLE.org", "grüße@müller.example"]
        {
            assert!(good.parse::<Email>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "erika",
            "@example.org",
            "erika@",
            "erika@example",
            "a b@example.org",
            "a@b@example.org",
            "a@.org",
        ] {
            assert_eq!(bad.parse::<Email>(), Err(NotOfAPerson::NotAnEmail), "{bad}");
        }
        let mixed: Email = "Erika@Example.ORG".parse().unwrap();
        assert_eq!((mixed.reveal(), mixed.key().reveal()), ("Erika@example.org", "erika@example.org"));
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let keys: Vec<Private> = ["03535 123-456", "+49 3535 123456", "0049 (0)3535/123456"]
            .iter()
            .map(|text| text.parse::<Phone>().unwrap().key())
            .collect();
        assert!(keys.iter().all(|key| key.reveal() == "03535123456"));
        assert!("ring me".parse::<Phone>().is_err() && "12".parse::<Phone>().is_err());
    }

    #[test]
    fn whoever_turns_18_this_year_may_still_be_a_minor() {
        let today = date(2026, 11, 22);
        assert!(Age::born_in(2008, today).unwrap().is_minor(today));
        assert!(!Age::born_in(2007, today).unwrap().is_minor(today));
        assert!(Age::Minor.is_minor(today) && !Age::NotRecorded.is_minor(today));
        assert!(Age::born_in(2027, today).is_err() && Age::born_in(1850, today).is_err());
    }

    #[test]
    fn nothing_personal_is_printed() {
        let mut details = PersonDetails::of(PersonName::new("Frau", "Erika", "Beispiel").unwrap());
        details.email = Some("erika@example.org".parse().unwrap());
        details.phone = Some("03535 123456".parse().unwrap());
        details.age = Age::born_in(1971, date(2026, 11, 22)).unwrap();
        details.address = Some(PostalAddress::new("", "Hauptstraße 1", "04916", "Herzberg").unwrap());
        let printed = format!("{details:?} {:?} {:?} {:?}", details.name, details.email, details.age);
        for value in ["Erika", "Beispiel", "example.org", "123456", "1971", "Hauptstraße", "Herzberg"] {
            assert!(!printed.contains(value), "{printed}");
        }
    }
}
