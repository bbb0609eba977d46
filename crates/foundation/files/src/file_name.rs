//! Names of files as people gave them, made fit to be kept and shown.

use crate::file::MediaType;

/// The longest name that is kept, in characters.
const LONGEST: usize = 120;

/// The name without folders, control characters and the characters that turn the direction of writing, by which
/// “gpj.exe” looks like “exe.jpg”. Never empty.
pub(crate) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().map(|c| if is_misleading(c) { ' ' } else { c }).collect();
    let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    if name.is_empty() { "file".to_owned() } else { name }
}

fn is_misleading(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

/// The name under which a file is saved at home: its own, ending as its content asks for.
pub(crate) fn for_download(name: &str, media_type: MediaType) -> String {
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem,
        _ => name,
    };
    format!("{stem}.{}", media_type.ending())
}

/// “jpeg” ends a name, the year of “Satzung vom 1.12.2026” does not.
fn is_ending(text: &str) -> bool {
    text.len() <= 5
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_tricks() {
        assert_eq!(clean("C:\\Bilder\\Dorffest 2026.JPG"), "Dorffest 2026.JPG");
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("Foto\u{202e}gpj.exe"), "Foto gpj.exe");
        assert_eq!(clean("Flyer\r\nSet-Cookie: a=b.pdf"), "Flyer Set-Cookie a=b.pdf");
        assert_eq!(clean(" .. "), "file");
    }

    #[test]
    fn the_ending_is_that_of_the_content() {
        assert_eq!(for_download("Übersicht.v2.png", MediaType::Jpeg), "Übersicht.v2.jpg");
        assert_eq!(for_download("Satzung vom 1.12.2026", MediaType::Pdf), "Satzung vom 1.12.2026.pdf");
        assert_eq!(for_download("bild.jpg", MediaType::Pdf), "bild.pdf");
        assert_eq!(for_download("Plakat", MediaType::Svg), "Plakat.svg");
    }

    proptest! {
        #[test]
        fn whatever_the_name_it_is_short_visible_and_no_path(name in ".{0,300}") {
            let clean = clean(&name);
            prop_assert!(!clean.is_empty() && clean.chars().count() <= LONGEST);
            prop_assert!(!clean.contains(['/', '\\', '\n', '\r', '\0', '"']));
            prop_assert!(!clean.starts_with('.'));
        }
    }
}
