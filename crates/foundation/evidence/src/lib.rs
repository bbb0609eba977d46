//! Evidence of need and use: how often something was asked for or done, by municipality and month.
//!
//! For now these are searches that found nothing: what people look for and nobody offers. Other parts of the program will
//! add wishes, attendance and more, as further [`Kind`]s in the same table.
//!
//! Nothing here says who it was:
//!
//! - Addresses of visitors are turned into keyed hashes at once ([`Visitor`]). Their key is random, lives in memory alone
//!   and is thrown away every day, and so are the hashes; they only serve to count nobody twice on one day.
//! - What was typed is kept as a keyed hash. As text it is kept only once three visits have brought it
//!   ([`kreisrund_kernel::suppression`]), and never where it looks like an address, a number or a whole sentence
//!   ([`words`](mod@words)).
//! - Small numbers are not told ([`kreisrund_kernel::Told`]).
//! - All of it is deleted after three years ([`jobs`]).
//!
//! [`Evidence`] takes searches without ever making a page wait; [`empty_searches`] reads them.

mod evidence;
mod month;
mod retention;
mod searches;
mod store;
mod tally;
mod visitor;
mod words;

pub use evidence::{Evidence, Search};
pub use month::{Month, NotAMonth};
pub use retention::{MONTHS_KEPT, jobs};
pub use searches::{EmptySearches, empty_searches};
pub use store::migrations;
pub use visitor::Visitor;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A search that found nothing.
    EmptySearch,
}

impl Kind {
    /// The name under which the kind is stored.
    const fn as_str(self) -> &'static str {
        match self {
            Self::EmptySearch => "empty_search",
        }
    }
}
