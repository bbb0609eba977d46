//! Opening hours in words, and the holidays on which they differ.

use jiff::civil::DateTime;
use kreisrund_areas::lookup::Snapshot;
use kreisrund_kernel::{AreaId, clock::county_time_zone};
use kreisrund_schedule::{
    holidays::{FederalState, HolidayCalendar},
    opening_hours::OpeningHours,
};
use kreisrund_web::{Hours, HoursDay, Page};

/// The holidays that `area` keeps: those of its federal state. Areas' keys begin with the state's.
#[must_use]
pub fn holidays(snapshot: &Snapshot, area: Option<AreaId>) -> HolidayCalendar {
    let area = area.and_then(|id| snapshot.area(id)).or_else(|| snapshot.main_county());
    let state = area.and_then(|area| FederalState::from_key(area.key.get(..2)?).ok());
    HolidayCalendar::new(state.unwrap_or(FederalState::Brandenburg))
}

/// This week's opening hours, and whether the door is open now; `note` stands below them.
#[must_use]
pub fn this_week(page: &Page, hours: &OpeningHours, note: Option<&str>, holidays: &HolidayCalendar) -> Hours {
    let now = page.shell().clock().now().to_zoned(county_time_zone()).datetime();
    let days = hours.week(now.date(), holidays).into_iter().map(|day| HoursDay {
        name: page.weekday(day.date).to_owned(),
        hours: if day.intervals.is_empty() {
            page.t("slice-closed")
        } else {
            let ranges = day.intervals.iter().map(|interval| page.time_range(interval.from(), interval.to()));
            ranges.collect::<Vec<_>>().join(", ")
        },
        holiday: day.holiday.map(|holiday| holiday.name(page.language).to_owned()).unwrap_or_default(),
        today: day.date == now.date(),
    });
    Hours {
        state: state(page, hours, now, holidays),
        days: days.collect(),
        note: note.unwrap_or_default().to_owned(),
    }
}

fn state(page: &Page, hours: &OpeningHours, now: DateTime, holidays: &HolidayCalendar) -> String {
    match (hours.is_open(now, holidays), hours.next_change(now, holidays)) {
        (true, Some(closes)) => page.t_text("slice-open-until", "time", page.time(closes.at.time())),
        (true, None) => page.t("slice-open-now"),
        (false, Some(opens)) if opens.at.date() == now.date() => {
            page.t_text("slice-closed-until-time", "time", page.time(opens.at.time()))
        }
        (false, Some(opens)) => page.t_with(
            "slice-closed-until-day",
            [("day", page.date_near(opens.at.date()).into()), ("time", page.time(opens.at.time()).into())],
        ),
        (false, None) => page.t("slice-closed-now"),
    }
}
