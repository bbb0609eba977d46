//! Busy intervals: when someone or something is taken, and how much of it others may know.
//!
//! A [`BusyCalendar`] holds the [`Busy`] intervals of one person, room or place. It answers which of them clash with a
//! moment, as a [`Viewer`] may see them, and how a span of days divides into taken and free time. Everything is counted
//! in instants, so that a day on which clocks change has its 23 or 25 hours.

use crate::occurrence::Moment;
use crate::zone::Zone;
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// How long something takes whose end is not known, unless the calendar is told otherwise.
const OPEN_ENDED: SignedDuration = SignedDuration::from_hours(1);

/// Who may see what a busy interval is about. That the time is taken, everyone may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everyone.
    Public,
    /// Those who work in the network.
    Network,
    /// Its owner alone.
    #[default]
    Confidential,
}

/// Who looks at a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Viewer {
    /// Anyone.
    Public,
    /// Someone who works in the network.
    Network,
    /// Whose calendar it is.
    Owner,
}

/// A time that is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// When.
    pub moment: Moment,
    /// Who may see what it is about.
    pub visibility: Visibility,
    /// What it is about.
    pub title: String,
}

/// A busy interval as somebody sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// When.
    pub moment: &'a Moment,
    /// What it is about; none where that is not the viewer's to know.
    pub title: Option<&'a str>,
}

/// A span of time, from its first instant to the first after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
}

/// The busy intervals of one calendar.
#[derive(Clone, Debug)]
pub struct BusyCalendar {
    zone: Zone,
    open_ended: SignedDuration,
    /// By beginning.
    taken: Vec<Taken>,
}

#[derive(Clone, Debug)]
struct Taken {
    span: Span,
    /// The latest end of this interval and all before it: what ends earlier need not be looked at.
    latest: Timestamp,
    busy: Busy,
}

impl Visibility {
    /// Whether `viewer` may see what it is about.
    #[must_use]
    pub const fn shows_to(self, viewer: Viewer) -> bool {
        match self {
            Self::Public => true,
            Self::Network => matches!(viewer, Viewer::Network | Viewer::Owner),
            Self::Confidential => matches!(viewer, Viewer::Owner),
        }
    }
}

impl Busy {
    /// The interval as `viewer` may see it.
    #[must_use]
    pub fn seen_by(&self, viewer: Viewer) -> Seen<'_> {
        let title = self.visibility.shows_to(viewer).then_some(self.title.as_str());
        Seen { moment: &self.moment, title }
    }
}

impl Span {
    /// How long it is.
    #[must_use]
    pub fn length(self) -> SignedDuration {
        self.to.duration_since(self.from)
    }

    /// Whether both have an instant in common. What ends when the other begins does not touch it.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from.max(other.from) < self.to.min(other.to)
    }
}

impl BusyCalendar {
    /// A calendar of `busy`, whose whole days are lived in `zone`. What has no known end takes an hour.
    #[must_use]
    pub fn new(zone: Zone, busy: impl IntoIterator<Item = Busy>) -> Self {
        Self { zone, open_ended: OPEN_ENDED, taken: Vec::new() }.with(busy)
    }

    /// The same calendar, in which what has no known end takes `length`.
    #[must_use]
    pub fn with_open_ends(self, length: SignedDuration) -> Self {
        let busy: Vec<Busy> = self.taken.into_iter().map(|taken| taken.busy).collect();
        Self { zone: self.zone, open_ended: length, taken: Vec::new() }.with(busy)
    }

    fn with(mut self, busy: impl IntoIterator<Item = Busy>) -> Self {
        let taken = busy.into_iter().map(|busy| {
            let span = self.span(&busy.moment);
            Taken { span, latest: span.to, busy }
        });
        let mut taken: Vec<Taken> = taken.collect();
        taken.sort_by_key(|taken| taken.span);
        let mut latest = Timestamp::MIN;
        for taken in &mut taken {
            latest = latest.max(taken.span.to);
            taken.latest = latest;
        }
        self.taken = taken;
        self
    }

    /// All intervals by their beginning, as `viewer` may see them.
    pub fn seen_by(&self, viewer: Viewer) -> impl Iterator<Item = Seen<'_>> {
        self.taken.iter().map(move |taken| taken.busy.seen_by(viewer))
    }

    /// The intervals that clash with `moment`, by their beginning, as `viewer` may see them.
    #[must_use]
    pub fn clashes(&self, moment: &Moment, viewer: Viewer) -> Vec<Seen<'_>> {
        let clashing = self.touching(self.span(moment));
        let mut seen: Vec<Seen<'_>> = clashing.map(|taken| taken.busy.seen_by(viewer)).collect();
        seen.reverse();
        seen
    }

    /// Whether nothing clashes with `moment`.
    #[must_use]
    pub fn is_free(&self, moment: &Moment) -> bool {
        self.touching(self.span(moment)).next().is_none()
    }

    /// The time that is taken from the day `first` to the day `last`, both included: spans that neither touch nor
    /// overlap, in order.
    #[must_use]
    pub fn busy_within(&self, first: Date, last: Date) -> Vec<Span> {
        let Some(days) = self.days(first, last) else { return Vec::new() };
        let mut touching: Vec<Span> = self.touching(days).map(|taken| taken.span).collect();
        touching.reverse();
        let mut merged: Vec<Span> = Vec::new();
        for span in touching {
            let (from, to) = (span.from.max(days.from), span.to.min(days.to));
            match merged.last_mut() {
                Some(before) if from <= before.to => before.to = before.to.max(to),
                _ => merged.push(Span { from, to }),
            }
        }
        merged
    }

    /// The time that is free from the day `first` to the day `last`, both included, in spans of at least `at_least`.
    #[must_use]
    pub fn free_within(&self, first: Date, last: Date, at_least: SignedDuration) -> Vec<Span> {
        let Some(days) = self.days(first, last) else { return Vec::new() };
        let busy = self.busy_within(first, last);
        let begins = std::iter::once(days.from).chain(busy.iter().map(|span| span.to));
        let ends = busy.iter().map(|span| span.from).chain([days.to]);
        begins
            .zip(ends)
            .map(|(from, to)| Span { from, to })
            .filter(|span| span.from < span.to && span.length() >= at_least)
            .collect()
    }

    /// What touches `span`, the latest first.
    fn touching(&self, span: Span) -> impl Iterator<Item = &Taken> {
        let begun = self.taken.partition_point(|taken| taken.span.from < span.to);
        self.taken
            .get(..begun)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(move |taken| taken.latest > span.from)
            .filter(move |taken| taken.span.overlaps(span))
    }

    /// The instants a moment takes; at least one.
    fn span(&self, moment: &Moment) -> Span {
        let from = moment.start(&self.zone);
        let is_open = matches!(moment, Moment::Timed(timed) if timed.end().is_none());
        let to = if is_open {
            from.saturating_add(self.open_ended).unwrap_or(Timestamp::MAX)
        } else {
            moment.end(&self.zone)
        };
        let least = from.checked_add(SignedDuration::from_nanos(1)).unwrap_or(from);
        Span { from, to: to.max(least) }
    }

    fn days(&self, first: Date, last: Date) -> Option<Span> {
        let midnight = |day: Date| self.zone.instant(day.at(0, 0, 0, 0));
        let to = last.tomorrow().map_or(Timestamp::MAX, midnight);
        let days = Span { from: midnight(first), to };
        (days.from < days.to).then_some(days)
    }
}

#[cfg(test)]
mod tests;
