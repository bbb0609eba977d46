//! Definitions of time zones (`VTIMEZONE`, RFC 5545 section 3.6.5) for the years that a calendar needs.
//!
//! They are made from the changes of offset that the zone really had and will have by today's law. Changes that follow
//! one pattern year after year become a rule; the last such rule has no end, because series may go on.

use super::WrittenEvent;
use super::line::{Lines, civil, escaped, utc};
use crate::occurrence::Moment;
use crate::zone::Zone;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::Offset,
};
use std::collections::BTreeMap;

/// How many years after the last date written the changes are looked at: weekdays come round in 28 years, so that a rule
/// shows its whole range of days.
const YEARS_AHEAD: i16 = 28;

/// How many years a pattern has to hold to be taken as law for the years to come.
const YEARS_OF_A_RULE: usize = 5;

/// Since this year all of the European Union changes its clocks on the same days.
const SINCE_TODAYS_RULES: i16 = 1996;

/// A change of offset.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    instant: Timestamp,
    /// When it happens, on the clocks of before.
    onset: DateTime,
    before: Offset,
    after: Offset,
    is_summer_time: bool,
    name: String,
}

/// Changes that are alike but for their day, in consecutive years.
struct Run {
    first: Change,
    last: Timestamp,
    days: Vec<Date>,
}

/// Writes the definition of every zone in which a time of day is written, and of the county's where none is.
pub(super) fn write(lines: &mut Lines, events: &[WrittenEvent]) {
    for (name, (zone, first, last)) in used(events) {
        lines.raw("BEGIN:VTIMEZONE");
        lines.raw(&format!("TZID:{}", escaped(&name)));
        for run in runs(changes(&zone, first, last)) {
            observance(lines, &run, last);
        }
        lines.raw("END:VTIMEZONE");
    }
}

/// The zones in use, with the first and last year for which each is needed.
fn used(events: &[WrittenEvent]) -> BTreeMap<String, (Zone, i16, i16)> {
    let mut used: BTreeMap<String, (Zone, i16, i16)> = BTreeMap::new();
    let mut note = |zone: &Zone, time: DateTime| {
        if *zone == Zone::utc() {
            return;
        }
        match used.get_mut(zone.name()) {
            Some((_, first, last)) => {
                (*first, *last) = ((*first).min(time.year()), (*last).max(time.year()));
            }
            None => {
                used.insert(zone.name().to_owned(), (zone.clone(), time.year(), time.year()));
            }
        }
    };
    for event in events {
        let when = &event.when;
        if let Moment::Timed(first) = &when.first {
            let singles = when.added.iter().chain(&when.excluded).copied();
            let originals = when.changes.iter().map(|change| when.start_of(change.recurrence_id));
            singles.chain(originals).for_each(|time| note(first.zone(), time));
        }
        let moments = when.changes.iter().map(|change| &change.moment).chain([&when.first]);
        for moment in moments {
            if let Moment::Timed(timed) = moment {
                [timed.start(), timed.end().unwrap_or(timed.start())]
                    .into_iter()
                    .for_each(|time| note(timed.zone(), time));
            }
        }
    }
    if events.is_empty() {
        // A calendar has to hold something (RFC 5545, section 3.4): the zone in which its events would be.
        used.insert(
            Zone::berlin().name().to_owned(),
            (Zone::berlin(), SINCE_TODAYS_RULES, SINCE_TODAYS_RULES),
        );
    }
    used
}

/// The changes of offset of a zone from the year before `first` on, and the last one before that.
fn changes(zone: &Zone, first: i16, last: i16) -> Vec<Change> {
    let tz = zone.time_zone();
    let year_begins =
        |year: i16| zone.instant(Date::new(year.clamp(1, 9_998), 1, 1).unwrap_or(Date::MIN).into());
    // A moment earlier, so that a change at the very beginning of the year is one of those that follow.
    let begin = just_before(year_begins(first.saturating_sub(1)));
    let end = year_begins(last.saturating_add(YEARS_AHEAD));
    let earlier = tz.preceding(begin).next();
    let later = tz.following(begin).take_while(|change| change.timestamp() < end);
    let mut changes: Vec<Change> = earlier
        .into_iter()
        .chain(later)
        .map(|change| {
            let instant = change.timestamp();
            let before = tz.to_offset(just_before(instant));
            Change {
                instant,
                onset: before.to_datetime(instant),
                before,
                after: change.offset(),
                is_summer_time: change.dst().is_dst(),
                name: change.abbreviation().to_owned(),
            }
        })
        .collect();
    if changes.first().is_none_or(|change| change.instant > begin) {
        changes.insert(0, since_ever(zone, begin));
    }
    changes
}

fn just_before(instant: Timestamp) -> Timestamp {
    instant.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(instant)
}

/// What holds in a zone before its first change, or always.
fn since_ever(zone: &Zone, begin: Timestamp) -> Change {
    let info = zone.time_zone().to_offset_info(begin);
    let offset = info.offset();
    // Where nothing older is written, the year that everyone puts here.
    let usual = Date::constant(1970, 1, 1);
    let onset = DateTime::from(usual.min(offset.to_datetime(begin).date()));
    Change {
        instant: offset.to_timestamp(onset).unwrap_or(begin),
        onset,
        before: offset,
        after: offset,
        is_summer_time: info.dst().is_dst(),
        name: info.abbreviation().to_owned(),
    }
}

/// Changes put together that follow one pattern, in the order of their first.
fn runs(changes: Vec<Change>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in changes {
        let day = change.onset.date();
        match runs.iter_mut().rev().find(|run| run.goes_on_with(&change)) {
            Some(run) => {
                run.last = change.instant;
                run.days.push(day);
            }
            None => runs.push(Run { last: change.instant, days: vec![day], first: change }),
        }
    }
    runs
}

impl Run {
    fn goes_on_with(&self, change: &Change) -> bool {
        let day = change.onset.date();
        let is_alike = self.first.before == change.before
            && self.first.after == change.after
            && self.first.name == change.name
            && self.first.is_summer_time == change.is_summer_time
            && self.first.onset.time() == change.onset.time()
            && self.first.onset.month() == change.onset.month();
        let is_next_year = self.days.last().is_some_and(|last| last.year() + 1 == day.year());
        is_alike && is_next_year && pattern(self.days.iter().copied().chain([day])).is_some()
    }
}

/// The rule by which days of consecutive years follow one another, if there is one.
fn pattern(days: impl Iterator<Item = Date> + Clone) -> Option<String> {
    let first = days.clone().next()?;
    let month = first.month();
    if days.clone().all(|day| day.day() == first.day())
        && days.clone().any(|day| day.weekday() != first.weekday())
    {
        return Some(format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={}", first.day()));
    }
    if days.clone().any(|day| day.weekday() != first.weekday()) {
        return None;
    }
    let weekday = name_of(first.weekday());
    if days.clone().all(|day| day.day() > day.days_in_month() - 7) {
        return Some(format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1{weekday}"));
    }
    let nth = |day: Date| (day.day() - 1) / 7 + 1;
    if days.clone().all(|day| nth(day) == nth(first)) {
        return Some(format!("FREQ=YEARLY;BYMONTH={month};BYDAY={}{weekday}", nth(first)));
    }
    // “The Friday on or after the 23rd”, as Israel counts.
    let (earliest, latest) = days.fold((31, 1), |(low, high), day| (day.day().min(low), day.day().max(high)));
    (latest - earliest <= 6).then(|| {
        let days: Vec<String> = (earliest..=earliest + 6).map(|day| day.to_string()).collect();
        format!("FREQ=YEARLY;BYMONTH={month};BYDAY={weekday};BYMONTHDAY={}", days.join(","))
    })
}

fn observance(lines: &mut Lines, run: &Run, last_year: i16) {
    let kind = if run.first.is_summer_time { "DAYLIGHT" } else { "STANDARD" };
    lines.raw(&format!("BEGIN:{kind}"));
    lines.raw(&format!("DTSTART:{}", civil(run.first.onset)));
    lines.raw(&format!("TZOFFSETFROM:{}", offset(run.first.before)));
    lines.raw(&format!("TZOFFSETTO:{}", offset(run.first.after)));
    lines.text("TZNAME", Some(&run.first.name));
    if run.days.len() > 1
        && let Some(rule) = pattern(run.days.iter().copied())
    {
        let goes_on = run.days.len() >= YEARS_OF_A_RULE
            && run.days.last().is_some_and(|day| day.year() >= last_year + YEARS_AHEAD - 1);
        let end = if goes_on { String::new() } else { format!(";UNTIL={}", utc(run.last)) };
        lines.raw(&format!("RRULE:{rule}{end}"));
    }
    lines.raw(&format!("END:{kind}"));
}

/// An offset as RFC 5545 (section 3.3.14) writes it; seconds only where there are any, as before zones were invented.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

const fn name_of(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}
