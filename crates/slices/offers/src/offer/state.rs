//! The states of an offer, and the ways from one to the next.
//!
//! draft → submitted → published → withdrawn, and from everywhere into the archive. [`In`] is an offer that is known to
//! be in a state; only the moves that the rules allow are functions of it, so that a wrong one does not compile:
//!
//! ```compile_fail
//! use kreisrund_offers::offer::state::{Draft, In};
//! fn too_early(offer: In<Draft>) {
//!     offer.publish(); // a draft is submitted first
//! }
//! ```
//!
//! ```
//! use kreisrund_offers::offer::state::{Draft, In, Move, Submitted};
//! fn in_order(offer: In<Draft>) -> Move<Draft, Submitted> {
//!     offer.submit()
//! }
//! ```
//!
//! A move becomes lasting, and is audited, in [`crate::store::states`].

use kreisrund_kernel::OfferId;
use serde::{Deserialize, Serialize};

kreisrund_kernel::stages! {
    /// Where an offer stands on its way to the public.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    offer: OfferId;

    /// Its provider still works on it.
    Draft = "draft" {
        /// Ask for it to be published.
        submit => Submitted,
        /// Put it away.
        archive => Archived,
    }
    /// Its provider asks for it to be published.
    Submitted = "submitted" {
        /// Show it to the public.
        publish => Published,
        /// Give it back to its provider, who has something to change.
        send_back => Draft,
        /// Put it away.
        archive => Archived,
    }
    /// It is shown and found.
    Published = "published" {
        /// Take it back.
        withdraw => Withdrawn,
        /// Put it away, because it is over.
        archive => Archived,
    }
    /// It was taken back; its page says so.
    Withdrawn = "withdrawn" {
        /// Show it again.
        publish_again => Published,
        /// Put it away.
        archive => Archived,
    }
    /// It is kept for the record only.
    Archived = "archived" {
        /// Take it out of the archive, to be worked on.
        revive => Draft,
    }
}

impl State {
    /// Whether it is shown and found.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published)
    }

    /// Whether the public ever saw an offer in this state, so that its page says what became of it.
    #[must_use]
    pub const fn was_public(self) -> bool {
        matches!(self, Self::Published | Self::Withdrawn | Self::Archived)
    }
}
