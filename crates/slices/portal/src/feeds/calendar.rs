//! The dates of what a search finds, as a calendar.

use std::collections::BTreeSet;

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
};
use kreisrund_schedule::WrittenCalendar;
use kreisrund_search::{CardOccurrence, Hit, Order, lies_in};
use kreisrund_slice::calendars::{MOST_RECORDS, REFRESH, Wanted, WantedDates, reaching_back};
use kreisrund_web::Problem;

use super::{CALENDAR_PATH, Subscribed};

/// Dates in one calendar at most, where each stands on its own.
const MOST_DATES: usize = 5_000;

/// A date that fits: of which hit, and when it begins.
struct Fitting {
    hit: usize,
    start: DateTime,
}

impl Subscribed<'_> {
    /// The calendar: whole series where nothing is asked of dates, otherwise those dates alone that fit.
    pub async fn calendar(&self) -> Result<WrittenCalendar, Problem> {
        let mut query = self.query(Order::Soonest, MOST_RECORDS);
        query.kinds.retain(|kind| kind.is_offer());
        query.every_date = self.asks_of_dates();
        // Without a kind, everything would be found.
        let results =
            if query.kinds.is_empty() { Default::default() } else { self.house.search.search(&query)? };
        let mut is_cut = results.total > results.hits.len();
        let mut wanted: Vec<Wanted> =
            results.hits.iter().map(|hit| Wanted { subject: hit.subject, dates: WantedDates::All }).collect();
        if query.every_date {
            let mut fitting = self.fitting(&results.hits);
            is_cut |= fitting.len() > MOST_DATES;
            fitting.truncate(MOST_DATES);
            let mut starts = vec![BTreeSet::new(); wanted.len()];
            for date in fitting {
                starts[date.hit].insert(date.start);
            }
            for (wanted, starts) in wanted.iter_mut().zip(starts) {
                wanted.dates = WantedDates::Beginning(starts);
            }
        }
        let events = self.house.calendars.events(self.house, &wanted).await?;
        let page = self.page;
        let description = match (is_cut, self.asks_of_dates()) {
            (false, false) => page.t_text("portal-calendar-description", "address", self.results()),
            (false, true) => page.t_text("portal-calendar-fitting", "address", self.results()),
            (true, _) => page.t_with(
                "portal-calendar-cut",
                [
                    ("address", self.results().into()),
                    ("offers", page.number(MOST_RECORDS as u64).into()),
                    ("dates", page.number(MOST_DATES as u64).into()),
                ],
            ),
        };
        Ok(WrittenCalendar {
            name: Some(self.title()),
            description: Some(description),
            source: Some(page.absolute(&self.parameters.on(CALENDAR_PATH))),
            refresh: Some(REFRESH),
            events,
        })
    }

    /// The dates of `hits` that fit: those to come, the soonest first, then those that just passed, the latest first.
    fn fitting(&self, hits: &[Hit]) -> Vec<Fitting> {
        let (mut coming, mut past) = (Vec::new(), Vec::new());
        for (index, hit) in hits.iter().enumerate() {
            let occurrences = &hit.card.occurrences;
            let fits = hit.fitting.iter().filter_map(|date| occurrences.get(*date));
            coming.extend(fits.map(|date| Fitting { hit: index, start: date.start }));
            let gone = occurrences.iter().filter(|date| self.fitted(date));
            past.extend(gone.map(|date| Fitting { hit: index, start: date.start }));
        }
        coming.sort_by_key(|date| (date.start, date.hit));
        past.sort_by_key(|date| (std::cmp::Reverse(date.start), date.hit));
        coming.extend(past);
        coming
    }

    /// Whether `date` is over and would have fitted a question for weekdays or parts of the day. Whoever asks for days or
    /// for what is still open means no others.
    fn fitted(&self, date: &CardOccurrence) -> bool {
        let question = &self.question;
        if question.period.is_some() || question.open {
            return false;
        }
        let (today, now) = (self.house.clock.today(), self.house.clock.now());
        date.start.date() >= today.saturating_sub(reaching_back())
            && over(date).is_some_and(|over| over <= now)
            && lies_in(date, &question.weekdays, &question.parts_of_day)
    }
}

/// When a date is over.
pub fn over(date: &CardOccurrence) -> Option<Timestamp> {
    let end = date.end.unwrap_or(date.start);
    let end = if date.all_day { next_midnight(end.date())? } else { end };
    Some(end.in_tz(&date.zone).ok()?.timestamp())
}

fn next_midnight(day: Date) -> Option<DateTime> {
    Some(day.checked_add(1.day()).ok()?.at(0, 0, 0, 0))
}
