//! The gallery's samples of what pages about one thing are made of.

use jiff::{ToSpan, civil::time};

use super::{SAMPLE_DAY, cards, pick};
use crate::{
    AccessLine, AreaMap, Card, Hours, HoursDay, Link, MapLabel, MapShape, Name, Page, Panel, Subscription,
    Tongue,
};

pub(super) struct Samples {
    pub tiles: Vec<Name>,
    pub names: Vec<Name>,
    pub tongues: Vec<Tongue>,
    pub panels: Vec<Panel>,
    pub access: Vec<AccessLine>,
    pub hours: Hours,
    pub maps: [AreaMap; 2],
    pub calendar: Subscription,
}

impl Samples {
    pub(super) fn new(page: &Page) -> Self {
        Self {
            tiles: tiles(page),
            names: names(page),
            tongues: tongues(page),
            panels: panels(page),
            access: access(page),
            hours: hours(page),
            maps: [county(page), around(page)],
            calendar: Subscription::new(page, "/suche.ics"),
        }
    }
}

fn tiles(page: &Page) -> Vec<Name> {
    let tile = |german, english| Name::new(pick(page.language, german, english), page.link("/muster"));
    vec![
        tile("Neu hier", "New in the county").note(pick(
            page.language,
            "Sprache lernen, Ämter finden, Leute treffen.",
            "Learn the language, find offices, meet people.",
        )),
        tile("Wenn jemand gepflegt werden muss", "When somebody needs care"),
        Name {
            language: Some("uk".to_owned()),
            ..Name::new("Мова", page.link("/muster")).note("Курси та зустрічі")
        },
    ]
}

fn names(page: &Page) -> Vec<Name> {
    let note = pick(page.language, "Prösen · Ohne Stufen erreichbar", "Prösen · No steps on the way in");
    vec![
        Name::new(pick(page.language, "Alte Schule", "Old School"), page.link("/muster")).note(note),
        Name::new(pick(page.language, "Bürgerhaus", "Community centre"), page.link("/muster")),
    ]
}

fn tongues(page: &Page) -> Vec<Tongue> {
    let tongue = |tag: &str, name: &str| Tongue {
        name: name.to_owned(),
        tag: tag.to_owned(),
        direction: crate::direction(tag),
        href: page.link("/muster"),
        current: tag == page.language.tag(),
    };
    vec![
        tongue("de", "Deutsch"),
        tongue("de-x-leicht", "Leichte Sprache"),
        tongue("en", "English"),
        tongue("uk", "Українська"),
        tongue("ar", "العربية"),
    ]
}

fn panels(page: &Page) -> Vec<Panel> {
    let link = |german, english| Link::new(pick(page.language, german, english), page.link("/muster"));
    let cards: Vec<Card> = cards(page).into_iter().take(2).collect();
    vec![Panel {
        id: "m-panel",
        title: pick(page.language, "Was hier stattfindet", "What happens here").to_owned(),
        cards,
        more: Some(link("Alle 14 Angebote ansehen", "See all 14 offers")),
        subscribe: Some(link("Diese Termine abonnieren", "Subscribe to these dates")),
        feed: None,
    }]
}

fn access(page: &Page) -> Vec<AccessLine> {
    let day = page.date(SAMPLE_DAY);
    let line = |symbol, german, english, note: (&'static str, &'static str), checked: bool| AccessLine {
        symbol,
        words: pick(page.language, german, english).to_owned(),
        note: pick(page.language, note.0, note.1).to_owned(),
        checked: if checked {
            format!("{} {day}", pick(page.language, "Geprüft am", "Checked on"))
        } else {
            String::new()
        },
    };
    vec![
        line(
            "yes",
            "Ohne Stufen erreichbar",
            "No steps on the way in",
            ("Rampe am Seiteneingang", "Ramp at the side entrance"),
            true,
        ),
        line(
            "partly",
            "Behindertenparkplatz mit Einschränkungen",
            "Accessible parking with limits",
            ("", ""),
            true,
        ),
        line(
            "no",
            "Keine Toilette für Rollstuhlfahrer",
            "No wheelchair-accessible toilet",
            ("Die nächste ist im Rathaus.", "The nearest is in the town hall."),
            true,
        ),
        line("unknown", "Induktionsschleife nicht bekannt", "Hearing loop not known", ("", ""), false),
    ]
}

fn hours(page: &Page) -> Hours {
    let closed = pick(page.language, "geschlossen", "closed");
    let monday = SAMPLE_DAY.saturating_sub(5.days());
    let days = (0..7_i64).map(|number| {
        let date = monday.saturating_add(number.days());
        let is_open = [1, 3, 5].contains(&number);
        let (from, to) = (time(10, 0, 0, 0), time(18, 0, 0, 0));
        HoursDay {
            name: page.weekday(date).to_owned(),
            hours: if is_open { page.time_range(from, to) } else { closed.to_owned() },
            holiday: match number {
                2 => pick(page.language, "Buß- und Bettag", "Day of Repentance").to_owned(),
                _ => String::new(),
            },
            today: date == SAMPLE_DAY,
        }
    });
    Hours {
        state: pick(page.language, "Jetzt geöffnet, bis 18:00 Uhr", "Open now, until 18:00").to_owned(),
        days: days.collect(),
        note: pick(
            page.language,
            "In den Ferien nur am Dienstag.",
            "On Tuesdays only during school holidays.",
        )
        .to_owned(),
    }
}

/// Invented outlines beside each other, each municipality a link.
fn county(page: &Page) -> AreaMap {
    let shape = |name: &str, path: Option<&str>, x: &str, y: &str| MapShape {
        name: name.to_owned(),
        href: page.link("/muster"),
        path: path.map(str::to_owned),
        x: x.to_owned(),
        y: y.to_owned(),
        here: false,
    };
    let label =
        |text: &str, x: &str, y: &str| MapLabel { text: text.to_owned(), x: x.to_owned(), y: y.to_owned() };
    AreaMap {
        view_box: "0 0 600 260".to_owned(),
        label: pick(page.language, "Karte der Gemeinden", "Map of the municipalities").to_owned(),
        linked: true,
        shapes: vec![
            shape("Waldau", Some("M20 30L210 12L240 120L130 240L40 200z"), "130", "110"),
            shape("Bachstadt", Some("M210 12L420 40L400 150L240 120z"), "315", "80"),
            shape("Hügelheim", Some("M240 120L400 150L380 250L130 240z"), "290", "195"),
            shape("Einöd", None, "490", "140"),
        ],
        labels: vec![
            label("Waldau", "130", "110"),
            label("Bachstadt", "315", "80"),
            label("Hügelheim", "290", "195"),
        ],
        ..AreaMap::default()
    }
}

/// The same with one municipality marked and a pin in it.
fn around(page: &Page) -> AreaMap {
    let mut map = county(page);
    for shape in &mut map.shapes {
        shape.here = shape.name == "Bachstadt";
    }
    let label = pick(
        page.language,
        "Karte: Bachstadt liegt farbig hervorgehoben im Landkreis",
        "Map: Bachstadt is highlighted in the county",
    );
    let pin = Some(("340".to_owned(), "95".to_owned()));
    AreaMap { label: label.to_owned(), linked: false, labels: Vec::new(), pin, ..map }
}
