//! The documents that all systems search: what the slices hand to our own index, as plain fields.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use kreisrund::house::slices;
use kreisrund_search::{SearchEntry, SearchSource, Visibility, Weight};
use kreisrund_slice::House;
use serde::Serialize;

use crate::Outcome;

/// How many records are read at once.
const BATCH: u64 = 500;

/// A record as plain text. Texts of all languages stand beside each other, as our own index has them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Document {
    /// The path of its page, by which it is judged.
    pub id: String,
    /// The title.
    pub title: String,
    /// What its topics, audiences and life situations are called, and its title in other languages.
    pub labels: String,
    /// Who offers it, and where it is: place, village, municipality with postcodes.
    pub names: String,
    /// The sentence that says what it is about.
    pub summary: String,
    /// All else.
    pub body: String,
}

impl Document {
    /// The fields that are searched, what counts most first.
    pub const FIELDS: [&'static str; 5] = ["title", "labels", "names", "summary", "body"];

    /// Their contents, in the order of [`Self::FIELDS`].
    pub fn contents(&self) -> [&str; 5] {
        [&self.title, &self.labels, &self.names, &self.summary, &self.body]
    }

    fn of(entry: &SearchEntry, house: &House) -> Self {
        let said = |weight: Weight| {
            let texts = entry.texts.iter().filter(|text| text.weight == weight);
            texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        let snapshot = house.areas.snapshot();
        let municipality = entry.area.and_then(|area| snapshot.municipality(area));
        let postcodes = municipality.into_iter().flat_map(|municipality| &municipality.postcodes);
        let names = entry.names.iter().cloned().chain(postcodes.map(ToString::to_string));
        Self {
            id: entry.card.path.clone(),
            title: entry.title.clone(),
            labels: [said(Weight::Label), said(Weight::Audience)].join("\n"),
            names: names.collect::<Vec<_>>().join("\n"),
            summary: said(Weight::Summary),
            body: said(Weight::Body),
        }
    }
}

/// What everybody may find at a moment, by path.
#[derive(Debug, Default)]
pub struct Collection {
    /// The entries as our own index has them.
    pub entries: BTreeMap<String, SearchEntry>,
    /// The same as plain text, in the same order.
    pub documents: Vec<Document>,
}

impl Collection {
    /// What `house` has that is public and not over.
    ///
    /// # Errors
    /// When the tables can't be read.
    pub async fn of(house: &House) -> Outcome<Self> {
        let now = house.clock.now();
        let sources: Vec<Arc<dyn SearchSource>> = slices()
            .iter()
            .flat_map(|slice| (slice.search)(&house.database, &house.areas, &house.vocabularies))
            .collect();
        let mut entries = BTreeMap::new();
        for source in sources {
            let mut after = None;
            loop {
                let ids = source.ids(after, BATCH).await?;
                let Some(last) = ids.last() else { break };
                after = Some(*last);
                let found = source.entries(&ids).await?.into_iter();
                let shown = found.filter(|entry| is_shown(entry, now));
                entries.extend(shown.map(|entry| (entry.card.path.clone(), entry)));
            }
        }
        let documents = entries.values().map(|entry| Document::of(entry, house)).collect();
        Ok(Self { entries, documents })
    }
}

/// Whether everybody may see it, and it is always there or has a date that is not over.
fn is_shown(entry: &SearchEntry, now: Timestamp) -> bool {
    let is_ahead = entry.intervals.iter().any(|interval| interval.end > now || interval.start >= now);
    entry.visibility == Visibility::Public && (entry.intervals.is_empty() || is_ahead)
}
