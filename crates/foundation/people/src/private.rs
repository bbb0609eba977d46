//! Personal data as a type of its own, so that it can't slip into a log.

use std::fmt;

use sea_orm::DeriveValueType;

/// A text about a human being. It can't be printed or serialised by accident: who needs it says
/// [`reveal`](Private::reveal).
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Private(String);

impl Private {
    /// `text` without blanks around it; `None` when nothing is left.
    #[must_use]
    pub fn from_input(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The text itself, for a page that its reader may see, a letter, or an export.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Private {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(private)")
    }
}

/// A year about a human being; like [`Private`] it is not printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct PrivateYear(i16);

impl PrivateYear {
    /// The year itself.
    #[must_use]
    pub const fn reveal(self) -> i16 {
        self.0
    }
}

impl From<i16> for PrivateYear {
    fn from(year: i16) -> Self {
        Self(year)
    }
}

impl fmt::Debug for PrivateYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(private)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_is_not_printed() {
        let name = Private::from("Erika Beispiel");
        assert_eq!(format!("{name:?} {:?}", PrivateYear::from(1971)), "(private) (private)");
        assert_eq!(name.reveal(), "Erika Beispiel");
    }
}
