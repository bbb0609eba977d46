//! The office writes a text, has it translated, and changes it later.

use proptest::prelude::*;

use super::*;

fn text(language: &str, title: &str) -> Text {
    Text::new(language.parse().unwrap(), title, "", "")
}

fn texts(source: Text, translations: &[Text]) -> Texts {
    Texts::new(source, translations.iter().cloned().map(Translation::fresh).collect()).unwrap()
}

fn tag(text: &str) -> LanguageTag {
    text.parse().unwrap()
}

#[test]
fn readers_get_their_language_or_the_nearest() {
    let texts = texts(text("de", "Hallo"), &[text("en", "Hello"), text("uk", "Привіт")]);
    for (reader, title) in
        [("de", "Hallo"), ("de-x-leicht", "Hallo"), ("en-GB", "Hello"), ("uk", "Привіт"), ("fr", "Hallo")]
    {
        assert_eq!(texts.in_language(&tag(reader)).title, title, "{reader}");
    }
    assert_eq!(texts.languages().map(LanguageTag::as_str).collect::<Vec<_>>(), ["de", "en", "uk"]);
}

#[test]
fn one_language_has_one_text() {
    let twice = |source: &str, translations: &[&str]| {
        let translations = translations.iter().map(|language| Translation::fresh(text(language, "x")));
        Texts::new(text(source, "x"), translations.collect())
    };
    assert_eq!(twice("de", &["en", "uk", "en"]), Err(RepeatedLanguage(tag("en"))));
    assert_eq!(twice("de", &["en", "de"]), Err(RepeatedLanguage(tag("de"))));
    assert!(twice("de", &["de-x-leicht", "en"]).is_ok());
}

#[test]
fn translations_that_stay_behind_are_outdated_until_they_follow() {
    let before = texts(text("de", "Montags"), &[text("en", "On Mondays"), text("uk", "По понеділках")]);
    let changed = texts(text("de", "Dienstags"), &[text("en", "On Tuesdays"), text("uk", "По понеділках")]);
    let now = changed.following(&before);
    assert!(!now.is_outdated(&tag("en")) && now.is_outdated(&tag("uk")) && !now.is_outdated(&tag("de")));
    assert_eq!(now.in_language(&tag("uk")).title, "По понеділках", "an older text helps more than none");
    assert!(changed.following(&now).is_outdated(&tag("uk")), "saving the same again repairs nothing");
    let later = texts(text("de", "Dienstags"), &[text("en", "On Tuesdays"), text("uk", "По вівторках")]);
    assert!(!later.following(&now).is_outdated(&tag("uk")));
}

#[test]
fn a_translation_may_become_the_source() {
    let before = texts(text("de", "Hallo"), &[text("en", "Hello"), text("uk", "Привіт")]);
    let turned = texts(text("en", "Hello"), &[text("de", "Hallo"), text("uk", "Привіт")]);
    assert_eq!(turned.following(&before), turned, "all of them still say the same");
    let outdated =
        texts(text("de", "Guten Tag"), &[text("en", "Hello"), text("uk", "Привіт")]).following(&before);
    let turned =
        texts(text("en", "Hello"), &[text("de", "Guten Tag"), text("uk", "Вітаю")]).following(&outdated);
    assert!(turned.is_outdated(&tag("de")), "it says what the new source does not");
    assert!(!turned.is_outdated(&tag("uk")), "it was given anew");
}

#[test]
fn texts_are_tidied_up() {
    let text = Text::new(
        LanguageTag::german(),
        " Zwei\r\nZeilen\u{0} ",
        "\tEin  Satz. ",
        "\n\n- eins  \r\n- zwei\u{7}\n\n",
    );
    assert_eq!((text.title.as_str(), text.summary.as_str()), ("Zwei Zeilen", "Ein Satz."));
    assert_eq!(text.body, "- eins\n- zwei");
}

fn any_texts() -> impl Strategy<Value = Texts> {
    let languages =
        prop::sample::subsequence(vec!["de", "en", "uk", "ar", "de-x-leicht"], 1..=5).prop_shuffle();
    languages.prop_flat_map(|languages| {
        let count = languages.len();
        (Just(languages), prop::collection::vec("[ab]", count), prop::collection::vec(any::<bool>(), count))
            .prop_map(|(languages, titles, outdated)| {
                let mut all = languages.iter().zip(titles).map(|(language, title)| text(language, &title));
                let source = all.next().unwrap();
                let translations = all.zip(outdated).map(|(text, outdated)| Translation { text, outdated });
                Texts::new(source, translations.collect()).unwrap()
            })
    })
}

proptest! {
    #[test]
    fn keeping_the_same_texts_changes_nothing(texts in any_texts()) {
        prop_assert_eq!(texts.following(&texts), texts);
    }

    #[test]
    fn following_is_settled_at_once(before in any_texts(), given in any_texts()) {
        let kept = given.following(&before);
        prop_assert_eq!(kept.all().collect::<Vec<_>>(), given.all().collect::<Vec<_>>(), "no word is changed");
        prop_assert_eq!(given.following(&kept), kept);
    }

    #[test]
    fn a_changed_source_leaves_no_unchanged_translation_fresh(before in any_texts(), given in any_texts()) {
        let kept = given.following(&before);
        let former = |text: &Text| before.exactly_in(&text.language).map(|text| text.title.clone());
        let source_changed = former(given.source()).as_ref() != Some(&given.source().title);
        for translation in kept.translations() {
            let unchanged = former(&translation.text).as_ref() == Some(&translation.text.title);
            if source_changed && unchanged {
                prop_assert!(translation.outdated);
            }
            if former(&translation.text).is_some() && !unchanged {
                prop_assert!(!translation.outdated);
            }
        }
    }

    #[test]
    fn every_reader_gets_a_text(texts in any_texts(), reader in "(de|en|uk|ar|fr)(-x-leicht|-GB)?") {
        let reader = tag(&reader);
        let found = texts.in_language(&reader);
        let expected = texts.exactly_in(&reader).or_else(|| texts.exactly_in(&reader.base())).unwrap_or(texts.source());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn tidying_is_done_once(title in any::<String>(), body in any::<String>()) {
        let once = Text::new(LanguageTag::german(), &title, &title, &body);
        prop_assert_eq!(once.tidied(), once);
    }
}
