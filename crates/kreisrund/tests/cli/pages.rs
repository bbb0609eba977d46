//! The office changes the words of its standing pages.

use crate::office::Office;

#[test]
fn an_own_text_is_tried_saved_seen_at_once_and_taken_back() {
    let office = Office::new();
    let shipped = office.run(&["pages", "show", "imprint"]);
    assert_eq!(shipped.code, 0, "{shipped:?}");
    assert!(shipped.told.starts_with("# Impressum\n") && shipped.told.contains("{operator}"), "{shipped:?}");

    let server = office.start("serve");
    let own = office.file(
        "impressum.md",
        "# Impressum\nWir sind es.\n\n## Anbieter\n{operator}\n\nStand: {date}\n\n- [Hilfe](/hilfe)\n",
    );
    let tried = office.run(&["pages", "save", "imprint", &own, "--dry-run"]);
    assert_eq!(tried.code, 0, "{tried:?}");
    assert!(tried.told.contains("[noch nicht eingetragen: operator.name]"), "{tried:?}");
    assert!(!tried.told.contains('{'), "{tried:?}");
    assert!(!server.get("/impressum").contains("Wir sind es."), "nothing was written");

    let saved = office.run(&["pages", "save", "imprint", &own]);
    assert_eq!(saved.code, 0, "{saved:?}");
    assert_eq!(saved.told, "imprint in de: /impressum shows your own text now\n");
    assert!(server.get("/impressum").contains("Wir sind es."));
    assert!(server.get("/en/impressum").contains("Legal notice"));
    let again = office.run(&["pages", "save", "imprint", &own]);
    assert_eq!(again.told, "imprint in de: unchanged\n");

    let listed = office.run(&["pages", "list"]).told;
    assert!(
        listed.contains("imprint        /impressum         de own, de-x-leicht outdated, en outdated\n"),
        "{listed}"
    );
    assert!(listed.contains("privacy        /datenschutz       de, de-x-leicht, en\n"), "{listed}");
    assert!(listed.contains("the configuration lacks operator.name, operator.address"), "{listed}");

    let shown = office.run(&["pages", "show", "imprint"]).told;
    assert!(shown.starts_with("# Impressum\nWir sind es.\n\n## Anbieter\n{operator}\n\nStand: "), "{shown}");
    assert!(!shown.contains("{date}"), "the day is that of saving: {shown}");

    let reset = office.run(&["pages", "reset", "imprint"]);
    assert_eq!(reset.told, "imprint in de: the text that came with the program stands there again\n");
    assert!(!server.get("/impressum").contains("Wir sind es."));
    let nothing = office.run(&["pages", "reset", "imprint"]);
    assert_eq!((nothing.code, nothing.told.as_str()), (0, "imprint in de: there is no text of your own\n"));
    assert_eq!(office.run(&["pages", "show", "imprint"]).told, shipped.told);
    assert_eq!(server.end().0, 0);
}

#[test]
fn translations_follow_or_are_marked() {
    let office = Office::new();
    let german = office.file("a.md", "# Über uns\n\nWir.\n");
    let other = office.file("b.md", "# Über uns\n\nWir alle.\n");
    let ukrainian = office.file("uk.md", "# Про нас\n\nМи.\n");
    let easy = office.file("leicht.md", format!("# Über uns\n\nDas {} ist.\n", "sehr ".repeat(20)));
    assert_eq!(office.run(&["pages", "save", "about", &german]).code, 0);
    let saved = office.run(&["pages", "save", "about", &ukrainian, "--language", "uk"]);
    assert_eq!(saved.told, "about in uk: /ueber-uns shows your own text now\n");
    let changed = office.run(&["pages", "save", "about", &other]);
    assert_eq!(
        changed.told,
        "about in de: changed; /ueber-uns shows it now\nmarked as outdated until you save them again: uk\n"
    );
    let confirmed = office.run(&["pages", "save", "about", &ukrainian, "--language", "uk"]);
    assert_eq!(confirmed.told, "about in uk: unchanged, and no longer marked as outdated\n");
    let hard = office.run(&["pages", "save", "about", &easy, "--language", "de-x-leicht"]);
    assert_eq!(hard.code, 0, "{hard:?}");
    assert!(hard.complaint.contains("hard to read") && hard.complaint.contains("22 words"), "{hard:?}");
    let removed = office.run(&["pages", "reset", "about", "--language", "uk"]);
    assert_eq!(removed.told, "about in uk: removed; there is none that came with the program\n");
}

#[test]
fn what_is_no_page_is_refused_and_nothing_is_written() {
    let office = Office::new();
    let before = office.run(&["pages", "list"]).told;
    let good = office.file("gut.md", "# Hilfe\n\nText\n");
    let empty = office.file("leer.md", "\n \n");
    let large = office.file("gross.md", format!("# Hilfe\n\n{}", "a ".repeat(60_000)));
    let broken = office.file("kaputt.md", b"# Hilfe\n\nB\xfccherei\n");
    let nul = office.file("nul.md", "# Hilfe\n\nText\0\n");
    let slip = office.file("tippfehler.md", "# Hilfe\n\nTelefon: {telefon}\n");
    let untitled = office.file("ohne.md", "Hilfe\n\nText\n");
    for (arguments, code, sentence) in [
        (&["save", "help", &empty][..], 3, "leer.md: the file is empty"),
        (&["save", "help", &large], 3, "gross.md: the file is larger than 100 kB"),
        (&["save", "help", &broken], 3, "kaputt.md: line 3 is not UTF-8; save the file as text in UTF-8"),
        (&["save", "help", &nul], 3, "nul.md: line 3 has a control character"),
        (&["save", "help", &slip], 3, "line 3: “{telefon}” is no placeholder; there are {site}, {base_url}"),
        (&["save", "help", &untitled], 3, "has to begin with the title"),
        (&["save", "help", &slip, "--dry-run"], 3, "is no placeholder"),
        (&["save", "help", "missing.md"], 3, "missing.md: there is no such file"),
        (&["save", "help", "."], 3, "this is a folder"),
        (&["save", "hilfe", &good], 2, "there is no page “hilfe”; there are imprint, privacy"),
        (&["save", "help", &good, "--language", "xx"], 2, "this language is not known here; write de, en"),
        (&["save", "help", &good, "--language", "deutsch!"], 2, "is not a language tag"),
        (
            &["show", "help", "--language", "uk"],
            3,
            "has no text in the language uk; there are de, de-x-leicht, en",
        ),
    ] {
        let refused = office.run(&[&["pages"], arguments].concat());
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.complaint.contains(sentence), "{sentence}: {refused:?}");
    }
    assert_eq!(office.run(&["pages", "list"]).told, before);
}

#[test]
fn the_configuration_fills_in_what_the_law_wants_said() {
    let office = Office::new();
    let configuration = "[operator]\nname = 'Kreis Beispiel'\nenforcement_body = 'Durchsetzungsstelle, https://stelle.example.org/'\naddress_log_days = '7'\n";
    let file = office.file("amt.toml", configuration);
    let page = office.file("seite.md", "# Hilfe\n\n{operator}\n{enforcement_body}\n{address_log}\n");
    let shown = office.run(&["pages", "save", "help", &page, "--dry-run", "--config", &file]);
    assert_eq!(
        shown.told,
        "# Hilfe\n\nKreis Beispiel\nDurchsetzungsstelle\n[stelle.example.org](https://stelle.example.org/)\n7 Tage\n",
        "{shown:?}"
    );
    let wrong = office.file("falsch.toml", "[operator]\naddress_log_days = 'eine Woche'\n");
    let refused = office.run(&["pages", "list", "--config", &wrong]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.complaint.contains("write a number of days, as in 7, or 0"), "{refused:?}");
}
