//! The terms that a source's words name.

use std::collections::{BTreeMap, HashMap};

use kreisrund_content::{Vocabulary, VocabularySnapshot};
use kreisrund_kernel::{TermId, text::fold};

/// Every way in which a term in force may be written: its short name, and its label in each language.
pub(super) struct TermNames {
    names: BTreeMap<Vocabulary, HashMap<String, TermId>>,
}

impl TermNames {
    pub fn new(vocabularies: &VocabularySnapshot) -> Self {
        let of = |vocabulary| {
            let mut names = HashMap::new();
            for term in vocabularies.terms(vocabulary) {
                // Of two that are called the same, the first counts.
                for label in term.labels.values() {
                    names.entry(fold(label)).or_insert(term.id);
                }
                names.entry(fold(term.slug.as_str())).or_insert(term.id);
            }
            (vocabulary, names)
        };
        Self { names: Vocabulary::ALL.into_iter().map(of).collect() }
    }

    /// The term of `vocabulary` that `word` names.
    pub fn find(&self, vocabulary: Vocabulary, word: &str) -> Option<TermId> {
        self.names.get(&vocabulary)?.get(&fold(word.trim())).copied()
    }
}
