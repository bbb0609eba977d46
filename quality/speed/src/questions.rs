//! Questions of which no two are alike, as people would ask them of this county.

use std::collections::BTreeSet;

use kreisrund_kernel::Chance;
use kreisrund_search::{Kind, Order, Page, Query};
use kreisrund_slice::House;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::Outcome;

/// What questions are made of.
pub struct Parts {
    words: Vec<String>,
    places: Vec<String>,
    chance: Chance,
}

/// A sort of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Word,
    WordAndPlace,
    Filters,
}

impl Parts {
    /// The words of the titles that are in the index, and the county's places.
    pub fn of(house: &House) -> Outcome<Self> {
        let query = Query {
            kinds: Kind::OFFERS.to_vec(),
            now: house.clock.now(),
            order: Order::Newest,
            page: Page { offset: 0, limit: 2_000 },
            ..Query::default()
        };
        let hits = house.search.search(&query)?.hits;
        let titles = hits.iter().flat_map(|hit| hit.card.title.split(|letter: char| !letter.is_alphabetic()));
        let words: BTreeSet<String> =
            titles.filter(|word| word.chars().count() >= 4).map(str::to_lowercase).collect();
        let snapshot = house.areas.snapshot();
        let places = snapshot.municipalities().into_iter().map(|area| area.name.clone());
        let mut places: Vec<String> = places.collect();
        places.sort();
        Ok(Self { words: words.into_iter().collect(), places, chance: Chance::from_name("questions") })
    }

    /// As many addresses' parameters of this sort, no two alike as far as there are so many.
    pub fn ask(&mut self, sort: Sort, many: usize) -> Vec<String> {
        let mut asked = BTreeSet::new();
        let mut all = Vec::new();
        for _ in 0..many * 4 {
            let question = self.one(sort);
            if asked.insert(question.clone()) {
                all.push(question);
            }
            if all.len() == many {
                break;
            }
        }
        all
    }

    fn one(&mut self, sort: Sort) -> String {
        const WHEN: [&str; 5] = ["heute", "morgen", "wochenende", "woche", "monat"];
        const DAYS: [&str; 7] = ["mo", "di", "mi", "do", "fr", "sa", "so"];
        const PRICES: [&str; 1] = ["kostenlos"];
        const KINDS: [&str; 3] = ["veranstaltung", "kurs", "angebot"];
        const PARTS: [&str; 3] = ["vormittag", "nachmittag", "abend"];
        let place = pick(&mut self.chance, &self.places).map(|place| encoded(place)).unwrap_or_default();
        let word = pick(&mut self.chance, &self.words).map(|word| encoded(word)).unwrap_or_default();
        let radius = [5, 10, 15, 20, 30, 50][below(&mut self.chance, 6)];
        match sort {
            // Every third who types words types two.
            Sort::Word if below(&mut self.chance, 3) == 0 => {
                let further =
                    pick(&mut self.chance, &self.words).map(|word| encoded(word)).unwrap_or_default();
                format!("q={word}+{further}")
            }
            Sort::Word => format!("q={word}"),
            Sort::WordAndPlace => format!("q={word}&ort={place}&umkreis={radius}"),
            Sort::Filters => {
                let mut filters = vec![format!("ort={place}&umkreis={radius}")];
                let chance = &mut self.chance;
                for (name, values) in [
                    ("zeit", WHEN.as_slice()),
                    ("wochentag", DAYS.as_slice()),
                    ("preis", PRICES.as_slice()),
                    ("art", KINDS.as_slice()),
                    ("tageszeit", PARTS.as_slice()),
                ] {
                    if below(chance, 2) == 0 {
                        filters.extend(pick(chance, values).map(|value| format!("{name}={value}")));
                    }
                }
                filters.join("&")
            }
        }
    }

    /// The beginnings of words, as somebody types them.
    pub fn beginnings(&mut self, many: usize) -> Vec<String> {
        let mut all = BTreeSet::new();
        for word in &self.words {
            for length in 2..=6 {
                all.insert(word.chars().take(length).collect::<String>());
            }
        }
        let all: Vec<String> = all.into_iter().collect();
        (0..many).filter_map(|_| pick(&mut self.chance, &all).cloned()).collect()
    }
}

fn below(chance: &mut Chance, bound: usize) -> usize {
    let product = u128::from(chance.draw()) * bound as u128;
    (product >> 64) as usize
}

fn pick<'a, T>(chance: &mut Chance, from: &'a [T]) -> Option<&'a T> {
    if from.is_empty() { None } else { from.get(below(chance, from.len())) }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
