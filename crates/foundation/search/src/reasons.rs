//! Why a hit stands where it stands.

use tantivy::{
    DocAddress, Score, Searcher, TERMINATED,
    query::{EnableScoring, Query as EngineQuery},
};

use crate::{
    collect::Candidate,
    compile::Compiled,
    query::{Reason, Reasons},
};

/// What each word of the question was worth for `candidate`, and by what that was multiplied.
pub(crate) fn reasons(
    searcher: &Searcher,
    compiled: &Compiled,
    candidate: &Candidate,
) -> tantivy::Result<Reasons> {
    let mut words = Vec::new();
    for clause in &compiled.clauses {
        for way in &clause.ways {
            if let Some(points) = points(searcher, way.query.as_ref(), candidate.address)? {
                let (field, form) = (way.field, way.form.clone());
                words.push(Reason { typed: clause.typed.clone(), field, form, points });
            }
        }
    }
    Ok(Reasons { words, factors: candidate.factors.clone(), score: candidate.score })
}

/// What `query` is worth for the entry at `address`; `None` where it does not lead there. The engine's own explanations
/// refuse whatever has no hit before the entry.
fn points(
    searcher: &Searcher,
    query: &dyn EngineQuery,
    address: DocAddress,
) -> tantivy::Result<Option<Score>> {
    let weight = query.weight(EnableScoring::enabled_from_searcher(searcher))?;
    let segment = searcher.segment_reader(address.segment_ord);
    let mut hits = weight.scorer(segment, 1.0)?;
    while hits.doc() != TERMINATED && hits.doc() < address.doc_id {
        hits.advance();
    }
    Ok((hits.doc() == address.doc_id).then(|| hits.score()))
}
