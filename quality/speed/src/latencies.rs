//! How long many like things took.

use std::time::Duration;

/// Times of like things.
#[derive(Debug, Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub fn note(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time within which so many of a hundred were done.
    pub fn percentile(&mut self, of_hundred: usize) -> Duration {
        self.0.sort_unstable();
        let index = (self.0.len() * of_hundred).div_ceil(100);
        self.0.get(index.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// In milliseconds, as short as it can be told.
pub fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") }
}
