//! Whether something is called just as what is looked for.

use crate::{
    analysis::{self, Tongue},
    typed,
};

/// A name may have so many words beside those that were typed.
const FURTHER_WORDS: usize = 2;
/// By what inflections of a word differ without making it another word.
const ENDINGS: [&str; 8] = ["", "e", "n", "en", "nen", "s", "es", "ens"];

/// Whether `name` has every word of the question `words` and few others: “kreisbibliothek” and “bibliothek
/// liebenwerda” ask for the Kreisbibliothek in Bad Liebenwerda, “lesung bibliothek” does not. Of names that only list
/// several things (`is_list`), the first has to be asked for: “yoga” does not mean “Gymnastik, Yoga, Fitness”.
#[must_use]
pub fn is_called(name: &str, words: &str, is_list: bool) -> bool {
    let named: Vec<String> = analysis::words(name).into_iter().map(|word| word.folded).collect();
    let question = typed::read(words);
    let asked: Vec<&str> = question
        .meaningful()
        .into_iter()
        .filter(|piece| !piece.excluded)
        .flat_map(|piece| piece.wanted.words())
        .collect();
    let Some(first) = named.first() else { return false };
    let is_asked = |known: &String| asked.iter().any(|word| is_same_word(known, word));
    let has = |word: &&str| named.iter().any(|known| is_same_word(known, word));
    let counting = named.iter().filter(|word| !typed::is_filler(word)).count();
    !asked.is_empty()
        && asked.iter().all(has)
        && counting <= asked.len() + FURTHER_WORDS
        && (!is_list || is_asked(first))
}

/// Whether two folded words are inflections of the same. Stems alone say too much: “Schüler” and “Schule” share one.
fn is_same_word(one: &str, other: &str) -> bool {
    let shared = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let shared = shared.map_or(one.len().min(other.len()), |((index, _), _)| index);
    let is_ending = |word: &str| word.get(shared..).is_some_and(|ending| ENDINGS.contains(&ending));
    is_ending(one)
        && is_ending(other)
        && analysis::stem(one, Tongue::German) == analysis::stem(other, Tongue::German)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_list_the_first_thing_is_meant() {
        assert!(is_called("Ehrenamt und Zusammenleben", "ehrenamt", true));
        assert!(!is_called("Gymnastik, Yoga, Fitness", "yoga", true));
        assert!(is_called("Filmclub Lichtspalt", "lichtspalt", false));
    }

    #[test]
    fn a_name_is_what_is_looked_for_where_little_else_is_in_it() {
        for (name, words) in [
            ("Kreisbibliothek", "kreisbibliothek"),
            ("Kreisbibliothek Elbe-Elster", "Kreisbibliothek"),
            ("Volkshochschule Elbe-Elster", "volkshochschule elbe elster"),
            ("Heimatverein Plessa e. V.", "heimatverein plessa"),
            ("Sprachen", "sprache"),
        ] {
            assert!(is_called(name, words, false), "{name}: {words}");
        }
        for (name, words) in [
            ("Kreisbibliothek Elbe-Elster", "lesung kreisbibliothek"),
            ("Schule und Abschlüsse", "schüler"),
            ("Verein der Freunde der Orgel in der Kirche zu Plessa", "orgel"),
            ("Musik", ""),
            ("Musik", "-musik"),
            ("Musik", "in der"),
        ] {
            assert!(!is_called(name, words, false), "{name}: {words}");
        }
    }
}
