//! The words of the interface, in Fluent files beside the code that speaks them.
//!
//! German is complete by definition; where another language lacks a key, the German text stands in. A key that is
//! missing altogether shows itself, so that it is seen and mended. The files are compiled in; development builds read
//! them again when they change.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
    time::SystemTime,
};

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle};
use kreisrund_kernel::Language;
use parking_lot::{Mutex, RwLock};
use unic_langid::langid;

use crate::format;

/// One Fluent file of one crate in one language.
#[derive(Clone, Copy, Debug)]
pub struct TextFile {
    /// The language of its texts.
    pub language: Language,
    /// The crate it belongs to.
    pub name: &'static str,
    /// Its contents as compiled in.
    pub content: &'static str,
    /// Where it lies, for reading it again in development; empty in release builds.
    pub path: &'static str,
}

/// The text files of the calling crate: `texts/de.ftl` and `texts/en.ftl` beside its `Cargo.toml`, as
/// `[TextFile; 2]`.
///
/// ```text
/// pub const TEXTS: [kreisrund_web::TextFile; 2] = kreisrund_web::text_files!();
/// ```
#[macro_export]
macro_rules! text_files {
    () => {
        [
            $crate::text_files!(@file $crate::Language::German, "/texts/de.ftl"),
            $crate::text_files!(@file $crate::Language::English, "/texts/en.ftl"),
        ]
    };
    (@file $language:expr, $path:literal) => {
        $crate::TextFile {
            language: $language,
            name: env!("CARGO_PKG_NAME"),
            content: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), $path)),
            path: if cfg!(debug_assertions) { concat!(env!("CARGO_MANIFEST_DIR"), $path) } else { "" },
        }
    };
}

/// All texts of all crates in all languages.
pub struct Texts {
    files: Vec<TextFile>,
    loaded: RwLock<Loaded>,
    lamented: Mutex<HashSet<String>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Texts").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of `files`. A file with mistakes gives what can be read of it; the mistakes are logged.
    #[must_use]
    pub fn load(files: Vec<TextFile>) -> Self {
        let loaded = RwLock::new(Loaded::from_files(&files));
        Self { files, loaded, lamented: Mutex::default() }
    }

    /// The text `key` in `language`; in German where that language lacks it; the key itself where both do.
    #[must_use]
    pub fn get(&self, language: Language, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let loaded = self.loaded.read();
        for candidate in [language, Language::German] {
            if let Some(text) = loaded.text(candidate, key, &arguments) {
                if candidate != language {
                    self.lament(key, language);
                }
                return text;
            }
        }
        self.lament(key, language);
        key.to_owned()
    }

    /// Whether German has the text `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.loaded.read().bundle(Language::German).is_some_and(|bundle| bundle.has_message(key))
    }

    /// The keys of the texts in `language`.
    #[must_use]
    pub fn keys(&self, language: Language) -> BTreeSet<String> {
        self.files
            .iter()
            .filter(|file| file.language == language)
            .flat_map(|file| keys_of(file.content))
            .collect()
    }

    /// Reads the files again if one changed since (development builds only; otherwise nothing happens).
    pub(crate) fn refresh(&self) {
        if cfg!(debug_assertions) && newest_change(&self.files) > self.loaded.read().newest_change {
            *self.loaded.write() = Loaded::from_files(&self.files);
        }
    }

    fn lament(&self, key: &str, language: Language) {
        if self.lamented.lock().insert(format!("{} {key}", language.tag())) {
            tracing::warn!(key, language = language.tag(), "a text is missing");
        }
    }
}

struct Loaded {
    bundles: Vec<(Language, FluentBundle<FluentResource>)>,
    newest_change: Option<SystemTime>,
}

impl Loaded {
    fn from_files(files: &[TextFile]) -> Self {
        let bundles = Language::ALL.into_iter().map(|language| (language, bundle(language, files))).collect();
        Self { bundles, newest_change: newest_change(files) }
    }

    fn bundle(&self, language: Language) -> Option<&FluentBundle<FluentResource>> {
        self.bundles.iter().find(|(candidate, _)| *candidate == language).map(|(_, bundle)| bundle)
    }

    fn text(&self, language: Language, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundle(language)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors: Vec<FluentError> = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::warn!(
                key,
                language = language.tag(),
                ?errors,
                "a text could not be filled in completely"
            );
        }
        Some(text)
    }
}

fn bundle(language: Language, files: &[TextFile]) -> FluentBundle<FluentResource> {
    let locale = match language {
        Language::German => langid!("de"),
        Language::English => langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks around filled-in values show up as boxes in some readers and break comparisons.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::German => german_numbers,
        Language::English => english_numbers,
    }));
    for file in files.iter().filter(|file| file.language == language) {
        let resource =
            FluentResource::try_new(current_content(file)).unwrap_or_else(|(readable, mistakes)| {
                tracing::error!(
                    file = file.name,
                    language = language.tag(),
                    ?mistakes,
                    "a text file has mistakes"
                );
                readable
            });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = file.name, language = language.tag(), ?errors, "texts with the same key");
        }
    }
    bundle
}

fn german_numbers<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    numbers(Language::German, value)
}

fn english_numbers<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    numbers(Language::English, value)
}

fn numbers(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::digits(language, &number.as_string())),
        _ => None,
    }
}

fn current_content(file: &TextFile) -> String {
    if cfg!(debug_assertions) && !file.path.is_empty() {
        std::fs::read_to_string(file.path).unwrap_or_else(|_| file.content.to_owned())
    } else {
        file.content.to_owned()
    }
}

fn newest_change(files: &[TextFile]) -> Option<SystemTime> {
    files.iter().filter_map(|file| std::fs::metadata(file.path).and_then(|data| data.modified()).ok()).max()
}

fn keys_of(content: &str) -> Vec<String> {
    // A message is an identifier at the beginning of a line, then an equals sign; terms begin with a hyphen, comments
    // with a number sign, everything else is indented.
    content
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
        .collect()
}

/// What is wrong with a crate's texts, one sentence each: keys that one language lacks, keys with another prefix,
/// keys used in `src/` or `templates/` that no file has, keys that nothing uses.
///
/// For a test in every crate with texts. Keys are recognised as literal strings that begin with `prefix`; a key that
/// is put together while the program runs can't be seen, so don't.
///
/// ```text
/// #[test]
/// fn texts_are_complete_and_used() {
///     let faults = kreisrund_web::texts::audit(env!("CARGO_MANIFEST_DIR"), "portal-", &TEXTS);
///     assert!(faults.is_empty(), "{faults:#?}");
/// }
/// ```
#[must_use]
pub fn audit(crate_folder: &str, prefix: &str, files: &[TextFile]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        if let Err((_, mistakes)) = FluentResource::try_new(file.content.to_owned()) {
            faults.push(format!("{} has mistakes: {mistakes:?}", file.language.tag()));
        }
    }
    let keys = |language| -> Vec<String> {
        files.iter().filter(|file| file.language == language).flat_map(|file| keys_of(file.content)).collect()
    };
    let german: BTreeSet<String> = keys(Language::German).into_iter().collect();
    for language in Language::ALL {
        let listed = keys(language);
        let set: BTreeSet<String> = listed.iter().cloned().collect();
        if set.len() < listed.len() {
            faults.push(format!("{} has a key twice", language.tag()));
        }
        faults.extend(german.difference(&set).map(|key| format!("{} lacks {key}", language.tag())));
        faults.extend(set.difference(&german).map(|key| format!("only {} has {key}", language.tag())));
    }
    faults.extend(
        german
            .iter()
            .filter(|key| !key.starts_with(prefix))
            .map(|key| format!("{key} lacks the prefix {prefix}")),
    );
    let mut used = BTreeSet::new();
    for folder in ["src", "templates"] {
        collect_used_keys(&Path::new(crate_folder).join(folder), prefix, &mut used);
    }
    faults.extend(used.difference(&german).map(|key| format!("{key} is used but not defined")));
    faults.extend(german.difference(&used).map(|key| format!("{key} is defined but not used")));
    faults
}

fn collect_used_keys(folder: &Path, prefix: &str, used: &mut BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            collect_used_keys(&path, prefix, used);
        } else if let Ok(content) = std::fs::read_to_string(&path) {
            let opening = format!("\"{prefix}");
            for (at, _) in content.match_indices(&opening) {
                let rest = &content[at + 1..];
                let key = rest.split('"').next().unwrap_or_default();
                let complete = key.len() > prefix.len()
                    && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                if complete && !key.ends_with('-') {
                    used.insert(key.to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [TextFile; 2] = [
        TextFile {
            language: Language::German,
            name: "test",
            content: "count = { $count ->\n    [one] ein Angebot\n   *[other] { $count } Angebote\n}\nonly-german = Nur deutsch\n",
            path: "",
        },
        TextFile {
            language: Language::English,
            name: "test",
            content: "count = { $count ->\n    [one] one offer\n   *[other] { $count } offers\n}\n",
            path: "",
        },
    ];

    #[test]
    fn plurals_and_thousands_follow_the_language() {
        let texts = Texts::load(FILES.to_vec());
        assert_eq!(texts.get(Language::German, "count", &[("count", 1.into())]), "ein Angebot");
        assert_eq!(texts.get(Language::German, "count", &[("count", 1234.into())]), "1.234 Angebote");
        assert_eq!(texts.get(Language::English, "count", &[("count", 1234.into())]), "1,234 offers");
    }

    #[test]
    fn german_stands_in_and_a_missing_key_shows_itself() {
        let texts = Texts::load(FILES.to_vec());
        assert_eq!(texts.get(Language::English, "only-german", &[]), "Nur deutsch");
        assert_eq!(texts.get(Language::English, "nowhere", &[]), "nowhere");
    }

    #[test]
    fn the_audit_finds_what_one_language_lacks() {
        let faults = audit("/nonexistent", "count", &FILES);
        assert!(faults.contains(&"en lacks only-german".to_owned()), "{faults:?}");
    }

    #[test]
    fn our_own_texts_are_complete_and_used() {
        let faults = audit(env!("CARGO_MANIFEST_DIR"), "web-", &crate::OWN_TEXTS);
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
