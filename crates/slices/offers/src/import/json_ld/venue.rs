//! Where something takes place: at a place, on the net, or both.

use kreisrund_kernel::{
    Position,
    plain_text::{self, Style},
    text::fold,
};

use super::{
    super::{
        item::SourceVenue,
        json::{Json, Object},
    },
    graph::{Graph, all, bare, get, text_of, types},
};
use crate::offer::Online;

/// The venue that `thing` itself says.
pub(super) fn read<'a>(thing: &'a Object, graph: &Graph<'a>) -> SourceVenue {
    let mut venue = SourceVenue::default();
    let mode = mode(thing);
    for location in all(thing, "location") {
        if let Some(address) = virtual_address(location, graph) {
            let online = venue.online.get_or_insert_with(Online::default);
            online.address = online.address.take().or(address);
        } else if venue.text.is_none() {
            let (text, position) = physical(location, graph);
            venue.position = venue.position.or(position);
            venue.text = text;
        }
    }
    match mode {
        Some(Mode::Online) => {
            venue.online.get_or_insert_with(Online::default);
            (venue.text, venue.position) = (None, None);
        }
        Some(Mode::Mixed) => {
            venue.online.get_or_insert_with(Online::default);
        }
        Some(Mode::Offline) if venue.text.is_some() => venue.online = None,
        Some(Mode::Offline) | None => {}
    }
    venue
}

/// The venue of `thing`, or what its parts have in common where it says none itself.
pub(super) fn of<'a>(thing: &'a Object, parts: &[&'a Object], graph: &Graph<'a>) -> SourceVenue {
    let own = read(thing, graph);
    if own != SourceVenue::default() {
        return own;
    }
    let mut inner: Vec<&Object> = parts.to_vec();
    for name in ["hasCourseInstance", "subEvent", "subEvents"] {
        inner.extend(graph.things(thing, name));
    }
    let venues: Vec<SourceVenue> = inner.into_iter().map(|part| read(part, graph)).collect();
    let has_rule = ["eventSchedule", "courseSchedule"].iter().any(|name| get(thing, name).is_some());
    // What only some of the dates say is not true of all.
    if has_rule || venues.contains(&SourceVenue::default()) {
        return own;
    }
    let mut venues = venues.into_iter();
    let Some(mut venue) = venues.next() else { return own };
    for other in venues {
        // Some are here and some on the net.
        venue.online = venue.online.or(other.online);
        if venue.text.is_none() {
            (venue.text, venue.position) = (other.text, other.position);
        }
    }
    venue
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Offline,
    Online,
    Mixed,
}

fn mode(thing: &Object) -> Option<Mode> {
    let said =
        |value: &Json| value.text().or_else(|| value.object()?.text("@id")).map(bare).map(str::to_owned);
    for word in all(thing, "eventAttendanceMode").iter().filter_map(said) {
        match word.as_str() {
            "OnlineEventAttendanceMode" => return Some(Mode::Online),
            "MixedEventAttendanceMode" => return Some(Mode::Mixed),
            "OfflineEventAttendanceMode" => return Some(Mode::Offline),
            _ => {}
        }
    }
    if all(thing, "eventStatus").iter().filter_map(said).any(|word| word == "EventMovedOnline") {
        return Some(Mode::Online);
    }
    let words: Vec<String> =
        all(thing, "courseMode").iter().filter_map(said).map(|word| word.to_lowercase()).collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let (here, there) =
        (has(&["onsite", "on-site", "in-person", "präsenz"]), has(&["online", "mooc", "distance learning"]));
    match (here, there, has(&["blended", "mixed", "hybrid"])) {
        (_, _, true) | (true, true, _) => Some(Mode::Mixed),
        (false, true, _) => Some(Mode::Online),
        (true, false, _) => Some(Mode::Offline),
        (false, false, false) => None,
    }
}

/// Of a place on the net its address, where it has one.
fn virtual_address<'a>(
    location: &'a Json,
    graph: &Graph<'a>,
) -> Option<Option<kreisrund_kernel::WebAddress>> {
    if let Some(place) = graph.thing(location) {
        let is_virtual = types(place).any(|kind| kind == "VirtualLocation");
        let is_called_so = || {
            types(place).count() > 0
                && text_of(place, "name").is_some_and(is_online_word)
                && get(place, "address").is_none()
        };
        return (is_virtual || is_called_so())
            .then(|| graph.address(place, "url").and_then(|address| address.parse().ok()));
    }
    let text = location.text()?.trim();
    if is_online_word(text) {
        return Some(None);
    }
    text.parse().ok().map(Some)
}

fn is_online_word(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "online" | "virtuell" | "virtual" | "zoom" | "internet" | "webinar"
    )
}

/// The words for a place, as they stand on an envelope, and its position.
fn physical<'a>(location: &'a Json, graph: &Graph<'a>) -> (Option<String>, Option<Position>) {
    let Some(place) = graph.thing(location) else {
        return (location.text().and_then(|text| plain_text::place(text, Style::Unknown)), None);
    };
    let name = graph.names(place, "name").first().map(ToString::to_string);
    let mut parts: Vec<String> = name.into_iter().collect();
    let address = if types(place).any(|kind| kind == "PostalAddress") {
        postal(place, graph)
    } else {
        get(place, "address").map(|address| written_address(address, graph)).unwrap_or_default()
    };
    for part in address {
        // A name often has the address in it already.
        if !parts.iter().any(|known| fold(known).contains(&fold(&part))) {
            parts.push(part);
        }
    }
    (plain_text::place(&parts.join(", "), Style::Unknown), position(place, graph))
}

fn written_address<'a>(address: &'a Json, graph: &Graph<'a>) -> Vec<String> {
    let first = address.items().first();
    match first.and_then(|first| graph.thing(first)) {
        Some(address) => postal(address, graph),
        None => first.and_then(Json::text).map(str::to_owned).into_iter().collect(),
    }
}

/// Street, then postcode and town; the country is ours.
fn postal<'a>(address: &'a Object, graph: &Graph<'a>) -> Vec<String> {
    let said = |name: &str| graph.names(address, name).first().map(|text| text.trim().to_owned());
    let town = [said("postalCode"), said("addressLocality")];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let street = said("streetAddress");
    let parts = [said("name"), street, Some(town)].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect()
}

fn position<'a>(place: &'a Object, graph: &Graph<'a>) -> Option<Position> {
    let holder = graph.things(place, "geo").first().copied().unwrap_or(place);
    let degrees = |name: &str| text_of(holder, name)?.replace(',', ".").parse::<f64>().ok();
    let (latitude, longitude) = (degrees("latitude")?, degrees("longitude")?);
    // Nothing takes place where the equator crosses the meridian of Greenwich; programs write zeros for what they don't
    // know.
    Position::new(latitude, longitude).ok().filter(|_| latitude != 0.0 || longitude != 0.0)
}
