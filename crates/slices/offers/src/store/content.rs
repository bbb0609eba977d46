//! What a source says about an offer, kept to be compared with what it says next time.
//!
//! Dates and terms are compared row by row instead, because their rows may have been changed by others.

use std::collections::BTreeMap;

use kreisrund_store::StoreError;
use serde_json::{Value, json};

use crate::offer::{Draft, Field};

/// What a source says, field by field.
pub(super) struct Content(BTreeMap<&'static str, Value>);

/// The fields that are compared so.
const COMPARED: [Field; 11] = [
    Field::Form,
    Field::CoOrganisers,
    Field::Venue,
    Field::Texts,
    Field::Contact,
    Field::Ages,
    Field::Price,
    Field::Accessibility,
    Field::Registration,
    Field::Link,
    Field::Validity,
];

impl Content {
    /// What the draft's source says.
    pub fn of(draft: &Draft) -> Result<Self, StoreError> {
        let details = &draft.details;
        let mut content = BTreeMap::new();
        for field in COMPARED {
            let value = match field {
                Field::Form => json!(details.form),
                Field::CoOrganisers => json!(details.co_organisers),
                Field::Venue => serde_json::to_value(&details.venue)?,
                Field::Texts => serde_json::to_value(&details.texts)?,
                Field::Contact => json!(details.contact),
                Field::Ages => json!(details.ages),
                Field::Price => json!(details.price),
                Field::Accessibility => json!(details.accessibility),
                Field::Registration => json!(details.registration),
                Field::Link => json!(details.link),
                Field::Validity => json!(details.validity),
                Field::Dates | Field::Terms => continue,
            };
            content.insert(field.as_str(), value);
        }
        // The rule belongs to the dates, but no row of theirs shows it.
        content.insert(Field::Dates.as_str(), serde_json::to_value(&draft.series)?);
        Ok(Self(content))
    }

    /// The fields of which `before` said something else.
    pub fn differs_from(&self, before: Option<&str>) -> Vec<Field> {
        let before: BTreeMap<String, Value> =
            before.and_then(|before| serde_json::from_str(before).ok()).unwrap_or_default();
        let differs = |field: &Field| {
            let name = field.as_str();
            self.0.contains_key(name) && self.0.get(name) != before.get(name)
        };
        Field::ALL.into_iter().filter(differs).collect()
    }

    /// As it is stored.
    pub fn to_text(&self) -> Result<String, StoreError> {
        Ok(serde_json::to_string(&self.0)?)
    }
}
