//! The measures: nDCG, the reciprocal rank, and how sure the difference of two systems is.

use crate::{
    judgements::{ANSWERS, Grades},
    random::Random,
    systems::TOP,
};

/// How often queries are drawn anew for the interval of a difference.
const SAMPLES: usize = 10_000;

/// Normalised discounted cumulative gain of the first ten hits (Järvelin and Kekäläinen 2002) with the gain
/// 2^grade − 1 and the discount log₂(rank + 1), against the best order of everything that was judged. What was not
/// judged counts nothing. `None` where nothing is relevant at all.
pub fn ndcg(ranking: &[String], grades: &Grades) -> Option<f64> {
    let mut best: Vec<u8> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = discounted_gain(best.into_iter());
    let reached = discounted_gain(ranking.iter().map(|path| grades.get(path).copied().unwrap_or_default()));
    (ideal > 0.0).then(|| reached / ideal)
}

fn discounted_gain(grades: impl Iterator<Item = u8>) -> f64 {
    let gains = grades.take(TOP).zip(1_u32..).map(|(grade, rank)| {
        let gain = f64::from((1_u32 << grade) - 1);
        gain / f64::from(rank + 1).log2()
    });
    gains.sum()
}

/// One divided by the rank of the first hit that is an answer; zero where none of the first ten is.
pub fn reciprocal_rank(ranking: &[String], grades: &Grades) -> f64 {
    let is_answer = |path: &String| grades.get(path).is_some_and(|grade| *grade >= ANSWERS);
    let position = ranking.iter().take(TOP).zip(1_u32..).find(|(path, _)| is_answer(path));
    position.map_or(0.0, |(_, rank)| 1.0 / f64::from(rank))
}

/// The mean; zero for nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// In which 95 of 100 means lie where as many of `differences` are drawn anew (the paired bootstrap of the
/// percentiles, Efron 1979). The draws are the same every time.
pub fn interval(differences: &[f64]) -> (f64, f64) {
    if differences.is_empty() {
        return (0.0, 0.0);
    }
    let mut random = Random::from_seed(2026);
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| {
            let drawn = (0..differences.len()).map(|_| differences[random.below(differences.len())]);
            drawn.sum::<f64>() / differences.len() as f64
        })
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |thousandths: usize| means[(SAMPLES * thousandths / 1_000).min(SAMPLES - 1)];
    (at(25), at(975))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grades(of: &[(&str, u8)]) -> Grades {
        of.iter().map(|(path, grade)| ((*path).to_owned(), *grade)).collect()
    }

    fn ranking(paths: &[&str]) -> Vec<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    fn assert_near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} instead of {expected}");
    }

    #[test]
    fn ndcg_as_calculated_by_hand() {
        let grades = grades(&[("a", 3), ("b", 2), ("c", 1), ("d", 0)]);
        // Ideal: 7/1 + 3/log₂3 + 1/2. Here: 3/1 + 0 + 7/2.
        let ideal = 7.0 + 3.0 / 3_f64.log2() + 0.5;
        assert_near(ndcg(&ranking(&["b", "d", "a"]), &grades).unwrap(), 6.5 / ideal);
        assert_near(ndcg(&ranking(&["b", "unknown", "a"]), &grades).unwrap(), 6.5 / ideal);
        assert_near(ndcg(&ranking(&["a", "b", "c"]), &grades).unwrap(), 1.0);
        assert_near(ndcg(&[], &grades).unwrap(), 0.0);
        assert_eq!(ndcg(&ranking(&["d"]), &self::grades(&[("d", 0)])), None);
    }

    #[test]
    fn only_the_first_ten_count() {
        let names: Vec<String> = (0..12).map(|number| format!("/{number:02}")).collect();
        let all_good: Grades = names.iter().map(|name| (name.clone(), 1)).collect();
        assert_near(ndcg(&names, &all_good).unwrap(), 1.0);
        let only_the_eleventh = grades(&[("/10", 3)]);
        assert_near(ndcg(&names, &only_the_eleventh).unwrap(), 0.0);
        assert_near(reciprocal_rank(&names, &only_the_eleventh), 0.0);
    }

    #[test]
    fn the_reciprocal_rank_asks_for_an_answer() {
        let grades = grades(&[("near", 1), ("good", 2)]);
        assert_near(reciprocal_rank(&ranking(&["near", "unknown", "good"]), &grades), 1.0 / 3.0);
        assert_near(reciprocal_rank(&ranking(&["near"]), &grades), 0.0);
    }

    #[test]
    fn the_interval_holds_the_mean_and_shrinks_where_all_agree() {
        let (from, to) = interval(&[0.2; 30]);
        assert_near(from, 0.2);
        assert_near(to, 0.2);
        let mixed: Vec<f64> = (0..60).map(|number| if number % 2 == 0 { 0.5 } else { -0.1 }).collect();
        let (from, to) = interval(&mixed);
        // The mean's standard error is 0.3 / √60 = 0.0387.
        assert!((0.10..0.15).contains(&from) && (0.25..0.30).contains(&to), "{from} to {to}");
    }
}
