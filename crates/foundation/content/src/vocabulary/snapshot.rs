//! All vocabularies in memory, for pages and imports that ask often.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kreisrund_kernel::{Slug, TermId};

use super::{Edition, ExternalCode, Term, Vocabulary};

/// The terms of all vocabularies at one moment.
#[derive(Clone, Debug, Default)]
pub struct VocabularySnapshot {
    editions: BTreeMap<Vocabulary, Edition>,
    terms: HashMap<TermId, Term>,
    by_slug: HashMap<(Vocabulary, Slug), TermId>,
    in_order: BTreeMap<Vocabulary, Vec<TermId>>,
    children: HashMap<TermId, Vec<TermId>>,
}

impl VocabularySnapshot {
    /// The snapshot of these latest editions and all their terms.
    #[must_use]
    pub fn new(editions: impl IntoIterator<Item = Edition>, terms: impl IntoIterator<Item = Term>) -> Self {
        let terms: HashMap<TermId, Term> = terms.into_iter().map(|term| (term.id, term)).collect();
        let mut sorted: Vec<&Term> = terms.values().filter(|term| term.is_in_force()).collect();
        sorted.sort_by_key(|term| (term.position, &term.slug));
        let mut children: HashMap<TermId, Vec<TermId>> = HashMap::new();
        for term in &sorted {
            if let Some(parent) = term.parent {
                children.entry(parent).or_default().push(term.id);
            }
        }
        let mut in_order: BTreeMap<Vocabulary, Vec<TermId>> = BTreeMap::new();
        for term in sorted.iter().filter(|term| term.parent.is_none()) {
            let order = in_order.entry(term.vocabulary).or_default();
            order.push(term.id);
            order.extend(children.get(&term.id).into_iter().flatten());
        }
        Self {
            editions: editions.into_iter().map(|edition| (edition.vocabulary, edition)).collect(),
            by_slug: terms.values().map(|term| ((term.vocabulary, term.slug.clone()), term.id)).collect(),
            in_order,
            children,
            terms,
        }
    }

    /// The latest edition of `vocabulary`.
    #[must_use]
    pub fn edition(&self, vocabulary: Vocabulary) -> Option<&Edition> {
        self.editions.get(&vocabulary)
    }

    /// The term with that identifier, retired ones too.
    #[must_use]
    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(&id)
    }

    /// The term with that short name, retired ones too.
    #[must_use]
    pub fn by_slug(&self, vocabulary: Vocabulary, slug: &Slug) -> Option<&Term> {
        self.term(*self.by_slug.get(&(vocabulary, slug.clone()))?)
    }

    /// The terms in force, in their order: each before those below it.
    pub fn terms(&self, vocabulary: Vocabulary) -> impl Iterator<Item = &Term> {
        self.in_order.get(&vocabulary).into_iter().flatten().filter_map(|id| self.term(*id))
    }

    /// The terms in force that stand below no other, in their order.
    pub fn first_level(&self, vocabulary: Vocabulary) -> impl Iterator<Item = &Term> {
        self.terms(vocabulary).filter(|term| term.parent.is_none())
    }

    /// The terms in force below `id`, in their order.
    pub fn children(&self, id: TermId) -> impl Iterator<Item = &Term> {
        self.children.get(&id).into_iter().flatten().filter_map(|id| self.term(*id))
    }

    /// `id` and the terms in force below it: what somebody means who asks for an upper topic.
    #[must_use]
    pub fn with_children(&self, id: TermId) -> Vec<TermId> {
        std::iter::once(id).chain(self.children(id).map(|term| term.id)).collect()
    }

    /// `ids` and the upper terms of each: what is found by its topics is found by their upper topics too.
    #[must_use]
    pub fn with_parents(&self, ids: impl IntoIterator<Item = TermId>) -> BTreeSet<TermId> {
        let ids = ids.into_iter();
        ids.flat_map(|id| std::iter::once(id).chain(self.term(id).and_then(|term| term.parent))).collect()
    }

    /// The term itself while it is in force, or else the one that took its place.
    #[must_use]
    pub fn current(&self, id: TermId) -> Option<&Term> {
        in_force(id, |id| self.term(id))
    }

    /// The term with the longest code of `scheme` that begins `code`; see [`crate::store::vocabularies::term_by_code`].
    #[must_use]
    pub fn by_code(&self, vocabulary: Vocabulary, scheme: &str, code: &str) -> Option<&Term> {
        ExternalCode::prefixes(code).find_map(|prefix| {
            let has_code =
                |term: &&Term| term.codes.iter().any(|own| own.scheme == scheme && own.code == prefix);
            self.terms(vocabulary).filter(has_code).min_by_key(|term| (term.parent.is_some(), term.position))
        })
    }

    /// The topics that help in the life situation `id`, the replacements of retired ones among them.
    #[must_use]
    pub fn topics_of(&self, id: TermId) -> Vec<&Term> {
        let mut topics: Vec<&Term> = Vec::new();
        for topic in self.term(id).into_iter().flat_map(|term| &term.topics) {
            if let Some(topic) = self.current(*topic)
                && !topics.iter().any(|known| known.id == topic.id)
            {
                topics.push(topic);
            }
        }
        topics
    }

    /// The life situations in which the topic `id` helps, in their order.
    #[must_use]
    pub fn situations_of(&self, id: TermId) -> Vec<&Term> {
        let helps = |term: &&Term| self.topics_of(term.id).iter().any(|topic| topic.id == id);
        self.terms(Vocabulary::LifeSituation).filter(helps).collect()
    }
}

/// Follows the replacements from `id` to the term that is in force; `None` where that way ends.
pub(crate) fn in_force<'a>(id: TermId, term: impl Fn(TermId) -> Option<&'a Term>) -> Option<&'a Term> {
    let mut met = vec![id];
    let mut present = term(id)?;
    while !present.is_in_force() {
        let next = present.replaced_by.filter(|next| !met.contains(next))?;
        met.push(next);
        present = term(next)?;
    }
    Some(present)
}
