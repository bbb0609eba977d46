//! What several pages show alike: names with links.

use kreisrund_areas::lookup::{Candidate, Snapshot};
use kreisrund_content::{LanguageTag, Term};
use kreisrund_directory::{
    network::Network,
    organisation::{Organisation, OrganisationDetails},
    place::Place,
};
use kreisrund_kernel::{AreaId, Slug};
use kreisrund_slice::access;
use kreisrund_web::{ChoiceLink, Name, Page, Problem};

use crate::words;

/// The short name in a page's address.
pub fn slug(text: &str) -> Result<Slug, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The path of an organisation's page.
pub fn organisation_path(organisation: &Organisation) -> String {
    format!("/organisationen/{}", organisation.slug)
}

/// An organisation's name.
pub fn organisation_name(page: &Page, organisation: &Organisation) -> Name {
    Name::new(&organisation.details.name, page.link(&organisation_path(organisation)))
}

/// An organisation's name with what it is.
pub fn organisation_with_roles(page: &Page, organisation: &Organisation) -> Name {
    organisation_name(page, organisation).note(roles(page, &organisation.details).join(", "))
}

/// What an organisation is; that it provides something goes without saying.
pub fn roles(page: &Page, details: &OrganisationDetails) -> Vec<String> {
    use kreisrund_directory::organisation::Role::{Club, Provider, Volunteering};
    let telling: Vec<_> =
        details.roles.iter().filter(|role| !matches!(role, Provider | Volunteering)).collect();
    // “Verein” says little about a sports club that is also a place of culture.
    let shown = telling.iter().filter(|role| ***role != Club || telling.len() == 1);
    shown.map(|role| words::role(page, **role)).collect()
}

/// A place's name with its locality and, in brief, how accessible it is.
pub fn place_name(page: &Page, place: &Place) -> Name {
    let details = &place.details;
    let brief = details.accessibility.summary().into_iter().take(2);
    let brief = brief.map(|(feature, state)| access::finding(page, feature, state));
    let note: Vec<String> = details.locality.iter().cloned().chain(brief).collect();
    Name::new(&details.name, page.link(&format!("/orte/{}", place.slug))).note(note.join(" · "))
}

/// A network's name.
pub fn network_name(page: &Page, network: &Network) -> Name {
    Name::new(&network.details.name, page.link(&network_path(network)))
}

/// The path of a network's page.
pub fn network_path(network: &Network) -> String {
    format!("/netzwerke/{}", network.slug)
}

/// The municipality as a link to its page.
pub fn municipality_name(page: &Page, snapshot: &Snapshot, area: Option<AreaId>) -> Option<Name> {
    snapshot.municipality(area?).map(|municipality| candidate_name(page, municipality))
}

/// A municipality that was looked up, as a link to its page.
pub fn candidate_name(page: &Page, municipality: &Candidate) -> Name {
    Name::new(&municipality.name, page.link(&format!("/gemeinden/{}", municipality.slug)))
}

/// A topic as a link to its page.
pub fn topic_link(page: &Page, term: &Term) -> ChoiceLink {
    ChoiceLink::new(term.label(&content_language(page)), page.link(&format!("/themen/{}", term.slug)))
}

/// The page's language as contents name it.
pub fn content_language(page: &Page) -> LanguageTag {
    page.language.tag().parse().unwrap_or(LanguageTag::german())
}

/// A website's address with the words that stand for it: the host alone says enough.
pub fn website(address: &str) -> Name {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    Name::new(host.trim_start_matches("www.").trim_end_matches('/'), address)
}
