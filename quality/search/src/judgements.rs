//! How well documents answer queries, as judges said.

use std::{collections::BTreeMap, path::Path};

use crate::Outcome;

/// The best grade.
pub const BEST: u8 = 3;

/// From which grade on a document is an answer, and not just something near it.
pub const ANSWERS: u8 = 2;

/// The grades of documents, by their path.
pub type Grades = BTreeMap<String, u8>;

/// The grades by query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements(BTreeMap<String, Grades>);

impl Judgements {
    /// Reads lines of query, path and grade, parted by tabs. A file that is not there holds none.
    ///
    /// # Errors
    /// With the line that can't be read.
    pub fn read(path: &Path) -> Outcome<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text).map_err(|error| format!("{}, {error}", path.display()).into())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut judgements = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let line_of = |reason: &str| format!("line {}: {reason}", number + 1);
            let [query, path, grade] = line.split('\t').collect::<Vec<_>>()[..] else {
                return Err(line_of("wants query, path and grade, parted by tabs"));
            };
            let grade = parse_grade(grade).ok_or_else(|| line_of("a grade is 0, 1, 2 or 3"))?;
            judgements.add(query, path, grade).map_err(|reason| line_of(&reason))?;
        }
        Ok(judgements)
    }

    /// Adds a grade.
    ///
    /// # Errors
    /// When there is another one already.
    pub fn add(&mut self, query: &str, path: &str, grade: u8) -> Result<(), String> {
        let grades = self.0.entry(query.to_owned()).or_default();
        match grades.insert(path.to_owned(), grade) {
            Some(known) if known != grade => {
                Err(format!("{query} {path} was judged {known} before; take that line out of the file first"))
            }
            _ => Ok(()),
        }
    }

    /// The grades for `query`.
    pub fn of(&self, query: &str) -> Grades {
        self.0.get(query).cloned().unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.values().map(Grades::len).sum()
    }

    /// Writes them in their order.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn write(&self, path: &Path) -> Outcome<()> {
        std::fs::write(path, self.to_text()).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    fn to_text(&self) -> String {
        let lines = self.0.iter().flat_map(|(query, grades)| {
            grades.iter().map(move |(path, grade)| format!("{query}\t{path}\t{grade}\n"))
        });
        lines.collect()
    }
}

/// The grade that `text` says, if it says one.
pub fn parse_grade(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|grade| *grade <= BEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again_in_order() {
        let mut judgements = Judgements::default();
        judgements.add("q2", "/orte/b", 0).unwrap();
        judgements.add("q1", "/orte/b", 3).unwrap();
        judgements.add("q1", "/orte/a", 1).unwrap();
        let text = judgements.to_text();
        assert_eq!(text, "q1\t/orte/a\t1\nq1\t/orte/b\t3\nq2\t/orte/b\t0\n");
        assert_eq!(Judgements::parse(&text).unwrap(), judgements);
        assert_eq!(judgements.len(), 3);
    }

    #[test]
    fn a_broken_line_is_named() {
        for (text, part) in [
            ("q1\t/a\t4\n", "line 1: a grade is"),
            ("q1\t/a\t2\nq1 /b 2\n", "line 2: wants"),
            ("q1\t/a\t2\nq1\t/a\t3\n", "line 2: q1 /a was judged 2 before"),
        ] {
            let error = Judgements::parse(text).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }
}
