//! What comes apart and what stays whole.

use std::{collections::BTreeSet, env, fs, path::Path};

use kreisrund_kernel::text::fold;
use proptest::prelude::*;

use super::{Part, Role, SPLITTER, parts};

mod table;

use table::WORDS;

/// The parts of a word as it is written, the last one with “=” before it.
fn shown(word: &str) -> String {
    let shown = |part: &Part| match part.role {
        Role::Head => format!("={}", part.text),
        Role::Modifier => part.text.clone(),
    };
    parts(&fold(word)).iter().map(shown).collect::<Vec<_>>().join(" ")
}

fn assert_whole(words: &str) {
    for word in words.split_whitespace() {
        assert_eq!(shown(word), "", "{word}");
    }
}

#[test]
fn words_of_real_offers_come_apart_as_people_would_take_them_apart() {
    assert!(WORDS.len() >= 80, "{}", WORDS.len());
    let wrong: Vec<String> = WORDS
        .iter()
        .map(|(word, expected)| (word, fold(expected), shown(word)))
        .filter(|(_, expected, found)| expected != found)
        .map(|(word, expected, found)| format!("{word}: {found} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn children_do_not_flood_in_from_what_is_only_about_them() {
    for word in
        ["Kindererziehung", "Kinderschutz", "Kindergeld", "Kinderarmut", "Kinderkrankheit", "Kindergarten"]
    {
        assert!(!shown(word).contains("kind"), "{word}: {}", shown(word));
    }
    for word in ["Kinderyoga", "Kinderturnen", "Kindertheater", "Kinderfest", "Kinderflohmarkt"] {
        assert!(shown(word).starts_with("kinder ="), "{word}: {}", shown(word));
    }
}

#[test]
fn names_of_places_stay_whole() {
    assert_whole(
        "Finsterwalde Herzberg Falkenberg Elsterwerda Sonnewalde Schönewalde Schlieben Uebigau Wahrenbrück Mühlberg \
         Kirchhain Doberlug Liebenwerda Rückersdorf Lichterfeld Schacksdorf Hirschfeld Schönborn Merzdorf Großthiemig \
         Hohenleipisch Röderland Fichtwald Hohenbucko Kremitzaue Lebusa Stechau Tröbitz Schilda Massen Crinitz Sallgast \
         Gröden Plessa Gorden Staupitz Brandenburg Cottbus Senftenberg Lauchhammer",
    );
    assert_whole(
        "Eberswalde Fürstenwalde Luckenwalde Schönwalde Friedrichswalde Blumberg Rehberg Sternberg Hartenberg \
         Rosenberg Waldsieversdorf Petersdorf Hermsdorf Rosendorf Birkendorf Neuenhagen Mühlhausen Nordhausen \
         Sondershausen Schaffhausen Frankenhausen Lindenau Grünau Moosau Wiesenau Birkenau Steinau",
    );
}

/// The municipalities of the demonstration county, as they are imported.
#[test]
fn no_municipality_and_no_village_of_the_demonstration_county_comes_apart() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../areas/demo/elbe-elster.csv");
    let areas = fs::read_to_string(file).unwrap();
    let names: Vec<&str> = areas.lines().filter(|line| !line.starts_with('#')).filter_map(name_of).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        for word in name.split(|c: char| !c.is_alphabetic()) {
            assert_eq!(shown(word), "", "{word} of {name}");
        }
    }
}

/// The name in a line of the extract, unless it is a line of headings or of an association with a name of its own.
fn name_of(line: &str) -> Option<&str> {
    let is_place = ["municipality,", "locality,"].iter().any(|record| line.starts_with(record));
    let quoted = line.split('"').nth(1);
    is_place.then_some(quoted.or_else(|| line.split(',').nth(3))?.split(',').next()?)
}

#[test]
fn few_names_of_the_whole_country_come_apart() {
    let folder = env::var("KREISRUND_SHARED_DATA")
        .unwrap_or_else(|_| format!("{}/../../../../shared/data", env!("CARGO_MANIFEST_DIR")));
    let Ok(register) = fs::read_to_string(Path::new(&folder).join("areas/gemeinden-2024-06-30.csv")) else {
        eprintln!("SKIPPED: the register of municipalities is not there");
        return;
    };
    let words: BTreeSet<&str> = register
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 3 && word.starts_with(char::is_uppercase))
        .collect();
    let apart: Vec<&&str> = words.iter().filter(|word| !shown(word).is_empty()).collect();
    assert!(words.len() > 5_000, "{}", words.len());
    assert!(apart.len() * 33 < words.len(), "{} of {}: {apart:?}", apart.len(), words.len());
}

#[test]
fn words_that_only_look_like_compounds_stay_whole() {
    assert_whole(
        "Bahnhof Kindergarten Elster Großeltern Rathaus Friedhof Mittwoch Wochenende Nachmittag Geburtstag Hochzeit \
         Ehrenamt Freizeit Feuerwehr Volkshochschule Landwirtschaft Gesellschaft Mannschaft Veranstaltung Unterhaltung \
         Wanderung Beratung Festival Karneval Transport Schulter Standard Konstanz sichtbar brauchbare wunderbar \
         gehören geboren anmelden hochziehen teilweise beispielsweise mitgebracht saßen",
    );
}

#[test]
fn words_of_other_languages_stay_whole() {
    assert_whole(
        "information together important understanding accessibility neighbourhood conversation волонтерство \
         бібліотека курс німецької المكتبة تعليم 图书馆 warsztaty biblioteka świetlica",
    );
}

#[test]
fn what_is_no_word_has_no_parts() {
    assert_whole("a ä ß 1 04924 2026 q 🎉 👨‍👩‍👧 … - A1B2 kurs2 20uhr");
    assert_eq!(parts(""), []);
    assert_eq!(parts(" "), []);
    assert_eq!(parts(&"senioren".repeat(1_250)), []);
    assert_eq!(parts(&"kurs".repeat(15)), [], "made for fun");
    assert_eq!(parts(&"ü".repeat(10_000)), []);
}

#[test]
fn joints_go_with_the_part_before_them() {
    for (word, expected) in [
        ("Tanzkurs", "tanz =kurs"),
        ("Arbeitskreis", "arbeit =kreis"),
        ("Jahresfest", "jahr =fest"),
        ("Familienfest", "familie =fest"),
        ("Seniorentreff", "senioren =treff"),
        ("Hundeschule", "hunde =schule"),
        ("Kinderchor", "kinder =chor"),
        ("Lehrerinnentreff", "lehrerinnen =treff"),
        ("Schulfest", "schule =fest"),
        ("Geschichtsverein", "geschichte =verein"),
        ("Lesecafé", "lesen =cafe"),
        ("Herzensprojekt", "herz =projekt"),
        ("Glaubenskurs", "glaube =kurs"),
    ] {
        assert_eq!(shown(word), expected, "{word}");
    }
}

#[test]
fn inflected_words_have_the_parts_of_the_word_itself() {
    for (one, other) in [
        ("Computerkurse", "Computerkurs"),
        ("Computerkursen", "Computerkurs"),
        ("Seniorennachmittage", "Seniorennachmittag"),
        ("Seniorennachmittags", "Seniorennachmittag"),
        ("Stadtbibliotheken", "Stadtbibliothek"),
        ("Krabbelgruppen", "Krabbelgruppe"),
        ("Adventsmärkten", "Adventsmarkt"),
        ("Klassenfahrten", "Klassenfahrt"),
        ("Hausärztinnen", "Hausärztin"),
        ("Trauerbegleiterinnen", "Trauerbegleiterin"),
    ] {
        assert_eq!(shown(one), shown(other), "{one}");
    }
}

#[test]
fn spellings_meet() {
    for (one, other) in [
        ("Buecherflohmarkt", "Bücherflohmarkt"),
        ("KRÄUTERWANDERUNG", "Kraeuterwanderung"),
        ("Repaircafé", "Repaircafe"),
        ("Grußkarte", "Grusskarte"),
    ] {
        assert!(!shown(one).is_empty(), "{one}");
        assert_eq!(shown(one), shown(other), "{one}");
    }
    // Folding takes “oe” for an umlaut.
    assert_eq!(shown("Kinoecke"), "kino =ecke");
}

#[test]
fn every_line_of_the_lexicon_names_words_that_it_knows() {
    let files = [
        include_str!("../../lexicon/closed_heads.txt"),
        include_str!("../../lexicon/telling_heads.txt"),
        include_str!("../../lexicon/frequencies.txt"),
    ];
    let known: BTreeSet<&str> = SPLITTER.entries.iter().map(|entry| entry.text.as_str()).collect();
    for file in files {
        let words = file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        for word in words.filter(|word| !word.starts_with(|c: char| c == '@' || c.is_ascii_digit())) {
            assert!(known.contains(fold(word).as_str()), "{word} stands in no list of words");
        }
    }
}

/// Whether `text` begins with the first letters of a word that `word` may be made of: what is shown of a part differs
/// from its letters by a joint or the ending of a verb.
fn lies_within(text: &str, word: &str) -> bool {
    let stem = text.get(..text.len().min(3)).unwrap_or(text);
    word.contains(stem)
        || SPLITTER
            .entries
            .iter()
            .any(|entry| entry.text == text || entry.inside.iter().any(|(_, shown)| shown == text))
}

proptest! {
    #[test]
    fn any_text_is_answered(word in "\\PC{0,80}") {
        for part in parts(&word) {
            prop_assert!(!part.text.is_empty());
        }
        for part in parts(&fold(&word)) {
            prop_assert!(!part.text.is_empty());
        }
    }

    #[test]
    fn letters_in_any_order_give_parts_that_lie_within(word in "[a-z]{1,70}") {
        for part in parts(&word) {
            prop_assert!(lies_within(&part.text, &word), "{word}: {}", part.text);
        }
    }

    #[test]
    fn words_put_together_have_parts_that_are_known(
        words in prop::collection::vec(prop::sample::select(vec![
            "kinder", "senioren", "schul", "arbeits", "kurs", "nachmittag", "haus", "ei", "see", "fest", "ung", "bar",
            "tag", "es", "en", "abend", "e", "musik", "ge", "berg",
        ]), 1..12),
    ) {
        let word = words.concat();
        let found = parts(&word);
        for part in &found {
            prop_assert!(lies_within(&part.text, &word), "{word}: {}", part.text);
            prop_assert!(part.text.len() <= word.len() + 2, "{word}: {}", part.text);
        }
        prop_assert_eq!(found, parts(&word));
    }
}

/// Taking the parts apart again brings nothing that was not there: a part that is itself a compound has shown its own
/// parts already, or is a word that stays whole.
#[test]
fn taking_apart_again_brings_nothing_new() {
    for (word, _) in WORDS {
        let found = parts(&fold(word));
        for part in &found {
            for again in parts(&part.text) {
                assert!(
                    found.iter().any(|part| part.text == again.text),
                    "{word}: {} of {}",
                    again.text,
                    part.text
                );
            }
        }
    }
}
