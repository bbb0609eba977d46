//! The figures: each system beside the others by half and by trait, and what ours still gets wrong.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use crate::{
    documents::Collection,
    judgements::{ANSWERS, Grades, Judgements},
    measures::{interval, mean, ndcg, reciprocal_rank},
    queries::{Half, Queries, Query},
    systems::{Family, System, TOP},
};

/// Below which nDCG a query is named as an error.
const GOOD: f64 = 0.9;
/// How many documents are named for each error.
const MOST_NAMED: usize = 3;

/// What was measured.
pub struct Report<'a> {
    queries: &'a Queries,
    collection: &'a Collection,
    judgements: &'a Judgements,
    /// All systems in all their ways.
    all: Vec<Measured<'a>>,
    /// Of each family the way that is best on the tuning half; ours first.
    best: Vec<Measured<'a>>,
}

/// A system and its figures for each query.
#[derive(Clone)]
struct Measured<'a> {
    system: &'a System,
    of: BTreeMap<&'a str, Figures>,
}

/// What came out for one query.
#[derive(Clone, Copy)]
struct Figures {
    /// None where nothing relevant exists; such queries are counted apart.
    ndcg: Option<f64>,
    reciprocal_rank: f64,
    shown: usize,
    unjudged: usize,
    /// Hits that are not public, over, or no longer there at the moment of the queries.
    outside: usize,
}

impl<'a> Report<'a> {
    /// Measures `systems`.
    pub fn of(
        queries: &'a Queries,
        systems: &'a [System],
        collection: &'a Collection,
        judgements: &'a Judgements,
    ) -> Self {
        let figures = |system: &System, query: &Query| {
            let grades = grades(judgements, collection, query);
            let none = Vec::new();
            let ranking = system.rankings.get(&query.id).unwrap_or(&none);
            let is_outside = |path: &&String| !collection.entries.contains_key(*path);
            Figures {
                ndcg: ndcg(ranking, &grades),
                reciprocal_rank: reciprocal_rank(ranking, &grades),
                shown: ranking.len(),
                unjudged: ranking
                    .iter()
                    .filter(|path| !is_outside(path) && !grades.contains_key(*path))
                    .count(),
                outside: ranking.iter().filter(is_outside).count(),
            }
        };
        let all: Vec<Measured> = systems
            .iter()
            .map(|system| Measured {
                system,
                of: queries.all.iter().map(|query| (query.id.as_str(), figures(system, query))).collect(),
            })
            .collect();
        let mut report = Self { queries, collection, judgements, all, best: Vec::new() };
        report.best = Family::ALL.into_iter().filter_map(|family| report.best_of(family)).collect();
        report
    }

    fn best_of(&self, family: Family) -> Option<Measured<'a>> {
        let ways = self.all.iter().filter(|measured| measured.system.family == family);
        // A set of somebody else's may have only one half.
        let half = self.halves_in_use().next()?;
        let on_it = |measured: &&Measured| mean(&measured.ndcgs(self.of_half(half)));
        ways.max_by(|a, b| on_it(a).total_cmp(&on_it(b))).cloned()
    }

    /// The halves to whose queries there is an answer.
    fn halves_in_use(&self) -> impl Iterator<Item = Half> {
        Half::ALL.into_iter().filter(|half| self.of_half(*half).any(|query| self.has_answer(query)))
    }

    fn of_half(&self, half: Half) -> impl Iterator<Item = &'a Query> + use<'a> {
        self.queries.all.iter().filter(move |query| query.half == half)
    }

    fn has_answer(&self, query: &Query) -> bool {
        grades(self.judgements, self.collection, query).values().any(|grade| *grade >= 1)
    }

    /// All of it, as Markdown.
    pub fn to_text(&self) -> String {
        let parts = [
            self.beginning(),
            self.halves(),
            self.margin(),
            self.traits(),
            self.without_answer(),
            self.errors(),
            self.configurations(),
        ];
        parts.join("\n")
    }

    fn beginning(&self) -> String {
        let gone: usize = self
            .queries
            .all
            .iter()
            .map(|query| {
                let all = self.judgements.of(&query.id);
                all.len() - grades(self.judgements, self.collection, query).len()
            })
            .sum();
        let mut text = format!(
            "# How well the search finds what people mean\n\n\
             {} queries, {} documents as they are on {}, {} judgements. The first {TOP} hits count; what nobody judged counts nothing.\n",
            self.queries.all.len(),
            self.collection.documents.len(),
            self.queries.day.strftime("%-d %B %Y, %H:%M"),
            self.judgements.len(),
        );
        if gone > 0 {
            let _ = writeln!(
                text,
                "{gone} judgements are of documents that are not there (any more) and are left out."
            );
        }
        text
    }

    fn halves(&self) -> String {
        let mut text = String::new();
        for half in self.halves_in_use() {
            let queries: Vec<&Query> = self.of_half(half).filter(|query| self.has_answer(query)).collect();
            let _ = writeln!(
                text,
                "## The {} half: {} queries to which there is an answer\n\n\
                 | system | nDCG@{TOP} | MRR | without result | unjudged in the top {TOP} |\n|---|---|---|---|---|",
                half.name(),
                queries.len()
            );
            for measured in &self.all {
                let is_best = self.best.iter().any(|best| std::ptr::eq(best.system, measured.system));
                let mark = if is_best && !measured.system.variant.is_empty() { " *" } else { "" };
                let figures: Vec<Figures> =
                    queries.iter().filter_map(|query| measured.of.get(query.id.as_str())).copied().collect();
                let ranks: Vec<f64> = figures.iter().map(|figures| figures.reciprocal_rank).collect();
                let empty = figures.iter().filter(|figures| figures.shown == 0).count();
                let unjudged: usize = figures.iter().map(|figures| figures.unjudged).sum();
                let outside: usize = figures.iter().map(|figures| figures.outside).sum();
                let outside = if outside > 0 { format!(", {outside} outside") } else { String::new() };
                let _ = writeln!(
                    text,
                    "| {}{mark} | {:.3} | {:.3} | {:.1} % | {unjudged}{outside} |",
                    measured.name(),
                    mean(&measured.ndcgs(queries.iter().copied())),
                    mean(&ranks),
                    percent(empty, queries.len()),
                );
            }
            text.push('\n');
        }
        if let Some(half) = self.halves_in_use().next() {
            let _ = writeln!(
                text,
                "\\* the way that is better on the {} half; it alone is compared below.",
                half.name()
            );
        }
        text
    }

    fn margin(&self) -> String {
        let Some((ours, others)) = self.best.split_first() else { return String::new() };
        if !self.halves_in_use().any(|half| half == Half::Test) {
            return String::new();
        }
        let on_test = |measured: &Measured| measured.ndcgs(self.of_half(Half::Test));
        let best = others.iter().max_by(|a, b| mean(&on_test(a)).total_cmp(&mean(&on_test(b))));
        let Some(best) = best else { return String::new() };
        let differences: Vec<f64> =
            on_test(ours).iter().zip(on_test(best)).map(|(ours, other)| ours - other).collect();
        let (from, to) = interval(&differences);
        format!(
            "## The margin\n\nOn the test half Kreisrund's nDCG@{TOP} is {:+.3} beside the best other, {} (95 % interval of the paired \
             bootstrap: {from:+.3} to {to:+.3}).\n",
            mean(&differences),
            best.name(),
        )
    }

    fn traits(&self) -> String {
        let mut text = String::new();
        for half in self.halves_in_use() {
            let _ = write!(text, "## nDCG@{TOP} by trait, {} half\n\n| trait | queries |", half.name());
            for measured in &self.best {
                let _ = write!(text, " {} |", measured.name());
            }
            let _ = writeln!(text, "\n|---|---|{}", "---|".repeat(self.best.len()));
            let queries: Vec<&Query> = self.of_half(half).filter(|query| self.has_answer(query)).collect();
            let traits: BTreeSet<&str> =
                queries.iter().flat_map(|query| &query.traits).map(String::as_str).collect();
            for name in traits {
                let having: Vec<&Query> = queries
                    .iter()
                    .copied()
                    .filter(|query| query.traits.iter().any(|found| found == name))
                    .collect();
                let _ = write!(text, "| {name} | {} |", having.len());
                for measured in &self.best {
                    let _ = write!(text, " {:.3} |", mean(&measured.ndcgs(having.iter().copied())));
                }
                text.push('\n');
            }
            text.push('\n');
        }
        text
    }

    /// Queries to which nothing fits: there an empty page is the right one.
    fn without_answer(&self) -> String {
        let queries: Vec<&Query> = self.queries.all.iter().filter(|query| !self.has_answer(query)).collect();
        let mut text = format!(
            "## {} queries to which nothing fits\n\nThey are left out above. The fewer hits, the better.\n\n\
             | system | without result | hits in the top {TOP}, mean |\n|---|---|---|\n",
            queries.len()
        );
        for measured in &self.best {
            let shown: Vec<f64> = queries
                .iter()
                .filter_map(|query| Some(measured.of.get(query.id.as_str())?.shown as f64))
                .collect();
            let empty = shown.iter().filter(|shown| **shown == 0.0).count();
            let _ = writeln!(
                text,
                "| {} | {:.1} % | {:.1} |",
                measured.name(),
                percent(empty, queries.len()),
                mean(&shown)
            );
        }
        let named: Vec<String> = queries
            .iter()
            .map(|query| format!("“{}” ({}, {})", query.text, query.id, query.half.name()))
            .collect();
        if !named.is_empty() {
            let _ = writeln!(text, "\n{}.", named.join(", "));
        }
        text
    }

    /// The queries of the test half whose answer is not good yet, the worst first.
    fn errors(&self) -> String {
        let Some(ours) = self.best.first() else { return String::new() };
        let mut wrong: Vec<(f64, &Query)> = self
            .of_half(Half::Test)
            .filter_map(|query| Some((ours.of.get(query.id.as_str())?.ndcg?, query)))
            .filter(|(ndcg, _)| *ndcg < GOOD)
            .collect();
        wrong.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut text = format!(
            "## What is still wrong: {} queries of the test half below {GOOD}\n\n\
             Missing is what answers the query (grade {ANSWERS} or 3) and is not among the first {TOP}; out of place is what does not and \
             stands before something that does, with its rank.\n\n\
             | query | typed | nDCG@{TOP} | missing | out of place |\n|---|---|---|---|---|\n",
            wrong.len()
        );
        for (ndcg, query) in wrong {
            let grades = grades(self.judgements, self.collection, query);
            let none = Vec::new();
            let ranking = ours.system.rankings.get(&query.id).unwrap_or(&none);
            let _ = writeln!(
                text,
                "| {} | {} | {ndcg:.3} | {} | {} |",
                query.id,
                query.text.replace('|', "\\|"),
                named(missing(ranking, &grades)),
                named(out_of_place(ranking, &grades)),
            );
        }
        text
    }

    fn configurations(&self) -> String {
        let mut text = "## The systems\n\nAll search the same documents: title, labels (topics, audiences, titles in other languages), \
                        names (organiser, place, village, municipality, postcodes), summary and text, in every language there is.\n\n"
            .to_owned();
        let mut told = BTreeSet::new();
        for measured in &self.all {
            let system = measured.system;
            if told.insert(system.family) {
                let _ = writeln!(
                    text,
                    "- {} {}: {}.",
                    system.family.name(),
                    system.version,
                    system.configuration
                );
            }
        }
        text
    }
}

impl Measured<'_> {
    fn name(&self) -> String {
        match self.system.variant {
            "" => self.system.family.name().to_owned(),
            variant => format!("{}, {variant}", self.system.family.name()),
        }
    }

    /// The nDCG of those of `queries` to which there is an answer.
    fn ndcgs<'q>(&self, queries: impl Iterator<Item = &'q Query>) -> Vec<f64> {
        queries.filter_map(|query| self.of.get(query.id.as_str())?.ndcg).collect()
    }
}

/// What was judged for `query` and is there for all systems.
fn grades(judgements: &Judgements, collection: &Collection, query: &Query) -> Grades {
    let mut grades = judgements.of(&query.id);
    grades.retain(|path, _| collection.entries.contains_key(path));
    grades
}

fn missing(ranking: &[String], grades: &Grades) -> Vec<String> {
    let answers = grades.iter().filter(|(_, grade)| **grade >= ANSWERS);
    answers.filter(|(path, _)| !ranking.contains(path)).map(|(path, _)| path.clone()).collect()
}

fn out_of_place(ranking: &[String], grades: &Grades) -> Vec<String> {
    let is_answer = |path: &String| grades.get(path).is_some_and(|grade| *grade >= ANSWERS);
    let last_answer = ranking.iter().rposition(is_answer).unwrap_or(ranking.len());
    let before = ranking.iter().zip(1..).take(last_answer);
    before.filter(|(path, _)| !is_answer(path)).map(|(path, rank)| format!("{path} ({rank})")).collect()
}

fn named(paths: Vec<String>) -> String {
    let more = paths.len().saturating_sub(MOST_NAMED);
    let mut text = paths.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        let _ = write!(text, " and {more} more");
    }
    text
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}
