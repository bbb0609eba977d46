//! The choices of the question as a segment numbers them: its areas, and the options of each facet.

use std::collections::HashMap;

use tantivy::{TantivyError, columnar::StrColumn};

use crate::{query::Query, tag::Options};

/// The numbers under which a segment keeps `names`, those that it has.
pub fn ordinals(column: Option<&StrColumn>, names: &[String]) -> tantivy::Result<Vec<u64>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    names
        .iter()
        .filter_map(|name| column.dictionary().term_ord(name).transpose())
        .collect::<Result<_, _>>()
        .map_err(|error| TantivyError::InternalError(error.to_string()))
}

/// An option of a facet.
#[derive(Clone, Copy)]
pub struct Choice {
    pub facet: u16,
    pub option: u16,
    pub is_chosen: bool,
}

/// What each tag of a segment stands for, by its number: none, one or several options.
#[derive(Default)]
pub struct Choices {
    first: Vec<Option<Choice>>,
    further: HashMap<u64, Vec<Choice>>,
}

impl Choices {
    fn put(&mut self, ordinal: u64, choice: Choice) {
        let Ok(index) = usize::try_from(ordinal) else { return };
        if self.first.len() <= index {
            self.first.resize(index + 1, None);
        }
        match &mut self.first[index] {
            none @ None => *none = Some(choice),
            Some(_) => self.further.entry(ordinal).or_default().push(choice),
        }
    }

    pub fn of(&self, ordinal: u64) -> impl Iterator<Item = Choice> {
        let first = usize::try_from(ordinal).ok().and_then(|index| self.first.get(index).copied().flatten());
        let further = if self.further.is_empty() { None } else { self.further.get(&ordinal) };
        first.into_iter().chain(further.into_iter().flatten().copied())
    }
}

/// An option that is chosen, but not offered, is marked so and counted nowhere.
pub const NOT_OFFERED: u16 = u16::MAX;

/// What the tags of a segment stand for in the facets of `query`, and the tags of each facet's options.
pub fn options(column: Option<&StrColumn>, query: &Query) -> tantivy::Result<(Choices, Vec<Vec<String>>)> {
    let mut choices = Choices::default();
    let mut names: Vec<Vec<String>> = vec![Vec::new(); query.facets.len()];
    let Some(column) = column else { return Ok((choices, names)) };
    for (facet, (asked, names)) in query.facets.iter().zip(&mut names).enumerate() {
        let Ok(facet) = u16::try_from(facet) else { break };
        let mut offered: Vec<(u64, String)> = Vec::new();
        match &asked.options {
            Options::Listed(tags) => {
                for tag in tags {
                    let ordinal = column.dictionary().term_ord(tag.as_str())?;
                    offered.extend(ordinal.map(|ordinal| (ordinal, tag.as_str().to_owned())));
                }
            }
            Options::Records(kind) => {
                let mut records =
                    column.dictionary().prefix_range(format!("{}:", kind.as_str())).into_stream()?;
                while records.advance() {
                    let name = String::from_utf8_lossy(records.key()).into_owned();
                    offered.push((records.term_ord(), name));
                }
            }
        }
        for (ordinal, name) in offered {
            let is_chosen = asked.chosen.iter().any(|tag| tag.as_str() == name);
            let option = u16::try_from(names.len()).unwrap_or(NOT_OFFERED);
            choices.put(ordinal, Choice { facet, option, is_chosen });
            names.push(name);
        }
        for tag in &asked.chosen {
            if let Some(ordinal) = column.dictionary().term_ord(tag.as_str())?
                && !names.iter().any(|name| name == tag.as_str())
            {
                choices.put(ordinal, Choice { facet, option: NOT_OFFERED, is_chosen: true });
            }
        }
    }
    Ok((choices, names))
}
