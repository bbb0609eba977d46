//! Progress of long work: a bar on a terminal, a plain line now and then when piped.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far some work is. Says nothing about work that is done in one go.
pub struct Progress {
    what: &'static str,
    total: u64,
    shown: Shown,
}

enum Shown {
    Bar(ProgressBar),
    Lines { next: u64 },
}

impl Progress {
    /// Progress of `what`, which has `total` parts.
    pub fn new(what: &'static str, total: u64) -> Self {
        let shown = if std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{prefix} {bar:30} {pos} of {len} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            Shown::Bar(ProgressBar::new(total).with_style(style).with_prefix(what))
        } else {
            Shown::Lines { next: step(total) }
        };
        Self { what, total, shown }
    }

    /// `done` parts are done.
    pub fn at(&mut self, done: u64) {
        match &mut self.shown {
            Shown::Bar(bar) => bar.set_position(done),
            Shown::Lines { next } => {
                if done >= *next && done < self.total {
                    eprintln!("{}: {done} of {}", self.what, self.total);
                    *next = done + step(self.total);
                }
            }
        }
    }

    /// All of it is done.
    pub fn done(self) {
        match self.shown {
            Shown::Bar(bar) => bar.finish_and_clear(),
            Shown::Lines { .. } => eprintln!("{}: done", self.what),
        }
    }
}

/// A tenth of the work, but no line for less than a thousand parts.
fn step(total: u64) -> u64 {
    (total / 10).max(1_000)
}
