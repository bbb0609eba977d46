//! Records that go from state to state: offers, articles and whatever else is drafted, shown and put away.
//!
//! [`stages!`](crate::stages!) writes the states of one kind of record down as types, so that only the moves which the
//! rules allow are functions, and a wrong one does not compile:
//!
//! ```compile_fail
//! mod letter {
//!     kreisrund_kernel::stages! {
//!         letter: kreisrund_kernel::NoteId;
//!         Written = "written" { send => Sent }
//!         Sent = "sent" {}
//!     }
//! }
//! fn twice(letter: letter::In<letter::Sent>) {
//!     letter.send(); // what is sent has no way back, and no second way forth
//! }
//! ```

/// The states of a record, in the order of its life, each with the name under which it is stored and the moves out of
/// it: `Draft = "draft" { publish => Published }`. Before them stand the record's name and its identifier's type.
///
/// It makes, in the module where it stands: `State`, the state as a value; a type for each state; `In<S>`, a record that
/// is known to be in the state `S`, with its moves as functions; `Move<From, To>`, a move that is not yet written down;
/// `Found`, a record with the state in which the store found it.
#[macro_export]
macro_rules! stages {
    (
        $(#[$state_meta:meta])*
        $record:ident: $id:ty;
        $(
            $(#[$meta:meta])*
            $name:ident = $stored:literal { $( $(#[$move_meta:meta])* $step:ident => $to:ident ),* $(,)? }
        )+
    ) => {
        $(#[$state_meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum State {
            $( $(#[$meta])* $name, )+
        }

        impl State {
            /// All states, in the order of a record's life.
            pub const ALL: &[Self] = &[$( Self::$name ),+];

            /// The name under which the state is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$name => $stored, )+
                }
            }

            /// The state that is stored under `name`.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.as_str() == name)
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

        $(
            #[doc = concat!("[`State::", stringify!($name), "`].")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl sealed::Sealed for $name {}

            impl Stage for $name {
                const STATE: State = State::$name;
            }

            impl In<$name> {
                $(
                    $(#[$move_meta])*
                    pub const fn $step(self) -> Move<$name, $to> {
                        Move { record: self.record, stages: ::std::marker::PhantomData }
                    }
                )*
            }
        )+

        /// A record that is in the state `S`.
        #[derive(Debug)]
        pub struct In<S: Stage> {
            record: $id,
            stage: ::std::marker::PhantomData<S>,
        }

        impl<S: Stage> In<S> {
            const fn new(record: $id) -> Self {
                Self { record, stage: ::std::marker::PhantomData }
            }

            /// Which one it is.
            #[must_use]
            pub const fn $record(&self) -> $id {
                self.record
            }
        }

        /// A move from the state `From` to the state `To`, not yet written down.
        #[derive(Debug)]
        #[must_use = "a move happens when it is written down"]
        pub struct Move<From: Stage, To: Stage> {
            record: $id,
            stages: ::std::marker::PhantomData<(From, To)>,
        }

        impl<From: Stage, To: Stage> Move<From, To> {
            /// Which one moves.
            #[must_use]
            pub const fn $record(&self) -> $id {
                self.record
            }

            /// Where it arrives once the move is written down.
            pub(crate) const fn arrived(self) -> In<To> {
                In::new(self.record)
            }
        }

        /// A record with the state in which it was found.
        #[derive(Debug)]
        pub enum Found {
            $(
                #[doc = concat!("It is in [`State::", stringify!($name), "`].")]
                $name(In<$name>),
            )+
        }

        impl Found {
            /// `record`, found in `state`. Only the store knows that.
            pub(crate) const fn new(record: $id, state: State) -> Self {
                match state {
                    $( State::$name => Self::$name(In::new(record)), )+
                }
            }

            /// The state.
            #[must_use]
            pub const fn state(&self) -> State {
                match self {
                    $( Self::$name(_) => State::$name, )+
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::NoteId;

    stages! {
        /// Where a letter is.
        letter: NoteId;
        /// On the desk.
        Written = "written" {
            /// Put it into the box.
            send => Sent,
        }
        /// In the box.
        Sent = "sent" {}
    }

    #[test]
    fn stored_names_lead_back_to_their_states() {
        for state in State::ALL.iter().copied() {
            assert_eq!(State::from_name(state.as_str()), Some(state));
        }
        assert_eq!(State::from_name("archived"), None);
    }

    #[test]
    fn a_move_carries_its_record_to_the_next_state() {
        let id = NoteId::new();
        let Found::Written(letter) = Found::new(id, State::Written) else { panic!("a written letter") };
        let sending = letter.send();
        assert_eq!(sending.letter(), id);
        let found = Found::Sent(sending.arrived());
        assert_eq!(found.state(), State::Sent);
        assert!(matches!(found, Found::Sent(sent) if sent.letter() == id));
        assert_eq!(<Sent as Stage>::STATE, State::Sent);
    }
}
