//! Reading a list: UTF-8 or Windows-1252, divided by semicolons, commas or tabs.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use encoding_rs::WINDOWS_1252;
use kreisrund_kernel::Slug;

use super::columns::{Column, role};
use crate::organisation::Role;

/// A county has some thousand organisations; a longer list is another one.
const MOST_ROWS: usize = 20_000;
/// No name or address is longer, in characters.
const LONGEST: usize = 250;
/// No description is longer, in characters.
const LONGEST_ABOUT: usize = 10_000;
/// More faults than these help nobody; the first ones tell what is wrong.
const MOST_FAULTS: usize = 100;

/// A list of organisations in which everything can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationList {
    pub(super) entries: Vec<Entry>,
    ignored: Vec<String>,
}

/// An organisation of the list. What its line does not say is `None` or empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The short name, given or made of the name.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What it is and does.
    pub about: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The address of its pages.
    pub website: Option<String>,
    /// The municipality: its name or its key.
    pub municipality: Option<String>,
    /// What it is in the county.
    pub roles: BTreeSet<Role>,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAList {
    /// There is nothing in it.
    #[error("the file is empty; save the table as CSV with its header line")]
    Empty,
    /// It is a workbook of a spreadsheet.
    #[error("this is a workbook, not CSV; open it and save the table as “CSV (divided by semicolons)”")]
    Workbook,
    /// It is neither UTF-8 nor Windows-1252.
    #[error("this is no text in UTF-8 or Windows-1252; save the table as CSV in UTF-8")]
    NotText,
    /// It is longer than any county's list.
    #[error("the list has more than {MOST_ROWS} lines; is it the right one?")]
    TooLong,
    /// The header line lacks the names.
    #[error("the header line has no column “Name”; it has: {}", .0.join(", "))]
    NoNames(Vec<String>),
    /// The header line has a column twice.
    #[error("the header line has the column “{0}” twice, as “{1}” and “{2}”; leave one out")]
    ColumnTwice(Column, String, String),
    /// Some cells can't be read.
    #[error("{}", faults_in_words(.0))]
    Faults(Vec<Fault>),
}

/// What is wrong in one cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {column}: {problem}")]
pub struct Fault {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column.
    pub column: Column,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a cell's content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// An organisation has no name.
    #[error("the name is missing")]
    NoName,
    /// Another line has the same short name.
    #[error("“{slug}” stands in line {first} already; leave one out, or give it another short name")]
    Repeated {
        /// The short name.
        slug: Slug,
        /// The line of the first.
        first: u64,
    },
    /// No short name.
    #[error("“{0}” is no short name; use lower-case letters a–z, digits and single hyphens")]
    NotASlug(String),
    /// No address for mail.
    #[error("“{0}” is no mail address; write one like info@example.org")]
    NotAnAddress(String),
    /// No address on the web.
    #[error("“{0}” is no web address; write one like https://example.org")]
    NotAWebsite(String),
    /// No role.
    #[error("“{0}” is no role that is known here; write for example Bibliothek, Verein or Schule")]
    NotARole(String),
    /// Longer than anything that belongs there.
    #[error("the text has more than {0} characters")]
    TooLong(usize),
    /// There is no such municipality.
    #[error("there is no municipality “{0}” in the database; write its name or its key of 8 digits")]
    UnknownMunicipality(String),
    /// Several municipalities may be meant.
    #[error("“{given}” may be {}; write the key of 8 digits", .candidates.join(" or "))]
    SeveralMunicipalities {
        /// What stands there.
        given: String,
        /// The municipalities.
        candidates: Vec<String>,
    },
}

pub(super) fn faults_in_words(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

impl OrganisationList {
    /// Reads a list.
    ///
    /// # Errors
    /// [`NotAList`] when it is none, or when one cell or more can't be read.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAList> {
        let text = decode(bytes)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let header = records.next().and_then(Result::ok).ok_or(NotAList::Empty)?;
        let (columns, ignored) = layout(&header)?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut faults = Vec::new();
        let mut first_lines: HashMap<Slug, u64> = HashMap::new();
        for record in records {
            let record = record.map_err(|_| NotAList::NotText)?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if entries.len() == MOST_ROWS {
                return Err(NotAList::TooLong);
            }
            let line = record.position().map_or(0, csv::Position::line);
            let mut row = Row { line, record: &record, columns: &columns, faults: &mut faults };
            let Some(entry) = row.entry() else { continue };
            if let Some(first) = first_lines.insert(entry.slug.clone(), line) {
                let column = if columns.contains_key(&Column::Slug) { Column::Slug } else { Column::Name };
                row.refuse(column, Problem::Repeated { slug: entry.slug.clone(), first });
            }
            entries.push(entry);
        }
        if !faults.is_empty() {
            faults.truncate(MOST_FAULTS);
            return Err(NotAList::Faults(faults));
        }
        if entries.is_empty() { Err(NotAList::Empty) } else { Ok(Self { entries, ignored }) }
    }

    /// The organisations, as they stand in the file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The titles of columns that are not known here and were left out.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, NotAList> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(NotAList::Workbook);
    }
    if bytes.contains(&0) {
        return Err(NotAList::NotText);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
    }
}

/// The character that divides the header's cells: the one that stands there most often.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b',', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b';')
}

fn layout(header: &csv::StringRecord) -> Result<(BTreeMap<Column, usize>, Vec<String>), NotAList> {
    let mut columns: BTreeMap<Column, usize> = BTreeMap::new();
    let mut ignored = Vec::new();
    for (index, title) in header.iter().enumerate() {
        match Column::titled(title) {
            Some(column) => {
                if let Some(first) = columns.insert(column, index) {
                    let first = header.get(first).unwrap_or_default().to_owned();
                    return Err(NotAList::ColumnTwice(column, first, title.to_owned()));
                }
            }
            None if title.is_empty() => {}
            None => ignored.push(title.to_owned()),
        }
    }
    if !columns.contains_key(&Column::Name) {
        return Err(NotAList::NoNames(header.iter().map(str::to_owned).collect()));
    }
    Ok((columns, ignored))
}

struct Row<'a> {
    line: u64,
    record: &'a csv::StringRecord,
    columns: &'a BTreeMap<Column, usize>,
    faults: &'a mut Vec<Fault>,
}

impl Row<'_> {
    /// The organisation of this line; `None` where it has no name. Other faults are only noted.
    fn entry(&mut self) -> Option<Entry> {
        let Some(name) = self.text(Column::Name, LONGEST) else {
            self.refuse(Column::Name, Problem::NoName);
            return None;
        };
        let given = self.text(Column::Slug, LONGEST);
        let slug = given.map_or_else(|| Ok(Slug::from_text(&name)), |given| given.parse().map(Some));
        let slug = match slug {
            Ok(Some(slug)) => slug,
            Ok(None) => {
                self.refuse(Column::Name, Problem::NotASlug(name));
                return None;
            }
            Err(kreisrund_kernel::slug::NotASlug(given)) => {
                self.refuse(Column::Slug, Problem::NotASlug(given));
                return None;
            }
        };
        Some(Entry {
            line: self.line,
            slug,
            name,
            about: self.text(Column::About, LONGEST_ABOUT),
            email: self.email(),
            phone: self.text(Column::Phone, LONGEST),
            website: self.website(),
            municipality: self.text(Column::Municipality, LONGEST),
            roles: self.roles(),
        })
    }

    fn text(&mut self, column: Column, longest: usize) -> Option<String> {
        let text = self.record.get(*self.columns.get(&column)?).filter(|text| !text.is_empty())?;
        if text.chars().count() > longest {
            self.refuse(column, Problem::TooLong(longest));
        }
        Some(text.to_owned())
    }

    fn email(&mut self) -> Option<String> {
        let given = self.text(Column::Email, LONGEST)?;
        let is_address = given.split_once('@').is_some_and(|(mailbox, domain)| {
            !mailbox.is_empty() && is_domain(domain) && !given.contains([' ', ',', ';', '<'])
        });
        if is_address {
            Some(given)
        } else {
            self.refuse(Column::Email, Problem::NotAnAddress(given));
            None
        }
    }

    /// The web address; people leave out its beginning.
    fn website(&mut self) -> Option<String> {
        let given = self.text(Column::Website, LONGEST)?;
        let rest = given.strip_prefix("https://").or_else(|| given.strip_prefix("http://"));
        let host = rest.unwrap_or(&given).split(['/', '?', '#']).next().unwrap_or_default();
        if !is_domain(host) || given.contains([' ', '"', '<', '>']) {
            self.refuse(Column::Website, Problem::NotAWebsite(given));
            return None;
        }
        Some(if rest.is_some() { given } else { format!("https://{given}") })
    }

    fn roles(&mut self) -> BTreeSet<Role> {
        let given = self.text(Column::Roles, LONGEST).unwrap_or_default();
        let mut roles = BTreeSet::new();
        for word in given.split([',', ';', '|', '/']).map(str::trim).filter(|word| !word.is_empty()) {
            match role(word) {
                Some(role) => {
                    roles.insert(role);
                }
                None => self.refuse(Column::Roles, Problem::NotARole(word.to_owned())),
            }
        }
        roles
    }

    fn refuse(&mut self, column: Column, problem: Problem) {
        self.faults.push(Fault { line: self.line, column, problem });
    }
}

/// Whether `text` looks like `example.org`, umlauts allowed.
fn is_domain(text: &str) -> bool {
    let (domain, port) = text.split_once(':').unwrap_or((text, "1"));
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    domain.contains('.') && domain.split('.').all(label) && port.parse::<u16>().is_ok()
}
