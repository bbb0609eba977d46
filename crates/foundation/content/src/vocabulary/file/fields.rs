//! The fields of a TOML table, taken one by one, so that what remains is what nobody knows.

use toml::{Table, Value};

use super::Problem;

/// What is wrong, with as much of its place as is known so far.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) term: Option<String>,
    pub(super) field: Option<String>,
    pub(super) problem: Problem,
}

impl Wrong {
    pub(super) fn at(field: &str, problem: impl Into<Problem>) -> Self {
        Self { term: None, field: Some(field.to_owned()), problem: problem.into() }
    }

    /// The same, the field lying in `upper`.
    pub(super) fn below(mut self, upper: &str) -> Self {
        self.field = Some(match self.field {
            Some(field) => format!("{upper}.{field}"),
            None => upper.to_owned(),
        });
        self
    }

    pub(super) fn in_term(mut self, term: String) -> Self {
        self.term = Some(term);
        self
    }
}

pub(super) struct Fields(Table);

impl Fields {
    pub(super) fn new(table: Table) -> Self {
        Self(table)
    }

    pub(super) fn of_file(text: &str) -> Result<Self, Wrong> {
        text.parse().map(Self).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let message = error.message().to_owned();
            Wrong { term: None, field: None, problem: Problem::Toml { line, message } }
        })
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// A text that has to be there and to say something.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Wrong> {
        let text = self.optional_text(name)?.ok_or_else(|| Wrong::at(name, Problem::Missing))?;
        if text.is_empty() { Err(Wrong::at(name, Problem::Empty)) } else { Ok(text) }
    }

    pub(super) fn optional_text(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        self.0.remove(name).map(|value| text_of(name, value)).transpose()
    }

    /// One text, or a list of them, that has to be there.
    pub(super) fn texts(&mut self, name: &str) -> Result<Vec<String>, Wrong> {
        match self.0.get(name) {
            Some(Value::Array(_)) => self.optional_texts(name),
            _ => Ok(vec![self.text(name)?]),
        }
    }

    pub(super) fn optional_texts(&mut self, name: &str) -> Result<Vec<String>, Wrong> {
        match self.0.remove(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => {
                let mut texts = Vec::new();
                for value in values {
                    let text = text_of(name, value)?;
                    if text.is_empty() {
                        return Err(Wrong::at(name, Problem::Empty));
                    }
                    texts.push(text);
                }
                Ok(texts)
            }
            Some(_) => Err(Wrong::at(name, Problem::WrongKind { expected: "a list of texts" })),
        }
    }

    pub(super) fn table(&mut self, name: &str) -> Result<Table, Wrong> {
        self.optional_table(name)?.ok_or_else(|| Wrong::at(name, Problem::Missing))
    }

    pub(super) fn optional_table(&mut self, name: &str) -> Result<Option<Table>, Wrong> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(table)),
            Some(_) => Err(Wrong::at(name, Problem::WrongKind { expected: "a table like { name = \"…\" }" })),
        }
    }

    pub(super) fn optional_tables(&mut self, name: &str) -> Result<Vec<Table>, Wrong> {
        let wrong =
            || Wrong::at(name, Problem::WrongKind { expected: "tables, each under a line with [[…]]" });
        let table = |value| match value {
            Value::Table(table) => Ok(table),
            _ => Err(wrong()),
        };
        match self.0.remove(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => values.into_iter().map(table).collect(),
            Some(_) => Err(wrong()),
        }
    }

    /// Refuses whatever has not been taken.
    pub(super) fn end(self) -> Result<(), Wrong> {
        match self.0.keys().next() {
            Some(name) => Err(Wrong::at(name, Problem::UnknownField)),
            None => Ok(()),
        }
    }
}

fn text_of(name: &str, value: Value) -> Result<String, Wrong> {
    match value {
        Value::String(text) => Ok(text.trim().to_owned()),
        _ => Err(Wrong::at(name, Problem::WrongKind { expected: "a text in quotes" })),
    }
}
