//! Somebody writes a vocabulary's file, and later its next editions.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Result<VocabularyFile, NotAVocabulary> {
    VocabularyFile::read("test.toml", text)
}

fn topics(terms: &str) -> Result<VocabularyFile, NotAVocabulary> {
    read(&format!("vocabulary = \"topic\"\nedition = \"2026-11\"\n{terms}"))
}

fn refusal(terms: &str) -> String {
    match topics(terms) {
        Ok(_) => format!("accepted: {terms}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_file_is_read_with_all_that_it_says() {
    let file = topics(
        r#"
published = "2026-11-22"
source = "Landkreis Musterland"

[[term]]
slug = "sprachen"
labels = { de = "Sprachen", en = "Languages", de-x-leicht = "Sprachen" }
codes = { vhs = ["4.02", "4"], dewey = "400" }
replaces = ["fremdsprachen"]

[[term.text]]
language = "de"
title = "Sprachen"
body = """
Absatz.

- Punkt
"""
[[term.text]]
language = "en"
title = "Languages"

[[term]]
slug = "deutsch"
labels = { de = "Deutsch" }
parent = "sprachen"
"#,
    )
    .unwrap();
    assert_eq!(file.edition.published, Some(jiff::civil::date(2026, 11, 22)));
    let [languages, german] = &file.terms[..] else { panic!("two terms") };
    let codes: Vec<String> =
        languages.codes.iter().map(|code| format!("{}:{}", code.scheme, code.code)).collect();
    assert_eq!(codes, ["dewey:400", "vhs:4", "vhs:4.02"]);
    let texts = languages.texts.as_ref().unwrap();
    assert_eq!(texts.source().body, "Absatz.\n\n- Punkt");
    assert_eq!(texts.in_language(&LanguageTag::english()).title, "Languages");
    assert_eq!(german.parent.as_ref(), Some(&languages.slug));
    assert_eq!(languages.replaces[0].as_str(), "fremdsprachen");
}

#[test]
fn whatever_is_wrong_is_told_with_its_place() {
    let a = |rest: &str| format!("[[term]]\nslug = \"a\"\nlabels = {{ de = \"A\" }}\n{rest}\n");
    for (terms, sentence) in [
        ("[[term]\n".to_owned(), "test.toml: line 3 can't be read: "),
        ("colour = 1".into(), "test.toml, field “colour”: there is no such field"),
        ("published = \"gestern\"".into(), "test.toml, field “published”: “gestern” is not a day"),
        ("term = 5".into(), "test.toml, field “term”: here must stand tables"),
        ("[[term]]\nlabels = { de = \"A\" }".into(), "test.toml, term “no. 1”, field “slug”: it is missing"),
        (
            "[[term]]\nslug = 5".into(),
            "test.toml, term “no. 1”, field “slug”: here must stand a text in quotes",
        ),
        ("[[term]]\nslug = \"A b\"".into(), "test.toml, term “A b”, field “slug”: “A b” is not a short name"),
        ("[[term]]\nslug = \"a\"".into(), "test.toml, term “a”, field “labels”: it is missing"),
        (
            "[[term]]\nslug = \"a\"\nlabels = \"A\"".into(),
            "test.toml, term “a”, field “labels”: here must stand a table",
        ),
        (
            "[[term]]\nslug = \"a\"\nlabels = { en = \"A\" }".into(),
            "term “a”, field “labels”: the German label (“de”) is missing",
        ),
        (
            "[[term]]\nslug = \"a\"\nlabels = { de = \" \" }".into(),
            "term “a”, field “labels.de”: it is empty",
        ),
        ("[[term]]\nslug = \"a\"\nlabels = { de = \"A\", DE = \"A\" }".into(), "is named twice"),
        (
            "[[term]]\nslug = \"a\"\nlabels = { de = \"A\", deutsch = \"A\" }".into(),
            "field “labels.deutsch”: “deutsch” is not a language tag",
        ),
        (a("colour = 1"), "test.toml, term “a”, field “colour”: there is no such field"),
        (a("codes = { vhs = 4 }"), "term “a”, field “codes.vhs”: here must stand a text in quotes"),
        (a("codes = { vhs = [\"4\", \"4\"] }"), "term “a”, field “codes.vhs”: “4” is named twice"),
        (a("topics = [\"b\"]"), "term “a”, field “topics”: only life situations name topics"),
        (a("replaces = [\"b\", \"b\"]"), "term “a”, field “replaces”: “b” is named twice"),
        (a("replaces = [\"a\"]"), "term “a”, field “replaces”: “a” is a term of this edition"),
        (a("parent = \"b\""), "term “a”, field “parent”: there is no term “b” in this file"),
        (a("parent = \"a\""), "term “a”, field “parent”: the way upwards goes round in a circle: a → a"),
        (a("") + &a(""), "term “a”, field “slug”: “a” stands there twice"),
        (a("[[term.text]]\ntitle = \"A\""), "term “a”, field “text.language”: it is missing"),
        (a("[[term.text]]\nlanguage = \"de\""), "term “a”, field “text.title”: it is missing"),
        (
            a("[[term.text]]\nlanguage = \"en\"\ntitle = \"A\""),
            "term “a”, field “text.language”: the first text has to be the German one",
        ),
        (
            a(
                "[[term.text]]\nlanguage = \"de\"\ntitle = \"A\"\n[[term.text]]\nlanguage = \"de\"\ntitle = \"B\"",
            ),
            "there are two texts in the language “de”",
        ),
        (
            a("[[term.text]]\nlanguage = \"de\"\ntitle = \"A\"\nautor = \"B\""),
            "term “a”, field “text.autor”: there is no such field",
        ),
    ] {
        let told = refusal(&terms);
        assert!(told.contains(sentence), "{terms}\ntold: {told}\nexpected: {sentence}");
    }
    let whole = |text: &str| read(text).unwrap_err().to_string();
    assert!(whole("").contains("field “vocabulary”: it is missing"));
    assert!(whole("vocabulary = \"colour\"").contains("there is no vocabulary “colour”"));
    assert!(
        whole("vocabulary = \"topic\"\nedition = \"Herbst\"")
            .contains("field “edition”: “Herbst” is no edition")
    );
    let audience = "vocabulary = \"audience\"\nedition = \"2026-11\"\n";
    assert!(
        whole(&(audience.to_owned() + &a("parent = \"b\""))).contains("only topics stand below each other")
    );
}

#[test]
fn levels_are_two_and_never_go_round() {
    let tree = |pairs: &[(&str, &str)]| {
        let term = |(slug, parent): &(&str, &str)| {
            let parent = if parent.is_empty() { String::new() } else { format!("parent = \"{parent}\"\n") };
            format!("[[term]]\nslug = \"{slug}\"\nlabels = {{ de = \"X\" }}\n{parent}")
        };
        refusal(&pairs.iter().map(term).collect::<String>())
    };
    assert!(tree(&[("a", ""), ("b", "a"), ("c", "a")]).starts_with("accepted"));
    assert!(
        tree(&[("c", "b"), ("b", "a"), ("a", "")])
            .contains("term “c”, field “parent”: “b” itself stands below")
    );
    assert!(
        tree(&[("c", "a"), ("a", "b"), ("b", "a")])
            .contains("term “c”, field “parent”: the way upwards goes round in a circle: c → a → b → a")
    );
}

#[test]
fn editions_sort_by_their_names() {
    let name = |text: &str| text.parse::<EditionName>();
    assert!(name("2026-11").unwrap() < name("2026-11-22").unwrap());
    assert!(name("2026-11-22").unwrap() < name("2026-12").unwrap());
    for given in ["", "2026", "2026-13", "2026-11-31", "2026-1", "26-11-01", "2026-11-22T00:00", "+002026-11"]
    {
        assert!(name(given).is_err(), "{given}");
    }
}

#[test]
fn labels_fall_back_to_german() {
    let file = topics("[[term]]\nslug = \"a\"\nlabels = { de = \"Lesen\", en = \"Reading\" }").unwrap();
    let merged = merge(Vec::new(), &file, &BTreeMap::new()).unwrap();
    let term = &merged[0].0;
    for (reader, label, language) in
        [("en-GB", "Reading", "en"), ("uk", "Lesen", "de"), ("de-x-leicht", "Lesen", "de")]
    {
        let reader: LanguageTag = reader.parse().unwrap();
        assert_eq!((term.label(&reader), term.label_language(&reader).as_str()), (label, language));
    }
}

/// What is known of a term, by names instead of identifiers.
type Seen = BTreeMap<String, (Option<String>, String, Option<String>, Option<String>)>;

fn seen(terms: &[Term]) -> Seen {
    let slug = |id: TermId| terms.iter().find(|term| term.id == id).unwrap().slug.to_string();
    let seen = |term: &Term| {
        let retired_in = term.retired_in.as_ref().map(ToString::to_string);
        let label = term.label(&LanguageTag::german()).to_owned();
        (term.slug.to_string(), (term.parent.map(slug), label, retired_in, term.replaced_by.map(slug)))
    };
    terms.iter().map(seen).collect()
}

pub(crate) fn apply(stored: Vec<Term>, file: &VocabularyFile) -> Vec<Term> {
    merge(stored, file, &BTreeMap::new()).unwrap().into_iter().map(|(term, _)| term).collect()
}

/// Terms of an edition: slug, whether it stands below the first, a label, and what it replaces.
pub(crate) fn any_edition(number: usize) -> impl Strategy<Value = VocabularyFile> {
    let slugs = prop::sample::subsequence(vec!["a", "b", "c", "d", "e", "f"], 0..=6).prop_shuffle();
    slugs.prop_flat_map(move |slugs| {
        let count = slugs.len();
        let lower = prop::collection::vec(any::<bool>(), count);
        let labels = prop::collection::vec("[XYZ]", count);
        let replaced = prop::collection::vec(prop::option::of("[a-f]"), count);
        (Just(slugs), lower, labels, replaced).prop_map(move |(slugs, lower, labels, replaced)| {
            let mut text = format!("vocabulary = \"topic\"\nedition = \"2026-{:02}\"\n", number + 1);
            let mut taken: Vec<String> = Vec::new();
            for (index, slug) in slugs.iter().enumerate() {
                text += &format!("[[term]]\nslug = \"{slug}\"\nlabels = {{ de = \"{}\" }}\n", labels[index]);
                if index > 0 && lower[index] {
                    text += &format!("parent = \"{}\"\n", slugs[0]);
                }
                if let Some(former) = &replaced[index]
                    && !slugs.contains(&former.as_str())
                    && !taken.contains(former)
                {
                    text += &format!("replaces = [\"{former}\"]\n");
                    taken.push(former.clone());
                }
            }
            read(&text).unwrap()
        })
    })
}

pub(crate) fn any_editions() -> impl Strategy<Value = Vec<VocabularyFile>> {
    (any_edition(0), any_edition(1), any_edition(2), any_edition(3)).prop_map(|(a, b, c, d)| vec![a, b, c, d])
}

proptest! {
    #[test]
    fn an_edition_after_another_is_that_edition_with_the_others_retired_terms((a, b) in (any_edition(0), any_edition(1))) {
        let before = apply(Vec::new(), &a);
        let both = apply(before.clone(), &b);
        let mut expected = seen(&apply(Vec::new(), &b));
        for (slug, (parent, label, _, _)) in seen(&before) {
            let replaced_by = b.terms.iter().find(|term| term.replaces.iter().any(|former| former.as_str() == slug));
            let retired = (parent, label, Some("2026-02".to_owned()), replaced_by.map(|term| term.slug.to_string()));
            expected.entry(slug).or_insert(retired);
        }
        prop_assert_eq!(seen(&both), expected);
        for term in &before {
            let after = both.iter().find(|after| after.slug == term.slug);
            prop_assert_eq!(after.map(|term| term.id), Some(term.id), "records that hang on it still do");
        }
    }

    #[test]
    fn editions_keep_what_matters(editions in any_editions()) {
        let mut terms = Vec::new();
        for (index, edition) in editions.iter().enumerate() {
            terms = apply(terms, edition);
            prop_assert_eq!(&apply(terms.clone(), edition), &terms, "saving it twice is saving it once");
            let snapshot = VocabularySnapshot::new([edition.edition.clone()], terms.clone());
            let in_force: Vec<&str> = snapshot.terms(Vocabulary::Topic).map(|term| term.slug.as_str()).collect();
            let mut sorted = in_force.clone();
            sorted.sort_unstable();
            let mut expected: Vec<&str> = edition.terms.iter().map(|term| term.slug.as_str()).collect();
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
            for term in &terms {
                let is_listed = in_force.contains(&term.slug.as_str());
                prop_assert_eq!(term.is_in_force(), is_listed);
                prop_assert!(term.is_in_force() || term.retired_in.as_ref() <= Some(&edition.edition.name));
                prop_assert!(!term.is_in_force() || term.replaced_by.is_none());
                let current = snapshot.current(term.id);
                prop_assert!(current.is_none_or(Term::is_in_force));
                prop_assert_eq!(current.map(|term| term.id) == Some(term.id), term.is_in_force());
            }
            for earlier in &editions[..index] {
                prop_assert!(earlier.terms.iter().all(|entry| terms.iter().any(|term| term.slug == entry.slug)), "none is deleted");
            }
        }
    }

    #[test]
    fn any_text_may_be_given(text in any::<String>()) {
        let _ = read(&text);
        let _ = topics(&text);
    }
}
