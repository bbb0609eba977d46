//! What results and filters look like in a list: [`Card`], [`Chip`] and [`ChoiceLink`], drawn by the macros `card`, `chips`,
//! `choice_links` and `filter_links`.

use jiff::civil::Date;

/// An entry of a list of results: date first, then the title, the place, the organiser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The address of what it stands for.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The day on the calendar leaf; what has no date has a leaf with a symbol.
    pub date: Option<Date>,
    /// The name of the icon that stands on a leaf without a date.
    pub symbol: &'static str,
    /// A picture instead of the leaf.
    pub picture: Option<CardPicture>,
    /// When it happens, in words.
    pub when: Option<String>,
    /// Where it happens.
    pub place: Option<String>,
    /// How far away that is, in words.
    pub distance: Option<String>,
    /// How accessible it is, in a few words.
    pub access: Option<String>,
    /// Who provides it.
    pub organiser: Option<String>,
    /// What kind of thing it is: “Kurs”.
    pub kind: Option<String>,
    /// Further facts in one or two words each: “kostenfrei”.
    pub badges: Vec<String>,
    /// Its beginning, where the title alone doesn't tell enough.
    pub summary: Option<String>,
    /// Why it is out of the ordinary: “abgesagt”.
    pub notice: Option<String>,
    /// The language of the title and the summary (BCP 47), where it is not the page's.
    pub language: Option<String>,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            href: String::new(),
            title: String::new(),
            date: None,
            symbol: "ongoing",
            picture: None,
            when: None,
            place: None,
            distance: None,
            access: None,
            organiser: None,
            kind: None,
            badges: Vec::new(),
            summary: None,
            notice: None,
            language: None,
        }
    }
}

impl Card {
    /// A card with a title that leads to `href`.
    #[must_use]
    pub fn new(href: impl Into<String>, title: impl Into<String>) -> Self {
        Self { href: href.into(), title: title.into(), ..Self::default() }
    }

    /// With another symbol on its leaf than that of what is always there.
    #[must_use]
    pub fn symbol(self, symbol: &'static str) -> Self {
        Self { symbol, ..self }
    }

    /// The direction in which the title's language is written: `rtl` or `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        direction(self.language.as_deref().unwrap_or_default())
    }
}

/// What a card shows beside its words. It decorates: what it shows is said on the page to which the card leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardPicture {
    /// A drawing that ships with the program, as inline SVG.
    Drawn(&'static str),
    /// The address of a picture.
    File(String),
}

/// An active filter that can be taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it filters by: “Elsterwerda, 10 km”.
    pub text: String,
    /// The address of the list without it.
    pub href: String,
}

/// The direction in which the language with `tag` (BCP 47) is written: `rtl` or `ltr`.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(&primary.as_str()) {
        "rtl"
    } else {
        "ltr"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_runs_from_right_to_left_and_ukrainian_does_not() {
        assert_eq!(
            (direction("ar"), direction("fa-AF"), direction("uk"), direction("")),
            ("rtl", "rtl", "ltr", "ltr")
        );
    }
}

/// A link among others that lead to the same list seen otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceLink {
    /// What it leads to: “Kurs”.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// How many entries are there; `None` where nobody counted.
    pub count: Option<u64>,
    /// Whether it is what is shown now.
    pub chosen: bool,
}

impl ChoiceLink {
    /// A choice that leads to `href`, neither counted nor chosen.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), count: None, chosen: false }
    }

    /// With a count.
    #[must_use]
    pub fn counted(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Chosen or not.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}
