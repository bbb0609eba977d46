//! Does a closed line cross itself?

use kreisrund_kernel::Position;

/// After so many comparisons of two sides the search is given up. A ring of 100,000 points in a usual shape needs a
/// tenth of that.
const MOST_COMPARISONS: usize = 100_000_000;

/// The answer of [`crossing`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Crossing {
    /// It does not.
    None,
    /// It does, at a side that begins here.
    At(Position),
    /// That can't be found out in sensible time.
    TooComplicated,
}

#[derive(Clone, Copy)]
struct Side {
    from: Position,
    to: Position,
}

impl Side {
    fn west(self) -> f64 {
        self.from.longitude().min(self.to.longitude())
    }

    fn east(self) -> f64 {
        self.from.longitude().max(self.to.longitude())
    }

    fn is_beside(self, other: Self) -> bool {
        let (north, south) =
            (self.from.latitude().max(self.to.latitude()), self.from.latitude().min(self.to.latitude()));
        let (others_north, others_south) =
            (other.from.latitude().max(other.to.latitude()), other.from.latitude().min(other.to.latitude()));
        south <= others_north && others_south <= north
    }

    /// Whether the sides cross in one point inside both. Rings that touch themselves are common in generalised
    /// boundaries and do no harm.
    fn crosses(self, other: Self) -> bool {
        turn(self.from, self.to, other.from) * turn(self.from, self.to, other.to) < 0.0
            && turn(other.from, other.to, self.from) * turn(other.from, other.to, self.to) < 0.0
    }
}

/// Positive where the way from `from` over `to` to `then` turns left.
fn turn(from: Position, to: Position, then: Position) -> f64 {
    (to.longitude() - from.longitude()) * (then.latitude() - from.latitude())
        - (to.latitude() - from.latitude()) * (then.longitude() - from.longitude())
}

/// Whether the closed line through `positions` crosses itself: a sweep from west to east that compares each side only
/// with those that lie north and south of it.
pub(super) fn crossing(positions: &[Position]) -> Crossing {
    let mut sides: Vec<Side> = positions
        .iter()
        .zip(positions.iter().cycle().skip(1))
        .map(|(from, to)| Side { from: *from, to: *to })
        .collect();
    sides.sort_by(|one, other| one.west().total_cmp(&other.west()));
    let mut reached: Vec<Side> = Vec::new();
    let mut comparisons = 0_usize;
    for side in sides {
        reached.retain(|other| other.east() >= side.west());
        comparisons += reached.len();
        if comparisons > MOST_COMPARISONS {
            return Crossing::TooComplicated;
        }
        if reached.iter().any(|other| side.is_beside(*other) && side.crosses(*other)) {
            return Crossing::At(side.from);
        }
        reached.push(side);
    }
    Crossing::None
}
