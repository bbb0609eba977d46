//! What a visitor asks by the parameters of an address, and what in it can't be read.
//!
//! | parameter | meaning |
//! |---|---|
//! | `q` | words |
//! | `ort` | a place: name, postcode or short name |
//! | `umkreis` | kilometres around the place; 0 for the place's municipality alone, `kreis` for the whole county |
//! | `zeit` | `heute`, `morgen`, `wochenende`, `woche` (7 days), `monat` (30 days) |
//! | `von`, `bis` | first and last day, `2026-11-28` or `28.11.2026`; `zeit` comes before them |
//! | `art` | `veranstaltung`, `kurs`, `angebot`; of the directory `anbieter`, `ort`, `gemeinde`, `netzwerk`, `lebenslage`, `thema`, `beitrag`; may be repeated |
//! | `anbieter`, `veranstaltungsort`, `thema`, `lebenslage`, `netzwerk` | short name of a record to which hits have to belong |
//! | `sortierung` | `passend`, `termin`, `naehe`, `neu` |
//! | `seite` | page of the results, from 1 |

use jiff::{ToSpan, civil::Date};
use kreisrund_areas::lookup::{Candidate, CandidateKind, Found};
use kreisrund_kernel::{AreaId, Kilometres, Period, Position, SharedClock, clock::county_time_zone};
use kreisrund_search::{Interval, Kind, Order, Page, Query, Results, SearchError, Within, query};
use kreisrund_slice::House;
use kreisrund_store::StoreError;
use kreisrund_web::{Language, Parameters};

use crate::belonging::{self, Belonging, Relation};

/// Hits on one page.
pub const PER_PAGE: u64 = 20;
/// The radius where none was chosen: what people in the country count as near.
pub const USUAL_RADIUS: f64 = 15.0;
/// The radii that are offered for choice, in kilometres.
pub const RADII: [u32; 4] = [5, 15, 30, 50];
/// The word for “however far”, with distances from the place.
pub const EVERYWHERE: &str = "kreis";
/// A county is nowhere wider than this.
const WIDEST_RADIUS: f64 = 200.0;
/// Longer words are cut; nobody types more into a search field.
const LONGEST_WORDS: usize = 200;

/// A question that was understood.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// What is looked for.
    pub words: String,
    /// Whether the words were more than could be taken.
    pub shortened: bool,
    /// Around where.
    pub place: Option<Around>,
    /// How far around, in kilometres; zero for the municipality alone, endless for the whole county.
    pub radius: Option<f64>,
    /// The named period, if one was chosen.
    pub preset: Option<Preset>,
    /// When.
    pub period: Option<Period>,
    /// Which kinds; none stands for all offers.
    pub kinds: Vec<Kind>,
    /// The records to which hits have to belong.
    pub belongings: Vec<Belonging>,
    /// How the hits are ordered, if that was chosen.
    pub order: Option<Order>,
    /// The page, from 1.
    pub page: u64,
}

/// The place around which is searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// What to call it.
    pub name: String,
    /// The name of its municipality, or of its municipalities.
    pub municipality: String,
    /// Its municipalities; a postcode may have several.
    pub areas: Vec<AreaId>,
    /// Its centre.
    pub position: Option<Position>,
}

impl Around {
    fn of(candidate: Candidate) -> Self {
        Self {
            name: candidate.name,
            municipality: candidate.municipality,
            areas: vec![candidate.area_id],
            position: candidate.position,
        }
    }

    /// The whole of a postcode that several municipalities share: who types it means all of it.
    fn of_postcode(postcode: &str, parts: &[Candidate]) -> Self {
        let positions: Vec<Position> = parts.iter().filter_map(|part| part.position).collect();
        let mean = |coordinate: fn(Position) -> f64| {
            positions.iter().copied().map(coordinate).sum::<f64>() / positions.len() as f64
        };
        let names: Vec<&str> = parts.iter().map(|part| part.municipality.as_str()).collect();
        Self {
            name: format!("{postcode} {}", names.join(", ")),
            municipality: names.join(", "),
            areas: parts.iter().map(|part| part.area_id).collect(),
            position: Position::new(mean(Position::latitude), mean(Position::longitude)).ok(),
        }
    }
}

/// Something in the address that can't be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// No place of that name or postcode.
    UnknownPlace {
        /// What was typed.
        given: String,
        /// Places with a similar name.
        similar: Vec<Candidate>,
    },
    /// Several places of that name.
    AmbiguousPlace {
        /// What was typed.
        given: String,
        /// The places.
        candidates: Vec<Candidate>,
    },
    /// A radius that is no number, or one beyond reason.
    Radius {
        /// What was typed.
        given: String,
    },
    /// A day that is none.
    Date {
        /// The parameter.
        parameter: &'static str,
        /// What was typed.
        given: String,
    },
    /// A period that ends before it begins.
    Backwards {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// A named period that does not exist.
    Preset {
        /// What was typed.
        given: String,
    },
    /// A kind that does not exist.
    Kind {
        /// What was typed.
        given: String,
    },
    /// A record that does not exist.
    UnknownRecord {
        /// How hits should belong to it.
        relation: Relation,
        /// What was typed.
        given: String,
    },
    /// An order that does not exist.
    Order {
        /// What was typed.
        given: String,
    },
    /// A page number that is none.
    Page {
        /// What was typed.
        given: String,
    },
}

/// A period with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// Saturday and Sunday; what is left of them once they have begun.
    Weekend,
    /// Seven days, today included.
    Week,
    /// Thirty days, today included.
    Month,
}

impl Preset {
    /// All named periods, the nearest first.
    pub const ALL: [Self; 5] = [Self::Today, Self::Tomorrow, Self::Weekend, Self::Week, Self::Month];

    /// The word in addresses.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Today => "heute",
            Self::Tomorrow => "morgen",
            Self::Weekend => "wochenende",
            Self::Week => "woche",
            Self::Month => "monat",
        }
    }

    /// The days it means, seen from `today`.
    pub fn days(self, today: Date) -> Period {
        let until = |days: i64| today.saturating_add(days.days());
        let to_sunday = i64::from(7 - today.weekday().to_monday_one_offset());
        let (from, to) = match self {
            Self::Today => (today, today),
            Self::Tomorrow => (until(1), until(1)),
            Self::Weekend => (if to_sunday == 0 { today } else { until(to_sunday - 1) }, until(to_sunday)),
            Self::Week => (today, until(6)),
            Self::Month => (today, until(29)),
        };
        Period::new(Some(from), Some(to)).unwrap_or_else(|_| Period::day(today))
    }
}

impl Question {
    /// Reads `parameters`, which come from a page in `language`. Whatever can't be read is named; the rest of the
    /// question stands.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn read(
        parameters: &Parameters,
        house: &House,
        language: Language,
    ) -> Result<(Self, Vec<Refusal>), StoreError> {
        let mut refusals = Vec::new();
        let (words, shortened) = words(parameters);
        let place = place(parameters, house, &mut refusals);
        let radius = radius(parameters, &mut refusals);
        let kinds = kinds(parameters, &mut refusals);
        // The directory has no dates: who asks for clubs and says “tomorrow” means the clubs.
        let dated = kinds.is_empty() || kinds.iter().any(|kind| kind.is_offer());
        let (preset, period) =
            if dated { period(parameters, &house.clock, &mut refusals) } else { (None, None) };
        let (belongings, unknown) = belonging::read(parameters, house, language).await?;
        let unknown = unknown.into_iter();
        refusals.extend(
            unknown.map(|(relation, given)| Refusal::UnknownRecord { relation, given: short(&given) }),
        );
        let order = order(parameters, &mut refusals);
        let page = page(parameters, &mut refusals);
        let question =
            Self { words, shortened, place, radius, preset, period, kinds, belongings, order, page };
        Ok((question, refusals))
    }

    /// Whether offers are asked for, which have dates.
    pub fn asks_for_offers(&self) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.is_offer())
    }

    /// The same question to the directory.
    pub fn to_directory(&self) -> Self {
        Self { kinds: Kind::DIRECTORY.to_vec(), preset: None, period: None, page: 1, ..self.clone() }
    }

    /// The question for the index.
    pub fn query(&self, clock: &SharedClock) -> Query {
        let radius = self.radius.unwrap_or(USUAL_RADIUS);
        let only_here = radius == 0.0;
        let offset = (self.page.max(1) - 1).saturating_mul(PER_PAGE);
        Query {
            words: self.words.clone(),
            within: self
                .place
                .as_ref()
                .filter(|_| !only_here)
                .and_then(|place| Some(Within { centre: place.position?, radius: Kilometres(radius) })),
            areas: self.place.iter().filter(|_| only_here).flat_map(|place| place.areas.clone()).collect(),
            during: self.period.map(|period| self.interval(period, clock)),
            kinds: if self.kinds.is_empty() { Kind::OFFERS.to_vec() } else { self.kinds.clone() },
            tags: self.belongings.iter().map(|belonging| belonging.subject).collect(),
            elsewhere_than: None,
            nowhere: false,
            now: clock.now(),
            page: Page {
                offset: usize::try_from(offset).unwrap_or(usize::MAX),
                limit: usize::try_from(PER_PAGE).unwrap_or(usize::MAX),
            },
            order: self.order.unwrap_or_default(),
        }
    }

    /// The answer of the index. A page beyond the last one becomes the last one.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn answer(&mut self, house: &House) -> Result<Results, SearchError> {
        let results = house.search.search(&self.query(&house.clock))?;
        let pages = (results.total as u64).div_ceil(PER_PAGE).max(1);
        if self.page <= pages {
            return Ok(results);
        }
        self.page = pages;
        house.search.search(&self.query(&house.clock))
    }

    /// Whether nothing at all was asked.
    pub fn is_open(&self) -> bool {
        self.words.is_empty()
            && self.place.is_none()
            && self.period.is_none()
            && self.kinds.is_empty()
            && self.belongings.is_empty()
    }

    /// The instants from the period's first midnight to the one after its last day. Of a named period that has begun,
    /// only what is left counts: nobody who asks for “today” wants what ended this morning.
    fn interval(&self, period: Period, clock: &SharedClock) -> Interval {
        let zone = county_time_zone();
        let midnight = |day: Date| day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
        let from = period.from().and_then(|day| midnight(day).ok()).unwrap_or(jiff::Timestamp::MIN);
        let to = period
            .to()
            .and_then(|day| midnight(day.saturating_add(1.day())).ok())
            .unwrap_or(jiff::Timestamp::MAX);
        let start = if self.preset.is_some() { from.max(clock.now()) } else { from };
        Interval { start, end: to }
    }
}

fn words(parameters: &Parameters) -> (String, bool) {
    let given = parameters.first("q").unwrap_or_default();
    let cut = given.char_indices().nth(LONGEST_WORDS).map_or(given, |(index, _)| &given[..index]);
    let too_many = query::words(cut).len() >= query::MOST_WORDS;
    (cut.trim().to_owned(), cut.len() < given.len() || too_many)
}

fn place(parameters: &Parameters, house: &House, refusals: &mut Vec<Refusal>) -> Option<Around> {
    let given = parameters.first("ort")?;
    match house.areas.lookup(given) {
        Found::One(candidate) => Some(Around::of(candidate)),
        Found::Several(parts) if parts.iter().all(|part| part.kind == CandidateKind::Postcode) => {
            Some(Around::of_postcode(given, &parts))
        }
        Found::Several(candidates) => {
            refusals.push(Refusal::AmbiguousPlace { given: short(given), candidates });
            None
        }
        Found::None { similar } => {
            refusals.push(Refusal::UnknownPlace { given: short(given), similar });
            None
        }
    }
}

fn radius(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Option<f64> {
    let given = parameters.first("umkreis")?;
    if given.trim() == EVERYWHERE {
        return Some(f64::INFINITY);
    }
    match given.replace(',', ".").trim_end_matches("km").trim().parse::<f64>() {
        Ok(radius) if (0.0..=WIDEST_RADIUS).contains(&radius) => Some(radius),
        _ => {
            refusals.push(Refusal::Radius { given: short(given) });
            None
        }
    }
}

fn period(
    parameters: &Parameters,
    clock: &SharedClock,
    refusals: &mut Vec<Refusal>,
) -> (Option<Preset>, Option<Period>) {
    let mut day = |parameter: &'static str| -> Option<Date> {
        let given = parameters.first(parameter)?;
        let read = read_date(given);
        if read.is_none() {
            refusals.push(Refusal::Date { parameter, given: short(given) });
        }
        read
    };
    let (from, to) = (day("von"), day("bis"));
    // A name that was chosen replaces the days that were in force before.
    if let Some(given) = parameters.first("zeit") {
        let preset = Preset::ALL.into_iter().find(|preset| preset.parameter() == given);
        if preset.is_none() {
            refusals.push(Refusal::Preset { given: short(given) });
        }
        return (preset, preset.map(|preset| preset.days(clock.today())));
    }
    if from.is_none() && to.is_none() {
        return (None, None);
    }
    match Period::new(from, to) {
        Ok(period) => (None, Some(period)),
        Err(error) => {
            refusals.push(Refusal::Backwards { from: error.from, to: error.to });
            (None, None)
        }
    }
}

fn kinds(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for given in parameters.all("art").filter(|given| !given.trim().is_empty()) {
        match Kind::from_parameter(given.trim()) {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => {}
            None => {
                refusals.push(Refusal::Kind { given: short(given) });
                break;
            }
        }
    }
    kinds
}

/// The orders to choose from, each with its word in addresses.
pub const ORDERS: [(Order, &str); 4] =
    [(Order::Best, "passend"), (Order::Soonest, "termin"), (Order::Nearest, "naehe"), (Order::Newest, "neu")];

fn order(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> Option<Order> {
    let given = parameters.first("sortierung")?;
    let known = ORDERS.into_iter().find(|(_, word)| *word == given.trim());
    if known.is_none() {
        refusals.push(Refusal::Order { given: short(given) });
    }
    known.map(|(order, _)| order)
}

fn page(parameters: &Parameters, refusals: &mut Vec<Refusal>) -> u64 {
    let Some(given) = parameters.first("seite") else { return 1 };
    match given.parse::<u64>() {
        Ok(page) if page >= 1 => page,
        // More digits than a number has: the last page, like every page beyond the end.
        _ if given.bytes().all(|byte| byte.is_ascii_digit()) && given.bytes().any(|byte| byte != b'0') => {
            u64::MAX
        }
        _ => {
            refusals.push(Refusal::Page { given: short(given) });
            1
        }
    }
}

/// A day as the browser's date field sends it or as people write it in German.
fn read_date(given: &str) -> Option<Date> {
    let given = given.trim();
    // Only the plain form: the standard has others, with signs and six-digit years, that nobody means.
    if given.len() == 10 && given.is_ascii() && given.as_bytes()[4] == b'-' {
        return given.parse().ok();
    }
    let mut parts = given.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()
}

/// What was typed, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    match given.char_indices().nth(60) {
        Some((index, _)) => format!("{}…", &given[..index]),
        None => given.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_browsers_and_as_people_write_them() {
        assert_eq!(read_date("2026-11-28"), Some(date(2026, 11, 28)));
        assert_eq!(read_date("28.11.2026"), Some(date(2026, 11, 28)));
        assert_eq!(read_date("1.2.2026"), Some(date(2026, 2, 1)));
        for given in [
            "",
            "2026-02-30",
            "28.11.26",
            "morgen",
            "2026-11-2",
            "+999999-01-01",
            "28.11.2026.1",
            "äöüäö-1234",
        ] {
            assert_eq!(read_date(given), None, "{given}");
        }
    }

    #[test]
    fn a_weekend_that_has_begun_is_what_is_left_of_it() {
        let days = |today| {
            let period = Preset::Weekend.days(today);
            (period.from().unwrap(), period.to().unwrap())
        };
        let (friday, saturday, sunday) = (date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29));
        assert_eq!(days(friday), (saturday, sunday));
        assert_eq!(days(saturday), (saturday, sunday));
        assert_eq!(days(sunday), (sunday, sunday));
        assert_eq!(days(date(2026, 11, 30)), (date(2026, 12, 5), date(2026, 12, 6)));
    }

    proptest! {
        #[test]
        fn every_named_period_lies_ahead(day in 0..20_000_i64) {
            let today = date(2000, 1, 1).saturating_add(day.days());
            for preset in Preset::ALL {
                let period = preset.days(today);
                prop_assert!(period.from().unwrap() >= today && period.to().unwrap() >= period.from().unwrap());
            }
        }

        #[test]
        fn whatever_is_typed_for_a_day_is_read_or_refused(given in ".{0,20}") {
            let _ = read_date(&given);
        }
    }
}
