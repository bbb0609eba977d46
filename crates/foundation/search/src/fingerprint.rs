//! A number that tells whether two entries say the same, by which the index is compared with the tables.
//!
//! It is kept in the index beside the entry, so it has to come out the same on every node and in every build of the
//! program; the hashes of the standard library promise neither.

use std::hash::Hasher;

use fnv::FnvHasher;

use crate::entry::{SearchEntry, Visibility, Weight};

/// The fingerprint of what `entry` says. What has no order (tags, names, texts) counts the same in any order.
pub(crate) fn fingerprint(entry: &SearchEntry) -> Result<u64, serde_json::Error> {
    let mut hash = Hash::default();
    hash.text(&entry.subject.to_string());
    hash.number(entry.kind.number());
    hash.number(u64::from(entry.visibility == Visibility::Staff));
    hash.text(&entry.title);
    hash.texts(entry.names.clone());
    hash.texts(entry.texts.iter().map(|text| {
        let weight = match text.weight {
            Weight::Label => "label",
            Weight::Audience => "audience",
            Weight::Summary => "summary",
            Weight::Body => "body",
        };
        format!("{weight}\0{}\0{}", text.language, text.text)
    }));
    hash.text(&entry.area.map(|area| area.to_string()).unwrap_or_default());
    hash.texts(entry.further_areas.iter().map(ToString::to_string));
    hash.number(entry.position.map_or(u64::MAX, |position| position.latitude().to_bits()));
    hash.number(entry.position.map_or(u64::MAX, |position| position.longitude().to_bits()));
    // Dates stand in the order of the card's, which is part of what is said.
    hash.list(
        entry.intervals.iter().map(|date| format!("{}\0{}", date.start.as_second(), date.end.as_second())),
    );
    hash.list(entry.open_until.iter().map(|until| until.as_second().to_string()));
    hash.texts(entry.tags.iter().map(|tag| tag.as_str().to_owned()));
    for instant in [entry.changed, entry.published] {
        hash.text(&instant.map(|instant| instant.as_second().to_string()).unwrap_or_default());
    }
    hash.bytes(&serde_json::to_vec(&entry.card)?);
    Ok(hash.0.finish())
}

/// What was taken in so far.
#[derive(Default)]
struct Hash(FnvHasher);

impl Hash {
    /// Takes in `bytes` behind their length, so that no two lists of them run into one another.
    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.write(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: u64) {
        self.0.write(&number.to_le_bytes());
    }

    /// Texts in any order.
    fn texts(&mut self, texts: impl IntoIterator<Item = String>) {
        let mut texts: Vec<String> = texts.into_iter().collect();
        texts.sort_unstable();
        self.list(texts);
    }

    /// Texts in their order.
    fn list(&mut self, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        self.number(texts.len() as u64);
        for text in texts {
            self.text(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Hash::default();
        hash.0.write(b"foobar");
        assert_eq!(hash.0.finish(), 0x8594_4171_f739_67e8);
    }
}
