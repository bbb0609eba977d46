//! Names of municipalities and localities: the short form for people, the words by which names are compared, and how
//! far two spellings are apart.

use kreisrund_kernel::text::fold;

/// The name as people say it: the official list's addition behind the comma is dropped (“Herzberg (Elster), Stadt”,
/// “Kiel, Landeshauptstadt”, “Tüßling, M”). What stands in brackets stays: it tells places of one name apart.
#[must_use]
pub fn display_name(official: &str) -> &str {
    official.split(',').next().unwrap_or(official).trim()
}

/// The name without its distinguishing addition: “Herzberg” of “Herzberg (Elster)”, “Falkenberg” of
/// “Falkenberg/Elster”; `None` where there is no addition.
#[must_use]
pub fn without_addition(name: &str) -> Option<&str> {
    let end = name.find(['(', '/'])?;
    let short = name[..end].trim();
    (!short.is_empty()).then_some(short)
}

/// The words by which names are compared: folded, without punctuation and without the small words that lists
/// abbreviate or leave out. “Mühlberg/Elbe” meets “Mühlberg (Elbe)”, “Prien a.Chiemsee” meets “Prien am Chiemsee”.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    const CONNECTIVES: [&str; 18] = [
        "a", "am", "an", "auf", "b", "bei", "d", "dem", "den", "der", "i", "im", "in", "o", "ob", "u", "und",
        "v",
    ];
    let all = all_words(name);
    let telling: Vec<String> =
        all.iter().filter(|word| !CONNECTIVES.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// All words of a name, folded and without punctuation: “Raum A” and “Raum B” stay two.
#[must_use]
pub fn all_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many slips of the pen lie between two texts: letters left out, added, replaced, or swapped with their neighbour
/// (optimal string alignment distance).
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let width = other.len() + 1;
    let mut before_last = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, b) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut least = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                least = least.min(before_last[column - 1] + 1);
            }
            current[column + 1] = least;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[width - 1]
}

/// How many slips a text of `length` characters may hold and still be taken for a misspelling.
#[must_use]
pub fn tolerated(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn people_do_not_say_what_stands_behind_the_comma() {
        for (official, name) in [
            ("Herzberg (Elster), Stadt", "Herzberg (Elster)"),
            ("Kiel, Landeshauptstadt", "Kiel"),
            ("Tüßling, M", "Tüßling"),
            ("Roth, St", "Roth"),
            ("Weißwasser/O.L., Stadt / Běła Woda", "Weißwasser/O.L."),
            ("Schilda", "Schilda"),
        ] {
            assert_eq!(display_name(official), name);
        }
    }

    #[test]
    fn additions_can_be_left_out() {
        assert_eq!(without_addition("Herzberg (Elster)"), Some("Herzberg"));
        assert_eq!(without_addition("Falkenberg/Elster"), Some("Falkenberg"));
        assert_eq!(without_addition("Schilda"), None);
        assert_eq!(without_addition("(Elster)"), None);
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (one, other) in [
            ("Mühlberg/Elbe", "Mühlberg (Elbe)"),
            ("Prien a.Chiemsee", "Prien am Chiemsee"),
            ("Limburg a.d. Lahn", "Limburg an der Lahn"),
            ("Reuth b.Erbendorf", "Reuth bei Erbendorf"),
            ("MEISSEN", "Meißen"),
        ] {
            assert_eq!(words(one), words(other), "{one} and {other}");
        }
        assert_eq!(words("Au"), ["au"]);
        assert_eq!(words("Am"), ["am"]);
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(distance("herzberg", "herzberg"), 0);
        assert_eq!(distance("herzberg", "hertzberg"), 1);
        assert_eq!(distance("herzberg", "hezrberg"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_bounded(one in "[a-e]{0,8}", other in "[a-e]{0,8}") {
            let between = distance(&one, &other);
            prop_assert_eq!(between, distance(&other, &one));
            prop_assert!(between <= one.len().max(other.len()));
            prop_assert_eq!(between == 0, one == other);
        }
    }
}
