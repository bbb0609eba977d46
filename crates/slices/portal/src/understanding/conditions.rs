//! “kostenlos”, “online” and “ohne Anmeldung”.

use std::sync::LazyLock;

use super::line::{Line, Phrases, Use};

static FREE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[
        ("kostenlos|kostenlose|kostenloser|kostenloses|kostenlosen|kostenlosem", ()),
        ("kostenfrei|kostenfreie|kostenfreier|kostenfreies|kostenfreien|kostenfreiem", ()),
        ("gratis|umsonst|gebührenfrei|gebührenfreie|unentgeltlich|unentgeltliche", ()),
        ("ohne kosten|gebühr|gebühren|eintritt", ()),
        ("kein|keine eintritt|kosten|gebühr|gebühren", ()),
        ("eintritt [ist] frei", ()),
        ("freier|freiem|freien eintritt", ()),
        ("[für] 0 euro", ()),
        ("for free", ()),
        ("free of charge", ()),
        ("free entry|admission|entrance", ()),
        ("no cost|charge|fee", ()),
        ("without charge", ()),
        ("безкоштовно|безкоштовний|безкоштовна|безкоштовне|безкоштовні", ()),
        ("مجاني|مجانا|مجانية", ()),
        ("بدون مقابل", ()),
    ])
});

/// The number of words at `at` that say that something costs nothing; they are taken.
pub(super) fn read_price(line: &mut Line<'_>, at: usize) -> Option<usize> {
    let (length, ()) = FREE.longest(line, at)?;
    let is_denied = at > 0 && matches!(line.word(at - 1), Some("nicht" | "not"));
    if is_denied {
        return None;
    }
    line.take(at, length, Use::Price);
    Some(length)
}

static ONLINE: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(&[("online", ()), ("online teilnehmen|mitmachen", ()), ("онлайн", ())]));

/// What follows “online” where it says how one takes part, and not what it is about.
const EVENTS: [&str; 16] = [
    "kurs",
    "kurse",
    "angebot",
    "angebote",
    "seminar",
    "seminare",
    "vortrag",
    "vortrage",
    "workshop",
    "workshops",
    "treffen",
    "veranstaltung",
    "veranstaltungen",
    "beratung",
    "course",
    "courses",
];

/// What is done online and also learned on the spot.
const SUBJECTS: [&str; 34] = [
    "antrag",
    "antrage",
    "ausfullen",
    "ausweis",
    "banking",
    "beantragen",
    "bestellen",
    "betrug",
    "bewerbung",
    "bewerben",
    "bezahlen",
    "buchen",
    "dating",
    "dienst",
    "dienste",
    "einkauf",
    "einkaufen",
    "formular",
    "formulare",
    "funktion",
    "handel",
    "marketing",
    "shop",
    "shopping",
    "sicherheit",
    "kaufen",
    "spiel",
    "spiele",
    "stellen",
    "sucht",
    "termin",
    "uberweisung",
    "verkaufen",
    "zugangsgesetz",
];

/// The number of words at `at` that say that one takes part from afar; they are taken. “Online-Banking” says nothing of
/// the kind: that is taught in the village as well.
pub(super) fn read_format(line: &mut Line<'_>, at: usize) -> Option<usize> {
    let is_compound = line.is_joined(at + 1);
    if is_compound {
        let is_event = line.word(at) == Some("online")
            && !line.is_joined(at)
            && !line.is_joined(at + 2)
            && line.word(at + 1).is_some_and(|word| EVENTS.contains(&word));
        if !is_event {
            return None;
        }
        line.take(at, 1, Use::Format);
        return Some(1);
    }
    let (length, ()) = ONLINE.longest(line, at)?;
    if line.word(at + 1).is_some_and(|word| SUBJECTS.contains(&word)) {
        return None;
    }
    line.take(at, length, Use::Format);
    Some(length)
}

static WITHOUT_SIGN_UP: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(&[
        ("ohne|keine vorherige|feste|lange anmeldung|voranmeldung", ()),
        ("ohne|keine anmeldung|voranmeldung|anmelden|termin [nötig|erforderlich]", ()),
        ("ohne [sich] [vorher] anzumelden", ()),
        ("einfach|spontan [mal] kommen|vorbeikommen|hingehen|vorbeischauen|hinkommen", ()),
        ("without|no [prior] registration|booking|appointment [needed|required]", ()),
        ("без реєстрації|запису", ()),
        ("بدون تسجيل|موعد", ()),
    ])
});

/// The number of words at `at` that say that one wants to come without signing up; they are taken.
pub(super) fn read_sign_up(line: &mut Line<'_>, at: usize) -> Option<usize> {
    let (length, ()) = WITHOUT_SIGN_UP.longest(line, at)?;
    line.take(at, length, Use::SignUp);
    Some(length)
}
