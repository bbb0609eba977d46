//! What was typed, made comparable, and whether it may ever be kept as text.

use kreisrund_kernel::text::fold;
use unicode_normalization::UnicodeNormalization;

/// Longer texts are never kept, in characters.
const LONGEST: usize = 80;
/// Texts of more words are never kept: they tell a story.
const MOST_WORDS: usize = 6;
/// So many digits are a telephone number, a date of birth, an account. A postcode has one less.
const FEWEST_DIGITS_OF_A_NUMBER: usize = 6;
/// What is longer is not even looked at, in bytes.
const LONGEST_READ: usize = 4_000;

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Words that may be kept as text once several people typed them.
    Ordinary {
        /// The folded words by the alphabet: who types “Kurs Yoga” asks for the same as who types “yoga kurs”.
        key: String,
        /// The words as they are read: lower case, single spaces.
        text: String,
    },
    /// Something that may be an address, a number or a person's story. It counts, and nothing of it is kept.
    Private,
}

impl Words {
    /// The `words` that were looked for of what was `typed`; `None` where there are none. What was typed decides whether
    /// they may be kept: the half of a telephone number that is left beside a postcode may not.
    pub fn of_search(typed: &str, words: &str) -> Option<Self> {
        let read = Self::read(words)?;
        let tells = typed.len() > LONGEST_READ || {
            let typed = comparable(typed);
            looks_like_a_number(&typed) || looks_like_an_address(&typed)
        };
        Some(if tells { Self::Private } else { read })
    }

    /// The words of what was `typed`; `None` where there are none.
    pub fn read(typed: &str) -> Option<Self> {
        if !typed.chars().any(char::is_alphanumeric) {
            return None;
        }
        if typed.len() > LONGEST_READ {
            return Some(Self::Private);
        }
        let typed = comparable(typed);
        let text = readable(&typed);
        let folded = fold(&text);
        let mut words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return None;
        }
        let too_much = words.len() > MOST_WORDS || text.chars().nth(LONGEST).is_some();
        if too_much || looks_like_a_number(&typed) || looks_like_an_address(&typed) {
            return Some(Self::Private);
        }
        words.sort_unstable();
        words.dedup();
        Some(Self::Ordinary { key: words.join(" "), text })
    }
}

/// `typed` in lower case, and without differences that nobody sees.
fn comparable(typed: &str) -> String {
    typed.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// The words of `typed` with single spaces: letters, digits, and the signs that words have inside.
fn readable(typed: &str) -> String {
    let inside = |c: char| matches!(c, '-' | '\'' | '’' | '&');
    typed
        .split(|c: char| !c.is_alphanumeric() && !inside(c))
        .map(|word| word.trim_matches(inside))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn looks_like_a_number(typed: &str) -> bool {
    typed.chars().filter(|c| c.is_numeric()).count() >= FEWEST_DIGITS_OF_A_NUMBER
}

/// Whether there is an e-mail or internet address in `typed`, also one that was written to hide it from robots.
fn looks_like_an_address(typed: &str) -> bool {
    let hidden = ["(at)", "[at]", "{at}", "(ät)", "[ät]", "://"];
    if typed.contains('@') || hidden.iter().any(|sign| typed.contains(sign)) {
        return true;
    }
    typed.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some((name, ending)) = word.rsplit_once('.') else { return false };
        let is_ending =
            (2..=6).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_lowercase());
        is_ending && name.chars().filter(|c| c.is_alphanumeric()).count() >= 2
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(typed: &str) -> String {
        match Words::read(typed) {
            Some(Words::Ordinary { key, .. }) => key,
            other => format!("{other:?}"),
        }
    }

    fn text(typed: &str) -> String {
        match Words::read(typed) {
            Some(Words::Ordinary { text, .. }) => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn spelling_and_order_make_no_difference() {
        for other in ["Yoga  Kurs", "kurs yoga", "YOGA, Kurs!", "„Yoga“ kurs yoga"] {
            assert_eq!(key("yoga kurs"), key(other), "{other}");
        }
        assert_eq!(key("Töpfern für Schüler"), key("toepfern fuer schueler"));
        assert_eq!(key("e-bike"), key("E Bike"));
        assert_ne!(key("yoga kurs"), key("yoga"));
    }

    #[test]
    fn what_is_read_again_looks_as_it_was_typed() {
        assert_eq!(text("  Töpfern\tfür   SCHÜLER?! "), "töpfern für schüler");
        assert_eq!(text("E-Bike-Tour"), "e-bike-tour");
        assert_eq!(text("сім'я"), "сім'я");
        assert_eq!(text("－Aerobic－"), "aerobic");
        assert_eq!(text("Lu\u{308}bben"), "lübben");
        assert_eq!(text("abc\u{202e}def\u{200b}ghi"), "abc def ghi", "no control character stays");
        assert_eq!(text("04924 flohmarkt"), "04924 flohmarkt");
        assert_eq!(text("kurse 2026"), "kurse 2026");
    }

    #[test]
    fn no_words_are_nothing_to_keep() {
        for nothing in ["", "  ", "?!", "…", "\u{308}\u{200d}", "🙂 🙂"] {
            assert_eq!(Words::read(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn what_may_tell_of_somebody_is_never_kept() {
        for private in [
            "erika@example.org",
            "erika (at) example org",
            "erika [ät] example",
            "ｅｒｉｋａ＠example",
            "erika.muster example.org",
            "www.example.org",
            "https://example",
            "03535 46-0",
            "+49 170 1234567",
            "geboren 1.2.1950",
            "geb 01021950",
            "٠١٧٠ ١٢٣٤",
            "DE12 5001 0517",
            "mein Mann hat mich gestern wieder geschlagen",
            &"wort ".repeat(2_000),
            &"w".repeat(81),
        ] {
            assert_eq!(Words::read(private), Some(Words::Private), "{private}");
        }
        for ordinary in [
            "St. Marien",
            "z.B. Yoga",
            "ü60",
            "Kurs 1. Hilfe",
            "dr. müller",
            "kita 04924",
            "6 wörter sind genug für alle",
        ] {
            assert!(matches!(Words::read(ordinary), Some(Words::Ordinary { .. })), "{ordinary}");
        }
    }

    #[test]
    fn what_was_typed_decides_about_the_words_left_of_it() {
        let kept = |typed, words| matches!(Words::of_search(typed, words), Some(Words::Ordinary { .. }));
        assert!(kept("yoga finsterwalde", "yoga"));
        assert!(kept("yoga für Senioren am Wochenende in der Nähe von 04924 Uebigau", "yoga senioren"));
        assert!(!kept("04924 12345", "12345"), "a postcode, or the first half of a number");
        assert!(!kept("erika@example.org Sallgast", "erika"));
        assert!(!kept(&"a ".repeat(3_000), "a"));
        assert_eq!(Words::of_search("finsterwalde", ""), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_what_may_be_kept_is_short_and_clean(typed in "\\PC{0,120}") {
            if let Some(Words::Ordinary { key, text }) = Words::read(&typed) {
                prop_assert!(text.chars().count() <= LONGEST && !text.contains('@'));
                prop_assert!(text.chars().all(|c| c.is_alphanumeric() || " -'’&".contains(c)), "{}", text);
                prop_assert!(!text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  "));
                prop_assert!(text.chars().filter(|c| c.is_numeric()).count() < FEWEST_DIGITS_OF_A_NUMBER);
                prop_assert!((1..=MOST_WORDS).contains(&key.split(' ').count()));
            }
        }

        #[test]
        fn the_order_of_words_never_matters(words in proptest::collection::vec("[a-zäöüß]{1,9}", 1..6)) {
            let backwards: Vec<&str> = words.iter().rev().map(String::as_str).collect();
            prop_assert_eq!(key(&words.join(" ")), key(&backwards.join(" - ")));
        }

        #[test]
        fn numbers_and_addresses_are_never_kept(before in "[a-z ]{0,9}", number in "[0-9][0-9 /-]{0,3}[0-9]{5,9}", name in "[a-z]{1,9}") {
            prop_assert_eq!(Words::read(&format!("{before}{number}")), Some(Words::Private));
            let address = format!("{before} {name}@{name}.example");
            prop_assert_eq!(Words::read(&address), Some(Words::Private));
        }
    }
}
