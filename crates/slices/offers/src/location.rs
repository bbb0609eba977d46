//! Which place does a calendar mean? A known one only when that is sure; else what it wrote stays as it is.

use std::collections::HashMap;

use kreisrund_areas::lookup::{Candidate, Found, Snapshot};
use kreisrund_directory::place::Place;
use kreisrund_kernel::{AreaId, Position, text::fold};

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

    /// Where `text` in `town` is, of a source that keeps the two apart: the text alone was too little to know a place by,
    /// and the position `geo` is all that is known beside the municipality.
    pub fn locate_in(&self, town: &str, text: Option<&str>, geo: Option<Position>) -> Location {
        Location {
            place: None,
            text: text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
            area: self.by_name(town).map(|candidate| candidate.area_id),
            position: geo,
        }
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
    /// address that is nothing but a locality's name.
    fn locality(&self, text: &str) -> Option<Candidate> {
        let parts: Vec<&str> = text.split([',', ';', '\n', '(', ')']).map(str::trim).collect();
        // A postcode settles it, also one of another county: then the rest of the address lies there too.
        match parts.iter().rev().find_map(|part| split_at_postcode(part)) {
            Some((postcode, name)) => self.by_postcode(postcode, name),
            None => parts.iter().rev().find_map(|part| self.by_name(part)),
        }
    }

    fn by_postcode(&self, postcode: &str, name: &str) -> Option<Candidate> {
        let words: Vec<&str> = name.split_whitespace().collect();
        // Behind the name other things may stand (“OT Friedersdorf”, “Brandenburg”).
        (0..=words.len()).rev().find_map(|count| {
            match self.snapshot.lookup(&format!("{postcode} {}", words[..count].join(" "))) {
                Found::One(candidate) => Some(candidate),
                Found::Several(several) => in_one_municipality(several),
                Found::None { .. } => None,
            }
        })
    }

    /// The locality with exactly this name: rooms, too, are called “Linde” and “Park”, and the lookup for people
    /// takes them for beginnings of names.
    fn by_name(&self, name: &str) -> Option<Candidate> {
        let is_called_so = |candidate: &Candidate| {
            let full = candidate.name.as_str();
            let short = full.split(['(', '/']).next().unwrap_or(full);
            [full, short].into_iter().any(|known| simplified(known) == simplified(name))
        };
        match self.snapshot.lookup(name) {
            Found::One(candidate) => Some(candidate).filter(is_called_so),
            Found::Several(_) | Found::None { .. } => None,
        }
    }
}

/// The name of the municipality `area`, where `text` does not name it.
pub(crate) fn town(areas: &Snapshot, area: AreaId, text: &str) -> Option<String> {
    let municipality = areas.municipality(area)?;
    let short = municipality.name.split(['(', '/']).next().unwrap_or_default().trim();
    (!text.contains(short)).then(|| municipality.name.clone())
}

/// The likeliest of `candidates`, where all lie in the same municipality.
fn in_one_municipality(candidates: Vec<Candidate>) -> Option<Candidate> {
    let municipality = candidates.first()?.area_id;
    let all_there = candidates.iter().all(|candidate| candidate.area_id == municipality);
    candidates.into_iter().next().filter(|_| all_there)
}

/// The postcode in `part` and what stands behind it: “Schulstr. 4 D-04916 Herzberg” gives “04916” and “Herzberg”.
fn split_at_postcode(part: &str) -> Option<(&str, &str)> {
    part.split_whitespace().find_map(|word| {
        let postcode = word.strip_prefix("D-").or(word.strip_prefix("DE-")).unwrap_or(word);
        let (_, behind) = part.split_once(word)?;
        is_postcode(postcode).then_some((postcode, behind.trim()))
    })
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
    let short = locality.split(['(', '/']).next().unwrap_or(locality);
    let mut ways = Vec::new();
    if !locality.is_empty() {
        ways.push(format!("{name} {locality}"));
        ways.push(format!("{name} {street} {locality}"));
    }
    if !locality.is_empty() && !postcode.is_empty() {
        // With the postcode there is no doubt which “Herzberg” or “Falkenberg” is meant.
        for locality in [locality, short] {
            ways.push(format!("{name} {postcode} {locality}"));
            ways.push(format!("{name} {street} {postcode} {locality}"));
            if !street.is_empty() {
                ways.push(format!("{street} {postcode} {locality}"));
            }
        }
    }
    ways.into_iter().map(|way| simplified(&way)).collect()
}

/// A text without what differs from one writer to the next: case, umlauts, signs, “str.” for “straße”, the country.
fn simplified(text: &str) -> String {
    let folded = fold(text);
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && matches!(words.last(), Some(&("deutschland" | "germany"))) {
        words.pop();
    }
    if let Some(at) = words.windows(2).position(|pair| matches!(pair[0], "d" | "de") && is_postcode(pair[1]))
    {
        words.remove(at);
    }
    let words: Vec<String> = words
        .into_iter()
        .map(|word| match word.strip_suffix("str") {
            Some(stem) => format!("{stem}strasse"),
            None => word.to_owned(),
        })
        .collect();
    words.join(" ")
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
