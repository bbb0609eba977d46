//! Quotation marks, of which every country and every keyboard has its own.

use std::ops::Range;

/// Where in `text`, which begins with a quotation mark, the quoted words stand and where the closing mark ends; `None`
/// where it opens nothing. `before` is the character before it.
pub(super) fn closing(text: &str, before: Option<char>) -> Option<(Range<usize>, usize)> {
    let mut characters = text.char_indices();
    let (_, open) = characters.next()?;
    let closers = closers(open)?;
    // A mark behind a letter or digit is an apostrophe, or stands for inches.
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let inside = open.len_utf8();
    let (at, close) = characters.find(|(at, character)| {
        let behind = *at + character.len_utf8();
        closers.contains(character) && (!is_apostrophe(*character) || ends_a_word(&text[behind..]))
    })?;
    Some((inside..at, at + close.len_utf8()))
}

/// The marks that close what `open` opens. Keyboards and word processors mix them, so more pairs count than are right.
const fn closers(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '\u{ff02}' => Some(&['"', '“', '”', '\u{ff02}']),
        '„' | '‟' => Some(&['“', '”', '"']),
        '“' => Some(&['”', '“', '"']),
        '”' => Some(&['”', '"']),
        '»' => Some(&['«', '»']),
        '«' => Some(&['»']),
        '‚' => Some(&['‘', '’', '\'']),
        '‘' => Some(&['’', '‘']),
        '›' => Some(&['‹']),
        '‹' => Some(&['›']),
        '\'' => Some(&['\'']),
        _ => None,
    }
}

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '‘' | '’')
}

fn ends_a_word(behind: &str) -> bool {
    !behind.chars().next().is_some_and(char::is_alphanumeric)
}
