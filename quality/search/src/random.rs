//! Chance that is the same every time: what is drawn depends on the seed alone.

/// SplitMix64 (Steele, Lea and Flood 2014), which is enough for shuffling and drawing samples.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// Draws that depend on `seed` alone.
    pub const fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// Draws that depend on `name` alone (FNV-1a).
    pub fn from_name(name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which must not be zero.
    pub fn below(&mut self, bound: usize) -> usize {
        // The product's upper half spreads evenly enough for bounds as small as ours.
        let product = u128::from(self.next()) * bound as u128;
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
