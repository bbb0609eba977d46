//! Phrases, exclusions, beginnings and slips, compared with a plain walk; words of other languages.

use kreisrund_kernel::text::fold;
use kreisrund_search::{EntryText, Order, Query, SearchEntry, SearchIndex};
use proptest::prelude::*;

use crate::shelf::{ask, entry, index_of};

/// Words that have no forms, parts or synonyms in common. None is like another by a slip.
const WORDS: [&str; 8] =
    ["gitarre", "orgel", "marmelade", "yoga", "imker", "zirkus", "programm", "bibliothek"];

/// What somebody asks for, and what of it has to hold.
#[derive(Clone, Debug)]
struct Question {
    words: Vec<&'static str>,
    phrase: Vec<&'static str>,
    excluded: Option<&'static str>,
    /// The last word, of which so many letters have been typed.
    beginning: Option<(&'static str, usize)>,
}

impl Question {
    fn typed(&self) -> String {
        let mut pieces: Vec<String> = self.words.iter().map(|word| (*word).to_owned()).collect();
        if !self.phrase.is_empty() {
            pieces.push(format!("„{}“", self.phrase.join(" ")));
        }
        pieces.extend(self.excluded.map(|word| format!("-{word}")));
        let space = if self.beginning.is_some() { "" } else { " " };
        pieces.extend(self.beginning.map(|(word, letters)| word[..letters].to_owned()));
        pieces.join(" ") + space
    }

    fn fits(&self, title: &str) -> bool {
        let said: Vec<&str> = title.split_whitespace().collect();
        let phrase =
            self.phrase.is_empty() || said.windows(self.phrase.len()).any(|part| part == self.phrase);
        self.words.iter().all(|word| said.contains(word))
            && phrase
            && self.excluded.is_none_or(|word| !said.contains(&word))
            && self
                .beginning
                .is_none_or(|(word, letters)| said.iter().any(|known| known.starts_with(&word[..letters])))
    }

    /// In how many pieces it is asked.
    fn pieces(&self) -> usize {
        self.words.len() + usize::from(!self.phrase.is_empty()) + usize::from(self.beginning.is_some())
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WORDS.to_vec())
}

fn questions() -> impl Strategy<Value = Question> {
    (
        prop::sample::subsequence(WORDS.to_vec(), 0..=2),
        prop_oneof![Just(Vec::new()), prop::collection::vec(word(), 1..4)],
        prop::option::weighted(0.3, word()),
        prop::option::weighted(0.4, (word(), 3..5_usize)),
    )
        .prop_map(|(words, phrase, excluded, beginning)| Question {
            words,
            phrase,
            excluded,
            beginning: beginning.map(|(word, letters)| (word, letters.min(word.len()))),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_that_was_asked_for_holds_for_what_is_found(
        entries in prop::collection::vec(prop::collection::vec(word(), 0..6), 0..30),
        questions in prop::collection::vec(questions(), 24),
    ) {
        let titles: Vec<String> = entries.iter().map(|words| words.join(" ")).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (index, _folder) = runtime.block_on(index_of(titles.iter().map(|title| entry(title))));
        for question in questions {
            let typed = question.typed();
            let expected = titles.iter().filter(|title| question.fits(title)).count();
            let results = index.search(&Query { order: Order::Soonest, ..ask(&typed) }).unwrap();
            if let (0, true) = (expected, results.total > 0) {
                // Nothing has all of it. What has most of it is found, and what was taken for a slip is told.
                let told = results.reading.some_words_suffice || !results.reading.corrections.is_empty();
                prop_assert!(told && question.pieces() > 0, "{}", typed);
            } else {
                prop_assert_eq!(results.total, expected, "{}", typed);
            }
            if let Some(word) = question.excluded {
                prop_assert!(results.hits.iter().all(|hit| !hit.card.title.contains(word)), "{}", typed);
            }
        }
    }

    /// One slip from four letters on, two from eight on, none in shorter words and in numbers.
    #[test]
    fn tolerance_grows_with_the_length_of_a_word(
        number in 0..WORDS.len(), slips in prop::collection::vec((1..6_usize, 0..3_u8), 1..3),
    ) {
        let word = WORDS[number];
        let room = match word.len() { ..4 => 0, 4..8 => 1, _ => 2 };
        prop_assume!(slips.len() <= room);
        let mut typed: Vec<char> = word.chars().collect();
        for (place, slip) in slips {
            let place = place.min(typed.len() - 1);
            match slip {
                0 => typed[place] = 'q',
                1 => typed.insert(place, 'q'),
                _ => { typed.remove(place); }
            }
        }
        let typed: String = typed.into_iter().collect();
        // Four letters are the least in which a slip is seen.
        prop_assume!(typed.len() >= 4 && most_slips(&typed) >= room);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (index, _folder) = runtime.block_on(index_of(WORDS.map(entry)));
        let results = index.search(&ask(&format!("{typed} "))).unwrap();
        let titles: Vec<&str> = results.hits.iter().map(|hit| hit.card.title.as_str()).collect();
        prop_assert!(titles.contains(&word), "{}: {:?}", typed, titles);
        // What lacks a letter may be another form of the word.
        if typed.contains('q') {
            prop_assert_eq!(&results.reading.corrections[0].typed, &typed);
        }
    }

    /// However somebody writes ä, ö, ü and ß.
    #[test]
    fn every_spelling_finds_every_word(
        number in 0..UMLAUTS.len(), spellings in prop::collection::vec(0..4_u8, 12), capitals in any::<bool>(),
    ) {
        let word = UMLAUTS[number];
        let mut typed = String::new();
        for (letter, spelling) in word.chars().zip(spellings.iter().cycle()) {
            let two = match letter { 'ä' => "ae", 'ö' => "oe", 'ü' => "ue", 'ß' => "ss", _ => "" };
            match (letter, spelling) {
                ('ä' | 'ö' | 'ü' | 'ß', 0) => typed.push_str(two),
                ('ä' | 'ö' | 'ü', 1) => { typed.push_str(&two[..1]); typed.push('\u{308}'); }
                ('ä' | 'ö' | 'ü', 2) => typed.push_str(&two[..1]),
                _ => typed.push(letter),
            }
        }
        if capitals {
            typed = typed.to_uppercase();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (index, _folder) = runtime.block_on(index_of(UMLAUTS.map(entry)));
        let results = index.search(&ask(&format!("{typed} "))).unwrap();
        let titles: Vec<&str> = results.hits.iter().map(|hit| hit.card.title.as_str()).collect();
        prop_assert_eq!(titles, [word], "{}", typed);
    }
}

const UMLAUTS: [&str; 7] = [
    "Gärtnern",
    "Töpferei",
    "Mütterzentrum",
    "Straßenfußball",
    "Völkerverständigung",
    "Weißenfels",
    "Blütenlöß",
];

fn most_slips(word: &str) -> usize {
    match fold(word).len() {
        ..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

#[tokio::test]
async fn words_of_other_languages_are_found_in_their_forms() {
    let in_language = |title: &str, language: &str, text: &str| SearchEntry {
        texts: vec![EntryText { language: language.to_owned(), ..EntryText::body(text) }],
        ..entry(title)
    };
    let (index, _folder) = index_of([
        in_language("Begegnung", "en", "We are learning to bake cookies for our neighbours."),
        in_language("Deutschkurs", "uk", "Курси німецької мови для дітей"),
        in_language("Beratung", "ar", "الاستشارة مجانية للعائلات"),
    ])
    .await;
    for (words, title) in [
        ("learn ", "Begegnung"),
        ("cookie ", "Begegnung"),
        ("neighbour cookies ", "Begegnung"),
        ("курс ", "Deutschkurs"),
        ("німецька мова ", "Deutschkurs"),
        ("діти ", "Deutschkurs"),
        ("استشارة ", "Beratung"),
        ("عائلات ", "Beratung"),
    ] {
        assert_eq!(found(&index, words), [title], "{words}");
    }
}

#[tokio::test]
async fn words_that_mean_the_same_find_each_other() {
    let (index, _folder) = index_of([entry("Laptop einrichten"), entry("Kindergarten am Park")]).await;
    for (words, title) in
        [("pc ", "Laptop einrichten"), ("Computer ", "Laptop einrichten"), ("kita ", "Kindergarten am Park")]
    {
        assert_eq!(found(&index, words), [title], "{words}");
    }
    assert!(found(&index, "\"kita\" ").is_empty(), "between quotation marks nothing else is meant");
}

#[tokio::test]
async fn words_that_a_hyphen_joins_are_found_written_as_one() {
    let (index, _folder) = index_of([entry("Elternkindgruppe"), entry("Repair-Café")]).await;
    for (words, title) in [
        ("eltern-kind-gruppe ", "Elternkindgruppe"),
        ("repair cafe ", "Repair-Café"),
        ("repair-cafe ", "Repair-Café"),
    ] {
        assert_eq!(found(&index, words), [title], "{words}");
    }
}

fn found(index: &SearchIndex, words: &str) -> Vec<String> {
    let results = index.search(&ask(words)).unwrap();
    results.hits.into_iter().map(|hit| hit.card.title).collect()
}
