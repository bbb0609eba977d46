//! Reading published lists of school holidays.

use super::{NotASchoolHoliday, SchoolHoliday, SchoolHolidays};
use crate::calendar_file::{self, CalendarEvent, NotACalendar, ReadOptions};
use crate::holidays::{FederalState, NotAState};
use crate::occurrence::{Moment, OccurrenceState};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Lists are far smaller, in bytes.
const LARGEST: usize = 2_000_000;

/// More rows than any list has: sixteen states, ten holidays a year, thirty years.
const MOST_ROWS: usize = 5_000;

/// How many problems are listed.
const MOST_PROBLEMS: usize = 100;

/// The columns, each with its names.
const STATE: [&str; 3] = ["state", "land", "bundesland"];
const NAME: [&str; 3] = ["name", "ferien", "bezeichnung"];
const FROM: [&str; 4] = ["from", "von", "beginn", "erster"];
const TO: [&str; 4] = ["to", "bis", "ende", "letzter"];

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The school holidays of each state in the list, by the states' keys.
    pub states: Vec<SchoolHolidays>,
    /// The lines that could not be taken, at most 100.
    pub problems: Vec<RowProblem>,
    /// How many more there are.
    pub further_problems: usize,
}

/// A line that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct RowProblem {
    /// The line in the file, from 1.
    pub line: u64,
    /// Why.
    pub reason: RowReason,
}

/// Why a line could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowReason {
    /// The state is not known.
    #[error(transparent)]
    State(#[from] NotAState),
    /// A day cannot be read.
    #[error("“{0}” is no day; write it as 2026-10-19 or 19.10.2026")]
    Day(String),
    /// The days are no school holidays.
    #[error(transparent)]
    Holiday(#[from] NotASchoolHoliday),
    /// The event of a calendar has a time of day.
    #[error("“{0}” is no event of whole days")]
    TimeOfDay(String),
    /// What the calendar's reader found.
    #[error("{0}")]
    Calendar(String),
}

/// Why a file is refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSchoolHolidays {
    /// Nothing in it.
    #[error("the file is empty; expected is a table whose first line is state;name;from;to")]
    Empty,
    /// It is far too large.
    #[error("the file has more than {} MB; a list of school holidays has a few lines", LARGEST / 1_000_000)]
    TooLarge,
    /// It has far too many lines.
    #[error("the file has more than {MOST_ROWS} lines; load fewer years at once")]
    TooManyRows,
    /// It is no table.
    #[error("the file is no table; save it as CSV with the columns state;name;from;to")]
    NoTable,
    /// Columns are missing.
    #[error("the first line lacks the columns {}; expected is state;name;from;to", .0.join(", "))]
    Columns(Vec<&'static str>),
    /// Nobody says which state it is about.
    #[error("the list does not say for which state it is; add a column state, or name the state")]
    NoState,
    /// No line could be taken.
    #[error("the file holds no school holidays that could be taken{}", .0.as_ref().map(|problem| format!(" ({problem})")).unwrap_or_default())]
    Nothing(Option<RowProblem>),
    /// It is no calendar.
    #[error(transparent)]
    NotACalendar(#[from] NotACalendar),
}

/// Reads a table of school holidays. `state` is the state of lines that name none.
///
/// # Errors
/// [`NotSchoolHolidays`] where nothing can be taken from the file.
pub fn read_csv(bytes: &[u8], state: Option<FederalState>) -> Result<Read, NotSchoolHolidays> {
    if bytes.len() > LARGEST {
        return Err(NotSchoolHolidays::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotSchoolHolidays::Empty);
    }
    if bytes.contains(&0) {
        return Err(NotSchoolHolidays::NoTable);
    }
    let text = text(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .comment(Some(b'#'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|_| NotSchoolHolidays::NoTable)?.clone();
    let columns = Columns::find(&header)?;
    if columns.state.is_none() && state.is_none() {
        return Err(NotSchoolHolidays::NoState);
    }
    let mut builder = Builder::default();
    for (number, record) in reader.records().enumerate() {
        if number >= MOST_ROWS {
            return Err(NotSchoolHolidays::TooManyRows);
        }
        let record = record.map_err(|_| NotSchoolHolidays::NoTable)?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, |position| line_of(position, &text));
        builder.add(line, columns.row(&record, state));
    }
    builder.finish()
}

/// Reads a calendar whose events are the school holidays of `state`, as whole days.
///
/// # Errors
/// [`NotSchoolHolidays`] where nothing can be taken from the file.
pub fn read_calendar(bytes: &[u8], state: FederalState) -> Result<Read, NotSchoolHolidays> {
    if bytes.len() > LARGEST {
        return Err(NotSchoolHolidays::TooLarge);
    }
    let options = ReadOptions {
        most_events: MOST_ROWS,
        most_occurrences: MOST_ROWS,
        ..ReadOptions::new(date(1990, 1, 1), date(2100, 12, 31))
    };
    let file = calendar_file::read(bytes, &options)?;
    let line_of = |line: usize| u64::try_from(line).unwrap_or_default();
    let mut builder = Builder::default();
    for problem in &file.problems {
        let line = line_of(problem.line.unwrap_or_default());
        builder.report(line, RowReason::Calendar(problem.reason.to_string()));
    }
    builder.further += file.further_problems;
    for event in &file.events {
        for occurrence in &event.occurrences {
            if occurrence.occurrence.state != OccurrenceState::Cancelled {
                let name = occurrence.summary.as_deref().or(event.summary.as_deref());
                builder.add(line_of(event.line), of_event(event, name, occurrence.moment(), state));
            }
        }
    }
    builder.problems.sort_by_key(|problem| problem.line);
    builder.finish()
}

fn of_event(
    event: &CalendarEvent,
    name: Option<&str>,
    moment: &Moment,
    state: FederalState,
) -> Result<(FederalState, SchoolHoliday), RowReason> {
    match moment {
        Moment::AllDay(days) => {
            let name = tidy_name(name.unwrap_or_default(), state);
            Ok((state, SchoolHoliday::new(&name, days.first(), days.last())?))
        }
        Moment::Timed(_) => Err(RowReason::TimeOfDay(name.unwrap_or(&event.uid).to_owned())),
    }
}

/// The places of the columns.
struct Columns {
    state: Option<usize>,
    name: usize,
    from: usize,
    to: Option<usize>,
}

impl Columns {
    fn find(header: &csv::StringRecord) -> Result<Self, NotSchoolHolidays> {
        let find = |names: &[&str]| {
            header.iter().position(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name)))
        };
        match (find(&NAME), find(&FROM)) {
            (Some(name), Some(from)) => Ok(Self { state: find(&STATE), name, from, to: find(&TO) }),
            (name, from) => {
                let missing = [("name", name), ("from", from)].into_iter();
                let missing = missing.filter(|(_, place)| place.is_none()).map(|(column, _)| column);
                Err(NotSchoolHolidays::Columns(missing.collect()))
            }
        }
    }

    fn row(
        &self,
        record: &csv::StringRecord,
        given: Option<FederalState>,
    ) -> Result<(FederalState, SchoolHoliday), RowReason> {
        let cell = |place: usize| record.get(place).unwrap_or("");
        let named = self.state.map(cell).filter(|name| !name.is_empty());
        let state = match (named, given) {
            (Some(name), _) => name.parse()?,
            (None, Some(given)) => given,
            (None, None) => return Err(NotAState(String::new()).into()),
        };
        let first = day(cell(self.from))?;
        let last = match self.to.map_or("", cell) {
            "" => first,
            last => day(last)?,
        };
        Ok((state, SchoolHoliday::new(&tidy_name(cell(self.name), state), first, last)?))
    }
}

#[derive(Default)]
struct Builder {
    states: BTreeMap<FederalState, SchoolHolidays>,
    problems: Vec<RowProblem>,
    further: usize,
}

impl Builder {
    fn add(&mut self, line: u64, row: Result<(FederalState, SchoolHoliday), RowReason>) {
        let added = row.and_then(|(state, holiday)| {
            let all = self.states.entry(state).or_insert_with(|| SchoolHolidays::none(state));
            all.add(holiday).map_err(RowReason::from)
        });
        if let Err(reason) = added {
            self.report(line, reason);
        }
    }

    fn report(&mut self, line: u64, reason: RowReason) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(RowProblem { line, reason });
        } else {
            self.further += 1;
        }
    }

    fn finish(self) -> Result<Read, NotSchoolHolidays> {
        let states: Vec<SchoolHolidays> =
            self.states.into_values().filter(|state| !state.all().is_empty()).collect();
        if states.is_empty() {
            return Err(NotSchoolHolidays::Nothing(self.problems.into_iter().next()));
        }
        Ok(Read { states, problems: self.problems, further_problems: self.further })
    }
}

/// The name without the state and year that lists put behind it: “Herbstferien 2026 Brandenburg”.
fn tidy_name(name: &str, state: FederalState) -> String {
    let is_year = |word: &str| {
        let digits = word.trim_matches(['(', ')', ',']);
        !digits.is_empty()
            && digits
                .split('/')
                .all(|part| matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let kept: Vec<&str> = name
        .split_whitespace()
        .filter(|word| !is_year(word) && word.trim_matches(['(', ')', ',']) != state.name())
        .collect();
    // A name of nothing else stays as it is.
    if kept.is_empty() { name.to_owned() } else { kept.join(" ") }
}

/// A day as `2026-10-19`, `19.10.2026` or `19.10.26`.
fn day(written: &str) -> Result<Date, RowReason> {
    let unreadable = || RowReason::Day(written.chars().filter(|c| !c.is_control()).take(40).collect());
    let numbers = |parts: [&str; 3]| -> Option<Date> {
        let is_number =
            |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !parts.iter().all(is_number) {
            return None;
        }
        let [year, month, day] = parts;
        let century = if year.len() == 2 { 2_000 } else { 0 };
        Date::new(century + year.parse::<i16>().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let parts = |separator: char| -> Option<[&str; 3]> {
        written.split(separator).map(str::trim).collect::<Vec<_>>().try_into().ok()
    };
    let iso = parts('-').filter(|[year, ..]| year.len() == 4).and_then(numbers);
    let german = || {
        parts('.')
            .filter(|[.., year]| matches!(year.len(), 2 | 4))
            .and_then(|[day, month, year]| numbers([year, month, day]))
    };
    iso.or_else(german).ok_or_else(unreadable)
}

/// The line of a record. The reader's own begins with the empty lines and comments before it.
fn line_of(position: &csv::Position, text: &str) -> u64 {
    let begin = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let is_passed_over = |line: &&str| line.trim_end_matches('\r').is_empty() || line.starts_with('#');
    let before = text.get(begin..).unwrap_or("").split('\n').take_while(is_passed_over).count();
    position.line() + u64::try_from(before).unwrap_or_default()
}

fn text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_or_else(
        |_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        str::to_owned,
    )
}

/// What divides the columns: whatever the first line has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or("");
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b'\t', b',', b';'].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b';')
}
