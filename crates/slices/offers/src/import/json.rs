//! JSON as pages and programs really write it, with the line of every object.
//!
//! Put right is what can mean only one thing: byte order marks, comments, CDATA and comments of HTML around it, commas
//! too many, raw line breaks and unknown escapes in texts. Depth and number of values are bounded.

use std::{collections::BTreeSet, fmt};

/// How deep values may lie in one another.
const MOST_DEEP: usize = 100;
/// How many values a document may have.
const MOST_VALUES: usize = 2_000_000;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A number as it was written, so that an amount stays what it is.
    Number(String),
    Text(String),
    List(Vec<Self>),
    Object(Object),
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object {
    /// The line on which it begins, from 1.
    pub line: usize,
    members: Vec<(String, Json)>,
}

/// A document as it was read.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its values; more than one where somebody wrote several, one behind the other.
    pub values: Vec<Json>,
    /// What was put right.
    pub repairs: BTreeSet<Repair>,
}

/// What was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Repair {
    Comma,
    Comment,
    RawText,
    Escape,
    Several,
    Encoded,
}

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (line {line})")]
pub(super) struct NotJson {
    /// The line, from 1.
    pub line: usize,
    pub problem: Problem,
}

fn named(character: char) -> String {
    match character {
        '"' => "a quotation mark".to_owned(),
        character if character.is_control() => "a control character".to_owned(),
        character => format!("a “{character}”"),
    }
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("it ends in the middle; a part seems to be lost")]
    EndsEarly,
    #[error("{} stands where none can be", named(*.0))]
    Unexpected(char),
    #[error("its values lie more than {MOST_DEEP} deep in one another")]
    TooDeep,
    #[error("it has more than {MOST_VALUES} values")]
    TooMany,
}

impl fmt::Display for Repair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Comma => "commas too many",
            Self::Comment => "comments",
            Self::RawText => "raw line breaks in texts",
            Self::Escape => "unknown escapes in texts",
            Self::Several => "several documents in one",
            Self::Encoded => "encoded quotation marks",
        })
    }
}

impl Json {
    /// The text, or the number as it was written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The object.
    pub const fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The items of a list; anything else is a list of one, and nothing a list of none.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// The truth, also where somebody wrote it as a text.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            Self::Text(text) => match text.trim().rsplit('/').next()?.to_ascii_lowercase().as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number, also where somebody wrote it as a text.
    pub fn number(&self) -> Option<f64> {
        self.text()?.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The whole number.
    pub fn whole(&self) -> Option<i64> {
        let text = self.text()?.trim();
        let whole = text
            .split_once('.')
            .map_or(text, |(whole, rest)| if rest.bytes().all(|digit| digit == b'0') { whole } else { "" });
        whole.parse().ok()
    }
}

impl Object {
    /// The member called `name`; the last one, should there be several. One that is null is none.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let found = self.members.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| **value != Json::Null)
    }

    /// All members.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The object in the member `name`.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.get(name)?.object()
    }

    /// The text in the member `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.text().map(str::trim).filter(|text| !text.is_empty())
    }

    /// How many members it has.
    pub const fn len(&self) -> usize {
        self.members.len()
    }
}

/// Reads `text`, whose first line has the number `first_line` in its file.
pub(super) fn read(text: &str, first_line: usize) -> Result<Document, NotJson> {
    let is_encoded = !text.contains('"') && text.contains("&quot;");
    let decoded;
    let text = if is_encoded {
        decoded =
            text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        &decoded
    } else {
        text
    };
    let mut reader = Reader { rest: text, line: first_line, values: 0, repairs: BTreeSet::new() };
    if is_encoded {
        reader.repairs.insert(Repair::Encoded);
    }
    let mut values = Vec::new();
    loop {
        reader.skip(true)?;
        if reader.rest.is_empty() {
            break;
        }
        values.push(reader.value(0)?);
    }
    match values.len() {
        0 => return Err(reader.refuse(Problem::EndsEarly)),
        1 => {}
        _ => {
            reader.repairs.insert(Repair::Several);
        }
    }
    Ok(Document { values, repairs: reader.repairs })
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    values: usize,
    repairs: BTreeSet<Repair>,
}

impl<'a> Reader<'a> {
    const fn refuse(&self, problem: Problem) -> NotJson {
        NotJson { line: self.line, problem }
    }

    fn unexpected(&self) -> NotJson {
        self.refuse(self.rest.chars().next().map_or(Problem::EndsEarly, Problem::Unexpected))
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
        passed
    }

    /// Skips white space and what stands around JSON in pages; at the outermost level also what divides documents.
    fn skip(&mut self, outermost: bool) -> Result<(), NotJson> {
        loop {
            let spaces = self.rest.len()
                - self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
            self.advance(spaces);
            let rest = self.rest;
            let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                until("*/")
            } else if rest.starts_with("<![CDATA[") {
                "<![CDATA[".len()
            } else if rest.starts_with("]]>") {
                "]]>".len()
            } else if rest.starts_with("<!--") {
                "<!--".len()
            } else if rest.starts_with("-->") {
                "-->".len()
            } else if outermost && rest.starts_with([';', ',']) {
                1
            } else {
                return Ok(());
            };
            self.repairs.insert(Repair::Comment);
            self.advance(length);
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, NotJson> {
        self.values += 1;
        if depth > MOST_DEEP {
            return Err(self.refuse(Problem::TooDeep));
        }
        if self.values > MOST_VALUES {
            return Err(self.refuse(Problem::TooMany));
        }
        match self.rest.bytes().next() {
            Some(b'{') => self.object(depth).map(Json::Object),
            Some(b'[') => self.list(depth).map(Json::List),
            Some(b'"') => self.string().map(Json::Text),
            _ => self.bare(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Object, NotJson> {
        let mut object = Object { line: self.line, members: Vec::new() };
        self.advance(1);
        loop {
            self.skip(false)?;
            if self.passes_end('}', object.members.is_empty())? {
                return Ok(object);
            }
            if !self.rest.starts_with('"') {
                return Err(self.unexpected());
            }
            let name = self.string()?;
            self.skip(false)?;
            if !self.rest.starts_with(':') {
                return Err(self.unexpected());
            }
            self.advance(1);
            self.skip(false)?;
            let value = self.value(depth + 1)?;
            object.members.push((name, value));
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Json>, NotJson> {
        let mut items = Vec::new();
        self.advance(1);
        loop {
            self.skip(false)?;
            if self.passes_end(']', items.is_empty())? {
                return Ok(items);
            }
            items.push(self.value(depth + 1)?);
        }
    }

    /// Passes the comma before the next member or item, or `end`. Tells whether it was the end.
    fn passes_end(&mut self, end: char, is_first: bool) -> Result<bool, NotJson> {
        let mut commas = 0;
        while self.rest.starts_with(',') {
            self.advance(1);
            self.skip(false)?;
            commas += 1;
        }
        let is_end = self.rest.starts_with(end);
        let needed = usize::from(!is_first && !is_end);
        if commas < needed {
            return Err(self.unexpected());
        }
        if commas > needed {
            self.repairs.insert(Repair::Comma);
        }
        if is_end {
            self.advance(1);
        }
        Ok(is_end)
    }

    fn bare(&mut self) -> Result<Json, NotJson> {
        let length = self
            .rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'))
            .unwrap_or(self.rest.len());
        let word = &self.rest[..length];
        let value = match word {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            _ if word.parse::<f64>().is_ok_and(f64::is_finite)
                && word.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
            {
                Json::Number(word.to_owned())
            }
            _ => return Err(self.unexpected()),
        };
        self.advance(length);
        Ok(value)
    }

    fn string(&mut self) -> Result<String, NotJson> {
        self.advance(1);
        let mut text = String::new();
        loop {
            let plain =
                self.rest.find(|c: char| matches!(c, '"' | '\\') || c < ' ').unwrap_or(self.rest.len());
            text.push_str(self.advance(plain));
            match self.rest.bytes().next() {
                None => return Err(self.refuse(Problem::EndsEarly)),
                Some(b'"') => {
                    self.advance(1);
                    return Ok(text);
                }
                Some(b'\\') => self.escape(&mut text)?,
                Some(control) => {
                    self.repairs.insert(Repair::RawText);
                    text.push(char::from(control));
                    self.advance(1);
                }
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Result<(), NotJson> {
        self.advance(1);
        let Some(c) = self.rest.chars().next() else { return Err(self.refuse(Problem::EndsEarly)) };
        self.advance(c.len_utf8());
        let plain = match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(text),
            other => {
                self.repairs.insert(Repair::Escape);
                other
            }
        };
        text.push(plain);
        Ok(())
    }

    /// The character of `\u0123`, of which two make one beyond the first 65,536.
    fn unicode(&mut self, text: &mut String) -> Result<(), NotJson> {
        let Some(unit) = self.four_digits() else {
            self.repairs.insert(Repair::Escape);
            text.push('u');
            return Ok(());
        };
        let mut units = vec![unit];
        if (0xd800..0xdc00).contains(&unit) && self.rest.starts_with("\\u") {
            let before = (self.rest, self.line);
            self.advance(2);
            match self.four_digits() {
                Some(second) if (0xdc00..0xe000).contains(&second) => units.push(second),
                _ => (self.rest, self.line) = before,
            }
        }
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Ok(())
    }

    fn four_digits(&mut self) -> Option<u16> {
        let digits =
            self.rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        self.advance(4);
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str) -> Json {
        read(text, 1).unwrap().values.remove(0)
    }

    fn as_serde(json: &Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Bool(truth) => (*truth).into(),
            Json::Number(number) => serde_json::from_str(number).unwrap(),
            Json::Text(text) => text.clone().into(),
            Json::List(items) => items.iter().map(as_serde).collect(),
            Json::Object(object) => object
                .members()
                .map(|(name, value)| (name.to_owned(), as_serde(value)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    #[test]
    fn what_can_mean_only_one_thing_is_put_right() {
        let sloppy = "\u{feff}//<![CDATA[\n/* Termine */ <!-- { // eins\n \"a\": \"Zeile 1\nZeile\t2\", \"b\": [1, 2,,], \
            \"c\": \"Mutter\\'s\",\n}\n-->\n//]]>\n;";
        let document = read(sloppy, 1).unwrap();
        assert_eq!(
            as_serde(&document.values[0]),
            serde_json::json!({ "a": "Zeile 1\nZeile\t2", "b": [1, 2], "c": "Mutter's" })
        );
        let repairs: Vec<String> = document.repairs.iter().map(ToString::to_string).collect();
        assert_eq!(
            repairs,
            ["commas too many", "comments", "raw line breaks in texts", "unknown escapes in texts"]
        );
        assert_eq!(read("{\"a\": 1}\n{\"a\": 2}", 1).unwrap().values.len(), 2);
        assert_eq!(one("{&quot;a&quot;: &quot;1 &amp; 2&quot;}").object().unwrap().text("a"), Some("1 & 2"));
        assert!(read("{\"a\": 1}", 1).unwrap().repairs.is_empty());
    }

    #[test]
    fn what_can_not_be_guessed_is_refused_with_its_line() {
        for (text, sentence) in [
            ("", "it ends in the middle; a part seems to be lost (line 7)"),
            ("{\"a\":\n\n\"b", "it ends in the middle; a part seems to be lost (line 9)"),
            ("{\n'a': 1}", "a “'” stands where none can be (line 8)"),
            ("{\"a\" \"b\"}", "a quotation mark stands where none can be (line 7)"),
            ("{\"a\" 1}", "a “1” stands where none can be (line 7)"),
            ("[1 2]", "a “2” stands where none can be (line 7)"),
            ("[undefined]", "a “u” stands where none can be (line 7)"),
            ("[1e999]", "a “1” stands where none can be (line 7)"),
            ("{\"a\": 1", "it ends in the middle; a part seems to be lost (line 7)"),
            ("]", "a “]” stands where none can be (line 7)"),
        ] {
            assert_eq!(read(text, 7).unwrap_err().to_string(), sentence, "{text}");
        }
        assert!(read(&"[".repeat(1_000_000), 1).unwrap_err().to_string().contains("more than 100 deep"));
        let many = format!("[{}0]", "0,".repeat(MOST_VALUES));
        assert!(read(&many, 1).unwrap_err().to_string().contains("more than 2000000 values"));
    }

    #[test]
    fn values_are_found_whatever_their_form() {
        let json = one(
            r#"{"a": "12", "b": 12.0, "c": null, "d": [1, 2], "e": "http://schema.org/True", "a": " x "}"#,
        );
        let object = json.object().unwrap();
        assert_eq!(object.text("a"), Some("x"), "the last one counts");
        assert_eq!(object.get("b").and_then(Json::whole), Some(12));
        assert_eq!(object.get("c"), None);
        assert_eq!(object.get("d").unwrap().items().len(), 2);
        assert_eq!(object.get("e").and_then(Json::truth), Some(true));
        assert_eq!(one("\"\\ud83c\\udf89 \\ud83c! \\u00e4 \\uzz\"").text(), Some("🎉 \u{fffd}! ä uzz"));
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<i64>().prop_map(serde_json::Value::from),
            any::<i32>().prop_map(|number| serde_json::Value::from(f64::from(number) / 4.0)),
            any::<String>().prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn good_json_means_what_others_read_in_it(value in any_json()) {
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                let document = read(&text, 1).unwrap();
                let is_texts_own = text.contains("&quot;") && !text.contains('"');
                prop_assert!(document.repairs.is_empty() || is_texts_own);
                prop_assert_eq!(as_serde(&document.values[0]), value.clone());
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:a1 \\\\n/*\n-]{0,80}") {
            let _ = read(&text, 1);
        }
    }
}
