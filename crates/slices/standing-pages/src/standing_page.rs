//! Which standing pages there are.

use kreisrund_kernel::{SubjectKind, SubjectRef};
use uuid::Uuid;

/// A page that always stands there, and whose words the office may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandingPage {
    /// Who runs the portal (§ 5 DDG, § 18 MStV).
    Imprint,
    /// What becomes of personal data (Art. 13 GDPR).
    Privacy,
    /// How accessible the portal is (Directive (EU) 2016/2102, Art. 7).
    Accessibility,
    /// What the portal is, and who is behind it.
    About,
    /// How to search, and how results are ordered.
    Help,
    /// What words mean.
    Glossary,
    /// What people need first who read little German yet.
    Welcome,
}

/// A name that no standing page has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no page “{0}”; there are {names}", names = names())]
pub struct NotAStandingPage(pub String);

impl StandingPage {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Imprint,
        Self::Privacy,
        Self::Accessibility,
        Self::About,
        Self::Help,
        Self::Glossary,
        Self::Welcome,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Imprint => "imprint",
            Self::Privacy => "privacy",
            Self::Accessibility => "accessibility",
            Self::About => "about",
            Self::Help => "help",
            Self::Glossary => "glossary",
            Self::Welcome => "welcome",
        }
    }

    /// Its address without a language.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Imprint => "/impressum",
            Self::Privacy => "/datenschutz",
            Self::Accessibility => "/barrierefreiheit",
            Self::About => "/ueber-uns",
            Self::Help => "/hilfe",
            Self::Glossary => "/glossar",
            Self::Welcome => "/willkommen",
        }
    }

    /// The record on which its words hang. The identifiers are the same in every installation: UUIDs of version 5 of
    /// the names.
    #[must_use]
    pub fn subject(self) -> SubjectRef {
        let id = match self {
            Self::Imprint => 0x529a_e2eb_c912_56fa_91e7_e42e_1a03_7fd0,
            Self::Privacy => 0x86f4_734f_7d9e_5bea_8a19_a052_72f4_1043,
            Self::Accessibility => 0x62e6_3dd7_5d48_5bf5_acba_9e23_be21_14df,
            Self::About => 0xa6c0_7cd0_eb14_5c9b_b7e8_a39e_252a_e02b,
            Self::Help => 0x9962_e8fc_1f9e_5b6e_b9a2_22b3_fc25_a723,
            Self::Glossary => 0xf339_33c2_baf6_55b7_938f_1078_9605_e7bf,
            Self::Welcome => 0xdef1_868f_e19d_5d2a_a78d_690c_e736_3b1c,
        };
        SubjectRef::new(SubjectKind::StandingPage, Uuid::from_u128(id))
    }
}

impl std::str::FromStr for StandingPage {
    type Err = NotAStandingPage;

    fn from_str(given: &str) -> Result<Self, NotAStandingPage> {
        let named = Self::ALL.into_iter().find(|page| page.name() == given);
        named.ok_or_else(|| NotAStandingPage(given.chars().take(60).collect()))
    }
}

fn names() -> String {
    StandingPage::ALL.map(StandingPage::name).join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_page_has_a_name_an_address_and_a_record_of_its_own() {
        let mut seen = BTreeSet::new();
        for page in StandingPage::ALL {
            assert_eq!(page.name().parse(), Ok(page));
            assert!(seen.insert(page.path().to_owned()) && seen.insert(page.subject().id.to_string()));
            assert_eq!(page.subject().id.get_version_num(), 5);
        }
        let sentence = "impressum".parse::<StandingPage>().unwrap_err().to_string();
        assert!(sentence.contains("there is no page “impressum”; there are imprint, privacy"), "{sentence}");
    }
}
