//! Which attribute holds the official keys, and what a key means.
//!
//! The attribute is found by its content, since publishers name it differently (AGS, ARS, RS, AGS_0, SCHLUESSEL …). The
//! name decides only between several that would do.

use std::collections::BTreeSet;

use super::layer::RawFeature;

/// So many of a hundred values have to be keys; a file may have some features of the sea or of neighbouring countries.
const ENOUGH_PERCENT: usize = 80;

/// What stands in the attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// The key of a state (2 digits), a county (5), a municipality (8) or an association of municipalities (9).
    Area(String),
    /// The key of something else: a government region, the whole of Germany.
    Other,
    /// No key at all.
    Malformed,
}

impl Key {
    fn area(&self) -> Option<&str> {
        match self {
            Self::Area(key) => Some(key),
            Self::Other | Self::Malformed => None,
        }
    }

    /// What `value` means. A key that a program took for a number has lost its leading zero.
    pub(super) fn read(value: &str) -> Self {
        let digits: String = value.chars().filter(|character| !character.is_whitespace()).collect();
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Malformed;
        }
        if digits.bytes().all(|byte| byte == b'0') {
            return Self::Other;
        }
        let digits = match digits.len() {
            1 | 4 | 7 | 11 if !digits.starts_with('0') => format!("0{digits}"),
            _ => digits,
        };
        let is_state = digits
            .get(..2)
            .and_then(|state| state.parse().ok())
            .is_some_and(|state| (1..=16).contains(&state));
        match digits.len() {
            2 | 5 | 8 | 9 if is_state => Self::Area(digits),
            // The regional key has the association's four digits between county and municipality.
            12 if is_state => Self::Area(format!("{}{}", &digits[..5], &digits[9..])),
            2 | 3 | 5 | 8 | 9 | 12 => Self::Other,
            _ => Self::Malformed,
        }
    }
}

/// The column of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyColumn {
    /// Its place among the columns.
    pub(super) index: usize,
    /// How many digits of each key count: keys of counties and states are sometimes filled up with zeros.
    digits: usize,
}

impl KeyColumn {
    /// The column that holds the features' keys.
    pub(super) fn find(columns: &[String], features: &[RawFeature]) -> Option<Self> {
        let fitting = columns.iter().enumerate().filter_map(|(index, name)| {
            let values = values(features, index);
            Some((preference(name, &values)?, index, values))
        });
        // The first of equally good ones.
        let (_, index, values) = fitting.min_by_key(|(preference, index, _)| (*preference, *index))?;
        Some(Self { index, digits: meaningful_digits(&values) })
    }

    /// The key in a feature's row; `None` where the cell is empty.
    pub(super) fn of(&self, feature: &RawFeature) -> Option<(String, Key)> {
        let value = feature.attributes.get(self.index)?.clone()?;
        let key = match Key::read(&value) {
            Key::Area(mut key) => {
                key.truncate(self.digits);
                Key::Area(key)
            }
            other => other,
        };
        Some((value, key))
    }
}

fn values(features: &[RawFeature], column: usize) -> Vec<Key> {
    features.iter().filter_map(|feature| feature.attributes.get(column)?.as_deref()).map(Key::read).collect()
}

/// How well a column does, less being better; `None` where it does not hold keys.
fn preference(name: &str, values: &[Key]) -> Option<u8> {
    /// What names of such columns contain.
    const HINTS: [&str; 8] = ["AGS", "ARS", "SCHL", "KEY", "KREIS", "KRS", "KENNZ", "NR"];
    let name = name.to_ascii_uppercase();
    let is_named = matches!(name.as_str(), "ARS" | "RS" | "AGS");
    let has_hint = HINTS.iter().any(|hint| name.contains(hint));
    let keys = || values.iter().filter_map(Key::area);
    // SDV is the municipality where a county has its seat. Postcodes look like the keys of counties.
    if keys().next().is_none() || ["SDV", "PLZ", "POST", "ZIP"].iter().any(|other| name.contains(other)) {
        return None;
    }
    let known =
        values.iter().filter(|key| if is_named { **key != Key::Malformed } else { key.area().is_some() });
    let is_usual = known.count() * 100 >= values.len() * ENOUGH_PERCENT;
    // Numbers of inhabitants look like the keys of counties as well, of which zeros were lost.
    let is_telling =
        is_named || keys().all(|key| key.len() >= 8) || has_hint && keys().all(|key| key.len() >= 5);
    if !is_usual || !is_telling {
        return None;
    }
    Some(match name.as_str() {
        // The regional key first: in layers of associations it tells them from their county.
        "ARS" | "RS" => 0,
        "AGS" => 1,
        _ if name.ends_with("_0") => 4,
        _ if has_hint => 2,
        _ => 3,
    })
}

/// Where all keys of several end in zeros, they are filled up: “12062000” is the county 12062. A single one, or one among
/// others, is a city's.
fn meaningful_digits(values: &[Key]) -> usize {
    let keys: BTreeSet<&str> = values.iter().filter_map(Key::area).collect();
    let all_end_in =
        |zeros: &str| keys.len() > 1 && keys.iter().all(|key| key.len() == 8 && key.ends_with(zeros));
    if all_end_in("000000") {
        2
    } else if all_end_in("000") {
        5
    } else {
        usize::MAX
    }
}
