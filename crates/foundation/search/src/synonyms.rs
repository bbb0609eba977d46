//! Words that mean the same, so that somebody who asks for a “Rechner” finds what others call a “PC”.
//!
//! A [`Group`] is either words each of which finds the others, or words that find others but are not found by them:
//! whoever asks for “Oma” means what is for the elderly, and not the other way round. Groups come with the program
//! ([`shipped`], the file `synonyms.toml`); the office adds its own and removes those that mislead here ([`store`]).
//!
//! They count when a question is asked, not when a text is indexed, so that an edit counts at once. [`Synonyms`] is the
//! handle that the whole program shares; its [`SynonymSnapshot`] says what else the words of a question stand for.

mod check;
mod group;
mod handle;
mod shipped;
mod snapshot;
pub mod store;
mod wording;

pub use check::{Problem, problems};
pub use group::{Group, NotAGroup, Origin, SynonymGroup};
pub use handle::{Synonyms, SynonymsChanged};
pub use shipped::shipped;
pub use snapshot::{Alternative, Key, SynonymSnapshot};
pub use store::migrations;
pub use wording::{NotAWording, Wording};

use crate::analysis::{self, Tongue};

/// The usual [`Key`]: words with the same German stem are the same word.
#[must_use]
pub fn by_stem(folded: &str) -> String {
    analysis::stem(folded, Tongue::German)
}
