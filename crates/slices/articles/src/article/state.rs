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

use std::marker::PhantomData;

use kreisrund_kernel::ArticleId;

/// Where an article stands on its way to its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Its author still works on it.
    Draft,
    /// It is shown and found on the days for which it is meant.
    Published,
    /// It was taken back; its page says so.
    Withdrawn,
}

impl State {
    /// All states, in the order of an article's life.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Published, Self::Withdrawn];

    /// The name under which the state is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
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
    /// [`State::Published`].
    Published
    /// [`State::Withdrawn`].
    Withdrawn
}

/// An article that is in the state `S`.
#[derive(Debug)]
pub struct In<S: Stage> {
    article: ArticleId,
    stage: PhantomData<S>,
}

/// A move of an article from the state `From` to the state `To`, not yet written down.
#[derive(Debug)]
#[must_use = "a move happens when it is written down"]
pub struct Move<From: Stage, To: Stage> {
    article: ArticleId,
    stages: PhantomData<(From, To)>,
}

/// An article with the state in which it was found.
#[derive(Debug)]
pub enum Found {
    /// A draft.
    Draft(In<Draft>),
    /// A published article.
    Published(In<Published>),
    /// A withdrawn article.
    Withdrawn(In<Withdrawn>),
}

impl Found {
    /// `article`, found in `state`. Only the store knows that.
    pub(crate) const fn new(article: ArticleId, state: State) -> Self {
        match state {
            State::Draft => Self::Draft(In::new(article)),
            State::Published => Self::Published(In::new(article)),
            State::Withdrawn => Self::Withdrawn(In::new(article)),
        }
    }
}

impl<S: Stage> In<S> {
    pub(crate) const fn new(article: ArticleId) -> Self {
        Self { article, stage: PhantomData }
    }

    /// Which article it is.
    #[must_use]
    pub const fn article(&self) -> ArticleId {
        self.article
    }

    const fn to<To: Stage>(self) -> Move<S, To> {
        Move { article: self.article, stages: PhantomData }
    }
}

impl<From: Stage, To: Stage> Move<From, To> {
    /// Which article moves.
    #[must_use]
    pub const fn article(&self) -> ArticleId {
        self.article
    }

    /// Where it arrives once the move is written down.
    pub(crate) const fn arrived(self) -> In<To> {
        In::new(self.article)
    }
}

impl In<Draft> {
    /// Show it to the public.
    pub const fn publish(self) -> Move<Draft, Published> {
        self.to()
    }
}

impl In<Published> {
    /// Take it back.
    pub const fn withdraw(self) -> Move<Published, Withdrawn> {
        self.to()
    }
}

impl In<Withdrawn> {
    /// Show it again.
    pub const fn publish_again(self) -> Move<Withdrawn, Published> {
        self.to()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_lead_back_to_their_states() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.as_str()), Some(state));
        }
        assert_eq!(State::from_name("archived"), None);
    }
}
