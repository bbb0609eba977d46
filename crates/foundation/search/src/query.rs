//! What can be asked, and what is answered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kreisrund_kernel::{AreaId, Kilometres, Position, SubjectRef};
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
        PhrasePrefixQuery, Query as EngineQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use crate::{
    analysis,
    entry::{Card, CardOccurrence, Interval, Kind},
    schema::Fields,
};

/// A question counts at most this many words; a whole letter pasted into the field is read as its beginning.
pub const MOST_WORDS: usize = 24;
/// How many words a beginning may stand for.
const PREFIX_EXPANSIONS: u32 = 64;

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// What is looked for, as typed. Every word has to occur; the last one may be a beginning.
    pub words: String,
    /// Around which position.
    pub within: Option<Within>,
    /// In which municipalities; empty for all.
    pub areas: Vec<AreaId>,
    /// Everywhere but in this municipality.
    pub elsewhere_than: Option<AreaId>,
    /// Only what belongs to no municipality: what is on the net alone, or comes to everyone.
    pub nowhere: bool,
    /// The records to which it has to belong, all of them.
    pub tags: Vec<SubjectRef>,
    /// In which stretch of time; one and the same date has to lie in it.
    pub during: Option<Interval>,
    /// Of which kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// The present moment. Without a period, only what is not over yet is found.
    pub now: Timestamp,
    /// Which part of the answer.
    pub page: Page,
    /// How the hits are ordered.
    pub order: Order,
}

/// A circle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// Its centre, from which distances are told.
    pub centre: Position,
    /// How far from the centre. In an endless circle lies everything, what has no position too.
    pub radius: Kilometres,
}

/// A part of the hits.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// How many hits come before.
    pub offset: usize,
    /// How many hits at most.
    pub limit: usize,
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: 20 }
    }
}

/// How hits are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits the words best first; without words, what comes soonest.
    #[default]
    Best,
    /// What comes soonest first.
    Soonest,
    /// What is nearest to the centre first; without a centre, what comes soonest.
    Nearest,
    /// What was public last first.
    Newest,
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// How many entries fit, each counted once however many dates it has.
    pub total: usize,
    /// The hits of the asked page.
    pub hits: Vec<Hit>,
    /// How many entries there would be for each choice.
    pub facets: Facets,
}

/// Counts for each choice, each as if no choice had been made in its own facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// By municipality.
    pub areas: BTreeMap<AreaId, usize>,
}

/// A page that the public may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPath {
    /// Its path, without a language's prefix.
    pub path: String,
    /// When what it shows was last changed, as far as that is known.
    pub changed: Option<Timestamp>,
}

/// One entry that fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: Kind,
    /// What to show of it.
    pub card: Card,
    /// The first of its dates that fits the question.
    pub next: Option<CardOccurrence>,
    /// How many of its dates fit the question.
    pub dates: usize,
    /// How far it is from the centre.
    pub distance: Option<Kilometres>,
    /// When it was first public, as far as that is known.
    pub published: Option<Timestamp>,
}

/// The words of `text` that count, at most [`MOST_WORDS`].
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    // Cut before analysing: nobody types a question of more than a few hundred letters.
    let cut = text.char_indices().nth(1_000).map_or(text, |(index, _)| &text[..index]);
    let mut words = analysis::terms(analysis::plain(), cut);
    words.truncate(MOST_WORDS);
    words
}

pub(crate) fn compile(fields: &Fields, query: &Query) -> Box<dyn EngineQuery> {
    let words = compile_words(fields, query);
    if query.tags.is_empty() {
        return words;
    }
    let tags = query.tags.iter().map(|tag| {
        let term =
            TermQuery::new(Term::from_field_text(fields.tags, &tag.to_string()), IndexRecordOption::Basic);
        // A tag says whether an entry fits, not how well.
        let clause: Box<dyn EngineQuery> = Box::new(ConstScoreQuery::new(Box::new(term), 0.0));
        (Occur::Must, clause)
    });
    Box::new(BooleanQuery::new(tags.chain([(Occur::Must, words)]).collect()))
}

fn compile_words(fields: &Fields, query: &Query) -> Box<dyn EngineQuery> {
    let words = words(&query.words);
    if words.is_empty() {
        // Signs alone ask for nothing that could be found; an empty field asks for everything.
        return if query.words.trim().is_empty() { Box::new(AllQuery) } else { Box::new(EmptyQuery) };
    }
    let last = words.len() - 1;
    // A space behind the last word says that it is complete.
    let open_end = !query.words.ends_with(char::is_whitespace);
    let clauses = words
        .iter()
        .enumerate()
        .map(|(index, word)| (Occur::Must, one_word(fields, word, open_end && index == last)))
        .collect();
    Box::new(BooleanQuery::new(clauses))
}

fn one_word(fields: &Fields, word: &str, may_go_on: bool) -> Box<dyn EngineQuery> {
    let mut ways: Vec<Box<dyn EngineQuery>> = Vec::new();
    for stem in analysis::terms(analysis::stemmed(), word) {
        ways.push(term(fields.title, &stem, 4.0));
        ways.push(term(fields.body, &stem, 1.0));
    }
    ways.push(term(fields.title_plain, word, 5.0));
    ways.push(term(fields.names, word, 2.0));
    if may_go_on && word.chars().count() >= 2 {
        for (field, boost) in [(fields.title_plain, 2.0), (fields.names, 1.0)] {
            let mut prefix = PhrasePrefixQuery::new(vec![Term::from_field_text(field, word)]);
            prefix.set_max_expansions(PREFIX_EXPANSIONS);
            ways.push(Box::new(BoostQuery::new(Box::new(prefix), boost)));
        }
    }
    Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, 0.1))
}

fn term(field: Field, text: &str, boost: f32) -> Box<dyn EngineQuery> {
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}
