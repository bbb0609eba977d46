//! The lines to paste.

use kreisrund_web::{Page, Parameters, feed::escaped};

use super::{
    SCREEN, SCRIPT, WIDGET,
    look::{COLOUR, COUNT, SCHEME, TITLE},
};

/// The parameters that are attributes of the element on their own; all others stand in its attribute `suche`.
const ATTRIBUTES: [&str; 6] = ["ansicht", "kalender", COUNT, COLOUR, SCHEME, TITLE];

/// What the lines to paste show.
pub struct Snippet<'a> {
    /// The page, whose language it gets.
    pub page: &'a Page,
    /// The parameters of the widget.
    pub widget: &'a Parameters,
    /// The full address of the search.
    pub search: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// How high a frame has to be, in pixels.
    pub height: u32,
}

impl Snippet<'_> {
    /// The element, and within it the link that is there until it works.
    pub fn element(&self) -> String {
        let search = ATTRIBUTES.iter().fold(self.widget.clone(), |rest, name| rest.without(name));
        let mut attributes = Vec::new();
        if !search.is_empty() {
            attributes.push(attribute("suche", &search.to_string()));
        }
        for name in ATTRIBUTES {
            attributes.extend(self.widget.first(name).map(|value| attribute(name, value)));
        }
        let script = format!("{}{SCRIPT}", self.page.site().base_url);
        format!(
            "<script{} async></script>\n<kreisrund-suche{}{}>{}</kreisrund-suche>",
            attribute("src", &script),
            attribute("lang", self.page.language.tag()),
            attributes.concat(),
            self.link()
        )
    }

    /// The frame, and below it the link for who doesn't see it.
    pub fn frame(&self) -> String {
        let (title, height) = (attribute("title", self.title), self.height);
        format!(
            "<iframe{}{title} width=\"100%\" height=\"{height}\" style=\"border:0\" loading=\"lazy\" \
             referrerpolicy=\"no-referrer\"></iframe>\n<p>{}</p>",
            attribute("src", &self.page.absolute(&self.widget.on(WIDGET))),
            self.link()
        )
    }

    /// The address of the screen in a foyer.
    pub fn screen(&self) -> String {
        self.page.absolute(&self.widget.on(SCREEN))
    }

    fn link(&self) -> String {
        let words = format!("{} – {}", self.title, self.page.site().name);
        format!("<a{}>{}</a>", attribute("href", self.search), escaped(&words))
    }
}

/// An attribute with the space before it.
fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", escaped(value))
}
