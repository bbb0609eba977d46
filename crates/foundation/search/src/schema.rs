//! The index's fields.

use tantivy::{
    Index, TantivyDocument,
    schema::{
        FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
};

use kreisrund_kernel::text::transliterate;

use crate::{analysis, entry::SearchEntry};

/// Raised whenever fields or analysis change, so that an index of an older version is rebuilt.
pub(crate) const VERSION: u32 = 6;

/// A handle on each field.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub record: Field,
    pub tags: Field,
    pub path: Field,
    pub changed: Field,
    pub published: Field,
    pub alphabet_high: Field,
    pub alphabet_low: Field,
    pub title: Field,
    pub title_plain: Field,
    pub names: Field,
    pub body: Field,
    pub kind: Field,
    pub area: Field,
    pub latitude: Field,
    pub longitude: Field,
    pub starts: Field,
    pub ends: Field,
    pub id_high: Field,
    pub id_low: Field,
    pub card: Field,
}

impl Fields {
    pub fn new() -> Self {
        let text = |analyser: &str| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(analyser)
                    .set_index_option(IndexRecordOption::WithFreqsAndPositions),
            )
        };
        let column = NumericOptions::default().set_fast();
        let mut builder = Schema::builder();
        Self {
            record: builder.add_text_field("record", STRING),
            tags: builder.add_text_field("tags", STRING),
            path: builder.add_text_field("path", TextOptions::default().set_fast("raw")),
            changed: builder.add_i64_field("changed", column.clone()),
            published: builder.add_i64_field("published", column.clone()),
            // The beginning of the title in two numbers: what has no dates is listed by the alphabet.
            alphabet_high: builder.add_u64_field("alphabet_high", column.clone()),
            alphabet_low: builder.add_u64_field("alphabet_low", column.clone()),
            title: builder.add_text_field("title", text(analysis::STEMMED)),
            title_plain: builder.add_text_field("title_plain", text(analysis::PLAIN)),
            names: builder.add_text_field("names", text(analysis::PLAIN)),
            body: builder.add_text_field("body", text(analysis::STEMMED)),
            kind: builder.add_u64_field("kind", column.clone()),
            area: builder.add_text_field("area", TextOptions::default().set_fast("raw")),
            latitude: builder.add_f64_field("latitude", FAST),
            longitude: builder.add_f64_field("longitude", FAST),
            // Two columns of equal length: the n-th start and the n-th end are one date.
            starts: builder.add_i64_field("starts", column.clone()),
            ends: builder.add_i64_field("ends", column.clone()),
            // The record's identifier in two halves: the last word where all else about two hits is equal.
            id_high: builder.add_u64_field("id_high", column.clone()),
            id_low: builder.add_u64_field("id_low", column),
            card: builder.add_bytes_field("card", STORED),
            schema: builder.build(),
        }
    }

    /// Makes the analysers known to an opened index.
    pub fn register(index: &Index) {
        index.tokenizers().register(analysis::STEMMED, analysis::stemmed());
        index.tokenizers().register(analysis::PLAIN, analysis::plain());
    }

    /// The document that holds `entry` for `record`.
    pub fn document(&self, record: &str, entry: &SearchEntry) -> Result<TantivyDocument, serde_json::Error> {
        let mut document = TantivyDocument::new();
        document.add_text(self.record, record);
        for tag in &entry.tags {
            document.add_text(self.tags, tag.to_string());
        }
        document.add_text(self.path, &entry.card.path);
        if let Some(changed) = entry.changed {
            document.add_i64(self.changed, changed.as_second());
        }
        if let Some(published) = entry.published {
            document.add_i64(self.published, published.as_second());
        }
        let (high, low) = place_in_alphabet(entry);
        document.add_u64(self.alphabet_high, high);
        document.add_u64(self.alphabet_low, low);
        document.add_text(self.title, &entry.title);
        document.add_text(self.title_plain, &entry.title);
        for name in &entry.names {
            document.add_text(self.names, name);
        }
        document.add_text(self.body, &entry.body);
        document.add_u64(self.kind, entry.kind.number());
        for area in entry.area.iter().chain(&entry.further_areas) {
            document.add_text(self.area, area.to_string());
        }
        if let Some(position) = entry.position {
            document.add_f64(self.latitude, position.latitude());
            document.add_f64(self.longitude, position.longitude());
        }
        for interval in &entry.intervals {
            document.add_i64(self.starts, interval.start.as_second());
            document.add_i64(self.ends, interval.end.as_second());
        }
        let (high, low) = entry.subject.id.as_u64_pair();
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_bytes(self.card, &serde_json::to_vec(&entry.card)?);
        Ok(document)
    }
}

/// The title's first sixteen letters as numbers that sort as the letters do. Offers have none: they are listed by their
/// dates, and by the age of their records where these are the same.
fn place_in_alphabet(entry: &SearchEntry) -> (u64, u64) {
    if entry.kind.is_offer() {
        return (0, 0);
    }
    let letters = transliterate(&entry.title);
    let mut bytes = letters.bytes().filter(u8::is_ascii_alphanumeric);
    let mut eight = || u64::from_be_bytes(std::array::from_fn(|_| bytes.next().unwrap_or_default()));
    (eight(), eight())
}
