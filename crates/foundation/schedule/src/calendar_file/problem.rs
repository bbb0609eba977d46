//! What went wrong on which line, in sentences for the publisher of the file.

use crate::recurrence::NotARule;

/// How many problems of one file are listed.
const MOST_PROBLEMS: usize = 1_000;

/// How much of an unreadable value is quoted.
const LONGEST_QUOTE: usize = 80;

/// Something in a file that could not be understood or was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    /// The line in the file, counted from 1, where there is one.
    pub line: Option<usize>,
    /// The event's identifier, where it has one.
    pub uid: Option<String>,
    /// What is wrong and what was done about it.
    pub reason: ProblemReason,
}

/// What is wrong, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemReason {
    /// `DTSTART` is missing.
    #[error("the event has no start and was left out")]
    MissingStart,
    /// `DTSTART` cannot be read.
    #[error("the start “{0}” cannot be read; the event was left out")]
    UnreadableStart(String),
    /// `DTEND` or `DURATION` cannot be read.
    #[error("the end “{0}” cannot be read and was ignored")]
    UnreadableEnd(String),
    /// The end lies before the start.
    #[error("the end lies before the start and was ignored")]
    EndBeforeStart,
    /// `RRULE` or `EXRULE` cannot be followed.
    #[error("the rule of the series cannot be followed ({0}); it was ignored")]
    UnreadableRule(NotARule),
    /// `RRULE` steps through the hours of a whole-day event.
    #[error("a series of whole days cannot repeat within a day; the rule was ignored")]
    RuleWithinDay,
    /// A value of `RDATE` or `EXDATE` cannot be read.
    #[error("the date “{0}” of the series cannot be read and was ignored")]
    UnreadableDate(String),
    /// `RECURRENCE-ID` cannot be read.
    #[error("the change to a series does not say which date it changes (“{0}”) and was left out")]
    UnreadableRecurrenceId(String),
    /// More `RDATE` and `EXDATE` values than are read; without all exceptions cancelled dates would be shown.
    #[error("the event names more than {most} single dates and was left out")]
    TooManyDates {
        /// The limit.
        most: usize,
    },
    /// A zone that is neither known nor defined in the file.
    #[error("the time zone “{0}” is unknown; its times were taken as times in the calendar's own zone")]
    UnknownZone(String),
    /// `END:VEVENT` is missing.
    #[error("the event is not closed (END:VEVENT is missing); what could be read was taken")]
    UnclosedEvent,
    /// A line that is neither a property nor the continuation of one.
    #[error("the line “{0}” cannot be read and was ignored")]
    UnreadableLine(String),
    /// Different events bear the same identifier.
    #[error("another event has the same identifier (UID); the event was given one of its own")]
    SharedUid,
    /// `END:VCALENDAR` is missing.
    #[error("the calendar is not closed (END:VCALENDAR is missing); the file may have been cut off")]
    UnclosedCalendar,
    /// Events without a calendar around them.
    #[error(
        "the events are not inside a calendar (BEGIN:VCALENDAR is missing); they were taken all the same"
    )]
    NoCalendarAround,
}

impl ProblemReason {
    /// Whether an event, or a part of the file that may hold events, was left out. Everything else was put right.
    #[must_use]
    pub const fn leaves_something_out(&self) -> bool {
        match self {
            Self::MissingStart
            | Self::UnreadableStart(_)
            | Self::UnreadableRecurrenceId(_)
            | Self::TooManyDates { .. }
            | Self::UnclosedEvent
            | Self::UnclosedCalendar => true,
            Self::UnreadableEnd(_)
            | Self::EndBeforeStart
            | Self::UnreadableRule(_)
            | Self::RuleWithinDay
            | Self::UnreadableDate(_)
            | Self::UnknownZone(_)
            | Self::UnreadableLine(_)
            | Self::SharedUid
            | Self::NoCalendarAround => false,
        }
    }
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    listed: Vec<LineProblem>,
    further: usize,
}

impl Problems {
    pub(super) fn report(&mut self, line: Option<usize>, uid: Option<&str>, reason: ProblemReason) {
        if self.listed.len() < MOST_PROBLEMS {
            self.listed.push(LineProblem { line, uid: uid.map(str::to_owned), reason });
        } else {
            self.further += 1;
        }
    }

    pub(super) fn into_parts(mut self) -> (Vec<LineProblem>, usize) {
        self.listed.sort_by_key(|problem| problem.line);
        (self.listed, self.further)
    }
}

/// The beginning of a value, fit to be quoted in a sentence.
pub(super) fn quote(value: &str) -> String {
    value.trim().chars().filter(|c| !c.is_control()).take(LONGEST_QUOTE).collect()
}
