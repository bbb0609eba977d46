//! The office says which words mean the same.

use crate::office::Office;

fn total(answer: &serde_json::Value) -> u64 {
    answer["total"].as_u64().unwrap()
}

#[test]
fn a_word_of_the_region_finds_at_once_what_others_call_otherwise() {
    let office = Office::new();
    let server = office.start("demo");
    assert_eq!(total(&server.json("/suche.json?q=Xylobrumm")), 0);
    let added = office.run(&["synonyms", "add", "Xylobrumm", "Computer"]);
    assert_eq!((added.code, added.told.as_str()), (0, "own-xylobrumm: Xylobrumm = Computer\n"), "{added:?}");
    // Both are told of: the word stands in a group of the program already.
    assert!(added.complaint.contains("look at this: “Computer” stands in"), "{added:?}");
    server.wait_for("/suche.json?q=Xylobrumm", |answer| total(answer) > 0);

    let again = office.run(&["synonyms", "add", "computer", "XYLOBRUMM"]);
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.complaint.contains("these words are in the group own-xylobrumm already"), "{again:?}");
    let listed = office.run(&["synonyms", "list", "Xylobrumms"]).told;
    assert_eq!(listed, "own-xylobrumm (own): Xylobrumm = Computer\n");

    let removed = office.run(&["synonyms", "remove", "own-xylobrumm"]);
    assert_eq!(removed.told, "own-xylobrumm: deleted; it was Xylobrumm = Computer\n", "{removed:?}");
    server.wait_for("/suche.json?q=Xylobrumm", |answer| total(answer) == 0);

    let directed = office.run(&["synonyms", "add", "Xylobrumm", "Zwirbelquax", "--finds", "Computer"]);
    assert_eq!(directed.told, "own-finds-xylobrumm: Xylobrumm, Zwirbelquax → Computer\n", "{directed:?}");
    assert_eq!(directed.complaint, "", "one that finds another is no slip");
    server.wait_for("/suche.json?q=Zwirbelquax", |answer| total(answer) > 0);
    assert_eq!(server.end().0, 0);
}

#[test]
fn a_group_of_the_program_goes_and_comes_back() {
    let office = Office::new();
    let all = office.run(&["synonyms", "list"]);
    assert_eq!(all.code, 0, "{all:?}");
    assert!(all.told.contains("handy: Handy = Smartphone = Mobiltelefon\n"), "{all:?}");
    assert!(all.told.contains("finds-iphone: iPhone, Android → Smartphone, Handy\n"), "{all:?}");
    assert!(office.run(&["synonyms", "list", "--changed"]).told.contains("you changed nothing"));
    assert!(office.run(&["synonyms", "list", "Xylophongenie"]).told.contains("no group has “Xylophongenie”"));

    let removed = office.run(&["synonyms", "remove", "handy"]);
    assert_eq!(removed.told, "handy: removed; `kreisrund synonyms restore handy` brings it back\n");
    assert_eq!(office.run(&["synonyms", "remove", "handy"]).told, "handy: was removed already\n");
    let changed = office.run(&["synonyms", "list", "--changed"]).told;
    assert_eq!(changed, "handy (removed): Handy = Smartphone = Mobiltelefon\n");
    assert_eq!(office.run(&["synonyms", "restore", "handy"]).told, "handy: in force again\n");
    assert_eq!(office.run(&["synonyms", "restore", "handy"]).told, "handy: was in force already\n");

    assert_eq!(office.run(&["synonyms", "remove", "handy"]).code, 0);
    assert_eq!(office.run(&["synonyms", "add", "Kladderadatsch", "Durcheinander"]).code, 0);
    let undone = office.run(&["synonyms", "restore", "--all"]).told;
    assert_eq!(undone, "2 changes are undone; the groups that came with the program are in force\n");
    assert_eq!(office.run(&["synonyms", "list"]).told, all.told);
}

#[test]
fn slips_are_told() {
    let office = Office::new();
    let shipped = office.run(&["synonyms", "check"]);
    assert_eq!(shipped.code, 0, "{shipped:?}");
    assert!(shipped.told.contains("groups are in force, and none has a slip"), "{shipped:?}");
    let added = office.run(&["synonyms", "add", "Wuselgruppe", "Wuselgruppen", "Kinderschar"]);
    assert_eq!(added.code, 0, "{added:?}");
    let slip =
        "own-wuselgruppe: “Wuselgruppe” and “Wuselgruppen” are the same word to the search; one is enough\n";
    assert_eq!(added.complaint, format!("look at this: {slip}"));
    let checked = office.run(&["synonyms", "check"]);
    assert_eq!((checked.code, checked.told.as_str()), (3, slip), "{checked:?}");
    assert!(checked.complaint.contains("there is 1 slip"), "{checked:?}");
}

#[test]
fn what_is_no_group_is_refused_with_a_sentence() {
    let office = Office::new();
    let long = "a".repeat(61);
    for (arguments, code, sentence) in [
        (&["add", "Computer"][..], 3, "a group needs two words that mean the same"),
        (&["add", "Schülerin", "Schuelerin"], 3, "“Schuelerin” stands there twice"),
        (&["add", "Handy", "--finds", "handy"], 3, "stands there twice"),
        (&["add", "Handy", "Mobiltelefon"], 3, "these words are in the group handy already"),
        (&["add", "?!", "Computer"], 2, "“?!” has no word in it; write letters or digits"),
        (&["add", &long, "Computer"], 2, "is too long"),
        (&["add", "Handy", "--finds"], 2, "--finds"),
        (&["add"], 2, "WORD"),
        (
            &["remove", "gibt-es-nicht"],
            3,
            "there is no group “gibt-es-nicht”; `kreisrund synonyms list` shows them",
        ),
        (&["restore", "gibt-es-nicht"], 3, "there is no group “gibt-es-nicht”"),
        (&["restore"], 2, "GROUP"),
        (&["restore", "handy", "--all"], 2, "--all"),
    ] {
        let refused = office.run(&[&["synonyms"], arguments].concat());
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.complaint.contains(sentence), "{sentence}: {refused:?}");
    }
    assert!(office.run(&["synonyms", "list", "--changed"]).told.contains("you changed nothing"));
    let help = office.run(&["synonyms", "add", "--help"]).told;
    assert!(help.contains("--finds") && help.contains("erste Hilfe"), "{help}");
}
