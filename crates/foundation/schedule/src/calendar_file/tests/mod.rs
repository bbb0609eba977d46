//! Calendar files as people get them.

mod corpus;
pub(super) mod hostile;
mod kept;
mod reading;
mod series;

use super::*;
use jiff::civil::date;

/// Everything from 1990 to 2040.
fn wide() -> ReadOptions {
    ReadOptions::new(date(1990, 1, 1), date(2040, 12, 31))
}

/// Reads the lines inside a calendar.
fn read_lines(lines: &str) -> CalendarFile {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}\nEND:VCALENDAR\n", lines.trim());
    read(text.as_bytes(), &wide()).unwrap()
}

/// Reads one event with the given lines; it has to be the only one and without problems.
fn event(lines: &str) -> CalendarEvent {
    let file = read_lines(&format!("BEGIN:VEVENT\nUID:1\n{}\nEND:VEVENT", lines.trim()));
    assert_eq!(file.problems, []);
    only(file)
}

/// The only event of a file.
fn only(mut file: CalendarFile) -> CalendarEvent {
    assert_eq!(file.events.len(), 1, "{file:#?}");
    file.events.remove(0)
}

/// The reasons of all problems.
fn reasons(file: &CalendarFile) -> Vec<ProblemReason> {
    file.problems.iter().map(|problem| problem.reason.clone()).collect()
}

/// An occurrence in one line: `2026-11-22 18:30–20:00 Europe/Berlin`, `2026-11-22..2026-11-23`, a cancelled one with ✗.
fn line(occurrence: &CalendarOccurrence) -> String {
    use crate::occurrence::OccurrenceState;
    let moment = match occurrence.moment() {
        Moment::AllDay(days) => format!("{}..{}", days.first(), days.last()),
        Moment::Timed(timed) => {
            let end = timed.end().map(|end| {
                let same_day = end.date() == timed.start().date();
                end.strftime(if same_day { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
            });
            let start = timed.start().strftime("%Y-%m-%d %H:%M");
            format!("{start}–{} {}", end.unwrap_or_default(), timed.zone())
        }
    };
    match occurrence.occurrence.state {
        OccurrenceState::Planned => moment,
        OccurrenceState::Cancelled => format!("✗ {moment}"),
        OccurrenceState::SoldOut => format!("● {moment}"),
    }
}

fn lines(event: &CalendarEvent) -> Vec<String> {
    event.occurrences.iter().map(line).collect()
}
