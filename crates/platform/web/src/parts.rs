//! What pages about one thing are made of, drawn by the macros of the same names: a [`Name`], a [`Panel`] of cards, the
//! way to other languages, checks of accessibility, opening hours, the way to a calendar of one's own.

use crate::{Alternate, Card, Page};

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link that says `text`.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// A name that leads somewhere, with a note in smaller letters: a line of the macro `names`, a tile of `tiles`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// What is to be known beside it; may be empty.
    pub note: String,
    /// The name's language (BCP 47), where it is not the page's.
    pub language: Option<String>,
}

impl Name {
    /// A name without a note, in the page's language.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), note: String::new(), language: None }
    }

    /// With a note.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// Some cards under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// Its anchor on the page, unlike that of any other panel there.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it shows; a panel without cards is left out.
    pub cards: Vec<Card>,
    /// Where there is more of it.
    pub more: Option<Link>,
    /// Where a calendar with the same dates can be subscribed to: “Diese Termine abonnieren”.
    pub subscribe: Option<Link>,
    /// The same in another form, for programs; the page names it in its head ([`Page::with_feeds`](crate::Page::with_feeds)).
    pub feed: Option<Alternate>,
}

/// A language in which a text can be read: one choice of the macro `tongues`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// What the language calls itself.
    pub name: String,
    /// Its tag (BCP 47).
    pub tag: String,
    /// The direction in which it is written: `rtl` or `ltr`.
    pub direction: &'static str,
    /// The address of the page in it.
    pub href: String,
    /// Whether it is what is shown.
    pub current: bool,
}

/// A check of accessibility: one line of the macro `access`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLine {
    /// The name of its icon: `yes`, `no`, `partly` or `unknown`.
    pub symbol: &'static str,
    /// What was found, in words that need no icon: “Ohne Stufen erreichbar”.
    pub words: String,
    /// What is to be known beside it; may be empty.
    pub note: String,
    /// When somebody looked, in words; may be empty.
    pub checked: String,
}

/// This week's opening hours, drawn by the macro `hours`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Whether the door is open now, in a sentence.
    pub state: String,
    /// The seven days from Monday on.
    pub days: Vec<HoursDay>,
    /// What is to be known beside them; may be empty.
    pub note: String,
}

/// One day's opening hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursDay {
    /// The weekday.
    pub name: String,
    /// From when until when, or that it is closed.
    pub hours: String,
    /// Which holiday it is; empty on other days.
    pub holiday: String,
    /// Whether it is today.
    pub today: bool,
}

/// A calendar that one can have in one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The address for programs that take it themselves and ask again and again.
    pub webcal: String,
    /// The address to copy.
    pub address: String,
    /// The same here, to be saved once.
    pub file: String,
}

impl Subscription {
    /// The calendar at `path`, in the language of `page`.
    #[must_use]
    pub fn new(page: &Page, path: &str) -> Self {
        let address = page.absolute(path);
        let webcal =
            address.split_once("://").map_or_else(|| address.clone(), |(_, rest)| format!("webcal://{rest}"));
        Self { webcal, file: page.link(path), address }
    }
}
