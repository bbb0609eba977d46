//! How a word of the lexicon looks inside and at the end of a compound: its joints and inflections.
//!
//! The notation stands in `lexicon/README.md`.

use kreisrund_kernel::text::fold;

use super::lexicon::{Entry, Kind};

/// The entries that one word of the lexicon's files stands for: itself, and the form for women where it has one.
pub(super) fn entries(word: &str, kind: Kind) -> Vec<Entry> {
    let flags: Vec<char> = word.chars().filter(|c| "<!~*".contains(*c)).collect();
    let word: String = word.chars().filter(|c| !"<!~*".contains(*c)).collect();
    let has = |flag| flags.contains(&flag);
    let mut pieces = word.split('=');
    let (lemma, joints) = match pieces.next().unwrap_or_default().split_once('/') {
        Some((lemma, joints)) => (lemma, Some(joints)),
        None => (word.split('=').next().unwrap_or_default(), None),
    };
    let other_forms: Vec<String> = pieces.map(fold).collect();

    let mut entry = Entry {
        text: fold(lemma),
        person: kind == Kind::Person,
        activity: matches!(kind, Kind::Activity | Kind::Stem),
        silent: kind == Kind::Quality || has('!'),
        ..Entry::default()
    };
    match kind {
        Kind::Activity | Kind::Stem => {
            entry.inside = stems(lemma, joints, &other_forms);
            if kind == Kind::Activity {
                entry.last = vec![entry.text.clone(), fold(&format!("{lemma}s"))];
            }
            return vec![entry];
        }
        Kind::Quality => {
            entry.inside = vec![(entry.text.clone(), entry.text.clone())];
            return vec![entry];
        }
        Kind::Noun | Kind::Person | Kind::Place => {}
    }
    let joints: Vec<&str> = joints.map_or_else(
        || default_joints(lemma, has('*'), kind),
        |joints| joints.split(',').filter(|joint| !joint.is_empty()).collect(),
    );
    entry.inside = joints.iter().map(|joint| inside(lemma, joint)).collect();
    // “Räume” with its umlaut folded is “raum” with an e, which only stands inside where the joint is named.
    let irregular =
        |form: &&String| !["e", "er"].iter().any(|joint| **form == format!("{}{joint}", entry.text));
    let irregular = other_forms.iter().filter(irregular).map(|form| (form.clone(), entry.text.clone()));
    entry.inside.extend(irregular.collect::<Vec<_>>());
    if !has('<') {
        let plural_in_er = joints.contains(&"er") || other_forms.contains(&format!("{}er", entry.text));
        entry.last = endings(lemma, has('*'), kind, plural_in_er);
        if joints.contains(&"nen") {
            entry.last.push(fold(&format!("{lemma}nen")));
        }
        entry.last.extend(other_forms.iter().flat_map(|form| [form.clone(), fold(&format!("{form}n"))]));
    }
    let mut found = vec![entry];
    if has('~') {
        let root = lemma.strip_suffix('e').unwrap_or(lemma);
        found.extend(entries(&format!("{root}in/nen"), kind));
    }
    found
}

/// The stem of a verb, and the same with an e where the verb has it (“Lese-”, “Bade-”); shown is the infinitive.
fn stems(lemma: &str, joints: Option<&str>, named: &[String]) -> Vec<(String, String)> {
    let shown = fold(lemma);
    let stem = lemma.strip_suffix("en").or_else(|| lemma.strip_suffix('n')).unwrap_or(lemma);
    let mut stems = named.to_vec();
    match joints {
        None if named.is_empty() => stems.push(fold(stem)),
        None => {}
        Some(joints) => {
            stems.extend(
                joints.split(',').map(|joint| fold(&format!("{stem}{}", joint.trim_start_matches('+')))),
            );
        }
    }
    stems.into_iter().map(|stem| (stem, shown.clone())).collect()
}

fn default_joints(lemma: &str, adjective: bool, kind: Kind) -> Vec<&'static str> {
    const WITH_S: [&str; 9] = ["ung", "heit", "keit", "schaft", "ion", "tät", "ling", "tum", "ing"];
    if adjective {
        vec!["n"]
    } else if lemma.ends_with("in") && kind == Kind::Person {
        vec!["nen"]
    } else if WITH_S.iter().any(|ending| lemma.ends_with(ending)) {
        vec!["s"]
    } else if lemma.ends_with('e') && kind != Kind::Place {
        vec!["n"]
    } else {
        vec!["+"]
    }
}

/// The form before another part, and what is shown of it: joints that look like a plural stay (“Kinder-”, “Hunde-”),
/// so that what is shown is a word.
fn inside(lemma: &str, joint: &str) -> (String, String) {
    let short = lemma.strip_suffix('e').unwrap_or(lemma);
    let form = match joint {
        "+" => fold(lemma),
        "-" => fold(short),
        "-s" => fold(&format!("{short}s")),
        _ => fold(&format!("{lemma}{joint}")),
    };
    let plural = matches!(joint, "e" | "er" | "en" | "nen");
    let shown = if plural { form.clone() } else { fold(lemma) };
    (form, shown)
}

/// The word at the end of a compound, in every case and number. A few of these forms do not exist; no word is
/// mistaken for another by that.
fn endings(lemma: &str, adjective: bool, kind: Kind, plural_in_er: bool) -> Vec<String> {
    let last = |letters: &[&str]| letters.iter().any(|ending| lemma.ends_with(ending));
    let endings: &[&str] = if adjective {
        &["", "n", "r", "s", "m"]
    } else if kind == Kind::Place {
        &["", "s", "r", "er", "ern", "ers", "erin", "n"]
    } else if lemma.ends_with("in") && kind == Kind::Person {
        &["", "nen"]
    } else if last(&["ung", "heit", "keit", "schaft", "ion", "tät", "ei"]) {
        &["", "en"]
    } else if lemma.ends_with('e') {
        &["", "n", "s"]
    } else if lemma.ends_with("nis") {
        &["", "se", "ses", "sen"]
    } else if last(&["el", "er"]) {
        // Also “Spiel” and “Papier” end so.
        &["", "n", "s", "e", "es", "en"]
    } else if last(&["en", "chen", "lein", "a", "o", "i", "y", "é"]) {
        &["", "s"]
    } else if plural_in_er {
        &["", "s", "es", "er", "ern"]
    } else {
        &["", "s", "es", "e", "en"]
    };
    endings.iter().map(|ending| fold(&format!("{lemma}{ending}"))).collect()
}
