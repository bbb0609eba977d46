//! Reforms: which areas took the place of others, and with which shares. The official list only shows that an area is
//! no longer there.
//!
//! ```text
//! from_key;to_key;share;date
//! 12062333;12062445;1;2022-01-01
//! 12062336;12062445;0.4;2022-01-01
//! 12062336;12062410;0.6;2022-01-01
//! ```
//! The shares of one predecessor add up to 1. They are shares of its inhabitants; a further column `by` with `area` says
//! that they are shares of its area.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    overlays::way_back,
    table::{self, NotATable, TableRow, refusal},
};
use crate::succession::Basis;

/// How far the shares of one predecessor may be from 1 in sum: what rounding to two decimals can amount to.
const ROUNDING: f64 = 0.015;

/// What one row says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reform {
    /// The line in the file, from 1.
    pub row: u64,
    /// The key of the area that ended.
    pub from: String,
    /// The key of the area that took over.
    pub to: String,
    /// Which share of the former area went there. The shares of one predecessor add up to exactly 1, within what `f64`
    /// can hold.
    pub share: f64,
    /// What the share is a share of.
    pub basis: Basis,
    /// The first day of the new order.
    pub on: Date,
}

/// Reads the file of reforms.
///
/// # Errors
/// [`NotATable`] with row and column of what can't be taken: keys of different levels, shares that don't add up,
/// an area that becomes its own successor.
pub fn read_reforms(bytes: &[u8]) -> Result<Vec<Reform>, NotATable> {
    let rows = table::read(bytes, &["from_key", "to_key", "share", "date"], &["by"])?;
    let mut reforms: Vec<Reform> = Vec::new();
    for row in &rows {
        let reform = read_row(row)?;
        if let Some(other) = reforms.iter().find(|other| other.from == reform.from && other.to == reform.to) {
            return Err(row.refuse("to_key", &format!("stands in row {} already", other.row)));
        }
        if let Some(other) = reforms.iter().find(|other| other.from == reform.from && other.on != reform.on) {
            let problem = format!("is not the day of row {}; an area ends only once", other.row);
            return Err(row.refuse("date", &problem));
        }
        reforms.push(reform);
    }
    check_shares(&mut reforms)?;
    let mut successors: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for reform in &reforms {
        successors.entry(&reform.from).or_default().push(&reform.to);
    }
    for reform in &reforms {
        if way_back(&reform.from, &successors).is_some() {
            let problem = format!("“{}” becomes its own successor in the end", reform.from);
            return Err(refusal(reform.row, "from_key", problem));
        }
    }
    Ok(reforms)
}

fn check_shares(reforms: &mut [Reform]) -> Result<(), NotATable> {
    let mut sums: BTreeMap<String, (f64, u64)> = BTreeMap::new();
    for reform in reforms.iter() {
        let (sum, row) = sums.entry(reform.from.clone()).or_default();
        *sum += reform.share;
        *row = reform.row;
    }
    for (from, (sum, row)) in &sums {
        if (sum - 1.0).abs() > ROUNDING {
            let problem = format!("the shares of {from} add up to {sum:.3}; they have to add up to 1");
            return Err(refusal(*row, "share", problem));
        }
    }
    for reform in reforms {
        if let Some((sum, _)) = sums.get(&reform.from) {
            reform.share /= sum;
        }
    }
    Ok(())
}

fn read_row(row: &TableRow) -> Result<Reform, NotATable> {
    let key = |column: &'static str| {
        let key = row.required(column)?;
        let is_key = [5, 8].contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit());
        if is_key {
            Ok(key.to_owned())
        } else {
            Err(row.refuse(column, "is not a key of 8 digits (municipality) or 5 (county), zeros included"))
        }
    };
    let (from, to) = (key("from_key")?, key("to_key")?);
    if from == to {
        return Err(row.refuse("to_key", "is its own predecessor; a new name alone needs no row"));
    }
    if from.len() != to.len() {
        return Err(row.refuse("to_key", "has another level than the predecessor"));
    }
    Ok(Reform {
        row: row.number,
        from,
        to,
        share: share(row.required("share")?)
            .ok_or_else(|| row.refuse("share", "is not a share above 0 and up to 1, as in 0.4 or 40 %"))?,
        basis: match row.get("by") {
            "" | "population" => Basis::Population,
            "area" => Basis::Area,
            _ => return Err(row.refuse("by", "is neither population nor area")),
        },
        on: day(row.required("date")?)
            .ok_or_else(|| row.refuse("date", "is not a day, as in 2022-01-01 or 01.01.2022"))?,
    })
}

fn share(given: &str) -> Option<f64> {
    let (number, divisor) = match given.strip_suffix('%') {
        Some(number) => (number.trim(), 100.0),
        None => (given, 1.0),
    };
    let share = number.replace(',', ".").parse::<f64>().ok()? / divisor;
    (share > 0.0 && share <= 1.0).then_some(share)
}

fn day(given: &str) -> Option<Date> {
    if let Ok(day) = given.parse() {
        return Some(day);
    }
    let mut parts = given.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    parts.next().is_none().then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(rows: &str) -> Result<Vec<Reform>, NotATable> {
        read_reforms(format!("from_key;to_key;share;date;by\n{rows}\n").as_bytes())
    }

    #[test]
    fn shares_and_days_are_read_as_people_write_them() {
        for (share, date) in [("0.4", "2022-01-01"), ("0,4", "01.01.2022"), ("40 %", "1.1.2022")] {
            let rows = format!("99001010;99001020;{share};{date};\n99001010;99001030;0.6;{date};area");
            let reforms = read(&rows).unwrap();
            assert!((reforms[0].share - 0.4).abs() < 1e-9);
            assert_eq!((reforms[0].basis, reforms[1].basis), (Basis::Population, Basis::Area));
            assert_eq!(reforms[0].on, jiff::civil::date(2022, 1, 1));
        }
    }

    #[test]
    fn what_can_not_be_a_reform_is_named_with_row_and_column() {
        for (rows, sentence) in [
            (
                "9900101;99001020;1;2022-01-01",
                "row 2, column from_key: “9900101” is not a key of 8 digits (municipality) or 5 (county), zeros included",
            ),
            (
                "99001010;99001010;1;2022-01-01",
                "row 2, column to_key: “99001010” is its own predecessor; a new name alone needs no row",
            ),
            (
                "99001010;99002;1;2022-01-01",
                "row 2, column to_key: “99002” has another level than the predecessor",
            ),
            (
                "99001010;99001020;1.2;2022-01-01",
                "row 2, column share: “1.2” is not a share above 0 and up to 1, as in 0.4 or 40 %",
            ),
            (
                "99001010;99001020;0.5;2022-01-01\n99001010;99001030;0.4;2022-01-01",
                "row 3, column share: the shares of 99001010 add up to 0.900; they have to add up to 1",
            ),
            (
                "99001010;99001020;0.5;2022-01-01\n99001010;99001030;0.5;2023-01-01",
                "row 3, column date: “2023-01-01” is not the day of row 2; an area ends only once",
            ),
            (
                "99001010;99001020;1;gestern",
                "row 2, column date: “gestern” is not a day, as in 2022-01-01 or 01.01.2022",
            ),
            (
                "99001010;99001020;1;2022-01-01\n99001010;99001020;1;2022-01-01",
                "row 3, column to_key: “99001020” stands in row 2 already",
            ),
            (
                "99001010;99001020;1;2022-01-01\n99001020;99001010;1;2023-01-01",
                "row 2, column from_key: “99001010” becomes its own successor in the end",
            ),
            (
                "99001010;99001020;1;2022-01-01;Einwohner",
                "row 2, column by: “Einwohner” is neither population nor area",
            ),
        ] {
            assert_eq!(read(rows).unwrap_err().to_string(), sentence);
        }
    }

    proptest! {
        #[test]
        fn rounded_shares_are_taken_and_add_up_to_one(parts in prop::collection::vec(1..100_u32, 1..5)) {
            let whole: u32 = parts.iter().sum();
            let rows: Vec<String> = parts
                .iter()
                .enumerate()
                .map(|(index, part)| {
                    format!("99001010;990020{index:02};{:.2};2022-01-01", f64::from(*part) / f64::from(whole))
                })
                .collect();
            prop_assume!(!rows.iter().any(|row| row.contains(";0.00;")));
            let sum: f64 = read(&rows.join("\n")).unwrap().iter().map(|reform| reform.share).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
    }
}
