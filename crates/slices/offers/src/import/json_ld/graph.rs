//! What a page says about its things, whichever way it is nested: values, texts in languages, references.

use std::collections::HashMap;

use kreisrund_content::LanguageTag;

use super::{
    super::json::{Json, Object},
    page::resolved,
};

/// How deep references are followed.
const MOST_DEEP: usize = 8;
/// How many bytes of a name are looked at.
const LONGEST_NAME: usize = 10_000;
/// In how many languages a text is read.
const MOST_LANGUAGES: usize = 20;

/// Everything a page says.
pub(super) struct Graph<'a> {
    by_id: HashMap<&'a str, &'a Object>,
    /// The address to which others are relative.
    pub base: Option<String>,
    /// The language of texts that name none.
    pub language: LanguageTag,
}

/// Whether what has the context `context` speaks the language of schema.org. Nested things say nothing, and neither do
/// those who forgot it.
pub(super) fn speaks_schema_org(context: Option<&Json>) -> bool {
    match context {
        None => true,
        Some(Json::Object(object)) => object.members().any(|(_, value)| names_schema_org(value)),
        Some(other) => other.items().iter().any(|item| match item {
            Json::Object(object) => object.members().any(|(_, value)| names_schema_org(value)),
            other => names_schema_org(other),
        }),
    }
}

fn names_schema_org(value: &Json) -> bool {
    let text = value.text().or_else(|| value.object()?.text("@id"));
    text.is_some_and(|text| text.to_ascii_lowercase().contains("schema.org"))
}

/// The member `name`, also where it is written with a prefix or in full.
pub(super) fn get<'a>(object: &'a Object, name: &str) -> Option<&'a Json> {
    let prefixed = || {
        let forms = ["schema:", "http://schema.org/", "https://schema.org/"];
        forms.iter().find_map(|form| object.get(&format!("{form}{name}")))
    };
    object.get(name).or_else(prefixed)
}

/// The values of the member `name`.
pub(super) fn all<'a>(object: &'a Object, name: &str) -> &'a [Json] {
    get(object, name).map_or(&[], Json::items)
}

/// The name of a type, a weekday or a state without its address: `https://schema.org/Event` is `Event`.
pub(super) fn bare(name: &str) -> &str {
    let name = name.trim();
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// The types of a thing.
pub(super) fn types(object: &Object) -> impl Iterator<Item = &str> {
    object.get("@type").map_or(&[][..], Json::items).iter().filter_map(Json::text).map(bare)
}

/// The text of a value, whatever is around it.
pub(super) fn text(value: &Json) -> Option<&str> {
    match value {
        Json::Object(object) => object.text("@value").or_else(|| object.text("value")),
        Json::List(items) => items.iter().find_map(text),
        other => other.text().map(str::trim).filter(|text| !text.is_empty()),
    }
}

/// The text of the member `name`.
pub(super) fn text_of<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    text(get(object, name)?)
}

impl<'a> Graph<'a> {
    /// The graph of `documents`.
    pub fn new(documents: &[&'a Json], base: Option<String>, language: LanguageTag) -> Self {
        let mut graph = Self { by_id: HashMap::new(), base, language };
        for document in documents {
            graph.index(document);
        }
        graph
    }

    fn index(&mut self, value: &'a Json) {
        match value {
            Json::List(items) => items.iter().for_each(|item| self.index(item)),
            Json::Object(object) => {
                if let Some(id) = object.text("@id") {
                    let known = self.by_id.entry(id).or_insert(object);
                    if known.len() < object.len() {
                        *known = object;
                    }
                }
                object.members().for_each(|(_, value)| self.index(value));
            }
            _ => {}
        }
    }

    /// The thing that a value is or refers to.
    pub fn thing(&self, value: &'a Json) -> Option<&'a Object> {
        match value {
            Json::Object(object) => {
                let is_reference = object.members().all(|(name, _)| matches!(name, "@id" | "@type"));
                let known = || object.text("@id").and_then(|id| self.by_id.get(id)).copied();
                Some(if is_reference { known().unwrap_or(object) } else { object })
            }
            Json::Text(id) => self.by_id.get(id.trim()).copied(),
            _ => None,
        }
    }

    /// The things in the member `name`.
    pub fn things(&self, object: &'a Object, name: &str) -> Vec<&'a Object> {
        all(object, name).iter().filter_map(|value| self.thing(value)).collect()
    }

    /// The texts of the member `name`, each with its language.
    pub fn texts(&self, object: &'a Object, name: &str) -> Vec<(LanguageTag, &'a str)> {
        let texts = all(object, name).iter().filter_map(|value| {
            let language = value.object().and_then(|object| object.text("@language"));
            let language = language.and_then(|tag| tag.parse().ok()).unwrap_or_else(|| self.language.clone());
            Some((language, text(value)?))
        });
        texts.take(MOST_LANGUAGES).collect()
    }

    /// What a value is called: its text, or the name of the thing it is.
    pub fn name(&self, value: &'a Json) -> Option<&'a str> {
        let name = self.name_within(value, 0)?;
        let end =
            (0..=LONGEST_NAME.min(name.len())).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        name.get(..end)
    }

    fn name_within(&self, value: &'a Json, depth: usize) -> Option<&'a str> {
        if depth > MOST_DEEP {
            return None;
        }
        if let Json::Text(text) = value
            && !self.by_id.contains_key(text.trim())
        {
            return Some(text.trim()).filter(|text| !text.is_empty());
        }
        let object = self.thing(value)?;
        let named = ["name", "@value", "termCode", "audienceType", "alternateName"];
        let found = named.iter().find_map(|name| get(object, name));
        found.and_then(|found| match found {
            Json::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            other => other.items().first().and_then(|first| self.name_within(first, depth + 1)),
        })
    }

    /// The names in the member `name`.
    pub fn names(&self, object: &'a Object, name: &str) -> Vec<&'a str> {
        all(object, name).iter().filter_map(|value| self.name(value)).collect()
    }

    /// The web address in the member `name`.
    pub fn address(&self, object: &'a Object, name: &str) -> Option<String> {
        let value = all(object, name).first()?;
        let written = match value {
            Json::Object(object) => object.text("@id").or_else(|| object.text("url"))?,
            other => other.text()?,
        };
        resolved(written, self.base.as_deref())
    }
}
