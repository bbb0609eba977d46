//! Courses from the training search of the Federal Employment Agency (Weiterbildungssuche der Bundesagentur für Arbeit),
//! as its interface answers.
//!
//! An answer lists dates (`termine`), each with the course it belongs to (`angebot`) and the course's provider. Dates of
//! one course are dates of one offer. Beginnings and ends are told as instants that mean days in Germany. An answer is
//! most often one page of many, so that what it lacks is not gone.

mod course;
mod provider;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use kreisrund_content::VocabularySnapshot;
use kreisrund_kernel::Period;

pub use self::provider::{Provider, settle};
use super::{
    days::Days,
    item::{Item, Left, Reading},
    json::{self, Json, Object},
    report::Note,
    terms::TermNames,
};
use crate::offer::Source;

/// The size in bytes above which an answer is refused.
const MOST_BYTES: usize = 20_000_000;
/// How many dates an answer may have.
const MOST_DATES: usize = 50_000;

/// An answer as it was read.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The courses.
    pub reading: Reading,
    /// Who provides each course, by the course's key.
    pub providers: HashMap<String, Provider>,
}

/// Why an answer is refused as a whole. The sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAnswer {
    /// Nothing is in it.
    #[error("the file is empty; ask the interface again")]
    Empty,
    /// More bytes than are read.
    #[error("the file has {0} bytes, more than the {MOST_BYTES} that are read; ask for smaller pages")]
    TooLarge(usize),
    /// More dates than are read.
    #[error("the answer has more than {MOST_DATES} dates; ask for smaller pages")]
    TooMany,
    /// It is no JSON.
    #[error("the file can't be read: {0}")]
    Unreadable(String),
    /// It is something else.
    #[error("this is no answer of the training search: it has no list “_embedded.termine”")]
    SomethingElse,
    /// It has no courses.
    #[error("the answer has no courses; ask with other words")]
    NoCourses,
}

/// Reads the answer `bytes` of `source` as of `today`; several answers, one behind the other, are pages of one. Dates are
/// taken from `period`, as in [`super::json_ld::read`].
///
/// # Errors
/// [`NotAnAnswer`] when nothing can be taken; a broken date alone is a line of the report instead.
pub fn read(
    bytes: &[u8],
    source: Source,
    vocabularies: &VocabularySnapshot,
    period: Period,
    today: Date,
) -> Result<Answer, NotAnAnswer> {
    if bytes.len() > MOST_BYTES {
        return Err(NotAnAnswer::TooLarge(bytes.len()));
    }
    let text = kreisrund_tables::decode(bytes).map_err(|error| NotAnAnswer::Unreadable(error.to_string()))?;
    if text.trim().is_empty() {
        return Err(NotAnAnswer::Empty);
    }
    let document = json::read(&text, 1).map_err(|error| NotAnAnswer::Unreadable(error.to_string()))?;
    let pages: Vec<&Object> = document.values.iter().flat_map(Json::items).filter_map(Json::object).collect();
    let mut dates: Vec<&Json> = Vec::new();
    let mut is_answer = false;
    for page in &pages {
        let list = page.child("_embedded").unwrap_or(page).get("termine");
        is_answer |= list.is_some();
        dates.extend(list.map_or(&[][..], Json::items));
    }
    match dates.len() {
        _ if !is_answer => return Err(NotAnAnswer::SomethingElse),
        0 => return Err(NotAnAnswer::NoCourses),
        count if count > MOST_DATES => return Err(NotAnAnswer::TooMany),
        _ => {}
    }
    let names = TermNames::new(vocabularies);
    let days = Days::new(period, today);
    let mut courses = Courses::default();
    for date in &dates {
        courses.put(date);
    }
    let (mut items, mut providers) = (Vec::new(), HashMap::new());
    for (key, dates) in courses.by_key.into_values() {
        match course::item(&key, &dates, &names, &days) {
            Ok(item) => {
                providers.extend(dates.first().and_then(|date| Provider::of(date)).map(|found| (key, found)));
                items.push(item);
            }
            Err(reason) => courses.left.push(Left::new(key, dates.first().map(|date| date.line), reason)),
        }
    }
    items.sort_by_key(|item: &Item| item.line);
    let total = pages.iter().filter_map(|page| page.child("page")?.get("totalElements")?.whole()).max();
    let is_all = total.is_some_and(|total| usize::try_from(total).is_ok_and(|total| dates.len() >= total));
    let reading = Reading {
        source,
        name: None,
        items,
        complete: is_all && courses.left.is_empty(),
        left: courses.left,
        notes: notes(dates.len(), total),
        days: (days.from, days.to),
        today,
    };
    Ok(Answer { reading, providers })
}

fn notes(dates: usize, total: Option<i64>) -> Vec<Note> {
    let reason = match total {
        Some(total) if usize::try_from(total).is_ok_and(|total| dates < total) => {
            format!(
                "this is a part of a longer answer ({dates} of {total} dates); nothing is taken back because of it"
            )
        }
        Some(_) => return Vec::new(),
        None => "the answer does not tell how many dates there are; nothing is taken back because of it"
            .to_owned(),
    };
    vec![Note { line: None, uid: None, reason }]
}

/// The dates of each course.
#[derive(Default)]
struct Courses<'a> {
    /// By the order in which the courses first appear.
    by_key: BTreeMap<usize, (String, Vec<&'a Object>)>,
    order: HashMap<String, usize>,
    left: Vec<Left>,
}

impl<'a> Courses<'a> {
    fn put(&mut self, date: &'a Json) {
        let Some(date) = date.object() else {
            let number = self.order.len() + self.left.len() + 1;
            self.left.push(Left::new(format!("date {number}"), None, "it is no object"));
            return;
        };
        let Some(key) = date.child("angebot").and_then(|course| course.text("id")) else {
            let key =
                date.text("id").map_or_else(|| format!("line {}", date.line), |id| format!("date {id}"));
            self.left.push(Left::new(key, Some(date.line), "it names no course (angebot.id)"));
            return;
        };
        let next = self.order.len();
        let index = *self.order.entry(key.to_owned()).or_insert(next);
        self.by_key.entry(index).or_insert_with(|| (key.to_owned(), Vec::new())).1.push(date);
    }
}

#[cfg(test)]
mod tests;
