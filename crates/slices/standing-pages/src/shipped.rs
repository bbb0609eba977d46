//! The texts that come with the program: files in `pages/`, each named by page and language.

use std::sync::LazyLock;

use jiff::civil::Date;
use kreisrund_content::{LanguageTag, Texts, Translation};

use crate::{file, standing_page::StandingPage};

/// The day on which these texts were last gone over, together with what the program really does.
pub const WRITTEN_ON: Date = Date::constant(2026, 11, 22);

/// One page in German, German easy to understand, English, and whatever other languages it needs.
struct Files {
    german: &'static str,
    easy: &'static str,
    english: &'static str,
    others: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($name:literal $(, $other:literal)*) => {
        Files {
            german: include_str!(concat!("../pages/", $name, ".de.md")),
            easy: include_str!(concat!("../pages/", $name, ".de-x-leicht.md")),
            english: include_str!(concat!("../pages/", $name, ".en.md")),
            others: &[$(($other, include_str!(concat!("../pages/", $name, ".", $other, ".md")))),*],
        }
    };
}

/// The texts of `page` in all languages that come with the program.
pub fn texts(page: StandingPage) -> &'static Texts {
    static IMPRINT: LazyLock<Texts> = LazyLock::new(|| read(&files!("imprint")));
    static PRIVACY: LazyLock<Texts> = LazyLock::new(|| read(&files!("privacy")));
    static ACCESSIBILITY: LazyLock<Texts> = LazyLock::new(|| read(&files!("accessibility")));
    static ABOUT: LazyLock<Texts> = LazyLock::new(|| read(&files!("about")));
    static HELP: LazyLock<Texts> = LazyLock::new(|| read(&files!("help")));
    static GLOSSARY: LazyLock<Texts> = LazyLock::new(|| read(&files!("glossary")));
    static WELCOME: LazyLock<Texts> = LazyLock::new(|| read(&files!("welcome", "uk", "ar")));
    match page {
        StandingPage::Imprint => &IMPRINT,
        StandingPage::Privacy => &PRIVACY,
        StandingPage::Accessibility => &ACCESSIBILITY,
        StandingPage::About => &ABOUT,
        StandingPage::Help => &HELP,
        StandingPage::Glossary => &GLOSSARY,
        StandingPage::Welcome => &WELCOME,
    }
}

fn read(files: &Files) -> Texts {
    let german = file::split(LanguageTag::german(), files.german);
    let easy = file::split(LanguageTag::easy_german(), files.easy);
    let english = file::split(LanguageTag::english(), files.english);
    let others = files.others.iter().filter_map(|(tag, text)| Some(file::split(tag.parse().ok()?, text)));
    let translations = [easy, english].into_iter().chain(others).map(Translation::fresh).collect();
    Texts::new(german.clone(), translations).unwrap_or_else(|_| Texts::only(german))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kreisrund_content::{Block, easy_language};

    use super::*;

    #[test]
    fn every_page_is_there_in_its_languages_and_can_be_saved_as_an_own_text() {
        for page in StandingPage::ALL {
            let texts = texts(page);
            let languages: Vec<&str> = texts.languages().map(LanguageTag::as_str).collect();
            let expected: &[&str] = match page {
                StandingPage::Welcome => &["de", "ar", "de-x-leicht", "en", "uk"],
                _ => &["de", "de-x-leicht", "en"],
            };
            assert_eq!(languages, expected, "{page:?}");
            for text in texts.all() {
                let written = file::written(text);
                let again = file::read(text.language.clone(), written.as_bytes());
                assert_eq!(again.as_ref(), Ok(text), "{page:?} in {}", text.language);
                assert!(!text.summary.is_empty(), "{page:?} in {} has a lead", text.language);
            }
        }
    }

    #[test]
    fn easy_texts_are_easy() {
        for page in StandingPage::ALL {
            let easy = texts(page).exactly_in(&LanguageTag::easy_german()).unwrap();
            let problems = easy_language::problems(easy);
            assert!(problems.is_empty(), "{page:?}: {problems:#?}");
        }
    }

    /// A translation that lacks a section has been forgotten when the German text got one.
    #[test]
    fn english_has_as_many_sections_as_german() {
        let headings =
            |blocks: Vec<Block>| blocks.iter().filter(|block| matches!(block, Block::Heading(_))).count();
        for page in StandingPage::ALL {
            let texts = texts(page);
            let english = texts.exactly_in(&LanguageTag::english()).unwrap();
            assert_eq!(headings(english.blocks()), headings(texts.source().blocks()), "{page:?}");
            assert_ne!(english.title, "");
        }
    }

    #[test]
    fn the_same_placeholders_stand_in_german_and_english() {
        let placeholders = |body: &str| -> BTreeSet<String> {
            body.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect()
        };
        for page in StandingPage::ALL {
            let texts = texts(page);
            let english = texts.exactly_in(&LanguageTag::english()).unwrap();
            assert_eq!(placeholders(&english.body), placeholders(&texts.source().body), "{page:?}");
        }
    }
}
