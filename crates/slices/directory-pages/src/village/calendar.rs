//! What is on here, and when: offers with dates, chosen from the index.

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
};
use kreisrund_kernel::{Kilometres, clock::county_time_zone};
use kreisrund_search::{CardOccurrence, Hit, Interval, Kind, Order, Page, Query, SearchError, Within};
use kreisrund_slice::{
    House,
    hits::last_day,
    rhythm::{Rhythm, rhythms},
};

use super::{OURS, here::Here};

/// How many days are looked at: in so many, whatever comes once a month shows itself.
const DAYS: i64 = 35;
/// A town has at most so many offers at a time that a page takes into account.
const MOST: usize = 300;

/// What is on in the coming weeks.
pub struct Calendar {
    /// Here itself.
    here: Vec<Hit>,
    /// For a locality, what is on elsewhere in its municipality.
    elsewhere: Vec<Hit>,
    today: Date,
    now: DateTime,
}

/// An offer with the date that was asked for.
#[derive(Clone, Copy)]
pub struct Dated<'a> {
    /// The offer.
    hit: &'a Hit,
    /// Its first date that fits.
    pub date: &'a CardOccurrence,
    /// How many of its dates fit.
    dates: usize,
}

impl Dated<'_> {
    /// As a hit whose next date is this one.
    pub fn hit(&self) -> Hit {
        Hit { next: Some(self.date.clone()), dates: self.dates, ..self.hit.clone() }
    }

    /// What kind of offer it is.
    pub fn kind(&self) -> Kind {
        self.hit.kind
    }

    /// The offer's card.
    pub fn card(&self) -> &kreisrund_search::Card {
        &self.hit.card
    }
}

/// A regular meeting.
pub struct Regular<'a> {
    /// When it meets.
    pub rhythm: Rhythm,
    /// What it is.
    pub hit: &'a Hit,
}

impl Calendar {
    /// What is on at `here` and, for a locality, in its municipality.
    pub fn read(house: &House, here: &Here) -> Result<Self, SearchError> {
        let inside = Query { areas: vec![here.area.id], ..dated(house, DAYS) };
        let inside = house.search.search(&inside)?.hits;
        let now = house.clock.county_now().datetime();
        let today = now.date();
        if here.locality.is_none() {
            return Ok(Self { here: inside, elsewhere: Vec::new(), today, now });
        }
        let inside = inside.into_iter().map(|hit| measured(here, hit));
        let (mut ours, elsewhere): (Vec<Hit>, Vec<Hit>) = inside.partition(|hit| is_ours(here, hit));
        // Three kilometres may lie beyond the municipality's border.
        if let Some(centre) = here.centre() {
            let beyond = Query {
                within: Some(Within { centre, radius: Kilometres(OURS) }),
                elsewhere_than: Some(here.area.id),
                ..dated(house, DAYS)
            };
            ours.extend(house.search.search(&beyond)?.hits.into_iter().filter(|hit| is_ours(here, hit)));
        }
        Ok(Self { here: ours, elsewhere, today, now })
    }

    /// What is on within `radius` kilometres around `here`.
    pub fn around(house: &House, here: &Here, radius: f64) -> Result<Self, SearchError> {
        let now = house.clock.county_now().datetime();
        let Some(centre) = here.centre() else { return Self::read(house, here) };
        let within = Some(Within { centre, radius: Kilometres(radius) });
        let hits = house.search.search(&Query { within, ..dated(house, DAYS) })?.hits;
        Ok(Self { here: hits, elsewhere: Vec::new(), today: now.date(), now })
    }

    /// How many offers are on here.
    pub fn offers(&self) -> usize {
        self.here.len()
    }

    /// What is on here from `first` to `last`, soonest first. What is over is left out.
    pub fn here(&self, first: Date, last: Date) -> Vec<Dated<'_>> {
        self.between(&self.here, first, last)
    }

    /// What is on elsewhere in the municipality from `first` to `last`.
    pub fn elsewhere(&self, first: Date, last: Date) -> Vec<Dated<'_>> {
        self.between(&self.elsewhere, first, last)
    }

    /// What comes next after today, here or else in the municipality.
    pub fn next<'a>(&'a self) -> Option<Dated<'a>> {
        let (first, last) = (self.today.saturating_add(1.day()), self.today.saturating_add(DAYS.days()));
        let upcoming = |dates: Vec<Dated<'a>>| dates.into_iter().find(|dated| !is_cancelled(dated.date));
        upcoming(self.here(first, last)).or_else(|| upcoming(self.elsewhere(first, last)))
    }

    /// The regular meetings here, by weekday and time.
    pub fn regular_here(&self) -> Vec<Regular<'_>> {
        self.regular(&self.here)
    }

    /// The regular meetings elsewhere in the municipality.
    pub fn regular_elsewhere(&self) -> Vec<Regular<'_>> {
        self.regular(&self.elsewhere)
    }

    fn between<'a>(&self, hits: &'a [Hit], first: Date, last: Date) -> Vec<Dated<'a>> {
        let mut dated: Vec<Dated<'a>> = hits
            .iter()
            .filter_map(|hit| {
                let fits = |date: &&CardOccurrence| {
                    date.start.date() <= last && last_day(date) >= first && !self.is_over(date)
                };
                let mut dates = hit.card.occurrences.iter().filter(fits);
                let date = dates.next()?;
                Some(Dated { hit, date, dates: 1 + dates.count() })
            })
            .collect();
        // What has been going on for days comes after what begins.
        dated.sort_by_key(|dated| {
            let begun = dated.date.start.date() < first;
            (if begun { first } else { dated.date.start.date() }, begun, dated.date.start)
        });
        dated
    }

    fn regular<'a>(&self, hits: &'a [Hit]) -> Vec<Regular<'a>> {
        let mut regular: Vec<Regular<'a>> = hits
            .iter()
            .flat_map(|hit| {
                let rhythms = rhythms(&hit.card.occurrences, self.today);
                rhythms.into_iter().map(move |rhythm| Regular { rhythm, hit })
            })
            .collect();
        regular.sort_by(|one, other| {
            let key = |regular: &Regular<'_>| {
                (regular.rhythm.weekday.to_monday_zero_offset(), regular.rhythm.time, regular.rhythm.every)
            };
            key(one).cmp(&key(other)).then_with(|| one.hit.card.title.cmp(&other.hit.card.title))
        });
        regular
    }

    fn is_over(&self, date: &CardOccurrence) -> bool {
        match date.end {
            _ if date.all_day => last_day(date) < self.today,
            Some(end) => end <= self.now,
            None => date.start < self.now,
        }
    }
}

/// Whether a date was called off.
pub fn is_cancelled(date: &CardOccurrence) -> bool {
    date.state == "cancelled"
}

/// Offers with dates in the next `days`, today included.
pub fn dated(house: &House, days: i64) -> Query {
    let now = house.clock.now();
    let end = house.clock.today().saturating_add(days.days()).to_zoned(county_time_zone());
    Query {
        kinds: vec![Kind::Event, Kind::Course],
        during: Some(Interval { start: now, end: end.map_or(now, |end| end.timestamp()) }),
        now,
        order: Order::Soonest,
        uncounted: true,
        page: Page { offset: 0, limit: MOST },
        ..Query::default()
    }
}

/// With the distance from here, where it is known where it takes place.
pub fn measured(here: &Here, hit: Hit) -> Hit {
    let position = hit.card.place.as_ref().and_then(|place| place.position);
    Hit { distance: here.distance(position), ..hit }
}

/// Whether villagers would say that it takes place with them. What is only known to be somewhere in a municipality counts
/// as lying in its middle when results are searched around a point, but not here.
pub fn is_ours(here: &Here, hit: &Hit) -> bool {
    let Some(place) = &hit.card.place else { return false };
    here.is_named_in(&place.name)
        || here.distance(place.position).is_some_and(|distance| distance <= Kilometres(OURS))
}
