//! Counting how often the words of the lexicon stand in German texts: how `lexicon/frequencies.txt` is made.
//!
//! ```sh
//! KREISRUND_COUNT_FOLDERS="crates:/folder/of/further/texts" \
//!     cargo test -p kreisrund-search count_words -- --ignored --nocapture
//! ```

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{SPLITTER, lexicon::Entry};
use crate::analysis;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/frequencies.txt");

#[test]
#[ignore = "writes lexicon/frequencies.txt anew from the texts in the folders of KREISRUND_COUNT_FOLDERS"]
fn count_words() {
    let folders = env::var("KREISRUND_COUNT_FOLDERS").unwrap();
    let mut files = Vec::new();
    for folder in env::split_paths(&folders) {
        // Tests run in the folder of their crate, whoever counts stands in that of the workspace.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(folder);
        find(&folder, &mut files);
    }
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut all = 0;
    for file in &files {
        for word in analysis::words(&german_text(file)) {
            all += 1;
            // Only in the form of the dictionary, as what an inflected form belongs to is what the counts shall decide, and
            // nouns only with their capitals.
            let is_noun = word.written.starts_with(char::is_uppercase);
            let counts_as = |entry: &&Entry| entry.text == word.folded && (is_noun || entry.activity);
            if let Some(entry) = SPLITTER.known(&word.folded).filter(counts_as) {
                *counts.entry(&entry.text).or_default() += 1;
            }
        }
    }
    let old = fs::read_to_string(FILE).unwrap();
    let mut text: String =
        old.lines().filter(|line| line.starts_with('#')).fold(String::new(), |mut head, line| {
            let _ = writeln!(head, "{line}");
            head
        });
    for (word, count) in &counts {
        writeln!(text, "{word}\t{count}").unwrap();
    }
    fs::write(FILE, text).unwrap();
    println!("{all} words in {} files, {} of the lexicon's words among them", files.len(), counts.len());
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !["tests", "target", "node_modules", "lexicon"].contains(&name.as_ref()) {
                find(&path, files);
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
}

fn german_text(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let mut found = String::new();
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => gather(&toml::from_str(&text).unwrap(), &mut found),
        Some("json") => gather(&serde_json::from_str(&text).unwrap(), &mut found),
        Some("ftl") => {
            let messages = text.lines().filter(|line| !line.starts_with('#'));
            for line in messages {
                found.push_str(line.split_once('=').map_or(line, |(_, message)| message));
                found.push('\n');
            }
        }
        _ => found = text,
    }
    found
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
