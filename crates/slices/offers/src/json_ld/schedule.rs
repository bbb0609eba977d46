//! Rules of dates as schema.org's Schedule (<https://schema.org/Schedule>).

use jiff::civil::Weekday;
use kreisrund_schedule::{Moment, Series};
use kreisrund_slice::json_ld::Entry;
use serde_json::{Value, json};

use super::parts::instant;
use crate::{
    offer::county_zone,
    repetition::{Repetition, Step},
};

/// The rule of `series`; none where Schedule has no words for it.
pub fn schedule(series: &Series) -> Option<Value> {
    // Days counted from the end of a month are unknown to it.
    let said = Repetition::of(series).filter(|said| said.month_days.iter().all(|day| *day > 0))?;
    let mut entry = Entry::bare("Schedule");
    entry.text("repeatFrequency", &frequency(&said));
    if said.weekdays.iter().all(|(nth, _)| nth.is_none()) {
        entry.list("byDay", said.weekdays.iter().map(|(_, weekday)| json!(day_of_week(*weekday))));
    } else {
        entry.list("byDay", said.weekdays.iter().map(|(nth, weekday)| json!(nth_weekday(*nth, *weekday))));
    }
    entry.list("byMonthDay", said.month_days.iter().map(|day| json!(day)));
    entry.list("byMonth", said.months.iter().map(|month| json!(month)));
    if let Some(count) = said.count {
        entry.put("repeatCount", json!(count));
    }
    let first = &series.first;
    entry.text("startDate", &first.civil_start().date().to_string());
    entry.optional("endDate", said.until.map(|day| day.to_string()).as_deref());
    let zone = match first {
        Moment::AllDay(_) => county_zone(),
        Moment::Timed(timed) => {
            entry.text("startTime", &timed.start().strftime("%H:%M:%S").to_string());
            let end = timed.end().filter(|end| end.duration_since(timed.start()).as_hours() < 24);
            entry.optional("endTime", end.map(|end| end.strftime("%H:%M:%S").to_string()).as_deref());
            timed.zone().clone()
        }
    };
    entry.text("scheduleTimezone", zone.name());
    entry.list(
        "exceptDate",
        series.excluded.iter().map(|start| match first {
            Moment::AllDay(_) => json!(start.date().to_string()),
            Moment::Timed(_) => json!(instant(*start, &zone)),
        }),
    );
    Some(entry.value())
}

/// The step as a duration of ISO 8601.
fn frequency(said: &Repetition) -> String {
    let unit = match said.step {
        Step::Day => 'D',
        Step::Week => 'W',
        Step::Month => 'M',
        Step::Year => 'Y',
    };
    format!("P{}{unit}", said.interval)
}

fn day_of_week(weekday: Weekday) -> String {
    let name = match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    format!("https://schema.org/{name}")
}

/// The second Wednesday as iCalendar writes it, which `byDay` takes too: `2WE`.
fn nth_weekday(nth: Option<i8>, weekday: Weekday) -> String {
    let name = match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    };
    format!("{}{name}", nth.map(|nth| nth.to_string()).unwrap_or_default())
}
