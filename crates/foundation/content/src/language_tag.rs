//! The names of languages as the web knows them.

use std::borrow::Cow;

use kreisrund_kernel::Language;
use serde::{Deserialize, Serialize};

/// The length that every program has to bear (RFC 5646, section 4.4.1); no real language needs more.
const LONGEST: usize = 35;

/// A language tag (BCP 47, RFC 5646) in its canonical spelling: `de`, `en-GB`, `de-x-leicht`.
///
/// It begins with a language; grandfathered tags and tags of private use alone are none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(Cow<'static, str>);

/// A string that names no language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a language tag; write one like “de”, “de-x-leicht” or “uk”")]
pub struct NotALanguageTag(pub String);

impl LanguageTag {
    /// German, the language in which texts are written first.
    #[must_use]
    pub const fn german() -> Self {
        Self(Cow::Borrowed("de"))
    }

    /// German easy to understand (Leichte Sprache): the accepted private tag, since none is registered.
    #[must_use]
    pub const fn easy_german() -> Self {
        Self(Cow::Borrowed("de-x-leicht"))
    }

    /// English.
    #[must_use]
    pub const fn english() -> Self {
        Self(Cow::Borrowed("en"))
    }

    /// Ukrainian.
    #[must_use]
    pub const fn ukrainian() -> Self {
        Self(Cow::Borrowed("uk"))
    }

    /// Arabic, written from right to left.
    #[must_use]
    pub const fn arabic() -> Self {
        Self(Cow::Borrowed("ar"))
    }

    /// The tag's text, as in `lang="…"`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bare language: `de-x-leicht` → `de`, `en-GB` → `en`.
    #[must_use]
    pub fn base(&self) -> Self {
        Self(Cow::Owned(self.primary().to_owned()))
    }

    /// The next wider tag, without the last part (the lookup of RFC 4647, section 3.4); `None` for a bare language.
    #[must_use]
    pub fn wider(&self) -> Option<Self> {
        let (mut shorter, _) = self.0.rsplit_once('-')?;
        // A single letter only introduces what was cut off.
        while let Some((before, last)) = shorter.rsplit_once('-')
            && last.len() == 1
        {
            shorter = before;
        }
        Some(Self(Cow::Owned(shorter.to_owned())))
    }

    /// This tag and all wider ones, the best first.
    pub fn widening(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), Self::wider)
    }

    /// Whether this is a language made easy to understand.
    #[must_use]
    pub fn is_easy(&self) -> bool {
        self.0.ends_with("-x-leicht")
    }

    /// What the language calls itself; the tag where that is not known here.
    #[must_use]
    pub fn own_name(&self) -> &str {
        self.widening().find_map(|tag| own_name(tag.as_str())).unwrap_or(&self.0)
    }

    /// Whether it is written from right to left: by its script where the tag names one, else by its language.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let script = self.0.split('-').nth(1).filter(|part| part.len() == 4 && is_alphabetic(part));
        match script {
            Some(script) => matches!(script, "Adlm" | "Arab" | "Hebr" | "Mand" | "Nkoo" | "Syrc" | "Thaa"),
            None => matches!(
                self.primary(),
                "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "prs" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
            ),
        }
    }

    /// The direction of its script, as in `dir="…"`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// The names that languages have for themselves; those that are met in a county of Brandenburg.
fn own_name(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "de" => "Deutsch",
        "de-x-leicht" => "Leichte Sprache",
        "ar" => "العربية",
        "bg" => "Български",
        "bs" => "Bosanski",
        "cs" => "Čeština",
        "da" => "Dansk",
        "dsb" => "Dolnoserbšćina",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "et" => "Eesti",
        "fa" => "فارسی",
        "fr" => "Français",
        "gsg" => "Deutsche Gebärdensprache",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hr" => "Hrvatski",
        "hsb" => "Hornjoserbšćina",
        "hu" => "Magyar",
        "it" => "Italiano",
        "ja" => "日本語",
        "ka" => "ქართული",
        "ko" => "한국어",
        "ku" => "Kurdî",
        "ckb" => "کوردی",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "prs" => "دری",
        "ps" => "پښتو",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sk" => "Slovenčina",
        "so" => "Soomaali",
        "sq" => "Shqip",
        "sr" => "Српски",
        "sv" => "Svenska",
        "ti" => "ትግርኛ",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => return None,
    })
}

impl std::str::FromStr for LanguageTag {
    type Err = NotALanguageTag;

    fn from_str(given: &str) -> Result<Self, NotALanguageTag> {
        match canonical(given) {
            Some(tag) => Ok(Self(Cow::Owned(tag))),
            None => Err(NotALanguageTag(given.chars().take(60).collect())),
        }
    }
}

/// The canonical spelling of a well-formed tag: the language small, the script capitalised, the region in capitals,
/// the rest small (RFC 5646, sections 2.1 and 2.1.1).
fn canonical(given: &str) -> Option<String> {
    if given.len() > LONGEST {
        return None;
    }
    let mut parts = given.split('-').peekable();
    let language = parts.next().filter(|part| matches!(part.len(), 2..=3) && is_alphabetic(part))?;
    let mut tag = language.to_ascii_lowercase();
    let mut push = |part: &str| {
        tag.push('-');
        tag.push_str(part);
    };
    if let Some(script) = parts.next_if(|part| part.len() == 4 && is_alphabetic(part)) {
        let (first, rest) = script.split_at(1);
        push(&(first.to_ascii_uppercase() + &rest.to_ascii_lowercase()));
    }
    if let Some(region) = parts.next_if(|part| is_region(part)) {
        push(&region.to_ascii_uppercase());
    }
    let mut variants = Vec::new();
    while let Some(variant) = parts.next_if(|part| is_variant(part)) {
        let variant = variant.to_ascii_lowercase();
        push(&variant);
        variants.push(variant);
    }
    let mut singletons = Vec::new();
    while let Some(singleton) = parts.next_if(|part| is_part(part, 1..=1) && !part.eq_ignore_ascii_case("x"))
    {
        let singleton = singleton.to_ascii_lowercase();
        push(&singleton);
        singletons.push(singleton);
        push(&parts.next_if(|part| is_part(part, 2..=8))?.to_ascii_lowercase());
        while let Some(part) = parts.next_if(|part| is_part(part, 2..=8)) {
            push(&part.to_ascii_lowercase());
        }
    }
    if parts.next_if(|part| part.eq_ignore_ascii_case("x")).is_some() {
        push("x");
        push(&parts.next_if(|part| is_part(part, 1..=8))?.to_ascii_lowercase());
        while let Some(part) = parts.next_if(|part| is_part(part, 1..=8)) {
            push(&part.to_ascii_lowercase());
        }
    }
    let is_whole = parts.next().is_none() && !repeats(&mut variants) && !repeats(&mut singletons);
    is_whole.then_some(tag)
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_region(part: &str) -> bool {
    part.len() == 2 && is_alphabetic(part)
        || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_variant(part: &str) -> bool {
    is_part(part, 5..=8) || is_part(part, 4..=4) && part.starts_with(|first: char| first.is_ascii_digit())
}

fn is_part(part: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn repeats(parts: &mut [String]) -> bool {
    parts.sort();
    parts.windows(2).any(|pair| pair[0] == pair[1])
}

impl From<Language> for LanguageTag {
    fn from(language: Language) -> Self {
        match language {
            Language::German => Self::german(),
            Language::English => Self::english(),
        }
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = NotALanguageTag;

    fn try_from(given: String) -> Result<Self, NotALanguageTag> {
        given.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0.into_owned()
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tag(text: &str) -> LanguageTag {
        text.parse().unwrap()
    }

    #[test]
    fn tags_get_their_canonical_spelling() {
        for (given, canonical) in [
            ("DE", "de"),
            ("de-X-Leicht", "de-x-leicht"),
            ("EN-gb", "en-GB"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("sl-ROZAJ-biske", "sl-rozaj-biske"),
            ("de-1996", "de-1996"),
            ("de-U-Co-Phonebk-x-A", "de-u-co-phonebk-x-a"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(tag(given).as_str(), canonical, "{given}");
        }
        for given in [
            "",
            "d",
            "german",
            "de_DE",
            "x-leicht",
            "i-klingon",
            "de-",
            "-de",
            "de--x",
            "de-x",
            "de-u",
            "de-1996-1996",
            "de-a-bb-a-cc",
            "de-x-leichtesprache",
            "дe",
            "de ",
            "de-x-a-x-b-x-c-x-d-x-e-x-f-x-g-x-h-x-i-x",
        ] {
            let refused = given.parse::<LanguageTag>();
            assert!(refused.is_err(), "{given} became {refused:?}");
        }
    }

    #[test]
    fn easy_german_is_german() {
        let easy = LanguageTag::easy_german();
        assert_eq!((easy.base(), easy.wider()), (LanguageTag::german(), Some(LanguageTag::german())));
        assert!(easy.is_easy() && !LanguageTag::german().is_easy());
        let widening: Vec<String> = tag("zh-Hant-TW-x-a").widening().map(String::from).collect();
        assert_eq!(widening, ["zh-Hant-TW-x-a", "zh-Hant-TW", "zh-Hant", "zh"]);
    }

    #[test]
    fn languages_name_themselves() {
        for (given, own_name) in [
            ("de", "Deutsch"),
            ("de-x-leicht", "Leichte Sprache"),
            ("en-GB", "English"),
            ("uk", "Українська"),
            ("ar", "العربية"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(tag(given).own_name(), own_name);
        }
    }

    #[test]
    fn arabic_goes_from_right_to_left_unless_it_is_written_in_latin_letters() {
        assert!(
            ["ar", "ar-SY", "fa", "az-Arab", "ckb"].into_iter().all(|given| tag(given).is_right_to_left())
        );
        assert!(
            ["de", "uk", "ar-Latn", "ku", "de-x-arab"]
                .into_iter()
                .all(|given| !tag(given).is_right_to_left())
        );
        assert_eq!((tag("ar").direction(), tag("de").direction()), ("rtl", "ltr"));
    }

    #[test]
    fn exchanged_tags_are_checked() {
        assert_eq!(serde_json::from_str::<LanguageTag>("\"DE\"").unwrap(), LanguageTag::german());
        assert!(serde_json::from_str::<LanguageTag>("\"deutsch, bitte\"").is_err());
    }

    proptest! {
        #[test]
        fn a_tag_stays_itself(given in "[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|[0-9]{3}))?(-x(-[a-z0-9]{1,8}){1,2})?") {
            if let Ok(tag) = given.parse::<LanguageTag>() {
                prop_assert_eq!(tag.as_str().parse::<LanguageTag>(), Ok(tag.clone()));
                prop_assert!(tag.as_str().eq_ignore_ascii_case(&given));
                for wider in tag.widening() {
                    prop_assert_eq!(wider.as_str().parse::<LanguageTag>(), Ok(wider.clone()));
                    prop_assert_eq!(wider.base(), tag.base());
                }
            }
        }

        #[test]
        fn anything_may_be_given(given in ".*") {
            let _ = given.parse::<LanguageTag>();
        }
    }
}
