//! The dates of an offer as its page shows them.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use kreisrund_schedule::{Moment, OccurrenceState};
use kreisrund_web::Page;

use super::gathered::Gathered;
use crate::{
    calendar_export,
    offer::{Offer, OfferDate, county_zone, over_at},
};

/// Coming dates that are shown at once beside the next; the rest opens on demand.
const AT_ONCE: usize = 3;

/// The dates, sorted by what people look for.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// What the next date is called: that it goes on just now, or is the next, or the only one.
    pub title: String,
    /// Dates that would come before the next one, and were cancelled.
    pub dropped: Vec<DateLine>,
    /// The next date that takes place.
    pub next: Option<DateLine>,
    /// The following ones.
    pub soon: Vec<DateLine>,
    /// Those after them.
    pub later: Vec<DateLine>,
    /// Those that are over, the latest first.
    pub past: Vec<DateLine>,
}

/// One date.
#[derive(Clone, Debug)]
pub struct DateLine {
    /// The day on the calendar leaf.
    pub leaf: Date,
    /// Its start, for programs.
    pub machine: String,
    /// The day in full: “Dienstag, 24. November 2026”; of several days, all of them.
    pub day: String,
    /// From when until when; empty for whole days.
    pub time: String,
    /// The day in short; empty where day and time are one.
    pub short: String,
    /// Day and time on one line, in short.
    pub when: String,
    /// Whether it was cancelled.
    pub cancelled: bool,
    /// Whether no places are left.
    pub sold_out: bool,
    /// When it was to be, where it was put off.
    pub moved_from: Option<String>,
    /// Its own title.
    pub title: Option<String>,
    /// Its own place.
    pub place: Option<String>,
    /// The holiday on which it falls.
    pub holiday: Option<String>,
    /// The address of a calendar file with this date alone.
    pub calendar: String,
}

impl Dates {
    /// The dates of `offer` as of `now`; `holiday` names the public or school holidays of a day.
    pub fn of(page: &Page, offer: &Offer, now: Timestamp, holiday: impl Fn(Date) -> Option<String>) -> Self {
        let mut dates = Self::default();
        let (mut coming, mut past): (Vec<&OfferDate>, Vec<&OfferDate>) = (Vec::new(), Vec::new());
        for date in &offer.dates {
            if over_at(&date.occurrence.moment) < now { past.push(date) } else { coming.push(date) }
        }
        let line = |date: &OfferDate| line(page, offer, date, &holiday);
        dates.past = past.iter().rev().map(|date| line(date)).collect();
        let next = coming.iter().position(|date| date.occurrence.state.takes_place());
        let at = next.unwrap_or(coming.len());
        dates.dropped = coming[..at].iter().map(|date| line(date)).collect();
        if let Some(next) = next.map(|at| coming[at]) {
            let has_begun = next.occurrence.moment.start(&county_zone()) <= now;
            dates.title = page.t(if has_begun {
                "offers-date-now"
            } else if offer.dates.len() == 1 {
                "offers-date-only"
            } else {
                "offers-date-next"
            });
            dates.next = Some(line(next));
            let mut rest: Vec<DateLine> = coming[at + 1..].iter().map(|date| line(date)).collect();
            // A single date is not worth a line that only says that there is one more.
            let at_once = if rest.len() == AT_ONCE + 1 { AT_ONCE + 1 } else { AT_ONCE };
            dates.later = rest.split_off(rest.len().min(at_once));
            dates.soon = rest;
        }
        dates
    }

    /// Whether there are none at all, because it is always there.
    pub fn is_empty(&self) -> bool {
        self.next.is_none() && self.dropped.is_empty() && self.past.is_empty()
    }

    /// Whether all are over.
    pub fn is_over(&self) -> bool {
        self.next.is_none() && self.dropped.is_empty() && !self.past.is_empty()
    }

    /// Whether what was to come is cancelled.
    pub fn all_cancelled(&self) -> bool {
        self.next.is_none() && !self.dropped.is_empty()
    }

    /// Whether a calendar can be filled with several of them.
    pub fn are_several(&self) -> bool {
        self.dropped.len() + usize::from(self.next.is_some()) + self.soon.len() > 1
    }
}

fn line(page: &Page, offer: &Offer, date: &OfferDate, holiday: &impl Fn(Date) -> Option<String>) -> DateLine {
    let state = date.occurrence.state;
    let (first, last) = days(&date.occurrence.moment);
    let (day, time, when) = in_words(page, &date.occurrence.moment);
    // Of something that goes on for weeks, no holiday says anything.
    let falls_on = Some(first).filter(|first| first == &last).and_then(holiday);
    DateLine {
        leaf: first.max(page.today().min(last)),
        machine: machine(&date.occurrence.moment),
        day,
        time,
        short: page.date(first),
        when,
        cancelled: state == OccurrenceState::Cancelled,
        sold_out: state == OccurrenceState::SoldOut,
        moved_from: date.moved_from.map(|from| {
            if date.occurrence.moment.is_all_day() && from.time() == Time::midnight() {
                page.date(from.date())
            } else {
                page.moment(from, None)
            }
        }),
        title: date.title.clone(),
        place: date.place.clone(),
        holiday: falls_on,
        calendar: page.link(&calendar_export::path_of_date(&offer.slug, &date.key)),
    }
}

/// The civil start and end in the county.
fn here(moment: &Moment) -> Option<(DateTime, Option<DateTime>)> {
    let Moment::Timed(timed) = moment else { return None };
    let zone = county_zone();
    let civil = |time: DateTime| {
        if *timed.zone() == zone { time } else { zone.civil(timed.zone().instant(time)) }
    };
    Some((civil(timed.start()), timed.end().map(civil)))
}

/// The first and the last day as people count them: a night belongs to the evening on which it began.
fn days(moment: &Moment) -> (Date, Date) {
    match (moment, here(moment)) {
        (_, Some((start, end))) => {
            let last = end.map_or(start.date(), |end| {
                if end.time() <= Time::constant(6, 0, 0, 0) {
                    end.date().yesterday().unwrap_or(end.date()).max(start.date())
                } else {
                    end.date()
                }
            });
            (start.date(), last)
        }
        (Moment::AllDay(days), None) => (days.first(), days.last()),
        (Moment::Timed(timed), None) => (timed.start().date(), timed.start().date()),
    }
}

/// The day in full, the time, and both in short.
fn in_words(page: &Page, moment: &Moment) -> (String, String, String) {
    let (first, last) = days(moment);
    match here(moment) {
        None if first == last => (page.date_long(first), String::new(), page.date(first)),
        None => (page.days(first, last), String::new(), page.days(first, last)),
        Some((start, end)) if first == last => {
            let time = match end {
                Some(end) => page.time_range(start.time(), end.time()),
                None => page.time(start.time()),
            };
            (page.date_long(first), time, page.moment(start, end))
        }
        Some((start, end)) => {
            let whole = page.moment(start, end);
            (whole.clone(), String::new(), whole)
        }
    }
}

/// The start as HTML's `datetime` wants it.
fn machine(moment: &Moment) -> String {
    match here(moment) {
        Some((start, _)) => start.strftime("%Y-%m-%dT%H:%M").to_string(),
        None => moment.civil_start().date().to_string(),
    }
}

/// The holiday that a day is: the public one, or else the school holidays to which it belongs.
pub fn holiday(page: &Page, gathered: &Gathered, day: Date) -> Option<String> {
    let public = gathered.holidays.holiday(day).map(|holiday| holiday.name(page.language).to_owned());
    public.or_else(|| {
        let school = gathered.areas.school_holiday(day)?;
        Some(page.t_text("offers-school-holiday", "name", school.name()))
    })
}
