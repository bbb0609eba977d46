//! The index's fields.

use tantivy::{
    Index, TantivyDocument,
    schema::{
        FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
};

use crate::{analysis, entry::SearchEntry};

/// Raised whenever fields or analysis change, so that an index of an older version is rebuilt.
pub(crate) const VERSION: u32 = 3;

/// A handle on each field.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub subject: Field,
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
            subject: builder.add_text_field("subject", STRING),
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

    pub fn document(&self, entry: &SearchEntry) -> Result<TantivyDocument, serde_json::Error> {
        let mut document = TantivyDocument::new();
        document.add_text(self.subject, entry.subject.to_string());
        document.add_text(self.title, &entry.title);
        document.add_text(self.title_plain, &entry.title);
        for name in &entry.names {
            document.add_text(self.names, name);
        }
        document.add_text(self.body, &entry.body);
        document.add_u64(self.kind, entry.kind.number());
        if let Some(area) = entry.area {
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
