//! The groups that come with the program: the file `synonyms.toml`.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;

use super::group::{Group, Origin, SynonymGroup, name_for};

const FILE: &str = include_str!("../../synonyms.toml");

/// The groups that come with the program, in the order of their file.
#[must_use]
pub fn shipped() -> &'static [SynonymGroup] {
    static GROUPS: LazyLock<Vec<SynonymGroup>> = LazyLock::new(|| {
        read(FILE).unwrap_or_else(|error| {
            // A test sees to it that this does not happen.
            tracing::error!(%error, "the words that mean the same can't be read");
            Vec::new()
        })
    });
    &GROUPS
}

/// The file: sections that say for their readers what they are about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    section: Vec<Section>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[serde(rename = "about")]
    _about: String,
    #[serde(default)]
    same: Vec<Vec<String>>,
    #[serde(default)]
    finds: Vec<Finds>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finds {
    asked: Vec<String>,
    found: Vec<String>,
}

fn read(text: &str) -> Result<Vec<SynonymGroup>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut groups = Vec::new();
    let mut names = BTreeSet::new();
    for section in file.section {
        let same = section.same.iter().map(|words| (Group::same(words), words.join(", ")));
        let finds = section.finds.iter().map(|Finds { asked, found }| {
            (Group::finds(asked, found), format!("{} → {}", asked.join(", "), found.join(", ")))
        });
        for (group, words) in same.chain(finds) {
            let group = group.map_err(|refusal| format!("{words}: {refusal}"))?;
            // The name has to stay the same when others come before it: it is never numbered.
            let id = name_for(&group, Origin::Shipped, |_| false);
            if !names.insert(id.clone()) {
                return Err(format!("{words}: another group is called {id} already"));
            }
            groups.push(SynonymGroup { id, group, origin: Origin::Shipped, removed: false });
        }
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis,
        synonyms::{SynonymSnapshot, by_stem, problems},
    };

    #[test]
    fn the_file_can_be_read_and_has_no_slips() {
        let groups = read(FILE).unwrap();
        assert!(groups.len() >= 250, "{}", groups.len());
        let problems: Vec<String> = problems(&groups, by_stem).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        // What has no word in Latin letters is called “group”.
        let is_nameless = |id: &str| id.trim_start_matches("finds-").starts_with("group");
        let nameless: Vec<&SynonymGroup> = groups.iter().filter(|group| is_nameless(&group.id)).collect();
        assert!(nameless.is_empty(), "begin these with a word in Latin letters: {nameless:#?}");
    }

    #[test]
    fn a_slip_in_the_file_is_told() {
        for (text, sentence) in [
            ("section = 1", "invalid type"),
            ("[[section]]\nabout = ''\nsam = []", "unknown field"),
            ("[[section]]\nabout = ''\nsame = [['PC']]", "PC: a group needs two words"),
            (
                "[[section]]\nabout = ''\nsame = [['PC', 'Rechner'], ['pc', 'Computer']]",
                "is called pc already",
            ),
            ("[[section]]\nabout = ''\nfinds = [{ asked = ['Oma'], found = ['oma'] }]", "stands there twice"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(sentence), "{error}");
        }
    }

    /// What residents say, and words of offers that have to be found by it.
    const FOUND: &[(&str, &[&str])] = &[
        ("pc", &["Rechner", "Computer"]),
        ("rechner", &["PC", "Computer"]),
        ("laptop", &["Computer", "Notebook"]),
        ("handy", &["Smartphone", "Mobiltelefon"]),
        ("kita", &["Kindergarten", "Kinderkrippe"]),
        ("krippe", &["Kita"]),
        ("daz", &["Deutschkurs", "Deutsch lernen", "Deutsch als Zweitsprache"]),
        ("deutsch lernen", &["Deutschkurs", "DaZ"]),
        ("vhs", &["Volkshochschule"]),
        ("bibo", &["Bibliothek", "Bücherei"]),
        ("bücherei", &["Bibliothek"]),
        ("rentner", &["Senioren", "ältere Menschen"]),
        ("60plus", &["Senioren"]),
        ("ü60", &["Senioren"]),
        ("oma", &["Senioren"]),
        ("azubi", &["Ausbildung"]),
        ("lehre", &["Ausbildung"]),
        ("Freiwillige", &["Ehrenamt"]),
        ("helfer", &["Ehrenamt"]),
        ("trödelmarkt", &["Flohmarkt", "Basar"]),
        ("kino", &["Film"]),
        ("drahtesel", &["Fahrrad"]),
        ("rad", &["Fahrrad"]),
        ("mama", &["Eltern"]),
        ("krabbelgruppe", &["Eltern-Kind-Gruppe"]),
        ("papa", &["Eltern", "Vater"]),
        ("für Ältere", &["Senioren"]),
        ("schulden", &["Schuldnerberatung"]),
        ("flüchtlinge", &["Geflüchtete"]),
        ("refugees", &["Geflüchtete"]),
        ("dgs", &["Gebärdensprache"]),
        ("rolli", &["Rollstuhl", "barrierefrei"]),
        ("singen", &["Chor"]),
        ("entspannung", &["Yoga"]),
        ("zeichnen", &["Malen"]),
        ("erste hilfe", &["Ersthelfer"]),
        ("dentist", &["Zahnarzt"]),
        ("german course", &["Deutschkurs"]),
        ("курси німецької", &["Deutschkurs"]),
        ("робота", &["Stellenangebot"]),
        ("طبيب", &["Arzt"]),
        ("تعلم الألمانية", &["Deutschkurs"]),
    ];

    /// What would annoy whoever asks.
    const NOT_FOUND: &[(&str, &[&str])] = &[
        ("computer", &["Handy"]),
        ("rechnen", &["Computer"]),
        ("in der Nähe", &["Schneidern"]),
        ("mal was Neues", &["Malerei"]),
        ("Bad Liebenwerda", &["Freibad"]),
        ("freiwillige Feuerwehr", &["Ehrenamt"]),
        ("Essen auf Rädern", &["Fahrrad"]),
        ("senioren", &["Oma", "alt"]),
        ("alte Musik", &["Senioren"]),
        ("ausbildung", &["Lehrer"]),
        ("lehrer", &["Ausbildung"]),
        ("yoga", &["Entspannung"]),
        ("kinder", &["Kindergarten", "Kita"]),
        ("Reis kochen", &["Busreise"]),
        ("Pension", &["Senioren"]),
        ("Ausland", &["Zugewanderte"]),
        ("arzt", &["Zahnarzt"]),
        ("zahnarzt", &["Arzt"]),
        ("kino", &["Kinder"]),
    ];

    fn finds(snapshot: &SynonymSnapshot, question: &str, wanted: &str) -> bool {
        let keys = |words: &[String]| words.iter().map(|word| by_stem(word)).collect::<Vec<_>>();
        let folded =
            |text: &str| analysis::words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>();
        snapshot.of(&folded(question)).iter().any(|other| keys(&other.words) == keys(&folded(wanted)))
    }

    #[test]
    fn what_residents_say_finds_what_offers_say() {
        let snapshot = SynonymSnapshot::shipped(by_stem);
        for (question, found) in FOUND {
            for wanted in *found {
                assert!(finds(&snapshot, question, wanted), "“{question}” does not find “{wanted}”");
            }
        }
        for (question, found) in NOT_FOUND {
            for unwanted in *found {
                assert!(!finds(&snapshot, question, unwanted), "“{question}” finds “{unwanted}”");
            }
        }
    }
}
