//! Which place does a calendar mean? A known one only when that is sure; else what it wrote stays as it is.

use std::collections::HashMap;

use kreisrund_directory::{
    lookup::{Candidate, Found, Snapshot},
    store::places::Place,
};
use kreisrund_kernel::{Position, text::fold};

use crate::offer::Location;

/// Finds places for what calendars write.
pub struct Locator<'a> {
    snapshot: &'a Snapshot,
    /// The known places by each way in which they are written; `None` where two are written alike.
    known: HashMap<String, Option<&'a Place>>,
    /// What was found for texts seen before: the events of one calendar share a few places.
    seen: HashMap<String, Location>,
}

impl<'a> Locator<'a> {
    /// A locator that knows `places` and the areas of `snapshot`.
    pub fn new(snapshot: &'a Snapshot, places: &'a [Place]) -> Self {
        let mut known: HashMap<String, Option<&Place>> = HashMap::new();
        for place in places {
            for way in ways_to_write(place) {
                known
                    .entry(way)
                    .and_modify(|other| *other = other.filter(|other| other.id == place.id))
                    .or_insert(Some(place));
            }
        }
        Self { snapshot, known, seen: HashMap::new() }
    }

    /// Where `text` and the position `geo` of an event point to.
    pub fn locate(&mut self, text: Option<&str>, geo: Option<Position>) -> Location {
        let mut location = match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => self.by_text(text),
            None => Location::default(),
        };
        // The source's own position is nearer to the truth than a locality's centre, but a known place knows best.
        if location.place.is_none() && geo.is_some() {
            location.position = geo;
        }
        location
    }

    fn by_text(&mut self, text: &str) -> Location {
        if let Some(seen) = self.seen.get(text) {
            return seen.clone();
        }
        let found = self.look_up(text);
        self.seen.insert(text.to_owned(), found.clone());
        found
    }

    fn look_up(&self, text: &str) -> Location {
        if let Some(Some(place)) = self.known.get(&simplified(text)) {
            return Location {
                place: Some(place.id),
                text: None,
                area: place.details.area,
                position: place.details.position,
            };
        }
        let locality = self.locality(text);
        Location {
            place: None,
            text: Some(text.to_owned()),
            area: locality.as_ref().map(|candidate| candidate.area_id),
            position: locality.and_then(|candidate| candidate.position),
        }
    }

    /// The locality that an address names: by its postcode together with the name behind it, or by a part of the
    /// address that is nothing but a name.
    fn locality(&self, text: &str) -> Option<Candidate> {
        let mut parts: Vec<&str> = text.split([',', ';', '\n', '(', ')']).map(str::trim).collect();
        parts.reverse();
        parts.iter().filter(|part| !part.is_empty()).find_map(|part| {
            let (postcode, name) = match part.split_once(' ') {
                Some((first, rest)) if is_postcode(first) => (Some(first), rest.trim()),
                _ if is_postcode(part) => (Some(*part), ""),
                _ => (None, *part),
            };
            let by_name = (!name.is_empty()).then(|| self.snapshot.lookup(name));
            match (by_name, postcode) {
                (Some(Found::One(candidate)), _) => Some(candidate),
                (Some(Found::Several(several)), Some(postcode)) => several
                    .into_iter()
                    .find(|candidate| candidate.postcodes.iter().any(|known| known.as_str() == postcode)),
                (_, Some(postcode)) => match self.snapshot.lookup(postcode) {
                    Found::One(candidate) => Some(candidate),
                    _ => None,
                },
                _ => None,
            }
        })
    }
}

fn is_postcode(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The ways in which people write a place that leave no doubt: never its bare name alone, for there is a “Bürgerhaus”
/// in every other village.
fn ways_to_write(place: &Place) -> Vec<String> {
    let details = &place.details;
    let name = details.name.as_str();
    let street = details.street.as_deref().unwrap_or_default();
    let postcode = details.postcode.as_ref().map_or("", |postcode| postcode.as_str());
    let locality = details.locality.as_deref().unwrap_or_default();
    let mut ways = vec![
        format!("{name} {locality}"),
        format!("{name} {street} {locality}"),
        format!("{name} {postcode} {locality}"),
        format!("{name} {street} {postcode} {locality}"),
        format!("{street} {postcode} {locality}"),
    ];
    if locality.is_empty() {
        ways.clear();
    }
    if street.is_empty() {
        ways.pop();
    }
    ways.into_iter().map(|way| simplified(&way)).collect()
}

/// A text without what differs from one writer to the next: case, umlauts, signs, “str.” for “straße”.
fn simplified(text: &str) -> String {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| match word.strip_suffix("str") {
            Some(stem) => format!("{stem}strasse"),
            None => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_an_address_meet() {
        assert_eq!(
            simplified("Bürgerhaus, Schulstr. 4, 04916 Herzberg"),
            "burgerhaus schulstrasse 4 04916 herzberg"
        );
        assert_eq!(
            simplified("BUERGERHAUS Schulstraße 4\n04916 Herzberg"),
            "burgerhaus schulstrasse 4 04916 herzberg"
        );
    }
}
