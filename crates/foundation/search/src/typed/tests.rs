use super::*;
use proptest::prelude::*;

/// The pieces of `text`, written down: phrases in brackets, exclusions with a minus, a tilde behind an open end, a plus
/// before what is joined.
fn pieces(text: &str) -> Vec<String> {
    let write = |piece: &Piece| {
        let wanted = match &piece.wanted {
            Wanted::Word { text, may_go_on, .. } => format!("{text}{}", if *may_go_on { "~" } else { "" }),
            Wanted::Phrase(words) => format!("[{}]", words.join(" ")),
        };
        format!("{}{}{wanted}", if piece.excluded { "-" } else { "" }, if piece.joined { "+" } else { "" })
    };
    read(text).pieces.iter().map(write).collect()
}

#[test]
fn words_phrases_and_exclusions_are_told_apart() {
    for (typed, expected) in [
        ("", ""),
        ("yoga", "yoga~"),
        ("Yoga ", "yoga"),
        ("Yoga?", "yoga"),
        ("Töpfern für Anfänger", "topfern fur anfanger~"),
        ("\"erste hilfe\" kurs ", "[erste hilfe] kurs"),
        ("„Erste Hilfe“ kurs ", "[erste hilfe] kurs"),
        ("“erste hilfe” kurs ", "[erste hilfe] kurs"),
        ("»Erste Hilfe« kurs ", "[erste hilfe] kurs"),
        ("«перша допомога» курс ", "[перша допомога] курс"),
        ("‚Erste Hilfe‘ kurs ", "[erste hilfe] kurs"),
        ("‘erste hilfe’ kurs ", "[erste hilfe] kurs"),
        ("‹erste hilfe› ›zweite hilfe‹", "[erste hilfe] [zweite hilfe]"),
        ("\"Erste Hilfe“", "[erste hilfe]"),
        ("kurs \"erste hilfe", "kurs erste hilfe~"),
        ("kurs erste hilfe\" ", "kurs erste hilfe"),
        ("\"eins\" zwei\" drei ", "[eins] zwei drei"),
        ("\"\" \" \" kurs ", "kurs"),
        ("rohr 3\" oder 5\" ", "rohr 3 oder 5"),
        ("Oma’s Küche und Opa’s Werkstatt ", "oma s kuche und opa s werkstatt"),
        ("‚Oma’s Küche‘ ", "[oma s kuche]"),
        ("kurs -anfänger ", "kurs -anfanger"),
        ("-kurs", "-kurs"),
        ("kurs -\"für anfänger\"", "kurs -[fur anfanger]"),
        ("kurs -„für Anfänger“ abend ", "kurs -[fur anfanger] abend"),
        ("kurs -\"anfänger ", "kurs anfanger"),
        ("kurs \u{2212}anfänger ", "kurs -anfanger"),
        ("Kurs - Anfänger ", "kurs anfanger"),
        ("Kurs -- Anfänger --x ", "kurs anfanger x"),
        ("A1-Kurs ", "a1 +kurs"),
        ("E-Bike-Tour", "e +bike +tour~"),
        ("kinder -5 jahre ", "kinder 5 jahre"),
        ("-Eltern-Kind-Gruppe turnen ", "-[eltern kind gruppe] turnen"),
        ("Eltern-, Kind-Kurs ", "eltern kind +kurs"),
        ("yoga-", "yoga~"),
        ("yoga- ", "yoga"),
        ("(-kurs) yoga", "-kurs yoga~"),
        ("ohne auto ", "ohne auto"),
        ("😀 ⚽ → !", ""),
        ("😀 fußball", "fussball~"),
        ("Сьогодні, йога! ", "сьогодні иога"),
        ("دَرْس اللغة ", "درس اللغة"),
        ("Com\u{ad}pu\u{ad}ter\u{200b}kurs ", "computerkurs"),
        ("u\u{308}ben", "uben~"),
        ("C++ und C# ", "c und c"),
        ("½ ", "1 +2"),
        ("24/7 ", "24 7"),
        ("-", ""),
        ("\u{308} -\u{308} ", ""),
    ] {
        // Folding Ukrainian drops the dots and the bow: й and ї become и and і.
        assert_eq!(pieces(typed).join(" "), expected.replace('й', "и"), "{typed}");
    }
}

#[test]
fn a_whole_letter_is_read_as_its_beginning() {
    let typed = read(&"wort ".repeat(30));
    assert_eq!((typed.pieces.len(), typed.shortened), (MOST_WORDS, true));
    let typed = read(&"wort ".repeat(MOST_WORDS));
    assert_eq!((typed.pieces.len(), typed.shortened), (MOST_WORDS, false));
    let typed = read(&format!("kurs \"{}\" danach", "wort ".repeat(30)));
    assert_eq!((typed.pieces.len(), typed.shortened), (2, true));
    assert_eq!(typed.pieces[1].wanted.words().len(), MOST_WORDS - 1);
    let typed = read(&"ä".repeat(5_000));
    assert_eq!((typed.pieces.len(), typed.shortened), (1, true));
    assert!(!read(&" ".repeat(5_000)).shortened);
}

#[test]
fn little_words_do_not_count_unless_quoted_or_joined() {
    let counting = |text: &str| {
        let typed = read(text);
        let meaningful = typed.meaningful();
        meaningful.iter().flat_map(|piece| piece.wanted.words()).collect::<Vec<_>>().join(" ")
    };
    for (typed, expected) in [
        ("Was gibt es für Kinder?", "kinder"),
        ("Ich suche bitte einen Kurs in der Nähe", "kurs nahe"),
        ("where can I find a course for the elderly", "course elderly"),
        ("курси для дітей", "курси дітеи"),
        ("دورة في اللغة", "دورة اللغة"),
        ("\"was ist was\" heft", "was ist was heft"),
        ("Mutter-in-Not", "mutter in not"),
        ("ohne Anmeldung", "ohne anmeldung"),
        ("yoga -in", "yoga"),
        ("wer wie was", ""),
    ] {
        assert_eq!(counting(typed), expected, "{typed}");
    }
    assert!(read("wer wie was").only_fillers() && read("was -kurs").only_fillers());
    for typed in ["", "-kurs", "was kurs", "\"was\"", "🙂"] {
        assert!(!read(typed).only_fillers(), "{typed}");
    }
    assert!(is_filler("Für") && is_filler("fuer") && is_filler("fur") && !is_filler("Kurs"));
}

#[test]
fn signs_alone_are_something_without_words() {
    for typed in ["🙂", "?!", " - ", "\"\"", "\u{200b}"] {
        assert!(read(typed).is_empty_but_typed(), "{typed:?}");
    }
    for typed in ["", "  ", "yoga", "-yoga"] {
        assert!(!read(typed).is_empty_but_typed(), "{typed:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read(text in "(\\PC|[ a-zäß\"„“»«'‚‘’-]|\u{308}|\u{ad}|\u{64e}){0,80}") {
        let typed = read(&text);
        prop_assert!(typed.pieces.iter().map(|piece| piece.wanted.words().len()).sum::<usize>() <= MOST_WORDS);
        let mut end = 0;
        for piece in &typed.pieces {
            prop_assert!(piece.from < piece.to && piece.to <= text.len());
            prop_assert!(text.get(piece.from..piece.to).is_some(), "cuts a character in two");
            prop_assert!(piece.from >= end || (piece.joined && piece.to == end), "in order");
            end = piece.to;
            for word in piece.wanted.words() {
                prop_assert!(!word.is_empty() && word.chars().all(char::is_alphanumeric), "{word:?}");
            }
        }
        let open = typed.pieces.iter().filter(|piece| matches!(piece.wanted, Wanted::Word { may_go_on: true, .. }));
        prop_assert!(open.count() <= 1);
    }

    #[test]
    fn plain_words_are_read_as_they_are(words in proptest::collection::vec("[a-d]{1,5}", 1..MOST_WORDS)) {
        let typed = read(&words.join(" "));
        let read: Vec<&str> = typed.pieces.iter().flat_map(|piece| piece.wanted.words()).collect();
        prop_assert_eq!(read, words.iter().map(|word| word.replace("ae", "a")).collect::<Vec<_>>());
    }

    #[test]
    fn whatever_is_quoted_is_one_phrase(words in proptest::collection::vec("[b-d]{1,5}", 1..8), excluded: bool) {
        let minus = if excluded { "-" } else { "" };
        let typed = read(&format!("{minus}„{}“", words.join(", ")));
        prop_assert_eq!(typed.pieces.len(), 1);
        prop_assert_eq!(typed.pieces[0].excluded, excluded);
        prop_assert_eq!(&typed.pieces[0].wanted, &Wanted::Phrase(words));
    }
}
