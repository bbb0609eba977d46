//! Audit: who did what to which record, and when. It has the names of the fields that changed, and values only where
//! they can't be personal. Entries are only ever added; retention alone removes them when their time is over.

use jiff::{Timestamp, civil::Date};
use kreisrund_kernel::SubjectRef;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::actor::Actor;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identifier.
    pub id: Uuid,
    /// To which record.
    pub subject: SubjectRef,
    /// What, as `slice.did_this`.
    pub action: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// Which fields changed.
    pub fields: Vec<ChangedField>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedField {
    /// Its name.
    pub name: String,
    /// The value before, where it can't be personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<SafeValue>,
    /// The value after, where it can't be personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<SafeValue>,
}

impl ChangedField {
    /// The field called `name`, without its values.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        Self { name: name.to_owned(), from: None, to: None }
    }

    /// The field called `name` with values that can't be personal; `None` for a field without value.
    #[must_use]
    pub fn with_values(name: &'static str, from: Option<SafeValue>, to: Option<SafeValue>) -> Self {
        Self { name: name.to_owned(), from, to }
    }
}

/// A value that says nothing about a human being by itself. There is no way to make one of a text that somebody typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SafeValue {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A day.
    Day(Date),
    /// One of the program's own words, such as a state's name.
    Word(Word),
}

/// One of the program's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Word(String);

impl From<&'static str> for SafeValue {
    fn from(word: &'static str) -> Self {
        Self::Word(Word(word.to_owned()))
    }
}

impl From<bool> for SafeValue {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for SafeValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Date> for SafeValue {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were() {
        let fields = vec![
            ChangedField::named("email"),
            ChangedField::with_values("state", Some("open".into()), Some("closed".into())),
            ChangedField::with_values("until", None, Some(jiff::civil::date(2026, 11, 22).into())),
            ChangedField::with_values("seats", Some(3.into()), Some(4.into())),
        ];
        let json = serde_json::to_string(&fields).unwrap();
        assert_eq!(serde_json::from_str::<Vec<ChangedField>>(&json).unwrap(), fields, "{json}");
    }
}
