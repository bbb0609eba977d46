//! Questions as people type them, on Wednesday the 25th of November 2026 in the demonstration county.

use std::sync::LazyLock;

use jiff::civil::date;
use kreisrund_areas::{
    demo,
    extract::read_extract,
    lookup::{Contents, Snapshot},
};
use kreisrund_schedule::school_holidays::read_csv;
use kreisrund_search::typed::{self, Wanted, is_filler};
use proptest::prelude::*;

use super::*;

mod questions;

const TODAY: Date = date(2026, 11, 25);

fn demonstration_county() -> Snapshot {
    let extract = read_extract(demo::EXTRACT).unwrap();
    let key = extract.county.county.key.clone();
    let school_holidays = read_csv(demo::SCHOOL_HOLIDAYS.as_bytes(), None).unwrap().states;
    Snapshot::new(Contents {
        school_holidays,
        ..Contents::of_lists(&[extract.county], &extract.localities, Some(&key))
    })
}

static AREAS: LazyLock<Snapshot> = LazyLock::new(demonstration_county);

fn understood_with(text: &str, kept: Kept) -> Understanding {
    understand(text, &typed::read(text), &Setting { areas: &AREAS, today: TODAY, kept })
}

fn understood(text: &str) -> Understanding {
    understood_with(text, Kept::default())
}

/// What was understood, written down: the words that stay; behind a bar the rest. Little words are left out.
fn written(understanding: &Understanding) -> String {
    let rest = Typed::of_pieces(understanding.rest.clone(), false);
    let word = |piece: &&Piece| {
        let words = match &piece.wanted {
            Wanted::Word { text, .. } => text.clone(),
            Wanted::Phrase(words) => format!("[{}]", words.join(" ")),
        };
        if piece.excluded { format!("-{words}") } else { words }
    };
    let words: Vec<String> = rest.meaningful().iter().map(word).collect();
    let mut rest: Vec<String> = Vec::new();
    if let Some(place) = &understanding.place {
        rest.push(match &place.value {
            Spot::One(candidate) => format!("@{}", candidate.name),
            Spot::Postcode { postcode, parts } => format!("@{postcode}*{}", parts.len()),
        });
    }
    if let Some(ambiguous) = &understanding.ambiguous {
        let places: Vec<&str> = ambiguous.value.iter().map(|place| place.municipality.as_str()).collect();
        rest.push(format!("@?{}", places.join("/")));
    }
    rest.extend(understanding.radius.map(|radius| format!("{radius}km")));
    rest.extend(understanding.period.as_ref().map(|period| written_when(period.value)));
    let short = |weekday: &Weekday| {
        ["mo", "di", "mi", "do", "fr", "sa", "so"]
            [usize::from(weekday.to_monday_zero_offset().cast_unsigned())]
    };
    rest.extend(
        understanding.weekdays.iter().map(|days| days.value.iter().map(short).collect::<Vec<_>>().join("+")),
    );
    rest.extend(understanding.parts_of_day.iter().map(|parts| {
        parts.value.iter().map(|part| format!("{part:?}")).collect::<Vec<_>>().join("+").to_lowercase()
    }));
    rest.extend(understanding.free_of_charge.iter().map(|_| "free".to_owned()));
    rest.extend(understanding.online.iter().map(|_| "online".to_owned()));
    rest.extend(understanding.ages.iter().map(|ages| match (ages.value.from, ages.value.to) {
        (from, u8::MAX) => format!("{from}+ years"),
        (from, to) if from == to => format!("{from} years"),
        (from, to) => format!("{from}–{to} years"),
    }));
    rest.extend(understanding.without_sign_up.iter().map(|_| "just come".to_owned()));
    rest.extend(understanding.asks_for_a_place.then(|| "where?".to_owned()));
    rest.extend(
        understanding.perhaps.iter().map(|perhaps| format!("{}→{}?", perhaps.typed, perhaps.candidate.name)),
    );
    format!("{} | {}", words.join(" "), rest.join(", ")).trim().to_owned()
}

fn written_when(when: When) -> String {
    let days = match when {
        When::Preset(preset) => return preset.parameter().to_owned(),
        When::Days(days) => days,
    };
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.strftime("%-d.%-m.%y").to_string());
    match (days.from(), days.to()) {
        (from, to) if from == to => day(from),
        (from, to) => format!("{}–{}", day(from), day(to)),
    }
}

fn differences(questions: &[(&str, &str)]) -> Vec<String> {
    let wrong = questions.iter().filter_map(|(text, expected)| {
        let found = written(&understood(text));
        let expected = expected.trim();
        (found != expected).then(|| format!("“{text}”\n  expected: {expected}\n  found:    {found}"))
    });
    wrong.collect()
}

#[test]
fn questions_are_understood_as_people_mean_them() {
    let wrong: Vec<String> = questions::ALL.iter().flat_map(|questions| differences(questions)).collect();
    assert!(wrong.is_empty(), "{} misunderstood:\n{}", wrong.len(), wrong.join("\n"));
    assert!(questions::ALL.iter().map(|questions| questions.len()).sum::<usize>() >= 150);
}

#[test]
fn each_thing_recognised_says_by_which_words_and_what_is_left_without_them() {
    let found = understood("Yoga, montags oder mittwochs abends in der Nähe von Elsterwerda kostenlos");
    let told = |typed: &str, without: &str| (typed.to_owned(), without.to_owned());
    let both = |typed: &Option<Recognised<Vec<Weekday>>>| {
        typed.as_ref().map(|found| (found.typed.clone(), found.without.clone())).unwrap()
    };
    assert_eq!(
        both(&found.weekdays),
        told("montags oder mittwochs", "Yoga abends in der Nähe von Elsterwerda kostenlos")
    );
    let place = found.place.unwrap();
    assert_eq!(
        (place.typed, place.without),
        told("in der Nähe von Elsterwerda", "Yoga montags oder mittwochs abends kostenlos")
    );
    let parts = found.parts_of_day.unwrap();
    assert_eq!(parts.typed, "abends");
    assert_eq!(
        found.free_of_charge.unwrap().without,
        "Yoga montags oder mittwochs abends in der Nähe von Elsterwerda"
    );
    assert_eq!(found.words, "Yoga ", "what stays is complete: it was not typed last");
    let found = understood("heute \"erste hilfe\" -online Eltern-Kind-Kur");
    assert_eq!(found.words, "\"erste hilfe\" -online Eltern-Kind-Kur");
    let found = understood("Online-Kurs Englisch");
    assert_eq!((found.words.as_str(), written(&found).as_str()), ("Kurs Englisch", "kurs englisch | online"));
    let tonight = understood("jazz tonight");
    assert_eq!(tonight.period.unwrap().typed, "tonight");
    assert_eq!(tonight.parts_of_day.unwrap().typed, "tonight");
}

#[test]
fn whatever_was_recognised_can_be_taken_back() {
    let text = "kostenlos online yoga heute abend in finsterwalde";
    assert_eq!(written(&understood(text)), "yoga | @Finsterwalde, heute, evening, free, online");
    for (aspect, expected) in [
        ("ort", "yoga finsterwalde | heute, evening, free, online"),
        ("zeit", "yoga heute abend | @Finsterwalde, free, online"),
        ("preis", "kostenlos yoga | @Finsterwalde, heute, evening, online"),
        ("format", "online yoga | @Finsterwalde, heute, evening, free"),
        ("quatsch", "yoga | @Finsterwalde, heute, evening, free, online"),
    ] {
        assert_eq!(written(&understood_with(text, Kept::read([aspect]))), expected, "{aspect}");
    }
    let text = "turnen für 6-jährige ohne anmeldung";
    for (aspect, expected) in [
        ("quatsch", "turnen | 6 years, just come"),
        ("alter", "turnen 6 jahrige | just come"),
        ("anmeldung", "turnen ohne anmeldung | 6 years"),
    ] {
        assert_eq!(written(&understood_with(text, Kept::read([aspect]))), expected, "{aspect}");
    }
    let all = Kept::read(Aspect::ALL.map(Aspect::parameter));
    assert_eq!(all, Kept::ALL);
    let found = understood_with(text, all);
    assert_eq!(found.words, text);
}

#[test]
fn the_day_on_which_it_is_asked_matters() {
    let on = |today: Date, text: &str| {
        let setting = Setting { areas: &AREAS, today, kept: Kept::default() };
        written(&understand(text, &typed::read(text), &setting))
    };
    let (wednesday, friday, sunday) = (date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 29));
    for (today, text, expected) in [
        (wednesday, "nächstes wochenende", "| 28.11.26–29.11.26"),
        (friday, "nächstes wochenende", "| 5.12.26–6.12.26"),
        (sunday, "nächstes wochenende", "| 5.12.26–6.12.26"),
        (sunday, "diese woche", "| 29.11.26"),
        (sunday, "nächste woche", "| 30.11.26–6.12.26"),
        (sunday, "am sonntag", "| 29.11.26"),
        (sunday, "nächsten sonntag", "| 6.12.26"),
        (sunday, "heute sonntag", "| heute"),
        (date(2026, 12, 31), "nächsten monat", "| 1.1.27–31.1.27"),
        (date(2026, 12, 31), "januar", "| 1.1.27–31.1.27"),
        (date(2026, 12, 31), "morgen", "| morgen"),
        (date(2026, 12, 30), "in den ferien", "| 30.12.26–2.1.27"),
        (date(2027, 12, 31), "in den ferien", "| 31.12.27"),
        (date(2028, 1, 1), "in den ferien", "ferien |"),
        (date(2027, 3, 1), "29.2.", "| 29.2.28"),
    ] {
        assert_eq!(on(today, text), expected, "{text} on {today}");
    }
}

#[test]
fn without_places_and_holidays_everything_else_is_understood() {
    let nothing = Snapshot::default();
    let setting = Setting { areas: &nothing, today: TODAY, kept: Kept::default() };
    let text = "yoga finsterwalde 04924 heute herbstferien";
    assert_eq!(
        written(&understand(text, &typed::read(text), &setting)),
        "yoga finsterwalde 04924 herbstferien | heute"
    );
}

/// Words of which questions are made, with some that mean something.
fn question() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zäöü]{1,8}",
        "[0-9]{1,5}[.:-]?",
        "\\PC{0,4}",
        proptest::sample::select(vec![
            "heute",
            "morgen",
            "am",
            "montag",
            "mo-fr",
            "bis",
            "vom",
            "5.",
            "12.",
            "dezember",
            "ferien",
            "herbstferien",
            "nächste",
            "woche",
            "wochenende",
            "abend",
            "um",
            "18",
            "uhr",
            "in",
            "der",
            "nähe",
            "von",
            "finsterwalde",
            "bad",
            "liebenwerda",
            "04924",
            "schönewalde",
            "umkreis",
            "20",
            "km",
            "kostenlos",
            "online",
            "-",
            "-heute",
            "\"heute",
            "in finsterwalde\"",
            "„morgen“",
            "und",
            "was",
            "ist",
            "los",
            "veranstaltungen",
            "Online-Kurs",
            "jeden",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec((word, "[ ,]{0,2}"), 0..14)
        .prop_map(|words| words.into_iter().map(|(word, space)| word + &space).collect())
}

proptest! {
    #[test]
    fn any_question_is_understood(text in question()) {
        let taken_apart = typed::read(&text);
        let found = understood(&text);
        for piece in &found.rest {
            prop_assert!(text.get(piece.from..piece.to).is_some());
        }
        // Nothing within quotation marks or behind a minus is looked at.
        let untouchable = |pieces: &[Piece]| {
            let is_fixed = |piece: &&Piece| piece.excluded || matches!(piece.wanted, Wanted::Phrase(_));
            pieces.iter().filter(is_fixed).cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(untouchable(&found.rest), untouchable(&taken_apart.pieces));
        if !taken_apart.shortened {
            // The words that stay, read again, are the words that stay.
            let wanted = |pieces: &[Piece]| {
                pieces.iter().map(|piece| (piece.excluded, piece.joined, piece.wanted.words().join(" "))).collect::<Vec<_>>()
            };
            prop_assert_eq!(wanted(&typed::read(&found.words).pieces), wanted(&found.rest), "{:?}", found.words);
        }
    }

    #[test]
    fn everything_taken_back_leaves_every_word(text in question()) {
        let found = understood_with(&text, Kept::ALL);
        prop_assert_eq!(&found.rest, &typed::read(&text).pieces);
        prop_assert!(!found.recognised_something() && found.ambiguous.is_none() && found.perhaps.is_empty());
    }

    #[test]
    fn without_what_was_recognised_it_is_not_recognised_again(text in question()) {
        let found = understood(&text);
        if let Some(place) = found.place {
            let Understanding { place: other, .. } = understood(&place.without);
            // Who names a place twice, once perhaps with “in”, still names it when one of the two is gone.
            let is_named_twice = |other: &str| {
                other.split_whitespace().next_back().is_some_and(|name| text.matches(name).count() > 1)
            };
            prop_assert!(other.is_none_or(|other| other.value != place.value || is_named_twice(&other.typed)));
        }
    }

}

#[test]
fn every_place_of_the_county_is_found_in_a_question() {
    let mut places = 0;
    for municipality in AREAS.municipalities() {
        for place in AREAS.places_of(municipality.id) {
            places += 1;
            for name in
                [place.name.clone(), place.name.to_lowercase(), place.name.replace(['-', '/', '(', ')'], " ")]
            {
                for (text, words) in [
                    (format!("yoga in {name} für kinder"), "yoga kinder"),
                    (format!("{name}, heute"), ""),
                    (format!("yoga in der Nähe von {name}"), "yoga"),
                ] {
                    let found = understood(&text);
                    if let Some(Spot::One(found)) = found.place.as_ref().map(|found| &found.value) {
                        assert_eq!(found.slug, place.slug, "{text}");
                        let left = written(&understood(&text));
                        assert!(
                            left.starts_with(&format!("{words} |")) || words.is_empty(),
                            "{text}: {left}"
                        );
                        continue;
                    }
                    let several = found.ambiguous.map(|found| found.value).unwrap_or_default();
                    let is_everyday = !text.contains(" in ")
                        && found.perhaps.iter().any(|perhaps| perhaps.candidate == *place);
                    assert!(
                        is_everyday || several.contains(place),
                        "{text}: {}",
                        written(&understood(&text))
                    );
                }
            }
        }
    }
    assert!(places >= 100, "{places}");
}

#[test]
fn ordinary_words_do_not_become_places() {
    // Every word of the list is a name somewhere; none of them is looked for as a place.
    for text in ["betten", "singen im chor", "essen und trinken", "laufen", "wandern im wald"] {
        let found = understood(text);
        assert!(found.place.is_none() && found.ambiguous.is_none(), "{text}");
    }
    assert_eq!(written(&understood("in betten")), "| @Betten");
    assert!(is_filler("in"));
}
