//! How German words sound, for those who write as they hear: “Smartfon”, “Filosofie”.

/// Whether words that begin with these letters may sound alike.
pub(crate) fn alike(one: Option<char>, other: Option<char>) -> bool {
    let sound = |letter: Option<char>| match letter {
        Some('y' | 'j' | 'i') => Some('i'),
        Some('c' | 'k' | 'q' | 'g') => Some('k'),
        Some('f' | 'v' | 'w') => Some('f'),
        Some('b' | 'p') => Some('p'),
        Some('d' | 't') => Some('t'),
        Some('s' | 'z') => Some('z'),
        other => other,
    };
    sound(one) == sound(other)
}

/// How `word` begins for the ear; words that begin otherwise need not be compared further.
pub(crate) fn first(word: &str) -> Option<char> {
    if word.starts_with("ph") { Some('f') } else { word.chars().next().map(spoken) }
}

/// `word` as it sounds: letters that sound the same are the same, doubled and mute ones are left out.
pub(crate) fn sound(word: &str) -> String {
    let mut sound = word.to_owned();
    for (written, heard) in [
        ("sch", "š"),
        ("ph", "f"),
        ("th", "t"),
        ("rh", "r"),
        ("ck", "k"),
        ("dt", "t"),
        ("tz", "z"),
        ("ts", "z"),
        ("qu", "kw"),
        ("chs", "x"),
        ("ks", "x"),
        ("ai", "ei"),
        ("ay", "ei"),
        ("ey", "ei"),
        ("ie", "i"),
        ("ah", "a"),
        ("eh", "e"),
        ("ih", "i"),
        ("oh", "o"),
        ("uh", "u"),
    ] {
        if sound.contains(written) {
            sound = sound.replace(written, heard);
        }
    }
    let mut heard = String::with_capacity(sound.len());
    for letter in sound.chars().map(spoken) {
        if !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    heard
}

/// The letter that stands for all that sound like `letter`.
fn spoken(letter: char) -> char {
    match letter {
        'y' => 'i',
        'v' => 'f',
        'c' => 'k',
        'd' => 't',
        'b' => 'p',
        'g' => 'k',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_alike() {
        for (one, other) in [
            ("smartphone", "smartfone"),
            ("philosophie", "filosofi"),
            ("rhythmus", "ritmus"),
            ("fahrrad", "farat"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} and {other}");
        }
        assert_ne!(sound("wein"), sound("fein"));
        assert_ne!(sound("chor"), sound("tor"));
        assert_eq!(first("photo"), first("foto"));
        assert_eq!(sound(""), "");
    }
}
