//! What ours does with each query of the tuning half, for whoever tunes. The test half is not looked at.

use std::fmt::Write as _;

use crate::{
    documents::Collection,
    judgements::{ANSWERS, Grades, Judgements},
    measures::{mean, ndcg, reciprocal_rank},
    queries::{Half, Queries},
    systems::System,
};

/// For each query of the tuning half, the worst first: its nDCG, the hits with their grades (`?` where nobody judged
/// them), and the answers that are missing. The last line has the means.
pub fn report(queries: &Queries, ours: &System, collection: &Collection, judgements: &Judgements) -> String {
    let none = Vec::new();
    let mut told: Vec<(f64, String)> = Vec::new();
    let mut reciprocal_ranks = Vec::new();
    for query in queries.all.iter().filter(|query| query.half == Half::Tuning) {
        let mut grades: Grades = judgements.of(&query.id);
        grades.retain(|path, _| collection.entries.contains_key(path));
        let ranking = ours.rankings.get(&query.id).unwrap_or(&none);
        let Some(value) = ndcg(ranking, &grades) else { continue };
        reciprocal_ranks.push(reciprocal_rank(ranking, &grades));
        let mut text = format!("{value:.3} {} {}\n", query.id, query.text);
        for path in ranking {
            let grade = grades.get(path).map_or("?".to_owned(), u8::to_string);
            let title = collection.entries.get(path).map_or("", |entry| entry.title.as_str());
            let _ = writeln!(text, "      {grade} {title} ({path})");
        }
        for (path, grade) in grades.iter().filter(|(_, grade)| **grade >= ANSWERS) {
            if !ranking.contains(path) {
                let title = collection.entries.get(path).map_or("", |entry| entry.title.as_str());
                let _ = writeln!(text, "      missing: {grade} {title} ({path})");
            }
        }
        told.push((value, text));
    }
    told.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let values: Vec<f64> = told.iter().map(|(value, _)| *value).collect();
    let mut report: String = told.into_iter().map(|(_, text)| text).collect();
    let _ = writeln!(
        report,
        "{} queries, nDCG@10 {:.4}, MRR {:.4}",
        values.len(),
        mean(&values),
        mean(&reciprocal_ranks)
    );
    report
}
