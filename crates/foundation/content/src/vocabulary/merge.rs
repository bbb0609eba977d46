//! What an edition does to the terms that there are.

use std::collections::{BTreeMap, BTreeSet};

use kreisrund_kernel::{Slug, TermId};

use super::{Term, TermEntry, VocabularyFile};

/// What an edition did to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It came with this edition.
    Added,
    /// It was renamed, moved, or is used again.
    Changed,
    /// It is as it was.
    Unchanged,
    /// It is used no longer.
    Retired,
}

/// A life situation names a topic that is not in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownTopic {
    /// The life situation.
    pub(crate) term: Slug,
    /// The topic.
    pub(crate) topic: Slug,
}

/// The terms of a vocabulary after the edition of `file`, those above others first, each with what happened to it.
/// `stored` are all its terms before, `topics` the topics in force.
pub(crate) fn merge(
    stored: Vec<Term>,
    file: &VocabularyFile,
    topics: &BTreeMap<Slug, TermId>,
) -> Result<Vec<(Term, Fate)>, UnknownTopic> {
    let mut stored: BTreeMap<Slug, Term> = stored.into_iter().map(|term| (term.slug.clone(), term)).collect();
    let id_of = |slug: &Slug| stored.get(slug).map_or_else(TermId::new, |term| term.id);
    let ids: BTreeMap<&Slug, TermId> =
        file.terms.iter().map(|entry| (&entry.slug, id_of(&entry.slug))).collect();
    let mut replaced = BTreeMap::new();
    for entry in &file.terms {
        replaced.extend(entry.replaces.iter().map(|slug| (slug, ids[&entry.slug])));
    }
    let mut merged = Vec::new();
    for (position, entry) in (0..).zip(&file.terms) {
        let term = term_of(file, entry, position, &ids, topics)?;
        let fate = match stored.remove(&entry.slug) {
            None => Fate::Added,
            Some(before) if before == term => Fate::Unchanged,
            Some(_) => Fate::Changed,
        };
        merged.push((term, fate));
    }
    for (slug, before) in stored {
        let mut term = before.clone();
        let is_retired_now = term.retired_in.is_none();
        term.retired_in.get_or_insert_with(|| file.edition.name.clone());
        term.replaced_by = replaced.get(&slug).copied().or(term.replaced_by);
        let fate = match (is_retired_now, term == before) {
            (true, _) => Fate::Retired,
            (false, true) => Fate::Unchanged,
            (false, false) => Fate::Changed,
        };
        merged.push((term, fate));
    }
    merged.sort_by_key(|(term, _)| term.parent.is_some());
    Ok(merged)
}

fn term_of(
    file: &VocabularyFile,
    entry: &TermEntry,
    position: u32,
    ids: &BTreeMap<&Slug, TermId>,
    topics: &BTreeMap<Slug, TermId>,
) -> Result<Term, UnknownTopic> {
    let topic = |topic: &Slug| {
        let unknown = || UnknownTopic { term: entry.slug.clone(), topic: topic.clone() };
        topics.get(topic).copied().ok_or_else(unknown)
    };
    let codes: BTreeSet<_> = entry.codes.iter().cloned().collect();
    Ok(Term {
        id: ids[&entry.slug],
        vocabulary: file.edition.vocabulary,
        slug: entry.slug.clone(),
        parent: entry.parent.as_ref().and_then(|parent| ids.get(parent)).copied(),
        labels: entry.labels.clone(),
        codes: codes.into_iter().collect(),
        topics: entry.topics.iter().map(topic).collect::<Result<_, _>>()?,
        position,
        retired_in: None,
        replaced_by: None,
    })
}
