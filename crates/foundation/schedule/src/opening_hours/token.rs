//! Words, numbers and marks of opening hours, in German, English and OpenStreetMap's letters.

use jiff::civil::Weekday;

use super::NotOpeningHours;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Word),
    /// The number and how many digits it has.
    Number(u32, usize),
    Dash,
    Comma,
    Colon,
    Dot,
    Slash,
    Plus,
    Open,
    Close,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Weekday(Weekday),
    Month(i8),
    Holidays,
    Daily,
    Closed,
    Last,
    /// “Uhr” and the like, which say nothing that is not clear without them.
    OClock,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it begins in the line, in bytes.
    pub start: usize,
}

pub(super) fn tokens(line: &str) -> Result<Vec<Token>, NotOpeningHours> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let start = line.len() - rest.len();
        let taken = |matches: fn(char) -> bool| rest.len() - rest.trim_start_matches(matches).len();
        let (kind, length) = match first {
            first if first.is_whitespace() => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            first if first.is_ascii_digit() => {
                let length = taken(|c| c.is_ascii_digit());
                let number = rest[..length].parse().unwrap_or(u32::MAX);
                (Some(Kind::Number(number, length)), length)
            }
            first if first.is_alphabetic() => {
                let length = taken(char::is_alphabetic);
                (word(&rest[..length], line, start)?, length)
            }
            '"' | '“' | '”' | '„' => return Err(NotOpeningHours::Remark(excerpt(rest, &[]))),
            other => (punctuation(other), other.len_utf8()),
        };
        let kind = kind.ok_or_else(|| NotOpeningHours::NotUnderstood(excerpt(rest, &[','])))?;
        tokens.push(Token { kind, start });
        rest = &rest[length..];
    }
    Ok(tokens)
}

fn punctuation(character: char) -> Option<Kind> {
    match character {
        '-' | '–' | '—' | '−' | '‐' | '‑' => Some(Kind::Dash),
        ',' | '&' => Some(Kind::Comma),
        ':' => Some(Kind::Colon),
        '.' => Some(Kind::Dot),
        '/' => Some(Kind::Slash),
        '+' => Some(Kind::Plus),
        '[' => Some(Kind::Open),
        ']' => Some(Kind::Close),
        _ => None,
    }
}

fn word(written: &str, line: &str, start: usize) -> Result<Option<Kind>, NotOpeningHours> {
    let lower = written.to_lowercase();
    let whole = lower.strip_suffix('s').filter(|word| word.len() > 5).unwrap_or(&lower);
    let weekday = match whole {
        "mo" | "mon" | "monday" | "montag" => Some(Weekday::Monday),
        "tu" | "tue" | "di" | "tuesday" | "dienstag" => Some(Weekday::Tuesday),
        "we" | "wed" | "mi" | "wednesday" | "mittwoch" => Some(Weekday::Wednesday),
        "th" | "thu" | "do" | "thursday" | "donnerstag" => Some(Weekday::Thursday),
        "fr" | "fri" | "friday" | "freitag" => Some(Weekday::Friday),
        "sa" | "sat" | "saturday" | "samstag" | "sonnabend" => Some(Weekday::Saturday),
        "su" | "sun" | "so" | "sunday" | "sonntag" => Some(Weekday::Sunday),
        _ => None,
    };
    if let Some(weekday) = weekday {
        return Ok(Some(Kind::Word(Word::Weekday(weekday))));
    }
    let month = match lower.as_str() {
        "jan" | "januar" | "january" => 1,
        "feb" | "februar" | "february" => 2,
        "mar" | "mär" | "mrz" | "märz" | "maerz" | "march" => 3,
        "apr" | "april" => 4,
        "may" | "mai" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "oct" | "okt" | "oktober" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "dez" | "dezember" | "december" => 12,
        _ => 0,
    };
    if month > 0 {
        return Ok(Some(Kind::Word(Word::Month(month))));
    }
    Ok(match lower.as_str() {
        "ph" | "feiertag" | "feiertage" | "feiertags" | "feiertagen" => Some(Kind::Word(Word::Holidays)),
        "täglich" | "taeglich" | "daily" => Some(Kind::Word(Word::Daily)),
        "off" | "closed" | "geschlossen" | "zu" => Some(Kind::Word(Word::Closed)),
        "letzter" | "letzten" | "last" => Some(Kind::Word(Word::Last)),
        "uhr" | "h" => Some(Kind::Word(Word::OClock)),
        "bis" | "to" => Some(Kind::Dash),
        "und" | "u" | "and" => Some(Kind::Comma),
        "sh" | "schulferien" | "ferien" => {
            return Err(NotOpeningHours::SchoolHolidays(excerpt(&line[start..], &[','])));
        }
        _ => None,
    })
}

/// The beginning of `text` up to one of `ends`, short enough for a sentence.
pub(super) fn excerpt(text: &str, ends: &[char]) -> String {
    let part = text.split(ends).next().unwrap_or_default().trim();
    let part = if part.is_empty() { text.trim() } else { part };
    part.chars().take(40).collect()
}
