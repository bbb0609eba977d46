//! Chance that is the same every time: what is drawn depends on the seed alone.

use kreisrund_kernel::Chance;

/// Draws and shuffles.
#[derive(Debug)]
pub struct Random(Chance);

impl Random {
    /// Draws that depend on `seed` alone.
    pub const fn from_seed(seed: u64) -> Self {
        Self(Chance::from_seed(seed))
    }

    /// Draws that depend on `name` alone.
    pub fn from_name(name: &str) -> Self {
        Self(Chance::from_name(name))
    }

    /// A number below `bound`, which must not be zero.
    pub fn below(&mut self, bound: usize) -> usize {
        // The product's upper half spreads evenly enough for bounds as small as ours.
        let product = u128::from(self.0.draw()) * bound as u128;
        (product >> 64) as usize
    }

    /// Brings `items` into an order by chance.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_shuffles_alike_and_loses_nothing() {
        let shuffled = |name: &str| {
            let mut numbers: Vec<u8> = (0..50).collect();
            Random::from_name(name).shuffle(&mut numbers);
            numbers
        };
        assert_eq!(shuffled("q001"), shuffled("q001"));
        assert_ne!(shuffled("q001"), shuffled("q002"));
        let mut sorted = shuffled("q001");
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).collect::<Vec<u8>>());
    }
}
