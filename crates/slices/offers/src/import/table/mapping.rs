//! A mapping file: what another table's columns mean, and what it leaves out.
//!
//! ```toml
//! sheet = "Kurse"                  # the workbook's sheet, where it is not the first one
//! header_row = 3                   # the row with the titles, where it is not found
//! date_format = "TT/MM/JJJJ"       # where days are written in another way
//! ignore = ["Ort"]                 # columns that mean something else
//!
//! [columns]                        # our field = "their column"
//! title = "Kursbezeichnung"
//! begin = "Datum 1"
//!
//! [fixed]                          # what stands in every row where its own cell is empty
//! kind = "Kurs"
//! town = "Herzberg (Elster)"
//! ```

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::Deserialize;

use super::{super::when::Said, columns::Column};

/// What a table's columns mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub(super) sheet: Option<String>,
    pub(super) header_row: Option<usize>,
    pub(super) format: Option<String>,
    pub(super) ignored: Vec<String>,
    pub(super) columns: BTreeMap<Column, String>,
    pub(super) fixed: BTreeMap<Column, String>,
}

/// Why a mapping file can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAMapping {
    /// It is no TOML, or has keys that mean nothing.
    #[error("{0}")]
    Unreadable(String),
    /// A field that does not exist.
    #[error("“{given}” is no field; the fields are {}", .known.join(", "))]
    UnknownField {
        /// What stands there.
        given: String,
        /// The fields that exist.
        known: Vec<&'static str>,
    },
    /// A way to write days that can't be read.
    #[error("the date_format “{0}” is none; write for example \"TT.MM.JJJJ\" or \"MM/DD/YYYY hh:mm\"")]
    NotAFormat(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    sheet: Option<String>,
    header_row: Option<usize>,
    date_format: Option<String>,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    fixed: BTreeMap<String, toml::Value>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`NotAMapping`] with what is wrong.
    pub fn read(text: &str) -> Result<Self, NotAMapping> {
        let raw: Raw = toml::from_str(text)
            .map_err(|error| NotAMapping::Unreadable(error.to_string().trim().to_owned()))?;
        let columns = raw.columns.into_iter().map(|(field, title)| Ok((column(&field)?, title)));
        let fixed = raw.fixed.into_iter().map(|(field, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Ok((column(&field)?, value))
        });
        Ok(Self {
            sheet: raw.sheet,
            header_row: raw.header_row,
            format: raw
                .date_format
                .map(|format| directives(&format).ok_or(NotAMapping::NotAFormat(format)))
                .transpose()?,
            ignored: raw.ignore,
            columns: columns.collect::<Result<_, _>>()?,
            fixed: fixed.collect::<Result<_, _>>()?,
        })
    }

    /// A day or time written in the table's own way.
    pub(super) fn date(&self, text: &str) -> Option<Said> {
        let format = self.format.as_deref()?;
        let text = text.trim();
        if format.contains("%H")
            && let Ok(civil) = DateTime::strptime(format, text)
        {
            return Some(Said::Civil(civil));
        }
        // The time may be missing.
        let day = format.split(['T', ' ']).next().unwrap_or(format);
        Date::strptime(format, text).or_else(|_| Date::strptime(day, text)).ok().map(Said::Day)
    }
}

fn column(field: &str) -> Result<Column, NotAMapping> {
    Column::titled(field).filter(|column| *column != Column::Reason).ok_or_else(|| {
        NotAMapping::UnknownField {
            given: field.to_owned(),
            known: Column::ALL
                .iter()
                .filter(|column| **column != Column::Reason)
                .map(|column| column.field())
                .collect(),
        }
    })
}

/// `TT.MM.JJJJ hh:mm` as the time library wants it: `%d.%m.%Y %H:%M`.
fn directives(format: &str) -> Option<String> {
    if format.contains('%') {
        return Date::strptime(format, Date::constant(2026, 11, 22).strftime(format).to_string())
            .is_ok()
            .then(|| format.to_owned());
    }
    let mut made = String::new();
    let mut rest = format;
    let mut has_hours = false;
    let mut seen = (false, false, false);
    while let Some(c) = rest.chars().next() {
        let length = rest.find(|other| other != c).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(length);
        rest = behind;
        match (c, run.len()) {
            ('T' | 't' | 'D' | 'd', 1 | 2) => {
                made.push_str("%d");
                seen.0 = true;
            }
            ('M' | 'm', 1 | 2) if !(has_hours && c == 'm') => {
                made.push_str("%m");
                seen.1 = true;
            }
            ('m', 2) => made.push_str("%M"),
            ('J' | 'j' | 'Y' | 'y', 4) => {
                made.push_str("%Y");
                seen.2 = true;
            }
            ('J' | 'j' | 'Y' | 'y', 2) => {
                made.push_str("%y");
                seen.2 = true;
            }
            ('h' | 'H' | 's' | 'S', 1 | 2) if matches!(c, 'h' | 'H') => {
                made.push_str("%H");
                has_hours = true;
            }
            ('s' | 'S', 2) => made.push_str("%S"),
            (c, _) if c.is_alphanumeric() => return None,
            _ => made.push_str(run),
        }
    }
    (seen == (true, true, true)).then_some(made)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_mapping_is_read_with_our_fields_or_german_titles() {
        let mapping = Mapping::read(
            "sheet = 'Kurse'\ndate_format = 'MM/DD/YYYY'\nignore = ['Ort']\n[columns]\ntitle = 'Kurs'\nBeginn = 'Datum 1'\n\
             [fixed]\nkind = 'Kurs'\nplaces = 12\n",
        )
        .unwrap();
        assert_eq!(mapping.columns[&Column::Begin], "Datum 1");
        assert_eq!(
            (mapping.fixed[&Column::Kind].as_str(), mapping.fixed[&Column::Places].as_str()),
            ("Kurs", "12")
        );
        assert_eq!(mapping.date("11/22/2026"), Some(Said::Day(date(2026, 11, 22))));
        assert_eq!(mapping.date("22.11.2026"), None);
    }

    #[test]
    fn formats_are_written_as_people_write_them() {
        for (format, text) in [
            ("TT.MM.JJJJ", "22.11.2026"),
            ("dd.mm.yyyy", "22.11.2026"),
            ("TT/MM/JJ", "22/11/26"),
            ("YYYY/MM/DD hh:mm", "2026/11/22"),
            ("%d-%m-%Y", "22-11-2026"),
        ] {
            let mapping = Mapping::read(&format!("date_format = '{format}'")).unwrap();
            assert_eq!(mapping.date(text), Some(Said::Day(date(2026, 11, 22))), "{format}");
        }
        let timed = Mapping::read("date_format = 'TT/MM/JJJJ hh:mm'").unwrap();
        assert_eq!(timed.date("22/11/2026 18:30"), Some(Said::Civil(date(2026, 11, 22).at(18, 30, 0, 0))));
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let refusal = |text: &str| Mapping::read(text).unwrap_err().to_string();
        assert!(
            refusal("[columns]\nfarbe = 'Farbe'")
                .starts_with("“farbe” is no field; the fields are key, title")
        );
        assert!(refusal("colums = 1").contains("colums"));
        assert!(refusal("title = ").contains("TOML parse error at line 1"));
        for format in ["morgen", "TT.MM.", "%Q", ""] {
            assert!(refusal(&format!("date_format = '{format}'")).contains("is none"), "{format}");
        }
    }
}
