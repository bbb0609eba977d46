//! People: persons with or without an account, their households and guardians, their consents, what was done with
//! records (audit), notes, and for how long all of that is kept.
//!
//! - [`person`] says what is known of somebody, [`reach`] to whom and how to write, [`guardian`] who speaks for a child;
//! - [`consent`] answers whether something may be done with somebody's data;
//! - [`audit`] has what was done by whom, without personal values;
//! - [`retention`] has what every part of the program that holds personal data declares ([`PersonalData`]), and deletes
//!   what is due; [`rights`] exports and erases one person's data over all of these parts;
//! - [`store`] keeps all of it in the database.
//!
//! A person needs no account and no e-mail address: staff record people who come to the counter or ring up.
//!
//! Personal data is wrapped in [`Private`], which no log and no error message shows.

mod named;

pub mod actor;
pub mod audit;
pub mod consent;
pub mod guardian;
pub mod note;
pub mod person;
pub mod private;
pub mod reach;
pub mod retention;
pub mod rights;
pub mod store;

pub use actor::Actor;
pub use audit::ChangedField;
pub use consent::{Permission, Purpose};
pub use person::{Person, PersonDetails};
pub use private::Private;
pub use retention::{PersonalData, RetentionRule};
pub use store::migrations;

/// Why something was not done: a rule of the domain, or the database.
#[derive(Debug, thiserror::Error)]
pub enum Failure<R> {
    /// A rule forbids it; the sentence says what to do.
    #[error("{0}")]
    Refused(R),
    /// The database did not do what it was asked to.
    #[error(transparent)]
    Store(#[from] kreisrund_store::StoreError),
}

impl<R> From<sea_orm::DbErr> for Failure<R> {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
