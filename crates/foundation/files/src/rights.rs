//! Whose work a file is and on what terms it may be shown.

/// The terms on which a file may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Licence {
    /// Nobody's: protection has ended, or there never was any (official works, § 5 UrhG).
    PublicDomain,
    /// Given away by its author: CC0 1.0.
    Cc0,
    /// To be named: CC BY 4.0.
    CcBy,
    /// To be named, changed works on the same terms: CC BY-SA 4.0.
    CcBySa,
    /// Data licence Germany, zero, version 2.0.
    DlDeZero,
    /// Data licence Germany, attribution, version 2.0.
    DlDeBy,
    /// The author allowed this portal to show it.
    WithPermission,
}

impl Licence {
    /// Every licence.
    pub const ALL: [Self; 7] = [
        Self::PublicDomain,
        Self::Cc0,
        Self::CcBy,
        Self::CcBySa,
        Self::DlDeZero,
        Self::DlDeBy,
        Self::WithPermission,
    ];

    /// The name under which the licence is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PublicDomain => "public_domain",
            Self::Cc0 => "cc0",
            Self::CcBy => "cc_by",
            Self::CcBySa => "cc_by_sa",
            Self::DlDeZero => "dl_de_zero",
            Self::DlDeBy => "dl_de_by",
            Self::WithPermission => "with_permission",
        }
    }

    /// The licence stored under `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.as_str() == name)
    }

    /// What a credit line calls the licence, the same in every language. Permission alone has no name.
    #[must_use]
    pub const fn short_name(self) -> Option<&'static str> {
        match self {
            Self::Cc0 => Some("CC0 1.0"),
            Self::CcBy => Some("CC BY 4.0"),
            Self::CcBySa => Some("CC BY-SA 4.0"),
            Self::DlDeZero => Some("dl-de/zero-2-0"),
            Self::DlDeBy => Some("dl-de/by-2-0"),
            Self::PublicDomain | Self::WithPermission => None,
        }
    }

    /// Where the licence's text stands.
    #[must_use]
    pub const fn address(self) -> Option<&'static str> {
        match self {
            Self::Cc0 => Some("https://creativecommons.org/publicdomain/zero/1.0/deed.de"),
            Self::CcBy => Some("https://creativecommons.org/licenses/by/4.0/deed.de"),
            Self::CcBySa => Some("https://creativecommons.org/licenses/by-sa/4.0/deed.de"),
            Self::DlDeZero => Some("https://www.govdata.de/dl-de/zero-2-0"),
            Self::DlDeBy => Some("https://www.govdata.de/dl-de/by-2-0"),
            Self::PublicDomain | Self::WithPermission => None,
        }
    }

    /// Whether the author has to be named. Whoever gives permission keeps that right (§ 13 UrhG).
    #[must_use]
    pub const fn names_author(self) -> bool {
        matches!(self, Self::CcBy | Self::CcBySa | Self::DlDeBy | Self::WithPermission)
    }
}

/// Who made a file, on what terms it is shown and how it is credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    author: Option<String>,
    licence: Licence,
    source: Option<String>,
    credit: Option<String>,
}

/// What is missing from the rights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RightsIncomplete {
    /// The licence asks for the author's name.
    #[error("Name who made the picture or the document: the terms ask for it.")]
    NoAuthor,
    /// The source is no address of the web.
    #[error("“{address}” is no web address. Write it with https:// at its beginning, or leave it out.")]
    NoAddress {
        /// What was given.
        address: String,
    },
}

impl RightsIncomplete {
    /// The name under which translations know this sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoAuthor => "files-rights-no-author",
            Self::NoAddress { .. } => "files-rights-no-address",
        }
    }
}

impl Rights {
    /// The rights in a work of `author` (“Maria Muster”) under `licence`, found at the web address `source`. `credit` is
    /// the line the author asks for where it is not simply the name.
    ///
    /// # Errors
    /// When the terms ask for a name and there is none, or the source is no web address.
    pub fn new(
        author: Option<&str>,
        licence: Licence,
        source: Option<&str>,
        credit: Option<&str>,
    ) -> Result<Self, RightsIncomplete> {
        let (author, source, credit) = (tidy(author), tidy(source), tidy(credit));
        if licence.names_author() && author.is_none() && credit.is_none() {
            return Err(RightsIncomplete::NoAuthor);
        }
        if let Some(address) = source.as_ref().filter(|address| !is_web_address(address)) {
            return Err(RightsIncomplete::NoAddress { address: address.clone() });
        }
        Ok(Self { author, licence, source, credit })
    }

    /// Who made it.
    #[must_use]
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// The terms.
    #[must_use]
    pub const fn licence(&self) -> Licence {
        self.licence
    }

    /// Where it was found.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The line that the author asks for.
    #[must_use]
    pub fn credit(&self) -> Option<&str> {
        self.credit.as_deref()
    }

    /// What to print beside the file: “Maria Muster · CC BY 4.0”. `None` where nobody needs to be named.
    #[must_use]
    pub fn credit_line(&self) -> Option<String> {
        let name = self.credit.as_deref().or(self.author.as_deref());
        match (name, self.licence.short_name()) {
            (Some(name), Some(licence)) => Some(format!("{name} · {licence}")),
            (Some(name), None) => Some(name.to_owned()),
            (None, Some(licence)) => Some(licence.to_owned()),
            (None, None) => None,
        }
    }
}

fn tidy(text: Option<&str>) -> Option<String> {
    let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_to_be_named_is_named() {
        assert_eq!(Rights::new(Some("  "), Licence::CcBy, None, None), Err(RightsIncomplete::NoAuthor));
        let rights = Rights::new(Some("Maria Muster"), Licence::CcBy, None, None).unwrap();
        assert_eq!(rights.credit_line().as_deref(), Some("Maria Muster · CC BY 4.0"));
        let rights =
            Rights::new(Some("Maria Muster"), Licence::WithPermission, None, Some("Foto: Atelier Muster"));
        assert_eq!(rights.unwrap().credit_line().as_deref(), Some("Foto: Atelier Muster"));
        assert_eq!(Rights::new(None, Licence::PublicDomain, None, None).unwrap().credit_line(), None);
    }

    #[test]
    fn a_source_that_is_no_web_address_is_refused() {
        for address in ["javascript:alert(1)", "example.org", "https://ohne punkt", "https://example"] {
            let refused = Rights::new(None, Licence::Cc0, Some(address), None);
            assert!(matches!(refused, Err(RightsIncomplete::NoAddress { .. })), "{address}");
        }
        let found = Rights::new(None, Licence::Cc0, Some("https://example.org/bild"), None).unwrap();
        assert_eq!(found.source(), Some("https://example.org/bild"));
    }

    #[test]
    fn stored_names_lead_back_to_their_licences() {
        for licence in Licence::ALL {
            assert_eq!(Licence::from_name(licence.as_str()), Some(licence));
        }
    }
}
