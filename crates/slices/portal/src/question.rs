//! What a visitor asks by the parameters of an address, and what in it can't be read.
//!
//! | parameter | meaning |
//! |---|---|
//! | `q` | what was typed: words, “phrases”, -exclusions; places and times in it are recognised |
//! | `woertlich` | `ort`, `zeit`, `preis`, `format`, `alter`, `anmeldung`: such words in `q` are words and nothing else; may be repeated |
//! | `ort` | a place: name, postcode or short name |
//! | `umkreis` | kilometres around the place; 0 for the place's municipality alone, `kreis` for the whole county |
//! | `gebiet` | short name of a municipality or region in which hits have to lie; may be repeated |
//! | `zeit` | `heute`, `morgen`, `wochenende`, `woche` (7 days), `monat` (30 days) |
//! | `von`, `bis` | first and last day, `2026-11-28` or `28.11.2026`; `zeit` comes before them |
//! | `wochentag` | `mo`, `di`, `mi`, `do`, `fr`, `sa`, `so`; may be repeated |
//! | `tageszeit` | `vormittag`, `nachmittag`, `abend`; may be repeated |
//! | `art` | `veranstaltung`, `kurs`, `angebot`; of the directory `anbieter`, `ort`, `gemeinde`, `netzwerk`, `lebenslage`, `thema`, `beitrag`; may be repeated |
//! | `thema`, `lebenslage`, `zielgruppe`, `format`, `kurssprache`, `siegel` | short name of a term that hits have; may be repeated |
//! | `anbieter`, `veranstaltungsort`, `netzwerk` | short name of a record to which hits belong; may be repeated |
//! | `alter`, `preis`, `teilnahme`, `zugang` | a property that hits have, see [`crate::choice`]; may be repeated |
//! | `anmeldung` | `ohne`: none is needed; `moeglich`: one may still come or sign up |
//! | `sortierung` | `passend`, `termin`, `naehe`, `neu` |
//! | `seite` | page of the results, from 1 |
//! | `ansicht` | `kalender`, `karte`; otherwise a list |
//! | `kalender` | `monat`, `woche`, `agenda`: how much of the calendar is seen |
//! | `tag` | a day that the calendar shows, like `von` |
//! | `karte` | which part of the map is seen, `51.628,13.710,11`: latitude, longitude, zoom |
//! | `erklaeren` | `1`: each hit says why it stands where it stands |

mod around;
pub mod parameters;
mod preset;
mod refusal;
mod region;
mod view;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kreisrund_kernel::{AreaId, Kilometres, Period, SharedClock, clock::county_midnight};
use kreisrund_search::{
    Interval, Kind, Order, Page as Part, PartOfDay, Query, Results, SearchError, Within, typed,
};
use kreisrund_slice::{
    House,
    properties::{AgeGroup, Attendance, PriceClass, SignUp},
};
use kreisrund_store::StoreError;
use kreisrund_web::{Page, Parameters};

use crate::{
    choice::{self, Choice, Chosen},
    understanding::{Aspect, Kept, LITERALLY, Setting, Spot, Understanding, When, understand},
};

pub use around::Around;
pub use parameters::ORDERS;
pub use preset::Preset;
pub use refusal::Refusal;
pub use region::Region;
pub use view::{Span, View};

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
    /// What was typed.
    pub typed: String,
    /// What of it is looked for as words.
    pub words: String,
    /// Whether what was typed was more than could be taken.
    pub shortened: bool,
    /// Whether nothing but little words was typed, which say nothing.
    pub says_nothing: bool,
    /// What else was understood of what was typed.
    pub understanding: Understanding,
    /// Around where.
    pub place: Option<Around>,
    /// How far around, in kilometres; zero for the municipality alone, endless for the whole county.
    pub radius: Option<f64>,
    /// In which regions and municipalities; none stands for all.
    pub regions: Vec<Region>,
    /// The named period, if one was chosen.
    pub preset: Option<Preset>,
    /// When.
    pub period: Option<Period>,
    /// On which weekdays; none stands for all.
    pub weekdays: Vec<Weekday>,
    /// In which parts of the day; none stands for all.
    pub parts_of_day: Vec<PartOfDay>,
    /// Only that to which one may still come or sign up.
    pub open: bool,
    /// Which kinds; none stands for all offers.
    pub kinds: Vec<Kind>,
    /// What hits have to have.
    pub chosen: Vec<Chosen>,
    /// How the hits are ordered, if that was chosen.
    pub order: Option<Order>,
    /// The page, from 1.
    pub page: u64,
    /// How the hits are seen.
    pub view: View,
    /// The day that the calendar shows, with those around it.
    pub shown_day: Option<Date>,
    /// Whether hits say why they stand where they stand.
    pub explain: bool,
}

impl Question {
    /// Reads `parameters` for `page`. Whatever can't be read is named; the rest of the question stands.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn read(
        parameters: &Parameters,
        house: &House,
        page: &Page,
    ) -> Result<(Self, Vec<Refusal>), StoreError> {
        let mut refusals = Vec::new();
        let areas = house.areas.snapshot();
        let given = parameters.first("q").unwrap_or_default();
        let cut = given.char_indices().nth(LONGEST_WORDS).map_or(given, |(index, _)| &given[..index]);
        let text = cut.trim_start();
        let typed = typed::read(text);
        let kinds = parameters::kinds(parameters, &mut refusals);
        // The directory has no dates: who asks for clubs and says “tomorrow” means the clubs.
        let dated = kinds.is_empty() || kinds.iter().any(|kind| kind.is_offer());
        let (preset, period) =
            if dated { parameters::period(parameters, &house.clock, &mut refusals) } else { (None, None) };
        let (chosen, unknown) = choice::read(parameters, house, page).await?;
        let unknown = unknown.into_iter();
        refusals
            .extend(unknown.map(|(choice, given)| Refusal::UnknownChoice { choice, given: short(&given) }));
        let mut question = Self {
            typed: cut.trim().to_owned(),
            shortened: cut.len() < given.len() || typed.shortened,
            says_nothing: typed.only_fillers(),
            place: parameters::place(parameters, house, &mut refusals),
            radius: parameters::radius(parameters, &mut refusals),
            regions: parameters::regions(parameters, &areas, &mut refusals),
            preset,
            period,
            weekdays: parameters::weekdays(parameters, &mut refusals),
            parts_of_day: parameters::parts_of_day(parameters, &mut refusals),
            open: parameters.has(Choice::SignUp.parameter(), choice::OPEN),
            kinds,
            chosen,
            order: parameters::order(parameters, &mut refusals),
            page: parameters::page(parameters, &mut refusals),
            view: parameters::view(parameters, &mut refusals),
            shown_day: parameters::shown_day(parameters, &mut refusals),
            explain: parameters.first("erklaeren").is_some_and(|value| value == "1"),
            ..Self::default()
        };
        parameters::check_piece(parameters, &mut refusals);
        let kept = question.kept(parameters, dated);
        let today = house.clock.today();
        if !question.asks_for_offers() && matches!(question.view, View::Calendar(_)) {
            // The directory has no dates.
            question.view = View::List;
        }
        let understanding = understand(text, &typed, &Setting { areas: &areas, today, kept });
        question.take(understanding, text, today, page);
        Ok((question, refusals))
    }

    /// What in the words is to be taken for words: what the visitor says so of, and what the address has already.
    fn kept(&self, parameters: &Parameters, dated: bool) -> Kept {
        let said = Kept::read(parameters.all(LITERALLY));
        let chose = |choice: Choice| parameters.first(choice.parameter()).is_some();
        let has_time = self.period.is_some() || !self.weekdays.is_empty() || !self.parts_of_day.is_empty();
        Kept {
            place: said.place || parameters.first("ort").is_some() || !self.regions.is_empty(),
            time: said.time || !dated || has_time,
            price: said.price || !dated || chose(Choice::Price),
            format: said.format || !dated || chose(Choice::Attendance),
            age: said.age || !dated || chose(Choice::Age),
            sign_up: said.sign_up || !dated || chose(Choice::SignUp),
        }
    }

    /// Takes over what was understood of the words.
    fn take(&mut self, understanding: Understanding, text: &str, today: Date, page: &Page) {
        let rest: Vec<&str> =
            understanding.rest.iter().filter_map(|piece| text.get(piece.from..piece.to)).collect();
        self.words = rest.join(" ");
        // “Was ist heute los” asks for everything of today.
        let says_more = !typed::read(&self.words).only_fillers();
        if understanding.recognised_something() && !says_more {
            self.words.clear();
        }
        let last = understanding.rest.last();
        let may_go_on =
            last.is_none_or(|piece| matches!(piece.wanted, typed::Wanted::Word { may_go_on: true, .. }));
        if !may_go_on && !self.words.is_empty() {
            // A space behind the last word says that it is complete.
            self.words.push(' ');
        }
        if self.place.is_none() {
            self.place = understanding.place.as_ref().map(|recognised| match &recognised.value {
                Spot::One(candidate) => Around::of(candidate.clone()),
                Spot::Postcode { postcode, parts } => Around::of_postcode(postcode, parts),
            });
            self.radius = self.radius.or(understanding.radius);
        }
        if let Some(recognised) = &understanding.period {
            self.preset = match recognised.value {
                When::Preset(preset) => Some(preset),
                When::Days(_) => None,
            };
            self.period = Some(recognised.value.days(today));
        }
        if let Some(recognised) = &understanding.weekdays {
            self.weekdays.clone_from(&recognised.value);
        }
        if let Some(recognised) = &understanding.parts_of_day {
            self.parts_of_day.clone_from(&recognised.value);
        }
        if understanding.free_of_charge.is_some() {
            self.chosen.push(choice::of_property(page, Choice::Price, PriceClass::Free));
        }
        if understanding.online.is_some() {
            self.chosen.push(choice::of_property(page, Choice::Attendance, Attendance::Online));
        }
        if let Some(recognised) = &understanding.ages {
            let groups = AgeGroup::between(recognised.value.from, recognised.value.to);
            self.chosen.extend(groups.map(|group| choice::of_property(page, Choice::Age, group)));
        }
        if understanding.without_sign_up.is_some() {
            self.chosen.push(choice::of_property(page, Choice::SignUp, SignUp::NotNeeded));
        }
        self.understanding = understanding;
    }

    /// Whether `aspect` of the question was recognised in what was typed.
    pub fn is_recognised(&self, aspect: Aspect) -> bool {
        match aspect {
            Aspect::Place => self.understanding.place.is_some(),
            Aspect::Time => {
                self.understanding.period.is_some()
                    || self.understanding.weekdays.is_some()
                    || self.understanding.parts_of_day.is_some()
            }
            Aspect::Price => self.understanding.free_of_charge.is_some(),
            Aspect::Format => self.understanding.online.is_some(),
            Aspect::Age => self.understanding.ages.is_some(),
            Aspect::SignUp => self.understanding.without_sign_up.is_some(),
        }
    }

    /// Whether offers are asked for, which have dates.
    pub fn asks_for_offers(&self) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.is_offer())
    }

    /// The same question to the directory, which has neither dates nor prices.
    pub fn to_directory(&self) -> Self {
        let chosen = self.chosen.iter().filter(|chosen| chosen.choice.is_of_directory()).cloned().collect();
        Self {
            kinds: Kind::DIRECTORY.to_vec(),
            preset: None,
            period: None,
            weekdays: Vec::new(),
            parts_of_day: Vec::new(),
            open: false,
            chosen,
            page: 1,
            ..self.clone()
        }
    }

    /// The question for the index, without anything that is only counted.
    pub fn query(&self, house: &House) -> Query {
        let clock = &house.clock;
        let radius = self.radius.unwrap_or(USUAL_RADIUS);
        let only_here = radius == 0.0;
        let offset = (self.page.max(1) - 1).saturating_mul(PER_PAGE);
        let mut areas: Vec<_> =
            self.place.iter().filter(|_| only_here).flat_map(|place| place.areas.clone()).collect();
        areas.extend(self.regions.iter().flat_map(|region| region.municipalities.iter().copied()));
        Query {
            words: self.words.clone(),
            mentions: self.mentions(),
            within: self
                .place
                .as_ref()
                .filter(|_| !only_here)
                .and_then(|place| Some(Within { centre: place.position?, radius: Kilometres(radius) })),
            sparse_around: self
                .place
                .as_ref()
                .and_then(|place| Some(Within { centre: place.position?, radius: Kilometres(USUAL_RADIUS) })),
            areas,
            during: self.period.map(|period| self.interval(period, clock)),
            weekdays: self.weekdays.clone(),
            parts_of_day: self.parts_of_day.clone(),
            open: self.open,
            kinds: if self.kinds.is_empty() { Kind::OFFERS.to_vec() } else { self.kinds.clone() },
            facets: choice::chosen_only(&self.chosen),
            now: clock.now(),
            page: Part {
                offset: usize::try_from(offset).unwrap_or(usize::MAX),
                limit: usize::try_from(PER_PAGE).unwrap_or(usize::MAX),
            },
            order: self.order.unwrap_or_default(),
            explain: self.explain,
            ..Query::default()
        }
    }

    /// The names of the place that was recognised in the words: what has it in its title is found too.
    fn mentions(&self) -> Vec<String> {
        match &self.understanding.place {
            Some(recognised) => match &recognised.value {
                Spot::One(candidate) => vec![candidate.name.clone()],
                Spot::Postcode { .. } => Vec::new(),
            },
            None => Vec::new(),
        }
    }

    /// The question for the index, with everything counted that the page offers for choice.
    pub fn counted(&self, house: &House, regions: &[Region]) -> Query {
        let periods = Preset::ALL.into_iter().map(|preset| {
            let named = Self { preset: Some(preset), ..Self::default() };
            named.interval(preset.days(house.clock.today()), &house.clock)
        });
        Query {
            facets: choice::facets(house, &self.chosen),
            regions: regions.iter().map(|region| region.municipalities.clone()).collect(),
            periods: periods.collect(),
            ..self.query(house)
        }
    }

    /// The answer of the index, with everything counted that the page offers for choice. A page beyond the last one
    /// becomes the last one.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn answer(&mut self, house: &House, regions: &[Region]) -> Result<Results, SearchError> {
        let results = house.search.search(&self.counted(house, regions))?;
        let pages = (results.total as u64).div_ceil(PER_PAGE).max(1);
        if self.page <= pages {
            return Ok(results);
        }
        self.page = pages;
        house.search.search(&self.counted(house, regions))
    }

    /// How many hits there are.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn total(&self, house: &House) -> Result<usize, SearchError> {
        Ok(house.search.search(&self.for_its_total(house))?.total)
    }

    /// How many hits there are, if any has all the words.
    ///
    /// # Errors
    /// When the index can't be read.
    pub fn count(&self, house: &House) -> Result<usize, SearchError> {
        let results = house.search.search(&self.for_its_total(house))?;
        Ok(if results.reading.some_words_suffice { 0 } else { results.total })
    }

    /// The question for the index, where only the number of hits is wanted.
    fn for_its_total(&self, house: &House) -> Query {
        Query { page: Part { offset: 0, limit: 0 }, uncounted: true, ..self.query(house) }
    }

    /// Whether nothing at all was asked.
    pub fn is_open(&self) -> bool {
        self.typed.is_empty()
            && self.place.is_none()
            && self.regions.is_empty()
            && self.period.is_none()
            && self.weekdays.is_empty()
            && self.parts_of_day.is_empty()
            && !self.open
            && self.kinds.is_empty()
            && self.chosen.is_empty()
    }

    /// Whether hits that merely fit the words are asked for.
    pub fn has_words(&self) -> bool {
        !self.words.trim().is_empty()
    }

    /// The municipality for which is asked, where it is a single one.
    pub fn only_municipality(&self) -> Option<AreaId> {
        let areas = match (&self.place, self.regions.as_slice()) {
            (Some(place), _) => &place.areas,
            (None, [region]) => &region.municipalities,
            (None, _) => return None,
        };
        match areas.as_slice() {
            [area] => Some(*area),
            _ => None,
        }
    }

    /// The instants from the period's first midnight to the one after its last day. Of a named period that has begun,
    /// only what is left counts: nobody who asks for “today” wants what ended this morning.
    fn interval(&self, period: Period, clock: &SharedClock) -> Interval {
        let from = period.from().map_or(jiff::Timestamp::MIN, county_midnight);
        let to = period.to().map_or(jiff::Timestamp::MAX, |day| county_midnight(day.saturating_add(1.day())));
        let start = if self.preset.is_some() { from.max(clock.now()) } else { from };
        Interval { start, end: to }
    }
}

/// What was typed, short enough to be repeated in a sentence.
fn short(given: &str) -> String {
    match given.char_indices().nth(60) {
        Some((index, _)) => format!("{}…", &given[..index]),
        None => given.to_owned(),
    }
}
