//! As many invented offers as somebody wants, put together by chance from parts, the same for the same seed: a county of
//! 100,000 offers shows whether pages, search and imports stay quick.
//!
//! Beside the hand-made stories they are dull reading; but their spread is that of a real county. Municipalities count
//! by their people, organisations offer what suits them, and some topics, places and organisations are far more
//! frequent than others. On average an offer has about five dates.
//!
//! An offer is known by its number: it is drawn from the seed and that number alone, so any part of them can be made
//! without the others.

mod cast;
mod conditions;
mod dates;
mod drawing;
mod keep;
mod parts;
mod random;
mod words;

use std::ops::RangeInclusive;

use jiff::civil::Date;

pub use cast::Cast;
pub use keep::{KeepError, Kept, Wish, bring_up_to_date};

use self::drawing::Drawing;
use crate::offer::Draft;

/// The edition of the rules by which parts are put together. A new one has every generated offer written again.
const VERSION: u32 = 1;
/// How keys of generated offers begin; their number follows.
const KEY: &str = "generated-";

/// Which offers are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// From which chance they come.
    pub seed: u32,
    /// The day around which they take place; all days of a week give the same.
    pub today: Date,
}

/// The offers with the `numbers` that `plan` gives with `cast`, made one by one as they are asked for. Numbers begin
/// with 1.
pub fn drafts(plan: Plan, cast: &Cast, numbers: RangeInclusive<u32>) -> impl Iterator<Item = Draft> {
    let drawing = Drawing::new(plan, cast);
    numbers.filter_map(move |number| drawing.draft(number))
}
