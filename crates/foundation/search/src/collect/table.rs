//! The entries of a segment laid out in memory, as the walk needs them: what is asked of places, municipalities and tags
//! is looked up once for each of them, and not once for each entry.

use std::{collections::HashMap, ops::Range, sync::Arc};

use fnv::FnvHashMap;
use kreisrund_kernel::{AreaId, Position};
use tantivy::{
    DocId, SegmentReader,
    columnar::{Column, StrColumn},
};

use super::kind_of;
use crate::entry::Kind;

/// The entries of a segment, also those that were deleted since: which are left, the segment tells. They lie in the order
/// of their places, so that those in a circle are next to one another.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub rows: Vec<Row>,
    /// Where each of the segment's entries lies among the rows.
    places_of_docs: Vec<u32>,
    dates: Vec<Date>,
    tags: Vec<u32>,
    names: Vec<Names>,
    /// The places at which entries lie, each once.
    pub places: Vec<Position>,
    /// Where the rows of each place end; behind them lie the entries that have none.
    ends: Vec<usize>,
    /// The sets of municipalities to which entries belong, each once.
    pub areas: Vec<Vec<AreaId>>,
    /// The tags that entries have, in the order of their names.
    tag_names: Vec<Arc<str>>,
    tag_numbers: FnvHashMap<Arc<str>, u32>,
    /// The rows that are meant for the whole county.
    pub everywhere: Vec<u32>,
}

/// An entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub doc: DocId,
    first_date: u32,
    first_tag: u32,
    /// Its place among the segment's, or [`NOWHERE`].
    pub place: u32,
    /// Its municipalities among the segment's sets.
    pub areas: u32,
    dates: u16,
    tags: u16,
    /// See [`Kind::number`].
    pub kind: u8,
    pub is_everywhere: bool,
    pub staff: bool,
    /// Whether each of its dates begins no earlier than the one before.
    pub is_in_order: bool,
}

/// The place of what lies nowhere.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// What orders entries that are otherwise alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    pub alphabet: (u64, u64),
    pub id: (u64, u64),
    pub published: Option<i64>,
    pub changed: Option<i64>,
    /// Until when one may come to what has no dates or sign up for it, in seconds.
    pub open_until: i64,
}

/// A date of an entry, in two words: there are five times as many of them as entries, and all are looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Date {
    /// The start in seconds since 1970, above the bits of its weekdays and parts of the day ([`crate::clock`]).
    start: i64,
    /// How many seconds it takes, at most 136 years.
    length: u32,
    /// From the start to when one may last come or sign up, in seconds; at most 68 years, the least for never.
    open: i32,
}

/// So many bits tell weekdays and parts of the day.
pub(crate) const CLOCK_BITS: u32 = 11;

impl Date {
    fn new(start: i64, end: i64, open_until: i64, clock: u64) -> Self {
        let clock = clock.cast_signed() & ((1 << CLOCK_BITS) - 1);
        let length = end.saturating_sub(start).max(0);
        let open = match open_until {
            i64::MIN => i32::MIN,
            until => {
                i32::try_from(until.saturating_sub(start).max(i64::from(i32::MIN + 1))).unwrap_or(i32::MAX)
            }
        };
        Self { start: (start << CLOCK_BITS) | clock, length: u32::try_from(length).unwrap_or(u32::MAX), open }
    }

    /// When it begins, in seconds since 1970.
    pub fn start(&self) -> i64 {
        self.start >> CLOCK_BITS
    }

    /// When it ends, in seconds since 1970.
    pub fn end(&self) -> i64 {
        self.start() + i64::from(self.length)
    }

    /// Until when one may come or sign up, in seconds since 1970.
    pub fn open_until(&self) -> i64 {
        if self.open == i32::MIN { i64::MIN } else { self.start() + i64::from(self.open) }
    }

    /// Its weekdays and parts of the day, as bits.
    pub fn clock(&self) -> u64 {
        (self.start & ((1 << CLOCK_BITS) - 1)).cast_unsigned()
    }
}

impl Table {
    /// The table of `segment`.
    pub fn read(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = Columns::of(segment)?;
        let mut table = Self::default();
        table.name_tags(columns.tags.as_ref())?;
        let mut areas: HashMap<Vec<u64>, u32> = HashMap::new();
        let area_names = area_names(columns.area.as_ref())?;
        table.places_of_docs = vec![u32::MAX; segment.max_doc() as usize];
        for (place, doc) in table.by_place(&columns, segment.max_doc()) {
            let row = number(table.rows.len());
            let first_date = number(table.dates.len());
            let first_tag = number(table.tags.len());
            columns.dates(doc, &mut table.dates);
            let tags = columns.tags.iter().flat_map(|column| column.term_ords(doc));
            table.tags.extend(tags.filter_map(|tag| u32::try_from(tag).ok()));
            let of_areas: Vec<u64> = columns.area.iter().flat_map(|column| column.term_ords(doc)).collect();
            let set = *areas.entry(of_areas).or_insert_with_key(|ordinals| {
                let known = |ordinal: &u64| area_names.get(usize::try_from(*ordinal).ok()?).copied()?;
                table.areas.push(ordinals.iter().filter_map(known).collect());
                number(table.areas.len() - 1)
            });
            let kind = columns.kind.first(doc).unwrap_or_default();
            let is_everywhere = kind_of(kind).is_some_and(Kind::is_everywhere);
            if is_everywhere {
                table.everywhere.push(row);
            }
            table.rows.push(Row {
                dates: few(table.dates.len() - first_date as usize),
                tags: few(table.tags.len() - first_tag as usize),
                doc,
                first_date,
                first_tag,
                place,
                areas: set,
                kind: u8::try_from(kind).unwrap_or(u8::MAX),
                is_everywhere,
                staff: first(columns.staff.as_ref(), doc).unwrap_or_default() > 0,
                is_in_order: table.dates[first_date as usize..].is_sorted_by_key(Date::start),
            });
            table.names.push(columns.names(doc));
            table.places_of_docs[doc as usize] = row;
            if place != NOWHERE {
                let place = place as usize;
                table.ends.resize(table.ends.len().max(place + 1), 0);
                table.ends[place] = table.rows.len();
            }
        }
        Ok(table)
    }

    /// All entries with the numbers of their places, in that order.
    fn by_place(&mut self, columns: &Columns, docs: u32) -> Vec<(u32, DocId)> {
        let mut numbers: FnvHashMap<(u64, u64), u32> = FnvHashMap::default();
        let place = |doc| {
            let place = columns.position(doc).map_or(NOWHERE, |position| {
                let key = (position.latitude().to_bits(), position.longitude().to_bits());
                *numbers.entry(key).or_insert_with(|| {
                    self.places.push(position);
                    number(self.places.len() - 1)
                })
            });
            (place, doc)
        };
        let mut all: Vec<(u32, DocId)> = (0..docs).map(place).collect();
        all.sort_unstable();
        all
    }

    /// The tags' names, under the numbers that the segment gives them.
    fn name_tags(&mut self, column: Option<&StrColumn>) -> tantivy::Result<()> {
        let Some(column) = column else { return Ok(()) };
        let mut names = column.dictionary().stream()?;
        while names.advance() {
            let name: Arc<str> = String::from_utf8_lossy(names.key()).into();
            self.tag_numbers.insert(Arc::clone(&name), number(self.tag_names.len()));
            self.tag_names.push(name);
        }
        Ok(())
    }

    /// The number of the row in which the entry `doc` lies.
    pub fn row_of(&self, doc: DocId) -> Option<u32> {
        self.places_of_docs.get(doc as usize).copied()
    }

    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    pub fn dates(&self, row: &Row) -> &[Date] {
        let first = row.first_date as usize;
        self.dates.get(first..first + usize::from(row.dates)).unwrap_or_default()
    }

    pub fn tags(&self, row: &Row) -> &[u32] {
        let first = row.first_tag as usize;
        self.tags.get(first..first + usize::from(row.tags)).unwrap_or_default()
    }

    /// What orders the row of this number among others.
    pub fn names(&self, row: u32) -> Names {
        let none =
            Names { alphabet: (0, 0), id: (0, 0), published: None, changed: None, open_until: i64::MIN };
        self.names.get(row as usize).copied().unwrap_or(none)
    }

    /// How many tags there are.
    pub fn tag_count(&self) -> usize {
        self.tag_names.len()
    }

    /// The number of the tag called `name`.
    pub fn tag(&self, name: &str) -> Option<usize> {
        self.tag_numbers.get(name).map(|number| *number as usize)
    }

    /// The numbers and names of all tags that begin with `beginning`.
    pub fn tags_from<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (usize, &'a Arc<str>)> {
        let first = self.tag_names.partition_point(|name| &**name < beginning);
        let names = self.tag_names.iter().enumerate().skip(first);
        names.take_while(move |(_, name)| name.starts_with(beginning))
    }

    /// The numbers of the rows at the place of this number.
    pub fn at(&self, place: usize) -> Range<u32> {
        let end = |place: usize| self.ends.get(place).copied().unwrap_or_default();
        number(place.checked_sub(1).map_or(0, end))..number(end(place))
    }
}

/// The columns on disk from which the table is read.
struct Columns {
    kind: Column<u64>,
    tags: Option<StrColumn>,
    area: Option<StrColumn>,
    staff: Option<Column<u64>>,
    latitude: Option<Column<f64>>,
    longitude: Option<Column<f64>>,
    starts: Option<Column<i64>>,
    ends: Option<Column<i64>>,
    clocks: Option<Column<u64>>,
    open_until: Option<Column<i64>>,
    published: Option<Column<i64>>,
    changed: Option<Column<i64>>,
    alphabet: [Column<u64>; 2],
    id: [Column<u64>; 2],
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let fields = segment.fast_fields();
        Ok(Self {
            kind: fields.u64("kind")?,
            tags: fields.str("tags")?,
            area: fields.str("area")?,
            staff: fields.column_opt("staff")?,
            latitude: fields.column_opt("latitude")?,
            longitude: fields.column_opt("longitude")?,
            starts: fields.column_opt("starts")?,
            ends: fields.column_opt("ends")?,
            clocks: fields.column_opt("clocks")?,
            open_until: fields.column_opt("open_until")?,
            published: fields.column_opt("published")?,
            changed: fields.column_opt("changed")?,
            alphabet: [fields.u64("alphabet_high")?, fields.u64("alphabet_low")?],
            id: [fields.u64("id_high")?, fields.u64("id_low")?],
        })
    }

    fn dates(&self, doc: DocId, dates: &mut Vec<Date>) {
        let (Some(starts), Some(ends)) = (&self.starts, &self.ends) else { return };
        let mut clocks = self.clocks.iter().flat_map(|column| column.values_for_doc(doc));
        let mut open_until = self.open_until.iter().flat_map(|column| column.values_for_doc(doc));
        let both = starts.values_for_doc(doc).zip(ends.values_for_doc(doc));
        dates.extend(both.take(usize::from(u16::MAX)).map(|(start, end)| {
            let until = open_until.next().unwrap_or(i64::MIN);
            Date::new(start, end, until, clocks.next().unwrap_or_default())
        }));
    }

    fn position(&self, doc: DocId) -> Option<Position> {
        Position::new(first(self.latitude.as_ref(), doc)?, first(self.longitude.as_ref(), doc)?).ok()
    }

    fn names(&self, doc: DocId) -> Names {
        let pair = |[high, low]: &[Column<u64>; 2]| {
            (high.first(doc).unwrap_or_default(), low.first(doc).unwrap_or_default())
        };
        Names {
            alphabet: pair(&self.alphabet),
            id: pair(&self.id),
            published: first(self.published.as_ref(), doc),
            changed: first(self.changed.as_ref(), doc),
            open_until: first(self.open_until.as_ref(), doc).unwrap_or(i64::MIN),
        }
    }
}

fn first<T: PartialOrd + Copy + Send + Sync + std::fmt::Debug + 'static>(
    column: Option<&Column<T>>,
    doc: DocId,
) -> Option<T> {
    column.and_then(|column| column.first(doc))
}

/// The municipalities under the numbers that the segment gives them.
fn area_names(column: Option<&StrColumn>) -> tantivy::Result<Vec<Option<AreaId>>> {
    let mut all = Vec::new();
    let Some(column) = column else { return Ok(all) };
    let mut names = column.dictionary().stream()?;
    while names.advance() {
        let id = std::str::from_utf8(names.key()).ok().and_then(|name| name.parse().ok());
        all.push(id.map(AreaId));
    }
    Ok(all)
}

/// A segment has fewer entries, dates and tags than four thousand million.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn few(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
