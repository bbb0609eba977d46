//! Ages in years: “12-jährige”, “ab 5 Jahren”, “von 6 bis 12 Jahren”, “7 year olds”.

use super::line::{Line, Use};

/// Ages in years, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// The youngest.
    pub from: u8,
    /// The oldest.
    pub to: u8,
}

/// From this age on “ab 60” means everybody who is older as well. Before, a child of this age is meant.
const OLDER: u8 = 60;

/// What may stand before an age and belongs to it.
const INTRODUCTIONS: [&str; 13] =
    ["ab", "fur", "im", "alter", "von", "mit", "uber", "bis", "unter", "aged", "age", "for", "under"];

/// Behind these, years are a time and no age.
const TIMES: [&str; 12] = [
    "seit", "vor", "nach", "in", "letzte", "letzten", "nachste", "nachsten", "alle", "since", "last", "after",
];

const YEARS: [&str; 9] = ["jahre", "jahren", "j", "years", "роки", "років", "سنوات", "سنة", "عاما"];

/// Years that are always those of somebody. “Jähriges” is not among them: that is a jubilee.
const OF_SOMEBODY: [&str; 7] = ["jahrig", "jahrige", "jahriger", "jahrigen", "jahrigem", "year", "річних"];

/// Up to this age one says “Turnen 6 Jahre”; “40 Jahre Feuerwehr” is a jubilee.
const CHILD: u8 = 17;

/// What may stand behind the years and belongs to them.
const OLD: [&str; 3] = ["alt", "old", "olds"];

/// Reads an age at `at`; its words are taken. The second part is their number.
pub(super) fn read(line: &mut Line<'_>, at: usize) -> Option<(Ages, usize)> {
    let mut first = at;
    while line.word(first).is_some_and(|word| INTRODUCTIONS.contains(&word)) {
        first += 1;
    }
    let is_introduced = first > at;
    let is_open = (at..first).any(|at| matches!(line.word(at), Some("ab" | "uber")));
    let has_no_beginning = (at..first).any(|at| matches!(line.word(at), Some("bis" | "unter" | "under")));
    let Years { from, to, end, of_somebody } = read_years(line, first)?;
    let is_time = at > 0 && line.word(at - 1).is_some_and(|word| TIMES.contains(&word));
    let is_age = of_somebody || is_introduced || from < to || (from <= CHILD && end == line.len());
    if !is_age || is_time || line.is_joined(at) || line.is_joined(end) || from > to {
        return None;
    }
    let from = if has_no_beginning && from == to { 0 } else { from };
    let to = if is_open && from == to && from >= OLDER { u8::MAX } else { to };
    line.take(at, end - at, Use::Age);
    Some((Ages { from, to }, end - at))
}

struct Years {
    from: u8,
    to: u8,
    /// Where the words behind them begin.
    end: usize,
    /// Whether it can be nothing but the age of somebody.
    of_somebody: bool,
}

fn read_years(line: &Line<'_>, at: usize) -> Option<Years> {
    let first = line.word(at)?;
    // “12jährige” is one word.
    let letters = first.find(|letter: char| !letter.is_ascii_digit()).unwrap_or_default();
    if (1..=2).contains(&letters) {
        let (digits, unit) = first.split_at(letters);
        let age = digits.parse().ok().filter(|_| OF_SOMEBODY.contains(&unit))?;
        return Some(Years { from: age, to: age, end: at + 1, of_somebody: true });
    }
    let number = |at: usize| line.number(at, 2).and_then(|number| u8::try_from(number).ok());
    let from = number(at)?;
    let (to, mut end) = match line.word(at + 1)? {
        "bis" | "to" | "und" | "and" | "до" => (number(at + 2)?, at + 3),
        _ => number(at + 1).map_or((from, at + 1), |to| (to, at + 2)),
    };
    let unit = line.word(end)?;
    let mut of_somebody = OF_SOMEBODY.contains(&unit);
    if !of_somebody && !YEARS.contains(&unit) {
        return None;
    }
    end += 1;
    if line.word(end).is_some_and(|word| OLD.contains(&word)) {
        end += 1;
        of_somebody = true;
    }
    Some(Years { from, to, end, of_somebody })
}
