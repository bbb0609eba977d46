//! From the words of a question to what the engine looks for.
//!
//! Every word stands for several ways in which it may be found: itself in each of the texts, as a part of a compound, as
//! a beginning, by a synonym, by a similar word. The best of them counts ([`DisjunctionMaxQuery`]).

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Arc, OnceLock},
};

use kreisrund_kernel::text::fold;
use tantivy::{
    Searcher, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
        PhrasePrefixQuery, PhraseQuery, Query as EngineQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use crate::{
    analysis::{self, Tongue},
    compound,
    query::{Correction, Form, FoundIn, Query},
    schema::Fields,
    synonyms::{Alternative, SynonymSnapshot},
    typed::{self, Piece, Wanted},
    vocabulary::{JOINTS, Known, Vocabulary},
};

/// How many words a beginning may stand for.
const PREFIX_EXPANSIONS: u32 = 64;

/// What a word is worth, by where and how it is found. Tuned on the tuning half of the judged questions
/// (`quality/search`); around these values little changes.
mod worth {
    pub const TITLE: f32 = 2.5;
    /// Just the form that was typed: who looks for “Schüler” means pupils rather than schools.
    pub const TITLE_EXACTLY: f32 = 1.7;
    pub const NAME_EXACTLY: f32 = 2.2;
    pub const LABEL: f32 = 2.0;
    /// For whom something is, however often that is said.
    pub const AUDIENCE: f32 = 8.0;
    pub const NAME: f32 = 2.0;
    pub const SUMMARY: f32 = 1.6;
    pub const BODY: f32 = 1.0;
    pub const TITLE_PART: f32 = 2.6;
    pub const PART: f32 = 1.1;
    pub const TITLE_BEGINNING: f32 = 3.2;
    pub const NAME_BEGINNING: f32 = 1.0;
    /// What a word by another one is worth, compared with itself.
    pub const SYNONYM: f32 = 0.9;
    /// What the parts of a compound are worth together, compared with one word.
    pub const IN_PARTS: f32 = 1.5;
    pub const SLIP: f32 = 0.9;
    pub const PHRASE: f32 = 1.5;
    /// What words are worth each that were typed apart and are one word here.
    pub const JOINED: f32 = 0.8;
    /// What each word is worth for being found at all, where not all have to be; more for a rare one.
    pub const COVER: f32 = 5.0;
    /// How much of its worth every way to find a word adds to the best one.
    pub const FURTHER_WAY: f32 = 0.19;
}

/// In so many words of a question slips are looked for, which takes its time: who types more that nobody knows has not
/// mistyped them.
const MOST_MISTYPED: usize = 6;

/// So many words that were typed apart may be one.
const MOST_APART: usize = 3;

/// A way in which something typed may be found.
pub(crate) struct Found {
    pub field: FoundIn,
    pub form: Form,
    pub query: Box<dyn EngineQuery>,
}

/// A word or phrase of the question with all ways in which it may be found.
pub(crate) struct Clause {
    pub typed: String,
    pub ways: Vec<Found>,
}

impl Clause {
    fn new(typed: String, ways: Vec<Found>) -> Self {
        Self { typed, ways }
    }

    fn query(&self) -> Box<dyn EngineQuery> {
        best_of(&self.ways)
    }

    /// The same, with points for being found at all: who has more of the words stands before who has one of them often,
    /// and who has the rare ones before who has those that stand everywhere. `rarity` compares the word with the others of
    /// the question: it is 1 where all are equally rare.
    fn counted(&self, rarity: f32) -> Box<dyn EngineQuery> {
        let found = ConstScoreQuery::new(self.query(), worth::COVER * rarity);
        Box::new(BooleanQuery::intersection(vec![self.query(), Box::new(found)]))
    }
}

/// What the best of `ways` is worth.
fn best_of<'a>(ways: impl IntoIterator<Item = &'a Found>) -> Box<dyn EngineQuery> {
    let ways = ways.into_iter().map(|way| way.query.box_clone()).collect();
    Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, worth::FURTHER_WAY))
}

/// The words of a question, ready to be looked for.
pub(crate) struct Compiled {
    pub clauses: Vec<Clause>,
    excluded: Vec<Clause>,
    pub corrections: Vec<Correction>,
    /// What may be meant by words that are not known and like no other.
    pub suggestions: Vec<Correction>,
    /// Signs alone were typed, which nothing has.
    hopeless: bool,
    /// How rare each of the words is compared with the others, once somebody asked.
    rarities: OnceLock<Vec<f32>>,
}

/// What is needed to compile a question.
pub(crate) struct Compiler<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub synonyms: &'a SynonymSnapshot,
    pub vocabulary: &'a dyn Fn() -> tantivy::Result<Arc<Vocabulary>>,
}

impl Compiled {
    /// How many of the words an entry may lack where hardly anything has all of them.
    pub fn may_lack(&self) -> usize {
        self.clauses.len() / 2
    }

    /// How many of the words an entry may lack where nothing at all has more: one has to be left.
    pub fn most_lacking(&self) -> usize {
        self.clauses.len().saturating_sub(1)
    }

    /// Whether nothing is asked of words.
    pub fn is_nothing(&self) -> bool {
        self.clauses.is_empty() && self.excluded.is_empty() && !self.hopeless
    }

    /// Finds out how rare each of the words is, which counts where not all of them have to occur.
    pub fn compare_rarity(&self, searcher: &Searcher) -> tantivy::Result<()> {
        if self.rarities.get().is_some() {
            return Ok(());
        }
        let all = searcher.num_docs() as f32;
        let mut rarities = Vec::new();
        for clause in &self.clauses {
            let having = clause.query().count(searcher)? as f32;
            rarities.push((1.0 + all / (1.0 + having)).ln());
        }
        let mean = rarities.iter().sum::<f32>() / rarities.len() as f32;
        for rarity in rarities.iter_mut().filter(|_| mean > 0.0) {
            *rarity /= mean;
        }
        // Who asked the same words at the same moment found the same.
        let _ = self.rarities.set(rarities);
        Ok(())
    }

    /// The engine's question, in which `lacking` of the words need not occur.
    pub fn query(&self, fields: &Fields, query: &Query, lacking: usize) -> Box<dyn EngineQuery> {
        if self.hopeless {
            return Box::new(EmptyQuery);
        }
        let tags = query.tags.iter().map(|tag| {
            let term = Term::from_field_text(fields.tags, tag.as_str());
            // A tag says whether an entry fits, not how well.
            let tag = TermQuery::new(term, IndexRecordOption::Basic);
            (Occur::Must, Box::new(ConstScoreQuery::new(Box::new(tag), 0.0)) as Box<dyn EngineQuery>)
        });
        let mut all: Vec<(Occur, Box<dyn EngineQuery>)> = tags.collect();
        all.extend(self.excluded.iter().map(|clause| (Occur::MustNot, clause.query())));
        if self.clauses.is_empty() {
            all.push((Occur::Must, Box::new(AllQuery)));
        } else if lacking == 0 {
            all.extend(self.clauses.iter().map(|clause| (Occur::Must, clause.query())));
        } else {
            let rarities = self.rarities.get().into_iter().flatten().copied().chain(std::iter::repeat(1.0));
            let some = self.clauses.iter().zip(rarities);
            let some = some.map(|(clause, rarity)| (Occur::Should, clause.counted(rarity))).collect();
            let enough = self.clauses.len().saturating_sub(lacking).max(1);
            all.push((Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(some, enough))));
        }
        Box::new(BooleanQuery::new(all))
    }
}

impl Compiler<'_> {
    /// The ways to find the words of `text`.
    pub fn compile(&self, text: &str) -> tantivy::Result<Compiled> {
        let typed = typed::read(text);
        let mut compiled = Compiled {
            clauses: Vec::new(),
            excluded: Vec::new(),
            corrections: Vec::new(),
            suggestions: Vec::new(),
            hopeless: typed.is_empty_but_typed(),
            rarities: OnceLock::new(),
        };
        let meaningful = typed.meaningful();
        let words: Vec<String> = meaningful.iter().map(|piece| folded(piece)).collect();
        let alternatives = self.synonyms.of(&words);
        let joined = written_together(&meaningful);
        let apart = self.written_apart(&typed.pieces)?;
        let mut unknown = 0;
        for (index, piece) in meaningful.into_iter().enumerate() {
            let typed = text.get(piece.from..piece.to).unwrap_or_default().to_owned();
            let mut ways = match &piece.wanted {
                Wanted::Phrase(words) => self.phrase(words),
                Wanted::Word { text, may_go_on, .. } => self.word(text, *may_go_on && !piece.excluded),
            };
            if piece.excluded {
                // Only what is really there is thrown out: the word itself, not what it may be a part of.
                ways.retain(|way| way.form == Form::Word);
                compiled.excluded.push(Clause::new(typed, ways));
                continue;
            }
            for (_, whole) in apart.iter().filter(|(place, _)| place.contains(&piece.from)) {
                ways.extend(self.together(std::slice::from_ref(whole), worth::JOINED, &Form::Word));
            }
            if let Some(together) = joined.get(&index) {
                ways.extend(self.together(std::slice::from_ref(together), worth::JOINED, &Form::Word));
            }
            if let Wanted::Word { text, may_go_on, .. } = &piece.wanted {
                for alternative in alternatives.iter().filter(|alternative| alternative.from.contains(&index))
                {
                    ways.extend(self.alternative(alternative));
                }
                let parts = compound::parts(text);
                if parts.len() > 1 {
                    let parts: Vec<String> = parts.into_iter().map(|part| part.text).collect();
                    ways.extend(self.together(&parts, worth::IN_PARTS, &Form::InParts));
                }
                if unknown < MOST_MISTYPED && !self.is_known(&ways, text, *may_go_on)? {
                    unknown += 1;
                    let mut taken = self.slips(text, &mut ways)?;
                    if taken.is_empty() {
                        taken = self.slips_in_parts(text, &mut ways)?;
                    }
                    let typed = typed.clone();
                    if taken.is_empty() {
                        let vocabulary = (self.vocabulary)()?;
                        let taken: Vec<String> =
                            vocabulary.less_similar(text).map(|known| known.written.clone()).collect();
                        if !taken.is_empty() {
                            compiled.suggestions.push(Correction { typed, taken });
                        }
                    } else {
                        compiled.corrections.push(Correction { typed, taken });
                    }
                }
            }
            compiled.clauses.push(Clause::new(typed, ways));
        }
        Ok(compiled)
    }

    /// Words that were typed apart and are one word here (“Spiele Abend”, “mehr Generationen Haus”; “PC Kurs” where
    /// there is a Computerkurs), each with where its words begin and end in the text.
    fn written_apart(&self, pieces: &[Piece]) -> tantivy::Result<Vec<(Range<usize>, String)>> {
        let mut wholes = Vec::new();
        if pieces.len() < 2 {
            return Ok(wholes);
        }
        let vocabulary = (self.vocabulary)()?;
        for length in 2..=MOST_APART {
            for run in pieces.windows(length) {
                let words: Option<Vec<&str>> = run.iter().map(Piece::wanted_word).collect();
                let (Some(words), Some(first), Some(last)) = (words, run.first(), run.last()) else {
                    continue;
                };
                let place = first.from..last.to;
                let mut beginnings = vec![words[..length - 1].concat()];
                if let [first, _] = words.as_slice() {
                    let same = self.synonyms.of(&[(*first).to_owned()]);
                    beginnings.extend(
                        same.into_iter()
                            .filter_map(|same| <[String; 1]>::try_from(same.words).ok())
                            .map(|[word]| word),
                    );
                }
                let last = words[length - 1];
                let spelt = beginnings
                    .iter()
                    .flat_map(|beginning| JOINTS.map(|joint| format!("{beginning}{joint}{last}")));
                wholes
                    .extend(spelt.filter(|whole| vocabulary.has(whole)).map(|whole| (place.clone(), whole)));
            }
        }
        Ok(wholes)
    }

    /// The ways to find what means the same as words of the question.
    fn alternative(&self, alternative: &Alternative) -> Vec<Found> {
        let form = Form::Synonym(alternative.words.join(" "));
        let worth = worth::SYNONYM / alternative.from.len().max(1) as f32;
        if !alternative.exact {
            return self.together(&alternative.words, worth, &form);
        }
        let [word] = alternative.words.as_slice() else {
            return self.together(&alternative.words, worth, &form);
        };
        let ways = self.exactly(word).into_iter();
        ways.map(|way| Found {
            form: form.clone(),
            query: Box::new(BoostQuery::new(way.query, worth)),
            field: way.field,
        })
        .collect()
    }

    /// The ways to find `word` in just this form. It is known of titles and of what names things.
    fn exactly(&self, word: &str) -> Vec<Found> {
        let fields = self.fields;
        [
            (fields.title_plain, FoundIn::Title, worth::TITLE_EXACTLY),
            (fields.names_plain, FoundIn::Name, worth::NAME_EXACTLY),
        ]
        .into_iter()
        .filter_map(|(field, found_in, worth)| {
            Some(Found { field: found_in, form: Form::Word, query: self.term(field, word, worth)? })
        })
        .collect()
    }

    /// What has `text` in `field`; nothing where no entry has, so that nobody looks for it again and again.
    fn term(&self, field: Field, text: &str, boost: f32) -> Option<Box<dyn EngineQuery>> {
        self.exists(&Term::from_field_text(field, text)).then(|| term(field, text, boost))
    }

    /// Whether any entry has `term`. An index that can't tell says so to who looks for it.
    fn exists(&self, term: &Term) -> bool {
        self.searcher.doc_freq(term).map_or(true, |frequency| frequency > 0)
    }

    /// Whether anything has one of `ways`, or a word that begins with `word` while it may go on.
    fn is_known(&self, ways: &[Found], word: &str, may_go_on: bool) -> tantivy::Result<bool> {
        for way in ways {
            if way.form != Form::Beginning && way.query.count(self.searcher)? > 0 {
                return Ok(true);
            }
        }
        Ok(may_go_on && (self.vocabulary)()?.has_beginning(word))
    }

    /// Adds the words for which `word` may be a slip, and tells which.
    fn slips(&self, word: &str, ways: &mut Vec<Found>) -> tantivy::Result<Vec<String>> {
        let vocabulary = (self.vocabulary)()?;
        let similar = vocabulary.similar(word);
        // A word that nothing contains may be known for what means the same.
        let asked = self.synonyms.similar(word);
        let nearest = similar.iter().chain(&asked).map(|(_, distance)| *distance).min();
        let is_near = |similar: &&(&Known, usize)| Some(similar.1) == nearest;
        let mut taken: Vec<String> = Vec::new();
        for (known, _) in similar.iter().filter(is_near) {
            ways.extend(slipped(self.word(&known.folded, false), known));
            taken.push(known.written.clone());
        }
        for (known, _) in asked.iter().filter(is_near) {
            let alternatives = self.synonyms.of(std::slice::from_ref(&known.folded));
            for alternative in &alternatives {
                ways.extend(slipped(self.alternative(alternative), known));
            }
            if !alternatives.is_empty() && !taken.iter().any(|taken| fold(taken) == known.folded) {
                taken.push(known.written.clone());
            }
        }
        Ok(taken)
    }

    /// Adds the parts of which the compound `word` is made if one of them was mistyped, and tells what was taken:
    /// “Heimatferein” for “Heimat” and “Verein”.
    fn slips_in_parts(&self, word: &str, ways: &mut Vec<Found>) -> tantivy::Result<Vec<String>> {
        let vocabulary = (self.vocabulary)()?;
        let Some((first, second)) = vocabulary.similar_parts(word) else { return Ok(Vec::new()) };
        let written = format!("{} {}", first.written, second.written);
        let parts = [first.folded.clone(), second.folded.clone()];
        ways.extend(self.together(&parts, worth::IN_PARTS * worth::SLIP, &Form::Slip(written.clone())));
        Ok(vec![written])
    }

    /// The ways to find `word` itself.
    fn word(&self, word: &str, may_go_on: bool) -> Vec<Found> {
        let fields = self.fields;
        let mut ways = self.exactly(word);
        for stem in analysis::stems(word) {
            // For whom something is does not count less where it is for several.
            let audience = Term::from_field_text(fields.audience, &stem);
            if self.exists(&audience) {
                let audience = TermQuery::new(audience, IndexRecordOption::Basic);
                let query = Box::new(ConstScoreQuery::new(Box::new(audience), worth::AUDIENCE));
                ways.push(Found { field: FoundIn::Label, form: Form::Word, query });
            }
            for (field, found_in, worth, form) in [
                (fields.title, FoundIn::Title, worth::TITLE, Form::Word),
                (fields.labels, FoundIn::Label, worth::LABEL, Form::Word),
                (fields.names, FoundIn::Name, worth::NAME, Form::Word),
                (fields.summary, FoundIn::Summary, worth::SUMMARY, Form::Word),
                (fields.body, FoundIn::Body, worth::BODY, Form::Word),
                (fields.title_parts, FoundIn::Title, worth::TITLE_PART, Form::Part),
                (fields.parts, FoundIn::Label, worth::PART, Form::Part),
            ] {
                let query = self.term(field, &stem, worth);
                ways.extend(query.map(|query| Found { field: found_in, form, query }));
            }
        }
        if may_go_on && word.chars().count() >= 2 {
            for (field, found_in, worth) in [
                (fields.title_plain, FoundIn::Title, worth::TITLE_BEGINNING),
                (fields.names_plain, FoundIn::Name, worth::NAME_BEGINNING),
            ] {
                let mut prefix = PhrasePrefixQuery::new(vec![Term::from_field_text(field, word)]);
                prefix.set_max_expansions(PREFIX_EXPANSIONS);
                let query = Box::new(BoostQuery::new(Box::new(prefix), worth));
                ways.push(Found { field: found_in, form: Form::Beginning, query });
            }
        }
        ways
    }

    /// The ways to find all of `words`: in the title, in what names it, or anywhere.
    fn together(&self, words: &[String], share: f32, form: &Form) -> Vec<Found> {
        if let [word] = words {
            let ways = self.word(word, false).into_iter();
            return ways
                .map(|way| Found {
                    field: way.field,
                    form: form.clone(),
                    query: Box::new(BoostQuery::new(way.query, share)),
                })
                .collect();
        }
        let ways: Vec<Vec<Found>> = words.iter().map(|word| self.word(word, false)).collect();
        let share = share / words.len().max(1) as f32;
        let in_title: fn(FoundIn) -> bool = |field| field == FoundIn::Title;
        let in_names: fn(FoundIn) -> bool = |field| matches!(field, FoundIn::Label | FoundIn::Name);
        let anywhere: fn(FoundIn) -> bool = |_| true;
        [(FoundIn::Title, in_title), (FoundIn::Label, in_names), (FoundIn::Body, anywhere)]
            .into_iter()
            .filter_map(|(field, lies_there)| {
                let mut all = Vec::new();
                for ways in &ways {
                    let mut there = ways.iter().filter(|way| lies_there(way.field)).peekable();
                    there.peek()?;
                    all.push(best_of(there));
                }
                let query = Box::new(BooleanQuery::intersection(all));
                Some(Found { field, form: form.clone(), query: Box::new(BoostQuery::new(query, share)) })
            })
            .collect()
    }

    /// The ways to find `words` one behind the other.
    fn phrase(&self, words: &[String]) -> Vec<Found> {
        if let [word] = words {
            let ways = self.word(word, false).into_iter();
            return ways.filter(|way| way.form == Form::Word).collect();
        }
        let fields = self.fields;
        let mut ways = Vec::new();
        for tongue in [Tongue::German, Tongue::English] {
            let stems: Vec<String> = words.iter().map(|word| analysis::stem(word, tongue)).collect();
            for (field, found_in, worth) in [
                (fields.title, FoundIn::Title, worth::TITLE),
                (fields.labels, FoundIn::Label, worth::LABEL),
                (fields.names, FoundIn::Name, worth::NAME),
                (fields.summary, FoundIn::Summary, worth::SUMMARY),
                (fields.body, FoundIn::Body, worth::BODY),
            ] {
                let terms = stems.iter().map(|stem| Term::from_field_text(field, stem)).collect();
                let phrase = Box::new(PhraseQuery::new(terms));
                let query = Box::new(BoostQuery::new(phrase, worth * worth::PHRASE));
                ways.push(Found { field: found_in, form: Form::Word, query });
            }
        }
        ways
    }

    /// What has one of `names` in its title.
    pub fn mentions(&self, names: &[String]) -> Box<dyn EngineQuery> {
        let any = names.iter().filter_map(|name| {
            let words = analysis::words(name);
            let all: Vec<(Occur, Box<dyn EngineQuery>)> = words
                .iter()
                .map(|word| {
                    let stem = analysis::stem(&word.folded, Tongue::German);
                    (Occur::Must, term(self.fields.title, &stem, 1.0))
                })
                .collect();
            (!all.is_empty())
                .then(|| (Occur::Should, Box::new(BooleanQuery::new(all)) as Box<dyn EngineQuery>))
        });
        Box::new(BooleanQuery::new(any.collect()))
    }
}

/// `ways` for who mistyped `known`.
fn slipped(ways: Vec<Found>, known: &Known) -> impl Iterator<Item = Found> {
    let form = Form::Slip(known.written.clone());
    ways.into_iter().map(move |way| Found {
        field: way.field,
        form: form.clone(),
        query: Box::new(BoostQuery::new(way.query, worth::SLIP)),
    })
}

/// For each of the words that a hyphen joins, all of them as one word: who types “E-Mail” finds “Email”.
fn written_together(pieces: &[&Piece]) -> HashMap<usize, String> {
    let mut together = HashMap::new();
    let mut first = 0;
    for last in 0..pieces.len() {
        if !pieces[last].joined {
            first = last;
        }
        let goes_on = pieces.get(last + 1).is_some_and(|next| next.joined);
        if first < last && !goes_on {
            let whole: String = pieces[first..=last].iter().filter_map(|piece| piece.wanted_word()).collect();
            together.extend((first..=last).map(|index| (index, whole.clone())));
        }
    }
    together
}

fn folded(piece: &Piece) -> String {
    match &piece.wanted {
        Wanted::Word { text, .. } if !piece.excluded => text.clone(),
        // What is excluded or stands between quotation marks has no synonyms.
        Wanted::Word { .. } | Wanted::Phrase(_) => String::new(),
    }
}

fn term(field: Field, text: &str, boost: f32) -> Box<dyn EngineQuery> {
    let query = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(query), boost))
}
