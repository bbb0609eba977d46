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

use std::marker::PhantomData;

use kreisrund_kernel::OfferId;
use serde::{Deserialize, Serialize};

/// Where an offer stands on its way to the public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its provider still works on it.
    Draft,
    /// Its provider asks for it to be published.
    Submitted,
    /// It is shown and found.
    Published,
    /// It was taken back; its page says so.
    Withdrawn,
    /// It is kept for the record only.
    Archived,
}

impl State {
    /// All states, in the order of an offer's life.
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Submitted, Self::Published, Self::Withdrawn, Self::Archived];

    /// The name under which the state is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Archived => "archived",
        }
    }

    /// The state that is stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

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

mod sealed {
    pub trait Sealed {}
}

/// One of the states, as a type.
pub trait Stage: sealed::Sealed {
    /// The state.
    const STATE: State;
}

macro_rules! stages {
    ($($(#[$meta:meta])* $name:ident)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl sealed::Sealed for $name {}

        impl Stage for $name {
            const STATE: State = State::$name;
        }
    )+};
}

stages! {
    /// [`State::Draft`].
    Draft
    /// [`State::Submitted`].
    Submitted
    /// [`State::Published`].
    Published
    /// [`State::Withdrawn`].
    Withdrawn
    /// [`State::Archived`].
    Archived
}

/// An offer that is in the state `S`.
#[derive(Debug)]
pub struct In<S: Stage> {
    offer: OfferId,
    stage: PhantomData<S>,
}

/// A move of an offer from the state `From` to the state `To`, not yet written down.
#[derive(Debug)]
#[must_use = "a move happens when it is written down"]
pub struct Move<From: Stage, To: Stage> {
    offer: OfferId,
    stages: PhantomData<(From, To)>,
}

/// An offer with the state in which it was found.
#[derive(Debug)]
pub enum Found {
    /// A draft.
    Draft(In<Draft>),
    /// A submitted offer.
    Submitted(In<Submitted>),
    /// A published offer.
    Published(In<Published>),
    /// A withdrawn offer.
    Withdrawn(In<Withdrawn>),
    /// An archived offer.
    Archived(In<Archived>),
}

impl Found {
    /// `offer`, found in `state`. Only the store knows that.
    pub(crate) const fn new(offer: OfferId, state: State) -> Self {
        match state {
            State::Draft => Self::Draft(In::new(offer)),
            State::Submitted => Self::Submitted(In::new(offer)),
            State::Published => Self::Published(In::new(offer)),
            State::Withdrawn => Self::Withdrawn(In::new(offer)),
            State::Archived => Self::Archived(In::new(offer)),
        }
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> State {
        match self {
            Self::Draft(_) => State::Draft,
            Self::Submitted(_) => State::Submitted,
            Self::Published(_) => State::Published,
            Self::Withdrawn(_) => State::Withdrawn,
            Self::Archived(_) => State::Archived,
        }
    }
}

impl<S: Stage> In<S> {
    pub(crate) const fn new(offer: OfferId) -> Self {
        Self { offer, stage: PhantomData }
    }

    /// Which offer it is.
    #[must_use]
    pub const fn offer(&self) -> OfferId {
        self.offer
    }

    const fn to<To: Stage>(self) -> Move<S, To> {
        Move { offer: self.offer, stages: PhantomData }
    }
}

impl<From: Stage, To: Stage> Move<From, To> {
    /// Which offer moves.
    #[must_use]
    pub const fn offer(&self) -> OfferId {
        self.offer
    }

    /// Where it arrives once the move is written down.
    pub(crate) const fn arrived(self) -> In<To> {
        In::new(self.offer)
    }
}

impl In<Draft> {
    /// Ask for it to be published.
    pub const fn submit(self) -> Move<Draft, Submitted> {
        self.to()
    }

    /// Put it away.
    pub const fn archive(self) -> Move<Draft, Archived> {
        self.to()
    }
}

impl In<Submitted> {
    /// Show it to the public.
    pub const fn publish(self) -> Move<Submitted, Published> {
        self.to()
    }

    /// Give it back to its provider, who has something to change.
    pub const fn send_back(self) -> Move<Submitted, Draft> {
        self.to()
    }

    /// Put it away.
    pub const fn archive(self) -> Move<Submitted, Archived> {
        self.to()
    }
}

impl In<Published> {
    /// Take it back.
    pub const fn withdraw(self) -> Move<Published, Withdrawn> {
        self.to()
    }

    /// Put it away, because it is over.
    pub const fn archive(self) -> Move<Published, Archived> {
        self.to()
    }
}

impl In<Withdrawn> {
    /// Show it again.
    pub const fn publish_again(self) -> Move<Withdrawn, Published> {
        self.to()
    }

    /// Put it away.
    pub const fn archive(self) -> Move<Withdrawn, Archived> {
        self.to()
    }
}

impl In<Archived> {
    /// Take it out of the archive, to be worked on.
    pub const fn revive(self) -> Move<Archived, Draft> {
        self.to()
    }
}
