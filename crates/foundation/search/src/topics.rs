//! What the best hits have in common.
//!
//! A word has several meanings, and texts mention many things in passing. What a question is about shows in its best
//! hits: most of them share a topic. What has it too comes before what merely has the words.

use std::collections::{HashMap, HashSet};

use tantivy::Searcher;

use crate::{collect::Candidate, query::Factor};

/// So many of the best hits are put into order by their topics.
pub(crate) const SORTED: usize = 60;
/// So many of them say what the question is about.
const LEADING: usize = 10;
/// What a topic adds that all of the leading hits have.
const WORTH: f32 = 0.5;

/// Raises the score of those of `best`, the best first, that are about what the leading ones are about. They have to be
/// sorted again.
pub(crate) fn raise(
    searcher: &Searcher,
    topics: &HashSet<&str>,
    best: &mut [Candidate],
) -> tantivy::Result<()> {
    let sorted = best.len().min(SORTED);
    let best = &mut best[..sorted];
    let of: Vec<Vec<String>> = best
        .iter()
        .map(|candidate| topics_of(searcher, topics, candidate))
        .collect::<tantivy::Result<_>>()?;
    let all: f32 = best.iter().take(LEADING).map(|candidate| candidate.score).sum();
    let mut shares: HashMap<&str, f32> = HashMap::new();
    for (candidate, topics) in best.iter().zip(&of).take(LEADING) {
        for topic in topics {
            *shares.entry(topic).or_default() += candidate.score;
        }
    }
    for (rank, (candidate, topics)) in best.iter_mut().zip(&of).enumerate() {
        // What a hit has in common with itself says nothing.
        let own = if rank < LEADING { candidate.score } else { 0.0 };
        let shares = topics.iter().filter_map(|topic| shares.get(topic.as_str()));
        let most = shares.map(|share| share - own).fold(0.0, f32::max);
        if most > 0.0 && all > own {
            let by = 1.0 + WORTH * most / (all - own);
            candidate.score *= by;
            candidate.factors.push((Factor::Topic, by));
        }
    }
    Ok(())
}

/// Those of `topics` that `candidate` has.
fn topics_of(
    searcher: &Searcher,
    topics: &HashSet<&str>,
    candidate: &Candidate,
) -> tantivy::Result<Vec<String>> {
    let segment = searcher.segment_reader(candidate.address.segment_ord);
    let Some(tags) = segment.fast_fields().str("tags")? else { return Ok(Vec::new()) };
    let mut of = Vec::new();
    let mut tag = String::new();
    for ordinal in tags.term_ords(candidate.address.doc_id) {
        tag.clear();
        if tags.ord_to_str(ordinal, &mut tag)? && topics.contains(tag.as_str()) {
            of.push(tag.clone());
        }
    }
    Ok(of)
}
