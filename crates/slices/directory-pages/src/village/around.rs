//! What is always there, what comes to one's door, and what is on in the neighbourhood.

use jiff::ToSpan;
use kreisrund_kernel::Kilometres;
use kreisrund_search::{Hit, Kind, Order, Query, SearchError, Within};
use kreisrund_slice::{House, Link, Panel, hits::card};
use kreisrund_web::{Card, ChoiceLink, Name, Page, Parameters};

use super::{
    NEAR,
    calendar::{Calendar, dated, is_ours, measured},
    here::Here,
};

/// Cards of one section.
const CARDS: usize = 4;
/// Lines of what comes to one's door.
const COMING: usize = 12;
/// How many days “near” looks ahead.
const NEAR_DAYS: i64 = 14;
/// A town has at most so many services that a page takes into account.
const MOST: usize = 300;
/// The parameter that orders what is near, and its value for “nearest first”.
const ORDER: &str = "naehe";
const BY_DISTANCE: &str = "entfernung";

/// What is on in the neighbourhood.
pub struct Near {
    /// What it is.
    pub cards: Vec<Card>,
    /// By date or by distance.
    pub orders: Vec<ChoiceLink>,
    /// All of it.
    pub more: Option<Link>,
}

/// What is on around `here` and not here, for the coming two weeks.
pub fn near(house: &House, page: &Page, here: &Here, calendar: &Calendar) -> Result<Near, SearchError> {
    let Some(centre) = here.centre() else {
        return Ok(Near { cards: Vec::new(), orders: Vec::new(), more: None });
    };
    let by_distance = page.query.has(ORDER, BY_DISTANCE);
    let query = Query {
        within: Some(Within { centre, radius: Kilometres(NEAR) }),
        elsewhere_than: here.locality.is_none().then_some(here.area.id),
        // For a village, what is on here is among what is near, and left out afterwards.
        page: kreisrund_search::Page { offset: 0, limit: CARDS + calendar.offers() },
        order: if by_distance { Order::Nearest } else { Order::Soonest },
        ..dated(house, NEAR_DAYS)
    };
    let found = house.search.search(&query)?;
    let other = found.hits.iter().filter(|hit| here.locality.is_none() || !is_ours(here, hit));
    let order = |text: String, address: String, chosen: bool| {
        ChoiceLink::new(text, format!("{address}#in-der-naehe")).chosen(chosen)
    };
    let path = page.link(&here.path());
    let today = page.today();
    let all = here
        .question(NEAR)
        .with("von", today)
        .with("bis", today.saturating_add((NEAR_DAYS - 1).days()))
        .on(&page.link("/suche"));
    Ok(Near {
        cards: other.take(CARDS).map(|hit| card(page, hit)).collect(),
        orders: vec![
            order(page.t("directory-near-by-date"), path.clone(), !by_distance),
            order(
                page.t("directory-near-by-distance"),
                page.query.with(ORDER, BY_DISTANCE).on(&path),
                by_distance,
            ),
        ],
        more: (found.total > CARDS).then(|| Link::new(page.t_count("directory-near-all", found.total), all)),
    })
}

/// Services without dates.
pub struct Services {
    /// Where one can go; at most one panel.
    pub always: Vec<Panel>,
    /// What comes to one's door.
    pub comes: Vec<Name>,
}

/// The services for those who live `here`.
pub fn services(house: &House, page: &Page, here: &Here) -> Result<Services, SearchError> {
    let services = Query {
        kinds: vec![Kind::Service],
        now: house.clock.now(),
        page: kreisrund_search::Page { offset: 0, limit: MOST },
        ..Query::default()
    };
    let of_here = house.search.search(&Query { areas: vec![here.area.id], ..services.clone() })?.hits;
    let (mut comes, mut always): (Vec<Hit>, Vec<Hit>) = of_here.into_iter().partition(comes_to_you);
    always.retain(|hit| hit.card.place.is_some());
    // What belongs to no municipality and is not on the net comes to all of them.
    let everywhere = house.search.search(&Query { nowhere: true, ..services })?.hits;
    comes.extend(everywhere.into_iter().filter(comes_to_you));

    if here.locality.is_some() {
        always = always.into_iter().map(|hit| measured(here, hit)).collect();
        let metres = |hit: &Hit| hit.distance.map_or(f64::MAX, |distance| distance.0);
        always.sort_by(|one, other| metres(one).total_cmp(&metres(other)));
    }
    let all = Parameters::new()
        .with("ort", &here.municipality.slug)
        .with("umkreis", 0)
        .with("art", Kind::Service.parameter())
        .on(&page.link("/suche"));
    let more =
        (always.len() > CARDS).then(|| Link::new(page.t_count("directory-always-all", always.len()), all));
    Ok(Services {
        always: panel(page, "immer-da", page.t("directory-always"), &always, more),
        comes: comes.iter().take(COMING).map(|hit| name(page, hit)).collect(),
    })
}

/// Whether somebody comes, instead of that one goes there or sees it on the net.
fn comes_to_you(hit: &Hit) -> bool {
    hit.card.place.is_none() && !hit.card.online
}

/// A service as a line: its title, and who comes.
fn name(page: &Page, hit: &Hit) -> Name {
    let card = &hit.card;
    let organisation = card.organisation.as_ref().map(|organisation| organisation.name.clone());
    let name = Name::new(&card.title, page.link(&card.path)).note(organisation.unwrap_or_default());
    Name { language: Some(card.language.clone()).filter(|language| language != page.language.tag()), ..name }
}

fn panel(page: &Page, id: &'static str, title: String, hits: &[Hit], more: Option<Link>) -> Vec<Panel> {
    let cards: Vec<Card> = hits.iter().take(CARDS).map(|hit| card(page, hit)).collect();
    if cards.is_empty() { Vec::new() } else { vec![Panel { id, title, cards, more, ..Panel::default() }] }
}
