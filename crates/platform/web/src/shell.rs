//! What all pages of one installation share: its texts, its styles, who runs it, its logo and its navigation.

use std::sync::Arc;

use kreisrund_kernel::{Clock, Language, SharedClock};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Assets, OWN_TEXTS, TextFile, Texts,
    page::{NavigationLink, ReadingLink},
    ring,
};

/// How an installation runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// For the county's people.
    Production,
    /// With invented data, for showing; search engines stay out and every page says so.
    Demo,
    /// On a developer's machine.
    Development,
}

/// Who runs an installation and where it stands.
#[derive(Clone, Debug)]
pub struct Site {
    /// The portal's name, as in the header: “Kreisrund”.
    pub name: String,
    /// The county's name: “Landkreis Elbe-Elster”.
    pub county_name: String,
    /// Who answers for it.
    pub operator: Operator,
    /// The public address without a path or a slash at its end: “https://portal.example.org”.
    pub base_url: String,
    /// How it runs.
    pub mode: Mode,
}

/// Who answers for an installation: the service office.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// Its name.
    pub name: String,
    /// Its postal address, line by line.
    pub address: Vec<String>,
    /// Its phone number as people write it: “03535 46-0”.
    pub phone: String,
    /// Its e-mail address.
    pub email: String,
    /// What else the law wants said about it.
    pub legal: LegalDetails,
}

/// What the law wants said about whoever answers for an installation. Names and addresses are line by line; what is
/// empty has not been told to the program.
#[derive(Clone, Debug, Default)]
pub struct LegalDetails {
    /// Who represents it (§ 5 DDG).
    pub represented_by: Vec<String>,
    /// Who answers for contributions (§ 18 (2) MStV).
    pub responsible: Vec<String>,
    /// Its data protection officer (Art. 13 (1) (b) GDPR).
    pub data_protection_officer: Vec<String>,
    /// The authority at which one can complain about the use of personal data (Art. 77 GDPR).
    pub supervisory_authority: Vec<String>,
    /// The body that enforces accessibility (Directive (EU) 2016/2102, Art. 9).
    pub enforcement_body: Vec<String>,
    /// Whose machines it runs on (Art. 13 (1) (e) GDPR).
    pub hosting: Vec<String>,
    /// For how many days the web server in front keeps visitors' internet addresses; 0 for not at all.
    pub address_log_days: Option<u32>,
}

impl Operator {
    /// The phone number as the address of a link (RFC 3966): “tel:+493535460”. Numbers without a country are German.
    #[must_use]
    pub fn phone_link(&self) -> String {
        let digits: String = self.phone.replace("(0)", "").chars().filter(char::is_ascii_digit).collect();
        match (self.phone.trim_start().starts_with('+'), digits.strip_prefix("00"), digits.strip_prefix('0'))
        {
            (true, _, _) => format!("tel:+{digits}"),
            (false, Some(international), _) => format!("tel:+{international}"),
            (false, None, Some(national)) => format!("tel:+49{national}"),
            (false, None, None) => format!("tel:{digits}"),
        }
    }
}

/// One item of the navigation or the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NavigationItem {
    /// The key of its text.
    pub text: &'static str,
    /// Its path without a language: “/suche”. `{path}` in it becomes the path of the page on which the link stands.
    pub path: &'static str,
}

/// Something that helps with reading: easy language, the glossary, the most important things in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingItem {
    /// The key of its text.
    pub text: &'static str,
    /// Its path without a language of the interface.
    pub path: &'static str,
    /// The language (BCP 47) in which it is written and named; none where it is that of the page.
    pub language: Option<&'static str>,
}

/// What all pages of one installation share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Shell(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    texts: Texts,
    assets: Assets,
    site: Site,
    logo: String,
    navigation: Vec<NavigationItem>,
    footer: Vec<NavigationItem>,
    reading_help: Vec<ReadingItem>,
    clock: SharedClock,
}

impl Shell {
    /// Begins the shell of `site`, whose present is told by `clock`.
    #[must_use]
    pub fn builder(site: Site, clock: SharedClock) -> ShellBuilder {
        ShellBuilder {
            site,
            clock,
            texts: OWN_TEXTS.to_vec(),
            logo: ring::even_ring(),
            navigation: Vec::new(),
            footer: Vec::new(),
            reading_help: Vec::new(),
            assets: Assets::built(),
        }
    }

    /// The texts of all crates.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    /// Styles, scripts and fonts.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// Who runs the installation.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// The logo, an `<svg>` element.
    #[must_use]
    pub fn logo(&self) -> &str {
        &self.0.logo
    }

    /// Who knows what time it is.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// The main navigation for a page at `path` in `language`.
    #[must_use]
    pub fn navigation(&self, language: Language, path: &str) -> Vec<NavigationLink> {
        self.links(&self.0.navigation, language, path)
    }

    /// The links that help with reading, on a page in `language`.
    #[must_use]
    pub fn reading_help(&self, language: Language) -> Vec<ReadingLink> {
        let items = self.0.reading_help.iter();
        items
            .map(|item| ReadingLink {
                text: self.texts().get(language, item.text, &[]),
                href: language.path(item.path),
                language: item.language.filter(|tag| *tag != language.tag()),
            })
            .collect()
    }

    /// The footer's links for a page at `path` in `language`.
    #[must_use]
    pub fn footer(&self, language: Language, path: &str) -> Vec<NavigationLink> {
        self.links(&self.0.footer, language, path)
    }

    fn links(&self, items: &[NavigationItem], language: Language, path: &str) -> Vec<NavigationLink> {
        items
            .iter()
            .map(|item| NavigationLink {
                text: self.texts().get(language, item.text, &[]),
                href: language.path(&item.path.replace("{path}", &as_parameter(&language.path(path)))),
                current: path == item.path,
                inside: item.path != "/"
                    && path.strip_prefix(item.path).is_some_and(|rest| rest.starts_with('/')),
            })
            .collect()
    }
}

/// `path` as the value of a parameter. Longer paths than any page of ours has are left out, lest the link become longer
/// than addresses may be.
fn as_parameter(path: &str) -> String {
    const ENCODED: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    if path.len() > 200 { "/".to_owned() } else { utf8_percent_encode(path, ENCODED).to_string() }
}

/// A [`Shell`] in the making.
#[derive(Debug)]
pub struct ShellBuilder {
    site: Site,
    clock: SharedClock,
    texts: Vec<TextFile>,
    logo: String,
    navigation: Vec<NavigationItem>,
    footer: Vec<NavigationItem>,
    reading_help: Vec<ReadingItem>,
    assets: Assets,
}

impl ShellBuilder {
    /// Adds the texts of a crate.
    #[must_use]
    pub fn texts(mut self, files: impl IntoIterator<Item = TextFile>) -> Self {
        self.texts.extend(files);
        self
    }

    /// Sets the logo, made by [`ring_logo`](crate::ring_logo).
    #[must_use]
    pub fn logo(mut self, svg: String) -> Self {
        self.logo = svg;
        self
    }

    /// Sets the items of the main navigation.
    #[must_use]
    pub fn navigation(mut self, items: impl IntoIterator<Item = NavigationItem>) -> Self {
        self.navigation = items.into_iter().collect();
        self
    }

    /// Sets the links that help with reading: easy language, the glossary.
    #[must_use]
    pub fn reading_help(mut self, items: impl IntoIterator<Item = ReadingItem>) -> Self {
        self.reading_help = items.into_iter().collect();
        self
    }

    /// Sets the links in the footer (imprint, privacy, accessibility).
    #[must_use]
    pub fn footer(mut self, items: impl IntoIterator<Item = NavigationItem>) -> Self {
        self.footer = items.into_iter().collect();
        self
    }

    /// Takes other assets than those that were built; for tests.
    #[must_use]
    pub fn assets(mut self, assets: Assets) -> Self {
        self.assets = assets;
        self
    }

    /// The finished shell.
    #[must_use]
    pub fn build(mut self) -> Shell {
        let trimmed = self.site.base_url.trim_end_matches('/').len();
        self.site.base_url.truncate(trimmed);
        if !self.assets.are_built() {
            tracing::error!(
                "no styles and scripts were found: pages will look bare; run `npm ci && npm run build` in frontend/ and build again"
            );
        }
        Shell(Arc::new(Shared {
            texts: Texts::load(self.texts),
            assets: self.assets,
            site: self.site,
            logo: self.logo,
            navigation: self.navigation,
            footer: self.footer,
            reading_help: self.reading_help,
            clock: self.clock,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_becomes_a_link_that_works_abroad() {
        for (phone, link) in [
            ("03535 46-0", "tel:+493535460"),
            ("+49 3535 46-0", "tel:+493535460"),
            ("+49 (0)3535 460", "tel:+493535460"),
            ("0049 3535 460", "tel:+493535460"),
            ("115", "tel:115"),
        ] {
            let operator = Operator { phone: phone.to_owned(), ..Operator::default() };
            assert_eq!(operator.phone_link(), link, "{phone}");
        }
    }
}
