//! Where an offer takes place, in words.

use kreisrund_slice::Link;
use kreisrund_web::{Name, Page, Parameters};

use super::{gathered::Gathered, rule_words::list};
use crate::{
    location::town,
    offer::{ServiceArea, Venue},
};

/// Where it takes place.
#[derive(Clone, Debug, Default)]
pub struct Where {
    /// The known place, with its page.
    pub place: Option<Name>,
    /// The address, or what somebody wrote.
    pub lines: Vec<String>,
    /// That it takes place on the net, and how one gets there.
    pub online: Option<Online>,
    /// Where it comes to.
    pub comes_to: Option<String>,
    /// More in the same municipality.
    pub nearby: Option<Link>,
}

/// A place on the net.
#[derive(Clone, Debug)]
pub struct Online {
    /// What there is to say.
    pub sentence: String,
    /// Its address, with its host's name.
    pub link: Option<Link>,
}

impl Where {
    /// Where the offer takes place.
    pub fn of(page: &Page, gathered: &Gathered) -> Self {
        let venue = &gathered.offer.details.venue;
        let place = gathered.place.as_ref();
        let text = venue.location().and_then(|location| location.text.as_ref());
        let lines = match (place, text) {
            (Some(place), _) => place.address_lines(),
            (None, Some(text)) => {
                let town = gathered.area().and_then(|area| town(&gathered.areas, area, text));
                text.lines().map(str::to_owned).chain(town).collect()
            }
            (None, None) => Vec::new(),
        };
        Self {
            place: place
                .map(|place| Name::new(&place.details.name, page.link(&format!("/orte/{}", place.slug)))),
            lines,
            online: online(page, venue),
            comes_to: comes_to(page, gathered),
            nearby: nearby(page, gathered),
        }
    }

    /// Whether it says anything.
    pub fn is_known(&self) -> bool {
        self.place.is_some() || !self.lines.is_empty() || self.online.is_some() || self.comes_to.is_some()
    }
}

fn online(page: &Page, venue: &Venue) -> Option<Online> {
    let online = venue.online()?;
    let is_hybrid = venue.location().is_some();
    let key = match (is_hybrid, online.address.is_some()) {
        (false, true) => "offers-online",
        (false, false) => "offers-online-later",
        (true, true) => "offers-hybrid",
        (true, false) => "offers-hybrid-later",
    };
    let link = online.address.as_ref().map(|address| Link::new(address.host(), address.as_str()));
    Some(Online { sentence: page.t(key), link })
}

fn comes_to(page: &Page, gathered: &Gathered) -> Option<String> {
    let Venue::AtYours(area) = &gathered.offer.details.venue else { return None };
    match area {
        ServiceArea::County => {
            Some(page.t_text("offers-comes-everywhere", "county", &page.site().county_name))
        }
        ServiceArea::Municipalities(_) => {
            let names: Vec<String> = gathered.comes_to().iter().map(|area| area.name.clone()).collect();
            (!names.is_empty()).then(|| page.t_text("offers-comes-to", "places", list(page, &names)))
        }
    }
}

fn nearby(page: &Page, gathered: &Gathered) -> Option<Link> {
    let municipality = gathered.areas.municipality(gathered.area()?)?;
    let address = Parameters::new().with("ort", &municipality.slug).on(&page.link("/suche"));
    Some(Link::new(page.t_text("offers-nearby", "place", &municipality.name), address))
}
