//! The words that compounds are made of, as they stand in the lexicon's files.

use std::collections::BTreeMap;

use kreisrund_kernel::{chance, text::fold};

use super::forms;

/// The lists of simple words, by field.
const WORDS: [&str; 21] = [
    include_str!("../../lexicon/words/authority.txt"),
    include_str!("../../lexicon/words/culture.txt"),
    include_str!("../../lexicon/words/education.txt"),
    include_str!("../../lexicon/words/faith.txt"),
    include_str!("../../lexicon/words/family.txt"),
    include_str!("../../lexicon/words/food.txt"),
    include_str!("../../lexicon/words/general.txt"),
    include_str!("../../lexicon/words/health.txt"),
    include_str!("../../lexicon/words/language.txt"),
    include_str!("../../lexicon/words/media.txt"),
    include_str!("../../lexicon/words/music.txt"),
    include_str!("../../lexicon/words/nature.txt"),
    include_str!("../../lexicon/words/people.txt"),
    include_str!("../../lexicon/words/places.txt"),
    include_str!("../../lexicon/words/qualities.txt"),
    include_str!("../../lexicon/words/sport.txt"),
    include_str!("../../lexicon/words/things.txt"),
    include_str!("../../lexicon/words/time.txt"),
    include_str!("../../lexicon/words/verbs.txt"),
    include_str!("../../lexicon/words/village.txt"),
    include_str!("../../lexicon/words/work.txt"),
];
const WHOLE: &str = include_str!("../../lexicon/whole.txt");
const PLACES: &str = include_str!("../../lexicon/places.txt");
const CLOSED_HEADS: &str = include_str!("../../lexicon/closed_heads.txt");
const GUARDED_HEADS: &str = include_str!("../../lexicon/guarded_heads.txt");
const TELLING_HEADS: &str = include_str!("../../lexicon/telling_heads.txt");
const PREFIXES: &str = include_str!("../../lexicon/prefixes.txt");
const FREQUENCIES: &str = include_str!("../../lexicon/frequencies.txt");

/// Which modifiers a head keeps to itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closed {
    /// All are shown.
    #[default]
    Open,
    /// People are not: “Kindererziehung” is about children, not for them.
    ToPersons,
    /// None is: nobody looking for a school wants the “Schulstraße”.
    ToEverything,
}

/// A word that can be a part of others.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Its dictionary form, folded.
    pub(super) text: String,
    /// Its forms before another part (with joint), each with what is shown of it.
    pub(super) inside: Vec<(String, String)>,
    /// Its forms at the end of a word: the word itself and its inflections.
    pub(super) last: Vec<String>,
    /// How often it is met, as prior and count together.
    pub(super) frequency: u32,
    /// Only narrows what follows (“Haupt-”, “Klein-”) and is never shown as a modifier.
    pub(super) silent: bool,
    pub(super) person: bool,
    /// A verb and no noun besides.
    pub(super) activity: bool,
    pub(super) closed: Closed,
    /// Tells enough as a last part for what stands before it to be left unexplained (“Zumbakurs”).
    pub(super) telling: bool,
    /// Where the word ends many names of places or adjectives: after which parts it is a word of its own.
    pub(super) ordinary_after: Option<Vec<String>>,
    /// What a word that stays whole gives away of itself: modifiers, then the head.
    pub(super) shown: Vec<String>,
}

/// All entries, and what no unexplained first part may begin with.
pub(super) struct Lexicon {
    pub(super) entries: Vec<Entry>,
    /// The same for single forms of words, as [`Entry::ordinary_after`] for all forms of a word.
    pub(super) guarded_forms: BTreeMap<String, Vec<String>>,
    pub(super) prefixes: Vec<String>,
}

/// A number that changes when a word of the lexicon does.
pub(super) fn fingerprint() -> u64 {
    let rest = [WHOLE, PLACES, CLOSED_HEADS, GUARDED_HEADS, TELLING_HEADS, PREFIXES, FREQUENCIES];
    chance::fingerprint(WORDS.iter().chain(&rest).map(|file| file.as_bytes()))
}

/// What a word is, grammatically and for whoever searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Noun,
    Person,
    /// A verb whose infinitive is also a noun at the end of a word.
    Activity,
    /// A verb that only stands before others, by its stem.
    Stem,
    Quality,
    Place,
}

impl Lexicon {
    pub(super) fn read() -> Self {
        let mut entries = BTreeMap::new();
        for file in WORDS {
            words(file, &mut entries);
        }
        words(PLACES, &mut entries);
        whole(WHOLE, &mut entries);
        let closed = [("@everything", Closed::ToEverything), ("@persons", Closed::ToPersons)];
        let mut section = Closed::Open;
        for word in listed(CLOSED_HEADS) {
            if let Some((_, named)) = closed.iter().find(|(name, _)| *name == word) {
                section = *named;
            } else if let Some(entry) = entries.get_mut(&fold(word)) {
                entry.closed = section;
            }
        }
        let mut guarded_forms = BTreeMap::new();
        for line in GUARDED_HEADS.lines().filter(|line| !line.starts_with('#')) {
            let Some((ending, before)) = line.split_once(':') else { continue };
            let ordinary = before.split_whitespace().map(fold).collect();
            match entries.get_mut(&fold(ending)) {
                Some(entry) => entry.ordinary_after = Some(ordinary),
                None => {
                    guarded_forms.insert(fold(ending), ordinary);
                }
            }
        }
        for word in listed(TELLING_HEADS) {
            if let Some(entry) = entries.get_mut(&fold(word)) {
                entry.telling = true;
            }
        }
        for line in FREQUENCIES.lines().filter(|line| !line.starts_with('#')) {
            if let Some((word, count)) = line.split_once('\t')
                && let Some(entry) = entries.get_mut(&fold(word))
            {
                entry.frequency = entry.frequency.saturating_add(count.parse().unwrap_or(0));
            }
        }
        Self {
            entries: entries.into_values().collect(),
            guarded_forms,
            prefixes: listed(PREFIXES).map(fold).collect(),
        }
    }
}

/// The words of a file, without its comments.
fn listed(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

fn words(file: &str, entries: &mut BTreeMap<String, Entry>) {
    let mut kind = Kind::Noun;
    let mut frequency = prior("@usual").unwrap_or(1);
    for word in listed(file) {
        match word {
            "@noun" => kind = Kind::Noun,
            "@person" => kind = Kind::Person,
            "@activity" => kind = Kind::Activity,
            "@stem" => kind = Kind::Stem,
            "@quality" => kind = Kind::Quality,
            "@place" => kind = Kind::Place,
            _ => match prior(word) {
                Some(named) => frequency = named,
                None => {
                    forms::entries(word, kind).into_iter().for_each(|entry| add(entry, frequency, entries));
                }
            },
        }
    }
}

/// What a class of words counts for beside what was counted: most words are rare in any one corpus, and none may
/// be impossible.
fn prior(class: &str) -> Option<u32> {
    match class {
        "@common" => Some(120),
        "@usual" => Some(20),
        "@rare" => Some(4),
        _ => None,
    }
}

/// Lines of “what is shown: words that stay whole”.
fn whole(file: &str, entries: &mut BTreeMap<String, Entry>) {
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let Some((shown, words)) = line.split_once(':') else { continue };
        let shown: Vec<String> =
            shown.split('+').map(str::trim).filter(|word| *word != "-").map(fold).collect();
        for word in words.split_whitespace() {
            for mut entry in forms::entries(word, Kind::Noun) {
                entry.shown.clone_from(&shown);
                add(entry, prior("@usual").unwrap_or(1), entries);
            }
        }
    }
}

/// A word may stand in several fields: it then has the joints of all.
fn add(mut entry: Entry, frequency: u32, entries: &mut BTreeMap<String, Entry>) {
    entry.frequency = frequency;
    match entries.entry(entry.text.clone()) {
        std::collections::btree_map::Entry::Vacant(place) => {
            place.insert(entry);
        }
        std::collections::btree_map::Entry::Occupied(mut place) => {
            let known = place.get_mut();
            known.inside.extend(entry.inside);
            known.last.extend(entry.last);
            known.frequency = known.frequency.max(entry.frequency);
            known.silent |= entry.silent;
            known.person |= entry.person;
            // “Das Essen” is first of all a thing.
            known.activity &= entry.activity;
            if known.shown.is_empty() {
                known.shown = entry.shown;
            }
        }
    }
}
