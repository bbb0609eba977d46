//! The [`Page`]: what every template knows about the page it draws and the visitor's request for it.

use std::convert::Infallible;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use fluent_bundle::FluentValue;
use jiff::civil::{Date, DateTime, Time, Weekday};
use kreisrund_kernel::{Kilometres, Language};

use crate::{Mode, Operator, Panel, Parameters, Shell, Site, address::Address, format};

/// What every template holds in its field `page`; as an extractor it knows the request's language and address.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language in which the page speaks.
    pub language: Language,
    /// The page's path without its language: `/suche`.
    pub path: String,
    /// The parameters of its address.
    pub query: Parameters,
    /// The identifier of the request, which people can quote.
    pub request_id: String,
    /// The title, without the site's name.
    pub title: Option<String>,
    /// One or two sentences for search engines and previews.
    pub description: Option<String>,
    /// The way to this page, from the start page on.
    pub crumbs: Vec<Crumb>,
    /// What happened, shown at the top.
    pub messages: Vec<Message>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// The same in other forms than a page.
    pub other_forms: Vec<Alternate>,
    shell: Shell,
}

/// The identifier of a request, in its extensions and in the header `x-request-id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// One step of the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub text: String,
    /// Its address; the page itself has none.
    pub href: Option<String>,
}

/// What a page says in another form as well, for programs that look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternate {
    /// Its media type: `text/calendar`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// Its address in the page's language.
    pub href: String,
}

/// One link of the navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavigationLink {
    /// What it is called.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page that is shown.
    pub current: bool,
    /// Whether the page that is shown lies below it.
    pub inside: bool,
}

/// A link to something that helps with reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingLink {
    /// What it is called.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// The language (BCP 47) of its name and of the page behind it, where it is not the page's.
    pub language: Option<&'static str>,
}

impl ReadingLink {
    /// The direction in which its language is written: `rtl` or `ltr`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        crate::direction(self.language.unwrap_or_default())
    }
}

/// A link to the same page in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language's tag (BCP 47).
    pub tag: &'static str,
    /// What the language calls itself.
    pub name: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether the page is shown in it.
    pub current: bool,
}

/// What kind of news a [`Message`] brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Something to know.
    Info,
    /// Something went well.
    Success,
    /// Something to watch out for.
    Warning,
    /// Something went wrong.
    Danger,
}

impl MessageKind {
    /// The kind's name in classes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// News at the top of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What kind of news.
    pub kind: MessageKind,
    /// The news in a few words.
    pub title: String,
    /// A sentence more, or nothing.
    pub text: String,
}

impl Page {
    /// The page for a request whose address and identifier the layer of [`finish`](crate::finish) has noted; read from
    /// the request itself where there is no such layer.
    #[must_use]
    pub fn from_parts(parts: &Parts, shell: Shell) -> Self {
        let address = parts.extensions.get::<Address>().cloned().unwrap_or_else(|| Address::of(&parts.uri));
        let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        shell.texts().refresh();
        Self {
            language: address.language,
            path: address.path,
            query: address.query,
            request_id,
            title: None,
            description: None,
            crumbs: Vec::new(),
            messages: Vec::new(),
            indexed: true,
            other_forms: Vec::new(),
            shell,
        }
    }

    /// A page outside of any request: for tests and previews.
    #[must_use]
    pub fn detached(shell: Shell, language: Language, path: &str) -> Self {
        let parts = axum::http::Request::new(()).into_parts().0;
        Self { language, path: path.to_owned(), query: Parameters::new(), ..Self::from_parts(&parts, shell) }
    }

    /// With a title (without the site's name).
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With a description for search engines and previews.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// With one more step of the way, at `path` (without its language). The start page and the page itself are added
    /// on their own.
    #[must_use]
    pub fn crumb(mut self, text: impl Into<String>, path: &str) -> Self {
        let href = self.link(path);
        self.crumbs.push(Crumb { text: text.into(), href: Some(href) });
        self
    }

    /// With news at the top.
    #[must_use]
    pub fn message(mut self, kind: MessageKind, title: impl Into<String>, text: impl Into<String>) -> Self {
        self.messages.push(Message { kind, title: title.into(), text: text.into() });
        self
    }

    /// With the same in another form at `path` (without its language), of the media type `kind`: programs offer to
    /// subscribe to a calendar that a page names so.
    #[must_use]
    pub fn alternate(mut self, kind: &'static str, title: impl Into<String>, path: &str) -> Self {
        let href = self.link(path);
        self.other_forms.push(Alternate { kind, title: title.into(), href });
        self
    }

    /// With the other forms of what `panels` show.
    #[must_use]
    pub fn with_feeds(mut self, panels: &[Panel]) -> Self {
        self.other_forms.extend(panels.iter().filter_map(|panel| panel.feed.clone()));
        self
    }

    /// Kept out of search engines.
    #[must_use]
    pub fn unlisted(mut self) -> Self {
        self.indexed = false;
        self
    }

    /// The text `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.shell.texts().get(self.language, key, &[])
    }

    /// The text `key` with its places filled in: `page.t_with("portal-hello", [("name", name.into())])`.
    #[must_use]
    pub fn t_with<'a>(&self, key: &str, arguments: impl AsRef<[(&'a str, FluentValue<'a>)]>) -> String {
        self.shell.texts().get(self.language, key, arguments.as_ref())
    }

    /// The text `key` for `count` things (its place is `$count`).
    #[must_use]
    pub fn t_count(&self, key: &str, count: impl TryInto<u64>) -> String {
        let count = count.try_into().unwrap_or(u64::MAX);
        self.t_with(key, [("count", count.into())])
    }

    /// The text `key`, its place `$name` filled with `value`.
    #[must_use]
    pub fn t_text(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        self.t_with(key, [(name, value.to_string().into())])
    }

    /// The address of `path` in the page's language.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        self.language.path(path)
    }

    /// The full address of `path` in the page's language, for sharing and structured data.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.site().base_url, self.language.path(path))
    }

    /// The address of the built file `name`, such as `app.css`.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.shell.assets().address(name)
    }

    /// Who runs the installation.
    #[must_use]
    pub fn site(&self) -> &Site {
        self.shell.site()
    }

    /// Who answers for the installation.
    #[must_use]
    pub fn operator(&self) -> &Operator {
        &self.shell.site().operator
    }

    /// Who speaks where no organisation does: who runs the installation, or the site itself.
    #[must_use]
    pub fn office(&self) -> String {
        let operator = &self.operator().name;
        if operator.is_empty() { self.site().name.clone() } else { operator.clone() }
    }

    /// The shell that the page stands in.
    #[must_use]
    pub fn shell(&self) -> &Shell {
        &self.shell
    }

    /// The logo, an `<svg>` element to be put out unescaped.
    #[must_use]
    pub fn logo(&self) -> &str {
        self.shell.logo()
    }

    /// Whether the data is invented.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.site().mode == Mode::Demo
    }

    /// What stands in the browser's title bar.
    #[must_use]
    pub fn full_title(&self) -> String {
        let site = self.site();
        match &self.title {
            Some(title) => format!("{title} – {}", site.name),
            None => format!("{} – {}", site.name, site.county_name),
        }
    }

    /// What search engines may do.
    #[must_use]
    pub fn robots(&self) -> &'static str {
        if self.indexed && self.site().mode == Mode::Production { "index, follow" } else { "noindex" }
    }

    /// The one full address of this page.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.absolute(&self.path)
    }

    /// The way to this page with the start page before and the page itself behind; empty on pages without steps.
    #[must_use]
    pub fn trail(&self) -> Vec<Crumb> {
        if self.path == "/" || self.title.is_none() {
            return Vec::new();
        }
        let start = Crumb { text: self.t("web-nav-start"), href: Some(self.link("/")) };
        let itself = Crumb { text: self.title.clone().unwrap_or_default(), href: None };
        std::iter::once(start).chain(self.crumbs.iter().cloned()).chain([itself]).collect()
    }

    /// The main navigation.
    #[must_use]
    pub fn navigation(&self) -> Vec<NavigationLink> {
        self.shell.navigation(self.language, &self.path)
    }

    /// The links that help with reading.
    #[must_use]
    pub fn reading_help(&self) -> Vec<ReadingLink> {
        self.shell.reading_help(self.language)
    }

    /// The links in the footer.
    #[must_use]
    pub fn footer(&self) -> Vec<NavigationLink> {
        self.shell.footer(self.language, &self.path)
    }

    /// This page, with its parameters, in every language.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageLink> {
        let address = self.query.on(&self.path);
        Language::ALL
            .into_iter()
            .map(|language| LanguageLink {
                tag: language.tag(),
                name: language.own_name(),
                href: language.path(&address),
                current: language == self.language,
            })
            .collect()
    }

    /// The full addresses of this page in every language, for `hreflang`.
    #[must_use]
    pub fn alternates(&self) -> Vec<(&'static str, String)> {
        let base = &self.site().base_url;
        Language::ALL.into_iter().map(|l| (l.tag(), format!("{base}{}", l.path(&self.path)))).collect()
    }

    /// Today's date in the county.
    #[must_use]
    pub fn today(&self) -> Date {
        self.shell.clock().today()
    }

    /// “Sa., 28. November 2026”; see [`format`] for all of these.
    #[must_use]
    pub fn date(&self, date: impl Given<Date>) -> String {
        format::date(self.language, date.given())
    }

    /// “Samstag, 28. November 2026”.
    #[must_use]
    pub fn date_long(&self, date: impl Given<Date>) -> String {
        format::date_long(self.language, date.given())
    }

    /// “28.11.2026”.
    #[must_use]
    pub fn date_short(&self, date: impl Given<Date>) -> String {
        format::date_short(self.language, date.given())
    }

    /// “heute, 28. November”, “morgen, 29. November”, otherwise as [`Page::date`].
    #[must_use]
    pub fn date_near(&self, date: impl Given<Date>) -> String {
        format::date_near(self.language, date.given(), self.today())
    }

    /// “Samstag”.
    #[must_use]
    pub fn weekday(&self, date: impl Given<Date>) -> &'static str {
        format::weekday(self.language, date.given())
    }

    /// “Sa.”.
    #[must_use]
    pub fn weekday_short(&self, date: impl Given<Date>) -> &'static str {
        format::weekday_short(self.language, date.given())
    }

    /// “Nov.”.
    #[must_use]
    pub fn month_short(&self, date: impl Given<Date>) -> &'static str {
        format::month_short(self.language, date.given())
    }

    /// “18:30 Uhr”.
    #[must_use]
    pub fn time(&self, time: impl Given<Time>) -> String {
        format::time(self.language, time.given())
    }

    /// “18:30 bis 20:00 Uhr”.
    #[must_use]
    pub fn time_range(&self, start: impl Given<Time>, end: impl Given<Time>) -> String {
        format::time_range(self.language, start.given(), end.given())
    }

    /// “Sa., 28. November 2026, 18:30 bis 20:00 Uhr”.
    #[must_use]
    pub fn moment(&self, start: impl Given<DateTime>, end: impl Given<Option<DateTime>>) -> String {
        format::moment(self.language, start.given(), end.given())
    }

    /// Whole days, both included: “Fr., 27. bis So., 29. November 2026”.
    #[must_use]
    pub fn days(&self, first: impl Given<Date>, last: impl Given<Date>) -> String {
        format::days(self.language, first.given(), last.given())
    }

    /// The name of a weekday.
    #[must_use]
    pub fn weekday_name(&self, weekday: Weekday) -> String {
        format::weekday_name(self.language, weekday).to_owned()
    }

    /// A day of the year: “28. November”.
    #[must_use]
    pub fn day_and_month(&self, date: impl Given<Date>) -> String {
        format::day_and_month(self.language, date.given())
    }

    /// When something happens, without the years where they go without saying.
    #[must_use]
    pub fn moment_near(&self, start: impl Given<DateTime>, end: impl Given<Option<DateTime>>) -> String {
        format::moment_near(self.language, start.given(), end.given(), self.today())
    }

    /// Whole days, without the years where they go without saying.
    #[must_use]
    pub fn days_near(&self, first: impl Given<Date>, last: impl Given<Date>) -> String {
        format::days_near(self.language, first.given(), last.given(), self.today())
    }

    /// “12.345”.
    #[must_use]
    pub fn number(&self, number: impl Given<u64>) -> String {
        format::number(self.language, number.given())
    }

    /// “3,4 km”.
    #[must_use]
    pub fn distance(&self, distance: impl Given<Kilometres>) -> String {
        format::distance(self.language, distance.given())
    }
}

/// A value or a reference to one: templates pass their variables by reference, handlers by value.
pub trait Given<T> {
    /// The value.
    fn given(self) -> T;
}

impl<T: Copy> Given<T> for T {
    fn given(self) -> T {
        self
    }
}

impl<T: Copy> Given<T> for &T {
    fn given(self) -> T {
        *self
    }
}

impl<T: Copy> Given<T> for &&T {
    fn given(self) -> T {
        **self
    }
}

impl<T: Copy> Given<T> for &&&T {
    fn given(self) -> T {
        ***self
    }
}

impl<S> FromRequestParts<S> for Page
where
    S: Send + Sync,
    Shell: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::from_parts(parts, Shell::from_ref(state)))
    }
}
