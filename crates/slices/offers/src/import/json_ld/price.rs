//! What it costs, whether there is room, and how one signs up (<https://schema.org/Offer>).

use kreisrund_kernel::{
    Amount, Euros, Price, WebAddress,
    plain_text::{self, Style},
};

use super::{
    super::{
        json::{Json, Object},
        when::iso,
        words,
    },
    graph::{Graph, all, bare, get, text, text_of},
};
use crate::offer::{Deadline, Registration, Way, county_zone};

/// How deep offers may lie in one another.
const MOST_DEEP: usize = 4;
/// How many offers of one thing are looked at.
const MOST_TICKETS: usize = 100;

/// One offer of a ticket or a place.
struct Ticket<'a> {
    object: &'a Object,
    from: Option<Euros>,
    to: Option<Euros>,
    /// What it costs in other money.
    foreign: Option<String>,
}

/// Whether no places are left: every offer says so. None where none says anything.
pub(super) fn is_sold_out<'a>(thing: &'a Object, graph: &Graph<'a>) -> Option<bool> {
    let left = get(thing, "remainingAttendeeCapacity").and_then(Json::whole);
    if left == Some(0) {
        return Some(true);
    }
    let said: Vec<bool> = tickets(thing, graph)
        .iter()
        .flat_map(|ticket| all(ticket.object, "availability"))
        .filter_map(|value| value.text().or_else(|| value.object()?.text("@id")))
        .map(|word| matches!(bare(word), "SoldOut" | "OutOfStock"))
        .collect();
    (!said.is_empty()).then(|| said.iter().all(|sold_out| *sold_out))
}

/// What it costs.
pub(super) fn price<'a>(thing: &'a Object, parts: &[&'a Object], graph: &Graph<'a>) -> Option<Price> {
    let tickets = all_tickets(thing, parts, graph);
    let is_free = std::iter::once(thing)
        .chain(parts.iter().copied())
        .find_map(|thing| get(thing, "isAccessibleForFree")?.truth());
    let described = |ticket: &Ticket<'_>| {
        let words =
            ["name", "category", "description"].iter().filter_map(|name| text_of(ticket.object, name));
        words.collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let is_donation = tickets.iter().any(|ticket| {
        ticket.from.is_none_or(|price| price == Euros::default())
            && ["spende", "donation"].iter().any(|word| described(ticket).contains(word))
    });
    if is_donation {
        return Price::new(Amount::Donation, None, None).ok();
    }
    let is_reduced = |ticket: &&Ticket<'_>| {
        let words = described(ticket);
        ["ermäßig", "reduced", "concession", "ermaessig"].iter().any(|word| words.contains(word))
    };
    let (less, full): (Vec<&Ticket<'_>>, Vec<&Ticket<'_>>) = tickets.iter().partition(is_reduced);
    let full = if full.iter().any(|ticket| ticket.from.is_some()) { full } else { tickets.iter().collect() };
    let from = full.iter().filter_map(|ticket| ticket.from).min();
    let to = full.iter().filter_map(|ticket| ticket.to.or(ticket.from)).max();
    let reduced = less.iter().filter_map(|ticket| ticket.from).min();
    if let (Some(from), Some(to)) = (from, to) {
        let amount = if from == to { Amount::Exactly(from) } else { Amount::Range(from, to) };
        return Price::new(amount, reduced, None).or_else(|_| Price::new(amount, None, None)).ok();
    }
    if is_free == Some(true) {
        return Some(Price::free());
    }
    let foreign: Vec<String> = tickets.iter().filter_map(|ticket| ticket.foreign.clone()).collect();
    if !foreign.is_empty() {
        return Price::new(Amount::InWords, None, Some(&foreign.join(", "))).ok();
    }
    let [ticket] = tickets.as_slice() else { return None };
    let words = text_of(ticket.object, "price").or_else(|| text_of(ticket.object, "description"))?;
    words::price(&plain_text::title(words, Style::Unknown)?, None, None).ok().flatten()
}

/// How one signs up: where places are offered.
pub(super) fn registration<'a>(
    thing: &'a Object,
    parts: &[&'a Object],
    page: Option<&WebAddress>,
    graph: &Graph<'a>,
) -> Registration {
    let tickets = all_tickets(thing, parts, graph);
    let address = |ticket: &Ticket<'a>| graph.address(ticket.object, "url")?.parse::<WebAddress>().ok();
    let link = tickets.iter().find_map(address).filter(|address| Some(address) != page);
    let ends = ["availabilityEnds", "validThrough"]
        .iter()
        .find_map(|name| tickets.iter().find_map(|ticket| text_of(ticket.object, name).and_then(iso)));
    let places = std::iter::once(thing)
        .chain(parts.iter().copied())
        .find_map(|thing| get(thing, "maximumAttendeeCapacity")?.whole());
    Registration {
        way: link.map_or(Way::Unknown, Way::Link),
        deadline: ends.map(|end| Deadline::On(end.day(&county_zone()))),
        places: places.and_then(|places| u16::try_from(places).ok()).filter(|places| *places > 0),
        note: None,
    }
}

/// The offers of the thing itself; where it has none, those of its parts.
fn all_tickets<'a>(thing: &'a Object, parts: &[&'a Object], graph: &Graph<'a>) -> Vec<Ticket<'a>> {
    let own = tickets(thing, graph);
    if !own.is_empty() {
        return own;
    }
    parts.iter().flat_map(|part| tickets(part, graph)).collect()
}

fn tickets<'a>(thing: &'a Object, graph: &Graph<'a>) -> Vec<Ticket<'a>> {
    let (mut found, mut looked_at) = (Vec::new(), 0);
    collect(thing, graph, 0, &mut looked_at, &mut found);
    found
}

fn collect<'a>(
    thing: &'a Object,
    graph: &Graph<'a>,
    depth: usize,
    looked_at: &mut usize,
    found: &mut Vec<Ticket<'a>>,
) {
    for offer in graph.things(thing, "offers") {
        if *looked_at == MOST_TICKETS {
            return;
        }
        *looked_at += 1;
        let ticket = ticket(offer, graph);
        let is_collection =
            get(offer, "offers").is_some() && ticket.from.is_none() && ticket.foreign.is_none();
        if is_collection && depth < MOST_DEEP {
            collect(offer, graph, depth + 1, looked_at, found);
        } else {
            found.push(ticket);
        }
    }
}

fn ticket<'a>(offer: &'a Object, graph: &Graph<'a>) -> Ticket<'a> {
    let specification = graph.things(offer, "priceSpecification").first().copied();
    let said = |names: [&str; 2]| {
        let own = names.iter().find_map(|name| text_of(offer, name));
        own.or_else(|| names.iter().find_map(|name| text_of(specification?, name)))
    };
    let currency = said(["priceCurrency", "priceCurrency"]).unwrap_or_default();
    let price = said(["price", "price"]);
    let is_euro = matches!(currency.to_uppercase().as_str(), "" | "EUR" | "€" | "EURO");
    if !is_euro {
        let amount = price.or_else(|| said(["lowPrice", "minPrice"]));
        let foreign =
            amount.and_then(|amount| plain_text::word(&format!("{amount} {currency}"), Style::Plain));
        return Ticket { object: offer, from: None, to: None, foreign };
    }
    let euros = |text: Option<&str>| text.and_then(|text| text.parse::<Euros>().ok());
    let from = euros(price).or_else(|| euros(said(["lowPrice", "minPrice"])));
    let to = euros(said(["highPrice", "maxPrice"])).or(from);
    let to = to.filter(|to| from.is_none_or(|from| from <= *to));
    Ticket { object: offer, from: from.or(to), to, foreign: None }
}

/// What somebody wrote where an offer belongs: `"offers": "kostenlos"`.
pub(super) fn in_words(thing: &Object) -> Option<Price> {
    let words = all(thing, "offers").iter().find_map(|value| match value {
        Json::Text(_) | Json::Number(_) => text(value),
        _ => None,
    })?;
    words::price(&plain_text::title(words, Style::Unknown)?, None, None).ok().flatten()
}
