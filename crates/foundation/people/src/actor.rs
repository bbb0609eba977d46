//! Who did something.

use kreisrund_kernel::PersonId;
use uuid::Uuid;

use crate::private::Private;

/// Whoever records, changes or deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody of the office or of an organisation, at work.
    Staff {
        /// Their account, if they have one.
        account: Option<Uuid>,
        /// Their name as colleagues know it.
        name: Private,
    },
    /// The program itself: a job, an import. The name says which part.
    System(String),
    /// The person themselves, or another one.
    Person(PersonId),
}

impl Actor {
    /// The part of the program called `part`.
    #[must_use]
    pub fn system(part: &str) -> Self {
        Self::System(part.to_owned())
    }

    /// Somebody at work, without an account.
    #[must_use]
    pub fn staff(name: &str) -> Self {
        Self::Staff { account: None, name: name.into() }
    }

    /// Which kind of actor it is, for an export that must not name others.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Staff { .. } => "staff",
            Self::System(_) => "system",
            Self::Person(_) => "person",
        }
    }
}
