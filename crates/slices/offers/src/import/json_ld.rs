//! Offers from the page of a provider that tells programs about its events and courses: schema.org in JSON-LD
//! (<https://schema.org/docs/full.html>), in a web page or as a file of its own.
//!
//! Read are events of every type, series of events with their parts, courses with their instances, and schedules. A block
//! that can't be read is told with its number and line, and the rest comes in.

mod dates;
mod graph;
mod identity;
mod offer;
mod page;
mod price;
mod schedule;
mod venue;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use kreisrund_content::{LanguageTag, VocabularySnapshot};
use kreisrund_kernel::{
    Period, Slug,
    plain_text::{self, Style},
    text::fold,
};
use kreisrund_tables::decode;

pub(super) use self::offer::email;
use self::{
    dates::is_made_of_parts,
    graph::{Graph, speaks_schema_org, types},
    offer::{Kind, Made, Terms, derived_key, make},
    page::{Block, Page, resolved},
};
use super::{
    days::Days,
    item::{Item, Left, Reading},
    json::{self, Document, Json, Object},
    report::Note,
    terms::TermNames,
};
use crate::offer::{ONLY_DATE, OfferDate, Source};

/// The size in bytes above which a page is refused.
const MOST_BYTES: usize = 20_000_000;
/// How many events and courses a page may have.
const MOST_OFFERS: usize = 50_000;
/// How deep events are looked for in other things.
const MOST_DEEP: usize = 40;

/// Why a page is refused as a whole. The sentence says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSchemaOrg {
    /// Nothing is in it.
    #[error("there is nothing in it; check the file or the address")]
    Empty,
    /// More bytes than are read.
    #[error("it has {0} bytes, more than the {MOST_BYTES} that are read; hand it in in parts")]
    TooLarge(usize),
    /// More events than are read. Nothing is taken, because half a list looks as if the rest had been taken back.
    #[error("it has more than {MOST_OFFERS} events and courses; hand it in in parts")]
    TooMany,
    /// Neither a web page nor JSON.
    #[error("it is neither a web page nor JSON-LD; name the page that shows the events")]
    SomethingElse,
    /// A page without data.
    #[error(
        "the page tells programs nothing (it has no <script type=\"application/ld+json\">); ask its makers for \
         schema.org, or for a calendar file"
    )]
    NoBlocks,
    /// Data that can't be read.
    #[error("nothing of it can be read: {0}")]
    Unreadable(String),
    /// Data about other things.
    #[error("it tells of no event and no course{}", told_instead(.0))]
    NothingOfOurs(Vec<String>),
}

fn told_instead(types: &[String]) -> String {
    if types.is_empty() { String::new() } else { format!(", only of: {}", types.join(", ")) }
}

/// Reads the page or file `bytes` of `source` as of `today`. `address` is where it was fetched from; others in it are
/// relative to that. Dates are taken from `period`; where nobody asked for one, all single dates come in and rules are
/// followed over the usual days.
///
/// # Errors
/// [`NotSchemaOrg`] when nothing can be taken; a broken block or event alone is a line of the report instead.
pub fn read(
    bytes: &[u8],
    address: Option<&str>,
    source: Source,
    vocabularies: &VocabularySnapshot,
    period: Period,
    today: Date,
) -> Result<Reading, NotSchemaOrg> {
    if bytes.len() > MOST_BYTES {
        return Err(NotSchemaOrg::TooLarge(bytes.len()));
    }
    let text = decode(bytes).map_err(|_| NotSchemaOrg::SomethingElse)?;
    let page = Page::read(&text)?;
    let (documents, mut notes, mut complete) = documents(&page)?;
    let ours: Vec<(&Block<'_>, &Json)> = documents
        .iter()
        .flat_map(|(block, document)| document.values.iter().map(move |value| (*block, value)))
        .filter(|(_, value)| speaks_schema_org(value.object().and_then(|object| object.get("@context"))))
        .collect();
    let own = page.base.as_deref().or(page.canonical.as_deref());
    let base = own.and_then(|written| resolved(written, address)).or_else(|| address.map(str::to_owned));
    let language =
        page.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or_else(LanguageTag::german);
    let values: Vec<&Json> = ours.iter().map(|(_, value)| *value).collect();
    let graph = Graph::new(&values, base, language);
    let candidates = Candidates::find(&values, &graph)?;
    if candidates.offers.is_empty() {
        return match notes.first() {
            Some(note) if !complete => Err(NotSchemaOrg::Unreadable(note.reason.clone())),
            _ => Err(NotSchemaOrg::NothingOfOurs(candidates.others.into_iter().take(10).collect())),
        };
    }
    let mut days = Days::new(period, today);
    let terms = Terms { names: TermNames::new(vocabularies), vocabularies };
    let (mut made, mut left) = (Vec::new(), Vec::new());
    for (thing, kind) in &candidates.offers {
        if candidates.used.contains(&std::ptr::from_ref(*thing)) {
            continue;
        }
        let parts = candidates.parts.get(&std::ptr::from_ref(*thing)).map_or(&[][..], Vec::as_slice);
        match make(thing, *kind, parts, &graph, &terms, &mut days) {
            Ok(item) => made.push(item),
            Err(reason) => {
                let key = identity::of(thing, &graph);
                // Whatever it was called, what is known of it must not be taken back for that.
                complete &= key.is_some();
                let key = key.unwrap_or_else(|| format!("line {}", thing.line));
                left.push(Left::new(key, Some(thing.line), reason));
            }
        }
    }
    notes.sort_by_key(|note| note.line);
    let site = page.site.as_deref().and_then(|name| plain_text::word(name, Style::Unknown));
    Ok(Reading {
        source,
        name: site,
        items: told_apart(made, &days),
        left,
        notes,
        complete,
        days: (days.from, days.to),
        today,
    })
}

type Documents<'p, 'a> = (Vec<(&'p Block<'a>, Document)>, Vec<Note>, bool);

/// The documents of a page, what is to be said of them, and whether all could be read.
fn documents<'p, 'a>(page: &'p Page<'a>) -> Result<Documents<'p, 'a>, NotSchemaOrg> {
    let (mut documents, mut notes, mut complete) = (Vec::new(), Vec::new(), true);
    for block in &page.blocks {
        let place = block.number.map(|number| format!("block {number}: ")).unwrap_or_default();
        // Templates leave empty ones behind.
        if block.number.is_some() && block.text.trim().is_empty() {
            continue;
        }
        match json::read(block.text, block.line) {
            Ok(document) => {
                if !document.repairs.is_empty() {
                    let repairs: Vec<String> = document.repairs.iter().map(ToString::to_string).collect();
                    let reason = format!("{place}put right: {}", repairs.join(", "));
                    notes.push(Note { line: Some(block.line), uid: None, reason });
                }
                documents.push((block, document));
            }
            Err(error) => {
                complete = false;
                let reason = format!("{place}this is no JSON: {}", error.problem);
                notes.push(Note { line: Some(error.line), uid: None, reason });
            }
        }
    }
    if documents.is_empty() {
        let told = notes.iter().take(3).map(|note| {
            let line = note.line.map(|line| format!(" (line {line})")).unwrap_or_default();
            format!("{}{line}", note.reason)
        });
        let told: Vec<String> = told.collect();
        return if told.is_empty() {
            Err(NotSchemaOrg::NoBlocks)
        } else {
            Err(NotSchemaOrg::Unreadable(told.join("; ")))
        };
    }
    Ok((documents, notes, complete))
}

/// The things of a page that may be offers.
#[derive(Default)]
struct Candidates<'a> {
    /// Events and courses, in their order.
    offers: Vec<(&'a Object, Kind)>,
    /// Those that are dates of another one.
    used: HashSet<*const Object>,
    /// Dates of an offer that name it, without being named by it.
    parts: HashMap<*const Object, Vec<&'a Object>>,
    /// The types of what else there is.
    others: BTreeSet<String>,
}

impl<'a> Candidates<'a> {
    fn find(values: &[&'a Json], graph: &Graph<'a>) -> Result<Self, NotSchemaOrg> {
        let mut found = Self::default();
        for value in values {
            found.walk(value, 0)?;
        }
        let mut seen = HashSet::new();
        // Of what only names another thing, that thing counts.
        found.offers.retain(|(thing, _)| {
            let is_reference = thing.members().all(|(name, _)| matches!(name, "@id" | "@type" | "@context"));
            !is_reference && seen.insert(std::ptr::from_ref(*thing))
        });
        found.connect(graph);
        Ok(found)
    }

    fn walk(&mut self, value: &'a Json, depth: usize) -> Result<(), NotSchemaOrg> {
        if depth > MOST_DEEP {
            return Ok(());
        }
        match value {
            Json::List(items) => items.iter().try_for_each(|item| self.walk(item, depth + 1)),
            Json::Object(object) => {
                if let Some(kind) = Kind::of(object) {
                    if self.offers.len() == MOST_OFFERS {
                        return Err(NotSchemaOrg::TooMany);
                    }
                    self.offers.push((object, kind));
                } else {
                    self.others.extend(
                        types(object).take(3).filter_map(|kind| plain_text::word(kind, Style::Plain)),
                    );
                }
                let inner = object.members().filter(|(name, _)| !matches!(*name, "@context" | "superEvent"));
                inner.map(|(_, value)| value).try_for_each(|value| self.walk(value, depth + 1))
            }
            _ => Ok(()),
        }
    }

    /// Finds out which things are dates of others.
    fn connect(&mut self, graph: &Graph<'a>) {
        for (thing, _) in &self.offers {
            if !is_made_of_parts(thing) {
                continue;
            }
            for name in ["hasCourseInstance", "subEvent", "subEvents"] {
                for part in graph.things(thing, name) {
                    if !std::ptr::eq(part, *thing) {
                        self.used.insert(std::ptr::from_ref(part));
                    }
                }
            }
        }
        let known: HashSet<*const Object> =
            self.offers.iter().map(|(thing, _)| std::ptr::from_ref(*thing)).collect();
        for (thing, _) in &self.offers {
            let above = graph.things(thing, "superEvent").into_iter().find(|above| {
                known.contains(&std::ptr::from_ref(*above))
                    && is_made_of_parts(above)
                    && !std::ptr::eq(*above, *thing)
            });
            if let Some(above) = above
                && self.used.insert(std::ptr::from_ref(*thing))
            {
                self.parts.entry(std::ptr::from_ref(above)).or_default().push(thing);
            }
        }
        // Two that are parts of one another would both be gone.
        if self.offers.iter().all(|(thing, _)| self.used.contains(&std::ptr::from_ref(*thing))) {
            self.used.clear();
            self.parts.clear();
        }
    }
}

/// Offers with the same key are dates of one, where they are called the same; else each gets a key of its own.
fn told_apart(made: Vec<Made>, days: &Days) -> Vec<Item> {
    let mut gathered: Vec<Gathered> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for Made { mut item, is_named, begins } in made {
        let title = fold(&item.texts.source().title);
        if let Some(known) = by_key.get(&item.key).and_then(|index| gathered.get_mut(*index)) {
            if known.title == title {
                known.merge(item);
                continue;
            }
            let slug = Slug::from_text(&item.texts.source().title).map(String::from).unwrap_or_default();
            item.key =
                if is_named { format!("{}|{slug}", item.key) } else { derived_key(&slug, begins.as_deref()) };
            if let Some(known) = by_key.get(&item.key).and_then(|index| gathered.get_mut(*index)) {
                known.merge(item);
                continue;
            }
        }
        by_key.insert(item.key.clone(), gathered.len());
        gathered.push(Gathered { item, title, announced: None, has_grown: false });
    }
    gathered.into_iter().map(|gathered| gathered.item(days)).collect()
}

/// An offer, with what is told of it again and again.
struct Gathered {
    item: Item,
    /// Its title as titles are compared.
    title: String,
    /// The starts for which its dates were announced, from when another one is to be compared with them.
    announced: Option<HashSet<String>>,
    has_grown: bool,
}

impl Gathered {
    /// Adds the dates of `other`, which is the same offer told once more.
    fn merge(&mut self, other: Item) {
        let dates = &mut self.item.dates;
        let known = self.announced.get_or_insert_with(|| dates.iter().map(announced).collect());
        let before = dates.len();
        dates.extend(other.dates.into_iter().filter(|date| known.insert(announced(date))));
        self.has_grown |= dates.len() > before;
    }

    fn item(self, days: &Days) -> Item {
        let mut item = self.item;
        if !self.has_grown {
            return item;
        }
        for date in item.dates.iter_mut().filter(|date| date.key == ONLY_DATE) {
            date.key = announced(date);
        }
        // A rule tells only a part of it now.
        item.series = None;
        let cut = days.keep_nearest(&mut item.dates);
        let notes: Vec<String> = item.note.take().into_iter().chain(cut).collect();
        item.note = (!notes.is_empty()).then(|| notes.join("; "));
        item
    }
}

/// The start for which a date was announced.
fn announced(date: &OfferDate) -> String {
    match date.moved_from {
        Some(before) if date.occurrence.moment.is_all_day() => before.date().to_string(),
        Some(before) => before.to_string(),
        None => OfferDate::key_in_series(&date.occurrence.moment),
    }
}

#[cfg(test)]
mod tests;
