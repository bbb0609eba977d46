//! The states of an article, and the ways from one to the next.
//!
//! draft → published → withdrawn → published again. [`In`] is an article that is known to be in a state; only the moves
//! that the rules allow are functions of it, so that a wrong one does not compile:
//!
//! ```compile_fail
//! use kreisrund_articles::article::state::{Draft, In};
//! fn never_shown(article: In<Draft>) {
//!     article.withdraw(); // what was never public has nothing to take back
//! }
//! ```
//!
//! ```
//! use kreisrund_articles::article::state::{Draft, In, Move, Published};
//! fn in_order(article: In<Draft>) -> Move<Draft, Published> {
//!     article.publish()
//! }
//! ```
//!
//! A move becomes lasting, and is audited, in [`crate::store::states`].

use kreisrund_kernel::ArticleId;

kreisrund_kernel::stages! {
    /// Where an article stands on its way to its readers.
    article: ArticleId;

    /// Its author still works on it.
    Draft = "draft" {
        /// Show it to the public.
        publish => Published,
    }
    /// It is shown and found on the days for which it is meant.
    Published = "published" {
        /// Take it back.
        withdraw => Withdrawn,
    }
    /// It was taken back; its page says so.
    Withdrawn = "withdrawn" {
        /// Show it again.
        publish_again => Published,
    }
}

impl State {
    /// Whether it is shown and found.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_lead_back_to_their_states() {
        for state in State::ALL.iter().copied() {
            assert_eq!(State::from_name(state.as_str()), Some(state));
        }
        assert_eq!(State::from_name("archived"), None);
    }
}
