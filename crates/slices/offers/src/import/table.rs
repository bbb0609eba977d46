//! Offers from a table that an office keeps: CSV, Excel's workbooks, OpenDocument's.
//!
//! The first line names the columns, by the titles that offices use ([`Column`]) or by those that a [`Mapping`] gives. A
//! row is an offer, or one date of it: rows with the same number at their source are dates of one offer. A row with a
//! fault stays out with its reason, and with it the other rows of its offer, so that no offer comes in by half.

mod cells;
mod columns;
mod faulty;
mod mapping;
mod record;
mod repetition;

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, DateTime};
use kreisrund_content::{Texts, Vocabulary, VocabularySnapshot};
use kreisrund_kernel::{Period, Slug, text::fold};
use kreisrund_schedule::Occurrence;
use kreisrund_tables::{Cell, Limits, Row, Table, read as read_table};

use self::{
    cells::{Cells, Layout},
    columns::letters,
    record::{Record, When},
};
pub use self::{
    columns::Column,
    faulty::FaultyRows,
    mapping::{Mapping, NotAMapping},
};
use super::{
    days::{Days, Keys},
    item::{Item, Left, Reading},
    report::Note,
    terms::TermNames,
};
use crate::offer::{Form, ONLY_DATE, OfferDate, Rule, Source, german};

pub use kreisrund_tables::NotATable;

/// In how many rows the titles of the columns are looked for.
const HEADER_WITHIN: usize = 20;

/// A table as it was read.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// What came of it.
    pub reading: Reading,
    /// The rows that stay out.
    pub faulty: FaultyRows,
}

/// Why a table is refused as a whole. The sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOffers {
    /// It is none.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// No row names the columns.
    #[error(
        "no row names the columns; the first one needs a column “Titel” (the handbook lists the others, and a mapping \
         file can name yours). It has: {}", .0.join(", ")
    )]
    NoHeader(Vec<String>),
    /// Two columns mean the same.
    #[error(
        "“{first}” and “{second}” both mean {column}; leave one out, or name the right one in a mapping file"
    )]
    ColumnTwice {
        /// What both mean.
        column: Column,
        /// The title of the first.
        first: String,
        /// The title of the second.
        second: String,
    },
    /// The mapping names a column that the table does not have.
    #[error("the mapping names a column “{asked}”, but the table has: {}", .titles.join(", "))]
    NoColumn {
        /// The column that is missing.
        asked: String,
        /// The columns that are there.
        titles: Vec<String>,
    },
    /// Nothing is known of the offers but what they are called: a list of names, or another text.
    #[error(
        "beside the title no column says anything that is known; a table of offers has at least a column “Beginn” or \
         “Text” (the handbook lists the others, and a mapping file can name yours). It has: {}", .0.join(", ")
    )]
    OnlyTitles(Vec<String>),
    /// Titles, and nothing below them.
    #[error("the table has a header but no rows")]
    NoRows,
}

/// Reads the table `bytes` of `source` as of `today`. Dates are taken from `period`, as in
/// [`super::json_ld::read`].
///
/// # Errors
/// [`NotOffers`] when nothing can be taken; a faulty row alone is left out.
pub fn read(
    bytes: &[u8],
    mapping: &Mapping,
    source: Source,
    vocabularies: &VocabularySnapshot,
    period: Period,
    today: Date,
) -> Result<TableReading, NotOffers> {
    let table = read_table(bytes, mapping.sheet.as_deref(), &Limits::default())?;
    let (header, rows, ignored) = layout(&table, mapping)?;
    if rows.is_empty() {
        return Err(NotOffers::NoRows);
    }
    let names = TermNames::new(vocabularies);
    let mut reader = TableReader {
        days: Days::new(period, today),
        faulty: FaultyRows { header: header.titles.clone(), rows: Vec::new() },
        width: header.titles.len(),
        left: Vec::new(),
        complete: true,
        outside: 0,
    };
    let mut groups = Groups::default();
    for row in rows {
        let cells = Cells::new(&header.layout, row);
        let key = cells.short(Column::Key);
        match record::read(cells, &names) {
            Ok(record) => groups.put(row, record),
            Err(faults) => groups.put_faulty(row, key.as_ref(), faults.join("; ")),
        }
    }
    let mut notes = notes(&table, &ignored);
    let tells_when = [Column::Begin, Column::OpeningHours];
    if !ignored.is_empty() && !tells_when.iter().any(|column| header.layout.has(*column)) {
        let reason = "no column says when they take place (“Beginn”), so that none of them has a date; if one of those \
                      does, name it in a mapping file";
        notes.push(Note { line: None, uid: None, reason: reason.to_owned() });
    }
    let items = reader.items(groups, &mut notes);
    Ok(TableReading {
        reading: Reading {
            source,
            name: None,
            items,
            left: reader.left,
            notes,
            complete: reader.complete,
            days: (reader.days.from, reader.days.to),
            today,
        },
        faulty: reader.faulty,
    })
}

fn notes(table: &Table, ignored: &[String]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |reason| notes.push(Note { line: None, uid: None, reason });
    if !ignored.is_empty() {
        note(format!("columns that are not known were left out: {}", ignored.join(", ")));
    }
    if let (Some(sheet), false) = (&table.sheet, table.other_sheets.is_empty()) {
        note(format!("the sheet “{sheet}” was read; the others were not: {}", table.other_sheets.join(", ")));
    }
    notes
}

struct Header {
    titles: Vec<String>,
    layout: Layout,
}

/// The columns, the rows below their titles, and the titles that mean nothing.
fn layout<'t>(table: &'t Table, mapping: &Mapping) -> Result<(Header, &'t [Row], Vec<String>), NotOffers> {
    let titles = |row: &Row| row.cells.iter().map(Cell::to_words).collect::<Vec<_>>();
    let known = |row: &Row| {
        let mapped =
            |title: &String| mapping.columns.values().any(|mapped| letters(mapped) == letters(title));
        titles(row).iter().filter(|title| mapped(title) || Column::titled(title).is_some()).count()
    };
    let index = match mapping.header_row {
        Some(number) => table.rows.iter().position(|row| row.number == number),
        None => {
            let best = table
                .rows
                .iter()
                .take(HEADER_WITHIN)
                .enumerate()
                .max_by_key(|(index, row)| (known(row), usize::MAX - index));
            best.filter(|(_, row)| known(row) > 0).map(|(index, _)| index)
        }
    };
    let shown =
        || table.rows.first().map(&titles).unwrap_or_default().into_iter().take(40).collect::<Vec<_>>();
    let index = index.ok_or_else(|| NotOffers::NoHeader(shown()))?;
    let titles = table.rows.get(index).map(titles).unwrap_or_default();
    let (positions, ignored) = positions(&titles, mapping)?;
    if !positions.contains_key(&Column::Title) && !mapping.fixed.contains_key(&Column::Title) {
        return Err(NotOffers::NoHeader(titles.into_iter().take(40).collect()));
    }
    let says_nothing = |column: &Column| matches!(column, Column::Title | Column::Key);
    if positions.keys().chain(mapping.fixed.keys()).all(says_nothing) {
        return Err(NotOffers::OnlyTitles(titles.into_iter().take(40).collect()));
    }
    let rows = table.rows.get(index + 1..).unwrap_or_default();
    let layout = Layout { positions, mapping: mapping.clone() };
    Ok((Header { titles, layout }, rows, ignored))
}

fn positions(
    titles: &[String],
    mapping: &Mapping,
) -> Result<(HashMap<Column, usize>, Vec<String>), NotOffers> {
    let mut positions: HashMap<Column, usize> = HashMap::new();
    let mut used: HashSet<usize> = HashSet::new();
    for (column, asked) in &mapping.columns {
        let found = titles.iter().position(|title| letters(title) == letters(asked));
        let Some(index) = found else {
            let titles = titles.iter().filter(|title| !title.is_empty()).cloned().collect();
            return Err(NotOffers::NoColumn { asked: asked.clone(), titles });
        };
        positions.insert(*column, index);
        used.insert(index);
    }
    let mut ignored = Vec::new();
    for (index, title) in titles.iter().enumerate() {
        let is_ignored = mapping.ignored.iter().any(|ignored| letters(ignored) == letters(title));
        if used.contains(&index) || is_ignored || title.is_empty() {
            continue;
        }
        match Column::titled(title) {
            // The mapping says better what the column is.
            Some(column) if mapping.columns.contains_key(&column) => ignored.push(title.clone()),
            Some(column) => {
                if let Some(first) = positions.insert(column, index) {
                    let first = titles.get(first).cloned().unwrap_or_default();
                    return Err(NotOffers::ColumnTwice { column, first, second: title.clone() });
                }
            }
            None => ignored.push(title.clone()),
        }
    }
    Ok((positions, ignored))
}

/// The rows of each offer.
#[derive(Default)]
struct Groups<'t> {
    groups: Vec<Group<'t>>,
    by_key: HashMap<String, usize>,
}

#[derive(Default)]
struct Group<'t> {
    key: Option<String>,
    records: Vec<(&'t Row, Record)>,
    faulty: Vec<(&'t Row, String)>,
}

impl<'t> Groups<'t> {
    fn group(&mut self, key: Option<&String>) -> &mut Group<'t> {
        let known = key.and_then(|key| self.by_key.get(key)).copied();
        let index = known.unwrap_or(self.groups.len());
        if known.is_none() {
            self.groups.push(Group { key: key.cloned(), ..Group::default() });
            if let Some(key) = key {
                self.by_key.insert(key.clone(), index);
            }
        }
        &mut self.groups[index]
    }

    fn put(&mut self, row: &'t Row, record: Record) {
        self.group(record.key.clone().as_ref()).records.push((row, record));
    }

    fn put_faulty(&mut self, row: &'t Row, key: Option<&String>, reason: String) {
        self.group(key).faulty.push((row, reason));
    }
}

struct TableReader {
    days: Days,
    faulty: FaultyRows,
    width: usize,
    left: Vec<Left>,
    complete: bool,
    outside: usize,
}

impl TableReader {
    fn items(&mut self, groups: Groups<'_>, notes: &mut Vec<Note>) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut rows_of: HashMap<String, usize> = HashMap::new();
        for group in groups.groups {
            if !group.faulty.is_empty() {
                self.leave_out(group);
                continue;
            }
            let Some((first_row, _)) = group.records.first() else { continue };
            let first_row = *first_row;
            match self.item(group, notes) {
                Ok(item) => match rows_of.get(&item.key) {
                    Some(known) => {
                        let reason = format!(
                            "it repeats row {known}; give each a Kennung of its own, or leave one out"
                        );
                        self.fault(first_row, None, reason);
                    }
                    None => {
                        rows_of.insert(item.key.clone(), first_row.number);
                        items.push(item);
                    }
                },
                Err(left) => self.left.push(left),
            }
        }
        items
    }

    /// Leaves an offer out because some of its rows have faults.
    fn leave_out(&mut self, group: Group<'_>) {
        let first = group.faulty.first().map_or(0, |(row, _)| row.number);
        let mut rows: Vec<(&Row, String)> = group.faulty;
        rows.extend(group.records.into_iter().map(|(row, _)| {
            (row, format!("row {first} of the same Kennung has a fault, and an offer comes in as a whole or not at all"))
        }));
        rows.sort_by_key(|(row, _)| row.number);
        for (row, reason) in rows {
            self.fault(row, group.key.as_deref(), reason);
        }
    }

    fn fault(&mut self, row: &Row, key: Option<&str>, reason: String) {
        // What is known under no name must not be taken back because its row can't be read.
        self.complete &= key.is_some();
        let mut cells: Vec<String> = row.cells.iter().map(Cell::to_words).collect();
        cells.resize(self.width.max(cells.len()), String::new());
        cells.truncate(self.width);
        self.faulty.rows.push((cells, format!("row {}: {reason}", row.number)));
        let key = key.map_or_else(|| format!("row {}", row.number), str::to_owned);
        self.left.push(Left::new(key, Some(row.number), reason));
    }

    fn item(&mut self, group: Group<'_>, notes: &mut Vec<Note>) -> Result<Item, Left> {
        let mut records: Vec<Record> = group.records.into_iter().map(|(_, record)| record).collect();
        let line = records.first().map(|record| record.row);
        let left = |reason: &str| {
            Left::new(group.key.clone().unwrap_or_else(|| format!("row {}", line.unwrap_or(0))), line, reason)
        };
        let begins = records.iter().filter_map(|record| record.when.as_ref()).map(When::begins).min();
        let (mut dates, mut series, truncated) = self.dates(&mut records).map_err(|reason| left(&reason))?;
        let cut = self.days.keep_nearest(&mut dates);
        if cut.is_some() {
            series = None;
        }
        let said: Vec<String> = truncated.into_iter().chain(cut).collect();
        if dates.is_empty() && self.outside > 0 {
            return Err(left("it has no date within the period from which dates are taken"));
        }
        let key = group.key.clone().unwrap_or_else(|| derived_key(&records, begins));
        notes.extend(contradictions(&records, &key));
        let all = Record::of_all(records).ok_or_else(|| left("it has no row"))?;
        Ok(Item {
            line,
            form: all.form.clone(),
            venue: all.venue,
            contact: all.contact,
            ages: all.ages,
            price: all.price,
            accessibility: all.accessibility,
            registration: all.registration,
            link: all.link,
            validity: all.validity,
            terms: all.terms,
            series,
            dates,
            note: (!said.is_empty()).then(|| said.join("; ")),
            ..Item::new(key, texts(&all.title, &all.summary, &all.text), Form::Event)
        })
    }

    /// The dates of an offer's rows, its rule where it has one and nothing else, and what is to be said of them.
    #[allow(clippy::type_complexity, reason = "three things that belong to one another only here")]
    fn dates(
        &mut self,
        records: &mut [Record],
    ) -> Result<(Vec<OfferDate>, Option<Rule>, Option<String>), String> {
        self.outside = 0;
        let title = records.first().map(|record| record.title.clone()).unwrap_or_default();
        let place = records.first().and_then(|record| record.venue.text.clone());
        let is_only = records.iter().filter(|record| record.when.is_some()).count() == 1;
        let (mut dates, mut keys) = (Vec::new(), Keys::default());
        let (mut rule, mut note) = (None, None);
        for record in records {
            let Some(When { moment, state, moved_from, series }) = record.when.take() else { continue };
            let own_title = Some(&record.title).filter(|own| **own != title).cloned();
            let own_place = record.venue.text.clone().filter(|own| Some(own) != place.as_ref());
            let mut put = |key: String, occurrence: Occurrence, moved_from| {
                dates.push(OfferDate {
                    key: keys.take(key, None),
                    occurrence,
                    moved_from,
                    title: own_title.clone(),
                    place: own_place.clone(),
                });
            };
            if let Some(series) = series {
                let (moments, truncated) = self.days.follow(&series).map_err(|error| error.to_string())?;
                self.outside += usize::from(moments.is_empty());
                for moment in moments {
                    put(OfferDate::key_in_series(&moment), Occurrence { moment, state }, None);
                }
                note = note.or_else(|| truncated.map(|truncated| truncated.to_string()));
                rule = is_only.then(|| Rule { series, followed_to: self.days.to });
            } else if self.days.takes(&moment) {
                let announced = match moved_from {
                    Some(before) if moment.is_all_day() => before.date().to_string(),
                    Some(before) => before.to_string(),
                    None => OfferDate::key_in_series(&moment),
                };
                let key = if is_only { ONLY_DATE.to_owned() } else { announced };
                put(key, Occurrence { moment, state }, moved_from);
            } else {
                self.outside += 1;
            }
        }
        Ok((dates, rule, note))
    }
}

fn texts(title: &str, summary: &str, text: &str) -> Texts {
    german(title, summary, text)
}

/// The key of something without a Kennung: its title with its place and first date. Changing one makes a new offer.
fn derived_key(records: &[Record], begins: Option<DateTime>) -> String {
    let slug =
        |text: &str| Slug::from_text(text).map_or_else(|| text.chars().take(80).collect(), String::from);
    let first = records.first();
    let title = first.map(|record| slug(&record.title)).unwrap_or_default();
    let place = first.and_then(|record| record.venue.text.as_deref()).map(slug).unwrap_or_default();
    let begins = begins.map(|begins| begins.to_string()).unwrap_or_default();
    format!("derived:{title}:{place}:{begins}")
}

/// Where rows of one offer say different things about what is the same for all.
fn contradictions(records: &[Record], key: &str) -> Option<Note> {
    let first = records.first()?;
    let mut about = Vec::new();
    for (what, differs) in [
        ("Text", records.iter().any(|other| !other.text.is_empty() && other.text != first.text)),
        ("Preis", records.iter().any(|other| other.price.is_some() && other.price != first.price)),
        ("Kontakt", records.iter().any(|other| other.contact.is_some() && other.contact != first.contact)),
        ("Link", records.iter().any(|other| other.link.is_some() && other.link != first.link)),
        (
            "Art",
            records
                .iter()
                .any(|other| std::mem::discriminant(&other.form) != std::mem::discriminant(&first.form)),
        ),
    ] {
        if differs && records.len() > 1 {
            about.push(what);
        }
    }
    let reason = format!("its rows say different things about {}; the first row counts", about.join(", "));
    (!about.is_empty()).then(|| Note { line: Some(first.row), uid: Some(key.to_owned()), reason })
}

impl Record {
    /// What the rows of one offer say together: the first row, and from the others what it leaves open.
    fn of_all(records: Vec<Self>) -> Option<Self> {
        let mut records = records.into_iter();
        let mut all = records.next()?;
        let mut named: HashMap<Vocabulary, HashSet<String>> = HashMap::new();
        for (vocabulary, words) in &all.terms {
            named.entry(*vocabulary).or_default().extend(words.iter().map(|word| fold(word)));
        }
        for other in records {
            if all.text.is_empty() {
                all.text = other.text;
            }
            if all.summary.is_empty() {
                all.summary = other.summary;
            }
            all.contact = all.contact.or(other.contact);
            all.ages = all.ages.or(other.ages);
            all.price = all.price.or(other.price);
            all.link = all.link.or(other.link);
            all.venue.online = all.venue.online.or(other.venue.online);
            for (vocabulary, words) in other.terms {
                let named = named.entry(vocabulary).or_default();
                let new = words.into_iter().filter(|word| named.insert(fold(word)));
                all.terms.entry(vocabulary).or_default().extend(new);
            }
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests;
