//! The index's fields, and how an entry is written into them.

use std::collections::BTreeSet;

use kreisrund_kernel::text::transliterate;
use tantivy::{
    TantivyDocument,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::PreTokenizedString,
};

use crate::{
    analysis::{self, Stream, Tongue, Word},
    clock,
    compound::{self, Role},
    entry::{SearchEntry, Visibility, Weight},
    fingerprint::fingerprint,
};

/// Raised whenever a field comes, goes or means something else: an index of another layout can't be asked.
pub(crate) const LAYOUT: u32 = 9;

/// Raised whenever the same records become other words: an index of an older edition answers until it is rebuilt.
const ANALYSIS: u32 = 2;

/// What the words of an index depend on beside its entries: the analysis and the lexicon of compounds.
pub(crate) fn edition() -> u64 {
    (u64::from(ANALYSIS) << 32) ^ (compound::edition() & u64::from(u32::MAX))
}

/// A handle on each field.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub schema: Schema,
    pub record: Field,
    pub tags: Field,
    pub path: Field,
    pub staff: Field,
    pub changed: Field,
    pub published: Field,
    pub alphabet_high: Field,
    pub alphabet_low: Field,
    /// Stems of the title.
    pub title: Field,
    /// Stems of labels.
    pub labels: Field,
    /// Stems of the labels that say for whom it is. They are labels as well.
    pub audience: Field,
    /// Stems of names.
    pub names: Field,
    /// Stems of the summary.
    pub summary: Field,
    /// Stems of all other texts.
    pub body: Field,
    /// Stems of the parts of compounds in the title.
    pub title_parts: Field,
    /// Stems of the parts of compounds in labels, names and the summary.
    pub parts: Field,
    /// Words of the title as they are, for beginnings of words.
    pub title_plain: Field,
    /// Words of labels and names as they are, for beginnings of words.
    pub names_plain: Field,
    /// Every word, folded, with how it was written: see [`crate::vocabulary`].
    pub spellings: Field,
    pub kind: Field,
    pub area: Field,
    pub latitude: Field,
    pub longitude: Field,
    pub starts: Field,
    pub ends: Field,
    /// Weekdays and parts of the day of each date, see [`clock`].
    pub clocks: Field,
    pub open_until: Field,
    pub id_high: Field,
    pub id_low: Field,
    /// What the entry says, in a number: see [`crate::fingerprint`].
    pub fingerprint: Field,
    pub card: Field,
}

impl Fields {
    pub fn new() -> Self {
        // The words are handed in ready, so that no analyser of the engine's is needed.
        let text = |option: IndexRecordOption| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option),
            )
        };
        let stems = || text(IndexRecordOption::WithFreqsAndPositions);
        let column = NumericOptions::default().set_fast();
        let mut builder = Schema::builder();
        Self {
            record: builder.add_text_field("record", STRING | FAST),
            tags: builder.add_text_field("tags", STRING | FAST),
            path: builder.add_text_field("path", TextOptions::default().set_fast("raw")),
            staff: builder.add_u64_field("staff", FAST | INDEXED),
            changed: builder.add_i64_field("changed", column.clone()),
            published: builder.add_i64_field("published", column.clone()),
            // The beginning of the title in two numbers: what has no dates is listed by the alphabet.
            alphabet_high: builder.add_u64_field("alphabet_high", column.clone()),
            alphabet_low: builder.add_u64_field("alphabet_low", column.clone()),
            title: builder.add_text_field("title", stems()),
            labels: builder.add_text_field("labels", stems()),
            audience: builder.add_text_field("audience", text(IndexRecordOption::Basic)),
            names: builder.add_text_field("names", stems()),
            summary: builder.add_text_field("summary", stems()),
            body: builder.add_text_field("body", stems()),
            title_parts: builder.add_text_field("title_parts", text(IndexRecordOption::WithFreqs)),
            parts: builder.add_text_field("parts", text(IndexRecordOption::WithFreqs)),
            title_plain: builder.add_text_field("title_plain", stems()),
            names_plain: builder.add_text_field("names_plain", stems()),
            spellings: builder.add_text_field("spellings", text(IndexRecordOption::Basic)),
            kind: builder.add_u64_field("kind", column.clone()),
            area: builder.add_text_field("area", TextOptions::default().set_fast("raw")),
            latitude: builder.add_f64_field("latitude", FAST),
            longitude: builder.add_f64_field("longitude", FAST),
            // Columns of equal length: the n-th start, the n-th end, the n-th clock are one date.
            starts: builder.add_i64_field("starts", column.clone()),
            ends: builder.add_i64_field("ends", column.clone()),
            clocks: builder.add_u64_field("clocks", column.clone()),
            open_until: builder.add_i64_field("open_until", column.clone()),
            // The record's identifier in two halves: the last word where all else about two hits is equal.
            id_high: builder.add_u64_field("id_high", column.clone()),
            id_low: builder.add_u64_field("id_low", column.clone()),
            fingerprint: builder.add_u64_field("fingerprint", column),
            card: builder.add_bytes_field("card", STORED),
            schema: builder.build(),
        }
    }

    /// The document that holds `entry` for `record`.
    pub fn document(&self, record: &str, entry: &SearchEntry) -> Result<TantivyDocument, serde_json::Error> {
        let mut document = TantivyDocument::new();
        document.add_text(self.record, record);
        // What an entry has by two ways it has once: it counts once.
        for tag in entry.tags.iter().collect::<BTreeSet<_>>() {
            document.add_text(self.tags, tag.as_str());
        }
        document.add_text(self.path, &entry.card.path);
        document.add_u64(self.staff, u64::from(entry.visibility == Visibility::Staff));
        if let Some(changed) = entry.changed {
            document.add_i64(self.changed, changed.as_second());
        }
        if let Some(published) = entry.published {
            document.add_i64(self.published, published.as_second());
        }
        let (high, low) = place_in_alphabet(entry);
        document.add_u64(self.alphabet_high, high);
        document.add_u64(self.alphabet_low, low);
        for (field, words) in self.words(entry) {
            document.add_pre_tokenized_text(field, words);
        }
        document.add_u64(self.kind, entry.kind.number());
        for area in entry.area.iter().chain(&entry.further_areas).collect::<BTreeSet<_>>() {
            document.add_text(self.area, area.to_string());
        }
        if let Some(position) = entry.position {
            document.add_f64(self.latitude, position.latitude());
            document.add_f64(self.longitude, position.longitude());
        }
        for (index, interval) in entry.intervals.iter().enumerate() {
            document.add_i64(self.starts, interval.start.as_second());
            document.add_i64(self.ends, interval.end.as_second());
            document.add_u64(self.clocks, entry.card.occurrences.get(index).map_or(0, clock::bits));
        }
        for index in 0..entry.intervals.len().max(1) {
            let until = entry.open_until.get(index).map_or(i64::MIN, |until| until.as_second());
            document.add_i64(self.open_until, until);
        }
        let (high, low) = entry.subject.id.as_u64_pair();
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_u64(self.fingerprint, fingerprint(entry)?);
        document.add_bytes(self.card, &serde_json::to_vec(&entry.card)?);
        Ok(document)
    }

    /// The words of `entry`, each stream in the field that says how much they count.
    fn words(&self, entry: &SearchEntry) -> Vec<(Field, PreTokenizedString)> {
        let mut streams: Vec<(Field, Stream)> = Vec::new();
        let mut put = |field: Field, text: &str, tokens: &mut dyn FnMut(&Word) -> Vec<String>| {
            let index = streams.iter().position(|(known, _)| *known == field).unwrap_or_else(|| {
                streams.push((field, Stream::default()));
                streams.len() - 1
            });
            streams[index].1.put(text, tokens);
        };
        let plain = |word: &Word| vec![word.folded.clone()];
        let title = (self.title, Some(self.title_parts), Some(self.title_plain));
        let label = (self.labels, Some(self.parts), Some(self.names_plain));
        let name = (self.names, Some(self.parts), Some(self.names_plain));
        let summary = (self.summary, Some(self.parts), None);
        let body = (self.body, None, None);
        let own = entry.card.language.as_str();
        let texts = entry.texts.iter().map(|text| {
            let fields = match text.weight {
                Weight::Label | Weight::Audience => label,
                Weight::Summary => summary,
                Weight::Body => body,
            };
            (fields, text.language.as_str(), text.text.as_str())
        });
        let names = entry.names.iter().map(|text| (name, own, text.as_str()));
        for ((stems, parts, beginnings), language, text) in
            std::iter::once((title, own, entry.title.as_str())).chain(names).chain(texts)
        {
            let tongue = Tongue::of(language);
            put(stems, text, &mut |word| vec![analysis::stem(&word.folded, tongue)]);
            if let (Some(field), Tongue::German) = (parts, tongue) {
                put(field, text, &mut part_stems);
            }
            if let Some(field) = beginnings {
                put(field, text, &mut |word| plain(word));
            }
            put(self.spellings, text, &mut |word| vec![crate::vocabulary::spelling(word)]);
        }
        for text in entry.texts.iter().filter(|text| text.weight == Weight::Audience) {
            let tongue = Tongue::of(&text.language);
            put(self.audience, &text.text, &mut |word| vec![analysis::stem(&word.folded, tongue)]);
        }
        streams.into_iter().filter_map(|(field, stream)| Some((field, stream.finish()?))).collect()
    }
}

/// The stems of the parts of which `word` is made; none where it is no compound.
fn part_stems(word: &Word) -> Vec<String> {
    let parts = compound::parts(&word.folded);
    let heads = parts.iter().filter(|part| part.role == Role::Head);
    let modifiers = parts.iter().filter(|part| part.role == Role::Modifier);
    heads.chain(modifiers).map(|part| analysis::stem(&part.text, Tongue::German)).collect()
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
