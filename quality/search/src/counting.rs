//! Counting how often the words of the lexicon stand in German texts: how the lexicon's `frequencies.txt` is made.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use kreisrund_search::lexicon_words;
use serde_json::Value;

use crate::Outcome;

const FILE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/foundation/search/lexicon/frequencies.txt");

/// What was counted.
pub struct Counted {
    /// In so many files.
    pub files: usize,
    /// So many of the lexicon's words.
    pub words: usize,
}

/// Counts the lexicon's words in the German texts of `folders` and writes the lexicon's frequencies anew, below the
/// comments that stand at their beginning.
pub fn count(folders: &[PathBuf]) -> Outcome<Counted> {
    let mut files = Vec::new();
    for folder in folders {
        find(folder, &mut files)?;
    }
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for file in &files {
        for word in lexicon_words(&german_text(file)?) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let old = fs::read_to_string(FILE)?;
    let mut text = String::new();
    for line in old.lines().filter(|line| line.starts_with('#')) {
        let _ = writeln!(text, "{line}");
    }
    for (word, count) in &counts {
        let _ = writeln!(text, "{word}\t{count}");
    }
    fs::write(FILE, text)?;
    Ok(Counted { files: files.len(), words: counts.len() })
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut entries: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !["tests", "target", "node_modules", "lexicon"].contains(&name.as_ref()) {
                find(&path, files)?;
            }
        } else {
            let is_text = [".toml", ".json", ".ftl", ".md"].iter().any(|ending| name.ends_with(ending));
            let is_other = [".en.", ".uk.", ".ar."].iter().any(|tongue| name.contains(tongue))
                || ["en.ftl", "Cargo.toml", "synonyms.toml", "FORMAT.md"].contains(&name.as_ref());
            if is_text && !is_other {
                files.push(path);
            }
        }
    }
    Ok(())
}

fn german_text(file: &Path) -> Outcome<String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| told(&error))?;
    let mut found = String::new();
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => gather(&toml::from_str(&text).map_err(|error| told(&error))?, &mut found),
        Some("json") => gather(&serde_json::from_str(&text).map_err(|error| told(&error))?, &mut found),
        Some("ftl") => {
            let messages = text.lines().filter(|line| !line.starts_with('#'));
            for line in messages {
                found.push_str(line.split_once('=').map_or(line, |(_, message)| message));
                found.push('\n');
            }
        }
        _ => found = text,
    }
    Ok(found)
}

fn gather(value: &Value, found: &mut String) {
    match value {
        // A single word in lower case names something to the program.
        Value::String(text) if text.contains(' ') || text.starts_with(char::is_uppercase) => {
            found.push_str(text);
            found.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, found)),
        Value::Object(fields) => {
            let other = |language: &Value| language.as_str().is_some_and(|tag| !tag.starts_with("de"));
            if fields.get("language").is_some_and(other) {
                return;
            }
            for (name, value) in fields {
                if !["en", "uk", "ar"].contains(&name.as_str()) {
                    gather(value, found);
                }
            }
        }
        _ => {}
    }
}
